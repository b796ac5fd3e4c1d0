/* One patient and the visits to come, with what the desk may say of them: for cards, calendar files and reminders. */
#pragma once

#include "clinic/ct-clinic.h"
#include "store/ct-unit.h"

G_BEGIN_DECLS

/** A visit of the patient, and of how many it is one. */
typedef struct
{
  CtAppointment *appointment;
  int            course_sessions;  /* 0: not known */
} CtPatientVisit;

/** CtPatientVisits: a patient and visits, by day and minute. */
typedef struct
{
  CtPatient *patient;
  GPtrArray *visits;  /* of CtPatientVisit */
} CtPatientVisits;

CtPatientVisits *ct_patient_visits_read (CtUnit *unit, gint64 patient_id, GError **error);
void             ct_patient_visits_free (CtPatientVisits *self);
gboolean         ct_patient_visit_is_to_come (CtClinic *clinic, const CtAppointment *appointment);
char            *ct_site_address        (const CtSite *site);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtPatientVisits, ct_patient_visits_free)

G_END_DECLS
