/* The first-run assistant: clinic, chairs, administrator, recovery key. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_SETUP_PAGE (ct_setup_page_get_type ())
G_DECLARE_FINAL_TYPE (CtSetupPage, ct_setup_page, CT, SETUP_PAGE, AdwBin)

/**
 * CtSetupPage:
 *
 * Signals:
 *   CtSetupPage::done (CtClinic *clinic)  the clinic is made, open, and its key is kept
 *   CtSetupPage::leave ()                 back from the first step
 *
 * Property "path" (nullable): where the clinic's file goes; by default into the user's data folder, named as the clinic.
 * Property "light-keys": for tests.
 */
GtkWidget *ct_setup_page_new (CtClock clock, const char *path);

G_END_DECLS
