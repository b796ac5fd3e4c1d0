/* The shipped knowledge files: all of them are read, and say what the clinic expects. */
#include "knowledge-fixture.h"

#include <string.h>

static CtKnowledge *knowledge;

typedef struct
{
  const char *id;
  const char *offsets;
  int         n_sessions, max_sessions, window_days, every_min, every_max;
  gint64      ug_per_kg, dose_ug, later_ug;
  int         minutes;
} Expected;

static const Expected protocols[] = {
  { "ESK_MDSI", "0 3 7 10 14 17 21 24", 8, 8, 28, 0, 0, 0, 84000, 84000, 160 },
  { "ESK_TRD_IND", "0 3 7 10 14 17 21 24", 8, 8, 28, 0, 0, 0, 56000, 56000, 160 },
  { "ESK_TRD_M1", "0 7 14 21", 4, 4, 28, 0, 0, 0, 0, 0, 160 },
  { "ESK_TRD_M2", "", 0, 0, 0, 7, 14, 0, 0, 0, 160 },
  { "IM_IND", "0 3 7 10 14 17", 6, 6, 21, 0, 0, 500, 0, 0, 125 },
  { "IV_BOOST", "0", 1, 2, 0, 0, 0, 0, 0, 0, 130 },
  { "IV_IND_2PW", "0 3 7 10 14 17", 6, 6, 21, 0, 0, 500, 0, 0, 130 },
  { "IV_IND_3PW", "0 2 4 7 9 11", 6, 6, 14, 0, 0, 500, 0, 0, 130 },
  { "IV_IND_8", "0 3 7 10 14 17 21 24", 8, 8, 28, 0, 0, 500, 0, 0, 130 },
  { "IV_MAINT", "", 0, 0, 0, 14, 28, 0, 0, 0, 130 },
  { "PO_INFO", "", 0, 0, 0, 0, 0, 0, 0, 0, 0 },
  { "SL_IND", "0 3 7 10 14 17", 6, 6, 42, 0, 0, 0, 0, 0, 150 },
};

static char *
offsets_text (const CtProtocol *protocol)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < protocol->offsets->len; i++)
    g_string_append_printf (out, "%s%d", i > 0 ? " " : "", g_array_index (protocol->offsets, int, i));
  return g_string_free (out, FALSE);
}

static void
assert_protocol (const CtProtocol *protocol, const Expected *expected)
{
  g_autofree char *offsets = offsets_text (protocol);

  g_assert_cmpstr (protocol->id, ==, expected->id);
  g_assert_cmpstr (offsets, ==, expected->offsets);
  g_assert_cmpint (protocol->n_sessions, ==, expected->n_sessions);
  g_assert_cmpint (protocol->max_sessions, ==, expected->max_sessions);
  g_assert_cmpint (protocol->window_days, ==, expected->window_days);
  g_assert_cmpint (protocol->every_min_days, ==, expected->every_min);
  g_assert_cmpint (protocol->every_max_days, ==, expected->every_max);
  g_assert_cmpint (protocol->dose_ug_per_kg, ==, expected->ug_per_kg);
  g_assert_cmpint (protocol->dose_ug, ==, expected->dose_ug);
  g_assert_cmpint (protocol->later_dose_ug, ==, expected->later_ug);
  g_assert_cmpint (ct_protocol_minutes (protocol), ==, expected->minutes);
  g_assert_cmpint (protocol->reviewed_on, >=, ct_date_new (2026, 11, 23));
  g_assert_true (protocol->name && protocol->source && protocol->version && protocol->dose_source && protocol->note);
}

static void
test_all_twelve_protocols_are_as_published (void)
{
  g_autoptr (GPtrArray) list = ct_knowledge_list_protocols (knowledge);

  g_assert_cmpuint (list->len, ==, G_N_ELEMENTS (protocols));
  for (guint i = 0; i < list->len; i++)
    {
      assert_protocol (g_ptr_array_index (list, i), &protocols[i]);
      g_assert_true (ct_knowledge_get_protocol (knowledge, protocols[i].id) == g_ptr_array_index (list, i));
    }
  g_assert_null (ct_knowledge_get_protocol (knowledge, "IV_IND_4PW"));
  g_assert_null (ct_knowledge_get_protocol (knowledge, NULL));
}

static void
test_only_esketamine_says_it_is_approved (void)
{
  g_autoptr (GPtrArray) list = ct_knowledge_list_protocols (knowledge);

  for (guint i = 0; i < list->len; i++)
    {
      const CtProtocol *protocol = g_ptr_array_index (list, i);

      g_assert_cmpint (protocol->fda_approved, ==, g_str_equal (protocol->drug, "esketamine"));
      for (guint j = 0; protocol->fda_approved && protocol->indications[j] != NULL; j++)
        g_assert_true (g_str_equal (protocol->indications[j], "trd") || g_str_equal (protocol->indications[j], "mdd-acute-si"));
    }
}

static void
test_esketamine_comes_in_two_or_three_devices (void)
{
  const CtProtocol *protocol = ct_knowledge_get_protocol (knowledge, "ESK_TRD_IND");

  g_assert_cmpuint (protocol->dose_choices_ug->len, ==, 2);
  g_assert_cmpint (g_array_index (protocol->dose_choices_ug, gint64, 0), ==, 56000);
  g_assert_cmpint (g_array_index (protocol->dose_choices_ug, gint64, 1), ==, 84000);
  g_assert_cmpstr (ct_knowledge_get_protocol (knowledge, "ESK_TRD_M1")->follows, ==, "ESK_TRD_IND");
  g_assert_cmpint (ct_knowledge_get_protocol (knowledge, "ESK_TRD_M1")->follows_days, ==, 28);
}

static const CtSpacingRule *
find_rule (const char *protocol_id, CtSpacingKind kind, int days)
{
  const CtProtocol *protocol = ct_knowledge_get_protocol (knowledge, protocol_id);

  for (guint i = 0; i < protocol->spacing->len; i++)
    {
      const CtSpacingRule *rule = g_ptr_array_index (protocol->spacing, i);

      if (rule->kind == kind && rule->days == days)
        return rule;
    }
  return NULL;
}

static void
assert_rule (const char *protocol_id, CtSpacingKind kind, int days, CtLevel level)
{
  const CtSpacingRule *rule = find_rule (protocol_id, kind, days);

  g_assert_nonnull (rule);
  g_assert_cmpint (rule->level, ==, level);
  g_assert_nonnull (rule->text);
  g_assert_nonnull (rule->source);
}

static void
test_spacing_rules_have_their_levels (void)
{
  static const char *const series[] = { "IV_IND_3PW", "IV_IND_2PW", "IV_IND_8", "IM_IND" };
  static const char *const twice_weekly[] = { "ESK_TRD_IND", "ESK_MDSI" };

  for (gsize i = 0; i < G_N_ELEMENTS (series); i++)
    {
      assert_rule (series[i], CT_SPACING_MIN_GAP, 2, CT_LEVEL_WARN);
      g_assert_cmpint (find_rule (series[i], CT_SPACING_MIN_GAP, 2)->hours, ==, 48);
      assert_rule (series[i], CT_SPACING_MIN_GAP, 1, CT_LEVEL_BLOCK);
      g_assert_cmpint (find_rule (series[i], CT_SPACING_MIN_GAP, 1)->hours, ==, 24);
      assert_rule (series[i], CT_SPACING_FINISH_BY, 28, CT_LEVEL_NOTE);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (twice_weekly); i++)
    {
      assert_rule (twice_weekly[i], CT_SPACING_MIN_GAP, 2, CT_LEVEL_WARN);
      assert_rule (twice_weekly[i], CT_SPACING_MAX_GAP, 5, CT_LEVEL_WARN);
      assert_rule (twice_weekly[i], CT_SPACING_MAX_IN_WINDOW, 7, CT_LEVEL_BLOCK);
      g_assert_cmpint (find_rule (twice_weekly[i], CT_SPACING_MAX_IN_WINDOW, 7)->count, ==, 2);
    }
  assert_rule ("ESK_TRD_M1", CT_SPACING_MIN_GAP, 5, CT_LEVEL_NOTE);
  assert_rule ("ESK_TRD_M1", CT_SPACING_MAX_GAP, 9, CT_LEVEL_NOTE);
  assert_rule ("ESK_TRD_M2", CT_SPACING_MAX_GAP, 16, CT_LEVEL_NOTE);
  assert_rule ("ESK_TRD_M2", CT_SPACING_AVOID_GAP, 10, CT_LEVEL_NOTE);
  assert_rule ("IV_MAINT", CT_SPACING_MIN_GAP, 7, CT_LEVEL_WARN);
  g_assert_cmpint (find_rule ("IV_MAINT", CT_SPACING_MIN_GAP, 7)->from_day, ==, 60);
}

static void
assert_gap_allowed (const CtProtocol *protocol, int gap)
{
  for (guint i = 0; i < protocol->spacing->len; i++)
    {
      const CtSpacingRule *rule = g_ptr_array_index (protocol->spacing, i);

      if (rule->kind == CT_SPACING_MIN_GAP)
        g_assert_true (gap >= rule->days && gap * 24 >= rule->hours);
      if (rule->kind == CT_SPACING_MAX_GAP)
        g_assert_cmpint (gap, <=, rule->days);
      if (rule->kind == CT_SPACING_AVOID_GAP)
        g_assert_true (gap < rule->days || gap > rule->to_days);
    }
}

static void
test_default_offsets_break_no_rule_of_their_own (void)
{
  g_autoptr (GPtrArray) list = ct_knowledge_list_protocols (knowledge);

  for (guint i = 0; i < list->len; i++)
    {
      const CtProtocol *protocol = g_ptr_array_index (list, i);
      const int *offsets = (const int *) (gpointer) protocol->offsets->data;

      for (guint j = 1; j < protocol->offsets->len; j++)
        assert_gap_allowed (protocol, offsets[j] - offsets[j - 1]);
      for (guint j = 0; j < protocol->spacing->len; j++)
        {
          const CtSpacingRule *rule = g_ptr_array_index (protocol->spacing, j);

          if (rule->kind == CT_SPACING_FINISH_BY)
            g_assert_cmpint (offsets[protocol->offsets->len - 1], <, rule->days);
          for (guint k = rule->count; rule->kind == CT_SPACING_MAX_IN_WINDOW && k < protocol->offsets->len; k++)
            g_assert_cmpint (offsets[k] - offsets[k - rule->count], >=, rule->days);
        }
      if (protocol->every_min_days > 0)
        assert_gap_allowed (protocol, protocol->every_min_days);
      if (protocol->every_max_days > 0)
        assert_gap_allowed (protocol, protocol->every_max_days);
    }
}

static void
test_every_indication_has_a_measure_and_a_protocol_that_names_it (void)
{
  static const char *const ids[] = { "anxiety", "bipolar-depression", "mdd-acute-si", "other-mood", "ptsd", "ptsd-military", "trd" };
  g_autoptr (GPtrArray) list = ct_knowledge_list_indications (knowledge);

  g_assert_cmpuint (list->len, ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < list->len; i++)
    {
      const CtIndication *indication = g_ptr_array_index (list, i);

      g_assert_cmpstr (indication->id, ==, ids[i]);
      g_assert_nonnull (ct_knowledge_get_instrument (knowledge, indication->primary_instrument));
      for (guint j = 0; indication->protocols[j] != NULL; j++)
        {
          const CtProtocol *protocol = ct_knowledge_get_protocol (knowledge, indication->protocols[j]);

          g_assert_true (g_strv_contains ((const char *const *) protocol->indications, indication->id));
        }
    }
  g_assert_cmpstr (ct_knowledge_get_indication (knowledge, "ptsd")->primary_instrument, ==, "pcl-5");
  g_assert_cmpstr (ct_knowledge_get_indication (knowledge, "anxiety")->primary_instrument, ==, "gad-7");
  g_assert_cmpstr (ct_knowledge_get_indication (knowledge, "trd")->primary_instrument, ==, "phq-9");
  g_assert_nonnull (strstr (ct_knowledge_get_indication (knowledge, "ptsd-military")->note, "158 veterans"));
}

static void
test_every_protocol_is_offered_for_each_of_its_indications (void)
{
  g_autoptr (GPtrArray) list = ct_knowledge_list_protocols (knowledge);

  for (guint i = 0; i < list->len; i++)
    {
      const CtProtocol *protocol = g_ptr_array_index (list, i);

      for (guint j = 0; protocol->indications[j] != NULL; j++)
        {
          const CtIndication *indication = ct_knowledge_get_indication (knowledge, protocol->indications[j]);

          if (!g_str_equal (protocol->id, "IV_IND_8"))
            g_assert_true (g_strv_contains ((const char *const *) indication->protocols, protocol->id));
        }
    }
}

/* The digit after the hyphen of a LOINC code is computed from the others, so a slip of the pen shows. */
static gboolean
is_loinc (const char *code)
{
  int sum = 0, odd = 1;
  const char *hyphen = strchr (code, '-');

  for (const char *p = hyphen - 1; p >= code; p--, odd = !odd)
    {
      int digit = (*p - '0') * (odd ? 2 : 1);

      sum += digit / 10 + digit % 10;
    }
  return hyphen[1] - '0' == (10 - sum % 10) % 10 && hyphen[2] == '\0';
}

static void
assert_loinc (const char *code)
{
  if (code != NULL && !is_loinc (code))
    g_error ("%s has a wrong check digit", code);
}

static void
assert_instrument (const CtInstrument *instrument)
{
  g_assert_true (instrument->name && instrument->abbreviation && instrument->source && instrument->copyright &&
                 instrument->recall && instrument->when && instrument->measures && instrument->version);
  g_assert_cmpint (instrument->reviewed_on, >, 0);
  g_assert_true (instrument->bands->len == 0 || instrument->bands_source != NULL);
  assert_loinc (instrument->loinc_panel);
  assert_loinc (instrument->loinc_total);
  for (guint i = 0; i < instrument->items->len; i++)
    {
      const CtItem *item = g_ptr_array_index (instrument->items, i);

      g_assert_nonnull (item->label);
      assert_loinc (item->loinc);
    }
  for (guint i = 0; i < instrument->findings->len; i++)
    g_assert_nonnull (((const CtFinding *) g_ptr_array_index (instrument->findings, i))->source);
  for (guint i = 0; i < instrument->thresholds->len; i++)
    g_assert_nonnull (((const CtThreshold *) g_ptr_array_index (instrument->thresholds, i))->source);
}

static void
test_every_instrument_names_its_sources_and_codes (void)
{
  g_autoptr (GPtrArray) list = ct_knowledge_list_instruments (knowledge);

  g_assert_cmpuint (list->len, ==, 17);
  for (guint i = 0; i < list->len; i++)
    assert_instrument (g_ptr_array_index (list, i));
}

static void
test_a_proprietary_form_shows_no_question (void)
{
  const CtInstrument *instrument = ct_knowledge_get_instrument (knowledge, "bdi-2");

  g_assert_cmpuint (instrument->items->len, ==, 1);
  g_assert_true (instrument->licensed_form);
}

static void
test_wording_leaves_the_decision_to_the_prescriber (void)
{
  static const char *const never[] = { "You should", "you should", "Increase the dose", "non-responder", "safe to discharge" };
  g_autoptr (GPtrArray) list = ct_knowledge_list_instruments (knowledge);

  for (guint i = 0; i < list->len; i++)
    {
      const CtInstrument *instrument = g_ptr_array_index (list, i);

      for (guint j = 0; j < instrument->findings->len; j++)
        for (gsize k = 0; k < G_N_ELEMENTS (never); k++)
          g_assert_null (strstr (((const CtFinding *) g_ptr_array_index (instrument->findings, j))->text, never[k]));
    }
}

static void
test_every_visit_says_what_its_parts_need (void)
{
  static const char *const kinds[] = { "consultation", "follow-up", "treatment", "other" };
  g_autoptr (GPtrArray) plannable = ct_knowledge_list_protocols (knowledge);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_cmpint (ct_segments_minutes (ct_knowledge_get_segments (knowledge, NULL, kinds[i])), >=, 30);
  for (guint i = 0; i < plannable->len; i++)
    {
      const CtProtocol *protocol = g_ptr_array_index (plannable, i);
      GPtrArray *segments = ct_knowledge_get_segments (knowledge, protocol->id, "treatment");
      CtMinutes prescriber;

      if (protocol->phase == CT_PHASE_INFORMATION)
        continue;
      g_assert_true (segments == protocol->segments);
      g_assert_true (ct_segments_need_nurse (segments));
      prescriber = ct_segments_prescriber (segments, ct_segments_minutes (segments));
      g_assert_cmpint (prescriber.from, ==, 0);
      g_assert_cmpint (prescriber.to, ==, 10);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  knowledge = load_shipped ();
#define ADD(name, function) g_test_add_func ("/knowledge/" name, function)
  ADD ("all twelve protocols are as published", test_all_twelve_protocols_are_as_published);
  ADD ("only esketamine says it is approved", test_only_esketamine_says_it_is_approved);
  ADD ("esketamine comes in two or three devices", test_esketamine_comes_in_two_or_three_devices);
  ADD ("spacing rules have their levels", test_spacing_rules_have_their_levels);
  ADD ("default offsets break no rule of their own", test_default_offsets_break_no_rule_of_their_own);
  ADD ("every indication has a measure and a protocol that names it",
       test_every_indication_has_a_measure_and_a_protocol_that_names_it);
  ADD ("every protocol is offered for each of its indications", test_every_protocol_is_offered_for_each_of_its_indications);
  ADD ("every instrument names its sources and codes", test_every_instrument_names_its_sources_and_codes);
  ADD ("a proprietary form shows no question", test_a_proprietary_form_shows_no_question);
  ADD ("every visit says what its parts need", test_every_visit_says_what_its_parts_need);
  ADD ("wording leaves the decision to the prescriber", test_wording_leaves_the_decision_to_the_prescriber);
  status = g_test_run ();
  ct_knowledge_unref (knowledge);
  return status;
}
