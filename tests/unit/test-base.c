/* Dates, times, names and numbers, as people type and read them. */
#include "base/ct-data.h"
#include "base/ct-date.h"
#include "base/ct-text.h"
#include "base/ct-time.h"
#include "base/ct-units.h"

#include <glib/gstdio.h>

static void
assert_date (const char *typed, const char *iso)
{
  g_autofree char *got = ct_date_to_iso (ct_date_parse_any (typed));

  g_assert_cmpstr (got, ==, iso);
}

static void
test_usual_spellings_of_a_birth_date_are_understood (void)
{
  assert_date ("1985-03-12", "1985-03-12");
  assert_date ("19850312", "1985-03-12");
  assert_date ("3/12/1985", "1985-03-12");
  assert_date ("03/12/85", "1985-03-12");
  assert_date ("12.3.1985", "1985-03-12");
  assert_date ("12 Mar 1985", "1985-03-12");
  assert_date ("March 12, 1985", "1985-03-12");
  assert_date ("25/12/1985", "1985-12-25");
}

static void
test_what_is_no_date_is_none (void)
{
  const char *const bad[] = { "", "1", "12", "1985", "2023-02-29", "13/13/1999", "tomorrow", "1 2 3 4", "reyes mar 12" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_cmpint (ct_date_parse_any (bad[i]), ==, CT_DATE_NONE);
  g_assert_cmpint (ct_date_parse_any (NULL), ==, CT_DATE_NONE);
}

static void
test_days_count_on_and_weeks_begin_on_monday (void)
{
  for (CtDate d = ct_date_new (1899, 12, 25); d < ct_date_new (2101, 1, 5); d++)
    {
      g_autofree char *iso = ct_date_to_iso (d);

      g_assert_cmpint (ct_date_parse_iso (iso), ==, d);
      g_assert_cmpint (ct_date_get_weekday (d + 1), ==, ct_date_get_weekday (d) % 7 + 1);
      g_assert_cmpint (ct_date_get_weekday (ct_date_monday_of (d)), ==, 1);
      g_assert_cmpint (d - ct_date_monday_of (d), <, 7);
    }
  g_assert_cmpint (ct_date_get_weekday (ct_date_new (2026, 3, 2)), ==, 1);
}

static void
test_age_turns_on_the_birthday (void)
{
  CtDate born = ct_date_new (1985, 3, 12);

  g_assert_cmpint (ct_date_years_between (born, ct_date_new (2026, 3, 11)), ==, 40);
  g_assert_cmpint (ct_date_years_between (born, ct_date_new (2026, 3, 12)), ==, 41);
  g_assert_cmpint (ct_date_years_between (ct_date_new (2004, 2, 29), ct_date_new (2025, 2, 28)), ==, 20);
}

static void
test_times_of_day_are_read_as_typed (void)
{
  g_assert_cmpint (ct_minute_parse ("9"), ==, 540);
  g_assert_cmpint (ct_minute_parse ("930"), ==, 570);
  g_assert_cmpint (ct_minute_parse ("9:30"), ==, 570);
  g_assert_cmpint (ct_minute_parse ("09.30"), ==, 570);
  g_assert_cmpint (ct_minute_parse ("2:15 PM"), ==, 855);
  g_assert_cmpint (ct_minute_parse ("12am"), ==, 0);
  g_assert_cmpint (ct_minute_parse ("24:00"), ==, -1);
  g_assert_cmpint (ct_minute_parse ("9:3"), ==, -1);
  g_assert_cmpint (ct_minute_parse ("noon"), ==, -1);
}

static void
test_a_moment_is_read_with_and_without_seconds (void)
{
  gint64 moment = ct_time_parse_iso ("2026-11-23T09:30:00Z");

  g_assert_cmpint (moment, !=, CT_TIME_NONE);
  g_assert_cmpint (ct_time_parse_iso ("2026-11-23T09:30Z"), ==, moment);
  g_assert_cmpint (ct_time_parse_iso ("2026-11-23T09:30"), ==, moment);
  g_assert_cmpint (ct_time_parse_iso ("2026-11-23T01:30-08:00"), ==, moment);
  g_assert_cmpint (ct_time_parse_iso ("2026-11-23T09:30:07Z"), ==, moment + 7 * G_USEC_PER_SEC);
  g_assert_cmpint (ct_time_parse_iso ("2026-11-23T09:3"), ==, CT_TIME_NONE);
  g_assert_cmpint (ct_time_parse_iso ("2026-11-23T09:30:"), ==, CT_TIME_NONE);
  g_assert_cmpint (ct_time_parse_iso ("2026-11-23 09:30Z and more"), ==, CT_TIME_NONE);
}

static void
test_the_clock_on_the_wall_goes_with_the_season (void)
{
  g_autoptr (GTimeZone) zone = ct_zone_load ("America/Los_Angeles");
  CtWall before = ct_wall_from_utc (ct_time_parse_iso ("2026-03-08T09:59:00Z"), zone);
  CtWall after = ct_wall_from_utc (ct_time_parse_iso ("2026-03-08T10:00:00Z"), zone);
  CtWall evening = ct_wall_from_utc (ct_time_parse_iso ("2026-11-02T07:30:00Z"), zone);

  g_assert_cmpint (before.minute, ==, 119);
  g_assert_cmpint (after.minute, ==, 180);
  g_assert_cmpint (evening.date, ==, ct_date_new (2026, 11, 1));
  g_assert_cmpint (evening.minute, ==, 23 * 60 + 30);
}

static void
test_names_fold_alike (void)
{
  g_autofree char *a = ct_text_fold ("  O’Brien-MÜLLER ");
  g_autofree char *b = ct_text_fold ("obrien Muller");
  g_autofree char *c = ct_text_fold ("Łukasz  St. John");

  g_assert_cmpstr (a, ==, "obrien muller");
  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (c, ==, "łukasz st john");
}

static void
test_slips_are_counted (void)
{
  g_assert_cmpint (ct_text_distance ("reyes", "reyes", 2), ==, 0);
  g_assert_cmpint (ct_text_distance ("reyes", "reyse", 2), ==, 1);
  g_assert_cmpint (ct_text_distance ("reyes", "reys", 2), ==, 1);
  g_assert_cmpint (ct_text_distance ("reyes", "rayess", 2), ==, 2);
  g_assert_cmpint (ct_text_distance ("reyes", "okafor", 1), ==, 2);
}

static void
test_doses_round_half_up_once (void)
{
  g_assert_cmpint (ct_dose_ug (70000, 500), ==, 35000);
  g_assert_cmpint (ct_dose_ug (82500, 500), ==, 41250);
  g_assert_cmpint (ct_dose_ug (54300, 500), ==, 27150);
  g_assert_cmpint (ct_mass_g_from_lb (150000), ==, 68039);
  g_assert_cmpint (ct_dose_ug_per_kg (35000, 70000), ==, 500);
  g_assert_cmpint (ct_div_round (5, 2), ==, 3);
  g_assert_cmpint (ct_div_round (-5, 2), ==, -3);
}

static void
test_decimals_are_read_exactly (void)
{
  gint64 v = 0;

  g_assert_true (ct_decimal_parse ("82.5", 3, &v) && v == 82500);
  g_assert_true (ct_decimal_parse ("82,5", 3, &v) && v == 82500);
  g_assert_true (ct_decimal_parse (" 0.0005 ", 3, &v) && v == 1);
  g_assert_true (ct_decimal_parse ("0.0004", 3, &v) && v == 0);
  g_assert_true (ct_decimal_parse ("-1", 1, &v) && v == -10);
  g_assert_false (ct_decimal_parse ("", 1, &v));
  g_assert_false (ct_decimal_parse ("1.2.3", 1, &v));
  g_assert_false (ct_decimal_parse ("12 kg", 1, &v));
  g_assert_false (ct_decimal_parse ("99999999999999999999", 3, &v));
  for (gint64 i = -5000; i < 5000; i++)
    {
      g_autofree char *text = ct_decimal_format (i, 3, 0);

      g_assert_true (ct_decimal_parse (text, 3, &v));
      g_assert_cmpint (v, ==, i);
    }
}

static void
assert_data (const char *program, const char *expected)
{
  g_autofree char *path = ct_data_find_from (program, "knowledge");

  g_assert_cmpstr (path, ==, expected);
}

static void
test_a_program_finds_its_data_built_installed_or_told (void)
{
  g_autofree char *told = g_strdup (g_getenv ("CHAIRTIME_DATA"));
  g_autofree char *folder = g_dir_make_tmp ("ct-data-XXXXXX", NULL);
  g_autofree char *program = g_build_filename (folder, "src", "chairtime", NULL);
  g_autofree char *data = g_build_filename (folder, "data", NULL);
  g_autofree char *knowledge = g_build_filename (data, "knowledge", NULL);
  g_autofree char *programs = g_build_filename (folder, "src", NULL);

  g_unsetenv ("CHAIRTIME_DATA");
  assert_data (program, CT_PKGDATADIR "/knowledge");
  assert_data (NULL, CT_PKGDATADIR "/knowledge");
  g_assert_cmpint (g_mkdir_with_parents (knowledge, 0700), ==, 0);
  g_assert_cmpint (g_mkdir (programs, 0700), ==, 0);
  assert_data (program, knowledge);
  g_setenv ("CHAIRTIME_DATA", "/srv/clinic", TRUE);
  assert_data (program, "/srv/clinic/knowledge");

  g_rmdir (programs);
  g_rmdir (knowledge);
  g_rmdir (data);
  g_rmdir (folder);
  told ? (void) g_setenv ("CHAIRTIME_DATA", told, TRUE) : g_unsetenv ("CHAIRTIME_DATA");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CHECK(function) g_test_add_func ("/base/" #function, test_##function)
  CHECK (usual_spellings_of_a_birth_date_are_understood);
  CHECK (what_is_no_date_is_none);
  CHECK (days_count_on_and_weeks_begin_on_monday);
  CHECK (age_turns_on_the_birthday);
  CHECK (times_of_day_are_read_as_typed);
  CHECK (a_moment_is_read_with_and_without_seconds);
  CHECK (the_clock_on_the_wall_goes_with_the_season);
  CHECK (names_fold_alike);
  CHECK (slips_are_counted);
  CHECK (doses_round_half_up_once);
  CHECK (decimals_are_read_exactly);
  CHECK (a_program_finds_its_data_built_installed_or_told);
  return g_test_run ();
}
