#include "ui/search/ct-hit-menu.h"

#include <glib/gi18n.h>

static void
add_item (GMenu *menu, const char *label, const char *action, gint64 patient_id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "x", patient_id);
  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

/* The chosen action is still to be found from the menu's place when it closes. */
static gboolean
on_closed_idle_cb (gpointer menu)
{
  if (gtk_widget_get_parent (menu) != NULL)
    gtk_widget_unparent (menu);
  return G_SOURCE_REMOVE;
}

static void
on_closed_cb (GtkWidget *menu)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_closed_idle_cb, g_object_ref (menu), g_object_unref);
}

/**
 * ct_hit_menu_popup:
 * @page: what the menu hangs on: lays out its children by a layout manager
 * @from: something in it: a row
 * @patient_id: whose menu
 * @x: where, in @from
 * @y: where, in @from
 *
 * Shows what this user may do with that patient; it goes when something was chosen, or nothing.
 *
 * Returns: (transfer none): the menu.
 */
GtkWidget *
ct_hit_menu_popup (GtkWidget *page, GtkWidget *from, gint64 patient_id, double x, double y)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *popover;

  g_return_val_if_fail (GTK_IS_WIDGET (page) && GTK_IS_WIDGET (from) && patient_id > 0, NULL);
  gtk_widget_translate_coordinates (from, page, x, y, &x, &y);
  add_item (menu, _("_Open the Record"), "win.show-patient", patient_id);
  add_item (menu, _("_Book a Visit"), "win.book-for", patient_id);
  add_item (menu, _("_Who Opened This Chart?"), "win.who-opened", patient_id);
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_widget_set_parent (popover, page);
  g_signal_connect (popover, "closed", G_CALLBACK (on_closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
  return popover;
}
