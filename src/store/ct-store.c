#include "store/ct-store.h"

#include <glib/gi18n.h>

#include "base/ct-error.h"
#include "store/ct-database.h"
#include "store/ct-migrations.h"
#include "store/ct-news.h"
#include "store/ct-search-index.h"
#include "store/ct-unit-private.h"

#define N_READERS       2
#define MAX_RERUNS      8
#define POLL_INTERVAL_US (300 * 1000)

/* One piece of work on its way through a thread. With a task it is finished in the task's context; without, somebody
 * waits for it. */
typedef struct
{
  CtWork         work;
  gpointer       data;
  GDestroyNotify data_free;
  GDestroyNotify result_free;
  gboolean       writes;
  GTask         *task;
  GCancellable  *cancellable;
  CtActor        actor; /* owned texts */
  gpointer       result;
  GError        *error;
  gboolean       done; /* of a job somebody waits for */
} Job;

typedef struct
{
  CtStore    *store; /* outlives its workers */
  GThread    *thread;
  CtDatabase *database;
  gint64      polled_us;
  gint64      data_version;
} Worker;

struct _CtStore
{
  GObject       parent_instance;
  char         *path;
  gboolean      encrypted;
  CtClock       clock;
  GMainContext *context;
  CtNewsBox    *news;
  GMutex        mutex; /* guards actor, open, and jobs that somebody waits for */
  GCond         cond;
  CtActor       actor;
  GAsyncQueue  *writes;
  GAsyncQueue  *reads;
  Worker        writer;
  Worker        readers[N_READERS];
  gboolean      open;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];
/* What ends a worker's thread. */
static Job stop_job;

G_DEFINE_FINAL_TYPE (CtStore, ct_store, G_TYPE_OBJECT)

static void
job_free (gpointer data)
{
  Job *self = data;

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

static Job *
job_new (CtStore *self, CtWork work, gpointer data, gboolean writes, GCancellable *cancellable)
{
  Job *job = g_new0 (Job, 1);

  job->work = work;
  job->data = data;
  job->writes = writes;
  job->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  g_mutex_lock (&self->mutex);
  job->actor.user_id = self->actor.user_id;
  job->actor.user_name = g_strdup (self->actor.user_name);
  job->actor.workstation = g_strdup (self->actor.workstation);
  job->actor.no_charts = self->actor.no_charts;
  g_mutex_unlock (&self->mutex);
  return job;
}

static gboolean
job_finish_cb (gpointer data)
{
  Job *job = data;

  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (job->task, g_steal_pointer (&job->result), job->result_free);
  return G_SOURCE_REMOVE;
}

/* The job ends where it was asked for, so that the store is never let go of last by one of its own threads. */
static void
job_hand_back (CtStore *self, Job *job)
{
  g_autoptr (GSource) source = NULL;

  if (job->task == NULL)
    {
      g_mutex_lock (&self->mutex);
      job->done = TRUE;
      g_cond_broadcast (&self->cond);
      g_mutex_unlock (&self->mutex);
      return;
    }
  source = g_idle_source_new ();
  g_source_set_priority (source, g_task_get_priority (job->task));
  g_source_set_callback (source, job_finish_cb, job, job_free);
  g_source_attach (source, g_task_get_context (job->task));
}

/* Rows of the audit are known as our own before the reader that polls can see them. */
static gboolean
commit (CtStore *self, CtUnit *unit, GError **error)
{
  if (!ct_unit_check (unit, error) || !ct_unit_prepare (unit, error))
    return FALSE;
  if (unit->first_audit_id > 0)
    ct_news_box_own (self->news, unit->first_audit_id, unit->head_id);
  if (ct_unit_commit (unit, error))
    return TRUE;
  ct_news_box_disown (self->news, unit->first_audit_id);
  return FALSE;
}

/* One try, in a transaction that has begun. The news are told only of what was committed. */
static gboolean
try_work (Worker *worker, CtUnit *unit, Job *job)
{
  CtStore *self = worker->store;

  job->result = job->work (unit, job->data, &job->error);
  if (job->result != NULL && job->error != NULL)
    g_critical ("A work of the store returned a result and an error.");
  if (job->result == NULL && job->error == NULL)
    g_set_error_literal (&job->error, CT_ERROR, CT_ERROR_CORRUPT, _("Something is missing in this clinic's records."));
  if (job->error == NULL && commit (self, unit, &job->error))
    {
      ct_news_box_add (self->news, (const CtNews *) unit->news->data, unit->news->len);
      return TRUE;
    }
  ct_unit_rollback (unit);
  if (job->result != NULL && job->result_free != NULL)
    job->result_free (job->result);
  job->result = NULL;
  return FALSE;
}

/* Returns whether the job is over, well or not; else it runs again. */
static gboolean
try_job (Worker *worker, Job *job)
{
  CtStore *self = worker->store;
  g_autoptr (CtUnit) unit = ct_unit_new (worker->database, &job->actor, self->clock, job->cancellable, job->writes);

  g_clear_error (&job->error);
  /* It has waited for its turn long enough. */
  if (!ct_unit_begin (unit, &job->error))
    return TRUE;
  return try_work (worker, unit, job) || !g_error_matches (job->error, CT_ERROR, CT_ERROR_BUSY);
}

static void
on_cancelled_cb (GCancellable *cancellable, gpointer data)
{
  ct_database_interrupt (data);
}

static void
run_job (Worker *worker, Job *job)
{
  gulong handler = 0;

  if (g_cancellable_set_error_if_cancelled (job->cancellable, &job->error))
    return;
  if (job->cancellable != NULL)
    handler = g_cancellable_connect (job->cancellable, G_CALLBACK (on_cancelled_cb), worker->database, NULL);
  for (guint n = 0; !try_job (worker, job) && n < MAX_RERUNS && !g_cancellable_is_cancelled (job->cancellable); n++)
    g_usleep (1000 * (n + 1));
  g_cancellable_disconnect (job->cancellable, handler);
  /* Waiting for its turn ends as busy when it is cancelled. */
  if (g_error_matches (job->error, CT_ERROR, CT_ERROR_BUSY) && g_cancellable_is_cancelled (job->cancellable))
    {
      g_clear_error (&job->error);
      g_cancellable_set_error_if_cancelled (job->cancellable, &job->error);
    }
}

static gboolean
poll_others (Worker *worker, GError **error)
{
  CtStore *self = worker->store;
  const CtActor nobody = { 0 };
  g_autoptr (CtUnit) unit = ct_unit_new (worker->database, &nobody, self->clock, NULL, FALSE);
  gboolean ok = ct_unit_begin (unit, error) && ct_news_box_poll (self->news, unit, error);

  ct_unit_rollback (unit);
  return ok;
}

/* One of the readers looks now and then whether another program has changed something. */
static void
poll_if_due (Worker *worker)
{
  g_autoptr (GError) error = NULL;
  gint64 version;

  if (worker != &worker->store->readers[0] || g_get_monotonic_time () - worker->polled_us < POLL_INTERVAL_US)
    return;
  worker->polled_us = g_get_monotonic_time ();
  version = ct_database_data_version (worker->database);
  if (version == worker->data_version)
    return;
  if (poll_others (worker, &error))
    worker->data_version = version;
  else
    g_info ("Could not see what others changed: %s", error->message);
}

static gpointer
worker_main (gpointer data)
{
  Worker *worker = data;
  CtStore *self = worker->store;
  GAsyncQueue *queue = worker == &self->writer ? self->writes : self->reads;
  gboolean polls = worker == &self->readers[0];

  for (;;)
    {
      Job *job = polls ? g_async_queue_timeout_pop (queue, POLL_INTERVAL_US) : g_async_queue_pop (queue);

      if (job == &stop_job)
        return NULL;
      if (job != NULL)
        {
          run_job (worker, job);
          job_hand_back (self, job);
        }
      poll_if_due (worker);
    }
}

/**
 * ct_store_can_encrypt:
 *
 * Returns: whether this program was built so that it can encrypt a clinic.
 */
gboolean
ct_store_can_encrypt (void)
{
  return ct_database_sqlite ()->key_bytes == CT_STORE_KEY_BYTES;
}

static CtDatabase *
open_database (const char *path, const guint8 *key, CtDatabaseMode mode, GError **error)
{
  return ct_database_open (path, ct_store_can_encrypt () ? key : NULL, mode, error);
}

/**
 * ct_store_create:
 * @path: where the new clinic shall be; nothing may be there
 * @key: (nullable): %CT_STORE_KEY_BYTES to encrypt it with; left out of account where ct_store_can_encrypt() is %FALSE
 * @error: TAKEN where there is a file already, DENIED, FULL, NOT_FOUND for a missing folder
 *
 * Makes an empty clinic that only its owner can read.
 *
 * Returns: whether it is there.
 */
gboolean
ct_store_create (const char *path, const guint8 *key, GError **error)
{
  g_autoptr (CtDatabase) database = NULL;
  CtClock clock = ct_clock_system ();

  g_return_val_if_fail (path != NULL, FALSE);
  database = open_database (path, key, CT_DATABASE_CREATE, error);
  return database != NULL && ct_migrations_apply (database, ct_clock_now (&clock), error);
}

static void
on_news (const char *table, gint64 id, gpointer data)
{
  g_autoptr (CtStore) self = g_object_ref (data);

  g_signal_emit (self, signals[CHANGED], 0, table, id);
}

static void
start_worker (CtStore *self, Worker *worker, const char *name)
{
  worker->store = self;
  worker->thread = g_thread_new (name, worker_main, worker);
}

static gboolean
open_connections (CtStore *self, const guint8 *key, GError **error)
{
  self->writer.database = open_database (self->path, key, CT_DATABASE_WRITE, error);
  if (self->writer.database == NULL ||
      !ct_migrations_apply (self->writer.database, ct_clock_now (&self->clock), error) ||
      !ct_search_renew (self->writer.database, self->clock, error))
    return FALSE;
  for (guint i = 0; i < N_READERS; i++)
    {
      self->readers[i].database = open_database (self->path, key, CT_DATABASE_READ, error);
      if (self->readers[i].database == NULL)
        return FALSE;
    }
  return TRUE;
}

/* What is there now is no news. */
static gboolean
begin_news (CtStore *self, GError **error)
{
  Worker *worker = &self->readers[0];
  const CtActor nobody = { 0 };
  g_autoptr (CtUnit) unit = ct_unit_new (worker->database, &nobody, self->clock, NULL, FALSE);
  gboolean ok;

  worker->data_version = ct_database_data_version (worker->database);
  ok = ct_unit_begin (unit, error) && ct_news_box_begin (self->news, unit, error);
  ct_unit_rollback (unit);
  return ok;
}

/**
 * ct_store_open:
 * @path: where a clinic is
 * @key: (nullable): its key, %CT_STORE_KEY_BYTES; %NULL for one that is not encrypted
 * @clock: what time it is, for the audit
 * @error: NOT_FOUND, DENIED (read-only, or upgraded by a newer program), PASSPHRASE (the key does not fit), CORRUPT
 *
 * Opens a clinic, brings its schema up to date and starts its threads. A clinic that was made without encryption opens
 * with a key as well; ct_store_is_encrypted() tells. CtStore::changed is emitted in the thread-default context of the
 * caller.
 *
 * Returns: (transfer full) (nullable): the store.
 */
CtStore *
ct_store_open (const char *path, const guint8 *key, CtClock clock, GError **error)
{
  g_autoptr (CtStore) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  self = g_object_new (CT_TYPE_STORE, NULL);
  self->path = g_strdup (path);
  self->clock = clock;
  self->context = g_main_context_ref_thread_default ();
  self->news = ct_news_box_new (self->context, on_news, self);
  if (!open_connections (self, key, error) || !begin_news (self, error))
    return NULL;
  self->encrypted = ct_database_is_encrypted (self->writer.database);
  self->open = TRUE;
  start_worker (self, &self->writer, "store-writer");
  for (guint i = 0; i < N_READERS; i++)
    start_worker (self, &self->readers[i], "store-reader");
  return g_steal_pointer (&self);
}

static void
stop_worker (Worker *worker)
{
  if (worker->thread != NULL)
    g_thread_join (g_steal_pointer (&worker->thread));
  g_clear_pointer (&worker->database, ct_database_close);
}

/**
 * ct_store_close:
 * @self: a store
 *
 * Finishes the work that was asked for, ends the threads and closes the clinic. Work asked for later fails.
 */
void
ct_store_close (CtStore *self)
{
  g_return_if_fail (CT_IS_STORE (self));
  g_mutex_lock (&self->mutex);
  if (self->open)
    {
      self->open = FALSE;
      g_async_queue_push (self->writes, &stop_job);
      for (guint i = 0; i < N_READERS; i++)
        g_async_queue_push (self->reads, &stop_job);
    }
  g_mutex_unlock (&self->mutex);
  /* The readers first: the last to close empties the log into the file, and that must be one that may write. */
  for (guint i = 0; i < N_READERS; i++)
    stop_worker (&self->readers[i]);
  stop_worker (&self->writer);
  if (self->news != NULL)
    ct_news_box_close (self->news);
}

/**
 * ct_store_is_encrypted:
 * @self: a store
 *
 * Returns: whether its file can't be read without the key.
 */
gboolean
ct_store_is_encrypted (CtStore *self)
{
  g_return_val_if_fail (CT_IS_STORE (self), FALSE);
  return self->encrypted;
}

/**
 * ct_store_set_actor:
 * @self: a store
 * @user_id: who acts from now on, 0 for the program itself
 * @user_name: (nullable): by what name
 * @workstation: (nullable): where
 *
 * Work asked for from now on is entered in the audit under this name.
 */
void
ct_store_set_actor (CtStore *self, gint64 user_id, const char *user_name, const char *workstation)
{
  g_return_if_fail (CT_IS_STORE (self));
  g_mutex_lock (&self->mutex);
  g_free ((char *) self->actor.user_name);
  g_free ((char *) self->actor.workstation);
  self->actor = (CtActor) { user_id, g_strdup (user_name), g_strdup (workstation), self->actor.no_charts };
  g_mutex_unlock (&self->mutex);
}

/**
 * ct_store_set_charts:
 * @self: a store
 * @may_see_charts: whether who acts may see charts; at first they may
 *
 * Work asked for from now on neither reads nor writes clinical fields where the actor may not see charts.
 */
void
ct_store_set_charts (CtStore *self, gboolean may_see_charts)
{
  g_return_if_fail (CT_IS_STORE (self));
  g_mutex_lock (&self->mutex);
  self->actor.no_charts = !may_see_charts;
  g_mutex_unlock (&self->mutex);
}

/* Nothing may come into a queue behind what ends its thread. */
static gboolean
queue_if_open (CtStore *self, Job *job)
{
  gboolean open;

  g_mutex_lock (&self->mutex);
  open = self->open;
  if (open)
    g_async_queue_push (job->writes ? self->writes : self->reads, job);
  g_mutex_unlock (&self->mutex);
  return open;
}

static void
send (CtStore *self, Job *job)
{
  if (queue_if_open (self, job))
    return;
  g_set_error_literal (&job->error, CT_ERROR, CT_ERROR_FAILED, _("The clinic is closed."));
  job_hand_back (self, job);
}

static void
send_async (CtStore *self, gboolean writes, CtWork work, gpointer data, GDestroyNotify data_free,
            GDestroyNotify result_free, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Job *job = job_new (self, work, data, writes, cancellable);

  job->data_free = data_free;
  job->result_free = result_free;
  job->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (job->task, ct_store_finish);
  /* What is committed is done, even if it was to be cancelled a moment later. */
  g_task_set_check_cancellable (job->task, FALSE);
  send (self, job);
}

/**
 * ct_store_write_async:
 * @self: a store
 * @work: what to do, on the writer's thread, in a transaction
 * @data: for @work
 * @data_free: (nullable): frees @data in the end
 * @result_free: (nullable): frees the result of @work where nobody takes it
 * @cancellable: (nullable): stops the work; nothing of it is then done
 * @callback: called when all of it is on the disk, or none of it is
 * @user_data: for @callback
 *
 * Does a unit of work. Units run one after the other, in the order they were asked for.
 */
void
ct_store_write_async (CtStore *self, CtWork work, gpointer data, GDestroyNotify data_free, GDestroyNotify result_free,
                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (CT_IS_STORE (self) && work != NULL);
  send_async (self, TRUE, work, data, data_free, result_free, cancellable, callback, user_data);
}

/**
 * ct_store_read_async:
 * @self: a store
 * @work: what to do, on a reader's thread, in a transaction that sees one state of the clinic
 * @data: for @work
 * @data_free: (nullable): frees @data in the end
 * @result_free: (nullable): frees the result of @work where nobody takes it
 * @cancellable: (nullable): stops the work
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Does a unit of work that only reads.
 */
void
ct_store_read_async (CtStore *self, CtWork work, gpointer data, GDestroyNotify data_free, GDestroyNotify result_free,
                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (CT_IS_STORE (self) && work != NULL);
  send_async (self, FALSE, work, data, data_free, result_free, cancellable, callback, user_data);
}

/**
 * ct_store_finish:
 * @self: a store
 * @result: as given to the callback
 * @error: what went wrong
 *
 * Returns: (transfer full) (nullable): what the work returned.
 */
gpointer
ct_store_finish (CtStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
wait_for (CtStore *self, gboolean writes, CtWork work, gpointer data, GError **error)
{
  Job *job = job_new (self, work, data, writes, NULL);
  gpointer result;

  send (self, job);
  g_mutex_lock (&self->mutex);
  while (!job->done)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
  result = g_steal_pointer (&job->result);
  if (job->error != NULL)
    g_propagate_error (error, g_steal_pointer (&job->error));
  job_free (job);
  return result;
}

/**
 * ct_store_write:
 * @self: a store
 * @work: what to do
 * @data: for @work
 * @error: what went wrong
 *
 * As ct_store_write_async(), but waits: for programs without a window, and for tests. Where the database was busy and
 * @work runs again, a result of the first try is lost without being freed: return %CT_WORK_DONE or something in @data.
 *
 * Returns: (transfer full) (nullable): what the work returned.
 */
gpointer
ct_store_write (CtStore *self, CtWork work, gpointer data, GError **error)
{
  g_return_val_if_fail (CT_IS_STORE (self) && work != NULL, NULL);
  return wait_for (self, TRUE, work, data, error);
}

/**
 * ct_store_read:
 * @self: a store
 * @work: what to do
 * @data: for @work
 * @error: what went wrong
 *
 * As ct_store_read_async(), but waits.
 *
 * Returns: (transfer full) (nullable): what the work returned.
 */
gpointer
ct_store_read (CtStore *self, CtWork work, gpointer data, GError **error)
{
  g_return_val_if_fail (CT_IS_STORE (self) && work != NULL, NULL);
  return wait_for (self, FALSE, work, data, error);
}

static void
ct_store_finalize (GObject *object)
{
  CtStore *self = CT_STORE (object);

  ct_store_close (self);
  g_clear_pointer (&self->news, ct_news_box_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_async_queue_unref (self->writes);
  g_async_queue_unref (self->reads);
  g_free ((char *) self->actor.user_name);
  g_free ((char *) self->actor.workstation);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self->path);
  G_OBJECT_CLASS (ct_store_parent_class)->finalize (object);
}

static void
ct_store_class_init (CtStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_store_finalize;

  /**
   * CtStore::changed:
   * @self: the store
   * @table: the table of a record
   * @id: which row was made or changed; 0 for many
   *
   * Emitted after the commit, for changes made here and by other programs.
   */
  signals[CHANGED] = g_signal_new ("changed", CT_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                   G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_INT64);
}

static void
ct_store_init (CtStore *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->writes = g_async_queue_new ();
  self->reads = g_async_queue_new ();
}
