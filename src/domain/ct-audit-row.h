/* An act as the audit keeps it, and what a check of the whole chain found. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CtAuditRow:
 *
 * One act: who, when, where, what, to whom.
 */
typedef struct
{
  gint64 id;
  gint64 at_us;
  gint64 user_id;
  char  *user_name;
  char  *workstation;
  char  *act;         /* "opened", "created", "changed", "printed", "exported", "logged-in", "log-in-failed", … */
  char  *table;       /* (nullable) */
  gint64 record_id;
  gint64 patient_id;
  char  *detail;      /* (nullable): changed fields, a line each: "Family name: Reyes → Reyes-Cruz" */
  char  *hash;        /* 64 hex digits */
} CtAuditRow;

/**
 * CtAuditCheck:
 * @rows: how many rows were read
 * @head: the hash of the last row
 * @broken_id: the first row that does not fit the chain, 0 where all do
 * @reason: (nullable): what is wrong there, in a sentence
 */
typedef struct
{
  gint64 rows;
  char  *head;
  gint64 broken_id;
  char  *reason;
} CtAuditCheck;

void ct_audit_row_free   (CtAuditRow *self);
void ct_audit_check_free (CtAuditCheck *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtAuditRow, ct_audit_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtAuditCheck, ct_audit_check_free)

G_END_DECLS
