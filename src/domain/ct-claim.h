/* What a visit holds besides its chair: its clinician, a pump, a closed room, each for minutes of its own. */
#pragma once

#include "domain/ct-occupancy.h"

G_BEGIN_DECLS

typedef enum
{
  CT_CLAIM_CLINICIAN,
  CT_CLAIM_PUMP,
  CT_CLAIM_ROOM,
  CT_CLAIM_N,
} CtClaimKind;

/**
 * CtClaim:
 * @kind: of what one is held
 * @resource_id: the person; of pumps and rooms the site that has them
 * @day: the day, as the site's wall calendar has it
 * @minutes: from when until when, not empty
 */
typedef struct
{
  CtClaimKind kind;
  gint64      resource_id;
  CtDate      day;
  CtMinutes   minutes;
} CtClaim;

const char *ct_claim_kind_to_id (CtClaimKind kind);
void        ct_claims_add       (GArray *claims, const CtBooking *booking, gint64 site_id);

G_END_DECLS
