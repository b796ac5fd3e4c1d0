/* Which acts of the audit somebody asks for. */
#pragma once

#include "domain/ct-audit-row.h"

G_BEGIN_DECLS

/**
 * CtAuditFilter:
 * @from_us: the first moment, UTC microseconds; 0 for the beginning
 * @until_us: the first moment after; %G_MAXINT64 for no end
 * @patient_id: about this patient; 0 for all
 * @user_id: by this user; 0 for all
 * @act: (nullable): only this act: "opened"
 * @table: (nullable): only to records of this table
 * @text: (nullable): stands in the detail, the user's name or the workstation's
 *
 * What is asked for; all of it must fit.
 */
typedef struct
{
  gint64 from_us;
  gint64 until_us;
  gint64 patient_id;
  gint64 user_id;
  char  *act;
  char  *table;
  char  *text;
} CtAuditFilter;

/**
 * CtAuditGroup:
 * @id: a user's or a patient's
 * @name: in words
 * @n: how many acts
 * @first_us: the first of them, UTC microseconds
 * @last_us: the last of them
 *
 * What one person did to a chart, or what was done to one chart by a person.
 */
typedef struct
{
  gint64 id;
  char  *name;
  gint64 n;
  gint64 first_us;
  gint64 last_us;
} CtAuditGroup;

CtAuditFilter *ct_audit_filter_new  (void);
CtAuditFilter *ct_audit_filter_copy (const CtAuditFilter *self);
void           ct_audit_filter_free (CtAuditFilter *self);
void           ct_audit_group_free  (CtAuditGroup *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtAuditFilter, ct_audit_filter_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtAuditGroup, ct_audit_group_free)

G_END_DECLS
