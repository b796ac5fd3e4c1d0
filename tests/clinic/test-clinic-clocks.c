/* Clocks that jump, nights that have an hour twice or not at all, leap days, and sites far apart: bookings keep their wall
 * time, nobody is kept out, and the audit goes on. */
#include "clinic-fixture.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define DAY_US (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

static CtRecord *
save_setup (Fixture *self, gpointer record)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_save_setup_async (self->clinic, record, ct_await_done, &await);
  return fixture_take (self, &await);
}

static gint64
first_site (Fixture *self)
{
  return CT_RECORD (g_ptr_array_index (ct_clinic_get_sites (self->clinic), 0))->id;
}

/* Every minute of every day of the week, so that nights can be booked. */
static void
open_always (Fixture *self, gint64 site_id)
{
  for (int weekday = 1; weekday <= 7; weekday++)
    {
      g_autoptr (CtOpening) opening = ct_opening_new ();
      g_autoptr (CtRecord) stored = NULL;

      opening->site_id = site_id;
      opening->weekday = weekday;
      opening->from_minute = 0;
      opening->to_minute = 24 * 60;
      stored = save_setup (self, opening);
    }
}

/* What was saved is there at once; what is kept in memory follows with the news of it. */
static void
wait_for_site (Fixture *self, gint64 site_id, gint64 chair_id)
{
  guint n = 0;

  while (ct_clinic_get_site (self->clinic, site_id) == NULL || ct_clinic_get_chair (self->clinic, chair_id) == NULL ||
         ct_hours_get_ranges (ct_clinic_get_hours (self->clinic, site_id), 7, &n) == NULL || n == 0)
    g_main_context_iteration (NULL, TRUE);
}

static gint64
add_site (Fixture *self, const char *name, const char *zone, gint64 *chair_id)
{
  g_autoptr (CtSite) site = ct_site_new ();
  g_autoptr (CtRecord) stored = NULL;
  g_autoptr (CtChair) chair = ct_chair_new ();
  g_autoptr (CtRecord) stored_chair = NULL;

  g_object_set (site, "name", name, "zone", zone, "active", TRUE, NULL);
  stored = save_setup (self, site);
  g_object_set (chair, "site-id", stored->id, "name", name, "kind", "chair", "active", TRUE, NULL);
  stored_chair = save_setup (self, chair);
  if (chair_id != NULL)
    *chair_id = stored_chair->id;
  open_always (self, stored->id);
  wait_for_site (self, stored->id, stored_chair->id);
  return stored->id;
}

static CtAppointment *
book_in (Fixture *self, gint64 chair_id, CtPatient *patient, const char *day, const char *time)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAppointment) wish = fixture_wish (self, patient, day, time, 60);

  wish->chair_id = chair_id;
  ct_clinic_book_async (self->clinic, wish, ct_await_done, &await);
  return fixture_take (self, &await);
}

static void
assert_in_day_view (Fixture *self, gint64 site_id, gint64 appointment_id, const char *day, const char *time)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) visits = NULL;
  CtDate date = ct_date_parse_iso (day);
  guint seen = 0;

  ct_clinic_list_visits_async (self->clinic, site_id, date, date, NULL, ct_await_done, &await);
  visits = fixture_take (self, &await);
  for (guint i = 0; i < visits->len; i++)
    {
      const CtVisit *visit = g_ptr_array_index (visits, i);

      if (CT_RECORD (visit->appointment)->id != appointment_id)
        continue;
      g_assert_cmpint (visit->appointment->day, ==, date);
      g_assert_cmpint (visit->appointment->minute, ==, ct_minute_parse (time));
      g_assert_cmpint (visit->appointment->minutes, ==, 60);
      seen++;
    }
  g_assert_cmpuint (seen, ==, 1);
}

/* ---- Nights on which the clocks are changed ---- */

static void
assert_keeps_wall_time (Fixture *self, gint64 site_id, gint64 chair_id, CtPatient *patient, const char *day)
{
  static const char *const times[] = { "00:30", "01:30", "02:30", "03:30" };

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (CtAppointment) booked = book_in (self, chair_id, patient, day, times[i]);

      assert_in_day_view (self, site_id, CT_RECORD (booked)->id, day, times[i]);
    }
}

static void
test_a_booking_in_a_night_of_changed_clocks_keeps_its_wall_time (Fixture *self, gconstpointer data)
{
  static const char *const nights[][3] = { { "America/Los_Angeles", "2026-03-08", "2026-11-01" },
                                           { "Europe/Berlin", "2026-03-29", "2026-10-25" } };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");

  for (gsize i = 0; i < G_N_ELEMENTS (nights); i++)
    {
      gint64 chair_id, site_id = add_site (self, nights[i][0], nights[i][0], &chair_id);

      for (guint n = 1; n <= 2; n++)
        assert_keeps_wall_time (self, site_id, chair_id, reyes, nights[i][n]);
    }
}

/* From before the first change to after the second, an hour at a time: the wall shows what it should, and never an hour that
 * is left out. */
static void
test_the_clock_on_the_wall_leaves_an_hour_out_and_shows_one_twice (Fixture *self, gconstpointer data)
{
  gint64 site_id = first_site (self);
  guint shown[24] = { 0 };

  for (self->now_us = ct_time_parse_iso ("2026-03-08T08:30:00Z"); self->now_us < ct_time_parse_iso ("2026-03-09T07:00:00Z");
       self->now_us += 3600 * (gint64) G_USEC_PER_SEC)
    shown[ct_clinic_now_at (self->clinic, site_id).minute / 60]++;
  for (guint hour = 0; hour < 24; hour++)
    g_assert_cmpuint (shown[hour], ==, hour == 2 ? 0 : 1);
  memset (shown, 0, sizeof shown);
  for (self->now_us = ct_time_parse_iso ("2026-11-01T07:30:00Z"); self->now_us < ct_time_parse_iso ("2026-11-02T08:00:00Z");
       self->now_us += 3600 * (gint64) G_USEC_PER_SEC)
    shown[ct_clinic_now_at (self->clinic, site_id).minute / 60]++;
  for (guint hour = 0; hour < 24; hour++)
    g_assert_cmpuint (shown[hour], ==, hour == 1 ? 2 : 1);
}

/* ---- Days that are not in every year ---- */

static void
test_leap_days_and_the_ends_of_years_are_days_like_others (Fixture *self, gconstpointer data)
{
  static const char *const days[] = { "2028-02-28", "2028-02-29", "2028-03-01", "2026-12-31", "2027-01-01", "2027-02-28",
                                      "2027-03-01" };
  g_autoptr (CtPatient) leapling = fixture_add_patient (self, "Okafor", "Tunde", "2000-02-29");
  gint64 chair_id, site_id = add_site (self, "Night", "America/Los_Angeles", &chair_id);

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (CtAppointment) booked = book_in (self, chair_id, leapling, days[i], "23:00");

      assert_in_day_view (self, site_id, CT_RECORD (booked)->id, days[i], "23:00");
    }
  g_assert_cmpint (ct_date_years_between (leapling->born, ct_date_parse_iso ("2027-02-28")), ==, 26);
  g_assert_cmpint (ct_date_years_between (leapling->born, ct_date_parse_iso ("2027-03-01")), ==, 27);
  g_assert_cmpint (ct_date_years_between (leapling->born, ct_date_parse_iso ("2028-02-29")), ==, 28);
}

/* ---- Sites far apart ---- */

static void
test_each_site_has_its_own_day (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *zone;
    const char *day;
    const char *time;
    const char *booked; /* a patient is at one place at a wall time */
  } sites[] = {
    { "Pacific/Honolulu", "2026-03-02", "08:00", "09:00" },
    { "America/New_York", "2026-03-02", "13:00", "11:00" },
    { "Asia/Kathmandu", "2026-03-02", "23:45", "13:00" },
    { "Pacific/Kiritimati", "2026-03-03", "08:00", "15:00" },
  };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");

  for (gsize i = 0; i < G_N_ELEMENTS (sites); i++)
    {
      gint64 chair_id, site_id = add_site (self, sites[i].zone, sites[i].zone, &chair_id);
      CtWall now = ct_clinic_now_at (self->clinic, site_id);
      g_autoptr (CtAppointment) booked = book_in (self, chair_id, reyes, "2026-03-04", sites[i].booked);

      g_assert_cmpint (now.date, ==, ct_date_parse_iso (sites[i].day));
      g_assert_cmpint (now.minute, ==, ct_minute_parse (sites[i].time));
      assert_in_day_view (self, site_id, CT_RECORD (booked)->id, "2026-03-04", sites[i].booked);
    }
}

/* In the far east it is tomorrow already: what is done there today is not in the future. */
static void
test_what_is_done_where_it_is_tomorrow_already_is_stored (Fixture *self, gconstpointer data)
{
  static const char *const answers[] = { "2", "2", "3", "1", "2", "1", "2", "0", "1", NULL };
  g_auto (CtAwait) await = { NULL };
  gint64 site_id = add_site (self, "Kiritimati", "Pacific/Kiritimati", NULL);
  CtDate there = ct_clinic_now_at (self->clinic, site_id).date;
  g_autoptr (CtPatient) baby = fixture_add_patient (self, "Reyes", "Marisol", "2026-03-03");
  g_autoptr (CtAssessment) stored = NULL;
  g_autoptr (GError) refused = NULL;

  g_assert_cmpint (there, ==, ct_clinic_today (self->clinic) + 1);
  ct_clinic_save_assessment_async (self->clinic, CT_RECORD (baby)->id, "phq-9", answers, there, ct_await_done, &await);
  stored = fixture_take (self, &await);
  ct_clinic_save_assessment_async (self->clinic, CT_RECORD (baby)->id, "phq-9", answers, there + 1, ct_await_done, &await);
  refused = fixture_refusal (self, &await);
  g_assert_error (refused, CT_ERROR, CT_ERROR_INVALID);
}

/* ---- Clocks that jump ---- */

static void
fail_to_log_in (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ct_clinic_open (self->path, "ana", "not the passphrase", ct_clock_fixed (&self->now_us), &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_PASSPHRASE);
}

static void
test_a_clock_that_was_put_right_locks_nobody_out (Fixture *self, gconstpointer data)
{
  gint64 today_us = self->now_us;

  fixture_close (self);
  self->now_us = today_us + 400 * DAY_US;
  for (guint i = 0; i < 3; i++)
    fail_to_log_in (self);
  g_assert_cmpint (ct_clinic_seconds_to_wait (self->path, "ana", ct_clock_fixed (&self->now_us)), >, 0);
  self->now_us = today_us;
  g_assert_cmpint (ct_clinic_seconds_to_wait (self->path, "ana", ct_clock_fixed (&self->now_us)), ==, 0);
  fixture_open (self);
}

static void
test_a_clock_put_back_a_little_does_not_forgive_mistakes (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_close (self);
  for (guint i = 0; i < 3; i++)
    fail_to_log_in (self);
  self->now_us -= 60 * (gint64) G_USEC_PER_SEC;
  g_assert_null (ct_clinic_open (self->path, "ana", PASSPHRASE, ct_clock_fixed (&self->now_us), &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_BUSY);
  self->now_us += 120 * (gint64) G_USEC_PER_SEC;
  fixture_open (self);
}

static CtAuditCheck *
verify (Fixture *self)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_verify_audit_async (self->clinic, NULL, NULL, NULL, NULL, ct_await_done, &await);
  return fixture_take (self, &await);
}

static void
test_the_audit_goes_on_in_its_order_whatever_the_clock_says (Fixture *self, gconstpointer data)
{
  static const int jumps[] = { 0, 400, -800, 30, -1, 371 };
  gint64 before = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (jumps); i++)
    {
      g_autofree char *family = g_strdup_printf ("Jump%c", 'a' + (int) i);
      g_autoptr (CtPatient) patient = NULL;
      g_autoptr (CtAuditCheck) check = NULL;

      self->now_us += jumps[i] * DAY_US;
      patient = fixture_add_patient (self, family, "Ana", "1985-03-12");
      check = verify (self);
      g_assert_cmpint (check->broken_id, ==, 0);
      g_assert_cmpint (check->rows, >, before);
      before = check->rows;
    }
}

/* ---- No time zones on this computer ---- */

static int
open_without_zones (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtClinic) clinic = NULL;
  const CtClinicSetup setup = { .clinic_name = "Elsewhere", .zone = "America/Los_Angeles", .n_chairs = 1,
                                .admin_login = "ana", .passphrase = PASSPHRASE, .light_keys = TRUE };
  g_autofree char *path = g_build_filename (self->folder, "elsewhere.chairtime", NULL);
  CtWall now;

  g_setenv ("TZDIR", "/nowhere/at/all", TRUE);
  clinic = ct_clinic_open (self->path, "ana", PASSPHRASE, ct_clock_fixed (&self->now_us), &error);
  if (clinic == NULL)
    return 1;
  now = ct_clinic_now_at (clinic, 0);
  if (now.date == CT_DATE_NONE)
    return 2;
  ct_clinic_close (clinic);
  if (ct_clinic_create (path, &setup, ct_clock_fixed (&self->now_us), NULL, &error))
    return 3;
  return g_error_matches (error, CT_ERROR, CT_ERROR_INVALID) && strstr (error->message, "time zone") != NULL ? 0 : 4;
}

/* In a program of its own, since zones are remembered. */
static void
test_without_time_zones_a_clinic_opens_and_a_new_one_says_what_is_missing (Fixture *self, gconstpointer data)
{
  g_test_trap_subprocess ("/clinic/subprocess/without-zones", 0, 0);
  g_test_trap_assert_passed ();
}

static void
test_open_without_zones (Fixture *self, gconstpointer data)
{
  fixture_close (self);
  g_assert_cmpint (open_without_zones (self), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CHECK(function) FIXTURE_TEST (#function, test_##function)
  CHECK (a_booking_in_a_night_of_changed_clocks_keeps_its_wall_time);
  CHECK (the_clock_on_the_wall_leaves_an_hour_out_and_shows_one_twice);
  CHECK (leap_days_and_the_ends_of_years_are_days_like_others);
  CHECK (each_site_has_its_own_day);
  CHECK (what_is_done_where_it_is_tomorrow_already_is_stored);
  CHECK (a_clock_that_was_put_right_locks_nobody_out);
  CHECK (a_clock_put_back_a_little_does_not_forgive_mistakes);
  CHECK (the_audit_goes_on_in_its_order_whatever_the_clock_says);
  CHECK (without_time_zones_a_clinic_opens_and_a_new_one_says_what_is_missing);
  FIXTURE_TEST ("subprocess/without-zones", test_open_without_zones);
  return g_test_run ();
}
