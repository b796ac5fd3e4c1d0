#include "clinic/ct-demo-floor.h"

#include "clinic/ct-clinic-rules.h"
#include "domain/ct-way.h"

/* Before the visit begins, and before its end. */
#define ARRIVES 15
#define LEAVES 20
/* By how much the chair runs over, and how near the next booking has to be to feel it; less is no story. */
#define OVER 25
#define NEAR 10
/* A short visit, and when it has to be over. */
#define FOLLOW_UP 30
#define CLOSES (17 * 60)

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

/* By how much longer than booked it would be there. */
static int
over_by (CtClinic *clinic, CtVisit *visit, int now)
{
  const CtAppointment *a = visit->appointment;
  Turns turns = turns_of (clinic, a, visit->protocol);
  int since = late_since (clinic, visit, now);

  return since - (ct_way_of (a) == CT_STEP_RECOVERY ? turns.recovery : a->minute);
}

/* Who follows close behind, (nullable). */
static CtVisit *
find_follower (CtVisit *visit, GPtrArray *visits)
{
  const CtAppointment *a = visit->appointment;

  for (guint i = 0; i < visits->len; i++)
    {
      const CtAppointment *b = CT_VISIT (g_ptr_array_index (visits, i))->appointment;

      if (b->chair_id == a->chair_id && b->minute >= a->minute + a->minutes && b->minute <= a->minute + a->minutes + NEAR)
        return g_ptr_array_index (visits, i);
    }
  return NULL;
}

/* Whether another chair is free for who follows, or would: half an hour behind it where nobody does. */
static gboolean
leaves_a_choice (const CtDemoDays *days, CtVisit *visit, GPtrArray *visits)
{
  const CtAppointment *a = visit->appointment;
  CtVisit *follower = find_follower (visit, visits);
  CtMinutes minutes = { a->minute + a->minutes, a->minute + a->minutes + FOLLOW_UP };
  g_autoptr (GArray) chairs = NULL;

  if (follower != NULL)
    minutes = (CtMinutes) { follower->appointment->minute, follower->appointment->minute + follower->appointment->minutes };
  if (follower == NULL && !ct_occupancy_is_free (days->occupancy, a->chair_id, a->day, minutes))
    return FALSE;
  chairs = ct_occupancy_free_chairs (days->occupancy, a->day, minutes);
  return minutes.to <= CLOSES && chairs->len > (follower == NULL ? 1 : 0);
}

/* Somebody who has no visit today; 0: all have. */
static gint64
find_patient (const CtDemoDays *days, GPtrArray *visits)
{
  for (guint i = days->patients->len; i-- > 0;)
    {
      gint64 id = g_array_index (days->patients, gint64, i);
      gboolean comes = FALSE;

      for (guint v = 0; v < visits->len; v++)
        comes = comes || CT_VISIT (g_ptr_array_index (visits, v))->appointment->patient_id == id;
      if (!comes)
        return id;
    }
  return 0;
}

/* A short visit right behind, where nobody follows. */
static gboolean
add_follower (const CtDemoDays *days, CtVisit *visit, GPtrArray *visits, gint64 *count, GError **error)
{
  const CtAppointment *a = visit->appointment;
  g_autoptr (CtAppointment) next = ct_appointment_new ();

  next->patient_id = find_patient (days, visits);
  if (next->patient_id == 0 || find_follower (visit, visits) != NULL)
    return TRUE;
  next->site_id = a->site_id;
  next->chair_id = a->chair_id;
  next->clinician_id = a->clinician_id;
  next->day = a->day;
  next->minute = a->minute + a->minutes;
  next->minutes = FOLLOW_UP;
  g_object_set (next, "kind", CT_VISIT_FOLLOW_UP, "confirmed-how", CT_CONFIRMED_BY_PHONE, NULL);
  ct_demo_walk (days->clinic, next, NULL, days->minute);
  (*count)++;
  return ct_unit_insert (days->unit, next, error);
}

static CtVisit *
find_story (const CtDemoDays *days, GPtrArray *visits)
{
  CtVisit *found = NULL;

  for (guint i = 0; i < visits->len; i++)
    {
      CtVisit *visit = g_ptr_array_index (visits, i);

      if (late_since (days->clinic, visit, days->minute) < 0 || over_by (days->clinic, visit, days->minute) < NEAR)
        continue;
      if (leaves_a_choice (days, visit, visits))
        return visit;
      if (found == NULL && find_follower (visit, visits) != NULL)
        found = visit;
    }
  return found;
}

/**
 * ct_demo_run_over:
 * @days: where, when and who
 * @count: counts what is stored
 * @error: what went wrong
 *
 * Lets one chair run over that somebody is due in, rather one who can be given another; where nobody is, a short visit is
 * booked behind it. Outside of the hours there is nobody to run over.
 *
 * Returns: whether all could be stored.
 */
gboolean
ct_demo_run_over (const CtDemoDays *days, gint64 *count, GError **error)
{
  g_autoptr (GPtrArray) visits = ct_clinic_read_visits (days->unit, days->site_id, days->today, days->today, error);
  CtVisit *found = visits != NULL ? find_story (days, visits) : NULL;

  if (visits == NULL || found == NULL)
    return visits != NULL;
  set_step (days->clinic, found->appointment, ct_way_of (found->appointment),
            late_since (days->clinic, found, days->minute));
  return ct_unit_update (days->unit, found->appointment, error) && add_follower (days, found, visits, count, error);
}
