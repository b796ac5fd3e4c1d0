#include "domain/ct-protocol.h"

static const char *const phase_names[] = { "induction", "maintenance", "booster", "information" };
static const char *const spacing_names[] = { "min-gap", "max-gap", "avoid-gap", "max-in-window", "finish-by" };

/**
 * ct_phase_from_text:
 * @text: (nullable): a name as in knowledge files
 * @phase: (out): the phase
 *
 * Returns: whether there is one of that name.
 */
gboolean
ct_phase_from_text (const char *text, CtPhase *phase)
{
  for (guint i = 0; i < G_N_ELEMENTS (phase_names); i++)
    if (g_strcmp0 (text, phase_names[i]) == 0)
      {
        *phase = (CtPhase) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * ct_spacing_kind_from_text:
 * @text: (nullable): a name as in knowledge files
 * @kind: (out): what a rule watches
 *
 * Returns: whether there is one of that name.
 */
gboolean
ct_spacing_kind_from_text (const char *text, CtSpacingKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (spacing_names); i++)
    if (g_strcmp0 (text, spacing_names[i]) == 0)
      {
        *kind = (CtSpacingKind) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * ct_spacing_rule_free:
 * @self: (transfer full): a rule that no protocol owns
 *
 * Frees it.
 */
void
ct_spacing_rule_free (CtSpacingRule *self)
{
  g_return_if_fail (self != NULL);
  g_free (self->id);
  g_free (self->text);
  g_free (self->source);
  g_free (self);
}

/**
 * ct_spacing_rule_new:
 *
 * Returns: (transfer full): an empty rule, for a protocol's `spacing`, which frees it.
 */
CtSpacingRule *
ct_spacing_rule_new (void)
{
  return g_new0 (CtSpacingRule, 1);
}

/**
 * ct_protocol_new:
 *
 * Returns: (transfer full): an empty protocol with one reference, to be filled by a reader and then left alone.
 */
CtProtocol *
ct_protocol_new (void)
{
  CtProtocol *self = g_new0 (CtProtocol, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->reviewed_on = CT_DATE_NONE;
  self->offsets = g_array_new (FALSE, FALSE, sizeof (int));
  self->dose_choices_ug = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->segments = ct_segments_new ();
  self->spacing = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_spacing_rule_free);
  return self;
}

/**
 * ct_protocol_ref:
 * @self: a protocol
 *
 * Returns: (transfer full): @self, with one reference more.
 */
CtProtocol *
ct_protocol_ref (CtProtocol *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ct_protocol_unref:
 * @self: (transfer full): a protocol
 *
 * Gives one reference back.
 */
void
ct_protocol_unref (CtProtocol *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->version);
  g_free (self->source);
  g_free (self->drug);
  g_free (self->route);
  g_free (self->note);
  g_free (self->follows);
  g_free (self->dose_source);
  g_free (self->score_source);
  g_free (self->segments_source);
  g_strfreev (self->indications);
  g_array_unref (self->offsets);
  g_array_unref (self->dose_choices_ug);
  g_ptr_array_unref (self->segments);
  g_ptr_array_unref (self->spacing);
  g_free (self);
}

/**
 * ct_protocol_minutes:
 * @self: a protocol
 *
 * Returns: how many minutes a visit takes a chair, turnover included.
 */
int
ct_protocol_minutes (const CtProtocol *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return ct_segments_minutes (self->segments);
}
