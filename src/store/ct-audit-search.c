/* Finding acts. There is a query for each index, and the narrowest one that the filter allows is taken. */
#include "store/ct-audit.h"

#include <string.h>

#include "domain/ct-patient.h"
#include "store/ct-audit-private.h"

/* The columns after those of an act. */
#define FAMILY_NAME 11

/* What stands for the text filter: anywhere, its own % and _ taken as they are. */
static char *
like_pattern (const char *text)
{
  GString *pattern;

  if (text == NULL || text[0] == '\0')
    return NULL;
  pattern = g_string_new ("%");
  for (const char *p = text; *p != '\0'; p++)
    {
      if (strchr ("%_!", *p) != NULL)
        g_string_append_c (pattern, '!');
      g_string_append_c (pattern, *p);
    }
  g_string_append_c (pattern, '%');
  return g_string_free (pattern, FALSE);
}

static const char *
choose_query (const CtAuditFilter *filter)
{
  if (filter->patient_id != 0)
    return "audit.search-patient";
  if (filter->user_id != 0)
    return "audit.search-user";
  if (filter->act != NULL)
    return "audit.search-act";
  return filter->table != NULL ? "audit.search-table" : "audit.search";
}

static CtValue
id_or_null (gint64 id)
{
  return id != 0 ? ct_value_int (id) : CT_NULL_VALUE;
}

static char *
name_of_patient (CtRows *rows, int column)
{
  if (ct_rows_is_null (rows, column))
    return NULL;
  return ct_patient_name (ct_rows_text (rows, column), ct_rows_text (rows, column + 1), ct_rows_text (rows, column + 2));
}

/**
 * ct_audit_search:
 * @unit: a unit of work
 * @filter: what is asked for
 * @after: (nullable): the last row that is known already; %NULL to begin with the newest
 * @limit: how many at most
 * @error: what went wrong
 *
 * Finds acts, latest first, with the names of their patients.
 *
 * Returns: (transfer full) (nullable) (element-type CtAuditRow): the rows.
 */
GPtrArray *
ct_audit_search (CtUnit *unit, const CtAuditFilter *filter, const CtAuditPlace *after, int limit, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_audit_row_free);
  g_autofree char *pattern = NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (CtRows) rows = NULL;
  CtValue patient, user;

  g_return_val_if_fail (unit != NULL && filter != NULL && limit > 0, NULL);
  pattern = like_pattern (filter->text);
  patient = id_or_null (filter->patient_id);
  user = id_or_null (filter->user_id);
  rows = ct_unit_query (unit, error, choose_query (filter), "iivvtttin", filter->from_us,
                        after != NULL ? after->at_us : filter->until_us, &patient, &user, filter->act, filter->table, pattern,
                        after != NULL ? after->id : (gint64) 0, limit);
  if (rows == NULL)
    return NULL;
  while (ct_rows_next (rows, &local))
    {
      CtAuditRow *row = ct_audit_read_row (rows);

      row->patient_name = name_of_patient (rows, FAMILY_NAME);
      g_ptr_array_add (found, row);
    }
  if (local == NULL)
    return g_steal_pointer (&found);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static CtAuditGroup *
read_group (CtRows *rows, gboolean by_patient)
{
  CtAuditGroup *group = g_new0 (CtAuditGroup, 1);

  group->id = ct_rows_int (rows, 0);
  group->n = ct_rows_int (rows, 1);
  group->first_us = ct_rows_int (rows, 2);
  group->last_us = ct_rows_int (rows, 3);
  group->name = by_patient ? name_of_patient (rows, 4) : ct_rows_dup_text (rows, 4);
  return group;
}

/**
 * ct_audit_group:
 * @unit: a unit of work
 * @filter: what is asked for: with a patient, the groups are people; with a user, they are patients
 * @error: what went wrong
 *
 * Counts who did it, or whom it was done to; the latest first. Without a patient and a user there are no groups.
 *
 * Returns: (transfer full) (nullable) (element-type CtAuditGroup): the groups.
 */
GPtrArray *
ct_audit_group (CtUnit *unit, const CtAuditFilter *filter, GError **error)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_audit_group_free);
  g_autofree char *pattern = NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (CtRows) rows = NULL;
  gboolean by_patient;
  CtValue patient, user;

  g_return_val_if_fail (unit != NULL && filter != NULL, NULL);
  if (filter->patient_id == 0 && filter->user_id == 0)
    return g_steal_pointer (&groups);
  by_patient = filter->patient_id == 0;
  pattern = like_pattern (filter->text);
  patient = id_or_null (filter->patient_id);
  user = id_or_null (filter->user_id);
  rows = ct_unit_query (unit, error, by_patient ? "audit.group-by-patient" : "audit.group-by-user", "iivvttt",
                        filter->from_us, filter->until_us, &patient, &user, filter->act, filter->table, pattern);
  if (rows == NULL)
    return NULL;
  while (ct_rows_next (rows, &local))
    g_ptr_array_add (groups, read_group (rows, by_patient));
  if (local == NULL)
    return g_steal_pointer (&groups);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * ct_audit_words:
 * @unit: a unit of work
 * @tables: whether to list the tables instead of the acts
 * @error: what went wrong
 *
 * Returns: (transfer full) (nullable) (element-type utf8): every act, or every table, that is in the audit.
 */
GPtrArray *
ct_audit_words (CtUnit *unit, gboolean tables, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CtRows) rows = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (unit != NULL, NULL);
  rows = ct_unit_query (unit, error, tables ? "audit.tables" : "audit.acts", "");
  if (rows == NULL)
    return NULL;
  while (ct_rows_next (rows, &local))
    g_ptr_array_add (words, ct_rows_dup_text (rows, 0));
  if (local == NULL)
    return g_steal_pointer (&words);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
