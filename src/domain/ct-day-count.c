#include "domain/ct-day-count.h"

/**
 * ct_day_count_free:
 * @self: (transfer full): a count
 *
 * Frees it.
 */
void
ct_day_count_free (CtDayCount *self)
{
  g_free (self->kind);
  g_free (self);
}

/**
 * ct_month_of:
 * @day: a day
 *
 * Returns: its month in whole weeks from Monday to Sunday.
 */
CtMonth
ct_month_of (CtDate day)
{
  CtMonth month;
  int year, number;

  ct_date_get_ymd (day, &year, &number, NULL);
  month.first_of_month = ct_date_new (year, number, 1);
  month.last_of_month = (number < 12 ? ct_date_new (year, number + 1, 1) : ct_date_new (year + 1, 1, 1)) - 1;
  month.first = ct_date_monday_of (month.first_of_month);
  month.last = ct_date_monday_of (month.last_of_month) + 6;
  return month;
}

/**
 * ct_month_n_weeks:
 * @self: a month
 *
 * Returns: how many weeks it touches, 4 to 6.
 */
int
ct_month_n_weeks (const CtMonth *self)
{
  return (self->last - self->first + 1) / 7;
}

/**
 * ct_month_step:
 * @day: a day
 * @months: how many months later, negative: earlier
 *
 * Returns: the same day of that month, or its last where it is shorter.
 */
CtDate
ct_month_step (CtDate day, int months)
{
  int year, month, number, count;
  CtDate date;

  ct_date_get_ymd (day, &year, &month, &number);
  count = year * 12 + month - 1 + months;
  do
    date = ct_date_new (count / 12, count % 12 + 1, number--);
  while (date == CT_DATE_NONE && number > 27);
  return date != CT_DATE_NONE ? date : day;
}

/**
 * ct_day_open_minutes:
 * @hours: (nullable): the hours of a site
 * @day: a day
 *
 * Returns: for how many minutes it is open that day; 0 where it is closed or the hours are not known.
 */
int
ct_day_open_minutes (const CtHours *hours, CtDate day)
{
  guint n = 0;
  const CtMinutes *open = hours != NULL ? ct_hours_open_on (hours, day, &n) : NULL;
  int minutes = 0;

  for (guint i = 0; i < n; i++)
    minutes += open[i].to - open[i].from;
  return minutes;
}

/**
 * ct_day_free_minutes:
 * @open_minutes: for how long the site is open
 * @n_chairs: how many chairs are looked at
 * @taken_minutes: how long visits keep them
 *
 * Returns: chair minutes that are left; 0 where there are none, as when visits go on after closing.
 */
int
ct_day_free_minutes (int open_minutes, int n_chairs, int taken_minutes)
{
  return MAX (0, open_minutes * n_chairs - taken_minutes);
}
