/* The audit: an append-only table of acts, each row hashing the one before. */
#pragma once

#include "domain/ct-audit-check.h"
#include "domain/ct-audit-filter.h"
#include "store/ct-unit.h"

G_BEGIN_DECLS

GPtrArray    *ct_audit_list       (CtUnit *unit, gint64 patient_id, gint64 before_id, int limit, GError **error);
CtAuditCheck *ct_audit_verify     (CtUnit *unit, GError **error);
CtAuditCheck *ct_audit_verify_on  (CtUnit *unit, const CtAuditCheck *so_far, const CtAuditHead *wanted, int limit,
                                   GError **error);

CtAuditHead  *ct_audit_head       (CtUnit *unit, GError **error);
GPtrArray    *ct_audit_search     (CtUnit *unit, const CtAuditFilter *filter, const CtAuditPlace *after, int limit,
                                   GError **error);
GPtrArray    *ct_audit_group      (CtUnit *unit, const CtAuditFilter *filter, GError **error);
GPtrArray    *ct_audit_words      (CtUnit *unit, gboolean tables, GError **error);

G_END_DECLS
