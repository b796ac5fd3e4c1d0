#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/ct-error.h"
#include "store/ct-keyring-private.h"

/*
 * A text file: [keyring] with the version and the cost of new slots, [user N] and [recovery] with a slot each, and
 * [failure N] with a failed log-in each. Bytes are written in hexadecimal.
 */
#define VERSION 1
/* More than any honest keyring asks for; a forged one must not fill the memory. */
#define MAX_PASSES 20
#define MAX_MEMORY (G_GINT64_CONSTANT (1) << 30)

static void
set_hex (GKeyFile *file, const char *group, const char *key, const guint8 *bytes, gsize length)
{
  g_autofree char *text = g_malloc (length * 2 + 1);

  sodium_bin2hex (text, length * 2 + 1, bytes, length);
  g_key_file_set_string (file, group, key, text);
}

static GBytes *
get_hex (GKeyFile *file, const char *group, const char *key)
{
  g_autofree char *text = g_key_file_get_string (file, group, key, NULL);
  gsize room = text != NULL ? strlen (text) / 2 : 0;
  g_autofree guint8 *bytes = g_malloc0 (room + 1);
  gsize length;

  if (text == NULL || sodium_hex2bin (bytes, room, text, strlen (text), NULL, &length, NULL) != 0 || length != room)
    return NULL;
  return g_bytes_new (bytes, length);
}

static gboolean
get_exactly (GKeyFile *file, const char *group, const char *key, guint8 *bytes, gsize length)
{
  g_autoptr (GBytes) found = get_hex (file, group, key);

  if (found == NULL || g_bytes_get_size (found) != length)
    return FALSE;
  memcpy (bytes, g_bytes_get_data (found, NULL), length);
  return TRUE;
}

static void
write_slot (GKeyFile *file, const char *group, const CtKeyringSlot *slot)
{
  gsize length;
  const guint8 *box = g_bytes_get_data (slot->box, &length);

  if (slot->login != NULL)
    g_key_file_set_string (file, group, "login", slot->login);
  g_key_file_set_uint64 (file, group, "passes", slot->passes);
  g_key_file_set_uint64 (file, group, "memory", slot->memory);
  set_hex (file, group, "salt", slot->salt, sizeof slot->salt);
  set_hex (file, group, "nonce", slot->nonce, sizeof slot->nonce);
  set_hex (file, group, "box", box, length);
  if (slot->codes == NULL)
    return;
  box = g_bytes_get_data (slot->codes, &length);
  set_hex (file, group, "codes-nonce", slot->codes_nonce, sizeof slot->codes_nonce);
  set_hex (file, group, "codes", box, length);
}

static gboolean
read_cost (GKeyFile *file, const char *group, guint64 *passes, gsize *memory)
{
  guint64 asked = g_key_file_get_uint64 (file, group, "memory", NULL);

  *passes = g_key_file_get_uint64 (file, group, "passes", NULL);
  *memory = (gsize) asked;
  return *passes >= crypto_pwhash_OPSLIMIT_MIN && *passes <= MAX_PASSES && asked >= crypto_pwhash_MEMLIMIT_MIN &&
         asked <= MAX_MEMORY;
}

/* Codes that can't be read must not let somebody in without one. */
static gboolean
read_codes (GKeyFile *file, const char *group, CtKeyringSlot *slot)
{
  if (!g_key_file_has_key (file, group, "codes", NULL))
    return TRUE;
  slot->codes = get_hex (file, group, "codes");
  return slot->codes != NULL && get_exactly (file, group, "codes-nonce", slot->codes_nonce, sizeof slot->codes_nonce);
}

static CtKeyringSlot *
read_slot (GKeyFile *file, const char *group)
{
  CtKeyringSlot *slot = g_new0 (CtKeyringSlot, 1);

  slot->login = g_key_file_get_string (file, group, "login", NULL);
  slot->box = get_hex (file, group, "box");
  if (slot->box != NULL && g_bytes_get_size (slot->box) >= CT_KEYRING_KEY_BYTES + crypto_secretbox_MACBYTES &&
      read_cost (file, group, &slot->passes, &slot->memory) &&
      get_exactly (file, group, "salt", slot->salt, sizeof slot->salt) &&
      get_exactly (file, group, "nonce", slot->nonce, sizeof slot->nonce) && read_codes (file, group, slot))
    return slot;
  g_free (slot->login);
  g_clear_pointer (&slot->box, g_bytes_unref);
  g_clear_pointer (&slot->codes, g_bytes_unref);
  g_free (slot);
  return NULL;
}

static gboolean
read_failure (CtKeyring *self, GKeyFile *file, const char *group)
{
  g_autofree char *login = g_key_file_get_string (file, group, "login", NULL);
  g_autoptr (GError) error = NULL;
  gint64 at_us = g_key_file_get_int64 (file, group, "at", &error);

  if (login == NULL || error != NULL)
    return FALSE;
  ct_keyring_note_failure (self, login, at_us, g_key_file_get_boolean (file, group, "in-audit", NULL));
  return TRUE;
}

static gboolean
read_group (CtKeyring *self, GKeyFile *file, const char *group)
{
  CtKeyringSlot *slot;

  if (strcmp (group, "keyring") == 0)
    return g_key_file_get_integer (file, group, "version", NULL) == VERSION &&
           read_cost (file, group, &self->passes, &self->memory);
  if (g_str_has_prefix (group, "failure "))
    return read_failure (self, file, group);
  slot = read_slot (file, group);
  if (slot == NULL)
    return FALSE;
  if (strcmp (group, "recovery") == 0 && self->recovery == NULL)
    self->recovery = slot;
  else
    g_ptr_array_add (self->slots, slot);
  return slot->login != NULL || slot == self->recovery;
}

static gboolean
read_groups (CtKeyring *self, GKeyFile *file)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    if (!read_group (self, file, groups[i]))
      return FALSE;
  return self->passes > 0;
}

static CtKeyring *
refuse (GError **error, int code, const char *format, const char *path)
{
  g_set_error (error, CT_ERROR, code, format, path);
  return NULL;
}

/**
 * ct_keyring_load:
 * @path: where the keyring is
 * @error: NOT_FOUND, DENIED, CORRUPT
 *
 * Returns: (transfer full) (nullable): the keyring, locked.
 */
CtKeyring *
ct_keyring_load (const char *path, GError **error)
{
  g_autoptr (CtKeyring) self = NULL;
  g_autoptr (GKeyFile) file = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  file = g_key_file_new ();
  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &local))
    {
      if (g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return refuse (error, CT_ERROR_NOT_FOUND, _("The key file “%s” is missing; without it nobody can log in."),
                       path);
      if (local->domain == G_FILE_ERROR)
        return refuse (error, CT_ERROR_DENIED, _("The key file “%s” can't be opened by this user."), path);
      return refuse (error, CT_ERROR_CORRUPT, _("The key file “%s” is damaged; restore a backup."), path);
    }
  self = ct_keyring_new ();
  if (!read_groups (self, file))
    return refuse (error, CT_ERROR_CORRUPT, _("The key file “%s” is damaged; restore a backup."), path);
  return g_steal_pointer (&self);
}

static GKeyFile *
to_file (CtKeyring *self)
{
  GKeyFile *file = g_key_file_new ();

  g_key_file_set_integer (file, "keyring", "version", VERSION);
  g_key_file_set_uint64 (file, "keyring", "passes", self->passes);
  g_key_file_set_uint64 (file, "keyring", "memory", self->memory);
  for (guint i = 0; i < self->slots->len; i++)
    {
      g_autofree char *group = g_strdup_printf ("user %u", i + 1);

      write_slot (file, group, self->slots->pdata[i]);
    }
  if (self->recovery != NULL)
    write_slot (file, "recovery", self->recovery);
  for (guint i = 0; i < self->failures->len; i++)
    {
      g_autofree char *group = g_strdup_printf ("failure %u", i + 1);
      const CtFailedLogin *failure = self->failures->pdata[i];

      g_key_file_set_string (file, group, "login", failure->login);
      g_key_file_set_int64 (file, group, "at", failure->at_us);
      if (failure->in_audit)
        g_key_file_set_boolean (file, group, "in-audit", TRUE);
    }
  return file;
}

/**
 * ct_keyring_to_text:
 * @self: a keyring
 *
 * Returns: (transfer full): what ct_keyring_save() writes.
 */
char *
ct_keyring_to_text (CtKeyring *self)
{
  g_autoptr (GKeyFile) file = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  file = to_file (self);
  return g_key_file_to_data (file, NULL, NULL);
}

/**
 * ct_keyring_parse:
 * @text: what ct_keyring_to_text() made
 *
 * Returns: (transfer full) (nullable): the keyring, locked; %NULL where that is none.
 */
CtKeyring *
ct_keyring_parse (const char *text)
{
  g_autoptr (CtKeyring) self = NULL;
  g_autoptr (GKeyFile) file = NULL;

  g_return_val_if_fail (text != NULL, NULL);
  self = ct_keyring_new ();
  file = g_key_file_new ();
  return g_key_file_load_from_data (file, text, (gsize) -1, G_KEY_FILE_NONE, NULL) && read_groups (self, file)
             ? g_steal_pointer (&self)
             : NULL;
}

/**
 * ct_keyring_save:
 * @self: a keyring
 * @path: where to keep it
 * @error: FULL or DENIED
 *
 * Writes a new file and puts it in the place of the old one in one step; only its owner can read it. There is no key in
 * it that does not take a passphrase to open.
 *
 * Returns: whether it is on the disk.
 */
gboolean
ct_keyring_save (CtKeyring *self, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);
  text = ct_keyring_to_text (self);
  if (g_file_set_contents_full (path, text, -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &local))
    {
      g_chmod (path, 0600);
      return TRUE;
    }
  if (g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    refuse (error, CT_ERROR_FULL,
            _("There is no room on the disk for the key file “%s”; it is as it was. Free some space and try again."), path);
  else
    refuse (error, CT_ERROR_DENIED, _("The key file “%s” can't be written; it is as it was."), path);
  return FALSE;
}
