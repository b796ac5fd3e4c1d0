/* Coming in: who, and the passphrase; also the curtain before a locked window. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_LOGIN_PAGE (ct_login_page_get_type ())
G_DECLARE_FINAL_TYPE (CtLoginPage, ct_login_page, CT, LOGIN_PAGE, AdwBin)

/**
 * CtLoginPage:
 *
 * Signals:
 *   CtLoginPage::opened (CtClinic *clinic)  somebody logged in
 *   CtLoginPage::unlocked ()                the user of a locked clinic is back
 *   CtLoginPage::recover ()                 the passphrase is lost
 *   CtLoginPage::leave ()                   another clinic, or another user, is wanted
 */
GtkWidget *ct_login_page_new        (const char *path, CtClock clock);
GtkWidget *ct_login_page_new_unlock (CtClinic *clinic);
void       ct_login_page_focus      (CtLoginPage *self);
void       ct_login_page_try        (CtLoginPage *self, const char *login, const char *passphrase);

G_END_DECLS
