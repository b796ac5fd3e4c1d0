/* What lists show: ids in order, and the rows that are seen; whom the user opened last. */
#include "clinic/ct-clinic-private.h"

/* ---- Ids ---- */

static gpointer
work_list_ids (CtUnit *unit, gpointer data, GError **error)
{
  return ct_unit_ids (unit, error, "patient.ids-by-name", "");
}

/**
 * ct_clinic_list_patient_ids_async:
 * @self: a clinic
 * @cancellable: (nullable): to stop it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Result: (transfer full) (element-type gint64) #GArray: everybody, in the order of names.
 */
void
ct_clinic_list_patient_ids_async (CtClinic *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, FALSE, work_list_ids, NULL, NULL, (GDestroyNotify) g_array_unref);

  g_return_if_fail (CT_IS_CLINIC (self));
  ct_clinic_call (self, &use_case, NULL, cancellable, callback, user_data);
}

/* ---- Rows ---- */

typedef struct
{
  GArray *ids;
  gint64  user_id;
  int     limit;
  CtDate  today;
} RowsCall;

static void
rows_call_free (gpointer data)
{
  RowsCall *call = data;

  g_clear_pointer (&call->ids, g_array_unref);
  g_free (call);
}

/* A person that is not there leaves no row; FALSE is a failure. */
static gboolean
add_hit (CtUnit *unit, gint64 id, CtDate today, GPtrArray *hits, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (CtPatientHit) hit = ct_patient_hit_new ();
  g_autoptr (CtAppointment) next = NULL;
  g_autoptr (CtAppointment) last = NULL;

  hit->patient = ct_unit_get (unit, CT_TYPE_PATIENT, id, &failure);
  if (hit->patient == NULL && g_error_matches (failure, CT_ERROR, CT_ERROR_NOT_FOUND))
    return TRUE;
  if (failure == NULL)
    next = ct_unit_first (unit, &failure, CT_TYPE_APPOINTMENT, "appointment.next-of-patient", "in", id, today);
  if (failure == NULL)
    last = ct_unit_first (unit, &failure, CT_TYPE_APPOINTMENT, "appointment.last-of-patient", "in", id, today);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (next != NULL)
    {
      hit->next_day = next->day;
      hit->next_minute = next->minute;
    }
  if (last != NULL)
    hit->last_day = last->day;
  g_ptr_array_add (hits, g_steal_pointer (&hit));
  return TRUE;
}

static GPtrArray *
read_hits (CtUnit *unit, GArray *ids, CtDate today, GError **error)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_patient_hit_free);

  for (guint i = 0; i < ids->len; i++)
    if (!add_hit (unit, g_array_index (ids, gint64, i), today, hits, error))
      return NULL;
  return g_steal_pointer (&hits);
}

static gpointer
work_read_hits (CtUnit *unit, gpointer data, GError **error)
{
  const RowsCall *call = data;

  return read_hits (unit, call->ids, call->today, error);
}

/**
 * ct_clinic_read_hits_async:
 * @self: a clinic
 * @ids: (array length=n_ids): patients
 * @n_ids: how many
 * @cancellable: (nullable): to stop it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Result: (transfer full) (element-type CtPatientHit) #GPtrArray, in the order of @ids, without who is not there.
 */
void
ct_clinic_read_hits_async (CtClinic *self, const gint64 *ids, guint n_ids, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, FALSE, work_read_hits, NULL, rows_call_free,
               (GDestroyNotify) g_ptr_array_unref);
  RowsCall *call = g_new0 (RowsCall, 1);

  g_return_if_fail (CT_IS_CLINIC (self) && (ids != NULL || n_ids == 0));
  call->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (call->ids, ids, n_ids);
  call->today = ct_clinic_today (self);
  ct_clinic_call (self, &use_case, call, cancellable, callback, user_data);
}

/* ---- Whom the user opened last ---- */

static gpointer
work_list_recent (CtUnit *unit, gpointer data, GError **error)
{
  const RowsCall *call = data;
  g_autoptr (GArray) ids = ct_unit_ids (unit, error, "audit.opened-last", "in", call->user_id, call->limit);

  return ids != NULL ? read_hits (unit, ids, call->today, error) : NULL;
}

/**
 * ct_clinic_list_recent_async:
 * @self: a clinic
 * @limit: how many at most
 * @cancellable: (nullable): to stop it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Result: (transfer full) (element-type CtPatientHit) #GPtrArray: whose charts this user opened, the latest first.
 */
void
ct_clinic_list_recent_async (CtClinic *self, int limit, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, FALSE, work_list_recent, NULL, rows_call_free,
               (GDestroyNotify) g_ptr_array_unref);
  RowsCall *call = g_new0 (RowsCall, 1);

  g_return_if_fail (CT_IS_CLINIC (self) && limit > 0);
  call->user_id = CT_RECORD (self->user)->id;
  call->limit = limit;
  call->today = ct_clinic_today (self);
  ct_clinic_call (self, &use_case, call, cancellable, callback, user_data);
}
