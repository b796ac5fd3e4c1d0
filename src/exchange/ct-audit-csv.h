/* The audit as a table of RFC 4180, for other programs. */
#pragma once

#include "domain/ct-audit-row.h"

G_BEGIN_DECLS

void ct_audit_csv_header (GString *csv);
void ct_audit_csv_row    (GString *csv, const CtAuditRow *row);

G_END_DECLS
