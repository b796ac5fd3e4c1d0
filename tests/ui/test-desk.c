/* The receptionist looks for an opening, offers one that is free, and puts people on the waiting list. */
#include "ui-fixture.h"

#include <locale.h>

#include "clinic/ct-plan-draft.h"
#include "ui/calendar/ct-calendar-page.h"
#include "ui/calendar/ct-leave-window.h"
#include "ui/calendar/ct-offer-window.h"
#include "ui/calendar/ct-plan-choice.h"
#include "ui/calendar/ct-quick-booking.h"
#include "ui/calendar/ct-slot-window.h"
#include "ui/ct-page.h"

#define MONDAY "2026-03-02"

static CtTimeGrid *
grid_of (UiFixture *self)
{
  return ct_day_view_get_grid (ct_calendar_page_get_view (CT_CALENDAR_PAGE (self->page)));
}

static gboolean
is_idle (UiFixture *self)
{
  return !ct_calendar_page_is_busy (CT_CALENDAR_PAGE (self->page)) && ct_time_grid_get_columns (grid_of (self)) != NULL;
}

static void
open_calendar (UiFixture *self)
{
  gint64 site_id = CT_RECORD (g_ptr_array_index (ct_clinic_get_sites (self->base.clinic), 0))->id;

  ui_open_window (self, ct_calendar_page_new (self->base.clinic), 1080, 740);
  ct_page_open (CT_PAGE (self->page), "site", g_variant_new_int64 (site_id));
  ui_wait_for (is_idle (self));
  ui_rest (50);
  gtk_widget_grab_focus (self->page);
}

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

static CtAppointment *
read_stored (UiFixture *self, gint64 id)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtVisit) visit = NULL;

  ct_clinic_read_visit_async (self->base.clinic, id, ct_await_done, &await);
  visit = fixture_take (&self->base, &await);
  return g_object_ref (visit->appointment);
}

/* The window of that type that is open now. */
static GtkWidget *
open_window (GType type)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (all, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) && gtk_widget_get_mapped (window))
        return window;
    }
  return NULL;
}

static GtkListBoxRow *
first_row (GtkWidget *window)
{
  return gtk_list_box_get_row_at_index (GTK_LIST_BOX (ui_find_type (window, GTK_TYPE_LIST_BOX)), 0);
}

static void
test_f_and_enter_move_a_visit_to_the_nearest_opening (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (&self->base, "Okafor", "Tunde", "1990-07-01");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "14:00", 60);
  g_autoptr (CtAppointment) moved = NULL;
  CtSlotWindow *window;

  open_calendar (self);
  g_assert_true (ct_time_grid_select_visit (grid_of (self), CT_RECORD (booked)->id));
  g_assert_true (ui_press (self, GDK_KEY_f, 0));
  ui_wait_for (open_window (CT_TYPE_SLOT_WINDOW) != NULL);
  window = CT_SLOT_WINDOW (open_window (CT_TYPE_SLOT_WINDOW));
  ui_wait_for (!ct_slot_window_is_busy (window));
  g_assert_cmpuint (ct_slot_window_get_n_found (window), ==, 6);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Another Time for Reyes, Marisol");
  /* The best answer is where it is; the second is as near as can be. */
  gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_row_at_index (
      GTK_LIST_BOX (gtk_widget_get_parent (GTK_WIDGET (first_row (GTK_WIDGET (window))))), 1)));
  ui_wait_for (open_window (CT_TYPE_SLOT_WINDOW) == NULL && is_idle (self));
  moved = read_stored (self, CT_RECORD (booked)->id);
  g_assert_cmpint (moved->day, ==, booked->day);
  g_assert_cmpint (ABS (moved->minute - booked->minute), ==, 60);
}

static void
test_w_books_who_waits_into_a_free_place (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, "2026-03-20", "10:00", 60);
  g_autoptr (CtAppointment) moved = NULL;
  GtkWidget *window;

  open_calendar (self);
  ct_calendar_page_show_date (CT_CALENDAR_PAGE (self->page), booked->day);
  ui_wait_for (is_idle (self) && ct_time_grid_select_visit (grid_of (self), CT_RECORD (booked)->id));
  ui_press (self, GDK_KEY_s, 0);
  ui_wait_for (is_idle (self));
  ct_calendar_page_show_date (CT_CALENDAR_PAGE (self->page), ct_date_parse_iso ("2026-03-03"));
  ui_wait_for (is_idle (self));
  ui_rest (50);
  ct_time_grid_select_place (grid_of (self), 0, 9 * 60, CT_GRID_STEP);
  ui_press (self, GDK_KEY_w, 0);
  ui_wait_for ((window = open_window (CT_TYPE_OFFER_WINDOW)) != NULL);
  ui_wait_for (!ct_offer_window_is_busy (CT_OFFER_WINDOW (window)));
  g_assert_cmpuint (ct_offer_window_get_n_offers (CT_OFFER_WINDOW (window)), ==, 1);
  gtk_widget_activate (GTK_WIDGET (first_row (window)));
  ui_wait_for (open_window (CT_TYPE_OFFER_WINDOW) == NULL && is_idle (self));
  moved = read_stored (self, CT_RECORD (booked)->id);
  g_assert_cmpint (moved->day, ==, ct_date_parse_iso ("2026-03-03"));
  g_assert_cmpint (moved->minute, ==, 9 * 60);
}

static void
test_shift_w_books_who_stands_there_as_arrived (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (&self->base, "Okafor", "Tunde", "1990-07-01");
  g_autoptr (CtAppointment) there = fixture_book (&self->base, okafor, MONDAY, "09:30", 60);
  g_autoptr (CtPatientFile) file = NULL;
  GtkWidget *popover;
  CtAppointment *walked_in;

  open_calendar (self);
  g_assert_true (ui_press (self, GDK_KEY_w, GDK_SHIFT_MASK));
  popover = ui_find_type (self->page, CT_TYPE_QUICK_BOOKING);
  ui_wait_for (gtk_widget_get_mapped (popover));
  ct_quick_booking_set_patient (CT_QUICK_BOOKING (popover), CT_RECORD (reyes)->id, "Reyes, Marisol");
  g_signal_emit_by_name (ui_find_type (popover, GTK_TYPE_SEARCH_ENTRY), "activate");
  ui_wait_for (!gtk_widget_get_mapped (popover) && is_idle (self));
  file = fixture_read (&self->base, CT_RECORD (reyes)->id);
  g_assert_cmpuint (file->appointments->len, ==, 1);
  walked_in = g_ptr_array_index (file->appointments, 0);
  g_assert_cmpstr (walked_in->status, ==, CT_APPOINTMENT_ARRIVED);
  g_assert_cmpint (walked_in->minute, ==, 10 * 60);
  g_assert_cmpint (walked_in->chair_id, !=, there->chair_id);
}

/* ---- Courses ---- */

/* Books a course of the owner's and returns its session of that number. */
static CtAppointment *
book_course (UiFixture *self, CtPatient *patient, const char *start, int number)
{
  g_auto (CtAwait) await = { NULL };
  g_auto (CtAwait) booked = { NULL };
  CtCourseWish wish = { .patient_id = CT_RECORD (patient)->id, .protocol = "IV_IND_2PW",
                        .start_on = ct_date_parse_iso (start), .minute = 600 };
  g_autoptr (CtPlanDraft) draft = NULL;
  g_autoptr (CtCourse) course = ct_course_new ();
  g_autoptr (CtCourse) stored = NULL;
  g_autoptr (CtPatientFile) file = NULL;

  ct_clinic_plan_course_async (self->base.clinic, &wish, ct_await_done, &await);
  draft = fixture_take (&self->base, &await);
  course->patient_id = CT_RECORD (patient)->id;
  course->prescriber_id = CT_RECORD (ct_clinic_get_user (self->base.clinic))->id;
  g_object_set (course, "protocol", "IV_IND_2PW", "indication", "trd", NULL);
  ct_clinic_book_course_async (self->base.clinic, course, draft->plan, ct_await_done, &booked);
  stored = fixture_take (&self->base, &booked);
  file = fixture_read (&self->base, CT_RECORD (patient)->id);
  return g_object_ref (g_ptr_array_index (file->appointments, (guint) number - 1));
}

static void
test_moving_a_session_asks_what_becomes_of_the_rest (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) first = book_course (self, reyes, "2026-03-03", 1);
  g_autoptr (CtAppointment) moved = NULL;
  GtkWidget *window;

  open_calendar (self);
  ct_calendar_page_show_date (CT_CALENDAR_PAGE (self->page), first->day);
  ui_wait_for (is_idle (self) && ct_time_grid_select_visit (grid_of (self), CT_RECORD (first)->id));
  ui_press (self, GDK_KEY_m, 0);
  ct_calendar_page_show_date (CT_CALENDAR_PAGE (self->page), first->day + 1);
  ui_wait_for (is_idle (self));
  ui_press (self, GDK_KEY_Return, 0);
  ui_wait_for ((window = open_window (CT_TYPE_PLAN_CHOICE)) != NULL);
  gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_row_at_index (
      GTK_LIST_BOX (ui_find_type (window, GTK_TYPE_LIST_BOX)), 1)));
  ui_wait_for (open_window (CT_TYPE_PLAN_CHOICE) == NULL && is_idle (self));
  moved = read_stored (self, CT_RECORD (first)->id);
  g_assert_cmpint (moved->day, ==, first->day + 1);
}

static void
test_l_puts_the_visits_of_a_sick_day_elsewhere (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) first = book_course (self, reyes, "2026-03-03", 1);
  g_autoptr (CtAppointment) moved = NULL;
  GtkWidget *window;

  open_calendar (self);
  ct_calendar_page_show_date (CT_CALENDAR_PAGE (self->page), first->day);
  ui_wait_for (is_idle (self));
  ui_press (self, GDK_KEY_l, 0);
  ui_wait_for ((window = open_window (CT_TYPE_LEAVE_WINDOW)) != NULL);
  ct_leave_window_set_person (CT_LEAVE_WINDOW (window), CT_RECORD (ct_clinic_get_user (self->base.clinic))->id);
  ui_wait_for (!ct_leave_window_is_busy (CT_LEAVE_WINDOW (window)));
  g_assert_cmpuint (ct_leave_window_get_n_rows (CT_LEAVE_WINDOW (window)), ==, 1);
  ct_leave_window_book (CT_LEAVE_WINDOW (window));
  ui_wait_for (open_window (CT_TYPE_LEAVE_WINDOW) == NULL && is_idle (self));
  moved = read_stored (self, CT_RECORD (first)->id);
  g_assert_cmpint (moved->day, !=, first->day);
}

#define UI_TEST(name, function) g_test_add ("/desk/" name, UiFixture, NULL, set_up, function, tear_down)

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
  UI_TEST ("F and Enter move a visit to the nearest opening", test_f_and_enter_move_a_visit_to_the_nearest_opening);
  UI_TEST ("W books who waits into a free place", test_w_books_who_waits_into_a_free_place);
  UI_TEST ("Shift+W books who stands there as arrived", test_shift_w_books_who_stands_there_as_arrived);
  UI_TEST ("moving a session asks what becomes of the rest", test_moving_a_session_asks_what_becomes_of_the_rest);
  UI_TEST ("L puts the visits of a sick day elsewhere", test_l_puts_the_visits_of_a_sick_day_elsewhere);
  return g_test_run ();
}
