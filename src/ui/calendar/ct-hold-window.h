/* Holding time free: what for, for which visits, which chair, when; and letting it go. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_HOLD_WINDOW (ct_hold_window_get_type ())
G_DECLARE_FINAL_TYPE (CtHoldWindow, ct_hold_window, CT, HOLD_WINDOW, AdwWindow)

/*
 * Signals:
 *   CtHoldWindow::stored (const char *words)  it was held, changed or let go of
 */
GtkWindow *ct_hold_window_new (CtClinic *clinic, CtHeldTime *hold, CtDate day);

G_END_DECLS
