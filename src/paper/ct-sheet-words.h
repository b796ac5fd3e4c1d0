/* What sheets of paper say alike: when and by whom they were printed, and where the record ended. */
#pragma once

#include "domain/ct-audit-head.h"
#include "paper/ct-flow.h"

G_BEGIN_DECLS

char *ct_sheet_moment   (gint64 at_us, GTimeZone *zone);
char *ct_sheet_footer   (const char *clinic_name, const char *printed_by, gint64 created_us, GTimeZone *zone);
void  ct_sheet_add_head (CtFlow *flow, const CtAuditHead *head, GTimeZone *zone);

G_END_DECLS
