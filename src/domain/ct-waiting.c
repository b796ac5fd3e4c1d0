#include "domain/ct-waiting.h"

#include <glib/gi18n.h>

static const CtField waiting_fields[] = {
  CT_FIELD_REF (CtWaiting, patient_id, N_("Patient"), CT_REQUIRED),
  CT_FIELD_REF (CtWaiting, site_id, N_("Site"), CT_REQUIRED),
  CT_FIELD_REF (CtWaiting, appointment_id, N_("Booking"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtWaiting, kind, N_("Kind of visit"), CT_REQUIRED, 24),
  CT_FIELD_INT (CtWaiting, minutes, N_("Length"), CT_REQUIRED, 1440),
  CT_FIELD_INT (CtWaiting, weekdays, N_("Weekdays"), CT_FIELD_DEFAULT, 127),
  CT_FIELD_INT (CtWaiting, from_minute, N_("From"), CT_FIELD_DEFAULT, 1440),
  CT_FIELD_INT (CtWaiting, to_minute, N_("Until"), CT_FIELD_DEFAULT, 1440),
  CT_FIELD_DATE (CtWaiting, since, N_("Since"), CT_REQUIRED),
  CT_FIELD_DATE (CtWaiting, until, N_("Last day"), CT_FIELD_DEFAULT),
  CT_FIELD_BOOL (CtWaiting, urgent, N_("Urgent"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtWaiting, note, N_("Note"), CT_LONG, 400),
  CT_FIELD_TEXT (CtWaiting, status, N_("Status"), CT_REQUIRED, 16),
};
CT_DEFINE_RECORD (CtWaiting, ct_waiting, "waiting", waiting_fields)
