/* What is kept of a visit beside its booking: a stamp for every step, what was seen to before it begins, its kind's colour. */
#pragma once

#include "domain/ct-record.h"

G_BEGIN_DECLS

CT_DECLARE_RECORD (CtVisitStep, ct_visit_step, CT_VISIT_STEP)
#define CT_TYPE_VISIT_STEP (ct_visit_step_get_type ())

/**
 * CtVisitStep:
 *
 * That a visit took a step of its way, was confirmed, or went back. Only ever added to.
 */
struct _CtVisitStep
{
  CtRecord  parent_instance;
  gint64   appointment_id;
  gint64   patient_id;
  char    *step;     /* a code of the way, CT_STAMP_CONFIRMED or CT_STAMP_UNCONFIRMED */
  gint64   at_us;
  gint64   user_id;  /* 0: the program */
  gboolean back;     /* it went back to this step */
  char    *note;     /* (nullable): why, or how it was confirmed */
};

CT_DECLARE_RECORD (CtVisitCheck, ct_visit_check, CT_VISIT_CHECK)
#define CT_TYPE_VISIT_CHECK (ct_visit_check_get_type ())

/**
 * CtVisitCheck:
 *
 * That somebody has seen to something a visit needs: for this visit, for its course, or for the patient.
 */
struct _CtVisitCheck
{
  CtRecord  parent_instance;
  gint64   patient_id;
  gint64   course_id;       /* 0: not for a course */
  gint64   appointment_id;  /* 0: not for one visit alone */
  char    *item;            /* "escort" */
  gboolean met;
  gint64   at_us;
  gint64   user_id;
  char    *note;            /* (nullable): who the escort is */
};

G_END_DECLS
