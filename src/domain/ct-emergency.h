/* Emergency access: somebody whose role may not see charts opens one, for a reason, for an hour, and the owner is told. */
#pragma once

#include "domain/ct-record.h"

G_BEGIN_DECLS

#define CT_EMERGENCY_US (G_GINT64_CONSTANT (60) * 60 * G_USEC_PER_SEC)

CT_DECLARE_RECORD (CtEmergency, ct_emergency, CT_EMERGENCY)
#define CT_TYPE_EMERGENCY (ct_emergency_get_type ())

/**
 * CtEmergency:
 * @began_us: when, in UTC microseconds
 * @until_us: when it ends by itself
 * @ended_us: when it was ended before, %CT_TIME_NONE where it was not
 * @seen_us: when an owner acknowledged it
 */
struct _CtEmergency
{
  CtRecord parent_instance;
  gint64   user_id;
  gint64   patient_id;
  char    *reason;
  gint64   began_us;
  gint64   until_us;
  gint64   ended_us;
  gint64   seen_us;
  gint64   seen_by;
};

gboolean ct_emergency_check_reason (const char *reason, GError **error);
gboolean ct_emergency_holds        (const CtEmergency *self, gint64 patient_id, gint64 now_us);

G_END_DECLS
