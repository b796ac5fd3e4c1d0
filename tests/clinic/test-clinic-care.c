/* The clinician's day: planning a course, scores, sessions, progress, the summary, and the audit of it all. */
#include "clinic-fixture.h"

#include <string.h>

#include "clinic/ct-demo.h"
#include "clinic/ct-plan-draft.h"
#include "clinic/ct-progress.h"
#include "paper/ct-pages.h"

static CtPlanDraft *
plan (Fixture *self, CtPatient *patient, const char *protocol, const char *start)
{
  g_auto (CtAwait) await = { NULL };
  CtCourseWish wish = { .patient_id = CT_RECORD (patient)->id, .protocol = protocol, .minute = 10 * 60,
                        .start_on = ct_date_parse_iso (start) };

  ct_clinic_plan_course_async (self->clinic, &wish, ct_await_done, &await);
  return fixture_take (self, &await);
}

static CtCourse *
book_plan (Fixture *self, CtPlanDraft *draft)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtCourse) course = ct_course_new ();

  course->patient_id = draft->patient_id;
  g_object_set (course, "protocol", draft->protocol->id, "indication", "trd", "primary-instrument", "phq-9", NULL);
  ct_clinic_book_course_async (self->clinic, course, draft->plan, ct_await_done, &await);
  return fixture_take (self, &await);
}

static CtAssessment *
assess (Fixture *self, CtPatient *patient, const char *instrument, const char *answers, const char *day)
{
  g_auto (CtAwait) await = { NULL };
  g_auto (GStrv) words = g_strsplit (answers, " ", -1);

  ct_clinic_save_assessment_async (self->clinic, CT_RECORD (patient)->id, instrument, (const char *const *) words,
                                   ct_date_parse_iso (day), ct_await_done, &await);
  return fixture_take (self, &await);
}

static CtSession *
complete (Fixture *self, CtSession *session, gint64 dose_ug)
{
  g_auto (CtAwait) await = { NULL };

  session->dose_ug = dose_ug;
  session->weight_g = 70000;
  ct_clinic_complete_session_async (self->clinic, session, ct_await_done, &await);
  return fixture_take (self, &await);
}

/* ---- Courses ---- */

static void
test_six_infusions_are_booked_in_one_act_and_undone_in_one (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPlanDraft) draft = plan (self, reyes, "IV_IND_3PW", "2026-03-09");
  g_autoptr (CtCourse) course = book_plan (self, draft);
  g_autoptr (CtPatientFile) file = fixture_read (self, CT_RECORD (reyes)->id);
  g_autoptr (CtPatientFile) after = NULL;
  g_autofree char *undone = NULL;
  const char *const days[] = { "2026-03-09", "2026-03-11", "2026-03-13", "2026-03-16", "2026-03-18", "2026-03-20" };

  g_assert_cmpuint (file->sessions->len, ==, 6);
  g_assert_cmpuint (file->appointments->len, ==, 6);
  for (guint i = 0; i < 6; i++)
    {
      CtSession *session = g_ptr_array_index (file->sessions, i);

      g_assert_cmpint (session->day, ==, ct_date_parse_iso (days[i]));
      g_assert_cmpint (session->dose_ug, ==, 35000);
    }
  undone = fixture_undo (self);
  after = fixture_read (self, CT_RECORD (reyes)->id);
  for (guint i = 0; i < 6; i++)
    g_assert_false (ct_appointment_holds_chair (g_ptr_array_index (after->appointments, i)));
  g_assert_cmpuint (after->courses->len + after->sessions->len, ==, 0);
}

static void
test_a_chair_taken_meanwhile_books_nothing_of_the_course (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (self, "Okafor", "Tunde", "1990-07-01");
  g_autoptr (CtPlanDraft) draft = plan (self, reyes, "IV_IND_3PW", "2026-03-09");
  g_autoptr (CtAppointment) other = fixture_wish (self, okafor, "2026-03-13", "10:00", 60);
  g_autoptr (CtAppointment) booked = NULL;
  g_autoptr (CtCourse) course = ct_course_new ();
  g_autoptr (CtPatientFile) file = NULL;
  g_autoptr (GError) refusal = NULL;

  other->chair_id = ct_plan_get_session (draft->plan, 2)->chair_id;
  ct_clinic_book_async (self->clinic, other, ct_await_done, &await);
  booked = fixture_take (self, &await);
  course->patient_id = draft->patient_id;
  g_object_set (course, "protocol", "IV_IND_3PW", "indication", "trd", NULL);
  ct_clinic_book_course_async (self->clinic, course, draft->plan, ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  g_assert_error (refusal, CT_ERROR, CT_ERROR_TAKEN);
  file = fixture_read (self, CT_RECORD (reyes)->id);
  g_assert_cmpuint (file->courses->len + file->sessions->len + file->appointments->len, ==, 0);
}

static void
test_moving_a_booking_moves_its_session (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPlanDraft) draft = plan (self, reyes, "IV_IND_2PW", "2026-03-09");
  g_autoptr (CtCourse) course = book_plan (self, draft);
  g_autoptr (CtPatientFile) before = fixture_read (self, CT_RECORD (reyes)->id);
  CtAppointment *last = g_ptr_array_index (before->appointments, 5);
  g_autoptr (CtAppointment) moved = NULL;
  g_autoptr (CtPatientFile) after = NULL;

  ct_clinic_move_appointment_async (self->clinic, last, last->chair_id, last->day + 1, last->minute, last->minutes,
                                    ct_await_done, &await);
  moved = fixture_take (self, &await);
  after = fixture_read (self, CT_RECORD (reyes)->id);
  g_assert_cmpint (CT_SESSION (g_ptr_array_index (after->sessions, 5))->day, ==, moved->day);
}

static void
test_the_last_session_ends_the_course (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPlanDraft) draft = plan (self, reyes, "IV_IND_3PW", "2026-03-09");
  g_autoptr (CtCourse) course = book_plan (self, draft);
  g_autoptr (CtPatientFile) file = fixture_read (self, CT_RECORD (reyes)->id);
  g_autoptr (CtPatientFile) after = NULL;

  for (guint i = 0; i < file->sessions->len; i++)
    {
      g_autoptr (CtSession) done = complete (self, g_ptr_array_index (file->sessions, i), 42000);

      g_assert_cmpint (done->dose_ug_per_kg, ==, 600);
    }
  after = fixture_read (self, CT_RECORD (reyes)->id);
  g_assert_cmpstr (CT_COURSE (g_ptr_array_index (after->courses, 0))->status, ==, CT_COURSE_DONE);
  g_assert_cmpstr (CT_APPOINTMENT (g_ptr_array_index (after->appointments, 5))->status, ==, CT_APPOINTMENT_DONE);
}

static void
test_stopping_a_course_cancels_what_is_left (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPlanDraft) draft = plan (self, reyes, "IV_IND_3PW", "2026-03-09");
  g_autoptr (CtCourse) course = book_plan (self, draft);
  g_autoptr (CtPatientFile) file = fixture_read (self, CT_RECORD (reyes)->id);
  g_autoptr (CtSession) given = complete (self, g_ptr_array_index (file->sessions, 0), 35000);
  g_autoptr (CtCourse) stopped = NULL;
  g_autoptr (CtPatientFile) after = NULL;
  g_autofree char *undone = NULL;

  ct_clinic_stop_course_async (self->clinic, course, "Moved away", ct_await_done, &await);
  stopped = fixture_take (self, &await);
  after = fixture_read (self, CT_RECORD (reyes)->id);
  g_assert_cmpstr (CT_SESSION (g_ptr_array_index (after->sessions, 0))->status, ==, CT_SESSION_COMPLETED);
  for (guint i = 1; i < 6; i++)
    g_assert_cmpstr (CT_SESSION (g_ptr_array_index (after->sessions, i))->status, ==, CT_SESSION_CANCELLED);
  undone = fixture_undo (self);
  g_clear_object (&after);
  after = fixture_read (self, CT_RECORD (reyes)->id);
  g_assert_cmpstr (CT_SESSION (g_ptr_array_index (after->sessions, 5))->status, ==, CT_SESSION_PLANNED);
}

static void
test_an_unknown_protocol_is_told (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  CtCourseWish wish = { .protocol = "IV_WISH", .minute = -1, .start_on = ct_date_parse_iso ("2026-03-09") };
  g_autoptr (GError) refusal = NULL;

  ct_clinic_plan_course_async (self->clinic, &wish, ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  g_assert_error (refusal, CT_ERROR, CT_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (refusal->message, "IV_WISH"));
}

/* ---- Scores ---- */

static void
test_a_positive_item_nine_waits_to_be_acknowledged (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAssessment) score = assess (self, reyes, "phq-9", "2 2 2 3 2 2 2 1 1", "2026-03-02");
  g_autoptr (CtAssessment) seen = NULL;
  g_autoptr (GError) refusal = NULL;

  g_assert_cmpint (score->total, ==, 17);
  g_assert_cmpstr (score->band, ==, "moderately-severe");
  g_assert_cmpstr (score->flags, ==, "item-9");
  g_assert_cmpint (score->acknowledged_us, ==, CT_TIME_NONE);
  ct_clinic_acknowledge_async (self->clinic, score, "", ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  ct_clinic_acknowledge_async (self->clinic, score, "Safety plan reviewed", ct_await_done, &await);
  seen = fixture_take (self, &await);
  g_assert_cmpint (seen->acknowledged_us, ==, self->now_us);
  g_assert_cmpint (seen->acknowledged_by, ==, CT_RECORD (ct_clinic_get_user (self->clinic))->id);
}

static void
test_progress_is_measured_from_the_last_score_before_the_series (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAssessment) old = assess (self, reyes, "phq-9", "3 3 3 3 3 3 3 3 0", "2026-01-05");
  g_autoptr (CtAssessment) baseline = assess (self, reyes, "phq-9", "3 3 2 2 2 2 2 2 0", "2026-03-01");
  g_autoptr (CtPlanDraft) draft = plan (self, reyes, "IV_IND_3PW", "2026-03-09");
  g_autoptr (CtCourse) course = book_plan (self, draft);
  g_autoptr (CtAssessment) later = NULL;
  g_autoptr (CtPatientFile) file = NULL;
  CtProgress progress;
  g_autofree char *words = NULL;

  self->now_us += 14 * G_TIME_SPAN_DAY;
  later = assess (self, reyes, "phq-9", "1 1 1 1 1 1 1 1 1", "2026-03-15");
  file = fixture_read (self, CT_RECORD (reyes)->id);
  g_assert_true (ct_progress_measure (file, ct_clinic_get_knowledge (self->clinic), "phq-9", &progress));
  g_assert_cmpint (progress.baseline->total, ==, 18);
  g_assert_cmpint (progress.change.permille, ==, 500);
  g_assert_cmpint (progress.change.status, ==, CT_CHANGE_RESPONSE);
  words = ct_progress_change_words (&progress);
  g_assert_cmpstr (words, ==, "50 % better than baseline");
}

static void
test_a_withdrawn_score_leaves_the_chart_and_stays_in_the_store (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAssessment) score = assess (self, reyes, "gad-7", "1 1 1 1 1 1 1", "2026-03-02");
  g_autoptr (CtAssessment) withdrawn = NULL;
  g_autoptr (CtPatientFile) file = NULL;

  ct_clinic_withdraw_assessment_async (self->clinic, score, "Another patient's sheet", ct_await_done, &await);
  withdrawn = fixture_take (self, &await);
  file = fixture_read (self, CT_RECORD (reyes)->id);
  g_assert_cmpuint (file->assessments->len, ==, 0);
  g_assert_cmpstr (withdrawn->withdrawn_reason, ==, "Another patient's sheet");
}

static void
test_a_score_of_tomorrow_is_refused (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  const char *const answers[] = { "0", "0", "0", "0", "0", "0", "0", NULL };
  g_autoptr (GError) refusal = NULL;

  ct_clinic_save_assessment_async (self->clinic, 1, "gad-7", answers, ct_date_parse_iso ("2026-03-03"), ct_await_done,
                                   &await);
  refusal = fixture_refusal (self, &await);
  g_assert_error (refusal, CT_ERROR, CT_ERROR_INVALID);
}

/* ---- Paper and audit ---- */

static void
test_what_was_printed_is_kept_as_issued (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPlanDraft) draft = plan (self, reyes, "IV_IND_3PW", "2026-03-09");
  g_autoptr (CtCourse) course = book_plan (self, draft);
  g_autoptr (CtPages) pages = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GBytes) kept = NULL;
  g_autoptr (CtIssued) issued = NULL;
  g_autofree char *text = NULL;

  ct_clinic_make_summary_async (self->clinic, CT_RECORD (reyes)->id, ct_await_done, &await);
  pages = fixture_take (self, &await);
  text = ct_pages_get_text (pages, 0);
  g_assert_nonnull (strstr (text, "Reyes, Marisol"));
  g_assert_nonnull (strstr (text, "Harbor Ketamine Clinic"));
  pdf = ct_pages_to_pdf (pages, NULL);
  ct_clinic_issue_async (self->clinic, CT_RECORD (reyes)->id, "summary", "Treatment summary", pdf,
                         (int) ct_pages_get_n (pages), "printed", ct_await_done, &await);
  issued = fixture_take (self, &await);
  ct_clinic_read_issued_async (self->clinic, CT_RECORD (issued)->id, ct_await_done, &await);
  kept = fixture_take (self, &await);
  g_assert_true (g_bytes_equal (pdf, kept));
}

static gboolean
audit_has (GPtrArray *rows, const char *act, const char *detail)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const CtAuditRow *row = g_ptr_array_index (rows, i);

      if (g_str_equal (row->act, act) && (detail == NULL || (row->detail != NULL && strstr (row->detail, detail) != NULL)))
        return TRUE;
    }
  return FALSE;
}

static void
test_the_audit_tells_who_did_what_and_its_chain_holds (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) changed = NULL;
  g_autoptr (CtPatientFile) file = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (CtAuditCheck) check = NULL;

  g_object_set (reyes, "city", "Irvine", NULL);
  ct_clinic_save_patient_async (self->clinic, reyes, ct_await_done, &await);
  changed = fixture_take (self, &await);
  ct_clinic_open_patient_async (self->clinic, CT_RECORD (reyes)->id, ct_await_done, &await);
  file = fixture_take (self, &await);
  ct_clinic_list_audit_async (self->clinic, CT_RECORD (reyes)->id, 0, 100, ct_await_done, &await);
  rows = fixture_take (self, &await);
  g_assert_true (audit_has (rows, "created", NULL));
  g_assert_true (audit_has (rows, "changed", "Irvine"));
  g_assert_true (audit_has (rows, "opened", NULL));
  ct_clinic_verify_audit_async (self->clinic, NULL, NULL, NULL, NULL, ct_await_done, &await);
  check = fixture_take (self, &await);
  g_assert_cmpint (check->broken_id, ==, 0);
  g_assert_true (check->complete);
}

/* ---- The demo clinic ---- */

static void
test_a_demo_clinic_is_busy_today_and_the_same_for_a_seed (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  CtDemoWish wish = { .n_patients = 120, .seed = 7 };
  CtDemoCounts counts, again;
  g_autoptr (GPtrArray) visits = NULL;
  g_autoptr (GError) error = NULL;
  CtDate today = ct_clinic_today (self->clinic);

  g_assert_true (ct_clinic_fill_demo (self->clinic, &wish, NULL, NULL, &counts, &error));
  g_assert_no_error (error);
  g_assert_cmpint (counts.patients, ==, 120);
  g_assert_cmpint (counts.courses, >, 8);
  g_assert_cmpint (counts.assessments, >, counts.courses);
  ct_clinic_list_visits_async (self->clinic, 0, today, today, NULL, ct_await_done, &await);
  visits = fixture_take (self, &await);
  g_assert_false (ct_clinic_fill_demo (self->clinic, &wish, NULL, NULL, &again, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CHECK(function) FIXTURE_TEST (#function, test_##function)
  CHECK (six_infusions_are_booked_in_one_act_and_undone_in_one);
  CHECK (a_chair_taken_meanwhile_books_nothing_of_the_course);
  CHECK (moving_a_booking_moves_its_session);
  CHECK (the_last_session_ends_the_course);
  CHECK (stopping_a_course_cancels_what_is_left);
  CHECK (an_unknown_protocol_is_told);
  CHECK (a_positive_item_nine_waits_to_be_acknowledged);
  CHECK (progress_is_measured_from_the_last_score_before_the_series);
  CHECK (a_withdrawn_score_leaves_the_chart_and_stays_in_the_store);
  CHECK (a_score_of_tomorrow_is_refused);
  CHECK (what_was_printed_is_kept_as_issued);
  CHECK (the_audit_tells_who_did_what_and_its_chain_holds);
  CHECK (a_demo_clinic_is_busy_today_and_the_same_for_a_seed);
  return g_test_run ();
}
