#include "domain/ct-hours.h"

#include <glib/gi18n.h>

#include "base/ct-error.h"

struct _CtHours
{
  gatomicrefcount ref_count;
  char           *site_name;
  GArray         *ranges[7];  /* of CtMinutes, by weekday from Monday, in order of time, none overlapping */
  GArray         *closed;     /* of CtClosedDays, by first day */
};

static void
clear_closed_days (gpointer data)
{
  g_free (((CtClosedDays *) data)->reason);
}

/**
 * ct_hours_new:
 * @site_name: what the site is called in sentences: "Harbor closes at 17:00."
 *
 * Returns: (transfer full): hours of a site that never opens yet.
 */
CtHours *
ct_hours_new (const char *site_name)
{
  CtHours *self;

  g_return_val_if_fail (site_name != NULL, NULL);
  self = g_new0 (CtHours, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->site_name = g_strdup (site_name);
  for (guint i = 0; i < G_N_ELEMENTS (self->ranges); i++)
    self->ranges[i] = g_array_new (FALSE, FALSE, sizeof (CtMinutes));
  self->closed = g_array_new (FALSE, FALSE, sizeof (CtClosedDays));
  g_array_set_clear_func (self->closed, clear_closed_days);
  return self;
}

/**
 * ct_hours_ref:
 * @self: hours
 *
 * Returns: (transfer full): @self, with one reference more.
 */
CtHours *
ct_hours_ref (CtHours *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ct_hours_unref:
 * @self: (transfer full): hours
 *
 * Gives one reference back.
 */
void
ct_hours_unref (CtHours *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->ranges); i++)
    g_array_unref (self->ranges[i]);
  g_array_unref (self->closed);
  g_free (self->site_name);
  g_free (self);
}

/**
 * ct_hours_get_name:
 * @self: hours
 *
 * Returns: the site's name.
 */
const char *
ct_hours_get_name (const CtHours *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->site_name;
}

/**
 * ct_hours_add_range:
 * @self: hours being filled
 * @weekday: 1 for Monday to 7 for Sunday
 * @range: open from, closed from; 0 to 1440, not empty
 * @error: return location
 *
 * Adds one opening to every such weekday. Ranges that touch become one: a visit may go on across the seam.
 *
 * Returns: %FALSE with %CT_ERROR_INVALID where the range is empty or overlaps one that is there.
 */
gboolean
ct_hours_add_range (CtHours *self, int weekday, CtMinutes range, GError **error)
{
  GArray *ranges;
  guint at = 0;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (weekday >= 1 && weekday <= 7, FALSE);
  if (range.from < 0 || range.to > CT_MINUTES_PER_DAY || range.from >= range.to)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("Opening hours must end after they begin, on the same day."));
      return FALSE;
    }
  ranges = self->ranges[weekday - 1];
  for (guint i = 0; i < ranges->len; i++)
    {
      const CtMinutes *other = &g_array_index (ranges, CtMinutes, i);

      if (ct_minutes_overlap (*other, range))
        {
          g_autofree char *from = ct_minute_format (other->from);
          g_autofree char *to = ct_minute_format (other->to);

          g_set_error (error, CT_ERROR, CT_ERROR_INVALID,
                       _("These opening hours overlap those from %s to %s on the same day."), from, to);
          return FALSE;
        }
      if (other->from < range.from)
        at = i + 1;
    }
  g_array_insert_val (ranges, at, range);
  for (guint i = ranges->len - 1; i > 0; i--)
    if (g_array_index (ranges, CtMinutes, i - 1).to == g_array_index (ranges, CtMinutes, i).from)
      {
        g_array_index (ranges, CtMinutes, i - 1).to = g_array_index (ranges, CtMinutes, i).to;
        g_array_remove_index (ranges, i);
      }
  return TRUE;
}

/**
 * ct_hours_add_closure:
 * @self: hours being filled
 * @from: the first closed day
 * @to: the last closed day, not before @from
 * @reason: (nullable): what to tell people: "Thanksgiving"
 * @error: return location
 *
 * Closes the site on some days. Closures may overlap; the one that began first is then the one that is told.
 *
 * Returns: %FALSE with %CT_ERROR_INVALID where it ends before it begins.
 */
gboolean
ct_hours_add_closure (CtHours *self, CtDate from, CtDate to, const char *reason, GError **error)
{
  CtClosedDays days = { from, to, NULL };
  guint at = 0;

  g_return_val_if_fail (self != NULL, FALSE);
  if (from == CT_DATE_NONE || to < from)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("A closure can't end before it begins."));
      return FALSE;
    }
  days.reason = g_strdup (reason);
  while (at < self->closed->len && g_array_index (self->closed, CtClosedDays, at).from <= from)
    at++;
  g_array_insert_val (self->closed, at, days);
  return TRUE;
}

/**
 * ct_hours_get_ranges:
 * @self: hours
 * @weekday: 1 for Monday to 7 for Sunday
 * @n_ranges: (out): how many there are
 *
 * Returns: (array length=n_ranges) (transfer none): the opening hours of a weekday in order, closures aside.
 */
const CtMinutes *
ct_hours_get_ranges (const CtHours *self, int weekday, guint *n_ranges)
{
  g_return_val_if_fail (self != NULL && weekday >= 1 && weekday <= 7, NULL);
  *n_ranges = self->ranges[weekday - 1]->len;
  return (const CtMinutes *) (gpointer) self->ranges[weekday - 1]->data;
}

/**
 * ct_hours_get_closure:
 * @self: hours
 * @date: a day
 *
 * Returns: (nullable) (transfer none): the closure that day falls into, if any.
 */
const CtClosedDays *
ct_hours_get_closure (const CtHours *self, CtDate date)
{
  g_return_val_if_fail (self != NULL, NULL);
  for (guint i = 0; i < self->closed->len; i++)
    {
      const CtClosedDays *days = &g_array_index (self->closed, CtClosedDays, i);

      if (days->from > date)
        break;
      if (date <= days->to)
        return days;
    }
  return NULL;
}

/**
 * ct_hours_open_on:
 * @self: hours
 * @date: a real date
 * @n_ranges: (out): how many ranges there are, 0 when closed
 *
 * Returns: (array length=n_ranges) (transfer none): when the site is open that day, closures heeded.
 */
const CtMinutes *
ct_hours_open_on (const CtHours *self, CtDate date, guint *n_ranges)
{
  const CtMinutes *ranges;

  g_return_val_if_fail (self != NULL && date != CT_DATE_NONE, NULL);
  ranges = ct_hours_get_ranges (self, ct_date_get_weekday (date), n_ranges);
  if (ct_hours_get_closure (self, date) != NULL)
    *n_ranges = 0;
  return ranges;
}

static void
set_closed_error (const CtHours *self, CtDate date, GError **error)
{
  const CtClosedDays *days = ct_hours_get_closure (self, date);
  g_autofree char *day = ct_date_format (date, "%a %-d %b");

  if (days != NULL && days->reason != NULL && days->reason[0] != '\0')
    /* Translators: a day and why the site is closed then: "Closed on Thu 26 Nov (Thanksgiving)." */
    g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("Closed on %s (%s)."), day, days->reason);
  else
    g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("Closed on %s."), day);
}

static void
set_misfit_error (const CtHours *self, const CtMinutes *ranges, guint n, CtMinutes minutes, GError **error)
{
  g_autofree char *opens = ct_minute_format (ranges[0].from);
  g_autofree char *closes = ct_minute_format (ranges[n - 1].to);

  if (minutes.from < ranges[0].from)
    g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("%s opens at %s."), self->site_name, opens);
  else if (minutes.to > ranges[n - 1].to)
    g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("%s closes at %s."), self->site_name, closes);
  else
    for (guint i = 1; i < n; i++)
      if (ct_minutes_overlap (minutes, (CtMinutes) { ranges[i - 1].to, ranges[i].from }))
        {
          g_autofree char *from = ct_minute_format (ranges[i - 1].to);
          g_autofree char *to = ct_minute_format (ranges[i].from);

          g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("%s is closed from %s to %s."), self->site_name, from, to);
          return;
        }
}

/**
 * ct_hours_fits:
 * @self: hours
 * @date: a real date
 * @minutes: from when until when, not empty
 * @error: return location
 *
 * Returns: whether the site is open all that time; else %CT_ERROR_INVALID with a sentence for the desk:
 *   "Closed on Sun 29 Nov.", "Harbor closes at 17:00."
 */
gboolean
ct_hours_fits (const CtHours *self, CtDate date, CtMinutes minutes, GError **error)
{
  const CtMinutes *ranges;
  guint n;

  g_return_val_if_fail (self != NULL && date != CT_DATE_NONE, FALSE);
  g_return_val_if_fail (minutes.from < minutes.to, FALSE);
  ranges = ct_hours_open_on (self, date, &n);
  for (guint i = 0; i < n; i++)
    if (ranges[i].from <= minutes.from && minutes.to <= ranges[i].to)
      return TRUE;
  if (n == 0)
    set_closed_error (self, date, error);
  else
    set_misfit_error (self, ranges, n, minutes, error);
  return FALSE;
}
