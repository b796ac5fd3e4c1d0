/* What visits hold besides their chairs: whatever the desk does, it is what the parts of the visits say, and never more than
 * there is. */
#include "server-fixture.h"
#include "upgrade-fixture.h"

#include "clinic/ct-plan-draft.h"
#include "clinic/ct-replan-draft.h"
#include "domain/ct-claim.h"

#define N_PATIENTS 6
#define N_PUMPS    2

/* In this clinic "other" visits are talks behind a closed door. */
static const char own_visits[] =
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  "<visits version=\"1\" reviewed=\"2026-02-01\"><visit id=\"other\" source=\"This clinic\">"
  "<segment kind=\"treatment\" minutes=\"30\" needs=\"room\"/></visit></visits>\n";

static char *
knowledge_folder (Fixture *self)
{
  return g_build_filename (self->folder, "knowledge", NULL);
}

static gpointer
save_setup (Fixture *self, gpointer record)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_save_setup_async (self->clinic, record, ct_await_done, &await);
  return fixture_take (self, &await);
}

static gint64
site_of (Fixture *self)
{
  return CT_RECORD (g_ptr_array_index (ct_clinic_get_sites (self->clinic), 0))->id;
}

static void
set_floor (Fixture *self, int pumps, int rooms)
{
  g_autoptr (CtSiteFloor) floor = ct_record_copy (ct_clinic_get_floor (self->clinic, site_of (self)));

  floor->pumps = pumps;
  floor->rooms = rooms;
  g_object_unref (save_setup (self, floor));
  while (ct_clinic_get_floor (self->clinic, site_of (self))->pumps != pumps)
    g_main_context_iteration (NULL, TRUE);
}

/* Two chairs more, two pumps, and a room. */
static void
furnish (Fixture *self)
{
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("Chair %d", i + 3);
      g_autoptr (CtChair) chair = ct_chair_new ();

      g_object_set (chair, "site-id", site_of (self), "name", name, "kind", "chair", "active", TRUE, NULL);
      g_object_unref (save_setup (self, chair));
    }
  set_floor (self, N_PUMPS, 1);
  while (ct_clinic_get_chairs (self->clinic)->len < 4)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = NULL;
  g_autofree char *file = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (self, data);
  fixture_close (self);
  folder = knowledge_folder (self);
  file = g_build_filename (folder, "visits.xml", NULL);
  g_mkdir (folder, 0700);
  g_file_set_contents (file, own_visits, -1, &error);
  g_assert_no_error (error);
  fixture_open (self);
  furnish (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = knowledge_folder (self);

  fixture_remove_folder (folder);
  fixture_tear_down (self, data);
}

static gint64
add_prescriber (Fixture *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) user = ct_user_new ();
  g_autoptr (CtUser) stored = NULL;

  g_object_set (user, "login", "ben", "full-name", "Ben Ode", "role", CT_ROLE_PRESCRIBER, "active", TRUE, NULL);
  ct_clinic_add_user_async (self->clinic, user, PASSPHRASE, ct_await_done, &await);
  stored = fixture_take (self, &await);
  return CT_RECORD (stored)->id;
}

/* ---- What is held, and what should be ---- */

static CtCursor *
ask (CtDatabase *raw, const char *sql)
{
  g_autoptr (GError) error = NULL;
  CtCursor *rows = ct_database_query (raw, NULL, sql, NULL, 0, &error);

  g_assert_no_error (error);
  return rows;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static char *
sort_lines (GPtrArray *lines)
{
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static char *
claim_line (const char *kind, gint64 resource_id, gint64 day, gint64 from, gint64 to, gint64 appointment_id)
{
  return g_strdup_printf ("%s %" G_GINT64_FORMAT " on %" G_GINT64_FORMAT " from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT
                          " for %" G_GINT64_FORMAT, kind, resource_id, day, from, to, appointment_id);
}

static gint64
number_at (CtCursor *rows, int column)
{
  return ct_cursor_value (rows, column).integer;
}

static char *
held (CtDatabase *raw)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CtCursor) rows =
      ask (raw, "SELECT kind, resource_id, day, from_minute, to_minute, appointment_id FROM visit_claim");

  while (ct_cursor_next (rows, NULL) > 0)
    g_ptr_array_add (lines, claim_line (ct_cursor_value (rows, 0).text, number_at (rows, 1), number_at (rows, 2),
                                        number_at (rows, 3), number_at (rows, 4), number_at (rows, 5)));
  return sort_lines (lines);
}

static void
add_expected (GPtrArray *lines, CtKnowledge *knowledge, CtCursor *rows)
{
  g_autoptr (GArray) claims = g_array_new (FALSE, FALSE, sizeof (CtClaim));
  g_autofree char *kind = g_strdup (ct_cursor_value (rows, 6).text);
  const CtBooking booking = { .date = (CtDate) number_at (rows, 3), .clinician_id = number_at (rows, 2),
                              .minutes = { (int) number_at (rows, 4), (int) (number_at (rows, 4) + number_at (rows, 5)) },
                              .segments = ct_knowledge_get_segments (knowledge, ct_cursor_value (rows, 7).text, kind) };

  ct_claims_add (claims, &booking, number_at (rows, 1));
  for (guint i = 0; i < claims->len; i++)
    {
      const CtClaim *claim = &g_array_index (claims, CtClaim, i);

      g_ptr_array_add (lines, claim_line (ct_claim_kind_to_id (claim->kind), claim->resource_id, claim->day,
                                          claim->minutes.from, claim->minutes.to, number_at (rows, 0)));
    }
}

static char *
expected (CtDatabase *raw, CtKnowledge *knowledge)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CtCursor) rows =
      ask (raw, "SELECT a.id, a.site_id, a.clinician_id, a.day, a.minute, a.minutes, a.kind, c.protocol FROM appointment a"
                " LEFT JOIN course c ON c.id = a.course_id WHERE a.status NOT IN ('cancelled', 'missed')");

  while (ct_cursor_next (rows, NULL) > 0)
    add_expected (lines, knowledge, rows);
  return sort_lines (lines);
}

static void
assert_held_as_expected (Fixture *self, CtDatabase *raw)
{
  g_autofree char *there = held (raw);
  g_autofree char *should = expected (raw, ct_clinic_get_knowledge (self->clinic));

  g_assert_cmpstr (there, ==, should);
}

/* The most that are held of one thing in one minute: it is fullest where some claim begins. */
static void
assert_never_more_than (CtDatabase *raw, const char *kind, gint64 most)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT count(*) FROM visit_claim a JOIN visit_claim b ON b.kind = a.kind AND b.day = a.day"
                       " AND b.resource_id = a.resource_id AND b.from_minute <= a.from_minute"
                       " AND b.to_minute > a.from_minute WHERE a.kind = '%s' GROUP BY a.appointment_id, a.from_minute"
                       " ORDER BY 1 DESC LIMIT 1", kind);
  g_autoptr (CtCursor) rows = ask (raw, sql);

  if (ct_cursor_next (rows, NULL) > 0)
    g_assert_cmpint (number_at (rows, 0), <=, most);
}

/* ---- A busy month ---- */

typedef struct
{
  Fixture    *fixture;
  CtDatabase *raw;
  CtPatient  *patients[N_PATIENTS];
  gint64      clinicians[3]; /* the last is nobody */
  guint       done, refused;
} Month;

/* What is not refused is done; the desk may ask for anything. */
static gpointer
take (Month *self, CtAwait *await)
{
  g_autoptr (GError) error = NULL;
  gpointer result = ct_clinic_finish (self->fixture->clinic, ct_await_result (await), &error);

  if (result != NULL)
    self->done++;
  else
    self->refused++;
  ct_await_clear (await);
  return result;
}

static void
take_object (Month *self, CtAwait *await)
{
  g_autoptr (GObject) result = take (self, await);
}

static guint
any (guint n)
{
  return (guint) g_test_rand_int_range (0, (gint32) n);
}

static gint64
any_chair (Month *self)
{
  GPtrArray *chairs = ct_clinic_get_chairs (self->fixture->clinic);

  return CT_RECORD (g_ptr_array_index (chairs, any (chairs->len)))->id;
}

static CtDate
any_day (void)
{
  return ct_date_parse_iso ("2026-03-03") + (CtDate) any (14);
}

static int
any_minute (void)
{
  return 8 * 60 + 5 * (int) any (9 * 12);
}

/* (nullable): one of those that are there, as it stands. */
static CtAppointment *
any_booking (Month *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) visits = NULL;

  ct_clinic_list_visits_async (self->fixture->clinic, site_of (self->fixture), any_day (), any_day () + 14, NULL,
                               ct_await_done, &await);
  visits = fixture_take (self->fixture, &await);
  return visits->len > 0 ? g_object_ref (CT_VISIT (g_ptr_array_index (visits, any (visits->len)))->appointment) : NULL;
}

static void
book_something (Month *self)
{
  static const char *const kinds[] = { CT_VISIT_CONSULTATION, CT_VISIT_FOLLOW_UP, CT_VISIT_TREATMENT };
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAppointment) wish = ct_appointment_new ();

  wish->patient_id = CT_RECORD (self->patients[any (N_PATIENTS)])->id;
  wish->chair_id = any_chair (self);
  wish->clinician_id = self->clinicians[any (3)];
  wish->kind = g_strdup (kinds[any (G_N_ELEMENTS (kinds))]);
  wish->day = any_day ();
  wish->minute = any_minute ();
  wish->minutes = 15 + 15 * (int) any (6);
  ct_clinic_book_over_async (self->fixture->clinic, wish, "As it comes", ct_await_done, &await);
  take_object (self, &await);
}

static void
book_course (Month *self)
{
  g_auto (CtAwait) planned = { NULL };
  g_auto (CtAwait) booked = { NULL };
  CtCourseWish wish = { .patient_id = CT_RECORD (self->patients[any (N_PATIENTS)])->id, .protocol = "IV_IND_2PW",
                        .prescriber_id = self->clinicians[any (3)], .start_on = any_day (), .minute = any_minute () };
  g_autoptr (CtPlanDraft) draft = NULL;
  g_autoptr (CtCourse) course = ct_course_new ();

  ct_clinic_plan_course_async (self->fixture->clinic, &wish, ct_await_done, &planned);
  draft = take (self, &planned);
  if (draft == NULL)
    return;
  course->patient_id = wish.patient_id;
  course->prescriber_id = wish.prescriber_id;
  g_object_set (course, "protocol", "IV_IND_2PW", "indication", "trd", NULL);
  ct_clinic_book_course_async (self->fixture->clinic, course, draft->plan, ct_await_done, &booked);
  take_object (self, &booked);
}

static void
move_something (Month *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAppointment) a = any_booking (self);
  gboolean stays = any (2) == 0;

  if (a == NULL)
    return;
  ct_clinic_move_over_async (self->fixture->clinic, a, stays ? a->chair_id : any_chair (self), stays ? a->day : any_day (),
                             any_minute (), a->minutes + 5 * ((int) any (9) - 4), "As it comes", ct_await_done, &await);
  take_object (self, &await);
}

static void
call_off_something (Month *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAppointment) a = any_booking (self);

  if (a == NULL)
    return;
  ct_clinic_set_appointment_status_async (self->fixture->clinic, a,
                                          any (2) == 0 ? CT_APPOINTMENT_CANCELLED : CT_APPOINTMENT_MISSED, "As it comes",
                                          ct_await_done, &await);
  take_object (self, &await);
}

static void
change_something (Month *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAppointment) a = any_booking (self);

  if (a == NULL)
    return;
  a->clinician_id = self->clinicians[any (3)];
  g_object_set (a, "note", "Changed", NULL);
  ct_clinic_edit_appointment_async (self->fixture->clinic, a, ct_await_done, &await);
  take_object (self, &await);
}

static void
undo_or_redo (Month *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autofree char *what = NULL;

  if (any (3) > 0)
    ct_clinic_undo_async (self->fixture->clinic, ct_await_done, &await);
  else
    ct_clinic_redo_async (self->fixture->clinic, ct_await_done, &await);
  what = take (self, &await);
}

static void
move_a_series (Month *self)
{
  g_auto (CtAwait) planned = { NULL };
  g_auto (CtAwait) booked = { NULL };
  g_autoptr (CtAppointment) a = any_booking (self);
  g_autoptr (GPtrArray) plans = NULL;

  if (a == NULL || a->course_id == 0)
    return;
  ct_clinic_plan_series_move_async (self->fixture->clinic, a, a->chair_id, (CtWall) { a->day + 1, any_minute () },
                                    ct_await_done, &planned);
  plans = take (self, &planned);
  if (plans == NULL || plans->len == 0)
    return;
  ct_clinic_book_series_async (self->fixture->clinic, a, g_ptr_array_index (plans, any (plans->len)), ct_await_done,
                               &booked);
  take_object (self, &booked);
}

static void
fall_ill (Month *self)
{
  g_auto (CtAwait) planned = { NULL };
  g_auto (CtAwait) booked = { NULL };
  g_autoptr (CtLeave) leave = ct_leave_new ();
  g_autoptr (CtReplanDraft) draft = NULL;

  leave->user_id = self->clinicians[any (2)];
  leave->first_day = leave->last_day = any_day ();
  leave->to_minute = CT_MINUTES_PER_DAY;
  leave->reason = g_strdup ("Ill");
  ct_clinic_plan_leave_async (self->fixture->clinic, leave, ct_await_done, &planned);
  draft = take (self, &planned);
  if (draft == NULL)
    return;
  ct_clinic_book_leave_async (self->fixture->clinic, draft, ct_await_done, &booked);
  take_object (self, &booked);
}

typedef void (*Act) (Month *self);

/* The commoner the act, the more often it is here. */
static const Act acts[] = { book_something, book_something,   book_something, book_course, move_something, move_something,
                            move_something, call_off_something, change_something, undo_or_redo, undo_or_redo,
                            move_a_series,  move_a_series,    fall_ill };

static void
live_a_month (Fixture *self, CtDatabase *raw)
{
  Month month = { .fixture = self, .raw = raw,
                  .clinicians = { CT_RECORD (ct_clinic_get_user (self->clinic))->id, add_prescriber (self), 0 } };

  for (int i = 0; i < N_PATIENTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Patient %c", 'A' + i);

      month.patients[i] = fixture_add_patient (self, name, "Test", "1980-05-04");
    }
  for (int i = 0; i < 150; i++)
    {
      acts[any (G_N_ELEMENTS (acts))](&month);
      assert_held_as_expected (self, raw);
    }
  assert_never_more_than (raw, "pump", N_PUMPS);
  assert_never_more_than (raw, "clinician", 1);
  g_assert_cmpuint (month.done, >, 60);
  g_assert_cmpuint (month.refused, >, 5);
  g_test_message ("%u done, %u refused", month.done, month.refused);
  for (int i = 0; i < N_PATIENTS; i++)
    g_object_unref (month.patients[i]);
}

static void
test_whatever_the_desk_does_visits_hold_what_their_parts_say (Fixture *self, gconstpointer data)
{
  g_autoptr (CtDatabase) raw = open_raw_file (self);

  live_a_month (self, raw);
}

static void
test_it_is_so_on_a_server_too (Server *self, gconstpointer data)
{
  Fixture fixture = { NULL };
  g_autoptr (CtDatabase) raw = NULL;
  g_autoptr (GError) error = NULL;

  fixture.clinic = come_in (self, self->place, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  furnish (&fixture);
  raw = ct_database_open (self->place, &(CtCredentials){ .user = "postgres" }, CT_DATABASE_WRITE, &error);
  g_assert_no_error (error);
  live_a_month (&fixture, raw);
  g_clear_pointer (&raw, ct_database_close);
  fixture_close (&fixture);
}

/* ---- Two desks at the same moment ---- */

/* Whether it was booked; who was slower is told with whom the clinician is. */
static gboolean
is_booked (CtClinic *clinic, CtAwait *await)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtAppointment) stored = ct_clinic_finish (clinic, ct_await_result (await), &error);

  ct_await_clear (await);
  if (stored != NULL)
    return TRUE;
  g_assert_error (error, CT_ERROR, CT_ERROR_TAKEN);
  g_assert_true (strstr (error->message, "is with") != NULL || strstr (error->message, "was just booked") != NULL);
  g_assert_nonnull (strstr (error->message, "Test"));
  return FALSE;
}

/* Each finds the clinician free when it looks. */
static void
book_at_both_desks (CtClinic *clinics[2], Fixture *fixture, CtPatient *patients[2], int day)
{
  g_auto (CtAwait) first = { NULL };
  g_auto (CtAwait) second = { NULL };
  CtAwait *awaits[2] = { &first, &second };
  guint n = 0;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (CtAppointment) wish = fixture_wish (fixture, patients[i], "2026-03-09", "10:00", 30);

      wish->day += day / 5 * 7 + day % 5;
      wish->chair_id = CT_RECORD (g_ptr_array_index (ct_clinic_get_chairs (fixture->clinic), i))->id;
      wish->clinician_id = CT_RECORD (ct_clinic_get_user (fixture->clinic))->id;
      g_object_set (wish, "kind", CT_VISIT_FOLLOW_UP, NULL);
      ct_clinic_book_async (clinics[i], wish, ct_await_done, awaits[i]);
    }
  for (guint i = 0; i < 2; i++)
    n += is_booked (clinics[i], awaits[i]) ? 1 : 0;
  g_assert_cmpuint (n, ==, 1);
}

static void
test_two_desks_that_book_one_clinician_at_once_don_t_both_get_them (Server *self, gconstpointer data)
{
  Fixture fixture = { NULL };
  CtClinic *clinics[2];
  CtPatient *patients[2];
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      clinics[i] = come_in (self, self->place, "ana", PASSPHRASE, &error);
      g_assert_no_error (error);
    }
  fixture.clinic = clinics[0];
  patients[0] = fixture_add_patient (&fixture, "Test", "One", "1980-05-04");
  patients[1] = fixture_add_patient (&fixture, "Test", "Two", "1990-07-01");
  for (int day = 0; day < 20; day++)
    book_at_both_desks (clinics, &fixture, patients, day);
  g_assert_cmpint (ct_test_server_number (self->database, "SELECT count(*) FROM chairtime.visit_claim"), ==, 20);
  for (guint i = 0; i < 2; i++)
    {
      g_object_unref (patients[i]);
      leave (clinics[i]);
    }
}

/* ---- Rooms, for which a reason is enough ---- */

static CtAppointment *
wish_talk (Fixture *self, CtPatient *patient, guint chair)
{
  CtAppointment *wish = fixture_wish (self, patient, "2026-03-03", "10:00", 30);

  wish->chair_id = CT_RECORD (g_ptr_array_index (ct_clinic_get_chairs (self->clinic), chair))->id;
  g_object_set (wish, "kind", CT_VISIT_OTHER, NULL);
  return wish;
}

static gint64
count (CtDatabase *raw, const char *sql)
{
  g_autoptr (CtCursor) rows = ask (raw, sql);

  return ct_cursor_next (rows, NULL) > 0 ? number_at (rows, 0) : 0;
}

static void
test_a_reason_books_without_a_room_and_holds_none (Fixture *self, gconstpointer data)
{
  g_autoptr (CtDatabase) raw = open_raw_file (self);
  g_autoptr (CtPatient) one = fixture_add_patient (self, "Reyes", "Marisol", "1980-05-04");
  g_autoptr (CtPatient) two = fixture_add_patient (self, "Okafor", "Tunde", "1990-07-01");
  g_autoptr (CtAppointment) first = wish_talk (self, one, 0), second = wish_talk (self, two, 1);
  g_autoptr (CtAppointment) booked = NULL, over = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = NULL, *redone = NULL;
  g_auto (CtAwait) await = { NULL };

  ct_clinic_book_async (self->clinic, first, ct_await_done, &await);
  booked = fixture_take (self, &await);
  ct_clinic_book_async (self->clinic, second, ct_await_done, &await);
  error = fixture_refusal (self, &await);
  g_assert_error (error, CT_ERROR, CT_ERROR_RULE);
  ct_clinic_book_over_async (self->clinic, second, "They know each other", ct_await_done, &await);
  over = fixture_take (self, &await);
  g_assert_cmpint (count (raw, "SELECT count(*) FROM visit_claim WHERE kind = 'room'"), ==, 1);
  g_assert_cmpint (count (raw, "SELECT count(*) FROM audit WHERE act = 'overrode' AND detail LIKE 'They know each other%'"),
                   ==, 1);
  undone = fixture_undo (self);
  ct_clinic_redo_async (self->clinic, ct_await_done, &await);
  redone = fixture_take (self, &await);
  g_assert_cmpint (count (raw, "SELECT count(*) FROM visit_claim WHERE kind = 'room'"), ==, 1);
  g_assert_cmpint (count (raw, "SELECT count(*) FROM appointment WHERE status = 'booked'"), ==, 2);
}

/* ---- A clinician who works at two sites ---- */

static gint64
add_chair_elsewhere (Fixture *self)
{
  g_autoptr (CtSite) site = ct_site_new ();
  g_autoptr (CtSite) stored = NULL;
  g_autoptr (CtChair) chair = ct_chair_new ();
  g_autoptr (CtChair) placed = NULL;

  g_object_set (site, "name", "Uptown", "zone", "America/Los_Angeles", "active", TRUE, NULL);
  stored = save_setup (self, site);
  g_object_set (chair, "site-id", CT_RECORD (stored)->id, "name", "Chair U", "kind", "chair", "active", TRUE, NULL);
  placed = save_setup (self, chair);
  while (ct_clinic_get_chair (self->clinic, CT_RECORD (placed)->id) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return CT_RECORD (placed)->id;
}

static void
test_a_clinician_is_not_at_two_sites_at_once (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) one = fixture_add_patient (self, "Reyes", "Marisol", "1980-05-04");
  g_autoptr (CtPatient) two = fixture_add_patient (self, "Okafor", "Tunde", "1990-07-01");
  g_autoptr (CtAppointment) here = fixture_wish (self, one, "2026-03-03", "10:00", 30);
  g_autoptr (CtAppointment) there = fixture_wish (self, two, "2026-03-03", "10:15", 30);
  g_autoptr (CtAppointment) booked = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (CtAwait) await = { NULL };

  there->chair_id = add_chair_elsewhere (self);
  here->clinician_id = there->clinician_id = CT_RECORD (ct_clinic_get_user (self->clinic))->id;
  ct_clinic_book_async (self->clinic, here, ct_await_done, &await);
  booked = fixture_take (self, &await);
  ct_clinic_book_over_async (self->clinic, there, "In a hurry", ct_await_done, &await);
  error = fixture_refusal (self, &await);
  g_assert_error (error, CT_ERROR, CT_ERROR_TAKEN);
  g_assert_nonnull (strstr (error->message, "The clinician is with M. Reyes (another site) from 10:00 to 10:30."));
}

/* ---- Pumps that are sold ---- */

static void
test_fewer_pumps_leave_what_is_booked (Fixture *self, gconstpointer data)
{
  g_autoptr (CtDatabase) raw = open_raw_file (self);
  gint64 before;
  Month month = { .fixture = self, .raw = raw,
                  .clinicians = { CT_RECORD (ct_clinic_get_user (self->clinic))->id, add_prescriber (self), 0 } };

  for (int i = 0; i < N_PATIENTS; i++)
    month.patients[i] = fixture_add_patient (self, "Patient", "Test", "1980-05-04");
  for (int i = 0; i < 4; i++)
    book_course (&month);
  before = count (raw, "SELECT count(*) FROM visit_claim WHERE kind = 'pump'");
  g_assert_cmpint (before, >, 12);
  set_floor (self, 1, 1);
  g_assert_cmpint (count (raw, "SELECT count(*) FROM visit_claim WHERE kind = 'pump'"), ==, before);
  for (int i = 0; i < 10; i++)
    {
      move_something (&month);
      assert_held_as_expected (self, raw);
    }
  for (int i = 0; i < N_PATIENTS; i++)
    g_object_unref (month.patients[i]);
}

#define CLAIMS_TEST(path, function) g_test_add ("/clinic/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CLAIMS_TEST ("whatever the desk does, visits hold what their parts say",
               test_whatever_the_desk_does_visits_hold_what_their_parts_say);
  if (ct_test_server_is_there ("claims"))
    {
      SERVER_TEST ("/clinic/it is so on a server too", test_it_is_so_on_a_server_too);
      SERVER_TEST ("/clinic/two desks that book one clinician at once don't both get them",
                   test_two_desks_that_book_one_clinician_at_once_don_t_both_get_them);
    }
  CLAIMS_TEST ("a reason books without a room, and holds none", test_a_reason_books_without_a_room_and_holds_none);
  CLAIMS_TEST ("a clinician is not at two sites at once", test_a_clinician_is_not_at_two_sites_at_once);
  CLAIMS_TEST ("fewer pumps leave what is booked", test_fewer_pumps_leave_what_is_booked);
  return g_test_run ();
}
