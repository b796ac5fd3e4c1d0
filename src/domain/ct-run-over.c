#include "domain/ct-run-over.h"

struct _CtRunOver
{
  GArray *entries; /* of CtRunEntry: by chair, then by the time they are booked for */
};

/* ---- One visit ---- */

static CtStage
stage_of (const CtRunVisit *visit)
{
  return ct_way_get (visit->step)->stage;
}

/* Whether the patient has sat down; who did not come, and what was called off, never does. */
static gboolean
has_begun (const CtRunVisit *visit)
{
  switch (visit->step)
    {
    case CT_STEP_IN_CHAIR:
    case CT_STEP_RECOVERY:
    case CT_STEP_LEAVING:
    case CT_STEP_DONE:
    case CT_STEP_STOPPED:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Whether it still wants its chair. */
static gboolean
is_expected (const CtRunVisit *visit, int now)
{
  switch (stage_of (visit))
    {
    case CT_STAGE_HERE:
      return !has_begun (visit);
    case CT_STAGE_TO_COME:
      return now < MIN (visit->minutes.to, visit->minutes.from + CT_RUN_PATIENCE);
    case CT_STAGE_OVER:
      break;
    }
  return FALSE;
}

static int
booked_minutes (const CtRunVisit *visit)
{
  return visit->minutes.to - visit->minutes.from;
}

/* When the patient leaves the chair: what lies behind the step that was taken is over, however long it took. */
static int
leaves_at (const CtRunVisit *visit, int since, int turnover)
{
  switch (visit->step)
    {
    case CT_STEP_RECOVERY:
      return since + ct_segments_part (visit->segments, booked_minutes (visit), "recovery");
    case CT_STEP_LEAVING:
    case CT_STEP_DONE:
    case CT_STEP_STOPPED:
      return since;
    default:
      return since + booked_minutes (visit) - turnover;
    }
}

/* Where nobody stamped a step, the visit is taken to run as booked. */
static CtMinutes
real_minutes (const CtRunVisit *visit, int now)
{
  int turnover = ct_segments_part (visit->segments, booked_minutes (visit), "turnover"), from, leaves;
  gboolean known = visit->since != CT_RUN_UNKNOWN;

  from = known && visit->step == CT_STEP_IN_CHAIR ? visit->since : visit->minutes.from;
  leaves = known ? leaves_at (visit, visit->since, turnover) : visit->minutes.to - turnover;
  if (stage_of (visit) == CT_STAGE_HERE)
    leaves = MAX (leaves, now);
  return (CtMinutes) { MIN (from, leaves), leaves + turnover };
}

/* ---- One chair ---- */

/* Of those who have begun only the last one can still be in the chair, whatever was forgotten to be noted of the others. */
static const CtRunVisit *
last_begun (const CtRunVisit *const *visits, guint n)
{
  for (guint i = n; i-- > 0;)
    if (has_begun (visits[i]))
      return visits[i];
  return NULL;
}

static CtRunEntry
entry_of (const CtRunVisit *visit)
{
  return (CtRunEntry) { .appointment_id = visit->appointment_id, .chair_id = visit->chair_id, .booked = visit->minutes,
                        .expected = visit->minutes,
                        .here = stage_of (visit) == CT_STAGE_HERE || visit->step == CT_STEP_DONE || visit->step == CT_STEP_STOPPED };
}

/* Those who wait come in their order, each as soon as the chair is free, and never before its time. */
static void
run_chair (const CtRunVisit *const *visits, guint n, int now, GArray *entries)
{
  const CtRunVisit *seated = last_begun (visits, n);
  int free_at = seated != NULL ? real_minutes (seated, now).to : G_MININT;
  gint64 holder_id = seated != NULL ? seated->appointment_id : 0;

  for (guint i = 0; i < n; i++)
    {
      CtRunEntry entry = entry_of (visits[i]);

      if (visits[i] == seated)
        entry.expected = real_minutes (seated, now);
      else if (is_expected (visits[i], now))
        {
          int ready = MAX (visits[i]->minutes.from, now);

          entry.waits = TRUE;
          /* Whoever should have gone is there until now, whenever that is. */
          entry.behind_id = free_at >= ready && free_at > visits[i]->minutes.from ? holder_id : 0;
          entry.expected.from = MAX (ready, free_at);
          entry.expected.to = free_at = entry.expected.from + booked_minutes (visits[i]);
          holder_id = visits[i]->appointment_id;
        }
      g_array_append_val (entries, entry);
    }
}

/* ---- The day ---- */

static int
compare_visits (gconstpointer a, gconstpointer b)
{
  const CtRunVisit *x = *(const CtRunVisit *const *) a, *y = *(const CtRunVisit *const *) b;

  if (x->chair_id != y->chair_id)
    return x->chair_id < y->chair_id ? -1 : 1;
  if (x->minutes.from != y->minutes.from)
    return x->minutes.from < y->minutes.from ? -1 : 1;
  return x->appointment_id < y->appointment_id ? -1 : x->appointment_id > y->appointment_id;
}

/**
 * ct_run_over_new:
 * @visits: (array length=n_visits): the visits of one day at one site, in any order
 * @n_visits: how many
 * @now: what the clock on the wall shows, in minutes of that day
 *
 * Somebody in the chair leaves it when the rest of the visit has run its length from the step that was last stamped, and no
 * earlier than now; then the chair is cleaned. Whoever comes after begins when the chair is free, at the time booked, and no
 * earlier than now, whichever is last: gaps take up a delay. Who has not come by the end of the visit, or %CT_RUN_PATIENCE
 * minutes after its beginning, is not waited for.
 *
 * Returns: (transfer full): what is to be expected; the same whatever the order of @visits.
 */
CtRunOver *
ct_run_over_new (const CtRunVisit *visits, guint n_visits, int now)
{
  CtRunOver *self = g_new0 (CtRunOver, 1);
  g_autoptr (GPtrArray) sorted = g_ptr_array_sized_new (n_visits);

  self->entries = g_array_sized_new (FALSE, FALSE, sizeof (CtRunEntry), n_visits);
  g_return_val_if_fail (visits != NULL || n_visits == 0, self);
  for (guint i = 0; i < n_visits; i++)
    g_ptr_array_add (sorted, (gpointer) &visits[i]);
  g_ptr_array_sort (sorted, compare_visits);
  for (guint from = 0, to; from < sorted->len; from = to)
    {
      const CtRunVisit *const *chair = (const CtRunVisit *const *) &sorted->pdata[from];

      for (to = from + 1; to < sorted->len && ((const CtRunVisit *) sorted->pdata[to])->chair_id == chair[0]->chair_id;)
        to++;
      run_chair (chair, to - from, now, self->entries);
    }
  return self;
}

/**
 * ct_run_over_free:
 * @self: (transfer full): what is to be expected
 */
void
ct_run_over_free (CtRunOver *self)
{
  g_array_unref (self->entries);
  g_free (self);
}

/**
 * ct_run_over_list:
 * @self: what is to be expected
 * @n_entries: (out): how many
 *
 * Returns: (transfer none) (array length=n_entries): one entry a visit, by chair and the time booked.
 */
const CtRunEntry *
ct_run_over_list (const CtRunOver *self, guint *n_entries)
{
  g_return_val_if_fail (self != NULL && n_entries != NULL, NULL);
  *n_entries = self->entries->len;
  return (const CtRunEntry *) (gconstpointer) self->entries->data;
}

/**
 * ct_run_over_find:
 * @self: what is to be expected
 * @appointment_id: a visit
 *
 * Returns: (transfer none) (nullable): what is to be expected of it; %NULL where it is not of that day.
 */
const CtRunEntry *
ct_run_over_find (const CtRunOver *self, gint64 appointment_id)
{
  g_return_val_if_fail (self != NULL, NULL);
  for (guint i = 0; i < self->entries->len; i++)
    if (g_array_index (self->entries, CtRunEntry, i).appointment_id == appointment_id)
      return &g_array_index (self->entries, CtRunEntry, i);
  return NULL;
}

/**
 * ct_run_over_held_up:
 * @self: what is to be expected
 * @chair_id: a chair
 *
 * Returns: (transfer none) (nullable): the first visit of the chair that has to wait worth telling for somebody who is in
 *   the house; %NULL where none has. Nobody is held up by a patient who has not come: that one may never come.
 */
const CtRunEntry *
ct_run_over_held_up (const CtRunOver *self, gint64 chair_id)
{
  g_return_val_if_fail (self != NULL, NULL);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const CtRunEntry *entry = &g_array_index (self->entries, CtRunEntry, i);
      const CtRunEntry *before = entry->behind_id != 0 ? ct_run_over_find (self, entry->behind_id) : NULL;

      if (entry->chair_id == chair_id && before != NULL && before->here && ct_run_entry_is_told (entry))
        return entry;
    }
  return NULL;
}

/**
 * ct_run_entry_delay:
 * @self: what is to be expected of a visit
 *
 * Returns: by how many minutes it will begin after the time it is booked for; 0 where it has begun or is not expected.
 */
int
ct_run_entry_delay (const CtRunEntry *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->waits ? self->expected.from - self->booked.from : 0;
}

/**
 * ct_run_entry_is_told:
 * @self: what is to be expected of a visit
 *
 * Returns: whether the desk is to be told: somebody keeps it waiting for %CT_RUN_TOLD minutes or more. A patient who is late
 *   alone is told as late.
 */
gboolean
ct_run_entry_is_told (const CtRunEntry *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->behind_id != 0 && ct_run_entry_delay (self) >= CT_RUN_TOLD;
}
