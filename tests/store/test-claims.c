/* A clinician, a pump and a closed room are held by one visit at a time: the database refuses the next, at whichever desk. */
#include "base/ct-error.h"
#include "domain/ct-desk-records.h"
#include "store-test.h"
#include "store/ct-database.h"
#include "store/ct-visit-claims.h"

#define DAY     20000
#define N_DESKS 6

/** A site to which more can be said than what chairs it has. */
typedef struct
{
  Place        place;
  CtSiteFloor *floor;
  gint64       ana_id;
  gint64       ben_id;
} House;

static void
house_clear (House *self)
{
  g_clear_object (&self->floor);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (House, house_clear)

/* Every visit begins with ten minutes of its clinician; a treatment needs a pump after them, any other visit a room. */
static gboolean
find_claims (CtUnit *unit, CtAppointment *booking, GArray *claims, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) segments = ct_segments_new ();
  CtSegment *prep = ct_segment_new ("prep", 10), *treatment = ct_segment_new ("treatment", 30);
  const CtBooking wanted = { .date = booking->day, .minutes = { booking->minute, booking->minute + booking->minutes },
                             .clinician_id = booking->clinician_id, .segments = segments };

  prep->prescriber_minutes = 10;
  treatment->needs = g_strcmp0 (booking->kind, CT_VISIT_TREATMENT) == 0 ? CT_SEGMENT_PUMP : CT_SEGMENT_ROOM;
  g_ptr_array_add (segments, prep);
  g_ptr_array_add (segments, treatment);
  ct_claims_add (claims, &wanted, booking->site_id);
  return TRUE;
}

static gpointer
book_work (CtUnit *unit, gpointer booking, GError **error)
{
  ct_visit_claims_go_by (unit, find_claims, NULL);
  return ct_unit_insert (unit, booking, error) ? CT_WORK_DONE : NULL;
}

static gpointer
change_work (CtUnit *unit, gpointer booking, GError **error)
{
  ct_visit_claims_go_by (unit, find_claims, NULL);
  return ct_unit_update (unit, booking, error) ? CT_WORK_DONE : NULL;
}

static gpointer
book_without_work (CtUnit *unit, gpointer booking, GError **error)
{
  ct_visit_claims_yield (unit, CT_CLAIM_ROOM);
  return book_work (unit, booking, error);
}

static gint64
add_user (Clinic *clinic, const char *login, const char *name)
{
  g_autoptr (CtUser) user = ct_user_new ();

  g_object_set (user, "login", login, "full-name", name, "role", CT_ROLE_PRESCRIBER, "active", TRUE, NULL);
  clinic_write (clinic, insert_work, user);
  return CT_RECORD (user)->id;
}

static void
furnish (Clinic *clinic, House *house, int pumps, int rooms)
{
  *house = (House) { .floor = ct_site_floor_new () };
  clinic_furnish (clinic, &house->place);
  g_object_set (house->floor, "site-id", house->place.site_id, "pumps", pumps, "rooms", rooms, NULL);
  clinic_write (clinic, insert_work, house->floor);
  house->ana_id = add_user (clinic, "ana", "Ana Ruiz");
  house->ben_id = add_user (clinic, "ben", "Ben Ode");
}

static CtAppointment *
make_visit (const House *house, int chair, int patient, int minute, gint64 clinician_id)
{
  CtAppointment *visit = make_booking (&house->place, chair, patient, DAY, minute, 40);

  visit->clinician_id = clinician_id;
  return visit;
}

static void
assert_refused (Clinic *clinic, CtWork work, CtAppointment *visit, const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ct_store_write (clinic->store, work, visit, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_TAKEN);
  g_assert_cmpstr (error->message, ==, sentence);
}

static gint64
count_claims (Clinic *clinic, const char *where)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM visit_claim WHERE %s", where);

  return clinic_sql_number (clinic, sql);
}

/* ---- One desk ---- */

static void
test_the_last_pump_is_given_to_one_at_a_time (Clinic *clinic)
{
  g_auto (House) house;
  g_autoptr (CtAppointment) first = NULL, during = NULL, after = NULL;

  furnish (clinic, &house, 1, 0);
  first = make_visit (&house, 0, 0, 600, 0);
  during = make_visit (&house, 1, 1, 620, 0);
  after = make_visit (&house, 1, 1, 630, 0);
  clinic_write (clinic, book_work, first);
  assert_refused (clinic, book_work, during, "The last pump is taken at 10:30 (T. Okafor until 10:40).");
  g_assert_cmpint (CT_RECORD (during)->id, ==, 0);
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT count(*) FROM appointment"), ==, 1);
  clinic_write (clinic, book_work, after);
  g_assert_cmpint (count_claims (clinic, "kind = 'pump'"), ==, 2);
}

static void
test_a_clinician_is_with_one_patient_at_a_time_and_only_while_needed (Clinic *clinic)
{
  g_auto (House) house;
  g_autoptr (CtAppointment) first = NULL, same = NULL, later = NULL;

  furnish (clinic, &house, 0, 0);
  first = make_visit (&house, 0, 0, 600, house.ana_id);
  same = make_visit (&house, 1, 1, 595, house.ana_id);
  later = make_visit (&house, 1, 1, 610, house.ana_id);
  clinic_write (clinic, book_work, first);
  assert_refused (clinic, book_work, same, "Ana Ruiz is with T. Okafor at 10:00, until 10:10.");
  same->clinician_id = house.ben_id;
  clinic_write (clinic, book_work, same);
  same->clinician_id = house.ana_id;
  assert_refused (clinic, change_work, same, "Ana Ruiz is with T. Okafor at 10:00, until 10:10.");
  later->minute = 680;
  clinic_write (clinic, book_work, later);
  g_assert_cmpint (count_claims (clinic, "kind = 'clinician'"), ==, 3);
}

static void
set_status (Clinic *clinic, CtAppointment *visit, const char *status)
{
  g_object_set (visit, "status", status, NULL);
  clinic_write (clinic, change_work, visit);
}

static void
test_what_is_cancelled_holds_nothing_and_comes_back_only_while_there_is_one (Clinic *clinic)
{
  g_auto (House) house;
  g_autoptr (CtAppointment) first = NULL, second = NULL;

  furnish (clinic, &house, 1, 0);
  first = make_visit (&house, 0, 0, 600, house.ana_id);
  second = make_visit (&house, 1, 1, 600, house.ben_id);
  clinic_write (clinic, book_work, first);
  set_status (clinic, first, CT_APPOINTMENT_CANCELLED);
  g_assert_cmpint (count_claims (clinic, "1 = 1"), ==, 0);
  clinic_write (clinic, book_work, second);
  g_object_set (first, "status", CT_APPOINTMENT_BOOKED, NULL);
  assert_refused (clinic, change_work, first, "The last pump is taken at 10:10 (M. Reyes until 10:40).");
  set_status (clinic, second, CT_APPOINTMENT_MISSED);
  set_status (clinic, first, CT_APPOINTMENT_BOOKED);
  g_assert_cmpint (count_claims (clinic, "kind = 'pump'"), ==, 1);
}

static void
test_a_visit_that_moves_takes_along_what_it_holds (Clinic *clinic)
{
  g_auto (House) house;
  g_autoptr (CtAppointment) visit = NULL;

  furnish (clinic, &house, 1, 1);
  visit = make_visit (&house, 0, 0, 600, house.ana_id);
  clinic_write (clinic, book_work, visit);
  visit->minute = 620;
  visit->minutes = 60;
  clinic_write (clinic, change_work, visit);
  g_assert_cmpint (count_claims (clinic, "kind = 'clinician' AND from_minute = 620 AND to_minute = 630"), ==, 1);
  g_assert_cmpint (count_claims (clinic, "kind = 'pump' AND from_minute = 630 AND to_minute = 680"), ==, 1);
  g_assert_cmpint (count_claims (clinic, "1 = 1"), ==, 2);
  g_object_set (visit, "kind", CT_VISIT_OTHER, NULL);
  clinic_write (clinic, change_work, visit);
  g_assert_cmpint (count_claims (clinic, "kind = 'room' AND from_minute = 630"), ==, 1);
  g_assert_cmpint (count_claims (clinic, "kind = 'pump'"), ==, 0);
}

/* What nobody counts is held all the same: somebody may count it later. */
static void
test_fewer_pumps_leave_what_is_booked_and_refuse_what_is_new (Clinic *clinic)
{
  g_auto (House) house;
  g_autoptr (CtAppointment) first = NULL, second = NULL;

  furnish (clinic, &house, 0, 0);
  first = make_visit (&house, 0, 0, 600, 0);
  second = make_visit (&house, 1, 1, 600, 0);
  clinic_write (clinic, book_work, first);
  clinic_write (clinic, book_work, second);
  house.floor->pumps = 1;
  clinic_write (clinic, update_work, house.floor);
  set_status (clinic, second, CT_APPOINTMENT_ARRIVED);
  g_assert_cmpint (count_claims (clinic, "kind = 'pump'"), ==, 2);
  second->minute = 605;
  assert_refused (clinic, change_work, second, "The last pump is taken at 10:15 (T. Okafor until 10:40).");
}

static void
test_who_may_go_without_a_room_holds_none (Clinic *clinic)
{
  g_auto (House) house;
  g_autoptr (CtAppointment) first = NULL, second = NULL;

  furnish (clinic, &house, 0, 1);
  first = make_visit (&house, 0, 0, 600, 0);
  second = make_visit (&house, 1, 1, 600, 0);
  g_object_set (first, "kind", CT_VISIT_OTHER, NULL);
  g_object_set (second, "kind", CT_VISIT_OTHER, NULL);
  clinic_write (clinic, book_work, first);
  assert_refused (clinic, book_work, second, "The last closed room is taken at 10:10 (T. Okafor until 10:40).");
  clinic_write (clinic, book_without_work, second);
  g_assert_cmpint (count_claims (clinic, "kind = 'room'"), ==, 1);
  set_status (clinic, second, CT_APPOINTMENT_ARRIVED);
}

static gpointer
swap_work (CtUnit *unit, gpointer data, GError **error)
{
  CtAppointment **visits = data;
  gint64 clinician_id = visits[0]->clinician_id;

  ct_visit_claims_go_by (unit, find_claims, NULL);
  visits[0]->clinician_id = visits[1]->clinician_id;
  visits[1]->clinician_id = clinician_id;
  visits[0]->minute = 700;
  visits[1]->minute = 600;
  return ct_unit_update (unit, visits[0], error) && ct_unit_update (unit, visits[1], error) ? CT_WORK_DONE : NULL;
}

/* The first would be in the way of the second, did the order matter. */
static void
test_two_visits_may_change_places_in_one_act (Clinic *clinic)
{
  g_auto (House) house;
  g_autoptr (CtAppointment) first = NULL, second = NULL;

  furnish (clinic, &house, 1, 0);
  first = make_visit (&house, 0, 0, 600, house.ana_id);
  second = make_visit (&house, 1, 1, 700, house.ana_id);
  clinic_write (clinic, book_work, first);
  clinic_write (clinic, book_work, second);
  clinic_write (clinic, swap_work, ((CtAppointment *[]) { first, second }));
  g_assert_cmpint (count_claims (clinic, "kind = 'pump'"), ==, 2);
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT appointment_id FROM visit_claim WHERE kind = 'pump' AND from_minute = 610"),
                   ==, CT_RECORD (second)->id);
}

static gpointer
fill_work (CtUnit *unit, gpointer data, GError **error)
{
  ct_visit_claims_go_by (unit, find_claims, NULL);
  return ct_visit_claims_fill (unit, DAY, error) ? CT_WORK_DONE : NULL;
}

static void
test_what_was_booked_before_there_were_claims_gets_them_once (Clinic *clinic)
{
  g_auto (House) house;
  g_autoptr (CtAppointment) past = NULL, first = NULL, second = NULL, off = NULL;

  furnish (clinic, &house, 1, 0);
  past = make_visit (&house, 0, 2, 600, house.ben_id);
  past->day = DAY - 1;
  first = make_visit (&house, 0, 0, 600, house.ana_id);
  second = make_visit (&house, 1, 1, 605, house.ben_id);
  off = make_visit (&house, 0, 2, 800, house.ana_id);
  g_object_set (off, "status", CT_APPOINTMENT_CANCELLED, NULL);
  clinic_write (clinic, insert_work, past);
  clinic_write (clinic, insert_work, first);
  clinic_write (clinic, insert_work, second);
  clinic_write (clinic, insert_work, off);
  clinic_write (clinic, fill_work, NULL);
  g_assert_cmpint (count_claims (clinic, "kind = 'clinician'"), ==, 2);
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT appointment_id FROM visit_claim WHERE kind = 'pump'"), ==,
                   CT_RECORD (first)->id);
  clinic_sql (clinic, "DELETE FROM visit_claim");
  clinic_write (clinic, fill_work, NULL);
  g_assert_cmpint (count_claims (clinic, "1 = 1"), ==, 0);
}

/* ---- Many desks ---- */

typedef struct
{
  CtStore       *store;
  CtAppointment *visit;
  GMutex        *start;
} Desk;

static gpointer
live (gpointer data)
{
  Desk *self = data;
  g_autoptr (GError) error = NULL;
  gboolean won;

  g_mutex_lock (self->start);
  g_mutex_unlock (self->start);
  won = ct_store_write (self->store, book_work, self->visit, &error) != NULL;
  if (!won)
    g_assert_error (error, CT_ERROR, CT_ERROR_TAKEN);
  return GINT_TO_POINTER (won);
}

/* All want the same pumps at the same moment, each for a chair and a patient of their own. */
static guint
want_at_once (CtStore **stores, CtAppointment **visits)
{
  GThread *threads[N_DESKS];
  Desk desks[N_DESKS];
  GMutex start;
  guint won = 0;

  g_mutex_init (&start);
  g_mutex_lock (&start);
  for (int i = 0; i < N_DESKS; i++)
    {
      desks[i] = (Desk) { stores[i], visits[i], &start };
      threads[i] = g_thread_new ("desk", live, &desks[i]);
    }
  g_mutex_unlock (&start);
  for (int i = 0; i < N_DESKS; i++)
    won += GPOINTER_TO_INT (g_thread_join (threads[i])) != 0;
  g_mutex_clear (&start);
  return won;
}

static gpointer
enlarge_work (CtUnit *unit, gpointer data, GError **error)
{
  gint64 (*ids)[2] = data;
  const gint64 site_id = ids[0][0];

  for (int i = 0; i < N_DESKS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Chair %d", i + 3);
      g_autoptr (CtChair) chair = ct_chair_new ();
      g_autoptr (CtPatient) patient = make_patient ("Desk", name);

      g_object_set (chair, "site-id", site_id, "name", name, "kind", "chair", "active", TRUE, NULL);
      if (!ct_unit_insert (unit, chair, error) || !ct_unit_insert (unit, patient, error))
        return NULL;
      ids[i][0] = CT_RECORD (chair)->id;
      ids[i][1] = CT_RECORD (patient)->id;
    }
  return CT_WORK_DONE;
}

static void
test_desks_that_book_at_once_never_take_more_pumps_than_there_are (Clinic *clinic)
{
  g_auto (House) house;
  CtStore *stores[N_DESKS];
  gint64 ids[N_DESKS][2] = { { 0 } };

  furnish (clinic, &house, 2, 0);
  ids[0][0] = house.place.site_id;
  clinic_write (clinic, enlarge_work, ids);
  for (int i = 0; i < N_DESKS; i++)
    stores[i] = clinic_open_again (clinic);
  for (int round = 0; round < 8; round++)
    {
      CtAppointment *visits[N_DESKS];

      for (int i = 0; i < N_DESKS; i++)
        {
          visits[i] = make_visit (&house, 0, 0, 400 + 50 * round + i, 0);
          visits[i]->chair_id = ids[i][0];
          visits[i]->patient_id = ids[i][1];
        }
      g_assert_cmpuint (want_at_once (stores, visits), ==, 2);
      for (int i = 0; i < N_DESKS; i++)
        g_object_unref (visits[i]);
    }
  for (int i = 0; i < N_DESKS; i++)
    {
      ct_store_close (stores[i]);
      g_object_unref (stores[i]);
    }
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT count(*) FROM appointment"), ==, 16);
  g_assert_cmpint (count_claims (clinic, "kind = 'pump'"), ==, 16);
}

/* ---- Two connections to a server, past the program ---- */

#define HOLD_SQL "INSERT INTO visit_claim VALUES ('pump', %" G_GINT64_FORMAT ", 20000, %d, 700, %" G_GINT64_FORMAT ", 0)"

static CtDatabase *
begin_below (Clinic *clinic)
{
  g_autoptr (GError) error = NULL;
  CtDatabase *database = ct_database_open (clinic->path, clinic_credentials (clinic), CT_DATABASE_WRITE, &error);

  g_assert_no_error (error);
  g_assert_true (ct_database_begin (database, TRUE, &error));
  return database;
}

typedef struct
{
  CtDatabase *database;
  char       *sql;
  GError     *error;
} Statement;

static gpointer
run_statement (gpointer data)
{
  Statement *self = data;

  ct_database_run (self->database, NULL, self->sql, NULL, 0, &self->error);
  return NULL;
}

static void
test_the_second_desk_waits_for_the_first_and_is_refused_by_the_database (Clinic *clinic)
{
  g_auto (House) house;
  g_autoptr (CtAppointment) first = NULL, second = NULL;
  g_autoptr (CtDatabase) one = NULL, two = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = NULL;
  Statement statement = { NULL };
  GThread *thread;

  furnish (clinic, &house, 1, 0);
  first = make_visit (&house, 0, 0, 600, 0);
  second = make_visit (&house, 1, 1, 600, 0);
  clinic_write (clinic, insert_work, first);
  clinic_write (clinic, insert_work, second);
  one = begin_below (clinic);
  two = begin_below (clinic);
  sql = g_strdup_printf (HOLD_SQL, house.place.site_id, 600, CT_RECORD (first)->id);
  g_assert_cmpint (ct_database_run (one, NULL, sql, NULL, 0, &error), ==, 1);
  statement = (Statement) { two, g_strdup_printf (HOLD_SQL, house.place.site_id, 650, CT_RECORD (second)->id), NULL };
  thread = g_thread_new ("two", run_statement, &statement);
  while (clinic_sql_number (clinic, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted") == 0)
    g_thread_yield ();
  g_assert_true (ct_database_commit (one, &error));
  g_thread_join (thread);
  g_assert_error (statement.error, CT_ERROR, CT_ERROR_TAKEN);
  ct_database_rollback (two);
  g_clear_error (&statement.error);
  g_free (statement.sql);
}

/* ---- Two desks that wait for each other crosswise ---- */

typedef struct
{
  GMutex mutex;
  GCond  cond;
  guint  n_there;
} Meeting;

typedef struct
{
  CtStore    *store;
  Meeting    *meeting;
  const char *first;
  const char *second;
  guint       runs;
} Crossing;

/* Both have what the other one wants next. */
static void
meet (Meeting *self)
{
  g_mutex_lock (&self->mutex);
  self->n_there++;
  g_cond_broadcast (&self->cond);
  while (self->n_there < 2)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

static gpointer
cross_work (CtUnit *unit, gpointer data, GError **error)
{
  Crossing *self = data;

  if (ct_unit_run (unit, error, "setting.set", "tt", self->first, self->second) < 0)
    return NULL;
  if (self->runs++ == 0)
    meet (self->meeting);
  return ct_unit_run (unit, error, "setting.set", "tt", self->second, self->first) >= 0 ? CT_WORK_DONE : NULL;
}

static gpointer
cross (gpointer data)
{
  Crossing *self = data;
  g_autoptr (GError) error = NULL;

  ct_store_write (self->store, cross_work, self, &error);
  g_assert_no_error (error);
  return NULL;
}

/* The server ends such a deadlock by giving up one of the two, which is then done once more. */
static void
test_desks_that_wait_for_each_other_crosswise_both_come_through (Clinic *clinic)
{
  CtStore *other = clinic_open_again (clinic);
  Meeting meeting = { .n_there = 0 };
  Crossing to = { clinic->store, &meeting, "here", "there", 0 }, fro = { other, &meeting, "there", "here", 0 };
  GThread *thread;

  g_mutex_init (&meeting.mutex);
  g_cond_init (&meeting.cond);
  thread = g_thread_new ("to", cross, &to);
  cross (&fro);
  g_thread_join (thread);
  g_assert_cmpuint (to.runs + fro.runs, >=, 3);
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT count(*) FROM setting WHERE key IN ('here', 'there')"), ==, 2);
  ct_store_close (other);
  g_object_unref (other);
  g_mutex_clear (&meeting.mutex);
  g_cond_clear (&meeting.cond);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CHECK(function) store_test_add (#function, test_##function)
  CHECK (the_last_pump_is_given_to_one_at_a_time);
  CHECK (a_clinician_is_with_one_patient_at_a_time_and_only_while_needed);
  CHECK (what_is_cancelled_holds_nothing_and_comes_back_only_while_there_is_one);
  CHECK (a_visit_that_moves_takes_along_what_it_holds);
  CHECK (fewer_pumps_leave_what_is_booked_and_refuse_what_is_new);
  CHECK (who_may_go_without_a_room_holds_none);
  CHECK (two_visits_may_change_places_in_one_act);
  CHECK (what_was_booked_before_there_were_claims_gets_them_once);
  CHECK (desks_that_book_at_once_never_take_more_pumps_than_there_are);
  store_test_add_server ("the_second_desk_waits_for_the_first_and_is_refused_by_the_database",
                         test_the_second_desk_waits_for_the_first_and_is_refused_by_the_database);
  store_test_add_server ("desks_that_wait_for_each_other_crosswise_both_come_through",
                         test_desks_that_wait_for_each_other_crosswise_both_come_through);
  return g_test_run ();
}
