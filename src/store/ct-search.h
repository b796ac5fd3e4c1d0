/* Finding people while typing, among a million. */
#pragma once

#include "domain/ct-patient-hit.h"
#include "store/ct-unit.h"

G_BEGIN_DECLS

/* How many cards one query reads. */
#define CT_SEARCH_CARDS_AT_ONCE 32

GPtrArray *ct_search_patients  (CtUnit *unit, const char *words, CtDate today, int limit, GError **error);
/**
 * CtSearchAlikeTest:
 * @wanted: somebody
 * @found: somebody else
 *
 * Returns: whether they may be the same person.
 */
typedef gboolean (*CtSearchAlikeTest) (CtPatient *wanted, CtPatient *found);

GPtrArray *ct_search_alike     (CtUnit *unit, CtPatient *patient, CtSearchAlikeTest test, CtDate today, GError **error);
GPtrArray *ct_search_cards     (CtUnit *unit, const gint64 *ids, guint n, CtDate today, GError **error);
CtPatientHit *ct_search_card   (CtUnit *unit, gint64 patient_id, CtDate today, GError **error);
gboolean   ct_search_rebuild   (CtUnit *unit, GError **error);

G_END_DECLS
