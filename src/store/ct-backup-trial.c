/* What is in a database, and whether a backup holds what it promises: it is taken apart, opened and counted. */
#include "store/ct-backup-private.h"

#include <glib/gi18n.h>

#include "base/ct-error.h"
#include "store/ct-archive.h"
#include "store/ct-audit.h"
#include "store/ct-keyring.h"
#include "store/ct-migrations.h"
#include "store/ct-unit-private.h"

static char *
first_text (CtUnit *unit, const char *query, GError **error)
{
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, query, "");
  GError *local = NULL;
  char *text = NULL;

  if (rows == NULL)
    return NULL;
  if (ct_rows_next (rows, &local))
    text = ct_rows_dup_text (rows, 0);
  if (local == NULL)
    return text != NULL ? text : g_strdup ("");
  g_propagate_error (error, local);
  return NULL;
}

static gboolean
count_table (CtUnit *unit, CtBackupInfo *info, const char *table, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM \"%s\"", table);
  gint64 rows;

  if (!ct_unit_check (unit, error) || !ct_database_number (unit->database, NULL, sql, NULL, 0, &rows, error))
    return FALSE;
  ct_backup_info_add_count (info, table, rows);
  return TRUE;
}

static gboolean
count_tables (CtUnit *unit, CtBackupInfo *info, GError **error)
{
  g_autoptr (CtCursor) rows = ct_database_query (unit->database, NULL, unit->database->engine->tables, NULL, 0, error);
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (g_free);
  int more = -1;

  while (rows != NULL && (more = ct_cursor_next (rows, error)) > 0)
    g_ptr_array_add (tables, g_strdup (ct_cursor_value (rows, 0).text));
  if (more < 0)
    return FALSE;
  for (guint i = 0; i < tables->len; i++)
    if (!count_table (unit, info, tables->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
find_head (CtUnit *unit, CtBackupInfo *info, GError **error)
{
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "audit.head", "");
  GError *local = NULL;

  if (rows == NULL)
    return FALSE;
  if (ct_rows_next (rows, &local))
    {
      info->head_id = ct_rows_int (rows, 0);
      info->head = ct_rows_dup_text (rows, 1);
      return TRUE;
    }
  if (local == NULL)
    local = g_error_new_literal (CT_ERROR, CT_ERROR_CORRUPT, _("The end of the audit is missing; restore a backup."));
  g_propagate_error (error, local);
  return FALSE;
}

/* What is in the state that the unit sees: all that a manifest says but the time and the reason. */
CtBackupInfo *
ct_backup_look (CtUnit *unit, GError **error)
{
  g_autoptr (CtBackupInfo) info = ct_backup_info_new ();

  info->program = g_strdup (CT_VERSION);
  info->encrypted = ct_database_is_encrypted (unit->database);
  if ((info->clinic_name = first_text (unit, "backup.clinic", error)) == NULL ||
      (info->root = first_text (unit, "backup.root", error)) == NULL ||
      !ct_unit_number (unit, &info->schema, error, "backup.schema", "") || !find_head (unit, info, error) ||
      !count_tables (unit, info, error))
    return NULL;
  return g_steal_pointer (&info);
}

static CtBackupInfo *
follow_chain (CtUnit *unit, GError **error)
{
  g_autoptr (CtAuditCheck) check = ct_audit_verify (unit, error);
  g_autoptr (GTimeZone) utc = NULL;
  g_autofree char *sentence = NULL;

  if (check == NULL)
    return NULL;
  if (check->broken == CT_AUDIT_WHOLE)
    return ct_backup_look (unit, error);
  utc = g_time_zone_new_utc ();
  sentence = ct_audit_check_describe (check, utc);
  g_set_error (error, CT_ERROR, CT_ERROR_CORRUPT, _("The audit’s chain is broken: %s"), sentence);
  return NULL;
}

static void
on_cancelled_cb (GCancellable *cancellable, gpointer database)
{
  ct_database_interrupt (database);
}

/* Looks for damage everywhere: pages, indexes, references, the audit's chain; then counts. */
CtBackupInfo *
ct_backup_examine (CtDatabase *database, const CtBackupRun *run, GError **error)
{
  const CtActor nobody = { 0 };
  CtClock clock = ct_clock_system ();
  g_autoptr (CtUnit) unit = ct_unit_new (database, &nobody, clock, run->cancellable, FALSE);
  CtBackupInfo *info = NULL;
  gulong handler = 0;

  if (run->progress != NULL)
    run->progress (CT_BACKUP_CHECKING, 0, 0, run->data);
  if (run->cancellable != NULL)
    handler = g_cancellable_connect (run->cancellable, G_CALLBACK (on_cancelled_cb), database, NULL);
  if (!g_cancellable_set_error_if_cancelled (run->cancellable, error) &&
      (database->engine->check == NULL || database->engine->check (database, error)) && ct_unit_begin (unit, error))
    info = follow_chain (unit, error);
  ct_unit_rollback (unit);
  g_cancellable_disconnect (run->cancellable, handler);
  return info;
}

/**
 * ct_backup_check_clinic:
 * @clinic_path: a clinic
 * @key: (nullable): its key
 * @run: how it is watched
 * @error: CORRUPT where damage was found, in a sentence
 *
 * Looks through a whole clinic while people work: every page, index and reference, and the audit's chain.
 *
 * Returns: (transfer full) (nullable): what is in it.
 */
CtBackupInfo *
ct_backup_check_clinic (const char *clinic_path, const guint8 *key, const CtBackupRun *run, GError **error)
{
  g_autoptr (CtDatabase) database = NULL;

  g_return_val_if_fail (clinic_path != NULL && run != NULL, NULL);
  database = ct_database_open (clinic_path, &(CtCredentials){ .key = key }, CT_DATABASE_READ, error);
  return database != NULL ? ct_backup_examine (database, run, error) : NULL;
}

/**
 * ct_backup_check_server:
 * @keeper: a connection to a clinic on a server that acts as its keeper
 * @run: how it is watched
 * @error: CORRUPT where the audit's chain is broken, in a sentence
 *
 * Reads the audit from end to end and counts every table; pages and indexes are the server's to look after.
 *
 * Returns: (transfer full) (nullable): what is in it.
 */
CtBackupInfo *
ct_backup_check_server (CtDatabase *keeper, const CtBackupRun *run, GError **error)
{
  g_return_val_if_fail (keeper != NULL && run != NULL, NULL);
  return ct_backup_examine (keeper, run, error);
}

/**
 * ct_backup_read:
 * @path: a backup
 * @error: NOT_FOUND, DENIED, CORRUPT where it is none
 *
 * Reads the manifest alone: that is quick, and says nothing about damage to the rest.
 *
 * Returns: (transfer full) (nullable): what it promises.
 */
CtBackupInfo *
ct_backup_read (const char *path, GError **error)
{
  g_autoptr (GBytes) manifest = NULL;
  CtBackupInfo *info;
  gsize length;
  const char *text;

  g_return_val_if_fail (path != NULL, NULL);
  if ((manifest = ct_archive_peek (path, CT_BACKUP_MANIFEST, error)) == NULL)
    return NULL;
  text = g_bytes_get_data (manifest, &length);
  if ((info = ct_backup_info_parse (text, length)) == NULL)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_CORRUPT,
                   _("The backup “%s” is damaged, or of a kind that this program does not know."), path);
      return NULL;
    }
  info->path = g_strdup (path);
  return info;
}

static gboolean
check_version (const CtBackupInfo *info, GError **error)
{
  if (info->schema > ct_migrations_latest (ct_database_sqlite ()))
    g_set_error (error, CT_ERROR, CT_ERROR_DENIED,
                 _("The backup was made by a newer Chairtime (%s); update this program to use it."), info->program);
  else if (info->encrypted && !ct_store_can_encrypt ())
    g_set_error_literal (error, CT_ERROR, CT_ERROR_DENIED,
                         _("The backup is encrypted, and this program was built without encryption."));
  else
    return TRUE;
  return FALSE;
}

/* The key from whatever the caller has of it. */
static gboolean
find_key (CtTrial *self, const CtBackupKey *given, GError **error)
{
  g_autofree char *path = ct_scratch_path (&self->scratch, CT_BACKUP_KEYRING);
  g_autoptr (CtKeyring) keyring = NULL;

  if (!self->info->encrypted)
    return TRUE;
  if ((keyring = ct_keyring_load (path, error)) == NULL)
    return FALSE;
  if (given->key != NULL)
    ct_keyring_unlock_with_key (keyring, given->key);
  else if (given->recovery_key != NULL ? !ct_keyring_unlock_recovery (keyring, given->recovery_key, error)
                                       : !ct_keyring_unlock (keyring, given->login, given->passphrase, error))
    return FALSE;
  self->key = ct_keyring_dup_key (keyring);
  return TRUE;
}

/* Takes a backup apart in a folder of its own in @base; its seal has then been checked, and the key found. */
gboolean
ct_trial_open (CtTrial *self, const char *path, const CtBackupKey *key, const char *base, const CtBackupRun *run,
               GError **error)
{
  return (self->info = ct_backup_read (path, error)) != NULL && check_version (self->info, error) &&
         ct_scratch_make (&self->scratch, base, error) &&
         ct_archive_unpack (path, self->scratch.folder, run->progress, run->data, run->cancellable, error) &&
         find_key (self, key, error);
}

/* Removes what was taken apart, and wipes the key. */
void
ct_trial_clear (CtTrial *self)
{
  ct_scratch_clear (&self->scratch);
  g_clear_pointer (&self->info, ct_backup_info_free);
  g_clear_pointer (&self->key, ct_keyring_key_free);
}

/* What the database itself says would name a scratch file nobody knows. */
static CtDatabase *
open_database (CtTrial *self, const char *path, GError **error)
{
  g_autofree char *file = ct_scratch_path (&self->scratch, CT_BACKUP_DATABASE);
  g_autoptr (GError) local = NULL;
  CtDatabase *database = ct_database_open (file, &(CtCredentials){ .key = self->key }, CT_DATABASE_READ, &local);

  if (database != NULL)
    return database;
  if (g_error_matches (local, CT_ERROR, CT_ERROR_PASSPHRASE))
    g_set_error (error, CT_ERROR, CT_ERROR_PASSPHRASE, _("The backup “%s” is of another clinic."), path);
  else if (g_error_matches (local, CT_ERROR, CT_ERROR_CORRUPT))
    g_set_error (error, CT_ERROR, CT_ERROR_CORRUPT, _("The backup “%s” is damaged; use another one."), path);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* Whether what was taken apart is what the manifest promises. */
gboolean
ct_trial_pass (CtTrial *self, const char *path, const CtBackupRun *run, GError **error)
{
  g_autoptr (CtDatabase) database = open_database (self, path, error);
  g_autoptr (CtBackupInfo) found = database != NULL ? ct_backup_examine (database, run, error) : NULL;
  const char *differs;

  if (found == NULL)
    return FALSE;
  if ((differs = ct_backup_info_compare (self->info, found)) == NULL)
    return TRUE;
  g_set_error (error, CT_ERROR, CT_ERROR_CORRUPT,
               _("The backup “%s” does not hold what it promises (%s); use another one."), path, differs);
  return FALSE;
}

/**
 * ct_backup_verify:
 * @path: a backup
 * @key: what opens it
 * @scratch_folder: a folder where it can be put back on trial
 * @run: how it is watched
 * @error: PASSPHRASE, CORRUPT (damaged, cut short, foreign), DENIED (newer than this program), NOT_FOUND, FULL
 *
 * Puts a backup back in a place of no consequence, and compares everything with what it promises.
 *
 * Returns: (transfer full) (nullable): what is in it.
 */
CtBackupInfo *
ct_backup_verify (const char *path, const CtBackupKey *key, const char *scratch_folder, const CtBackupRun *run,
                  GError **error)
{
  g_auto (CtTrial) trial = { { NULL } };

  g_return_val_if_fail (path != NULL && key != NULL && scratch_folder != NULL && run != NULL, NULL);
  if (!ct_trial_open (&trial, path, key, scratch_folder, run, error) || !ct_trial_pass (&trial, path, run, error))
    return NULL;
  return g_steal_pointer (&trial.info);
}
