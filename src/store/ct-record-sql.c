#include "store/ct-record-sql.h"

static CtFieldFlags
hidden_flags (gboolean charts)
{
  return charts ? CT_FIELD_DEFAULT : CT_CLINICAL;
}

static char *
make_insert (CtRecordClass *klass, CtFieldFlags hidden)
{
  g_autoptr (GString) names = g_string_new ("revision");
  g_autoptr (GString) values = g_string_new ("1");
  guint n = 0;

  for (guint i = 0; i < klass->n_fields; i++)
    if ((klass->fields[i].flags & hidden) == 0)
      {
        g_string_append_printf (names, ", %s", klass->fields[i].name);
        g_string_append_printf (values, ", $%u", ++n);
      }
  return g_strdup_printf ("INSERT INTO %s (%s) VALUES (%s) RETURNING id", klass->table, names->str, values->str);
}

/* The revision stands in the WHERE: who saw an older one changes nothing. */
static char *
make_update (CtRecordClass *klass, CtFieldFlags hidden)
{
  g_autoptr (GString) sets = g_string_new ("revision = revision + 1");
  guint n = 2;

  for (guint i = 0; i < klass->n_fields; i++)
    if ((klass->fields[i].flags & hidden) == 0)
      g_string_append_printf (sets, ", %s = $%u", klass->fields[i].name, ++n);
  return g_strdup_printf ("UPDATE %s SET %s WHERE id = $1 AND revision = $2", klass->table, sets->str);
}

static char *
make_columns (CtRecordClass *klass, CtFieldFlags hidden)
{
  GString *names = g_string_new ("id, revision");

  for (guint i = 0; i < klass->n_fields; i++)
    if ((klass->fields[i].flags & hidden) == 0)
      g_string_append_printf (names, ", %s", klass->fields[i].name);
  return g_string_free (names, FALSE);
}

static char *
make_name (const char *what, const char *table, CtFieldFlags hidden)
{
  return g_strconcat (what, " ", table, hidden != CT_FIELD_DEFAULT ? " without charts" : NULL, NULL);
}

static CtRecordSql *
make_sql (GType type, gboolean charts)
{
  g_autoptr (GTypeClass) type_class = g_type_class_ref (type);
  CtRecordClass *klass = (CtRecordClass *) type_class;
  CtRecordSql *self = g_new0 (CtRecordSql, 1);
  g_autofree char *columns = NULL;

  self->hidden = hidden_flags (charts);
  self->table = g_intern_string (klass->table);
  self->insert_name = make_name ("insert", klass->table, self->hidden);
  self->insert = make_insert (klass, self->hidden);
  self->update_name = make_name ("update", klass->table, self->hidden);
  self->update = make_update (klass, self->hidden);
  self->get_name = make_name ("get", klass->table, self->hidden);
  columns = make_columns (klass, self->hidden);
  self->get = g_strdup_printf ("SELECT %s FROM %s WHERE id = $1", columns, klass->table);
  self->patient = ct_record_class_find (klass, "patient_id");
  return self;
}

/**
 * ct_record_sql_columns:
 * @type: a type of record
 * @charts: whether for somebody who may see charts
 *
 * Returns: (transfer full): "id, revision, …": the columns of its table.
 */
char *
ct_record_sql_columns (GType type, gboolean charts)
{
  g_autoptr (GTypeClass) type_class = g_type_class_ref (type);

  return make_columns ((CtRecordClass *) type_class, hidden_flags (charts));
}

/**
 * ct_record_sql_params:
 * @self: the statements of a type
 * @record: one of that type
 * @params: (out caller-allocates): where the values go, in the order of the statements' parameters
 *
 * Returns: how many there are.
 */
guint
ct_record_sql_params (const CtRecordSql *self, CtRecord *record, CtValue *params)
{
  guint n_fields, n = 0;
  const CtField *fields = ct_record_fields (record, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if ((fields[i].flags & self->hidden) == 0)
      params[n++] = ct_record_get_value (record, &fields[i]);
  return n;
}

/**
 * ct_record_sql:
 * @type: a type of record
 * @charts: whether for somebody who may see charts
 *
 * Returns: (transfer none): its statements. Insert takes the fields in order; update takes id, revision and the fields;
 * get takes the id.
 */
const CtRecordSql *
ct_record_sql (GType type, gboolean charts)
{
  static GMutex mutex;
  static GHashTable *made[2];
  CtRecordSql *sql;
  guint i = charts ? 1 : 0;

  g_return_val_if_fail (g_type_is_a (type, CT_TYPE_RECORD), NULL);
  g_mutex_lock (&mutex);
  if (made[i] == NULL)
    made[i] = g_hash_table_new (NULL, NULL);
  sql = g_hash_table_lookup (made[i], GSIZE_TO_POINTER (type));
  if (sql == NULL)
    {
      sql = make_sql (type, charts);
      g_hash_table_insert (made[i], GSIZE_TO_POINTER (type), sql);
    }
  g_mutex_unlock (&mutex);
  return sql;
}
