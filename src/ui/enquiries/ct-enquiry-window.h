/* One enquiry, written down while the phone is at the ear: every field by keyboard, nothing typed is lost. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"
#include "ui/form/ct-form.h"

G_BEGIN_DECLS

#define CT_TYPE_ENQUIRY_WINDOW (ct_enquiry_window_get_type ())
G_DECLARE_FINAL_TYPE (CtEnquiryWindow, ct_enquiry_window, CT, ENQUIRY_WINDOW, AdwWindow)

CtEnquiryWindow *ct_enquiry_window_new      (CtClinic *clinic, CtEnquiry *enquiry);
CtForm          *ct_enquiry_window_get_form (CtEnquiryWindow *self);
void             ct_enquiry_window_save     (CtEnquiryWindow *self);
const char      *ct_enquiry_window_get_problem (CtEnquiryWindow *self);

G_END_DECLS
