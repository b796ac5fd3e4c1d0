#include "ui/preferences/ct-move-window.h"

#include <glib/gi18n.h>

#include "base/ct-place.h"
#include "clinic/ct-clinic-move.h"
#include "ui/patient/ct-patient-words.h"
#include "ui/start/ct-recovery-paper.h"
#include "ui/start/ct-server-group.h"

struct _CtMoveWindow
{
  AdwWindow            parent_instance;
  GtkStack            *steps;
  AdwPreferencesGroup *begun_group, *elsewhere_group;
  GtkSwitch           *anew;
  CtServerGroup       *server;
  AdwActionRow        *file_row;
  GtkButton           *file_button;
  AdwPasswordEntryRow *passphrase;
  AdwEntryRow         *code;
  GtkLabel            *error;
  GtkButton           *move_button;
  GtkLabel            *doing;
  GtkProgressBar      *progress;
  GtkButton           *stop_button;
  GtkLabel            *key;
  AdwPreferencesGroup *where_group, *key_group;
  AdwPreferencesGroup *people;
  GtkButton           *print_button, *copy_button, *done_button;
  CtClinic            *clinic;
  char                *backup; /* (nullable): what is put back, where it is not the clinic that moves */
  char                *to;     /* where it goes */
  CtMoveBegun         *begun;  /* (nullable): a move that was not finished */
  GCancellable        *cancellable; /* while it moves */
  CtMoved             *moved;  /* once it has */
};

static guint moved_signal;

G_DEFINE_FINAL_TYPE (CtMoveWindow, ct_move_window, ADW_TYPE_WINDOW)

static gboolean
is_for_server (CtMoveWindow *self)
{
  return self->backup != NULL || !ct_place_is_server (ct_clinic_get_path (self->clinic));
}

static void
show_error (CtMoveWindow *self, const char *sentence)
{
  gtk_label_set_text (self->error, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), sentence != NULL);
}

/* Whether what is filled in is where an unfinished move was going. */
static gboolean
goes_on (CtMoveWindow *self)
{
  g_autofree char *to = is_for_server (self) ? ct_server_group_get_place (self->server, NULL) : g_strdup (self->to);

  return self->begun != NULL && to != NULL && ct_clinic_move_is_of_here (self->begun) && ct_clinic_move_goes_on (self->begun, to);
}

/* What another desk is putting into a file of its own can't be gone on with here. */
static gboolean
is_elsewhere (CtMoveWindow *self)
{
  return self->begun != NULL && !ct_clinic_move_is_of_here (self->begun);
}

static void
update_button (CtMoveWindow *self)
{
  gboolean ready = is_for_server (self) ? ct_server_group_is_ready (self->server) : self->to != NULL;
  gboolean on = goes_on (self);

  gtk_widget_set_visible (GTK_WIDGET (self->begun_group), on);
  gtk_widget_set_visible (GTK_WIDGET (self->elsewhere_group), is_elsewhere (self));
  gtk_button_set_label (self->move_button, self->backup != NULL ? _("_Restore the Backup")
                                           : !on                               ? _("_Move the Clinic")
                                           : gtk_switch_get_active (self->anew) ? _("_Start Over")
                                                                                : _("_Go On With the Move"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->move_button),
                            ready && *gtk_editable_get_text (GTK_EDITABLE (self->passphrase)) != '\0');
}

/* ---- Into a file ---- */

static void
set_file (CtMoveWindow *self, char *path)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *escaped = g_markup_escape_text (shown, -1);

  g_free (self->to);
  self->to = path;
  adw_action_row_set_subtitle (self->file_row, escaped);
}

static void
on_file_chosen_cb (GtkNativeDialog *dialog, int response, CtMoveWindow *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      set_file (self, g_file_get_path (file));
      update_button (self);
    }
  g_object_unref (dialog);
}

static void
on_file_cb (CtMoveWindow *self)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Move the Clinic To"), GTK_WINDOW (self),
                                                              GTK_FILE_CHOOSER_ACTION_SAVE, _("_Choose"), NULL);
  g_autofree char *database = ct_place_database (ct_clinic_get_path (self->clinic));
  g_autofree char *name = g_strdup_printf ("%s.chairtime", database);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_file_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* ---- One that was not finished ---- */

static char *
begun_words (CtMoveWindow *self)
{
  g_autofree char *label = ct_place_label (self->begun->to);
  g_autofree char *when = ct_words_moment (self->begun->at_us, ct_clinic_get_zone (self->clinic, 0));

  if (is_elsewhere (self))
    /* Translators: who, when, a file, a computer */
    return g_strdup_printf (_("%s began %s to move the clinic to %s, at the computer “%s”, and has not finished. It can be gone "
                              "on with only there, where that file is; here it can be moved to another file instead."),
                            self->begun->login, when, label, self->begun->desk);
  /* Translators: where to, when, who, a computer: "A move to db.example.org, harbor was begun Thu 12 Mar 2026, 14:03 (ana, at the computer “front”) and not finished." */
  return g_strdup_printf (_("A move to %s was begun %s (%s, at the computer “%s”) and not finished. What has arrived there is kept, "
                            "and is copied again only where somebody has worked here since."),
                          label, when, self->begun->login, self->begun->desk);
}

/* Where to is filled in, unless something is there already; nothing is begun before the button is pressed. */
static void
fill_in_begun (CtMoveWindow *self)
{
  if (is_elsewhere (self))
    return;
  if (is_for_server (self) && !ct_server_group_is_ready (self->server))
    ct_server_group_set_place (self->server, self->begun->to);
  else if (!is_for_server (self) && self->to == NULL)
    set_file (self, g_strdup (self->begun->to));
}

static void
on_begun_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtMoveWindow) self = data;
  g_autoptr (CtMoveBegun) begun = ct_clinic_finish (CT_CLINIC (source), result, NULL);
  g_autofree char *words = NULL;

  g_clear_pointer (&self->begun, ct_move_begun_free);
  if (self->clinic == NULL || begun == NULL || begun->to == NULL || ct_place_is_server (begun->to) != is_for_server (self))
    return;
  self->begun = g_steal_pointer (&begun);
  words = begun_words (self);
  adw_preferences_group_set_description (is_elsewhere (self) ? self->elsewhere_group : self->begun_group, words);
  fill_in_begun (self);
  update_button (self);
}

/* Offers to go on with it, at whichever desk it was begun. */
static void
show_begun (CtMoveWindow *self)
{
  if (self->backup == NULL)
    ct_clinic_read_move_begun_async (self->clinic, on_begun_cb, g_object_ref (self));
}

/* ---- Moving ---- */

/* What the moving thread tells the window; it holds the window until that is shown. */
typedef struct
{
  CtMoveWindow *window;
  char         *words;
  double        part;
} News;

static gboolean
on_news_cb (gpointer data)
{
  const News *news = data;

  if (news->window->cancellable != NULL)
    {
      gtk_label_set_text (news->window->doing, news->words);
      gtk_progress_bar_set_fraction (news->window->progress, news->part);
    }
  return G_SOURCE_REMOVE;
}

static void
news_free (gpointer data)
{
  News *news = data;

  g_object_unref (news->window);
  g_free (news->words);
  g_free (news);
}

/* On the thread that moves. Takes @words. */
static void
tell (CtMoveWindow *self, char *words, gint64 done, gint64 of)
{
  News *news = g_new0 (News, 1);

  news->window = g_object_ref (self);
  news->words = words;
  news->part = of > 0 ? CLAMP ((double) done / (double) of, 0, 1) : 1;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_news_cb, news, news_free);
}

static void
on_progress (const CtClinicMoveStep *step, gpointer data)
{
  tell (data, ct_clinic_move_words (step), step->done, step->of);
}

static void
on_backup_progress (CtBackupPhase phase, gint64 done, gint64 of, gpointer data)
{
  tell (data, g_strdup (phase == CT_BACKUP_CHECKING ? _("Checking the backup…") : _("Unpacking the backup…")), done, of);
}

static void
add_person (CtMoveWindow *self, const CtMovedPerson *person)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *once = gtk_label_new (person->passphrase);
  g_autofree char *name = g_markup_escape_text (person->full_name, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), person->login);
  gtk_label_set_selectable (GTK_LABEL (once), TRUE);
  gtk_widget_add_css_class (once, "monospace");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), once);
  adw_preferences_group_add (self->people, row);
}

static void
show_moved (CtMoveWindow *self)
{
  gtk_label_set_text (self->key, self->moved->recovery_key);
  gtk_widget_set_visible (GTK_WIDGET (self->people), self->moved->people->len > 0);
  for (guint i = 0; i < self->moved->people->len; i++)
    add_person (self, self->moved->people->pdata[i]);
  gtk_stack_set_visible_child_name (self->steps, "done");
  gtk_widget_grab_focus (GTK_WIDGET (self->print_button));
}

static const char *
stopped_words (CtMoveWindow *self)
{
  return self->backup != NULL ? _("Stopped. Nothing was restored; the server is as it was.")
                              : _("Stopped. The clinic is where it was; moving again goes on from here.");
}

static void
end (CtMoveWindow *self, const GError *error)
{
  g_clear_object (&self->cancellable);
  if (self->moved != NULL)
    {
      show_moved (self);
      return;
    }
  gtk_stack_set_visible_child_name (self->steps, "ask");
  show_begun (self);
  update_button (self);
  show_error (self, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? stopped_words (self) : error->message);
}

static void
on_moved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtMoveWindow) self = data;
  g_autoptr (GError) error = NULL;

  self->moved = ct_clinic_move_finish (result, &error);
  end (self, error);
}

static void
on_restored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtMoveWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtRestored) restored = ct_clinic_restore_finish (result, &error);

  if (restored != NULL)
    self->moved = g_steal_pointer (&restored->moved);
  end (self, error);
}

static gboolean
choose_place (CtMoveWindow *self)
{
  g_autoptr (GError) error = NULL;

  if (!is_for_server (self))
    return self->to != NULL;
  g_free (self->to);
  self->to = ct_server_group_get_place (self->server, &error);
  show_error (self, error != NULL ? error->message : NULL);
  return self->to != NULL;
}

static void
start_restore (CtMoveWindow *self)
{
  const CtRestoreWish wish = { .backup = self->backup,
                               .to = self->to,
                               .login = ct_clinic_get_user (self->clinic)->login,
                               .passphrase = gtk_editable_get_text (GTK_EDITABLE (self->passphrase)),
                               .server_password = ct_server_group_get_password (self->server),
                               .backup_progress = on_backup_progress,
                               .progress = on_progress,
                               .progress_data = self,
                               .cancellable = self->cancellable };

  gtk_widget_grab_focus (GTK_WIDGET (self->stop_button));
  ct_clinic_restore_async (&wish, *ct_clinic_get_clock (self->clinic), on_restored_cb, g_object_ref (self));
}

static void
start_move (CtMoveWindow *self)
{
  const CtClinicMove move = { .from = ct_clinic_get_path (self->clinic),
                              .to = self->to,
                              .login = ct_clinic_get_user (self->clinic)->login,
                              .passphrase = gtk_editable_get_text (GTK_EDITABLE (self->passphrase)),
                              .code = gtk_editable_get_text (GTK_EDITABLE (self->code)),
                              .server_password = is_for_server (self) ? ct_server_group_get_password (self->server) : NULL,
                              .clock = *ct_clinic_get_clock (self->clinic),
                              .anew = goes_on (self) && gtk_switch_get_active (self->anew),
                              .progress = on_progress,
                              .progress_data = self,
                              .cancellable = self->cancellable };

  gtk_widget_grab_focus (GTK_WIDGET (self->stop_button));
  ct_clinic_move_async (&move, on_moved_cb, g_object_ref (self));
}

static void
on_move_cb (CtMoveWindow *self)
{
  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->move_button)) || !choose_place (self))
    return;
  self->cancellable = g_cancellable_new ();
  gtk_label_set_text (self->doing, _("Getting ready…"));
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_stack_set_visible_child_name (self->steps, "working");
  if (self->backup != NULL)
    start_restore (self);
  else
    start_move (self);
}

static void
on_stop_cb (CtMoveWindow *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

/* ---- Afterwards ---- */

static char *
new_place (CtMoveWindow *self)
{
  return ct_place_is_server (self->to) ? ct_place_with_user (self->to, NULL) : g_strdup (self->to);
}

static void
on_print_cb (CtMoveWindow *self)
{
  g_autofree char *place = new_place (self);

  ct_recovery_paper_print (GTK_WINDOW (self), ct_clinic_get_info (self->clinic)->name, self->moved->recovery_key, place,
                           ct_clinic_now_at (self->clinic, CT_RECORD (ct_clinic_get_sites (self->clinic)->pdata[0])->id),
                           ct_clock_now (ct_clinic_get_clock (self->clinic)));
}

static void
on_copy_cb (CtMoveWindow *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->moved->people->len; i++)
    {
      const CtMovedPerson *person = self->moved->people->pdata[i];

      g_string_append_printf (text, "%s\t%s\t%s\n", person->login, person->full_name, person->passphrase);
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
  gtk_button_set_label (self->copy_button, _("Copied"));
}

static void
on_done_cb (CtMoveWindow *self)
{
  g_autofree char *place = new_place (self);
  g_autoptr (CtMoveWindow) keep = g_object_ref (self);

  g_signal_emit (self, moved_signal, 0, place);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* While it moves, closing means to stop; and what is shown once is not closed by accident. */
static gboolean
ct_move_window_close_request (GtkWindow *window)
{
  CtMoveWindow *self = CT_MOVE_WINDOW (window);

  on_stop_cb (self);
  if (self->moved != NULL)
    on_done_cb (self);
  return self->cancellable != NULL || self->moved != NULL;
}

/* ---- The object ---- */

static void
ct_move_window_dispose (GObject *object)
{
  CtMoveWindow *self = CT_MOVE_WINDOW (object);

  g_clear_object (&self->clinic);
  g_clear_pointer (&self->moved, ct_moved_free);
  g_clear_pointer (&self->begun, ct_move_begun_free);
  G_OBJECT_CLASS (ct_move_window_parent_class)->dispose (object);
}

static void
ct_move_window_finalize (GObject *object)
{
  g_free (CT_MOVE_WINDOW (object)->to);
  g_free (CT_MOVE_WINDOW (object)->backup);
  G_OBJECT_CLASS (ct_move_window_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/preferences/ct-move-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CtMoveWindow, steps);
  gtk_widget_class_bind_template_child (widget_class, CtMoveWindow, begun_group);
  gtk_widget_class_bind_template_child (widget_class, CtMoveWindow, anew);
  gtk_widget_class_bind_template_child (widget_class, CtMoveWindow, elsewhere_group);
  gtk_widget_class_bind_template_child (widget_class, CtMoveWindow, server);
  gtk_widget_class_bind_template_child (widget_class, CtMoveWindow, file_row);
  gtk_widget_class_bind_template_child (widget_class, CtMoveWindow, file_button);
  gtk_widget_class_bind_template_child (widget_class, CtMoveWindow, passphrase);
  gtk_widget_class_bind_template_child (widget_class, CtMoveWindow, code);
  gtk_widget_class_bind_template_child (widget_class, CtMoveWindow, error);
  gtk_widget_class_bind_template_child (widget_class, CtMoveWindow, move_button);
  gtk_widget_class_bind_template_child (widget_class, CtMoveWindow, doing);
  gtk_widget_class_bind_template_child (widget_class, CtMoveWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, CtMoveWindow, stop_button);
  gtk_widget_class_bind_template_child (widget_class, CtMoveWindow, key);
  gtk_widget_class_bind_template_child (widget_class, CtMoveWindow, where_group);
  gtk_widget_class_bind_template_child (widget_class, CtMoveWindow, key_group);
  gtk_widget_class_bind_template_child (widget_class, CtMoveWindow, people);
  gtk_widget_class_bind_template_child (widget_class, CtMoveWindow, print_button);
  gtk_widget_class_bind_template_child (widget_class, CtMoveWindow, copy_button);
  gtk_widget_class_bind_template_child (widget_class, CtMoveWindow, done_button);
}

static void
ct_move_window_class_init (CtMoveWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ct_move_window_dispose;
  object_class->finalize = ct_move_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = ct_move_window_close_request;
  moved_signal =
    g_signal_new ("moved", CT_TYPE_MOVE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (CT_TYPE_SERVER_GROUP);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
ct_move_window_init (CtMoveWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->server, "changed", G_CALLBACK (update_button), self);
  g_signal_connect_swapped (self->anew, "notify::active", G_CALLBACK (update_button), self);
  g_signal_connect_swapped (self->passphrase, "changed", G_CALLBACK (update_button), self);
  g_signal_connect_swapped (self->passphrase, "entry-activated", G_CALLBACK (on_move_cb), self);
  g_signal_connect_swapped (self->file_button, "clicked", G_CALLBACK (on_file_cb), self);
  g_signal_connect_swapped (self->move_button, "clicked", G_CALLBACK (on_move_cb), self);
  g_signal_connect_swapped (self->stop_button, "clicked", G_CALLBACK (on_stop_cb), self);
  g_signal_connect_swapped (self->print_button, "clicked", G_CALLBACK (on_print_cb), self);
  g_signal_connect_swapped (self->copy_button, "clicked", G_CALLBACK (on_copy_cb), self);
  g_signal_connect_swapped (self->done_button, "clicked", G_CALLBACK (on_done_cb), self);
}

static GtkWidget *
create (CtClinic *clinic, const char *backup)
{
  CtMoveWindow *self = g_object_new (CT_TYPE_MOVE_WINDOW, NULL);

  self->clinic = g_object_ref (clinic);
  self->backup = g_strdup (backup);
  gtk_widget_set_visible (GTK_WIDGET (self->server), is_for_server (self));
  gtk_widget_set_visible (GTK_WIDGET (self->file_row), !is_for_server (self));
  gtk_widget_set_visible (GTK_WIDGET (self->code), backup == NULL && ct_clinic_has_codes (clinic));
  show_begun (self);
  update_button (self);
  return GTK_WIDGET (self);
}

/**
 * ct_move_window_new:
 * @clinic: the clinic to move, opened by an owner
 *
 * Returns: (transfer none): the window.
 */
GtkWidget *
ct_move_window_new (CtClinic *clinic)
{
  g_return_val_if_fail (CT_IS_CLINIC (clinic), NULL);
  return create (clinic, NULL);
}

/**
 * ct_move_window_new_restore:
 * @clinic: the clinic that is open, by an owner
 * @backup: a backup of it
 *
 * Returns: (transfer none): the same window, for putting @backup back into a database of a server that is not there yet; the
 *   clinic that is open is not touched.
 */
GtkWidget *
ct_move_window_new_restore (CtClinic *clinic, const char *backup)
{
  CtMoveWindow *self;

  g_return_val_if_fail (CT_IS_CLINIC (clinic) && backup != NULL, NULL);
  self = CT_MOVE_WINDOW (create (clinic, backup));
  gtk_window_set_title (GTK_WINDOW (self), _("Restore to a Server"));
  adw_preferences_group_set_description (self->where_group,
                                         _("Name a database that is not there yet. The backup is put on trial, brought up to date "
                                           "where it is older, copied and compared row by row. The clinic that is open now stays "
                                           "as it is."));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->passphrase), _("Your passphrase, as it was then"));
  adw_preferences_group_set_description (self->key_group,
                                         _("The backup is restored. If all passphrases are lost, this key alone opens the clinic "
                                           "there. It is shown only now. Print it and lock it away."));
  return GTK_WIDGET (self);
}
