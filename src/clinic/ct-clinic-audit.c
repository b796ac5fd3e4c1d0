/* Reading the audit, and checking that nobody has touched it. */
#include "clinic/ct-clinic-private.h"

#include "store/ct-audit.h"

/* Rows of a piece: a quarter of a second's work. */
#define VERIFY_ROWS 50000

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

/* ---- Searching ---- */

typedef struct
{
  CtAuditFilter *filter;
  CtAuditPlace   after;
  gboolean       goes_on;
  int            limit;
} SearchCall;

static void
search_call_free (gpointer data)
{
  ct_audit_filter_free (((SearchCall *) data)->filter);
  g_free (data);
}

static gpointer
work_search_audit (CtUnit *unit, gpointer data, GError **error)
{
  const SearchCall *call = data;

  return ct_audit_search (unit, call->filter, call->goes_on ? &call->after : NULL, call->limit, error);
}

/**
 * ct_clinic_search_audit_async:
 * @self: a clinic
 * @filter: what is asked for
 * @after: (nullable): the last row that is known already; %NULL to begin with the latest
 * @limit: how many at most
 * @cancellable: (nullable): to stop it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Result: (transfer full) (element-type CtAuditRow) #GPtrArray, latest first, with the patients' names.
 */
void
ct_clinic_search_audit_async (CtClinic *self, const CtAuditFilter *filter, const CtAuditPlace *after, int limit,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_AUDIT, FALSE, work_search_audit, NULL, search_call_free,
               (GDestroyNotify) g_ptr_array_unref);
  SearchCall *call = g_new0 (SearchCall, 1);

  g_return_if_fail (CT_IS_CLINIC (self) && filter != NULL && limit > 0);
  call->filter = ct_audit_filter_copy (filter);
  call->goes_on = after != NULL;
  call->after = after != NULL ? *after : (CtAuditPlace) { 0, 0 };
  call->limit = limit;
  ct_clinic_call (self, &use_case, call, cancellable, callback, user_data);
}

static gpointer
work_group_audit (CtUnit *unit, gpointer data, GError **error)
{
  return ct_audit_group (unit, data, error);
}

/**
 * ct_clinic_group_audit_async:
 * @self: a clinic
 * @filter: what is asked for
 * @cancellable: (nullable): to stop it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * With a patient in the filter: who did it; with a user: to whom. Result: (transfer full) (element-type CtAuditGroup)
 * #GPtrArray, the latest first.
 */
void
ct_clinic_group_audit_async (CtClinic *self, const CtAuditFilter *filter, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_AUDIT, FALSE, work_group_audit, NULL, (GDestroyNotify) ct_audit_filter_free,
               (GDestroyNotify) g_ptr_array_unref);

  g_return_if_fail (CT_IS_CLINIC (self) && filter != NULL);
  ct_clinic_call (self, &use_case, ct_audit_filter_copy (filter), cancellable, callback, user_data);
}

static gpointer
work_list_words (CtUnit *unit, gpointer data, GError **error)
{
  return ct_audit_words (unit, GPOINTER_TO_INT (data), error);
}

/**
 * ct_clinic_list_audit_words_async:
 * @self: a clinic
 * @tables: whether to list the tables instead of the acts
 * @callback: called with the result
 * @user_data: for @callback
 *
 * What a filter can be set to. Result: (transfer full) (element-type utf8) #GPtrArray.
 */
void
ct_clinic_list_audit_words_async (CtClinic *self, gboolean tables, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_AUDIT, FALSE, work_list_words, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);

  g_return_if_fail (CT_IS_CLINIC (self));
  ct_clinic_call (self, &use_case, GINT_TO_POINTER (tables), NULL, callback, user_data);
}

/* ---- Verifying, piece by piece ---- */

typedef struct
{
  CtAuditHead     *wanted; /* (nullable) */
  CtAuditCheck    *check;  /* (nullable): so far */
  CtClinicProgress progress;
  gpointer         progress_data;
} Verification;

static void
verification_free (gpointer data)
{
  Verification *it = data;

  ct_audit_head_free (it->wanted);
  ct_audit_check_free (it->check);
  g_free (it);
}

static gpointer
work_verify_piece (CtUnit *unit, gpointer data, GError **error)
{
  const Verification *it = data;

  return ct_audit_verify_on (unit, it->check, it->wanted, VERIFY_ROWS, error);
}

static void on_piece_verified_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
verify_piece (GTask *task)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_AUDIT, FALSE, work_verify_piece, NULL, NULL, (GDestroyNotify) ct_audit_check_free);

  ct_clinic_call (g_task_get_source_object (task), &use_case, g_task_get_task_data (task),
                  g_task_get_cancellable (task), on_piece_verified_cb, task);
}

static void
on_piece_verified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Verification *it = g_task_get_task_data (task);
  GError *error = NULL;
  CtAuditCheck *check = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (check == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  ct_audit_check_free (it->check);
  it->check = check;
  if (it->progress != NULL)
    it->progress (check->rows, check->noted, it->progress_data);
  if (check->complete)
    g_task_return_pointer (task, g_steal_pointer (&it->check), (GDestroyNotify) ct_audit_check_free);
  else
    verify_piece (g_steal_pointer (&task));
}

/**
 * ct_clinic_verify_audit_async:
 * @self: a clinic
 * @wanted: (nullable): a head that was kept, to be looked for
 * @progress: (nullable): told after each piece how many rows of how many fit
 * @progress_data: for @progress
 * @cancellable: (nullable): to stop it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Reckons the whole chain of hashes again, in pieces, so that nobody waits for it. Result: (transfer full) #CtAuditCheck,
 * also where the chain is broken.
 */
void
ct_clinic_verify_audit_async (CtClinic *self, const CtAuditHead *wanted, CtClinicProgress progress,
                              gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Verification *it = g_new0 (Verification, 1);
  GTask *task;

  g_return_if_fail (CT_IS_CLINIC (self));
  task = g_task_new (self, cancellable, callback, user_data);
  it->wanted = wanted != NULL ? ct_audit_head_new (wanted->id, wanted->at_us, wanted->hash) : NULL;
  it->progress = progress;
  it->progress_data = progress_data;
  g_task_set_task_data (task, it, verification_free);
  verify_piece (task);
}

/* ---- The head ---- */

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
