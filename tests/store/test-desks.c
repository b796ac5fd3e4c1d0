/* Several desks on one server: they hear of each other at once, outlive the server, and keep one chain. */
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/ct-error.h"
#include "ct-test-server.h"
#include "store-test.h"
#include "store/ct-audit.h"
#include "store/ct-database.h"

#define N_DESKS 6
#define N_EACH  15

typedef struct
{
  GHashTable *tables; /* table → id last told */
  const char *wanted;
  gboolean    some;
  gboolean    online;
  gboolean    gone;
  gboolean    back;
} Ear;

static void
on_changed_cb (CtStore *store, const char *table, gint64 id, Ear *ear)
{
  g_hash_table_insert (ear->tables, g_strdup (table), GINT_TO_POINTER ((int) id));
  ear->some = ear->some || g_strcmp0 (table, ear->wanted) == 0;
}

static void
on_online_changed_cb (CtStore *store, gboolean online, Ear *ear)
{
  ear->online = online;
  ear->gone = ear->gone || !online;
  ear->back = ear->gone && online;
}

static void
ear_open (Ear *ear, CtStore *store, const char *wanted)
{
  *ear = (Ear) { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), wanted, FALSE, TRUE, FALSE, FALSE };
  g_signal_connect (store, "changed", G_CALLBACK (on_changed_cb), ear);
  g_signal_connect (store, "online-changed", G_CALLBACK (on_online_changed_cb), ear);
}

static void
ear_close (Ear *ear, CtStore *store)
{
  g_signal_handlers_disconnect_by_data (store, ear);
  g_hash_table_unref (ear->tables);
}

static void
close_desk (CtStore *store)
{
  ct_store_close (store);
  g_object_unref (store);
}

static gpointer
verify_work (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtAuditCheck) check = ct_audit_verify (unit, error);

  if (check == NULL)
    return NULL;
  g_assert_true (check->complete);
  *(gint64 *) data = check->rows;
  return CT_WORK_DONE;
}

static gint64
verify (Clinic *clinic)
{
  gint64 rows = 0;

  clinic_read (clinic, verify_work, &rows);
  return rows;
}

static void
test_what_one_desk_books_another_hears_at_once (Clinic *clinic)
{
  CtStore *other = clinic_open_again (clinic);
  Place place;
  gint64 worst_us = 0;
  Ear ear;

  clinic_furnish (clinic, &place);
  ear_open (&ear, clinic->store, "appointment");
  for (int i = 0; i < 10; i++)
    {
      g_autoptr (CtAppointment) booking = make_booking (&place, 0, 0, 20000 + i, 600, 50);
      gint64 began_us = g_get_monotonic_time ();

      ear.some = FALSE;
      g_assert_nonnull (ct_store_write (other, insert_work, booking, NULL));
      run_until (&ear.some);
      worst_us = MAX (worst_us, g_get_monotonic_time () - began_us);
      g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (ear.tables, "appointment")), ==, CT_RECORD (booking)->id);
    }
  g_test_message ("booked and heard: at most %.1f ms", (double) worst_us / 1000);
  g_assert_cmpint (worst_us, <, G_USEC_PER_SEC);
  ear_close (&ear, clinic->store);
  close_desk (other);
}

static void
test_a_server_that_was_killed_comes_back_with_all_that_was_acknowledged (Clinic *clinic)
{
  g_autoptr (CtPatient) kept = make_patient ("Reyes", "Marisol");
  g_autoptr (CtPatient) lost = make_patient ("Okafor", "Tunde");
  Ear ear;

  clinic_write (clinic, insert_work, kept);
  ear_open (&ear, clinic->store, "course");
  ct_test_server_kill ();
  clinic_write_fails (clinic, insert_work, lost, CT_ERROR_OFFLINE);
  g_assert_cmpint (CT_RECORD (lost)->id, ==, 0);
  run_until (&ear.gone);
  g_assert_false (ct_store_is_online (clinic->store));
  clinic_write_fails (clinic, insert_work, lost, CT_ERROR_OFFLINE);
  ct_test_server_start ();
  ct_store_try_now (clinic->store);
  run_until (&ear.back);
  run_until (&ear.some);
  g_assert_true (ct_store_is_online (clinic->store));
  g_assert_true (g_hash_table_contains (ear.tables, "patient"));
  g_assert_cmpint (clinic_number (clinic, "patient.count"), ==, 1);
  clinic_write (clinic, insert_work, lost);
  g_assert_cmpint (verify (clinic), ==, 2);
  ear_close (&ear, clinic->store);
}

static void
end_connections (Clinic *clinic)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
                                          " WHERE datname = '%s'", clinic->database);

  g_assert_cmpint (ct_test_server_number ("postgres", sql), >, 3);
}

static void
test_connections_that_were_cut_between_two_acts_are_not_noticed (Clinic *clinic)
{
  g_autoptr (CtPatient) first = make_patient ("Reyes", "Marisol");
  g_autoptr (CtPatient) second = make_patient ("Okafor", "Tunde");

  clinic_write (clinic, insert_work, first);
  end_connections (clinic);
  g_assert_cmpint (clinic_number (clinic, "patient.count"), ==, 1);
  clinic_write (clinic, insert_work, second);
  g_assert_cmpint (clinic_number (clinic, "patient.count"), ==, 2);
}

typedef struct
{
  Clinic    *clinic;
  CtPatient *patient;
  guint      runs;
} Cut;

static gpointer
cut_work (CtUnit *unit, gpointer data, GError **error)
{
  Cut *cut = data;

  if (!ct_unit_insert (unit, cut->patient, error))
    return NULL;
  if (++cut->runs == 1)
    end_connections (cut->clinic);
  return CT_WORK_DONE;
}

static void
test_work_whose_connection_is_cut_in_the_middle_is_done_once (Clinic *clinic)
{
  g_autoptr (CtPatient) patient = make_patient ("Reyes", "Marisol");
  Cut cut = { clinic, patient, 0 };

  clinic_write (clinic, cut_work, &cut);
  g_assert_cmpint (cut.runs, ==, 2);
  g_assert_cmpint (clinic_number (clinic, "patient.count"), ==, 1);
  g_assert_cmpint (verify (clinic), ==, 1);
}

typedef struct
{
  gboolean done;
  gpointer result;
  GError  *error;
} Answer;

static void
on_done_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->result = ct_store_finish (CT_STORE (object), result, &answer->error);
  answer->done = TRUE;
}

static gpointer
count_work (CtUnit *unit, gpointer data, GError **error)
{
  Cut *cut = data;

  cut->runs++;
  return insert_work (unit, cut->patient, error);
}

/* A server that waits for a copy of itself that does not exist has committed, and does not say so. */
static void
test_a_commit_whose_answer_was_lost_is_found_in_the_audit (Clinic *clinic)
{
  g_autoptr (CtPatient) patient = make_patient ("Reyes", "Marisol");
  Cut cut = { clinic, patient, 0 };
  Answer answer = { FALSE, NULL, NULL };
  const char *waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";

  ct_test_server_sql ("postgres", "ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
  ct_test_server_sql ("postgres", "SELECT pg_reload_conf()");
  ct_store_write_async (clinic->store, count_work, &cut, NULL, NULL, NULL, on_done_cb, &answer);
  while (ct_test_server_number ("postgres", waiting) == 0 && !answer.done)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (5000);
    }
  g_assert_false (answer.done);
  end_connections (clinic);
  run_until (&answer.done);
  ct_test_server_sql ("postgres", "ALTER SYSTEM RESET synchronous_standby_names");
  ct_test_server_sql ("postgres", "SELECT pg_reload_conf()");
  g_assert_no_error (answer.error);
  g_assert_cmpint (cut.runs, ==, 1);
  g_assert_cmpint (clinic_number (clinic, "patient.count"), ==, 1);
  g_assert_cmpint (verify (clinic), ==, 1);
}

/* A server whose process dies at the moment of the commit, the first time. */
static void
test_a_commit_that_never_was_is_done_again (Clinic *clinic)
{
  g_autoptr (CtPatient) patient = make_patient ("Reyes", "Marisol");
  Cut cut = { clinic, patient, 0 };

  clinic_sql (clinic, "CREATE SEQUENCE deaths; CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                      " IF nextval('deaths') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()), pg_sleep(5); END IF;"
                      " RETURN NULL; END $$; CREATE CONSTRAINT TRIGGER die AFTER INSERT ON patient"
                      " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()");
  clinic_write (clinic, count_work, &cut);
  g_assert_cmpint (cut.runs, ==, 2);
  g_assert_cmpint (clinic_number (clinic, "patient.count"), ==, 1);
  g_assert_cmpint (verify (clinic), ==, 1);
}

static gpointer
swallow_work (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtPatient) same = make_patient ("Okafor", "Tunde");

  same->mrn = g_strdup ("CT-7");
  if (!ct_unit_insert (unit, data, error))
    return NULL;
  g_assert_false (ct_unit_insert (unit, same, NULL));
  return CT_WORK_DONE;
}

static void
test_nothing_is_acknowledged_of_work_in_which_a_part_failed (Clinic *clinic)
{
  g_autoptr (CtPatient) patient = make_patient ("Reyes", "Marisol");

  patient->mrn = g_strdup ("CT-7");
  clinic_write_fails (clinic, swallow_work, patient, CT_ERROR_FAILED);
  g_assert_cmpint (clinic_number (clinic, "patient.count"), ==, 0);
}

static void
assert_closed_to (const char *where, const char *user, const char *password, int code)
{
  const CtCredentials credentials = { NULL, user, password };
  g_autoptr (GError) error = NULL;

  g_assert_null (ct_database_open (where, &credentials, CT_DATABASE_READ, &error));
  g_assert_error (error, CT_ERROR, code);
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static void
test_who_may_not_come_in_is_told_why (Clinic *clinic)
{
  const CtCredentials *own = clinic_credentials (clinic);
  g_autofree char *nowhere = ct_test_server_uri ("nowhere");
  g_autofree char *empty_name = ct_test_server_new_database (NULL, own->user);
  g_autofree char *empty = ct_test_server_uri (empty_name);
  g_autofree char *told = g_strconcat (clinic->path, "&password=secret", NULL);

  assert_closed_to (clinic->path, own->user, "wrong", CT_ERROR_PASSPHRASE);
  assert_closed_to (clinic->path, own->user, NULL, CT_ERROR_PASSPHRASE);
  assert_closed_to (clinic->path, "nobody", "wrong", CT_ERROR_PASSPHRASE);
  assert_closed_to (nowhere, own->user, own->password, CT_ERROR_NOT_FOUND);
  assert_closed_to (empty, own->user, own->password, CT_ERROR_NOT_FOUND);
  assert_closed_to (told, own->user, own->password, CT_ERROR_INVALID);
  assert_closed_to ("postgresql:///clinic?host=/nowhere/at/all", own->user, own->password, CT_ERROR_OFFLINE);
  assert_closed_to ("service=not-in-the-file", own->user, own->password, CT_ERROR_NOT_FOUND);
  ct_test_server_drop (empty_name);
}

static gpointer
fill_work (CtUnit *unit, gpointer data, GError **error)
{
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (CtPatient) patient = make_patient (i % 2 == 0 ? "Reyes" : "Okafor", "Marisol");

      if (!ct_unit_insert (unit, patient, error))
        return NULL;
    }
  return CT_WORK_DONE;
}

/* Two long lists, read by turns: each goes on where it was. */
static gpointer
read_by_turns_work (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtRows) first = ct_unit_query (unit, error, "search.all-patients", "");
  g_autoptr (CtRows) second = ct_unit_query (unit, error, "search.all-patients", "");
  gint64 last = 0;
  guint n = 0;

  g_assert_no_error (*error);
  while (ct_rows_next (first, error))
    {
      g_assert_true (ct_rows_next (second, error));
      g_assert_cmpint (ct_rows_int (first, 0), >, last);
      g_assert_cmpint (ct_rows_int (first, 0), ==, ct_rows_int (second, 0));
      last = ct_rows_int (first, 0);
      n++;
    }
  g_assert_no_error (*error);
  g_assert_cmpuint (n, ==, 300);
  return CT_WORK_DONE;
}

static void
test_long_lists_are_read_side_by_side (Clinic *clinic)
{
  clinic_write (clinic, fill_work, NULL);
  clinic_read (clinic, read_by_turns_work, NULL);
  clinic_read (clinic, read_by_turns_work, NULL);
}

/* A desk in its own process: each of its acts must be done, however many others are at it. */
static int
work_at_desk (Clinic *clinic, const Place *place, int me)
{
  g_autoptr (CtStore) store = ct_store_open (clinic->path, clinic_credentials (clinic), ct_clock_fixed (&clinic->now_us),
                                             NULL);
  int taken = 0;

  for (int i = 0; store != NULL && i < N_EACH; i++)
    {
      g_autoptr (CtAppointment) booking = make_booking (place, (i + me) % 2, (i * 5 + me) % 3, 20000, 480 + i * 30, 40);
      g_autoptr (CtPatient) patient = make_patient ("Lindqvist", "Anna");
      g_autoptr (GError) error = NULL;

      if (ct_store_write (store, insert_work, booking, &error) == NULL)
        {
          if (!g_error_matches (error, CT_ERROR, CT_ERROR_TAKEN))
            return 255;
          taken++;
        }
      if (ct_store_write (store, insert_work, patient, NULL) == NULL)
        return 254;
    }
  return store != NULL ? taken : 253;
}

static void
test_desks_that_write_at_once_keep_one_chain (Clinic *clinic)
{
  Place place;
  pid_t desks[N_DESKS];
  int status, taken = 0;

  clinic_furnish (clinic, &place);
  clinic_close (clinic);
  for (int i = 0; i < N_DESKS; i++)
    if ((desks[i] = fork ()) == 0)
      _exit (work_at_desk (clinic, &place, i));
  for (int i = 0; i < N_DESKS; i++)
    {
      waitpid (desks[i], &status, 0);
      g_assert_true (WIFEXITED (status));
      g_assert_cmpint (WEXITSTATUS (status), <, 250);
      taken += WEXITSTATUS (status);
    }
  clinic_reopen (clinic);
  /* A site, two chairs and three patients were there before; a booking that was refused leaves no row. */
  g_assert_cmpint (verify (clinic), ==, 6 + 2 * N_DESKS * N_EACH - taken);
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT count(*) FROM appointment"), ==, N_DESKS * N_EACH - taken);
  g_assert_cmpint (clinic_number (clinic, "patient.count"), ==, 3 + N_DESKS * N_EACH);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CHECK(function) store_test_add_server (#function, test_##function)
  /* First, while there is but one thread to fork. */
  CHECK (desks_that_write_at_once_keep_one_chain);
  CHECK (what_one_desk_books_another_hears_at_once);
  CHECK (connections_that_were_cut_between_two_acts_are_not_noticed);
  CHECK (work_whose_connection_is_cut_in_the_middle_is_done_once);
  CHECK (a_commit_whose_answer_was_lost_is_found_in_the_audit);
  CHECK (a_commit_that_never_was_is_done_again);
  CHECK (nothing_is_acknowledged_of_work_in_which_a_part_failed);
  CHECK (who_may_not_come_in_is_told_why);
  CHECK (long_lists_are_read_side_by_side);
  CHECK (a_server_that_was_killed_comes_back_with_all_that_was_acknowledged);
  return g_test_run ();
}
