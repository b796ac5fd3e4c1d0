#include "ui/ct-application.h"

#include <glib/gi18n.h>

#include "base/ct-place.h"
#include "ui/ct-appearance.h"
#include "ui/ct-keymap.h"
#include "ui/ct-settings.h"
#include "ui/ct-shortcuts-window.h"
#include "ui/ct-ui.h"
#include "ui/ct-window.h"
#include "ui/start/ct-start-window.h"

struct _CtApplication
{
  AdwApplication parent_instance;
  gint64         fixed_now_us; /* CT_TIME_NONE: the computer's clock */
  GPtrArray     *waiting;      /* of GFile: documents to import once somebody is in */
};

G_DEFINE_FINAL_TYPE (CtApplication, ct_application, ADW_TYPE_APPLICATION)

/**
 * ct_application_get_clock:
 * @self: the program
 *
 * Returns: the computer's clock, or the moment that `--now` said.
 */
CtClock
ct_application_get_clock (CtApplication *self)
{
  g_return_val_if_fail (CT_IS_APPLICATION (self), ct_clock_system ());
  return self->fixed_now_us != CT_TIME_NONE ? ct_clock_fixed (&self->fixed_now_us) : ct_clock_system ();
}

/* ---- Windows ---- */

static void
on_log_out_cb (CtApplication *self, const char *place, CtWindow *window)
{
  ct_application_show_log_in (self, place);
}

/**
 * ct_application_open_clinic:
 * @self: the program
 * @clinic: an open clinic
 *
 * Shows the clinic in a window, and remembers it for the next start.
 */
void
ct_application_open_clinic (CtApplication *self, CtClinic *clinic)
{
  CtWindow *window;

  g_return_if_fail (CT_IS_APPLICATION (self) && CT_IS_CLINIC (clinic));
  ct_settings_set_text ("clinic-file", ct_clinic_get_path (clinic));
  window = ct_window_new (GTK_APPLICATION (self), clinic);
  g_signal_connect_object (window, "log-out", G_CALLBACK (on_log_out_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
  if (self->waiting->len > 0)
    ct_window_import_files (window, self->waiting);
  g_ptr_array_set_size (self->waiting, 0);
}

static void
on_start_opened_cb (CtApplication *self, CtClinic *clinic, CtStartWindow *start)
{
  ct_application_open_clinic (self, clinic);
  gtk_window_destroy (GTK_WINDOW (start));
}

/**
 * ct_application_show_log_in:
 * @self: the program
 * @path: (nullable): where the clinic is, a file or an address on a server; %NULL: the welcome page
 *
 * Shows the window that comes before the main one.
 */
void
ct_application_show_log_in (CtApplication *self, const char *path)
{
  CtStartWindow *start;

  g_return_if_fail (CT_IS_APPLICATION (self));
  start = ct_start_window_new (GTK_APPLICATION (self), ct_application_get_clock (self), path);
  g_signal_connect_object (start, "opened", G_CALLBACK (on_start_opened_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (start));
}

/* ---- Actions ---- */

static void
show_shortcuts (GSimpleAction *action, GVariant *target, gpointer data)
{
  GtkWidget *window = ct_shortcuts_window_new ();

  gtk_window_set_transient_for (GTK_WINDOW (window), gtk_application_get_active_window (GTK_APPLICATION (data)));
  gtk_window_present (GTK_WINDOW (window));
}

static void
quit (GSimpleAction *action, GVariant *target, gpointer data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (data)));

  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
}

static void
show_about (GSimpleAction *action, GVariant *target, gpointer data)
{
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (data));

  adw_show_about_window (parent, "application-name", "Chairtime", "application-icon", CT_APPLICATION_ID, "version",
                         CT_VERSION, "license-type", GTK_LICENSE_GPL_3_0, "developer-name",
                         _("The Chairtime authors"), "comments",
                         _("Appointments, courses and progress of a ketamine clinic. "
                           "It keeps records and does the sums; the prescriber decides."),
                         NULL);
}

static const GActionEntry entries[] = {
  { "shortcuts", show_shortcuts },
  { "about", show_about },
  { "quit", quit },
};

/* ---- Coming up ---- */

static int
ct_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  CtApplication *self = CT_APPLICATION (application);
  const char *now = NULL;

  if (g_variant_dict_lookup (options, "now", "&s", &now))
    {
      self->fixed_now_us = ct_time_parse_iso (now);
      if (self->fixed_now_us == CT_TIME_NONE)
        {
          g_printerr (_("“%s” is not a moment. Write it like 2026-11-23T09:30Z.\n"), now);
          return 2;
        }
      g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
    }
  return -1;
}

static void
ct_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (ct_application_parent_class)->startup (application);
  ct_ui_init ();
  ct_appearance_follow_settings ();
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), application);
  ct_keymap_install (GTK_APPLICATION (application));
}

static char *
usual_clinic (void)
{
  const char *path = g_getenv ("CHAIRTIME_CLINIC");
  char *last;

  if (path != NULL && *path != '\0')
    return ct_place_is_server (path) ? g_strdup (path) : g_canonicalize_filename (path, NULL);
  last = ct_settings_get_text ("clinic-file", "");
  if (*last == '\0')
    g_clear_pointer (&last, g_free);
  return last;
}

static void
ct_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));
  g_autofree char *path = NULL;

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }
  path = usual_clinic ();
  ct_application_show_log_in (CT_APPLICATION (application), path);
}

/* A document to import, not a clinic to open. */
static gboolean
is_document (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_str_has_suffix (lower, ".xml") || g_str_has_suffix (lower, ".ccda") || g_str_has_suffix (lower, ".cda");
}

/* (nullable): the file of a clinic, or its address on a server. */
static char *
place_of (GFile *file)
{
  char *path = g_file_get_path (file);
  g_autofree char *uri = path == NULL ? g_file_get_uri (file) : NULL;

  return uri != NULL && ct_place_is_server (uri) ? g_steal_pointer (&uri) : path;
}

static void
ct_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  CtApplication *self = CT_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));
  gboolean clinic = FALSE;

  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *place = place_of (files[i]);

      if (is_document (files[i]))
        g_ptr_array_add (self->waiting, g_object_ref (files[i]));
      else if (place != NULL)
        {
          clinic = TRUE;
          ct_application_show_log_in (self, place);
        }
    }
  if (!clinic && CT_IS_WINDOW (window))
    {
      ct_window_import_files (CT_WINDOW (window), self->waiting);
      g_ptr_array_set_size (self->waiting, 0);
    }
  if (!clinic)
    g_application_activate (application);
}

static void
ct_application_finalize (GObject *object)
{
  g_ptr_array_unref (CT_APPLICATION (object)->waiting);
  G_OBJECT_CLASS (ct_application_parent_class)->finalize (object);
}

static void
ct_application_class_init (CtApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->handle_local_options = ct_application_handle_local_options;
  application_class->startup = ct_application_startup;
  application_class->activate = ct_application_activate;
  application_class->open = ct_application_open;
  G_OBJECT_CLASS (klass)->finalize = ct_application_finalize;
}

static void
ct_application_init (CtApplication *self)
{
  static const GOptionEntry options[] = {
    { "now", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Take this moment for the present one"), N_("ISO-TIME") },
    { NULL },
  };

  self->fixed_now_us = CT_TIME_NONE;
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("[FILE]"));
}

/**
 * ct_application_new:
 *
 * Returns: (transfer full): the program. A second start while `--now` or CHAIRTIME_CLINIC is given is a program of its own.
 */
CtApplication *
ct_application_new (void)
{
  GApplicationFlags flags = G_APPLICATION_HANDLES_OPEN;

  if (g_getenv ("CHAIRTIME_CLINIC") != NULL)
    flags |= G_APPLICATION_NON_UNIQUE;
  return g_object_new (CT_TYPE_APPLICATION, "application-id", CT_APPLICATION_ID, "resource-base-path",
                       "/org/chairtime/Chairtime", "flags", flags, NULL);
}
