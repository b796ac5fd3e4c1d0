#include "paper/ct-day-sheet.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "paper/ct-paper-tint.h"
#include "paper/ct-sheet-words.h"

#define TEXT_SIZE 9
#define MARGIN 40

/* ---- One list ---- */

static char *
born_words (CtDate born)
{
  return born != CT_DATE_NONE ? ct_date_format (born, _("%-d %b %Y")) : NULL;
}

static void
add_cells (GPtrArray *cells, const CtPaperVisit *visit)
{
  g_autofree char *from = ct_minute_format (visit->minutes.from);
  g_autofree char *until = ct_minute_format (visit->minutes.to);

  g_ptr_array_add (cells, g_strdup_printf ("%s–%s", from, until));
  g_ptr_array_add (cells, g_strdup (visit->patient));
  g_ptr_array_add (cells, born_words (visit->born));
  g_ptr_array_add (cells, g_strdup (visit->mrn));
  g_ptr_array_add (cells, g_strdup (visit->phone));
  g_ptr_array_add (cells, g_strdup (visit->what));
  g_ptr_array_add (cells, g_strdup (visit->with));
  g_ptr_array_add (cells, g_strdup (visit->status));
}

/* The colour of its kind, which the row says in words too. */
static void
add_mark (GArray *marks, const CtPaperVisit *visit)
{
  const CtPalette *palette = ct_palette_get (CT_PALETTE_PAPER);
  CtColor mark = visit->kind != NULL ? ct_paper_tint (visit->hue, palette).mark : palette->background;

  g_array_append_val (marks, mark);
}

static void
add_list (CtFlow *flow, const CtScheduleInput *input, gint64 group)
{
  const CtFlowColumn columns[] = {
    { _("Time"), CT_ALIGN_START },  { _("Patient"), CT_ALIGN_START }, { _("Born"), CT_ALIGN_START },
    { _("Record"), CT_ALIGN_START }, { _("Phone"), CT_ALIGN_START },  { _("Visit"), CT_ALIGN_START },
    { input->by_clinician ? _("Chair") : _("Clinician"), CT_ALIGN_START }, { _("Status"), CT_ALIGN_START },
  };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (CtColor));

  for (guint i = 0; i < input->n_visits; i++)
    if (input->visits[i].group == group)
      {
        add_cells (cells, &input->visits[i]);
        add_mark (marks, &input->visits[i]);
      }
  if (cells->len > 0)
    ct_flow_marked_table (flow, columns, G_N_ELEMENTS (columns), (const char *const *) cells->pdata,
                          cells->len / G_N_ELEMENTS (columns), (const CtColor *) (gconstpointer) marks->data);
  else
    ct_flow_paragraph (flow, CT_PARAGRAPH_DIM, _("Nobody is booked."));
}

/* ---- The sheet ---- */

static char *
day_words (const CtScheduleInput *input)
{
  return ct_date_format (input->first, _("%A, %-d %B %Y"));
}

static char *
header_words (const CtScheduleInput *input, const char *what, const char *when)
{
  return input->title != NULL ? g_strdup_printf ("%s · %s · %s · %s", what, input->site_name, input->title, when)
                              : g_strdup_printf ("%s · %s · %s", what, input->site_name, when);
}

static char *
count_words (const CtScheduleInput *input)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u visit", "%u visits", input->n_visits), input->n_visits);
}

static void
add_title (CtFlow *flow, const CtScheduleInput *input, const char *day)
{
  g_autofree char *count = count_words (input);
  g_autofree char *under = g_strdup_printf ("%s · %s", input->site_name, count);

  ct_flow_heading (flow, 0, day);
  ct_flow_paragraph (flow, CT_PARAGRAPH_DIM, under);
  if (input->closed != NULL)
    {
      /* Translators: why */
      g_autofree char *closed = g_strdup_printf (_("Closed: %s"), input->closed);

      ct_flow_paragraph (flow, CT_PARAGRAPH_STRONG, closed);
    }
}

/**
 * ct_day_sheet_new:
 * @input: the day
 *
 * Lays out who comes when on one day: a list for each chair, or pages of their own for each clinician; at the end the head
 * of the record.
 *
 * Returns: (transfer full): the pages.
 */
CtPages *
ct_day_sheet_new (const CtScheduleInput *input)
{
  g_autofree char *day = NULL;
  g_autofree char *header = NULL;
  g_autofree char *footer = NULL;
  g_autoptr (CtFlow) flow = NULL;

  g_return_val_if_fail (input != NULL && input->clinic_name != NULL && input->site_name != NULL, NULL);
  day = day_words (input);
  header = header_words (input, _("Day sheet"), day);
  footer = ct_sheet_footer (input->clinic_name, input->printed_by, input->created_us, input->zone);
  flow = ct_flow_new (&(CtFlowSetup) { .paper = input->paper, .margin = MARGIN, .size = TEXT_SIZE, .header = header,
                                       .footer = footer, .title = header, .author = input->clinic_name,
                                       .created_us = input->created_us });
  for (guint i = 0; i < input->n_groups; i++)
    {
      if (i == 0 || input->by_clinician)
        {
          ct_flow_new_page (flow);
          add_title (flow, input, day);
        }
      ct_flow_heading (flow, 1, input->groups[i].title);
      add_list (flow, input, input->groups[i].id);
    }
  if (input->n_groups == 0)
    add_title (flow, input, day);
  if (input->head != NULL)
    {
      ct_flow_heading (flow, 2, _("Head of the record"));
      ct_sheet_add_head (flow, input->head, input->zone);
    }
  return ct_flow_finish (flow);
}
