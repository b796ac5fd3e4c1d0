/* Booking in the calendar: at a free place, or for a patient who is carried to one. */
#include "ui/calendar/ct-calendar-page-private.h"

#include <glib/gi18n.h>

#include "ui/calendar/ct-missing.h"
#include "ui/calendar/ct-visit-choices.h"
#include "ui/ct-notice.h"

/* A walk-in begins at the last full five minutes. */
#define WALK_IN_STEP 5
/* A chair can come free at any minute; behind that a visit begins at the next full five. */
#define BOOK_STEP 5

/* ---- Booking ---- */

void
ct_calendar_page_booked (CtCalendarPage *self, CtAppointment *stored, const char *name)
{
  g_autofree char *place = ct_calendar_page_place_words (self, stored->day, stored->minute, stored->chair_id);
  /* Translators: a name, then day, time and chair */
  g_autofree char *deed = g_strdup_printf (_("%s is booked for %s."), name, place);

  self->select_id = CT_RECORD (stored)->id;
  ct_calendar_page_stop_carrying (self);
  ct_visit_range_refresh (self->range, CT_RECORD (stored)->id);
  ct_notice_undo (GTK_WIDGET (self), deed);
  ct_missing_tell (GTK_WIDGET (self), self->clinic, stored, CT_READY_AT_BOOKING);
}

static void
open_booking (CtCalendarPage *self, const CtPlace *place, const CtOccupancy *occupancy, const char *kind)
{
  if (self->booking == NULL)
    {
      self->booking = CT_QUICK_BOOKING (ct_quick_booking_new (self->clinic));
      gtk_widget_set_parent (GTK_WIDGET (self->booking), GTK_WIDGET (self));
      g_signal_connect_swapped (self->booking, "booked", G_CALLBACK (ct_calendar_page_booked), self);
      g_signal_connect_swapped (self->booking, "closed", G_CALLBACK (ct_calendar_page_focus_view_soon), self);
    }
  ct_calendar_page_point_at (self, GTK_POPOVER (self->booking));
  ct_quick_booking_set_place (self->booking, self->site_id, place, occupancy);
  if (kind != NULL)
    ct_quick_booking_set_kind (self->booking, kind);
  gtk_popover_popup (GTK_POPOVER (self->booking));
  ct_quick_booking_set_patient (self->booking, self->carried_id, self->carried_name);
}

/* At a place that may not be shown yet, for a visit of that kind. */
void
ct_calendar_page_book_at (CtCalendarPage *self, const CtPlace *place, const char *kind)
{
  open_booking (self, place, NULL, kind);
}

static void
act_book (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  CtVisit *visit = ct_calendar_page_selected (self);
  CtPlace place;

  if (!ct_calendar_page_needs_grid (self) || !ct_time_grid_get_place (self->grid, &place) || ct_time_grid_has_hand (self->grid))
    return;
  /* On a block: right after it, in its chair; on one that does not take place: in its stead. */
  if (visit != NULL && !ct_appointment_holds_chair (visit->appointment))
    place.minute = visit->appointment->minute;
  else if (visit != NULL)
    place.minute = MIN (ct_day_snap (ct_appointment_held (visit->appointment).to + BOOK_STEP - 1, BOOK_STEP),
                        CT_MINUTES_PER_DAY - CT_GRID_STEP);
  open_booking (self, &place, ct_time_grid_get_occupancy (self->grid), NULL);
}

/* Somebody stands at the desk: today, now, on the first chair that is free. */
static void
act_walk_in (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  const CtOccupancy *occupancy = NULL;
  CtPlace place = { 0 };
  CtWall now;

  if (self->site_id == 0 || ct_time_grid_has_hand (self->grid))
    return;
  now = ct_clinic_now_at (self->clinic, self->site_id);
  place.day = now.date;
  place.minute = now.minute - now.minute % WALK_IN_STEP;
  place.minutes = CT_GRID_STEP;
  if (!ct_calendar_page_shows_grid (self))
    self->state.kind = CT_VIEW_DAY;
  else if (self->date == now.date && self->by != CT_COLUMNS_BY_DAY)
    occupancy = ct_time_grid_get_occupancy (self->grid);
  if (occupancy == NULL)
    ct_calendar_page_show_date (self, now.date);
  open_booking (self, &place, occupancy, NULL);
  ct_quick_booking_set_walk_in (self->booking);
}

static void
on_book_here_cb (CtCalendarPage *self, const CtPlace *place)
{
  open_booking (self, place, ct_time_grid_get_occupancy (self->grid), NULL);
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
  ct_time_grid_carry (self->grid, self->carried_name, ct_visit_kind_minutes (self->clinic, CT_VISIT_CONSULTATION));
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

void
ct_calendar_page_install_book (GtkWidgetClass *klass)
{
  static const CtPageAct acts[] = {
    { "calendar.book", NULL, act_book },
    { "calendar.walk-in", NULL, act_walk_in },
  };

  ct_calendar_page_install (klass, acts, G_N_ELEMENTS (acts));
}

void
ct_calendar_page_connect_book (CtCalendarPage *self)
{
  g_signal_connect_object (self->grid, "book-here", G_CALLBACK (on_book_here_cb), self, G_CONNECT_SWAPPED);
}
