/* The calendar's part of the window's bar: days, the view and its columns, filters, saved views. */
#pragma once

#include "clinic/ct-clinic.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CT_TYPE_CALENDAR_HEADER (ct_calendar_header_get_type ())
G_DECLARE_FINAL_TYPE (CtCalendarHeader, ct_calendar_header, CT, CALENDAR_HEADER, GtkWidget)

/*
 * Signals:
 *   step (int)                               the days before (-1) or after (1)
 *   today ()
 *   go-to ()                                 choose a day
 *   show-kind (int)                          another CtViewKind
 *   show-columns (int, gint64, gint64)       other CtViewColumns; or one chair, or one clinician of a week
 *   filter ()                                choose what is looked for
 *   views ()                                 choose a view that was kept
 *   legend ()                                say what the marks mean
 */
GtkWidget *ct_calendar_header_new             (CtClinic *clinic);
void       ct_calendar_header_set_shown       (CtCalendarHeader *self, const CtViewState *state, gint64 site_id,
                                               CtDate first, CtDate last, CtDate today);
GtkWidget *ct_calendar_header_get_date_button (CtCalendarHeader *self);
GtkWidget *ct_calendar_header_get_filter_button (CtCalendarHeader *self);
GtkWidget *ct_calendar_header_get_views_button (CtCalendarHeader *self);

int         ct_calendar_header_arrow_at (CtCalendarHeader *self, GtkWidget *from, double x, double y);
void        ct_calendar_header_turn     (CtCalendarHeader *self, int steps);

G_END_DECLS
