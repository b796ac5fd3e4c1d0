/* What may become of a course when a session was missed: made up before the next one, added at the end, the rest shifted, or
 * the rest planned anew. */
#include "domain/ct-replan.h"

#include <glib/gi18n.h>

#include "domain/ct-plan-job.h"

static void
copy_session (CtPlan *plan, const CtPlanSession *from, int number)
{
  CtPlanSession *session = ct_plan_add_session (plan);

  session->number = number;
  session->date = session->due_date = from->date;
  session->minute = from->minute;
  session->minutes = from->minutes;
  session->chair_id = from->chair_id;
  session->chair_name = g_strdup (from->chair_name);
  session->satisfies = g_new0 (char *, 1);
}

/* That one session alone is fewer than the protocol has says nothing about the whole. */
static void
copy_broken (CtPlan *plan, const CtPlan *from)
{
  for (guint i = 0; i < ct_plan_get_n_broken (from); i++)
    {
      const CtBrokenRule *rule = ct_plan_get_broken (from, i);

      if (g_str_equal (rule->rule_id, "session-count"))
        continue;
      ct_plan_add_broken (plan, rule->rule_id, rule->level, g_strdup (rule->text), rule->source, rule->session);
    }
  plan->cost += from->cost;
}

/* One session planned by itself, with the kept ones as neighbours. */
static CtPlan *
plan_one (const CtPlanRequest *request, const CtPlan *rest, int number, CtDate due, gboolean behind)
{
  CtPlanRequest one = *request;
  g_autoptr (GArray) previous = g_array_new (FALSE, FALSE, sizeof (CtSpacingSession));
  g_autoptr (CtOccupancy) occupancy = ct_occupancy_copy (request->occupancy);
  guint n = ct_plan_get_size (rest);

  g_array_append_vals (previous, request->previous, request->n_previous);
  for (guint i = 1; i < n; i++)
    {
      const CtPlanSession *kept = ct_plan_get_session (rest, i);
      CtSpacingSession session = { behind ? request->first_number + (int) i - 1 : 0, kept->date, kept->minute };
      CtBooking booking = { .appointment_id = -(gint64) i, .patient_id = request->patient_id, .chair_id = kept->chair_id,
                            .date = kept->date, .minutes = { kept->minute, kept->minute + kept->minutes },
                            .segments = request->protocol->segments };

      g_array_append_val (previous, session);
      ct_occupancy_add (occupancy, &booking);
    }
  one.occupancy = occupancy;
  one.previous = (const CtSpacingSession *) (gpointer) previous->data;
  one.n_previous = previous->len;
  one.first_number = number;
  one.n_sessions = 1;
  if (due > one.start_date)
    {
      one.start_date = due;
      one.start_minute = 0;
    }
  return ct_planner_plan (&one, NULL);
}

/* The missed session before the next one; the others stay. */
static CtPlan *
make_up (const CtPlanRequest *request, const CtPlan *rest)
{
  g_autoptr (CtPlan) one = plan_one (request, rest, request->first_number, request->start_date, FALSE);
  CtPlan *plan;

  if (one == NULL ||
      (ct_plan_get_size (rest) > 1 && ct_plan_get_session (one, 0)->date >= ct_plan_get_session (rest, 1)->date))
    return NULL;
  plan = ct_plan_new ();
  plan->title = g_strdup (_("Make it up before the next one"));
  copy_session (plan, ct_plan_get_session (one, 0), request->first_number);
  for (guint i = 1; i < ct_plan_get_size (rest); i++)
    copy_session (plan, ct_plan_get_session (rest, i), request->first_number + (int) i);
  copy_broken (plan, one);
  return plan;
}

/* The others stay and count one less; one more comes behind them. */
static CtPlan *
add_at_end (const CtPlanRequest *request, const CtPlan *rest)
{
  guint n = ct_plan_get_size (rest);
  int last_number = request->first_number + (int) n - 1;
  const CtPlanSession *last = ct_plan_get_session (rest, n - 1);
  int gap = ct_spacing_due_day (request->protocol, last_number, request->interval_days) -
            ct_spacing_due_day (request->protocol, MAX (last_number - 1, 1), request->interval_days);
  g_autoptr (CtPlan) one = NULL;
  CtPlan *plan;

  if (n < 2)
    return NULL;
  one = plan_one (request, rest, last_number, last->date + MAX (gap, 1), TRUE);
  if (one == NULL)
    return NULL;
  plan = ct_plan_new ();
  plan->title = g_strdup (_("Add one at the end"));
  for (guint i = 1; i < n; i++)
    copy_session (plan, ct_plan_get_session (rest, i), request->first_number + (int) i - 1);
  copy_session (plan, ct_plan_get_session (one, 0), last_number);
  copy_broken (plan, one);
  return plan;
}

static CtPlan *
titled (CtPlan *plan, const char *title)
{
  if (plan != NULL)
    {
      g_free (plan->title);
      plan->title = g_strdup (title);
    }
  return plan;
}

/* All sessions as far apart as they were, as early as can be. */
static CtPlan *
shift (const CtPlanRequest *request, const CtPlan *rest)
{
  guint n = ct_plan_get_size (rest);
  g_autofree CtDate *due = g_new (CtDate, n);
  CtPlanRequest moved = *request;
  int by = request->start_date - ct_plan_get_session (rest, 0)->date;
  g_autoptr (CtPlanJob) job = NULL;
  g_autofree CtPlace *places = g_new0 (CtPlace, n);
  g_autofree gint64 *chairs = g_new0 (gint64, n);

  moved.n_sessions = (int) n;
  moved.weekdays = 0;
  moved.preferred = (CtMinutes) { -1, -1 };
  for (guint i = 0; i < n; i++)
    due[i] = ct_plan_get_session (rest, i)->date + MAX (by, 0);
  job = ct_plan_job_new (&moved, due, NULL);
  if (job == NULL)
    return NULL;
  for (guint i = 0; i < n; i++)
    ct_plan_job_add_start (job, ct_plan_get_session (rest, i)->minute);
  for (guint i = 0; i < n; i++)
    job->anchors[i] = ct_plan_get_session (rest, i)->minute;
  if (!ct_plan_job_find_around (job, places, NULL))
    return NULL;
  ct_plan_job_seat (job, places, NULL, chairs);
  return titled (ct_plan_job_write (job, places, chairs), _("Shift the rest"));
}

static CtPlan *
anew (const CtPlanRequest *request, const CtPlan *rest)
{
  CtPlanRequest whole = *request;

  whole.n_sessions = (int) ct_plan_get_size (rest);
  return titled (ct_planner_plan (&whole, NULL), _("Plan the rest anew"));
}

static gboolean
is_known (GPtrArray *plans, const CtPlan *plan)
{
  for (guint i = 0; i < plans->len; i++)
    if (ct_plan_same_places (g_ptr_array_index (plans, i), plan))
      return TRUE;
  return FALSE;
}

/**
 * ct_replan_missed:
 * @request: what the course was planned for: @start_date is the first day that is of use now, @first_number the number of the
 *   missed session, @previous those given before it; its occupancy is without the course's own sessions that are to come
 * @rest: the sessions from the missed one on, as they were booked
 * @limit: how many plans at most
 *
 * Offers ways to go on, each with what it breaks: the missed session made up before the next one, one added at the end, the
 * rest shifted, the rest planned anew. Ways that lead to the same days are offered once.
 *
 * Returns: (transfer full) (element-type CtPlan): plans of all sessions to come, with a title each; empty where there is none.
 */
GPtrArray *
ct_replan_missed (const CtPlanRequest *request, const CtPlan *rest, guint limit)
{
  static CtPlan *(*const ways[]) (const CtPlanRequest *request, const CtPlan *rest) = { make_up, add_at_end, shift, anew };
  GPtrArray *plans = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_plan_unref);

  g_return_val_if_fail (request != NULL && rest != NULL && ct_plan_get_size (rest) > 0, plans);
  for (gsize i = 0; i < G_N_ELEMENTS (ways) && plans->len < limit; i++)
    {
      CtPlan *plan = ways[i] (request, rest);

      if (plan != NULL && is_known (plans, plan))
        g_clear_pointer (&plan, ct_plan_unref);
      if (plan != NULL)
        g_ptr_array_add (plans, plan);
    }
  return plans;
}
