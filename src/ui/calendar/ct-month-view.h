/* A month on one page: how many come for what on each day, what is free, what is closed. */
#pragma once

#include "ui/calendar/ct-month-day.h"

G_BEGIN_DECLS

#define CT_TYPE_MONTH_VIEW (ct_month_view_get_type ())
G_DECLARE_FINAL_TYPE (CtMonthView, ct_month_view, CT, MONTH_VIEW, GtkWidget)

/*
 * Signals:
 *   day-chosen (int)   Enter on a day, or a click
 *   moved (int)        the arrows went to another day, perhaps of another month
 *   counted ()         other numbers are shown now
 *   failed (GError *)  the days could not be counted
 */
GtkWidget  *ct_month_view_new      (CtClinic *clinic);
void        ct_month_view_show     (CtMonthView *self, gint64 site_id, CtDate date, const CtVisitFilter *filter);
void        ct_month_view_set_date (CtMonthView *self, CtDate date);
void        ct_month_view_update   (CtMonthView *self);
CtMonthDay *ct_month_view_find     (CtMonthView *self, CtDate day);
guint       ct_month_view_get_reads (CtMonthView *self);
gboolean    ct_month_view_is_busy  (CtMonthView *self);
int         ct_month_view_n_hidden (CtMonthView *self);
int         ct_month_view_n_off    (CtMonthView *self);

G_END_DECLS
