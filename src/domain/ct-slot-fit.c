#include "domain/ct-slot-fit.h"

/* What makes somebody fit better. A course that is about to break comes before any wait, however long. */
#define SCORE_CLOSING  1000000 /* less so many points for each day that is left */
#define SCORE_PER_DAY_LEFT 20000
#define SCORE_URGENT   300000
#define SCORE_WAITING  100000
#define SCORE_PER_DAY_WAITED 500 /* up to a year */
#define SCORE_PER_DAY_SOONER 200 /* than what they have booked */
#define SCORE_PER_MINUTE_USED 10

static gboolean
day_suits (const CtCandidate *candidate, CtDate date)
{
  return (candidate->weekdays == 0 || (candidate->weekdays & (1u << (ct_date_get_weekday (date) - 1))) != 0) &&
         (candidate->not_before == CT_DATE_NONE || date >= candidate->not_before) &&
         (candidate->not_after == CT_DATE_NONE || date <= candidate->not_after) &&
         (candidate->booked_on == CT_DATE_NONE || date < candidate->booked_on);
}

/* The first minute within the free time that suits them, or -1. */
static int
minute_that_suits (const CtCandidate *candidate, CtMinutes free)
{
  int from = free.from, to = free.to;

  if (candidate->times.from >= 0)
    {
      from = MAX (from, candidate->times.from);
      to = MIN (to, candidate->times.to);
    }
  return from + candidate->minutes <= to ? from : -1;
}

static gint64
score_of (const CtCandidate *candidate, CtDate date)
{
  gint64 score = (gint64) SCORE_PER_MINUTE_USED * candidate->minutes;

  if (candidate->why == CT_FIT_CLOSING && candidate->not_after != CT_DATE_NONE)
    score += SCORE_CLOSING - (gint64) SCORE_PER_DAY_LEFT * MIN (candidate->not_after - date, 30);
  if (candidate->why == CT_FIT_WAITING)
    score += SCORE_WAITING;
  if (candidate->urgent)
    score += SCORE_URGENT;
  if (candidate->since != CT_DATE_NONE)
    score += (gint64) SCORE_PER_DAY_WAITED * CLAMP (date - candidate->since, 0, 365);
  if (candidate->booked_on != CT_DATE_NONE)
    score += (gint64) SCORE_PER_DAY_SOONER * MIN (candidate->booked_on - date, 365);
  return score;
}

/* Whether nothing but notes stands against it; what they have booked now is given up and not in the way. */
static gboolean
rules_allow (const CtDesk *desk, const CtOccupancy *occupancy, const CtCandidate *candidate, CtDate date,
             gint64 chair_id, int minute)
{
  CtRulesQuestion question = { .desk = desk, .occupancy = occupancy, .wanted = candidate->wanted,
                               .protocol = candidate->protocol, .number = candidate->number,
                               .sessions = candidate->sessions, .n_sessions = candidate->n_sessions };
  g_autoptr (GPtrArray) breaches = NULL;

  question.wanted.date = date;
  question.wanted.chair_id = chair_id;
  question.wanted.minutes = (CtMinutes) { minute, minute + candidate->minutes };
  breaches = ct_rules_check (&question);
  return ct_rules_worst (breaches) == CT_SEVERITY_NOTE;
}

static int
compare_fits (gconstpointer a, gconstpointer b, gpointer data)
{
  const CtCandidate *candidates = data;
  const CtSlotFit *x = a, *y = b;
  gint64 p = candidates[x->index].wanted.patient_id, q = candidates[y->index].wanted.patient_id;

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  return p != q ? (p < q ? -1 : 1) : (int) x->index - (int) y->index;
}

static gboolean
is_there (GArray *fits, const CtCandidate *candidates, gint64 patient_id)
{
  for (guint i = 0; i < fits->len; i++)
    if (candidates[g_array_index (fits, CtSlotFit, i).index].wanted.patient_id == patient_id)
      return TRUE;
  return FALSE;
}

/**
 * ct_slot_fits:
 * @desk: what the desk goes by
 * @occupancy: who sits where that day
 * @date: the day
 * @chair_id: the chair that has come free
 * @free: from when until when
 * @candidates: (array length=n_candidates): who might want it
 * @n_candidates: how many
 *
 * Ranks who fits: a course whose window closes first, then those marked urgent, then those who wait longest, then those
 * who are due again. Only who can come then, whose visit fits into the time, and against whom no rule stands; each patient
 * once, for the best of their reasons. The order of the candidates does not matter.
 *
 * Returns: (transfer full) (element-type CtSlotFit): those who fit, best first.
 */
GArray *
ct_slot_fits (const CtDesk *desk, const CtOccupancy *occupancy, CtDate date, gint64 chair_id, CtMinutes free,
              const CtCandidate *candidates, guint n_candidates)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (CtSlotFit));
  GArray *fits = g_array_new (FALSE, FALSE, sizeof (CtSlotFit));

  g_return_val_if_fail (desk != NULL && occupancy != NULL && chair_id != 0, fits);
  for (guint i = 0; i < n_candidates; i++)
    {
      CtSlotFit fit = { i, 0, minute_that_suits (&candidates[i], free) };

      if (fit.minute < 0 || !day_suits (&candidates[i], date) ||
          !rules_allow (desk, occupancy, &candidates[i], date, chair_id, fit.minute))
        continue;
      fit.score = score_of (&candidates[i], date);
      g_array_append_val (all, fit);
    }
  g_array_sort_with_data (all, compare_fits, (gpointer) candidates);
  for (guint i = 0; i < all->len; i++)
    {
      const CtSlotFit *fit = &g_array_index (all, CtSlotFit, i);

      if (!is_there (fits, candidates, candidates[fit->index].wanted.patient_id))
        g_array_append_vals (fits, fit, 1);
    }
  return fits;
}
