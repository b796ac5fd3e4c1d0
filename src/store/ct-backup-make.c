/* Making a backup: a copy of one state while people work, packed, put on trial, and only then given its name. */
#include "store/ct-backup-private.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/ct-error.h"
#include "base/ct-place.h"
#include "store/ct-archive.h"
#include "store/ct-keyring.h"
#include "store/ct-unit-private.h"

#define PARTIAL_ENDING CT_BACKUP_ENDING ".partial"
#define STALE_US       (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)
#define CLINIC_ENDING  ".chairtime"

/* What is backed up: a file with its key, or a clinic on a server. */
typedef struct
{
  const char           *place;
  const guint8         *key;
  const CtServerClinic *server; /* (nullable) */
} Source;

static char *
clinic_stem (const char *place)
{
  char *stem = ct_place_is_server (place) ? ct_place_database (place) : g_path_get_basename (place);

  if (g_str_has_suffix (stem, CLINIC_ENDING) && strlen (stem) > strlen (CLINIC_ENDING))
    stem[strlen (stem) - strlen (CLINIC_ENDING)] = '\0';
  return stem;
}

/**
 * ct_backup_default_folder:
 * @place: a clinic
 *
 * Returns: (transfer full): where its backups go as long as nobody chose a folder: beside it, and from a server to where
 *   this computer keeps clinics.
 */
char *
ct_backup_default_folder (const char *place)
{
  g_autofree char *beside = NULL;
  g_autofree char *stem = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (place != NULL, NULL);
  beside = ct_place_is_server (place) ? g_build_filename (g_get_user_data_dir (), "chairtime", NULL)
                                      : g_path_get_dirname (place);
  stem = clinic_stem (place);
  name = g_strconcat (stem, "-backups", NULL);
  return g_build_filename (beside, name, NULL);
}

/**
 * ct_backup_scratch_folder:
 * @place: a clinic
 *
 * Returns: (transfer full): where its backups are put together and tried: beside it, and of one on a server where this
 *   computer keeps what it can do without; made where it is not there.
 */
char *
ct_backup_scratch_folder (const char *place)
{
  char *folder;

  g_return_val_if_fail (place != NULL, NULL);
  if (!ct_place_is_server (place))
    return g_path_get_dirname (place);
  folder = g_build_filename (g_get_user_cache_dir (), "chairtime", NULL);
  g_mkdir_with_parents (folder, 0700);
  return folder;
}

/* "harbor-20261126T180000Z.ctbackup", with a number where two were made in one second. */
static char *
choose_name (const char *place, const char *folder, gint64 made_us)
{
  g_autoptr (GDateTime) made = g_date_time_new_from_unix_utc (made_us / G_USEC_PER_SEC);
  g_autofree char *when = g_date_time_format (made, "%Y%m%dT%H%M%SZ");
  g_autofree char *stem = clinic_stem (place);
  char *path = NULL;

  for (guint n = 1; path == NULL || g_file_test (path, G_FILE_TEST_EXISTS); n++)
    {
      g_autofree char *name = n == 1 ? g_strdup_printf ("%s-%s" CT_BACKUP_ENDING, stem, when)
                                     : g_strdup_printf ("%s-%s-%u" CT_BACKUP_ENDING, stem, when, n);

      g_free (path);
      path = g_build_filename (folder, name, NULL);
    }
  return path;
}

static char *
partial_path (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);

  name[strlen (name) - strlen (CT_BACKUP_ENDING)] = '\0';
  return g_strconcat (folder, G_DIR_SEPARATOR_S ".", name, PARTIAL_ENDING, NULL);
}

/* Halves that a killed program left; another desk may be at a younger one. */
static void
sweep_partial (const char *folder, gint64 now_us)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  GStatBuf info;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (name[0] == '.' && g_str_has_suffix (name, PARTIAL_ENDING) && g_stat (path, &info) == 0 &&
          now_us - (gint64) info.st_mtime * G_USEC_PER_SEC > STALE_US)
        g_remove (path);
    }
}

/* ---- One state of the clinic ---- */

static gboolean
on_copied (gint64 done, gint64 of, gpointer data, GError **error)
{
  const CtBackupRun *run = data;

  if (run->progress != NULL)
    run->progress (CT_BACKUP_COPYING, done, of, run->data);
  return !g_cancellable_set_error_if_cancelled (run->cancellable, error);
}

/* What is counted is what is copied: both are read in one transaction. */
static CtBackupInfo *
copy_state (CtUnit *unit, const char *to, const guint8 *key, const CtBackupRun *run, GError **error)
{
  g_autoptr (CtBackupInfo) info = ct_backup_look (unit, error);

  if (info == NULL ||
      !unit->database->engine->copy (unit->database, to, key, on_copied, (gpointer) run, error))
    return NULL;
  return g_steal_pointer (&info);
}

static CtBackupInfo *
copy_file (const Source *source, const char *to, CtClock clock, const CtBackupRun *run, GError **error)
{
  const CtActor nobody = { 0 };
  const CtCredentials credentials = { .key = source->key };
  g_autoptr (CtDatabase) database = ct_database_open (source->place, &credentials, CT_DATABASE_READ, error);
  g_autoptr (CtUnit) unit = NULL;
  CtBackupInfo *info = NULL;

  if (database == NULL)
    return NULL;
  unit = ct_unit_new (database, &nobody, clock, run->cancellable, FALSE);
  if (ct_unit_begin (unit, error))
    info = copy_state (unit, to, ct_database_is_encrypted (database) ? source->key : NULL, run, error);
  ct_unit_rollback (unit);
  if (info != NULL)
    info->made_us = unit->now_us;
  return info;
}

static CtBackupInfo *
copy_clinic (const Source *source, const char *to, CtClock clock, const CtBackupRun *run, GError **error)
{
  return source->server != NULL ? ct_backup_copy_server (source->server->keeper, to, source->key, clock, run, error)
                                : copy_file (source, to, clock, run, error);
}

/* ---- The container ---- */

/* Of a clinic in a file it is the one beside it; one without encryption need not have any. */
static CtArchiveMember
keyring_member (const Source *source, const CtBackupInfo *info, char **holder)
{
  CtArchiveMember member = { CT_BACKUP_KEYRING, NULL, NULL };

  if (source->server != NULL)
    {
      char *text = info->encrypted ? ct_keyring_to_text (source->server->keys) : NULL;

      member.bytes = text != NULL ? g_bytes_new_take (text, strlen (text)) : NULL;
      return member;
    }
  *holder = ct_keyring_path_for (source->place);
  member.path = g_file_test (*holder, G_FILE_TEST_EXISTS) || info->encrypted ? *holder : NULL;
  return member;
}

static gboolean
pack (const Source *source, const CtBackupInfo *info, const char *database_path, const char *path, const CtBackupRun *run,
      GError **error)
{
  char *text = ct_backup_info_to_text (info);
  g_autoptr (GBytes) manifest = g_bytes_new_take (text, strlen (text));
  g_autofree char *keys_path = NULL;
  const CtArchiveMember keys = keyring_member (source, info, &keys_path);
  g_autoptr (GBytes) keys_bytes = keys.bytes;
  const CtArchiveMember members[] = { { CT_BACKUP_MANIFEST, manifest, NULL },
                                      { CT_BACKUP_DATABASE, NULL, database_path },
                                      keys };
  guint n = keys.bytes != NULL || keys.path != NULL ? 3 : 2;

  return ct_archive_write (path, members, n, run->progress, run->data, run->cancellable, error);
}

static CtBackupInfo *
copy_and_pack (const Source *source, const char *scratch_base, const char *kind, const char *path, CtClock clock,
               const CtBackupRun *run, GError **error)
{
  g_auto (CtScratch) scratch = { NULL };
  g_autofree char *database_path = NULL;
  g_autoptr (CtBackupInfo) info = NULL;

  if (!ct_scratch_make (&scratch, scratch_base, error))
    return NULL;
  database_path = ct_scratch_path (&scratch, CT_BACKUP_DATABASE);
  if ((info = copy_clinic (source, database_path, clock, run, error)) == NULL)
    return NULL;
  info->kind = g_strdup (kind);
  return pack (source, info, database_path, path, run, error) ? g_steal_pointer (&info) : NULL;
}

/* On the disk, tried, and only now with a name by which anybody would believe it. */
static CtBackupInfo *
make_at (const Source *source, const char *path, const char *kind, CtClock clock, const CtBackupRun *run, GError **error)
{
  g_autofree char *partial = partial_path (path);
  g_autofree char *scratch_base = ct_backup_scratch_folder (source->place);
  g_autofree char *folder = g_path_get_dirname (path);
  const CtBackupKey trial_key = { .key = source->key };
  g_autoptr (CtBackupInfo) info = copy_and_pack (source, scratch_base, kind, partial, clock, run, error);
  g_autoptr (CtBackupInfo) tried =
      info != NULL ? ct_backup_verify (partial, &trial_key, scratch_base, run, error) : NULL;

  if (tried != NULL && g_rename (partial, path) != 0)
    {
      ct_backup_fail_errno (error, errno, path);
      g_clear_pointer (&tried, ct_backup_info_free);
    }
  if (tried == NULL || !ct_backup_sync_folder (folder, error))
    {
      g_remove (partial);
      return NULL;
    }
  g_free (tried->path);
  tried->path = g_strdup (path);
  return g_steal_pointer (&tried);
}

static gint64
size_of (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 ? info.st_size : 0;
}

/* Only the folder that nobody chose is made where it is not there: an unplugged disk must not look like a full one. */
static char *
find_folder (const char *place, const char *chosen, GError **error)
{
  g_autofree char *folder = chosen != NULL ? g_strdup (chosen) : ct_backup_default_folder (place);

  if (chosen == NULL && g_mkdir_with_parents (folder, 0700) != 0)
    {
      ct_backup_fail_errno (error, errno, folder);
      return NULL;
    }
  if (chosen == NULL || g_file_test (folder, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&folder);
  g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND,
               _("The folder for backups “%s” is not there; connect its disk, or choose another folder."), folder);
  return NULL;
}

static CtBackupInfo *
make (const Source *source, const char *chosen, const char *kind, CtClock clock, const CtBackupRun *run, GError **error)
{
  g_autofree char *folder = find_folder (source->place, chosen, error);
  g_autofree char *path = NULL;
  CtBackupInfo *info;

  if (folder == NULL)
    return NULL;
  sweep_partial (folder, ct_clock_now (&clock));
  path = choose_name (source->place, folder, ct_clock_now (&clock));
  info = make_at (source, path, kind, clock, run, error);
  if (info != NULL)
    info->bytes = size_of (path);
  return info;
}

/**
 * ct_backup_make:
 * @clinic_path: a clinic; people may be working in it
 * @key: (nullable): its key
 * @folder: (nullable): where to; must be there. %NULL: the default folder, made where it is not there
 * @kind: why
 * @clock: the present
 * @run: how it is watched
 * @error: NOT_FOUND where the folder is not there, FULL, DENIED, CORRUPT where the clinic itself is damaged
 *
 * Copies one state of a clinic and its keyring into one file, encrypted with the clinic's own key, puts it back on trial
 * and compares; it gets its name when it has passed.
 *
 * Returns: (transfer full) (nullable): what was made, with its path.
 */
CtBackupInfo *
ct_backup_make (const char *clinic_path, const guint8 *key, const char *folder, const char *kind, CtClock clock,
                const CtBackupRun *run, GError **error)
{
  const Source source = { clinic_path, ct_store_can_encrypt () ? key : NULL, NULL };

  g_return_val_if_fail (clinic_path != NULL && kind != NULL && run != NULL, NULL);
  return make (&source, folder, kind, clock, run, error);
}

/**
 * ct_backup_make_of_server:
 * @clinic: a clinic on a server; people may be working in it
 * @folder: (nullable): where to; must be there. %NULL: the default folder, made where it is not there
 * @kind: why
 * @clock: the present
 * @run: how it is watched
 * @error: NOT_FOUND where the folder is not there, FULL, DENIED, OFFLINE, CORRUPT
 *
 * Copies one state of the clinic into a file of its own, compares every row with the server's in the same state, and packs
 * and tries it like any other: what comes out is a backup like that of a file.
 *
 * Returns: (transfer full) (nullable): what was made, with its path.
 */
CtBackupInfo *
ct_backup_make_of_server (const CtServerClinic *clinic, const char *folder, const char *kind, CtClock clock,
                          const CtBackupRun *run, GError **error)
{
  g_return_val_if_fail (clinic != NULL && kind != NULL && run != NULL, NULL);
  return make (&(Source){ clinic->place, ct_store_can_encrypt () ? ct_keyring_key (clinic->keys) : NULL, clinic }, folder,
               kind, clock, run, error);
}

/* ---- Before an upgrade ---- */

typedef struct
{
  const char   *clinic_path;
  const guint8 *key;
  CtClock       clock;
} Opening;

static gboolean
back_up_before (gpointer data, GError **error)
{
  const Opening *opening = data;
  const CtBackupRun run = { NULL, NULL, NULL };
  g_autoptr (CtBackupInfo) info =
      ct_backup_make (opening->clinic_path, opening->key, NULL, CT_BACKUP_BEFORE_UPGRADE, opening->clock, &run, error);

  return info != NULL;
}

/**
 * ct_backup_open_store:
 * @clinic_path: a clinic in a file
 * @key: (nullable): its key
 * @clock: the present
 * @error: as for ct_store_open(); or why there is no backup, and then nothing was upgraded
 *
 * Opens a clinic; where its schema is older than this program, it is backed up beside it first.
 *
 * Returns: (transfer full) (nullable): the store.
 */
CtStore *
ct_backup_open_store (const char *clinic_path, const guint8 *key, CtClock clock, GError **error)
{
  Opening opening = { clinic_path, key, clock };
  const CtUpgrade upgrade = { back_up_before, &opening };
  const CtCredentials credentials = { .key = key };

  g_return_val_if_fail (clinic_path != NULL, NULL);
  return ct_store_open_prepared (clinic_path, &credentials, clock, &upgrade, error);
}

/* ---- What is there ---- */

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  gint64 left = (*(const CtBackupInfo *const *) a)->made_us, right = (*(const CtBackupInfo *const *) b)->made_us;

  return left < right ? 1 : left > right ? -1 : 0;
}

/**
 * ct_backup_list:
 * @folder: where backups are
 * @error: NOT_FOUND, DENIED
 *
 * Reads the manifests in a folder. Files that are no backups are left out.
 *
 * Returns: (transfer full) (nullable) (element-type CtBackupInfo): what is there, newest first.
 */
GPtrArray *
ct_backup_list (const char *folder, GError **error)
{
  g_autoptr (GDir) dir = NULL;
  GPtrArray *list;
  const char *name;

  g_return_val_if_fail (folder != NULL, NULL);
  errno = 0;
  if ((dir = g_dir_open (folder, 0, NULL)) == NULL)
    {
      ct_backup_fail_errno (error, errno, folder);
      return NULL;
    }
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_backup_info_free);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      CtBackupInfo *info = name[0] != '.' && g_str_has_suffix (name, CT_BACKUP_ENDING) ? ct_backup_read (path, NULL) : NULL;

      if (info == NULL)
        continue;
      info->bytes = size_of (path);
      g_ptr_array_add (list, info);
    }
  g_ptr_array_sort (list, compare_newest_first);
  return list;
}
