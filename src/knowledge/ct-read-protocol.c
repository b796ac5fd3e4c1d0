#include "knowledge/ct-readers.h"

#include "base/ct-units.h"

#include <glib/gi18n.h>

static gboolean
read_treatment (CtProtocol *self, const xmlNode *node, GError **error)
{
  g_autofree char *phase = ct_xml_attr (node, "phase");

  self->drug = ct_xml_attr (node, "drug");
  self->route = ct_xml_attr (node, "route");
  self->fda_approved = ct_xml_flag (node, "fda-approved", FALSE);
  self->indications = ct_xml_words (node, "indications");
  if (ct_phase_from_text (phase, &self->phase))
    return TRUE;
  ct_xml_set_error (error, node, _("“%s” is no phase of a treatment"), phase != NULL ? phase : "");
  return FALSE;
}

static gboolean
check_offsets (const CtProtocol *self, const xmlNode *node, GError **error)
{
  const int *offsets = (const int *) (gpointer) self->offsets->data;

  if ((int) self->offsets->len != self->n_sessions)
    {
      ct_xml_set_error (error, node, _("%d sessions need %d offsets, not %u"), self->n_sessions, self->n_sessions,
                        self->offsets->len);
      return FALSE;
    }
  if (offsets[0] != 0)
    {
      ct_xml_set_error (error, node, _("The first offset must be 0, not %d"), offsets[0]);
      return FALSE;
    }
  for (guint i = 1; i < self->offsets->len; i++)
    if (offsets[i] <= offsets[i - 1])
      {
        ct_xml_set_error (error, node, _("Offsets must rise; %d follows %d"), offsets[i], offsets[i - 1]);
        return FALSE;
      }
  if (self->window_days > 0 && offsets[self->offsets->len - 1] >= self->window_days)
    {
      ct_xml_set_error (error, node, _("The last offset, %d, lies outside the %d days of the series"),
                        offsets[self->offsets->len - 1], self->window_days);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_sessions (CtProtocol *self, const xmlNode *node, GError **error)
{
  if (node == NULL)
    return TRUE;
  self->n_sessions = ct_xml_int (node, "count", 0);
  self->max_sessions = ct_xml_int (node, "max-count", self->n_sessions);
  self->window_days = ct_xml_int (node, "window-days", 0);
  self->every_min_days = ct_xml_int (node, "every-min-days", 0);
  self->every_max_days = ct_xml_int (node, "every-max-days", 0);
  self->follows = ct_xml_attr (node, "follows");
  self->follows_days = ct_xml_int (node, "follows-days", 0);
  ct_xml_ints (node, "offsets", self->offsets);
  if (self->max_sessions < self->n_sessions || self->every_max_days < self->every_min_days)
    {
      ct_xml_set_error (error, node, _("The largest number must not be below the smallest"));
      return FALSE;
    }
  return self->n_sessions == 0 || check_offsets (self, node, error);
}

static void
read_choices (CtProtocol *self, const xmlNode *node)
{
  g_auto (GStrv) words = ct_xml_words (node, "choices-mg");

  for (guint i = 0; words[i] != NULL; i++)
    {
      gint64 ug;

      if (ct_decimal_parse (words[i], 3, &ug))
        g_array_append_val (self->dose_choices_ug, ug);
    }
}

static gboolean
is_a_choice (const CtProtocol *self, gint64 dose_ug)
{
  for (guint i = 0; i < self->dose_choices_ug->len; i++)
    if (g_array_index (self->dose_choices_ug, gint64, i) == dose_ug)
      return TRUE;
  return dose_ug == 0 || self->dose_choices_ug->len == 0;
}

static gboolean
in_range (gint64 value, gint64 min, gint64 max)
{
  return value == 0 || ((min == 0 || value >= min) && (max == 0 || value <= max));
}

static gboolean
check_dose (const CtProtocol *self, const xmlNode *node, GError **error)
{
  if (!in_range (self->min_dose_ug, 0, self->max_dose_ug) ||
      !in_range (self->min_dose_ug_per_kg, 0, self->max_dose_ug_per_kg))
    ct_xml_set_error (error, node, _("The largest dose must not be below the smallest"));
  else if (!in_range (self->dose_ug, self->min_dose_ug, self->max_dose_ug) ||
           !in_range (self->later_dose_ug, self->min_dose_ug, self->max_dose_ug) ||
           !in_range (self->dose_ug_per_kg, self->min_dose_ug_per_kg, self->max_dose_ug_per_kg))
    ct_xml_set_error (error, node, _("The default dose must lie within the range"));
  else if (!is_a_choice (self, self->dose_ug) || !is_a_choice (self, self->later_dose_ug))
    ct_xml_set_error (error, node, _("The default dose must be one of the choices"));
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_dose (CtProtocol *self, const xmlNode *node, GError **error)
{
  self->dose_ug_per_kg = ct_xml_decimal (node, "mg-per-kg", 3);
  self->min_dose_ug_per_kg = ct_xml_decimal (node, "min-mg-per-kg", 3);
  self->max_dose_ug_per_kg = ct_xml_decimal (node, "max-mg-per-kg", 3);
  self->dose_ug = ct_xml_decimal (node, "mg", 3);
  self->later_dose_ug = ct_xml_decimal (node, "later-mg", 3);
  self->min_dose_ug = ct_xml_decimal (node, "min-mg", 3);
  self->max_dose_ug = ct_xml_decimal (node, "max-mg", 3);
  self->dose_source = ct_xml_attr (node, "source");
  read_choices (self, node);
  return check_dose (self, node, error);
}

static void
read_scores (CtProtocol *self, const xmlNode *node)
{
  if (node == NULL)
    return;
  self->score_days = ct_xml_int (node, "every-days", 0);
  self->score_source = ct_xml_attr (node, "source");
}

static gboolean
read_visit (CtProtocol *self, const xmlNode *node, GError **error)
{
  if (node == NULL)
    return TRUE;
  self->segments_source = ct_xml_attr (node, "source");
  return ct_read_segments (self->segments, node, error);
}

static gboolean
has_rule (const CtProtocol *self, const char *id)
{
  for (guint i = 0; i < self->spacing->len; i++)
    if (g_str_equal (((const CtSpacingRule *) g_ptr_array_index (self->spacing, i))->id, id))
      return TRUE;
  return FALSE;
}

static gboolean
read_rule (CtProtocol *self, const xmlNode *node, GError **error)
{
  CtSpacingRule *rule = ct_spacing_rule_new ();
  g_autofree char *id = ct_xml_attr (node, "id");
  g_autofree char *kind = ct_xml_attr (node, "kind");
  g_autofree char *level = ct_xml_attr (node, "level");
  gboolean twice = has_rule (self, id);

  rule->id = g_steal_pointer (&id);
  g_ptr_array_add (self->spacing, rule);
  rule->days = ct_xml_int (node, "days", 0);
  rule->hours = ct_xml_int (node, "hours", 0);
  rule->to_days = ct_xml_int (node, "to-days", 0);
  rule->count = ct_xml_int (node, "count", 0);
  rule->from_day = ct_xml_int (node, "from-day", 0);
  rule->text = ct_xml_text (node);
  rule->source = ct_xml_attr (node, "source");
  if (twice)
    ct_xml_set_error (error, node, _("The id “%s” is used twice; each rule needs its own"), rule->id);
  else if (!ct_spacing_kind_from_text (kind, &rule->kind) || !ct_level_from_text (level, &rule->level))
    ct_xml_set_error (error, node, _("The rule's kind or level is not known"));
  else if (rule->kind == CT_SPACING_AVOID_GAP && rule->to_days < rule->days)
    ct_xml_set_error (error, node, _("“to-days” must not be below “days”"));
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_spacing (CtProtocol *self, const xmlNode *node, GError **error)
{
  for (const xmlNode *rule = ct_xml_child (node, "rule"); rule != NULL; rule = ct_xml_next (rule, "rule"))
    if (!read_rule (self, rule, error))
      return FALSE;
  return TRUE;
}

/* What is only for information can't be planned; everything else must say how often and how long. */
static gboolean
check_phase (const CtProtocol *self, const xmlNode *root, GError **error)
{
  gboolean plannable = self->phase != CT_PHASE_INFORMATION;

  if ((self->n_sessions > 0 || self->every_min_days > 0) != plannable)
    ct_xml_set_error (error, root, plannable ? _("<sessions> is expected in a protocol that can be planned")
                                             : _("<sessions> is not expected in a protocol for information"));
  else if (plannable && ct_protocol_minutes (self) == 0)
    ct_xml_set_error (error, root, _("<visit> must say how many minutes a session takes"));
  else if (ct_protocol_minutes (self) > 1440)
    ct_xml_set_error (error, root, _("A session can't take longer than a day"));
  else
    return TRUE;
  return FALSE;
}

/**
 * ct_read_protocol:
 * @root: a <protocol> element that follows its schema
 * @error: %CT_ERROR_CORRUPT
 *
 * Returns: (transfer full) (nullable): the protocol
 */
CtProtocol *
ct_read_protocol (const xmlNode *root, GError **error)
{
  g_autoptr (CtProtocol) self = ct_protocol_new ();

  self->id = ct_xml_attr (root, "id");
  self->version = ct_xml_attr (root, "version");
  self->name = ct_xml_child_text (root, "name");
  self->source = ct_xml_child_text (root, "source");
  self->note = ct_xml_child_text (root, "note");
  read_scores (self, ct_xml_child (root, "scores"));
  if (!ct_xml_date (root, "reviewed", &self->reviewed_on, error) ||
      !read_visit (self, ct_xml_child (root, "visit"), error) ||
      !read_treatment (self, ct_xml_child (root, "treatment"), error) ||
      !read_sessions (self, ct_xml_child (root, "sessions"), error) ||
      !read_dose (self, ct_xml_child (root, "dose"), error) ||
      !read_spacing (self, ct_xml_child (root, "spacing"), error) ||
      !check_phase (self, root, error))
    return NULL;
  return g_steal_pointer (&self);
}
