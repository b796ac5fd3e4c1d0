#include "knowledge/ct-readers.h"

#include <glib/gi18n.h>

static void
read_head (CtInstrument *self, const xmlNode *root)
{
  const xmlNode *loinc = ct_xml_child (root, "loinc");
  g_autofree char *rater = ct_xml_attr (root, "rater");
  g_autofree char *questions = ct_xml_attr (root, "questions");

  self->id = ct_xml_attr (root, "id");
  self->version = ct_xml_attr (root, "version");
  self->abbreviation = ct_xml_child_text (root, "abbreviation");
  self->name = ct_xml_child_text (root, "name");
  self->measures = ct_xml_child_text (root, "measures");
  self->source = ct_xml_child_text (root, "source");
  self->copyright = ct_xml_child_text (root, "copyright");
  self->recall = ct_xml_child_text (root, "recall");
  self->when = ct_xml_child_text (root, "when");
  self->rater = g_strcmp0 (rater, "clinician") == 0 ? CT_RATER_CLINICIAN : CT_RATER_SELF;
  self->licensed_form = g_strcmp0 (questions, "licensed-form") == 0;
  self->recall_days = ct_xml_int (root, "recall-days", 0);
  self->min_days_apart = ct_xml_int (root, "min-days-apart", 0);
  self->loinc_panel = loinc != NULL ? ct_xml_attr (loinc, "panel") : NULL;
  self->loinc_total = loinc != NULL ? ct_xml_attr (loinc, "total") : NULL;
}

static CtAnswerSet *
find_answer_set (const CtInstrument *self, const char *id)
{
  for (guint i = 0; i < self->answer_sets->len; i++)
    {
      CtAnswerSet *set = g_ptr_array_index (self->answer_sets, i);

      if (g_strcmp0 (set->id, id) == 0)
        return set;
    }
  return NULL;
}

static gboolean
read_answer (CtAnswerSet *set, const xmlNode *node, GError **error)
{
  CtAnswer *answer = ct_answer_new ();
  const CtAnswer *before = set->answers->len > 0 ? g_ptr_array_index (set->answers, set->answers->len - 1) : NULL;

  answer->value = ct_xml_int (node, "value", 0);
  answer->key = ct_xml_attr (node, "key");
  answer->loinc = ct_xml_attr (node, "loinc");
  answer->label = ct_xml_text (node);
  g_ptr_array_add (set->answers, answer);
  if (answer->value < set->min || answer->value > set->max)
    ct_xml_set_error (error, node, _("The value must lie from %d to %d, not at %d"), set->min, set->max, answer->value);
  else if (before != NULL && answer->value <= before->value)
    ct_xml_set_error (error, node, _("Values must rise; %d follows %d"), answer->value, before->value);
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_answer_set (CtInstrument *self, const xmlNode *node, GError **error)
{
  CtAnswerSet *set = ct_answer_set_new ();
  g_autofree char *id = ct_xml_attr (node, "id");
  gboolean twice = find_answer_set (self, id) != NULL;

  set->id = g_steal_pointer (&id);
  set->min = ct_xml_int (node, "min", 0);
  set->max = ct_xml_int (node, "max", 0);
  g_ptr_array_add (self->answer_sets, set);
  if (twice || set->max <= set->min)
    {
      if (twice)
        ct_xml_set_error (error, node, _("The id “%s” is used twice; each set of answers needs its own"), set->id);
      else
        ct_xml_set_error (error, node, _("“max” must be above “min”"));
      return FALSE;
    }
  for (const xmlNode *one = ct_xml_child (node, "answer"); one != NULL; one = ct_xml_next (one, "answer"))
    if (!read_answer (set, one, error))
      return FALSE;
  return TRUE;
}

/**
 * ct_read_answer_sets:
 * @self: an instrument
 * @root: its element
 * @error: %CT_ERROR_CORRUPT
 *
 * Returns: whether the sets of answers are right.
 */
gboolean
ct_read_answer_sets (CtInstrument *self, const xmlNode *root, GError **error)
{
  for (const xmlNode *node = ct_xml_child (root, "answers"); node != NULL; node = ct_xml_next (node, "answers"))
    if (!read_answer_set (self, node, error))
      return FALSE;
  return TRUE;
}

static gboolean
check_skip (const CtInstrument *self, const CtItem *item, const xmlNode *node, GError **error)
{
  const CtItem *other = ct_instrument_get_item (self, item->skip_item);

  if (item->skip_item == 0)
    return TRUE;
  if (item->skip_item >= item->number || other == NULL)
    ct_xml_set_error (error, node, _("“skip-item” must name an earlier item"));
  else if (item->skip_value < other->answers->min || item->skip_value > other->answers->max)
    ct_xml_set_error (error, node, _("“skip-answer” must be an answer to item %d"), item->skip_item);
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_item (CtInstrument *self, const xmlNode *node, GError **error)
{
  CtItem *item = ct_item_new ();
  g_autofree char *answers = ct_xml_attr (node, "answers");

  item->number = ct_xml_int (node, "number", 0);
  item->code = ct_xml_attr (node, "code");
  if (item->code == NULL)
    item->code = g_strdup_printf ("%d", item->number);
  item->label = ct_xml_text (node);
  item->loinc = ct_xml_attr (node, "loinc");
  item->scored = ct_xml_flag (node, "scored", TRUE);
  item->optional = ct_xml_flag (node, "optional", FALSE);
  item->reversed = ct_xml_flag (node, "reversed", FALSE);
  item->prorated = ct_xml_flag (node, "prorate", TRUE);
  item->skip_item = ct_xml_int (node, "skip-item", 0);
  item->skip_value = ct_xml_int (node, "skip-answer", 0);
  item->either_group = ct_xml_int (node, "either", 0);
  item->answers = find_answer_set (self, answers);
  g_ptr_array_add (self->items, item);
  if (item->number != (int) self->items->len)
    ct_xml_set_error (error, node, _("Item %u is expected here, not %d"), self->items->len, item->number);
  else if (item->answers == NULL)
    ct_xml_set_error (error, node, _("There is no set of answers “%s”"), answers != NULL ? answers : "");
  else
    return check_skip (self, item, node, error);
  return FALSE;
}

static void
count_items (CtInstrument *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const CtItem *item = g_ptr_array_index (self->items, i);

      self->n_scored += item->scored;
      if (!item->optional)
        self->n_required = item->number;
    }
}

/**
 * ct_read_items:
 * @self: an instrument whose sets of answers are read
 * @root: its element
 * @error: %CT_ERROR_CORRUPT
 *
 * Returns: whether the items are right and as many as announced.
 */
gboolean
ct_read_items (CtInstrument *self, const xmlNode *root, GError **error)
{
  const xmlNode *items = ct_xml_child (root, "items");

  for (const xmlNode *node = ct_xml_child (items, "item"); node != NULL; node = ct_xml_next (node, "item"))
    if (!read_item (self, node, error))
      return FALSE;
  count_items (self);
  if ((int) self->items->len != ct_xml_int (items, "count", 0))
    ct_xml_set_error (error, items, _("%d items are announced, but there are %u"), ct_xml_int (items, "count", 0),
                      self->items->len);
  else if (self->n_scored == 0 || self->n_required == 0)
    ct_xml_set_error (error, items, _("At least one item must be scored and required"));
  else
    return TRUE;
  return FALSE;
}

static gboolean
has_subscale (const CtInstrument *self, const char *id)
{
  for (guint i = 0; i < self->subscales->len; i++)
    if (g_str_equal (((const CtSubscale *) g_ptr_array_index (self->subscales, i))->id, id))
      return TRUE;
  return FALSE;
}

static gboolean
check_subscale_items (const CtInstrument *self, const CtSubscale *subscale, const xmlNode *node, GError **error)
{
  for (guint i = 0; i < subscale->items->len; i++)
    {
      int number = g_array_index (subscale->items, int, i);
      const CtItem *item = ct_instrument_get_item (self, number);

      if (item == NULL || !item->scored)
        {
          ct_xml_set_error (error, node, _("There is no scored item %d"), number);
          return FALSE;
        }
      for (guint j = 0; j < i; j++)
        if (g_array_index (subscale->items, int, j) == number)
          {
            ct_xml_set_error (error, node, _("Item %d is named twice"), number);
            return FALSE;
          }
    }
  return TRUE;
}

/**
 * ct_read_subscales:
 * @self: an instrument whose items are read
 * @root: its element
 * @error: %CT_ERROR_CORRUPT
 *
 * Returns: whether the subscales are right.
 */
gboolean
ct_read_subscales (CtInstrument *self, const xmlNode *root, GError **error)
{
  for (const xmlNode *node = ct_xml_child (root, "subscale"); node != NULL; node = ct_xml_next (node, "subscale"))
    {
      CtSubscale *subscale = ct_subscale_new ();
      g_autofree char *id = ct_xml_attr (node, "id");
      g_autofree char *reduce = ct_xml_attr (node, "reduce");
      gboolean twice = has_subscale (self, id);

      subscale->id = g_steal_pointer (&id);
      subscale->label = ct_xml_text (node);
      subscale->source = ct_xml_attr (node, "source");
      subscale->reduce = g_strcmp0 (reduce, "max") == 0 ? CT_REDUCE_MAX : CT_REDUCE_SUM;
      ct_xml_ints (node, "items", subscale->items);
      g_ptr_array_add (self->subscales, subscale);
      if (twice)
        {
          ct_xml_set_error (error, node, _("The id “%s” is used twice; each subscale needs its own"), subscale->id);
          return FALSE;
        }
      if (!check_subscale_items (self, subscale, node, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * ct_read_instrument:
 * @root: an <instrument> element that follows its schema
 * @error: %CT_ERROR_CORRUPT
 *
 * Returns: (transfer full) (nullable): the instrument
 */
CtInstrument *
ct_read_instrument (const xmlNode *root, GError **error)
{
  g_autoptr (CtInstrument) self = ct_instrument_new ();

  read_head (self, root);
  if (!ct_xml_date (root, "reviewed", &self->reviewed_on, error) ||
      !ct_read_answer_sets (self, root, error) ||
      !ct_read_items (self, root, error) ||
      !ct_read_subscales (self, root, error) ||
      !ct_read_scoring (self, root, error) ||
      !ct_read_bands (self, root, error) ||
      !ct_read_findings (self, root, error) ||
      !ct_read_thresholds (self, root, error))
    return NULL;
  return g_steal_pointer (&self);
}
