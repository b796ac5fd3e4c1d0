/* What a demo clinic's desk has to see to: enquiries, consents, and a course that somebody has broken off. */
#pragma once

#include "store/ct-unit.h"

#include "domain/ct-patient.h"

G_BEGIN_DECLS

gboolean ct_demo_add_enquiries (CtUnit *unit, gint64 site_id, CtDate today, GError **error);
gboolean ct_demo_add_consent   (CtUnit *unit, CtPatient *patient, gint64 site_id, const char *protocol, CtDate signed_on,
                                GError **error);

G_END_DECLS
