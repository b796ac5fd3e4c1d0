/* Makes a request ready to search in: counts, chairs, due days, rules and starts. */
#include "domain/ct-plan-job.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "base/ct-error.h"

/* How far behind the last due day a session may be looked for: three weeks, and three that the start may have moved. */
#define LATE_DAYS 42

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, sentence);
  return FALSE;
}

/* Whether the request makes sense at all. */
static gboolean
request_is_valid (const CtPlanRequest *request, GError **error)
{
  const CtProtocol *protocol = request->protocol;

  if (protocol->phase == CT_PHASE_INFORMATION)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("%s is for information only: there are no sessions to plan."),
                   protocol->name != NULL ? protocol->name : protocol->id);
      return FALSE;
    }
  if (request->start_date < ct_date_new (1900, 1, 1) || request->start_date > ct_date_new (9000, 1, 1))
    return refuse (error, _("Choose the date to start on."));
  if (request->n_sessions < 0 || request->n_sessions > CT_PLANNER_MAX_SESSIONS || request->first_number < 1)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("A plan has 1 to %d sessions."), CT_PLANNER_MAX_SESSIONS);
      return FALSE;
    }
  if (request->interval_days < 0 || request->interval_days > 366)
    return refuse (error, _("Sessions can be 1 to 366 days apart."));
  if (request->step_minutes < 5 || request->step_minutes > 240)
    return refuse (error, _("Sessions can start every 5 to 240 minutes."));
  if (request->preferred.from > request->preferred.to || request->preferred.to >= CT_MINUTES_PER_DAY)
    return refuse (error, _("The preferred times must be on one day, the earlier one first."));
  return TRUE;
}

static gboolean
set_counts (CtPlanJob *self, GError **error)
{
  const CtPlanRequest *request = self->request;
  int all = request->protocol->n_sessions;

  self->first_number = request->first_number;
  self->n = request->n_sessions;
  if (self->n == 0)
    self->n = all > 0 ? all - self->first_number + 1 : CT_PLANNER_OPEN_SESSIONS;
  if (self->n < 1)
    return refuse (error, _("All sessions of this course are placed already."));
  self->minutes = request->minutes > 0 ? request->minutes : ct_protocol_minutes (request->protocol);
  if (self->minutes < 1 || self->minutes > CT_MINUTES_PER_DAY)
    return refuse (error, _("Say how many minutes a session takes."));
  return TRUE;
}

static gboolean
set_chairs (CtPlanJob *self, GError **error)
{
  self->chairs = self->request->chairs;
  self->n_chairs = self->request->n_chairs;
  if (self->n_chairs == 0)
    self->chairs = ct_occupancy_get_chairs (self->request->occupancy, &self->n_chairs);
  if (self->n_chairs == 0)
    return refuse (error, _("There is no chair to plan on."));
  if (self->n_chairs > CT_PLANNER_MAX_CHAIRS)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("A plan can choose among %d chairs at most."),
                   CT_PLANNER_MAX_CHAIRS);
      return FALSE;
    }
  return TRUE;
}

static int
compare_previous (gconstpointer a, gconstpointer b)
{
  const CtSpacingSession *x = a, *y = b;

  if (x->date != y->date)
    return x->date < y->date ? -1 : 1;
  return x->minute - y->minute;
}

/* Sessions of this course and all before the start date come before the plan; other courses may go on beside it. */
static void
set_previous (CtPlanJob *self)
{
  const CtPlanRequest *request = self->request;

  self->previous = g_new (CtSpacingSession, request->n_previous);
  self->others = g_new (CtSpacingSession, request->n_previous);
  for (guint i = 0; i < request->n_previous; i++)
    if (request->previous[i].number > 0 || request->previous[i].date < request->start_date)
      self->previous[self->n_previous++] = request->previous[i];
    else
      self->others[self->n_others++] = request->previous[i];
  if (self->n_previous > 1)
    qsort (self->previous, self->n_previous, sizeof (CtSpacingSession), compare_previous);
  if (self->n_others > 1)
    qsort (self->others, self->n_others, sizeof (CtSpacingSession), compare_previous);
}

/* One session a day at most: the first may be on the day after the last one given. */
static void
set_dates (CtPlanJob *self, const CtDate *due)
{
  const CtPlanRequest *request = self->request;
  int first_due = ct_spacing_due_day (request->protocol, self->first_number, request->interval_days);

  self->earliest = request->start_date;
  if (self->n_previous > 0)
    self->earliest = MAX (self->earliest, self->previous[self->n_previous - 1].date + 1);
  self->due = g_new (CtDate, self->n);
  for (int i = 0; i < self->n; i++)
    self->due[i] = due != NULL ? due[i]
                               : request->start_date - first_due +
                                     ct_spacing_due_day (request->protocol, self->first_number + i,
                                                         request->interval_days);
  self->end = MAX (self->due[self->n - 1], self->earliest) + LATE_DAYS + 1;
  self->days = g_new0 (CtPlanDay *, self->end - self->earliest);
}

static void
set_rules (CtPlanJob *self)
{
  self->rules = ct_spacing_rules (self->request->protocol);
  self->memory = 1;
  for (guint i = 0; i < self->rules->len; i++)
    {
      const CtSpacingRule *rule = g_ptr_array_index (self->rules, i);

      if (rule->kind == CT_SPACING_MAX_IN_WINDOW)
        self->memory = MAX (self->memory, (guint) CLAMP (rule->count, 1, CT_PLANNER_MAX_SESSIONS));
    }
}

/* The minutes between the earliest opening and the latest closing of the week. */
static CtMinutes
opening_of_week (const CtHours *hours)
{
  CtMinutes all = { CT_MINUTES_PER_DAY, 0 };

  for (int weekday = 1; weekday <= 7; weekday++)
    {
      guint n;
      const CtMinutes *ranges = ct_hours_get_ranges (hours, weekday, &n);

      for (guint i = 0; i < n; i++)
        {
          all.from = MIN (all.from, ranges[i].from);
          all.to = MAX (all.to, ranges[i].to);
        }
    }
  return all;
}

static void
set_starts (CtPlanJob *self)
{
  CtMinutes open = opening_of_week (self->request->hours);
  int step = self->request->step_minutes;

  self->starts = g_array_new (FALSE, FALSE, sizeof (int));
  for (int minute = (open.from + step - 1) / step * step; minute + self->minutes <= open.to; minute += step)
    g_array_append_val (self->starts, minute);
  if (self->wish.from >= 0 && self->wish.from == self->wish.to)
    ct_plan_job_add_start (self, self->wish.from);
}

/**
 * ct_plan_job_new:
 * @request: (transfer none): what to plan; must outlive the job
 * @due: (nullable): the day each session is due, where that is not the protocol's to say
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the request made ready, or %NULL with %CT_ERROR_INVALID where it makes no sense.
 */
CtPlanJob *
ct_plan_job_new (const CtPlanRequest *request, const CtDate *due, GError **error)
{
  g_autoptr (CtPlanJob) self = NULL;

  if (!request_is_valid (request, error))
    return NULL;
  self = g_new0 (CtPlanJob, 1);
  self->request = request;
  self->wish = request->preferred;
  self->desk = request->desk != NULL && !ct_desk_is_plain (request->desk) ? request->desk : NULL;
  self->weekdays = (request->weekdays & 0x7f) == 0x7f ? 0 : request->weekdays & 0x7f;
  if (!set_counts (self, error) || !set_chairs (self, error))
    return NULL;
  set_previous (self);
  set_dates (self, due);
  set_rules (self);
  set_starts (self);
  self->anchors = g_new0 (int, self->n);
  return g_steal_pointer (&self);
}

/**
 * ct_plan_job_free:
 * @self: (transfer full): a job
 *
 * Frees it.
 */
void
ct_plan_job_free (CtPlanJob *self)
{
  if (self->days != NULL)
    for (CtDate date = self->earliest; date < self->end; date++)
      g_free (self->days[date - self->earliest]);
  g_free (self->days);
  g_free (self->due);
  g_free (self->anchors);
  g_free (self->previous);
  g_free (self->others);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_clear_pointer (&self->starts, g_array_unref);
  g_free (self);
}

/**
 * ct_plan_job_sessions:
 * @self: a job
 * @places: (array length=n_places): where its first sessions go
 * @n_places: how many
 *
 * Returns: (transfer full) (element-type CtSpacingSession): these and all that are given, as the spacing rules want them.
 */
GArray *
ct_plan_job_sessions (const CtPlanJob *self, const CtPlace *places, int n_places)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (CtSpacingSession));

  g_array_append_vals (all, self->previous, self->n_previous);
  g_array_append_vals (all, self->others, self->n_others);
  for (int i = 0; i < n_places; i++)
    {
      CtSpacingSession session = { self->first_number + i, places[i].date, places[i].minute };

      g_array_append_val (all, session);
    }
  return all;
}
