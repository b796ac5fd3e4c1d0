/* When backups are due, and which of them are kept. */
#include <string.h>

#include "domain/ct-backup-plan.h"

static GTimeZone *
zone_new (void)
{
  return ct_zone_load ("America/Los_Angeles");
}

static gint64
moment (const char *iso)
{
  return ct_time_parse_iso (iso);
}

static CtBackupPlan *
plan_at (const char *times)
{
  CtBackupPlan *plan = ct_backup_plan_new ();

  g_assert_true (ct_backup_plan_set_times (plan, times, NULL));
  return plan;
}

static void
assert_latest (const char *times, const char *now, const char *latest)
{
  g_autoptr (GTimeZone) zone = zone_new ();
  g_autoptr (CtBackupPlan) plan = plan_at (times);
  g_autofree char *found = ct_time_to_iso (ct_backup_plan_latest (plan, moment (now), zone));

  g_assert_cmpstr (found, ==, latest);
}

static void
test_the_last_time_of_the_schedule_is_found (void)
{
  assert_latest ("18:00", "2026-03-02T18:00:00Z", "2026-03-02T02:00:00Z");
  assert_latest ("18:00", "2026-03-03T02:00:00Z", "2026-03-03T02:00:00Z");
  assert_latest ("18:00", "2026-03-03T01:59:59Z", "2026-03-02T02:00:00Z");
  assert_latest ("12:30, 18:00", "2026-03-02T21:00:00Z", "2026-03-02T20:30:00Z");
  assert_latest ("", "2026-03-02T21:00:00Z", NULL);
}

static void
test_nights_when_the_clocks_change_have_one_backup (void)
{
  /* 02:30 does not exist on 8 March 2026; it is done when the clocks have jumped. */
  assert_latest ("2:30", "2026-03-08T12:00:00Z", "2026-03-08T10:00:00Z");
  /* 01:30 comes twice on 1 November 2026. */
  assert_latest ("1:30", "2026-11-01T08:30:00Z", "2026-11-01T08:30:00Z");
  assert_latest ("1:30", "2026-11-01T09:30:00Z", "2026-11-01T08:30:00Z");
  assert_latest ("1:30", "2026-11-01T23:00:00Z", "2026-11-01T08:30:00Z");
}

/* At any moment of a year: the last one is past, the next one is not, and nothing of the schedule is between them. */
static void
test_every_moment_is_between_two_of_the_schedule (void)
{
  g_autoptr (GTimeZone) zone = zone_new ();
  g_autoptr (CtBackupPlan) plan = plan_at ("0:00 2:30 12:30 23:59");
  gint64 start = moment ("2026-01-01T00:00:00Z");

  for (guint i = 0; i < 5000; i++)
    {
      gint64 now = start + (gint64) (g_test_rand_double () * 365 * G_TIME_SPAN_DAY);
      gint64 latest = ct_backup_plan_latest (plan, now, zone);
      gint64 next = ct_backup_plan_next (plan, now, zone);

      g_assert_cmpint (latest, <=, now);
      g_assert_cmpint (next, >, now);
      g_assert_cmpint (ct_backup_plan_next (plan, latest, zone), ==, next);
      g_assert_cmpint (ct_backup_plan_latest (plan, next, zone), ==, next);
      g_assert_cmpint (ct_backup_plan_latest (plan, next - 1, zone), ==, latest);
    }
}

static void
test_times_are_read_as_people_write_them (void)
{
  g_autoptr (CtBackupPlan) plan = plan_at ("6pm, 12:30; 18:00 930");
  g_autofree char *times = ct_backup_plan_get_times (plan);
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (times, ==, "09:30, 12:30, 18:00");
  g_assert_false (ct_backup_plan_set_times (plan, "noon", &error));
  g_assert_nonnull (error);
  again = ct_backup_plan_get_times (plan);
  g_assert_cmpstr (again, ==, times);
}

static void
test_a_plan_is_kept_as_it_was_made (void)
{
  g_autoptr (CtBackupPlan) plan = plan_at ("12:30, 18:00");
  g_autoptr (CtBackupPlan) read = NULL;
  g_autoptr (CtBackupPlan) nonsense = ct_backup_plan_parse ("[backup]\nlast=0\nwarn=-4\n");
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;

  plan->folder = g_strdup ("/media/stick/über = uns");
  plan->keep_weeks = 3;
  text = ct_backup_plan_to_text (plan);
  read = ct_backup_plan_parse (text);
  again = ct_backup_plan_to_text (read);
  g_assert_cmpstr (again, ==, text);
  g_assert_cmpint (nonsense->keep_last, ==, 14);
  g_assert_cmpint (nonsense->warn_days, ==, 2);
}

/* ---- Which are kept ---- */

static int
compare_descending (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *) a, right = *(const gint64 *) b;

  return left < right ? 1 : left > right ? -1 : 0;
}

static guint
count_kept (GArray *keep)
{
  guint n = 0;

  for (guint i = 0; i < keep->len; i++)
    n += g_array_index (keep, gboolean, i) ? 1 : 0;
  return n;
}

/* Whether one that is kept was made in the period of @made; that is what rules by weeks and months promise. */
static gboolean
period_is_kept (GArray *made, GArray *keep, gint64 of, GTimeZone *zone, gboolean by_week)
{
  CtDate date = ct_wall_from_utc (of, zone).date;

  for (guint i = 0; i < made->len; i++)
    {
      CtDate other = ct_wall_from_utc (g_array_index (made, gint64, i), zone).date;
      int a, b, day, month, other_month;

      ct_date_get_ymd (date, &a, &month, &day);
      ct_date_get_ymd (other, &b, &other_month, &day);
      if (g_array_index (keep, gboolean, i) &&
          (by_week ? ct_date_monday_of (date) == ct_date_monday_of (other) : a == b && month == other_month))
        return TRUE;
    }
  return FALSE;
}

static int
months_before (CtDate date, CtDate today)
{
  int year, month, day, now_year, now_month;

  ct_date_get_ymd (date, &year, &month, &day);
  ct_date_get_ymd (today, &now_year, &now_month, &day);
  return (now_year - year) * 12 + now_month - month;
}

static void
check_rules (const CtBackupPlan *plan, GArray *made, gint64 now, GTimeZone *zone)
{
  g_autoptr (GArray) keep = ct_backup_plan_keep (plan, made, now, zone);
  CtDate today = ct_wall_from_utc (now, zone).date;
  guint bound = (guint) (plan->keep_last + plan->keep_weeks + plan->keep_months) + 1;

  g_assert_cmpuint (keep->len, ==, made->len);
  for (guint i = 0; i < made->len; i++)
    {
      gint64 at = g_array_index (made, gint64, i);
      CtDate date = ct_wall_from_utc (at, zone).date;

      if (i < (guint) plan->keep_last)
        g_assert_true (g_array_index (keep, gboolean, i));
      if ((ct_date_monday_of (today) - ct_date_monday_of (date)) / 7 < plan->keep_weeks)
        g_assert_true (period_is_kept (made, keep, at, zone, TRUE));
      if (months_before (date, today) < plan->keep_months)
        g_assert_true (period_is_kept (made, keep, at, zone, FALSE));
    }
  g_assert_cmpuint (count_kept (keep), <=, bound);
  if (made->len > 0)
    g_assert_true (g_array_index (keep, gboolean, 0));
}

static void
test_kept_are_the_newest_and_one_of_each_week_and_month (void)
{
  g_autoptr (GTimeZone) zone = zone_new ();
  gint64 now = moment ("2026-11-26T18:00:00Z");

  for (guint round = 0; round < 400; round++)
    {
      g_autoptr (CtBackupPlan) plan = ct_backup_plan_new ();
      g_autoptr (GArray) made = g_array_new (FALSE, FALSE, sizeof (gint64));
      int n = g_test_rand_int_range (0, 120), days = g_test_rand_int_range (1, 800);

      plan->keep_last = g_test_rand_int_range (1, 20);
      plan->keep_weeks = g_test_rand_int_range (0, 12);
      plan->keep_months = g_test_rand_int_range (0, 15);
      for (int i = 0; i < n; i++)
        {
          gint64 at = now - (gint64) (g_test_rand_double () * days * G_TIME_SPAN_DAY);

          g_array_append_val (made, at);
        }
      g_array_sort (made, compare_descending);
      check_rules (plan, made, now, zone);
    }
}

/* As it goes in a clinic: a backup every day for two years, and after each the rules. */
static void
test_two_years_of_daily_backups_leave_a_year_to_look_back_on (void)
{
  g_autoptr (GTimeZone) zone = zone_new ();
  g_autoptr (CtBackupPlan) plan = ct_backup_plan_new ();
  g_autoptr (GArray) made = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 now = moment ("2024-11-26T18:00:00Z");

  for (guint day = 0; day < 730; day++, now += G_TIME_SPAN_DAY)
    {
      g_autoptr (GArray) keep = NULL;

      g_array_prepend_val (made, now);
      check_rules (plan, made, now, zone);
      keep = ct_backup_plan_keep (plan, made, now, zone);
      for (guint i = made->len; i-- > 0;)
        if (!g_array_index (keep, gboolean, i))
          g_array_remove_index (made, i);
    }
  g_assert_cmpuint (made->len, >=, 14 + 6 + 10);
  g_assert_cmpuint (made->len, <=, 14 + 8 + 12);
  g_assert_cmpint (now - g_array_index (made, gint64, made->len - 1), >=, 330 * G_TIME_SPAN_DAY);
}

static void
test_the_last_one_is_never_removed_however_old (void)
{
  g_autoptr (GTimeZone) zone = zone_new ();
  g_autoptr (CtBackupPlan) plan = ct_backup_plan_new ();
  g_autoptr (GArray) made = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) keep = NULL;
  gint64 old = moment ("2011-01-01T00:00:00Z");

  g_array_append_val (made, old);
  plan->keep_weeks = plan->keep_months = 0;
  keep = ct_backup_plan_keep (plan, made, moment ("2026-11-26T18:00:00Z"), zone);
  g_assert_true (g_array_index (keep, gboolean, 0));
}

static void
test_a_clock_that_was_wrong_costs_no_backup (void)
{
  g_autoptr (GTimeZone) zone = zone_new ();
  g_autoptr (CtBackupPlan) plan = ct_backup_plan_new ();
  g_autoptr (GArray) made = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) keep = NULL;
  const char *const moments[] = { "2031-01-02T00:00:00Z", "2031-01-01T00:00:00Z", "2026-11-25T00:00:00Z" };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      gint64 at = moment (moments[i]);

      g_array_append_val (made, at);
    }
  plan->keep_last = 1;
  plan->keep_weeks = plan->keep_months = 0;
  keep = ct_backup_plan_keep (plan, made, moment ("2026-11-26T18:00:00Z"), zone);
  g_assert_cmpuint (count_kept (keep), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backup-plan/the-last-time-of-the-schedule-is-found", test_the_last_time_of_the_schedule_is_found);
  g_test_add_func ("/backup-plan/nights-when-the-clocks-change-have-one-backup",
                   test_nights_when_the_clocks_change_have_one_backup);
  g_test_add_func ("/backup-plan/every-moment-is-between-two-of-the-schedule",
                   test_every_moment_is_between_two_of_the_schedule);
  g_test_add_func ("/backup-plan/times-are-read-as-people-write-them", test_times_are_read_as_people_write_them);
  g_test_add_func ("/backup-plan/a-plan-is-kept-as-it-was-made", test_a_plan_is_kept_as_it_was_made);
  g_test_add_func ("/backup-plan/kept-are-the-newest-and-one-of-each-week-and-month",
                   test_kept_are_the_newest_and_one_of_each_week_and_month);
  g_test_add_func ("/backup-plan/two-years-of-daily-backups-leave-a-year-to-look-back-on",
                   test_two_years_of_daily_backups_leave_a_year_to_look_back_on);
  g_test_add_func ("/backup-plan/the-last-one-is-never-removed-however-old",
                   test_the_last_one_is_never_removed_however_old);
  g_test_add_func ("/backup-plan/a-clock-that-was-wrong-costs-no-backup", test_a_clock_that_was_wrong_costs_no_backup);
  return g_test_run ();
}
