/* The calendar's part of the header bar: which day, one day or a week, which columns. */
#pragma once

#include <gtk/gtk.h>

#include "ui/calendar/ct-day-columns.h"

G_BEGIN_DECLS

#define CT_TYPE_CALENDAR_HEADER (ct_calendar_header_get_type ())
G_DECLARE_FINAL_TYPE (CtCalendarHeader, ct_calendar_header, CT, CALENDAR_HEADER, GtkWidget)

/*
 * Signals: step (int), today (), go-to (), show-by (int CtColumnsBy, int64 chair)
 * The header lies in the window's bar, outside of the page, so it speaks by signals and not by the page's actions.
 */
GtkWidget *ct_calendar_header_new        (void);
void       ct_calendar_header_set_chairs (CtCalendarHeader *self, CtClinic *clinic, gint64 site_id);
void       ct_calendar_header_set_shown  (CtCalendarHeader *self, CtColumnsBy by, gint64 only_chair_id, CtDate first,
                                          CtDate last, CtDate today);
GtkWidget *ct_calendar_header_get_date_button (CtCalendarHeader *self);

G_END_DECLS
