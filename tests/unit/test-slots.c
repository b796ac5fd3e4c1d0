/* Finding an opening, and who fits into one that has come free. */
#include "domain/ct-appointment.h"
#include "domain/ct-slot-finder.h"
#include "domain/ct-slot-fit.h"
#include "planner-fixture.h"

#define PATIENT 7

typedef struct
{
  GRand       *rand;
  CtHours     *hours;
  CtDesk      *desk;
  CtOccupancy *occupancy;
  CtOccupancy *backwards;
  CtProtocol  *protocol;
  GPtrArray   *segments;
  CtSpacingSession sessions[2];
  CtSlotQuery  query;
} World;

static int
pick (World *self, int from, int to)
{
  return g_rand_int_range (self->rand, from, to + 1);
}

static GPtrArray *
staffed (void)
{
  GPtrArray *segments = ct_segments_new ();
  CtSegment *treatment = ct_segment_new ("treatment", 55), *recovery = ct_segment_new ("recovery", 35);

  treatment->patients_per_nurse = 1;
  treatment->prescriber_minutes = 10;
  treatment->needs = CT_SEGMENT_PUMP;
  recovery->patients_per_nurse = 4;
  g_ptr_array_add (segments, treatment);
  g_ptr_array_add (segments, recovery);
  return segments;
}

static void
fill (World *self, int n_chairs)
{
  GArray *bookings = g_array_new (FALSE, FALSE, sizeof (CtBooking));

  self->occupancy = fixture_chairs (n_chairs);
  self->backwards = fixture_chairs (n_chairs);
  for (int i = 0; i < 120; i++)
    {
      int from = 5 * pick (self, 96, 190);
      CtBooking booking = { .appointment_id = i + 1, .patient_id = pick (self, 1, 40), .chair_id = pick (self, 0, n_chairs),
                            .date = MONDAY_MARCH_2 + pick (self, 0, 13), .minutes = { from, from + 5 * pick (self, 6, 26) },
                            .label = "T. Okafor", .clinician_id = pick (self, 0, 2), .kind = CT_VISIT_TREATMENT,
                            .segments = self->segments };

      g_array_append_val (bookings, booking);
    }
  for (guint i = 0; i < bookings->len; i++)
    {
      ct_occupancy_add (self->occupancy, &g_array_index (bookings, CtBooking, i));
      ct_occupancy_add (self->backwards, &g_array_index (bookings, CtBooking, bookings->len - 1 - i));
    }
  g_array_unref (bookings);
}

static void
world_make (World *self, guint32 seed)
{
  CtAbsence away = { 1, "Ana Ruiz", CT_AWAY_PRESCRIBER, MONDAY_MARCH_2 + 2, MONDAY_MARCH_2 + 3, { 0, 1440 }, NULL };
  CtHeldPlace held = { 1, 4, CT_DATE_NONE, CT_DATE_NONE, { 600, 720 }, CT_VISIT_CONSULTATION, "Consultations" };
  CtCapacity capacity;

  memset (self, 0, sizeof *self);
  self->rand = g_rand_new_with_seed (seed);
  self->segments = staffed ();
  self->hours = fixture_hours ();
  self->desk = ct_desk_new (self->hours);
  capacity = (CtCapacity) { pick (self, 0, 4), pick (self, 0, 3), pick (self, 0, 5), 0, pick (self, 0, 2) };
  ct_desk_set_capacity (self->desk, &capacity);
  ct_desk_add_absence (self->desk, &away);
  ct_desk_add_hold (self->desk, &held);
  fill (self, 4);
  self->protocol = pick (self, 0, 1) != 0 ? fixture_three_a_week () : fixture_esketamine ();
  self->sessions[0] = (CtSpacingSession) { 1, MONDAY_MARCH_2 - pick (self, 1, 4), 5 * pick (self, 96, 190) };
  self->sessions[1] = (CtSpacingSession) { 3, MONDAY_MARCH_2 + pick (self, 5, 12), 600 };
  self->query = (CtSlotQuery) { .desk = self->desk, .occupancy = self->occupancy,
                                .from = { MONDAY_MARCH_2, 5 * pick (self, 0, 150) }, .last = MONDAY_MARCH_2 + 13,
                                .weekdays = (guint) pick (self, 0, 127), .times = { -1, -1 }, .minutes = 5 * pick (self, 6, 26),
                                .step_minutes = 15, .near = { CT_DATE_NONE, 0 }, .limit = G_MAXUINT };
  self->query.wanted = (CtBooking) { .patient_id = pick (self, 0, 1) * PATIENT, .chair_id = pick (self, 0, 2),
                                     .clinician_id = pick (self, 0, 2), .kind = CT_VISIT_TREATMENT,
                                     .segments = self->segments };
  if (pick (self, 0, 1) != 0)
    self->query.times = (CtMinutes) { 720, 1440 };
  if (pick (self, 0, 1) != 0)
    {
      self->query.protocol = self->protocol;
      self->query.number = 2;
      self->query.sessions = self->sessions;
      self->query.n_sessions = (guint) pick (self, 1, 2);
    }
}

static void
world_free (World *self)
{
  g_rand_free (self->rand);
  ct_desk_unref (self->desk);
  ct_hours_unref (self->hours);
  ct_occupancy_free (self->occupancy);
  ct_occupancy_free (self->backwards);
  ct_protocol_unref (self->protocol);
  g_ptr_array_unref (self->segments);
}

/* Asked place by place, whether nothing but notes stands against it. */
static gboolean
is_allowed (World *self, CtDate date, int minute, gint64 chair)
{
  CtRulesQuestion question = { .desk = self->desk, .occupancy = self->occupancy, .wanted = self->query.wanted,
                               .protocol = self->query.protocol, .number = self->query.number,
                               .sessions = self->query.sessions, .n_sessions = self->query.n_sessions };

  question.wanted.date = date;
  question.wanted.chair_id = chair;
  question.wanted.minutes = (CtMinutes) { minute, minute + self->query.minutes };
  return ct_rules_allow (&question, NULL);
}

static gboolean
is_open_somewhere (World *self, CtDate date, int minute)
{
  const CtSlotQuery *query = &self->query;

  if (query->weekdays != 0 && (query->weekdays & CT_WEEKDAY_BIT (ct_date_get_weekday (date))) == 0)
    return FALSE;
  if ((date == query->from.date && minute < query->from.minute) ||
      (query->times.from >= 0 && (minute < query->times.from || minute >= query->times.to)) ||
      minute + query->minutes > CT_MINUTES_PER_DAY)
    return FALSE;
  for (gint64 chair = 1; chair <= 4; chair++)
    if ((query->wanted.chair_id == 0 || query->wanted.chair_id == chair) && is_allowed (self, date, minute, chair))
      return TRUE;
  return FALSE;
}

static gboolean
has_slot (GArray *slots, CtDate date, int minute)
{
  for (guint i = 0; i < slots->len; i++)
    if (g_array_index (slots, CtSlot, i).at.date == date && g_array_index (slots, CtSlot, i).at.minute == minute)
      return TRUE;
  return FALSE;
}

static void
assert_same (GArray *a, GArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    {
      const CtSlot *x = &g_array_index (a, CtSlot, i), *y = &g_array_index (b, CtSlot, i);

      g_assert_cmpint (x->at.date, ==, y->at.date);
      g_assert_cmpint (x->at.minute, ==, y->at.minute);
      g_assert_cmpint (x->chair_id, ==, y->chair_id);
    }
}

/* The finder agrees with the rules asked of every place one by one: it loses none and makes none up. */
static void
test_every_opening_is_found_and_each_keeps_every_rule (void)
{
  guint all = 0;

  for (guint32 seed = 0; seed < 120; seed++)
    {
      World world;
      g_autoptr (GArray) slots = NULL;
      g_autoptr (GArray) back = NULL;

      world_make (&world, seed);
      slots = ct_slots_find (&world.query);
      all += slots->len;
      for (guint i = 0; i < slots->len; i++)
        {
          const CtSlot *slot = &g_array_index (slots, CtSlot, i);

          g_assert_true (is_allowed (&world, slot->at.date, slot->at.minute, slot->chair_id));
        }
      for (CtDate date = world.query.from.date; date <= world.query.last; date++)
        for (int minute = 0; minute < CT_MINUTES_PER_DAY; minute += 15)
          g_assert_cmpint (has_slot (slots, date, minute), ==, is_open_somewhere (&world, date, minute));
      world.query.occupancy = world.backwards;
      back = ct_slots_find (&world.query);
      assert_same (slots, back);
      world_free (&world);
    }
  g_assert_cmpuint (all, >, 1000);
}

static void
test_the_next_three_afternoons_but_friday (void)
{
  g_autoptr (CtHours) hours = fixture_hours ();
  g_autoptr (CtDesk) desk = ct_desk_new (hours);
  g_autoptr (CtOccupancy) occupancy = fixture_chairs (2);
  g_autoptr (GArray) slots = NULL;
  CtSlotQuery query = { .desk = desk, .occupancy = occupancy, .from = { MONDAY_MARCH_2 + 3, 0 }, .last = MONDAY_MARCH_2 + 90,
                        .weekdays = fixture_days ("mon tue wed thu"), .times = { 720, 1440 }, .minutes = 90,
                        .step_minutes = 15, .near = { CT_DATE_NONE, 0 }, .apart_minutes = 60, .limit = 3 };
  static const int expected[][2] = { { 3, 930 }, { 7, 720 }, { 7, 780 } };

  /* Thursday the 5th: full until half past three. */
  fixture_book (occupancy, 1, 11, 1, MONDAY_MARCH_2 + 3, 480, 930);
  fixture_book (occupancy, 2, 12, 2, MONDAY_MARCH_2 + 3, 480, 1000);
  slots = ct_slots_find (&query);
  g_assert_cmpuint (slots->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpint (g_array_index (slots, CtSlot, i).at.date, ==, MONDAY_MARCH_2 + expected[i][0]);
      g_assert_cmpint (g_array_index (slots, CtSlot, i).at.minute, ==, expected[i][1]);
    }
}

static void
test_the_nearest_comes_first (void)
{
  g_autoptr (CtHours) hours = fixture_hours ();
  g_autoptr (CtDesk) desk = ct_desk_new (hours);
  g_autoptr (CtOccupancy) occupancy = fixture_chairs (1);
  g_autoptr (GArray) slots = NULL;
  CtSlotQuery query = { .desk = desk, .occupancy = occupancy, .from = { MONDAY_MARCH_2, 0 }, .last = MONDAY_MARCH_2 + 30,
                        .times = { -1, -1 }, .minutes = 60, .step_minutes = 15, .near = { MONDAY_MARCH_2 + 2, 600 },
                        .limit = 50 };

  fixture_book (occupancy, 1, 11, 1, MONDAY_MARCH_2 + 2, 590, 720);
  slots = ct_slots_find (&query);
  g_assert_cmpint (g_array_index (slots, CtSlot, 0).at.date, ==, MONDAY_MARCH_2 + 2);
  g_assert_cmpint (g_array_index (slots, CtSlot, 0).at.minute, ==, 525);
  g_assert_cmpint (g_array_index (slots, CtSlot, 0).cost, ==, 75);
  for (guint i = 1; i < slots->len; i++)
    g_assert_cmpint (g_array_index (slots, CtSlot, i - 1).cost, <=, g_array_index (slots, CtSlot, i).cost);
}

/* ---- A place that has come free ---- */

static CtCandidate
candidate (gint64 patient, CtFitWhy why, int minutes, CtDate since, CtDate not_after)
{
  return (CtCandidate) { .why = why, .wanted = { .patient_id = patient, .kind = CT_VISIT_TREATMENT, .label = "T. Okafor" },
                         .minutes = minutes, .times = { -1, -1 }, .not_before = CT_DATE_NONE, .not_after = not_after,
                         .since = since, .booked_on = CT_DATE_NONE };
}

static char *
ranked (GArray *fits, const CtCandidate *candidates)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < fits->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            candidates[g_array_index (fits, CtSlotFit, i).index].wanted.patient_id);
  return g_string_free (text, FALSE);
}

static void
test_a_free_place_goes_first_to_the_course_that_is_about_to_break (void)
{
  g_autoptr (CtHours) hours = fixture_hours ();
  g_autoptr (CtDesk) desk = ct_desk_new (hours);
  g_autoptr (CtOccupancy) occupancy = fixture_chairs (2);
  CtDate day = MONDAY_MARCH_2;
  CtCandidate all[] = {
    candidate (1, CT_FIT_RECALL, 60, day - 3, CT_DATE_NONE),  candidate (2, CT_FIT_WAITING, 60, day - 2, CT_DATE_NONE),
    candidate (3, CT_FIT_CLOSING, 60, day, day + 1),          candidate (4, CT_FIT_WAITING, 60, day - 30, CT_DATE_NONE),
    candidate (5, CT_FIT_WAITING, 200, day - 90, CT_DATE_NONE), candidate (6, CT_FIT_CLOSING, 60, day, day + 4),
    candidate (7, CT_FIT_WAITING, 60, day - 1, CT_DATE_NONE), candidate (8, CT_FIT_WAITING, 60, day - 400, CT_DATE_NONE),
    candidate (2, CT_FIT_RECALL, 60, day - 9, CT_DATE_NONE),
  };
  guint n = G_N_ELEMENTS (all);
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);

  all[6].urgent = TRUE;
  all[7].weekdays = fixture_days ("tue wed");
  for (int round = 0; round < 50; round++)
    {
      g_autoptr (GArray) fits = ct_slot_fits (desk, occupancy, day, 1, (CtMinutes) { 600, 690 }, all, n);
      g_autofree char *text = ranked (fits, all);
      guint i = (guint) g_rand_int_range (rand, 0, (gint32) n), j = (guint) g_rand_int_range (rand, 0, (gint32) n);
      CtCandidate swap = all[i];

      g_assert_cmpstr (text, ==, "3 6 7 4 2 1");
      all[i] = all[j];
      all[j] = swap;
    }
}

static void
test_nobody_is_offered_what_a_rule_forbids (void)
{
  g_autoptr (CtHours) hours = fixture_hours ();
  g_autoptr (CtDesk) desk = ct_desk_new (hours);
  g_autoptr (CtOccupancy) occupancy = fixture_chairs (2);
  g_autoptr (CtProtocol) protocol = fixture_three_a_week ();
  CtDate day = MONDAY_MARCH_2;
  CtSpacingSession yesterday = { 1, day - 1, 600 };
  CtCandidate all[] = { candidate (1, CT_FIT_WAITING, 60, day - 3, CT_DATE_NONE),
                        candidate (2, CT_FIT_WAITING, 60, day - 2, CT_DATE_NONE) };
  g_autoptr (GArray) fits = NULL;
  g_autofree char *text = NULL;

  all[0].protocol = protocol;
  all[0].number = 2;
  all[0].sessions = &yesterday;
  all[0].n_sessions = 1;
  fits = ct_slot_fits (desk, occupancy, day, 1, (CtMinutes) { 600, 690 }, all, 2);
  text = ranked (fits, all);
  g_assert_cmpstr (text, ==, "2");
}

#define ADD(name) g_test_add_func ("/slots/" #name, test_##name)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (every_opening_is_found_and_each_keeps_every_rule);
  ADD (the_next_three_afternoons_but_friday);
  ADD (the_nearest_comes_first);
  ADD (a_free_place_goes_first_to_the_course_that_is_about_to_break);
  ADD (nobody_is_offered_what_a_rule_forbids);
  return g_test_run ();
}
