/* The window itself: finding people, going places, the lock, the keys, and that everybody can use every page of it. */
#include "ui-fixture.h"

#include <locale.h>
#include <string.h>

#include "ui/audit/ct-audit-page.h"
#include "ui/ct-idle.h"
#include "ui/ct-keymap.h"
#include "ui/ct-live-list.h"
#include "ui/ct-page-list.h"
#include "ui/ct-shortcuts-window.h"
#include "ui/ct-sidebar.h"
#include "ui/ct-window.h"
#include "ui/patients/ct-patients-page.h"
#include "ui/preferences/ct-preferences.h"
#include "ui/search/ct-hit-row.h"
#include "ui/search/ct-search-box.h"
#include "ui/start/ct-login-page.h"

typedef struct
{
  UiFixture ui;
  CtWindow *window;
} ShellFixture;

static void
add_people (ShellFixture *self)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->ui.base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (&self->ui.base, "Okafor", "Tobe", "1990-07-04");
  g_autoptr (CtAppointment) visit = fixture_book (&self->ui.base, reyes, "2026-03-02", "11:00", 60);

  g_assert_cmpint (CT_RECORD (visit)->id, >, 0);
}

static void
set_up (ShellFixture *self, gconstpointer data)
{
  fixture_set_up (&self->ui.base, NULL);
  add_people (self);
  self->window = ct_window_new (NULL, self->ui.base.clinic);
  gtk_window_present (GTK_WINDOW (self->window));
  ui_wait_for (gtk_widget_get_mapped (GTK_WIDGET (self->window)));
  ui_rest (50);
}

static void
tear_down (ShellFixture *self, gconstpointer data)
{
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  ui_rest (50);
  fixture_tear_down (&self->ui.base, NULL);
}

static void
act (ShellFixture *self, const char *detailed)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  g_assert_true (g_action_parse_detailed_name (detailed, &name, &target, NULL));
  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (self->window), name, target));
}

/* ---- Search ---- */

static CtSearchBox *
search_of (ShellFixture *self)
{
  return CT_SEARCH_BOX (ui_find_type (GTK_WIDGET (self->window), CT_TYPE_SEARCH_BOX));
}

/* The row at @i among those that show somebody. */
static CtHitRow *
shown_row (ShellFixture *self, int i)
{
  GtkListBox *list = ct_search_box_get_list (search_of (self));
  GtkListBoxRow *row;

  for (int j = 0; (row = gtk_list_box_get_row_at_index (list, j)) != NULL; j++)
    if (gtk_widget_get_visible (GTK_WIDGET (row)) && CT_IS_HIT_ROW (row) && i-- == 0)
      return CT_HIT_ROW (row);
  return NULL;
}

static void
search_for (ShellFixture *self, const char *words)
{
  act (self, "win.find");
  gtk_editable_set_text (ct_search_box_get_entry (search_of (self)), words);
}

static gboolean
says (GtkWidget *widget, gconstpointer words)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL;
}

static gboolean
first_row_says (ShellFixture *self, const char *words)
{
  CtHitRow *row = shown_row (self, 0);

  return row != NULL && ui_find (GTK_WIDGET (row), says, words) != NULL;
}

static void
test_people_are_found_while_typing_with_their_visits (ShellFixture *self, gconstpointer data)
{
  search_for (self, "reys");
  ui_wait_for (first_row_says (self, "Reyes, Marisol"));
  g_assert_true (first_row_says (self, "12 Mar 1985"));
  g_assert_true (first_row_says (self, "next today, 11:00"));
  search_for (self, "7/4/1990");
  ui_wait_for (first_row_says (self, "Okafor, Tobe"));
}

static void
test_somebody_new_is_a_choice_in_the_results (ShellFixture *self, gconstpointer data)
{
  search_for (self, "lindqvist britt");
  ui_wait_for (first_row_says (self, "New patient “lindqvist britt”"));
  g_assert_cmpstr (ct_hit_row_get_words (shown_row (self, 0)), ==, "lindqvist britt");
}

static void
test_the_empty_box_shows_who_was_opened_last (ShellFixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatientFile) file = NULL;

  ct_clinic_open_patient_async (self->ui.base.clinic, 2, ct_await_done, &await);
  file = fixture_take (&self->ui.base, &await);
  search_for (self, "");
  ui_wait_for (ct_search_box_is_open (search_of (self)) && first_row_says (self, "Okafor"));
  ct_search_box_close (search_of (self));
  g_assert_false (ct_search_box_is_open (search_of (self)));
}

/* ---- Pages ---- */

static void
test_a_page_is_made_when_it_is_shown_and_the_way_back_is_known (ShellFixture *self, gconstpointer data)
{
  act (self, "win.page::patients");
  g_assert_cmpstr (ct_window_get_page_name (self->window), ==, "patients");
  act (self, "win.page::audit");
  g_assert_cmpstr (ct_window_get_page_name (self->window), ==, "audit");
  g_assert_nonnull (strstr (gtk_window_get_title (GTK_WINDOW (self->window)), "Harbor Ketamine Clinic"));
  act (self, "win.back");
  g_assert_cmpstr (ct_window_get_page_name (self->window), ==, "patients");
}

static void
test_all_patients_are_listed_by_name_and_follow_changes (ShellFixture *self, gconstpointer data)
{
  CtPatientsPage *page = CT_PATIENTS_PAGE (ct_window_show_page (self->window, "patients"));
  GListModel *list = ct_patients_page_get_list (page);
  g_autoptr (CtPatient) abe = NULL;
  g_autoptr (CtLiveRow) first = NULL;
  CtPatientHit *hit;

  ui_wait_for (g_list_model_get_n_items (list) == 2);
  abe = fixture_add_patient (&self->ui.base, "Abe", "Nori", "1970-01-01");
  ui_wait_for (g_list_model_get_n_items (list) == 3);
  first = g_list_model_get_item (list, 0);
  ui_wait_for (ct_live_row_get_data (first) != NULL);
  hit = ct_live_row_get_data (first);
  g_assert_cmpstr (hit->patient->family_name, ==, "Abe");
}

static gboolean
is_menu_item (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
         g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0;
}

static void
test_who_opened_a_chart_is_asked_from_the_list_by_the_menu_key (ShellFixture *self, gconstpointer data)
{
  CtPatientsPage *page = CT_PATIENTS_PAGE (ct_window_show_page (self->window, "patients"));
  GListModel *list = ct_patients_page_get_list (page);
  GtkWidget *view = ui_find_type (GTK_WIDGET (page), GTK_TYPE_COLUMN_VIEW);

  ui_wait_for (g_list_model_get_n_items (list) == 2);
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (gtk_column_view_get_model (GTK_COLUMN_VIEW (view))), 0);
  gtk_widget_grab_focus (view);
  self->ui.window = GTK_WIDGET (self->window);
  g_assert_true (ui_press (&self->ui, GDK_KEY_F10, GDK_SHIFT_MASK));
  ui_wait_for (ui_find (GTK_WIDGET (page), is_menu_item, "Who Opened This Chart?") != NULL);
  gtk_popover_popdown (GTK_POPOVER (ui_find_type (GTK_WIDGET (page), GTK_TYPE_POPOVER_MENU)));
  ui_wait_for (ui_find_type (GTK_WIDGET (page), GTK_TYPE_POPOVER_MENU) == NULL);
  self->ui.window = NULL;
}

static gboolean
press_in_search (ShellFixture *self, guint key, GdkModifierType mods)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (ct_search_box_get_entry (search_of (self))));
  gboolean handled = FALSE;

  for (guint i = 0; !handled && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, mods, &handled);
    }
  return handled;
}

static void
test_who_opened_a_chart_is_asked_from_a_hit_by_the_menu_key (ShellFixture *self, gconstpointer data)
{
  GtkWidget *menu;

  search_for (self, "reys");
  ui_wait_for (first_row_says (self, "Reyes, Marisol"));
  g_assert_true (press_in_search (self, GDK_KEY_Menu, 0));
  ui_wait_for ((menu = ui_find_type (GTK_WIDGET (search_of (self)), GTK_TYPE_POPOVER_MENU)) != NULL &&
               ui_find (menu, is_menu_item, "Who Opened This Chart?") != NULL);
  gtk_popover_popdown (GTK_POPOVER (menu));
  ui_rest (50);
}

static guint n_fetched;

static void
count_fetched (CtLiveList *list, const gint64 *ids, guint n_ids, gpointer data)
{
  n_fetched += n_ids;
}

static void
test_a_million_rows_cost_only_what_is_seen (void)
{
  g_autoptr (GArray) ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), 1000000);
  g_autoptr (CtLiveList) list = ct_live_list_new (count_fetched, NULL, g_free);
  g_autoptr (GObject) seen = NULL;

  for (gint64 id = 1; id <= 1000000; id++)
    g_array_append_val (ids, id);
  n_fetched = 0;
  ct_live_list_set_ids (list, ids);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1000000);
  seen = g_list_model_get_item (G_LIST_MODEL (list), 500000);
  ui_rest (20);
  g_assert_cmpuint (n_fetched, ==, 1);
  g_assert_cmpuint (ct_live_list_n_rows (list), ==, 1);
  ct_live_list_put (list, 500001, g_strdup ("somebody"));
  g_assert_cmpstr (ct_live_row_get_data (CT_LIVE_ROW (seen)), ==, "somebody");
  ct_live_list_refresh (list, 500001);
  ui_rest (20);
  g_assert_cmpuint (n_fetched, ==, 2);
  g_clear_object (&seen);
  g_assert_cmpuint (ct_live_list_n_rows (list), ==, 0);
}

static guint changed_position, changed_removed, changed_added;

static void
note_change (GListModel *model, guint position, guint removed, guint added)
{
  changed_position = position;
  changed_removed = removed;
  changed_added = added;
}

static void
test_a_new_row_does_not_move_the_others (void)
{
  const gint64 before[] = { 1, 2, 3, 4 }, after[] = { 1, 2, 9, 3, 4 };
  g_autoptr (GArray) old = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) new = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (CtLiveList) list = ct_live_list_new (count_fetched, NULL, g_free);

  g_array_append_vals (old, before, G_N_ELEMENTS (before));
  g_array_append_vals (new, after, G_N_ELEMENTS (after));
  ct_live_list_set_ids (list, old);
  g_signal_connect (list, "items-changed", G_CALLBACK (note_change), NULL);
  ct_live_list_set_ids (list, new);
  g_assert_cmpuint (changed_position, ==, 2);
  g_assert_cmpuint (changed_removed, ==, 0);
  g_assert_cmpuint (changed_added, ==, 1);
  g_assert_true (ct_live_list_has (list, 9));
  g_assert_false (ct_live_list_has (list, 5));
}

/* ---- Toasts ---- */

static gboolean
is_told (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0 &&
         gtk_widget_get_mapped (widget);
}

static GtkWidget *
told (ShellFixture *self, const char *text)
{
  return ui_find (GTK_WIDGET (self->window), is_told, text);
}

static gboolean
is_undo_of_toast (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), "_Undo") == 0 &&
         gtk_widget_get_mapped (widget);
}

static GtkWidget *
undo_of_toast (ShellFixture *self)
{
  return ui_find (GTK_WIDGET (self->window), is_undo_of_toast, NULL);
}

static void
test_the_newer_act_takes_the_place_of_the_older_and_the_focus_stays (ShellFixture *self, gconstpointer data)
{
  GtkWidget *focus;

  gtk_widget_grab_focus (ui_find_type (GTK_WIDGET (search_of (self)), GTK_TYPE_TEXT));
  focus = gtk_root_get_focus (GTK_ROOT (self->window));
  act (self, "win.toast-undo::Reyes is booked.");
  ui_wait_for (told (self, "Reyes is booked.") != NULL && undo_of_toast (self) != NULL);
  act (self, "win.toast::Undone: book Reyes");
  ui_wait_for (told (self, "Undone: book Reyes") != NULL);
  g_assert_null (told (self, "Reyes is booked."));
  g_assert_null (undo_of_toast (self));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->window)) == focus);
  act (self, "win.toast-undo::Okafor is booked.");
  ui_wait_for (told (self, "Okafor is booked.") != NULL && undo_of_toast (self) != NULL);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->window)) == focus);
}

/* The button is the newer act's: whoever is on it stays on it. */
static void
test_who_is_on_the_button_of_a_toast_stays_on_it (ShellFixture *self, gconstpointer data)
{
  act (self, "win.toast-undo::Reyes is booked.");
  ui_wait_for (undo_of_toast (self) != NULL);
  gtk_widget_grab_focus (undo_of_toast (self));
  act (self, "win.toast-undo::Okafor is booked.");
  ui_wait_for (told (self, "Okafor is booked.") != NULL);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->window)) == undo_of_toast (self));
}

static gboolean
has_tooltip (GtkWidget *widget, gconstpointer text)
{
  return g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0;
}

static void
test_what_came_of_an_act_is_told_with_it (ShellFixture *self, gconstpointer data)
{
  act (self, "win.toast-undo::Reyes & Sons are booked.");
  act (self, "win.toast-more(('Still missing: consent and 1 more.', 'Still missing: consent, escort.'))");
  ui_wait_for (told (self, "Reyes & Sons are booked. Still missing: consent and 1 more.") != NULL);
  g_assert_nonnull (undo_of_toast (self));
  g_assert_nonnull (ui_find (GTK_WIDGET (self->window), has_tooltip, "Reyes & Sons are booked. Still missing: consent, escort."));
  act (self, "win.toast::Okafor is here.");
  ui_wait_for (told (self, "Okafor is here.") != NULL);
  g_assert_null (ui_find (GTK_WIDGET (self->window), has_tooltip, "Reyes & Sons are booked. Still missing: consent, escort."));
}

/* Pressed, it undoes; there is nothing to undo here, so that it only goes. */
static void
test_a_toast_that_was_answered_makes_room_for_the_next (ShellFixture *self, gconstpointer data)
{
  act (self, "win.toast-undo::Reyes is booked.");
  ui_wait_for (undo_of_toast (self) != NULL);
  g_signal_emit_by_name (undo_of_toast (self), "clicked");
  ui_wait_for (told (self, "Reyes is booked.") == NULL);
  g_assert_nonnull (gtk_root_get_focus (GTK_ROOT (self->window)));
  act (self, "win.toast::Okafor is here.");
  ui_wait_for (told (self, "Okafor is here.") != NULL);
}

/* ---- The audit ---- */

static void
test_a_menu_asks_the_audit_who_opened_a_chart (ShellFixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatientFile) file = NULL;
  CtAuditPage *page;

  ct_clinic_open_patient_async (self->ui.base.clinic, 1, ct_await_done, &await);
  file = fixture_take (&self->ui.base, &await);
  act (self, "win.who-opened(int64 1)");
  g_assert_cmpstr (ct_window_get_page_name (self->window), ==, "audit");
  page = CT_AUDIT_PAGE (ct_window_show_page (self->window, "audit"));
  ui_wait_for (strstr (ct_audit_page_get_question (page),
                       "Who opened the chart of Reyes, Marisol: 1 time, by 1 person, since 2 Mar 2026") != NULL);
  act (self, "win.what-opened(int64 1)");
  ui_wait_for (strstr (ct_audit_page_get_question (page), "What ana opened: 1 time, 1 chart, since 2 Mar 2026") != NULL);
}

/* ---- The lock ---- */

static gboolean
shows (GtkWidget *widget, gconstpointer words)
{
  return says (widget, words) && gtk_widget_get_mapped (widget);
}

static void
test_the_locked_window_shows_nobody_and_comes_back_to_the_same_page (ShellFixture *self, gconstpointer data)
{
  GtkWidget *curtain;

  act (self, "win.page::patients");
  ui_wait_for (ui_find (GTK_WIDGET (self->window), shows, "Okafor") != NULL);
  act (self, "win.lock");
  ui_rest (20);
  g_assert_true (ct_window_is_locked (self->window));
  g_assert_true (ct_clinic_is_locked (self->ui.base.clinic));
  g_assert_null (ui_find (GTK_WIDGET (self->window), shows, "Okafor"));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (self->window)), ==, "Chairtime");
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), "find"));

  curtain = ui_find_type (GTK_WIDGET (self->window), CT_TYPE_LOGIN_PAGE);
  gtk_editable_set_text (GTK_EDITABLE (ui_find_type (curtain, ADW_TYPE_PASSWORD_ENTRY_ROW)), PASSPHRASE);
  g_signal_emit_by_name (ui_find_type (curtain, ADW_TYPE_PASSWORD_ENTRY_ROW), "entry-activated");
  ui_wait_for (!ct_window_is_locked (self->window));
  g_assert_cmpstr (ct_window_get_page_name (self->window), ==, "patients");
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), "find"));
}

static void
count_up (guint *n)
{
  (*n)++;
}

static void
test_nobody_there_for_long_enough_is_noticed (void)
{
  g_autoptr (CtIdle) idle = ct_idle_new ();
  guint n = 0;

  g_signal_connect_swapped (idle, "idle", G_CALLBACK (count_up), &n);
  ct_idle_set_seconds (idle, 1);
  ui_rest (700);
  ct_idle_touch (idle);
  ui_rest (700);
  g_assert_cmpuint (n, ==, 0);
  ui_wait_for (n == 1);
}

/* ---- Keys ---- */

static gboolean
may_meet (CtKeyScope a, CtKeyScope b)
{
  /* The window's own keys come after those of what has the focus; those of the whole program come before all. */
  if (a == CT_KEY_WINDOW || b == CT_KEY_WINDOW)
    return a == b;
  return a == b || a == CT_KEY_EVERYWHERE || b == CT_KEY_EVERYWHERE;
}

static gboolean
share_a_key (const CtKey *a, const CtKey *b)
{
  for (guint i = 0; a->shortcuts[i] != NULL; i++)
    if (g_strv_contains (b->shortcuts, a->shortcuts[i]))
      return TRUE;
  return FALSE;
}

static void
test_no_key_does_two_things (void)
{
  guint n;
  const CtKey *keys = ct_keymap_get (&n);

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < i; j++)
      if (may_meet (keys[i].scope, keys[j].scope) && share_a_key (&keys[i], &keys[j]))
        g_error ("%s and %s share a key", keys[i].action, keys[j].action);
}

static void
test_every_key_is_written_so_that_gtk_reads_it (void)
{
  guint n;
  const CtKey *keys = ct_keymap_get (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;

      g_assert_true (g_action_parse_detailed_name (keys[i].action, &name, &target, NULL));
      g_assert_nonnull (keys[i].shortcuts[0]);
      for (guint j = 0; keys[i].shortcuts[j] != NULL; j++)
        {
          g_autoptr (GtkShortcutTrigger) trigger = gtk_shortcut_trigger_parse_string (keys[i].shortcuts[j]);

          g_assert_true (GTK_IS_KEYVAL_TRIGGER (trigger));
        }
    }
}

static void
test_the_window_has_every_action_that_a_key_asks_for (ShellFixture *self, gconstpointer data)
{
  guint n;
  const CtKey *keys = ct_keymap_get (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;

      g_action_parse_detailed_name (keys[i].action, &name, &target, NULL);
      if (g_str_has_prefix (name, "win.") && !g_action_group_has_action (G_ACTION_GROUP (self->window), name + 4))
        g_error ("no %s", name);
    }
}

static void
test_the_shortcuts_window_explains_every_key (ShellFixture *self, gconstpointer data)
{
  GtkWidget *window = ct_shortcuts_window_new ();

  gtk_window_present (GTK_WINDOW (window));
  ui_wait_for (gtk_widget_get_mapped (window));
  g_assert_nonnull (ui_find (window, says, "Find a patient"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* ---- Everybody ---- */

static gboolean
has_words (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0';
}

static gboolean
is_named (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);
  const char *tooltip = gtk_widget_get_tooltip_text (widget);

  return gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL) ||
         gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY) ||
         (tooltip != NULL && *tooltip != '\0') || ui_find (widget, has_words, NULL) != NULL;
}

/* The part of a widget that takes the keyboard is called as the whole is. */
static gboolean
is_named_or_part (GtkWidget *widget)
{
  for (int i = 0; i < 5 && widget != NULL; i++, widget = gtk_widget_get_parent (widget))
    if (is_named (widget))
      return TRUE;
  return FALSE;
}

static gboolean
is_unnamed (GtkWidget *widget, gconstpointer data)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_focusable (widget) && gtk_widget_is_sensitive (widget) &&
         !GTK_IS_WINDOW (widget) && !GTK_IS_SCROLLED_WINDOW (widget) && !is_named_or_part (widget);
}

static void
assert_all_named (GtkWidget *root, const char *where)
{
  GtkWidget *unnamed = ui_find (root, is_unnamed, NULL);

  if (unnamed != NULL)
    g_error ("%s: a %s in a %s has no name", where, G_OBJECT_TYPE_NAME (unnamed),
             G_OBJECT_TYPE_NAME (gtk_widget_get_parent (unnamed)));
}

static void
test_whatever_takes_the_keyboard_has_a_name (ShellFixture *self, gconstpointer data)
{
  guint n_pages;
  const CtPageInfo *pages = ct_page_list_get (&n_pages);
  GtkWidget *preferences = ct_preferences_new (self->ui.base.clinic);

  for (guint i = 0; i < n_pages; i++)
    {
      ct_window_show_page (self->window, pages[i].name);
      ui_rest (150);
      assert_all_named (GTK_WIDGET (self->window), pages[i].name);
    }
  gtk_window_present (GTK_WINDOW (preferences));
  ui_rest (150);
  assert_all_named (preferences, "preferences");
  gtk_window_destroy (GTK_WINDOW (preferences));
}

static void
test_the_window_is_mirrored_where_people_read_from_the_right (ShellFixture *self, gconstpointer data)
{
  GtkWidget *sidebar;
  double x, y;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  gtk_widget_set_direction (GTK_WIDGET (self->window), GTK_TEXT_DIR_RTL);
  ui_rest (100);
  sidebar = ui_find_type (GTK_WIDGET (self->window), CT_TYPE_SIDEBAR);
  g_assert_true (gtk_widget_translate_coordinates (sidebar, GTK_WIDGET (self->window), 0, 0, &x, &y));
  g_assert_cmpfloat (x, >, gtk_widget_get_width (GTK_WIDGET (self->window)) / 2.0);
  act (self, "win.page::patients");
  ui_rest (50);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
test_text_of_double_size_still_fits_the_screen (ShellFixture *self, gconstpointer data)
{
  GtkSettings *settings = gtk_settings_get_default ();
  guint n_pages;
  const CtPageInfo *pages = ct_page_list_get (&n_pages);
  int dpi, minimum;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * (dpi > 0 ? dpi : 96 * 1024), NULL);
  for (guint i = 0; i < n_pages; i++)
    {
      ct_window_show_page (self->window, pages[i].name);
      ui_rest (100);
      gtk_widget_measure (GTK_WIDGET (self->window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      if (minimum > 1280)
        g_error ("%s needs %d pixels", pages[i].name, minimum);
    }
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

static void
test_the_sidebar_can_be_narrow (ShellFixture *self, gconstpointer data)
{
  GtkWidget *sidebar = ui_find_type (GTK_WIDGET (self->window), CT_TYPE_SIDEBAR);

  ui_rest (50);
  g_assert_cmpint (gtk_widget_get_width (sidebar), ==, 200);
  act (self, "win.toggle-sidebar");
  ui_rest (100);
  g_assert_cmpint (gtk_widget_get_width (sidebar), <, 80);
  assert_all_named (sidebar, "narrow sidebar");
  act (self, "win.toggle-sidebar");
}

#define TEST(path, function) g_test_add ("/shell/" path, ShellFixture, NULL, set_up, function, tear_down)

/* ---- The list of what can be undone ---- */

/* "Undo: Book Reyes … (10:00)\n": the items of the list, section after section. */
static char *
undo_list (ShellFixture *self)
{
  AdwSplitButton *button = ADW_SPLIT_BUTTON (ui_find_type (GTK_WIDGET (self->window), ADW_TYPE_SPLIT_BUTTON));
  GMenuModel *menu = adw_split_button_get_menu_model (button);
  GString *text = g_string_new (NULL);

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);

      for (int j = 0; j < g_menu_model_get_n_items (section); j++)
        {
          g_autofree char *label = NULL;

          g_menu_model_get_item_attribute (section, j, G_MENU_ATTRIBUTE_LABEL, "s", &label);
          g_string_append_printf (text, "%s\n", label);
        }
    }
  return g_string_free (text, FALSE);
}

static gboolean
undo_list_is (ShellFixture *self, const char *wanted)
{
  g_autofree char *list = undo_list (self);

  return strcmp (list, wanted) == 0;
}

static void
test_the_list_goes_back_several_acts_and_on_again_in_another_window (ShellFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) lind = fixture_add_patient (&self->ui.base, "Lind", "Eva", "1990-07-04");
  g_autoptr (CtAppointment) one = fixture_book (&self->ui.base, lind, "2026-03-03", "09:00", 60);
  g_autoptr (CtAppointment) two = fixture_book (&self->ui.base, lind, "2026-03-04", "09:00", 60);
  gint64 first = ((CtAct *) g_ptr_array_index (ct_clinic_get_acts (self->ui.base.clinic), 2))->id;
  g_autofree char *back = g_strdup_printf ("win.undo-to(int64 %" G_GINT64_FORMAT ")", first);
  g_autofree char *on = g_strdup_printf ("win.redo-to(int64 %" G_GINT64_FORMAT ")", first + 1);

  ui_wait_for (undo_list_is (self, "Undo: Book Lind, Eva on Wed 4 Mar 09:00 (10:00)\n"
                                   "Undo: Book Lind, Eva on Tue 3 Mar 09:00 (10:00)\n"
                                   "Undo: Book Reyes, Marisol on Mon 2 Mar 11:00 (10:00)\n"));
  act (self, back);
  ui_wait_for (ct_clinic_get_undo_label (self->ui.base.clinic) == NULL);
  ui_rest (50);
  gtk_window_destroy (GTK_WINDOW (self->window));
  fixture_close (&self->ui.base);
  fixture_open (&self->ui.base);
  self->window = ct_window_new (NULL, self->ui.base.clinic);
  gtk_window_present (GTK_WINDOW (self->window));
  ui_wait_for (undo_list_is (self, "Do again: Book Lind, Eva on Wed 4 Mar 09:00 (10:00)\n"
                                   "Do again: Book Lind, Eva on Tue 3 Mar 09:00 (10:00)\n"
                                   "Do again: Book Reyes, Marisol on Mon 2 Mar 11:00 (10:00)\n"));
  act (self, on);
  ui_wait_for (undo_list_is (self, "Do again: Book Lind, Eva on Wed 4 Mar 09:00 (10:00)\n"
                                   "Undo: Book Lind, Eva on Tue 3 Mar 09:00 (10:00)\n"
                                   "Undo: Book Reyes, Marisol on Mon 2 Mar 11:00 (10:00)\n"));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  ui_init ();
  TEST ("search/people-are-found-while-typing-with-their-visits", test_people_are_found_while_typing_with_their_visits);
  TEST ("search/somebody-new-is-a-choice-in-the-results", test_somebody_new_is_a_choice_in_the_results);
  TEST ("search/the-empty-box-shows-who-was-opened-last", test_the_empty_box_shows_who_was_opened_last);
  TEST ("pages/the-way-back-is-known", test_a_page_is_made_when_it_is_shown_and_the_way_back_is_known);
  TEST ("pages/all-patients-are-listed-by-name-and-follow-changes", test_all_patients_are_listed_by_name_and_follow_changes);
  TEST ("search/who-opened-a-chart-is-asked-from-a-hit-by-the-menu-key",
        test_who_opened_a_chart_is_asked_from_a_hit_by_the_menu_key);
  TEST ("pages/who-opened-a-chart-is-asked-from-the-list-by-the-menu-key",
        test_who_opened_a_chart_is_asked_from_the_list_by_the_menu_key);
  g_test_add_func ("/shell/lists/a-million-rows-cost-only-what-is-seen", test_a_million_rows_cost_only_what_is_seen);
  g_test_add_func ("/shell/lists/a-new-row-does-not-move-the-others", test_a_new_row_does_not_move_the_others);
  TEST ("toasts/the-newer-act-takes-the-place-of-the-older-and-the-focus-stays",
        test_the_newer_act_takes_the_place_of_the_older_and_the_focus_stays);
  TEST ("toasts/who-is-on-the-button-of-a-toast-stays-on-it", test_who_is_on_the_button_of_a_toast_stays_on_it);
  TEST ("toasts/what-came-of-an-act-is-told-with-it", test_what_came_of_an_act_is_told_with_it);
  TEST ("toasts/a-toast-that-was-answered-makes-room-for-the-next", test_a_toast_that_was_answered_makes_room_for_the_next);
  TEST ("audit/a-menu-asks-who-opened-a-chart", test_a_menu_asks_the_audit_who_opened_a_chart);
  TEST ("undo/the-list-goes-back-several-acts-and-on-again-in-another-window",
        test_the_list_goes_back_several_acts_and_on_again_in_another_window);
  TEST ("lock/shows-nobody-and-comes-back-to-the-same-page",
        test_the_locked_window_shows_nobody_and_comes_back_to_the_same_page);
  g_test_add_func ("/shell/lock/nobody-there-is-noticed", test_nobody_there_for_long_enough_is_noticed);
  g_test_add_func ("/shell/keys/no-key-does-two-things", test_no_key_does_two_things);
  g_test_add_func ("/shell/keys/every-key-is-written-so-that-gtk-reads-it", test_every_key_is_written_so_that_gtk_reads_it);
  TEST ("keys/the-window-has-every-action-that-a-key-asks-for", test_the_window_has_every_action_that_a_key_asks_for);
  TEST ("keys/the-shortcuts-window-explains-every-key", test_the_shortcuts_window_explains_every_key);
  TEST ("everybody/whatever-takes-the-keyboard-has-a-name", test_whatever_takes_the_keyboard_has_a_name);
  TEST ("everybody/mirrored-where-people-read-from-the-right", test_the_window_is_mirrored_where_people_read_from_the_right);
  TEST ("everybody/text-of-double-size-still-fits-the-screen", test_text_of_double_size_still_fits_the_screen);
  TEST ("everybody/the-sidebar-can-be-narrow", test_the_sidebar_can_be_narrow);
  return g_test_run ();
}
