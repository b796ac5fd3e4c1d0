/* What a clinic consists of when it moves: its tables, in an order in which each may be filled. */
#pragma once

#include "store/ct-database.h"

G_BEGIN_DECLS

/**
 * CtMoveTable:
 * @name: as both sides call it
 * @columns: (array zero-terminated): all of them
 * @key: (array zero-terminated): the columns of the primary key, by which rows are put in order
 */
typedef struct
{
  char  *name;
  char **columns;
  char **key;
} CtMoveTable;

GPtrArray *ct_move_plan (CtDatabase *server, GError **error);

G_END_DECLS
