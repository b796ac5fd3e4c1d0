/* The calendar: who comes when, into which chair. */
#include "clinic/ct-booking-call.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "base/ct-units.h"

/* ---- Reading ---- */

typedef struct
{
  gint64 site_id;
  gint64 appointment_id;
  gint64 patient_id;
  CtDate first;
  CtDate last;
  gboolean with_cancelled;
} VisitQuery;

enum
{
  VISIT_FAMILY,
  VISIT_GIVEN,
  VISIT_PREFERRED,
  VISIT_PHONE,
  VISIT_MRN,
  VISIT_BORN,
  VISIT_PROTOCOL,
  VISIT_N_SESSIONS,
  VISIT_SESSION_ID,
  VISIT_SESSION_STATUS,
  VISIT_DOSE_PER_KG,
  VISIT_N_COLUMNS,
};

static char *
visit_patient_name (CtRows *rows, int base)
{
  g_autoptr (CtPatient) patient = ct_patient_new ();

  patient->family_name = ct_rows_dup_text (rows, base + VISIT_FAMILY);
  patient->given_names = ct_rows_dup_text (rows, base + VISIT_GIVEN);
  patient->preferred_name = ct_rows_dup_text (rows, base + VISIT_PREFERRED);
  return ct_patient_display_name (patient);
}

/* The words around the appointment come last in the row, in the order of the list above. */
static CtVisit *
visit_from_row (CtRows *rows)
{
  CtVisit *visit = g_object_new (CT_TYPE_VISIT, NULL);
  int base = ct_rows_n_columns (rows) - VISIT_N_COLUMNS;

  visit->appointment = ct_rows_record (rows, CT_TYPE_APPOINTMENT);
  visit->patient_name = visit_patient_name (rows, base);
  visit->patient_phone = ct_rows_dup_text (rows, base + VISIT_PHONE);
  visit->patient_mrn = ct_rows_dup_text (rows, base + VISIT_MRN);
  if (!ct_rows_is_null (rows, base + VISIT_BORN))
    visit->patient_born = (CtDate) ct_rows_int (rows, base + VISIT_BORN);
  visit->protocol = ct_rows_dup_text (rows, base + VISIT_PROTOCOL);
  visit->course_sessions = (int) ct_rows_int (rows, base + VISIT_N_SESSIONS);
  visit->session_id = ct_rows_int (rows, base + VISIT_SESSION_ID);
  visit->session_status = ct_rows_dup_text (rows, base + VISIT_SESSION_STATUS);
  visit->dose_ug_per_kg = ct_rows_int (rows, base + VISIT_DOSE_PER_KG);
  return visit;
}

/* The visits of a query of visit.sql. Takes @rows, which is %NULL where it failed. */
GPtrArray *
ct_clinic_take_visits (CtRows *rows, GError **error)
{
  g_autoptr (CtRows) taken = rows;
  g_autoptr (GPtrArray) visits = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) failure = NULL;

  if (rows == NULL)
    return NULL;
  while (ct_rows_next (rows, &failure))
    g_ptr_array_add (visits, visit_from_row (rows));
  if (failure == NULL)
    return g_steal_pointer (&visits);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static gpointer
work_list_visits (CtUnit *unit, gpointer data, GError **error)
{
  const VisitQuery *query = data;
  CtRows *rows;

  if (query->appointment_id != 0)
    rows = ct_unit_query (unit, error, "visit.by-id", "i", query->appointment_id);
  else if (query->patient_id != 0)
    rows = ct_unit_query (unit, error, "visit.of-patient", "inn", query->patient_id, query->first, query->last);
  else
    rows = ct_unit_query (unit, error,
                          query->with_cancelled ? "visit.by-site-and-days-with-cancelled" : "visit.by-site-and-days", "inn",
                          query->site_id, query->first, query->last);
  return ct_clinic_take_visits (rows, error);
}

/* The visits of some days at a site, in order, cancelled ones left out. */
GPtrArray *
ct_clinic_read_visits (CtUnit *unit, gint64 site_id, CtDate first, CtDate last, GError **error)
{
  VisitQuery query = { .site_id = site_id, .first = first, .last = last };

  return work_list_visits (unit, &query, error);
}

static VisitQuery *
visit_query_new (gint64 site_id, CtDate first, CtDate last, gboolean with_cancelled)
{
  VisitQuery *query = g_new0 (VisitQuery, 1);

  query->site_id = site_id;
  query->first = first;
  query->last = last;
  query->with_cancelled = with_cancelled;
  return query;
}

/**
 * ct_clinic_list_visits_async:
 * @self: a clinic
 * @site_id: one of its sites
 * @first: the first day
 * @last: the last day
 * @cancellable: (nullable): to stop waiting
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Result: (transfer full) (element-type CtVisit) #GPtrArray by day and minute, cancelled ones left out.
 */
void
ct_clinic_list_visits_async (CtClinic *self, gint64 site_id, CtDate first, CtDate last, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, FALSE, work_list_visits, NULL, g_free,
               (GDestroyNotify) g_ptr_array_unref);

  g_return_if_fail (CT_IS_CLINIC (self));
  ct_clinic_call (self, &use_case, visit_query_new (site_id, first, last, FALSE), cancellable, callback, user_data);
}

/**
 * ct_clinic_list_visits_and_cancelled_async:
 * @self: a clinic
 * @site_id: one of its sites
 * @first: the first day
 * @last: the last day
 * @cancellable: (nullable): to stop waiting
 * @callback: called with the result
 * @user_data: for @callback
 *
 * The same, and those that were called off among them; bookings that were undone have never been.
 * Result: (transfer full) (element-type CtVisit) #GPtrArray by day and minute.
 */
void
ct_clinic_list_visits_and_cancelled_async (CtClinic *self, gint64 site_id, CtDate first, CtDate last,
                                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, FALSE, work_list_visits, NULL, g_free,
               (GDestroyNotify) g_ptr_array_unref);

  g_return_if_fail (CT_IS_CLINIC (self));
  ct_clinic_call (self, &use_case, visit_query_new (site_id, first, last, TRUE), cancellable, callback, user_data);
}

/**
 * ct_clinic_list_visits_of_async:
 * @self: a clinic
 * @patient_id: a patient
 * @first: the first day
 * @last: the last day
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Result: (transfer full) (element-type CtVisit) #GPtrArray by day and minute, at every site, cancelled ones left out.
 */
void
ct_clinic_list_visits_of_async (CtClinic *self, gint64 patient_id, CtDate first, CtDate last,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, FALSE, work_list_visits, NULL, g_free,
               (GDestroyNotify) g_ptr_array_unref);
  VisitQuery *query = g_new0 (VisitQuery, 1);

  g_return_if_fail (CT_IS_CLINIC (self) && patient_id != 0);
  query->patient_id = patient_id;
  query->first = first;
  query->last = last;
  ct_clinic_call (self, &use_case, query, NULL, callback, user_data);
}

static gpointer
work_read_visit (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) visits = work_list_visits (unit, data, error);

  if (visits == NULL)
    return NULL;
  if (visits->len == 0)
    {
      g_set_error_literal (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("This booking is not there any more."));
      return NULL;
    }
  return g_object_ref (g_ptr_array_index (visits, 0));
}

/**
 * ct_clinic_read_visit_async:
 * @self: a clinic
 * @appointment_id: a booking
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Result: (transfer full) #CtVisit, cancelled or not.
 */
void
ct_clinic_read_visit_async (CtClinic *self, gint64 appointment_id, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, FALSE, work_read_visit, NULL, g_free, g_object_unref);
  VisitQuery *query = g_new0 (VisitQuery, 1);

  g_return_if_fail (CT_IS_CLINIC (self));
  query->appointment_id = appointment_id;
  ct_clinic_call (self, &use_case, query, NULL, callback, user_data);
}

/* ---- Booking ---- */

static gpointer
work_book (CtUnit *unit, gpointer data, GError **error)
{
  CtBookingCall *call = data;
  g_autoptr (CtAppointment) stored = NULL;
  g_autoptr (CtPatient) patient = NULL;
  g_autofree char *label = NULL;

  g_clear_pointer (&call->undo, ct_undo_free);
  if (call->appointment->status == NULL)
    call->appointment->status = g_strdup (CT_APPOINTMENT_BOOKED);
  if (!ct_booking_call_check (call, error) ||
      (patient = ct_unit_get (unit, CT_TYPE_PATIENT, call->appointment->patient_id, error)) == NULL ||
      !ct_booking_call_check_place (unit, call, NULL, error))
    return NULL;
  stored = ct_record_copy (call->appointment);
  if (ct_way_of (stored) != CT_STEP_BOOKED)
    stored->status_us = ct_unit_now (unit);
  if (!ct_unit_insert (unit, stored, error) || !ct_clinic_stamp (unit, NULL, stored, FALSE, error))
    return NULL;
  label = ct_clinic_act_label_for (patient, _("Book %s on %s"), stored);
  call->undo = ct_undo_new (label);
  ct_undo_add_new (call->undo, stored, CT_APPOINTMENT_CANCELLED, "cancel-reason");
  return g_steal_pointer (&stored);
}

/**
 * ct_clinic_book_async:
 * @self: a clinic
 * @appointment: who, where, when and for how long; its id is 0
 * @callback: called when it is booked, or not
 * @user_data: for @callback
 *
 * Books a visit. A taken chair is %CT_ERROR_TAKEN with who has it and what is free next; undoable.
 * Result: (transfer full) the #CtAppointment as stored.
 */
void
ct_clinic_book_async (CtClinic *self, CtAppointment *appointment, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_BOOK, TRUE, work_book, NULL, ct_booking_call_free, g_object_unref,
               .undo_at = G_STRUCT_OFFSET (CtBookingCall, undo));

  g_return_if_fail (CT_IS_CLINIC (self) && CT_RECORD (appointment)->id == 0);
  ct_clinic_call (self, &use_case, ct_booking_call_new (self, appointment, NULL), NULL, callback, user_data);
}

static GError *
no_reason_error (void)
{
  return g_error_new_literal (CT_ERROR, CT_ERROR_INVALID, _("Say why the rule shall give way."));
}

/**
 * ct_clinic_book_over_async:
 * @self: a clinic
 * @appointment: who, where, when and for how long; its id is 0
 * @reason: why rules shall give way; needed
 * @callback: called when it is booked, or not
 * @user_data: for @callback
 *
 * Books a visit against rules of the clinic or the protocol; the audit says which, and why. Never a taken place.
 * Result: (transfer full) the #CtAppointment as stored.
 */
void
ct_clinic_book_over_async (CtClinic *self, CtAppointment *appointment, const char *reason, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_OVERRIDE, TRUE, work_book, NULL, ct_booking_call_free, g_object_unref,
               .undo_at = G_STRUCT_OFFSET (CtBookingCall, undo));

  g_return_if_fail (CT_IS_CLINIC (self) && CT_RECORD (appointment)->id == 0);
  if (ct_text_is_blank (reason))
    ct_clinic_refuse (self, no_reason_error (), callback, user_data);
  else
    ct_clinic_call (self, &use_case, ct_booking_call_new (self, appointment, reason), NULL, callback, user_data);
}

/* ---- Changing a booking ---- */

static gpointer
work_move (CtUnit *unit, gpointer data, GError **error)
{
  CtBookingCall *call = data;

  if (!ct_way_get (ct_way_of (call->appointment))->moves)
    {
      g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID,
                           _("This visit is under way or done, so it stays where it was."));
      return NULL;
    }
  return ct_booking_call_change (unit, call, _("Move %s to %s"), error);
}

static CtAppointment *
moved_copy (CtClinic *self, CtAppointment *appointment, gint64 chair_id, CtDate day, int minute, int minutes)
{
  CtAppointment *wanted = ct_record_copy (appointment);
  CtChair *chair = ct_clinic_get_chair (self, chair_id);

  if (chair != NULL)
    wanted->site_id = chair->site_id;
  wanted->chair_id = chair_id;
  wanted->day = day;
  wanted->minute = minute;
  wanted->minutes = minutes;
  return wanted;
}

/**
 * ct_clinic_move_appointment_async:
 * @self: a clinic
 * @appointment: the booking as last read
 * @chair_id: where to; a chair of another site moves it there
 * @day: the day
 * @minute: the time of day in minutes
 * @minutes: how long
 * @callback: called when it is moved, or not
 * @user_data: for @callback
 *
 * Moves or lengthens a booking; the session of a course goes along. %CT_ERROR_TAKEN says by whom, %CT_ERROR_CONFLICT that
 * somebody changed it meanwhile; undoable. Result: (transfer full) the #CtAppointment as stored.
 */
void
ct_clinic_move_appointment_async (CtClinic *self, CtAppointment *appointment, gint64 chair_id, CtDate day, int minute,
                                  int minutes, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_BOOK, TRUE, work_move, NULL, ct_booking_call_free, g_object_unref,
               .undo_at = G_STRUCT_OFFSET (CtBookingCall, undo));
  g_autoptr (CtAppointment) wanted = NULL;

  g_return_if_fail (CT_IS_CLINIC (self) && CT_APPOINTMENT_IS (appointment));
  wanted = moved_copy (self, appointment, chair_id, day, minute, minutes);
  ct_clinic_call (self, &use_case, ct_booking_call_new (self, wanted, NULL), NULL, callback, user_data);
}

/**
 * ct_clinic_move_over_async:
 * @self: a clinic
 * @appointment: the booking as last read
 * @chair_id: where to; a chair of another site moves it there
 * @day: the day
 * @minute: the time of day in minutes
 * @minutes: how long
 * @reason: why rules shall give way; needed
 * @callback: called when it is moved, or not
 * @user_data: for @callback
 *
 * As ct_clinic_move_appointment_async(), against rules of the clinic or the protocol; the audit says which, and why.
 * Result: (transfer full) the #CtAppointment as stored.
 */
void
ct_clinic_move_over_async (CtClinic *self, CtAppointment *appointment, gint64 chair_id, CtDate day, int minute,
                           int minutes, const char *reason, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_OVERRIDE, TRUE, work_move, NULL, ct_booking_call_free, g_object_unref,
               .undo_at = G_STRUCT_OFFSET (CtBookingCall, undo));
  g_autoptr (CtAppointment) wanted = NULL;

  g_return_if_fail (CT_IS_CLINIC (self) && CT_APPOINTMENT_IS (appointment));
  wanted = moved_copy (self, appointment, chair_id, day, minute, minutes);
  if (ct_text_is_blank (reason))
    ct_clinic_refuse (self, no_reason_error (), callback, user_data);
  else
    ct_clinic_call (self, &use_case, ct_booking_call_new (self, wanted, reason), NULL, callback, user_data);
}

static gpointer
work_edit (CtUnit *unit, gpointer data, GError **error)
{
  return ct_booking_call_change (unit, data, _("Change the visit of %s on %s"), error);
}

/**
 * ct_clinic_edit_appointment_async:
 * @self: a clinic
 * @appointment: the booking as last read, with another kind, clinician or note
 * @callback: called when it is stored, or not
 * @user_data: for @callback
 *
 * Changes what a booking says of itself and leaves it where it is; undoable. Result: (transfer full) the #CtAppointment as
 * stored.
 */
void
ct_clinic_edit_appointment_async (CtClinic *self, CtAppointment *appointment, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_BOOK, TRUE, work_edit, NULL, ct_booking_call_free, g_object_unref,
               .undo_at = G_STRUCT_OFFSET (CtBookingCall, undo));

  g_return_if_fail (CT_IS_CLINIC (self) && CT_APPOINTMENT_IS (appointment));
  ct_clinic_call (self, &use_case, ct_booking_call_new (self, appointment, NULL), NULL, callback, user_data);
}
