/* Drafts: what was typed and not yet saved outlives a crash. While the clinic can be reached they are kept in its encrypted
 * store; while it can't, in a sealed box on this desk that only the passphrase of who typed them opens, and as soon as it
 * can be reached again they move into the store. */
#include "clinic/ct-clinic-private.h"

typedef struct
{
  char     *what;
  char     *key;
  char     *text; /* (nullable) */
} Draft;

static void
draft_free (gpointer data)
{
  Draft *draft = data;

  g_free (draft->what);
  g_free (draft->key);
  g_free (draft->text);
  g_free (draft);
}

/* Everybody has drafts of their own. */
static Draft *
draft_new (CtClinic *self, const char *what, const char *text)
{
  Draft *draft = g_new0 (Draft, 1);

  draft->what = g_strdup (what);
  draft->key = g_strdup_printf ("draft/%" G_GINT64_FORMAT "/%s", self->user != NULL ? CT_RECORD (self->user)->id : 0, what);
  draft->text = g_strdup (text);
  return draft;
}

/* ---- On this desk ---- */

/* Where the drafts of one person of one clinic lie on this computer: the name tells nothing. */
static char *
box_path (const char *place, const char *login)
{
  g_autofree char *whose = g_strdup_printf ("%s\n%s", place, login);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, whose, -1);
  g_autofree char *name = g_strdup_printf ("%.32s.drafts", hash);

  return g_build_filename (g_get_user_state_dir (), "chairtime", name, NULL);
}

/* Whoever is in has a box; it costs nothing until it is needed. */
void
ct_clinic_give_box (CtClinic *self, const char *login, const char *passphrase)
{
  g_autofree char *path = box_path (self->path, login);

  g_clear_pointer (&self->box, ct_desk_box_unref);
  self->box = ct_desk_box_new (path, passphrase);
}

static void
keep_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  CtClinic *self = source;
  const Draft *draft = data;
  GError *error = NULL;

  if (ct_desk_box_set (self->box, draft->what, draft->text, &error))
    g_task_return_pointer (task, CT_CLINIC_DONE, NULL);
  else
    g_task_return_error (task, error);
}

static gboolean
is_out_of_reach (const GError *error)
{
  return g_error_matches (error, CT_ERROR, CT_ERROR_OFFLINE) || g_error_matches (error, CT_ERROR, CT_ERROR_FAILED) ||
         g_error_matches (error, CT_ERROR, CT_ERROR_FULL) || g_error_matches (error, CT_ERROR, CT_ERROR_OUTDATED);
}

/* ---- Saving ---- */

static gpointer
work_save_draft (CtUnit *unit, gpointer data, GError **error)
{
  const Draft *draft = data;

  return ct_unit_run (unit, error, "setting.set", "tt", draft->key, draft->text) >= 0 ? CT_WORK_DONE : NULL;
}

static void
save_in_store (CtClinic *self, Draft *draft, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_NOTHING_SPECIAL, TRUE, work_save_draft, NULL, draft_free, NULL);

  ct_clinic_call (self, &use_case, draft, NULL, callback, user_data);
}

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CtClinic *self = CT_CLINIC (source);
  GError *error = NULL;

  if (ct_clinic_finish (self, result, &error) != NULL)
    g_task_return_pointer (task, CT_CLINIC_DONE, NULL);
  else if (self->box == NULL || !is_out_of_reach (error))
    g_task_return_error (task, error);
  else
    {
      g_clear_error (&error);
      g_task_run_in_thread (task, keep_thread);
    }
}

/**
 * ct_clinic_save_draft_async:
 * @self: a clinic
 * @what: what it is a draft of: "patient/12", "patient/new"
 * @text: (nullable): what was typed, in any form; %NULL forgets the draft
 * @callback: (nullable): called when it is stored
 * @user_data: for @callback
 *
 * Not audited: nothing is changed by a draft. While the clinic can't be reached it is kept on this desk.
 * Result: %CT_CLINIC_DONE.
 */
void
ct_clinic_save_draft_async (CtClinic *self, const char *what, const char *text, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task;

  g_return_if_fail (CT_IS_CLINIC (self) && what != NULL);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_task_data (task, draft_new (self, what, text), draft_free);
  if ((self->online && !self->outdated) || self->box == NULL)
    save_in_store (self, draft_new (self, what, text), on_saved_cb, task);
  else
    {
      g_task_run_in_thread (task, keep_thread);
      g_object_unref (task);
    }
}

/* ---- Handing in what was kept on the desk ---- */

static void
take_out_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ct_desk_box_set (CT_CLINIC (source)->box, ((const Draft *) data)->what, NULL, NULL);
  g_task_return_boolean (task, TRUE);
}

/* Only what the store has acknowledged leaves the box. */
static void
on_handed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;

  if (ct_clinic_finish (CT_CLINIC (source), result, NULL) != NULL && CT_CLINIC (source)->box != NULL)
    g_task_run_in_thread (task, take_out_thread);
}

static void
hand_in (CtClinic *self, const char *what, const char *text)
{
  GTask *task = g_task_new (self, NULL, NULL, NULL);

  g_task_set_task_data (task, draft_new (self, what, NULL), draft_free);
  save_in_store (self, draft_new (self, what, text), on_handed_in_cb, task);
}

static void
empty_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  CtClinic *self = source;
  g_auto (GStrv) names = ct_desk_box_names (self->box, NULL);
  g_autoptr (GHashTable) drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    g_hash_table_insert (drafts, g_strdup (names[i]), ct_desk_box_get (self->box, names[i], NULL));
  g_task_return_pointer (task, g_steal_pointer (&drafts), (GDestroyNotify) g_hash_table_unref);
}

static void
on_emptied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GHashTable) drafts = g_task_propagate_pointer (G_TASK (result), NULL);
  GHashTableIter iter;
  gpointer what, text;

  if (drafts == NULL || CT_CLINIC (source)->store == NULL)
    return;
  g_hash_table_iter_init (&iter, drafts);
  while (g_hash_table_iter_next (&iter, &what, &text))
    if (text != NULL)
      hand_in (CT_CLINIC (source), what, text);
}

/* Moves what was kept on this desk into the store. */
void
ct_clinic_hand_in_drafts (CtClinic *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->box == NULL || !ct_desk_box_exists (self->box))
    return;
  task = g_task_new (self, NULL, on_emptied_cb, NULL);
  g_task_run_in_thread (task, empty_thread);
}

/* ---- Reading ---- */

static gpointer
work_read_draft (CtUnit *unit, gpointer data, GError **error)
{
  const Draft *draft = data;
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "setting.get", "t", draft->key);
  g_autoptr (GError) failure = NULL;
  gboolean found;

  if (rows == NULL)
    return NULL;
  found = ct_rows_next (rows, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return g_strdup (found && !ct_rows_is_null (rows, 0) ? ct_rows_text (rows, 0) : "");
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  char *text = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (text != NULL)
    g_task_return_pointer (task, text, g_free);
  else
    g_task_return_error (task, error);
}

static void
read_from_store (CtClinic *self, const char *what, GTask *task)
{
  CT_USE_CASE (use_case, CT_MAY_NOTHING_SPECIAL, FALSE, work_read_draft, NULL, draft_free, g_free);

  ct_clinic_call (self, &use_case, draft_new (self, what, NULL), NULL, on_read_cb, task);
}

static void
look_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, ct_desk_box_get (CT_CLINIC (source)->box, data, NULL), g_free);
}

static void
on_looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CtClinic *self = CT_CLINIC (source);
  const Draft *draft = g_task_get_task_data (task);
  g_autofree char *text = g_task_propagate_pointer (G_TASK (result), NULL);

  if (text != NULL && *text != '\0')
    g_task_return_pointer (task, g_steal_pointer (&text), g_free);
  else
    read_from_store (self, draft->what, g_steal_pointer (&task));
}

/**
 * ct_clinic_read_draft_async:
 * @self: a clinic
 * @what: what it is a draft of
 * @callback: called with the result
 * @user_data: for @callback
 *
 * What was kept on this desk is later than what the store has. Result: (transfer full) utf8: what was typed, "" where there
 * is no draft.
 */
void
ct_clinic_read_draft_async (CtClinic *self, const char *what, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) look = NULL;
  GTask *task;

  g_return_if_fail (CT_IS_CLINIC (self) && what != NULL);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_task_data (task, draft_new (self, what, NULL), draft_free);
  if (self->box == NULL || !ct_desk_box_exists (self->box))
    {
      read_from_store (self, what, task);
      return;
    }
  look = g_task_new (self, NULL, on_looked_cb, task);
  g_task_set_task_data (look, g_strdup (what), g_free);
  g_task_run_in_thread (look, look_thread);
}
