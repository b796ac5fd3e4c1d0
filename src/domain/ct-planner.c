/* A plan is looked for in three steps, each only where the one before left a rule broken: close to the protocol's days and
 * on the preferred weekdays; further away, still on the preferred weekdays; on any weekday. So a wish for certain days
 * gives way to no mere inconvenience, but it does give way to the protocol's rules, and the plan then says so. */
#include "domain/ct-planner.h"

#include <glib/gi18n.h>

#include "base/ct-error.h"
#include "domain/ct-plan-job.h"

static const CtPlanReach reaches[] = { { 2, 5, TRUE, FALSE }, { 7, 21, TRUE, TRUE }, { 7, 21, FALSE, TRUE } };

/**
 * ct_plan_request_init:
 * @self: (out caller-allocates): a request
 * @protocol: what to plan
 * @hours: when the site is open
 * @occupancy: its chairs and bookings
 * @start_date: when to start
 *
 * Sets a request to the usual: all sessions of the protocol, any days, any time, starts on the quarter hour, all chairs.
 */
void
ct_plan_request_init (CtPlanRequest *self, const CtProtocol *protocol, const CtHours *hours, const CtOccupancy *occupancy,
                      CtDate start_date)
{
  g_return_if_fail (self != NULL && protocol != NULL && hours != NULL && occupancy != NULL);
  *self = (CtPlanRequest) { .protocol = protocol, .hours = hours, .occupancy = occupancy, .start_date = start_date };
  self->preferred = (CtMinutes) { -1, -1 };
  self->first_number = 1;
  self->step_minutes = 15;
}

/* Says what made it impossible: closed all the time, no chair, or no way through the rules. */
static void
set_no_plan_error (CtPlanJob *self, GError **error)
{
  for (int index = 0; index < self->n; index++)
    {
      CtDate from = MAX (self->due[index], self->earliest), to = MIN (from + 21, self->end - 1);
      g_autofree char *first = ct_date_format (from, "%a %-d %b");
      g_autofree char *last = ct_date_format (to, "%a %-d %b");
      gboolean open = FALSE, free = FALSE;

      for (CtDate date = from; date <= to; date++)
        {
          guint n;

          ct_hours_open_on (self->request->hours, date, &n);
          open = open || n > 0;
          free = free || ct_plan_job_day (self, date)->any_free;
        }
      if (!open)
        g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("%s is closed from %s to %s; session %d finds no day."),
                     ct_hours_get_name (self->request->hours), first, last, self->first_number + index);
      else if (!free)
        g_set_error (error, CT_ERROR, CT_ERROR_TAKEN, _("No chair is free for session %d (%d minutes) from %s to %s."),
                     self->first_number + index, self->minutes, first, last);
      if (!open || !free)
        return;
    }
  g_set_error (error, CT_ERROR, CT_ERROR_TAKEN, _("No dates keep the protocol's rules with the chairs that are free."));
}

/**
 * ct_plan_job_find_around:
 * @self: a job with its anchors set
 * @places: (array) (out): where its sessions go
 * @error: return location
 *
 * Looks for the best plan with each session as near to its due day and its own anchor as can be.
 *
 * Returns: whether there is one; else %CT_ERROR_TAKEN or %CT_ERROR_INVALID.
 */
gboolean
ct_plan_job_find_around (CtPlanJob *self, CtPlace *places, GError **error)
{
  gint64 best = CT_COST_IMPOSSIBLE;

  for (guint r = 0; r < G_N_ELEMENTS (reaches) && best >= CT_COST_NOTE; r++)
    best = ct_plan_search (self, reaches[r], best, places);
  if (best == CT_COST_IMPOSSIBLE)
    set_no_plan_error (self, error);
  return best != CT_COST_IMPOSSIBLE;
}

/**
 * ct_plan_job_find:
 * @self: a job
 * @places: (array) (out): where its sessions go
 * @error: return location
 *
 * Looks for the best plan and leaves the job's anchors at the time it settles on.
 *
 * Returns: whether there is one; else %CT_ERROR_TAKEN or %CT_ERROR_INVALID.
 */
gboolean
ct_plan_job_find (CtPlanJob *self, CtPlace *places, GError **error)
{
  g_autoptr (GArray) anchors = ct_plan_job_anchors (self);
  gint64 best = CT_COST_IMPOSSIBLE;
  int anchor = g_array_index (anchors, int, 0);

  for (guint r = 0; r < G_N_ELEMENTS (reaches); r++)
    {
      if (r == 1 && self->weekdays == 0)
        continue;
      for (guint i = 0; i < anchors->len; i++)
        {
          gint64 cost;

          ct_plan_job_set_anchor (self, g_array_index (anchors, int, i));
          cost = ct_plan_search (self, reaches[r], best, places);
          if (cost < best)
            anchor = g_array_index (anchors, int, i);
          best = cost;
        }
      if (best < CT_COST_NOTE)
        break;
    }
  ct_plan_job_set_anchor (self, anchor);
  if (best == CT_COST_IMPOSSIBLE)
    set_no_plan_error (self, error);
  return best != CT_COST_IMPOSSIBLE;
}

/**
 * ct_planner_plan:
 * @request: what to plan
 * @error: return location
 *
 * Places all sessions at once. Every session of the plan is within opening hours, on no closed day, on a free chair, at most
 * one a day and never while the patient is elsewhere; no rule of level %CT_LEVEL_HOLD or %CT_LEVEL_BLOCK is broken. Rules of
 * lesser level and the patient's wishes are broken only where no plan within three weeks of the due days keeps them, as few
 * as can be, and the plan names them.
 *
 * The same request gives the same plan, whatever order the bookings came in.
 *
 * Returns: (transfer full) (nullable): the plan; %NULL with %CT_ERROR_INVALID where the request makes no sense or the site is
 *   closed, with %CT_ERROR_TAKEN where there is no room. ct_planner_alternatives() may still know something.
 */
CtPlan *
ct_planner_plan (const CtPlanRequest *request, GError **error)
{
  g_autoptr (CtPlanJob) job = NULL;
  g_autofree CtPlace *places = NULL;
  g_autofree gint64 *chairs = NULL;

  g_return_val_if_fail (request != NULL && request->protocol != NULL, NULL);
  g_return_val_if_fail (request->hours != NULL && request->occupancy != NULL, NULL);
  job = ct_plan_job_new (request, NULL, error);
  if (job == NULL)
    return NULL;
  places = g_new0 (CtPlace, job->n);
  chairs = g_new0 (gint64, job->n);
  if (!ct_plan_job_find (job, places, error))
    return NULL;
  ct_plan_job_seat (job, places, NULL, chairs);
  return ct_plan_job_write (job, places, chairs);
}

/**
 * ct_planner_occupy:
 * @occupancy: an occupancy
 * @plan: a plan
 * @patient_id: whose
 * @label: (nullable): who that is: "T. Okafor"
 * @first_appointment_id: id for its first session, counted on for the others; not in @occupancy yet
 *
 * Takes the chairs of a plan, so that the next one is planned around it.
 */
void
ct_planner_occupy (CtOccupancy *occupancy, const CtPlan *plan, gint64 patient_id, const char *label,
                   gint64 first_appointment_id)
{
  g_return_if_fail (occupancy != NULL && plan != NULL && first_appointment_id != 0);
  for (guint i = 0; i < plan->sessions->len; i++)
    {
      const CtPlanSession *session = ct_plan_get_session (plan, i);
      CtBooking booking = { first_appointment_id + i, patient_id, session->chair_id, session->date,
                            { session->minute, session->minute + session->minutes }, label };

      ct_occupancy_add (occupancy, &booking);
    }
}
