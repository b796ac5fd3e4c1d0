/* The threads of a store: each does one unit of work after the other, again where it has to, and says how it ended. */
#include "store/ct-store-private.h"

#include <glib/gi18n.h>

#include "base/ct-error.h"
#include "store/ct-migrations.h"
#include "store/ct-unit-private.h"

#define MAX_RERUNS       12
#define MAX_REST_US      (150 * 1000)
#define POLL_INTERVAL_US (300 * 1000)
/* How long to look for a server that went away in the middle of a commit. */
#define SETTLE_WITHIN_US (15 * G_USEC_PER_SEC)
#define SETTLE_REST_US   (250 * 1000)

/* What ends a worker's thread. */
static CtJob stop_job;

/* Frees a job that is done. */
void
ct_job_free (CtJob *self)
{
  if (self->data_free != NULL)
    self->data_free (self->data);
  if (self->result != NULL && self->result_free != NULL)
    self->result_free (self->result);
  g_clear_error (&self->error);
  g_clear_object (&self->task);
  g_clear_object (&self->cancellable);
  g_free ((char *) self->actor.user_name);
  g_free ((char *) self->actor.workstation);
  g_free (self);
}

/* A job in the name of whoever acts now. */
CtJob *
ct_job_new (CtStore *store, CtWork work, gpointer data, gboolean writes, GCancellable *cancellable)
{
  CtJob *self = g_new0 (CtJob, 1);

  self->work = work;
  self->data = data;
  self->writes = writes;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  g_mutex_lock (&store->mutex);
  self->actor = store->actor;
  self->actor.user_name = g_strdup (store->actor.user_name);
  self->actor.workstation = g_strdup (store->actor.workstation);
  g_mutex_unlock (&store->mutex);
  return self;
}

static gboolean
job_finish_cb (gpointer data)
{
  CtJob *job = data;

  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (job->task, g_steal_pointer (&job->result), job->result_free);
  return G_SOURCE_REMOVE;
}

/* The job ends where it was asked for, so that the store is never let go of last by one of its own threads. */
void
ct_job_hand_back (CtJob *self, CtStore *store)
{
  g_autoptr (GSource) source = NULL;

  if (self->task == NULL)
    {
      g_mutex_lock (&store->mutex);
      self->done = TRUE;
      g_cond_broadcast (&store->cond);
      g_mutex_unlock (&store->mutex);
      return;
    }
  source = g_idle_source_new ();
  g_source_set_priority (source, g_task_get_priority (self->task));
  g_source_set_callback (source, job_finish_cb, self, (GDestroyNotify) ct_job_free);
  g_source_attach (source, g_task_get_context (self->task));
}

/* ---- The connection ---- */

/* Whoever finds no server says so at once, until the listener has found it again. */
static gboolean
connect_anew (CtWorker *self, GError **error)
{
  CtListener *listener = self->store->listener;

  if (!ct_listener_is_online (listener))
    {
      g_set_error_literal (error, CT_ERROR, CT_ERROR_OFFLINE,
                           _("The clinic's server can't be reached now, so this was not done."));
      return FALSE;
    }
  if (!ct_database_reconnect (self->database, error))
    {
      ct_listener_doubt (listener);
      return FALSE;
    }
  if (self == &self->store->writer)
    ct_listener_set_own (listener, ct_database_session (self->database));
  return TRUE;
}

static gboolean
is_ready (CtWorker *self, GError **error)
{
  return !ct_database_is_lost (self->database) || connect_anew (self, error);
}

static gboolean
find_server (CtWorker *self)
{
  gint64 until_us = g_get_monotonic_time () + SETTLE_WITHIN_US;

  ct_listener_doubt (self->store->listener);
  while (!ct_database_reconnect (self->database, NULL))
    {
      if (g_get_monotonic_time () > until_us)
        return FALSE;
      g_usleep (SETTLE_REST_US);
    }
  ct_listener_set_own (self->store->listener, ct_database_session (self->database));
  return TRUE;
}

/* The connection broke before the answer to a commit came. The audit tells whether the server had heard it; where that
 * can't be found out, @error is said to be so. Returns whether it is committed. */
static gboolean
settle (CtWorker *self, CtUnit *unit, GError **error)
{
  gboolean committed = FALSE;

  if (find_server (self) && ct_unit_settle (unit, &committed))
    return committed;
  g_clear_error (error);
  g_set_error_literal (error, CT_ERROR, CT_ERROR_FAILED,
                       _("The connection broke while this was being saved. Look whether it is there before you do it again."));
  return FALSE;
}

/* ---- One unit of work ---- */

/* Rows of the audit are known as our own before the reader that polls can see them. */
static gboolean
commit (CtWorker *self, CtUnit *unit, GError **error)
{
  CtNewsBox *news = self->store->news;

  if (!ct_unit_check (unit, error) || !ct_unit_prepare (unit, error))
    return FALSE;
  if (unit->first_audit_id > 0)
    ct_news_box_own (news, unit->first_audit_id, unit->head_id);
  if (ct_store_commit_there (self->store, unit, error))
    return TRUE;
  if (self->store->listener != NULL && unit->writes && g_error_matches (*error, CT_ERROR, CT_ERROR_OFFLINE) &&
      settle (self, unit, error))
    {
      g_clear_error (error);
      return TRUE;
    }
  ct_news_box_disown (news, unit->first_audit_id);
  return FALSE;
}

/* One try, in a transaction that has begun. The news are told only of what was committed. */
static gboolean
try_work (CtWorker *self, CtUnit *unit, CtJob *job)
{
  job->result = job->work (unit, job->data, &job->error);
  if (job->result != NULL && job->error != NULL)
    g_critical ("A work of the store returned a result and an error.");
  if (job->result == NULL && job->error == NULL)
    g_set_error_literal (&job->error, CT_ERROR, CT_ERROR_CORRUPT, _("Something is missing in this clinic's records."));
  if (job->error == NULL && commit (self, unit, &job->error))
    {
      ct_news_box_add (self->store->news, (const CtNews *) unit->news->data, unit->news->len);
      return TRUE;
    }
  ct_unit_rollback (unit);
  if (job->result != NULL && job->result_free != NULL)
    job->result_free (job->result);
  job->result = NULL;
  return FALSE;
}

/* Returns whether the job is over, well or not; else it may run again: nothing of it was done. */
static gboolean
try_job (CtWorker *self, CtJob *job)
{
  g_autoptr (CtUnit) unit = NULL;

  g_clear_error (&job->error);
  if (!is_ready (self, &job->error))
    return TRUE;
  unit = ct_unit_new (self->database, &job->actor, self->store->clock, job->cancellable, job->writes);
  /* Where another program has the turn, it has waited long enough; where the connection was lost it has not begun. */
  if (!ct_unit_begin (unit, &job->error))
    return !ct_database_is_lost (self->database);
  return try_work (self, unit, job) || !(g_error_matches (job->error, CT_ERROR, CT_ERROR_BUSY) ||
                                         g_error_matches (job->error, CT_ERROR, CT_ERROR_OFFLINE));
}

/* Each waits a different while, so that two who stood in each other's way don't do so again. */
static void
rest (CtWorker *self, guint n)
{
  guint32 longest_us = MIN (1000u << MIN (n, 10), MAX_REST_US);

  self->jitter = self->jitter * 1664525u + 1013904223u;
  g_usleep (300 + (self->jitter >> 8) % longest_us);
}

static void
try_until_over (CtWorker *self, CtJob *job)
{
  guint reruns = 0, losses = 0;

  while (!try_job (self, job))
    {
      gboolean lost = ct_database_is_lost (self->database);

      if (g_cancellable_is_cancelled (job->cancellable) || (lost ? losses++ > 0 : reruns++ >= MAX_RERUNS))
        return;
      rest (self, reruns);
    }
}

static void
on_cancelled_cb (GCancellable *cancellable, gpointer data)
{
  ct_database_interrupt (data);
}

static void
run_job (CtWorker *self, CtJob *job)
{
  gulong handler = 0;

  if (g_cancellable_set_error_if_cancelled (job->cancellable, &job->error))
    return;
  if (job->cancellable != NULL)
    handler = g_cancellable_connect (job->cancellable, G_CALLBACK (on_cancelled_cb), self->database, NULL);
  try_until_over (self, job);
  g_cancellable_disconnect (job->cancellable, handler);
  /* Waiting for its turn, or for the server, ends as busy or offline when it is cancelled. */
  if ((g_error_matches (job->error, CT_ERROR, CT_ERROR_BUSY) ||
       g_error_matches (job->error, CT_ERROR, CT_ERROR_OFFLINE)) && g_cancellable_is_cancelled (job->cancellable))
    {
      g_clear_error (&job->error);
      g_cancellable_set_error_if_cancelled (job->cancellable, &job->error);
    }
}

/* ---- What other programs changed in a file ---- */

static CtUnit *
unit_of_nobody (CtWorker *self)
{
  const CtActor nobody = { 0 };

  return ct_unit_new (self->database, &nobody, self->store->clock, NULL, FALSE);
}

/* Told like a row that changed; who listens looks for itself. */
static gboolean
poll_version (CtWorker *self, GError **error)
{
  const CtNews news = { "schema_migration", 0, FALSE };
  gboolean newer = FALSE;

  if (!ct_migrations_are_newer (self->database, &newer, error))
    return FALSE;
  if (newer)
    ct_news_box_add (self->store->news, &news, 1);
  return TRUE;
}

static gboolean
poll_others (CtWorker *self, GError **error)
{
  g_autoptr (CtUnit) unit = unit_of_nobody (self);
  gboolean ok = ct_unit_begin (unit, error) && ct_news_box_poll (self->store->news, unit, error) &&
                poll_version (self, error) && ct_store_see_head (self->store, unit, error);

  ct_unit_rollback (unit);
  return ok;
}

/* One of the readers looks now and then whether another program has changed something. */
static void
poll_if_due (CtWorker *self)
{
  g_autoptr (GError) error = NULL;
  gint64 version;

  if (!self->polls || g_get_monotonic_time () - self->polled_us < POLL_INTERVAL_US)
    return;
  self->polled_us = g_get_monotonic_time ();
  version = ct_database_data_version (self->database);
  if (version == self->data_version)
    return;
  if (poll_others (self, &error))
    self->data_version = version;
  else
    g_info ("Could not see what others changed: %s", error->message);
}

/**
 * ct_worker_begin_news:
 * @self: a worker of a clinic in a file, not started yet
 * @error: what went wrong
 *
 * What is there now is no news; from here on it looks for what others change.
 *
 * Returns: whether it could be read.
 */
gboolean
ct_worker_begin_news (CtWorker *self, GError **error)
{
  g_autoptr (CtUnit) unit = unit_of_nobody (self);
  gboolean ok;

  self->data_version = ct_database_data_version (self->database);
  ok = ct_unit_begin (unit, error) && ct_news_box_begin (self->store->news, unit, error) &&
       ct_store_see_head (self->store, unit, error);
  ct_unit_rollback (unit);
  self->polls = TRUE;
  return ok;
}

/* ---- The thread ---- */

/* Where the file came back as another one, this goes on with that; what others changed there is news. The lock is held. */
static CtDatabase *
swap_next (CtWorker *self)
{
  CtDatabase *before = NULL;

  if (self->next != NULL)
    {
      before = self->database;
      self->database = g_steal_pointer (&self->next);
      self->data_version = -1;
    }
  return before;
}

/* A disk that does not answer keeps nobody from reading what is open: whoever looks at the disk then has the lock. */
static void
take_next (CtWorker *self)
{
  CtDatabase *before;

  if (!g_mutex_trylock (&self->store->place_mutex))
    return;
  before = swap_next (self);
  g_mutex_unlock (&self->store->place_mutex);
  ct_database_close (before);
}

static gpointer
worker_main (gpointer data)
{
  CtWorker *self = data;

  for (;;)
    {
      CtJob *job = self->polls ? g_async_queue_timeout_pop (self->jobs, POLL_INTERVAL_US)
                               : g_async_queue_pop (self->jobs);

      if (job == &stop_job)
        return NULL;
      take_next (self);
      if (job != NULL)
        {
          run_job (self, job);
          ct_job_hand_back (job, self->store);
        }
      poll_if_due (self);
    }
}

/* Starts the thread. */
void
ct_worker_start (CtWorker *self, const char *name)
{
  self->jitter = (guint32) ct_clock_now (&self->store->clock) ^ (guint32) GPOINTER_TO_SIZE (self);
  self->thread = g_thread_new (name, worker_main, self);
}

/* Ends one thread of those that share this one's queue, after what is in it. */
void
ct_worker_dismiss (CtWorker *self)
{
  g_async_queue_push (self->jobs, &stop_job);
}

/* Waits for the end of its thread, and closes its connection. */
void
ct_worker_stop (CtWorker *self)
{
  if (self->thread != NULL)
    g_thread_join (g_steal_pointer (&self->thread));
  g_mutex_lock (&self->store->place_mutex);
  ct_database_close (swap_next (self));
  g_clear_pointer (&self->database, ct_database_close);
  g_mutex_unlock (&self->store->place_mutex);
}
