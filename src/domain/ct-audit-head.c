#include "domain/ct-audit-head.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"
#include "base/ct-time.h"

#define GROUP_DIGITS 4
#define GROUPS (CT_AUDIT_HASH_DIGITS / GROUP_DIGITS)
#define WORD_LETTERS 5

/**
 * ct_audit_head_new:
 * @id: the number of the last act
 * @at_us: when it was, UTC microseconds, or #CT_TIME_NONE
 * @hash: its hash
 *
 * Returns: (transfer full): a head.
 */
CtAuditHead *
ct_audit_head_new (gint64 id, gint64 at_us, const char *hash)
{
  CtAuditHead *self = g_new0 (CtAuditHead, 1);

  self->id = id;
  self->at_us = at_us;
  self->hash = g_strdup (hash);
  return self;
}

/**
 * ct_audit_head_free:
 * @self: (transfer full) (nullable): a head
 *
 * Frees it.
 */
void
ct_audit_head_free (CtAuditHead *self)
{
  if (self == NULL)
    return;
  g_free (self->hash);
  g_free (self);
}

/**
 * ct_audit_head_group_hash:
 * @self: a head
 *
 * Returns: (transfer full): its hash in groups of four digits, "3f2a 91bc …", so that an eye can follow a finger.
 */
char *
ct_audit_head_group_hash (const CtAuditHead *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);
  for (const char *p = self->hash; *p != '\0'; p++)
    {
      if (p != self->hash && (p - self->hash) % GROUP_DIGITS == 0)
        g_string_append_c (text, ' ');
      g_string_append_c (text, *p);
    }
  return g_string_free (text, FALSE);
}

/**
 * ct_audit_head_check_word:
 * @self: a head
 *
 * Sixteen bits of a hash over number and hash, as five letters that can be spoken: a slip in typing either shows by a
 * wrong word, but for one time in 65,536.
 *
 * Returns: (transfer full): the word: "lusab".
 */
char *
ct_audit_head_check_word (const CtAuditHead *self)
{
  static const char consonants[] = "bdfghjklmnprstvz";
  static const char vowels[] = "aiou";
  g_autofree char *text = NULL;
  g_autofree char *sum = NULL;
  guint bits;

  g_return_val_if_fail (self != NULL, NULL);
  text = g_strdup_printf ("chairtime head 1;%" G_GINT64_FORMAT ";%s", self->id, self->hash);
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  sum[4] = '\0';
  bits = (guint) g_ascii_strtoull (sum, NULL, 16);
  return g_strdup_printf ("%c%c%c%c%c", consonants[bits >> 12], vowels[(bits >> 10) & 3], consonants[(bits >> 6) & 15],
                          vowels[(bits >> 4) & 3], consonants[bits & 15]);
}

/**
 * ct_audit_head_to_text:
 * @self: a head
 * @clinic_name: whose record it is
 * @zone: where the clinic is
 *
 * Returns: (transfer full): lines for a file beside a backup; ct_audit_head_parse() reads them again.
 */
char *
ct_audit_head_to_text (const CtAuditHead *self, const char *clinic_name, GTimeZone *zone)
{
  g_autofree char *hash = NULL;
  g_autofree char *number = NULL;
  g_autofree char *word = NULL;
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;

  g_return_val_if_fail (self != NULL && clinic_name != NULL, NULL);
  hash = ct_audit_head_group_hash (self);
  word = ct_audit_head_check_word (self);
  if (self->at_us != CT_TIME_NONE)
    {
      CtWall wall = ct_wall_from_utc (self->at_us, zone);

      day = ct_date_format (wall.date, "%-d %b %Y");
      time = ct_minute_to_iso (wall.minute);
    }
  number = g_strdup_printf ("%" G_GINT64_FORMAT, self->id);
  return g_strdup_printf (_("Head of the record\nClinic: %s\nLast act: %s %s\nNumber: %s\nHash: %s\nCheck word: %s\n"),
                          clinic_name, day != NULL ? day : "—", time != NULL ? time : "", number, hash, word);
}

/* ---- Reading one that was typed ---- */

static gboolean
is_made_of (const char *word, gsize length, const char *letters)
{
  return strlen (word) == length && strspn (word, letters) == length;
}

/* Where a hash begins: 16 groups of four digits, or all 64 in one; the last 16 where more of them stand in a row. */
static int
find_hash (GStrv words, guint *n_words)
{
  static const char digits[] = "0123456789abcdef";
  guint run = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (is_made_of (words[i], CT_AUDIT_HASH_DIGITS, digits))
        {
          *n_words = 1;
          return (int) i;
        }
      run = is_made_of (words[i], GROUP_DIGITS, digits) ? run + 1 : 0;
      if (run >= GROUPS && (words[i + 1] == NULL || !is_made_of (words[i + 1], GROUP_DIGITS, digits)))
        {
          *n_words = GROUPS;
          return (int) (i + 1 - GROUPS);
        }
    }
  return -1;
}

/* The last one before the hash. */
static gint64
find_number (GStrv words, int before)
{
  for (int i = before - 1; i >= 0; i--)
    if (words[i][0] != '\0' && strlen (words[i]) <= 18 && strspn (words[i], "0123456789") == strlen (words[i]))
      return g_ascii_strtoll (words[i], NULL, 10);
  return 0;
}

static gboolean
has_check_word (GStrv words, guint after)
{
  for (guint i = after; words[i] != NULL; i++)
    if (is_made_of (words[i], WORD_LETTERS, "bdfghjklmnprstvzaiou"))
      return TRUE;
  return FALSE;
}

static CtAuditHead *
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, why);
  return NULL;
}

/* Everything but letters and digits parts words; nothing else is on the paper. */
static GStrv
split_words (const char *text)
{
  g_autofree char *small = g_ascii_strdown (text, -1);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_auto (GStrv) parts = NULL;

  for (char *p = small; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p))
      *p = ' ';
  parts = g_strsplit (small, " ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      g_ptr_array_add (words, g_strdup (parts[i]));
  g_ptr_array_add (words, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&words), FALSE);
}

/**
 * ct_audit_head_parse:
 * @text: what somebody typed or pasted: number, hash and check word in this order, with whatever stands around them
 * @error: INVALID where one of them is missing, or the check word says that one was mistyped
 *
 * Returns: (transfer full) (nullable): the head, with no time.
 */
CtAuditHead *
ct_audit_head_parse (const char *text, GError **error)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (CtAuditHead) head = NULL;
  g_autoptr (GString) hash = g_string_new (NULL);
  g_autofree char *word = NULL;
  guint n = 0;
  gint64 number;
  int at;

  g_return_val_if_fail (text != NULL, NULL);
  words = split_words (text);
  if ((at = find_hash (words, &n)) < 0)
    return refuse (error, _("Type the hash as it is printed: 16 groups of four digits or letters a to f."));
  if ((number = find_number (words, at)) == 0)
    return refuse (error, _("Type the number of the act before the hash."));
  if (!has_check_word (words, (guint) at + n))
    return refuse (error, _("Type the check word after the hash."));
  for (guint i = 0; i < n; i++)
    g_string_append (hash, words[(guint) at + i]);
  head = ct_audit_head_new (number, CT_TIME_NONE, hash->str);
  word = ct_audit_head_check_word (head);
  if (!g_strv_contains ((const char *const *) &words[(guint) at + n], word))
    return refuse (error, _("A digit was mistyped: number, hash and check word do not belong together."));
  return g_steal_pointer (&head);
}
