/* Two kinds of time: bookings are wall time at a site, events are UTC microseconds. */
#pragma once

#include "base/ct-date.h"

G_BEGIN_DECLS

#define CT_MINUTES_PER_DAY 1440
#define CT_USEC_PER_MINUTE (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)
/** CT_TIME_NONE: no moment known. */
#define CT_TIME_NONE G_MININT64

/**
 * CtWall:
 * @date: the day at the site
 * @minute: minutes after midnight, 0 to 1439
 *
 * What the clock on the wall of a site shows. It never moves when the law moves the clocks.
 */
typedef struct
{
  CtDate date;
  int    minute;
} CtWall;

/**
 * CtMinutes:
 * @from: first minute of the day, 0 to 1440
 * @to: first minute after, @from to 1440
 *
 * A half-open range of a day: [from, to).
 */
typedef struct
{
  int from;
  int to;
} CtMinutes;

CtWall     ct_wall_from_utc      (gint64 utc_us, GTimeZone *zone);
gint64     ct_wall_to_utc        (CtWall wall, GTimeZone *zone);
GTimeZone *ct_zone_load          (const char *id);
int        ct_minute_parse       (const char *text);
char      *ct_minute_to_iso      (int minute);
char      *ct_minute_format      (int minute);
gint64     ct_time_parse_iso     (const char *text);
char      *ct_time_to_iso        (gint64 utc_us);
gboolean   ct_minutes_overlap    (CtMinutes a, CtMinutes b);

/**
 * CtClock:
 * @now_us: returns the present moment in UTC microseconds
 *
 * Time comes in from outside, so that every rule can be tested at any moment and a script can say `--now`.
 */
typedef struct
{
  gint64 (*now_us) (gconstpointer data);
  gconstpointer data;
} CtClock;

CtClock ct_clock_system (void);
CtClock ct_clock_fixed  (const gint64 *moment_us);
gint64  ct_clock_now    (const CtClock *clock);

G_END_DECLS
