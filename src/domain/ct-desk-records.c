#include "domain/ct-desk-records.h"

#include <glib/gi18n.h>

static const CtField site_floor_fields[] = {
  CT_FIELD_REF (CtSiteFloor, site_id, N_("Site"), CT_REQUIRED),
  CT_FIELD_INT (CtSiteFloor, nurses, N_("Nurses on duty"), CT_FIELD_DEFAULT, 99),
  CT_FIELD_INT (CtSiteFloor, prescribers, N_("Prescribers on duty"), CT_FIELD_DEFAULT, 99),
  CT_FIELD_INT (CtSiteFloor, pumps, N_("Infusion pumps"), CT_FIELD_DEFAULT, 99),
  CT_FIELD_INT (CtSiteFloor, rooms, N_("Closed rooms"), CT_FIELD_DEFAULT, 99),
  CT_FIELD_INT (CtSiteFloor, starts, N_("Starts in a quarter of an hour, at most"), CT_FIELD_DEFAULT, 99),
};
CT_DEFINE_RECORD (CtSiteFloor, ct_site_floor, "site_floor", site_floor_fields)

static const CtField leave_fields[] = {
  CT_FIELD_REF (CtLeave, user_id, N_("Who"), CT_REQUIRED),
  CT_FIELD_DATE (CtLeave, first_day, N_("First day"), CT_REQUIRED),
  CT_FIELD_DATE (CtLeave, last_day, N_("Last day"), CT_REQUIRED),
  CT_FIELD_MINUTE (CtLeave, from_minute, N_("From"), CT_FIELD_DEFAULT),
  CT_FIELD_RANGE_END (CtLeave, to_minute, N_("Until"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtLeave, reason, N_("Reason"), CT_REQUIRED, 120),
  CT_FIELD_BOOL (CtLeave, removed, N_("Removed"), CT_PLAIN),
};
CT_DEFINE_RECORD (CtLeave, ct_leave, "staff_leave", leave_fields)

static const CtField held_time_fields[] = {
  CT_FIELD_REF (CtHeldTime, site_id, N_("Site"), CT_REQUIRED),
  CT_FIELD_REF (CtHeldTime, chair_id, N_("Chair"), CT_FIELD_DEFAULT),
  CT_FIELD_INT (CtHeldTime, weekday, N_("Weekday"), CT_FIELD_DEFAULT, 7),
  CT_FIELD_DATE (CtHeldTime, first_day, N_("First day"), CT_FIELD_DEFAULT),
  CT_FIELD_DATE (CtHeldTime, last_day, N_("Last day"), CT_FIELD_DEFAULT),
  CT_FIELD_MINUTE (CtHeldTime, from_minute, N_("From"), CT_FIELD_DEFAULT),
  CT_FIELD_RANGE_END (CtHeldTime, to_minute, N_("Until"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtHeldTime, kind, N_("Kind of visit"), CT_FIELD_DEFAULT, 24),
  CT_FIELD_TEXT (CtHeldTime, title, N_("What for"), CT_REQUIRED, 80),
  CT_FIELD_BOOL (CtHeldTime, removed, N_("Removed"), CT_PLAIN),
};
CT_DEFINE_RECORD (CtHeldTime, ct_held_time, "held_time", held_time_fields)

static const CtField staff_busy_fields[] = {
  CT_FIELD_REF (CtStaffBusy, user_id, N_("Who"), CT_REQUIRED),
  CT_FIELD_TEXT (CtStaffBusy, source, N_("Calendar"), CT_REQUIRED, 120),
  CT_FIELD_TEXT (CtStaffBusy, ranges, N_("Busy times"), CT_LONG | CT_PLAIN, 100000),
  CT_FIELD_TIME (CtStaffBusy, imported_us, N_("Read"), CT_REQUIRED),
  CT_FIELD_BOOL (CtStaffBusy, removed, N_("Removed"), CT_PLAIN),
};
CT_DEFINE_RECORD (CtStaffBusy, ct_staff_busy, "staff_busy", staff_busy_fields)

static const CtField sent_visit_fields[] = {
  CT_FIELD_REF (CtSentVisit, patient_id, N_("Patient"), CT_REQUIRED),
  CT_FIELD_REF (CtSentVisit, appointment_id, N_("Appointment"), CT_REQUIRED),
  CT_FIELD_TIME (CtSentVisit, sent_us, N_("Sent"), CT_REQUIRED),
};
CT_DEFINE_RECORD (CtSentVisit, ct_sent_visit, "sent_visit", sent_visit_fields)
