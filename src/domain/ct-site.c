#include "domain/ct-site.h"

#include <glib/gi18n.h>

static const CtField clinic_info_fields[] = {
  CT_FIELD_TEXT (CtClinicInfo, name, N_("Clinic name"), CT_REQUIRED, 80),
  CT_FIELD_TEXT (CtClinicInfo, phone, N_("Phone"), CT_FIELD_DEFAULT, 40),
  CT_FIELD_TEXT (CtClinicInfo, email, N_("E-mail"), CT_FIELD_DEFAULT, 120),
  CT_FIELD_TEXT (CtClinicInfo, note, N_("Note on letters"), CT_LONG, 400),
};
CT_DEFINE_RECORD (CtClinicInfo, ct_clinic_info, "clinic", clinic_info_fields)

static const CtField site_fields[] = {
  CT_FIELD_TEXT (CtSite, name, N_("Site name"), CT_REQUIRED, 80),
  CT_FIELD_TEXT (CtSite, street, N_("Street"), CT_FIELD_DEFAULT, 120),
  CT_FIELD_TEXT (CtSite, city, N_("City"), CT_FIELD_DEFAULT, 80),
  CT_FIELD_TEXT (CtSite, region, N_("State"), CT_FIELD_DEFAULT, 40),
  CT_FIELD_TEXT (CtSite, postcode, N_("ZIP code"), CT_FIELD_DEFAULT, 16),
  CT_FIELD_TEXT (CtSite, phone, N_("Phone"), CT_FIELD_DEFAULT, 40),
  CT_FIELD_TEXT (CtSite, zone, N_("Time zone"), CT_REQUIRED, 64),
  CT_FIELD_BOOL (CtSite, active, N_("In use"), CT_FIELD_DEFAULT),
};
CT_DEFINE_RECORD (CtSite, ct_site, "site", site_fields)

static const CtField chair_fields[] = {
  CT_FIELD_REF (CtChair, site_id, N_("Site"), CT_REQUIRED),
  CT_FIELD_TEXT (CtChair, name, N_("Name"), CT_REQUIRED, 40),
  CT_FIELD_TEXT (CtChair, kind, N_("Kind"), CT_REQUIRED, 16),
  CT_FIELD_INT (CtChair, position, N_("Order"), CT_FIELD_DEFAULT, 999),
  CT_FIELD_BOOL (CtChair, active, N_("In use"), CT_FIELD_DEFAULT),
};
CT_DEFINE_RECORD (CtChair, ct_chair, "chair", chair_fields)

static const CtField opening_fields[] = {
  CT_FIELD_REF (CtOpening, site_id, N_("Site"), CT_REQUIRED),
  CT_FIELD_INT (CtOpening, weekday, N_("Weekday"), CT_REQUIRED, 7),
  CT_FIELD_MINUTE (CtOpening, from_minute, N_("Opens"), CT_FIELD_DEFAULT),
  CT_FIELD_RANGE_END (CtOpening, to_minute, N_("Closes"), CT_FIELD_DEFAULT),
  CT_FIELD_BOOL (CtOpening, removed, N_("Removed"), CT_PLAIN),
};
CT_DEFINE_RECORD (CtOpening, ct_opening, "opening", opening_fields)

static const CtField closure_fields[] = {
  CT_FIELD_REF (CtClosure, site_id, N_("Site"), CT_REQUIRED),
  CT_FIELD_DATE (CtClosure, first_day, N_("First day"), CT_REQUIRED),
  CT_FIELD_DATE (CtClosure, last_day, N_("Last day"), CT_REQUIRED),
  CT_FIELD_TEXT (CtClosure, reason, N_("Reason"), CT_REQUIRED, 120),
  CT_FIELD_BOOL (CtClosure, removed, N_("Removed"), CT_PLAIN),
};
CT_DEFINE_RECORD (CtClosure, ct_closure, "closure", closure_fields)
