#include "base/ct-text.h"

#include <string.h>

/**
 * ct_text_is_blank:
 * @text: (nullable): any text
 *
 * Returns: whether there is nothing in it but white space.
 */
gboolean
ct_text_is_blank (const char *text)
{
  if (text == NULL)
    return TRUE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

/**
 * ct_text_fold:
 * @text: (nullable): valid UTF-8
 *
 * Takes case, accents and punctuation away and makes every run of blanks one: "O’Brien-Müller " is "obrien muller".
 * Hyphens part words, apostrophes and dots do not.
 *
 * Returns: (transfer full): the folded text; empty where nothing is left.
 */
char *
ct_text_fold (const char *text)
{
  g_autofree char *decomposed = NULL;
  g_autofree char *folded = NULL;
  GString *out = g_string_new (NULL);

  if (text == NULL || (decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_NFKD)) == NULL)
    return g_string_free (out, FALSE);
  folded = g_utf8_casefold (decomposed, -1);
  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (out, c);
      else if ((g_unichar_isspace (c) || c == '-' || c == ',' || c == '/' || c == 0x2010 || c == 0x2011) &&
               out->len > 0 && out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
    }
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

/**
 * ct_text_fold_words:
 * @text: (nullable): valid UTF-8
 *
 * Returns: (transfer full): the folded words of @text, in order.
 */
GStrv
ct_text_fold_words (const char *text)
{
  g_autofree char *folded = ct_text_fold (text);

  if (folded[0] == '\0')
    return g_new0 (char *, 1);
  return g_strsplit (folded, " ", -1);
}

/**
 * ct_text_digits:
 * @text: (nullable): a phone number in any shape
 *
 * Returns: (transfer full): its digits alone.
 */
char *
ct_text_digits (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text != NULL ? text : ""; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (out, *p);
  return g_string_free (out, FALSE);
}

/**
 * ct_text_distance:
 * @a: a folded word
 * @b: another one
 * @limit: where to stop counting, 0 to 8
 *
 * Counts the slips between two words: a letter missing, added, changed, or two neighbours swapped.
 *
 * Returns: the number of slips, or @limit + 1 where there are more than @limit.
 */
int
ct_text_distance (const char *a, const char *b, int limit)
{
  g_autofree gunichar *wa = NULL;
  g_autofree gunichar *wb = NULL;
  g_autofree int *rows = NULL;
  glong na, nb;
  int *before, *last, *now;

  g_return_val_if_fail (a != NULL && b != NULL, limit + 1);
  wa = g_utf8_to_ucs4_fast (a, -1, &na);
  wb = g_utf8_to_ucs4_fast (b, -1, &nb);
  if (ABS (na - nb) > limit)
    return limit + 1;
  rows = g_new0 (int, 3 * (nb + 1));
  before = rows;
  last = rows + nb + 1;
  now = last + nb + 1;
  for (glong j = 0; j <= nb; j++)
    last[j] = (int) j;
  for (glong i = 1; i <= na; i++)
    {
      int *spare = before;

      now[0] = (int) i;
      for (glong j = 1; j <= nb; j++)
        {
          now[j] = MIN (MIN (last[j], now[j - 1]) + 1, last[j - 1] + (wa[i - 1] != wb[j - 1]));
          if (i > 1 && j > 1 && wa[i - 1] == wb[j - 2] && wa[i - 2] == wb[j - 1])
            now[j] = MIN (now[j], before[j - 2] + 1);
        }
      before = last;
      last = now;
      now = spare;
    }
  return MIN (last[nb], limit + 1);
}

/* What no text for people holds, and what a terminal, a page or a document would obey or choke on. */
static gboolean
is_control (gunichar c)
{
  return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 ||
         (c & 0xfffe) == 0xfffe;
}

/**
 * ct_text_has_controls:
 * @text: valid UTF-8
 *
 * Returns: whether it has control characters other than tab and line feed.
 */
gboolean
ct_text_has_controls (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (is_control (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

/**
 * ct_text_clean:
 * @text: (nullable): text from outside, in any state
 *
 * Makes text fit to store and to write to XML: valid UTF-8, no control characters but tab and line feed, which other
 * separators of lines become, no blanks at the ends.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL for %NULL.
 */
char *
ct_text_clean (const char *text)
{
  g_autofree char *valid = NULL;
  GString *out;

  if (text == NULL)
    return NULL;
  valid = g_utf8_make_valid (text, -1);
  out = g_string_new (NULL);
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0x2028 || c == 0x2029)
        g_string_append_c (out, '\n');
      else if (!is_control (c))
        g_string_append_unichar (out, c);
    }
  return g_strstrip (g_string_free (out, FALSE));
}

/**
 * ct_text_clean_line:
 * @text: (nullable): text from outside, in any state
 *
 * As ct_text_clean(), for what is one line: tabs and line feeds become blanks.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL for %NULL.
 */
char *
ct_text_clean_line (const char *text)
{
  char *clean = ct_text_clean (text);

  return clean != NULL ? g_strdelimit (clean, "\n\t", ' ') : NULL;
}

/* Orders a reader to turn what follows around; unseen itself. */
static gboolean
is_turning (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static gboolean
runs_leftwards (gunichar c)
{
  GUnicodeScript script = g_unichar_get_script (c);

  return c == 0x200f || c == 0x061c || script == G_UNICODE_SCRIPT_ARABIC || script == G_UNICODE_SCRIPT_HEBREW ||
         script == G_UNICODE_SCRIPT_SYRIAC || script == G_UNICODE_SCRIPT_THAANA || script == G_UNICODE_SCRIPT_NKO ||
         script == G_UNICODE_SCRIPT_ADLAM || script == G_UNICODE_SCRIPT_SAMARITAN || script == G_UNICODE_SCRIPT_MANDAIC;
}

/**
 * ct_text_show:
 * @text: (nullable): valid UTF-8, as stored
 *
 * Makes a text safe to stand beside others: what would turn it around is left out, so that no name can be written to look
 * like another one, and a text that runs leftwards is kept apart from what stands around it (FSI … PDI).
 *
 * Returns: (transfer full): the text to show; empty for %NULL.
 */
char *
ct_text_show (const char *text)
{
  GString *out = g_string_new (NULL);
  gboolean leftwards = FALSE;

  for (const char *p = text != NULL ? text : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      leftwards = leftwards || runs_leftwards (c);
      if (!is_turning (c))
        g_string_append_unichar (out, c);
    }
  if (leftwards)
    {
      g_string_prepend (out, "\u2068");
      g_string_append (out, "\u2069");
    }
  return g_string_free (out, FALSE);
}
