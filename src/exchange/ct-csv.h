/* Tables as files: RFC 4180, and nothing in them that a spreadsheet would run. */
#pragma once

#include "domain/ct-table.h"

G_BEGIN_DECLS

void ct_csv_cell  (GString *csv, const char *text, gboolean last);
void ct_csv_table (GString *csv, const CtTable *table);

G_END_DECLS
