#include "ui/patient/ct-text-table.h"

#include <string.h>

/* Beyond this a cell may not show all of its text. */
#define LONG_TEXT 60

struct _CtTextRow
{
  GObject parent_instance;
  GStrv   cells;
};

G_DEFINE_FINAL_TYPE (CtTextRow, ct_text_row, G_TYPE_OBJECT)

static void
ct_text_row_finalize (GObject *object)
{
  g_strfreev (CT_TEXT_ROW (object)->cells);
  G_OBJECT_CLASS (ct_text_row_parent_class)->finalize (object);
}

static void
ct_text_row_class_init (CtTextRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_text_row_finalize;
}

static void
ct_text_row_init (CtTextRow *self)
{
}

/**
 * ct_text_row_new:
 * @cells: (array zero-terminated): a text a column
 *
 * Returns: (transfer full): a row.
 */
CtTextRow *
ct_text_row_new (const char *const *cells)
{
  CtTextRow *self = g_object_new (CT_TYPE_TEXT_ROW, NULL);

  self->cells = g_strdupv ((char **) cells);
  return self;
}

/**
 * ct_text_row_cell:
 * @self: a row
 * @column: from 0
 *
 * Returns: what stands there; empty beyond the last.
 */
const char *
ct_text_row_cell (CtTextRow *self, guint column)
{
  g_return_val_if_fail (CT_IS_TEXT_ROW (self), "");
  return column < g_strv_length (self->cells) ? self->cells[column] : "";
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_widget_add_css_class (label, "ct-tabular");
  gtk_list_item_set_child (item, label);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *text = ct_text_row_cell (gtk_list_item_get_item (item), GPOINTER_TO_UINT (column));

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, strlen (text) > LONG_TEXT ? text : NULL);
}

static GListStore *
store_of (GtkWidget *table)
{
  GtkSelectionModel *model = gtk_column_view_get_model (GTK_COLUMN_VIEW (table));

  return G_LIST_STORE (gtk_single_selection_get_model (GTK_SINGLE_SELECTION (model)));
}

/**
 * ct_text_table_new:
 * @name: what it is a table of, for those who can't see it
 * @columns: (array zero-terminated): headings
 *
 * Returns: (transfer floating): an empty table.
 */
GtkWidget *
ct_text_table_new (const char *name, const char *const *columns)
{
  GtkSingleSelection *selection = gtk_single_selection_new (G_LIST_MODEL (g_list_store_new (CT_TYPE_TEXT_ROW)));
  GtkWidget *table;

  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  table = gtk_column_view_new (GTK_SELECTION_MODEL (selection));
  for (guint i = 0; columns[i] != NULL; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      GtkColumnViewColumn *column = gtk_column_view_column_new (columns[i], factory);

      g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), GUINT_TO_POINTER (i));
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_column_set_expand (column, columns[i + 1] == NULL);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (table), column);
      g_object_unref (column);
    }
  gtk_widget_add_css_class (table, "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (table), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return table;
}

/**
 * ct_text_table_add_row:
 * @table: made by ct_text_table_new()
 * @cells: (array zero-terminated): a text a column
 *
 * Adds a row at the end.
 */
void
ct_text_table_add_row (GtkWidget *table, const char *const *cells)
{
  g_autoptr (CtTextRow) row = ct_text_row_new (cells);

  g_list_store_append (store_of (table), row);
}

/**
 * ct_text_table_set_rows:
 * @table: made by ct_text_table_new()
 * @rows: (element-type GStrv): all rows
 */
void
ct_text_table_set_rows (GtkWidget *table, GPtrArray *rows)
{
  g_list_store_remove_all (store_of (table));
  for (guint i = 0; i < rows->len; i++)
    ct_text_table_add_row (table, g_ptr_array_index (rows, i));
}
