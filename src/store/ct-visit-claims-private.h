/* Private to the store: claims as a unit of work writes them. */
#pragma once

#include "store/ct-unit-private.h"
#include "store/ct-visit-claims.h"

G_BEGIN_DECLS

/** A booking that a unit wrote: as it was before all of it, and as it is now. */
typedef struct
{
  CtAppointment *before; /* (nullable): it is new */
  CtAppointment *after;
} CtBookingChange;

void     ct_booking_change_free  (gpointer data);
void     ct_visit_claims_note    (CtUnit *unit, CtAppointment *before, CtAppointment *after);
gboolean ct_visit_claims_write   (CtUnit *unit, GError **error);
void     ct_visit_claims_give_reason (CtUnit *unit, GError **why);
char    *ct_visit_claims_explain (CtUnit *unit, const CtClaim *claim);

G_END_DECLS
