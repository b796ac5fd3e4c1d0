/* The lists a desk lives in, worked off by hand, and the enquiries. */
#include "ui-fixture.h"

#include <locale.h>

#include "ui/calendar/ct-slot-window.h"
#include "ui/ct-child-window.h"
#include "ui/ct-live-list.h"
#include "ui/ct-page.h"
#include "ui/enquiries/ct-admit-window.h"
#include "ui/enquiries/ct-enquiries-page.h"
#include "ui/enquiries/ct-enquiry-sums.h"
#include "ui/enquiries/ct-enquiry-window.h"
#include "ui/lists/ct-consent-window.h"
#include "ui/lists/ct-lists-page.h"
#include "ui/lists/ct-put-off.h"
#include "ui/reminders/ct-reminders-window.h"

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

/* ---- Lists ---- */

static CtListsPage *
page_of (UiFixture *self)
{
  return CT_LISTS_PAGE (self->page);
}

static guint
n_rows (UiFixture *self)
{
  return g_list_model_get_n_items (ct_lists_page_get_rows (page_of (self)));
}

static void
wait_for_rest (UiFixture *self)
{
  ui_wait_for (!ct_lists_page_is_busy (page_of (self)));
}

static void
open_lists (UiFixture *self, const char *list)
{
  gint64 site_id = CT_RECORD (g_ptr_array_index (ct_clinic_get_sites (self->base.clinic), 0))->id;

  ui_open_window (self, ct_lists_page_new (self->base.clinic), 1080, 740);
  ct_page_open (CT_PAGE (self->page), "site", g_variant_new_int64 (site_id));
  ct_page_open (CT_PAGE (self->page), "list", g_variant_new_string (list));
  wait_for_rest (self);
  g_assert_cmpstr (ct_lists_page_get_list (page_of (self))->name, ==, list);
}

static const CtListRow *
row_at (UiFixture *self, guint position)
{
  g_autoptr (CtLiveRow) live = g_list_model_get_item (ct_lists_page_get_rows (page_of (self)), position);

  ui_wait_for (ct_live_row_get_data (live) != NULL);
  return ct_live_row_get_data (live);
}

static GtkWindow *
find_window (GType type)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window; /* the list keeps it */
    }
  return NULL;
}

static void
test_visits_are_confirmed_by_a_key_and_leave_the_list (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (&self->base, "Okafor", "Tunde", "1979-07-01");
  g_autoptr (CtAppointment) first = fixture_book (&self->base, reyes, "2026-03-03", "10:00", 60);
  g_autoptr (CtAppointment) second = fixture_book (&self->base, okafor, "2026-03-04", "10:00", 60);

  open_lists (self, "confirm");
  g_assert_cmpuint (n_rows (self), ==, 2);
  g_assert_cmpstr (row_at (self, 0)->patient, ==, "Reyes, Marisol");
  gtk_widget_grab_focus (self->page);
  ct_lists_page_select (page_of (self), 0);
  g_assert_true (ui_press (self, GDK_KEY_c, 0));
  ui_wait_for (self->told != NULL && n_rows (self) == 1);
  g_assert_cmpstr (self->told, ==, "Reyes, Marisol is confirmed.");
  g_assert_true (self->undo_offered);
  /* The next one is under the hand. */
  g_assert_true (ui_press (self, GDK_KEY_o, 0));
  ui_wait_for (self->asked != NULL);
  g_assert_true (g_str_has_prefix (self->asked, "show-patient"));
}

static void
test_who_is_to_confirm_is_reminded_from_the_same_list (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, "2026-03-03", "10:00", 60);
  GtkWindow *window;

  open_lists (self, "confirm");
  gtk_widget_grab_focus (self->page);
  g_assert_true (ui_press (self, GDK_KEY_m, GDK_CONTROL_MASK));
  ui_wait_for ((window = find_window (CT_TYPE_REMINDERS_WINDOW)) != NULL);
  ui_wait_for (ct_reminders_window_is_ready (CT_REMINDERS_WINDOW (window)));
  g_assert_cmpuint (ct_reminders_window_get_n_rows (CT_REMINDERS_WINDOW (window)), ==, 1);
  gtk_window_destroy (window);
}

static void
test_what_is_booked_elsewhere_comes_into_the_list_by_itself (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = NULL;
  GtkWidget *stack;

  open_lists (self, "confirm");
  stack = ui_find_type (self->page, GTK_TYPE_STACK);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "empty");
  booked = fixture_book (&self->base, reyes, "2026-03-03", "10:00", 60);
  ui_wait_for (n_rows (self) == 1);
  ui_wait_for (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (stack)), "rows") == 0);
}

static void
test_a_row_is_put_off_with_a_note_and_shown_when_asked_for (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, "2026-03-05", "10:00", 60);
  GtkWidget *popover, *check;

  open_lists (self, "confirm");
  gtk_widget_grab_focus (self->page);
  g_assert_true (ui_press (self, GDK_KEY_l, 0));
  popover = ui_find_type (self->page, CT_TYPE_PUT_OFF);
  g_assert_nonnull (popover);
  ct_put_off_set (CT_PUT_OFF (popover), "t", "left a message");
  ct_put_off_answer (CT_PUT_OFF (popover)); /* today is no answer */
  g_assert_true (gtk_widget_get_visible (popover));
  ct_put_off_set (CT_PUT_OFF (popover), "+2d", "left a message");
  ct_put_off_answer (CT_PUT_OFF (popover));
  ui_wait_for (self->told != NULL && n_rows (self) == 0);
  g_assert_cmpstr (self->told, ==, "Reyes, Marisol is put off.");
  for (check = ui_find_type (self->page, GTK_TYPE_CHECK_BUTTON);
       check != NULL && g_strcmp0 (gtk_check_button_get_label (GTK_CHECK_BUTTON (check)), "Show what was p_ut off") != 0;)
    check = gtk_widget_get_next_sibling (check);
  g_assert_nonnull (check);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  ui_wait_for (n_rows (self) == 1);
  g_assert_cmpstr (row_at (self, 0)->put_off, ==, "Again on Wed 4 Mar: left a message");
  gtk_widget_activate_action (self->page, "lists.back", NULL);
  ui_wait_for (g_strcmp0 (self->told, "Reyes, Marisol is back on the list.") == 0);
}

static void
take_first_place (UiFixture *self)
{
  GtkWindow *window;
  GtkWidget *found;

  ui_wait_for (find_window (CT_TYPE_SLOT_WINDOW) != NULL);
  window = find_window (CT_TYPE_SLOT_WINDOW);
  ui_wait_for (!ct_slot_window_is_busy (CT_SLOT_WINDOW (window)) && ct_slot_window_get_n_found (CT_SLOT_WINDOW (window)) > 0);
  found = ui_find_type (GTK_WIDGET (window), GTK_TYPE_LIST_BOX);
  g_signal_emit_by_name (found, "row-activated", gtk_list_box_get_row_at_index (GTK_LIST_BOX (found), 0));
}

static void
test_a_broken_visit_is_rebooked_from_the_list (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, "2026-03-03", "11:00", 60);
  g_autoptr (CtAppointment) missed = NULL;
  g_auto (CtAwait) await = { NULL };

  ct_clinic_set_appointment_status_async (self->base.clinic, booked, CT_APPOINTMENT_MISSED, NULL, ct_await_done, &await);
  missed = fixture_take (&self->base, &await);
  open_lists (self, "broken");
  g_assert_cmpuint (n_rows (self), ==, 1);
  gtk_widget_grab_focus (self->page);
  g_assert_true (ui_press (self, GDK_KEY_b, 0));
  take_first_place (self);
  ui_wait_for (self->told != NULL && n_rows (self) == 0);
  g_assert_true (g_str_has_prefix (self->told, "Reyes, Marisol is booked for "));
  g_assert_true (self->undo_offered);
}

static void
test_who_waited_and_got_a_place_waits_no_more (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtWaiting) waiting = ct_waiting_new ();
  g_autoptr (CtWaiting) stored = NULL;
  g_auto (CtAwait) await = { NULL };

  waiting->patient_id = CT_RECORD (reyes)->id;
  waiting->site_id = CT_RECORD (g_ptr_array_index (ct_clinic_get_sites (self->base.clinic), 0))->id;
  waiting->kind = g_strdup (CT_VISIT_CONSULTATION);
  waiting->minutes = 45;
  waiting->until = CT_DATE_NONE;
  ct_clinic_save_waiting_async (self->base.clinic, waiting, ct_await_done, &await);
  stored = fixture_take (&self->base, &await);
  open_lists (self, "sooner");
  g_assert_cmpuint (n_rows (self), ==, 1);
  gtk_widget_activate_action (self->page, "lists.book", NULL);
  take_first_place (self);
  ui_wait_for (self->told != NULL && n_rows (self) == 0);
}

static void
test_a_consent_is_written_down_by_keyboard (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (GPtrArray) consents = NULL;
  g_auto (CtAwait) await = { NULL };
  GtkWindow *window;

  open_lists (self, "consents");
  window = ct_consent_window_new (self->base.clinic, CT_RECORD (reyes)->id, "Reyes, Marisol", 0, "IV_IND_3PW");
  ui_give_actions (self, GTK_WIDGET (window));
  ct_child_window_present (window, self->page);
  ct_consent_window_save (CT_CONSENT_WINDOW (window));
  ui_wait_for (self->told != NULL);
  g_assert_cmpstr (self->told, ==, "The consent is written down.");
  ct_clinic_list_consents_async (self->base.clinic, CT_RECORD (reyes)->id, ct_await_done, &await);
  consents = fixture_take (&self->base, &await);
  g_assert_cmpuint (consents->len, ==, 1);
  g_assert_cmpstr (CT_CONSENT (g_ptr_array_index (consents, 0))->protocol, ==, "IV_IND_3PW");
  g_assert_cmpint (CT_CONSENT (g_ptr_array_index (consents, 0))->valid_until, ==, ct_date_parse_iso ("2027-03-01"));
}

static void
test_the_list_that_is_shown_is_saved_as_a_table (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->base, reyes, "2026-03-03", "10:00", 60);
  g_autofree char *path = g_build_filename (self->base.folder, "list.csv", NULL);
  g_autofree char *text = NULL;

  open_lists (self, "confirm");
  ct_lists_page_export (page_of (self), path);
  ui_wait_for (self->told != NULL);
  g_assert_cmpstr (self->told, ==, "The list was saved as a table.");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"Reyes, Marisol\""));
}

/* ---- Enquiries ---- */

static CtEnquiry *
ring (UiFixture *self, const char *name, const char *phone)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtEnquiry) enquiry = ct_enquiry_new_blank ();

  g_object_set (enquiry, "name", name, "phone", phone, "heard", "Web search", NULL);
  ct_clinic_save_enquiry_async (self->base.clinic, enquiry, ct_await_done, &await);
  return fixture_take (&self->base, &await);
}

static CtEnquiriesPage *
enquiries_of (UiFixture *self)
{
  return CT_ENQUIRIES_PAGE (self->page);
}

static guint
n_enquiries (UiFixture *self)
{
  return g_list_model_get_n_items (ct_enquiries_page_get_rows (enquiries_of (self)));
}

static void
open_enquiries (UiFixture *self)
{
  ui_open_window (self, ct_enquiries_page_new (self->base.clinic), 1080, 740);
  ui_wait_for (!ct_enquiries_page_is_busy (enquiries_of (self)));
  gtk_widget_grab_focus (self->page);
}

static void
type_into (CtEnquiryWindow *window, const char *field, const char *text)
{
  ct_field_row_set_text (ct_form_get_row (ct_enquiry_window_get_form (window), field), text);
}

static void
test_who_rings_is_written_down_and_nothing_typed_is_lost (UiFixture *self, gconstpointer data)
{
  CtEnquiryWindow *window;

  open_enquiries (self);
  window = ct_enquiry_window_new (self->base.clinic, NULL);
  ui_give_actions (self, GTK_WIDGET (window));
  ct_child_window_present (GTK_WINDOW (window), self->page);
  type_into (window, "name", "Marisol Reyes");
  ct_enquiry_window_save (window);
  ui_wait_for (ct_enquiry_window_get_problem (window) != NULL);
  g_assert_cmpstr (ct_enquiry_window_get_problem (window), ==,
                   "Write down a phone number or an e-mail address, so that somebody can answer.");
  g_assert_cmpstr (ct_field_row_get_text (ct_form_get_row (ct_enquiry_window_get_form (window), "name")), ==,
                   "Marisol Reyes");
  type_into (window, "phone", "714-555-0132");
  ct_enquiry_window_save (window);
  ui_wait_for (self->told != NULL && n_enquiries (self) == 1);
  g_assert_cmpstr (self->told, ==, "The enquiry of Marisol Reyes is written down.");
  g_assert_true (self->undo_offered);
}

static void
test_a_caller_becomes_a_patient_and_a_place_is_looked_for (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtEnquiry) enquiry = ring (self, "Marisol Reyes", "714-555-0132");

  open_enquiries (self);
  g_assert_cmpuint (n_enquiries (self), ==, 1);
  g_assert_true (ui_press (self, GDK_KEY_p, 0));
  ui_wait_for (self->asked != NULL);
  g_assert_true (g_str_has_prefix (self->asked, "book-for"));
  g_assert_cmpstr (self->told, ==, "Reyes, Marisol is a patient now. Choose a place for the consultation.");
  ui_wait_for (n_enquiries (self) == 0);
}

static void
test_a_caller_who_may_be_here_already_is_asked_about (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) known = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtEnquiry) enquiry = ring (self, "Marisol Reyes", "714-555-0132");
  g_autofree char *expected = g_strdup_printf ("book-for %" G_GINT64_FORMAT, CT_RECORD (known)->id);
  GtkWindow *window;

  open_enquiries (self);
  g_assert_true (ui_press (self, GDK_KEY_p, 0));
  ui_wait_for (find_window (CT_TYPE_ADMIT_WINDOW) != NULL);
  window = find_window (CT_TYPE_ADMIT_WINDOW);
  g_assert_cmpuint (ct_admit_window_get_n (CT_ADMIT_WINDOW (window)), ==, 2);
  ct_admit_window_choose (CT_ADMIT_WINDOW (window), 0);
  ui_wait_for (self->asked != NULL);
  g_assert_cmpstr (self->asked, ==, expected);
}

static void
test_a_caller_is_rung_back_on_another_day (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtEnquiry) enquiry = ring (self, "Marisol Reyes", "714-555-0132");
  GtkWidget *popover;

  open_enquiries (self);
  g_assert_true (ui_press (self, GDK_KEY_l, 0));
  popover = ui_find_type (self->page, CT_TYPE_PUT_OFF);
  g_assert_nonnull (popover);
  ct_put_off_set (CT_PUT_OFF (popover), "+3d", "");
  ct_put_off_answer (CT_PUT_OFF (popover));
  ui_wait_for (self->told != NULL);
  g_assert_cmpstr (self->told, ==, "Marisol Reyes is rung back on Thu 5 Mar.");
  ct_enquiries_page_show (enquiries_of (self), CT_ENQUIRIES_DUE);
  ui_wait_for (!ct_enquiries_page_is_busy (enquiries_of (self)) && n_enquiries (self) == 0);
}

static void
test_what_became_of_enquiries_is_shown_as_a_table (UiFixture *self, gconstpointer data)
{
  g_autoptr (CtEnquiry) enquiry = ring (self, "Marisol Reyes", "714-555-0132");
  CtEnquirySums *sums;

  open_enquiries (self);
  sums = CT_ENQUIRY_SUMS (ct_enquiry_sums_new (self->base.clinic, 0));
  ct_child_window_present (GTK_WINDOW (sums), self->page);
  ui_wait_for (ct_enquiry_sums_get_table (sums) != NULL);
  g_assert_cmpuint (ct_table_get_rows (ct_enquiry_sums_get_table (sums)), ==, 2);
  g_assert_cmpstr (ct_table_get (ct_enquiry_sums_get_table (sums), 0, 0), ==, "March 2026");
  g_assert_cmpstr (ct_table_get (ct_enquiry_sums_get_table (sums), 1, 1), ==, "Web search");
  g_assert_cmpstr (ct_table_get (ct_enquiry_sums_get_table (sums), 1, 2), ==, "1");
  gtk_window_destroy (GTK_WINDOW (sums));
}

#define UI_TEST(path, function) g_test_add (path, UiFixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  ui_init ();
  UI_TEST ("/lists/confirm", test_visits_are_confirmed_by_a_key_and_leave_the_list);
  UI_TEST ("/lists/remind", test_who_is_to_confirm_is_reminded_from_the_same_list);
  UI_TEST ("/lists/live", test_what_is_booked_elsewhere_comes_into_the_list_by_itself);
  UI_TEST ("/lists/put-off", test_a_row_is_put_off_with_a_note_and_shown_when_asked_for);
  UI_TEST ("/lists/rebook", test_a_broken_visit_is_rebooked_from_the_list);
  UI_TEST ("/lists/sooner", test_who_waited_and_got_a_place_waits_no_more);
  UI_TEST ("/lists/consent", test_a_consent_is_written_down_by_keyboard);
  UI_TEST ("/lists/export", test_the_list_that_is_shown_is_saved_as_a_table);
  UI_TEST ("/enquiries/new", test_who_rings_is_written_down_and_nothing_typed_is_lost);
  UI_TEST ("/enquiries/patient", test_a_caller_becomes_a_patient_and_a_place_is_looked_for);
  UI_TEST ("/enquiries/known", test_a_caller_who_may_be_here_already_is_asked_about);
  UI_TEST ("/enquiries/later", test_a_caller_is_rung_back_on_another_day);
  UI_TEST ("/enquiries/sums", test_what_became_of_enquiries_is_shown_as_a_table);
  return g_test_run ();
}
