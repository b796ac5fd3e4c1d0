/* What is free on each day: at every start the chairs that a visit could begin on, and the starts worth planning around. */
#include "domain/ct-appointment.h"
#include "domain/ct-plan-job.h"

/* The first start at or after @minute. */
static guint
start_index (const CtPlanJob *self, int minute)
{
  guint low = 0, high = self->starts->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->starts, int, middle) < minute)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * ct_plan_job_add_start:
 * @self: a job of which no day was looked at yet
 * @minute: a minute of the day
 *
 * Lets visits begin at @minute too, though it is not on the grid.
 */
void
ct_plan_job_add_start (CtPlanJob *self, int minute)
{
  guint at = start_index (self, minute);

  if (at == self->starts->len || g_array_index (self->starts, int, at) != minute)
    g_array_insert_val (self->starts, at, minute);
}

static guint64
all_chairs (const CtPlanJob *self)
{
  return self->n_chairs == 64 ? G_MAXUINT64 : (G_GUINT64_CONSTANT (1) << self->n_chairs) - 1;
}

/* What a booking takes away: its chair's bit, or all for the patient's own. */
static guint64
chairs_taken_by (const CtPlanJob *self, const CtBooking *booking)
{
  if (self->request->patient_id != 0 && booking->patient_id == self->request->patient_id)
    return all_chairs (self);
  for (guint i = 0; i < self->n_chairs; i++)
    if (self->chairs[i] == booking->chair_id)
      return G_GUINT64_CONSTANT (1) << i;
  return 0;
}

static gboolean
is_too_early (const CtPlanJob *self, CtDate date, int minute)
{
  return date < self->request->start_date || (date == self->request->start_date && minute < self->request->start_minute);
}

/**
 * ct_plan_job_booking:
 * @self: a job
 * @chair_id: a chair
 * @date: a day
 * @minute: when it starts
 *
 * Returns: one session of the plan as a booking.
 */
CtBooking
ct_plan_job_booking (const CtPlanJob *self, gint64 chair_id, CtDate date, int minute)
{
  return (CtBooking) { .patient_id = self->request->patient_id, .chair_id = chair_id, .date = date,
                       .minutes = { minute, minute + self->minutes }, .clinician_id = self->request->clinician_id,
                       .kind = CT_VISIT_TREATMENT, .segments = self->request->protocol->segments };
}

static guint64
chairs_held (const CtPlanJob *self, CtDate date, CtMinutes wanted)
{
  guint64 held = 0;

  for (guint i = 0; i < self->n_chairs; i++)
    if (ct_desk_find_hold (self->desk, self->chairs[i], CT_VISIT_TREATMENT, date, wanted) != NULL)
      held |= G_GUINT64_CONSTANT (1) << i;
  return held;
}

/* Which of @chairs the rules of the desk leave: none where the clinician is away or with somebody else, or where nurses,
 * pumps or starts are short; not those held for visits of another kind. */
static guint64
keep_rules (const CtPlanJob *self, CtDate date, int minute, guint64 chairs)
{
  CtMinutes wanted = { minute, minute + self->minutes };
  const CtFloorDay *floor = ct_occupancy_get_floor (self->request->occupancy, date);
  CtCapacity there;

  if (self->desk == NULL || chairs == 0)
    return chairs;
  if (ct_desk_find_absence (self->desk, self->request->clinician_id, date, wanted) != NULL)
    return 0;
  there = ct_desk_get_capacity (self->desk, date, wanted);
  if (!ct_floor_day_fits (floor, &there, self->request->protocol->segments, wanted))
    return 0;
  return chairs & ~chairs_held (self, date, wanted);
}

static gboolean
clinician_is_elsewhere (const CtPlanJob *self, CtDate date, int minute)
{
  CtBooking wanted = ct_plan_job_booking (self, 0, date, minute);

  return self->request->clinician_id != 0 && ct_occupancy_clinician_busy (self->request->occupancy, &wanted) != NULL;
}

/**
 * ct_plan_job_chairs:
 * @self: a job
 * @date: any real date
 * @minute: any minute, on the grid of starts or not
 *
 * Returns: the chairs a visit could begin on then: within hours and the desk's rules, while neither they nor the patient nor
 *   the clinician are taken.
 */
guint64
ct_plan_job_chairs (CtPlanJob *self, CtDate date, int minute)
{
  CtMinutes wanted = { minute, minute + self->minutes };
  guint64 chairs = all_chairs (self);
  const CtBooking *bookings;
  guint n;

  if (is_too_early (self, date, minute) || !ct_hours_fits (self->request->hours, date, wanted, NULL))
    return 0;
  bookings = ct_occupancy_get_day (self->request->occupancy, date, &n);
  for (guint i = 0; i < n; i++)
    if (ct_minutes_overlap (bookings[i].minutes, wanted))
      chairs &= ~chairs_taken_by (self, &bookings[i]);
  return clinician_is_elsewhere (self, date, minute) ? 0 : keep_rules (self, date, minute, chairs);
}

static void
open_starts (const CtPlanJob *self, CtPlanDay *day, CtDate date)
{
  guint n;
  const CtMinutes *ranges = ct_hours_open_on (self->request->hours, date, &n);

  for (guint r = 0; r < n; r++)
    for (guint i = start_index (self, ranges[r].from); i < self->starts->len; i++)
      {
        int minute = g_array_index (self->starts, int, i);

        if (minute + self->minutes > ranges[r].to)
          break;
        if (!is_too_early (self, date, minute))
          day->chairs[i] = all_chairs (self);
      }
}

static void
close_taken_starts (const CtPlanJob *self, CtPlanDay *day, CtDate date)
{
  guint n;
  const CtBooking *bookings = ct_occupancy_get_day (self->request->occupancy, date, &n);

  for (guint b = 0; b < n; b++)
    {
      guint64 taken = chairs_taken_by (self, &bookings[b]);

      for (guint i = start_index (self, bookings[b].minutes.from - self->minutes + 1);
           taken != 0 && i < self->starts->len && g_array_index (self->starts, int, i) < bookings[b].minutes.to; i++)
        day->chairs[i] &= ~taken;
    }
}

static void
close_ruled_out_starts (const CtPlanJob *self, CtPlanDay *day, CtDate date)
{
  for (guint i = 0; i < self->starts->len; i++)
    if (day->chairs[i] != 0)
      {
        int minute = g_array_index (self->starts, int, i);

        day->chairs[i] = clinician_is_elsewhere (self, date, minute) ? 0
                                                                     : keep_rules (self, date, minute, day->chairs[i]);
      }
}

/**
 * ct_plan_job_day:
 * @self: a job
 * @date: from the job's earliest day to before its end
 *
 * Returns: (transfer none): what is free that day.
 */
const CtPlanDay *
ct_plan_job_day (CtPlanJob *self, CtDate date)
{
  CtPlanDay **place = &self->days[date - self->earliest];

  if (*place == NULL)
    {
      CtPlanDay *day = g_malloc0 (sizeof (CtPlanDay) + self->starts->len * sizeof (guint64));

      day->wished = self->weekdays == 0 || (self->weekdays & CT_WEEKDAY_BIT (ct_date_get_weekday (date))) != 0;
      open_starts (self, day, date);
      close_taken_starts (self, day, date);
      if (self->desk != NULL || self->request->clinician_id != 0)
        close_ruled_out_starts (self, day, date);
      for (guint i = 0; i < self->starts->len && !day->any_free; i++)
        day->any_free = day->chairs[i] != 0;
      *place = day;
    }
  return *place;
}

/**
 * ct_plan_job_start_near:
 * @self: a job
 * @date: from the job's earliest day to before its end
 * @anchor: a minute
 * @not_before: a minute
 *
 * Returns: the free start at or after @not_before that is nearest to @anchor, the earlier of two; -1 where none is.
 */
int
ct_plan_job_start_near (CtPlanJob *self, CtDate date, int anchor, int not_before)
{
  const CtPlanDay *day = ct_plan_job_day (self, date);
  guint first = start_index (self, not_before), above = start_index (self, MAX (anchor, not_before)), below = above;
  int found = -1;

  if (!day->any_free)
    return -1;
  while (above < self->starts->len && day->chairs[above] == 0)
    above++;
  if (above < self->starts->len)
    found = g_array_index (self->starts, int, above);
  while (below > first)
    {
      int minute = g_array_index (self->starts, int, --below);

      if (found >= 0 && anchor - minute > found - anchor)
        break;
      if (day->chairs[below] != 0)
        return minute;
    }
  return found;
}

/**
 * ct_plan_job_set_anchor:
 * @self: a job
 * @minute: the time of day to gather all sessions around
 *
 * Settles the plan on a time.
 */
void
ct_plan_job_set_anchor (CtPlanJob *self, int minute)
{
  for (int i = 0; i < self->n; i++)
    self->anchors[i] = minute;
}

/* The first day at or after a due day on which a session could be, as far as wishes and chairs go; %NULL: none soon. */
static const CtPlanDay *
usable_day (CtPlanJob *self, CtDate due)
{
  for (CtDate date = MAX (due, self->earliest); date < MIN (due + 7, self->end); date++)
    {
      const CtPlanDay *day = ct_plan_job_day (self, date);

      if (day->any_free && day->wished)
        return day;
    }
  return NULL;
}

typedef struct
{
  int minute;
  int score;
} Anchor;

static int
compare_anchors (gconstpointer a, gconstpointer b)
{
  const Anchor *x = a, *y = b;

  return x->score != y->score ? y->score - x->score : x->minute - y->minute;
}

/* On how many of the due days a start is free; half a day more where one chair is free on all of them. */
static int
anchor_score (CtPlanJob *self, guint start, const CtPlanDay *const *days)
{
  guint64 common = all_chairs (self);
  int score = 0;

  for (int i = 0; i < self->n; i++)
    if (days[i] != NULL)
      {
        score += days[i]->chairs[start] != 0 ? 2 : 0;
        common &= days[i]->chairs[start];
      }
  return score + (common != 0 ? 1 : 0);
}

/**
 * ct_plan_job_anchors:
 * @self: a job
 *
 * Returns: (transfer full) (element-type int): the minutes worth gathering the plan around, best first: the exact time wished
 *   for, or the three times within the wish that are free on most of the due days.
 */
GArray *
ct_plan_job_anchors (CtPlanJob *self)
{
  GArray *minutes = g_array_new (FALSE, FALSE, sizeof (int));
  g_autofree const CtPlanDay **days = NULL;
  g_autoptr (GArray) anchors = NULL;

  if (self->wish.from >= 0 && self->wish.from == self->wish.to)
    {
      g_array_append_val (minutes, self->wish.from);
      return minutes;
    }
  days = g_new (const CtPlanDay *, self->n);
  anchors = g_array_new (FALSE, FALSE, sizeof (Anchor));
  for (int i = 0; i < self->n; i++)
    days[i] = usable_day (self, self->due[i]);
  for (guint i = 0; i < self->starts->len; i++)
    {
      Anchor anchor = { g_array_index (self->starts, int, i), 0 };

      if (self->wish.from >= 0 && (anchor.minute < self->wish.from || anchor.minute > self->wish.to))
        continue;
      anchor.score = anchor_score (self, i, days);
      g_array_append_val (anchors, anchor);
    }
  g_array_sort (anchors, compare_anchors);
  for (guint i = 0; i < MIN (anchors->len, 3); i++)
    g_array_append_val (minutes, g_array_index (anchors, Anchor, i).minute);
  if (minutes->len == 0)
    g_array_append_val (minutes, self->wish.from);
  return minutes;
}
