#include "store/ct-opened-file.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "base/ct-error.h"

#define LOG_END       "-wal"
#define LOG_INDEX_END "-shm"
#define ASIDE_END     ".before"

static CtDiskFile
look (const char *path, const char *end)
{
  g_autofree char *name = g_strconcat (path, end, NULL);
  GStatBuf info;

  if (g_stat (name, &info) != 0)
    return (CtDiskFile) { 0, 0 };
  return (CtDiskFile) { (guint64) info.st_dev, (guint64) info.st_ino };
}

static gboolean
is_same (CtDiskFile a, CtDiskFile b)
{
  return a.inode != 0 && a.device == b.device && a.inode == b.inode;
}

/**
 * ct_opened_file_note:
 * @self: is filled in
 * @path: a database file that was opened just now; must outlive @self
 *
 * Looks which file it is, and which its log.
 */
void
ct_opened_file_note (CtOpenedFile *self, const char *path)
{
  *self = (CtOpenedFile) { path, look (path, ""), look (path, LOG_END), look (path, LOG_INDEX_END) };
}

/**
 * ct_opened_file_forget:
 * @self: a file that was moved while it was being opened
 *
 * From now on it is nowhere.
 */
void
ct_opened_file_forget (CtOpenedFile *self)
{
  self->file = self->log = self->log_index = (CtDiskFile) { 0, 0 };
}

/**
 * ct_opened_file_is_there:
 * @self: a file that was opened
 *
 * Waits for the disk, a microsecond where it is there.
 *
 * Returns: whether the file that was opened is the one that has its name now.
 */
gboolean
ct_opened_file_is_there (const CtOpenedFile *self)
{
  return self->path != NULL && is_same (self->file, look (self->path, ""));
}

/**
 * ct_opened_file_left_log:
 * @self: a file that was opened, and is not there any more
 *
 * Another file that has its name now must not be opened with the log of this one.
 *
 * Returns: whether its log, or the index of that, still has its name.
 */
gboolean
ct_opened_file_left_log (const CtOpenedFile *self)
{
  return self->path != NULL &&
         (is_same (self->log, look (self->path, LOG_END)) || is_same (self->log_index, look (self->path, LOG_INDEX_END)));
}

static gboolean
put_aside (const CtOpenedFile *self, CtDiskFile file, const char *end, GError **error)
{
  g_autofree char *name = g_strconcat (self->path, end, NULL);
  g_autofree char *aside = g_strconcat (name, ASIDE_END, NULL);

  if (!is_same (file, look (self->path, end)) || g_rename (name, aside) == 0)
    return TRUE;
  g_set_error (error, CT_ERROR, CT_ERROR_DENIED, _("“%s” can't be renamed here."), name);
  return FALSE;
}

/**
 * ct_opened_file_put_log_aside:
 * @self: a file that was opened, and is not there any more
 * @error: DENIED
 *
 * Gives the log that was left behind another name, and its index too. Nothing of it is deleted.
 *
 * Returns: whether another file of that name can be opened without it.
 */
gboolean
ct_opened_file_put_log_aside (const CtOpenedFile *self, GError **error)
{
  return put_aside (self, self->log, LOG_END, error) && put_aside (self, self->log_index, LOG_INDEX_END, error);
}
