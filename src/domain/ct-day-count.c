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
 * ct_day_counts_new:
 *
 * Returns: (transfer full): counts of nothing, at no place.
 */
CtDayCounts *
ct_day_counts_new (void)
{
  CtDayCounts *self = g_new0 (CtDayCounts, 1);

  self->counts = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_day_count_free);
  self->places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

/**
 * ct_day_counts_free:
 * @self: (transfer full): counts
 *
 * Frees them.
 */
void
ct_day_counts_free (CtDayCounts *self)
{
  g_ptr_array_unref (self->counts);
  g_clear_pointer (&self->recounted, g_array_unref);
  g_hash_table_unref (self->places);
  g_free (self);
}

/**
 * ct_day_counts_set_place:
 * @self: counts
 * @appointment_id: a booking
 * @day: its day; %CT_DATE_NONE: it is not at this site
 *
 * Notes where it is.
 */
void
ct_day_counts_set_place (CtDayCounts *self, gint64 appointment_id, CtDate day)
{
  g_return_if_fail (self != NULL);
  g_hash_table_insert (self->places, g_memdup2 (&appointment_id, sizeof appointment_id), GINT_TO_POINTER (day));
}

/**
 * ct_day_counts_get_place:
 * @self: counts
 * @appointment_id: a booking
 *
 * Returns: its day when it was counted; %CT_DATE_NONE where it was not among those.
 */
CtDate
ct_day_counts_get_place (const CtDayCounts *self, gint64 appointment_id)
{
  gpointer day;

  g_return_val_if_fail (self != NULL, CT_DATE_NONE);
  return g_hash_table_lookup_extended (self->places, &appointment_id, NULL, &day) ? GPOINTER_TO_INT (day) : CT_DATE_NONE;
}

static gboolean
has_day (const GArray *days, CtDate day)
{
  for (guint i = 0; days != NULL && i < days->len; i++)
    if (g_array_index (days, CtDate, i) == day)
      return TRUE;
  return FALSE;
}

/**
 * ct_day_counts_add_day:
 * @self: counts
 * @day: a day; %CT_DATE_NONE: none
 *
 * Makes them counts of that day too, and of no other than were added; each once.
 */
void
ct_day_counts_add_day (CtDayCounts *self, CtDate day)
{
  g_return_if_fail (self != NULL);
  if (self->recounted == NULL)
    self->recounted = g_array_new (FALSE, FALSE, sizeof (CtDate));
  if (day != CT_DATE_NONE && !has_day (self->recounted, day))
    g_array_append_val (self->recounted, day);
}

static void
take_place (gpointer id, gpointer day, gpointer self)
{
  ct_day_counts_set_place (self, *(gint64 *) id, GPOINTER_TO_INT (day));
}

/**
 * ct_day_counts_take:
 * @self: counts
 * @news: (transfer full): counts of some of their days, later
 *
 * Replaces what @self says of those days and bookings.
 */
void
ct_day_counts_take (CtDayCounts *self, CtDayCounts *news)
{
  g_return_if_fail (self != NULL && news != NULL);
  for (guint i = self->counts->len; i-- > 0;)
    if (has_day (news->recounted, ((CtDayCount *) g_ptr_array_index (self->counts, i))->day))
      g_ptr_array_remove_index (self->counts, i);
  g_ptr_array_extend_and_steal (self->counts, g_ptr_array_ref (news->counts));
  g_hash_table_foreach (news->places, take_place, self);
  ct_day_counts_free (news);
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
