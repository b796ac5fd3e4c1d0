#include "domain/ct-busy.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"

static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  const CtBusyRange *x = a, *y = b;

  return x->from_us != y->from_us ? (x->from_us < y->from_us ? -1 : 1) : (x->to_us > y->to_us) - (x->to_us < y->to_us);
}

/**
 * ct_busy_merge:
 * @ranges: (element-type CtBusyRange): ranges in any order
 *
 * Puts them in order, makes one of those that touch or overlap, and drops those that take no time.
 */
void
ct_busy_merge (GArray *ranges)
{
  guint n = 0;

  g_return_if_fail (ranges != NULL);
  g_array_sort (ranges, compare_ranges);
  for (guint i = 0; i < ranges->len; i++)
    {
      CtBusyRange range = g_array_index (ranges, CtBusyRange, i);
      CtBusyRange *last = n > 0 ? &g_array_index (ranges, CtBusyRange, n - 1) : NULL;

      if (range.to_us <= range.from_us)
        continue;
      if (last != NULL && range.from_us <= last->to_us)
        last->to_us = MAX (last->to_us, range.to_us);
      else
        g_array_index (ranges, CtBusyRange, n++) = range;
    }
  g_array_set_size (ranges, n);
}

static gint64
floor_minute (gint64 at_us)
{
  return at_us >= 0 ? at_us / CT_USEC_PER_MINUTE : -((-at_us + CT_USEC_PER_MINUTE - 1) / CT_USEC_PER_MINUTE);
}

/**
 * ct_busy_to_text:
 * @ranges: (element-type CtBusyRange): ranges
 *
 * Whole minutes that hold each range, counted since 1970 in UTC: "29700000-29700060 29701000-29701030".
 *
 * Returns: (transfer full): a text that ct_busy_parse() reads; "" for none.
 */
char *
ct_busy_to_text (const GArray *ranges)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ranges->len; i++)
    {
      const CtBusyRange *range = &g_array_index (ranges, CtBusyRange, i);

      g_string_append_printf (text, "%s%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, i > 0 ? " " : "",
                              floor_minute (range->from_us), -floor_minute (-range->to_us));
    }
  return g_string_free (text, FALSE);
}

static gboolean
parse_range (const char *word, CtBusyRange *range)
{
  g_auto (GStrv) ends = g_strsplit (word, "-", 3);

  if (g_strv_length (ends) != 2 || !g_ascii_string_to_signed (ends[0], 10, 0, G_MAXINT32, &range->from_us, NULL) ||
      !g_ascii_string_to_signed (ends[1], 10, 0, G_MAXINT32, &range->to_us, NULL) || range->to_us <= range->from_us)
    return FALSE;
  range->from_us *= CT_USEC_PER_MINUTE;
  range->to_us *= CT_USEC_PER_MINUTE;
  return TRUE;
}

/**
 * ct_busy_parse:
 * @text: (nullable): what ct_busy_to_text() wrote; %NULL: nothing
 * @error: %CT_ERROR_CORRUPT: something else
 *
 * Returns: (transfer full) (nullable) (element-type CtBusyRange): the ranges.
 */
GArray *
ct_busy_parse (const char *text, GError **error)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (CtBusyRange));
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      CtBusyRange range;

      if (words[i][0] == '\0')
        continue;
      if (!parse_range (words[i], &range))
        {
          g_set_error_literal (error, CT_ERROR, CT_ERROR_CORRUPT, _("The busy times are damaged. Read the calendar again."));
          return NULL;
        }
      g_array_append_val (ranges, range);
    }
  return g_steal_pointer (&ranges);
}

static void
add_days (const CtAbsence *who, CtDate first, CtDate last, CtMinutes minutes, CtDesk *desk)
{
  CtAbsence absence = *who;

  if (first > last || minutes.from >= minutes.to)
    return;
  absence.first = first;
  absence.last = last;
  absence.minutes = minutes;
  ct_desk_add_absence (desk, &absence);
}

/* In the night in which an hour comes twice, a range may end before it begins: then all of that hour is taken. */
static CtMinutes
minutes_of_day (int from, int last)
{
  return last >= from ? (CtMinutes) { from, last + 1 }
                      : (CtMinutes) { last / 60 * 60, MIN (from / 60 * 60 + 60, CT_MINUTES_PER_DAY) };
}

/**
 * ct_busy_add_to_desk:
 * @ranges: (element-type CtBusyRange): when somebody is busy
 * @who: who, and why; its days and minutes say nothing
 * @zone: where the site is
 * @desk: the desk of that site, being filled
 *
 * Adds each range as it stands on the wall of the site: one moment is another hour elsewhere.
 */
void
ct_busy_add_to_desk (const GArray *ranges, const CtAbsence *who, GTimeZone *zone, CtDesk *desk)
{
  g_return_if_fail (ranges != NULL && who != NULL && zone != NULL && desk != NULL);
  for (guint i = 0; i < ranges->len; i++)
    {
      const CtBusyRange *range = &g_array_index (ranges, CtBusyRange, i);
      CtWall from = ct_wall_from_utc (range->from_us, zone);
      /* The last minute that is taken. */
      CtWall last = ct_wall_from_utc (range->to_us - 1, zone);

      if (from.date == last.date)
        {
          add_days (who, from.date, from.date, minutes_of_day (from.minute, last.minute), desk);
          continue;
        }
      add_days (who, from.date, from.date, (CtMinutes) { from.minute, CT_MINUTES_PER_DAY }, desk);
      add_days (who, from.date + 1, last.date - 1, (CtMinutes) { 0, CT_MINUTES_PER_DAY }, desk);
      add_days (who, last.date, last.date, (CtMinutes) { 0, last.minute + 1 }, desk);
    }
}
