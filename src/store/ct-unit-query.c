/* What a unit of work asks by the names of queries. */
#include "store/ct-unit-private.h"

#include <glib/gi18n.h>

#include "base/ct-error.h"
#include "store/ct-queries.h"
#include "store/ct-record-sql.h"

#define MAX_PARAMS 64

/**
 * ct_unit_check:
 * @self: a unit of work
 * @error: that it was cancelled
 *
 * Returns: whether the work may go on.
 */
gboolean
ct_unit_check (CtUnit *self, GError **error)
{
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static guint
collect (CtValue *params, const char *format, va_list args)
{
  guint n = 0;

  for (const char *f = format; *f != '\0' && n < MAX_PARAMS; f++)
    switch (*f)
      {
      case 'i':
        params[n++] = ct_value_int (va_arg (args, gint64));
        break;
      case 'n':
        params[n++] = ct_value_int (va_arg (args, int));
        break;
      case 't':
        params[n++] = ct_value_text (va_arg (args, const char *));
        break;
      case 'b':
        params[n++] = ct_value_bytes (va_arg (args, GBytes *));
        break;
      case 'v':
        params[n++] = *va_arg (args, const CtValue *);
        break;
      case '0':
        params[n++] = CT_NULL_VALUE;
        break;
      default:
        g_error ("“%c” is no kind of parameter.", *f);
      }
  return n;
}

/**
 * ct_unit_query_with:
 * @self: a unit of work
 * @error: what went wrong
 * @name: the name of a query
 * @params: (array length=n): its parameters
 * @n: how many
 *
 * Returns: (transfer full) (nullable): its rows, before the first.
 */
CtRows *
ct_unit_query_with (CtUnit *self, GError **error, const char *name, const CtValue *params, guint n)
{
  CtCursor *cursor;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);
  if (!ct_unit_check (self, error))
    return NULL;
  name = ct_queries_name_for (name, !self->actor.no_charts);
  cursor = ct_database_query (self->database, name, ct_queries_find (name), params, n, error);
  return cursor != NULL ? ct_rows_new (self, cursor) : NULL;
}

static CtRows *
query_rows (CtUnit *self, const char *name, const char *format, va_list args, GError **error)
{
  CtValue params[MAX_PARAMS];
  guint n = collect (params, format, args);

  return ct_unit_query_with (self, error, name, params, n);
}

/**
 * ct_unit_query:
 * @self: a unit of work
 * @error: what went wrong
 * @name: the name of a query
 * @format: a letter for each parameter, as above
 *
 * Returns: (transfer full) (nullable): its rows, before the first.
 */
CtRows *
ct_unit_query (CtUnit *self, GError **error, const char *name, const char *format, ...)
{
  CtRows *rows;
  va_list args;

  g_return_val_if_fail (self != NULL && name != NULL && format != NULL, NULL);
  va_start (args, format);
  rows = query_rows (self, name, format, args, error);
  va_end (args);
  return rows;
}

/**
 * ct_unit_run:
 * @self: a unit of work
 * @error: what went wrong
 * @name: the name of a query
 * @format: a letter for each parameter
 *
 * Returns: how many rows it changed, -1 on an error.
 */
gint64
ct_unit_run (CtUnit *self, GError **error, const char *name, const char *format, ...)
{
  CtValue params[MAX_PARAMS];
  va_list args;
  guint n;

  g_return_val_if_fail (self != NULL && name != NULL && format != NULL, -1);
  va_start (args, format);
  n = collect (params, format, args);
  va_end (args);
  if (!ct_unit_check (self, error))
    return -1;
  return ct_database_run (self->database, name, ct_queries_find (name), params, n, error);
}

/**
 * ct_unit_run_later:
 * @self: a unit of work that writes
 * @error: what went wrong, as far as it is known already
 * @name: the name of a query
 * @format: a letter for each parameter
 *
 * As ct_unit_run(), but does not wait for the answer, see ct_database_run_later().
 *
 * Returns: whether it went well as far as it is known.
 */
gboolean
ct_unit_run_later (CtUnit *self, GError **error, const char *name, const char *format, ...)
{
  CtValue params[MAX_PARAMS];
  va_list args;
  guint n;

  g_return_val_if_fail (self != NULL && name != NULL && format != NULL, FALSE);
  va_start (args, format);
  n = collect (params, format, args);
  va_end (args);
  return ct_unit_check (self, error) &&
         ct_database_run_later (self->database, name, ct_queries_find (name), params, n, error);
}

/**
 * ct_unit_list:
 * @self: a unit of work
 * @error: what went wrong
 * @type: a type of record
 * @name: the name of a query
 * @format: a letter for each parameter
 *
 * Returns: (transfer full) (nullable) (element-type CtRecord): its rows as records, see ct_rows_record(); %NULL on an
 * error.
 */
GPtrArray *
ct_unit_list (CtUnit *self, GError **error, GType type, const char *name, const char *format, ...)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) local = NULL;
  g_autoptr (CtRows) rows = NULL;
  va_list args;

  g_return_val_if_fail (self != NULL && name != NULL && format != NULL, NULL);
  va_start (args, format);
  rows = query_rows (self, name, format, args, error);
  va_end (args);
  if (rows == NULL)
    return NULL;
  while (ct_rows_next (rows, &local))
    g_ptr_array_add (records, ct_rows_record (rows, type));
  if (local == NULL)
    return g_steal_pointer (&records);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * ct_unit_ids:
 * @self: a unit of work
 * @error: what went wrong
 * @name: the name of a query whose first column is a number
 * @format: a letter for each parameter
 *
 * Returns: (transfer full) (nullable) (element-type gint64): that column, row by row; %NULL on an error.
 */
GArray *
ct_unit_ids (CtUnit *self, GError **error, const char *name, const char *format, ...)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local = NULL;
  g_autoptr (CtRows) rows = NULL;
  va_list args;

  g_return_val_if_fail (self != NULL && name != NULL && format != NULL, NULL);
  va_start (args, format);
  rows = query_rows (self, name, format, args, error);
  va_end (args);
  if (rows == NULL)
    return NULL;
  while (ct_rows_next (rows, &local))
    {
      gint64 id = ct_rows_int (rows, 0);

      g_array_append_val (ids, id);
    }
  if (local == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * ct_unit_first:
 * @self: a unit of work
 * @error: what went wrong
 * @type: a type of record
 * @name: the name of a query
 * @format: a letter for each parameter
 *
 * Returns: (transfer full) (nullable): the first row as a record; %NULL without @error where there is none.
 */
gpointer
ct_unit_first (CtUnit *self, GError **error, GType type, const char *name, const char *format, ...)
{
  g_autoptr (CtRows) rows = NULL;
  va_list args;

  g_return_val_if_fail (self != NULL && name != NULL && format != NULL, NULL);
  va_start (args, format);
  rows = query_rows (self, name, format, args, error);
  va_end (args);
  if (rows == NULL)
    return NULL;
  return ct_rows_next (rows, error) ? ct_rows_record (rows, type) : NULL;
}

/**
 * ct_unit_number:
 * @self: a unit of work
 * @number: (out): the first column of the first row; 0 where there is none
 * @error: what went wrong
 * @name: the name of a query
 * @format: a letter for each parameter
 *
 * Returns: whether it ran.
 */
gboolean
ct_unit_number (CtUnit *self, gint64 *number, GError **error, const char *name, const char *format, ...)
{
  CtValue params[MAX_PARAMS];
  va_list args;
  guint n;

  g_return_val_if_fail (self != NULL && number != NULL && name != NULL && format != NULL, FALSE);
  va_start (args, format);
  n = collect (params, format, args);
  va_end (args);
  return ct_unit_check (self, error) &&
         ct_database_number (self->database, name, ct_queries_find (name), params, n, number, error);
}

/* The record of @id, or NULL without an error. */
static CtRecord *
look_up (CtUnit *self, GType type, gint64 id, GError **error)
{
  const CtRecordSql *sql = ct_record_sql (type, !self->actor.no_charts);
  const CtValue param = ct_value_int (id);
  CtCursor *cursor = ct_database_query (self->database, sql->get_name, sql->get, &param, 1, error);
  g_autoptr (CtRows) rows = NULL;

  if (cursor == NULL)
    return NULL;
  rows = ct_rows_new (self, cursor);
  return ct_rows_next (rows, error) ? ct_rows_record (rows, type) : NULL;
}

/**
 * ct_unit_get:
 * @self: a unit of work
 * @type: a type of record
 * @id: which one
 * @error: NOT_FOUND where there is none
 *
 * Returns: (transfer full) (nullable): the record.
 */
gpointer
ct_unit_get (CtUnit *self, GType type, gint64 id, GError **error)
{
  GError *local = NULL;
  CtRecord *record;

  g_return_val_if_fail (self != NULL && g_type_is_a (type, CT_TYPE_RECORD), NULL);
  record = look_up (self, type, id, &local);
  if (record == NULL && local == NULL)
    local = g_error_new_literal (CT_ERROR, CT_ERROR_NOT_FOUND, _("This is not there (any more)."));
  if (local != NULL)
    g_propagate_error (error, local);
  return record;
}
