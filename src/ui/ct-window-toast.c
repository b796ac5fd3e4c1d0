/* What the window tells in a toast: one at a time, the latest act's. A newer one takes the place of what is shown, so that
 * nobody waits for it and the focus stays where it is. */
#include "ui/ct-window-private.h"

#include <glib/gi18n.h>

#define SHOWN_MS     5000
/* A second more for so many letters. */
#define LETTERS_PER_SECOND 20
#define FEW_LETTERS        50
/* Where the pointer or the focus is on it when its time is over. */
#define AGAIN_MS     1500

static void
on_dismissed_cb (CtWindow *self, AdwToast *toast)
{
  if (self->toast != toast)
    return;
  g_clear_handle_id (&self->toast_id, g_source_remove);
  g_clear_object (&self->toast);
  g_clear_pointer (&self->toast_whole, g_free);
}

/* What is shown is the overlay's child beside its content. */
static GtkWidget *
next_shown (CtWindow *self, GtkWidget *after)
{
  GtkWidget *content = adw_toast_overlay_get_child (self->toasts);
  GtkWidget *child = after != NULL ? gtk_widget_get_next_sibling (after) : gtk_widget_get_first_child (GTK_WIDGET (self->toasts));

  return child == content && child != NULL ? gtk_widget_get_next_sibling (child) : child;
}

/* Somebody is at it. */
static gboolean
is_held (CtWindow *self)
{
  for (GtkWidget *shown = next_shown (self, NULL); shown != NULL; shown = next_shown (self, shown))
    if (gtk_widget_get_state_flags (shown) & (GTK_STATE_FLAG_PRELIGHT | GTK_STATE_FLAG_FOCUS_WITHIN))
      return TRUE;
  return FALSE;
}

/* All of it, for who looks closer: also of a line that is too long for the window. */
static void
describe (CtWindow *self)
{
  for (GtkWidget *shown = next_shown (self, NULL); shown != NULL; shown = next_shown (self, shown))
    {
      gtk_widget_set_tooltip_text (shown, self->toast_whole);
      gtk_accessible_update_property (GTK_ACCESSIBLE (shown), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, self->toast_whole, -1);
    }
}

static gboolean
on_over_cb (gpointer data)
{
  CtWindow *self = data;

  if (is_held (self))
    {
      self->toast_id = g_timeout_add (AGAIN_MS, on_over_cb, self);
      return G_SOURCE_REMOVE;
    }
  self->toast_id = 0;
  adw_toast_dismiss (self->toast);
  return G_SOURCE_REMOVE;
}

/* The toast has no time of its own: a new one for every act would wait for the one before. */
static AdwToast *
make_toast (CtWindow *self)
{
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_timeout (toast, 0);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_dismissed_cb), self, G_CONNECT_SWAPPED);
  return toast;
}

static void
show_for_a_while (CtWindow *self, const char *text)
{
  glong length = g_utf8_strlen (text, -1);
  guint more_ms = length > FEW_LETTERS ? (guint) (length - FEW_LETTERS) * 1000 / LETTERS_PER_SECOND : 0;

  g_clear_handle_id (&self->toast_id, g_source_remove);
  self->toast_id = g_timeout_add (SHOWN_MS + more_ms, on_over_cb, self);
}

/* Tells @text, with a button that undoes the latest act where @undo says so; in the place of what was told before. */
void
ct_window_tell (CtWindow *self, const char *text, gboolean undo)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  gboolean is_new = self->toast == NULL;

  if (is_new)
    self->toast = make_toast (self);
  adw_toast_set_title (self->toast, escaped);
  adw_toast_set_button_label (self->toast, undo ? _("_Undo") : NULL);
  adw_toast_set_action_name (self->toast, undo ? "win.undo" : NULL);
  if (is_new)
    adw_toast_overlay_add_toast (self->toasts, g_object_ref (self->toast));
  g_free (self->toast_whole);
  self->toast_whole = g_strdup (text);
  describe (self);
  show_for_a_while (self, text);
}

/* Tells @text after what is shown, which keeps its button: it came of the same act. @whole says the same and leaves nothing
 * out. */
void
ct_window_tell_more (CtWindow *self, const char *text, const char *whole)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autofree char *both = NULL;
  char *all;

  if (self->toast == NULL)
    ct_window_tell (self, text, FALSE);
  else
    {
      both = g_strdup_printf ("%s %s", adw_toast_get_title (self->toast), escaped);
      adw_toast_set_title (self->toast, both);
      show_for_a_while (self, both);
    }
  all = both != NULL ? g_strdup_printf ("%s %s", self->toast_whole, whole) : g_strdup (whole);
  g_free (self->toast_whole);
  self->toast_whole = all;
  describe (self);
}

/* The window goes, and its toast with it. */
void
ct_window_forget_toast (CtWindow *self)
{
  g_clear_handle_id (&self->toast_id, g_source_remove);
  g_clear_object (&self->toast);
  g_clear_pointer (&self->toast_whole, g_free);
}
