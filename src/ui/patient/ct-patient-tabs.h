/* The tabs of the patient page. */
#pragma once

#include "ui/patient/ct-patient-tab.h"

G_BEGIN_DECLS

GType ct_overview_tab_get_type  (void);
GType ct_course_tab_get_type    (void);
GType ct_scores_tab_get_type    (void);
GType ct_sessions_tab_get_type  (void);
GType ct_facts_tab_get_type     (void);
GType ct_documents_tab_get_type (void);
GType ct_contact_tab_get_type   (void);
GType ct_history_tab_get_type   (void);

/**
 * CtPatientTabInfo:
 *
 * A tab: its name in actions, its title, its icon, its type.
 */
typedef struct
{
  const char *name;
  const char *title; /* marked with N_() */
  const char *icon;
  GType     (*get_type) (void);
} CtPatientTabInfo;

const CtPatientTabInfo *ct_patient_tabs_get (guint *n_tabs);

G_END_DECLS
