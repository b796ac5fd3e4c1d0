/* Stepping visits along: who may, what is stamped, what confirming and going back leave behind. */
#include <string.h>

#include "clinic-fixture.h"
#include "domain/ct-readiness.h"
#include "domain/ct-visit-records.h"
#include "domain/ct-way.h"

static CtAppointment *
step_to (Fixture *self, CtAppointment *from, const char *code)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_set_appointment_status_async (self->clinic, from, code, "Ill", ct_await_done, &await);
  return fixture_take (self, &await);
}

static CtAppointment *
step_back (Fixture *self, CtAppointment *from)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_step_back_async (self->clinic, from, ct_await_done, &await);
  return fixture_take (self, &await);
}

/* "arrived in-chair <arrived": what was stamped, a mark before what was gone back to. */
static char *
stamps_of (Fixture *self, CtAppointment *a)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) stamps = NULL;
  GString *text = g_string_new (NULL);

  ct_clinic_list_steps_async (self->clinic, CT_RECORD (a)->id, ct_await_done, &await);
  stamps = fixture_take (self, &await);
  for (guint i = 0; i < stamps->len; i++)
    {
      const CtVisitStep *stamp = g_ptr_array_index (stamps, i);

      g_string_append_printf (text, "%s%s%s", i > 0 ? " " : "", stamp->back ? "<" : "", stamp->step);
      g_assert_cmpint (stamp->user_id, ==, CT_RECORD (ct_clinic_get_user (self->clinic))->id);
      g_assert_cmpint (stamp->patient_id, ==, a->patient_id);
    }
  return g_string_free (text, FALSE);
}

static CtAppointment *
read_booking (Fixture *self, gint64 id)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtVisit) visit = NULL;

  ct_clinic_read_visit_async (self->clinic, id, ct_await_done, &await);
  visit = fixture_take (self, &await);
  return g_object_ref (visit->appointment);
}

static void
test_each_step_is_stamped_with_when_and_by_whom (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (self, reyes, "2026-03-02", "10:00", 60);
  g_autoptr (CtAppointment) arrived = NULL;
  g_autoptr (CtAppointment) seated = NULL;
  g_autofree char *stamps = NULL;

  g_assert_cmpint (booked->status_us, ==, CT_TIME_NONE);
  arrived = step_to (self, booked, "arrived");
  g_assert_cmpint (arrived->status_us, ==, self->now_us);
  self->now_us += 5 * CT_USEC_PER_MINUTE;
  seated = step_to (self, arrived, "in-chair");
  g_assert_cmpint (seated->status_us, ==, self->now_us);
  stamps = stamps_of (self, booked);
  g_assert_cmpstr (stamps, ==, "arrived in-chair");
}

static void
test_a_step_that_can_not_follow_is_refused_in_words (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (self, reyes, "2026-03-02", "10:00", 60);
  g_autoptr (GError) refusal = NULL;
  g_autoptr (GError) unknown = NULL;
  g_autofree char *stamps = NULL;

  ct_clinic_set_appointment_status_async (self->clinic, booked, "done", NULL, ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  g_assert_error (refusal, CT_ERROR, CT_ERROR_INVALID);
  g_assert_cmpstr (refusal->message, ==, "“Checked out” can't follow “Booked”.");
  ct_clinic_set_appointment_status_async (self->clinic, booked, "late", NULL, ct_await_done, &await);
  unknown = fixture_refusal (self, &await);
  g_assert_error (unknown, CT_ERROR, CT_ERROR_INVALID);
  stamps = stamps_of (self, booked);
  g_assert_cmpstr (stamps, ==, "");
}

static void
test_confirming_is_kept_apart_from_the_status (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (self, reyes, "2026-03-02", "10:00", 60);
  g_autoptr (CtAppointment) confirmed = NULL;
  g_autoptr (CtAppointment) arrived = NULL;
  g_autoptr (CtAppointment) not_any_more = NULL;
  g_autofree char *stamps = NULL;

  ct_clinic_confirm_async (self->clinic, booked, CT_CONFIRMED_BY_EMAIL, ct_await_done, &await);
  confirmed = fixture_take (self, &await);
  g_assert_cmpstr (confirmed->status, ==, CT_APPOINTMENT_BOOKED);
  g_assert_cmpstr (confirmed->confirmed_how, ==, CT_CONFIRMED_BY_EMAIL);
  g_assert_cmpint (confirmed->confirmed_us, ==, self->now_us);
  g_assert_cmpint (confirmed->confirmed_by, ==, CT_RECORD (ct_clinic_get_user (self->clinic))->id);
  arrived = step_to (self, confirmed, "arrived");
  g_assert_true (ct_way_is_confirmed (arrived));
  ct_clinic_confirm_async (self->clinic, arrived, NULL, ct_await_done, &await);
  not_any_more = fixture_take (self, &await);
  g_assert_false (ct_way_is_confirmed (not_any_more));
  g_assert_cmpint (not_any_more->confirmed_us, ==, CT_TIME_NONE);
  g_assert_cmpstr (not_any_more->status, ==, CT_APPOINTMENT_ARRIVED);
  stamps = stamps_of (self, booked);
  g_assert_cmpstr (stamps, ==, "confirmed arrived unconfirmed");
}

static void
test_a_step_back_is_a_further_step_and_the_first_moment_counts_again (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (self, reyes, "2026-03-02", "10:00", 60);
  g_autoptr (CtAppointment) arrived = step_to (self, booked, "arrived");
  g_autoptr (CtAppointment) seated = NULL;
  g_autoptr (CtAppointment) waiting = NULL;
  g_autoptr (CtAppointment) again = NULL;
  g_autofree char *stamps = NULL;
  gint64 came_us = self->now_us;

  self->now_us += 5 * CT_USEC_PER_MINUTE;
  seated = step_to (self, arrived, "in-chair");
  self->now_us += 2 * CT_USEC_PER_MINUTE;
  waiting = step_back (self, seated);
  g_assert_cmpstr (waiting->status, ==, CT_APPOINTMENT_ARRIVED);
  g_assert_cmpint (waiting->status_us, ==, came_us);
  again = step_back (self, waiting);
  g_assert_cmpstr (again->status, ==, CT_APPOINTMENT_BOOKED);
  g_assert_cmpint (again->status_us, ==, CT_TIME_NONE);
  stamps = stamps_of (self, booked);
  g_assert_cmpstr (stamps, ==, "arrived in-chair <arrived <booked");
}

static void
test_undo_and_redo_are_steps_too (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (self, reyes, "2026-03-02", "10:00", 60);
  g_autoptr (CtAppointment) arrived = step_to (self, booked, "arrived");
  g_autoptr (CtAppointment) undone = NULL;
  g_autoptr (CtAppointment) redone = NULL;
  g_autofree char *label = fixture_undo (self);
  g_autofree char *again = NULL;
  g_autofree char *stamps = NULL;

  undone = read_booking (self, CT_RECORD (booked)->id);
  g_assert_cmpstr (undone->status, ==, CT_APPOINTMENT_BOOKED);
  self->now_us += CT_USEC_PER_MINUTE;
  ct_clinic_redo_async (self->clinic, ct_await_done, &await);
  again = fixture_take (self, &await);
  redone = read_booking (self, CT_RECORD (booked)->id);
  g_assert_cmpint (redone->status_us, ==, arrived->status_us);
  stamps = stamps_of (self, booked);
  g_assert_cmpstr (stamps, ==, "arrived <booked arrived");
}

static void
test_who_called_a_visit_off_is_kept (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) first = fixture_book (self, reyes, "2026-03-03", "10:00", 60);
  g_autoptr (CtAppointment) second = fixture_book (self, reyes, "2026-03-04", "10:00", 60);
  g_autoptr (CtAppointment) by_patient = step_to (self, first, "cancelled-by-patient");
  g_autoptr (CtAppointment) by_clinic = step_to (self, second, "cancelled-by-clinic");
  g_autoptr (CtAppointment) back = NULL;

  g_assert_cmpstr (by_patient->status, ==, CT_APPOINTMENT_CANCELLED);
  g_assert_cmpstr (by_patient->cancelled_by, ==, CT_CANCELLED_BY_PATIENT);
  g_assert_cmpstr (by_clinic->cancelled_by, ==, CT_CANCELLED_BY_CLINIC);
  back = step_back (self, by_patient);
  g_assert_null (back->cancelled_by);
  g_assert_null (back->cancel_reason);
}

static void
test_a_cancelled_visit_comes_back_only_where_its_place_is_still_free (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (self, "Okafor", "Tunde", "1979-07-01");
  g_autoptr (CtAppointment) booked = fixture_book (self, reyes, "2026-03-03", "10:00", 60);
  g_autoptr (CtAppointment) cancelled = step_to (self, booked, "cancelled-by-patient");
  g_autoptr (CtAppointment) other = fixture_book (self, okafor, "2026-03-03", "10:00", 60);
  g_autoptr (GError) refusal = NULL;

  ct_clinic_step_back_async (self->clinic, cancelled, ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  g_assert_error (refusal, CT_ERROR, CT_ERROR_TAKEN);
}

static void
test_stopping_early_needs_a_reason (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (self, reyes, "2026-03-02", "10:00", 60);
  g_autoptr (CtAppointment) seated = step_to (self, booked, "in-chair");
  g_autoptr (GError) refusal = NULL;

  ct_clinic_set_appointment_status_async (self->clinic, seated, "stopped", " ", ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  g_assert_error (refusal, CT_ERROR, CT_ERROR_INVALID);
}

/* ---- Readiness ---- */

static CtAppointment *
book_treatment (Fixture *self, CtPatient *patient)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAppointment) wish = fixture_wish (self, patient, "2026-03-04", "10:00", 120);

  g_object_set (wish, "kind", CT_VISIT_TREATMENT, NULL);
  ct_clinic_book_async (self->clinic, wish, ct_await_done, &await);
  return fixture_take (self, &await);
}

/* What is there of what the visit needs: "escort weight". */
static char *
ready_of (Fixture *self, CtAppointment *a)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GHashTable) all = NULL;
  GPtrArray *states;
  GString *met = g_string_new (NULL);

  ct_clinic_list_readiness_async (self->clinic, a->site_id, a->day, a->day, ct_await_done, &await);
  all = fixture_take (self, &await);
  states = g_hash_table_lookup (all, &CT_RECORD (a)->id);
  g_assert_nonnull (states);
  for (guint i = 0; i < states->len; i++)
    {
      const CtReadyState *state = g_ptr_array_index (states, i);

      if (state->met)
        g_string_append_printf (met, "%s%s", met->len > 0 ? " " : "", state->id);
    }
  return g_string_free (met, FALSE);
}

static void
assert_ready (Fixture *self, CtAppointment *a, const char *wanted)
{
  g_autofree char *met = ready_of (self, a);

  g_assert_cmpstr (met, ==, wanted);
}

static void
tick (Fixture *self, CtAppointment *a, const char *item, gboolean met)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtVisitCheck) check = NULL;

  ct_clinic_tick_async (self->clinic, a, item, met, ct_await_done, &await);
  check = fixture_take (self, &await);
  g_assert_cmpint (check->met, ==, met);
  g_assert_cmpint (check->at_us, ==, self->now_us);
  g_assert_cmpint (check->user_id, ==, CT_RECORD (ct_clinic_get_user (self->clinic))->id);
}

static CtPatient *
weigh (Fixture *self, CtPatient *patient)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) weighed = ct_record_copy (patient);

  weighed->weight_g = 71000;
  weighed->weighed_on = ct_date_parse_iso ("2026-02-20");
  ct_clinic_save_patient_async (self->clinic, weighed, ct_await_done, &await);
  return fixture_take (self, &await);
}

static void
test_the_ring_fills_by_ticks_and_by_the_record_and_undo_empties_it (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = book_treatment (self, reyes);
  g_autoptr (CtPatient) weighed = NULL;
  g_autofree char *undone = NULL;

  assert_ready (self, booked, "");
  weighed = weigh (self, reyes);
  assert_ready (self, booked, "weight");
  tick (self, booked, "escort", TRUE);
  tick (self, booked, "consent", TRUE);
  assert_ready (self, booked, "consent escort weight");
  tick (self, booked, "escort", FALSE);
  assert_ready (self, booked, "consent weight");
  undone = fixture_undo (self);
  assert_ready (self, booked, "consent escort weight");
}

static void
test_what_the_record_says_is_not_ticked_by_hand (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = book_treatment (self, reyes);
  g_autoptr (GError) refusal = NULL;

  ct_clinic_tick_async (self->clinic, booked, "weight", TRUE, ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  g_assert_error (refusal, CT_ERROR, CT_ERROR_INVALID);
}

static void add_person (Fixture *self, const char *role);
static void log_in_as (Fixture *self, const char *role);

static void
test_reception_sees_that_there_is_a_weight_and_ticks_what_is_the_desks (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = book_treatment (self, reyes);
  g_autoptr (CtPatient) weighed = weigh (self, reyes);
  g_autoptr (GError) refusal = NULL;

  add_person (self, CT_ROLE_RECEPTION);
  log_in_as (self, CT_ROLE_RECEPTION);
  assert_ready (self, booked, "weight");
  tick (self, booked, "escort", TRUE);
  assert_ready (self, booked, "escort weight");
  ct_clinic_tick_async (self->clinic, booked, "checks", TRUE, ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  g_assert_error (refusal, CT_ERROR, CT_ERROR_DENIED);
}

/* ---- Every step by every role, at the door and by the way around it ---- */

static void
add_person (Fixture *self, const char *role)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) user = ct_user_new ();
  g_autoptr (CtUser) stored = NULL;

  user->login = g_strconcat ("a-", role, NULL);
  user->full_name = g_strdup (role);
  user->role = g_strdup (role);
  ct_clinic_add_user_async (self->clinic, user, "seven green ladders", ct_await_done, &await);
  stored = fixture_take (self, &await);
}

static void
log_in_as (Fixture *self, const char *role)
{
  g_autofree char *login = g_strconcat ("a-", role, NULL);
  g_autoptr (GError) error = NULL;

  fixture_close (self);
  self->clinic = ct_clinic_open (self->path, login, "seven green ladders", ct_clock_fixed (&self->now_us), &error);
  g_assert_no_error (error);
}

/* A step to a booked visit that may follow being booked, or the refusal of it. */
static void
try_step (Fixture *self, CtAppointment *booked, const CtWayStep *step, const char *role)
{
  g_auto (CtAwait) await = { NULL };
  gboolean may = ct_permission_of_role (role, step->permission);
  g_autoptr (CtAppointment) stored = NULL;
  g_autoptr (CtAppointment) sly = ct_record_copy (booked);
  g_autoptr (GError) error = NULL;

  if (!may && ct_permission_of_role (role, CT_MAY_BOOK))
    {
      g_autoptr (GError) refusal = NULL;

      ct_way_set (sly, step->step, "Ill", CT_TIME_NONE);
      ct_clinic_edit_appointment_async (self->clinic, sly, ct_await_done, &await);
      refusal = fixture_refusal (self, &await);
      g_assert_error (refusal, CT_ERROR, CT_ERROR_DENIED);
    }
  ct_clinic_set_appointment_status_async (self->clinic, booked, step->code, "Ill", ct_await_done, &await);
  stored = ct_clinic_finish (self->clinic, ct_await_result (&await), &error);
  if (stored == NULL)
    g_assert_error (error, CT_ERROR, CT_ERROR_DENIED);
  g_assert_cmpint (stored != NULL, ==, may);
  if (stored != NULL)
    g_object_unref (step_back (self, stored));
}

static void
test_every_role_sets_the_steps_it_may_and_no_other (Fixture *self, gconstpointer data)
{
  const char *const *roles = ct_permission_list_roles ();
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) first = fixture_book (self, reyes, "2026-03-02", "10:00", 60);
  gint64 id = CT_RECORD (first)->id;

  for (guint r = 0; roles[r] != NULL; r++)
    add_person (self, roles[r]);
  for (guint r = 0; roles[r] != NULL; r++)
    {
      log_in_as (self, roles[r]);
      for (CtStep step = 0; step < CT_N_STEPS; step++)
        if (ct_way_may_follow (step, CT_STEP_BOOKED))
          {
            g_autoptr (CtAppointment) booked = read_booking (self, id);

            try_step (self, booked, ct_way_get (step), roles[r]);
          }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_TEST ("way/each step is stamped with when and by whom", test_each_step_is_stamped_with_when_and_by_whom);
  FIXTURE_TEST ("way/a step that can not follow is refused in words", test_a_step_that_can_not_follow_is_refused_in_words);
  FIXTURE_TEST ("way/confirming is kept apart from the status", test_confirming_is_kept_apart_from_the_status);
  FIXTURE_TEST ("way/a step back is a further step and the first moment counts again",
                test_a_step_back_is_a_further_step_and_the_first_moment_counts_again);
  FIXTURE_TEST ("way/undo and redo are steps too", test_undo_and_redo_are_steps_too);
  FIXTURE_TEST ("way/who called a visit off is kept", test_who_called_a_visit_off_is_kept);
  FIXTURE_TEST ("way/a cancelled visit comes back only where its place is still free",
                test_a_cancelled_visit_comes_back_only_where_its_place_is_still_free);
  FIXTURE_TEST ("way/stopping early needs a reason", test_stopping_early_needs_a_reason);
  FIXTURE_TEST ("way/the ring fills by ticks and by the record and undo empties it",
                test_the_ring_fills_by_ticks_and_by_the_record_and_undo_empties_it);
  FIXTURE_TEST ("way/what the record says is not ticked by hand", test_what_the_record_says_is_not_ticked_by_hand);
  FIXTURE_TEST ("way/reception sees that there is a weight and ticks what is the desks",
                test_reception_sees_that_there_is_a_weight_and_ticks_what_is_the_desks);
  FIXTURE_TEST ("way/every role sets the steps it may and no other", test_every_role_sets_the_steps_it_may_and_no_other);
  return g_test_run ();
}
