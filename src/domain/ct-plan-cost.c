/* What a plan costs; ct-plan-job.h says how dear each thing is. */
#include "domain/ct-plan-job.h"

#include <stdlib.h>

static gint64
cost_of_level (CtLevel level)
{
  switch (level)
    {
    case CT_LEVEL_NOTE:
      return CT_COST_NOTE;
    case CT_LEVEL_WARN:
      return CT_COST_WARN;
    case CT_LEVEL_HOLD:
    case CT_LEVEL_BLOCK:
    default:
      return CT_COST_IMPOSSIBLE;
    }
}

/* The first session of the course: one given, or the one that this plan begins with. */
static CtDate
course_begins (const CtPlanJob *self, CtDate first_date)
{
  for (guint i = 0; i < self->n_previous; i++)
    if (self->previous[i].number > 0)
      return self->previous[i].date;
  return first_date;
}

/* The day from which a rule holds, asked for only where it matters. */
static CtDate
rule_begins (const CtPlanJob *self, const CtSpacingRule *rule, CtDate first_date)
{
  if (rule->from_day == 0)
    return CT_DATE_NONE;
  return (self->n_previous > 0 ? self->previous[0].date : first_date) + rule->from_day;
}

/* Whether the gap to the session before or after @session breaks a rule; either may be of a course that goes on beside
 * this one. */
static gboolean
breaks_gap (const CtPlanJob *self, const CtSpacingRule *rule, const CtSpacingSession *session,
            const CtSpacingSession *last)
{
  const CtSpacingSession *earlier = last, *later = NULL;

  for (guint i = 0; i < self->n_others; i++)
    {
      const CtSpacingSession *other = &self->others[i];

      if (other->date < session->date && (earlier == NULL || other->date > earlier->date))
        earlier = other;
      if (other->date > session->date && later == NULL)
        later = other;
    }
  return (earlier != NULL && ct_spacing_gap_breaks (rule, earlier, session)) ||
         (later != NULL && ct_spacing_gap_breaks (rule, session, later));
}

static int
compare_dates (gconstpointer a, gconstpointer b)
{
  return *(const CtDate *) a - *(const CtDate *) b;
}

/* Whether @session is one of more than the rule's count within its days, those of other courses counted. */
static gboolean
crowds_with_others (const CtPlanJob *self, const CtSpacingRule *rule, const CtSpacingSession *session,
                    const CtSpacingSession *recent, guint n_recent, CtDate from)
{
  CtDate dates[3 * CT_PLANNER_MAX_SESSIONS];
  guint n = 0, count = (guint) MAX (rule->count, 0);

  dates[n++] = session->date;
  for (guint i = 0; i < n_recent; i++)
    dates[n++] = recent[i].date;
  for (guint i = 0; i < self->n_others && n < G_N_ELEMENTS (dates); i++)
    if (ABS (self->others[i].date - session->date) < rule->days && self->others[i].date >= from)
      dates[n++] = self->others[i].date;
  qsort (dates, n, sizeof (CtDate), compare_dates);
  for (guint i = 0; i + count < n; i++)
    if (dates[i] >= from && dates[i] <= session->date && dates[i + count] >= session->date &&
        dates[i + count] - dates[i] < rule->days)
      return TRUE;
  return FALSE;
}

static gboolean
breaks (const CtPlanJob *self, const CtSpacingRule *rule, int index, const CtSpacingSession *session,
        const CtSpacingSession *recent, guint n_recent, CtDate first_date)
{
  CtDate from = rule_begins (self, rule, first_date);
  guint back = (guint) MAX (rule->count, 0);

  if (session->date < from)
    return FALSE;
  if (rule->kind == CT_SPACING_FINISH_BY)
    return index == self->n - 1 && session->date - course_begins (self, first_date) >= rule->days;
  if (rule->kind == CT_SPACING_MAX_IN_WINDOW && self->n_others > 0)
    return back > 0 && crowds_with_others (self, rule, session, recent, n_recent, from);
  if (rule->kind == CT_SPACING_MAX_IN_WINDOW)
    return back > 0 && back <= n_recent && recent[back - 1].date >= from &&
           session->date - recent[back - 1].date < rule->days;
  return breaks_gap (self, rule, session, n_recent > 0 ? &recent[0] : NULL);
}

static gboolean
takes_too_long (const CtPlanJob *self, int index, CtDate date, CtDate first_date)
{
  const CtProtocol *protocol = self->request->protocol;

  return index == self->n - 1 && protocol->window_days > 0 &&
         self->first_number + index <= protocol->n_sessions &&
         date - course_begins (self, first_date) >= protocol->window_days;
}

/**
 * ct_plan_job_due:
 * @self: a job
 * @index: a session, from 0
 * @first_date: the day of the plan's first session
 *
 * Returns: the day a session is due once the first has its day: the whole series moves with it.
 */
CtDate
ct_plan_job_due (const CtPlanJob *self, int index, CtDate first_date)
{
  return first_date + self->due[index] - self->due[0];
}

static gint64
cost_of_place (const CtPlanJob *self, int index, CtDate date, int minute, const CtSpacingSession *recent, guint n_recent,
               CtDate first_date)
{
  gint64 cost = (gint64) CT_COST_DRIFT_DAY * ABS (date - ct_plan_job_due (self, index, first_date)) +
                (gint64) CT_COST_MINUTE * ABS (minute - self->anchors[index]);

  if (index == 0)
    cost += (gint64) CT_COST_START_DAY * ABS (date - self->due[0]);
  if (index > 0 && n_recent > 0)
    cost += (gint64) CT_COST_GAP_DAY * ABS (date - recent[0].date - (self->due[index] - self->due[index - 1]));
  if (self->wish.from >= 0 && (minute < self->wish.from || minute > self->wish.to))
    cost += CT_COST_TIME_WISH;
  if (self->weekdays != 0 && (self->weekdays & CT_WEEKDAY_BIT (ct_date_get_weekday (date))) == 0)
    cost += CT_COST_DAY_WISH;
  return cost;
}

/**
 * ct_plan_job_step_cost:
 * @self: a job
 * @index: the session placed, from 0
 * @date: its day
 * @minute: when it starts
 * @recent: (array length=n_recent): the sessions before it, latest first, as many as the job remembers or there are
 * @n_recent: how many
 * @first_date: the day of the plan's first session
 *
 * Returns: what this session adds to the plan's cost, or %CT_COST_IMPOSSIBLE.
 */
gint64
ct_plan_job_step_cost (const CtPlanJob *self, int index, CtDate date, int minute, const CtSpacingSession *recent,
                       guint n_recent, CtDate first_date)
{
  CtSpacingSession session = { self->first_number + index, date, minute };
  gint64 cost = cost_of_place (self, index, date, minute, recent, n_recent, first_date);

  for (guint i = 0; i < self->n_others; i++)
    if (self->others[i].date == date)
      return CT_COST_IMPOSSIBLE;
  for (guint i = 0; i < self->rules->len; i++)
    {
      const CtSpacingRule *rule = g_ptr_array_index (self->rules, i);

      if (breaks (self, rule, index, &session, recent, n_recent, first_date))
        {
          gint64 level = cost_of_level (rule->level);

          if (level == CT_COST_IMPOSSIBLE)
            return CT_COST_IMPOSSIBLE;
          cost += level;
        }
    }
  if (takes_too_long (self, index, date, first_date))
    cost += CT_COST_LENGTH;
  return cost;
}

/**
 * ct_plan_job_cost:
 * @self: a job with its anchors set
 * @places: (array): where its sessions go, in order of date
 *
 * Returns: what the whole plan costs, or %CT_COST_IMPOSSIBLE.
 */
gint64
ct_plan_job_cost (const CtPlanJob *self, const CtPlace *places)
{
  CtSpacingSession recent[CT_PLANNER_MAX_SESSIONS];
  gint64 cost = 0;

  for (int index = 0; index < self->n; index++)
    {
      guint n = 0;
      gint64 step;

      for (int i = index - 1; i >= 0 && n < self->memory; i--)
        recent[n++] = (CtSpacingSession) { self->first_number + i, places[i].date, places[i].minute };
      for (guint i = self->n_previous; i > 0 && n < self->memory; i--)
        recent[n++] = self->previous[i - 1];
      step = ct_plan_job_step_cost (self, index, places[index].date, places[index].minute, recent, n, places[0].date);
      if (step == CT_COST_IMPOSSIBLE)
        return CT_COST_IMPOSSIBLE;
      cost += step;
    }
  return cost;
}
