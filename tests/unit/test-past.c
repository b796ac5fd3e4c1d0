/* A day as it stood at any moment: reckoned from versions, beside a calendar that simply remembers everything. */
#include <glib.h>

#include "domain/ct-past.h"

#define SITE 1
#define DAY 20000
#define N_BOOKINGS 6
#define N_STEPS 60

static CtAppointment *
booking (gint64 id, CtDate day, int minute, const char *status)
{
  CtAppointment *a = ct_appointment_new ();

  CT_RECORD (a)->id = id;
  a->site_id = SITE;
  a->chair_id = id;
  a->day = day;
  a->minute = minute;
  a->minutes = 60;
  a->status = g_strdup (status);
  return a;
}

/* What the calendar shows of the day: "1@600 3@660". */
static char *
words_of (GPtrArray *versions)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < versions->len; i++)
    {
      const CtPastVersion *version = g_ptr_array_index (versions, i);

      g_string_append_printf (words, "%" G_GINT64_FORMAT "@%d ", version->appointment_id, version->state->minute);
    }
  return g_string_free (words, FALSE);
}

static char *
words_at (const CtPast *past, gint64 at_us)
{
  g_autoptr (GPtrArray) versions = ct_past_at (past, at_us);

  return words_of (versions);
}

/* The calendar that remembers: its present bookings, shown as the past would show them. */
static char *
words_of_present (CtAppointment **present)
{
  g_autoptr (CtPast) all = ct_past_new (SITE, DAY);
  g_autoptr (GPtrArray) versions = NULL;

  for (guint i = 0; i < N_BOOKINGS; i++)
    if (present[i] != NULL)
      ct_past_add (all, present[i], 1, 0, NULL, "");
  versions = ct_past_at (all, 0);
  return words_of (versions);
}

static void
shuffle (GRand *chance, GPtrArray *array)
{
  for (guint i = array->len; i > 1; i--)
    {
      guint j = (guint) g_rand_int_range (chance, 0, (gint32) i);
      gpointer swap = array->pdata[i - 1];

      array->pdata[i - 1] = array->pdata[j];
      array->pdata[j] = swap;
    }
}

static void
change_one (GRand *chance, CtPast *past, CtAppointment **present, int *numbers, gint64 at_us)
{
  guint i = (guint) g_rand_int_range (chance, 0, N_BOOKINGS);
  CtDate day = DAY + g_rand_int_range (chance, 0, 3) - 1;
  int minute = g_rand_int_range (chance, 8, 17) * 60;
  CtAppointment *next = booking (i + 1, day, minute, g_rand_int_range (chance, 0, 4) == 0 ? CT_APPOINTMENT_CANCELLED
                                                                                       : CT_APPOINTMENT_BOOKED);

  ct_past_add (past, next, ++numbers[i], at_us, "ana", "Somebody");
  g_clear_object (&present[i]);
  present[i] = next;
}

static void
test_every_moment_is_as_it_was_whatever_the_order_of_the_rows (void)
{
  for (guint32 seed = 1; seed <= 60; seed++)
    {
      g_autoptr (GRand) chance = g_rand_new_with_seed (seed);
      g_autoptr (CtPast) past = ct_past_new (SITE, DAY);
      CtAppointment *present[N_BOOKINGS] = { NULL };
      int numbers[N_BOOKINGS] = { 0 };
      g_autoptr (GPtrArray) was = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *before = NULL;
      g_autofree char *now = NULL;
      g_autofree char *is = NULL;

      for (gint64 step = 1; step <= N_STEPS; step++)
        {
          change_one (chance, past, present, numbers, step * 100);
          g_ptr_array_add (was, words_of_present (present));
        }
      shuffle (chance, past->versions);
      before = words_at (past, 99);
      g_assert_cmpstr (before, ==, "");
      for (gint64 step = 1; step <= N_STEPS; step++)
        {
          g_autofree char *exactly = words_at (past, step * 100);
          g_autofree char *after = words_at (past, step * 100 + 99);

          g_assert_cmpstr (exactly, ==, g_ptr_array_index (was, step - 1));
          g_assert_cmpstr (after, ==, g_ptr_array_index (was, step - 1));
        }
      now = words_at (past, G_MAXINT64);
      is = words_of_present (present);
      g_assert_cmpstr (now, ==, is);
      for (guint i = 0; i < N_BOOKINGS; i++)
        g_clear_object (&present[i]);
    }
}

/* Going from change to change passes every state there was; between two changes there is none. */
static void
test_the_moments_are_those_at_which_something_changed (void)
{
  for (guint32 seed = 1; seed <= 30; seed++)
    {
      g_autoptr (GRand) chance = g_rand_new_with_seed (seed);
      g_autoptr (CtPast) past = ct_past_new (SITE, DAY);
      CtAppointment *present[N_BOOKINGS] = { NULL };
      int numbers[N_BOOKINGS] = { 0 };
      g_autoptr (GArray) moments = NULL;
      g_autofree char *shown = g_strdup ("");

      for (gint64 step = 1; step <= N_STEPS; step++)
        change_one (chance, past, present, numbers, step * 100);
      moments = ct_past_moments (past);
      for (gint64 at = 0; at <= N_STEPS * 100; at += 50)
        {
          g_autofree char *is = words_at (past, at);
          gboolean moment = FALSE;

          for (guint i = 0; i < moments->len; i++)
            moment |= g_array_index (moments, gint64, i) == at;
          if (g_strcmp0 (is, shown) != 0)
            g_assert_true (moment);
          g_free (shown);
          shown = g_steal_pointer (&is);
        }
      for (guint i = 0; i < N_BOOKINGS; i++)
        g_clear_object (&present[i]);
    }
}

static void
test_changes_since_are_told_latest_first_with_what_was_before (void)
{
  g_autoptr (CtPast) past = ct_past_new (SITE, DAY);
  g_autoptr (CtAppointment) made = booking (1, DAY, 600, CT_APPOINTMENT_BOOKED);
  g_autoptr (CtAppointment) moved = booking (1, DAY + 1, 600, CT_APPOINTMENT_BOOKED);
  g_autoptr (CtAppointment) away = booking (1, DAY + 2, 600, CT_APPOINTMENT_BOOKED);
  g_autoptr (GArray) all = NULL;
  g_autoptr (GArray) later = NULL;
  const CtPastChange *change;

  ct_past_add (past, made, 1, 100, "ana", "Reyes, Marisol");
  ct_past_add (past, moved, 2, 200, "ben", "Reyes, Marisol");
  ct_past_add (past, away, 3, 300, "ben", "Reyes, Marisol");
  all = ct_past_changes_since (past, 0);
  /* Between two other days it was moved without this day having to do with it. */
  g_assert_cmpuint (all->len, ==, 2);
  change = &g_array_index (all, CtPastChange, 0);
  g_assert_cmpint (change->after->number, ==, 2);
  g_assert_cmpint (change->before->number, ==, 1);
  g_assert_cmpstr (change->after->user_name, ==, "ben");
  g_assert_null (g_array_index (all, CtPastChange, 1).before);
  later = ct_past_changes_since (past, 200);
  g_assert_cmpuint (later->len, ==, 0);
}

/* What is as old as is known stands at every moment, and is no change. */
static void
test_what_is_as_old_as_is_known_was_always_there (void)
{
  g_autoptr (CtPast) past = ct_past_new (SITE, DAY);
  g_autoptr (CtAppointment) old = booking (1, DAY, 600, CT_APPOINTMENT_BOOKED);
  g_autoptr (GArray) moments = NULL;
  g_autofree char *words = NULL;

  ct_past_add (past, old, 4, 0, NULL, "Reyes, Marisol");
  words = words_at (past, 1);
  g_assert_cmpstr (words, ==, "1@600 ");
  moments = ct_past_moments (past);
  g_assert_cmpuint (moments->len, ==, 0);
}

/* A clock that was set back does not bring an older version to life again. */
static void
test_a_clock_that_was_set_back_does_not_turn_the_order_around (void)
{
  g_autoptr (CtPast) past = ct_past_new (SITE, DAY);
  g_autoptr (CtAppointment) first = booking (1, DAY, 600, CT_APPOINTMENT_BOOKED);
  g_autoptr (CtAppointment) second = booking (1, DAY, 660, CT_APPOINTMENT_BOOKED);
  g_autofree char *now = NULL;

  ct_past_add (past, first, 1, 500, "ana", "");
  ct_past_add (past, second, 2, 400, "ana", "");
  now = words_at (past, 600);
  g_assert_cmpstr (now, ==, "1@660 ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/past/every-moment-is-as-it-was-whatever-the-order-of-the-rows",
                   test_every_moment_is_as_it_was_whatever_the_order_of_the_rows);
  g_test_add_func ("/past/the-moments-are-those-at-which-something-changed",
                   test_the_moments_are_those_at_which_something_changed);
  g_test_add_func ("/past/changes-since-are-told-latest-first-with-what-was-before",
                   test_changes_since_are_told_latest_first_with_what_was_before);
  g_test_add_func ("/past/what-is-as-old-as-is-known-was-always-there", test_what_is_as_old_as_is_known_was_always_there);
  g_test_add_func ("/past/a-clock-that-was-set-back-does-not-turn-the-order-around",
                   test_a_clock_that_was_set_back_does_not_turn_the_order_around);
  return g_test_run ();
}
