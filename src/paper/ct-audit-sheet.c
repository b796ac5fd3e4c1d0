#include "paper/ct-audit-sheet.h"

#include <glib/gi18n.h>

#include "paper/ct-sheet-words.h"

/* ---- The acts ---- */

static void
add_groups (CtFlow *flow, const CtAuditSheetInput *input)
{
  const CtFlowColumn columns[] = { { input->by_person ? _("Who") : _("Chart"), CT_ALIGN_START },
                                   { _("Times"), CT_ALIGN_END },
                                   { _("First"), CT_ALIGN_START },
                                   { _("Last"), CT_ALIGN_START } };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < input->groups->len; i++)
    {
      const CtAuditGroup *group = g_ptr_array_index (input->groups, i);

      g_ptr_array_add (cells, g_strdup (group->name));
      g_ptr_array_add (cells, g_strdup_printf ("%" G_GINT64_FORMAT, group->n));
      g_ptr_array_add (cells, ct_sheet_moment (group->first_us, input->zone));
      g_ptr_array_add (cells, ct_sheet_moment (group->last_us, input->zone));
    }
  ct_flow_table (flow, columns, G_N_ELEMENTS (columns), (const char *const *) cells->pdata, input->groups->len);
}

static void
add_rows (CtFlow *flow, const CtAuditSheetInput *input)
{
  const CtFlowColumn columns[] = { { _("Row"), CT_ALIGN_END },      { _("When"), CT_ALIGN_START },
                                   { _("Who"), CT_ALIGN_START },    { _("What"), CT_ALIGN_START },
                                   { _("Chart"), CT_ALIGN_START },  { _("Detail"), CT_ALIGN_START },
                                   { _("Where"), CT_ALIGN_START } };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < input->rows->len; i++)
    {
      const CtAuditRow *row = g_ptr_array_index (input->rows, i);

      g_ptr_array_add (cells, g_strdup_printf ("%" G_GINT64_FORMAT, row->id));
      g_ptr_array_add (cells, ct_sheet_moment (row->at_us, input->zone));
      g_ptr_array_add (cells, g_strdup (row->user_name));
      g_ptr_array_add (cells, ct_audit_row_act (row));
      g_ptr_array_add (cells, g_strdup (row->patient_name));
      g_ptr_array_add (cells, ct_audit_row_detail (row));
      g_ptr_array_add (cells, g_strdup (row->workstation));
    }
  ct_flow_table (flow, columns, G_N_ELEMENTS (columns), (const char *const *) cells->pdata, input->rows->len);
}

/**
 * ct_audit_sheet_new:
 * @input: what was asked and found
 *
 * Lays out acts of the audit, with what was asked for, page numbers and the head of the record.
 *
 * Returns: (transfer full): the pages.
 */
CtPages *
ct_audit_sheet_new (const CtAuditSheetInput *input)
{
  CtFlowSetup setup = { .size = 8.5, .title = _("Audit") };
  g_autofree char *footer = NULL;
  g_autoptr (CtFlow) flow = NULL;

  g_return_val_if_fail (input != NULL && input->rows != NULL && input->groups != NULL && input->head != NULL, NULL);
  footer = ct_sheet_footer (input->clinic_name, input->printed_by, input->created_us, input->zone);
  setup.paper = input->paper;
  setup.author = input->clinic_name;
  setup.footer = footer;
  setup.header = setup.subject = input->question;
  setup.created_us = input->created_us;
  flow = ct_flow_new (&setup);
  ct_flow_heading (flow, 0, input->question);
  ct_flow_paragraph (flow, CT_PARAGRAPH_DIM, input->filter_words);
  if (input->groups->len > 0)
    add_groups (flow, input);
  ct_flow_heading (flow, 1, _("Acts"));
  if (input->rows->len > 0)
    add_rows (flow, input);
  else
    ct_flow_paragraph (flow, CT_PARAGRAPH_PLAIN, _("There is no such act."));
  ct_flow_heading (flow, 1, _("Head of the record"));
  ct_sheet_add_head (flow, input->head, input->zone);
  return ct_flow_finish (flow);
}

/* ---- The head ---- */

/**
 * ct_head_sheet_new:
 * @input: the head and whose it is
 *
 * Lays out the page that proves later what the record said at this moment.
 *
 * Returns: (transfer full): one page.
 */
CtPages *
ct_head_sheet_new (const CtHeadSheetInput *input)
{
  const char *const what_to_do[] = {
    _("Keep this page outside of the clinic’s computers: with a notary, an auditor, or in a safe."),
    _("To ask later: choose “Look for a Head” on the audit page, and type number, hash and check word as they stand here."),
    _("If the answer is yes, nothing up to that row was changed, deleted, put in or re-ordered since this was printed."),
    NULL,
  };
  CtFlowSetup setup = { .size = 11, .title = _("Head of the record") };
  g_autofree char *printed = NULL;
  g_autoptr (CtFlow) flow = NULL;
  CtFlowPair pairs[3];

  g_return_val_if_fail (input != NULL && input->clinic_name != NULL && input->head != NULL, NULL);
  printed = ct_sheet_moment (input->created_us, input->zone);
  setup.paper = input->paper;
  setup.author = setup.footer = input->clinic_name;
  setup.created_us = input->created_us;
  flow = ct_flow_new (&setup);
  pairs[0] = (CtFlowPair) { _("Clinic"), input->clinic_name };
  pairs[1] = (CtFlowPair) { _("Printed"), printed };
  pairs[2] = (CtFlowPair) { _("Printed by"), input->printed_by };
  ct_flow_heading (flow, 0, _("Head of the record"));
  ct_flow_paragraph (flow, CT_PARAGRAPH_PLAIN,
                     _("Every act in this clinic’s record seals the one before it. This is the seal of the last one."));
  ct_flow_pairs (flow, pairs, G_N_ELEMENTS (pairs), 1);
  ct_flow_rule (flow);
  ct_sheet_add_head (flow, input->head, input->zone);
  ct_flow_rule (flow);
  ct_flow_heading (flow, 1, _("What to do with it"));
  ct_flow_bullets (flow, what_to_do);
  return ct_flow_finish (flow);
}
