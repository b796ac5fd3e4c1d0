/* An act of the audit, or a group of acts, in a list. */
#pragma once

#include <gio/gio.h>

#include "domain/ct-audit-filter.h"

G_BEGIN_DECLS

#define CT_TYPE_AUDIT_ITEM (ct_audit_item_get_type ())
G_DECLARE_FINAL_TYPE (CtAuditItem, ct_audit_item, CT, AUDIT_ITEM, GObject)

CtAuditItem        *ct_audit_item_new       (CtAuditRow *row);
CtAuditItem        *ct_audit_item_new_group (CtAuditGroup *group);
const CtAuditRow   *ct_audit_item_get_row   (CtAuditItem *self);
const CtAuditGroup *ct_audit_item_get_group (CtAuditItem *self);

G_END_DECLS
