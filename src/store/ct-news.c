#include "store/ct-news.h"

/* From here on a listener reads a whole table again anyway. */
#define MANY_ROWS 500

typedef struct
{
  gint64 first;
  gint64 last;
} Range;

/* Shared by the threads of a store and the context of its listeners; lives until the last of them lets go. */
struct _CtNewsBox
{
  gatomicrefcount refs;
  GMutex        mutex;
  GMainContext *context;
  CtNewsFunc    func;       /* NULL once nobody listens */
  CtOnlineFunc  online_func;
  gpointer      data;
  gboolean      online;
  gboolean      told_online;
  GHashTable   *tables;     /* interned table → set of ids; 0 in it stands for many */
  gboolean      scheduled;
  GArray       *own;        /* of Range: audit rows that were written here */
  gint64        seen_id;    /* the last audit row that was looked at */
  GHashTable   *counters;   /* interned table → the counter last seen in the table of news */
};

static CtNewsBox *
ct_news_box_ref (CtNewsBox *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * ct_news_box_unref:
 * @self: (transfer full): a box
 */
void
ct_news_box_unref (CtNewsBox *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_mutex_clear (&self->mutex);
  g_main_context_unref (self->context);
  g_hash_table_unref (self->tables);
  g_hash_table_unref (self->counters);
  g_array_unref (self->own);
  g_free (self);
}

/**
 * ct_news_box_new:
 * @context: where to tell the news
 * @func: whom to tell
 * @data: its data
 *
 * Returns: (transfer full): an empty box.
 */
CtNewsBox *
ct_news_box_new (GMainContext *context, CtNewsFunc func, gpointer data)
{
  CtNewsBox *self = g_new0 (CtNewsBox, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->mutex);
  self->context = g_main_context_ref (context);
  self->func = func;
  self->data = data;
  self->tables = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
  self->counters = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->own = g_array_new (FALSE, FALSE, sizeof (Range));
  return self;
}

/**
 * ct_news_box_watch_online:
 * @self: a box whose store is on a server that is there
 * @func: whom to tell, with the data of the box, when the server goes away and when it is back
 */
void
ct_news_box_watch_online (CtNewsBox *self, CtOnlineFunc func)
{
  self->online_func = func;
  self->online = self->told_online = TRUE;
}

/**
 * ct_news_box_close:
 * @self: a box, in its context
 *
 * Tells nothing any more.
 */
void
ct_news_box_close (CtNewsBox *self)
{
  g_mutex_lock (&self->mutex);
  self->func = NULL;
  g_mutex_unlock (&self->mutex);
}

/* What is to be told, and whether the server is there. */
static GHashTable *
take_news (CtNewsBox *self, gboolean *online)
{
  GHashTable *tables;

  g_mutex_lock (&self->mutex);
  tables = self->tables;
  self->tables = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
  self->scheduled = FALSE;
  *online = self->online;
  g_mutex_unlock (&self->mutex);
  return tables;
}

static void
tell_table (CtNewsBox *self, const char *table, GHashTable *ids)
{
  GHashTableIter iter;
  gpointer id;
  const gint64 many = 0;

  if (g_hash_table_contains (ids, &many) || g_hash_table_size (ids) > MANY_ROWS)
    {
      self->func (table, 0, self->data);
      return;
    }
  g_hash_table_iter_init (&iter, ids);
  /* A listener may close the store while it is being told. */
  while (self->func != NULL && g_hash_table_iter_next (&iter, &id, NULL))
    self->func (table, *(gint64 *) id, self->data);
}

static gboolean
on_idle_cb (gpointer data)
{
  CtNewsBox *self = data;
  gboolean online;
  g_autoptr (GHashTable) tables = take_news (self, &online);
  GHashTableIter iter;
  gpointer table, ids;

  if (online != self->told_online && self->func != NULL)
    {
      self->told_online = online;
      self->online_func (online, self->data);
    }
  g_hash_table_iter_init (&iter, tables);
  while (self->func != NULL && g_hash_table_iter_next (&iter, &table, &ids))
    tell_table (self, table, ids);
  return G_SOURCE_REMOVE;
}

static void
schedule (CtNewsBox *self)
{
  g_autoptr (GSource) source = NULL;

  if (self->scheduled || self->func == NULL)
    return;
  self->scheduled = TRUE;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_idle_cb, ct_news_box_ref (self), (GDestroyNotify) ct_news_box_unref);
  g_source_attach (source, self->context);
}

static void
add_one (CtNewsBox *self, const char *table, gint64 id)
{
  const char *key = g_intern_string (table);
  GHashTable *ids = g_hash_table_lookup (self->tables, key);
  gint64 *copy = g_new (gint64, 1);

  if (ids == NULL)
    {
      ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
      g_hash_table_insert (self->tables, (gpointer) key, ids);
    }
  *copy = id;
  g_hash_table_add (ids, copy);
}

/**
 * ct_news_box_add:
 * @self: a box
 * @news: (array length=n_news): what changed
 * @n_news: how many
 *
 * Tells the listeners soon; the same row only once.
 */
void
ct_news_box_add (CtNewsBox *self, const CtNews *news, guint n_news)
{
  if (n_news == 0)
    return;
  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < n_news; i++)
    add_one (self, news[i].table, news[i].id);
  schedule (self);
  g_mutex_unlock (&self->mutex);
}

/**
 * ct_news_box_set_online:
 * @self: a box of a store on a server
 * @online: whether the server is there
 *
 * Tells it soon, where it is not known already.
 */
void
ct_news_box_set_online (CtNewsBox *self, gboolean online)
{
  g_mutex_lock (&self->mutex);
  if (online != self->online)
    {
      self->online = online;
      schedule (self);
    }
  g_mutex_unlock (&self->mutex);
}

/**
 * ct_news_box_doubt:
 * @self: a box of a store on a server, on the thread that it tells
 *
 * Its listener takes the server for gone: that it is there is news again.
 */
void
ct_news_box_doubt (CtNewsBox *self)
{
  g_mutex_lock (&self->mutex);
  self->online = self->told_online = FALSE;
  g_mutex_unlock (&self->mutex);
}

/**
 * ct_news_box_own:
 * @self: a box
 * @first_audit_id: the first row of the audit that a unit of this store is about to commit
 * @last_audit_id: the last one
 *
 * Says whose these rows are, so that they are not told again as somebody else's.
 */
void
ct_news_box_own (CtNewsBox *self, gint64 first_audit_id, gint64 last_audit_id)
{
  const Range range = { first_audit_id, last_audit_id };

  g_mutex_lock (&self->mutex);
  g_array_append_val (self->own, range);
  g_mutex_unlock (&self->mutex);
}

/**
 * ct_news_box_disown:
 * @self: a box
 * @first_audit_id: as given to ct_news_box_own(); the commit failed
 */
void
ct_news_box_disown (CtNewsBox *self, gint64 first_audit_id)
{
  g_mutex_lock (&self->mutex);
  for (guint i = self->own->len; i-- > 0;)
    if (g_array_index (self->own, Range, i).first == first_audit_id)
      g_array_remove_index_fast (self->own, i);
  g_mutex_unlock (&self->mutex);
}

static gboolean
is_own (CtNewsBox *self, gint64 id)
{
  for (guint i = 0; i < self->own->len; i++)
    {
      const Range *range = &g_array_index (self->own, Range, i);

      if (id >= range->first && id <= range->last)
        return TRUE;
    }
  return FALSE;
}

static void
forget_own (CtNewsBox *self, gint64 up_to_id)
{
  for (guint i = self->own->len; i-- > 0;)
    if (g_array_index (self->own, Range, i).last <= up_to_id)
      g_array_remove_index_fast (self->own, i);
}

/* Looks at the counters of what leaves no audit row; tells of those that went on, if @tell. */
static gboolean
read_counters (CtNewsBox *self, CtUnit *unit, gboolean tell, GError **error)
{
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "news.counters", "");
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  while (ct_rows_next (rows, &local))
    {
      const char *table = g_intern_string (ct_rows_text (rows, 0));
      gint64 *last = g_hash_table_lookup (self->counters, table);

      if (tell && (last == NULL || *last != ct_rows_int (rows, 1)))
        ct_news_box_add (self, &(CtNews) { table, 0, FALSE }, 1);
      last = g_new (gint64, 1);
      *last = ct_rows_int (rows, 1);
      g_hash_table_insert (self->counters, (gpointer) table, last);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * ct_news_box_begin:
 * @self: a box
 * @unit: a unit that reads
 * @error: what went wrong
 *
 * Takes what is there now as known.
 *
 * Returns: whether it could be read.
 */
gboolean
ct_news_box_begin (CtNewsBox *self, CtUnit *unit, GError **error)
{
  return ct_unit_number (unit, &self->seen_id, error, "audit.last-id", "") && read_counters (self, unit, FALSE, error);
}

/**
 * ct_news_box_poll:
 * @self: a box
 * @unit: a unit that reads, always on the same thread
 * @error: what went wrong
 *
 * Tells what others have changed since the last time: the audit says which rows.
 *
 * Returns: whether it could be read.
 */
gboolean
ct_news_box_poll (CtNewsBox *self, CtUnit *unit, GError **error)
{
  const CtNews acts = { "audit", 0, TRUE };
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "audit.changes-after", "i", self->seen_id);
  g_autoptr (GError) local = NULL;
  gboolean others_acted = FALSE;

  if (rows == NULL)
    return FALSE;
  while (ct_rows_next (rows, &local))
    {
      const CtNews news = { ct_rows_text (rows, 1), ct_rows_int (rows, 2), TRUE };
      gboolean own;

      self->seen_id = ct_rows_int (rows, 0);
      g_mutex_lock (&self->mutex);
      own = is_own (self, self->seen_id);
      g_mutex_unlock (&self->mutex);
      others_acted = others_acted || !own;
      if (!own && news.table != NULL)
        ct_news_box_add (self, &news, 1);
    }
  if (others_acted)
    ct_news_box_add (self, &acts, 1);
  g_mutex_lock (&self->mutex);
  forget_own (self, self->seen_id);
  g_mutex_unlock (&self->mutex);
  if (local == NULL)
    return read_counters (self, unit, TRUE, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
