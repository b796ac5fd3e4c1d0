#include "domain/ct-instrument.h"

#include <string.h>

static void
answer_free (gpointer data)
{
  CtAnswer *self = data;

  g_free (self->label);
  g_free (self->key);
  g_free (self->loinc);
  g_free (self);
}

static void
answer_set_free (gpointer data)
{
  CtAnswerSet *self = data;

  g_free (self->id);
  g_ptr_array_unref (self->answers);
  g_free (self);
}

static void
item_free (gpointer data)
{
  CtItem *self = data;

  g_free (self->code);
  g_free (self->label);
  g_free (self->loinc);
  g_free (self);
}

static void
subscale_free (gpointer data)
{
  CtSubscale *self = data;

  g_free (self->id);
  g_free (self->label);
  g_free (self->source);
  g_array_unref (self->items);
  g_free (self);
}

static void
band_free (gpointer data)
{
  CtBand *self = data;

  g_free (self->id);
  g_free (self->label);
  g_free (self);
}

static void
condition_free (gpointer data)
{
  CtCondition *self = data;

  g_array_unref (self->items);
  g_array_unref (self->scores);
  g_free (self);
}

static void
finding_free (gpointer data)
{
  CtFinding *self = data;

  g_free (self->id);
  g_free (self->label);
  g_free (self->text);
  g_free (self->source);
  g_ptr_array_unref (self->conditions);
  g_free (self);
}

static void
threshold_free (gpointer data)
{
  CtThreshold *self = data;

  g_free (self->drug);
  g_free (self->context);
  g_free (self->source);
  g_free (self);
}

/**
 * ct_answer_new:
 *
 * Returns: (transfer full): an empty answer, for a set's `answers`, which frees it.
 */
CtAnswer *
ct_answer_new (void)
{
  return g_new0 (CtAnswer, 1);
}

/**
 * ct_answer_set_new:
 *
 * Returns: (transfer full): an empty set of answers, for an instrument's `answer_sets`, which frees it.
 */
CtAnswerSet *
ct_answer_set_new (void)
{
  CtAnswerSet *self = g_new0 (CtAnswerSet, 1);

  self->answers = g_ptr_array_new_with_free_func (answer_free);
  return self;
}

/**
 * ct_item_new:
 *
 * Returns: (transfer full): a scored item that may be prorated, for an instrument's `items`, which frees it.
 */
CtItem *
ct_item_new (void)
{
  CtItem *self = g_new0 (CtItem, 1);

  self->scored = TRUE;
  self->prorated = TRUE;
  return self;
}

/**
 * ct_subscale_new:
 *
 * Returns: (transfer full): an empty subscale, for an instrument's `subscales`, which frees it.
 */
CtSubscale *
ct_subscale_new (void)
{
  CtSubscale *self = g_new0 (CtSubscale, 1);

  self->items = g_array_new (FALSE, FALSE, sizeof (int));
  return self;
}

/**
 * ct_band_new:
 *
 * Returns: (transfer full): a band, for an instrument's `bands`, which frees it.
 */
CtBand *
ct_band_new (void)
{
  CtBand *self = g_new0 (CtBand, 1);

  self->min = self->max = -1;
  return self;
}

/**
 * ct_condition_new:
 *
 * Returns: (transfer full): a condition without an upper end, for a finding's `conditions`, which frees it.
 */
CtCondition *
ct_condition_new (void)
{
  CtCondition *self = g_new0 (CtCondition, 1);

  self->at_most = G_MAXINT;
  self->items = g_array_new (FALSE, FALSE, sizeof (int));
  self->scores = g_array_new (FALSE, FALSE, sizeof (int));
  return self;
}

/**
 * ct_finding_new:
 *
 * Returns: (transfer full): a finding, for an instrument's `findings`, which frees it.
 */
CtFinding *
ct_finding_new (void)
{
  CtFinding *self = g_new0 (CtFinding, 1);

  self->conditions = g_ptr_array_new_with_free_func (condition_free);
  return self;
}

/**
 * ct_threshold_new:
 *
 * Returns: (transfer full): a threshold, for an instrument's `thresholds`, which frees it.
 */
CtThreshold *
ct_threshold_new (void)
{
  return g_new0 (CtThreshold, 1);
}

/**
 * ct_instrument_new:
 *
 * Returns: (transfer full): an empty instrument with one reference, to be filled by a reader and then left alone.
 */
CtInstrument *
ct_instrument_new (void)
{
  CtInstrument *self = g_new0 (CtInstrument, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->reviewed_on = CT_DATE_NONE;
  self->multiplier = 1;
  self->min_total = self->max_total = -1;
  self->answer_sets = g_ptr_array_new_with_free_func (answer_set_free);
  self->items = g_ptr_array_new_with_free_func (item_free);
  self->subscales = g_ptr_array_new_with_free_func (subscale_free);
  self->bands = g_ptr_array_new_with_free_func (band_free);
  self->findings = g_ptr_array_new_with_free_func (finding_free);
  self->thresholds = g_ptr_array_new_with_free_func (threshold_free);
  return self;
}

/**
 * ct_instrument_ref:
 * @self: an instrument
 *
 * Returns: (transfer full): @self, with one reference more.
 */
CtInstrument *
ct_instrument_ref (CtInstrument *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
instrument_free (CtInstrument *self)
{
  char *texts[] = { self->id, self->abbreviation, self->name, self->version, self->source, self->copyright,
                    self->measures, self->recall, self->when, self->loinc_panel, self->loinc_total,
                    self->missing_source, self->bands_source };
  GPtrArray *parts[] = { self->items, self->answer_sets, self->subscales, self->bands, self->findings,
                         self->thresholds };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    g_ptr_array_unref (parts[i]);
  g_free (self);
}

/**
 * ct_instrument_unref:
 * @self: (transfer full): an instrument
 *
 * Gives one reference back.
 */
void
ct_instrument_unref (CtInstrument *self)
{
  g_return_if_fail (self != NULL);
  if (g_atomic_ref_count_dec (&self->ref_count))
    instrument_free (self);
}

/**
 * ct_instrument_get_item:
 * @self: an instrument
 * @number: 1 for the first
 *
 * Returns: (nullable) (transfer none): the item of that number.
 */
const CtItem *
ct_instrument_get_item (const CtInstrument *self, int number)
{
  g_return_val_if_fail (self != NULL, NULL);
  if (number < 1 || (guint) number > self->items->len)
    return NULL;
  return g_ptr_array_index (self->items, number - 1);
}

/**
 * ct_instrument_find_band:
 * @self: an instrument
 * @total: a total
 *
 * Returns: (nullable) (transfer none): the band the total lies in; %NULL for totals that can't be.
 */
const CtBand *
ct_instrument_find_band (const CtInstrument *self, int total)
{
  g_return_val_if_fail (self != NULL, NULL);
  for (guint i = 0; total >= 0 && i < self->bands->len; i++)
    {
      const CtBand *band = g_ptr_array_index (self->bands, i);

      if (total >= band->min && total <= band->max)
        return band;
    }
  return NULL;
}

/**
 * ct_instrument_get_band:
 * @self: an instrument
 * @id: (nullable): "moderately-severe"
 *
 * Returns: (nullable) (transfer none): the band of that id.
 */
const CtBand *
ct_instrument_get_band (const CtInstrument *self, const char *id)
{
  g_return_val_if_fail (self != NULL, NULL);
  for (guint i = 0; i < self->bands->len; i++)
    {
      const CtBand *band = g_ptr_array_index (self->bands, i);

      if (g_strcmp0 (band->id, id) == 0)
        return band;
    }
  return NULL;
}

/**
 * ct_instrument_get_threshold:
 * @self: an instrument
 * @kind: which
 * @drug: (nullable): the drug of the course, as in protocols
 *
 * Returns: (nullable) (transfer none): the threshold that names the drug, else the first that names none.
 */
const CtThreshold *
ct_instrument_get_threshold (const CtInstrument *self, CtThresholdKind kind, const char *drug)
{
  const CtThreshold *found = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  for (guint i = 0; i < self->thresholds->len; i++)
    {
      const CtThreshold *threshold = g_ptr_array_index (self->thresholds, i);

      if (threshold->kind != kind)
        continue;
      if (threshold->drug != NULL && g_strcmp0 (threshold->drug, drug) == 0)
        return threshold;
      if (threshold->drug == NULL && found == NULL)
        found = threshold;
    }
  return found;
}
