#include "domain/ct-desk-list.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "domain/ct-appointment.h"
#include "domain/ct-consent.h"
#include "domain/ct-course.h"
#include "domain/ct-follow-up.h"
#include "domain/ct-patient.h"

/* How far back courses are looked at: who was last here earlier is no patient of the desk's lists any more. */
#define COURSE_DAYS 400
/* Who waits for a place waits in no window of days. */
#define WAITING_DAYS 800

/* ---- Words ---- */

static char *
day_words (CtDate day)
{
  return ct_date_format (day, _("%a %-d %b"));
}

static char *
moment_words (CtDate day, int minute)
{
  g_autofree char *date = day_words (day);
  g_autofree char *time = ct_minute_format (minute);

  return g_strdup_printf ("%s, %s", date, time);
}

static const CtProtocol *
find_protocol (const CtListContext *context, const char *id)
{
  for (guint i = 0; id != NULL && i < context->protocols->len; i++)
    {
      const CtProtocol *protocol = g_ptr_array_index (context->protocols, i);

      if (g_str_equal (protocol->id, id))
        return protocol;
    }
  return NULL;
}

static char *
protocol_words (const CtListContext *context, const char *id)
{
  const CtProtocol *protocol = find_protocol (context, id);

  return g_strdup (protocol != NULL ? protocol->name : id != NULL ? id : "");
}

/* "Treatment 4 of 6", "Consultation". */
static char *
visit_words (const CtListFacts *facts)
{
  const char *kind = ct_visit_kind_label (facts->kind);

  if (facts->number > 0 && facts->total > 0)
    return g_strdup_printf (_("%s %d of %d"), kind, facts->number, facts->total);
  return g_strdup (kind);
}

static void
add_days (GArray *spans, CtDate from, CtDate to)
{
  const CtListSpan span = { .from = from, .to = to };

  g_array_append_val (spans, span);
}

/* ---- Who is here, and who should be ---- */

static void
today_spans (const CtListContext *context, GArray *spans)
{
  add_days (spans, context->now.date, context->now.date);
}

static CtListLevel
wait_level (const CtListRules *rules, int minutes)
{
  if (minutes >= rules->wait_long_minutes)
    return CT_LIST_PRESSING;
  return minutes >= rules->wait_soon_minutes ? CT_LIST_SOON : CT_LIST_CALM;
}

/* Somebody who came early waits, but not too long before their time has come. */
static void
judge_here (const CtListFacts *facts, const CtListContext *context, CtListRow *row)
{
  int past = context->now.minute - facts->minute;
  int here = facts->since_us > 0 ? (int) ((context->now_us - facts->since_us) / CT_USEC_PER_MINUTE) : past;
  g_autofree char *wait = facts->since_us > 0 ? g_strdup_printf (_("here for %d min"), MAX (here, 0)) : g_strdup (_("here"));
  g_autofree char *time = past >= 0 ? g_strdup_printf (_("%d min past their time"), past)
                                    : g_strdup_printf (_("%d min before their time"), -past);

  row->why = g_strjoin (" · ", wait, time, NULL);
  row->level = wait_level (context->rules, MIN (here, past));
  row->rank = -(gint64) MIN (here, past);
}

static gboolean
judge_arrival (const CtListFacts *facts, const CtListContext *context, CtListRow *row)
{
  int late = context->now.minute - facts->minute;

  if (g_strcmp0 (facts->status, CT_APPOINTMENT_BOOKED) == 0)
    {
      if (late <= 0)
        return FALSE;
      row->why = g_strdup_printf (_("not here, %d min late"), late);
      row->level = wait_level (context->rules, late);
      row->rank = -(gint64) late;
    }
  else
    judge_here (facts, context, row);
  row->when = ct_minute_format (facts->minute);
  row->what = visit_words (facts);
  return TRUE;
}

/* ---- To confirm ---- */

static void
confirm_spans (const CtListContext *context, GArray *spans)
{
  add_days (spans, context->now.date, context->now.date + context->rules->confirm_days);
}

static gboolean
judge_confirm (const CtListFacts *facts, const CtListContext *context, CtListRow *row)
{
  int days = facts->day - context->now.date;

  if (days == 0 && facts->minute <= context->now.minute)
    return FALSE;
  row->when = moment_words (facts->day, facts->minute);
  row->what = visit_words (facts);
  if (days <= 1)
    row->why = g_strdup (days == 0 ? _("today") : _("tomorrow"));
  else
    row->why = g_strdup_printf (ngettext ("in %d day", "in %d days", days), days);
  row->level = days <= 0 ? CT_LIST_PRESSING : days == 1 ? CT_LIST_SOON : CT_LIST_CALM;
  row->rank = (gint64) facts->day * CT_MINUTES_PER_DAY + facts->minute;
  return TRUE;
}

/* ---- Something sooner ---- */

static void
sooner_spans (const CtListContext *context, GArray *spans)
{
  add_days (spans, context->now.date - WAITING_DAYS, context->now.date);
}

static gboolean
judge_sooner (const CtListFacts *facts, const CtListContext *context, CtListRow *row)
{
  int days = context->now.date - facts->other_day;
  g_autofree char *wait = g_strdup_printf (ngettext ("waits for %d day", "waits for %d days", days), days);
  gboolean urgent = facts->number != 0;

  if (facts->third_day != CT_DATE_NONE && facts->third_day < context->now.date)
    return FALSE;
  row->when = facts->appointment_id != 0 && facts->day != CT_DATE_NONE ? moment_words (facts->day, facts->minute)
                                                                       : g_strdup (_("nothing booked"));
  row->what = g_strdup_printf (_("%s, %d min"), ct_visit_kind_label (facts->kind), facts->total);
  row->why = g_strjoin (" · ", urgent ? _("urgent") : wait, urgent ? wait : facts->text, urgent ? facts->text : NULL, NULL);
  row->level = urgent ? CT_LIST_PRESSING : days > 7 ? CT_LIST_SOON : CT_LIST_CALM;
  row->rank = facts->other_day - (urgent ? 10000 : 0);
  return TRUE;
}

/* ---- Broken visits ---- */

static void
broken_spans (const CtListContext *context, GArray *spans)
{
  add_days (spans, context->now.date - context->rules->broken_days, context->now.date + COURSE_DAYS);
}

static gboolean
judge_broken (const CtListFacts *facts, const CtListContext *context, CtListRow *row)
{
  int days = context->now.date - facts->day;
  const char *what = g_strcmp0 (facts->status, CT_APPOINTMENT_MISSED) == 0 ? _("Did not come") : _("Cancelled");

  row->when = moment_words (facts->day, facts->minute);
  row->what = visit_words (facts);
  row->why = !ct_text_is_blank (facts->text) ? g_strdup_printf ("%s: %s", what, facts->text) : g_strdup (what);
  row->level = facts->course_id != 0 && days >= 0 ? CT_LIST_PRESSING : days > 7 ? CT_LIST_SOON : CT_LIST_CALM;
  row->rank = (facts->course_id != 0 ? 0 : 100000) - facts->day;
  return TRUE;
}

/* ---- Recalls ---- */

/* A course that goes on is one to come back to when it has no end. */
static gboolean
has_recall (const CtProtocol *protocol, gboolean done)
{
  return done || protocol->n_sessions == 0;
}

/* Those of one protocol that can be due by now: asked for by themselves, so that those who aren't yet take nobody's place. */
static void
add_recall (const CtListContext *context, GArray *spans, const CtProtocol *protocol, gboolean done)
{
  CtListSpan span = { .from = context->now.date - COURSE_DAYS, .protocol = protocol->id,
                      .stage = done ? CT_COURSE_DONE : CT_COURSE_ACTIVE };

  span.to = ct_recall_last_given (protocol, ct_protocol_find_next (context->protocols, protocol), done,
                                  context->now.date + context->rules->recall_days);
  if (has_recall (protocol, done) && span.to != CT_DATE_NONE)
    g_array_append_val (spans, span);
}

static void
recall_spans (const CtListContext *context, GArray *spans)
{
  for (guint i = 0; i < context->protocols->len; i++)
    {
      add_recall (context, spans, g_ptr_array_index (context->protocols, i), FALSE);
      add_recall (context, spans, g_ptr_array_index (context->protocols, i), TRUE);
    }
}

static char *
recall_words (const CtRecall *recall, CtDate today)
{
  int late = today - recall->until;

  if (late > 0)
    return g_strdup_printf (ngettext ("%d day late", "%d days late", late), late);
  if (recall->from <= today)
    return g_strdup (_("due now"));
  return g_strdup_printf (ngettext ("due in %d day", "due in %d days", recall->from - today), recall->from - today);
}

static gboolean
judge_recall (const CtListFacts *facts, const CtListContext *context, CtListRow *row)
{
  const CtProtocol *protocol = find_protocol (context, facts->code);
  gboolean done = g_strcmp0 (facts->status, CT_COURSE_DONE) == 0;
  CtDate today = context->now.date;
  CtRecall recall;
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;

  if (protocol == NULL || !has_recall (protocol, done) ||
      !ct_recall_of (protocol, ct_protocol_find_next (context->protocols, protocol), done, facts->day, facts->other_day,
                     &recall) ||
      recall.from - context->rules->recall_days > today)
    return FALSE;
  from = day_words (recall.from);
  until = day_words (recall.until);
  row->when = recall.from < recall.until ? g_strdup_printf (_("%s to %s"), from, until) : g_strdup (from);
  row->what = g_strdup (recall.next != NULL ? recall.next->name : protocol->name);
  row->number = done ? 0 : facts->number + 1;
  row->why = recall_words (&recall, today);
  row->level = today > recall.until ? CT_LIST_PRESSING : today >= recall.from ? CT_LIST_SOON : CT_LIST_CALM;
  row->rank = recall.until;
  return TRUE;
}

/* ---- Courses without a next session ---- */

static void
stalled_spans (const CtListContext *context, GArray *spans)
{
  add_days (spans, context->now.date - COURSE_DAYS, context->now.date);
}

static gboolean
judge_stalled (const CtListFacts *facts, const CtListContext *context, CtListRow *row)
{
  CtCourseState state = { find_protocol (context, facts->code), facts->total, facts->number, facts->day, facts->other_day,
                          facts->third_day };
  g_auto (CtDropOut) judged = { 0 };

  if (state.protocol == NULL || state.protocol->n_sessions == 0)
    return FALSE;
  ct_drop_out_judge (&state, context->now.date, &judged);
  row->when = facts->other_day != CT_DATE_NONE ? day_words (facts->other_day) : g_strdup (_("none yet"));
  row->what = g_strdup (state.protocol->name);
  row->number = facts->number + 1;
  row->why = g_steal_pointer (&judged.reasons);
  row->level = judged.days_past > 0 ? CT_LIST_PRESSING : judged.days_past >= -2 ? CT_LIST_SOON : CT_LIST_CALM;
  row->rank = -(gint64) judged.points * 100000 + judged.window_end;
  return TRUE;
}

/* ---- Scales ---- */

static void
scale_spans (const CtListContext *context, GArray *spans)
{
  add_days (spans, context->now.date - COURSE_DAYS, context->now.date + context->rules->scale_days);
}

static gboolean
judge_scale (const CtListFacts *facts, const CtListContext *context, CtListRow *row)
{
  int late = context->now.date - facts->subject_day;
  const char *name = context->instrument_name (facts->code, context->data);

  /* Translators: a questionnaire, like “PHQ-9” */
  row->what = g_strdup_printf (_("%s due"), name != NULL ? name : facts->code);
  row->when = facts->day != CT_DATE_NONE ? moment_words (facts->day, facts->minute) : g_strdup (_("no visit booked"));
  if (late > 0)
    row->why = g_strdup_printf (ngettext ("%d day late", "%d days late", late), late);
  else if (late == 0)
    row->why = g_strdup (_("due today"));
  else
    row->why = g_strdup_printf (ngettext ("due in %d day", "due in %d days", -late), -late);
  row->level = late > 7 ? CT_LIST_PRESSING : late >= 0 ? CT_LIST_SOON : CT_LIST_CALM;
  row->rank = facts->subject_day;
  return TRUE;
}

/* ---- Consents ---- */

static void
consent_spans (const CtListContext *context, GArray *spans)
{
  add_days (spans, context->now.date - COURSE_DAYS, context->now.date + context->rules->consent_days);
}

static gboolean
judge_consent (const CtListFacts *facts, const CtListContext *context, CtListRow *row)
{
  CtDate end = facts->subject_day;

  row->when = day_words (end);
  row->what = facts->code != NULL ? protocol_words (context, facts->code) : g_strdup (_("Any treatment"));
  row->why = ct_consent_words (end, context->now.date);
  row->level = end < context->now.date ? CT_LIST_PRESSING : end <= context->now.date + 7 ? CT_LIST_SOON : CT_LIST_CALM;
  row->rank = end;
  return TRUE;
}

/* ---- All of them ---- */

static const CtDeskList lists[] = {
  { "arrivals", N_("Waiting room"), N_("Who is here and waits, and whose time has come and who is not here."),
    N_("Nobody waits, and nobody is late."), "list.arrivals", NULL, CT_MAY_SEE_PATIENTS, N_("Booked"), N_("What"),
    N_("How long"), CT_LIST_MAY_STEP | CT_LIST_MAY_BOOK, TRUE, today_spans, judge_arrival },
  { "confirm", N_("To confirm"), N_("Visits of the next days that nobody has confirmed yet."),
    N_("Every visit of the next days is confirmed."), "list.confirm", NULL, CT_MAY_SEE_PATIENTS, N_("Visit"), N_("What"),
    N_("When"), CT_LIST_MAY_CONFIRM | CT_LIST_MAY_BOOK, FALSE, confirm_spans, judge_confirm },
  { "sooner", N_("Something sooner"), N_("Who waits for a place, or for one before theirs; the urgent first."),
    N_("Nobody waits. S in the calendar puts a visit on this list."), "list.sooner", "waiting", CT_MAY_SEE_PATIENTS,
    N_("Booked"), N_("What"), N_("Waiting"), CT_LIST_MAY_BOOK, FALSE, sooner_spans, judge_sooner },
  { "broken", N_("Not rebooked"), N_("Missed and cancelled visits that have no other in their place."),
    N_("Every missed or cancelled visit has another in its place."), "list.broken", NULL, CT_MAY_SEE_PATIENTS,
    N_("Was booked"), N_("What"), N_("Why"), CT_LIST_MAY_BOOK, FALSE, broken_spans, judge_broken },
  { "recall", N_("Recall"), N_("Who is due again by the interval of their protocol, and has nothing booked."),
    N_("Nobody is due who has nothing booked."), "list.recall", NULL, CT_MAY_SEE_PATIENTS, N_("Due"), N_("For"),
    N_("How it stands"), CT_LIST_MAY_BOOK, FALSE, recall_spans, judge_recall },
  { "stalled", N_("No next session"), N_("Courses without a next session, those first that can be lost first."),
    N_("Every course that goes on has its next session."), "list.stalled", NULL, CT_MAY_SEE_PATIENTS, N_("Last session"),
    N_("Course"), N_("Why"), CT_LIST_MAY_BOOK, FALSE, stalled_spans, judge_stalled },
  { "scales", N_("Scales due"), N_("Which scale is to be filled in, at the next visit or before it."),
    N_("No scale is due. They come from the protocols of the courses."), "list.scales", "scale_due", CT_MAY_SEE_PATIENTS,
    N_("Next visit"), N_("Scale"), N_("How it stands"), CT_LIST_MAY_SCORE | CT_LIST_MAY_BOOK, FALSE, scale_spans, judge_scale },
  { "consents", N_("Consents"), N_("Consents that end soon or have ended, of patients who are still treated."),
    N_("No consent ends soon. Consents are written down on a patient’s contact page."), "list.consents", "consent",
    CT_MAY_SEE_PATIENTS, N_("Valid until"), N_("For"), N_("How it stands"), CT_LIST_MAY_CONSENT | CT_LIST_MAY_BOOK,
    FALSE, consent_spans, judge_consent },
};

/**
 * ct_desk_lists:
 * @n_lists: (out): how many
 *
 * Returns: (transfer none) (array length=n_lists): all lists, in the order in which a desk looks at them.
 */
const CtDeskList *
ct_desk_lists (guint *n_lists)
{
  g_return_val_if_fail (n_lists != NULL, NULL);
  *n_lists = G_N_ELEMENTS (lists);
  return lists;
}

/**
 * ct_desk_list_find:
 * @name: (nullable): a list's name
 *
 * Returns: (transfer none) (nullable): that list.
 */
const CtDeskList *
ct_desk_list_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (g_strcmp0 (lists[i].name, name) == 0)
      return &lists[i];
  return NULL;
}

static char *
put_off_words (const CtListFacts *facts, CtDate today)
{
  g_autofree char *day = NULL;

  if (facts->put_off_status == NULL || (facts->put_off_until != CT_DATE_NONE && facts->put_off_until <= today))
    return NULL;
  if (g_str_equal (facts->put_off_status, CT_LIST_NOTE_HANDLED) || facts->put_off_until == CT_DATE_NONE)
    return ct_text_is_blank (facts->put_off_note) ? g_strdup (_("Handled"))
                                                  : g_strdup_printf (_("Handled: %s"), facts->put_off_note);
  day = day_words (facts->put_off_until);
  return ct_text_is_blank (facts->put_off_note) ? g_strdup_printf (_("Again on %s"), day)
                                                : g_strdup_printf (_("Again on %s: %s"), day, facts->put_off_note);
}

/**
 * ct_desk_list_judge:
 * @list: a list
 * @facts: what the store found for it
 * @context: what it is judged by
 *
 * Returns: (transfer full) (nullable): the row; %NULL where it is not in the list after all.
 */
CtListRow *
ct_desk_list_judge (const CtDeskList *list, const CtListFacts *facts, const CtListContext *context)
{
  g_autoptr (CtListRow) row = g_new0 (CtListRow, 1);

  g_return_val_if_fail (list != NULL && facts != NULL && context != NULL, NULL);
  if (!list->judge (facts, context, row))
    return NULL;
  row->id = facts->subject_id;
  row->subject_day = facts->subject_day;
  row->patient_id = facts->patient_id;
  row->appointment_id = facts->appointment_id;
  row->course_id = facts->course_id;
  row->patient = ct_patient_name (facts->family_name, facts->given_names, facts->preferred_name);
  row->phone = ct_text_show (facts->phone);
  row->code = g_strdup (facts->code);
  row->put_off = put_off_words (facts, context->now.date);
  row->dim = row->put_off != NULL;
  return g_steal_pointer (&row);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const CtListRow *x = *(const CtListRow *const *) a, *y = *(const CtListRow *const *) b;

  if (x->rank != y->rank)
    return x->rank < y->rank ? -1 : 1;
  return x->id < y->id ? -1 : x->id > y->id;
}

/**
 * ct_desk_list_sort:
 * @rows: (element-type CtListRow): rows of one list, in any order
 *
 * Puts them into the list's order, the same whatever order they came in.
 */
void
ct_desk_list_sort (GPtrArray *rows)
{
  g_return_if_fail (rows != NULL);
  g_ptr_array_sort (rows, compare_rows);
}

/**
 * ct_desk_list_make_table:
 * @list: a list
 * @words: (nullable): of which site and day
 * @rows: (element-type CtListRow): its rows
 *
 * Returns: (transfer full): it, for a sheet of paper or a file.
 */
CtTable *
ct_desk_list_make_table (const CtDeskList *list, const char *words, GPtrArray *rows)
{
  CtTable *table;

  g_return_val_if_fail (list != NULL && rows != NULL, NULL);
  table = ct_table_new (_(list->title), words);
  ct_table_add_column (table, "", FALSE);
  ct_table_add_column (table, _("Patient"), FALSE);
  ct_table_add_column (table, _(list->when_title), FALSE);
  ct_table_add_column (table, _(list->what_title), FALSE);
  ct_table_add_column (table, _(list->why_title), FALSE);
  ct_table_add_column (table, _("Phone"), FALSE);
  ct_table_add_column (table, _("Put off"), FALSE);
  for (guint i = 0; i < rows->len; i++)
    {
      const CtListRow *row = g_ptr_array_index (rows, i);
      const char *const cells[] = { ct_list_level_label (row->level), row->patient, row->when, row->what, row->why,
                                    row->phone, row->put_off };

      for (gsize k = 0; k < G_N_ELEMENTS (cells); k++)
        ct_table_add (table, cells[k]);
    }
  return table;
}

/** ct_list_row_free: Frees a row. */
void
ct_list_row_free (CtListRow *self)
{
  g_free (self->patient);
  g_free (self->phone);
  g_free (self->code);
  g_free (self->when);
  g_free (self->what);
  g_free (self->why);
  g_free (self->put_off);
  g_free (self);
}

/**
 * ct_list_row_copy:
 * @self: a row
 *
 * Returns: (transfer full): another that says the same.
 */
CtListRow *
ct_list_row_copy (const CtListRow *self)
{
  CtListRow *copy;

  g_return_val_if_fail (self != NULL, NULL);
  copy = g_memdup2 (self, sizeof *self);
  copy->patient = g_strdup (self->patient);
  copy->phone = g_strdup (self->phone);
  copy->code = g_strdup (self->code);
  copy->when = g_strdup (self->when);
  copy->what = g_strdup (self->what);
  copy->why = g_strdup (self->why);
  copy->put_off = g_strdup (self->put_off);
  return copy;
}

/**
 * ct_list_level_label:
 * @level: how much a row presses
 *
 * Returns: it, in a word; empty where it does not.
 */
const char *
ct_list_level_label (CtListLevel level)
{
  return level == CT_LIST_PRESSING ? _("Pressing") : level == CT_LIST_SOON ? _("Soon") : "";
}
