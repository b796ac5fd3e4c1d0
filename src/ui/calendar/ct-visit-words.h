/* A visit in words and marks: what a block, a row, a hover card and a screen reader say of it. */
#pragma once

#include "clinic/ct-clinic.h"
#include "domain/ct-way.h"

G_BEGIN_DECLS

char       *ct_visit_what              (CtVisit *visit, CtKnowledge *knowledge);
const char *ct_clinician_name          (CtClinic *clinic, gint64 user_id);
char       *ct_visit_progress          (CtVisit *visit);
char       *ct_minutes_text            (int minute, int minutes);
char       *ct_length_text             (int minutes);
char       *ct_expected_words          (int minute, int delay);
char       *ct_expected_spoken         (int minute, int delay);
char       *ct_expected_time           (int minute);
char       *ct_visit_short_name        (CtVisit *visit);
char       *ct_visit_free_words        (CtVisit *visit);
char       *ct_visit_accessible_name   (CtVisit *visit, CtClinic *clinic);
const char *ct_step_verb               (CtStep step);
char       *ct_step_deed               (CtStep step, const char *name);
char       *ct_confirmed_deed          (const char *how, const char *name);
char       *ct_step_back_deed          (const char *name);
CtStep      ct_visit_shown             (CtVisit *visit, CtClinic *clinic);
char       *ct_visit_ready_words       (CtVisit *visit);
char       *ct_visit_status_words      (CtVisit *visit, CtClinic *clinic);
gboolean    ct_status_may_move         (const char *status);
gboolean    ct_visit_same               (CtVisit *a, CtVisit *b);
char       *ct_refusal_words           (const char *name, const GError *error);
CtProtocol *ct_visit_protocol          (CtVisit *visit, CtKnowledge *knowledge);

G_END_DECLS
