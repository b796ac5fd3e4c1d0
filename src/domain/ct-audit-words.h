/* The audit in words: acts, tables, filters, and the questions it answers. */
#pragma once

#include "domain/ct-audit-filter.h"

G_BEGIN_DECLS

/**
 * CtAuditNames:
 * @patient: (nullable): of the filter's patient
 * @user: (nullable): of the filter's user
 * @zone: where the clinic is
 *
 * What a filter does not know by itself.
 */
typedef struct
{
  const char *patient;
  const char *user;
  GTimeZone  *zone;
} CtAuditNames;

const char *ct_audit_act_label    (const char *act);
const char *ct_audit_table_label  (const char *table);
char       *ct_audit_row_act      (const CtAuditRow *row);
char       *ct_audit_row_when     (const CtAuditRow *row, GTimeZone *zone);
char       *ct_audit_row_detail   (const CtAuditRow *row);
char       *ct_audit_filter_words (const CtAuditFilter *filter, const CtAuditNames *names);
char       *ct_audit_question     (const CtAuditFilter *filter, const CtAuditNames *names, const GPtrArray *groups);

G_END_DECLS
