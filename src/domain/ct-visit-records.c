#include "domain/ct-visit-records.h"

#include <glib/gi18n.h>

static const CtField step_fields[] = {
  CT_FIELD_REF (CtVisitStep, appointment_id, N_("Booking"), CT_REQUIRED),
  CT_FIELD_REF (CtVisitStep, patient_id, N_("Patient"), CT_REQUIRED),
  CT_FIELD_TEXT (CtVisitStep, step, N_("Step"), CT_REQUIRED, 24),
  CT_FIELD_TIME (CtVisitStep, at_us, N_("At"), CT_REQUIRED),
  CT_FIELD_REF (CtVisitStep, user_id, N_("By"), CT_FIELD_DEFAULT),
  CT_FIELD_BOOL (CtVisitStep, back, N_("Back"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtVisitStep, note, N_("Note"), CT_FIELD_DEFAULT, 200),
};
CT_DEFINE_RECORD (CtVisitStep, ct_visit_step, "visit_step", step_fields)

static const CtField check_fields[] = {
  CT_FIELD_REF (CtVisitCheck, patient_id, N_("Patient"), CT_REQUIRED),
  CT_FIELD_REF (CtVisitCheck, course_id, N_("Course"), CT_FIELD_DEFAULT),
  CT_FIELD_REF (CtVisitCheck, appointment_id, N_("Booking"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtVisitCheck, item, N_("Item"), CT_REQUIRED, 24),
  CT_FIELD_BOOL (CtVisitCheck, met, N_("Seen to"), CT_FIELD_DEFAULT),
  CT_FIELD_TIME (CtVisitCheck, at_us, N_("At"), CT_REQUIRED),
  CT_FIELD_REF (CtVisitCheck, user_id, N_("By"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtVisitCheck, note, N_("Note"), CT_FIELD_DEFAULT, 200),
};
CT_DEFINE_RECORD (CtVisitCheck, ct_visit_check, "visit_check", check_fields)
