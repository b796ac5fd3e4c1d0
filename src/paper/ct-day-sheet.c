#include "paper/ct-day-sheet.h"

#include <glib/gi18n.h>

/* "09:00 – 10:40" in the locale's way. */
static char *
time_words (CtMinutes minutes)
{
  g_autofree char *from = ct_minute_format (minutes.from);
  g_autofree char *to = ct_minute_format (minutes.to % CT_MINUTES_PER_DAY);

  return g_strdup_printf ("%s – %s", from, to);
}

static guint
chair_end (const CtDaySheetInput *input, guint first)
{
  guint end = first + 1;

  while (end < input->n_bookings && g_strcmp0 (input->bookings[end].chair, input->bookings[first].chair) == 0)
    end++;
  return end;
}

/* The bookings of one chair. */
static void
add_chair (CtFlow *flow, const CtDaySheetInput *input, guint first, guint end)
{
  const CtFlowColumn columns[] = {
    { _("Time"), CT_ALIGN_START }, { _("Patient"), CT_ALIGN_START }, { _("Born"), CT_ALIGN_START },
    { _("Visit"), CT_ALIGN_START }, { _("Phone"), CT_ALIGN_START },  { _("Status"), CT_ALIGN_START },
  };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  ct_flow_heading (flow, 1, input->bookings[first].chair != NULL ? input->bookings[first].chair : _("No chair"));
  for (guint i = first; i < end; i++)
    {
      const CtDaySheetBooking *booking = &input->bookings[i];

      g_ptr_array_add (cells, time_words (booking->minutes));
      g_ptr_array_add (cells, g_strdup (booking->patient));
      g_ptr_array_add (cells, g_strdup (booking->born));
      g_ptr_array_add (cells, g_strdup (booking->what));
      g_ptr_array_add (cells, g_strdup (booking->phone));
      g_ptr_array_add (cells, g_strdup (booking->status));
    }
  ct_flow_table (flow, columns, G_N_ELEMENTS (columns), (const char *const *) cells->pdata, end - first);
}

/**
 * ct_day_sheet_new:
 * @input: the bookings, in order of chair, then of time
 *
 * Lays out a day, chair by chair, with the head of the audit chain at its end: a witness on paper of what the
 * records were on that day.
 *
 * Returns: (transfer full): its pages.
 */
CtPages *
ct_day_sheet_new (const CtDaySheetInput *input)
{
  g_autofree char *day = NULL;
  g_autofree char *where = NULL;
  g_autofree char *footer = NULL;
  g_autoptr (CtFlow) flow = NULL;
  CtFlowSetup setup = { .size = 9.5, .margin = 45 };

  g_return_val_if_fail (input != NULL && input->clinic_name != NULL, NULL);
  day = ct_date_format (input->day, _("%A %-d %B %Y"));
  where = g_strjoin (" · ", input->clinic_name, input->site_name, NULL);
  footer = input->printed_by != NULL ? g_strdup_printf (_("%s · printed by %s"), where, input->printed_by)
                                     : g_strdup (where);
  setup.paper = input->paper;
  setup.title = setup.header = day;
  setup.footer = footer;
  setup.author = input->clinic_name;
  setup.created_us = input->created_us;
  flow = ct_flow_new (&setup);
  ct_flow_paragraph (flow, CT_PARAGRAPH_DIM, where);
  ct_flow_heading (flow, 0, day);
  if (input->n_bookings == 0)
    ct_flow_paragraph (flow, CT_PARAGRAPH_PLAIN, _("Nothing is booked on this day."));
  for (guint i = 0, end; i < input->n_bookings; i = end)
    {
      end = chair_end (input, i);
      add_chair (flow, input, i, end);
    }
  if (input->audit_head != NULL)
    {
      ct_flow_heading (flow, 2, _("Audit"));
      ct_flow_paragraph (flow, CT_PARAGRAPH_SMALL, input->audit_head);
    }
  return ct_flow_finish (flow);
}
