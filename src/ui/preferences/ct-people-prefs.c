/* Who works here: adding people, switching log-ins off, and one's own passphrase. */
#include "ui/preferences/ct-preferences.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "ui/preferences/ct-setup-store.h"
#include "ui/start/ct-passphrase-group.h"

/* ---- Those who are here ---- */

static void
on_active_cb (GtkSwitch *input, GParamSpec *pspec, CtClinic *clinic)
{
  CtRecord *stored = ct_setup_find (clinic, g_object_get_data (G_OBJECT (input), "user"));
  g_autoptr (CtUser) user = stored != NULL ? ct_record_copy (stored) : NULL;

  if (user == NULL || user->active == gtk_switch_get_active (input))
    return;
  user->active = gtk_switch_get_active (input);
  ct_setup_store (GTK_WIDGET (input), clinic, CT_RECORD (user), NULL, NULL);
}

static void
add_user_row (AdwPreferencesGroup *group, CtClinic *clinic, CtUser *user)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *input = gtk_switch_new ();
  gboolean self = CT_RECORD (user)->id == CT_RECORD (ct_clinic_get_user (clinic))->id;
  const char *name = ct_text_is_blank (user->full_name) ? user->login : user->full_name;
  g_autofree char *title = g_markup_escape_text (name, -1);
  g_autofree char *about = g_strjoin (" · ", user->login, ct_role_label (user->role), user->credentials, NULL);
  g_autofree char *subtitle = g_markup_escape_text (about, -1);
  g_autofree char *label = g_strdup_printf (_("%s may log in"), name);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_switch_set_active (GTK_SWITCH (input), user->active);
  gtk_widget_set_sensitive (input, !self);
  gtk_widget_set_valign (input, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (input, self ? _("You can’t lock yourself out.") : _("May log in"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (input), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (input), "user", g_object_ref (user), g_object_unref);
  g_signal_connect_object (input, "notify::active", G_CALLBACK (on_active_cb), clinic, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), input);
  adw_preferences_group_add (group, row);
}

/* ---- Somebody new ---- */

static const char *
text_of (gpointer from, const char *name)
{
  return gtk_editable_get_text (GTK_EDITABLE (g_object_get_data (from, name)));
}

static void
on_added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) button = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtUser) user = ct_clinic_finish (CT_CLINIC (source), result, &error);
  g_autofree char *sentence = user != NULL ? g_strdup_printf (_("%s may log in now."), user->full_name) : NULL;

  gtk_widget_set_sensitive (button, TRUE);
  ct_setup_tell (button, user != NULL ? sentence : error->message);
}

static void
on_add_cb (GtkButton *button, CtClinic *clinic)
{
  AdwComboRow *roles = g_object_get_data (G_OBJECT (button), "role");
  CtPassphraseGroup *passphrase = g_object_get_data (G_OBJECT (button), "passphrase");
  g_autoptr (CtUser) user = ct_user_new ();

  if (!ct_passphrase_group_is_ready (passphrase))
    {
      ct_setup_tell (GTK_WIDGET (button), _("The passphrase needs 10 letters, typed twice alike."));
      return;
    }
  user->full_name = ct_text_clean (text_of (button, "name"));
  user->login = g_strstrip (g_ascii_strdown (text_of (button, "login"), -1));
  user->credentials = ct_text_clean (text_of (button, "credentials"));
  user->role = g_strdup (ct_permission_list_roles ()[adw_combo_row_get_selected (roles)]);
  user->active = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  ct_clinic_add_user_async (clinic, user, ct_passphrase_group_get_text (passphrase), on_added_cb, g_object_ref (button));
}

static void
add_entry (AdwPreferencesGroup *group, GtkWidget *button, const char *name, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_object_set_data (G_OBJECT (button), name, row);
  adw_preferences_group_add (group, row);
}

static void
add_roles (AdwPreferencesGroup *group, GtkWidget *button)
{
  const char *const *roles = ct_permission_list_roles ();
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();

  for (guint i = 0; roles[i] != NULL; i++)
    gtk_string_list_append (labels, ct_role_label (roles[i]));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Role"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  for (guint i = 0; roles[i] != NULL; i++)
    if (g_strcmp0 (roles[i], CT_ROLE_RECEPTION) == 0)
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
  g_object_set_data (G_OBJECT (button), "role", row);
  adw_preferences_group_add (group, row);
}

static void
add_new_user (AdwPreferencesPage *page, CtClinic *clinic, GPtrArray *groups)
{
  AdwPreferencesGroup *group = ct_prefs_add_group (page, groups, _("Somebody new"), NULL);
  GtkWidget *button = ct_prefs_button (group, _("_Add"));
  GtkWidget *passphrase = ct_passphrase_group_new ();

  add_entry (group, button, "name", _("Name"));
  add_entry (group, button, "login", _("User name"));
  add_entry (group, button, "credentials", _("Credentials: MD, RN"));
  add_roles (group, button);
  g_object_set_data (G_OBJECT (button), "passphrase", passphrase);
  adw_preferences_group_add (ct_prefs_add_group (page, groups, NULL, _("A first passphrase, to be changed by its owner.")),
                             passphrase);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_add_cb), clinic, 0);
}

/* ---- One's own passphrase ---- */

static void
on_changed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) button = data;
  g_autoptr (GError) error = NULL;
  gboolean done = ct_clinic_finish (CT_CLINIC (source), result, &error) != NULL;

  gtk_widget_set_sensitive (button, TRUE);
  ct_setup_tell (button, done ? _("The new passphrase fits now.") : error->message);
  if (!done)
    return;
  gtk_editable_set_text (GTK_EDITABLE (g_object_get_data (G_OBJECT (button), "old")), "");
  ct_passphrase_group_clear (g_object_get_data (G_OBJECT (button), "passphrase"));
}

static void
on_change_cb (GtkButton *button, CtClinic *clinic)
{
  CtPassphraseGroup *passphrase = g_object_get_data (G_OBJECT (button), "passphrase");

  if (!ct_passphrase_group_is_ready (passphrase))
    {
      ct_setup_tell (GTK_WIDGET (button), _("The passphrase needs 10 letters, typed twice alike."));
      return;
    }
  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  ct_clinic_change_passphrase_async (clinic, text_of (button, "old"), ct_passphrase_group_get_text (passphrase),
                                     on_changed_cb, g_object_ref (button));
}

static void
add_own_passphrase (AdwPreferencesPage *page, CtClinic *clinic, GPtrArray *groups)
{
  AdwPreferencesGroup *group = ct_prefs_add_group (page, groups, _("My passphrase"), NULL);
  GtkWidget *button = ct_prefs_button (group, _("_Change"));
  GtkWidget *old = adw_password_entry_row_new ();
  GtkWidget *passphrase = ct_passphrase_group_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (old), _("Passphrase until now"));
  g_object_set_data (G_OBJECT (button), "old", old);
  g_object_set_data (G_OBJECT (button), "passphrase", passphrase);
  adw_preferences_group_add (group, old);
  adw_preferences_group_add (ct_prefs_add_group (page, groups, NULL, NULL), passphrase);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_change_cb), clinic, 0);
}

static void
fill (AdwPreferencesPage *page, CtClinic *clinic, GPtrArray *groups)
{
  gboolean may = ct_clinic_user_may (clinic, CT_MAY_ADMINISTER);
  AdwPreferencesGroup *group;
  GPtrArray *users = ct_clinic_get_users (clinic);

  if (may)
    {
      group = ct_prefs_add_group (page, groups, _("Who works here"), _("Nobody is ever deleted, only switched off."));
      for (guint i = 0; i < users->len; i++)
        add_user_row (group, clinic, g_ptr_array_index (users, i));
      add_new_user (page, clinic, groups);
    }
  add_own_passphrase (page, clinic, groups);
}

/**
 * ct_people_prefs_new:
 * @clinic: whose people
 *
 * Returns: (transfer floating): a page of the preferences.
 */
GtkWidget *
ct_people_prefs_new (CtClinic *clinic)
{
  return ct_prefs_page_new (clinic, _("People"), "system-users-symbolic", fill);
}
