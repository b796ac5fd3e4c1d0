/* Backups: on demand and by the schedule, one desk at a time, and what became of them. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "domain/ct-audit-head.h"

#define RETRY_US        (30 * CT_USEC_PER_MINUTE)
#define SILENT_US       (60 * CT_USEC_PER_MINUTE)
#define HEARD_EVERY_US  CT_USEC_PER_MINUTE
#define TELL_EVERY_US   (100 * 1000)
#define KEEP_BEFORE_UPGRADE 3

/* ---- The state ---- */

static char *
read_setting (CtUnit *unit, const char *key, GError **error)
{
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "setting.get", "t", key);
  g_autoptr (GError) local = NULL;

  if (rows != NULL && ct_rows_next (rows, &local))
    return ct_rows_dup_text (rows, 0);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
read_plan (CtUnit *unit, CtBackupPlan **plan, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *text = read_setting (unit, CT_BACKUP_PLAN_KEY, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  *plan = ct_backup_plan_parse (text);
  return TRUE;
}

typedef void (*TakeRow) (CtBackupState *state, CtRows *row);

static void
take_good (CtBackupState *state, CtRows *row)
{
  state->good_us = ct_rows_int (row, 0);
  state->good_path = ct_rows_dup_text (row, 1);
  state->good_bytes = ct_rows_int (row, 2);
}

static void
take_end (CtBackupState *state, CtRows *row)
{
  state->trouble = ct_rows_dup_text (row, 1);
}

static void
take_running (CtBackupState *state, CtRows *row)
{
  state->running_desk = ct_rows_dup_text (row, 0);
}

static void
take_begun (CtBackupState *state, CtRows *row)
{
  state->begun_us = ct_rows_int (row, 0);
}

/* Of a query without rows nothing is taken. */
static gboolean
take_first (CtBackupState *state, CtRows *rows, TakeRow take, GError **error)
{
  GError *local = NULL;
  gboolean found;

  if (rows == NULL)
    return FALSE;
  if ((found = ct_rows_next (rows, &local)))
    take (state, rows);
  ct_rows_free (rows);
  if (local != NULL)
    g_propagate_error (error, local);
  return found || local == NULL;
}

static gpointer
work_read_state (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtBackupState) state = g_new0 (CtBackupState, 1);

  state->good_us = state->begun_us = state->next_us = CT_TIME_NONE;
  if (!read_plan (unit, &state->plan, error) ||
      !take_first (state, ct_unit_query (unit, error, "backup.last-good", ""), take_good, error) ||
      !take_first (state, ct_unit_query (unit, error, "backup.last-end", ""), take_end, error) ||
      !take_first (state, ct_unit_query (unit, error, "backup.running", "i", ct_unit_now (unit) - SILENT_US),
                   take_running, error) ||
      !take_first (state, ct_unit_query (unit, error, "backup.begun", ""), take_begun, error))
    return NULL;
  return g_steal_pointer (&state);
}

/* What the store does not know: the folder beside the clinic, and the hour at its first site. */
static void
complete_state (CtClinic *self, gpointer data, gpointer result)
{
  CtBackupState *state = result;
  GTimeZone *zone = ct_clinic_get_zone (self, 0);

  state->folder = state->plan->folder != NULL ? g_strdup (state->plan->folder) : ct_backup_default_folder (self->path);
  state->next_us = ct_backup_plan_next (state->plan, ct_clock_now (&self->clock), zone);
}

/**
 * ct_clinic_read_backup_state_async:
 * @self: a clinic
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Result: (transfer full) #CtBackupState.
 */
void
ct_clinic_read_backup_state_async (CtClinic *self, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_NOTHING_SPECIAL, FALSE, work_read_state, complete_state, NULL,
               (GDestroyNotify) ct_backup_state_free);

  g_return_if_fail (CT_IS_CLINIC (self));
  ct_clinic_call (self, &use_case, NULL, NULL, callback, user_data);
}

static gpointer
work_set_plan (CtUnit *unit, gpointer data, GError **error)
{
  g_autofree char *text = ct_backup_plan_to_text (data);

  if (!ct_backup_plan_check (data, error) || ct_unit_run (unit, error, "setting.set", "tt", CT_BACKUP_PLAN_KEY, text) < 0 ||
      !ct_unit_audit (unit, "backup-planned", NULL, 0, 0, text, error))
    return NULL;
  ct_unit_touch (unit, "backup_run", 0);
  return CT_WORK_DONE;
}

/**
 * ct_clinic_set_backup_plan_async:
 * @self: a clinic
 * @plan: when, where to, and how long; copied
 * @callback: called when it is kept, or refused
 * @user_data: for @callback
 *
 * Result: %CT_CLINIC_DONE.
 */
void
ct_clinic_set_backup_plan_async (CtClinic *self, const CtBackupPlan *plan, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_ADMINISTER, TRUE, work_set_plan, NULL, (GDestroyNotify) ct_backup_plan_free, NULL);

  g_return_if_fail (CT_IS_CLINIC (self) && plan != NULL);
  ct_clinic_call (self, &use_case, ct_backup_plan_copy (plan), NULL, callback, user_data);
}

/* ---- How far it is ---- */

typedef struct
{
  CtClinic *clinic;
  int       phase;
  double    fraction;
} News;

static gboolean
on_news_cb (gpointer data)
{
  News *news = data;

  g_signal_emit_by_name (news->clinic, "backup-progress", news->phase, news->fraction);
  return G_SOURCE_REMOVE;
}

static void
news_free (gpointer data)
{
  g_object_unref (((News *) data)->clinic);
  g_free (data);
}

/* On a thread that works at a backup: says in @context how far it is. */
void
ct_clinic_tell_backup (CtClinic *self, GMainContext *context, CtBackupPhase phase, double fraction)
{
  News *news = g_new0 (News, 1);

  news->clinic = g_object_ref (self);
  news->phase = (int) phase;
  news->fraction = fraction;
  g_main_context_invoke_full (context, G_PRIORITY_DEFAULT, on_news_cb, news, news_free);
}

/* ---- One backup, on a thread of its own ---- */

typedef struct
{
  CtClinic     *clinic;  /* only touched in @context */
  GMainContext *context;
  CtDoor       *door;
  CtStore      *store;
  CtClock       clock;
  GTimeZone    *zone;
  char         *folder;  /* (nullable): as planned */
  gboolean      scheduled;
  gboolean      announced;
  GCancellable *cancellable;
  CtBackupPlan *plan;
  gint64        slot_us;
  gint64        run_id;
  gint64        told_us;
  gint64        heard_us;
  CtBackupInfo *info;
  const char   *trouble;
} BackupCall;

static void
backup_call_free (gpointer data)
{
  BackupCall *call = data;

  g_object_unref (call->clinic);
  g_main_context_unref (call->context);
  g_object_unref (call->door);
  g_object_unref (call->store);
  g_time_zone_unref (call->zone);
  g_free (call->folder);
  g_object_unref (call->cancellable);
  g_clear_pointer (&call->plan, ct_backup_plan_free);
  g_free (call);
}

static gpointer
work_heard (CtUnit *unit, gpointer data, GError **error)
{
  const BackupCall *call = data;

  return ct_unit_run (unit, error, "backup.heard", "ii", call->run_id, ct_unit_now (unit)) >= 0 ? CT_WORK_DONE : NULL;
}

/* On the thread that works: the window is told now and then, and the other desks that this one is alive. */
static void
on_progress (CtBackupPhase phase, gint64 done, gint64 of, gpointer data)
{
  BackupCall *call = data;
  gint64 now_us = g_get_monotonic_time ();

  if (now_us - call->heard_us > HEARD_EVERY_US)
    {
      call->heard_us = now_us;
      ct_store_write (call->store, work_heard, call, NULL);
    }
  if (now_us - call->told_us < TELL_EVERY_US && call->announced)
    return;
  call->told_us = now_us;
  call->announced = TRUE;
  ct_clinic_tell_backup (call->clinic, call->context, phase, of > 0 ? (double) done / (double) of : 0);
}

static gboolean
claim (CtUnit *unit, BackupCall *call, GError **error)
{
  const CtValue slot = call->slot_us != CT_TIME_NONE ? ct_value_int (call->slot_us) : CT_NULL_VALUE;
  const CtActor *actor = ct_unit_actor (unit);
  gint64 now_us = ct_unit_now (unit);
  g_autoptr (CtRows) rows =
      ct_unit_query (unit, error, "backup.claim", "vttiii", &slot, actor->workstation, actor->user_name, now_us,
                     now_us - RETRY_US, now_us - SILENT_US);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  call->run_id = ct_rows_next (rows, &local) ? ct_rows_int (rows, 0) : 0;
  if (call->run_id > 0 && local == NULL)
    ct_rows_next (rows, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (call->run_id > 0)
    ct_unit_touch (unit, "backup_run", call->run_id);
  return local == NULL;
}

static gpointer
work_claim (CtUnit *unit, gpointer data, GError **error)
{
  BackupCall *call = data;

  return claim (unit, call, error) ? CT_WORK_DONE : NULL;
}

/* Looked at first by reading alone: most of the time there is nothing to do. */
static gpointer
work_look (CtUnit *unit, gpointer data, GError **error)
{
  BackupCall *call = data;
  gint64 now_us = ct_unit_now (unit), taken = 0;

  g_clear_pointer (&call->plan, ct_backup_plan_free);
  if (!read_plan (unit, &call->plan, error))
    return NULL;
  call->slot_us = call->scheduled ? ct_backup_plan_latest (call->plan, now_us, call->zone) : CT_TIME_NONE;
  if (call->slot_us != CT_TIME_NONE &&
      !ct_unit_number (unit, &taken, error, "backup.open-slot", "iii", call->slot_us, now_us - RETRY_US,
                       now_us - SILENT_US))
    return NULL;
  if (taken > 0)
    call->slot_us = CT_TIME_NONE;
  return CT_WORK_DONE;
}

static gpointer
work_end (CtUnit *unit, gpointer data, GError **error)
{
  const BackupCall *call = data;
  const CtBackupInfo *info = call->info;
  g_autofree char *name = info != NULL ? g_path_get_basename (info->path) : NULL;
  g_autofree char *detail = info != NULL ? g_strdup_printf ("%s\n%s", name, info->head) : g_strdup (call->trouble);

  if (ct_unit_run (unit, error, "backup.end", "iitvtt", call->run_id,
                   info != NULL ? info->made_us : ct_unit_now (unit), info != NULL ? info->path : NULL,
                   info != NULL ? &(CtValue) { .kind = CT_VALUE_INT, .integer = info->bytes } : &CT_NULL_VALUE,
                   info != NULL ? info->head : NULL, call->trouble) < 0 ||
      !ct_unit_audit (unit, info != NULL ? "backed-up" : "backup-failed", NULL, 0, 0, detail, error))
    return NULL;
  ct_unit_touch (unit, "backup_run", call->run_id);
  return CT_WORK_DONE;
}

/* ---- Which are kept ---- */

static void
remove_backup (const CtBackupInfo *info)
{
  g_autofree char *words = g_strconcat (info->path, ".txt", NULL);

  g_remove (info->path);
  g_remove (words);
}

/* Backups of this clinic alone; those before an upgrade are counted by themselves. */
static GPtrArray *
of_clinic (GPtrArray *list, const char *root, gboolean before_upgrade)
{
  GPtrArray *own = g_ptr_array_new ();

  for (guint i = 0; i < list->len; i++)
    {
      CtBackupInfo *info = g_ptr_array_index (list, i);

      if (g_strcmp0 (info->root, root) == 0 &&
          (g_strcmp0 (info->kind, CT_BACKUP_BEFORE_UPGRADE) == 0) == before_upgrade)
        g_ptr_array_add (own, info);
    }
  return own;
}

static void
thin_out (const BackupCall *call)
{
  g_autofree char *folder = g_path_get_dirname (call->info->path);
  g_autoptr (GPtrArray) list = ct_backup_list (folder, NULL);
  g_autoptr (GPtrArray) usual = NULL;
  g_autoptr (GPtrArray) upgrades = NULL;
  g_autoptr (GArray) made_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) keep = NULL;

  if (list == NULL)
    return;
  usual = of_clinic (list, call->info->root, FALSE);
  upgrades = of_clinic (list, call->info->root, TRUE);
  for (guint i = 0; i < usual->len; i++)
    g_array_append_val (made_us, ((CtBackupInfo *) usual->pdata[i])->made_us);
  keep = ct_backup_plan_keep (call->plan, made_us, ct_clock_now (&call->clock), call->zone);
  for (guint i = 0; i < usual->len; i++)
    if (!g_array_index (keep, gboolean, i))
      remove_backup (usual->pdata[i]);
  for (guint i = KEEP_BEFORE_UPGRADE; i < upgrades->len; i++)
    remove_backup (upgrades->pdata[i]);
}

/* The head of the audit in words beside it, to be printed or kept elsewhere. */
static gboolean
write_words (const BackupCall *call, GError **error)
{
  const CtBackupInfo *info = call->info;
  g_autoptr (CtAuditHead) head = ct_audit_head_new (info->head_id, info->made_us, info->head);
  g_autofree char *text = ct_audit_head_to_text (head, info->clinic_name, call->zone);
  g_autofree char *path = g_strconcat (info->path, ".txt", NULL);

  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/* ---- The thread ---- */

static CtBackupInfo *
nothing_due (void)
{
  CtBackupInfo *info = ct_backup_info_new ();

  info->kind = g_strdup (CT_BACKUP_SCHEDULED);
  return info;
}

static CtBackupInfo *
make_and_note (BackupCall *call, GError **error)
{
  const CtBackupRun run = { on_progress, call, call->cancellable };
  const char *folder = call->folder != NULL ? call->folder : call->plan->folder;
  g_autoptr (GError) trouble = NULL;
  g_autoptr (CtBackupInfo) info =
      ct_door_back_up (call->door, folder, call->scheduled ? CT_BACKUP_SCHEDULED : CT_BACKUP_ON_DEMAND, call->clock,
                       &run, &trouble);

  call->info = info;
  call->trouble = trouble != NULL ? trouble->message : NULL;
  if (ct_store_write (call->store, work_end, call, trouble != NULL ? NULL : error) == NULL && trouble == NULL)
    return NULL;
  if (trouble != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&trouble));
      return NULL;
    }
  if (!write_words (call, error))
    return NULL;
  thin_out (call);
  return g_steal_pointer (&info);
}

static CtBackupInfo *
back_up (BackupCall *call, GError **error)
{
  if (ct_store_read (call->store, work_look, call, error) == NULL)
    return NULL;
  if (call->scheduled && (call->slot_us == CT_TIME_NONE || !ct_door_may_back_up (call->door)))
    return nothing_due ();
  if (ct_store_write (call->store, work_claim, call, error) == NULL)
    return NULL;
  return call->run_id > 0 ? make_and_note (call, error) : nothing_due ();
}

static void
backup_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  CtBackupInfo *info = back_up (data, &error);

  if (info != NULL)
    g_task_return_pointer (task, info, (GDestroyNotify) ct_backup_info_free);
  else
    g_task_return_error (task, error);
}

static void
on_backed_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CtClinic *self = CT_CLINIC (source);
  GError *error = NULL;
  CtBackupInfo *info = g_task_propagate_pointer (G_TASK (result), &error);

  /* Here and not on the thread, which must not let go of the clinic last. */
  backup_call_free (g_task_get_task_data (G_TASK (result)));
  g_clear_object (&self->backup);
  g_signal_emit_by_name (self, "backup-progress", -1, 0.0);
  if (info != NULL)
    g_task_return_pointer (task, info, (GDestroyNotify) ct_backup_info_free);
  else
    g_task_return_error (task, error);
}

static BackupCall *
backup_call_new (CtClinic *self, const char *folder, gboolean scheduled)
{
  BackupCall *call = g_new0 (BackupCall, 1);

  call->clinic = g_object_ref (self);
  call->context = g_main_context_ref_thread_default ();
  call->door = g_object_ref (self->door);
  call->store = g_object_ref (self->store);
  call->clock = self->clock;
  call->zone = g_time_zone_ref (ct_clinic_get_zone (self, 0));
  call->folder = g_strdup (folder);
  call->scheduled = scheduled;
  call->cancellable = g_object_ref (self->backup);
  call->heard_us = g_get_monotonic_time ();
  return call;
}

/* Takes @task. */
static void
start (CtClinic *self, GTask *task, const char *folder, gboolean scheduled)
{
  g_autoptr (GTask) work = NULL;

  if (self->store == NULL || self->backup != NULL)
    {
      g_task_return_new_error (task, CT_ERROR, CT_ERROR_BUSY, "%s",
                               self->store == NULL ? _("This clinic is closed. Open it again.")
                                                   : _("A backup is being made already."));
      g_object_unref (task);
      return;
    }
  self->backup = g_cancellable_new ();
  work = g_task_new (self, NULL, on_backed_up_cb, task);
  g_task_set_task_data (work, backup_call_new (self, folder, scheduled), NULL);
  g_task_run_in_thread (work, backup_thread);
}

static gpointer
work_allow (CtUnit *unit, gpointer data, GError **error)
{
  return CT_WORK_DONE;
}

static void
on_allowed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (ct_clinic_finish (CT_CLINIC (source), result, &error) != NULL)
    {
      start (CT_CLINIC (source), task, g_task_get_task_data (task), FALSE);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

/**
 * ct_clinic_back_up_async:
 * @self: a clinic
 * @folder: (nullable): where to; %NULL: as planned
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Makes a backup while people work, puts it on trial, and removes the ones that the plan does not keep. Result: (transfer
 * full) #CtBackupInfo.
 */
void
ct_clinic_back_up_async (CtClinic *self, const char *folder, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_ADMINISTER, FALSE, work_allow, NULL, NULL, NULL);
  GTask *task;

  g_return_if_fail (CT_IS_CLINIC (self));
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_task_data (task, g_strdup (folder), g_free);
  ct_clinic_call (self, &use_case, NULL, NULL, on_allowed_cb, task);
}

/**
 * ct_clinic_back_up_if_due_async:
 * @self: a clinic
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Makes the backup whose time has come, unless another desk has the turn. Everybody may: the clinic decided it when it
 * made the plan, and it goes on while the window is locked. Result: (transfer full) #CtBackupInfo, without a path where none was due.
 */
void
ct_clinic_back_up_if_due_async (CtClinic *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (CT_IS_CLINIC (self));
  start (self, g_task_new (self, NULL, callback, user_data), NULL, TRUE);
}

/**
 * ct_clinic_cancel_backup:
 * @self: a clinic
 *
 * Stops the backup that is being made or verified, if one is.
 */
void
ct_clinic_cancel_backup (CtClinic *self)
{
  g_return_if_fail (CT_IS_CLINIC (self));
  if (self->backup != NULL)
    g_cancellable_cancel (self->backup);
  if (self->checking != NULL)
    g_cancellable_cancel (self->checking);
}

/**
 * ct_clinic_is_backing_up:
 * @self: a clinic
 *
 * Returns: whether this program is making a backup now.
 */
gboolean
ct_clinic_is_backing_up (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), FALSE);
  return self->backup != NULL;
}
