/* What visits hold besides their chairs, kept right for every booking that a unit of work writes. */
#pragma once

#include "domain/ct-appointment.h"
#include "domain/ct-claim.h"
#include "store/ct-unit.h"

G_BEGIN_DECLS

/**
 * CtVisitClaimsFunc:
 * @unit: the unit of work
 * @booking: a booking that has its place
 * @claims: (element-type CtClaim): empty
 * @data: what was given with it
 * @error: why it can't be known
 *
 * Finds out what a booking holds, which those know who know the parts of a visit.
 *
 * Returns: whether @claims says so now.
 */
typedef gboolean (*CtVisitClaimsFunc) (CtUnit *unit, CtAppointment *booking, GArray *claims, gpointer data,
                                       GError **error);

void     ct_visit_claims_go_by (CtUnit *unit, CtVisitClaimsFunc func, gpointer data);
void     ct_visit_claims_yield (CtUnit *unit, CtClaimKind kind);
gboolean ct_visit_claims_fill  (CtUnit *unit, CtDate first, GError **error);

G_END_DECLS
