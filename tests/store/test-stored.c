/* Databases as released versions left them are brought up to date, and nothing of them is lost. */
#include "stored-fixture.h"

#include "domain/ct-audit-row.h"
#include "store/ct-audit.h"
#include "store/ct-backup.h"

static gint64
count_rows (CtDatabase *database, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", table);
  g_autoptr (GError) error = NULL;
  gint64 number = -1;

  ct_database_number (database, NULL, sql, NULL, 0, &number, &error);
  g_assert_no_error (error);
  return number;
}

/* Every table that was there is there, with as many rows as it had. */
static void
assert_counts (Copy *self, const Kept *kept)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtDatabase) database = ct_database_open (self->path, &self->access, CT_DATABASE_READ, &error);
  g_autoptr (GBytes) expected = read_kept (kept, "expected");
  g_autofree char *text = g_strndup (g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint seen = 0;

  g_assert_no_error (error);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", 2);

      if (g_strv_length (words) < 2 || lines[i][0] == '#' || strcmp (words[0], "schema_migration") == 0)
        continue;
      /* Made anew where it is kept otherwise by now. */
      if (g_str_has_prefix (words[0], "search_") || g_str_has_prefix (words[0], "sqlite_"))
        continue;
      g_assert_cmpint (count_rows (database, words[0]), ==, g_ascii_strtoll (words[1], NULL, 10));
      seen++;
    }
  g_assert_cmpuint (seen, >, 18);
}

static gpointer
verify_work (CtUnit *unit, gpointer data, GError **error)
{
  CtAuditCheck **check = data;

  *check = ct_audit_verify (unit, error);
  return *check != NULL ? CT_WORK_DONE : NULL;
}

static gpointer
audit_work (CtUnit *unit, gpointer data, GError **error)
{
  return ct_unit_audit (unit, "opened", NULL, 0, 0, NULL, error) ? CT_WORK_DONE : NULL;
}

static void
assert_chain (CtStore *store, gint64 rows)
{
  g_autoptr (CtAuditCheck) check = NULL;
  g_autoptr (GError) error = NULL;

  ct_store_read (store, verify_work, &check, &error);
  g_assert_no_error (error);
  g_assert_true (check->complete);
  g_assert_cmpint (check->rows, ==, rows);
}

/* How many rows of the audit were kept. */
static gint64
count_acts (const Kept *kept)
{
  g_autoptr (GBytes) expected = read_kept (kept, "expected");
  g_autofree char *text = g_strndup (g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
  const char *line = strstr (text, "\naudit ");

  g_assert_nonnull (line);
  return g_ascii_strtoll (line + strlen ("\naudit "), NULL, 10);
}

/* Opening it is what upgrades it; and then it can be worked with. */
static void
assert_good (Copy *self, const Kept *kept, CtStore *store)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (ct_store_is_encrypted (store), ==, kept->place == ENCRYPTED_FILE);
  assert_counts (self, kept);
  assert_chain (store, count_acts (kept));
  ct_store_write (store, audit_work, NULL, &error);
  g_assert_no_error (error);
  assert_chain (store, count_acts (kept) + 1);
}

static void
test_opens_with_everything_in_it (Copy *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtStore) store = NULL;
  gint64 now_us = G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC;

  if (copy_is_missing (self))
    return;
  store = ct_store_open (self->path, &self->access, ct_clock_fixed (&now_us), &error);
  g_assert_no_error (error);
  assert_good (self, data, store);
  ct_store_close (store);
}

static void
open_backing_up (Copy *self, const Kept *kept, CtClock clock, gboolean first)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtStore) store = ct_backup_open_store (self->path, self->access.key, clock, &error);

  g_assert_no_error (error);
  if (first)
    assert_good (self, kept, store);
  ct_store_close (store);
}

/* The old schema is kept as it was, and can be put back. */
static void
test_is_backed_up_before_it_is_upgraded_and_not_again (Copy *self, gconstpointer data)
{
  const Kept *kept = data;
  g_autoptr (GError) error = NULL;
  gint64 now_us = G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC;
  g_autofree char *folder = NULL;
  g_autofree char *aside = NULL;
  g_autofree char *to = g_build_filename (self->folder, "old.chairtime", NULL);
  const CtBackupKey key = { .login = "ana", .passphrase = PASSPHRASE };
  CtRestore restore = { .to = to, .key = &key, .clock = ct_clock_fixed (&now_us) };
  const CtBackupRun run = { NULL, NULL, NULL };
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (CtBackupInfo) back = NULL;

  /* That of a server is the door's to back up: see the tests of the clinic. */
  if (kept->place == ON_SERVER)
    return;
  folder = ct_backup_default_folder (self->path);
  open_backing_up (self, kept, restore.clock, TRUE);
  open_backing_up (self, kept, restore.clock, FALSE);
  list = ct_backup_list (folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (((CtBackupInfo *) list->pdata[0])->kind, ==, CT_BACKUP_BEFORE_UPGRADE);
  g_assert_cmpint (((CtBackupInfo *) list->pdata[0])->head_id, ==, count_acts (kept));
  restore.backup = ((CtBackupInfo *) list->pdata[0])->path;
  back = ct_backup_restore (&restore, &run, &aside, &error);
  g_assert_no_error (error);
  g_assert_cmpint (back->schema, ==, kept->version->schema);
}

/* ---- Bookings that were undone ---- */

static void
run_in (CtDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;

  ct_database_run (database, NULL, sql, NULL, 0, &error);
  g_assert_no_error (error);
}

/* One is undone, another was called off by somebody, and the way back of a third is kept. */
static void
undo_as_the_older_program_did (Copy *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtDatabase) database = ct_database_open (self->path, &self->access, CT_DATABASE_WRITE, &error);

  g_assert_no_error (error);
  if (ct_database_has_server (database))
    run_in (database, "SET search_path TO chairtime");
  run_in (database, "UPDATE appointment SET status = 'cancelled', cancel_reason = 'Undone' WHERE id = (SELECT min (id) FROM appointment)");
  run_in (database, "UPDATE appointment SET status = 'cancelled', cancel_reason = 'Undone by the flu' WHERE id = (SELECT max (id) FROM appointment)");
  run_in (database, "INSERT INTO undo_act (user_id, permission, label, at_us, undone, steps) VALUES (1, 'book', 'Book', 1, 0, "
                    "'[(''appointment'', 3, {''status'': <''cancelled''>, ''cancel_reason'': <''Undone''>}, {''status'': <''booked''>})]')");
}

static void
assert_number (CtDatabase *database, const char *sql, gint64 expected)
{
  g_autoptr (GError) error = NULL;
  gint64 number = -1;

  ct_database_number (database, NULL, sql, NULL, 0, &number, &error);
  g_assert_no_error (error);
  g_assert_cmpint (number, ==, expected);
}

static void
test_knows_by_a_mark_which_bookings_were_undone (Copy *self, gconstpointer data)
{
  const Kept *kept = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtStore) store = NULL;
  g_autoptr (CtDatabase) database = NULL;
  gint64 now_us = G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC;

  /* Before step 16 acts were not kept; since step 22 the mark is there. */
  if (copy_is_missing (self) || kept->version->schema < 16 || kept->version->schema >= 22)
    return;
  undo_as_the_older_program_did (self);
  store = ct_store_open (self->path, &self->access, ct_clock_fixed (&now_us), &error);
  g_assert_no_error (error);
  ct_store_close (store);
  database = ct_database_open (self->path, &self->access, CT_DATABASE_READ, &error);
  g_assert_no_error (error);
  assert_number (database, "SELECT count(*) FROM appointment WHERE undone = 1 AND cancel_reason <> 'Undone'", 0);
  assert_number (database, "SELECT count(*) FROM appointment WHERE undone = 0 AND cancel_reason = 'Undone'", 0);
  assert_number (database, "SELECT undone FROM appointment WHERE id = (SELECT min (id) FROM appointment)", 1);
  assert_number (database, "SELECT count(*) FROM undo_act WHERE at_us = 1 AND steps LIKE '%''cancel_reason'': <''Undone''>, ''undone'': <int64 1>}, {%'", 1);
}

/* ---- When courses were given last ---- */

/* An older program gave two sessions of a course, and called a third off. */
static void
give_as_the_older_program_did (Copy *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtDatabase) database = ct_database_open (self->path, &self->access, CT_DATABASE_WRITE, &error);

  g_assert_no_error (error);
  if (ct_database_has_server (database))
    run_in (database, "SET search_path TO chairtime");
  run_in (database, "UPDATE session SET status = 'completed', day = 20520 + number WHERE number < 3");
  run_in (database, "UPDATE session SET status = 'cancelled', day = 20530 WHERE number = 3");
}

static void
test_knows_when_each_course_was_given_last (Copy *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtStore) store = NULL;
  g_autoptr (CtDatabase) database = NULL;
  gint64 now_us = G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC;

  if (copy_is_missing (self))
    return;
  give_as_the_older_program_did (self);
  store = ct_store_open (self->path, &self->access, ct_clock_fixed (&now_us), &error);
  g_assert_no_error (error);
  ct_store_close (store);
  database = ct_database_open (self->path, &self->access, CT_DATABASE_READ, &error);
  g_assert_no_error (error);
  assert_number (database, "SELECT count(*) FROM course WHERE last_given = 20522", 1);
  assert_number (database, "SELECT count(*) FROM course WHERE last_given IS NOT NULL", 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  stored_test_add ("opens-with-everything-in-it", test_opens_with_everything_in_it);
  stored_test_add ("is-backed-up-before-it-is-upgraded-and-not-again", test_is_backed_up_before_it_is_upgraded_and_not_again);
  stored_test_add ("knows-by-a-mark-which-bookings-were-undone", test_knows_by_a_mark_which_bookings_were_undone);
  stored_test_add ("knows-when-each-course-was-given-last", test_knows_when_each_course_was_given_last);
  return g_test_run ();
}
