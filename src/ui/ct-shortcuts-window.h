/* Every key of the program and what it does, with a search. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *ct_shortcuts_window_new (void);

G_END_DECLS
