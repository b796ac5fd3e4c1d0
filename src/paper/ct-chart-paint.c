#include "paper/ct-chart-paint.h"

#include <math.h>

/* Strokes in units of the layout: about 1 pixel at desk size. */
#define HAIR   0.07
#define LINE   0.085
#define STROKE 0.135
/* Corners of one stroke: cairo sorts all edges of a stroke, so that a long one takes more than linear time. Of 8 to
 * 1024, measured, few are best; round ends hide where one stops and the next begins. */
#define STROKE_POINTS 16

/* What every brush needs. */
typedef struct
{
  const CtChartLayout      *layout;
  const CtChartPanelLayout *panel;
  const CtChartPanel       *model;
  const CtInk              *ink;
  const CtPalette          *palette;
  cairo_t                  *cr;
  double                    unit;
} Brush;

/* A fine line of a bitmap lies on whole pixels, so that it is not a blur of two. */
static double
crisp (cairo_t *cr, double value, gboolean across)
{
  double x = across ? value : 0, y = across ? 0 : value;
  double *part = across ? &x : &y;

  if (cairo_surface_get_type (cairo_get_target (cr)) != CAIRO_SURFACE_TYPE_IMAGE)
    return value;
  cairo_user_to_device (cr, &x, &y);
  *part = floor (*part) + 0.5;
  cairo_device_to_user (cr, &x, &y);
  return across ? x : y;
}

static void
line_across (cairo_t *cr, CtRect rect, double y)
{
  y = crisp (cr, y, FALSE);
  cairo_move_to (cr, rect.x, y);
  cairo_line_to (cr, rect.x + rect.width, y);
}

static void
line_down (cairo_t *cr, double x, double y, double height)
{
  x = crisp (cr, x, TRUE);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x, y + height);
}

static void
set_pen (const Brush *brush, CtColor color, double width)
{
  ct_ink_set_color (brush->cr, color);
  cairo_set_line_width (brush->cr, width * brush->unit);
}

static void
paint_zones (const Brush *brush)
{
  const GArray *zones = brush->panel->zones;

  for (guint i = 0; i < zones->len; i++)
    {
      const CtChartZone *zone = &g_array_index (zones, CtChartZone, i);

      ct_ink_set_color (brush->cr, ct_palette_get_band (brush->palette, zone->index, brush->model->bands->len));
      cairo_rectangle (brush->cr, zone->rect.x, zone->rect.y, zone->rect.width, zone->rect.height);
      cairo_fill (brush->cr);
    }
  set_pen (brush, brush->palette->band_edge, HAIR);
  for (guint i = 0; i + 1 < zones->len; i++)
    line_across (brush->cr, brush->panel->scores, g_array_index (zones, CtChartZone, i).rect.y);
  cairo_stroke (brush->cr);
}

static void
paint_axis (const Brush *brush)
{
  const CtChartPanelLayout *panel = brush->panel;
  double bottom = panel->scores.y + panel->scores.height + panel->lane.height;

  set_pen (brush, brush->palette->hairline, HAIR);
  line_across (brush->cr, panel->scores, bottom);
  for (guint i = 0; i < panel->date_ticks->len; i++)
    line_down (brush->cr, g_array_index (panel->date_ticks, double, i), bottom, 0.28 * brush->unit);
  cairo_stroke (brush->cr);
}

/* Each line has dashes of its own, so that grey paper tells them apart too. */
static void
paint_lines (const Brush *brush)
{
  static const double dashes[][4] = {
    [CT_CHART_LINE_BASELINE] = { 0.75, 0.35, 0.75, 0.35 },
    [CT_CHART_LINE_RESPONSE] = { 0.35, 0.3, 0.35, 0.3 },
    [CT_CHART_LINE_REMISSION] = { 0.75, 0.3, 0.15, 0.3 },
  };
  const GArray *lines = brush->panel->lines;

  set_pen (brush, brush->palette->reference, LINE);
  for (guint i = 0; i < lines->len; i++)
    {
      const CtChartLine *line = &g_array_index (lines, CtChartLine, i);
      double scaled[4];

      for (guint j = 0; j < 4; j++)
        scaled[j] = dashes[line->kind][j] * brush->unit;
      cairo_set_dash (brush->cr, scaled, 4, 0);
      line_across (brush->cr, brush->panel->scores, line->y);
      cairo_stroke (brush->cr);
    }
  cairo_set_dash (brush->cr, NULL, 0, 0);
}

/* A planned infusion is an outline, a given one is solid. */
static void
paint_infusions (const Brush *brush)
{
  const GArray *bars = brush->panel->bars;

  set_pen (brush, brush->palette->infusion, HAIR);
  for (guint i = 0; i < bars->len; i++)
    {
      const CtChartBar *bar = &g_array_index (bars, CtChartBar, i);
      CtRect r = bar->rect;

      cairo_rectangle (brush->cr, r.x, r.y, r.width, r.height);
      if (g_array_index (brush->layout->chart->infusions, CtChartInfusion, bar->index).planned)
        cairo_stroke (brush->cr);
      else
        cairo_fill (brush->cr);
    }
}

static void
paint_moments (const Brush *brush)
{
  const CtChartPanelLayout *panel = brush->panel;
  double dots[] = { 0.14 * brush->unit, 0.22 * brush->unit };

  cairo_set_dash (brush->cr, dots, 2, 0);
  set_pen (brush, brush->palette->reference, LINE);
  for (guint i = 0; i < panel->events->len; i++)
    {
      CtRect r = g_array_index (panel->events, CtChartBar, i).rect;

      line_down (brush->cr, r.x + r.width / 2, r.y, r.height);
    }
  cairo_stroke (brush->cr);
  cairo_set_dash (brush->cr, NULL, 0, 0);
  if (panel->today_x < 0)
    return;
  set_pen (brush, brush->palette->today, LINE);
  line_down (brush->cr, panel->today_x, panel->scores.y, panel->scores.height + panel->lane.height);
  cairo_stroke (brush->cr);
}

static void
paint_path (const Brush *brush)
{
  const GArray *path = brush->panel->path;

  set_pen (brush, brush->palette->score, brush->panel->marks ? STROKE : LINE);
  cairo_set_line_join (brush->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (brush->cr, CAIRO_LINE_CAP_ROUND);
  for (guint i = 0; i < path->len; i++)
    {
      const CtChartSpot *spot = &g_array_index (path, CtChartSpot, i);

      cairo_line_to (brush->cr, spot->x, spot->y);
      if (i % STROKE_POINTS == STROKE_POINTS - 1 && i + 1 < path->len)
        {
          cairo_stroke (brush->cr);
          cairo_move_to (brush->cr, spot->x, spot->y);
        }
    }
  cairo_stroke (brush->cr);
  cairo_set_line_cap (brush->cr, CAIRO_LINE_CAP_BUTT);
}

static void
trace_disc (cairo_t *cr, double x, double y, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
}

static void
trace_diamond (cairo_t *cr, double x, double y, double radius)
{
  cairo_move_to (cr, x, y - radius);
  cairo_line_to (cr, x + radius, y);
  cairo_line_to (cr, x, y + radius);
  cairo_line_to (cr, x - radius, y);
  cairo_close_path (cr);
}

/* A disc; hollow where it is an estimate; a diamond in the colour of safety where there is a notice. */
static void
paint_mark (const Brush *brush, const CtChartSpot *spot, double radius)
{
  const CtChartPoint *point = &g_array_index (brush->model->points, CtChartPoint, spot->index);
  CtColor color = point->flag != NULL ? brush->palette->safety : brush->palette->score;

  if (point->flag != NULL)
    trace_diamond (brush->cr, spot->x, spot->y, radius * 1.55);
  else
    trace_disc (brush->cr, spot->x, spot->y, radius);
  set_pen (brush, brush->palette->background, 0.2);
  cairo_stroke_preserve (brush->cr);
  ct_ink_set_color (brush->cr, point->prorated ? brush->palette->background : color);
  cairo_fill_preserve (brush->cr);
  set_pen (brush, color, 0.11);
  if (point->prorated)
    cairo_stroke (brush->cr);
  cairo_new_path (brush->cr);
}

static void
paint_marks (const Brush *brush)
{
  const GArray *spots = brush->panel->spots;
  double radius = brush->panel->mark_size;

  for (guint i = 0; brush->panel->marks && i + 1 < spots->len; i++)
    paint_mark (brush, &g_array_index (spots, CtChartSpot, i), radius);
  if (spots->len > 0)
    paint_mark (brush, &g_array_index (spots, CtChartSpot, spots->len - 1), radius * 1.3);
}

static CtColor
text_color (const Brush *brush, CtChartInkKind ink)
{
  switch (ink)
    {
    case CT_CHART_INK_INFUSION:
      return brush->palette->infusion;
    case CT_CHART_INK_TODAY:
      return brush->palette->today;
    case CT_CHART_INK_DIM:
      return brush->palette->dim_text;
    case CT_CHART_INK_TEXT:
    default:
      return brush->palette->text;
    }
}

/* The shade behind a text, to lift it off the lines it may cross. */
static CtColor
shade_at (const Brush *brush, double y)
{
  const GArray *zones = brush->panel->zones;

  for (guint i = 0; i < zones->len; i++)
    {
      const CtChartZone *zone = &g_array_index (zones, CtChartZone, i);

      if (y >= zone->rect.y && y < zone->rect.y + zone->rect.height)
        return ct_palette_get_band (brush->palette, zone->index, brush->model->bands->len);
    }
  return brush->palette->background;
}

static void
paint_halo (const Brush *brush, const CtChartText *text)
{
  g_autoptr (PangoLayout) layout = ct_ink_layout (brush->ink, text->role, text->text);

  cairo_move_to (brush->cr, text->rect.x, text->rect.y);
  pango_cairo_layout_path (brush->cr, layout);
  set_pen (brush, shade_at (brush, text->rect.y + text->rect.height / 2), 0.26);
  cairo_set_line_join (brush->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (brush->cr);
}

static void
paint_texts (const Brush *brush)
{
  const GArray *texts = brush->panel->texts;

  for (guint i = 0; i < texts->len; i++)
    {
      const CtChartText *text = &g_array_index (texts, CtChartText, i);

      if (text->halo)
        paint_halo (brush, text);
      ct_ink_set_color (brush->cr, text_color (brush, text->ink));
      ct_ink_show (brush->ink, brush->cr, text->role, text->text, text->rect.x, text->rect.y, text->rect.width);
    }
}

static void
paint_panel (const Brush *brush)
{
  CtRect scores = brush->panel->scores, blank = brush->panel->blank;
  double room = brush->panel->mark_size * 2;

  if (blank.width > 0)
    {
      ct_ink_set_color (brush->cr, ct_color_mix (brush->palette->band_low, brush->palette->band_high, 0.25));
      cairo_rectangle (brush->cr, blank.x, blank.y, blank.width, blank.height);
      cairo_fill (brush->cr);
    }
  if (scores.width > 0)
    {
      paint_zones (brush);
      paint_axis (brush);
      paint_infusions (brush);
      paint_moments (brush);
      paint_lines (brush);
      cairo_save (brush->cr);
      cairo_rectangle (brush->cr, scores.x, scores.y - room, scores.width, scores.height + 2 * room);
      cairo_clip (brush->cr);
      paint_path (brush);
      paint_marks (brush);
      cairo_restore (brush->cr);
    }
  paint_texts (brush);
}

/**
 * ct_chart_layout_paint:
 * @self: a layout
 * @cr: where to
 * @ink: the fonts @self was measured with
 * @palette: the colours
 *
 * Draws a chart; the background is left as it is.
 */
void
ct_chart_layout_paint (const CtChartLayout *self, cairo_t *cr, const CtInk *ink, const CtPalette *palette)
{
  g_return_if_fail (self != NULL && cr != NULL && ink != NULL && palette != NULL);
  cairo_save (cr);
  for (guint i = 0; i < self->panels->len; i++)
    {
      const Brush brush = { self, (const CtChartPanelLayout *) g_ptr_array_index (self->panels, i),
                            ct_chart_get_panel (self->chart, i), ink, palette, cr, self->unit };

      paint_panel (&brush);
    }
  cairo_restore (cr);
}

/**
 * ct_chart_layout_paint_hit:
 * @self: a layout
 * @cr: where to
 * @palette: the colours
 * @hit: what is under the pointer or the cursor
 *
 * Draws a fine line down the panel and a ring around the mark, over a painted chart.
 */
void
ct_chart_layout_paint_hit (const CtChartLayout *self, cairo_t *cr, const CtPalette *palette, const CtChartHit *hit)
{
  const CtChartPanelLayout *panel;

  g_return_if_fail (self != NULL && cr != NULL && palette != NULL && hit != NULL);
  if (hit->kind == CT_CHART_HIT_NOTHING || hit->panel >= self->panels->len)
    return;
  panel = (const CtChartPanelLayout *) g_ptr_array_index (self->panels, hit->panel);
  cairo_save (cr);
  ct_ink_set_color (cr, palette->text);
  cairo_set_line_width (cr, HAIR * self->unit);
  line_down (cr, hit->x, panel->scores.y, panel->scores.height + panel->lane.height);
  cairo_stroke (cr);
  if (hit->kind == CT_CHART_HIT_POINT)
    trace_disc (cr, hit->x, hit->y, panel->mark_size * 2);
  else if (hit->kind == CT_CHART_HIT_INFUSION)
    trace_disc (cr, hit->x, hit->y, panel->mark_size * 1.2);
  cairo_set_line_width (cr, STROKE * self->unit);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/**
 * ct_chart_paint:
 * @chart: what to show
 * @cr: where to
 * @rect: the place in it
 * @ink: the fonts
 * @palette: the colours
 *
 * Lays a chart out and draws it at once, as on a page. A window keeps the layout instead.
 */
void
ct_chart_paint (CtChart *chart, cairo_t *cr, CtRect rect, const CtInk *ink, const CtPalette *palette)
{
  g_autoptr (CtChartLayout) layout = NULL;

  g_return_if_fail (chart != NULL && cr != NULL && ink != NULL && palette != NULL);
  layout = ct_chart_layout_new (chart, rect, ct_ink_get_measure (ink));
  ct_chart_layout_paint (layout, cr, ink, palette);
}
