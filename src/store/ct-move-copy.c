/* Copying. What is committed on the other side stays, so that a move that was broken off goes on where it was. */
#include "store/ct-move-private.h"
#include "store/ct-search.h"
#include "store/ct-unit-private.h"

#define MAX_COLUMNS 64

static char *
insert_sql (const CtMoveTable *table)
{
  g_autofree char *columns = g_strjoinv (", ", table->columns);
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT INTO %s (%s) VALUES (", table->name, columns);
  for (guint i = 0; table->columns[i] != NULL; i++)
    g_string_append_printf (sql, "%s$%u", i > 0 ? ", " : "", i + 1);
  g_string_append (sql, ")");
  return g_string_free (sql, FALSE);
}

/* Where it was broken off: rows arrive in the order of their keys. */
static gboolean
find_last_key (CtDatabase *to, const CtMoveTable *table, CtMoveKey *last, GError **error)
{
  g_autofree char *key = g_strjoinv (", ", table->key);
  g_autofree char *order = g_strjoinv (" DESC, ", table->key);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s ORDER BY %s DESC LIMIT 1", key, table->name, order);
  g_autoptr (CtCursor) rows = ct_database_query (to, NULL, sql, NULL, 0, error);
  int more;

  if (rows == NULL || (more = ct_cursor_next (rows, error)) < 0)
    return FALSE;
  if (more > 0)
    ct_move_key_set (last, rows, 0, g_strv_length (table->key));
  return TRUE;
}

static gboolean
copy_row (CtDatabase *to, const CtMoveTable *table, const char *sql, CtCursor *row, GError **error)
{
  g_autofree char *name = g_strdup_printf ("move insert %s", table->name);
  guint n_key = g_strv_length (table->key), n = g_strv_length (table->columns);
  CtValue values[MAX_COLUMNS];

  g_return_val_if_fail (n <= MAX_COLUMNS, FALSE);
  for (guint i = 0; i < n; i++)
    values[i] = ct_cursor_value (row, (int) (n_key + i));
  return ct_database_run (to, name, sql, values, n, error) >= 0;
}

/* Returns how many rows the page had, -1 on an error. */
static int
copy_page (const CtMove *self, const CtMoveTable *table, const char *sql, CtMoveKey *last, GError **error)
{
  g_autoptr (CtCursor) rows = ct_move_page (self->from, table, last, error);
  guint n_key = g_strv_length (table->key);
  int more, n = 0;

  if (rows == NULL)
    return -1;
  while ((more = ct_cursor_next (rows, error)) > 0 && copy_row (self->to, table, sql, rows, error))
    {
      ct_move_key_set (last, rows, 0, n_key);
      n++;
    }
  return more == 0 ? n : -1;
}

static gboolean
copy_table (const CtMove *self, const CtMoveTable *table, GError **error)
{
  g_autofree char *sql = insert_sql (table);
  g_auto (CtMoveKey) last = { NULL, 0 };
  gint64 done = 0, of = 0;
  int n;

  if (!ct_move_count (self->from, table, &of, error) || !ct_move_count (self->to, table, &done, error) ||
      !find_last_key (self->to, table, &last, error))
    return FALSE;
  do
    {
      if (!ct_move_tell (self, table, FALSE, done, of, error) || !ct_database_begin (self->to, TRUE, error))
        return FALSE;
      n = copy_page (self, table, sql, &last, error);
      if (n < 0 || !ct_database_commit (self->to, error))
        {
          ct_database_rollback (self->to);
          return FALSE;
        }
      done += n;
    }
  while (n > 0);
  return TRUE;
}

/* The next row made there gets a number of its own. */
static gboolean
advance_ids (CtDatabase *server, GPtrArray *plan, GError **error)
{
  for (guint i = 0; i < plan->len; i++)
    {
      const CtMoveTable *table = plan->pdata[i];
      g_autofree char *sql = g_strdup_printf (
        "SELECT setval (pg_get_serial_sequence ('%s', 'id'), (SELECT coalesce (max (id), 0) + 1 FROM %s), false) "
        "WHERE pg_get_serial_sequence ('%s', 'id') IS NOT NULL",
        table->name, table->name, table->name);

      if (g_strv_contains ((const char *const *) table->columns, "id") &&
          ct_database_run (server, NULL, sql, NULL, 0, error) < 0)
        return FALSE;
    }
  return TRUE;
}

/* Where the audit ends is noted as it was. */
static gboolean
copy_head (const CtMove *self, GError **error)
{
  g_autoptr (CtCursor) row = ct_database_query (self->from, NULL, "SELECT last_id, hash FROM audit_head WHERE id = 1", NULL,
                                                0, error);
  CtValue values[2];

  if (row == NULL || ct_cursor_next (row, error) <= 0)
    return FALSE;
  values[0] = ct_cursor_value (row, 0);
  values[1] = ct_cursor_value (row, 1);
  return ct_database_run (self->to, NULL, "UPDATE audit_head SET last_id = $1, hash = $2 WHERE id = 1", values, 2, error) >= 0;
}

/* The index of names is made anew from the patients. */
static gboolean
finish_copy (const CtMove *self, GPtrArray *plan, GError **error)
{
  const CtActor nobody = { 0 };
  g_autoptr (CtUnit) unit = ct_unit_new (self->to, &nobody, ct_clock_system (), self->cancellable, TRUE);

  if (!ct_unit_begin (unit, error))
    return FALSE;
  if ((!ct_database_has_server (self->to) || advance_ids (self->to, plan, error)) && ct_search_rebuild (unit, error) &&
      ct_unit_commit (unit, error))
    return TRUE;
  ct_unit_rollback (unit);
  return FALSE;
}

static gboolean
copy_rows (const CtMove *self, GPtrArray *plan, GError **error)
{
  for (guint i = 0; i < plan->len; i++)
    if (!copy_table (self, plan->pdata[i], error))
      return FALSE;
  return copy_head (self, error);
}

/**
 * ct_move_copy_rows:
 * @self: a move
 * @error: what went wrong
 *
 * Copies all rows, in pieces, and where the audit ends. The index of names stays empty; a clinic in a file makes it when it
 * is opened.
 *
 * Returns: whether all have arrived.
 */
gboolean
ct_move_copy_rows (const CtMove *self, GError **error)
{
  g_autoptr (GPtrArray) plan = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  plan = ct_move_tables (self, error);
  return plan != NULL && copy_rows (self, plan, error);
}

/**
 * ct_move_copy:
 * @self: a move
 * @error: what went wrong; what has arrived stays, and the next call goes on from there
 *
 * Copies all rows, in pieces, and makes the index of names.
 *
 * Returns: whether all have arrived.
 */
gboolean
ct_move_copy (const CtMove *self, GError **error)
{
  g_autoptr (GPtrArray) plan = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  plan = ct_move_tables (self, error);
  return plan != NULL && copy_rows (self, plan, error) && finish_copy (self, plan, error);
}
