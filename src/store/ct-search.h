/* Finding people while typing, among a million. */
#pragma once

#include "domain/ct-patient-hit.h"
#include "store/ct-unit.h"

G_BEGIN_DECLS

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
CtPatientHit *ct_search_card   (CtUnit *unit, gint64 patient_id, CtDate today, GError **error);
gboolean   ct_search_rebuild   (CtUnit *unit, GError **error);

G_END_DECLS
