#include "clinic/ct-plan-draft.h"

G_DEFINE_FINAL_TYPE (CtPlanDraft, ct_plan_draft, G_TYPE_OBJECT)

static void
ct_plan_draft_finalize (GObject *object)
{
  CtPlanDraft *self = CT_PLAN_DRAFT (object);

  g_clear_pointer (&self->protocol, ct_protocol_unref);
  g_clear_pointer (&self->hours, ct_hours_unref);
  g_clear_pointer (&self->desk, ct_desk_unref);
  g_clear_pointer (&self->occupancy, ct_occupancy_free);
  g_clear_pointer (&self->previous, g_array_unref);
  g_clear_pointer (&self->plan, ct_plan_unref);
  g_clear_pointer (&self->alternatives, g_ptr_array_unref);
  G_OBJECT_CLASS (ct_plan_draft_parent_class)->finalize (object);
}

static void
ct_plan_draft_class_init (CtPlanDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_plan_draft_finalize;
}

static void
ct_plan_draft_init (CtPlanDraft *self)
{
}

/**
 * ct_plan_draft_nudge:
 * @self: a plan on the table
 * @nudge: which session goes where, and what becomes of the rest
 * @error: why it can't be so
 *
 * Moves one session of the plan. If it can't be, the plan stays as it was.
 *
 * Returns: whether it was moved.
 */
gboolean
ct_plan_draft_nudge (CtPlanDraft *self, const CtNudge *nudge, GError **error)
{
  CtPlan *plan;

  g_return_val_if_fail (CT_IS_PLAN_DRAFT (self), FALSE);
  plan = ct_planner_nudge (&self->request, self->plan, nudge, error);
  if (plan == NULL)
    return FALSE;
  ct_plan_unref (self->plan);
  self->plan = plan;
  return TRUE;
}

/**
 * ct_plan_draft_choose:
 * @self: a plan on the table
 * @alternative: index into the alternatives
 *
 * Takes an alternative instead; the plan so far becomes an alternative in its place.
 */
void
ct_plan_draft_choose (CtPlanDraft *self, guint alternative)
{
  CtPlan *chosen;

  g_return_if_fail (CT_IS_PLAN_DRAFT (self) && alternative < self->alternatives->len);
  chosen = g_ptr_array_index (self->alternatives, alternative);
  g_ptr_array_index (self->alternatives, alternative) = self->plan;
  self->plan = chosen;
}
