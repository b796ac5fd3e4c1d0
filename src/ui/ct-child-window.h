/* Windows that belong to the main window: editors, planners, importers. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void ct_child_window_present (GtkWindow *child, GtkWidget *from);

G_END_DECLS
