/* The patient page's inside, for the files that make it up. */
#pragma once

#include "ui/ct-banner.h"
#include "ui/patient/ct-patient-banner.h"
#include "ui/patient/ct-patient-page.h"

G_BEGIN_DECLS

struct _CtPatientPage
{
  GtkWidget           parent_instance;
  GtkStack           *stack;    /* loading, patient, failed */
  CtPatientBanner    *banner;
  GtkBox             *notices;  /* above it: an emergency while it lasts */
  CtBanner           *emergency;
  GtkBox             *tab_bar;
  AdwViewStack       *tabs;
  GtkSpinner         *spinner;
  AdwStatusPage      *failed;
  GSimpleActionGroup *actions;
  CtClinic           *clinic;
  CtPatientFile      *file;     /* (nullable): what is shown */
  gint64              patient_id;
  guint               spinner_timer;
  guint               refresh_timer;
  guint               emergency_timer;
  gboolean            reading;  /* a read is under way … */
  gboolean            stale;    /* … and something changed since it began */
};

void ct_patient_page_install_acts (CtPatientPage *self);
void ct_patient_page_allow_acts   (CtPatientPage *self);
void ct_patient_page_close_chart  (CtPatientPage *self);

void ct_patient_page_install_signing (CtPatientPage *self);
gboolean ct_patient_page_tell_seal (CtPatientPage *self, CtDocumentId id, GBytes *bytes);

void ct_patient_page_install_emergency (CtPatientPage *self);
void ct_patient_page_follow_emergency  (CtPatientPage *self);

G_END_DECLS
