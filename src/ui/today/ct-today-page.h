/* Today's list: who comes, who is here, what each needs, and the next step of each at a click. */
#pragma once

#include <gtk/gtk.h>

#include "clinic/ct-clinic.h"
#include "ui/calendar/ct-floor-strip.h"

G_BEGIN_DECLS

#define CT_TYPE_TODAY_PAGE (ct_today_page_get_type ())
G_DECLARE_FINAL_TYPE (CtTodayPage, ct_today_page, CT, TODAY_PAGE, GtkWidget)

/* A CtPage; it can be asked to open "site" (x). Its acts are class actions "today.…". */
GtkWidget  *ct_today_page_new          (CtClinic *clinic);
CtFloorStrip *ct_today_page_get_floor (CtTodayPage *self);
GListModel *ct_today_page_get_visits   (CtTodayPage *self);
const char *ct_today_page_get_summary  (CtTodayPage *self);
gboolean    ct_today_page_select       (CtTodayPage *self, guint position);

G_END_DECLS
