/* The parts of a visit on the floor of a day, and everything that stands against one more booking. */
#include "base/ct-error.h"
#include "domain/ct-appointment.h"
#include "domain/ct-booking-rules.h"
#include "planner-fixture.h"

#define TUESDAY (MONDAY_MARCH_2 + 1)

/* Prescriber ten minutes, a nurse of one's own until the end of the treatment, then one nurse for four; a pump meanwhile. */
static GPtrArray *
infusion (void)
{
  GPtrArray *segments = ct_segments_new ();
  CtSegment *prep = ct_segment_new ("prep", 15), *treatment = ct_segment_new ("treatment", 40);
  CtSegment *recovery = ct_segment_new ("recovery", 60);

  prep->patients_per_nurse = treatment->patients_per_nurse = 1;
  prep->prescriber_minutes = 10;
  treatment->needs = CT_SEGMENT_PUMP;
  recovery->patients_per_nurse = 4;
  g_ptr_array_add (segments, prep);
  g_ptr_array_add (segments, treatment);
  g_ptr_array_add (segments, recovery);
  g_ptr_array_add (segments, ct_segment_new ("turnover", 15));
  return segments;
}

/* ---- Parts of a visit ---- */

static void
test_the_parts_fill_the_visit_in_their_order_however_long_it_is (void)
{
  g_autoptr (GPtrArray) segments = infusion ();

  for (int minutes = 0; minutes <= 400; minutes++)
    {
      CtMinutes spans[CT_SEGMENTS_MAX];
      guint n = ct_segments_lay (segments, minutes, spans);
      int at = 0;

      g_assert_cmpuint (n, ==, segments->len);
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpint (spans[i].from, ==, at);
          g_assert_cmpint (spans[i].to, >=, at);
          at = spans[i].to;
        }
      g_assert_cmpint (at, ==, minutes);
      /* The treatment is the last to give and takes nothing that recovery can take. */
      g_assert_cmpint (spans[1].to - spans[1].from, ==, MIN (40, minutes));
    }
}

static void
test_a_longer_visit_recovers_longer (void)
{
  g_autoptr (GPtrArray) segments = infusion ();
  CtMinutes spans[CT_SEGMENTS_MAX];

  ct_segments_lay (segments, 160, spans);
  g_assert_cmpint (spans[2].to - spans[2].from, ==, 90);
  g_assert_cmpint (spans[3].from, ==, 145);
  ct_segments_lay (segments, 100, spans);
  g_assert_cmpint (spans[2].to - spans[2].from, ==, 30);
}

/* ---- The floor ---- */

static void
test_a_nurse_is_alone_with_one_patient_and_then_has_four (void)
{
  g_autoptr (GPtrArray) segments = infusion ();
  g_autoptr (CtFloorDay) day = ct_floor_day_new ();

  for (int i = 0; i < 4; i++)
    ct_floor_day_add (day, segments, (CtMinutes) { 600, 730 }, 730);
  g_assert_cmpint (ct_floor_day_get (day, CT_FLOOR_NURSES, 600), ==, 4);
  g_assert_cmpint (ct_floor_day_get (day, CT_FLOOR_NURSES, 654), ==, 4);
  g_assert_cmpint (ct_floor_day_get (day, CT_FLOOR_NURSES, 655), ==, 1);
  g_assert_cmpint (ct_floor_day_get (day, CT_FLOOR_NURSES, 715), ==, 0);
  g_assert_cmpint (ct_floor_day_get (day, CT_FLOOR_PRESCRIBERS, 609), ==, 4);
  g_assert_cmpint (ct_floor_day_get (day, CT_FLOOR_PRESCRIBERS, 610), ==, 0);
  g_assert_cmpint (ct_floor_day_get (day, CT_FLOOR_PUMPS, 614), ==, 0);
  g_assert_cmpint (ct_floor_day_get (day, CT_FLOOR_PUMPS, 615), ==, 4);
  ct_floor_day_add (day, segments, (CtMinutes) { 600, 730 }, 730);
  g_assert_cmpint (ct_floor_day_get (day, CT_FLOOR_NURSES, 655), ==, 2);
}

static void
test_the_fourth_start_within_a_quarter_of_an_hour_is_one_too_many (void)
{
  g_autoptr (GPtrArray) segments = infusion ();
  g_autoptr (CtFloorDay) day = ct_floor_day_new ();
  CtCapacity there = { .starts = 3 };
  CtShortage shortages[CT_FLOOR_N];

  ct_floor_day_add (day, segments, (CtMinutes) { 600, 730 }, 730);
  ct_floor_day_add (day, segments, (CtMinutes) { 605, 735 }, 735);
  ct_floor_day_add (day, segments, (CtMinutes) { 614, 744 }, 744);
  g_assert_false (ct_floor_day_fits (day, &there, segments, (CtMinutes) { 600, 730 }));
  g_assert_false (ct_floor_day_fits (day, &there, segments, (CtMinutes) { 614, 744 }));
  g_assert_true (ct_floor_day_fits (day, &there, segments, (CtMinutes) { 615, 745 }));
  g_assert_true (ct_floor_day_fits (day, &there, segments, (CtMinutes) { 599, 729 }));
  g_assert_cmpuint (ct_floor_day_shortages (day, &there, segments, (CtMinutes) { 610, 740 }, shortages), ==, 1);
  g_assert_cmpint (shortages[0].kind, ==, CT_FLOOR_STARTS);
  g_assert_cmpint (shortages[0].wanted, ==, 4);
}

/* What was added in any order and taken out in any other leaves nothing behind. */
static void
test_the_order_of_visits_does_not_matter_and_nothing_is_left_behind (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261126);
  g_autoptr (GPtrArray) segments = infusion ();

  for (int round = 0; round < 60; round++)
    {
      g_autoptr (CtFloorDay) there = ct_floor_day_new ();
      g_autoptr (CtFloorDay) back = ct_floor_day_new ();
      CtMinutes visits[30];
      int n = g_rand_int_range (rand, 1, G_N_ELEMENTS (visits));

      for (int i = 0; i < n; i++)
        {
          visits[i].from = g_rand_int_range (rand, 0, 1300);
          visits[i].to = visits[i].from + g_rand_int_range (rand, 1, 140);
        }
      for (int i = 0; i < n; i++)
        {
          ct_floor_day_add (there, segments, visits[i], visits[i].to);
          ct_floor_day_add (back, segments, visits[n - 1 - i], visits[n - 1 - i].to);
        }
      for (int kind = 0; kind < CT_FLOOR_N; kind++)
        for (int minute = 0; minute < CT_MINUTES_PER_DAY; minute += 7)
          g_assert_cmpint (ct_floor_day_get (there, (CtFloorKind) kind, minute), ==,
                           ct_floor_day_get (back, (CtFloorKind) kind, minute));
      for (int i = 0; i < n; i++)
        ct_floor_day_remove (there, segments, visits[i], visits[i].to);
      for (int kind = 0; kind < CT_FLOOR_N; kind++)
        for (int minute = 0; minute < CT_MINUTES_PER_DAY; minute++)
          g_assert_cmpint (ct_floor_day_get (there, (CtFloorKind) kind, minute), ==, 0);
    }
}

/* Booking whatever fits, in a random order, never asks for more than there is. */
static void
test_what_fits_is_never_more_than_there_is (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  g_autoptr (GPtrArray) segments = infusion ();
  int booked = 0;

  for (int round = 0; round < 40; round++)
    {
      g_autoptr (CtFloorDay) day = ct_floor_day_new ();
      CtCapacity there = { g_rand_int_range (rand, 1, 5), g_rand_int_range (rand, 1, 3), g_rand_int_range (rand, 1, 6), 0,
                           g_rand_int_range (rand, 1, 4) };

      for (int i = 0; i < 200; i++)
        {
          int from = g_rand_int_range (rand, 480, 1000);
          CtMinutes minutes = { from, from + g_rand_int_range (rand, 60, 180) };

          if (!ct_floor_day_fits (day, &there, segments, minutes))
            continue;
          ct_floor_day_add (day, segments, minutes, minutes.to);
          booked++;
        }
      for (int minute = 0; minute < CT_MINUTES_PER_DAY; minute++)
        {
          int starts = 0;

          g_assert_cmpint (ct_floor_day_get (day, CT_FLOOR_NURSES, minute), <=, there.nurses);
          g_assert_cmpint (ct_floor_day_get (day, CT_FLOOR_PRESCRIBERS, minute), <=, there.prescribers);
          g_assert_cmpint (ct_floor_day_get (day, CT_FLOOR_PUMPS, minute), <=, there.pumps);
          for (int m = minute; m < MIN (minute + 15, CT_MINUTES_PER_DAY); m++)
            starts += ct_floor_day_get (day, CT_FLOOR_STARTS, m);
          g_assert_cmpint (starts, <=, there.starts);
        }
    }
  g_assert_cmpint (booked, >, 200);
}

/* ---- Everything that stands against a booking ---- */

static CtBooking
wish (GPtrArray *segments, gint64 id, gint64 patient, gint64 chair, int from)
{
  return (CtBooking) { .appointment_id = id, .patient_id = patient, .chair_id = chair, .date = TUESDAY,
                       .minutes = { from, from + 130 }, .label = "T. Okafor", .clinician_id = 31,
                       .kind = CT_VISIT_TREATMENT, .segments = segments };
}

static char *
kinds_of (GPtrArray *breaches)
{
  static const char *const names[] = { "patient", "chair",   "clinician", "pump",   "hours",  "closure",     "leave", "hold",
                                       "spacing", "week",    "order",     "starts", "nurses", "prescribers", "rooms" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < breaches->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            names[((const CtBreach *) g_ptr_array_index (breaches, i))->kind]);
  return g_string_free (text, FALSE);
}

#define assert_breaches(question, expected, worst) \
  G_STMT_START \
  { \
    g_autoptr (GPtrArray) breaches = ct_rules_check (question); \
    g_autofree char *got = kinds_of (breaches); \
    g_assert_cmpstr (got, ==, expected); \
    g_assert_cmpint (ct_rules_worst (breaches), ==, worst); \
  } \
  G_STMT_END

static void
test_one_clinician_is_not_with_two_patients_at_once (void)
{
  g_autoptr (GPtrArray) segments = infusion ();
  g_autoptr (CtOccupancy) occupancy = fixture_chairs (4);
  CtBooking there = wish (segments, 1, 11, 1, 600);
  CtRulesQuestion question = { .occupancy = occupancy, .wanted = wish (segments, 0, 12, 2, 605) };
  g_autoptr (GError) error = NULL;

  ct_occupancy_add (occupancy, &there);
  assert_breaches (&question, "clinician", CT_SEVERITY_REFUSE);
  g_assert_false (ct_rules_allow (&question, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_TAKEN);
  g_assert_cmpstr (error->message, ==, "The clinician is with T. Okafor (Chair 1) from 10:00 to 10:10.");
  question.wanted.minutes = (CtMinutes) { 610, 740 };
  assert_breaches (&question, "", CT_SEVERITY_NOTE);
  question.wanted.minutes = (CtMinutes) { 605, 735 };
  question.wanted.clinician_id = 32;
  assert_breaches (&question, "", CT_SEVERITY_NOTE);
}

static void
test_every_reason_is_told_and_the_hardest_decides (void)
{
  g_autoptr (GPtrArray) segments = infusion ();
  g_autoptr (CtHours) hours = fixture_hours ();
  g_autoptr (CtDesk) desk = ct_desk_new (hours);
  g_autoptr (CtOccupancy) occupancy = fixture_chairs (4);
  CtAbsence away = { 31, "Ana Ruiz", CT_AWAY_PRESCRIBER, TUESDAY, TUESDAY + 3, { 0, 1440 }, "Leave" };
  CtHeldPlace held = { 0, 2, CT_DATE_NONE, CT_DATE_NONE, { 900, 1020 }, CT_VISIT_CONSULTATION, "Consultations" };
  CtCapacity capacity = { .nurses = 1, .prescribers = 1, .pumps = 1, .starts = 1 };
  CtBooking there = wish (segments, 1, 11, 1, 930);
  CtRulesQuestion question = { .desk = desk, .occupancy = occupancy, .wanted = wish (segments, 0, 12, 2, 935) };
  g_autoptr (GError) error = NULL;

  ct_desk_set_capacity (desk, &capacity);
  ct_desk_add_absence (desk, &away);
  ct_desk_add_hold (desk, &held);
  there.clinician_id = 32;
  ct_occupancy_add (occupancy, &there);
  assert_breaches (&question, "hours leave hold nurses prescribers pump starts", CT_SEVERITY_REFUSE);
  capacity.pumps = 2;
  ct_desk_set_capacity (desk, &capacity);
  assert_breaches (&question, "hours leave hold nurses prescribers starts", CT_SEVERITY_OVERRIDE);
  g_assert_false (ct_rules_allow (&question, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_RULE);
  g_assert_cmpstr (error->message, ==,
                   "Harbor closes at 17:00. Ana Ruiz is away (Leave until Fri 6 Mar). The time is held: Consultations, 15:00 "
                   "to 17:00. Nurses are short from 15:35 to 16:30: 2 would be needed, 1 on duty. Prescribers are short from "
                   "15:35 to 15:45: 2 would be needed, 0 on duty. From 15:21 to 15:36 there would be 2 starts; at most 1 may "
                   "begin in a quarter of an hour.");
}

static void
test_a_session_is_held_against_its_course (void)
{
  g_autoptr (CtProtocol) esketamine = fixture_esketamine ();
  g_autoptr (CtOccupancy) occupancy = fixture_chairs (2);
  CtSpacingSession sessions[] = {
    { 1, TUESDAY - 4, 600 }, { 2, TUESDAY - 1, 600 }, { 4, TUESDAY + 6, 600 }, { 5, TUESDAY + 10, 600 },
  };
  CtRulesQuestion question = { .occupancy = occupancy, .wanted = wish (NULL, 0, 11, 1, 600), .protocol = esketamine,
                               .number = 3, .sessions = sessions, .n_sessions = G_N_ELEMENTS (sessions) };

  assert_breaches (&question, "spacing week spacing", CT_SEVERITY_OVERRIDE);
  question.wanted.date = TUESDAY + 3;
  assert_breaches (&question, "", CT_SEVERITY_NOTE);
  question.wanted.date = TUESDAY - 2;
  question.n_sessions = 2;
  assert_breaches (&question, "order spacing week", CT_SEVERITY_OVERRIDE);
}

static void
test_a_planned_course_keeps_to_the_staff_there_is (void)
{
  g_autoptr (CtProtocol) protocol = fixture_three_a_week ();
  g_autoptr (GPtrArray) segments = infusion ();
  g_autoptr (CtHours) hours = fixture_hours ();
  g_autoptr (CtDesk) desk = ct_desk_new (hours);
  g_autoptr (CtOccupancy) occupancy = fixture_chairs (6);
  CtCapacity capacity = { .nurses = 2, .pumps = 3, .starts = 1 };
  int planned = 0;

  ct_desk_set_capacity (desk, &capacity);
  g_ptr_array_unref (protocol->segments);
  protocol->segments = g_ptr_array_ref (segments);
  for (int patient = 1; patient <= 40; patient++)
    {
      g_autoptr (CtPlan) plan = NULL;
      CtPlanRequest request;

      ct_plan_request_init (&request, protocol, hours, occupancy, MONDAY_MARCH_2);
      request.desk = desk;
      request.patient_id = patient;
      plan = ct_planner_plan (&request, NULL);
      if (plan == NULL)
        continue;
      planned++;
      for (guint i = 0; i < ct_plan_get_size (plan); i++)
        {
          const CtPlanSession *s = ct_plan_get_session (plan, i);
          CtBooking booking = { .appointment_id = patient * 100 + i, .patient_id = patient, .chair_id = s->chair_id,
                                .date = s->date, .minutes = { s->minute, s->minute + s->minutes },
                                .kind = CT_VISIT_TREATMENT, .segments = segments };
          CtRulesQuestion question = { .desk = desk, .occupancy = occupancy, .wanted = booking };

          assert_breaches (&question, "", CT_SEVERITY_NOTE);
          ct_occupancy_add (occupancy, &booking);
        }
    }
  g_assert_cmpint (planned, >, 5);
  for (CtDate date = MONDAY_MARCH_2; date < MONDAY_MARCH_2 + 60; date++)
    for (int minute = 0; minute < CT_MINUTES_PER_DAY; minute++)
      g_assert_cmpint (ct_floor_day_get (ct_occupancy_get_floor (occupancy, date), CT_FLOOR_NURSES, minute), <=, 2);
}

static void
test_somebody_on_leave_is_one_less (void)
{
  g_autoptr (CtHours) hours = fixture_hours ();
  g_autoptr (CtDesk) desk = ct_desk_new (hours);
  CtAbsence morning = { 5, "Ben Ito", CT_AWAY_NURSE, TUESDAY, TUESDAY, { 0, 720 }, NULL };
  CtAbsence again = { 5, "Ben Ito", CT_AWAY_NURSE, TUESDAY, TUESDAY + 1, { 600, 720 }, NULL };
  CtCapacity capacity = { .nurses = 2 };

  ct_desk_set_capacity (desk, &capacity);
  ct_desk_add_absence (desk, &morning);
  ct_desk_add_absence (desk, &again);
  g_assert_cmpint (ct_desk_get_capacity (desk, TUESDAY, (CtMinutes) { 630, 700 }).nurses, ==, 1);
  g_assert_cmpint (ct_desk_get_capacity (desk, TUESDAY, (CtMinutes) { 720, 800 }).nurses, ==, 2);
  g_assert_cmpint (ct_desk_get_capacity (desk, TUESDAY + 2, (CtMinutes) { 630, 700 }).nurses, ==, 2);
}

#define ADD(name) g_test_add_func ("/booking-rules/" #name, test_##name)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (the_parts_fill_the_visit_in_their_order_however_long_it_is);
  ADD (a_longer_visit_recovers_longer);
  ADD (a_nurse_is_alone_with_one_patient_and_then_has_four);
  ADD (the_fourth_start_within_a_quarter_of_an_hour_is_one_too_many);
  ADD (the_order_of_visits_does_not_matter_and_nothing_is_left_behind);
  ADD (what_fits_is_never_more_than_there_is);
  ADD (one_clinician_is_not_with_two_patients_at_once);
  ADD (every_reason_is_told_and_the_hardest_decides);
  ADD (a_session_is_held_against_its_course);
  ADD (a_planned_course_keeps_to_the_staff_there_is);
  ADD (somebody_on_leave_is_one_less);
  return g_test_run ();
}
