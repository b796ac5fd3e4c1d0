/* What has to be done after logging in, before anything else: a passphrase of one's own, one-time codes. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_DUTY_PAGE (ct_duty_page_get_type ())
G_DECLARE_FINAL_TYPE (CtDutyPage, ct_duty_page, CT, DUTY_PAGE, AdwBin)

/**
 * CtDutyPage:
 *
 * Signals:
 *   CtDutyPage::done (CtClinic *clinic)  nothing is left to do first
 *   CtDutyPage::leave ()                 not now: the clinic is closed again
 */
GtkWidget *ct_duty_page_new (CtClinic *clinic);

G_END_DECLS
