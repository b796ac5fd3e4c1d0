/* How a unit of work writes the audit, and how its rows are read and hashed. */
#pragma once

#include "domain/ct-audit-check.h"
#include "domain/ct-audit-row.h"
#include "store/ct-unit.h"

G_BEGIN_DECLS

gboolean ct_audit_note  (CtUnit *unit, const char *act, const char *table, gint64 record_id, gint64 patient_id,
                         const char *detail, GError **error);
gboolean ct_audit_write (CtUnit *unit, GError **error);
char    *ct_audit_hash_row (const char *previous, const CtAuditRow *row);
CtAuditRow *ct_audit_read_row (CtRows *rows);
gboolean ct_audit_explain_break (CtUnit *unit, CtAuditCheck *check, const CtAuditHead *noted, GError **error);

G_END_DECLS
