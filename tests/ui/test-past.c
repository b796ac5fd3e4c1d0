/* The time machine in the calendar: a day as it stood, to look at only; Escape returns. */
#include "ui-fixture.h"

#include <string.h>

#include "domain/ct-day-count.h"
#include "ui/calendar/ct-calendar-page.h"
#include "ui/calendar/ct-past-view.h"
#include "ui/ct-page.h"

#define MONDAY "2026-03-02"

static void
set_up (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = NULL;
  g_autoptr (CtPatient) okafor = NULL;
  g_autoptr (CtAppointment) first = NULL;
  g_autoptr (CtAppointment) second = NULL;

  fixture_set_up (&self->base, NULL);
  reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  okafor = fixture_add_patient (&self->base, "Okafor", "Tobe", "1975-01-12");
  self->base.now_us += 10 * CT_USEC_PER_MINUTE;
  first = fixture_book (&self->base, reyes, MONDAY, "13:00", 60);
  self->base.now_us += 10 * CT_USEC_PER_MINUTE;
  second = fixture_book (&self->base, okafor, MONDAY, "15:00", 60);
  self->base.now_us += 10 * CT_USEC_PER_MINUTE;
  ui_open_window (self, ct_calendar_page_new (self->base.clinic), 1080, 740);
  ct_page_open (CT_PAGE (self->page), "site",
                g_variant_new_int64 (CT_RECORD (g_ptr_array_index (ct_clinic_get_sites (self->base.clinic), 0))->id));
  ui_wait_for (!ct_calendar_page_is_busy (CT_CALENDAR_PAGE (self->page)));
  ui_rest (50);
  gtk_widget_grab_focus (self->page);
}

static void
tear_down (UiFixture *self, gconstpointer data)
{
  ui_close_window (self);
  fixture_tear_down (&self->base, NULL);
}

static CtPastView *
open_past (UiFixture *self)
{
  CtPastView *past;

  g_assert_true (ui_press (self, GDK_KEY_h, GDK_CONTROL_MASK));
  past = CT_PAST_VIEW (ui_find_type (self->page, CT_TYPE_PAST_VIEW));
  ui_wait_for (past != NULL && ct_past_view_is_ready (past) && gtk_widget_get_mapped (GTK_WIDGET (past)));
  return past;
}

static void
test_the_slider_goes_back_to_any_minute (UiFixture *self, gconstpointer data)
{
  CtPastView *past = open_past (self);
  gint64 now_us = self->base.now_us;

  g_assert_cmpuint (ct_past_view_get_n_visits (past), ==, 2);
  g_assert_cmpuint (ct_past_view_get_n_changes (past), ==, 0);
  ct_past_view_set_moment (past, now_us - 15 * CT_USEC_PER_MINUTE);
  g_assert_cmpuint (ct_past_view_get_n_visits (past), ==, 1);
  g_assert_cmpuint (ct_past_view_get_n_changes (past), ==, 1);
  g_assert_nonnull (strstr (ct_past_view_get_title (past), "as it stood on Mon 2 Mar 2026, 10:15"));
  /* From change to change by the keyboard: to before the last one, then forward again. */
  ct_past_view_set_moment (past, now_us);
  g_assert_true (ui_press (self, GDK_KEY_Up, GDK_ALT_MASK));
  g_assert_cmpuint (ct_past_view_get_n_visits (past), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (past), "past.change", "i", -1);
  g_assert_cmpuint (ct_past_view_get_n_visits (past), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (past), "past.change", "i", 1);
  g_assert_cmpuint (ct_past_view_get_n_visits (past), ==, 1);
}

static void
test_another_day_can_be_looked_at_and_leaving_returns_to_the_calendar (UiFixture *self, gconstpointer data)
{
  CtPastView *past = open_past (self);

  gtk_widget_activate_action (GTK_WIDGET (past), "past.day", "i", 1);
  ui_wait_for (ct_past_view_is_ready (past));
  g_assert_cmpuint (ct_past_view_get_n_visits (past), ==, 0);
  g_assert_cmpstr (ct_day_view_get_hint (CT_DAY_VIEW (ui_find_type (GTK_WIDGET (past), CT_TYPE_DAY_VIEW))), ==,
                   "No bookings on Tue 3 Mar.");
  g_assert_true (ui_press (self, GDK_KEY_Escape, 0));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (past)));
  ui_wait_for (gtk_widget_get_mapped (GTK_WIDGET (ct_calendar_page_get_view (CT_CALENDAR_PAGE (self->page)))));
}

/* Columns are what they were in the calendar, and can be others; what is in none of them is counted. */
static void
test_a_day_stood_in_other_columns_too (UiFixture *self, gconstpointer data)
{
  CtCalendarPage *page = CT_CALENDAR_PAGE (self->page);
  CtPastView *past;

  ct_calendar_page_show (page, &(CtViewState) { .columns = CT_VIEW_BY_CLINICIAN });
  ui_wait_for (!ct_calendar_page_is_busy (page));
  gtk_widget_grab_focus (self->page);
  past = open_past (self);
  g_assert_cmpint (ct_past_view_get_columns (past), ==, CT_VIEW_BY_CLINICIAN);
  g_assert_null (strstr (ct_past_view_get_title (past), "no column"));
  g_assert_true (ui_press (self, GDK_KEY_v, GDK_SHIFT_MASK));
  g_assert_cmpint (ct_past_view_get_columns (past), ==, CT_VIEW_BY_ROOM);
  g_assert_nonnull (strstr (ct_past_view_get_title (past), "2 visits are in no column of this view"));
  g_assert_true (ui_press (self, GDK_KEY_v, GDK_SHIFT_MASK));
  g_assert_cmpint (ct_past_view_get_columns (past), ==, CT_VIEW_BY_CHAIR);
  g_assert_cmpuint (ct_past_view_get_n_visits (past), ==, 2);
}

static gint64
save (UiFixture *self, gpointer record)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtRecord) taken = record;
  g_autoptr (CtRecord) stored = NULL;

  ct_clinic_save_setup_async (self->base.clinic, record, ct_await_done, &await);
  stored = fixture_take (&self->base, &await);
  return stored->id;
}

/* Another site, with one visit that is booked last of all. */
static gint64
add_mesa (UiFixture *self)
{
  CtSite *site = ct_site_new ();
  CtChair *chair = ct_chair_new ();
  CtOpening *opening = ct_opening_new ();
  g_autoptr (CtPatient) senvi = fixture_add_patient (&self->base, "Senvi", "Ola", "1990-05-01");
  g_autoptr (CtAppointment) wish = NULL;
  g_auto (CtAwait) await = { NULL };

  site->active = chair->active = TRUE;
  g_object_set (site, "name", "Mesa", "zone", "America/Denver", NULL);
  chair->site_id = save (self, site);
  g_object_set (chair, "name", "Bed 1", "kind", CT_CHAIR_CHAIR, NULL);
  wish = fixture_wish (&self->base, senvi, MONDAY, "13:00", 60);
  wish->site_id = chair->site_id;
  wish->chair_id = save (self, chair);
  opening->site_id = wish->site_id;
  opening->weekday = 1;
  opening->from_minute = 8 * 60;
  opening->to_minute = 18 * 60;
  save (self, opening);
  ui_wait_for (ct_clinic_get_chairs (self->base.clinic)->len == 3 &&
               ct_day_open_minutes (ct_clinic_get_hours (self->base.clinic, wish->site_id), wish->day) > 0);
  ct_clinic_book_async (self->base.clinic, wish, ct_await_done, &await);
  g_object_unref (fixture_take (&self->base, &await));
  return wish->site_id;
}

static void
test_two_sites_go_back_together (UiFixture *self, gconstpointer data)
{
  CtCalendarPage *page = CT_CALENDAR_PAGE (self->page);
  gint64 mesa = add_mesa (self);
  CtPastView *past;

  ct_calendar_page_show (page, &(CtViewState) { .beside_id = mesa });
  ui_wait_for (!ct_calendar_page_is_busy (page) && ct_calendar_page_get_pane (page, 1) != NULL);
  gtk_widget_grab_focus (self->page);
  self->base.now_us += 10 * CT_USEC_PER_MINUTE;
  past = open_past (self);
  g_assert_cmpuint (ct_past_view_get_n_visits (past), ==, 3);
  g_assert_true (ui_press (self, GDK_KEY_Up, GDK_ALT_MASK));
  g_assert_cmpuint (ct_past_view_get_n_visits (past), ==, 2);
  g_assert_cmpuint (ct_past_view_get_n_changes (past), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (past), "past.change", "i", -1);
  g_assert_cmpuint (ct_past_view_get_n_visits (past), ==, 1);
  g_assert_cmpuint (ct_past_view_get_n_changes (past), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ui_init ();
  g_test_add ("/past/the-slider-goes-back-to-any-minute", UiFixture, NULL, set_up, test_the_slider_goes_back_to_any_minute,
              tear_down);
  g_test_add ("/past/another-day-can-be-looked-at-and-leaving-returns-to-the-calendar", UiFixture, NULL, set_up,
              test_another_day_can_be_looked_at_and_leaving_returns_to_the_calendar, tear_down);
  g_test_add ("/past/a-day-stood-in-other-columns-too", UiFixture, NULL, set_up, test_a_day_stood_in_other_columns_too,
              tear_down);
  g_test_add ("/past/two-sites-go-back-together", UiFixture, NULL, set_up, test_two_sites_go_back_together, tear_down);
  return g_test_run ();
}
