/* How a unit of work writes the audit. */
#pragma once

#include "store/ct-unit.h"

G_BEGIN_DECLS

gboolean ct_audit_note  (CtUnit *unit, const char *act, const char *table, gint64 record_id, gint64 patient_id,
                         const char *detail, GError **error);
gboolean ct_audit_write (CtUnit *unit, GError **error);

G_END_DECLS
