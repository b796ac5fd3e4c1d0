#include "paper/ct-codes-sheet.h"

#include <glib/gi18n.h>

#include "paper/ct-flow.h"

/* With room to note when one was used. */
static void
add_codes (CtFlow *flow, const char *const *codes)
{
  const CtFlowColumn columns[] = { { _("Backup code"), CT_ALIGN_START }, { _("Used on"), CT_ALIGN_START } };
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  guint n = 0;

  for (; codes[n] != NULL; n++)
    {
      g_ptr_array_add (cells, (gpointer) codes[n]);
      g_ptr_array_add (cells, (gpointer) "                    ");
    }
  ct_flow_table (flow, columns, G_N_ELEMENTS (columns), (const char *const *) cells->pdata, n);
}

/**
 * ct_codes_sheet_new:
 * @input: the codes and whose they are
 *
 * Lays out the page with backup codes and what to do with it.
 *
 * Returns: (transfer full): one page.
 */
CtPages *
ct_codes_sheet_new (const CtCodesSheetInput *input)
{
  const char *const what_to_do[] = {
    _("Keep this page where nobody else finds it, and not with the phone."),
    _("When the phone is not there, type one of these codes where the one-time code is asked for. Each opens once."),
    _("They open nothing without the passphrase. If the page is lost, set up one-time codes anew."),
    NULL,
  };
  g_autofree char *date = NULL;
  g_autoptr (CtFlow) flow = NULL;
  CtFlowSetup setup = { .size = 12, .title = _("Backup codes") };
  CtFlowPair pairs[3];

  g_return_val_if_fail (input != NULL && input->clinic_name != NULL && input->codes != NULL, NULL);
  date = ct_date_format (input->printed_on, _("%a %-d %b %Y"));
  setup.paper = input->paper;
  setup.author = setup.footer = input->clinic_name;
  setup.created_us = input->created_us;
  flow = ct_flow_new (&setup);
  pairs[0] = (CtFlowPair) { _("Clinic"), input->clinic_name };
  pairs[1] = (CtFlowPair) { _("User name"), input->login };
  pairs[2] = (CtFlowPair) { _("Printed"), date };
  ct_flow_heading (flow, 0, _("Backup codes"));
  ct_flow_pairs (flow, pairs, G_N_ELEMENTS (pairs), 1);
  ct_flow_space (flow, 12);
  add_codes (flow, input->codes);
  ct_flow_heading (flow, 1, _("What to do with it"));
  ct_flow_bullets (flow, what_to_do);
  return ct_flow_finish (flow);
}
