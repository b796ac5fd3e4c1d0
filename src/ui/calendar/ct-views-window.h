/* Keeping a view: its name and key; and changing or removing those that were kept. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_VIEWS_WINDOW (ct_views_window_get_type ())
G_DECLARE_FINAL_TYPE (CtViewsWindow, ct_views_window, CT, VIEWS_WINDOW, AdwWindow)

GtkWindow *ct_views_window_new     (CtClinic *clinic, const char *shows);
gboolean   ct_views_window_is_busy (CtViewsWindow *self);

G_END_DECLS
