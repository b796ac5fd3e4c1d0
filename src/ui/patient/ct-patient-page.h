/* All about one patient: the banner, and eight tabs drawn from the same file. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"
#include "ui/patient/ct-patient-tab.h"

G_BEGIN_DECLS

#define CT_TYPE_PATIENT_PAGE (ct_patient_page_get_type ())
G_DECLARE_FINAL_TYPE (CtPatientPage, ct_patient_page, CT, PATIENT_PAGE, GtkWidget)

/**
 * CtPatientPage:
 *
 * Construct properties "clinic" and "patient-id" (0: nobody yet). Signal CtPatientPage::shown (): a file has arrived and
 * is shown.
 */
void           ct_patient_page_show     (CtPatientPage *self, gint64 patient_id);
void           ct_patient_page_show_tab (CtPatientPage *self, const char *name);
CtPatientFile *ct_patient_page_get_file (CtPatientPage *self);
CtPatientTab  *ct_patient_page_get_tab  (CtPatientPage *self);

G_END_DECLS
