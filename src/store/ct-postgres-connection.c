/* Connecting to a PostgreSQL server, waiting for its answers, and noticing that it has gone. */
#include "store/ct-postgres-private.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/ct-error.h"
#include "store/ct-migrations.h"

#define OLDEST_SERVER     150000
#define CONNECT_WITHIN_US (10 * G_USEC_PER_SEC)
/* Where a connection was lost, how long the first try to have one again may take; each further one twice as long, up to
 * CONNECT_WITHIN_US. Until it has failed nobody is told that the server is not there. */
#define FIRST_RETRY_US    (2 * G_USEC_PER_SEC)
/* A cable that was pulled is noticed within some 12 seconds, whether something is under way or not; so it is told within 15. */
#define KEEP_ALIVE                                                                                                    \
  { "keepalives_idle", "4" }, { "keepalives_interval", "2" }, { "keepalives_count", "4" },                            \
  { "tcp_user_timeout", "11000" }

/* What a session is like, whatever the server, the role or the address say. A desk that stands still in the middle of
 * a transaction does not hold up the others for long. */
#define SESSION_SQL                                                                                                   \
  "SET search_path TO " CT_POSTGRES_SCHEMA ", pg_temp; SET client_min_messages TO warning;"                           \
  "SET bytea_output TO hex; SET lock_timeout TO '10s'; SET idle_in_transaction_session_timeout TO '60s';"             \
  "SET statement_timeout TO 0; SET standard_conforming_strings TO on"
#define READER_SQL "SET default_transaction_read_only TO on"
/* The database refuses the writing of programs that are older than its schema, and visits without what they hold of programs
 * that don't say that they keep that: see resources/sql/server/keeper.sql. */
#define VERSION_SQL \
  "SET " CT_POSTGRES_SCHEMA ".schema TO '%" G_GINT64_FORMAT "'; SET " CT_POSTGRES_SCHEMA ".claims TO kept"

/* ---- Waiting ---- */

/* Any thread may call. */
void
ct_postgres_wake (CtPostgres *self)
{
  const guint64 one = 1;

  g_atomic_int_set (&self->interrupted, 1);
  if (write (self->wake, &one, sizeof one) < 0)
    g_warning ("A connection could not be woken: %s", g_strerror (errno));
}

/* Forgets that it was interrupted: what comes now is something else. */
void
ct_postgres_calm (CtPostgres *self)
{
  guint64 count;

  g_atomic_int_set (&self->interrupted, 0);
  self->cancelling = FALSE;
  while (read (self->wake, &count, sizeof count) > 0)
    ;
}

/* Asks the server to stop what it does for this connection; the answer is then an error. */
static void
cancel (CtPostgres *self)
{
  PGcancel *handle = PQgetCancel (self->connection);
  char why[256];

  self->cancelling = TRUE;
  if (handle == NULL || !PQcancel (handle, why, sizeof why))
    g_info ("The server could not be asked to stop: %s", handle != NULL ? why : "not connected");
  PQfreeCancel (handle);
}

/* Waits until the socket can be read or written, or another thread wants to stop it, or it is later than @until_us
 * (0: for ever). FALSE when it is too late, or connecting was interrupted. */
gboolean
ct_postgres_wait (CtPostgres *self, short events, gint64 until_us)
{
  struct pollfd fds[] = { { PQsocket (self->connection), events, 0 }, { self->wake, POLLIN, 0 } };

  for (;;)
    {
      gint64 left_us = until_us - g_get_monotonic_time ();
      int found;

      if (until_us > 0 && left_us <= 0)
        return FALSE;
      found = poll (fds, self->cancelling ? 1 : 2, until_us > 0 ? (int) (left_us / 1000) + 1 : -1);
      if (found < 0 && errno != EINTR)
        return FALSE;
      if (found > 0 && fds[0].revents != 0)
        return TRUE;
      if (found > 0 && PQstatus (self->connection) != CONNECTION_OK)
        return FALSE;
      if (found > 0)
        cancel (self);
    }
}

/* ---- Connecting ---- */

typedef struct
{
  const char *keyword;
  const char *value;
} Setting;

/* What stands before the address is for the address to change; what stands behind it is not. */
static PGconn *
begin (const char *where, const CtCredentials *credentials, const char *sslmode)
{
  const Setting settings[] = { KEEP_ALIVE,
                               { "application_name", "Chairtime" },
                               { "dbname", where },
                               { "client_encoding", "UTF8" },
                               { "user", credentials != NULL ? credentials->user : NULL },
                               { "password", credentials != NULL ? credentials->password : NULL },
                               { "sslmode", sslmode } };
  const char *keywords[G_N_ELEMENTS (settings) + 1] = { NULL };
  const char *values[G_N_ELEMENTS (settings) + 1] = { NULL };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    if (settings[i].value != NULL)
      {
        keywords[n] = settings[i].keyword;
        values[n++] = settings[i].value;
      }
  return PQconnectStartParams (keywords, values, TRUE);
}

static const char *
find_option (const PQconninfoOption *options, const char *keyword)
{
  for (; options != NULL && options->keyword != NULL; options++)
    if (strcmp (options->keyword, keyword) == 0)
      return options->val;
  return NULL;
}

static gboolean
is_local (const char *host)
{
  return host[0] == '\0' || host[0] == '/' || host[0] == '@' || strcmp (host, "localhost") == 0 ||
         strcmp (host, "127.0.0.1") == 0 || strcmp (host, "::1") == 0;
}

/* Whether the connection would go to another computer and might do so in plain sight, without anybody having asked for
 * that: "prefer" is what libpq does where nothing is said. */
static gboolean
is_too_trusting (PGconn *connection)
{
  g_autoptr (PQconninfoOption) options = PQconninfo (connection);
  const char *mode = find_option (options, "sslmode");
  const char *host = find_option (options, "host");
  const char *address = find_option (options, "hostaddr");
  g_autofree char *all = g_strdup_printf ("%s,%s", host != NULL ? host : "", address != NULL ? address : "");
  g_auto (GStrv) hosts = g_strsplit (all, ",", -1);

  if (g_strcmp0 (mode, "prefer") != 0 && g_strcmp0 (mode, "allow") != 0)
    return FALSE;
  for (guint i = 0; hosts[i] != NULL; i++)
    if (!is_local (hosts[i]))
      return TRUE;
  return FALSE;
}

static void
on_notice (void *data, const char *message)
{
  g_debug ("%s", message);
}

static gboolean
go_on (CtPostgres *self, PostgresPollingStatusType (*poll_func) (PGconn *), gint64 within_us, GError **error)
{
  gint64 until_us = g_get_monotonic_time () + within_us;
  PostgresPollingStatusType status = PGRES_POLLING_WRITING;

  PQsetNoticeProcessor (self->connection, on_notice, NULL);
  PQsetErrorVerbosity (self->connection, PQERRORS_SQLSTATE);
  while (PQstatus (self->connection) != CONNECTION_BAD && status != PGRES_POLLING_OK &&
         status != PGRES_POLLING_FAILED &&
         ct_postgres_wait (self, status == PGRES_POLLING_READING ? POLLIN : POLLOUT, until_us))
    status = poll_func (self->connection);
  if (status != PGRES_POLLING_OK)
    return ct_postgres_explain (self, error);
  PQsetErrorVerbosity (self->connection, PQERRORS_DEFAULT);
  return TRUE;
}

static gboolean
start_session (CtPostgres *self, GError **error)
{
  g_autofree char *version = NULL;

  if (PQserverVersion (self->connection) < OLDEST_SERVER)
    {
      g_set_error_literal (error, CT_ERROR, CT_ERROR_DENIED, _("The clinic's server is too old; it must be PostgreSQL 15 or newer."));
      return FALSE;
    }
  self->lost = FALSE;
  version = g_strdup_printf (SESSION_SQL "; " VERSION_SQL, ct_migrations_latest (self->parent.engine));
  return ct_postgres_do (self, version, error) &&
         (self->mode != CT_DATABASE_READ || ct_postgres_do (self, READER_SQL, error));
}

/* An address is kept in lists and shown in windows: no place for a secret. */
static gboolean
check_address (CtPostgres *self, const char *where, GError **error)
{
  char *why = NULL;
  g_autoptr (PQconninfoOption) options = PQconninfoParse (where, &why);
  const char *name = find_option (options, "dbname");

  PQfreemem (why);
  if (options == NULL)
    g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("“%s” is not the address of a clinic. Write it like postgresql://server/clinic."), where);
  else if (find_option (options, "password") != NULL)
    g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, _("The address of a clinic must not contain a passphrase."));
  else
    {
      self->name = g_strdup (name != NULL ? name : where);
      return TRUE;
    }
  return FALSE;
}

/* How long the first try may take, where the address, a service file or PGCONNECT_TIMEOUT does not say. */
static gint64
patience (PGconn *connection)
{
  g_autoptr (PQconninfoOption) options = PQconninfo (connection);
  const char *seconds = find_option (options, "connect_timeout");
  gint64 said = seconds != NULL ? g_ascii_strtoll (seconds, NULL, 10) : 0;

  return said > 0 ? said * G_USEC_PER_SEC : CONNECT_WITHIN_US;
}

/**
 * ct_postgres_connect:
 * @self: a connection to be made
 * @where: the address
 * @credentials: (nullable): user and password
 * @error: INVALID, PASSPHRASE, NOT_FOUND, DENIED or OFFLINE
 *
 * Connects. To another computer that is sslmode=verify-full: encrypted, and the server shows a certificate for its name
 * that is trusted here. Only an address or service file that says "require", "verify-ca" or "disable" has it otherwise;
 * what libpq calls "prefer" and "allow" would let whoever sits in between choose, and is taken as verify-full.
 *
 * Returns: whether there is a session.
 */
gboolean
ct_postgres_connect (CtPostgres *self, const char *where, const CtCredentials *credentials, GError **error)
{
  if (!check_address (self, where, error))
    return FALSE;
  self->wake = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  self->connection = begin (where, credentials, NULL);
  if (PQstatus (self->connection) != CONNECTION_BAD && is_too_trusting (self->connection))
    {
      PQfinish (self->connection);
      self->connection = begin (where, credentials, "verify-full");
    }
  return go_on (self, PQconnectPoll, patience (self->connection), error) && start_session (self, error);
}

/**
 * ct_postgres_set_password:
 * @self: a connection; any thread may call
 * @password: (nullable): what to connect anew by; %NULL: what it was connected by
 */
void
ct_postgres_set_password (CtPostgres *self, const char *password)
{
  g_mutex_lock (&self->mutex);
  if (self->password != NULL)
    memset (self->password, 0, strlen (self->password));
  g_free (self->password);
  self->password = g_strdup (password);
  g_mutex_unlock (&self->mutex);
}

/* The same address and the same user, by another password. */
static PGconn *
begin_as_before (PGconn *connection, const char *password)
{
  g_autoptr (PQconninfoOption) options = PQconninfo (connection);
  g_autoptr (GPtrArray) keywords = g_ptr_array_new ();
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  for (const PQconninfoOption *option = options; option != NULL && option->keyword != NULL; option++)
    if (option->val != NULL && strcmp (option->keyword, "password") != 0)
      {
        g_ptr_array_add (keywords, option->keyword);
        g_ptr_array_add (values, option->val);
      }
  g_ptr_array_add (keywords, (gpointer) "password");
  g_ptr_array_add (values, (gpointer) password);
  g_ptr_array_add (keywords, NULL);
  g_ptr_array_add (values, NULL);
  return PQconnectStartParams ((const char *const *) keywords->pdata, (const char *const *) values->pdata, FALSE);
}

/* Begins the connection anew; TRUE where it is to be followed as a first one. */
static gboolean
begin_again (CtPostgres *self)
{
  PGconn *fresh = NULL;

  g_mutex_lock (&self->mutex);
  if (self->password != NULL)
    fresh = begin_as_before (self->connection, self->password);
  g_mutex_unlock (&self->mutex);
  if (fresh == NULL)
    return FALSE;
  PQfinish (self->connection);
  self->connection = fresh;
  return TRUE;
}

static gboolean
connect_again (CtPostgres *self, gint64 within_us, GError **error)
{
  if (begin_again (self))
    return go_on (self, PQconnectPoll, within_us, error) && start_session (self, error);
  if (!PQresetStart (self->connection))
    return ct_postgres_explain (self, error);
  return go_on (self, PQresetPoll, within_us, error) && start_session (self, error);
}

/**
 * ct_postgres_reconnect:
 * @self: a connection that was lost
 * @error: as for ct_postgres_connect()
 *
 * The first try is a short one, so that a server that does not answer is soon told.
 *
 * Returns: whether there is a session again.
 */
gboolean
ct_postgres_reconnect (CtPostgres *self, GError **error)
{
  gint64 within_us = CLAMP (self->retry_us, FIRST_RETRY_US, CONNECT_WITHIN_US);
  gboolean connected;

  ct_postgres_forget (self);
  ct_postgres_calm (self);
  connected = connect_again (self, within_us, error);
  self->retry_us = connected ? FIRST_RETRY_US : within_us * 2;
  return connected;
}
