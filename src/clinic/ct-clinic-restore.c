/* Backups that are there: listed, put on trial, put back. */
#include "clinic/ct-clinic-restore.h"

#include <glib/gi18n.h>

#include "base/ct-place.h"
#include "clinic/ct-clinic-private.h"
#include "store/ct-keyring.h"

/* The step of the schema that brought the table of runs. */
#define BACKUP_RUN_SCHEMA 6
#define TELL_EVERY_US     (100 * 1000)

/* ---- Work of the open clinic, on a thread ---- */

typedef struct
{
  CtDoor         *door;
  char           *folder;
  char           *planned; /* (nullable): the folder that the clinic chose */
  char           *path;
  char           *root;
  GTaskThreadFunc thread;
  GDestroyNotify  result_free;
  CtClinic       *clinic;      /* only touched in @context */
  GMainContext   *context;
  GCancellable   *cancellable; /* (nullable): of what takes long */
  gint64          told_us;
} LookCall;

static void
look_call_free (gpointer data)
{
  LookCall *call = data;

  g_object_unref (call->door);
  g_free (call->folder);
  g_free (call->planned);
  g_free (call->path);
  g_free (call->root);
  g_clear_object (&call->cancellable);
  g_main_context_unref (call->context);
  g_free (call);
}

/* The first line of a query's only column; "" where it has none. */
static char *
first_text (CtUnit *unit, const char *query, const char *parameter, GError **error)
{
  g_autoptr (CtRows) rows = parameter != NULL ? ct_unit_query (unit, error, query, "t", parameter)
                                              : ct_unit_query (unit, error, query, "");
  GError *local = NULL;
  char *text = NULL;

  if (rows == NULL)
    return NULL;
  if (ct_rows_next (rows, &local))
    text = ct_rows_dup_text (rows, 0);
  if (local == NULL)
    return text != NULL ? text : g_strdup ("");
  g_propagate_error (error, local);
  return NULL;
}

static gpointer
work_find_folder (CtUnit *unit, gpointer data, GError **error)
{
  LookCall *call = data;
  g_autofree char *text = first_text (unit, "setting.get", CT_BACKUP_PLAN_KEY, error);
  g_autofree char *root = text != NULL ? first_text (unit, "backup.root", NULL, error) : NULL;
  g_autoptr (CtBackupPlan) plan = NULL;

  if (root == NULL)
    return NULL;
  plan = ct_backup_plan_parse (text);
  g_free (call->root);
  g_free (call->planned);
  call->root = g_steal_pointer (&root);
  call->planned = g_strdup (plan->folder);
  return CT_WORK_DONE;
}

static void
on_looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const LookCall *call = g_task_get_task_data (task);
  GError *error = NULL;
  gpointer out = g_task_propagate_pointer (G_TASK (result), &error);

  if (call->cancellable != NULL)
    {
      g_clear_object (&CT_CLINIC (source)->checking);
      g_signal_emit_by_name (source, "backup-progress", -1, 0.0);
    }
  if (out != NULL)
    g_task_return_pointer (task, out, call->result_free);
  else
    g_task_return_error (task, error);
}

/* One at a time: there is one line that shows how far it is, and one button that stops it. */
static gboolean
begin_checking (CtClinic *self, const LookCall *call, GError **error)
{
  if (self->checking == NULL && self->backup == NULL)
    {
      self->checking = g_object_ref (call->cancellable);
      return TRUE;
    }
  g_set_error_literal (error, CT_ERROR, CT_ERROR_BUSY, _("A backup is being made or verified already; wait for it, or cancel it."));
  return FALSE;
}

static void
on_allowed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LookCall *call = g_task_get_task_data (task);
  g_autoptr (GTask) work = NULL;
  GError *error = NULL;

  if (ct_clinic_finish (CT_CLINIC (source), result, &error) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (call->cancellable != NULL && !begin_checking (CT_CLINIC (source), call, &error))
    {
      g_clear_object (&call->cancellable);
      g_task_return_error (task, error);
      return;
    }
  work = g_task_new (source, NULL, on_looked_cb, g_object_ref (task));
  g_task_set_task_data (work, call, NULL);
  g_task_run_in_thread (work, call->thread);
}

/* In through the one door, and then to the disk on a thread. */
static void
look (CtClinic *self, const CtUseCase *use_case, GTaskThreadFunc thread, GDestroyNotify result_free, const char *path,
      gboolean takes_long, GAsyncReadyCallback callback, gpointer user_data)
{
  LookCall *call = g_new0 (LookCall, 1);
  GTask *task = g_task_new (self, NULL, callback, user_data);

  call->door = g_object_ref (self->door);
  call->folder = ct_backup_default_folder (self->path);
  call->path = g_strdup (path);
  call->thread = thread;
  call->result_free = result_free;
  call->clinic = self;
  call->context = g_main_context_ref_thread_default ();
  call->cancellable = takes_long ? g_cancellable_new () : NULL;
  g_task_set_task_data (task, call, look_call_free);
  ct_clinic_call (self, use_case, call, NULL, on_allowed_cb, task);
}

static void
return_info (GTask *task, CtBackupInfo *info, GError *error)
{
  if (info != NULL)
    g_task_return_pointer (task, info, (GDestroyNotify) ct_backup_info_free);
  else
    g_task_return_error (task, error);
}

/* On the thread that works. */
static void
on_progress (CtBackupPhase phase, gint64 done, gint64 of, gpointer data)
{
  LookCall *call = data;
  gint64 now_us = g_get_monotonic_time ();

  if (call->told_us > 0 && now_us - call->told_us < TELL_EVERY_US)
    return;
  call->told_us = now_us;
  ct_clinic_tell_backup (call->clinic, call->context, phase, of > 0 ? (double) done / (double) of : 0);
}

static void
verify_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  LookCall *call = data;
  const CtBackupRun run = { on_progress, call, call->cancellable };
  GError *error = NULL;
  CtBackupInfo *info = ct_door_verify_backup (call->door, call->path, &run, &error);

  return_info (task, info, error);
}

/**
 * ct_clinic_verify_backup_async:
 * @self: a clinic
 * @path: one of its backups
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Puts a backup back in a place of no consequence and compares; ct_clinic_cancel_backup() stops it. Result: (transfer full)
 * #CtBackupInfo.
 */
void
ct_clinic_verify_backup_async (CtClinic *self, const char *path, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_ADMINISTER, FALSE, work_find_folder, NULL, NULL, NULL);

  g_return_if_fail (CT_IS_CLINIC (self) && path != NULL);
  look (self, &use_case, verify_thread, (GDestroyNotify) ct_backup_info_free, path, TRUE, callback, user_data);
}

static void
examine_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  LookCall *call = data;
  const CtBackupRun run = { on_progress, call, call->cancellable };
  GError *error = NULL;
  CtBackupInfo *info = ct_door_examine (call->door, &run, &error);

  return_info (task, info, error);
}

/**
 * ct_clinic_examine_async:
 * @self: a clinic
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Looks through the clinic itself for damage. Result: (transfer full) #CtBackupInfo: what is in it.
 */
void
ct_clinic_examine_async (CtClinic *self, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_ADMINISTER, FALSE, work_find_folder, NULL, NULL, NULL);

  g_return_if_fail (CT_IS_CLINIC (self));
  look (self, &use_case, examine_thread, (GDestroyNotify) ct_backup_info_free, NULL, TRUE, callback, user_data);
}

static void
list_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const LookCall *call = data;
  GError *error = NULL;
  GPtrArray *list = NULL;

  /* As long as nobody has chosen a folder and none was needed, that none is there is no mistake. */
  if (call->planned == NULL && !g_file_test (call->folder, G_FILE_TEST_IS_DIR))
    list = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_backup_info_free);
  else
    list = ct_backup_list (call->planned != NULL ? call->planned : call->folder, &error);
  for (guint i = list != NULL ? list->len : 0; i-- > 0;)
    if (g_strcmp0 (((CtBackupInfo *) g_ptr_array_index (list, i))->root, call->root) != 0)
      g_ptr_array_remove_index (list, i);
  if (list != NULL)
    g_task_return_pointer (task, list, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * ct_clinic_list_backups_async:
 * @self: a clinic
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Reads what lies in the folder for backups. Result: (transfer full) (element-type CtBackupInfo) #GPtrArray: those of this
 * clinic, newest first.
 */
void
ct_clinic_list_backups_async (CtClinic *self, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_ADMINISTER, FALSE, work_find_folder, NULL, NULL, NULL);

  g_return_if_fail (CT_IS_CLINIC (self));
  look (self, &use_case, list_thread, (GDestroyNotify) g_ptr_array_unref, NULL, FALSE, callback, user_data);
}

/* ---- Without a clinic ---- */

/**
 * ct_backup_open:
 * @path: a backup
 * @error: that it is none
 *
 * Returns: (transfer full) (nullable): what it says of itself.
 */
CtBackupInfo *
ct_backup_open (const char *path, GError **error)
{
  return ct_backup_read (path, error);
}

static CtBackupKey
key_of (const CtRestoreWish *wish)
{
  return (CtBackupKey) { .recovery_key = wish->recovery_key, .login = wish->login, .passphrase = wish->passphrase };
}

/**
 * ct_backup_try:
 * @wish: the backup, and what opens it; its place is not looked at
 * @error: what is wrong with it
 *
 * Puts a backup on trial in the user's own folder for such things.
 *
 * Returns: (transfer full) (nullable): what is in it.
 */
CtBackupInfo *
ct_backup_try (const CtRestoreWish *wish, GError **error)
{
  g_autofree char *scratch = g_build_filename (g_get_user_cache_dir (), "chairtime", NULL);
  const CtBackupRun run = { wish->backup_progress, wish->progress_data, wish->cancellable };
  const CtBackupKey key = key_of (wish);

  g_mkdir_with_parents (scratch, 0700);
  return ct_backup_verify (wish->backup, &key, scratch, &run, error);
}

/* In the backup, the run that made it has not ended yet; it has, and well. Older schemas knew no runs. */
static gboolean
settle_run (CtUnit *unit, const char *backup, GError **error)
{
  gint64 schema = 0;

  return ct_unit_number (unit, &schema, error, "backup.schema", "") &&
         (schema < BACKUP_RUN_SCHEMA ||
          ct_unit_run (unit, error, "backup.settle", "it", ct_unit_now (unit), backup) >= 0);
}

typedef struct
{
  const CtRestoreWish *wish;
  GPtrArray           *users; /* (nullable): of CtUser: everybody in the restored clinic */
} Note;

/* Who put the backup back must have been an owner in it. */
static gboolean
check_owner (CtUnit *unit, const CtRestoreWish *wish, GError **error)
{
  GError *local = NULL;
  g_autoptr (CtUser) user = ct_unit_first (unit, &local, CT_TYPE_USER, "user.by-login", "t", wish->login);

  if (user != NULL && user->active && ct_permission_of_role (user->role, CT_MAY_ADMINISTER))
    return TRUE;
  if (local == NULL)
    local = g_error_new_literal (CT_ERROR, CT_ERROR_DENIED,
                                 _("Only an owner of the clinic, or the recovery key, can restore a backup."));
  g_propagate_error (error, local);
  return FALSE;
}

/* In the restored clinic itself: only who was an owner then puts it back, or who has the printed key. */
static gpointer
work_note_restore (CtUnit *unit, gpointer data, GError **error)
{
  Note *note = data;
  const CtRestoreWish *wish = note->wish;
  g_autofree char *name = g_path_get_basename (wish->backup);
  g_autofree char *detail = g_strdup_printf (wish->recovery_key != NULL ? _("from %s, by the recovery key")
                                                                        : _("from %s, by %s"),
                                             name, wish->login);

  if (wish->recovery_key == NULL && !check_owner (unit, wish, error))
    return NULL;
  g_clear_pointer (&note->users, g_ptr_array_unref);
  note->users = ct_unit_list (unit, error, CT_TYPE_USER, "user.list", "");
  return note->users != NULL && settle_run (unit, wish->backup, error) &&
                 ct_unit_audit (unit, "restored", NULL, 0, 0, detail, error)
             ? CT_WORK_DONE
             : NULL;
}

/**
 * ct_restored_free:
 * @self: (nullable): what came of a restoring
 *
 * Frees it.
 */
void
ct_restored_free (CtRestored *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->info, ct_backup_info_free);
  g_clear_pointer (&self->moved, ct_moved_free);
  g_strfreev (self->outside);
  g_free (self->aside);
  g_free (self);
}

/* A backup of a server opens for owners alone; the server's own passphrases stay with the server. */
static GStrv
find_outside (const char *to, GPtrArray *users)
{
  g_autofree char *path = ct_keyring_path_for (to);
  g_autoptr (CtKeyring) keyring = ct_keyring_load (path, NULL);
  g_auto (GStrv) inside = keyring != NULL ? ct_keyring_list_users (keyring) : NULL;
  g_autoptr (GStrvBuilder) outside = g_strv_builder_new ();

  for (guint i = 0; inside != NULL && i < users->len; i++)
    {
      const CtUser *user = users->pdata[i];

      if (user->active && !g_strv_contains ((const char *const *) inside, user->login))
        g_strv_builder_add (outside, user->login);
    }
  return g_strv_builder_end (outside);
}

/* Puts a backup back into a file at @to, whatever the wish says of that. */
CtRestored *
ct_clinic_restore_file (const CtRestoreWish *wish, const char *to, CtClock clock, GError **error)
{
  const CtBackupRun run = { wish->backup_progress, wish->progress_data, wish->cancellable };
  const CtBackupKey key = key_of (wish);
  Note note = { wish, NULL };
  const CtRestore restore = { .backup = wish->backup,
                              .to = to,
                              .key = &key,
                              .actor = { 0, wish->login, g_get_host_name () },
                              .clock = clock,
                              .note = work_note_restore,
                              .note_data = &note };
  g_autoptr (CtRestored) restored = g_new0 (CtRestored, 1);

  restored->info = ct_backup_restore (&restore, &run, &restored->aside, error);
  if (restored->info != NULL)
    restored->outside = find_outside (to, note.users);
  g_clear_pointer (&note.users, g_ptr_array_unref);
  return restored->info != NULL ? g_steal_pointer (&restored) : NULL;
}

/**
 * ct_clinic_restore:
 * @wish: what, where to, and by whom
 * @clock: what time it is
 * @error: why nothing was restored, %G_IO_ERROR_CANCELLED where it was stopped; what was there is then as it was
 *
 * Puts a backup back, once it has passed its trial. A file that is there is kept under another name; its clinic must be
 * closed everywhere. A database that is there is never touched: the backup goes into a new one.
 *
 * Returns: (transfer full) (nullable): what came of it.
 */
CtRestored *
ct_clinic_restore (const CtRestoreWish *wish, CtClock clock, GError **error)
{
  g_autofree char *to = NULL;

  g_return_val_if_fail (wish != NULL && wish->backup != NULL && wish->to != NULL, NULL);
  if (ct_place_is_server (wish->to))
    return ct_clinic_restore_to_server (wish, clock, error);
  to = g_canonicalize_filename (wish->to, NULL);
  return ct_clinic_restore_file (wish, to, clock, error);
}

typedef struct
{
  CtRestoreWish wish;
  char         *text[6];
  CtClock       clock;
} RestoreCall;

static void
restore_call_free (gpointer data)
{
  RestoreCall *call = data;

  for (gsize i = 0; i < G_N_ELEMENTS (call->text); i++)
    g_free (call->text[i]);
  g_clear_object (&call->wish.cancellable);
  g_free (call);
}

static RestoreCall *
restore_call_new (const CtRestoreWish *wish, CtClock clock)
{
  RestoreCall *call = g_new0 (RestoreCall, 1);
  const char **const fields[] = { &call->wish.backup,     &call->wish.to,           &call->wish.login,
                                  &call->wish.passphrase, &call->wish.recovery_key, &call->wish.server_password };

  call->wish = *wish;
  call->clock = clock;
  call->wish.cancellable = wish->cancellable != NULL ? g_object_ref (wish->cancellable) : NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    *fields[i] = call->text[i] = g_strdup (*fields[i]);
  return call;
}

static void
restore_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  /* The store wants a main context of its own to tell its news to; nobody listens here. */
  g_autoptr (GMainContext) context = g_main_context_new ();
  RestoreCall *call = data;
  GError *error = NULL;
  CtRestored *restored;

  g_main_context_push_thread_default (context);
  restored = ct_clinic_restore (&call->wish, call->clock, &error);
  if (restored != NULL)
    g_task_return_pointer (task, restored, (GDestroyNotify) ct_restored_free);
  else
    g_task_return_error (task, error);
  g_main_context_pop_thread_default (context);
}

/**
 * ct_clinic_restore_async:
 * @wish: what, where to, and by whom; copied
 * @clock: what time it is
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * ct_clinic_restore() without making anybody wait.
 */
void
ct_clinic_restore_async (const CtRestoreWish *wish, CtClock clock, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_return_if_fail (wish != NULL);
  g_task_set_task_data (task, restore_call_new (wish, clock), restore_call_free);
  g_task_run_in_thread (task, restore_thread);
}

/**
 * ct_clinic_restore_finish:
 * @result: what the callback was given
 * @error: why nothing was restored
 *
 * Returns: (transfer full) (nullable): what came of it.
 */
CtRestored *
ct_clinic_restore_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
