#include "domain/ct-desk.h"

/* An absence of more days than this is not listed under each of them. */
#define MANY_DAYS 400

struct _CtDesk
{
  gatomicrefcount ref_count;
  CtHours        *hours;
  CtCapacity      capacity;
  GArray         *absences; /* of CtAbsence, with texts of its own */
  GHashTable     *by_day;   /* CtDate -> GArray of guint: which absences concern that day */
  GArray         *lasting;  /* of guint: which absences concern more days than are listed one by one */
  GArray         *holds;    /* of CtHeldPlace, likewise */
};

static void
clear_absence (gpointer data)
{
  CtAbsence *absence = data;

  g_free ((char *) absence->name);
  g_free ((char *) absence->reason);
}

static void
clear_hold (gpointer data)
{
  CtHeldPlace *hold = data;

  g_free ((char *) hold->kind);
  g_free ((char *) hold->title);
}

/**
 * ct_desk_new:
 * @hours: when the site is open
 *
 * Returns: (transfer full): a desk that counts nobody, where nobody is away and nothing is held.
 */
CtDesk *
ct_desk_new (CtHours *hours)
{
  CtDesk *self = g_new0 (CtDesk, 1);

  g_return_val_if_fail (hours != NULL, NULL);
  g_atomic_ref_count_init (&self->ref_count);
  self->hours = ct_hours_ref (hours);
  self->absences = g_array_new (FALSE, FALSE, sizeof (CtAbsence));
  g_array_set_clear_func (self->absences, clear_absence);
  self->by_day = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  self->lasting = g_array_new (FALSE, FALSE, sizeof (guint));
  self->holds = g_array_new (FALSE, FALSE, sizeof (CtHeldPlace));
  g_array_set_clear_func (self->holds, clear_hold);
  return self;
}

/**
 * ct_desk_copy:
 * @self: a desk
 *
 * Returns: (transfer full): another one that goes by the same, to be filled further.
 */
CtDesk *
ct_desk_copy (const CtDesk *self)
{
  CtDesk *copy;

  g_return_val_if_fail (self != NULL, NULL);
  copy = ct_desk_new (self->hours);
  copy->capacity = self->capacity;
  for (guint i = 0; i < self->absences->len; i++)
    ct_desk_add_absence (copy, &g_array_index (self->absences, CtAbsence, i));
  for (guint i = 0; i < self->holds->len; i++)
    ct_desk_add_hold (copy, &g_array_index (self->holds, CtHeldPlace, i));
  return copy;
}

/**
 * ct_desk_ref:
 * @self: a desk
 *
 * Returns: (transfer full): @self, with one reference more.
 */
CtDesk *
ct_desk_ref (CtDesk *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ct_desk_unref:
 * @self: (transfer full): a desk
 *
 * Gives one reference back.
 */
void
ct_desk_unref (CtDesk *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  ct_hours_unref (self->hours);
  g_array_unref (self->absences);
  g_hash_table_unref (self->by_day);
  g_array_unref (self->lasting);
  g_array_unref (self->holds);
  g_free (self);
}

/**
 * ct_desk_get_hours:
 * @self: a desk
 *
 * Returns: (transfer none): when its site is open.
 */
CtHours *
ct_desk_get_hours (const CtDesk *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->hours;
}

/**
 * ct_desk_set_capacity:
 * @self: a desk that is being filled
 * @capacity: what the site has when everybody is there
 *
 * Says how many of everything there are.
 */
void
ct_desk_set_capacity (CtDesk *self, const CtCapacity *capacity)
{
  g_return_if_fail (self != NULL && capacity != NULL);
  self->capacity = *capacity;
}

/* A calendar may say a thousand times when somebody is busy; a question is about one day. */
static void
list_by_day (CtDesk *self, guint index)
{
  const CtAbsence *absence = &g_array_index (self->absences, CtAbsence, index);

  if (absence->last - absence->first >= MANY_DAYS)
    {
      g_array_append_val (self->lasting, index);
      return;
    }
  for (CtDate day = absence->first; day <= absence->last; day++)
    {
      GArray *listed = g_hash_table_lookup (self->by_day, GINT_TO_POINTER (day));

      if (listed == NULL)
        {
          listed = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (self->by_day, GINT_TO_POINTER (day), listed);
        }
      g_array_append_val (listed, index);
    }
}

/* How many absences may concern a day. */
static guint
count_on (const CtDesk *self, const GArray *listed)
{
  return self->lasting->len + (listed != NULL ? listed->len : 0);
}

static const CtAbsence *
nth_on (const CtDesk *self, const GArray *listed, guint n)
{
  guint index = n < self->lasting->len ? g_array_index (self->lasting, guint, n)
                                       : g_array_index (listed, guint, n - self->lasting->len);

  return &g_array_index (self->absences, CtAbsence, index);
}

/**
 * ct_desk_add_absence:
 * @self: a desk that is being filled
 * @absence: who is away when; copied
 *
 * Adds somebody's leave.
 */
void
ct_desk_add_absence (CtDesk *self, const CtAbsence *absence)
{
  CtAbsence mine;

  g_return_if_fail (self != NULL && absence != NULL && absence->name != NULL);
  mine = *absence;
  mine.name = g_strdup (absence->name);
  mine.reason = g_strdup (absence->reason);
  g_array_append_val (self->absences, mine);
  list_by_day (self, self->absences->len - 1);
}

/**
 * ct_desk_add_hold:
 * @self: a desk that is being filled
 * @hold: what is held for whom; copied
 *
 * Adds time that is held free.
 */
void
ct_desk_add_hold (CtDesk *self, const CtHeldPlace *hold)
{
  CtHeldPlace mine;

  g_return_if_fail (self != NULL && hold != NULL && hold->title != NULL);
  mine = *hold;
  mine.kind = g_strdup (hold->kind);
  mine.title = g_strdup (hold->title);
  g_array_append_val (self->holds, mine);
}

/**
 * ct_desk_is_plain:
 * @self: a desk
 *
 * Returns: whether there is nothing but opening hours to go by.
 */
gboolean
ct_desk_is_plain (const CtDesk *self)
{
  const CtCapacity *there;

  g_return_val_if_fail (self != NULL, TRUE);
  there = &self->capacity;
  return self->absences->len == 0 && self->holds->len == 0 && there->nurses == 0 && there->prescribers == 0 &&
         there->pumps == 0 && there->rooms == 0 && there->starts == 0;
}

static gboolean
is_away (const CtAbsence *absence, CtDate date, CtMinutes minutes)
{
  return date >= absence->first && date <= absence->last && ct_minutes_overlap (absence->minutes, minutes);
}

/* One fewer; the last one leaves none, which is not the same as "not counted". */
static int
one_less (int there)
{
  return there == 0 ? 0 : there == 1 ? -1 : there - 1;
}

/* Of several leaves of one person at one time only the first counts. */
static gboolean
counted_before (const CtDesk *self, const GArray *listed, guint n, CtDate date, CtMinutes minutes)
{
  const CtAbsence *absence = nth_on (self, listed, n);

  for (guint i = 0; i < n; i++)
    {
      const CtAbsence *other = nth_on (self, listed, i);

      if (other->user_id == absence->user_id && is_away (other, date, minutes))
        return TRUE;
    }
  return FALSE;
}

/**
 * ct_desk_get_capacity:
 * @self: a desk
 * @date: a day
 * @minutes: a time of that day
 *
 * Returns: what the site has then, without those who are away at any minute of it.
 */
CtCapacity
ct_desk_get_capacity (const CtDesk *self, CtDate date, CtMinutes minutes)
{
  CtCapacity there = { 0 };
  const GArray *listed;

  g_return_val_if_fail (self != NULL, there);
  there = self->capacity;
  listed = g_hash_table_lookup (self->by_day, GINT_TO_POINTER (date));
  for (guint i = 0; i < count_on (self, listed); i++)
    {
      const CtAbsence *absence = nth_on (self, listed, i);

      if (!is_away (absence, date, minutes) || counted_before (self, listed, i, date, minutes))
        continue;
      if (absence->kind == CT_AWAY_NURSE)
        there.nurses = one_less (there.nurses);
      else if (absence->kind == CT_AWAY_PRESCRIBER)
        there.prescribers = one_less (there.prescribers);
    }
  return there;
}

/**
 * ct_desk_find_absence:
 * @self: a desk
 * @user_id: a clinician; 0: nobody
 * @date: a day
 * @minutes: a time of that day
 *
 * Returns: (transfer none) (nullable): the leave that keeps them away then.
 */
const CtAbsence *
ct_desk_find_absence (const CtDesk *self, gint64 user_id, CtDate date, CtMinutes minutes)
{
  const GArray *listed;

  g_return_val_if_fail (self != NULL, NULL);
  listed = g_hash_table_lookup (self->by_day, GINT_TO_POINTER (date));
  for (guint i = 0; user_id != 0 && i < count_on (self, listed); i++)
    {
      const CtAbsence *absence = nth_on (self, listed, i);

      if (absence->user_id == user_id && is_away (absence, date, minutes))
        return absence;
    }
  return NULL;
}

static int
compare_minutes (gconstpointer a, gconstpointer b)
{
  return ((const CtMinutes *) a)->from - ((const CtMinutes *) b)->from;
}

/**
 * ct_desk_list_away:
 * @self: a desk
 * @user_id: a clinician
 * @date: a day
 * @reason: (out) (nullable): why, of one of the times; %NULL where there is none
 *
 * Returns: (transfer full) (element-type CtMinutes): when they are away or busy elsewhere that day, in order of beginning.
 */
GArray *
ct_desk_list_away (const CtDesk *self, gint64 user_id, CtDate date, const char **reason)
{
  GArray *away = g_array_new (FALSE, FALSE, sizeof (CtMinutes));
  const GArray *listed;

  *reason = NULL;
  g_return_val_if_fail (self != NULL, away);
  listed = g_hash_table_lookup (self->by_day, GINT_TO_POINTER (date));
  for (guint i = 0; user_id != 0 && i < count_on (self, listed); i++)
    {
      const CtAbsence *absence = nth_on (self, listed, i);

      if (absence->user_id != user_id || !is_away (absence, date, (CtMinutes) { 0, CT_MINUTES_PER_DAY }))
        continue;
      g_array_append_val (away, absence->minutes);
      *reason = absence->reason;
    }
  g_array_sort (away, compare_minutes);
  return away;
}

static gboolean
holds_on (const CtHeldPlace *hold, gint64 chair_id, CtDate date, CtMinutes minutes)
{
  return (hold->chair_id == 0 || hold->chair_id == chair_id) &&
         (hold->weekday == 0 || hold->weekday == ct_date_get_weekday (date)) &&
         (hold->first == CT_DATE_NONE || date >= hold->first) && (hold->last == CT_DATE_NONE || date <= hold->last) &&
         ct_minutes_overlap (hold->minutes, minutes);
}

/**
 * ct_desk_find_hold:
 * @self: a desk
 * @chair_id: a chair
 * @kind: (nullable): what kind of visit is wanted
 * @date: a day
 * @minutes: a time of that day
 *
 * Returns: (transfer none) (nullable): what holds that place free for visits of another kind.
 */
const CtHeldPlace *
ct_desk_find_hold (const CtDesk *self, gint64 chair_id, const char *kind, CtDate date, CtMinutes minutes)
{
  g_return_val_if_fail (self != NULL, NULL);
  for (guint i = 0; i < self->holds->len; i++)
    {
      const CtHeldPlace *hold = &g_array_index (self->holds, CtHeldPlace, i);

      if (holds_on (hold, chair_id, date, minutes) && (hold->kind == NULL || g_strcmp0 (hold->kind, kind) != 0))
        return hold;
    }
  return NULL;
}
