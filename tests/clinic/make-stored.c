/* Makes the stored databases of a schema, on each engine, which the tests of every later version open: see
 * tests/store/stored/README.md. Not a test itself. */
#include "clinic-fixture.h"

#include <sodium.h>
#include <sqlite3.h>

#include "clinic/ct-plan-draft.h"
#include "ct-test-server.h"
#include "store/ct-keyring.h"
#include "store/ct-migrations.h"
#include "store/ct-move.h"

static void
plan_and_begin (Fixture *self, CtPatient *patient)
{
  g_auto (CtAwait) await = { NULL };
  CtCourseWish wish = { .patient_id = CT_RECORD (patient)->id, .protocol = "IV_IND_3PW", .minute = 10 * 60,
                        .start_on = ct_date_parse_iso ("2026-03-02") };
  g_autoptr (CtPlanDraft) draft = NULL;
  g_autoptr (CtCourse) wanted = ct_course_new ();
  g_autoptr (CtCourse) course = NULL;
  g_autoptr (CtPatientFile) file = NULL;
  g_autoptr (CtSession) done = NULL;
  CtSession *first;

  ct_clinic_plan_course_async (self->clinic, &wish, ct_await_done, &await);
  draft = fixture_take (self, &await);
  wanted->patient_id = draft->patient_id;
  g_object_set (wanted, "protocol", draft->protocol->id, "indication", "trd", "primary-instrument", "phq-9", NULL);
  ct_clinic_book_course_async (self->clinic, wanted, draft->plan, ct_await_done, &await);
  course = fixture_take (self, &await);
  file = fixture_read (self, CT_RECORD (patient)->id);
  first = g_ptr_array_index (file->sessions, 0);
  first->dose_ug = 35000;
  first->weight_g = 70000;
  ct_clinic_complete_session_async (self->clinic, first, ct_await_done, &await);
  done = fixture_take (self, &await);
}

static void
score (Fixture *self, CtPatient *patient, const char *answers, const char *day)
{
  g_auto (CtAwait) await = { NULL };
  g_auto (GStrv) words = g_strsplit (answers, " ", -1);
  g_autoptr (CtAssessment) assessment = NULL;

  ct_clinic_save_assessment_async (self->clinic, CT_RECORD (patient)->id, "phq-9", (const char *const *) words,
                                   ct_date_parse_iso (day), ct_await_done, &await);
  assessment = fixture_take (self, &await);
}

static void
import (Fixture *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autofree char *path = g_build_filename (g_getenv ("CHAIRTIME_DATA"), "demo", "referral-lindqvist.xml", NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CtImport) read = NULL;
  g_autoptr (CtImport) taken = NULL;
  g_autoptr (GError) error = NULL;
  char *text;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (text, length);
  ct_clinic_read_document_async (self->clinic, bytes, "referral.xml", NULL, ct_await_done, &await);
  read = fixture_take (self, &await);
  ct_clinic_accept_import_async (self->clinic, read, 0, ct_await_done, &await);
  taken = fixture_take (self, &await);
}

static void
fill (Fixture *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (self, "Okafor", "Chinedu", "1979-11-30");
  g_autoptr (CtAppointment) visit = fixture_book (self, okafor, "2026-03-05", "14:00", 45);
  g_autoptr (GBytes) pdf = g_bytes_new_static ("%PDF-1.7 made up", 16);
  g_autoptr (CtIssued) issued = NULL;

  plan_and_begin (self, reyes);
  score (self, reyes, "2 2 3 1 2 1 2 0 1", "2026-02-27");
  score (self, reyes, "1 1 1 1 1 1 1 0 0", "2026-03-02");
  import (self);
  ct_clinic_issue_async (self->clinic, CT_RECORD (reyes)->id, "summary", "Treatment summary", pdf, 1, "printed",
                         ct_await_done, &await);
  issued = fixture_take (self, &await);
}

static sqlite3 *
open_raw (const char *path, const guint8 *key)
{
  sqlite3 *db;
  char hex[65];
  g_autofree char *sql = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sodium_bin2hex (hex, sizeof hex, key, 32);
  sql = g_strdup_printf ("PRAGMA key = \"x'%s'\"", hex);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  return db;
}

/* The same rows in a file that is not encrypted, as the build without SQLCipher writes it. */
static void
export_plain (sqlite3 *db, const char *path)
{
  g_autofree char *sql = g_strdup_printf ("ATTACH '%s' AS plain KEY ''; SELECT sqlcipher_export ('plain');"
                                          "PRAGMA plain.application_id = 1131703621; PRAGMA plain.journal_mode = WAL;"
                                          "DETACH plain",
                                          path);

  g_remove (path);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
}

static gint64
number (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *stmt;
  gint64 value;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  return value;
}

/* What later versions must still find: how many rows each table had, and where the audit ended. */
static void
write_expected (sqlite3 *db, const char *path)
{
  g_autoptr (GString) out = g_string_new ("# table rows\n");
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *stmt;

  g_assert_cmpint (sqlite3_prepare_v2 (db, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name", -1,
                                       &stmt, NULL), ==, SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      const char *table = (const char *) sqlite3_column_text (stmt, 0);
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", table);

      g_string_append_printf (out, "%s %" G_GINT64_FORMAT "\n", table, number (db, sql));
    }
  sqlite3_finalize (stmt);
  g_file_set_contents (path, out->str, -1, &error);
  g_assert_no_error (error);
}

static void
copy (const char *from, const char *to)
{
  g_autoptr (GError) error = NULL;
  char *bytes;
  gsize length;

  g_file_get_contents (from, &bytes, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (to, bytes, (gssize) length, &error);
  g_assert_no_error (error);
  g_free (bytes);
}

/* ---- At the schema that is wanted: to a server of that schema, and from there to a file of it ---- */

static CtDatabase *
make_empty (const char *where, const guint8 *key, gint64 schema, gint64 now_us)
{
  g_autoptr (GError) error = NULL;
  const CtCredentials access = { .key = key, .user = "postgres" };
  CtDatabase *database = ct_database_open (where, &access, CT_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  ct_migrations_apply_until (database, schema, now_us, &error);
  g_assert_no_error (error);
  return database;
}

static void
bring_over (CtDatabase *from, CtDatabase *to)
{
  const CtMove move = { from, to, NULL, NULL, NULL };
  g_autoptr (GError) error = NULL;

  ct_move_copy (&move, &error);
  g_assert_no_error (error);
}

/* Statements alone, which any connection can run; lines for psql are left out. */
static void
dump (const char *uri, const char *path)
{
  g_autofree char *program = ct_test_server_program ("pg_dump");
  const char *argv[] = { program,     "--username=postgres", "--schema=chairtime", "--no-owner", "--no-privileges",
                         "--inserts", "--no-comments",       "--extension=btree_gist", "--dbname", uri,          NULL };
  g_autofree char *out = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  lines = g_strsplit (out, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\\')
      g_string_append_printf (text, "%s\n", lines[i]);
  g_file_set_contents (path, text->str, -1, &error);
  g_assert_no_error (error);
}

/* Returns the path of a file that has the schema. */
static char *
through_server (Fixture *self, const guint8 *key, gint64 schema, const char *dump_path)
{
  g_autofree char *name = NULL;
  g_autofree char *uri = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtDatabase) present = ct_database_open (self->path, &(CtCredentials){ .key = key }, CT_DATABASE_READ, &error);
  g_autoptr (CtDatabase) server = NULL;
  g_autoptr (CtDatabase) file = NULL;
  char *path = g_build_filename (self->folder, "stored.chairtime", NULL);

  g_assert_no_error (error);
  ct_test_server_start ();
  name = ct_test_server_new_database (NULL, NULL);
  uri = ct_test_server_uri (name);
  server = make_empty (uri, NULL, schema, self->now_us);
  bring_over (present, server);
  dump (uri, dump_path);
  file = make_empty (path, key, schema, self->now_us);
  bring_over (server, file);
  return path;
}

static void
store (Fixture *self, const char *folder, gint64 schema)
{
  g_autofree char *keys = ct_keyring_path_for (self->path);
  g_autofree char *encrypted = g_build_filename (folder, "encrypted.chairtime", NULL);
  g_autofree char *encrypted_keys = g_build_filename (folder, "encrypted.chairtime.keys", NULL);
  g_autofree char *plain = g_build_filename (folder, "plain.chairtime", NULL);
  g_autofree char *server = g_build_filename (folder, "server.sql", NULL);
  g_autofree char *expected = g_build_filename (folder, "expected", NULL);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtKeyring) keyring = ct_keyring_load (keys, &error);
  sqlite3 *db;

  g_assert_no_error (error);
  ct_keyring_unlock (keyring, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  path = through_server (self, ct_keyring_key (keyring), schema, server);
  copy (path, encrypted);
  copy (keys, encrypted_keys);
  db = open_raw (path, ct_keyring_key (keyring));
  export_plain (db, plain);
  write_expected (db, expected);
  sqlite3_close (db);
}

int
main (int argc, char **argv)
{
  Fixture self = { NULL };
  gint64 schema;

  if (argc != 2 && argc != 3)
    g_error ("usage: make-stored FOLDER [SCHEMA]");
  schema = argc == 3 ? g_ascii_strtoll (argv[2], NULL, 10) : ct_migrations_latest (ct_database_sqlite ());
  fixture_set_up (&self, NULL);
  fill (&self);
  fixture_close (&self);
  store (&self, argv[1], schema);
  fixture_tear_down (&self, NULL);
  return 0;
}
