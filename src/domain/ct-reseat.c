#include "domain/ct-reseat.h"

/* The visits of one chair, and room for one more. */
static GArray *
visits_of (const CtReseatQuestion *question, gint64 chair_id)
{
  GArray *visits = g_array_new (FALSE, FALSE, sizeof (CtRunVisit));

  for (guint i = 0; i < question->n_visits; i++)
    if (question->visits[i].chair_id == chair_id)
      g_array_append_val (visits, question->visits[i]);
  return visits;
}

static const CtRunVisit *
find_visit (const CtReseatQuestion *question)
{
  for (guint i = 0; i < question->n_visits; i++)
    if (question->visits[i].appointment_id == question->rules.wanted.appointment_id)
      return &question->visits[i];
  return NULL;
}

static CtRunOver *
run (GArray *visits, int now)
{
  return ct_run_over_new ((const CtRunVisit *) (gconstpointer) visits->data, visits->len, now);
}

/* Nobody who is booked there is to wait for the newcomer. */
static gboolean
keeps_nobody_waiting (const CtRunOver *before, const CtRunOver *after)
{
  guint n;
  const CtRunEntry *entries = ct_run_over_list (before, &n);

  for (guint i = 0; i < n; i++)
    {
      const CtRunEntry *then = ct_run_over_find (after, entries[i].appointment_id);

      if (ct_run_entry_delay (then) > MAX (ct_run_entry_delay (&entries[i]), CT_RUN_TOLD - 1))
        return FALSE;
    }
  return TRUE;
}

static gboolean
rules_allow (const CtReseatQuestion *question, gint64 chair_id, CtMinutes minutes)
{
  CtRulesQuestion rules = question->rules;

  rules.wanted.chair_id = chair_id;
  rules.wanted.minutes = minutes;
  return minutes.to <= CT_MINUTES_PER_DAY && ct_rules_allow (&rules, NULL);
}

/* Whether the visit can begin at @minute in the chair whose visits are @visits, and when it really would. */
static gboolean
fits (const CtReseatQuestion *question, GArray *visits, const CtRunOver *before, gint64 chair_id, int minute,
      CtReseat *found)
{
  int length = question->rules.wanted.minutes.to - question->rules.wanted.minutes.from;
  CtRunVisit moved = *find_visit (question);
  g_autoptr (CtRunOver) after = NULL;
  const CtRunEntry *entry;
  gboolean works;

  moved.chair_id = chair_id;
  moved.minutes = (CtMinutes) { minute, minute + length };
  if (!rules_allow (question, chair_id, moved.minutes))
    return FALSE;
  g_array_append_val (visits, moved);
  after = run (visits, question->now);
  g_array_set_size (visits, visits->len - 1);
  entry = ct_run_over_find (after, moved.appointment_id);
  works = entry->waits && !ct_run_entry_is_told (entry) && keeps_nobody_waiting (before, after);
  *found = (CtReseat) { chair_id, minute, entry->expected.from };
  return works;
}

static int
compare_reseats (gconstpointer a, gconstpointer b)
{
  return ((const CtReseat *) a)->expected - ((const CtReseat *) b)->expected;
}

/**
 * ct_reseat_find:
 * @question: who waits, and how the day runs
 *
 * Looks in every chair but its own for the first time at which the visit keeps all rules, need not wait, keeps nobody else
 * waiting, and begins sooner than where it is.
 *
 * Returns: (transfer full) (element-type CtReseat): at most one for each chair, the soonest first, then in the order of the
 *   chairs; empty where the visit is not expected any more.
 */
GArray *
ct_reseat_find (const CtReseatQuestion *question)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (CtReseat));
  g_autoptr (CtRunOver) present = NULL;
  const CtRunEntry *own;

  g_return_val_if_fail (question != NULL && question->rules.occupancy != NULL, found);
  present = ct_run_over_new (question->visits, question->n_visits, question->now);
  own = ct_run_over_find (present, question->rules.wanted.appointment_id);
  if (own == NULL || !own->waits)
    return found;
  for (guint i = 0; i < question->n_chairs; i++)
    {
      g_autoptr (GArray) visits = visits_of (question, question->chairs[i]);
      g_autoptr (CtRunOver) before = run (visits, question->now);
      CtReseat reseat;

      if (question->chairs[i] == own->chair_id)
        continue;
      for (int minute = own->booked.from; minute + CT_RUN_TOLD <= own->expected.from; minute += CT_RESEAT_STEP)
        if (fits (question, visits, before, question->chairs[i], minute, &reseat) &&
            reseat.expected + CT_RUN_TOLD <= own->expected.from)
          {
            g_array_append_val (found, reseat);
            break;
          }
    }
  g_array_sort (found, compare_reseats);
  return found;
}
