/* Openings: finding one for a visit or for somebody, offering one that is free, and waiting for something sooner. */
#include "ui/calendar/ct-calendar-page-private.h"

#include <glib/gi18n.h>

#include "ui/calendar/ct-offer-window.h"
#include "ui/calendar/ct-slot-window.h"
#include "ui/ct-child-window.h"
#include "ui/ct-notice.h"
#include "ui/lists/ct-list-booking.h"

/* ---- Finding one ---- */

static void
on_booked_carried_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtCalendarPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtAppointment) stored = ct_clinic_finish (CT_CLINIC (source), result, &error);

  self->n_running--;
  if (!ct_notice_error (GTK_WIDGET (self), error))
    ct_calendar_page_booked (self, stored, self->carried_name);
}

static void
book_carried (CtCalendarPage *self, const CtFreePlace *place, const char *kind, gint64 clinician_id)
{
  g_autoptr (CtAppointment) wish = ct_appointment_new ();

  wish->patient_id = self->carried_id;
  wish->site_id = place->site_id;
  wish->chair_id = place->chair_id;
  wish->clinician_id = clinician_id;
  wish->kind = g_strdup (kind);
  wish->day = place->date;
  wish->minute = place->minutes.from;
  wish->minutes = place->minutes.to - place->minutes.from;
  self->n_running++;
  ct_clinic_book_async (self->clinic, wish, on_booked_carried_cb, g_object_ref (self));
}

static void
on_slot_chosen_cb (CtCalendarPage *self, CtFreePlace *chosen, const char *kind, gint64 clinician_id, CtSlotWindow *window)
{
  CtVisit *visit = g_object_get_data (G_OBJECT (window), "visit");
  CtPlace place = { chosen->chair_id, clinician_id, chosen->date, chosen->minutes.from,
                    chosen->minutes.to - chosen->minutes.from };

  ct_calendar_page_show_date (self, chosen->date);
  if (visit != NULL)
    ct_calendar_page_move (self, visit, &place);
  else if (self->carried_id != 0)
    book_carried (self, chosen, kind, clinician_id);
  else
    ct_calendar_page_book_at (self, &place, kind);
}

static void
act_find_slot (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  CtVisit *visit = ct_calendar_page_chosen_visit (self);
  CtDate today = self->site_id != 0 ? ct_clinic_now_at (self->clinic, self->site_id).date : CT_DATE_NONE;
  GtkWindow *window;

  if (self->site_id == 0 || ct_time_grid_has_hand (self->grid) ||
      (visit != NULL && self->carried_id == 0 && ct_appointment_holds_chair (visit->appointment) &&
       !ct_calendar_page_may_move (self, visit)))
    return;
  if (visit != NULL && self->carried_id == 0 && !ct_appointment_holds_chair (visit->appointment))
    {
      ct_list_booking_again (widget, self->clinic, visit);
      return;
    }
  window = ct_slot_window_new (self->clinic, self->site_id, visit != NULL ? today : MAX (today, self->date));
  if (self->carried_id != 0 && self->carried_name != NULL)
    ct_slot_window_for_patient (CT_SLOT_WINDOW (window), self->carried_id, self->carried_name);
  else if (visit != NULL)
    {
      g_object_set_data_full (G_OBJECT (window), "visit", g_object_ref (visit), g_object_unref);
      ct_slot_window_for (CT_SLOT_WINDOW (window), visit);
    }
  g_signal_connect_object (window, "chosen", G_CALLBACK (on_slot_chosen_cb), self, G_CONNECT_SWAPPED);
  ct_child_window_present (window, widget);
}

/* ---- Offering one ---- */

static void
on_offer_booked_cb (CtCalendarPage *self, CtAppointment *stored, const char *name)
{
  ct_calendar_page_booked (self, stored, name);
}

/* What is selected, where it is free: the place itself, or that of a visit that does not take place. */
static gboolean
get_free_place (CtCalendarPage *self, CtFreePlace *free)
{
  CtVisit *visit = ct_time_grid_get_visit (self->grid);
  CtPlace place;

  if (visit != NULL && ct_appointment_holds_chair (visit->appointment))
    return FALSE;
  if (visit != NULL)
    place = (CtPlace) { visit->appointment->chair_id, 0, visit->appointment->day, visit->appointment->minute,
                        visit->appointment->minutes };
  else if (!ct_time_grid_get_place (self->grid, &place) || place.chair_id == 0)
    return FALSE;
  free->chair_id = place.chair_id;
  free->date = place.day;
  free->minutes = (CtMinutes) { place.minute, place.minute + MAX (place.minutes, CT_GRID_STEP) };
  return TRUE;
}

static void
act_offer (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  CtFreePlace free = { .site_id = self->site_id };
  GtkWindow *window;

  if (!ct_calendar_page_needs_grid (self) || ct_time_grid_has_hand (self->grid))
    return;
  if (!get_free_place (self, &free))
    {
      ct_notice_tell (widget, _("Choose a free place on a chair first."));
      return;
    }
  window = ct_offer_window_new (self->clinic, &free);
  g_signal_connect_object (window, "booked", G_CALLBACK (on_offer_booked_cb), self, G_CONNECT_SWAPPED);
  ct_child_window_present (window, widget);
}

static void
on_fits_counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtCalendarPage) self = data;
  g_autoptr (GPtrArray) offers = ct_clinic_finish (CT_CLINIC (source), result, NULL);
  g_autofree char *words = NULL;

  self->n_running--;
  if (offers == NULL || offers->len == 0)
    return;
  words = g_strdup_printf (ngettext ("%u patient fits into the place that is free now: W shows who.",
                                     "%u patients fit into the place that is free now: W shows who.", offers->len),
                           offers->len);
  ct_notice_more (GTK_WIDGET (self), words, NULL);
}

/* After a place has come free: says how many would fit. */
void
ct_calendar_page_count_fits (CtCalendarPage *self, CtVisit *visit)
{
  const CtAppointment *a = visit->appointment;
  CtFreePlace place = { a->site_id, a->chair_id, a->day, { a->minute, a->minute + a->minutes } };

  if (a->day < ct_clinic_now_at (self->clinic, a->site_id).date)
    return;
  self->n_running++;
  ct_clinic_offer_place_async (self->clinic, &place, on_fits_counted_cb, g_object_ref (self));
}

/* ---- Waiting for something sooner ---- */

typedef struct
{
  CtCalendarPage *self;
  char           *name;
} Waiting;

static void
on_waits_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Waiting *waiting = data;
  g_autoptr (CtCalendarPage) self = waiting->self;
  g_autofree char *name = waiting->name;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtWaiting) stored = ct_clinic_finish (CT_CLINIC (source), result, &error);
  g_autofree char *words = NULL;

  g_free (waiting);
  self->n_running--;
  if (ct_notice_error (GTK_WIDGET (self), error))
    return;
  words = g_strdup_printf (_("%s waits for something sooner."), name);
  ct_notice_tell (GTK_WIDGET (self), words);
}

static void
act_wait (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  CtVisit *visit = ct_calendar_page_chosen_visit (self);
  g_autoptr (CtWaiting) wish = NULL;
  Waiting *waiting;

  if (visit == NULL || ct_time_grid_has_hand (self->grid) || !ct_calendar_page_may_move (self, visit))
    return;
  wish = ct_waiting_new ();
  wish->patient_id = visit->appointment->patient_id;
  wish->site_id = visit->appointment->site_id;
  wish->appointment_id = CT_RECORD (visit->appointment)->id;
  wish->kind = g_strdup (visit->appointment->kind);
  wish->minutes = visit->appointment->minutes;
  wish->until = visit->appointment->day - 1;
  waiting = g_new0 (Waiting, 1);
  *waiting = (Waiting) { g_object_ref (self), g_strdup (visit->patient_name) };
  self->n_running++;
  ct_clinic_save_waiting_async (self->clinic, wish, on_waits_cb, waiting);
}

void
ct_calendar_page_install_slots (GtkWidgetClass *klass)
{
  static const CtPageAct acts[] = {
    { "calendar.find-slot", NULL, act_find_slot },
    { "calendar.offer", NULL, act_offer },
    { "calendar.wait", NULL, act_wait },
  };

  ct_calendar_page_install (klass, acts, G_N_ELEMENTS (acts));
}
