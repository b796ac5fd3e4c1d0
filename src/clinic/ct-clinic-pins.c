/* The pinboard: bookings that somebody keeps at hand to put them elsewhere. A pin holds as long as its booking is where it
 * was pinned: moved, at any desk, it is off the board, and back on it when the move is undone. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>

/* How long a pin is remembered. */
#define DAYS_KEPT 30

static gpointer
work_list (CtUnit *unit, gpointer data, GError **error)
{
  return ct_clinic_take_visits (ct_unit_query (unit, error, "visit.pinned", "i", ct_unit_actor (unit)->user_id), error);
}

/**
 * ct_clinic_list_pins_async:
 * @self: a clinic
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Result: (transfer full) (element-type CtVisit) #GPtrArray: what this user has pinned, the first pinned first.
 */
void
ct_clinic_list_pins_async (CtClinic *self, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, FALSE, work_list, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);

  g_return_if_fail (CT_IS_CLINIC (self));
  ct_clinic_call (self, &use_case, NULL, NULL, callback, user_data);
}

static gpointer
work_pin (CtUnit *unit, gpointer data, GError **error)
{
  gint64 id = *(const gint64 *) data, user_id = ct_unit_actor (unit)->user_id;
  gint64 oldest_us = ct_unit_now (unit) - DAYS_KEPT * (gint64) CT_MINUTES_PER_DAY * CT_USEC_PER_MINUTE;
  g_autoptr (CtAppointment) appointment = ct_unit_get (unit, CT_TYPE_APPOINTMENT, id, error);

  if (appointment == NULL)
    return NULL;
  if (!ct_appointment_holds_chair (appointment))
    {
      g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, _("This visit has no place any more that it could leave."));
      return NULL;
    }
  if (ct_unit_run (unit, error, "pin.forget-old", "ii", user_id, oldest_us) < 0 ||
      ct_unit_run (unit, error, "pin.add", "iii", user_id, id, ct_unit_now (unit)) < 0)
    return NULL;
  ct_unit_touch (unit, "pin", user_id);
  return CT_WORK_DONE;
}

/**
 * ct_clinic_pin_async:
 * @self: a clinic
 * @appointment_id: a booking
 * @callback: called when it is on the board
 * @user_data: for @callback
 *
 * Pins a booking for this user; it keeps its place. Result: %CT_CLINIC_DONE.
 */
void
ct_clinic_pin_async (CtClinic *self, gint64 appointment_id, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_BOOK, TRUE, work_pin, NULL, g_free, NULL);

  g_return_if_fail (CT_IS_CLINIC (self));
  ct_clinic_call (self, &use_case, g_memdup2 (&appointment_id, sizeof appointment_id), NULL, callback, user_data);
}

static gpointer
work_unpin (CtUnit *unit, gpointer data, GError **error)
{
  gint64 user_id = ct_unit_actor (unit)->user_id;

  if (ct_unit_run (unit, error, "pin.remove", "ii", user_id, *(const gint64 *) data) < 0)
    return NULL;
  ct_unit_touch (unit, "pin", user_id);
  return CT_WORK_DONE;
}

/**
 * ct_clinic_unpin_async:
 * @self: a clinic
 * @appointment_id: a booking
 * @callback: called when it is off the board
 * @user_data: for @callback
 *
 * Takes a booking off this user's board; it stays where it is. Result: %CT_CLINIC_DONE.
 */
void
ct_clinic_unpin_async (CtClinic *self, gint64 appointment_id, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_BOOK, TRUE, work_unpin, NULL, g_free, NULL);

  g_return_if_fail (CT_IS_CLINIC (self));
  ct_clinic_call (self, &use_case, g_memdup2 (&appointment_id, sizeof appointment_id), NULL, callback, user_data);
}
