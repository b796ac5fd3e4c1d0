/* Who rang and is no patient yet: to be rung back, open, and what became of the others. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_ENQUIRIES_PAGE (ct_enquiries_page_get_type ())
G_DECLARE_FINAL_TYPE (CtEnquiriesPage, ct_enquiries_page, CT, ENQUIRIES_PAGE, AdwBin)

GtkWidget  *ct_enquiries_page_new     (CtClinic *clinic);
GListModel *ct_enquiries_page_get_rows (CtEnquiriesPage *self);
gboolean    ct_enquiries_page_is_busy (CtEnquiriesPage *self);
gboolean    ct_enquiries_page_select  (CtEnquiriesPage *self, guint position);
void        ct_enquiries_page_show    (CtEnquiriesPage *self, CtEnquiryView view);

G_END_DECLS
