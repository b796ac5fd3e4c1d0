/* Which dates break which rules of a protocol. */
#include "planner-fixture.h"

#define NO_TIME -1

static GPtrArray *
check_offsets (const CtProtocol *protocol, const int *offsets, guint n, int minute)
{
  g_autofree CtSpacingSession *sessions = g_new (CtSpacingSession, n);

  for (guint i = 0; i < n; i++)
    sessions[i] = (CtSpacingSession) { (int) i + 1, MONDAY_MARCH_2 + offsets[i], minute };
  return ct_spacing_check (protocol, sessions, n);
}

static void
assert_findings (GPtrArray *findings, const char *expected)
{
  g_autoptr (GString) got = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const CtSpacingFinding *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (got, "%s%s %s %d-%d", i > 0 ? ", " : "", finding->rule_id,
                              ct_level_to_text (finding->level), finding->other_session, finding->session);
    }
  g_assert_cmpstr (got->str, ==, expected);
}

#define assert_offsets(protocol, minute, expected, ...) \
  G_STMT_START \
  { \
    const int days[] = { __VA_ARGS__ }; \
    g_autoptr (GPtrArray) found = check_offsets (protocol, days, G_N_ELEMENTS (days), minute); \
    assert_findings (found, expected); \
  } \
  G_STMT_END

static void
test_the_protocols_own_offsets_break_nothing (void)
{
  g_autoptr (CtProtocol) three = fixture_three_a_week ();
  g_autoptr (CtProtocol) two = fixture_two_a_week ();
  g_autoptr (CtProtocol) esketamine = fixture_esketamine ();

  assert_offsets (three, 600, "", 0, 2, 4, 7, 9, 11);
  assert_offsets (two, 600, "", 0, 3, 7, 10, 14, 17);
  assert_offsets (esketamine, 600, "", 0, 3, 7, 10, 14, 17, 21, 24);
}

static void
test_infusions_a_day_apart_are_warned_of_and_within_a_day_stopped (void)
{
  g_autoptr (CtProtocol) protocol = fixture_three_a_week ();
  CtSpacingSession late_then_early[] = { { 1, MONDAY_MARCH_2, 900 }, { 2, MONDAY_MARCH_2 + 1, 600 } };
  g_autoptr (GPtrArray) findings = NULL;

  assert_offsets (protocol, 600, "min-gap-2 warn 1-2", 0, 1);
  assert_offsets (protocol, 600, "min-gap-1 block 1-2, min-gap-2 warn 1-2", 0, 0);
  findings = ct_spacing_check (protocol, late_then_early, 2);
  assert_findings (findings, "min-gap-1 block 1-2, min-gap-2 warn 1-2");
}

static void
test_two_calendar_days_are_not_always_48_hours (void)
{
  g_autoptr (CtProtocol) protocol = fixture_three_a_week ();
  CtSpacingSession sessions[] = { { 1, MONDAY_MARCH_2, 660 }, { 2, MONDAY_MARCH_2 + 2, 600 } };
  g_autoptr (GPtrArray) findings = ct_spacing_check (protocol, sessions, 2);

  assert_findings (findings, "min-gap-2 warn 1-2");
  g_assert_cmpstr (((CtSpacingFinding *) findings->pdata[0])->text, ==,
                   "Session 2 (Wed 4 Mar) comes 47 h after session 1 (Mon 2 Mar). Rule min-gap-2.");
  g_assert_cmpstr (((CtSpacingFinding *) findings->pdata[0])->source, ==, "Test");
  sessions[1].minute = 660;
  g_clear_pointer (&findings, g_ptr_array_unref);
  findings = ct_spacing_check (protocol, sessions, 2);
  assert_findings (findings, "");
  assert_offsets (protocol, NO_TIME, "", 0, 2);
}

static void
test_esketamine_keeps_2_to_5_days_and_never_a_third_in_seven (void)
{
  g_autoptr (CtProtocol) protocol = fixture_esketamine ();

  assert_offsets (protocol, 600, "min-gap-2 warn 1-2", 0, 1);
  assert_offsets (protocol, 600, "", 0, 2, 7);
  assert_offsets (protocol, 600, "", 0, 5, 10);
  assert_offsets (protocol, 600, "max-gap-5 warn 1-2", 0, 6);
  assert_offsets (protocol, 600, "max-2-in-7 block 1-3", 0, 2, 4);
  assert_offsets (protocol, 600, "max-2-in-7 block 1-3", 0, 3, 6);
  assert_offsets (protocol, 600, "max-2-in-7 block 1-3, max-2-in-7 block 2-4", 0, 2, 4, 6);
}

static void
test_a_series_not_finished_by_day_28_is_noted (void)
{
  g_autoptr (CtProtocol) protocol = fixture_three_a_week ();

  assert_offsets (protocol, 600, "", 0, 2, 4, 7, 9, 27);
  assert_offsets (protocol, 600, "finish-by-28 note 1-6", 0, 2, 4, 7, 9, 28);
}

static void
test_dosing_closer_than_weekly_after_day_60_is_warned_of (void)
{
  g_autoptr (CtProtocol) protocol = fixture_maintenance ();
  CtSpacingSession sessions[] = { { 0, MONDAY_MARCH_2, 600 },     { 0, MONDAY_MARCH_2 + 3, 600 },
                                  { 1, MONDAY_MARCH_2 + 55, 600 }, { 2, MONDAY_MARCH_2 + 59, 600 },
                                  { 3, MONDAY_MARCH_2 + 63, 600 }, { 4, MONDAY_MARCH_2 + 70, 600 } };
  g_autoptr (GPtrArray) findings = NULL;

  fixture_add_rule (protocol, "weekly-after-60", CT_SPACING_MIN_GAP, 7, 0, 0, CT_LEVEL_WARN);
  ((CtSpacingRule *) protocol->spacing->pdata[0])->from_day = 60;
  fixture_add_rule (protocol, "any", CT_SPACING_MIN_GAP, 1, 0, 0, CT_LEVEL_WARN);
  findings = ct_spacing_check (protocol, sessions, G_N_ELEMENTS (sessions));
  assert_findings (findings, "weekly-after-60 warn 2-3");
}

static void
test_a_rhythm_may_leave_a_hole_between_weekly_and_fortnightly (void)
{
  g_autoptr (CtProtocol) protocol = fixture_maintenance ();

  fixture_add_rule (protocol, "between", CT_SPACING_AVOID_GAP, 10, 0, 0, CT_LEVEL_NOTE);
  ((CtSpacingRule *) protocol->spacing->pdata[0])->to_days = 11;
  assert_offsets (protocol, 600, "", 0, 7, 16, 28);
  assert_offsets (protocol, 600, "between note 1-2, between note 2-3", 0, 10, 21);
}

static void
test_maintenance_is_held_to_its_own_interval (void)
{
  g_autoptr (CtProtocol) protocol = fixture_maintenance ();

  assert_offsets (protocol, 600, "", 0, 14, 42);
  assert_offsets (protocol, 600, "interval note 1-2, interval note 2-3", 0, 13, 42);
}

static void
test_an_earlier_course_counts_as_neighbour_but_is_not_found_fault_with (void)
{
  g_autoptr (CtProtocol) protocol = fixture_esketamine ();
  CtSpacingSession sessions[] = { { 1, MONDAY_MARCH_2, 600 }, { 0, MONDAY_MARCH_2 - 1, 600 }, { 0, MONDAY_MARCH_2 - 2, 600 } };
  CtSpacingSession long_ago[] = { { 1, MONDAY_MARCH_2, 600 }, { 0, MONDAY_MARCH_2 - 90, 600 } };
  g_autoptr (GPtrArray) findings = ct_spacing_check (protocol, sessions, 3);

  assert_findings (findings, "min-gap-2 warn 0-1, max-2-in-7 block 0-1");
  g_assert_cmpstr (((CtSpacingFinding *) findings->pdata[0])->text, ==,
                   "Session 1 (Mon 2 Mar) comes 1 day after an earlier session (Sun 1 Mar). Rule min-gap-2.");
  g_clear_pointer (&findings, g_ptr_array_unref);
  findings = ct_spacing_check (protocol, long_ago, 2);
  assert_findings (findings, "");
}

static void
test_the_order_of_the_dates_does_not_matter (void)
{
  g_autoptr (CtProtocol) protocol = fixture_esketamine ();
  CtSpacingSession there[] = { { 1, 100, 600 }, { 2, 101, 600 }, { 3, 104, 600 }, { 4, 111, 600 } };
  CtSpacingSession back[] = { { 4, 111, 600 }, { 2, 101, 600 }, { 1, 100, 600 }, { 3, 104, 600 } };
  g_autoptr (GPtrArray) one = ct_spacing_check (protocol, there, 4);
  g_autoptr (GPtrArray) other = ct_spacing_check (protocol, back, 4);

  assert_findings (one, "min-gap-2 warn 1-2, max-2-in-7 block 1-3, max-gap-5 warn 3-4");
  assert_findings (other, "min-gap-2 warn 1-2, max-2-in-7 block 1-3, max-gap-5 warn 3-4");
}

static void
test_offsets_go_on_in_their_pattern (void)
{
  g_autoptr (CtProtocol) three = fixture_three_a_week ();
  g_autoptr (CtProtocol) two = fixture_two_a_week ();
  g_autoptr (CtProtocol) maintenance = fixture_maintenance ();
  const int single[] = { 0 };
  g_autoptr (CtProtocol) booster = fixture_protocol ("IV_BOOST", single, 1, 0, 40);

  g_assert_cmpint (ct_spacing_due_day (three, 6, 0), ==, 11);
  g_assert_cmpint (ct_spacing_due_day (three, 7, 0), ==, 14);
  g_assert_cmpint (ct_spacing_due_day (three, 8, 0), ==, 16);
  g_assert_cmpint (ct_spacing_due_day (three, 12, 0), ==, 25);
  g_assert_cmpint (ct_spacing_due_day (two, 7, 0), ==, 21);
  g_assert_cmpint (ct_spacing_due_day (two, 8, 0), ==, 24);
  g_assert_cmpint (ct_spacing_due_day (maintenance, 3, 0), ==, 28);
  g_assert_cmpint (ct_spacing_due_day (maintenance, 3, 21), ==, 42);
  g_assert_cmpint (ct_spacing_due_day (booster, 2, 0), ==, 7);
  g_assert_cmpint (ct_spacing_due_day (booster, 2, 3), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spacing/the-protocols-own-offsets-break-nothing", test_the_protocols_own_offsets_break_nothing);
  g_test_add_func ("/spacing/infusions-a-day-apart-are-warned-of-and-within-a-day-stopped",
                   test_infusions_a_day_apart_are_warned_of_and_within_a_day_stopped);
  g_test_add_func ("/spacing/two-calendar-days-are-not-always-48-hours", test_two_calendar_days_are_not_always_48_hours);
  g_test_add_func ("/spacing/esketamine-keeps-2-to-5-days-and-never-a-third-in-seven",
                   test_esketamine_keeps_2_to_5_days_and_never_a_third_in_seven);
  g_test_add_func ("/spacing/a-series-not-finished-by-day-28-is-noted", test_a_series_not_finished_by_day_28_is_noted);
  g_test_add_func ("/spacing/dosing-closer-than-weekly-after-day-60-is-warned-of",
                   test_dosing_closer_than_weekly_after_day_60_is_warned_of);
  g_test_add_func ("/spacing/a-rhythm-may-leave-a-hole-between-weekly-and-fortnightly",
                   test_a_rhythm_may_leave_a_hole_between_weekly_and_fortnightly);
  g_test_add_func ("/spacing/maintenance-is-held-to-its-own-interval", test_maintenance_is_held_to_its_own_interval);
  g_test_add_func ("/spacing/an-earlier-course-counts-as-neighbour-but-is-not-found-fault-with",
                   test_an_earlier_course_counts_as_neighbour_but_is_not_found_fault_with);
  g_test_add_func ("/spacing/the-order-of-the-dates-does-not-matter", test_the_order_of_the_dates_does_not_matter);
  g_test_add_func ("/spacing/offsets-go-on-in-their-pattern", test_offsets_go_on_in_their_pattern);
  return g_test_run ();
}
