#include "domain/ct-assessment.h"

#include <glib/gi18n.h>

static const CtField assessment_fields[] = {
  CT_FIELD_REF (CtAssessment, patient_id, N_("Patient"), CT_REQUIRED),
  CT_FIELD_REF (CtAssessment, course_id, N_("Course"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtAssessment, instrument, N_("Instrument"), CT_REQUIRED, 40),
  CT_FIELD_TEXT (CtAssessment, instrument_version, N_("Version"), CT_FIELD_DEFAULT, 40),
  CT_FIELD_DATE (CtAssessment, taken_on, N_("Day"), CT_REQUIRED),
  CT_FIELD_TIME (CtAssessment, recorded_us, N_("Recorded"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtAssessment, answers, N_("Answers"), CT_REQUIRED, 400),
  CT_FIELD_INT (CtAssessment, total, N_("Total"), CT_FIELD_DEFAULT, 9999),
  CT_FIELD_BOOL (CtAssessment, scorable, N_("Complete enough"), CT_FIELD_DEFAULT),
  CT_FIELD_BOOL (CtAssessment, prorated, N_("Prorated"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtAssessment, band, N_("Band"), CT_FIELD_DEFAULT, 60),
  CT_FIELD_TEXT (CtAssessment, flags, N_("Flags"), CT_FIELD_DEFAULT, 200),
  CT_FIELD_TIME (CtAssessment, acknowledged_us, N_("Safety notice acknowledged"), CT_FIELD_DEFAULT),
  CT_FIELD_REF (CtAssessment, acknowledged_by, N_("Acknowledged by"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtAssessment, acknowledgement, N_("What was done"), CT_FIELD_DEFAULT, 400),
  CT_FIELD_TEXT (CtAssessment, status, N_("Status"), CT_REQUIRED, 16),
  CT_FIELD_TEXT (CtAssessment, withdrawn_reason, N_("Withdrawn because"), CT_FIELD_DEFAULT, 400),
};
CT_DEFINE_RECORD (CtAssessment, ct_assessment, "assessment", assessment_fields)
