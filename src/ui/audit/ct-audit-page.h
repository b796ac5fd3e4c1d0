/* Who did what, when: the audit, and whether it is whole. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_AUDIT_PAGE (ct_audit_page_get_type ())
G_DECLARE_FINAL_TYPE (CtAuditPage, ct_audit_page, CT, AUDIT_PAGE, AdwBin)

GtkWidget  *ct_audit_page_new          (CtClinic *clinic);
GListModel *ct_audit_page_get_list     (CtAuditPage *self);
GListModel *ct_audit_page_get_groups   (CtAuditPage *self);
const char *ct_audit_page_get_question (CtAuditPage *self);
void        ct_audit_page_ask          (CtAuditPage *self, gint64 patient_id, gint64 user_id, const char *act);
void        ct_audit_page_verify       (CtAuditPage *self, const CtAuditHead *wanted);
void        ct_audit_page_export       (CtAuditPage *self, const char *path);
void        ct_audit_page_print        (CtAuditPage *self);
const char *ct_audit_page_get_verdict  (CtAuditPage *self);

G_END_DECLS
