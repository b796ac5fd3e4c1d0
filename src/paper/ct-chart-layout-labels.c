/* Zones, dashed lines, infusions and events, with their names where they cover nothing else. */
#include "paper/ct-chart-layout-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/ct-units.h"

/* A name that covers more of the line than this finds a better place, or is left out. */
#define WORST_COVER 1000.0

static CtRect
zone_rect (const CtChartStep *step, guint index)
{
  const GArray *bands = step->model->bands;
  const CtChartBand *band = &g_array_index (bands, CtChartBand, index);
  CtRect scores = step->panel->scores;
  double top = ct_chart_panel_y (step->model, step->panel, band->to * 10 + 5);
  double bottom = ct_chart_panel_y (step->model, step->panel, band->from * 10 - 5);

  return (CtRect) { scores.x, top, scores.width, bottom - top };
}

/* Names the zones at the right edge, each within its own zone or not at all: the severest are named first. */
static void
place_zone_names (const CtChartStep *step)
{
  const CtChartPanelLayout *panel = step->panel;

  for (guint i = panel->zones->len; i-- > 0;)
    {
      const CtChartZone *zone = &g_array_index (panel->zones, CtChartZone, i);
      const char *name = g_array_index (step->model->bands, CtChartBand, zone->index).label;
      CtRect rect = ct_chart_text_size (step->measure, CT_TEXT_SMALL, name);

      rect.x = panel->scores.x + panel->scores.width + step->unit * 0.5;
      rect.y = zone->rect.y + (zone->rect.height - rect.height) / 2;
      if (rect.x + rect.width <= panel->frame.x + panel->frame.width + 0.5 && ct_chart_text_fits (panel, rect))
        ct_chart_add_text (step, CT_CHART_TEXT_BAND, CT_TEXT_SMALL, CT_CHART_INK_DIM, rect, name);
    }
}

/* The severity zones, and their names at the right edge. */
void
ct_chart_place_zones (const CtChartStep *step, gboolean with_names)
{
  for (guint i = 0; i < step->model->bands->len; i++)
    {
      CtChartZone zone = { zone_rect (step, i), i };

      if (zone.rect.height > 0)
        g_array_append_val (step->panel->zones, zone);
    }
  if (with_names)
    place_zone_names (step);
}

/* Whether a line down the panel goes through @rect. */
static gboolean
moments_cross (const CtChartStep *step, CtRect rect)
{
  const GArray *events = step->panel->events;

  for (guint i = 0; i < events->len; i++)
    {
      double x = g_array_index (events, CtChartBar, i).rect.x;

      if (x > rect.x - 2 && x < rect.x + rect.width + 2)
        return TRUE;
    }
  return step->panel->today_x > rect.x - 2 && step->panel->today_x < rect.x + rect.width + 2;
}

/* How much of the score line a name in @rect would cover. */
static double
cover (const CtChartStep *step, CtRect rect)
{
  const GArray *path = step->panel->path;
  double radius = step->panel->mark_size, covered = 0;
  CtRect wide = { rect.x - radius, rect.y - radius, rect.width + 2 * radius, rect.height + 2 * radius };

  for (guint i = 0; i < path->len; i++)
    {
      CtChartSpot spot = g_array_index (path, CtChartSpot, i);
      CtChartSpot next = g_array_index (path, CtChartSpot, MIN (i + 1, path->len - 1));
      int parts = 1 + (int) (fabs (next.x - spot.x) / step->unit);

      if (next.x < wide.x || spot.x > wide.x + wide.width)
        continue;
      for (int j = 0; j < parts; j++)
        {
          double x = spot.x + (next.x - spot.x) * j / parts, y = spot.y + (next.y - spot.y) * j / parts;

          covered += x > wide.x && x < wide.x + wide.width && y > wide.y && y < wide.y + wide.height;
        }
    }
  return covered;
}

static double
other_lines (const CtChartStep *step, CtRect rect)
{
  double crossed = 0;

  for (guint i = 0; i < step->panel->lines->len; i++)
    {
      double y = g_array_index (step->panel->lines, CtChartLine, i).y;

      crossed += y > rect.y + 1 && y < rect.y + rect.height - 1;
    }
  return crossed;
}

/* Names a line beside it, where it covers the least. */
static void
place_line_name (const CtChartStep *step, double y, const char *name)
{
  static const double across[] = { 1, 0, 0.75, 0.25, 0.5 };
  CtRect scores = step->panel->scores, best = { 0 };
  CtRect rect = ct_chart_text_size (step->measure, CT_TEXT_SMALL, name);
  double least = WORST_COVER;

  for (guint i = 0; i < G_N_ELEMENTS (across); i++)
    for (int below = 0; below < 2; below++)
      {
        double cost;

        rect.x = scores.x + step->unit * 0.3 + (scores.width - rect.width - step->unit * 0.6) * across[i];
        rect.y = below ? y + 1 : y - rect.height - 1;
        if (rect.x < scores.x || rect.x + rect.width > scores.x + scores.width || rect.y < scores.y ||
            rect.y + rect.height > scores.y + scores.height || !ct_chart_text_fits (step->panel, rect))
          continue;
        cost = 10 * cover (step, rect) + 5 * other_lines (step, rect) + 4 * moments_cross (step, rect) + i * 0.2 + below * 0.5;
        if (cost < least)
          {
            least = cost;
            best = rect;
          }
      }
  if (least >= WORST_COVER)
    return;
  ct_chart_add_text (step, CT_CHART_TEXT_LINE, CT_TEXT_SMALL, CT_CHART_INK_DIM, best, name);
  g_array_index (step->panel->texts, CtChartText, step->panel->texts->len - 1).halo =
      cover (step, best) > 0 || other_lines (step, best) > 0 || moments_cross (step, best);
}

static void
add_line (const CtChartStep *step, CtChartLineKind kind, int total_tenths)
{
  CtChartLine line = { kind, ct_chart_panel_y (step->model, step->panel, total_tenths) };

  if (total_tenths >= step->model->min * 10 - 5 && total_tenths <= step->model->max * 10 + 5)
    g_array_append_val (step->panel->lines, line);
}

/* How far below, or above, the baseline a response is: what the instrument says, not always a half. */
static char *
response_name (const CtChartPanel *model)
{
  gint64 baseline = model->baseline, change;

  if (model->baseline == CT_CHART_NO_LINE || baseline <= 0)
    return g_strdup (_("Response"));
  change = ct_div_round ((model->response_tenths - baseline * 10) * 100, baseline * 10);
  /* Translators: the change from the baseline that counts as a response: "Response −50 %" */
  return g_strdup_printf (change < 0 ? _("Response −%d %%") : _("Response +%d %%"), (int) ABS (change));
}

static char *
line_name (const CtChartStep *step, CtChartLineKind kind)
{
  const CtChartPanel *model = step->model;

  if (kind == CT_CHART_LINE_BASELINE)
    return g_strdup_printf (_("Baseline %d"), model->baseline);
  if (kind == CT_CHART_LINE_RESPONSE)
    return response_name (model);
  /* Translators: remission is a score at or below, or at or above, this one */
  return g_strdup_printf (model->higher_is_better ? _("Remission ≥ %d") : _("Remission ≤ %d"), model->remission);
}

/* Baseline, response and remission. The remission line runs between the last score that counts and the next. */
void
ct_chart_place_lines (const CtChartStep *step)
{
  const CtChartPanel *model = step->model;

  if (model->baseline != CT_CHART_NO_LINE)
    add_line (step, CT_CHART_LINE_BASELINE, model->baseline * 10);
  if (model->response_tenths != CT_CHART_NO_LINE)
    add_line (step, CT_CHART_LINE_RESPONSE, model->response_tenths);
  if (model->remission != CT_CHART_NO_LINE)
    add_line (step, CT_CHART_LINE_REMISSION, model->remission * 10 + (model->higher_is_better ? -5 : 5));
  for (guint i = 0; i < step->panel->lines->len; i++)
    {
      const CtChartLine *line = &g_array_index (step->panel->lines, CtChartLine, i);
      g_autofree char *name = line_name (step, line->kind);

      place_line_name (step, line->y, name);
    }
}

static gint64
highest_dose (const CtChart *chart)
{
  gint64 highest = 1;

  for (guint i = 0; i < chart->infusions->len; i++)
    highest = MAX (highest, g_array_index (chart->infusions, CtChartInfusion, i).dose_ug);
  return highest;
}

/* Whether a bar stands in @rect. */
static gboolean
bars_touch (const CtChartStep *step, CtRect rect)
{
  const GArray *bars = step->panel->bars;

  for (guint i = 0; i < bars->len; i++)
    if (ct_chart_rects_touch (rect, g_array_index (bars, CtChartBar, i).rect))
      return TRUE;
  return FALSE;
}

/* Says the dose over a bar, where there is room. */
static void
place_dose (const CtChartStep *step, const CtChartBar *bar)
{
  gint64 dose_ug = g_array_index (step->layout->chart->infusions, CtChartInfusion, bar->index).dose_ug;
  g_autofree char *text = ct_decimal_format (ct_div_round (dose_ug, 100), 1, 0);
  CtRect rect = ct_chart_text_size (step->measure, CT_TEXT_SMALL, text);
  CtRect apart;

  rect.x = bar->rect.x + bar->rect.width / 2 - rect.width / 2;
  rect.y = bar->rect.y - rect.height;
  apart = (CtRect) { rect.x - step->unit * 0.3, rect.y, rect.width + step->unit * 0.6, rect.height };
  if (dose_ug > 0 && rect.y >= step->panel->lane.y && ct_chart_text_fits (step->panel, apart) &&
      !bars_touch (step, rect))
    ct_chart_add_text (step, CT_CHART_TEXT_DOSE, CT_TEXT_SMALL, CT_CHART_INK_INFUSION, rect, text);
}

static void
place_lane_name (const CtChartStep *step)
{
  CtRect lane = step->panel->lane, rect = ct_chart_text_size (step->measure, CT_TEXT_SMALL, _("Dose, mg"));

  rect.x = lane.x + lane.width + step->unit * 0.5;
  rect.y = lane.y + lane.height - rect.height;
  if (rect.x + rect.width <= step->panel->frame.x + step->panel->frame.width + 0.5 &&
      ct_chart_text_fits (step->panel, rect))
    ct_chart_add_text (step, CT_CHART_TEXT_DOSE, CT_TEXT_SMALL, CT_CHART_INK_INFUSION, rect, _("Dose, mg"));
}

/* Infusions as thin bars that rise from the time axis, as high as their dose; one of unknown dose is low. */
void
ct_chart_place_lane (const CtChartStep *step, gboolean with_name)
{
  const CtChart *chart = step->layout->chart;
  CtRect lane = step->panel->lane;
  double room = lane.height - step->unit * (lane.height > 2 * step->unit ? 1.1 : 0.3);
  double width = CLAMP (step->unit * 0.26, 1.5, step->panel->scores.width / (2.0 * chart->infusions->len + 1));
  gint64 highest = highest_dose (chart);

  for (guint i = 0; i < chart->infusions->len; i++)
    {
      const CtChartInfusion *infusion = &g_array_index (chart->infusions, CtChartInfusion, i);
      double height = room * MAX ((double) infusion->dose_ug / highest, 0.15);
      double x = ct_chart_panel_x (step->layout, step->panel, infusion->date, 0);
      CtChartBar bar = { { x - width / 2, lane.y + lane.height - height, width, height }, i };

      if (x < lane.x || x > lane.x + lane.width)
        continue;
      g_array_append_val (step->panel->bars, bar);
    }
  for (guint i = 0; lane.height > 2 * step->unit && i < step->panel->bars->len; i++)
    place_dose (step, &g_array_index (step->panel->bars, CtChartBar, i));
  if (with_name)
    place_lane_name (step);
}

/* Events as fine lines down the panel, their words in a row above it. */
void
ct_chart_place_events (const CtChartStep *step, double row)
{
  const GArray *events = step->layout->chart->events;
  CtRect scores = step->panel->scores;

  for (guint i = 0; i < events->len; i++)
    {
      const CtChartEvent *event = &g_array_index (events, CtChartEvent, i);
      double x = ct_chart_panel_x (step->layout, step->panel, event->date, 0);
      CtRect rect = ct_chart_text_size (step->measure, CT_TEXT_SMALL, event->label);
      CtChartBar bar = { { x - 0.5, scores.y - row * 0.2, 1, scores.height + row * 0.2 }, i };

      if (x < scores.x || x > scores.x + scores.width)
        continue;
      g_array_append_val (step->panel->events, bar);
      rect.y = scores.y - row;
      rect.x = CLAMP (x - rect.width / 2, step->panel->frame.x,
                      MAX (step->panel->frame.x + step->panel->frame.width - rect.width, step->panel->frame.x));
      if (row > 0 && rect.width <= step->panel->frame.width && ct_chart_text_fits (step->panel, rect))
        ct_chart_add_text (step, CT_CHART_TEXT_EVENT, CT_TEXT_SMALL, CT_CHART_INK_DIM, rect, event->label);
    }
}

/* Today, where something is planned after it. */
void
ct_chart_place_today (const CtChartStep *step)
{
  const CtChartLayout *layout = step->layout;
  CtDate today = layout->chart->today;
  CtRect scores = step->panel->scores, rect;

  if (today == CT_DATE_NONE || today < layout->from || today >= layout->to)
    return;
  step->panel->today_x = ct_chart_panel_x (layout, step->panel, today, 0);
  rect = ct_chart_text_size (step->measure, CT_TEXT_SMALL, _("today"));
  rect.x = step->panel->today_x + step->unit * 0.25;
  rect.y = scores.y + step->unit * 0.1;
  if (rect.x + rect.width > scores.x + scores.width)
    rect.x = step->panel->today_x - step->unit * 0.25 - rect.width;
  if (rect.x >= scores.x && rect.y + rect.height <= scores.y + scores.height &&
      ct_chart_text_fits (step->panel, rect) && cover (step, rect) <= 0)
    ct_chart_add_text (step, CT_CHART_TEXT_TODAY, CT_TEXT_SMALL, CT_CHART_INK_TODAY, rect, _("today"));
}
