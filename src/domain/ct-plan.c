#include "domain/ct-plan.h"

static void
session_free (gpointer data)
{
  CtPlanSession *self = data;

  g_free (self->chair_name);
  g_strfreev (self->satisfies);
  g_free (self);
}

static void
broken_free (gpointer data)
{
  CtBrokenRule *self = data;

  g_free (self->rule_id);
  g_free (self->text);
  g_free (self->source);
  g_free (self);
}

/**
 * ct_plan_new:
 *
 * Returns: (transfer full): an empty plan with one reference, to be filled by the planner and then left alone.
 */
CtPlan *
ct_plan_new (void)
{
  CtPlan *self = g_new0 (CtPlan, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->sessions = g_ptr_array_new_with_free_func (session_free);
  self->broken_rules = g_ptr_array_new_with_free_func (broken_free);
  return self;
}

/**
 * ct_plan_ref:
 * @self: a plan
 *
 * Returns: (transfer full): @self, with one reference more.
 */
CtPlan *
ct_plan_ref (CtPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ct_plan_unref:
 * @self: (transfer full): a plan
 *
 * Gives one reference back.
 */
void
ct_plan_unref (CtPlan *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->title);
  g_free (self->refused);
  g_ptr_array_unref (self->sessions);
  g_ptr_array_unref (self->broken_rules);
  g_free (self);
}

/**
 * ct_plan_get_size:
 * @self: a plan
 *
 * Returns: how many sessions it has.
 */
guint
ct_plan_get_size (const CtPlan *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->sessions->len;
}

/**
 * ct_plan_get_session:
 * @self: a plan
 * @index: which, from 0
 *
 * Returns: (transfer none): the session.
 */
const CtPlanSession *
ct_plan_get_session (const CtPlan *self, guint index)
{
  g_return_val_if_fail (self != NULL && index < self->sessions->len, NULL);
  return g_ptr_array_index (self->sessions, index);
}

/**
 * ct_plan_get_n_broken:
 * @self: a plan
 *
 * Returns: how many rules and wishes it does not keep.
 */
guint
ct_plan_get_n_broken (const CtPlan *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->broken_rules->len;
}

/**
 * ct_plan_get_broken:
 * @self: a plan
 * @index: which, from 0
 *
 * Returns: (transfer none): what is broken.
 */
const CtBrokenRule *
ct_plan_get_broken (const CtPlan *self, guint index)
{
  g_return_val_if_fail (self != NULL && index < self->broken_rules->len, NULL);
  return g_ptr_array_index (self->broken_rules, index);
}

/**
 * ct_plan_same_places:
 * @a: a plan
 * @b: another one
 *
 * Returns: whether both have the same sessions on the same days, at the same times and on the same chairs.
 */
gboolean
ct_plan_same_places (const CtPlan *a, const CtPlan *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);
  if (a->sessions->len != b->sessions->len)
    return FALSE;
  for (guint i = 0; i < a->sessions->len; i++)
    {
      const CtPlanSession *x = ct_plan_get_session (a, i), *y = ct_plan_get_session (b, i);

      if (x->number != y->number || x->date != y->date || x->minute != y->minute || x->chair_id != y->chair_id)
        return FALSE;
    }
  return TRUE;
}

/**
 * ct_plan_add_session:
 * @self: a plan being made
 *
 * Returns: (transfer none): a new last session, to be filled.
 */
CtPlanSession *
ct_plan_add_session (CtPlan *self)
{
  CtPlanSession *session;

  g_return_val_if_fail (self != NULL, NULL);
  session = g_new0 (CtPlanSession, 1);
  g_ptr_array_add (self->sessions, session);
  return session;
}

/**
 * ct_plan_add_broken:
 * @self: a plan being made
 * @rule_id: what is broken
 * @level: how strongly it speaks
 * @text: (transfer full): what is broken, with dates
 * @source: (nullable): where the rule comes from
 * @session: the session it is about, 0 for the whole plan
 *
 * Returns: (transfer none): the new entry.
 */
CtBrokenRule *
ct_plan_add_broken (CtPlan *self, const char *rule_id, CtLevel level, char *text, const char *source, int session)
{
  CtBrokenRule *broken;

  g_return_val_if_fail (self != NULL && rule_id != NULL, NULL);
  broken = g_new0 (CtBrokenRule, 1);
  broken->rule_id = g_strdup (rule_id);
  broken->level = level;
  broken->text = text;
  broken->source = g_strdup (source);
  broken->session = session;
  g_ptr_array_add (self->broken_rules, broken);
  return broken;
}
