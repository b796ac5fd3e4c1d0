/* What can be done in the calendar: each act is a class action; what came of it is told in a toast with Undo. */
#include "ui/calendar/ct-calendar-page-private.h"

#include <glib/gi18n.h>

#include "ui/calendar/ct-visit-choices.h"
#include "ui/calendar/ct-visit-words.h"
#include "ui/ct-notice.h"

/* From this width on the booking opens beside the calendar and not over it. */
#define BESIDE_WIDTH 1500
/* Several presses of + or - in a row are one act. */
#define LENGTHEN_MS 700

/* ---- What an act needs and what comes of it ---- */

typedef struct
{
  CtCalendarPage *self;
  char           *name;  /* whose visit */
  char           *deed;  /* what to tell when it is done */
  gint64          id;    /* which booking to select then */
  gboolean        in_hand;
} Act;

static Act *
act_new (CtCalendarPage *self, CtVisit *visit, char *deed, gboolean in_hand)
{
  Act *act = g_new0 (Act, 1);

  *act = (Act) { g_object_ref (self), g_strdup (visit->patient_name), deed, CT_RECORD (visit->appointment)->id, in_hand };
  self->n_running++;
  return act;
}

static void
tell_refusal (CtCalendarPage *self, const Act *act, const GError *error)
{
  g_autofree char *words = ct_refusal_words (act->name, error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ct_notice_tell (GTK_WIDGET (self), words);
}

static void
on_act_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Act *act = data;
  g_autoptr (CtCalendarPage) self = act->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtAppointment) stored = ct_clinic_finish (CT_CLINIC (source), result, &error);

  self->n_running--;
  if (error != NULL)
    {
      if (act->in_hand)
        ct_time_grid_put_down (self->grid, FALSE);
      tell_refusal (self, act, error);
      /* Whatever stood against it may not be on the screen yet. */
      ct_visit_range_read_again (self->range);
    }
  else
    {
      self->settling = act->in_hand;
      self->select_id = act->id;
      ct_visit_range_read_again (self->range);
      ct_notice_undo (GTK_WIDGET (self), act->deed);
    }
  g_free (act->name);
  g_free (act->deed);
  g_free (act);
}

/* The visit an act is about: what is in the open panel, or what is selected in the grid. */
static CtVisit *
chosen_visit (CtCalendarPage *self)
{
  if (self->panel_popover != NULL && gtk_widget_get_visible (GTK_WIDGET (self->panel_popover)))
    return ct_booking_panel_get_visit (self->panel_over);
  return ct_time_grid_get_visit (self->grid);
}

static char *
place_words (CtCalendarPage *self, CtDate day, int minute, gint64 chair_id)
{
  CtChair *chair = ct_clinic_get_chair (self->clinic, chair_id);
  g_autofree char *date = ct_date_format (day, _("%a %-d %b"));
  g_autofree char *time = ct_minute_format (minute);

  return g_strdup_printf ("%s, %s, %s", date, time, chair != NULL ? chair->name : "");
}

/**
 * ct_calendar_page_follow:
 * @self: a page
 * @visits: what was read
 *
 * After an act, or news: what is in the hand is put down, what was booked is selected, an open panel shows the news.
 */
void
ct_calendar_page_follow (CtCalendarPage *self, GPtrArray *visits)
{
  CtBookingPanel *panels[] = { self->panel_beside, self->panel_over };

  if (self->settling)
    {
      self->settling = FALSE;
      ct_time_grid_put_down (self->grid, TRUE);
    }
  if (self->select_id != 0 && ct_time_grid_select_visit (self->grid, self->select_id))
    self->select_id = 0;
  for (gsize p = 0; p < G_N_ELEMENTS (panels); p++)
    {
      CtVisit *shown = panels[p] != NULL ? ct_booking_panel_get_visit (panels[p]) : NULL;

      for (guint i = 0; shown != NULL && i < visits->len; i++)
        {
          CtVisit *visit = g_ptr_array_index (visits, i);

          if (CT_RECORD (visit->appointment)->id == CT_RECORD (shown->appointment)->id && visit != shown)
            {
              ct_booking_panel_set_visit (panels[p], visit);
              break;
            }
        }
    }
}

/* ---- Booking ---- */

static void
on_booked_cb (CtCalendarPage *self, CtAppointment *stored, const char *name)
{
  g_autofree char *place = place_words (self, stored->day, stored->minute, stored->chair_id);
  /* Translators: a name, then day, time and chair */
  g_autofree char *deed = g_strdup_printf (_("%s is booked for %s."), name, place);

  self->select_id = CT_RECORD (stored)->id;
  ct_calendar_page_stop_carrying (self);
  ct_visit_range_read_again (self->range);
  ct_notice_undo (GTK_WIDGET (self), deed);
}

static void
on_popover_closed_cb (CtCalendarPage *self)
{
  if (self->select_id == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    ct_time_grid_focus_selection (self->grid);
}

static void
open_booking (CtCalendarPage *self, const CtPlace *place)
{
  if (self->booking == NULL)
    {
      self->booking = CT_QUICK_BOOKING (ct_quick_booking_new (self->clinic));
      gtk_widget_set_parent (GTK_WIDGET (self->booking), GTK_WIDGET (self));
      g_signal_connect_swapped (self->booking, "booked", G_CALLBACK (on_booked_cb), self);
      g_signal_connect_swapped (self->booking, "closed", G_CALLBACK (on_popover_closed_cb), self);
    }
  ct_calendar_page_point_at (self, GTK_POPOVER (self->booking));
  ct_quick_booking_set_place (self->booking, self->site_id, place, ct_time_grid_get_occupancy (self->grid));
  gtk_popover_popup (GTK_POPOVER (self->booking));
  ct_quick_booking_set_patient (self->booking, self->carried_id, self->carried_name);
}

static void
act_book (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  CtVisit *visit = ct_time_grid_get_visit (self->grid);
  CtPlace place;

  if (!ct_time_grid_get_place (self->grid, &place) || ct_time_grid_has_hand (self->grid))
    return;
  /* On a block: right after it, in its chair. */
  if (visit != NULL)
    place.minute = MIN (visit->appointment->minute + visit->appointment->minutes, CT_MINUTES_PER_DAY - CT_GRID_STEP);
  open_booking (self, &place);
}

static void
on_book_here_cb (CtCalendarPage *self, const CtPlace *place)
{
  open_booking (self, place);
}

/* ---- A patient to be placed ---- */

void
ct_calendar_page_stop_carrying (CtCalendarPage *self)
{
  self->carried_id = 0;
  g_clear_pointer (&self->carried_name, g_free);
  ct_time_grid_carry (self->grid, NULL, 0);
  gtk_revealer_set_reveal_child (self->carry_bar, FALSE);
}

static void
on_carried_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtCalendarPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtPatientFile) file = ct_clinic_finish (CT_CLINIC (source), result, &error);
  g_autofree char *words = NULL;

  self->n_running--;
  if (ct_notice_error (GTK_WIDGET (self), error) || CT_RECORD (file->patient)->id != self->carried_id)
    return;
  g_free (self->carried_name);
  self->carried_name = ct_patient_display_name (file->patient);
  words = g_strdup_printf (_("Booking for %s: choose a free place, or press N where you are."), self->carried_name);
  gtk_label_set_text (self->carry_label, words);
  gtk_revealer_set_reveal_child (self->carry_bar, TRUE);
  ct_time_grid_carry (self->grid, self->carried_name, ct_visit_kind_minutes (CT_VISIT_CONSULTATION));
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

/**
 * ct_calendar_page_place:
 * @self: a page
 * @patient_id: who is to be booked
 *
 * Takes a patient in hand: the next click on a free place books for them.
 */
void
ct_calendar_page_place (CtCalendarPage *self, gint64 patient_id)
{
  g_return_if_fail (CT_IS_CALENDAR_PAGE (self));
  self->carried_id = patient_id;
  self->n_running++;
  ct_clinic_read_patient_async (self->clinic, patient_id, on_carried_cb, g_object_ref (self));
}

/* ---- Moving ---- */

static void
on_move_visit_cb (CtCalendarPage *self, CtVisit *visit, const CtPlace *place)
{
  g_autoptr (CtAppointment) appointment = ct_record_copy (visit->appointment);
  g_autofree char *words = place_words (self, place->day, place->minute, place->chair_id);
  g_autofree char *length = ct_length_text (place->minutes);
  gboolean same_start = place->day == appointment->day && place->minute == appointment->minute &&
                        place->chair_id == appointment->chair_id;
  char *deed;

  if (self->by == CT_COLUMNS_BY_CLINICIAN)
    appointment->clinician_id = place->clinician_id;
  if (same_start && place->minutes != appointment->minutes)
    /* Translators: a name, then a length: "45 min" */
    deed = g_strdup_printf (_("%s is booked for %s now."), visit->patient_name, length);
  else
    /* Translators: a name, then day, time and chair */
    deed = g_strdup_printf (_("%s is moved to %s."), visit->patient_name, words);
  ct_clinic_move_appointment_async (self->clinic, appointment, place->chair_id, place->day, place->minute,
                                    place->minutes, on_act_done_cb, act_new (self, visit, deed, TRUE));
}

static void
on_refused_cb (CtCalendarPage *self, const char *reasons)
{
  CtVisit *visit = ct_time_grid_get_visit (self->grid);
  g_autoptr (GError) error = g_error_new_literal (CT_ERROR, CT_ERROR_TAKEN, reasons);
  g_autofree char *words = visit != NULL ? ct_refusal_words (visit->patient_name, error) : g_strdup (reasons);

  ct_notice_tell (GTK_WIDGET (self), words);
}

/* Whether it may be moved; if not, it says so. */
static gboolean
may_move (CtCalendarPage *self, CtVisit *visit)
{
  g_autofree char *words = NULL;

  if (ct_status_may_move (visit->appointment->status))
    return TRUE;
  words = g_strdup_printf (_("The visit of %s is under way or done, so it stays where it was."), visit->patient_name);
  ct_notice_tell (GTK_WIDGET (self), words);
  return FALSE;
}

static void
close_panel (CtCalendarPage *self)
{
  if (self->panel_popover != NULL)
    gtk_popover_popdown (self->panel_popover);
}

static void
act_move (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  g_autoptr (CtVisit) visit = chosen_visit (self) != NULL ? g_object_ref (chosen_visit (self)) : NULL;

  if (visit == NULL || ct_time_grid_has_hand (self->grid) || !may_move (self, visit))
    return;
  close_panel (self);
  ct_time_grid_pick_up (self->grid, visit);
}

static gboolean
on_lengthened_cb (gpointer data)
{
  CtCalendarPage *self = data;

  self->lengthen_id = 0;
  if (ct_time_grid_has_hand (self->grid))
    ct_time_grid_drop_hand (self->grid);
  return G_SOURCE_REMOVE;
}

static void
lengthen (CtCalendarPage *self, int minutes)
{
  CtVisit *visit = chosen_visit (self);
  gboolean in_hand = ct_time_grid_has_hand (self->grid);

  if (visit == NULL || (!in_hand && !may_move (self, visit)))
    return;
  if (!in_hand)
    ct_time_grid_pick_up (self->grid, visit);
  ct_time_grid_lengthen_hand (self->grid, minutes);
  if (in_hand && self->lengthen_id == 0)
    return;
  g_clear_handle_id (&self->lengthen_id, g_source_remove);
  self->lengthen_id = g_timeout_add (LENGTHEN_MS, on_lengthened_cb, self);
}

static void
act_longer (GtkWidget *widget, const char *action, GVariant *target)
{
  lengthen (CT_CALENDAR_PAGE (widget), CT_GRID_STEP);
}

static void
act_shorter (GtkWidget *widget, const char *action, GVariant *target)
{
  lengthen (CT_CALENDAR_PAGE (widget), -CT_GRID_STEP);
}

/* ---- The way of a visit ---- */

static void
set_status (CtCalendarPage *self, CtVisit *visit, const char *status, const char *reason)
{
  char *deed = g_strdup_printf (ct_status_deed (status), visit->patient_name);

  ct_clinic_set_appointment_status_async (self->clinic, visit->appointment, status, reason, on_act_done_cb,
                                          act_new (self, visit, deed, FALSE));
}

static void
act_status (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  CtVisit *visit = chosen_visit (self);
  const char *status = g_variant_get_string (target, NULL);

  if (visit != NULL && !ct_time_grid_has_hand (self->grid) && g_strcmp0 (visit->appointment->status, status) != 0)
    set_status (self, visit, status, NULL);
}

static void
on_reason_chosen_cb (CtCalendarPage *self, CtVisit *visit, const char *reason)
{
  close_panel (self);
  gtk_revealer_set_reveal_child (self->side, FALSE);
  set_status (self, visit, CT_APPOINTMENT_CANCELLED, reason);
}

static void
ask_reason (CtCalendarPage *self, CtVisit *visit)
{
  if (self->cancelling == NULL)
    {
      self->cancelling = CT_CANCEL_POPOVER (ct_cancel_popover_new ());
      gtk_widget_set_parent (GTK_WIDGET (self->cancelling), GTK_WIDGET (self));
      g_signal_connect_swapped (self->cancelling, "chosen", G_CALLBACK (on_reason_chosen_cb), self);
      g_signal_connect_swapped (self->cancelling, "closed", G_CALLBACK (on_popover_closed_cb), self);
    }
  ct_calendar_page_point_at (self, GTK_POPOVER (self->cancelling));
  gtk_popover_popup (GTK_POPOVER (self->cancelling));
  ct_cancel_popover_set_visit (self->cancelling, visit);
}

static void
act_cancel (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  g_autoptr (CtVisit) visit = chosen_visit (self) != NULL ? g_object_ref (chosen_visit (self)) : NULL;

  if (visit == NULL || ct_time_grid_has_hand (self->grid))
    return;
  close_panel (self);
  ask_reason (self, visit);
}

/* ---- The booking, opened ---- */

static void
on_panel_status_cb (CtCalendarPage *self, CtVisit *visit, const char *status)
{
  set_status (self, visit, status, NULL);
}

static void
on_panel_edited_cb (CtCalendarPage *self, CtVisit *visit, CtAppointment *edited)
{
  char *deed = g_strdup_printf (_("The visit of %s is changed."), visit->patient_name);

  ct_clinic_edit_appointment_async (self->clinic, edited, on_act_done_cb, act_new (self, visit, deed, FALSE));
}

static void
on_panel_move_cb (CtCalendarPage *self, CtVisit *visit)
{
  ct_time_grid_select_visit (self->grid, CT_RECORD (visit->appointment)->id);
  gtk_widget_activate_action (GTK_WIDGET (self), "calendar.move", NULL);
}

static void
on_panel_cancel_cb (CtCalendarPage *self, CtVisit *visit)
{
  g_autoptr (CtVisit) kept = g_object_ref (visit);

  close_panel (self);
  ct_time_grid_select_visit (self->grid, CT_RECORD (kept->appointment)->id);
  ask_reason (self, kept);
}

static void
open_patient (CtCalendarPage *self, CtVisit *visit)
{
  gint64 patient_id = visit->appointment->patient_id;

  close_panel (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-patient", "x", patient_id);
}

static void
on_panel_close_cb (CtCalendarPage *self)
{
  close_panel (self);
  gtk_revealer_set_reveal_child (self->side, FALSE);
  ct_time_grid_focus_selection (self->grid);
}

static CtBookingPanel *
make_panel (CtCalendarPage *self)
{
  GtkWidget *panel = ct_booking_panel_new (self->clinic);

  g_signal_connect_swapped (panel, "status", G_CALLBACK (on_panel_status_cb), self);
  g_signal_connect_swapped (panel, "edited", G_CALLBACK (on_panel_edited_cb), self);
  g_signal_connect_swapped (panel, "move", G_CALLBACK (on_panel_move_cb), self);
  g_signal_connect_swapped (panel, "cancel", G_CALLBACK (on_panel_cancel_cb), self);
  g_signal_connect_swapped (panel, "open-patient", G_CALLBACK (open_patient), self);
  g_signal_connect_swapped (panel, "close", G_CALLBACK (on_panel_close_cb), self);
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
      g_signal_connect_swapped (self->panel_popover, "closed", G_CALLBACK (on_popover_closed_cb), self);
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
  CtVisit *visit = ct_time_grid_get_visit (self->grid);

  if (visit != NULL)
    on_open_visit_cb (self, visit);
}

static void
act_open_patient (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  CtVisit *visit = chosen_visit (self);

  if (visit != NULL)
    open_patient (self, visit);
}

/* While the panel is open beside, it shows what is selected. */
static void
on_selection_changed_cb (CtCalendarPage *self)
{
  CtVisit *visit = ct_time_grid_get_visit (self->grid);

  if (visit != NULL && self->panel_beside != NULL && gtk_revealer_get_reveal_child (self->side) &&
      visit != ct_booking_panel_get_visit (self->panel_beside))
    ct_booking_panel_set_visit (self->panel_beside, visit);
}

/* ---- Menus ---- */

static void
on_menu_cb (CtCalendarPage *self, double x, double y)
{
  gboolean on_visit = ct_time_grid_get_visit (self->grid) != NULL;
  GdkRectangle at = { 0, 0, 1, 1 };
  double page_x, page_y;

  if (self->menu == NULL)
    {
      self->menu = GTK_POPOVER (gtk_popover_menu_new_from_model (NULL));
      gtk_popover_set_has_arrow (self->menu, FALSE);
      gtk_widget_set_halign (GTK_WIDGET (self->menu), GTK_ALIGN_START);
      gtk_popover_set_position (self->menu, GTK_POS_BOTTOM);
      gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
    }
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), on_visit ? self->visit_menu : self->place_menu);
  gtk_widget_translate_coordinates (GTK_WIDGET (self->grid), GTK_WIDGET (self), x, y, &page_x, &page_y);
  at.x = (int) page_x;
  at.y = (int) page_y;
  gtk_popover_set_pointing_to (self->menu, &at);
  gtk_popover_popup (self->menu);
}

/* ---- Going about ---- */

static void
act_today (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);

  if (self->site_id != 0)
    ct_calendar_page_show_date (self, ct_clinic_now_at (self->clinic, self->site_id).date);
}

static void
act_step (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);

  if (self->date != CT_DATE_NONE)
    ct_calendar_page_show_date (self, self->date + g_variant_get_int32 (target));
}

static void
on_step_days_cb (CtCalendarPage *self, int steps)
{
  ct_calendar_page_show_date (self, self->date + (self->by == CT_COLUMNS_BY_DAY ? 7 * steps : steps));
}

static void
act_show_day (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  CtDate date = ct_date_parse_iso (g_variant_get_string (target, NULL));

  if (date == CT_DATE_NONE)
    return;
  self->date = date;
  ct_calendar_page_show_by (self, CT_COLUMNS_BY_CHAIR, 0);
}

static void
act_switch_view (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);

  ct_calendar_page_show_by (self, self->by == CT_COLUMNS_BY_DAY ? CT_COLUMNS_BY_CHAIR : CT_COLUMNS_BY_DAY, 0);
}

static void
act_switch_columns (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);

  ct_calendar_page_show_by (self, self->by == CT_COLUMNS_BY_CHAIR ? CT_COLUMNS_BY_CLINICIAN : CT_COLUMNS_BY_CHAIR, 0);
}

static void
on_gone_to_cb (CtCalendarPage *self, int date)
{
  ct_calendar_page_show_date (self, date);
  ct_time_grid_focus_selection (self->grid);
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
    on_panel_close_cb (self);
  else
    ct_calendar_page_stop_carrying (self);
}

/**
 * ct_calendar_page_install_acts:
 * @klass: the class of the page
 *
 * Installs the actions; their keys are in the keymap.
 */
void
ct_calendar_page_install_acts (GtkWidgetClass *klass)
{
  static const struct
  {
    const char                 *name;
    const char                 *type;
    GtkWidgetActionActivateFunc act;
  } acts[] = {
    { "calendar.book", NULL, act_book },          { "calendar.open", NULL, act_open },
    { "calendar.open-patient", NULL, act_open_patient }, { "calendar.move", NULL, act_move },
    { "calendar.longer", NULL, act_longer },      { "calendar.shorter", NULL, act_shorter },
    { "calendar.cancel", NULL, act_cancel },      { "calendar.status", "s", act_status },
    { "calendar.today", NULL, act_today },        { "calendar.step", "i", act_step },
    { "calendar.show-day", "s", act_show_day },   { "calendar.go-to", NULL, act_go_to },
    { "calendar.switch-view", NULL, act_switch_view }, { "calendar.switch-columns", NULL, act_switch_columns },
    { "calendar.zoom-in", NULL, act_zoom },       { "calendar.zoom-out", NULL, act_zoom },
    { "calendar.zoom-fit", NULL, act_zoom },      { "calendar.read-again", NULL, act_read_again },
    { "calendar.stop", NULL, act_stop },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    gtk_widget_class_install_action (klass, acts[i].name, acts[i].type, acts[i].act);
  for (int digit = 0; digit <= 9; digit++)
    {
      gtk_widget_class_add_binding (klass, GDK_KEY_0 + digit, 0, on_digit_cb, "i", digit);
      gtk_widget_class_add_binding (klass, GDK_KEY_KP_0 + digit, 0, on_digit_cb, "i", digit);
    }
}

/**
 * ct_calendar_page_connect_grid:
 * @self: a page with its grid
 *
 * Lets the hands of the grid be followed by acts.
 */
void
ct_calendar_page_connect_grid (CtCalendarPage *self)
{
  g_signal_connect_object (self->grid, "book-here", G_CALLBACK (on_book_here_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "open-visit", G_CALLBACK (on_open_visit_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "open-patient", G_CALLBACK (open_patient), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "move-visit", G_CALLBACK (on_move_visit_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "refused", G_CALLBACK (on_refused_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "step-days", G_CALLBACK (on_step_days_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "menu", G_CALLBACK (on_menu_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "selection-changed", G_CALLBACK (on_selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
}
