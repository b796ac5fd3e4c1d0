#include "ui/start/ct-start-window.h"

#include <glib/gi18n.h>

#include "base/ct-place.h"
#include "ui/start/ct-demo-clinic.h"
#include "ui/start/ct-duty-page.h"
#include "ui/start/ct-login-page.h"
#include "ui/start/ct-recover-page.h"
#include "ui/start/ct-server-page.h"
#include "ui/start/ct-setup-page.h"

struct _CtStartWindow
{
  AdwApplicationWindow parent_instance;
  GtkStack      *pages;
  AdwStatusPage *welcome;
  GtkButton     *new_button;
  GtkButton     *open_button;
  GtkButton     *server_button;
  GtkButton     *demo_button;
  GtkLabel      *demo_hint;
  GtkLabel      *welcome_error;
  CtClock        clock;
  char          *path;
};

static guint opened_signal;

G_DEFINE_FINAL_TYPE (CtStartWindow, ct_start_window, ADW_TYPE_APPLICATION_WINDOW)

/* Shows @page under @name, in place of an older one: nothing that was typed into that shall linger. */
static void
show_page (CtStartWindow *self, const char *name, GtkWidget *page)
{
  GtkWidget *old = gtk_stack_get_child_by_name (self->pages, name);

  if (old != NULL)
    gtk_stack_remove (self->pages, old);
  gtk_stack_add_named (self->pages, page, name);
  gtk_stack_set_visible_child_name (self->pages, name);
  gtk_widget_grab_focus (page);
}

static void
on_duty_left_cb (CtStartWindow *self)
{
  gtk_stack_set_visible_child_name (self->pages, "log-in");
}

static void
on_opened_cb (CtStartWindow *self, CtClinic *clinic)
{
  GtkWidget *page;

  if (ct_clinic_get_duty (clinic) != CT_DUTY_NONE)
    {
      page = ct_duty_page_new (clinic);
      g_signal_connect_swapped (page, "done", G_CALLBACK (on_opened_cb), self);
      g_signal_connect_swapped (page, "leave", G_CALLBACK (on_duty_left_cb), self);
      show_page (self, "duty", page);
      return;
    }
  g_object_ref (self);
  g_signal_emit (self, opened_signal, 0, clinic);
  g_object_unref (self);
}

/* ---- First run ---- */

/**
 * ct_start_window_show_welcome:
 * @self: the window
 *
 * Offers to set up a clinic or to open one.
 */
void
ct_start_window_show_welcome (CtStartWindow *self)
{
  g_return_if_fail (CT_IS_START_WINDOW (self));
  gtk_stack_set_visible_child_name (self->pages, "welcome");
  gtk_widget_grab_focus (GTK_WIDGET (self->new_button));
}

static void
on_new_cb (CtStartWindow *self)
{
  GtkWidget *page = ct_setup_page_new (self->clock, self->path);

  g_signal_connect_swapped (page, "done", G_CALLBACK (on_opened_cb), self);
  g_signal_connect_swapped (page, "leave", G_CALLBACK (ct_start_window_show_welcome), self);
  show_page (self, "setup", page);
}

static void
tell_on_welcome (CtStartWindow *self, const char *sentence)
{
  gtk_label_set_text (self->welcome_error, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->welcome_error), sentence != NULL);
}

static void
on_demo_made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtStartWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtClinic) clinic = ct_demo_clinic_make_finish (result, &error);

  gtk_widget_set_sensitive (GTK_WIDGET (self->demo_button), TRUE);
  tell_on_welcome (self, error != NULL ? error->message : NULL);
  if (clinic != NULL)
    on_opened_cb (self, clinic);
}

static void
on_demo_cb (CtStartWindow *self)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "chairtime", NULL);
  g_autofree char *path = g_build_filename (folder, "demo.chairtime", NULL);

  g_mkdir_with_parents (folder, 0700);
  gtk_widget_set_sensitive (GTK_WIDGET (self->demo_button), FALSE);
  ct_demo_clinic_make_async (path, self->clock, on_demo_made_cb, g_object_ref (self));
}

static void
on_file_chosen_cb (GtkNativeDialog *dialog, int response, CtStartWindow *self)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      path = g_file_get_path (file);
      ct_start_window_show_log_in (self, path);
    }
  g_object_unref (dialog);
}

static void
on_open_cb (CtStartWindow *self)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Open a Clinic"), GTK_WINDOW (self),
                                                              GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), NULL);
  g_autoptr (GtkFileFilter) clinics = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (clinics, _("Clinics"));
  gtk_file_filter_add_suffix (clinics, "chairtime");
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), clinics);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), all);
  g_signal_connect (dialog, "response", G_CALLBACK (on_file_chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
on_server_cb (CtStartWindow *self)
{
  GtkWidget *page = ct_server_page_new ();

  g_signal_connect_swapped (page, "done", G_CALLBACK (ct_start_window_show_log_in), self);
  g_signal_connect_swapped (page, "leave", G_CALLBACK (ct_start_window_show_welcome), self);
  show_page (self, "server", page);
}

/* ---- Log-in ---- */

/* Whether a server is there is found out by coming in. */
static gboolean
may_be_there (const char *path)
{
  return path != NULL && (ct_place_is_server (path) || g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
on_recovered_cb (CtStartWindow *self, const char *login, const char *passphrase)
{
  g_autofree char *path = g_strdup (self->path);
  g_autofree char *login_copy = g_strdup (login);
  g_autofree char *passphrase_copy = g_strdup (passphrase);

  ct_start_window_show_log_in (self, path);
  ct_start_window_log_in (self, login_copy, passphrase_copy);
}

static void
on_recover_left_cb (CtStartWindow *self)
{
  gtk_stack_set_visible_child_name (self->pages, "log-in");
}

static void
on_recover_cb (CtStartWindow *self)
{
  GtkWidget *page = ct_recover_page_new (self->path, self->clock);

  g_signal_connect_swapped (page, "done", G_CALLBACK (on_recovered_cb), self);
  g_signal_connect_swapped (page, "leave", G_CALLBACK (on_recover_left_cb), self);
  show_page (self, "recover", page);
}

static void
on_log_in_left_cb (CtStartWindow *self)
{
  g_clear_pointer (&self->path, g_free);
  ct_start_window_show_welcome (self);
}

/**
 * ct_start_window_show_log_in:
 * @self: the window
 * @path: a clinic's file, or its address on a server
 *
 * Asks who is there; a file that is not there is told on the welcome page.
 */
void
ct_start_window_show_log_in (CtStartWindow *self, const char *path)
{
  GtkWidget *page;
  gboolean there = may_be_there (path);
  g_autofree char *shown = path != NULL ? g_filename_display_name (path) : NULL;
  g_autofree char *sentence = there ? NULL : g_strdup_printf (_("There is no clinic at “%s”."), shown);

  g_return_if_fail (CT_IS_START_WINDOW (self) && path != NULL);
  tell_on_welcome (self, sentence);
  if (!there)
    {
      ct_start_window_show_welcome (self);
      return;
    }
  if (path != self->path)
    {
      g_free (self->path);
      self->path = g_strdup (path);
    }
  page = ct_login_page_new (path, self->clock);
  g_signal_connect_swapped (page, "opened", G_CALLBACK (on_opened_cb), self);
  g_signal_connect_swapped (page, "recover", G_CALLBACK (on_recover_cb), self);
  g_signal_connect_swapped (page, "leave", G_CALLBACK (on_log_in_left_cb), self);
  show_page (self, "log-in", page);
  ct_login_page_focus (CT_LOGIN_PAGE (page));
}

/**
 * ct_start_window_log_in:
 * @self: a window that asks who is there
 * @login: who
 * @passphrase: their passphrase
 *
 * Logs in as if it had been typed.
 */
void
ct_start_window_log_in (CtStartWindow *self, const char *login, const char *passphrase)
{
  GtkWidget *page;

  g_return_if_fail (CT_IS_START_WINDOW (self));
  page = gtk_stack_get_child_by_name (self->pages, "log-in");
  if (page != NULL)
    ct_login_page_try (CT_LOGIN_PAGE (page), login, passphrase);
}

/* ---- The object ---- */

static void
ct_start_window_finalize (GObject *object)
{
  g_free (CT_START_WINDOW (object)->path);
  G_OBJECT_CLASS (ct_start_window_parent_class)->finalize (object);
}

static void
ct_start_window_class_init (CtStartWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ct_start_window_finalize;
  opened_signal = g_signal_new ("opened", CT_TYPE_START_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                CT_TYPE_CLINIC);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/start/ct-start-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CtStartWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, CtStartWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, CtStartWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, CtStartWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, CtStartWindow, server_button);
  gtk_widget_class_bind_template_child (widget_class, CtStartWindow, demo_button);
  gtk_widget_class_bind_template_child (widget_class, CtStartWindow, demo_hint);
  gtk_widget_class_bind_template_child (widget_class, CtStartWindow, welcome_error);
}

static void
ct_start_window_init (CtStartWindow *self)
{
  g_autofree char *hint = g_strdup_printf (_("Its people are made up. Its passphrase is “%s”."), CT_DEMO_PASSPHRASE);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_label_set_text (self->demo_hint, hint);
  adw_status_page_set_icon_name (self->welcome, CT_APPLICATION_ID);
  g_signal_connect_swapped (self->new_button, "clicked", G_CALLBACK (on_new_cb), self);
  g_signal_connect_swapped (self->open_button, "clicked", G_CALLBACK (on_open_cb), self);
  g_signal_connect_swapped (self->server_button, "clicked", G_CALLBACK (on_server_cb), self);
  g_signal_connect_swapped (self->demo_button, "clicked", G_CALLBACK (on_demo_cb), self);
}

/**
 * ct_start_window_new:
 * @application: (nullable): the program
 * @clock: what time it is
 * @path: (nullable): the clinic's file; one that is not there yet is where a new clinic would go
 *
 * Returns: (transfer none): the window, at log-in where there is a clinic, else at the welcome page.
 */
CtStartWindow *
ct_start_window_new (GtkApplication *application, CtClock clock, const char *path)
{
  CtStartWindow *self = g_object_new (CT_TYPE_START_WINDOW, "application", application, NULL);

  self->clock = clock;
  self->path = g_strdup (path);
  if (may_be_there (path))
    ct_start_window_show_log_in (self, self->path);
  else
    ct_start_window_show_welcome (self);
  return self;
}
