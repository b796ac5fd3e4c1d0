#include "domain/ct-claim.h"

/**
 * ct_claim_kind_to_id:
 * @kind: a kind
 *
 * Returns: its name as it is stored.
 */
const char *
ct_claim_kind_to_id (CtClaimKind kind)
{
  static const char *const ids[CT_CLAIM_N] = { "clinician", "pump", "room" };

  g_return_val_if_fail (kind < CT_CLAIM_N, NULL);
  return ids[kind];
}

static void
add (GArray *claims, CtClaimKind kind, gint64 resource_id, const CtBooking *booking, CtMinutes minutes)
{
  const CtClaim claim = { kind, resource_id, booking->date, minutes };

  if (minutes.from < minutes.to)
    g_array_append_val (claims, claim);
}

/* Parts that lie end to end and need the same hold it once. */
static void
add_need (GArray *claims, CtClaimKind kind, guint need, const CtBooking *booking, gint64 site_id)
{
  CtMinutes spans[CT_SEGMENTS_MAX], held = { 0, 0 };
  guint n = ct_booking_lay (booking, spans);

  for (guint i = 0; i < n; i++)
    {
      const CtSegment *segment = g_ptr_array_index (booking->segments, i);

      if ((segment->needs & need) == 0)
        continue;
      if (spans[i].from != held.to)
        {
          add (claims, kind, site_id, booking, held);
          held.from = spans[i].from;
        }
      held.to = spans[i].to;
    }
  add (claims, kind, site_id, booking, held);
}

/**
 * ct_claims_add:
 * @claims: (element-type CtClaim): what is held already
 * @booking: a booking that has its place
 * @site_id: where it is
 *
 * Adds what the booking holds: its clinician, as long as one has to be there, and a pump and a closed room for the parts of
 * the visit that need them. A visit without parts holds nothing.
 */
void
ct_claims_add (GArray *claims, const CtBooking *booking, gint64 site_id)
{
  g_return_if_fail (claims != NULL && booking != NULL);
  if (booking->segments == NULL)
    return;
  if (booking->clinician_id != 0)
    add (claims, CT_CLAIM_CLINICIAN, booking->clinician_id, booking, ct_booking_clinician_minutes (booking));
  add_need (claims, CT_CLAIM_PUMP, CT_SEGMENT_PUMP, booking, site_id);
  add_need (claims, CT_CLAIM_ROOM, CT_SEGMENT_ROOM, booking, site_id);
}
