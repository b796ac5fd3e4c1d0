/* Whether the clinic can be reached, and trying again while it can't. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>

#include "base/ct-error.h"

/* How often a clinic that is there is looked for, and how long at most to wait before trying again. */
#define LOOK_SECONDS     2
#define LONGEST_SECONDS 30

/* A store on a server looks for it by itself. */
static gboolean
is_file (CtClinic *self)
{
  return self->store != NULL && !ct_store_is_on_server (self->store);
}

void
ct_clinic_init_place (CtClinic *self)
{
  self->online = ct_store_is_online (self->store);
}

/**
 * ct_clinic_is_online:
 * @self: a clinic
 *
 * CtClinic::online-changed and the property "online" tell when it changes, and CtClinic::changed what to read again. A store
 * on a server tries by itself; a file is looked for by ct_clinic_try_now().
 *
 * Returns: whether the clinic could be reached when it was last tried.
 */
gboolean
ct_clinic_is_online (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), FALSE);
  return self->online;
}

/**
 * ct_clinic_why_away:
 * @self: a clinic
 *
 * A clinic in a file is gone on with only where its file has everything that was seen of it here, so that a copy that
 * lacks something is not taken for it.
 *
 * Returns: (transfer none) (nullable): why what is at its place now is not gone on with, while it is offline for that.
 */
const char *
ct_clinic_why_away (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), NULL);
  return self->online ? NULL : self->away;
}

/**
 * ct_clinic_seconds_to_try:
 * @self: a clinic
 *
 * Returns: in how many seconds it is tried again to reach it; 0 while it is online or being tried.
 */
int
ct_clinic_seconds_to_try (CtClinic *self)
{
  gint64 rest_us;

  g_return_val_if_fail (CT_IS_CLINIC (self), 0);
  rest_us = self->try_at_us - g_get_monotonic_time ();
  return self->online || self->trying || rest_us <= 0 ? 0 : (int) ((rest_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

static gboolean
on_try_cb (gpointer data)
{
  CtClinic *self = data;

  self->try_id = 0;
  ct_clinic_try_now (self);
  return G_SOURCE_REMOVE;
}

static void
try_in (CtClinic *self, int seconds)
{
  g_clear_handle_id (&self->try_id, g_source_remove);
  self->try_at_us = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  self->try_id = g_timeout_add_seconds ((guint) seconds, on_try_cb, self);
}

/* Says whether the clinic can be reached; the store says so of a server, the disk of a file. */
void
ct_clinic_set_online (CtClinic *self, gboolean online)
{
  if (self->online == online)
    return;
  self->online = online;
  if (!online && is_file (self))
    {
      self->wait_s = 1;
      try_in (self, self->wait_s);
    }
  g_object_notify (G_OBJECT (self), "online");
  g_signal_emit_by_name (self, "online-changed", online);
  if (online)
    ct_clinic_hand_in_drafts (self);
}

/* A call found nobody there. Its store may not have noticed yet, and may find the server again before it does: it is to
 * say so either way, or this clinic would be offline for good. */
void
ct_clinic_was_out_of_reach (CtClinic *self)
{
  if (!self->online)
    return;
  ct_clinic_set_online (self, FALSE);
  if (self->store != NULL)
    ct_store_doubt (self->store);
}

/* ---- Upgraded by a newer program ---- */

/**
 * ct_clinic_is_outdated:
 * @self: a clinic
 *
 * What is written is refused from then on, what is read is not, and drafts are kept on this desk. The property "outdated"
 * tells when it becomes so; it stays so until the program is another one.
 *
 * Returns: whether a newer program has upgraded the clinic since this one opened it.
 */
gboolean
ct_clinic_is_outdated (CtClinic *self)
{
  g_return_val_if_fail (CT_IS_CLINIC (self), FALSE);
  return self->outdated;
}

/* Says so, once. */
void
ct_clinic_set_outdated (CtClinic *self)
{
  if (self->outdated)
    return;
  self->outdated = TRUE;
  g_object_notify (G_OBJECT (self), "outdated");
}

static gpointer
work_look_at_version (CtUnit *unit, gpointer data, GError **error)
{
  gboolean newer = FALSE;

  if (!ct_unit_is_outdated (unit, &newer, error))
    return NULL;
  return g_memdup2 (&newer, sizeof newer);
}

static void
on_version_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtClinic) self = data;
  g_autofree gboolean *newer = ct_store_finish (CT_STORE (source), result, NULL);

  if (newer != NULL && *newer)
    ct_clinic_set_outdated (self);
}

/* Something was told of the schema: by who upgraded it, or because much may have changed while nothing could be heard. */
void
ct_clinic_look_at_version (CtClinic *self)
{
  if (self->store != NULL && !self->outdated)
    ct_store_read_async (self->store, work_look_at_version, NULL, NULL, g_free, NULL, on_version_cb, g_object_ref (self));
}

/* What was away may have come back with another log, or as another device: it is opened anew. */
static void
try_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  CtClinic *self = source;
  CtStore *store = data;
  GError *error = NULL;

  if ((self->tried_online && ct_store_is_there (store)) || ct_door_come_again (self->door, store, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* That there is nothing needs no words. */
static void
note_why (CtClinic *self, const GError *error)
{
  g_clear_pointer (&self->away, g_free);
  if (error != NULL && !g_error_matches (error, CT_ERROR, CT_ERROR_NOT_FOUND) &&
      !g_error_matches (error, CT_ERROR, CT_ERROR_OFFLINE))
    self->away = g_strdup (error->message);
}

static void
on_tried_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  CtClinic *self = CT_CLINIC (source);
  g_autoptr (GError) error = NULL;
  gboolean there = g_task_propagate_boolean (G_TASK (result), &error);

  self->trying = FALSE;
  if (self->store == NULL)
    return;
  note_why (self, error);
  if (there)
    {
      ct_clinic_set_online (self, TRUE);
      try_in (self, LOOK_SECONDS);
      return;
    }
  ct_clinic_set_online (self, FALSE);
  try_in (self, self->wait_s);
  self->wait_s = MIN (2 * self->wait_s, LONGEST_SECONDS);
}

/**
 * ct_clinic_try_now:
 * @self: a clinic
 *
 * Looks at once whether the clinic can be reached. From the first call on, it is looked for again and again.
 */
void
ct_clinic_try_now (CtClinic *self)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CT_IS_CLINIC (self));
  if (self->trying || self->store == NULL)
    return;
  if (!is_file (self))
    {
      ct_store_try_now (self->store);
      return;
    }
  self->trying = TRUE;
  self->tried_online = self->online;
  g_clear_handle_id (&self->try_id, g_source_remove);
  task = g_task_new (self, NULL, on_tried_cb, NULL);
  g_task_set_task_data (task, g_object_ref (self->store), g_object_unref);
  g_task_run_in_thread (task, try_thread);
}

/* While the store is still open. */
void
ct_clinic_stop_trying (CtClinic *self)
{
  g_clear_handle_id (&self->try_id, g_source_remove);
}
