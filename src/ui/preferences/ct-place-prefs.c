/* Where the clinic is kept, and the way to another place. */
#include "ui/preferences/ct-preferences.h"

#include <glib/gi18n.h>

#include "base/ct-place.h"
#include "ui/ct-child-window.h"
#include "ui/ct-window.h"
#include "ui/preferences/ct-move-window.h"

/* The preferences belong to the window of the clinic, which closes: nothing of it is here any more. */
static void
on_moved_cb (CtMoveWindow *mover, const char *place, GtkWidget *button)
{
  GtkWindow *preferences = GTK_WINDOW (gtk_widget_get_root (button));
  GtkWindow *window = gtk_window_get_transient_for (preferences);

  gtk_window_destroy (preferences);
  if (CT_IS_WINDOW (window))
    ct_window_move_away (CT_WINDOW (window), place);
}

/**
 * ct_place_prefs_present_mover:
 * @mover: a #CtMoveWindow
 * @from: a widget of the preferences
 *
 * Shows it; when it is done, the main window goes over to the new place.
 */
void
ct_place_prefs_present_mover (GtkWidget *mover, GtkWidget *from)
{
  g_return_if_fail (CT_IS_MOVE_WINDOW (mover) && GTK_IS_WIDGET (from));
  g_signal_connect_object (mover, "moved", G_CALLBACK (on_moved_cb), from, 0);
  ct_child_window_present (GTK_WINDOW (mover), from);
}

static void
on_move_cb (GtkButton *button, CtClinic *clinic)
{
  ct_place_prefs_present_mover (ct_move_window_new (clinic), GTK_WIDGET (button));
}

/**
 * ct_place_prefs_add:
 * @page: a page of the preferences
 * @clinic: the clinic that is open
 * @groups: (element-type GtkWidget): the groups of the page
 *
 * Adds a group that says where the clinic is kept, and for owners a button to move it.
 */
void
ct_place_prefs_add (AdwPreferencesPage *page, CtClinic *clinic, GPtrArray *groups)
{
  AdwPreferencesGroup *group = ct_prefs_add_group (page, groups, _("Where the clinic is kept"), NULL);
  g_autofree char *label = ct_place_label (ct_clinic_get_path (clinic));
  g_autofree char *escaped = g_markup_escape_text (label, -1);
  gboolean on_server = ct_place_is_server (ct_clinic_get_path (clinic));
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), on_server ? _("On a server") : _("In a file"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  adw_preferences_group_add (group, row);
  if (!ct_clinic_user_may (clinic, CT_MAY_ADMINISTER))
    return;
  button = ct_prefs_button (group, on_server ? _("_Move to a File…") : _("_Move to a Server…"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_move_cb), clinic, 0);
}
