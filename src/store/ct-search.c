#include "store/ct-search.h"

#include <string.h>

#include "base/ct-text.h"
#include "base/ct-time.h"
#include "store/ct-search-index.h"
#include "store/ct-search-query.h"
#include "store/ct-search-slips.h"

/* With fewer exact hits than this, a slip is forgiven. */
#define FEW_HITS 5
/* Of more people than this who share a birthday or some digits the first will do. */
#define MANY_HITS 1000
#define LAST_LETTER "\U0010FFFF"

/** Somebody found; which class and rank decides the order before the name does. */
typedef struct
{
  gint64 patient_id;
  int    slips;
  int    rank;
} Found;

typedef struct
{
  CtUnit              *unit;
  const CtSearchQuery *query;
  guint                limit;
  GArray              *found; /* of Found, in the order they were found */
  GHashTable          *ids;   /* of those in it */
} Search;

static gboolean
is_full (const Search *self)
{
  return self->found->len >= self->limit;
}

static void
add (Search *self, gint64 patient_id, int slips, int rank)
{
  Found found = { patient_id, slips, rank };

  if (!is_full (self) && g_hash_table_add (self->ids, g_memdup2 (&patient_id, sizeof patient_id)))
    g_array_append_val (self->found, found);
}

static char *
end_of (const char *beginning)
{
  return g_strconcat (beginning, LAST_LETTER, NULL);
}

/* Rows of the name index: those that fit are found. */
static gboolean
take_rows (Search *self, CtRows *rows, const CtSearchQuery *query, int slips, int rank, GError **error)
{
  g_autoptr (CtRows) own = rows;
  g_autoptr (GError) local = NULL;

  if (own == NULL)
    return FALSE;
  while (!is_full (self) && ct_rows_next (own, &local))
    {
      const CtSearchRow row = { ct_rows_text (own, 1), ct_rows_text (own, 2), ct_rows_text (own, 4),
                                ct_rows_is_null (own, 3) ? CT_DATE_NONE : (CtDate) ct_rows_int (own, 3) };

      if (ct_search_query_fits_row (query, &row))
        add (self, ct_rows_int (own, 0), slips, rank);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* First those whose family name has the word, then those whose given names have it. */
static gboolean
search_names (Search *self, GError **error)
{
  const CtSearchQuery *query = self->query;
  const char *word = query->names[0];
  const char *other = query->n_names > 1 ? query->names[1] : NULL;
  g_autofree char *word_end = end_of (word);
  g_autofree char *other_end = other != NULL ? end_of (other) : NULL;

  for (int role = 0; role < 2 && !is_full (self); role++)
    {
      CtRows *rows = other == NULL ? ct_unit_query (self->unit, error, "search.by-word", "ntt", role, word, word_end)
                                   : ct_unit_query (self->unit, error, "search.by-two-words", "ntttt", role, word,
                                                    word_end, other, other_end);

      if (!take_rows (self, rows, query, 0, query->n_names == 1 ? role : 0, error))
        return FALSE;
    }
  return TRUE;
}

/* The words in the place of @slip that were meant, one after the other. */
static gboolean
search_corrected (Search *self, guint slip, const CtSearchWord *meant, int rank, GError **error)
{
  CtSearchQuery corrected = *self->query;
  g_autofree char **names = g_memdup2 (self->query->names, sizeof (char *) * (self->query->n_names + 1));
  const char *other = self->query->n_names > 1 ? self->query->names[slip == 0 ? 1 : 0] : "";
  g_autofree char *other_end = end_of (other);
  g_autofree char *word_end = g_strconcat (meant->word, "\x01", NULL);

  names[slip] = meant->word;
  corrected.names = names;
  for (int role = 0; role < 2 && !is_full (self); role++)
    if (!take_rows (self,
                    ct_unit_query (self->unit, error, "search.by-two-words", "ntttt", role, meant->word, word_end, other,
                                   other_end),
                    &corrected, 1, rank, error))
      return FALSE;
  return TRUE;
}

static gboolean
search_slips (Search *self, GError **error)
{
  g_autoptr (GPtrArray) meant = ct_search_slips_find (self->unit, self->query->names, self->query->n_names, error);

  if (meant == NULL)
    return FALSE;
  for (guint i = 0; i < meant->len && !is_full (self); i++)
    {
      const CtSearchWord *word = meant->pdata[i];

      if (!search_corrected (self, word->place, word, (int) i, error))
        return FALSE;
    }
  return TRUE;
}

/* People found by something rarer than their name: those that all of the query fits. */
static gboolean
take_ids (Search *self, GArray *ids, GError **error)
{
  g_autoptr (GPtrArray) hits = NULL;

  for (guint from = 0; from < ids->len && !is_full (self); from += CT_SEARCH_CARDS_AT_ONCE)
    {
      g_clear_pointer (&hits, g_ptr_array_unref);
      hits = ct_search_cards (self->unit, &g_array_index (ids, gint64, from),
                              MIN (ids->len - from, CT_SEARCH_CARDS_AT_ONCE), 0, error);
      if (hits == NULL)
        return FALSE;
      for (guint i = 0; i < hits->len && !is_full (self); i++)
        {
          CtPatientHit *hit = hits->pdata[i];

          if (ct_search_query_fits (self->query, hit->patient))
            add (self, CT_RECORD (hit->patient)->id, 0, 0);
        }
    }
  return TRUE;
}

/* Takes @more, which is NULL after a failure. */
static gboolean
append_ids (GArray *ids, GArray *more)
{
  g_autoptr (GArray) own = more;

  if (own == NULL)
    return FALSE;
  g_array_append_vals (ids, own->data, own->len);
  return TRUE;
}

static gboolean
read_key (Search *self, CtSearchKeyKind kind, const char *key, gboolean whole, int limit, GArray *ids, GError **error)
{
  g_autofree char *end = whole ? g_strconcat (key, "\x01", NULL) : end_of (key);

  return append_ids (ids, ct_unit_ids (self->unit, error, "search.by-key", "nttn", (int) kind, key, end, limit));
}

/* Alone, as many as are shown will do; with more to fit, all are looked at. */
static int
ids_needed (const Search *self)
{
  return self->query->n_names > 0 || self->query->born_to != CT_DATE_NONE ? MANY_HITS : (int) self->limit;
}

static gboolean
read_digits (Search *self, GArray *ids, GError **error)
{
  const char *digits = self->query->digits;
  g_autofree char *backwards = g_strreverse (g_strdup (digits));
  const char *number = digits + strspn (digits, "0");
  int limit = ids_needed (self);

  if (number[0] != '\0' && !read_key (self, CT_SEARCH_MRN_DIGITS, number, TRUE, limit, ids, error))
    return FALSE;
  /* A digit or two alone can only be a record number. */
  return strlen (digits) < CT_SEARCH_MIN_DIGITS ||
         (read_key (self, CT_SEARCH_PHONE_END, backwards, FALSE, limit, ids, error) &&
          read_key (self, CT_SEARCH_PHONE_START, digits, FALSE, limit, ids, error));
}

/* The digits begin or end with three that are kept beside each word of the name. */
static gboolean
read_digits_with_name (Search *self, GArray *ids, GError **error)
{
  const char *digits = self->query->digits;
  const char *name = self->query->names[0];
  const char *last = digits + strlen (digits) - CT_SEARCH_MIN_DIGITS;
  g_autofree char *from_start = g_strdup_printf ("%.*s %s", CT_SEARCH_MIN_DIGITS, digits, name);
  g_autofree char *from_end = g_strdup_printf ("%s %s", last, name);
  const char *number = digits + strspn (digits, "0");

  return (number[0] == '\0' || read_key (self, CT_SEARCH_MRN_DIGITS, number, TRUE, MANY_HITS, ids, error)) &&
         read_key (self, CT_SEARCH_DIGITS_NAME, from_end, FALSE, MANY_HITS, ids, error) &&
         (strcmp (from_start, from_end) == 0 ||
          read_key (self, CT_SEARCH_DIGITS_NAME, from_start, FALSE, MANY_HITS, ids, error));
}

static gboolean
read_mrn (Search *self, GArray *ids, GError **error)
{
  const char *mrn = self->query->mrn;
  const char *number = mrn + strspn (mrn, "0");
  int limit = ids_needed (self);

  return read_key (self, CT_SEARCH_MRN, mrn, TRUE, limit, ids, error) &&
         (number[0] == '\0' || (read_key (self, CT_SEARCH_MRN_DIGITS, number, TRUE, limit, ids, error) &&
                                read_key (self, CT_SEARCH_MRN_DIGITS, number, FALSE, limit, ids, error))) &&
         read_key (self, CT_SEARCH_MRN, mrn, FALSE, limit, ids, error);
}

static gboolean
read_born (Search *self, GArray *ids, GError **error)
{
  return append_ids (ids, ct_unit_ids (self->unit, error, "search.by-born", "nnn", self->query->born_from,
                                       self->query->born_to, ids_needed (self)));
}

/* What is rarest leads: a record number, a birth date, digits of a phone number, and then the name. */
static gboolean
search_exact (Search *self, GError **error)
{
  const CtSearchQuery *query = self->query;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (query->mrn != NULL)
    return read_mrn (self, ids, error) && take_ids (self, ids, error);
  if (query->born_to != CT_DATE_NONE && (query->n_names == 0 || query->born_from == query->born_to))
    return read_born (self, ids, error) && take_ids (self, ids, error);
  if (query->digits != NULL && !query->year)
    return (query->n_names == 0 ? read_digits (self, ids, error) : read_digits_with_name (self, ids, error)) &&
           take_ids (self, ids, error);
  return search_names (self, error);
}

/** A hit with what it is sorted by. */
typedef struct
{
  CtPatientHit *hit;
  int           rank;
  char         *name;
} Ranked;

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const Ranked *x = a, *y = b;
  int order;

  if (x->hit->slips != y->hit->slips)
    return x->hit->slips - y->hit->slips;
  if (x->rank != y->rank)
    return x->rank - y->rank;
  if ((order = strcmp (x->name, y->name)) != 0)
    return order;
  return CT_RECORD (x->hit->patient)->id < CT_RECORD (y->hit->patient)->id ? -1 : 1;
}

static char *
sort_name (CtPatient *patient)
{
  g_autofree char *family = ct_patient_search_key_family (patient);
  g_autofree char *given = ct_patient_search_key_given (patient);

  return g_strconcat (family, "\x01", given, NULL);
}

static gboolean
read_hits (Search *self, CtDate today, GArray *ranked, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) hits = NULL;

  for (guint i = 0; i < self->found->len; i++)
    g_array_append_val (ids, g_array_index (self->found, Found, i).patient_id);
  hits = ct_search_cards (self->unit, (const gint64 *) ids->data, ids->len, today, error);
  if (hits == NULL)
    return FALSE;
  for (guint i = 0, k = 0; i < hits->len; i++, k++)
    {
      Ranked one = { .hit = g_steal_pointer (&hits->pdata[i]) };
      const Found *found;

      /* Both are in one order; of somebody who has gone since there is no card. */
      while (g_array_index (self->found, Found, k).patient_id != CT_RECORD (one.hit->patient)->id)
        k++;
      found = &g_array_index (self->found, Found, k);
      one.rank = found->rank;
      one.hit->slips = found->slips;
      one.name = sort_name (one.hit->patient);
      g_array_append_val (ranked, one);
    }
  return TRUE;
}

static GPtrArray *
sort_hits (GArray *ranked)
{
  GPtrArray *hits = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_patient_hit_free);

  g_array_sort (ranked, compare_hits);
  for (guint i = 0; i < ranked->len; i++)
    {
      g_ptr_array_add (hits, g_array_index (ranked, Ranked, i).hit);
      g_free (g_array_index (ranked, Ranked, i).name);
    }
  return hits;
}

static GPtrArray *
run (Search *self, CtDate today, GError **error)
{
  g_autoptr (GArray) ranked = g_array_new (FALSE, FALSE, sizeof (Ranked));
  g_autoptr (GPtrArray) hits = NULL;
  gboolean ok = search_exact (self, error);

  if (ok && self->found->len < FEW_HITS && self->query->n_names > 0 && self->query->mrn == NULL)
    ok = search_slips (self, error);
  ok = ok && read_hits (self, today, ranked, error);
  hits = sort_hits (ranked);
  return ok ? g_steal_pointer (&hits) : NULL;
}

/**
 * ct_search_patients:
 * @unit: a unit of work
 * @words: (nullable): what was typed: beginnings of names in any order, a birth date, digits of a phone number (its end,
 *   or its beginning with or without the area code), "#" and a record number, in any mixture
 * @today: the present day at the site
 * @limit: how many at most, 1 to 1000
 * @error: what went wrong
 *
 * Finds the people whom all of it fits. Of one word, those who have it in the family name come first; else all are
 * sorted by name. Where there are more than @limit, the first by the word that was found. Where there are few, those
 * follow for whom one slip in one word must be forgiven, the more frequent name first. Nothing typed finds nobody.
 *
 * Returns: (transfer full) (nullable) (element-type CtPatientHit): them; %NULL on an error.
 */
GPtrArray *
ct_search_patients (CtUnit *unit, const char *words, CtDate today, int limit, GError **error)
{
  g_autoptr (CtSearchQuery) query = NULL;
  g_autoptr (GHashTable) ids = NULL;
  g_autoptr (GArray) found = NULL;
  Search search;

  g_return_val_if_fail (unit != NULL && limit > 0 && limit <= 1000, NULL);
  query = ct_search_query_new (words);
  if (ct_search_query_is_empty (query))
    return g_ptr_array_new_with_free_func ((GDestroyNotify) ct_patient_hit_free);
  ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  found = g_array_new (FALSE, FALSE, sizeof (Found));
  search = (Search) { unit, query, (guint) limit, found, ids };
  return run (&search, today, error);
}
