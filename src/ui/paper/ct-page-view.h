/* One page of paper in a window. */
#pragma once

#include <gtk/gtk.h>

#include "paper/ct-pages.h"

G_BEGIN_DECLS

#define CT_TYPE_PAGE_VIEW (ct_page_view_get_type ())
G_DECLARE_FINAL_TYPE (CtPageView, ct_page_view, CT, PAGE_VIEW, GtkWidget)

GtkWidget *ct_page_view_new      (CtPages *pages, guint page);
void       ct_page_view_set_zoom (CtPageView *self, double zoom);

G_END_DECLS
