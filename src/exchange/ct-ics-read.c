/* Busy times from somebody's own calendar file. It comes from outside, so everything in it is counted and bounded. */
#include "exchange/ct-ics.h"

#include <glib/gi18n.h>
#include <libical/ical.h>
#include <string.h>

#include "base/ct-error.h"
#include "base/ct-text.h"

#define DAY_US G_TIME_SPAN_DAY
#define MAX_COMPONENTS 20000
/* Repetitions that are looked at, over all rules of a file. A daily one of thirty years takes 11,000. */
#define MAX_STEPS 200000
#define MAX_RANGES 50000
#define MAX_LINE 100000
#define MAX_DEPTH 8

/* What is read, and how much more may be. */
typedef struct
{
  const CtIcsWindow *window;
  icalcomponent     *calendar;
  GPtrArray         *left_out;  /* of the event that is read now: its EXDATEs */
  GArray            *busy;      /* of CtBusyRange */
  GHashTable        *replaced;  /* "UID\nmoment": repetitions that stand for themselves elsewhere in the file */
  int                steps;
  gboolean           too_much;
} Reader;

/* ---- Times ---- */

/* A zone of the file itself, of libical's list, or none: then the window's. */
static icaltimezone *
zone_of (const Reader *reader, icalproperty *property)
{
  icalparameter *parameter = icalproperty_get_first_parameter (property, ICAL_TZID_PARAMETER);
  const char *id = parameter != NULL ? icalparameter_get_tzid (parameter) : NULL;
  icaltimezone *zone = id != NULL ? icalcomponent_get_timezone (reader->calendar, id) : NULL;

  return zone != NULL || id == NULL ? zone : icaltimezone_get_builtin_timezone (id);
}

/* The 31st of February is the 3rd of March. */
static CtDate
date_of (struct icaltimetype time)
{
  struct icaltimetype sound = icaltime_normalize (time);

  return ct_date_new (sound.year, sound.month, sound.day);
}

static gint64
moment_of (const Reader *reader, struct icaltimetype time, icaltimezone *zone)
{
  if (icaltime_is_utc (time))
    return (gint64) icaltime_as_timet (time) * G_USEC_PER_SEC;
  if (zone != NULL && !time.is_date)
    return (gint64) icaltime_as_timet_with_zone (time, zone) * G_USEC_PER_SEC;
  return ct_wall_to_utc ((CtWall) { date_of (time),
                                    time.is_date ? 0 : CLAMP (time.hour, 0, 23) * 60 + CLAMP (time.minute, 0, 59) },
                         reader->window->zone);
}

static gboolean
is_sound (struct icaltimetype time)
{
  return !icaltime_is_null_time (time) && icaltime_is_valid_time (time) && time.year >= 1900 && time.year <= 2200;
}

/* ---- One event ---- */

/* From when until when its first time lasts, each told in its own zone. */
typedef struct
{
  struct icaltimetype start;
  icaltimezone       *zone;
  gint64              from_us;
  gint64              length_us;
  int                 days;      /* of a whole-day event; else 0 */
} Span;

static icalproperty *
find (icalcomponent *component, icalproperty_kind kind)
{
  return icalcomponent_get_first_property (component, kind);
}

/* A component walks through its properties with one finger: two walks at once would lose their place. */
static GPtrArray *
find_all (icalcomponent *component, icalproperty_kind kind)
{
  GPtrArray *all = g_ptr_array_new ();

  for (icalproperty *p = find (component, kind); p != NULL; p = icalcomponent_get_next_property (component, kind))
    g_ptr_array_add (all, p);
  return all;
}

static gboolean
read_start (const Reader *reader, icalcomponent *event, Span *span)
{
  icalproperty *property = find (event, ICAL_DTSTART_PROPERTY);

  if (property == NULL)
    return FALSE;
  span->start = icalproperty_get_dtstart (property);
  span->zone = zone_of (reader, property);
  if (!is_sound (span->start))
    return FALSE;
  span->from_us = moment_of (reader, span->start, span->zone);
  return TRUE;
}

static void
read_end (const Reader *reader, icalcomponent *event, Span *span)
{
  icalproperty *end = find (event, ICAL_DTEND_PROPERTY);
  icalproperty *duration = find (event, ICAL_DURATION_PROPERTY);
  struct icaltimetype time = end != NULL ? icalproperty_get_dtend (end) : icaltime_null_time ();

  span->days = span->start.is_date ? 1 : 0;
  span->length_us = span->days * DAY_US;
  if (end != NULL && is_sound (time))
    {
      span->length_us = moment_of (reader, time, zone_of (reader, end)) - span->from_us;
      if (span->days > 0 && time.is_date)
        span->days = (int) (date_of (time) - date_of (span->start));
    }
  else if (duration != NULL)
    span->length_us = (gint64) icaldurationtype_as_int (icalproperty_get_duration (duration)) * G_USEC_PER_SEC;
}

static void
add_range (Reader *reader, gint64 from_us, gint64 to_us)
{
  CtBusyRange range = { MAX (from_us, reader->window->from_us), MIN (to_us, reader->window->to_us) };

  if (range.from_us >= range.to_us)
    return;
  if (reader->busy->len >= MAX_RANGES)
    reader->too_much = TRUE;
  else
    g_array_append_val (reader->busy, range);
}

/* Whole days end at midnight, however long the day is. */
static void
add_time (Reader *reader, const Span *span, struct icaltimetype start)
{
  gint64 from_us = moment_of (reader, start, span->zone);

  if (span->days > 0)
    {
      struct icaltimetype end = start;

      icaltime_adjust (&end, span->days, 0, 0, 0);
      add_range (reader, from_us, moment_of (reader, end, NULL));
    }
  else
    add_range (reader, from_us, from_us + span->length_us);
}

/* ---- Repeating ---- */

static char *
repetition_key (const char *uid, gint64 at_us)
{
  return g_strdup_printf ("%s\n%" G_GINT64_FORMAT, uid != NULL ? uid : "", at_us);
}

static gboolean
is_left_out (const Reader *reader, icalcomponent *event, gint64 at_us, struct icaltimetype time)
{
  g_autofree char *key = repetition_key (icalcomponent_get_uid (event), at_us);

  if (g_hash_table_contains (reader->replaced, key))
    return TRUE;
  for (guint i = 0; i < reader->left_out->len; i++)
    {
      icalproperty *p = g_ptr_array_index (reader->left_out, i);
      struct icaltimetype left_out = icalproperty_get_exdate (p);

      if (left_out.is_date ? icaltime_compare_date_only (left_out, time) == 0
                           : is_sound (left_out) && moment_of (reader, left_out, zone_of (reader, p)) == at_us)
        return TRUE;
    }
  return FALSE;
}

static void
add_if_wanted (Reader *reader, icalcomponent *event, const Span *span, struct icaltimetype time)
{
  gint64 at_us;

  if (!is_sound (time))
    return;
  at_us = moment_of (reader, time, span->zone);
  if (!is_left_out (reader, event, at_us, time))
    add_time (reader, span, time);
}

/* A rule by the minute is no calendar of anybody's. */
static gboolean
is_reasonable (struct icalrecurrencetype rule)
{
  return rule.freq != ICAL_NO_RECURRENCE && rule.freq != ICAL_SECONDLY_RECURRENCE && rule.freq != ICAL_MINUTELY_RECURRENCE;
}

static void
repeat (Reader *reader, icalcomponent *event, const Span *span, struct icalrecurrencetype rule)
{
  icalrecur_iterator *iterator = is_reasonable (rule) ? icalrecur_iterator_new (rule, span->start) : NULL;

  if (iterator == NULL)
    {
      add_if_wanted (reader, event, span, span->start);
      return;
    }
  for (;;)
    {
      struct icaltimetype time = icalrecur_iterator_next (iterator);

      if (icaltime_is_null_time (time) || (is_sound (time) && moment_of (reader, time, span->zone) > reader->window->to_us))
        break;
      if (++reader->steps > MAX_STEPS || reader->too_much)
        {
          reader->too_much = TRUE;
          break;
        }
      add_if_wanted (reader, event, span, time);
    }
  icalrecur_iterator_free (iterator);
}

static void
add_event (Reader *reader, icalcomponent *event)
{
  g_autoptr (GPtrArray) rules = find_all (event, ICAL_RRULE_PROPERTY);
  g_autoptr (GPtrArray) dates = find_all (event, ICAL_RDATE_PROPERTY);
  g_autoptr (GPtrArray) left_out = find_all (event, ICAL_EXDATE_PROPERTY);
  Span span = { .zone = NULL };

  if (!read_start (reader, event, &span))
    return;
  read_end (reader, event, &span);
  reader->left_out = left_out;
  if (find (event, ICAL_RECURRENCEID_PROPERTY) != NULL)
    {
      add_time (reader, &span, span.start);
      return;
    }
  if (rules->len == 0)
    add_if_wanted (reader, event, &span, span.start);
  for (guint i = 0; i < rules->len && !reader->too_much; i++)
    repeat (reader, event, &span, icalproperty_get_rrule (g_ptr_array_index (rules, i)));
  for (guint i = 0; i < dates->len; i++)
    {
      struct icaldatetimeperiodtype at = icalproperty_get_rdate (g_ptr_array_index (dates, i));

      add_if_wanted (reader, event, &span, icaltime_is_null_time (at.time) ? at.period.start : at.time);
    }
}

/* What does not take time, or was called off, keeps nobody busy. */
static gboolean
takes_time (icalcomponent *event)
{
  icalproperty *transparent = find (event, ICAL_TRANSP_PROPERTY);
  icalproperty *status = find (event, ICAL_STATUS_PROPERTY);

  return (transparent == NULL || icalproperty_get_transp (transparent) != ICAL_TRANSP_TRANSPARENT) &&
         (status == NULL || icalproperty_get_status (status) != ICAL_STATUS_CANCELLED);
}

/* ---- Free-busy ---- */

static void
add_free_busy (Reader *reader, icalcomponent *component)
{
  g_autoptr (GPtrArray) periods = find_all (component, ICAL_FREEBUSY_PROPERTY);

  for (guint i = 0; i < periods->len && !reader->too_much; i++)
    {
      icalproperty *p = g_ptr_array_index (periods, i);
      icalparameter *type = icalproperty_get_first_parameter (p, ICAL_FBTYPE_PARAMETER);
      struct icalperiodtype period = icalproperty_get_freebusy (p);
      gint64 from_us, to_us;

      if ((type != NULL && icalparameter_get_fbtype (type) == ICAL_FBTYPE_FREE) || !is_sound (period.start))
        continue;
      from_us = moment_of (reader, period.start, NULL);
      to_us = icaltime_is_null_time (period.end)
                  ? from_us + (gint64) icaldurationtype_as_int (period.duration) * G_USEC_PER_SEC
                  : moment_of (reader, period.end, NULL);
      add_range (reader, from_us, to_us);
    }
}

/* ---- The file ---- */

static void
note_replaced (Reader *reader, icalcomponent *event)
{
  icalproperty *property = find (event, ICAL_RECURRENCEID_PROPERTY);
  struct icaltimetype time;

  if (property == NULL)
    return;
  time = icalproperty_get_recurrenceid (property);
  if (is_sound (time))
    g_hash_table_add (reader->replaced, repetition_key (icalcomponent_get_uid (event),
                                                        moment_of (reader, time, zone_of (reader, property))));
}

static void
read_calendar (Reader *reader, icalcomponent *calendar)
{
  reader->calendar = calendar;
  for (icalcomponent *e = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT); e != NULL;
       e = icalcomponent_get_next_component (calendar, ICAL_VEVENT_COMPONENT))
    note_replaced (reader, e);
  for (icalcomponent *e = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
       e != NULL && !reader->too_much; e = icalcomponent_get_next_component (calendar, ICAL_VEVENT_COMPONENT))
    if (takes_time (e))
      add_event (reader, e);
  for (icalcomponent *f = icalcomponent_get_first_component (calendar, ICAL_VFREEBUSY_COMPONENT);
       f != NULL && !reader->too_much; f = icalcomponent_get_next_component (calendar, ICAL_VFREEBUSY_COMPONENT))
    add_free_busy (reader, f);
}

/* A file may hold several calendars, which the parser then puts under one more component. */
static guint
read_all (Reader *reader, icalcomponent *root)
{
  guint n = 0;

  if (icalcomponent_isa (root) == ICAL_VCALENDAR_COMPONENT)
    {
      read_calendar (reader, root);
      return 1;
    }
  for (icalcomponent *c = icalcomponent_get_first_component (root, ICAL_VCALENDAR_COMPONENT); c != NULL;
       c = icalcomponent_get_next_component (root, ICAL_VCALENDAR_COMPONENT), n++)
    read_calendar (reader, c);
  return n;
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, message);
  return FALSE;
}

/* The parser builds what it is told to before anybody can count it, so that is counted in the text. */
static gboolean
check_text (const char *text, GError **error)
{
  guint n = 0, depth = 0;

  for (const char *line = text; line != NULL && *line != '\0'; line = strchr (line, '\n'))
    {
      const char *end;

      line += *line == '\n';
      end = strchr (line, '\n');
      if ((end != NULL ? (gsize) (end - line) : strlen (line)) > MAX_LINE)
        return refuse (error, _("This calendar file has a line that is far too long."));
      if (g_ascii_strncasecmp (line, "BEGIN:", 6) == 0)
        depth++, n++;
      else if (g_ascii_strncasecmp (line, "END:", 4) == 0 && depth > 0)
        depth--;
      if (depth > MAX_DEPTH || n > MAX_COMPONENTS)
        return refuse (error, _("This calendar file holds more than a person's calendar can."));
      if (*line == '\0')
        break;
    }
  return n > 0 || refuse (error, _("This is not a calendar file (.ics)."));
}

static char *
text_of (GBytes *bytes, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = NULL;

  if (size > CT_ICS_MAX_BYTES)
    {
      refuse (error, _("This calendar file is larger than 5 MB."));
      return NULL;
    }
  if (memchr (data != NULL ? data : "", '\0', size) != NULL)
    {
      refuse (error, _("This is not a calendar file (.ics)."));
      return NULL;
    }
  text = g_utf8_make_valid (data != NULL ? data : "", (gssize) size);
  return check_text (text, error) ? g_steal_pointer (&text) : NULL;
}

static char *
name_of (icalcomponent *root)
{
  icalcomponent *calendar = icalcomponent_isa (root) == ICAL_VCALENDAR_COMPONENT
                                ? root
                                : icalcomponent_get_first_component (root, ICAL_VCALENDAR_COMPONENT);

  for (icalproperty *p = calendar != NULL ? find (calendar, ICAL_X_PROPERTY) : NULL; p != NULL;
       p = icalcomponent_get_next_property (calendar, ICAL_X_PROPERTY))
    if (g_strcmp0 (icalproperty_get_x_name (p), "X-WR-CALNAME") == 0)
      return ct_text_clean_line (icalproperty_get_x (p));
  return NULL;
}

static GArray *
collect (icalcomponent *root, const CtIcsWindow *window, GError **error)
{
  g_autoptr (GArray) busy = g_array_new (FALSE, FALSE, sizeof (CtBusyRange));
  g_autoptr (GHashTable) replaced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reader reader = { .window = window, .busy = busy, .replaced = replaced };

  if (read_all (&reader, root) == 0)
    {
      refuse (error, _("This is not a calendar file (.ics)."));
      return NULL;
    }
  ct_busy_merge (busy);
  if (!reader.too_much && busy->len <= CT_BUSY_MAX_RANGES)
    return g_steal_pointer (&busy);
  refuse (error, _("This calendar is busy more often than Chairtime can keep. Take out what is not needed."));
  return NULL;
}

/**
 * ct_ics_read_busy:
 * @bytes: an iCalendar file
 * @window: from when to when
 * @calendar_name: (out) (nullable): what it calls itself, or %NULL
 * @error: %CT_ERROR_INVALID: it is none, or too much
 *
 * Reads when its owner is busy: events that take time, with their repetitions, and free-busy lists. What they do is not read.
 *
 * Returns: (transfer full) (nullable) (element-type CtBusyRange): the times, in order, none touching another.
 */
GArray *
ct_ics_read_busy (GBytes *bytes, const CtIcsWindow *window, char **calendar_name, GError **error)
{
  g_autofree char *text = NULL;
  icalcomponent *root;
  GArray *busy;

  g_return_val_if_fail (bytes != NULL && window != NULL && window->zone != NULL, NULL);
  text = text_of (bytes, error);
  if (text == NULL)
    return NULL;
  icalerror_set_errors_are_fatal (0);
  root = icalparser_parse_string (text);
  if (root == NULL)
    {
      refuse (error, _("This is not a calendar file (.ics)."));
      return NULL;
    }
  busy = collect (root, window, error);
  if (calendar_name != NULL)
    *calendar_name = busy != NULL ? name_of (root) : NULL;
  icalcomponent_free (root);
  return busy;
}
