/* Rows of text under headings, as a table that can be read row by row. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CT_TYPE_TEXT_ROW (ct_text_row_get_type ())
G_DECLARE_FINAL_TYPE (CtTextRow, ct_text_row, CT, TEXT_ROW, GObject)

CtTextRow  *ct_text_row_new  (const char *const *cells);
const char *ct_text_row_cell (CtTextRow *self, guint column);

GtkWidget  *ct_text_table_new     (const char *name, const char *const *columns);
void        ct_text_table_set_rows (GtkWidget *table, GPtrArray *rows);
void        ct_text_table_add_row (GtkWidget *table, const char *const *cells);

G_END_DECLS
