#include "paper/ct-chart-scale.h"

#include <glib/gi18n.h>

/* From the finest to the coarsest. */
static const CtDateStep steps[] = {
  { CT_DATE_UNIT_DAY, 1 },   { CT_DATE_UNIT_DAY, 2 },   { CT_DATE_UNIT_WEEK, 1 },  { CT_DATE_UNIT_WEEK, 2 },
  { CT_DATE_UNIT_MONTH, 1 }, { CT_DATE_UNIT_MONTH, 2 }, { CT_DATE_UNIT_MONTH, 3 }, { CT_DATE_UNIT_MONTH, 6 },
  { CT_DATE_UNIT_YEAR, 1 },  { CT_DATE_UNIT_YEAR, 2 },  { CT_DATE_UNIT_YEAR, 5 },  { CT_DATE_UNIT_YEAR, 10 },
  { CT_DATE_UNIT_YEAR, 25 }, { CT_DATE_UNIT_YEAR, 100 }, { CT_DATE_UNIT_YEAR, 1000 },
};

/* Floor, also below 0. */
static int
round_down (int value, int step)
{
  int rest = value % step;

  return value - (rest < 0 ? rest + step : rest);
}

/**
 * ct_scale_score_ticks:
 * @min: the lowest score
 * @max: the highest score, above @min
 * @max_ticks: how many there is room for, 2 or more
 *
 * Round scores, 1, 2 or 5 times a power of ten apart, from @min to @max.
 *
 * Returns: (transfer full) (element-type int): the ticks, rising.
 */
GArray *
ct_scale_score_ticks (int min, int max, int max_ticks)
{
  static const int nice[] = { 1, 2, 5 };
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (int));
  int step = 1;

  g_return_val_if_fail (min < max, ticks);
  max_ticks = MAX (max_ticks, 2);
  for (int power = 1, i = 0; (max - min) / step + 1 > max_ticks && power <= G_MAXINT / 100; i++)
    {
      step = nice[i % 3] * power;
      if (i % 3 == 2)
        power *= 10;
    }
  for (int tick = round_down (min + step - 1, step); tick <= max; tick += step)
    g_array_append_val (ticks, tick);
  return ticks;
}

/**
 * ct_scale_date_steps:
 * @n_steps: (out): how many
 *
 * Returns: (array length=n_steps): distances between dates to choose from, the finest first.
 */
const CtDateStep *
ct_scale_date_steps (guint *n_steps)
{
  *n_steps = G_N_ELEMENTS (steps);
  return steps;
}

/**
 * ct_scale_step_days:
 * @step: a distance between ticks
 *
 * Returns: the fewest days it can be.
 */
int
ct_scale_step_days (CtDateStep step)
{
  static const int days[] = { 1, 7, 28, 365 };

  return days[step.unit] * step.count;
}

/* The tick at or before @date. */
static CtDate
tick_before (CtDate date, CtDateStep step)
{
  int year, month;

  switch (step.unit)
    {
    case CT_DATE_UNIT_DAY:
      return round_down (date, step.count);
    case CT_DATE_UNIT_WEEK:
      /* 1970-01-05 was a Monday: every second week is the same one however far the chart is moved. */
      return round_down (date - 4, 7 * step.count) + 4;
    case CT_DATE_UNIT_MONTH:
      ct_date_get_ymd (date, &year, &month, NULL);
      return ct_date_new (year, round_down (month - 1, step.count) + 1, 1);
    case CT_DATE_UNIT_YEAR:
    default:
      ct_date_get_ymd (date, &year, NULL, NULL);
      return ct_date_new (MAX (round_down (year, step.count), 1), 1, 1);
    }
}

static CtDate
tick_after (CtDate tick, CtDateStep step)
{
  int year, month;

  if (step.unit <= CT_DATE_UNIT_WEEK)
    return tick + ct_scale_step_days (step);
  ct_date_get_ymd (tick, &year, &month, NULL);
  if (step.unit == CT_DATE_UNIT_YEAR)
    return ct_date_new (round_down (year, step.count) + step.count, 1, 1);
  month += step.count;
  return ct_date_new (year + (month - 1) / 12, (month - 1) % 12 + 1, 1);
}

/**
 * ct_scale_date_ticks:
 * @from: first day of the axis
 * @to: last day
 * @step: how far apart
 *
 * Returns: (transfer full) (element-type CtDate): the days within the axis that have a tick, rising.
 */
GArray *
ct_scale_date_ticks (CtDate from, CtDate to, CtDateStep step)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (CtDate));

  for (CtDate tick = tick_before (from, step); tick != CT_DATE_NONE && tick <= to; tick = tick_after (tick, step))
    if (tick >= from)
      g_array_append_val (ticks, tick);
  return ticks;
}

/**
 * ct_scale_date_label:
 * @tick: a day
 * @previous: the tick before it, or %CT_DATE_NONE
 * @step: how far apart they are
 *
 * Says only what the tick before has not said: the year where it changes.
 *
 * Returns: (transfer full): "2 Nov 2026", "9 Nov"; "Jan 2027", "Feb"; "2027".
 */
char *
ct_scale_date_label (CtDate tick, CtDate previous, CtDateStep step)
{
  int year, previous_year = 0;
  gboolean with_year;

  if (step.unit == CT_DATE_UNIT_YEAR)
    return ct_date_format (tick, "%Y");
  ct_date_get_ymd (tick, &year, NULL, NULL);
  if (previous != CT_DATE_NONE)
    ct_date_get_ymd (previous, &previous_year, NULL, NULL);
  with_year = year != previous_year;
  if (step.unit == CT_DATE_UNIT_MONTH)
    return ct_date_format (tick, with_year ? "%b %Y" : "%b");
  /* Translators: day and month on a time axis, with and without the year */
  return ct_date_format (tick, with_year ? _("%-d %b %Y") : _("%-d %b"));
}
