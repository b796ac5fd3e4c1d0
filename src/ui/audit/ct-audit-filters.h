/* The line of filters over the audit: period, person, patient, act, table, text. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"
#include "domain/ct-audit-words.h"

G_BEGIN_DECLS

#define CT_TYPE_AUDIT_FILTERS (ct_audit_filters_get_type ())
G_DECLARE_FINAL_TYPE (CtAuditFilters, ct_audit_filters, CT, AUDIT_FILTERS, AdwBin)

/** CtAuditFilters: signal "changed" (): something else is asked for. */
void           ct_audit_filters_set_clinic   (CtAuditFilters *self, CtClinic *clinic);
void           ct_audit_filters_offer        (CtAuditFilters *self, GPtrArray *words, gboolean tables);
CtAuditFilter *ct_audit_filters_dup_filter   (CtAuditFilters *self);
void           ct_audit_filters_get_names    (CtAuditFilters *self, CtAuditNames *names);
void           ct_audit_filters_ask          (CtAuditFilters *self, gint64 patient_id, const char *patient, gint64 user_id,
                                              const char *act);
void           ct_audit_filters_name_patient (CtAuditFilters *self, const char *name);
void           ct_audit_filters_set_period   (CtAuditFilters *self, const char *from, const char *until);
void           ct_audit_filters_set_text     (CtAuditFilters *self, const char *text);
void           ct_audit_filters_find_patient (CtAuditFilters *self);
void           ct_audit_filters_find_user    (CtAuditFilters *self);

G_END_DECLS
