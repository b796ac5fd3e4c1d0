/* The calendar on paper: a day sheet, a week, labels of a day; calendar files, reminders, and how the day stood before. */
#include "ui/calendar/ct-calendar-page-private.h"

#include "ui/calendar/ct-busy-window.h"
#include "ui/calendar/ct-past-view.h"
#include "ui/ct-child-window.h"
#include "ui/ct-notice.h"
#include "ui/paper/ct-desk-printer.h"
#include "ui/paper/ct-tag-window.h"
#include "ui/reminders/ct-reminders-window.h"

static void
print_labels (CtCalendarPage *self)
{
  CtTagWish wish = { .use = CT_TAG_LABELS, .site_id = self->site_id, .date = self->date };
  g_autoptr (GError) error = NULL;
  GtkWindow *window = ct_tag_window_new (self->clinic, &wish, &error);

  if (window != NULL)
    ct_child_window_present (window, GTK_WIDGET (self));
  else
    ct_notice_error (GTK_WIDGET (self), error);
}

static void
act_print (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  const char *what = g_variant_get_string (target, NULL);
  CtScheduleWish wish = { .site_id = self->site_id, .date = self->date, .chair_id = self->state.only_chair_id };

  if (self->site_id == 0)
    return;
  if (g_str_equal (what, "labels"))
    {
      print_labels (self);
      return;
    }
  wish.kind = g_str_equal (what, "week")     ? CT_SCHEDULE_WEEK
              : g_str_equal (what, "people") ? CT_SCHEDULE_BY_CLINICIAN
                                             : CT_SCHEDULE_BY_CHAIR;
  ct_desk_print_schedule (widget, self->clinic, &wish);
}

static void
act_print_menu (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  GdkRectangle at;

  if (self->site_id == 0)
    return;
  at = ct_time_grid_selection_rect (self->grid);
  ct_calendar_page_pop_up (self, self->print_menu, at.x, at.y);
}

static void
act_busy (GtkWidget *widget, const char *action, GVariant *target)
{
  ct_child_window_present (ct_busy_window_new (CT_CALENDAR_PAGE (widget)->clinic), widget);
}

static void
act_reminders (GtkWidget *widget, const char *action, GVariant *target)
{
  ct_child_window_present (ct_reminders_window_new (CT_CALENDAR_PAGE (widget)->clinic), widget);
}

/* ---- The time machine: it lies over the calendar, which stays as it is underneath ---- */

static void
allow_booking (CtCalendarPage *self, gboolean allowed)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->header), allowed);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "calendar.book", allowed);
}

static void
on_past_left_cb (CtCalendarPage *self)
{
  gtk_widget_set_visible (self->past, FALSE);
  gtk_widget_set_visible (gtk_widget_get_first_child (GTK_WIDGET (self)), TRUE);
  allow_booking (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
act_past (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  gint64 site_ids[CT_PANES];
  guint n_sites = 0;

  if (self->site_id == 0 || self->date == CT_DATE_NONE)
    return;
  if (self->past == NULL)
    {
      self->past = ct_past_view_new (self->clinic);
      gtk_widget_insert_before (self->past, widget, NULL);
      g_signal_connect_object (self->past, "left", G_CALLBACK (on_past_left_cb), self, G_CONNECT_SWAPPED);
    }
  gtk_widget_set_visible (gtk_widget_get_first_child (widget), FALSE);
  gtk_widget_set_visible (self->past, TRUE);
  allow_booking (self, FALSE);
  ct_past_view_set_columns (CT_PAST_VIEW (self->past), self->state.columns);
  for (guint p = 0; p < CT_PANES; p++)
    if (self->panes[p].site_id != 0)
      site_ids[n_sites++] = self->panes[p].site_id;
  ct_past_view_show (CT_PAST_VIEW (self->past), site_ids, n_sites, self->date);
  gtk_widget_grab_focus (self->past);
}

void
ct_calendar_page_install_print (GtkWidgetClass *klass)
{
  static const CtPageAct acts[] = {
    { "calendar.print", "s", act_print },
    { "calendar.print-menu", NULL, act_print_menu },
    { "calendar.busy", NULL, act_busy },
    { "calendar.reminders", NULL, act_reminders },
    { "calendar.past", NULL, act_past },
  };

  ct_calendar_page_install (klass, acts, G_N_ELEMENTS (acts));
}
