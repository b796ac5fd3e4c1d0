/* GTK's own window for this is deprecated, and 4.8 warns about a label in it. */
#include "ui/ct-shortcuts-window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/ct-keymap.h"

/* ---- Rows ---- */

static char *
describe_shortcut (const char *shortcut)
{
  guint key;
  GdkModifierType modifiers;

  return gtk_accelerator_parse (shortcut, &key, &modifiers) ? gtk_accelerator_get_label (key, modifiers)
                                                             : g_strdup (shortcut);
}

static GtkWidget *
create_row (const CtKey *key)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (_(key->title), -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  for (guint i = 0; key->shortcuts[i] != NULL; i++)
    {
      g_autofree char *words = describe_shortcut (key->shortcuts[i]);
      GtkWidget *label = gtk_label_new (words);

      gtk_widget_add_css_class (label, "ct-keycap");
      gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
  return row;
}

static void
add_scope (AdwPreferencesPage *page, CtKeyScope scope, GPtrArray *rows)
{
  GtkWidget *group = adw_preferences_group_new ();
  guint n_keys, n = 0;
  const CtKey *keys = ct_keymap_get (&n_keys);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), ct_keymap_get_scope_title (scope));
  for (guint i = 0; i < n_keys; i++)
    {
      GtkWidget *row;

      if (keys[i].scope != scope)
        continue;
      row = create_row (&keys[i]);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
      g_ptr_array_add (rows, row);
      n++;
    }
  if (n > 0)
    adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
  else
    g_object_unref (g_object_ref_sink (group));
}

/* ---- Searching ---- */

static gboolean
has_words (GtkWidget *row, const char *folded)
{
  g_autofree char *title = g_utf8_casefold (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);

  return strstr (title, folded) != NULL;
}

static void
on_words_cb (GtkSearchEntry *entry, GPtrArray *rows)
{
  g_autofree char *folded = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (entry)), -1);

  for (guint i = 0; i < rows->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (rows, i), has_words (g_ptr_array_index (rows, i), folded));
}

/* ---- The window ---- */

static GtkWidget *
create_search (GtkWidget *window, GPtrArray *rows)
{
  GtkWidget *entry = gtk_search_entry_new ();

  g_object_set (entry, "placeholder-text", _("Find a key…"), NULL);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 30);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Find a key"), -1);
  g_signal_connect (entry, "search-changed", G_CALLBACK (on_words_cb), rows);
  g_signal_connect_swapped (entry, "stop-search", G_CALLBACK (gtk_window_close), window);
  return entry;
}

static void
close_on_escape (GtkWidget *window)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, controller);
}

/**
 * ct_shortcuts_window_new:
 *
 * Returns: (transfer none): the window, not shown yet.
 */
GtkWidget *
ct_shortcuts_window_new (void)
{
  GtkWidget *window = g_object_new (ADW_TYPE_WINDOW, "title", _("Keyboard Shortcuts"), "default-width", 620,
                                    "default-height", 680, "destroy-with-parent", TRUE, "modal", TRUE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GPtrArray *rows = g_ptr_array_new ();

  for (CtKeyScope scope = 0; scope < CT_N_KEY_SCOPES; scope++)
    add_scope (ADW_PREFERENCES_PAGE (page), scope, rows);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), create_search (window, rows));
  gtk_widget_set_vexpand (page, TRUE);
  gtk_widget_add_css_class (page, "ct-form");
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (window), box);
  g_object_set_data_full (G_OBJECT (window), "rows", rows, (GDestroyNotify) g_ptr_array_unref);
  close_on_escape (window);
  return window;
}
