#include "clinic/ct-demo-floor.h"

#include "clinic/ct-clinic-rules.h"
#include "domain/ct-way.h"

/* Before the visit begins, and before its end. */
#define ARRIVES 15
#define LEAVES 20
/* By how much the chair runs over, and how near the next booking has to be to feel it. */
#define OVER 25
#define NEAR 10

/** When a visit takes its steps where all goes as booked. */
typedef struct
{
  int recovery; /* -1: none */
  int turnover;
} Turns;

static Turns
turns_of (CtClinic *clinic, const CtAppointment *a, const char *protocol)
{
  GPtrArray *segments = ct_knowledge_get_segments (ct_clinic_get_knowledge (clinic), protocol, a->kind);
  CtMinutes spans[CT_SEGMENTS_MAX];
  guint n = segments != NULL ? ct_segments_lay (segments, a->minutes, spans) : 0;
  Turns turns = { -1, a->minute + a->minutes };

  for (guint i = 0; i < n; i++)
    {
      const char *kind = ((const CtSegment *) g_ptr_array_index (segments, i))->kind;

      if (g_strcmp0 (kind, "recovery") == 0)
        turns.recovery = a->minute + spans[i].from;
      else if (g_strcmp0 (kind, "turnover") == 0)
        turns.turnover = a->minute + spans[i].from;
    }
  return turns;
}

static void
set_step (CtClinic *clinic, CtAppointment *a, CtStep step, int minute)
{
  CtWall since = { a->day, CLAMP (minute, 0, CT_MINUTES_PER_DAY - 1) };

  ct_way_set (a, step, NULL, ct_wall_to_utc (since, ct_clinic_get_zone (clinic, a->site_id)));
}

/**
 * ct_demo_walk:
 * @clinic: a clinic
 * @a: (inout): a visit of today
 * @protocol: (nullable): of its course
 * @now: the minute of the day
 *
 * Puts it where it is when all goes as booked.
 */
void
ct_demo_walk (CtClinic *clinic, CtAppointment *a, const char *protocol, int now)
{
  Turns turns = turns_of (clinic, a, protocol);
  gboolean recovers = turns.recovery >= 0;

  if (turns.turnover <= now)
    set_step (clinic, a, CT_STEP_DONE, turns.turnover);
  else if (recovers && turns.turnover - LEAVES <= now)
    set_step (clinic, a, CT_STEP_LEAVING, turns.turnover - LEAVES);
  else if (recovers && turns.recovery <= now)
    set_step (clinic, a, CT_STEP_RECOVERY, turns.recovery);
  else if (a->minute <= now)
    set_step (clinic, a, CT_STEP_IN_CHAIR, a->minute);
  else if (a->minute - ARRIVES <= now)
    set_step (clinic, a, CT_STEP_ARRIVED, a->minute - ARRIVES);
  else
    ct_way_set (a, CT_STEP_BOOKED, NULL, CT_TIME_NONE);
}

/* ---- One that runs over ---- */

/* Since when it would have to be where it is, to run over as far as it can by now; -1: it can't. */
static int
late_since (CtClinic *clinic, CtVisit *visit, int now)
{
  const CtAppointment *a = visit->appointment;
  Turns turns = turns_of (clinic, a, visit->protocol);
  CtStep step = ct_way_of (a);

  if (step == CT_STEP_IN_CHAIR)
    return MIN (a->minute + OVER, now);
  return step == CT_STEP_RECOVERY ? MIN (turns.recovery + OVER, now) : -1;
}

static gboolean
somebody_follows (CtVisit *visit, GPtrArray *visits)
{
  const CtAppointment *a = visit->appointment;

  for (guint i = 0; i < visits->len; i++)
    {
      const CtAppointment *b = CT_VISIT (g_ptr_array_index (visits, i))->appointment;

      if (b->chair_id == a->chair_id && b->minute >= a->minute + a->minutes && b->minute <= a->minute + a->minutes + NEAR)
        return TRUE;
    }
  return FALSE;
}

/* By how much longer than booked it would be there. */
static int
over_by (CtClinic *clinic, CtVisit *visit, int now)
{
  const CtAppointment *a = visit->appointment;
  Turns turns = turns_of (clinic, a, visit->protocol);
  int since = late_since (clinic, visit, now);

  return since - (ct_way_of (a) == CT_STEP_RECOVERY ? turns.recovery : a->minute);
}

/**
 * ct_demo_run_over:
 * @unit: the unit of work
 * @clinic: a clinic
 * @site_id: one of its sites
 * @now: the present there
 * @error: what went wrong
 *
 * Lets one chair run over that somebody is waiting for, where there is one.
 *
 * Returns: whether all could be stored.
 */
gboolean
ct_demo_run_over (CtUnit *unit, CtClinic *clinic, gint64 site_id, CtWall now, GError **error)
{
  g_autoptr (GPtrArray) visits = ct_clinic_read_visits (unit, site_id, now.date, now.date, error);
  CtVisit *found = NULL;

  if (visits == NULL)
    return FALSE;
  for (guint i = 0; i < visits->len; i++)
    {
      CtVisit *visit = g_ptr_array_index (visits, i);

      if (late_since (clinic, visit, now.minute) >= 0 && somebody_follows (visit, visits) &&
          over_by (clinic, visit, now.minute) > (found != NULL ? over_by (clinic, found, now.minute) : NEAR))
        found = visit;
    }
  if (found == NULL)
    return TRUE;
  set_step (clinic, found->appointment, ct_way_of (found->appointment), late_since (clinic, found, now.minute));
  return ct_unit_update (unit, found->appointment, error);
}
