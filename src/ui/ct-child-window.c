#include "ui/ct-child-window.h"

/* The main window at the end of the chain of windows that @from is in. */
static GtkWindow *
find_main_window (GtkWindow *window)
{
  while (window != NULL && !GTK_IS_APPLICATION_WINDOW (window))
    window = gtk_window_get_transient_for (window);
  return window;
}

/**
 * ct_child_window_present:
 * @child: a window that was just made
 * @from: a widget of the window that opens it
 *
 * Shows @child above the window of @from, and lets it use the main window's actions (`win.toast`, `win.undo`, …).
 */
void
ct_child_window_present (GtkWindow *child, GtkWidget *from)
{
  GtkRoot *root;
  GtkWindow *main_window;

  g_return_if_fail (GTK_IS_WINDOW (child) && GTK_IS_WIDGET (from));
  root = gtk_widget_get_root (from);
  if (GTK_IS_WINDOW (root))
    {
      gtk_window_set_transient_for (child, GTK_WINDOW (root));
      main_window = find_main_window (GTK_WINDOW (root));
      if (main_window != NULL)
        gtk_widget_insert_action_group (GTK_WIDGET (child), "win", G_ACTION_GROUP (main_window));
    }
  gtk_window_present (child);
}
