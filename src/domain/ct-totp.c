#include "domain/ct-totp.h"

#include <string.h>

#define SHA1_BYTES 20

static const char base32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * ct_totp_at:
 * @secret: (array length=length): what both devices know
 * @length: its length in bytes
 * @step: how many steps since the beginning of 1970
 * @digits: how many digits, 6 to 8
 *
 * Returns: the code of that step (RFC 6238 with SHA-1, RFC 4226 for what it counts).
 */
guint32
ct_totp_at (const guint8 *secret, gsize length, gint64 step, int digits)
{
  guint64 counter = GUINT64_TO_BE ((guint64) step);
  guint8 hash[SHA1_BYTES];
  gsize hash_length = sizeof hash;
  GHmac *hmac = g_hmac_new (G_CHECKSUM_SHA1, secret, length);
  guint32 value, limit = 1;
  guint at;

  g_hmac_update (hmac, (const guint8 *) &counter, sizeof counter);
  g_hmac_get_digest (hmac, hash, &hash_length);
  g_hmac_unref (hmac);
  at = hash[SHA1_BYTES - 1] & 0x0f;
  value = (guint32) (hash[at] & 0x7f) << 24 | (guint32) hash[at + 1] << 16 | (guint32) hash[at + 2] << 8 | hash[at + 3];
  for (int i = 0; i < digits; i++)
    limit *= 10;
  return value % limit;
}

/**
 * ct_totp_step:
 * @now_us: a moment in UTC microseconds
 *
 * Returns: its step.
 */
gint64
ct_totp_step (gint64 now_us)
{
  return now_us / G_USEC_PER_SEC / CT_TOTP_STEP_SECONDS;
}

/**
 * ct_totp_base32:
 * @bytes: (array length=length): bytes
 * @length: how many
 *
 * Returns: (transfer full): them in base 32 (RFC 4648) without padding.
 */
char *
ct_totp_base32 (const guint8 *bytes, gsize length)
{
  GString *text = g_string_new (NULL);
  guint32 pool = 0;
  int bits = 0;

  for (gsize i = 0; i < length; i++)
    {
      pool = pool << 8 | bytes[i];
      for (bits += 8; bits >= 5; bits -= 5)
        g_string_append_c (text, base32[pool >> (bits - 5) & 31]);
    }
  if (bits > 0)
    g_string_append_c (text, base32[pool << (5 - bits) & 31]);
  return g_string_free (text, FALSE);
}

/**
 * ct_totp_parse_base32:
 * @text: base 32
 * @bytes: (array length=length): where they go
 * @length: how many there must be
 *
 * Returns: whether @text is just that.
 */
gboolean
ct_totp_parse_base32 (const char *text, guint8 *bytes, gsize length)
{
  guint32 pool = 0;
  int bits = 0;
  gsize n = 0;

  for (; *text != '\0'; text++)
    {
      const char *at = strchr (base32, g_ascii_toupper (*text));

      if (at == NULL)
        return FALSE;
      pool = pool << 5 | (guint32) (at - base32);
      bits += 5;
      if (bits < 8)
        continue;
      if (n == length)
        return FALSE;
      bytes[n++] = (guint8) (pool >> (bits - 8));
      bits -= 8;
    }
  return n == length;
}

/**
 * ct_totp_uri:
 * @secret: (array length=length): the secret
 * @length: its length in bytes
 * @issuer: which clinic
 * @account: whose
 *
 * Returns: (transfer full): the address that authenticator programs read from a QR code.
 */
char *
ct_totp_uri (const guint8 *secret, gsize length, const char *issuer, const char *account)
{
  g_autofree char *text = ct_totp_base32 (secret, length);
  g_autofree char *from = g_uri_escape_string (issuer, NULL, TRUE);
  g_autofree char *who = g_uri_escape_string (account, NULL, TRUE);

  return g_strdup_printf ("otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=6&period=%d", from, who, text,
                          from, CT_TOTP_STEP_SECONDS);
}
