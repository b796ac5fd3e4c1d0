/* What is looked for in the calendar: sites, clinicians, chairs, kinds of visit, statuses. */
#pragma once

#include "clinic/ct-clinic.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CT_TYPE_FILTER_POPOVER (ct_filter_popover_get_type ())
G_DECLARE_FINAL_TYPE (CtFilterPopover, ct_filter_popover, CT, FILTER_POPOVER, GtkPopover)

/*
 * Signals:
 *   changed ()   ct_filter_popover_get_filter() or _get_beside() answer otherwise now
 */
GtkWidget           *ct_filter_popover_new        (CtClinic *clinic);
void                 ct_filter_popover_set        (CtFilterPopover *self, gint64 site_id, gint64 beside_id,
                                                   const char *why_alone, const CtVisitFilter *filter);
const CtVisitFilter *ct_filter_popover_get_filter (CtFilterPopover *self);
gint64               ct_filter_popover_get_beside (CtFilterPopover *self);

G_END_DECLS
