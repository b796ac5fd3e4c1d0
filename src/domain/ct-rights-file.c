#include "domain/ct-rights-file.h"

#include <gio/gio.h>
#include <string.h>

#include "base/ct-error.h"
#include "ct-rights-data.h"

#define FILE_NAME "/org/chairtime/rights/rights.txt"
#define NOBODY    "-"

enum
{
  TABLE_NAME,
  TABLE_READ,
  TABLE_ADD,
  TABLE_CHANGE,
  TABLE_REMOVE,
  TABLE_COLUMNS,
  TABLE_READ_CLINICAL,
  TABLE_WRITE_CLINICAL,
  TABLE_WHY,
  TABLE_N_CELLS,
};

/* Which cell of a table's line says who has an access. */
static const int access_cells[CT_N_ACCESSES] = {
  [CT_ACCESS_READ] = TABLE_READ,
  [CT_ACCESS_ADD] = TABLE_ADD,
  [CT_ACCESS_CHANGE] = TABLE_CHANGE,
  [CT_ACCESS_REMOVE] = TABLE_REMOVE,
  [CT_ACCESS_READ_CLINICAL] = TABLE_READ_CLINICAL,
  [CT_ACCESS_WRITE_CLINICAL] = TABLE_WRITE_CLINICAL,
};

static void
table_free (gpointer data)
{
  CtTableRights *self = data;

  g_free (self->table);
  g_strfreev (self->clinical);
  g_free (self);
}

/* Frees what ct_rights_file_parse() made. */
void
ct_rights_file_free (CtRightsFile *self)
{
  g_strfreev (self->roles);
  g_free (self->role_permissions);
  for (int i = 0; i < CT_N_PERMISSIONS; i++)
    g_free (self->why[i]);
  g_ptr_array_unref (self->tables);
  g_free (self);
}

static gboolean
refuse (GError **error, guint line, const char *what)
{
  g_set_error (error, CT_ERROR, CT_ERROR_INVALID, "rights.txt:%u: %s", line, what);
  return FALSE;
}

static GStrv
split (const char *text, const char *mark)
{
  GStrv cells = g_strsplit (text, mark, -1);

  for (guint i = 0; cells[i] != NULL; i++)
    g_strstrip (cells[i]);
  return cells;
}

/* The permission of that name, or CT_N_PERMISSIONS. */
static CtPermission
find_permission (const char *id)
{
  CtPermission p = 0;

  while (p < CT_N_PERMISSIONS && strcmp (ct_permission_to_id (p), id) != 0)
    p++;
  return p;
}

/* "book, plan-course" as bits. */
static gboolean
read_permissions (const char *cell, guint *bits, guint line, GError **error)
{
  g_auto (GStrv) ids = split (cell, ",");

  *bits = 0;
  if (strcmp (cell, NOBODY) == 0)
    return TRUE;
  for (guint i = 0; ids[i] != NULL; i++)
    {
      CtPermission permission = find_permission (ids[i]);

      if (permission == CT_N_PERMISSIONS)
        return refuse (error, line, "there is no such permission");
      *bits |= 1u << permission;
    }
  return TRUE;
}

static gboolean
read_role_heads (CtRightsFile *self, GStrv cells, guint line, GError **error)
{
  guint n = g_strv_length (cells);

  if (self->roles != NULL || n < 3)
    return refuse (error, line, "the roles are named once, between “permission” and “why”");
  self->roles = g_new0 (char *, n - 1);
  for (guint i = 0; i < n - 2; i++)
    self->roles[i] = g_strdup (cells[i + 1]);
  self->role_permissions = g_new0 (guint, n - 2);
  return TRUE;
}

static gboolean
read_permission_line (CtRightsFile *self, GStrv cells, guint line, GError **error)
{
  CtPermission permission = find_permission (cells[0]);
  guint n_roles = g_strv_length (self->roles);

  if (permission == CT_N_PERMISSIONS || self->why[permission] != NULL)
    return refuse (error, line, "there is no such permission, or it has a line already");
  if (g_strv_length (cells) != n_roles + 2)
    return refuse (error, line, "a permission has a cell for every role and one for the reason");
  for (guint i = 0; i < n_roles; i++)
    if (strcmp (cells[i + 1], "yes") == 0)
      self->role_permissions[i] |= 1u << permission;
    else if (strcmp (cells[i + 1], NOBODY) != 0)
      return refuse (error, line, "a cell says “yes” or “-”");
  self->why[permission] = g_strdup (cells[n_roles + 1]);
  return TRUE;
}

static gboolean
read_table_line (CtRightsFile *self, GStrv cells, guint line, GError **error)
{
  CtTableRights *table;

  if (g_strv_length (cells) != TABLE_N_CELLS)
    return refuse (error, line, "a table has nine cells");
  table = g_new0 (CtTableRights, 1);
  g_ptr_array_add (self->tables, table);
  table->table = g_strdup (cells[TABLE_NAME]);
  table->clinical = strcmp (cells[TABLE_COLUMNS], NOBODY) != 0 ? split (cells[TABLE_COLUMNS], ",") : g_new0 (char *, 1);
  for (int i = 0; i < CT_N_ACCESSES; i++)
    if (!read_permissions (cells[access_cells[i]], &table->permissions[i], line, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_line (CtRightsFile *self, GStrv cells, gboolean *in_tables, guint line, GError **error)
{
  if (strcmp (cells[0], "permission") == 0)
    return read_role_heads (self, cells, line, error);
  if (strcmp (cells[0], "table") == 0)
    {
      *in_tables = TRUE;
      return TRUE;
    }
  if (self->roles == NULL)
    return refuse (error, line, "the roles come first");
  return *in_tables ? read_table_line (self, cells, line, error) : read_permission_line (self, cells, line, error);
}

static gboolean
check_complete (CtRightsFile *self, GError **error)
{
  for (int i = 0; i < CT_N_PERMISSIONS; i++)
    if (self->why[i] == NULL)
      return refuse (error, 0, "a permission has no line");
  return TRUE;
}

/**
 * ct_rights_file_parse:
 * @text: the file
 * @error: INVALID, with the line
 *
 * Returns: (transfer full) (nullable): what it says.
 */
CtRightsFile *
ct_rights_file_parse (const char *text, GError **error)
{
  g_autoptr (CtRightsFile) self = g_new0 (CtRightsFile, 1);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gboolean in_tables = FALSE;

  self->tables = g_ptr_array_new_with_free_func (table_free);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = split (lines[i], "|");

      if (cells[0] == NULL || cells[0][0] == '\0' || cells[0][0] == '#')
        continue;
      if (!read_line (self, cells, &in_tables, i + 1, error))
        return NULL;
    }
  return check_complete (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * ct_rights_file_bytes:
 *
 * Returns: (transfer full): the file as it stands.
 */
GBytes *
ct_rights_file_bytes (void)
{
  return g_resource_lookup_data (ct_rights_get_resource (), FILE_NAME, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

/**
 * ct_rights_file:
 *
 * Returns: (transfer none): the rights Chairtime goes by. They are part of the program, so a mistake in them is ours.
 */
const CtRightsFile *
ct_rights_file (void)
{
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      g_autoptr (GBytes) bytes = ct_rights_file_bytes ();
      g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_autoptr (GError) error = NULL;
      CtRightsFile *file = ct_rights_file_parse (text, &error);

      if (file == NULL)
        g_error ("%s", error->message);
      g_once_init_leave (&ready, (gsize) file);
    }
  return (const CtRightsFile *) ready;
}
