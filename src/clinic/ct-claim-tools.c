#include "clinic/ct-claim-tools.h"

#include "domain/ct-permission.h"

struct _CtClaimTools
{
  CtKnowledge *knowledge;
  GHashTable  *protocols; /* course id -> protocol: what a course is one of never changes */
  CtDate       first;
};

/* Takes along what is known of visits and protocols. */
CtClaimTools *
ct_claim_tools_new (CtKnowledge *knowledge)
{
  CtClaimTools *self = g_new0 (CtClaimTools, 1);

  self->knowledge = ct_knowledge_ref (knowledge);
  self->protocols = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return self;
}

/* Lets go of it. */
void
ct_claim_tools_free (CtClaimTools *self)
{
  ct_knowledge_unref (self->knowledge);
  g_hash_table_unref (self->protocols);
  g_free (self);
}

/* Bookings before that day hold nothing: for loading very many that are over. */
void
ct_claim_tools_set_first (CtClaimTools *self, CtDate first)
{
  self->first = first;
}

/* (nullable): of no course: NULL, without an error. */
static const char *
find_protocol (CtClaimTools *self, CtUnit *unit, gint64 course_id, GError **error)
{
  const char *known = course_id != 0 ? g_hash_table_lookup (self->protocols, &course_id) : NULL;
  g_autoptr (CtRows) rows = NULL;
  char *protocol;

  if (course_id == 0 || known != NULL)
    return known;
  rows = ct_unit_query (unit, error, "claim.protocol", "i", course_id);
  if (rows == NULL || !ct_rows_next (rows, error))
    return NULL;
  protocol = ct_rows_dup_text (rows, 0);
  g_hash_table_insert (self->protocols, g_memdup2 (&course_id, sizeof course_id), protocol);
  return protocol;
}

static gboolean
find_claims (CtUnit *unit, CtAppointment *booking, GArray *claims, gpointer data, GError **error)
{
  CtClaimTools *self = data;
  GError *failure = NULL;
  const char *protocol;
  CtBooking wanted = { .date = booking->day, .minutes = { booking->minute, booking->minute + booking->minutes },
                       .clinician_id = booking->clinician_id };

  if (booking->day < self->first)
    return TRUE;
  ct_booking_end_at (&wanted, booking->free_minute);
  protocol = find_protocol (self, unit, booking->course_id, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  wanted.segments = ct_knowledge_get_segments (self->knowledge, protocol, booking->kind);
  ct_claims_add (claims, &wanted, booking->site_id);
  return TRUE;
}

/* From here on @unit keeps what the bookings hold that it writes. */
void
ct_claim_tools_use (CtClaimTools *self, CtUnit *unit)
{
  ct_visit_claims_go_by (unit, find_claims, self);
}

/* Once for each clinic: bookings that an older program left behind hold nothing yet. Who may not book, and so can't write it
 * on a server either, leaves that to the next who comes in. Yesterday is still today somewhere. */
gboolean
ct_claim_tools_fill (CtKnowledge *knowledge, CtUnit *unit, const CtUser *user, GError **error)
{
  g_autoptr (CtClaimTools) self = ct_claim_tools_new (knowledge);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  gboolean done;

  if (!ct_permission_of_role (user->role, CT_MAY_BOOK))
    return TRUE;
  ct_claim_tools_use (self, unit);
  done = ct_visit_claims_fill (unit, ct_wall_from_utc (ct_unit_now (unit), utc).date - 1, error);
  ct_visit_claims_go_by (unit, NULL, NULL);
  return done;
}
