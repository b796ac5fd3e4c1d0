#include "store/ct-unit-private.h"

#include "base/ct-error.h"

/* The columns of a row are matched to the fields of a record once, not for each row. */
struct _CtRows
{
  CtUnit         *unit;
  CtCursor       *cursor;
  GType           type;
  const CtField **fields; /* a column's field, NULL for id, revision and what the record has not */
  int             id_column;
  int             revision_column;
};

/* Takes @cursor; its rows end with the unit. */
CtRows *
ct_rows_new (CtUnit *unit, CtCursor *cursor)
{
  CtRows *self = g_new0 (CtRows, 1);

  self->unit = unit;
  self->cursor = cursor;
  unit->n_rows++;
  return self;
}

/**
 * ct_rows_free:
 * @self: (transfer full) (nullable): rows
 *
 * Ends a query. To be done before its unit of work ends.
 */
void
ct_rows_free (CtRows *self)
{
  if (self == NULL)
    return;
  self->unit->n_rows--;
  ct_cursor_free (self->cursor);
  g_free (self->fields);
  g_free (self);
}

/**
 * ct_rows_next:
 * @self: rows
 * @error: what went wrong, or that the work was cancelled
 *
 * Returns: whether there is a next row; %FALSE with @error set on an error.
 */
gboolean
ct_rows_next (CtRows *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return ct_unit_check (self->unit, error) && ct_cursor_next (self->cursor, error) > 0;
}

/**
 * ct_rows_n_columns:
 * @self: rows
 *
 * Returns: how many columns each row has.
 */
int
ct_rows_n_columns (CtRows *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return ct_cursor_n_columns (self->cursor);
}

/**
 * ct_rows_value:
 * @self: rows, at a row
 * @column: from 0
 *
 * Returns: what stands there; borrowed until the next row.
 */
CtValue
ct_rows_value (CtRows *self, int column)
{
  g_return_val_if_fail (self != NULL, CT_NULL_VALUE);
  return ct_cursor_value (self->cursor, column);
}

/**
 * ct_rows_int:
 * @self: rows, at a row
 * @column: from 0
 *
 * Returns: the number that stands there, 0 for none. For dates and times, where 0 is a real one, see
 * ct_rows_is_null().
 */
gint64
ct_rows_int (CtRows *self, int column)
{
  return ct_rows_value (self, column).integer;
}

/**
 * ct_rows_text:
 * @self: rows, at a row
 * @column: from 0
 *
 * Returns: (transfer none) (nullable): the text that stands there, until the next row.
 */
const char *
ct_rows_text (CtRows *self, int column)
{
  return ct_rows_value (self, column).text;
}

/**
 * ct_rows_dup_text:
 * @self: rows, at a row
 * @column: from 0
 *
 * Returns: (transfer full) (nullable): the text that stands there.
 */
char *
ct_rows_dup_text (CtRows *self, int column)
{
  return g_strdup (ct_rows_value (self, column).text);
}

/**
 * ct_rows_is_null:
 * @self: rows, at a row
 * @column: from 0
 *
 * Returns: whether nothing stands there.
 */
gboolean
ct_rows_is_null (CtRows *self, int column)
{
  return ct_rows_value (self, column).kind == CT_VALUE_NULL;
}

static void
match_columns (CtRows *self, CtRecordClass *klass, GType type)
{
  int n = ct_rows_n_columns (self);

  g_free (self->fields);
  self->fields = g_new0 (const CtField *, n);
  self->type = type;
  self->id_column = self->revision_column = -1;
  for (int i = 0; i < n; i++)
    {
      const char *name = ct_cursor_column_name (self->cursor, i);

      if (g_strcmp0 (name, "id") == 0)
        self->id_column = i;
      else if (g_strcmp0 (name, "revision") == 0)
        self->revision_column = i;
      else
        self->fields[i] = ct_record_class_find (klass, name);
      if (self->fields[i] != NULL && self->unit->actor.no_charts && (self->fields[i]->flags & CT_CLINICAL))
        self->fields[i] = NULL;
    }
}

/**
 * ct_rows_record:
 * @self: rows, at a row
 * @type: a type of record
 *
 * Makes a record of the columns that are called like its fields; other columns are left alone, and fields without a
 * column stay empty.
 *
 * Returns: (transfer full): the record.
 */
gpointer
ct_rows_record (CtRows *self, GType type)
{
  CtRecord *record;
  int n;

  g_return_val_if_fail (self != NULL && g_type_is_a (type, CT_TYPE_RECORD), NULL);
  record = g_object_new (type, NULL);
  n = ct_rows_n_columns (self);
  if (self->type != type)
    match_columns (self, CT_RECORD_GET_CLASS (record), type);
  if (self->id_column >= 0)
    record->id = ct_rows_int (self, self->id_column);
  if (self->revision_column >= 0)
    record->revision = ct_rows_int (self, self->revision_column);
  for (int i = 0; i < n; i++)
    if (self->fields[i] != NULL)
      {
        CtValue value = ct_cursor_value (self->cursor, i);

        ct_record_set_value (record, self->fields[i], &value);
      }
  return record;
}
