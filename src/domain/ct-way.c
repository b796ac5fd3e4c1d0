#include "domain/ct-way.h"

#include <glib/gi18n.h>
#include "domain/ct-visit-records.h"

/* A minute after the time a visit is late. */
#define LATE_AFTER 1

#define AFTER(step) (1u << CT_STEP_##step)

static const CtWayStep way[CT_N_STEPS] = {
  [CT_STEP_BOOKED] = { CT_STEP_BOOKED, "booked", CT_APPOINTMENT_BOOKED, NULL, N_("Booked"),
                       "ct-status-booked-symbolic", 0, CT_MAY_BOOK, CT_STAGE_TO_COME, FALSE, TRUE, 10 },
  /* Who was given up may still come. */
  [CT_STEP_ARRIVED] = { CT_STEP_ARRIVED, "arrived", CT_APPOINTMENT_ARRIVED, NULL, N_("Arrived"),
                        "ct-status-arrived-symbolic", AFTER (BOOKED) | AFTER (MISSED), CT_MAY_RECEIVE, CT_STAGE_HERE,
                        FALSE, TRUE, 34 },
  [CT_STEP_READY] = { CT_STEP_READY, "ready", CT_APPOINTMENT_READY, NULL, N_("Ready"), "ct-status-ready-symbolic",
                      AFTER (BOOKED) | AFTER (ARRIVED), CT_MAY_RUN_VISIT, CT_STAGE_HERE, TRUE, TRUE, 40 },
  [CT_STEP_IN_CHAIR] = { CT_STEP_IN_CHAIR, "in-chair", CT_APPOINTMENT_IN_CHAIR, NULL, N_("In chair"),
                         "ct-status-in-chair-symbolic", AFTER (BOOKED) | AFTER (ARRIVED) | AFTER (READY),
                         CT_MAY_RUN_VISIT, CT_STAGE_HERE, FALSE, FALSE, 55 },
  [CT_STEP_RECOVERY] = { CT_STEP_RECOVERY, "recovery", CT_APPOINTMENT_RECOVERY, NULL, N_("Recovery"),
                         "ct-status-recovery-symbolic", AFTER (IN_CHAIR), CT_MAY_RUN_VISIT, CT_STAGE_HERE, TRUE, FALSE,
                         46 },
  [CT_STEP_LEAVING] = { CT_STEP_LEAVING, "leaving", CT_APPOINTMENT_LEAVING, NULL, N_("Ready to leave"),
                        "ct-status-leaving-symbolic", AFTER (IN_CHAIR) | AFTER (RECOVERY), CT_MAY_RUN_VISIT,
                        CT_STAGE_HERE, TRUE, FALSE, 38 },
  [CT_STEP_DONE] = { CT_STEP_DONE, "done", CT_APPOINTMENT_DONE, NULL, N_("Checked out"), "ct-status-done-symbolic",
                     AFTER (ARRIVED) | AFTER (READY) | AFTER (IN_CHAIR) | AFTER (RECOVERY) | AFTER (LEAVING),
                     CT_MAY_RECEIVE, CT_STAGE_OVER, FALSE, FALSE, 0 },
  [CT_STEP_STOPPED] = { CT_STEP_STOPPED, "stopped", CT_APPOINTMENT_STOPPED, NULL, N_("Stopped early"),
                        "ct-status-stopped-symbolic", AFTER (READY) | AFTER (IN_CHAIR) | AFTER (RECOVERY),
                        CT_MAY_RECORD_SESSION, CT_STAGE_OVER, FALSE, FALSE, 0 },
  [CT_STEP_MISSED] = { CT_STEP_MISSED, "missed", CT_APPOINTMENT_MISSED, NULL, N_("Did not come"),
                       "ct-status-missed-symbolic", AFTER (BOOKED), CT_MAY_RECEIVE, CT_STAGE_OVER, FALSE, FALSE, 0 },
  [CT_STEP_CANCELLED_BY_PATIENT] = { CT_STEP_CANCELLED_BY_PATIENT, "cancelled-by-patient", CT_APPOINTMENT_CANCELLED,
                                     CT_CANCELLED_BY_PATIENT, N_("Cancelled by the patient"),
                                     "ct-status-cancelled-symbolic",
                                     AFTER (BOOKED) | AFTER (ARRIVED) | AFTER (READY) | AFTER (MISSED), CT_MAY_RECEIVE,
                                     CT_STAGE_OVER, FALSE, FALSE, 0 },
  [CT_STEP_CANCELLED_BY_CLINIC] = { CT_STEP_CANCELLED_BY_CLINIC, "cancelled-by-clinic", CT_APPOINTMENT_CANCELLED,
                                    CT_CANCELLED_BY_CLINIC, N_("Cancelled by the clinic"),
                                    "ct-status-cancelled-symbolic", AFTER (BOOKED) | AFTER (ARRIVED) | AFTER (READY),
                                    CT_MAY_RECEIVE, CT_STAGE_OVER, FALSE, FALSE, 0 },
  [CT_STEP_CANCELLED] = { CT_STEP_CANCELLED, "cancelled", CT_APPOINTMENT_CANCELLED, NULL, N_("Cancelled"),
                          "ct-status-cancelled-symbolic", AFTER (BOOKED) | AFTER (ARRIVED) | AFTER (READY) | AFTER (MISSED),
                          CT_MAY_RECEIVE, CT_STAGE_OVER, FALSE, FALSE, 0 },
  [CT_STEP_CONFIRMED] = { CT_STEP_CONFIRMED, "confirmed", NULL, NULL, N_("Confirmed"), "ct-status-confirmed-symbolic", 0,
                          CT_MAY_RECEIVE, CT_STAGE_TO_COME, FALSE, TRUE, 28 },
  [CT_STEP_LATE] = { CT_STEP_LATE, "late", NULL, NULL, N_("Late"), "ct-status-late-symbolic", 0, CT_MAY_RECEIVE,
                     CT_STAGE_TO_COME, FALSE, TRUE, 10 },
};

/**
 * ct_way_get:
 * @step: a step
 *
 * Returns: (transfer none): all that is known of it.
 */
const CtWayStep *
ct_way_get (CtStep step)
{
  g_return_val_if_fail (step < CT_N_STEPS, &way[CT_STEP_BOOKED]);
  return &way[step];
}

/**
 * ct_way_find:
 * @code: (nullable): what a step is called
 *
 * Returns: (transfer none) (nullable): the step; %NULL where there is none of that name.
 */
const CtWayStep *
ct_way_find (const char *code)
{
  for (guint i = 0; i < CT_N_STEPS; i++)
    if (g_strcmp0 (way[i].code, code) == 0)
      return &way[i];
  return NULL;
}

/**
 * ct_way_of:
 * @appointment: a booking
 *
 * Returns: where it is on its way; an unknown status, of a newer program, counts as booked.
 */
CtStep
ct_way_of (const CtAppointment *appointment)
{
  g_return_val_if_fail (appointment != NULL, CT_STEP_BOOKED);
  for (guint i = 0; i < CT_N_STEPS; i++)
    if (way[i].status != NULL && g_strcmp0 (way[i].status, appointment->status) == 0 &&
        (way[i].cancelled_by == NULL || g_strcmp0 (way[i].cancelled_by, appointment->cancelled_by) == 0))
      return way[i].step;
  return CT_STEP_BOOKED;
}

/**
 * ct_way_stage:
 * @appointment: a booking
 *
 * Returns: whether the patient is to come, here, or through with it.
 */
CtStage
ct_way_stage (const CtAppointment *appointment)
{
  return way[ct_way_of (appointment)].stage;
}

/**
 * ct_way_late_by:
 * @appointment: a booking
 * @now: the present at its site
 *
 * Returns: for how many minutes the patient should have been here; 0 where nobody is waited for. Never stored.
 */
int
ct_way_late_by (const CtAppointment *appointment, CtWall now)
{
  int minutes;

  g_return_val_if_fail (appointment != NULL, 0);
  minutes = (now.date - appointment->day) * CT_MINUTES_PER_DAY + now.minute - appointment->minute;
  return ct_way_stage (appointment) == CT_STAGE_TO_COME && minutes >= LATE_AFTER ? minutes : 0;
}

/**
 * ct_way_is_off:
 * @step: a step
 *
 * Returns: whether a visit in it was called off, by whomever.
 */
gboolean
ct_way_is_off (CtStep step)
{
  return g_strcmp0 (ct_way_get (step)->status, CT_APPOINTMENT_CANCELLED) == 0;
}

/**
 * ct_way_is_confirmed:
 * @appointment: a booking
 *
 * Returns: whether somebody confirmed it, however far it is.
 */
gboolean
ct_way_is_confirmed (const CtAppointment *appointment)
{
  g_return_val_if_fail (appointment != NULL, FALSE);
  return appointment->confirmed_how != NULL;
}

/**
 * ct_way_shown:
 * @appointment: a booking
 * @now: the present at its site
 *
 * Returns: what it is shown as: a booked visit of today that should have begun is late, else it may be confirmed.
 */
CtStep
ct_way_shown (const CtAppointment *appointment, CtWall now)
{
  CtStep step = ct_way_of (appointment);

  if (step != CT_STEP_BOOKED)
    return step;
  if (appointment->day == now.date && ct_way_late_by (appointment, now) > 0)
    return CT_STEP_LATE;
  return ct_way_is_confirmed (appointment) ? CT_STEP_CONFIRMED : CT_STEP_BOOKED;
}

/**
 * ct_way_may_follow:
 * @step: a step
 * @before: where a visit is
 *
 * Returns: whether it may go on to @step.
 */
gboolean
ct_way_may_follow (CtStep step, CtStep before)
{
  g_return_val_if_fail (step < CT_N_STEPS && before < CT_N_STEPS, FALSE);
  return (way[step].after & (1u << before)) != 0;
}

/**
 * ct_way_next:
 * @appointment: a booking
 *
 * Returns: the step that follows on an ordinary day; %CT_N_STEPS at the end of the way.
 */
CtStep
ct_way_next (const CtAppointment *appointment)
{
  gboolean treatment = g_strcmp0 (appointment->kind, CT_VISIT_TREATMENT) == 0;
  CtStep now = ct_way_of (appointment);

  for (CtStep next = now + 1; next <= CT_STEP_DONE; next++)
    if (ct_way_may_follow (next, now) && (treatment || !way[next].treatment))
      return next;
  return CT_N_STEPS;
}

/**
 * ct_way_label:
 * @step: a step
 *
 * Returns: its name for people.
 */
const char *
ct_way_label (CtStep step)
{
  return _(ct_way_get (step)->label);
}

/**
 * ct_way_set:
 * @appointment: (inout): a booking
 * @step: where it is from now on
 * @reason: (nullable): why it was cancelled or stopped
 * @at_us: since when, UTC microseconds; %CT_TIME_NONE where that is not known
 *
 * Puts a booking at a step of its way. Whether that may be is for the caller.
 */
void
ct_way_set (CtAppointment *appointment, CtStep step, const char *reason, gint64 at_us)
{
  g_return_if_fail (appointment != NULL && step < CT_N_STEPS && way[step].status != NULL);
  g_object_set (appointment, "status", way[step].status, "cancelled-by", way[step].cancelled_by, "cancel-reason", reason,
                "status-us", at_us, NULL);
}

/**
 * ct_way_free_chair:
 * @appointment: (inout): a booking
 * @since: since when it is where it is, in minutes of its day: less than 0 the day before
 * @segments: (nullable) (element-type CtSegment): its parts
 *
 * Whoever has left before the time gives their chair back as soon as it is clean; anybody else has it to the end.
 */
void
ct_way_free_chair (CtAppointment *appointment, int since, const GPtrArray *segments)
{
  CtStep step = ct_way_of (appointment);
  gboolean over = step == CT_STEP_DONE || step == CT_STEP_STOPPED;
  int clean = MAX (since + ct_segments_part (segments, appointment->minutes, "turnover"), appointment->minute);

  g_object_set (appointment, "free-minute", over && clean < appointment->minute + appointment->minutes ? clean : 0, NULL);
}

typedef struct
{
  CtStep step;
  gint64 since_us;
} Stop;

/* Going back takes off what was gone on to; where that is not known, it is a stop like any other. */
static void
go_back (GArray *stops, const Stop *to)
{
  guint n = stops->len;

  while (n > 0 && g_array_index (stops, Stop, n - 1).step != to->step)
    n--;
  if (n > 0)
    g_array_set_size (stops, n);
  else
    g_array_append_val (stops, *to);
}

/**
 * ct_way_before:
 * @stamps: (element-type CtVisitStep): of one visit, the first one first
 * @now: where it is
 * @since_us: (out): since when it was where it came from; %CT_TIME_NONE where that is not known
 *
 * Returns: where it came from; it was booked where no stamp says more.
 */
CtStep
ct_way_before (GPtrArray *stamps, CtStep now, gint64 *since_us)
{
  g_autoptr (GArray) stops = g_array_new (FALSE, FALSE, sizeof (Stop));
  Stop stop = { CT_STEP_BOOKED, CT_TIME_NONE };

  g_array_append_val (stops, stop);
  for (guint i = 0; i < stamps->len; i++)
    {
      const CtVisitStep *stamp = g_ptr_array_index (stamps, i);
      const CtWayStep *known = ct_way_find (stamp->step);

      if (known == NULL || known->status == NULL)
        continue;
      stop = (Stop) { known->step, stamp->at_us };
      if (stamp->back)
        go_back (stops, &stop);
      else
        g_array_append_val (stops, stop);
    }
  while (stops->len > 1 && g_array_index (stops, Stop, stops->len - 1).step == now)
    g_array_set_size (stops, stops->len - 1);
  stop = g_array_index (stops, Stop, stops->len - 1);
  *since_us = stop.since_us;
  return stop.step;
}

static const struct
{
  const char *how;
  const char *label;
} hows[] = {
  { CT_CONFIRMED_BY_PHONE, N_("by telephone") },     { CT_CONFIRMED_BY_EMAIL, N_("by e-mail") },
  { CT_CONFIRMED_BY_MESSAGE, N_("by text message") }, { CT_CONFIRMED_IN_PERSON, N_("in person") },
  { CT_CONFIRMED_SOMEHOW, N_("not noted how") },
};

/**
 * ct_way_list_hows:
 *
 * Returns: (transfer none) (array zero-terminated=1): the ways to confirm, as stored.
 */
const char *const *
ct_way_list_hows (void)
{
  static const char *const ids[] = { CT_CONFIRMED_BY_PHONE,  CT_CONFIRMED_BY_EMAIL, CT_CONFIRMED_BY_MESSAGE,
                                     CT_CONFIRMED_IN_PERSON, CT_CONFIRMED_SOMEHOW,  NULL };

  return ids;
}

/**
 * ct_way_how_label:
 * @how: (nullable): how it was confirmed, as stored
 *
 * Returns: the same for people: "by telephone"; @how itself where it is an unknown one.
 */
const char *
ct_way_how_label (const char *how)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hows); i++)
    if (g_strcmp0 (hows[i].how, how) == 0)
      return _(hows[i].label);
  return how;
}
