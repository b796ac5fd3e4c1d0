#include "domain/ct-nearby.h"

/* More than a hand's worth of buttons is a list to be read, not a choice. */
#define MAX_OFFERS 5
#define MAX_DAYS_OFFERED 2
#define STEP 5

typedef struct
{
  const CtOccupancy *occupancy;
  const CtHours     *hours;
  CtBooking          wanted;
  CtWall             now;
  GArray            *offers; /* of CtNearby */
  CtNearbyFit        fits;   /* (nullable) */
  gpointer           data;
} Search;

static gboolean
is_past (const Search *self, CtDate date, int minute)
{
  return date < self->now.date || (date == self->now.date && minute < self->now.minute);
}

static gboolean
is_offered (const Search *self, gint64 chair_id, CtDate date, int minute)
{
  for (guint i = 0; i < self->offers->len; i++)
    {
      const CtNearby *offer = &g_array_index (self->offers, CtNearby, i);

      if (offer->chair_id == chair_id && offer->date == date && offer->minute == minute)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_allowed (const Search *self, gint64 chair_id, CtDate date, int minute)
{
  CtBooking place = self->wanted;

  place.chair_id = chair_id;
  place.date = date;
  place.minutes = (CtMinutes) { minute, minute + self->wanted.minutes.to - self->wanted.minutes.from };
  return self->fits == NULL || self->fits (&place, self->data);
}

static gboolean
offer (Search *self, gint64 chair_id, CtDate date, int minute)
{
  CtNearby offer = { chair_id, date, minute };

  if (minute < 0 || self->offers->len >= MAX_OFFERS || is_past (self, date, minute) ||
      is_offered (self, chair_id, date, minute) || !is_allowed (self, chair_id, date, minute))
    return FALSE;
  g_array_append_val (self->offers, offer);
  return TRUE;
}

/* The first start at or after @minute that is on @chair_id, 0 for any; -1 where there is none that day. */
static int
first_free (const Search *self, gint64 chair_id, CtDate date, int minute, gint64 *found_chair_id)
{
  CtBooking wanted = self->wanted;
  int length = wanted.minutes.to - wanted.minutes.from;

  wanted.chair_id = chair_id;
  wanted.date = date;
  wanted.minutes = (CtMinutes) { minute, minute + length };
  return ct_occupancy_first_free (self->occupancy, self->hours, &wanted, found_chair_id);
}

static void
offer_other_chair (Search *self)
{
  gint64 chair_id;
  int minute = first_free (self, 0, self->wanted.date, self->wanted.minutes.from, &chair_id);

  if (minute == self->wanted.minutes.from)
    offer (self, chair_id, self->wanted.date, minute);
}

static void
offer_later (Search *self)
{
  offer (self, self->wanted.chair_id, self->wanted.date,
         first_free (self, self->wanted.chair_id, self->wanted.date, self->wanted.minutes.from, NULL));
}

/* The latest start before the one wanted, on the same chair. */
static void
offer_earlier (Search *self)
{
  for (int minute = self->wanted.minutes.from - STEP; minute >= 0; minute -= STEP)
    if (is_past (self, self->wanted.date, minute))
      return;
    else if (first_free (self, self->wanted.chair_id, self->wanted.date, minute, NULL) == minute)
      {
        if (offer (self, self->wanted.chair_id, self->wanted.date, minute))
          return;
      }
}

/* On another day: the same chair at the same time, or any chair at that time, or else the next time there is. */
static gboolean
offer_day (Search *self, CtDate date)
{
  gint64 chair_id = self->wanted.chair_id;
  int minute = first_free (self, chair_id, date, self->wanted.minutes.from, NULL);

  if (minute != self->wanted.minutes.from)
    minute = first_free (self, 0, date, self->wanted.minutes.from, &chair_id);
  return offer (self, chair_id, date, minute);
}

/**
 * ct_nearby_find:
 * @occupancy: who sits where, at least on the days from @wanted's to @last_day
 * @hours: when the site is open
 * @wanted: what is wanted: chair, day, time, length, whose visit, and its own id where it is booked already and would move
 * @now: what the clock at the site shows: nothing before it is offered
 * @last_day: up to when other days are looked at
 * @fits: (nullable): what else a place must be
 * @data: for @fits
 *
 * Looks for places near the one that is taken: at the same time on another chair, later and earlier on the same chair, and
 * at the same time on the next days.
 *
 * Returns: (transfer full) (element-type CtNearby): the nearest first, at most five; empty where nothing is free.
 */
GArray *
ct_nearby_find (const CtOccupancy *occupancy, const CtHours *hours, const CtBooking *wanted, CtWall now,
                CtDate last_day, CtNearbyFit fits, gpointer data)
{
  GArray *offers = g_array_new (FALSE, FALSE, sizeof (CtNearby));
  Search search = { occupancy, hours, { 0 }, now, offers, fits, data };
  int days = 0;

  g_return_val_if_fail (occupancy != NULL && hours != NULL && wanted != NULL && wanted->chair_id != 0, offers);
  g_return_val_if_fail (wanted->minutes.from < wanted->minutes.to && wanted->date != CT_DATE_NONE, offers);
  search.wanted = *wanted;
  offer_other_chair (&search);
  offer_later (&search);
  offer_earlier (&search);
  for (CtDate day = wanted->date + 1; day <= last_day && days < MAX_DAYS_OFFERED; day++)
    days += offer_day (&search, day);
  return offers;
}
