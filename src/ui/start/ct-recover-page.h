/* The way back in when a passphrase is lost: the recovery key and a new passphrase. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_RECOVER_PAGE (ct_recover_page_get_type ())
G_DECLARE_FINAL_TYPE (CtRecoverPage, ct_recover_page, CT, RECOVER_PAGE, AdwBin)

/**
 * CtRecoverPage:
 *
 * Signals:
 *   CtRecoverPage::done (const char *login, const char *passphrase)  the new passphrase fits now
 *   CtRecoverPage::leave ()
 */
GtkWidget *ct_recover_page_new (const char *path, CtClock clock);

G_END_DECLS
