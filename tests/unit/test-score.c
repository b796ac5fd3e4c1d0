/* From answers to scores: published examples, every edge of every band, missing answers, and laws that always hold. */
#include "base/ct-error.h"
#include "knowledge-fixture.h"

#include <string.h>

static CtKnowledge *knowledge;

static char *
join_flags (const CtScore *score)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < score->flags->len; i++)
    {
      const CtFinding *flag = g_ptr_array_index (score->flags, i);

      g_string_append_printf (out, "%s%s:%s", i > 0 ? " " : "", flag->id, ct_level_to_text (flag->level));
    }
  return g_string_free (out, FALSE);
}

static char *
join_subscales (const CtScore *score)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < score->subscales->len; i++)
    {
      const CtSubscaleScore *subscale = &g_array_index (score->subscales, CtSubscaleScore, i);

      g_string_append_printf (out, "%s%s=%d", i > 0 ? " " : "", subscale->subscale->id, subscale->value);
    }
  return g_string_free (out, FALSE);
}

typedef struct
{
  const char *instrument;
  const char *answers;
  int         total;
  const char *band;
  const char *flags;
  const char *subscales;    /* NULL: not looked at */
} Example;

static const Example examples[] = {
  { "phq-9", "0 0 0 0 0 0 0 0 0", 0, "minimal", "", "phq-2=0" },
  { "phq-9", "1 1 1 1 0 0 0 0 0", 4, "minimal", "", "phq-2=2" },
  { "phq-9", "2 2 2 3 2 2 2 1 1", 17, "moderately-severe", "item-9:warn", "phq-2=4" },
  { "phq-9", "3 3 3 3 3 3 3 3 3", 27, "severe", "item-9:warn", "phq-2=6" },
  { "phq-9", "2 2 2 3 2 2 2 1 1 3", 17, "moderately-severe", "item-9:warn", NULL },
  { "phq-2", "1 1", 2, "negative", "", NULL },
  { "phq-2", "1 2", 3, "positive", "", NULL },
  { "gad-7", "0 1 1 0 0 1 1", 4, "minimal", "", "" },
  { "gad-7", "3 3 3 2 2 2 1", 16, "severe", "", "" },
  { "gad-7", "3 3 3 3 3 3 3", 21, "severe", "", "" },
  { "pcl-5", "3 2 1 3 3 3 2 1 2 3 2 3 3 2 2 1 3 3 3 3", 48, "above-cut-off", "", "b=12 c=5 d=16 e=15" },
  { "pcl-5", "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", 20, "below-cut-off", "", "b=5 c=2 d=7 e=6" },
  { "pcl-5", "4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4", 80, "above-cut-off", "item-16:note", "b=20 c=8 d=28 e=24" },
  { "qids-sr16", "2 3 1 0 2 1 0 0 2 2 1 0 2 2 1 0", 15, "moderate", "",
    "sleep=3 sadness=2 appetite-weight=2 concentration=2 self-view=1 suicide=0 interest=2 energy=2 psychomotor=1" },
  { "qids-sr16", "0 1 0 2 1 0 1 0 0 1 0 0 1 1 0 1", 8, "mild", "",
    "sleep=2 sadness=1 appetite-weight=1 concentration=1 self-view=0 suicide=0 interest=1 energy=1 psychomotor=1" },
  { "qids-sr16", "3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3", 27, "very-severe", "item-12:warn", NULL },
  { "qids-sr16", "0 0 0 0 0 0 0 0 0 0 0 1 0 0 0 0", 1, "none", "item-12:note", NULL },
  { "qids-sr16", "2 3 1 0 2 1 - - 2 2 1 0 2 2 1 0", 15, "moderate", "", NULL },
  { "madrs", "0 1 1 0 0 1 1 0 0 0", 4, "absent", "", NULL },
  { "madrs", "4 4 4 4 2 3 4 4 3 2", 34, "moderate", "item-10:note", NULL },
  { "madrs", "5 5 4 5 3 4 5 5 4 4", 44, "severe", "item-10:warn", NULL },
  { "hamd-17", "1 0 0 1 1 0 1 0 0 1 1 0 1 0 0 0 0", 7, "none", "", NULL },
  { "hamd-17", "1 1 0 1 1 0 1 0 1 1 0 0 1 0 0 0 0", 8, "mild", "", NULL },
  { "hamd-17", "0 0 2 0 0 0 0 0 0 0 0 0 0 0 0 0 0", 2, "none", "item-3:warn", NULL },
  { "ymrs", "1 1 0 1 2 2 1 0 0 0 0", 8, "remission", "", NULL },
  { "ymrs", "3 3 2 3 6 6 2 6 4 1 2", 38, "severe", "mania:hold", NULL },
  { "asrm", "0 1 0 1 0", 2, "unlikely", "", NULL },
  { "asrm", "2 2 2 0 0", 6, "likely", "mania:hold", NULL },
  { "who-5", "1 2 1 1 2", 28, "likely-depression", "", "raw=7" },
  { "who-5", "5 5 5 5 5", 100, "good", "", "raw=25" },
  { "audit-c", "2 1 0", 3, "positive-women", "", NULL },
  { "dast-10", "N N Y N N N N N N N", 0, "none", "", NULL },
  { "dast-10", "N N N N N N N N N N", 1, "low", "", NULL },
  { "dast-10", "Y Y Y Y Y Y Y Y Y Y", 9, "severe", "drug-use:block", NULL },
  { "dast-10", "yes yes no yes yes yes yes yes yes yes", 10, "severe", "drug-use:block", NULL },
  { "dast-10", "1 1 1 1 0 0 0 0 0 0", 3, "moderate", "drug-use:warn", NULL },
  { "cadss-6", "0 0 0 0 0 0", 0, NULL, "", NULL },
  { "cadss-6", "1 2 1 2 1 0", 7, NULL, "", NULL },
  { "cadss-6", "4 4 4 4 4 4", 24, NULL, "", NULL },
  { "bprs-4", "0 0 0 0", 0, NULL, "", NULL },
  { "bprs-4", "0 4 0 0", 4, NULL, "psychosis:warn", NULL },
  { "moaa-s", "5", 5, "alert", "", NULL },
  { "moaa-s", "4", 4, "sedated", "", NULL },
  { "moaa-s", "3", 3, "moderate", "sedation:warn", NULL },
  { "moaa-s", "1", 1, "deep", "sedation:block", NULL },
  { "moaa-s", "0", 0, "loss-of-consciousness", "sedation:block", NULL },
  { "bdi-2", "28", 28, "moderate", "", NULL },
};

static void
test_published_examples_come_out (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      const Example *example = &examples[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (CtScore) score = score_typed (knowledge, example->instrument, example->answers, &error);
      g_autofree char *flags = NULL;
      g_autofree char *subscales = NULL;

      g_assert_no_error (error);
      g_assert_true (score->scorable && score->has_total);
      g_assert_false (score->prorated);
      g_assert_cmpint (score->total, ==, example->total);
      g_assert_cmpstr (score->band != NULL ? score->band->id : NULL, ==, example->band);
      flags = join_flags (score);
      g_assert_cmpstr (flags, ==, example->flags);
      subscales = join_subscales (score);
      if (example->subscales != NULL)
        g_assert_cmpstr (subscales, ==, example->subscales);
      g_assert_cmpuint (score->notes->len, ==, 0);
    }
}

static CtTruth
truth_of (const char *instrument, const char *answers, const char *finding)
{
  g_autoptr (CtScore) score = score_typed (knowledge, instrument, answers, NULL);

  g_assert_nonnull (score);
  return ct_score_get_truth (score, finding);
}

static void
test_depressive_syndromes_need_interest_or_mood (void)
{
  const char *major = "major-depressive-syndrome", *other = "other-depressive-syndrome";

  g_assert_cmpint (truth_of ("phq-9", "2 2 2 3 2 2 2 1 1", major), ==, CT_TRUTH_YES);
  g_assert_cmpint (truth_of ("phq-9", "2 2 2 3 2 2 2 1 1", other), ==, CT_TRUTH_NO);
  g_assert_cmpint (truth_of ("phq-9", "2 0 2 2 2 0 0 0 0", major), ==, CT_TRUTH_NO);
  g_assert_cmpint (truth_of ("phq-9", "2 0 2 2 2 0 0 0 0", other), ==, CT_TRUTH_YES);
  g_assert_cmpint (truth_of ("phq-9", "2 0 2 2 2 0 0 0 1", major), ==, CT_TRUTH_YES);
  g_assert_cmpint (truth_of ("phq-9", "1 1 3 3 3 3 3 3 3", major), ==, CT_TRUTH_NO);
  g_assert_cmpint (truth_of ("phq-9", "1 1 3 3 3 3 3 3 3", other), ==, CT_TRUTH_NO);
  g_assert_cmpint (truth_of ("phq-9", "2 0 0 0 0 0 0 0 0", other), ==, CT_TRUTH_NO);
  g_assert_cmpint (truth_of ("phq-9", "2 0 2 2 2 0 0 0 -", major), ==, CT_TRUTH_UNKNOWN);
  g_assert_cmpint (truth_of ("phq-9", "2 2 2 2 2 0 0 0 -", major), ==, CT_TRUTH_YES);
  g_assert_cmpint (truth_of ("phq-9", "0 0 2 2 2 2 2 2 -", major), ==, CT_TRUTH_NO);
}

static void
test_provisional_ptsd_needs_every_cluster (void)
{
  const char *id = "provisional-ptsd";

  g_assert_cmpint (truth_of ("pcl-5", "3 2 1 3 3 3 2 1 2 3 2 3 3 2 2 1 3 3 3 3", id), ==, CT_TRUTH_YES);
  g_assert_cmpint (truth_of ("pcl-5", "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", id), ==, CT_TRUTH_NO);
  g_assert_cmpint (truth_of ("pcl-5", "2 0 0 0 0 2 0 2 2 0 0 0 0 0 2 2 0 0 0 0", id), ==, CT_TRUTH_YES);
  g_assert_cmpint (truth_of ("pcl-5", "4 4 4 4 4 1 1 4 4 4 4 4 4 4 4 4 4 4 4 4", id), ==, CT_TRUTH_NO);
  g_assert_cmpint (truth_of ("pcl-5", "4 4 4 4 4 4 4 4 1 1 1 1 1 1 4 4 4 4 4 4", id), ==, CT_TRUTH_NO);
  g_assert_cmpint (truth_of ("pcl-5", "4 4 4 4 4 4 4 4 - 1 1 1 1 1 4 4 4 4 4 4", id), ==, CT_TRUTH_UNKNOWN);
  g_assert_cmpint (truth_of ("pcl-5", "4 4 4 4 4 4 4 4 4 1 1 1 1 1 - 4 4 4 4 4", id), ==, CT_TRUTH_YES);
}

static void
test_alcohol_points_from_frequency_alone_are_noted (void)
{
  g_assert_cmpint (truth_of ("audit-c", "4 0 0", "low-risk-pattern"), ==, CT_TRUTH_YES);
  g_assert_cmpint (truth_of ("audit-c", "3 1 0", "low-risk-pattern"), ==, CT_TRUTH_NO);
  g_assert_cmpint (truth_of ("audit-c", "3 0 0", "positive-women"), ==, CT_TRUTH_YES);
  g_assert_cmpint (truth_of ("audit-c", "3 0 0", "positive-men"), ==, CT_TRUTH_NO);
  g_assert_cmpint (truth_of ("audit-c", "4 0 0", "positive-men"), ==, CT_TRUTH_YES);
}

static void
assert_triage (const char *answers, const char *band, const char *flags)
{
  g_autoptr (CtScore) score = score_typed (knowledge, "c-ssrs", answers, NULL);
  g_autofree char *got = NULL;

  g_assert_nonnull (score);
  g_assert_false (score->has_total);
  g_assert_cmpint (score->total, ==, -1);
  g_assert_cmpint (score->scorable, ==, band != NULL);
  g_assert_cmpstr (score->band != NULL ? score->band->id : NULL, ==, band);
  got = join_flags (score);
  g_assert_cmpstr (got, ==, flags);
}

static void
test_suicide_screener_takes_the_highest_level (void)
{
  assert_triage ("N N - - - N", "none", "");
  assert_triage ("Y N - - - N", "low", "suicide-risk:warn");
  assert_triage ("N N - - - Y Y", "high", "suicide-risk:hold");
  assert_triage ("N N - - - Y N", "moderate", "suicide-risk:warn");
  assert_triage ("Y Y N N N N", "low", "suicide-risk:warn");
  assert_triage ("Y Y Y N N N", "moderate", "suicide-risk:warn");
  assert_triage ("Y Y N Y N N", "high", "suicide-risk:hold");
  assert_triage ("Y Y N N Y N", "high", "suicide-risk:hold");
  assert_triage ("Y Y Y Y Y Y Y", "high", "suicide-risk:hold");
}

static void
test_suicide_screener_asks_what_it_needs (void)
{
  g_autoptr (CtScore) score = score_typed (knowledge, "c-ssrs", "N N - - - Y", NULL);

  g_assert_false (score->scorable);
  g_assert_cmpuint (score->notes->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (score->notes, 0), "6b"));
  assert_triage ("Y Y - - - N", NULL, "suicide-risk:warn");
  assert_triage ("Y Y - Y - N", "high", "suicide-risk:hold");
}

typedef struct
{
  const char *instrument;
  const char *answers;
  int         total;        /* -1: not scorable */
} Missing;

static void
test_missing_answers_follow_the_rule_of_the_instrument (void)
{
  static const Missing cases[] = {
    { "phq-9", "2 2 2 2 2 2 - 1 1", 16 },                       /* 8 answered, sum 14: 15.75 */
    { "phq-9", "2 2 2 2 - - 0 1 1", 13 },                       /* 7 answered, sum 10: 12.86 */
    { "phq-9", "2 2 2 - - - 2 1 1", -1 },
    { "phq-9", "2 2 2 2 2 2 2 2 -", -1 },
    { "gad-7", "1 1 1 1 1 1 -", 7 },
    { "gad-7", "1 1 1 1 - 0 -", 6 },                            /* sum 4 of 5: 5.6 */
    { "gad-7", "1 1 1 1 - - -", -1 },
    { "pcl-5", "4 4 4 4 - 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", 35 }, /* B 20, C 2, D 7, E 6 */
    { "pcl-5", "4 4 4 3 - 1 - 1 1 1 1 1 1 - 1 1 1 1 1 -", 34 }, /* B 18.75, C 2, D 7, E 6: 33.75 */
    { "pcl-5", "4 4 4 3 - 1 - 1 1 1 1 1 - - 1 1 1 1 1 -", -1 },
    { "pcl-5", "4 4 4 4 4 - - 1 1 1 1 1 1 1 1 1 1 1 1 1", -1 }, /* a whole cluster is missing */
    { "madrs", "1 1 1 1 1 1 1 1 1 -", -1 },
    { "qids-sr16", "1 1 1 1 1 - - 1 1 1 1 1 1 1 1 1", -1 },     /* neither 6 nor 7 */
    { "qids-sr16", "- 1 1 1 1 1 - 1 - 1 1 1 1 1 1 1", -1 },
    { "who-5", "1 1 1 1 -", -1 },
    { "dast-10", "N N - N N N N N N N", -1 },
    { "bdi-2", "-", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CtScore) score = score_typed (knowledge, cases[i].instrument, cases[i].answers, &error);

      g_assert_no_error (error);
      g_assert_cmpint (score->total, ==, cases[i].total);
      g_assert_cmpint (score->scorable, ==, cases[i].total >= 0);
      g_assert_cmpint (score->has_total, ==, cases[i].total >= 0);
      g_assert_cmpint (score->prorated, ==, cases[i].total >= 0);
      g_assert_cmpint (score->band != NULL, ==, cases[i].total >= 0);
      g_assert_cmpuint (score->notes->len, >=, 1);
    }
}

static void
test_the_suicide_question_is_asked_and_never_estimated (void)
{
  g_autoptr (CtScore) score = score_typed (knowledge, "phq-9", "3 3 3 3 3 3 3 3 -", NULL);

  g_assert_false (score->scorable);
  g_assert_false (score->prorated);
  g_assert_cmpstr (g_ptr_array_index (score->notes, 0), ==,
                   "Question 9 (Thoughts of death or self-harm) was not answered. Please ask; it is never estimated.");
  g_assert_cmpstr (g_ptr_array_index (score->notes, 1), ==, "PHQ-9 can't be scored without an answer to question 9.");
}

static void
test_a_flag_is_raised_even_where_nothing_can_be_scored (void)
{
  g_autoptr (CtScore) score = score_typed (knowledge, "phq-9", "- - - - - - - - 1", NULL);

  g_assert_false (score->scorable);
  g_assert_true (ct_score_has_flag (score, "item-9"));
  g_assert_false (ct_score_has_flag (score, "item-8"));
}

static void
test_a_prorated_score_says_so (void)
{
  g_autoptr (CtScore) score = score_typed (knowledge, "phq-9", "2 - 2 2 2 2 - 1 1", NULL);
  const CtSubscaleScore *phq2 = ct_score_get_subscale (score, "phq-2");

  g_assert_true (score->prorated);
  g_assert_cmpint (score->n_missing, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (score->notes, 0), ==,
                   "Estimated: without an answer to question 2, 7, the total is prorated from the others.");
  g_assert_false (phq2->scorable);
  g_assert_cmpint (phq2->value, ==, -1);
  g_assert_null (ct_score_get_subscale (score, "phq-8"));
}

static void
assert_refused (const char *instrument, const char *answers, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtScore) score = score_typed (knowledge, instrument, answers, &error);

  g_assert_null (score);
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_wrong_answers_are_refused_with_a_sentence (void)
{
  int answers[] = { 0, 0, 0, 0, 4, 0, 0 };
  g_autoptr (GError) error = NULL;

  assert_refused ("phq-9", "1 2 3", "PHQ-9 has 9 questions; answers given: 3.");
  assert_refused ("phq-9", "1 1 1 1 1 1 1 1 1 1 1", "PHQ-9 has 9 questions; answers given: 11.");
  assert_refused ("phq-9", "1 1 4 1 1 1 1 1 1", "Question 3 of PHQ-9 takes an answer from 0 to 3, not “4”.");
  assert_refused ("phq-9", "1 1 -1 1 1 1 1 1 1", "Question 3 of PHQ-9 takes an answer from 0 to 3, not “-1”.");
  assert_refused ("phq-9", "1 1 x 1 1 1 1 1 1", "Question 3 of PHQ-9 takes an answer from 0 to 3, not “x”.");
  assert_refused ("phq-9", "1 1 99999999999999999999 1 1 1 1 1 1",
                  "Question 3 of PHQ-9 takes an answer from 0 to 3, not “99999999999999999999”.");
  assert_refused ("c-ssrs", "Y N - - - N maybe", "Question 6b of C-SSRS takes an answer from 0 to 1, not “maybe”.");
  assert_refused ("moaa-s", "1 2", "MOAA/S has 1 question; answers given: 2.");
  g_assert_null (ct_score_new (shipped_instrument (knowledge, "gad-7"), answers, 7, &error));
  g_assert_cmpstr (error->message, ==, "Question 5 of GAD-7 takes an answer from 0 to 3, not “4”.");
}

static void
test_every_total_lies_in_just_one_band (void)
{
  g_autoptr (GPtrArray) all = ct_knowledge_list_instruments (knowledge);

  for (guint i = 0; i < all->len; i++)
    {
      const CtInstrument *instrument = g_ptr_array_index (all, i);
      guint at = 0;

      if (instrument->bands->len == 0 || instrument->scoring == CT_SCORING_TRIAGE)
        continue;
      for (int total = instrument->min_total; total <= instrument->max_total; total++)
        {
          const CtBand *band = ct_instrument_find_band (instrument, total);

          if (total > ((const CtBand *) g_ptr_array_index (instrument->bands, at))->max)
            at++;
          g_assert_true (band == g_ptr_array_index (instrument->bands, at));
        }
      g_assert_cmpuint (at, ==, instrument->bands->len - 1);
      g_assert_null (ct_instrument_find_band (instrument, instrument->max_total + 1));
      g_assert_null (ct_instrument_find_band (instrument, -1));
    }
}

/* The last total of each band, as published. */
static void
test_bands_end_where_they_were_published_to (void)
{
  static const struct { const char *instrument; int last[6]; } cases[] = {
    { "phq-9", { 4, 9, 14, 19, 27, -1 } },    { "gad-7", { 4, 9, 14, 21, -1 } },
    { "pcl-5", { 30, 32, 80, -1 } },          { "qids-sr16", { 5, 10, 15, 20, 27, -1 } },
    { "madrs", { 6, 19, 34, 60, -1 } },       { "hamd-17", { 7, 13, 18, 22, 52, -1 } },
    { "ymrs", { 12, 19, 25, 37, 60, -1 } },   { "asrm", { 5, 20, -1 } },
    { "who-5", { 28, 50, 100, -1 } },         { "audit-c", { 2, 3, 12, -1 } },
    { "dast-10", { 0, 2, 5, 8, 10, -1 } },    { "bdi-2", { 13, 19, 28, 63, -1 } },
    { "phq-2", { 2, 6, -1 } },                { "moaa-s", { 0, 1, 3, 4, 5, -1 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const CtInstrument *instrument = shipped_instrument (knowledge, cases[i].instrument);
      guint n = 0;

      for (; cases[i].last[n] >= 0; n++)
        g_assert_cmpint (((const CtBand *) g_ptr_array_index (instrument->bands, n))->max, ==, cases[i].last[n]);
      g_assert_cmpuint (instrument->bands->len, ==, n);
    }
}

static void
fill_at_random (const CtInstrument *instrument, int *answers, int percent_missing)
{
  for (guint i = 0; i < instrument->items->len; i++)
    {
      const CtItem *item = g_ptr_array_index (instrument->items, i);

      answers[i] = g_test_rand_int_range (0, 100) < percent_missing
                     ? CT_ANSWER_MISSING
                     : g_test_rand_int_range (item->answers->min, item->answers->max + 1);
    }
}

static CtScore *
score_all (CtInstrument *instrument, const int *answers)
{
  g_autoptr (GError) error = NULL;
  CtScore *score = ct_score_new (instrument, answers, instrument->items->len, &error);

  g_assert_no_error (error);
  return score;
}

static void
for_each_instrument (void (*check) (CtInstrument *instrument, int *answers))
{
  g_autoptr (GPtrArray) all = ct_knowledge_list_instruments (knowledge);

  for (guint i = 0; i < all->len; i++)
    for (int round = 0; round < 300; round++)
      {
        int answers[100];

        check (g_ptr_array_index (all, i), answers);
      }
}

static void
check_one_worse_answer_never_lowers (CtInstrument *instrument, int *answers)
{
  g_autoptr (CtScore) before = NULL;
  g_autoptr (CtScore) after = NULL;
  const CtItem *item;
  int which = g_test_rand_int_range (0, instrument->items->len);

  fill_at_random (instrument, answers, 0);
  item = g_ptr_array_index (instrument->items, which);
  before = score_all (instrument, answers);
  answers[which] = item->reversed ? item->answers->min : item->answers->max;
  after = score_all (instrument, answers);
  g_assert_cmpint (after->total, >=, before->total);
  if (instrument->scoring == CT_SCORING_TRIAGE)
    g_assert_cmpint (after->band->severity, >=, before->band->severity);
}

static void
test_a_higher_answer_never_lowers_the_total (void)
{
  for_each_instrument (check_one_worse_answer_never_lowers);
}

static gboolean
is_plain_sum (const CtInstrument *instrument)
{
  for (guint i = 0; i < instrument->items->len; i++)
    {
      const CtItem *item = g_ptr_array_index (instrument->items, i);

      if (item->reversed || !item->scored || item->answers != ((const CtItem *) g_ptr_array_index (instrument->items, 0))->answers)
        return FALSE;
    }
  return instrument->scoring == CT_SCORING_SUM;
}

static void
check_order_does_not_matter (CtInstrument *instrument, int *answers)
{
  g_autoptr (CtScore) before = NULL;
  g_autoptr (CtScore) after = NULL;

  if (!is_plain_sum (instrument))
    return;
  fill_at_random (instrument, answers, 0);
  before = score_all (instrument, answers);
  for (int i = (int) instrument->items->len - 1; i > 0; i--)
    {
      int j = g_test_rand_int_range (0, i + 1), swap = answers[i];

      answers[i] = answers[j];
      answers[j] = swap;
    }
  after = score_all (instrument, answers);
  g_assert_cmpint (after->total, ==, before->total);
}

static void
test_the_order_of_answers_does_not_change_a_sum (void)
{
  for_each_instrument (check_order_does_not_matter);
}

/* Whatever is missing, a total lies between the missing items at their lowest and at their highest. */
static void
check_total_is_possible (CtInstrument *instrument, int *answers)
{
  g_autoptr (CtScore) score = NULL, lowest = NULL, highest = NULL;
  int low[100], high[100];

  fill_at_random (instrument, answers, 10);
  score = score_all (instrument, answers);
  g_assert_cmpint (score->n_missing == 0 && instrument->scoring != CT_SCORING_TRIAGE, <=, score->scorable);
  g_assert_cmpint (score->has_total, ==, score->scorable && instrument->scoring != CT_SCORING_TRIAGE);
  if (!score->has_total)
    return;
  for (guint i = 0; i < instrument->items->len; i++)
    {
      const CtItem *item = g_ptr_array_index (instrument->items, i);
      gboolean missing = answers[i] == CT_ANSWER_MISSING;

      low[i] = missing ? (item->reversed ? item->answers->max : item->answers->min) : answers[i];
      high[i] = missing ? (item->reversed ? item->answers->min : item->answers->max) : answers[i];
    }
  lowest = score_all (instrument, low);
  highest = score_all (instrument, high);
  g_assert_cmpint (score->total, >=, lowest->total);
  g_assert_cmpint (score->total, <=, highest->total);
  g_assert_cmpint (score->total, >=, instrument->min_total);
  g_assert_cmpint (score->total, <=, instrument->max_total);
  g_assert_true (score->band == ct_instrument_find_band (instrument, score->total));
  g_assert_cmpint (score->prorated, ==, score->n_missing > 0);
}

static void
test_an_estimated_total_is_one_that_could_be (void)
{
  for_each_instrument (check_total_is_possible);
}

static void
check_nothing_answered (CtInstrument *instrument, int *answers)
{
  g_autoptr (CtScore) score = NULL;

  for (guint i = 0; i < instrument->items->len; i++)
    answers[i] = CT_ANSWER_MISSING;
  score = score_all (instrument, answers);
  g_assert_false (score->scorable);
  g_assert_false (score->prorated);
  g_assert_cmpint (score->total, ==, -1);
  g_assert_null (score->band);
  g_assert_cmpuint (score->flags->len, ==, 0);
  g_assert_cmpuint (score->notes->len, >, 0);
}

static void
test_no_answers_are_no_score (void)
{
  for_each_instrument (check_nothing_answered);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  knowledge = load_shipped ();
#define ADD(name, function) g_test_add_func ("/score/" name, function)
  ADD ("published examples come out", test_published_examples_come_out);
  ADD ("depressive syndromes need interest or mood", test_depressive_syndromes_need_interest_or_mood);
  ADD ("provisional PTSD needs every cluster", test_provisional_ptsd_needs_every_cluster);
  ADD ("alcohol points from frequency alone are noted", test_alcohol_points_from_frequency_alone_are_noted);
  ADD ("suicide screener takes the highest level", test_suicide_screener_takes_the_highest_level);
  ADD ("suicide screener asks what it needs", test_suicide_screener_asks_what_it_needs);
  ADD ("missing answers follow the rule of the instrument", test_missing_answers_follow_the_rule_of_the_instrument);
  ADD ("the suicide question is asked and never estimated", test_the_suicide_question_is_asked_and_never_estimated);
  ADD ("a flag is raised even where nothing can be scored", test_a_flag_is_raised_even_where_nothing_can_be_scored);
  ADD ("a prorated score says so", test_a_prorated_score_says_so);
  ADD ("wrong answers are refused with a sentence", test_wrong_answers_are_refused_with_a_sentence);
  ADD ("every total lies in just one band", test_every_total_lies_in_just_one_band);
  ADD ("bands end where they were published to", test_bands_end_where_they_were_published_to);
  ADD ("a higher answer never lowers the total", test_a_higher_answer_never_lowers_the_total);
  ADD ("the order of answers does not change a sum", test_the_order_of_answers_does_not_change_a_sum);
  ADD ("an estimated total is one that could be", test_an_estimated_total_is_one_that_could_be);
  ADD ("no answers are no score", test_no_answers_are_no_score);
  status = g_test_run ();
  ct_knowledge_unref (knowledge);
  return status;
}
