#include "store/ct-search-query.h"

#include <stdio.h>
#include <string.h>

#include "base/ct-text.h"
#include "store/ct-search-index.h"

/* More words than a name has words find nobody more. */
#define MAX_NAMES      6
#define MIN_DATE_WORDS 1
#define MAX_DATE_WORDS 3

static gboolean
consists_of (const char *text, const char *more)
{
  gboolean digit = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      digit = TRUE;
    else if (strchr (more, *p) == NULL)
      return FALSE;
  return digit;
}

static gboolean
has_letter_and_digit (const char *text)
{
  gboolean letter = FALSE, digit = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      letter |= g_unichar_isalpha (g_utf8_get_char (p));
      digit |= g_unichar_isdigit (g_utf8_get_char (p));
    }
  return letter && digit;
}

static CtDate
next_month (int year, int month)
{
  return month == 12 ? ct_date_new (year + 1, 1, 1) : ct_date_new (year, month + 1, 1);
}

static gboolean
set_month (CtSearchQuery *self, int year, int month)
{
  if (year < 1800 || year > 2200 || month < 1 || month > 12)
    return FALSE;
  self->born_from = ct_date_new (year, month, 1);
  self->born_to = next_month (year, month) - 1;
  return TRUE;
}

/* A date on its way: "1985-03", "3/1985". */
static gboolean
read_month (CtSearchQuery *self, const char *word)
{
  int a, b, used = 0;

  if (sscanf (word, "%4d-%2d%n", &a, &b, &used) == 2 && word[used] == '\0' && a > 999)
    return set_month (self, a, b);
  if (sscanf (word, "%2d/%4d%n", &a, &b, &used) == 2 && word[used] == '\0' && b > 999)
    return set_month (self, b, a);
  return FALSE;
}

/* A birth date in some of the words from @words on; returns how many. */
static guint
read_date (CtSearchQuery *self, char **words)
{
  guint n = MIN (g_strv_length (words), MAX_DATE_WORDS);

  if (self->born_to != CT_DATE_NONE)
    return 0;
  for (; n >= MIN_DATE_WORDS; n--)
    {
      g_autoptr (GStrvBuilder) some = g_strv_builder_new ();
      g_auto (GStrv) parts = NULL;
      g_autofree char *text = NULL;

      for (guint i = 0; i < n; i++)
        g_strv_builder_add (some, words[i]);
      parts = g_strv_builder_end (some);
      text = g_strjoinv (" ", parts);
      self->born_from = self->born_to = ct_date_parse_any (text);
      if (self->born_to != CT_DATE_NONE || (n == 1 && read_month (self, text)))
        return n;
    }
  return 0;
}

static void
add_digits (CtSearchQuery *self, const char *word)
{
  g_autofree char *digits = ct_text_digits (word);
  char *joined = g_strconcat (self->digits != NULL ? self->digits : "", digits, NULL);

  g_free (self->digits);
  self->digits = joined;
}

/* One word that is no date; a number may go on in the next. */
static void
read_word (CtSearchQuery *self, const char *word, GStrvBuilder *names)
{
  g_auto (GStrv) folded = NULL;

  if (word[0] == '#' || has_letter_and_digit (word))
    {
      g_free (self->mrn);
      self->mrn = ct_search_mrn_key (word);
      if (self->mrn[0] == '\0')
        g_clear_pointer (&self->mrn, g_free);
      return;
    }
  if (consists_of (word, "+()-./"))
    {
      add_digits (self, word);
      return;
    }
  folded = ct_text_fold_words (word);
  for (guint i = 0; folded[i] != NULL; i++)
    if (folded[i][0] != '\0' && self->n_names < MAX_NAMES)
      {
        g_strv_builder_add (names, folded[i]);
        self->n_names++;
      }
}

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  const char *x = *(const char *const *) a, *y = *(const char *const *) b;
  glong order = g_utf8_strlen (y, -1) - g_utf8_strlen (x, -1);

  return order != 0 ? (int) order : strcmp (x, y);
}

/* Beside a name, a digit or two are the beginning of more. The country code is not part of what is kept; a four-digit
 * number may be a year. */
static void
finish_digits (CtSearchQuery *self)
{
  gint64 number;

  if (self->digits != NULL && self->n_names > 0 && strlen (self->digits) < CT_SEARCH_MIN_DIGITS)
    g_clear_pointer (&self->digits, g_free);
  if (self->digits == NULL)
    return;
  if (strlen (self->digits) == 11 && self->digits[0] == '1')
    memmove (self->digits, self->digits + 1, strlen (self->digits));
  number = strlen (self->digits) == 4 ? g_ascii_strtoll (self->digits, NULL, 10) : 0;
  self->year = number >= 1880 && number <= 2100 && self->n_names > 0;
}

/**
 * ct_search_query_new:
 * @words: (nullable): what was typed
 *
 * Finds in it a birth date, a record number, digits of a phone number, and words of a name.
 *
 * Returns: (transfer full): the query.
 */
CtSearchQuery *
ct_search_query_new (const char *words)
{
  CtSearchQuery *self = g_new0 (CtSearchQuery, 1);
  g_autofree char *clean = ct_text_clean (words != NULL ? words : "");
  g_auto (GStrv) parts = g_strsplit_set (clean, " \t\n", -1);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  self->born_from = self->born_to = CT_DATE_NONE;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      guint n = parts[i][0] != '\0' ? read_date (self, parts + i) : 0;

      if (n > 0)
        i += n - 1;
      else if (parts[i][0] != '\0')
        read_word (self, parts[i], names);
    }
  self->names = g_strv_builder_end (names);
  qsort (self->names, self->n_names, sizeof *self->names, compare_lengths);
  finish_digits (self);
  return self;
}

/**
 * ct_search_query_free:
 * @self: (transfer full) (nullable): a query
 */
void
ct_search_query_free (CtSearchQuery *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->names);
  g_free (self->digits);
  g_free (self->mrn);
  g_free (self);
}

/**
 * ct_search_query_is_empty:
 * @self: a query
 *
 * Returns: whether there is nothing to search for.
 */
gboolean
ct_search_query_is_empty (const CtSearchQuery *self)
{
  return self->n_names == 0 && self->born_to == CT_DATE_NONE && self->digits == NULL && self->mrn == NULL;
}

/* Gives each typed word from number @at on a word of the name of its own that begins with it. */
static gboolean
assign (const CtSearchQuery *self, guint at, char **words, guint used)
{
  if (at == self->n_names)
    return TRUE;
  for (guint i = 0; i < 32 && words[i] != NULL; i++)
    if (!(used & 1u << i) && g_str_has_prefix (words[i], self->names[at]) &&
        assign (self, at + 1, words, used | 1u << i))
      return TRUE;
  return FALSE;
}

/* @phone is one of several numbers parted by blanks. */
static gboolean
phone_fits (const char *phone, gsize length, const char *digits, gsize n)
{
  return length >= n && (strncmp (phone, digits, n) == 0 || strncmp (phone + length - n, digits, n) == 0 ||
                         (length == 10 && n <= 7 && strncmp (phone + 3, digits, n) == 0));
}

static gboolean
phones_fit (const char *phones, const char *digits)
{
  gsize n = strlen (digits);

  for (const char *p = phones; *p != '\0';)
    {
      gsize length = strcspn (p, " ");

      if (phone_fits (p, length, digits, n))
        return TRUE;
      p += length;
      p += strspn (p, " ");
    }
  return FALSE;
}

static gboolean
digits_fit (const CtSearchQuery *self, const char *phones, CtDate born)
{
  int year, month, day;

  if (self->year && born != CT_DATE_NONE)
    {
      ct_date_get_ymd (born, &year, &month, &day);
      if (year == (int) g_ascii_strtoll (self->digits, NULL, 10))
        return TRUE;
    }
  return phones != NULL && strlen (self->digits) >= CT_SEARCH_MIN_DIGITS && phones_fit (phones, self->digits);
}

static gboolean
born_fits (const CtSearchQuery *self, CtDate born)
{
  return self->born_to == CT_DATE_NONE || (born >= self->born_from && born <= self->born_to);
}

/**
 * ct_search_query_fits_row:
 * @self: a query without a record number
 * @row: a row of the index
 *
 * Returns: whether all parts of the query fit the patient of that row, as far as the row tells; it does not know record
 * numbers.
 */
gboolean
ct_search_query_fits_row (const CtSearchQuery *self, const CtSearchRow *row)
{
  g_autofree char *all = NULL;
  g_auto (GStrv) words = NULL;

  if (!born_fits (self, row->born) || (self->digits != NULL && !digits_fit (self, row->phones, row->born)))
    return FALSE;
  if (self->n_names == 1)
    return TRUE; /* the row was found by it */
  all = g_strconcat (row->word, " ", row->rest, NULL);
  words = g_strsplit (all, " ", -1);
  return assign (self, 0, words, 0);
}

static gboolean
mrn_fits (const CtSearchQuery *self, CtPatient *patient)
{
  g_autofree char *key = ct_search_mrn_key (patient->mrn);
  g_autofree char *digits = ct_text_digits (patient->mrn);

  if (self->mrn == NULL)
    return TRUE;
  return g_str_has_prefix (key, self->mrn) ||
         (digits[0] != '\0' && g_str_has_prefix (digits + strspn (digits, "0"), self->mrn + strspn (self->mrn, "0")));
}

static gboolean
mrn_is_digits (const CtSearchQuery *self, CtPatient *patient)
{
  g_autofree char *digits = ct_text_digits (patient->mrn);

  return digits[0] != '\0' && strcmp (digits + strspn (digits, "0"), self->digits + strspn (self->digits, "0")) == 0;
}

static char **
words_of (CtPatient *patient)
{
  g_autofree char *family = ct_patient_search_key_family (patient);
  g_autofree char *given = ct_patient_search_key_given (patient);
  g_autofree char *all = g_strconcat (family, " ", given, NULL);

  return g_strsplit (all, " ", -1);
}

/**
 * ct_search_query_fits:
 * @self: a query
 * @patient: a patient
 *
 * Returns: whether all parts of the query fit, without forgiving a slip.
 */
gboolean
ct_search_query_fits (const CtSearchQuery *self, CtPatient *patient)
{
  g_auto (GStrv) words = NULL;
  g_autofree char *phone = NULL;
  g_autofree char *other = NULL;
  g_autofree char *phones = NULL;

  if (!born_fits (self, patient->born) || !mrn_fits (self, patient))
    return FALSE;
  phone = ct_search_phone_digits (patient->phone);
  other = ct_search_phone_digits (patient->phone_other);
  phones = g_strjoin (" ", phone, other, NULL);
  if (self->digits != NULL && !digits_fit (self, phones, patient->born) && !mrn_is_digits (self, patient))
    return FALSE;
  words = words_of (patient);
  return assign (self, 0, words, 0);
}

/**
 * ct_search_prefix_distance:
 * @typed: a folded word, maybe not yet to its end
 * @word: a folded word
 * @limit: 0 to 2
 *
 * Returns: the number of slips between @typed and that beginning of @word which it is nearest to; @limit + 1 for more.
 */
int
ct_search_prefix_distance (const char *typed, const char *word, int limit)
{
  glong length = g_utf8_strlen (typed, -1);
  glong room = g_utf8_strlen (word, -1);
  int best = limit + 1;

  for (glong n = MAX (length - limit, 0); n <= MIN (length + limit, room); n++)
    {
      g_autofree char *beginning = g_utf8_substring (word, 0, n);

      best = MIN (best, ct_text_distance (typed, beginning, limit));
    }
  return best;
}
