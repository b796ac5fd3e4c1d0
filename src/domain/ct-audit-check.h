/* What a check of the audit's chain found, and the plain sentence for it. */
#pragma once

#include "domain/ct-audit-head.h"

G_BEGIN_DECLS

/** How a chain can be broken, as far as the rows that are left can tell. */
typedef enum
{
  CT_AUDIT_WHOLE,
  CT_AUDIT_CHANGED,   /* a row does not say what was sealed, or was sealed again without the next one */
  CT_AUDIT_MISSING,   /* numbers are left out */
  CT_AUDIT_PUT_IN,    /* rows that the next ones know nothing of; the rest was numbered anew */
  CT_AUDIT_MOVED,     /* rows stand in another order */
  CT_AUDIT_TAKEN_OUT, /* rows are gone and the rest was numbered anew */
  CT_AUDIT_CUT_OFF,   /* fewer rows than were noted */
  CT_AUDIT_ADDED,     /* more rows than were noted */
  CT_AUDIT_OTHER_END, /* as many rows as were noted, but not the noted hash */
} CtAuditBreak;

/** Whether a head that somebody kept is in this record. */
typedef enum
{
  CT_AUDIT_HEAD_NOT_ASKED,
  CT_AUDIT_HEAD_FITS,     /* and so does every row up to it */
  CT_AUDIT_HEAD_DIFFERS,  /* the row of its number has another hash */
  CT_AUDIT_HEAD_BEYOND,   /* there are fewer rows */
  CT_AUDIT_HEAD_UNPROVEN, /* the chain breaks before it */
} CtAuditHeadAnswer;

/**
 * CtAuditCheck:
 * @rows: how many rows fit, from the first on
 * @noted: how many there are, as it was noted
 * @head: the hash of the last row that fits
 * @complete: whether the check came to the end or to a break
 * @broken: how the chain is broken there
 * @broken_id: the first row that does not fit, or is missing; 0 where all do
 * @broken_at_us: when that row is dated, UTC microseconds; #CT_TIME_NONE where it is not there
 * @n_broken: how many rows are missing, were put in or taken out
 * @answer: whether the head that was asked for is in the record
 * @answer_at_us: when its row is dated
 *
 * A check as far as it has come; it goes on from there.
 */
typedef struct
{
  gint64            rows;
  gint64            noted;
  char             *head;
  gboolean          complete;
  CtAuditBreak      broken;
  gint64            broken_id;
  gint64            broken_at_us;
  gint64            n_broken;
  CtAuditHeadAnswer answer;
  gint64            answer_at_us;
} CtAuditCheck;

CtAuditCheck *ct_audit_check_new           (void);
CtAuditCheck *ct_audit_check_copy          (const CtAuditCheck *self);
void          ct_audit_check_free          (CtAuditCheck *self);
char         *ct_audit_check_describe      (const CtAuditCheck *self, GTimeZone *zone);
char         *ct_audit_check_describe_head (const CtAuditCheck *self, const CtAuditHead *head, GTimeZone *zone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtAuditCheck, ct_audit_check_free)

G_END_DECLS
