#include "exchange/ct-csv.h"

#include <string.h>

/**
 * ct_csv_cell:
 * @csv: what is written so far
 * @text: (nullable): what stands in the cell
 * @last: whether the line ends with it
 *
 * Writes a cell; one that a spreadsheet would take for a formula is kept from being one.
 */
void
ct_csv_cell (GString *csv, const char *text, gboolean last)
{
  g_return_if_fail (csv != NULL);
  g_string_append_c (csv, '"');
  if (text != NULL && *text != '\0' && strchr ("=+-@\t\r", *text) != NULL)
    g_string_append_c (csv, '\'');
  for (const char *p = text != NULL ? text : ""; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *p);
    }
  g_string_append (csv, last ? "\"\r\n" : "\",");
}

/**
 * ct_csv_table:
 * @csv: what is written so far
 * @table: a table
 *
 * Writes the heads of its columns and all of its rows.
 */
void
ct_csv_table (GString *csv, const CtTable *table)
{
  guint n;

  g_return_if_fail (csv != NULL && table != NULL);
  n = table->heads->len;
  for (guint i = 0; i < n; i++)
    ct_csv_cell (csv, g_ptr_array_index (table->heads, i), i + 1 == n);
  for (guint row = 0; row < ct_table_get_rows (table); row++)
    for (guint i = 0; i < n; i++)
      ct_csv_cell (csv, ct_table_get (table, row, i), i + 1 == n);
}
