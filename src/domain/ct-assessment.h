/* An instrument filled in on a day: the answers and what they came to. */
#pragma once

#include "domain/ct-record.h"
#include "domain/ct-score.h"

G_BEGIN_DECLS

#define CT_ASSESSMENT_VALID     "valid"
#define CT_ASSESSMENT_WITHDRAWN "withdrawn" /* entered by mistake */

CT_DECLARE_RECORD (CtAssessment, ct_assessment, CT_ASSESSMENT)
#define CT_TYPE_ASSESSMENT (ct_assessment_get_type ())

/**
 * CtAssessment:
 *
 * An instrument filled in on a day: the answers and what they came to.
 */
struct _CtAssessment
{
  CtRecord  parent_instance;
  gint64   patient_id;
  gint64   course_id;
  char    *instrument;
  char    *instrument_version;
  CtDate   taken_on;
  gint64   recorded_us;
  char    *answers;
  int      total;
  gboolean scorable;
  gboolean prorated;
  char    *band;
  char    *flags;
  gint64   acknowledged_us;
  gint64   acknowledged_by;
  char    *acknowledgement;
  char    *status;
  char    *withdrawn_reason;
};

CtAssessment *ct_assessment_from_score (gint64 patient_id, const CtScore *score, const int *answers, gsize n_answers,
                                        CtDate taken_on);

G_END_DECLS
