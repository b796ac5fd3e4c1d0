/* Bookings as a calendar file. Each zone is described for the years it is needed for, with each change of the clocks in it. */
#include "exchange/ct-ics.h"

#include <glib/gi18n.h>
#include <libical/ical.h>
#include <string.h>

#include "base/ct-error.h"
#include "base/ct-text.h"

#define PRODUCT "-//Chairtime//Appointments//EN"
#define DAY_S (24 * 60 * 60)
/* A zone is described from so long before the first visit to so long after the last. */
#define AROUND_DAYS 370

/* ---- Zones ---- */

static int
offset_at (GTimeZone *zone, gint64 utc_s, const char **name)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, utc_s);

  if (name != NULL)
    *name = g_time_zone_get_abbreviation (zone, interval);
  return g_time_zone_get_offset (zone, interval);
}

static gboolean
is_summer (GTimeZone *zone, gint64 utc_s)
{
  return g_time_zone_is_dst (zone, g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, utc_s));
}

/* From a moment on the clocks go by another offset; the moment is told by the clocks as they went before. */
static icalcomponent *
create_change (GTimeZone *zone, gint64 utc_s, int before_s)
{
  const char *name;
  int after_s = offset_at (zone, utc_s, &name);
  icalcomponent *change = icalcomponent_new (is_summer (zone, utc_s) ? ICAL_XDAYLIGHT_COMPONENT : ICAL_XSTANDARD_COMPONENT);
  struct icaltimetype at = icaltime_from_timet_with_zone ((time_t) (utc_s + before_s), 0, NULL);

  icalcomponent_add_property (change, icalproperty_new_dtstart (at));
  icalcomponent_add_property (change, icalproperty_new_tzoffsetfrom (before_s));
  icalcomponent_add_property (change, icalproperty_new_tzoffsetto (after_s));
  if (name != NULL)
    icalcomponent_add_property (change, icalproperty_new_tzname (name));
  return change;
}

/* The second from which the other offset holds, somewhere in the day that ends at @late_s. */
static gint64
find_change (GTimeZone *zone, gint64 early_s, gint64 late_s)
{
  int before_s = offset_at (zone, early_s, NULL);

  while (late_s - early_s > 1)
    {
      gint64 middle = early_s + (late_s - early_s) / 2;

      if (offset_at (zone, middle, NULL) == before_s)
        early_s = middle;
      else
        late_s = middle;
    }
  return late_s;
}

static icalcomponent *
create_zone (const char *id, GTimeZone *zone, CtDate first, CtDate last)
{
  icalcomponent *component = icalcomponent_new (ICAL_VTIMEZONE_COMPONENT);
  gint64 from_s = (gint64) (first - AROUND_DAYS) * DAY_S, to_s = (gint64) (last + AROUND_DAYS) * DAY_S;

  icalcomponent_add_property (component, icalproperty_new_tzid (id));
  icalcomponent_add_component (component, create_change (zone, from_s, offset_at (zone, from_s, NULL)));
  for (gint64 at_s = from_s; at_s < to_s; at_s += DAY_S)
    {
      int before_s = offset_at (zone, at_s, NULL);

      if (offset_at (zone, at_s + DAY_S, NULL) != before_s)
        icalcomponent_add_component (component, create_change (zone, find_change (zone, at_s, at_s + DAY_S), before_s));
    }
  return component;
}

static void
add_zones (icalcomponent *calendar, const CtIcsEvent *events, guint n_events)
{
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);
  CtDate first = events[0].at.date, last = events[0].at.date;

  for (guint i = 1; i < n_events; i++)
    {
      first = MIN (first, events[i].at.date);
      last = MAX (last, events[i].at.date);
    }
  for (guint i = 0; i < n_events; i++)
    if (g_hash_table_add (done, (gpointer) events[i].zone_id))
      icalcomponent_add_component (calendar, create_zone (events[i].zone_id, events[i].zone, first, last));
}

/* ---- Events ---- */

static struct icaltimetype
local_time (CtWall wall, int later_minutes)
{
  int minute = wall.minute + later_minutes;
  CtDate date = wall.date + minute / CT_MINUTES_PER_DAY;
  struct icaltimetype time = icaltime_null_time ();

  ct_date_get_ymd (date, &time.year, &time.month, &time.day);
  time.hour = minute % CT_MINUTES_PER_DAY / 60;
  time.minute = minute % 60;
  return time;
}

static void
add_time (icalcomponent *event, icalproperty *property, const char *zone_id)
{
  icalproperty_add_parameter (property, icalparameter_new_tzid (zone_id));
  icalcomponent_add_property (event, property);
}

static icalcomponent *
create_event (const CtIcsEvent *event, gint64 now_us)
{
  icalcomponent *component = icalcomponent_new (ICAL_VEVENT_COMPONENT);
  struct icaltimetype now = icaltime_from_timet_with_zone ((time_t) (now_us / G_USEC_PER_SEC), 0,
                                                           icaltimezone_get_utc_timezone ());

  icalcomponent_add_property (component, icalproperty_new_uid (event->uid));
  icalcomponent_add_property (component, icalproperty_new_dtstamp (now));
  icalcomponent_add_property (component, icalproperty_new_sequence (event->sequence));
  add_time (component, icalproperty_new_dtstart (local_time (event->at, 0)), event->zone_id);
  add_time (component, icalproperty_new_dtend (local_time (event->at, event->minutes)), event->zone_id);
  icalcomponent_add_property (component, icalproperty_new_summary (event->summary));
  if (!ct_text_is_blank (event->location))
    icalcomponent_add_property (component, icalproperty_new_location (event->location));
  if (!ct_text_is_blank (event->description))
    icalcomponent_add_property (component, icalproperty_new_description (event->description));
  icalcomponent_add_property (component, icalproperty_new_status (event->cancelled ? ICAL_STATUS_CANCELLED
                                                                                   : ICAL_STATUS_CONFIRMED));
  icalcomponent_add_property (component, icalproperty_new_class (ICAL_CLASS_PRIVATE));
  return component;
}

/* Only where nothing else is said does the whole file say "cancel": what is published stands. */
static icalproperty_method
method_of (const CtIcsEvent *events, guint n_events)
{
  for (guint i = 0; i < n_events; i++)
    if (!events[i].cancelled)
      return ICAL_METHOD_PUBLISH;
  return ICAL_METHOD_CANCEL;
}

/**
 * ct_ics_write:
 * @events: (array length=n_events): the bookings, in order
 * @n_events: how many, at least 1
 * @now_us: when the file is made, UTC microseconds
 * @error: %CT_ERROR_FAILED: it could not be made
 *
 * Times are told as the clock on the wall of the place shows them, with a description of its zone: a booking keeps its wall
 * time whatever becomes of summer time.
 *
 * Returns: (transfer full) (nullable): an iCalendar file, lines ended by CR and LF and folded.
 */
GBytes *
ct_ics_write (const CtIcsEvent *events, guint n_events, gint64 now_us, GError **error)
{
  icalcomponent *calendar;
  char *text;

  g_return_val_if_fail (events != NULL && n_events > 0, NULL);
  calendar = icalcomponent_new (ICAL_VCALENDAR_COMPONENT);
  icalcomponent_add_property (calendar, icalproperty_new_version ("2.0"));
  icalcomponent_add_property (calendar, icalproperty_new_prodid (PRODUCT));
  icalcomponent_add_property (calendar, icalproperty_new_method (method_of (events, n_events)));
  add_zones (calendar, events, n_events);
  for (guint i = 0; i < n_events; i++)
    icalcomponent_add_component (calendar, create_event (&events[i], now_us));
  text = icalcomponent_as_ical_string_r (calendar);
  icalcomponent_free (calendar);
  if (text != NULL)
    return g_bytes_new_with_free_func (text, strlen (text), free, text);
  g_set_error_literal (error, CT_ERROR, CT_ERROR_FAILED, _("The calendar file could not be made."));
  return NULL;
}
