/* Reading the audit, and checking that nobody has touched it. */
#include "clinic/ct-clinic-private.h"

#include "store/ct-audit.h"

typedef struct
{
  gint64 patient_id;
  gint64 before_id;
  int    limit;
} AuditQuery;

static gpointer
work_list_audit (CtUnit *unit, gpointer data, GError **error)
{
  const AuditQuery *query = data;

  return ct_audit_list (unit, query->patient_id, query->before_id, query->limit, error);
}

/**
 * ct_clinic_list_audit_async:
 * @self: a clinic
 * @patient_id: only acts about this patient; 0: all
 * @before_id: only rows before this one, for the next page; 0: from the newest
 * @limit: how many at most
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Result: (transfer full) (element-type CtAuditRow) #GPtrArray, newest first.
 */
void
ct_clinic_list_audit_async (CtClinic *self, gint64 patient_id, gint64 before_id, int limit, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_AUDIT, FALSE, work_list_audit, NULL, g_free, (GDestroyNotify) g_ptr_array_unref);
  AuditQuery *query = g_new0 (AuditQuery, 1);

  g_return_if_fail (CT_IS_CLINIC (self) && limit > 0);
  query->patient_id = patient_id;
  query->before_id = before_id;
  query->limit = limit;
  ct_clinic_call (self, &use_case, query, NULL, callback, user_data);
}

static gpointer
work_verify_audit (CtUnit *unit, gpointer data, GError **error)
{
  return ct_audit_verify (unit, error);
}

/**
 * ct_clinic_verify_audit_async:
 * @self: a clinic
 * @cancellable: (nullable): to stop it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Reckons the whole chain of hashes again. Result: (transfer full) #CtAuditCheck, also where the chain is broken.
 */
void
ct_clinic_verify_audit_async (CtClinic *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_AUDIT, FALSE, work_verify_audit, NULL, NULL, (GDestroyNotify) ct_audit_check_free);

  g_return_if_fail (CT_IS_CLINIC (self));
  ct_clinic_call (self, &use_case, NULL, cancellable, callback, user_data);
}

static gpointer
work_read_head (CtUnit *unit, gpointer data, GError **error)
{
  return ct_audit_head (unit, error);
}

/**
 * ct_clinic_read_audit_head_async:
 * @self: a clinic
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Where the audit ends now: to be printed, or kept beside a backup. Result: (transfer full) #CtAuditHead.
 */
void
ct_clinic_read_audit_head_async (CtClinic *self, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_AUDIT, FALSE, work_read_head, NULL, NULL, (GDestroyNotify) ct_audit_head_free);

  g_return_if_fail (CT_IS_CLINIC (self));
  ct_clinic_call (self, &use_case, NULL, NULL, callback, user_data);
}
