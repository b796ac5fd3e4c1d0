/* Moves the open clinic to a server, or from there into a file, and tells what everybody needs afterwards. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_MOVE_WINDOW (ct_move_window_get_type ())
G_DECLARE_FINAL_TYPE (CtMoveWindow, ct_move_window, CT, MOVE_WINDOW, AdwWindow)

/**
 * CtMoveWindow:
 *
 * Signal CtMoveWindow::moved (const char *place): the clinic is there now, and its window here has nothing to show.
 */
GtkWidget *ct_move_window_new (CtClinic *clinic);
GtkWidget *ct_move_window_new_restore (CtClinic *clinic, const char *backup);

G_END_DECLS
