/* A progress chart is right before it is drawn: scales, thinning, places, what is under the pointer, and words. */
#include "paper/ct-chart-decimate.h"
#include "paper/ct-chart-layout.h"
#include "paper/ct-chart-scale.h"
#include "paper/ct-chart-words.h"
#include "paper/ct-strip.h"

#include <math.h>
#include <string.h>

#include "paper-samples.h"

/* ---- Fonts that every machine has: each letter the same ---- */

static void
measure_plain (gconstpointer data, CtTextRole role, const char *text, double *width, double *height)
{
  double size = *(const double *) data * (role == CT_TEXT_TITLE ? 1.15 : role == CT_TEXT_SMALL ? 0.88 : 1);

  *width = g_utf8_strlen (text, -1) * size * 0.55;
  *height = size * 1.35;
}

static const double desk_size = 11;
static const CtMeasure desk = { measure_plain, &desk_size };

static CtChartLayout *
lay_out (CtChart *chart, double width, double height)
{
  return ct_chart_layout_new (chart, (CtRect) { 10, 10, width, height }, desk);
}

static const CtChartPanelLayout *
panel_of (const CtChartLayout *layout, guint index)
{
  return (const CtChartPanelLayout *) g_ptr_array_index (layout->panels, index);
}

/* ---- Scales ---- */

static void
assert_score_ticks (int min, int max, int room, const char *expected)
{
  g_autoptr (GArray) ticks = ct_scale_score_ticks (min, max, room);
  g_autoptr (GString) got = g_string_new (NULL);

  for (guint i = 0; i < ticks->len; i++)
    g_string_append_printf (got, "%s%d", i > 0 ? " " : "", g_array_index (ticks, int, i));
  g_assert_cmpstr (got->str, ==, expected);
}

static void
test_scores_have_round_ticks (void)
{
  assert_score_ticks (0, 27, 7, "0 5 10 15 20 25");
  assert_score_ticks (0, 21, 6, "0 5 10 15 20");
  assert_score_ticks (0, 80, 5, "0 20 40 60 80");
  assert_score_ticks (0, 80, 9, "0 10 20 30 40 50 60 70 80");
  assert_score_ticks (0, 6, 11, "0 1 2 3 4 5 6");
  assert_score_ticks (4, 28, 6, "5 10 15 20 25");
  assert_score_ticks (-10, 10, 5, "-10 -5 0 5 10");
  assert_score_ticks (0, 27, 0, "0 20");
}

static char *
date_labels (CtDate from, CtDate to, CtDateStep step)
{
  g_autoptr (GArray) ticks = ct_scale_date_ticks (from, to, step);
  GString *got = g_string_new (NULL);

  for (guint i = 0; i < ticks->len; i++)
    {
      g_autofree char *label = ct_scale_date_label (g_array_index (ticks, CtDate, i),
                                                    i > 0 ? g_array_index (ticks, CtDate, i - 1) : CT_DATE_NONE, step);

      g_string_append_printf (got, "%s%s", i > 0 ? "|" : "", label);
    }
  return g_string_free (got, FALSE);
}

static void
test_dates_have_the_ticks_of_a_calendar (void)
{
  g_autofree char *weeks = date_labels (ct_date_new (2026, 12, 12), ct_date_new (2027, 1, 12), (CtDateStep) { CT_DATE_UNIT_WEEK, 1 });
  g_autofree char *months = date_labels (ct_date_new (2026, 10, 2), ct_date_new (2027, 2, 1), (CtDateStep) { CT_DATE_UNIT_MONTH, 1 });
  g_autofree char *quarters = date_labels (ct_date_new (2025, 11, 2), ct_date_new (2026, 12, 1), (CtDateStep) { CT_DATE_UNIT_MONTH, 3 });
  g_autofree char *years = date_labels (ct_date_new (2001, 1, 1), ct_date_new (2026, 12, 1), (CtDateStep) { CT_DATE_UNIT_YEAR, 10 });

  g_assert_cmpstr (weeks, ==, "14 Dec 2026|21 Dec|28 Dec|4 Jan 2027|11 Jan");
  g_assert_cmpstr (months, ==, "Nov 2026|Dec|Jan 2027|Feb");
  g_assert_cmpstr (quarters, ==, "Jan 2026|Apr|Jul|Oct");
  g_assert_cmpstr (years, ==, "2010|2020");
}

static void
test_every_step_ticks_in_order_within_the_axis (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  guint n_steps;
  const CtDateStep *steps = ct_scale_date_steps (&n_steps);

  for (int round = 0; round < 400; round++)
    {
      CtDate from = g_rand_int_range (rand, ct_date_new (1900, 1, 1), ct_date_new (2100, 1, 1));
      CtDate to = from + g_rand_int_range (rand, 1, 4000);
      CtDateStep step = steps[g_rand_int_range (rand, 0, n_steps)];
      g_autoptr (GArray) ticks = ct_scale_date_ticks (from, to, step);

      for (guint i = 0; i < ticks->len; i++)
        {
          CtDate tick = g_array_index (ticks, CtDate, i);
          int month, day;

          g_assert_cmpint (tick, >=, from);
          g_assert_cmpint (tick, <=, to);
          if (i > 0)
            g_assert_cmpint (tick - g_array_index (ticks, CtDate, i - 1), >=, ct_scale_step_days (step));
          ct_date_get_ymd (tick, NULL, &month, &day);
          if (step.unit == CT_DATE_UNIT_WEEK)
            g_assert_cmpint (ct_date_get_weekday (tick), ==, 1);
          if (step.unit >= CT_DATE_UNIT_MONTH)
            g_assert_cmpint (day, ==, 1);
          if (step.unit == CT_DATE_UNIT_YEAR)
            g_assert_cmpint (month, ==, 1);
        }
      /* No tick that belongs there is missing. */
      g_assert_cmpint (ticks->len, >=, (guint) ((to - from) / (ct_scale_step_days (step) * 31 / 28 + 2 * step.count)));
    }
}

/* ---- Thinning ---- */

static void
test_thinning_keeps_every_peak_and_every_valley (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);

  for (int round = 0; round < 50; round++)
    {
      guint n = (guint) g_rand_int_range (rand, 0, 3000);
      g_autofree CtChartSpot *spots = g_new0 (CtChartSpot, n + 1);
      g_autoptr (GArray) path = NULL;
      guint at = 0;

      for (guint i = 0; i < n; i++)
        spots[i] = (CtChartSpot) { (i > 0 ? spots[i - 1].x : 3.3) + g_rand_double_range (rand, 0, 0.6),
                                   g_rand_double_range (rand, 0, 400), i };
      path = ct_chart_decimate (spots, n, 1);
      g_assert_cmpint (path->len, <=, n);
      for (guint first = 0; first < n;)
        {
          guint end = first, in_column = 0;
          double low = G_MAXDOUBLE, high = -G_MAXDOUBLE, kept_low = G_MAXDOUBLE, kept_high = -G_MAXDOUBLE;

          for (; end < n && floor (spots[end].x) == floor (spots[first].x); end++)
            {
              low = MIN (low, spots[end].y);
              high = MAX (high, spots[end].y);
            }
          g_assert_cmpint (g_array_index (path, CtChartSpot, at).index, ==, first);
          for (; at < path->len && g_array_index (path, CtChartSpot, at).index < end; at++, in_column++)
            {
              kept_low = MIN (kept_low, g_array_index (path, CtChartSpot, at).y);
              kept_high = MAX (kept_high, g_array_index (path, CtChartSpot, at).y);
            }
          g_assert_cmpint (in_column, <=, 4);
          g_assert_cmpint (g_array_index (path, CtChartSpot, at - 1).index, ==, end - 1);
          g_assert_cmpfloat (kept_low, ==, low);
          g_assert_cmpfloat (kept_high, ==, high);
          first = end;
        }
      g_assert_cmpint (at, ==, path->len);
    }
}

/* ---- Places ---- */

static gboolean
touch (CtRect a, CtRect b)
{
  return a.x < b.x + b.width - 0.01 && b.x < a.x + a.width - 0.01 && a.y < b.y + b.height - 0.01 &&
         b.y < a.y + a.height - 0.01;
}

static gboolean
within (CtRect inner, CtRect outer)
{
  return inner.x >= outer.x - 0.6 && inner.y >= outer.y - 0.6 &&
         inner.x + inner.width <= outer.x + outer.width + 0.6 && inner.y + inner.height <= outer.y + outer.height + 0.6;
}

static void
assert_tidy (const CtChartLayout *layout)
{
  for (guint i = 0; i < layout->panels->len; i++)
    {
      const CtChartPanelLayout *panel = panel_of (layout, i);

      g_assert_true (within (panel->frame, layout->rect));
      for (guint j = 0; j < panel->texts->len; j++)
        {
          const CtChartText *text = &g_array_index (panel->texts, CtChartText, j);

          if (text->kind != CT_CHART_TEXT_HEADLINE && !within (text->rect, panel->frame))
            g_error ("“%s” sticks out of its panel", text->text);
          for (guint k = j + 1; k < panel->texts->len; k++)
            {
              const CtChartText *other = &g_array_index (panel->texts, CtChartText, k);

              if (touch (text->rect, other->rect))
                g_error ("“%s” covers “%s” at %.0f x %.0f", text->text, other->text, layout->rect.width, layout->rect.height);
            }
        }
      for (guint j = 0; j < panel->spots->len; j++)
        {
          const CtChartSpot *spot = &g_array_index (panel->spots, CtChartSpot, j);

          g_assert_cmpfloat (spot->y, >=, panel->scores.y - 0.01);
          g_assert_cmpfloat (spot->y, <=, panel->scores.y + panel->scores.height + 0.01);
          if (j > 0)
            g_assert_cmpfloat (spot->x, >=, (spot - 1)->x);
        }
    }
}

static CtChart *
random_chart (GRand *rand)
{
  static const int maxima[] = { 27, 21, 80, 6, 100 }, spans[] = { 1, 10, 40, 200, 1800 };
  CtChart *chart = ct_chart_new ();
  int n_panels = g_rand_int_range (rand, 1, 4), span = spans[g_rand_int_range (rand, 0, 5)];
  CtDate first = g_rand_int_range (rand, ct_date_new (1990, 1, 1), ct_date_new (2040, 1, 1));

  chart->arrangement = (CtChartArrangement) g_rand_int_range (rand, 0, 3);
  for (int i = 0; i < n_panels; i++)
    {
      int max = maxima[g_rand_int_range (rand, 0, 5)], n_bands = g_rand_int_range (rand, 0, MIN (6, max));
      CtChartPanel *panel = ct_chart_add_panel (chart, "PHQ-9", max);

      for (int j = 0; j < n_bands; j++)
        ct_chart_panel_add_band (panel, (max + 1) * j / n_bands, (max + 1) * (j + 1) / n_bands - 1, j % 2 ? "mild" : "moderately severe");
      for (int j = g_rand_int_range (rand, 0, 2) * g_rand_int_range (rand, 0, 120); j > 0; j--)
        ct_chart_panel_add_point (panel, first + g_rand_int_range (rand, 0, span), g_rand_int_range (rand, 0, max + 1));
      if (g_rand_boolean (rand))
        ct_chart_panel_set_baseline (panel, g_rand_int_range (rand, 0, max + 1));
      if (g_rand_boolean (rand))
        panel->remission = g_rand_int_range (rand, 0, max + 1);
    }
  for (int i = g_rand_int_range (rand, 0, 30); i > 0; i--)
    ct_chart_add_infusion (chart, first + g_rand_int_range (rand, 0, span), g_rand_int_range (rand, 0, 90000), 0, g_rand_boolean (rand));
  for (int i = g_rand_int_range (rand, 0, 4); i > 0; i--)
    ct_chart_add_event (chart, first + g_rand_int_range (rand, 0, span), "Sertraline stopped");
  if (g_rand_boolean (rand))
    chart->today = first + g_rand_int_range (rand, 0, span + 10);
  return chart;
}

static void
test_names_never_cover_each_other (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (int round = 0; round < 1500; round++)
    {
      g_autoptr (CtChart) chart = random_chart (rand);
      double size = round % 3 == 0 ? 22 : 11; /* text at 200 % */
      g_autoptr (CtChartLayout) layout =
          ct_chart_layout_new (chart, (CtRect) { 0, 0, g_rand_double_range (rand, 60, 1600), g_rand_double_range (rand, 40, 1000) },
                               (CtMeasure) { measure_plain, &size });

      assert_tidy (layout);
    }
}

static guint
count_texts (const CtChartPanelLayout *panel, CtChartTextKind kind)
{
  guint n = 0;

  for (guint i = 0; i < panel->texts->len; i++)
    n += g_array_index (panel->texts, CtChartText, i).kind == kind;
  return n;
}

static void
test_a_small_chart_still_names_what_matters (void)
{
  static const int days[] = { 0, 5, 9, 14 }, totals[] = { 20, 15, 11, 9 };
  g_autoptr (CtChart) chart = ct_chart_new ();
  g_autoptr (CtChartLayout) layout = NULL;
  const double small = 9;

  add_phq9 (chart, totals, days, 4);
  layout = ct_chart_layout_new (chart, (CtRect) { 0, 0, 320, 180 }, (CtMeasure) { measure_plain, &small });
  g_assert_cmpint (count_texts (panel_of (layout, 0), CT_CHART_TEXT_BAND), ==, 5);
  g_assert_cmpint (count_texts (panel_of (layout, 0), CT_CHART_TEXT_LINE), ==, 3);
  g_assert_cmpint (count_texts (panel_of (layout, 0), CT_CHART_TEXT_CHANGE), ==, 1);
  g_assert_cmpint (count_texts (panel_of (layout, 0), CT_CHART_TEXT_DATE_TICK), >=, 2);
  g_assert_true (panel_of (layout, 0)->marks);
}

static void
test_the_response_line_says_what_the_instrument_asks_for (void)
{
  static const struct { int baseline, response_tenths; const char *name; } cases[] = {
    { 20, 100, "Response −50 %" }, { 17, 85, "Response −50 %" }, { 20, 140, "Response −30 %" }, { 10, 150, "Response +50 %" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      static const int days[] = { 0, 7 }, totals[] = { 26, 25 };
      g_autoptr (CtChart) chart = ct_chart_new ();
      g_autoptr (CtChartLayout) layout = NULL;
      CtChartPanel *panel = add_phq9 (chart, totals, days, 2);
      gboolean found = FALSE;

      panel->baseline = cases[i].baseline;
      panel->response_tenths = cases[i].response_tenths;
      layout = lay_out (chart, 700, 400);
      for (guint j = 0; j < panel_of (layout, 0)->texts->len; j++)
        found = found || g_str_equal (g_array_index (panel_of (layout, 0)->texts, CtChartText, j).text, cases[i].name);
      g_assert_true (found);
    }
}

static void
test_time_is_to_scale_and_scores_stand_in_their_zone (void)
{
  g_autoptr (CtChart) chart = typical_chart ();
  g_autoptr (CtChartLayout) layout = lay_out (chart, 900, 360);
  double day = ct_chart_layout_x (layout, 0, FIRST_DAY + 1, 0) - ct_chart_layout_x (layout, 0, FIRST_DAY, 0);

  g_assert_cmpfloat_with_epsilon (ct_chart_layout_x (layout, 0, FIRST_DAY + 11, 0) - ct_chart_layout_x (layout, 0, FIRST_DAY, 0), 11 * day, 1e-6);
  g_assert_cmpfloat_with_epsilon (ct_chart_layout_x (layout, 0, FIRST_DAY, 720) - ct_chart_layout_x (layout, 0, FIRST_DAY, 0), day / 2, 1e-6);
  for (guint i = 0; i < 5; i++)
    {
      CtChartZone zone = g_array_index (panel_of (layout, 0)->zones, CtChartZone, i);
      CtChartBand band = g_array_index (ct_chart_get_panel (chart, 0)->bands, CtChartBand, i);

      for (int total = band.from; total <= band.to; total++)
        {
          double y = ct_chart_layout_y (layout, 0, total * 10);

          g_assert_cmpfloat (y, >, zone.rect.y);
          g_assert_cmpfloat (y, <, zone.rect.y + zone.rect.height);
        }
    }
  for (CtDate d = FIRST_DAY; d < FIRST_DAY + 14; d++)
    g_assert_cmpint (ct_chart_layout_date (layout, ct_chart_layout_x (layout, 0, d, 0), panel_of (layout, 0)->scores.y + 5), ==, d);
}

static void
test_panels_side_by_side_and_stacked_share_the_time_axis (void)
{
  g_autoptr (CtChart) chart = typical_chart ();
  g_autoptr (CtChartLayout) wide = lay_out (chart, 1000, 300);
  g_autoptr (CtChartLayout) high = lay_out (chart, 420, 600);

  g_assert_cmpfloat (panel_of (wide, 0)->scores.y, ==, panel_of (wide, 1)->scores.y);
  g_assert_cmpfloat_with_epsilon (panel_of (wide, 0)->scores.width, panel_of (wide, 1)->scores.width, 0.01);
  g_assert_cmpfloat (panel_of (high, 0)->scores.x, ==, panel_of (high, 1)->scores.x);
  g_assert_cmpfloat_with_epsilon (panel_of (high, 0)->scores.height, panel_of (high, 1)->scores.height, 0.01);
  g_assert_cmpint (count_texts (panel_of (high, 0), CT_CHART_TEXT_DATE_TICK), ==, 0);
  g_assert_cmpint (count_texts (panel_of (high, 1), CT_CHART_TEXT_DATE_TICK), >, 1);
  g_assert_cmpint (panel_of (high, 1)->bars->len, ==, 6);
}

static void
test_ten_thousand_scores_make_a_short_line (void)
{
  g_autoptr (CtChart) chart = long_chart (10000);
  g_autoptr (CtChartLayout) layout = lay_out (chart, 800, 400);

  g_assert_cmpint (panel_of (layout, 0)->spots->len, ==, 10000);
  g_assert_cmpint (panel_of (layout, 0)->path->len, <=, 4 * 800 * 14 / 13);
  g_assert_false (panel_of (layout, 0)->marks);
}

static void
test_zooming_in_shows_those_days_and_the_line_goes_on (void)
{
  g_autoptr (CtChart) chart = long_chart (1000);
  g_autoptr (CtChartLayout) layout = NULL;

  chart->from = ct_date_new (1999, 3, 1);
  chart->to = ct_date_new (1999, 3, 31);
  layout = lay_out (chart, 800, 400);
  g_assert_cmpint (layout->to - layout->from, ==, 30);
  g_assert_cmpint (panel_of (layout, 0)->spots->len, <=, 35);
  g_assert_cmpint (panel_of (layout, 0)->path->len, ==, panel_of (layout, 0)->spots->len + 2);
}

static void
test_one_score_and_none_are_charts_too (void)
{
  static const int day = 0, total = 17;
  g_autoptr (CtChart) one = ct_chart_new ();
  g_autoptr (CtChart) none = ct_chart_new ();
  g_autoptr (CtChartLayout) layout = NULL;
  g_autoptr (CtChartLayout) empty = NULL;

  add_phq9 (one, &total, &day, 1);
  layout = lay_out (one, 400, 220);
  g_assert_cmpint (layout->to - layout->from, >=, 14);
  g_assert_cmpint (panel_of (layout, 0)->spots->len, ==, 1);
  add_phq9 (none, NULL, NULL, 0);
  g_assert_true (ct_chart_is_empty (none));
  empty = lay_out (none, 400, 220);
  g_assert_cmpint (count_texts (panel_of (empty, 0), CT_CHART_TEXT_EMPTY), ==, 1);
}

/* ---- Under the pointer ---- */

static void
test_the_pointer_finds_the_nearest_answer_and_infusion (void)
{
  g_autoptr (CtChart) chart = typical_chart ();
  g_autoptr (CtChartLayout) layout = lay_out (chart, 900, 360);
  CtRect lane = panel_of (layout, 1)->lane;
  g_autofree char *words = NULL;
  g_autofree char *dose = NULL;
  CtChartHit hit;
  double x = ct_chart_layout_x (layout, 1, FIRST_DAY + 7, 0);

  g_assert_true (ct_chart_nearest (layout, x + 5, ct_chart_layout_y (layout, 1, 150), 24, &hit));
  g_assert_cmpint (hit.kind, ==, CT_CHART_HIT_POINT);
  g_assert_cmpint (hit.panel, ==, 1);
  g_assert_cmpint (hit.index, ==, 3);
  words = ct_chart_hit_get_words (layout, &hit);
  g_assert_cmpstr (words, ==, "Mon 9 Nov 2026 · GAD-7 9, mild · 40 % better than baseline");
  g_assert_true (ct_chart_nearest (layout, x + 5, lane.y + lane.height - 1, 24, &hit));
  g_assert_cmpint (hit.kind, ==, CT_CHART_HIT_INFUSION);
  dose = ct_chart_hit_get_words (layout, &hit);
  g_assert_cmpstr (dose, ==, "Mon 9 Nov 2026 · 42 mg (0.5 mg/kg)");
  g_assert_false (ct_chart_nearest (layout, -50, 0, 24, &hit));
  g_assert_cmpint (hit.kind, ==, CT_CHART_HIT_NOTHING);
}

static void
test_the_pointer_agrees_with_a_search_of_all_answers (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  g_autoptr (CtChart) chart = long_chart (4000);
  g_autoptr (CtChartLayout) layout = lay_out (chart, 800, 400);
  const CtChartPanelLayout *panel = panel_of (layout, 0);

  for (int round = 0; round < 300; round++)
    {
      double x = g_rand_double_range (rand, panel->scores.x, panel->scores.x + panel->scores.width);
      double y = g_rand_double_range (rand, panel->scores.y, panel->scores.y + panel->scores.height);
      double least = G_MAXDOUBLE;
      CtChartHit hit;

      for (guint i = 0; i < panel->spots->len; i++)
        {
          const CtChartSpot *spot = &g_array_index (panel->spots, CtChartSpot, i);

          if (fabs (spot->x - x) <= 20)
            least = MIN (least, hypot (spot->x - x, (spot->y - y) * 0.35));
        }
      g_assert_cmpint (ct_chart_nearest (layout, x, y, 20, &hit), ==, least < G_MAXDOUBLE);
      if (least < G_MAXDOUBLE)
        g_assert_cmpfloat_with_epsilon (hypot (hit.x - x, (hit.y - y) * 0.35), least, 1e-9);
    }
}

static void
test_the_arrow_keys_walk_in_time_and_stop_at_the_ends (void)
{
  g_autoptr (CtChart) chart = ct_chart_new ();
  g_autoptr (CtChartLayout) layout = NULL;
  CtChartPanel *panel = ct_chart_add_panel (chart, "PHQ-9", 27);
  CtChartHit hit = { 0 };

  ct_chart_panel_add_point (panel, FIRST_DAY + 9, 9);
  ct_chart_panel_add_point (panel, FIRST_DAY, 20);
  ct_chart_panel_add_point (panel, FIRST_DAY + 4, 14);
  layout = lay_out (chart, 600, 300);
  g_assert_true (ct_chart_step (layout, &hit, 0));
  g_assert_cmpint (hit.index, ==, 0);
  g_assert_true (ct_chart_step (layout, &hit, -1));
  g_assert_cmpint (hit.index, ==, 2);
  g_assert_true (ct_chart_step (layout, &hit, -5));
  g_assert_cmpint (hit.index, ==, 1);
  g_assert_true (ct_chart_step (layout, &hit, G_MAXINT));
  g_assert_cmpint (hit.index, ==, 0);
  hit.panel = 3;
  g_assert_false (ct_chart_step (layout, &hit, 1));
}

/* ---- Words ---- */

static void
assert_words (const int *totals, guint n, const char *expected)
{
  static const int days[] = { 0, 7, 14, 21 };
  g_autoptr (CtChart) chart = ct_chart_new ();
  CtChartPanel *panel = add_phq9 (chart, totals, days, n);
  g_autofree char *words = ct_chart_panel_get_words (panel);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_the_words_above_say_where_it_stands (void)
{
  assert_words ((int[]) { 20, 9 }, 2, "PHQ-9 9, mild · 55 % better than baseline · response");
  assert_words ((int[]) { 20, 14, 4 }, 3, "PHQ-9 4, minimal · 80 % better than baseline · remission");
  assert_words ((int[]) { 17, 9 }, 2, "PHQ-9 9, mild · 47 % better than baseline");
  assert_words ((int[]) { 17, 8 }, 2, "PHQ-9 8, mild · 53 % better than baseline · response");
  assert_words ((int[]) { 10, 15 }, 2, "PHQ-9 15, moderately severe · 50 % worse than baseline");
  assert_words ((int[]) { 10, 10 }, 2, "PHQ-9 10, moderate · same as baseline");
  assert_words ((int[]) { 12 }, 1, "PHQ-9 12, moderate · first score");
  assert_words ((int[]) { 0, 3 }, 2, "PHQ-9 3, minimal · remission");
  assert_words (NULL, 0, "No PHQ-9 yet. Record the first one.");
}

static void
test_where_more_is_better_a_rise_is_better (void)
{
  g_autoptr (CtChart) chart = ct_chart_new ();
  CtChartPanel *panel = ct_chart_add_panel (chart, "WHO-5", 100);
  g_autofree char *words = NULL;

  panel->higher_is_better = TRUE;
  panel->remission = 51;
  ct_chart_panel_set_baseline (panel, 40);
  ct_chart_panel_add_point (panel, FIRST_DAY, 40);
  ct_chart_panel_add_point (panel, FIRST_DAY + 7, 60);
  words = ct_chart_panel_get_words (panel);
  g_assert_cmpstr (words, ==, "WHO-5 60 · 50 % better than baseline · remission");
}

static void
test_the_table_says_everything_the_chart_shows (void)
{
  g_autoptr (CtChart) chart = typical_chart ();
  g_autoptr (CtChartTable) table = NULL;
  CtChartPoint *second;
  guint filled = 0;

  second = ct_chart_panel_add_point (ct_chart_get_panel (chart, 0), FIRST_DAY + 14, 7);
  second->minute = 900;
  second->flag = g_strdup ("Item 9 above 0");
  ct_chart_add_infusion (chart, FIRST_DAY + 21, 42000, 500, TRUE);
  ct_chart_add_event (chart, FIRST_DAY + 3, "Sertraline stopped");
  table = ct_chart_get_table (chart);
  g_assert_cmpint (g_strv_length (table->columns), ==, 7);
  for (guint i = 0; i < table->rows->len; i++)
    {
      GStrv row = (GStrv) g_ptr_array_index (table->rows, i);

      g_assert_cmpint (g_strv_length (row), ==, 7);
      for (guint j = 1; j < 7; j++)
        filled += row[j][0] != '\0';
    }
  g_assert_cmpint (filled, ==, 13 * 2 + 7 + 1);
  g_assert_cmpstr (((GStrv) g_ptr_array_index (table->rows, 0))[1], ==, "20, severe");
  g_assert_cmpstr (((GStrv) g_ptr_array_index (table->rows, 0))[2], ==, "same as baseline");
  g_assert_cmpstr (((GStrv) g_ptr_array_index (table->rows, table->rows->len - 2))[1], ==, "7, mild · Item 9 above 0");
  g_assert_cmpstr (((GStrv) g_ptr_array_index (table->rows, table->rows->len - 1))[5], ==, "42 mg (0.5 mg/kg), planned");
}

/* ---- The course strip ---- */

static void
test_gaps_between_sessions_are_to_scale_and_nothing_overlaps (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (int round = 0; round < 300; round++)
    {
      g_autoptr (CtStrip) strip = ct_strip_new (round % 2 ? "Induction" : NULL);
      g_autoptr (CtStripLayout) layout = NULL;
      CtRect rect = { 5, 5, g_rand_double_range (rand, 120, 1200), 0 };

      for (int i = g_rand_int_range (rand, 0, 40); i > 0; i--)
        ct_strip_add (strip, (CtStripKind) g_rand_int_range (rand, 0, 5), FIRST_DAY + g_rand_int_range (rand, 0, 90), g_rand_int_range (rand, 0, 90000), NULL);
      rect.height = ct_strip_get_height (strip, desk);
      layout = ct_strip_layout_new (strip, rect, desk);
      for (guint i = 0; i < layout->spots->len; i++)
        {
          const CtStripSpot *spot = &g_array_index (layout->spots, CtStripSpot, i);

          g_assert_cmpfloat (spot->x - spot->radius, >=, rect.x - 0.01);
          g_assert_cmpfloat (spot->x + spot->radius, <=, rect.x + rect.width + 0.01);
          g_assert_cmpfloat (spot->label_rect.y + spot->label_rect.height, <=, rect.y + rect.height + 0.01);
          for (guint j = 0; j < i; j++)
            {
              const CtStripSpot *other = &g_array_index (layout->spots, CtStripSpot, j);

              g_assert_cmpfloat (spot->x, >, other->x);
              g_assert_false (spot->date_text != NULL && other->date_text != NULL && touch (spot->date_rect, other->date_rect));
              g_assert_false (spot->label_text != NULL && other->label_text != NULL && touch (spot->label_rect, other->label_rect));
            }
        }
    }
}

static void
test_a_course_reads_as_a_sentence (void)
{
  g_autoptr (CtStrip) strip = ct_strip_new ("Induction IV_IND_3PW");
  g_autoptr (CtStripLayout) layout = NULL;
  g_autofree char *none = ct_strip_get_words (strip);
  g_autofree char *words = NULL;
  g_autofree char *item = NULL;
  double week, weekend;

  for (int i = 0; i < 6; i++)
    ct_strip_add (strip, i < 4 ? CT_STRIP_DONE : CT_STRIP_PLANNED, FIRST_DAY + i * 2 + i / 3, 35000, NULL);
  ct_strip_add (strip, CT_STRIP_EVALUATION, FIRST_DAY + 14, 0, "then evaluate");
  words = ct_strip_get_words (strip);
  g_assert_cmpstr (none, ==, "No sessions yet");
  g_assert_cmpstr (words, ==, "4 of 6 sessions completed, next Wed 11 Nov 2026");
  item = ct_strip_item_get_words (&g_array_index (strip->items, CtStripItem, 0));
  g_assert_cmpstr (item, ==, "Mon 2 Nov 2026 · completed · 35 mg");
  layout = ct_strip_layout_new (strip, (CtRect) { 0, 0, 700, 60 }, desk);
  week = g_array_index (layout->spots, CtStripSpot, 1).x - g_array_index (layout->spots, CtStripSpot, 0).x;
  weekend = g_array_index (layout->spots, CtStripSpot, 3).x - g_array_index (layout->spots, CtStripSpot, 2).x;
  g_assert_cmpfloat_with_epsilon (weekend, week * 1.5, 0.01);
  g_assert_cmpint (ct_strip_layout_nearest (layout, g_array_index (layout->spots, CtStripSpot, 2).x + 2,
                                            g_array_index (layout->spots, CtStripSpot, 2).y), ==, 2);
  g_assert_cmpint (ct_strip_layout_nearest (layout, -100, 0), ==, -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/scores have round ticks", test_scores_have_round_ticks);
  g_test_add_func ("/chart/dates have the ticks of a calendar", test_dates_have_the_ticks_of_a_calendar);
  g_test_add_func ("/chart/every step ticks in order within the axis", test_every_step_ticks_in_order_within_the_axis);
  g_test_add_func ("/chart/thinning keeps every peak and every valley", test_thinning_keeps_every_peak_and_every_valley);
  g_test_add_func ("/chart/names never cover each other", test_names_never_cover_each_other);
  g_test_add_func ("/chart/a small chart still names what matters", test_a_small_chart_still_names_what_matters);
  g_test_add_func ("/chart/the response line says what the instrument asks for", test_the_response_line_says_what_the_instrument_asks_for);
  g_test_add_func ("/chart/time is to scale and scores stand in their zone", test_time_is_to_scale_and_scores_stand_in_their_zone);
  g_test_add_func ("/chart/panels share the time axis", test_panels_side_by_side_and_stacked_share_the_time_axis);
  g_test_add_func ("/chart/ten thousand scores make a short line", test_ten_thousand_scores_make_a_short_line);
  g_test_add_func ("/chart/zooming in shows those days and the line goes on", test_zooming_in_shows_those_days_and_the_line_goes_on);
  g_test_add_func ("/chart/one score and none are charts too", test_one_score_and_none_are_charts_too);
  g_test_add_func ("/chart/the pointer finds the nearest answer and infusion", test_the_pointer_finds_the_nearest_answer_and_infusion);
  g_test_add_func ("/chart/the pointer agrees with a search of all answers", test_the_pointer_agrees_with_a_search_of_all_answers);
  g_test_add_func ("/chart/the arrow keys walk in time and stop at the ends", test_the_arrow_keys_walk_in_time_and_stop_at_the_ends);
  g_test_add_func ("/chart/the words above say where it stands", test_the_words_above_say_where_it_stands);
  g_test_add_func ("/chart/where more is better a rise is better", test_where_more_is_better_a_rise_is_better);
  g_test_add_func ("/chart/the table says everything the chart shows", test_the_table_says_everything_the_chart_shows);
  g_test_add_func ("/strip/gaps are to scale and nothing overlaps", test_gaps_between_sessions_are_to_scale_and_nothing_overlaps);
  g_test_add_func ("/strip/a course reads as a sentence", test_a_course_reads_as_a_sentence);
  return g_test_run ();
}
