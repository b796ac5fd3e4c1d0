/* The calendar: who comes when, into which chair. */
#pragma once

#include <gtk/gtk.h>

#include "ui/calendar/ct-day-view.h"
#include "ui/calendar/ct-month-view.h"
#include "ui/calendar/ct-offer-box.h"

G_BEGIN_DECLS

#define CT_TYPE_CALENDAR_PAGE (ct_calendar_page_get_type ())
G_DECLARE_FINAL_TYPE (CtCalendarPage, ct_calendar_page, CT, CALENDAR_PAGE, GtkWidget)

/*
 * A CtPage. What it can be asked to open: "site" (x), "date" (s, ISO or empty for today), "place" (x, a patient to be
 * placed), "visit" ((sx), an ISO date and the booking to be selected there), "view" (i, n of Fn: what is kept there), "year" (x, a patient). Its acts are class actions "calendar.…", listed with their keys in ct-keymap.c.
 */
GtkWidget *ct_calendar_page_new         (CtClinic *clinic);
void       ct_calendar_page_show_date   (CtCalendarPage *self, CtDate date);
void       ct_calendar_page_show        (CtCalendarPage *self, const CtViewState *state);
const CtViewState *ct_calendar_page_get_state (CtCalendarPage *self);
void       ct_calendar_page_show_year   (CtCalendarPage *self, gint64 patient_id);
void       ct_calendar_page_set_site    (CtCalendarPage *self, gint64 site_id);
void       ct_calendar_page_place       (CtCalendarPage *self, gint64 patient_id);
CtDate     ct_calendar_page_get_date    (CtCalendarPage *self);
CtDayView *ct_calendar_page_get_view    (CtCalendarPage *self);
CtDayView *ct_calendar_page_get_pane    (CtCalendarPage *self, guint index);
CtMonthView *ct_calendar_page_get_month (CtCalendarPage *self, guint index);
GtkWidget *ct_calendar_page_get_shown   (CtCalendarPage *self);
const char *ct_calendar_page_get_filter_words (CtCalendarPage *self);
gboolean   ct_calendar_page_is_busy     (CtCalendarPage *self);
CtOfferBox *ct_calendar_page_get_offers (CtCalendarPage *self);

G_END_DECLS
