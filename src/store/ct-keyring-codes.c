#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"
#include "store/ct-keyring-private.h"

/*
 * The secret behind somebody's one-time codes lies in their slot, locked by a key that follows from the database key: so
 * a new passphrase leaves it alone, and nobody without a passphrase reads it. The user name is locked in with it.
 */
#define CONTEXT "ct-codes" /* 8 letters, for libsodium */

static void
derive_key (CtKeyring *self, guint8 *key)
{
  crypto_kdf_derive_from_key (key, crypto_secretbox_KEYBYTES, 1, CONTEXT, self->key);
}

/**
 * ct_keyring_has_codes:
 * @self: a keyring, locked or not
 * @login: a user name
 *
 * Returns: whether this user needs a one-time code to come in.
 */
gboolean
ct_keyring_has_codes (CtKeyring *self, const char *login)
{
  CtKeyringSlot *slot;

  g_return_val_if_fail (self != NULL && login != NULL, FALSE);
  slot = ct_keyring_find_slot (self, login);
  return slot != NULL && slot->codes != NULL;
}

/**
 * ct_keyring_get_codes:
 * @self: an unlocked keyring
 * @login: a user name
 * @error: NOT_FOUND where there are none, CORRUPT
 *
 * Returns: (transfer full) (nullable): what ct_keyring_set_codes() was given.
 */
char *
ct_keyring_get_codes (CtKeyring *self, const char *login, GError **error)
{
  CtKeyringSlot *slot;
  g_autofree char *text = NULL;
  g_autofree char *head = NULL;
  guint8 key[crypto_secretbox_KEYBYTES];
  const guint8 *box;
  gsize length;
  gboolean right;

  g_return_val_if_fail (self != NULL && self->key != NULL && login != NULL, NULL);
  slot = ct_keyring_find_slot (self, login);
  if (slot == NULL || slot->codes == NULL)
    {
      g_set_error_literal (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("There are no one-time codes for this user."));
      return NULL;
    }
  box = g_bytes_get_data (slot->codes, &length);
  head = g_strdup_printf ("%s\n", login);
  text = g_malloc0 (length + 1);
  derive_key (self, key);
  right = length >= crypto_secretbox_MACBYTES &&
          crypto_secretbox_open_easy ((guint8 *) text, box, length, slot->codes_nonce, key) == 0 &&
          g_str_has_prefix (text, head);
  sodium_memzero (key, sizeof key);
  if (right)
    return g_strdup (text + strlen (head));
  g_set_error_literal (error, CT_ERROR, CT_ERROR_CORRUPT,
                       _("The one-time codes of this user are damaged; the owner of the clinic can reset them."));
  return NULL;
}

/**
 * ct_keyring_set_codes:
 * @self: an unlocked keyring
 * @login: a user name
 * @text: (nullable): what to keep for them, %NULL where no code is needed any more
 * @error: NOT_FOUND where there is no such user
 *
 * Returns: whether it was done; to be saved.
 */
gboolean
ct_keyring_set_codes (CtKeyring *self, const char *login, const char *text, GError **error)
{
  CtKeyringSlot *slot;
  g_autofree char *plain = NULL;
  guint8 key[crypto_secretbox_KEYBYTES];
  guint8 *box;
  gsize length;

  g_return_val_if_fail (self != NULL && self->key != NULL && login != NULL, FALSE);
  slot = ct_keyring_find_slot (self, login);
  if (slot == NULL)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("There is nobody called “%s” who can log in."), login);
      return FALSE;
    }
  g_clear_pointer (&slot->codes, g_bytes_unref);
  if (text == NULL)
    return TRUE;
  plain = g_strdup_printf ("%s\n%s", login, text);
  length = strlen (plain);
  box = g_malloc (length + crypto_secretbox_MACBYTES);
  randombytes_buf (slot->codes_nonce, sizeof slot->codes_nonce);
  derive_key (self, key);
  crypto_secretbox_easy (box, (const guint8 *) plain, length, slot->codes_nonce, key);
  slot->codes = g_bytes_new_take (box, length + crypto_secretbox_MACBYTES);
  sodium_memzero (key, sizeof key);
  sodium_memzero (plain, length);
  return TRUE;
}

/**
 * ct_keyring_random:
 * @bytes: (array length=length): where to put them
 * @length: how many
 *
 * Fills @bytes with what nobody can guess.
 */
void
ct_keyring_random (guint8 *bytes, gsize length)
{
  g_return_if_fail (bytes != NULL);
  if (sodium_init () < 0)
    g_error ("libsodium could not be started.");
  randombytes_buf (bytes, length);
}
