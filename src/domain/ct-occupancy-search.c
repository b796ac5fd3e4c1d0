/* Looking for a free place. */
#include "domain/ct-occupancy.h"

static gboolean
is_in_the_way (const CtBooking *booking, gint64 chair_id, const CtBooking *wanted)
{
  return booking->appointment_id != wanted->appointment_id &&
         (booking->chair_id == chair_id || (wanted->patient_id != 0 && booking->patient_id == wanted->patient_id));
}

/* The first start at or after @wanted's on one chair, or -1: within some opening, behind all that is in the way. */
static int
first_free_on_chair (const CtOccupancy *self, const CtHours *hours, gint64 chair_id, const CtBooking *wanted)
{
  guint n_ranges, n;
  int length = wanted->minutes.to - wanted->minutes.from;
  const CtMinutes *ranges = ct_hours_open_on (hours, wanted->date, &n_ranges);
  const CtBooking *day = ct_occupancy_get_day (self, wanted->date, &n);

  for (guint r = 0; r < n_ranges; r++)
    {
      int start = MAX (wanted->minutes.from, ranges[r].from);

      /* Bookings come by their beginning: one that is in the way moves the start behind it, and those before stay
       * out of the way. */
      for (guint i = 0; i < n && day[i].minutes.from < start + length; i++)
        if (day[i].minutes.to > start && is_in_the_way (&day[i], chair_id, wanted))
          start = day[i].minutes.to;
      if (start + length <= ranges[r].to)
        return start;
    }
  return -1;
}

/**
 * ct_occupancy_first_free:
 * @self: an occupancy
 * @hours: when the site is open
 * @wanted: what is wanted: chair (0: any), day, not before when and how long, whose visit (0: anybody's), and its own id where
 *   it is booked already and would move
 * @found_chair_id: (out) (optional): the chair it is on, 0 where there is none
 *
 * Returns: the first minute at or after @wanted's beginning with that much time on the chair, within opening hours and while
 *   the patient is nowhere else; of several chairs the first; -1 where there is none that day.
 */
int
ct_occupancy_first_free (const CtOccupancy *self, const CtHours *hours, const CtBooking *wanted,
                         gint64 *found_chair_id)
{
  const gint64 *chairs;
  gint64 found = 0;
  int best = -1;
  guint n;

  g_return_val_if_fail (self != NULL && hours != NULL && wanted != NULL && wanted->date != CT_DATE_NONE, -1);
  g_return_val_if_fail (wanted->minutes.from < wanted->minutes.to, -1);
  chairs = ct_occupancy_get_chairs (self, &n);
  for (guint i = 0; i < n; i++)
    if (wanted->chair_id == 0 || chairs[i] == wanted->chair_id)
      {
        int start = first_free_on_chair (self, hours, chairs[i], wanted);

        if (start >= 0 && (best < 0 || start < best))
          {
            best = start;
            found = chairs[i];
          }
      }
  if (found_chair_id != NULL)
    *found_chair_id = found;
  return best;
}

/**
 * ct_occupancy_nearest_free:
 * @self: an occupancy
 * @hours: when the site is open
 * @wanted: as for ct_occupancy_first_free(), but beginning as near as can be to its beginning, before or after
 * @step: minutes between the starts that are tried, 1 or more
 * @found_chair_id: (out) (optional): the chair it is on, 0 where there is none
 *
 * Returns: the nearest start with that much time, the earlier of two; -1 where there is none that day.
 */
int
ct_occupancy_nearest_free (const CtOccupancy *self, const CtHours *hours, const CtBooking *wanted, int step,
                           gint64 *found_chair_id)
{
  CtBooking tried;

  g_return_val_if_fail (self != NULL && hours != NULL && wanted != NULL && step >= 1, -1);
  tried = *wanted;
  for (int away = 0; away < CT_MINUTES_PER_DAY; away += step)
    for (int side = away == 0 ? 1 : -1; side <= 1; side += 2)
      {
        tried.minutes.from = wanted->minutes.from + side * away;
        tried.minutes.to = wanted->minutes.to + side * away;
        if (tried.minutes.from >= 0 && tried.minutes.to <= CT_MINUTES_PER_DAY &&
            ct_occupancy_first_free (self, hours, &tried, found_chair_id) == tried.minutes.from)
          return tried.minutes.from;
      }
  if (found_chair_id != NULL)
    *found_chair_id = 0;
  return -1;
}

/**
 * ct_booking_end_at:
 * @self: (inout): a booking, as it was booked
 * @minute: from when on its chair is free; 0: not before its end
 *
 * Lets it end before its time.
 */
void
ct_booking_end_at (CtBooking *self, int minute)
{
  g_return_if_fail (self != NULL);
  if (minute == 0 || minute >= self->minutes.to)
    return;
  self->booked_to = self->minutes.to;
  self->minutes.to = MAX (minute, self->minutes.from);
}

static int
booked_minutes (const CtBooking *self)
{
  return (self->booked_to != 0 ? self->booked_to : self->minutes.to) - self->minutes.from;
}

static CtMinutes
on_the_day (const CtBooking *self, CtMinutes span)
{
  return (CtMinutes) { MIN (self->minutes.from + span.from, self->minutes.to), MIN (self->minutes.from + span.to, self->minutes.to) };
}

/**
 * ct_booking_lay:
 * @self: a booking with parts
 * @spans: (array) (out): for each part from when until when, in minutes of the day; at least %CT_SEGMENTS_MAX of them
 *
 * Lays its parts out over what it was booked for. Those that it did not come to, because it was over before, are empty.
 *
 * Returns: how many parts there are.
 */
guint
ct_booking_lay (const CtBooking *self, CtMinutes *spans)
{
  guint n;

  g_return_val_if_fail (self != NULL && self->segments != NULL && spans != NULL, 0);
  n = ct_segments_lay (self->segments, booked_minutes (self), spans);
  for (guint i = 0; i < n; i++)
    spans[i] = on_the_day (self, spans[i]);
  return n;
}

/**
 * ct_booking_clinician_minutes:
 * @self: a booking
 *
 * Returns: from when until when its clinician is with the patient; empty where the visit needs none.
 */
CtMinutes
ct_booking_clinician_minutes (const CtBooking *self)
{
  CtMinutes span = { 0, 0 };

  g_return_val_if_fail (self != NULL, span);
  if (self->segments != NULL)
    span = ct_segments_prescriber (self->segments, booked_minutes (self));
  return on_the_day (self, span);
}

/**
 * ct_bookings_share_clinician:
 * @a: a booking
 * @b: another of the same day
 *
 * Returns: whether one clinician would have to be with both patients at once.
 */
gboolean
ct_bookings_share_clinician (const CtBooking *a, const CtBooking *b)
{
  CtMinutes x, y;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);
  if (a->clinician_id == 0 || a->clinician_id != b->clinician_id)
    return FALSE;
  x = ct_booking_clinician_minutes (a);
  y = ct_booking_clinician_minutes (b);
  return x.from < x.to && y.from < y.to && ct_minutes_overlap (x, y);
}

/**
 * ct_occupancy_clinician_busy:
 * @self: an occupancy
 * @wanted: a booking with a clinician
 *
 * Returns: (transfer none) (nullable): the first other booking at which the clinician would have to be as well.
 */
const CtBooking *
ct_occupancy_clinician_busy (const CtOccupancy *self, const CtBooking *wanted)
{
  const CtBooking *day;
  guint n;

  g_return_val_if_fail (self != NULL && wanted != NULL, NULL);
  day = ct_occupancy_get_day (self, wanted->date, &n);
  for (guint i = 0; i < n && day[i].minutes.from < wanted->minutes.to; i++)
    if (day[i].appointment_id != wanted->appointment_id && ct_bookings_share_clinician (&day[i], wanted))
      return &day[i];
  return NULL;
}
