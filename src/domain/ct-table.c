#include "domain/ct-table.h"

/**
 * ct_table_new:
 * @title: what it is called
 * @words: (nullable): what of it was asked for
 *
 * Returns: (transfer full): a table without columns.
 */
CtTable *
ct_table_new (const char *title, const char *words)
{
  CtTable *self = g_new0 (CtTable, 1);

  self->title = g_strdup (title);
  self->words = g_strdup (words);
  self->heads = g_ptr_array_new_with_free_func (g_free);
  self->numbers = g_array_new (FALSE, FALSE, sizeof (gboolean));
  self->cells = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/** ct_table_free: Frees a table. */
void
ct_table_free (CtTable *self)
{
  g_free (self->title);
  g_free (self->words);
  g_ptr_array_unref (self->heads);
  g_array_unref (self->numbers);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

/**
 * ct_table_copy:
 * @self: a table
 *
 * Returns: (transfer full): another that says the same.
 */
CtTable *
ct_table_copy (const CtTable *self)
{
  CtTable *copy;

  g_return_val_if_fail (self != NULL, NULL);
  copy = ct_table_new (self->title, self->words);
  for (guint i = 0; i < self->heads->len; i++)
    ct_table_add_column (copy, g_ptr_array_index (self->heads, i), g_array_index (self->numbers, gboolean, i));
  for (guint i = 0; i < self->cells->len; i++)
    ct_table_add (copy, g_ptr_array_index (self->cells, i));
  return copy;
}

/**
 * ct_table_add_column:
 * @self: a table that has no rows yet
 * @head: what stands above the column
 * @number: whether numbers stand in it
 */
void
ct_table_add_column (CtTable *self, const char *head, gboolean number)
{
  g_return_if_fail (self != NULL && self->cells->len == 0);
  g_ptr_array_add (self->heads, g_strdup (head));
  g_array_append_val (self->numbers, number);
}

/**
 * ct_table_add:
 * @self: a table with its columns
 * @text: (nullable): the next cell, row by row
 */
void
ct_table_add (CtTable *self, const char *text)
{
  g_return_if_fail (self != NULL && self->heads->len > 0);
  g_ptr_array_add (self->cells, g_strdup (text));
}

/**
 * ct_table_add_int:
 * @self: a table with its columns
 * @number: the next cell
 */
void
ct_table_add_int (CtTable *self, gint64 number)
{
  g_return_if_fail (self != NULL && self->heads->len > 0);
  g_ptr_array_add (self->cells, g_strdup_printf ("%" G_GINT64_FORMAT, number));
}

/**
 * ct_table_get_rows:
 * @self: a table
 *
 * Returns: how many whole rows it has.
 */
guint
ct_table_get_rows (const CtTable *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->heads->len > 0 ? self->cells->len / self->heads->len : 0;
}

/**
 * ct_table_get:
 * @self: a table
 * @row: one of its rows
 * @column: one of its columns
 *
 * Returns: (nullable): what stands there.
 */
const char *
ct_table_get (const CtTable *self, guint row, guint column)
{
  g_return_val_if_fail (self != NULL && column < self->heads->len && row < ct_table_get_rows (self), NULL);
  return g_ptr_array_index (self->cells, row * self->heads->len + column);
}
