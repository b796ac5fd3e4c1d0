/* Backups in the main window: the schedule is followed, progress shown, owners warned, and one put back. */
#include "ui/ct-window-private.h"

#include <glib/gi18n.h>

#include "ui/ct-banner.h"
#include "ui/ct-notice.h"

/* The first look waits until the first picture is on the screen. */
#define FIRST_LOOK_SECONDS 5
#define LOOK_SECONDS       60

typedef struct
{
  CtWindow       *window; /* not owned: it owns this */
  CtBanner       *banner;
  GtkWidget      *box;
  GtkProgressBar *bar;
  guint           timer;
  guint           reading;
} Watch;

static void
watch_free (gpointer data)
{
  Watch *watch = data;

  g_clear_handle_id (&watch->timer, g_source_remove);
  g_clear_handle_id (&watch->reading, g_source_remove);
  g_free (watch);
}

static Watch *
watch_of (CtWindow *self)
{
  return g_object_get_data (G_OBJECT (self), "backup-watch");
}

/* ---- The warning ---- */

static void
on_state_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtWindow) self = data;
  g_autoptr (CtBackupState) state = ct_clinic_finish (CT_CLINIC (source), result, NULL);
  g_autofree char *warning = NULL;

  if (state == NULL || watch_of (self) == NULL)
    return;
  if (ct_clinic_user_may (self->clinic, CT_MAY_ADMINISTER))
    warning = ct_backup_state_warning (state, ct_clock_now (ct_clinic_get_clock (self->clinic)));
  ct_banner_set_text (watch_of (self)->banner, warning);
}

static gboolean
on_read_cb (gpointer data)
{
  Watch *watch = data;

  watch->reading = 0;
  if (!ct_clinic_is_locked (watch->window->clinic))
    ct_clinic_read_backup_state_async (watch->window->clinic, on_state_cb, g_object_ref (watch->window));
  return G_SOURCE_REMOVE;
}

static void
on_clinic_changed_cb (CtWindow *self, const char *table)
{
  Watch *watch = watch_of (self);

  if (watch != NULL && watch->reading == 0 && g_strcmp0 (table, "backup_run") == 0)
    watch->reading = g_timeout_add_full (G_PRIORITY_LOW, 200, on_read_cb, watch, NULL);
}

/* ---- The schedule ---- */

/* What went wrong stands in the clinic, and so in the banner of whoever administers it. */
static void
on_backed_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtBackupInfo) info = ct_clinic_finish (CT_CLINIC (source), result, NULL);
}

static gboolean
on_look_cb (gpointer data)
{
  Watch *watch = data;

  if (!ct_clinic_is_backing_up (watch->window->clinic))
    ct_clinic_back_up_if_due_async (watch->window->clinic, on_backed_up_cb, NULL);
  on_read_cb (watch);
  watch->timer = g_timeout_add_seconds (LOOK_SECONDS, on_look_cb, watch);
  return G_SOURCE_REMOVE;
}

/* ---- Progress ---- */

static const char *
phase_words (int phase)
{
  switch ((CtBackupPhase) phase)
    {
    case CT_BACKUP_COPYING:
    case CT_BACKUP_PACKING:
      return _("Backing up");
    case CT_BACKUP_UNPACKING:
    case CT_BACKUP_CHECKING:
      break;
    }
  return _("Verifying the backup");
}

static void
on_progress_cb (CtWindow *self, int phase, double fraction)
{
  Watch *watch = watch_of (self);

  if (watch == NULL)
    return;
  gtk_widget_set_visible (watch->box, phase >= 0);
  if (phase < 0)
    return;
  gtk_progress_bar_set_text (watch->bar, phase_words (phase));
  if (fraction > 0)
    gtk_progress_bar_set_fraction (watch->bar, CLAMP (fraction, 0, 1));
  else
    gtk_progress_bar_pulse (watch->bar);
}

static void
on_cancel_cb (CtWindow *self)
{
  ct_clinic_cancel_backup (self->clinic);
}

static void
add_progress (CtWindow *self, Watch *watch)
{
  GtkWidget *cancel = gtk_button_new_from_icon_name ("process-stop-symbolic");

  watch->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  watch->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_progress_bar_set_show_text (watch->bar, TRUE);
  gtk_progress_bar_set_ellipsize (watch->bar, PANGO_ELLIPSIZE_END);
  gtk_widget_set_valign (GTK_WIDGET (watch->bar), GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (GTK_WIDGET (watch->bar), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (watch->bar), "ct-narrow");
  gtk_accessible_update_property (GTK_ACCESSIBLE (watch->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Backup"), -1);
  gtk_widget_add_css_class (cancel, "flat");
  gtk_widget_set_tooltip_text (cancel, _("Cancel the backup"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (cancel), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Cancel the backup"), -1);
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (on_cancel_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (watch->box), GTK_WIDGET (watch->bar));
  gtk_box_append (GTK_BOX (watch->box), cancel);
  gtk_widget_set_margin_start (watch->box, 12);
  gtk_widget_set_margin_end (watch->box, 6);
  gtk_widget_set_visible (watch->box, FALSE);
  ct_sidebar_add_work (self->sidebar, GTK_BOX (watch->box));
}

/**
 * ct_window_watch_backups:
 * @self: the window
 *
 * From now on the clinic's schedule is followed, and who administers the clinic is told when a backup is old or failed.
 */
void
ct_window_watch_backups (CtWindow *self)
{
  Watch *watch = g_new0 (Watch, 1);

  watch->window = self;
  watch->banner = CT_BANNER (ct_banner_new ("dialog-warning-symbolic", NULL));
  ct_banner_set_action (watch->banner, _("Preferences"), "win.preferences");
  gtk_box_append (self->banners, GTK_WIDGET (watch->banner));
  add_progress (self, watch);
  g_object_set_data_full (G_OBJECT (self), "backup-watch", watch, watch_free);
  g_signal_connect_object (self->clinic, "changed", G_CALLBACK (on_clinic_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->clinic, "backup-progress", G_CALLBACK (on_progress_cb), self, G_CONNECT_SWAPPED);
  watch->timer = g_timeout_add_seconds (FIRST_LOOK_SECONDS, on_look_cb, watch);
}

/**
 * ct_window_unwatch_backups:
 * @self: a window that closes
 *
 * Stops looking.
 */
void
ct_window_unwatch_backups (CtWindow *self)
{
  g_object_set_data (G_OBJECT (self), "backup-watch", NULL);
}

/* ---- Putting one back ---- */

static char *
restored_words (const CtRestored *restored)
{
  return restored->aside != NULL
           ? g_strdup_printf (_("What was there is kept as “%s”. Log in with the passphrase of then."), restored->aside)
           : g_strdup (_("Log in with the passphrase of then."));
}

static char *
outside_words (const CtRestored *restored)
{
  g_autofree char *logins = g_strjoinv (", ", restored->outside);

  return restored->outside[0] != NULL
           ? g_strdup_printf (_("Open it and log in with the passphrase of then. Give these people new passphrases there: %s."), logins)
           : g_strdup (_("Open it and log in with the passphrase of then."));
}

static void
tell_restored (GtkWindow *parent, gboolean restored, const char *body)
{
  /* Translators: what to do next */
  g_autofree char *words = g_strdup_printf (restored ? _("It was verified. %s") : _("Nothing was changed. %s"), body);
  GtkWidget *dialog = adw_message_dialog_new (parent, restored ? _("Backup Restored") : _("Backup Not Restored"), words);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_restored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtWindow) self = data;
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtRestored) restored = ct_clinic_restore_finish (result, &error);

  body = restored != NULL ? restored_words (restored) : g_strdup (error->message);
  ct_window_log_out (self);
  tell_restored (application != NULL ? gtk_application_get_active_window (application) : NULL, restored != NULL, body);
}

static void
on_restored_beside_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtWindow) self = data;
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtRestored) restored = ct_clinic_restore_finish (result, &error);

  body = restored != NULL ? outside_words (restored) : g_strdup (error->message);
  tell_restored (GTK_WINDOW (self), restored != NULL, body);
}

/* Nobody can work in what is about to be replaced. */
static void
close_for_restore (CtWindow *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = g_list_model_get_n_items (windows); i-- > 0;)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (window) == GTK_WINDOW (self))
        gtk_widget_set_sensitive (GTK_WIDGET (window), FALSE);
    }
  ct_window_unwatch_backups (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->outer), FALSE);
  ct_clinic_close (self->clinic);
}

/**
 * ct_window_restore_backup:
 * @self: the window
 * @path: a backup
 * @passphrase: the user's, as it was then
 * @to: of a clinic on a server: the file where it is put back
 *
 * Closes a clinic in a file, puts the backup in its place, and lets the user log in again. A clinic on a server stays open
 * and as it is; the backup is put back beside it.
 */
void
ct_window_restore_backup (CtWindow *self, const char *path, const char *passphrase, const char *to)
{
  gboolean on_server = ct_clinic_is_on_server (self->clinic);
  const CtRestoreWish wish = { .backup = path,
                               .to = on_server ? to : ct_clinic_get_path (self->clinic),
                               .login = ct_clinic_get_user (self->clinic)->login,
                               .passphrase = passphrase };

  if (ct_clinic_is_backing_up (self->clinic))
    {
      ct_notice_tell (GTK_WIDGET (self), _("A backup is being made; wait for it, or cancel it."));
      return;
    }
  if (!on_server)
    close_for_restore (self);
  ct_clinic_restore_async (&wish, *ct_clinic_get_clock (self->clinic), on_server ? on_restored_beside_cb : on_restored_cb,
                           g_object_ref (self));
}
