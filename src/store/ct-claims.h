/* Who holds what when: why a booking was refused. */
#pragma once

#include "domain/ct-appointment.h"
#include "store/ct-unit.h"

G_BEGIN_DECLS

void  ct_claims_explain  (CtUnit *unit, CtAppointment *appointment, GError **why);
char *ct_claims_taken_by (CtUnit *unit, gint64 appointment_id);
char *ct_claims_short_name (const char *given, const char *family);

G_END_DECLS
