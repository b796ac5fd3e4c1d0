/* The audit: an append-only table of acts, each row hashing the one before. */
#pragma once

#include "domain/ct-audit-head.h"
#include "domain/ct-audit-row.h"
#include "store/ct-unit.h"

G_BEGIN_DECLS

GPtrArray    *ct_audit_list       (CtUnit *unit, gint64 patient_id, gint64 before_id, int limit, GError **error);
CtAuditCheck *ct_audit_verify     (CtUnit *unit, GError **error);

CtAuditHead  *ct_audit_head       (CtUnit *unit, GError **error);

G_END_DECLS
