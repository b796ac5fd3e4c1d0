/* The receptionist at the calendar: booking with a few keys, moving, cancelling, undoing, and never two on one chair. */
#include "ui-fixture.h"

#include <locale.h>

#include "domain/ct-readiness.h"
#include "domain/ct-way.h"
#include "ui/calendar/ct-booking-panel.h"
#include "ui/calendar/ct-calendar-page.h"
#include "ui/calendar/ct-cancel-popover.h"
#include "ui/calendar/ct-date-jump.h"
#include "ui/calendar/ct-quick-booking.h"
#include "ui/calendar/ct-visit-range.h"
#include "ui/calendar/ct-visit-words.h"
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
open_calendar (UiFixture *self, int width, int height)
{
  gint64 site_id = CT_RECORD (g_ptr_array_index (ct_clinic_get_sites (self->base.clinic), 0))->id;

  ui_open_window (self, ct_calendar_page_new (self->base.clinic), width, height);
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

static CtVisit *
shown_visit (UiFixture *self, CtAppointment *appointment)
{
  CtBlock *block = ct_time_grid_find_block (grid_of (self), CT_RECORD (appointment)->id);

  return block != NULL ? ct_block_get_visit (block) : NULL;
}

static CtAppointment *
read_stored (UiFixture *self, CtAppointment *appointment)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtVisit) visit = NULL;

  ct_clinic_read_visit_async (self->base.clinic, CT_RECORD (appointment)->id, ct_await_done, &await);
  visit = fixture_take (&self->base, &await);
  return g_object_ref (visit->appointment);
}

static void
select_block (UiFixture *self, CtAppointment *appointment)
{
  ui_wait_for (shown_visit (self, appointment) != NULL);
  g_assert_true (ct_time_grid_select_visit (grid_of (self), CT_RECORD (appointment)->id));
}

static void
change_record (UiFixture *self, CtRecord *record)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtRecord) stored = NULL;

  ct_clinic_save_setup_async (self->base.clinic, record, ct_await_done, &await);
  stored = fixture_take (&self->base, &await);
}

/* ---- Booking ---- */

static GtkEditable *
open_quick_booking (UiFixture *self)
{
  GtkWidget *popover;

  g_assert_true (ui_press (self, GDK_KEY_n, 0));
  popover = ui_find_type (self->page, CT_TYPE_QUICK_BOOKING);
  g_assert_nonnull (popover);
  ui_wait_for (gtk_widget_get_mapped (popover));
  return GTK_EDITABLE (ui_find_type (popover, GTK_TYPE_SEARCH_ENTRY));
}

static gboolean
hits_are_shown (UiFixture *self)
{
  GtkWidget *list = ui_find_type (ui_find_type (self->page, CT_TYPE_QUICK_BOOKING), GTK_TYPE_LIST_BOX);

  return gtk_widget_get_visible (list) && gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0) != NULL;
}

static void
test_some_letters_and_enter_book_a_visit (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) other = fixture_add_patient (&self->base, "Reyes", "Tomás", "1990-01-02");
  GtkEditable *entry;
  CtVisit *visit;

  open_calendar (self, 1080, 740);
  ct_time_grid_select_place (grid_of (self), 1, 10 * 60 + 30, CT_GRID_STEP);
  entry = open_quick_booking (self);
  gtk_editable_set_text (entry, "re ma");
  ui_wait_for (hits_are_shown (self));
  g_signal_emit_by_name (entry, "activate");
  ui_wait_for (self->told != NULL);
  g_assert_cmpstr (self->told, ==, "Reyes, Marisol is booked for Mon 2 Mar, 10:30, Chair 2.");
  g_assert_true (self->undo_offered);
  ui_wait_for (ct_time_grid_get_n_blocks (grid_of (self)) == 1 && ct_time_grid_get_visit (grid_of (self)) != NULL);
  visit = ct_time_grid_get_visit (grid_of (self));
  g_assert_cmpint (visit->appointment->minute, ==, 10 * 60 + 30);
  g_assert_cmpint (visit->appointment->minutes, ==, 60);
  g_assert_cmpint (visit->appointment->patient_id, ==, CT_RECORD (reyes)->id);
}

static void
test_a_treatment_that_is_booked_says_what_it_still_needs (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  GtkEditable *entry;

  open_calendar (self, 1080, 740);
  ct_time_grid_select_place (grid_of (self), 1, 10 * 60 + 30, CT_GRID_STEP);
  entry = open_quick_booking (self);
  ct_quick_booking_set_kind (CT_QUICK_BOOKING (ui_find_type (self->page, CT_TYPE_QUICK_BOOKING)), CT_VISIT_TREATMENT);
  gtk_editable_set_text (entry, "reyes");
  ui_wait_for (hits_are_shown (self));
  g_signal_emit_by_name (entry, "activate");
  ui_wait_for (self->told != NULL && strstr (self->told, "Still missing") != NULL);
  g_assert_true (g_str_has_prefix (self->told, "Reyes, Marisol is booked for Mon 2 Mar, 10:30, Chair 2. Still missing: "));
  g_assert_nonnull (strstr (self->told, "Consent on file"));
  /* Not yet due: that is for the day it is confirmed. */
  g_assert_null (strstr (self->told, "Escort"));
  g_assert_true (self->undo_offered);
}

static void
test_enter_before_the_answer_books_the_only_one_found (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  GtkEditable *entry;

  open_calendar (self, 1080, 740);
  ct_time_grid_select_place (grid_of (self), 0, 11 * 60, CT_GRID_STEP);
  entry = open_quick_booking (self);
  gtk_editable_set_text (entry, "reyes");
  g_signal_emit_by_name (entry, "activate");
  ui_wait_for (ct_time_grid_get_n_blocks (grid_of (self)) == 1);
}

static void
test_enter_before_the_answer_never_guesses_among_several (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) one = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) two = fixture_add_patient (&self->base, "Reyes", "Tomás", "1990-01-02");
  GtkEditable *entry;

  open_calendar (self, 1080, 740);
  ct_time_grid_select_place (grid_of (self), 0, 11 * 60, CT_GRID_STEP);
  entry = open_quick_booking (self);
  gtk_editable_set_text (entry, "reyes");
  g_signal_emit_by_name (entry, "activate");
  ui_wait_for (hits_are_shown (self));
  ui_rest (100);
  g_assert_cmpuint (ct_time_grid_get_n_blocks (grid_of (self)), ==, 0);
}

static void
test_a_stranger_can_be_made_a_patient_from_the_hits (UiFixture *self, gconstpointer data)
{
  GtkEditable *entry;

  open_calendar (self, 1080, 740);
  entry = open_quick_booking (self);
  gtk_editable_set_text (entry, "Zimmer");
  ui_wait_for (hits_are_shown (self));
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (self->asked, ==, "new-patient 'Zimmer'");
}

static void
test_a_taken_chair_is_refused_with_both_names (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (&self->base, "Okafor", "Tunde", "1979-07-01");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, okafor, MONDAY, "10:00", 50);
  CtQuickBooking *booking;
  CtOfferBox *box;
  GtkEditable *entry;

  open_calendar (self, 1080, 740);
  ct_time_grid_select_place (grid_of (self), 0, 9 * 60 + 30, 60);
  entry = open_quick_booking (self);
  booking = CT_QUICK_BOOKING (ui_find_type (self->page, CT_TYPE_QUICK_BOOKING));
  gtk_editable_set_text (entry, "reyes");
  ui_wait_for (hits_are_shown (self));
  g_signal_emit_by_name (entry, "activate");
  ui_wait_for (*ct_quick_booking_get_problem (booking) != '\0');
  g_assert_nonnull (strstr (ct_quick_booking_get_problem (booking), "Reyes, Marisol"));
  g_assert_nonnull (strstr (ct_quick_booking_get_problem (booking), "T. Okafor until 10:50"));
  ui_wait_for (strstr (ct_quick_booking_get_problem (booking), "Free near it:") != NULL);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (booking)));
  g_assert_cmpuint (ct_time_grid_get_n_blocks (grid_of (self)), ==, 1);
  /* It is ten now: the nearest place that is not past has the focus, and one press books it. */
  box = CT_OFFER_BOX (ui_find_type (GTK_WIDGET (booking), CT_TYPE_OFFER_BOX));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->window)) == ct_offer_box_get_first (box));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (ct_offer_box_get_first (box))), ==, "10:50, Chair 1");
  g_signal_emit_by_name (ct_offer_box_get_first (box), "clicked");
  ui_wait_for (ct_time_grid_get_n_blocks (grid_of (self)) == 2 && is_idle (self));
}

static void
test_a_patient_in_hand_is_booked_where_one_clicks (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  CtQuickBooking *booking;

  open_calendar (self, 1080, 740);
  ct_page_open (CT_PAGE (self->page), "place", g_variant_new_int64 (CT_RECORD (reyes)->id));
  ui_wait_for (is_idle (self));
  ct_time_grid_select_place (grid_of (self), 0, 14 * 60, CT_GRID_STEP);
  g_assert_true (ui_press (self, GDK_KEY_Return, 0));
  booking = CT_QUICK_BOOKING (ui_find_type (self->page, CT_TYPE_QUICK_BOOKING));
  ui_wait_for (gtk_widget_get_mapped (GTK_WIDGET (booking)));
  g_signal_emit_by_name (ui_find_type (GTK_WIDGET (booking), GTK_TYPE_SEARCH_ENTRY), "activate");
  ui_wait_for (ct_time_grid_get_n_blocks (grid_of (self)) == 1);
}

/* ---- Moving ---- */

static void
test_m_arrows_and_enter_move_a_booking_and_undo_brings_it_back (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);
  g_autofree char *undone = NULL;

  open_calendar (self, 1080, 740);
  select_block (self, booked);
  g_assert_true (ui_press (self, GDK_KEY_m, 0));
  g_assert_true (ct_time_grid_has_hand (grid_of (self)));
  ui_press (self, GDK_KEY_Down, 0);
  ui_press (self, GDK_KEY_Down, 0);
  ui_press (self, GDK_KEY_Right, 0);
  g_assert_cmpint (shown_visit (self, booked)->appointment->minute, ==, 10 * 60);
  g_assert_true (ui_press (self, GDK_KEY_Return, 0));
  ui_wait_for (self->told != NULL && is_idle (self));
  g_assert_cmpstr (self->told, ==, "Reyes, Marisol is moved to Mon 2 Mar, 10:30, Chair 2.");
  g_assert_cmpint (shown_visit (self, booked)->appointment->minute, ==, 10 * 60 + 30);
  undone = fixture_undo (&self->base);
  ui_wait_for (shown_visit (self, booked)->appointment->minute == 10 * 60);
}

static void
test_escape_lets_go_of_what_is_in_the_hand (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);
  g_autoptr (CtAppointment) stored = NULL;

  open_calendar (self, 1080, 740);
  select_block (self, booked);
  ui_press (self, GDK_KEY_m, 0);
  ui_press (self, GDK_KEY_Down, 0);
  g_assert_true (ui_press (self, GDK_KEY_Escape, 0));
  g_assert_false (ct_time_grid_has_hand (grid_of (self)));
  ui_rest (300);
  stored = read_stored (self, booked);
  g_assert_cmpint (CT_RECORD (stored)->revision, ==, CT_RECORD (booked)->revision);
}

static void
test_a_drop_on_a_taken_place_goes_back_and_says_why (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (&self->base, "Okafor", "Tunde", "1979-07-01");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);
  g_autoptr (CtAppointment) in_the_way = fixture_book (&self->base, okafor, MONDAY, "11:00", 60);
  g_autoptr (CtAppointment) stored = NULL;
  CtOfferBox *box;

  open_calendar (self, 1080, 740);
  select_block (self, booked);
  ui_press (self, GDK_KEY_m, 0);
  ui_press (self, GDK_KEY_Down, 0);
  ui_press (self, GDK_KEY_Return, 0);
  ui_wait_for (self->told != NULL);
  g_assert_nonnull (strstr (self->told, "Reyes, Marisol"));
  g_assert_nonnull (strstr (self->told, "Okafor"));
  g_assert_false (self->undo_offered);
  ui_wait_for (!ct_time_grid_has_hand (grid_of (self)));
  stored = read_stored (self, booked);
  g_assert_cmpint (stored->minute, ==, 10 * 60);
  /* The nearest free places are there, and one press goes to the first. */
  box = ct_calendar_page_get_offers (CT_CALENDAR_PAGE (self->page));
  ui_wait_for (ct_offer_box_get_first (box) != NULL);
  g_signal_emit_by_name (ct_offer_box_get_first (box), "clicked");
  ui_wait_for (self->undo_offered && is_idle (self));
  g_clear_object (&stored);
  stored = read_stored (self, booked);
  g_assert_cmpint (stored->chair_id, !=, booked->chair_id);
}

static void
test_a_move_and_a_confirmation_by_somebody_else_are_both_kept (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);
  g_autoptr (CtVisit) as_seen = NULL;
  g_auto (CtAwait) await = { NULL };
  CtPlace place = { 0 };

  open_calendar (self, 1080, 740);
  select_block (self, booked);
  as_seen = g_object_ref (shown_visit (self, booked));
  ct_clinic_confirm_async (self->base.clinic, booked, CT_CONFIRMED_BY_PHONE, ct_await_done, &await);
  g_object_unref (fixture_take (&self->base, &await));
  place = (CtPlace) { booked->chair_id, 0, booked->day, 13 * 60, 60 };
  g_signal_emit_by_name (grid_of (self), "move-visit", as_seen, &place);
  ui_wait_for (self->told != NULL && is_idle (self));
  /* One moved it, the other confirmed it: both are kept. */
  g_assert_true (self->undo_offered);
  g_assert_cmpstr (self->told, ==, "Ana Ruiz also changed Confirmed; that and your Time are kept.");
  ui_wait_for (ct_way_is_confirmed (shown_visit (self, booked)->appointment));
  ui_wait_for (shown_visit (self, booked)->appointment->minute == 13 * 60);
}

static void
test_plus_pressed_twice_is_half_an_hour_more_in_one_act (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);
  g_autoptr (CtAppointment) stored = NULL;

  open_calendar (self, 1080, 740);
  select_block (self, booked);
  g_assert_true (ui_press (self, GDK_KEY_plus, 0));
  g_assert_true (ui_press (self, GDK_KEY_plus, 0));
  ui_wait_for (self->told != NULL && is_idle (self));
  g_assert_cmpstr (self->told, ==, "Reyes, Marisol is booked for 1 h 30 min now.");
  stored = read_stored (self, booked);
  g_assert_cmpint (stored->minutes, ==, 90);
  g_assert_cmpint (CT_RECORD (stored)->revision, ==, CT_RECORD (booked)->revision + 1);
}

static void
test_who_sits_in_the_chair_is_not_moved (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);

  open_calendar (self, 1080, 740);
  select_block (self, booked);
  g_assert_true (ui_press (self, GDK_KEY_i, 0));
  ui_wait_for (g_str_equal (shown_visit (self, booked)->appointment->status, CT_APPOINTMENT_IN_CHAIR));
  select_block (self, booked);
  ui_press (self, GDK_KEY_m, 0);
  g_assert_false (ct_time_grid_has_hand (grid_of (self)));
  g_assert_nonnull (strstr (self->told, "stays where it was"));
}

static void
test_a_booking_is_carried_to_another_day_by_the_keys (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);
  g_autoptr (CtAppointment) stored = NULL;

  open_calendar (self, 1080, 740);
  select_block (self, booked);
  ui_press (self, GDK_KEY_m, 0);
  g_assert_true (ui_press (self, GDK_KEY_Page_Down, 0));
  ui_wait_for (is_idle (self));
  g_assert_true (ct_time_grid_has_hand (grid_of (self)));
  ui_press (self, GDK_KEY_Return, 0);
  ui_wait_for (self->told != NULL && is_idle (self));
  stored = read_stored (self, booked);
  g_assert_cmpint (stored->day, ==, ct_date_parse_iso (MONDAY) + 7);
}

/* The gesture of the mouse, as GTK tells it to the grid. */
static GtkEventController *
find_drag (CtTimeGrid *grid)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (grid));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_DRAG (controller))
        return controller; /* the grid keeps it */
    }
  g_assert_not_reached ();
}

static void
drag_by (UiFixture *self, CtAppointment *appointment, gboolean lower_edge, double dx, double dy)
{
  CtBlock *block = ct_time_grid_find_block (grid_of (self), CT_RECORD (appointment)->id);
  GtkEventController *drag = find_drag (grid_of (self));
  graphene_rect_t at;

  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (block), GTK_WIDGET (grid_of (self)), &at));
  g_signal_emit_by_name (drag, "drag-begin", (double) at.origin.x + 20,
                         (double) at.origin.y + (lower_edge ? at.size.height - 3 : 5));
  g_signal_emit_by_name (drag, "drag-update", dx, dy);
  g_signal_emit_by_name (drag, "drag-end", dx, dy);
}

static void
test_the_mouse_moves_and_lengthens_past_a_guard (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);
  int hour;

  open_calendar (self, 1080, 740);
  hour = ct_time_grid_get_scale (grid_of (self)).hour_height;
  drag_by (self, booked, FALSE, 4, 5);
  g_assert_false (ct_time_grid_has_hand (grid_of (self)));
  ui_rest (100);
  g_assert_null (self->told);
  drag_by (self, booked, FALSE, 0, hour);
  ui_wait_for (self->told != NULL && is_idle (self));
  g_assert_cmpstr (self->told, ==, "Reyes, Marisol is moved to Mon 2 Mar, 11:00, Chair 1.");
  g_clear_pointer (&self->told, g_free);
  ui_rest (100);
  drag_by (self, booked, TRUE, 0, hour / 2.0 + 3);
  ui_wait_for (self->told != NULL && is_idle (self));
  g_assert_cmpint (shown_visit (self, booked)->appointment->minute, ==, 11 * 60);
  g_assert_cmpint (shown_visit (self, booked)->appointment->minutes, ==, 90);
}

static void
test_moving_over_to_a_clinician_gives_the_visit_to_them (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);
  g_autoptr (CtAppointment) stored = NULL;
  g_autoptr (CtUser) lee = ct_user_new ();
  g_autoptr (CtUser) stored_lee = NULL;
  g_auto (CtAwait) await = { NULL };

  lee->login = g_strdup ("dr.lee");
  lee->full_name = g_strdup ("Dr. Grace Lee");
  lee->role = g_strdup (CT_ROLE_PRESCRIBER);
  lee->active = TRUE;
  ct_clinic_add_user_async (self->base.clinic, lee, PASSPHRASE, ct_await_done, &await);
  stored_lee = fixture_take (&self->base, &await);
  open_calendar (self, 1080, 740);
  ct_calendar_page_show (CT_CALENDAR_PAGE (self->page), &(CtViewState) { .columns = CT_VIEW_BY_CLINICIAN });
  ui_wait_for (is_idle (self) && ct_day_columns_get_size (ct_time_grid_get_columns (grid_of (self))) == 2);
  select_block (self, booked);
  ui_press (self, GDK_KEY_m, 0);
  ui_press (self, GDK_KEY_Left, 0);
  ui_press (self, GDK_KEY_Return, 0);
  ui_wait_for (self->told != NULL && is_idle (self));
  stored = read_stored (self, booked);
  g_assert_cmpint (stored->clinician_id, ==, CT_RECORD (stored_lee)->id);
  g_assert_cmpint (stored->chair_id, ==, booked->chair_id);
  g_assert_cmpint (stored->minute, ==, 10 * 60);
}

/* ---- The way of a visit ---- */

static void
test_keys_step_the_status (UiFixture *self, gconstpointer data)
{
  static const struct { guint key; GdkModifierType mods; const char *status; } steps[] = {
    { GDK_KEY_a, 0, CT_APPOINTMENT_ARRIVED },
    { GDK_KEY_e, 0, CT_APPOINTMENT_READY },
    { GDK_KEY_i, 0, CT_APPOINTMENT_IN_CHAIR },
    { GDK_KEY_r, GDK_SHIFT_MASK, CT_APPOINTMENT_RECOVERY },
    { GDK_KEY_l, GDK_SHIFT_MASK, CT_APPOINTMENT_LEAVING },
    { GDK_KEY_d, 0, CT_APPOINTMENT_DONE },
    { GDK_KEY_b, 0, CT_APPOINTMENT_LEAVING },
  };
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);

  open_calendar (self, 1080, 740);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      select_block (self, booked);
      g_assert_true (ui_press (self, steps[i].key, steps[i].mods));
      ui_wait_for (g_strcmp0 (shown_visit (self, booked)->appointment->status, steps[i].status) == 0);
      ui_wait_for (is_idle (self));
    }
}

static void
test_one_key_confirms_and_another_takes_it_back (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "14:00", 60);

  open_calendar (self, 1080, 740);
  select_block (self, booked);
  g_assert_true (ui_press (self, GDK_KEY_c, 0));
  ui_wait_for (ct_way_is_confirmed (shown_visit (self, booked)->appointment) && is_idle (self));
  g_assert_cmpstr (self->told, ==, "Reyes, Marisol has confirmed by telephone.");
  g_assert_cmpint (ct_visit_shown (shown_visit (self, booked), self->base.clinic), ==, CT_STEP_CONFIRMED);
  select_block (self, booked);
  g_assert_true (ui_press (self, GDK_KEY_u, 0));
  ui_wait_for (!ct_way_is_confirmed (shown_visit (self, booked)->appointment) && is_idle (self));
}

static gboolean
is_ready (CtVisit *visit, const char *item)
{
  for (guint i = 0; visit->readiness != NULL && i < visit->readiness->len; i++)
    {
      const CtReadyState *state = g_ptr_array_index (visit->readiness, i);

      if (g_str_equal (state->id, item))
        return state->met;
    }
  return FALSE;
}

static void
test_what_is_missing_is_told_and_the_ring_fills_when_it_is_ticked (UiFixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) wish = fixture_wish (&self->base, reyes, MONDAY, "14:00", 120);
  g_autoptr (CtAppointment) booked = NULL;
  g_autofree char *words = NULL;

  g_object_set (wish, "kind", CT_VISIT_TREATMENT, NULL);
  ct_clinic_book_async (self->base.clinic, wish, ct_await_done, &await);
  booked = fixture_take (&self->base, &await);
  open_calendar (self, 1080, 740);
  ui_wait_for (shown_visit (self, booked) != NULL && shown_visit (self, booked)->readiness != NULL);
  select_block (self, booked);
  g_assert_true (ui_press (self, GDK_KEY_c, 0));
  ui_wait_for (self->told != NULL && strstr (self->told, "Still missing: ") != NULL);
  g_assert_nonnull (strstr (self->told, "Escort named"));
  g_assert_true (self->undo_offered);
  gtk_widget_activate_action (self->page, "calendar.tick", "(xsb)", CT_RECORD (booked)->id, "escort", TRUE);
  ui_wait_for (is_ready (shown_visit (self, booked), "escort"));
  words = ct_visit_ready_words (shown_visit (self, booked));
  g_assert_null (strstr (words, "Escort named"));
  g_assert_nonnull (strstr (words, "1 of "));
}

static gboolean
says (GtkWidget *widget, gconstpointer words)
{
  return GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), words);
}

static void
test_the_legend_names_every_mark (UiFixture *self, gconstpointer data)
{
  open_calendar (self, 1080, 740);
  g_assert_true (ui_press (self, GDK_KEY_k, 0));
  for (CtStep step = CT_STEP_BOOKED; step <= CT_STEP_MISSED; step++)
    ui_wait_for (ui_find (self->page, says, ct_way_label (step)) != NULL);
  g_assert_nonnull (ui_find (self->page, says, "Ana Ruiz"));
  g_assert_nonnull (ui_find (self->page, says, "All is there"));
  g_assert_nonnull (ui_find (self->page, says, "Keeps the chair after its time"));
}

static void
test_a_cancelled_visit_has_a_reason_and_can_be_undone (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);
  g_autoptr (CtAppointment) stored = NULL;
  g_autofree char *undone = NULL;
  GtkWidget *popover, *list;

  open_calendar (self, 1080, 740);
  select_block (self, booked);
  g_assert_true (ui_press (self, GDK_KEY_Delete, 0));
  popover = ui_find_type (self->page, CT_TYPE_CANCEL_POPOVER);
  ui_wait_for (popover != NULL && gtk_widget_get_mapped (popover));
  list = ui_find_type (popover, GTK_TYPE_LIST_BOX);
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 1));
  ui_wait_for (shown_visit (self, booked) == NULL);
  stored = read_stored (self, booked);
  g_assert_cmpstr (stored->cancel_reason, ==, "The patient is ill");
  g_assert_cmpstr (stored->cancelled_by, ==, CT_CANCELLED_BY_PATIENT);
  undone = fixture_undo (&self->base);
  ui_wait_for (shown_visit (self, booked) != NULL);
}

static void
test_the_opened_booking_steps_and_changes_the_visit (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);
  g_autoptr (CtAppointment) stored = NULL;
  GtkWidget *panel, *note;

  open_calendar (self, 1080, 740);
  select_block (self, booked);
  g_assert_true (ui_press (self, GDK_KEY_Return, 0));
  panel = ui_find_type (self->page, CT_TYPE_BOOKING_PANEL);
  ui_wait_for (panel != NULL && gtk_widget_get_mapped (panel));
  note = ui_find_type (panel, GTK_TYPE_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (note), "Prefers the window");
  g_signal_emit_by_name (note, "activate");
  ui_wait_for (self->told != NULL && is_idle (self));
  stored = read_stored (self, booked);
  g_assert_cmpstr (stored->note, ==, "Prefers the window");
  g_assert_cmpint (stored->minute, ==, 10 * 60);
  g_signal_emit_by_name (panel, "open-patient", ct_booking_panel_get_visit (CT_BOOKING_PANEL (panel)));
  g_assert_true (g_str_has_prefix (self->asked, "show-patient "));
}

static GtkWidget *
open_note (UiFixture *self, CtAppointment *booked)
{
  GtkWidget *panel;

  open_calendar (self, 1080, 740);
  select_block (self, booked);
  g_assert_true (ui_press (self, GDK_KEY_Return, 0));
  panel = ui_find_type (self->page, CT_TYPE_BOOKING_PANEL);
  ui_wait_for (panel != NULL && gtk_widget_get_mapped (panel));
  return ui_find_type (panel, GTK_TYPE_ENTRY);
}

static void
test_a_note_that_was_being_typed_is_offered_again (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);
  g_autofree char *what = g_strdup_printf ("visit-note/%" G_GINT64_FORMAT, CT_RECORD (booked)->id);
  g_autoptr (CtAppointment) before = NULL, stored = NULL;
  GtkWidget *note = open_note (self, booked);

  gtk_editable_set_text (GTK_EDITABLE (note), "Prefers the window");
  ui_wait_for (ui_has_draft (self, what));
  /* As when the program dies: the cursor never left the note. */
  ui_close_window (self);
  before = read_stored (self, booked);
  g_assert_null (before->note);
  note = open_note (self, booked);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (note)), ==, "");
  ui_wait_for (ui_find (self->page, ui_says, "You began to fill this in at another time") != NULL);
  gtk_widget_activate_action (note, "draft.use", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (note)), ==, "Prefers the window");
  g_signal_emit_by_name (note, "activate");
  ui_wait_for (self->told != NULL && is_idle (self));
  stored = read_stored (self, booked);
  g_assert_cmpstr (stored->note, ==, "Prefers the window");
  ui_wait_for (!ui_has_draft (self, what));
}

static void
test_a_note_makes_way_for_one_stored_elsewhere_and_is_offered (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);
  g_autoptr (CtAppointment) theirs = ct_record_copy (booked);
  g_auto (CtAwait) await = { NULL };
  GtkWidget *note = open_note (self, booked);

  gtk_editable_set_text (GTK_EDITABLE (note), "Prefers the window");
  theirs->note = g_strdup ("Brings a friend");
  ct_clinic_edit_appointment_async (self->base.clinic, theirs, ct_await_done, &await);
  g_object_unref (fixture_take (&self->base, &await));
  ui_wait_for (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (note)), "Brings a friend"));
  ui_wait_for (ui_find (self->page, ui_says, "Somebody changed this while you were typing") != NULL);
  gtk_widget_activate_action (note, "draft.use", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (note)), ==, "Prefers the window");
}

/* ---- Days, weeks and what is said of them ---- */

static void
test_an_empty_day_says_what_to_do_and_a_closed_one_why (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtClosure) closure = ct_closure_new ();
  CtDayView *view;

  open_calendar (self, 1080, 740);
  view = ct_calendar_page_get_view (CT_CALENDAR_PAGE (self->page));
  g_assert_cmpstr (ct_day_view_get_hint (view), ==, "No bookings on Mon 2 Mar. Press N to book.");
  closure->site_id = CT_RECORD (g_ptr_array_index (ct_clinic_get_sites (self->base.clinic), 0))->id;
  closure->first_day = closure->last_day = ct_date_parse_iso (MONDAY) + 1;
  closure->reason = g_strdup ("Staff training");
  change_record (self, CT_RECORD (closure));
  ct_calendar_page_show_date (CT_CALENDAR_PAGE (self->page), closure->first_day);
  ui_wait_for (is_idle (self));
  ui_wait_for (g_str_equal (ct_day_view_get_hint (view), "Closed on Tue 3 Mar: Staff training."));
}

static void
test_a_site_without_chairs_says_where_to_add_one (UiFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) chairs = g_ptr_array_copy (ct_clinic_get_chairs (self->base.clinic), (GCopyFunc) g_object_ref, NULL);
  GtkWidget *stack;

  g_ptr_array_set_free_func (chairs, g_object_unref);
  open_calendar (self, 1080, 740);
  for (guint i = 0; i < chairs->len; i++)
    {
      g_autoptr (CtChair) chair = ct_record_copy (g_ptr_array_index (chairs, i));

      chair->active = FALSE;
      change_record (self, CT_RECORD (chair));
    }
  stack = ui_find_type (self->page, GTK_TYPE_STACK);
  ui_wait_for (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (stack)), "no-chairs") == 0);
}

static void
test_the_week_shows_its_open_days_chair_by_chair (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, "2026-03-05", "10:00", 60);
  CtDayColumns *columns;

  open_calendar (self, 1080, 740);
  g_assert_true (ui_press (self, GDK_KEY_v, 0));
  ui_wait_for (is_idle (self) && shown_visit (self, booked) != NULL);
  columns = ct_time_grid_get_columns (grid_of (self));
  g_assert_cmpuint (ct_day_columns_get_size (columns), ==, 10);
  g_assert_cmpint (ct_day_columns_find (columns, booked), ==, 6);
  g_assert_cmpstr (ct_day_columns_get (columns, 6)->group, ==, "Thu 5 Mar");
  gtk_widget_activate_action (self->page, "calendar.show-day", "s", "2026-03-05");
  ui_wait_for (is_idle (self) && ct_day_columns_get_size (ct_time_grid_get_columns (grid_of (self))) == 2);
  g_assert_nonnull (shown_visit (self, booked));
}

static void
test_bookings_keep_their_wall_time_over_the_clock_change (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) before = fixture_book (&self->base, reyes, "2026-03-06", "09:00", 60);
  g_autoptr (CtAppointment) after = fixture_book (&self->base, reyes, "2026-03-09", "09:00", 60);
  graphene_rect_t first, second;

  self->base.now_us = ct_time_parse_iso ("2026-03-08T10:30:00Z"); /* half an hour after the gap: 03:30 */
  open_calendar (self, 1080, 740);
  g_assert_cmpint (ct_time_grid_get_now (grid_of (self)).minute, ==, 3 * 60 + 30);
  ct_calendar_page_show_date (CT_CALENDAR_PAGE (self->page), before->day);
  ui_wait_for (is_idle (self) && shown_visit (self, before) != NULL);
  ui_rest (60);
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (ct_time_grid_find_block (grid_of (self), CT_RECORD (before)->id)),
                                            GTK_WIDGET (grid_of (self)), &first));
  ct_calendar_page_show_date (CT_CALENDAR_PAGE (self->page), after->day);
  ui_wait_for (is_idle (self) && shown_visit (self, after) != NULL);
  ui_rest (60);
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (ct_time_grid_find_block (grid_of (self), CT_RECORD (after)->id)),
                                            GTK_WIDGET (grid_of (self)), &second));
  g_assert_cmpfloat (first.origin.y, ==, second.origin.y);
}

static void
test_news_reads_only_what_is_shown_and_keeps_the_selection (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);
  g_autoptr (CtVisitRange) range = ct_visit_range_new (self->base.clinic);
  CtDate monday = ct_date_parse_iso (MONDAY);
  guint reads;

  open_calendar (self, 1080, 740);
  select_block (self, booked);
  ct_visit_range_show (range, booked->site_id, monday, monday);
  ui_rest (400);
  reads = ct_visit_range_get_reads (range);
  g_assert_cmpuint (reads, ==, 3); /* the day and its two neighbours */
  g_signal_emit_by_name (self->base.clinic, "changed", "appointment", (gint64) 0);
  g_signal_emit_by_name (self->base.clinic, "changed", "appointment", (gint64) 7);
  ui_wait_for (ct_visit_range_get_reads (range) > reads);
  ui_rest (60);
  g_assert_cmpuint (ct_visit_range_get_reads (range), ==, reads + 1);
  ui_wait_for (is_idle (self) && shown_visit (self, booked) != NULL &&
               ct_time_grid_get_visit (grid_of (self)) == shown_visit (self, booked));
}

static void
test_an_answer_that_comes_too_late_changes_nothing (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);
  CtCalendarPage *page;

  open_calendar (self, 1080, 740);
  page = CT_CALENDAR_PAGE (self->page);
  for (int i = 1; i < 40; i++)
    ct_calendar_page_show_date (page, booked->day + 7 * i);
  ct_calendar_page_show_date (page, booked->day);
  ui_wait_for (is_idle (self));
  ui_rest (200);
  g_assert_cmpint (ct_day_columns_get (ct_time_grid_get_columns (grid_of (self)), 0)->day, ==, booked->day);
  g_assert_nonnull (shown_visit (self, booked));
}

static void
test_typed_words_name_a_day (void)
{
  static const struct { const char *typed; const char *day; } jumps[] = {
    { "t", "2026-03-02" },      { "+3d", "2026-03-13" },   { "6w", "2026-04-21" },       { "-1w", "2026-03-03" },
    { "mon", "2026-03-16" },    { "tue", "2026-03-17" },   { "2m", "2026-05-10" },       { "23 nov", "2026-11-23" },
    { "nov 23", "2026-11-23" }, { "11/23", "2026-11-23" }, { "2027-01-05", "2027-01-05" }, { "31 jan", "2026-01-31" },
  };
  CtDate shown = ct_date_parse_iso ("2026-03-10"), today = ct_date_parse_iso (MONDAY);

  for (gsize i = 0; i < G_N_ELEMENTS (jumps); i++)
    {
      g_autofree char *day = ct_date_to_iso (ct_date_jump (jumps[i].typed, shown, today));

      g_test_message ("%s", jumps[i].typed);
      g_assert_cmpstr (day, ==, jumps[i].day);
    }
  g_assert_cmpint (ct_date_jump ("", shown, today), ==, CT_DATE_NONE);
  g_assert_cmpint (ct_date_jump ("soon", shown, today), ==, CT_DATE_NONE);
  g_assert_cmpint (ct_date_jump ("99999999999w", shown, today), ==, CT_DATE_NONE);
  g_assert_cmpint (ct_date_jump ("+", shown, today), ==, CT_DATE_NONE);
}

/* ---- Many, large, mirrored ---- */

/* @n visits over the columns' chairs from eight to five, made up. */
static GPtrArray *
make_visits (CtDayColumns *columns, guint n)
{
  GPtrArray *visits = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_columns = ct_day_columns_get_size (columns);

  for (guint i = 0; i < n; i++)
    {
      CtVisit *visit = g_object_new (CT_TYPE_VISIT, NULL);
      CtAppointment *a = ct_appointment_new ();
      const CtDayColumn *column = ct_day_columns_get (columns, i % n_columns);

      CT_RECORD (a)->id = i + 1;
      a->chair_id = column->chair_id;
      a->day = column->day;
      a->minute = 8 * 60 + (int) (i / n_columns * 20 % 520);
      a->minutes = 15 + (int) (i % 4) * 10;
      a->kind = g_strdup (CT_VISIT_TREATMENT);
      a->status = g_strdup (i % 3 == 0 ? CT_APPOINTMENT_MISSED : CT_APPOINTMENT_BOOKED);
      visit->appointment = a;
      visit->patient_name = g_strdup_printf ("Patient number %u with a name that is rather long, Maximiliane", i);
      g_ptr_array_add (visits, visit);
    }
  return visits;
}

static void
assert_blocks_are_apart (UiFixture *self, guint n)
{
  g_autofree graphene_rect_t *bounds = g_new (graphene_rect_t, n);

  for (guint i = 0; i < n; i++)
    {
      CtBlock *block = ct_time_grid_find_block (grid_of (self), i + 1);

      g_assert_nonnull (block);
      g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (block), GTK_WIDGET (grid_of (self)), &bounds[i]));
      g_assert_cmpfloat (bounds[i].size.width, >=, 1);
      g_assert_cmpfloat (bounds[i].size.height, >=, 10);
      gtk_test_accessible_assert_role (GTK_ACCESSIBLE (block), GTK_ACCESSIBLE_ROLE_BUTTON);
      g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (block), GTK_ACCESSIBLE_PROPERTY_LABEL));
      for (guint j = 0; j < i; j++)
        g_assert_false (graphene_rect_intersection (&bounds[i], &bounds[j], NULL));
    }
}

static void
test_five_sixty_and_three_hundred_bookings_lie_side_by_side (UiFixture *self, gconstpointer data)
{
  static const guint numbers[] = { 5, 60, 300 };
  CtDayColumns *columns;

  open_calendar (self, 1080, 740);
  columns = ct_time_grid_get_columns (grid_of (self));
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GPtrArray) visits = make_visits (columns, numbers[i]);

      ct_time_grid_set_content (grid_of (self), columns, visits);
      ui_rest (100);
      g_assert_cmpuint (ct_time_grid_get_n_blocks (grid_of (self)), ==, numbers[i]);
      assert_blocks_are_apart (self, numbers[i]);
    }
}

static void
add_chairs (UiFixture *self, int n)
{
  for (int i = 0; i < n; i++)
    {
      g_autoptr (CtChair) chair = ct_chair_new ();

      chair->site_id = CT_RECORD (g_ptr_array_index (ct_clinic_get_sites (self->base.clinic), 0))->id;
      chair->position = 2 + i;
      chair->active = TRUE;
      chair->name = g_strdup_printf ("Chair %d", 3 + i);
      chair->kind = g_strdup (CT_CHAIR_CHAIR);
      change_record (self, CT_RECORD (chair));
    }
}

/* Eight chairs in a window that is too narrow for them. */
static CtDayColumns *
open_narrow_calendar (UiFixture *self)
{
  add_chairs (self, 6);
  open_calendar (self, 800, 740);
  g_assert_cmpuint (ct_day_columns_get_size (ct_time_grid_get_columns (grid_of (self))), ==, 8);
  return ct_time_grid_get_columns (grid_of (self));
}

static double
scrolled_across (UiFixture *self)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (GTK_WIDGET (grid_of (self)), GTK_TYPE_VIEWPORT);

  return gtk_adjustment_get_value (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (viewport)));
}

static gboolean
is_focused (UiFixture *self, gint64 appointment_id)
{
  return gtk_widget_has_focus (GTK_WIDGET (ct_time_grid_find_block (grid_of (self), appointment_id)));
}

/* Blocks are used again: whoever sits in the first chair of the next day may have the widget of the last chair of this. */
static void
test_another_day_stays_at_the_chair_one_was_at (UiFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) only_last = g_ptr_array_new ();
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) only_first = NULL;
  CtDayColumns *columns = open_narrow_calendar (self);

  all = make_visits (columns, 8);
  only_first = make_visits (columns, 1);
  CT_RECORD (((CtVisit *) only_first->pdata[0])->appointment)->id = 9;
  g_ptr_array_add (only_last, all->pdata[7]);
  ct_time_grid_set_content (grid_of (self), columns, only_last);
  ct_time_grid_select_place (grid_of (self), 0, 8 * 60, CT_GRID_STEP);
  ui_rest (100);
  g_assert_cmpfloat (scrolled_across (self), ==, 0);
  ct_time_grid_set_content (grid_of (self), columns, only_first);
  ui_rest (100);
  g_assert_true (is_focused (self, 9));
  g_assert_cmpfloat (scrolled_across (self), ==, 0);
}

static void
test_a_block_that_gets_the_focus_comes_into_view (UiFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) visits = NULL;
  CtDayColumns *columns = open_narrow_calendar (self);

  visits = make_visits (columns, 8);
  ct_time_grid_set_content (grid_of (self), columns, visits);
  ui_rest (100);
  g_assert_cmpfloat (scrolled_across (self), ==, 0);
  gtk_widget_grab_focus (GTK_WIDGET (ct_time_grid_find_block (grid_of (self), 8)));
  ui_rest (100);
  g_assert_cmpfloat (scrolled_across (self), >, 0);
}

static void
test_a_block_tells_assistive_technology_all_it_shows (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "10:00", 60);
  g_autofree char *difference = NULL;
  CtBlock *block;

  open_calendar (self, 1080, 740);
  block = ct_time_grid_find_block (grid_of (self), CT_RECORD (booked)->id);
  difference = gtk_test_accessible_check_property (
    GTK_ACCESSIBLE (block), GTK_ACCESSIBLE_PROPERTY_LABEL,
    "Reyes, Marisol, Consultation, Mon 2 Mar, 10:00 to 11:00, Chair 1, Booked");
  g_assert_null (difference);
}

static void
test_columns_are_mirrored_where_writing_is (UiFixture *self, gconstpointer data)
{
  open_calendar (self, 1080, 740);
  g_assert_cmpint (ct_time_grid_get_column (grid_of (self), 0).start, <, ct_time_grid_get_column (grid_of (self), 1).start);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  ui_rest (60);
  g_assert_cmpint (ct_time_grid_get_column (grid_of (self), 0).start, >, ct_time_grid_get_column (grid_of (self), 1).start);
  g_assert_cmpint (ct_time_grid_get_column (grid_of (self), 1).start, ==, 0);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
test_text_of_twice_the_size_gets_higher_hours_and_wider_columns (UiFixture *self, gconstpointer data)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi, hour, column;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  open_calendar (self, 900, 400);
  hour = ct_time_grid_get_scale (grid_of (self)).hour_height;
  column = ct_time_grid_min_column (grid_of (self));
  g_object_set (settings, "gtk-xft-dpi", 96 * 1024 * 2, NULL);
  ui_rest (100);
  g_assert_cmpint (ct_time_grid_get_scale (grid_of (self)).hour_height, >, hour * 3 / 2);
  g_assert_cmpint (ct_time_grid_min_column (grid_of (self)), >, column * 3 / 2);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  ui_rest (50);
}

static void
test_arrows_walk_over_blocks_and_free_places (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, MONDAY, "09:00", 60);
  CtPlace place;

  open_calendar (self, 1080, 740);
  ct_time_grid_select_place (grid_of (self), 0, 8 * 60 + 45, CT_GRID_STEP);
  g_assert_null (ct_time_grid_get_visit (grid_of (self)));
  ui_press (self, GDK_KEY_Down, 0);
  g_assert_true (ct_time_grid_get_visit (grid_of (self)) == shown_visit (self, booked));
  ui_press (self, GDK_KEY_Down, 0);
  g_assert_null (ct_time_grid_get_visit (grid_of (self)));
  g_assert_true (ct_time_grid_get_place (grid_of (self), &place));
  g_assert_cmpint (place.minute, ==, 10 * 60);
  ui_press (self, GDK_KEY_Up, 0);
  g_assert_nonnull (ct_time_grid_get_visit (grid_of (self)));
  ui_press (self, GDK_KEY_Right, 0);
  g_assert_true (ct_time_grid_get_place (grid_of (self), &place));
  g_assert_cmpint (place.chair_id, !=, booked->chair_id);
  ui_press (self, GDK_KEY_Right, 0);
  ui_wait_for (is_idle (self));
  g_assert_cmpint (ct_calendar_page_get_date (CT_CALENDAR_PAGE (self->page)), ==, booked->day + 1);
}

#define UI_TEST(name, function) g_test_add ("/calendar/" name, UiFixture, NULL, set_up, function, tear_down)

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
  UI_TEST ("some letters and Enter book a visit", test_some_letters_and_enter_book_a_visit);
  UI_TEST ("a treatment that is booked says what it still needs", test_a_treatment_that_is_booked_says_what_it_still_needs);
  UI_TEST ("Enter before the answer books the only one found", test_enter_before_the_answer_books_the_only_one_found);
  UI_TEST ("Enter before the answer never guesses among several",
           test_enter_before_the_answer_never_guesses_among_several);
  UI_TEST ("a stranger can be made a patient from the hits", test_a_stranger_can_be_made_a_patient_from_the_hits);
  UI_TEST ("a taken chair is refused with both names", test_a_taken_chair_is_refused_with_both_names);
  UI_TEST ("a patient in hand is booked where one clicks", test_a_patient_in_hand_is_booked_where_one_clicks);
  UI_TEST ("M, arrows and Enter move a booking and undo brings it back",
           test_m_arrows_and_enter_move_a_booking_and_undo_brings_it_back);
  UI_TEST ("Escape lets go of what is in the hand", test_escape_lets_go_of_what_is_in_the_hand);
  UI_TEST ("a drop on a taken place goes back and says why", test_a_drop_on_a_taken_place_goes_back_and_says_why);
  UI_TEST ("a move and a confirmation by somebody else are both kept", test_a_move_and_a_confirmation_by_somebody_else_are_both_kept);
  UI_TEST ("plus pressed twice is half an hour more in one act", test_plus_pressed_twice_is_half_an_hour_more_in_one_act);
  UI_TEST ("who sits in the chair is not moved", test_who_sits_in_the_chair_is_not_moved);
  UI_TEST ("a booking is carried to another day by the keys", test_a_booking_is_carried_to_another_day_by_the_keys);
  UI_TEST ("the mouse moves and lengthens past a guard", test_the_mouse_moves_and_lengthens_past_a_guard);
  UI_TEST ("moving over to a clinician gives the visit to them", test_moving_over_to_a_clinician_gives_the_visit_to_them);
  UI_TEST ("the opened booking steps and changes the visit", test_the_opened_booking_steps_and_changes_the_visit);
  UI_TEST ("a note that was being typed is offered again", test_a_note_that_was_being_typed_is_offered_again);
  UI_TEST ("a note makes way for one stored elsewhere and is offered", test_a_note_makes_way_for_one_stored_elsewhere_and_is_offered);
  UI_TEST ("keys step the status", test_keys_step_the_status);
  UI_TEST ("one key confirms and another takes it back", test_one_key_confirms_and_another_takes_it_back);
  UI_TEST ("what is missing is told and the ring fills when it is ticked",
           test_what_is_missing_is_told_and_the_ring_fills_when_it_is_ticked);
  UI_TEST ("the legend names every mark", test_the_legend_names_every_mark);
  UI_TEST ("a cancelled visit has a reason and can be undone", test_a_cancelled_visit_has_a_reason_and_can_be_undone);
  UI_TEST ("an empty day says what to do and a closed one why", test_an_empty_day_says_what_to_do_and_a_closed_one_why);
  UI_TEST ("a site without chairs says where to add one", test_a_site_without_chairs_says_where_to_add_one);
  UI_TEST ("the week shows its open days chair by chair", test_the_week_shows_its_open_days_chair_by_chair);
  UI_TEST ("bookings keep their wall time over the clock change", test_bookings_keep_their_wall_time_over_the_clock_change);
  UI_TEST ("news reads only what is shown and keeps the selection",
           test_news_reads_only_what_is_shown_and_keeps_the_selection);
  UI_TEST ("an answer that comes too late changes nothing", test_an_answer_that_comes_too_late_changes_nothing);
  g_test_add_func ("/calendar/typed words name a day", test_typed_words_name_a_day);
  UI_TEST ("five, sixty and three hundred bookings lie side by side",
           test_five_sixty_and_three_hundred_bookings_lie_side_by_side);
  UI_TEST ("another day stays at the chair one was at", test_another_day_stays_at_the_chair_one_was_at);
  UI_TEST ("a block that gets the focus comes into view", test_a_block_that_gets_the_focus_comes_into_view);
  UI_TEST ("a block tells assistive technology all it shows", test_a_block_tells_assistive_technology_all_it_shows);
  UI_TEST ("columns are mirrored where writing is", test_columns_are_mirrored_where_writing_is);
  UI_TEST ("text of twice the size gets higher hours and wider columns",
           test_text_of_twice_the_size_gets_higher_hours_and_wider_columns);
  UI_TEST ("arrows walk over blocks and free places", test_arrows_walk_over_blocks_and_free_places);
  return g_test_run ();
}
