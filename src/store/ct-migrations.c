#include "store/ct-migrations.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"
#include "store/ct-queries.h"

#define LAST_SQL   "SELECT max(number) FROM schema_migration"
#define LIST_SQL   "SELECT number, name, sha256 FROM schema_migration ORDER BY number"
/* Desks that are working hear that they are too old now. */
#define NEWS       "schema_migration 0\n"
#define RECORD_SQL "INSERT INTO schema_migration (number, name, sha256, applied_us) VALUES ($1, $2, $3, $4)"

typedef struct
{
  gint64  number;
  char   *name;
  char   *sha256;
  GBytes *text;
} Step;

static void
step_free (gpointer data)
{
  Step *self = data;

  g_free (self->name);
  g_free (self->sha256);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_free (self);
}

static Step *
step_new (const char *file)
{
  Step *self = g_new0 (Step, 1);
  g_autofree char *path = g_strconcat ("schema/", file, NULL);

  self->number = g_ascii_strtoll (file, NULL, 10);
  self->name = g_strdup (file);
  self->text = ct_queries_file (path);
  self->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->text);
  return self;
}

/* "0002-refusals.sqlite.sql" is for that engine alone. */
static gboolean
step_is_for (const char *file, const CtEngine *engine)
{
  g_autofree char *own = g_strdup_printf (".%s.sql", engine->name);
  const char *dot = strchr (file, '.');

  return g_strcmp0 (dot, ".sql") == 0 || g_strcmp0 (dot, own) == 0;
}

/* Up to the step numbered @last. */
static GPtrArray *
list_until (const CtEngine *engine, gint64 last)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func (step_free);
  g_auto (GStrv) files = ct_queries_dir ("schema/");

  for (guint i = 0; files[i] != NULL; i++)
    if (step_is_for (files[i], engine) && g_ascii_strtoll (files[i], NULL, 10) <= last)
      g_ptr_array_add (steps, step_new (files[i]));
  return steps;
}

static GPtrArray *
list_known (const CtEngine *engine)
{
  return list_until (engine, G_MAXINT64);
}

/**
 * ct_migrations_latest:
 * @engine: an engine
 *
 * Returns: the number of the last step this program knows.
 */
gint64
ct_migrations_latest (const CtEngine *engine)
{
  g_auto (GStrv) files = ct_queries_dir ("schema/");
  gint64 latest = 0;

  for (guint i = 0; files[i] != NULL; i++)
    if (step_is_for (files[i], engine))
      latest = MAX (latest, g_ascii_strtoll (files[i], NULL, 10));
  return latest;
}

static GPtrArray *
list_applied (CtDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (step_free);
  g_autoptr (CtCursor) rows = ct_database_query (database, NULL, LIST_SQL, NULL, 0, error);
  int more;

  if (rows == NULL)
    return NULL;
  while ((more = ct_cursor_next (rows, error)) > 0)
    {
      Step *step = g_new0 (Step, 1);

      step->number = ct_cursor_value (rows, 0).integer;
      step->name = g_strdup (ct_cursor_value (rows, 1).text);
      step->sha256 = g_strdup (ct_cursor_value (rows, 2).text);
      g_ptr_array_add (steps, step);
    }
  return more < 0 ? NULL : g_steal_pointer (&steps);
}

/**
 * ct_migrations_expand:
 * @engine: an engine
 * @text: SQL with "@NAME@" where engines differ
 *
 * Returns: (transfer full): the SQL for @engine.
 */
char *
ct_migrations_expand (const CtEngine *engine, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "@", -1);
  GString *out = g_string_new (parts[0]);

  for (guint i = 1; parts[i] != NULL; i++)
    {
      const char *word = i % 2 == 1 ? engine->token (parts[i]) : parts[i];

      if (word == NULL)
        g_error ("The schema has an unknown token @%s@.", parts[i]);
      g_string_append (out, word);
    }
  return g_string_free (out, FALSE);
}

static gboolean
apply (CtDatabase *database, const Step *step, gint64 now_us, GError **error)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (step->text, NULL), g_bytes_get_size (step->text));
  g_autofree char *sql = ct_migrations_expand (database->engine, text);
  const CtValue params[] = { ct_value_int (step->number), ct_value_text (step->name), ct_value_text (step->sha256),
                             ct_value_int (now_us) };

  return ct_database_script (database, sql, error) &&
         ct_database_run (database, NULL, RECORD_SQL, params, G_N_ELEMENTS (params), error) >= 0 &&
         (!ct_database_has_server (database) || ct_database_tell (database, NEWS, error));
}

/* What was applied must be what this program knows, from the first on. */
static gboolean
check (GPtrArray *known, GPtrArray *applied, GError **error)
{
  for (guint i = 0; i < applied->len; i++)
    {
      const Step *done = applied->pdata[i];
      const Step *own = i < known->len ? known->pdata[i] : NULL;

      if (own == NULL)
        {
          g_set_error_literal (error, CT_ERROR, CT_ERROR_DENIED,
                               _("A newer Chairtime has upgraded this clinic; update this program to open it."));
          return FALSE;
        }
      if (own->number != done->number || g_strcmp0 (own->sha256, done->sha256) != 0)
        {
          g_set_error (error, CT_ERROR, CT_ERROR_CORRUPT,
                       _("This clinic was set up by a different edition of Chairtime (step “%s”)."), done->name);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
apply_next (CtDatabase *database, GPtrArray *known, gint64 now_us, gboolean *done, GError **error)
{
  g_autoptr (GPtrArray) applied = ct_database_alone (database, error) ? list_applied (database, error) : NULL;

  if (applied == NULL || !check (known, applied, error))
    return FALSE;
  *done = applied->len == known->len;
  return *done || apply (database, known->pdata[applied->len], now_us, error);
}

static gboolean
make_list (CtDatabase *database, GError **error)
{
  g_autofree char *sql = ct_migrations_expand (database->engine,
                                               "CREATE TABLE IF NOT EXISTS schema_migration ("
                                               "number @INT@ PRIMARY KEY, name @TEXT@ NOT NULL, "
                                               "sha256 @TEXT@ NOT NULL, applied_us @INT@ NOT NULL)");

  return ct_database_script (database, sql, error);
}

static gboolean
apply_all (CtDatabase *database, GPtrArray *known, gint64 now_us, GError **error)
{
  /* Most of the time there is nothing to do, and nothing to wait for either. */
  g_autoptr (GPtrArray) applied = list_applied (database, NULL);
  gboolean done = FALSE;

  if (applied != NULL && applied->len == known->len)
    return check (known, applied, error);
  if (!make_list (database, error))
    return FALSE;
  while (!done)
    {
      if (!ct_database_begin (database, TRUE, error))
        return FALSE;
      if (!apply_next (database, known, now_us, &done, error) || !ct_database_commit (database, error))
        {
          ct_database_rollback (database);
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * ct_migrations_apply:
 * @database: a connection that may write, in no transaction
 * @now_us: the present moment
 * @error: DENIED where a newer program was here, CORRUPT where the schema is not ours
 *
 * Brings the schema to the present version, one transaction a step. Two programs may do this at once.
 *
 * Returns: whether it is there now.
 */
gboolean
ct_migrations_apply (CtDatabase *database, gint64 now_us, GError **error)
{
  g_autoptr (GPtrArray) known = NULL;

  g_return_val_if_fail (database != NULL, FALSE);
  known = list_known (database->engine);
  return apply_all (database, known, now_us, error);
}

/**
 * ct_migrations_apply_until:
 * @database: a connection to a new database that nobody else knows
 * @last: the number of the last step
 * @now_us: the present moment
 * @error: what went wrong
 *
 * Makes the schema as it was after a step: for the copy of a clinic that has not been upgraded.
 *
 * Returns: whether it is there now.
 */
gboolean
ct_migrations_apply_until (CtDatabase *database, gint64 last, gint64 now_us, GError **error)
{
  g_autoptr (GPtrArray) known = NULL;

  g_return_val_if_fail (database != NULL, FALSE);
  known = list_until (database->engine, last);
  return apply_all (database, known, now_us, error);
}

/**
 * ct_migrations_are_newer:
 * @database: a connection, in a transaction or not
 * @newer: (out): whether a newer program has upgraded the schema since it was opened
 * @error: what went wrong
 *
 * Returns: whether that could be found out.
 */
gboolean
ct_migrations_are_newer (CtDatabase *database, gboolean *newer, GError **error)
{
  gint64 last = 0;

  g_return_val_if_fail (database != NULL && newer != NULL, FALSE);
  if (!ct_database_number (database, "schema last", LAST_SQL, NULL, 0, &last, error))
    return FALSE;
  *newer = last > ct_migrations_latest (database->engine);
  return TRUE;
}

/**
 * ct_migrations_are_applied:
 * @database: a connection
 * @current: (out): whether the schema is what this program knows
 * @error: DENIED where a newer program was here, CORRUPT where the schema is not ours
 *
 * Returns: whether that could be found out.
 */
gboolean
ct_migrations_are_applied (CtDatabase *database, gboolean *current, GError **error)
{
  g_autoptr (GPtrArray) known = NULL;
  g_autoptr (GPtrArray) applied = NULL;

  g_return_val_if_fail (database != NULL && current != NULL, FALSE);
  known = list_known (database->engine);
  if ((applied = list_applied (database, error)) == NULL || !check (known, applied, error))
    return FALSE;
  *current = applied->len == known->len;
  return TRUE;
}
