#include "ui/start/ct-login-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"
#include "base/ct-place.h"
#include "base/ct-text.h"
#include "ui/ct-settings.h"

struct _CtLoginPage
{
  AdwBin               parent_instance;
  GtkImage            *icon;
  GtkLabel            *title;
  GtkLabel            *subtitle;
  AdwComboRow         *user_choice;
  AdwEntryRow         *user_entry;
  AdwPasswordEntryRow *passphrase;
  AdwEntryRow         *code; /* shown where one is needed */
  GtkLabel            *caps_lock;
  GtkLabel            *error;
  GtkButton           *button;
  GtkStack            *button_stack;
  GtkLabel            *button_label;
  GtkSpinner          *spinner;
  GtkButton           *recover_button;
  GtkButton           *leave_button;
  CtClinic            *clinic;    /* to unlock; NULL to open one */
  char                *path;
  CtClock              clock;
  GdkDevice           *keyboard;
  guint                countdown; /* the source that counts the seconds to wait */
  gboolean             working;
};

static guint opened_signal, unlocked_signal, recover_signal, leave_signal;

G_DEFINE_FINAL_TYPE (CtLoginPage, ct_login_page, ADW_TYPE_BIN)

/* ---- Who ---- */

static char *
get_login (CtLoginPage *self)
{
  GtkStringObject *item;

  if (self->clinic != NULL)
    return g_strdup (ct_clinic_get_user (self->clinic)->login);
  if (!gtk_widget_get_visible (GTK_WIDGET (self->user_choice)))
    return g_strstrip (g_ascii_strdown (gtk_editable_get_text (GTK_EDITABLE (self->user_entry)), -1));
  item = adw_combo_row_get_selected_item (self->user_choice);
  return g_strdup (item != NULL ? gtk_string_object_get_string (item) : "");
}

/* ---- Who was here last, where the place itself does not say who may be ---- */

#define LAST_LOGIN "last-login"

/* Of the last clinic only: another one asks anew. */
static char *
recall_login (CtLoginPage *self)
{
  g_autofree char *kept = ct_settings_get_text (LAST_LOGIN, "");
  char *space = strchr (kept, ' ');

  return space != NULL && strcmp (space + 1, self->path) == 0 ? g_strndup (kept, (gsize) (space - kept)) : g_strdup ("");
}

static void
remember_login (CtLoginPage *self, CtClinic *clinic)
{
  g_autofree char *kept = g_strdup_printf ("%s %s", ct_clinic_get_user (clinic)->login, self->path);

  if (ct_place_is_server (self->path))
    ct_settings_set_text (LAST_LOGIN, kept);
}

/* ---- What can be done now ---- */

static gboolean
needs_code (CtLoginPage *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->code));
}

static void
update_button (CtLoginPage *self)
{
  g_autofree char *login = get_login (self);
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->passphrase));
  gboolean coded = !needs_code (self) || *gtk_editable_get_text (GTK_EDITABLE (self->code)) != '\0';

  gtk_widget_set_sensitive (GTK_WIDGET (self->button),
                            self->countdown == 0 && !self->working && *login != '\0' && *typed != '\0' && coded);
}

static void
set_working (CtLoginPage *self, gboolean working)
{
  self->working = working;
  gtk_stack_set_visible_child_name (self->button_stack, working ? "working" : "words");
  gtk_spinner_set_spinning (self->spinner, working);
  gtk_editable_set_editable (GTK_EDITABLE (self->passphrase), !working);
  update_button (self);
}

static void
show_error (CtLoginPage *self, const char *sentence)
{
  gtk_label_set_text (self->error, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), sentence != NULL);
}

/* ---- Waiting after wrong passphrases ---- */

static int
seconds_to_wait (CtLoginPage *self)
{
  g_autofree char *login = get_login (self);

  return *login != '\0' ? ct_clinic_seconds_to_wait (self->path, login, self->clock) : 0;
}

static gboolean
on_second_cb (gpointer data)
{
  CtLoginPage *self = data;
  int seconds = seconds_to_wait (self);
  g_autofree char *sentence = NULL;

  if (seconds <= 0)
    {
      self->countdown = 0;
      show_error (self, NULL);
      update_button (self);
      return G_SOURCE_REMOVE;
    }
  sentence = g_strdup_printf (ngettext ("That passphrase does not fit. Try again in %d second.",
                                        "That passphrase does not fit. Try again in %d seconds.", (gulong) seconds),
                              seconds);
  show_error (self, sentence);
  return G_SOURCE_CONTINUE;
}

static void
start_countdown (CtLoginPage *self)
{
  if (self->countdown != 0 || seconds_to_wait (self) <= 0)
    return;
  self->countdown = g_timeout_add (500, on_second_cb, self);
  on_second_cb (self);
  update_button (self);
}

/* ---- Trying ---- */

static void
forget_code (CtLoginPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->code), "");
  gtk_widget_set_visible (GTK_WIDGET (self->code), FALSE);
}

/* The passphrase was right: it stays, and the code is typed after it. */
static void
ask_for_code (CtLoginPage *self, const char *sentence)
{
  gtk_widget_set_visible (GTK_WIDGET (self->code), TRUE);
  show_error (self, sentence);
  update_button (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->code));
}

static void
refuse (CtLoginPage *self, const GError *error)
{
  set_working (self, FALSE);
  if (g_error_matches (error, CT_ERROR, CT_ERROR_CODE))
    {
      ask_for_code (self, error->message);
      return;
    }
  forget_code (self);
  show_error (self, error->message);
  gtk_editable_set_text (GTK_EDITABLE (self->passphrase), "");
  ct_login_page_focus (self);
  start_countdown (self);
}

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtLoginPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtClinic) clinic = ct_clinic_open_finish (result, &error);

  if (clinic == NULL)
    {
      refuse (self, error);
      return;
    }
  set_working (self, FALSE);
  forget_code (self);
  gtk_editable_set_text (GTK_EDITABLE (self->passphrase), "");
  remember_login (self, clinic);
  g_signal_emit (self, opened_signal, 0, clinic);
}

static void
on_unlocked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtLoginPage) self = data;
  g_autoptr (GError) error = NULL;

  if (ct_clinic_finish (CT_CLINIC (source), result, &error) == NULL)
    {
      refuse (self, error);
      return;
    }
  set_working (self, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->passphrase), "");
  g_signal_emit (self, unlocked_signal, 0);
}

static void
on_try_cb (CtLoginPage *self)
{
  g_autofree char *login = get_login (self);
  const char *passphrase = gtk_editable_get_text (GTK_EDITABLE (self->passphrase));

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->button)))
    return;
  set_working (self, TRUE);
  show_error (self, NULL);
  if (self->clinic != NULL)
    ct_clinic_unlock_async (self->clinic, passphrase, on_unlocked_cb, g_object_ref (self));
  else
    ct_clinic_log_in_async (self->path, login, passphrase, gtk_editable_get_text (GTK_EDITABLE (self->code)), self->clock,
                            on_opened_cb, g_object_ref (self));
}

/**
 * ct_login_page_try:
 * @self: a page that opens a clinic
 * @login: who
 * @passphrase: their passphrase
 *
 * Logs in as if it had been typed.
 */
void
ct_login_page_try (CtLoginPage *self, const char *login, const char *passphrase)
{
  g_return_if_fail (CT_IS_LOGIN_PAGE (self) && login != NULL && passphrase != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->user_choice), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->user_entry), self->clinic == NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->user_entry), login);
  gtk_editable_set_text (GTK_EDITABLE (self->passphrase), passphrase);
  on_try_cb (self);
}

/**
 * ct_login_page_focus:
 * @self: the page
 *
 * Puts the cursor where typing goes on.
 */
void
ct_login_page_focus (CtLoginPage *self)
{
  g_autofree char *login = NULL;

  g_return_if_fail (CT_IS_LOGIN_PAGE (self));
  login = get_login (self);
  gtk_widget_grab_focus (*login != '\0' ? GTK_WIDGET (self->passphrase) : GTK_WIDGET (self->user_entry));
}

/* ---- Caps Lock ---- */

static void
on_caps_lock_cb (CtLoginPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->caps_lock), gdk_device_get_caps_lock_state (self->keyboard));
}

static void
ct_login_page_realize (GtkWidget *widget)
{
  CtLoginPage *self = CT_LOGIN_PAGE (widget);
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (widget));

  GTK_WIDGET_CLASS (ct_login_page_parent_class)->realize (widget);
  if (seat == NULL || self->keyboard != NULL || gdk_seat_get_keyboard (seat) == NULL)
    return;
  self->keyboard = g_object_ref (gdk_seat_get_keyboard (seat));
  g_signal_connect_object (self->keyboard, "notify::caps-lock-state", G_CALLBACK (on_caps_lock_cb), self,
                           G_CONNECT_SWAPPED);
  on_caps_lock_cb (self);
}

/* ---- The object ---- */

static void
on_user_chosen_cb (CtLoginPage *self)
{
  show_error (self, NULL);
  forget_code (self);
  g_clear_handle_id (&self->countdown, g_source_remove);
  start_countdown (self);
  update_button (self);
  ct_login_page_focus (self);
}

static void
on_recover_cb (CtLoginPage *self)
{
  g_signal_emit (self, recover_signal, 0);
}

static void
on_leave_cb (CtLoginPage *self)
{
  g_signal_emit (self, leave_signal, 0);
}

static void
ct_login_page_dispose (GObject *object)
{
  CtLoginPage *self = CT_LOGIN_PAGE (object);

  g_clear_handle_id (&self->countdown, g_source_remove);
  g_clear_object (&self->keyboard);
  g_clear_object (&self->clinic);
  G_OBJECT_CLASS (ct_login_page_parent_class)->dispose (object);
}

static void
ct_login_page_finalize (GObject *object)
{
  g_free (CT_LOGIN_PAGE (object)->path);
  G_OBJECT_CLASS (ct_login_page_parent_class)->finalize (object);
}

static void
install_signals (void)
{
  opened_signal = g_signal_new ("opened", CT_TYPE_LOGIN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                CT_TYPE_CLINIC);
  unlocked_signal = g_signal_new ("unlocked", CT_TYPE_LOGIN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  recover_signal = g_signal_new ("recover", CT_TYPE_LOGIN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  leave_signal = g_signal_new ("leave", CT_TYPE_LOGIN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ct_login_page_class_init (CtLoginPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ct_login_page_dispose;
  object_class->finalize = ct_login_page_finalize;
  widget_class->realize = ct_login_page_realize;
  install_signals ();
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/start/ct-login-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CtLoginPage, icon);
  gtk_widget_class_bind_template_child (widget_class, CtLoginPage, title);
  gtk_widget_class_bind_template_child (widget_class, CtLoginPage, subtitle);
  gtk_widget_class_bind_template_child (widget_class, CtLoginPage, user_choice);
  gtk_widget_class_bind_template_child (widget_class, CtLoginPage, user_entry);
  gtk_widget_class_bind_template_child (widget_class, CtLoginPage, passphrase);
  gtk_widget_class_bind_template_child (widget_class, CtLoginPage, code);
  gtk_widget_class_bind_template_child (widget_class, CtLoginPage, caps_lock);
  gtk_widget_class_bind_template_child (widget_class, CtLoginPage, error);
  gtk_widget_class_bind_template_child (widget_class, CtLoginPage, button);
  gtk_widget_class_bind_template_child (widget_class, CtLoginPage, button_stack);
  gtk_widget_class_bind_template_child (widget_class, CtLoginPage, button_label);
  gtk_widget_class_bind_template_child (widget_class, CtLoginPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, CtLoginPage, recover_button);
  gtk_widget_class_bind_template_child (widget_class, CtLoginPage, leave_button);
}

static void
ct_login_page_init (CtLoginPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_image_set_from_icon_name (self->icon, CT_APPLICATION_ID);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (on_try_cb), self);
  g_signal_connect_swapped (self->passphrase, "entry-activated", G_CALLBACK (on_try_cb), self);
  g_signal_connect_swapped (self->code, "entry-activated", G_CALLBACK (on_try_cb), self);
  g_signal_connect_swapped (self->code, "changed", G_CALLBACK (update_button), self);
  g_signal_connect_swapped (self->user_entry, "entry-activated", G_CALLBACK (ct_login_page_focus), self);
  g_signal_connect_swapped (self->passphrase, "changed", G_CALLBACK (update_button), self);
  g_signal_connect_swapped (self->user_entry, "changed", G_CALLBACK (update_button), self);
  g_signal_connect_swapped (self->user_choice, "notify::selected", G_CALLBACK (on_user_chosen_cb), self);
  g_signal_connect_swapped (self->recover_button, "clicked", G_CALLBACK (on_recover_cb), self);
  g_signal_connect_swapped (self->leave_button, "clicked", G_CALLBACK (on_leave_cb), self);
}

static char *
describe_place (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  char *dot = strrchr (base, '.');

  if (ct_place_is_server (path))
    return ct_place_database (path);
  if (dot != NULL && dot != base)
    *dot = '\0';
  return g_filename_display_name (base);
}

/* A clinic of up to a dozen people lets them choose; a larger one lets them type. */
static void
offer_logins (CtLoginPage *self)
{
  g_auto (GStrv) logins = ct_clinic_list_logins (self->path, NULL);
  guint n = logins != NULL ? g_strv_length (logins) : 0;
  g_autofree char *last = recall_login (self);

  gtk_editable_set_text (GTK_EDITABLE (self->user_entry), last);
  if (n == 0 || n > 12)
    return;
  adw_combo_row_set_model (self->user_choice, G_LIST_MODEL (gtk_string_list_new ((const char *const *) logins)));
  gtk_widget_set_visible (GTK_WIDGET (self->user_choice), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->user_entry), FALSE);
}

/**
 * ct_login_page_new:
 * @path: the clinic's file, or its address on a server
 * @clock: what time it is
 *
 * Returns: (transfer floating): a page to open the clinic.
 */
GtkWidget *
ct_login_page_new (const char *path, CtClock clock)
{
  CtLoginPage *self = g_object_new (CT_TYPE_LOGIN_PAGE, NULL);
  g_autofree char *name = describe_place (path);
  g_autofree char *shown_path = ct_place_label (path);

  self->path = g_strdup (path);
  self->clock = clock;
  gtk_label_set_text (self->title, name);
  gtk_label_set_text (self->subtitle, shown_path);
  gtk_label_set_text (self->button_label, _("Log In"));
  gtk_button_set_label (self->leave_button, _("_Another Clinic…"));
  offer_logins (self);
  start_countdown (self);
  update_button (self);
  return GTK_WIDGET (self);
}

/**
 * ct_login_page_new_unlock:
 * @clinic: a locked clinic
 *
 * Returns: (transfer floating): a page for the user to come back. It shows nothing about patients.
 */
GtkWidget *
ct_login_page_new_unlock (CtClinic *clinic)
{
  CtLoginPage *self = g_object_new (CT_TYPE_LOGIN_PAGE, NULL);
  CtUser *user = ct_clinic_get_user (clinic);

  self->clinic = g_object_ref (clinic);
  self->path = g_strdup (ct_clinic_get_path (clinic));
  self->clock = *ct_clinic_get_clock (clinic);
  gtk_label_set_text (self->title, ct_text_is_blank (user->full_name) ? user->login : user->full_name);
  gtk_label_set_text (self->subtitle, _("Locked"));
  gtk_label_set_text (self->button_label, _("Unlock"));
  gtk_button_set_label (self->leave_button, _("_Someone Else…"));
  gtk_widget_set_visible (GTK_WIDGET (self->user_entry), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->recover_button), FALSE);
  start_countdown (self);
  update_button (self);
  return GTK_WIDGET (self);
}
