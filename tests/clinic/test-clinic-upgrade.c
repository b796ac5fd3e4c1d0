/* Upgrades as people meet them: the owner's log-in makes them, after a backup; others wait; a desk with an older program is told. */
#define STORED_FOLDER "../store/stored"
#include "server-fixture.h"

#include "stored-fixture.h"
#include "store/ct-backup.h"
#include "store/ct-migrations.h"
#include "store/ct-server-private.h"
#include "upgrade-fixture.h"

/* ---- An older clinic on a server ---- */

static const Kept *
newest_kept (void)
{
  static Kept kept = { .place = ON_SERVER };

  kept.version = &stored_versions[G_N_ELEMENTS (stored_versions) - 1];
  g_assert_true (kept.version->has_server);
  return &kept;
}

/* Everything that the server has of the clinic but its roles is put back as an older program left it. */
static void
make_older (Server *self)
{
  static const char owner_sql[] =
    "DO $body$ DECLARE t text; BEGIN "
    "FOR t IN SELECT format ('TABLE chairtime.%%I', relname) FROM pg_class WHERE relnamespace = 'chairtime'::regnamespace AND relkind IN ('r', 'v') "
    "UNION ALL SELECT 'FUNCTION ' || oid::regprocedure FROM pg_proc WHERE pronamespace = 'chairtime'::regnamespace "
    "LOOP EXECUTE 'ALTER ' || t || ' OWNER TO \"%1$s__keeper\"'; END LOOP; END $body$; "
    "ALTER SCHEMA chairtime OWNER TO \"%1$s__keeper\"; "
    "GRANT SELECT ON ALL TABLES IN SCHEMA chairtime TO \"%1$s__owner\", \"%1$s__reception\"";
  g_autoptr (GBytes) packed = read_kept (newest_kept (), "server.sql.gz");
  g_autoptr (GBytes) bytes = unpack (packed);
  g_autofree char *dump = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char *owners = g_strdup_printf (owner_sql, self->database);
  g_autoptr (GError) error = NULL;
  g_autoptr (CtDatabase) steward = NULL;

  ct_test_server_sql (self->database, "DROP SCHEMA chairtime CASCADE");
  ct_test_server_sql (self->database, dump);
  ct_test_server_sql (self->database, owners);
  ct_test_server_sql (self->database,
                      "INSERT INTO chairtime.app_user SELECT (jsonb_populate_record (u, "
                      "'{\"id\": 77, \"login\": \"rita\", \"role\": \"reception\"}')).* FROM chairtime.app_user AS u WHERE login = 'ana'");
  steward = ct_database_open (self->place, &(CtCredentials){ .user = "postgres" }, CT_DATABASE_BARE, &error);
  g_assert_no_error (error);
  ct_server_script (steward, "database.sql", self->place, NULL, &error);
  g_assert_no_error (error);
  ct_server_script (steward, "steward.sql", self->place, NULL, &error);
  g_assert_no_error (error);
}

static void
older_set_up (Server *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CtClinic *clinic;

  server_set_up (self, data);
  clinic = come_in (self, self->place, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  add_person (clinic, "rita", "reception");
  leave (clinic);
  make_older (self);
}

#define OLDER_SERVER_TEST(path, function) g_test_add (path, Server, NULL, older_set_up, function, server_tear_down)

static gint64
version_of (Server *self)
{
  return ct_test_server_number (self->database, "SELECT max (number) FROM chairtime.schema_migration");
}

/* A backup of an older schema goes into a new database, which has the schema of today. */
static void
assert_put_back_upgraded (const char *backup)
{
  Server other = { NULL };
  CtRestoreWish wish = { .backup = backup, .login = "ana", .passphrase = PASSPHRASE, .server_password = BOSS_PASSWORD,
                         .light_keys = TRUE };
  g_autoptr (CtRestored) restored = NULL;
  g_autoptr (GError) error = NULL;
  CtClinic *clinic;

  server_init (&other);
  wish.to = other.admin;
  restored = ct_clinic_restore (&wish, ct_clock_fixed (&other.now_us), &error);
  g_assert_no_error (error);
  g_assert_cmpint (version_of (&other), ==, ct_migrations_latest (ct_database_postgres ()));
  clinic = come_in (&other, other.place, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  leave (clinic);
  g_assert_cmpint (ct_test_server_number (other.database, "SELECT count(*) FROM chairtime.visit_claim WHERE kind = 'pump'"),
                   ==, 6);
  server_clear (&other);
}

static void
test_on_a_server_the_owner_upgrades_after_a_backup_and_others_wait (Server *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (CtBackupInfo) tried = NULL;
  CtRestoreWish wish = { .login = "ana", .passphrase = PASSPHRASE };
  CtClinic *clinic;

  g_assert_null (come_in (self, self->place, "rita", PASSPHRASE, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_DENIED);
  g_assert_nonnull (strstr (error->message, "owner"));
  g_clear_error (&error);
  g_assert_cmpint (version_of (self), ==, newest_kept ()->version->schema);
  clinic = come_in (self, self->place, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  leave (clinic);
  g_assert_cmpint (version_of (self), ==, ct_migrations_latest (ct_database_postgres ()));
  /* Six sessions of a course are still booked, or were given today. */
  g_assert_cmpint (ct_test_server_number (self->database, "SELECT count(*) FROM chairtime.visit_claim WHERE kind = 'pump'"),
                   ==, 6);
  folder = ct_backup_default_folder (self->place);
  list = ct_backup_list (folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpint (((CtBackupInfo *) list->pdata[0])->schema, ==, newest_kept ()->version->schema);
  g_assert_cmpstr (((CtBackupInfo *) list->pdata[0])->kind, ==, CT_BACKUP_BEFORE_UPGRADE);
  wish.backup = ((CtBackupInfo *) list->pdata[0])->path;
  tried = ct_backup_try (&wish, &error);
  g_assert_no_error (error);
  assert_put_back_upgraded (wish.backup);
  clinic = come_in (self, self->place, "rita", PASSPHRASE, &error);
  g_assert_no_error (error);
  leave (clinic);
}

/* ---- What visits hold besides their chairs ---- */

static gint64
number_of (Copy *self, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtDatabase) database = ct_database_open (self->path, &self->access, CT_DATABASE_READ, &error);
  gint64 n = -1;

  g_assert_no_error (error);
  ct_database_number (database, NULL, sql, NULL, 0, &n, &error);
  g_assert_no_error (error);
  return n;
}

static void
test_bookings_of_an_older_program_hold_their_pumps_after_the_first_log_in (Copy *self, gconstpointer data)
{
  const Kept *kept = data;
  gint64 now_us = ct_time_parse_iso ("2026-03-02T18:00:00Z");
  g_autoptr (GError) error = NULL;
  CtClinic *clinic;

  if (kept->place == ON_SERVER || (kept->place == PLAIN_FILE && ct_store_can_encrypt ()))
    {
      g_test_skip ("Nobody can log in to a stored copy on a server, nor to a plain one where files are encrypted.");
      return;
    }
  clinic = ct_clinic_open (self->path, "ana", PASSPHRASE, ct_clock_fixed (&now_us), &error);
  g_assert_no_error (error);
  leave (clinic);
  g_assert_cmpint (number_of (self, "SELECT count(*) FROM visit_claim WHERE kind = 'pump'"), ==,
                   number_of (self, "SELECT count(*) FROM appointment WHERE course_id IS NOT NULL AND day >= 20514"
                                    " AND status NOT IN ('cancelled', 'missed')"));
  g_assert_cmpint (number_of (self, "SELECT count(*) FROM visit_claim WHERE kind = 'pump'"), >, 3);
}

/* ---- A desk whose program is older ---- */

static void
run_until_outdated (CtClinic *clinic)
{
  while (!ct_clinic_is_outdated (clinic))
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_reads_and_keeps_drafts_only (CtClinic *clinic)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) patient = ct_patient_new ();
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *draft = NULL;

  patient->family_name = g_strdup ("Synth");
  ct_clinic_save_patient_async (clinic, patient, ct_await_done, &await);
  g_assert_null (ct_clinic_finish (clinic, ct_await_result (&await), &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_OUTDATED);
  g_assert_nonnull (strstr (error->message, "update Chairtime"));
  g_clear_error (&error);
  ct_await_clear (&await);
  ct_clinic_search_patients_async (clinic, "", 50, NULL, ct_await_done, &await);
  hits = ct_clinic_finish (clinic, ct_await_result (&await), &error);
  g_assert_no_error (error);
  ct_await_clear (&await);
  ct_clinic_save_draft_async (clinic, "patient/new", "family_name=Synth", ct_await_done, &await);
  ct_clinic_finish (clinic, ct_await_result (&await), &error);
  g_assert_no_error (error);
  ct_await_clear (&await);
  ct_clinic_read_draft_async (clinic, "patient/new", ct_await_done, &await);
  draft = ct_clinic_finish (clinic, ct_await_result (&await), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (draft, ==, "family_name=Synth");
}

static void
assert_draft_is_there (CtClinic *clinic)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *draft = NULL;

  ct_clinic_read_draft_async (clinic, "patient/new", ct_await_done, &await);
  draft = ct_clinic_finish (clinic, ct_await_result (&await), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (draft, ==, "family_name=Synth");
}

static void
test_a_desk_that_is_too_old_for_its_file_reads_and_is_told (Fixture *self, gconstpointer data)
{
  g_autoptr (CtDatabase) newer = open_raw_file (self);
  g_autoptr (GError) error = NULL;

  upgrade_elsewhere (newer);
  run_until_outdated (self->clinic);
  assert_reads_and_keeps_drafts_only (self->clinic);
  fixture_close (self);
  g_assert_null (ct_clinic_open (self->path, "ana", PASSPHRASE, ct_clock_fixed (&self->now_us), &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_DENIED);
  g_assert_nonnull (strstr (error->message, "update this program"));
  /* The program that was meanwhile updated finds what was typed. */
  ct_database_run (newer, NULL, "DELETE FROM schema_migration WHERE number = 9000", NULL, 0, NULL);
  fixture_open (self);
  assert_draft_is_there (self->clinic);
}

static void
test_a_desk_that_is_too_old_for_its_server_reads_and_is_told (Server *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtDatabase) newer = NULL;
  CtClinic *clinic;

  clinic = come_in (self, self->place, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  newer = ct_database_open (self->place, &(CtCredentials){ .user = "postgres" }, CT_DATABASE_WRITE, &error);
  g_assert_no_error (error);
  upgrade_elsewhere (newer);
  run_until_outdated (clinic);
  assert_reads_and_keeps_drafts_only (clinic);
  leave (clinic);
  g_assert_null (come_in (self, self->place, "ana", PASSPHRASE, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_DENIED);
  g_clear_error (&error);
  ct_test_server_sql (self->database, "DELETE FROM chairtime.schema_migration WHERE number = 9000");
  clinic = come_in (self, self->place, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  assert_draft_is_there (clinic);
  leave (clinic);
  g_clear_pointer (&newer, ct_database_close);
}

/* Also what is written without being an act, by a desk that has not been told yet. */
static void
test_a_server_refuses_an_older_desk_what_is_no_act_too (Server *self, gconstpointer data)
{
  static const char *const writes[] = { "UPDATE setting SET value = 'x' WHERE key = 'x'", "DELETE FROM pin WHERE user_id = 0",
                                        "DELETE FROM undo_act WHERE id = 0", "UPDATE backup_run SET bytes = 0 WHERE id = 0" };
  g_autofree char *role = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtDatabase) older = NULL;

  role = g_strdup_printf ("%s_ana", self->database);
  older = ct_database_open (self->place, &(CtCredentials){ .user = role, .password = PASSPHRASE }, CT_DATABASE_WRITE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (writes); i++)
    g_assert_cmpint (ct_database_run (older, NULL, writes[i], NULL, 0, &error), ==, 0);
  ct_test_server_sql (self->database, "INSERT INTO chairtime.schema_migration (number, name, sha256, applied_us) "
                                       "VALUES (9000, 'newer', '', 0)");
  for (guint i = 0; i < G_N_ELEMENTS (writes); i++)
    {
      g_assert_cmpint (ct_database_run (older, NULL, writes[i], NULL, 0, &error), <, 0);
      g_assert_error (error, CT_ERROR, CT_ERROR_OUTDATED);
      g_clear_error (&error);
    }
  g_clear_pointer (&older, ct_database_close);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  FIXTURE_TEST ("a-desk-that-is-too-old-for-its-file-reads-and-is-told",
                test_a_desk_that_is_too_old_for_its_file_reads_and_is_told);
  if (ct_test_server_is_there ("upgrade"))
    {
      SERVER_TEST ("/upgrade/a-desk-that-is-too-old-for-its-server-reads-and-is-told",
                   test_a_desk_that_is_too_old_for_its_server_reads_and_is_told);
      SERVER_TEST ("/upgrade/a-server-refuses-an-older-desk-what-is-no-act-too",
                   test_a_server_refuses_an_older_desk_what_is_no_act_too);
      OLDER_SERVER_TEST ("/upgrade/on-a-server-the-owner-upgrades-after-a-backup-and-others-wait",
                         test_on_a_server_the_owner_upgrades_after_a_backup_and_others_wait);
    }
  stored_test_add ("bookings-of-an-older-program-hold-their-pumps-after-the-first-log-in",
                   test_bookings_of_an_older_program_hold_their_pumps_after_the_first_log_in);
  return g_test_run ();
}
