/* What it means that a score has changed since the baseline. */
#pragma once

#include "domain/ct-instrument.h"

G_BEGIN_DECLS

/**
 * CtChangeStatus:
 * @CT_CHANGE_NONE: no better, or worse
 * @CT_CHANGE_MINIMAL: better, but less than partial response
 * @CT_CHANGE_PARTIAL: partial response
 * @CT_CHANGE_RESPONSE: response
 * @CT_CHANGE_UNDEFINED: nobody has said what response is on this instrument
 */
typedef enum
{
  CT_CHANGE_NONE,
  CT_CHANGE_MINIMAL,
  CT_CHANGE_PARTIAL,
  CT_CHANGE_RESPONSE,
  CT_CHANGE_UNDEFINED,
} CtChangeStatus;

/**
 * CtChange:
 *
 * A change since the baseline; better is positive, whichever way the instrument points.
 */
typedef struct
{
  int            points;            /* of improvement */
  gboolean       has_percent;       /* FALSE: the baseline is 0, show "n/a" */
  int            permille;          /* of improvement, in tenths of a percent of the baseline, rounded half up */
  CtChangeStatus status;
  gboolean       remission;         /* needs no baseline */
  gboolean       reliable_worsening;
  gboolean       meaningful;
} CtChange;

gboolean    ct_change_compute        (const CtInstrument *instrument, int baseline, int current, const char *drug,
                                      CtChange *change, GError **error);
gboolean    ct_change_is_remission   (const CtInstrument *instrument, int total, const char *drug);
const char *ct_change_status_to_text (CtChangeStatus status);

G_END_DECLS
