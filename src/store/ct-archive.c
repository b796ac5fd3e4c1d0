#include "store/ct-archive.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ct-error.h"

/*
 * A tar file that any tar can take apart: every member is a header of one block, then its bytes, filled up with zeros to
 * whole blocks; two blocks of zeros end it. The last member is "seal": the SHA-256 of everything before it in
 * hexadecimal. Headers hold nothing but name and size, so that they can be checked to the byte.
 */
#define BLOCK       512
#define CHUNK       (512 * BLOCK)
#define SEAL        "seal"
#define PEEK_MAX    (1 << 20)
#define MODE_AT     100
#define SIZE_AT     124
#define SUM_AT      148
#define KIND_AT     156
#define MAGIC_AT    257
#define OCTAL_BYTES (G_GINT64_CONSTANT (1) << 33)

typedef struct
{
  const char               *path;
  int                       fd;
  crypto_hash_sha256_state  hash;
  CtBackupProgress          progress;
  gpointer                  progress_data;
  CtBackupPhase             phase;
  gint64                    done;
  gint64                    of;
  GCancellable             *cancellable;
} Tape;

static void
tape_clear (Tape *self)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tape, tape_clear)

static gboolean
fail (GError **error, int code, const char *format, const char *path)
{
  g_set_error (error, CT_ERROR, code, format, path);
  return FALSE;
}

static gboolean
fail_errno (GError **error, int number, const char *path)
{
  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return fail (error, CT_ERROR_FULL, _("There is no room on the disk for “%s”."), path);
    case ENOENT:
    case ENOTDIR:
      return fail (error, CT_ERROR_NOT_FOUND, _("“%s” is not there."), path);
    case EACCES:
    case EPERM:
    case EROFS:
      return fail (error, CT_ERROR_DENIED, _("“%s” can't be opened or written by this user."), path);
    default:
      return fail (error, CT_ERROR_FAILED, _("The disk with “%s” could not be read or written."), path);
    }
}

static gboolean
fail_short (GError **error, const char *path)
{
  return fail (error, CT_ERROR_CORRUPT, _("The backup “%s” was cut short; use another one."), path);
}

static gboolean
fail_damaged (GError **error, const char *path)
{
  return fail (error, CT_ERROR_CORRUPT, _("The backup “%s” is damaged; use another one."), path);
}

static gboolean
fail_foreign (GError **error, const char *path)
{
  return fail (error, CT_ERROR_CORRUPT, _("“%s” is not a backup of Chairtime."), path);
}

/* Tells how far it is, and stops where that is wanted. */
static gboolean
advance (Tape *self, gsize bytes, GError **error)
{
  self->done += (gint64) bytes;
  if (self->progress != NULL)
    self->progress (self->phase, self->done, self->of, self->progress_data);
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static gsize
padding (gint64 size)
{
  return (gsize) ((BLOCK - size % BLOCK) % BLOCK);
}

/* ---- Headers ---- */

/* From eight gigabytes on in binary, as GNU tar and the others write it. */
static void
set_size (guint8 *header, gint64 size)
{
  if (size < OCTAL_BYTES)
    {
      g_snprintf ((char *) header + SIZE_AT, 12, "%011" G_GINT64_MODIFIER "o", (guint64) size);
      return;
    }
  header[SIZE_AT] = 0x80;
  for (int i = 11; i > 3; i--, size >>= 8)
    header[SIZE_AT + i] = (guint8) (size & 0xff);
}

static gint64
get_size (const guint8 *header)
{
  char text[13] = { 0 };
  guint64 size = 0;

  if (header[SIZE_AT] != 0x80)
    {
      memcpy (text, header + SIZE_AT, 12);
      return (gint64) g_ascii_strtoull (text, NULL, 8);
    }
  for (int i = 4; i < 12; i++)
    size = size << 8 | header[SIZE_AT + i];
  return (gint64) (size & G_MAXINT64);
}

static void
make_header (guint8 *header, const char *name, gint64 size)
{
  guint sum = 0;

  memset (header, 0, BLOCK);
  g_strlcpy ((char *) header, name, MODE_AT);
  memcpy (header + MODE_AT, "0000600\0" "0000000\0" "0000000\0", 24);
  set_size (header, size);
  memcpy (header + 136, "00000000000", 11);
  memset (header + SUM_AT, ' ', 8);
  header[KIND_AT] = '0';
  memcpy (header + MAGIC_AT, "ustar\0" "00", 8);
  for (guint i = 0; i < BLOCK; i++)
    sum += header[i];
  g_snprintf ((char *) header + SUM_AT, 7, "%06o", sum);
}

/* A header that differs anywhere from the one this program makes for its name and size is not ours. */
static gboolean
read_header (const guint8 *header, char *name, gint64 *size)
{
  guint8 expected[BLOCK];

  g_strlcpy (name, (const char *) header, MODE_AT);
  *size = get_size (header);
  make_header (expected, name, *size);
  return name[0] != '\0' && strspn (name, "abcdefghijklmnopqrstuvwxyz") == strlen (name) && *size >= 0 &&
         memcmp (header, expected, BLOCK) == 0;
}

/* ---- Writing ---- */

static gboolean
put (Tape *self, const void *bytes, gsize length, GError **error)
{
  const guint8 *at = bytes;

  crypto_hash_sha256_update (&self->hash, bytes, length);
  for (gsize left = length; left > 0;)
    {
      gssize n = write (self->fd, at, left);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail_errno (error, errno, self->path);
      at += n;
      left -= (gsize) n;
    }
  return advance (self, length, error);
}

static gboolean
put_header (Tape *self, const char *name, gint64 size, GError **error)
{
  guint8 header[BLOCK];

  make_header (header, name, size);
  return put (self, header, BLOCK, error);
}

static gboolean
put_padding (Tape *self, gint64 size, GError **error)
{
  static const guint8 zeros[BLOCK];

  return put (self, zeros, padding (size), error);
}

static gboolean
put_bytes (Tape *self, const char *name, GBytes *bytes, GError **error)
{
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  return put_header (self, name, (gint64) length, error) && put (self, data, length, error) &&
         put_padding (self, (gint64) length, error);
}

static gboolean
put_stream (Tape *self, const char *path, int fd, gint64 size, GError **error)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK);

  for (gint64 left = size; left > 0;)
    {
      gssize n = read (fd, chunk, (gsize) MIN (left, CHUNK));

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return fail_errno (error, n < 0 ? errno : EIO, path);
      if (!put (self, chunk, (gsize) n, error))
        return FALSE;
      left -= n;
    }
  return TRUE;
}

static gboolean
put_file (Tape *self, const char *name, const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  struct stat info;
  gboolean ok;

  if (fd < 0)
    return fail_errno (error, errno, path);
  if (fstat (fd, &info) != 0)
    ok = fail_errno (error, errno, path);
  else
    ok = put_header (self, name, info.st_size, error) && put_stream (self, path, fd, info.st_size, error) &&
         put_padding (self, info.st_size, error);
  close (fd);
  return ok;
}

static gboolean
put_end (Tape *self, GError **error)
{
  static const guint8 zeros[2 * BLOCK];
  guint8 sum[crypto_hash_sha256_BYTES];
  char text[2 * sizeof sum + 1];
  g_autoptr (GBytes) seal = NULL;

  crypto_hash_sha256_final (&self->hash, sum);
  crypto_hash_sha256_init (&self->hash);
  sodium_bin2hex (text, sizeof text, sum, sizeof sum);
  seal = g_bytes_new (text, strlen (text));
  return put_bytes (self, SEAL, seal, error) && put (self, zeros, sizeof zeros, error) &&
         (fsync (self->fd) == 0 || fail_errno (error, errno, self->path));
}

static gint64
size_of (const CtArchiveMember *member)
{
  GStatBuf info;

  if (member->bytes != NULL)
    return (gint64) g_bytes_get_size (member->bytes);
  return g_stat (member->path, &info) == 0 ? info.st_size : 0;
}

/**
 * ct_archive_write:
 * @path: where; what was there is lost
 * @members: (array length=n_members): what goes into it, in this order
 * @n_members: how many
 * @progress: (nullable): told how far it is
 * @data: for @progress
 * @cancellable: (nullable): to stop it
 * @error: NOT_FOUND, DENIED, FULL, FAILED
 *
 * Writes a container, sealed and on the disk when this returns. What was written until an error is left to the caller.
 *
 * Returns: whether it is there.
 */
gboolean
ct_archive_write (const char *path, const CtArchiveMember *members, guint n_members, CtBackupProgress progress,
                  gpointer data, GCancellable *cancellable, GError **error)
{
  g_auto (Tape) tape = { .path = path, .fd = -1, .progress = progress, .progress_data = data,
                         .phase = CT_BACKUP_PACKING, .cancellable = cancellable };

  g_return_val_if_fail (path != NULL && members != NULL, FALSE);
  for (guint i = 0; i < n_members; i++)
    tape.of += BLOCK + size_of (&members[i]);
  crypto_hash_sha256_init (&tape.hash);
  tape.fd = g_open (path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  if (tape.fd < 0)
    return fail_errno (error, errno, path);
  for (guint i = 0; i < n_members; i++)
    if (!(members[i].bytes != NULL ? put_bytes (&tape, members[i].name, members[i].bytes, error)
                                   : put_file (&tape, members[i].name, members[i].path, error)))
      return FALSE;
  return put_end (&tape, error);
}

/* ---- Reading ---- */

/* All of @length or an error; an end of the file before that is one. */
static gboolean
take (Tape *self, guint8 *bytes, gsize length, GError **error)
{
  for (gsize got = 0; got < length;)
    {
      gssize n = read (self->fd, bytes + got, length - got);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail_errno (error, errno, self->path);
      if (n == 0)
        return fail_short (error, self->path);
      got += (gsize) n;
    }
  return advance (self, length, error);
}

static gboolean
open_to_read (Tape *self, GError **error)
{
  struct stat info;

  self->fd = g_open (self->path, O_RDONLY | O_CLOEXEC, 0);
  if (self->fd < 0 || fstat (self->fd, &info) != 0)
    return fail_errno (error, errno, self->path);
  if (!S_ISREG (info.st_mode))
    return fail_foreign (error, self->path);
  self->of = info.st_size;
  crypto_hash_sha256_init (&self->hash);
  return TRUE;
}

static gboolean
take_header (Tape *self, guint8 *header, char *name, gint64 *size, GError **error)
{
  gboolean first = self->done == 0;

  if (first && self->of < BLOCK)
    return fail_foreign (error, self->path);
  if (!take (self, header, BLOCK, error))
    return FALSE;
  if (read_header (header, name, size))
    return TRUE;
  return first ? fail_foreign (error, self->path) : fail_damaged (error, self->path);
}

/**
 * ct_archive_peek:
 * @path: a container
 * @name: its first member
 * @error: NOT_FOUND, DENIED, CORRUPT where it is none
 *
 * Reads the first member without the others, and without the seal being checked.
 *
 * Returns: (transfer full) (nullable): its bytes.
 */
GBytes *
ct_archive_peek (const char *path, const char *name, GError **error)
{
  g_auto (Tape) tape = { .path = path, .fd = -1 };
  g_autofree guint8 *bytes = NULL;
  guint8 header[BLOCK];
  char found[MODE_AT];
  gint64 size;

  g_return_val_if_fail (path != NULL && name != NULL, NULL);
  if (!open_to_read (&tape, error) || !take_header (&tape, header, found, &size, error))
    return NULL;
  if (strcmp (found, name) != 0 || size > PEEK_MAX)
    {
      fail_foreign (error, path);
      return NULL;
    }
  bytes = g_malloc ((gsize) size + 1);
  if (!take (&tape, bytes, (gsize) size, error))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&bytes), (gsize) size);
}

static gboolean
copy_out (Tape *self, Tape *out, gint64 size, GError **error)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK);
  gint64 left = size + (gint64) padding (size);
  gint64 wanted = size;

  while (left > 0)
    {
      gsize n = (gsize) MIN (left, CHUNK);

      if (!take (self, chunk, n, error))
        return FALSE;
      crypto_hash_sha256_update (&self->hash, chunk, n);
      if (wanted > 0 && !put (out, chunk, (gsize) MIN (wanted, (gint64) n), error))
        return FALSE;
      wanted -= (gint64) n;
      left -= (gint64) n;
    }
  return fsync (out->fd) == 0 || fail_errno (error, errno, out->path);
}

static gboolean
unpack_member (Tape *self, const char *folder, const char *name, gint64 size, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_auto (Tape) out = { .path = path, .fd = -1 };

  /* Not as much as it says can follow: no room is made for what is not there. */
  if (size > self->of - self->done)
    return fail_short (error, self->path);
  crypto_hash_sha256_init (&out.hash);
  out.fd = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (out.fd < 0)
    return fail_errno (error, errno, path);
  return copy_out (self, &out, size, error);
}

static gboolean
is_zero (const guint8 *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (bytes[i] != 0)
      return FALSE;
  return TRUE;
}

/* The seal, the end, and nothing after it. */
static gboolean
check_seal (Tape *self, gint64 size, GError **error)
{
  guint8 sum[crypto_hash_sha256_BYTES];
  guint8 rest[3 * BLOCK];
  char text[2 * sizeof sum + 1];

  crypto_hash_sha256_final (&self->hash, sum);
  sodium_bin2hex (text, sizeof text, sum, sizeof sum);
  if (size != (gint64) strlen (text))
    return fail_damaged (error, self->path);
  if (!take (self, rest, sizeof rest, error))
    return FALSE;
  return (memcmp (rest, text, strlen (text)) == 0 && is_zero (rest + size, sizeof rest - (gsize) size) &&
          self->done == self->of) ||
         fail_damaged (error, self->path);
}

/**
 * ct_archive_unpack:
 * @path: a container
 * @folder: an empty folder
 * @progress: (nullable): told how far it is
 * @data: for @progress
 * @cancellable: (nullable): to stop it
 * @error: CORRUPT where it is no container, was cut short or was changed anywhere; NOT_FOUND, DENIED, FULL
 *
 * Writes every member to a file of its name, and checks the seal.
 *
 * Returns: whether all is there, and is what was put in.
 */
gboolean
ct_archive_unpack (const char *path, const char *folder, CtBackupProgress progress, gpointer data,
                   GCancellable *cancellable, GError **error)
{
  g_auto (Tape) tape = { .path = path, .fd = -1, .progress = progress, .progress_data = data,
                         .phase = CT_BACKUP_UNPACKING, .cancellable = cancellable };
  guint8 header[BLOCK];
  char name[MODE_AT];
  gint64 size;

  g_return_val_if_fail (path != NULL && folder != NULL, FALSE);
  if (!open_to_read (&tape, error))
    return FALSE;
  for (;;)
    {
      if (!take_header (&tape, header, name, &size, error))
        return FALSE;
      if (strcmp (name, SEAL) == 0)
        return check_seal (&tape, size, error);
      crypto_hash_sha256_update (&tape.hash, header, BLOCK);
      if (!unpack_member (&tape, folder, name, size, error))
        return FALSE;
    }
}
