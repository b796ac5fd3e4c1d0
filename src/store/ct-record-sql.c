#include "store/ct-record-sql.h"

static char *
make_insert (CtRecordClass *klass)
{
  g_autoptr (GString) names = g_string_new ("revision");
  g_autoptr (GString) values = g_string_new ("1");

  for (guint i = 0; i < klass->n_fields; i++)
    {
      g_string_append_printf (names, ", %s", klass->fields[i].name);
      g_string_append_printf (values, ", $%u", i + 1);
    }
  return g_strdup_printf ("INSERT INTO %s (%s) VALUES (%s) RETURNING id", klass->table, names->str, values->str);
}

/* The revision stands in the WHERE: who saw an older one changes nothing. */
static char *
make_update (CtRecordClass *klass)
{
  g_autoptr (GString) sets = g_string_new ("revision = revision + 1");

  for (guint i = 0; i < klass->n_fields; i++)
    g_string_append_printf (sets, ", %s = $%u", klass->fields[i].name, i + 3);
  return g_strdup_printf ("UPDATE %s SET %s WHERE id = $1 AND revision = $2", klass->table, sets->str);
}

static char *
make_get (CtRecordClass *klass)
{
  g_autoptr (GString) names = g_string_new ("id, revision");

  for (guint i = 0; i < klass->n_fields; i++)
    g_string_append_printf (names, ", %s", klass->fields[i].name);
  return g_strdup_printf ("SELECT %s FROM %s WHERE id = $1", names->str, klass->table);
}

static CtRecordSql *
make_sql (GType type)
{
  g_autoptr (GTypeClass) type_class = g_type_class_ref (type);
  CtRecordClass *klass = (CtRecordClass *) type_class;
  CtRecordSql *self = g_new0 (CtRecordSql, 1);

  self->table = g_intern_string (klass->table);
  self->insert_name = g_strconcat ("insert ", klass->table, NULL);
  self->insert = make_insert (klass);
  self->update_name = g_strconcat ("update ", klass->table, NULL);
  self->update = make_update (klass);
  self->get_name = g_strconcat ("get ", klass->table, NULL);
  self->get = make_get (klass);
  self->patient = ct_record_class_find (klass, "patient_id");
  return self;
}

/**
 * ct_record_sql:
 * @type: a type of record
 *
 * Returns: (transfer none): its statements. Insert takes the fields in order; update takes id, revision and the fields;
 * get takes the id.
 */
const CtRecordSql *
ct_record_sql (GType type)
{
  static GMutex mutex;
  static GHashTable *made;
  CtRecordSql *sql;

  g_return_val_if_fail (g_type_is_a (type, CT_TYPE_RECORD), NULL);
  g_mutex_lock (&mutex);
  if (made == NULL)
    made = g_hash_table_new (NULL, NULL);
  sql = g_hash_table_lookup (made, GSIZE_TO_POINTER (type));
  if (sql == NULL)
    {
      sql = make_sql (type);
      g_hash_table_insert (made, GSIZE_TO_POINTER (type), sql);
    }
  g_mutex_unlock (&mutex);
  return sql;
}
