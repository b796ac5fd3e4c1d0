#include "paper/ct-series-sheet.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "paper/ct-sheet-words.h"

static void
add_visits (CtFlow *flow, const CtSeriesInput *input)
{
  const CtFlowColumn columns[] = { { _("Day"), CT_ALIGN_START },
                                   { _("Time"), CT_ALIGN_START },
                                   { _("Visit"), CT_ALIGN_START },
                                   { _("Where"), CT_ALIGN_START } };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < input->n_visits; i++)
    {
      const CtSeriesVisit *visit = &input->visits[i];
      g_autofree char *from = ct_minute_format (visit->at.minute);
      g_autofree char *until = ct_minute_format (MIN (visit->at.minute + visit->minutes, CT_MINUTES_PER_DAY - 1));

      g_ptr_array_add (cells, ct_date_format (visit->at.date, _("%A, %-d %B %Y")));
      g_ptr_array_add (cells, g_strdup_printf ("%s–%s", from, until));
      g_ptr_array_add (cells, g_strdup (visit->what));
      g_ptr_array_add (cells, g_strdup (visit->place));
    }
  ct_flow_table (flow, columns, G_N_ELEMENTS (columns), (const char *const *) cells->pdata, input->n_visits);
}

/**
 * ct_series_sheet_new:
 * @input: whose visits
 *
 * Returns: (transfer full): a page or more to hand out.
 */
CtPages *
ct_series_sheet_new (const CtSeriesInput *input)
{
  g_autofree char *title = NULL;
  g_autofree char *footer = NULL;
  g_autofree char *call = NULL;
  g_autoptr (CtFlow) flow = NULL;

  g_return_val_if_fail (input != NULL && input->clinic_name != NULL && input->patient_name != NULL, NULL);
  title = g_strdup_printf (_("Appointments of %s"), input->patient_name);
  footer = ct_sheet_footer (input->clinic_name, input->printed_by, input->created_us, input->zone);
  flow = ct_flow_new (&(CtFlowSetup) { .paper = input->paper, .size = 11, .header = title, .footer = footer, .title = title,
                                       .author = input->clinic_name, .created_us = input->created_us });
  ct_flow_paragraph (flow, CT_PARAGRAPH_STRONG, input->clinic_name);
  ct_flow_rule (flow);
  ct_flow_heading (flow, 0, title);
  if (input->n_visits > 0)
    add_visits (flow, input);
  else
    ct_flow_paragraph (flow, CT_PARAGRAPH_PLAIN, _("Nothing is booked."));
  if (!ct_text_is_blank (input->phone))
    {
      /* Translators: a phone number */
      call = g_strdup_printf (_("If you can’t come, please call %s as early as you can: somebody waits for the place."),
                              input->phone);
      ct_flow_space (flow, 14);
      ct_flow_paragraph (flow, CT_PARAGRAPH_PLAIN, call);
    }
  return ct_flow_finish (flow);
}
