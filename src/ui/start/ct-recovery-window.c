#include "ui/start/ct-recovery-window.h"

#include <glib/gi18n.h>

#include "ui/start/ct-recovery-paper.h"

typedef void (*Leave) (GtkWindow *parent, const char *clinic_name, const char *key, const char *path, CtWall now,
                       gint64 now_us);

/* The key, on its way to paper. */
static void
leave (GtkButton *button, Leave how)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (button)));
  CtClinic *clinic = g_object_get_data (G_OBJECT (window), "clinic");

  how (window, ct_clinic_get_info (clinic)->name, g_object_get_data (G_OBJECT (window), "key"),
       ct_clinic_get_path (clinic), ct_clinic_now_at (clinic, 0), ct_clock_now (ct_clinic_get_clock (clinic)));
}

static void
on_print_cb (GtkButton *button)
{
  leave (button, ct_recovery_paper_print);
}

static void
on_save_cb (GtkButton *button)
{
  leave (button, ct_recovery_paper_save);
}

static GtkWidget *
create_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_button (GtkWidget *box, const char *label, GCallback clicked, const char *css_class)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  if (css_class != NULL)
    gtk_widget_add_css_class (button, css_class);
  g_signal_connect (button, "clicked", clicked, NULL);
  gtk_box_append (GTK_BOX (box), button);
}

static GtkWidget *
create_content (const char *key)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *shown = create_label (key, "title-3");

  gtk_widget_add_css_class (shown, "monospace");
  gtk_label_set_selectable (GTK_LABEL (shown), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (shown), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _("The recovery key"), -1);
  gtk_box_append (GTK_BOX (box), create_label (_("Print it now and put it away: it is not shown again. The recovery key until "
                                                 "now opens nothing any more."), NULL));
  gtk_box_append (GTK_BOX (box), shown);
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  add_button (buttons, _("_Save as PDF…"), G_CALLBACK (on_save_cb), NULL);
  add_button (buttons, _("_Print…"), G_CALLBACK (on_print_cb), "suggested-action");
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  return box;
}

/**
 * ct_recovery_window_new:
 * @clinic: a clinic
 * @key: its new recovery key
 *
 * Returns: (transfer none): a window that shows it, prints it and saves it; the key goes with the window.
 */
GtkWindow *
ct_recovery_window_new (CtClinic *clinic, const char *key)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *all = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_window_set_title (GTK_WINDOW (window), _("Recovery Key"));
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), 480, -1);
  g_object_set_data_full (G_OBJECT (window), "clinic", g_object_ref (clinic), g_object_unref);
  g_object_set_data_full (G_OBJECT (window), "key", g_strdup (key), g_free);
  gtk_box_append (GTK_BOX (all), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (all), create_content (key));
  adw_window_set_content (ADW_WINDOW (window), all);
  return GTK_WINDOW (window);
}
