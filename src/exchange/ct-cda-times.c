/* Times as clinical documents write them: never more precise than received, never moved to another zone. */
#include "exchange/ct-cda-reader.h"

#include <glib/gi18n.h>
#include <string.h>

/* Earlier years are placeholders of other systems ("00010101"), later ones are no years ("850312"). */
#define FIRST_YEAR 1800
#define LAST_YEAR  2200

static int
number (const char *digits, int n)
{
  int value = 0;

  for (int i = 0; i < n; i++)
    value = value * 10 + (digits[i] - '0');
  return value;
}

/* "2013-01-01T08:30:00" as "20130101083000"; returns where the date and time end. */
static const char *
squeeze_iso (const char *text, char digits[15], int *n)
{
  static const char pattern[] = "dddd-dd-ddTdd:dd:dd";
  const char *p = text;

  *n = 0;
  for (const char *want = pattern; *want != '\0'; want++, p++)
    {
      if (*want == 'd' && g_ascii_isdigit (*p))
        digits[(*n)++] = *p;
      else if (!(*want == *p || (*want == 'T' && *p == ' ')))
        break;
    }
  return p;
}

/* "-0500", "+05", "Z" at @p; cut ones ("-050") say nothing. */
static void
parse_offset (const char *p, CtCdaTime *time)
{
  gsize n = (*p == '+' || *p == '-') ? strspn (p + 1, "0123456789") : 0;

  if (*p == 'Z' && p[1] == '\0')
    time->has_offset = TRUE;
  else if (n >= 2 && p[3] == ':' && g_ascii_isdigit (p[4]) && g_ascii_isdigit (p[5]))
    {
      time->offset_minutes = number (p + 1, 2) * 60 + number (p + 4, 2);
      time->has_offset = TRUE;
    }
  else if ((n == 4 || n == 2) && p[n + 1] == '\0')
    {
      time->offset_minutes = number (p + 1, 2) * 60 + (n == 4 ? number (p + 3, 2) : 0);
      time->has_offset = TRUE;
    }
  if (time->has_offset && *p == '-')
    time->offset_minutes = -time->offset_minutes;
  if (time->offset_minutes > 14 * 60 || time->offset_minutes < -14 * 60)
    {
      time->offset_minutes = 0;
      time->has_offset = FALSE;
    }
}

static void
set_date (const char *digits, int n, CtCdaTime *time)
{
  int year = n >= 4 ? number (digits, 4) : 0;
  int month = n >= 6 ? number (digits + 4, 2) : 0;
  int day = n >= 8 ? number (digits + 6, 2) : 0;

  if (year < FIRST_YEAR || year > LAST_YEAR || (month == 0 && day != 0))
    return;
  time->precision = month == 0 ? CT_DATE_PRECISION_YEAR : day == 0 ? CT_DATE_PRECISION_MONTH : CT_DATE_PRECISION_DAY;
  time->date = ct_date_new (year, MAX (month, 1), MAX (day, 1));
}

static void
set_minute (const char *digits, int n, CtCdaTime *time)
{
  int hour = n >= 12 ? number (digits + 8, 2) : 24;
  int minute = n >= 12 ? number (digits + 10, 2) : 60;

  if (hour < 24 && minute < 60)
    time->minute = hour * 60 + minute;
}

/**
 * ct_cda_time_parse:
 * @text: (nullable): a time as received: "1985", "19850312", "201308151030-0800", "2013-01-01T08:00:00Z" …
 * @time: (out): what it says; its text is @text itself, not a copy
 *
 * Takes the date as it stands there, whatever the offset: a birthday does not move with the zone. What is not a date has
 * %CT_DATE_NONE and its text. A time of day counts from the minute on; an hour alone is not made a full hour.
 */
void
ct_cda_time_parse (const char *text, CtCdaTime *time)
{
  char squeezed[15];
  const char *digits = text, *end;
  int n;

  *time = (CtCdaTime) { .text = text, .date = CT_DATE_NONE, .minute = -1 };
  if (text == NULL)
    return;
  n = (int) MIN (strspn (text, "0123456789"), 100);
  end = text + n;
  if (n == 4 && text[4] == '-' && g_ascii_isdigit (text[5]) && g_ascii_isdigit (text[6]) &&
      !g_ascii_isdigit (text[7])) /* 2013-01…, not the cut offset of "2013-0500" */
    {
      end = squeeze_iso (text, squeezed, &n);
      digits = squeezed;
    }
  if (n > 14 || (*end != '\0' && strchr (".+-Z T", *end) == NULL))
    return;
  set_date (digits, n, time);
  if (time->date == CT_DATE_NONE)
    return;
  set_minute (digits, n, time);
  if (*end == '.')
    end += 1 + strspn (end + 1, "0123456789");
  if (n > 8)
    parse_offset (end, time);
}

/**
 * ct_cda_time:
 * @self: a reader
 * @node: (nullable): an element of a time type
 * @time: (out): what it says
 */
void
ct_cda_time (CtCdaReader *self, const xmlNode *node, CtCdaTime *time)
{
  ct_cda_time_parse (ct_cda_keep_attr (self, node, "value"), time);
  time->null_flavor = ct_cda_keep_attr (self, node, "nullFlavor");
}

/* What stands for a time in words: itself, "?" for a missing one that is there, nothing for none at all. */
static const char *
time_words (const CtCdaTime *time)
{
  return time->text != NULL ? time->text : time->null_flavor != NULL ? "?" : "";
}

/**
 * ct_cda_period:
 * @self: a reader
 * @node: (nullable): an effectiveTime
 * @period: (out): point, start and end as received
 */
void
ct_cda_period (CtCdaReader *self, const xmlNode *node, CtCdaPeriod *period)
{
  const xmlNode *low = ct_cda_child (self, node, "low"), *high = ct_cda_child (self, node, "high");

  ct_cda_time (self, node, &period->at);
  ct_cda_time (self, low, &period->low);
  ct_cda_time (self, high, &period->high);
  if (period->at.text == NULL && low == NULL && high == NULL)
    {
      const xmlNode *center = ct_cda_child (self, node, "center");

      if (center != NULL)
        ct_cda_time (self, center, &period->at);
    }
  if (low == NULL && high == NULL)
    period->text = period->at.text;
  else
    {
      g_string_printf (self->scratch, "%s – %s", time_words (&period->low), time_words (&period->high));
      period->text = ct_cda_keep (self, self->scratch->str);
    }
}

/**
 * ct_cda_frequency:
 * @self: a reader
 * @node: an effectiveTime that says how often
 *
 * Returns: (nullable): it in words with the document's own numbers: "every 6 h", "every 4–6 h", "PC".
 */
const char *
ct_cda_frequency (CtCdaReader *self, const xmlNode *node)
{
  const xmlNode *every = ct_cda_child (self, node, "period");
  g_autofree char *words = NULL;
  const char *low, *high, *unit;

  if (every == NULL)
    return ct_cda_keep_attr (self, ct_cda_child (self, node, "event"), "code");
  low = ct_cda_attr (every, "value");
  unit = ct_cda_attr (every, "unit");
  high = NULL;
  if (low == NULL)
    {
      const xmlNode *from = ct_cda_child (self, every, "low"), *to = ct_cda_child (self, every, "high");

      low = ct_cda_attr (from, "value");
      high = ct_cda_attr (to, "value");
      unit = ct_cda_attr (from != NULL ? from : to, "unit");
    }
  if (low == NULL && high == NULL)
    return NULL;
  g_string_assign (self->scratch, low != NULL ? low : "");
  if (high != NULL)
    g_string_append_printf (self->scratch, "–%s", high);
  if (unit != NULL)
    g_string_append_printf (self->scratch, " %s", unit);
  /* Translators: how often a medication is taken: "every 6 h"; the number and unit come from the document */
  words = g_strdup_printf (_("every %s"), self->scratch->str);
  return ct_cda_keep (self, words);
}
