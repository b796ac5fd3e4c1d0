#include "ui/calendar/ct-date-jump.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-text.h"

/* Days of the Gregorian calendar that a jump may reach; beyond is a slip of the finger. */
#define FURTHEST_DAYS (366 * 20)
#define LATELY_DAYS 60

static CtDate
add_months (CtDate from, int months)
{
  int year, month, day, count;
  CtDate date;

  ct_date_get_ymd (from, &year, &month, &day);
  count = year * 12 + month - 1 + months;
  do
    date = ct_date_new (count / 12, count % 12 + 1, day--);
  while (date == CT_DATE_NONE && day > 27);
  return date;
}

/* "6w", "+3d", "-2m", "1y": a number and a unit, from the shown day. */
static CtDate
jump_by (const char *text, CtDate shown)
{
  char *unit = NULL;
  gint64 n = g_ascii_strtoll (text, &unit, 10);

  while (g_ascii_isspace (*unit))
    unit++;
  if (unit == text || strlen (unit) != 1 || ABS (n) > FURTHEST_DAYS)
    return CT_DATE_NONE;
  switch (g_ascii_tolower (*unit))
    {
    case 'd':
      return shown + (CtDate) n;
    case 'w':
      return ABS (n) * 7 <= FURTHEST_DAYS ? shown + (CtDate) n * 7 : CT_DATE_NONE;
    case 'm':
      return ABS (n) * 28 <= FURTHEST_DAYS ? add_months (shown, (int) n) : CT_DATE_NONE;
    case 'y':
      return ABS (n) * 365 <= FURTHEST_DAYS ? add_months (shown, (int) n * 12) : CT_DATE_NONE;
    default:
      return CT_DATE_NONE;
    }
}

static gboolean
begins (const char *whole, const char *typed)
{
  g_autofree char *folded = ct_text_fold (whole);

  return g_str_has_prefix (folded, typed);
}

/* The next day of that name after the shown one, so that "mon" typed twice goes on. Names of the locale and English ones. */
static CtDate
jump_to_weekday (const char *typed, CtDate shown)
{
  static const char *const english[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };

  if (g_utf8_strlen (typed, -1) < 2)
    return CT_DATE_NONE;
  for (CtDate date = shown + 1; date <= shown + 7; date++)
    {
      g_autofree char *name = ct_date_format (date, "%A");

      if (begins (name, typed) || g_str_has_prefix (english[ct_date_get_weekday (date) - 1], typed))
        return date;
    }
  return CT_DATE_NONE;
}

/* A day and a month without a year: the next one, unless it was only lately: desks look ahead. */
static CtDate
jump_to_day_of_year (const char *text, CtDate today)
{
  int year;

  ct_date_get_ymd (today, &year, NULL, NULL);
  for (int i = -1; i <= 1; i++)
    {
      g_autofree char *whole = g_strdup_printf ("%s %d", text, year + i);
      CtDate date = ct_date_parse_any (whole);

      if (date != CT_DATE_NONE && date >= today - LATELY_DAYS)
        return date;
    }
  return CT_DATE_NONE;
}

/**
 * ct_date_jump:
 * @text: (nullable): what was typed: "t", "+3d", "6w", "-2m", "mon", "23 nov", "11/23", "2026-11-23"
 * @shown: the day that is shown, from which steps count
 * @today: today at the site
 *
 * Returns: the day meant, or %CT_DATE_NONE where it is none.
 */
CtDate
ct_date_jump (const char *text, CtDate shown, CtDate today)
{
  g_autofree char *typed = g_strstrip (ct_text_fold (text != NULL ? text : ""));
  CtDate date;

  if (*typed == '\0')
    return CT_DATE_NONE;
  if (strcmp (typed, "t") == 0 || strcmp (typed, "today") == 0 || begins (_("today"), typed))
    return today;
  if ((date = ct_date_parse_iso (text)) != CT_DATE_NONE)
    return date;
  if ((date = jump_by (text, shown)) != CT_DATE_NONE)
    return date;
  if ((date = jump_to_weekday (typed, shown)) != CT_DATE_NONE)
    return date;
  if ((date = jump_to_day_of_year (text, today)) != CT_DATE_NONE)
    return date;
  return ct_date_parse_any (text);
}
