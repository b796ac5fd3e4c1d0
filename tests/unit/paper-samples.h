/* Synthetic charts and a synthetic patient, for the tests and benches of paper. */
#pragma once

#include "paper/ct-chart.h"
#include "paper/ct-summary.h"

#define FIRST_DAY ct_date_new (2026, 11, 2)

static inline void
add_phq9_bands (CtChartPanel *panel)
{
  ct_chart_panel_add_band (panel, 0, 4, "minimal");
  ct_chart_panel_add_band (panel, 5, 9, "mild");
  ct_chart_panel_add_band (panel, 10, 14, "moderate");
  ct_chart_panel_add_band (panel, 15, 19, "moderately severe");
  ct_chart_panel_add_band (panel, 20, 27, "severe");
  panel->remission = 4;
}

static inline CtChartPanel *
add_phq9 (CtChart *chart, const int *totals, const int *days, guint n)
{
  CtChartPanel *panel = ct_chart_add_panel (chart, "PHQ-9", 27);

  add_phq9_bands (panel);
  for (guint i = 0; i < n; i++)
    ct_chart_panel_add_point (panel, FIRST_DAY + days[i], totals[i]);
  if (n > 0)
    ct_chart_panel_set_baseline (panel, totals[0]);
  return panel;
}

/* A course that helps: PHQ-9 and GAD-7 over six infusions. */
static inline CtChart *
typical_chart (void)
{
  static const int days[] = { -3, 0, 4, 7, 11, 14 }, phq9[] = { 20, 18, 14, 13, 11, 9 }, gad7[] = { 15, 13, 12, 9, 6, 4 };
  static const int infusions[] = { 0, 2, 4, 7, 9, 11 };
  CtChart *chart = ct_chart_new ();
  CtChartPanel *panel;

  add_phq9 (chart, phq9, days, G_N_ELEMENTS (days));
  panel = ct_chart_add_panel (chart, "GAD-7", 21);
  ct_chart_panel_add_band (panel, 0, 4, "minimal");
  ct_chart_panel_add_band (panel, 5, 9, "mild");
  ct_chart_panel_add_band (panel, 10, 14, "moderate");
  ct_chart_panel_add_band (panel, 15, 21, "severe");
  panel->remission = 4;
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    ct_chart_panel_add_point (panel, FIRST_DAY + days[i], gad7[i]);
  ct_chart_panel_set_baseline (panel, gad7[0]);
  for (guint i = 0; i < G_N_ELEMENTS (infusions); i++)
    ct_chart_add_infusion (chart, FIRST_DAY + infusions[i], i < 3 ? 35000 : 42000, 500, FALSE);
  return chart;
}

/* Scores day after day for years, up and down. */
static inline CtChart *
long_chart (guint n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  CtChart *chart = ct_chart_new ();
  CtChartPanel *panel = add_phq9 (chart, NULL, NULL, 0);
  int total = 20;

  for (guint i = 0; i < n; i++)
    {
      total = CLAMP (total + g_rand_int_range (rand, -2, 3), 0, 27);
      ct_chart_panel_add_point (panel, ct_date_new (1999, 1, 4) + (CtDate) i, total);
    }
  ct_chart_panel_set_baseline (panel, 20);
  return chart;
}

/* The summary of a patient in the middle of a course; @chart is borrowed. */
static inline CtSummaryInput
typical_summary (CtChart *chart)
{
  static CtSummarySession sessions[6];
  static CtSummaryScore scores[2];
  static const CtSummaryItem medications[] = { { "Sertraline 100 mg", "by mouth, every morning", "Mar 2024" },
                                               { "Lisinopril 10 mg", "by mouth, daily", "2021" },
                                               { "Melatonin 3 mg", "by mouth, at night as needed", NULL } };
  static const CtSummaryItem allergies[] = { { "Penicillin", "hives, moderate", "childhood" } };
  static const char *const next_steps[] = { "Evaluation on Mon 23 Nov 2026, PHQ-9 and GAD-7 before the visit.",
                                            "Consider whether maintenance every 3 to 4 weeks is indicated.", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (sessions); i++)
    sessions[i] = (CtSummarySession) { (int) i + 1, FIRST_DAY + (CtDate) (i * 2 + i / 3), CT_STRIP_DONE, "completed",
                                       i < 3 ? 35000 : 42000, 500, i == 2 ? "Blood pressure 168/98 at 40 minutes" : NULL };
  scores[0] = (CtSummaryScore) { "PHQ-9", "20, severe", FIRST_DAY - 3, "9, mild", FIRST_DAY + 14, "55 % better", "response" };
  scores[1] = (CtSummaryScore) { "GAD-7", "15, severe", FIRST_DAY - 3, "4, minimal", FIRST_DAY + 14, "73 % better", "remission" };
  return (CtSummaryInput) {
    .paper = CT_PAPER_LETTER, .clinic_name = "Harbor Ketamine Clinic",
    .clinic_address = "1200 Ocean Avenue\nLong Beach, CA 90802", .clinic_phone = "562-555-0140",
    .patient_name = "Reyes, Marisol", .born = ct_date_new (1985, 3, 12), .age = 41, .sex = "female", .mrn = "10482",
    .indication = "Major depressive disorder, recurrent, severe", .course = "Induction, started Mon 2 Nov 2026",
    .protocol = "IV ketamine induction, three a week (IV_IND_3PW)",
    .sessions = sessions, .n_sessions = G_N_ELEMENTS (sessions), .scores = scores, .n_scores = 2, .chart = chart,
    .medications = medications, .n_medications = G_N_ELEMENTS (medications),
    .allergies = allergies, .n_allergies = G_N_ELEMENTS (allergies), .next_steps = next_steps,
    .note = "Tolerates infusions well.", .prescriber = "Ana Ruiz, MD", .prescriber_caption = "Prescriber",
    .printed_on = FIRST_DAY + 14, .printed_by = "Ana Ruiz", .created_us = G_GINT64_CONSTANT (1794000000000000),
  };
}
