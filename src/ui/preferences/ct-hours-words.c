#include "ui/preferences/ct-hours-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"
#include "base/ct-text.h"

/**
 * ct_hours_words_show:
 * @ranges: (array length=n_ranges): when it is open
 * @n_ranges: how many
 *
 * Returns: (transfer full): "08:00–12:00, 13:00–17:00"; empty for closed.
 */
char *
ct_hours_words_show (const CtMinutes *ranges, guint n_ranges)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_ranges; i++)
    {
      g_autofree char *from = ct_minute_format (ranges[i].from);
      g_autofree char *to = ct_minute_format (ranges[i].to);

      g_string_append_printf (text, "%s%s–%s", i > 0 ? ", " : "", from, to);
    }
  return g_string_free (text, FALSE);
}

static gboolean
refuse (GError **error, const char *part)
{
  g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("“%s” is not a range of hours. Write it like 8:00–17:00."), part);
  return FALSE;
}

static gboolean
read_range (const char *part, CtMinutes *range, GError **error)
{
  g_autofree char *clean = ct_text_clean (part);
  g_auto (GStrv) plain = g_strsplit (clean, "–", -1);
  g_autofree char *joined = g_strjoinv ("-", plain);
  g_auto (GStrv) ends = g_strsplit (joined, "-", 2);

  if (g_strv_length (ends) != 2)
    return refuse (error, part);
  range->from = ct_minute_parse (g_strstrip (ends[0]));
  range->to = strcmp (g_strstrip (ends[1]), "24:00") == 0 ? CT_MINUTES_PER_DAY : ct_minute_parse (ends[1]);
  return (range->from >= 0 && range->to > range->from) || refuse (error, part);
}

/**
 * ct_hours_words_read:
 * @text: what was typed; empty for closed
 * @ranges: (element-type CtMinutes): where to put the ranges
 * @error: what is wrong with it
 *
 * Returns: whether it could be read.
 */
gboolean
ct_hours_words_read (const char *text, GArray *ranges, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);

  g_array_set_size (ranges, 0);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      CtMinutes range;

      if (ct_text_is_blank (parts[i]))
        continue;
      if (!read_range (parts[i], &range, error))
        return FALSE;
      if (ranges->len > 0 && ct_minutes_overlap (g_array_index (ranges, CtMinutes, ranges->len - 1), range))
        return refuse (error, parts[i]);
      g_array_append_val (ranges, range);
    }
  return TRUE;
}
