/* Where the audit ends, to be printed and to be kept beside backups. */
#include "store/ct-audit.h"

#include <glib/gi18n.h>

#include "base/ct-error.h"
#include "base/ct-time.h"

/**
 * ct_audit_head:
 * @unit: a unit of work
 * @error: CORRUPT where the end of the audit is not noted any more
 *
 * Reads where the audit ends, as the last unit that was committed noted it.
 *
 * Returns: (transfer full) (nullable): the head.
 */
CtAuditHead *
ct_audit_head (CtUnit *unit, GError **error)
{
  g_autoptr (CtRows) rows = NULL;
  GError *local = NULL;

  g_return_val_if_fail (unit != NULL, NULL);
  rows = ct_unit_query (unit, error, "audit.head-with-time", "");
  if (rows == NULL)
    return NULL;
  if (ct_rows_next (rows, &local))
    return ct_audit_head_new (ct_rows_int (rows, 0), ct_rows_is_null (rows, 2) ? CT_TIME_NONE : ct_rows_int (rows, 2),
                              ct_rows_text (rows, 1));
  if (local == NULL)
    local = g_error_new_literal (CT_ERROR, CT_ERROR_CORRUPT, _("The end of the audit is missing; restore a backup."));
  g_propagate_error (error, local);
  return NULL;
}
