/* A small clinic and a few protocols, made by hand for the tests of spacing and planning. */
#pragma once

#include <string.h>

#include "domain/ct-planner.h"

#define MONDAY_MARCH_2 20514 /* 2026-03-02 */

static inline void
fixture_add_rule (CtProtocol *protocol, const char *id, CtSpacingKind kind, int days, int hours, int count,
                  CtLevel level)
{
  CtSpacingRule *rule = ct_spacing_rule_new ();

  rule->id = g_strdup (id);
  rule->kind = kind;
  rule->days = days;
  rule->hours = hours;
  rule->count = count;
  rule->level = level;
  rule->text = g_strdup_printf ("Rule %s.", id);
  rule->source = g_strdup ("Test");
  g_ptr_array_add (protocol->spacing, rule);
}

static inline CtProtocol *
fixture_protocol (const char *id, const int *offsets, int n, int window_days, int treatment_minutes)
{
  CtProtocol *protocol = ct_protocol_new ();

  protocol->id = g_strdup (id);
  protocol->name = g_strdup (id);
  protocol->source = g_strdup ("Test");
  protocol->n_sessions = n;
  protocol->max_sessions = n;
  protocol->window_days = window_days;
  if (n > 0)
    g_array_append_vals (protocol->offsets, offsets, (guint) n);
  g_ptr_array_add (protocol->segments, ct_segment_new ("prep", 15));
  g_ptr_array_add (protocol->segments, ct_segment_new ("treatment", treatment_minutes));
  g_ptr_array_add (protocol->segments, ct_segment_new ("recovery", 60));
  g_ptr_array_add (protocol->segments, ct_segment_new ("turnover", 15));
  return protocol;
}

static inline void
fixture_add_induction_rules (CtProtocol *protocol)
{
  fixture_add_rule (protocol, "min-gap-1", CT_SPACING_MIN_GAP, 1, 24, 0, CT_LEVEL_BLOCK);
  fixture_add_rule (protocol, "min-gap-2", CT_SPACING_MIN_GAP, 2, 48, 0, CT_LEVEL_WARN);
  fixture_add_rule (protocol, "finish-by-28", CT_SPACING_FINISH_BY, 28, 0, 0, CT_LEVEL_NOTE);
}

/* Six infusions, three a week. */
static inline CtProtocol *
fixture_three_a_week (void)
{
  const int offsets[] = { 0, 2, 4, 7, 9, 11 };
  CtProtocol *protocol = fixture_protocol ("IV_IND_3PW", offsets, 6, 14, 40);

  fixture_add_induction_rules (protocol);
  return protocol;
}

/* Six infusions, two a week. */
static inline CtProtocol *
fixture_two_a_week (void)
{
  const int offsets[] = { 0, 3, 7, 10, 14, 17 };
  CtProtocol *protocol = fixture_protocol ("IV_IND_2PW", offsets, 6, 21, 40);

  fixture_add_induction_rules (protocol);
  return protocol;
}

/* Eight sessions of esketamine, two a week, never a third within seven days. */
static inline CtProtocol *
fixture_esketamine (void)
{
  const int offsets[] = { 0, 3, 7, 10, 14, 17, 21, 24 };
  CtProtocol *protocol = fixture_protocol ("ESK_TRD_IND", offsets, 8, 28, 70);

  fixture_add_rule (protocol, "min-gap-2", CT_SPACING_MIN_GAP, 2, 0, 0, CT_LEVEL_WARN);
  fixture_add_rule (protocol, "max-gap-5", CT_SPACING_MAX_GAP, 5, 0, 0, CT_LEVEL_WARN);
  fixture_add_rule (protocol, "max-2-in-7", CT_SPACING_MAX_IN_WINDOW, 7, 0, 2, CT_LEVEL_BLOCK);
  return protocol;
}

/* Open ended, every 14 to 28 days. */
static inline CtProtocol *
fixture_maintenance (void)
{
  CtProtocol *protocol = fixture_protocol ("IV_MAINT", NULL, 0, 0, 40);

  protocol->phase = CT_PHASE_MAINTENANCE;
  protocol->every_min_days = 14;
  protocol->every_max_days = 28;
  return protocol;
}

/* Mon to Fri, 8 to 17, without a break. */
static inline CtHours *
fixture_hours (void)
{
  CtHours *hours = ct_hours_new ("Harbor");

  for (int day = 1; day <= 5; day++)
    g_assert_true (ct_hours_add_range (hours, day, (CtMinutes) { 480, 1020 }, NULL));
  return hours;
}

static inline CtOccupancy *
fixture_chairs (int n)
{
  CtOccupancy *occupancy = ct_occupancy_new ();

  for (int i = 1; i <= n; i++)
    {
      g_autofree char *name = g_strdup_printf ("Chair %d", i);

      ct_occupancy_add_chair (occupancy, i, name);
    }
  return occupancy;
}

static inline void
fixture_book (CtOccupancy *occupancy, gint64 id, gint64 patient, gint64 chair, CtDate date, int from, int to)
{
  CtBooking booking = { id, patient, chair, date, { from, to }, "T. Okafor" };

  ct_occupancy_add (occupancy, &booking);
}

/* Monday to Sunday as they come: fixture_days ("mon wed fri"). */
static inline guint
fixture_days (const char *text)
{
  static const char *const names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
  guint mask = 0;

  for (int i = 0; i < 7; i++)
    if (strstr (text, names[i]) != NULL)
      mask |= CT_WEEKDAY_BIT (i + 1);
  return mask;
}

/* "0 2 4": the days of a plan counted from @start. */
static inline char *
fixture_offsets (const CtPlan *plan, CtDate start)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ct_plan_get_size (plan); i++)
    g_string_append_printf (text, "%s%d", i > 0 ? " " : "", ct_plan_get_session (plan, i)->date - start);
  return g_string_free (text, FALSE);
}

/* "min-gap-2 preferred-days": what a plan breaks, each once for each session. */
static inline char *
fixture_broken (const CtPlan *plan)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ct_plan_get_n_broken (plan); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", ct_plan_get_broken (plan, i)->rule_id);
  return g_string_free (text, FALSE);
}

#define assert_plan(plan, start, offsets, broken) \
  G_STMT_START \
  { \
    g_autofree char *got_offsets = fixture_offsets (plan, start); \
    g_autofree char *got_broken = fixture_broken (plan); \
    g_assert_cmpstr (got_offsets, ==, offsets); \
    g_assert_cmpstr (got_broken, ==, broken); \
  } \
  G_STMT_END
