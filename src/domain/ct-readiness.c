#include "domain/ct-readiness.h"

#include <glib/gi18n.h>

#include "base/ct-time.h"

/* ct_ready_item_new: Returns: (transfer full): an item to be filled by a reader. */
CtReadyItem *
ct_ready_item_new (void)
{
  return g_new0 (CtReadyItem, 1);
}

/* ct_ready_item_free: Frees an item. */
void
ct_ready_item_free (gpointer data)
{
  CtReadyItem *self = data;

  g_free (self->id);
  g_free (self->label);
  g_free (self->fact);
  g_free (self);
}

/* ct_ready_fact_clear: Frees what is in a fact of an array. */
void
ct_ready_fact_clear (gpointer data)
{
  g_clear_pointer (&((CtReadyFact *) data)->fact, g_free);
}

static void
state_free (gpointer data)
{
  CtReadyState *self = data;

  g_free (self->id);
  g_free (self->label);
  g_clear_object (&self->check);
  g_free (self);
}

static gboolean
applies (const CtReadyItem *item, const CtAppointment *a)
{
  return !(item->first_only && a->session_number > 1) && !(item->later_only && a->session_number <= 1);
}

/* Whether something of @day is near enough before the visit. */
static gboolean
is_in_time (const CtReadyItem *item, const CtAppointment *a, CtDate day)
{
  return day <= a->day && (item->within_days == 0 || a->day - day <= item->within_days);
}

static gboolean
is_met_by_fact (const CtReadyItem *item, const CtAppointment *a, const GArray *facts)
{
  for (guint i = 0; facts != NULL && i < facts->len; i++)
    {
      const CtReadyFact *fact = &g_array_index (facts, CtReadyFact, i);

      if (fact->patient_id == a->patient_id && (fact->course_id == 0 || fact->course_id == a->course_id) &&
          g_str_equal (fact->fact, item->fact) && is_in_time (item, a, fact->day))
        return TRUE;
    }
  return FALSE;
}

static gboolean
reaches (const CtVisitCheck *check, const CtReadyItem *item, const CtAppointment *a)
{
  if (check->patient_id != a->patient_id || g_strcmp0 (check->item, item->id) != 0)
    return FALSE;
  switch (item->scope)
    {
    case CT_READY_FOR_VISIT:
      return check->appointment_id == CT_RECORD ((gpointer) a)->id;
    case CT_READY_FOR_COURSE:
      return check->course_id == a->course_id && (a->course_id != 0 || check->appointment_id == CT_RECORD ((gpointer) a)->id);
    case CT_READY_FOR_PATIENT:
      return TRUE;
    }
  return FALSE;
}

/* The tick that counts: the latest that reaches the visit. */
static CtVisitCheck *
find_check (const CtReadyItem *item, const CtAppointment *a, const GPtrArray *checks)
{
  CtVisitCheck *found = NULL;

  for (guint i = 0; checks != NULL && i < checks->len; i++)
    {
      CtVisitCheck *check = g_ptr_array_index (checks, i);

      if (reaches (check, item, a) && (found == NULL || check->at_us >= found->at_us))
        found = check;
    }
  return found;
}

/* A tick is of the day it was made, UTC: whether that is a day earlier or later makes no difference over weeks. */
static gboolean
is_met_by_check (const CtReadyItem *item, const CtAppointment *a, const CtVisitCheck *check)
{
  CtDate day;

  if (check == NULL || !check->met)
    return FALSE;
  if (item->within_days == 0)
    return TRUE;
  day = ct_date_parse_iso ("1970-01-01") + (CtDate) (check->at_us / (CT_MINUTES_PER_DAY * CT_USEC_PER_MINUTE));
  return a->day - day <= item->within_days;
}

static CtReadyState *
judge_item (const CtReadyItem *item, const CtAppointment *a, const GPtrArray *checks, const GArray *facts)
{
  CtReadyState *state = g_new0 (CtReadyState, 1);
  CtVisitCheck *check = item->fact == NULL ? find_check (item, a, checks) : NULL;

  state->id = g_strdup (item->id);
  state->label = g_strdup (item->label);
  state->tickable = item->fact == NULL;
  state->permission = item->care ? CT_MAY_RUN_VISIT : CT_MAY_RECEIVE;
  state->scope = item->scope;
  state->moment = item->moment;
  g_set_object (&state->check, check);
  state->met = item->fact != NULL ? is_met_by_fact (item, a, facts) : is_met_by_check (item, a, check);
  return state;
}

/**
 * ct_readiness_judge:
 * @items: (nullable) (element-type CtReadyItem): what visits of its kind need
 * @appointment: a booking
 * @checks: (nullable) (element-type CtVisitCheck): what was ticked, of whatever patients
 * @facts: (nullable) (element-type CtReadyFact): what is in the record, of whatever patients
 *
 * Returns: (transfer full) (element-type CtReadyState): how each thing it needs stands, in the order of @items.
 */
GPtrArray *
ct_readiness_judge (const GPtrArray *items, const CtAppointment *appointment, const GPtrArray *checks,
                    const GArray *facts)
{
  GPtrArray *states = g_ptr_array_new_with_free_func (state_free);

  g_return_val_if_fail (appointment != NULL, states);
  for (guint i = 0; items != NULL && i < items->len; i++)
    if (applies (g_ptr_array_index (items, i), appointment))
      g_ptr_array_add (states, judge_item (g_ptr_array_index (items, i), appointment, checks, facts));
  return states;
}

/**
 * ct_readiness_add_rule:
 * @states: how a visit stands
 * @sentence: a rule that its booking breaks
 *
 * A broken rule is a thing that is missing from the booking on.
 */
void
ct_readiness_add_rule (GPtrArray *states, const char *sentence)
{
  CtReadyState *state = g_new0 (CtReadyState, 1);

  g_return_if_fail (states != NULL && sentence != NULL);
  state->id = g_strdup ("rule");
  state->label = g_strdup (sentence);
  state->moment = CT_READY_AT_BOOKING;
  g_ptr_array_add (states, state);
}

/**
 * ct_readiness_n_met:
 * @states: (nullable): how a visit stands
 *
 * Returns: how many of its things are there.
 */
guint
ct_readiness_n_met (const GPtrArray *states)
{
  guint n = 0;

  for (guint i = 0; states != NULL && i < states->len; i++)
    n += ((const CtReadyState *) g_ptr_array_index (states, i))->met;
  return n;
}

/**
 * ct_readiness_missing:
 * @states: (nullable): how a visit stands
 * @moment: where it is by now
 * @at_most: how many are named, at least one; of the others only how many they are
 *
 * Returns: (transfer full) (nullable): what should be there by then and is not: "Escort named, consent on file and 2 more".
 */
char *
ct_readiness_missing (const GPtrArray *states, CtReadyMoment moment, guint at_most)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  g_return_val_if_fail (at_most > 0, NULL);
  for (guint i = 0; states != NULL && i < states->len; i++)
    {
      const CtReadyState *state = g_ptr_array_index (states, i);

      if (state->met || state->moment > moment)
        continue;
      if (n++ < at_most)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", state->label);
    }
  /* Translators: what a visit still needs: "Escort named, consent on file" and how many more things */
  if (n > at_most)
    return g_strdup_printf (ngettext ("%s and %u more", "%s and %u more", n - at_most), text->str, n - at_most);
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static gboolean
same_state (const CtReadyState *a, const CtReadyState *b)
{
  gint64 revision_a = a->check != NULL ? CT_RECORD (a->check)->revision : 0;
  gint64 revision_b = b->check != NULL ? CT_RECORD (b->check)->revision : 0;

  return a->met == b->met && revision_a == revision_b && g_str_equal (a->id, b->id) && g_str_equal (a->label, b->label);
}

/**
 * ct_readiness_same:
 * @a: (nullable): how a visit stands
 * @b: (nullable): how it stood
 *
 * Returns: whether both say the same.
 */
gboolean
ct_readiness_same (const GPtrArray *a, const GPtrArray *b)
{
  if (a == NULL || b == NULL || a->len != b->len)
    return a == b;
  for (guint i = 0; i < a->len; i++)
    if (!same_state (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;
  return TRUE;
}
