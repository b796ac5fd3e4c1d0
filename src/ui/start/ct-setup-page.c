#include "ui/start/ct-setup-page.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-place.h"
#include "base/ct-text.h"
#include "ui/start/ct-passphrase-group.h"
#include "ui/start/ct-recovery-paper.h"
#include "ui/start/ct-server-group.h"
#include "ui/start/ct-zone-choice.h"

struct _CtSetupPage
{
  AdwBin               parent_instance;
  GtkStack            *steps;
  AdwEntryRow         *clinic_name, *street, *city, *region, *postcode, *phone;
  AdwActionRow        *zone_row;
  GtkWidget           *zone;
  GtkSpinButton       *n_chairs;
  AdwPreferencesGroup *chair_names;
  GPtrArray           *chair_rows; /* of AdwEntryRow */
  AdwEntryRow         *admin_name, *admin_login;
  CtPassphraseGroup   *passphrase;
  AdwActionRow        *place_row;
  GtkButton           *place_button;
  GtkSwitch           *on_server;
  CtServerGroup       *server;
  GtkLabel            *key;
  GtkButton           *print_button, *save_button, *copy_button;
  GtkCheckButton      *kept;
  GtkLabel            *error;
  GtkBox              *buttons;
  GtkButton           *back_button, *next_button;
  CtClock              clock;
  char                *path;        /* (nullable): chosen by hand or by the caller */
  char                *made_path;
  CtClinic            *clinic;      /* once it is made */
  gboolean             login_typed; /* the user name no longer follows the name */
  gboolean             suggesting;
  gboolean             light_keys;
};

enum
{
  PROP_0,
  PROP_PATH,
  PROP_LIGHT_KEYS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint done_signal, leave_signal;

G_DEFINE_FINAL_TYPE (CtSetupPage, ct_setup_page, ADW_TYPE_BIN)

static const char *
text_of (gpointer row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

/* ---- Where the file goes ---- */

/* "Harbor Ketamine" → "harbor-ketamine", which every file system takes. */
static char *
file_stem (const char *name)
{
  g_autofree char *ascii = g_str_to_ascii (name, "C");
  g_autofree char *lower = g_ascii_strdown (ascii, -1);
  g_autoptr (GString) stem = g_string_new (NULL);

  for (const char *p = lower; *p != '\0' && stem->len < 60; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (stem, *p);
      else if (stem->len > 0 && stem->str[stem->len - 1] != '-')
        g_string_append_c (stem, '-');
    }
  while (stem->len > 0 && stem->str[stem->len - 1] == '-')
    g_string_truncate (stem, stem->len - 1);
  return stem->len > 0 ? g_string_free (g_steal_pointer (&stem), FALSE) : g_strdup ("clinic");
}

static char *
propose_path (const char *name)
{
  g_autofree char *stem = file_stem (name);
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "chairtime", NULL);

  for (int n = 1;; n++)
    {
      g_autofree char *file = n == 1 ? g_strdup_printf ("%s.chairtime", stem) : g_strdup_printf ("%s-%d.chairtime", stem, n);
      g_autofree char *path = g_build_filename (folder, file, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
}

static gboolean
is_for_server (CtSetupPage *self)
{
  return gtk_switch_get_active (self->on_server);
}

static char *
choose_path (CtSetupPage *self)
{
  return self->path != NULL ? g_strdup (self->path) : propose_path (text_of (self->clinic_name));
}

static void
show_place (CtSetupPage *self)
{
  g_autofree char *path = choose_path (self);
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *escaped = g_markup_escape_text (shown, -1);

  adw_action_row_set_subtitle (self->place_row, escaped);
}

static void
on_place_chosen_cb (GtkNativeDialog *dialog, int response, CtSetupPage *self)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      g_free (self->path);
      self->path = g_file_get_path (file);
      show_place (self);
    }
  g_object_unref (dialog);
}

static void
on_place_button_cb (CtSetupPage *self)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _("Keep the Clinic In"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), GTK_FILE_CHOOSER_ACTION_SAVE,
      _("_Choose"), NULL);
  g_autofree char *path = choose_path (self);
  g_autofree char *name = g_path_get_basename (path);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect (dialog, "response", G_CALLBACK (on_place_chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* ---- Chairs ---- */

static void
on_n_chairs_cb (CtSetupPage *self)
{
  guint n = (guint) gtk_spin_button_get_value_as_int (self->n_chairs);

  while (self->chair_rows->len > n)
    {
      GtkWidget *row = g_ptr_array_index (self->chair_rows, self->chair_rows->len - 1);

      adw_preferences_group_remove (self->chair_names, row);
      g_ptr_array_set_size (self->chair_rows, (int) self->chair_rows->len - 1);
    }
  while (self->chair_rows->len < n)
    {
      GtkWidget *row = adw_entry_row_new ();
      g_autofree char *name = g_strdup_printf (_("Chair %u"), self->chair_rows->len + 1);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
      gtk_editable_set_text (GTK_EDITABLE (row), name);
      adw_preferences_group_add (self->chair_names, row);
      g_ptr_array_add (self->chair_rows, row);
    }
}

/* The clinic names its chairs by number; the ones that were given another name here are renamed. */
static void
rename_chairs (CtSetupPage *self)
{
  GPtrArray *chairs = ct_clinic_get_chairs (self->clinic);

  for (guint i = 0; i < chairs->len && i < self->chair_rows->len; i++)
    {
      g_autofree char *name = ct_text_clean (text_of (g_ptr_array_index (self->chair_rows, i)));
      CtChair *chair = g_ptr_array_index (chairs, i);
      g_autoptr (CtChair) renamed = NULL;

      if (ct_text_is_blank (name) || g_strcmp0 (chair->name, name) == 0)
        continue;
      renamed = ct_record_copy (chair);
      g_free (renamed->name);
      renamed->name = g_steal_pointer (&name);
      ct_clinic_save_setup_async (self->clinic, CT_RECORD (renamed), NULL, NULL);
    }
}

/* ---- The steps ---- */

static const char *
current_step (CtSetupPage *self)
{
  return gtk_stack_get_visible_child_name (self->steps);
}

static gboolean
at_step (CtSetupPage *self, const char *step)
{
  return g_strcmp0 (current_step (self), step) == 0;
}

static gboolean
is_ready (CtSetupPage *self)
{
  if (at_step (self, "clinic"))
    return !ct_text_is_blank (text_of (self->clinic_name));
  if (at_step (self, "admin"))
    return !ct_text_is_blank (text_of (self->admin_name)) && !ct_text_is_blank (text_of (self->admin_login)) &&
           ct_passphrase_group_is_ready (self->passphrase) &&
           (!is_for_server (self) || ct_server_group_is_ready (self->server));
  if (at_step (self, "key"))
    return gtk_check_button_get_active (self->kept) && self->clinic != NULL;
  return TRUE;
}

static void
update_buttons (CtSetupPage *self)
{
  gboolean key = at_step (self, "key");

  gtk_widget_set_visible (GTK_WIDGET (self->buttons), !at_step (self, "working"));
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), !key);
  gtk_button_set_label (self->next_button, key                        ? _("_Open the Clinic")
                                           : at_step (self, "admin") ? _("_Make the Clinic")
                                                                      : _("_Next"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->next_button), is_ready (self));
}

static void
show_error (CtSetupPage *self, const char *sentence)
{
  gtk_label_set_text (self->error, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), sentence != NULL);
}

/* The cursor goes where this step begins. */
static gboolean
ct_setup_page_grab_focus (GtkWidget *widget)
{
  CtSetupPage *self = CT_SETUP_PAGE (widget);

  if (at_step (self, "chairs"))
    return gtk_widget_grab_focus (GTK_WIDGET (self->n_chairs));
  if (at_step (self, "admin"))
    return gtk_widget_grab_focus (GTK_WIDGET (self->admin_name));
  return gtk_widget_grab_focus (at_step (self, "key") ? GTK_WIDGET (self->print_button) : GTK_WIDGET (self->clinic_name));
}

static void
go_to (CtSetupPage *self, const char *step)
{
  show_error (self, NULL);
  gtk_stack_set_visible_child_name (self->steps, step);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  show_place (self);
  update_buttons (self);
}

/* ---- Making it ---- */

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtSetupPage) self = data;
  g_autoptr (GError) error = NULL;

  self->clinic = ct_clinic_open_finish (result, &error);
  if (self->clinic != NULL)
    rename_chairs (self);
  else
    show_error (self, error->message);
  update_buttons (self);
}

/* Whoever made it there is not who comes in. */
static void
forget_administrator (CtSetupPage *self)
{
  char *place;

  ct_server_group_clear (self->server);
  if (!ct_place_is_server (self->made_path))
    return;
  place = ct_place_with_user (self->made_path, NULL);
  g_free (self->made_path);
  self->made_path = place;
}

static void
on_created_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtSetupPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = ct_clinic_create_finish (result, &error);

  if (key == NULL)
    {
      go_to (self, "admin");
      show_error (self, error->message);
      return;
    }
  gtk_label_set_text (self->key, key);
  forget_administrator (self);
  go_to (self, "key");
  ct_clinic_open_async (self->made_path, text_of (self->admin_login), ct_passphrase_group_get_text (self->passphrase),
                        self->clock, on_opened_cb, g_object_ref (self));
}

static gboolean
make_folder (CtSetupPage *self)
{
  g_autofree char *folder = g_path_get_dirname (self->made_path);
  g_autofree char *shown = g_filename_display_name (folder);
  g_autofree char *sentence = NULL;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  sentence = g_strdup_printf (_("The folder “%s” can't be made: %s."), shown, g_strerror (errno));
  show_error (self, sentence);
  return FALSE;
}

/* Where it is made; on a server, as who makes it there. */
static gboolean
choose_made_path (CtSetupPage *self)
{
  g_autoptr (GError) error = NULL;

  g_free (self->made_path);
  self->made_path = is_for_server (self) ? ct_server_group_get_place (self->server, &error) : choose_path (self);
  if (self->made_path == NULL)
    show_error (self, error->message);
  return self->made_path != NULL && (is_for_server (self) || make_folder (self));
}

static void
make_clinic (CtSetupPage *self)
{
  g_autofree char *zone = ct_zone_choice_get_zone (self->zone);
  CtClinicSetup setup = {
    .clinic_name = text_of (self->clinic_name),
    .street = text_of (self->street),
    .city = text_of (self->city),
    .region = text_of (self->region),
    .postcode = text_of (self->postcode),
    .phone = text_of (self->phone),
    .zone = zone,
    .n_chairs = gtk_spin_button_get_value_as_int (self->n_chairs),
    .admin_login = text_of (self->admin_login),
    .admin_name = text_of (self->admin_name),
    .passphrase = ct_passphrase_group_get_text (self->passphrase),
    .server_password = is_for_server (self) ? ct_server_group_get_password (self->server) : NULL,
    .light_keys = self->light_keys,
  };

  if (!choose_made_path (self))
    return;
  go_to (self, "working");
  ct_clinic_create_async (self->made_path, &setup, self->clock, on_created_cb, g_object_ref (self));
}

static void
on_next_cb (CtSetupPage *self)
{
  if (!is_ready (self))
    return;
  if (at_step (self, "clinic"))
    go_to (self, "chairs");
  else if (at_step (self, "chairs"))
    go_to (self, "admin");
  else if (at_step (self, "admin"))
    make_clinic (self);
  else if (at_step (self, "key"))
    {
      gtk_label_set_text (self->key, "");
      ct_passphrase_group_clear (self->passphrase);
      g_signal_emit (self, done_signal, 0, self->clinic);
    }
}

static void
on_back_cb (CtSetupPage *self)
{
  if (at_step (self, "clinic"))
    g_signal_emit (self, leave_signal, 0);
  else
    go_to (self, at_step (self, "chairs") ? "clinic" : "chairs");
}

/* ---- The recovery key ---- */

static CtWall
wall_now (CtSetupPage *self)
{
  g_autofree char *id = ct_zone_choice_get_zone (self->zone);
  g_autoptr (GTimeZone) zone = ct_zone_load (id);

  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  return ct_wall_from_utc (ct_clock_now (&self->clock), zone);
}

static void
on_print_cb (CtSetupPage *self)
{
  ct_recovery_paper_print (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), text_of (self->clinic_name),
                           gtk_label_get_text (self->key), self->made_path, wall_now (self), ct_clock_now (&self->clock));
}

static void
on_save_cb (CtSetupPage *self)
{
  ct_recovery_paper_save (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), text_of (self->clinic_name),
                          gtk_label_get_text (self->key), self->made_path, wall_now (self), ct_clock_now (&self->clock));
}

static void
on_copy_cb (CtSetupPage *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_text (self->key));
  gtk_button_set_label (self->copy_button, _("Copied"));
}

/* ---- The user name follows the name until it is typed ---- */

static void
on_admin_name_cb (CtSetupPage *self)
{
  g_auto (GStrv) words = ct_text_fold_words (text_of (self->admin_name));
  g_autofree char *ascii = words != NULL && words[0] != NULL ? g_str_to_ascii (words[0], "C") : g_strdup ("");

  if (!self->login_typed)
    {
      self->suggesting = TRUE;
      gtk_editable_set_text (GTK_EDITABLE (self->admin_login), ascii);
      self->suggesting = FALSE;
    }
  update_buttons (self);
}

static void
on_admin_login_cb (CtSetupPage *self)
{
  if (!self->suggesting)
    self->login_typed = *text_of (self->admin_login) != '\0';
  update_buttons (self);
}

/* ---- The object ---- */

static void
ct_setup_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CtSetupPage *self = CT_SETUP_PAGE (object);

  if (id == PROP_PATH)
    g_value_set_string (value, self->path);
  else if (id == PROP_LIGHT_KEYS)
    g_value_set_boolean (value, self->light_keys);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ct_setup_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CtSetupPage *self = CT_SETUP_PAGE (object);

  if (id == PROP_PATH)
    self->path = g_value_dup_string (value);
  else if (id == PROP_LIGHT_KEYS)
    self->light_keys = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ct_setup_page_dispose (GObject *object)
{
  CtSetupPage *self = CT_SETUP_PAGE (object);

  g_clear_object (&self->clinic);
  G_OBJECT_CLASS (ct_setup_page_parent_class)->dispose (object);
}

static void
ct_setup_page_finalize (GObject *object)
{
  CtSetupPage *self = CT_SETUP_PAGE (object);

  g_free (self->path);
  g_free (self->made_path);
  g_ptr_array_unref (self->chair_rows);
  G_OBJECT_CLASS (ct_setup_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/start/ct-setup-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CtSetupPage, steps);
  gtk_widget_class_bind_template_child (widget_class, CtSetupPage, clinic_name);
  gtk_widget_class_bind_template_child (widget_class, CtSetupPage, street);
  gtk_widget_class_bind_template_child (widget_class, CtSetupPage, city);
  gtk_widget_class_bind_template_child (widget_class, CtSetupPage, region);
  gtk_widget_class_bind_template_child (widget_class, CtSetupPage, postcode);
  gtk_widget_class_bind_template_child (widget_class, CtSetupPage, phone);
  gtk_widget_class_bind_template_child (widget_class, CtSetupPage, zone_row);
  gtk_widget_class_bind_template_child (widget_class, CtSetupPage, n_chairs);
  gtk_widget_class_bind_template_child (widget_class, CtSetupPage, chair_names);
  gtk_widget_class_bind_template_child (widget_class, CtSetupPage, admin_name);
  gtk_widget_class_bind_template_child (widget_class, CtSetupPage, admin_login);
  gtk_widget_class_bind_template_child (widget_class, CtSetupPage, passphrase);
  gtk_widget_class_bind_template_child (widget_class, CtSetupPage, place_row);
  gtk_widget_class_bind_template_child (widget_class, CtSetupPage, place_button);
  gtk_widget_class_bind_template_child (widget_class, CtSetupPage, on_server);
  gtk_widget_class_bind_template_child (widget_class, CtSetupPage, server);
  gtk_widget_class_bind_template_child (widget_class, CtSetupPage, key);
  gtk_widget_class_bind_template_child (widget_class, CtSetupPage, print_button);
  gtk_widget_class_bind_template_child (widget_class, CtSetupPage, save_button);
  gtk_widget_class_bind_template_child (widget_class, CtSetupPage, copy_button);
  gtk_widget_class_bind_template_child (widget_class, CtSetupPage, kept);
  gtk_widget_class_bind_template_child (widget_class, CtSetupPage, error);
  gtk_widget_class_bind_template_child (widget_class, CtSetupPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, CtSetupPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, CtSetupPage, next_button);
}

static void
ct_setup_page_class_init (CtSetupPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ct_setup_page_get_property;
  object_class->set_property = ct_setup_page_set_property;
  object_class->dispose = ct_setup_page_dispose;
  object_class->finalize = ct_setup_page_finalize;
  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LIGHT_KEYS] = g_param_spec_boolean ("light-keys", NULL, NULL, FALSE,
                                                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  done_signal = g_signal_new ("done", CT_TYPE_SETUP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                              CT_TYPE_CLINIC);
  leave_signal = g_signal_new ("leave", CT_TYPE_SETUP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  GTK_WIDGET_CLASS (klass)->grab_focus = ct_setup_page_grab_focus;
  g_type_ensure (CT_TYPE_PASSPHRASE_GROUP);
  g_type_ensure (CT_TYPE_SERVER_GROUP);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
connect_inputs (CtSetupPage *self)
{
  g_signal_connect_swapped (self->clinic_name, "changed", G_CALLBACK (update_buttons), self);
  g_signal_connect_swapped (self->n_chairs, "value-changed", G_CALLBACK (on_n_chairs_cb), self);
  g_signal_connect_swapped (self->admin_name, "changed", G_CALLBACK (on_admin_name_cb), self);
  g_signal_connect_swapped (self->admin_login, "changed", G_CALLBACK (on_admin_login_cb), self);
  g_signal_connect_swapped (self->passphrase, "changed", G_CALLBACK (update_buttons), self);
  g_signal_connect_swapped (self->passphrase, "activated", G_CALLBACK (on_next_cb), self);
  g_signal_connect_swapped (self->clinic_name, "entry-activated", G_CALLBACK (on_next_cb), self);
  g_signal_connect_swapped (self->kept, "toggled", G_CALLBACK (update_buttons), self);
  g_signal_connect_swapped (self->on_server, "notify::active", G_CALLBACK (update_buttons), self);
  g_signal_connect_swapped (self->server, "changed", G_CALLBACK (update_buttons), self);
  g_signal_connect_swapped (self->place_button, "clicked", G_CALLBACK (on_place_button_cb), self);
  g_signal_connect_swapped (self->print_button, "clicked", G_CALLBACK (on_print_cb), self);
  g_signal_connect_swapped (self->save_button, "clicked", G_CALLBACK (on_save_cb), self);
  g_signal_connect_swapped (self->copy_button, "clicked", G_CALLBACK (on_copy_cb), self);
  g_signal_connect_swapped (self->back_button, "clicked", G_CALLBACK (on_back_cb), self);
  g_signal_connect_swapped (self->next_button, "clicked", G_CALLBACK (on_next_cb), self);
}

static void
ct_setup_page_init (CtSetupPage *self)
{
  self->chair_rows = g_ptr_array_new ();
  self->clock = ct_clock_system ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->zone = ct_zone_choice_new (NULL);
  gtk_widget_set_valign (self->zone, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (self->zone_row, self->zone);
  adw_action_row_set_activatable_widget (self->zone_row, self->zone);
  connect_inputs (self);
  on_n_chairs_cb (self);
  update_buttons (self);
}

/**
 * ct_setup_page_new:
 * @clock: what time it is
 * @path: (nullable): where the clinic's file goes
 *
 * Returns: (transfer floating): the assistant at its first step.
 */
GtkWidget *
ct_setup_page_new (CtClock clock, const char *path)
{
  CtSetupPage *self = g_object_new (CT_TYPE_SETUP_PAGE, "path", path, NULL);

  self->clock = clock;
  return GTK_WIDGET (self);
}
