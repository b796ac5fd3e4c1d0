/* The claims of all bookings that a unit wrote are written when it ends, so that it does not matter in which order they
 * were moved: first what is let go of, then what is taken, in one order for everybody, so that no two desks wait for each
 * other crosswise. */
#include "store/ct-visit-claims-private.h"

#include "base/ct-error.h"

/** What a booking is to hold. */
typedef struct
{
  CtClaim claim;
  gint64  appointment_id;
} Row;

/* Frees a change. */
void
ct_booking_change_free (gpointer data)
{
  CtBookingChange *self = data;

  g_clear_object (&self->before);
  g_object_unref (self->after);
  g_free (self);
}

/**
 * ct_visit_claims_go_by:
 * @unit: a unit of work that writes
 * @func: finds out what a booking holds
 * @data: for @func; lives as long as @unit
 *
 * From here on the unit keeps the claims of the bookings that it writes.
 */
void
ct_visit_claims_go_by (CtUnit *unit, CtVisitClaimsFunc func, gpointer data)
{
  g_return_if_fail (unit != NULL);
  unit->claims_func = func;
  unit->claims_data = data;
}

/**
 * ct_visit_claims_yield:
 * @unit: a unit of work that writes
 * @kind: of what
 *
 * From here on a booking is not refused because none is left: it goes without, and holds none.
 */
void
ct_visit_claims_yield (CtUnit *unit, CtClaimKind kind)
{
  g_return_if_fail (unit != NULL && kind < CT_CLAIM_N);
  unit->claims_yield |= 1u << kind;
}

static gboolean
yields (const CtUnit *unit, const CtClaim *claim)
{
  return (unit->claims_yield & (1u << claim->kind)) != 0;
}

static CtBookingChange *
find_change (CtUnit *unit, gint64 id)
{
  for (guint i = unit->bookings->len; i-- > 0;)
    {
      CtBookingChange *change = g_ptr_array_index (unit->bookings, i);

      if (CT_RECORD (change->after)->id == id)
        return change;
    }
  return NULL;
}

/**
 * ct_visit_claims_note:
 * @unit: a unit of work
 * @before: (nullable): the booking as it was; %NULL: it is new
 * @after: as it was written
 *
 * Remembers a booking for ct_visit_claims_write(). Of one that is written several times only the first and the last state
 * count.
 */
void
ct_visit_claims_note (CtUnit *unit, CtAppointment *before, CtAppointment *after)
{
  CtBookingChange *change;

  if (unit->claims_func == NULL)
    return;
  change = before != NULL ? find_change (unit, CT_RECORD (after)->id) : NULL;
  if (change == NULL)
    {
      change = g_new0 (CtBookingChange, 1);
      change->before = before != NULL ? g_object_ref (before) : NULL;
      g_ptr_array_add (unit->bookings, change);
    }
  g_clear_object (&change->after);
  change->after = ct_record_copy (after);
}

/* Whether the booking holds what it held. */
static gboolean
holds_the_same (const CtBookingChange *change)
{
  const CtAppointment *a = change->before, *b = change->after;
  gboolean held = a != NULL && ct_appointment_holds_chair (a);

  if (!held || !ct_appointment_holds_chair (b))
    return held == ct_appointment_holds_chair (b);
  return a->site_id == b->site_id && a->day == b->day && a->minute == b->minute && a->minutes == b->minutes &&
         a->free_minute == b->free_minute &&
         a->clinician_id == b->clinician_id && a->course_id == b->course_id && g_strcmp0 (a->kind, b->kind) == 0;
}

static gboolean
list_claims (CtUnit *unit, CtAppointment *booking, GArray *rows, GError **error)
{
  g_autoptr (GArray) claims = g_array_new (FALSE, FALSE, sizeof (CtClaim));

  if (!unit->claims_func (unit, booking, claims, unit->claims_data, error))
    return FALSE;
  for (guint i = 0; i < claims->len; i++)
    {
      const Row row = { g_array_index (claims, CtClaim, i), CT_RECORD (booking)->id };

      g_array_append_val (rows, row);
    }
  return TRUE;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Row *x = a, *y = b;

  if (x->claim.kind != y->claim.kind)
    return x->claim.kind < y->claim.kind ? -1 : 1;
  if (x->claim.resource_id != y->claim.resource_id)
    return x->claim.resource_id < y->claim.resource_id ? -1 : 1;
  if (x->claim.day != y->claim.day)
    return x->claim.day < y->claim.day ? -1 : 1;
  if (x->claim.minutes.from != y->claim.minutes.from)
    return x->claim.minutes.from < y->claim.minutes.from ? -1 : 1;
  return x->appointment_id < y->appointment_id ? -1 : x->appointment_id > y->appointment_id;
}

/* Lists what is to be taken, and lets go of what was held. */
static GArray *
free_and_list (CtUnit *unit, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));

  for (guint i = 0; i < unit->bookings->len; i++)
    {
      const CtBookingChange *change = g_ptr_array_index (unit->bookings, i);

      if (holds_the_same (change))
        continue;
      if (change->before != NULL &&
          !ct_unit_run_later (unit, error, "claim.free", "i", CT_RECORD (change->after)->id))
        return NULL;
      if (ct_appointment_holds_chair (change->after) && !list_claims (unit, change->after, rows, error))
        return NULL;
    }
  g_array_sort (rows, compare_rows);
  return g_steal_pointer (&rows);
}

static gboolean
add_rows (CtUnit *unit, GArray *rows, GError **error)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      const CtClaim *claim = &row->claim;

      if (!ct_unit_run_later (unit, error, "claim.add", "tinnnin", ct_claim_kind_to_id (claim->kind), claim->resource_id,
                              claim->day, claim->minutes.from, claim->minutes.to, row->appointment_id,
                              yields (unit, claim)))
        return FALSE;
    }
  return TRUE;
}

/**
 * ct_visit_claims_write:
 * @unit: a unit of work that is about to be committed
 * @error: what went wrong, as far as it is known already; TAKEN where the database refuses
 *
 * Makes the claims of all bookings that the unit wrote what they are to be now. On a server the answer comes with the next
 * that is waited for: where that is a refusal, ct_visit_claims_give_reason() says more.
 *
 * Returns: whether it went well as far as it is known.
 */
gboolean
ct_visit_claims_write (CtUnit *unit, GError **error)
{
  if (unit->bookings->len == 0)
    return TRUE;
  if ((unit->claims = free_and_list (unit, error)) == NULL)
    return FALSE;
  return add_rows (unit, unit->claims, error);
}

/**
 * ct_visit_claims_give_reason:
 * @unit: a unit of work that came to nothing after ct_visit_claims_write()
 * @why: (inout): why; where somebody else has what it wanted, the message is replaced by one that names them
 *
 * Finds out who was first, in a transaction of its own: on a server nothing can be asked any more in one in which something
 * was refused.
 */
void
ct_visit_claims_give_reason (CtUnit *unit, GError **why)
{
  g_autofree char *message = NULL;

  if (unit->claims == NULL || unit->claims->len == 0 || !g_error_matches (*why, CT_ERROR, CT_ERROR_TAKEN))
    return;
  ct_database_rollback (unit->database);
  if (!ct_database_begin (unit->database, FALSE, NULL))
    return;
  for (guint i = 0; i < unit->claims->len && message == NULL; i++)
    {
      const CtClaim *claim = &g_array_index (unit->claims, Row, i).claim;

      if (!yields (unit, claim))
        message = ct_visit_claims_explain (unit, claim);
    }
  if (message == NULL)
    return;
  g_clear_error (why);
  g_set_error_literal (why, CT_ERROR, CT_ERROR_TAKEN, message);
}

/* ---- Bookings that were there before claims were ---- */

/* A booking that somebody moves meanwhile is left to them: whoever comes second finds another revision, or the claims. */
static gboolean
hold_still (CtUnit *unit, CtAppointment *booking, gboolean *held, GError **error)
{
  gint64 n = ct_unit_run (unit, error, "claim.hold-still", "ii", CT_RECORD (booking)->id, CT_RECORD (booking)->revision);

  *held = n > 0;
  return n >= 0;
}

/**
 * ct_visit_claims_fill:
 * @unit: a unit of work that writes, and knows what bookings hold
 * @first: from which day on
 * @error: what went wrong
 *
 * Once for each clinic: gives bookings that came before there were claims what they are to hold. Where two of them want the
 * same, the one that was booked first has it; both stay booked.
 *
 * Returns: whether it is done, now or before.
 */
gboolean
ct_visit_claims_fill (CtUnit *unit, CtDate first, GError **error)
{
  g_autoptr (GPtrArray) bookings = NULL;
  gint64 n;

  g_return_val_if_fail (unit != NULL && unit->claims_func != NULL, FALSE);
  if ((n = ct_unit_run (unit, error, "claim.begin-filling", "")) <= 0)
    return n == 0;
  for (CtClaimKind kind = 0; kind < CT_CLAIM_N; kind++)
    ct_visit_claims_yield (unit, kind);
  if ((bookings = ct_unit_list (unit, error, CT_TYPE_APPOINTMENT, "claim.unclaimed", "n", first)) == NULL)
    return FALSE;
  for (guint i = 0; i < bookings->len; i++)
    {
      CtAppointment *booking = g_ptr_array_index (bookings, i);
      g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
      gboolean held;

      if (!hold_still (unit, booking, &held, error) ||
          (held && (!list_claims (unit, booking, rows, error) || !add_rows (unit, rows, error))))
        return FALSE;
    }
  return TRUE;
}
