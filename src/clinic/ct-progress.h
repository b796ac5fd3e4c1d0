/* How a patient is doing: scores held against the course, for the chart, the page and the summary. */
#pragma once

#include "clinic/ct-patient-file.h"
#include "domain/ct-change.h"
#include "knowledge/ct-knowledge.h"
#include "paper/ct-chart.h"
#include "paper/ct-strip.h"

G_BEGIN_DECLS

/**
 * CtProgress:
 * @instrument: the instrument
 * @baseline: (nullable): the score to measure by
 * @last: (nullable): the newest score that has a total
 * @has_change: whether @change holds: there is a baseline and a later score
 */
typedef struct
{
  CtInstrument *instrument;
  CtAssessment *baseline;
  CtAssessment *last;
  gboolean      has_change;
  CtChange      change;
} CtProgress;

gboolean  ct_progress_measure      (CtPatientFile *file, CtKnowledge *knowledge, const char *instrument,
                                    CtProgress *progress);
GStrv     ct_progress_instruments  (CtPatientFile *file, CtKnowledge *knowledge);
CtChart  *ct_progress_chart        (CtPatientFile *file, CtKnowledge *knowledge, const char *const *instruments,
                                    CtDate today);
CtStrip  *ct_progress_strip        (CtPatientFile *file, CtKnowledge *knowledge, CtCourse *course, CtDate today);
char     *ct_progress_change_words (const CtProgress *progress);
char     *ct_progress_status_words (const CtProgress *progress);
char     *ct_progress_score_words  (const CtInstrument *instrument, const CtAssessment *score);

G_END_DECLS
