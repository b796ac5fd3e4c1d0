/* Backups: made while people work, believed only when they can be put back. */
#include "store-test.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/ct-error.h"
#include "ct-small-disk.h"
#include "domain/ct-audit-row.h"
#include "store/ct-archive.h"
#include "store/ct-audit.h"
#include "store/ct-backup.h"
#include "store/ct-keyring.h"

#define PASSPHRASE "correct horse battery"

static const CtBackupRun quietly = { NULL, NULL, NULL };

typedef struct
{
  char *folder; /* of the backups */
  char *to;     /* a place that is free */
  char *recovery_key;
  Place place;
} Scene;

static void
write_keyring (Clinic *clinic, Scene *scene)
{
  g_autoptr (CtKeyring) keyring = ct_keyring_create (CT_KEYRING_LIGHT);
  g_autofree char *path = ct_keyring_path_for (clinic->path);
  g_autoptr (GError) error = NULL;

  ct_keyring_unlock_with_key (keyring, clinic->key);
  ct_keyring_set_user (keyring, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  scene->recovery_key = ct_keyring_make_recovery (keyring, &error);
  g_assert_no_error (error);
  ct_keyring_save (keyring, path, &error);
  g_assert_no_error (error);
}

static void
scene_set (Clinic *clinic, Scene *scene)
{
  scene->folder = ct_backup_default_folder (clinic->path);
  scene->to = g_build_filename (clinic->folder, "elsewhere.chairtime", NULL);
  write_keyring (clinic, scene);
  clinic_furnish (clinic, &scene->place);
}

static void
scene_clear (Scene *scene)
{
  g_autoptr (GDir) dir = g_dir_open (scene->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (scene->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (scene->folder);
  g_free (scene->folder);
  g_free (scene->to);
  g_free (scene->recovery_key);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, scene_clear)

static CtBackupInfo *
make (Clinic *clinic)
{
  g_autoptr (GError) error = NULL;
  CtBackupInfo *info = ct_backup_make (clinic->path, clinic_credentials (clinic)->key, NULL, CT_BACKUP_ON_DEMAND,
                                       ct_clock_fixed (&clinic->now_us), &quietly, &error);

  g_assert_no_error (error);
  g_assert_nonnull (info);
  return info;
}

static gpointer
note_work (CtUnit *unit, gpointer data, GError **error)
{
  return ct_unit_audit (unit, "restored", NULL, 0, 0, data, error) ? CT_WORK_DONE : NULL;
}

static CtBackupInfo *
restore (Clinic *clinic, const char *backup, const char *to, const CtBackupKey *key, char **aside, GError **error)
{
  const CtRestore wish = { .backup = backup, .to = to, .key = key, .actor = { 1, "ana", "front desk" },
                           .clock = ct_clock_fixed (&clinic->now_us), .note = note_work,
                           .note_data = (gpointer) "a backup of Monday" };

  return ct_backup_restore (&wish, &quietly, aside, error);
}

static const CtBackupKey passphrase = { .login = "ana", .passphrase = PASSPHRASE };

static void
assert_refused (Clinic *clinic, const char *backup, const CtBackupKey *key, int code, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *to = g_build_filename (clinic->folder, "never.chairtime", NULL);
  g_autofree char *aside = NULL;
  g_autoptr (CtBackupInfo) info = restore (clinic, backup, to, key, &aside, &error);

  g_assert_error (error, CT_ERROR, code);
  g_assert_null (info);
  if (says != NULL && strstr (error->message, says) == NULL)
    g_error ("“%s” does not say “%s”.", error->message, says);
  g_assert_false (g_file_test (to, G_FILE_TEST_EXISTS));
}

/* Nothing but the clinic, its keys and its folder of backups is beside it. */
static void
assert_tidy (Clinic *clinic)
{
  g_autoptr (GDir) dir = g_dir_open (clinic->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_true (name[0] != '.');
}

static gpointer
chain_work (CtUnit *unit, gpointer data, GError **error)
{
  return ct_audit_verify (unit, error);
}

static CtAuditCheck *
verify_chain (CtStore *store)
{
  g_autoptr (GError) error = NULL;
  CtAuditCheck *check = ct_store_read (store, chain_work, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (check->broken, ==, CT_AUDIT_WHOLE);
  return check;
}

static CtStore *
open_at (Clinic *clinic, const char *path)
{
  g_autoptr (GError) error = NULL;
  CtStore *store = ct_store_open (path, clinic_credentials (clinic), ct_clock_fixed (&clinic->now_us), &error);

  g_assert_no_error (error);
  return store;
}

/* ---- Making and putting back ---- */

static void
test_a_backup_is_put_back_with_a_passphrase (Clinic *clinic)
{
  g_auto (Scene) scene = { NULL };
  g_autofree char *aside = NULL;
  g_autoptr (CtBackupInfo) made = NULL;
  g_autoptr (CtBackupInfo) back = NULL;
  g_autoptr (CtStore) store = NULL;
  g_autoptr (CtAuditCheck) check = NULL;
  g_autoptr (GError) error = NULL;

  scene_set (clinic, &scene);
  made = make (clinic);
  g_assert_cmpint (ct_backup_info_count (made, "patient"), ==, 3);
  g_assert_cmpint (made->encrypted, ==, clinic->engine->encrypted);
  assert_tidy (clinic);
  back = restore (clinic, made->path, scene.to, &passphrase, &aside, &error);
  g_assert_no_error (error);
  g_assert_null (aside);
  g_assert_cmpstr (back->head, ==, made->head);
  store = open_at (clinic, scene.to);
  check = verify_chain (store);
  g_assert_cmpint (check->rows, ==, made->head_id + 1);
  ct_store_close (store);
  assert_tidy (clinic);
}

static void
test_the_recovery_key_opens_a_backup (Clinic *clinic)
{
  g_auto (Scene) scene = { NULL };
  g_autofree char *aside = NULL;
  g_autoptr (CtBackupInfo) made = NULL;
  g_autoptr (CtBackupInfo) back = NULL;
  g_autoptr (GError) error = NULL;
  CtBackupKey key = { NULL };

  scene_set (clinic, &scene);
  made = make (clinic);
  key.recovery_key = scene.recovery_key;
  back = restore (clinic, made->path, scene.to, &key, &aside, &error);
  g_assert_no_error (error);
  g_assert_nonnull (back);
}

static void
test_a_wrong_passphrase_is_told_and_restores_nothing (Clinic *clinic)
{
  g_auto (Scene) scene = { NULL };
  g_autoptr (CtBackupInfo) made = NULL;
  const CtBackupKey wrong = { .login = "ana", .passphrase = "wrong horse battery" };
  const CtBackupKey nobody = { .login = "eve", .passphrase = PASSPHRASE };
  CtBackupKey other = { NULL };
  guint8 key[CT_STORE_KEY_BYTES] = { 7 };

  scene_set (clinic, &scene);
  made = make (clinic);
  other.key = key;
  assert_refused (clinic, made->path, &wrong, CT_ERROR_PASSPHRASE, NULL);
  assert_refused (clinic, made->path, &nobody, CT_ERROR_PASSPHRASE, NULL);
  assert_refused (clinic, made->path, &other, CT_ERROR_PASSPHRASE, "another clinic");
  assert_tidy (clinic);
}

static void
test_the_manifest_names_no_patient (Clinic *clinic)
{
  g_auto (Scene) scene = { NULL };
  g_autoptr (CtBackupInfo) made = NULL;
  g_autofree char *text = NULL;

  scene_set (clinic, &scene);
  made = make (clinic);
  text = ct_backup_info_to_text (made);
  g_assert_null (strstr (text, "Reyes"));
  g_assert_nonnull (strstr (text, "patient=3"));
}

static void
test_the_newest_backup_is_listed_first (Clinic *clinic)
{
  g_auto (Scene) scene = { NULL };
  g_autoptr (CtBackupInfo) first = NULL;
  g_autoptr (CtBackupInfo) same_second = NULL;
  g_autoptr (CtBackupInfo) later = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *foreign = NULL;
  g_autoptr (GError) error = NULL;

  scene_set (clinic, &scene);
  first = make (clinic);
  same_second = make (clinic);
  clinic->now_us += 60 * G_USEC_PER_SEC;
  later = make (clinic);
  foreign = g_build_filename (scene.folder, "holiday" CT_BACKUP_ENDING, NULL);
  g_file_set_contents (foreign, "pictures", -1, NULL);
  list = ct_backup_list (scene.folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 3);
  g_assert_cmpstr (((CtBackupInfo *) list->pdata[0])->path, ==, later->path);
}

static void
test_a_missing_folder_is_told (Clinic *clinic)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (clinic->folder, "stick", NULL);
  g_autoptr (CtBackupInfo) info = ct_backup_make (clinic->path, clinic_credentials (clinic)->key, folder, CT_BACKUP_ON_DEMAND,
                                                  ct_clock_fixed (&clinic->now_us), &quietly, &error);

  g_assert_null (info);
  g_assert_error (error, CT_ERROR, CT_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

/* ---- Damage ---- */

static void
write_changed (const char *path, const char *bytes, gsize length, gsize at, guint8 flip)
{
  g_autofree char *copy = g_memdup2 (bytes, length);
  g_autoptr (GError) error = NULL;

  if (at < length)
    copy[at] = (char) (copy[at] ^ flip);
  g_file_set_contents (path, copy, (gssize) length, &error);
  g_assert_no_error (error);
}

static void
test_a_flipped_byte_anywhere_is_found (Clinic *clinic)
{
  g_auto (Scene) scene = { NULL };
  g_autoptr (CtBackupInfo) made = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  scene_set (clinic, &scene);
  made = make (clinic);
  g_file_get_contents (made->path, &bytes, &length, NULL);
  for (guint i = 0; i < 60; i++)
    {
      /* Half of them in the first and last blocks, where the headers are. */
      gsize at = i % 4 == 0   ? (gsize) g_test_rand_int_range (0, 2048)
                 : i % 4 == 1 ? length - 1 - (gsize) g_test_rand_int_range (0, 3000)
                              : (gsize) g_test_rand_int_range (0, (gint32) length);

      write_changed (made->path, bytes, length, at, (guint8) g_test_rand_int_range (1, 256));
      assert_refused (clinic, made->path, &passphrase, CT_ERROR_CORRUPT, NULL);
    }
  write_changed (made->path, bytes, length, length, 0);
  assert_tidy (clinic);
}

static void
test_a_backup_that_was_cut_short_is_told (Clinic *clinic)
{
  g_auto (Scene) scene = { NULL };
  g_autoptr (CtBackupInfo) made = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  scene_set (clinic, &scene);
  made = make (clinic);
  g_file_get_contents (made->path, &bytes, &length, NULL);
  for (guint i = 0; i < 20; i++)
    {
      g_file_set_contents (made->path, bytes, g_test_rand_int_range (4096, (gint32) length), NULL);
      assert_refused (clinic, made->path, &passphrase, CT_ERROR_CORRUPT, "cut short");
    }
  g_file_set_contents (made->path, bytes, 100, NULL);
  assert_refused (clinic, made->path, &passphrase, CT_ERROR_CORRUPT, "not a backup");
}

static void
test_a_foreign_file_is_told (Clinic *clinic)
{
  g_autofree char *path = g_build_filename (clinic->folder, "foreign.ctbackup", NULL);
  g_autofree char *noise = g_malloc0 (5000);

  g_file_set_contents (path, "", 0, NULL);
  assert_refused (clinic, path, &passphrase, CT_ERROR_CORRUPT, "not a backup");
  g_file_set_contents (path, noise, 5000, NULL);
  assert_refused (clinic, path, &passphrase, CT_ERROR_CORRUPT, "not a backup");
  assert_refused (clinic, clinic->path, &passphrase, CT_ERROR_CORRUPT, "not a backup");
  assert_refused (clinic, "/nowhere/at-all.ctbackup", &passphrase, CT_ERROR_NOT_FOUND, NULL);
}

static void
test_a_backup_of_a_newer_program_is_told (Clinic *clinic)
{
  g_auto (Scene) scene = { NULL };
  g_autoptr (CtBackupInfo) made = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) manifest = NULL;
  g_autoptr (GError) error = NULL;

  scene_set (clinic, &scene);
  made = make (clinic);
  made->schema = 9999;
  text = ct_backup_info_to_text (made);
  manifest = g_bytes_new (text, strlen (text));
  ct_archive_write (made->path, &(CtArchiveMember) { "manifest", manifest, NULL }, 1, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_refused (clinic, made->path, &passphrase, CT_ERROR_DENIED, "newer");
}

/* Whoever made it: rows that are not as promised are not believed. */
static void
test_a_manifest_that_promises_more_is_found_out (Clinic *clinic)
{
  g_auto (Scene) scene = { NULL };
  g_autoptr (CtBackupInfo) made = NULL;
  g_autofree char *text = NULL;
  g_autofree char *keys = ct_keyring_path_for (clinic->path);
  g_autoptr (GBytes) manifest = NULL;
  g_autoptr (GError) error = NULL;
  CtArchiveMember members[3] = { { "manifest", NULL, NULL }, { "database", NULL, clinic->path }, { "keyring", NULL, keys } };

  scene_set (clinic, &scene);
  made = make (clinic);
  clinic_close (clinic);
  made->head_id++;
  text = ct_backup_info_to_text (made);
  members[0].bytes = manifest = g_bytes_new (text, strlen (text));
  ct_archive_write (made->path, members, 3, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_refused (clinic, made->path, &passphrase, CT_ERROR_CORRUPT, "promises");
}

/* ---- While people work ---- */

static gpointer
add_patient_work (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtPatient) patient = make_patient ("Reyes", "Marisol");

  return ct_unit_insert (unit, patient, error) ? CT_WORK_DONE : NULL;
}

static gpointer
keep_writing (gpointer data)
{
  Clinic *clinic = data;
  gint *stop = g_object_get_data (G_OBJECT (clinic->store), "stop");

  while (!g_atomic_int_get (stop))
    clinic_write (clinic, add_patient_work, NULL);
  return NULL;
}

static void
test_backups_are_whole_while_people_write (Clinic *clinic)
{
  g_auto (Scene) scene = { NULL };
  gint64 seen = 0;
  gint stop = 0;
  GThread *writer;

  scene_set (clinic, &scene);
  g_object_set_data (G_OBJECT (clinic->store), "stop", &stop);
  writer = g_thread_new ("writer", keep_writing, clinic);
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (CtBackupInfo) made = make (clinic);
      gint64 patients = ct_backup_info_count (made, "patient");

      /* An act for every patient and one for each of the site and two chairs: the state is one between two commits. */
      g_assert_cmpint (made->head_id, ==, patients + 3);
      g_assert_cmpint (patients, >=, seen);
      seen = patients;
    }
  g_atomic_int_set (&stop, 1);
  g_thread_join (writer);
}

/* ---- Stopped and killed ---- */

static void
cancel_at (CtBackupPhase phase, gint64 done, gint64 of, gpointer data)
{
  gpointer *stop = data;

  if (phase == (CtBackupPhase) GPOINTER_TO_INT (stop[0]))
    g_cancellable_cancel (stop[1]);
}

static void
test_a_backup_that_is_called_off_leaves_nothing (Clinic *clinic)
{
  g_auto (Scene) scene = { NULL };

  scene_set (clinic, &scene);
  for (int phase = CT_BACKUP_COPYING; phase <= CT_BACKUP_CHECKING; phase++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      gpointer stop[2] = { GINT_TO_POINTER (phase), cancellable };
      const CtBackupRun run = { cancel_at, stop, cancellable };
      g_autoptr (GPtrArray) list = NULL;
      g_autoptr (GDir) dir = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_null (ct_backup_make (clinic->path, clinic_credentials (clinic)->key, NULL, CT_BACKUP_ON_DEMAND,
                                     ct_clock_fixed (&clinic->now_us), &run, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      dir = g_dir_open (scene.folder, 0, NULL);
      g_assert_null (g_dir_read_name (dir));
      assert_tidy (clinic);
    }
}

static void
die_at (CtBackupPhase phase, gint64 done, gint64 of, gpointer data)
{
  int *left = data;

  if ((*left)-- == 0)
    kill (getpid (), SIGKILL);
}

/* Returns whether the child was killed; else it was done before. */
static gboolean
make_and_die (Clinic *clinic, int moment)
{
  const CtBackupRun run = { die_at, &moment, NULL };
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      g_autoptr (CtBackupInfo) info = ct_backup_make (clinic->path, clinic_credentials (clinic)->key, NULL, CT_BACKUP_ON_DEMAND,
                                                      ct_clock_fixed (&clinic->now_us), &run, NULL);

      _exit (info != NULL ? 0 : 1);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) || WEXITSTATUS (status) == 0);
  return WIFSIGNALED (status);
}

static void
test_a_killed_backup_leaves_no_half_that_is_believed (Clinic *clinic)
{
  g_auto (Scene) scene = { NULL };
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  int moment = 0;

  scene_set (clinic, &scene);
  clinic_close (clinic);
  while (make_and_die (clinic, moment))
    {
      g_clear_pointer (&list, g_ptr_array_unref);
      list = ct_backup_list (scene.folder, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (list->len, ==, 0);
      moment++;
    }
  g_assert_cmpint (moment, >, 5);
  /* The one that lived swept up after the others, but for halves that might still be somebody's. */
  assert_tidy (clinic);
  g_clear_pointer (&list, g_ptr_array_unref);
  list = ct_backup_list (scene.folder, &error);
  g_assert_cmpuint (list->len, ==, 1);
  clinic->now_us = g_get_real_time () + 2 * G_TIME_SPAN_DAY;
  ct_backup_info_free (make (clinic));
  dir = g_dir_open (scene.folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    g_assert_true (g_str_has_suffix (name, CT_BACKUP_ENDING));
}

/* ---- No room ---- */

/* What is said of a full disk is one sentence that does not name a file nobody knows. */
static void
assert_plain (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == CT_ERROR);
  g_assert_true (error->code == CT_ERROR_FULL || error->code == CT_ERROR_FAILED);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_null (strstr (error->message, ".chairtime-trial-"));
}

/* For every size up to where it fits: nothing of it is left, and the clinic is as it was. */
static void
test_a_backup_that_finds_no_room_leaves_no_half (Clinic *clinic)
{
  g_auto (Scene) scene = { NULL };
  g_autoptr (CtBackupInfo) info = NULL;
  guint refused = 0;

  scene_set (clinic, &scene);
  clinic_close (clinic);
  for (rlim_t room = 2000; info == NULL; room += room / 4)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GDir) dir = NULL;
      struct rlimit before;

      ct_small_disk_begin (&before, room);
      info = ct_backup_make (clinic->path, clinic_credentials (clinic)->key, NULL, CT_BACKUP_ON_DEMAND,
                             ct_clock_fixed (&clinic->now_us), &quietly, &error);
      ct_small_disk_end (&before);
      assert_tidy (clinic);
      if (info != NULL)
        break;
      assert_plain (error);
      dir = g_dir_open (scene.folder, 0, NULL);
      g_assert_null (g_dir_read_name (dir));
      refused++;
    }
  g_assert_cmpuint (refused, >, 5);
  clinic_reopen (clinic);
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT count(*) FROM patient"), ==, 3);
}

/* The same of a clinic on a server: there it is also the copy that may find no room. */
static void
test_a_servers_backup_that_finds_no_room_leaves_no_half (Clinic *clinic)
{
  Place place;
  g_autofree char *folder = g_dir_make_tmp ("chairtime-backups-XXXXXX", NULL);
  g_autoptr (CtKeyring) keys = ct_keyring_create (CT_KEYRING_LIGHT);
  g_autoptr (CtDatabase) keeper = NULL;
  g_autoptr (CtBackupInfo) info = NULL;
  g_autoptr (GError) failure = NULL;
  CtServerClinic source;
  guint refused = 0;

  clinic_furnish (clinic, &place);
  clinic_close (clinic);
  keeper = ct_database_open (clinic->path, clinic_credentials (clinic), CT_DATABASE_WRITE, &failure);
  g_assert_no_error (failure);
  ct_keyring_set_user (keys, "ana", PASSPHRASE, &failure);
  g_assert_no_error (failure);
  source = (CtServerClinic){ clinic->path, keeper, keys };
  for (rlim_t room = 2000; info == NULL; room += room / 4)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GDir) dir = NULL;
      struct rlimit before;

      ct_small_disk_begin (&before, room);
      info = ct_backup_make_of_server (&source, folder, CT_BACKUP_ON_DEMAND, ct_clock_fixed (&clinic->now_us), &quietly, &error);
      ct_small_disk_end (&before);
      if (info != NULL)
        break;
      assert_plain (error);
      dir = g_dir_open (folder, 0, NULL);
      g_assert_null (g_dir_read_name (dir));
      refused++;
    }
  g_assert_cmpuint (refused, >, 5);
  g_remove (info->path);
  g_rmdir (folder);
}

/* ---- Putting back where something is ---- */

static void
test_restoring_keeps_what_was_there (Clinic *clinic)
{
  g_auto (Scene) scene = { NULL };
  g_autofree char *aside = NULL;
  g_autoptr (CtBackupInfo) made = NULL;
  g_autoptr (CtBackupInfo) back = NULL;
  g_autoptr (CtStore) kept = NULL;
  g_autoptr (GError) error = NULL;

  scene_set (clinic, &scene);
  made = make (clinic);
  clinic_write (clinic, add_patient_work, NULL);
  clinic_close (clinic);
  back = restore (clinic, made->path, clinic->path, &passphrase, &aside, &error);
  g_assert_no_error (error);
  g_assert_nonnull (aside);
  clinic_reopen (clinic);
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT count(*) FROM patient"), ==, 3);
  ct_audit_check_free (verify_chain (clinic->store));
  /* The day's work since then is not lost: it is in the other file, which opens with its own keys. */
  kept = open_at (clinic, aside);
  g_assert_cmpint (ct_store_is_encrypted (kept), ==, clinic->engine->encrypted);
  ct_audit_check_free (verify_chain (kept));
  ct_store_close (kept);
}

static void
test_a_clinic_that_is_open_is_not_replaced (Clinic *clinic)
{
  g_auto (Scene) scene = { NULL };
  g_autofree char *aside = NULL;
  g_autoptr (CtBackupInfo) made = NULL;
  g_autoptr (GError) error = NULL;

  scene_set (clinic, &scene);
  made = make (clinic);
  g_assert_null (restore (clinic, made->path, clinic->path, &passphrase, &aside, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_BUSY);
  clinic_write (clinic, add_patient_work, NULL);
  clinic_reopen (clinic);
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT count(*) FROM patient"), ==, 4);
}

static void
test_another_clinic_is_not_replaced (Clinic *clinic)
{
  g_auto (Scene) scene = { NULL };
  g_autofree char *aside = NULL;
  g_autoptr (CtBackupInfo) made = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtStore) other = NULL;
  guint8 key[CT_STORE_KEY_BYTES] = { 9 };

  scene_set (clinic, &scene);
  made = make (clinic);
  ct_store_create (scene.to, &(CtCredentials){ .key = clinic->engine->encrypted ? key : NULL }, &error);
  g_assert_no_error (error);
  other = ct_store_open (scene.to, &(CtCredentials){ .key = clinic->engine->encrypted ? key : NULL }, ct_clock_fixed (&clinic->now_us), &error);
  g_assert_no_error (error);
  ct_store_write (other, add_patient_work, NULL, &error);
  g_assert_no_error (error);
  ct_store_close (other);
  g_assert_null (restore (clinic, made->path, scene.to, &passphrase, &aside, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_TAKEN);
}

static void
test_a_damaged_clinic_is_replaced_and_kept (Clinic *clinic)
{
  g_auto (Scene) scene = { NULL };
  g_autofree char *aside = NULL;
  g_autofree char *wreck = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (CtBackupInfo) made = NULL;
  g_autoptr (CtBackupInfo) back = NULL;
  g_autoptr (GError) error = NULL;
  gsize length, kept_length;

  scene_set (clinic, &scene);
  made = make (clinic);
  clinic_close (clinic);
  g_file_get_contents (clinic->path, &wreck, &length, NULL);
  memset (wreck, 'x', length / 2);
  g_file_set_contents (clinic->path, wreck, (gssize) length, NULL);
  back = restore (clinic, made->path, clinic->path, &passphrase, &aside, &error);
  g_assert_no_error (error);
  g_file_get_contents (aside, &kept, &kept_length, NULL);
  g_assert_cmpmem (kept, kept_length, wreck, length);
  clinic_reopen (clinic);
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT count(*) FROM patient"), ==, 3);
}

/* A clinic that is damaged already must not be taken for a good backup. */
static void
test_damage_in_the_clinic_is_found_by_the_backup (Clinic *clinic)
{
  g_auto (Scene) scene = { NULL };
  g_autoptr (CtBackupInfo) info = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  scene_set (clinic, &scene);
  clinic_sql (clinic, "DROP TRIGGER audit_no_update; UPDATE audit SET detail = 'never happened' WHERE id = 2");
  info = ct_backup_make (clinic->path, clinic_credentials (clinic)->key, NULL, CT_BACKUP_ON_DEMAND, ct_clock_fixed (&clinic->now_us),
                         &quietly, &error);
  g_assert_null (info);
  g_assert_error (error, CT_ERROR, CT_ERROR_CORRUPT);
  list = ct_backup_list (scene.folder, NULL);
  g_assert_cmpuint (list->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  store_test_add_file ("a-backup-is-put-back-with-a-passphrase", test_a_backup_is_put_back_with_a_passphrase);
  store_test_add_encrypted ("the-recovery-key-opens-a-backup", test_the_recovery_key_opens_a_backup);
  store_test_add_encrypted ("a-wrong-passphrase-is-told-and-restores-nothing",
                            test_a_wrong_passphrase_is_told_and_restores_nothing);
  store_test_add_file ("the-manifest-names-no-patient", test_the_manifest_names_no_patient);
  store_test_add_file ("the-newest-backup-is-listed-first", test_the_newest_backup_is_listed_first);
  store_test_add_file ("a-missing-folder-is-told", test_a_missing_folder_is_told);
  store_test_add_file ("a-backup-that-finds-no-room-leaves-no-half", test_a_backup_that_finds_no_room_leaves_no_half);
  store_test_add_server ("a-servers-backup-that-finds-no-room-leaves-no-half",
                         test_a_servers_backup_that_finds_no_room_leaves_no_half);
  store_test_add_file ("a-flipped-byte-anywhere-is-found", test_a_flipped_byte_anywhere_is_found);
  store_test_add_file ("a-backup-that-was-cut-short-is-told", test_a_backup_that_was_cut_short_is_told);
  store_test_add_file ("a-foreign-file-is-told", test_a_foreign_file_is_told);
  store_test_add_file ("a-backup-of-a-newer-program-is-told", test_a_backup_of_a_newer_program_is_told);
  store_test_add_file ("a-manifest-that-promises-more-is-found-out", test_a_manifest_that_promises_more_is_found_out);
  store_test_add_file ("backups-are-whole-while-people-write", test_backups_are_whole_while_people_write);
  store_test_add_file ("a-backup-that-is-called-off-leaves-nothing", test_a_backup_that_is_called_off_leaves_nothing);
  store_test_add_file ("a-killed-backup-leaves-no-half-that-is-believed",
                  test_a_killed_backup_leaves_no_half_that_is_believed);
  store_test_add_file ("restoring-keeps-what-was-there", test_restoring_keeps_what_was_there);
  store_test_add_file ("a-clinic-that-is-open-is-not-replaced", test_a_clinic_that_is_open_is_not_replaced);
  store_test_add_file ("another-clinic-is-not-replaced", test_another_clinic_is_not_replaced);
  store_test_add_file ("a-damaged-clinic-is-replaced-and-kept", test_a_damaged_clinic_is_replaced_and_kept);
  store_test_add_file ("damage-in-the-clinic-is-found-by-the-backup", test_damage_in_the_clinic_is_found_by_the_backup);
  return g_test_run ();
}
