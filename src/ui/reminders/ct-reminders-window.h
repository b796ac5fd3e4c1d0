/* Who is to be reminded of their visit: sent through the desktop's own mail program, texted by hand, or called. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_REMINDERS_WINDOW (ct_reminders_window_get_type ())
G_DECLARE_FINAL_TYPE (CtRemindersWindow, ct_reminders_window, CT, REMINDERS_WINDOW, AdwWindow)

GtkWindow  *ct_reminders_window_new        (CtClinic *clinic);
gboolean    ct_reminders_window_is_ready   (CtRemindersWindow *self);
guint       ct_reminders_window_get_n_rows (CtRemindersWindow *self);
char       *ct_reminders_window_get_state  (CtRemindersWindow *self, guint row);
void        ct_reminders_window_remind     (CtRemindersWindow *self, guint row, const char *how);
const char *ct_reminders_window_get_sent   (CtRemindersWindow *self);

G_END_DECLS
