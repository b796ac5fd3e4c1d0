/* The part of an instrument's file that says what answers show and what totals mean. */
#include "knowledge/ct-readers.h"

#include <glib/gi18n.h>

static gboolean
read_reach (const CtInstrument *self, CtCondition *condition, const xmlNode *node, GError **error)
{
  guint first = condition->items->len;
  int score = ct_xml_int (node, "score", 0);

  ct_xml_ints (node, "items", condition->items);
  for (guint i = first; i < condition->items->len; i++)
    {
      int number = g_array_index (condition->items, int, i);
      const CtItem *item = ct_instrument_get_item (self, number);

      g_array_append_val (condition->scores, score);
      if (item == NULL)
        ct_xml_set_error (error, node, _("There is no item %d"), number);
      else if (score <= item->answers->min || score > item->answers->max)
        ct_xml_set_error (error, node, _("Item %d scores %d to %d, so whether it reaches %d says nothing"), number,
                          item->answers->min, item->answers->max, score);
      else
        continue;
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_limits (const CtInstrument *self, const CtCondition *condition, const xmlNode *node, GError **error)
{
  int highest = condition->of_total ? self->max_total : (int) condition->items->len;

  if (condition->of_total && self->scoring == CT_SCORING_TRIAGE)
    ct_xml_set_error (error, node, _("A triage has no total"));
  else if (condition->at_least > highest)
    ct_xml_set_error (error, node, _("“at-least” must not be above %d"), highest);
  else if (condition->at_most < condition->at_least)
    ct_xml_set_error (error, node, _("“at-most” must not be below “at-least”"));
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_condition (const CtInstrument *self, CtFinding *finding, const xmlNode *node, GError **error)
{
  CtCondition *condition = ct_condition_new ();

  g_ptr_array_add (finding->conditions, condition);
  condition->of_total = ct_xml_is (node, "total");
  condition->at_least = ct_xml_int (node, "at-least", 0);
  condition->at_most = ct_xml_int (node, "at-most", G_MAXINT);
  if (!condition->of_total && !read_reach (self, condition, node, error))
    return FALSE;
  for (const xmlNode *also = ct_xml_child (node, "also"); also != NULL; also = ct_xml_next (also, "also"))
    if (!read_reach (self, condition, also, error))
      return FALSE;
  return check_limits (self, condition, node, error);
}

static gboolean
read_finding_kind (CtFinding *finding, const xmlNode *node, GError **error)
{
  g_autofree char *kind = ct_xml_attr (node, "kind");
  g_autofree char *level = ct_xml_attr (node, "level");

  finding->kind = g_strcmp0 (kind, "flag") == 0      ? CT_FINDING_FLAG
                  : g_strcmp0 (kind, "triage") == 0  ? CT_FINDING_TRIAGE
                                                     : CT_FINDING_ALGORITHM;
  if (ct_level_from_text (level, &finding->level))
    return TRUE;
  ct_xml_set_error (error, node, _("The level is not known"));
  return FALSE;
}

/* A triage finding names a band above the first, which stands for nothing found. */
static gboolean
check_triage (const CtInstrument *self, const CtFinding *finding, const xmlNode *node, GError **error)
{
  const CtBand *band = ct_instrument_get_band (self, finding->id);

  if (finding->kind != CT_FINDING_TRIAGE)
    return TRUE;
  if (self->scoring != CT_SCORING_TRIAGE)
    ct_xml_set_error (error, node, _("A triage finding is only expected where the scoring is a triage"));
  else if (band == NULL || band == g_ptr_array_index (self->bands, 0))
    ct_xml_set_error (error, node, _("A triage finding must name a band above the first, not “%s”"), finding->id);
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_same_kind (const CtInstrument *self, const CtFinding *finding, const xmlNode *node, GError **error)
{
  for (guint i = 0; i < self->findings->len; i++)
    {
      const CtFinding *other = g_ptr_array_index (self->findings, i);

      if (g_str_equal (other->id, finding->id) && other->kind != finding->kind)
        {
          ct_xml_set_error (error, node, _("The id “%s” is used for findings of two kinds"), finding->id);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
read_finding (CtInstrument *self, const xmlNode *node, GError **error)
{
  CtFinding *finding = ct_finding_new ();
  g_autofree char *match = ct_xml_attr (node, "match");

  g_ptr_array_add (self->findings, finding);
  finding->id = ct_xml_attr (node, "id");
  finding->label = ct_xml_child_text (node, "label");
  finding->text = ct_xml_child_text (node, "text");
  finding->source = ct_xml_attr (node, "source");
  finding->any = g_strcmp0 (match, "any") == 0;
  if (!read_finding_kind (finding, node, error) || !check_triage (self, finding, node, error) ||
      !check_same_kind (self, finding, node, error))
    return FALSE;
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if ((ct_xml_is (child, "count") || ct_xml_is (child, "total")) && !read_condition (self, finding, child, error))
      return FALSE;
  return TRUE;
}

/**
 * ct_read_findings:
 * @self: an instrument whose bands are read
 * @root: its element
 * @error: %CT_ERROR_CORRUPT
 *
 * Returns: whether the findings speak of items and totals that exist.
 */
gboolean
ct_read_findings (CtInstrument *self, const xmlNode *root, GError **error)
{
  for (const xmlNode *node = ct_xml_child (root, "finding"); node != NULL; node = ct_xml_next (node, "finding"))
    if (!read_finding (self, node, error))
      return FALSE;
  return TRUE;
}

static CtThresholdKind
threshold_kind (const char *name)
{
  static const char *const names[] = { "response", "partial", "remission", "meaningful", "substantial", "reliable",
                                       "worsening", "caseness" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i], name) == 0)
      return (CtThresholdKind) i;
  g_return_val_if_reached (CT_THRESHOLD_CASENESS);
}

static void
read_threshold_value (CtThreshold *threshold, const xmlNode *node)
{
  g_autofree char *percent = ct_xml_attr (node, "percent");

  if (percent != NULL)
    {
      threshold->unit = CT_UNIT_PERMILLE;
      threshold->value = (int) ct_xml_decimal (node, "percent", 1);
      return;
    }
  threshold->value = ct_xml_int (node, "points", -1);
  threshold->unit = CT_UNIT_POINTS;
  if (threshold->value >= 0)
    return;
  threshold->unit = CT_UNIT_TOTAL;
  threshold->value = ct_xml_int (node, "total", 0);
}

static gboolean
check_threshold (const CtInstrument *self, const CtThreshold *threshold, const xmlNode *node, GError **error)
{
  if (self->scoring == CT_SCORING_TRIAGE)
    ct_xml_set_error (error, node, _("A triage has no total"));
  else if (threshold->unit == CT_UNIT_TOTAL && (threshold->value < self->min_total || threshold->value > self->max_total))
    ct_xml_set_error (error, node, _("“total” must lie from %d to %d"), self->min_total, self->max_total);
  else if (threshold->unit == CT_UNIT_POINTS && (threshold->value < 1 || threshold->value > self->max_total))
    ct_xml_set_error (error, node, _("“points” must lie from 1 to %d"), self->max_total);
  else
    return TRUE;
  return FALSE;
}

/**
 * ct_read_thresholds:
 * @self: an instrument whose scoring is read
 * @root: its element
 * @error: %CT_ERROR_CORRUPT
 *
 * Returns: whether the thresholds can be reached.
 */
gboolean
ct_read_thresholds (CtInstrument *self, const xmlNode *root, GError **error)
{
  for (const xmlNode *node = ct_xml_child (root, "threshold"); node != NULL; node = ct_xml_next (node, "threshold"))
    {
      CtThreshold *threshold = ct_threshold_new ();
      g_autofree char *kind = ct_xml_attr (node, "kind");

      g_ptr_array_add (self->thresholds, threshold);
      threshold->kind = threshold_kind (kind);
      threshold->drug = ct_xml_attr (node, "drug");
      threshold->context = ct_xml_attr (node, "context");
      threshold->source = ct_xml_attr (node, "source");
      read_threshold_value (threshold, node);
      if (!check_threshold (self, threshold, node, error))
        return FALSE;
    }
  return TRUE;
}
