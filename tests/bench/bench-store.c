/* What the store costs: a keystroke of the search among a million patients, a booking on the disk, a week to show.
 *
 * The clinic is made once and kept in the build folder (or in TMPDIR); CHAIRTIME_BENCH_PATIENTS makes a smaller one.
 * With "search", "booking", "week" or "lists" behind its name the program measures that alone. */
#include "bench-lists.h"
#include "bench-people.h"
#include "ct-bench.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "domain/ct-appointment.h"
#include "domain/ct-site.h"
#include "store/ct-database.h"
#include "store/ct-search.h"
#include "store/ct-store.h"

#define BATCH        50000
#define KEYSTROKES   6000
#define BOOKINGS     400
#define WEEKS        200
#define LISTS        40
#define TODAY        20600

typedef struct
{
  CtStore *store;
  char    *path;
  BenchRooms rooms;
  guint    patients;
  guint    from;
  GArray  *search_us;
  GArray  *covering_us;
  BenchDice dice;
  guint    bookings;
  CtDatabase *bare;
  guint    week;
} Bench;

/* The time this thread had a processor: all of the file is in memory, so there is nothing else to wait for but the
 * machine's other guests, and those don't count. */
static double
now_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e6 + (double) now.tv_nsec / 1e3;
}

static gpointer
furnish_work (CtUnit *unit, gpointer data, GError **error)
{
  Bench *bench = data;

  return bench_rooms_furnish (&bench->rooms, unit, error) ? CT_WORK_DONE : NULL;
}

static gpointer
patients_work (CtUnit *unit, gpointer data, GError **error)
{
  Bench *bench = data;

  ct_unit_load (unit);
  for (guint i = bench->from; i < MIN (bench->from + BATCH, bench->patients); i++)
    {
      g_autoptr (CtPatient) patient = bench_people_make (i);

      if (!ct_unit_insert (unit, patient, error))
        return NULL;
    }
  return CT_WORK_DONE;
}

static CtAppointment *
make_booking (Bench *bench, guint number)
{
  return bench_rooms_book (&bench->rooms, 1 + (gint64) (number * G_GUINT64_CONSTANT (7919) % bench->patients), number);
}

static gpointer
bookings_work (CtUnit *unit, gpointer data, GError **error)
{
  Bench *bench = data;

  ct_unit_load (unit);
  for (guint i = bench->from; i < MIN (bench->from + BATCH, bench->patients / 2); i++)
    {
      g_autoptr (CtAppointment) booking = make_booking (bench, i);

      if (!ct_unit_insert (unit, booking, error))
        return NULL;
    }
  return CT_WORK_DONE;
}

static gpointer
index_work (CtUnit *unit, gpointer data, GError **error)
{
  return ct_search_rebuild (unit, error) ? CT_WORK_DONE : NULL;
}

static void
must (gpointer done, GError *error)
{
  if (done == NULL)
    g_error ("%s", error->message);
}

static void
write_or_die (Bench *bench, CtWork work)
{
  g_autoptr (GError) error = NULL;

  must (ct_store_write (bench->store, work, bench, &error), error);
}

static gpointer
read_ids_work (CtUnit *unit, gpointer data, GError **error)
{
  Bench *bench = data;
  g_autoptr (GPtrArray) sites = ct_unit_list (unit, error, CT_TYPE_SITE, "site.list", "");
  g_autoptr (GPtrArray) chairs = NULL;

  if (sites == NULL || sites->len == 0)
    return NULL;
  bench->rooms.site_id = CT_RECORD (sites->pdata[0])->id;
  chairs = ct_unit_list (unit, error, CT_TYPE_CHAIR, "site.chairs", "i", bench->rooms.site_id);
  for (guint i = 0; chairs != NULL && i < BENCH_CHAIRS; i++)
    bench->rooms.chair_id[i] = CT_RECORD (chairs->pdata[i])->id;
  return chairs != NULL ? CT_WORK_DONE : NULL;
}

static const CtCredentials *
bench_credentials (void)
{
  static const guint8 bytes[CT_STORE_KEY_BYTES] = "a key for a bench, for no one";
  static const CtCredentials credentials = { .key = bytes };

  return &credentials;
}

static void
open_or_die (Bench *bench, const char *path)
{
  g_autoptr (GError) error = NULL;

  bench->store = ct_store_open (path, bench_credentials (), ct_clock_system (), &error);
  must (bench->store, error);
}

/* One of an older schema is no use. */
static gboolean
can_open (const char *path)
{
  g_autoptr (CtStore) store = ct_store_open (path, bench_credentials (), ct_clock_system (), NULL);

  if (store != NULL)
    ct_store_close (store);
  return store != NULL;
}

static void
make_clinic (Bench *bench, const char *path)
{
  g_autoptr (GError) error = NULL;
  gint64 began_us = g_get_monotonic_time ();

  must (GINT_TO_POINTER (ct_store_create (path, bench_credentials (), &error)), error);
  open_or_die (bench, path);
  write_or_die (bench, furnish_work);
  write_or_die (bench, read_ids_work);
  for (bench->from = 0; bench->from < bench->patients; bench->from += BATCH)
    write_or_die (bench, patients_work);
  g_printerr ("# %u patients in %.1f s\n", bench->patients, (double) (g_get_monotonic_time () - began_us) / 1e6);
  for (bench->from = 0; bench->from < bench->patients / 2; bench->from += BATCH)
    write_or_die (bench, bookings_work);
  g_printerr ("# and %u bookings in %.1f s\n", bench->patients / 2,
              (double) (g_get_monotonic_time () - began_us) / 1e6);
  write_or_die (bench, index_work);
  g_printerr ("# with the search index in %.1f s\n", (double) (g_get_monotonic_time () - began_us) / 1e6);
}

/* What people type, letter by letter. */
static char *
make_typing (Bench *bench, CtPatient *patient)
{
  int year, month, day;
  char *typed;
  gsize at;

  switch (bench_roll (&bench->dice, 10))
    {
    case 0:
      return g_strdup (patient->phone + 6);
    case 1:
      ct_date_get_ymd (patient->born, &year, &month, &day);
      return g_strdup_printf ("%d/%d/%d", month, day, year);
    case 2:
      return g_strconcat ("#", patient->mrn + 3, NULL);
    case 3:
    case 4:
      return g_strconcat (patient->given_names, " ", patient->family_name, NULL);
    case 5:
      return g_strconcat (patient->family_name, " ", patient->phone + 10, NULL);
    case 6:
    case 7:
      typed = g_strconcat (patient->family_name, " ", patient->given_names, NULL);
      at = 2 + bench_roll (&bench->dice, (guint) strlen (patient->family_name) - 2);
      typed[at] = typed[at] == 'e' ? 'a' : 'e';
      return typed;
    default:
      return g_strconcat (patient->family_name, " ", patient->given_names, NULL);
    }
}

static gboolean
time_search (Bench *bench, CtUnit *unit, const char *typed, GError **error)
{
  g_autoptr (GPtrArray) hits = NULL;
  double began = now_us (), took;

  hits = ct_search_patients (unit, typed, TODAY, 50, error);
  took = now_us () - began;
  g_array_append_val (bench->search_us, took);
  if (took > 2000 && g_getenv ("CHAIRTIME_BENCH_VERBOSE") != NULL)
    g_printerr ("# %.0f us: “%s”, %u hits\n", took, typed, hits != NULL ? hits->len : 0);
  return hits != NULL;
}

/* The least it could cost: fifty neighbouring rows of an index that has all of them. */
static gboolean
time_covering (Bench *bench, CtUnit *unit, CtPatient *patient, GError **error)
{
  g_autofree char *from = g_ascii_strdown (patient->family_name, 3);
  g_autofree char *to = g_strconcat (from, "\U0010FFFF", NULL);
  double began = now_us (), took;
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "search.by-word", "ntt", 0, from, to);

  for (guint i = 0; rows != NULL && i < 50 && ct_rows_next (rows, error); i++)
    ct_rows_text (rows, 2);
  took = now_us () - began;
  g_array_append_val (bench->covering_us, took);
  return rows != NULL;
}

static gpointer
search_work (CtUnit *unit, gpointer data, GError **error)
{
  Bench *bench = data;

  while (bench->search_us->len < KEYSTROKES)
    {
      g_autoptr (CtPatient) patient = bench_people_make (bench_roll (&bench->dice, bench->patients));
      g_autofree char *typed = make_typing (bench, patient);

      for (gsize n = 1; n <= strlen (typed); n++)
        {
          g_autofree char *so_far = g_strndup (typed, n);

          if (!time_search (bench, unit, so_far, error))
            return NULL;
        }
      if (!time_covering (bench, unit, patient, error))
        return NULL;
    }
  return CT_WORK_DONE;
}

static void
bench_search (Bench *bench)
{
  const CtBench figure = { .name = "search-keystroke-1m", .median_limit_us = 500, .p99_limit_us = 2000 };
  g_autoptr (GError) error = NULL;

  bench->search_us = g_array_new (FALSE, FALSE, sizeof (double));
  bench->covering_us = g_array_new (FALSE, FALSE, sizeof (double));
  must (ct_store_read (bench->store, search_work, bench, &error), error);
  /* The first strokes fill the cache, as the first strokes of a day do. */
  g_array_remove_range (bench->search_us, 0, bench->search_us->len / 10);
  ct_bench_report (&figure, bench->search_us, bench->covering_us);
  g_array_unref (bench->search_us);
  g_array_unref (bench->covering_us);
}

static gpointer
book_work (CtUnit *unit, gpointer data, GError **error)
{
  Bench *bench = data;
  g_autoptr (CtAppointment) booking = make_booking (bench, bench->bookings);

  return bench_store_booking (unit, booking, error) ? CT_WORK_DONE : NULL;
}

static void
book_once (gpointer data)
{
  Bench *bench = data;

  write_or_die (bench, book_work);
  bench->bookings++;
}

static void
insert_once (gpointer data)
{
  Bench *bench = data;

  bench_insert_bare (bench->bare, bench->bookings);
}

static void
bench_booking (Bench *bench, const char *path)
{
  g_autofree char *bare = g_strconcat (path, ".bare", NULL);
  g_autoptr (GError) error = NULL;
  const CtBench figure = { "booking-commit", book_once, insert_once, bench, BOOKINGS, 3, 0, 0 };

  g_remove (bare);
  bench->bare = ct_database_open (bare, bench_credentials (), CT_DATABASE_CREATE, &error);
  must (bench->bare, error);
  must (GINT_TO_POINTER (ct_database_script (bench->bare,
                                             "CREATE TABLE bare (id INTEGER PRIMARY KEY, number INTEGER, text TEXT)",
                                             &error)),
        error);
  /* Far in the future, and further with every run. */
  bench->bookings = bench->patients + (guint) (g_get_real_time () / G_USEC_PER_SEC % 1000000) * BENCH_CHAIRS;
  ct_bench_run (&figure);
  ct_database_close (bench->bare);
  g_remove (bare);
}

static gpointer
week_work (CtUnit *unit, gpointer data, GError **error)
{
  Bench *bench = data;
  int monday = BENCH_FIRST_MONDAY + (int) bench->week * 7;
  g_autoptr (GPtrArray) bookings = ct_unit_list (unit, error, CT_TYPE_APPOINTMENT, "appointment.of-days-with-names",
                                                 "inn", bench->rooms.site_id, monday, monday + 6);

  return bookings != NULL ? CT_WORK_DONE : NULL;
}

static gpointer
bare_week_work (CtUnit *unit, gpointer data, GError **error)
{
  Bench *bench = data;
  int monday = BENCH_FIRST_MONDAY + (int) bench->week * 7;
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "appointment.of-days", "inn", bench->rooms.site_id, monday,
                                           monday + 6);

  while (rows != NULL && ct_rows_next (rows, error))
    ;
  return rows != NULL ? CT_WORK_DONE : NULL;
}

static void
week_once (gpointer data)
{
  Bench *bench = data;
  g_autoptr (GError) error = NULL;

  bench->week = bench_roll (&bench->dice, MAX (bench->patients / 2 / BENCH_A_WEEK, 1));
  must (ct_store_read (bench->store, week_work, bench, &error), error);
}

static void
bare_week_once (gpointer data)
{
  Bench *bench = data;
  g_autoptr (GError) error = NULL;

  must (ct_store_read (bench->store, bare_week_work, bench, &error), error);
}

static void
bench_week (Bench *bench)
{
  const CtBench figure = { "week-view-sql", week_once, bare_week_once, bench, WEEKS, 0, 50000, 0 };

  ct_bench_run (&figure);
}

/* ---- The lists of the desk ---- */

/* Towards the end of the bookings, so that there is something before and behind. */
static CtDate
lists_today (Bench *bench)
{
  return BENCH_FIRST_MONDAY + (int) (bench->patients / 2 / BENCH_A_WEEK) * 7 - 14;
}

static gpointer
fill_lists_work (CtUnit *unit, gpointer data, GError **error)
{
  Bench *bench = data;
  g_autoptr (GArray) any = ct_unit_ids (unit, error, "course.of-patient", "i", (gint64) 1);

  if (any == NULL)
    return NULL;
  return any->len > 0 || bench_lists_fill (unit, bench->rooms.site_id, bench->patients, lists_today (bench), error)
             ? CT_WORK_DONE
             : NULL;
}

static gpointer
lists_work (CtUnit *unit, gpointer data, GError **error)
{
  Bench *bench = data;
  guint rows = 0;

  return bench_lists_read (unit, bench->rooms.site_id, lists_today (bench), &rows, error) && rows > 0 ? CT_WORK_DONE : NULL;
}

static gpointer
bare_lists_work (CtUnit *unit, gpointer data, GError **error)
{
  Bench *bench = data;

  return bench_lists_least (unit, bench->rooms.site_id, lists_today (bench), error) ? CT_WORK_DONE : NULL;
}

static void
read_once (Bench *bench, CtWork work)
{
  g_autoptr (GError) error = NULL;

  must (ct_store_read (bench->store, work, bench, &error), error);
}

static void
lists_once (gpointer data)
{
  read_once (data, lists_work);
}

static void
bare_lists_once (gpointer data)
{
  read_once (data, bare_lists_work);
}

static void
bench_lists (Bench *bench)
{
  const CtBench figure = { "lists-all-counts", lists_once, bare_lists_once, bench, LISTS, 0, 150000, 0 };

  write_or_die (bench, fill_lists_work);
  ct_bench_run (&figure);
}

static char *
clinic_path (guint patients)
{
  const char *folder = g_getenv ("G_TEST_BUILDDIR");
  g_autofree char *name = g_strdup_printf ("bench-%u.chairtime", patients);

  return g_build_filename (folder != NULL ? folder : g_get_tmp_dir (), name, NULL);
}

int
main (int argc, char **argv)
{
  const char *wanted = g_getenv ("CHAIRTIME_BENCH_PATIENTS");
  Bench bench = { .patients = wanted != NULL ? (guint) atoi (wanted) : 1000000, .dice = { 88172645463325252 } };
  g_autofree char *path = clinic_path (bench.patients);
  g_autofree char *unfinished = g_strconcat (path, ".part", NULL);

  if (!can_open (path))
    {
      g_remove (path);
      g_remove (unfinished);
      make_clinic (&bench, unfinished);
      ct_store_close (bench.store);
      g_clear_object (&bench.store);
      g_rename (unfinished, path);
    }
  open_or_die (&bench, path);
  write_or_die (&bench, read_ids_work);
  if (argc < 2 || strcmp (argv[1], "search") == 0)
    bench_search (&bench);
  if (argc < 2 || strcmp (argv[1], "booking") == 0)
    bench_booking (&bench, path);
  if (argc < 2 || strcmp (argv[1], "week") == 0)
    bench_week (&bench);
  if (argc < 2 || strcmp (argv[1], "lists") == 0)
    bench_lists (&bench);
  ct_store_close (bench.store);
  g_object_unref (bench.store);
  return 0;
}
