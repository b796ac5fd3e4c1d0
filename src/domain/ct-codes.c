#include "domain/ct-codes.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"

#define DIGITS        6
#define BACKUP_BYTES  5 /* of the eight that are kept for each: eight letters of base 32 */
#define BACKUP_LENGTH 8
/* Of thirty seconds. */
#define STEPS_PER_DAY 2880

struct _CtCodes
{
  guint8     secret[CT_TOTP_SECRET_BYTES];
  gint64     last_step; /* the last code that was used; it and all before are worth nothing any more */
  GPtrArray *backup;    /* hashes of the backup codes that are left */
};

static char *
hash_of (const char *code)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, code, -1);
}

static CtCodes *
codes_alloc (void)
{
  CtCodes *self = g_new0 (CtCodes, 1);

  self->backup = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * ct_codes_new:
 * @random: %CT_CODES_RANDOM_BYTES that nobody can guess
 * @backup: (out) (transfer full): the backup codes to print, "ABCD-EFGH"; only their hashes are kept
 *
 * Returns: (transfer full): a new secret and its backup codes.
 */
CtCodes *
ct_codes_new (const guint8 *random, char ***backup)
{
  CtCodes *self = codes_alloc ();

  *backup = g_new0 (char *, CT_CODES_N_BACKUP + 1);
  memcpy (self->secret, random, sizeof self->secret);
  for (int i = 0; i < CT_CODES_N_BACKUP; i++)
    {
      g_autofree char *code = ct_totp_base32 (random + CT_TOTP_SECRET_BYTES + i * 8, BACKUP_BYTES);

      g_ptr_array_add (self->backup, hash_of (code));
      (*backup)[i] = g_strdup_printf ("%.4s-%s", code, code + 4);
    }
  return self;
}

/**
 * ct_codes_free:
 * @self: (transfer full): codes
 *
 * Wipes the secret and frees it.
 */
void
ct_codes_free (CtCodes *self)
{
  volatile guint8 *secret = self->secret;

  for (gsize i = 0; i < sizeof self->secret; i++)
    secret[i] = 0;
  g_ptr_array_unref (self->backup);
  g_free (self);
}

/**
 * ct_codes_to_text:
 * @self: codes
 *
 * Returns: (transfer full): them in one line, to be kept encrypted.
 */
char *
ct_codes_to_text (const CtCodes *self)
{
  g_autofree char *secret = ct_totp_base32 (self->secret, sizeof self->secret);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "1 %s %" G_GINT64_FORMAT, secret, self->last_step);
  for (guint i = 0; i < self->backup->len; i++)
    g_string_append_printf (text, " %s", (const char *) self->backup->pdata[i]);
  return g_string_free (text, FALSE);
}

/**
 * ct_codes_parse:
 * @text: what ct_codes_to_text() gave
 *
 * Returns: (transfer full) (nullable): the codes; %NULL where it is damaged.
 */
CtCodes *
ct_codes_parse (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (CtCodes) self = codes_alloc ();

  if (g_strv_length (words) < 3 || strcmp (words[0], "1") != 0 ||
      !ct_totp_parse_base32 (words[1], self->secret, sizeof self->secret) ||
      !g_ascii_string_to_signed (words[2], 10, 0, G_MAXINT64, &self->last_step, NULL))
    return NULL;
  for (guint i = 3; words[i] != NULL; i++)
    g_ptr_array_add (self->backup, g_strdup (words[i]));
  return g_steal_pointer (&self);
}

/* What was typed, in capitals and without spaces and dashes. */
static char *
normalize (const char *typed)
{
  GString *text = g_string_new (NULL);

  for (; *typed != '\0'; typed++)
    if (g_ascii_isalnum (*typed))
      g_string_append_c (text, g_ascii_toupper (*typed));
  return g_string_free (text, FALSE);
}

static gboolean
use_backup (CtCodes *self, const char *code)
{
  g_autofree char *hash = hash_of (code);
  guint at;

  return g_ptr_array_find_with_equal_func (self->backup, hash, g_str_equal, &at) &&
         g_ptr_array_remove_index (self->backup, at) != NULL;
}

/* One step early or late is allowed, for clocks go differently; a step is never used twice. One used further ahead was used
 * while the clock was wrong, and must not keep its owner out until it is that time again. */
static gboolean
use_step (CtCodes *self, const char *code, gint64 now_us)
{
  gint64 now = ct_totp_step (now_us);
  gint64 last = self->last_step <= now + STEPS_PER_DAY ? self->last_step : 0;
  guint64 typed;

  if (!g_ascii_string_to_unsigned (code, 10, 0, 999999, &typed, NULL))
    return FALSE;
  for (gint64 step = MAX (now - 1, last + 1); step <= now + 1; step++)
    if (ct_totp_at (self->secret, sizeof self->secret, step, DIGITS) == typed)
      {
        self->last_step = step;
        return TRUE;
      }
  return FALSE;
}

/**
 * ct_codes_use:
 * @self: codes
 * @typed: six digits, or a backup code, however spaced
 * @now_us: the present moment
 * @error: PASSPHRASE
 *
 * Each code is good once; @self is to be kept again after it was used.
 *
 * Returns: whether it is right.
 */
gboolean
ct_codes_use (CtCodes *self, const char *typed, gint64 now_us, GError **error)
{
  g_autofree char *code = NULL;
  gsize length;

  g_return_val_if_fail (self != NULL && typed != NULL, FALSE);
  code = normalize (typed);
  length = strlen (code);
  if ((length == DIGITS && use_step (self, code, now_us)) || (length == BACKUP_LENGTH && use_backup (self, code)))
    return TRUE;
  g_set_error_literal (error, CT_ERROR, CT_ERROR_PASSPHRASE,
                       _("This one-time code is not right, or was used already. Wait for the next one."));
  return FALSE;
}

/**
 * ct_codes_n_backup:
 * @self: codes
 *
 * Returns: how many backup codes are left.
 */
guint
ct_codes_n_backup (const CtCodes *self)
{
  return self->backup->len;
}

/**
 * ct_codes_secret:
 * @self: codes
 *
 * Returns: (transfer full): the secret for typing it in, in groups of four: "ABCD EFGH …".
 */
char *
ct_codes_secret (const CtCodes *self)
{
  g_autofree char *plain = ct_totp_base32 (self->secret, sizeof self->secret);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; plain[i] != '\0'; i++)
    {
      if (i > 0 && i % 4 == 0)
        g_string_append_c (text, ' ');
      g_string_append_c (text, plain[i]);
    }
  return g_string_free (text, FALSE);
}

/**
 * ct_codes_uri:
 * @self: codes
 * @issuer: which clinic
 * @account: whose
 *
 * Returns: (transfer full): the address for an authenticator's QR code.
 */
char *
ct_codes_uri (const CtCodes *self, const char *issuer, const char *account)
{
  return ct_totp_uri (self->secret, sizeof self->secret, issuer, account);
}
