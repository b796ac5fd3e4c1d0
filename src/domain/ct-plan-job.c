/* Makes a request ready to search in: due days, starts, rules and the chairs free on each day. */
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
 * ct_plan_job_chairs:
 * @self: a job
 * @date: any real date
 * @minute: any minute, on the grid of starts or not
 *
 * Returns: the chairs a visit could begin on then: within hours, while neither they nor the patient are taken.
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
  return chairs;
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
