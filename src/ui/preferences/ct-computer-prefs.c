/* What belongs to this computer, and where the clinic keeps its own knowledge. */
#include "ui/preferences/ct-preferences.h"

#include <glib/gi18n.h>

#include "ui/ct-settings.h"
#include "ui/preferences/ct-setup-store.h"

static GtkWidget *
create_number (AdwPreferencesGroup *group, const char *key, int fallback, const char *title, const char *subtitle, int from,
               int to, int step)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *input = gtk_spin_button_new_with_range (from, to, step);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (input), ct_settings_get_int (key, fallback));
  gtk_widget_set_valign (input, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (input), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  if (ct_settings_get () != NULL)
    g_settings_bind (ct_settings_get (), key, input, "value", G_SETTINGS_BIND_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), input);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), input);
  adw_preferences_group_add (group, row);
  return input;
}

/* A setting that is one of a few words. */
typedef struct
{
  const char        *key;
  const char *const *words;  /* as stored; the first is what holds where nothing was set */
} Choice;

static const char *const schemes[] = { "system", "light", "dark", NULL };
static const char *const papers[] = { "system", "letter", "a4", NULL };
static const Choice scheme_choice = { "colour-scheme", schemes };
static const Choice paper_choice = { "paper-size", papers };

static void
on_chosen_cb (AdwComboRow *row, GParamSpec *pspec, gpointer data)
{
  const Choice *choice = data;

  ct_settings_set_text (choice->key, choice->words[adw_combo_row_get_selected (row)]);
}

static void
add_choice (AdwPreferencesGroup *group, const Choice *choice, const char *title, const char *const *labels)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (labels);
  g_autofree char *now = ct_settings_get_text (choice->key, choice->words[0]);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  for (guint i = 0; choice->words[i] != NULL; i++)
    if (g_strcmp0 (choice->words[i], now) == 0)
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
  g_signal_connect (row, "notify::selected", G_CALLBACK (on_chosen_cb), (gpointer) choice);
  adw_preferences_group_add (group, row);
}

static void
add_appearance (AdwPreferencesPage *page, GPtrArray *groups)
{
  AdwPreferencesGroup *group = ct_prefs_add_group (page, groups, _("Appearance"), NULL);
  const char *const colours[] = { _("As the desktop"), _("Light"), _("Dark"), NULL };

  add_choice (group, &scheme_choice, _("Colours"), colours);
  create_number (group, "text-percent", 100, _("Text size"), _("In percent of the desktop’s."), 80, 200, 10);
}

static void
add_printing (AdwPreferencesPage *page, GPtrArray *groups)
{
  AdwPreferencesGroup *group = ct_prefs_add_group (page, groups, _("Printing"), NULL);
  const char *const sizes[] = { _("As usual in this country"), _("Letter"), _("A4"), NULL };

  add_choice (group, &paper_choice, _("Paper"), sizes);
}

/* ---- Knowledge ---- */

static void
on_open_folder_cb (GtkButton *button, CtClinic *clinic)
{
  g_autofree char *beside = g_path_get_dirname (ct_clinic_get_path (clinic));
  g_autofree char *folder = g_build_filename (beside, "knowledge", NULL);
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);

  if (g_mkdir_with_parents (folder, 0755) != 0)
    ct_setup_tell (GTK_WIDGET (button), _("The folder can’t be made."));
  else
    gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (button))), uri, GDK_CURRENT_TIME);
}

static void
add_sentence (AdwPreferencesGroup *group, const char *title, const char *sentence)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  g_autofree char *escaped = sentence != NULL ? g_markup_escape_text (sentence, -1) : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  adw_preferences_group_add (group, row);
}

static void
add_knowledge (AdwPreferencesPage *page, CtClinic *clinic, GPtrArray *groups)
{
  CtKnowledge *knowledge = ct_clinic_get_knowledge (clinic);
  AdwPreferencesGroup *group = ct_prefs_add_group (
      page, groups, _("Clinical knowledge"),
      _("Protocols and questionnaires are files. What lies in the clinic’s own folder stands in for what comes with Chairtime."));
  g_autofree char *beside = g_path_get_dirname (ct_clinic_get_path (clinic));
  g_autofree char *folder = g_build_filename (beside, "knowledge", NULL);
  g_autofree char *shown = g_filename_display_name (folder);
  GPtrArray *problems = ct_knowledge_get_problems (knowledge);
  g_autoptr (GPtrArray) protocols = ct_knowledge_list_protocols (knowledge);
  g_autoptr (GPtrArray) instruments = ct_knowledge_list_instruments (knowledge);
  g_autofree char *known = g_strdup_printf (_("%u protocols, %u questionnaires"), protocols->len, instruments->len);
  GtkWidget *button = ct_prefs_button (group, _("_Open the Folder"));

  g_signal_connect_object (button, "clicked", G_CALLBACK (on_open_folder_cb), clinic, 0);
  add_sentence (group, known, shown);
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    add_sentence (group, _("A file was left out"), g_ptr_array_index (problems, i));
}

static void
fill (AdwPreferencesPage *page, CtClinic *clinic, GPtrArray *groups)
{
  create_number (ct_prefs_add_group (page, groups, _("Safety"), NULL), "idle-minutes", 10, _("Lock after"),
                 _("Minutes without a key or the pointer."), 1, 120, 1);
  add_appearance (page, groups);
  add_printing (page, groups);
  add_knowledge (page, clinic, groups);
}

/**
 * ct_computer_prefs_new:
 * @clinic: the clinic that is open
 *
 * Returns: (transfer floating): a page of the preferences.
 */
GtkWidget *
ct_computer_prefs_new (CtClinic *clinic)
{
  return ct_prefs_page_new (clinic, _("This computer"), "computer-symbolic", fill);
}
