/* What becomes of visits whose clinician is away, and of a course with a missed session. */
#include "domain/ct-appointment.h"
#include "domain/ct-replan.h"
#include "planner-fixture.h"

#define SICK_DAY (MONDAY_MARCH_2 + 7)

static GPtrArray *
infusion (void)
{
  GPtrArray *segments = ct_segments_new ();
  CtSegment *treatment = ct_segment_new ("treatment", 55), *recovery = ct_segment_new ("recovery", 65);

  treatment->patients_per_nurse = 1;
  treatment->prescriber_minutes = 10;
  recovery->patients_per_nurse = 4;
  g_ptr_array_add (segments, treatment);
  g_ptr_array_add (segments, recovery);
  return segments;
}

typedef struct
{
  GPtrArray   *segments;
  CtHours     *hours;
  CtDesk      *desk;
  CtOccupancy *occupancy;
  CtProtocol  *protocol;
  GArray      *displaced; /* of CtDisplaced */
  CtSpacingSession sessions[64][2];
  CtReplanQuery query;
} World;

/* Eight chairs, two weeks half full with two clinicians, and up to forty visits of one of them on one day. */
static void
world_make (World *self, guint32 seed, int n)
{
  static const gint64 clinicians[] = { 2, 3 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  CtAbsence away = { 1, "Ana Ruiz", CT_AWAY_PRESCRIBER, SICK_DAY, SICK_DAY, { 0, 1440 }, "Ill" };
  CtCapacity capacity = { .nurses = 8, .prescribers = 3 };
  gint64 id = 1000;

  memset (self, 0, sizeof *self);
  self->segments = infusion ();
  self->hours = fixture_hours ();
  self->desk = ct_desk_new (self->hours);
  ct_desk_set_capacity (self->desk, &capacity);
  ct_desk_add_absence (self->desk, &away);
  self->occupancy = fixture_chairs (8);
  self->protocol = fixture_two_a_week ();
  self->displaced = g_array_new (FALSE, FALSE, sizeof (CtDisplaced));
  for (CtDate date = MONDAY_MARCH_2; date < MONDAY_MARCH_2 + 21; date++)
    for (int chair = 1; chair <= 8; chair++)
      for (int slot = 0; slot < 4; slot++)
        {
          int from = 480 + slot * 130;
          gboolean sick = date == SICK_DAY && (int) self->displaced->len < n;
          CtBooking booking = { .appointment_id = id++, .patient_id = id, .chair_id = chair, .date = date,
                                .minutes = { from, from + 120 }, .label = "T. Okafor",
                                .clinician_id = sick ? 1 : 2 + (chair + slot) % 2, .kind = CT_VISIT_TREATMENT,
                                .segments = self->segments };
          CtDisplaced displaced = { .booking = booking };
          guint k = self->displaced->len;

          if (!sick && g_rand_int_range (rand, 0, 100) < 45)
            continue;
          ct_occupancy_add (self->occupancy, &booking);
          if (!sick)
            continue;
          self->sessions[k][0] = (CtSpacingSession) { 1, date - 4, 600 };
          self->sessions[k][1] = (CtSpacingSession) { 3, date + 4, 600 };
          if (k % 2 == 0)
            {
              displaced.protocol = self->protocol;
              displaced.number = 2;
              displaced.sessions = self->sessions[k];
              displaced.n_sessions = 2;
            }
          g_array_append_val (self->displaced, displaced);
        }
  self->query = (CtReplanQuery) { self->desk, self->occupancy, (const CtDisplaced *) (gpointer) self->displaced->data,
                                  self->displaced->len, clinicians, 2, { SICK_DAY, 420 }, 15, 15 };
}

static void
world_free (World *self)
{
  g_array_unref (self->displaced);
  ct_protocol_unref (self->protocol);
  ct_occupancy_free (self->occupancy);
  ct_desk_unref (self->desk);
  ct_hours_unref (self->hours);
  g_ptr_array_unref (self->segments);
}

static CtBooking
after (const CtDisplaced *displaced, const CtReplanned *placed)
{
  CtBooking booking = displaced->booking;

  booking.date = placed->at.date;
  booking.minutes = (CtMinutes) { placed->at.minute,
                                  placed->at.minute + booking.minutes.to - booking.minutes.from };
  booking.chair_id = placed->chair_id;
  booking.clinician_id = placed->clinician_id;
  return booking;
}

/* Nothing overlaps, nothing is lost, nobody is put with who is away, and no rule stands against any new place. */
static void
assert_sound (const World *self, const CtReplanned *placed)
{
  g_autoptr (CtOccupancy) occupancy = ct_occupancy_copy (self->occupancy);

  for (guint i = 0; i < self->query.n_displaced; i++)
    {
      CtBooking booking = after (&self->query.displaced[i], &placed[i]);

      g_assert_true (ct_occupancy_remove (occupancy, booking.appointment_id));
      if (placed[i].how != CT_REPLAN_NOWHERE)
        ct_occupancy_add (occupancy, &booking);
    }
  for (guint i = 0; i < self->query.n_displaced; i++)
    {
      const CtDisplaced *displaced = &self->query.displaced[i];
      CtRulesQuestion question = { .desk = self->desk, .occupancy = occupancy, .wanted = after (displaced, &placed[i]) };
      g_autoptr (GError) error = NULL;

      if (placed[i].how == CT_REPLAN_NOWHERE)
        continue;
      g_assert_cmpint (placed[i].clinician_id == 1 && placed[i].at.date == SICK_DAY, ==, FALSE);
      ct_occupancy_remove (occupancy, question.wanted.appointment_id);
      if (placed[i].how == CT_REPLAN_MOVED)
        {
          question.protocol = displaced->protocol;
          question.number = displaced->number;
          question.sessions = displaced->sessions;
          question.n_sessions = displaced->n_sessions;
        }
      ct_rules_allow (&question, &error);
      g_assert_no_error (error);
      ct_occupancy_add (occupancy, &question.wanted);
    }
}

static void
test_a_sick_day_finds_every_visit_a_place_that_keeps_the_rules (void)
{
  guint substitutes = 0, moved = 0, all = 0;

  for (guint32 seed = 0; seed < 25; seed++)
    {
      World world;
      g_autofree CtReplanned *placed = NULL;

      world_make (&world, seed, 32);
      placed = ct_replan_displaced (&world.query);
      assert_sound (&world, placed);
      for (guint i = 0; i < world.query.n_displaced; i++)
        {
          all++;
          substitutes += placed[i].how == CT_REPLAN_SUBSTITUTE;
          moved += placed[i].how == CT_REPLAN_MOVED;
        }
      world_free (&world);
    }
  g_assert_cmpuint (substitutes, >, 100);
  g_assert_cmpuint (moved, >, 100);
  g_assert_cmpuint (substitutes + moved, >, all * 9 / 10);
}

static void
test_the_order_of_the_visits_does_not_matter (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint32 seed = 100; seed < 110; seed++)
    {
      World world;
      g_autofree CtReplanned *placed = NULL;
      g_autofree CtReplanned *again = NULL;
      CtDisplaced *displaced;
      guint n;

      world_make (&world, seed, 24);
      placed = ct_replan_displaced (&world.query);
      displaced = (CtDisplaced *) (gpointer) world.displaced->data;
      n = world.displaced->len;
      for (guint i = 0; i < n; i++)
        {
          guint j = (guint) g_rand_int_range (rand, 0, (gint32) n);
          CtDisplaced swap = displaced[i];
          CtReplanned other = placed[i];

          displaced[i] = displaced[j];
          displaced[j] = swap;
          placed[i] = placed[j];
          placed[j] = other;
        }
      again = ct_replan_displaced (&world.query);
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpint (again[i].how, ==, placed[i].how);
          g_assert_cmpint (again[i].at.date, ==, placed[i].at.date);
          g_assert_cmpint (again[i].at.minute, ==, placed[i].at.minute);
          g_assert_cmpint (again[i].chair_id, ==, placed[i].chair_id);
          g_assert_cmpint (again[i].clinician_id, ==, placed[i].clinician_id);
        }
      world_free (&world);
    }
}

/* ---- A missed session ---- */

static CtPlan *
rest_from (int first_number, const int *offsets, guint n)
{
  CtPlan *plan = ct_plan_new ();

  for (guint i = 0; i < n; i++)
    {
      CtPlanSession *session = ct_plan_add_session (plan);

      session->number = first_number + (int) i;
      session->date = session->due_date = MONDAY_MARCH_2 + offsets[i];
      session->minute = 600;
      session->minutes = 130;
      session->chair_id = 1;
      session->chair_name = g_strdup ("Chair 1");
      session->satisfies = g_new0 (char *, 1);
    }
  return plan;
}

static void
test_a_missed_session_is_made_up_added_shifted_or_planned_anew (void)
{
  static const int booked[] = { 7, 10, 14, 17 };
  g_autoptr (CtHours) hours = fixture_hours ();
  g_autoptr (CtOccupancy) occupancy = fixture_chairs (2);
  g_autoptr (CtProtocol) protocol = fixture_two_a_week ();
  g_autoptr (CtPlan) rest = rest_from (3, booked, G_N_ELEMENTS (booked));
  CtSpacingSession given[] = { { 1, MONDAY_MARCH_2, 600 }, { 2, MONDAY_MARCH_2 + 3, 600 } };
  g_autoptr (GPtrArray) plans = NULL;
  CtPlanRequest request;

  ct_plan_request_init (&request, protocol, hours, occupancy, MONDAY_MARCH_2 + 8);
  request.patient_id = 7;
  request.previous = given;
  request.n_previous = 2;
  request.first_number = 3;
  plans = ct_replan_missed (&request, rest, 4);
  g_assert_cmpuint (plans->len, >=, 3);
  for (guint p = 0; p < plans->len; p++)
    {
      const CtPlan *plan = g_ptr_array_index (plans, p);

      g_assert_nonnull (plan->title);
      g_assert_cmpuint (ct_plan_get_size (plan), ==, 4);
      for (guint i = 0; i < 4; i++)
        {
          g_assert_cmpint (ct_plan_get_session (plan, i)->number, ==, 3 + (int) i);
          g_assert_cmpint (ct_plan_get_session (plan, i)->date, >=, MONDAY_MARCH_2 + 8);
          if (i > 0)
            g_assert_cmpint (ct_plan_get_session (plan, i)->date, >, ct_plan_get_session (plan, i - 1)->date);
        }
      for (guint other = 0; other < p; other++)
        g_assert_false (ct_plan_same_places (plan, g_ptr_array_index (plans, other)));
    }
  /* Made up on Tuesday, two days before Thursday's; the others stay. */
  assert_plan (g_ptr_array_index (plans, 0), MONDAY_MARCH_2, "8 10 14 17", "");
  /* The others stay and count one less; one more comes behind. */
  assert_plan (g_ptr_array_index (plans, 1), MONDAY_MARCH_2, "10 14 17 21", "course-length");
}

#define ADD(name) g_test_add_func ("/replan/" #name, test_##name)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (a_sick_day_finds_every_visit_a_place_that_keeps_the_rules);
  ADD (the_order_of_the_visits_does_not_matter);
  ADD (a_missed_session_is_made_up_added_shifted_or_planned_anew);
  return g_test_run ();
}
