#include "ui/lists/ct-list-booking.h"

#include <glib/gi18n.h>

#include "clinic/ct-offer.h"
#include "ui/calendar/ct-missing.h"
#include "ui/calendar/ct-slot-window.h"
#include "ui/ct-child-window.h"
#include "ui/ct-notice.h"

/** What is to be booked, until there is a place. */
typedef struct
{
  GtkWidget *from;
  CtClinic  *clinic;
  CtOffer   *offer;
  gint64     site_id;
} Booking;

static void
booking_free (gpointer data)
{
  Booking *it = data;

  g_object_unref (it->from);
  g_object_unref (it->clinic);
  g_object_unref (it->offer);
  g_free (it);
}

/* ---- Booked ---- */

static void
on_booked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Booking *it = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtAppointment) stored = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (!ct_notice_error (it->from, error))
    {
      g_autofree char *day = ct_date_format (stored->day, _("%a %-d %b"));
      g_autofree char *time = ct_minute_format (stored->minute);
      /* Translators: a name, a day, a time */
      g_autofree char *words = g_strdup_printf (_("%s is booked for %s, %s."), it->offer->patient_name, day, time);

      ct_notice_undo (it->from, words);
      ct_missing_tell (it->from, it->clinic, stored, CT_READY_AT_BOOKING);
    }
  booking_free (it);
}

static void
on_slot_chosen_cb (CtSlotWindow *window, CtFreePlace *place, const char *kind, gint64 clinician_id, gpointer data)
{
  Booking *it = g_object_steal_data (G_OBJECT (window), "booking");
  CtOffer *offer = it->offer;

  g_free (offer->kind);
  offer->kind = g_strdup (kind);
  offer->clinician_id = clinician_id;
  offer->minute = place->minutes.from;
  offer->minutes = place->minutes.to - place->minutes.from;
  ct_clinic_take_offer_async (it->clinic, place, offer, on_booked_cb, it);
}

/* ---- Looking for a place ---- */

static GtkWindow *
open_finder (Booking *it)
{
  GtkWindow *window = ct_slot_window_new (it->clinic, it->site_id, ct_clinic_now_at (it->clinic, it->site_id).date);

  g_signal_connect (window, "chosen", G_CALLBACK (on_slot_chosen_cb), NULL);
  g_object_set_data_full (G_OBJECT (window), "booking", it, booking_free);
  return window;
}

/* A visit that holds its chair moves; one that was broken is booked anew, as the same session. */
static void
find_for_visit (Booking *it, CtVisit *visit)
{
  const CtAppointment *a = visit->appointment;
  GtkWindow *window;

  it->offer->appointment_id = ct_appointment_holds_chair (a) ? CT_RECORD (visit->appointment)->id : 0;
  it->offer->course_id = a->course_id;
  it->offer->number = a->session_number;
  it->site_id = a->site_id;
  window = open_finder (it);
  ct_slot_window_for (CT_SLOT_WINDOW (window), visit);
  ct_child_window_present (window, it->from);
}

static void
on_visit_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Booking *it = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtVisit) visit = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (visit != NULL)
    {
      find_for_visit (it, visit);
      return;
    }
  ct_notice_error (it->from, error);
  booking_free (it);
}

static void
find_for_patient (Booking *it, const CtListRow *row)
{
  CtProtocol *protocol =
      row->number > 0 ? ct_knowledge_get_protocol (ct_clinic_get_knowledge (it->clinic), row->code) : NULL;
  GtkWindow *window = open_finder (it);

  ct_slot_window_for_patient (CT_SLOT_WINDOW (window), row->patient_id, row->patient);
  if (protocol != NULL)
    ct_slot_window_for_session (CT_SLOT_WINDOW (window), row->course_id, row->number, ct_protocol_minutes (protocol));
  ct_child_window_present (window, it->from);
}

/**
 * ct_list_booking_begin:
 * @from: where it was asked for
 * @clinic: whose list it is
 * @list: a list
 * @row: one of its rows
 *
 * Looks for a place for the visit or the session that the row names, else for any visit of its patient; the place that is
 * chosen is booked, undoable, and whoever waited for one waits no more.
 */
void
ct_list_booking_begin (GtkWidget *from, CtClinic *clinic, const CtDeskList *list, const CtListRow *row)
{
  Booking *it;

  g_return_if_fail (GTK_IS_WIDGET (from) && CT_IS_CLINIC (clinic) && list != NULL && row != NULL);
  it = g_new0 (Booking, 1);
  *it = (Booking) { g_object_ref (from), g_object_ref (clinic), g_object_new (CT_TYPE_OFFER, NULL), row->site_id };
  it->offer->patient_id = row->patient_id;
  it->offer->patient_name = g_strdup (row->patient);
  if (g_strcmp0 (list->table, "waiting") == 0)
    it->offer->waiting_id = row->id;
  if (row->appointment_id != 0)
    {
      ct_clinic_read_visit_async (clinic, row->appointment_id, on_visit_cb, it);
      return;
    }
  if (row->number > 0)
    {
      it->offer->course_id = row->course_id;
      it->offer->number = row->number;
    }
  find_for_patient (it, row);
}

/**
 * ct_list_booking_again:
 * @from: where it was asked for
 * @clinic: the clinic
 * @visit: a visit that did not take place
 *
 * Looks for a place and books the visit anew there, as the same session where it was one; undoable.
 */
void
ct_list_booking_again (GtkWidget *from, CtClinic *clinic, CtVisit *visit)
{
  Booking *it;

  g_return_if_fail (GTK_IS_WIDGET (from) && CT_IS_CLINIC (clinic) && CT_IS_VISIT (visit));
  it = g_new0 (Booking, 1);
  *it = (Booking) { g_object_ref (from), g_object_ref (clinic), g_object_new (CT_TYPE_OFFER, NULL),
                    visit->appointment->site_id };
  it->offer->patient_id = visit->appointment->patient_id;
  it->offer->patient_name = g_strdup (visit->patient_name);
  find_for_visit (it, visit);
}
