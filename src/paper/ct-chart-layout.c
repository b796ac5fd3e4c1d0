#include "paper/ct-chart-layout-private.h"

#include <math.h>
#include <string.h>

#include "paper/ct-chart-decimate.h"
#include "paper/ct-chart-words.h"

/* All distances are in units: the height of a line of small text. So a chart keeps its proportions at 320x180 with
 * small type, at 200 % text and on paper. */
#define PANEL_GAP     1.6
#define SIDE_BY_SIDE  24.0 /* a panel in a row is at least this wide */
#define LANE_SHARE    0.17 /* of the panel's height, for infusions */
#define LANE_MIN      1.5
#define LANE_MAX      3.4
#define GUTTER_SHARE  0.36 /* of the panel's width: band names wider than this are left out */
#define INSET         0.7  /* between the frame and the first and last day */
#define MARK_RADIUS   0.27
#define TICK_OVERHANG 0.5  /* of the lowest score's words, below a panel without dates */

static void
text_clear (CtChartText *text)
{
  g_free (text->text);
}

static void
panel_layout_free (CtChartPanelLayout *panel)
{
  GArray *arrays[] = { panel->zones, panel->lines, panel->date_ticks, panel->spots,
                       panel->path,  panel->bars,  panel->events,     panel->texts };

  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    g_array_unref (arrays[i]);
  g_free (panel);
}

static CtChartPanelLayout *
panel_layout_new (void)
{
  CtChartPanelLayout *panel = g_new0 (CtChartPanelLayout, 1);

  panel->zones = g_array_new (FALSE, FALSE, sizeof (CtChartZone));
  panel->lines = g_array_new (FALSE, FALSE, sizeof (CtChartLine));
  panel->date_ticks = g_array_new (FALSE, FALSE, sizeof (double));
  panel->spots = g_array_new (FALSE, FALSE, sizeof (CtChartSpot));
  panel->path = g_array_new (FALSE, FALSE, sizeof (CtChartSpot));
  panel->bars = g_array_new (FALSE, FALSE, sizeof (CtChartBar));
  panel->events = g_array_new (FALSE, FALSE, sizeof (CtChartBar));
  panel->texts = g_array_new (FALSE, FALSE, sizeof (CtChartText));
  g_array_set_clear_func (panel->texts, (GDestroyNotify) text_clear);
  panel->today_x = -1;
  return panel;
}

/* The room a line of @text takes, at the origin. */
CtRect
ct_chart_text_size (CtMeasure measure, CtTextRole role, const char *text)
{
  CtRect rect = { 0 };

  measure.measure (measure.data, role, text, &rect.width, &rect.height);
  return rect;
}

/* Puts a text in its place. */
void
ct_chart_add_text (const CtChartStep *step, CtChartTextKind kind, CtTextRole role, CtChartInkKind ink, CtRect rect,
                   const char *text)
{
  CtChartText placed = { kind, role, ink, rect, FALSE, g_strdup (text) };

  g_array_append_val (step->panel->texts, placed);
}

/* Whether two places have anything in common. */
gboolean
ct_chart_rects_touch (CtRect a, CtRect b)
{
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/* Whether no text is there yet. */
gboolean
ct_chart_text_fits (const CtChartPanelLayout *panel, CtRect rect)
{
  for (guint i = 0; i < panel->texts->len; i++)
    if (ct_chart_rects_touch (rect, g_array_index (panel->texts, CtChartText, i).rect))
      return FALSE;
  return TRUE;
}

/* Where a moment is across a panel. */
double
ct_chart_panel_x (const CtChartLayout *self, const CtChartPanelLayout *panel, CtDate date, int minute)
{
  double inset = MIN (INSET * self->unit, panel->scores.width / 4);
  double days = (double) date - self->from + minute / 1440.0;

  return panel->scores.x + inset + days / (self->to - self->from) * (panel->scores.width - 2 * inset);
}

/* Where a score is; a score beyond the instrument's range stays on its edge. Half a score of room on both sides, so
 * that every whole score lies inside its zone. */
double
ct_chart_panel_y (const CtChartPanel *model, const CtChartPanelLayout *panel, int total_tenths)
{
  double low = model->min * 10.0 - 5, high = model->max * 10.0 + 5;
  double share = (CLAMP ((double) total_tenths, low, high) - low) / (high - low);

  return panel->scores.y + panel->scores.height * (1 - share);
}

/* A wider space after the name: "GAD-7 4" must not read as "GAD-74". */
static char *
set_name_apart (const CtChartPanel *model, char *headline)
{
  gsize n = strlen (model->name);
  char *apart;

  if (strncmp (headline, model->name, n) != 0 || headline[n] != ' ')
    return headline;
  apart = g_strconcat (model->name, "\u2002", headline + n + 1, NULL);
  g_free (headline);
  return apart;
}

/* The words above a panel in two parts: what it is now, and how it changed. */
static void
split_words (const CtChartPanel *model, char **headline, char **change)
{
  const char *dot;

  if (model->words == NULL)
    {
      *headline = set_name_apart (model, ct_chart_panel_get_headline (model));
      *change = ct_chart_panel_get_change (model);
      return;
    }
  dot = strstr (model->words, " · ");
  *headline = set_name_apart (model, dot != NULL ? g_strndup (model->words, dot - model->words)
                                                 : g_strdup (model->words));
  *change = g_strdup (dot != NULL ? dot + strlen (" · ") : "");
}

/* Whether the words above every panel find room on one line of their own. */
static gboolean
words_fit_one_line (const CtChartLayout *self, CtMeasure measure, double width)
{
  for (guint i = 0; i < self->chart->panels->len; i++)
    {
      g_autofree char *headline = NULL;
      g_autofree char *change = NULL;

      split_words (ct_chart_get_panel (self->chart, i), &headline, &change);
      if (ct_chart_text_size (measure, CT_TEXT_TITLE, headline).width + self->unit * 0.8 +
              ct_chart_text_size (measure, CT_TEXT_BODY, change).width > width)
        return FALSE;
    }
  return TRUE;
}

static gboolean
any_change_words (const CtChart *chart)
{
  for (guint i = 0; i < chart->panels->len; i++)
    {
      g_autofree char *headline = NULL;
      g_autofree char *change = NULL;

      split_words (ct_chart_get_panel (chart, i), &headline, &change);
      if (change[0] != '\0')
        return TRUE;
    }
  return FALSE;
}

static void
place_header (const CtChartStep *step, const CtChartMargins *margins)
{
  CtRect frame = step->panel->frame, title, rest;
  g_autofree char *headline = NULL;
  g_autofree char *change = NULL;

  split_words (step->model, &headline, &change);
  title = ct_chart_text_size (step->measure, CT_TEXT_TITLE, headline);
  rest = ct_chart_text_size (step->measure, CT_TEXT_BODY, change);
  title.x = rest.x = frame.x;
  title.y = frame.y;
  title.width = MIN (title.width, frame.width);
  ct_chart_add_text (step, CT_CHART_TEXT_HEADLINE, CT_TEXT_TITLE, CT_CHART_INK_TEXT, title, headline);
  if (change[0] == '\0')
    return;
  if (margins->one_line)
    {
      rest.x = title.x + title.width + step->unit * 0.8;
      rest.y = title.y + (title.height - rest.height) * 0.75; /* about one baseline */
    }
  else
    rest.y = title.y + title.height;
  if (rest.y + rest.height > frame.y + MIN (margins->header, frame.height) + 0.01)
    return;
  rest.width = MIN (rest.width, frame.x + frame.width - rest.x);
  ct_chart_add_text (step, CT_CHART_TEXT_CHANGE, CT_TEXT_BODY, CT_CHART_INK_DIM, rest, change);
}

static void
place_empty (const CtChartStep *step, const CtChartMargins *margins)
{
  g_autofree char *words = ct_chart_panel_get_empty (step->model);
  CtRect frame = step->panel->frame, rect = ct_chart_text_size (step->measure, CT_TEXT_BODY, words);

  CtRect blank = { frame.x, frame.y + margins->header, frame.width, frame.height - margins->header };

  if (blank.height < rect.height)
    return;
  step->panel->blank = blank;
  rect.width = MIN (rect.width, frame.width);
  rect.x = blank.x + (blank.width - rect.width) / 2;
  rect.y = blank.y + (blank.height - rect.height) / 2;
  ct_chart_add_text (step, CT_CHART_TEXT_EMPTY, CT_TEXT_BODY, CT_CHART_INK_DIM, rect, words);
}

static int
compare_moments (gconstpointer a, gconstpointer b, gpointer data)
{
  const GArray *points = (const GArray *) data;
  guint left = ((const CtChartSpot *) a)->index, right = ((const CtChartSpot *) b)->index;
  const CtChartPoint *p = &g_array_index (points, CtChartPoint, left), *q = &g_array_index (points, CtChartPoint, right);

  if (p->date != q->date)
    return p->date < q->date ? -1 : 1;
  if (p->minute != q->minute)
    return p->minute < q->minute ? -1 : 1;
  return left < right ? -1 : left > right;
}

/* All answers in order of time, those out of view included: the line comes from them. */
static GArray *
ordered_spots (const CtChartStep *step)
{
  GArray *points = step->model->points;
  GArray *spots = g_array_sized_new (FALSE, FALSE, sizeof (CtChartSpot), points->len);
  gboolean sorted = TRUE;

  for (guint i = 0; i < points->len; i++)
    {
      const CtChartPoint *point = &g_array_index (points, CtChartPoint, i);
      CtChartSpot spot = { ct_chart_panel_x (step->layout, step->panel, point->date, point->minute),
                           ct_chart_panel_y (step->model, step->panel, point->total * 10), i };

      sorted = sorted && (i == 0 || compare_moments (&g_array_index (spots, CtChartSpot, i - 1), &spot, points) <= 0);
      g_array_append_val (spots, spot);
    }
  if (!sorted)
    g_array_sort_with_data (spots, compare_moments, points);
  return spots;
}

static gboolean
spot_in_view (const CtChartStep *step, const CtChartSpot *spot)
{
  CtRect scores = step->panel->scores;

  return spot->x >= scores.x - 0.5 && spot->x <= scores.x + scores.width + 0.5;
}

static void
place_spots (const CtChartStep *step)
{
  g_autoptr (GArray) all = ordered_spots (step);
  CtChartPanelLayout *panel = step->panel;
  guint first = 0, last = all->len;

  while (first < last && !spot_in_view (step, &g_array_index (all, CtChartSpot, first)))
    first++;
  while (last > first && !spot_in_view (step, &g_array_index (all, CtChartSpot, last - 1)))
    last--;
  if (first < last)
    g_array_append_vals (panel->spots, &g_array_index (all, CtChartSpot, first), last - first);
  /* One more on each side, so that the line goes on to the edge. */
  if (first > 0)
    first--;
  if (last < all->len)
    last++;
  g_array_unref (panel->path);
  panel->path = ct_chart_decimate ((const CtChartSpot *) (void *) all->data + first, last - first,
                                   MAX (step->unit / 14, 0.25));
  panel->mark_size = MAX (MARK_RADIUS * step->unit, 1.5);
  panel->marks = panel->spots->len * panel->mark_size * 1.6 <= panel->scores.width;
}

static gboolean
has_line (const CtChart *chart, guint panel)
{
  return ct_chart_get_panel (chart, panel)->points->len > 0;
}

static double
widest_band_name (const CtChartLayout *self, CtMeasure measure)
{
  double width = 0;

  for (guint i = 0; i < self->chart->panels->len; i++)
    {
      const GArray *bands = ct_chart_get_panel (self->chart, i)->bands;

      for (guint j = 0; has_line (self->chart, i) && j < bands->len; j++)
        width = MAX (width, ct_chart_text_size (measure, CT_TEXT_SMALL,
                                                g_array_index (bands, CtChartBand, j).label).width);
    }
  return width;
}

static gboolean
any_infusion (const CtChartLayout *self)
{
  for (guint i = 0; i < self->chart->infusions->len; i++)
    {
      CtDate date = g_array_index (self->chart->infusions, CtChartInfusion, i).date;

      if (date >= self->from && date <= self->to)
        return TRUE;
    }
  return FALSE;
}

/* How much is kept for words and axes around the scores of each panel. */
static CtChartMargins
compute_margins (const CtChartLayout *self, CtMeasure measure, double width, double height)
{
  CtChartMargins margins = { 0 };
  double title = ct_chart_text_size (measure, CT_TEXT_TITLE, "0").height;
  double body = ct_chart_text_size (measure, CT_TEXT_BODY, "0").height;
  double gutter = widest_band_name (self, measure) + self->unit * 0.6;

  margins.one_line = words_fit_one_line (self, measure, width);
  margins.header = title;
  if (!margins.one_line && any_change_words (self->chart) && height > 11 * self->unit)
    margins.header += body;
  margins.header += self->unit * 0.5;
  margins.event_row = self->chart->events->len > 0 && height > 14 * self->unit ? self->unit * 1.15 : 0;
  margins.axis = self->unit * 1.55;
  if (any_infusion (self) && height > 7 * self->unit)
    margins.lane = CLAMP (height * LANE_SHARE, LANE_MIN * self->unit, LANE_MAX * self->unit);
  margins.right = gutter > self->unit && gutter <= width * GUTTER_SHARE ? gutter : self->unit * 0.3;
  for (guint i = 0; i < self->chart->panels->len; i++)
    {
      CtChartStep step = { (CtChartLayout *) self, NULL, ct_chart_get_panel (self->chart, i), measure, self->unit };

      margins.left = MAX (margins.left, ct_chart_score_axis_width (&step, height) + self->unit * 0.5);
    }
  return margins;
}

static void
place_panel (const CtChartStep *step, const CtChartMargins *margins, gboolean bottom)
{
  double lane = bottom ? margins->lane : 0;
  double axis = bottom ? margins->axis : step->unit * TICK_OVERHANG;
  CtRect frame = step->panel->frame;
  CtRect scores = { frame.x + margins->left, frame.y + margins->header + margins->event_row,
                    frame.width - margins->left - margins->right, 0 };

  if (step->model->points->len == 0)
    {
      place_header (step, margins);
      place_empty (step, margins);
      return;
    }
  scores.height = frame.y + frame.height - scores.y - lane - axis;
  if (scores.height < step->unit || scores.width < step->unit)
    {
      place_header (step, margins); /* no room to draw: the words still say it */
      return;
    }
  step->panel->scores = scores;
  step->panel->lane = (CtRect) { scores.x, scores.y + scores.height, scores.width, lane };
  place_header (step, margins);
  place_spots (step);
  ct_chart_place_zones (step, margins->right > step->unit * 0.5);
  ct_chart_place_score_axis (step);
  ct_chart_place_date_axis (step, bottom);
  if (lane > 0)
    ct_chart_place_lane (step, margins->right > step->unit * 0.5);
  ct_chart_place_events (step, margins->event_row);
  ct_chart_place_today (step);
  ct_chart_place_lines (step);
}

static gboolean
side_by_side (const CtChartLayout *self)
{
  guint n = self->chart->panels->len;

  if (self->chart->arrangement != CT_CHART_AUTO)
    return self->chart->arrangement == CT_CHART_SIDE_BY_SIDE;
  return self->rect.width / n >= SIDE_BY_SIDE * self->unit || self->rect.height / n < 8 * self->unit;
}

static void
place_panels (CtChartLayout *self, CtMeasure measure)
{
  guint n = self->chart->panels->len;
  gboolean row = side_by_side (self);
  double gap = PANEL_GAP * self->unit;
  double width = row ? (self->rect.width - gap * (n - 1)) / n : self->rect.width;
  double height = row ? self->rect.height : (self->rect.height - gap * 0.6 * (n - 1)) / n;
  CtChartMargins margins = compute_margins (self, measure, width, height);
  /* Stacked panels share what is below the last one, so each gives a part of its height for it. */
  double below = margins.lane + margins.axis - self->unit * TICK_OVERHANG;
  double plain = row ? height : (self->rect.height - below - gap * 0.6 * (n - 1)) / n;

  for (guint i = 0; i < n; i++)
    {
      gboolean bottom = row || i + 1 == n;
      CtChartPanelLayout *panel = panel_layout_new ();
      CtChartStep step = { self, panel, ct_chart_get_panel (self->chart, i), measure, self->unit };

      g_ptr_array_add (self->panels, panel);
      panel->frame = row ? (CtRect) { self->rect.x + i * (width + gap), self->rect.y, width, height }
                         : (CtRect) { self->rect.x, self->rect.y + i * (plain + gap * 0.6), width,
                                      bottom ? plain + below : plain };
      place_panel (&step, &margins, bottom);
    }
}

/**
 * ct_chart_layout_new:
 * @chart: what to show
 * @rect: where, in pixels or points
 * @measure: how large texts are
 *
 * Finds a place for everything. Names that find none without covering another are left out: hover and the table
 * still say them.
 *
 * Returns: (transfer full): the layout.
 */
CtChartLayout *
ct_chart_layout_new (CtChart *chart, CtRect rect, CtMeasure measure)
{
  CtChartLayout *self;

  g_return_val_if_fail (chart != NULL && measure.measure != NULL, NULL);
  self = g_new0 (CtChartLayout, 1);
  self->chart = ct_chart_ref (chart);
  self->rect = rect;
  self->unit = ct_chart_text_size (measure, CT_TEXT_SMALL, "0").height;
  self->panels = g_ptr_array_new_with_free_func ((GDestroyNotify) panel_layout_free);
  ct_chart_get_span (chart, &self->from, &self->to);
  if (chart->panels->len > 0 && rect.width > 0 && rect.height > 0)
    place_panels (self, measure);
  return self;
}

/**
 * ct_chart_layout_free:
 * @self: (transfer full): a layout
 */
void
ct_chart_layout_free (CtChartLayout *self)
{
  g_return_if_fail (self != NULL);
  ct_chart_unref (self->chart);
  g_ptr_array_unref (self->panels);
  g_free (self);
}

/**
 * ct_chart_layout_x:
 * @self: a layout
 * @panel: which panel
 * @date: a day
 * @minute: of that day
 *
 * Returns: where that moment is across the chart.
 */
double
ct_chart_layout_x (const CtChartLayout *self, guint panel, CtDate date, int minute)
{
  g_return_val_if_fail (self != NULL && panel < self->panels->len, 0);
  return ct_chart_panel_x (self, (const CtChartPanelLayout *) g_ptr_array_index (self->panels, panel), date, minute);
}

/**
 * ct_chart_layout_y:
 * @self: a layout
 * @panel: which panel
 * @total_tenths: tenths of a score
 *
 * Returns: where that score is down the chart.
 */
double
ct_chart_layout_y (const CtChartLayout *self, guint panel, int total_tenths)
{
  g_return_val_if_fail (self != NULL && panel < self->panels->len, 0);
  return ct_chart_panel_y (ct_chart_get_panel (self->chart, panel),
                           (const CtChartPanelLayout *) g_ptr_array_index (self->panels, panel), total_tenths);
}

/**
 * ct_chart_layout_date:
 * @self: a layout
 * @x: across the chart
 * @y: down the chart
 *
 * Returns: the day at that place, for zooming; %CT_DATE_NONE where no panel is.
 */
CtDate
ct_chart_layout_date (const CtChartLayout *self, double x, double y)
{
  g_return_val_if_fail (self != NULL, CT_DATE_NONE);
  for (guint i = 0; i < self->panels->len; i++)
    {
      const CtChartPanelLayout *panel = (const CtChartPanelLayout *) g_ptr_array_index (self->panels, i);
      CtRect s = panel->scores;
      double first = ct_chart_panel_x (self, panel, self->from, 0), last = ct_chart_panel_x (self, panel, self->to, 0);

      if (s.width > 0 && x >= s.x && x <= s.x + s.width && y >= s.y && y <= s.y + s.height + panel->lane.height)
        return self->from + (CtDate) floor (CLAMP ((x - first) / (last - first), 0, 1) * (self->to - self->from) + 0.5);
    }
  return CT_DATE_NONE;
}
