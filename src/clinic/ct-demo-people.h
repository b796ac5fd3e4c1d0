/* People who never were: names, birth dates, complaints and answers, all from one stream of chance. */
#pragma once

#include "clinic/ct-demo-desk.h"
#include "domain/ct-fact.h"
#include "domain/ct-instrument.h"
#include "domain/ct-patient.h"

G_BEGIN_DECLS

CtPatient *ct_demo_patient     (GRand *chance, gint64 number, CtDate today);
CtRecord  *ct_demo_problem     (GRand *chance, gint64 patient_id, gboolean ptsd);
CtRecord  *ct_demo_medication  (GRand *chance, gint64 patient_id);
CtRecord  *ct_demo_allergy     (GRand *chance, gint64 patient_id);
int       *ct_demo_answers     (GRand *chance, const CtInstrument *instrument, int total);

G_END_DECLS
