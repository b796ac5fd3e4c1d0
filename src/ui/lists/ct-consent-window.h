/* Writes down that somebody has signed a consent. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_CONSENT_WINDOW (ct_consent_window_get_type ())
G_DECLARE_FINAL_TYPE (CtConsentWindow, ct_consent_window, CT, CONSENT_WINDOW, AdwWindow)

GtkWindow *ct_consent_window_new  (CtClinic *clinic, gint64 patient_id, const char *name, gint64 site_id,
                                   const char *protocol);
void       ct_consent_window_save (CtConsentWindow *self);

G_END_DECLS
