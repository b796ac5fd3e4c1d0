#include "exchange/ct-audit-csv.h"

#include "base/ct-time.h"
#include "exchange/ct-csv.h"

static void
append_number (GString *csv, gint64 number)
{
  g_string_append_printf (csv, "\"%" G_GINT64_FORMAT "\",", number);
}

/**
 * ct_audit_csv_header:
 * @csv: what is written so far
 *
 * Writes the names of the columns.
 */
void
ct_audit_csv_header (GString *csv)
{
  static const char *const names[] = { "id",         "at",      "user",   "workstation", "act", "table", "record_id",
                                       "patient_id", "patient", "detail", "hash" };

  g_return_if_fail (csv != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    ct_csv_cell (csv, names[i], i + 1 == G_N_ELEMENTS (names));
}

/**
 * ct_audit_csv_row:
 * @csv: what is written so far
 * @row: an act
 *
 * Writes one line.
 */
void
ct_audit_csv_row (GString *csv, const CtAuditRow *row)
{
  g_autofree char *at = NULL;

  g_return_if_fail (csv != NULL && row != NULL);
  at = ct_time_to_iso (row->at_us);
  append_number (csv, row->id);
  ct_csv_cell (csv, at, FALSE);
  ct_csv_cell (csv, row->user_name, FALSE);
  ct_csv_cell (csv, row->workstation, FALSE);
  ct_csv_cell (csv, row->act, FALSE);
  ct_csv_cell (csv, row->table, FALSE);
  append_number (csv, row->record_id);
  append_number (csv, row->patient_id);
  ct_csv_cell (csv, row->patient_name, FALSE);
  ct_csv_cell (csv, row->detail, FALSE);
  ct_csv_cell (csv, row->hash, TRUE);
}
