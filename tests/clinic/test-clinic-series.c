/* A course moves as a whole, goes on after a missed session, and a sick day puts everybody elsewhere; undo restores it all. */
#include "clinic-fixture.h"

#include <string.h>

#include "clinic/ct-plan-draft.h"

static CtCourse *
book_course (Fixture *self, CtPatient *patient, const char *start)
{
  g_auto (CtAwait) await = { NULL };
  g_auto (CtAwait) booked = { NULL };
  CtCourseWish wish = { .patient_id = CT_RECORD (patient)->id, .protocol = "IV_IND_2PW",
                        .prescriber_id = CT_RECORD (ct_clinic_get_user (self->clinic))->id, .start_on = ct_date_parse_iso (start), .minute = 600 };
  g_autoptr (CtPlanDraft) draft = NULL;
  g_autoptr (CtCourse) course = ct_course_new ();

  ct_clinic_plan_course_async (self->clinic, &wish, ct_await_done, &await);
  draft = fixture_take (self, &await);
  course->patient_id = CT_RECORD (patient)->id;
  course->prescriber_id = CT_RECORD (ct_clinic_get_user (self->clinic))->id;
  g_object_set (course, "protocol", "IV_IND_2PW", "indication", "trd", NULL);
  ct_clinic_book_course_async (self->clinic, course, draft->plan, ct_await_done, &booked);
  return fixture_take (self, &booked);
}

/* What a chart and the calendar say of all sessions, revisions aside. */
static char *
picture_of (Fixture *self, CtPatient *patient)
{
  g_autoptr (CtPatientFile) file = fixture_read (self, CT_RECORD (patient)->id);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < file->appointments->len; i++)
    {
      const CtAppointment *a = g_ptr_array_index (file->appointments, i);

      if (ct_appointment_holds_chair (a))
        g_string_append_printf (text, "%d:%d@%d/%" G_GINT64_FORMAT " ", a->session_number, a->day, a->minute, a->chair_id);
    }
  for (guint i = 0; i < file->sessions->len; i++)
    {
      const CtSession *s = g_ptr_array_index (file->sessions, i);

      if (g_strcmp0 (s->status, CT_SESSION_CANCELLED) != 0)
        g_string_append_printf (text, "%d=%d %s ", s->number, s->day, s->status);
    }
  return g_string_free (text, FALSE);
}

static CtAppointment *
session_of (Fixture *self, CtPatient *patient, int number)
{
  g_autoptr (CtPatientFile) file = fixture_read (self, CT_RECORD (patient)->id);

  for (guint i = 0; i < file->appointments->len; i++)
    {
      CtAppointment *a = g_ptr_array_index (file->appointments, i);

      if (a->session_number == number && ct_appointment_holds_chair (a))
        return g_object_ref (a);
    }
  return NULL;
}

static void
test_the_rest_of_a_course_is_shifted_in_one_act_and_back (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) patient = fixture_add_patient (self, "Reyes", "Marisol", "1980-05-04");
  g_autoptr (CtCourse) course = book_course (self, patient, "2026-03-09");
  g_autofree char *before = picture_of (self, patient);
  g_autoptr (CtAppointment) third = session_of (self, patient, 3);
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (CtCourse) moved = NULL;
  g_autoptr (CtAppointment) sixth = session_of (self, patient, 6);
  g_autoptr (CtAppointment) sixth_now = NULL;
  g_autofree char *after = NULL;
  g_autofree char *again = NULL;
  g_autofree char *undone = NULL;
  g_auto (CtAwait) await = { NULL };
  g_auto (CtAwait) booked = { NULL };

  ct_clinic_plan_series_move_async (self->clinic, third, third->chair_id, (CtWall) { third->day + 1, third->minute },
                                    ct_await_done, &await);
  plans = fixture_take (self, &await);
  g_assert_cmpuint (plans->len, >=, 2);
  g_assert_cmpstr (((CtPlan *) g_ptr_array_index (plans, 0))->title, ==, "Move only this one");
  g_assert_cmpstr (((CtPlan *) g_ptr_array_index (plans, 1))->title, ==, "Shift the rest");
  ct_clinic_book_series_async (self->clinic, third, g_ptr_array_index (plans, 1), ct_await_done, &booked);
  moved = fixture_take (self, &booked);
  after = picture_of (self, patient);
  g_assert_cmpstr (after, !=, before);
  sixth_now = session_of (self, patient, 6);
  g_assert_cmpint (sixth_now->day, >=, sixth->day + 1);
  undone = fixture_undo (self);
  g_assert_cmpstr (undone, ==, "Move the sessions of Reyes, Marisol");
  again = picture_of (self, patient);
  g_assert_cmpstr (again, ==, before);
}

static void
test_a_way_that_cannot_be_gone_says_why (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) patient = fixture_add_patient (self, "Reyes", "Marisol", "1980-05-04");
  g_autoptr (CtCourse) course = book_course (self, patient, "2026-03-09");
  g_autoptr (CtAppointment) third = session_of (self, patient, 3);
  g_autoptr (CtAppointment) fourth = session_of (self, patient, 4);
  g_autoptr (GPtrArray) plans = NULL;
  g_auto (CtAwait) await = { NULL };
  const CtPlan *only, *shifted;

  ct_clinic_plan_series_move_async (self->clinic, third, third->chair_id, (CtWall) { fourth->day, third->minute },
                                    ct_await_done, &await);
  plans = fixture_take (self, &await);
  only = g_ptr_array_index (plans, 0);
  shifted = g_ptr_array_index (plans, 1);
  g_assert_cmpstr (only->title, ==, "Move only this one");
  g_assert_nonnull (strstr (only->refused, "Session 3 must come before session 4"));
  g_assert_cmpuint (ct_plan_get_size (only), ==, 0);
  g_assert_cmpstr (shifted->title, ==, "Shift the rest");
  g_assert_null (shifted->refused);
  g_assert_cmpuint (ct_plan_get_size (shifted), ==, 4);
}

static void
test_a_missed_session_has_three_ways_on (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) patient = fixture_add_patient (self, "Reyes", "Marisol", "1980-05-04");
  g_autoptr (CtCourse) course = book_course (self, patient, "2026-03-09");
  g_autoptr (CtAppointment) second = session_of (self, patient, 2);
  g_autoptr (CtAppointment) missed = NULL;
  g_autoptr (GPtrArray) plans = NULL;
  g_autofree char *before = NULL;
  g_auto (CtAwait) await = { NULL };
  g_auto (CtAwait) planned = { NULL };

  self->now_us = ct_time_parse_iso ("2026-03-12T22:00:00Z");
  ct_clinic_set_appointment_status_async (self->clinic, second, CT_APPOINTMENT_MISSED, NULL, ct_await_done, &await);
  missed = fixture_take (self, &await);
  before = picture_of (self, patient);
  ct_clinic_plan_missed_async (self->clinic, missed, ct_await_done, &planned);
  plans = fixture_take (self, &planned);
  g_assert_cmpuint (plans->len, ==, 3);
  for (guint i = 0; i < plans->len; i++)
    {
      CtPlan *plan = g_ptr_array_index (plans, i);
      g_auto (CtAwait) booked = { NULL };
      g_autoptr (CtCourse) stored = NULL;
      g_autofree char *again = NULL;
      g_autofree char *label = NULL;

      ct_clinic_book_series_async (self->clinic, missed, plan, ct_await_done, &booked);
      stored = fixture_take (self, &booked);
      for (guint s = 0; s < ct_plan_get_size (plan); s++)
        {
          const CtPlanSession *session = ct_plan_get_session (plan, s);
          g_autoptr (CtAppointment) a = session_of (self, patient, session->number);

          g_assert_nonnull (a);
          g_assert_cmpint (a->day, ==, session->date);
          g_assert_cmpint (a->minute, ==, session->minute);
        }
      label = fixture_undo (self);
      again = picture_of (self, patient);
      g_assert_cmpstr (again, ==, before);
    }
}

static void
test_a_sick_day_is_booked_in_one_act_and_undone_exactly (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) one = fixture_add_patient (self, "Reyes", "Marisol", "1980-05-04");
  g_autoptr (CtPatient) two = fixture_add_patient (self, "Okafor", "Tunde", "1990-07-01");
  g_autoptr (CtCourse) course = book_course (self, one, "2026-03-09");
  g_autoptr (CtCourse) other = book_course (self, two, "2026-03-09");
  g_autofree char *before_one = picture_of (self, one);
  g_autofree char *before_two = picture_of (self, two);
  g_autofree char *after_one = NULL;
  g_autofree char *again_one = NULL;
  g_autofree char *again_two = NULL;
  g_autofree char *undone = NULL;
  g_autoptr (CtLeave) leave = ct_leave_new ();
  g_autoptr (CtLeave) stored = NULL;
  g_autoptr (CtReplanDraft) draft = NULL;
  g_auto (CtAwait) await = { NULL };
  g_auto (CtAwait) booked = { NULL };

  leave->user_id = CT_RECORD (ct_clinic_get_user (self->clinic))->id;
  leave->first_day = leave->last_day = ct_date_parse_iso ("2026-03-09");
  leave->to_minute = CT_MINUTES_PER_DAY;
  leave->reason = g_strdup ("Ill");
  ct_clinic_plan_leave_async (self->clinic, leave, ct_await_done, &await);
  draft = fixture_take (self, &await);
  g_assert_cmpuint (draft->rows->len, ==, 2);
  for (guint i = 0; i < draft->rows->len; i++)
    {
      const CtReplanRow *row = g_ptr_array_index (draft->rows, i);

      g_assert_cmpint (row->after.how, ==, CT_REPLAN_MOVED);
      g_assert_cmpint (row->after.at.date, !=, leave->first_day);
    }
  ct_clinic_book_leave_async (self->clinic, draft, ct_await_done, &booked);
  stored = fixture_take (self, &booked);
  g_assert_cmpint (CT_RECORD (stored)->id, >, 0);
  after_one = picture_of (self, one);
  g_assert_cmpstr (after_one, !=, before_one);
  undone = fixture_undo (self);
  again_one = picture_of (self, one);
  again_two = picture_of (self, two);
  g_assert_cmpstr (again_one, ==, before_one);
  g_assert_cmpstr (again_two, ==, before_two);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_TEST ("the rest of a course is shifted in one act and back",
                test_the_rest_of_a_course_is_shifted_in_one_act_and_back);
  FIXTURE_TEST ("a way that cannot be gone says why", test_a_way_that_cannot_be_gone_says_why);
  FIXTURE_TEST ("a missed session has three ways on", test_a_missed_session_has_three_ways_on);
  FIXTURE_TEST ("a sick day is booked in one act and undone exactly",
                test_a_sick_day_is_booked_in_one_act_and_undone_exactly);
  return g_test_run ();
}
