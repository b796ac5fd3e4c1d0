#include "base/ct-time.h"

#include <string.h>

/**
 * ct_zone_load:
 * @id: a zone of the tz database ("America/Los_Angeles") or "UTC"
 *
 * Returns: (transfer full) (nullable): the zone, or %NULL where the system knows none of that name.
 */
GTimeZone *
ct_zone_load (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);
  return g_time_zone_new_identifier (id);
}

/**
 * ct_wall_from_utc:
 * @utc_us: UTC microseconds
 * @zone: the site's zone
 *
 * Returns: what the clock on the site's wall shows then, seconds dropped.
 */
CtWall
ct_wall_from_utc (gint64 utc_us, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;
  CtWall wall = { CT_DATE_NONE, 0 };
  gint64 seconds = utc_us / G_USEC_PER_SEC - (utc_us % G_USEC_PER_SEC < 0);

  g_return_val_if_fail (zone != NULL, wall);
  utc = g_date_time_new_from_unix_utc (seconds);
  g_return_val_if_fail (utc != NULL, wall);
  local = g_date_time_to_timezone (utc, zone);
  wall.date = ct_date_new (g_date_time_get_year (local), g_date_time_get_month (local),
                           g_date_time_get_day_of_month (local));
  wall.minute = g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local);
  return wall;
}

/**
 * ct_wall_to_utc:
 * @wall: what a clock on the wall shows
 * @zone: where it hangs
 *
 * Returns: the moment, UTC microseconds: the first of two where the clock was set back, the moment of the change where
 * such a time was left out.
 */
gint64
ct_wall_to_utc (CtWall wall, GTimeZone *zone)
{
  g_autoptr (GDateTime) as_utc = NULL;
  int year, month, day, interval;
  gint64 local;

  g_return_val_if_fail (zone != NULL, CT_TIME_NONE);
  ct_date_get_ymd (wall.date, &year, &month, &day);
  as_utc = g_date_time_new_utc (year, month, day, wall.minute / 60, wall.minute % 60, 0);
  if (as_utc == NULL)
    return CT_TIME_NONE;
  local = g_date_time_to_unix (as_utc);
  /* Of two moments with this wall time the one in summer time comes first. */
  interval = g_time_zone_adjust_time (zone, G_TIME_TYPE_DAYLIGHT, &local);
  return (local - g_time_zone_get_offset (zone, interval)) * G_USEC_PER_SEC;
}

/**
 * ct_minute_parse:
 * @text: (nullable): a time of day as people type it: 9, 930, 9:30, 09.30, 2pm, 2:15 PM
 *
 * Returns: minutes after midnight, or -1.
 */
int
ct_minute_parse (const char *text)
{
  int hour = 0, minute = 0, digits = 0;
  const char *p = text;

  if (p == NULL)
    return -1;
  while (g_ascii_isspace (*p))
    p++;
  for (; g_ascii_isdigit (*p) && digits < 4; p++, digits++)
    hour = hour * 10 + (*p - '0');
  if (digits == 0)
    return -1;
  if (digits > 2)
    {
      minute = hour % 100;
      hour /= 100;
    }
  else if (*p == ':' || *p == '.')
    {
      if (!g_ascii_isdigit (p[1]) || !g_ascii_isdigit (p[2]))
        return -1;
      minute = (p[1] - '0') * 10 + (p[2] - '0');
      p += 3;
    }
  while (g_ascii_isspace (*p))
    p++;
  if (g_ascii_strncasecmp (p, "am", 2) == 0 || g_ascii_strncasecmp (p, "pm", 2) == 0)
    {
      if (hour < 1 || hour > 12)
        return -1;
      hour = hour % 12 + (g_ascii_tolower (*p) == 'p' ? 12 : 0);
      p += 2;
    }
  while (g_ascii_isspace (*p))
    p++;
  if (*p != '\0' || hour > 23 || minute > 59)
    return -1;
  return hour * 60 + minute;
}

/**
 * ct_minute_to_iso:
 * @minute: minutes after midnight
 *
 * Returns: (transfer full): "09:30", for machines.
 */
char *
ct_minute_to_iso (int minute)
{
  return g_strdup_printf ("%02d:%02d", minute / 60, minute % 60);
}

/**
 * ct_minute_format:
 * @minute: minutes after midnight
 *
 * Returns: (transfer full): the time of day for the user to read, as the desk writes it: "09:30".
 */
char *
ct_minute_format (int minute)
{
  return ct_minute_to_iso (minute);
}

/* GLib asks for seconds; people leave them out: "2026-11-23T09:30Z". */
static char *
with_seconds (const char *text)
{
  const gsize minute_end = strlen ("2026-11-23T09:30");
  gsize length = strlen (text);

  if (length < minute_end || text[10] != 'T' || text[13] != ':' || text[minute_end] == ':')
    return g_strdup (text);
  return g_strdup_printf ("%.*s:00%s", (int) minute_end, text, text + minute_end);
}

/**
 * ct_time_parse_iso:
 * @text: (nullable): an ISO 8601 moment, with or without seconds; without an offset it is UTC; a bare date is its noon
 *   in UTC
 *
 * Returns: UTC microseconds, or %CT_TIME_NONE.
 */
gint64
ct_time_parse_iso (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *whole = NULL;
  CtDate date;

  if (text == NULL)
    return CT_TIME_NONE;
  date = ct_date_parse_iso (text);
  if (date != CT_DATE_NONE)
    return date * G_TIME_SPAN_DAY + 12 * G_TIME_SPAN_HOUR;
  whole = with_seconds (text);
  time = g_date_time_new_from_iso8601 (whole, utc);
  if (time == NULL)
    return CT_TIME_NONE;
  return g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
}

/**
 * ct_time_to_iso:
 * @utc_us: UTC microseconds
 *
 * Returns: (transfer full) (nullable): "2026-11-23T14:05:00Z", or %NULL for %CT_TIME_NONE.
 */
char *
ct_time_to_iso (gint64 utc_us)
{
  g_autoptr (GDateTime) time = NULL;

  if (utc_us == CT_TIME_NONE)
    return NULL;
  time = g_date_time_new_from_unix_utc (utc_us / G_USEC_PER_SEC);
  return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

/**
 * ct_minutes_overlap:
 * @a: a range of minutes
 * @b: another one of the same day
 *
 * Returns: whether they share a minute. Ranges that only touch do not.
 */
gboolean
ct_minutes_overlap (CtMinutes a, CtMinutes b)
{
  return a.from < b.to && b.from < a.to;
}

static gint64
system_now (gconstpointer data)
{
  return g_get_real_time ();
}

static gint64
fixed_now (gconstpointer data)
{
  return *(const gint64 *) data;
}

/**
 * ct_clock_system:
 *
 * Returns: the clock of this computer.
 */
CtClock
ct_clock_system (void)
{
  return (CtClock) { system_now, NULL };
}

/**
 * ct_clock_fixed:
 * @moment_us: (transfer none): UTC microseconds; must outlive the clock; may be set anew to let time pass
 *
 * Returns: a clock that stands at @moment_us.
 */
CtClock
ct_clock_fixed (const gint64 *moment_us)
{
  return (CtClock) { fixed_now, moment_us };
}

/**
 * ct_clock_now:
 * @clock: a clock
 *
 * Returns: UTC microseconds.
 */
gint64
ct_clock_now (const CtClock *clock)
{
  g_return_val_if_fail (clock != NULL && clock->now_us != NULL, 0);
  return clock->now_us (clock->data);
}
