/* What the matrix says, in the server's own words: one GRANT a table, a role and an act, column by column where some columns
 * are clinical. */
#include <string.h>

#include "domain/ct-rights-file.h"
#include "store/ct-queries.h"
#include "store/ct-server-private.h"
#include "store/ct-server.h"

#define COLUMNS_SQL \
  "SELECT attname FROM pg_attribute WHERE attrelid = CAST($1 AS regclass) AND attnum > 0 AND NOT attisdropped " \
  "ORDER BY attnum"

static GPtrArray *
list_columns (CtDatabase *database, const char *table, GError **error)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  const CtValue param = ct_value_text (table);
  g_autoptr (CtCursor) rows = ct_database_query (database, NULL, COLUMNS_SQL, &param, 1, error);
  int more;

  if (rows == NULL)
    return NULL;
  while ((more = ct_cursor_next (rows, error)) > 0)
    g_ptr_array_add (columns, g_strdup (ct_cursor_value (rows, 0).text));
  return more < 0 ? NULL : g_steal_pointer (&columns);
}

static gboolean
is_clinical (const CtTableRights *table, const char *column)
{
  return table->clinical != NULL && g_strv_contains ((const char *const *) table->clinical, column);
}

/* " (id, family_name, …)": what is not clinical; nothing where it is all the same. */
static void
add_columns (GString *sql, const CtTableRights *table, GPtrArray *columns, gboolean clinical)
{
  const char *before = " (";

  if (clinical || table->clinical == NULL || table->clinical[0] == NULL)
    return;
  for (guint i = 0; i < columns->len; i++)
    if (!is_clinical (table, columns->pdata[i]))
      {
        g_string_append (sql, before);
        ct_server_quote (sql, columns->pdata[i]);
        before = ", ";
      }
  g_string_append_c (sql, ')');
}

static void
add_grants (GString *sql, const char *place, const char *role, const CtTableRights *table, GPtrArray *columns)
{
  static const struct
  {
    CtTableAccess access;
    const char   *verb;
    CtTableAccess clinical;
  } acts[] = { { CT_ACCESS_READ, "SELECT", CT_ACCESS_READ_CLINICAL },
               { CT_ACCESS_ADD, "INSERT", CT_ACCESS_WRITE_CLINICAL },
               { CT_ACCESS_CHANGE, "UPDATE", CT_ACCESS_WRITE_CLINICAL } };
  g_autofree char *group = ct_server_group (place, role);
  g_autoptr (GString) verbs = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    if (ct_rights_of_role (role, table, acts[i].access))
      {
        g_string_append_printf (verbs, "%s%s", verbs->len > 0 ? ", " : "", acts[i].verb);
        add_columns (verbs, table, columns, ct_rights_of_role (role, table, acts[i].clinical));
      }
  if (ct_rights_of_role (role, table, CT_ACCESS_REMOVE))
    g_string_append_printf (verbs, "%sDELETE", verbs->len > 0 ? ", " : "");
  if (verbs->len == 0)
    return;
  g_string_append_printf (sql, "GRANT %s ON ", verbs->str);
  ct_server_quote (sql, table->table);
  g_string_append (sql, " TO ");
  ct_server_quote (sql, group);
  g_string_append (sql, ";\n");
}

static gboolean
has_column (GPtrArray *columns, const char *name)
{
  return g_ptr_array_find_with_equal_func (columns, name, g_str_equal, NULL);
}

/* What is said of a patient: the record itself, and every record that names one. */
static const char *
patient_column (const CtTableRights *table, GPtrArray *columns)
{
  if (strcmp (table->table, "patient") == 0)
    return "id";
  return strcmp (table->table, "emergency") != 0 && has_column (columns, "revision") && has_column (columns, "patient_id")
           ? "patient_id"
           : NULL;
}

static gboolean
is_enough (const CtTableRights *table, CtTableAccess access, CtPermission permission)
{
  return (table->permissions[access] & (1u << permission)) != 0;
}

/* In an emergency all of one patient is read, and nobody else; what is no patient's is as for everybody. */
static void
add_emergency (GString *sql, const CtTableRights *table, GPtrArray *columns)
{
  const char *patient = patient_column (table, columns);

  if (is_enough (table, CT_ACCESS_READ, CT_MAY_NOTHING_SPECIAL) && table->clinical[0] == NULL &&
      strcmp (table->table, "one_time_code") != 0)
    g_string_append_printf (sql, "GRANT SELECT ON %s TO @EMERGENCY@;\n", table->table);
  if (patient == NULL)
    return;
  g_string_append_printf (sql,
                          "GRANT SELECT ON %1$s TO @EMERGENCY@;\n"
                          "ALTER TABLE %1$s ENABLE ROW LEVEL SECURITY;\n"
                          "DROP POLICY IF EXISTS %1$s_everybody ON %1$s;\n"
                          "CREATE POLICY %1$s_everybody ON %1$s TO @EVERYBODY@ USING (true);\n"
                          "DROP POLICY IF EXISTS %1$s_emergency ON %1$s;\n"
                          "CREATE POLICY %1$s_emergency ON %1$s FOR SELECT TO @EMERGENCY@ "
                          "USING (%2$s IN (SELECT ct_emergency_patients ()));\n",
                          table->table, patient);
}

static gboolean
add_table (GString *sql, GString *emergency, CtDatabase *database, const char *place, const CtTableRights *table,
           GError **error)
{
  const char *const *roles = ct_permission_list_roles ();
  g_autoptr (GPtrArray) columns = list_columns (database, table->table, error);

  if (columns == NULL)
    return FALSE;
  for (guint i = 0; roles[i] != NULL; i++)
    add_grants (sql, place, roles[i], table, columns);
  add_emergency (emergency, table, columns);
  return TRUE;
}

/* Taking all away first, so that what the matrix allowed once it does not allow for ever. */
static void
add_revocations (GString *sql, const char *place)
{
  const char *const *roles = ct_permission_list_roles ();

  for (guint i = 0; roles[i] != NULL; i++)
    {
      g_autofree char *group = ct_server_group (place, roles[i]);

      g_string_append (sql, "REVOKE ALL ON ALL TABLES IN SCHEMA chairtime FROM ");
      ct_server_quote (sql, group);
      g_string_append (sql, ";\nGRANT USAGE ON SCHEMA chairtime TO ");
      ct_server_quote (sql, group);
      g_string_append (sql, ";\n");
    }
}

/* ---- Which rights the server goes by ---- */

/* Where they are noted: only the keeper can write it, and everybody who comes in can read it. */
#define NOTED_SQL "SELECT coalesce (obj_description (oid, 'pg_namespace'), '') FROM pg_namespace WHERE nspname = 'chairtime'"

/**
 * ct_server_rights_note:
 *
 * Returns: (transfer full): what a server is told of the rights that this program gives: "rights", %CT_RIGHTS_VERSION, and what
 *   they are made from, the table and the text, in one number.
 */
char *
ct_server_rights_note (void)
{
  g_autoptr (GBytes) matrix = ct_rights_file_bytes ();
  g_autoptr (GBytes) keeper = ct_queries_file ("server/keeper.sql");
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (sum, g_bytes_get_data (matrix, NULL), (gssize) g_bytes_get_size (matrix));
  g_checksum_update (sum, g_bytes_get_data (keeper, NULL), (gssize) g_bytes_get_size (keeper));
  return g_strdup_printf ("rights %d %s", CT_RIGHTS_VERSION, g_checksum_get_string (sum));
}

/* 0 for what was noted before there were versions. */
static gint64
version_of (const char *note)
{
  g_auto (GStrv) words = g_strsplit (note, " ", -1);
  gint64 version = 0;

  return g_strv_length (words) == 3 && g_ascii_string_to_signed (words[1], 10, 0, G_MAXINT32, &version, NULL) ? version : 0;
}

/**
 * ct_server_has_rights:
 * @database: a connection to a clinic on a server
 * @current: (out): whether the server's rights were made from what this program goes by, or from what a newer one of the
 *   same schema does, whose rights stay as they are
 * @error: what went wrong
 *
 * Returns: whether that could be asked.
 */
gboolean
ct_server_has_rights (CtDatabase *database, gboolean *current, GError **error)
{
  g_autofree char *note = ct_server_rights_note ();
  g_autoptr (CtCursor) row = NULL;
  int more;

  g_return_val_if_fail (database != NULL && current != NULL, FALSE);
  row = ct_database_query (database, NULL, NOTED_SQL, NULL, 0, error);
  if (row == NULL || (more = ct_cursor_next (row, error)) < 0)
    return FALSE;
  *current = more > 0 && (strcmp (ct_cursor_value (row, 0).text, note) == 0 ||
                          version_of (ct_cursor_value (row, 0).text) > CT_RIGHTS_VERSION);
  return TRUE;
}

/**
 * ct_server_grant:
 * @database: a connection that acts as the clinic's keeper, in a transaction
 * @place: the clinic
 * @error: what went wrong
 *
 * Makes what the roles may do to the tables what the matrix says, no more and no less. To be done after every change of
 * the schema, and whenever the matrix is another one than was noted then.
 *
 * Returns: whether it is so now.
 */
gboolean
ct_server_grant (CtDatabase *database, const char *place, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GString) emergency = g_string_new (NULL);
  g_autofree char *emergency_sql = NULL;
  g_autofree char *note = ct_server_rights_note ();
  g_autofree char *note_sql = g_strdup_printf ("COMMENT ON SCHEMA chairtime IS '%s'", note);
  GPtrArray *tables = ct_rights_list_tables ();

  g_return_val_if_fail (database != NULL && place != NULL, FALSE);
  add_revocations (sql, place);
  for (guint i = 0; i < tables->len; i++)
    if (!add_table (sql, emergency, database, place, tables->pdata[i], error))
      return FALSE;
  emergency_sql = ct_server_expand (emergency->str, place, NULL);
  return ct_database_script (database, sql->str, error) &&
         ct_server_script (database, "keeper.sql", place, NULL, error) &&
         ct_database_script (database, emergency_sql, error) && ct_database_script (database, note_sql, error);
}
