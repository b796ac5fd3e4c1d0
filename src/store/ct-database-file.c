#include "store/ct-database-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>
#include <sodium.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ct-error.h"

#define PAGE_BYTES  4096
#define SALT_BYTES  16
#define IV_BYTES    16
#define MAC_BYTES   64
#define KEY_BYTES   32
#define PLAIN_MAGIC "SQLite format 3"
/* A page of random bytes has some 7.95 bits of entropy a byte; text, images and archives' beginnings have less. */
#define RANDOM_BITS 7.8

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
    case ENOENT:
    case ENOTDIR:
      return fail (error, CT_ERROR_NOT_FOUND, _("There is no clinic at “%s”."), path);
    case EEXIST:
      return fail (error, CT_ERROR_TAKEN, _("There is a file at “%s” already."), path);
    case ENOSPC:
    case EDQUOT:
      return fail (error, CT_ERROR_FULL, _("There is no room on the disk for “%s”."), path);
    default:
      return fail (error, CT_ERROR_DENIED, _("“%s” can't be opened by this user."), path);
    }
}

/**
 * ct_database_file_make:
 * @path: where a new clinic shall be
 * @error: TAKEN where there is something, NOT_FOUND, DENIED, FULL
 *
 * Makes an empty file that only its owner can read; never touches one that is there.
 *
 * Returns: whether it was made.
 */
gboolean
ct_database_file_make (const char *path, GError **error)
{
  int fd = g_open (path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);

  if (fd < 0)
    return fail_errno (error, errno, path);
  return g_close (fd, error);
}

/**
 * ct_database_file_check:
 * @path: where a clinic should be
 * @error: NOT_FOUND, DENIED or CORRUPT
 *
 * Returns: whether there is a file that could be a clinic.
 */
gboolean
ct_database_file_check (const char *path, GError **error)
{
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    return fail_errno (error, errno, path);
  if (!S_ISREG (info.st_mode))
    return fail (error, CT_ERROR_CORRUPT, _("“%s” is not a clinic."), path);
  if (g_access (path, R_OK) != 0)
    return fail_errno (error, errno, path);
  if (info.st_size == 0)
    return fail (error, CT_ERROR_CORRUPT, _("“%s” is empty; it is not a clinic."), path);
  return TRUE;
}

static gsize
read_open (sqlite3_file *file, goffset offset, guint8 *bytes, gsize length)
{
  sqlite3_int64 size = 0;
  gsize there;

  if (file->pMethods->xFileSize (file, &size) != SQLITE_OK || size <= offset)
    return 0;
  there = MIN (length, (gsize) (size - offset));
  return file->pMethods->xRead (file, bytes, (int) there, offset) == SQLITE_OK ? there : 0;
}

/* Through SQLite, and never by a descriptor of our own: when a program closes one, the system lets go of all its locks on
 * that file, and another program would then take the clinic for one that nobody has open. */
static gsize
read_at (const char *path, goffset offset, guint8 *bytes, gsize length)
{
  sqlite3_vfs *vfs = sqlite3_vfs_find (NULL);
  g_autofree sqlite3_file *file = g_malloc0 ((gsize) vfs->szOsFile);
  sqlite3_filename name = sqlite3_create_filename (path, "", "", 0, NULL);
  gsize got = 0;

  if (name != NULL &&
      vfs->xOpen (vfs, name, file, SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB, NULL) == SQLITE_OK)
    got = read_open (file, offset, bytes, length);
  if (file->pMethods != NULL)
    file->pMethods->xClose (file);
  sqlite3_free_filename (name);
  return got;
}

/**
 * ct_database_file_is_plain:
 * @path: a file
 *
 * Returns: whether it is a database that is not encrypted.
 */
gboolean
ct_database_file_is_plain (const char *path)
{
  guint8 head[sizeof PLAIN_MAGIC];

  return read_at (path, 0, head, sizeof head) == sizeof head && memcmp (head, PLAIN_MAGIC, sizeof head) == 0;
}

static double
entropy (const guint8 *bytes, gsize length)
{
  guint count[256] = { 0 };
  double bits = 0;

  for (gsize i = 0; i < length; i++)
    count[bytes[i]]++;
  for (guint i = 0; i < 256; i++)
    if (count[i] > 0)
      bits -= (double) count[i] / (double) length * log2 ((double) count[i] / (double) length);
  return bits;
}

/* PBKDF2-HMAC-SHA512 with two rounds and one block, as SQLCipher derives the key of its page seals from the page key. */
static void
derive_seal_key (const guint8 *key, const guint8 *salt, guint8 *seal_key)
{
  crypto_auth_hmacsha512_state state;
  guint8 first[MAC_BYTES], second[MAC_BYTES];
  const guint8 block[4] = { 0, 0, 0, 1 };

  crypto_auth_hmacsha512_init (&state, key, KEY_BYTES);
  for (guint i = 0; i < SALT_BYTES; i++)
    {
      guint8 byte = salt[i] ^ 0x3a;

      crypto_auth_hmacsha512_update (&state, &byte, 1);
    }
  crypto_auth_hmacsha512_update (&state, block, sizeof block);
  crypto_auth_hmacsha512_final (&state, first);
  crypto_auth_hmacsha512_init (&state, key, KEY_BYTES);
  crypto_auth_hmacsha512_update (&state, first, sizeof first);
  crypto_auth_hmacsha512_final (&state, second);
  for (guint i = 0; i < KEY_BYTES; i++)
    seal_key[i] = first[i] ^ second[i];
  sodium_memzero (&state, sizeof state);
}

static gboolean
page_seal_fits (const guint8 *seal_key, const guint8 *page, guint32 number)
{
  crypto_auth_hmacsha512_state state;
  guint8 mac[MAC_BYTES];
  const guint8 *sealed = page + (number == 1 ? SALT_BYTES : 0);
  guint32 little = GUINT32_TO_LE (number);

  crypto_auth_hmacsha512_init (&state, seal_key, KEY_BYTES);
  crypto_auth_hmacsha512_update (&state, sealed, (gsize) (page + PAGE_BYTES - MAC_BYTES - sealed));
  crypto_auth_hmacsha512_update (&state, (const guint8 *) &little, sizeof little);
  crypto_auth_hmacsha512_final (&state, mac);
  return sodium_memcmp (mac, page + PAGE_BYTES - MAC_BYTES, MAC_BYTES) == 0;
}

/* Returns the first of the first pages that the key sealed, from 1: then it is the right one, and the damage is elsewhere;
 * 0 for none. */
static guint32
find_sealed_page (const char *path, const guint8 *key, const guint8 *salt)
{
  guint8 seal_key[KEY_BYTES];
  guint8 page[PAGE_BYTES];
  guint32 found = 0;

  derive_seal_key (key, salt, seal_key);
  for (guint32 n = 1; n <= 64 && found == 0; n++)
    {
      if (read_at (path, (goffset) (n - 1) * PAGE_BYTES, page, PAGE_BYTES) < PAGE_BYTES)
        break;
      if (page_seal_fits (seal_key, page, n))
        found = n;
    }
  sodium_memzero (seal_key, sizeof seal_key);
  return found;
}

/* The first page of a file that is long enough; FAILED where the disk does not hand it over. */
static gboolean
read_first_page (const char *path, guint8 *page, GError **error)
{
  return read_at (path, 0, page, PAGE_BYTES) == PAGE_BYTES ||
         fail (error, CT_ERROR_FAILED, _("The disk did not let “%s” be read; try again."), path);
}

/**
 * ct_database_file_explain:
 * @path: an encrypted file that did not open
 * @key: the key that was tried, 32 bytes
 * @error: PASSPHRASE where the key is wrong, CORRUPT where the file is damaged or was never a clinic, FAILED where the
 *   disk did not let it be read
 *
 * Finds out why: a wrong key, a damaged first page, a foreign file and a disk that fails all look alike to the engine.
 *
 * Returns: %FALSE, always.
 */
gboolean
ct_database_file_explain (const char *path, const guint8 *key, GError **error)
{
  guint8 page[PAGE_BYTES];
  GStatBuf info;
  guint32 sealed;

  if (g_stat (path, &info) != 0)
    return fail_errno (error, errno, path);
  if (info.st_size < PAGE_BYTES)
    return fail (error, CT_ERROR_CORRUPT, _("“%s” is too short to be a clinic; it was cut off or is another file."),
                 path);
  if (!read_first_page (path, page, error))
    return FALSE;
  if (entropy (page, PAGE_BYTES) < RANDOM_BITS)
    return fail (error, CT_ERROR_CORRUPT, _("“%s” is not a clinic; it belongs to another program."), path);
  sealed = find_sealed_page (path, key, page);
  /* The engine would have read this page, had the disk handed it over. */
  if (sealed == 1)
    return fail (error, CT_ERROR_FAILED, _("The disk did not let “%s” be read; try again."), path);
  if (sealed > 1)
    return fail (error, CT_ERROR_CORRUPT, _("The clinic's file “%s” is damaged; restore a backup."), path);
  if (info.st_size % PAGE_BYTES != 0)
    return fail (error, CT_ERROR_CORRUPT, _("The clinic's file “%s” was cut short; restore a backup."), path);
  return fail (error, CT_ERROR_PASSPHRASE, _("This key does not open the clinic at “%s”."), path);
}

/**
 * ct_database_file_explain_keyless:
 * @path: a file that did not open without a key
 * @error: PASSPHRASE where it looks encrypted, CORRUPT where it was never a clinic, FAILED where the disk did not let it
 *   be read
 *
 * Returns: %FALSE, always.
 */
gboolean
ct_database_file_explain_keyless (const char *path, GError **error)
{
  guint8 page[PAGE_BYTES];
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    return fail_errno (error, errno, path);
  if (info.st_size < PAGE_BYTES)
    return fail (error, CT_ERROR_CORRUPT, _("“%s” is not a clinic; it belongs to another program."), path);
  if (!read_first_page (path, page, error))
    return FALSE;
  if (entropy (page, PAGE_BYTES) >= RANDOM_BITS)
    return fail (error, CT_ERROR_PASSPHRASE, _("The clinic at “%s” is encrypted and needs its key."), path);
  return fail (error, CT_ERROR_CORRUPT, _("“%s” is not a clinic; it belongs to another program."), path);
}
