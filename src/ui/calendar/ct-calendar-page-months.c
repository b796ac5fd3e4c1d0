/* The months of the panes: one of each site that is shown, with one cursor for all. */
#include "ui/calendar/ct-calendar-page-private.h"

static guint
pane_of (CtCalendarPage *self, GtkWidget *month)
{
  guint index = 0;

  while (GTK_WIDGET (self->panes[index].month) != month)
    index++;
  return index;
}

static void
on_day_chosen_cb (CtMonthView *month, int day, CtCalendarPage *self)
{
  ct_calendar_page_use_pane (self, pane_of (self, GTK_WIDGET (month)));
  ct_calendar_page_show_one_day (self, day);
}

static void
on_moved_cb (CtMonthView *month, int day, CtCalendarPage *self)
{
  gboolean other_month = ct_month_of (day).first_of_month != ct_month_of (self->date).first_of_month;

  self->date = day;
  if (other_month)
    {
      ct_calendar_page_reload (self);
      return;
    }
  for (guint i = 0; i < CT_PANES; i++)
    if (self->panes[i].month != NULL && self->panes[i].month != month)
      ct_month_view_set_date (self->panes[i].month, day);
}

static void
on_counted_cb (CtCalendarPage *self)
{
  if (self->state.kind == CT_VIEW_MONTH)
    ct_calendar_page_show_filter (self);
}

static void
on_month_focus_cb (GtkEventController *controller, CtCalendarPage *self)
{
  ct_calendar_page_use_pane (self, pane_of (self, gtk_event_controller_get_widget (controller)));
}

static void
connect_month (CtCalendarPage *self, CtMonthView *month)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (month, "day-chosen", G_CALLBACK (on_day_chosen_cb), self, 0);
  g_signal_connect_object (month, "moved", G_CALLBACK (on_moved_cb), self, 0);
  g_signal_connect_object (month, "counted", G_CALLBACK (on_counted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (month, "failed", G_CALLBACK (ct_calendar_page_failed), self, G_CONNECT_SWAPPED);
  g_signal_connect (focus, "enter", G_CALLBACK (on_month_focus_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (month), focus);
}

static void
make_month (CtCalendarPage *self, CtCalendarPane *pane)
{
  pane->month_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  pane->month_title = GTK_LABEL (gtk_label_new (NULL));
  pane->month = CT_MONTH_VIEW (ct_month_view_new (self->clinic));
  gtk_label_set_xalign (pane->month_title, 0);
  gtk_label_set_ellipsize (pane->month_title, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (pane->month_title, 1);
  gtk_widget_add_css_class (GTK_WIDGET (pane->month_title), "ct-pane-title");
  gtk_widget_add_css_class (GTK_WIDGET (pane->month_title), "ct-tabular");
  gtk_widget_set_vexpand (GTK_WIDGET (pane->month), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (pane->month), TRUE);
  gtk_box_append (GTK_BOX (pane->month_box), GTK_WIDGET (pane->month_title));
  gtk_box_append (GTK_BOX (pane->month_box), GTK_WIDGET (pane->month));
  gtk_box_append (self->months, pane->month_box);
  connect_month (self, pane->month);
}

/* Shows the month of the date, of every site that is shown. */
void
ct_calendar_page_show_months (CtCalendarPage *self)
{
  if (self->months == NULL)
    {
      self->months = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));
      gtk_box_set_homogeneous (self->months, TRUE);
      gtk_stack_add_named (self->views, GTK_WIDGET (self->months), "month");
    }
  for (guint i = 0; i < CT_PANES; i++)
    {
      CtCalendarPane *pane = &self->panes[i];

      if (pane->site_id != 0 && pane->month == NULL)
        make_month (self, pane);
      if (pane->month == NULL)
        continue;
      gtk_widget_set_visible (pane->month_box, pane->site_id != 0);
      if (pane->site_id != 0)
        ct_month_view_show (pane->month, pane->site_id, self->date, &self->state.filter);
    }
  ct_calendar_page_tell_time (self);
}

/* Another minute has begun: it may be another day. */
void
ct_calendar_page_update_months (CtCalendarPage *self)
{
  for (guint i = 0; i < CT_PANES; i++)
    if (self->panes[i].month != NULL && self->panes[i].site_id != 0)
      ct_month_view_update (self->panes[i].month);
}

gboolean
ct_calendar_page_months_are_busy (CtCalendarPage *self)
{
  for (guint i = 0; i < CT_PANES; i++)
    if (self->panes[i].month != NULL && ct_month_view_is_busy (self->panes[i].month))
      return TRUE;
  return FALSE;
}

/* How many visits of the months that are shown do not match the filter, and how many that were called off do. */
CtMatches
ct_calendar_page_count_months (CtCalendarPage *self)
{
  CtMatches matches = { 0 };

  for (guint i = 0; i < CT_PANES; i++)
    if (self->panes[i].month != NULL && self->panes[i].site_id != 0)
      {
        matches.n_hidden += (guint) ct_month_view_n_hidden (self->panes[i].month);
        matches.n_off += (guint) ct_month_view_n_off (self->panes[i].month);
      }
  return matches;
}
