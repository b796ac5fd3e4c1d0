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

static gboolean
is_at (const CtPlanSession *session, const CtPlanPlace *place)
{
  return session->date == place->at.date && session->minute == place->at.minute && session->chair_id == place->chair_id;
}

/* One that moves later makes way for those before it, and the other way round. */
static gboolean
put_some_back (CtPlanDraft *self, const CtPlanPlace *places, guint n, gboolean backwards)
{
  gboolean moved = FALSE;

  for (guint i = 0; i < n; i++)
    {
      guint index = backwards ? n - 1 - i : i;
      const CtNudge nudge = { .index = index, .to = places[index].at, .chair_id = places[index].chair_id,
                              .mode = CT_NUDGE_ONLY, .accept_warnings = TRUE };

      if (!is_at (ct_plan_get_session (self->plan, index), &places[index]) && ct_plan_draft_nudge (self, &nudge, NULL))
        moved = TRUE;
    }
  return moved;
}

/**
 * ct_plan_draft_put_back:
 * @self: a plan on the table
 * @places: (array length=n_places): where its sessions were put by hand at another time, the first one first
 * @n_places: how many
 *
 * Puts each session where it was, as far as it is free and allowed still.
 *
 * Returns: (transfer full) (element-type int): the numbers of those that are elsewhere now.
 */
GArray *
ct_plan_draft_put_back (CtPlanDraft *self, const CtPlanPlace *places, guint n_places)
{
  GArray *elsewhere = g_array_new (FALSE, FALSE, sizeof (int));
  guint n;

  g_return_val_if_fail (CT_IS_PLAN_DRAFT (self) && places != NULL, elsewhere);
  n = MIN (n_places, ct_plan_get_size (self->plan));
  /* Each round puts at least one session in its place, so there are no more than that. */
  for (guint i = 0; i < n; i++)
    if (!put_some_back (self, places, n, TRUE) && !put_some_back (self, places, n, FALSE))
      break;
  for (guint i = 0; i < n; i++)
    if (!is_at (ct_plan_get_session (self->plan, i), &places[i]))
      g_array_append_val (elsewhere, ct_plan_get_session (self->plan, i)->number);
  return elsewhere;
}
