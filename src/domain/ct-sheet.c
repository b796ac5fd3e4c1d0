#include "domain/ct-sheet.h"

static int
answer_of (const CtSheet *sheet, int number)
{
  return (gsize) number <= sheet->n_answers ? sheet->answers[number - 1] : CT_ANSWER_MISSING;
}

static gboolean
other_of_group_is_answered (const CtSheet *sheet, const CtItem *item)
{
  for (guint i = 0; item->either_group > 0 && i < sheet->instrument->items->len; i++)
    {
      const CtItem *other = g_ptr_array_index (sheet->instrument->items, i);

      if (other->either_group == item->either_group && answer_of (sheet, other->number) != CT_ANSWER_MISSING)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_skipped (const CtSheet *sheet, const CtItem *item)
{
  return (item->skip_item > 0 && answer_of (sheet, item->skip_item) == item->skip_value) ||
         other_of_group_is_answered (sheet, item);
}

static int
score_item (const CtSheet *sheet, const CtItem *item)
{
  int answer = answer_of (sheet, item->number);

  if (answer == CT_ANSWER_MISSING)
    return is_skipped (sheet, item) ? item->answers->min : CT_SHEET_MISSING;
  return item->reversed ? item->answers->min + item->answers->max - answer : answer;
}

/**
 * ct_sheet_init:
 * @self: a sheet to fill
 * @instrument: what was asked; must outlive @self
 * @answers: (array length=n_answers): answers that fit it; must outlive @self
 * @n_answers: how many
 */
void
ct_sheet_init (CtSheet *self, const CtInstrument *instrument, const int *answers, gsize n_answers)
{
  g_return_if_fail (self != NULL && instrument != NULL);
  *self = (CtSheet) { instrument, answers, n_answers, g_new (int, instrument->items->len) };
  for (guint i = 0; i < instrument->items->len; i++)
    self->scores[i] = score_item (self, g_ptr_array_index (instrument->items, i));
}

/**
 * ct_sheet_clear:
 * @self: a sheet
 */
void
ct_sheet_clear (CtSheet *self)
{
  g_return_if_fail (self != NULL);
  g_clear_pointer (&self->scores, g_free);
}

/**
 * ct_sheet_is_missing:
 * @self: a sheet
 * @item: an item of its instrument
 *
 * Returns: whether it counts and was not answered.
 */
gboolean
ct_sheet_is_missing (const CtSheet *self, const CtItem *item)
{
  g_return_val_if_fail (self != NULL && item != NULL, FALSE);
  return item->scored && self->scores[item->number - 1] == CT_SHEET_MISSING;
}

/**
 * ct_sheet_count_missing:
 * @self: a sheet
 *
 * Returns: how many items that count were not answered.
 */
int
ct_sheet_count_missing (const CtSheet *self)
{
  int n = 0;

  g_return_val_if_fail (self != NULL, 0);
  for (guint i = 0; i < self->instrument->items->len; i++)
    n += ct_sheet_is_missing (self, g_ptr_array_index (self->instrument->items, i));
  return n;
}

static CtTruth
within (int at_least_so_many, int at_most_so_many, const CtCondition *condition)
{
  if (at_least_so_many >= condition->at_least && at_most_so_many <= condition->at_most)
    return CT_TRUTH_YES;
  if (at_most_so_many < condition->at_least || at_least_so_many > condition->at_most)
    return CT_TRUTH_NO;
  return CT_TRUTH_UNKNOWN;
}

static CtTruth
judge_condition (const CtSheet *self, int total, const CtCondition *condition)
{
  int yes = 0, unknown = 0;

  if (condition->of_total)
    return total >= 0 ? within (total, total, condition) : CT_TRUTH_UNKNOWN;
  for (guint i = 0; i < condition->items->len; i++)
    {
      int score = self->scores[g_array_index (condition->items, int, i) - 1];

      if (score == CT_SHEET_MISSING)
        unknown++;
      else if (score >= g_array_index (condition->scores, int, i))
        yes++;
    }
  return within (yes, yes + unknown, condition);
}

static CtTruth
judge (const CtSheet *self, int total, const CtFinding *finding)
{
  CtTruth deciding = finding->any ? CT_TRUTH_YES : CT_TRUTH_NO;
  CtTruth result = finding->any ? CT_TRUTH_NO : CT_TRUTH_YES;

  for (guint i = 0; i < finding->conditions->len; i++)
    {
      CtTruth truth = judge_condition (self, total, g_ptr_array_index (finding->conditions, i));

      if (truth == deciding)
        return deciding;
      if (truth == CT_TRUTH_UNKNOWN)
        result = CT_TRUTH_UNKNOWN;
    }
  return result;
}

/**
 * ct_sheet_judge:
 * @self: a sheet
 * @total: the total it came to, or -1 without one
 * @first: where in the instrument's findings the first with some id is
 *
 * Returns: of the findings with that id the first that is met, else the first left open, else the last.
 */
CtFindingResult
ct_sheet_judge (const CtSheet *self, int total, guint first)
{
  const GPtrArray *all;
  const CtFinding *named;
  CtFindingResult result = { NULL, CT_TRUTH_NO };

  g_return_val_if_fail (self != NULL && first < self->instrument->findings->len, result);
  all = self->instrument->findings;
  named = result.finding = g_ptr_array_index (all, first);
  for (guint i = first; i < all->len; i++)
    {
      const CtFinding *finding = g_ptr_array_index (all, i);
      CtTruth truth;

      if (!g_str_equal (finding->id, named->id))
        continue;
      truth = judge (self, total, finding);
      if (truth == CT_TRUTH_YES)
        return (CtFindingResult) { finding, truth };
      if (result.truth == CT_TRUTH_NO)
        result = (CtFindingResult) { finding, truth };
    }
  return result;
}
