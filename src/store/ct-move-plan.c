#include "store/ct-move-plan.h"

#include <string.h>

/* The server knows its own catalogue; a file has the same tables and columns. */
#define TABLES_SQL \
  "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'chairtime'::regnamespace ORDER BY oid"
#define COLUMNS_SQL \
  "SELECT attname FROM pg_attribute " \
  "WHERE attrelid = CAST(CAST($1 AS text) AS regclass) AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
#define KEY_SQL \
  "SELECT attname FROM pg_index " \
  "CROSS JOIN LATERAL unnest (CAST(indkey AS smallint[])) WITH ORDINALITY AS part (attnum, place) " \
  "JOIN pg_attribute ON attrelid = indrelid AND pg_attribute.attnum = part.attnum " \
  "WHERE indrelid = CAST(CAST($1 AS text) AS regclass) AND indisprimary ORDER BY place"
#define NEEDED_SQL \
  "SELECT DISTINCT target.relname FROM pg_constraint JOIN pg_class AS target ON target.oid = confrelid " \
  "WHERE contype = 'f' AND conrelid = CAST(CAST($1 AS text) AS regclass) AND confrelid <> conrelid"

/* Made anew on the other side: which version it has, what follows from bookings and patients, what only the desks of one
 * place care for, the keys of its backups, one-time codes (which a file keeps in its keyring), and the note of the move
 * itself. The end of the audit is noted by hand, after its rows. */
static const char *const stays[] = { "schema_migration", "claim",      "search_name", "search_key", "search_word", "search_slip",
                                     "audit_head",       "backup_key", "news",        "presence",   "move",
                                     "one_time_code",    NULL };

/* Comes last: there may be more visits than a site has pumps by now, and nobody shall be refused on the way. */
#define COUNTS "site_floor"

static void
table_free (gpointer data)
{
  CtMoveTable *self = data;

  g_free (self->name);
  g_strfreev (self->columns);
  g_strfreev (self->key);
  g_free (self);
}

static GStrv
list_names (CtDatabase *server, const char *sql, const char *table, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  const CtValue param = ct_value_text (table);
  g_autoptr (CtCursor) rows = ct_database_query (server, NULL, sql, &param, table != NULL ? 1 : 0, error);
  int more;

  if (rows == NULL)
    return NULL;
  while ((more = ct_cursor_next (rows, error)) > 0)
    g_strv_builder_add (names, ct_cursor_value (rows, 0).text);
  return more < 0 ? NULL : g_strv_builder_end (names);
}

static gboolean
is_planned (GPtrArray *plan, const char *name)
{
  for (guint i = 0; i < plan->len; i++)
    if (strcmp (((CtMoveTable *) plan->pdata[i])->name, name) == 0)
      return TRUE;
  return FALSE;
}

/* After the tables that it refers to. */
static gboolean
add_table (GPtrArray *plan, CtDatabase *server, const char *name, GError **error)
{
  g_auto (GStrv) needed = NULL;
  CtMoveTable *table;

  if (is_planned (plan, name) || g_strv_contains (stays, name))
    return TRUE;
  if ((needed = list_names (server, NEEDED_SQL, name, error)) == NULL)
    return FALSE;
  for (guint i = 0; needed[i] != NULL; i++)
    if (!add_table (plan, server, needed[i], error))
      return FALSE;
  table = g_new0 (CtMoveTable, 1);
  table->name = g_strdup (name);
  g_ptr_array_add (plan, table);
  return (table->columns = list_names (server, COLUMNS_SQL, name, error)) != NULL &&
         (table->key = list_names (server, KEY_SQL, name, error)) != NULL;
}

static void
put_last (GPtrArray *plan, const char *name)
{
  for (guint i = 0; i < plan->len; i++)
    if (strcmp (((CtMoveTable *) plan->pdata[i])->name, name) == 0)
      {
        g_ptr_array_add (plan, g_ptr_array_steal_index (plan, i));
        return;
      }
}

/**
 * ct_move_plan:
 * @server: a connection to the side that is a server, acting as the keeper
 * @error: what went wrong
 *
 * Returns: (transfer full) (nullable) (element-type CtMoveTable): what has to be copied, in order.
 */
GPtrArray *
ct_move_plan (CtDatabase *server, GError **error)
{
  g_autoptr (GPtrArray) plan = g_ptr_array_new_with_free_func (table_free);
  g_auto (GStrv) names = NULL;

  g_return_val_if_fail (server != NULL, NULL);
  if ((names = list_names (server, TABLES_SQL, NULL, error)) == NULL)
    return NULL;
  for (guint i = 0; names[i] != NULL; i++)
    if (!add_table (plan, server, names[i], error))
      return NULL;
  put_last (plan, COUNTS);
  return g_steal_pointer (&plan);
}
