/* The pages, the site, and who is logged in. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_SIDEBAR (ct_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (CtSidebar, ct_sidebar, CT, SIDEBAR, AdwBin)

void     ct_sidebar_set_clinic    (CtSidebar *self, CtClinic *clinic);
void     ct_sidebar_select        (CtSidebar *self, const char *page);
void     ct_sidebar_set_count     (CtSidebar *self, const char *page, guint count);
void     ct_sidebar_set_site      (CtSidebar *self, gint64 site_id);
void     ct_sidebar_add_work      (CtSidebar *self, GtkBox *work);
void     ct_sidebar_set_collapsed (CtSidebar *self, gboolean collapsed);
gboolean ct_sidebar_get_collapsed (CtSidebar *self);

G_END_DECLS
