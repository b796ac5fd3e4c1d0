#include "domain/ct-slot-finder.h"

#include <string.h>

/* A day away is as far as starting four hours off. */
#define DAY_COST 240

typedef struct
{
  const CtSlotQuery *query;
  const gint64      *chairs;
  guint              n_chairs;
  guint              n_hours_days; /* within so many days of another session, its hours count too */
  CtDate             date;         /* the day that is looked at */
  const CtBooking   *bookings;     /* of it */
  guint              n_bookings;
  guint64           *taken;        /* the chairs that each of them takes away */
  GArray            *found;        /* of CtSlot */
} Finder;

/* ---- What a day leaves ---- */

static guint64
all_chairs (const Finder *self)
{
  return self->n_chairs == 64 ? G_MAXUINT64 : (G_GUINT64_CONSTANT (1) << self->n_chairs) - 1;
}

/* The chairs that may be asked for. */
static guint64
wanted_chairs (const Finder *self)
{
  if (self->query->wanted.chair_id == 0)
    return all_chairs (self);
  for (guint i = 0; i < self->n_chairs; i++)
    if (self->chairs[i] == self->query->wanted.chair_id)
      return G_GUINT64_CONSTANT (1) << i;
  return 0;
}

static guint64
taken_by (const Finder *self, const CtBooking *booking)
{
  if (self->query->wanted.patient_id != 0 && booking->patient_id == self->query->wanted.patient_id)
    return all_chairs (self);
  for (guint i = 0; i < self->n_chairs; i++)
    if (self->chairs[i] == booking->chair_id)
      return G_GUINT64_CONSTANT (1) << i;
  return 0;
}

static void
look_at_day (Finder *self, CtDate date)
{
  self->date = date;
  self->bookings = ct_occupancy_get_day (self->query->occupancy, date, &self->n_bookings);
  self->taken = g_renew (guint64, self->taken, MAX (self->n_bookings, 1));
  for (guint i = 0; i < self->n_bookings; i++)
    self->taken[i] = taken_by (self, &self->bookings[i]);
}

static guint64
free_chairs (const Finder *self, CtMinutes minutes)
{
  guint64 chairs = wanted_chairs (self);

  for (guint i = 0; i < self->n_bookings && chairs != 0 && self->bookings[i].minutes.from < minutes.to; i++)
    if (self->bookings[i].minutes.to > minutes.from)
      chairs &= ~self->taken[i];
  return chairs;
}

static guint64
without_held (const Finder *self, guint64 chairs, CtMinutes minutes)
{
  for (guint i = 0; i < self->n_chairs; i++)
    if ((chairs >> i & 1) != 0 &&
        ct_desk_find_hold (self->query->desk, self->chairs[i], self->query->wanted.kind, self->date, minutes) != NULL)
      chairs &= ~(G_GUINT64_CONSTANT (1) << i);
  return chairs;
}

/* Whether staff, pumps and the clinician can be there. */
static gboolean
people_can (const Finder *self, CtMinutes minutes)
{
  const CtSlotQuery *query = self->query;
  CtBooking wanted = query->wanted;
  CtCapacity there = ct_desk_get_capacity (query->desk, self->date, minutes);

  wanted.date = self->date;
  wanted.minutes = minutes;
  if (ct_desk_find_absence (query->desk, wanted.clinician_id, self->date, minutes) != NULL ||
      (wanted.clinician_id != 0 && ct_occupancy_clinician_busy (query->occupancy, &wanted) != NULL))
    return FALSE;
  return wanted.segments == NULL ||
         ct_floor_day_fits (ct_occupancy_get_floor (query->occupancy, self->date), &there, wanted.segments, minutes);
}

/* ---- The course ---- */

/* Whether the protocol's rules, notes aside, and the order of the series allow a day; with @minute -1 the days only. */
static gboolean
course_allows (const Finder *self, CtDate date, int minute)
{
  const CtSlotQuery *query = self->query;
  CtRulesQuestion question = { .wanted = query->wanted, .protocol = query->protocol, .number = query->number,
                               .sessions = query->sessions, .n_sessions = query->n_sessions };
  g_autoptr (GPtrArray) breaches = NULL;

  if (query->protocol == NULL || query->number == 0)
    return TRUE;
  question.wanted.date = date;
  question.wanted.minutes = (CtMinutes) { minute, minute + query->minutes };
  breaches = ct_rules_check_series (&question);
  return ct_rules_worst (breaches) == CT_SEVERITY_NOTE;
}

/* How many days apart two sessions may be for a rule to ask for the hours between them. */
static guint
days_of_hours (const CtSlotQuery *query)
{
  int days = -1;

  for (guint i = 0; query->protocol != NULL && i < query->protocol->spacing->len; i++)
    {
      const CtSpacingRule *rule = g_ptr_array_index (query->protocol->spacing, i);

      if (rule->hours > 0)
        days = MAX (days, rule->hours / 24 + 1);
    }
  return (guint) (days + 1);
}

static gboolean
hours_matter_on (const Finder *self, CtDate date)
{
  for (guint i = 0; i < self->query->n_sessions; i++)
    if ((guint) ABS (self->query->sessions[i].date - date) < self->n_hours_days)
      return TRUE;
  return FALSE;
}

/* ---- Looking ---- */

/* The free time before a visit on a chair that would be left unused. */
static int
gap_before (const Finder *self, guint chair, int from, int opens)
{
  int free_from = opens;

  for (guint i = 0; i < self->n_bookings; i++)
    if (self->bookings[i].chair_id == self->chairs[chair] && self->bookings[i].minutes.to <= from)
      free_from = MAX (free_from, self->bookings[i].minutes.to);
  return from - free_from;
}

static gint64
best_chair (const Finder *self, guint64 chairs, int from, int opens)
{
  guint best = 0;
  int least = G_MAXINT;

  for (guint i = 0; i < self->n_chairs; i++)
    if ((chairs >> i & 1) != 0)
      {
        int gap = gap_before (self, i, from, opens);

        if (gap < least)
          {
            least = gap;
            best = i;
          }
      }
  return self->chairs[best];
}

static gint64
cost_of (const CtSlotQuery *query, CtDate date, int minute)
{
  if (query->near.date == CT_DATE_NONE)
    return (gint64) (date - query->from.date) * CT_MINUTES_PER_DAY + minute;
  return (gint64) DAY_COST * ABS (date - query->near.date) + ABS (minute - query->near.minute);
}

static void
try_start (Finder *self, int minute, int opens, gboolean hours_matter)
{
  CtMinutes minutes = { minute, minute + self->query->minutes };
  guint64 chairs = free_chairs (self, minutes);
  CtSlot slot = { { self->date, minute }, 0, cost_of (self->query, self->date, minute) };

  if (chairs == 0 || !people_can (self, minutes) || (chairs = without_held (self, chairs, minutes)) == 0 ||
      (hours_matter && !course_allows (self, self->date, minute)))
    return;
  slot.chair_id = best_chair (self, chairs, minute, opens);
  g_array_append_val (self->found, slot);
}

static gboolean
is_time_wanted (const CtSlotQuery *query, CtDate date, int minute)
{
  if (date == query->from.date && minute < query->from.minute)
    return FALSE;
  return query->times.from < 0 || (minute >= query->times.from && minute < query->times.to);
}

static void
try_day (Finder *self, CtDate date)
{
  const CtSlotQuery *query = self->query;
  gboolean hours_matter = hours_matter_on (self, date);
  guint n;
  const CtMinutes *open = ct_hours_open_on (ct_desk_get_hours (query->desk), date, &n);
  int step = query->step_minutes;

  if (n == 0 || (query->weekdays != 0 && (query->weekdays & (1u << (ct_date_get_weekday (date) - 1))) == 0) ||
      !course_allows (self, date, -1))
    return;
  look_at_day (self, date);
  for (guint r = 0; r < n; r++)
    for (int minute = (open[r].from + step - 1) / step * step; minute + query->minutes <= open[r].to; minute += step)
      if (is_time_wanted (query, date, minute))
        try_start (self, minute, open[r].from, hours_matter);
}

static int
compare_slots (gconstpointer a, gconstpointer b)
{
  const CtSlot *x = a, *y = b;

  if (x->cost != y->cost)
    return x->cost < y->cost ? -1 : 1;
  return x->at.date != y->at.date ? x->at.date - y->at.date : x->at.minute - y->at.minute;
}

static gboolean
is_near_one (GArray *chosen, const CtSlot *slot, int apart)
{
  for (guint i = 0; i < chosen->len; i++)
    {
      const CtSlot *other = &g_array_index (chosen, CtSlot, i);

      if (other->at.date == slot->at.date && ABS (other->at.minute - slot->at.minute) < apart)
        return TRUE;
    }
  return FALSE;
}

/**
 * ct_slots_find:
 * @query: what is wanted
 *
 * Looks for openings that keep every rule: hours, closures, leave, held time, chairs, staff, pumps, the spacing of the
 * protocol and the order of the series. Answers are ranked, the nearest to what is wanted first, and no two are less than
 * @query->apart_minutes apart. What it answers does not depend on the order in which the bookings came in.
 *
 * Returns: (transfer full) (element-type CtSlot): at most @query->limit openings, the best first; empty where there is none.
 */
GArray *
ct_slots_find (const CtSlotQuery *query)
{
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (CtSlot));
  Finder self = { .query = query };

  g_return_val_if_fail (query != NULL && query->desk != NULL && query->occupancy != NULL, chosen);
  g_return_val_if_fail (query->minutes >= 1 && query->step_minutes >= 1 && query->from.date != CT_DATE_NONE, chosen);
  self.chairs = ct_occupancy_get_chairs (query->occupancy, &self.n_chairs);
  self.n_chairs = MIN (self.n_chairs, CT_SLOT_MAX_CHAIRS);
  self.n_hours_days = days_of_hours (query);
  self.found = g_array_new (FALSE, FALSE, sizeof (CtSlot));
  for (CtDate date = query->from.date; self.n_chairs > 0 && date <= query->last; date++)
    try_day (&self, date);
  g_array_sort (self.found, compare_slots);
  for (guint i = 0; i < self.found->len && chosen->len < query->limit; i++)
    {
      const CtSlot *slot = &g_array_index (self.found, CtSlot, i);

      if (!is_near_one (chosen, slot, query->apart_minutes))
        g_array_append_vals (chosen, slot, 1);
    }
  g_array_unref (self.found);
  g_free (self.taken);
  return chosen;
}
