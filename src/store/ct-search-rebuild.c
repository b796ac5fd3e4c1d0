#include <string.h>

#include "store/ct-queries.h"
#include "store/ct-search-index.h"
#include "store/ct-search.h"
#include "store/ct-unit-private.h"

/* All rows of the index, gathered in memory and written in the order of their keys: that is many times faster than
 * writing them patient by patient, and leaves full pages behind. */
typedef struct
{
  const char *word;
  const char *rest;
  const char *phones;
  gint64      patient_id;
  CtDate      born;
  guint8      role;
  guint8      turn;
} NameRow;

typedef struct
{
  const char *key;
  gint64      patient_id;
  int         kind;
} KeyRow;

typedef struct
{
  const char *key;
  const char *stem;
} SlipRow;

typedef struct
{
  GStringChunk *texts;
  GArray       *names;
  GArray       *keys;
  GArray       *slips;
  GHashTable   *words; /* word → how many patients */
  GHashTable   *stems;
} Load;

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const NameRow *x = a, *y = b;
  int order;

  if (x->role != y->role)
    return x->role - y->role;
  if (x->word != y->word && (order = strcmp (x->word, y->word)) != 0)
    return order;
  if ((order = strcmp (x->rest, y->rest)) != 0)
    return order;
  if (x->turn != y->turn)
    return x->turn - y->turn;
  return x->patient_id < y->patient_id ? -1 : x->patient_id > y->patient_id;
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const KeyRow *x = a, *y = b;
  int order;

  if (x->kind != y->kind)
    return x->kind - y->kind;
  if ((order = strcmp (x->key, y->key)) != 0)
    return order;
  return x->patient_id < y->patient_id ? -1 : x->patient_id > y->patient_id;
}

static int
compare_slips (gconstpointer a, gconstpointer b)
{
  const SlipRow *x = a, *y = b;
  int order = strcmp (x->key, y->key);

  return order != 0 ? order : strcmp (x->stem, y->stem);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
gather_stem (Load *load, const char *stem)
{
  g_autoptr (GPtrArray) keys = NULL;
  SlipRow row = { .stem = g_string_chunk_insert_const (load->texts, stem) };

  if (!g_hash_table_add (load->stems, (gpointer) row.stem))
    return;
  keys = ct_search_deletes (stem);
  for (guint i = 0; i < keys->len; i++)
    {
      row.key = g_string_chunk_insert_const (load->texts, keys->pdata[i]);
      g_array_append_val (load->slips, row);
    }
}

static void
gather_word (Load *load, const char *word)
{
  guint patients = GPOINTER_TO_UINT (g_hash_table_lookup (load->words, word));
  g_autoptr (GPtrArray) stems = NULL;

  g_hash_table_insert (load->words, (gpointer) word, GUINT_TO_POINTER (patients + 1));
  if (patients > 0)
    return;
  stems = ct_search_stems (word);
  for (guint i = 0; i < stems->len; i++)
    gather_stem (load, stems->pdata[i]);
}

static void
gather_patient (Load *load, CtPatient *patient)
{
  g_autoptr (CtSearchEntries) entries = ct_search_entries_new (patient);
  const char *phones = entries->phones != NULL ? g_string_chunk_insert (load->texts, entries->phones) : NULL;

  for (guint i = 0; i < entries->names->len; i++)
    {
      const CtSearchName *name = &g_array_index (entries->names, CtSearchName, i);
      NameRow row = { .word = g_string_chunk_insert_const (load->texts, name->word),
                      .rest = g_string_chunk_insert_const (load->texts, name->rest),
                      .phones = phones,
                      .patient_id = entries->patient_id,
                      .born = entries->born,
                      .role = (guint8) name->role,
                      .turn = (guint8) name->turn };

      g_array_append_val (load->names, row);
      if (name->turn == 0)
        gather_word (load, row.word);
    }
  for (guint i = 0; i < entries->keys->len; i++)
    {
      const CtSearchKey *key = &g_array_index (entries->keys, CtSearchKey, i);
      KeyRow row = { g_string_chunk_insert (load->texts, key->key), entries->patient_id, (int) key->kind };

      g_array_append_val (load->keys, row);
    }
}

static gboolean
gather (Load *load, CtUnit *unit, GError **error)
{
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "search.all-patients", "");
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  while (ct_rows_next (rows, &local))
    {
      g_autoptr (CtPatient) patient = ct_rows_record (rows, CT_TYPE_PATIENT);

      gather_patient (load, patient);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
write_names (Load *load, CtUnit *unit, GError **error)
{
  g_array_sort (load->names, compare_names);
  for (guint i = 0; i < load->names->len; i++)
    {
      const NameRow *row = &g_array_index (load->names, NameRow, i);
      const CtValue born = row->born != CT_DATE_NONE ? ct_value_int (row->born) : CT_NULL_VALUE;

      if (!ct_unit_run_later (unit, error, "search.add-name", "nttnivt", (int) row->role, row->word, row->rest,
                              (int) row->turn, row->patient_id, &born, row->phones))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_keys (Load *load, CtUnit *unit, GError **error)
{
  g_array_sort (load->keys, compare_keys);
  for (guint i = 0; i < load->keys->len; i++)
    {
      const KeyRow *row = &g_array_index (load->keys, KeyRow, i);

      if (!ct_unit_run_later (unit, error, "search.add-key", "nti", row->kind, row->key, row->patient_id))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_words (Load *load, CtUnit *unit, GError **error)
{
  guint n;
  g_autofree gpointer *words = g_hash_table_get_keys_as_array (load->words, &n);

  qsort (words, n, sizeof *words, compare_texts);
  for (guint i = 0; i < n; i++)
    if (!ct_unit_run_later (unit, error, "search.count-word", "tn", words[i],
                            (int) GPOINTER_TO_UINT (g_hash_table_lookup (load->words, words[i]))))
      return FALSE;
  return TRUE;
}

static gboolean
write_slips (Load *load, CtUnit *unit, GError **error)
{
  g_array_sort (load->slips, compare_slips);
  for (guint i = 0; i < load->slips->len; i++)
    {
      const SlipRow *row = &g_array_index (load->slips, SlipRow, i);

      if (!ct_unit_run_later (unit, error, "search.add-slip", "tt", row->key, row->stem))
        return FALSE;
    }
  return TRUE;
}

static gboolean
clear (CtUnit *unit, GError **error)
{
  return ct_unit_run_later (unit, error, "search.clear-names", "") &&
         ct_unit_run_later (unit, error, "search.clear-keys", "") &&
         ct_unit_run_later (unit, error, "search.clear-words", "") &&
         ct_unit_run_later (unit, error, "search.clear-slips", "");
}

/**
 * ct_search_rebuild:
 * @unit: a unit of work that writes
 * @error: what went wrong
 *
 * Makes the whole index anew, after patients came in past it: see ct_unit_load(). A million patients take less than a
 * minute and some 400 MB of memory while it lasts.
 *
 * Returns: whether it is complete.
 */
gboolean
ct_search_rebuild (CtUnit *unit, GError **error)
{
  Load load = { .texts = g_string_chunk_new (1 << 20),
                .names = g_array_new (FALSE, FALSE, sizeof (NameRow)),
                .keys = g_array_new (FALSE, FALSE, sizeof (KeyRow)),
                .slips = g_array_new (FALSE, FALSE, sizeof (SlipRow)),
                .words = g_hash_table_new (g_str_hash, g_str_equal),
                .stems = g_hash_table_new (g_str_hash, g_str_equal) };
  gboolean ok;

  g_return_val_if_fail (unit != NULL, FALSE);
  ok = clear (unit, error) && gather (&load, unit, error) && write_names (&load, unit, error) &&
       write_keys (&load, unit, error) && write_words (&load, unit, error) && write_slips (&load, unit, error);
  g_hash_table_unref (load.words);
  g_hash_table_unref (load.stems);
  g_array_unref (load.slips);
  g_array_unref (load.keys);
  g_array_unref (load.names);
  g_string_chunk_free (load.texts);
  return ok;
}

static gboolean
rebuild_in_unit (CtDatabase *database, CtClock clock, GError **error)
{
  const CtActor nobody = { 0 };
  g_autoptr (CtUnit) unit = ct_unit_new (database, &nobody, clock, NULL, TRUE);

  if (ct_unit_begin (unit, error) && ct_search_rebuild (unit, error) && ct_unit_commit (unit, error))
    return TRUE;
  ct_unit_rollback (unit);
  return FALSE;
}

/**
 * ct_search_renew:
 * @database: a connection that may write, in no transaction
 * @clock: what time it is
 * @error: what went wrong
 *
 * Makes the index anew where an older program kept it, without the rows by which lists are ordered. Two programs may do
 * this at once.
 *
 * Returns: whether the index is as this program keeps it.
 */
gboolean
ct_search_renew (CtDatabase *database, CtClock clock, GError **error)
{
  gint64 is_old = 0;

  g_return_val_if_fail (database != NULL, FALSE);
  /* No older program kept a clinic on a server; and there not everybody who comes in may read and write the index. */
  if (ct_database_has_server (database))
    return TRUE;
  return ct_database_number (database, NULL, ct_queries_find ("search.is-old"), NULL, 0, &is_old, error) &&
         (is_old == 0 || rebuild_in_unit (database, clock, error));
}
