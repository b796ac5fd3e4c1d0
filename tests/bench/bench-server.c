/* What the store costs on a PostgreSQL server: a keystroke of the search, the counts of all lists, a booking, a week to show,
 * and the way of news from one desk to another.
 *
 * The server is thrown away afterwards, but flushes as a real one does. It is on this machine: a network adds its round
 * trips. CHAIRTIME_BENCH_SERVER_PATIENTS makes a clinic of another size. */
#include "bench-lists.h"
#include "bench-people.h"
#include "bench-server-start.h"
#include "ct-bench.h"

#include <stdlib.h>
#include <string.h>

#include "ct-test-server.h"
#include "store/ct-database.h"
#include "store/ct-search.h"
#include "store/ct-store.h"

#define N_PATIENTS   "10000"
#define OWNER        "bench"
#define PASSWORD     "a password for a bench, for no one"
#define WEEKS        4
#define KEYSTROKES   1000
#define ROUNDS       200
#define LISTS        50
#define TODAY        20600
#define SHOWN        50
#define PATIENCE_US  (10 * G_USEC_PER_SEC)

typedef struct
{
  char       *where;
  CtStore    *store;
  CtStore    *other; /* another desk's */
  CtDatabase *bare;
  BenchRooms  rooms;
  guint       patients;
  guint       bookings;
  guint       week;
  GPtrArray  *typed; /* what stands in the search after each keystroke */
  guint       at;
  gboolean    told;  /* whether the other desk heard of a booking */
} Bench;

static const CtCredentials credentials = { NULL, OWNER, PASSWORD };

static void
must (gpointer done, GError *error)
{
  if (done == NULL)
    g_error ("%s", error->message);
}

static void
write_or_die (Bench *self, CtWork work)
{
  g_autoptr (GError) error = NULL;
  gpointer done = ct_store_write (self->store, work, self, &error);

  must (done, error);
}

static void
read_or_die (Bench *self, CtWork work)
{
  g_autoptr (GError) error = NULL;
  gpointer done = ct_store_read (self->store, work, self, &error);

  must (done, error);
}

static CtStore *
open_or_die (Bench *self)
{
  g_autoptr (GError) error = NULL;
  CtStore *store = ct_store_open (self->where, &credentials, ct_clock_system (), &error);

  must (store, error);
  return store;
}

/* ---- The clinic ---- */

static gpointer
furnish_work (CtUnit *unit, gpointer data, GError **error)
{
  Bench *self = data;

  return bench_rooms_furnish (&self->rooms, unit, error) ? CT_WORK_DONE : NULL;
}

static gpointer
patients_work (CtUnit *unit, gpointer data, GError **error)
{
  Bench *self = data;

  ct_unit_load (unit);
  for (guint i = 0; i < self->patients; i++)
    {
      g_autoptr (CtPatient) patient = bench_people_make (i);

      if (!ct_unit_insert (unit, patient, error))
        return NULL;
    }
  return CT_WORK_DONE;
}

/* Nobody is wanted twice at once, while there are more people than chairs. */
static CtAppointment *
make_booking (Bench *self, guint number)
{
  return bench_rooms_book (&self->rooms, 1 + (gint64) (number % self->patients), number);
}

static gpointer
bookings_work (CtUnit *unit, gpointer data, GError **error)
{
  Bench *self = data;

  ct_unit_load (unit);
  for (guint i = 0; i < WEEKS * BENCH_A_WEEK; i++)
    {
      g_autoptr (CtAppointment) booking = make_booking (self, i);

      if (!ct_unit_insert (unit, booking, error))
        return NULL;
    }
  return CT_WORK_DONE;
}

/* What is behind the lists of the desk. */
static gpointer
courses_work (CtUnit *unit, gpointer data, GError **error)
{
  Bench *self = data;

  return bench_lists_fill (unit, self->rooms.site_id, self->patients, TODAY, error) ? CT_WORK_DONE : NULL;
}

static gpointer
index_work (CtUnit *unit, gpointer data, GError **error)
{
  return ct_search_rebuild (unit, error) ? CT_WORK_DONE : NULL;
}

static void
make_clinic (Bench *self, const char *database)
{
  g_autoptr (GError) error = NULL;
  gint64 began_us = g_get_monotonic_time ();

  if (!ct_store_create (self->where, &credentials, &error))
    g_error ("%s", error->message);
  self->store = open_or_die (self);
  write_or_die (self, furnish_work);
  write_or_die (self, patients_work);
  write_or_die (self, bookings_work);
  self->bookings = WEEKS * BENCH_A_WEEK;
  write_or_die (self, courses_work);
  write_or_die (self, index_work);
  /* As the server does by itself, a minute after much has changed. */
  ct_test_server_sql (database, "ANALYZE");
  g_printerr ("# %u patients and %u bookings on a server in %.1f s\n", self->patients, self->bookings,
              (double) (g_get_monotonic_time () - began_us) / G_USEC_PER_SEC);
}

/* ---- Searching ---- */

static char *
type_name (CtPatient *patient)
{
  return g_strdup (patient->family_name);
}

/* The last seven digits, which few or one have. */
static char *
type_phone (CtPatient *patient)
{
  return g_strdup (patient->phone + 6);
}

static char *
type_born (CtPatient *patient)
{
  int year, month, day;

  ct_date_get_ymd (patient->born, &year, &month, &day);
  return g_strdup_printf ("%d/%d/%d", month, day, year);
}

static gpointer
search_work (CtUnit *unit, gpointer data, GError **error)
{
  Bench *self = data;
  g_autoptr (GPtrArray) hits = ct_search_patients (unit, self->typed->pdata[self->at], TODAY, SHOWN, error);

  return hits != NULL ? CT_WORK_DONE : NULL;
}

static void
search_once (gpointer data)
{
  Bench *self = data;

  read_or_die (self, search_work);
  self->at++;
}

/* The least it could cost: fifty neighbouring rows of an index that has all of them. */
static gpointer
neighbours_work (CtUnit *unit, gpointer data, GError **error)
{
  Bench *self = data;
  const char *from = self->typed->pdata[self->at];
  g_autofree char *to = g_strconcat (from, "\U0010FFFF", NULL);
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "search.by-word", "ntt", 0, from, to);

  for (guint i = 0; rows != NULL && i < SHOWN && ct_rows_next (rows, error); i++)
    ct_rows_text (rows, 2);
  return rows != NULL ? CT_WORK_DONE : NULL;
}

static void
neighbours_once (gpointer data)
{
  read_or_die (data, neighbours_work);
}

/* Every letter is a keystroke of its own, as it is at a desk. */
static void
bench_search (Bench *self, const char *name, char *(*type) (CtPatient *))
{
  const CtBench figure = { .name = name, .work = search_once, .bare = neighbours_once, .data = self,
                           .rounds = KEYSTROKES };
  BenchDice dice = { 88172645463325252 };

  self->typed = g_ptr_array_new_with_free_func (g_free);
  self->at = 0;
  while (self->typed->len <= KEYSTROKES)
    {
      g_autoptr (CtPatient) patient = bench_people_make (bench_roll (&dice, self->patients));
      g_autofree char *whole = type (patient);

      for (gsize n = 1; n <= strlen (whole); n++)
        g_ptr_array_add (self->typed, g_strndup (whole, n));
    }
  ct_bench_run (&figure);
  g_clear_pointer (&self->typed, g_ptr_array_unref);
}

/* ---- The lists of the desk ---- */

static gpointer
lists_work (CtUnit *unit, gpointer data, GError **error)
{
  Bench *self = data;
  guint rows = 0;

  return bench_lists_read (unit, self->rooms.site_id, TODAY, &rows, error) && rows > 0 ? CT_WORK_DONE : NULL;
}

static gpointer
bare_lists_work (CtUnit *unit, gpointer data, GError **error)
{
  Bench *self = data;

  return bench_lists_least (unit, self->rooms.site_id, TODAY, error) ? CT_WORK_DONE : NULL;
}

static void
lists_once (gpointer data)
{
  read_or_die (data, lists_work);
}

static void
bare_lists_once (gpointer data)
{
  read_or_die (data, bare_lists_work);
}

static void
bench_lists (Bench *self)
{
  g_autofree char *name = g_strdup_printf ("server-lists-all-counts-%u", self->patients);
  const CtBench figure = { .name = name, .work = lists_once, .bare = bare_lists_once, .data = self, .rounds = LISTS,
                           .median_limit_us = 150000 };

  ct_bench_run (&figure);
}

/* ---- Booking ---- */

static gpointer
book_work (CtUnit *unit, gpointer data, GError **error)
{
  Bench *self = data;
  g_autoptr (CtAppointment) booking = make_booking (self, self->bookings);

  return bench_store_booking (unit, booking, error) ? CT_WORK_DONE : NULL;
}

static void
book_once (gpointer data)
{
  Bench *self = data;

  write_or_die (self, book_work);
  self->bookings++;
}

static void
insert_once (gpointer data)
{
  Bench *self = data;

  bench_insert_bare (self->bare, self->bookings);
}

static void
bench_booking (Bench *self)
{
  const CtBench figure = { .name = "server-booking-commit", .work = book_once, .bare = insert_once, .data = self,
                           .rounds = ROUNDS, .ratio_limit = 3 };

  ct_bench_run (&figure);
}

/* ---- News ---- */

static void
on_changed (CtStore *store, const char *table, gint64 id, gpointer data)
{
  Bench *self = data;

  if (strcmp (table, "appointment") == 0)
    self->told = TRUE;
}

static gboolean
on_too_late (gpointer data)
{
  g_error ("The other desk was not told of a booking.");
  return G_SOURCE_REMOVE;
}

/* Books, and waits until the other desk has heard. */
static void
tell_once (gpointer data)
{
  Bench *self = data;
  guint patience = g_timeout_add (PATIENCE_US / 1000, on_too_late, NULL);

  self->told = FALSE;
  book_once (self);
  while (!self->told)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (patience);
}

static void
bench_news (Bench *self)
{
  const CtBench figure = { .name = "server-booking-seen-elsewhere", .work = tell_once, .bare = book_once, .data = self,
                           .rounds = ROUNDS, .p99_limit_us = G_USEC_PER_SEC };

  self->other = open_or_die (self);
  g_signal_connect (self->other, "changed", G_CALLBACK (on_changed), self);
  ct_bench_run (&figure);
  ct_store_close (self->other);
  g_object_unref (self->other);
}

/* ---- A week ---- */

static gpointer
week_work (CtUnit *unit, gpointer data, GError **error)
{
  Bench *self = data;
  int monday = BENCH_FIRST_MONDAY + (int) self->week * 7;
  g_autoptr (GPtrArray) bookings = ct_unit_list (unit, error, CT_TYPE_APPOINTMENT, "appointment.of-days-with-names",
                                                 "inn", self->rooms.site_id, monday, monday + 6);

  if (bookings != NULL)
    g_assert_cmpuint (bookings->len, ==, BENCH_A_WEEK);
  return bookings != NULL ? CT_WORK_DONE : NULL;
}

static gpointer
bare_week_work (CtUnit *unit, gpointer data, GError **error)
{
  Bench *self = data;
  int monday = BENCH_FIRST_MONDAY + (int) self->week * 7;
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "appointment.of-days", "inn", self->rooms.site_id, monday,
                                           monday + 6);

  while (rows != NULL && ct_rows_next (rows, error))
    ;
  return rows != NULL ? CT_WORK_DONE : NULL;
}

static void
week_once (gpointer data)
{
  Bench *self = data;

  self->week = (self->week + 1) % WEEKS;
  read_or_die (self, week_work);
}

static void
bare_week_once (gpointer data)
{
  read_or_die (data, bare_week_work);
}

static void
bench_week (Bench *self)
{
  const CtBench figure = { .name = "server-week-sql", .work = week_once, .bare = bare_week_once, .data = self,
                           .rounds = ROUNDS, .median_limit_us = 50000 };

  ct_bench_run (&figure);
}

static void
bench_searches (Bench *self)
{
  g_autofree char *name = g_strdup_printf ("server-search-name-%u", self->patients);
  g_autofree char *phone = g_strdup_printf ("server-search-phone-%u", self->patients);
  g_autofree char *born = g_strdup_printf ("server-search-born-%u", self->patients);

  bench_search (self, name, type_name);
  bench_search (self, phone, type_phone);
  bench_search (self, born, type_born);
}

int
main (int argc, char **argv)
{
  const char *wanted = g_getenv ("CHAIRTIME_BENCH_SERVER_PATIENTS");
  Bench bench = { .patients = (guint) atoi (wanted != NULL ? wanted : N_PATIENTS) };
  g_autofree char *database = NULL;
  g_autoptr (GError) error = NULL;

  if (!bench_server_start ())
    return BENCH_SKIPPED;
  ct_test_server_add_role (OWNER, PASSWORD, NULL);
  database = ct_test_server_new_database (NULL, OWNER);
  bench.where = ct_test_server_uri (database);
  make_clinic (&bench, database);
  bench.bare = bench_server_bare (OWNER, PASSWORD);
  bench_searches (&bench);
  bench_lists (&bench);
  bench_week (&bench);
  bench_booking (&bench);
  bench_news (&bench);
  ct_database_close (bench.bare);
  ct_store_close (bench.store);
  g_object_unref (bench.store);
  g_free (bench.where);
  return 0;
}
