#include "clinic/ct-booking-call.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"

/* Frees a wish. */
void
ct_booking_call_free (gpointer data)
{
  CtBookingCall *call = data;

  g_object_unref (call->appointment);
  ct_rule_tools_clear (&call->tools);
  g_free (call->reason);
  g_clear_pointer (&call->undo, ct_undo_free);
  g_free (call);
}

/* Makes a wish of whoever is logged in. */
CtBookingCall *
ct_booking_call_new (CtClinic *self, CtAppointment *appointment, const char *reason)
{
  CtBookingCall *call = g_new0 (CtBookingCall, 1);

  call->appointment = ct_record_copy (appointment);
  if (call->appointment->site_id == 0 && ct_clinic_get_chair (self, call->appointment->chair_id) != NULL)
    call->appointment->site_id = ct_clinic_get_chair (self, call->appointment->chair_id)->site_id;
  ct_rule_tools_init (&call->tools, self, call->appointment->site_id);
  call->reason = g_strdup (reason);
  for (CtPermission p = 0; p < CT_N_PERMISSIONS; p++)
    if (ct_clinic_user_may (self, p))
      call->may |= 1u << p;
  return call;
}

static gboolean
chair_is_at_site (GPtrArray *chairs, gint64 chair_id, gint64 site_id)
{
  for (guint i = 0; i < chairs->len; i++)
    {
      CtChair *chair = g_ptr_array_index (chairs, i);

      if (CT_RECORD (chair)->id == chair_id)
        return chair->site_id == site_id;
    }
  return FALSE;
}

/* Whether what it asks for is a booking at all. */
gboolean
ct_booking_call_check (const CtBookingCall *call, GError **error)
{
  CtAppointment *a = call->appointment;

  if (!ct_record_check (CT_RECORD (a), error))
    return FALSE;
  if (a->minutes < 5 || a->minute + a->minutes > CT_MINUTES_PER_DAY)
    {
      g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, _("A visit takes at least 5 minutes and ends on its day."));
      return FALSE;
    }
  if (call->tools.desk == NULL || !chair_is_at_site (call->tools.chairs, a->chair_id, a->site_id))
    {
      g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, _("This chair is not in use at this site. Choose another."));
      return FALSE;
    }
  return TRUE;
}

/* Whether a booking that was as @before needs no place it did not have. */
static gboolean
keeps_its_place (const CtAppointment *before, const CtAppointment *after)
{
  return ct_appointment_holds_chair (before) && before->chair_id == after->chair_id && before->day == after->day &&
         before->minute == after->minute && before->minutes == after->minutes &&
         before->clinician_id == after->clinician_id && g_strcmp0 (before->kind, after->kind) == 0;
}

/* Whether the booking, which was as @before (nullable), may have the place it asks for. */
gboolean
ct_booking_call_check_place (CtUnit *unit, const CtBookingCall *call, const CtAppointment *before, GError **error)
{
  CtAppointment *after = call->appointment;

  return !ct_appointment_holds_chair (after) || (before != NULL && keeps_its_place (before, after)) ||
         ct_clinic_check_place (unit, &call->tools, after, call->reason, error);
}

/* As ct_clinic_act_label(), for who knows the patient (nullable) already. */
char *
ct_clinic_act_label_for (CtPatient *patient, const char *format, const CtAppointment *a)
{
  g_autofree char *name = patient != NULL ? ct_patient_display_name (patient) : g_strdup ("");
  g_autofree char *day = ct_date_format (a->day, "%a %-d %b");
  g_autofree char *time = ct_minute_format (a->minute);
  g_autofree char *when = g_strdup_printf ("%s %s", day, time);

  return g_strdup_printf (format, name, when);
}

/* A label for undo, from a format for the name and the time: "Move Reyes, Marisol to Wed 25 Nov 10:00". */
char *
ct_clinic_act_label (CtUnit *unit, const char *format, CtAppointment *a)
{
  g_autoptr (CtPatient) patient = ct_unit_get (unit, CT_TYPE_PATIENT, a->patient_id, NULL);

  return ct_clinic_act_label_for (patient, format, a);
}

/* ---- Changing a booking ---- */

/* The session of a booking keeps its day, and is cancelled or missed with it. What belongs to no course has none. */
gboolean
ct_clinic_take_session_along (CtUnit *unit, CtAppointment *a, CtUndo *undo, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (CtSession) session = NULL;
  g_autoptr (CtSession) before = NULL;
  const char *status;

  if (a->course_id == 0)
    return TRUE;
  session = ct_unit_first (unit, &failure, CT_TYPE_SESSION, "session.of-appointment", "i", CT_RECORD (a)->id);
  if (session == NULL && failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (session == NULL || g_strcmp0 (session->status, CT_SESSION_COMPLETED) == 0)
    return TRUE;
  if (g_strcmp0 (a->status, CT_APPOINTMENT_CANCELLED) == 0)
    status = CT_SESSION_CANCELLED;
  else
    status = g_strcmp0 (a->status, CT_APPOINTMENT_MISSED) == 0 ? CT_SESSION_MISSED : CT_SESSION_PLANNED;
  if (session->day == a->day && g_strcmp0 (session->status, status) == 0)
    return TRUE;
  before = ct_record_copy (session);
  g_object_set (session, "day", a->day, "status", status, NULL);
  if (!ct_unit_update_from (unit, before, session, error))
    return FALSE;
  ct_undo_add (undo, before, session);
  return TRUE;
}

static gboolean
may_step (const CtBookingCall *call, CtStep from, CtStep to, GError **error)
{
  CtPermission needed = ct_way_get (call->back ? from : to)->permission;

  if ((call->may & (1u << needed)) == 0)
    g_set_error (error, CT_ERROR, CT_ERROR_DENIED, _("Your role does not allow you to %s. Ask the owner of the clinic."),
                 ct_permission_to_text (needed));
  else if (!call->back && !ct_way_may_follow (to, from))
    /* Translators: two steps of a visit: "Checked out", "Booked" */
    g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("“%s” can't follow “%s”."), ct_way_label (to), ct_way_label (from));
  else
    return TRUE;
  return FALSE;
}

static gboolean
needs_reason (CtStep step)
{
  return ct_way_get (step)->status != NULL && (g_strcmp0 (ct_way_get (step)->status, CT_APPOINTMENT_CANCELLED) == 0 ||
                                               step == CT_STEP_STOPPED);
}

/* However a booking came to say that it took a step, or is confirmed: whether it may, and since when it is so. */
static gboolean
take_step (CtUnit *unit, const CtBookingCall *call, const CtAppointment *before, CtAppointment *after, GError **error)
{
  CtStep from = ct_way_of (before), to = ct_way_of (after);

  if (g_strcmp0 (before->confirmed_how, after->confirmed_how) != 0)
    {
      gboolean confirmed = after->confirmed_how != NULL;

      after->confirmed_us = confirmed ? ct_unit_now (unit) : CT_TIME_NONE;
      after->confirmed_by = confirmed ? ct_unit_actor (unit)->user_id : 0;
    }
  if (from == to)
    return TRUE;
  if (!may_step (call, from, to, error))
    return FALSE;
  if (needs_reason (to) && ct_text_is_blank (after->cancel_reason))
    {
      g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID,
                           to == CT_STEP_STOPPED ? _("Say why the treatment was stopped.")
                                                 : _("Say why the visit is cancelled."));
      return FALSE;
    }
  if (!call->back)
    after->status_us = ct_unit_now (unit);
  return ct_clinic_free_chair (unit, &call->tools, after, error);
}

/* Stores what call->appointment says over what is stored, and remembers the way back. */
gpointer
ct_booking_call_change (CtUnit *unit, CtBookingCall *call, const char *label_format, GError **error)
{
  g_autoptr (CtAppointment) before = NULL;
  g_autoptr (CtAppointment) stored = ct_record_copy (call->appointment);
  g_autofree char *label = NULL;

  g_clear_pointer (&call->undo, ct_undo_free);
  if (!ct_booking_call_check (call, error) ||
      (before = ct_unit_get (unit, CT_TYPE_APPOINTMENT, CT_RECORD (stored)->id, error)) == NULL ||
      !take_step (unit, call, before, stored, error) || !ct_booking_call_check_place (unit, call, before, error) ||
      !ct_unit_update_from (unit, before, stored, error) ||
      !ct_clinic_stamp (unit, before, stored, call->back, error))
    return NULL;
  label = ct_clinic_act_label (unit, label_format, stored);
  call->undo = ct_undo_new (label);
  ct_undo_add (call->undo, before, stored);
  if (!ct_clinic_take_session_along (unit, stored, call->undo, error))
    return NULL;
  return g_steal_pointer (&stored);
}

