/* An act as the audit keeps it. */
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
  char  *patient_name; /* (nullable): in words, where it was asked for */
} CtAuditRow;

/**
 * CtAuditPlace:
 * @at_us: when a row is dated, UTC microseconds
 * @id: its number
 *
 * Where a row stands in the audit by time.
 */
typedef struct
{
  gint64 at_us;
  gint64 id;
} CtAuditPlace;

void ct_audit_row_free (CtAuditRow *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtAuditRow, ct_audit_row_free)

G_END_DECLS
