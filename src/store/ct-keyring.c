#include "store/ct-keyring.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

#include "base/ct-error.h"
#include "store/ct-keyring-private.h"
#include "store/ct-recovery-key.h"

#define RECOVERY_OWNER "\nrecovery" /* no user name has a line feed in it */

/* What lies in a box: the database key, and whose box it is, so that nobody can put another name on it. */
#define OWNER_MAX  255
#define PLAIN_BYTES(owner) (CT_KEYRING_KEY_BYTES + strlen (owner))

static void
init_sodium (void)
{
  if (sodium_init () < 0)
    g_error ("libsodium could not be started.");
}

/* Not swapped to the disk, and wiped when freed. */
static guint8 *
secret_new (gsize length)
{
  guint8 *secret = sodium_malloc (length);

  if (secret == NULL)
    g_error ("There is no memory for a key.");
  return secret;
}

static void
slot_free (gpointer data)
{
  CtKeyringSlot *self = data;

  g_free (self->login);
  g_clear_pointer (&self->box, g_bytes_unref);
  g_clear_pointer (&self->codes, g_bytes_unref);
  g_free (self);
}

/* Frees a #CtFailedLogin. */
void
ct_failed_login_free (gpointer data)
{
  CtFailedLogin *self = data;

  g_free (self->login);
  g_free (self);
}

/* An empty keyring without a key. */
CtKeyring *
ct_keyring_new (void)
{
  CtKeyring *self = g_new0 (CtKeyring, 1);

  init_sodium ();
  self->slots = g_ptr_array_new_with_free_func (slot_free);
  self->failures = g_ptr_array_new_with_free_func (ct_failed_login_free);
  return self;
}

/**
 * ct_keyring_free:
 * @self: (transfer full) (nullable): a keyring
 *
 * Frees a keyring and wipes the key from memory.
 */
void
ct_keyring_free (CtKeyring *self)
{
  if (self == NULL)
    return;
  if (self->key != NULL)
    sodium_free (self->key);
  g_clear_pointer (&self->recovery, slot_free);
  g_ptr_array_unref (self->slots);
  g_ptr_array_unref (self->failures);
  g_free (self);
}

/**
 * ct_keyring_create:
 * @cost: how hard passphrases shall be to guess
 *
 * Makes a new database key and a keyring nobody else can open yet: add a user and a recovery key, then save it.
 *
 * Returns: (transfer full): the keyring, unlocked.
 */
CtKeyring *
ct_keyring_create (CtKeyringCost cost)
{
  CtKeyring *self = ct_keyring_new ();

  self->passes = cost == CT_KEYRING_STRONG ? 3 : crypto_pwhash_OPSLIMIT_MIN;
  self->memory = cost == CT_KEYRING_STRONG ? 64 * 1024 * 1024 : crypto_pwhash_MEMLIMIT_MIN;
  self->key = secret_new (CT_KEYRING_KEY_BYTES);
  randombytes_buf (self->key, CT_KEYRING_KEY_BYTES);
  return self;
}

/**
 * ct_keyring_path_for:
 * @database_path: where a clinic is
 *
 * Returns: (transfer full): where its keyring is.
 */
char *
ct_keyring_path_for (const char *database_path)
{
  g_return_val_if_fail (database_path != NULL, NULL);
  return g_strconcat (database_path, ".keys", NULL);
}

/**
 * ct_keyring_key:
 * @self: a keyring
 *
 * Returns: (transfer none) (nullable): the database key, 32 bytes; %NULL before it is unlocked.
 */
const guint8 *
ct_keyring_key (CtKeyring *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->key;
}

/**
 * ct_keyring_dup_key:
 * @self: an unlocked keyring
 *
 * Returns: (transfer full): the database key for another thread, in memory that is not swapped; ct_keyring_key_free().
 */
guint8 *
ct_keyring_dup_key (CtKeyring *self)
{
  guint8 *key;

  g_return_val_if_fail (self != NULL && self->key != NULL, NULL);
  key = secret_new (CT_KEYRING_KEY_BYTES);
  memcpy (key, self->key, CT_KEYRING_KEY_BYTES);
  return key;
}

/**
 * ct_keyring_key_free:
 * @key: (transfer full) (nullable): what ct_keyring_dup_key() gave
 *
 * Wipes a key and frees it.
 */
void
ct_keyring_key_free (guint8 *key)
{
  if (key != NULL)
    sodium_free (key);
}

/* Argon2id. The same letters typed on different keyboards are the same passphrase. */
static guint8 *
derive (const char *passphrase, const CtKeyringSlot *slot, GError **error)
{
  char *normal = g_utf8_normalize (passphrase, -1, G_NORMALIZE_NFC);
  const char *used = normal != NULL ? normal : passphrase;
  guint8 *wrap = secret_new (crypto_secretbox_KEYBYTES);
  int code = crypto_pwhash (wrap, crypto_secretbox_KEYBYTES, used, strlen (used), slot->salt, slot->passes,
                            slot->memory, crypto_pwhash_ALG_ARGON2ID13);

  if (normal != NULL)
    sodium_memzero (normal, strlen (normal));
  g_free (normal);
  if (code == 0)
    return wrap;
  sodium_free (wrap);
  g_set_error_literal (error, CT_ERROR, CT_ERROR_FAILED, _("There is not enough memory to check a passphrase."));
  return NULL;
}

static CtKeyringSlot *
slot_new (CtKeyring *self, const char *login, const char *owner, const char *passphrase, GError **error)
{
  CtKeyringSlot *slot = g_new0 (CtKeyringSlot, 1);
  gsize length = PLAIN_BYTES (owner);
  guint8 *wrap, *plain, *box;

  slot->login = g_strdup (login);
  slot->passes = self->passes;
  slot->memory = self->memory;
  randombytes_buf (slot->salt, sizeof slot->salt);
  randombytes_buf (slot->nonce, sizeof slot->nonce);
  wrap = derive (passphrase, slot, error);
  if (wrap == NULL)
    {
      slot_free (slot);
      return NULL;
    }
  plain = secret_new (length);
  memcpy (plain, self->key, CT_KEYRING_KEY_BYTES);
  memcpy (plain + CT_KEYRING_KEY_BYTES, owner, length - CT_KEYRING_KEY_BYTES);
  box = g_malloc (length + crypto_secretbox_MACBYTES);
  crypto_secretbox_easy (box, plain, length, slot->nonce, wrap);
  slot->box = g_bytes_new_take (box, length + crypto_secretbox_MACBYTES);
  sodium_free (plain);
  sodium_free (wrap);
  return slot;
}

/* Opens the box with what was typed; whether it is the right box is in it. */
static gboolean
slot_open (CtKeyring *self, const CtKeyringSlot *slot, const char *owner, const char *passphrase, gboolean *right,
           GError **error)
{
  gsize box_length;
  const guint8 *box = g_bytes_get_data (slot->box, &box_length);
  guint8 *wrap = derive (passphrase, slot, error);
  guint8 *plain;
  gsize length;

  if (wrap == NULL)
    return FALSE;
  length = box_length - crypto_secretbox_MACBYTES;
  plain = secret_new (length);
  *right = crypto_secretbox_open_easy (plain, box, box_length, slot->nonce, wrap) == 0 &&
           length == PLAIN_BYTES (owner) &&
           memcmp (plain + CT_KEYRING_KEY_BYTES, owner, length - CT_KEYRING_KEY_BYTES) == 0;
  if (*right && self->key == NULL)
    self->key = secret_new (CT_KEYRING_KEY_BYTES);
  if (*right)
    memcpy (self->key, plain, CT_KEYRING_KEY_BYTES);
  sodium_free (plain);
  sodium_free (wrap);
  return TRUE;
}

/* The slot of a user, or NULL. */
CtKeyringSlot *
ct_keyring_find_slot (CtKeyring *self, const char *login)
{
  for (guint i = 0; i < self->slots->len; i++)
    {
      CtKeyringSlot *slot = self->slots->pdata[i];

      if (strcmp (slot->login, login) == 0)
        return slot;
    }
  return NULL;
}

/* Where there is no such user it takes as long to say so, lest names be tried out. */
static gboolean
spend_time (CtKeyring *self, const char *passphrase, GError **error)
{
  CtKeyringSlot nobody = { .passes = self->passes, .memory = self->memory };
  guint8 *wrap = derive (passphrase, &nobody, error);

  if (wrap != NULL)
    sodium_free (wrap);
  return wrap != NULL;
}

/**
 * ct_keyring_unlock:
 * @self: a keyring
 * @login: a user name
 * @passphrase: what was typed
 * @error: PASSPHRASE where they don't fit, in the same words whether or not there is such a user
 *
 * Takes a tenth of a second or more, on purpose: not for the main thread. Whether the user has to wait is for the
 * caller to ask, see ct_keyring_blocked_until().
 *
 * Returns: whether the key is there now.
 */
gboolean
ct_keyring_unlock (CtKeyring *self, const char *login, const char *passphrase, GError **error)
{
  const CtKeyringSlot *slot;
  gboolean right = FALSE;

  g_return_val_if_fail (self != NULL && login != NULL && passphrase != NULL, FALSE);
  slot = ct_keyring_find_slot (self, login);
  if (slot != NULL ? !slot_open (self, slot, login, passphrase, &right, error) : !spend_time (self, passphrase, error))
    return FALSE;
  if (!right)
    g_set_error_literal (error, CT_ERROR, CT_ERROR_PASSPHRASE, _("The user name or the passphrase is not right."));
  return right;
}

/**
 * ct_keyring_unlock_with_key:
 * @self: a keyring
 * @key: the database key, as another keyring of the same clinic has it
 *
 * For who is in already and wants to change the keyring as it lies on the disk now.
 */
void
ct_keyring_unlock_with_key (CtKeyring *self, const guint8 *key)
{
  g_return_if_fail (self != NULL && key != NULL);
  if (self->key == NULL)
    self->key = secret_new (CT_KEYRING_KEY_BYTES);
  memcpy (self->key, key, CT_KEYRING_KEY_BYTES);
}

/**
 * ct_keyring_unlock_recovery:
 * @self: a keyring
 * @recovery_key: what was typed from the printed key
 * @error: INVALID for a typing mistake, PASSPHRASE where it is another clinic's or an older one
 *
 * Returns: whether the key is there now.
 */
gboolean
ct_keyring_unlock_recovery (CtKeyring *self, const char *recovery_key, GError **error)
{
  guint8 bytes[CT_RECOVERY_KEY_BYTES];
  gboolean right = FALSE;
  char *text;

  g_return_val_if_fail (self != NULL && recovery_key != NULL, FALSE);
  if (!ct_recovery_key_parse (recovery_key, bytes, error))
    return FALSE;
  text = ct_recovery_key_format (bytes);
  sodium_memzero (bytes, sizeof bytes);
  if (self->recovery == NULL || slot_open (self, self->recovery, RECOVERY_OWNER, text, &right, error))
    if (!right)
      g_set_error_literal (error, CT_ERROR, CT_ERROR_PASSPHRASE, _("This recovery key does not open this clinic."));
  sodium_memzero (text, strlen (text));
  g_free (text);
  return right;
}

static gboolean
require_key (CtKeyring *self, GError **error)
{
  if (self->key != NULL)
    return TRUE;
  g_set_error_literal (error, CT_ERROR, CT_ERROR_DENIED, _("Log in first."));
  return FALSE;
}

/* A new passphrase does not change the phone that makes the codes. */
static void
keep_codes (CtKeyring *self, CtKeyringSlot *slot)
{
  const CtKeyringSlot *before = ct_keyring_find_slot (self, slot->login);

  if (before == NULL || before->codes == NULL)
    return;
  slot->codes = g_bytes_ref (before->codes);
  memcpy (slot->codes_nonce, before->codes_nonce, sizeof slot->codes_nonce);
}

/**
 * ct_keyring_set_user:
 * @self: an unlocked keyring
 * @login: a user name, at most 255 bytes
 * @passphrase: their new passphrase
 * @error: what went wrong
 *
 * Lets a user in, or changes their passphrase; the database stays as it is. Takes as long as unlocking.
 *
 * Returns: whether they can log in now; to be saved.
 */
gboolean
ct_keyring_set_user (CtKeyring *self, const char *login, const char *passphrase, GError **error)
{
  CtKeyringSlot *slot;

  g_return_val_if_fail (self != NULL && login != NULL && passphrase != NULL, FALSE);
  if (!require_key (self, error))
    return FALSE;
  if (login[0] == '\0' || strlen (login) > OWNER_MAX || strchr (login, '\n') != NULL ||
      !g_utf8_validate (login, -1, NULL))
    {
      g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, _("This can't be a user name."));
      return FALSE;
    }
  slot = slot_new (self, login, login, passphrase, error);
  if (slot == NULL)
    return FALSE;
  keep_codes (self, slot);
  ct_keyring_remove_user (self, login);
  g_ptr_array_add (self->slots, slot);
  return TRUE;
}

/**
 * ct_keyring_remove_user:
 * @self: a keyring
 * @login: a user name
 *
 * Keeps a user out from now on; to be saved.
 *
 * Returns: whether there was such a user.
 */
gboolean
ct_keyring_remove_user (CtKeyring *self, const char *login)
{
  CtKeyringSlot *slot;

  g_return_val_if_fail (self != NULL && login != NULL, FALSE);
  slot = ct_keyring_find_slot (self, login);
  return slot != NULL && g_ptr_array_remove (self->slots, slot);
}

/**
 * ct_keyring_list_users:
 * @self: a keyring
 *
 * Returns: (transfer full): the names of who can log in, in the order they were let in.
 */
GStrv
ct_keyring_list_users (CtKeyring *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);
  for (guint i = 0; i < self->slots->len; i++)
    g_strv_builder_add (names, ((CtKeyringSlot *) self->slots->pdata[i])->login);
  return g_strv_builder_end (names);
}

/**
 * ct_keyring_set_recovery:
 * @self: an unlocked keyring
 * @recovery_key: a key as it is printed
 * @error: what went wrong
 *
 * Returns: whether this recovery key, and no older one, opens it, once it is saved.
 */
gboolean
ct_keyring_set_recovery (CtKeyring *self, const char *recovery_key, GError **error)
{
  CtKeyringSlot *slot;

  g_return_val_if_fail (self != NULL && recovery_key != NULL, FALSE);
  if (!require_key (self, error) || (slot = slot_new (self, NULL, RECOVERY_OWNER, recovery_key, error)) == NULL)
    return FALSE;
  g_clear_pointer (&self->recovery, slot_free);
  self->recovery = slot;
  return TRUE;
}

/**
 * ct_keyring_make_recovery:
 * @self: an unlocked keyring
 * @error: what went wrong
 *
 * Makes a new recovery key; an older one opens nothing any more, once this is saved.
 *
 * Returns: (transfer full) (nullable): the key to print, which is kept nowhere.
 */
char *
ct_keyring_make_recovery (CtKeyring *self, GError **error)
{
  guint8 bytes[CT_RECOVERY_KEY_BYTES];
  char *text;

  g_return_val_if_fail (self != NULL, NULL);
  randombytes_buf (bytes, sizeof bytes);
  text = ct_recovery_key_format (bytes);
  sodium_memzero (bytes, sizeof bytes);
  if (ct_keyring_set_recovery (self, text, error))
    return text;
  sodium_memzero (text, strlen (text));
  g_free (text);
  return NULL;
}
