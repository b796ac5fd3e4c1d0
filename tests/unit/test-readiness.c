/* What a visit needs, and whether it is there. */
#include <glib.h>

#include "domain/ct-readiness.h"

#define DAY 20500

static GPtrArray *
make_items (void)
{
  static const CtReadyItem all[] = {
    { (char *) "prescriber", (char *) "Prescriber named", (char *) "prescriber" },
    { (char *) "consent", (char *) "Consent on file", NULL, FALSE, CT_READY_FOR_COURSE, CT_READY_AT_BOOKING, FALSE, FALSE, 365 },
    { (char *) "escort", (char *) "Escort named", NULL, FALSE, CT_READY_FOR_VISIT, CT_READY_AT_CONFIRMING },
    { (char *) "weight", (char *) "Weight", (char *) "weight", FALSE, CT_READY_FOR_VISIT, CT_READY_AT_ARRIVAL, FALSE, FALSE, 30 },
    { (char *) "score", (char *) "Score", (char *) "score", FALSE, CT_READY_FOR_VISIT, CT_READY_AT_ARRIVAL, FALSE, TRUE, 14 },
    { (char *) "checks", (char *) "Blood pressure", NULL, TRUE, CT_READY_FOR_VISIT, CT_READY_AT_ARRIVAL },
  };
  GPtrArray *items = g_ptr_array_new_with_free_func (ct_ready_item_free);

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    {
      CtReadyItem *item = ct_ready_item_new ();

      *item = all[i];
      item->id = g_strdup (all[i].id);
      item->label = g_strdup (all[i].label);
      item->fact = g_strdup (all[i].fact);
      g_ptr_array_add (items, item);
    }
  return items;
}

static CtAppointment *
make_visit (int number)
{
  CtAppointment *a = ct_appointment_new ();

  CT_RECORD (a)->id = 7;
  a->patient_id = 1;
  a->course_id = 3;
  a->session_number = number;
  a->day = DAY;
  return a;
}

static void
add_fact (GArray *facts, gint64 patient_id, gint64 course_id, const char *name, CtDate day)
{
  CtReadyFact fact = { patient_id, course_id, g_strdup (name), day };

  g_array_append_val (facts, fact);
}

static void
add_check (GPtrArray *checks, gint64 course_id, gint64 appointment_id, const char *item, gboolean met, CtDate day)
{
  CtVisitCheck *check = ct_visit_check_new ();

  check->patient_id = 1;
  check->course_id = course_id;
  check->appointment_id = appointment_id;
  check->item = g_strdup (item);
  check->met = met;
  check->at_us = day * (gint64) G_TIME_SPAN_DAY;
  g_ptr_array_add (checks, check);
}

typedef struct
{
  GPtrArray     *items;
  GPtrArray     *checks;
  GArray        *facts;
  CtAppointment *visit;
} Case;

static void
set_up (Case *self, gconstpointer data)
{
  self->items = make_items ();
  self->checks = g_ptr_array_new_with_free_func (g_object_unref);
  self->facts = g_array_new (FALSE, FALSE, sizeof (CtReadyFact));
  g_array_set_clear_func (self->facts, ct_ready_fact_clear);
  self->visit = make_visit (2);
}

static void
tear_down (Case *self, gconstpointer data)
{
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->checks);
  g_array_unref (self->facts);
  g_object_unref (self->visit);
}

/* "consent escort": what is there, in the order of the items. */
static char *
met_of (Case *self)
{
  g_autoptr (GPtrArray) states = ct_readiness_judge (self->items, self->visit, self->checks, self->facts);
  GString *met = g_string_new (NULL);

  for (guint i = 0; i < states->len; i++)
    {
      const CtReadyState *state = g_ptr_array_index (states, i);

      if (state->met)
        g_string_append_printf (met, "%s%s", met->len > 0 ? " " : "", state->id);
    }
  return g_string_free (met, FALSE);
}

static void
assert_met (Case *self, const char *wanted)
{
  g_autofree char *met = met_of (self);

  g_assert_cmpstr (met, ==, wanted);
}

static void
test_nothing_known_is_nothing_there (Case *self, gconstpointer data)
{
  g_autoptr (GPtrArray) states = ct_readiness_judge (self->items, self->visit, NULL, NULL);
  g_autofree char *at_booking = ct_readiness_missing (states, CT_READY_AT_BOOKING, G_MAXUINT);
  g_autofree char *at_confirming = ct_readiness_missing (states, CT_READY_AT_CONFIRMING, G_MAXUINT);

  g_autofree char *first = ct_readiness_missing (states, CT_READY_AT_CONFIRMING, 1);
  g_autofree char *all = ct_readiness_missing (states, CT_READY_AT_CONFIRMING, 3);

  g_assert_cmpuint (states->len, ==, 6);
  g_assert_cmpuint (ct_readiness_n_met (states), ==, 0);
  g_assert_cmpstr (first, ==, "Prescriber named and 2 more");
  g_assert_cmpstr (all, ==, at_confirming);
  g_assert_cmpstr (at_booking, ==, "Prescriber named, Consent on file");
  g_assert_cmpstr (at_confirming, ==, "Prescriber named, Consent on file, Escort named");
}

static void
test_a_fact_counts_for_its_patient_and_course_and_while_it_is_fresh (Case *self, gconstpointer data)
{
  add_fact (self->facts, 2, 0, "weight", DAY);
  add_fact (self->facts, 1, 4, "score", DAY);
  add_fact (self->facts, 1, 0, "weight", DAY - 31);
  add_fact (self->facts, 1, 3, "score", DAY - 15);
  assert_met (self, "");
  add_fact (self->facts, 1, 0, "weight", DAY - 30);
  assert_met (self, "weight");
  add_fact (self->facts, 1, 3, "score", DAY - 14);
  add_fact (self->facts, 1, 3, "prescriber", DAY - 300);
  assert_met (self, "prescriber weight score");
  /* What is of a later day was not there. */
  g_array_set_size (self->facts, 0);
  add_fact (self->facts, 1, 0, "weight", DAY + 1);
  assert_met (self, "");
}

static void
test_a_tick_reaches_as_far_as_it_says (Case *self, gconstpointer data)
{
  add_check (self->checks, 0, 8, "escort", TRUE, DAY);
  add_check (self->checks, 4, 0, "consent", TRUE, DAY);
  assert_met (self, "");
  add_check (self->checks, 0, 7, "escort", TRUE, DAY);
  add_check (self->checks, 3, 0, "consent", TRUE, DAY - 365);
  assert_met (self, "consent escort");
}

static void
test_the_last_word_counts (Case *self, gconstpointer data)
{
  add_check (self->checks, 0, 7, "escort", TRUE, DAY - 2);
  add_check (self->checks, 0, 7, "escort", FALSE, DAY - 1);
  assert_met (self, "");
}

static void
test_an_old_tick_is_worth_nothing (Case *self, gconstpointer data)
{
  add_check (self->checks, 3, 0, "consent", TRUE, DAY - 366);
  assert_met (self, "");
}

static void
test_the_first_session_needs_no_score_since_the_last (Case *self, gconstpointer data)
{
  g_autoptr (CtAppointment) first = make_visit (1);
  g_autoptr (GPtrArray) states = ct_readiness_judge (self->items, first, NULL, NULL);

  g_assert_cmpuint (states->len, ==, 5);
}

static void
test_a_broken_rule_is_missing_from_the_booking_on (Case *self, gconstpointer data)
{
  g_autoptr (GPtrArray) states = ct_readiness_judge (NULL, self->visit, NULL, NULL);
  g_autofree char *missing = NULL;

  ct_readiness_add_rule (states, "Too close.");
  missing = ct_readiness_missing (states, CT_READY_AT_BOOKING, G_MAXUINT);
  g_assert_cmpstr (missing, ==, "Too close.");
}

/* Whatever is ticked more, no fewer things are there. */
static void
test_ticking_more_never_makes_a_visit_less_ready (Case *self, gconstpointer data)
{
  static const char *const items[] = { "consent", "escort", "checks" };
  guint before = 0;

  for (int i = 0; i < 200; i++)
    {
      g_autoptr (GPtrArray) states = NULL;
      const char *item = items[g_test_rand_int_range (0, 3)];

      add_check (self->checks, g_str_equal (item, "consent") ? 3 : 0, g_str_equal (item, "consent") ? 0 : 7, item, TRUE,
                 DAY - g_test_rand_int_range (0, 300));
      states = ct_readiness_judge (self->items, self->visit, self->checks, self->facts);
      g_assert_cmpuint (ct_readiness_n_met (states), >=, before);
      before = ct_readiness_n_met (states);
    }
  g_assert_cmpuint (before, ==, 3);
}

#define READY_TEST(name, function) g_test_add ("/readiness/" name, Case, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  READY_TEST ("nothing known is nothing there", test_nothing_known_is_nothing_there);
  READY_TEST ("a fact counts for its patient and course and while it is fresh",
              test_a_fact_counts_for_its_patient_and_course_and_while_it_is_fresh);
  READY_TEST ("a tick reaches as far as it says", test_a_tick_reaches_as_far_as_it_says);
  READY_TEST ("the last word counts", test_the_last_word_counts);
  READY_TEST ("an old tick is worth nothing", test_an_old_tick_is_worth_nothing);
  READY_TEST ("the first session needs no score since the last", test_the_first_session_needs_no_score_since_the_last);
  READY_TEST ("a broken rule is missing from the booking on", test_a_broken_rule_is_missing_from_the_booking_on);
  READY_TEST ("ticking more never makes a visit less ready", test_ticking_more_never_makes_a_visit_less_ready);
  return g_test_run ();
}
