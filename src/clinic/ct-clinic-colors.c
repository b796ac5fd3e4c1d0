/* The colours the clinic has chosen for its calendar: changed by who administers it, for every desk, and undoable. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>

typedef struct
{
  GPtrArray *choices;
  CtUndo    *undo;
} ColorsCall;

static void
colors_call_free (gpointer data)
{
  ColorsCall *call = data;

  g_ptr_array_unref (call->choices);
  g_clear_pointer (&call->undo, ct_undo_free);
  g_free (call);
}

static char *
act_label (CtUnit *unit, GPtrArray *choices)
{
  const CtColorChoice *choice = g_ptr_array_index (choices, 0);
  g_autoptr (CtUser) user = choice->user_id > 0 ? ct_unit_get (unit, CT_TYPE_USER, choice->user_id, NULL) : NULL;
  g_autofree char *label = ct_colors_subject_label (choice->subject, user != NULL ? user->full_name : NULL);

  if (choices->len > 1)
    return g_strdup (_("Use the standard colours"));
  /* Translators: a kind of visit, a step of its way, or somebody's name */
  return g_strdup_printf (choice->color != NULL ? _("Change the colour of “%s”") : _("Use the standard colour of “%s”"), label);
}

/* What is stored is looked for again: another desk may have chosen meanwhile, and the later choice holds. */
static gboolean
store_choice (CtUnit *unit, const CtColors *stored, const CtColorChoice *wanted, CtUndo *undo, guint *n_changed,
              GError **error)
{
  CtColorChoice *before = ct_colors_find (stored, wanted->subject, wanted->user_id);
  g_autoptr (CtColorChoice) after = ct_record_copy (before != NULL ? (gpointer) before : (gpointer) wanted);
  g_autoptr (CtColorChoice) without = NULL;

  if (before != NULL ? g_strcmp0 (before->color, wanted->color) == 0 : wanted->color == NULL)
    return TRUE;
  g_object_set (after, "color", wanted->color, NULL);
  if (!ct_color_choice_check (after, error) ||
      !(before != NULL ? ct_unit_update (unit, after, error) : ct_unit_insert (unit, after, error)))
    return FALSE;
  without = ct_record_copy (after);
  g_object_set (without, "color", NULL, NULL);
  ct_undo_add (undo, before != NULL ? before : without, after);
  *n_changed += 1;
  return TRUE;
}

static gpointer
work_save_colors (CtUnit *unit, gpointer data, GError **error)
{
  ColorsCall *call = data;
  g_autoptr (GPtrArray) rows = ct_unit_list (unit, error, CT_TYPE_COLOR_CHOICE, "desk.colors", "");
  g_autoptr (CtColors) stored = rows != NULL ? ct_colors_new (rows) : NULL;
  g_autofree char *label = act_label (unit, call->choices);
  guint n_changed = 0;

  g_clear_pointer (&call->undo, ct_undo_free);
  call->undo = ct_undo_new (label);
  for (guint i = 0; stored != NULL && i < call->choices->len; i++)
    if (!store_choice (unit, stored, g_ptr_array_index (call->choices, i), call->undo, &n_changed,
                       error))
      return NULL;
  if (n_changed == 0)
    g_clear_pointer (&call->undo, ct_undo_free);
  return stored != NULL ? g_ptr_array_ref (call->choices) : NULL;
}

/**
 * ct_clinic_save_colors_async:
 * @self: a clinic
 * @choices: (element-type CtColorChoice): which colour for what; `color` %NULL is the standard one. At least one.
 * @callback: called when they are stored
 * @user_data: for @callback
 *
 * They hold for every desk at once. One undoable act. Result: (transfer full) the choices.
 */
void
ct_clinic_save_colors_async (CtClinic *self, GPtrArray *choices, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_ADMINISTER, TRUE, work_save_colors, NULL, colors_call_free,
               (GDestroyNotify) g_ptr_array_unref, .undo_at = G_STRUCT_OFFSET (ColorsCall, undo));
  ColorsCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && choices != NULL && choices->len > 0);
  call = g_new0 (ColorsCall, 1);
  call->choices = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < choices->len; i++)
    g_ptr_array_add (call->choices, ct_record_copy (g_ptr_array_index (choices, i)));
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}

/**
 * ct_clinic_save_color_async:
 * @self: a clinic
 * @subject: of what, as in #CtColorChoice
 * @user_id: whose, or 0
 * @color: (nullable): like “#56b4e9”; %NULL for the standard one
 * @callback: called when it is stored
 * @user_data: for @callback
 *
 * ct_clinic_save_colors_async() for one.
 */
void
ct_clinic_save_color_async (CtClinic *self, const char *subject, gint64 user_id, const char *color,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GPtrArray) choices = g_ptr_array_new_with_free_func (g_object_unref);
  CtColorChoice *choice = ct_color_choice_new ();

  g_object_set (choice, "subject", subject, "user-id", user_id, "color", color, NULL);
  g_ptr_array_add (choices, choice);
  ct_clinic_save_colors_async (self, choices, callback, user_data);
}

/**
 * ct_clinic_reset_colors_async:
 * @self: a clinic some of whose colours are not the standard ones
 * @callback: called when it is stored
 * @user_data: for @callback
 *
 * Gives everything its standard colour again. One undoable act; result as of ct_clinic_save_colors_async().
 */
void
ct_clinic_reset_colors_async (CtClinic *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GPtrArray) choices = NULL;

  g_return_if_fail (CT_IS_CLINIC (self) && ct_colors_have_choice (ct_clinic_get_colors (self)));
  choices = ct_colors_make_standard (ct_clinic_get_colors (self));
  ct_clinic_save_colors_async (self, choices, callback, user_data);
}
