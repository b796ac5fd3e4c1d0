#include <string.h>

#include "base/ct-text.h"
#include "store/ct-search-index.h"

/* Enough for the longest names; more words make rows by their square. */
#define MAX_WORDS 8
#define NATIONAL_DIGITS 10
#define AREA_DIGITS 3

typedef struct
{
  char *text;
  int   role;
} Word;

static void
word_clear (gpointer data)
{
  g_free (((Word *) data)->text);
}

static void
name_clear (gpointer data)
{
  CtSearchName *name = data;

  g_free (name->word);
  g_free (name->rest);
}

static void
key_clear (gpointer data)
{
  g_free (((CtSearchKey *) data)->key);
}

static void
add_words (GArray *words, const char *folded, int role)
{
  g_auto (GStrv) parts = g_strsplit (folded, " ", -1);

  for (guint i = 0; parts[i] != NULL && words->len < MAX_WORDS; i++)
    if (parts[i][0] != '\0')
      {
        Word word = { g_strdup (parts[i]), role };

        g_array_append_val (words, word);
      }
}

static GArray *
words_of (CtPatient *patient)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));
  g_autofree char *family = ct_patient_search_key_family (patient);
  g_autofree char *given = ct_patient_search_key_given (patient);

  g_array_set_clear_func (words, word_clear);
  add_words (words, family, 0);
  add_words (words, given, 1);
  return words;
}

/* The other words, with number @first at the front. */
static char *
rest_of (GArray *words, guint without, guint first)
{
  GString *rest = g_string_new (g_array_index (words, Word, first).text);

  for (guint i = 0; i < words->len; i++)
    if (i != without && i != first)
      g_string_append_printf (rest, " %s", g_array_index (words, Word, i).text);
  return g_string_free (rest, FALSE);
}

static void
add_name (CtSearchEntries *self, const Word *word, int turn, char *rest)
{
  CtSearchName name = { word->role, turn, g_strdup (word->text), rest };

  g_array_append_val (self->names, name);
}

static void
add_names (CtSearchEntries *self, GArray *words)
{
  for (guint i = 0; i < words->len; i++)
    {
      const Word *word = &g_array_index (words, Word, i);
      int turn = 0;

      if (words->len == 1)
        add_name (self, word, turn, g_strdup (""));
      for (guint j = 0; j < words->len; j++)
        if (j != i)
          add_name (self, word, turn++, rest_of (words, i, j));
    }
}

/* Everybody has a place in lists, also who has no letter in their name. */
static void
add_listed (CtSearchEntries *self, CtPatient *patient)
{
  CtSearchName name = { CT_SEARCH_LISTED, 1, ct_patient_search_key_family (patient),
                        ct_patient_search_key_given (patient) };

  g_array_append_val (self->names, name);
}

static void
add_key (CtSearchEntries *self, CtSearchKeyKind kind, char *text)
{
  CtSearchKey key = { kind, text };

  for (guint i = 0; i < self->keys->len; i++)
    if (g_array_index (self->keys, CtSearchKey, i).kind == kind &&
        strcmp (g_array_index (self->keys, CtSearchKey, i).key, text) == 0)
      {
        g_free (text);
        return;
      }
  g_array_append_val (self->keys, key);
}

/**
 * ct_search_phone_digits:
 * @phone: (nullable): a phone number as it was typed
 *
 * Returns: (transfer full): its digits, without the country code of North America and without an extension.
 */
char *
ct_search_phone_digits (const char *phone)
{
  GString *out = g_string_new (NULL);

  for (const char *p = phone != NULL ? phone : ""; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (out, *p);
    else if (g_ascii_isalpha (*p) && out->len >= 7)
      break;
  if (out->len == NATIONAL_DIGITS + 1 && out->str[0] == '1')
    g_string_erase (out, 0, 1);
  return g_string_free (out, FALSE);
}

/* A name and three digits say much together, where each alone says little. */
static void
add_digits_with_names (CtSearchEntries *self, const char *digits, GArray *words)
{
  for (guint i = 0; i < words->len; i++)
    add_key (self, CT_SEARCH_DIGITS_NAME,
             g_strdup_printf ("%.*s %s", CT_SEARCH_MIN_DIGITS, digits, g_array_index (words, Word, i).text));
}

static void
add_phone (CtSearchEntries *self, const char *phone, GArray *words)
{
  g_autofree char *digits = ct_search_phone_digits (phone);
  gsize length = strlen (digits);
  char *joined;

  if (digits[0] == '\0')
    return;
  joined = self->phones == NULL ? g_strdup (digits) : g_strconcat (self->phones, " ", digits, NULL);
  g_free (self->phones);
  self->phones = joined;
  add_key (self, CT_SEARCH_PHONE_START, g_strdup (digits));
  if (length == NATIONAL_DIGITS)
    add_key (self, CT_SEARCH_PHONE_START, g_strdup (digits + AREA_DIGITS));
  add_key (self, CT_SEARCH_PHONE_END, g_strreverse (g_strdup (digits)));
  if (length < CT_SEARCH_MIN_DIGITS)
    return;
  add_digits_with_names (self, digits, words);
  add_digits_with_names (self, digits + length - CT_SEARCH_MIN_DIGITS, words);
  if (length == NATIONAL_DIGITS)
    add_digits_with_names (self, digits + AREA_DIGITS, words);
}

/**
 * ct_search_mrn_key:
 * @mrn: (nullable): a record number
 *
 * Returns: (transfer full): its letters and digits alone, folded.
 */
char *
ct_search_mrn_key (const char *mrn)
{
  g_auto (GStrv) words = ct_text_fold_words (mrn);

  return g_strjoinv ("", words);
}

static void
add_mrn (CtSearchEntries *self, const char *mrn)
{
  g_autofree char *key = ct_search_mrn_key (mrn);
  g_autofree char *digits = ct_text_digits (mrn);
  gsize zeros = strspn (digits, "0");

  if (key[0] == '\0')
    return;
  add_key (self, CT_SEARCH_MRN, g_steal_pointer (&key));
  if (digits[zeros] != '\0')
    add_key (self, CT_SEARCH_MRN_DIGITS, g_strdup (digits + zeros));
}

/**
 * ct_search_entries_new:
 * @patient: a stored patient
 *
 * Returns: (transfer full): what the search keeps of them.
 */
CtSearchEntries *
ct_search_entries_new (CtPatient *patient)
{
  CtSearchEntries *self = g_new0 (CtSearchEntries, 1);
  g_autoptr (GArray) words = words_of (patient);

  self->patient_id = CT_RECORD (patient)->id;
  self->born = patient->born;
  self->names = g_array_new (FALSE, FALSE, sizeof (CtSearchName));
  self->keys = g_array_new (FALSE, FALSE, sizeof (CtSearchKey));
  g_array_set_clear_func (self->names, name_clear);
  g_array_set_clear_func (self->keys, key_clear);
  add_names (self, words);
  add_listed (self, patient);
  add_phone (self, patient->phone, words);
  add_phone (self, patient->phone_other, words);
  add_mrn (self, patient->mrn);
  return self;
}

/**
 * ct_search_entries_free:
 * @self: (transfer full) (nullable): entries
 */
void
ct_search_entries_free (CtSearchEntries *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->names);
  g_array_unref (self->keys);
  g_free (self->phones);
  g_free (self);
}

static void
add_distinct (GPtrArray *list, char *text)
{
  if (g_ptr_array_find_with_equal_func (list, text, g_str_equal, NULL))
    g_free (text);
  else
    g_ptr_array_add (list, text);
}

/**
 * ct_search_deletes:
 * @word: a folded word
 *
 * Returns: (transfer full) (element-type utf8): the word itself and what becomes of it when any one letter is left out.
 */
GPtrArray *
ct_search_deletes (const char *word)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (list, g_strdup (word));
  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    add_distinct (list, g_strdup_printf ("%.*s%s", (int) (p - word), word, g_utf8_next_char (p)));
  return list;
}

/**
 * ct_search_stems:
 * @word: a folded word
 *
 * Returns: (transfer full) (element-type utf8): the word itself and its beginnings in which slips are looked for.
 */
GPtrArray *
ct_search_stems (const char *word)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  glong length = g_utf8_strlen (word, -1);

  if (length < CT_SEARCH_MIN_WORD)
    return list;
  g_ptr_array_add (list, g_strdup (word));
  for (glong n = CT_SEARCH_MIN_STEM; n <= CT_SEARCH_MAX_STEM && n < length; n++)
    g_ptr_array_add (list, g_strndup (word, (gsize) (g_utf8_offset_to_pointer (word, n) - word)));
  return list;
}
