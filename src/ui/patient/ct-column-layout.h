/* Children in as many columns as have room: two on a wide window, one on a narrow one or with large text. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CT_TYPE_COLUMN_LAYOUT (ct_column_layout_get_type ())
G_DECLARE_FINAL_TYPE (CtColumnLayout, ct_column_layout, CT, COLUMN_LAYOUT, GtkLayoutManager)

GtkLayoutManager *ct_column_layout_new (int max_columns, int spacing);

G_END_DECLS
