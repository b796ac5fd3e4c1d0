/* Undo and redo: each act remembers what its records said before, and puts it back if nobody changed them since. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>

#define MAX_STEPS 200

/** One record: what it shall say again, and the revision it must still have. */
typedef struct
{
  CtRecord *target;
  gint64    revision;
} Step;

struct _CtUndo
{
  char      *label;
  GPtrArray *steps; /* of Step, in the order of doing */
};

static void
step_free (gpointer data)
{
  Step *step = data;

  g_object_unref (step->target);
  g_free (step);
}

/* Makes an undo for an act that people know as @label. */
CtUndo *
ct_undo_new (const char *label)
{
  CtUndo *self = g_new0 (CtUndo, 1);

  self->label = g_strdup (label);
  self->steps = g_ptr_array_new_with_free_func (step_free);
  return self;
}

/* Adds a record: undoing makes it say what @target says, if it is still as @current. */
void
ct_undo_add (CtUndo *self, gpointer target, gpointer current)
{
  Step *step = g_new0 (Step, 1);

  step->target = ct_record_copy (target);
  step->target->id = CT_RECORD (current)->id;
  step->revision = CT_RECORD (current)->revision;
  g_ptr_array_add (self->steps, step);
}

/* Adds a record that the act made: undoing gives it a status in which it counts no more. */
void
ct_undo_add_new (CtUndo *self, gpointer stored, const char *status, const char *reason_field)
{
  g_autoptr (CtRecord) target = ct_record_copy (stored);

  g_object_set (target, "status", status, NULL);
  if (reason_field != NULL)
    g_object_set (target, reason_field, _("Undone"), NULL);
  ct_undo_add (self, target, stored);
}

/* Frees an undo. */
void
ct_undo_free (CtUndo *self)
{
  g_free (self->label);
  g_ptr_array_unref (self->steps);
  g_free (self);
}

static void
emit_undo_changed (CtClinic *self)
{
  g_signal_emit_by_name (self, "undo-changed");
}

/* Remembers how to undo what was just done. Takes @undo. */
void
ct_clinic_push_undo (CtClinic *self, CtUndo *undo)
{
  g_queue_push_head (&self->undo, undo);
  if (self->undo.length > MAX_STEPS)
    ct_undo_free (g_queue_pop_tail (&self->undo));
  g_queue_clear_full (&self->redo, (GDestroyNotify) ct_undo_free);
  emit_undo_changed (self);
}

/**
 * ct_clinic_get_undo_label:
 * @self: a clinic
 *
 * Returns: (nullable): what the next undo would undo: "Move Reyes, Marisol".
 */
const char *
ct_clinic_get_undo_label (CtClinic *self)
{
  CtUndo *undo = g_queue_peek_head (&self->undo);

  return undo != NULL ? undo->label : NULL;
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
  CtUndo *redo = g_queue_peek_head (&self->redo);

  return redo != NULL ? redo->label : NULL;
}

typedef struct
{
  CtUndo  *undo;
  CtUndo  *inverse;
  gboolean again; /* this is a redo */
} UndoCall;

static void
undo_call_free (gpointer data)
{
  UndoCall *call = data;

  g_clear_pointer (&call->undo, ct_undo_free);
  g_clear_pointer (&call->inverse, ct_undo_free);
  g_free (call);
}

/* The revision that undoing itself gave to the record of @step, where the act had changed it more than once; else 0. */
static gint64
put_back_before (const CtUndo *inverse, const Step *step)
{
  for (guint i = inverse->steps->len; i > 0; i--)
    {
      const Step *done = g_ptr_array_index (inverse->steps, i - 1);

      if (G_OBJECT_TYPE (done->target) == G_OBJECT_TYPE (step->target) && done->target->id == step->target->id)
        return done->revision;
    }
  return 0;
}

static gboolean
put_back (CtUnit *unit, const Step *step, const char *label, CtUndo *inverse, GError **error)
{
  g_autoptr (CtRecord) before = ct_unit_get (unit, G_OBJECT_TYPE (step->target), step->target->id, error);
  g_autoptr (CtRecord) now = NULL;

  if (before == NULL)
    return FALSE;
  if (before->revision != step->revision && before->revision != put_back_before (inverse, step))
    {
      g_set_error (error, CT_ERROR, CT_ERROR_CONFLICT, _("“%s” can't be undone: it was changed again since."), label);
      return FALSE;
    }
  now = ct_record_copy (step->target);
  now->revision = before->revision;
  if (!ct_unit_update (unit, now, error))
    return FALSE;
  ct_undo_add (inverse, before, now);
  return TRUE;
}

/* The last thing done is undone first: what frees a chair must come before what takes it. */
static gpointer
work_undo (CtUnit *unit, gpointer data, GError **error)
{
  UndoCall *call = data;

  g_clear_pointer (&call->inverse, ct_undo_free);
  call->inverse = ct_undo_new (call->undo->label);
  for (guint i = call->undo->steps->len; i > 0; i--)
    if (!put_back (unit, g_ptr_array_index (call->undo->steps, i - 1), call->undo->label, call->inverse, error))
      return NULL;
  if (!ct_unit_audit (unit, call->again ? "redone" : "undone", NULL, 0, 0, call->undo->label, error))
    return NULL;
  return g_strdup (call->undo->label);
}

static void
done_undo (CtClinic *self, gpointer data, gpointer result)
{
  UndoCall *call = data;

  g_queue_push_head (call->again ? &self->undo : &self->redo, g_steal_pointer (&call->inverse));
  emit_undo_changed (self);
}

/* What failed for a reason that passes may be tried again; what somebody has changed since never can. */
static gboolean
may_come_back (const GError *error)
{
  static const int for_good[] = { CT_ERROR_CONFLICT, CT_ERROR_TAKEN, CT_ERROR_NOT_FOUND, CT_ERROR_INVALID };

  for (gsize i = 0; i < G_N_ELEMENTS (for_good); i++)
    if (g_error_matches (error, CT_ERROR, for_good[i]))
      return FALSE;
  return TRUE;
}

static void
on_gone_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CtClinic *self = CT_CLINIC (source);
  UndoCall *call = g_task_get_task_data (task);
  GError *error = NULL;
  char *label = ct_clinic_finish (self, result, &error);

  if (label != NULL)
    {
      g_task_return_pointer (task, label, g_free);
      return;
    }
  if (may_come_back (error))
    {
      g_queue_push_head (call->again ? &self->redo : &self->undo, g_steal_pointer (&call->undo));
      emit_undo_changed (self);
    }
  g_task_return_error (task, error);
}

static void
go_back (CtClinic *self, gboolean again, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_BOOK, TRUE, work_undo, done_undo, NULL, g_free);
  GTask *task;
  CtUndo *undo = g_queue_pop_head (again ? &self->redo : &self->undo);
  UndoCall *call;

  if (undo == NULL)
    {
      ct_clinic_refuse (self,
                        g_error_new_literal (CT_ERROR, CT_ERROR_NOT_FOUND,
                                             again ? _("There is nothing to do again.") : _("There is nothing to undo.")),
                        callback, user_data);
      return;
    }
  call = g_new0 (UndoCall, 1);
  call->undo = undo;
  call->again = again;
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_task_data (task, call, undo_call_free);
  emit_undo_changed (self);
  ct_clinic_call (self, &use_case, call, NULL, on_gone_back_cb, task);
}

/**
 * ct_clinic_undo_async:
 * @self: a clinic
 * @callback: called when it is undone, or not
 * @user_data: for @callback
 *
 * Undoes the last undoable act of this user. What somebody changed since stays, and the error says so; after any other
 * failure it can be tried again.
 * Result: (transfer full) utf8: what was undone.
 */
void
ct_clinic_undo_async (CtClinic *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (CT_IS_CLINIC (self));
  go_back (self, FALSE, callback, user_data);
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
  go_back (self, TRUE, callback, user_data);
}
