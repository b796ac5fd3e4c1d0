/* The part of an instrument's file that says how answers become a total, and where its bands lie. */
#include "knowledge/ct-readers.h"

#include <glib/gi18n.h>

static int
subscale_limit (const CtInstrument *self, const CtSubscale *subscale, gboolean highest)
{
  int limit = 0;

  for (guint i = 0; i < subscale->items->len; i++)
    {
      const CtItem *item = ct_instrument_get_item (self, g_array_index (subscale->items, int, i));
      int score = highest ? item->answers->max : item->answers->min;

      limit = subscale->reduce == CT_REDUCE_MAX ? MAX (limit, score) : limit + score;
    }
  return limit;
}

/* The lowest or highest total the answers can come to. */
static int
total_limit (const CtInstrument *self, gboolean highest)
{
  int limit = 0;

  if (self->scoring == CT_SCORING_SUBSCALES)
    for (guint i = 0; i < self->subscales->len; i++)
      limit += subscale_limit (self, g_ptr_array_index (self->subscales, i), highest);
  else
    for (guint i = 0; i < self->items->len; i++)
      {
        const CtItem *item = g_ptr_array_index (self->items, i);

        if (item->scored)
          limit += highest ? item->answers->max : item->answers->min;
      }
  return limit * self->multiplier;
}

static int
count_in_subscales (const CtInstrument *self, int number)
{
  int n = 0;

  for (guint i = 0; i < self->subscales->len; i++)
    {
      const CtSubscale *subscale = g_ptr_array_index (self->subscales, i);

      for (guint j = 0; j < subscale->items->len; j++)
        n += g_array_index (subscale->items, int, j) == number;
    }
  return n;
}

static gboolean
check_partition (const CtInstrument *self, const xmlNode *node, GError **error)
{
  if (self->scoring != CT_SCORING_SUBSCALES && self->missing_rule != CT_MISSING_SUBSCALE_MEAN)
    return TRUE;
  for (guint i = 0; i < self->items->len; i++)
    {
      const CtItem *item = g_ptr_array_index (self->items, i);

      if (item->scored && count_in_subscales (self, item->number) != 1)
        {
          ct_xml_set_error (error, node, _("Each scored item must be in just one subscale; item %d is in %d"), item->number,
                            count_in_subscales (self, item->number));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
check_optional_items (const CtInstrument *self, const xmlNode *node, GError **error)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const CtItem *item = g_ptr_array_index (self->items, i);

      if (item->optional && item->scored && self->scoring != CT_SCORING_TRIAGE)
        {
          ct_xml_set_error (error, node, _("Item %d is optional, so it can't count towards the total"), item->number);
          return FALSE;
        }
    }
  return TRUE;
}

static void
read_method (CtInstrument *self, const xmlNode *node)
{
  g_autofree char *method = ct_xml_attr (node, "method");
  g_autofree char *higher = ct_xml_attr (node, "higher-is");

  self->higher_is_better = g_strcmp0 (higher, "better") == 0;
  self->multiplier = ct_xml_int (node, "multiplier", 1);
  self->scoring = g_strcmp0 (method, "triage") == 0      ? CT_SCORING_TRIAGE
                  : g_strcmp0 (method, "subscales") == 0 ? CT_SCORING_SUBSCALES
                                                         : CT_SCORING_SUM;
  self->min_total = ct_xml_int (node, "min", -1);
  self->max_total = ct_xml_int (node, "max", -1);
}

static void
read_missing (CtInstrument *self, const xmlNode *node)
{
  g_autofree char *rule = NULL;

  if (node == NULL)
    return;
  rule = ct_xml_attr (node, "rule");
  self->missing_rule = g_strcmp0 (rule, "prorate") == 0 ? CT_MISSING_PRORATE : CT_MISSING_SUBSCALE_MEAN;
  self->max_missing = ct_xml_int (node, "max", 0);
  self->missing_source = ct_xml_attr (node, "source");
}

/**
 * ct_read_scoring:
 * @self: an instrument whose items and subscales are read
 * @root: its element
 * @error: %CT_ERROR_CORRUPT
 *
 * Returns: whether the rules of the total fit the items.
 */
gboolean
ct_read_scoring (CtInstrument *self, const xmlNode *root, GError **error)
{
  const xmlNode *node = ct_xml_child (root, "scoring");

  read_method (self, node);
  read_missing (self, ct_xml_child (node, "missing"));
  if (!check_partition (self, node, error) || !check_optional_items (self, node, error))
    return FALSE;
  if (self->scoring == CT_SCORING_TRIAGE)
    return TRUE;
  if (self->min_total != total_limit (self, FALSE) || self->max_total != total_limit (self, TRUE))
    {
      ct_xml_set_error (error, node, _("The items come to %d to %d, not %d to %d"), total_limit (self, FALSE),
                        total_limit (self, TRUE), self->min_total, self->max_total);
      return FALSE;
    }
  if (self->missing_rule == CT_MISSING_PRORATE && self->scoring != CT_SCORING_SUM)
    {
      ct_xml_set_error (error, node, _("Only a plain sum can be prorated"));
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_band_place (const CtInstrument *self, const CtBand *band, int expected_min, const xmlNode *node, GError **error)
{
  if (self->scoring == CT_SCORING_TRIAGE)
    {
      if (band->min < 0)
        return TRUE;
      ct_xml_set_error (error, node, _("A triage has no totals, so “min” and “max” are not expected"));
    }
  else if (band->min < 0)
    ct_xml_set_error (error, node, _("“min” and “max” are expected"));
  else if (band->min > expected_min)
    ct_xml_set_error (error, node, _("There is a gap: the band must begin at %d, not %d"), expected_min, band->min);
  else if (band->min < expected_min)
    ct_xml_set_error (error, node, _("Bands overlap: this one must begin at %d, not %d"), expected_min, band->min);
  else if (band->max < band->min || band->max > self->max_total)
    ct_xml_set_error (error, node, _("The band must end from %d to %d, not at %d"), band->min, self->max_total, band->max);
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_band (CtInstrument *self, const xmlNode *node, int expected_min, GError **error)
{
  CtBand *band = ct_band_new ();
  g_autofree char *id = ct_xml_attr (node, "id");
  gboolean twice = ct_instrument_get_band (self, id) != NULL;

  band->id = g_steal_pointer (&id);
  band->label = ct_xml_text (node);
  band->min = ct_xml_int (node, "min", -1);
  band->max = ct_xml_int (node, "max", -1);
  band->severity = ct_xml_int (node, "severity", 0);
  g_ptr_array_add (self->bands, band);
  if (!twice)
    return check_band_place (self, band, expected_min, node, error);
  ct_xml_set_error (error, node, _("The id “%s” is used twice; each band needs its own"), band->id);
  return FALSE;
}

/**
 * ct_read_bands:
 * @self: an instrument whose scoring is read
 * @root: its element
 * @error: %CT_ERROR_CORRUPT
 *
 * Returns: whether the bands cover every total just once.
 */
gboolean
ct_read_bands (CtInstrument *self, const xmlNode *root, GError **error)
{
  const xmlNode *bands = ct_xml_child (root, "bands");
  int expected_min = self->min_total;

  if (bands == NULL && self->scoring == CT_SCORING_TRIAGE)
    {
      ct_xml_set_error (error, root, _("<bands> is expected in a triage"));
      return FALSE;
    }
  if (bands == NULL)
    return TRUE;
  self->bands_source = ct_xml_attr (bands, "source");
  for (const xmlNode *node = ct_xml_child (bands, "band"); node != NULL; node = ct_xml_next (node, "band"))
    {
      if (!read_band (self, node, expected_min, error))
        return FALSE;
      expected_min = ((const CtBand *) g_ptr_array_index (self->bands, self->bands->len - 1))->max + 1;
    }
  if (self->scoring == CT_SCORING_TRIAGE || expected_min == self->max_total + 1)
    return TRUE;
  ct_xml_set_error (error, bands, _("There is a gap: the last band must end at %d, not %d"), self->max_total,
                    expected_min - 1);
  return FALSE;
}
