/* Finding people while typing, among a million. */
#pragma once

#include "domain/ct-patient.h"
#include "store/ct-unit.h"

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

void       ct_patient_hit_free (CtPatientHit *self);
GPtrArray *ct_search_patients  (CtUnit *unit, const char *words, CtDate today, int limit, GError **error);
gboolean   ct_search_index     (CtUnit *unit, CtPatient *patient, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtPatientHit, ct_patient_hit_free)

G_END_DECLS
