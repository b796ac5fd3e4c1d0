#include "ui/preferences/ct-preferences.h"

#include <glib/gi18n.h>

typedef struct
{
  AdwPreferencesPage *page; /* not owned: it owns this */
  CtClinic           *clinic;
  GPtrArray          *groups;
  CtPrefsFill         fill;
  gulong              handler;
  guint               refill;
  const char         *table; /* (nullable): filled anew for this table's news too */
} Filling;

static void
filling_free (gpointer data)
{
  Filling *filling = data;

  g_clear_handle_id (&filling->refill, g_source_remove);
  g_signal_handler_disconnect (filling->clinic, filling->handler);
  g_object_unref (filling->clinic);
  g_ptr_array_unref (filling->groups);
  g_free (filling);
}

/* ---- Pages that are filled anew when the set-up has changed ---- */

static gboolean
on_refill_cb (gpointer data)
{
  Filling *filling = data;

  filling->refill = 0;
  for (guint i = 0; i < filling->groups->len; i++)
    adw_preferences_page_remove (filling->page, g_ptr_array_index (filling->groups, i));
  g_ptr_array_set_size (filling->groups, 0);
  filling->fill (filling->page, filling->clinic, filling->groups);
  return G_SOURCE_REMOVE;
}

/* Not while somebody types into the page: what is typed would be gone. */
static gboolean
is_typed_into (Filling *filling)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (filling->page));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && GTK_IS_TEXT (focus) && gtk_widget_is_ancestor (focus, GTK_WIDGET (filling->page)) &&
         gtk_widget_get_ancestor (focus, ADW_TYPE_ENTRY_ROW) != NULL;
}

static void
on_clinic_changed_cb (Filling *filling, const char *table)
{
  if ((g_strcmp0 (table, "setup") == 0 || (filling->table != NULL && g_strcmp0 (table, filling->table) == 0)) &&
      filling->refill == 0 && !is_typed_into (filling))
    filling->refill = g_idle_add (on_refill_cb, filling);
}

/**
 * ct_prefs_page_new:
 * @clinic: whose set-up
 * @title: the page's title
 * @icon: a symbolic icon
 * @fill: adds the groups
 *
 * Returns: (transfer floating): a page that is filled again when the set-up has changed.
 */
GtkWidget *
ct_prefs_page_new (CtClinic *clinic, const char *title, const char *icon, CtPrefsFill fill)
{
  GtkWidget *page = adw_preferences_page_new ();
  Filling *filling = g_new0 (Filling, 1);

  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (page), title);
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (page), icon);
  filling->page = ADW_PREFERENCES_PAGE (page);
  filling->clinic = g_object_ref (clinic);
  filling->groups = g_ptr_array_new ();
  filling->fill = fill;
  filling->handler = g_signal_connect_swapped (clinic, "changed", G_CALLBACK (on_clinic_changed_cb), filling);
  g_object_set_data_full (G_OBJECT (page), "filling", filling, filling_free);
  fill (filling->page, clinic, filling->groups);
  return page;
}

/**
 * ct_prefs_page_follow:
 * @page: what ct_prefs_page_new() made
 * @table: (transfer none): a table; the text is to stay
 *
 * The page is filled again when something changed in that table, too.
 */
void
ct_prefs_page_follow (GtkWidget *page, const char *table)
{
  Filling *filling = g_object_get_data (G_OBJECT (page), "filling");

  g_return_if_fail (filling != NULL && table != NULL);
  filling->table = table;
}

/**
 * ct_prefs_add_group:
 * @page: a page
 * @groups: the page's groups
 * @title: (nullable): what it is about
 * @description: (nullable): more about it
 *
 * Returns: (transfer none): a new, empty group at the end of the page.
 */
AdwPreferencesGroup *
ct_prefs_add_group (AdwPreferencesPage *page, GPtrArray *groups, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *escaped = title != NULL ? g_markup_escape_text (title, -1) : NULL;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped != NULL ? escaped : "");
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
  g_ptr_array_add (groups, group);
  return ADW_PREFERENCES_GROUP (group);
}

/**
 * ct_prefs_button:
 * @group: a group
 * @label: what the button says, with a mnemonic
 *
 * Returns: (transfer none): a flat button beside the group's title, after those that are there already.
 */
GtkWidget *
ct_prefs_button (AdwPreferencesGroup *group, const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  GtkWidget *box = adw_preferences_group_get_header_suffix (group);

  if (box == NULL)
    {
      box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
      adw_preferences_group_set_header_suffix (group, box);
    }
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

/**
 * ct_preferences_new:
 * @clinic: whose preferences
 *
 * Who may not administer the clinic sees only what belongs to this computer and to themselves.
 *
 * Returns: (transfer none): the window, not shown yet.
 */
GtkWidget *
ct_preferences_new (CtClinic *clinic)
{
  GtkWidget *window = g_object_new (ADW_TYPE_PREFERENCES_WINDOW, "destroy-with-parent", TRUE, "modal", TRUE,
                                    "default-width", 760, "default-height", 640, NULL);
  AdwPreferencesWindow *self = ADW_PREFERENCES_WINDOW (window);

  g_return_val_if_fail (CT_IS_CLINIC (clinic), window);
  if (ct_clinic_user_may (clinic, CT_MAY_ADMINISTER))
    {
      adw_preferences_window_add (self, ADW_PREFERENCES_PAGE (ct_clinic_prefs_new (clinic)));
      adw_preferences_window_add (self, ADW_PREFERENCES_PAGE (ct_hours_prefs_new (clinic)));
      adw_preferences_window_add (self, ADW_PREFERENCES_PAGE (ct_floor_prefs_new (clinic)));
      adw_preferences_window_add (self, ADW_PREFERENCES_PAGE (ct_lists_prefs_new (clinic)));
      adw_preferences_window_add (self, ADW_PREFERENCES_PAGE (ct_colors_prefs_new (clinic)));
    }
  adw_preferences_window_add (self, ADW_PREFERENCES_PAGE (ct_people_prefs_new (clinic)));
  if (ct_clinic_user_may (clinic, CT_MAY_ADMINISTER))
    adw_preferences_window_add (self, ADW_PREFERENCES_PAGE (ct_backup_prefs_new (clinic)));
  adw_preferences_window_add (self, ADW_PREFERENCES_PAGE (ct_computer_prefs_new (clinic)));
  return window;
}
