#include "store/ct-listener.h"

#define FIRST_WAIT_US (250 * 1000)
#define MAX_WAIT_US   (15 * G_USEC_PER_SEC)

struct _CtListener
{
  CtDatabase *database;
  CtNewsBox  *news;
  GThread    *thread;
  GMutex      mutex; /* guards what follows */
  GCond       cond;
  gint64      own;     /* the session of the writer: what it tells is known here already */
  gboolean    online;
  gboolean    doubted; /* somebody could not reach the server: look now */
  gboolean    stopped;
};

static void
on_heard (gint64 session, const char *table, gint64 id, gpointer data)
{
  CtListener *self = data;
  gboolean own;

  g_mutex_lock (&self->mutex);
  own = session == self->own;
  g_mutex_unlock (&self->mutex);
  if (!own)
    ct_news_box_add (self->news, &(CtNews) { g_intern_string (table), id, FALSE }, 1);
}

/* Everything was read after this moment, so none of it is news. */
static void
on_known (gint64 session, const char *table, gint64 id, gpointer data)
{
}

static void
set_online (CtListener *self, gboolean online)
{
  g_mutex_lock (&self->mutex);
  self->online = online;
  if (online)
    self->doubted = FALSE;
  g_mutex_unlock (&self->mutex);
  ct_news_box_set_online (self->news, online);
}

/* What changed while nothing could be heard is not known: every table counts as changed. */
static gboolean
connect_anew (CtListener *self)
{
  g_autoptr (GError) error = NULL;

  if (ct_database_reconnect (self->database, &error) && ct_database_listen (self->database, on_heard, self, &error))
    return TRUE;
  g_info ("The server is not there: %s", error->message);
  return FALSE;
}

/* Waits a while before the next try, longer each time; less when somebody asks for it. FALSE when it is to end. */
static gboolean
rest (CtListener *self, gint64 *wait_us)
{
  gint64 until_us = g_get_monotonic_time () + *wait_us;
  gboolean go_on;

  *wait_us = MIN (*wait_us * 2, MAX_WAIT_US);
  g_mutex_lock (&self->mutex);
  while (!self->stopped && !self->doubted && g_cond_wait_until (&self->cond, &self->mutex, until_us))
    ;
  self->doubted = FALSE;
  go_on = !self->stopped;
  g_mutex_unlock (&self->mutex);
  return go_on;
}

/* Tries again and again until the server is there. FALSE when it is to end. */
static gboolean
wait_for_server (CtListener *self)
{
  gint64 wait_us = FIRST_WAIT_US;

  while (!connect_anew (self))
    {
      set_online (self, FALSE);
      if (!rest (self, &wait_us))
        return FALSE;
    }
  set_online (self, TRUE);
  return TRUE;
}

static gboolean
read_flag (CtListener *self, const gboolean *flag)
{
  gboolean is_set;

  g_mutex_lock (&self->mutex);
  is_set = *flag;
  g_mutex_unlock (&self->mutex);
  return is_set;
}

static gpointer
listener_main (gpointer data)
{
  CtListener *self = data;

  while (!read_flag (self, &self->stopped))
    if (read_flag (self, &self->doubted) || !ct_database_hear (self->database, on_heard, self, NULL))
      if (!wait_for_server (self))
        break;
  return NULL;
}

/**
 * ct_listener_new:
 * @where: the address of a clinic on a server
 * @credentials: (nullable): what opens it
 * @news: where to put what is heard, and whether the server is there; outlives the listener
 * @error: as for ct_database_open()
 *
 * Connects, and listens on a thread of its own, which sleeps until there is something to hear.
 *
 * Returns: (transfer full) (nullable): the listener.
 */
CtListener *
ct_listener_new (const char *where, const CtCredentials *credentials, CtNewsBox *news, GError **error)
{
  g_autoptr (CtDatabase) database = ct_database_open (where, credentials, CT_DATABASE_READ, error);
  CtListener *self;

  if (database == NULL || !ct_database_listen (database, on_known, NULL, error))
    return NULL;
  self = g_new0 (CtListener, 1);
  self->database = g_steal_pointer (&database);
  self->news = news;
  self->online = TRUE;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->thread = g_thread_new ("store-listener", listener_main, self);
  return self;
}

static void
wake (CtListener *self, gboolean *flag)
{
  g_mutex_lock (&self->mutex);
  *flag = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
  ct_database_interrupt (self->database);
}

/**
 * ct_listener_free:
 * @self: (transfer full) (nullable): a listener
 *
 * Ends its thread and its connection.
 */
void
ct_listener_free (CtListener *self)
{
  if (self == NULL)
    return;
  wake (self, &self->stopped);
  g_thread_join (self->thread);
  ct_database_close (self->database);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

/**
 * ct_listener_is_online:
 * @self: a listener; any thread may ask
 *
 * Returns: whether the server was there when it was last looked for.
 */
gboolean
ct_listener_is_online (CtListener *self)
{
  return read_flag (self, &self->online);
}

/**
 * ct_listener_set_own:
 * @self: a listener
 * @session: the session of the store's own writer; what it tells is left out
 */
void
ct_listener_set_own (CtListener *self, gint64 session)
{
  g_mutex_lock (&self->mutex);
  self->own = session;
  g_mutex_unlock (&self->mutex);
}

/**
 * ct_listener_set_password:
 * @self: a listener; any thread may call
 * @password: what to connect anew by from now on
 */
void
ct_listener_set_password (CtListener *self, const char *password)
{
  ct_database_set_password (self->database, password);
}

/**
 * ct_listener_doubt:
 * @self: a listener; any thread may call
 *
 * Somebody could not reach the server, or hopes that it is back: the listener looks for itself, now.
 */
void
ct_listener_doubt (CtListener *self)
{
  wake (self, &self->doubted);
}
