/* Emergency access: one patient's chart, for one hour, for a reason, and the owner is told. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"

/* Reads what lets @user_id see charts now. */
GPtrArray *
ct_clinic_read_emergencies (CtUnit *unit, gint64 user_id, GError **error)
{
  return ct_unit_list (unit, error, CT_TYPE_EMERGENCY, "emergency.of-user", "ii", user_id, ct_unit_now (unit));
}

/**
 * ct_clinic_get_emergency:
 * @self: a clinic
 * @patient_id: whose chart is shown
 *
 * Returns: (transfer none) (nullable): the emergency that lets whoever is logged in see it now.
 */
CtEmergency *
ct_clinic_get_emergency (CtClinic *self, gint64 patient_id)
{
  gint64 now_us;

  g_return_val_if_fail (CT_IS_CLINIC (self), NULL);
  now_us = ct_clock_now (&self->clock);
  for (guint i = 0; i < self->emergencies->len; i++)
    if (ct_emergency_holds (g_ptr_array_index (self->emergencies, i), patient_id, now_us))
      return g_ptr_array_index (self->emergencies, i);
  return NULL;
}

/* Calls under way keep the list they began with, so it is never changed: a new one takes its place. */
static void
replace_emergency (CtClinic *self, CtEmergency *fresh)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->emergencies->len; i++)
    if (CT_RECORD (g_ptr_array_index (self->emergencies, i))->id != CT_RECORD (fresh)->id)
      g_ptr_array_add (list, g_object_ref (g_ptr_array_index (self->emergencies, i)));
  g_ptr_array_add (list, g_object_ref (fresh));
  g_ptr_array_unref (self->emergencies);
  self->emergencies = list;
}

/* ---- What another desk did ---- */

typedef struct
{
  GWeakRef clinic;
  gint64   user_id;
  gint64   id;      /* of what changed; 0: many */
} Ask;

static void
ask_free (gpointer data)
{
  g_weak_ref_clear (&((Ask *) data)->clinic);
  g_free (data);
}

static gpointer
work_read_again (CtUnit *unit, gpointer data, GError **error)
{
  return ct_clinic_read_emergencies (unit, ((Ask *) data)->user_id, error);
}

static void
on_read_again_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Ask *ask = user_data;
  g_autoptr (CtClinic) self = g_weak_ref_get (&ask->clinic);
  g_autoptr (GPtrArray) list = ct_store_finish (CT_STORE (source), result, NULL);

  if (self != NULL && list != NULL && self->user != NULL && CT_RECORD (self->user)->id == ask->user_id)
    {
      g_ptr_array_unref (self->emergencies);
      self->emergencies = g_steal_pointer (&list);
    }
  if (self != NULL)
    g_signal_emit_by_name (self, "changed", "emergency", ask->id);
  ask_free (ask);
}

/* An emergency began, ended or was acknowledged, here or elsewhere: what the user may see by it is read again before
 * anybody is told. */
void
ct_clinic_hear_of_emergency (CtClinic *self, gint64 id)
{
  Ask *ask;

  if (self->user == NULL || self->store == NULL)
    return;
  ask = g_new0 (Ask, 1);
  g_weak_ref_init (&ask->clinic, self);
  ask->user_id = CT_RECORD (self->user)->id;
  ask->id = id;
  ct_store_read_async (self->store, work_read_again, ask, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, on_read_again_cb,
                       ask);
}

static void
done_emergency (CtClinic *self, gpointer data, gpointer result)
{
  replace_emergency (self, result);
}

static gpointer
work_begin (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtEmergency) emergency = ct_record_copy (data);
  g_autoptr (CtPatient) patient = ct_unit_get (unit, CT_TYPE_PATIENT, emergency->patient_id, error);

  if (patient == NULL)
    return NULL;
  emergency->user_id = ct_unit_actor (unit)->user_id;
  emergency->began_us = ct_unit_now (unit);
  emergency->until_us = emergency->began_us + CT_EMERGENCY_US;
  if (!ct_unit_insert (unit, emergency, error) ||
      !ct_unit_audit (unit, "emergency-began", "patient", emergency->patient_id, emergency->patient_id, emergency->reason,
                      error))
    return NULL;
  return g_steal_pointer (&emergency);
}

/**
 * ct_clinic_begin_emergency_async:
 * @self: a clinic
 * @patient_id: whose chart is needed now
 * @reason: why, in a few words
 * @callback: called when it can be opened
 * @user_data: for @callback
 *
 * For who may not see charts. What is done in that hour is entered in the audit with the reason, and the owner is told.
 * Result: (transfer full) #CtEmergency.
 */
void
ct_clinic_begin_emergency_async (CtClinic *self, gint64 patient_id, const char *reason, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, TRUE, work_begin, done_emergency, g_object_unref, g_object_unref);
  CtEmergency *emergency;
  GError *error = NULL;

  g_return_if_fail (CT_IS_CLINIC (self));
  if (ct_clinic_user_may (self, CT_MAY_SEE_CHART))
    error = g_error_new_literal (CT_ERROR, CT_ERROR_INVALID, _("You may see this chart without an emergency."));
  if (error != NULL || !ct_emergency_check_reason (reason, &error))
    {
      ct_clinic_refuse (self, error, callback, user_data);
      return;
    }
  emergency = ct_emergency_new ();
  emergency->patient_id = patient_id;
  emergency->reason = ct_text_clean (reason);
  ct_clinic_call (self, &use_case, emergency, NULL, callback, user_data);
}

static gpointer
work_end (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtEmergency) emergency = ct_unit_get (unit, CT_TYPE_EMERGENCY, CT_RECORD (data)->id, error);

  if (emergency == NULL)
    return NULL;
  if (emergency->user_id != ct_unit_actor (unit)->user_id)
    {
      g_set_error_literal (error, CT_ERROR, CT_ERROR_DENIED, _("This is somebody else's emergency."));
      return NULL;
    }
  if (emergency->ended_us == CT_TIME_NONE)
    emergency->ended_us = ct_unit_now (unit);
  if (!ct_unit_update (unit, emergency, error) ||
      !ct_unit_audit (unit, "emergency-ended", "patient", emergency->patient_id, emergency->patient_id, NULL, error))
    return NULL;
  return g_steal_pointer (&emergency);
}

/**
 * ct_clinic_end_emergency_async:
 * @self: a clinic
 * @emergency: what ct_clinic_get_emergency() gave
 * @callback: called when the chart is closed again
 * @user_data: for @callback
 *
 * Ends it before the hour is over. Result: (transfer full) #CtEmergency.
 */
void
ct_clinic_end_emergency_async (CtClinic *self, CtEmergency *emergency, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, TRUE, work_end, done_emergency, g_object_unref, g_object_unref);

  g_return_if_fail (CT_IS_CLINIC (self) && CT_EMERGENCY_IS (emergency));
  ct_clinic_call (self, &use_case, g_object_ref (emergency), NULL, callback, user_data);
}

/* ---- For the owner ---- */

static void
notice_free (gpointer data)
{
  CtEmergencyNotice *self = data;

  g_object_unref (self->emergency);
  g_free (self->who);
  g_free (self->patient_name);
  g_free (self);
}

static CtEmergencyNotice *
notice_new (CtUnit *unit, CtEmergency *emergency)
{
  g_autoptr (CtPatient) patient = ct_unit_get (unit, CT_TYPE_PATIENT, emergency->patient_id, NULL);
  g_autoptr (CtUser) user = ct_unit_get (unit, CT_TYPE_USER, emergency->user_id, NULL);
  CtEmergencyNotice *self = g_new0 (CtEmergencyNotice, 1);

  self->emergency = g_object_ref (emergency);
  self->patient_name = patient != NULL ? ct_patient_display_name (patient) : g_strdup ("");
  self->who = g_strdup (user != NULL ? user->full_name : "");
  return self;
}

static gpointer
work_list_notices (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) list = ct_unit_list (unit, error, CT_TYPE_EMERGENCY, "emergency.unseen", "");
  GPtrArray *notices;

  if (list == NULL)
    return NULL;
  notices = g_ptr_array_new_with_free_func (notice_free);
  for (guint i = 0; i < list->len; i++)
    g_ptr_array_add (notices, notice_new (unit, g_ptr_array_index (list, i)));
  return notices;
}

/**
 * ct_clinic_list_emergencies_async:
 * @self: a clinic
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Result: (transfer full) (element-type CtEmergencyNotice) #GPtrArray: those that no owner has acknowledged.
 */
void
ct_clinic_list_emergencies_async (CtClinic *self, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_ADMINISTER, FALSE, work_list_notices, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);

  g_return_if_fail (CT_IS_CLINIC (self));
  ct_clinic_call (self, &use_case, NULL, NULL, callback, user_data);
}

static gpointer
work_acknowledge (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtEmergency) emergency = ct_unit_get (unit, CT_TYPE_EMERGENCY, *(gint64 *) data, error);

  if (emergency == NULL)
    return NULL;
  if (emergency->seen_us == CT_TIME_NONE)
    {
      emergency->seen_us = ct_unit_now (unit);
      emergency->seen_by = ct_unit_actor (unit)->user_id;
    }
  return ct_unit_update (unit, emergency, error) ? g_steal_pointer (&emergency) : NULL;
}

/**
 * ct_clinic_acknowledge_emergency_async:
 * @self: a clinic
 * @emergency_id: one of them
 * @callback: called when it is out of the list
 * @user_data: for @callback
 *
 * Result: (transfer full) #CtEmergency.
 */
void
ct_clinic_acknowledge_emergency_async (CtClinic *self, gint64 emergency_id, GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_ADMINISTER, TRUE, work_acknowledge, NULL, g_free, g_object_unref);

  g_return_if_fail (CT_IS_CLINIC (self));
  ct_clinic_call (self, &use_case, g_memdup2 (&emergency_id, sizeof emergency_id), NULL, callback, user_data);
}
