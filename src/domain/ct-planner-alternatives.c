/* The nearest plans: start later, another time of day, other days; each says what it breaks of what was asked. */
#include "domain/ct-planner.h"

#include <glib/gi18n.h>

#include "domain/ct-plan-job.h"

/* How much later a course may be offered to start, in days. */
static const int later_starts[] = { 1, 2, 3, 4, 5, 6, 7, 14, 21, 28, 42, 56 };

/* Ways to differ. The best of each comes before the second best of any. */
enum
{
  OTHER_TIME,
  OTHER_DAYS,
  OTHER_START,
  N_WAYS,
};

typedef struct
{
  const CtPlanRequest *request;
  const CtPlan        *plan;           /* (nullable) */
  GPtrArray           *found[N_WAYS];  /* of CtPlan */
} Offers;

/* What @places would cost by the wishes and due days of the request as it was asked. */
static gint64
cost_as_asked (const CtPlanRequest *request, const CtPlace *places)
{
  g_autoptr (CtPlanJob) job = ct_plan_job_new (request, NULL, NULL);

  if (job == NULL)
    return CT_COST_IMPOSSIBLE;
  ct_plan_job_set_anchor (job, job->wish.from >= 0 ? job->wish.from : places[0].minute);
  return ct_plan_job_cost (job, places);
}

static gboolean
is_known (const Offers *self, const CtPlan *plan)
{
  if (self->plan != NULL && ct_plan_same_places (self->plan, plan))
    return TRUE;
  for (int way = 0; way < N_WAYS; way++)
    for (guint i = 0; i < self->found[way]->len; i++)
      if (ct_plan_same_places (g_ptr_array_index (self->found[way], i), plan))
        return TRUE;
  return FALSE;
}

/* Another time that changes no date is no help where the time wished for was to be had. */
static gboolean
helps_with_time (const CtPlan *plan, const CtPlan *other)
{
  if (plan == NULL)
    return TRUE;
  for (guint i = 0; i < plan->broken_rules->len; i++)
    if (g_str_equal (ct_plan_get_broken (plan, i)->rule_id, "preferred-time"))
      return TRUE;
  for (guint i = 0; i < plan->sessions->len; i++)
    if (ct_plan_get_session (plan, i)->date != ct_plan_get_session (other, i)->date)
      return TRUE;
  return FALSE;
}

/* Plans @varied and, where that gives something new, offers it under @title with what it breaks of what was asked. */
static void
offer (Offers *self, int way, const CtPlanRequest *varied, char *title)
{
  g_autofree char *mine = title;
  g_autoptr (CtPlanJob) job = ct_plan_job_new (varied, NULL, NULL);
  g_autoptr (CtPlan) plan = NULL;
  g_autofree CtPlace *places = NULL;
  g_autofree gint64 *chairs = NULL;

  if (job == NULL)
    return;
  places = g_new0 (CtPlace, job->n);
  chairs = g_new0 (gint64, job->n);
  if (!ct_plan_job_find (job, places, NULL))
    return;
  ct_plan_job_seat (job, places, NULL, chairs);
  job->wish = self->request->preferred;
  job->weekdays = (self->request->weekdays & 0x7f) == 0x7f ? 0 : self->request->weekdays & 0x7f;
  plan = ct_plan_job_write (job, places, chairs);
  plan->cost = cost_as_asked (self->request, places);
  plan->title = g_steal_pointer (&mine);
  if (!is_known (self, plan) && (way != OTHER_TIME || helps_with_time (self->plan, plan)))
    g_ptr_array_add (self->found[way], g_steal_pointer (&plan));
}

static gboolean
breaks_something (const CtPlan *plan)
{
  return plan == NULL || plan->broken_rules->len > 0;
}

/* Another time is of use only where the time wished for was to be had only at a price. */
static void
offer_other_times (Offers *self)
{
  CtPlanRequest varied = *self->request;

  if (varied.preferred.from < 0 || !breaks_something (self->plan))
    return;
  varied.preferred = (CtMinutes) { -1, -1 };
  offer (self, OTHER_TIME, &varied, g_strdup (_("Another time of day")));
}

/* The same pattern of days, so many days later in the week. */
static guint
rotate (guint weekdays, int by)
{
  return ((weekdays << by) | (weekdays >> (7 - by))) & 0x7f;
}

static void
offer_other_days (Offers *self)
{
  CtPlanRequest varied = *self->request;
  guint asked = varied.weekdays & 0x7f;

  if (asked == 0 || asked == 0x7f)
    return;
  varied.weekdays = 0;
  offer (self, OTHER_DAYS, &varied, g_strdup (_("Any day of the week")));
  for (int by = 1; by <= 6; by += 5) /* a day later in the week, a day earlier */
    {
      g_autofree char *days = NULL;

      varied.weekdays = rotate (asked, by);
      days = ct_plan_weekdays_text (varied.weekdays);
      /* Translators: days of the week: "On Tue, Thu" */
      offer (self, OTHER_DAYS, &varied, g_strdup_printf (_("On %s"), days));
    }
}

static void
offer_later_starts (Offers *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (later_starts); i++)
    {
      CtPlanRequest varied = *self->request;
      g_autofree char *day = NULL;

      varied.start_date += later_starts[i];
      varied.start_minute = 0;
      day = ct_date_format (varied.start_date, "%a %-d %b");
      offer (self, OTHER_START, &varied, g_strdup_printf (_("Start %s or later"), day));
    }
}

static int
compare_cost (gconstpointer a, gconstpointer b)
{
  const CtPlan *x = *(const CtPlan *const *) a, *y = *(const CtPlan *const *) b;

  if (x->cost != y->cost)
    return x->cost < y->cost ? -1 : 1;
  return ct_plan_get_session (x, 0)->date - ct_plan_get_session (y, 0)->date;
}

/* Takes the best of each way, by cost, then the second best, and so on. */
static void
choose (Offers *offers, guint limit, GPtrArray *chosen)
{
  for (guint rank = 0; rank < G_N_ELEMENTS (later_starts); rank++)
    {
      g_autoptr (GPtrArray) round = g_ptr_array_new ();

      for (int way = 0; way < N_WAYS; way++)
        if (rank < offers->found[way]->len)
          g_ptr_array_add (round, g_ptr_array_index (offers->found[way], rank));
      g_ptr_array_sort (round, compare_cost);
      for (guint i = 0; i < round->len && chosen->len < limit; i++)
        g_ptr_array_add (chosen, ct_plan_ref (g_ptr_array_index (round, i)));
    }
}

/**
 * ct_planner_alternatives:
 * @request: what was asked
 * @plan: (nullable): the plan that is there already, if any
 * @limit: how many at most
 *
 * Looks for the nearest plans that differ from @plan: at another time of day, on other weekdays, starting up to eight weeks
 * later. Each has a title that says how it differs, and names what it breaks of the wishes in @request.
 *
 * Returns: (transfer full) (element-type CtPlan): the best of each of the three ways to differ, cheapest by what was asked
 *   first, then the second best of each; empty where there is none.
 */
GPtrArray *
ct_planner_alternatives (const CtPlanRequest *request, const CtPlan *plan, guint limit)
{
  GPtrArray *chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_plan_unref);
  Offers offers = { request, plan };

  g_return_val_if_fail (request != NULL && request->protocol != NULL, chosen);
  for (int way = 0; way < N_WAYS; way++)
    offers.found[way] = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_plan_unref);
  offer_other_times (&offers);
  offer_other_days (&offers);
  offer_later_starts (&offers);
  for (int way = 0; way < N_WAYS; way++)
    g_ptr_array_sort (offers.found[way], compare_cost);
  choose (&offers, limit, chosen);
  for (int way = 0; way < N_WAYS; way++)
    g_ptr_array_unref (offers.found[way]);
  return chosen;
}
