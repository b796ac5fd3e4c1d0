/*
 * GTK 4.8 shows a tooltip half a second after the pointer came to rest, and asks then where the pointer is on the surface of
 * its popover or window. Where that was closed meanwhile by other than a click or a key, which call the tooltip off, there is
 * no surface and a critical warning. So what closes calls off the tooltip that waits.
 */
#include "ui/compat/ct-tooltips.h"

#include <gtk/gtk.h>

#define WAITING "[gtk] tooltip_popup_timeout"

/* GTK keeps the number of the source and removes it itself when the pointer moves on: it is only kept from being ready. */
static void
call_off (GdkDisplay *display)
{
  GSource *source = g_main_context_find_source_by_funcs_user_data (NULL, &g_timeout_funcs, display);

  if (source != NULL && g_strcmp0 (g_source_get_name (source), WAITING) == 0)
    g_source_set_ready_time (source, -1);
}

static gboolean
on_unmap_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  GtkWidget *widget = g_value_get_object (&values[0]);

  if (GTK_IS_NATIVE (widget))
    call_off (gtk_widget_get_display (widget));
  return TRUE;
}

/**
 * ct_tooltips_mend:
 *
 * From now on no tooltip shows of what is no longer there.
 */
void
ct_tooltips_mend (void)
{
  g_type_class_unref (g_type_class_ref (GTK_TYPE_WIDGET));
  g_signal_add_emission_hook (g_signal_lookup ("unmap", GTK_TYPE_WIDGET), 0, on_unmap_cb, NULL, NULL);
}
