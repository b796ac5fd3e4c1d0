/* One hit of the patient search, as lists show it. */
#pragma once

#include "domain/ct-patient.h"

G_BEGIN_DECLS

/**
 * CtPatientHit:
 * @patient: whom it found; only name, birth date, sex, record number and phone are read
 * @last_day: last visit before today, %CT_DATE_NONE if none
 * @next_day: next booked visit from today on, %CT_DATE_NONE if none
 * @next_minute: its time of day
 * @slips: how many letters had to be forgiven
 */
typedef struct
{
  CtPatient *patient;
  CtDate     last_day;
  CtDate     next_day;
  int        next_minute;
  int        slips;
} CtPatientHit;

CtPatientHit *ct_patient_hit_new  (void);
void          ct_patient_hit_free (CtPatientHit *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtPatientHit, ct_patient_hit_free)

G_END_DECLS
