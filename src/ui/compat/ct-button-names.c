/*
 * Up to GTK 4.8 a button names itself by its text with the mnemonic's underscore in it ("_Save Save"). Without that
 * name it is called by the label inside it, as it should be. Every button is mended when it comes onto the screen.
 */
#include "ui/compat/ct-button-names.h"

#include <gtk/gtk.h>

static void
forget_name (GtkButton *button)
{
  if (gtk_button_get_use_underline (button))
    gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

static gboolean
on_map_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  GtkWidget *widget = g_value_get_object (&values[0]);

  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL &&
      g_object_get_data (G_OBJECT (widget), "ct-mended") == NULL)
    {
      g_object_set_data (G_OBJECT (widget), "ct-mended", GINT_TO_POINTER (1));
      g_signal_connect (widget, "notify::label", G_CALLBACK (forget_name), NULL);
      forget_name (GTK_BUTTON (widget));
    }
  return TRUE;
}

/**
 * ct_button_names_mend:
 *
 * From now on buttons are called by what they say.
 */
void
ct_button_names_mend (void)
{
  g_type_class_unref (g_type_class_ref (GTK_TYPE_WIDGET));
  if (gtk_check_version (4, 10, 0) == NULL)
    return;
  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, on_map_cb, NULL, NULL);
}
