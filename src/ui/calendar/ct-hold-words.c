#include "ui/calendar/ct-hold-words.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"

/**
 * ct_hold_is_on:
 * @hold: what is held
 * @site_id: a site
 * @chair_id: one of its chairs; 0: none in particular
 * @day: a day
 *
 * Returns: whether it holds that chair, or all of them, on that day.
 */
gboolean
ct_hold_is_on (const CtHeldTime *hold, gint64 site_id, gint64 chair_id, CtDate day)
{
  g_return_val_if_fail (hold != NULL, FALSE);
  return !hold->removed && hold->site_id == site_id && (hold->chair_id == 0 || hold->chair_id == chair_id) &&
         (hold->weekday == 0 || hold->weekday == ct_date_get_weekday (day)) &&
         (hold->first_day == CT_DATE_NONE || day >= hold->first_day) &&
         (hold->last_day == CT_DATE_NONE || day <= hold->last_day);
}

/**
 * ct_hold_find:
 * @clinic: the clinic
 * @site_id: a site
 * @chair_id: one of its chairs
 * @day: a day
 * @minute: a time of that day
 *
 * Returns: (transfer none) (nullable): what holds that place.
 */
CtHeldTime *
ct_hold_find (CtClinic *clinic, gint64 site_id, gint64 chair_id, CtDate day, int minute)
{
  GPtrArray *holds;

  g_return_val_if_fail (CT_IS_CLINIC (clinic), NULL);
  holds = ct_clinic_get_held_times (clinic);
  for (guint i = 0; i < holds->len; i++)
    {
      CtHeldTime *hold = g_ptr_array_index (holds, i);

      if (ct_hold_is_on (hold, site_id, chair_id, day) && minute >= hold->from_minute && minute < hold->to_minute)
        return hold;
    }
  return NULL;
}

/**
 * ct_hold_label:
 * @hold: what is held
 *
 * Returns: (transfer full): what stands in the calendar: "Held for treatment: IM", "Blocked: staff meeting".
 */
char *
ct_hold_label (const CtHeldTime *hold)
{
  g_return_val_if_fail (hold != NULL, NULL);
  if (ct_text_is_blank (hold->kind))
    return g_strdup_printf (_("Blocked: %s"), hold->title);
  /* Translators: a kind of visit, then what the time is held for */
  return g_strdup_printf (_("Held for %s: %s"), ct_visit_kind_label (hold->kind), hold->title);
}

static char *
days_words (const CtHeldTime *hold)
{
  g_autofree char *first = hold->first_day != CT_DATE_NONE ? ct_date_format (hold->first_day, "%a %-d %b %Y") : NULL;
  g_autofree char *last = hold->last_day != CT_DATE_NONE ? ct_date_format (hold->last_day, "%a %-d %b %Y") : NULL;
  /* 5 January 1970 was a Monday. */
  g_autofree char *weekday = hold->weekday > 0 ? ct_date_format (ct_date_new (1970, 1, 4 + hold->weekday), "%A") : NULL;
  g_autofree char *rhythm = weekday != NULL ? g_strdup_printf (_("Every %s"), weekday) : g_strdup (_("Every day"));

  if (first != NULL && hold->first_day == hold->last_day)
    return g_steal_pointer (&first);
  if (first != NULL && last != NULL)
    return g_strdup_printf (_("%s from %s to %s"), rhythm, first, last);
  if (first != NULL)
    return g_strdup_printf (_("%s from %s on"), rhythm, first);
  return last != NULL ? g_strdup_printf (_("%s until %s"), rhythm, last) : g_steal_pointer (&rhythm);
}

/**
 * ct_hold_when_words:
 * @hold: what is held
 * @clinic: the clinic
 *
 * Returns: (transfer full): "Every Tuesday, 10:00 to 12:00, Chair 2".
 */
char *
ct_hold_when_words (const CtHeldTime *hold, CtClinic *clinic)
{
  CtChair *chair = hold->chair_id != 0 ? ct_clinic_get_chair (clinic, hold->chair_id) : NULL;
  g_autofree char *days = days_words (hold);
  g_autofree char *from = ct_minute_format (hold->from_minute);
  g_autofree char *to = ct_minute_format (hold->to_minute);

  /* Translators: on which days, from when until when, which chair */
  return g_strdup_printf (_("%s, %s to %s, %s"), days, from, to, chair != NULL ? chair->name : _("all chairs"));
}
