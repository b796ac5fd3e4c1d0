/* What holds of every plan, held against thousands of random calendars. */
#include "domain/ct-plan-job.h"
#include "planner-fixture.h"

#define PATIENT 7

typedef struct
{
  GRand         *rand;
  CtHours       *hours;
  CtOccupancy   *occupancy;
  CtOccupancy   *backwards;  /* the same bookings, put in the other way round */
  CtProtocol    *protocol;
  GArray        *bookings;
  CtSpacingSession previous[5];
  gint64         chairs[6];
  CtPlanRequest  request;
} World;

static int
pick (World *self, int from, int to)
{
  return g_rand_int_range (self->rand, from, to + 1);
}

static gboolean
chance (World *self, int percent)
{
  return pick (self, 1, 100) <= percent;
}

static void
make_hours (World *self)
{
  self->hours = ct_hours_new ("Harbor");
  for (int day = 1; day <= 7; day++)
    {
      int open = 15 * pick (self, 28, 36);

      if (!chance (self, day <= 5 ? 90 : 30))
        continue;
      g_assert_true (ct_hours_add_range (self->hours, day, (CtMinutes) { open, 720 }, NULL));
      if (chance (self, 80))
        {
          int again = 720 + 15 * pick (self, 0, 4), close = 1020 + 15 * pick (self, 0, 6);

          g_assert_true (ct_hours_add_range (self->hours, day, (CtMinutes) { again, close }, NULL));
        }
    }
  for (int i = pick (self, 0, 3); i > 0; i--)
    {
      CtDate from = MONDAY_MARCH_2 + pick (self, 0, 40);

      g_assert_true (ct_hours_add_closure (self->hours, from, from + pick (self, 0, 4), "Holiday", NULL));
    }
}

static void
make_bookings (World *self, int n_chairs)
{
  static const int densities[] = { 0, 20, 60, 90 };
  int density = densities[pick (self, 0, 3)];
  gint64 id = 1;

  self->occupancy = fixture_chairs (n_chairs);
  self->backwards = fixture_chairs (n_chairs);
  self->bookings = g_array_new (FALSE, FALSE, sizeof (CtBooking));
  for (CtDate date = MONDAY_MARCH_2 - 3; date < MONDAY_MARCH_2 + 60; date++)
    for (int chair = 0; chair <= n_chairs; chair++)
      for (int minute = 420; minute < 1080; minute += 5 * pick (self, 12, 40))
        if (chance (self, chair == 0 ? 2 : density))
          {
            gint64 patient = chair == 0 || chance (self, 2) ? PATIENT : 1000 + id;
            int length = 5 * pick (self, 4, 30);
            CtBooking booking = { id++, patient, chair, date, { minute, minute + length }, "T. Okafor" };

            g_array_append_val (self->bookings, booking);
          }
  for (guint i = 0; i < self->bookings->len; i++)
    {
      ct_occupancy_add (self->occupancy, &g_array_index (self->bookings, CtBooking, i));
      ct_occupancy_add (self->backwards, &g_array_index (self->bookings, CtBooking, self->bookings->len - 1 - i));
    }
}

static CtProtocol *
make_protocol (World *self)
{
  switch (pick (self, 0, 3))
    {
    case 0:
      return fixture_three_a_week ();
    case 1:
      return fixture_two_a_week ();
    case 2:
      return fixture_esketamine ();
    default:
      return fixture_maintenance ();
    }
}

static void
make_wishes (World *self, int n_chairs)
{
  CtPlanRequest *request = &self->request;

  request->patient_id = chance (self, 70) ? PATIENT : 0;
  request->weekdays = chance (self, 50) ? (guint) pick (self, 0, 127) : 0;
  if (chance (self, 60))
    {
      request->preferred.from = 5 * pick (self, 96, 180);
      request->preferred.to = request->preferred.from + (chance (self, 50) ? 0 : 5 * pick (self, 1, 24));
    }
  request->step_minutes = chance (self, 70) ? 15 : 5 * pick (self, 1, 12);
  request->start_minute = chance (self, 20) ? 5 * pick (self, 0, 220) : 0;
  if (chance (self, 30))
    {
      request->n_chairs = (guint) pick (self, 1, n_chairs);
      for (guint i = 0; i < request->n_chairs; i++)
        self->chairs[i] = n_chairs - (gint64) i;
      request->chairs = self->chairs;
    }
  if (chance (self, 30))
    {
      int number = chance (self, 50) ? 0 : 1;

      self->previous[0] = (CtSpacingSession) { number, MONDAY_MARCH_2 - pick (self, 4, 8), 600 };
      self->previous[1] = (CtSpacingSession) { 2 * number, MONDAY_MARCH_2 - pick (self, 0, 3), 660 };
      request->n_previous = 2;
      request->first_number = self->previous[1].number + 1;
    }
  request->previous = self->previous;
  if (chance (self, 30))
    for (int i = pick (self, 1, 3); i > 0; i--)
      {
        CtDate date = request->start_date + pick (self, 0, 40);

        self->previous[request->n_previous++] = (CtSpacingSession) { 0, date, chance (self, 50) ? -1 : 600 };
      }
}

static void
world_make (World *self, guint32 seed)
{
  int n_chairs;

  memset (self, 0, sizeof *self);
  self->rand = g_rand_new_with_seed (seed);
  n_chairs = pick (self, 1, 6);
  make_hours (self);
  make_bookings (self, n_chairs);
  self->protocol = make_protocol (self);
  ct_plan_request_init (&self->request, self->protocol, self->hours, self->occupancy, MONDAY_MARCH_2 + pick (self, 0, 13));
  make_wishes (self, n_chairs);
}

static void
world_free (World *self)
{
  g_rand_free (self->rand);
  ct_hours_unref (self->hours);
  ct_occupancy_free (self->occupancy);
  ct_occupancy_free (self->backwards);
  ct_protocol_unref (self->protocol);
  g_array_unref (self->bookings);
}

static gboolean
is_allowed (const World *self, gint64 chair)
{
  if (self->request.n_chairs == 0)
    return TRUE;
  for (guint i = 0; i < self->request.n_chairs; i++)
    if (self->chairs[i] == chair)
      return TRUE;
  return FALSE;
}

static guint
times_named (const CtPlan *plan, const char *rule_id, int session)
{
  guint n = 0;

  for (guint i = 0; i < ct_plan_get_n_broken (plan); i++)
    n += ct_plan_get_broken (plan, i)->session == session &&
         g_str_equal (ct_plan_get_broken (plan, i)->rule_id, rule_id);
  return n;
}

/* Open, free, allowed, in order, and after what was given; asked of the bookings themselves. */
static void
assert_places (const World *self, const CtPlan *plan)
{
  CtDate last = self->request.start_date - 1;

  for (guint i = 0; i < self->request.n_previous; i++)
    if (self->previous[i].number > 0 || self->previous[i].date < self->request.start_date)
      last = MAX (last, self->previous[i].date);
  for (guint i = 0; i < ct_plan_get_size (plan); i++)
    {
      const CtPlanSession *session = ct_plan_get_session (plan, i);
      CtMinutes minutes = { session->minute, session->minute + session->minutes };

      g_assert_cmpint (session->date, >, last);
      last = session->date;
      g_assert_cmpint (session->number, ==, self->request.first_number + (int) i);
      g_assert_cmpint (session->minutes, ==, ct_protocol_minutes (self->protocol));
      g_assert_cmpint (session->moved_days, ==, session->date - session->due_date);
      g_assert_true (ct_hours_fits (self->hours, session->date, minutes, NULL));
      g_assert_null (ct_hours_get_closure (self->hours, session->date));
      g_assert_true (is_allowed (self, session->chair_id));
      g_assert_cmpstr (session->chair_name, ==, ct_occupancy_get_chair_name (self->occupancy, session->chair_id));
      g_assert_cmpuint (g_strv_length (session->satisfies), >=, 1);
      if (session->date == self->request.start_date)
        g_assert_cmpint (session->minute, >=, self->request.start_minute);
      for (guint p = 0; p < self->request.n_previous; p++)
        g_assert_cmpint (session->date, !=, self->previous[p].date);
      for (guint b = 0; b < self->bookings->len; b++)
        {
          const CtBooking *booking = &g_array_index (self->bookings, CtBooking, b);

          if (booking->date == session->date && ct_minutes_overlap (booking->minutes, minutes))
            {
              g_assert_cmpint (booking->chair_id, !=, session->chair_id);
              g_assert_true (self->request.patient_id == 0 || booking->patient_id != self->request.patient_id);
            }
        }
    }
}

/* What a plan breaks it names, what it names it breaks, and it breaks nothing that stops. */
static void
assert_honest (const World *self, const CtPlan *plan)
{
  const CtPlanRequest *request = &self->request;
  guint n = ct_plan_get_size (plan), all = request->n_previous + n, named = 0;
  g_autofree CtSpacingSession *sessions = g_new (CtSpacingSession, all);
  g_autoptr (GPtrArray) findings = NULL;
  guint spacing = 0;

  for (guint i = 0; i < request->n_previous; i++)
    sessions[i] = self->previous[i];
  for (guint i = 0; i < n; i++)
    {
      const CtPlanSession *session = ct_plan_get_session (plan, i);
      gboolean wished = (request->weekdays & 0x7f) == 0 ||
                        (request->weekdays & CT_WEEKDAY_BIT (ct_date_get_weekday (session->date))) != 0;
      gboolean on_time = request->preferred.from < 0 ||
                         (session->minute >= request->preferred.from && session->minute <= request->preferred.to);

      sessions[request->n_previous + i] = (CtSpacingSession) { session->number, session->date, session->minute };
      g_assert_cmpuint (times_named (plan, "preferred-days", session->number), ==, wished ? 0 : 1);
      g_assert_cmpuint (times_named (plan, "preferred-time", session->number), ==, on_time ? 0 : 1);
    }
  findings = ct_spacing_check (self->protocol, sessions, all);
  for (guint i = 0; i < findings->len; i++)
    {
      const CtSpacingFinding *finding = g_ptr_array_index (findings, i);

      if (finding->session < request->first_number)
        continue;
      spacing++;
      g_assert_cmpint (finding->level, <, CT_LEVEL_HOLD);
      g_assert_cmpuint (times_named (plan, finding->rule_id, finding->session), >=, 1);
    }
  for (guint i = 0; i < ct_plan_get_n_broken (plan); i++)
    {
      const CtBrokenRule *broken = ct_plan_get_broken (plan, i);

      g_assert_true (g_str_has_suffix (broken->text, "."));
      named += !g_str_equal (broken->rule_id, "preferred-days") && !g_str_equal (broken->rule_id, "preferred-time") &&
               !g_str_equal (broken->rule_id, "course-length") && !g_str_equal (broken->rule_id, "session-count");
    }
  g_assert_cmpuint (named, ==, spacing);
}

static void
test_every_plan_is_open_free_in_order_and_honest (void)
{
  guint planned = 0, clean = 0;

  for (guint32 seed = 1; seed <= 3000; seed++)
    {
      World world;
      g_autoptr (GError) error = NULL;
      g_autoptr (CtPlan) plan = NULL;

      world_make (&world, seed);
      plan = ct_planner_plan (&world.request, &error);
      if (plan != NULL)
        {
          planned++;
          clean += ct_plan_get_n_broken (plan) == 0;
          assert_places (&world, plan);
          assert_honest (&world, plan);
        }
      else
        g_assert_true (g_str_has_suffix (error->message, "."));
      world_free (&world);
    }
  g_test_message ("%u of 3000 could be planned, %u of them breaking nothing", planned, clean);
  g_assert_cmpuint (planned, >, 2000);
  g_assert_cmpuint (clean, >, 300);
}

static gboolean
same_words (const CtPlan *a, const CtPlan *b)
{
  if (!ct_plan_same_places (a, b) || ct_plan_get_n_broken (a) != ct_plan_get_n_broken (b) || a->cost != b->cost)
    return FALSE;
  for (guint i = 0; i < ct_plan_get_n_broken (a); i++)
    if (!g_str_equal (ct_plan_get_broken (a, i)->text, ct_plan_get_broken (b, i)->text))
      return FALSE;
  return TRUE;
}

static void
test_the_same_request_gives_the_same_plan_in_any_order_of_bookings (void)
{
  for (guint32 seed = 5001; seed <= 6000; seed++)
    {
      World world;
      g_autoptr (CtPlan) one = NULL;
      g_autoptr (CtPlan) again = NULL;
      g_autoptr (CtPlan) backwards = NULL;

      world_make (&world, seed);
      one = ct_planner_plan (&world.request, NULL);
      again = ct_planner_plan (&world.request, NULL);
      world.request.occupancy = world.backwards;
      backwards = ct_planner_plan (&world.request, NULL);
      g_assert_true ((one == NULL) == (again == NULL) && (one == NULL) == (backwards == NULL));
      if (one != NULL)
        {
          g_assert_true (same_words (one, again));
          g_assert_true (same_words (one, backwards));
        }
      world_free (&world);
    }
}

static void
test_every_alternative_is_a_plan_like_any_other (void)
{
  guint n = 0;

  for (guint32 seed = 8001; seed <= 8200; seed++)
    {
      World world;
      g_autoptr (CtPlan) plan = NULL;
      g_autoptr (GPtrArray) offers = NULL;

      world_make (&world, seed);
      plan = ct_planner_plan (&world.request, NULL);
      offers = ct_planner_alternatives (&world.request, plan, 4);
      g_assert_cmpuint (offers->len, <=, 4);
      for (guint i = 0; i < offers->len; i++)
        {
          const CtPlan *offer = g_ptr_array_index (offers, i);

          n++;
          g_assert_nonnull (offer->title);
          assert_places (&world, offer);
          assert_honest (&world, offer);
          g_assert_false (plan != NULL && ct_plan_same_places (plan, offer));
          for (guint j = 0; j < i; j++)
            g_assert_false (ct_plan_same_places (g_ptr_array_index (offers, j), offer));
        }
      world_free (&world);
    }
  g_assert_cmpuint (n, >, 300);
}

/* Whether a minimum gap to a neighbour is broken at @number that was not broken in @before. */
static gboolean
newly_too_close (const CtPlan *before, const CtPlan *after, int number)
{
  for (int session = number; session <= number + 1; session++)
    for (guint i = 0; i < ct_plan_get_n_broken (after); i++)
      {
        const CtBrokenRule *broken = ct_plan_get_broken (after, i);

        if (broken->session == session && g_str_has_prefix (broken->rule_id, "min-gap") &&
            times_named (before, broken->rule_id, session) == 0)
          return TRUE;
      }
  return FALSE;
}

static void
assert_nudged (const World *world, const CtPlan *plan, const CtPlan *moved, const CtNudge *nudge)
{
  const CtPlanSession *session = ct_plan_get_session (moved, nudge->index);

  assert_places (world, moved);
  assert_honest (world, moved);
  g_assert_cmpint (session->date, ==, nudge->to.date);
  g_assert_cmpint (session->minute, ==, nudge->to.minute);
  if (nudge->chair_id != 0)
    g_assert_cmpint (session->chair_id, ==, nudge->chair_id);
  g_assert_cmpuint (ct_plan_get_size (moved), ==, ct_plan_get_size (plan));
  for (guint i = 0; i < ct_plan_get_size (plan); i++)
    if (i < nudge->index || (i > nudge->index && nudge->mode == CT_NUDGE_ONLY))
      {
        g_assert_cmpint (ct_plan_get_session (moved, i)->date, ==, ct_plan_get_session (plan, i)->date);
        g_assert_cmpint (ct_plan_get_session (moved, i)->minute, ==, ct_plan_get_session (plan, i)->minute);
        g_assert_cmpint (ct_plan_get_session (moved, i)->chair_id, ==, ct_plan_get_session (plan, i)->chair_id);
      }
  if (nudge->mode == CT_NUDGE_ONLY && !nudge->accept_warnings)
    g_assert_false (newly_too_close (plan, moved, session->number));
}

static void
test_a_nudge_keeps_every_rule_of_a_plan_and_the_gap_to_its_neighbours (void)
{
  guint done[3] = { 0 }, refused = 0;

  for (guint32 seed = 10001; seed <= 11500; seed++)
    {
      World world;
      g_autoptr (CtPlan) plan = NULL;

      world_make (&world, seed);
      plan = ct_planner_plan (&world.request, NULL);
      for (int i = 0; plan != NULL && i < 6; i++)
        {
          guint index = (guint) pick (&world, 0, (int) ct_plan_get_size (plan) - 1);
          const CtPlanSession *session = ct_plan_get_session (plan, index);
          CtNudge nudge = { .index = index };
          g_autoptr (GError) error = NULL;
          g_autoptr (CtPlan) moved = NULL;

          nudge.to.date = session->date + pick (&world, -3, 4);
          nudge.to.minute = session->minute + 5 * pick (&world, -6, 6);
          nudge.chair_id = chance (&world, 70) ? 0 : pick (&world, 1, 3);
          nudge.mode = (CtNudgeMode) pick (&world, 0, 2);
          nudge.accept_warnings = chance (&world, 20);
          moved = ct_planner_nudge (&world.request, plan, &nudge, &error);
          if (moved != NULL)
            {
              done[nudge.mode]++;
              assert_nudged (&world, plan, moved, &nudge);
            }
          else
            {
              refused++;
              g_assert_true (g_str_has_suffix (error->message, "."));
            }
        }
      world_free (&world);
    }
  g_test_message ("moved %u, shifted %u, planned anew %u, refused %u", done[0], done[1], done[2], refused);
  for (int mode = 0; mode < 3; mode++)
    g_assert_cmpuint (done[mode], >, 200);
  g_assert_cmpuint (refused, >, 200);
}

/* The cheapest of all plans within a reach, by trying each start of each day. */
static gint64
cheapest_of_all (CtPlanJob *job, CtPlanReach reach, int index, CtPlace *places, gint64 best)
{
  CtDate due, from;

  if (index == job->n)
    return MIN (best, ct_plan_job_cost (job, places));
  due = index == 0 ? job->due[0] : ct_plan_job_due (job, index, places[0].date);
  from = MAX (MAX (due - reach.early_days, job->earliest), index > 0 ? places[index - 1].date + 1 : 0);
  for (CtDate date = from; date <= due + reach.late_days; date++)
    for (guint i = 0; i < job->starts->len; i++)
      {
        int minute = g_array_index (job->starts, int, i);

        places[index] = (CtPlace) { date, minute, ct_plan_job_chairs (job, date, minute) };
        if (places[index].chairs != 0)
          best = cheapest_of_all (job, reach, index + 1, places, best);
      }
  return best;
}

static gboolean
asks_for_hours (const CtProtocol *protocol)
{
  for (guint i = 0; i < protocol->spacing->len; i++)
    if (((const CtSpacingRule *) g_ptr_array_index (protocol->spacing, i))->hours > 0)
      return TRUE;
  return FALSE;
}

/* Where no rule asks for hours, the plan found is the cheapest to the last minute. */
static void
test_no_plan_breaks_fewer_rules_than_the_one_found (void)
{
  CtPlanReach reach = { 1, 3, FALSE, TRUE };
  guint compared = 0, broken = 0, exact = 0;

  for (guint32 seed = 20001; seed <= 20400; seed++)
    {
      World world;
      g_autoptr (CtPlanJob) job = NULL;
      CtPlace found[3], tried[3];
      gint64 cost, best;

      world_make (&world, seed);
      world.request.n_previous = 0;
      world.request.first_number = 1;
      world.request.n_sessions = 3;
      world.request.step_minutes = 120;
      world.request.preferred = (CtMinutes) { -1, -1 };
      job = ct_plan_job_new (&world.request, NULL, NULL);
      ct_plan_job_set_anchor (job, 600);
      cost = ct_plan_search (job, reach, CT_COST_IMPOSSIBLE, found);
      best = cheapest_of_all (job, reach, 0, tried, CT_COST_IMPOSSIBLE);
      g_assert_cmpint (cost, >=, best);
      g_assert_cmpint (cost / CT_COST_DAY_WISH, ==, best / CT_COST_DAY_WISH);
      if (!asks_for_hours (world.protocol))
        {
          exact++;
          g_assert_cmpint (cost, ==, best);
        }
      if (best != CT_COST_IMPOSSIBLE)
        {
          compared++;
          broken += best >= CT_COST_NOTE;
          g_assert_cmpint (ct_plan_job_cost (job, found), ==, cost);
        }
      world_free (&world);
    }
  g_test_message ("%u compared, %u of them with a rule broken", compared, broken);
  g_assert_cmpuint (compared, >, 200);
  g_assert_cmpuint (exact, >, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/planner-properties/every-plan-is-open-free-in-order-and-honest",
                   test_every_plan_is_open_free_in_order_and_honest);
  g_test_add_func ("/planner-properties/the-same-request-gives-the-same-plan-in-any-order-of-bookings",
                   test_the_same_request_gives_the_same_plan_in_any_order_of_bookings);
  g_test_add_func ("/planner-properties/every-alternative-is-a-plan-like-any-other",
                   test_every_alternative_is_a_plan_like_any_other);
  g_test_add_func ("/planner-properties/a-nudge-keeps-every-rule-of-a-plan-and-the-gap-to-its-neighbours",
                   test_a_nudge_keeps_every_rule_of_a_plan_and_the_gap_to_its_neighbours);
  g_test_add_func ("/planner-properties/no-plan-breaks-fewer-rules-than-the-one-found",
                   test_no_plan_breaks_fewer_rules_than_the_one_found);
  return g_test_run ();
}
