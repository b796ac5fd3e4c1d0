#include "domain/ct-booking-rules-private.h"

#include <glib/gi18n.h>

/* ---- People ---- */

static void
check_leave (const CtRulesQuestion *question, GPtrArray *breaches)
{
  const CtBooking *wanted = &question->wanted;
  const CtAbsence *absence =
      ct_desk_find_absence (question->desk, wanted->clinician_id, wanted->date, wanted->minutes);
  g_autofree char *last = NULL;

  if (absence == NULL)
    return;
  if (absence->elsewhere)
    {
      g_autofree char *from = ct_minute_format (absence->minutes.from);
      g_autofree char *until = ct_minute_format (MIN (absence->minutes.to, CT_MINUTES_PER_DAY - 1));

      ct_rules_add_breach (breaches, CT_BREACH_LEAVE, CT_SEVERITY_OVERRIDE, absence->minutes,
                           /* Translators: who is busy, from when, until when, which calendar says so */
                           g_strdup_printf (_("%s is busy elsewhere from %s to %s (%s)."), absence->name, from, until,
                                            absence->reason));
      return;
    }
  last = ct_date_format (absence->last, "%a %-d %b");
  ct_rules_add_breach (breaches, CT_BREACH_LEAVE, CT_SEVERITY_OVERRIDE, absence->minutes,
                       /* Translators: who is away, why, until which day */
                       g_strdup_printf (_("%s is away (%s until %s)."), absence->name,
                                        absence->reason != NULL ? absence->reason : _("leave"), last));
}

static void
check_hold (const CtRulesQuestion *question, GPtrArray *breaches)
{
  const CtBooking *wanted = &question->wanted;
  const CtHeldPlace *hold =
      ct_desk_find_hold (question->desk, wanted->chair_id, wanted->kind, wanted->date, wanted->minutes);
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;

  if (hold == NULL)
    return;
  from = ct_minute_format (hold->minutes.from);
  until = ct_minute_format (hold->minutes.to);
  ct_rules_add_breach (breaches, CT_BREACH_HOLD, CT_SEVERITY_OVERRIDE, hold->minutes,
                       /* Translators: what for, from when, until when */
                       g_strdup_printf (_("The time is held: %s, %s to %s."), hold->title, from, until));
}

/* Leave of the clinician, and time held for visits of another kind. */
void
ct_rules_check_people (const CtRulesQuestion *question, GPtrArray *breaches)
{
  check_leave (question, breaches);
  check_hold (question, breaches);
}

/* ---- The floor ---- */

static const struct
{
  CtBreachKind kind;
  CtSeverity   severity;
} shortage_breaches[CT_FLOOR_N] = {
  [CT_FLOOR_NURSES] = { CT_BREACH_NURSES, CT_SEVERITY_OVERRIDE },
  [CT_FLOOR_PRESCRIBERS] = { CT_BREACH_PRESCRIBERS, CT_SEVERITY_OVERRIDE },
  [CT_FLOOR_PUMPS] = { CT_BREACH_PUMP, CT_SEVERITY_REFUSE },
  [CT_FLOOR_ROOMS] = { CT_BREACH_ROOMS, CT_SEVERITY_OVERRIDE },
  [CT_FLOOR_STARTS] = { CT_BREACH_STARTS, CT_SEVERITY_OVERRIDE },
};

/* Each sentence takes: from when, until when, how many are wanted, how many there are. */
static const char *
shortage_format (CtFloorKind kind, gulong there)
{
  switch (kind)
    {
    case CT_FLOOR_NURSES:
      return _("Nurses are short from %s to %s: %d would be needed, %d on duty.");
    case CT_FLOOR_PRESCRIBERS:
      return _("Prescribers are short from %s to %s: %d would be needed, %d on duty.");
    case CT_FLOOR_PUMPS:
      return ngettext ("No pump is left from %s to %s: %d would be needed, there is %d.",
                       "No pump is left from %s to %s: %d would be needed, there are %d.", there);
    case CT_FLOOR_ROOMS:
      return ngettext ("No closed room is left from %s to %s: %d would be needed, there is %d.",
                       "No closed room is left from %s to %s: %d would be needed, there are %d.", there);
    case CT_FLOOR_STARTS:
    case CT_FLOOR_N:
      break;
    }
  return _("From %s to %s there would be %d starts; at most %d may begin in a quarter of an hour.");
}

/* Too few nurses, prescribers, pumps or rooms, and too many starts at once. */
void
ct_rules_check_floor (const CtRulesQuestion *question, GPtrArray *breaches)
{
  const CtBooking *wanted = &question->wanted;
  CtShortage shortages[CT_FLOOR_N];
  CtCapacity there;
  guint n;

  if (wanted->segments == NULL)
    return;
  there = ct_desk_get_capacity (question->desk, wanted->date, wanted->minutes);
  n = ct_floor_day_shortages (ct_occupancy_get_floor (question->occupancy, wanted->date), &there, wanted->segments,
                              wanted->minutes, shortages);
  for (guint i = 0; i < n; i++)
    {
      const CtShortage *s = &shortages[i];
      g_autofree char *from = ct_minute_format (s->minutes.from);
      g_autofree char *until = ct_minute_format (s->minutes.to);

      ct_rules_add_breach (breaches, shortage_breaches[s->kind].kind, shortage_breaches[s->kind].severity, s->minutes,
                           g_strdup_printf (shortage_format (s->kind, (gulong) s->there), from, until, s->wanted, s->there));
    }
}

/* ---- The course ---- */

static const CtSpacingRule *
find_rule (const CtProtocol *protocol, const char *id)
{
  for (guint i = 0; i < protocol->spacing->len; i++)
    if (g_str_equal (((const CtSpacingRule *) g_ptr_array_index (protocol->spacing, i))->id, id))
      return g_ptr_array_index (protocol->spacing, i);
  return NULL;
}

/* A rule that two other sessions break is not this one's affair. */
static gboolean
is_about (const CtSpacingFinding *finding, const CtSpacingRule *rule, int number, CtDate date)
{
  if (finding->session == number)
    return TRUE;
  if (rule != NULL && rule->kind == CT_SPACING_FINISH_BY)
    return FALSE;
  return MIN (finding->date, finding->other_date) <= date && date <= MAX (finding->date, finding->other_date);
}

static void
add_finding (const CtRulesQuestion *question, const CtSpacingFinding *finding, GPtrArray *breaches)
{
  const CtSpacingRule *rule = find_rule (question->protocol, finding->rule_id);
  gboolean week = rule != NULL && rule->kind == CT_SPACING_MAX_IN_WINDOW;
  CtBreach *breach;

  if (!is_about (finding, rule, question->number, question->wanted.date))
    return;
  breach = ct_rules_add_breach (breaches, week ? CT_BREACH_WEEK : CT_BREACH_SPACING,
                                finding->level == CT_LEVEL_NOTE ? CT_SEVERITY_NOTE : CT_SEVERITY_OVERRIDE,
                                question->wanted.minutes, g_strdup (finding->text));
  breach->level = finding->level;
  breach->source = g_strdup (finding->source);
}

static void
check_order (const CtRulesQuestion *question, const CtSpacingSession *other, GPtrArray *breaches)
{
  int number = question->number;
  gboolean before = other->number < number && other->date >= question->wanted.date;
  gboolean after = other->number > number && other->date <= question->wanted.date;
  g_autofree char *day = NULL;

  if (other->number == 0 || (!before && !after))
    return;
  day = ct_date_format (other->date, "%a %-d %b");
  ct_rules_add_breach (breaches, CT_BREACH_ORDER, CT_SEVERITY_OVERRIDE, question->wanted.minutes,
                       before ? g_strdup_printf (_("Session %d would not come after session %d (%s)."), number,
                                                 other->number, day)
                              : g_strdup_printf (_("Session %d would not come before session %d (%s)."), number,
                                                 other->number, day));
}

/* The spacing of the protocol, and the order of the series. */
void
ct_rules_check_course (const CtRulesQuestion *question, GPtrArray *breaches)
{
  g_autofree CtSpacingSession *all = g_new (CtSpacingSession, question->n_sessions + 1);
  g_autoptr (GPtrArray) findings = NULL;
  guint n = 0;

  for (guint i = 0; i < question->n_sessions; i++)
    {
      if (question->sessions[i].number == question->number)
        continue;
      all[n++] = question->sessions[i];
      check_order (question, &question->sessions[i], breaches);
    }
  all[n++] = (CtSpacingSession) { question->number, question->wanted.date, question->wanted.minutes.from };
  findings = ct_spacing_check (question->protocol, all, n);
  for (guint i = 0; i < findings->len; i++)
    add_finding (question, g_ptr_array_index (findings, i), breaches);
}
