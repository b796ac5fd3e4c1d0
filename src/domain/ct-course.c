#include "domain/ct-course.h"

#include <glib/gi18n.h>

static const CtField course_fields[] = {
  CT_FIELD_REF (CtCourse, patient_id, N_("Patient"), CT_REQUIRED),
  CT_FIELD_TEXT (CtCourse, protocol, N_("Protocol"), CT_REQUIRED, 40),
  CT_FIELD_TEXT (CtCourse, protocol_version, N_("Protocol version"), CT_FIELD_DEFAULT, 40),
  CT_FIELD_TEXT (CtCourse, indication, N_("Indication"), CT_REQUIRED | CT_CLINICAL, 40),
  CT_FIELD_TEXT (CtCourse, status, N_("Status"), CT_REQUIRED, 16),
  CT_FIELD_DATE (CtCourse, start_on, N_("Start"), CT_REQUIRED),
  CT_FIELD_INT (CtCourse, n_sessions, N_("Sessions planned"), CT_FIELD_DEFAULT, 200),
  CT_FIELD_REF (CtCourse, site_id, N_("Site"), CT_FIELD_DEFAULT),
  CT_FIELD_REF (CtCourse, prescriber_id, N_("Prescriber"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtCourse, primary_instrument, N_("Primary measure"), CT_CLINICAL, 40),
  CT_FIELD_DOSE (CtCourse, dose_ug_per_kg, N_("Dose per kg"), CT_CLINICAL),
  CT_FIELD_DOSE (CtCourse, dose_ug, N_("Dose"), CT_CLINICAL),
  CT_FIELD_TEXT (CtCourse, stop_reason, N_("Reason for stopping"), CT_CLINICAL, 200),
  CT_FIELD_TEXT (CtCourse, note, N_("Note"), CT_LONG | CT_CLINICAL, 2000),
};
CT_DEFINE_RECORD (CtCourse, ct_course, "course", course_fields)

static const CtField session_fields[] = {
  CT_FIELD_REF (CtSession, patient_id, N_("Patient"), CT_REQUIRED),
  CT_FIELD_REF (CtSession, course_id, N_("Course"), CT_REQUIRED),
  CT_FIELD_REF (CtSession, appointment_id, N_("Appointment"), CT_FIELD_DEFAULT),
  CT_FIELD_INT (CtSession, number, N_("Number"), CT_FIELD_DEFAULT, 999),
  CT_FIELD_TEXT (CtSession, status, N_("Status"), CT_REQUIRED, 16),
  CT_FIELD_DATE (CtSession, day, N_("Day"), CT_REQUIRED),
  CT_FIELD_DOSE (CtSession, dose_ug, N_("Dose"), CT_CLINICAL),
  CT_FIELD_DOSE (CtSession, dose_ug_per_kg, N_("Dose per kg"), CT_CLINICAL),
  CT_FIELD_MASS (CtSession, weight_g, N_("Weight"), CT_CLINICAL),
  CT_FIELD_TEXT (CtSession, note, N_("Note"), CT_LONG | CT_CLINICAL, 2000),
};
CT_DEFINE_RECORD (CtSession, ct_session, "session", session_fields)
