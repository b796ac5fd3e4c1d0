/* What a visit holds besides its chair, from the parts it has. */
#include "domain/ct-claim.h"

#define MONDAY 20780
#define SITE   7
#define ANA    3

static void
add_part (GPtrArray *segments, const char *kind, int minutes, int prescriber_minutes, guint needs)
{
  CtSegment *segment = ct_segment_new (kind, minutes);

  segment->prescriber_minutes = prescriber_minutes;
  segment->needs = needs;
  g_ptr_array_add (segments, segment);
}

/* "pump of 7 from 615 to 655", a line for each; of a visit that is over at a minute, or 0. */
static char *
held_until (GPtrArray *segments, gint64 clinician_id, int minutes, int over)
{
  g_autoptr (GArray) claims = g_array_new (FALSE, FALSE, sizeof (CtClaim));
  CtBooking booking = { .date = MONDAY, .minutes = { 600, 600 + minutes }, .clinician_id = clinician_id,
                        .segments = segments };
  GString *text = g_string_new (NULL);

  ct_booking_end_at (&booking, over);
  ct_claims_add (claims, &booking, SITE);
  for (guint i = 0; i < claims->len; i++)
    {
      const CtClaim *claim = &g_array_index (claims, CtClaim, i);

      g_assert_cmpint (claim->day, ==, MONDAY);
      g_string_append_printf (text, "%s%s of %d from %d to %d", i > 0 ? "\n" : "", ct_claim_kind_to_id (claim->kind),
                              (int) claim->resource_id, claim->minutes.from, claim->minutes.to);
    }
  return g_string_free (text, FALSE);
}

static char *
held (GPtrArray *segments, gint64 clinician_id, int minutes)
{
  return held_until (segments, clinician_id, minutes, 0);
}

static GPtrArray *
infusion (void)
{
  GPtrArray *segments = ct_segments_new ();

  add_part (segments, "prep", 15, 10, 0);
  add_part (segments, "treatment", 40, 0, CT_SEGMENT_PUMP);
  add_part (segments, "recovery", 60, 0, CT_SEGMENT_ROOM);
  add_part (segments, "turnover", 15, 0, 0);
  return segments;
}

static void
test_each_thing_is_held_while_it_is_needed (void)
{
  g_autoptr (GPtrArray) segments = infusion ();
  g_autofree char *text = held (segments, ANA, 130);

  g_assert_cmpstr (text, ==, "clinician of 3 from 600 to 610\npump of 7 from 615 to 655\nroom of 7 from 655 to 715");
}

static void
test_a_longer_visit_holds_longer_what_grows_with_it (void)
{
  g_autoptr (GPtrArray) segments = infusion ();
  g_autofree char *text = held (segments, 0, 160);

  g_assert_cmpstr (text, ==, "pump of 7 from 615 to 655\nroom of 7 from 655 to 745");
}

/* Its parts lie as they were booked, and those it did not come to are held no longer. */
static void
test_what_is_over_holds_nothing_any_more (void)
{
  g_autoptr (GPtrArray) segments = infusion ();
  g_autofree char *in_recovery = held_until (segments, ANA, 130, 680);
  g_autofree char *in_treatment = held_until (segments, ANA, 130, 640);
  g_autofree char *at_once = held_until (segments, ANA, 130, 600);
  g_autofree char *late = held_until (segments, ANA, 130, 800);

  g_assert_cmpstr (in_recovery, ==, "clinician of 3 from 600 to 610\npump of 7 from 615 to 655\nroom of 7 from 655 to 680");
  g_assert_cmpstr (in_treatment, ==, "clinician of 3 from 600 to 610\npump of 7 from 615 to 640");
  g_assert_cmpstr (at_once, ==, "");
  g_assert_cmpstr (late, ==, "clinician of 3 from 600 to 610\npump of 7 from 615 to 655\nroom of 7 from 655 to 715");
}

/* There is no time for recovery in it. */
static void
test_a_short_visit_holds_nothing_for_parts_it_has_no_time_for (void)
{
  g_autoptr (GPtrArray) segments = infusion ();
  g_autofree char *text = held (segments, ANA, 50);

  g_assert_cmpstr (text, ==, "clinician of 3 from 600 to 610\npump of 7 from 610 to 650");
}

static void
test_parts_end_to_end_are_held_once_and_parts_apart_twice (void)
{
  g_autoptr (GPtrArray) segments = ct_segments_new ();
  g_autofree char *text = NULL;

  add_part (segments, "treatment", 20, 0, CT_SEGMENT_PUMP);
  add_part (segments, "treatment", 20, 0, CT_SEGMENT_PUMP);
  add_part (segments, "recovery", 20, 0, 0);
  add_part (segments, "treatment", 20, 0, CT_SEGMENT_PUMP);
  text = held (segments, 0, 80);
  g_assert_cmpstr (text, ==, "pump of 7 from 600 to 640\npump of 7 from 660 to 680");
}

static void
test_a_visit_without_parts_holds_nothing (void)
{
  g_autofree char *text = held (NULL, ANA, 30);

  g_assert_cmpstr (text, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CHECK(function) g_test_add_func ("/claim/" #function, test_##function)
  CHECK (each_thing_is_held_while_it_is_needed);
  CHECK (a_longer_visit_holds_longer_what_grows_with_it);
  CHECK (what_is_over_holds_nothing_any_more);
  CHECK (a_short_visit_holds_nothing_for_parts_it_has_no_time_for);
  CHECK (parts_end_to_end_are_held_once_and_parts_apart_twice);
  CHECK (a_visit_without_parts_holds_nothing);
  return g_test_run ();
}
