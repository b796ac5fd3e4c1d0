/* The main window: sidebar, search, pages, toasts and banners, and the lock before all of it. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"
#include "ui/ct-page.h"

G_BEGIN_DECLS

#define CT_TYPE_WINDOW (ct_window_get_type ())
G_DECLARE_FINAL_TYPE (CtWindow, ct_window, CT, WINDOW, AdwApplicationWindow)

/**
 * CtWindow:
 *
 * Signal CtWindow::log-out (const char *place): the window closes because somebody else wants to log in, there.
 */
CtWindow   *ct_window_new            (GtkApplication *application, CtClinic *clinic);
CtClinic   *ct_window_get_clinic     (CtWindow *self);
CtPage     *ct_window_show_page      (CtWindow *self, const char *name);
CtPage     *ct_window_get_page       (CtWindow *self);
const char *ct_window_get_page_name  (CtWindow *self);
gint64      ct_window_get_site       (CtWindow *self);
void        ct_window_lock           (CtWindow *self);
gboolean    ct_window_is_locked      (CtWindow *self);
void        ct_window_move_away      (CtWindow *self, const char *place);
void        ct_window_import_files   (CtWindow *self, GPtrArray *files);

G_END_DECLS
