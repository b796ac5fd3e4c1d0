/* The head of the record: where the audit ended at a moment, in a form that paper can keep and a person can type again. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CT_AUDIT_HASH_DIGITS 64

/**
 * CtAuditHead:
 * @id: the number of the last act, 0 before the first
 * @at_us: when that was, UTC microseconds; #CT_TIME_NONE where it is not known
 * @hash: its hash, 64 hex digits in lower case; "" before the first act
 */
typedef struct
{
  gint64 id;
  gint64 at_us;
  char  *hash;
} CtAuditHead;

CtAuditHead *ct_audit_head_new        (gint64 id, gint64 at_us, const char *hash);
void         ct_audit_head_free       (CtAuditHead *self);
char        *ct_audit_head_group_hash (const CtAuditHead *self);
char        *ct_audit_head_check_word (const CtAuditHead *self);
char        *ct_audit_head_to_text    (const CtAuditHead *self, const char *clinic_name, GTimeZone *zone);
CtAuditHead *ct_audit_head_parse      (const char *text, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtAuditHead, ct_audit_head_free)

G_END_DECLS
