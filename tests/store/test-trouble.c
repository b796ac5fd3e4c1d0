/* Files that are not what they should be, programs that die, and newer programs: each is told apart, nothing is lost. */
#define _GNU_SOURCE /* memmem */

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/ct-error.h"
#include "store-test.h"
#include "store/ct-audit.h"
#include "store/ct-database.h"
#include "store/ct-migrations.h"

#define PAGE 4096

static void
assert_refused_with (Clinic *clinic, const CtCredentials *credentials, int code, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtStore) store = ct_store_open (clinic->path, credentials, ct_clock_fixed (&clinic->now_us), &error);

  g_assert_null (store);
  g_assert_error (error, CT_ERROR, code);
  if (strstr (error->message, words) == NULL || !g_str_has_suffix (error->message, "."))
    g_error ("“%s” does not say “%s”.", error->message, words);
}

static void
assert_refused (Clinic *clinic, int code, const char *words)
{
  assert_refused_with (clinic, clinic_credentials (clinic), code, words);
}

static gpointer
fill_work (CtUnit *unit, gpointer data, GError **error)
{
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *family = g_strdup_printf ("Zebulon%u", i);
      g_autoptr (CtPatient) patient = make_patient (family, "Marisol");

      if (!ct_unit_insert (unit, patient, error))
        return NULL;
    }
  return CT_WORK_DONE;
}

/* Some hundred patients, all of them in the file itself. */
static void
fill_and_close (Clinic *clinic)
{
  clinic_write (clinic, fill_work, NULL);
  clinic_close (clinic);
  clinic_sql (clinic, "PRAGMA wal_checkpoint (TRUNCATE)");
}

static goffset
file_size (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return info.st_size;
}

static void
flip_byte (const char *path, goffset at)
{
  int fd = g_open (path, O_RDWR, 0);
  guint8 byte;

  g_assert_cmpint (pread (fd, &byte, 1, at), ==, 1);
  byte ^= 0x55;
  g_assert_cmpint (pwrite (fd, &byte, 1, at), ==, 1);
  close (fd);
}

static void
test_a_missing_clinic_is_said_to_be (Clinic *clinic)
{
  clinic_close (clinic);
  g_remove (clinic->path);
  assert_refused (clinic, CT_ERROR_NOT_FOUND, "There is no clinic at");
}

static void
test_a_folder_is_no_clinic (Clinic *clinic)
{
  g_autofree char *path = g_steal_pointer (&clinic->path);

  clinic->path = g_strdup (clinic->folder);
  assert_refused (clinic, CT_ERROR_CORRUPT, "is not a clinic");
  g_free (clinic->path);
  clinic->path = g_steal_pointer (&path);
}

static void
test_a_new_clinic_never_takes_the_place_of_a_file (Clinic *clinic)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ct_store_create (clinic->path, clinic_credentials (clinic), &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_TAKEN);
  g_clear_error (&error);
  g_assert_false (ct_store_create ("/nowhere/at/all/clinic", clinic_credentials (clinic), &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_NOT_FOUND);
}

static void
test_only_its_owner_can_read_a_clinic (Clinic *clinic)
{
  GStatBuf info;

  g_stat (clinic->path, &info);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_a_wrong_key_is_told_from_damage (Clinic *clinic)
{
  guint8 wrong[CT_STORE_KEY_BYTES] = { 1, 2, 3 };

  fill_and_close (clinic);
  assert_refused_with (clinic, &(CtCredentials){ .key = wrong }, CT_ERROR_PASSPHRASE, "This key does not open");
  assert_refused_with (clinic, NULL, CT_ERROR_PASSPHRASE, "encrypted");
}

static void
test_a_damaged_first_page_is_told_from_a_wrong_key (Clinic *clinic)
{
  fill_and_close (clinic);
  flip_byte (clinic->path, 200);
  assert_refused (clinic, CT_ERROR_CORRUPT, "is damaged");
}

static void
assert_truncated (Clinic *clinic, goffset size, const char *words)
{
  g_assert_cmpint (truncate (clinic->path, size), ==, 0);
  assert_refused (clinic, CT_ERROR_CORRUPT, words);
}

static void
test_a_clinic_that_was_cut_short_is_said_to_be_damaged (Clinic *clinic)
{
  goffset size;

  fill_and_close (clinic);
  size = file_size (clinic->path) / PAGE * PAGE;
  assert_truncated (clinic, size / 2 / PAGE * PAGE, "damaged");
  assert_truncated (clinic, PAGE + 100, "");
  assert_truncated (clinic, 700, "");
  assert_truncated (clinic, 0, "empty");
}

static gpointer
read_all_work (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) all = ct_unit_list (unit, error, CT_TYPE_PATIENT, "search.all-patients", "");
  g_autoptr (CtAuditCheck) check = all != NULL ? ct_audit_verify (unit, error) : NULL;

  return check != NULL ? CT_WORK_DONE : NULL;
}

static gboolean
is_noticed (Clinic *clinic)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtDatabase) database = ct_database_open (clinic->path, clinic_credentials (clinic), CT_DATABASE_READ, &error);
  g_autoptr (CtCursor) cursor = NULL;

  if (database == NULL)
    {
      g_assert_error (error, CT_ERROR, CT_ERROR_CORRUPT);
      return TRUE;
    }
  cursor = ct_database_query (database, NULL, "PRAGMA cipher_integrity_check", NULL, 0, &error);
  return cursor != NULL && ct_cursor_next (cursor, &error) == 1;
}

static void
test_a_flipped_byte_anywhere_is_noticed (Clinic *clinic)
{
  gint64 size;
  guint noticed = 0;

  fill_and_close (clinic);
  size = file_size (clinic->path);
  for (goffset at = 100; at < size; at += 7 * PAGE + 13)
    {
      flip_byte (clinic->path, at);
      noticed += is_noticed (clinic);
      flip_byte (clinic->path, at);
    }
  g_assert_cmpint (noticed, ==, (size - 100 + 7 * PAGE + 12) / (7 * PAGE + 13));
  clinic_reopen (clinic);
  clinic_read (clinic, read_all_work, NULL);
}

static void
test_a_file_of_another_program_is_left_alone (Clinic *clinic)
{
  g_autofree char *text = g_strnfill (20000, 'x');
  g_autofree char *after = NULL;

  clinic_close (clinic);
  g_file_set_contents (clinic->path, text, 20000, NULL);
  assert_refused (clinic, CT_ERROR_CORRUPT, "another program");
  g_file_get_contents (clinic->path, &after, NULL, NULL);
  g_assert_cmpstr (after, ==, text);
  g_file_set_contents (clinic->path, "%PDF-1.7\n", -1, NULL);
  assert_refused (clinic, CT_ERROR_CORRUPT, clinic->engine->encrypted ? "too short" : "another program");
}

static void
test_a_database_of_another_program_is_left_alone (Clinic *clinic)
{
  Clinic plain = { .engine = &(Engine) { "plain-file", FALSE }, .path = clinic->path };

  clinic_close (clinic);
  g_remove (clinic->path);
  g_assert_true (ct_store_create (clinic->path, NULL, NULL));
  clinic_sql (&plain, "PRAGMA application_id = 7");
  assert_refused (clinic, CT_ERROR_CORRUPT, "another program");
}

static void
test_a_clinic_without_encryption_opens_and_says_so (Clinic *clinic)
{
  g_autoptr (CtStore) store = NULL;

  clinic_close (clinic);
  g_remove (clinic->path);
  g_assert_true (ct_store_create (clinic->path, NULL, NULL));
  store = ct_store_open (clinic->path, clinic_credentials (clinic), ct_clock_fixed (&clinic->now_us), NULL);
  g_assert_nonnull (store);
  g_assert_false (ct_store_is_encrypted (store));
  ct_store_close (store);
}

/* The one place where a test needs to be somebody who may not do everything. */
static void
test_a_clinic_that_can_not_be_written_is_said_to_be (Clinic *clinic)
{
  pid_t child;
  int status;

  clinic_close (clinic);
  if (getuid () != 0)
    g_chmod (clinic->path, 0400);
  else
    {
      g_chmod (clinic->path, 0444);
      g_chmod (clinic->folder, 0755);
    }
  if ((child = fork ()) == 0)
    {
      g_autoptr (GError) error = NULL;

      if (getuid () == 0 && setuid (65534) != 0)
        _exit (3);
      if (ct_store_open (clinic->path, clinic_credentials (clinic), ct_clock_fixed (&clinic->now_us), &error) != NULL)
        _exit (1);
      _exit (g_error_matches (error, CT_ERROR, CT_ERROR_DENIED) ? 0 : 2);
    }
  waitpid (child, &status, 0);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  g_chmod (clinic->path, 0600);
}

static void
assert_no_words_in (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize length;

  if (!g_file_get_contents (path, &bytes, &length, NULL))
    return;
  g_assert_null (memmem (bytes, length, "Zebulon", 7));
  g_assert_null (memmem (bytes, length, "zebulon", 7));
  g_assert_null (memmem (bytes, length, "Marisol", 7));
  g_assert_null (memmem (bytes, length, "CREATE", 6));
  g_assert_null (memmem (bytes, length, "SQLite", 6));
}

static void
test_nothing_in_an_encrypted_clinic_can_be_read (Clinic *clinic)
{
  g_autofree char *log = g_strconcat (clinic->path, "-wal", NULL);

  clinic_write (clinic, fill_work, NULL);
  g_assert_cmpint (file_size (log), >, 0);
  assert_no_words_in (clinic->path);
  assert_no_words_in (log);
  fill_and_close (clinic);
  assert_no_words_in (clinic->path);
}

static void
test_a_clinic_that_a_newer_program_upgraded_is_not_touched (Clinic *clinic)
{
  clinic_close (clinic);
  clinic_sql (clinic, "INSERT INTO schema_migration VALUES (9999, '9999-later.sql', 'x', 1)");
  assert_refused (clinic, CT_ERROR_DENIED, "newer Chairtime");
}

static void
test_a_schema_that_is_not_ours_is_not_touched (Clinic *clinic)
{
  clinic_close (clinic);
  clinic_sql (clinic, "UPDATE schema_migration SET sha256 = 'x' WHERE number = 1");
  assert_refused (clinic, CT_ERROR_CORRUPT, "different edition");
}

static void
test_an_upgrade_that_was_broken_off_is_finished (Clinic *clinic)
{
  clinic_close (clinic);
  clinic_remove (clinic);
  ct_database_close (ct_database_open (clinic->path, clinic_credentials (clinic), CT_DATABASE_CREATE, NULL));
  clinic_reopen (clinic);
  clinic_write (clinic, fill_work, NULL);
  g_assert_cmpint (clinic_number (clinic, "patient.count"), ==, 200);
}

static void
test_tokens_of_the_schema_are_filled_in_for_the_engine (Clinic *clinic)
{
  g_autofree char *sql = ct_migrations_expand (ct_database_engine_for (clinic->path),
                                               "CREATE TABLE a (b @ID@, c @BYTES@) @STRICT@;");

  g_assert_cmpstr (sql, ==, clinic->engine->on_server
                              ? "CREATE TABLE a (b bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, c bytea) ;"
                              : "CREATE TABLE a (b INTEGER PRIMARY KEY, c BLOB) STRICT;");
}

typedef struct
{
  const Place *place;
  int          number;
} Booking;

/* A patient, a booking and its claims, and their audit rows: all or nothing. */
static gpointer
day_work (CtUnit *unit, gpointer data, GError **error)
{
  const Booking *call = data;
  g_autofree char *family = g_strdup_printf ("Number%d", call->number);
  g_autoptr (CtPatient) patient = make_patient (family, "Killed");
  g_autoptr (CtAppointment) booking = make_booking (call->place, 0, 0, 21000 + call->number / 10,
                                                    480 + call->number % 10 * 30, 30);

  if (!ct_unit_insert (unit, patient, error))
    return NULL;
  booking->patient_id = CT_RECORD (patient)->id;
  return ct_unit_insert (unit, booking, error) ? CT_WORK_DONE : NULL;
}

/* Tells through the pipe what is on the disk, after it is. */
static void
work_until_killed (Clinic *clinic, const Place *place, int first, int pipe_end)
{
  g_autoptr (CtStore) store = ct_store_open (clinic->path, clinic_credentials (clinic), ct_clock_fixed (&clinic->now_us), NULL);
  int ready = first - 1;
  gboolean go_on = store != NULL && write (pipe_end, &ready, sizeof ready) == sizeof ready;

  for (int number = first; go_on; number++)
    {
      Booking call = { place, number };

      go_on = ct_store_write (store, day_work, &call, NULL) != NULL &&
              write (pipe_end, &number, sizeof number) == sizeof number;
    }
  _exit (1);
}

static int
kill_once (Clinic *clinic, const Place *place, int first)
{
  int ends[2], number, last;
  pid_t child;

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  if (child == 0)
    work_until_killed (clinic, place, first, ends[1]);
  close (ends[1]);
  /* From when it has opened the clinic, however long that took. */
  g_assert_cmpint (read (ends[0], &last, sizeof last), ==, sizeof last);
  g_usleep ((gulong) g_test_rand_int_range (1000, 120000));
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  while (read (ends[0], &number, sizeof number) == sizeof number)
    last = number;
  close (ends[0]);
  return last;
}

static void
assert_file_whole (Clinic *clinic)
{
  g_autoptr (CtDatabase) database = ct_database_open (clinic->path, clinic_credentials (clinic), CT_DATABASE_WRITE, NULL);
  g_autoptr (CtCursor) check = ct_database_query (database, NULL, "PRAGMA integrity_check", NULL, 0, NULL);

  g_assert_cmpint (ct_cursor_next (check, NULL), ==, 1);
  g_assert_cmpstr (ct_cursor_value (check, 0).text, ==, "ok");
}

static void
assert_whole (Clinic *clinic, int acknowledged)
{
  if (!clinic->engine->on_server)
    assert_file_whole (clinic);
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT count(*) FROM patient WHERE given_names = 'Killed'"), >=,
                   acknowledged);
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT count(*) FROM patient WHERE given_names = 'Killed'"), ==,
                   clinic_sql_number (clinic, "SELECT count(*) FROM appointment"));
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT 2 * count(*) FROM appointment"), ==,
                   clinic_sql_number (clinic, "SELECT count(*) FROM claim"));
}

static gpointer
verify_work (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtAuditCheck) check = ct_audit_verify (unit, error);

  g_assert_nonnull (check);
  g_assert_cmpint (check->broken_id, ==, 0);
  return CT_WORK_DONE;
}

static void
test_whoever_is_killed_loses_nothing_that_was_acknowledged (Clinic *clinic)
{
  Place place;
  int last = 0;

  clinic_furnish (clinic, &place);
  clinic_close (clinic);
  for (guint i = 0; i < 12; i++)
    {
      last = kill_once (clinic, &place,
                        1 + (int) clinic_sql_number (clinic, "SELECT count(*) FROM patient WHERE given_names = 'Killed'"));
      assert_whole (clinic, last);
    }
  g_assert_cmpint (last, >, 0);
  clinic_reopen (clinic);
  clinic_read (clinic, verify_work, NULL);
}

/* No file may grow beyond a limit: to the engine that is a disk that does not take any more. */
static void
work_until_refused (Clinic *clinic, const Place *place, int pipe_end)
{
  const struct rlimit limit = { 700 * 1024, 700 * 1024 };
  g_autoptr (CtStore) store = ct_store_open (clinic->path, clinic_credentials (clinic), ct_clock_fixed (&clinic->now_us), NULL);

  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &limit);
  for (int number = 1; store != NULL && number < 5000; number++)
    {
      g_autoptr (GError) error = NULL;
      Booking call = { place, number };

      if (ct_store_write (store, day_work, &call, &error) == NULL)
        _exit (error->domain == CT_ERROR && (error->code == CT_ERROR_FULL || error->code == CT_ERROR_FAILED) &&
               strstr (error->message, "disk") != NULL ? 0 : 2);
      if (write (pipe_end, &number, sizeof number) != sizeof number)
        _exit (3);
    }
  _exit (4);
}

static void
test_a_disk_that_takes_no_more_loses_nothing_that_was_acknowledged (Clinic *clinic)
{
  Place place;
  int ends[2], number, last = 0, status;
  pid_t child;

  clinic_furnish (clinic, &place);
  clinic_close (clinic);
  g_assert_cmpint (pipe (ends), ==, 0);
  if ((child = fork ()) == 0)
    work_until_refused (clinic, &place, ends[1]);
  close (ends[1]);
  while (read (ends[0], &number, sizeof number) == sizeof number)
    last = number;
  close (ends[0]);
  waitpid (child, &status, 0);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  g_assert_cmpint (last, >, 0);
  assert_whole (clinic, last);
  clinic_reopen (clinic);
  clinic_read (clinic, verify_work, NULL);
  clinic_write (clinic, fill_work, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CHECK(function) store_test_add (#function, test_##function)
#define CHECK_FILE(function) store_test_add_file (#function, test_##function)
#define CHECK_ENCRYPTED(function) store_test_add_encrypted (#function, test_##function)
  CHECK (whoever_is_killed_loses_nothing_that_was_acknowledged);
  CHECK_FILE (a_disk_that_takes_no_more_loses_nothing_that_was_acknowledged);
  CHECK_FILE (a_clinic_that_can_not_be_written_is_said_to_be);
  CHECK_FILE (a_missing_clinic_is_said_to_be);
  CHECK_FILE (a_folder_is_no_clinic);
  CHECK_FILE (a_new_clinic_never_takes_the_place_of_a_file);
  CHECK_FILE (only_its_owner_can_read_a_clinic);
  CHECK_ENCRYPTED (a_wrong_key_is_told_from_damage);
  CHECK_ENCRYPTED (a_damaged_first_page_is_told_from_a_wrong_key);
  CHECK_FILE (a_clinic_that_was_cut_short_is_said_to_be_damaged);
  CHECK_ENCRYPTED (a_flipped_byte_anywhere_is_noticed);
  CHECK_FILE (a_file_of_another_program_is_left_alone);
  CHECK_FILE (a_database_of_another_program_is_left_alone);
  CHECK_FILE (a_clinic_without_encryption_opens_and_says_so);
  CHECK_ENCRYPTED (nothing_in_an_encrypted_clinic_can_be_read);
  CHECK (a_clinic_that_a_newer_program_upgraded_is_not_touched);
  CHECK (a_schema_that_is_not_ours_is_not_touched);
  CHECK (an_upgrade_that_was_broken_off_is_finished);
  CHECK (tokens_of_the_schema_are_filled_in_for_the_engine);
  return g_test_run ();
}
