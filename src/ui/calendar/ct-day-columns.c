#include "ui/calendar/ct-day-columns.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/calendar/ct-visit-words.h"

/* What is shown where the hours of a site are not known: an ordinary working day. */
#define USUAL_FROM (8 * 60)
#define USUAL_TO (18 * 60)

static void
day_column_free (gpointer data)
{
  CtDayColumn *column = data;

  g_free (column->title);
  g_free (column->group);
  g_free (column->closed_because);
  g_free ((CtMinutes *) column->open);
  g_free (column);
}

static const char *
closed_reason (CtHours *hours, CtDate day)
{
  const CtClosedDays *closure = ct_hours_get_closure (hours, day);

  return closure != NULL ? (closure->reason != NULL ? closure->reason : "") : NULL;
}

static CtDayColumn *
add_column (CtDayColumns *self, CtDate day, const char *title)
{
  CtDayColumn *column = g_new0 (CtDayColumn, 1);

  column->day = day;
  column->title = g_strdup (title);
  if (self->hours != NULL)
    {
      const CtMinutes *open = ct_hours_open_on (self->hours, day, &column->n_open);

      column->open = g_memdup2 (open, column->n_open * sizeof *open);
      column->closed_because = g_strdup (closed_reason (self->hours, day));
    }
  g_ptr_array_add (self->columns, column);
  return column;
}

/* In a week the chairs of a day have little room: their numbers are enough where their names end in one. */
static char *
short_title (const char *name)
{
  const char *end = name + strlen (name), *digits = end;

  while (digits > name && g_ascii_isdigit (digits[-1]))
    digits--;
  return digits < end && end - digits <= 3 ? g_strdup (digits) : g_strdup (name);
}

/* In a week the day stands over its columns. */
static void
add_to_group (CtDayColumns *self, CtDayColumn *column, CtDayColumn **head)
{
  if (self->by != CT_COLUMNS_BY_DAY)
    return;
  if (*head == NULL)
    {
      *head = column;
      column->group = ct_date_format (column->day, _("%a %-d %b"));
    }
  (*head)->group_size++;
}

static gboolean
has_column (CtDayColumns *self, const CtChair *chair, gint64 only_chair_id)
{
  return chair->site_id == self->site_id && (only_chair_id == 0 || CT_RECORD ((gpointer) chair)->id == only_chair_id) &&
         (self->by != CT_COLUMNS_BY_ROOM || g_strcmp0 (chair->kind, CT_CHAIR_ROOM) == 0);
}

static void
add_chairs (CtDayColumns *self, CtClinic *clinic, CtDate day, gint64 only_chair_id)
{
  GPtrArray *chairs = ct_clinic_get_chairs (clinic);
  CtDayColumn *head = NULL;

  for (guint i = 0; i < chairs->len; i++)
    {
      CtChair *chair = g_ptr_array_index (chairs, i);
      g_autofree char *title = NULL;
      CtDayColumn *column;

      if (!has_column (self, chair, only_chair_id))
        continue;
      title = self->by == CT_COLUMNS_BY_DAY ? short_title (chair->name) : g_strdup (chair->name);
      column = add_column (self, day, title);
      column->chair_id = CT_RECORD (chair)->id;
      add_to_group (self, column, &head);
    }
}

/* One column a day, whatever the chair. */
static void
add_clinician_of_week (CtDayColumns *self, CtClinic *clinic, CtDate day)
{
  CtDayColumn *column = add_column (self, day, ct_clinician_name (clinic, self->only_clinician_id));
  CtDayColumn *head = NULL;

  column->clinician_id = self->only_clinician_id;
  add_to_group (self, column, &head);
}

static void
add_day (CtDayColumns *self, CtClinic *clinic, CtDate day, gint64 only_chair_id)
{
  if (self->only_clinician_id != 0)
    add_clinician_of_week (self, clinic, day);
  else
    add_chairs (self, clinic, day, only_chair_id);
}

/* A weekday on which the site never opens, and nothing is booked, takes no room in the week. */
static gboolean
day_is_shown (CtDayColumns *self, CtDate day, GPtrArray *visits)
{
  guint n = 0;

  if (self->hours == NULL)
    return TRUE;
  ct_hours_get_ranges (self->hours, ct_date_get_weekday (day), &n);
  for (guint i = 0; n == 0 && visits != NULL && i < visits->len; i++)
    n += ((CtVisit *) g_ptr_array_index (visits, i))->appointment->day == day;
  return n > 0;
}

static void
add_days (CtDayColumns *self, CtClinic *clinic, gint64 only_chair_id, GPtrArray *visits)
{
  for (CtDate day = self->first; day <= self->last; day++)
    if (day_is_shown (self, day, visits))
      add_day (self, clinic, day, only_chair_id);
  for (CtDate day = self->first; self->columns->len == 0 && day <= self->last; day++)
    add_day (self, clinic, day, only_chair_id);
}

static gboolean
sees_patients (CtUser *user, GPtrArray *visits)
{
  for (guint i = 0; visits != NULL && i < visits->len; i++)
    if (((CtVisit *) g_ptr_array_index (visits, i))->appointment->clinician_id == CT_RECORD (user)->id)
      return TRUE;
  return user->active && ct_user_sees_patients (user);
}

/* What is left of the opening hours of a column without some minutes. */
static void
close_for (CtDayColumn *column, CtMinutes away)
{
  g_autoptr (GArray) left = g_array_new (FALSE, FALSE, sizeof (CtMinutes));

  for (guint i = 0; i < column->n_open; i++)
    {
      CtMinutes before = { column->open[i].from, MIN (column->open[i].to, away.from) };
      CtMinutes after = { MAX (column->open[i].from, away.to), column->open[i].to };

      if (before.from < before.to)
        g_array_append_val (left, before);
      if (after.from < after.to)
        g_array_append_val (left, after);
    }
  g_free ((CtMinutes *) column->open);
  column->n_open = left->len;
  column->open = g_memdup2 (left->data, left->len * sizeof (CtMinutes));
}

/* Who is on leave, or busy elsewhere by a calendar of their own, is closed like the site itself. */
static void
close_while_away (CtDayColumn *column, CtClinic *clinic, gint64 site_id)
{
  const char *reason;
  g_autoptr (GArray) away = ct_desk_list_away (ct_clinic_get_desk (clinic, site_id), column->clinician_id, column->day,
                                               &reason);
  gboolean was_open = column->n_open > 0;

  for (guint i = 0; i < away->len; i++)
    close_for (column, g_array_index (away, CtMinutes, i));
  if (was_open && column->n_open == 0 && column->closed_because == NULL)
    column->closed_because = g_strdup (reason != NULL ? reason : _("away"));
}

static void
add_clinicians (CtDayColumns *self, CtClinic *clinic, GPtrArray *visits)
{
  GPtrArray *users = ct_clinic_get_users (clinic);

  for (guint i = 0; i < users->len; i++)
    {
      CtUser *user = g_ptr_array_index (users, i);

      if (sees_patients (user, visits))
        {
          CtDayColumn *column = add_column (self, self->first, user->full_name);

          column->clinician_id = CT_RECORD (user)->id;
          close_while_away (column, clinic, self->site_id);
        }
    }
  add_column (self, self->first, _("No clinician yet"));
}

/**
 * ct_day_columns_new:
 * @clinic: the clinic
 * @site_id: the site
 * @by: what the columns are
 * @first: the first day
 * @last: the last day; @first unless @by is %CT_COLUMNS_BY_DAY
 * @only_chair_id: show this chair only, 0 for all
 * @only_clinician_id: of several days, show this clinician only, 0 for chairs
 * @visits: (nullable) (element-type CtVisit): what is booked: days and clinicians that have visits are never left out
 *
 * Returns: (transfer full): the columns; none where the site has no chairs.
 */
CtDayColumns *
ct_day_columns_new (CtClinic *clinic, gint64 site_id, CtColumnsBy by, CtDate first, CtDate last, gint64 only_chair_id,
                    gint64 only_clinician_id, GPtrArray *visits)
{
  CtDayColumns *self;
  CtHours *hours;

  g_return_val_if_fail (CT_IS_CLINIC (clinic), NULL);
  g_return_val_if_fail (first <= last, NULL);
  self = g_new0 (CtDayColumns, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->by = by;
  self->site_id = site_id;
  self->only_clinician_id = by == CT_COLUMNS_BY_DAY ? only_clinician_id : 0;
  self->first = first;
  self->last = last;
  self->columns = g_ptr_array_new_with_free_func (day_column_free);
  if ((hours = ct_clinic_get_hours (clinic, site_id)) != NULL)
    self->hours = ct_hours_ref (hours);
  if (by == CT_COLUMNS_BY_DAY)
    add_days (self, clinic, only_chair_id, visits);
  else if (by == CT_COLUMNS_BY_CLINICIAN)
    add_clinicians (self, clinic, visits);
  else
    add_chairs (self, clinic, first, only_chair_id);
  return self;
}

/**
 * ct_day_columns_ref:
 * @self: columns
 *
 * Returns: (transfer full): @self.
 */
CtDayColumns *
ct_day_columns_ref (CtDayColumns *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ct_day_columns_unref:
 * @self: (transfer full): columns
 *
 * Lets go of them.
 */
void
ct_day_columns_unref (CtDayColumns *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->hours, ct_hours_unref);
  g_ptr_array_unref (self->columns);
  g_free (self);
}

/**
 * ct_day_columns_get_size:
 * @self: columns
 *
 * Returns: how many there are.
 */
guint
ct_day_columns_get_size (const CtDayColumns *self)
{
  return self->columns->len;
}

/**
 * ct_day_columns_get:
 * @self: columns
 * @index: which, from 0
 *
 * Returns: (transfer none): the column.
 */
const CtDayColumn *
ct_day_columns_get (const CtDayColumns *self, guint index)
{
  g_return_val_if_fail (index < self->columns->len, NULL);
  return g_ptr_array_index (self->columns, index);
}

/**
 * ct_day_columns_find:
 * @self: columns
 * @appointment: a booking
 *
 * Returns: the column it belongs in, or -1.
 */
int
ct_day_columns_find (const CtDayColumns *self, const CtAppointment *appointment)
{
  int nobody = -1;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const CtDayColumn *column = g_ptr_array_index (self->columns, i);

      if (column->day != appointment->day)
        continue;
      if (self->only_clinician_id != 0)
        {
          if (column->clinician_id == appointment->clinician_id)
            return (int) i;
        }
      else if (self->by == CT_COLUMNS_BY_CLINICIAN)
        {
          if (column->clinician_id == appointment->clinician_id)
            return (int) i;
          nobody = column->clinician_id == 0 ? (int) i : nobody;
        }
      else if (column->chair_id == appointment->chair_id)
        return (int) i;
    }
  return nobody;
}

/**
 * ct_day_columns_extent:
 * @self: columns
 * @visits: (nullable) (element-type CtVisit): what is booked
 *
 * Returns: the whole hours to show: the opening hours and one more at either end, widened to what is booked.
 */
CtMinutes
ct_day_columns_extent (const CtDayColumns *self, GPtrArray *visits)
{
  CtMinutes extent = { CT_MINUTES_PER_DAY, 0 };

  for (int weekday = 1; self->hours != NULL && weekday <= 7; weekday++)
    {
      guint n = 0;
      const CtMinutes *ranges = ct_hours_get_ranges (self->hours, weekday, &n);

      for (guint i = 0; i < n; i++)
        extent = (CtMinutes) { MIN (extent.from, ranges[i].from - 30), MAX (extent.to, ranges[i].to + 30) };
    }
  if (extent.from >= extent.to)
    extent = (CtMinutes) { USUAL_FROM, USUAL_TO };
  for (guint i = 0; visits != NULL && i < visits->len; i++)
    {
      const CtAppointment *a = ((CtVisit *) g_ptr_array_index (visits, i))->appointment;

      extent = (CtMinutes) { MIN (extent.from, a->minute), MAX (extent.to, a->minute + a->minutes) };
    }
  return (CtMinutes) { MAX (extent.from, 0) / 60 * 60, MIN ((extent.to + 59) / 60 * 60, CT_MINUTES_PER_DAY) };
}

/**
 * ct_day_columns_same:
 * @a: (nullable): columns
 * @b: (nullable): others
 *
 * Returns: whether both are the same columns of the same days, so that a selection in one means the same in the other.
 */
gboolean
ct_day_columns_same (const CtDayColumns *a, const CtDayColumns *b)
{
  if (a == NULL || b == NULL || a->by != b->by || a->columns->len != b->columns->len)
    return a == b;
  for (guint i = 0; i < a->columns->len; i++)
    {
      const CtDayColumn *x = g_ptr_array_index (a->columns, i), *y = g_ptr_array_index (b->columns, i);

      if (x->day != y->day || x->chair_id != y->chair_id || x->clinician_id != y->clinician_id)
        return FALSE;
    }
  return TRUE;
}
