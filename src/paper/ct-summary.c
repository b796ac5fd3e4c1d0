#include "paper/ct-summary.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "base/ct-units.h"
#include "paper/ct-chart-paint.h"
#include "paper/ct-chart-words.h"

/* The chart's words are a little smaller than the page's. */
#define CHART_TEXT 0.84

static char *
full_date (CtDate date)
{
  return ct_date_format (date, _("%a %-d %b %Y"));
}

/* Joins what there is. */
static char *
join (const char *separator, const char *const *parts, guint n_parts)
{
  g_autoptr (GPtrArray) there = g_ptr_array_new ();

  for (guint i = 0; i < n_parts; i++)
    if (!ct_text_is_blank (parts[i]))
      g_ptr_array_add (there, (gpointer) parts[i]);
  g_ptr_array_add (there, NULL);
  return g_strjoinv (separator, (char **) there->pdata);
}

/* "12 Mar 1985 (41 years)" */
static char *
born_words (const CtSummaryInput *input)
{
  g_autofree char *date = NULL;

  if (input->born == CT_DATE_NONE)
    return NULL;
  date = ct_date_format (input->born, _("%-d %b %Y"));
  if (input->age < 0)
    return g_steal_pointer (&date);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s (%d year)", "%s (%d years)", input->age), date,
                          input->age);
}

static char *
mrn_words (const CtSummaryInput *input)
{
  return ct_text_is_blank (input->mrn) ? NULL : g_strdup_printf (_("MRN %s"), input->mrn);
}

static char *
header_words (const CtSummaryInput *input)
{
  g_autofree char *mrn = mrn_words (input);
  const char *parts[] = { _("Treatment summary"), input->patient_name, mrn };

  return join (" · ", parts, G_N_ELEMENTS (parts));
}

static char *
footer_words (const CtSummaryInput *input)
{
  g_autofree char *date = full_date (input->printed_on);
  g_autofree char *printed = NULL;
  const char *parts[2] = { input->clinic_name };

  if (ct_text_is_blank (input->printed_by))
    printed = g_strdup_printf (_("printed %s"), date);
  else
    printed = g_strdup_printf (_("printed %s by %s"), date, input->printed_by);
  parts[1] = input->printed_on != CT_DATE_NONE ? printed : NULL;
  return join (" · ", parts, G_N_ELEMENTS (parts));
}

static CtFlow *
begin (const CtSummaryInput *input)
{
  g_autofree char *header = header_words (input);
  g_autofree char *footer = footer_words (input);
  CtFlowSetup setup = { .paper = input->paper, .size = input->text_size, .palette = input->palette,
                        .header = header, .footer = footer, .title = header, .author = input->clinic_name,
                        .subject = input->course, .created_us = input->created_us };

  return ct_flow_new (&setup);
}

static void
add_clinic (CtFlow *flow, const CtSummaryInput *input)
{
  g_auto (GStrv) lines = g_strsplit (input->clinic_address != NULL ? input->clinic_address : "", "\n", -1);
  g_autofree char *address = g_strjoinv (", ", lines);
  const char *parts[] = { address, input->clinic_phone };
  g_autofree char *where = join (" · ", parts, G_N_ELEMENTS (parts));

  ct_flow_paragraph (flow, CT_PARAGRAPH_STRONG, input->clinic_name);
  if (where[0] != '\0')
    ct_flow_paragraph (flow, CT_PARAGRAPH_SMALL, where);
  ct_flow_rule (flow);
  ct_flow_heading (flow, 0, _("Treatment summary"));
}

static void
add_patient (CtFlow *flow, const CtSummaryInput *input)
{
  g_autofree char *born = born_words (input);
  const CtFlowPair who[] = {
    { _("Patient"), input->patient_name },
    { _("Record number"), input->mrn },
    { _("Born"), born },
    { _("Sex"), input->sex },
  };
  const CtFlowPair why[] = {
    { _("Indication"), input->indication },
    { _("Course"), input->course },
    { _("Protocol"), input->protocol },
  };

  ct_flow_pairs (flow, who, G_N_ELEMENTS (who), 2);
  ct_flow_space (flow, ct_ink_get_size (ct_flow_get_ink (flow)) * 0.5);
  ct_flow_pairs (flow, why, G_N_ELEMENTS (why), 1);
}

static void
draw_strip (cairo_t *cr, CtRect rect, const CtInk *ink, const CtPalette *palette, gpointer data)
{
  ct_strip_paint ((CtStrip *) data, cr, rect, ink, palette);
}

static CtStrip *
strip_of (const CtSummaryInput *input)
{
  CtStrip *strip = ct_strip_new (NULL);

  for (guint i = 0; i < input->n_sessions; i++)
    if (input->sessions[i].date != CT_DATE_NONE)
      ct_strip_add (strip, input->sessions[i].kind, input->sessions[i].date, input->sessions[i].dose_ug, NULL);
  return strip;
}

static void
add_cell (GPtrArray *cells, char *text)
{
  g_ptr_array_add (cells, text != NULL ? text : g_strdup (""));
}

/* One row a session; the column of notes only where there is one. */
static void
add_sessions_table (CtFlow *flow, const CtSummaryInput *input)
{
  static const CtFlowColumn columns[] = {
    { N_("Session"), CT_ALIGN_END }, { N_("Date"), CT_ALIGN_START }, { N_("Status"), CT_ALIGN_START },
    { N_("Dose"), CT_ALIGN_END },    { N_("Per kg"), CT_ALIGN_END }, { N_("Note"), CT_ALIGN_START },
  };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  CtFlowColumn titled[G_N_ELEMENTS (columns)];
  guint n_columns = G_N_ELEMENTS (columns) - 1;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    titled[i] = (CtFlowColumn) { _(columns[i].title), columns[i].align };
  for (guint i = 0; i < input->n_sessions; i++)
    if (!ct_text_is_blank (input->sessions[i].note))
      n_columns = G_N_ELEMENTS (columns);
  for (guint i = 0; i < input->n_sessions; i++)
    {
      const CtSummarySession *session = &input->sessions[i];

      add_cell (cells, g_strdup_printf ("%d", session->number));
      add_cell (cells, full_date (session->date));
      add_cell (cells, g_strdup (session->status));
      add_cell (cells, session->dose_ug > 0 ? ct_dose_format_mg (session->dose_ug) : NULL);
      add_cell (cells, session->dose_ug_per_kg > 0 ? ct_dose_format_mg_per_kg (session->dose_ug_per_kg) : NULL);
      if (n_columns == G_N_ELEMENTS (columns))
        add_cell (cells, g_strdup (session->note));
    }
  ct_flow_table (flow, titled, n_columns, (const char *const *) cells->pdata, input->n_sessions);
}

static void
add_sessions (CtFlow *flow, const CtSummaryInput *input)
{
  CtStrip *strip = strip_of (input);
  g_autofree char *words = input->course_words != NULL ? g_strdup (input->course_words) : ct_strip_get_words (strip);

  ct_flow_heading (flow, 1, _("Sessions"));
  ct_flow_paragraph (flow, CT_PARAGRAPH_PLAIN, words);
  if (strip->items->len > 0)
    {
      double height = ct_strip_get_height (strip, ct_ink_get_measure (ct_flow_get_ink (flow)));

      ct_flow_space (flow, height * 0.2);
      ct_flow_drawing (flow, height, NULL, draw_strip, strip, (GDestroyNotify) ct_strip_unref);
      add_sessions_table (flow, input);
    }
  else
    ct_strip_unref (strip);
}

/* "18, moderately severe · 2 Nov 2026" */
static char *
score_cell (const char *score, CtDate date)
{
  g_autofree char *day = ct_date_format (date, _("%-d %b %Y"));
  const char *parts[] = { score, score != NULL ? day : NULL };

  return join (" · ", parts, G_N_ELEMENTS (parts));
}

static void
add_scores (CtFlow *flow, const CtSummaryInput *input)
{
  const CtFlowColumn columns[] = {
    { _("Instrument"), CT_ALIGN_START }, { _("Baseline"), CT_ALIGN_START }, { _("Last"), CT_ALIGN_START },
    { _("Change"), CT_ALIGN_START },     { _("Status"), CT_ALIGN_START },
  };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  ct_flow_heading (flow, 1, _("Scores"));
  if (input->n_scores == 0)
    {
      ct_flow_paragraph (flow, CT_PARAGRAPH_DIM, _("No scores recorded."));
      return;
    }
  for (guint i = 0; i < input->n_scores; i++)
    {
      const CtSummaryScore *score = &input->scores[i];

      add_cell (cells, g_strdup (score->instrument));
      add_cell (cells, score_cell (score->baseline, score->baseline_date));
      add_cell (cells, score_cell (score->last, score->last_date));
      add_cell (cells, g_strdup (score->change));
      add_cell (cells, g_strdup (score->status));
    }
  ct_flow_table (flow, columns, G_N_ELEMENTS (columns), (const char *const *) cells->pdata, input->n_scores);
}

static void
draw_chart (cairo_t *cr, CtRect rect, const CtInk *ink, const CtPalette *palette, gpointer data)
{
  g_autoptr (CtInk) smaller = ct_ink_new (NULL, ct_ink_get_size (ink) * CHART_TEXT);

  ct_chart_paint ((CtChart *) data, cr, rect, smaller, palette);
}

static char *
chart_words (const CtChart *chart)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < chart->panels->len; i++)
    g_ptr_array_add (words, ct_chart_panel_get_words (ct_chart_get_panel (chart, i)));
  g_ptr_array_add (words, NULL);
  return g_strjoinv ("\n", (char **) words->pdata);
}

/* Two panels stand side by side; more are stacked, each high enough to read. */
static void
add_chart (CtFlow *flow, const CtSummaryInput *input)
{
  double size = ct_ink_get_size (ct_flow_get_ink (flow));
  guint n = input->chart != NULL ? input->chart->panels->len : 0;
  g_autofree char *words = NULL;

  if (n == 0 || ct_chart_is_empty (input->chart))
    return;
  words = chart_words (input->chart);
  ct_flow_space (flow, size);
  ct_flow_drawing (flow, n <= 2 ? size * 19 : size * (5 + 11 * MIN (n, 5)), words, draw_chart,
                   ct_chart_ref (input->chart), (GDestroyNotify) ct_chart_unref);
}

/* A chapter of names with details: medications, allergies. */
static void
add_items (CtFlow *flow, const char *heading, const char *detail, const CtSummaryItem *items, guint n_items,
           const char *none)
{
  const CtFlowColumn columns[] = { { _("Name"), CT_ALIGN_START }, { detail, CT_ALIGN_START },
                                   { _("Since"), CT_ALIGN_START } };
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  ct_flow_heading (flow, 1, heading);
  if (n_items == 0)
    {
      ct_flow_paragraph (flow, CT_PARAGRAPH_PLAIN, none != NULL ? none : _("None recorded."));
      return;
    }
  for (guint i = 0; i < n_items; i++)
    {
      g_ptr_array_add (cells, (gpointer) items[i].name);
      g_ptr_array_add (cells, (gpointer) items[i].detail);
      g_ptr_array_add (cells, (gpointer) items[i].since);
    }
  ct_flow_table (flow, columns, G_N_ELEMENTS (columns), (const char *const *) cells->pdata, n_items);
}

static void
add_next_steps (CtFlow *flow, const CtSummaryInput *input)
{
  gboolean steps = input->next_steps != NULL && input->next_steps[0] != NULL;

  if (!steps && ct_text_is_blank (input->note))
    return;
  ct_flow_heading (flow, 1, _("Next steps"));
  if (steps)
    ct_flow_bullets (flow, input->next_steps);
  ct_flow_space (flow, ct_ink_get_size (ct_flow_get_ink (flow)) * 0.7);
  if (!ct_text_is_blank (input->note))
    ct_flow_paragraph (flow, CT_PARAGRAPH_PLAIN, input->note);
}

/**
 * ct_summary_new:
 * @input: what is known; everything in it is borrowed for the time of the call, but a chart is kept
 *
 * Lays out a treatment summary: clinic, patient, course, sessions, scores with the chart, medications, allergies,
 * next steps and a line to sign.
 *
 * Returns: (transfer full): its pages, to show, print and write.
 */
CtPages *
ct_summary_new (const CtSummaryInput *input)
{
  g_autoptr (CtFlow) flow = NULL;

  g_return_val_if_fail (input != NULL && input->clinic_name != NULL && input->patient_name != NULL, NULL);
  flow = begin (input);
  add_clinic (flow, input);
  add_patient (flow, input);
  add_sessions (flow, input);
  add_scores (flow, input);
  add_chart (flow, input);
  add_items (flow, _("Medications"), _("How taken"), input->medications, input->n_medications, input->no_medications);
  add_items (flow, _("Allergies"), _("Reaction"), input->allergies, input->n_allergies, input->no_allergies);
  add_next_steps (flow, input);
  ct_flow_signature (flow, input->prescriber, input->prescriber_caption);
  return ct_flow_finish (flow);
}
