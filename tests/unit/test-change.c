/* What a change since the baseline means. */
#include "base/ct-error.h"
#include "domain/ct-change.h"
#include "knowledge-fixture.h"

static CtKnowledge *knowledge;

typedef struct
{
  const char *instrument;
  int         baseline, current;
  int         permille;
  const char *status;
  gboolean    remission, worsening, meaningful;
} Example;

static const Example examples[] = {
  { "phq-9", 20, 10, 500, "response", FALSE, FALSE, TRUE },
  { "phq-9", 20, 4, 800, "response", TRUE, FALSE, TRUE },
  { "phq-9", 18, 13, 278, "partial", FALSE, FALSE, TRUE },
  { "phq-9", 20, 5, 750, "response", FALSE, FALSE, TRUE },
  { "phq-9", 20, 25, -250, "none", FALSE, TRUE, FALSE },
  { "phq-9", 20, 24, -200, "none", FALSE, FALSE, FALSE },
  { "phq-9", 20, 20, 0, "none", FALSE, FALSE, FALSE },
  { "phq-9", 20, 19, 50, "minimal", FALSE, FALSE, FALSE },
  { "phq-9", 20, 16, 200, "minimal", FALSE, FALSE, FALSE },
  { "phq-9", 20, 15, 250, "partial", FALSE, FALSE, TRUE },
  { "phq-9", 20, 11, 450, "partial", FALSE, FALSE, TRUE },
  { "phq-9", 27, 14, 481, "partial", FALSE, FALSE, TRUE },
  { "phq-9", 27, 13, 519, "response", FALSE, FALSE, TRUE },
  { "phq-9", 5, 3, 400, "partial", TRUE, FALSE, FALSE },
  { "phq-9", 1, 0, 1000, "response", TRUE, FALSE, FALSE },
  { "gad-7", 14, 9, 357, "partial", FALSE, FALSE, TRUE },
  { "gad-7", 14, 7, 500, "response", FALSE, FALSE, TRUE },
  { "gad-7", 14, 11, 214, "minimal", FALSE, FALSE, FALSE },
  { "gad-7", 14, 18, -286, "none", FALSE, TRUE, FALSE },
  { "gad-7", 14, 17, -214, "none", FALSE, FALSE, FALSE },
  { "gad-7", 10, 4, 600, "response", TRUE, FALSE, TRUE },
  { "pcl-5", 60, 50, 167, "minimal", FALSE, FALSE, TRUE },
  { "pcl-5", 60, 51, 150, "minimal", FALSE, FALSE, FALSE },
  { "pcl-5", 60, 28, 533, "response", TRUE, FALSE, TRUE },
  { "pcl-5", 60, 29, 517, "response", FALSE, FALSE, TRUE },
  { "pcl-5", 60, 70, -167, "none", FALSE, TRUE, FALSE },
  { "pcl-5", 60, 69, -150, "none", FALSE, FALSE, FALSE },
  { "madrs", 34, 17, 500, "response", FALSE, FALSE, TRUE },
  { "madrs", 34, 10, 706, "response", TRUE, FALSE, TRUE },
  { "madrs", 34, 40, -176, "none", FALSE, TRUE, FALSE },
  { "qids-sr16", 16, 20, -250, "none", FALSE, TRUE, FALSE },
  { "qids-sr16", 18, 13, 278, "partial", FALSE, FALSE, FALSE },
  { "qids-sr16", 18, 12, 333, "partial", FALSE, FALSE, TRUE },
  { "hamd-17", 20, 7, 650, "response", TRUE, FALSE, TRUE },
  { "ymrs", 30, 12, 600, "response", TRUE, FALSE, TRUE },
  { "bdi-2", 40, 33, 175, "minimal", FALSE, FALSE, TRUE },
  { "bdi-2", 40, 34, 150, "minimal", FALSE, FALSE, FALSE },
  { "who-5", 28, 52, 857, NULL, TRUE, FALSE, TRUE },
  { "who-5", 52, 40, -231, NULL, FALSE, TRUE, FALSE },
  { "audit-c", 6, 3, 500, NULL, FALSE, FALSE, FALSE },
};

static void
test_published_examples_come_out (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      const Example *example = &examples[i];
      g_autoptr (GError) error = NULL;
      CtChange change;

      g_assert_true (ct_change_compute (shipped_instrument (knowledge, example->instrument), example->baseline,
                                        example->current, NULL, &change, &error));
      g_assert_no_error (error);
      g_assert_true (change.has_percent);
      g_assert_cmpint (change.permille, ==, example->permille);
      g_assert_cmpstr (ct_change_status_to_text (change.status), ==, example->status);
      g_assert_cmpint (change.remission, ==, example->remission);
      g_assert_cmpint (change.reliable_worsening, ==, example->worsening);
      g_assert_cmpint (change.meaningful, ==, example->meaningful);
    }
}

static void
test_a_baseline_of_zero_has_no_percent (void)
{
  const CtInstrument *instrument = shipped_instrument (knowledge, "phq-9");
  CtChange change;

  g_assert_true (ct_change_compute (instrument, 0, 0, NULL, &change, NULL));
  g_assert_false (change.has_percent);
  g_assert_cmpint (change.status, ==, CT_CHANGE_NONE);
  g_assert_true (change.remission);
  g_assert_true (ct_change_compute (instrument, 0, 6, NULL, &change, NULL));
  g_assert_false (change.has_percent);
  g_assert_true (change.reliable_worsening);
  g_assert_false (change.remission);
}

static void
test_trials_of_esketamine_had_their_own_remission (void)
{
  const CtInstrument *instrument = shipped_instrument (knowledge, "madrs");

  g_assert_false (ct_change_is_remission (instrument, 11, NULL));
  g_assert_false (ct_change_is_remission (instrument, 11, "ketamine"));
  g_assert_true (ct_change_is_remission (instrument, 12, "esketamine"));
  g_assert_false (ct_change_is_remission (instrument, 13, "esketamine"));
}

static void
test_totals_that_cannot_be_are_refused (void)
{
  g_autoptr (GError) error = NULL;
  CtChange change;

  g_assert_false (ct_change_compute (shipped_instrument (knowledge, "phq-9"), 28, 4, NULL, &change, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "A total of PHQ-9 lies between 0 and 27, so it can't be 28.");
  g_clear_error (&error);
  g_assert_false (ct_change_compute (shipped_instrument (knowledge, "phq-9"), 4, -1, NULL, &change, &error));
  g_clear_error (&error);
  g_assert_false (ct_change_compute (shipped_instrument (knowledge, "c-ssrs"), 1, 0, NULL, &change, &error));
  g_assert_cmpstr (error->message, ==, "C-SSRS has no total to compare.");
}

/* Checked against fractions for every pair of totals: no rounding before the comparison. */
static void
test_response_begins_at_half_before_rounding (void)
{
  const CtInstrument *instrument = shipped_instrument (knowledge, "pcl-5");

  for (int baseline = 1; baseline <= 80; baseline++)
    for (int current = 0; current <= 80; current++)
      {
        CtChange change;
        int gain = baseline - current;
        CtChangeStatus expected = gain <= 0                ? CT_CHANGE_NONE
                                  : 2 * gain >= baseline   ? CT_CHANGE_RESPONSE
                                  : 4 * gain >= baseline   ? CT_CHANGE_PARTIAL
                                                           : CT_CHANGE_MINIMAL;

        g_assert_true (ct_change_compute (instrument, baseline, current, NULL, &change, NULL));
        g_assert_cmpint (change.status, ==, expected);
        g_assert_cmpint (ABS (change.permille * baseline - gain * 1000) * 2, <=, baseline);
      }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  knowledge = load_shipped ();
  g_test_add_func ("/change/published examples come out", test_published_examples_come_out);
  g_test_add_func ("/change/a baseline of zero has no percent", test_a_baseline_of_zero_has_no_percent);
  g_test_add_func ("/change/trials of esketamine had their own remission", test_trials_of_esketamine_had_their_own_remission);
  g_test_add_func ("/change/totals that cannot be are refused", test_totals_that_cannot_be_are_refused);
  g_test_add_func ("/change/response begins at half before rounding", test_response_begins_at_half_before_rounding);
  status = g_test_run ();
  ct_knowledge_unref (knowledge);
  return status;
}
