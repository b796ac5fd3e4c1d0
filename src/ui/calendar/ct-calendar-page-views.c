/* What the calendar shows: days, a month, an agenda or a year, and what of it is looked for. */
#include "ui/calendar/ct-calendar-page-private.h"

#include <glib/gi18n.h>

#include "ui/ct-notice.h"
#include "ui/ct-page.h"

/* Reading that takes longer shows the empty columns meanwhile. */
#define SLOW_MS 300

/* ---- Filters ---- */

static CtMatches
count_matches (CtCalendarPage *self)
{
  CtMatches matches = { 0 };

  if (self->state.kind == CT_VIEW_MONTH)
    return ct_calendar_page_count_months (self);
  for (guint p = 0; p < CT_PANES; p++)
    {
      GPtrArray *visits = self->panes[p].site_id != 0 ? ct_visit_range_get_visits (self->panes[p].range) : NULL;

      for (guint i = 0; visits != NULL && i < visits->len; i++)
        {
          CtAppointment *appointment = ((CtVisit *) g_ptr_array_index (visits, i))->appointment;
          gboolean matches_all = ct_visit_filter_matches (&self->state.filter, appointment,
                                                          ct_clinic_now_at (self->clinic, appointment->site_id));

          matches.n_hidden += !matches_all;
          matches.n_off += matches_all && ct_way_is_off (ct_way_of (appointment));
        }
    }
  return matches;
}

/* What becomes of the visits that are not looked for is always said: they still take their places. */
static char *
hidden_words (CtCalendarPage *self, guint hidden)
{
  if (self->state.kind == CT_VIEW_MONTH)
    return g_strdup_printf (ngettext ("%u visit of the month does not match; its time counts as taken",
                                      "%u visits of the month do not match; their time counts as taken", hidden), hidden);
  if (self->state.kind == CT_VIEW_AGENDA)
    return g_strdup_printf (ngettext ("%u visit does not match and is left out", "%u visits do not match and are left out",
                                      hidden), hidden);
  return g_strdup_printf (ngettext ("%u visit does not match and is dimmed", "%u visits do not match and are dimmed", hidden),
                          hidden);
}

static char *
off_words (guint n_off)
{
  return g_strdup_printf (ngettext ("%u visit that was called off is shown", "%u visits that were called off are shown", n_off),
                          n_off);
}

/* "2 filters · 3 visits do not match and are dimmed · 4 visits that were called off are shown" */
static char *
filter_words (CtCalendarPage *self, guint n_filters)
{
  CtMatches matches = count_matches (self);
  gboolean with_off = ct_visit_filter_wants_off (&self->state.filter);
  gboolean only_off = !ct_visit_filter_hides (&self->state.filter);
  g_autofree char *filters = g_strdup_printf (ngettext ("%u filter", "%u filters", n_filters), n_filters);
  g_autofree char *hidden = only_off ? NULL : hidden_words (self, matches.n_hidden);
  g_autofree char *off = with_off ? off_words (matches.n_off) : NULL;
  g_autofree char *more = only_off ? g_strdup (off) : g_strjoin (" · ", hidden, off, NULL);

  return g_strdup_printf ("%s · %s", filters, more);
}

static guint
count_left_out (const CtCalendarPane *pane)
{
  CtDayColumns *columns = ct_time_grid_get_columns (pane->grid);
  GPtrArray *visits = ct_visit_range_get_visits (pane->range);
  guint n = 0;

  for (guint i = 0; columns != NULL && visits != NULL && i < visits->len; i++)
    n += ct_day_columns_find (columns, ((CtVisit *) g_ptr_array_index (visits, i))->appointment) < 0;
  return n;
}

/* Columns that leave chairs out say so as well: "7 visits are in chairs". */
static char *
left_out_words (CtCalendarPage *self)
{
  guint n = 0;

  for (guint p = 0; ct_calendar_page_shows_grid (self) && p < CT_PANES; p++)
    n += self->panes[p].site_id != 0 ? count_left_out (&self->panes[p]) : 0;
  if (n == 0)
    return NULL;
  return g_strdup_printf (ngettext ("%u visit is in no column of this view", "%u visits are in no column of this view", n), n);
}

/* Says below the window's bar what is left out, and offers to see everything. */
void
ct_calendar_page_show_filter (CtCalendarPage *self)
{
  guint n = self->state.kind == CT_VIEW_YEAR ? 0 : ct_visit_filter_count (&self->state.filter);
  g_autofree char *left_out = n == 0 ? left_out_words (self) : NULL;
  g_autofree char *words = n > 0 ? filter_words (self, n) : g_strdup (left_out);

  gtk_label_set_text (self->filter_label, words != NULL ? words : "");
  gtk_widget_set_visible (self->filter_clear, n > 0);
  gtk_revealer_set_reveal_child (self->filter_bar, words != NULL);
}

/* ---- Days and agenda ---- */

gboolean
ct_calendar_page_shows_grid (CtCalendarPage *self)
{
  return self->state.kind <= CT_VIEW_WEEK;
}

static gboolean
site_has_chairs (CtCalendarPage *self)
{
  GPtrArray *chairs = ct_clinic_get_chairs (self->clinic);

  for (guint i = 0; i < chairs->len; i++)
    if (CT_CHAIR (g_ptr_array_index (chairs, i))->site_id == self->panes[0].site_id)
      return TRUE;
  return FALSE;
}

/* Which of two visits begins first; at sites in different zones that is not what the clocks on their walls say. */
static gboolean
begins_before (CtCalendarPage *self, gboolean two_zones, CtVisit *a, CtVisit *b)
{
  const CtAppointment *x = a->appointment, *y = b->appointment;

  if (x->day != y->day || !two_zones)
    return x->day != y->day ? x->day < y->day : x->minute <= y->minute;
  return ct_wall_to_utc ((CtWall) { x->day, x->minute }, ct_clinic_get_zone (self->clinic, x->site_id)) <=
         ct_wall_to_utc ((CtWall) { y->day, y->minute }, ct_clinic_get_zone (self->clinic, y->site_id));
}

/* The visits of both sites, where two are shown, by day and time. */
static GPtrArray *
all_visits (CtCalendarPage *self)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *here = ct_visit_range_get_visits (self->panes[0].range);
  GPtrArray *there = ct_calendar_page_has_two (self) ? ct_visit_range_get_visits (self->panes[1].range) : NULL;
  guint n_here = here != NULL ? here->len : 0, n_there = there != NULL ? there->len : 0, i = 0, j = 0;
  gboolean two_zones = ct_calendar_page_has_two_zones (self);

  while (i < n_here || j < n_there)
    if (j == n_there || (i < n_here && begins_before (self, two_zones, here->pdata[i], there->pdata[j])))
      g_ptr_array_add (all, g_object_ref (here->pdata[i++]));
    else
      g_ptr_array_add (all, g_object_ref (there->pdata[j++]));
  return all;
}

static void
fill_agenda (CtCalendarPage *self)
{
  g_autoptr (GPtrArray) visits = all_visits (self);
  CtAgendaSites sites = !ct_calendar_page_has_two (self) ? CT_AGENDA_ONE_SITE
                        : ct_calendar_page_has_two_zones (self) ? CT_AGENDA_SITES_AND_ZONES : CT_AGENDA_SITES;

  ct_agenda_view_set_content (self->agenda, ct_calendar_page_first_day (self), ct_calendar_page_last_day (self), visits,
                              &self->state.filter, sites);
}

static gboolean
all_known (CtCalendarPage *self)
{
  for (guint p = 0; p < CT_PANES; p++)
    if (self->panes[p].site_id != 0 && ct_visit_range_get_visits (self->panes[p].range) == NULL)
      return FALSE;
  return TRUE;
}

/* Another minute: who has not come is late now, and what is looked for may be others. */
void
ct_calendar_page_update_agenda (CtCalendarPage *self)
{
  if (self->state.kind == CT_VIEW_AGENDA && self->agenda != NULL && all_known (self))
    fill_agenda (self);
}

/* Shows what is known; empty columns where nothing is yet. An agenda is of all sites at once. */
static void
fill (CtCalendarPage *self, gboolean also_unknown)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  if (self->state.kind == CT_VIEW_AGENDA)
    {
      if (also_unknown || all_known (self))
        fill_agenda (self);
      return;
    }
  for (guint p = 0; p < CT_PANES; p++)
    {
      GPtrArray *visits = self->panes[p].site_id != 0 ? ct_visit_range_get_visits (self->panes[p].range) : NULL;

      if (visits != NULL || (also_unknown && self->panes[p].site_id != 0))
        ct_calendar_page_fill_pane (self, &self->panes[p], visits != NULL ? visits : nothing);
    }
}

static void
show_stack (CtCalendarPage *self)
{
  static const char *const names[CT_N_VIEW_KINDS] = { "days", "days", "month", "agenda", "year" };

  gtk_stack_set_visible_child_name (self->views, names[self->state.kind]);
  gtk_stack_set_visible_child_name (self->stack, site_has_chairs (self) ? "view" : "no-chairs");
}

static gboolean
on_slow_cb (gpointer data)
{
  CtCalendarPage *self = data;

  self->slow_id = 0;
  fill (self, TRUE);
  show_stack (self);
  return G_SOURCE_REMOVE;
}

/* After visits were read: shows them as they are now. */
void
ct_calendar_page_refresh (CtCalendarPage *self)
{
  if (!ct_calendar_page_shows_grid (self) && self->state.kind != CT_VIEW_AGENDA)
    return;
  if (all_known (self))
    g_clear_handle_id (&self->slow_id, g_source_remove);
  fill (self, FALSE);
  ct_calendar_page_tell_time (self);
  ct_calendar_page_show_filter (self);
  show_stack (self);
  for (guint p = 0; p < CT_PANES; p++)
    if (self->panes[p].site_id != 0 && ct_visit_range_get_visits (self->panes[p].range) != NULL)
      ct_calendar_page_follow (self, ct_visit_range_get_visits (self->panes[p].range));
}

void
ct_calendar_page_failed (CtCalendarPage *self, const GError *error)
{
  g_clear_handle_id (&self->slow_id, g_source_remove);
  if (ct_visit_range_get_visits (self->panes[0].range) != NULL || self->state.kind == CT_VIEW_YEAR)
    {
      ct_notice_error (GTK_WIDGET (self), error);
      return;
    }
  ct_notice_page (self->problem, error->message);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

/* ---- One day, and the year ---- */

void
ct_calendar_page_show_one_day (CtCalendarPage *self, CtDate day)
{
  self->state.kind = CT_VIEW_DAY;
  ct_calendar_page_show_date (self, day);
  ct_calendar_page_focus_view (self);
}

static void
on_year_day_cb (CtCalendarPage *self, int day, gint64 appointment_id)
{
  self->select_id = appointment_id;
  ct_calendar_page_show_one_day (self, day);
}

static void
show_year (CtCalendarPage *self)
{
  int year;

  if (self->year == NULL)
    {
      self->year = CT_YEAR_VIEW (ct_year_view_new (self->clinic));
      gtk_stack_add_named (self->views, GTK_WIDGET (self->year), "year");
      g_signal_connect_object (self->year, "day-chosen", G_CALLBACK (on_year_day_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->year, "failed", G_CALLBACK (ct_calendar_page_failed), self, G_CONNECT_SWAPPED);
    }
  ct_date_get_ymd (self->date, &year, NULL, NULL);
  ct_year_view_show (self->year, self->year_patient_id, year, ct_clinic_now_at (self->clinic, self->panes[0].site_id).date);
}

static void
make_agenda (CtCalendarPage *self)
{
  if (self->agenda != NULL)
    return;
  self->agenda = CT_AGENDA_VIEW (ct_agenda_view_new (self->clinic));
  gtk_stack_add_named (self->views, GTK_WIDGET (self->agenda), "agenda");
  ct_calendar_page_connect_agenda (self);
}

/* ---- Going from one to the other ---- */

/* A second site is shown beside the first, in an agenda among its visits. */
static void
open_panes (CtCalendarPage *self)
{
  gint64 site_id = ct_clinic_get_site (self->clinic, self->state.site_id) != NULL && self->state.site_id != 0
                     ? self->state.site_id : self->chosen_site_id;
  gboolean two = self->state.beside_id != 0 && self->state.beside_id != site_id &&
                 ct_calendar_page_why_alone (self) == NULL &&
                 ct_clinic_get_site (self->clinic, self->state.beside_id) != NULL;

  ct_calendar_page_open_pane (self, 0, site_id);
  if (two)
    ct_calendar_page_open_pane (self, 1, self->state.beside_id);
  else
    ct_calendar_page_close_pane (self, 1);
}

static CtColumnsBy
columns_by (const CtViewState *state)
{
  if (state->kind == CT_VIEW_WEEK)
    return CT_COLUMNS_BY_DAY;
  if (state->columns == CT_VIEW_BY_ROOM)
    return CT_COLUMNS_BY_ROOM;
  return state->columns == CT_VIEW_BY_CLINICIAN ? CT_COLUMNS_BY_CLINICIAN : CT_COLUMNS_BY_CHAIR;
}

static void
show_days (CtCalendarPage *self)
{
  g_clear_handle_id (&self->slow_id, g_source_remove);
  self->slow_id = g_timeout_add (SLOW_MS, on_slow_cb, self);
  for (guint p = 0; p < CT_PANES; p++)
    if (self->panes[p].site_id != 0)
      ct_visit_range_show (self->panes[p].range, self->panes[p].site_id, ct_calendar_page_first_day (self),
                           ct_calendar_page_last_day (self));
}

/**
 * ct_calendar_page_reload:
 * @self: a page with a site
 *
 * Shows what is asked for now: at once where it is known, else when it has been read.
 */
void
ct_calendar_page_reload (CtCalendarPage *self)
{
  g_return_if_fail (CT_IS_CALENDAR_PAGE (self));
  if (self->chosen_site_id == 0)
    return;
  self->waiting = FALSE;
  self->by = columns_by (&self->state);
  open_panes (self);
  ct_calendar_header_set_shown (self->header, &self->state, self->panes[0].site_id, ct_calendar_page_first_day (self),
                                ct_calendar_page_last_day (self),
                                ct_clinic_now_at (self->clinic, self->panes[0].site_id).date);
  ct_page_changed (CT_PAGE (self));
  if (self->state.kind == CT_VIEW_AGENDA)
    make_agenda (self);
  if (ct_calendar_page_shows_grid (self) || self->state.kind == CT_VIEW_AGENDA)
    show_days (self);
  else
    {
      g_clear_handle_id (&self->slow_id, g_source_remove);
      if (self->state.kind == CT_VIEW_MONTH)
        ct_calendar_page_show_months (self);
      else
        show_year (self);
      ct_calendar_page_show_filter (self);
      show_stack (self);
    }
  ct_calendar_page_remember (self);
}

/* Shows the same day in another kind of view. Of a visit that is selected the year is that of its patient. */
void
ct_calendar_page_show_kind (CtCalendarPage *self, CtViewKind kind)
{
  CtVisit *visit = ct_calendar_page_selected (self);

  if (kind == CT_VIEW_YEAR && visit != NULL)
    self->year_patient_id = visit->appointment->patient_id;
  else if (visit != NULL)
    self->select_id = CT_RECORD (visit->appointment)->id;
  if (kind == CT_VIEW_DAY && visit != NULL)
    self->date = visit->appointment->day;
  self->state.kind = kind;
  if (kind != CT_VIEW_WEEK)
    self->state.only_chair_id = self->state.only_clinician_id = 0;
  ct_calendar_page_reload (self);
}

/* The date that is so many steps on: a step is what is shown. */
CtDate
ct_calendar_page_step_date (CtCalendarPage *self, int steps)
{
  switch (self->state.kind)
    {
    case CT_VIEW_WEEK:
      return self->date + 7 * steps;
    case CT_VIEW_MONTH:
      return ct_month_step (self->date, steps);
    case CT_VIEW_AGENDA:
      return self->date + CT_AGENDA_DAYS * steps;
    case CT_VIEW_YEAR:
      return ct_month_step (self->date, 12 * steps);
    default:
      return self->date + steps;
    }
}

/* What the keys are for now. */
void
ct_calendar_page_focus_view (CtCalendarPage *self)
{
  if (ct_calendar_page_shows_grid (self))
    ct_time_grid_focus_selection (self->grid);
  else if (self->state.kind == CT_VIEW_MONTH && self->months != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->panes[self->active].month));
  else if (self->state.kind == CT_VIEW_AGENDA && self->agenda != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->agenda));
  else if (self->year != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->year));
}

/* What a menu opened, a popover too, has the focus already. */
static gboolean
popover_has_focus (CtCalendarPage *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *popover = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) : NULL;

  return popover != NULL && gtk_widget_get_mapped (popover);
}

static gboolean
on_focus_view_cb (gpointer data)
{
  CtCalendarPage *self = data;

  /* What was just booked is selected, and gets the focus, once it is read. */
  if (self->select_id == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)) && !popover_has_focus (self))
    ct_calendar_page_focus_view (self);
  return G_SOURCE_REMOVE;
}

/* For a popover that closes: newer GTK then gives the focus to what it hangs on. */
void
ct_calendar_page_focus_view_soon (CtCalendarPage *self)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_focus_view_cb, g_object_ref (self), g_object_unref);
}

/* The visit that is selected where somebody can see it. */
CtVisit *
ct_calendar_page_selected (CtCalendarPage *self)
{
  if (ct_calendar_page_shows_grid (self))
    return ct_time_grid_get_visit (self->grid);
  return self->state.kind == CT_VIEW_AGENDA && self->agenda != NULL ? ct_agenda_view_get_visit (self->agenda) : NULL;
}

/* For what needs columns: FALSE where there are none, and then the day is shown, with the same visit selected. */
gboolean
ct_calendar_page_needs_grid (CtCalendarPage *self)
{
  CtVisit *visit = ct_calendar_page_selected (self);

  if (ct_calendar_page_shows_grid (self))
    return TRUE;
  if (visit != NULL)
    self->select_id = CT_RECORD (visit->appointment)->id;
  ct_calendar_page_show_one_day (self, visit != NULL ? visit->appointment->day : self->date);
  return FALSE;
}
