/* What the search shows of people, read for many of them at once: on a server each query is a way there and back. */
#include "store/ct-search.h"

static CtPatientHit *
make_hit (CtRows *rows)
{
  CtPatientHit *hit = ct_patient_hit_new ();
  int columns = ct_rows_n_columns (rows);

  hit->patient = ct_rows_record (rows, CT_TYPE_PATIENT);
  if (!ct_rows_is_null (rows, columns - 2))
    {
      hit->next_day = (CtDate) (ct_rows_int (rows, columns - 2) / CT_MINUTES_PER_DAY);
      hit->next_minute = (int) (ct_rows_int (rows, columns - 2) % CT_MINUTES_PER_DAY);
    }
  if (!ct_rows_is_null (rows, columns - 1))
    hit->last_day = (CtDate) ct_rows_int (rows, columns - 1);
  return hit;
}

/* search.cards asks for so many at a time; where there are fewer, the rest is nobody. */
static CtRows *
query_some (CtUnit *unit, const gint64 *ids, guint n, CtDate today, GError **error)
{
  CtValue params[1 + CT_SEARCH_CARDS_AT_ONCE];

  params[0] = ct_value_int (today);
  for (guint i = 0; i < CT_SEARCH_CARDS_AT_ONCE; i++)
    params[1 + i] = ct_value_int (i < n ? ids[i] : 0);
  return ct_unit_query_with (unit, error, "search.cards", params, G_N_ELEMENTS (params));
}

static int
find_id (const gint64 *ids, guint n, gint64 id)
{
  for (guint i = 0; i < n; i++)
    if (ids[i] == id)
      return (int) i;
  return -1;
}

/* The rows come in any order. */
static gboolean
add_some (GPtrArray *hits, CtRows *rows, const gint64 *ids, guint n, GError **error)
{
  CtPatientHit *found[CT_SEARCH_CARDS_AT_ONCE] = { NULL };
  GError *local = NULL;

  while (ct_rows_next (rows, &local))
    {
      CtPatientHit *hit = make_hit (rows);

      found[find_id (ids, n, CT_RECORD (hit->patient)->id)] = hit;
    }
  for (guint i = 0; i < n; i++)
    if (found[i] != NULL)
      g_ptr_array_add (hits, found[i]);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

/**
 * ct_search_cards:
 * @unit: a unit of work
 * @ids: (array length=n): people
 * @n: how many
 * @today: the present day at the site
 * @error: what went wrong
 *
 * Returns: (transfer full) (nullable) (element-type CtPatientHit): what the search shows of them, in the order of @ids;
 * without those who are not there; @ids names nobody twice. %NULL on an error.
 */
GPtrArray *
ct_search_cards (CtUnit *unit, const gint64 *ids, guint n, CtDate today, GError **error)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_patient_hit_free);

  g_return_val_if_fail (unit != NULL && (ids != NULL || n == 0), NULL);
  for (guint from = 0; from < n; from += CT_SEARCH_CARDS_AT_ONCE)
    {
      guint some = MIN (n - from, CT_SEARCH_CARDS_AT_ONCE);
      g_autoptr (CtRows) rows = query_some (unit, ids + from, some, today, error);

      if (rows == NULL || !add_some (hits, rows, ids + from, some, error))
        return NULL;
    }
  return g_steal_pointer (&hits);
}

/**
 * ct_search_card:
 * @unit: a unit of work
 * @patient_id: somebody
 * @today: the present day at the site
 * @error: what went wrong
 *
 * Returns: (transfer full) (nullable): what the search shows of them; %NULL without @error where there is nobody.
 */
CtPatientHit *
ct_search_card (CtUnit *unit, gint64 patient_id, CtDate today, GError **error)
{
  g_autoptr (GPtrArray) hits = ct_search_cards (unit, &patient_id, 1, today, error);

  return hits != NULL && hits->len > 0 ? g_ptr_array_steal_index (hits, 0) : NULL;
}
