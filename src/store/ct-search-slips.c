#include "store/ct-search-slips.h"

#include <string.h>

#include "base/ct-text.h"
#include "store/ct-search-index.h"
#include "store/ct-search-query.h"

/* How many words of the dictionary are tried; the most frequent first. */
#define MAX_MEANT 16
/* How many words of one beginning are looked at. */
#define MAX_OF_STEM 64
#define LAST_LETTER "\U0010FFFF"

typedef struct
{
  CtUnit     *unit;
  const char *typed;
  guint       place;
  gboolean    beginnings; /* whether @typed may be the beginning of a word */
  GHashTable *seen;       /* words and stems that were looked at */
  GPtrArray  *meant;
} Look;

static void
word_free (gpointer data)
{
  CtSearchWord *word = data;

  g_free (word->word);
  g_free (word);
}

static void
consider (Look *self, const char *text, gint64 patients)
{
  gboolean whole;
  CtSearchWord *word;

  if (!g_hash_table_add (self->seen, g_strdup (text)) || g_str_has_prefix (text, self->typed))
    return;
  whole = ct_text_distance (self->typed, text, 1) == 1;
  if (!whole && !(self->beginnings && ct_search_prefix_distance (self->typed, text, 1) == 1))
    return;
  word = g_new0 (CtSearchWord, 1);
  word->word = g_strdup (text);
  word->place = self->place;
  word->whole = whole;
  word->patients = patients;
  g_ptr_array_add (self->meant, word);
}

static gboolean
consider_stem (Look *self, const char *stem, GError **error)
{
  g_autofree char *mark = g_strconcat ("stem ", stem, NULL);
  g_autofree char *end = g_strconcat (stem, LAST_LETTER, NULL);
  g_autoptr (CtRows) rows = NULL;
  g_autoptr (GError) local = NULL;

  if (!g_hash_table_add (self->seen, g_steal_pointer (&mark)) ||
      ct_search_prefix_distance (stem, self->typed, 1) > 1)
    return TRUE;
  rows = ct_unit_query (self->unit, error, "search.words", "ttn", stem, end, MAX_OF_STEM);
  if (rows == NULL)
    return FALSE;
  while (ct_rows_next (rows, &local))
    consider (self, ct_rows_text (rows, 0), ct_rows_int (rows, 1));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
consider_key (Look *self, const char *key, GError **error)
{
  g_autoptr (CtRows) rows = ct_unit_query (self->unit, error, "search.stems", "t", key);
  g_autoptr (GError) local = NULL;
  gboolean ok = rows != NULL;

  while (ok && ct_rows_next (rows, &local))
    ok = consider_stem (self, ct_rows_text (rows, 0), error);
  if (local == NULL)
    return ok;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
consider_keys_of (Look *self, const char *text, GError **error)
{
  g_autoptr (GPtrArray) keys = ct_search_deletes (text);

  for (guint i = 0; i < keys->len; i++)
    if (!consider_key (self, keys->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* A longer word is known by its beginning, and as a whole. */
static gboolean
look (Look *self, GError **error)
{
  glong length = g_utf8_strlen (self->typed, -1);
  g_autofree char *beginning = NULL;

  if (length < CT_SEARCH_MIN_WORD || length > CT_SEARCH_MAX_WORD)
    return TRUE;
  self->beginnings = length >= CT_SEARCH_MIN_STEM;
  if (length <= CT_SEARCH_MAX_STEM)
    return consider_keys_of (self, self->typed, error);
  beginning = g_utf8_substring (self->typed, 0, CT_SEARCH_MAX_STEM);
  return consider_keys_of (self, beginning, error) && consider_keys_of (self, self->typed, error);
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  const CtSearchWord *x = *(const CtSearchWord *const *) a, *y = *(const CtSearchWord *const *) b;

  if (x->whole != y->whole)
    return y->whole - x->whole;
  if (x->patients != y->patients)
    return x->patients > y->patients ? -1 : 1;
  return strcmp (x->word, y->word);
}

/**
 * ct_search_slips_find:
 * @unit: a unit of work
 * @typed: (array length=n_typed): the folded words that were typed
 * @n_typed: how many
 * @error: what went wrong
 *
 * Looks in the dictionary of names for words one slip away from a typed one: a letter too many, too few, wrong, or
 * swapped with its neighbour.
 *
 * Returns: (transfer full) (nullable) (element-type CtSearchWord): those typed to their end first, then the more
 * frequent first.
 */
GPtrArray *
ct_search_slips_find (CtUnit *unit, char **typed, guint n_typed, GError **error)
{
  g_autoptr (GPtrArray) meant = g_ptr_array_new_with_free_func (word_free);

  for (guint i = 0; i < n_typed; i++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      Look one = { .unit = unit, .typed = typed[i], .place = i, .seen = seen, .meant = meant };

      if (!look (&one, error))
        return NULL;
    }
  g_ptr_array_sort (meant, compare_words);
  if (meant->len > MAX_MEANT)
    g_ptr_array_set_size (meant, MAX_MEANT);
  return g_steal_pointer (&meant);
}
