/* A whole course placed at once: the worked examples, and the awkward weeks. */
#include "base/ct-error.h"
#include "planner-fixture.h"

typedef struct
{
  CtHours      *hours;
  CtOccupancy  *occupancy;
  CtProtocol   *protocol;
  CtPlanRequest request;
  CtPlan       *plan;
} Desk;

static void
desk_open (Desk *desk, CtProtocol *protocol, CtDate start)
{
  desk->hours = fixture_hours ();
  desk->occupancy = fixture_chairs (3);
  desk->protocol = protocol;
  desk->plan = NULL;
  ct_plan_request_init (&desk->request, protocol, desk->hours, desk->occupancy, start);
}

static void
desk_close (Desk *desk)
{
  g_clear_pointer (&desk->plan, ct_plan_unref);
  ct_protocol_unref (desk->protocol);
  ct_occupancy_free (desk->occupancy);
  ct_hours_unref (desk->hours);
}

static void
desk_plan (Desk *desk)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&desk->plan, ct_plan_unref);
  desk->plan = ct_planner_plan (&desk->request, &error);
  g_assert_no_error (error);
  g_assert_nonnull (desk->plan);
}

static void
assert_refused (Desk *desk, CtError code, const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ct_planner_plan (&desk->request, &error));
  g_assert_error (error, CT_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, sentence);
}

static void
assert_all_at (const CtPlan *plan, int minute, gint64 chair)
{
  for (guint i = 0; i < ct_plan_get_size (plan); i++)
    {
      g_assert_cmpint (ct_plan_get_session (plan, i)->minute, ==, minute);
      g_assert_cmpint (ct_plan_get_session (plan, i)->chair_id, ==, chair);
    }
}

static void
test_three_a_week_from_a_monday_is_monday_wednesday_friday_twice (void)
{
  Desk desk;
  const char *const dates[] = { "2026-03-02", "2026-03-04", "2026-03-06", "2026-03-09", "2026-03-11", "2026-03-13" };

  desk_open (&desk, fixture_three_a_week (), MONDAY_MARCH_2);
  desk_plan (&desk);
  g_assert_cmpuint (ct_plan_get_size (desk.plan), ==, 6);
  for (guint i = 0; i < 6; i++)
    {
      const CtPlanSession *session = ct_plan_get_session (desk.plan, i);
      g_autofree char *iso = ct_date_to_iso (session->date);

      g_assert_cmpstr (iso, ==, dates[i]);
      g_assert_cmpint (session->number, ==, (int) i + 1);
      g_assert_cmpint (session->minutes, ==, 130);
      g_assert_cmpint (session->moved_days, ==, 0);
      g_assert_cmpstr (session->chair_name, ==, "Chair 1");
    }
  assert_plan (desk.plan, MONDAY_MARCH_2, "0 2 4 7 9 11", "");
  assert_all_at (desk.plan, 480, 1);
  desk_close (&desk);
}

static void
test_each_date_says_what_it_satisfies (void)
{
  Desk desk;
  g_autofree char *text = NULL;

  desk_open (&desk, fixture_three_a_week (), MONDAY_MARCH_2);
  desk.request.weekdays = fixture_days ("mon wed fri");
  desk.request.preferred = (CtMinutes) { 600, 600 };
  desk_plan (&desk);
  text = g_strjoinv ("|", ct_plan_get_session (desk.plan, 3)->satisfies);
  g_assert_cmpstr (text, ==,
                   "Day 7, as the protocol says|3 days after session 3|A preferred day|At the preferred time|"
                   "Same time and chair as the session before");
  desk_close (&desk);
}

static void
test_twice_a_week_esketamine_is_planned_for_four_weeks (void)
{
  Desk desk;

  desk_open (&desk, fixture_esketamine (), MONDAY_MARCH_2);
  desk_plan (&desk);
  assert_plan (desk.plan, MONDAY_MARCH_2, "0 3 7 10 14 17 21 24", "");
  desk.request.weekdays = fixture_days ("tue thu");
  desk_plan (&desk);
  assert_plan (desk.plan, MONDAY_MARCH_2, "1 3 8 10 15 17 22 24", "");
  desk_close (&desk);
}

static void
test_a_third_esketamine_session_in_seven_days_is_never_planned (void)
{
  Desk desk;
  CtSpacingSession given[] = { { 1, MONDAY_MARCH_2 - 4, 600 }, { 2, MONDAY_MARCH_2 - 1, 600 } };

  desk_open (&desk, fixture_esketamine (), MONDAY_MARCH_2);
  desk.request.previous = given;
  desk.request.n_previous = 2;
  desk.request.first_number = 3;
  desk_plan (&desk);
  g_assert_cmpuint (ct_plan_get_size (desk.plan), ==, 6);
  g_assert_cmpint (ct_plan_get_session (desk.plan, 0)->number, ==, 3);
  g_assert_cmpint (ct_plan_get_session (desk.plan, 0)->date, ==, MONDAY_MARCH_2 + 3);
  g_assert_cmpint (ct_plan_get_session (desk.plan, 1)->date, >=, MONDAY_MARCH_2 - 1 + 7);
  desk_close (&desk);
}

static void
test_a_course_goes_between_the_booked_sessions_of_another (void)
{
  Desk desk;
  CtSpacingSession booked[] = { { 0, MONDAY_MARCH_2 + 3, -1 }, { 0, MONDAY_MARCH_2 + 60, -1 } };
  g_autoptr (GError) error = NULL;
  CtNudge nudge = { 0, { MONDAY_MARCH_2 + 2, 480 }, 0, CT_NUDGE_ONLY, FALSE };

  desk_open (&desk, fixture_esketamine (), MONDAY_MARCH_2);
  desk.request.previous = booked;
  desk.request.n_previous = 2;
  desk_plan (&desk);
  g_assert_cmpint (ct_plan_get_session (desk.plan, 0)->date, ==, MONDAY_MARCH_2);
  g_assert_cmpint (ct_plan_get_session (desk.plan, 1)->date, >=, MONDAY_MARCH_2 + 7);
  g_assert_null (ct_planner_nudge (&desk.request, desk.plan, &nudge, &error));
  g_assert_cmpstr (error->message, ==,
                   "Session 1 (Wed 4 Mar) comes 1 day before another session (Thu 5 Mar). Rule min-gap-2. "
                   "Session 2 (Mon 9 Mar) is one of 3 from Wed 4 Mar to Mon 9 Mar. Rule max-2-in-7.");
  desk_close (&desk);
}

static void
test_start_on_a_closed_day_moves_to_the_next_open_one (void)
{
  Desk desk;

  desk_open (&desk, fixture_three_a_week (), MONDAY_MARCH_2 - 1);
  desk_plan (&desk);
  g_assert_cmpint (ct_plan_get_session (desk.plan, 0)->date, ==, MONDAY_MARCH_2);
  g_assert_cmpint (ct_plan_get_session (desk.plan, 0)->moved_days, ==, 1);
  g_assert_cmpstr (ct_plan_get_session (desk.plan, 0)->satisfies[0], ==, "Due day 0, planned day 1. Closed on Sun 1 Mar.");
  assert_plan (desk.plan, MONDAY_MARCH_2, "0 2 4 7 9 11", "");
  desk_close (&desk);
}

static void
test_preferred_days_come_before_the_protocols_days (void)
{
  Desk desk;

  desk_open (&desk, fixture_three_a_week (), MONDAY_MARCH_2 + 2);
  desk.request.weekdays = fixture_days ("mon wed fri");
  desk_plan (&desk);
  assert_plan (desk.plan, MONDAY_MARCH_2, "2 4 7 9 11 14", "");
  desk.request.start_date = MONDAY_MARCH_2;
  desk.request.weekdays = fixture_days ("mon wed");
  desk_plan (&desk);
  assert_plan (desk.plan, MONDAY_MARCH_2, "0 2 7 9 14 16", "course-length");
  g_assert_cmpstr (ct_plan_get_broken (desk.plan, 0)->text, ==,
                   "The last session is on day 16; the protocol's course takes 14 days.");
  desk_close (&desk);
}

static void
test_preferred_days_give_way_to_the_rules_and_are_named (void)
{
  Desk desk;

  desk_open (&desk, fixture_esketamine (), MONDAY_MARCH_2);
  desk.request.weekdays = fixture_days ("mon");
  desk_plan (&desk);
  assert_plan (desk.plan, MONDAY_MARCH_2, "0 3 7 10 14 17 21 24",
               "preferred-days preferred-days preferred-days preferred-days");
  g_assert_cmpstr (ct_plan_get_broken (desk.plan, 0)->text, ==, "Session 2 (Thu 5 Mar) is not on a preferred day (Mon).");
  g_assert_cmpint (ct_plan_get_broken (desk.plan, 0)->session, ==, 2);
  desk_close (&desk);
}

static void
test_a_preferred_day_that_is_never_open_is_given_up (void)
{
  Desk desk;

  desk_open (&desk, fixture_three_a_week (), MONDAY_MARCH_2);
  desk.request.weekdays = fixture_days ("sun");
  desk_plan (&desk);
  assert_plan (desk.plan, MONDAY_MARCH_2, "0 2 4 7 9 11",
               "preferred-days preferred-days preferred-days preferred-days preferred-days preferred-days");
  desk_close (&desk);
}

static void
test_the_preferred_time_is_kept_to_the_minute_or_as_near_as_can_be (void)
{
  Desk desk;

  desk_open (&desk, fixture_three_a_week (), MONDAY_MARCH_2);
  desk.request.preferred = (CtMinutes) { 605, 605 };
  desk_plan (&desk);
  assert_all_at (desk.plan, 605, 1);
  for (int chair = 1; chair <= 3; chair++)
    fixture_book (desk.occupancy, chair, 100 + chair, chair, MONDAY_MARCH_2 + 4, 540, 630);
  desk_plan (&desk);
  g_assert_cmpint (ct_plan_get_session (desk.plan, 1)->minute, ==, 605);
  g_assert_cmpint (ct_plan_get_session (desk.plan, 2)->minute, ==, 630);
  g_assert_cmpint (ct_plan_get_session (desk.plan, 3)->minute, ==, 605);
  assert_plan (desk.plan, MONDAY_MARCH_2, "0 2 4 7 9 11", "preferred-time");
  g_assert_cmpstr (ct_plan_get_broken (desk.plan, 0)->text, ==, "Session 3 (Fri 6 Mar) starts at 10:30, not at 10:05.");
  desk_close (&desk);
}

static void
test_a_range_of_times_finds_the_one_that_is_free_on_all_days (void)
{
  Desk desk;

  desk_open (&desk, fixture_three_a_week (), MONDAY_MARCH_2);
  desk.request.preferred = (CtMinutes) { 780, 870 };
  for (int chair = 1; chair <= 3; chair++)
    {
      fixture_book (desk.occupancy, chair, 100 + chair, chair, MONDAY_MARCH_2 + 2, 720, 800);
      fixture_book (desk.occupancy, 10 + chair, 110 + chair, chair, MONDAY_MARCH_2 + 9, 975, 1020);
    }
  desk_plan (&desk);
  assert_plan (desk.plan, MONDAY_MARCH_2, "0 2 4 7 9 11", "");
  assert_all_at (desk.plan, 810, 1);
  desk_close (&desk);
}

static void
test_48_hours_are_kept_where_one_session_has_to_be_later (void)
{
  Desk desk;

  desk_open (&desk, fixture_three_a_week (), MONDAY_MARCH_2);
  desk.request.preferred = (CtMinutes) { 600, 600 };
  for (int chair = 1; chair <= 3; chair++)
    fixture_book (desk.occupancy, chair, 100 + chair, chair, MONDAY_MARCH_2 + 2, 480, 660);
  desk_plan (&desk);
  assert_plan (desk.plan, MONDAY_MARCH_2, "0 2 4 7 9 11", "preferred-time preferred-time");
  g_assert_cmpint (ct_plan_get_session (desk.plan, 1)->minute, ==, 660);
  g_assert_cmpint (ct_plan_get_session (desk.plan, 2)->minute, ==, 660);
  g_assert_cmpint (ct_plan_get_session (desk.plan, 3)->minute, ==, 600);
  desk_close (&desk);
}

static void
test_one_chair_is_kept_through_the_course_where_one_is_free (void)
{
  Desk desk;
  int changes = 0;

  desk_open (&desk, fixture_three_a_week (), MONDAY_MARCH_2);
  desk.request.preferred = (CtMinutes) { 600, 600 };
  fixture_book (desk.occupancy, 1, 101, 1, MONDAY_MARCH_2 + 4, 600, 650);
  fixture_book (desk.occupancy, 2, 102, 2, MONDAY_MARCH_2 + 9, 600, 650);
  desk_plan (&desk);
  assert_all_at (desk.plan, 600, 3);
  fixture_book (desk.occupancy, 3, 103, 3, MONDAY_MARCH_2 + 11, 600, 650);
  desk_plan (&desk);
  for (guint i = 1; i < 6; i++)
    changes += ct_plan_get_session (desk.plan, i)->chair_id != ct_plan_get_session (desk.plan, i - 1)->chair_id;
  g_assert_cmpint (changes, ==, 1);
  desk.request.preferred_chair_id = 3;
  desk_plan (&desk);
  g_assert_cmpint (ct_plan_get_session (desk.plan, 0)->chair_id, ==, 3);
  desk_close (&desk);
}

static void
test_only_the_chairs_allowed_are_used (void)
{
  Desk desk;
  const gint64 only[] = { 2 };

  desk_open (&desk, fixture_three_a_week (), MONDAY_MARCH_2);
  desk.request.chairs = only;
  desk.request.n_chairs = 1;
  fixture_book (desk.occupancy, 1, 101, 2, MONDAY_MARCH_2, 480, 600);
  desk_plan (&desk);
  assert_all_at (desk.plan, 600, 2);
  desk_close (&desk);
}

static void
test_the_patients_own_visits_are_planned_around (void)
{
  Desk desk;

  desk_open (&desk, fixture_three_a_week (), MONDAY_MARCH_2);
  desk.request.patient_id = 7;
  desk.request.preferred = (CtMinutes) { 600, 600 };
  fixture_book (desk.occupancy, 1, 7, 0, MONDAY_MARCH_2 + 4, 590, 660);
  fixture_book (desk.occupancy, 2, 8, 0, MONDAY_MARCH_2 + 7, 590, 660);
  desk_plan (&desk);
  g_assert_cmpint (ct_plan_get_session (desk.plan, 2)->minute, ==, 660);
  g_assert_cmpint (ct_plan_get_session (desk.plan, 3)->minute, ==, 600);
  desk_close (&desk);
}

static void
test_thanksgiving_week_is_planned_around (void)
{
  Desk desk;
  CtDate monday = ct_date_new (2026, 11, 23);

  desk_open (&desk, fixture_three_a_week (), monday);
  g_assert_true (ct_hours_add_closure (desk.hours, monday + 3, monday + 4, "Thanksgiving", NULL));
  desk_plan (&desk);
  g_assert_cmpstr (ct_plan_get_session (desk.plan, 2)->satisfies[0], ==,
                   "Due day 4, planned day 7. Closed on Fri 27 Nov (Thanksgiving).");
  assert_plan (desk.plan, monday, "0 2 7 9 11 14", "course-length");
  desk_close (&desk);
}

static void
test_memorial_day_monday_keeps_the_48_hours (void)
{
  Desk desk;
  CtDate monday = ct_date_new (2026, 5, 18);

  desk_open (&desk, fixture_three_a_week (), monday);
  g_assert_true (ct_hours_add_closure (desk.hours, monday + 7, monday + 7, "Memorial Day", NULL));
  desk_plan (&desk);
  for (guint i = 1; i < 6; i++)
    g_assert_cmpint (ct_plan_get_session (desk.plan, i)->date - ct_plan_get_session (desk.plan, i - 1)->date, >=, 2);
  assert_plan (desk.plan, monday, "0 2 4 8 10 14", "course-length");
  desk_close (&desk);
}

static void
test_a_fully_booked_week_puts_the_course_behind_it (void)
{
  Desk desk;
  gint64 id = 1;

  desk_open (&desk, fixture_two_a_week (), MONDAY_MARCH_2);
  for (int day = 0; day < 5; day++)
    for (int chair = 1; chair <= 3; chair++, id++)
      fixture_book (desk.occupancy, id, 100 + id, chair, MONDAY_MARCH_2 + day, 480, 1020);
  desk_plan (&desk);
  assert_plan (desk.plan, MONDAY_MARCH_2 + 7, "0 3 7 10 14 17", "");
  g_assert_cmpstr (ct_plan_get_session (desk.plan, 0)->satisfies[0], ==,
                   "Due day 0, planned day 7. No chair is free on Mon 2 Mar.");
  desk_close (&desk);
}

static void
test_no_free_chair_at_all_is_said_and_later_starts_are_offered (void)
{
  Desk desk;
  g_autoptr (GPtrArray) offers = NULL;
  gint64 id = 1;

  desk_open (&desk, fixture_three_a_week (), MONDAY_MARCH_2);
  for (int day = 0; day < 35; day++)
    for (int chair = 1; chair <= 3; chair++, id++)
      fixture_book (desk.occupancy, id, 100 + id, chair, MONDAY_MARCH_2 + day, 480, 1020);
  assert_refused (&desk, CT_ERROR_TAKEN, "No chair is free for session 1 (130 minutes) from Mon 2 Mar to Mon 23 Mar.");
  offers = ct_planner_alternatives (&desk.request, NULL, 3);
  g_assert_cmpuint (offers->len, >=, 1);
  assert_plan ((CtPlan *) offers->pdata[0], MONDAY_MARCH_2 + 35, "0 2 4 7 9 11", "");
  desk_close (&desk);
}

static void
test_a_site_that_is_closed_says_so (void)
{
  Desk desk;

  desk_open (&desk, fixture_three_a_week (), MONDAY_MARCH_2);
  g_assert_true (ct_hours_add_closure (desk.hours, MONDAY_MARCH_2 - 9, MONDAY_MARCH_2 + 100, "Rebuilding", NULL));
  assert_refused (&desk, CT_ERROR_INVALID, "Harbor is closed from Mon 2 Mar to Mon 23 Mar; session 1 finds no day.");
  desk_close (&desk);
}

static void
test_the_last_place_of_the_day_is_used (void)
{
  Desk desk;

  desk_open (&desk, fixture_three_a_week (), MONDAY_MARCH_2);
  desk.request.preferred = (CtMinutes) { 1020 - 130, 1020 - 130 };
  desk_plan (&desk);
  assert_all_at (desk.plan, 890, 1);
  assert_plan (desk.plan, MONDAY_MARCH_2, "0 2 4 7 9 11", "");
  desk.request.preferred = (CtMinutes) { 1000, 1000 };
  desk_plan (&desk);
  assert_all_at (desk.plan, 885, 1);
  desk_close (&desk);
}

static void
test_leap_day_and_year_end_are_days_like_others (void)
{
  Desk desk;

  desk_open (&desk, fixture_three_a_week (), ct_date_new (2028, 2, 25)); /* a Friday */
  desk.request.n_sessions = 6;
  desk.request.weekdays = fixture_days ("mon tue fri");
  desk_plan (&desk);
  g_assert_cmpint (ct_plan_get_session (desk.plan, 1)->date, >=, ct_date_new (2028, 2, 28));
  desk.request.weekdays = fixture_days ("tue fri");
  desk_plan (&desk);
  g_assert_cmpint (ct_plan_get_session (desk.plan, 1)->date, ==, ct_date_new (2028, 2, 29));
  desk.request.weekdays = 0;
  desk.request.start_date = ct_date_new (2026, 12, 28); /* a Monday */
  g_assert_true (ct_hours_add_closure (desk.hours, ct_date_new (2027, 1, 1), ct_date_new (2027, 1, 1), "New Year", NULL));
  desk_plan (&desk);
  g_assert_cmpint (ct_plan_get_session (desk.plan, 0)->date, ==, ct_date_new (2026, 12, 28));
  g_assert_cmpint (ct_plan_get_session (desk.plan, 1)->date, ==, ct_date_new (2026, 12, 30));
  g_assert_cmpint (ct_plan_get_session (desk.plan, 2)->date, ==, ct_date_new (2027, 1, 4));
  desk_close (&desk);
}

static void
test_maintenance_is_planned_three_ahead_at_its_shortest_interval (void)
{
  Desk desk;

  desk_open (&desk, fixture_maintenance (), MONDAY_MARCH_2);
  desk_plan (&desk);
  assert_plan (desk.plan, MONDAY_MARCH_2, "0 14 28", "");
  desk.request.n_sessions = 5;
  desk.request.interval_days = 21;
  desk_plan (&desk);
  assert_plan (desk.plan, MONDAY_MARCH_2, "0 21 42 63 84", "");
  desk.request.interval_days = 7;
  desk.request.n_sessions = 2;
  desk_plan (&desk);
  g_assert_cmpint (ct_plan_get_session (desk.plan, 1)->date, ==, MONDAY_MARCH_2 + 14);
  desk_close (&desk);
}

static void
test_more_or_fewer_sessions_than_the_protocol_are_named (void)
{
  Desk desk;

  desk_open (&desk, fixture_three_a_week (), MONDAY_MARCH_2);
  desk.request.n_sessions = 8;
  desk_plan (&desk);
  assert_plan (desk.plan, MONDAY_MARCH_2, "0 2 4 7 9 11 14 16", "session-count");
  g_assert_cmpint (ct_plan_get_broken (desk.plan, 0)->level, ==, CT_LEVEL_WARN);
  desk.request.n_sessions = 4;
  desk_plan (&desk);
  assert_plan (desk.plan, MONDAY_MARCH_2, "0 2 4 7", "session-count");
  g_assert_cmpstr (ct_plan_get_broken (desk.plan, 0)->text, ==,
                   "The protocol has 6 sessions; this plan ends with session 4.");
  desk_close (&desk);
}

static void
test_what_can_not_be_planned_is_refused_with_a_sentence (void)
{
  Desk desk;
  g_autoptr (CtOccupancy) bare = ct_occupancy_new ();

  desk_open (&desk, fixture_three_a_week (), MONDAY_MARCH_2);
  desk.request.start_date = CT_DATE_NONE;
  assert_refused (&desk, CT_ERROR_INVALID, "Choose the date to start on.");
  desk.request.start_date = MONDAY_MARCH_2;
  desk.request.n_sessions = 61;
  assert_refused (&desk, CT_ERROR_INVALID, "A plan has 1 to 60 sessions.");
  desk.request.n_sessions = 0;
  desk.request.first_number = 7;
  assert_refused (&desk, CT_ERROR_INVALID, "All sessions of this course are placed already.");
  desk.request.first_number = 1;
  desk.request.preferred = (CtMinutes) { 700, 600 };
  assert_refused (&desk, CT_ERROR_INVALID, "The preferred times must be on one day, the earlier one first.");
  desk.request.preferred = (CtMinutes) { -1, -1 };
  desk.request.occupancy = bare;
  assert_refused (&desk, CT_ERROR_INVALID, "There is no chair to plan on.");
  desk.request.occupancy = desk.occupancy;
  desk.protocol->phase = CT_PHASE_INFORMATION;
  assert_refused (&desk, CT_ERROR_INVALID, "IV_IND_3PW is for information only: there are no sessions to plan.");
  desk_close (&desk);
}

static void
test_today_nothing_is_planned_in_the_past (void)
{
  Desk desk;

  desk_open (&desk, fixture_three_a_week (), MONDAY_MARCH_2);
  desk.request.start_minute = 700;
  desk_plan (&desk);
  g_assert_cmpint (ct_plan_get_session (desk.plan, 0)->date, ==, MONDAY_MARCH_2);
  g_assert_cmpint (ct_plan_get_session (desk.plan, 0)->minute, >=, 700);
  desk_close (&desk);
}

static void
test_alternatives_say_how_they_differ_and_what_they_break (void)
{
  Desk desk;
  g_autoptr (GPtrArray) offers = NULL;

  desk_open (&desk, fixture_three_a_week (), MONDAY_MARCH_2);
  desk.request.weekdays = fixture_days ("mon wed");
  desk.request.preferred = (CtMinutes) { 600, 600 };
  desk_plan (&desk);
  offers = ct_planner_alternatives (&desk.request, desk.plan, 3);
  g_assert_cmpuint (offers->len, ==, 3);
  g_assert_cmpstr (((CtPlan *) offers->pdata[0])->title, ==, "Start Tue 3 Mar or later");
  assert_plan ((CtPlan *) offers->pdata[0], MONDAY_MARCH_2, "2 7 9 14 16 21", "course-length");
  g_assert_cmpstr (((CtPlan *) offers->pdata[1])->title, ==, "Any day of the week");
  assert_plan ((CtPlan *) offers->pdata[1], MONDAY_MARCH_2, "0 2 4 7 9 11", "preferred-days preferred-days");
  for (guint i = 0; i < offers->len; i++)
    g_assert_false (ct_plan_same_places (g_ptr_array_index (offers, i), desk.plan));
  desk_close (&desk);
}

static CtPlan *
nudge_to (Desk *desk, guint index, CtDate date, int minute, gint64 chair, CtNudgeMode mode, GError **error)
{
  CtNudge nudge = { index, { date, minute }, chair, mode, FALSE };

  return ct_planner_nudge (&desk->request, desk->plan, &nudge, error);
}

static void
assert_nudge_refused (Desk *desk, guint index, CtDate date, int minute, gint64 chair, CtError code, const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (nudge_to (desk, index, date, minute, chair, CT_NUDGE_ONLY, &error));
  g_assert_error (error, CT_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, sentence);
}

static void
test_a_nudge_moves_one_session_and_no_other (void)
{
  Desk desk;
  g_autoptr (CtPlan) moved = NULL;

  desk_open (&desk, fixture_two_a_week (), MONDAY_MARCH_2);
  desk.request.preferred = (CtMinutes) { 600, 600 };
  desk_plan (&desk);
  moved = nudge_to (&desk, 2, MONDAY_MARCH_2 + 8, 557, 0, CT_NUDGE_ONLY, NULL);
  assert_plan (moved, MONDAY_MARCH_2, "0 3 8 10 14 17", "preferred-time");
  g_assert_cmpint (ct_plan_get_session (moved, 2)->minute, ==, 557);
  g_assert_cmpstr (ct_plan_get_session (moved, 2)->satisfies[0], ==, "Due day 7, planned day 8");
  desk_close (&desk);
}

static void
test_a_nudge_keeps_the_gap_to_both_neighbours (void)
{
  Desk desk;
  g_autoptr (CtPlan) moved = NULL;
  g_autoptr (GError) error = NULL;
  CtNudge nudge = { 2, { MONDAY_MARCH_2 + 5, 480 }, 0, CT_NUDGE_ONLY, FALSE };

  desk_open (&desk, fixture_three_a_week (), MONDAY_MARCH_2);
  desk_plan (&desk);
  assert_nudge_refused (&desk, 2, MONDAY_MARCH_2 + 3, 480, 0, CT_ERROR_INVALID,
                        "Session 3 (Thu 5 Mar) comes 1 day after session 2 (Wed 4 Mar). Rule min-gap-2.");
  assert_nudge_refused (&desk, 4, MONDAY_MARCH_2 + 10, 480, 0, CT_ERROR_INVALID,
                        "Session 6 (Fri 13 Mar) comes 1 day after session 5 (Thu 12 Mar). Rule min-gap-2.");
  assert_nudge_refused (&desk, 2, MONDAY_MARCH_2 + 7, 480, 0, CT_ERROR_INVALID,
                        "Session 3 must come before session 4 (Mon 9 Mar).");
  assert_nudge_refused (&desk, 2, MONDAY_MARCH_2 + 2, 480, 0, CT_ERROR_INVALID,
                        "Session 3 must come after session 2 (Wed 4 Mar).");
  assert_nudge_refused (&desk, 2, MONDAY_MARCH_2 + 5, 480, 0, CT_ERROR_RULE, "Closed on Sat 7 Mar.");
  nudge.to.date = MONDAY_MARCH_2 + 3;
  nudge.accept_warnings = TRUE;
  moved = ct_planner_nudge (&desk.request, desk.plan, &nudge, &error);
  g_assert_no_error (error);
  assert_plan (moved, MONDAY_MARCH_2, "0 2 3 7 9 11", "min-gap-2");
  desk_close (&desk);
}

static void
test_a_nudge_onto_a_taken_chair_names_who_has_it (void)
{
  Desk desk;
  g_autoptr (CtPlan) moved = NULL;

  desk_open (&desk, fixture_three_a_week (), MONDAY_MARCH_2);
  desk_plan (&desk);
  fixture_book (desk.occupancy, 1, 101, 1, MONDAY_MARCH_2, 600, 650);
  assert_nudge_refused (&desk, 0, MONDAY_MARCH_2, 600, 1, CT_ERROR_TAKEN,
                        "Chair 1 is taken at 10:00 (T. Okafor until 10:50). Free next: 10:50, chair 2 at 10:00.");
  assert_nudge_refused (&desk, 0, MONDAY_MARCH_2, 900, 1, CT_ERROR_RULE, "Harbor closes at 17:00.");
  assert_nudge_refused (&desk, 0, MONDAY_MARCH_2, 900, 9, CT_ERROR_INVALID,
                        "That chair can't be used for this course.");
  moved = nudge_to (&desk, 3, MONDAY_MARCH_2 + 7, 480, 2, CT_NUDGE_ONLY, NULL);
  g_assert_cmpint (ct_plan_get_session (moved, 3)->chair_id, ==, 2);
  g_assert_cmpint (ct_plan_get_session (moved, 4)->chair_id, ==, 1);
  desk_close (&desk);
}

static void
test_a_nudge_never_makes_a_third_esketamine_session_in_seven_days (void)
{
  Desk desk;
  g_autoptr (GError) error = NULL;
  CtNudge nudge = { 2, { MONDAY_MARCH_2 + 5, 480 }, 0, CT_NUDGE_ONLY, TRUE };

  desk_open (&desk, fixture_esketamine (), MONDAY_MARCH_2);
  g_assert_true (ct_hours_add_range (desk.hours, 6, (CtMinutes) { 480, 1020 }, NULL));
  desk_plan (&desk);
  g_assert_null (ct_planner_nudge (&desk.request, desk.plan, &nudge, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "Session 3 (Sat 7 Mar) is one of 3 from Mon 2 Mar to Sat 7 Mar. Rule max-2-in-7.");
  desk_close (&desk);
}

static void
test_the_rest_can_be_shifted_or_planned_anew (void)
{
  Desk desk;
  g_autoptr (CtPlan) shifted = NULL;
  g_autoptr (CtPlan) anew = NULL;

  desk_open (&desk, fixture_two_a_week (), MONDAY_MARCH_2);
  desk.request.preferred = (CtMinutes) { 600, 600 };
  desk_plan (&desk);
  shifted = nudge_to (&desk, 1, MONDAY_MARCH_2 + 4, 600, 0, CT_NUDGE_SHIFT_REST, NULL);
  assert_plan (shifted, MONDAY_MARCH_2, "0 4 8 11 15 18", "");
  anew = nudge_to (&desk, 1, MONDAY_MARCH_2 + 7, 660, 0, CT_NUDGE_REPLAN_REST, NULL);
  assert_plan (anew, MONDAY_MARCH_2, "0 7 11 14 18 21", "preferred-time course-length");
  g_assert_cmpint (ct_plan_get_session (anew, 1)->minute, ==, 660);
  g_assert_cmpint (ct_plan_get_session (anew, 2)->minute, ==, 600);
  desk_close (&desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/planner/three-a-week-from-a-monday-is-monday-wednesday-friday-twice",
                   test_three_a_week_from_a_monday_is_monday_wednesday_friday_twice);
  g_test_add_func ("/planner/each-date-says-what-it-satisfies", test_each_date_says_what_it_satisfies);
  g_test_add_func ("/planner/twice-a-week-esketamine-is-planned-for-four-weeks",
                   test_twice_a_week_esketamine_is_planned_for_four_weeks);
  g_test_add_func ("/planner/a-third-esketamine-session-in-seven-days-is-never-planned",
                   test_a_third_esketamine_session_in_seven_days_is_never_planned);
  g_test_add_func ("/planner/a-course-goes-between-the-booked-sessions-of-another",
                   test_a_course_goes_between_the_booked_sessions_of_another);
  g_test_add_func ("/planner/start-on-a-closed-day-moves-to-the-next-open-one",
                   test_start_on_a_closed_day_moves_to_the_next_open_one);
  g_test_add_func ("/planner/preferred-days-come-before-the-protocols-days",
                   test_preferred_days_come_before_the_protocols_days);
  g_test_add_func ("/planner/preferred-days-give-way-to-the-rules-and-are-named",
                   test_preferred_days_give_way_to_the_rules_and_are_named);
  g_test_add_func ("/planner/a-preferred-day-that-is-never-open-is-given-up",
                   test_a_preferred_day_that_is_never_open_is_given_up);
  g_test_add_func ("/planner/the-preferred-time-is-kept-to-the-minute-or-as-near-as-can-be",
                   test_the_preferred_time_is_kept_to_the_minute_or_as_near_as_can_be);
  g_test_add_func ("/planner/a-range-of-times-finds-the-one-that-is-free-on-all-days",
                   test_a_range_of_times_finds_the_one_that_is_free_on_all_days);
  g_test_add_func ("/planner/48-hours-are-kept-where-one-session-has-to-be-later",
                   test_48_hours_are_kept_where_one_session_has_to_be_later);
  g_test_add_func ("/planner/one-chair-is-kept-through-the-course-where-one-is-free",
                   test_one_chair_is_kept_through_the_course_where_one_is_free);
  g_test_add_func ("/planner/only-the-chairs-allowed-are-used", test_only_the_chairs_allowed_are_used);
  g_test_add_func ("/planner/the-patients-own-visits-are-planned-around",
                   test_the_patients_own_visits_are_planned_around);
  g_test_add_func ("/planner/thanksgiving-week-is-planned-around", test_thanksgiving_week_is_planned_around);
  g_test_add_func ("/planner/memorial-day-monday-keeps-the-48-hours", test_memorial_day_monday_keeps_the_48_hours);
  g_test_add_func ("/planner/a-fully-booked-week-puts-the-course-behind-it",
                   test_a_fully_booked_week_puts_the_course_behind_it);
  g_test_add_func ("/planner/no-free-chair-at-all-is-said-and-later-starts-are-offered",
                   test_no_free_chair_at_all_is_said_and_later_starts_are_offered);
  g_test_add_func ("/planner/a-site-that-is-closed-says-so", test_a_site_that_is_closed_says_so);
  g_test_add_func ("/planner/the-last-place-of-the-day-is-used", test_the_last_place_of_the_day_is_used);
  g_test_add_func ("/planner/leap-day-and-year-end-are-days-like-others", test_leap_day_and_year_end_are_days_like_others);
  g_test_add_func ("/planner/maintenance-is-planned-three-ahead-at-its-shortest-interval",
                   test_maintenance_is_planned_three_ahead_at_its_shortest_interval);
  g_test_add_func ("/planner/more-or-fewer-sessions-than-the-protocol-are-named",
                   test_more_or_fewer_sessions_than_the_protocol_are_named);
  g_test_add_func ("/planner/what-can-not-be-planned-is-refused-with-a-sentence",
                   test_what_can_not_be_planned_is_refused_with_a_sentence);
  g_test_add_func ("/planner/today-nothing-is-planned-in-the-past", test_today_nothing_is_planned_in_the_past);
  g_test_add_func ("/planner/alternatives-say-how-they-differ-and-what-they-break",
                   test_alternatives_say_how_they_differ_and_what_they_break);
  g_test_add_func ("/planner/a-nudge-moves-one-session-and-no-other", test_a_nudge_moves_one_session_and_no_other);
  g_test_add_func ("/planner/a-nudge-keeps-the-gap-to-both-neighbours", test_a_nudge_keeps_the_gap_to_both_neighbours);
  g_test_add_func ("/planner/a-nudge-onto-a-taken-chair-names-who-has-it",
                   test_a_nudge_onto_a_taken_chair_names_who_has_it);
  g_test_add_func ("/planner/a-nudge-never-makes-a-third-esketamine-session-in-seven-days",
                   test_a_nudge_never_makes_a_third_esketamine_session_in_seven_days);
  g_test_add_func ("/planner/the-rest-can-be-shifted-or-planned-anew", test_the_rest_can_be_shifted_or_planned_anew);
  return g_test_run ();
}
