/* When the site is open, and what the desk is told when it is not. */
#include "base/ct-error.h"
#include "domain/ct-hours.h"

static CtHours *
harbor (void)
{
  CtHours *hours = ct_hours_new ("Harbor");

  for (int day = 1; day <= 5; day++)
    {
      g_assert_true (ct_hours_add_range (hours, day, (CtMinutes) { 13 * 60, 17 * 60 }, NULL));
      g_assert_true (ct_hours_add_range (hours, day, (CtMinutes) { 8 * 60, 12 * 60 }, NULL));
    }
  g_assert_true (ct_hours_add_closure (hours, ct_date_new (2026, 11, 26), ct_date_new (2026, 11, 27), "Thanksgiving",
                                       NULL));
  g_assert_true (ct_hours_add_closure (hours, ct_date_new (2026, 12, 24), ct_date_new (2027, 1, 1), NULL, NULL));
  return hours;
}

static void
assert_refused (const CtHours *hours, CtDate date, int from, int to, const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ct_hours_fits (hours, date, (CtMinutes) { from, to }, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, sentence);
}

static void
test_a_visit_within_the_hours_fits (void)
{
  g_autoptr (CtHours) hours = harbor ();
  g_autoptr (GError) error = NULL;
  CtDate monday = ct_date_new (2026, 11, 23);

  g_assert_true (ct_hours_fits (hours, monday, (CtMinutes) { 480, 720 }, &error));
  g_assert_true (ct_hours_fits (hours, monday, (CtMinutes) { 960, 1020 }, &error));
  g_assert_no_error (error);
}

static void
test_a_refusal_says_when_the_site_opens_and_closes (void)
{
  g_autoptr (CtHours) hours = harbor ();
  CtDate monday = ct_date_new (2026, 11, 23);

  assert_refused (hours, monday, 479, 540, "Harbor opens at 08:00.");
  assert_refused (hours, monday, 960, 1021, "Harbor closes at 17:00.");
  assert_refused (hours, monday, 700, 790, "Harbor is closed from 12:00 to 13:00.");
  assert_refused (hours, monday, 720, 721, "Harbor is closed from 12:00 to 13:00.");
}

static void
test_closed_days_are_named_with_their_reason (void)
{
  g_autoptr (CtHours) hours = harbor ();

  assert_refused (hours, ct_date_new (2026, 11, 29), 600, 660, "Closed on Sun 29 Nov.");
  assert_refused (hours, ct_date_new (2026, 11, 26), 600, 660, "Closed on Thu 26 Nov (Thanksgiving).");
  assert_refused (hours, ct_date_new (2026, 11, 27), 600, 660, "Closed on Fri 27 Nov (Thanksgiving).");
  assert_refused (hours, ct_date_new (2026, 12, 31), 600, 660, "Closed on Thu 31 Dec.");
  g_assert_true (ct_hours_fits (hours, ct_date_new (2026, 11, 25), (CtMinutes) { 600, 660 }, NULL));
  g_assert_true (ct_hours_fits (hours, ct_date_new (2026, 12, 23), (CtMinutes) { 600, 660 }, NULL));
  g_assert_true (ct_hours_fits (hours, ct_date_new (2027, 1, 4), (CtMinutes) { 600, 660 }, NULL));
}

static void
test_a_short_closure_does_not_hide_a_long_one_around_it (void)
{
  g_autoptr (CtHours) hours = harbor ();

  g_assert_true (ct_hours_add_closure (hours, ct_date_new (2026, 12, 25), ct_date_new (2026, 12, 25), "Christmas", NULL));
  g_assert_nonnull (ct_hours_get_closure (hours, ct_date_new (2026, 12, 25)));
  g_assert_nonnull (ct_hours_get_closure (hours, ct_date_new (2026, 12, 29)));
  g_assert_null (ct_hours_get_closure (hours, ct_date_new (2027, 1, 2)));
}

static void
test_hours_come_in_order_and_do_not_overlap (void)
{
  g_autoptr (CtHours) hours = harbor ();
  g_autoptr (GError) error = NULL;
  const CtMinutes *ranges;
  guint n;

  ranges = ct_hours_get_ranges (hours, 1, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (ranges[0].from, ==, 480);
  g_assert_cmpint (ranges[1].from, ==, 780);
  g_assert_false (ct_hours_add_range (hours, 1, (CtMinutes) { 700, 730 }, &error));
  g_assert_cmpstr (error->message, ==, "These opening hours overlap those from 08:00 to 12:00 on the same day.");
  g_clear_error (&error);
  g_assert_false (ct_hours_add_range (hours, 6, (CtMinutes) { 700, 700 }, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (ct_hours_add_closure (hours, 20, 19, "Backwards", &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
  ct_hours_open_on (hours, ct_date_new (2026, 11, 26), &n);
  g_assert_cmpuint (n, ==, 0);
}

static void
test_hours_that_touch_are_one_stretch (void)
{
  g_autoptr (CtHours) hours = harbor ();
  guint n;

  g_assert_true (ct_hours_add_range (hours, 3, (CtMinutes) { 720, 780 }, NULL));
  ct_hours_get_ranges (hours, 3, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (ct_hours_fits (hours, ct_date_new (2026, 11, 25), (CtMinutes) { 700, 800 }, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hours/a-visit-within-the-hours-fits", test_a_visit_within_the_hours_fits);
  g_test_add_func ("/hours/a-refusal-says-when-the-site-opens-and-closes",
                   test_a_refusal_says_when_the_site_opens_and_closes);
  g_test_add_func ("/hours/closed-days-are-named-with-their-reason", test_closed_days_are_named_with_their_reason);
  g_test_add_func ("/hours/a-short-closure-does-not-hide-a-long-one-around-it",
                   test_a_short_closure_does_not_hide_a_long_one_around_it);
  g_test_add_func ("/hours/hours-come-in-order-and-do-not-overlap", test_hours_come_in_order_and_do_not_overlap);
  g_test_add_func ("/hours/hours-that-touch-are-one-stretch", test_hours_that_touch_are_one_stretch);
  return g_test_run ();
}
