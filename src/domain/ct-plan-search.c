/* The search for the cheapest dates: session by session, keeping for each day it could be on the cheapest ways that lead
 * there. Two ways to one day differ for what follows only in the time of day and in the dates that a rule still looks back
 * at; a way that agrees with a cheaper one in these is dropped, and of the others at most BEAM are kept a day. With
 * sessions x days x BEAM ways, each tried with each day of the next session, the work is bounded whatever the calendar
 * looks like. Due days and some rules count from the first session: the search is done for each first date in turn, and
 * given up as soon as no way can become cheaper than the best plan found before. */
#include "domain/ct-plan-job.h"

#define BEAM 32

typedef struct
{
  gint64 cost;
  CtDate date;
  int    minute;
  int    parent;  /* index of the way to the session before, -1 */
} Way;

typedef struct
{
  CtPlanJob   *job;
  CtPlanReach  reach;
  gint64       below;   /* only ways cheaper than this are of use */
  gboolean     hours_matter; /* some rule asks for hours from start to start */
  CtDate       first;   /* the day of the first session to place */
  GArray      *ways;    /* of Way, one session after the other */
  Way         *buckets; /* BEAM for each day of the session being placed */
  guint       *filled;
  CtDate       from, to;  /* the days of the buckets, both included */
} Search;

/* What has to come on top of a way's cost: being off the due day costs drift at each later session or a changed gap. */
static gint64
least_rest (const Search *self, int index, CtDate date)
{
  gint64 days = ABS (date - ct_plan_job_due (self->job, index, self->first));

  return days * MIN ((gint64) CT_COST_DRIFT_DAY * (self->job->n - 1 - index), (gint64) CT_COST_GAP_DAY);
}

/* The sessions before the next one as the rules want them, latest first. */
static guint
recall (const CtPlanJob *job, GArray *ways, int way, int index, CtSpacingSession *recent)
{
  guint n = 0;

  for (; way >= 0 && n < job->memory; index--, n++)
    {
      const Way *w = &g_array_index (ways, Way, way);

      recent[n] = (CtSpacingSession) { job->first_number + index, w->date, w->minute };
      way = w->parent;
    }
  for (guint i = job->n_previous; i > 0 && n < job->memory; i--)
    recent[n++] = job->previous[i - 1];
  return n;
}

/* Whether two ways to one day are the same to every later session. */
static gboolean
are_alike (const Search *self, const Way *a, const Way *b)
{
  int x = a->parent, y = b->parent;

  if (a->minute != b->minute)
    return FALSE;
  for (guint back = 1; back < self->job->memory && x != y && x >= 0 && y >= 0; back++)
    {
      const Way *p = &g_array_index (self->ways, Way, x), *q = &g_array_index (self->ways, Way, y);

      if (p->date != q->date)
        return FALSE;
      x = p->parent;
      y = q->parent;
    }
  return TRUE;
}

static void
keep (Search *self, const Way *way)
{
  guint day = (guint) (way->date - self->from), worst = 0;
  Way *bucket = &self->buckets[day * BEAM];

  for (guint i = 0; i < self->filled[day]; i++)
    {
      if (are_alike (self, &bucket[i], way))
        {
          if (way->cost < bucket[i].cost)
            bucket[i] = *way;
          return;
        }
      if (bucket[i].cost > bucket[worst].cost)
        worst = i;
    }
  if (self->filled[day] < BEAM)
    bucket[self->filled[day]++] = *way;
  else if (way->cost < bucket[worst].cost)
    bucket[worst] = *way;
}

static void
try_start (Search *self, int index, CtDate date, int minute, int parent, const CtSpacingSession *recent, guint n_recent)
{
  gint64 step = ct_plan_job_step_cost (self->job, index, date, minute, recent, n_recent, self->first);
  Way way = { parent >= 0 ? g_array_index (self->ways, Way, parent).cost : 0, date, minute, parent };

  if (step == CT_COST_IMPOSSIBLE)
    return;
  way.cost += step;
  if (way.cost + least_rest (self, index, date) < self->below)
    keep (self, &way);
}

/* From when on a session on @date keeps the hours that a rule asks for, where the days alone would do. */
static int
start_that_keeps_hours (const CtPlanJob *job, CtDate date, const CtSpacingSession *recent, guint n_recent)
{
  int minute = 0;

  if (n_recent == 0 || recent[0].minute < 0)
    return 0;
  for (guint i = 0; i < job->rules->len; i++)
    {
      const CtSpacingRule *rule = g_ptr_array_index (job->rules, i);

      if (rule->kind == CT_SPACING_MIN_GAP && date - recent[0].date >= rule->days)
        minute = MAX (minute, recent[0].minute + rule->hours * 60 - (date - recent[0].date) * CT_MINUTES_PER_DAY);
    }
  return minute;
}

/* The starts of a day that are worth a try: the one nearest to the time the plan settles on, and the nearest that keeps the
 * hours to the session before. A thorough search tries the earliest that keeps them as well: where any times of day keep
 * the hours between all sessions, these do. */
static guint
starts_worth_a_try (Search *self, int index, CtDate date, int not_before, int starts[3])
{
  int anchor = self->job->anchors[index];
  int candidates[3] = { ct_plan_job_start_near (self->job, date, anchor, 0), -1, -1 };
  guint n = 0;

  if (not_before > candidates[0])
    candidates[1] = ct_plan_job_start_near (self->job, date, anchor, not_before);
  if (self->reach.thorough && self->hours_matter)
    candidates[2] = ct_plan_job_start_near (self->job, date, not_before, not_before);
  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    if (candidates[i] >= 0 && (n == 0 || candidates[i] != starts[0]) && (n < 2 || candidates[i] != starts[1]))
      starts[n++] = candidates[i];
  return n;
}

static void
try_day (Search *self, int index, CtDate date, int parent, const CtSpacingSession *recent, guint n_recent)
{
  int starts[3];
  int not_before = self->hours_matter ? start_that_keeps_hours (self->job, date, recent, n_recent) : 0;
  guint n = starts_worth_a_try (self, index, date, not_before, starts);

  for (guint i = 0; i < n; i++)
    try_start (self, index, date, starts[i], parent, recent, n_recent);
}

static void
try_days_after (Search *self, int index, int parent)
{
  CtSpacingSession recent[CT_PLANNER_MAX_SESSIONS];
  guint n_recent = recall (self->job, self->ways, parent, index - 1, recent);
  CtDate date = self->from;

  if (parent >= 0)
    date = MAX (date, g_array_index (self->ways, Way, parent).date + 1);
  for (; date <= self->to; date++)
    {
      const CtPlanDay *day = ct_plan_job_day (self->job, date);

      if (day->any_free && (day->wished || !self->reach.wished_days_only))
        try_day (self, index, date, parent, recent, n_recent);
    }
}

/* Takes the kept ways of a session over into the list; the next one builds on them. */
static void
collect (Search *self)
{
  for (guint day = 0; day <= (guint) (self->to - self->from); day++)
    {
      g_array_append_vals (self->ways, &self->buckets[day * BEAM], self->filled[day]);
      self->filled[day] = 0;
    }
}

/* The first session is on its day; the others are looked for around the day that is due then. */
static void
set_days (Search *self, int index)
{
  CtDate due = ct_plan_job_due (self->job, index, self->first);

  self->from = index == 0 ? self->first : MAX (due - self->reach.early_days, self->job->earliest);
  self->to = index == 0 ? self->first : MIN (due + self->reach.late_days, self->job->end - 1);
}

/* Places all sessions; returns the index of the cheapest way to the last, -1 where there is none. */
static int
place_all (Search *self)
{
  guint from = 0, to = 0;
  int best = -1;

  g_array_set_size (self->ways, 0);
  for (int index = 0; index < self->job->n; index++)
    {
      set_days (self, index);
      if (index == 0)
        try_days_after (self, index, -1);
      for (guint way = from; way < to; way++)
        try_days_after (self, index, (int) way);
      from = to;
      collect (self);
      to = self->ways->len;
      if (from == to)
        return -1;
    }
  for (guint way = from; way < to; way++)
    if (best < 0 || g_array_index (self->ways, Way, way).cost < g_array_index (self->ways, Way, (guint) best).cost)
      best = (int) way;
  return best;
}

static void
read_places (const Search *self, int way, CtPlace *places)
{
  for (int index = self->job->n - 1; index >= 0; index--)
    {
      const Way *w = &g_array_index (self->ways, Way, (guint) way);

      places[index] = (CtPlace) { w->date, w->minute, ct_plan_job_chairs (self->job, w->date, w->minute) };
      way = w->parent;
    }
}

static gboolean
hours_matter (const CtPlanJob *job)
{
  for (guint i = 0; i < job->rules->len; i++)
    if (((const CtSpacingRule *) g_ptr_array_index (job->rules, i))->hours > 0)
      return TRUE;
  return FALSE;
}

/**
 * ct_plan_search:
 * @self: a job with its anchors set
 * @reach: how far from the due days to look
 * @below: only a plan cheaper than this is of interest
 * @places: (array) (out): where the sessions go; left alone where no such plan is found
 *
 * Looks for the cheapest plan that breaks no %CT_LEVEL_HOLD or %CT_LEVEL_BLOCK.
 *
 * Returns: its cost, or @below where there is none.
 */
gint64
ct_plan_search (CtPlanJob *self, CtPlanReach reach, gint64 below, CtPlace *places)
{
  guint n_days = (guint) (reach.early_days + reach.late_days + 1);
  g_autoptr (GArray) ways = g_array_new (FALSE, FALSE, sizeof (Way));
  g_autofree Way *buckets = g_new (Way, n_days * BEAM);
  g_autofree guint *filled = g_new0 (guint, n_days);
  Search search = { self, reach, below, hours_matter (self), CT_DATE_NONE, ways, buckets, filled, 0, 0 };
  CtDate from = MAX (self->due[0] - reach.early_days, self->earliest);
  CtDate to = MAX (self->due[0], self->earliest) + reach.late_days;

  for (search.first = from; search.first <= to; search.first++)
    {
      int way = place_all (&search);

      if (way < 0)
        continue;
      search.below = g_array_index (ways, Way, (guint) way).cost;
      read_places (&search, way, places);
    }
  return search.below;
}
