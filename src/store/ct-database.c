#include "store/ct-database.h"

/**
 * ct_database_engine_for:
 * @where: a place: the path of a file, or "postgresql://host/name", "postgres://host/name", "service=name"
 *
 * Returns: (transfer none): the engine that keeps it.
 */
const CtEngine *
ct_database_engine_for (const char *where)
{
  g_return_val_if_fail (where != NULL, NULL);
  if (g_str_has_prefix (where, "postgresql://") || g_str_has_prefix (where, "postgres://") ||
      g_str_has_prefix (where, "service="))
    return ct_database_postgres ();
  return ct_database_sqlite ();
}

/**
 * ct_database_open:
 * @where: a place, see ct_database_engine_for()
 * @credentials: (nullable): what opens it
 * @mode: how to open it
 * @error: NOT_FOUND, DENIED, PASSPHRASE (key or password do not fit), CORRUPT (damaged or not a clinic), FULL, BUSY or
 *   OFFLINE
 *
 * Returns: (transfer full) (nullable): a connection.
 */
CtDatabase *
ct_database_open (const char *where, const CtCredentials *credentials, CtDatabaseMode mode, GError **error)
{
  g_return_val_if_fail (where != NULL, NULL);
  return ct_database_engine_for (where)->open (where, credentials, mode, error);
}

/**
 * ct_database_close:
 * @self: (transfer full) (nullable): a connection
 *
 * Ends a connection. Its cursors must be gone.
 */
void
ct_database_close (CtDatabase *self)
{
  if (self != NULL)
    self->engine->close (self);
}

/**
 * ct_database_is_encrypted:
 * @self: a connection
 *
 * Returns: whether what it writes can't be read without the key.
 */
gboolean
ct_database_is_encrypted (CtDatabase *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->engine->encrypted (self);
}

/**
 * ct_database_script:
 * @self: a connection
 * @sql: statements without parameters
 * @error: what went wrong
 *
 * Returns: whether all of them ran.
 */
gboolean
ct_database_script (CtDatabase *self, const char *sql, GError **error)
{
  g_return_val_if_fail (self != NULL && sql != NULL, FALSE);
  return self->engine->script (self, sql, error);
}

/**
 * ct_database_prepare:
 * @self: a connection
 * @name: under which to keep the statement prepared
 * @sql: one statement
 * @error: what is wrong with it
 *
 * Returns: whether the engine understands it.
 */
gboolean
ct_database_prepare (CtDatabase *self, const char *name, const char *sql, GError **error)
{
  g_return_val_if_fail (self != NULL && name != NULL && sql != NULL, FALSE);
  return self->engine->prepare (self, name, sql, error);
}

/**
 * ct_database_query:
 * @self: a connection
 * @name: (nullable): under which to keep the statement prepared; the same name always means the same @sql
 * @sql: one statement with parameters $1, $2, …
 * @params: (array length=n_params): their values; copied
 * @n_params: how many
 * @error: what went wrong
 *
 * Returns: (transfer full) (nullable): its rows, before the first.
 */
CtCursor *
ct_database_query (CtDatabase *self, const char *name, const char *sql, const CtValue *params, guint n_params,
                   GError **error)
{
  g_return_val_if_fail (self != NULL && sql != NULL, NULL);
  return self->engine->query (self, name, sql, params, n_params, TRUE, error);
}

/**
 * ct_database_run:
 * @self: a connection
 * @name: (nullable): as in ct_database_query()
 * @sql: one statement
 * @params: (array length=n_params): its parameters
 * @n_params: how many
 * @error: what went wrong
 *
 * Runs a statement to its end.
 *
 * Returns: how many rows it changed, -1 on an error.
 */
gint64
ct_database_run (CtDatabase *self, const char *name, const char *sql, const CtValue *params, guint n_params,
                 GError **error)
{
  g_autoptr (CtCursor) cursor = NULL;
  int more;

  g_return_val_if_fail (self != NULL && sql != NULL, -1);
  cursor = self->engine->query (self, name, sql, params, n_params, FALSE, error);
  if (cursor == NULL)
    return -1;
  while ((more = ct_cursor_next (cursor, error)) > 0)
    ;
  return more < 0 ? -1 : self->engine->affected (self);
}

/**
 * ct_database_run_later:
 * @self: a connection in a transaction
 * @name: (nullable): as in ct_database_query()
 * @sql: one statement
 * @params: (array length=n_params): its parameters; copied
 * @n_params: how many
 * @error: what went wrong, as far as it is known already
 *
 * Runs a statement in its turn, of which nobody needs to know more than that it went well. On a server its answer is not
 * waited for: that saves the way there and back. If it goes wrong, the next statement that is waited for, at last the
 * commit, gives its error and does nothing.
 *
 * Returns: whether it went well as far as it is known.
 */
gboolean
ct_database_run_later (CtDatabase *self, const char *name, const char *sql, const CtValue *params, guint n_params,
                       GError **error)
{
  g_return_val_if_fail (self != NULL && sql != NULL, FALSE);
  if (self->engine->later != NULL)
    return self->engine->later (self, name, sql, params, n_params, error);
  return ct_database_run (self, name, sql, params, n_params, error) >= 0;
}

/**
 * ct_database_number:
 * @self: a connection
 * @name: (nullable): as in ct_database_query()
 * @sql: one statement
 * @params: (array length=n_params): its parameters
 * @n_params: how many
 * @number: (out): the first column of the first row; 0 where there is no row or nothing in it
 * @error: what went wrong
 *
 * Returns: whether it ran.
 */
gboolean
ct_database_number (CtDatabase *self, const char *name, const char *sql, const CtValue *params, guint n_params,
                    gint64 *number, GError **error)
{
  g_autoptr (CtCursor) cursor = NULL;
  int more;

  g_return_val_if_fail (self != NULL && sql != NULL && number != NULL, FALSE);
  cursor = self->engine->query (self, name, sql, params, n_params, FALSE, error);
  if (cursor == NULL || (more = ct_cursor_next (cursor, error)) < 0)
    return FALSE;
  *number = more > 0 ? ct_cursor_value (cursor, 0).integer : 0;
  return TRUE;
}

/**
 * ct_database_begin:
 * @self: a connection
 * @write: whether the transaction will write; in a file it waits for its turn now. One that reads sees one state
 *   throughout; on a server one that writes sees what others committed before each of its statements, so that it need
 *   not start over whenever two desks write: revisions, claims and the lock on the audit's end keep them apart.
 * @error: BUSY when the turn did not come
 *
 * Returns: whether a transaction has begun.
 */
gboolean
ct_database_begin (CtDatabase *self, gboolean write, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->engine->begin (self, write, error);
}

/**
 * ct_database_alone:
 * @self: a connection in a transaction that writes
 * @error: BUSY when the turn did not come
 *
 * Waits until no other transaction that called this is under way: for work that changes the schema.
 *
 * Returns: whether it is alone now.
 */
gboolean
ct_database_alone (CtDatabase *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->engine->alone == NULL || self->engine->alone (self, error);
}

/**
 * ct_database_commit:
 * @self: a connection in a transaction
 * @error: what went wrong; the transaction is then still open. OFFLINE: the connection broke before the answer came, so
 *   that it may have been committed or not
 *
 * Returns: whether everything of it is on the disk.
 */
gboolean
ct_database_commit (CtDatabase *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->engine->commit (self, error);
}

/**
 * ct_database_rollback:
 * @self: a connection
 *
 * Takes back what the transaction did, if one is open.
 */
void
ct_database_rollback (CtDatabase *self)
{
  g_return_if_fail (self != NULL);
  self->engine->rollback (self);
}

/**
 * ct_database_data_version:
 * @self: a connection outside of a transaction
 *
 * Returns: a number that differs from last time when another connection has committed since.
 */
gint64
ct_database_data_version (CtDatabase *self)
{
  g_return_val_if_fail (self != NULL && self->engine->data_version != NULL, 0);
  return self->engine->data_version (self);
}

/**
 * ct_database_interrupt:
 * @self: a connection; any thread may call
 *
 * Stops the statement that is running now; it fails with %G_IO_ERROR_CANCELLED.
 */
void
ct_database_interrupt (CtDatabase *self)
{
  g_return_if_fail (self != NULL);
  self->engine->interrupt (self);
}

/**
 * ct_database_has_server:
 * @self: a connection
 *
 * Returns: whether it goes to a server, which may go away, and where others are told of changes.
 */
gboolean
ct_database_has_server (CtDatabase *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->engine->listen != NULL;
}

/**
 * ct_database_opened:
 * @self: a connection; any thread may call
 *
 * Returns: (transfer none) (nullable): which file it has open, %NULL on a server.
 */
const CtOpenedFile *
ct_database_opened (CtDatabase *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->engine->opened != NULL ? self->engine->opened (self) : NULL;
}

/**
 * ct_database_is_there:
 * @self: a connection; any thread may call
 *
 * Returns: whether the file that it has open is still the one at its place; TRUE on a server.
 */
gboolean
ct_database_is_there (CtDatabase *self)
{
  const CtOpenedFile *file = ct_database_opened (self);

  return file == NULL || ct_opened_file_is_there (file);
}

/**
 * ct_database_check:
 * @self: a connection
 * @error: CORRUPT
 *
 * Returns: whether no damage is to be found; TRUE on a server, whose keeper looks for it.
 */
gboolean
ct_database_check (CtDatabase *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->engine->check == NULL || self->engine->check (self, error);
}

/**
 * ct_database_session:
 * @self: a connection to a server
 *
 * Returns: by what number the server knows it, until it is connected anew.
 */
gint64
ct_database_session (CtDatabase *self)
{
  g_return_val_if_fail (self != NULL && self->engine->session != NULL, 0);
  return self->engine->session (self);
}

/**
 * ct_database_listen:
 * @self: a connection to a server
 * @func: called for every table there is: what changed before is not known
 * @data: its data
 * @error: what went wrong
 *
 * Begins to hear what others tell.
 *
 * Returns: whether it does.
 */
gboolean
ct_database_listen (CtDatabase *self, CtHeardFunc func, gpointer data, GError **error)
{
  g_return_val_if_fail (self != NULL && self->engine->listen != NULL && func != NULL, FALSE);
  return self->engine->listen (self, func, data, error);
}

/**
 * ct_database_hear:
 * @self: a connection that listens
 * @func: called for each row that was told of
 * @data: its data
 * @error: OFFLINE when the connection is lost
 *
 * Waits until something was told, or ct_database_interrupt() is called.
 *
 * Returns: whether it goes on listening.
 */
gboolean
ct_database_hear (CtDatabase *self, CtHeardFunc func, gpointer data, GError **error)
{
  g_return_val_if_fail (self != NULL && self->engine->hear != NULL && func != NULL, FALSE);
  return self->engine->hear (self, func, data, error);
}

/**
 * ct_database_tell:
 * @self: a connection to a server, in a transaction that writes
 * @lines: what will have changed: "table id", a line each
 * @error: what went wrong
 *
 * Tells all who listen, once the transaction is committed.
 *
 * Returns: whether that will be.
 */
gboolean
ct_database_tell (CtDatabase *self, const char *lines, GError **error)
{
  g_return_val_if_fail (self != NULL && self->engine->tell != NULL && lines != NULL, FALSE);
  return self->engine->tell (self, lines, error);
}

/**
 * ct_database_is_lost:
 * @self: a connection
 *
 * Returns: whether its server has gone away; see ct_database_reconnect().
 */
gboolean
ct_database_is_lost (CtDatabase *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->engine->is_lost != NULL && self->engine->is_lost (self);
}

/**
 * ct_database_reconnect:
 * @self: a connection that is lost; its cursors must be gone
 * @error: as for ct_database_open()
 *
 * Returns: whether it is connected anew.
 */
gboolean
ct_database_reconnect (CtDatabase *self, GError **error)
{
  g_return_val_if_fail (self != NULL && self->engine->reconnect != NULL, FALSE);
  return self->engine->reconnect (self, error);
}

/**
 * ct_database_set_password:
 * @self: a connection; any thread may call
 * @password: the one that fits from now on
 *
 * What is connected stays so; ct_database_reconnect() goes by the new one. A file has none.
 */
void
ct_database_set_password (CtDatabase *self, const char *password)
{
  g_return_if_fail (self != NULL && password != NULL);
  if (self->engine->set_password != NULL)
    self->engine->set_password (self, password);
}

/**
 * ct_cursor_next:
 * @self: rows
 * @error: what went wrong
 *
 * Returns: 1 where there is a row, 0 after the last, -1 on an error.
 */
int
ct_cursor_next (CtCursor *self, GError **error)
{
  g_return_val_if_fail (self != NULL, -1);
  return self->database->engine->next (self, error);
}

/**
 * ct_cursor_n_columns:
 * @self: rows
 *
 * Returns: how many columns a row has.
 */
int
ct_cursor_n_columns (CtCursor *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->database->engine->n_columns (self);
}

/**
 * ct_cursor_column_name:
 * @self: rows
 * @column: from 0
 *
 * Returns: (transfer none): the name of a column.
 */
const char *
ct_cursor_column_name (CtCursor *self, int column)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->database->engine->column_name (self, column);
}

/**
 * ct_cursor_value:
 * @self: rows, at a row
 * @column: from 0
 *
 * Returns: what stands there; borrowed until the next row.
 */
CtValue
ct_cursor_value (CtCursor *self, int column)
{
  g_return_val_if_fail (self != NULL, CT_NULL_VALUE);
  return self->database->engine->value (self, column);
}

/**
 * ct_cursor_free:
 * @self: (transfer full) (nullable): rows
 *
 * Ends the statement; its prepared form is kept by the connection.
 */
void
ct_cursor_free (CtCursor *self)
{
  if (self != NULL)
    self->database->engine->cursor_free (self);
}
