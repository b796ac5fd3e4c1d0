/* Private to the clinic: what a booking holds besides its chair, as the parts of its visit say. */
#pragma once

#include "domain/ct-user.h"
#include "knowledge/ct-knowledge.h"
#include "store/ct-visit-claims.h"

G_BEGIN_DECLS

/**
 * CtClaimTools:
 *
 * What a worker takes along to know it. Not for two threads at once.
 */
typedef struct _CtClaimTools CtClaimTools;

CtClaimTools *ct_claim_tools_new       (CtKnowledge *knowledge);
void          ct_claim_tools_free      (CtClaimTools *self);
void          ct_claim_tools_set_first (CtClaimTools *self, CtDate first);
void          ct_claim_tools_use       (CtClaimTools *self, CtUnit *unit);
gboolean      ct_claim_tools_fill      (CtKnowledge *knowledge, CtUnit *unit, const CtUser *user, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtClaimTools, ct_claim_tools_free)

G_END_DECLS
