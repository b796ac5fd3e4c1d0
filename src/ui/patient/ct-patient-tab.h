/* What every tab of the patient page is: a scrolled place that is filled anew from a patient's file. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_PATIENT_TAB (ct_patient_tab_get_type ())
G_DECLARE_DERIVABLE_TYPE (CtPatientTab, ct_patient_tab, CT, PATIENT_TAB, AdwBin)

/**
 * CtPatientTabClass:
 * @fill: puts what the file says into @box, which is empty
 * @needs: who may see it; others are told so
 * @columns: how many columns the cards stand in where there is room
 */
struct _CtPatientTabClass
{
  AdwBinClass  parent_class;
  void       (*fill) (CtPatientTab *self, GtkWidget *box);
  CtPermission needs;
  int          columns;
};

CtClinic      *ct_patient_tab_get_clinic (CtPatientTab *self);
CtPatientFile *ct_patient_tab_get_file   (CtPatientTab *self);
gint64         ct_patient_tab_get_id     (CtPatientTab *self);
CtDate         ct_patient_tab_get_today  (CtPatientTab *self);
void           ct_patient_tab_set_file   (CtPatientTab *self, CtPatientFile *file);
void           ct_patient_tab_refill     (CtPatientTab *self);
void           ct_patient_tab_scroll_up  (CtPatientTab *self);

G_END_DECLS
