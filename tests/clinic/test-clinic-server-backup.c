/* Backups of a clinic on a server: made while desks write, put back in a file and on a server, and told when they can't be. */
#include <string.h>

#include "clinic/ct-demo.h"
#include "server-fixture.h"

/** A clinic on a server with people and patients, and folders of its own. */
typedef struct
{
  Server    server;
  char     *recovery_key;
  char     *folder; /* where backups go */
  CtClinic *clinic; /* ana's desk */
} Harbor;

static void
set_up (Harbor *self, gconstpointer n_patients)
{
  CtDemoWish wish = { .n_patients = GPOINTER_TO_INT (n_patients), .seed = 7 };
  CtDemoCounts counts;
  g_autoptr (GError) error = NULL;

  server_init (&self->server);
  self->folder = g_dir_make_tmp ("chairtime-backups-XXXXXX", NULL);
  self->recovery_key = make_clinic (&self->server, self->server.admin);
  self->clinic = come_in (&self->server, self->server.place, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  add_person (self->clinic, "rita", "reception");
  if (wish.n_patients > 0)
    ct_clinic_fill_demo (self->clinic, &wish, NULL, NULL, &counts, &error);
  g_assert_no_error (error);
}

static void
tear_down (Harbor *self, gconstpointer n_patients)
{
  leave (self->clinic);
  server_clear (&self->server);
  fixture_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->recovery_key);
}

static CtBackupInfo *
try_back_up (Harbor *self, CtClinic *clinic, const char *folder, GError **error)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_back_up_async (clinic, folder, ct_await_done, &await);
  return ct_clinic_finish (clinic, ct_await_result (&await), error);
}

static CtBackupInfo *
back_up (Harbor *self)
{
  g_autoptr (GError) error = NULL;
  CtBackupInfo *info = try_back_up (self, self->clinic, self->folder, &error);

  g_assert_no_error (error);
  g_assert_nonnull (info->path);
  return info;
}

static CtBackupInfo *
back_up_if_due (CtClinic *clinic)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GError) error = NULL;
  CtBackupInfo *info;

  ct_clinic_back_up_if_due_async (clinic, ct_await_done, &await);
  info = ct_clinic_finish (clinic, ct_await_result (&await), &error);
  g_assert_no_error (error);
  return info;
}

/* All that a table says, as one number. */
static gint64
sum_of (const char *database, const char *table)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT ('x' || substr (md5 (coalesce (string_agg (row_text, chr (10) ORDER BY row_text COLLATE \"C\"), '')), 1, 15))"
    "::bit (60)::bigint FROM (SELECT t::text AS row_text FROM chairtime.%s AS t) AS all_rows", table);

  return ct_test_server_number (database, sql);
}

/* What people and the backup itself change in the restored clinic is looked at on its own. */
static void
assert_same_rows (const char *database, const char *other)
{
  static const char *const tables[] = { "clinic",      "site",     "chair",    "opening",     "patient",  "appointment",
                                        "course",      "session",  "claim",    "assessment",  "document", "issued",
                                        "problem",     "setting",  "waiting",  "search_name", "closure",  "medication",
                                        "measurement", "allergy",  "held_time", "staff_leave", "site_floor",
                                        "visit_claim" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_test_message ("%s", tables[i]);
      g_assert_cmpint (sum_of (database, tables[i]), ==, sum_of (other, tables[i]));
    }
}

/* ---- Made ---- */

static void
test_a_backup_is_made_and_shown_as_the_last_good_one (Harbor *self, gconstpointer data)
{
  g_autoptr (CtBackupInfo) info = NULL;
  g_autoptr (CtBackupInfo) verified = NULL;
  g_autoptr (CtBackupState) state = NULL;
  g_autoptr (CtBackupInfo) whole = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (CtAwait) await = { NULL };

  info = back_up (self);
  g_assert_cmpstr (info->clinic_name, ==, "Harbor");
  g_assert_cmpint (ct_backup_info_count (info, "patient"), ==,
                   ct_test_server_number (self->server.database, "SELECT count(*) FROM chairtime.patient"));
  /* The key of the backups stays behind; in the file there are only boxes for people. */
  g_assert_cmpint (ct_backup_info_count (info, "backup_key"), ==, 0);
  ct_clinic_read_backup_state_async (self->clinic, ct_await_done, &await);
  state = ct_clinic_finish (self->clinic, ct_await_result (&await), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (state->good_path, ==, info->path);
  g_assert_null (state->trouble);
  ct_await_clear (&await);
  ct_clinic_verify_backup_async (self->clinic, info->path, ct_await_done, &await);
  verified = ct_clinic_finish (self->clinic, ct_await_result (&await), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (verified->head, ==, info->head);
  ct_await_clear (&await);
  ct_clinic_examine_async (self->clinic, ct_await_done, &await);
  whole = ct_clinic_finish (self->clinic, ct_await_result (&await), &error);
  g_assert_no_error (error);
  g_assert_cmpint (whole->head_id, >, info->head_id);
}

static CtClinic *
rita_comes_in (Harbor *self)
{
  g_autoptr (GError) error = NULL;
  CtClinic *clinic = come_in (&self->server, self->server.place, "rita", PASSPHRASE, &error);

  g_assert_no_error (error);
  return clinic;
}

static void
test_only_an_owners_desk_makes_one (Harbor *self, gconstpointer data)
{
  g_autoptr (CtBackupInfo) of_rita = NULL;
  g_autoptr (CtBackupInfo) of_ana = NULL;
  g_autoptr (CtBackupInfo) again = NULL;
  g_autoptr (CtBackupPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (CtAwait) await = { NULL };
  CtClinic *rita;

  plan = ct_backup_plan_new ();
  plan->folder = g_strdup (self->folder);
  g_assert_true (ct_backup_plan_set_times (plan, "09:30", NULL));
  ct_clinic_set_backup_plan_async (self->clinic, plan, ct_await_done, &await);
  ct_clinic_finish (self->clinic, ct_await_result (&await), &error);
  g_assert_no_error (error);
  rita = rita_comes_in (self);
  g_assert_null (try_back_up (self, rita, self->folder, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_DENIED);
  /* It is due, and her desk leaves it to one that can. */
  of_rita = back_up_if_due (rita);
  g_assert_null (of_rita->path);
  of_ana = back_up_if_due (self->clinic);
  g_assert_nonnull (of_ana->path);
  again = back_up_if_due (self->clinic);
  g_assert_null (again->path);
  leave (rita);
}

/* ---- While desks write ---- */

typedef struct
{
  Harbor *harbor;
  gint    stop;
  gint    written;
} Writer;

static gpointer
write_on (gpointer data)
{
  Writer *self = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  CtClinic *clinic;

  g_main_context_push_thread_default (context);
  clinic = rita_comes_in (self->harbor);
  while (!g_atomic_int_get (&self->stop))
    {
      g_autoptr (CtPatient) patient = ct_patient_new (), stored = NULL;
      g_auto (CtAwait) await = { NULL };
      g_autoptr (GError) error = NULL;

      patient->family_name = g_strdup_printf ("Writer %d", self->written);
      ct_clinic_save_patient_async (clinic, patient, ct_await_done, &await);
      stored = ct_clinic_finish (clinic, ct_await_result (&await), &error);
      g_assert_no_error (error);
      g_atomic_int_inc (&self->written);
    }
  leave (clinic);
  g_main_context_pop_thread_default (context);
  return NULL;
}

static void
test_desks_write_on_while_one_is_made_and_it_shows_one_moment (Harbor *self, gconstpointer data)
{
  Writer writers[2];
  GThread *threads[2];
  g_autoptr (CtBackupInfo) info = NULL;
  int before, after;

  for (int i = 0; i < 2; i++)
    {
      writers[i] = (Writer){ .harbor = self };
      threads[i] = g_thread_new ("desk", write_on, &writers[i]);
    }
  while (g_atomic_int_get (&writers[0].written) < 3 || g_atomic_int_get (&writers[1].written) < 3)
    g_thread_yield ();
  before = g_atomic_int_get (&writers[0].written) + g_atomic_int_get (&writers[1].written);
  info = back_up (self);
  after = g_atomic_int_get (&writers[0].written) + g_atomic_int_get (&writers[1].written);
  for (int i = 0; i < 2; i++)
    {
      g_atomic_int_set (&writers[i].stop, 1);
      g_thread_join (threads[i]);
    }
  /* Everybody went on; and what is in it is what there was between the beginning and the end. */
  g_assert_cmpint (after, >, before);
  g_assert_cmpint (ct_backup_info_count (info, "patient"), >=, before);
  g_assert_cmpint (info->head_id, <,
                   ct_test_server_number (self->server.database, "SELECT max (id) FROM chairtime.audit"));
  g_assert_cmpint (info->head_id, ==, ct_backup_info_count (info, "audit"));
}

/* ---- Put back ---- */

static CtRestored *
restore (Harbor *self, const CtRestoreWish *wish, GError **error)
{
  CtRestoreWish light = *wish;

  light.light_keys = TRUE;
  light.server_password = BOSS_PASSWORD;
  return ct_clinic_restore (&light, ct_clock_fixed (&self->server.now_us), error);
}

static void
test_it_is_put_back_in_a_file_and_says_who_needs_a_passphrase (Harbor *self, gconstpointer data)
{
  g_autofree char *file = NULL;
  g_autoptr (CtBackupInfo) info = NULL;
  g_autoptr (CtRestored) back = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  g_auto (CtAwait) await = { NULL };
  CtClinic *clinic;

  info = back_up (self);
  file = g_build_filename (self->folder, "put-back.chairtime", NULL);
  back = restore (self, &(CtRestoreWish){ .backup = info->path, .to = file, .login = "ana", .passphrase = PASSPHRASE },
                  &error);
  g_assert_no_error (error);
  g_assert_true (g_strv_contains ((const char *const *) back->outside, "rita"));
  g_assert_false (g_strv_contains ((const char *const *) back->outside, "ana"));
  clinic = come_in (&self->server, file, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  /* The index of names was made when it was opened. */
  ct_clinic_search_patients_async (clinic, "a", 50, NULL, ct_await_done, &await);
  hits = ct_clinic_finish (clinic, ct_await_result (&await), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, >, 0);
  leave (clinic);
  g_assert_null (come_in (&self->server, file, "rita", PASSPHRASE, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_PASSPHRASE);
}

static const char *
passphrase_of (const CtMoved *moved, const char *login)
{
  for (guint i = 0; i < moved->people->len; i++)
    if (strcmp (((CtMovedPerson *) moved->people->pdata[i])->login, login) == 0)
      return ((CtMovedPerson *) moved->people->pdata[i])->passphrase;
  g_assert_not_reached ();
}

static void
test_it_is_put_back_on_a_server_equal_row_by_row (Harbor *self, gconstpointer data)
{
  Server other = { NULL };
  g_autoptr (CtBackupInfo) info = NULL;
  g_autoptr (CtRestored) back = NULL;
  g_autoptr (GError) error = NULL;
  CtClinic *clinic;

  server_init (&other);
  info = back_up (self);
  back = restore (self, &(CtRestoreWish){ .backup = info->path, .to = other.admin, .login = "ana", .passphrase = PASSPHRASE },
                  &error);
  g_assert_no_error (error);
  assert_same_rows (self->server.database, other.database);
  /* The audit up to the backup is the same, and goes on from there. */
  g_assert_cmpint (ct_test_server_number (other.database, "SELECT max (id) FROM chairtime.audit"), >, info->head_id);
  g_assert_cmpint (ct_test_server_number (other.database, "SELECT count(*) FROM chairtime.audit WHERE act = 'restored'"), ==, 1);
  clinic = come_in (&self->server, other.place, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  leave (clinic);
  clinic = come_in (&self->server, other.place, "rita", passphrase_of (back->moved, "rita"), &error);
  g_assert_no_error (error);
  g_assert_true (ct_clinic_get_user (clinic)->must_change);
  leave (clinic);
  server_clear (&other);
}

static void
test_the_recovery_key_puts_it_back_where_every_passphrase_is_lost (Harbor *self, gconstpointer data)
{
  Server other = { NULL };
  g_autofree char *file = NULL;
  g_autoptr (CtBackupInfo) info = NULL;
  g_autoptr (CtRestored) on_server = NULL;
  g_autoptr (CtRestored) in_file = NULL;
  g_autoptr (GError) error = NULL;
  CtClinic *clinic;

  server_init (&other);
  info = back_up (self);
  file = g_build_filename (self->folder, "put-back.chairtime", NULL);
  in_file = restore (self, &(CtRestoreWish){ .backup = info->path, .to = file, .recovery_key = self->recovery_key }, &error);
  g_assert_no_error (error);
  on_server = restore (self, &(CtRestoreWish){ .backup = info->path, .to = other.admin, .login = "ana",
                                                  .passphrase = "an evening at sea", .recovery_key = self->recovery_key },
                       &error);
  g_assert_no_error (error);
  g_assert_cmpstr (on_server->moved->recovery_key, !=, self->recovery_key);
  clinic = come_in (&self->server, other.place, "ana", "an evening at sea", &error);
  g_assert_no_error (error);
  leave (clinic);
  server_clear (&other);
}

static void
test_a_clinic_that_is_there_is_never_touched (Harbor *self, gconstpointer data)
{
  g_autoptr (CtBackupInfo) info = NULL;
  g_autoptr (GError) error = NULL;
  gint64 patients;

  info = back_up (self);
  patients = sum_of (self->server.database, "patient");
  g_assert_null (restore (self, &(CtRestoreWish){ .backup = info->path, .to = self->server.admin, .login = "ana",
                                                     .passphrase = PASSPHRASE }, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_TAKEN);
  g_assert_cmpint (sum_of (self->server.database, "patient"), ==, patients);
}

/* Who is no owner, and a passphrase that is not right, and a file that is damaged, leave nothing on the server. */
static void
test_a_refused_restore_leaves_nothing_on_the_server (Harbor *self, gconstpointer data)
{
  Server other = { NULL };
  g_autoptr (CtBackupInfo) info = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *there = NULL;
  CtRestoreWish wish = { NULL };
  gsize length;

  server_init (&other);
  info = back_up (self);
  wish = (CtRestoreWish){ .backup = info->path, .to = other.admin, .login = "ana", .passphrase = "not this one" };
  g_assert_null (restore (self, &wish, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_PASSPHRASE);
  g_clear_error (&error);
  wish = (CtRestoreWish){ .backup = info->path, .to = other.admin, .login = "rita", .passphrase = "an evening at sea",
                          .recovery_key = self->recovery_key };
  g_assert_null (restore (self, &wish, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_DENIED);
  g_clear_error (&error);
  g_file_get_contents (info->path, &bytes, &length, NULL);
  bytes[length / 2] ^= 1;
  g_file_set_contents (info->path, bytes, (gssize) length, NULL);
  wish = (CtRestoreWish){ .backup = info->path, .to = other.admin, .login = "ana", .passphrase = PASSPHRASE };
  g_assert_null (restore (self, &wish, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_CORRUPT);
  there = g_strdup_printf ("SELECT count(*) FROM pg_roles WHERE starts_with (rolname, '%s_')", other.database);
  g_assert_cmpint (ct_test_server_number ("postgres", there), ==, 0);
  server_clear (&other);
}

static void
stop_when_copying (const CtClinicMoveStep *step, gpointer data)
{
  if (strcmp (step->table, "appointment") == 0)
    g_cancellable_cancel (data);
}

static void
assert_stopped_leaves_nothing (Harbor *self, const CtBackupInfo *info, const Server *other)
{
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *roles = g_strdup_printf ("SELECT count(*) FROM pg_roles WHERE starts_with (rolname, '%s_')", other->database);

  g_assert_null (restore (self, &(CtRestoreWish){ .backup = info->path, .to = other->admin, .login = "ana",
                                                  .passphrase = PASSPHRASE, .progress = stop_when_copying,
                                                  .progress_data = stop, .cancellable = stop }, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (ct_test_server_number ("postgres", roles), ==, 0);
}

static gint64
count_databases (const Server *other)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT count(*) FROM pg_database WHERE datname = '%s' AND datdba = '" BOSS "'::regrole", other->database);

  return ct_test_server_number ("postgres", sql);
}

static void
test_a_restore_that_is_stopped_leaves_the_server_as_it_was (Harbor *self, gconstpointer data)
{
  Server other = { NULL };
  g_autoptr (CtBackupInfo) info = NULL;
  g_autoptr (CtRestored) back = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *made = NULL;

  server_init (&other);
  info = back_up (self);
  assert_stopped_leaves_nothing (self, info, &other);
  g_assert_cmpint (count_databases (&other), ==, 0);
  /* A database that somebody made for it is empty again, and still theirs; it can be gone to once more. */
  made = g_strdup_printf ("CREATE DATABASE %s OWNER " BOSS, other.database);
  ct_test_server_sql ("postgres", made);
  assert_stopped_leaves_nothing (self, info, &other);
  g_assert_cmpint (count_databases (&other), ==, 1);
  g_assert_cmpint (ct_test_server_number (other.database, "SELECT count(*) FROM pg_namespace WHERE nspname = 'chairtime'"), ==, 0);
  back = restore (self, &(CtRestoreWish){ .backup = info->path, .to = other.admin, .login = "ana", .passphrase = PASSPHRASE },
                  &error);
  g_assert_no_error (error);
  server_clear (&other);
}

#define HARBOR_TEST(path, n_patients, function) \
  g_test_add (path, Harbor, GINT_TO_POINTER (n_patients), set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  if (ct_test_server_is_there ("server-backup"))
    {
      HARBOR_TEST ("/server-backup/a-backup-is-made-and-shown-as-the-last-good-one", 30,
                   test_a_backup_is_made_and_shown_as_the_last_good_one);
      HARBOR_TEST ("/server-backup/only-an-owners-desk-makes-one", 0, test_only_an_owners_desk_makes_one);
      HARBOR_TEST ("/server-backup/desks-write-on-while-one-is-made-and-it-shows-one-moment", 40,
                   test_desks_write_on_while_one_is_made_and_it_shows_one_moment);
      HARBOR_TEST ("/server-backup/it-is-put-back-in-a-file-and-says-who-needs-a-passphrase", 30,
                   test_it_is_put_back_in_a_file_and_says_who_needs_a_passphrase);
      HARBOR_TEST ("/server-backup/it-is-put-back-on-a-server-equal-row-by-row", 30,
                   test_it_is_put_back_on_a_server_equal_row_by_row);
      HARBOR_TEST ("/server-backup/the-recovery-key-puts-it-back-where-every-passphrase-is-lost", 0,
                   test_the_recovery_key_puts_it_back_where_every_passphrase_is_lost);
      HARBOR_TEST ("/server-backup/a-clinic-that-is-there-is-never-touched", 10, test_a_clinic_that_is_there_is_never_touched);
      HARBOR_TEST ("/server-backup/a-refused-restore-leaves-nothing-on-the-server", 10,
                   test_a_refused_restore_leaves_nothing_on_the_server);
      HARBOR_TEST ("/server-backup/a-restore-that-is-stopped-leaves-the-server-as-it-was", 10,
                   test_a_restore_that_is_stopped_leaves_the_server_as_it_was);
    }
  return g_test_run ();
}
