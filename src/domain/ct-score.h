/* From answers to a score, its band, and what else the answers show. */
#pragma once

#include "domain/ct-instrument.h"

G_BEGIN_DECLS

/** Whether something is so, where a missing answer may leave it open. */
typedef enum
{
  CT_TRUTH_NO,
  CT_TRUTH_YES,
  CT_TRUTH_UNKNOWN,
} CtTruth;

typedef struct
{
  const CtSubscale *subscale;
  gboolean          scorable;
  gboolean          prorated;
  int               value;      /* -1 where it can't be scored */
} CtSubscaleScore;

typedef struct
{
  const CtFinding *finding;
  CtTruth          truth;
} CtFindingResult;

/**
 * CtScore:
 *
 * What a set of answers comes to. Bands, subscales and findings belong to the instrument, of which it holds a reference.
 */
typedef struct
{
  CtInstrument *instrument;
  gboolean      scorable;       /* FALSE: @notes say what is missing */
  gboolean      prorated;
  gboolean      has_total;      /* FALSE in a triage, and where it can't be scored */
  int           total;          /* -1 without one */
  int           n_missing;
  const CtBand *band;           /* (nullable) */
  GArray       *subscales;      /* of CtSubscaleScore, as in the instrument */
  GArray       *findings;       /* of CtFindingResult, one an id: the strongest that is met, else the last */
  GPtrArray    *flags;          /* of CtFinding: safety matters met, whether or not it can be scored */
  GPtrArray    *notes;          /* of char *: sentences to show */
} CtScore;

CtScore *ct_score_new      (CtInstrument *instrument, const int *answers, gsize n_answers, GError **error);
void     ct_score_free     (CtScore *self);
gboolean ct_score_has_flag (const CtScore *self, const char *id);
CtTruth  ct_score_get_truth (const CtScore *self, const char *finding_id);
const CtSubscaleScore *ct_score_get_subscale (const CtScore *self, const char *subscale_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtScore, ct_score_free)

G_END_DECLS
