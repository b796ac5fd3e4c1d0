/* All that is known of one patient, read at once: what the patient page, the chart and the summary are made from. */
#pragma once

#include "domain/ct-appointment.h"
#include "domain/ct-assessment.h"
#include "domain/ct-consent.h"
#include "domain/ct-course.h"
#include "domain/ct-document.h"
#include "domain/ct-fact.h"
#include "domain/ct-patient.h"
#include "domain/ct-signature.h"

G_BEGIN_DECLS

#define CT_TYPE_PATIENT_FILE (ct_patient_file_get_type ())
G_DECLARE_FINAL_TYPE (CtPatientFile, ct_patient_file, CT, PATIENT_FILE, GObject)

/**
 * CtPatientFile:
 *
 * A picture of one moment; read it again when the clinic says that something changed. Arrays are never %NULL. What was
 * removed is not in it. Who may not see clinical records gets a file whose clinical lists are empty and `clinical` unset.
 */
struct _CtPatientFile
{
  GObject    parent_instance;
  gboolean   clinical;      /* whether the clinical lists were read */
  CtPatient *patient;
  GPtrArray *courses;       /* of CtCourse, newest first */
  GPtrArray *sessions;      /* of CtSession, by day */
  GPtrArray *appointments;  /* of CtAppointment, by day and minute; cancelled ones too */
  GPtrArray *assessments;   /* of CtAssessment, by day; withdrawn ones left out */
  GPtrArray *problems;      /* of CtProblem */
  GPtrArray *medications;   /* of CtMedication */
  GPtrArray *allergies;     /* of CtAllergy */
  GPtrArray *measurements;  /* of CtMeasurement, newest first */
  GPtrArray *consents;      /* of CtConsent, latest first; withdrawn ones too */
  GPtrArray *documents;     /* of CtDocument, newest first, without their bytes */
  GPtrArray *issued;        /* of CtIssued, newest first, without their bytes */
  GPtrArray *signatures;    /* of CtSignature, oldest first, on any of these documents */
};

CtCourse      *ct_patient_file_current_course   (CtPatientFile *self);
CtAppointment *ct_patient_file_next_appointment (CtPatientFile *self, CtWall now);
GPtrArray     *ct_patient_file_sessions_of      (CtPatientFile *self, gint64 course_id);
GPtrArray     *ct_patient_file_scores_of        (CtPatientFile *self, const char *instrument);
gboolean       ct_patient_file_same             (CtPatientFile *self, CtPatientFile *other);
CtAssessment  *ct_patient_file_baseline         (CtPatientFile *self, const char *instrument, CtCourse *course);

G_END_DECLS
