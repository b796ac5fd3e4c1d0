#include "store/ct-queries.h"

#include <gio/gio.h>
#include <string.h>

#include "ct-sql.h"
#include "domain/ct-course.h"
#include "store/ct-record-sql.h"

#define ROOT "/org/chairtime/sql/"
#define NAME_MARK "-- name: "
#define PART_MARK "-- part: "
#define WITHOUT_CHARTS " without charts"

/**
 * ct_queries_file:
 * @path: a file below resources/sql
 *
 * Returns: (transfer full): what is in it. It is part of the program, so a missing one is a mistake of ours.
 */
GBytes *
ct_queries_file (const char *path)
{
  g_autofree char *full = g_strconcat (ROOT, path, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_resource_lookup_data (ct_sql_get_resource (), full, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (bytes == NULL)
    g_error ("resources/sql: %s", error->message);
  return bytes;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * ct_queries_dir:
 * @path: a folder below resources/sql, with a slash at its end, or ""
 *
 * Returns: (transfer full): the names in it, in order.
 */
GStrv
ct_queries_dir (const char *path)
{
  g_autofree char *full = g_strconcat (ROOT, path, NULL);
  GStrv names = g_resource_enumerate_children (ct_sql_get_resource (), full, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  if (names == NULL)
    g_error ("resources/sql/%s is not there", path);
  qsort (names, g_strv_length (names), sizeof *names, compare_names);
  return names;
}

/* What stands between two @: the columns of a record, or "chart" and what is for those alone who may see charts. */
static char *
expand_word (const char *word, gboolean charts)
{
  if (g_str_has_prefix (word, "chart "))
    return g_strdup (charts ? word + strlen ("chart ") : "NULL");
  if (strcmp (word, "course") == 0)
    return ct_record_sql_columns (CT_TYPE_COURSE, charts);
  if (strcmp (word, "session") == 0)
    return ct_record_sql_columns (CT_TYPE_SESSION, charts);
  g_error ("The queries have an unknown token @%s@.", word);
}

static char *
expand (const char *text, gboolean charts)
{
  g_auto (GStrv) parts = g_strsplit (text, "@", -1);

  for (guint i = 1; parts[i] != NULL; i += 2)
    {
      char *word = expand_word (parts[i], charts);

      g_free (parts[i]);
      parts[i] = word;
    }
  return g_strjoinv (NULL, parts);
}

static void
add_query (GHashTable *queries, char *name, char *sql)
{
  if (!g_hash_table_insert (queries, name, sql))
    g_error ("Two queries are called %s.", name);
}

/* A query with tokens is two: one for those who may see charts, one for the others. */
static void
read_query (GHashTable *queries, const char *stem, char *name, char *sql)
{
  g_autofree char *full = g_strdup_printf ("%s.%s", stem, g_strstrip (name));

  g_strstrip (sql);
  if (strchr (sql, '@') != NULL)
    add_query (queries, g_strconcat (full, WITHOUT_CHARTS, NULL), expand (sql, FALSE));
  add_query (queries, g_strdup (full), expand (sql, TRUE));
}

/* @text with the parts it names between two @ put in. */
static char *
fill_in (GHashTable *parts, const char *text)
{
  GString *filled = g_string_new (text);
  GHashTableIter iter;
  gpointer name, part;

  g_hash_table_iter_init (&iter, parts);
  while (g_hash_table_iter_next (&iter, &name, &part))
    {
      g_autofree char *token = g_strdup_printf ("@%s@", (const char *) name);

      g_string_replace (filled, token, part, 0);
    }
  return g_string_free (filled, FALSE);
}

static char *
find_mark (char *text)
{
  char *name = strstr (text, NAME_MARK), *part = strstr (text, PART_MARK);

  return name == NULL || (part != NULL && part < name) ? part : name;
}

/* A file is a row of "-- name: by-phone" lines, each followed by its statement, and of "-- part: found" lines, each followed
 * by what the statements after it share and name as @found@. */
static void
read_file (GHashTable *queries, const char *file)
{
  g_autofree char *stem = g_strndup (file, strlen (file) - strlen (".sql"));
  g_autoptr (GBytes) bytes = ct_queries_file (file);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (GHashTable) parts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  char *at = find_mark (text);

  while (at != NULL)
    {
      gboolean is_part = g_str_has_prefix (at, PART_MARK);
      char *name = at + strlen (NAME_MARK);
      char *sql = strchr (name, '\n');
      g_autofree char *filled = NULL;

      if (sql == NULL)
        g_error ("resources/sql/%s: a name without a query", file);
      *sql++ = '\0';
      at = find_mark (sql);
      if (at != NULL)
        at[-1] = '\0';
      filled = fill_in (parts, sql);
      if (is_part)
        g_hash_table_insert (parts, g_strstrip (name), g_strdup (g_strstrip (filled)));
      else
        read_query (queries, stem, name, filled);
    }
}

G_STATIC_ASSERT (sizeof NAME_MARK == sizeof PART_MARK);

static GHashTable *
all_queries (void)
{
  static gsize ready;
  static GHashTable *queries;

  if (g_once_init_enter (&ready))
    {
      g_auto (GStrv) files = ct_queries_dir ("");

      queries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      for (guint i = 0; files[i] != NULL; i++)
        if (g_str_has_suffix (files[i], ".sql"))
          read_file (queries, files[i]);
      g_once_init_leave (&ready, 1);
    }
  return queries;
}

/**
 * ct_queries_find:
 * @name: the name of a file and of a query in it: "patient.by-phone"
 *
 * Returns: (transfer none): its SQL. An unknown name is a mistake in the program and ends it.
 */
const char *
ct_queries_find (const char *name)
{
  const char *sql = g_hash_table_lookup (all_queries (), name);

  if (sql == NULL)
    g_error ("There is no query “%s”.", name);
  return sql;
}

/**
 * ct_queries_name_for:
 * @name: the name of a query
 * @charts: whether for somebody who may see charts
 *
 * Returns: (transfer none): the name of the query in its place that leaves out what is clinical, or @name itself.
 */
const char *
ct_queries_name_for (const char *name, gboolean charts)
{
  g_autofree char *other = charts ? NULL : g_strconcat (name, WITHOUT_CHARTS, NULL);
  gpointer key;

  if (!charts && g_hash_table_lookup_extended (all_queries (), other, &key, NULL))
    return key;
  return name;
}

/**
 * ct_queries_list:
 *
 * Returns: (transfer full): the names of all queries, in order.
 */
GStrv
ct_queries_list (void)
{
  g_autofree gpointer *names = g_hash_table_get_keys_as_array (all_queries (), NULL);
  GStrv copy = g_strdupv ((GStrv) names);

  qsort (copy, g_strv_length (copy), sizeof *copy, compare_names);
  return copy;
}
