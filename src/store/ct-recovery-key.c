#include "store/ct-recovery-key.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

#include "base/ct-error.h"

#define N_DIGITS (CT_RECOVERY_KEY_BYTES * 8 / 5)
#define GROUP    4
#define MODULUS  37

/* Crockford's base 32, without I, L, O and U; the last five are for the check character alone. */
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";

/* The remainder of the whole number, taken digit by digit. */
static int
check_of (const int *digits)
{
  int remainder = 0;

  for (guint i = 0; i < N_DIGITS; i++)
    remainder = (remainder * 32 + digits[i]) % MODULUS;
  return remainder;
}

/**
 * ct_recovery_key_format:
 * @bytes: (array fixed-size=15): a recovery key
 *
 * Returns: (transfer full): the key in groups of four, with a check character at the end.
 */
char *
ct_recovery_key_format (const guint8 *bytes)
{
  GString *text = g_string_sized_new (N_DIGITS * 2);
  int digits[N_DIGITS];

  for (guint i = 0; i < N_DIGITS; i++)
    {
      guint bit = i * 5;
      guint pair = (guint) bytes[bit / 8] << 8 | (bit / 8 + 1 < CT_RECOVERY_KEY_BYTES ? bytes[bit / 8 + 1] : 0);

      digits[i] = (int) (pair >> (11 - bit % 8) & 31);
      if (i > 0 && i % GROUP == 0)
        g_string_append_c (text, '-');
      g_string_append_c (text, alphabet[digits[i]]);
    }
  g_string_append_c (text, '-');
  g_string_append_c (text, alphabet[check_of (digits)]);
  sodium_memzero (digits, sizeof digits);
  return g_string_free (text, FALSE);
}

/* What people take for one another is the same: O and 0, I, L and 1. */
static int
digit_of (char c)
{
  const char *found;

  c = g_ascii_toupper (c);
  c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
  found = c != '\0' ? strchr (alphabet, c) : NULL;
  return found != NULL ? (int) (found - alphabet) : -1;
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
read_digits (const char *text, int *digits, GError **error)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      int digit;

      if (g_ascii_isspace (*p) || *p == '-' || *p == '.' || *p == ',')
        continue;
      digit = digit_of (*p);
      if (digit < 0 || (digit >= 32 && n < N_DIGITS))
        return refuse (error, _("This recovery key has a character that recovery keys don't have."));
      if (n > N_DIGITS)
        return refuse (error, _("This recovery key is too long."));
      digits[n++] = digit;
    }
  return n == N_DIGITS + 1 || refuse (error, _("This recovery key is too short."));
}

/**
 * ct_recovery_key_parse:
 * @text: what was typed; case, blanks and hyphens don't matter
 * @bytes: (out) (array fixed-size=15): the key
 * @error: INVALID where it can't be a recovery key
 *
 * Finds any one mistyped character and any two neighbours that were swapped.
 *
 * Returns: whether it could be read.
 */
gboolean
ct_recovery_key_parse (const char *text, guint8 *bytes, GError **error)
{
  int digits[N_DIGITS + 1];
  gboolean ok;

  g_return_val_if_fail (text != NULL && bytes != NULL, FALSE);
  ok = read_digits (text, digits, error) &&
       (check_of (digits) == digits[N_DIGITS] || refuse (error, _("This recovery key has a typing mistake.")));
  memset (bytes, 0, CT_RECOVERY_KEY_BYTES);
  for (guint i = 0; ok && i < N_DIGITS; i++)
    for (guint bit = 0; bit < 5; bit++)
      if (digits[i] >> (4 - bit) & 1)
        bytes[(i * 5 + bit) / 8] |= (guint8) (0x80 >> (i * 5 + bit) % 8);
  sodium_memzero (digits, sizeof digits);
  return ok;
}
