/* A course on one line, in a window. */
#pragma once

#include <gtk/gtk.h>

#include "paper/ct-strip.h"

G_BEGIN_DECLS

#define CT_TYPE_STRIP_VIEW (ct_strip_view_get_type ())
G_DECLARE_FINAL_TYPE (CtStripView, ct_strip_view, CT, STRIP_VIEW, GtkWidget)

GtkWidget *ct_strip_view_new       (CtStrip *strip);
void       ct_strip_view_set_strip (CtStripView *self, CtStrip *strip);

G_END_DECLS
