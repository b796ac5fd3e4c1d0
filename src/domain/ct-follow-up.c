#include "domain/ct-follow-up.h"

#include <glib/gi18n.h>

#include "domain/ct-spacing.h"

/* A score as old as this when a course begins is no baseline of it. */
#define BASELINE_DAYS 14

/* What makes a course more pressing. A series that is broken off early loses what it was for; who has missed one and has
 * no other booked does not come by themselves; and after weeks it is a call to ask how they are, no longer to save the
 * series, so that it goes behind those that can still be kept. */
#define POINTS_INDUCTION 20
#define POINTS_MAINTENANCE 10
#define POINTS_BOOSTER 5
#define POINTS_EARLY 10
#define POINTS_MISSED 15
#define POINTS_A_DAY 3
#define DAYS_THAT_COUNT 14
#define DAYS_UNTIL_GONE 42
#define POINTS_ALL (POINTS_INDUCTION + POINTS_EARLY + POINTS_MISSED + POINTS_A_DAY * DAYS_THAT_COUNT)

/* ---- Scales ---- */

/**
 * ct_scale_due_on:
 * @protocol: the protocol of a course
 * @min_days_apart: how far apart two scores of the scale are at least; 0: any
 * @start_on: the day the course begins
 * @last_taken: the day of the last score, or %CT_DATE_NONE
 *
 * The baseline is due when the course begins, unless there is a score not older than two weeks; from then on, a score every
 * so many days as the protocol says.
 *
 * Returns: the day, or %CT_DATE_NONE where the protocol asks for no scores.
 */
CtDate
ct_scale_due_on (const CtProtocol *protocol, int min_days_apart, CtDate start_on, CtDate last_taken)
{
  g_return_val_if_fail (protocol != NULL, CT_DATE_NONE);
  if (protocol->score_days == 0)
    return CT_DATE_NONE;
  if (last_taken == CT_DATE_NONE || last_taken < start_on - BASELINE_DAYS)
    return start_on;
  return MAX (last_taken + MAX (protocol->score_days, min_days_apart), start_on);
}

/* ---- Recalls ---- */

/**
 * ct_protocol_find_next:
 * @protocols: (element-type CtProtocol): all there are
 * @after: the protocol of a series that is done
 *
 * Returns: (transfer none) (nullable): the protocol that says of itself that it follows; else, behind an induction, the
 *   open-ended one of the same drug by the same route.
 */
const CtProtocol *
ct_protocol_find_next (const GPtrArray *protocols, const CtProtocol *after)
{
  const CtProtocol *open_ended = NULL;

  g_return_val_if_fail (protocols != NULL && after != NULL, NULL);
  for (guint i = 0; i < protocols->len; i++)
    {
      const CtProtocol *other = g_ptr_array_index (protocols, i);

      if (g_strcmp0 (other->follows, after->id) == 0)
        return other;
      if (open_ended == NULL && after->phase == CT_PHASE_INDUCTION && other->phase == CT_PHASE_MAINTENANCE &&
          other->follows == NULL && other->every_min_days > 0 && g_strcmp0 (other->drug, after->drug) == 0 &&
          g_strcmp0 (other->route, after->route) == 0)
        open_ended = other;
    }
  return open_ended;
}

/**
 * ct_recall_of:
 * @protocol: the protocol of a course without a next session
 * @next: (nullable): what follows it, of ct_protocol_find_next()
 * @done: whether the course is done; else it goes on
 * @start_on: the day it began
 * @last_day: the day of its last session, or %CT_DATE_NONE
 * @recall: (out): when to come again
 *
 * A course that goes on without an end is due again at its own interval; one that is done, when what follows it begins.
 *
 * Returns: whether there is anything to come back for.
 */
gboolean
ct_recall_of (const CtProtocol *protocol, const CtProtocol *next, gboolean done, CtDate start_on, CtDate last_day,
              CtRecall *recall)
{
  const CtProtocol *interval = done ? next : protocol;

  g_return_val_if_fail (protocol != NULL && recall != NULL, FALSE);
  if (interval == NULL || last_day == CT_DATE_NONE)
    return FALSE;
  recall->next = done ? next : NULL;
  if (done && next->follows_days > 0)
    {
      recall->from = MAX (start_on + next->follows_days, last_day + 1);
      recall->until = recall->from + MAX (ct_spacing_due_day (next, 2, 0), 1) - 1;
      return TRUE;
    }
  recall->from = last_day + interval->every_min_days;
  recall->until = last_day + interval->every_max_days;
  return interval->every_min_days > 0;
}

/**
 * ct_recall_last_given:
 * @protocol: the protocol of a course without a next session
 * @next: (nullable): what follows it, of ct_protocol_find_next()
 * @done: whether the course is done; else it goes on
 * @by: a day
 *
 * The other way round: whom to look at. Where what follows counts from the first session, not everybody so late is due.
 *
 * Returns: the last day on which the last session of somebody can have been who is due again by @by, as ct_recall_of() has it;
 *   %CT_DATE_NONE where there is nothing to come back for.
 */
CtDate
ct_recall_last_given (const CtProtocol *protocol, const CtProtocol *next, gboolean done, CtDate by)
{
  const CtProtocol *interval = done ? next : protocol;

  g_return_val_if_fail (protocol != NULL && by != CT_DATE_NONE, CT_DATE_NONE);
  if (interval == NULL)
    return CT_DATE_NONE;
  if (done && next->follows_days > 0)
    return by - 1;
  return interval->every_min_days > 0 ? by - interval->every_min_days : CT_DATE_NONE;
}

/* ---- Courses that nobody goes on with ---- */

/* The longest gap that the protocol's rules let pass, or 0 where none speaks of it. */
static int
longest_gap (const CtProtocol *protocol)
{
  int days = 0;

  for (guint i = 0; i < protocol->spacing->len; i++)
    {
      const CtSpacingRule *rule = g_ptr_array_index (protocol->spacing, i);

      if (rule->kind == CT_SPACING_MAX_GAP && (days == 0 || rule->days < days))
        days = rule->days;
    }
  return days;
}

static int
longest_step (const CtProtocol *protocol)
{
  const int *offsets = (const int *) (gpointer) protocol->offsets->data;
  int longest = 0;

  for (guint i = 1; i < protocol->offsets->len; i++)
    longest = MAX (longest, offsets[i] - offsets[i - 1]);
  return longest;
}

/**
 * ct_course_window_end:
 * @state: a course without a next session
 *
 * By the protocol's longest gap where it names one, else by its interval, else by the longest step of its usual days.
 *
 * Returns: the last day on which the next session would still keep the protocol.
 */
CtDate
ct_course_window_end (const CtCourseState *state)
{
  const CtProtocol *protocol;
  int gap;

  g_return_val_if_fail (state != NULL && state->protocol != NULL, CT_DATE_NONE);
  protocol = state->protocol;
  if (state->last_given == CT_DATE_NONE)
    return state->start_on;
  gap = longest_gap (protocol);
  if (gap == 0)
    gap = protocol->every_max_days;
  if (gap == 0)
    gap = longest_step (protocol);
  return state->last_given + MAX (gap, 1);
}

static int
phase_points (CtPhase phase)
{
  switch (phase)
    {
    case CT_PHASE_INDUCTION:
      return POINTS_INDUCTION;
    case CT_PHASE_MAINTENANCE:
      return POINTS_MAINTENANCE;
    case CT_PHASE_BOOSTER:
      return POINTS_BOOSTER;
    case CT_PHASE_INFORMATION:
    default:
      return 0;
    }
}

static const char *
phase_words (CtPhase phase)
{
  switch (phase)
    {
    case CT_PHASE_INDUCTION:
      return _("induction");
    case CT_PHASE_MAINTENANCE:
      return _("maintenance");
    case CT_PHASE_BOOSTER:
      return _("booster");
    case CT_PHASE_INFORMATION:
    default:
      return _("course");
    }
}

static char *
window_words (const CtDropOut *judged)
{
  g_autofree char *day = ct_date_format (judged->window_end, _("%a %-d %b"));

  if (judged->days_past > 0)
    return g_strdup_printf (ngettext ("%d day past the last day that keeps the protocol (%s)",
                                      "%d days past the last day that keeps the protocol (%s)", judged->days_past),
                            judged->days_past, day);
  if (judged->days_past == 0)
    return g_strdup (_("today is the last day that keeps the protocol"));
  return g_strdup_printf (ngettext ("%d day left to keep the protocol (%s)", "%d days left to keep the protocol (%s)",
                                    -judged->days_past),
                          -judged->days_past, day);
}

static char *
given_words (const CtCourseState *state)
{
  const char *phase = phase_words (state->protocol->phase);

  if (state->n_given == 0)
    /* Translators: a phase of a treatment, like “induction” */
    return g_strdup_printf (_("%s, not begun"), phase);
  if (state->n_sessions > 0)
    return g_strdup_printf (_("%s, %d of %d given"), phase, state->n_given, state->n_sessions);
  return g_strdup_printf (_("%s, %d given"), phase, state->n_given);
}

static char *
missed_words (const CtCourseState *state)
{
  g_autofree char *day = NULL;

  if (state->last_missed == CT_DATE_NONE)
    return NULL;
  day = ct_date_format (state->last_missed, _("%a %-d %b"));
  return g_strdup_printf (_("missed or cancelled on %s"), day);
}

/**
 * ct_drop_out_judge:
 * @state: a course without a next session
 * @today: the day at its site
 * @judged: (out): how pressing it is and why; clear with ct_drop_out_clear()
 *
 * Ranks by what the desk can still save: days past the window, up to two weeks; the phase; whether half of the series is
 * still to come; whether a session was missed. Who is six weeks past comes behind all others.
 */
void
ct_drop_out_judge (const CtCourseState *state, CtDate today, CtDropOut *judged)
{
  g_autofree char *window = NULL;
  g_autofree char *given = NULL;
  g_autofree char *missed = NULL;

  g_return_if_fail (state != NULL && state->protocol != NULL && judged != NULL);
  judged->window_end = ct_course_window_end (state);
  judged->days_past = today - judged->window_end;
  judged->points = phase_points (state->protocol->phase) +
                   POINTS_A_DAY * CLAMP (judged->days_past, -DAYS_THAT_COUNT, DAYS_THAT_COUNT);
  if (state->n_sessions > 0 && state->n_given * 2 < state->n_sessions)
    judged->points += POINTS_EARLY;
  if (state->last_missed != CT_DATE_NONE)
    judged->points += POINTS_MISSED;
  if (judged->days_past > DAYS_UNTIL_GONE)
    judged->points -= POINTS_ALL + POINTS_A_DAY * DAYS_THAT_COUNT;
  window = window_words (judged);
  given = given_words (state);
  missed = missed_words (state);
  judged->reasons = g_strjoin (" · ", window, given, missed, NULL);
}

/** ct_drop_out_clear: Frees what ct_drop_out_judge() made. */
void
ct_drop_out_clear (CtDropOut *self)
{
  g_clear_pointer (&self->reasons, g_free);
}
