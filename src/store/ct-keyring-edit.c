#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/ct-error.h"
#include "store/ct-keyring.h"

/* Whether the file that is locked is still the one at @path: a save puts a new one in its place. */
static gboolean
is_current (int fd, const char *path)
{
  GStatBuf locked, there;

  return fstat (fd, &locked) == 0 && g_stat (path, &there) == 0 && locked.st_ino == there.st_ino &&
         locked.st_dev == there.st_dev;
}

static int
lock_once (const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);

  while (fd >= 0 && flock (fd, LOCK_EX) != 0)
    if (errno != EINTR)
      {
        close (fd);
        fd = -1;
      }
  if (fd < 0)
    g_set_error (error, CT_ERROR, CT_ERROR_DENIED, _("The key file “%s” can't be opened by this user."), path);
  return fd;
}

/* The descriptor that holds the lock, or -1. */
static int
lock (const char *path, GError **error)
{
  int fd;

  while ((fd = lock_once (path, error)) >= 0 && !is_current (fd, path))
    close (fd);
  return fd;
}

/**
 * ct_keyring_edit:
 * @path: where the keyring is
 * @key: (nullable): the database key, where @edit lets somebody in
 * @edit: makes the change
 * @data: for @edit
 * @error: what went wrong; the file is then as it was
 *
 * Changes the keyring as it lies on the disk now and saves it, while every other program that does so waits. May take
 * as long as making a slot does: not for the main thread.
 *
 * Returns: whether the change is on the disk.
 */
gboolean
ct_keyring_edit (const char *path, const guint8 *key, CtKeyringEdit edit, gpointer data, GError **error)
{
  g_autoptr (CtKeyring) keyring = NULL;
  gboolean done;
  int fd;

  g_return_val_if_fail (path != NULL && edit != NULL, FALSE);
  if ((fd = lock (path, error)) < 0)
    return FALSE;
  keyring = ct_keyring_load (path, error);
  if (keyring != NULL && key != NULL)
    ct_keyring_unlock_with_key (keyring, key);
  done = keyring != NULL && edit (keyring, data, error) && ct_keyring_save (keyring, path, error);
  close (fd);
  return done;
}
