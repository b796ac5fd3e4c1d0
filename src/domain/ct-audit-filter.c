#include "domain/ct-audit-filter.h"

/**
 * ct_audit_filter_new:
 *
 * Returns: (transfer full): a filter that every act passes.
 */
CtAuditFilter *
ct_audit_filter_new (void)
{
  CtAuditFilter *self = g_new0 (CtAuditFilter, 1);

  self->until_us = G_MAXINT64;
  return self;
}

/**
 * ct_audit_filter_copy:
 * @self: a filter
 *
 * Returns: (transfer full): the same again.
 */
CtAuditFilter *
ct_audit_filter_copy (const CtAuditFilter *self)
{
  CtAuditFilter *copy;

  g_return_val_if_fail (self != NULL, NULL);
  copy = g_memdup2 (self, sizeof *self);
  copy->act = g_strdup (self->act);
  copy->table = g_strdup (self->table);
  copy->text = g_strdup (self->text);
  return copy;
}

/**
 * ct_audit_filter_free:
 * @self: (transfer full) (nullable): a filter
 *
 * Frees it.
 */
void
ct_audit_filter_free (CtAuditFilter *self)
{
  if (self == NULL)
    return;
  g_free (self->act);
  g_free (self->table);
  g_free (self->text);
  g_free (self);
}

/**
 * ct_audit_group_free:
 * @self: (transfer full) (nullable): a group
 *
 * Frees it.
 */
void
ct_audit_group_free (CtAuditGroup *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self);
}
