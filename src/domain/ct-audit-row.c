#include "domain/ct-audit-row.h"

/**
 * ct_audit_row_free:
 * @self: (transfer full) (nullable): a row
 *
 * Frees a row.
 */
void
ct_audit_row_free (CtAuditRow *self)
{
  if (self == NULL)
    return;
  g_free (self->user_name);
  g_free (self->workstation);
  g_free (self->act);
  g_free (self->table);
  g_free (self->detail);
  g_free (self->hash);
  g_free (self->patient_name);
  g_free (self);
}
