/* Time that is held free for visits of one kind, or for none: made, changed and removed at the calendar, and undoable. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>

typedef struct
{
  CtHeldTime *hold;
  CtUndo     *undo;
} HoldCall;

static void
hold_call_free (gpointer data)
{
  HoldCall *call = data;

  g_object_unref (call->hold);
  g_clear_pointer (&call->undo, ct_undo_free);
  g_free (call);
}

static char *
act_label (const CtHeldTime *before, const CtHeldTime *hold)
{
  g_autofree char *from = ct_minute_format (hold->from_minute);
  g_autofree char *to = ct_minute_format (hold->to_minute);

  /* Translators: what time is held for, from when until when */
  return g_strdup_printf (hold->removed ? _("Hold “%s” (%s to %s) no more")
                          : before != NULL ? _("Change what is held: “%s” (%s to %s)")
                                           : _("Hold “%s” (%s to %s)"),
                          hold->title, from, to);
}

static gpointer
work_save_hold (CtUnit *unit, gpointer data, GError **error)
{
  HoldCall *call = data;
  g_autoptr (CtHeldTime) hold = ct_record_copy (call->hold);
  g_autoptr (CtHeldTime) before = NULL;
  g_autoptr (CtHeldTime) removed = NULL;
  g_autofree char *label = NULL;
  gint64 id = CT_RECORD (hold)->id;

  g_clear_pointer (&call->undo, ct_undo_free);
  if (!ct_clinic_check_setup_record (CT_RECORD (hold), error) ||
      (id != 0 && (before = ct_unit_get (unit, CT_TYPE_HELD_TIME, id, error)) == NULL) ||
      !(id == 0 ? ct_unit_insert (unit, hold, error) : ct_unit_update (unit, hold, error)))
    return NULL;
  label = act_label (before, hold);
  call->undo = ct_undo_new (label);
  removed = ct_record_copy (hold);
  removed->removed = TRUE;
  ct_undo_add (call->undo, before != NULL ? before : removed, hold);
  return g_steal_pointer (&hold);
}

/**
 * ct_clinic_save_hold_async:
 * @self: a clinic
 * @hold: what is held, when and for whom; id 0 makes it, `removed` lets it go
 * @callback: called when it is stored
 * @user_data: for @callback
 *
 * Visits that are booked there already stay. Undoable. Result: (transfer full) the #CtHeldTime as stored.
 */
void
ct_clinic_save_hold_async (CtClinic *self, CtHeldTime *hold, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_BOOK, TRUE, work_save_hold, NULL, hold_call_free, g_object_unref,
               .undo_at = G_STRUCT_OFFSET (HoldCall, undo));
  HoldCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && CT_HELD_TIME_IS (hold));
  call = g_new0 (HoldCall, 1);
  call->hold = ct_record_copy (hold);
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}
