#include "paper/ct-chart-decimate.h"

#include <math.h>

/* The spots of one column that make its stroke: the first, the highest, the lowest and the last. */
typedef struct
{
  guint first;
  guint low;
  guint high;
  guint last;
} Column;

static void
append_once (GArray *path, const CtChartSpot *spots, guint index)
{
  if (path->len == 0 || g_array_index (path, CtChartSpot, path->len - 1).index != spots[index].index)
    g_array_append_val (path, spots[index]);
}

static void
append_column (GArray *path, const CtChartSpot *spots, const Column *column)
{
  append_once (path, spots, column->first);
  append_once (path, spots, MIN (column->low, column->high));
  append_once (path, spots, MAX (column->low, column->high));
  append_once (path, spots, column->last);
}

/**
 * ct_chart_decimate:
 * @spots: (array length=n_spots): in order of x
 * @n_spots: how many
 * @column: how wide a column is, above 0: a pixel
 *
 * Keeps of each column only what can be seen: where the line enters and leaves it, and its extremes. A stroke of
 * all points takes cairo more than linear time and looks the same.
 *
 * Returns: (transfer full) (element-type CtChartSpot): at most four spots a column, in order.
 */
GArray *
ct_chart_decimate (const CtChartSpot *spots, guint n_spots, double column)
{
  GArray *path = g_array_new (FALSE, FALSE, sizeof (CtChartSpot));
  Column now = { 0 };

  g_return_val_if_fail (column > 0, path);
  for (guint i = 0; i < n_spots; i++)
    {
      if (i > 0 && floor (spots[i].x / column) != floor (spots[now.first].x / column))
        {
          append_column (path, spots, &now);
          now = (Column) { i, i, i, i };
        }
      if (spots[i].y < spots[now.high].y)
        now.high = i;
      if (spots[i].y > spots[now.low].y)
        now.low = i;
      now.last = i;
    }
  if (n_spots > 0)
    append_column (path, spots, &now);
  return path;
}
