/* A list on paper: what it is, of which day and site, and its rows. */
#pragma once

#include "domain/ct-table.h"
#include "paper/ct-pages.h"

G_BEGIN_DECLS

/**
 * CtTableSheetInput:
 * @paper: the paper
 * @clinic_name: whose list it is
 * @printed_by: who prints it
 * @printed_at: when, in words
 * @about: (nullable): a sentence on what is in it
 * @empty: what to say where it has no rows
 * @table: the list
 * @created_us: when it is printed, UTC microseconds
 *
 * Everything is borrowed for the time of the call.
 */
typedef struct
{
  CtPaper        paper;
  const char    *clinic_name;
  const char    *printed_by;
  const char    *printed_at;
  const char    *about;
  const char    *empty;
  const CtTable *table;
  gint64         created_us;
} CtTableSheetInput;

CtPages *ct_table_sheet_new (const CtTableSheetInput *input);

G_END_DECLS
