#include "domain/ct-score.h"

#include "domain/ct-sheet.h"

#include <glib/gi18n.h>

/* Some items taken together; the sum is over the answered ones. */
typedef struct
{
  gint64 sum;
  int    max;
  int    n;
  int    answered;
} Tally;

static void
tally_add (Tally *tally, int score)
{
  tally->n++;
  if (score == CT_SHEET_MISSING)
    return;
  tally->answered++;
  tally->sum += score;
  tally->max = MAX (tally->max, score);
}

static Tally
tally_all (const CtSheet *sheet)
{
  Tally tally = { 0 };

  for (guint i = 0; i < sheet->instrument->items->len; i++)
    {
      const CtItem *item = g_ptr_array_index (sheet->instrument->items, i);

      if (item->scored)
        tally_add (&tally, sheet->scores[i]);
    }
  return tally;
}

static Tally
tally_subscale (const CtSheet *sheet, const CtSubscale *subscale)
{
  Tally tally = { 0 };

  for (guint i = 0; i < subscale->items->len; i++)
    tally_add (&tally, sheet->scores[g_array_index (subscale->items, int, i) - 1]);
  return tally;
}

/* Rounds half up, once; the sum of a scale is never negative. */
static gint64
divide (gint64 numerator, gint64 denominator)
{
  return (2 * numerator + denominator) / (2 * denominator);
}

static CtSubscaleScore
score_subscale (const CtSheet *sheet, const CtSubscale *subscale, int n_missing)
{
  const CtInstrument *instrument = sheet->instrument;
  Tally tally = tally_subscale (sheet, subscale);
  CtSubscaleScore score = { .subscale = subscale, .value = -1 };

  if (tally.answered == tally.n)
    {
      score.value = subscale->reduce == CT_REDUCE_MAX ? tally.max : (int) tally.sum;
      score.scorable = TRUE;
    }
  else if (instrument->missing_rule == CT_MISSING_SUBSCALE_MEAN && n_missing <= instrument->max_missing &&
           tally.answered > 0 && subscale->reduce == CT_REDUCE_SUM)
    {
      score.value = (int) divide (tally.sum * tally.n, tally.answered);
      score.scorable = score.prorated = TRUE;
    }
  return score;
}

static void
score_subscales (CtScore *self, const CtSheet *sheet)
{
  for (guint i = 0; i < self->instrument->subscales->len; i++)
    {
      CtSubscaleScore score = score_subscale (sheet, g_ptr_array_index (self->instrument->subscales, i), self->n_missing);

      g_array_append_val (self->subscales, score);
    }
}

/* Each missing item counts as the mean of its subscale: the fractions are added exactly and rounded once. */
static gboolean
sum_of_means (const CtSheet *sheet, gint64 *total)
{
  gint64 numerator = 0, denominator = 1;

  for (guint i = 0; i < sheet->instrument->subscales->len; i++)
    {
      Tally tally = tally_subscale (sheet, g_ptr_array_index (sheet->instrument->subscales, i));

      if (tally.answered == 0)
        return FALSE;
      if (tally.answered == tally.n)
        numerator += tally.sum * denominator;
      else
        {
          numerator = numerator * tally.answered + tally.sum * tally.n * denominator;
          denominator *= tally.answered;
        }
    }
  *total = divide (numerator, denominator);
  return TRUE;
}

static gboolean
may_prorate (const CtSheet *sheet, int n_missing)
{
  if (n_missing > sheet->instrument->max_missing)
    return FALSE;
  for (guint i = 0; i < sheet->instrument->items->len; i++)
    {
      const CtItem *item = g_ptr_array_index (sheet->instrument->items, i);

      if (!item->prorated && ct_sheet_is_missing (sheet, item))
        return FALSE;
    }
  return TRUE;
}

static gboolean
estimate (const CtSheet *sheet, int n_missing, gint64 *total)
{
  Tally tally = tally_all (sheet);

  if (sheet->instrument->missing_rule == CT_MISSING_REFUSE || tally.answered == 0 || !may_prorate (sheet, n_missing))
    return FALSE;
  if (sheet->instrument->missing_rule == CT_MISSING_SUBSCALE_MEAN)
    return sum_of_means (sheet, total);
  *total = divide (tally.sum * tally.n, tally.answered);
  return TRUE;
}

static gint64
sum_of_subscales (const CtScore *self)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->subscales->len; i++)
    sum += g_array_index (self->subscales, CtSubscaleScore, i).value;
  return sum;
}

static void
score_total (CtScore *self, const CtSheet *sheet)
{
  gint64 total = 0;

  if (self->n_missing == 0)
    {
      total = self->instrument->scoring == CT_SCORING_SUBSCALES ? sum_of_subscales (self) : tally_all (sheet).sum;
      self->has_total = TRUE;
    }
  else
    self->has_total = self->prorated = estimate (sheet, self->n_missing, &total);
  if (!self->has_total)
    return;
  self->scorable = TRUE;
  self->total = (int) total * self->instrument->multiplier;
  self->band = ct_instrument_find_band (self->instrument, self->total);
}

static gboolean
id_came_before (const GPtrArray *findings, guint index)
{
  const CtFinding *finding = g_ptr_array_index (findings, index);

  for (guint i = 0; i < index; i++)
    if (g_str_equal (((const CtFinding *) g_ptr_array_index (findings, i))->id, finding->id))
      return TRUE;
  return FALSE;
}

static void
judge_findings (CtScore *self, const CtSheet *sheet)
{
  for (guint i = 0; i < self->instrument->findings->len; i++)
    {
      CtFindingResult result;

      if (id_came_before (self->instrument->findings, i))
        continue;
      result = ct_sheet_judge (sheet, self->has_total ? self->total : -1, i);
      g_array_append_val (self->findings, result);
      if (result.truth == CT_TRUTH_YES && result.finding->kind == CT_FINDING_FLAG)
        g_ptr_array_add (self->flags, (gpointer) result.finding);
    }
}

/* The strongest triage finding that is met names the band; one that is left open must be settled first. */
static void
score_triage (CtScore *self)
{
  const char *id = ((const CtBand *) g_ptr_array_index (self->instrument->bands, 0))->id;

  self->scorable = TRUE;
  for (guint i = 0; i < self->findings->len; i++)
    {
      const CtFindingResult *result = &g_array_index (self->findings, CtFindingResult, i);

      if (result->finding->kind != CT_FINDING_TRIAGE || result->truth == CT_TRUTH_NO)
        continue;
      self->scorable = result->truth == CT_TRUTH_YES;
      id = result->finding->id;
      break;
    }
  if (self->scorable)
    self->band = ct_instrument_get_band (self->instrument, id);
}

static char *
list_missing (const CtSheet *sheet)
{
  GString *codes = g_string_new (NULL);

  for (guint i = 0; i < sheet->instrument->items->len; i++)
    {
      const CtItem *item = g_ptr_array_index (sheet->instrument->items, i);

      if (sheet->scores[i] == CT_SHEET_MISSING && item->scored)
        g_string_append_printf (codes, "%s%s", codes->len > 0 ? ", " : "", item->code);
    }
  return g_string_free (codes, FALSE);
}

static void
note_what_must_be_asked (CtScore *self, const CtSheet *sheet)
{
  for (guint i = 0; i < self->instrument->items->len; i++)
    {
      const CtItem *item = g_ptr_array_index (self->instrument->items, i);

      if (!item->prorated && ct_sheet_is_missing (sheet, item))
        g_ptr_array_add (self->notes, g_strdup_printf (_("Question %s (%s) was not answered. Please ask; it is never estimated."),
                                                       item->code, item->label));
    }
}

static void
add_notes (CtScore *self, const CtSheet *sheet)
{
  g_autofree char *codes = list_missing (sheet);

  if (codes[0] == '\0')
    return;
  note_what_must_be_asked (self, sheet);
  if (self->prorated)
    g_ptr_array_add (self->notes, g_strdup_printf (_("Estimated: without an answer to question %s, the total is "
                                                     "prorated from the others."), codes));
  else if (!self->scorable)
    g_ptr_array_add (self->notes, g_strdup_printf (_("%s can't be scored without an answer to question %s."),
                                                   self->instrument->abbreviation, codes));
}

static CtScore *
score_new_empty (CtInstrument *instrument)
{
  CtScore *self = g_new0 (CtScore, 1);

  self->instrument = ct_instrument_ref (instrument);
  self->total = -1;
  self->subscales = g_array_new (FALSE, FALSE, sizeof (CtSubscaleScore));
  self->findings = g_array_new (FALSE, FALSE, sizeof (CtFindingResult));
  self->flags = g_ptr_array_new ();
  self->notes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * ct_score_new:
 * @instrument: what was asked
 * @answers: (array length=n_answers): answers in the order of asking; %CT_ANSWER_MISSING where there is none
 * @n_answers: as many as there are questions; optional ones at the end may be left off
 * @error: %CT_ERROR_INVALID: too many or too few answers, or one that can't be
 *
 * Scores by the rules in the instrument's file alone. Too many missing answers are no error: the score then is not
 * scorable and its notes say why; flags are raised all the same.
 *
 * Returns: (transfer full) (nullable): the score
 */
CtScore *
ct_score_new (CtInstrument *instrument, const int *answers, gsize n_answers, GError **error)
{
  CtSheet sheet;
  CtScore *self;

  g_return_val_if_fail (instrument != NULL, NULL);
  if (!ct_instrument_check_answers (instrument, answers, n_answers, error))
    return NULL;
  self = score_new_empty (instrument);
  ct_sheet_init (&sheet, instrument, answers, n_answers);
  self->n_missing = ct_sheet_count_missing (&sheet);
  score_subscales (self, &sheet);
  if (instrument->scoring != CT_SCORING_TRIAGE)
    score_total (self, &sheet);
  judge_findings (self, &sheet);
  if (instrument->scoring == CT_SCORING_TRIAGE)
    score_triage (self);
  add_notes (self, &sheet);
  ct_sheet_clear (&sheet);
  return self;
}

/**
 * ct_score_free:
 * @self: (transfer full): a score
 */
void
ct_score_free (CtScore *self)
{
  g_return_if_fail (self != NULL);
  ct_instrument_unref (self->instrument);
  g_array_unref (self->subscales);
  g_array_unref (self->findings);
  g_ptr_array_unref (self->flags);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

/**
 * ct_score_has_flag:
 * @self: a score
 * @id: "item-9"
 *
 * Returns: whether that safety matter must be acknowledged.
 */
gboolean
ct_score_has_flag (const CtScore *self, const char *id)
{
  g_return_val_if_fail (self != NULL && id != NULL, FALSE);
  for (guint i = 0; i < self->flags->len; i++)
    if (g_str_equal (((const CtFinding *) g_ptr_array_index (self->flags, i))->id, id))
      return TRUE;
  return FALSE;
}

/**
 * ct_score_get_truth:
 * @self: a score
 * @finding_id: "major-depressive-syndrome"
 *
 * Returns: whether the answers meet it; unknown where a missing answer leaves it open; no where there is no such finding.
 */
CtTruth
ct_score_get_truth (const CtScore *self, const char *finding_id)
{
  g_return_val_if_fail (self != NULL && finding_id != NULL, CT_TRUTH_NO);
  for (guint i = 0; i < self->findings->len; i++)
    {
      const CtFindingResult *result = &g_array_index (self->findings, CtFindingResult, i);

      if (g_str_equal (result->finding->id, finding_id))
        return result->truth;
    }
  return CT_TRUTH_NO;
}

/**
 * ct_score_get_subscale:
 * @self: a score
 * @subscale_id: "phq-2"
 *
 * Returns: (nullable) (transfer none): the score of that subscale.
 */
const CtSubscaleScore *
ct_score_get_subscale (const CtScore *self, const char *subscale_id)
{
  g_return_val_if_fail (self != NULL && subscale_id != NULL, NULL);
  for (guint i = 0; i < self->subscales->len; i++)
    {
      const CtSubscaleScore *score = &g_array_index (self->subscales, CtSubscaleScore, i);

      if (g_str_equal (score->subscale->id, subscale_id))
        return score;
    }
  return NULL;
}
