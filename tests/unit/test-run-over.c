/* How a day really runs: stories of a chair that runs over, and what holds for every day. */
#include "domain/ct-appointment.h"
#include "domain/ct-reseat.h"
#include "planner-fixture.h"

#define CLOCK(hour, minute) ((hour) * 60 + (minute))
#define CHAIR_2 2
#define CHAIR_3 3
#define CHAIR_5 5

/* A quarter of preparation, 40 minutes of treatment, an hour of recovery, a quarter of cleaning. */
static GPtrArray *infusion;

static CtRunVisit
visit (gint64 id, gint64 chair, int from, int to, CtStep step, int since)
{
  return (CtRunVisit) { id, chair, { from, to }, step, since, NULL };
}

static CtRunVisit
infusion_at (gint64 id, gint64 chair, int from, CtStep step, int since)
{
  return (CtRunVisit) { id, chair, { from, from + 130 }, step, since, infusion };
}

/* "1 free 14:25" for who has begun, "2 14:25 behind 1" for who waits, "3 -" for who is not expected. */
static char *
told (const CtRunVisit *visits, guint n, int now)
{
  g_autoptr (CtRunOver) run = ct_run_over_new (visits, n, now);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      const CtRunEntry *entry = ct_run_over_find (run, visits[i].appointment_id);
      g_autofree char *from = ct_minute_to_iso (entry->expected.from), *to = ct_minute_to_iso (entry->expected.to);

      g_string_append_printf (text, "%s%d ", i > 0 ? ", " : "", (int) entry->appointment_id);
      if (entry->waits)
        g_string_append (text, from);
      else
        g_string_append_printf (text, "free %s", to);
      if (entry->behind_id != 0)
        g_string_append_printf (text, " behind %d", (int) entry->behind_id);
    }
  return g_string_free (text, FALSE);
}

#define ASSERT_TOLD(visits, now, expected)                        \
  G_STMT_START                                                    \
  {                                                               \
    g_autofree char *text = told (visits, G_N_ELEMENTS (visits), now); \
    g_assert_cmpstr (text, ==, expected);                         \
  }                                                               \
  G_STMT_END

/* ---- Stories ---- */

static void
test_a_day_that_runs_as_booked_has_no_ghosts (void)
{
  const CtRunVisit day[] = { visit (1, CHAIR_3, CLOCK (13, 0), CLOCK (14, 0), CT_STEP_IN_CHAIR, CLOCK (13, 0)),
                             visit (2, CHAIR_3, CLOCK (14, 0), CLOCK (14, 30), CT_STEP_BOOKED, CT_RUN_UNKNOWN) };

  ASSERT_TOLD (day, CLOCK (13, 40), "1 free 14:00, 2 14:00");
}

static void
test_who_sat_down_late_leaves_late_and_the_next_one_waits (void)
{
  const CtRunVisit day[] = { visit (1, CHAIR_3, CLOCK (13, 0), CLOCK (14, 0), CT_STEP_IN_CHAIR, CLOCK (13, 25)),
                             visit (2, CHAIR_3, CLOCK (14, 0), CLOCK (14, 30), CT_STEP_BOOKED, CT_RUN_UNKNOWN),
                             visit (3, CHAIR_3, CLOCK (14, 30), CLOCK (15, 0), CT_STEP_BOOKED, CT_RUN_UNKNOWN) };

  ASSERT_TOLD (day, CLOCK (13, 40), "1 free 14:25, 2 14:25 behind 1, 3 14:55 behind 2");
}

static void
test_a_gap_takes_up_the_delay (void)
{
  const CtRunVisit day[] = { visit (1, CHAIR_3, CLOCK (13, 0), CLOCK (14, 0), CT_STEP_IN_CHAIR, CLOCK (13, 25)),
                             visit (2, CHAIR_3, CLOCK (14, 15), CLOCK (14, 45), CT_STEP_BOOKED, CT_RUN_UNKNOWN),
                             visit (3, CHAIR_3, CLOCK (15, 0), CLOCK (15, 30), CT_STEP_BOOKED, CT_RUN_UNKNOWN) };

  ASSERT_TOLD (day, CLOCK (13, 40), "1 free 14:25, 2 14:25 behind 1, 3 15:00");
}

static void
test_the_neighbouring_chair_does_not_feel_it (void)
{
  const CtRunVisit day[] = { visit (1, CHAIR_3, CLOCK (13, 0), CLOCK (14, 0), CT_STEP_IN_CHAIR, CLOCK (13, 25)),
                             visit (2, CHAIR_2, CLOCK (14, 0), CLOCK (14, 30), CT_STEP_BOOKED, CT_RUN_UNKNOWN) };

  ASSERT_TOLD (day, CLOCK (13, 40), "1 free 14:25, 2 14:00");
}

static void
test_who_should_have_gone_keeps_the_chair_until_now_and_it_is_cleaned_after (void)
{
  const CtRunVisit day[] = { infusion_at (1, CHAIR_3, CLOCK (12, 0), CT_STEP_IN_CHAIR, CLOCK (12, 0)),
                             visit (2, CHAIR_3, CLOCK (14, 15), CLOCK (14, 45), CT_STEP_BOOKED, CT_RUN_UNKNOWN) };

  ASSERT_TOLD (day, CLOCK (13, 50), "1 free 14:10, 2 14:15");
  ASSERT_TOLD (day, CLOCK (14, 20), "1 free 14:35, 2 14:35 behind 1");
}

static void
test_who_still_sits_there_after_the_end_keeps_the_next_one_waiting_minute_by_minute (void)
{
  const CtRunVisit day[] = { visit (1, CHAIR_3, CLOCK (13, 0), CLOCK (14, 0), CT_STEP_IN_CHAIR, CLOCK (13, 0)),
                             visit (2, CHAIR_3, CLOCK (14, 0), CLOCK (14, 30), CT_STEP_ARRIVED, CLOCK (13, 50)) };

  ASSERT_TOLD (day, CLOCK (14, 0), "1 free 14:00, 2 14:00");
  ASSERT_TOLD (day, CLOCK (14, 12), "1 free 14:12, 2 14:12 behind 1");
}

static void
test_a_recovery_that_began_late_lasts_its_hour (void)
{
  const CtRunVisit day[] = { infusion_at (1, CHAIR_3, CLOCK (12, 0), CT_STEP_RECOVERY, CLOCK (13, 20)),
                             visit (2, CHAIR_3, CLOCK (14, 10), CLOCK (14, 40), CT_STEP_BOOKED, CT_RUN_UNKNOWN) };

  ASSERT_TOLD (day, CLOCK (13, 30), "1 free 14:35, 2 14:35 behind 1");
}

static void
test_who_is_ready_to_leave_only_leaves_the_cleaning (void)
{
  const CtRunVisit day[] = { infusion_at (1, CHAIR_3, CLOCK (12, 0), CT_STEP_LEAVING, CLOCK (13, 20)),
                             visit (2, CHAIR_3, CLOCK (13, 30), CLOCK (14, 0), CT_STEP_ARRIVED, CLOCK (13, 10)) };

  ASSERT_TOLD (day, CLOCK (13, 25), "1 free 13:40, 2 13:40 behind 1");
}

static void
test_who_was_checked_out_early_frees_the_chair_early (void)
{
  const CtRunVisit day[] = { infusion_at (1, CHAIR_3, CLOCK (12, 0), CT_STEP_DONE, CLOCK (13, 0)),
                             visit (2, CHAIR_3, CLOCK (14, 10), CLOCK (14, 40), CT_STEP_BOOKED, CT_RUN_UNKNOWN) };

  ASSERT_TOLD (day, CLOCK (13, 30), "1 free 13:15, 2 14:10");
}

static void
test_a_patient_who_is_late_is_not_seated_before_now_and_keeps_the_next_one_waiting (void)
{
  const CtRunVisit day[] = { visit (1, CHAIR_3, CLOCK (14, 0), CLOCK (14, 30), CT_STEP_BOOKED, CT_RUN_UNKNOWN),
                             visit (2, CHAIR_3, CLOCK (14, 30), CLOCK (15, 0), CT_STEP_BOOKED, CT_RUN_UNKNOWN) };
  g_autoptr (CtRunOver) run = ct_run_over_new (day, 2, CLOCK (14, 10));

  ASSERT_TOLD (day, CLOCK (14, 10), "1 14:10, 2 14:40 behind 1");
  /* The first one is late, which is told already; and the desk has no chair to see to, for nobody sits in it. */
  g_assert_false (ct_run_entry_is_told (ct_run_over_find (run, 1)));
  g_assert_true (ct_run_entry_is_told (ct_run_over_find (run, 2)));
  g_assert_null (ct_run_over_held_up (run, CHAIR_3));
}

static void
test_a_patient_is_waited_for_half_an_hour (void)
{
  const CtRunVisit day[] = { infusion_at (1, CHAIR_3, CLOCK (12, 0), CT_STEP_BOOKED, CT_RUN_UNKNOWN),
                             visit (2, CHAIR_3, CLOCK (14, 10), CLOCK (14, 40), CT_STEP_BOOKED, CT_RUN_UNKNOWN) };

  ASSERT_TOLD (day, CLOCK (12, 29), "1 12:29, 2 14:39 behind 1");
  ASSERT_TOLD (day, CLOCK (12, 30), "1 free 14:10, 2 14:10");
}

static void
test_who_did_not_come_at_all_holds_up_nobody (void)
{
  const CtRunVisit day[] = { visit (1, CHAIR_3, CLOCK (14, 0), CLOCK (14, 30), CT_STEP_BOOKED, CT_RUN_UNKNOWN),
                             visit (2, CHAIR_3, CLOCK (14, 15), CLOCK (14, 45), CT_STEP_MISSED, CLOCK (14, 20)),
                             visit (3, CHAIR_3, CLOCK (14, 30), CLOCK (15, 0), CT_STEP_ARRIVED, CLOCK (14, 25)) };

  ASSERT_TOLD (day, CLOCK (14, 30), "1 free 14:30, 2 free 14:45, 3 14:30");
}

static void
test_a_check_out_that_was_forgotten_does_not_hold_up_the_rest_of_the_day (void)
{
  const CtRunVisit day[] = { visit (1, CHAIR_3, CLOCK (9, 0), CLOCK (10, 0), CT_STEP_IN_CHAIR, CLOCK (9, 0)),
                             visit (2, CHAIR_3, CLOCK (10, 0), CLOCK (11, 0), CT_STEP_IN_CHAIR, CLOCK (10, 2)),
                             visit (3, CHAIR_3, CLOCK (11, 0), CLOCK (12, 0), CT_STEP_BOOKED, CT_RUN_UNKNOWN) };

  ASSERT_TOLD (day, CLOCK (10, 30), "1 free 10:00, 2 free 11:02, 3 11:02 behind 2");
}

static void
test_a_step_nobody_stamped_counts_as_on_time (void)
{
  const CtRunVisit day[] = { visit (1, CHAIR_3, CLOCK (13, 0), CLOCK (14, 0), CT_STEP_IN_CHAIR, CT_RUN_UNKNOWN),
                             visit (2, CHAIR_3, CLOCK (14, 0), CLOCK (14, 30), CT_STEP_BOOKED, CT_RUN_UNKNOWN) };

  ASSERT_TOLD (day, CLOCK (13, 30), "1 free 14:00, 2 14:00");
}

static void
test_a_few_minutes_are_not_told (void)
{
  const CtRunVisit day[] = { visit (1, CHAIR_3, CLOCK (13, 0), CLOCK (14, 0), CT_STEP_IN_CHAIR, CLOCK (13, 4)),
                             visit (2, CHAIR_3, CLOCK (14, 0), CLOCK (14, 30), CT_STEP_BOOKED, CT_RUN_UNKNOWN) };
  g_autoptr (CtRunOver) run = ct_run_over_new (day, 2, CLOCK (13, 30));

  g_assert_cmpint (ct_run_entry_delay (ct_run_over_find (run, 2)), ==, 4);
  g_assert_false (ct_run_entry_is_told (ct_run_over_find (run, 2)));
  g_assert_null (ct_run_over_held_up (run, CHAIR_3));
}

static void
test_the_desk_is_told_who_is_due_first_in_a_chair_that_runs_over (void)
{
  const CtRunVisit day[] = { visit (1, CHAIR_3, CLOCK (13, 0), CLOCK (14, 0), CT_STEP_IN_CHAIR, CLOCK (13, 25)),
                             visit (2, CHAIR_3, CLOCK (14, 0), CLOCK (14, 30), CT_STEP_BOOKED, CT_RUN_UNKNOWN),
                             visit (3, CHAIR_3, CLOCK (14, 30), CLOCK (15, 0), CT_STEP_BOOKED, CT_RUN_UNKNOWN) };
  g_autoptr (CtRunOver) run = ct_run_over_new (day, 3, CLOCK (13, 30));

  g_assert_cmpint (ct_run_over_held_up (run, CHAIR_3)->appointment_id, ==, 2);
  g_assert_null (ct_run_over_held_up (run, CHAIR_2));
}

/* ---- Another chair ---- */

typedef struct
{
  CtHours     *hours;
  CtDesk      *desk;
  CtOccupancy *occupancy;
  GArray      *visits; /* of CtRunVisit */
} Floor;

static void
floor_init (Floor *self, const CtRunVisit *visits, guint n)
{
  self->hours = fixture_hours ();
  self->desk = ct_desk_new (self->hours);
  self->occupancy = fixture_chairs (CHAIR_5);
  self->visits = g_array_new (FALSE, FALSE, sizeof (CtRunVisit));
  g_array_append_vals (self->visits, visits, n);
  for (guint i = 0; i < n; i++)
    fixture_book (self->occupancy, visits[i].appointment_id, 100 + visits[i].appointment_id, visits[i].chair_id,
                  MONDAY_MARCH_2, visits[i].minutes.from, visits[i].minutes.to);
}

static void
floor_clear (Floor *self)
{
  ct_desk_unref (self->desk);
  ct_hours_unref (self->hours);
  ct_occupancy_free (self->occupancy);
  g_array_unref (self->visits);
}

/* "5 at 14:00, 2 at 14:05" */
static char *
reseats (Floor *self, gint64 id, int now)
{
  const gint64 chairs[] = { 2, 4, 1, 5, 3 };
  CtReseatQuestion question = { .visits = (const CtRunVisit *) (gpointer) self->visits->data, .n_visits = self->visits->len,
                                .now = now, .chairs = chairs, .n_chairs = G_N_ELEMENTS (chairs),
                                .rules = { .desk = self->desk, .occupancy = self->occupancy } };
  g_autoptr (GArray) found = NULL;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->visits->len; i++)
    if (question.visits[i].appointment_id == id)
      question.rules.wanted = (CtBooking) { .appointment_id = id, .patient_id = 100 + id, .chair_id = question.visits[i].chair_id,
                                            .date = MONDAY_MARCH_2, .minutes = question.visits[i].minutes,
                                            .kind = CT_VISIT_TREATMENT };
  g_assert_true (ct_occupancy_remove (self->occupancy, id));
  found = ct_reseat_find (&question);
  for (guint i = 0; i < found->len; i++)
    {
      const CtReseat *reseat = &g_array_index (found, CtReseat, i);
      g_autofree char *at = ct_minute_to_iso (reseat->minute);

      g_string_append_printf (text, "%s%d at %s", i > 0 ? ", " : "", (int) reseat->chair_id, at);
    }
  fixture_book (self->occupancy, id, 100 + id, question.rules.wanted.chair_id, MONDAY_MARCH_2,
                question.rules.wanted.minutes.from, question.rules.wanted.minutes.to);
  return g_string_free (text, FALSE);
}

static void
test_another_chair_takes_who_would_wait_unless_somebody_there_would_wait_instead (void)
{
  /* Chair 3 runs over; 1 is taken; 2 has room after ten minutes; 4 looks free and is not, for it runs over too; 5 is free. */
  const CtRunVisit day[] = { visit (1, CHAIR_3, CLOCK (13, 0), CLOCK (14, 0), CT_STEP_IN_CHAIR, CLOCK (13, 25)),
                             visit (2, CHAIR_3, CLOCK (14, 0), CLOCK (14, 30), CT_STEP_BOOKED, CT_RUN_UNKNOWN),
                             visit (3, 1, CLOCK (14, 10), CLOCK (15, 0), CT_STEP_BOOKED, CT_RUN_UNKNOWN),
                             visit (4, CHAIR_2, CLOCK (13, 30), CLOCK (14, 10), CT_STEP_IN_CHAIR, CLOCK (13, 30)),
                             visit (5, 4, CLOCK (13, 0), CLOCK (14, 0), CT_STEP_IN_CHAIR, CLOCK (13, 30)) };
  Floor floor;
  g_autofree char *found = NULL;

  floor_init (&floor, day, G_N_ELEMENTS (day));
  found = reseats (&floor, 2, CLOCK (13, 40));
  g_assert_cmpstr (found, ==, "5 at 14:00, 2 at 14:10");
  floor_clear (&floor);
}

static void
test_who_need_not_wait_is_offered_no_other_chair (void)
{
  const CtRunVisit day[] = { visit (1, CHAIR_3, CLOCK (13, 0), CLOCK (14, 0), CT_STEP_IN_CHAIR, CLOCK (13, 0)),
                             visit (2, CHAIR_3, CLOCK (14, 0), CLOCK (14, 30), CT_STEP_BOOKED, CT_RUN_UNKNOWN) };
  Floor floor;
  g_autofree char *on_time = NULL, *late_alone = NULL, *in_the_chair = NULL;

  floor_init (&floor, day, G_N_ELEMENTS (day));
  on_time = reseats (&floor, 2, CLOCK (13, 40));
  in_the_chair = reseats (&floor, 1, CLOCK (13, 40));
  g_assert_cmpstr (on_time, ==, "");
  g_assert_cmpstr (in_the_chair, ==, "");
  g_array_index (floor.visits, CtRunVisit, 0).step = CT_STEP_DONE;
  late_alone = reseats (&floor, 2, CLOCK (14, 20));
  g_assert_cmpstr (late_alone, ==, "");
  floor_clear (&floor);
}

/* ---- What holds for every day ---- */

#define MANY 40

typedef struct
{
  GRand     *rand;
  CtRunVisit visits[MANY];
  guint      n;
  int        now;
} Day;

/* Steps as they come in life: over in the morning, under way at noon, to come in the afternoon; some forgotten. */
static CtStep
some_step (GRand *rand, int from, int now)
{
  static const CtStep begun[] = { CT_STEP_DONE, CT_STEP_DONE, CT_STEP_STOPPED, CT_STEP_MISSED, CT_STEP_IN_CHAIR,
                                  CT_STEP_RECOVERY, CT_STEP_LEAVING, CT_STEP_BOOKED };
  static const CtStep ahead[] = { CT_STEP_BOOKED, CT_STEP_BOOKED, CT_STEP_BOOKED, CT_STEP_ARRIVED, CT_STEP_READY, CT_STEP_IN_CHAIR };

  if (from <= now)
    return begun[g_rand_int_range (rand, 0, G_N_ELEMENTS (begun))];
  return ahead[g_rand_int_range (rand, 0, G_N_ELEMENTS (ahead))];
}

static void
day_make (Day *self, guint32 seed)
{
  int at[4];

  self->rand = g_rand_new_with_seed (seed);
  self->now = g_rand_int_range (self->rand, 480, 1100);
  self->n = (guint) g_rand_int_range (self->rand, 1, MANY);
  for (int i = 0; i < 4; i++)
    at[i] = 480 + 5 * g_rand_int_range (self->rand, 0, 12);
  for (guint i = 0; i < self->n; i++)
    {
      int chair = g_rand_int_range (self->rand, 0, 4), from = at[chair] + 5 * g_rand_int_range (self->rand, 0, 6);
      int length = 5 * g_rand_int_range (self->rand, 3, 27);
      CtStep step = some_step (self->rand, from, self->now);
      int since = g_rand_int_range (self->rand, 0, 5) == 0 ? CT_RUN_UNKNOWN : MIN (self->now, from + g_rand_int_range (self->rand, -20, 40));

      self->visits[i] = (CtRunVisit) { i + 1, chair + 1, { from, from + length }, step, since,
                                       g_rand_boolean (self->rand) ? infusion : NULL };
      at[chair] = from + length;
    }
}

static void
check_chair_order (const CtRunEntry *before, const CtRunEntry *entry, const Day *day)
{
  g_assert_cmpint (entry->expected.from, >=, entry->booked.from);
  g_assert_cmpint (entry->expected.from, >=, day->now);
  g_assert_cmpint (entry->expected.to - entry->expected.from, ==, entry->booked.to - entry->booked.from);
  if (before == NULL)
    return;
  g_assert_cmpint (before->booked.from, <=, entry->booked.from);
  g_assert_cmpint (before->expected.to, <=, entry->expected.from);
  /* Between two that follow each other a delay never grows, unless somebody is later still than that. */
  g_assert_cmpint (ct_run_entry_delay (entry), <=, MAX (ct_run_entry_delay (before), day->now - entry->booked.from));
}

static void
test_ghosts_keep_their_order_overlap_nothing_and_are_never_early (void)
{
  for (guint32 seed = 0; seed < 2000; seed++)
    {
      Day day;
      g_autoptr (CtRunOver) run = NULL;
      const CtRunEntry *entries, *before = NULL;
      guint n;

      day_make (&day, seed);
      run = ct_run_over_new (day.visits, day.n, day.now);
      entries = ct_run_over_list (run, &n);
      g_assert_cmpuint (n, ==, day.n);
      for (guint i = 0; i < n; i++)
        {
          if (before != NULL && before->chair_id != entries[i].chair_id)
            before = NULL;
          if (!entries[i].waits)
            {
              g_assert_cmpint (entries[i].behind_id, ==, 0);
              continue;
            }
          check_chair_order (before, &entries[i], &day);
          before = &entries[i];
        }
      g_rand_free (day.rand);
    }
}

static void
test_what_is_expected_does_not_depend_on_the_order_of_the_visits (void)
{
  for (guint32 seed = 0; seed < 500; seed++)
    {
      Day day;
      CtRunVisit backwards[MANY];
      g_autoptr (CtRunOver) one = NULL, other = NULL;
      guint n;

      day_make (&day, seed);
      for (guint i = 0; i < day.n; i++)
        backwards[i] = day.visits[day.n - 1 - i];
      one = ct_run_over_new (day.visits, day.n, day.now);
      other = ct_run_over_new (backwards, day.n, day.now);
      g_assert_cmpmem (ct_run_over_list (one, &n), day.n * sizeof (CtRunEntry), ct_run_over_list (other, &n),
                       n * sizeof (CtRunEntry));
      g_rand_free (day.rand);
    }
}

/* Makes one visit of the day later or longer. */
static void
add_delay (Day *day, CtRunVisit *later)
{
  CtRunVisit *one;

  memcpy (later, day->visits, sizeof day->visits);
  one = &later[g_rand_int_range (day->rand, 0, (gint32) day->n)];
  if (one->since != CT_RUN_UNKNOWN)
    one->since += g_rand_int_range (day->rand, 0, 90);
}

static void
test_more_delay_makes_nobody_earlier (void)
{
  for (guint32 seed = 0; seed < 2000; seed++)
    {
      Day day;
      CtRunVisit later[MANY];
      g_autoptr (CtRunOver) before = NULL, after = NULL;
      const CtRunEntry *entries;
      guint n;

      day_make (&day, seed);
      add_delay (&day, later);
      before = ct_run_over_new (day.visits, day.n, day.now);
      after = ct_run_over_new (later, day.n, day.now);
      entries = ct_run_over_list (before, &n);
      for (guint i = 0; i < n; i++)
        g_assert_cmpint (ct_run_over_find (after, entries[i].appointment_id)->expected.from, >=, entries[i].expected.from);
      g_rand_free (day.rand);
    }
}

static void
test_the_clock_alone_makes_nobody_earlier_who_still_waits (void)
{
  for (guint32 seed = 0; seed < 1000; seed++)
    {
      Day day;
      g_autoptr (CtRunOver) present = NULL, soon = NULL;
      const CtRunEntry *entries;
      guint n;

      day_make (&day, seed);
      /* Nobody is given up in between. */
      for (guint i = 0; i < day.n; i++)
        if (day.visits[i].step == CT_STEP_BOOKED)
          day.visits[i].step = CT_STEP_ARRIVED;
      present = ct_run_over_new (day.visits, day.n, day.now);
      soon = ct_run_over_new (day.visits, day.n, day.now + 1);
      entries = ct_run_over_list (present, &n);
      for (guint i = 0; i < n; i++)
        g_assert_cmpint (ct_run_over_find (soon, entries[i].appointment_id)->expected.from, >=, entries[i].expected.from);
      g_rand_free (day.rand);
    }
}

/* Where the visit really goes when it is reseated, and what becomes of everybody else. */
static void
check_reseat (Floor *floor, const CtRunVisit *visits, guint n, guint index, const CtReseat *reseat, int now)
{
  CtRunVisit moved[MANY];
  g_autoptr (CtRunOver) before = ct_run_over_new (visits, n, now), after = NULL;
  gint64 id = visits[index].appointment_id;
  int length = visits[index].minutes.to - visits[index].minutes.from;
  CtRulesQuestion rules = { .desk = floor->desk, .occupancy = floor->occupancy };

  memcpy (moved, visits, n * sizeof *visits);
  moved[index].chair_id = reseat->chair_id;
  moved[index].minutes = (CtMinutes) { reseat->minute, reseat->minute + length };
  after = ct_run_over_new (moved, n, now);
  g_assert_cmpint (reseat->chair_id, !=, visits[index].chair_id);
  g_assert_cmpint (reseat->minute, >=, visits[index].minutes.from);
  g_assert_cmpint (ct_run_over_find (after, id)->expected.from, ==, reseat->expected);
  g_assert_cmpint (reseat->expected, <, ct_run_over_find (before, id)->expected.from);
  g_assert_false (ct_run_entry_is_told (ct_run_over_find (after, id)));
  for (guint i = 0; i < n; i++)
    if (i != index)
      g_assert_cmpint (ct_run_entry_delay (ct_run_over_find (after, visits[i].appointment_id)), <=,
                       MAX (ct_run_entry_delay (ct_run_over_find (before, visits[i].appointment_id)), CT_RUN_TOLD - 1));
  rules.wanted = (CtBooking) { .appointment_id = id, .patient_id = 100 + id, .chair_id = reseat->chair_id,
                               .date = MONDAY_MARCH_2, .minutes = moved[index].minutes, .kind = CT_VISIT_TREATMENT };
  g_assert_true (ct_rules_allow (&rules, NULL));
}

static GArray *
find_for (Floor *floor, const Day *day, guint index)
{
  static const gint64 chairs[] = { 1, 2, 3, 4 };
  const CtRunVisit *visit = &day->visits[index];
  CtReseatQuestion question = { .visits = day->visits, .n_visits = day->n, .now = day->now, .chairs = chairs, .n_chairs = 4,
                                .rules = { .desk = floor->desk, .occupancy = floor->occupancy } };

  question.rules.wanted = (CtBooking) { .appointment_id = visit->appointment_id, .patient_id = 100 + visit->appointment_id,
                                        .chair_id = visit->chair_id, .date = MONDAY_MARCH_2, .minutes = visit->minutes,
                                        .kind = CT_VISIT_TREATMENT };
  return ct_reseat_find (&question);
}

static void
test_a_reseat_keeps_the_rules_and_makes_nobody_wait_instead (void)
{
  guint n_found = 0;

  for (guint32 seed = 0; seed < 400; seed++)
    {
      Day day;
      Floor floor;

      day_make (&day, seed);
      /* A day that closes in time. */
      while (day.n > 0 && day.visits[day.n - 1].minutes.to > CT_MINUTES_PER_DAY)
        day.n--;
      floor_init (&floor, day.visits, 0);
      for (guint i = 0; i < day.n; i++)
        if (day.visits[i].step != CT_STEP_MISSED && day.visits[i].minutes.to <= CT_MINUTES_PER_DAY)
          fixture_book (floor.occupancy, day.visits[i].appointment_id, 100 + day.visits[i].appointment_id,
                        day.visits[i].chair_id, MONDAY_MARCH_2, day.visits[i].minutes.from, day.visits[i].minutes.to);
      for (guint i = 0; i < day.n; i++)
        {
          g_autoptr (GArray) found = find_for (&floor, &day, i);

          for (guint f = 0; f < found->len; f++)
            check_reseat (&floor, day.visits, day.n, i, &g_array_index (found, CtReseat, f), day.now);
          n_found += found->len;
        }
      floor_clear (&floor);
      g_rand_free (day.rand);
    }
  g_assert_cmpuint (n_found, >, 20);
}

#define ADD(name) g_test_add_func ("/run-over/" #name, test_##name)

static void
add_stories (void)
{
  ADD (a_day_that_runs_as_booked_has_no_ghosts);
  ADD (who_sat_down_late_leaves_late_and_the_next_one_waits);
  ADD (a_gap_takes_up_the_delay);
  ADD (the_neighbouring_chair_does_not_feel_it);
  ADD (who_should_have_gone_keeps_the_chair_until_now_and_it_is_cleaned_after);
  ADD (who_still_sits_there_after_the_end_keeps_the_next_one_waiting_minute_by_minute);
  ADD (a_recovery_that_began_late_lasts_its_hour);
  ADD (who_is_ready_to_leave_only_leaves_the_cleaning);
  ADD (who_was_checked_out_early_frees_the_chair_early);
  ADD (a_patient_who_is_late_is_not_seated_before_now_and_keeps_the_next_one_waiting);
  ADD (a_patient_is_waited_for_half_an_hour);
  ADD (who_did_not_come_at_all_holds_up_nobody);
  ADD (a_check_out_that_was_forgotten_does_not_hold_up_the_rest_of_the_day);
  ADD (a_step_nobody_stamped_counts_as_on_time);
  ADD (a_few_minutes_are_not_told);
  ADD (the_desk_is_told_who_is_due_first_in_a_chair_that_runs_over);
  ADD (another_chair_takes_who_would_wait_unless_somebody_there_would_wait_instead);
  ADD (who_need_not_wait_is_offered_no_other_chair);
}

int
main (int argc, char **argv)
{
  g_autoptr (CtProtocol) protocol = fixture_three_a_week ();

  g_test_init (&argc, &argv, NULL);
  infusion = protocol->segments;
  add_stories ();
  ADD (ghosts_keep_their_order_overlap_nothing_and_are_never_early);
  ADD (what_is_expected_does_not_depend_on_the_order_of_the_visits);
  ADD (more_delay_makes_nobody_earlier);
  ADD (the_clock_alone_makes_nobody_earlier_who_still_waits);
  ADD (a_reseat_keeps_the_rules_and_makes_nobody_wait_instead);
  return g_test_run ();
}
