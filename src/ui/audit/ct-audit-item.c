#include "ui/audit/ct-audit-item.h"

struct _CtAuditItem
{
  GObject       parent_instance;
  CtAuditRow   *row;
  CtAuditGroup *group;
};

G_DEFINE_FINAL_TYPE (CtAuditItem, ct_audit_item, G_TYPE_OBJECT)

/**
 * ct_audit_item_get_row:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the act; %NULL for a group.
 */
const CtAuditRow *
ct_audit_item_get_row (CtAuditItem *self)
{
  g_return_val_if_fail (CT_IS_AUDIT_ITEM (self), NULL);
  return self->row;
}

/**
 * ct_audit_item_get_group:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the group; %NULL for an act.
 */
const CtAuditGroup *
ct_audit_item_get_group (CtAuditItem *self)
{
  g_return_val_if_fail (CT_IS_AUDIT_ITEM (self), NULL);
  return self->group;
}

static void
ct_audit_item_finalize (GObject *object)
{
  CtAuditItem *self = CT_AUDIT_ITEM (object);

  g_clear_pointer (&self->row, ct_audit_row_free);
  g_clear_pointer (&self->group, ct_audit_group_free);
  G_OBJECT_CLASS (ct_audit_item_parent_class)->finalize (object);
}

static void
ct_audit_item_class_init (CtAuditItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_audit_item_finalize;
}

static void
ct_audit_item_init (CtAuditItem *self)
{
}

/**
 * ct_audit_item_new:
 * @row: (transfer full): an act
 *
 * Returns: (transfer full): it as an object.
 */
CtAuditItem *
ct_audit_item_new (CtAuditRow *row)
{
  CtAuditItem *self = g_object_new (CT_TYPE_AUDIT_ITEM, NULL);

  self->row = row;
  return self;
}

/**
 * ct_audit_item_new_group:
 * @group: (transfer full): a group of acts
 *
 * Returns: (transfer full): it as an object.
 */
CtAuditItem *
ct_audit_item_new_group (CtAuditGroup *group)
{
  CtAuditItem *self = g_object_new (CT_TYPE_AUDIT_ITEM, NULL);

  self->group = group;
  return self;
}
