#include "store/ct-audit.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"
#include "store/ct-audit-private.h"
#include "store/ct-database-refusal.h"
#include "store/ct-unit-private.h"

/* The columns of audit.after and audit.list. */
enum
{
  ID,
  AT_US,
  USER_ID,
  USER_NAME,
  WORKSTATION,
  ACT,
  TABLE_NAME,
  RECORD_ID,
  PATIENT_ID,
  DETAIL,
  HASH,
};

static void
add_int (GString *text, gint64 number)
{
  g_string_append_printf (text, "i%" G_GINT64_FORMAT ";", number);
}

/* With its length before it, no text can look like the end of one and the beginning of the next. */
static void
add_text (GString *text, const char *value)
{
  if (value == NULL)
    g_string_append (text, "n;");
  else
    g_string_append_printf (text, "t%" G_GSIZE_FORMAT ":%s;", strlen (value), value);
}

/* The hash of a row: SHA-256 over the hash before it and every column, each with its kind and length. */
char *
ct_audit_hash_row (const char *previous, const CtAuditRow *row)
{
  g_autoptr (GString) text = g_string_new ("chairtime audit 1;");

  add_text (text, previous);
  add_int (text, row->id);
  add_int (text, row->at_us);
  add_int (text, row->user_id);
  add_text (text, row->user_name);
  add_text (text, row->workstation);
  add_text (text, row->act);
  add_text (text, row->table);
  add_int (text, row->record_id);
  add_int (text, row->patient_id);
  add_text (text, row->detail);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text->str, text->len);
}

static gboolean
read_head (CtUnit *unit, const char *query, GError **error)
{
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, query, "");
  GError *local = NULL;

  if (rows == NULL)
    return FALSE;
  if (ct_rows_next (rows, &local))
    {
      unit->head_id = ct_rows_int (rows, 0);
      g_free (unit->head_hash);
      unit->head_hash = ct_rows_dup_text (rows, 1);
      return TRUE;
    }
  if (local == NULL)
    local = g_error_new_literal (CT_ERROR, CT_ERROR_CORRUPT, _("The end of the audit is missing; restore a backup."));
  g_propagate_error (error, local);
  return FALSE;
}

static gboolean
is_text (const char *text)
{
  return text == NULL || g_utf8_validate (text, -1, NULL);
}

/**
 * ct_audit_note:
 * @unit: a unit of work that writes
 * @act: what was done
 * @table: (nullable): to a record of this table
 * @record_id: of this id
 * @patient_id: about this patient
 * @detail: (nullable): more, in words
 * @error: INVALID where a text is garbled
 *
 * Notes what ct_audit_write() shall add to the audit.
 *
 * Returns: whether it was noted.
 */
gboolean
ct_audit_note (CtUnit *unit, const char *act, const char *table, gint64 record_id, gint64 patient_id,
               const char *detail, GError **error)
{
  const CtActor *actor = &unit->actor;
  CtAuditRow *row;

  if (!is_text (detail) || !is_text (actor->user_name) || !is_text (actor->workstation))
    return ct_database_refuse (error, CT_REFUSED_GARBLED);
  row = g_new0 (CtAuditRow, 1);
  row->at_us = unit->now_us;
  row->user_id = actor->user_id;
  row->user_name = g_strdup (actor->user_name != NULL ? actor->user_name : "");
  row->workstation = g_strdup (actor->workstation != NULL ? actor->workstation : "");
  row->act = g_strdup (act);
  row->table = g_strdup (table);
  row->record_id = record_id;
  row->patient_id = patient_id;
  row->detail = detail != NULL && detail[0] != '\0' ? g_strdup (detail) : NULL;
  g_ptr_array_add (unit->acts, row);
  return TRUE;
}

/* Adds a row at the end of the chain, which nobody else can move now. */
static gboolean
append (CtUnit *unit, CtAuditRow *row, GError **error)
{
  g_autofree char *hash = NULL;

  row->id = unit->head_id + 1;
  hash = ct_audit_hash_row (unit->head_hash, row);
  if (!ct_unit_run_later (unit, error, "audit.append", "iiitttt" "iitt", row->id, row->at_us, row->user_id,
                          row->user_name, row->workstation, row->act, row->table, row->record_id, row->patient_id,
                          row->detail, hash))
    return FALSE;
  unit->head_id = row->id;
  g_free (unit->head_hash);
  unit->head_hash = g_steal_pointer (&hash);
  return TRUE;
}

/**
 * ct_audit_write:
 * @unit: a unit of work that is about to be committed
 * @error: what went wrong
 *
 * Takes hold of the end of the audit, which makes other desks wait until this unit is over; adds what was noted, and
 * notes where the audit ends now.
 *
 * Returns: whether all of it is there.
 */
gboolean
ct_audit_write (CtUnit *unit, GError **error)
{
  if (unit->acts->len == 0)
    return TRUE;
  if (!read_head (unit, "audit.lock-head", error))
    return FALSE;
  unit->first_audit_id = unit->head_id + 1;
  for (guint i = 0; i < unit->acts->len; i++)
    if (!append (unit, unit->acts->pdata[i], error))
      return FALSE;
  return ct_unit_run_later (unit, error, "audit.seal", "it", unit->head_id, unit->head_hash);
}

/* The row at a cursor over all columns. */
CtAuditRow *
ct_audit_read_row (CtRows *rows)
{
  CtAuditRow *row = g_new0 (CtAuditRow, 1);

  row->id = ct_rows_int (rows, ID);
  row->at_us = ct_rows_int (rows, AT_US);
  row->user_id = ct_rows_int (rows, USER_ID);
  row->user_name = ct_rows_dup_text (rows, USER_NAME);
  row->workstation = ct_rows_dup_text (rows, WORKSTATION);
  row->act = ct_rows_dup_text (rows, ACT);
  row->table = ct_rows_dup_text (rows, TABLE_NAME);
  row->record_id = ct_rows_int (rows, RECORD_ID);
  row->patient_id = ct_rows_int (rows, PATIENT_ID);
  row->detail = ct_rows_dup_text (rows, DETAIL);
  row->hash = ct_rows_dup_text (rows, HASH);
  return row;
}

/**
 * ct_audit_list:
 * @unit: a unit of work
 * @patient_id: only what is about this patient, 0 for all
 * @before_id: only rows before this one, 0 for the newest
 * @limit: how many at most
 * @error: what went wrong
 *
 * Returns: (transfer full) (nullable) (element-type CtAuditRow): the rows, newest first.
 */
GPtrArray *
ct_audit_list (CtUnit *unit, gint64 patient_id, gint64 before_id, int limit, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_audit_row_free);
  g_autoptr (GError) local = NULL;
  g_autoptr (CtRows) rows = NULL;
  gint64 before = before_id > 0 ? before_id : G_MAXINT64;

  g_return_val_if_fail (unit != NULL && limit >= 0, NULL);
  rows = patient_id > 0 ? ct_unit_query (unit, error, "audit.of-patient", "iin", patient_id, before, limit)
                        : ct_unit_query (unit, error, "audit.list", "in", before, limit);
  if (rows == NULL)
    return NULL;
  while (ct_rows_next (rows, &local))
    g_ptr_array_add (list, ct_audit_read_row (rows));
  if (local == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
