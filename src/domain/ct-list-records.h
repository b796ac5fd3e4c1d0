/* What the desk's lists keep for themselves: what was put off, which scale is due, and what the clinic goes by. */
#pragma once

#include "domain/ct-record.h"

G_BEGIN_DECLS

#define CT_LIST_NOTE_LATER   "later"   /* comes back on its day */
#define CT_LIST_NOTE_HANDLED "handled" /* does not come back */
#define CT_LIST_NOTE_REMOVED "removed" /* counts no more: the row is back */

CT_DECLARE_RECORD (CtListNote, ct_list_note, CT_LIST_NOTE)
#define CT_TYPE_LIST_NOTE (ct_list_note_get_type ())

/**
 * CtListNote:
 *
 * Somebody has seen to a row of a list, or will on a later day.
 */
struct _CtListNote
{
  CtRecord  parent_instance;
  char    *list_name;
  gint64   subject_id;  /* the record the row is about */
  CtDate   subject_day; /* its day then: a row that is due anew is another one */
  gint64   patient_id;
  CtDate   until;       /* "later": when it comes back */
  char    *note;
  char    *status;
};

#define CT_SCALE_STATUS_DUE   "due"
#define CT_SCALE_STATUS_ENDED "ended"

CT_DECLARE_RECORD (CtScaleDue, ct_scale_due, CT_SCALE_DUE)
#define CT_TYPE_SCALE_DUE (ct_scale_due_get_type ())

/**
 * CtScaleDue:
 *
 * When the scale of a course is to be filled in next. Kept by those who see scores, read by everybody: it says which and
 * when, and nothing of what came out.
 */
struct _CtScaleDue
{
  CtRecord  parent_instance;
  gint64   patient_id;
  gint64   course_id;
  gint64   site_id;
  char    *instrument;
  CtDate   due_on;
  char    *status;
};

CT_DECLARE_RECORD (CtListRules, ct_list_rules, CT_LIST_RULES)
#define CT_TYPE_LIST_RULES (ct_list_rules_get_type ())

/**
 * CtListRules:
 *
 * What the clinic's lists go by; one for the whole clinic.
 */
struct _CtListRules
{
  CtRecord  parent_instance;
  int      wait_soon_minutes;  /* somebody waits noticeably */
  int      wait_long_minutes;  /* somebody waits too long */
  int      confirm_days;       /* visits of the next days are to be confirmed */
  int      broken_days;        /* how far back broken visits are looked for */
  int      recall_days;        /* how long before its day a recall shows */
  int      scale_days;         /* how long before its day a scale shows */
  int      consent_days;       /* how long before its end a consent shows */
  int      consent_months;     /* how long a consent holds */
  char    *heard_choices;      /* how people hear of the clinic, with a semicolon between them */
  char    *close_reasons;      /* why enquiries come to nothing, with a semicolon between them */
};

CtListRules *ct_list_rules_new_default (void);
gboolean     ct_list_rules_check       (const CtListRules *self, GError **error);
GStrv        ct_list_rules_choices     (const char *text);

G_END_DECLS
