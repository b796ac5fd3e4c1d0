#include "domain/ct-passphrase.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"
#include "ct-rights-data.h"

#define COMMON_FILE "/org/chairtime/rights/common-passphrases.txt"
/* What is left of a passphrase without the user name must still be something. */
#define MIN_OWN_LETTERS 6
#define MIN_DIFFERENT   5

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, message);
  return FALSE;
}

/* Small letters and digits only: "Pass-Word 1" is "password1". */
static char *
skeleton (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  GString *bare = g_string_new (NULL);

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isalnum (g_utf8_get_char (at)))
      g_string_append_unichar (bare, g_utf8_get_char (at));
  return g_string_free (bare, FALSE);
}

static GHashTable *
common_ones (void)
{
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      g_autoptr (GBytes) bytes =
          g_resource_lookup_data (ct_rights_get_resource (), COMMON_FILE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
      g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
      GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      for (guint i = 0; lines[i] != NULL; i++)
        if (lines[i][0] != '#' && lines[i][0] != '\0')
          g_hash_table_add (set, skeleton (lines[i]));
      g_once_init_leave (&ready, (gsize) set);
    }
  return (GHashTable *) ready;
}

static gboolean
is_about_login (const char *bare, const char *login)
{
  g_autofree char *name = login != NULL ? skeleton (login) : NULL;
  g_auto (GStrv) rest = NULL;
  g_autofree char *own = NULL;

  if (name == NULL || name[0] == '\0' || strstr (bare, name) == NULL)
    return FALSE;
  rest = g_strsplit (bare, name, -1);
  own = g_strjoinv (NULL, rest);
  return g_utf8_strlen (own, -1) < MIN_OWN_LETTERS;
}

static guint
count_different (const char *text)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    g_hash_table_add (seen, GUINT_TO_POINTER (g_utf8_get_char (at)));
  return g_hash_table_size (seen);
}

/**
 * ct_passphrase_check:
 * @passphrase: (nullable): what was typed
 * @login: (nullable): whose it shall be
 * @error: INVALID, with what is wrong in one sentence
 *
 * Length counts, not a mixture of signs; the user name and what everybody takes are refused.
 *
 * Returns: whether it may be a passphrase.
 */
gboolean
ct_passphrase_check (const char *passphrase, const char *login, GError **error)
{
  g_autofree char *bare = NULL;

  if (passphrase == NULL || !g_utf8_validate (passphrase, -1, NULL) ||
      g_utf8_strlen (passphrase, -1) < CT_PASSPHRASE_MIN_LETTERS)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("The passphrase needs at least %d letters. A few words are good."),
                   CT_PASSPHRASE_MIN_LETTERS);
      return FALSE;
    }
  bare = skeleton (passphrase);
  if (count_different (passphrase) < MIN_DIFFERENT)
    return refuse (error, _("The passphrase repeats too few letters. A few words are good."));
  if (g_hash_table_contains (common_ones (), bare))
    return refuse (error, _("Many people use this passphrase, so it is tried first. Choose another."));
  if (is_about_login (bare, login))
    return refuse (error, _("The passphrase must not be the user name. A few words are good."));
  return TRUE;
}

/* Steps along the alphabet or a row of digits, as in "abcd" and "1234", add nothing. */
static guint
count_runs (const char *text)
{
  guint runs = 0;

  for (gsize i = 1; text[0] != '\0' && text[i] != '\0'; i++)
    if (ABS (text[i] - text[i - 1]) <= 1)
      runs++;
  return runs;
}

/**
 * ct_passphrase_strength:
 * @passphrase: (nullable): what was typed
 * @login: (nullable): whose it shall be
 *
 * Length counts most, as long as the letters differ: a few words beat a short riddle.
 *
 * Returns: how hard it is to guess.
 */
CtStrength
ct_passphrase_strength (const char *passphrase, const char *login)
{
  gsize length;
  gsize worth;

  if (!ct_passphrase_check (passphrase, login, NULL))
    return CT_STRENGTH_REFUSED;
  length = (gsize) g_utf8_strlen (passphrase, -1);
  worth = length - MIN (length, count_runs (passphrase));
  worth = MIN (worth, 2 * (gsize) count_different (passphrase));
  if (worth < 10)
    return CT_STRENGTH_WEAK;
  return worth < 16 ? CT_STRENGTH_FAIR : CT_STRENGTH_STRONG;
}

/**
 * ct_strength_label:
 * @strength: how hard a passphrase is to guess
 *
 * Returns: that in words.
 */
const char *
ct_strength_label (CtStrength strength)
{
  switch (strength)
    {
    case CT_STRENGTH_WEAK:
      return _("Weak: easily guessed. Add a word or two.");
    case CT_STRENGTH_FAIR:
      return _("Fair. Another word makes it strong.");
    case CT_STRENGTH_STRONG:
      return _("Strong.");
    case CT_STRENGTH_REFUSED:
      break;
    }
  return _("At least 10 letters. A few words that don't belong together are good.");
}
