/* Enquiries: written down while the phone is still at the ear, followed up, turned into patients, counted. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"

#define MAX_ROWS CT_LIST_MAX_ROWS

/* ---- Writing down and changing ---- */

typedef struct
{
  CtEnquiry *enquiry;
  gint64     patient_id; /* whom the caller becomes, where it is somebody known */
  CtUndo    *undo;
} EnquiryCall;

static void
enquiry_call_free (gpointer data)
{
  EnquiryCall *call = data;

  g_object_unref (call->enquiry);
  g_clear_pointer (&call->undo, ct_undo_free);
  g_free (call);
}

static gboolean
store_enquiry (CtUnit *unit, EnquiryCall *call, CtEnquiry *enquiry, const char *label, GError **error)
{
  g_autoptr (CtEnquiry) before = NULL;
  gboolean is_new = CT_RECORD (enquiry)->id == 0;

  g_clear_pointer (&call->undo, ct_undo_free);
  if (!ct_record_check (CT_RECORD (enquiry), error) || !ct_enquiry_check (enquiry, error) ||
      (!is_new && (before = ct_unit_get (unit, CT_TYPE_ENQUIRY, CT_RECORD (enquiry)->id, error)) == NULL) ||
      (is_new ? !ct_unit_insert (unit, enquiry, error) : !ct_unit_update (unit, enquiry, error)))
    return FALSE;
  call->undo = ct_undo_new (label);
  if (is_new)
    ct_undo_add_new (call->undo, enquiry, CT_ENQUIRY_REMOVED, NULL);
  else
    ct_undo_add (call->undo, before, enquiry);
  return TRUE;
}

static gpointer
work_save_enquiry (CtUnit *unit, gpointer data, GError **error)
{
  EnquiryCall *call = data;
  g_autoptr (CtEnquiry) enquiry = ct_record_copy (call->enquiry);
  gboolean closed = g_strcmp0 (enquiry->status, CT_ENQUIRY_CLOSED) == 0;
  g_autofree char *name = ct_text_show (enquiry->name);
  g_autofree char *label = g_strdup_printf (closed ? _("Close the enquiry of %s") : _("Write down the enquiry of %s"), name);

  return store_enquiry (unit, call, enquiry, label, error) ? g_steal_pointer (&enquiry) : NULL;
}

static EnquiryCall *
enquiry_call_new (CtClinic *self, CtEnquiry *enquiry)
{
  EnquiryCall *call = g_new0 (EnquiryCall, 1);
  CtEnquiry *it = call->enquiry = ct_record_copy (enquiry);

  if (it->site_id == 0 && ct_clinic_get_site (self, 0) != NULL)
    it->site_id = CT_RECORD (ct_clinic_get_site (self, 0))->id;
  if (it->status == NULL)
    it->status = g_strdup (CT_ENQUIRY_OPEN);
  if (CT_RECORD (it)->id == 0)
    {
      it->received_us = ct_clock_now (&self->clock);
      it->received_on = ct_clinic_now_at (self, it->site_id).date;
      it->taken_by = CT_RECORD (self->user)->id;
    }
  return call;
}

/**
 * ct_clinic_save_enquiry_async:
 * @self: a clinic
 * @enquiry: who rang and what for; id 0 writes a new one down, as taken now by this user
 * @callback: called when it is stored, or not
 * @user_data: for @callback
 *
 * Undoable. Result: (transfer full) the #CtEnquiry as stored.
 */
void
ct_clinic_save_enquiry_async (CtClinic *self, CtEnquiry *enquiry, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_EDIT_PATIENTS, TRUE, work_save_enquiry, NULL, enquiry_call_free, g_object_unref,
               .undo_at = G_STRUCT_OFFSET (EnquiryCall, undo));

  g_return_if_fail (CT_IS_CLINIC (self) && CT_ENQUIRY_IS (enquiry));
  ct_clinic_call (self, &use_case, enquiry_call_new (self, enquiry), NULL, callback, user_data);
}

/**
 * ct_clinic_close_enquiry_async:
 * @self: a clinic
 * @enquiry: an enquiry as last read
 * @reason: why it came to nothing; needed
 * @callback: called when it is closed, or not
 * @user_data: for @callback
 *
 * Undoable. Result: (transfer full) the #CtEnquiry as stored.
 */
void
ct_clinic_close_enquiry_async (CtClinic *self, CtEnquiry *enquiry, const char *reason, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (CtEnquiry) closed = NULL;

  g_return_if_fail (CT_IS_CLINIC (self) && CT_ENQUIRY_IS (enquiry));
  closed = ct_record_copy (enquiry);
  g_object_set (closed, "status", CT_ENQUIRY_CLOSED, "close-reason", reason, NULL);
  closed->ended_on = ct_clinic_now_at (self, closed->site_id).date;
  ct_clinic_save_enquiry_async (self, closed, callback, user_data);
}

/* ---- Becoming a patient ---- */

static gpointer
work_admit (CtUnit *unit, gpointer data, GError **error)
{
  EnquiryCall *call = data;
  g_autoptr (CtEnquiry) enquiry = ct_record_copy (call->enquiry);
  g_autoptr (CtPatient) patient = NULL;
  g_autofree char *name = NULL;
  g_autofree char *label = NULL;

  if (call->patient_id != 0)
    patient = ct_unit_get (unit, CT_TYPE_PATIENT, call->patient_id, error);
  else
    {
      patient = ct_enquiry_make_patient (enquiry);
      if (!ct_clinic_store_patient (unit, patient, error))
        return NULL;
    }
  if (patient == NULL)
    return NULL;
  enquiry->patient_id = CT_RECORD (patient)->id;
  g_object_set (enquiry, "status", CT_ENQUIRY_PATIENT, NULL);
  name = ct_patient_display_name (patient);
  label = g_strdup_printf (_("Make %s a patient"), name);
  return store_enquiry (unit, call, enquiry, label, error) ? g_steal_pointer (&patient) : NULL;
}

/**
 * ct_clinic_admit_enquiry_async:
 * @self: a clinic
 * @enquiry: an enquiry as last read
 * @patient_id: somebody who is here already; 0 makes a new patient with what is known of the caller
 * @callback: called when it is stored, or not
 * @user_data: for @callback
 *
 * Makes a patient of who rang, and links the two, in one undoable act: undone, the enquiry is open again. A patient that
 * was made stays, as every patient does; admitting again finds them. Result: (transfer full) #CtPatient.
 */
void
ct_clinic_admit_enquiry_async (CtClinic *self, CtEnquiry *enquiry, gint64 patient_id, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_EDIT_PATIENTS, TRUE, work_admit, NULL, enquiry_call_free, g_object_unref,
               .undo_at = G_STRUCT_OFFSET (EnquiryCall, undo));
  EnquiryCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && CT_ENQUIRY_IS (enquiry));
  call = enquiry_call_new (self, enquiry);
  call->patient_id = patient_id;
  call->enquiry->ended_on = ct_clinic_now_at (self, call->enquiry->site_id).date;
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}

/* ---- Reading ---- */

typedef struct
{
  CtEnquiryView view;
  gint64        site_id;
  CtDate        today;
  CtDate        first;
} ReadCall;

static gpointer
work_list_enquiries (CtUnit *unit, gpointer data, GError **error)
{
  static const char *const queries[] = { [CT_ENQUIRIES_DUE] = "enquiry.due", [CT_ENQUIRIES_OPEN] = "enquiry.open",
                                         [CT_ENQUIRIES_ENDED] = "enquiry.ended" };
  const ReadCall *call = data;

  return ct_unit_list (unit, error, CT_TYPE_ENQUIRY, queries[call->view], "iin", call->site_id, (gint64) call->today,
                       MAX_ROWS);
}

/**
 * ct_clinic_list_enquiries_async:
 * @self: a clinic
 * @view: which
 * @site_id: a site; 0 for all
 * @cancellable: (nullable): to stop it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Result: (transfer full) (element-type CtEnquiry) #GPtrArray, at most %CT_LIST_MAX_ROWS: open ones by the day to ring back,
 * ended ones latest first.
 */
void
ct_clinic_list_enquiries_async (CtClinic *self, CtEnquiryView view, gint64 site_id, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, FALSE, work_list_enquiries, NULL, g_free,
               (GDestroyNotify) g_ptr_array_unref);
  ReadCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && view <= CT_ENQUIRIES_ENDED);
  call = g_new0 (ReadCall, 1);
  *call = (ReadCall) { view, site_id, ct_clinic_latest_today (self), 0 };
  ct_clinic_call (self, &use_case, call, cancellable, callback, user_data);
}

static gpointer
work_count_enquiries (CtUnit *unit, gpointer data, GError **error)
{
  const ReadCall *call = data;
  gint64 *n = g_new0 (gint64, 1);

  if (ct_unit_number (unit, n, error, "enquiry.count-due", "ii", call->site_id, (gint64) call->today))
    return n;
  g_free (n);
  return NULL;
}

/**
 * ct_clinic_count_enquiries_async:
 * @self: a clinic
 * @site_id: a site; 0 for all
 * @cancellable: (nullable): to stop it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Result: (transfer full) a #gint64: how many callers should be rung back today, or should have been before.
 */
void
ct_clinic_count_enquiries_async (CtClinic *self, gint64 site_id, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, FALSE, work_count_enquiries, NULL, g_free, g_free);
  ReadCall *call;

  g_return_if_fail (CT_IS_CLINIC (self));
  call = g_new0 (ReadCall, 1);
  *call = (ReadCall) { CT_ENQUIRIES_DUE, site_id, ct_clinic_latest_today (self), 0 };
  ct_clinic_call (self, &use_case, call, cancellable, callback, user_data);
}

/* ---- What became of them ---- */

static gpointer
work_sum_enquiries (CtUnit *unit, gpointer data, GError **error)
{
  const ReadCall *call = data;
  g_autoptr (GPtrArray) sums = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_enquiry_sum_free);
  g_autoptr (GError) failure = NULL;
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "enquiry.sums", "iii", call->site_id, (gint64) call->first,
                                           (gint64) call->today);

  if (rows == NULL)
    return NULL;
  while (ct_rows_next (rows, &failure))
    {
      CtEnquirySum more = { CT_DATE_NONE, NULL, (int) ct_rows_int (rows, 2), (int) ct_rows_int (rows, 3),
                            (int) ct_rows_int (rows, 4), (int) ct_rows_int (rows, 5) };

      ct_enquiry_sums_add (sums, (CtDate) ct_rows_int (rows, 0), ct_rows_text (rows, 1), &more);
    }
  if (failure == NULL)
    return g_steal_pointer (&sums);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * ct_clinic_sum_enquiries_async:
 * @self: a clinic
 * @site_id: a site; 0 for all
 * @first: from which day on they were taken
 * @cancellable: (nullable): to stop it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Result: (transfer full) (element-type CtEnquirySum) #GPtrArray: by month and how they heard of the clinic, newest first.
 */
void
ct_clinic_sum_enquiries_async (CtClinic *self, gint64 site_id, CtDate first, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, FALSE, work_sum_enquiries, NULL, g_free, (GDestroyNotify) g_ptr_array_unref);
  ReadCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && first != CT_DATE_NONE);
  call = g_new0 (ReadCall, 1);
  *call = (ReadCall) { CT_ENQUIRIES_ENDED, site_id, ct_clinic_latest_today (self), first };
  ct_clinic_call (self, &use_case, call, cancellable, callback, user_data);
}
