/* The hours at the side of the calendar, which stay there while the columns scroll across. */
#pragma once

#include "ui/calendar/ct-time-grid.h"

G_BEGIN_DECLS

#define CT_TYPE_HOUR_STRIP (ct_hour_strip_get_type ())
G_DECLARE_FINAL_TYPE (CtHourStrip, ct_hour_strip, CT, HOUR_STRIP, GtkWidget)

void ct_hour_strip_set_grid (CtHourStrip *self, CtTimeGrid *grid, GtkAdjustment *down);

G_END_DECLS
