/* How desks on one server tell each other what changed: by NOTIFY, in the transaction that changes it. */
#include "store/ct-postgres-private.h"

#include <poll.h>
#include <string.h>

/* A notification carries less than 8,000 bytes. */
#define MAX_TOLD 7900

#define TELL_SQL   "SELECT pg_notify('" CT_POSTGRES_SCHEMA "', $1)"
#define TABLES_SQL "SELECT tablename FROM pg_tables WHERE schemaname = '" CT_POSTGRES_SCHEMA "'"

/* "patient 12\nappointment 0" */
static void
read_lines (gint64 session, const char *text, CtHeardFunc func, gpointer data)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *space = strchr (lines[i], ' ');

      if (space == NULL)
        continue;
      *space = '\0';
      func (session, lines[i], g_ascii_strtoll (space + 1, NULL, 10), data);
    }
}

static void
read_notifications (CtPostgres *self, CtHeardFunc func, gpointer data)
{
  PGnotify *notification;

  while ((notification = PQnotifies (self->connection)) != NULL)
    {
      read_lines (notification->be_pid, notification->extra, func, data);
      PQfreemem (notification);
    }
}

/* The number of the server's process for this connection. */
gint64
ct_postgres_session (CtDatabase *database)
{
  return PQbackendPID (((CtPostgres *) database)->connection);
}

/* See #CtEngine. */
gboolean
ct_postgres_listen (CtDatabase *database, CtHeardFunc func, gpointer data, GError **error)
{
  CtPostgres *self = (CtPostgres *) database;
  g_autoptr (PGresult) tables = NULL;

  if (!ct_postgres_do (self, "LISTEN " CT_POSTGRES_SCHEMA, error))
    return FALSE;
  tables = ct_postgres_answer (self, PQsendQuery (self->connection, TABLES_SQL), error);
  if (tables == NULL)
    return FALSE;
  for (int i = 0; i < PQntuples (tables); i++)
    func (0, PQgetvalue (tables, i, 0), 0, data);
  return TRUE;
}

/* See #CtEngine. Sleeps on the socket; nothing is asked again and again. */
gboolean
ct_postgres_hear (CtDatabase *database, CtHeardFunc func, gpointer data, GError **error)
{
  CtPostgres *self = (CtPostgres *) database;
  struct pollfd fds[] = { { PQsocket (self->connection), POLLIN, 0 }, { self->wake, POLLIN, 0 } };

  if (self->lost)
    return ct_postgres_set_error (self, NULL, error);
  read_notifications (self, func, data);
  if (poll (fds, G_N_ELEMENTS (fds), -1) > 0 && fds[0].revents != 0)
    {
      if (!PQconsumeInput (self->connection))
        return ct_postgres_set_error (self, NULL, error);
      read_notifications (self, func, data);
    }
  ct_postgres_calm (self);
  return TRUE;
}

/* Too much to tell row by row: the tables will do. */
static char *
shorten (const char *lines)
{
  g_auto (GStrv) all = g_strsplit (lines, "\n", -1);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GString *text = g_string_new (NULL);

  for (guint i = 0; all[i] != NULL; i++)
    {
      all[i][strcspn (all[i], " ")] = '\0';
      if (all[i][0] != '\0' && g_hash_table_add (seen, all[i]))
        g_string_append_printf (text, "%s 0\n", all[i]);
    }
  return g_string_free (text, FALSE);
}

/* See #CtEngine. */
gboolean
ct_postgres_tell (CtDatabase *database, const char *lines, GError **error)
{
  g_autofree char *shorter = strlen (lines) > MAX_TOLD ? shorten (lines) : NULL;
  const CtValue param = ct_value_text (shorter != NULL ? shorter : lines);

  return ct_database_run_later (database, "tell", TELL_SQL, &param, 1, error);
}
