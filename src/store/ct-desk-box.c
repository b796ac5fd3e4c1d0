/* The file: a magic line, the salt of Argon2id, a nonce, and the words sealed by XSalsa20 and Poly1305. Its key is made from
 * the passphrase of the one person it belongs to, and is nowhere but in locked memory while they are logged in. */
#include "store/ct-desk-box.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#include "base/ct-error.h"

#define MAGIC   "chairtime desk 1\n"
#define GROUP   "words"
#define PASSES  3
#define MEMORY  (64 * 1024 * 1024)
#define N_MAGIC (sizeof MAGIC - 1)
#define N_HEAD  (N_MAGIC + crypto_pwhash_SALTBYTES + crypto_secretbox_NONCEBYTES)

struct _CtDeskBox
{
  gatomicrefcount refs;
  GMutex    mutex;
  char     *path;
  char     *passphrase; /* (nullable): in locked memory, until the key is made */
  guint8   *key;        /* (nullable): likewise */
  guint8    salt[crypto_pwhash_SALTBYTES];
  GKeyFile *words;      /* (nullable): not read yet */
};

/* From here on the key is of this passphrase; it is made when it is needed. */
static void
take_passphrase (CtDeskBox *self, const char *passphrase)
{
  g_autofree char *normal = g_utf8_normalize (passphrase, -1, G_NORMALIZE_NFC);
  const char *used = normal != NULL ? normal : passphrase;

  if (self->passphrase != NULL)
    sodium_free (self->passphrase);
  if (self->key != NULL)
    sodium_free (g_steal_pointer (&self->key));
  self->passphrase = sodium_malloc (strlen (used) + 1);
  memcpy (self->passphrase, used, strlen (used) + 1);
  if (normal != NULL)
    sodium_memzero (normal, strlen (normal));
}

/**
 * ct_desk_box_new:
 * @path: where its file is, or will be
 * @passphrase: of whose words it keeps
 *
 * Costs nothing yet: the slow key is made when the box is first used. What uses it waits for that and for the disk, and
 * may do so on any thread.
 *
 * Returns: (transfer full): the box.
 */
CtDeskBox *
ct_desk_box_new (const char *path, const char *passphrase)
{
  CtDeskBox *self = g_new0 (CtDeskBox, 1);

  if (sodium_init () < 0)
    g_error ("libsodium can't be started.");
  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->mutex);
  self->path = g_strdup (path);
  take_passphrase (self, passphrase);
  return self;
}

/** ct_desk_box_ref: Returns: (transfer full): the same box. */
CtDeskBox *
ct_desk_box_ref (CtDeskBox *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * ct_desk_box_unref:
 * @self: (transfer full): a box; with the last one goes the key
 */
void
ct_desk_box_unref (CtDeskBox *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  if (self->passphrase != NULL)
    sodium_free (self->passphrase);
  if (self->key != NULL)
    sodium_free (self->key);
  g_clear_pointer (&self->words, g_key_file_unref);
  g_mutex_clear (&self->mutex);
  g_free (self->path);
  g_free (self);
}

/**
 * ct_desk_box_exists:
 * @self: a box
 *
 * Returns: whether anything was ever kept in it.
 */
gboolean
ct_desk_box_exists (CtDeskBox *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return g_file_test (self->path, G_FILE_TEST_EXISTS);
}

static gboolean
make_key (CtDeskBox *self, GError **error)
{
  self->key = sodium_malloc (crypto_secretbox_KEYBYTES);
  if (crypto_pwhash (self->key, crypto_secretbox_KEYBYTES, self->passphrase, strlen (self->passphrase), self->salt, PASSES,
                     MEMORY, crypto_pwhash_ALG_ARGON2ID13) == 0)
    {
      sodium_free (g_steal_pointer (&self->passphrase));
      return TRUE;
    }
  sodium_free (g_steal_pointer (&self->key));
  g_set_error_literal (error, CT_ERROR, CT_ERROR_FAILED, _("There is not enough memory to keep a draft on this computer."));
  return FALSE;
}

static gboolean
make_new_key (CtDeskBox *self, GError **error)
{
  randombytes_buf (self->salt, sizeof self->salt);
  return make_key (self, error);
}

/* Returns whether the file is one of ours; its words are there if the key fits. */
static gboolean
open_sealed (CtDeskBox *self, const guint8 *bytes, gsize length, GError **error)
{
  gsize n_plain = length - N_HEAD - crypto_secretbox_MACBYTES;
  guint8 *plain;

  memcpy (self->salt, bytes + N_MAGIC, sizeof self->salt);
  if (!make_key (self, error))
    return FALSE;
  plain = sodium_malloc (n_plain + 1);
  if (crypto_secretbox_open_easy (plain, bytes + N_HEAD, length - N_HEAD, bytes + N_MAGIC + crypto_pwhash_SALTBYTES,
                                  self->key) == 0)
    {
      self->words = g_key_file_new ();
      g_key_file_load_from_data (self->words, (const char *) plain, n_plain, G_KEY_FILE_NONE, NULL);
    }
  sodium_free (plain);
  return TRUE;
}

/* What an older passphrase sealed, or something damaged, is put aside and never written over. */
static void
put_aside (CtDeskBox *self)
{
  for (int i = 1; i < 100; i++)
    {
      g_autofree char *aside = g_strdup_printf ("%s.%d", self->path, i);

      if (!g_file_test (aside, G_FILE_TEST_EXISTS))
        {
          g_rename (self->path, aside);
          return;
        }
    }
}

static gboolean
load (CtDeskBox *self, GError **error)
{
  g_autofree char *bytes = NULL;
  gsize length = 0;

  if (self->words != NULL)
    return self->key != NULL || make_new_key (self, error);
  if (g_file_get_contents (self->path, &bytes, &length, NULL))
    {
      if (length > N_HEAD + crypto_secretbox_MACBYTES && memcmp (bytes, MAGIC, N_MAGIC) == 0 &&
          !open_sealed (self, (const guint8 *) bytes, length, error))
        return FALSE;
      if (self->words != NULL)
        return TRUE;
      put_aside (self);
    }
  if (self->key == NULL && !make_new_key (self, error))
    return FALSE;
  self->words = g_key_file_new ();
  return TRUE;
}

static gboolean
store (CtDeskBox *self, GError **error)
{
  gsize n_plain;
  g_autofree char *plain = g_key_file_to_data (self->words, &n_plain, NULL);
  gsize length = N_HEAD + crypto_secretbox_MACBYTES + n_plain;
  g_autofree guint8 *bytes = g_malloc (length);
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autoptr (GError) failure = NULL;
  guint8 *nonce = bytes + N_MAGIC + crypto_pwhash_SALTBYTES;

  memcpy (bytes, MAGIC, N_MAGIC);
  memcpy (bytes + N_MAGIC, self->salt, sizeof self->salt);
  randombytes_buf (nonce, crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy (bytes + N_HEAD, (const guint8 *) plain, n_plain, nonce, self->key);
  sodium_memzero (plain, n_plain);
  if (g_mkdir_with_parents (folder, 0700) == 0 &&
      g_file_set_contents_full (self->path, (const char *) bytes, (gssize) length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &failure))
    return TRUE;
  g_set_error (error, CT_ERROR, CT_ERROR_FAILED, _("The draft could not be kept on this computer: %s"),
               failure != NULL ? failure->message : g_strerror (errno));
  return FALSE;
}

/**
 * ct_desk_box_set:
 * @self: a box
 * @name: what they are words of
 * @text: (nullable): the words; %NULL takes them out, and with the last of them the file
 * @error: why they are not kept
 *
 * Returns: whether they are on the disk.
 */
gboolean
ct_desk_box_set (CtDeskBox *self, const char *name, const char *text, GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_auto (GStrv) left = NULL;

  g_return_val_if_fail (self != NULL && name != NULL, FALSE);
  if (text == NULL && !ct_desk_box_exists (self))
    return TRUE;
  locker = g_mutex_locker_new (&self->mutex);
  if (!load (self, error))
    return FALSE;
  if (text != NULL)
    g_key_file_set_string (self->words, GROUP, name, text);
  else
    g_key_file_remove_key (self->words, GROUP, name, NULL);
  left = g_key_file_get_keys (self->words, GROUP, NULL, NULL);
  if (left != NULL && left[0] != NULL)
    return store (self, error);
  g_unlink (self->path);
  return TRUE;
}

/**
 * ct_desk_box_change_passphrase:
 * @self: a box
 * @passphrase: the new one of whose words it keeps
 * @error: why what it keeps is still sealed by the old one
 *
 * Seals what is there anew. As slow as making two keys, where anything is there.
 *
 * Returns: whether the new passphrase opens it.
 */
gboolean
ct_desk_box_change_passphrase (CtDeskBox *self, const char *passphrase, GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  gboolean kept;

  g_return_val_if_fail (self != NULL && passphrase != NULL, FALSE);
  locker = g_mutex_locker_new (&self->mutex);
  kept = ct_desk_box_exists (self);
  if (kept && !load (self, error))
    return FALSE;
  take_passphrase (self, passphrase);
  return !kept || (make_new_key (self, error) && store (self, error));
}

/**
 * ct_desk_box_get:
 * @self: a box
 * @name: what words of
 * @error: why they can't be read
 *
 * Returns: (transfer full) (nullable): the words, "" where there are none.
 */
char *
ct_desk_box_get (CtDeskBox *self, const char *name, GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  char *text;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);
  if (!ct_desk_box_exists (self))
    return g_strdup ("");
  locker = g_mutex_locker_new (&self->mutex);
  if (!load (self, error))
    return NULL;
  text = g_key_file_get_string (self->words, GROUP, name, NULL);
  return text != NULL ? text : g_strdup ("");
}

/**
 * ct_desk_box_names:
 * @self: a box
 * @error: why they can't be read
 *
 * Returns: (transfer full) (nullable): what it keeps words of.
 */
GStrv
ct_desk_box_names (CtDeskBox *self, GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  GStrv names;

  g_return_val_if_fail (self != NULL, NULL);
  if (!ct_desk_box_exists (self))
    return g_new0 (char *, 1);
  locker = g_mutex_locker_new (&self->mutex);
  if (!load (self, error))
    return NULL;
  names = g_key_file_get_keys (self->words, GROUP, NULL, NULL);
  return names != NULL ? names : g_new0 (char *, 1);
}
