/* Who works here: adding people, switching log-ins off, and one's own passphrase. */
#include "ui/preferences/ct-preferences.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "ui/ct-child-window.h"
#include "ui/preferences/ct-people-locks.h"
#include "ui/preferences/ct-setup-store.h"
#include "ui/start/ct-code-panel.h"
#include "ui/start/ct-passphrase-group.h"
#include "ui/start/ct-recovery-window.h"

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
on_role_cb (AdwComboRow *roles, GParamSpec *pspec, CtClinic *clinic)
{
  CtRecord *stored = ct_setup_find (clinic, g_object_get_data (G_OBJECT (roles), "user"));
  const char *role = ct_permission_list_roles ()[adw_combo_row_get_selected (roles)];
  g_autoptr (CtUser) user = stored != NULL ? ct_record_copy (stored) : NULL;

  if (user == NULL || g_strcmp0 (user->role, role) == 0)
    return;
  g_free (user->role);
  user->role = g_strdup (role);
  ct_setup_store (GTK_WIDGET (roles), clinic, CT_RECORD (user), NULL, NULL);
}

static void
on_let_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtUser) user = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (user != NULL)
    gtk_editable_set_text (GTK_EDITABLE (row), "");
  ct_setup_tell (row, user != NULL ? _("It fits once; then they choose one of their own.") : error->message);
}

static void
on_temporary_cb (AdwEntryRow *row, CtClinic *clinic)
{
  ct_clinic_set_passphrase_async (clinic, g_object_get_data (G_OBJECT (row), "user"),
                                  gtk_editable_get_text (GTK_EDITABLE (row)), on_let_in_cb, g_object_ref (row));
}

static void
on_codes_reset_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) button = data;
  g_autoptr (GError) error = NULL;
  gboolean done = ct_clinic_finish (CT_CLINIC (source), result, &error) != NULL;

  ct_setup_tell (button, done ? _("No one-time code is asked of them any more.") : error->message);
}

static void
on_reset_codes_cb (GtkButton *button, CtClinic *clinic)
{
  ct_clinic_reset_codes_async (clinic, g_object_get_data (G_OBJECT (button), "user"), on_codes_reset_cb,
                               g_object_ref (button));
}

/* The answer stands on a page of the main window, so this one makes way. */
static void
on_what_opened_cb (AdwActionRow *row)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (row)));
  GtkWindow *main_window = gtk_window_get_transient_for (window);

  if (main_window == NULL)
    return;
  gtk_widget_activate_action (GTK_WIDGET (main_window), "win.what-opened", "x",
                              CT_RECORD (g_object_get_data (G_OBJECT (row), "user"))->id);
  gtk_window_close (window);
}

static void
set_user (gpointer widget, CtUser *user)
{
  g_object_set_data_full (G_OBJECT (widget), "user", g_object_ref (user), g_object_unref);
}

static GtkWidget *
make_roles (const char *role)
{
  const char *const *roles = ct_permission_list_roles ();
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();

  for (guint i = 0; roles[i] != NULL; i++)
    gtk_string_list_append (labels, ct_role_label (roles[i]));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Role"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  for (guint i = 0; roles[i] != NULL; i++)
    if (g_strcmp0 (roles[i], role) == 0)
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
  return row;
}

static GtkWidget *
make_active (CtClinic *clinic, CtUser *user, const char *name)
{
  GtkWidget *input = gtk_switch_new ();
  gboolean self = CT_RECORD (user)->id == CT_RECORD (ct_clinic_get_user (clinic))->id;
  g_autofree char *label = g_strdup_printf (_("%s may log in"), name);

  gtk_switch_set_active (GTK_SWITCH (input), user->active);
  gtk_widget_set_sensitive (input, !self && user->active);
  gtk_widget_set_valign (input, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (input, self           ? _("You can’t lock yourself out.")
                                      : user->active ? _("May log in")
                                                     : _("Give them a temporary passphrase to let them in again."));
  gtk_accessible_update_property (GTK_ACCESSIBLE (input), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  set_user (input, user);
  g_signal_connect_object (input, "notify::active", G_CALLBACK (on_active_cb), clinic, 0);
  return input;
}

/* What can be done with somebody, under their name. */
static void
add_user_acts (AdwExpanderRow *row, CtClinic *clinic, CtUser *user)
{
  GtkWidget *roles = make_roles (user->role);
  GtkWidget *temporary = adw_password_entry_row_new ();
  GtkWidget *codes = adw_action_row_new ();
  GtkWidget *reset = gtk_button_new_with_mnemonic (_("_Reset"));
  GtkWidget *opened = adw_action_row_new ();

  set_user (roles, user);
  g_signal_connect_object (roles, "notify::selected", G_CALLBACK (on_role_cb), clinic, 0);
  adw_expander_row_add_row (row, roles);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (temporary), _("A temporary passphrase"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (temporary), TRUE);
  set_user (temporary, user);
  g_signal_connect_object (temporary, "apply", G_CALLBACK (on_temporary_cb), clinic, 0);
  adw_expander_row_add_row (row, temporary);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (codes), _("One-time codes"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (codes), _("For who has lost the phone"));
  gtk_widget_set_valign (reset, GTK_ALIGN_CENTER);
  set_user (reset, user);
  g_signal_connect_object (reset, "clicked", G_CALLBACK (on_reset_codes_cb), clinic, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (codes), reset);
  adw_expander_row_add_row (row, codes);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (opened), _("_What Did This User Open?"));
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (opened), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (opened), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (opened), TRUE);
  set_user (opened, user);
  g_signal_connect (opened, "activated", G_CALLBACK (on_what_opened_cb), NULL);
  adw_expander_row_add_row (row, opened);
}

static char *
about_user (CtClinic *clinic, CtUser *user)
{
  g_autofree char *day = user->last_login_us != CT_TIME_NONE
                             ? ct_date_format (ct_wall_from_utc (user->last_login_us, ct_clinic_get_zone (clinic, 0)).date, _("%-d %b %Y"))
                             : NULL;
  g_autofree char *last = day != NULL ? g_strdup_printf (_("last here %s"), day) : g_strdup (_("never logged in"));
  const char *state = !user->active ? _("switched off") : user->must_change ? _("temporary passphrase") : NULL;
  g_autofree char *start = g_strjoin (" · ", user->login, ct_role_label (user->role), last, state, NULL);

  return g_markup_escape_text (start, -1);
}

static GtkWidget *
add_user_row (AdwPreferencesGroup *group, CtClinic *clinic, CtUser *user)
{
  GtkWidget *row = adw_expander_row_new ();
  const char *name = ct_text_is_blank (user->full_name) ? user->login : user->full_name;
  g_autofree char *title = g_markup_escape_text (name, -1);
  g_autofree char *subtitle = about_user (clinic, user);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), make_active (clinic, user, name));
  add_user_acts (ADW_EXPANDER_ROW (row), clinic, user);
  adw_preferences_group_add (group, row);
  set_user (row, user);
  g_object_set_data_full (G_OBJECT (row), "about", g_steal_pointer (&subtitle), g_free);
  return row;
}

static void
add_users (AdwPreferencesPage *page, CtClinic *clinic, GPtrArray *groups)
{
  AdwPreferencesGroup *group = ct_prefs_add_group (page, groups, _("Who works here"), _("Nobody is ever deleted, only switched off."));
  GPtrArray *users = ct_clinic_get_users (clinic);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  for (guint i = 0; i < users->len; i++)
    g_ptr_array_add (rows, add_user_row (group, clinic, g_ptr_array_index (users, i)));
  ct_people_locks_watch (group, clinic, rows);
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
  user->must_change = TRUE;
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
  GtkWidget *row = make_roles (CT_ROLE_RECEPTION);

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
  adw_preferences_group_add (ct_prefs_add_group (page, groups, NULL, _("A first passphrase; they choose one of their own when they log in.")),
                             passphrase);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_add_cb), clinic, 0);
}

/* ---- What each role may, and which need one-time codes ---- */

static void
on_required_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) input = data;
  g_autoptr (GError) error = NULL;

  if (ct_clinic_finish (CT_CLINIC (source), result, &error) == NULL)
    ct_setup_tell (input, error->message);
}

static void
on_code_required_cb (GtkSwitch *input, GParamSpec *pspec, CtClinic *clinic)
{
  const char *role = g_object_get_data (G_OBJECT (input), "role");

  if (ct_clinic_role_needs_code (clinic, role) != gtk_switch_get_active (input))
    ct_clinic_require_code_async (clinic, role, gtk_switch_get_active (input), on_required_cb, g_object_ref (input));
}

static void
add_code_required (AdwExpanderRow *row, CtClinic *clinic, const char *role)
{
  GtkWidget *line = adw_action_row_new ();
  GtkWidget *input = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line), _("Needs a one-time code to log in"));
  gtk_switch_set_active (GTK_SWITCH (input), ct_clinic_role_needs_code (clinic, role));
  gtk_widget_set_valign (input, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (input), "role", g_strdup (role), g_free);
  g_signal_connect_object (input, "notify::active", G_CALLBACK (on_code_required_cb), clinic, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (line), input);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (line), input);
  adw_expander_row_add_row (row, line);
}

static void
add_permissions (AdwExpanderRow *row, const char *role)
{
  for (CtPermission p = CT_MAY_SEE_PATIENTS; p < CT_N_PERMISSIONS; p++)
    {
      GtkWidget *line = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line), ct_permission_to_text (p));
      adw_action_row_add_suffix (ADW_ACTION_ROW (line),
                                 gtk_label_new (ct_permission_of_role (role, p) ? _("may") : _("may not")));
      adw_expander_row_add_row (row, line);
    }
}

static void
add_matrix (AdwPreferencesPage *page, CtClinic *clinic, GPtrArray *groups)
{
  AdwPreferencesGroup *group = ct_prefs_add_group (page, groups, _("What each role may"), NULL);
  const char *const *roles = ct_permission_list_roles ();

  for (guint i = 0; roles[i] != NULL; i++)
    {
      GtkWidget *row = adw_expander_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ct_role_label (roles[i]));
      add_code_required (ADW_EXPANDER_ROW (row), clinic, roles[i]);
      add_permissions (ADW_EXPANDER_ROW (row), roles[i]);
      adw_preferences_group_add (group, row);
    }
}

/* ---- One's own one-time codes ---- */

static void
on_dropped_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) button = data;
  g_autoptr (GError) error = NULL;
  gboolean done = ct_clinic_finish (CT_CLINIC (source), result, &error) != NULL;

  gtk_widget_set_sensitive (button, !done);
  ct_setup_tell (button, done ? _("No one-time code is asked of you any more.") : error->message);
}

static void
on_drop_cb (GtkButton *button, CtClinic *clinic)
{
  ct_clinic_drop_codes_async (clinic, on_dropped_cb, g_object_ref (button));
}

static void
on_set_up_done_cb (GtkWidget *panel)
{
  ct_setup_tell (panel, _("From now on a code is asked for after the passphrase."));
}

static void
on_set_up_cb (GtkButton *button, CtClinic *clinic)
{
  AdwPreferencesGroup *group = g_object_get_data (G_OBJECT (button), "group");
  GtkWidget *panel = ct_code_panel_new (clinic);

  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  g_signal_connect (panel, "done", G_CALLBACK (on_set_up_done_cb), NULL);
  adw_preferences_group_add (group, panel);
  gtk_widget_grab_focus (panel);
}

static void
add_own_codes (AdwPreferencesPage *page, CtClinic *clinic, GPtrArray *groups)
{
  gboolean has = ct_clinic_has_codes (clinic);
  AdwPreferencesGroup *group =
      ct_prefs_add_group (page, groups, _("My one-time codes"),
                          has ? _("A code from your phone is asked for after the passphrase.")
                              : _("With a code from your phone, a passphrase that somebody has seen is not enough."));
  GtkWidget *button = ct_prefs_button (group, has ? _("_Turn Off") : _("Set _Up"));

  g_object_set_data (G_OBJECT (button), "group", group);
  g_signal_connect_object (button, "clicked", has ? G_CALLBACK (on_drop_cb) : G_CALLBACK (on_set_up_cb), clinic, 0);
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
  ct_passphrase_group_set_login (CT_PASSPHRASE_GROUP (passphrase), ct_clinic_get_user (clinic)->login);
  g_object_set_data (G_OBJECT (button), "old", old);
  g_object_set_data (G_OBJECT (button), "passphrase", passphrase);
  adw_preferences_group_add (group, old);
  adw_preferences_group_add (ct_prefs_add_group (page, groups, NULL, NULL), passphrase);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_change_cb), clinic, 0);
}

/* ---- A new recovery key ---- */

static void
on_renewed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) button = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = ct_clinic_finish (CT_CLINIC (source), result, &error);

  gtk_widget_set_sensitive (button, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (g_object_get_data (G_OBJECT (button), "own")), "");
  if (key != NULL)
    ct_child_window_present (ct_recovery_window_new (CT_CLINIC (source), key), button);
  else
    ct_setup_tell (button, error->message);
}

static void
on_renew_cb (GtkButton *button, CtClinic *clinic)
{
  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  ct_clinic_renew_recovery_async (clinic, text_of (button, "own"), on_renewed_cb, g_object_ref (button));
}

static void
add_recovery (AdwPreferencesPage *page, CtClinic *clinic, GPtrArray *groups)
{
  AdwPreferencesGroup *group =
      ct_prefs_add_group (page, groups, _("Recovery key"),
                          _("Where the printed page was lost, or was seen by somebody, make a new one: the old one then opens "
                            "nothing any more."));
  GtkWidget *button = ct_prefs_button (group, _("_Make a New Key"));
  GtkWidget *own = adw_password_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (own), _("Your passphrase, once more"));
  g_object_set_data (G_OBJECT (button), "own", own);
  adw_preferences_group_add (group, own);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_renew_cb), clinic, 0);
}

static void
fill (AdwPreferencesPage *page, CtClinic *clinic, GPtrArray *groups)
{
  if (ct_clinic_user_may (clinic, CT_MAY_ADMINISTER))
    {
      add_users (page, clinic, groups);
      add_new_user (page, clinic, groups);
      add_matrix (page, clinic, groups);
      add_recovery (page, clinic, groups);
    }
  add_own_passphrase (page, clinic, groups);
  add_own_codes (page, clinic, groups);
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
