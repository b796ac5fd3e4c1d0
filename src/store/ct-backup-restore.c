/* Putting a backup back: tried first, then put in the place of what was there, which is kept under another name. */
#include "store/ct-backup-private.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "base/ct-error.h"
#include "store/ct-database-file.h"
#include "store/ct-keyring.h"
#include "store/ct-unit-private.h"

/* ---- The act, in the restored clinic's own audit ---- */

static gboolean
note_act (CtDatabase *database, const CtRestore *restore, GError **error)
{
  g_autoptr (CtUnit) unit = ct_unit_new (database, &restore->actor, restore->clock, NULL, TRUE);

  if (ct_unit_begin (unit, error) && restore->note (unit, restore->note_data, error) != NULL &&
      ct_unit_prepare (unit, error) && ct_unit_commit (unit, error))
    return TRUE;
  ct_unit_rollback (unit);
  return FALSE;
}

/* Leaves one file behind, with nothing beside it, all of it on the disk. */
static gboolean
note_and_close (CtTrial *trial, const char *path, const CtRestore *restore, GError **error)
{
  g_autoptr (CtDatabase) database = ct_database_open (path, &(CtCredentials){ .key = trial->key }, CT_DATABASE_WRITE, error);

  return database != NULL && (restore->note == NULL || note_act (database, restore, error)) &&
         ct_database_script (database, "PRAGMA wal_checkpoint (TRUNCATE)", error);
}

/* ---- What is there already ---- */

static gboolean
is_there (const char *path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Holds what is there against everybody, its log emptied into it; %NULL without @error where it is too damaged for that. */
static CtDatabase *
hold (const char *to, const guint8 *key, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CtDatabase) database = ct_database_open (to, &(CtCredentials){ .key = key }, CT_DATABASE_WRITE, &local);
  CtCursor *rows;
  gboolean emptied = FALSE;

  if (database == NULL && g_error_matches (local, CT_ERROR, CT_ERROR_PASSPHRASE))
    {
      g_set_error (error, CT_ERROR, CT_ERROR_TAKEN,
                   _("At “%s” is another clinic than the backup's; restore it to another place."), to);
      return NULL;
    }
  if (database == NULL)
    return NULL;
  rows = ct_database_query (database, NULL, "PRAGMA journal_mode = DELETE", NULL, 0, &local);
  if (rows != NULL && ct_cursor_next (rows, &local) > 0)
    emptied = g_strcmp0 (ct_cursor_value (rows, 0).text, "delete") == 0;
  ct_cursor_free (rows);
  if (emptied && ct_database_script (database, "BEGIN EXCLUSIVE", &local))
    return g_steal_pointer (&database);
  if (local == NULL || g_error_matches (local, CT_ERROR, CT_ERROR_BUSY))
    g_set_error (error, CT_ERROR, CT_ERROR_BUSY,
                 _("The clinic at “%s” is open in another window or at another desk; close it there first."), to);
  return NULL;
}

static gboolean
is_plain_clinic_of (const char *to, const CtBackupInfo *info)
{
  g_autoptr (CtDatabase) database = ct_database_open (to, NULL, CT_DATABASE_READ, NULL);
  g_autoptr (CtUnit) unit = NULL;
  g_autoptr (CtBackupInfo) found = NULL;
  const CtActor nobody = { 0 };

  if (database == NULL)
    return TRUE;
  unit = ct_unit_new (database, &nobody, ct_clock_system (), NULL, FALSE);
  if (ct_unit_begin (unit, NULL))
    found = ct_backup_look (unit, NULL);
  ct_unit_rollback (unit);
  return found == NULL || g_strcmp0 (found->root, info->root) == 0;
}

/* An encrypted clinic shows by its key whose it is; one that is not, by where its audit begins. */
static gboolean
check_same_clinic (const CtTrial *trial, const char *to, GError **error)
{
  if (!is_there (to) || !ct_database_file_is_plain (to) || is_plain_clinic_of (to, trial->info))
    return TRUE;
  g_set_error (error, CT_ERROR, CT_ERROR_TAKEN,
               _("At “%s” is another clinic than the backup's; restore it to another place."), to);
  return FALSE;
}

/* "harbor.chairtime.replaced-20261126T180500Z": with its keys beside it that is a clinic like any other. */
static char *
aside_path (const char *to, gint64 now_us)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);
  g_autofree char *when = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  char *path = NULL;

  for (guint n = 1; path == NULL || is_there (path); n++)
    {
      g_free (path);
      path = n == 1 ? g_strdup_printf ("%s.replaced-%s", to, when) : g_strdup_printf ("%s.replaced-%s-%u", to, when, n);
    }
  return path;
}

/* A second name first, so that at no moment nothing is there; where the disk knows no second names, one after the other. */
static gboolean
keep_as (const char *from, const char *aside, GError **error)
{
  if (!is_there (from) || link (from, aside) == 0 || g_rename (from, aside) == 0)
    return TRUE;
  return ct_backup_fail_errno (error, errno, aside);
}

/* The log of a damaged clinic goes with it: to a new file it would be poison. */
static gboolean
move_log (const char *to, const char *aside, const char *ending, GError **error)
{
  g_autofree char *from = g_strconcat (to, ending, NULL);
  g_autofree char *kept = g_strconcat (aside, ending, NULL);

  return !is_there (from) || g_rename (from, kept) == 0 || ct_backup_fail_errno (error, errno, kept);
}

static gboolean
put_aside (const char *to, const char *aside, GError **error)
{
  g_autofree char *keys = ct_keyring_path_for (to);
  g_autofree char *kept_keys = ct_keyring_path_for (aside);

  return keep_as (to, aside, error) && keep_as (keys, kept_keys, error) && move_log (to, aside, "-wal", error) &&
         move_log (to, aside, "-shm", error);
}

static gboolean
put_file (const char *from, const char *to, GError **error)
{
  return g_rename (from, to) == 0 || ct_backup_fail_errno (error, errno, to);
}

/* ---- All of it ---- */

/* The database last: as long as it is not in its place, the clinic that was there is the one that is there. */
static gboolean
put_in_place (CtTrial *trial, const char *to, const char *aside, GError **error)
{
  g_autofree char *database = ct_scratch_path (&trial->scratch, CT_BACKUP_DATABASE);
  g_autofree char *keyring = ct_scratch_path (&trial->scratch, CT_BACKUP_KEYRING);
  g_autofree char *keys = ct_keyring_path_for (to);
  g_autofree char *folder = g_path_get_dirname (to);

  return (aside == NULL || put_aside (to, aside, error)) &&
         (!is_there (keyring) || put_file (keyring, keys, error)) && put_file (database, to, error) &&
         ct_backup_sync_folder (folder, error);
}

/* What now lies there, read from the disk once more. */
static CtBackupInfo *
look_again (CtTrial *trial, const CtRestore *restore, GError **error)
{
  const CtActor nobody = { 0 };
  g_autoptr (CtDatabase) database = ct_database_open (restore->to, &(CtCredentials){ .key = trial->key }, CT_DATABASE_READ, error);
  g_autoptr (CtUnit) unit = NULL;
  g_autoptr (CtBackupInfo) found = NULL;

  if (database == NULL)
    return NULL;
  unit = ct_unit_new (database, &nobody, restore->clock, NULL, FALSE);
  if (ct_unit_begin (unit, error))
    found = ct_backup_look (unit, error);
  ct_unit_rollback (unit);
  if (found == NULL)
    return NULL;
  if (g_strcmp0 (found->root, trial->info->root) == 0 && found->head_id >= trial->info->head_id)
    return ct_backup_info_copy (trial->info);
  g_set_error (error, CT_ERROR, CT_ERROR_CORRUPT, _("What was restored to “%s” is not what the backup held."),
               restore->to);
  return NULL;
}

/* The clinic that is there is held until the other is in its place, so that nobody opens it in between. */
static gboolean
replace (CtTrial *trial, const CtRestore *restore, char **aside, GError **error)
{
  g_autoptr (CtDatabase) held = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *keys = ct_keyring_path_for (restore->to);
  gboolean there = is_there (restore->to) || is_there (keys);

  if (!check_same_clinic (trial, restore->to, error))
    return FALSE;
  if (is_there (restore->to) && (held = hold (restore->to, trial->key, &local)) == NULL && local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  *aside = there ? aside_path (restore->to, ct_clock_now (&restore->clock)) : NULL;
  if (put_in_place (trial, restore->to, *aside, error))
    return TRUE;
  if (held != NULL)
    ct_database_script (held, "ROLLBACK; PRAGMA journal_mode = WAL", NULL);
  return FALSE;
}

/**
 * ct_backup_restore:
 * @restore: what to put back, and where
 * @run: how it is watched; once the trial is passed it can't be stopped
 * @aside: (out) (transfer full) (nullable): where what was there is kept, %NULL where nothing was
 * @error: PASSPHRASE, CORRUPT, DENIED, NOT_FOUND, FULL; BUSY where the clinic is open somewhere, TAKEN where another clinic is
 *
 * Puts a backup on trial, enters the act in its audit, keeps what was there under another name, and puts the backup in its
 * place. Until the last step nothing of what was there is touched.
 *
 * Returns: (transfer full) (nullable): what was restored.
 */
CtBackupInfo *
ct_backup_restore (const CtRestore *restore, const CtBackupRun *run, char **aside, GError **error)
{
  g_auto (CtTrial) trial = { { NULL } };
  g_autofree char *base = NULL;
  g_autofree char *database = NULL;

  g_return_val_if_fail (restore != NULL && run != NULL && aside != NULL, NULL);
  *aside = NULL;
  base = g_path_get_dirname (restore->to);
  if (!ct_trial_open (&trial, restore->backup, restore->key, base, run, error) ||
      !ct_trial_pass (&trial, restore->backup, run, error))
    return NULL;
  database = ct_scratch_path (&trial.scratch, CT_BACKUP_DATABASE);
  if (!note_and_close (&trial, database, restore, error) || !replace (&trial, restore, aside, error))
    return NULL;
  return look_again (&trial, restore, error);
}
