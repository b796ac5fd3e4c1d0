/* What the answers come to so far. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_SCORE_RESULT (ct_score_result_get_type ())
G_DECLARE_FINAL_TYPE (CtScoreResult, ct_score_result, CT, SCORE_RESULT, AdwBin)

void        ct_score_result_show      (CtScoreResult *self, const CtScore *score, CtAssessment *baseline,
                                       const char *drug, guint n_open);
const char *ct_score_result_get_words (CtScoreResult *self);

G_END_DECLS
