/* The lists a desk lives in: one page, whatever there is to see to. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_LISTS_PAGE (ct_lists_page_get_type ())
G_DECLARE_FINAL_TYPE (CtListsPage, ct_lists_page, CT, LISTS_PAGE, AdwBin)

GtkWidget        *ct_lists_page_new       (CtClinic *clinic);
GListModel       *ct_lists_page_get_rows  (CtListsPage *self);
const CtDeskList *ct_lists_page_get_list  (CtListsPage *self);
gboolean          ct_lists_page_is_busy   (CtListsPage *self);
gboolean          ct_lists_page_select    (CtListsPage *self, guint position);
void              ct_lists_page_export    (CtListsPage *self, const char *path);

G_END_DECLS
