/* The window before the main one: welcome, first run, log-in. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_START_WINDOW (ct_start_window_get_type ())
G_DECLARE_FINAL_TYPE (CtStartWindow, ct_start_window, CT, START_WINDOW, AdwApplicationWindow)

/**
 * CtStartWindow:
 *
 * Signal CtStartWindow::opened (CtClinic *clinic): somebody is in.
 */
CtStartWindow *ct_start_window_new          (GtkApplication *application, CtClock clock, const char *path);
void           ct_start_window_show_log_in  (CtStartWindow *self, const char *path);
void           ct_start_window_show_welcome (CtStartWindow *self);
void           ct_start_window_log_in       (CtStartWindow *self, const char *login, const char *passphrase);

G_END_DECLS
