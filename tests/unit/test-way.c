/* The way of a visit: every step by every step and every role, lateness by the clock, and the way back. */
#include <glib.h>
#include <string.h>

#include "domain/ct-user.h"
#include "domain/ct-visit-records.h"
#include "domain/ct-way.h"

/* Said a second time and by hand: what may follow each step, going on. */
static const struct
{
  const char *from;
  const char *to;
} follows[] = {
  { "booked", "arrived ready in-chair missed cancelled-by-patient cancelled-by-clinic cancelled" },
  { "arrived", "ready in-chair done cancelled-by-patient cancelled-by-clinic cancelled" },
  { "ready", "in-chair done stopped cancelled-by-patient cancelled-by-clinic cancelled" },
  { "in-chair", "recovery leaving done stopped" },
  { "recovery", "leaving done stopped" },
  { "leaving", "done" },
  { "done", "" },
  { "stopped", "" },
  { "missed", "arrived cancelled-by-patient cancelled" },
  { "cancelled-by-patient", "" },
  { "cancelled-by-clinic", "" },
  { "cancelled", "" },
  { "confirmed", "" },
  { "late", "" },
};

/* And who sets which. */
static const struct
{
  const char *role;
  const char *steps;
} sets[] = {
  { CT_ROLE_OWNER, "booked arrived ready in-chair recovery leaving done stopped missed cancelled-by-patient "
                   "cancelled-by-clinic cancelled confirmed late" },
  { CT_ROLE_PRESCRIBER, "booked arrived ready in-chair recovery leaving done stopped missed cancelled-by-patient "
                        "cancelled-by-clinic cancelled confirmed late" },
  { CT_ROLE_NURSE, "booked arrived ready in-chair recovery leaving done stopped missed cancelled-by-patient "
                   "cancelled-by-clinic cancelled confirmed late" },
  { CT_ROLE_THERAPIST, "booked arrived ready in-chair recovery leaving done missed cancelled-by-patient "
                       "cancelled-by-clinic cancelled confirmed late" },
  { CT_ROLE_RECEPTION, "booked arrived done missed cancelled-by-patient cancelled-by-clinic cancelled confirmed late" },
  { CT_ROLE_BILLING, "" },
  { CT_ROLE_AUDITOR, "" },
};

static gboolean
is_in (const char *list, const char *word)
{
  g_auto (GStrv) words = g_strsplit (list, " ", -1);

  return g_strv_contains ((const char *const *) words, word);
}

static void
test_every_step_is_followed_by_what_may_follow_it (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (follows), ==, CT_N_STEPS);
  for (guint i = 0; i < CT_N_STEPS; i++)
    for (guint k = 0; k < CT_N_STEPS; k++)
      {
        const CtWayStep *from = ct_way_find (follows[i].from), *to = ct_way_find (follows[k].from);

        if (ct_way_may_follow (to->step, from->step) != is_in (follows[i].to, to->code))
          g_error ("%s after %s is not as it should be.", to->code, from->code);
      }
}

static void
test_every_role_sets_the_steps_it_should (void)
{
  const char *const *roles = ct_permission_list_roles ();

  g_assert_cmpuint (g_strv_length ((char **) roles), ==, G_N_ELEMENTS (sets));
  for (guint r = 0; r < G_N_ELEMENTS (sets); r++)
    for (CtStep step = 0; step < CT_N_STEPS; step++)
      if (ct_permission_of_role (sets[r].role, ct_way_get (step)->permission) !=
          is_in (sets[r].steps, ct_way_get (step)->code))
        g_error ("%s by %s is not as it should be.", ct_way_get (step)->code, sets[r].role);
}

static void
test_every_step_is_told_by_a_name_and_an_icon_of_its_own (void)
{
  g_autoptr (GHashTable) labels = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) icons = g_hash_table_new (g_str_hash, g_str_equal);

  for (CtStep step = 0; step < CT_N_STEPS; step++)
    {
      g_assert_cmpint (ct_way_get (step)->step, ==, step);
      g_assert_true (ct_way_find (ct_way_get (step)->code) == ct_way_get (step));
      g_assert_true (g_hash_table_add (labels, (gpointer) ct_way_label (step)));
      /* However a visit was cancelled, it looks the same from afar. */
      if (g_strcmp0 (ct_way_get (step)->status, CT_APPOINTMENT_CANCELLED) != 0)
        g_assert_true (g_hash_table_add (icons, (gpointer) ct_way_get (step)->icon));
      g_assert_cmpint (ct_way_get (step)->solidity == 0, ==, ct_way_get (step)->stage == CT_STAGE_OVER);
    }
  g_assert_null (ct_way_find ("asleep"));
  g_assert_null (ct_way_find (NULL));
}

static CtAppointment *
make_booking (const char *kind)
{
  CtAppointment *a = ct_appointment_new ();

  a->kind = g_strdup (kind);
  a->status = g_strdup (CT_APPOINTMENT_BOOKED);
  a->day = ct_date_parse_iso ("2026-03-02");
  a->minute = 600;
  a->minutes = 60;
  return a;
}

static void
test_what_is_set_is_what_is_read_back (void)
{
  g_autoptr (CtAppointment) a = make_booking (CT_VISIT_TREATMENT);

  for (CtStep step = 0; step < CT_N_STEPS; step++)
    if (ct_way_get (step)->status != NULL)
      {
        ct_way_set (a, step, "Ill", 5);
        g_assert_cmpint (ct_way_of (a), ==, step);
        g_assert_cmpint (a->status_us, ==, 5);
        g_assert_cmpint (ct_appointment_holds_chair (a), ==,
                         step != CT_STEP_MISSED && strcmp (ct_way_get (step)->status, CT_APPOINTMENT_CANCELLED) != 0);
      }
}

static void
test_an_ordinary_day_goes_from_booked_to_checked_out (void)
{
  static const struct { const char *kind; const char *way; } days[] = {
    { CT_VISIT_TREATMENT, "booked arrived ready in-chair recovery leaving done " },
    { CT_VISIT_CONSULTATION, "booked arrived in-chair done " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (CtAppointment) a = make_booking (days[i].kind);
      g_autoptr (GString) walked = g_string_new ("booked ");

      for (CtStep next; (next = ct_way_next (a)) != CT_N_STEPS; g_string_append_printf (walked, "%s ", ct_way_get (next)->code))
        ct_way_set (a, next, NULL, 0);
      g_assert_cmpstr (walked->str, ==, days[i].way);
    }
}

static void
test_a_visit_is_late_by_the_clock_until_somebody_comes (void)
{
  g_autoptr (CtAppointment) a = make_booking (CT_VISIT_TREATMENT);
  CtDate day = a->day;

  g_assert_cmpint (ct_way_shown (a, (CtWall) { day, 600 }), ==, CT_STEP_BOOKED);
  g_assert_cmpint (ct_way_shown (a, (CtWall) { day, 601 }), ==, CT_STEP_LATE);
  g_assert_cmpint (ct_way_late_by (a, (CtWall) { day, 672 }), ==, 72);
  a->confirmed_how = g_strdup (CT_CONFIRMED_BY_PHONE);
  g_assert_cmpint (ct_way_shown (a, (CtWall) { day, 600 }), ==, CT_STEP_CONFIRMED);
  g_assert_cmpint (ct_way_shown (a, (CtWall) { day, 601 }), ==, CT_STEP_LATE);
  g_assert_cmpint (ct_way_shown (a, (CtWall) { day - 1, 700 }), ==, CT_STEP_CONFIRMED);
  /* Of an earlier day nobody is waited for any more; it only was never seen to. */
  g_assert_cmpint (ct_way_shown (a, (CtWall) { day + 1, 0 }), ==, CT_STEP_CONFIRMED);
  ct_way_set (a, CT_STEP_ARRIVED, NULL, 0);
  g_assert_cmpint (ct_way_late_by (a, (CtWall) { day, 672 }), ==, 0);
  g_assert_cmpint (ct_way_shown (a, (CtWall) { day, 672 }), ==, CT_STEP_ARRIVED);
  g_assert_true (ct_way_is_confirmed (a));
}

/* "arrived@3 in-chair@5 <arrived@9": stamps with their moments, a mark before what was gone back to. */
static GPtrArray *
make_stamps (const char *text)
{
  GPtrArray *stamps = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    {
      CtVisitStep *stamp = ct_visit_step_new ();
      g_auto (GStrv) parts = g_strsplit (words[i], "@", 2);

      stamp->back = parts[0][0] == '<';
      stamp->step = g_strdup (parts[0] + stamp->back);
      stamp->at_us = g_ascii_strtoll (parts[1], NULL, 10);
      g_ptr_array_add (stamps, stamp);
    }
  return stamps;
}

static void
test_the_way_back_is_where_one_came_from (void)
{
  static const struct { const char *stamps; CtStep now; CtStep before; gint64 since_us; } cases[] = {
    { "", CT_STEP_DONE, CT_STEP_BOOKED, CT_TIME_NONE },
    { "arrived@3", CT_STEP_ARRIVED, CT_STEP_BOOKED, CT_TIME_NONE },
    { "arrived@3 in-chair@5", CT_STEP_IN_CHAIR, CT_STEP_ARRIVED, 3 },
    { "arrived@3 confirmed@4 in-chair@5", CT_STEP_IN_CHAIR, CT_STEP_ARRIVED, 3 },
    { "arrived@3 ready@4 in-chair@5 <ready@6", CT_STEP_READY, CT_STEP_ARRIVED, 3 },
    { "arrived@3 in-chair@5 <arrived@6 <booked@7", CT_STEP_BOOKED, CT_STEP_BOOKED, CT_TIME_NONE },
    { "arrived@3 in-chair@5 <arrived@6 in-chair@8 done@9", CT_STEP_DONE, CT_STEP_IN_CHAIR, 8 },
    { "missed@3 arrived@4", CT_STEP_ARRIVED, CT_STEP_MISSED, 3 },
    { "cancelled-by-patient@3", CT_STEP_CANCELLED_BY_PATIENT, CT_STEP_BOOKED, CT_TIME_NONE },
    /* A step of a newer program is passed over. */
    { "arrived@3 humming@4 in-chair@5", CT_STEP_IN_CHAIR, CT_STEP_ARRIVED, 3 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) stamps = make_stamps (cases[i].stamps);
      gint64 since_us;

      g_assert_cmpint (ct_way_before (stamps, cases[i].now, &since_us), ==, cases[i].before);
      g_assert_cmpint (since_us, ==, cases[i].since_us);
    }
}

/* However somebody walked on, going back as often as they went on is back at the beginning. */
static void
test_any_walk_taken_back_step_by_step_ends_at_booked (void)
{
  for (guint round = 0; round < 500; round++)
    {
      g_autoptr (GPtrArray) stamps = g_ptr_array_new_with_free_func (g_object_unref);
      CtStep now = CT_STEP_BOOKED;
      guint n = 0;

      for (int i = 0; i < g_test_rand_int_range (1, 12); i++)
        {
          CtStep step = (CtStep) g_test_rand_int_range (0, CT_STEP_CONFIRMED);
          CtVisitStep *stamp;

          if (!ct_way_may_follow (step, now))
            continue;
          stamp = ct_visit_step_new ();
          stamp->step = g_strdup (ct_way_get (step)->code);
          stamp->at_us = ++n;
          g_ptr_array_add (stamps, stamp);
          now = step;
        }
      for (guint i = n; i > 0; i--)
        {
          CtVisitStep *stamp = ct_visit_step_new ();
          gint64 since_us;

          now = ct_way_before (stamps, now, &since_us);
          g_assert_cmpint (since_us, ==, i == 1 ? CT_TIME_NONE : (gint64) i - 1);
          stamp->step = g_strdup (ct_way_get (now)->code);
          stamp->back = TRUE;
          stamp->at_us = 100;
          g_ptr_array_add (stamps, stamp);
        }
      g_assert_cmpint (now, ==, CT_STEP_BOOKED);
    }
}

/* Whoever leaves at any minute has the chair until it is clean, but not longer than booked; back on the way, to the end. */
static void
test_whoever_leaves_early_has_the_chair_until_it_is_clean (void)
{
  static const CtStep over[] = { CT_STEP_DONE, CT_STEP_STOPPED };
  g_autoptr (GPtrArray) segments = ct_segments_new ();

  g_ptr_array_add (segments, ct_segment_new ("treatment", 40));
  g_ptr_array_add (segments, ct_segment_new ("turnover", 15));
  for (int left = 540; left < 720; left++)
    {
      g_autoptr (CtAppointment) visit = ct_appointment_new ();
      CtMinutes held;

      visit->minute = 600;
      visit->minutes = 55;
      ct_way_set (visit, over[left % G_N_ELEMENTS (over)], "Felt unwell", CT_TIME_NONE);
      ct_way_free_chair (visit, left, segments);
      held = ct_appointment_held (visit);
      g_assert_cmpint (held.from, ==, 600);
      g_assert_cmpint (held.to, ==, CLAMP (left + 15, 600, 655));
      ct_way_set (visit, CT_STEP_LEAVING, NULL, CT_TIME_NONE);
      ct_way_free_chair (visit, left, segments);
      g_assert_cmpint (ct_appointment_held (visit).to, ==, 655);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/way/every step is followed by what may follow it", test_every_step_is_followed_by_what_may_follow_it);
  g_test_add_func ("/way/every role sets the steps it should", test_every_role_sets_the_steps_it_should);
  g_test_add_func ("/way/every step is told by a name and an icon of its own",
                   test_every_step_is_told_by_a_name_and_an_icon_of_its_own);
  g_test_add_func ("/way/what is set is what is read back", test_what_is_set_is_what_is_read_back);
  g_test_add_func ("/way/an ordinary day goes from booked to checked out",
                   test_an_ordinary_day_goes_from_booked_to_checked_out);
  g_test_add_func ("/way/a visit is late by the clock until somebody comes",
                   test_a_visit_is_late_by_the_clock_until_somebody_comes);
  g_test_add_func ("/way/whoever leaves early has the chair until it is clean",
                   test_whoever_leaves_early_has_the_chair_until_it_is_clean);
  g_test_add_func ("/way/the way back is where one came from", test_the_way_back_is_where_one_came_from);
  g_test_add_func ("/way/any walk taken back step by step ends at booked",
                   test_any_walk_taken_back_step_by_step_ends_at_booked);
  return g_test_run ();
}
