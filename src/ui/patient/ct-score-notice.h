/* A safety notice that wants an answer: what was done, or, said in so many words, not yet. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_SCORE_NOTICE (ct_score_notice_get_type ())
G_DECLARE_FINAL_TYPE (CtScoreNotice, ct_score_notice, CT, SCORE_NOTICE, AdwBin)

/**
 * CtScoreNotice:
 *
 * Signals: CtScoreNotice::acknowledged (const char *what_was_done), CtScoreNotice::not-yet ().
 */
void ct_score_notice_show     (CtScoreNotice *self, CtPatient *patient, CtInstrument *instrument,
                               CtAssessment *assessment);
void ct_score_notice_complain (CtScoreNotice *self, const char *text);

G_END_DECLS
