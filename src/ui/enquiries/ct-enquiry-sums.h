/* What became of enquiries: by month, and by how they heard of the clinic. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_ENQUIRY_SUMS (ct_enquiry_sums_get_type ())
G_DECLARE_FINAL_TYPE (CtEnquirySums, ct_enquiry_sums, CT, ENQUIRY_SUMS, AdwWindow)

GtkWindow *ct_enquiry_sums_new       (CtClinic *clinic, gint64 site_id);
CtTable   *ct_enquiry_sums_get_table (CtEnquirySums *self);

G_END_DECLS
