#include "ui/ct-live-list.h"

struct _CtLiveRow
{
  GObject     parent_instance;
  CtLiveList *list; /* not owned; NULL once the list is gone */
  gint64      id;
  gpointer    data; /* (nullable): not fetched yet */
};

struct _CtLiveList
{
  GObject         parent_instance;
  GArray         *ids;   /* of gint64 */
  GHashTable     *rows;  /* id -> CtLiveRow, not owned: a row lives as long as somebody looks at it */
  GHashTable     *known; /* (nullable): set of ids, made when first asked for */
  GArray         *wanted;
  guint           fetching;
  CtLiveListFetch fetch;
  gpointer        data;
  GDestroyNotify  row_free;
};

static guint changed_signal;

static void ct_live_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (CtLiveRow, ct_live_row, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (CtLiveList, ct_live_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, ct_live_list_model_init))

/* ---- Rows ---- */

/**
 * ct_live_row_get_id:
 * @self: a row
 *
 * Returns: the id of what it shows.
 */
gint64
ct_live_row_get_id (CtLiveRow *self)
{
  g_return_val_if_fail (CT_IS_LIVE_ROW (self), 0);
  return self->id;
}

/**
 * ct_live_row_get_data:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what was put there; %NULL while it is on its way.
 */
gpointer
ct_live_row_get_data (CtLiveRow *self)
{
  g_return_val_if_fail (CT_IS_LIVE_ROW (self), NULL);
  return self->data;
}

static void
ct_live_row_finalize (GObject *object)
{
  CtLiveRow *self = CT_LIVE_ROW (object);

  if (self->list != NULL)
    {
      g_hash_table_remove (self->list->rows, &self->id);
      if (self->data != NULL)
        self->list->row_free (self->data);
    }
  G_OBJECT_CLASS (ct_live_row_parent_class)->finalize (object);
}

static void
ct_live_row_class_init (CtLiveRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_live_row_finalize;
  changed_signal = g_signal_new ("changed", CT_TYPE_LIVE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ct_live_row_init (CtLiveRow *self)
{
}

/* ---- Fetching ---- */

static gboolean
on_fetch_cb (gpointer data)
{
  CtLiveList *self = data;
  g_autoptr (GArray) wanted = self->wanted;

  self->fetching = 0;
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (self->fetch != NULL && wanted->len > 0)
    self->fetch (self, (const gint64 *) wanted->data, wanted->len, self->data);
  return G_SOURCE_REMOVE;
}

/* All rows of a screen are asked for at once, when the screen is laid out. */
static void
want (CtLiveList *self, gint64 id)
{
  g_array_append_val (self->wanted, id);
  if (self->fetching == 0)
    self->fetching = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_fetch_cb, self, NULL);
}

/**
 * ct_live_list_put:
 * @self: a list
 * @id: what was asked for
 * @row_data: (transfer full): what to show
 *
 * Answers a fetch; of a row that nobody looks at any more, @row_data is freed at once.
 */
void
ct_live_list_put (CtLiveList *self, gint64 id, gpointer row_data)
{
  CtLiveRow *row;

  g_return_if_fail (CT_IS_LIVE_LIST (self) && row_data != NULL);
  row = g_hash_table_lookup (self->rows, &id);
  if (row == NULL)
    {
      self->row_free (row_data);
      return;
    }
  if (row->data != NULL)
    self->row_free (row->data);
  row->data = row_data;
  g_signal_emit (row, changed_signal, 0);
}

/**
 * ct_live_list_refresh:
 * @self: a list
 * @id: what has changed; 0: everything may have
 *
 * Fetches again what is seen of it.
 */
void
ct_live_list_refresh (CtLiveList *self, gint64 id)
{
  GHashTableIter iter;
  gpointer key;

  g_return_if_fail (CT_IS_LIVE_LIST (self));
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (id == 0 || *(gint64 *) key == id)
      want (self, *(gint64 *) key);
}

/**
 * ct_live_list_peek:
 * @self: a list
 * @id: something
 *
 * Returns: (transfer none) (nullable): what is shown of it now; %NULL where nobody sees it.
 */
gpointer
ct_live_list_peek (CtLiveList *self, gint64 id)
{
  CtLiveRow *row;

  g_return_val_if_fail (CT_IS_LIVE_LIST (self), NULL);
  row = g_hash_table_lookup (self->rows, &id);
  return row != NULL ? row->data : NULL;
}

/* ---- Ids ---- */

static gint64
id_at (GArray *ids, guint i)
{
  return g_array_index (ids, gint64, i);
}

/**
 * ct_live_list_set_ids:
 * @self: a list
 * @ids: (element-type gint64): what it shows now, in order
 *
 * What stays at either end of the list is left in peace, so that a change elsewhere does not move what is looked at.
 */
void
ct_live_list_set_ids (CtLiveList *self, GArray *ids)
{
  GArray *old;
  guint head = 0, tail = 0, shorter;

  g_return_if_fail (CT_IS_LIVE_LIST (self) && ids != NULL);
  old = self->ids;
  shorter = MIN (old->len, ids->len);
  while (head < shorter && id_at (old, head) == id_at (ids, head))
    head++;
  while (tail < shorter - head && id_at (old, old->len - 1 - tail) == id_at (ids, ids->len - 1 - tail))
    tail++;
  self->ids = g_array_ref (ids);
  g_clear_pointer (&self->known, g_hash_table_unref);
  if (old->len != ids->len || head != ids->len)
    g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail, ids->len - head - tail);
  g_array_unref (old);
}

/**
 * ct_live_list_has:
 * @self: a list
 * @id: something
 *
 * Returns: whether the list shows it.
 */
gboolean
ct_live_list_has (CtLiveList *self, gint64 id)
{
  g_return_val_if_fail (CT_IS_LIVE_LIST (self), FALSE);
  if (self->known == NULL)
    {
      self->known = g_hash_table_new (g_int64_hash, g_int64_equal);
      for (guint i = 0; i < self->ids->len; i++)
        g_hash_table_add (self->known, &g_array_index (self->ids, gint64, i));
    }
  return g_hash_table_contains (self->known, &id);
}

/**
 * ct_live_list_n_rows:
 * @self: a list
 *
 * Returns: how many row objects there are: what somebody looks at, not what the list holds.
 */
guint
ct_live_list_n_rows (CtLiveList *self)
{
  g_return_val_if_fail (CT_IS_LIVE_LIST (self), 0);
  return g_hash_table_size (self->rows);
}

/**
 * ct_live_list_stop:
 * @self: a list
 *
 * Fetches nothing any more: its owner is going.
 */
void
ct_live_list_stop (CtLiveList *self)
{
  g_return_if_fail (CT_IS_LIVE_LIST (self));
  self->fetch = NULL;
}

/* ---- As a list model ---- */

static GType
ct_live_list_get_item_type (GListModel *model)
{
  return CT_TYPE_LIVE_ROW;
}

static guint
ct_live_list_get_n_items (GListModel *model)
{
  return CT_LIVE_LIST (model)->ids->len;
}

static gpointer
ct_live_list_get_item (GListModel *model, guint position)
{
  CtLiveList *self = CT_LIVE_LIST (model);
  CtLiveRow *row;
  gint64 id;

  if (position >= self->ids->len)
    return NULL;
  id = id_at (self->ids, position);
  row = g_hash_table_lookup (self->rows, &id);
  if (row != NULL)
    return g_object_ref (row);
  row = g_object_new (CT_TYPE_LIVE_ROW, NULL);
  row->list = self;
  row->id = id;
  g_hash_table_insert (self->rows, &row->id, row);
  want (self, id);
  return row;
}

static void
ct_live_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = ct_live_list_get_item_type;
  iface->get_n_items = ct_live_list_get_n_items;
  iface->get_item = ct_live_list_get_item;
}

/* ---- The object ---- */

static void
ct_live_list_finalize (GObject *object)
{
  CtLiveList *self = CT_LIVE_LIST (object);
  GHashTableIter iter;
  gpointer row;

  g_clear_handle_id (&self->fetching, g_source_remove);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    {
      CtLiveRow *orphan = row;

      orphan->list = NULL;
      if (orphan->data != NULL)
        self->row_free (g_steal_pointer (&orphan->data));
    }
  g_hash_table_unref (self->rows);
  g_clear_pointer (&self->known, g_hash_table_unref);
  g_array_unref (self->ids);
  g_array_unref (self->wanted);
  G_OBJECT_CLASS (ct_live_list_parent_class)->finalize (object);
}

static void
ct_live_list_class_init (CtLiveListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_live_list_finalize;
}

static void
ct_live_list_init (CtLiveList *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rows = g_hash_table_new (g_int64_hash, g_int64_equal);
}

/**
 * ct_live_list_new:
 * @fetch: asked for rows
 * @data: for @fetch
 * @row_free: frees what is put
 *
 * Returns: (transfer full): an empty list.
 */
CtLiveList *
ct_live_list_new (CtLiveListFetch fetch, gpointer data, GDestroyNotify row_free)
{
  CtLiveList *self = g_object_new (CT_TYPE_LIVE_LIST, NULL);

  self->fetch = fetch;
  self->data = data;
  self->row_free = row_free;
  return self;
}
