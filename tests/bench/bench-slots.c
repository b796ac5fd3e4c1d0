/* Finding openings over ninety days of twelve well filled chairs, with staff, pumps and the spacing of a course; and a sick
 * day: forty visits over eight chairs put elsewhere at once. */
#include "ct-bench.h"
#include "domain/ct-replan.h"

#define MONDAY 20514 /* 2026-03-02 */
#define N_CHAIRS 12
#define N_DAYS 90
#define ROUNDS 60

typedef struct
{
  GPtrArray       *segments;
  CtHours         *hours;
  CtDesk          *desk;
  CtOccupancy     *occupancy;
  CtProtocol      *protocol;
  CtSpacingSession sessions[3];
  CtSlotQuery      query;
} Search;

static GPtrArray *
infusion (void)
{
  GPtrArray *segments = ct_segments_new ();
  static const struct { const char *kind; int minutes, per_nurse, prescriber; guint needs; } parts[] = {
    { "prep", 15, 1, 10, 0 }, { "treatment", 40, 1, 0, CT_SEGMENT_PUMP }, { "recovery", 60, 4, 0, 0 }, { "turnover", 15, 0, 0, 0 }
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      CtSegment *segment = ct_segment_new (parts[i].kind, parts[i].minutes);

      segment->patients_per_nurse = parts[i].per_nurse;
      segment->prescriber_minutes = parts[i].prescriber;
      segment->needs = parts[i].needs;
      g_ptr_array_add (segments, segment);
    }
  return segments;
}

static void
fill (Search *self)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  gint64 id = 1;

  self->occupancy = ct_occupancy_new ();
  for (int chair = 1; chair <= N_CHAIRS; chair++)
    {
      g_autofree char *name = g_strdup_printf ("Chair %d", chair);

      ct_occupancy_add_chair (self->occupancy, chair, name);
    }
  for (CtDate date = MONDAY; date < MONDAY + N_DAYS; date++)
    for (int chair = 1; chair <= N_CHAIRS; chair++)
      for (int minute = 480 + 10 * chair; minute + 130 <= 1080; minute += 150)
        if (g_rand_int_range (rand, 0, 100) < 70)
          {
            CtBooking booking = { .appointment_id = id++, .patient_id = 100000 + id, .chair_id = chair, .date = date,
                                  .minutes = { minute, minute + 130 }, .label = "T. Okafor",
                                  .clinician_id = 1 + chair % 3, .kind = "treatment", .segments = self->segments };

            ct_occupancy_add (self->occupancy, &booking);
          }
}

static CtProtocol *
protocol_of (GPtrArray *segments)
{
  CtProtocol *protocol = ct_protocol_new ();
  CtSpacingRule *rule = ct_spacing_rule_new ();

  protocol->id = g_strdup ("IV_MAINT");
  protocol->every_min_days = 14;
  protocol->every_max_days = 90;
  rule->id = g_strdup ("min-gap-2");
  rule->kind = CT_SPACING_MIN_GAP;
  rule->days = 2;
  rule->hours = 48;
  rule->level = CT_LEVEL_WARN;
  g_ptr_array_add (protocol->spacing, rule);
  return protocol;
}

static void
search_init (Search *self)
{
  CtCapacity capacity = { 6, 3, 8, 0, 3 };

  self->segments = infusion ();
  self->hours = ct_hours_new ("Harbor");
  for (int day = 1; day <= 5; day++)
    ct_hours_add_range (self->hours, day, (CtMinutes) { 480, 1080 }, NULL);
  self->desk = ct_desk_new (self->hours);
  ct_desk_set_capacity (self->desk, &capacity);
  fill (self);
  self->protocol = protocol_of (self->segments);
  self->sessions[0] = (CtSpacingSession) { 1, MONDAY - 12, 600 };
  self->sessions[1] = (CtSpacingSession) { 2, MONDAY + 2, 600 };
  self->sessions[2] = (CtSpacingSession) { 4, MONDAY + 60, 600 };
  self->query = (CtSlotQuery) { .desk = self->desk, .occupancy = self->occupancy, .from = { MONDAY, 600 },
                                .last = MONDAY + N_DAYS - 1, .weekdays = 0x0f, .times = { 720, 1440 }, .minutes = 90,
                                .protocol = self->protocol, .number = 3, .sessions = self->sessions, .n_sessions = 3,
                                .step_minutes = 15, .near = { MONDAY + 30, 840 }, .apart_minutes = 60, .limit = 3 };
  self->query.wanted = (CtBooking) { .patient_id = 7, .clinician_id = 2, .kind = "treatment", .segments = self->segments };
}

static void
find (gpointer data)
{
  g_autoptr (GArray) slots = ct_slots_find (&((Search *) data)->query);

  g_assert_cmpuint (slots->len, ==, 3);
}

static void
find_any_time (gpointer data)
{
  Search *self = data;
  CtSlotQuery query = self->query;
  g_autoptr (GArray) slots = NULL;

  query.weekdays = 0;
  query.times = (CtMinutes) { -1, -1 };
  query.protocol = NULL;
  query.number = 0;
  slots = ct_slots_find (&query);
  g_assert_cmpuint (slots->len, ==, 3);
}

/* The first free chair of each day, asked for nothing but chairs and hours. */
static void
find_barely (gpointer data)
{
  Search *self = data;

  for (CtDate date = MONDAY; date < MONDAY + N_DAYS; date++)
    {
      CtBooking wanted = { .date = date, .minutes = { 720, 810 } };

      ct_occupancy_first_free (self->occupancy, self->hours, &wanted, NULL);
    }
}

/* ---- A sick day ---- */

#define SICK_DAY (MONDAY + 7)
#define N_SICK 40
#define N_SICK_CHAIRS 8

typedef struct
{
  CtDesk        *desk;
  CtOccupancy   *occupancy;
  CtDisplaced    displaced[N_SICK];
  CtReplanQuery  query;
} Sick;

static void
sick_init (Sick *self, Search *search)
{
  static const gint64 clinicians[] = { 2, 3 };
  CtAbsence away = { 9, "Ana Ruiz", CT_AWAY_PRESCRIBER, SICK_DAY, SICK_DAY, { 0, 1440 }, "Ill" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (40);
  guint n = 0;

  self->desk = ct_desk_copy (search->desk);
  ct_desk_add_absence (self->desk, &away);
  self->occupancy = ct_occupancy_new ();
  for (int chair = 1; chair <= N_SICK_CHAIRS; chair++)
    {
      g_autofree char *name = g_strdup_printf ("Chair %d", chair);

      ct_occupancy_add_chair (self->occupancy, chair, name);
    }
  for (CtDate date = MONDAY; date < MONDAY + 30; date++)
    for (int chair = 1; chair <= N_SICK_CHAIRS; chair++)
      for (int slot = 0; slot < 5; slot++)
        {
          int from = 480 + slot * 120;
          gboolean sick = date == SICK_DAY && n < N_SICK;
          gint64 id = (date - MONDAY) * 1000 + chair * 10 + slot + 1;
          CtBooking booking = { .appointment_id = id, .patient_id = id, .chair_id = chair, .date = date,
                                .minutes = { from, from + 115 }, .label = "T. Okafor",
                                .clinician_id = sick ? 9 : 2 + slot % 2, .kind = "treatment",
                                .segments = search->segments };

          if (!sick && g_rand_int_range (rand, 0, 100) < 50)
            continue;
          ct_occupancy_add (self->occupancy, &booking);
          if (sick)
            self->displaced[n++] = (CtDisplaced) { .booking = booking };
        }
  self->query = (CtReplanQuery) { self->desk, self->occupancy, self->displaced, n, clinicians, 2, { SICK_DAY, 480 }, 15, 15 };
}

static void
replan (gpointer data)
{
  g_autofree CtReplanned *placed = ct_replan_displaced (&((Sick *) data)->query);

  g_assert (placed != NULL);
}

/* The least: a copy of the calendar to try it out on. */
static void
replan_barely (gpointer data)
{
  g_autoptr (CtOccupancy) copy = ct_occupancy_copy (((Sick *) data)->occupancy);

  g_assert (copy != NULL);
}

int
main (int argc, char **argv)
{
  Search search = { 0 };
  Sick sick = { 0 };
  CtBench sick_day = { .name = "sick-day-40-visits", .work = replan, .bare = replan_barely, .data = &sick, .rounds = 20,
                       .median_limit_us = 1000000, .p99_limit_us = 2000000 };
  CtBench afternoons = { .name = "find-slot-90-days", .work = find, .bare = find_barely, .data = &search, .rounds = ROUNDS,
                         .median_limit_us = 30000, .p99_limit_us = 60000 };
  CtBench any = { .name = "find-slot-any-time", .work = find_any_time, .bare = find_barely, .data = &search,
                  .rounds = ROUNDS, .median_limit_us = 30000, .p99_limit_us = 60000 };

  search_init (&search);
  ct_bench_run (&afternoons);
  ct_bench_run (&any);
  sick_init (&sick, &search);
  ct_bench_run (&sick_day);
  ct_occupancy_free (sick.occupancy);
  ct_desk_unref (sick.desk);
  ct_protocol_unref (search.protocol);
  ct_occupancy_free (search.occupancy);
  ct_desk_unref (search.desk);
  ct_hours_unref (search.hours);
  g_ptr_array_unref (search.segments);
  return 0;
}
