#include "ct-fault-vfs.h"

#include <sqlite3.h>
#include <string.h>

#define SECTOR 512

/* What was written to a file since it was last synced; a length below 0 stands for a cut to @offset. */
typedef struct
{
  gint64 offset;
  gint64 length;
  guint8 *bytes;
} Pending;

/* What of a file would be there after the power failed. */
typedef struct
{
  GByteArray *synced;
  GArray     *pending; /* of Pending */
} Disk;

typedef struct
{
  sqlite3_file  base;
  sqlite3_file *real;
  char         *path;
} FaultFile;

static struct
{
  sqlite3_vfs  vfs;
  sqlite3_vfs *real;
  GMutex       mutex; /* guards all below */
  gboolean     armed;
  gboolean     lasting;
  CtFaultKind  kind;
  guint        nth;
  guint        count;
  guint        fired;
  char        *victim;
  gboolean     dark;   /* the power has failed */
  GHashTable  *disks;  /* path → Disk; kept while lies and power cuts are armed */
} fault;

/* ---- When to fail ---- */

/* Whether this operation of this kind is the one that fails. */
static gboolean
strikes (CtFaultKind kind, const char *path)
{
  gboolean strike;

  g_mutex_lock (&fault.mutex);
  strike = fault.armed && fault.kind == kind &&
           (++fault.count == fault.nth || (fault.lasting && fault.count > fault.nth));
  if (strike && fault.fired++ == 0)
    {
      g_free (fault.victim);
      fault.victim = g_path_get_basename (path);
    }
  g_mutex_unlock (&fault.mutex);
  return strike;
}

/* The power fails once and stays away. */
static void
count_to_power_cut (const char *path)
{
  if (strikes (CT_FAULT_POWER, path))
    {
      g_mutex_lock (&fault.mutex);
      fault.dark = TRUE;
      g_mutex_unlock (&fault.mutex);
    }
}

/* ---- What is on the disk ---- */

static void
pending_clear (gpointer data)
{
  g_free (((Pending *) data)->bytes);
}

static void
disk_free (gpointer data)
{
  Disk *disk = data;

  /* Of a file that was removed nothing is kept. */
  if (disk == NULL)
    return;
  g_byte_array_unref (disk->synced);
  g_array_unref (disk->pending);
  g_free (disk);
}

static Disk *
disk_of (const char *path)
{
  Disk *disk = g_hash_table_lookup (fault.disks, path);
  char *bytes = NULL;
  gsize length = 0;

  if (disk != NULL)
    return disk;
  disk = g_new0 (Disk, 1);
  disk->pending = g_array_new (FALSE, FALSE, sizeof (Pending));
  g_array_set_clear_func (disk->pending, pending_clear);
  /* What was there before anything went wrong is on the disk. */
  g_file_get_contents (path, &bytes, &length, NULL);
  disk->synced = g_byte_array_new_take ((guint8 *) bytes, length);
  g_hash_table_insert (fault.disks, g_strdup (path), disk);
  return disk;
}

static gboolean
keeps_disks (void)
{
  return fault.disks != NULL && (fault.kind == CT_FAULT_LIE || fault.kind == CT_FAULT_POWER);
}

static void
put (GByteArray *file, gint64 offset, const guint8 *bytes, gint64 length)
{
  guint before = file->len;

  if ((gint64) file->len < offset + length)
    {
      g_byte_array_set_size (file, (guint) (offset + length));
      memset (file->data + before, 0, file->len - before);
    }
  memcpy (file->data + offset, bytes, (gsize) length);
}

static void
apply (GByteArray *file, const Pending *pending)
{
  if (pending->length >= 0)
    put (file, pending->offset, pending->bytes, pending->length);
  else if ((gint64) file->len > pending->offset)
    g_byte_array_set_size (file, (guint) pending->offset);
}

static void
note_write (const char *path, gint64 offset, gconstpointer bytes, gint64 length)
{
  Pending pending = { offset, length, length > 0 ? g_memdup2 (bytes, (gsize) length) : NULL };
  Disk *disk;

  g_mutex_lock (&fault.mutex);
  /* Known before its first change, also in the dark. */
  disk = keeps_disks () ? disk_of (path) : NULL;
  if (disk != NULL && !fault.dark)
    g_array_append_val (disk->pending, pending);
  else
    pending_clear (&pending);
  g_mutex_unlock (&fault.mutex);
}

static void
note_sync (const char *path)
{
  Disk *disk;

  g_mutex_lock (&fault.mutex);
  if (keeps_disks () && !fault.dark)
    {
      disk = disk_of (path);
      for (guint i = 0; i < disk->pending->len; i++)
        apply (disk->synced, &g_array_index (disk->pending, Pending, i));
      g_array_set_size (disk->pending, 0);
    }
  g_mutex_unlock (&fault.mutex);
}

/* The file as it would be found: what was not synced may have got there, in any part and in any order. */
static GByteArray *
what_is_found (const Disk *disk, GRand *chance)
{
  GByteArray *found = g_byte_array_new ();

  g_byte_array_append (found, disk->synced->data, disk->synced->len);
  for (guint i = 0; i < disk->pending->len; i++)
    {
      Pending pending = g_array_index (disk->pending, Pending, i);

      if (g_rand_int_range (chance, 0, 3) == 0)
        continue;
      if (pending.length > SECTOR && g_rand_int_range (chance, 0, 4) == 0)
        pending.length = g_rand_int_range (chance, 0, (gint32) (pending.length / SECTOR)) * SECTOR;
      apply (found, &pending);
    }
  return found;
}

/* ---- Files ---- */

static sqlite3_file *
real_of (sqlite3_file *file)
{
  return ((FaultFile *) file)->real;
}

static const char *
path_of (sqlite3_file *file)
{
  return ((FaultFile *) file)->path;
}

static int
fault_close (sqlite3_file *file)
{
  int code = real_of (file)->pMethods->xClose (real_of (file));

  g_free (((FaultFile *) file)->path);
  return code;
}

static int
fault_read (sqlite3_file *file, void *bytes, int length, sqlite3_int64 offset)
{
  if (strikes (CT_FAULT_READ, path_of (file)))
    return SQLITE_IOERR_READ;
  return real_of (file)->pMethods->xRead (real_of (file), bytes, length, offset);
}

static int
fault_write (sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset)
{
  const char *path = path_of (file);

  if (strikes (CT_FAULT_FULL, path))
    return SQLITE_FULL;
  if (strikes (CT_FAULT_WRITE, path))
    return SQLITE_IOERR_WRITE;
  if (strikes (CT_FAULT_SHORT, path))
    {
      real_of (file)->pMethods->xWrite (real_of (file), bytes, length / 2, offset);
      return SQLITE_FULL;
    }
  count_to_power_cut (path);
  note_write (path, offset, bytes, length);
  return real_of (file)->pMethods->xWrite (real_of (file), bytes, length, offset);
}

static int
fault_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  if (strikes (CT_FAULT_TRUNCATE, path_of (file)))
    return SQLITE_IOERR_TRUNCATE;
  count_to_power_cut (path_of (file));
  note_write (path_of (file), size, NULL, -1);
  return real_of (file)->pMethods->xTruncate (real_of (file), size);
}

static int
fault_sync (sqlite3_file *file, int flags)
{
  if (strikes (CT_FAULT_SYNC, path_of (file)))
    return SQLITE_IOERR_FSYNC;
  count_to_power_cut (path_of (file));
  if (strikes (CT_FAULT_LIE, path_of (file)))
    return SQLITE_OK;
  note_sync (path_of (file));
  return SQLITE_OK; /* the machine itself goes on, so nothing need wait for its disk */
}

static int
fault_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return real_of (file)->pMethods->xFileSize (real_of (file), size);
}

static int
fault_lock (sqlite3_file *file, int lock)
{
  return real_of (file)->pMethods->xLock (real_of (file), lock);
}

static int
fault_unlock (sqlite3_file *file, int lock)
{
  return real_of (file)->pMethods->xUnlock (real_of (file), lock);
}

static int
fault_check_lock (sqlite3_file *file, int *locked)
{
  return real_of (file)->pMethods->xCheckReservedLock (real_of (file), locked);
}

static int
fault_control (sqlite3_file *file, int op, void *arg)
{
  return real_of (file)->pMethods->xFileControl (real_of (file), op, arg);
}

static int
fault_sector_size (sqlite3_file *file)
{
  return real_of (file)->pMethods->xSectorSize (real_of (file));
}

/* A disk that may tear what it writes promises nothing. */
static int
fault_characteristics (sqlite3_file *file)
{
  return 0;
}

static int
fault_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
  if (strikes (CT_FAULT_SHARE, path_of (file)))
    return SQLITE_IOERR_SHMMAP;
  return real_of (file)->pMethods->xShmMap (real_of (file), page, size, extend, memory);
}

static int
fault_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  /* A lock is always let go of. */
  if ((flags & SQLITE_SHM_LOCK) != 0 && strikes (CT_FAULT_SHARE, path_of (file)))
    return SQLITE_IOERR_SHMLOCK;
  return real_of (file)->pMethods->xShmLock (real_of (file), offset, n, flags);
}

static void
fault_shm_barrier (sqlite3_file *file)
{
  real_of (file)->pMethods->xShmBarrier (real_of (file));
}

static int
fault_shm_unmap (sqlite3_file *file, int delete_it)
{
  return real_of (file)->pMethods->xShmUnmap (real_of (file), delete_it);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = fault_close,
  .xRead = fault_read,
  .xWrite = fault_write,
  .xTruncate = fault_truncate,
  .xSync = fault_sync,
  .xFileSize = fault_size,
  .xLock = fault_lock,
  .xUnlock = fault_unlock,
  .xCheckReservedLock = fault_check_lock,
  .xFileControl = fault_control,
  .xSectorSize = fault_sector_size,
  .xDeviceCharacteristics = fault_characteristics,
  .xShmMap = fault_shm_map,
  .xShmLock = fault_shm_lock,
  .xShmBarrier = fault_shm_barrier,
  .xShmUnmap = fault_shm_unmap,
};

/* ---- The file system ---- */

static int
fault_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  FaultFile *self = (FaultFile *) file;
  int code;

  self->base.pMethods = NULL;
  if (strikes (CT_FAULT_OPEN, name != NULL ? name : ""))
    return SQLITE_CANTOPEN;
  self->real = (sqlite3_file *) &self[1];
  code = fault.real->xOpen (fault.real, name, self->real, flags, out_flags);
  if (code != SQLITE_OK)
    return code;
  self->path = g_strdup (name != NULL ? name : "");
  self->base.pMethods = &methods;
  return SQLITE_OK;
}

static int
fault_delete (sqlite3_vfs *vfs, const char *name, int sync)
{
  if (strikes (CT_FAULT_OPEN, name))
    return SQLITE_IOERR_DELETE;
  count_to_power_cut (name);
  g_mutex_lock (&fault.mutex);
  if (keeps_disks () && !fault.dark)
    g_hash_table_insert (fault.disks, g_strdup (name), NULL);
  g_mutex_unlock (&fault.mutex);
  return fault.real->xDelete (fault.real, name, 0);
}

static int
fault_access (sqlite3_vfs *vfs, const char *name, int flags, int *there)
{
  if (strikes (CT_FAULT_OPEN, name))
    return SQLITE_IOERR_ACCESS;
  return fault.real->xAccess (fault.real, name, flags, there);
}

/**
 * ct_fault_vfs_install:
 *
 * Puts the disk that can fail below everything SQLite opens from now on.
 */
void
ct_fault_vfs_install (void)
{
  fault.real = sqlite3_vfs_find (NULL);
  fault.vfs = *fault.real;
  fault.vfs.zName = "ct-fault";
  fault.vfs.szOsFile = (int) sizeof (FaultFile) + fault.real->szOsFile;
  fault.vfs.pNext = NULL;
  fault.vfs.xOpen = fault_open;
  fault.vfs.xDelete = fault_delete;
  fault.vfs.xAccess = fault_access;
  sqlite3_vfs_register (&fault.vfs, 1);
}

/**
 * ct_fault_name:
 * @kind: a fault
 *
 * Returns: its name, for messages.
 */
const char *
ct_fault_name (CtFaultKind kind)
{
  static const char *const names[] = { "full disk", "short write", "failed write",  "failed read", "failed sync",
                                       "failed cut", "failed sharing", "failed open", "lost sync",   "power cut" };

  g_return_val_if_fail (kind < CT_FAULT_N_KINDS, NULL);
  return names[kind];
}

/**
 * ct_fault_vfs_arm:
 * @kind: what shall go wrong
 * @nth: at which operation from now on that it can happen to, from 1
 * @lasting: whether all later ones fail as well, until ct_fault_vfs_disarm()
 */
void
ct_fault_vfs_arm (CtFaultKind kind, guint nth, gboolean lasting)
{
  g_mutex_lock (&fault.mutex);
  fault.armed = TRUE;
  fault.kind = kind;
  fault.nth = nth;
  fault.lasting = lasting;
  fault.count = fault.fired = 0;
  fault.dark = FALSE;
  g_clear_pointer (&fault.disks, g_hash_table_unref);
  if (kind == CT_FAULT_LIE || kind == CT_FAULT_POWER)
    fault.disks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, disk_free);
  g_mutex_unlock (&fault.mutex);
}

/**
 * ct_fault_vfs_disarm:
 *
 * Makes the disk a good one again.
 *
 * Returns: whether it failed since ct_fault_vfs_arm().
 */
gboolean
ct_fault_vfs_disarm (void)
{
  gboolean fired;

  g_mutex_lock (&fault.mutex);
  fault.armed = FALSE;
  fired = fault.fired > 0;
  g_mutex_unlock (&fault.mutex);
  return fired;
}

/**
 * ct_fault_vfs_fired:
 *
 * Returns: how often the disk has failed since it was armed.
 */
guint
ct_fault_vfs_fired (void)
{
  guint fired;

  g_mutex_lock (&fault.mutex);
  fired = fault.fired;
  g_mutex_unlock (&fault.mutex);
  return fired;
}

/**
 * ct_fault_vfs_victim:
 *
 * Returns: (transfer none) (nullable): the name of the file it first happened to.
 */
const char *
ct_fault_vfs_victim (void)
{
  return fault.victim;
}

/**
 * ct_fault_vfs_power_cut:
 * @path: a database
 * @folder: an empty folder
 * @seed: which of the things that can be lost are lost
 *
 * Puts into @folder what would be found of the database after the power failed: all that was synced, and of the rest any
 * part, torn or out of order.
 *
 * Returns: whether it was written.
 */
gboolean
ct_fault_vfs_power_cut (const char *path, const char *folder, guint32 seed)
{
  static const char *const endings[] = { "", "-wal", "-journal" };
  g_autoptr (GRand) chance = g_rand_new_with_seed (seed);
  gboolean ok = TRUE;

  g_mutex_lock (&fault.mutex);
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *from = g_strconcat (path, endings[i], NULL);
      g_autofree char *name = g_path_get_basename (from);
      g_autofree char *to = g_build_filename (folder, name, NULL);
      g_autoptr (GByteArray) found = NULL;
      Disk *disk = NULL;

      /* A file nobody touched is as it was. */
      if (!g_hash_table_lookup_extended (fault.disks, from, NULL, (gpointer *) &disk))
        {
          if (!g_file_test (from, G_FILE_TEST_EXISTS))
            continue;
          disk = disk_of (from);
        }
      if (disk == NULL)
        continue;
      found = what_is_found (disk, chance);
      ok = g_file_set_contents (to, (const char *) found->data, (gssize) found->len, NULL) && ok;
    }
  g_mutex_unlock (&fault.mutex);
  return ok;
}
