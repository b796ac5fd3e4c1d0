#include "base/ct-date.h"

#include <string.h>

/* GDate counts from 0001-01-01 as day 1; this is 1970-01-01 in that count. */
#define EPOCH_JULIAN 719163

/**
 * ct_date_new:
 * @year: 1 to 9999
 * @month: 1 to 12
 * @day: 1 to 31
 *
 * Returns: the date, or %CT_DATE_NONE where there is no such day.
 */
CtDate
ct_date_new (int year, int month, int day)
{
  GDate date;

  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return CT_DATE_NONE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return (CtDate) g_date_get_julian (&date) - EPOCH_JULIAN;
}

/**
 * ct_date_get_ymd:
 * @date: a real date
 * @year: (out) (optional): the year
 * @month: (out) (optional): 1 to 12
 * @day: (out) (optional): 1 to 31
 *
 * Takes a date apart.
 */
void
ct_date_get_ymd (CtDate date, int *year, int *month, int *day)
{
  GDate g;

  g_return_if_fail (date > -EPOCH_JULIAN);
  g_date_clear (&g, 1);
  g_date_set_julian (&g, (guint32) (date + EPOCH_JULIAN));
  if (year != NULL)
    *year = g_date_get_year (&g);
  if (month != NULL)
    *month = g_date_get_month (&g);
  if (day != NULL)
    *day = g_date_get_day (&g);
}

/* Reads exactly @n digits; -1 where there are fewer. */
static int
read_digits (const char *text, int n)
{
  int value = 0;

  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return -1;
      value = value * 10 + (text[i] - '0');
    }
  return value;
}

/**
 * ct_date_parse_iso:
 * @text: (nullable): YYYY-MM-DD, and nothing else
 *
 * Returns: the date, or %CT_DATE_NONE where @text is not one.
 */
CtDate
ct_date_parse_iso (const char *text)
{
  if (text == NULL || strlen (text) != 10 || text[4] != '-' || text[7] != '-')
    return CT_DATE_NONE;
  return ct_date_new (read_digits (text, 4), read_digits (text + 5, 2), read_digits (text + 8, 2));
}

/* Month number of an English or locale month name of at least three letters, or 0. */
static int
month_from_name (const char *word)
{
  static const char *const english[] = { "jan", "feb", "mar", "apr", "may", "jun",
                                         "jul", "aug", "sep", "oct", "nov", "dec" };

  if (strlen (word) < 3)
    return 0;
  for (int i = 0; i < 12; i++)
    if (g_ascii_strncasecmp (word, english[i], 3) == 0)
      return i + 1;
  return 0;
}

/* Two-digit years lie within the last hundred years: nobody is born in the future. */
static int
full_year (int year, size_t digits)
{
  g_autoptr (GDateTime) now = NULL;
  int this_year;

  if (digits > 2)
    return year;
  now = g_date_time_new_now_utc ();
  this_year = g_date_time_get_year (now);
  year += this_year / 100 * 100;
  return year > this_year ? year - 100 : year;
}

/**
 * ct_date_parse_any:
 * @text: (nullable): a date as people type it: 1985-03-12, 19850312, 3/12/1985, 12.3.1985, 12 Mar 85, March 12 1985
 *
 * Reads the usual spellings of a date of birth. With slashes or dashes the month comes first unless it can't be one
 * (the clinics' custom); with dots the day comes first. Two-digit years lie within the last hundred years.
 *
 * Returns: the date, or %CT_DATE_NONE.
 */
CtDate
ct_date_parse_any (const char *text)
{
  g_auto (GStrv) words = NULL;
  g_autofree char *clean = NULL;
  const char *part[3] = { NULL };
  gboolean dotted;
  int n = 0, month;

  if (text == NULL || strlen (text) > 40)
    return CT_DATE_NONE;
  clean = g_strstrip (g_strdup (text));
  if (strlen (clean) == 8 && strspn (clean, "0123456789") == 8)
    return ct_date_new (read_digits (clean, 4), read_digits (clean + 4, 2), read_digits (clean + 6, 2));
  dotted = strchr (clean, '.') != NULL;
  words = g_strsplit_set (clean, " -/.,", -1);
  for (int i = 0; words[i] != NULL; i++)
    {
      if (words[i][0] == '\0')
        continue;
      if (n == 3)
        return CT_DATE_NONE;
      part[n++] = words[i];
    }
  if (n != 3)
    return CT_DATE_NONE;
  for (int i = 0; i < 3; i++)
    if (strspn (part[i], "0123456789") != strlen (part[i]) && month_from_name (part[i]) == 0)
      return CT_DATE_NONE;

  if (strlen (part[0]) == 4 && g_ascii_isdigit (part[0][0]))
    {
      month = g_ascii_isdigit (part[1][0]) ? atoi (part[1]) : month_from_name (part[1]);
      return ct_date_new (atoi (part[0]), month, atoi (part[2]));
    }
  if (!g_ascii_isdigit (part[2][0]) || strlen (part[2]) == 3 || strlen (part[2]) > 4)
    return CT_DATE_NONE;
  for (int i = 0; i < 2; i++)
    if ((month = month_from_name (part[i])) != 0)
      return ct_date_new (full_year (atoi (part[2]), strlen (part[2])), month, atoi (part[1 - i]));
  if (dotted || atoi (part[0]) > 12)
    return ct_date_new (full_year (atoi (part[2]), strlen (part[2])), atoi (part[1]), atoi (part[0]));
  return ct_date_new (full_year (atoi (part[2]), strlen (part[2])), atoi (part[0]), atoi (part[1]));
}

/**
 * ct_date_to_iso:
 * @date: a date
 *
 * Returns: (transfer full) (nullable): YYYY-MM-DD, or %NULL for %CT_DATE_NONE.
 */
char *
ct_date_to_iso (CtDate date)
{
  return ct_date_to_iso_part (date, CT_DATE_PRECISION_DAY);
}

/**
 * ct_date_to_iso_part:
 * @date: a date
 * @precision: how much of it is known
 *
 * Returns: (transfer full) (nullable): YYYY-MM-DD, YYYY-MM or YYYY; %NULL for %CT_DATE_NONE.
 */
char *
ct_date_to_iso_part (CtDate date, CtDatePrecision precision)
{
  int year, month, day;

  if (date == CT_DATE_NONE)
    return NULL;
  ct_date_get_ymd (date, &year, &month, &day);
  if (precision == CT_DATE_PRECISION_YEAR)
    return g_strdup_printf ("%04d", year);
  if (precision == CT_DATE_PRECISION_MONTH)
    return g_strdup_printf ("%04d-%02d", year, month);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

/**
 * ct_date_format:
 * @date: a date
 * @strftime_format: as for g_date_time_format(), in the user's locale: "%a %-d %b"
 *
 * Returns: (transfer full): the date for the user to read; empty for %CT_DATE_NONE.
 */
char *
ct_date_format (CtDate date, const char *strftime_format)
{
  g_autoptr (GDateTime) time = NULL;
  int year, month, day;
  char *text;

  if (date == CT_DATE_NONE)
    return g_strdup ("");
  ct_date_get_ymd (date, &year, &month, &day);
  time = g_date_time_new_utc (year, month, day, 12, 0, 0);
  text = g_date_time_format (time, strftime_format);
  return text != NULL ? text : g_strdup ("");
}

/**
 * ct_date_get_weekday:
 * @date: a real date
 *
 * Returns: 1 for Monday to 7 for Sunday.
 */
int
ct_date_get_weekday (CtDate date)
{
  int from_thursday = (int) (((gint64) date % 7 + 7) % 7); /* 1970-01-01 was a Thursday */

  return (from_thursday + 3) % 7 + 1;
}

/**
 * ct_date_monday_of:
 * @date: a real date
 *
 * Returns: the Monday of its week.
 */
CtDate
ct_date_monday_of (CtDate date)
{
  return date - (ct_date_get_weekday (date) - 1);
}

/**
 * ct_date_years_between:
 * @from: the earlier date (of birth)
 * @to: the later date
 *
 * Returns: whole years: an age. Someone born on 29 February has a birthday on 1 March in other years.
 */
int
ct_date_years_between (CtDate from, CtDate to)
{
  int y0, m0, d0, y1, m1, d1;

  ct_date_get_ymd (from, &y0, &m0, &d0);
  ct_date_get_ymd (to, &y1, &m1, &d1);
  return y1 - y0 - (m1 < m0 || (m1 == m0 && d1 < d0));
}
