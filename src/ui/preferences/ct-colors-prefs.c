/* The colours of the calendar: of kinds of visits, of clinicians, and of the steps that shall have one. */
#include "ui/preferences/ct-preferences.h"

#include <glib/gi18n.h>

#include "ui/calendar/ct-visit-choices.h"
#include "ui/preferences/ct-color-row.h"
#include "ui/preferences/ct-setup-store.h"

/* ---- The standard ones again ---- */

static void
on_undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) page = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *told = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (told == NULL)
    ct_setup_tell (page, error->message);
}

static void
on_undo_clicked_cb (AdwToast *toast, CtClinic *clinic)
{
  ct_clinic_undo_async (clinic, on_undone_cb, g_object_ref (g_object_get_data (G_OBJECT (toast), "page")));
}

static void
tell_reset (GtkWidget *page, CtClinic *clinic)
{
  GtkWidget *window = gtk_widget_get_ancestor (page, ADW_TYPE_PREFERENCES_WINDOW);
  AdwToast *toast = adw_toast_new (_("Everything has its standard colour"));

  adw_toast_set_button_label (toast, _("_Undo"));
  g_object_set_data (G_OBJECT (toast), "page", page);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_undo_clicked_cb), clinic, 0);
  if (window != NULL)
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (window), toast);
}

static void
on_reset_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) page = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) stored = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (stored == NULL)
    ct_setup_tell (page, error->message);
  else
    tell_reset (page, CT_CLINIC (source));
}

static void
on_reset_clicked_cb (GtkWidget *button, CtClinic *clinic)
{
  GtkWidget *page = gtk_widget_get_ancestor (button, ADW_TYPE_PREFERENCES_PAGE);

  if (ct_colors_have_choice (ct_clinic_get_colors (clinic)))
    ct_clinic_reset_colors_async (clinic, on_reset_cb, g_object_ref (page));
}

static void
on_clinic_changed_cb (GtkWidget *button, const char *table, gint64 id, CtClinic *clinic)
{
  if (g_strcmp0 (table, "setup") == 0)
    gtk_widget_set_sensitive (button, ct_colors_have_choice (ct_clinic_get_colors (clinic)));
}

static void
add_reset (AdwPreferencesGroup *group, CtClinic *clinic)
{
  GtkWidget *button = ct_prefs_button (group, _("Use the _Standard Colours"));

  gtk_widget_set_sensitive (button, ct_colors_have_choice (ct_clinic_get_colors (clinic)));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_reset_clicked_cb), clinic, 0);
  g_signal_connect_object (clinic, "changed", G_CALLBACK (on_clinic_changed_cb), button, G_CONNECT_SWAPPED);
}

/* ---- What has a colour ---- */

static AdwPreferencesGroup *
add_group (AdwPreferencesPage *page, const char *title, const char *about)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new ();

  return ct_prefs_add_group (page, groups, title, about);
}

static void
add_kinds (AdwPreferencesPage *page, CtClinic *clinic)
{
  AdwPreferencesGroup *group = add_group (
      page, _("What it is: the fill"),
      _("The same at every desk. Whatever is picked is lightened or darkened until words on it can be read, as the two samples show."));

  add_reset (group, clinic);
  for (guint i = 0; i <= ct_visit_kind_index (CT_VISIT_OTHER); i++)
    {
      g_autofree char *subject = g_strconcat (CT_COLOR_OF_KIND, ct_visit_kind_at (i), NULL);

      adw_preferences_group_add (group, ct_color_row_new (clinic, subject, 0, ct_visit_kind_label (ct_visit_kind_at (i))));
    }
}

static void
add_clinicians (AdwPreferencesPage *page, CtClinic *clinic)
{
  AdwPreferencesGroup *group = add_group (page, _("With whom: the bar"), NULL);
  GPtrArray *users = ct_clinic_get_users (clinic);

  for (guint i = 0; i < users->len; i++)
    {
      CtUser *user = g_ptr_array_index (users, i);

      if (user->active && ct_permission_of_role (user->role, CT_MAY_RUN_VISIT))
        adw_preferences_group_add (group, ct_color_row_new (clinic, CT_COLOR_OF_CLINICIAN, CT_RECORD (user)->id, user->full_name));
    }
}

static void
add_steps (AdwPreferencesPage *page, CtClinic *clinic)
{
  AdwPreferencesGroup *group = add_group (page, _("How far a visit is"),
                                          _("A step with a colour of its own has it instead of that of the kind of visit."));

  for (CtStep step = 0; step < CT_N_STEPS; step++)
    {
      g_autofree char *subject = g_strconcat (CT_COLOR_OF_STEP, ct_way_get (step)->code, NULL);

      /* Cancelled visits are not drawn. */
      if (!ct_way_is_off (step))
        adw_preferences_group_add (group, ct_color_row_new (clinic, subject, 0, ct_way_label (step)));
    }
}

/**
 * ct_colors_prefs_new:
 * @clinic: whose colours
 *
 * Returns: (transfer floating): the page of the colours. Its rows keep themselves up to date, so that the focus stays.
 */
GtkWidget *
ct_colors_prefs_new (CtClinic *clinic)
{
  GtkWidget *page = adw_preferences_page_new ();

  g_return_val_if_fail (CT_IS_CLINIC (clinic), page);
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (page), _("Colours"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (page), "applications-graphics-symbolic");
  add_kinds (ADW_PREFERENCES_PAGE (page), clinic);
  add_clinicians (ADW_PREFERENCES_PAGE (page), clinic);
  add_steps (ADW_PREFERENCES_PAGE (page), clinic);
  return page;
}
