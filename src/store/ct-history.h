/* How each booking stood: a version is kept with every change. */
#pragma once

#include "store/ct-unit-private.h"
#include "domain/ct-appointment.h"

G_BEGIN_DECLS

gboolean ct_history_keep (CtUnit *unit, CtAppointment *before, CtAppointment *after, GError **error);

G_END_DECLS
