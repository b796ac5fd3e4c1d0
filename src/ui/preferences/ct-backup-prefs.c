/* Backups: how old the last good one is, when they are made, which are kept, and what lies there. */
#include "ui/preferences/ct-preferences.h"

#include <glib/gi18n.h>

#include "ui/preferences/ct-move-window.h"
#include "ui/preferences/ct-setup-store.h"

/* What the page was filled with; every widget of a filling holds it. */
typedef struct
{
  gatomicrefcount     refs;
  AdwPreferencesPage *page; /* weak */
  CtClinic           *clinic;
  CtBackupPlan       *plan;
  AdwPreferencesGroup *list;
  GPtrArray          *groups; /* of the page; valid as long as it is */
  guint               number;
} Look;

static Look *
look_ref (Look *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static void
look_unref (gpointer data)
{
  Look *self = data;

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_weak_pointer (&self->page);
  g_clear_pointer (&self->plan, ct_backup_plan_free);
  g_object_unref (self->clinic);
  g_free (self);
}

static void
look_closure_free (gpointer data, GClosure *closure)
{
  look_unref (data);
}

/* Whether the page is still there and was not filled anew meanwhile. */
static gboolean
is_current (Look *self)
{
  return self->page != NULL && GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (self->page), "look")) == self->number;
}

/* ---- The plan ---- */

static void
on_plan_stored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  Look *self = data;

  if (ct_clinic_finish (CT_CLINIC (source), result, &error) == NULL && self->page != NULL)
    ct_setup_tell (GTK_WIDGET (self->page), error->message);
  look_unref (self);
}

static void
store_plan (Look *self)
{
  ct_clinic_set_backup_plan_async (self->clinic, self->plan, on_plan_stored_cb, look_ref (self));
}

static void
on_times_cb (AdwEntryRow *row, Look *self)
{
  g_autoptr (GError) error = NULL;

  if (ct_backup_plan_set_times (self->plan, gtk_editable_get_text (GTK_EDITABLE (row)), &error))
    store_plan (self);
  else
    ct_setup_tell (GTK_WIDGET (row), error->message);
}

static void
add_times (Look *self, AdwPreferencesGroup *group)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *times = ct_backup_plan_get_times (self->plan);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Every day at (12:30, 18:00; empty: only on demand)"));
  gtk_editable_set_text (GTK_EDITABLE (row), times);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect_data (row, "apply", G_CALLBACK (on_times_cb), look_ref (self), look_closure_free, 0);
  adw_preferences_group_add (group, row);
}

static void
on_number_cb (GtkSpinButton *input, Look *self)
{
  int *number = g_object_get_data (G_OBJECT (input), "number");
  int value = gtk_spin_button_get_value_as_int (input);

  if (*number == value)
    return;
  *number = value;
  store_plan (self);
}

static void
add_number (Look *self, AdwPreferencesGroup *group, const char *title, const char *subtitle, int *number, int from)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *input = gtk_spin_button_new_with_range (from, 365, 1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (input), *number);
  gtk_widget_set_valign (input, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (input), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data (G_OBJECT (input), "number", number);
  g_signal_connect_data (input, "value-changed", G_CALLBACK (on_number_cb), look_ref (self), look_closure_free, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), input);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), input);
  adw_preferences_group_add (group, row);
}

static void
on_folder_chosen_cb (GtkNativeDialog *dialog, int response, Look *self)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  if (file != NULL && g_file_peek_path (file) != NULL)
    {
      g_free (self->plan->folder);
      self->plan->folder = g_strdup (g_file_peek_path (file));
      store_plan (self);
    }
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
on_choose_cb (GtkWidget *button, Look *self)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (_("Folder for Backups"), GTK_WINDOW (gtk_widget_get_root (button)),
                                   GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("_Choose"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_folder_chosen_cb), look_ref (self), look_closure_free, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
add_folder (Look *self, AdwPreferencesGroup *group, const char *folder)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Choose Folder…"));
  g_autofree char *shown = g_filename_display_name (folder);
  g_autofree char *escaped = g_markup_escape_text (shown, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), self->plan->folder != NULL
                                                                ? _("Folder")
                                                                : ct_clinic_is_on_server (self->clinic)
                                                                    ? _("Folder (on each owner's computer; one for all is better)")
                                                                    : _("Folder (beside the clinic; another disk is better)"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_choose_cb), look_ref (self), look_closure_free, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (group, row);
}

/* ---- Now ---- */

/* What was asked for by a button. The page may be filled anew before the answer comes, and the button gone with it. */
typedef struct
{
  Look      *look;
  GtkWidget *button;
} Wish;

static Wish *
wish_new (Look *look, GtkWidget *button)
{
  Wish *self = g_new (Wish, 1);

  self->look = look_ref (look);
  self->button = g_object_ref (button);
  gtk_widget_set_sensitive (button, FALSE);
  return self;
}

/* Tells how it ended, and frees. */
static void
wish_end (Wish *self, const char *sentence)
{
  gtk_widget_set_sensitive (self->button, TRUE);
  if (self->look->page != NULL)
    ct_setup_tell (GTK_WIDGET (self->look->page), sentence);
  look_unref (self->look);
  g_object_unref (self->button);
  g_free (self);
}

static void
on_made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtBackupInfo) info = ct_clinic_finish (CT_CLINIC (source), result, &error);

  wish_end (data, info != NULL ? _("Backed up and verified.") : error->message);
}

static void
on_now_cb (GtkWidget *button, Look *self)
{
  ct_clinic_back_up_async (self->clinic, NULL, on_made_cb, wish_new (self, button));
}

/* A tick only where there is something good. */
static const char *
state_icon (const CtBackupState *state, const char *warning)
{
  if (warning != NULL)
    return "dialog-warning-symbolic";
  return state->good_us != CT_TIME_NONE ? "emblem-ok-symbolic" : "dialog-information-symbolic";
}

static void
add_status (Look *self, const CtBackupState *state)
{
  AdwPreferencesGroup *group = ct_prefs_add_group (self->page, self->groups, _("Backups"), NULL);
  GTimeZone *zone = ct_clinic_get_zone (self->clinic, 0);
  gint64 now_us = ct_clock_now (ct_clinic_get_clock (self->clinic));
  g_autofree char *words = ct_backup_state_words (state, now_us, zone);
  g_autofree char *warning = ct_backup_state_warning (state, now_us);
  g_autofree char *escaped = warning != NULL ? g_markup_escape_text (warning, -1) : NULL;
  GtkWidget *button = ct_prefs_button (group, _("_Back Up Now"));
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words);
  if (escaped != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), state_icon (state, warning));
  adw_preferences_group_add (group, row);
  gtk_widget_set_sensitive (button, !ct_clinic_is_backing_up (self->clinic));
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_now_cb), look_ref (self), look_closure_free, 0);
}

/* ---- What lies there ---- */

static const char *
kind_words (const char *kind)
{
  if (g_strcmp0 (kind, CT_BACKUP_SCHEDULED) == 0)
    return _("on schedule");
  if (g_strcmp0 (kind, CT_BACKUP_BEFORE_UPGRADE) == 0)
    return _("before an upgrade");
  return _("on demand");
}

static void
on_verified_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtBackupInfo) info = ct_clinic_finish (CT_CLINIC (source), result, &error);

  wish_end (data, info != NULL ? _("This backup is whole and can be restored.") : error->message);
}

static void
on_verify_cb (GtkWidget *button, Look *self)
{
  ct_clinic_verify_backup_async (self->clinic, g_object_get_data (G_OBJECT (button), "path"), on_verified_cb,
                                 wish_new (self, button));
}

static void
on_restore_response_cb (GtkWidget *dialog, const char *response, GtkWidget *parent)
{
  const char *path = g_object_get_data (G_OBJECT (dialog), "path");
  GtkEditable *passphrase = g_object_get_data (G_OBJECT (dialog), "passphrase");
  GtkEditable *place = g_object_get_data (G_OBJECT (dialog), "place");

  if (g_strcmp0 (response, "server") == 0)
    ct_place_prefs_present_mover (ct_move_window_new_restore (g_object_get_data (G_OBJECT (dialog), "clinic"), path), parent);
  if (g_strcmp0 (response, "restore") == 0)
    gtk_widget_activate_action (parent, "win.restore-backup", "(sss)", path, gtk_editable_get_text (passphrase),
                                place != NULL ? gtk_editable_get_text (place) : "");
}

static GtkWidget *
make_passphrase (void)
{
  GtkWidget *entry = gtk_password_entry_new ();

  gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (entry), TRUE);
  g_object_set (entry, "placeholder-text", _("Your passphrase, as it was then"), "activates-default", TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Your passphrase, as it was then"), -1);
  return entry;
}

/* A file beside where clinics are kept on this computer. */
static GtkWidget *
make_place (Look *self)
{
  g_autofree char *name = g_strdup_printf ("%s-restored.chairtime", ct_clinic_get_info (self->clinic)->name);
  g_autofree char *path = NULL;
  GtkWidget *entry = gtk_entry_new ();

  g_strdelimit (name, " /", '-');
  path = g_build_filename (g_get_user_data_dir (), "chairtime", name, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), path);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("File to restore to"), -1);
  return entry;
}

static const char *
restore_words (gboolean on_server)
{
  return on_server ? _("The clinic on the server stays as it is. The backup is put back in a file of this computer, as everything "
                       "was then, or into a new database of a server. Other people need new passphrases there.")
                   : _("Everything will be as it was then, passphrases too. What is there now is kept beside it under another "
                       "name. Close the clinic at all other desks first.");
}

static void
on_restore_cb (GtkWidget *button, Look *self)
{
  GtkWidget *parent = GTK_WIDGET (gtk_widget_get_root (button));
  gboolean on_server = ct_clinic_is_on_server (self->clinic);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (parent), _("Restore This Backup?"), restore_words (on_server));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *passphrase = make_passphrase ();
  GtkWidget *place = on_server ? make_place (self) : NULL;

  if (place != NULL)
    gtk_box_append (GTK_BOX (box), place);
  gtk_box_append (GTK_BOX (box), passphrase);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), box);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "server", _("To a _Server…"), "restore",
                                    on_server ? _("_Restore to This File") : _("_Restore"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "restore",
                                              on_server ? ADW_RESPONSE_SUGGESTED : ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "path", g_strdup (g_object_get_data (G_OBJECT (button), "path")), g_free);
  g_object_set_data_full (G_OBJECT (dialog), "clinic", g_object_ref (self->clinic), g_object_unref);
  g_object_set_data (G_OBJECT (dialog), "passphrase", passphrase);
  g_object_set_data (G_OBJECT (dialog), "place", place);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_restore_response_cb), parent, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
add_button (Look *self, GtkWidget *row, const char *label, const char *name, const char *path, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, name, -1);
  g_object_set_data_full (G_OBJECT (button), "path", g_strdup (path), g_free);
  g_signal_connect_data (button, "clicked", callback, look_ref (self), look_closure_free, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_backup (Look *self, const CtBackupInfo *info)
{
  CtWall wall = ct_wall_from_utc (info->made_us, ct_clinic_get_zone (self->clinic, 0));
  gint64 now_us = ct_clock_now (ct_clinic_get_clock (self->clinic));
  int days = (int) MAX ((now_us - info->made_us) / G_TIME_SPAN_DAY, 0);
  g_autofree char *size = g_format_size ((guint64) info->bytes);
  g_autofree char *age = days == 0 ? g_strdup (_("less than a day old"))
                                   : g_strdup_printf (ngettext ("%d day old", "%d days old", (gulong) days), days);
  g_autofree char *time = ct_minute_format (wall.minute);
  g_autofree char *day = ct_date_format (wall.date, "%-d %b %Y");
  g_autofree char *title = g_strdup_printf ("%s %s", day, time);
  /* Translators: a backup's size, age and why it was made: "1.2 MB, 3 days old, on schedule, verified" */
  g_autofree char *subtitle = g_strdup_printf (_("%s, %s, %s, verified when it was made"), size, age, kind_words (info->kind));
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  add_button (self, row, _("_Verify"), title, info->path, G_CALLBACK (on_verify_cb));
  add_button (self, row, _("_Restore…"), title, info->path, G_CALLBACK (on_restore_cb));
  adw_preferences_group_add (self->list, row);
}

static void
on_listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Look *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (is_current (self))
    {
      if (list == NULL || list->len == 0)
        adw_preferences_group_set_description (
            self->list, list == NULL ? error->message
                                     : _("Nothing is there yet. Choose a folder on another disk, then back up."));
      for (guint i = 0; list != NULL && i < list->len; i++)
        add_backup (self, g_ptr_array_index (list, i));
    }
  look_unref (self);
}

/* ---- The page ---- */

static void
add_plan (Look *self, const CtBackupState *state)
{
  AdwPreferencesGroup *when = ct_prefs_add_group (self->page, self->groups, _("When and where to"), NULL);
  AdwPreferencesGroup *kept = ct_prefs_add_group (self->page, self->groups, _("What is kept"),
                                                  _("The newest one is never removed."));

  add_times (self, when);
  add_folder (self, when, state->folder);
  add_number (self, when, _("Warn after"), _("Days since the last good backup."), &self->plan->warn_days, 1);
  add_number (self, kept, _("Newest"), _("How many of the last ones."), &self->plan->keep_last, 1);
  add_number (self, kept, _("Weeks"), _("One of each week."), &self->plan->keep_weeks, 0);
  add_number (self, kept, _("Months"), _("One of each month."), &self->plan->keep_months, 0);
}

static void
on_state_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Look *self = data;
  g_autoptr (CtBackupState) state = ct_clinic_finish (CT_CLINIC (source), result, NULL);

  if (state != NULL && is_current (self))
    {
      self->plan = ct_backup_plan_copy (state->plan);
      add_status (self, state);
      add_plan (self, state);
      self->list = ct_prefs_add_group (self->page, self->groups, _("What is there"), NULL);
      ct_clinic_list_backups_async (self->clinic, on_listed_cb, look_ref (self));
    }
  look_unref (self);
}

static void
fill (AdwPreferencesPage *page, CtClinic *clinic, GPtrArray *groups)
{
  Look *self = g_new0 (Look, 1);

  g_atomic_ref_count_init (&self->refs);
  g_set_weak_pointer (&self->page, page);
  self->clinic = g_object_ref (clinic);
  self->groups = groups;
  self->number = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (page), "look")) + 1;
  g_object_set_data (G_OBJECT (page), "look", GUINT_TO_POINTER (self->number));
  ct_clinic_read_backup_state_async (clinic, on_state_cb, self);
}

/**
 * ct_backup_prefs_new:
 * @clinic: the clinic that is open
 *
 * Returns: (transfer floating): a page of the preferences.
 */
GtkWidget *
ct_backup_prefs_new (CtClinic *clinic)
{
  GtkWidget *page = ct_prefs_page_new (clinic, _("Backups"), "drive-harddisk-symbolic", fill);

  ct_prefs_page_follow (page, "backup_run");
  return page;
}
