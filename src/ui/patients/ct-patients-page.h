/* Everybody, by name, or everybody who fits some words. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_PATIENTS_PAGE (ct_patients_page_get_type ())
G_DECLARE_FINAL_TYPE (CtPatientsPage, ct_patients_page, CT, PATIENTS_PAGE, AdwBin)

GtkWidget       *ct_patients_page_new      (CtClinic *clinic);
GListModel      *ct_patients_page_get_list (CtPatientsPage *self);

G_END_DECLS
