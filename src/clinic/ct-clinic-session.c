/* Coming in: the passphrase, the key, the log-in and its audit. */
#include "clinic/ct-await.h"
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>

/* Says how long to wait after wrong passphrases, or nothing. */
static gboolean
check_patience (CtKeyring *keyring, const char *login, gint64 now_us, GError **error)
{
  gint64 until_us = ct_keyring_blocked_until (keyring, login);
  int seconds;

  if (until_us <= now_us)
    return TRUE;
  seconds = (int) ((until_us - now_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
  g_set_error (error, CT_ERROR, CT_ERROR_BUSY,
               ngettext ("Too many wrong passphrases. Try again in %d second.",
                         "Too many wrong passphrases. Try again in %d seconds.", (gulong) seconds),
               seconds);
  return FALSE;
}

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
  g_autofree char *keys_path = NULL;
  g_autoptr (CtKeyring) keyring = NULL;
  gint64 wait_us;

  g_return_val_if_fail (path != NULL && login != NULL, 0);
  keys_path = ct_keyring_path_for (path);
  keyring = ct_keyring_load (keys_path, NULL);
  if (keyring == NULL)
    return 0;
  wait_us = ct_keyring_blocked_until (keyring, login) - ct_clock_now (&clock);
  return wait_us > 0 ? (int) ((wait_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC) : 0;
}

static gboolean
check_path (const char *path, GError **error)
{
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("There is no clinic at “%s”."), path);
  return FALSE;
}

/* Unwraps the database key. A failure is noted in the keyring file, and so slows the next try down; @in_audit says that the
 * caller writes it into the audit as well. */
CtKeyring *
ct_clinic_unlock_keyring (const char *path, const char *login, const char *passphrase, gint64 now_us, gboolean in_audit,
                          GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *keys_path = ct_keyring_path_for (path);
  g_autoptr (CtKeyring) keyring = NULL;

  if (!check_path (path, error))
    return NULL;
  keyring = ct_keyring_load (keys_path, error);
  if (keyring == NULL || !check_patience (keyring, login, now_us, error))
    return NULL;
  if (ct_keyring_unlock (keyring, login, passphrase, &failure))
    return g_steal_pointer (&keyring);
  if (g_error_matches (failure, CT_ERROR, CT_ERROR_PASSPHRASE))
    {
      ct_keyring_note_failure (keyring, login, now_us, in_audit);
      ct_keyring_save (keyring, keys_path, NULL);
    }
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

typedef struct
{
  char      *path;
  char      *login;
  char      *passphrase;
  CtClock    clock;
  CtKeyring *keyring;
  CtClinic  *clinic;
  GPtrArray *failures; /* of CtFailedLogin */
} OpenCall;

static void
open_call_free (gpointer data)
{
  OpenCall *call = data;

  g_free (call->path);
  g_free (call->login);
  g_free (call->passphrase);
  g_clear_pointer (&call->keyring, ct_keyring_free);
  g_clear_pointer (&call->failures, g_ptr_array_unref);
  g_clear_object (&call->clinic);
  g_free (call);
}

/* Writes the failures down that happened while nobody was in to do so. */
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
    }
  return TRUE;
}

/* Forgets the failures in the keyring file once they are in the audit; if the log-in is not committed after all, they are
 * written down a second time and not lost. */
static gboolean
forget_failures (OpenCall *call, GError **error)
{
  g_autofree char *keys_path = ct_keyring_path_for (call->path);

  return call->failures->len == 0 || ct_keyring_save (call->keyring, keys_path, error);
}

/* Reads the set-up, checks that the user may come in, and writes the log-in and the failures before it down. */
static gpointer
log_in (CtUnit *unit, gpointer data, GError **error)
{
  OpenCall *call = data;
  g_autoptr (CtUser) user = ct_unit_first (unit, error, CT_TYPE_USER, "user.by-login", "t", call->login);

  if (user == NULL || !user->active)
    {
      if (*error == NULL)
        g_set_error_literal (error, CT_ERROR, CT_ERROR_DENIED, _("This user may not log in here any more."));
      return NULL;
    }
  if (!ct_clinic_audit_failures (unit, call->failures, error) ||
      !ct_unit_audit (unit, "logged-in", NULL, 0, 0, NULL, error) ||
      ct_unit_run (unit, error, "user.note-login", "ii", CT_RECORD (user)->id, ct_unit_now (unit)) < 0)
    return NULL;
  ct_clinic_forget_setup (call->clinic);
  if (!ct_clinic_load_setup (call->clinic, unit, error) || !forget_failures (call, error))
    return NULL;
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
      if (g_error_matches (error, CT_ERROR, CT_ERROR_DENIED))
        ct_store_write_async (CT_STORE (source), note_refused_login, g_strdup (call->login), g_free, NULL, NULL, NULL, NULL);
      ct_clinic_close (call->clinic);
      g_task_return_error (task, error);
      return;
    }
  ct_clinic_tell_store_user (call->clinic);
  call->clinic->keyring = g_steal_pointer (&call->keyring);
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
      (store = ct_store_open (call->path, ct_keyring_key (call->keyring), call->clock, &error)) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  call->clinic = ct_clinic_new_for_store (call->path, store, call->clock, knowledge);
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
  KnowledgeCall knowledge = { .path = call->path };
  GThread *thread = g_thread_new ("knowledge", knowledge_thread, &knowledge);
  GError *error = NULL;

  call->keyring = ct_clinic_unlock_keyring (call->path, call->login, call->passphrase, ct_clock_now (&call->clock),
                                            FALSE, &error);
  g_thread_join (thread);
  if (call->keyring == NULL || knowledge.knowledge == NULL)
    {
      if (error == NULL)
        error = g_steal_pointer (&knowledge.error);
      g_clear_error (&knowledge.error);
      g_clear_pointer (&knowledge.knowledge, ct_knowledge_unref);
      g_task_return_error (task, error);
      return;
    }
  call->failures = ct_keyring_take_failures (call->keyring, call->login);
  g_task_return_pointer (task, knowledge.knowledge, (GDestroyNotify) ct_knowledge_unref);
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
 * Opens a clinic and logs in. A wrong passphrase is %CT_ERROR_PASSPHRASE; after several, %CT_ERROR_BUSY says how long to
 * wait.
 */
void
ct_clinic_open_async (const char *path, const char *login, const char *passphrase, CtClock clock,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (GTask) key_task = g_task_new (NULL, NULL, on_key_found_cb, task);
  OpenCall *call = g_new0 (OpenCall, 1);

  g_return_if_fail (path != NULL && login != NULL && passphrase != NULL);
  call->path = g_canonicalize_filename (path, NULL);
  call->login = g_strdup (login);
  call->passphrase = g_strdup (passphrase);
  call->clock = clock;
  g_task_set_task_data (task, call, open_call_free);
  g_task_set_task_data (key_task, call, NULL);
  g_task_run_in_thread (key_task, find_key_thread);
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
 * ct_clinic_open:
 * @path: where the database is
 * @login: user name
 * @passphrase: that user's passphrase
 * @clock: the time to go by
 * @error: why it is not open
 *
 * ct_clinic_open_async() for commands and tests: runs the thread's main context until it is done.
 *
 * Returns: (transfer full) (nullable): the open clinic.
 */
CtClinic *
ct_clinic_open (const char *path, const char *login, const char *passphrase, CtClock clock, GError **error)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_open_async (path, login, passphrase, clock, ct_await_done, &await);
  return ct_clinic_open_finish (ct_await_result (&await), error);
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
  g_autofree char *keys_path = ct_keyring_path_for (path);
  g_autoptr (CtKeyring) keyring = NULL;

  if (!check_path (path, error))
    return NULL;
  keyring = ct_keyring_load (keys_path, error);
  return keyring != NULL ? ct_keyring_list_users (keyring) : NULL;
}

static gpointer
note_reset (CtUnit *unit, gpointer data, GError **error)
{
  return ct_unit_audit (unit, "passphrase-reset", NULL, 0, 0, data, error) ? CT_WORK_DONE : NULL;
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
  g_autofree char *keys_path = ct_keyring_path_for (path);
  g_autoptr (CtKeyring) keyring = ct_keyring_load (keys_path, error);
  g_autoptr (CtStore) store = NULL;
  gboolean done;

  if (keyring == NULL || !ct_clinic_check_passphrase (new_passphrase, error) || !ct_clinic_check_login (login, error) ||
      !ct_keyring_unlock_recovery (keyring, recovery_key, error) ||
      (store = ct_store_open (path, ct_keyring_key (keyring), clock, error)) == NULL)
    return FALSE;
  ct_store_set_actor (store, 0, login, g_get_host_name ());
  done = ct_store_write (store, note_reset, (gpointer) login, error) != NULL &&
         ct_keyring_set_user (keyring, login, new_passphrase, error) && ct_keyring_save (keyring, keys_path, error);
  ct_store_close (store);
  return done;
}
