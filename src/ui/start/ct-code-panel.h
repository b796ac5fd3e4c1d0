/* Setting up one-time codes: the secret for a phone, the backup codes, and the proof that the phone makes the right ones. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_CODE_PANEL (ct_code_panel_get_type ())
G_DECLARE_FINAL_TYPE (CtCodePanel, ct_code_panel, CT, CODE_PANEL, AdwBin)

/**
 * CtCodePanel:
 *
 * Signal CtCodePanel::done (): codes are needed from now on.
 */
GtkWidget   *ct_code_panel_new       (CtClinic *clinic);
CtCodeOffer *ct_code_panel_get_offer (CtCodePanel *self);

G_END_DECLS
