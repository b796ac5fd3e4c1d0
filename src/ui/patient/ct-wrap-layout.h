/* Children one after another, as words of a line: what finds no room goes to the next line. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CT_TYPE_WRAP_LAYOUT (ct_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (CtWrapLayout, ct_wrap_layout, CT, WRAP_LAYOUT, GtkLayoutManager)

GtkLayoutManager *ct_wrap_layout_new (int spacing, int line_spacing);
GtkWidget        *ct_wrap_new        (int spacing, int line_spacing);
void              ct_wrap_append     (GtkWidget *wrap, GtkWidget *child);

G_END_DECLS
