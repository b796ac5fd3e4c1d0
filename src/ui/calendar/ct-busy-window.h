/* Whose own calendars are heeded: read one from a file, read it again, forget it. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_BUSY_WINDOW (ct_busy_window_get_type ())
G_DECLARE_FINAL_TYPE (CtBusyWindow, ct_busy_window, CT, BUSY_WINDOW, AdwWindow)

GtkWindow *ct_busy_window_new        (CtClinic *clinic);
void       ct_busy_window_set_person (CtBusyWindow *self, gint64 user_id);
void       ct_busy_window_read       (CtBusyWindow *self, GFile *file);
guint      ct_busy_window_get_n_rows (CtBusyWindow *self);
const char *ct_busy_window_get_told  (CtBusyWindow *self);

G_END_DECLS
