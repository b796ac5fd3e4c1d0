/* Finding people while typing, among a million. */
#pragma once

#include "domain/ct-patient-hit.h"
#include "store/ct-unit.h"

G_BEGIN_DECLS

GPtrArray *ct_search_patients  (CtUnit *unit, const char *words, CtDate today, int limit, GError **error);
gboolean   ct_search_rebuild   (CtUnit *unit, GError **error);

G_END_DECLS
