/* The booking opened beside or over the calendar. */
#include "ui/calendar/ct-calendar-page-private.h"

/* From this width on the booking opens beside the calendar and not over it. */
#define BESIDE_WIDTH 1500

/* ---- The booking, opened ---- */

void
ct_calendar_page_close_panel (CtCalendarPage *self)
{
  if (self->panel_popover != NULL)
    gtk_popover_popdown (self->panel_popover);
}

static void
on_panel_edited_cb (CtCalendarPage *self, CtVisit *visit, CtAppointment *edited)
{
  ct_calendar_page_edit (self, visit, edited);
}

static void
on_panel_move_cb (CtCalendarPage *self, CtVisit *visit)
{
  if (ct_calendar_page_shows_grid (self))
    ct_time_grid_select_visit (self->grid, CT_RECORD (visit->appointment)->id);
  gtk_widget_activate_action (GTK_WIDGET (self), "calendar.move", NULL);
}

static void
on_panel_cancel_cb (CtCalendarPage *self, CtVisit *visit)
{
  g_autoptr (CtVisit) kept = g_object_ref (visit);

  ct_calendar_page_close_panel (self);
  if (ct_calendar_page_shows_grid (self))
    ct_time_grid_select_visit (self->grid, CT_RECORD (kept->appointment)->id);
  ct_calendar_page_ask_reason (self, kept);
}

static void
open_patient (CtCalendarPage *self, CtVisit *visit)
{
  gint64 patient_id = visit->appointment->patient_id;

  ct_calendar_page_close_panel (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-patient", "x", patient_id);
}

void
ct_calendar_page_close_opened (CtCalendarPage *self)
{
  ct_calendar_page_close_panel (self);
  gtk_revealer_set_reveal_child (self->side, FALSE);
  ct_calendar_page_focus_view (self);
}

static CtBookingPanel *
make_panel (CtCalendarPage *self)
{
  GtkWidget *panel = ct_booking_panel_new (self->clinic);

  g_signal_connect_swapped (panel, "edited", G_CALLBACK (on_panel_edited_cb), self);
  g_signal_connect_swapped (panel, "move", G_CALLBACK (on_panel_move_cb), self);
  g_signal_connect_swapped (panel, "cancel", G_CALLBACK (on_panel_cancel_cb), self);
  g_signal_connect_swapped (panel, "open-patient", G_CALLBACK (open_patient), self);
  g_signal_connect_swapped (panel, "close", G_CALLBACK (ct_calendar_page_close_opened), self);
  return CT_BOOKING_PANEL (panel);
}

static void
open_beside (CtCalendarPage *self, CtVisit *visit)
{
  if (self->panel_beside == NULL)
    {
      self->panel_beside = make_panel (self);
      gtk_scrolled_window_set_child (self->side_scroller, GTK_WIDGET (self->panel_beside));
    }
  ct_booking_panel_set_visit (self->panel_beside, visit);
  gtk_revealer_set_reveal_child (self->side, TRUE);
  gtk_widget_child_focus (GTK_WIDGET (self->panel_beside), GTK_DIR_TAB_FORWARD);
}

static void
open_over (CtCalendarPage *self, CtVisit *visit)
{
  if (self->panel_popover == NULL)
    {
      self->panel_over = make_panel (self);
      self->panel_popover = GTK_POPOVER (gtk_popover_new ());
      gtk_popover_set_child (self->panel_popover, GTK_WIDGET (self->panel_over));
      gtk_widget_set_parent (GTK_WIDGET (self->panel_popover), GTK_WIDGET (self));
      g_signal_connect_swapped (self->panel_popover, "closed", G_CALLBACK (ct_calendar_page_focus_view_soon), self);
    }
  ct_booking_panel_set_visit (self->panel_over, visit);
  ct_calendar_page_point_at (self, self->panel_popover);
  gtk_popover_popup (self->panel_popover);
}

static void
on_open_visit_cb (CtCalendarPage *self, CtVisit *visit)
{
  if (gtk_widget_get_width (GTK_WIDGET (self)) >= BESIDE_WIDTH)
    open_beside (self, visit);
  else
    open_over (self, visit);
}

static void
act_open (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  CtVisit *visit = ct_calendar_page_selected (self);

  if (visit != NULL)
    on_open_visit_cb (self, visit);
}

static void
act_open_patient (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  CtVisit *visit = ct_calendar_page_chosen_visit (self);

  if (visit != NULL)
    open_patient (self, visit);
}

/* While the panel is open beside, it shows what is selected. */
static void
on_selection_changed_cb (CtCalendarPage *self)
{
  CtVisit *visit = ct_calendar_page_selected (self);

  if (visit != NULL && self->panel_beside != NULL && gtk_revealer_get_reveal_child (self->side) &&
      visit != ct_booking_panel_get_visit (self->panel_beside))
    ct_booking_panel_set_visit (self->panel_beside, visit);
}

static void
on_agenda_selected_cb (CtCalendarPage *self)
{
  CtVisit *visit = ct_calendar_page_selected (self);

  if (visit != NULL)
    ct_calendar_page_use_site (self, visit->appointment->site_id);
  on_selection_changed_cb (self);
}

/* The agenda opens visits as the grid does. */
void
ct_calendar_page_connect_agenda (CtCalendarPage *self)
{
  g_signal_connect_object (self->agenda, "open-visit", G_CALLBACK (on_open_visit_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->agenda, "selection-changed", G_CALLBACK (on_agenda_selected_cb), self,
                           G_CONNECT_SWAPPED);
  ct_calendar_page_connect_agenda_menu (self);
}

void
ct_calendar_page_install_panel (GtkWidgetClass *klass)
{
  static const CtPageAct acts[] = {
    { "calendar.open", NULL, act_open },
    { "calendar.open-patient", NULL, act_open_patient },
  };

  ct_calendar_page_install (klass, acts, G_N_ELEMENTS (acts));
}

void
ct_calendar_page_connect_panel (CtCalendarPage *self)
{
  g_signal_connect_object (self->grid, "open-visit", G_CALLBACK (on_open_visit_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "open-patient", G_CALLBACK (open_patient), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "selection-changed", G_CALLBACK (on_selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
}
