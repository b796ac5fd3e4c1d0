/* What is under the pointer, and what the arrow keys go to. */
#include "paper/ct-chart-layout.h"

#include <math.h>

#include "paper/ct-chart-words.h"

/* Up and down count less than left and right: a reader points at a day. */
#define VERTICAL_WEIGHT 0.35

static const CtChartPanelLayout *
panel_at (const CtChartLayout *self, guint index)
{
  return (const CtChartPanelLayout *) g_ptr_array_index (self->panels, index);
}

static double
distance (double dx, double dy)
{
  return hypot (dx, dy * VERTICAL_WEIGHT);
}

/* The first spot not left of @x. */
static guint
first_spot_from (const GArray *spots, double x)
{
  guint low = 0, high = spots->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (spots, CtChartSpot, middle).x < x)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
hit_spot (CtChartHit *hit, guint panel, const CtChartSpot *spot)
{
  *hit = (CtChartHit) { CT_CHART_HIT_POINT, panel, spot->index, spot->x, spot->y };
}

static gboolean
nearest_spot (const CtChartLayout *self, guint index, double x, double y, double reach, CtChartHit *hit)
{
  const GArray *spots = panel_at (self, index)->spots;
  double least = G_MAXDOUBLE;

  for (guint i = first_spot_from (spots, x - reach); i < spots->len; i++)
    {
      const CtChartSpot *spot = &g_array_index (spots, CtChartSpot, i);
      double d = distance (spot->x - x, spot->y - y);

      if (spot->x > x + reach)
        break;
      /* Of two in one place the later one lies on top. */
      if (d <= least)
        {
          least = d;
          hit_spot (hit, index, spot);
        }
    }
  return least < G_MAXDOUBLE;
}

static void
hit_bar (CtChartHit *hit, CtChartHitKind kind, guint panel, const CtChartBar *bar)
{
  *hit = (CtChartHit) { kind, panel, bar->index, bar->rect.x + bar->rect.width / 2, bar->rect.y };
}

static gboolean
nearest_bar (CtChartHitKind kind, const GArray *bars, guint panel, double x, double reach, CtChartHit *hit)
{
  double least = reach;
  gboolean found = FALSE;

  for (guint i = 0; i < bars->len; i++)
    {
      const CtChartBar *bar = &g_array_index (bars, CtChartBar, i);
      double d = fabs (bar->rect.x + bar->rect.width / 2 - x);

      if (d <= least)
        {
          least = d;
          found = TRUE;
          hit_bar (hit, kind, panel, bar);
        }
    }
  return found;
}

static gboolean
nearest_in_panel (const CtChartLayout *self, guint index, double x, double y, double reach, CtChartHit *hit)
{
  const CtChartPanelLayout *panel = panel_at (self, index);

  if (panel->lane.height > 0 && y > panel->lane.y)
    return nearest_bar (CT_CHART_HIT_INFUSION, panel->bars, index, x, reach, hit);
  if (y < panel->scores.y && nearest_bar (CT_CHART_HIT_EVENT, panel->events, index, x, reach, hit))
    return TRUE;
  return nearest_spot (self, index, x, y, reach, hit);
}

/**
 * ct_chart_nearest:
 * @self: a layout
 * @x: of the pointer
 * @y: of the pointer
 * @reach: how far across a mark may be, in pixels
 * @hit: (out): what is nearest
 *
 * Finds the answer, or in the lane under the scores the infusion, or in the row above them the event, that the
 * reader points at.
 *
 * Returns: whether there is one.
 */
gboolean
ct_chart_nearest (const CtChartLayout *self, double x, double y, double reach, CtChartHit *hit)
{
  g_return_val_if_fail (self != NULL && hit != NULL, FALSE);
  *hit = (CtChartHit) { 0 };
  for (guint i = 0; i < self->panels->len; i++)
    {
      CtRect frame = panel_at (self, i)->frame;

      if (x >= frame.x && x <= frame.x + frame.width && y >= frame.y && y <= frame.y + frame.height &&
          panel_at (self, i)->scores.width > 0)
        return nearest_in_panel (self, i, x, y, reach, hit);
    }
  return FALSE;
}

static int
find_spot (const GArray *spots, guint index)
{
  for (guint i = 0; i < spots->len; i++)
    if (g_array_index (spots, CtChartSpot, i).index == index)
      return (int) i;
  return -1;
}

static int
compare_bars (gconstpointer a, gconstpointer b)
{
  double left = ((const CtChartBar *) a)->rect.x, right = ((const CtChartBar *) b)->rect.x;

  return left < right ? -1 : left > right;
}

static gboolean
step_bars (const GArray *unsorted, CtChartHit *hit, int steps)
{
  g_autoptr (GArray) bars = g_array_copy ((GArray *) unsorted);
  int at = -1;

  g_array_sort (bars, compare_bars);
  for (guint i = 0; i < bars->len; i++)
    if (g_array_index (bars, CtChartBar, i).index == hit->index)
      at = (int) i;
  if (bars->len == 0 || at < 0)
    return FALSE;
  hit_bar (hit, hit->kind, hit->panel,
           &g_array_index (bars, CtChartBar, CLAMP ((gint64) at + steps, 0, (gint64) bars->len - 1)));
  return TRUE;
}

/**
 * ct_chart_step:
 * @self: a layout
 * @hit: (inout): where the cursor is; with nothing hit it goes to the last answer of @hit's panel
 * @steps: how many marks to go on in time; negative to go back
 *
 * Moves the keyboard's cursor along the answers, infusions or events of a panel, and stays at the ends.
 *
 * Returns: whether @hit is on a mark now.
 */
gboolean
ct_chart_step (const CtChartLayout *self, CtChartHit *hit, int steps)
{
  const CtChartPanelLayout *panel;
  int at;

  g_return_val_if_fail (self != NULL && hit != NULL, FALSE);
  if (hit->panel >= self->panels->len)
    return FALSE;
  panel = panel_at (self, hit->panel);
  if (hit->kind == CT_CHART_HIT_INFUSION || hit->kind == CT_CHART_HIT_EVENT)
    return step_bars (hit->kind == CT_CHART_HIT_INFUSION ? panel->bars : panel->events, hit, steps);
  if (panel->spots->len == 0)
    return FALSE;
  at = hit->kind == CT_CHART_HIT_POINT ? find_spot (panel->spots, hit->index) : -1;
  if (at < 0)
    at = (int) panel->spots->len - 1;
  else
    at = (int) CLAMP ((gint64) at + steps, 0, (gint64) panel->spots->len - 1);
  hit_spot (hit, hit->panel, &g_array_index (panel->spots, CtChartSpot, at));
  return TRUE;
}

/**
 * ct_chart_hit_get_words:
 * @self: a layout
 * @hit: what was hit
 *
 * Returns: (transfer full) (nullable): what to say about it.
 */
char *
ct_chart_hit_get_words (const CtChartLayout *self, const CtChartHit *hit)
{
  const CtChart *chart;
  const CtChartPanel *panel;

  g_return_val_if_fail (self != NULL && hit != NULL, NULL);
  chart = self->chart;
  switch (hit->kind)
    {
    case CT_CHART_HIT_POINT:
      panel = ct_chart_get_panel (chart, hit->panel);
      return ct_chart_point_get_words (panel, &g_array_index (panel->points, CtChartPoint, hit->index));
    case CT_CHART_HIT_INFUSION:
      return ct_chart_infusion_get_words (&g_array_index (chart->infusions, CtChartInfusion, hit->index));
    case CT_CHART_HIT_EVENT:
      return ct_chart_event_get_words (&g_array_index (chart->events, CtChartEvent, hit->index));
    case CT_CHART_HIT_NOTHING:
    default:
      return NULL;
    }
}
