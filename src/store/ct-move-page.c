/* A table read page by page, in the order of its key, from a file or a server alike. */
#include "store/ct-move-private.h"

#include <string.h>

/* Documents are long; a page of them shall not fill the memory. */
#define PAGE_ROWS      1000
#define LONG_PAGE_ROWS 50

/* Keeps a copy of the key that begins at the column @first of @row. */
void
ct_move_key_set (CtMoveKey *self, CtCursor *row, guint first, guint n)
{
  ct_move_key_clear (self);
  self->values = g_new0 (CtValue, n);
  self->n = n;
  for (guint i = 0; i < n; i++)
    {
      self->values[i] = ct_cursor_value (row, (int) (first + i));
      if (self->values[i].kind == CT_VALUE_TEXT)
        self->values[i].text = g_strdup (self->values[i].text);
    }
}

void
ct_move_key_clear (CtMoveKey *self)
{
  for (guint i = 0; i < self->n; i++)
    if (self->values[i].kind == CT_VALUE_TEXT)
      g_free ((char *) self->values[i].text);
  g_clear_pointer (&self->values, g_free);
  self->n = 0;
}

static int
page_rows (const CtMoveTable *table)
{
  return g_strv_contains ((const char *const *) table->columns, "content") ? LONG_PAGE_ROWS : PAGE_ROWS;
}

/* The key comes first, then every column: so that the key is found without looking for it. */
char *
ct_move_page_sql (const CtMoveTable *table, const CtMoveKey *after)
{
  g_autofree char *key = g_strjoinv (", ", table->key);
  g_autofree char *columns = g_strjoinv (", ", table->columns);
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "SELECT %s, %s FROM %s", key, columns, table->name);
  if (after->n > 0)
    {
      g_string_append_printf (sql, " WHERE (%s) > ($1", key);
      for (guint i = 2; i <= after->n; i++)
        g_string_append_printf (sql, ", $%u", i);
      g_string_append (sql, ")");
    }
  g_string_append_printf (sql, " ORDER BY %s LIMIT %d", key, page_rows (table));
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* The rows of the next page; @after has nothing in it at the beginning. */
CtCursor *
ct_move_page (CtDatabase *database, const CtMoveTable *table, const CtMoveKey *after, GError **error)
{
  g_autofree char *sql = ct_move_page_sql (table, after);
  g_autofree char *name = g_strdup_printf ("move page %s %u", table->name, after->n);

  return ct_database_query (database, name, sql, after->values, after->n, error);
}

gboolean
ct_move_count (CtDatabase *database, const CtMoveTable *table, gint64 *count, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", table->name);

  return ct_database_number (database, NULL, sql, NULL, 0, count, error);
}

/* The side that is a server says what there is. */
GPtrArray *
ct_move_tables (const CtMove *self, GError **error)
{
  return ct_move_plan (ct_database_has_server (self->to) ? self->to : self->from, error);
}

/* Tells how far it is; FALSE where it was cancelled. */
gboolean
ct_move_tell (const CtMove *self, const CtMoveTable *table, gboolean checking, gint64 done, gint64 of, GError **error)
{
  const CtMoveStep step = { table->name, checking, done, of };

  if (self->progress != NULL)
    self->progress (&step, self->progress_data);
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}
