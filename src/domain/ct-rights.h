/* What each permission lets somebody do to the tables of the database, read from resources/rights/rights.txt. */
#pragma once

#include "domain/ct-permission.h"

G_BEGIN_DECLS

/**
 * CtTableAccess:
 * @CT_ACCESS_READ: see the columns that are not clinical
 * @CT_ACCESS_ADD: make rows, filling in the columns that are not clinical
 * @CT_ACCESS_CHANGE: change the columns that are not clinical
 * @CT_ACCESS_REMOVE: delete rows
 * @CT_ACCESS_READ_CLINICAL: see the clinical columns
 * @CT_ACCESS_WRITE_CLINICAL: fill in or change the clinical columns
 */
typedef enum
{
  CT_ACCESS_READ,
  CT_ACCESS_ADD,
  CT_ACCESS_CHANGE,
  CT_ACCESS_REMOVE,
  CT_ACCESS_READ_CLINICAL,
  CT_ACCESS_WRITE_CLINICAL,
  CT_N_ACCESSES,
} CtTableAccess;

/**
 * CtTableRights:
 * @table: its name
 * @clinical: (array zero-terminated): its clinical columns
 * @permissions: for every #CtTableAccess, a bit for every #CtPermission of which one is enough
 */
typedef struct
{
  char   *table;
  char  **clinical;
  guint   permissions[CT_N_ACCESSES];
} CtTableRights;

GPtrArray           *ct_rights_list_tables (void);
const CtTableRights *ct_rights_find_table  (const char *table);
gboolean             ct_rights_of_role     (const char *role, const CtTableRights *table, CtTableAccess access);

G_END_DECLS
