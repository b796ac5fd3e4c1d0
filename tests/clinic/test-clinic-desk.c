/* The front desk's day: coming in, finding and changing people, booking, undoing. */
#include "clinic-fixture.h"

#include <string.h>

#include "domain/ct-planner.h"

/* ---- Coming in ---- */

static void
test_a_wrong_passphrase_is_told_and_slows_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_close (self);
  for (int i = 0; i < 8; i++)
    {
      g_clear_error (&error);
      g_assert_null (ct_clinic_open (self->path, "ana", "not the passphrase", ct_clock_fixed (&self->now_us), &error));
      g_assert_true (g_error_matches (error, CT_ERROR, CT_ERROR_PASSPHRASE) ||
                     g_error_matches (error, CT_ERROR, CT_ERROR_BUSY));
    }
  g_assert_error (error, CT_ERROR, CT_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_null (ct_clinic_open (self->path, "ana", PASSPHRASE, ct_clock_fixed (&self->now_us), &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_BUSY);
  self->now_us += G_TIME_SPAN_DAY;
  fixture_open (self);
}

static void
test_failed_log_ins_are_in_the_audit_afterwards (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  guint failed = 0, came_in = 0;

  fixture_close (self);
  g_assert_null (ct_clinic_open (self->path, "ana", "not the passphrase", ct_clock_fixed (&self->now_us), &error));
  self->now_us += G_TIME_SPAN_DAY;
  fixture_open (self);
  ct_clinic_list_audit_async (self->clinic, 0, 0, 100, ct_await_done, &await);
  rows = fixture_take (self, &await);
  for (guint i = 0; i < rows->len; i++)
    {
      const CtAuditRow *row = g_ptr_array_index (rows, i);

      failed += g_str_equal (row->act, "log-in-failed");
      came_in += g_str_equal (row->act, "logged-in");
    }
  g_assert_cmpuint (failed, ==, 1);
  g_assert_cmpuint (came_in, ==, 2);
}

static void
test_the_recovery_key_sets_a_new_passphrase (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_close (self);
  g_assert_false (ct_clinic_reset_passphrase (self->path, "AAAA-BBBB", "ana", "a new passphrase",
                                              ct_clock_fixed (&self->now_us), &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_true (ct_clinic_reset_passphrase (self->path, self->recovery_key, "ana", "a new passphrase",
                                             ct_clock_fixed (&self->now_us), &error));
  g_assert_no_error (error);
  self->clinic = ct_clinic_open (self->path, "ana", "a new passphrase", ct_clock_fixed (&self->now_us), &error);
  g_assert_no_error (error);
}

static void
test_a_locked_clinic_tells_nothing_until_the_passphrase_is_typed (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GError) refusal = NULL;
  g_autoptr (GError) wrong = NULL;
  g_autoptr (GPtrArray) hits = NULL;

  ct_clinic_lock (self->clinic);
  ct_clinic_search_patients_async (self->clinic, "reyes", 10, NULL, ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  g_assert_error (refusal, CT_ERROR, CT_ERROR_DENIED);
  ct_clinic_unlock_async (self->clinic, "not the passphrase", ct_await_done, &await);
  wrong = fixture_refusal (self, &await);
  g_assert_true (ct_clinic_is_locked (self->clinic));
  ct_clinic_unlock_async (self->clinic, PASSPHRASE, ct_await_done, &await);
  g_assert_true (fixture_take (self, &await) == CT_CLINIC_DONE);
  ct_clinic_search_patients_async (self->clinic, "reyes", 10, NULL, ct_await_done, &await);
  hits = fixture_take (self, &await);
}

static void
test_a_clinic_never_replaces_another (Fixture *self, gconstpointer data)
{
  CtClinicSetup setup = { .clinic_name = "Other", .zone = "UTC", .n_chairs = 1, .admin_login = "bo",
                          .passphrase = "long enough words", .light_keys = TRUE };
  g_autoptr (GError) error = NULL;

  g_assert_false (ct_clinic_create (self->path, &setup, ct_clock_fixed (&self->now_us), NULL, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
}

static void
test_a_receptionist_comes_in_and_may_not_see_the_audit (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) user = ct_user_new ();
  g_autoptr (CtUser) stored = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) refusal = NULL;

  g_object_set (user, "login", "rae", "full-name", "Rae Desk", "role", CT_ROLE_RECEPTION, NULL);
  ct_clinic_add_user_async (self->clinic, user, "front desk words", ct_await_done, &await);
  stored = fixture_take (self, &await);
  fixture_close (self);
  self->clinic = ct_clinic_open (self->path, "rae", "front desk words", ct_clock_fixed (&self->now_us), &error);
  g_assert_no_error (error);
  ct_clinic_list_audit_async (self->clinic, 0, 0, 10, ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  g_assert_error (refusal, CT_ERROR, CT_ERROR_DENIED);
}

static guint
count_acts (Fixture *self, const char *act)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) rows = NULL;
  guint n = 0;

  ct_clinic_list_audit_async (self->clinic, 0, 0, 200, ct_await_done, &await);
  rows = fixture_take (self, &await);
  for (guint i = 0; i < rows->len; i++)
    n += g_str_equal (((const CtAuditRow *) g_ptr_array_index (rows, i))->act, act);
  return n;
}

static void
unlock (Fixture *self)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_unlock_async (self->clinic, PASSPHRASE, ct_await_done, &await);
  fixture_take (self, &await);
}

static void
test_mistakes_at_the_lock_are_written_down_once_and_forgiven (Fixture *self, gconstpointer data)
{
  ct_clinic_lock (self->clinic);
  for (int i = 0; i < 2; i++)
    {
      g_auto (CtAwait) await = { NULL };
      g_autoptr (GError) wrong = NULL;

      ct_clinic_unlock_async (self->clinic, "not the passphrase", ct_await_done, &await);
      wrong = fixture_refusal (self, &await);
      g_assert_error (wrong, CT_ERROR, CT_ERROR_PASSPHRASE);
    }
  unlock (self);
  fixture_close (self);
  g_assert_null (ct_clinic_open (self->path, "ana", "not the passphrase", ct_clock_fixed (&self->now_us), NULL));
  g_assert_cmpint (ct_clinic_seconds_to_wait (self->path, "ana", ct_clock_fixed (&self->now_us)), ==, 0);
  fixture_open (self);
  g_assert_cmpuint (count_acts (self, "log-in-failed"), ==, 3);
}

static CtUser *
add_user (Fixture *self, const char *login, const char *role)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) user = ct_user_new ();

  g_object_set (user, "login", login, "full-name", login, "role", role, NULL);
  ct_clinic_add_user_async (self->clinic, user, "front desk words", ct_await_done, &await);
  return fixture_take (self, &await);
}

static void
test_letting_somebody_in_leaves_the_keys_of_others_as_they_are_now (Fixture *self, gconstpointer data)
{
  g_autoptr (CtUser) rae = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (ct_clinic_reset_passphrase (self->path, self->recovery_key, "ana", "a new passphrase",
                                             ct_clock_fixed (&self->now_us), &error));
  g_assert_no_error (error);
  rae = add_user (self, "rae", CT_ROLE_RECEPTION);
  fixture_close (self);
  self->clinic = ct_clinic_open (self->path, "rae", "front desk words", ct_clock_fixed (&self->now_us), &error);
  g_assert_no_error (error);
  fixture_close (self);
  self->clinic = ct_clinic_open (self->path, "ana", "a new passphrase", ct_clock_fixed (&self->now_us), &error);
  g_assert_no_error (error);
}

static void
test_who_left_can_not_log_in_and_the_try_is_written_down (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) rae = add_user (self, "rae", CT_ROLE_RECEPTION);
  g_autoptr (CtUser) left = NULL;
  g_autoptr (GError) error = NULL;

  rae->active = FALSE;
  ct_clinic_save_setup_async (self->clinic, CT_RECORD (rae), ct_await_done, &await);
  left = fixture_take (self, &await);
  fixture_close (self);
  g_assert_null (ct_clinic_open (self->path, "rae", "front desk words", ct_clock_fixed (&self->now_us), &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_PASSPHRASE);
  fixture_open (self);
  g_assert_cmpuint (count_acts (self, "log-in-failed"), ==, 1);
}

static void
assert_user_refused (Fixture *self, const char *field, gconstpointer value)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) changed = ct_record_copy (ct_clinic_get_user (self->clinic));
  g_autoptr (GError) refusal = NULL;

  g_object_set (changed, field, value, NULL);
  ct_clinic_save_setup_async (self->clinic, CT_RECORD (changed), ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  g_assert_error (refusal, CT_ERROR, CT_ERROR_INVALID);
}

static void
test_a_clinic_keeps_an_owner (Fixture *self, gconstpointer data)
{
  assert_user_refused (self, "role", CT_ROLE_RECEPTION);
  assert_user_refused (self, "active", GINT_TO_POINTER (FALSE));
  assert_user_refused (self, "login", "anna");
}

static void
test_another_role_counts_at_once (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) bo = add_user (self, "bo", CT_ROLE_OWNER);
  g_autoptr (CtUser) changed = ct_record_copy (ct_clinic_get_user (self->clinic));
  g_autoptr (CtUser) stored = NULL;

  g_object_set (changed, "role", CT_ROLE_RECEPTION, NULL);
  ct_clinic_save_setup_async (self->clinic, CT_RECORD (changed), ct_await_done, &await);
  stored = fixture_take (self, &await);
  while (ct_clinic_user_may (self->clinic, CT_MAY_ADMINISTER))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (ct_clinic_user_may (self->clinic, CT_MAY_BOOK));
}

/* ---- People ---- */

static guint
count_hits (Fixture *self, const char *words)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) hits = NULL;

  ct_clinic_search_patients_async (self->clinic, words, 50, NULL, ct_await_done, &await);
  hits = fixture_take (self, &await);
  return hits->len;
}

static void
test_people_are_found_as_the_desk_types_them (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (self, "Okafor", "Tunde", "1990-07-01");
  g_autofree char *number = g_strdup_printf ("#%s", reyes->mrn);

  g_assert_cmpuint (count_hits (self, "rey"), ==, 1);
  g_assert_cmpuint (count_hits (self, "mar rey"), ==, 1);
  g_assert_cmpuint (count_hits (self, "REYES, Marisol"), ==, 1);
  g_assert_cmpuint (count_hits (self, "3/12/1985"), ==, 1);
  g_assert_cmpuint (count_hits (self, "reyse"), ==, 1);
  g_assert_cmpuint (count_hits (self, number), ==, 1);
  g_assert_cmpuint (count_hits (self, "nobody"), ==, 0);
}

static void
test_two_people_changing_one_record_do_not_overwrite_each_other (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) patient = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) other = ct_record_copy (patient);
  g_autoptr (CtPatient) stored = NULL;
  g_autoptr (GError) refusal = NULL;

  g_object_set (patient, "phone", "714-555-0132", NULL);
  ct_clinic_save_patient_async (self->clinic, patient, ct_await_done, &await);
  stored = fixture_take (self, &await);
  g_object_set (other, "city", "Irvine", NULL);
  ct_clinic_save_patient_async (self->clinic, other, ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  g_assert_error (refusal, CT_ERROR, CT_ERROR_CONFLICT);
}

static void
test_nobody_is_born_tomorrow (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) patient = ct_patient_new ();
  g_autoptr (GError) refusal = NULL;

  g_object_set (patient, "family-name", "Early", "born", ct_date_parse_iso ("2026-03-03"), NULL);
  ct_clinic_save_patient_async (self->clinic, patient, ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  g_assert_error (refusal, CT_ERROR, CT_ERROR_INVALID);
}

static void
test_likely_duplicates_are_shown (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) known = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) typed = ct_patient_new ();
  g_autoptr (GPtrArray) same = NULL;
  g_autoptr (GPtrArray) nobody = NULL;

  g_object_set (typed, "family-name", "REYES", "given-names", "Mari", "born", known->born, NULL);
  ct_clinic_find_duplicates_async (self->clinic, typed, ct_await_done, &await);
  same = fixture_take (self, &await);
  g_assert_cmpuint (same->len, ==, 1);
  g_object_set (typed, "family-name", "Reyes", "born", known->born + 1, NULL);
  ct_clinic_find_duplicates_async (self->clinic, typed, ct_await_done, &await);
  nobody = fixture_take (self, &await);
  g_assert_cmpuint (nobody->len, ==, 0);
}

/* ---- Booking ---- */

static void
test_a_taken_chair_is_refused_with_who_has_it (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (self, "Okafor", "Tunde", "1990-07-01");
  g_autoptr (CtAppointment) first = fixture_book (self, okafor, "2026-03-03", "10:00", 50);
  g_autoptr (CtAppointment) wish = fixture_wish (self, reyes, "2026-03-03", "10:30", 60);
  g_autoptr (GError) refusal = NULL;

  ct_clinic_book_async (self->clinic, wish, ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  g_assert_error (refusal, CT_ERROR, CT_ERROR_TAKEN);
  g_assert_nonnull (strstr (refusal->message, "T. Okafor"));
  g_assert_nonnull (strstr (refusal->message, "Chair 1"));
}

static void
test_bookings_that_only_touch_are_fine (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (self, "Okafor", "Tunde", "1990-07-01");
  g_autoptr (CtAppointment) first = fixture_book (self, okafor, "2026-03-03", "10:00", 60);
  g_autoptr (CtAppointment) second = fixture_book (self, reyes, "2026-03-03", "11:00", 60);

  g_assert_cmpint (CT_RECORD (second)->id, >, CT_RECORD (first)->id);
}

static void
test_nobody_is_booked_twice_at_one_time (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) first = fixture_book (self, reyes, "2026-03-03", "10:00", 60);
  g_autoptr (CtAppointment) wish = fixture_wish (self, reyes, "2026-03-03", "10:30", 60);
  g_autoptr (GError) refusal = NULL;

  wish->chair_id = CT_RECORD (g_ptr_array_index (ct_clinic_get_chairs (self->clinic), 1))->id;
  ct_clinic_book_async (self->clinic, wish, ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  g_assert_error (refusal, CT_ERROR, CT_ERROR_TAKEN);
}

static void
test_a_closed_day_is_refused (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) wish = fixture_wish (self, reyes, "2026-03-08", "10:30", 60);
  g_autoptr (GError) refusal = NULL;

  ct_clinic_book_async (self->clinic, wish, ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  g_assert_nonnull (strstr (refusal->message, "losed"));
}

static void
test_a_move_can_be_undone_and_done_again (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (self, reyes, "2026-03-03", "10:00", 60);
  g_autoptr (CtAppointment) moved = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  g_autoptr (CtVisit) back = NULL;
  g_autoptr (CtVisit) again = NULL;

  ct_clinic_move_appointment_async (self->clinic, booked, booked->chair_id, booked->day + 1, 13 * 60, 90, ct_await_done,
                                    &await);
  moved = fixture_take (self, &await);
  g_assert_cmpint (moved->minute, ==, 13 * 60);
  g_assert_cmpstr (ct_clinic_get_undo_label (self->clinic), ==, "Move Reyes, Marisol to Wed 4 Mar 13:00");
  undone = fixture_undo (self);
  ct_clinic_read_visit_async (self->clinic, CT_RECORD (booked)->id, ct_await_done, &await);
  back = fixture_take (self, &await);
  g_assert_true (ct_record_equal (CT_RECORD (back->appointment), CT_RECORD (booked)));
  ct_clinic_redo_async (self->clinic, ct_await_done, &await);
  redone = fixture_take (self, &await);
  ct_clinic_read_visit_async (self->clinic, CT_RECORD (booked)->id, ct_await_done, &await);
  again = fixture_take (self, &await);
  g_assert_true (ct_record_equal (CT_RECORD (again->appointment), CT_RECORD (moved)));
}

static void
test_undoing_a_booking_frees_the_chair (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (self, "Okafor", "Tunde", "1990-07-01");
  g_autoptr (CtAppointment) booked = fixture_book (self, reyes, "2026-03-03", "10:00", 60);
  g_autofree char *undone = fixture_undo (self);
  g_autoptr (CtAppointment) other = fixture_book (self, okafor, "2026-03-03", "10:00", 60);

  g_assert_cmpstr (undone, ==, "Book Reyes, Marisol on Tue 3 Mar 10:00");
  g_assert_null (ct_clinic_get_redo_label (self->clinic));
}

static void
test_what_somebody_changed_since_is_not_undone (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (self, reyes, "2026-03-03", "10:00", 60);
  g_autoptr (CtClinic) desk = self->clinic;
  g_autoptr (CtAppointment) moved = NULL;
  g_autoptr (GError) refusal = NULL;

  fixture_open (self); /* a second desk on the same clinic */
  ct_clinic_move_appointment_async (self->clinic, booked, booked->chair_id, booked->day, 13 * 60, 60, ct_await_done,
                                    &await);
  moved = fixture_take (self, &await);
  fixture_close (self);
  self->clinic = g_steal_pointer (&desk);
  ct_clinic_undo_async (self->clinic, ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  g_assert_error (refusal, CT_ERROR, CT_ERROR_CONFLICT);
}

static void
test_what_could_not_be_undone_for_now_can_be_later (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (self, reyes, "2026-03-02", "10:00", 60);
  g_autoptr (GError) refusal = NULL;
  g_autofree char *label = g_strdup (ct_clinic_get_undo_label (self->clinic));
  g_autofree char *undone = NULL;

  ct_clinic_lock (self->clinic);
  ct_clinic_undo_async (self->clinic, ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  g_assert_error (refusal, CT_ERROR, CT_ERROR_DENIED);
  g_assert_cmpstr (ct_clinic_get_undo_label (self->clinic), ==, label);
  unlock (self);
  undone = fixture_undo (self);
  g_assert_cmpstr (undone, ==, label);
}

static void
test_a_cancelled_visit_says_why_and_frees_its_chair (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (self, reyes, "2026-03-03", "10:00", 60);
  g_autoptr (CtAppointment) cancelled = NULL;
  g_autoptr (CtAppointment) again = NULL;
  g_autoptr (GError) refusal = NULL;

  ct_clinic_set_appointment_status_async (self->clinic, booked, CT_APPOINTMENT_CANCELLED, " ", ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  ct_clinic_set_appointment_status_async (self->clinic, booked, CT_APPOINTMENT_CANCELLED, "Has the flu", ct_await_done,
                                          &await);
  cancelled = fixture_take (self, &await);
  again = fixture_book (self, reyes, "2026-03-03", "10:00", 60);
  g_assert_cmpstr (cancelled->cancel_reason, ==, "Has the flu");
}

static void
test_a_visit_under_way_stays_where_it_is (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (self, reyes, "2026-03-02", "10:00", 60);
  g_autoptr (CtAppointment) seated = NULL;
  g_autoptr (GError) refusal = NULL;

  ct_clinic_set_appointment_status_async (self->clinic, booked, CT_APPOINTMENT_IN_CHAIR, NULL, ct_await_done, &await);
  seated = fixture_take (self, &await);
  ct_clinic_move_appointment_async (self->clinic, seated, seated->chair_id, seated->day, 14 * 60, 60, ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  g_assert_error (refusal, CT_ERROR, CT_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CHECK(function) FIXTURE_TEST (#function, test_##function)
  CHECK (a_wrong_passphrase_is_told_and_slows_down);
  CHECK (failed_log_ins_are_in_the_audit_afterwards);
  CHECK (the_recovery_key_sets_a_new_passphrase);
  CHECK (a_locked_clinic_tells_nothing_until_the_passphrase_is_typed);
  CHECK (a_clinic_never_replaces_another);
  CHECK (a_receptionist_comes_in_and_may_not_see_the_audit);
  CHECK (mistakes_at_the_lock_are_written_down_once_and_forgiven);
  CHECK (letting_somebody_in_leaves_the_keys_of_others_as_they_are_now);
  CHECK (who_left_can_not_log_in_and_the_try_is_written_down);
  CHECK (a_clinic_keeps_an_owner);
  CHECK (another_role_counts_at_once);
  CHECK (people_are_found_as_the_desk_types_them);
  CHECK (two_people_changing_one_record_do_not_overwrite_each_other);
  CHECK (nobody_is_born_tomorrow);
  CHECK (likely_duplicates_are_shown);
  CHECK (a_taken_chair_is_refused_with_who_has_it);
  CHECK (bookings_that_only_touch_are_fine);
  CHECK (nobody_is_booked_twice_at_one_time);
  CHECK (a_closed_day_is_refused);
  CHECK (a_move_can_be_undone_and_done_again);
  CHECK (undoing_a_booking_frees_the_chair);
  CHECK (what_somebody_changed_since_is_not_undone);
  CHECK (what_could_not_be_undone_for_now_can_be_later);
  CHECK (a_cancelled_visit_says_why_and_frees_its_chair);
  CHECK (a_visit_under_way_stays_where_it_is);
  return g_test_run ();
}
