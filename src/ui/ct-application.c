#include "ui/ct-application.h"

#include <glib/gi18n.h>

#include "ui/ct-keymap.h"
#include "ui/ct-settings.h"
#include "ui/ct-ui.h"
#include "ui/ct-window.h"

struct _CtApplication
{
  AdwApplication parent_instance;
  gint64         fixed_now_us; /* CT_TIME_NONE: the computer's clock */
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
  gtk_window_present (GTK_WINDOW (window));
}

/* ---- Actions ---- */

static void
show_shortcuts (GSimpleAction *action, GVariant *target, gpointer data)
{
  GtkWidget *window = ct_keymap_create_window ();

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

static const GActionEntry entries[] = {
  { "shortcuts", show_shortcuts },
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
    }
  return -1;
}

static void
ct_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (ct_application_parent_class)->startup (application);
  ct_ui_init ();
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), application);
  ct_keymap_install (GTK_APPLICATION (application));
}

static void
ct_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window != NULL)
    gtk_window_present (window);
}

static void
ct_application_class_init (CtApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->handle_local_options = ct_application_handle_local_options;
  application_class->startup = ct_application_startup;
  application_class->activate = ct_application_activate;
}

static void
ct_application_init (CtApplication *self)
{
  static const GOptionEntry options[] = {
    { "now", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Take this moment for the present one"), N_("ISO-TIME") },
    { NULL },
  };

  self->fixed_now_us = CT_TIME_NONE;
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

  return g_object_new (CT_TYPE_APPLICATION, "application-id", CT_APPLICATION_ID, "resource-base-path",
                       "/org/chairtime/Chairtime", "flags", flags, NULL);
}
