/* Going about in the calendar: days, weeks, views, zoom. */
#include "ui/calendar/ct-calendar-page-private.h"

static void
act_today (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);

  if (self->site_id != 0)
    ct_calendar_page_show_date (self, ct_clinic_now_at (self->clinic, self->site_id).date);
}

/* A day, or seven, where days are shown; else a step of the view. */
static void
act_step (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  int days = g_variant_get_int32 (target);

  if (self->date == CT_DATE_NONE)
    return;
  if (ct_calendar_page_shows_grid (self))
    ct_calendar_page_show_date (self, self->date + days);
  else
    ct_calendar_page_show_date (self, ct_calendar_page_step_date (self, days > 0 ? 1 : -1));
}

static void
on_step_days_cb (CtCalendarPage *self, int steps)
{
  ct_calendar_page_show_date (self, ct_calendar_page_step_date (self, steps));
}

static void
act_show_day (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  CtDate date = ct_date_parse_iso (g_variant_get_string (target, NULL));

  if (date == CT_DATE_NONE)
    return;
  self->date = date;
  self->state.kind = CT_VIEW_DAY;
  self->state.columns = CT_VIEW_BY_CHAIR;
  ct_calendar_page_reload (self);
}

/* Day, week, month, agenda, and round again; the year of a patient has a key of its own. */
static void
act_switch_view (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);

  ct_calendar_page_show_kind (self, self->state.kind >= CT_VIEW_AGENDA ? CT_VIEW_DAY : self->state.kind + 1);
  ct_calendar_page_focus_view (self);
}

static void
act_switch_columns (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);

  self->state.kind = CT_VIEW_DAY;
  self->state.columns = (self->state.columns + 1) % CT_N_VIEW_COLUMNS;
  ct_calendar_page_reload (self);
}

static void
act_year (GtkWidget *widget, const char *action, GVariant *target)
{
  ct_calendar_page_show_kind (CT_CALENDAR_PAGE (widget), CT_VIEW_YEAR);
  ct_calendar_page_focus_view (CT_CALENDAR_PAGE (widget));
}

static void
on_gone_to_cb (CtCalendarPage *self, int date)
{
  ct_calendar_page_show_date (self, date);
}

static void
open_go_to (CtCalendarPage *self, const char *typed)
{
  GtkWidget *button = ct_calendar_header_get_date_button (self->header);

  if (self->date == CT_DATE_NONE)
    return;
  if (self->go_to == NULL)
    {
      self->go_to = CT_GO_TO (ct_go_to_new ());
      /* Under the date where the window shows it, else at the top of the page. */
      gtk_widget_set_parent (GTK_WIDGET (self->go_to), gtk_widget_get_mapped (button) ? button : GTK_WIDGET (self));
      g_signal_connect_object (self->go_to, "chosen", G_CALLBACK (on_gone_to_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->go_to, "closed", G_CALLBACK (ct_calendar_page_focus_view_soon), self, G_CONNECT_SWAPPED);
    }
  gtk_popover_popup (GTK_POPOVER (self->go_to));
  ct_go_to_set (self->go_to, self->date, ct_clinic_now_at (self->clinic, self->site_id).date, typed);
}

static void
act_go_to (GtkWidget *widget, const char *action, GVariant *target)
{
  open_go_to (CT_CALENDAR_PAGE (widget), NULL);
}

/* A digit begins a jump: "6w". */
static gboolean
on_digit_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  char digit[2] = { (char) ('0' + g_variant_get_int32 (args)), '\0' };

  open_go_to (CT_CALENDAR_PAGE (widget), digit);
  return TRUE;
}

static void
act_zoom (GtkWidget *widget, const char *action, GVariant *target)
{
  int steps = g_str_has_suffix (action, "in") ? 1 : g_str_has_suffix (action, "out") ? -1 : 0;

  if (ct_calendar_page_shows_grid (CT_CALENDAR_PAGE (widget)))
    ct_time_grid_zoom (CT_CALENDAR_PAGE (widget)->grid, steps);
}

static void
act_read_again (GtkWidget *widget, const char *action, GVariant *target)
{
  ct_calendar_page_reload (CT_CALENDAR_PAGE (widget));
}

static void
act_stop (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);

  if (ct_time_grid_has_hand (self->grid))
    ct_time_grid_put_down (self->grid, FALSE);
  else if (gtk_revealer_get_reveal_child (self->side))
    ct_calendar_page_close_opened (self);
  else
    ct_calendar_page_stop_carrying (self);
}

/* ---- The window's bar ---- */

static void
on_header_step_cb (CtCalendarPage *self, int steps)
{
  ct_calendar_page_show_date (self, ct_calendar_page_step_date (self, steps));
}

static void
on_header_today_cb (CtCalendarPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "calendar.today", NULL);
}

static void
on_header_go_to_cb (CtCalendarPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "calendar.go-to", NULL);
}

static void
on_header_kind_cb (CtCalendarPage *self, int kind)
{
  ct_calendar_page_show_kind (self, (CtViewKind) kind);
  ct_calendar_page_focus_view_soon (self);
}

static void
on_header_columns_cb (CtCalendarPage *self, int columns, gint64 chair_id, gint64 clinician_id)
{
  if (self->state.kind != CT_VIEW_WEEK)
    self->state.columns = (CtViewColumns) columns;
  self->state.only_chair_id = chair_id;
  self->state.only_clinician_id = clinician_id;
  ct_calendar_page_reload (self);
  ct_calendar_page_focus_view_soon (self);
}

static void
on_header_filter_cb (CtCalendarPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "calendar.filter", NULL);
}

static void
on_header_legend_cb (CtCalendarPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "calendar.legend", NULL);
}

static void
on_header_views_cb (CtCalendarPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "calendar.views", NULL);
}

/* The calendar's part of the window's bar. */
void
ct_calendar_page_make_header (CtCalendarPage *self)
{
  self->header = CT_CALENDAR_HEADER (g_object_ref_sink (ct_calendar_header_new (self->clinic)));
  g_signal_connect_object (self->header, "step", G_CALLBACK (on_header_step_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->header, "today", G_CALLBACK (on_header_today_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->header, "go-to", G_CALLBACK (on_header_go_to_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->header, "show-kind", G_CALLBACK (on_header_kind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->header, "show-columns", G_CALLBACK (on_header_columns_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->header, "filter", G_CALLBACK (on_header_filter_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->header, "legend", G_CALLBACK (on_header_legend_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->header, "views", G_CALLBACK (on_header_views_cb), self, G_CONNECT_SWAPPED);
}

void
ct_calendar_page_install_going (GtkWidgetClass *klass)
{
  static const CtPageAct acts[] = {
    { "calendar.today", NULL, act_today },
    { "calendar.step", "i", act_step },
    { "calendar.show-day", "s", act_show_day },
    { "calendar.go-to", NULL, act_go_to },
    { "calendar.switch-view", NULL, act_switch_view },
    { "calendar.switch-columns", NULL, act_switch_columns },
    { "calendar.year", NULL, act_year },
    { "calendar.zoom-in", NULL, act_zoom },
    { "calendar.zoom-out", NULL, act_zoom },
    { "calendar.zoom-fit", NULL, act_zoom },
    { "calendar.read-again", NULL, act_read_again },
    { "calendar.stop", NULL, act_stop },
  };

  ct_calendar_page_install (klass, acts, G_N_ELEMENTS (acts));
  for (int digit = 0; digit <= 9; digit++)
    {
      gtk_widget_class_add_binding (klass, GDK_KEY_0 + digit, 0, on_digit_cb, "i", digit);
      gtk_widget_class_add_binding (klass, GDK_KEY_KP_0 + digit, 0, on_digit_cb, "i", digit);
    }
}

void
ct_calendar_page_connect_going (CtCalendarPage *self)
{
  g_signal_connect_object (self->grid, "step-days", G_CALLBACK (on_step_days_cb), self, G_CONNECT_SWAPPED);
}
