/* The rules of the desk: staff and pumps, leave, held time, the spacing of a course, and who may override them. */
#include "clinic-fixture.h"
#include "domain/ct-planner.h"

static gpointer
store_setup (Fixture *self, gpointer record)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_save_setup_async (self->clinic, record, ct_await_done, &await);
  return fixture_take (self, &await);
}

/* The set-up is read again after every change; until then the clinic goes by the old one. */
static void
wait_for_setup (Fixture *self, gboolean (*is_there) (Fixture *self))
{
  while (!is_there (self))
    g_main_context_iteration (NULL, TRUE);
}

static gint64
site_of (Fixture *self)
{
  return CT_RECORD (g_ptr_array_index (ct_clinic_get_sites (self->clinic), 0))->id;
}

static gboolean
has_floor (Fixture *self)
{
  return CT_RECORD (ct_clinic_get_floor (self->clinic, site_of (self)))->id != 0;
}

static gboolean
has_leave (Fixture *self)
{
  return ct_clinic_get_leaves (self->clinic)->len > 0;
}

static gboolean
has_held_time (Fixture *self)
{
  return ct_clinic_get_held_times (self->clinic)->len > 0;
}

static void
set_floor (Fixture *self, int nurses, int starts)
{
  g_autoptr (CtSiteFloor) floor = ct_record_copy (ct_clinic_get_floor (self->clinic, site_of (self)));

  floor->nurses = nurses;
  floor->starts = starts;
  g_object_unref (store_setup (self, floor));
  wait_for_setup (self, has_floor);
}

static CtAppointment *
wish_treatment (Fixture *self, CtPatient *patient, guint chair, const char *time)
{
  CtAppointment *wish = fixture_wish (self, patient, "2026-03-03", time, 120);

  wish->chair_id = CT_RECORD (g_ptr_array_index (ct_clinic_get_chairs (self->clinic), chair))->id;
  g_object_set (wish, "kind", CT_VISIT_TREATMENT, NULL);
  return wish;
}

static CtAppointment *
book (Fixture *self, CtAppointment *wish, GError **error)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_book_async (self->clinic, wish, ct_await_done, &await);
  return ct_clinic_finish (self->clinic, ct_await_result (&await), error);
}

static void
test_a_second_start_with_one_nurse_needs_a_reason (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) one = fixture_add_patient (self, "Reyes", "Marisol", "1980-05-04");
  g_autoptr (CtPatient) two = fixture_add_patient (self, "Okafor", "Tobe", "1975-01-12");
  g_autoptr (CtAppointment) first = NULL;
  g_autoptr (CtAppointment) wish = wish_treatment (self, one, 0, "10:00");
  g_autoptr (CtAppointment) beside = wish_treatment (self, two, 1, "10:15");
  g_autoptr (CtAppointment) stored = NULL;
  g_autoptr (CtAppointment) later = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (CtAwait) await = { NULL };

  set_floor (self, 1, 0);
  first = book (self, wish, &error);
  g_assert_no_error (error);
  g_assert_null (book (self, beside, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_RULE);
  g_assert_cmpstr (error->message, ==, "Nurses are short from 10:15 to 11:00: 2 would be needed, 1 on duty.");
  ct_clinic_book_over_async (self->clinic, beside, " ", ct_await_done, &await);
  g_clear_error (&error);
  error = fixture_refusal (self, &await);
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
  ct_clinic_book_over_async (self->clinic, beside, "A second nurse comes in", ct_await_done, &await);
  stored = fixture_take (self, &await);
  g_assert_cmpint (CT_RECORD (stored)->id, >, 0);
}

/* Who only books can't override; and nobody overrides a taken chair. */
static void
test_a_taken_chair_gives_way_to_no_reason (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) one = fixture_add_patient (self, "Reyes", "Marisol", "1980-05-04");
  g_autoptr (CtPatient) two = fixture_add_patient (self, "Okafor", "Tobe", "1975-01-12");
  g_autoptr (CtAppointment) wish = wish_treatment (self, one, 0, "10:00");
  g_autoptr (CtAppointment) beside = wish_treatment (self, two, 0, "10:30");
  g_autoptr (CtAppointment) first = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (CtAwait) await = { NULL };

  first = book (self, wish, &error);
  g_assert_no_error (error);
  ct_clinic_book_over_async (self->clinic, beside, "Urgent", ct_await_done, &await);
  error = fixture_refusal (self, &await);
  g_assert_error (error, CT_ERROR, CT_ERROR_TAKEN);
}

static void
test_arriving_asks_for_no_nurse_anew (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) one = fixture_add_patient (self, "Reyes", "Marisol", "1980-05-04");
  g_autoptr (CtAppointment) wish = wish_treatment (self, one, 0, "10:00");
  g_autoptr (CtAppointment) booked = NULL;
  g_autoptr (CtAppointment) arrived = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtLeave) leave = ct_leave_new ();

  booked = book (self, wish, &error);
  g_assert_no_error (error);
  leave->user_id = CT_RECORD (ct_clinic_get_user (self->clinic))->id;
  leave->first_day = leave->last_day = booked->day;
  leave->to_minute = 1440;
  leave->reason = g_strdup ("Ill");
  g_object_unref (store_setup (self, leave));
  wait_for_setup (self, has_leave);
  ct_clinic_set_appointment_status_async (self->clinic, booked, CT_APPOINTMENT_ARRIVED, NULL, ct_await_done, &await);
  arrived = fixture_take (self, &await);
  g_assert_cmpstr (arrived->status, ==, CT_APPOINTMENT_ARRIVED);
}

static void
test_leave_and_held_time_are_told_by_name (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) one = fixture_add_patient (self, "Reyes", "Marisol", "1980-05-04");
  g_autoptr (CtAppointment) wish = wish_treatment (self, one, 0, "10:00");
  g_autoptr (CtLeave) leave = ct_leave_new ();
  g_autoptr (CtHeldTime) held = ct_held_time_new ();
  g_autoptr (GError) error = NULL;

  wish->clinician_id = leave->user_id = CT_RECORD (ct_clinic_get_user (self->clinic))->id;
  leave->first_day = leave->last_day = wish->day;
  leave->to_minute = 1440;
  leave->reason = g_strdup ("Ill");
  g_object_unref (store_setup (self, leave));
  held->site_id = site_of (self);
  held->from_minute = 660;
  held->to_minute = 720;
  held->title = g_strdup ("Team meeting");
  g_object_unref (store_setup (self, held));
  wait_for_setup (self, has_leave);
  wait_for_setup (self, has_held_time);
  g_assert_null (book (self, wish, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_RULE);
  g_assert_cmpstr (error->message, ==,
                   "Ana Ruiz is away (Ill until Tue 3 Mar). The time is held: Team meeting, 11:00 to 12:00.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_TEST ("a second start with one nurse needs a reason", test_a_second_start_with_one_nurse_needs_a_reason);
  FIXTURE_TEST ("a taken chair gives way to no reason", test_a_taken_chair_gives_way_to_no_reason);
  FIXTURE_TEST ("arriving asks for no nurse anew", test_arriving_asks_for_no_nurse_anew);
  FIXTURE_TEST ("leave and held time are told by name", test_leave_and_held_time_are_told_by_name);
  return g_test_run ();
}
