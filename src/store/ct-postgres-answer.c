/* Asking a PostgreSQL server and waiting for its answers; what needs no answer of its own travels with what comes next. */
#include "store/ct-postgres-private.h"

#include <poll.h>

/* How much is on its way at most without the server's answers having been read: they fit into the socket's buffers. */
#define MAX_LATER 64

static void
receive (CtPostgres *self)
{
  while (PQisBusy (self->connection))
    if (!ct_postgres_wait (self, POLLIN, 0) || !PQconsumeInput (self->connection))
      return;
}

static gboolean
is_good (const PGresult *result)
{
  return PQresultStatus (result) == PGRES_COMMAND_OK || PQresultStatus (result) == PGRES_TUPLES_OK;
}

/* (nullable): the last result of one thing that was sent; %NULL where the connection broke. */
static PGresult *
read_last (CtPostgres *self)
{
  PGresult *last = NULL;

  for (;;)
    {
      PGresult *result;

      receive (self);
      result = PQgetResult (self->connection);
      if (result == NULL)
        return last;
      PQclear (last);
      last = result;
      if (PQresultStatus (result) == PGRES_PIPELINE_SYNC || PQstatus (self->connection) != CONNECTION_OK)
        return last;
    }
}

/* The answers to all that was sent before. Once one is an error the server does nothing more up to the next sync, so it
 * is the first that says why. */
static gboolean
read_earlier (CtPostgres *self, GError **error)
{
  gboolean ok = TRUE;

  for (; self->n_later > 0; self->n_later--)
    {
      g_autoptr (PGresult) result = read_last (self);

      if (ok && !is_good (result))
        ok = ct_postgres_set_error (self, result, error);
    }
  return ok;
}

static void
end_pipeline (CtPostgres *self)
{
  PQclear (read_last (self));
  self->n_later = 0;
  if (!PQexitPipelineMode (self->connection) && PQstatus (self->connection) == CONNECTION_OK)
    g_warning ("The server's answers are out of step: %s", PQerrorMessage (self->connection));
}

/**
 * ct_postgres_answer:
 * @self: a connection
 * @sent: what the function of libpq returned that sent a statement
 * @error: what went wrong, also with what was sent by ct_postgres_later() before
 *
 * Waits for the answer.
 *
 * Returns: (transfer full) (nullable): the last result of what was sent, if all of it went well.
 */
PGresult *
ct_postgres_answer (CtPostgres *self, int sent, GError **error)
{
  gboolean in_line = PQpipelineStatus (self->connection) != PQ_PIPELINE_OFF;
  gboolean ok = TRUE;
  g_autoptr (PGresult) last = NULL;

  if (in_line)
    {
      sent = PQpipelineSync (self->connection) && sent;
      ok = read_earlier (self, error);
    }
  if (sent)
    last = read_last (self);
  if (ok && !is_good (last))
    ok = ct_postgres_set_error (self, last, error);
  if (in_line)
    end_pipeline (self);
  return ok ? g_steal_pointer (&last) : NULL;
}

/**
 * ct_postgres_settle:
 * @self: a connection
 * @error: what went wrong with what was sent before
 *
 * Waits for the answers to what was sent by ct_postgres_later().
 *
 * Returns: whether all of it went well.
 */
gboolean
ct_postgres_settle (CtPostgres *self, GError **error)
{
  gboolean ok;

  if (PQpipelineStatus (self->connection) == PQ_PIPELINE_OFF)
    return TRUE;
  PQpipelineSync (self->connection);
  ok = read_earlier (self, error);
  end_pipeline (self);
  return ok;
}

/**
 * ct_postgres_begin_later:
 * @self: a connection
 * @error: what went wrong with what was sent before
 *
 * Makes ready for one more statement to be sent without waiting for its answer; ct_postgres_later() says that it was.
 *
 * Returns: whether it may be sent.
 */
gboolean
ct_postgres_begin_later (CtPostgres *self, GError **error)
{
  if (self->n_later >= MAX_LATER && !ct_postgres_settle (self, error))
    return FALSE;
  return PQenterPipelineMode (self->connection) || ct_postgres_set_error (self, NULL, error);
}

/**
 * ct_postgres_later:
 * @self: a connection
 * @sent: what the function of libpq returned that sent a statement
 * @error: that it could not be sent
 *
 * Leaves the answer for the next that is waited for: ct_postgres_answer() tells of an error of this one, too.
 *
 * Returns: whether it is on its way.
 */
gboolean
ct_postgres_later (CtPostgres *self, int sent, GError **error)
{
  if (!sent)
    return ct_postgres_set_error (self, NULL, error);
  self->n_later++;
  return TRUE;
}

/* Sends one statement without parameters, alone or behind others. */
int
ct_postgres_send (CtPostgres *self, const char *sql)
{
  return PQsendQueryParams (self->connection, sql, 0, NULL, NULL, NULL, NULL, 0);
}

/* Runs one statement without parameters and rows, whose answer comes with the next. */
gboolean
ct_postgres_do_later (CtPostgres *self, const char *sql, GError **error)
{
  return ct_postgres_begin_later (self, error) && ct_postgres_later (self, ct_postgres_send (self, sql), error);
}

/* Runs one or many statements without parameters, and without rows. */
gboolean
ct_postgres_do (CtPostgres *self, const char *sql, GError **error)
{
  g_autoptr (PGresult) result = NULL;

  if (!ct_postgres_settle (self, error))
    return FALSE;
  result = ct_postgres_answer (self, PQsendQuery (self->connection, sql), error);
  return result != NULL;
}
