/* The store as its own files see it: the jobs on their way, and the threads that do them. */
#pragma once

#include "domain/ct-audit-head.h"
#include "store/ct-listener.h"
#include "store/ct-news.h"
#include "store/ct-store.h"

G_BEGIN_DECLS

#define CT_STORE_N_READERS 2

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
} CtJob;

/* A thread of a store, with a connection of its own. */
typedef struct
{
  CtStore     *store; /* outlives its workers */
  GThread     *thread;
  CtDatabase  *database;
  CtDatabase  *next;   /* (nullable): what it goes on with from its next job on; guarded by the store's place_mutex */
  GAsyncQueue *jobs;   /* not owned */
  gboolean     polls;  /* looks now and then what other programs changed in the file */
  gint64       polled_us;
  gint64       data_version;
  guint32      jitter;
} CtWorker;

struct _CtStore
{
  GObject       parent_instance;
  char         *where;
  gboolean      encrypted;
  CtClock       clock;
  GMainContext *context;
  CtNewsBox    *news;
  CtListener   *listener; /* of a clinic on a server */
  GMutex        mutex; /* guards actor, open, and jobs that somebody waits for */
  GCond         cond;
  CtActor       actor;
  GAsyncQueue  *writes;
  GAsyncQueue  *reads;
  CtWorker      writer;
  CtWorker      readers[CT_STORE_N_READERS];
  gboolean      open;
  GMutex        place_mutex; /* held to commit into a file, and to go on with another */
  CtAuditHead  *seen;        /* where the audit of a clinic in a file ended when this store last saw it */
};

CtJob   *ct_job_new           (CtStore *store, CtWork work, gpointer data, gboolean writes, GCancellable *cancellable);
void     ct_job_free          (CtJob *self);
void     ct_job_hand_back     (CtJob *self, CtStore *store);
gboolean ct_worker_begin_news (CtWorker *self, GError **error);
void     ct_worker_start      (CtWorker *self, const char *name);
void     ct_worker_dismiss    (CtWorker *self);
void     ct_worker_stop       (CtWorker *self);

gboolean ct_store_see_head    (CtStore *self, CtUnit *unit, GError **error);
gboolean ct_store_commit_there (CtStore *self, CtUnit *unit, GError **error);

G_END_DECLS
