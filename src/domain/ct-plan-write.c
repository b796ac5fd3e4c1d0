/* Writes a plan down: its sessions, what is right about each date, and what the plan could not keep. */
#include "domain/ct-plan-job.h"

#include <glib/gi18n.h>

static char *
day_text (CtDate date)
{
  return ct_date_format (date, "%a %-d %b");
}

/**
 * ct_plan_weekdays_text:
 * @weekdays: a mask of CT_WEEKDAY_BIT()
 *
 * Returns: (transfer full): "Mon, Wed, Fri"
 */
char *
ct_plan_weekdays_text (guint weekdays)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int weekday = 1; weekday <= 7; weekday++)
    if (weekdays & CT_WEEKDAY_BIT (weekday))
      {
        g_autofree char *name = ct_date_format (3 + weekday, "%a"); /* 1970-01-05 was a Monday */

        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name);
      }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
is_wished_day (const CtPlanJob *self, CtDate date)
{
  return self->weekdays == 0 || (self->weekdays & CT_WEEKDAY_BIT (ct_date_get_weekday (date))) != 0;
}

static gboolean
is_wished_time (const CtPlanJob *self, int minute)
{
  return self->wish.from < 0 || (minute >= self->wish.from && minute <= self->wish.to);
}

static CtDate
course_begins (const CtPlanJob *self, CtDate first_date, int *number)
{
  for (guint i = 0; i < self->n_previous; i++)
    if (self->previous[i].number > 0)
      {
        *number = self->previous[i].number;
        return self->previous[i].date;
      }
  *number = self->first_number;
  return first_date;
}

/* The day a session is due: the first on the start asked for, the others counted from the first session of the course. */
static CtDate
due_date (const CtPlanJob *self, int index, CtDate first_date)
{
  const CtPlanRequest *request = self->request;
  int number;
  CtDate begin = course_begins (self, first_date, &number);

  if (index == 0 && number == self->first_number)
    return self->due[0];
  return begin + ct_spacing_due_day (request->protocol, self->first_number + index, request->interval_days) -
         ct_spacing_due_day (request->protocol, number, request->interval_days);
}

/* Why a session is not on the day it is due. */
static char *
reason_for_moving (CtPlanJob *self, CtDate due)
{
  g_autofree char *day = day_text (due);
  g_autoptr (GError) closed = NULL;
  guint n_ranges;

  ct_hours_open_on (self->request->hours, due, &n_ranges);
  if (n_ranges == 0)
    {
      ct_hours_fits (self->request->hours, due, (CtMinutes) { 0, 1 }, &closed);
      return g_strdup (closed->message);
    }
  if (!is_wished_day (self, due))
    return g_strdup_printf (_("%s is not a preferred day."), day);
  if (due >= self->earliest && due < self->end && !ct_plan_job_day (self, due)->any_free)
    return g_strdup_printf (_("No chair is free on %s."), day);
  return NULL;
}

static void
add_text (GStrvBuilder *texts, char *text)
{
  g_strv_builder_add (texts, text);
  g_free (text);
}

static void
say_day (CtPlanJob *self, int index, CtDate date, CtDate due, GStrvBuilder *texts)
{
  const CtPlanRequest *request = self->request;
  int due_day = ct_spacing_due_day (request->protocol, self->first_number + index, request->interval_days);
  int moved = date - due;
  g_autofree char *reason = NULL;

  if (moved == 0)
    {
      add_text (texts, g_strdup_printf (_("Day %d, as the protocol says"), due_day));
      return;
    }
  reason = reason_for_moving (self, due);
  if (reason != NULL)
    /* Translators: two days of a course, and a sentence that says why they differ */
    add_text (texts, g_strdup_printf (_("Due day %d, planned day %d. %s"), due_day, due_day + moved, reason));
  else
    add_text (texts, g_strdup_printf (_("Due day %d, planned day %d"), due_day, due_day + moved));
}

static void
say_gap (CtPlanJob *self, int index, const CtPlace *places, GStrvBuilder *texts)
{
  const CtSpacingSession *last = self->n_previous > 0 ? &self->previous[self->n_previous - 1] : NULL;
  int days;

  if (index > 0)
    {
      days = places[index].date - places[index - 1].date;
      add_text (texts, g_strdup_printf (ngettext ("%d day after session %d", "%d days after session %d", (gulong) days),
                                        days, self->first_number + index - 1));
    }
  else if (last != NULL)
    {
      days = places[0].date - last->date;
      add_text (texts, g_strdup_printf (ngettext ("%d day after the last session", "%d days after the last session",
                                                  (gulong) days), days));
    }
}

static void
say_wishes (const CtPlanJob *self, const CtPlace *place, GStrvBuilder *texts)
{
  if (self->weekdays != 0 && is_wished_day (self, place->date))
    g_strv_builder_add (texts, _("A preferred day"));
  if (self->wish.from >= 0 && is_wished_time (self, place->minute))
    g_strv_builder_add (texts, _("At the preferred time"));
}

static void
say_same (int index, const CtPlace *places, const gint64 *chairs, GStrvBuilder *texts)
{
  if (index == 0)
    return;
  if (places[index].minute == places[index - 1].minute && chairs[index] == chairs[index - 1])
    g_strv_builder_add (texts, _("Same time and chair as the session before"));
  else if (chairs[index] == chairs[index - 1])
    g_strv_builder_add (texts, _("Same chair as the session before"));
  else if (places[index].minute == places[index - 1].minute)
    g_strv_builder_add (texts, _("Same time as the session before"));
}

static GStrv
what_it_satisfies (CtPlanJob *self, int index, const CtPlace *places, const gint64 *chairs)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  say_day (self, index, places[index].date, due_date (self, index, places[0].date), texts);
  say_gap (self, index, places, texts);
  say_wishes (self, &places[index], texts);
  say_same (index, places, chairs, texts);
  return g_strv_builder_end (texts);
}

static void
write_sessions (CtPlanJob *self, const CtPlace *places, const gint64 *chairs, CtPlan *plan)
{
  for (int index = 0; index < self->n; index++)
    {
      CtPlanSession *session = ct_plan_add_session (plan);

      session->number = self->first_number + index;
      session->date = places[index].date;
      session->minute = places[index].minute;
      session->minutes = self->minutes;
      session->chair_id = chairs[index];
      session->chair_name = g_strdup (ct_occupancy_get_chair_name (self->request->occupancy, chairs[index]));
      session->due_date = due_date (self, index, places[0].date);
      session->moved_days = session->date - session->due_date;
      session->satisfies = what_it_satisfies (self, index, places, chairs);
    }
}

static void
write_day_wish (const CtPlanJob *self, const CtPlanSession *session, CtPlan *plan)
{
  g_autofree char *day = day_text (session->date);
  g_autofree char *wished = ct_plan_weekdays_text (self->weekdays);

  if (!is_wished_day (self, session->date))
    ct_plan_add_broken (plan, "preferred-days", CT_LEVEL_NOTE,
                        g_strdup_printf (_("Session %d (%s) is not on a preferred day (%s)."), session->number, day,
                                         wished),
                        NULL, session->number);
}

static void
write_time_wish (const CtPlanJob *self, const CtPlanSession *session, CtPlan *plan)
{
  g_autofree char *day = day_text (session->date);
  g_autofree char *start = ct_minute_format (session->minute);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  char *text;

  if (is_wished_time (self, session->minute))
    return;
  from = ct_minute_format (self->wish.from);
  to = ct_minute_format (self->wish.to);
  if (self->wish.from == self->wish.to)
    text = g_strdup_printf (_("Session %d (%s) starts at %s, not at %s."), session->number, day, start, from);
  else
    text = g_strdup_printf (_("Session %d (%s) starts at %s, not between %s and %s."), session->number, day, start, from,
                            to);
  ct_plan_add_broken (plan, "preferred-time", CT_LEVEL_NOTE, text, NULL, session->number);
}

static void
write_spacing (const CtPlanJob *self, const CtPlace *places, CtPlan *plan)
{
  g_autoptr (GArray) all = ct_plan_job_sessions (self, places, self->n);
  g_autoptr (GPtrArray) findings =
      ct_spacing_check (self->request->protocol, (const CtSpacingSession *) (gpointer) all->data, all->len);

  for (guint i = 0; i < findings->len; i++)
    {
      const CtSpacingFinding *finding = g_ptr_array_index (findings, i);

      if (finding->session >= self->first_number)
        ct_plan_add_broken (plan, finding->rule_id, finding->level, g_strdup (finding->text), finding->source,
                            finding->session);
    }
}

static void
write_length (const CtPlanJob *self, const CtPlace *places, CtPlan *plan)
{
  const CtProtocol *protocol = self->request->protocol;
  int last = self->first_number + self->n - 1;
  int number;
  int day = places[self->n - 1].date - course_begins (self, places[0].date, &number);

  if (protocol->n_sessions > 0 && last > MAX (protocol->max_sessions, protocol->n_sessions))
    ct_plan_add_broken (plan, "session-count", CT_LEVEL_WARN,
                        g_strdup_printf (ngettext ("The protocol has %d session; this plan goes up to session %d.",
                                                   "The protocol has %d sessions; this plan goes up to session %d.",
                                                   (gulong) protocol->n_sessions),
                                         MAX (protocol->max_sessions, protocol->n_sessions), last),
                        protocol->source, 0);
  if (protocol->n_sessions > 0 && last < protocol->n_sessions)
    ct_plan_add_broken (plan, "session-count", CT_LEVEL_NOTE,
                        g_strdup_printf (ngettext ("The protocol has %d session; this plan ends with session %d.",
                                                   "The protocol has %d sessions; this plan ends with session %d.",
                                                   (gulong) protocol->n_sessions),
                                         protocol->n_sessions, last),
                        protocol->source, 0);
  if (protocol->window_days > 0 && last <= protocol->n_sessions && day >= protocol->window_days)
    ct_plan_add_broken (plan, "course-length", CT_LEVEL_NOTE,
                        g_strdup_printf (_("The last session is on day %d; the protocol's course takes %d days."), day,
                                         protocol->window_days),
                        protocol->source, last);
}

static int
compare_broken (gconstpointer a, gconstpointer b)
{
  const CtBrokenRule *x = *(const CtBrokenRule *const *) a, *y = *(const CtBrokenRule *const *) b;

  if (x->session != y->session)
    return x->session - y->session;
  return (int) y->level - (int) x->level;
}

/**
 * ct_plan_job_write:
 * @self: a job with its anchors set
 * @places: (array): where its sessions go
 * @chairs: (array): the chair of each
 *
 * Returns: (transfer full): the plan, with all that it keeps and all that it does not.
 */
CtPlan *
ct_plan_job_write (CtPlanJob *self, const CtPlace *places, const gint64 *chairs)
{
  CtPlan *plan = ct_plan_new ();

  write_sessions (self, places, chairs, plan);
  write_spacing (self, places, plan);
  for (guint i = 0; i < plan->sessions->len; i++)
    {
      write_day_wish (self, ct_plan_get_session (plan, i), plan);
      write_time_wish (self, ct_plan_get_session (plan, i), plan);
    }
  write_length (self, places, plan);
  g_ptr_array_sort (plan->broken_rules, compare_broken);
  plan->cost = ct_plan_job_cost (self, places);
  return plan;
}
