/* The views that were kept, each with its key. */
#pragma once

#include "clinic/ct-clinic.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CT_TYPE_VIEWS_POPOVER (ct_views_popover_get_type ())
G_DECLARE_FINAL_TYPE (CtViewsPopover, ct_views_popover, CT, VIEWS_POPOVER, GtkPopover)

/*
 * Signals:
 *   chosen (CtSavedView *)   show it
 *   keep ()                  keep what is shown now, or change what was kept
 */
GtkWidget *ct_views_popover_new       (void);
void       ct_views_popover_set_views (CtViewsPopover *self, GPtrArray *views);

G_END_DECLS
