/* The panes of the calendar: the days of one site, or of two side by side, each by its own clock. */
#include "ui/calendar/ct-calendar-page-private.h"

#include <glib/gi18n.h>

CtDate
ct_calendar_page_first_day (CtCalendarPage *self)
{
  int year;

  switch (self->state.kind)
    {
    case CT_VIEW_WEEK:
      return ct_date_monday_of (self->date);
    case CT_VIEW_MONTH:
      return ct_month_of (self->date).first_of_month;
    case CT_VIEW_YEAR:
      ct_date_get_ymd (self->date, &year, NULL, NULL);
      return ct_date_new (year, 1, 1);
    default:
      return self->date;
    }
}

CtDate
ct_calendar_page_last_day (CtCalendarPage *self)
{
  int year;

  switch (self->state.kind)
    {
    case CT_VIEW_WEEK:
      return ct_date_monday_of (self->date) + 6;
    case CT_VIEW_MONTH:
      return ct_month_of (self->date).last_of_month;
    case CT_VIEW_AGENDA:
      return self->date + CT_AGENDA_DAYS - 1;
    case CT_VIEW_YEAR:
      ct_date_get_ymd (self->date, &year, NULL, NULL);
      return ct_date_new (year, 12, 31);
    default:
      return self->date;
    }
}

static void
set_active (CtCalendarPage *self, guint index)
{
  self->active = index;
  self->grid = self->panes[index].grid;
  self->range = self->panes[index].range;
  self->site_id = self->panes[index].site_id;
}

/* What is in the hand, and an act that is under way, stay with the pane they began in. */
void
ct_calendar_page_use_pane (CtCalendarPage *self, guint index)
{
  if (index == self->active || self->panes[index].site_id == 0 || self->n_running > 0 ||
      ct_time_grid_has_hand (self->grid))
    return;
  set_active (self, index);
}

/* Of a visit that is selected among those of several sites: what is done with it is done at its own. */
void
ct_calendar_page_use_site (CtCalendarPage *self, gint64 site_id)
{
  for (guint i = 0; i < CT_PANES; i++)
    if (self->panes[i].site_id == site_id)
      ct_calendar_page_use_pane (self, i);
}

static void
on_pane_focus_cb (GtkEventController *controller, CtCalendarPage *self)
{
  GtkWidget *view = gtk_event_controller_get_widget (controller);

  for (guint i = 0; i < CT_PANES; i++)
    if (GTK_WIDGET (self->panes[i].view) == view)
      ct_calendar_page_use_pane (self, i);
}

/* Weeks side by side are looked at day beside day: where one is scrolled to another day, the other goes there too. */
static void
on_scrolled_cb (CtDayView *view, CtCalendarPage *self)
{
  CtDayPart part;

  if (self->state.kind != CT_VIEW_WEEK || !ct_calendar_page_has_two (self) || !ct_day_view_get_leftmost (view, &part))
    return;
  for (guint i = 0; i < CT_PANES; i++)
    if (self->panes[i].view != view)
      ct_day_view_set_leftmost (self->panes[i].view, part);
}

static void
on_first_used_cb (CtCalendarPage *self)
{
  ct_calendar_page_use_pane (self, 0);
}

static void
on_second_used_cb (CtCalendarPage *self)
{
  ct_calendar_page_use_pane (self, 1);
}

static void
on_zoomed_cb (CtTimeGrid *grid, CtCalendarPage *self)
{
  self->state.hour_height = ct_time_grid_get_hour_height (grid);
  for (guint i = 0; i < CT_PANES; i++)
    if (self->panes[i].grid != NULL && self->panes[i].grid != grid)
      ct_time_grid_set_hour_height (self->panes[i].grid, self->state.hour_height);
  ct_calendar_page_remember (self);
}

/* The acts find the grid of the pane they belong to in the page, so they are connected with that one in it. */
static void
connect_pane (CtCalendarPage *self, guint index)
{
  static const char *const names[] = { "book-here", "open-visit", "open-patient", "move-visit", "refused", "step-days", "menu",
                                       "dragged", "stays" };
  GtkEventController *focus = gtk_event_controller_focus_new ();

  /* Before whatever else is connected to them. */
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_signal_connect_object (self->panes[index].grid, names[i],
                             G_CALLBACK (index == 0 ? on_first_used_cb : on_second_used_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->panes[index].grid, "zoomed", G_CALLBACK (on_zoomed_cb), self, 0);
  g_signal_connect (focus, "enter", G_CALLBACK (on_pane_focus_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->panes[index].view), focus);
  self->grid = self->panes[index].grid;
  ct_calendar_page_connect_acts (self);
  ct_calendar_page_connect_book (self);
  ct_calendar_page_connect_panel (self);
  ct_calendar_page_connect_going (self);
  ct_calendar_page_connect_hands (self);
  ct_calendar_page_connect_menus (self);
  self->grid = self->panes[self->active].grid;
}

static void
on_range_changed_cb (CtCalendarPage *self)
{
  ct_calendar_page_refresh (self);
}

static void
make_pane (CtCalendarPage *self, guint index)
{
  CtCalendarPane *pane = &self->panes[index];

  if (index == 0)
    pane->view = self->view;
  else
    {
      pane->view = CT_DAY_VIEW (g_object_new (CT_TYPE_DAY_VIEW, "hexpand", TRUE, NULL));
      gtk_widget_add_css_class (GTK_WIDGET (pane->view), "ct-pane-beside");
      gtk_box_append (self->days, GTK_WIDGET (pane->view));
    }
  ct_day_view_set_clinic (pane->view, self->clinic);
  g_signal_connect_object (pane->view, "scrolled", G_CALLBACK (on_scrolled_cb), self, 0);
  pane->grid = ct_day_view_get_grid (pane->view);
  pane->range = ct_visit_range_new (self->clinic);
  g_signal_connect_object (pane->range, "changed", G_CALLBACK (on_range_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pane->range, "failed", G_CALLBACK (ct_calendar_page_failed), self, G_CONNECT_SWAPPED);
  connect_pane (self, index);
  ct_calendar_page_connect_floor (self, pane->view);
}

/* The first pane is there from the beginning. */
void
ct_calendar_page_init_panes (CtCalendarPage *self)
{
  make_pane (self, 0);
  set_active (self, 0);
}

/* Shows a site in a pane, which is made where it is the first time. */
void
ct_calendar_page_open_pane (CtCalendarPage *self, guint index, gint64 site_id)
{
  CtCalendarPane *pane = &self->panes[index];

  if (pane->view == NULL)
    make_pane (self, index);
  pane->site_id = site_id;
  gtk_widget_set_visible (GTK_WIDGET (pane->view), TRUE);
  if (index > 0)
    gtk_widget_set_visible (gtk_widget_get_prev_sibling (GTK_WIDGET (pane->view)), TRUE);
  ct_time_grid_set_hour_height (pane->grid, self->state.hour_height);
  ct_time_grid_set_filter (pane->grid, &self->state.filter);
  ct_visit_range_set_filter (pane->range, &self->state.filter);
  if (index == self->active)
    set_active (self, index);
}

void
ct_calendar_page_close_pane (CtCalendarPage *self, guint index)
{
  CtCalendarPane *pane = &self->panes[index];

  if (pane->view == NULL || pane->site_id == 0)
    return;
  pane->site_id = 0;
  gtk_widget_set_visible (GTK_WIDGET (pane->view), FALSE);
  gtk_widget_set_visible (gtk_widget_get_prev_sibling (GTK_WIDGET (pane->view)), FALSE);
  if (self->active == index)
    set_active (self, 0);
}

gboolean
ct_calendar_page_has_two (CtCalendarPage *self)
{
  return self->panes[1].site_id != 0;
}

/* Whether what the clock says at one site is another time at the other. */
gboolean
ct_calendar_page_has_two_zones (CtCalendarPage *self)
{
  CtSite *site = ct_clinic_get_site (self->clinic, self->panes[0].site_id);
  CtSite *other = ct_calendar_page_has_two (self) ? ct_clinic_get_site (self->clinic, self->panes[1].site_id) : NULL;

  return site != NULL && other != NULL && g_strcmp0 (site->zone, other->zone) != 0;
}

/* Where another site could say nothing beside what is shown: why. It comes back with the next view that has room for it. */
const char *
ct_calendar_page_why_alone (CtCalendarPage *self)
{
  if (self->state.kind == CT_VIEW_YEAR)
    return _("The year of a patient shows the visits at every site.");
  if (self->state.kind == CT_VIEW_WEEK && self->state.only_chair_id != 0)
    return _("A chair is at one site. Beside the week of all chairs, or of a clinician, another site can be shown.");
  return ct_clinic_get_sites (self->clinic)->len < 2 ? _("This clinic has one site.") : NULL;
}

void
ct_calendar_page_fill_pane (CtCalendarPage *self, const CtCalendarPane *pane, GPtrArray *visits)
{
  g_autoptr (CtDayColumns) columns = NULL;

  ct_day_view_set_now (pane->view, ct_clinic_now_at (self->clinic, pane->site_id));
  columns = ct_day_columns_new (self->clinic, pane->site_id, self->by, ct_calendar_page_first_day (self),
                                ct_calendar_page_last_day (self), self->state.only_chair_id,
                                self->state.only_clinician_id, visits);
  ct_day_view_set_content (pane->view, columns, visits);
}

/* "Downtown", and by which clock where that is not the same for both. */
static char *
pane_title (CtCalendarPage *self, const CtCalendarPane *pane)
{
  CtSite *site = ct_clinic_get_site (self->clinic, pane->site_id);
  CtWall now = ct_clinic_now_at (self->clinic, pane->site_id);
  g_autofree char *day = ct_date_format (now.date, _("%a %-d %b"));
  g_autofree char *time = ct_minute_format (now.minute);

  if (site == NULL || !ct_calendar_page_has_two_zones (self))
    return g_strdup (site != NULL ? site->name : "");
  /* Translators: a site, its time zone, and day and time there: "Denver · America/Denver · now Mon 2 Mar, 11:04" */
  return g_strdup_printf (_("%s · %s · now %s, %s"), site->name, site->zone, day, time);
}

/* Moves the lines of the present, each by the clock of its site. */
void
ct_calendar_page_tell_time (CtCalendarPage *self)
{
  for (guint i = 0; i < CT_PANES; i++)
    {
      const CtCalendarPane *pane = &self->panes[i];
      g_autofree char *title = NULL;

      if (pane->site_id == 0)
        continue;
      title = ct_calendar_page_has_two (self) || self->state.site_id != 0 ? pane_title (self, pane) : NULL;
      ct_day_view_set_now (pane->view, ct_clinic_now_at (self->clinic, pane->site_id));
      ct_day_view_set_title (pane->view, title);
      if (pane->month == NULL)
        continue;
      gtk_label_set_text (pane->month_title, title != NULL ? title : "");
      gtk_widget_set_visible (GTK_WIDGET (pane->month_title), title != NULL);
    }
}
