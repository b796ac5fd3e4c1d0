/* A program that dies in the middle of an upgrade leaves the clinic as it was before that step, or after it: never between. */
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "stored-fixture.h"

#include "store/ct-migrations.h"

/* What both engines tell of their own schema, a line each: tables, columns, indexes, triggers. */
#define FILE_SCHEMA_SQL "SELECT name || ' ' || coalesce (sql, '') FROM sqlite_master ORDER BY type, name"
#define SERVER_SCHEMA_SQL \
  "SELECT relname || '.' || attname || ' ' || format_type (atttypid, atttypmod) || ' ' || CAST(attnotnull AS text) " \
  "FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid " \
  "WHERE relnamespace = CAST('chairtime' AS regnamespace) AND attnum > 0 AND NOT attisdropped " \
  "UNION SELECT pg_get_indexdef (indexrelid) FROM pg_index JOIN pg_class ON pg_class.oid = indrelid " \
  "WHERE relnamespace = CAST('chairtime' AS regnamespace) " \
  "UNION SELECT conname || ' ' || pg_get_constraintdef (oid) FROM pg_constraint " \
  "WHERE connamespace = CAST('chairtime' AS regnamespace) " \
  "UNION SELECT pg_get_triggerdef (pg_trigger.oid) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid " \
  "WHERE relnamespace = CAST('chairtime' AS regnamespace) AND NOT tgisinternal ORDER BY 1"
#define NOW_US (G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC)

static CtDatabase *
open_copy (Copy *self)
{
  g_autoptr (GError) error = NULL;
  CtDatabase *database = ct_database_open (self->path, &self->access, CT_DATABASE_WRITE, &error);

  g_assert_no_error (error);
  return database;
}

static gint64
find_version (CtDatabase *database)
{
  g_autoptr (GError) error = NULL;
  gint64 version = 0;

  ct_database_number (database, NULL, "SELECT max(number) FROM schema_migration", NULL, 0, &version, &error);
  g_assert_no_error (error);
  return version;
}

static char *
read_schema (CtDatabase *database)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (CtCursor) rows = ct_database_query (database, NULL, ct_database_has_server (database) ? SERVER_SCHEMA_SQL : FILE_SCHEMA_SQL,
                                                 NULL, 0, &error);

  g_assert_no_error (error);
  while (ct_cursor_next (rows, &error) > 0)
    g_string_append_printf (text, "%s\n", ct_cursor_value (rows, 0).text);
  g_assert_no_error (error);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ---- An engine that kills the program ---- */

static const CtEngine *good;
static CtEngine deadly;
static guint left; /* statements until then */

/* One statement after the other; what is in dollars or between quotes is no end of one. */
static const char *
end_of_statement (const char *sql)
{
  gboolean quoted = FALSE, body = FALSE, comment = FALSE;
  int depth = 0;

  for (const char *p = sql; *p != '\0'; p++)
    {
      if (comment)
        comment = *p != '\n';
      else if (!quoted && !body && g_str_has_prefix (p, "--"))
        comment = TRUE;
      else if (!body && *p == '\'')
        quoted = !quoted;
      else if (!quoted && g_str_has_prefix (p, "$$"))
        body = !body;
      else if (!quoted && !body && g_str_has_prefix (p, "BEGIN\n"))
        depth++;
      else if (!quoted && !body && depth > 0 && g_str_has_prefix (p, "END;"))
        depth--;
      if (*p == ';' && !quoted && !body && !comment && depth == 0)
        return p + 1;
    }
  return NULL;
}

static gboolean
script_and_die (CtDatabase *database, const char *sql, GError **error)
{
  const char *end;

  while ((end = end_of_statement (sql)) != NULL)
    {
      g_autofree char *statement = g_strndup (sql, (gsize) (end - sql));

      if (!good->script (database, statement, error))
        return FALSE;
      if (left-- == 0)
        kill (getpid (), SIGKILL);
      sql = end;
    }
  return sql[strspn (sql, " \n")] == '\0' || good->script (database, sql, error);
}

/* Also with all of it done but the commit. */
static gboolean
die_before_commit (CtDatabase *database, GError **error)
{
  if (left-- == 0)
    kill (getpid (), SIGKILL);
  return good->commit (database, error);
}

/* In a child: upgrades, and dies on the way. Returns whether it did. */
static gboolean
upgrade_and_die (Copy *self, guint statements)
{
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      CtDatabase *database = open_copy (self);
      g_autoptr (GError) error = NULL;

      good = database->engine;
      deadly = *good;
      deadly.script = script_and_die;
      deadly.commit = die_before_commit;
      database->engine = &deadly;
      left = statements;
      if (!ct_migrations_apply (database, NOW_US, &error))
        g_printerr ("%s\n", error->message);
      _exit (error == NULL ? 0 : 1);
    }
  g_assert_cmpint (child, >, 0);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) || WEXITSTATUS (status) == 0);
  return WIFSIGNALED (status);
}

/* ---- What it is compared with ---- */

/* What the schema looks like after each step that was not disturbed: version → text. */
static GHashTable *
learn_schemas (const Kept *kept)
{
  GHashTable *schemas = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  Copy copy = { NULL };
  CtDatabase *database;
  gint64 latest;

  copy_set_up (&copy, kept);
  database = open_copy (&copy);
  latest = ct_migrations_latest (database->engine);
  for (gint64 version = kept->version->schema; version <= latest; version++)
    {
      g_autoptr (GError) error = NULL;
      gint64 found;

      ct_migrations_apply_until (database, version, NOW_US, &error);
      g_assert_no_error (error);
      found = find_version (database);
      g_hash_table_insert (schemas, g_memdup2 (&found, sizeof found), read_schema (database));
    }
  ct_database_close (database);
  copy_tear_down (&copy, kept);
  return schemas;
}

static gint64
assert_one_of (Copy *self, GHashTable *schemas)
{
  CtDatabase *database = open_copy (self);
  gint64 version = find_version (database);
  g_autofree char *schema = read_schema (database);

  g_assert_nonnull (g_hash_table_lookup (schemas, &version));
  g_assert_cmpstr (schema, ==, g_hash_table_lookup (schemas, &version));
  ct_database_close (database);
  return version;
}

/* Each try dies later than the one before; what it had finished stays finished. */
static void
test_killed_anywhere_it_is_before_or_after_a_step (Copy *self, gconstpointer data)
{
  const Kept *kept = data;
  g_autoptr (GHashTable) schemas = NULL;
  g_autoptr (GError) error = NULL;
  CtStore *store;
  gint64 now_us = NOW_US, version = kept->version->schema, latest;
  guint deaths = 0, at = 0;

  if (copy_is_missing (self))
    return;
  schemas = learn_schemas (kept);
  while (upgrade_and_die (self, at))
    {
      gint64 found = assert_one_of (self, schemas);

      g_assert_cmpint (found, >=, version);
      at = found > version ? 0 : at + 1;
      version = found;
      deaths++;
    }
  latest = assert_one_of (self, schemas);
  g_assert_cmpint (latest, ==, ct_migrations_latest (kept->place == ON_SERVER ? ct_database_postgres () : ct_database_sqlite ()));
  g_test_message ("%u deaths", deaths);
  g_assert_cmpuint (deaths, >, 2 * (g_hash_table_size (schemas) - 1));
  store = ct_store_open (self->path, &self->access, ct_clock_fixed (&now_us), &error);
  g_assert_no_error (error);
  ct_store_close (store);
  g_object_unref (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  stored_test_add ("killed-anywhere-it-is-before-or-after-a-step", test_killed_anywhere_it_is_before_or_after_a_step);
  return g_test_run ();
}
