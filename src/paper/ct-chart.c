#include "paper/ct-chart.h"

/* A chart of one answer still shows a fortnight: a single mark on an axis of one day would say nothing. */
#define MIN_SPAN_DAYS 14

static void
band_clear (CtChartBand *band)
{
  g_free (band->label);
}

static void
point_clear (CtChartPoint *point)
{
  g_free (point->label);
  g_free (point->flag);
}

static void
event_clear (CtChartEvent *event)
{
  g_free (event->label);
}

static GArray *
array_new (guint element_size, gpointer clear)
{
  GArray *array = g_array_new (FALSE, TRUE, element_size);

  if (clear != NULL)
    g_array_set_clear_func (array, (GDestroyNotify) clear);
  return array;
}

static void
panel_free (CtChartPanel *panel)
{
  g_free (panel->name);
  g_free (panel->words);
  g_array_unref (panel->bands);
  g_array_unref (panel->points);
  g_free (panel);
}

/**
 * ct_chart_new:
 *
 * Returns: (transfer full): a chart without panels.
 */
CtChart *
ct_chart_new (void)
{
  CtChart *self = g_new0 (CtChart, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->from = self->to = self->today = CT_DATE_NONE;
  self->panels = g_ptr_array_new_with_free_func ((GDestroyNotify) panel_free);
  self->infusions = array_new (sizeof (CtChartInfusion), NULL);
  self->events = array_new (sizeof (CtChartEvent), event_clear);
  return self;
}

/**
 * ct_chart_ref:
 * @self: a chart
 *
 * Returns: (transfer full): @self.
 */
CtChart *
ct_chart_ref (CtChart *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ct_chart_unref:
 * @self: (transfer full): a chart
 */
void
ct_chart_unref (CtChart *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->panels);
  g_array_unref (self->infusions);
  g_array_unref (self->events);
  g_free (self);
}

/**
 * ct_chart_add_panel:
 * @self: a chart
 * @name: of the instrument: "PHQ-9"
 * @max: its highest score, above 0
 *
 * Adds an instrument, without any lines, bands or answers yet.
 *
 * Returns: (transfer none): the panel, which the chart keeps.
 */
CtChartPanel *
ct_chart_add_panel (CtChart *self, const char *name, int max)
{
  CtChartPanel *panel;

  g_return_val_if_fail (self != NULL && name != NULL && max > 0, NULL);
  panel = g_new0 (CtChartPanel, 1);
  panel->name = g_strdup (name);
  panel->max = max;
  panel->baseline = panel->response_tenths = panel->remission = CT_CHART_NO_LINE;
  panel->bands = array_new (sizeof (CtChartBand), band_clear);
  panel->points = array_new (sizeof (CtChartPoint), point_clear);
  g_ptr_array_add (self->panels, panel);
  return panel;
}

/**
 * ct_chart_add_infusion:
 * @self: a chart
 * @date: the day
 * @dose_ug: micrograms
 * @dose_ug_per_kg: micrograms per kilogram; 0 where unknown
 * @planned: whether it is still to come
 *
 * Adds something given, or to be given, to every panel.
 */
void
ct_chart_add_infusion (CtChart *self, CtDate date, gint64 dose_ug, gint64 dose_ug_per_kg, gboolean planned)
{
  CtChartInfusion infusion = { date, dose_ug, dose_ug_per_kg, planned };

  g_return_if_fail (self != NULL && date != CT_DATE_NONE);
  g_array_append_val (self->infusions, infusion);
}

/**
 * ct_chart_add_event:
 * @self: a chart
 * @date: the day
 * @label: what happened, in a few words
 */
void
ct_chart_add_event (CtChart *self, CtDate date, const char *label)
{
  CtChartEvent event = { date, g_strdup (label) };

  g_return_if_fail (self != NULL && date != CT_DATE_NONE && label != NULL);
  g_array_append_val (self->events, event);
}

/**
 * ct_chart_panel_add_band:
 * @self: a panel
 * @from: its lowest score
 * @to: its highest score, @from or more
 * @label: its name
 *
 * Adds a severity zone; from the lowest up.
 */
void
ct_chart_panel_add_band (CtChartPanel *self, int from, int to, const char *label)
{
  CtChartBand band = { from, to, g_strdup (label) };

  g_return_if_fail (self != NULL && from <= to && label != NULL);
  g_array_append_val (self->bands, band);
}

/**
 * ct_chart_panel_add_point:
 * @self: a panel
 * @date: the day of the answers
 * @total: their score
 *
 * Returns: (transfer none): the new point, to say more about it; only until the next one is added.
 */
CtChartPoint *
ct_chart_panel_add_point (CtChartPanel *self, CtDate date, int total)
{
  CtChartPoint point = { .date = date, .total = total };

  g_return_val_if_fail (self != NULL && date != CT_DATE_NONE, NULL);
  g_array_append_val (self->points, point);
  return &g_array_index (self->points, CtChartPoint, self->points->len - 1);
}

/**
 * ct_chart_panel_set_baseline:
 * @self: a panel
 * @baseline: the score the series is compared with
 *
 * Sets the baseline and, where less is better, the response line at half of it: at least 50 % less is a response
 * (Rush 2006).
 */
void
ct_chart_panel_set_baseline (CtChartPanel *self, int baseline)
{
  g_return_if_fail (self != NULL);
  self->baseline = baseline;
  self->response_tenths = self->higher_is_better || baseline <= 0 ? CT_CHART_NO_LINE : baseline * 5;
}

/**
 * ct_chart_get_panel:
 * @self: a chart
 * @index: less than the number of its panels
 *
 * Returns: (transfer none): the panel.
 */
CtChartPanel *
ct_chart_get_panel (const CtChart *self, guint index)
{
  g_return_val_if_fail (self != NULL && index < self->panels->len, NULL);
  return (CtChartPanel *) g_ptr_array_index (self->panels, index);
}

/**
 * ct_chart_is_empty:
 * @self: a chart
 *
 * Returns: whether there is no answer in any panel.
 */
gboolean
ct_chart_is_empty (const CtChart *self)
{
  g_return_val_if_fail (self != NULL, TRUE);
  for (guint i = 0; i < self->panels->len; i++)
    if (ct_chart_get_panel (self, i)->points->len > 0)
      return FALSE;
  return TRUE;
}

static void
span_include (CtDate date, CtDate *from, CtDate *to)
{
  if (*from == CT_DATE_NONE || date < *from)
    *from = date;
  if (*to == CT_DATE_NONE || date > *to)
    *to = date;
}

static void
span_of_data (const CtChart *self, CtDate *from, CtDate *to)
{
  *from = *to = CT_DATE_NONE;
  for (guint i = 0; i < self->panels->len; i++)
    {
      const GArray *points = ct_chart_get_panel (self, i)->points;

      for (guint j = 0; j < points->len; j++)
        span_include (g_array_index (points, CtChartPoint, j).date, from, to);
    }
  for (guint i = 0; i < self->infusions->len; i++)
    span_include (g_array_index (self->infusions, CtChartInfusion, i).date, from, to);
  for (guint i = 0; i < self->events->len; i++)
    span_include (g_array_index (self->events, CtChartEvent, i).date, from, to);
}

/**
 * ct_chart_get_span:
 * @self: a chart
 * @from: (out): the first day shown
 * @to: (out): the last day shown
 *
 * The days on the time axis: those asked for, else all the data have, and a fortnight at the least.
 * Both are %CT_DATE_NONE where there is nothing to show.
 */
void
ct_chart_get_span (const CtChart *self, CtDate *from, CtDate *to)
{
  g_return_if_fail (self != NULL && from != NULL && to != NULL);
  span_of_data (self, from, to);
  if (self->from != CT_DATE_NONE)
    *from = self->from;
  if (self->to != CT_DATE_NONE)
    *to = self->to;
  if (*from == CT_DATE_NONE || *to == CT_DATE_NONE)
    {
      *from = *to = CT_DATE_NONE;
      return;
    }
  if (*to - *from < MIN_SPAN_DAYS && self->from == CT_DATE_NONE && self->to == CT_DATE_NONE)
    {
      *from -= (MIN_SPAN_DAYS - (*to - *from)) / 4;
      *to = *from + MIN_SPAN_DAYS;
    }
  if (*to <= *from)
    *to = *from + 1;
}

/**
 * ct_chart_panel_get_last:
 * @self: a panel
 *
 * Returns: (transfer none) (nullable): the latest answer; of several at one moment the one added last.
 */
const CtChartPoint *
ct_chart_panel_get_last (const CtChartPanel *self)
{
  const CtChartPoint *last = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  for (guint i = 0; i < self->points->len; i++)
    {
      const CtChartPoint *point = &g_array_index (self->points, CtChartPoint, i);

      if (last == NULL || point->date > last->date || (point->date == last->date && point->minute >= last->minute))
        last = point;
    }
  return last;
}

/**
 * ct_chart_panel_get_label:
 * @self: a panel
 * @point: one of its answers
 *
 * Returns: (transfer none) (nullable): the name of the band it falls in.
 */
const char *
ct_chart_panel_get_label (const CtChartPanel *self, const CtChartPoint *point)
{
  g_return_val_if_fail (self != NULL && point != NULL, NULL);
  if (point->label != NULL)
    return point->label;
  for (guint i = 0; i < self->bands->len; i++)
    {
      const CtChartBand *band = &g_array_index (self->bands, CtChartBand, i);

      if (point->total >= band->from && point->total <= band->to)
        return band->label;
    }
  return NULL;
}
