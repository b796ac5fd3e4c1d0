/* The lock: a curtain before everything that shows a patient, the window's title and the other windows included. */
#include "ui/ct-window-private.h"

#include <glib/gi18n.h>

#include "ui/ct-settings.h"
#include "ui/start/ct-login-page.h"

#define DEFAULT_IDLE_MINUTES 10

static gboolean
belongs_to (GtkWindow *window, CtWindow *self)
{
  for (; window != NULL; window = gtk_window_get_transient_for (window))
    if (window == GTK_WINDOW (self))
      return TRUE;
  return FALSE;
}

/* The editors and planners over the main window are put away, with all that was typed, until the user is back. */
static void
hide_children (CtWindow *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (window == GTK_WINDOW (self) || !belongs_to (window, self) || !gtk_widget_get_visible (GTK_WIDGET (window)))
        continue;
      g_ptr_array_add (self->hidden, g_object_ref (window));
    }
  for (guint i = 0; i < self->hidden->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->hidden, i), FALSE);
}

static void
show_children (CtWindow *self)
{
  for (guint i = 0; i < self->hidden->len; i++)
    gtk_window_present (g_ptr_array_index (self->hidden, i));
  g_ptr_array_set_size (self->hidden, 0);
}

static void
set_actions_enabled (CtWindow *self, gboolean enabled)
{
  g_auto (GStrv) names = g_action_group_list_actions (G_ACTION_GROUP (self));

  for (guint i = 0; names[i] != NULL; i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), names[i]);

      if (G_IS_SIMPLE_ACTION (action))
        g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
    }
}

static void
on_unlocked_cb (CtWindow *self)
{
  GtkWidget *curtain = gtk_stack_get_child_by_name (self->outer, "locked");

  set_actions_enabled (self, TRUE);
  ct_window_update_undo (self);
  ct_window_update_header (self);
  gtk_stack_set_visible_child_name (self->outer, "open");
  gtk_stack_remove (self->outer, curtain);
  show_children (self);
  if (self->focus != NULL)
    gtk_widget_grab_focus (self->focus);
  ct_window_read_emergencies (self);
}

static void
on_leave_cb (CtWindow *self)
{
  ct_window_log_out (self);
}

/**
 * ct_window_is_locked:
 * @self: the window
 *
 * Returns: whether the curtain is down.
 */
gboolean
ct_window_is_locked (CtWindow *self)
{
  g_return_val_if_fail (CT_IS_WINDOW (self), FALSE);
  return gtk_stack_get_child_by_name (self->outer, "locked") != NULL;
}

/* With a header bar, so that a locked window can still be moved and closed. */
static void
hang_curtain (CtWindow *self, GtkWidget *curtain)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();

  gtk_widget_add_css_class (header, "flat");
  gtk_widget_set_vexpand (curtain, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), curtain);
  gtk_stack_add_named (self->outer, box, "locked");
  gtk_stack_set_visible_child (self->outer, box);
}

/**
 * ct_window_lock:
 * @self: the window
 *
 * Lets the curtain down until the user's passphrase is typed again; the page and what was typed stay as they are.
 */
void
ct_window_lock (CtWindow *self)
{
  GtkWidget *curtain;
  GtkWidget *focus;

  g_return_if_fail (CT_IS_WINDOW (self));
  if (ct_window_is_locked (self))
    return;
  ct_search_box_close (self->search);
  focus = gtk_root_get_focus (GTK_ROOT (self));
  g_set_weak_pointer (&self->focus, focus);
  ct_clinic_lock (self->clinic);
  curtain = ct_login_page_new_unlock (self->clinic);
  g_signal_connect_swapped (curtain, "unlocked", G_CALLBACK (on_unlocked_cb), self);
  g_signal_connect_swapped (curtain, "leave", G_CALLBACK (on_leave_cb), self);
  hang_curtain (self, curtain);
  gtk_window_set_title (GTK_WINDOW (self), "Chairtime");
  set_actions_enabled (self, FALSE);
  hide_children (self);
  ct_login_page_focus (CT_LOGIN_PAGE (curtain));
}

static void
on_idle_minutes_cb (CtWindow *self)
{
  int minutes = ct_settings_get_int ("idle-minutes", DEFAULT_IDLE_MINUTES);

  ct_idle_set_seconds (self->idle, (guint) MAX (minutes, 1) * 60);
}

/**
 * ct_window_watch_idle:
 * @self: the window
 *
 * Locks the window when nobody has been there for as long as the preferences say.
 */
void
ct_window_watch_idle (CtWindow *self)
{
  self->idle = ct_idle_new ();
  g_signal_connect_object (self->idle, "idle", G_CALLBACK (ct_window_lock), self, G_CONNECT_SWAPPED);
  if (ct_settings_get () != NULL)
    g_signal_connect_object (ct_settings_get (), "changed::idle-minutes", G_CALLBACK (on_idle_minutes_cb), self,
                             G_CONNECT_SWAPPED);
  on_idle_minutes_cb (self);
}
