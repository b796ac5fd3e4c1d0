/* The way of a visit: its steps, whether it is confirmed, and the stamps of both. */
#include "clinic/ct-booking-call.h"

#include <glib/gi18n.h>

#include "domain/ct-visit-records.h"

/* ---- Stamps ---- */

static gboolean
insert_stamp (CtUnit *unit, const CtAppointment *a, const char *step, gboolean back, const char *note, GError **error)
{
  g_autoptr (CtVisitStep) stamp = ct_visit_step_new ();

  stamp->appointment_id = CT_RECORD ((gpointer) a)->id;
  stamp->patient_id = a->patient_id;
  stamp->step = g_strdup (step);
  stamp->at_us = ct_unit_now (unit);
  stamp->user_id = ct_unit_actor (unit)->user_id;
  stamp->back = back;
  stamp->note = g_strdup (note);
  return ct_unit_insert (unit, stamp, error);
}

/* Adds a stamp for the step, and one for the confirmation, in which @after differs from @before; a new booking has no
 * @before, and needs none for being booked. */
gboolean
ct_clinic_stamp (CtUnit *unit, const CtAppointment *before, const CtAppointment *after, gboolean back, GError **error)
{
  CtStep from = before != NULL ? ct_way_of (before) : CT_STEP_BOOKED, to = ct_way_of (after);
  const char *how = before != NULL ? before->confirmed_how : NULL;

  if (from != to && !insert_stamp (unit, after, ct_way_get (to)->code, back, after->cancel_reason, error))
    return FALSE;
  if (g_strcmp0 (how, after->confirmed_how) == 0)
    return TRUE;
  return insert_stamp (unit, after, ct_way_is_confirmed (after) ? CT_STAMP_CONFIRMED : CT_STAMP_UNCONFIRMED, back,
                       after->confirmed_how, error);
}

/* ---- Taking a step, and taking it back ---- */

/* Back to where the stamps say that it came from. */
static gboolean
turn_back (CtUnit *unit, CtBookingCall *call, GError **error)
{
  CtAppointment *a = call->appointment;
  g_autoptr (GPtrArray) stamps =
      ct_unit_list (unit, error, CT_TYPE_VISIT_STEP, "way.steps", "i", CT_RECORD (a)->id);
  gint64 since_us;
  CtStep to;

  if (stamps == NULL)
    return FALSE;
  to = ct_way_before (stamps, ct_way_of (a), &since_us);
  ct_way_set (a, to, NULL, since_us);
  return TRUE;
}

static const char *
step_label (const CtBookingCall *call)
{
  if (call->back)
    return _("Step back with %s on %s");
  return g_strcmp0 (call->appointment->status, CT_APPOINTMENT_CANCELLED) == 0 ? _("Cancel %s on %s") : _("Change the status of %s on %s");
}

static gpointer
work_step (CtUnit *unit, gpointer data, GError **error)
{
  CtBookingCall *call = data;

  if (call->back && !turn_back (unit, call, error))
    return NULL;
  return ct_booking_call_change (unit, call, step_label (call), error);
}

/* A use case for each permission that lets somebody set some of the steps, so that the door itself knows whom to let in. */
static void
step_by_the_desk (CtClinic *self, CtBookingCall *call, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_RECEIVE, TRUE, work_step, NULL, ct_booking_call_free, g_object_unref,
               .undo_at = G_STRUCT_OFFSET (CtBookingCall, undo));

  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}

static void
step_by_those_who_treat (CtClinic *self, CtBookingCall *call, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_RUN_VISIT, TRUE, work_step, NULL, ct_booking_call_free, g_object_unref,
               .undo_at = G_STRUCT_OFFSET (CtBookingCall, undo));

  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}

static void
step_by_whoever_gives_the_drug (CtClinic *self, CtBookingCall *call, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_RECORD_SESSION, TRUE, work_step, NULL, ct_booking_call_free, g_object_unref,
               .undo_at = G_STRUCT_OFFSET (CtBookingCall, undo));

  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}

/* The step that is set, or taken back, says who may. */
static void
send_step (CtClinic *self, CtBookingCall *call, CtStep step, GAsyncReadyCallback callback, gpointer user_data)
{
  switch (ct_way_get (step)->permission)
    {
    case CT_MAY_RUN_VISIT:
      step_by_those_who_treat (self, call, callback, user_data);
      return;
    case CT_MAY_RECORD_SESSION:
      step_by_whoever_gives_the_drug (self, call, callback, user_data);
      return;
    default:
      step_by_the_desk (self, call, callback, user_data);
    }
}

/**
 * ct_clinic_set_appointment_status_async:
 * @self: a clinic
 * @appointment: the booking as last read
 * @code: a step of the way: "arrived", "cancelled-by-patient"
 * @reason: (nullable): needed to cancel and to stop early
 * @callback: called when it is done, or not
 * @user_data: for @callback
 *
 * Steps a booking on its way, with a stamp; cancelling frees its chair. %CT_ERROR_INVALID where the step can't follow;
 * undoable. Result: (transfer full) the #CtAppointment as stored.
 */
void
ct_clinic_set_appointment_status_async (CtClinic *self, CtAppointment *appointment, const char *code,
                                        const char *reason, GAsyncReadyCallback callback, gpointer user_data)
{
  const CtWayStep *step = ct_way_find (code);
  g_autoptr (CtAppointment) wanted = NULL;

  g_return_if_fail (CT_IS_CLINIC (self) && CT_APPOINTMENT_IS (appointment));
  if (step == NULL || step->status == NULL)
    {
      ct_clinic_refuse (self, g_error_new (CT_ERROR, CT_ERROR_INVALID, _("There is no step “%s” on the way of a visit."), code),
                        callback, user_data);
      return;
    }
  wanted = ct_record_copy (appointment);
  ct_way_set (wanted, step->step, reason, CT_TIME_NONE);
  send_step (self, ct_booking_call_new (self, wanted, NULL), step->step, callback, user_data);
}

/**
 * ct_clinic_step_back_async:
 * @self: a clinic
 * @appointment: the booking as last read
 * @callback: called when it is done, or not
 * @user_data: for @callback
 *
 * Takes the last step of a booking back: it is again where it came from, since when it was there; the stamps say both.
 * %CT_ERROR_TAKEN where its place is gone meanwhile; undoable. Result: (transfer full) the #CtAppointment as stored.
 */
void
ct_clinic_step_back_async (CtClinic *self, CtAppointment *appointment, GAsyncReadyCallback callback, gpointer user_data)
{
  CtBookingCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && CT_APPOINTMENT_IS (appointment));
  if (ct_way_of (appointment) == CT_STEP_BOOKED)
    {
      ct_clinic_refuse (self, g_error_new_literal (CT_ERROR, CT_ERROR_INVALID, _("This visit is only booked: there is no step to take back.")),
                        callback, user_data);
      return;
    }
  call = ct_booking_call_new (self, appointment, NULL);
  call->back = TRUE;
  send_step (self, call, ct_way_of (appointment), callback, user_data);
}

/* ---- Confirming ---- */

static gpointer
work_confirm (CtUnit *unit, gpointer data, GError **error)
{
  CtBookingCall *call = data;

  return ct_booking_call_change (unit, call,
                                 ct_way_is_confirmed (call->appointment) ? _("Confirm %s on %s") : _("Take back that %s is confirmed on %s"),
                                 error);
}

/**
 * ct_clinic_confirm_async:
 * @self: a clinic
 * @appointment: the booking as last read
 * @how: (nullable): one of CT_CONFIRMED_…; %NULL: it is not confirmed any more
 * @callback: called when it is done, or not
 * @user_data: for @callback
 *
 * Notes that a booking is confirmed, with when, by whom and how, or that it is not; wherever it is on its way. Undoable.
 * Result: (transfer full) the #CtAppointment as stored.
 */
void
ct_clinic_confirm_async (CtClinic *self, CtAppointment *appointment, const char *how, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_RECEIVE, TRUE, work_confirm, NULL, ct_booking_call_free, g_object_unref,
               .undo_at = G_STRUCT_OFFSET (CtBookingCall, undo));
  g_autoptr (CtAppointment) wanted = NULL;

  g_return_if_fail (CT_IS_CLINIC (self) && CT_APPOINTMENT_IS (appointment));
  if (how != NULL && !g_strv_contains (ct_way_list_hows (), how))
    {
      ct_clinic_refuse (self, g_error_new (CT_ERROR, CT_ERROR_INVALID, _("“%s” is no way to confirm a visit."), how), callback,
                        user_data);
      return;
    }
  wanted = ct_record_copy (appointment);
  g_object_set (wanted, "confirmed-how", how, NULL);
  ct_clinic_call (self, &use_case, ct_booking_call_new (self, wanted, NULL), NULL, callback, user_data);
}

/* ---- What became of a visit ---- */

static gpointer
work_list_steps (CtUnit *unit, gpointer data, GError **error)
{
  const gint64 *id = data;

  return ct_unit_list (unit, error, CT_TYPE_VISIT_STEP, "way.steps", "i", *id);
}

/**
 * ct_clinic_list_steps_async:
 * @self: a clinic
 * @appointment_id: a booking
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Result: (transfer full) (element-type CtVisitStep) #GPtrArray: its stamps, the first one first.
 */
void
ct_clinic_list_steps_async (CtClinic *self, gint64 appointment_id, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, FALSE, work_list_steps, NULL, g_free, (GDestroyNotify) g_ptr_array_unref);
  gint64 *id = g_new0 (gint64, 1);

  g_return_if_fail (CT_IS_CLINIC (self));
  *id = appointment_id;
  ct_clinic_call (self, &use_case, id, NULL, callback, user_data);
}
