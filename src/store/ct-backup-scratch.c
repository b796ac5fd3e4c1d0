/* Folders for what is only needed meanwhile, and what disks say when they refuse. */
#include "store/ct-backup-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <unistd.h>

#include "base/ct-error.h"

#define PREFIX ".chairtime-trial-"

/* Says in a sentence why a file or folder did not do what was wanted. */
gboolean
ct_backup_fail_errno (GError **error, int number, const char *path)
{
  const char *format = _("The disk with “%s” could not be read or written.");
  int code = CT_ERROR_FAILED;

  if (number == ENOSPC || number == EDQUOT || number == EFBIG)
    {
      code = CT_ERROR_FULL;
      format = _("There is no room on the disk for “%s”.");
    }
  else if (number == ENOENT || number == ENOTDIR)
    {
      code = CT_ERROR_NOT_FOUND;
      format = _("“%s” is not there; connect its disk, or choose another place.");
    }
  else if (number == EACCES || number == EPERM || number == EROFS)
    {
      code = CT_ERROR_DENIED;
      format = _("“%s” can't be opened or written by this user.");
    }
  g_set_error (error, CT_ERROR, code, format, path);
  return FALSE;
}

/* What is put back in one of them is tried in another in it. */
static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_prefix (name, PREFIX))
        remove_folder (path);
      else
        g_remove (path);
    }
  g_rmdir (folder);
}

/* What a program left behind that was killed: its number is in the name. */
static void
sweep (const char *base)
{
  g_autoptr (GDir) dir = g_dir_open (base, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      gint64 owner = g_str_has_prefix (name, PREFIX) ? g_ascii_strtoll (name + sizeof PREFIX - 1, NULL, 10) : 0;
      g_autofree char *path = g_build_filename (base, name, NULL);

      if (owner > 1 && kill ((pid_t) owner, 0) != 0 && errno == ESRCH)
        remove_folder (path);
    }
}

/**
 * ct_scratch_make:
 * @self: a folder to be made
 * @base: where
 * @error: FULL, DENIED, NOT_FOUND
 *
 * Makes one that only its owner can look into, and removes those of programs that were killed.
 *
 * Returns: whether it is there.
 */
gboolean
ct_scratch_make (CtScratch *self, const char *base, GError **error)
{
  g_autofree char *name = g_strdup_printf (PREFIX "%d-XXXXXX", (int) getpid ());

  sweep (base);
  self->folder = g_build_filename (base, name, NULL);
  if (g_mkdtemp_full (self->folder, 0700) != NULL)
    return TRUE;
  g_clear_pointer (&self->folder, g_free);
  return ct_backup_fail_errno (error, errno, base);
}

/**
 * ct_scratch_path:
 * @self: a folder that was made
 * @name: the name of a file
 *
 * Returns: (transfer full): the path of that file in it.
 */
char *
ct_scratch_path (const CtScratch *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

/**
 * ct_scratch_clear:
 * @self: a folder, made or not
 *
 * Removes it with all that is in it.
 */
void
ct_scratch_clear (CtScratch *self)
{
  if (self->folder != NULL)
    remove_folder (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

/* A name in a folder is only kept for sure when the folder is on the disk, too. */
gboolean
ct_backup_sync_folder (const char *folder, GError **error)
{
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean ok = fd >= 0 && (fsync (fd) == 0 || errno == EINVAL || errno == ENOTSUP);
  int number = errno;

  if (fd >= 0)
    close (fd);
  return ok || ct_backup_fail_errno (error, number, folder);
}
