/* Ticks and their words, as many as there is room for. */
#include "paper/ct-chart-layout-private.h"

#include "paper/ct-chart-scale.h"

#define SCORE_TICK_GAP 1.9 /* units from one score tick to the next, at the least */
#define DATE_TICK_GAP  1.8 /* units between the words of two date ticks */
#define MOST_SCORE_TICKS 7 /* more would say nothing more */

static GArray *
score_ticks (const CtChartStep *step, double height)
{
  int room = (int) (height / (SCORE_TICK_GAP * step->unit)) + 1;

  return ct_scale_score_ticks (step->model->min, step->model->max, CLAMP (room, 2, MOST_SCORE_TICKS));
}

/* How wide the widest score on the axis is, were it @height high. */
double
ct_chart_score_axis_width (const CtChartStep *step, double height)
{
  g_autoptr (GArray) ticks = score_ticks (step, height);
  double width = 0;

  for (guint i = 0; i < ticks->len; i++)
    {
      g_autofree char *text = g_strdup_printf ("%d", g_array_index (ticks, int, i));

      width = MAX (width, ct_chart_text_size (step->measure, CT_TEXT_SMALL, text).width);
    }
  return width;
}

/* The scores left of the panel, right-aligned. */
void
ct_chart_place_score_axis (const CtChartStep *step)
{
  g_autoptr (GArray) ticks = score_ticks (step, step->panel->scores.height);

  for (guint i = 0; i < ticks->len; i++)
    {
      int tick = g_array_index (ticks, int, i);
      g_autofree char *text = g_strdup_printf ("%d", tick);
      CtRect rect = ct_chart_text_size (step->measure, CT_TEXT_SMALL, text);

      rect.x = step->panel->scores.x - rect.width - step->unit * 0.4;
      rect.y = ct_chart_panel_y (step->model, step->panel, tick * 10) - rect.height / 2;
      if (rect.x >= step->panel->frame.x - 0.5 && ct_chart_text_fits (step->panel, rect))
        ct_chart_add_text (step, CT_CHART_TEXT_SCORE_TICK, CT_TEXT_SMALL, CT_CHART_INK_DIM, rect, text);
    }
}

/* The words of a tick, under it and within the frame. */
static CtRect
date_rect (const CtChartStep *step, CtDate tick, const char *text)
{
  const CtChartPanelLayout *panel = step->panel;
  CtRect rect = ct_chart_text_size (step->measure, CT_TEXT_SMALL, text);
  double right = panel->frame.x + panel->frame.width - rect.width;

  rect.x = ct_chart_panel_x (step->layout, panel, tick, 0) - rect.width / 2;
  rect.x = CLAMP (rect.x, panel->frame.x, MAX (right, panel->frame.x));
  rect.y = panel->scores.y + panel->scores.height + panel->lane.height + step->unit * 0.5;
  return rect;
}

/* Whether the words of all ticks of a step stand clear of each other. */
static gboolean
dates_stand_clear (const CtChartStep *step, const GArray *ticks, CtDateStep date_step)
{
  double edge = -G_MAXDOUBLE;

  for (guint i = 0; i < ticks->len; i++)
    {
      CtDate tick = g_array_index (ticks, CtDate, i);
      g_autofree char *text =
          ct_scale_date_label (tick, i > 0 ? g_array_index (ticks, CtDate, i - 1) : CT_DATE_NONE, date_step);
      CtRect rect = date_rect (step, tick, text);

      if (rect.x < edge + (i > 0 ? DATE_TICK_GAP * step->unit : 0) || rect.width > step->panel->frame.width)
        return FALSE;
      edge = rect.x + rect.width;
    }
  return TRUE;
}

/* The finest step whose words all have room. */
static GArray *
choose_date_ticks (const CtChartStep *step, CtDateStep *chosen)
{
  const CtChartLayout *layout = step->layout;
  int room = (int) (step->panel->scores.width / (2 * step->unit)) + 1;
  guint n_steps;
  const CtDateStep *steps = ct_scale_date_steps (&n_steps);

  for (guint i = 0; i < n_steps; i++)
    {
      g_autoptr (GArray) ticks = NULL;

      if ((layout->to - layout->from) / ct_scale_step_days (steps[i]) > room)
        continue;
      ticks = ct_scale_date_ticks (layout->from, layout->to, steps[i]);
      if (ticks->len > 0 && dates_stand_clear (step, ticks, steps[i]))
        {
          *chosen = steps[i];
          return g_steal_pointer (&ticks);
        }
    }
  return g_array_new (FALSE, FALSE, sizeof (CtDate));
}

/* Ticks of the calendar, and their words under the panel where it has some. */
void
ct_chart_place_date_axis (const CtChartStep *step, gboolean with_labels)
{
  CtDateStep date_step = { 0 };
  g_autoptr (GArray) ticks = choose_date_ticks (step, &date_step);

  for (guint i = 0; i < ticks->len; i++)
    {
      CtDate tick = g_array_index (ticks, CtDate, i);
      double x = ct_chart_panel_x (step->layout, step->panel, tick, 0);
      g_autofree char *text =
          ct_scale_date_label (tick, i > 0 ? g_array_index (ticks, CtDate, i - 1) : CT_DATE_NONE, date_step);

      g_array_append_val (step->panel->date_ticks, x);
      if (with_labels)
        ct_chart_add_text (step, CT_CHART_TEXT_DATE_TICK, CT_TEXT_SMALL, CT_CHART_INK_DIM,
                           date_rect (step, tick, text), text);
    }
}
