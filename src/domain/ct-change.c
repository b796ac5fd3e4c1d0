#include "domain/ct-change.h"

#include "base/ct-error.h"
#include "base/ct-units.h"

#include <glib/gi18n.h>

static const char *const status_names[] = { "none", "minimal", "partial", "response", NULL };

/**
 * ct_change_status_to_text:
 * @status: a status
 *
 * Returns: (nullable): "response", "partial", "minimal" or "none"; %NULL where it is undefined.
 */
const char *
ct_change_status_to_text (CtChangeStatus status)
{
  g_return_val_if_fail ((guint) status < G_N_ELEMENTS (status_names), NULL);
  return status_names[status];
}

/* Compares before anything is rounded, so that 49.96 % is not yet 50 %. */
static gboolean
reaches (const CtThreshold *threshold, int points, int baseline)
{
  if (threshold == NULL)
    return FALSE;
  switch (threshold->unit)
    {
    case CT_UNIT_POINTS:
      return points >= threshold->value;
    case CT_UNIT_PERMILLE:
      return baseline > 0 && (gint64) points * 1000 >= (gint64) threshold->value * baseline;
    case CT_UNIT_TOTAL:
    default:
      return FALSE;
    }
}

static CtChangeStatus
status_of (const CtInstrument *instrument, int points, int baseline, const char *drug)
{
  const CtThreshold *response = ct_instrument_get_threshold (instrument, CT_THRESHOLD_RESPONSE, drug);

  if (response == NULL)
    return CT_CHANGE_UNDEFINED;
  if (points <= 0)
    return CT_CHANGE_NONE;
  if (reaches (response, points, baseline))
    return CT_CHANGE_RESPONSE;
  if (reaches (ct_instrument_get_threshold (instrument, CT_THRESHOLD_PARTIAL, drug), points, baseline))
    return CT_CHANGE_PARTIAL;
  return CT_CHANGE_MINIMAL;
}

static gboolean
check_total (const CtInstrument *instrument, int total, GError **error)
{
  if (instrument->scoring == CT_SCORING_TRIAGE)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("%s has no total to compare."), instrument->abbreviation);
      return FALSE;
    }
  if (total >= instrument->min_total && total <= instrument->max_total)
    return TRUE;
  g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("A total of %s lies between %d and %d, so it can't be %d."),
               instrument->abbreviation, instrument->min_total, instrument->max_total, total);
  return FALSE;
}

/**
 * ct_change_is_remission:
 * @instrument: an instrument
 * @total: a total
 * @drug: (nullable): the drug of the course; some trials of a drug used their own threshold
 *
 * Returns: whether the total meets the instrument's threshold of remission; %FALSE where there is none.
 */
gboolean
ct_change_is_remission (const CtInstrument *instrument, int total, const char *drug)
{
  const CtThreshold *threshold;

  g_return_val_if_fail (instrument != NULL, FALSE);
  threshold = ct_instrument_get_threshold (instrument, CT_THRESHOLD_REMISSION, drug);
  if (threshold == NULL)
    return FALSE;
  return instrument->higher_is_better ? total >= threshold->value : total <= threshold->value;
}

/**
 * ct_change_compute:
 * @instrument: what both were scored with
 * @baseline: the total before the series
 * @current: the total now
 * @drug: (nullable): the drug of the course
 * @change: (out caller-allocates): what it means
 * @error: %CT_ERROR_INVALID: a total that can't be, or an instrument without totals
 *
 * Response, partial response and the rest as the instrument's file defines them, each with its source there.
 *
 * Returns: whether both totals are possible.
 */
gboolean
ct_change_compute (const CtInstrument *instrument, int baseline, int current, const char *drug, CtChange *change,
                   GError **error)
{
  int points;

  g_return_val_if_fail (instrument != NULL && change != NULL, FALSE);
  if (!check_total (instrument, baseline, error) || !check_total (instrument, current, error))
    return FALSE;
  points = instrument->higher_is_better ? current - baseline : baseline - current;
  *change = (CtChange) {
    .points = points,
    .has_percent = baseline > 0,
    .permille = baseline > 0 ? (int) ct_div_round ((gint64) points * 1000, baseline) : 0,
    .status = status_of (instrument, points, baseline, drug),
    .remission = ct_change_is_remission (instrument, current, drug),
    .reliable_worsening = reaches (ct_instrument_get_threshold (instrument, CT_THRESHOLD_WORSENING, drug), -points, baseline),
    .meaningful = points > 0 && reaches (ct_instrument_get_threshold (instrument, CT_THRESHOLD_MEANINGFUL, drug), points, baseline),
  };
  return TRUE;
}
