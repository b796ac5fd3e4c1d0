/* Placing courses, beside the bare work of finding, session by session, the first free chair near the same time. */
#include "ct-bench.h"
#include "domain/ct-planner.h"

#define MONDAY 20514 /* 2026-03-02 */
#define N_CHAIRS 12
#define N_PATIENTS 1000
#define N_SESSIONS 6

static CtProtocol *
induction (int n_sessions)
{
  static const int offsets[] = { 0, 2, 4, 7, 9, 11 };
  static const struct { const char *id; int days, hours; CtLevel level; } gaps[] = {
    { "min-gap-1", 1, 24, CT_LEVEL_BLOCK }, { "min-gap-2", 2, 48, CT_LEVEL_WARN }
  };
  CtProtocol *protocol = ct_protocol_new ();

  protocol->id = g_strdup ("IV_IND_3PW");
  protocol->name = g_strdup ("Three a week");
  protocol->n_sessions = protocol->max_sessions = n_sessions;
  protocol->window_days = n_sessions == N_SESSIONS ? 14 : 0;
  g_array_append_vals (protocol->offsets, offsets, G_N_ELEMENTS (offsets));
  g_ptr_array_add (protocol->segments, ct_segment_new ("treatment", 130));
  for (guint i = 0; i < G_N_ELEMENTS (gaps); i++)
    {
      CtSpacingRule *rule = ct_spacing_rule_new ();

      rule->id = g_strdup (gaps[i].id);
      rule->kind = CT_SPACING_MIN_GAP;
      rule->days = gaps[i].days;
      rule->hours = gaps[i].hours;
      rule->level = gaps[i].level;
      g_ptr_array_add (protocol->spacing, rule);
    }
  return protocol;
}

static CtHours *
weekdays (void)
{
  CtHours *hours = ct_hours_new ("Harbor");

  for (int day = 1; day <= 5; day++)
    ct_hours_add_range (hours, day, (CtMinutes) { 480, 1080 }, NULL);
  return hours;
}

/* Twelve chairs, of which @percent of the visits of 130 minutes that would fit are taken. */
static CtOccupancy *
clinic (int n_days, int percent, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  CtOccupancy *occupancy = ct_occupancy_new ();
  gint64 id = 1;

  for (int chair = 1; chair <= N_CHAIRS; chair++)
    {
      g_autofree char *name = g_strdup_printf ("Chair %d", chair);

      ct_occupancy_add_chair (occupancy, chair, name);
    }
  for (CtDate date = MONDAY; date < MONDAY + n_days; date++)
    for (int chair = 1; chair <= N_CHAIRS; chair++)
      for (int minute = 480; minute + 130 <= 1080; minute += 150)
        if (g_rand_int_range (rand, 0, 100) < percent)
          {
            CtBooking booking = { id, 100000 + id, chair, date, { minute, minute + 130 }, "T. Okafor" };

            ct_occupancy_add (occupancy, &booking);
            id++;
          }
  return occupancy;
}

/* What one would do with a calendar and no planner: for each due day the first free chair from @minute on, else the first of
 * the day, else the next day. */
static int
place_barely (const CtOccupancy *occupancy, const CtHours *hours, const CtProtocol *protocol, CtDate start, int minute,
              int n, CtBooking *places)
{
  for (int i = 0; i < n; i++)
    {
      CtBooking wanted = { 0, 0, 0, start + ct_spacing_due_day (protocol, i + 1, 0), { minute, minute + 130 }, NULL };
      gint64 chair;
      int found;

      if (i > 0)
        wanted.date = MAX (wanted.date, places[i - 1].date + 2);
      while ((found = ct_occupancy_first_free (occupancy, hours, &wanted, &chair)) < 0)
        {
          wanted.date += wanted.minutes.from == 0;
          wanted.minutes = wanted.minutes.from == 0 ? (CtMinutes) { minute, minute + 130 } : (CtMinutes) { 0, 130 };
        }
      wanted.chair_id = chair;
      wanted.minutes = (CtMinutes) { found, found + 130 };
      places[i] = wanted;
    }
  return n;
}

static void
report (const char *name, const double *us, const double *bare_us, int n)
{
  const CtBench figure = { .name = name };
  g_autoptr (GArray) work = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) bare = g_array_new (FALSE, FALSE, sizeof (double));

  g_array_append_vals (work, us, (guint) n);
  g_array_append_vals (bare, bare_us, (guint) n);
  ct_bench_report (&figure, work, bare);
}

static void
request_for (CtPlanRequest *request, int patient, const CtProtocol *protocol, const CtHours *hours,
             const CtOccupancy *occupancy, int n_weeks)
{
  static const guint wishes[] = { 0, 0x15, 0x0a, 0x1f };

  ct_plan_request_init (request, protocol, hours, occupancy, MONDAY + patient % (n_weeks * 7));
  request->patient_id = patient + 1;
  request->weekdays = wishes[patient % 4];
  if (patient % 3 != 0)
    request->preferred = (CtMinutes) { 540 + 30 * (patient % 10), 540 + 30 * (patient % 10) + (patient % 2) * 60 };
}

/* One course after the other in a clinic that is well filled, none of them booked. */
static void
bench_plan (const char *name, int n_sessions, int rounds)
{
  g_autoptr (CtProtocol) protocol = induction (n_sessions);
  g_autoptr (CtHours) hours = weekdays ();
  g_autoptr (CtOccupancy) occupancy = clinic (220, 70, 1);
  g_autofree double *us = g_new (double, rounds);
  g_autofree double *bare_us = g_new (double, rounds);
  CtBooking places[CT_PLANNER_MAX_SESSIONS];

  for (int i = 0; i < rounds; i++)
    {
      g_autoptr (CtPlan) plan = NULL;
      CtPlanRequest request;
      gint64 start, middle;

      request_for (&request, i, protocol, hours, occupancy, 8);
      start = g_get_monotonic_time ();
      plan = ct_planner_plan (&request, NULL);
      middle = g_get_monotonic_time ();
      place_barely (occupancy, hours, protocol, request.start_date, 600, n_sessions, places);
      us[i] = (double) (middle - start);
      bare_us[i] = (double) (g_get_monotonic_time () - middle);
      g_assert (plan != NULL);
    }
  report (name, us, bare_us, rounds);
}

/* A thousand patients, each planned around those before. */
static double
fill_with_planner (const CtProtocol *protocol, const CtHours *hours)
{
  g_autoptr (CtOccupancy) occupancy = clinic (0, 0, 2);
  gint64 start = g_get_monotonic_time ();

  for (int i = 0; i < N_PATIENTS; i++)
    {
      g_autoptr (CtPlan) plan = NULL;
      CtPlanRequest request;

      request_for (&request, i, protocol, hours, occupancy, 30);
      plan = ct_planner_plan (&request, NULL);
      if (plan != NULL)
        ct_planner_occupy (occupancy, plan, i + 1, "T. Okafor", 1 + (gint64) i * 100);
    }
  return (double) (g_get_monotonic_time () - start);
}

static double
fill_barely (const CtProtocol *protocol, const CtHours *hours)
{
  g_autoptr (CtOccupancy) occupancy = clinic (0, 0, 2);
  gint64 start = g_get_monotonic_time ();

  for (int i = 0; i < N_PATIENTS; i++)
    {
      CtBooking places[N_SESSIONS];

      place_barely (occupancy, hours, protocol, MONDAY + i % 210, 600, N_SESSIONS, places);
      for (int s = 0; s < N_SESSIONS; s++)
        {
          places[s].appointment_id = 1 + (gint64) i * 100 + s;
          places[s].label = "T. Okafor";
          ct_occupancy_add (occupancy, &places[s]);
        }
    }
  return (double) (g_get_monotonic_time () - start);
}

static void
bench_thousand (void)
{
  g_autoptr (CtProtocol) protocol = induction (N_SESSIONS);
  g_autoptr (CtHours) hours = weekdays ();
  double us[5], bare_us[5];

  for (int round = 0; round < 5; round++)
    {
      us[round] = fill_with_planner (protocol, hours);
      bare_us[round] = fill_barely (protocol, hours);
    }
  report ("plan-1000-patients", us, bare_us, 5);
}

/* A sick day: forty sessions over eight chairs, each one lifted out and planned anew between its neighbours. */
static void
bench_replan (void)
{
  static const gint64 chairs[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
  g_autoptr (CtProtocol) protocol = induction (N_SESSIONS);
  g_autoptr (CtHours) hours = weekdays ();
  double us[20], bare_us[20];

  for (int round = 0; round < 20; round++)
    {
      g_autoptr (CtOccupancy) occupancy = clinic (60, 60, (guint32) round + 10);
      g_autoptr (CtOccupancy) other = ct_occupancy_copy (occupancy);
      gint64 start = g_get_monotonic_time (), middle;

      for (int i = 0; i < 40; i++)
        {
          g_autoptr (CtPlan) plan = NULL;
          CtSpacingSession given[] = { { 1, MONDAY - 5, 600 }, { 2, MONDAY - 3, 600 } };
          CtPlanRequest request;

          ct_plan_request_init (&request, protocol, hours, occupancy, MONDAY);
          request.patient_id = i + 1;
          request.previous = given;
          request.n_previous = 2;
          request.first_number = 3;
          request.chairs = chairs;
          request.n_chairs = G_N_ELEMENTS (chairs);
          plan = ct_planner_plan (&request, NULL);
          if (plan != NULL)
            ct_planner_occupy (occupancy, plan, i + 1, NULL, 1000000 + i * 100);
        }
      middle = g_get_monotonic_time ();
      for (int i = 0; i < 40; i++)
        {
          CtBooking places[4];

          place_barely (other, hours, protocol, MONDAY, 600, 4, places);
          for (int s = 0; s < 4; s++)
            {
              places[s].appointment_id = 1000000 + i * 100 + s;
              ct_occupancy_add (other, &places[s]);
            }
        }
      us[round] = (double) (middle - start);
      bare_us[round] = (double) (g_get_monotonic_time () - middle);
    }
  report ("replan-40-courses", us, bare_us, 20);
}

int
main (int argc, char **argv)
{
  bench_plan ("plan-6-sessions", N_SESSIONS, 1000);
  bench_plan ("plan-40-sessions", 40, 50);
  bench_replan ();
  bench_thousand ();
  return 0;
}
