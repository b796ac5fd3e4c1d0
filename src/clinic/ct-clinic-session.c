/* Coming in: the passphrase, the key, the log-in and its audit. */
#include "clinic/ct-await.h"
#include "clinic/ct-claim-tools.h"
#include "clinic/ct-clinic-private.h"
#include "domain/ct-passphrase.h"
#include "store/ct-keyring.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-place.h"

/**
 * ct_clinic_seconds_to_wait:
 * @path: a clinic's file
 * @login: who wants to come in
 * @clock: what time it is
 *
 * Returns: how many seconds wrong passphrases make this user wait now; 0 for none.
 */
int
ct_clinic_seconds_to_wait (const char *path, const char *login, CtClock clock)
{
  g_autoptr (CtDoor) door = NULL;

  g_return_val_if_fail (path != NULL && login != NULL, 0);
  door = ct_door_for (path);
  return ct_door_seconds_to_wait (door, login, ct_clock_now (&clock));
}

typedef struct
{
  char      *login;
  char      *passphrase;
  char      *code; /* (nullable): one-time code */
  CtClock    clock;
  CtDoor    *door;
  CtClinic  *clinic;
  GPtrArray *failures; /* of CtFailedLogin */
  gboolean   has_codes;
  gboolean   moved;
} OpenCall;

static void
open_call_free (gpointer data)
{
  OpenCall *call = data;

  g_free (call->login);
  g_free (call->passphrase);
  g_free (call->code);
  g_clear_object (&call->door);
  g_clear_pointer (&call->failures, g_ptr_array_unref);
  g_clear_object (&call->clinic);
  g_free (call);
}

/* How many failures under this name came up to the one at @at, that one too. */
static guint
count_until (GPtrArray *failures, guint at)
{
  const CtFailedLogin *last = g_ptr_array_index (failures, at);
  guint n = 0;

  for (guint i = 0; i <= at; i++)
    n += strcmp (((const CtFailedLogin *) g_ptr_array_index (failures, i))->login, last->login) == 0;
  return n;
}

/* Writes the failures down that happened while nobody was in to do so, and from when on one had to wait. */
gboolean
ct_clinic_audit_failures (CtUnit *unit, GPtrArray *failures, GError **error)
{
  for (guint i = 0; failures != NULL && i < failures->len; i++)
    {
      const CtFailedLogin *failure = g_ptr_array_index (failures, i);
      g_autofree char *at = ct_time_to_iso (failure->at_us);
      g_autofree char *detail = g_strdup_printf ("%s, %s", failure->login, at != NULL ? at : "");

      if (!failure->in_audit && !ct_unit_audit (unit, "log-in-failed", NULL, 0, 0, detail, error))
        return FALSE;
      if (!failure->in_audit && count_until (failures, i) == CT_KEYRING_FREE_FAILURES &&
          !ct_unit_audit (unit, "locked-out", NULL, 0, 0, detail, error))
        return FALSE;
    }
  return TRUE;
}

/* Says why nobody works here: always FALSE. */
gboolean
ct_clinic_refuse_moved (const CtMoveNote *note, GError **error)
{
  g_autofree char *label = ct_place_label (note->place);

  if (note->state == CT_MOVE_GONE)
    g_set_error (error, CT_ERROR, CT_ERROR_DENIED, _("This clinic has moved to %s. Open it there."), label);
  else if (note->desk != NULL && note->login != NULL)
    g_set_error (error, CT_ERROR, CT_ERROR_DENIED,
                 _("Not all of this clinic has arrived here from %s. %s began to move it at the computer “%s”; move it again, "
                   "there or at another desk of it, to go on."), label, note->login, note->desk);
  else
    g_set_error (error, CT_ERROR, CT_ERROR_DENIED,
                 _("Not all of this clinic has arrived here from %s. Move it again to go on."), label);
  return FALSE;
}

static gboolean
check_moved (CtUnit *unit, OpenCall *call, GError **error)
{
  GError *local = NULL;
  g_autoptr (CtMoveNote) note = ct_move_look_at_note (unit, &local);

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  call->moved = note != NULL;
  return note == NULL || ct_clinic_refuse_moved (note, error);
}

/* Reads the set-up, checks that the user may come in, and writes the log-in and the failures before it down. */
static gpointer
log_in (CtUnit *unit, gpointer data, GError **error)
{
  OpenCall *call = data;
  g_autoptr (CtUser) user = NULL;
  g_autoptr (GPtrArray) emergencies = NULL;
  g_autoptr (GPtrArray) acts = NULL;

  if (!check_moved (unit, call, error))
    return NULL;
  user = ct_unit_first (unit, error, CT_TYPE_USER, "user.by-login", "t", call->login);
  if (user == NULL || !user->active)
    {
      if (*error == NULL)
        g_set_error_literal (error, CT_ERROR, CT_ERROR_DENIED, _("This user may not log in here any more."));
      return NULL;
    }
  if (!ct_clinic_audit_failures (unit, call->failures, error) ||
      !ct_unit_audit (unit, "logged-in", NULL, 0, 0, NULL, error) ||
      ct_unit_run (unit, error, "user.note-login", "ii", CT_RECORD (user)->id, ct_unit_now (unit)) < 0 ||
      (emergencies = ct_clinic_read_emergencies (unit, CT_RECORD (user)->id, error)) == NULL ||
      (acts = ct_undo_list_acts (unit, CT_RECORD (user)->id, error)) == NULL ||
      !ct_claim_tools_fill (call->clinic->knowledge, unit, user, error))
    return NULL;
  ct_clinic_forget_setup (call->clinic);
  /* If the log-in is not committed after all, the failures are written down a second time and not lost. */
  if (!ct_clinic_load_setup (call->clinic, unit, error) ||
      !ct_door_settle_failures (call->door, call->login, call->failures, error))
    return NULL;
  g_ptr_array_unref (call->clinic->emergencies);
  call->clinic->emergencies = g_steal_pointer (&emergencies);
  g_ptr_array_unref (call->clinic->acts);
  call->clinic->acts = g_steal_pointer (&acts);
  g_set_object (&call->clinic->user, user);
  return CT_WORK_DONE;
}

/* Of somebody who has a key and may not come in any more. */
static gpointer
note_refused_login (CtUnit *unit, gpointer data, GError **error)
{
  return ct_unit_audit (unit, "log-in-failed", NULL, 0, 0, data, error) ? CT_WORK_DONE : NULL;
}

static void
on_logged_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OpenCall *call = g_task_get_task_data (task);
  GError *error = NULL;

  if (ct_store_finish (CT_STORE (source), result, &error) == NULL)
    {
      /* A clinic that is elsewhere, or not all here, is not written in. */
      if (g_error_matches (error, CT_ERROR, CT_ERROR_DENIED) && !call->moved)
        ct_store_write_async (CT_STORE (source), note_refused_login, g_strdup (call->login), g_free, NULL, NULL, NULL, NULL);
      ct_clinic_close (call->clinic);
      g_task_return_error (task, error);
      return;
    }
  ct_clinic_tell_store_user (call->clinic);
  call->clinic->door = g_steal_pointer (&call->door);
  ct_clinic_give_box (call->clinic, call->login, call->passphrase);
  ct_clinic_hand_in_drafts (call->clinic);
  call->clinic->has_codes = call->has_codes;
  g_task_return_pointer (task, g_steal_pointer (&call->clinic), g_object_unref);
}

/* The folders of knowledge: what is shipped, then what lies beside the database. */
static CtKnowledge *
load_knowledge (const char *path, GError **error)
{
  g_autofree char *shipped = ct_knowledge_find_folder ();
  g_autofree char *beside = g_path_get_dirname (path);
  g_autofree char *own = g_build_filename (beside, "knowledge", NULL);
  const char *folders[] = { shipped, NULL, NULL };

  if (shipped == NULL)
    {
      g_set_error_literal (error, CT_ERROR, CT_ERROR_NOT_FOUND,
                           _("The protocols and instruments that come with Chairtime are missing. Install it again."));
      return NULL;
    }
  if (g_file_test (own, G_FILE_TEST_IS_DIR))
    folders[1] = own;
  return ct_knowledge_load (folders, error);
}

static void
on_key_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OpenCall *call = g_task_get_task_data (task);
  g_autoptr (CtStore) store = NULL;
  g_autoptr (CtKnowledge) knowledge = NULL;
  GError *error = NULL;

  if ((knowledge = g_task_propagate_pointer (G_TASK (result), &error)) == NULL ||
      (store = ct_door_open_store (call->door, call->clock, &error)) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  call->clinic = ct_clinic_new_for_store (ct_door_get_place (call->door), store, call->clock, knowledge);
  ct_store_set_actor (store, 0, call->login, g_get_host_name ());
  ct_store_write_async (store, log_in, call, NULL, NULL, NULL, on_logged_in_cb, g_steal_pointer (&task));
}

typedef struct
{
  const char  *path;
  CtKnowledge *knowledge;
  GError      *error;
} KnowledgeCall;

static gpointer
knowledge_thread (gpointer data)
{
  KnowledgeCall *call = data;

  call->knowledge = load_knowledge (call->path, &call->error);
  return NULL;
}

/* On a thread: the slow passphrase and the keyring file; meanwhile the knowledge files on another. */
static void
find_key_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  OpenCall *call = data;
  KnowledgeCall knowledge = { .path = ct_door_get_place (call->door) };
  GThread *thread = g_thread_new ("knowledge", knowledge_thread, &knowledge);
  GError *error = NULL;
  gint64 now_us = ct_clock_now (&call->clock);
  gboolean open = ct_door_unlock (call->door, call->login, call->passphrase, now_us, FALSE, &error) &&
                  ct_door_use_code (call->door, call->login, call->code, now_us, &error);

  g_thread_join (thread);
  if (!open || knowledge.knowledge == NULL)
    {
      if (error == NULL)
        error = g_steal_pointer (&knowledge.error);
      g_clear_error (&knowledge.error);
      g_clear_pointer (&knowledge.knowledge, ct_knowledge_unref);
      g_task_return_error (task, error);
      return;
    }
  call->has_codes = ct_door_has_codes (call->door, call->login);
  call->failures = ct_door_list_failures (call->door);
  g_task_return_pointer (task, knowledge.knowledge, (GDestroyNotify) ct_knowledge_unref);
}

/**
 * ct_clinic_log_in_async:
 * @path: where the database is
 * @login: user name
 * @passphrase: that user's passphrase
 * @code: (nullable): the one-time code, where one is needed
 * @clock: the time to go by
 * @callback: called when it is open, or not; takes it with ct_clinic_open_finish()
 * @user_data: for @callback
 *
 * Opens a clinic and logs in. A wrong passphrase or code is %CT_ERROR_PASSPHRASE; after several, %CT_ERROR_BUSY says how
 * long to wait. %CT_ERROR_CODE: a one-time code is needed as well. ct_clinic_get_duty() says what has to be done first.
 */
void
ct_clinic_log_in_async (const char *path, const char *login, const char *passphrase, const char *code, CtClock clock,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (GTask) key_task = g_task_new (NULL, NULL, on_key_found_cb, task);
  OpenCall *call = g_new0 (OpenCall, 1);

  g_return_if_fail (path != NULL && login != NULL && passphrase != NULL);
  call->door = ct_door_for (path);
  call->login = g_strdup (login);
  call->passphrase = g_strdup (passphrase);
  call->code = g_strdup (code);
  call->clock = clock;
  g_task_set_task_data (task, call, open_call_free);
  g_task_set_task_data (key_task, call, NULL);
  g_task_run_in_thread (key_task, find_key_thread);
}

/**
 * ct_clinic_open_async:
 * @path: where the database is
 * @login: user name
 * @passphrase: that user's passphrase
 * @clock: the time to go by
 * @callback: called when it is open, or not
 * @user_data: for @callback
 *
 * ct_clinic_log_in_async() for who needs no one-time code.
 */
void
ct_clinic_open_async (const char *path, const char *login, const char *passphrase, CtClock clock,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  ct_clinic_log_in_async (path, login, passphrase, NULL, clock, callback, user_data);
}

/**
 * ct_clinic_open_finish:
 * @result: what the callback was given
 * @error: why it is not open
 *
 * Returns: (transfer full) (nullable): the open clinic.
 */
CtClinic *
ct_clinic_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ct_clinic_log_in:
 * @path: where the database is
 * @login: user name
 * @passphrase: that user's passphrase
 * @code: (nullable): the one-time code, where one is needed
 * @clock: the time to go by
 * @error: why it is not open
 *
 * ct_clinic_log_in_async() for commands and tests: runs the thread's main context until it is done.
 *
 * Returns: (transfer full) (nullable): the open clinic.
 */
CtClinic *
ct_clinic_log_in (const char *path, const char *login, const char *passphrase, const char *code, CtClock clock,
                  GError **error)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_log_in_async (path, login, passphrase, code, clock, ct_await_done, &await);
  return ct_clinic_open_finish (ct_await_result (&await), error);
}

/**
 * ct_clinic_open:
 * @path: where the database is
 * @login: user name
 * @passphrase: that user's passphrase
 * @clock: the time to go by
 * @error: why it is not open
 *
 * ct_clinic_log_in() for who needs no one-time code.
 *
 * Returns: (transfer full) (nullable): the open clinic.
 */
CtClinic *
ct_clinic_open (const char *path, const char *login, const char *passphrase, CtClock clock, GError **error)
{
  return ct_clinic_log_in (path, login, passphrase, NULL, clock, error);
}

/**
 * ct_clinic_list_logins:
 * @path: where the database is
 * @error: why that can't be said
 *
 * Returns: (transfer full) (nullable): who has a key to this clinic.
 */
GStrv
ct_clinic_list_logins (const char *path, GError **error)
{
  g_autoptr (CtDoor) door = ct_door_for (path);

  return ct_door_list_logins (door, error);
}

typedef struct
{
  CtDoor     *door;
  const char *login;
  const char *passphrase;
} Reset;

static gpointer
work_reset (CtUnit *unit, gpointer data, GError **error)
{
  const Reset *reset = data;
  g_autoptr (CtUser) user = ct_unit_first (unit, error, CT_TYPE_USER, "user.by-login", "t", reset->login);

  if (user == NULL)
    {
      if (*error == NULL)
        g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("There is nobody called “%s” here."), reset->login);
      return NULL;
    }
  if (!ct_unit_audit (unit, "passphrase-reset", NULL, 0, 0, reset->login, error) ||
      !ct_door_set_passphrase (reset->door, unit, user, reset->passphrase, error))
    return NULL;
  return CT_WORK_DONE;
}

/**
 * ct_clinic_reset_passphrase:
 * @path: where the database is
 * @recovery_key: the printed key
 * @login: whose passphrase to set
 * @new_passphrase: the new one
 * @clock: the time to go by
 * @error: why it was not done
 *
 * Gives a user who forgot the passphrase a new one. The database is not encrypted anew. The act is audited.
 *
 * Returns: whether it was done.
 */
gboolean
ct_clinic_reset_passphrase (const char *path, const char *recovery_key, const char *login, const char *new_passphrase,
                            CtClock clock, GError **error)
{
  g_autoptr (CtDoor) door = ct_door_for (path);
  g_autoptr (CtStore) store = NULL;
  Reset reset = { door, login, new_passphrase };
  gboolean done;

  if (!ct_clinic_check_login (login, error) || !ct_passphrase_check (new_passphrase, login, error) ||
      !ct_door_unlock_recovery (door, recovery_key, error) ||
      (store = ct_door_open_store (door, clock, error)) == NULL)
    return FALSE;
  ct_store_set_actor (store, 0, login, g_get_host_name ());
  done = ct_store_write (store, work_reset, &reset, error) != NULL;
  ct_store_close (store);
  return done;
}
