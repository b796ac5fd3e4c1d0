#include "domain/ct-spacing.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

/* Where a protocol gives neither offset nor interval, one session a week is proposed: the same weekday again. The
 * clinician sees the dates and moves them. */
#define DAYS_WHERE_NOTHING_IS_SAID 7

/* After how many sessions the offsets repeat: three a week repeat after three, seven days on. */
static guint
period_of (const int *offsets, guint n)
{
  for (guint period = 1; period < n; period++)
    {
      guint i = period + 1;

      while (i < n && offsets[i] - offsets[i - period] == offsets[period] - offsets[0])
        i++;
      if (i >= n)
        return period;
    }
  return 0;
}

/**
 * ct_spacing_due_day:
 * @protocol: a protocol
 * @number: which session, from 1
 * @interval_days: days between sessions of an open-ended protocol; 0: its shortest interval
 *
 * The protocol's offsets; behind the last of them their pattern goes on (a seventh session of three a week over two weeks is
 * on day 14).
 *
 * Returns: the day it is due, counted from the start date.
 */
int
ct_spacing_due_day (const CtProtocol *protocol, int number, int interval_days)
{
  const int *offsets;
  guint index = (guint) number - 1, n, period, rounds;

  g_return_val_if_fail (protocol != NULL && number >= 1, 0);
  offsets = (const int *) (gpointer) protocol->offsets->data;
  n = protocol->offsets->len;
  if (index < n)
    return offsets[index];
  period = period_of (offsets, n);
  if (period == 0)
    {
      int step = interval_days > 0 ? interval_days : protocol->every_min_days;

      if (step <= 0)
        step = DAYS_WHERE_NOTHING_IS_SAID;
      return n > 0 ? offsets[n - 1] + (int) (index - n + 1) * step : (int) index * step;
    }
  rounds = (index - n) / period + 1;
  return offsets[index - rounds * period] + (int) rounds * (offsets[period] - offsets[0]);
}

static CtSpacingRule *
rule_new (const CtSpacingRule *from)
{
  CtSpacingRule *rule = ct_spacing_rule_new ();

  *rule = *from;
  rule->id = g_strdup (from->id);
  rule->text = g_strdup (from->text);
  rule->source = g_strdup (from->source);
  return rule;
}

static gboolean
watches_gaps (const CtProtocol *protocol)
{
  for (guint i = 0; i < protocol->spacing->len; i++)
    {
      const CtSpacingRule *rule = g_ptr_array_index (protocol->spacing, i);

      if (rule->from_day == 0 && rule->kind != CT_SPACING_MAX_IN_WINDOW && rule->kind != CT_SPACING_FINISH_BY)
        return TRUE;
    }
  return FALSE;
}

static void
add_interval_rules (const CtProtocol *protocol, GPtrArray *rules)
{
  g_autofree char *text = g_strdup_printf (ngettext ("The protocol asks for a session every %d to %d day.",
                                                     "The protocol asks for a session every %d to %d days.",
                                                     (gulong) protocol->every_max_days),
                                           protocol->every_min_days, protocol->every_max_days);
  CtSpacingRule rule = { .id = (char *) "interval", .level = CT_LEVEL_NOTE, .text = text, .source = protocol->source };

  rule.kind = CT_SPACING_MIN_GAP;
  rule.days = protocol->every_min_days;
  g_ptr_array_add (rules, rule_new (&rule));
  rule.kind = CT_SPACING_MAX_GAP;
  rule.days = protocol->every_max_days;
  g_ptr_array_add (rules, rule_new (&rule));
}

/**
 * ct_spacing_rules:
 * @protocol: a protocol
 *
 * The protocol's spacing rules. An open-ended protocol that has none about gaps is held to its own interval, as a note.
 *
 * Returns: (transfer full) (element-type CtSpacingRule): the rules.
 */
GPtrArray *
ct_spacing_rules (const CtProtocol *protocol)
{
  GPtrArray *rules = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_spacing_rule_free);

  g_return_val_if_fail (protocol != NULL, rules);
  for (guint i = 0; i < protocol->spacing->len; i++)
    g_ptr_array_add (rules, rule_new (g_ptr_array_index (protocol->spacing, i)));
  if (protocol->every_min_days > 0 && protocol->every_max_days >= protocol->every_min_days && !watches_gaps (protocol))
    add_interval_rules (protocol, rules);
  return rules;
}

/* Minutes from start to start; G_MAXINT where one of them is not known. */
static int
minutes_between (const CtSpacingSession *earlier, const CtSpacingSession *later)
{
  if (earlier->minute < 0 || later->minute < 0)
    return G_MAXINT;
  return (later->date - earlier->date) * CT_MINUTES_PER_DAY + later->minute - earlier->minute;
}

/**
 * ct_spacing_gap_breaks:
 * @rule: a rule; one that is not about gaps is never broken by one
 * @earlier: a session
 * @later: the next one
 *
 * How long a gap may be is asked only within one course; how short, always. A rule's `from_day` is the caller's to heed.
 *
 * Returns: whether the gap between the two breaks the rule.
 */
gboolean
ct_spacing_gap_breaks (const CtSpacingRule *rule, const CtSpacingSession *earlier, const CtSpacingSession *later)
{
  int days = later->date - earlier->date;
  gboolean one_course = earlier->number > 0 && later->number > 0;

  g_return_val_if_fail (rule != NULL, FALSE);
  switch (rule->kind)
    {
    case CT_SPACING_MIN_GAP:
      return days < rule->days || (rule->hours > 0 && minutes_between (earlier, later) < rule->hours * 60);
    case CT_SPACING_MAX_GAP:
      return one_course && days > rule->days;
    case CT_SPACING_AVOID_GAP:
      return one_course && days >= rule->days && days <= rule->to_days;
    case CT_SPACING_MAX_IN_WINDOW:
    case CT_SPACING_FINISH_BY:
    default:
      return FALSE;
    }
}

static void
finding_free (gpointer data)
{
  CtSpacingFinding *self = data;

  g_free (self->rule_id);
  g_free (self->text);
  g_free (self->source);
  g_free (self);
}

/* A finding is about a session of this course; what it is measured against may be one of another course, before or after
 * it. */
typedef struct
{
  const CtSpacingSession *session;
  const CtSpacingSession *other;
  const CtSpacingSession *from, *to;  /* the whole stretch, in order of date */
} Pair;

static char *
name_of_other (const Pair *pair)
{
  if (pair->other->number > 0)
    return g_strdup_printf (_("session %d"), pair->other->number);
  return g_strdup (pair->other == pair->from ? _("an earlier session") : _("another session"));
}

static char *
gap_sentence (const CtSpacingRule *rule, const Pair *pair)
{
  g_autofree char *name = name_of_other (pair);
  g_autofree char *day = ct_date_format (pair->session->date, "%a %-d %b");
  g_autofree char *other_day = ct_date_format (pair->other->date, "%a %-d %b");
  int days = pair->to->date - pair->from->date, number = pair->session->number;
  int hours = minutes_between (pair->from, pair->to) / 60;
  gboolean by_hours = rule->kind == CT_SPACING_MIN_GAP && days >= rule->days;

  if (pair->session == pair->to && by_hours)
    /* Translators: number and day of a session, hours, an earlier session and its day */
    return g_strdup_printf (_("Session %d (%s) comes %d h after %s (%s)."), number, day, hours, name, other_day);
  if (pair->session == pair->to)
    /* Translators: number and day of a session, days, an earlier session and its day */
    return g_strdup_printf (ngettext ("Session %d (%s) comes %d day after %s (%s).",
                                      "Session %d (%s) comes %d days after %s (%s).", (gulong) days),
                            number, day, days, name, other_day);
  if (by_hours)
    /* Translators: number and day of a session, hours, a later session and its day */
    return g_strdup_printf (_("Session %d (%s) comes %d h before %s (%s)."), number, day, hours, name, other_day);
  /* Translators: number and day of a session, days, a later session and its day */
  return g_strdup_printf (ngettext ("Session %d (%s) comes %d day before %s (%s).",
                                    "Session %d (%s) comes %d days before %s (%s).", (gulong) days),
                          number, day, days, name, other_day);
}

static char *
sentence_of (const CtSpacingRule *rule, const Pair *pair)
{
  g_autofree char *day = ct_date_format (pair->session->date, "%a %-d %b");
  g_autofree char *from = ct_date_format (pair->from->date, "%a %-d %b");
  g_autofree char *to = ct_date_format (pair->to->date, "%a %-d %b");

  if (rule->kind == CT_SPACING_MAX_IN_WINDOW)
    /* Translators: number and day of a session, how many sessions, and their first and last day */
    return g_strdup_printf (_("Session %d (%s) is one of %d from %s to %s."), pair->session->number, day,
                            rule->count + 1, from, to);
  if (rule->kind == CT_SPACING_FINISH_BY)
    /* Translators: number and day of a session, and the day counted from the first session, which is day 0 */
    return g_strdup_printf (_("Session %d (%s) is on day %d."), pair->session->number, day,
                            pair->to->date - pair->from->date);
  return gap_sentence (rule, pair);
}

static void
add_finding (GPtrArray *findings, const CtSpacingRule *rule, const Pair *pair)
{
  CtSpacingFinding *finding = g_new0 (CtSpacingFinding, 1);
  g_autofree char *sentence = sentence_of (rule, pair);

  finding->rule_id = g_strdup (rule->id);
  finding->level = rule->level;
  finding->text = rule->text != NULL ? g_strdup_printf ("%s %s", sentence, rule->text) : g_strdup (sentence);
  finding->source = g_strdup (rule->source);
  finding->session = pair->session->number;
  finding->date = pair->session->date;
  finding->other_session = pair->other->number;
  finding->other_date = pair->other->date;
  g_ptr_array_add (findings, finding);
}

static int
compare_sessions (gconstpointer a, gconstpointer b)
{
  const CtSpacingSession *x = a, *y = b;

  if (x->date != y->date)
    return x->date < y->date ? -1 : 1;
  if (x->minute != y->minute)
    return x->minute < y->minute ? -1 : 1;
  return x->number < y->number ? -1 : x->number > y->number;
}

/* The first of this course, or %NULL. */
static const CtSpacingSession *
first_of_course (const CtSpacingSession *sorted, guint n)
{
  for (guint i = 0; i < n; i++)
    if (sorted[i].number > 0)
      return &sorted[i];
  return NULL;
}

/* The last of this course among the sessions from @from to @to, or %NULL. */
static const CtSpacingSession *
last_of_course (const CtSpacingSession *from, const CtSpacingSession *to)
{
  for (const CtSpacingSession *session = to; session >= from; session--)
    if (session->number > 0)
      return session;
  return NULL;
}

/* The session that @rule is broken with by the session @to, or %NULL. */
static const CtSpacingSession *
broken_with (const CtSpacingRule *rule, const CtSpacingSession *sorted, guint n, const CtSpacingSession *to)
{
  guint back = rule->kind == CT_SPACING_MAX_IN_WINDOW ? (guint) MAX (rule->count, 0) : 1;
  const CtSpacingSession *other;

  if (to->date - sorted[0].date < rule->from_day)
    return NULL;
  if (rule->kind == CT_SPACING_FINISH_BY)
    {
      other = first_of_course (sorted, n);
      return to == last_of_course (sorted, sorted + n - 1) && to->date - other->date >= rule->days ? other : NULL;
    }
  if (back == 0 || to - sorted < (gssize) back)
    return NULL;
  other = to - back;
  if (rule->kind == CT_SPACING_MAX_IN_WINDOW)
    return other->date - sorted[0].date >= rule->from_day && to->date - other->date < rule->days ? other : NULL;
  return ct_spacing_gap_breaks (rule, other, to) ? other : NULL;
}

static void
check_session (const CtSpacingRule *rule, const CtSpacingSession *sorted, guint n, const CtSpacingSession *to,
               GPtrArray *findings)
{
  Pair pair = { NULL, NULL, broken_with (rule, sorted, n, to), to };

  if (pair.from == NULL)
    return;
  pair.session = last_of_course (pair.from, pair.to);
  if (pair.session == NULL)
    return;
  pair.other = pair.session == pair.from ? pair.to : pair.from;
  add_finding (findings, rule, &pair);
}

/**
 * ct_spacing_check:
 * @protocol: a protocol
 * @sessions: (array length=n_sessions): sessions of one treatment in any order, given and planned
 * @n_sessions: how many
 *
 * Holds every session of the course against every rule. Sessions of another course (number 0), before and after, count as
 * neighbours, but what is broken among them alone is not told. Days for a rule's `from_day` are counted from the earliest session given, for
 * %CT_SPACING_FINISH_BY from the first of this course.
 *
 * Returns: (transfer full) (element-type CtSpacingFinding): all that is broken, by date.
 */
GPtrArray *
ct_spacing_check (const CtProtocol *protocol, const CtSpacingSession *sessions, guint n_sessions)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func (finding_free);
  g_autofree CtSpacingSession *sorted = NULL;
  g_autoptr (GPtrArray) rules = NULL;

  g_return_val_if_fail (protocol != NULL, findings);
  if (n_sessions == 0)
    return findings;
  sorted = g_memdup2 (sessions, n_sessions * sizeof (CtSpacingSession));
  qsort (sorted, n_sessions, sizeof (CtSpacingSession), compare_sessions);
  rules = ct_spacing_rules (protocol);
  for (guint i = 0; i < n_sessions; i++)
    for (guint r = 0; r < rules->len; r++)
      check_session (g_ptr_array_index (rules, r), sorted, n_sessions, &sorted[i], findings);
  return findings;
}
