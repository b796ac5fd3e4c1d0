/* A day of 300 visits on 12 chairs as it really runs, which is reckoned anew every minute, and another chair for one of them. */
#include "ct-bench.h"

#include "domain/ct-appointment.h"
#include "domain/ct-reseat.h"

#define N_VISITS 300
#define N_CHAIRS 12
#define A_CHAIR (N_VISITS / N_CHAIRS)
#define MINUTES 20
#define OPENS (8 * 60)
#define NOW (11 * 60)
#define MONDAY 20514
#define ROUNDS 200
#define TIMES 10 /* of each work in a round: one is too short to measure */

typedef struct
{
  CtRunVisit   visits[N_VISITS];
  gint64       chairs[N_CHAIRS];
  GPtrArray   *segments;
  CtHours     *hours;
  CtDesk      *desk;
  CtOccupancy *occupancy;
  guint        waiting; /* of @visits */
} Floor;

static CtStep
step_at (int from)
{
  if (from + MINUTES <= NOW)
    return CT_STEP_DONE;
  return from <= NOW ? CT_STEP_IN_CHAIR : CT_STEP_BOOKED;
}

/* Every second chair is a quarter of an hour behind; the others have a free place now and then. */
static void
floor_init (Floor *self)
{
  self->segments = ct_segments_new ();
  g_ptr_array_add (self->segments, ct_segment_new ("treatment", MINUTES - 5));
  g_ptr_array_add (self->segments, ct_segment_new ("turnover", 5));
  self->hours = ct_hours_new ("Harbor");
  ct_hours_add_range (self->hours, 1, (CtMinutes) { OPENS, 20 * 60 }, NULL);
  self->desk = ct_desk_new (self->hours);
  self->occupancy = ct_occupancy_new ();
  for (int i = 0; i < N_CHAIRS; i++)
    {
      self->chairs[i] = i + 1;
      ct_occupancy_add_chair (self->occupancy, i + 1, "Chair");
    }
  for (int i = 0; i < N_VISITS; i++)
    {
      int chair = i % N_CHAIRS, from = OPENS + i / N_CHAIRS * (MINUTES + (chair % 2 == 0 ? 0 : 5));
      CtRunVisit visit = { i + 1, chair + 1, { from, from + MINUTES }, step_at (from), from + (chair % 2 == 0 ? 15 : 0),
                           self->segments };
      CtBooking booking = { .appointment_id = i + 1, .patient_id = i + 1, .chair_id = chair + 1, .date = MONDAY,
                            .minutes = visit.minutes, .kind = CT_VISIT_TREATMENT, .segments = self->segments };

      if (visit.step == CT_STEP_BOOKED)
        visit.since = CT_RUN_UNKNOWN;
      if (visit.step == CT_STEP_BOOKED && self->waiting == 0 && chair == 0)
        self->waiting = (guint) i;
      self->visits[i] = visit;
      if ((guint) i != self->waiting || self->waiting == 0)
        ct_occupancy_add (self->occupancy, &booking);
    }
}

static void
floor_clear (Floor *self)
{
  g_ptr_array_unref (self->segments);
  ct_desk_unref (self->desk);
  ct_hours_unref (self->hours);
  ct_occupancy_free (self->occupancy);
}

static void
foresee (gpointer data)
{
  const Floor *self = data;

  for (int i = 0; i < TIMES; i++)
    {
      g_autoptr (CtRunOver) run = ct_run_over_new (self->visits, N_VISITS, NOW);

      g_assert (ct_run_over_held_up (run, 1) != NULL);
    }
}

static int
compare_visits (gconstpointer a, gconstpointer b)
{
  const CtRunVisit *x = a, *y = b;

  return x->chair_id != y->chair_id ? (int) (x->chair_id - y->chair_id) : x->minutes.from - y->minutes.from;
}

/* The least: the visits in their order. */
static void
foresee_barely (gpointer data)
{
  const Floor *self = data;

  for (int i = 0; i < TIMES; i++)
    {
      g_autoptr (GArray) sorted = g_array_sized_new (FALSE, FALSE, sizeof (CtRunVisit), N_VISITS);

      g_array_append_vals (sorted, self->visits, N_VISITS);
      g_array_sort (sorted, compare_visits);
    }
}

static void
reseat (gpointer data)
{
  const Floor *self = data;
  const CtRunVisit *visit = &self->visits[self->waiting];
  CtReseatQuestion question = { .visits = self->visits, .n_visits = N_VISITS, .now = NOW, .chairs = self->chairs,
                                .n_chairs = N_CHAIRS,
                                .rules = { .desk = self->desk, .occupancy = self->occupancy } };
  g_autoptr (GArray) found = NULL;

  question.rules.wanted = (CtBooking) { .appointment_id = visit->appointment_id, .patient_id = visit->appointment_id,
                                        .chair_id = visit->chair_id, .date = MONDAY, .minutes = visit->minutes,
                                        .kind = CT_VISIT_TREATMENT, .segments = self->segments };
  found = ct_reseat_find (&question);
  g_assert (found != NULL);
}

int
main (int argc, char **argv)
{
  Floor floor = { 0 };
  CtBench forecast = { .name = "floor-300-visits-x10", .work = foresee, .bare = foresee_barely, .data = &floor,
                       .rounds = ROUNDS, .median_limit_us = 5000, .p99_limit_us = 20000 };
  CtBench other_chair = { .name = "reseat-12-chairs", .work = reseat, .data = &floor, .rounds = ROUNDS,
                          .median_limit_us = 5000, .p99_limit_us = 20000 };

  floor_init (&floor);
  ct_bench_run (&forecast);
  ct_bench_run (&other_chair);
  floor_clear (&floor);
  return 0;
}
