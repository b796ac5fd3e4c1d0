#include "paper/ct-table-sheet.h"

#include <glib/gi18n.h>

#include "paper/ct-flow.h"

static void
add_table (CtFlow *flow, const CtTable *table)
{
  g_autofree CtFlowColumn *columns = g_new0 (CtFlowColumn, table->heads->len);

  for (guint i = 0; i < table->heads->len; i++)
    columns[i] = (CtFlowColumn) { g_ptr_array_index (table->heads, i),
                                  g_array_index (table->numbers, gboolean, i) ? CT_ALIGN_END : CT_ALIGN_START };
  ct_flow_table (flow, columns, table->heads->len, (const char *const *) table->cells->pdata, ct_table_get_rows (table));
}

/**
 * ct_table_sheet_new:
 * @input: the list and whose it is
 *
 * Lays a list out in pages, with its title on each, page numbers, and who printed it when.
 *
 * Returns: (transfer full): the pages.
 */
CtPages *
ct_table_sheet_new (const CtTableSheetInput *input)
{
  CtFlowSetup setup = { .size = 9 };
  g_autofree char *footer = NULL;
  g_autofree char *count = NULL;
  g_autoptr (CtFlow) flow = NULL;
  guint n;

  g_return_val_if_fail (input != NULL && input->table != NULL && input->clinic_name != NULL, NULL);
  n = ct_table_get_rows (input->table);
  footer = g_strdup_printf (_("%s · printed %s by %s"), input->clinic_name, input->printed_at, input->printed_by);
  count = g_strdup_printf (ngettext ("%u row", "%u rows", n), n);
  setup.paper = input->paper;
  setup.author = input->clinic_name;
  setup.footer = footer;
  setup.title = setup.header = setup.subject = input->table->title;
  setup.created_us = input->created_us;
  flow = ct_flow_new (&setup);
  ct_flow_heading (flow, 0, input->table->title);
  if (input->table->words != NULL)
    ct_flow_paragraph (flow, CT_PARAGRAPH_DIM, input->table->words);
  if (input->about != NULL)
    ct_flow_paragraph (flow, CT_PARAGRAPH_PLAIN, input->about);
  if (n > 0)
    add_table (flow, input->table);
  ct_flow_paragraph (flow, CT_PARAGRAPH_DIM, n > 0 ? count : input->empty);
  return ct_flow_finish (flow);
}
