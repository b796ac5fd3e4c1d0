/* Calling a use case: may the user, is there something to be done first, and whose chart is it? */
#include "clinic/ct-claim-tools.h"
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>

extern const CtUseCase *const __start_ct_use_cases[];
extern const CtUseCase *const __stop_ct_use_cases[];

/* Every use case there is, as CT_USE_CASE() has noted them down. */
const CtUseCase *const *
ct_clinic_use_cases (guint *n)
{
  *n = (guint) (__stop_ct_use_cases - __start_ct_use_cases);
  return __start_ct_use_cases;
}

typedef struct
{
  const CtUseCase *use_case;
  gpointer         data;
  GPtrArray       *emergencies; /* (nullable): what lets the user see charts that the role does not */
  gboolean         may;         /* the role allows it, whosever chart it is */
  CtDoor          *door;
  CtClaimTools    *claims;      /* (nullable): for what writes */
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  if (call->use_case->data_free != NULL)
    call->use_case->data_free (call->data);
  g_clear_pointer (&call->emergencies, g_ptr_array_unref);
  g_clear_object (&call->door);
  g_clear_pointer (&call->claims, ct_claim_tools_free);
  g_free (call);
}

static GError *
refusal (CtPermission permission)
{
  return g_error_new (CT_ERROR, CT_ERROR_DENIED, _("Your role does not allow you to %s. Ask the owner of the clinic."),
                      ct_permission_to_text (permission));
}

static CtEmergency *
find_emergency (GPtrArray *emergencies, gint64 patient_id, gint64 now_us)
{
  for (guint i = 0; emergencies != NULL && i < emergencies->len; i++)
    if (ct_emergency_holds (g_ptr_array_index (emergencies, i), patient_id, now_us))
      return g_ptr_array_index (emergencies, i);
  return NULL;
}

/* Whose chart it is may only be known in the store, so the emergency is looked for there. */
static gboolean
enter_chart (CtUnit *unit, const Call *call, GError **error)
{
  gint64 patient_id = 0;
  CtEmergency *emergency;

  if (call->emergencies == NULL || call->use_case->chart_of == NULL)
    return TRUE;
  if (!call->use_case->chart_of (unit, call->data, &patient_id, error))
    return FALSE;
  emergency = find_emergency (call->emergencies, patient_id, ct_unit_now (unit));
  if (emergency != NULL)
    {
      ct_unit_break_glass (unit, emergency->reason);
      return ct_door_enter_chart (call->door, unit, emergency, error);
    }
  if (call->may)
    return TRUE;
  g_propagate_error (error, refusal (call->use_case->permission));
  return FALSE;
}

/* Where the use case says that its work leaves the way back. */
static CtUndo *
undo_of (const Call *call)
{
  return call->use_case->undo_at != 0 ? G_STRUCT_MEMBER (CtUndo *, call->data, call->use_case->undo_at) : NULL;
}

static gpointer
call_work (CtUnit *unit, gpointer data, GError **error)
{
  Call *call = data;
  gpointer out;

  if ((call->use_case->writes && !ct_unit_is_there (unit, error)) || !enter_chart (unit, call, error))
    return NULL;
  if (call->claims != NULL)
    ct_claim_tools_use (call->claims, unit);
  out = call->use_case->work (unit, call->data, error);
  if (out == NULL || undo_of (call) == NULL || ct_undo_store (undo_of (call), unit, call->use_case->permission, error))
    return out;
  call->use_case->result_free (out);
  return NULL;
}

static gpointer
work_audit_refusal (CtUnit *unit, gpointer data, GError **error)
{
  return ct_unit_audit (unit, "refused", NULL, 0, 0, data, error) ? CT_WORK_DONE : NULL;
}

static void
audit_refusal (CtClinic *self, CtPermission permission)
{
  if (self->store != NULL)
    ct_store_write_async (self->store, work_audit_refusal, g_strdup (ct_permission_to_text (permission)),
                          g_free, NULL, NULL, NULL, NULL);
}

static void
on_call_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CtClinic *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;
  gpointer out = ct_store_finish (CT_STORE (source), result, &error);

  if (out == NULL)
    {
      if (g_error_matches (error, CT_ERROR, CT_ERROR_OFFLINE))
        ct_clinic_was_out_of_reach (self);
      if (g_error_matches (error, CT_ERROR, CT_ERROR_OUTDATED))
        ct_clinic_set_outdated (self);
      if (!call->may && g_error_matches (error, CT_ERROR, CT_ERROR_DENIED))
        audit_refusal (self, call->use_case->permission);
      g_task_return_error (task, error);
      return;
    }
  if (undo_of (call) != NULL)
    ct_clinic_push_undo (self, undo_of (call));
  if (call->use_case->done != NULL)
    call->use_case->done (self, call->data, out);
  g_task_return_pointer (task, out, call->use_case->result_free);
}

/* Ends a call before it began. Takes @error. */
void
ct_clinic_refuse (CtClinic *self, GError *error, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_return_error (task, error);
}

/* Ends a call that the user's role does not allow, and writes down that it was tried. */
void
ct_clinic_deny (CtClinic *self, CtPermission permission, GAsyncReadyCallback callback, gpointer user_data)
{
  audit_refusal (self, permission);
  ct_clinic_refuse (self, refusal (permission), callback, user_data);
}

/**
 * ct_clinic_user_may:
 * @self: a clinic
 * @permission: what is to be done
 *
 * Pages ask this to say beforehand what will be refused; the refusal itself does not depend on it.
 *
 * Returns: whether whoever is logged in may.
 */
gboolean
ct_clinic_user_may (CtClinic *self, CtPermission permission)
{
  return self->user != NULL && self->user->active && ct_permission_of_role (self->user->role, permission);
}

static GError *
check_state (CtClinic *self)
{
  if (self->store == NULL)
    return g_error_new_literal (CT_ERROR, CT_ERROR_OFFLINE, _("This clinic is closed. Open it again."));
  if (self->locked)
    return g_error_new_literal (CT_ERROR, CT_ERROR_DENIED, _("Chairtime is locked. Type your passphrase first."));
  return NULL;
}

static GError *
check_duty (CtClinic *self, const CtUseCase *use_case)
{
  if (use_case->permission == CT_MAY_NOTHING_SPECIAL)
    return NULL;
  switch (ct_clinic_get_duty (self))
    {
    case CT_DUTY_CHANGE_PASSPHRASE:
      return g_error_new_literal (CT_ERROR, CT_ERROR_DENIED, _("Choose a passphrase of your own first."));
    case CT_DUTY_SET_UP_CODE:
      return g_error_new_literal (CT_ERROR, CT_ERROR_DENIED, _("Set up one-time codes first; your role needs them."));
    case CT_DUTY_NONE:
      break;
    }
  return NULL;
}

static GError *
check_call (CtClinic *self, const CtUseCase *use_case)
{
  GError *error = check_state (self);

  if (error == NULL)
    error = check_duty (self, use_case);
  if (error != NULL || ct_clinic_user_may (self, use_case->permission) ||
      (use_case->chart_of != NULL && self->user->active && self->emergencies->len > 0))
    return error;
  audit_refusal (self, use_case->permission);
  return refusal (use_case->permission);
}

static Call *
call_new (CtClinic *self, const CtUseCase *use_case, gpointer data)
{
  Call *call = g_new0 (Call, 1);

  call->use_case = use_case;
  call->data = data;
  call->may = ct_clinic_user_may (self, use_case->permission);
  if (!ct_clinic_user_may (self, CT_MAY_SEE_CHART) && self->emergencies->len > 0)
    call->emergencies = g_ptr_array_ref (self->emergencies);
  call->door = g_object_ref (self->door);
  if (use_case->writes)
    call->claims = ct_claim_tools_new (self->knowledge);
  return call;
}

/* Runs one use case: checks that the user may, does its work in one transaction, then calls back. Takes @data. */
void
ct_clinic_call (CtClinic *self, const CtUseCase *use_case, gpointer data, GCancellable *cancellable,
                GAsyncReadyCallback callback, gpointer user_data)
{
  GError *error = check_call (self, use_case);
  Call *call;
  GTask *task;

  if (error != NULL)
    {
      if (use_case->data_free != NULL)
        use_case->data_free (data);
      ct_clinic_refuse (self, error, callback, user_data);
      return;
    }
  call = call_new (self, use_case, data);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_task_data (task, call, call_free);
  if (use_case->writes)
    ct_store_write_async (self->store, call_work, call, NULL, use_case->result_free, cancellable, on_call_done_cb, task);
  else
    ct_store_read_async (self->store, call_work, call, NULL, use_case->result_free, cancellable, on_call_done_cb, task);
}
