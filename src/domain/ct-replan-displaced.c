/* All visits are lifted out at once and put back one by one, those of a course first, each where no rule stands against it:
 * with somebody else at its own time where that can be, else as near to it as can be. */
#include "domain/ct-replan.h"

#include <string.h>

typedef struct
{
  const CtReplanQuery *query;
  CtOccupancy         *occupancy;  /* as it becomes */
  guint               *order;      /* in which the visits are put back */
  CtReplanned         *placed;
  gboolean            *is_placed;
} Replan;

static int
compare_displaced (gconstpointer a, gconstpointer b, gpointer data)
{
  const CtDisplaced *all = data;
  const CtDisplaced *x = &all[*(const guint *) a], *y = &all[*(const guint *) b];
  gboolean x_course = x->protocol != NULL && x->number > 0, y_course = y->protocol != NULL && y->number > 0;

  if (x_course != y_course)
    return x_course ? -1 : 1;
  if (x->booking.date != y->booking.date)
    return x->booking.date < y->booking.date ? -1 : 1;
  if (x->booking.minutes.from != y->booking.minutes.from)
    return x->booking.minutes.from - y->booking.minutes.from;
  return x->booking.appointment_id < y->booking.appointment_id ? -1
                                                               : x->booking.appointment_id > y->booking.appointment_id;
}

static void
sort_displaced (Replan *self)
{
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->query->n_displaced; i++)
    g_array_append_val (order, i);
  g_array_sort_with_data (order, compare_displaced, (gpointer) self->query->displaced);
  self->order = g_memdup2 (order->data, order->len * sizeof (guint));
}

/* The other sessions of a patient as they have become: those that were put back are on their new days. */
static GArray *
sessions_now (const Replan *self, guint index)
{
  const CtDisplaced *mine = &self->query->displaced[index];
  GArray *sessions = g_array_new (FALSE, FALSE, sizeof (CtSpacingSession));

  g_array_append_vals (sessions, mine->sessions, mine->n_sessions);
  for (guint other = 0; other < self->query->n_displaced; other++)
    {
      const CtDisplaced *theirs = &self->query->displaced[other];

      if (other == index || !self->is_placed[other] || theirs->booking.patient_id != mine->booking.patient_id)
        continue;
      for (guint i = 0; i < sessions->len; i++)
        {
          CtSpacingSession *session = &g_array_index (sessions, CtSpacingSession, i);

          if (session->date == theirs->booking.date && session->minute == theirs->booking.minutes.from)
            *session = (CtSpacingSession) { session->number, self->placed[other].at.date, self->placed[other].at.minute };
        }
    }
  return sessions;
}

static CtRulesQuestion
question_of (const Replan *self, guint index, GArray *sessions)
{
  const CtDisplaced *displaced = &self->query->displaced[index];

  return (CtRulesQuestion) { .desk = self->query->desk, .occupancy = self->occupancy, .wanted = displaced->booking,
                             .protocol = displaced->protocol, .number = displaced->number,
                             .sessions = (const CtSpacingSession *) (gpointer) sessions->data,
                             .n_sessions = sessions->len };
}

/* Somebody else at the same time: what stood against that day before does not count against it now. */
static gboolean
find_substitute (Replan *self, guint index, CtReplanned *placed)
{
  const CtBooking *booking = &self->query->displaced[index].booking;
  CtRulesQuestion question = { .desk = self->query->desk, .occupancy = self->occupancy, .wanted = *booking };

  for (guint i = 0; i < self->query->n_clinicians; i++)
    {
      g_autoptr (GPtrArray) breaches = NULL;

      if (self->query->clinicians[i] == booking->clinician_id)
        continue;
      question.wanted.clinician_id = self->query->clinicians[i];
      breaches = ct_rules_check (&question);
      if (ct_rules_worst (breaches) != CT_SEVERITY_NOTE)
        continue;
      *placed = (CtReplanned) { CT_REPLAN_SUBSTITUTE, { booking->date, booking->minutes.from }, booking->chair_id,
                                self->query->clinicians[i] };
      return TRUE;
    }
  return FALSE;
}

static void
try_with (Replan *self, guint index, const CtRulesQuestion *question, gint64 clinician_id, CtSlot *best,
          gint64 *best_clinician)
{
  const CtReplanQuery *query = self->query;
  const CtBooking *booking = &query->displaced[index].booking;
  CtSlotQuery slots = { .desk = query->desk, .occupancy = self->occupancy, .from = query->from,
                        .last = query->from.date + query->days - 1, .times = { -1, -1 }, .wanted = *booking,
                        .minutes = booking->minutes.to - booking->minutes.from, .protocol = question->protocol,
                        .number = question->number, .sessions = question->sessions, .n_sessions = question->n_sessions,
                        .step_minutes = query->step_minutes, .near = { booking->date, booking->minutes.from }, .limit = 1 };
  g_autoptr (GArray) found = NULL;

  slots.wanted.chair_id = 0;
  slots.wanted.clinician_id = clinician_id;
  found = ct_slots_find (&slots);
  if (found->len == 0 || (best->chair_id != 0 && g_array_index (found, CtSlot, 0).cost >= best->cost))
    return;
  *best = g_array_index (found, CtSlot, 0);
  *best_clinician = clinician_id;
}

/* Their own clinician on another day, or somebody else: whichever is nearer. */
static gboolean
find_time (Replan *self, guint index, CtReplanned *placed)
{
  const CtBooking *booking = &self->query->displaced[index].booking;
  g_autoptr (GArray) sessions = sessions_now (self, index);
  CtRulesQuestion question = question_of (self, index, sessions);
  CtSlot best = { .chair_id = 0 };
  gint64 clinician_id = 0;

  try_with (self, index, &question, booking->clinician_id, &best, &clinician_id);
  for (guint i = 0; i < self->query->n_clinicians; i++)
    if (self->query->clinicians[i] != booking->clinician_id)
      try_with (self, index, &question, self->query->clinicians[i], &best, &clinician_id);
  if (best.chair_id == 0)
    return FALSE;
  *placed = (CtReplanned) { CT_REPLAN_MOVED, best.at, best.chair_id, clinician_id };
  return TRUE;
}

static void
put_back (Replan *self, guint index)
{
  const CtBooking *booking = &self->query->displaced[index].booking;
  CtReplanned *placed = &self->placed[index];
  CtBooking now = *booking;

  *placed = (CtReplanned) { CT_REPLAN_NOWHERE, { booking->date, booking->minutes.from }, booking->chair_id,
                            booking->clinician_id };
  if (!find_substitute (self, index, placed) && !find_time (self, index, placed))
    return;
  now.date = placed->at.date;
  now.minutes = (CtMinutes) { placed->at.minute, placed->at.minute + booking->minutes.to - booking->minutes.from };
  now.chair_id = placed->chair_id;
  now.clinician_id = placed->clinician_id;
  ct_occupancy_add (self->occupancy, &now);
  self->is_placed[index] = TRUE;
}

/**
 * ct_replan_displaced:
 * @query: what can't be as booked, and what may become of it
 *
 * Finds a place for every visit whose clinician is away, all at once. No two of the new places are in each other's way, and no
 * rule stands against any of them; what finds none stays as it is and says so. The order in which the visits or bookings are
 * given does not matter.
 *
 * Returns: (transfer full) (array): what becomes of each, in the order of @query->displaced; free it with g_free().
 */
CtReplanned *
ct_replan_displaced (const CtReplanQuery *query)
{
  Replan self = { .query = query };

  g_return_val_if_fail (query != NULL && query->desk != NULL && query->occupancy != NULL, NULL);
  self.occupancy = ct_occupancy_copy (query->occupancy);
  self.placed = g_new0 (CtReplanned, MAX (query->n_displaced, 1));
  self.is_placed = g_new0 (gboolean, MAX (query->n_displaced, 1));
  sort_displaced (&self);
  for (guint i = 0; i < query->n_displaced; i++)
    ct_occupancy_remove (self.occupancy, query->displaced[i].booking.appointment_id);
  for (guint i = 0; i < query->n_displaced; i++)
    put_back (&self, self.order[i]);
  ct_occupancy_free (self.occupancy);
  g_free (self.order);
  g_free (self.is_placed);
  return self.placed;
}
