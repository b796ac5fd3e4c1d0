/* Moving one session of a plan by hand. The moved session must be free to go where it is put and keep its distance to both
 * neighbours; the others stay unless the caller wants them shifted or planned anew. */
#include "domain/ct-planner.h"

#include <glib/gi18n.h>

#include "base/ct-error.h"
#include "domain/ct-booking-rules.h"
#include "domain/ct-plan-job.h"

typedef struct
{
  const CtPlanRequest *request;
  const CtPlan        *plan;
  const CtNudge       *nudge;
  CtPlanRequest        whole;   /* @request, with as many sessions as @plan */
  CtPlanJob           *job;     /* of @whole */
  CtPlace             *places;  /* of all sessions */
  gint64              *chairs;  /* wanted for each session; 0: any */
} Move;

static const CtPlanSession *
planned (const Move *self, guint index)
{
  return ct_plan_get_session (self->plan, index);
}

/* The time most sessions of a plan have, the earlier of two. */
static int
usual_minute (const CtPlan *plan)
{
  int usual = 0;
  guint best = 0;

  for (guint i = 0; i < plan->sessions->len; i++)
    {
      int minute = ct_plan_get_session (plan, i)->minute;
      guint count = 0;

      for (guint j = 0; j < plan->sessions->len; j++)
        count += ct_plan_get_session (plan, j)->minute == minute;
      if (count > best || (count == best && minute < usual))
        {
          best = count;
          usual = minute;
        }
    }
  return usual;
}

static gboolean
is_allowed_chair (const CtPlanJob *job, gint64 chair_id)
{
  for (guint i = 0; i < job->n_chairs; i++)
    if (job->chairs[i] == chair_id)
      return TRUE;
  return FALSE;
}

static gboolean
chair_is_in (const CtPlanJob *job, guint64 chairs, gint64 chair_id)
{
  for (guint i = 0; i < job->n_chairs; i++)
    if (job->chairs[i] == chair_id)
      return (chairs >> i & 1) != 0;
  return FALSE;
}

static gboolean
refuse_chair (GError **error)
{
  g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("That chair can't be used for this course."));
  return FALSE;
}

/* Says all that is in the way of the moved session on its chair; the chair is among those allowed. */
static gboolean
refuse_place (Move *self, gint64 chair_id, GError **error)
{
  CtWall to = self->nudge->to;
  const CtPlanRequest *request = self->request;
  g_autoptr (CtDesk) plain = request->desk == NULL ? ct_desk_new ((CtHours *) request->hours) : NULL;
  CtRulesQuestion question = { .desk = plain != NULL ? plain : request->desk, .occupancy = request->occupancy,
                               .wanted = ct_plan_job_booking (self->job, chair_id, to.date, to.minute) };

  if (!ct_rules_allow (&question, error))
    return FALSE;
  /* Free, so it is the time: before the plan may start. */
  g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("Session %d can't be before the plan starts."),
               planned (self, self->nudge->index)->number);
  return FALSE;
}

/* Puts the moved session on a chair: the one asked for, else the one it has, else any. */
static gboolean
take_place (Move *self, GError **error)
{
  guint index = self->nudge->index;
  CtWall to = self->nudge->to;
  gint64 chair_id = self->nudge->chair_id != 0 ? self->nudge->chair_id : planned (self, index)->chair_id;
  guint64 free = ct_plan_job_chairs (self->job, to.date, to.minute);

  if (!is_allowed_chair (self->job, chair_id))
    return refuse_chair (error);
  self->places[index] = (CtPlace) { to.date, to.minute, free };
  self->chairs[index] = chair_id;
  if (chair_is_in (self->job, free, chair_id))
    return TRUE;
  if (self->nudge->chair_id != 0 || free == 0)
    return refuse_place (self, chair_id, error);
  self->chairs[index] = 0;
  return TRUE;
}

static gboolean
refuse_order (const Move *self, int other, CtDate other_date, GError **error)
{
  g_autofree char *day = ct_date_format (other_date, "%a %-d %b");
  int number = planned (self, self->nudge->index)->number;

  if (other == 0)
    g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("Session %d must come after the last session given (%s)."), number,
                 day);
  else if (other < number)
    g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("Session %d must come after session %d (%s)."), number, other, day);
  else
    g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("Session %d must come before session %d (%s)."), number, other,
                 day);
  return FALSE;
}

/* Whether the series stays in order, each session on a day of its own. */
static gboolean
keeps_order (const Move *self, GError **error)
{
  guint index = self->nudge->index;
  const CtPlanSession *next = index + 1 < self->plan->sessions->len ? planned (self, index + 1) : NULL;
  const CtPlanJob *job = self->job;
  CtDate date = self->nudge->to.date;

  if (index > 0 && date <= planned (self, index - 1)->date)
    return refuse_order (self, planned (self, index - 1)->number, planned (self, index - 1)->date, error);
  if (index == 0 && job->n_previous > 0 && date <= job->previous[job->n_previous - 1].date)
    return refuse_order (self, 0, job->previous[job->n_previous - 1].date, error);
  if (next != NULL && self->nudge->mode == CT_NUDGE_ONLY && date >= next->date)
    return refuse_order (self, next->number, next->date, error);
  for (guint i = 0; i < job->n_others; i++)
    if (date == job->others[i].date)
      {
        g_autofree char *day = ct_date_format (date, "%a %-d %b");

        g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("There is another session on %s already."), day);
        return FALSE;
      }
  return TRUE;
}

/* What the spacing rules say of all sessions. */
static GPtrArray *
spacing_of (const Move *self, const CtPlace *places)
{
  g_autoptr (GArray) all = ct_plan_job_sessions (self->job, places, self->job->n);

  return ct_spacing_check (self->request->protocol, (const CtSpacingSession *) (gpointer) all->data, all->len);
}

/* What they say of the plan as it was. */
static GPtrArray *
spacing_before (const Move *self)
{
  g_autofree CtPlace *places = g_new0 (CtPlace, self->job->n);

  for (int i = 0; i < self->job->n; i++)
    {
      places[i].date = planned (self, (guint) i)->date;
      places[i].minute = planned (self, (guint) i)->minute;
    }
  return spacing_of (self, places);
}

static gboolean
is_among (GPtrArray *findings, const CtSpacingFinding *finding)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const CtSpacingFinding *other = g_ptr_array_index (findings, i);

      if (other->session == finding->session && other->other_session == finding->other_session &&
          g_strcmp0 (other->rule_id, finding->rule_id) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_about_min_gap (const Move *self, const CtSpacingFinding *finding)
{
  for (guint i = 0; i < self->job->rules->len; i++)
    {
      const CtSpacingRule *rule = g_ptr_array_index (self->job->rules, i);

      if (rule->kind == CT_SPACING_MIN_GAP && g_strcmp0 (rule->id, finding->rule_id) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Whether a finding is reason enough to refuse the move: too close to a neighbour, or what no plan may break. What was
 * broken between the same sessions before does not count against it unless it must never be. */
static gboolean
forbids (const Move *self, const CtSpacingFinding *finding, GPtrArray *before)
{
  int number = planned (self, self->nudge->index)->number;

  if (finding->level >= CT_LEVEL_HOLD)
    return finding->session >= planned (self, 0)->number;
  return !self->nudge->accept_warnings && (finding->session == number || finding->other_session == number) &&
         is_about_min_gap (self, finding) && !is_among (before, finding);
}

static gboolean
keeps_distance (const Move *self, GError **error)
{
  g_autoptr (GPtrArray) before = spacing_before (self);
  g_autoptr (GPtrArray) after = spacing_of (self, self->places);
  g_autoptr (GString) reasons = g_string_new (NULL);

  for (guint i = 0; i < after->len; i++)
    {
      const CtSpacingFinding *finding = g_ptr_array_index (after, i);

      if (forbids (self, finding, before))
        g_string_append_printf (reasons, "%s%s", reasons->len > 0 ? " " : "", finding->text);
    }
  if (reasons->len == 0)
    return TRUE;
  g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, reasons->str);
  return FALSE;
}

/* Where the sessions behind the moved one are due: as many days on, or by the protocol's offsets. */
static void
due_days_of_rest (const Move *self, CtDate *due)
{
  const CtPlanRequest *request = self->request;
  const CtPlanSession *moved = planned (self, self->nudge->index);
  int moved_due = ct_spacing_due_day (request->protocol, moved->number, request->interval_days);

  for (guint i = self->nudge->index + 1; i < self->plan->sessions->len; i++)
    {
      const CtPlanSession *session = planned (self, i);
      CtDate *day = &due[i - self->nudge->index - 1];

      if (self->nudge->mode == CT_NUDGE_SHIFT_REST)
        *day = session->date + (self->nudge->to.date - moved->date);
      else
        *day = self->nudge->to.date - moved_due +
               ct_spacing_due_day (request->protocol, session->number, request->interval_days);
    }
}

/* Finds new places for the sessions behind the moved one. Shifted ones keep their own time, whatever was wished for. */
static gboolean
find_rest (Move *self, CtPlanRequest *rest, const CtDate *due, GError **error)
{
  guint after = self->nudge->index + 1;
  g_autoptr (CtPlanJob) job = ct_plan_job_new (rest, due, error);

  if (job == NULL)
    return FALSE;
  if (self->nudge->mode == CT_NUDGE_REPLAN_REST)
    return ct_plan_job_find (job, self->places + after, error);
  for (int i = 0; i < job->n; i++)
    ct_plan_job_add_start (job, planned (self, after + (guint) i)->minute);
  for (int i = 0; i < job->n; i++)
    job->anchors[i] = planned (self, after + (guint) i)->minute;
  return ct_plan_job_find_around (job, self->places + after, error);
}

static gboolean
move_rest (Move *self, GError **error)
{
  CtPlanRequest rest = self->whole;
  g_autoptr (GArray) before = ct_plan_job_sessions (self->job, self->places, (int) self->nudge->index + 1);
  g_autofree CtDate *due = NULL;

  rest.previous = (const CtSpacingSession *) (gpointer) before->data;
  rest.n_previous = before->len;
  rest.first_number = planned (self, self->nudge->index)->number + 1;
  rest.n_sessions = (int) (self->plan->sessions->len - self->nudge->index - 1);
  if (self->nudge->mode == CT_NUDGE_ONLY || rest.n_sessions == 0)
    return TRUE;
  if (rest.start_date <= self->nudge->to.date)
    {
      rest.start_date = self->nudge->to.date + 1;
      rest.start_minute = 0;
    }
  if (self->nudge->mode == CT_NUDGE_SHIFT_REST)
    {
      rest.weekdays = 0;
      rest.preferred = (CtMinutes) { -1, -1 };
    }
  due = g_new0 (CtDate, rest.n_sessions);
  due_days_of_rest (self, due);
  for (guint i = self->nudge->index + 1; i < self->plan->sessions->len; i++)
    self->chairs[i] = 0;
  return find_rest (self, &rest, due, error);
}

/* Starts from the plan as it is. */
static gboolean
prepare (Move *self, GError **error)
{
  self->whole = *self->request;
  self->whole.n_sessions = (int) self->plan->sessions->len;
  self->whole.first_number = planned (self, 0)->number;
  self->whole.minutes = planned (self, 0)->minutes;
  self->whole.preferred_chair_id = planned (self, self->nudge->index)->chair_id;
  self->job = ct_plan_job_new (&self->whole, NULL, error);
  if (self->job == NULL)
    return FALSE;
  ct_plan_job_set_anchor (self->job, usual_minute (self->plan));
  self->places = g_new0 (CtPlace, self->plan->sessions->len);
  self->chairs = g_new0 (gint64, self->plan->sessions->len);
  for (guint i = 0; i < self->plan->sessions->len; i++)
    {
      self->places[i].date = planned (self, i)->date;
      self->places[i].minute = planned (self, i)->minute;
      self->chairs[i] = planned (self, i)->chair_id;
      if (!is_allowed_chair (self->job, self->chairs[i]))
        return refuse_chair (error);
    }
  return TRUE;
}

static CtPlan *
finish (Move *self)
{
  g_autofree gint64 *chairs = g_new0 (gint64, self->plan->sessions->len);

  ct_plan_job_seat (self->job, self->places, self->chairs, chairs);
  return ct_plan_job_write (self->job, self->places, chairs);
}

/**
 * ct_planner_nudge:
 * @request: what the plan was made for; its occupancy without the plan's own sessions
 * @plan: a plan
 * @nudge: which session goes where, and what becomes of the later ones
 * @error: return location
 *
 * Moves one session by hand. It may go anywhere that is free and open and leaves the series in order; not where it comes
 * closer to a neighbour than the protocol's minimum gap (a warning may be accepted with @nudge->accept_warnings), nor where a
 * rule of level %CT_LEVEL_HOLD or %CT_LEVEL_BLOCK would be broken anywhere in the series. Whatever else it breaks the new plan
 * names. Later sessions stay where they are unless @nudge->mode says otherwise.
 *
 * Returns: (transfer full) (nullable): the new plan; %NULL with all the reasons: %CT_ERROR_TAKEN where somebody is in the
 *   way, %CT_ERROR_RULE where the site is closed or has too few people, else %CT_ERROR_INVALID.
 */
CtPlan *
ct_planner_nudge (const CtPlanRequest *request, const CtPlan *plan, const CtNudge *nudge, GError **error)
{
  Move move = { request, plan, nudge };
  CtPlan *moved = NULL;

  g_return_val_if_fail (request != NULL && plan != NULL && nudge != NULL, NULL);
  g_return_val_if_fail (nudge->index < plan->sessions->len && nudge->to.date != CT_DATE_NONE, NULL);
  if (prepare (&move, error) && keeps_order (&move, error) && take_place (&move, error) && move_rest (&move, error) &&
      keeps_distance (&move, error))
    moved = finish (&move);
  g_clear_pointer (&move.job, ct_plan_job_free);
  g_free (move.places);
  g_free (move.chairs);
  return moved;
}
