/* Which chair is free, and what the desk is told when it is not. */
#include "base/ct-error.h"
#include "domain/ct-booking-rules.h"
#include "domain/ct-nearby.h"

#define MONDAY 20780 /* 2026-11-23 */

static CtHours *
weekdays_eight_to_five (void)
{
  CtHours *hours = ct_hours_new ("Harbor");

  for (int day = 1; day <= 5; day++)
    g_assert_true (ct_hours_add_range (hours, day, (CtMinutes) { 480, 1020 }, NULL));
  return hours;
}

static CtOccupancy *
four_chairs (void)
{
  CtOccupancy *self = ct_occupancy_new ();

  for (int i = 1; i <= 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("Chair %d", i);

      ct_occupancy_add_chair (self, i, name);
    }
  return self;
}

static void
book (CtOccupancy *self, gint64 id, gint64 patient, gint64 chair, int from, int to, const char *label)
{
  CtBooking booking = { id, patient, chair, MONDAY, { from, to }, label };

  ct_occupancy_add (self, &booking);
}

static gboolean
check (const CtOccupancy *self, CtHours *hours, const CtBooking *wanted, GError **error)
{
  g_autoptr (CtDesk) desk = hours != NULL ? ct_desk_new (hours) : NULL;
  CtRulesQuestion question = { .desk = desk, .occupancy = self, .wanted = *wanted };

  return ct_rules_allow (&question, error);
}

static void
test_the_sentence_names_who_until_when_and_what_is_free_next (void)
{
  g_autoptr (CtHours) hours = weekdays_eight_to_five ();
  g_autoptr (CtOccupancy) self = four_chairs ();
  g_autoptr (GError) error = NULL;
  CtBooking wanted = { 99, 7, 2, MONDAY, { 600, 640 }, "M. Reyes" };

  book (self, 1, 11, 2, 600, 650, "T. Okafor");
  book (self, 2, 12, 1, 540, 660, "B. Lindqvist");
  book (self, 3, 13, 3, 630, 700, "A. Ruiz");
  g_assert_false (check (self, hours, &wanted, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_TAKEN);
  g_assert_cmpstr (error->message, ==,
                   "Chair 2 is taken at 10:00 (T. Okafor until 10:50). Free next: 10:50, chair 4 at 10:00.");
  wanted.chair_id = 4;
  g_assert_true (check (self, hours, &wanted, NULL));
}

static void
test_every_conflict_is_told_not_only_the_first (void)
{
  g_autoptr (CtHours) hours = weekdays_eight_to_five ();
  g_autoptr (CtOccupancy) self = four_chairs ();
  g_autoptr (CtDesk) desk = ct_desk_new (hours);
  CtRulesQuestion question = { .desk = desk, .occupancy = self };
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GError) error = NULL;
  CtBooking wanted = { 99, 7, 2, MONDAY, { 960, 1050 }, "M. Reyes" };

  book (self, 1, 11, 2, 930, 970, "T. Okafor");
  book (self, 2, 12, 2, 990, 1020, "B. Lindqvist");
  book (self, 3, 7, 1, 1000, 1020, "M. Reyes");
  book (self, 4, 13, 3, 960, 1020, "A. Ruiz");
  question.wanted = wanted;
  conflicts = ct_rules_check (&question);
  g_assert_cmpuint (conflicts->len, ==, 4);
  g_assert_cmpint (((const CtBreach *) conflicts->pdata[0])->kind, ==, CT_BREACH_HOURS);
  g_assert_cmpint (((const CtBreach *) conflicts->pdata[1])->appointment_id, ==, 1);
  g_assert_cmpint (((const CtBreach *) conflicts->pdata[2])->appointment_id, ==, 2);
  g_assert_cmpint (((const CtBreach *) conflicts->pdata[3])->kind, ==, CT_BREACH_PATIENT);
  g_assert_false (check (self, hours, &wanted, &error));
  g_assert_cmpstr (error->message, ==,
                   "Harbor closes at 17:00. Chair 2 is taken at 16:00 (T. Okafor until 16:10). Chair 2 is taken at 16:30 "
                   "(B. Lindqvist until 17:00). M. Reyes has another visit from 16:40 to 17:00 (Chair 1).");
}

static void
test_a_patient_is_never_in_two_places (void)
{
  g_autoptr (CtOccupancy) self = four_chairs ();
  g_autoptr (GError) error = NULL;
  CtBooking wanted = { 99, 7, 2, MONDAY, { 600, 640 }, "M. Reyes" };

  book (self, 1, 7, 0, 630, 680, "M. Reyes");
  g_assert_false (check (self, NULL, &wanted, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_TAKEN);
  g_assert_cmpstr (error->message, ==, "M. Reyes has another visit from 10:30 to 11:20.");
}

static void
test_a_booking_is_not_in_its_own_way (void)
{
  g_autoptr (CtOccupancy) self = four_chairs ();
  g_autoptr (CtHours) hours = weekdays_eight_to_five ();
  CtBooking longer = { 1, 7, 2, MONDAY, { 600, 700 }, "M. Reyes" };

  book (self, 1, 7, 2, 600, 640, "M. Reyes");
  g_assert_true (check (self, hours, &longer, NULL));
  g_assert_cmpint (ct_occupancy_first_free (self, hours, &longer, NULL), ==, 600);
}

static void
test_bookings_that_touch_leave_both_in_peace (void)
{
  g_autoptr (CtOccupancy) self = four_chairs ();

  book (self, 1, 7, 2, 600, 640, "M. Reyes");
  g_assert_true (ct_occupancy_is_free (self, 2, MONDAY, (CtMinutes) { 560, 600 }));
  g_assert_true (ct_occupancy_is_free (self, 2, MONDAY, (CtMinutes) { 640, 680 }));
  g_assert_false (ct_occupancy_is_free (self, 2, MONDAY, (CtMinutes) { 639, 680 }));
}

static void
test_first_free_goes_behind_every_booking_and_over_lunch (void)
{
  g_autoptr (CtHours) hours = ct_hours_new ("Harbor");
  g_autoptr (CtOccupancy) self = four_chairs ();
  CtBooking wanted = { 0, 0, 1, MONDAY, { 500, 590 }, NULL };
  gint64 chair;

  g_assert_true (ct_hours_add_range (hours, 1, (CtMinutes) { 480, 720 }, NULL));
  g_assert_true (ct_hours_add_range (hours, 1, (CtMinutes) { 780, 1020 }, NULL));
  book (self, 1, 7, 1, 480, 560, NULL);
  book (self, 2, 8, 1, 620, 660, NULL);
  book (self, 3, 9, 1, 800, 830, NULL);
  g_assert_cmpint (ct_occupancy_first_free (self, hours, &wanted, &chair), ==, 830);
  g_assert_cmpint (chair, ==, 1);
  wanted.chair_id = 0;
  g_assert_cmpint (ct_occupancy_first_free (self, hours, &wanted, &chair), ==, 500);
  g_assert_cmpint (chair, ==, 2);
  wanted.chair_id = 1;
  wanted.minutes = (CtMinutes) { 931, 1021 };
  g_assert_cmpint (ct_occupancy_first_free (self, hours, &wanted, &chair), ==, -1);
  g_assert_cmpint (chair, ==, 0);
  wanted.minutes = (CtMinutes) { 930, 1020 };
  g_assert_cmpint (ct_occupancy_first_free (self, hours, &wanted, &chair), ==, 930);
}

static void
test_nearest_free_looks_both_ways (void)
{
  g_autoptr (CtHours) hours = weekdays_eight_to_five ();
  g_autoptr (CtOccupancy) self = four_chairs ();
  CtBooking wanted = { 0, 5, 1, MONDAY, { 600, 660 }, NULL };

  book (self, 1, 7, 1, 585, 720, NULL);
  g_assert_cmpint (ct_occupancy_nearest_free (self, hours, &wanted, 15, NULL), ==, 525);
  book (self, 2, 5, 3, 480, 560, NULL);
  g_assert_cmpint (ct_occupancy_nearest_free (self, hours, &wanted, 15, NULL), ==, 720);
  wanted.date = MONDAY - 1;
  g_assert_cmpint (ct_occupancy_nearest_free (self, hours, &wanted, 15, NULL), ==, -1);
}

static void
test_what_is_taken_out_is_free_again (void)
{
  g_autoptr (CtOccupancy) self = four_chairs ();
  g_autoptr (CtOccupancy) copy = NULL;

  book (self, 1, 7, 2, 600, 640, "M. Reyes");
  copy = ct_occupancy_copy (self);
  g_assert_true (ct_occupancy_remove (self, 1));
  g_assert_false (ct_occupancy_remove (self, 1));
  g_assert_true (ct_occupancy_is_free (self, 2, MONDAY, (CtMinutes) { 600, 640 }));
  g_assert_false (ct_occupancy_is_free (copy, 2, MONDAY, (CtMinutes) { 600, 640 }));
  book (self, 1, 7, 2, 600, 640, "M. Reyes");
}

static gboolean
minute_is_taken (const CtBooking *bookings, guint n, gint64 chair, CtDate date, int minute)
{
  for (guint i = 0; i < n; i++)
    if (bookings[i].chair_id == chair && bookings[i].date == date && bookings[i].minutes.from <= minute &&
        minute < bookings[i].minutes.to)
      return TRUE;
  return FALSE;
}

/* Asked minute by minute, a list of bookings says the same as the occupancy, whatever order they came in. */
static void
test_the_answers_agree_with_the_bookings_in_any_order (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261123);
  g_autoptr (CtHours) hours = weekdays_eight_to_five ();

  for (int round = 0; round < 500; round++)
    {
      g_autoptr (CtOccupancy) there = four_chairs ();
      g_autoptr (CtOccupancy) back = four_chairs ();
      CtBooking bookings[40];
      int n = g_rand_int_range (rand, 0, G_N_ELEMENTS (bookings));
      int length = g_rand_int_range (rand, 1, 180);
      CtBooking wanted = { 0, 0, g_rand_int_range (rand, 1, 5), MONDAY, { 0, 0 }, NULL };
      int expected = -1;

      for (int i = 0; i < n; i++)
        {
          int from = g_rand_int_range (rand, 470, 1020);

          bookings[i] = (CtBooking) { i + 1, i, 0, MONDAY, { from, from }, NULL };
          bookings[i].chair_id = g_rand_int_range (rand, 0, 5);
          bookings[i].date += g_rand_int_range (rand, 0, 2);
          bookings[i].minutes.to += g_rand_int_range (rand, 1, 120);
        }
      for (int i = 0; i < n; i++)
        {
          ct_occupancy_add (there, &bookings[i]);
          ct_occupancy_add (back, &bookings[n - 1 - i]);
        }
      wanted.minutes.from = g_rand_int_range (rand, 400, 1000);
      wanted.minutes.to = wanted.minutes.from + length;
      for (int start = MAX (480, wanted.minutes.from); start + length <= 1020 && expected < 0; start++)
        {
          int minute = start;

          while (minute < start + length && !minute_is_taken (bookings, n, wanted.chair_id, MONDAY, minute))
            minute++;
          if (minute == start + length)
            expected = start;
        }
      g_assert_cmpint (ct_occupancy_first_free (there, hours, &wanted, NULL), ==, expected);
      g_assert_cmpint (ct_occupancy_first_free (back, hours, &wanted, NULL), ==, expected);
      if (expected >= 0)
        g_assert_true (ct_occupancy_is_free (there, wanted.chair_id, MONDAY, (CtMinutes) { expected, expected + length }));
    }
}

/* ---- Where else ---- */

static const CtWall long_ago = { MONDAY - 30, 0 };

static char *
offers_in_words (const CtOccupancy *occupancy, const CtHours *hours, const CtBooking *wanted, CtWall now)
{
  g_autoptr (GArray) offers = ct_nearby_find (occupancy, hours, wanted, now, MONDAY + 7, NULL, NULL);
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < offers->len; i++)
    {
      const CtNearby *offer = &g_array_index (offers, CtNearby, i);

      g_string_append_printf (words, "%s+%d %02d:%02d chair %d", i > 0 ? ", " : "", offer->date - MONDAY,
                              offer->minute / 60, offer->minute % 60, (int) offer->chair_id);
    }
  return g_string_free (words, FALSE);
}

static void
test_the_nearest_free_times_are_offered_around_a_taken_place (void)
{
  g_autoptr (CtHours) hours = weekdays_eight_to_five ();
  g_autoptr (CtOccupancy) self = four_chairs ();
  CtBooking wanted = { 99, 7, 2, MONDAY, { 600, 640 }, NULL };
  g_autofree char *words = NULL;

  book (self, 1, 11, 2, 590, 650, "T. Okafor");
  book (self, 2, 12, 1, 540, 660, "B. Lindqvist");
  book (self, 3, 13, 3, 630, 700, "A. Ruiz");
  words = offers_in_words (self, hours, &wanted, long_ago);
  g_assert_cmpstr (words, ==,
                   "+0 10:00 chair 4, +0 10:50 chair 2, +0 09:10 chair 2, +1 10:00 chair 2, +2 10:00 chair 2");
}

static void
test_nothing_past_and_nothing_closed_is_offered (void)
{
  g_autoptr (CtHours) hours = weekdays_eight_to_five ();
  g_autoptr (CtOccupancy) self = four_chairs ();
  CtBooking wanted = { 99, 7, 2, MONDAY, { 600, 640 }, NULL };
  g_autofree char *now_words = NULL, *full_words = NULL;
  CtWall now = { MONDAY, 570 };

  for (int chair = 1; chair <= 4; chair++)
    book (self, chair, 10 + chair, chair, 590, 1010, "T. Okafor");
  now_words = offers_in_words (self, hours, &wanted, now);
  g_assert_cmpstr (now_words, ==, "+1 10:00 chair 2, +2 10:00 chair 2");
  g_assert_true (ct_hours_add_closure (hours, MONDAY, MONDAY + 10, "Holidays", NULL));
  full_words = offers_in_words (self, hours, &wanted, now);
  g_assert_cmpstr (full_words, ==, "");
}

/* Whatever is offered can be booked: over many days that were filled by chance. */
static void
test_every_offer_is_free (void)
{
  g_autoptr (CtHours) hours = weekdays_eight_to_five ();

  for (int round = 0; round < 200; round++)
    {
      g_autoptr (CtOccupancy) self = four_chairs ();
      CtBooking wanted = { 9999, 7, g_test_rand_int_range (1, 5), MONDAY, { 600, 640 }, NULL };
      g_autoptr (GArray) offers = NULL;

      for (int i = 1; i < 40; i++)
        {
          int from = 480 + 5 * g_test_rand_int_range (0, 100), chair = g_test_rand_int_range (1, 5);

          if (ct_occupancy_is_free (self, chair, MONDAY, (CtMinutes) { from, from + 30 }))
            book (self, i, 100 + i, chair, from, from + 30, "T. Okafor");
        }
      offers = ct_nearby_find (self, hours, &wanted, (CtWall) { MONDAY, 500 }, MONDAY + 3, NULL, NULL);
      for (guint i = 0; i < offers->len; i++)
        {
          const CtNearby *offer = &g_array_index (offers, CtNearby, i);
          CtBooking there = wanted;

          there.chair_id = offer->chair_id;
          there.date = offer->date;
          there.minutes = (CtMinutes) { offer->minute, offer->minute + 40 };
          g_assert_true (check (self, hours, &there, NULL));
          g_assert_true (offer->date > MONDAY || offer->minute >= 500);
        }
    }
}

static void
test_who_was_faster_is_named (void)
{
  g_autoptr (CtHours) hours = weekdays_eight_to_five ();
  g_autoptr (CtOccupancy) self = four_chairs ();
  g_autoptr (GError) error = NULL;
  CtBooking wanted = { 99, 7, 2, MONDAY, { 600, 640 }, NULL };

  book (self, 1, 11, 2, 600, 650, "T. Okafor");
  ct_occupancy_set_taken_by (self, 1, "Ben Ode");
  g_assert_false (check (self, hours, &wanted, &error));
  g_assert_cmpstr (error->message, ==,
                   "Chair 2 was just taken at 10:00 by Ben Ode (T. Okafor until 10:50). Free next: 10:50, chair 1 at 10:00.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/occupancy/the-sentence-names-who-until-when-and-what-is-free-next",
                   test_the_sentence_names_who_until_when_and_what_is_free_next);
  g_test_add_func ("/occupancy/every-conflict-is-told-not-only-the-first",
                   test_every_conflict_is_told_not_only_the_first);
  g_test_add_func ("/occupancy/a-patient-is-never-in-two-places", test_a_patient_is_never_in_two_places);
  g_test_add_func ("/occupancy/a-booking-is-not-in-its-own-way", test_a_booking_is_not_in_its_own_way);
  g_test_add_func ("/occupancy/bookings-that-touch-leave-both-in-peace", test_bookings_that_touch_leave_both_in_peace);
  g_test_add_func ("/occupancy/first-free-goes-behind-every-booking-and-over-lunch",
                   test_first_free_goes_behind_every_booking_and_over_lunch);
  g_test_add_func ("/occupancy/nearest-free-looks-both-ways", test_nearest_free_looks_both_ways);
  g_test_add_func ("/occupancy/what-is-taken-out-is-free-again", test_what_is_taken_out_is_free_again);
  g_test_add_func ("/occupancy/the-answers-agree-with-the-bookings-in-any-order",
                   test_the_answers_agree_with_the_bookings_in_any_order);
  g_test_add_func ("/occupancy/the-nearest-free-times-are-offered",
                   test_the_nearest_free_times_are_offered_around_a_taken_place);
  g_test_add_func ("/occupancy/nothing-past-and-nothing-closed-is-offered",
                   test_nothing_past_and_nothing_closed_is_offered);
  g_test_add_func ("/occupancy/every-offer-is-free", test_every_offer_is_free);
  g_test_add_func ("/occupancy/who-was-faster-is-named", test_who_was_faster_is_named);
  return g_test_run ();
}
