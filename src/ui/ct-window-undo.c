/* Undo and redo in the window: the last act by key and button, and a list of the latest ones to go back or on to. */
#include "ui/ct-window-private.h"

#include <glib/gi18n.h>

#include "ui/ct-notice.h"

/* So many of each in the list. */
#define N_LISTED 12

/** Going back or on, one act after the other. */
typedef struct
{
  CtWindow *window;
  gboolean  again;
  gint64    to;     /* the last one to go */
  guint     n_done;
  char     *latest; /* what was done last */
} Trip;

static void
trip_free (Trip *self)
{
  g_object_unref (self->window);
  g_free (self->latest);
  g_free (self);
}

static void trip_step (Trip *self);

/* Whether there is something left to do on the way: acts are numbered as they were done. */
static gboolean
trip_goes_on (Trip *self)
{
  GPtrArray *acts = ct_clinic_get_acts (self->window->clinic);

  for (guint i = 0; i < acts->len; i++)
    {
      const CtAct *act = g_ptr_array_index (acts, i);

      if (!act->busy && act->undone == self->again && (self->again ? act->id <= self->to : act->id >= self->to))
        return TRUE;
    }
  return FALSE;
}

static void
trip_end (Trip *self)
{
  g_autofree char *text = NULL;

  if (self->n_done == 1)
    text = g_strdup_printf (self->again ? _("Done again: %s") : _("Undone: %s"), self->latest);
  else
    text = g_strdup_printf (self->again ? ngettext ("%u act was done again", "%u acts were done again", self->n_done)
                                        : ngettext ("%u act was undone", "%u acts were undone", self->n_done),
                            self->n_done);
  ct_notice_tell (GTK_WIDGET (self->window), text);
  trip_free (self);
}

static void
on_stepped_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Trip *self = data;
  g_autoptr (GError) error = NULL;
  char *label = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (ct_notice_error (GTK_WIDGET (self->window), error) || label == NULL)
    {
      trip_free (self);
      return;
    }
  g_free (self->latest);
  self->latest = label;
  self->n_done++;
  if (self->to != 0 && trip_goes_on (self))
    trip_step (self);
  else
    trip_end (self);
}

static void
trip_step (Trip *self)
{
  if (self->again)
    ct_clinic_redo_async (self->window->clinic, on_stepped_cb, self);
  else
    ct_clinic_undo_async (self->window->clinic, on_stepped_cb, self);
}

/**
 * ct_window_go_back:
 * @self: the window
 * @again: do again rather than undo
 * @to: the last act to go, or 0 for the next one only
 *
 * Undoes acts from the latest on, or does again what was undone; stops at the first that can't be, and says why.
 */
void
ct_window_go_back (CtWindow *self, gboolean again, gint64 to)
{
  Trip *trip = g_new0 (Trip, 1);

  trip->window = g_object_ref (self);
  trip->again = again;
  trip->to = to;
  trip_step (trip);
}

/* ---- The list ---- */

static char *
item_label (CtWindow *self, const CtAct *act)
{
  CtWall wall = ct_wall_from_utc (act->at_us, ct_clinic_get_zone (self->clinic, self->site_id));
  g_autofree char *time = ct_minute_format (wall.minute);
  g_autofree char *day = NULL;
  /* An underscore would be taken for a mnemonic. */
  g_auto (GStrv) parts = g_strsplit (act->label, "_", -1);
  g_autofree char *label = g_strjoinv ("__", parts);

  if (wall.date == ct_clinic_now_at (self->clinic, self->site_id).date)
    return g_strdup_printf (act->undone ? _("Do again: %s (%s)") : _("Undo: %s (%s)"), label, time);
  day = ct_date_format (wall.date, "%a %-d %b");
  return g_strdup_printf (act->undone ? _("Do again: %s (%s %s)") : _("Undo: %s (%s %s)"), label, day, time);
}

static void
add_item (CtWindow *self, GMenu *menu, const CtAct *act)
{
  g_autofree char *label = item_label (self, act);
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, act->undone ? "win.redo-to" : "win.undo-to", "x", act->id);
  g_menu_append_item (menu, item);
}

/* What was undone stands above, the next one at the bottom of it; below it what was done, the latest first. */
static GMenuModel *
make_menu (CtWindow *self)
{
  GPtrArray *acts = ct_clinic_get_acts (self->clinic);
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) undone = g_menu_new ();
  g_autoptr (GMenu) done = g_menu_new ();
  guint n_undone = 0;

  for (guint i = 0; i < acts->len; i++)
    n_undone += ((const CtAct *) g_ptr_array_index (acts, i))->undone;
  for (guint i = 0, seen = 0; i < acts->len; i++)
    {
      const CtAct *act = g_ptr_array_index (acts, i);

      if (act->undone && ++seen + N_LISTED > n_undone)
        add_item (self, undone, act);
      else if (!act->undone && g_menu_model_get_n_items (G_MENU_MODEL (done)) < N_LISTED)
        add_item (self, done, act);
    }
  if (g_menu_model_get_n_items (G_MENU_MODEL (undone)) > 0)
    g_menu_append_section (menu, NULL, G_MENU_MODEL (undone));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (done));
  return G_MENU_MODEL (menu);
}

static void
set_action_enabled (CtWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled && !ct_window_is_locked (self));
}

/**
 * ct_window_update_undo:
 * @self: the window
 *
 * Lets undo and redo follow what the clinic can take back.
 */
void
ct_window_update_undo (CtWindow *self)
{
  const char *label = ct_clinic_get_undo_label (self->clinic);
  g_autofree char *tooltip = label != NULL ? g_strdup_printf (_("Undo: %s (Ctrl+Z)"), label) : g_strdup (_("Undo (Ctrl+Z)"));
  g_autoptr (GMenuModel) menu = make_menu (self);

  set_action_enabled (self, "undo", label != NULL);
  set_action_enabled (self, "undo-to", label != NULL);
  set_action_enabled (self, "redo", ct_clinic_get_redo_label (self->clinic) != NULL);
  set_action_enabled (self, "redo-to", ct_clinic_get_redo_label (self->clinic) != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->undo_button), tooltip);
  adw_split_button_set_menu_model (self->undo_button, menu);
}
