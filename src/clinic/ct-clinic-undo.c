/* Undo and redo: what somebody did is kept with what it changed, so that it can be taken back at any desk and after any
 * restart, if nobody changed it since. What the window asks for at once is in memory, and news keep it right. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>

/* ---- The acts in memory, latest first ---- */

static void
emit_undo_changed (CtClinic *self)
{
  g_signal_emit_by_name (self, "undo-changed");
}

static CtAct *
find_act (CtClinic *self, gint64 id, guint *at)
{
  for (guint i = 0; i < self->acts->len; i++)
    if (((CtAct *) self->acts->pdata[i])->id == id)
      {
        *at = i;
        return self->acts->pdata[i];
      }
  return NULL;
}

static CtAct *
next_to_undo (CtClinic *self)
{
  for (guint i = 0; i < self->acts->len; i++)
    {
      CtAct *act = self->acts->pdata[i];

      if (!act->undone && !act->busy)
        return act;
    }
  return NULL;
}

static CtAct *
next_to_redo (CtClinic *self)
{
  for (guint i = self->acts->len; i > 0; i--)
    {
      CtAct *act = self->acts->pdata[i - 1];

      if (act->undone && !act->busy)
        return act;
    }
  return NULL;
}

/* Remembers what was just done and kept, and that what was undone before can't be done again. */
void
ct_clinic_push_undo (CtClinic *self, CtUndo *undo)
{
  g_autoptr (CtAct) act = ct_undo_to_act (undo);
  guint at;

  if (act == NULL)
    return;
  for (guint i = self->acts->len; i > 0; i--)
    if (((CtAct *) self->acts->pdata[i - 1])->undone)
      g_ptr_array_remove_index (self->acts, i - 1);
  /* News of it may have been quicker. */
  if (find_act (self, act->id, &at) == NULL)
    g_ptr_array_insert (self->acts, 0, g_steal_pointer (&act));
  self->acts_stamp++;
  emit_undo_changed (self);
}

static gpointer
work_list_acts (CtUnit *unit, gpointer data, GError **error)
{
  return ct_undo_list_acts (unit, *(const gint64 *) data, error);
}

typedef struct
{
  GWeakRef clinic;
  guint    stamp;
} Reload;

static void
reload_free (Reload *self)
{
  g_weak_ref_clear (&self->clinic);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reload, reload_free)

/* An answer that was overtaken by an act of this desk is asked for again. */
static void
on_acts_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reload) reload = user_data;
  g_autoptr (CtClinic) self = g_weak_ref_get (&reload->clinic);
  g_autoptr (GPtrArray) acts = ct_store_finish (CT_STORE (source), result, NULL);

  if (self == NULL || acts == NULL || self->store == NULL)
    return;
  if (reload->stamp != self->acts_stamp)
    {
      ct_clinic_reload_acts (self);
      return;
    }
  g_ptr_array_unref (self->acts);
  self->acts = g_steal_pointer (&acts);
  emit_undo_changed (self);
}

static gboolean
is_going (CtClinic *self)
{
  for (guint i = 0; i < self->acts->len; i++)
    if (((CtAct *) self->acts->pdata[i])->busy)
      return TRUE;
  return FALSE;
}

/* Something was done, perhaps at another desk. While something is being undone here, its end asks again. */
void
ct_clinic_reload_acts (CtClinic *self)
{
  Reload *reload;

  if (is_going (self))
    return;
  reload = g_new0 (Reload, 1);
  g_weak_ref_init (&reload->clinic, self);
  reload->stamp = self->acts_stamp;
  ct_store_read_async (self->store, work_list_acts, g_memdup2 (&CT_RECORD (self->user)->id, sizeof (gint64)), g_free,
                       (GDestroyNotify) g_ptr_array_unref, NULL, on_acts_read_cb, reload);
}

/**
 * ct_clinic_get_acts:
 * @self: a clinic
 *
 * Returns: (transfer none) (element-type CtAct): what this user did and can take back, or do again, latest first; valid until
 * CtClinic::undo-changed.
 */
GPtrArray *
ct_clinic_get_acts (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), NULL);
  return self->acts;
}

/**
 * ct_clinic_get_undo_label:
 * @self: a clinic
 *
 * Returns: (nullable): what the next undo would undo: "Move Reyes, Marisol to Wed 25 Nov 10:00".
 */
const char *
ct_clinic_get_undo_label (CtClinic *self)
{
  CtAct *act = next_to_undo (self);

  return act != NULL ? act->label : NULL;
}

/**
 * ct_clinic_get_redo_label:
 * @self: a clinic
 *
 * Returns: (nullable): what the next redo would do again.
 */
const char *
ct_clinic_get_redo_label (CtClinic *self)
{
  CtAct *act = next_to_redo (self);

  return act != NULL ? act->label : NULL;
}

/* ---- Going back and on ---- */

typedef struct
{
  gint64       act_id;
  CtPermission permission;
  CtGoing      going;
  GTimeZone   *zone;
  gboolean     moved_on; /* something else comes first by now */
} GoCall;

static void
go_call_free (gpointer data)
{
  GoCall *call = data;

  g_time_zone_unref (call->zone);
  g_free (call);
}

/* Rows of undo.last-done and undo.first-undone. */
enum
{
  ROW_ID,
  ROW_PERMISSION,
  ROW_LABEL,
  ROW_STEPS,
};

static gboolean
is_still_next (GoCall *call, CtRows *rows, gboolean found, GError **error)
{
  call->moved_on = !found || ct_rows_int (rows, ROW_ID) != call->act_id ||
                   g_strcmp0 (ct_rows_text (rows, ROW_PERMISSION), ct_permission_to_id (call->permission)) != 0;
  if (!call->moved_on)
    return TRUE;
  g_set_error_literal (error, CT_ERROR, CT_ERROR_CONFLICT,
                       _("You have done something at another desk meanwhile. Look at what would be undone now."));
  return FALSE;
}

static gboolean
read_act (CtUnit *unit, GoCall *call, char **label, char **steps, GError **error)
{
  g_autoptr (CtRows) rows =
      ct_unit_query (unit, error, call->going == CT_GOING_BACK ? "undo.last-done" : "undo.first-undone", "i",
                     ct_unit_actor (unit)->user_id);
  g_autoptr (GError) failure = NULL;
  gboolean found;

  if (rows == NULL)
    return FALSE;
  found = ct_rows_next (rows, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (!is_still_next (call, rows, found, error))
    return FALSE;
  *label = ct_rows_dup_text (rows, ROW_LABEL);
  *steps = ct_rows_dup_text (rows, ROW_STEPS);
  return TRUE;
}

static gpointer
work_go (CtUnit *unit, gpointer data, GError **error)
{
  GoCall *call = data;
  gboolean back = call->going == CT_GOING_BACK;
  g_autofree char *label = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GVariant) steps = NULL;

  if (!read_act (unit, call, &label, &text, error) || (steps = ct_undo_parse (text, error)) == NULL ||
      !ct_undo_put_back (unit, steps, call->going, label, call->zone, error) ||
      ct_unit_run (unit, error, "undo.mark", "in", call->act_id, back) < 0 ||
      !ct_unit_audit (unit, back ? "undone" : "redone", NULL, 0, 0, label, error))
    return NULL;
  ct_unit_touch (unit, "undo_act", ct_unit_actor (unit)->user_id);
  return g_steal_pointer (&label);
}

static gpointer
work_drop (CtUnit *unit, gpointer data, GError **error)
{
  if (ct_unit_run (unit, error, "undo.drop", "ii", *(const gint64 *) data, ct_unit_actor (unit)->user_id) < 0)
    return NULL;
  ct_unit_touch (unit, "undo_act", ct_unit_actor (unit)->user_id);
  return CT_WORK_DONE;
}

/* Ends what was under way with an act. */
static void
release (CtClinic *self, gint64 id, gboolean gone)
{
  guint at;
  CtAct *act = find_act (self, id, &at);

  self->acts_stamp++;
  if (act != NULL)
    act->busy = FALSE;
  if (act != NULL && gone)
    g_ptr_array_remove_index (self->acts, at);
  emit_undo_changed (self);
  if (self->store != NULL)
    ct_clinic_reload_acts (self);
}

static void
on_dropped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree gint64 *id = user_data;

  release (CT_CLINIC (source), *id, ct_clinic_finish (CT_CLINIC (source), result, NULL) != NULL);
}

/* What somebody has changed since is let go of, so that what was done before it can be undone. Until then it stays busy. */
static void
drop_act (CtClinic *self, gint64 id)
{
  CT_USE_CASE (use_case, CT_MAY_NOTHING_SPECIAL, TRUE, work_drop, NULL, g_free, NULL);

  ct_clinic_call (self, &use_case, g_memdup2 (&id, sizeof id), NULL, on_dropped_cb, g_memdup2 (&id, sizeof id));
}

/* What failed for a reason that passes may be tried again; what somebody has changed since never can. */
static gboolean
may_come_back (const GoCall *call, const GError *error)
{
  static const int for_good[] = { CT_ERROR_CONFLICT, CT_ERROR_TAKEN, CT_ERROR_NOT_FOUND, CT_ERROR_INVALID };

  for (gsize i = 0; i < G_N_ELEMENTS (for_good); i++)
    if (g_error_matches (error, CT_ERROR, for_good[i]))
      return call->moved_on;
  return TRUE;
}

/* Tells the list what became of an act. */
static void
settle (CtClinic *self, const GoCall *call, const GError *error)
{
  guint at;
  CtAct *act = find_act (self, call->act_id, &at);

  if (act != NULL && error == NULL)
    act->undone = call->going == CT_GOING_BACK;
  if (error != NULL && !may_come_back (call, error))
    {
      drop_act (self, call->act_id);
      emit_undo_changed (self);
    }
  else
    release (self, call->act_id, FALSE);
}

static void
on_gone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CtClinic *self = CT_CLINIC (source);
  GError *error = NULL;
  char *label = ct_clinic_finish (self, result, &error);

  settle (self, g_task_get_task_data (task), error);
  if (label != NULL)
    g_task_return_pointer (task, label, g_free);
  else
    g_task_return_error (task, error);
}

static GoCall *
go_call_new (CtClinic *self, const CtAct *act, CtGoing going)
{
  GoCall *call = g_new0 (GoCall, 1);

  call->act_id = act->id;
  call->permission = act->permission;
  call->going = going;
  call->zone = g_time_zone_ref (ct_clinic_get_zone (self, 0));
  return call;
}

static void
go (CtClinic *self, CtGoing going, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, TRUE, work_go, NULL, NULL, g_free);
  /* What else it takes, the act itself says. */
  CtAct *act = going == CT_GOING_BACK ? next_to_undo (self) : next_to_redo (self);
  GoCall *call;
  GTask *task;

  if (act == NULL)
    ct_clinic_refuse (self,
                      g_error_new_literal (CT_ERROR, CT_ERROR_NOT_FOUND,
                                           going == CT_GOING_BACK ? _("There is nothing to undo.")
                                                                  : _("There is nothing to do again.")),
                      callback, user_data);
  else if (!ct_clinic_user_may (self, act->permission))
    ct_clinic_deny (self, act->permission, callback, user_data);
  else
    {
      call = go_call_new (self, act, going);
      task = g_task_new (self, NULL, callback, user_data);
      g_task_set_task_data (task, call, go_call_free);
      act->busy = TRUE;
      self->acts_stamp++;
      emit_undo_changed (self);
      ct_clinic_call (self, &use_case, call, NULL, on_gone_cb, task);
    }
}

/**
 * ct_clinic_undo_async:
 * @self: a clinic
 * @callback: called when it is undone, or not
 * @user_data: for @callback
 *
 * Undoes the last undoable act of this user, wherever and whenever it was done. What somebody changed since stays, and the
 * error says who, when and what; after any other failure it can be tried again.
 * Result: (transfer full) utf8: what was undone.
 */
void
ct_clinic_undo_async (CtClinic *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (CT_IS_CLINIC (self));
  go (self, CT_GOING_BACK, callback, user_data);
}

/**
 * ct_clinic_redo_async:
 * @self: a clinic
 * @callback: called when it is done again, or not
 * @user_data: for @callback
 *
 * Does again what was undone last. Result: (transfer full) utf8: what was done again.
 */
void
ct_clinic_redo_async (CtClinic *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (CT_IS_CLINIC (self));
  go (self, CT_GOING_ON, callback, user_data);
}
