#include "ui/calendar/ct-views-window.h"

#include <glib/gi18n.h>

#include "ui/ct-keymap.h"

struct _CtViewsWindow
{
  AdwWindow            parent_instance;
  AdwEntryRow         *name;
  GtkButton           *keep_button;
  GtkLabel            *problem;
  AdwPreferencesGroup *new_group;
  AdwPreferencesGroup *kept_group;
  GtkDropDown         *new_key;
  CtClinic            *clinic;
  char                *shows;  /* what is kept under a new name */
  GPtrArray           *rows;   /* of GtkWidget: one a view that was kept */
  guint                n_running;
};

G_DEFINE_FINAL_TYPE (CtViewsWindow, ct_views_window, ADW_TYPE_WINDOW)

static void read_views (CtViewsWindow *self);

/* ---- Keeping ---- */

static void
tell (CtViewsWindow *self, const char *words)
{
  gtk_label_set_text (self->problem, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words != NULL);
}

static void
on_stored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtViewsWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtSavedView) stored = ct_clinic_finish (CT_CLINIC (source), result, &error);

  self->n_running--;
  if (self->clinic == NULL)
    return;
  tell (self, error != NULL ? error->message : NULL);
  read_views (self);
}

static void
store (CtViewsWindow *self, CtSavedView *view)
{
  self->n_running++;
  ct_clinic_save_view_async (self->clinic, view, on_stored_cb, g_object_ref (self));
}

static void
on_keep_cb (CtViewsWindow *self)
{
  g_autoptr (CtSavedView) view = ct_saved_view_new ();

  g_object_set (view, "name", gtk_editable_get_text (GTK_EDITABLE (self->name)), "shows", self->shows, "key",
                (int) gtk_drop_down_get_selected (self->new_key), NULL);
  store (self, view);
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
}

static void
on_name_changed_cb (CtViewsWindow *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));

  gtk_widget_set_sensitive (GTK_WIDGET (self->keep_button), *name != '\0');
}

static void
on_name_entered_cb (CtViewsWindow *self)
{
  if (gtk_widget_get_sensitive (GTK_WIDGET (self->keep_button)))
    on_keep_cb (self);
}

/* ---- Those that were kept ---- */

static CtSavedView *
view_of (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "view");
}

static void
on_renamed_cb (GtkWidget *row, CtViewsWindow *self)
{
  g_autoptr (CtSavedView) view = ct_record_copy (view_of (row));

  g_object_set (view, "name", gtk_editable_get_text (GTK_EDITABLE (row)), NULL);
  store (self, view);
}

static void
on_key_cb (GtkDropDown *keys, GParamSpec *pspec, CtViewsWindow *self)
{
  g_autoptr (CtSavedView) view = ct_record_copy (view_of (g_object_get_data (G_OBJECT (keys), "row")));

  view->key = (int) gtk_drop_down_get_selected (keys);
  store (self, view);
}

static void
on_remove_cb (GtkButton *button, CtViewsWindow *self)
{
  g_autoptr (CtSavedView) view = ct_record_copy (view_of (g_object_get_data (G_OBJECT (button), "row")));

  view->removed = TRUE;
  store (self, view);
}

/* "No key", F1 to F12. */
static GtkWidget *
make_keys (int key, const char *whose)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *keys;

  gtk_string_list_append (names, _("No key"));
  for (int i = 1; i <= CT_VIEW_KEYS; i++)
    {
      g_autofree char *name = g_strdup_printf ("F%d", i);

      gtk_string_list_append (names, name);
    }
  keys = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (keys), (guint) key);
  gtk_widget_set_valign (keys, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (keys), GTK_ACCESSIBLE_PROPERTY_LABEL, whose, -1);
  return keys;
}

static void
add_row (CtViewsWindow *self, CtSavedView *view)
{
  GtkWidget *row = adw_entry_row_new (), *keys, *remove;
  g_autofree char *key_words = g_strdup_printf (_("Key of %s"), view->name);
  g_autofree char *remove_words = g_strdup_printf (_("Remove %s"), view->name);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Name"));
  gtk_editable_set_text (GTK_EDITABLE (row), view->name);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "view", g_object_ref (view), g_object_unref);
  g_signal_connect (row, "apply", G_CALLBACK (on_renamed_cb), self);
  keys = make_keys (view->key, key_words);
  g_object_set_data (G_OBJECT (keys), "row", row);
  g_signal_connect (keys, "notify::selected", G_CALLBACK (on_key_cb), self);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), keys);
  remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, remove_words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, remove_words, -1);
  g_object_set_data (G_OBJECT (remove), "row", row);
  g_signal_connect (remove, "clicked", G_CALLBACK (on_remove_cb), self);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), remove);
  adw_preferences_group_add (self->kept_group, row);
  g_ptr_array_add (self->rows, row);
}

/* The first key that opens nothing yet. */
static guint
free_key (GPtrArray *views)
{
  for (int key = 1; key <= CT_VIEW_KEYS; key++)
    {
      gboolean taken = FALSE;

      for (guint i = 0; i < views->len; i++)
        taken = taken || ((CtSavedView *) g_ptr_array_index (views, i))->key == key;
      if (!taken)
        return (guint) key;
    }
  return 0;
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtViewsWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) views = ct_clinic_finish (CT_CLINIC (source), result, &error);

  self->n_running--;
  if (self->clinic == NULL)
    return;
  if (views == NULL)
    {
      tell (self, error->message);
      return;
    }
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->kept_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < views->len; i++)
    add_row (self, g_ptr_array_index (views, i));
  gtk_drop_down_set_selected (self->new_key, free_key (views));
}

static void
read_views (CtViewsWindow *self)
{
  self->n_running++;
  ct_clinic_list_views_async (self->clinic, on_read_cb, g_object_ref (self));
}

/* ---- The window ---- */

static void
ct_views_window_dispose (GObject *object)
{
  CtViewsWindow *self = CT_VIEWS_WINDOW (object);

  g_clear_object (&self->clinic);
  g_clear_pointer (&self->shows, g_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (ct_views_window_parent_class)->dispose (object);
}

static void
ct_views_window_class_init (CtViewsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_views_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/calendar/ct-views-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CtViewsWindow, name);
  gtk_widget_class_bind_template_child (widget_class, CtViewsWindow, keep_button);
  gtk_widget_class_bind_template_child (widget_class, CtViewsWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, CtViewsWindow, new_group);
  gtk_widget_class_bind_template_child (widget_class, CtViewsWindow, kept_group);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ct_views_window_init (CtViewsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  self->new_key = GTK_DROP_DOWN (make_keys (0, _("Key")));
  adw_entry_row_add_suffix (self->name, GTK_WIDGET (self->new_key));
  g_signal_connect_swapped (self->keep_button, "clicked", G_CALLBACK (on_keep_cb), self);
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (on_name_changed_cb), self);
  g_signal_connect_swapped (self->name, "entry-activated", G_CALLBACK (on_name_entered_cb), self);
}

/**
 * ct_views_window_new:
 * @clinic: an open clinic
 * @shows: what a new view shows
 *
 * Returns: (transfer none): the window, not shown yet.
 */
GtkWindow *
ct_views_window_new (CtClinic *clinic, const char *shows)
{
  CtViewsWindow *self;

  g_return_val_if_fail (CT_IS_CLINIC (clinic) && shows != NULL, NULL);
  self = g_object_new (CT_TYPE_VIEWS_WINDOW, NULL);
  self->clinic = g_object_ref (clinic);
  self->shows = g_strdup (shows);
  read_views (self);
  return GTK_WINDOW (self);
}

/**
 * ct_views_window_is_busy:
 * @self: a window
 *
 * Returns: whether something is being read or stored.
 */
gboolean
ct_views_window_is_busy (CtViewsWindow *self)
{
  g_return_val_if_fail (CT_IS_VIEWS_WINDOW (self), FALSE);
  return self->n_running > 0;
}
