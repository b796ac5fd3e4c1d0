/* From an enquiry to a patient: somebody who is here already, or a new one; then on to a place for the consultation. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_ADMIT_WINDOW (ct_admit_window_get_type ())
G_DECLARE_FINAL_TYPE (CtAdmitWindow, ct_admit_window, CT, ADMIT_WINDOW, AdwWindow)

void  ct_admit_begin           (GtkWidget *from, CtClinic *clinic, CtEnquiry *enquiry);
guint ct_admit_window_get_n    (CtAdmitWindow *self);
void  ct_admit_window_choose   (CtAdmitWindow *self, guint position);

G_END_DECLS
