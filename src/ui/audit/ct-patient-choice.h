/* A button that says about whom, and lets somebody else be found by a few letters. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_PATIENT_CHOICE (ct_patient_choice_get_type ())
G_DECLARE_FINAL_TYPE (CtPatientChoice, ct_patient_choice, CT, PATIENT_CHOICE, AdwBin)

/** CtPatientChoice: signal "changed" (): the user chose another patient, or nobody. */
void        ct_patient_choice_set_clinic (CtPatientChoice *self, CtClinic *clinic);
gint64      ct_patient_choice_get_id     (CtPatientChoice *self);
const char *ct_patient_choice_get_name   (CtPatientChoice *self);
void        ct_patient_choice_set        (CtPatientChoice *self, gint64 patient_id, const char *name);
void        ct_patient_choice_open       (CtPatientChoice *self);

G_END_DECLS
