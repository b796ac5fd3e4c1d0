/* Which chair each session gets, once days and times are found. */
#include "domain/ct-plan-job.h"

#define COST_CHANGE      1000 /* another chair than the session before */
#define COST_NOT_WISHED  600  /* not the chair the request prefers */
#define COST_PER_RANK    1    /* further down the list of chairs: only to settle ties */

static int
cost_of_chair (const CtPlanJob *self, const CtPlace *place, gint64 wanted, guint chair)
{
  gint64 preferred = self->request->preferred_chair_id;

  if (wanted != 0 ? self->chairs[chair] != wanted : (place->chairs >> chair & 1) == 0)
    return -1;
  return (int) chair * COST_PER_RANK + (preferred != 0 && self->chairs[chair] != preferred ? COST_NOT_WISHED : 0);
}

/**
 * ct_plan_job_seat:
 * @self: a job
 * @places: (array): where its sessions go, each with at least one chair
 * @wanted_chairs: (nullable): for each session the chair it must have (one of the job's), or 0
 * @chairs: (array) (out): a chair for each session
 *
 * Changes chairs as seldom as can be, and otherwise keeps to the preferred one and the order of the list.
 */
void
ct_plan_job_seat (const CtPlanJob *self, const CtPlace *places, const gint64 *wanted_chairs, gint64 *chairs)
{
  g_autofree int *cost = g_new (int, self->n_chairs);
  g_autofree int *before = g_new0 (int, self->n_chairs);
  g_autofree guint8 *from = g_new0 (guint8, (gsize) self->n * self->n_chairs);
  guint best = 0;

  for (int index = 0; index < self->n; index++)
    {
      guint cheapest = best;

      for (guint chair = 0; chair < self->n_chairs; chair++)
        {
          int own = cost_of_chair (self, &places[index], wanted_chairs != NULL ? wanted_chairs[index] : 0, chair);
          gboolean stay = index > 0 && before[chair] >= 0 && before[chair] <= before[cheapest] + COST_CHANGE;

          from[(guint) index * self->n_chairs + chair] = (guint8) (stay ? chair : cheapest);
          cost[chair] = own < 0 ? -1 : own + (index == 0 ? 0 : stay ? before[chair] : before[cheapest] + COST_CHANGE);
        }
      for (guint chair = self->n_chairs; chair > 0; chair--)
        if (cost[chair - 1] >= 0 && (cost[best] < 0 || cost[chair - 1] <= cost[best]))
          best = chair - 1;
      for (guint chair = 0; chair < self->n_chairs; chair++)
        before[chair] = cost[chair];
    }
  for (int index = self->n - 1; index >= 0; index--)
    {
      chairs[index] = self->chairs[best];
      best = from[(guint) index * self->n_chairs + best];
    }
}
