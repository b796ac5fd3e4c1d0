/* The page of the colours: picking one, seeing it, and having the standard ones again. */
#include "ui-fixture.h"

#include <locale.h>
#include <string.h>

#include "ui/preferences/ct-preferences.h"

typedef struct
{
  UiFixture  ui;
  GtkWidget *prefs;
} ColorsFixture;

static void
set_up (ColorsFixture *self, gconstpointer data)
{
  fixture_set_up (&self->ui.base, NULL);
  self->prefs = adw_preferences_window_new ();
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self->prefs),
                              ADW_PREFERENCES_PAGE (ct_colors_prefs_new (self->ui.base.clinic)));
  gtk_window_present (GTK_WINDOW (self->prefs));
  ui_wait_for (gtk_widget_get_mapped (self->prefs));
}

static void
tear_down (ColorsFixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->prefs));
  ui_close_window (&self->ui);
  fixture_tear_down (&self->ui.base, NULL);
}

/* ---- Eyes and hands ---- */

static gboolean
is_row (GtkWidget *widget, gconstpointer title)
{
  return ADW_IS_ACTION_ROW (widget) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0;
}

static const char *
told_of (ColorsFixture *self, const char *title)
{
  return adw_action_row_get_subtitle (ADW_ACTION_ROW (ui_find (self->prefs, is_row, title)));
}

static GtkWidget *
button_of (ColorsFixture *self, const char *title)
{
  return adw_action_row_get_activatable_widget (ADW_ACTION_ROW (ui_find (self->prefs, is_row, title)));
}

static gboolean
is_button (GtkWidget *widget, gconstpointer words)
{
  return GTK_IS_BUTTON (widget) && (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), words) == 0 ||
                                    g_strcmp0 (gtk_widget_get_tooltip_text (widget), words) == 0);
}

static void
push (gpointer root, const char *words)
{
  GtkWidget *button = ui_find (root, is_button, words);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
pick (ColorsFixture *self, const char *title, const char *words)
{
  GtkMenuButton *button = GTK_MENU_BUTTON (button_of (self, title));

  gtk_menu_button_popup (button);
  ui_wait_for (gtk_widget_get_mapped (GTK_WIDGET (gtk_menu_button_get_popover (button))));
  push (gtk_menu_button_get_popover (button), words);
  ui_wait_for (!gtk_widget_get_mapped (GTK_WIDGET (gtk_menu_button_get_popover (button))));
}

/* ---- Picking ---- */

static void
test_a_hue_is_picked_and_told_and_the_focus_stays (ColorsFixture *self, gconstpointer data)
{
  gtk_widget_grab_focus (button_of (self, "Treatment"));
  g_assert_cmpstr (told_of (self, "Treatment"), ==, "Sky blue, the standard colour");
  pick (self, "Treatment", "Brown");
  ui_wait_for (strcmp (told_of (self, "Treatment"), "Brown") == 0);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (self->prefs)), button_of (self, "Treatment")) ||
                 gtk_root_get_focus (GTK_ROOT (self->prefs)) == button_of (self, "Treatment"));
  pick (self, "Treatment", "_Standard Colour");
  ui_wait_for (strcmp (told_of (self, "Treatment"), "Sky blue, the standard colour") == 0);
}

static void
test_hues_that_are_hard_to_tell_are_said_so (ColorsFixture *self, gconstpointer data)
{
  pick (self, "Treatment", "Green");
  ui_wait_for (strcmp (told_of (self, "Treatment"), "Green. Hard to tell from “Consultation”.") == 0);
  g_assert_cmpstr (told_of (self, "Consultation"), ==, "Green. Hard to tell from “Treatment”.");
}

static void
test_red_is_said_to_mean_safety (ColorsFixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) stored = NULL;

  ct_clinic_save_color_async (self->ui.base.clinic, "kind/other", 0, "#e01b24", ct_await_done, &await);
  stored = fixture_take (&self->ui.base, &await);
  ui_wait_for (strcmp (told_of (self, "Other visit"), "#e01b24. It looks like the red that means safety here.") == 0);
}

static void
test_a_step_has_no_colour_until_it_is_given_one (ColorsFixture *self, gconstpointer data)
{
  g_assert_cmpstr (told_of (self, "Arrived"), ==, "As the kind of visit");
  pick (self, "Arrived", "Lime");
  ui_wait_for (strcmp (told_of (self, "Arrived"), "Lime") == 0);
  pick (self, "Arrived", "_Standard Colour");
  ui_wait_for (strcmp (told_of (self, "Arrived"), "As the kind of visit") == 0);
}

static void
test_any_other_colour_can_be_used (ColorsFixture *self, gconstpointer data)
{
  GtkMenuButton *button = GTK_MENU_BUTTON (button_of (self, "Ana Ruiz"));

  gtk_menu_button_popup (button);
  push (gtk_menu_button_get_popover (button), "_Other Colour…");
  push (gtk_menu_button_get_popover (button), "_Use This Colour");
  /* It begins with the one that holds. */
  ui_wait_for (strcmp (told_of (self, "Ana Ruiz"), "Blue") == 0);
}

static void
test_the_standard_colours_come_back_and_that_is_undone (ColorsFixture *self, gconstpointer data)
{
  g_assert_false (gtk_widget_is_sensitive (ui_find (self->prefs, is_button, "Use the _Standard Colours")));
  pick (self, "Treatment", "Brown");
  pick (self, "Arrived", "Lime");
  ui_wait_for (strcmp (told_of (self, "Arrived"), "Lime") == 0);
  push (self->prefs, "Use the _Standard Colours");
  ui_wait_for (strcmp (told_of (self, "Arrived"), "As the kind of visit") == 0);
  g_assert_cmpstr (told_of (self, "Treatment"), ==, "Sky blue, the standard colour");
  ui_wait_for (ui_find (self->prefs, is_button, "_Undo") != NULL);
  push (self->prefs, "_Undo");
  ui_wait_for (strcmp (told_of (self, "Treatment"), "Brown") == 0);
  g_assert_cmpstr (told_of (self, "Arrived"), ==, "Lime");
}

#define CHECK(name) \
  do \
    { \
      g_autofree char *path = g_strdelimit (g_strdup ("/ui/colors/" #name), "_", '-'); \
      g_test_add (path, ColorsFixture, NULL, set_up, test_##name, tear_down); \
    } \
  while (0)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  ui_init ();
  CHECK (a_hue_is_picked_and_told_and_the_focus_stays);
  CHECK (hues_that_are_hard_to_tell_are_said_so);
  CHECK (red_is_said_to_mean_safety);
  CHECK (a_step_has_no_colour_until_it_is_given_one);
  CHECK (any_other_colour_can_be_used);
  CHECK (the_standard_colours_come_back_and_that_is_undone);
  return g_test_run ();
}
