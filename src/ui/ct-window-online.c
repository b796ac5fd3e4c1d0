/* "Offline, trying again in 7 seconds": said while the clinic can't be reached, with a way to try at once. */
#include "ui/ct-window-private.h"

#include <glib/gi18n.h>

#include "ui/ct-banner.h"

static void
update (CtWindow *self)
{
  int seconds = ct_clinic_seconds_to_try (self->clinic);
  g_autofree char *text = NULL;

  if (ct_clinic_is_online (self->clinic))
    text = NULL;
  else if (ct_clinic_why_away (self->clinic) != NULL)
    text = g_strdup_printf (_("Offline. %s What you type is kept on this computer."), ct_clinic_why_away (self->clinic));
  else if (seconds > 0)
    text = g_strdup_printf (ngettext ("Offline, trying again in %d second. What you see is as it was last read; what you "
                                      "type is kept on this computer.",
                                      "Offline, trying again in %d seconds. What you see is as it was last read; what you "
                                      "type is kept on this computer.", (gulong) seconds), seconds);
  else
    text = g_strdup (_("Offline, trying again now. What you type is kept on this computer."));
  ct_banner_set_text (self->offline, text);
}

static gboolean
on_second_cb (gpointer data)
{
  update (data);
  return G_SOURCE_CONTINUE;
}

static void
on_online_cb (CtWindow *self)
{
  gboolean online = ct_clinic_is_online (self->clinic);

  g_clear_handle_id (&self->offline_id, g_source_remove);
  if (!online)
    self->offline_id = g_timeout_add_seconds (1, on_second_cb, self);
  update (self);
}

static void
act_try_now (GSimpleAction *action, GVariant *target, gpointer data)
{
  CtWindow *self = data;

  ct_clinic_try_now (self->clinic);
  update (self);
}

static void
on_outdated_cb (CtWindow *self)
{
  ct_banner_set_text (self->outdated, ct_clinic_is_outdated (self->clinic)
                                        ? _("This clinic was upgraded at another desk. Update Chairtime here; until then you "
                                            "can read, and what you type is kept on this computer.")
                                        : NULL);
}

static void
watch_version (CtWindow *self)
{
  self->outdated = CT_BANNER (ct_banner_new ("software-update-available-symbolic", NULL));
  gtk_box_append (self->banners, GTK_WIDGET (self->outdated));
  g_signal_connect_object (self->clinic, "notify::outdated", G_CALLBACK (on_outdated_cb), self, G_CONNECT_SWAPPED);
  on_outdated_cb (self);
}

/**
 * ct_window_watch_online:
 * @self: the window
 *
 * Shows whether the clinic can be reached, and has it looked for from now on; and whether this program is too old for it.
 */
void
ct_window_watch_online (CtWindow *self)
{
  static const GActionEntry entries[] = { { "try-now", act_try_now } };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  self->offline = CT_BANNER (ct_banner_new ("network-offline-symbolic", NULL));
  ct_banner_set_action (self->offline, _("_Try Now"), "win.try-now");
  gtk_box_append (self->banners, GTK_WIDGET (self->offline));
  g_signal_connect_object (self->clinic, "notify::online", G_CALLBACK (on_online_cb), self, G_CONNECT_SWAPPED);
  on_online_cb (self);
  watch_version (self);
  ct_clinic_try_now (self->clinic);
}
