#include <string.h>

#include "store/ct-search-index.h"
#include "store/ct-search.h"

#define LAST_LETTER "\U0010FFFF"
/* A shared line of a home has some; more say nothing of who somebody is. */
#define MAX_OF_A_PHONE 50
#define MAX_OF_A_NAME  100
#define MIN_DIGITS     7

typedef struct
{
  CtUnit           *unit;
  CtPatient        *patient;
  CtDate            today;
  CtSearchAlikeTest test;
  GHashTable       *seen; /* ids that were tested */
  GPtrArray        *hits;
} Alike;

/* Reads all of somebody only once what the index or a short row says of them passes. */
static gboolean
test_one (Alike *self, gint64 id, CtPatient *known, GError **error)
{
  g_autoptr (CtPatientHit) hit = NULL;
  GError *local = NULL;

  if (id == CT_RECORD (self->patient)->id || (known != NULL && !self->test (self->patient, known)) ||
      !g_hash_table_add (self->seen, g_memdup2 (&id, sizeof id)))
    return TRUE;
  hit = ct_search_card (self->unit, id, self->today, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (hit != NULL && self->test (self->patient, hit->patient))
    g_ptr_array_add (self->hits, g_steal_pointer (&hit));
  return TRUE;
}

/* Tests those whom the rows name: by id alone, or, where there is more to a row, by that first. */
static gboolean
test_rows (Alike *self, CtRows *rows, GError **error)
{
  g_autoptr (CtRows) own = rows;
  g_autoptr (GError) local = NULL;

  if (own == NULL)
    return FALSE;
  while (ct_rows_next (own, &local))
    {
      g_autoptr (CtPatient) known = ct_rows_n_columns (own) > 1 ? ct_rows_record (own, CT_TYPE_PATIENT) : NULL;

      if (!test_one (self, ct_rows_int (own, 0), known, error))
        return FALSE;
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Two known birth dates that differ leave only the phone to find somebody by; see below. */
static gboolean
find_by_name (Alike *self, const CtSearchEntries *entries, GError **error)
{
  const CtSearchName *name = entries->names->len > 0 ? &g_array_index (entries->names, CtSearchName, 0) : NULL;
  g_autofree char *end = name != NULL ? g_strconcat (name->rest, LAST_LETTER, NULL) : NULL;

  if (name == NULL || name->rest[0] == '\0')
    return TRUE; /* half a name */
  return test_rows (self,
                    ct_unit_query (self->unit, error, "search.same-name", "ntttnn", name->role, name->word, name->rest,
                                   end, self->patient->born == CT_DATE_NONE, MAX_OF_A_NAME),
                    error);
}

static gboolean
find_by_birth (Alike *self, GError **error)
{
  return self->patient->born == CT_DATE_NONE ||
         test_rows (self, ct_unit_query (self->unit, error, "search.same-born", "n", self->patient->born), error);
}

static gboolean
find_by_phone (Alike *self, GError **error)
{
  g_autofree char *digits = ct_search_phone_digits (self->patient->phone);
  g_autofree char *end = g_strconcat (digits, "\x01", NULL);

  return strlen (digits) < MIN_DIGITS ||
         test_rows (self,
                    ct_unit_query (self->unit, error, "search.by-key", "nttn", CT_SEARCH_PHONE_START, digits, end,
                                   MAX_OF_A_PHONE),
                    error);
}

/**
 * ct_search_alike:
 * @unit: a unit of work
 * @patient: somebody, stored or not
 * @test: whether two may be the same person
 * @today: the present day at the site
 * @error: what went wrong
 *
 * Finds those of the same birth date, of the same phone number, and, where one birth date is not known, of the same
 * name, whom @test passes. @test is also asked with no more than names, birth date and phone number filled in.
 *
 * Returns: (transfer full) (nullable) (element-type CtPatientHit): them; %NULL on an error.
 */
GPtrArray *
ct_search_alike (CtUnit *unit, CtPatient *patient, CtSearchAlikeTest test, CtDate today, GError **error)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_patient_hit_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (CtSearchEntries) entries = NULL;
  Alike alike = { unit, patient, today, test, seen, hits };

  g_return_val_if_fail (unit != NULL && patient != NULL && test != NULL, NULL);
  entries = ct_search_entries_new (patient);
  if (!find_by_birth (&alike, error) || !find_by_phone (&alike, error) || !find_by_name (&alike, entries, error))
    return NULL;
  return g_steal_pointer (&hits);
}
