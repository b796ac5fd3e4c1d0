#include "ui/lists/ct-list-view.h"

#include <glib/gi18n.h>

#include "ui/ct-appearance.h"
#include "ui/ct-live-list.h"

struct _CtListView
{
  AdwBin              parent_instance;
  GtkColumnView      *view;
  CtLiveList         *rows;
  GHashTable         *read;      /* id -> CtListRow, as last shown */
  GPtrArray          *order;     /* of the same, in their order */
  GtkSingleSelection *selection;
};

enum
{
  ACTIVATED,
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtListView, ct_list_view, ADW_TYPE_BIN)

/* ---- Cells ---- */

typedef const char *(*Cell) (const CtListRow *row);

static const char *
patient_of (const CtListRow *row)
{
  return row->patient;
}

static const char *
when_of (const CtListRow *row)
{
  return row->when;
}

static const char *
what_of (const CtListRow *row)
{
  return row->what;
}

static const char *
why_of (const CtListRow *row)
{
  return row->why;
}

static const char *
phone_of (const CtListRow *row)
{
  return row->phone;
}

static const char *
put_off_of (const CtListRow *row)
{
  return row->put_off;
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* ---- How much it presses: a mark, a word for who does not see it, and the colour of the reason ---- */

static const char *
level_icon (CtListLevel level)
{
  return level == CT_LIST_PRESSING ? "dialog-warning-symbolic" : "alarm-symbolic";
}

static void
show_level (GtkWidget *image, const CtListRow *row)
{
  gboolean marked = row != NULL && row->level != CT_LIST_CALM;

  gtk_image_set_from_icon_name (GTK_IMAGE (image), marked ? level_icon (row->level) : NULL);
  gtk_widget_set_tooltip_text (image, marked ? ct_list_level_label (row->level) : NULL);
  set_class (image, "ct-pressing", row != NULL && row->level == CT_LIST_PRESSING);
  set_class (image, "ct-soon", row != NULL && row->level == CT_LIST_SOON);
  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  row != NULL ? ct_list_level_label (row->level) : "", -1);
}

static void
show_words (GtkWidget *label, const CtListRow *row, Cell cell)
{
  const char *text = row != NULL ? cell (row) : NULL;

  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_tooltip_text (label, text != NULL && *text != '\0' ? text : NULL);
  set_class (label, "dim-label", row != NULL && row->dim);
  set_class (label, "ct-pressing", cell == why_of && row != NULL && row->level == CT_LIST_PRESSING);
}

static void
fill_cell (GtkListItem *item)
{
  CtLiveRow *live = gtk_list_item_get_item (item);
  Cell cell = (Cell) g_object_get_data (G_OBJECT (item), "cell");
  const CtListRow *row = live != NULL ? ct_live_row_get_data (live) : NULL;
  GtkWidget *child = gtk_list_item_get_child (item);

  if (cell == NULL)
    show_level (child, row);
  else
    show_words (child, row, cell);
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  Cell cell = (Cell) g_object_get_data (G_OBJECT (factory), "cell");
  GtkWidget *child = cell == NULL ? gtk_image_new () : gtk_label_new (NULL);

  if (cell != NULL)
    {
      gtk_label_set_xalign (GTK_LABEL (child), 0);
      gtk_label_set_ellipsize (GTK_LABEL (child), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (child, "ct-tabular");
    }
  if (cell == why_of)
    {
      gtk_label_set_wrap (GTK_LABEL (child), TRUE);
      gtk_label_set_lines (GTK_LABEL (child), 2);
    }
  if (cell == patient_of)
    gtk_label_set_width_chars (GTK_LABEL (child), CT_NAME_LETTERS);
  set_class (child, "ct-name", cell == patient_of);
  g_object_set_data (G_OBJECT (item), "cell", (gpointer) cell);
  gtk_list_item_set_child (item, child);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gulong id = g_signal_connect_swapped (gtk_list_item_get_item (item), "changed", G_CALLBACK (fill_cell), item);

  g_object_set_data (G_OBJECT (item), "handler", (gpointer) id);
  fill_cell (item);
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_signal_handler_disconnect (gtk_list_item_get_item (item),
                               (gulong) g_object_steal_data (G_OBJECT (item), "handler"));
}

static void
add_column (GtkColumnView *view, const char *title, Cell cell, gboolean expand)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  g_object_set_data (G_OBJECT (factory), "cell", (gpointer) cell);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cb), NULL);
  gtk_column_view_column_set_expand (column, expand);
  gtk_column_view_column_set_resizable (column, cell != NULL);
  gtk_column_view_append_column (view, column);
}

static void
add_columns (GtkColumnView *view)
{
  add_column (view, "", NULL, FALSE);
  add_column (view, "", patient_of, TRUE);
  add_column (view, "", when_of, FALSE);
  add_column (view, "", what_of, TRUE);
  add_column (view, "", why_of, TRUE);
  add_column (view, "", phone_of, FALSE);
  add_column (view, "", put_off_of, FALSE);
}

/**
 * ct_list_view_set_heads:
 * @self: a view
 * @label: what is listed, for assistive technology
 * @heads: what stands above the columns
 *
 * Names the view and its columns.
 */
void
ct_list_view_set_heads (CtListView *self, const char *label, const CtListHeads *heads)
{
  const char *const titles[] = { "", heads->patient, heads->when, heads->what, heads->why, heads->phone, heads->put_off };
  GListModel *columns;

  g_return_if_fail (CT_IS_LIST_VIEW (self) && label != NULL);
  columns = gtk_column_view_get_columns (self->view);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      gtk_column_view_column_set_title (column, titles[i] != NULL ? titles[i] : "");
      gtk_column_view_column_set_visible (column, titles[i] != NULL);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* ---- Rows ---- */

static void
fetch_rows (CtLiveList *list, const gint64 *ids, guint n_ids, gpointer data)
{
  CtListView *self = data;

  for (guint i = 0; i < n_ids; i++)
    {
      const CtListRow *row = g_hash_table_lookup (self->read, &ids[i]);

      if (row != NULL)
        ct_live_list_put (list, ids[i], ct_list_row_copy (row));
    }
}

static gboolean
has_focus_within (CtListView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

/**
 * ct_list_view_show:
 * @self: a view
 * @rows: (element-type CtListRow): what it shows now, in order
 *
 * Shows rows; what was chosen and looked at stays so while it is still there, else the one in its place is chosen.
 */
void
ct_list_view_show (CtListView *self, const GPtrArray *rows)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean focused;
  guint before;

  g_return_if_fail (CT_IS_LIST_VIEW (self) && rows != NULL);
  before = gtk_single_selection_get_selected (self->selection);
  focused = has_focus_within (self);
  g_hash_table_remove_all (self->read);
  g_ptr_array_set_size (self->order, 0);
  for (guint i = 0; i < rows->len; i++)
    {
      CtListRow *row = ct_list_row_copy (g_ptr_array_index (rows, i));

      g_array_append_val (ids, row->id);
      g_ptr_array_add (self->order, row);
      g_hash_table_insert (self->read, &row->id, row);
    }
  ct_live_list_set_ids (self->rows, ids);
  ct_live_list_refresh (self->rows, 0);
  /* What was chosen is done with: the next one comes under the hand. */
  if (rows->len > 0 && gtk_single_selection_get_selected (self->selection) == GTK_INVALID_LIST_POSITION)
    gtk_single_selection_set_selected (self->selection, before != GTK_INVALID_LIST_POSITION ? MIN (before, rows->len - 1) : 0);
  /* The focus must not go with a row that has gone. */
  if (focused && !has_focus_within (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  g_signal_emit (self, signals[CHOSEN], 0);
}

/**
 * ct_list_view_clear:
 * @self: a view
 *
 * Shows nothing: what comes next is another list, in which an id means another thing.
 */
void
ct_list_view_clear (CtListView *self)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  ct_list_view_show (self, nothing);
}

/**
 * ct_list_view_get_chosen:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the row that is chosen; valid until others are shown.
 */
const CtListRow *
ct_list_view_get_chosen (CtListView *self)
{
  CtLiveRow *live;
  gint64 id;

  g_return_val_if_fail (CT_IS_LIST_VIEW (self), NULL);
  live = gtk_single_selection_get_selected_item (self->selection);
  id = live != NULL ? ct_live_row_get_id (live) : 0;
  return id != 0 ? g_hash_table_lookup (self->read, &id) : NULL;
}

/** ct_list_view_get_all: Returns: (transfer none) (element-type CtListRow): all that is shown, in order. */
GPtrArray *
ct_list_view_get_all (CtListView *self)
{
  g_return_val_if_fail (CT_IS_LIST_VIEW (self), NULL);
  return self->order;
}

/** ct_list_view_get_model: Returns: (transfer none): what is shown, as #CtLiveRow. */
GListModel *
ct_list_view_get_model (CtListView *self)
{
  g_return_val_if_fail (CT_IS_LIST_VIEW (self), NULL);
  return G_LIST_MODEL (self->rows);
}

/**
 * ct_list_view_select:
 * @self: a view
 * @position: a place in it
 *
 * Chooses a row.
 *
 * Returns: whether there is one.
 */
gboolean
ct_list_view_select (CtListView *self, guint position)
{
  g_return_val_if_fail (CT_IS_LIST_VIEW (self), FALSE);
  if (position >= self->order->len)
    return FALSE;
  gtk_single_selection_set_selected (self->selection, position);
  return TRUE;
}

/* ---- The object ---- */

static void
on_activate_cb (CtListView *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
on_selected_cb (CtListView *self)
{
  g_signal_emit (self, signals[CHOSEN], 0);
}

static gboolean
ct_list_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CT_LIST_VIEW (widget)->view));
}

static void
ct_list_view_dispose (GObject *object)
{
  CtListView *self = CT_LIST_VIEW (object);

  if (self->rows != NULL)
    ct_live_list_stop (self->rows);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  G_OBJECT_CLASS (ct_list_view_parent_class)->dispose (object);
}

static void
ct_list_view_finalize (GObject *object)
{
  CtListView *self = CT_LIST_VIEW (object);

  g_clear_object (&self->rows);
  g_hash_table_unref (self->read);
  g_ptr_array_unref (self->order);
  G_OBJECT_CLASS (ct_list_view_parent_class)->finalize (object);
}

static void
ct_list_view_class_init (CtListViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ct_list_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = ct_list_view_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = ct_list_view_grab_focus;
  signals[ACTIVATED] = g_signal_new ("activated", CT_TYPE_LIST_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHOSEN] = g_signal_new ("chosen", CT_TYPE_LIST_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ct_list_view_init (CtListView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->read = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->order = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_list_row_free);
  self->rows = ct_live_list_new (fetch_rows, self, (GDestroyNotify) ct_list_row_free);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection))));
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "ct-table");
  add_columns (self->view);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  adw_bin_set_child (ADW_BIN (self), scroller);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (on_activate_cb), self);
  g_signal_connect_swapped (self->selection, "notify::selected", G_CALLBACK (on_selected_cb), self);
}
