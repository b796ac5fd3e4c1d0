/* What the desk has to see to, what it has put off, who rang, and what became of them. */
#include "clinic-fixture.h"

#include "clinic/ct-plan-draft.h"
#include "domain/ct-way.h"

#define DAY_US ((gint64) 24 * 3600 * G_USEC_PER_SEC)

/* ---- What the tests do ---- */

static GPtrArray *
read_list (Fixture *self, const char *name, gboolean put_off)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_read_list_async (self->clinic, ct_desk_list_find (name), 0, put_off, NULL, ct_await_done, &await);
  return fixture_take (self, &await);
}

static guint
count_of (Fixture *self, const char *name)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GArray) counts = NULL;
  guint n_lists;
  const CtDeskList *lists = ct_desk_lists (&n_lists);

  ct_clinic_count_lists_async (self->clinic, 0, NULL, ct_await_done, &await);
  counts = fixture_take (self, &await);
  g_assert_cmpuint (counts->len, ==, n_lists);
  return g_array_index (counts, guint, ct_desk_list_find (name) - lists);
}

/* The rows of a list in short, "Reyes/tomorrow|…", and the same number as the sidebar says. */
static char *
picture_of (Fixture *self, const char *name)
{
  g_autoptr (GPtrArray) rows = read_list (self, name, FALSE);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const CtListRow *row = g_ptr_array_index (rows, i);
      g_auto (GStrv) names = g_strsplit (row->patient, ",", 2);

      g_string_append_printf (text, "%s%s/%s", i > 0 ? "|" : "", names[0], row->why);
    }
  g_assert_cmpuint (rows->len, ==, count_of (self, name));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_list (Fixture *self, const char *name, const char *expected)
{
  g_autofree char *picture = picture_of (self, name);

  g_assert_cmpstr (picture, ==, expected);
}

static CtAppointment *
set_status (Fixture *self, CtAppointment *appointment, const char *status)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_set_appointment_status_async (self->clinic, appointment, status, "They rang", ct_await_done, &await);
  return fixture_take (self, &await);
}

static CtCourse *
book_course (Fixture *self, CtPatient *patient, const char *protocol, const char *start)
{
  g_auto (CtAwait) await = { NULL };
  g_auto (CtAwait) booked = { NULL };
  CtCourseWish wish = { .patient_id = CT_RECORD (patient)->id, .protocol = protocol,
                        .start_on = ct_date_parse_iso (start), .minute = 600 };
  g_autoptr (CtPlanDraft) draft = NULL;
  g_autoptr (CtCourse) course = ct_course_new ();

  ct_clinic_plan_course_async (self->clinic, &wish, ct_await_done, &await);
  draft = fixture_take (self, &await);
  course->patient_id = CT_RECORD (patient)->id;
  g_object_set (course, "protocol", protocol, "indication", "trd", NULL);
  ct_clinic_book_course_async (self->clinic, course, draft->plan, ct_await_done, &booked);
  return fixture_take (self, &booked);
}

static void
complete (Fixture *self, CtSession *session)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtSession) dosed = ct_record_copy (session);
  g_autoptr (CtSession) done = NULL;

  dosed->dose_ug = 35000;
  dosed->weight_g = 70000;
  ct_clinic_complete_session_async (self->clinic, dosed, ct_await_done, &await);
  done = fixture_take (self, &await);
}

/* Gives the first so many sessions of somebody; cancels the bookings of the others. */
static void
give_and_break_off (Fixture *self, CtPatient *patient, int n_given, const char *what_of_the_others)
{
  g_autoptr (CtPatientFile) file = fixture_read (self, CT_RECORD (patient)->id);

  for (guint i = 0; i < file->sessions->len; i++)
    if (CT_SESSION (g_ptr_array_index (file->sessions, i))->number <= n_given)
      complete (self, g_ptr_array_index (file->sessions, i));
  for (guint i = 0; what_of_the_others != NULL && i < file->appointments->len; i++)
    if (CT_APPOINTMENT (g_ptr_array_index (file->appointments, i))->session_number > n_given)
      g_object_unref (set_status (self, g_ptr_array_index (file->appointments, i), what_of_the_others));
}

static CtListNote *
put_off (Fixture *self, const char *name, const char *how, CtDate until)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) rows = read_list (self, name, TRUE);

  g_assert_cmpuint (rows->len, >, 0);
  ct_clinic_put_off_async (self->clinic, ct_desk_list_find (name), g_ptr_array_index (rows, 0), how, until, "on holiday",
                           ct_await_done, &await);
  return fixture_take (self, &await);
}

static void
add_person (Fixture *self, const char *role)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) user = ct_user_new ();
  g_autoptr (CtUser) stored = NULL;

  g_object_set (user, "login", "desk", "full-name", "Joan Desk", "role", role, NULL);
  ct_clinic_add_user_async (self->clinic, user, "seven green ladders", ct_await_done, &await);
  stored = fixture_take (self, &await);
}

static void
log_in_as_desk (Fixture *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GError) error = NULL;
  gpointer done;

  fixture_close (self);
  self->clinic = ct_clinic_open (self->path, "desk", "seven green ladders", ct_clock_fixed (&self->now_us), &error);
  g_assert_no_error (error);
  ct_clinic_change_passphrase_async (self->clinic, "seven green ladders", "eight green ladders", ct_await_done, &await);
  done = fixture_take (self, &await);
  g_assert_nonnull (done);
}

/* ---- Lists ---- */

static void
test_visits_of_the_next_days_are_to_be_confirmed_until_they_are (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1980-05-04");
  g_autoptr (CtPatient) okafor = fixture_add_patient (self, "Okafor", "Tobe", "1975-01-12");
  g_autoptr (CtAppointment) tomorrow = fixture_book (self, reyes, "2026-03-03", "10:00", 60);
  g_autoptr (CtAppointment) far = fixture_book (self, okafor, "2026-03-09", "10:00", 60);
  g_autoptr (CtAppointment) confirmed = NULL;
  g_auto (CtAwait) await = { NULL };

  assert_list (self, "confirm", "Reyes/tomorrow");
  self->now_us += 4 * DAY_US;
  assert_list (self, "confirm", "Okafor/in 3 days");
  self->now_us -= 4 * DAY_US;
  ct_clinic_confirm_async (self->clinic, tomorrow, CT_CONFIRMED_BY_PHONE, ct_await_done, &await);
  confirmed = fixture_take (self, &await);
  assert_list (self, "confirm", "");
}

static void
test_the_waiting_room_tells_who_waits_and_who_is_late (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1980-05-04");
  g_autoptr (CtPatient) okafor = fixture_add_patient (self, "Okafor", "Tobe", "1975-01-12");
  g_autoptr (CtAppointment) first = fixture_book (self, reyes, "2026-03-02", "10:15", 30);
  g_autoptr (CtAppointment) second = fixture_book (self, okafor, "2026-03-02", "11:00", 60);
  g_autoptr (CtAppointment) arrived = set_status (self, first, CT_APPOINTMENT_ARRIVED);
  g_autoptr (GPtrArray) rows = NULL;

  assert_list (self, "arrivals", "Reyes/here for 0 min · 15 min before their time");
  self->now_us += 40 * CT_USEC_PER_MINUTE;
  rows = read_list (self, "arrivals", FALSE);
  g_assert_cmpint (((CtListRow *) g_ptr_array_index (rows, 0))->level, ==, CT_LIST_PRESSING);
  self->now_us += 35 * CT_USEC_PER_MINUTE;
  assert_list (self, "arrivals",
               "Reyes/here for 75 min · 60 min past their time|Okafor/not here, 15 min late");
}

static void
test_a_broken_visit_stays_on_the_list_until_it_is_rebooked (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1980-05-04");
  g_autoptr (CtAppointment) visit = fixture_book (self, reyes, "2026-03-02", "11:00", 60);
  g_autoptr (CtAppointment) missed = NULL;
  g_autoptr (CtAppointment) again = NULL;
  g_autofree char *undone = NULL;

  assert_list (self, "broken", "");
  missed = set_status (self, visit, CT_APPOINTMENT_MISSED);
  self->now_us += DAY_US;
  assert_list (self, "broken", "Reyes/Did not come: They rang");
  again = fixture_book (self, reyes, "2026-03-05", "11:00", 60);
  assert_list (self, "broken", "");
  undone = fixture_undo (self);
  assert_list (self, "broken", "Reyes/Did not come: They rang");
}

static void
test_a_course_that_nobody_goes_on_with_is_listed_with_its_reasons (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1980-05-04");
  g_autoptr (CtPatient) okafor = fixture_add_patient (self, "Okafor", "Tobe", "1975-01-12");
  g_autoptr (CtCourse) one = book_course (self, reyes, "IV_IND_3PW", "2026-03-02");
  g_autoptr (CtCourse) two = book_course (self, okafor, "IV_IND_3PW", "2026-03-02");
  g_autoptr (GPtrArray) rows = NULL;

  assert_list (self, "stalled", "");
  give_and_break_off (self, reyes, 2, "cancelled-by-patient");
  give_and_break_off (self, okafor, 5, "cancelled-by-patient");
  self->now_us += 10 * DAY_US;
  rows = read_list (self, "stalled", FALSE);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpstr (((CtListRow *) g_ptr_array_index (rows, 0))->patient, ==, "Reyes, Marisol");
  g_assert_nonnull (strstr (((CtListRow *) g_ptr_array_index (rows, 0))->why, "induction, 2 of 6 given"));
  g_assert_nonnull (strstr (((CtListRow *) g_ptr_array_index (rows, 1))->why, "induction, 5 of 6 given"));
}

static void
test_who_has_finished_is_called_for_maintenance (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1980-05-04");
  g_autoptr (CtCourse) course = book_course (self, reyes, "IV_IND_3PW", "2026-03-02");
  g_autoptr (CtAppointment) next = NULL;

  give_and_break_off (self, reyes, 6, NULL);
  self->now_us += 20 * DAY_US;
  assert_list (self, "recall", "Reyes/due in 5 days");
  self->now_us += 30 * DAY_US;
  assert_list (self, "recall", "Reyes/11 days late");
  next = fixture_book (self, reyes, "2026-04-24", "11:00", 60);
  assert_list (self, "recall", "");
}

static void
test_a_scale_is_due_before_a_course_and_a_week_after_it_was_filled_in (Fixture *self, gconstpointer data)
{
  static const char *const answers[] = { "2", "2", "3", "1", "2", "1", "2", "0", "1", NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1980-05-04");
  g_autoptr (CtCourse) course = book_course (self, reyes, "IV_IND_3PW", "2026-03-03");
  g_autoptr (CtAssessment) score = NULL;
  g_autoptr (CtAssessment) withdrawn = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *undone = NULL;
  g_auto (CtAwait) await = { NULL };

  assert_list (self, "scales", "Reyes/due in 1 day");
  ct_clinic_save_assessment_async (self->clinic, CT_RECORD (reyes)->id, "phq-9", answers, ct_clinic_today (self->clinic),
                                   ct_await_done, &await);
  score = fixture_take (self, &await);
  assert_list (self, "scales", "");
  self->now_us += 8 * DAY_US;
  assert_list (self, "scales", "Reyes/1 day late");
  self->now_us -= 8 * DAY_US;
  ct_clinic_withdraw_assessment_async (self->clinic, score, "Somebody else's", ct_await_done, &await);
  withdrawn = fixture_take (self, &await);
  assert_list (self, "scales", "Reyes/due in 1 day");
  undone = fixture_undo (self);
  assert_list (self, "scales", "");
}

/* The desk sees no scores; that one is due it does. */
static void
test_reception_sees_that_a_scale_is_due (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1980-05-04");
  g_autoptr (CtCourse) course = book_course (self, reyes, "IV_IND_3PW", "2026-03-03");
  g_autoptr (GPtrArray) rows = NULL;

  add_person (self, CT_ROLE_RECEPTION);
  log_in_as_desk (self);
  rows = read_list (self, "scales", FALSE);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (((CtListRow *) g_ptr_array_index (rows, 0))->what, ==, "PHQ-9 due");
}

static CtConsent *
sign (Fixture *self, CtPatient *patient, const char *day, CtDate until)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtConsent) consent = ct_consent_new ();

  consent->patient_id = CT_RECORD (patient)->id;
  consent->signed_on = ct_date_parse_iso (day);
  consent->valid_until = until;
  ct_clinic_save_consent_async (self->clinic, consent, ct_await_done, &await);
  return fixture_take (self, &await);
}

static void
test_a_consent_that_ends_is_listed_until_a_new_one_is_signed (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1980-05-04");
  g_autoptr (CtPatient) gone = fixture_add_patient (self, "Ode", "Ben", "1975-01-12");
  g_autoptr (CtAppointment) visit = fixture_book (self, reyes, "2026-03-05", "11:00", 60);
  g_autoptr (CtConsent) old = sign (self, reyes, "2025-03-10", CT_DATE_NONE);
  g_autoptr (CtConsent) of_nobody = sign (self, gone, "2025-03-10", CT_DATE_NONE);
  g_autoptr (CtConsent) fresh = NULL;
  g_autofree char *undone = NULL;

  g_assert_cmpint (old->valid_until, ==, ct_date_parse_iso ("2026-03-09"));
  assert_list (self, "consents", "Reyes/ends in 7 days");
  fresh = sign (self, reyes, "2026-03-02", CT_DATE_NONE);
  assert_list (self, "consents", "");
  undone = fixture_undo (self);
  assert_list (self, "consents", "Reyes/ends in 7 days");
}

/* ---- Putting off ---- */

static void
test_a_row_that_is_put_off_comes_back_on_its_day (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1980-05-04");
  g_autoptr (CtAppointment) visit = fixture_book (self, reyes, "2026-03-05", "10:00", 60);
  g_autoptr (CtListNote) note = put_off (self, "confirm", CT_LIST_NOTE_LATER, ct_date_parse_iso ("2026-03-04"));
  g_autoptr (GPtrArray) all = read_list (self, "confirm", TRUE);
  g_autofree char *undone = NULL;

  assert_list (self, "confirm", "");
  g_assert_cmpuint (all->len, ==, 1);
  g_assert_cmpstr (((CtListRow *) g_ptr_array_index (all, 0))->put_off, ==, "Again on Wed 4 Mar: on holiday");
  self->now_us += 2 * DAY_US;
  assert_list (self, "confirm", "Reyes/tomorrow");
  self->now_us -= 2 * DAY_US;
  undone = fixture_undo (self);
  g_assert_cmpstr (undone, ==, "Put Reyes, Marisol off");
  assert_list (self, "confirm", "Reyes/in 3 days");
}

static void
test_what_is_handled_stays_away_and_can_be_brought_back (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1980-05-04");
  g_autoptr (CtAppointment) visit = fixture_book (self, reyes, "2026-03-05", "10:00", 60);
  g_autoptr (CtListNote) handled = put_off (self, "confirm", CT_LIST_NOTE_HANDLED, CT_DATE_NONE);
  g_autoptr (CtListNote) back = NULL;

  self->now_us += 2 * DAY_US;
  assert_list (self, "confirm", "");
  back = put_off (self, "confirm", CT_LIST_NOTE_REMOVED, CT_DATE_NONE);
  g_assert_cmpint (CT_RECORD (back)->id, ==, CT_RECORD (handled)->id);
  assert_list (self, "confirm", "Reyes/tomorrow");
}

static void
test_nothing_is_put_off_to_a_day_that_is_past (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1980-05-04");
  g_autoptr (CtAppointment) visit = fixture_book (self, reyes, "2026-03-05", "10:00", 60);
  g_autoptr (GPtrArray) rows = read_list (self, "confirm", FALSE);
  g_autoptr (GError) error = NULL;
  g_auto (CtAwait) await = { NULL };

  ct_clinic_put_off_async (self->clinic, ct_desk_list_find ("confirm"), g_ptr_array_index (rows, 0), CT_LIST_NOTE_LATER,
                           ct_date_parse_iso ("2026-03-02"), NULL, ct_await_done, &await);
  error = fixture_refusal (self, &await);
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
}

/* ---- Rules and sites ---- */

static void
test_the_clinic_says_what_its_lists_go_by (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1980-05-04");
  g_autoptr (CtAppointment) visit = fixture_book (self, reyes, "2026-03-12", "10:00", 60);
  g_autoptr (CtListRules) rules = ct_record_copy (ct_clinic_get_list_rules (self->clinic));
  g_autoptr (CtListRules) stored = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (CtAwait) await = { NULL };

  assert_list (self, "confirm", "");
  rules->confirm_days = 10;
  ct_clinic_save_setup_async (self->clinic, CT_RECORD (rules), ct_await_done, &await);
  stored = fixture_take (self, &await);
  while (ct_clinic_get_list_rules (self->clinic)->confirm_days != 10)
    g_main_context_iteration (NULL, TRUE);
  assert_list (self, "confirm", "Reyes/in 10 days");
  stored->wait_soon_minutes = 30;
  ct_clinic_save_setup_async (self->clinic, CT_RECORD (stored), ct_await_done, &await);
  error = fixture_refusal (self, &await);
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
}

static void
test_a_list_that_leaves_the_clinic_is_written_down_first (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1980-05-04");
  g_autoptr (CtAppointment) visit = fixture_book (self, reyes, "2026-03-03", "10:00", 60);
  g_autoptr (GPtrArray) rows = read_list (self, "confirm", FALSE);
  g_autoptr (CtTable) table = ct_desk_list_make_table (ct_desk_list_find ("confirm"), "Harbor", rows);
  g_autofree char *path = g_build_filename (self->folder, "confirm.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) acts = NULL;
  g_auto (CtAwait) await = { NULL };

  ct_clinic_export_table_async (self->clinic, table, path, ct_await_done, &await);
  g_assert_nonnull (fixture_take (self, &await));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"Reyes, Marisol\""));
  ct_clinic_list_audit_async (self->clinic, 0, 0, 1, ct_await_done, &await);
  acts = fixture_take (self, &await);
  g_assert_cmpstr (((CtAuditRow *) g_ptr_array_index (acts, 0))->act, ==, "exported");
  g_assert_cmpstr (((CtAuditRow *) g_ptr_array_index (acts, 0))->detail, ==, "To confirm, 1 row, confirm.csv");
}

/* ---- Enquiries ---- */

static CtEnquiry *
ring (Fixture *self, const char *name, const char *phone, const char *heard, const char *follow_up)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtEnquiry) enquiry = ct_enquiry_new ();

  g_object_set (enquiry, "name", name, "phone", phone, "heard", heard, NULL);
  enquiry->follow_up_on = follow_up != NULL ? ct_date_parse_iso (follow_up) : CT_DATE_NONE;
  enquiry->ended_on = CT_DATE_NONE;
  ct_clinic_save_enquiry_async (self->clinic, enquiry, ct_await_done, &await);
  return fixture_take (self, &await);
}

static GPtrArray *
enquiries (Fixture *self, CtEnquiryView view)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_list_enquiries_async (self->clinic, view, 0, NULL, ct_await_done, &await);
  return fixture_take (self, &await);
}

static guint
n_enquiries (Fixture *self, CtEnquiryView view)
{
  g_autoptr (GPtrArray) found = enquiries (self, view);

  return found->len;
}

static gint64
n_to_ring_back (Fixture *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autofree gint64 *n = NULL;

  ct_clinic_count_enquiries_async (self->clinic, 0, NULL, ct_await_done, &await);
  n = fixture_take (self, &await);
  return *n;
}

static CtPatient *
admit (Fixture *self, CtEnquiry *enquiry, gint64 patient_id)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_admit_enquiry_async (self->clinic, enquiry, patient_id, ct_await_done, &await);
  return fixture_take (self, &await);
}

static void
test_who_rings_is_written_down_and_rung_back_on_the_day (Fixture *self, gconstpointer data)
{
  g_autoptr (CtEnquiry) later = ring (self, "Marisol Reyes", "714-555-0132", "Web search", "2026-03-04");
  g_autoptr (CtEnquiry) open = ring (self, "Tobe Okafor", "714-555-0133", NULL, NULL);
  g_autoptr (GPtrArray) listed = enquiries (self, CT_ENQUIRIES_OPEN);

  g_assert_cmpint (later->received_on, ==, ct_date_parse_iso ("2026-03-02"));
  g_assert_cmpint (later->taken_by, ==, CT_RECORD (ct_clinic_get_user (self->clinic))->id);
  g_assert_cmpuint (listed->len, ==, 2);
  g_assert_cmpint (CT_RECORD (g_ptr_array_index (listed, 0))->id, ==, CT_RECORD (later)->id);
  g_assert_cmpint (n_to_ring_back (self), ==, 0);
  self->now_us += 2 * DAY_US;
  g_assert_cmpint (n_to_ring_back (self), ==, 1);
  g_assert_cmpuint (n_enquiries (self, CT_ENQUIRIES_DUE), ==, 1);
}

static void
test_who_can_not_be_answered_is_refused_in_a_sentence (Fixture *self, gconstpointer data)
{
  g_autoptr (CtEnquiry) enquiry = ct_enquiry_new ();
  g_autoptr (GError) error = NULL;
  g_auto (CtAwait) await = { NULL };

  enquiry->follow_up_on = enquiry->ended_on = CT_DATE_NONE;
  g_object_set (enquiry, "name", "Marisol", NULL);
  ct_clinic_save_enquiry_async (self->clinic, enquiry, ct_await_done, &await);
  error = fixture_refusal (self, &await);
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==,
                   "Write down a phone number or an e-mail address, so that somebody can answer.");
}

static void
test_a_caller_becomes_a_patient_in_one_act_and_back (Fixture *self, gconstpointer data)
{
  g_autoptr (CtEnquiry) enquiry = ring (self, "Marisol Reyes", "714-555-0132", "Web search", "2026-03-02");
  g_autoptr (CtPatient) patient = admit (self, enquiry, 0);
  g_autoptr (GPtrArray) ended = enquiries (self, CT_ENQUIRIES_ENDED);
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (CtPatient) again = NULL;
  g_autofree char *undone = NULL;

  g_assert_cmpstr (patient->family_name, ==, "Reyes");
  g_assert_cmpstr (patient->phone, ==, "714-555-0132");
  g_assert_nonnull (patient->mrn);
  g_assert_cmpuint (ended->len, ==, 1);
  g_assert_cmpint (CT_ENQUIRY (g_ptr_array_index (ended, 0))->patient_id, ==, CT_RECORD (patient)->id);
  g_assert_cmpint (n_to_ring_back (self), ==, 0);
  undone = fixture_undo (self);
  g_assert_cmpstr (undone, ==, "Make Reyes, Marisol a patient");
  g_assert_cmpint (n_to_ring_back (self), ==, 1);
  open = enquiries (self, CT_ENQUIRIES_DUE);
  again = admit (self, g_ptr_array_index (open, 0), CT_RECORD (patient)->id);
  g_assert_cmpint (CT_RECORD (again)->id, ==, CT_RECORD (patient)->id);
}

static void
test_two_desks_do_not_admit_one_caller_twice (Fixture *self, gconstpointer data)
{
  g_autoptr (CtEnquiry) enquiry = ring (self, "Marisol Reyes", "714-555-0132", NULL, NULL);
  g_autoptr (CtPatient) patient = admit (self, enquiry, 0);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (CtAwait) await = { NULL };

  ct_clinic_admit_enquiry_async (self->clinic, enquiry, 0, ct_await_done, &await);
  error = fixture_refusal (self, &await);
  g_assert_error (error, CT_ERROR, CT_ERROR_CONFLICT);
  ct_clinic_search_patients_async (self->clinic, "reyes", 10, NULL, ct_await_done, &await);
  found = fixture_take (self, &await);
  g_assert_cmpuint (found->len, ==, 1);
}

static void
test_an_enquiry_that_comes_to_nothing_says_why (Fixture *self, gconstpointer data)
{
  g_autoptr (CtEnquiry) enquiry = ring (self, "Marisol Reyes", "714-555-0132", NULL, "2026-03-02");
  g_autoptr (CtEnquiry) closed = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (CtAwait) await = { NULL };

  ct_clinic_close_enquiry_async (self->clinic, enquiry, " ", ct_await_done, &await);
  error = fixture_refusal (self, &await);
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
  ct_clinic_close_enquiry_async (self->clinic, enquiry, "Too far away", ct_await_done, &await);
  closed = fixture_take (self, &await);
  g_assert_cmpint (closed->ended_on, ==, ct_date_parse_iso ("2026-03-02"));
  g_assert_cmpint (n_to_ring_back (self), ==, 0);
}

static void
test_what_became_of_enquiries_is_counted (Fixture *self, gconstpointer data)
{
  g_autoptr (CtEnquiry) nothing = ring (self, "Tobe Okafor", "714-555-0133", "Web search", NULL);
  g_autoptr (CtEnquiry) taken_back = ring (self, "Ben Ode", "714-555-0134", "Web search", NULL);
  g_autofree char *undone = fixture_undo (self);
  g_autoptr (CtEnquiry) enquiry = ring (self, "Marisol Reyes", "714-555-0132", "Web search", NULL);
  g_autoptr (CtPatient) patient = admit (self, enquiry, 0);
  g_autoptr (CtAppointment) consultation = fixture_book (self, patient, "2026-03-02", "11:00", 60);
  g_autoptr (CtAppointment) arrived = NULL;
  g_autoptr (CtAppointment) held = NULL;
  g_autoptr (CtCourse) course = NULL;
  g_autoptr (GPtrArray) sums = NULL;
  g_auto (CtAwait) await = { NULL };
  const CtEnquirySum *sum;

  arrived = set_status (self, consultation, CT_APPOINTMENT_ARRIVED);
  held = set_status (self, arrived, CT_APPOINTMENT_DONE);
  course = book_course (self, patient, "IV_IND_3PW", "2026-03-03");
  ct_clinic_sum_enquiries_async (self->clinic, 0, ct_date_parse_iso ("2026-01-01"), NULL, ct_await_done, &await);
  sums = fixture_take (self, &await);
  g_assert_cmpuint (sums->len, ==, 1);
  sum = g_ptr_array_index (sums, 0);
  g_assert_cmpint (sum->enquiries, ==, 2);
  g_assert_cmpint (sum->patients, ==, 1);
  g_assert_cmpint (sum->consultations, ==, 1);
  g_assert_cmpint (sum->courses, ==, 0);
  give_and_break_off (self, patient, 1, NULL);
  g_clear_pointer (&sums, g_ptr_array_unref);
  ct_clinic_sum_enquiries_async (self->clinic, 0, ct_date_parse_iso ("2026-01-01"), NULL, ct_await_done, &await);
  sums = fixture_take (self, &await);
  g_assert_cmpint (((CtEnquirySum *) g_ptr_array_index (sums, 0))->courses, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_TEST ("lists/confirm", test_visits_of_the_next_days_are_to_be_confirmed_until_they_are);
  FIXTURE_TEST ("lists/arrivals", test_the_waiting_room_tells_who_waits_and_who_is_late);
  FIXTURE_TEST ("lists/broken", test_a_broken_visit_stays_on_the_list_until_it_is_rebooked);
  FIXTURE_TEST ("lists/stalled", test_a_course_that_nobody_goes_on_with_is_listed_with_its_reasons);
  FIXTURE_TEST ("lists/recall", test_who_has_finished_is_called_for_maintenance);
  FIXTURE_TEST ("lists/scales", test_a_scale_is_due_before_a_course_and_a_week_after_it_was_filled_in);
  FIXTURE_TEST ("lists/reception", test_reception_sees_that_a_scale_is_due);
  FIXTURE_TEST ("lists/consents", test_a_consent_that_ends_is_listed_until_a_new_one_is_signed);
  FIXTURE_TEST ("lists/later", test_a_row_that_is_put_off_comes_back_on_its_day);
  FIXTURE_TEST ("lists/handled", test_what_is_handled_stays_away_and_can_be_brought_back);
  FIXTURE_TEST ("lists/past", test_nothing_is_put_off_to_a_day_that_is_past);
  FIXTURE_TEST ("lists/rules", test_the_clinic_says_what_its_lists_go_by);
  FIXTURE_TEST ("lists/out", test_a_list_that_leaves_the_clinic_is_written_down_first);
  FIXTURE_TEST ("enquiries/ring", test_who_rings_is_written_down_and_rung_back_on_the_day);
  FIXTURE_TEST ("enquiries/answer", test_who_can_not_be_answered_is_refused_in_a_sentence);
  FIXTURE_TEST ("enquiries/patient", test_a_caller_becomes_a_patient_in_one_act_and_back);
  FIXTURE_TEST ("enquiries/twice", test_two_desks_do_not_admit_one_caller_twice);
  FIXTURE_TEST ("enquiries/closed", test_an_enquiry_that_comes_to_nothing_says_why);
  FIXTURE_TEST ("enquiries/counted", test_what_became_of_enquiries_is_counted);
  return g_test_run ();
}
