/* Consents: who signed what, and until when it holds. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>

typedef struct
{
  CtConsent *consent;
  CtDate     today;
  CtUndo    *undo;
} ConsentCall;

static void
consent_call_free (gpointer data)
{
  ConsentCall *call = data;

  g_object_unref (call->consent);
  g_clear_pointer (&call->undo, ct_undo_free);
  g_free (call);
}

static gpointer
work_save_consent (CtUnit *unit, gpointer data, GError **error)
{
  ConsentCall *call = data;
  g_autoptr (CtConsent) consent = ct_record_copy (call->consent);
  g_autoptr (CtConsent) before = NULL;
  gboolean is_new = CT_RECORD (consent)->id == 0;

  g_clear_pointer (&call->undo, ct_undo_free);
  if (!ct_record_check (CT_RECORD (consent), error) || !ct_consent_check (consent, call->today, error) ||
      (!is_new && (before = ct_unit_get (unit, CT_TYPE_CONSENT, CT_RECORD (consent)->id, error)) == NULL) ||
      (is_new ? !ct_unit_insert (unit, consent, error) : !ct_unit_update (unit, consent, error)))
    return NULL;
  call->undo = ct_undo_new (is_new ? _("Write down a consent") : _("Change a consent"));
  if (is_new)
    ct_undo_add_new (call->undo, consent, CT_CONSENT_WITHDRAWN, NULL);
  else
    ct_undo_add (call->undo, before, consent);
  return g_steal_pointer (&consent);
}

/**
 * ct_clinic_save_consent_async:
 * @self: a clinic
 * @consent: who signed what; id 0 makes a new one, which ends after the clinic's months where no day is given
 * @callback: called when it is stored, or not
 * @user_data: for @callback
 *
 * Undoable. Result: (transfer full) the #CtConsent as stored.
 */
void
ct_clinic_save_consent_async (CtClinic *self, CtConsent *consent, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_EDIT_PATIENTS, TRUE, work_save_consent, NULL, consent_call_free, g_object_unref,
               .undo_at = G_STRUCT_OFFSET (ConsentCall, undo));
  ConsentCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && CT_CONSENT_IS (consent));
  call = g_new0 (ConsentCall, 1);
  call->consent = ct_record_copy (consent);
  if (call->consent->status == NULL)
    call->consent->status = g_strdup (CT_CONSENT_VALID);
  if (call->consent->site_id == 0 && ct_clinic_get_site (self, 0) != NULL)
    call->consent->site_id = CT_RECORD (ct_clinic_get_site (self, 0))->id;
  call->today = ct_clinic_now_at (self, call->consent->site_id).date;
  if (call->consent->valid_until == CT_DATE_NONE && call->consent->signed_on != CT_DATE_NONE)
    call->consent->valid_until = ct_consent_end (call->consent->signed_on, ct_clinic_get_list_rules (self)->consent_months);
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}

static gpointer
work_list_consents (CtUnit *unit, gpointer data, GError **error)
{
  return ct_unit_list (unit, error, CT_TYPE_CONSENT, "list.consents-of-patient", "i", *(const gint64 *) data);
}

/**
 * ct_clinic_list_consents_async:
 * @self: a clinic
 * @patient_id: somebody
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Result: (transfer full) (element-type CtConsent) #GPtrArray: all they ever signed, the latest first.
 */
void
ct_clinic_list_consents_async (CtClinic *self, gint64 patient_id, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, FALSE, work_list_consents, NULL, g_free,
               (GDestroyNotify) g_ptr_array_unref);

  g_return_if_fail (CT_IS_CLINIC (self));
  ct_clinic_call (self, &use_case, g_memdup2 (&patient_id, sizeof patient_id), NULL, callback, user_data);
}
