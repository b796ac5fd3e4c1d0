/* The list of the day: who comes next, who is late, and stepping each along. */
#include "ui-fixture.h"

#include <locale.h>

#include "domain/ct-way.h"
#include "ui/ct-page.h"
#include "ui/today/ct-today-page.h"
#include "ui/today/ct-today-words.h"

#define MONDAY "2026-03-02" /* the fixture's clock stands at ten */

static void
set_up (UiFixture *self, gconstpointer data)
{
  fixture_set_up (&self->base, NULL);
}

static void
tear_down (UiFixture *self, gconstpointer data)
{
  ui_close_window (self);
  fixture_tear_down (&self->base, NULL);
}

static void
open_today (UiFixture *self)
{
  gint64 site_id = CT_RECORD (g_ptr_array_index (ct_clinic_get_sites (self->base.clinic), 0))->id;

  ui_open_window (self, ct_today_page_new (self->base.clinic), 1080, 740);
  ct_page_open (CT_PAGE (self->page), "site", g_variant_new_int64 (site_id));
  ui_wait_for (*ct_today_page_get_summary (CT_TODAY_PAGE (self->page)) != '\0');
  ui_rest (50);
}

static CtVisit *
visit_at (UiFixture *self, guint position)
{
  g_autoptr (CtVisit) visit = g_list_model_get_item (ct_today_page_get_visits (CT_TODAY_PAGE (self->page)), position);

  return visit; /* the list keeps it */
}

static const char *
status_at (UiFixture *self, guint position)
{
  return visit_at (self, position)->appointment->status;
}

static void
test_the_day_is_listed_by_time_with_how_it_stands (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (&self->base, "Okafor", "Tunde", "1979-07-01");
  g_autoptr (CtAppointment) later = fixture_book (&self->base, reyes, MONDAY, "14:00", 60);
  g_autoptr (CtAppointment) sooner = fixture_book (&self->base, okafor, MONDAY, "11:00", 60);
  g_autoptr (CtAppointment) tomorrow = fixture_book (&self->base, okafor, "2026-03-03", "11:00", 60);

  open_today (self);
  g_assert_cmpuint (g_list_model_get_n_items (ct_today_page_get_visits (CT_TODAY_PAGE (self->page))), ==, 2);
  g_assert_cmpstr (visit_at (self, 0)->patient_name, ==, "Okafor, Tunde");
  g_assert_cmpstr (ct_today_page_get_summary (CT_TODAY_PAGE (self->page)), ==, "Mon 2 Mar · 2 to come");
}

static void
test_a_click_steps_the_visit_on_and_offers_undo (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:30", 60);

  open_today (self);
  gtk_widget_activate_action (self->page, "today.set-status", "(xs)", CT_RECORD (booked)->id, CT_APPOINTMENT_ARRIVED);
  ui_wait_for (g_strcmp0 (status_at (self, 0), CT_APPOINTMENT_ARRIVED) == 0 && self->told != NULL);
  g_assert_cmpstr (self->told, ==, "Reyes, Marisol has arrived.");
  g_assert_true (self->undo_offered);
  g_assert_cmpstr (ct_today_page_get_summary (CT_TODAY_PAGE (self->page)), ==, "Mon 2 Mar · 1 here");
}

/* The same words as in the calendar. */
static void
test_who_arrives_without_what_the_visit_needs_is_told_of (UiFixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) wish = fixture_wish (&self->base, reyes, MONDAY, "14:00", 120);
  g_autoptr (CtAppointment) booked = NULL;

  g_object_set (wish, "kind", CT_VISIT_TREATMENT, NULL);
  ct_clinic_book_async (self->base.clinic, wish, ct_await_done, &await);
  booked = fixture_take (&self->base, &await);
  open_today (self);
  gtk_widget_activate_action (self->page, "today.set-status", "(xs)", CT_RECORD (booked)->id, CT_APPOINTMENT_ARRIVED);
  ui_wait_for (self->told != NULL && strstr (self->told, "Still missing") != NULL);
  g_assert_true (g_str_has_prefix (self->told, "Reyes, Marisol has arrived. Still missing: "));
  g_assert_nonnull (strstr (self->told, "Consent on file"));
  g_assert_nonnull (strstr (self->told, "Escort named"));
  g_assert_true (self->undo_offered);
}

static void
test_keys_step_the_selected_visit (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (&self->base, "Okafor", "Tunde", "1979-07-01");
  g_autoptr (CtAppointment) first = fixture_book (&self->base, reyes, MONDAY, "10:30", 30);
  g_autoptr (CtAppointment) second = fixture_book (&self->base, okafor, MONDAY, "11:00", 60);

  open_today (self);
  gtk_widget_grab_focus (self->page);
  g_assert_true (ct_today_page_select (CT_TODAY_PAGE (self->page), 1));
  g_assert_true (ui_press (self, GDK_KEY_c, 0));
  ui_wait_for (ct_way_is_confirmed (visit_at (self, 1)->appointment));
  g_assert_cmpstr (status_at (self, 0), ==, CT_APPOINTMENT_BOOKED);
  g_assert_true (ui_press (self, GDK_KEY_x, 0));
  ui_wait_for (g_strcmp0 (status_at (self, 1), CT_APPOINTMENT_MISSED) == 0);
}

static void
test_nobody_today_says_so (UiFixture *self, gconstpointer data)
{
  GtkWidget *stack;

  open_today (self);
  stack = ui_find_type (self->page, GTK_TYPE_STACK);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "empty");
}

static CtVisit *
make_visit (const char *status, int minute)
{
  CtVisit *visit = g_object_new (CT_TYPE_VISIT, NULL);

  visit->appointment = ct_appointment_new ();
  visit->appointment->status = g_strdup (status);
  visit->appointment->day = ct_date_parse_iso (MONDAY);
  visit->appointment->minute = minute;
  visit->appointment->minutes = 60;
  visit->appointment->clinician_id = 1;
  visit->patient_born = 0;
  visit->patient_phone = g_strdup ("714-555-0132");
  return visit;
}

static void
test_lateness_begins_a_minute_after_the_time (void)
{
  g_autoptr (CtVisit) booked = make_visit (CT_APPOINTMENT_BOOKED, 600);
  g_autoptr (CtVisit) arrived = make_visit (CT_APPOINTMENT_ARRIVED, 600);
  CtDate day = ct_date_parse_iso (MONDAY);
  g_autofree char *in_time = ct_visit_needs (booked, (CtWall) { day, 600 });
  g_autofree char *late = ct_visit_needs (booked, (CtWall) { day, 672 });
  g_autofree char *here = ct_visit_needs (arrived, (CtWall) { day, 672 });

  g_assert_cmpstr (in_time, ==, "Not confirmed");
  g_assert_cmpstr (late, ==, "Late by 1 h 12 min");
  g_assert_cmpstr (here, ==, "");
  g_assert_cmpint (ct_visit_late_by (booked, (CtWall) { day, 601 }), ==, 1);
}

static void
test_who_comes_next_is_the_first_that_is_not_late (void)
{
  g_autoptr (GPtrArray) visits = g_ptr_array_new_with_free_func (g_object_unref);
  CtDate day = ct_date_parse_iso (MONDAY);

  g_ptr_array_add (visits, make_visit (CT_APPOINTMENT_BOOKED, 540));
  g_ptr_array_add (visits, make_visit (CT_APPOINTMENT_DONE, 560));
  g_ptr_array_add (visits, make_visit (CT_APPOINTMENT_BOOKED, 620));
  g_assert_true (ct_today_next (visits, (CtWall) { day, 600 }) == g_ptr_array_index (visits, 2));
  g_assert_true (ct_today_next (visits, (CtWall) { day, 700 }) == g_ptr_array_index (visits, 0));
}

#define UI_TEST(name, function) g_test_add ("/today/" name, UiFixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP there is no display\n");
      return 0;
    }
  ct_ui_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  UI_TEST ("the day is listed by time with how it stands", test_the_day_is_listed_by_time_with_how_it_stands);
  UI_TEST ("a click steps the visit on and offers undo", test_a_click_steps_the_visit_on_and_offers_undo);
  UI_TEST ("who arrives without what the visit needs is told of", test_who_arrives_without_what_the_visit_needs_is_told_of);
  UI_TEST ("keys step the selected visit", test_keys_step_the_selected_visit);
  UI_TEST ("nobody today says so", test_nobody_today_says_so);
  g_test_add_func ("/today/lateness begins a minute after the time", test_lateness_begins_a_minute_after_the_time);
  g_test_add_func ("/today/who comes next is the first that is not late",
                   test_who_comes_next_is_the_first_that_is_not_late);
  return g_test_run ();
}
