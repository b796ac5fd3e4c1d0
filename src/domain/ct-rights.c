#include "domain/ct-rights.h"

#include "domain/ct-rights-file.h"

/**
 * ct_rights_list_tables:
 *
 * Returns: (transfer none) (element-type CtTableRights): every table of the database.
 */
GPtrArray *
ct_rights_list_tables (void)
{
  return ct_rights_file ()->tables;
}

/**
 * ct_rights_find_table:
 * @table: a table's name
 *
 * Returns: (transfer none) (nullable): who may do what to it.
 */
const CtTableRights *
ct_rights_find_table (const char *table)
{
  GPtrArray *tables = ct_rights_list_tables ();

  for (guint i = 0; i < tables->len; i++)
    if (g_strcmp0 (((const CtTableRights *) tables->pdata[i])->table, table) == 0)
      return tables->pdata[i];
  return NULL;
}

/**
 * ct_rights_of_role:
 * @role: a role as stored
 * @table: a table
 * @access: what is to be done to it
 *
 * Returns: whether the role has a permission that is enough for it.
 */
gboolean
ct_rights_of_role (const char *role, const CtTableRights *table, CtTableAccess access)
{
  g_return_val_if_fail (table != NULL && access < CT_N_ACCESSES, FALSE);
  for (CtPermission p = 0; p < CT_N_PERMISSIONS; p++)
    if ((table->permissions[access] & (1u << p)) != 0 && ct_permission_of_role (role, p))
      return TRUE;
  return FALSE;
}
