#include "store/ct-store-private.h"

#include <glib/gi18n.h>

#include "base/ct-error.h"
#include "store/ct-database.h"
#include "store/ct-migrations.h"
#include "store/ct-queries.h"
#include "store/ct-search-index.h"

enum
{
  CHANGED,
  ONLINE_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtStore, ct_store, G_TYPE_OBJECT)

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

/**
 * ct_store_create:
 * @where: where the new clinic shall be: the path of a file that is not there yet, or the address of a database that
 *   has no clinic yet: "postgresql://server/name", "service=name"
 * @credentials: (nullable): a file is encrypted with its key, where ct_store_can_encrypt(); a server asks for user and password
 * @error: TAKEN where there is something already, DENIED, FULL, NOT_FOUND for a missing folder or database, OFFLINE
 *
 * Makes an empty clinic that only its owner can read.
 *
 * Returns: whether it is there.
 */
gboolean
ct_store_create (const char *where, const CtCredentials *credentials, GError **error)
{
  g_autoptr (CtDatabase) database = NULL;
  CtClock clock = ct_clock_system ();

  g_return_val_if_fail (where != NULL, FALSE);
  database = ct_database_open (where, credentials, CT_DATABASE_CREATE, error);
  return database != NULL && ct_migrations_apply (database, ct_clock_now (&clock), error);
}

static void
on_news (const char *table, gint64 id, gpointer data)
{
  g_autoptr (CtStore) self = g_object_ref (data);

  g_signal_emit (self, signals[CHANGED], 0, table, id);
}

static void
on_online (gboolean online, gpointer data)
{
  g_autoptr (CtStore) self = g_object_ref (data);

  g_signal_emit (self, signals[ONLINE_CHANGED], 0, online);
}

/* Whether this program will change the schema of a clinic in which somebody has worked. Where the schema can't be read, or is
 * not ours, applying it says so. */
static gboolean
look_for_upgrade (CtDatabase *database, gboolean *needed, GError **error)
{
  gboolean current = TRUE;
  gint64 acts = 0;

  if (!ct_migrations_are_applied (database, &current, NULL) || current)
    return TRUE;
  if (!ct_database_number (database, NULL, ct_queries_find ("audit.last-id"), NULL, 0, &acts, error))
    return FALSE;
  *needed = acts > 0;
  return TRUE;
}

static gboolean
prepare_upgrade (CtStore *self, const CtUpgrade *upgrade, GError **error)
{
  gboolean needed = FALSE;

  return upgrade == NULL ||
         (look_for_upgrade (self->writer.database, &needed, error) && (!needed || upgrade->before (upgrade->data, error)));
}

static gboolean
open_connections (CtStore *self, const CtCredentials *credentials, const CtUpgrade *upgrade, GError **error)
{
  self->writer.database = ct_database_open (self->where, credentials, CT_DATABASE_WRITE, error);
  if (self->writer.database == NULL || !prepare_upgrade (self, upgrade, error) ||
      !ct_migrations_apply (self->writer.database, ct_clock_now (&self->clock), error) ||
      !ct_search_renew (self->writer.database, self->clock, error))
    return FALSE;
  for (guint i = 0; i < CT_STORE_N_READERS; i++)
    {
      self->readers[i].database = ct_database_open (self->where, credentials, CT_DATABASE_READ, error);
      if (self->readers[i].database == NULL)
        return FALSE;
    }
  return TRUE;
}

/* On a server others are told; in a file one of the readers looks. */
static gboolean
begin_news (CtStore *self, const CtCredentials *credentials, GError **error)
{
  if (!ct_database_has_server (self->writer.database))
    return ct_worker_begin_news (&self->readers[0], error);
  ct_news_box_watch_online (self->news, on_online);
  self->listener = ct_listener_new (self->where, credentials, self->news, error);
  if (self->listener != NULL)
    ct_listener_set_own (self->listener, ct_database_session (self->writer.database));
  return self->listener != NULL;
}

static void
prepare_worker (CtStore *self, CtWorker *worker, GAsyncQueue *jobs)
{
  worker->store = self;
  worker->jobs = jobs;
}

/**
 * ct_store_open:
 * @where: where a clinic is: the path of a file, or the address of a database
 * @credentials: (nullable): what opens it
 * @clock: what time it is, for the audit
 * @error: NOT_FOUND, DENIED (read-only, or upgraded by a newer program), PASSPHRASE (key or password do not fit), CORRUPT,
 *   OFFLINE
 *
 * Opens a clinic, brings its schema up to date and starts its threads. A clinic that was made without encryption opens
 * with a key as well; ct_store_is_encrypted() tells. CtStore::changed is emitted in the thread-default context of the
 * caller.
 *
 * Returns: (transfer full) (nullable): the store.
 */
CtStore *
ct_store_open (const char *where, const CtCredentials *credentials, CtClock clock, GError **error)
{
  return ct_store_open_prepared (where, credentials, clock, NULL, error);
}

/**
 * ct_store_open_prepared:
 * @where: where a clinic is
 * @credentials: (nullable): what opens it
 * @clock: what time it is, for the audit
 * @upgrade: (nullable): called before the schema of a clinic in which somebody has worked is changed
 * @error: as for ct_store_open(), or what @upgrade said
 *
 * As ct_store_open().
 *
 * Returns: (transfer full) (nullable): the store.
 */
CtStore *
ct_store_open_prepared (const char *where, const CtCredentials *credentials, CtClock clock, const CtUpgrade *upgrade,
                        GError **error)
{
  g_autoptr (CtStore) self = NULL;

  g_return_val_if_fail (where != NULL, NULL);
  self = g_object_new (CT_TYPE_STORE, NULL);
  self->where = g_strdup (where);
  self->clock = clock;
  self->context = g_main_context_ref_thread_default ();
  self->news = ct_news_box_new (self->context, on_news, self);
  if (!open_connections (self, credentials, upgrade, error) || !begin_news (self, credentials, error))
    return NULL;
  self->encrypted = ct_database_is_encrypted (self->writer.database);
  self->open = TRUE;
  ct_worker_start (&self->writer, "store-writer");
  for (guint i = 0; i < CT_STORE_N_READERS; i++)
    ct_worker_start (&self->readers[i], "store-reader");
  return g_steal_pointer (&self);
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
      ct_worker_dismiss (&self->writer);
      for (guint i = 0; i < CT_STORE_N_READERS; i++)
        ct_worker_dismiss (&self->readers[i]);
    }
  g_mutex_unlock (&self->mutex);
  /* The readers first: the last to close empties the log into the file, and that must be one that may write. */
  for (guint i = 0; i < CT_STORE_N_READERS; i++)
    ct_worker_stop (&self->readers[i]);
  ct_worker_stop (&self->writer);
  g_clear_pointer (&self->listener, ct_listener_free);
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
 * ct_store_is_on_server:
 * @self: a store
 *
 * Returns: whether its clinic is on a server, shared with other desks, and not in a file here.
 */
gboolean
ct_store_is_on_server (CtStore *self)
{
  g_return_val_if_fail (CT_IS_STORE (self), FALSE);
  return self->listener != NULL;
}

/**
 * ct_store_is_online:
 * @self: a store
 *
 * While the server of a clinic can't be reached, work fails at once with %CT_ERROR_OFFLINE, and nothing of it is done; a
 * thread tries to reach it, less often with every try. When it is back, CtStore::online-changed is emitted, and
 * CtStore::changed for every table. A clinic in a file is always online.
 *
 * Returns: whether the clinic can be reached, as far as is known.
 */
gboolean
ct_store_is_online (CtStore *self)
{
  g_return_val_if_fail (CT_IS_STORE (self), FALSE);
  return self->listener == NULL || ct_listener_is_online (self->listener);
}

/**
 * ct_store_try_now:
 * @self: a store
 *
 * Tries to reach the server now and not after the next pause: for a button "Try again".
 */
void
ct_store_try_now (CtStore *self)
{
  g_return_if_fail (CT_IS_STORE (self));
  if (self->listener != NULL && !ct_listener_is_online (self->listener))
    ct_listener_doubt (self->listener);
}

/**
 * ct_store_doubt:
 * @self: a store
 *
 * Somebody could not reach the server, and takes it for gone: it is looked for at once, and CtStore::online-changed is
 * emitted when it is there, also where it was never told to be gone. Nothing happens for a file.
 */
void
ct_store_doubt (CtStore *self)
{
  g_return_if_fail (CT_IS_STORE (self));
  if (self->listener == NULL)
    return;
  ct_news_box_doubt (self->news);
  ct_listener_doubt (self->listener);
}

/**
 * ct_store_set_password:
 * @self: a store
 * @password: the one that its user has chosen just now
 *
 * What is connected to the server stays so; what is connected anew goes by it. A file has no password.
 */
void
ct_store_set_password (CtStore *self, const char *password)
{
  g_return_if_fail (CT_IS_STORE (self) && password != NULL);
  if (self->listener == NULL)
    return;
  ct_database_set_password (self->writer.database, password);
  for (guint i = 0; i < CT_STORE_N_READERS; i++)
    ct_database_set_password (self->readers[i].database, password);
  ct_listener_set_password (self->listener, password);
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
queue_if_open (CtStore *self, CtJob *job)
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
send (CtStore *self, CtJob *job)
{
  if (queue_if_open (self, job))
    return;
  g_set_error_literal (&job->error, CT_ERROR, CT_ERROR_FAILED, _("The clinic is closed."));
  ct_job_hand_back (job, self);
}

static void
send_async (CtStore *self, gboolean writes, CtWork work, gpointer data, GDestroyNotify data_free,
            GDestroyNotify result_free, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  CtJob *job = ct_job_new (self, work, data, writes, cancellable);

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
  CtJob *job = ct_job_new (self, work, data, writes, NULL);
  gpointer result;

  send (self, job);
  g_mutex_lock (&self->mutex);
  while (!job->done)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
  result = g_steal_pointer (&job->result);
  if (job->error != NULL)
    g_propagate_error (error, g_steal_pointer (&job->error));
  ct_job_free (job);
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
  g_mutex_clear (&self->place_mutex);
  g_clear_pointer (&self->seen, ct_audit_head_free);
  g_cond_clear (&self->cond);
  g_free (self->where);
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

  /**
   * CtStore::online-changed:
   * @self: the store
   * @online: whether the server can be reached
   *
   * Emitted when the server of the clinic has gone away, and when it is back; see ct_store_is_online().
   */
  signals[ONLINE_CHANGED] = g_signal_new ("online-changed", CT_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
ct_store_init (CtStore *self)
{
  g_mutex_init (&self->mutex);
  g_mutex_init (&self->place_mutex);
  g_cond_init (&self->cond);
  self->writes = g_async_queue_new ();
  self->reads = g_async_queue_new ();
  prepare_worker (self, &self->writer, self->writes);
  for (guint i = 0; i < CT_STORE_N_READERS; i++)
    prepare_worker (self, &self->readers[i], self->reads);
}
