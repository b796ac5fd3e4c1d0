/* Locking, unlocking, changing a passphrase, and typing it once more for what needs that. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "domain/ct-passphrase.h"

/**
 * ct_clinic_is_locked:
 * @self: a clinic
 *
 * Returns: whether the passphrase has to be typed before anything else.
 */
gboolean
ct_clinic_is_locked (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), TRUE);
  return self->locked;
}

static gpointer
note_act (CtUnit *unit, gpointer data, GError **error)
{
  return ct_unit_audit (unit, data, NULL, 0, 0, NULL, error) ? CT_WORK_DONE : NULL;
}

/**
 * ct_clinic_lock:
 * @self: a clinic
 *
 * Refuses everything until ct_clinic_unlock_async().
 */
void
ct_clinic_lock (CtClinic *self)
{
  g_return_if_fail (CT_IS_CLINIC (self));
  if (self->locked)
    return;
  self->locked = TRUE;
  if (self->store != NULL)
    ct_store_write_async (self->store, note_act, (gpointer) "locked", NULL, NULL, NULL, NULL, NULL);
}

typedef struct
{
  CtDoor    *door;
  CtUser    *user;
  CtDeskBox *box;            /* (nullable) */
  char      *passphrase;
  char      *new_passphrase; /* (nullable): nothing is changed */
  const char *act;     /* (nullable): what is written down when it worked; nothing where that is told elsewhere */
  CtClock    clock;
  GPtrArray *failures; /* (nullable): of CtFailedLogin, under this name since it last worked */
} KeyCall;

static void
key_call_free (gpointer data)
{
  KeyCall *call = data;

  g_object_unref (call->door);
  g_object_unref (call->user);
  g_clear_pointer (&call->box, ct_desk_box_unref);
  g_free (call->passphrase);
  g_free (call->new_passphrase);
  g_clear_pointer (&call->failures, g_ptr_array_unref);
  g_free (call);
}

/* The passphrase is changed by now; drafts that stay sealed by the old one are put aside when they are found. */
static void
reseal_drafts (const KeyCall *call)
{
  g_autoptr (GError) error = NULL;

  if (call->box != NULL && call->new_passphrase != NULL &&
      !ct_desk_box_change_passphrase (call->box, call->new_passphrase, &error))
    g_warning ("Drafts on this computer could not be sealed anew: %s", error->message);
}

static void
key_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  KeyCall *call = data;
  GError *error = NULL;

  if (!ct_door_unlock (call->door, call->user->login, call->passphrase, ct_clock_now (&call->clock), TRUE, &error) ||
      (call->new_passphrase != NULL &&
       !ct_door_set_passphrase (call->door, NULL, call->user, call->new_passphrase, &error)))
    {
      g_task_return_error (task, error);
      return;
    }
  reseal_drafts (call);
  call->failures = ct_door_list_failures (call->door);
  g_task_return_pointer (task, g_object_ref (call->door), g_object_unref);
}

typedef struct
{
  const char *act;     /* (nullable) */
  CtDoor     *door;
  char       *login;
  gint64      user_id;
  gboolean    changed; /* the user has chosen a passphrase */
  GPtrArray  *failures;
} Success;

static void
success_free (gpointer data)
{
  Success *success = data;

  g_object_unref (success->door);
  g_free (success->login);
  g_ptr_array_unref (success->failures);
  g_free (success);
}

static gboolean
note_choice (CtUnit *unit, gint64 user_id, GError **error)
{
  if (ct_unit_run (unit, error, "user.passphrase-chosen", "i", user_id) < 0)
    return FALSE;
  ct_unit_touch (unit, "app_user", user_id);
  return TRUE;
}

static gpointer
work_note_success (CtUnit *unit, gpointer data, GError **error)
{
  const Success *success = data;

  if (!ct_clinic_audit_failures (unit, success->failures, error) ||
      (success->act != NULL && note_act (unit, (gpointer) success->act, error) == NULL) ||
      (success->changed && !note_choice (unit, success->user_id, error)) ||
      !ct_door_settle_failures (success->door, success->login, success->failures, error))
    return NULL;
  return CT_WORK_DONE;
}

/* What failed elsewhere under this name comes before what worked. */
static void
on_success_noted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CtClinic *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (ct_store_finish (CT_STORE (source), result, &error) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (GPOINTER_TO_INT (g_task_get_task_data (task)))
    self->user->must_change = FALSE;
  g_task_return_pointer (task, CT_CLINIC_DONE, NULL);
}

/* Takes @task, which ends when it is written down. */
static void
note_success (CtClinic *self, const KeyCall *call, GTask *task)
{
  Success *success = g_new0 (Success, 1);

  success->act = call->act;
  success->door = g_object_ref (call->door);
  success->login = g_strdup (call->user->login);
  success->user_id = CT_RECORD (call->user)->id;
  success->changed = call->new_passphrase != NULL;
  success->failures = g_ptr_array_ref (call->failures);
  g_task_set_task_data (task, GINT_TO_POINTER (success->changed), NULL);
  ct_store_write_async (self->store, work_note_success, success, success_free, NULL, NULL, on_success_noted_cb, task);
}

static void
on_key_tried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CtClinic *self = CT_CLINIC (source);
  KeyCall *call = g_task_get_task_data (G_TASK (result));
  CtDoor *door;
  GError *error = NULL;

  if ((door = g_task_propagate_pointer (G_TASK (result), &error)) == NULL)
    {
      if (self->store != NULL && g_error_matches (error, CT_ERROR, CT_ERROR_PASSPHRASE))
        ct_store_write_async (self->store, note_act, (gpointer) "log-in-failed", NULL, NULL, NULL, NULL, NULL);
      g_task_return_error (task, error);
      return;
    }
  g_clear_object (&self->door);
  self->door = door;
  if (self->store != NULL && call->new_passphrase != NULL)
    ct_store_set_password (self->store, call->new_passphrase);
  if (call->act != NULL)
    self->locked = FALSE;
  if (self->store != NULL && (call->act != NULL || call->failures->len > 0))
    note_success (self, call, g_steal_pointer (&task));
  else
    g_task_return_pointer (task, CT_CLINIC_DONE, NULL);
}

static void
try_key (CtClinic *self, const char *passphrase, const char *new_passphrase, const char *act,
         GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GTask) key_task = g_task_new (self, NULL, on_key_tried_cb, task);
  KeyCall *call = g_new0 (KeyCall, 1);

  call->door = ct_door_for (self->path);
  call->user = g_object_ref (self->user);
  call->box = self->box != NULL ? ct_desk_box_ref (self->box) : NULL;
  call->passphrase = g_strdup (passphrase);
  call->new_passphrase = g_strdup (new_passphrase);
  call->act = act;
  call->clock = self->clock;
  g_task_set_task_data (key_task, call, key_call_free);
  g_task_run_in_thread (key_task, key_thread);
}

/**
 * ct_clinic_unlock_async:
 * @self: a locked clinic
 * @passphrase: of who is logged in
 * @callback: called when it is open again, or not
 * @user_data: for @callback
 *
 * Result: %CT_CLINIC_DONE.
 */
void
ct_clinic_unlock_async (CtClinic *self, const char *passphrase, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (CT_IS_CLINIC (self) && passphrase != NULL);
  try_key (self, passphrase, NULL, "unlocked", callback, user_data);
}

/* ---- What asks for the passphrase each time ---- */

typedef struct
{
  const CtUseCase *use_case;
  gpointer         data;
  CtPrepare        prepare; /* (nullable) */
} Proved;

/* Passes an answer on as it came. */
static void
on_proved_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gpointer out = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (out == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, out, NULL);
}

static void
on_proved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CtClinic *self = CT_CLINIC (source);
  const Proved *proved = g_task_get_task_data (task);
  GError *error = NULL;

  if (ct_clinic_finish (self, result, &error) == NULL ||
      (proved->prepare != NULL && !proved->prepare (self, proved->data, &error)))
    {
      proved->use_case->data_free (proved->data);
      g_task_return_error (task, error);
      return;
    }
  ct_clinic_call (self, proved->use_case, proved->data, NULL, on_proved_done_cb, g_object_ref (task));
}

/* Calls a use case once it is sure that it is really the one who is logged in; a mistake is written down and counts as at
 * log-in. Who may not is refused before anything is asked. @prepare: (nullable): done on the main thread between the two.
 * Takes @data. */
void
ct_clinic_call_proved (CtClinic *self, const CtUseCase *use_case, gpointer data, const char *passphrase, CtPrepare prepare,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;
  Proved *proved;

  if (self->locked || !ct_clinic_user_may (self, use_case->permission))
    {
      ct_clinic_call (self, use_case, data, NULL, callback, user_data);
      return;
    }
  task = g_task_new (self, NULL, callback, user_data);
  proved = g_new0 (Proved, 1);
  *proved = (Proved) { use_case, data, prepare };
  g_task_set_task_data (task, proved, g_free);
  try_key (self, passphrase, NULL, NULL, on_proved_cb, task);
}

/**
 * ct_clinic_change_passphrase_async:
 * @self: a clinic
 * @old_passphrase: of who is logged in
 * @new_passphrase: the new one
 * @callback: called when it is done, or not
 * @user_data: for @callback
 *
 * The database is not encrypted anew. Result: %CT_CLINIC_DONE.
 */
void
ct_clinic_change_passphrase_async (CtClinic *self, const char *old_passphrase, const char *new_passphrase,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  GError *error = NULL;

  g_return_if_fail (CT_IS_CLINIC (self) && old_passphrase != NULL);
  if (!ct_passphrase_check (new_passphrase, self->user->login, &error))
    ct_clinic_refuse (self, error, callback, user_data);
  else if (strcmp (old_passphrase, new_passphrase) == 0)
    ct_clinic_refuse (self,
                      g_error_new_literal (CT_ERROR, CT_ERROR_INVALID, _("Choose another passphrase than the one until now.")),
                      callback, user_data);
  else
    try_key (self, old_passphrase, new_passphrase, "passphrase-changed", callback, user_data);
}
