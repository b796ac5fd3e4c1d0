/* The window's inside, for the files that make it up. */
#pragma once

#include "ui/ct-sidebar.h"
#include "ui/ct-window.h"

G_BEGIN_DECLS

struct _CtWindow
{
  AdwApplicationWindow parent_instance;
  GtkStack        *outer;
  AdwToastOverlay *toasts;
  CtSidebar       *sidebar;
  AdwHeaderBar    *header;
  AdwBin          *page_header;
  GtkLabel        *page_title;
  GtkButton       *new_button;
  GtkButton       *undo_button;
  GtkBox          *banners;
  GtkStack        *pages;
  CtClinic        *clinic;
  GCancellable    *cancellable; /* called off when the window closes */
  gint64           site_id;
};

void ct_window_install_actions (CtWindow *self);
void ct_window_update_header   (CtWindow *self);

G_END_DECLS
