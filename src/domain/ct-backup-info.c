#include "domain/ct-backup-info.h"

#include <string.h>

/*
 * The manifest is a text file of groups: [backup] says what it is, [audit] where the chain begins and ends, [rows] how
 * many each table has.
 */
#define FORMAT 1

static void
table_count_free (gpointer data)
{
  g_free (((CtTableCount *) data)->table);
  g_free (data);
}

/**
 * ct_backup_info_new:
 *
 * Returns: (transfer full): what is known of a backup: nothing yet.
 */
CtBackupInfo *
ct_backup_info_new (void)
{
  CtBackupInfo *self = g_new0 (CtBackupInfo, 1);

  self->counts = g_ptr_array_new_with_free_func (table_count_free);
  return self;
}

/**
 * ct_backup_info_free:
 * @self: (transfer full) (nullable): what is known of a backup
 *
 * Frees it.
 */
void
ct_backup_info_free (CtBackupInfo *self)
{
  if (self == NULL)
    return;
  g_free (self->clinic_name);
  g_free (self->program);
  g_free (self->kind);
  g_free (self->root);
  g_free (self->head);
  g_free (self->path);
  g_ptr_array_unref (self->counts);
  g_free (self);
}

/**
 * ct_backup_info_copy:
 * @self: what is known of a backup
 *
 * Returns: (transfer full): the same once more.
 */
CtBackupInfo *
ct_backup_info_copy (const CtBackupInfo *self)
{
  CtBackupInfo *copy = ct_backup_info_new ();

  g_return_val_if_fail (self != NULL, copy);
  copy->clinic_name = g_strdup (self->clinic_name);
  copy->program = g_strdup (self->program);
  copy->schema = self->schema;
  copy->kind = g_strdup (self->kind);
  copy->made_us = self->made_us;
  copy->encrypted = self->encrypted;
  copy->root = g_strdup (self->root);
  copy->head_id = self->head_id;
  copy->head = g_strdup (self->head);
  copy->path = g_strdup (self->path);
  copy->bytes = self->bytes;
  for (guint i = 0; i < self->counts->len; i++)
    {
      const CtTableCount *count = g_ptr_array_index (self->counts, i);

      ct_backup_info_add_count (copy, count->table, count->rows);
    }
  return copy;
}

/**
 * ct_backup_info_add_count:
 * @self: what is known of a backup
 * @table: a table
 * @rows: how many rows it has
 *
 * Notes a table.
 */
void
ct_backup_info_add_count (CtBackupInfo *self, const char *table, gint64 rows)
{
  CtTableCount *count = g_new0 (CtTableCount, 1);

  g_return_if_fail (self != NULL && table != NULL);
  count->table = g_strdup (table);
  count->rows = rows;
  g_ptr_array_add (self->counts, count);
}

/**
 * ct_backup_info_count:
 * @self: what is known of a backup
 * @table: a table
 *
 * Returns: how many rows it has, -1 where there is no such table.
 */
gint64
ct_backup_info_count (const CtBackupInfo *self, const char *table)
{
  g_return_val_if_fail (self != NULL && table != NULL, -1);
  for (guint i = 0; i < self->counts->len; i++)
    if (strcmp (((const CtTableCount *) self->counts->pdata[i])->table, table) == 0)
      return ((const CtTableCount *) self->counts->pdata[i])->rows;
  return -1;
}

/**
 * ct_backup_info_compare:
 * @self: what the manifest promises
 * @found: what was counted
 *
 * Returns: (transfer none) (nullable): the first table that differs, "audit" where the chain ends elsewhere; %NULL where all
 * is as promised.
 */
const char *
ct_backup_info_compare (const CtBackupInfo *self, const CtBackupInfo *found)
{
  g_return_val_if_fail (self != NULL && found != NULL, "");
  for (guint i = 0; i < self->counts->len; i++)
    {
      const CtTableCount *count = self->counts->pdata[i];

      if (ct_backup_info_count (found, count->table) != count->rows)
        return count->table;
    }
  for (guint i = 0; i < found->counts->len; i++)
    {
      const CtTableCount *count = found->counts->pdata[i];

      if (ct_backup_info_count (self, count->table) < 0)
        return count->table;
    }
  return self->head_id == found->head_id && g_strcmp0 (self->head, found->head) == 0 &&
                 g_strcmp0 (self->root, found->root) == 0
             ? NULL
             : "audit";
}

/**
 * ct_backup_info_to_text:
 * @self: what is known of a backup
 *
 * Returns: (transfer full): its manifest.
 */
char *
ct_backup_info_to_text (const CtBackupInfo *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_return_val_if_fail (self != NULL, NULL);
  g_key_file_set_integer (file, "backup", "format", FORMAT);
  g_key_file_set_string (file, "backup", "clinic", self->clinic_name);
  g_key_file_set_string (file, "backup", "program", self->program);
  g_key_file_set_int64 (file, "backup", "schema", self->schema);
  g_key_file_set_string (file, "backup", "kind", self->kind);
  g_key_file_set_int64 (file, "backup", "made", self->made_us);
  g_key_file_set_boolean (file, "backup", "encrypted", self->encrypted);
  g_key_file_set_string (file, "audit", "root", self->root);
  g_key_file_set_int64 (file, "audit", "acts", self->head_id);
  g_key_file_set_string (file, "audit", "head", self->head);
  for (guint i = 0; i < self->counts->len; i++)
    {
      const CtTableCount *count = self->counts->pdata[i];

      g_key_file_set_int64 (file, "rows", count->table, count->rows);
    }
  return g_key_file_to_data (file, NULL, NULL);
}

static void
read_counts (CtBackupInfo *self, GKeyFile *file)
{
  g_auto (GStrv) tables = g_key_file_get_keys (file, "rows", NULL, NULL);

  for (guint i = 0; tables != NULL && tables[i] != NULL; i++)
    ct_backup_info_add_count (self, tables[i], g_key_file_get_int64 (file, "rows", tables[i], NULL));
}

/**
 * ct_backup_info_parse:
 * @text: a manifest
 * @length: how long it is
 *
 * Returns: (transfer full) (nullable): what it says; %NULL where it is none, or of a format not known here.
 */
CtBackupInfo *
ct_backup_info_parse (const char *text, gsize length)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (CtBackupInfo) self = NULL;

  g_return_val_if_fail (text != NULL, NULL);
  if (!g_key_file_load_from_data (file, text, length, G_KEY_FILE_NONE, NULL) ||
      g_key_file_get_integer (file, "backup", "format", NULL) != FORMAT)
    return NULL;
  self = ct_backup_info_new ();
  self->clinic_name = g_key_file_get_string (file, "backup", "clinic", NULL);
  self->program = g_key_file_get_string (file, "backup", "program", NULL);
  self->schema = g_key_file_get_int64 (file, "backup", "schema", NULL);
  self->kind = g_key_file_get_string (file, "backup", "kind", NULL);
  self->made_us = g_key_file_get_int64 (file, "backup", "made", NULL);
  self->encrypted = g_key_file_get_boolean (file, "backup", "encrypted", NULL);
  self->root = g_key_file_get_string (file, "audit", "root", NULL);
  self->head_id = g_key_file_get_int64 (file, "audit", "acts", NULL);
  self->head = g_key_file_get_string (file, "audit", "head", NULL);
  read_counts (self, file);
  if (self->clinic_name == NULL || self->program == NULL || self->kind == NULL || self->root == NULL ||
      self->head == NULL || self->made_us <= 0)
    return NULL;
  return g_steal_pointer (&self);
}
