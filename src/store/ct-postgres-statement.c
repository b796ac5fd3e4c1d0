/* The statements of a connection to a PostgreSQL server: prepared once for each name, sent with their parameters. */
#include <string.h>

#include "base/ct-error.h"
#include "store/ct-database-refusal.h"
#include "store/ct-postgres-private.h"

#define MAX_PARAMS 64
/* A query that begins with this is fetched in parts: it may be long, and whoever reads it may stop early. All others
 * come whole in one answer, which is the fastest for few rows. */
#define IN_PARTS   "/* in parts */"

/* Frees a statement; the server keeps a prepared one until the connection ends. */
void
ct_postgres_statement_free (gpointer data)
{
  CtPostgresStatement *self = data;

  g_free (self->id);
  g_free (self);
}

/* The highest of $1, $2, … What a comment says of them does not count: it may be that of the next query of its file. */
static guint
count_params (const char *sql)
{
  guint n = 0;

  for (const char *p = sql; *p != '\0'; p++)
    if (p[0] == '-' && p[1] == '-')
      p += strcspn (p, "\n") - 1;
    else if (*p == '$')
      n = MAX (n, (guint) g_ascii_strtoull (p + 1, NULL, 10));
  return n;
}

static CtPostgresStatement *
statement_new (CtPostgres *self, const char *sql)
{
  CtPostgresStatement *statement = g_new0 (CtPostgresStatement, 1);

  statement->id = g_strdup_printf ("s%u", ++self->n_statements);
  statement->n_params = count_params (sql);
  statement->in_parts = g_str_has_prefix (sql, IN_PARTS);
  return statement;
}

/* What is sent for a statement: that its rows are fetched in parts is a statement of its own. */
static char *
make_text (const CtPostgresStatement *statement, const char *sql)
{
  if (!statement->in_parts)
    return g_strdup (sql);
  return g_strdup_printf ("DECLARE %s NO SCROLL CURSOR FOR %s", statement->id, sql);
}

static gboolean
prepare (CtPostgres *self, CtPostgresStatement *statement, const char *sql, GError **error)
{
  g_autofree char *text = make_text (statement, sql);
  g_autoptr (PGresult) result =
      ct_postgres_answer (self, PQsendPrepare (self->connection, statement->id, text, 0, NULL), error);

  return result != NULL;
}

/**
 * ct_postgres_statement_find:
 * @self: a connection
 * @name: (nullable): under which to keep it prepared
 * @sql: its text
 * @error: what is wrong with it
 *
 * Returns: (nullable): the statement, prepared; or one for this once, which is not, and is not kept.
 */
CtPostgresStatement *
ct_postgres_statement_find (CtPostgres *self, const char *name, const char *sql, GError **error)
{
  CtPostgresStatement *statement = name != NULL ? g_hash_table_lookup (self->statements, name) : NULL;
  gboolean kept = name != NULL && (statement == NULL || !statement->in_use);

  if (statement != NULL && kept)
    return statement;
  statement = statement_new (self, sql);
  statement->kept = kept;
  if (!kept)
    return statement;
  if (!prepare (self, statement, sql, error))
    {
      ct_postgres_statement_free (statement);
      return NULL;
    }
  g_hash_table_insert (self->statements, g_strdup (name), statement);
  return statement;
}

/* A new connection has no prepared statements. */
void
ct_postgres_forget (CtPostgres *self)
{
  g_hash_table_remove_all (self->statements);
}

/* Parameters as libpq wants them. Text goes without a type, so that the server finds it from where it stands. */
typedef struct
{
  const char *values[MAX_PARAMS];
  int         lengths[MAX_PARAMS];
  int         formats[MAX_PARAMS]; /* 0 text, 1 bytes */
  char        numbers[MAX_PARAMS][24];
} Params;

static gboolean
params_fill (Params *self, const CtValue *params, guint n, GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      self->values[i] = NULL;
      self->lengths[i] = self->formats[i] = 0;
      switch (params[i].kind)
        {
        case CT_VALUE_INT:
          g_snprintf (self->numbers[i], sizeof self->numbers[i], "%" G_GINT64_FORMAT, params[i].integer);
          self->values[i] = self->numbers[i];
          break;
        case CT_VALUE_TEXT:
          if (!g_utf8_validate (params[i].text, -1, NULL))
            return ct_database_refuse (error, CT_REFUSED_GARBLED);
          self->values[i] = params[i].text;
          break;
        case CT_VALUE_BYTES:
          if (params[i].length > G_MAXINT / 2)
            return ct_database_refuse (error, CT_REFUSED_TOO_LARGE);
          self->values[i] = params[i].bytes != NULL ? params[i].bytes : "";
          self->lengths[i] = (int) params[i].length;
          self->formats[i] = 1;
          break;
        case CT_VALUE_NULL:
          break;
        }
    }
  return TRUE;
}

static gboolean
check_params (const CtPostgresStatement *statement, const char *sql, guint n_params, GError **error)
{
  if (n_params >= statement->n_params && statement->n_params <= MAX_PARAMS)
    return TRUE;
  g_set_error (error, CT_ERROR, CT_ERROR_FAILED, "“%s” needs %u values and got %u.", sql, statement->n_params, n_params);
  return FALSE;
}

static int
send_filled (CtPostgres *self, CtPostgresStatement *statement, const char *sql, const Params *params)
{
  g_autofree char *text = NULL;
  int n = (int) statement->n_params;

  if (statement->kept)
    return PQsendQueryPrepared (self->connection, statement->id, n, params->values, params->lengths, params->formats, 0);
  text = make_text (statement, sql);
  return PQsendQueryParams (self->connection, text, n, NULL, params->values, params->lengths, params->formats, 0);
}

/**
 * ct_postgres_statement_run:
 * @self: a connection
 * @statement: a statement of it
 * @sql: its text
 * @params: (array length=n_params): its parameters
 * @n_params: how many
 * @error: what went wrong
 *
 * Runs a statement; where its rows come in parts, that declares its portal.
 *
 * Returns: (transfer full) (nullable): the answer.
 */
PGresult *
ct_postgres_statement_run (CtPostgres *self, CtPostgresStatement *statement, const char *sql, const CtValue *params,
                           guint n_params, GError **error)
{
  Params own;

  if (!check_params (statement, sql, n_params, error) || !params_fill (&own, params, statement->n_params, error))
    return NULL;
  return ct_postgres_answer (self, send_filled (self, statement, sql, &own), error);
}

/**
 * ct_postgres_statement_run_later:
 *
 * As ct_postgres_statement_run(), but the answer is left for the next statement that is waited for.
 *
 * Returns: whether it is on its way.
 */
gboolean
ct_postgres_statement_run_later (CtPostgres *self, CtPostgresStatement *statement, const char *sql,
                                 const CtValue *params, guint n_params, GError **error)
{
  Params own;

  return check_params (statement, sql, n_params, error) && params_fill (&own, params, statement->n_params, error) &&
         ct_postgres_begin_later (self, error) &&
         ct_postgres_later (self, send_filled (self, statement, sql, &own), error);
}
