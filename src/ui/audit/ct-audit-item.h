/* An act of the audit in a list, and the words for it. */
#pragma once

#include <gio/gio.h>

#include "domain/ct-audit-row.h"

G_BEGIN_DECLS

#define CT_TYPE_AUDIT_ITEM (ct_audit_item_get_type ())
G_DECLARE_FINAL_TYPE (CtAuditItem, ct_audit_item, CT, AUDIT_ITEM, GObject)

/** CtAuditItem: property "patient" notifies when the patient's name is known. */
CtAuditItem      *ct_audit_item_new          (CtAuditRow *row);
const CtAuditRow *ct_audit_item_get_row      (CtAuditItem *self);
const char       *ct_audit_item_get_patient  (CtAuditItem *self);
void              ct_audit_item_set_patient  (CtAuditItem *self, const char *name);
char             *ct_audit_item_describe_act (CtAuditItem *self);

const char       *ct_audit_act_label         (const char *act);
void              ct_audit_csv_append        (GString *csv, const CtAuditRow *row, const char *patient, gboolean header);

G_END_DECLS
