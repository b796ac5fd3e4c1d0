/* Who this is: on the patient page and in every window about that patient, always from the very file that is shown. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_PATIENT_BANNER (ct_patient_banner_get_type ())
G_DECLARE_FINAL_TYPE (CtPatientBanner, ct_patient_banner, CT, PATIENT_BANNER, AdwBin)

void       ct_patient_banner_set_file (CtPatientBanner *self, CtClinic *clinic, CtPatientFile *file);
char      *ct_patient_banner_title    (CtPatientFile *file, CtDate today);

G_END_DECLS
