/* An empty libadwaita window: the least that any program of its kind needs to show itself. */
#include <adwaita.h>

#include "start-mark.h"

static void
on_painted_cb (GdkFrameClock *clock, gpointer window)
{
  static gboolean seen;

  if (seen || !gtk_widget_get_mapped (window))
    return;
  seen = TRUE;
  start_mark ("shown");
  start_mark ("day");
}

static void
on_activate_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_widget_realize (window);
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_painted_cb), window);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = adw_application_new (NULL, G_APPLICATION_NON_UNIQUE);

  setvbuf (stdout, NULL, _IOLBF, 0);
  g_signal_connect (application, "activate", G_CALLBACK (on_activate_cb), NULL);
  return g_application_run (G_APPLICATION (application), 0, NULL);
}
