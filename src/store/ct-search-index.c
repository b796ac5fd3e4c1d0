#include "store/ct-search-index.h"

#include "store/ct-search.h"

static gboolean
write_names (CtUnit *unit, const CtSearchEntries *entries, gboolean add, GError **error)
{
  const CtValue born = entries->born != CT_DATE_NONE ? ct_value_int (entries->born) : CT_NULL_VALUE;

  for (guint i = 0; i < entries->names->len; i++)
    {
      const CtSearchName *name = &g_array_index (entries->names, CtSearchName, i);
      gboolean ok = add ? ct_unit_run_later (unit, error, "search.add-name", "nttnivt", name->role, name->word,
                                             name->rest, name->turn, entries->patient_id, &born, entries->phones)
                        : ct_unit_run_later (unit, error, "search.remove-name", "nttni", name->role, name->word,
                                             name->rest, name->turn, entries->patient_id);

      if (!ok)
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_keys (CtUnit *unit, const CtSearchEntries *entries, gboolean add, GError **error)
{
  for (guint i = 0; i < entries->keys->len; i++)
    {
      const CtSearchKey *key = &g_array_index (entries->keys, CtSearchKey, i);

      if (!ct_unit_run_later (unit, error, add ? "search.add-key" : "search.remove-key", "nti", (int) key->kind,
                              key->key, entries->patient_id))
        return FALSE;
    }
  return TRUE;
}

/* A stem is there with all that can be left out of it, or not at all. */
static gboolean
add_stem (CtUnit *unit, const char *stem, GError **error)
{
  g_autoptr (GPtrArray) keys = ct_search_deletes (stem);

  for (guint i = 0; i < keys->len; i++)
    {
      gint64 added = ct_unit_run (unit, error, "search.add-slip", "tt", keys->pdata[i], stem);

      if (added <= 0)
        return added == 0;
    }
  return TRUE;
}

static gboolean
count_word (CtUnit *unit, const char *word, int more, GError **error)
{
  g_autoptr (GPtrArray) stems = NULL;
  gint64 patients;

  if (!ct_unit_number (unit, &patients, error, "search.count-word", "tn", word, more))
    return FALSE;
  if (patients <= 0)
    return ct_unit_run_later (unit, error, "search.forget-word", "t", word);
  if (patients > more)
    return TRUE;
  stems = ct_search_stems (word);
  for (guint i = 0; i < stems->len; i++)
    if (!add_stem (unit, stems->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* Each word of a name has one row of turn 0. */
static gboolean
count_words (CtUnit *unit, const CtSearchEntries *entries, int more, GError **error)
{
  for (guint i = 0; i < entries->names->len; i++)
    {
      const CtSearchName *name = &g_array_index (entries->names, CtSearchName, i);

      if (name->turn == 0 && !count_word (unit, name->word, more, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_entries (CtUnit *unit, CtPatient *patient, gboolean add, GError **error)
{
  g_autoptr (CtSearchEntries) entries = ct_search_entries_new (patient);

  return write_names (unit, entries, add, error) && write_keys (unit, entries, add, error) &&
         count_words (unit, entries, add ? 1 : -1, error);
}

static gboolean
is_found_alike (CtPatient *a, CtPatient *b)
{
  return g_strcmp0 (a->mrn, b->mrn) == 0 && g_strcmp0 (a->family_name, b->family_name) == 0 &&
         g_strcmp0 (a->given_names, b->given_names) == 0 && g_strcmp0 (a->preferred_name, b->preferred_name) == 0 &&
         a->born == b->born && g_strcmp0 (a->phone, b->phone) == 0 && g_strcmp0 (a->phone_other, b->phone_other) == 0;
}

/**
 * ct_search_index_move:
 * @unit: a unit of work that writes
 * @before: (nullable): a patient as the index has them
 * @after: the patient as they are now
 * @error: what went wrong
 *
 * Keeps the index up to date; ct_unit_insert() and ct_unit_update() call it for every patient.
 *
 * Returns: whether it is.
 */
gboolean
ct_search_index_move (CtUnit *unit, CtPatient *before, CtPatient *after, GError **error)
{
  if (before != NULL && is_found_alike (before, after))
    return TRUE;
  return (before == NULL || write_entries (unit, before, FALSE, error)) && write_entries (unit, after, TRUE, error);
}
