/* Who has the clinician, the last pump or the last room, until when: why the database refused. */
#include <glib/gi18n.h>

#include "store/ct-claims.h"
#include "store/ct-visit-claims-private.h"

/* Columns of claim.holders. */
enum
{
  APPOINTMENT,
  FROM_MINUTE,
  TO_MINUTE,
  FAMILY_NAME,
  GIVEN_NAMES,
};

/** Somebody else's booking that holds one of the same. */
typedef struct
{
  gint64    appointment_id;
  CtMinutes minutes;
  char     *name;
} Holder;

static void
clear_holder (gpointer data)
{
  g_free (((Holder *) data)->name);
}

static gboolean
is_ours (CtUnit *unit, gint64 appointment_id)
{
  for (guint i = 0; i < unit->bookings->len; i++)
    if (CT_RECORD (((CtBookingChange *) g_ptr_array_index (unit->bookings, i))->after)->id == appointment_id)
      return TRUE;
  return FALSE;
}

/* By when they let go of it; %NULL where that can't be read. */
static GArray *
list_holders (CtUnit *unit, const CtClaim *claim)
{
  g_autoptr (CtRows) rows = ct_unit_query (unit, NULL, "claim.holders", "tinnn", ct_claim_kind_to_id (claim->kind),
                                           claim->resource_id, claim->day, claim->minutes.from, claim->minutes.to);
  GArray *holders;

  if (rows == NULL)
    return NULL;
  holders = g_array_new (FALSE, FALSE, sizeof (Holder));
  g_array_set_clear_func (holders, clear_holder);
  while (ct_rows_next (rows, NULL))
    {
      const Holder holder = { ct_rows_int (rows, APPOINTMENT),
                              { (int) ct_rows_int (rows, FROM_MINUTE), (int) ct_rows_int (rows, TO_MINUTE) },
                              ct_claims_short_name (ct_rows_text (rows, GIVEN_NAMES), ct_rows_text (rows, FAMILY_NAME)) };

      if (is_ours (unit, holder.appointment_id))
        clear_holder ((gpointer) &holder);
      else
        g_array_append_val (holders, holder);
    }
  return holders;
}

/* How many hold one at @minute, and the one of them who lets go of it first. */
static gint64
count_at (GArray *holders, int minute, const Holder **first)
{
  gint64 n = 0;

  *first = NULL;
  for (guint i = 0; i < holders->len; i++)
    {
      const Holder *holder = &g_array_index (holders, Holder, i);

      if (holder->minutes.from > minute || holder->minutes.to <= minute)
        continue;
      if (n++ == 0)
        *first = holder;
    }
  return n;
}

/* The first minute of the claim at which none is left: where it begins, or where somebody else's begins. */
static const Holder *
find_full (GArray *holders, const CtClaim *claim, gint64 there, int *minute)
{
  const Holder *found = NULL, *first;

  *minute = claim->minutes.to;
  if (count_at (holders, claim->minutes.from, &first) >= there && first != NULL)
    {
      *minute = claim->minutes.from;
      return first;
    }
  for (guint i = 0; i < holders->len; i++)
    {
      int at = g_array_index (holders, Holder, i).minutes.from;

      if (at > claim->minutes.from && at < *minute && count_at (holders, at, &first) >= there)
        {
          *minute = at;
          found = first;
        }
    }
  return found;
}

static char *
clinician_name (CtUnit *unit, gint64 user_id)
{
  g_autoptr (CtRows) rows = ct_unit_query (unit, NULL, "claim.clinician", "i", user_id);

  if (rows == NULL || !ct_rows_next (rows, NULL))
    return g_strdup (_("The clinician"));
  return ct_rows_dup_text (rows, ct_rows_is_null (rows, 0) ? 1 : 0);
}

static char *
describe_clinician (CtUnit *unit, gint64 user_id, const Holder *holder, const char *at, const char *until, const char *by)
{
  g_autofree char *name = clinician_name (unit, user_id);

  if (by != NULL)
    /* Translators: a clinician, time, by whom at another desk, for whom and until when */
    return g_strdup_printf (_("%s was just booked at %s by %s (with %s until %s)."), name, at, by, holder->name, until);
  /* Translators: a clinician, a patient, from when, until when: "Ana Ruiz is with T. Okafor at 09:30, until 09:40." */
  return g_strdup_printf (_("%s is with %s at %s, until %s."), name, holder->name, at, until);
}

static char *
describe (CtUnit *unit, const CtClaim *claim, const Holder *holder, int minute)
{
  g_autofree char *at = ct_minute_format (minute);
  g_autofree char *until = ct_minute_format (holder->minutes.to);
  g_autofree char *by = ct_claims_taken_by (unit, holder->appointment_id);
  gboolean pump = claim->kind == CT_CLAIM_PUMP;

  if (claim->kind == CT_CLAIM_CLINICIAN)
    return describe_clinician (unit, claim->resource_id, holder, at, until, by);
  if (by != NULL)
    /* Translators: time, by whom at another desk, for whom and until when */
    return g_strdup_printf (pump ? _("The last pump was just taken at %s by %s (%s until %s).")
                                 : _("The last closed room was just taken at %s by %s (%s until %s)."),
                            at, by, holder->name, until);
  /* Translators: time, who has it and until when: "The last pump is taken at 09:30 (T. Okafor until 11:00)." */
  return g_strdup_printf (pump ? _("The last pump is taken at %s (%s until %s).")
                               : _("The last closed room is taken at %s (%s until %s)."),
                          at, holder->name, until);
}

/* How many there are; 0: nobody counts them. */
static gint64
there_are (CtUnit *unit, const CtClaim *claim)
{
  gint64 there = 0;

  if (claim->kind == CT_CLAIM_CLINICIAN)
    return 1;
  ct_unit_number (unit, &there, NULL, "claim.there-are", "ti", ct_claim_kind_to_id (claim->kind), claim->resource_id);
  return there;
}

/**
 * ct_visit_claims_explain:
 * @unit: the unit of work in which the database refused
 * @claim: what it may have refused
 *
 * Looks up who has the last one, bookings of the unit itself left out.
 *
 * Returns: (transfer full) (nullable): a sentence; %NULL where there is one left.
 */
char *
ct_visit_claims_explain (CtUnit *unit, const CtClaim *claim)
{
  gint64 there = there_are (unit, claim);
  g_autoptr (GArray) holders = NULL;
  const Holder *holder;
  int minute;

  if (there == 0 || (holders = list_holders (unit, claim)) == NULL ||
      (holder = find_full (holders, claim, there, &minute)) == NULL)
    return NULL;
  return describe (unit, claim, holder, minute);
}
