/* Asks on which server a clinic is. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CT_TYPE_SERVER_PAGE (ct_server_page_get_type ())
G_DECLARE_FINAL_TYPE (CtServerPage, ct_server_page, CT, SERVER_PAGE, AdwBin)

/**
 * CtServerPage:
 *
 * Signal CtServerPage::done (const char *place): where the clinic is.
 * Signal CtServerPage::leave ()
 */
GtkWidget *ct_server_page_new (void);

G_END_DECLS
