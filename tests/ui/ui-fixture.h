/* A page in a window, on a small clinic of its own, with the window's actions noted down; and hands to use it. */
#pragma once

#include <adwaita.h>

#include <string.h>

#include "clinic-fixture.h"
#include "ui/ct-ui.h"

typedef struct
{
  Fixture    base;
  GtkWidget *window;
  GtkWidget *page;
  char      *told;         /* the last toast */
  char      *told_whole;   /* its last sentence, without anything left out */
  gboolean   undo_offered; /* with an Undo button */
  char      *asked;        /* the last other action of the window, with its target */
} UiFixture;

/* libadwaita 1.7 asks the heading of a message how high it is for less than it needs, and GTK 4.18 warns of that. */
static inline GLogWriterOutput
ui_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") && g_str_has_prefix (fields[i].value, "Trying to measure GtkLabel"))
      return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, data);
}

/* Without a blinking cursor: GTK 4.8 warns about one in a text that is selected as a whole. */
static inline void
ui_init (void)
{
  g_log_set_writer_func (ui_log, NULL, NULL);
  ct_ui_init ();
  g_object_set (gtk_settings_get_default (), "gtk-cursor-blink", FALSE, "gtk-enable-animations", FALSE, NULL);
}

#define UI_PATIENCE_US (20 * G_USEC_PER_SEC)

static inline void
ui_turn (void)
{
  g_main_context_iteration (NULL, FALSE);
  g_usleep (500);
}

/* Goes on until @condition holds; a test that waits in vain fails. */
#define ui_wait_for(condition) \
  G_STMT_START { \
    gint64 ui_end_us = g_get_monotonic_time () + UI_PATIENCE_US; \
    while (!(condition) && g_get_monotonic_time () < ui_end_us) \
      ui_turn (); \
    g_assert_true (condition); \
  } G_STMT_END

/* Lets what is under way come to its end: @ms of nothing but turns of the main loop. */
static inline void
ui_rest (int ms)
{
  gint64 end_us = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < end_us)
    ui_turn ();
}

static inline void
ui_on_toast (GSimpleAction *action, GVariant *target, gpointer data)
{
  UiFixture *self = data;

  g_free (self->told);
  g_clear_pointer (&self->told_whole, g_free);
  self->told = g_variant_dup_string (target, NULL);
  self->undo_offered = g_str_equal (g_action_get_name (G_ACTION (action)), "toast-undo");
}

/* What came of the act that was just told of, after it. */
static inline void
ui_on_more (GSimpleAction *action, GVariant *target, gpointer data)
{
  UiFixture *self = data;

  const char *more, *whole;
  char *both;

  g_variant_get (target, "(&s&s)", &more, &whole);
  both = g_strdup_printf ("%s %s", self->told, more);
  g_free (self->told);
  self->told = both;
  g_free (self->told_whole);
  self->told_whole = g_strdup (whole);
}

static inline void
ui_on_other (GSimpleAction *action, GVariant *target, gpointer data)
{
  UiFixture *self = data;
  g_autofree char *text = target != NULL ? g_variant_print (target, FALSE) : g_strdup ("");

  g_free (self->asked);
  self->asked = g_strdup_printf ("%s %s", g_action_get_name (G_ACTION (action)), text);
}

/* Gives a window what the main window can be asked for. */
static inline void
ui_give_actions (UiFixture *self, GtkWidget *window)
{
  static const GActionEntry entries[] = {
    { "toast", ui_on_toast, "s" },          { "toast-undo", ui_on_toast, "s" },
    { "toast-more", ui_on_more, "(ss)" },
    { "show-patient", ui_on_other, "x" },   { "new-patient", ui_on_other, "s" },
    { "show-year", ui_on_other, "x" },
    { "show-visit", ui_on_other, "(sx)" },
    { "show-calendar", ui_on_other, "s" },  { "preferences", ui_on_other },
    { "undo", ui_on_other },                { "book-for", ui_on_other, "x" },
    { "record-score", ui_on_other, "(xs)" },{ "plan-course", ui_on_other, "x" },
    { "show-summary", ui_on_other, "x" },   { "edit-patient", ui_on_other, "x" },
    { "import", ui_on_other },            { "what-opened", ui_on_other, "x" },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (actions));
}

static inline void
ui_open_window (UiFixture *self, GtkWidget *page, int width, int height)
{

  self->page = page;
  self->window = gtk_window_new ();
  ui_give_actions (self, self->window);
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  gtk_window_set_child (GTK_WINDOW (self->window), page);
  gtk_window_present (GTK_WINDOW (self->window));
  ui_wait_for (gtk_widget_get_mapped (page) && gtk_widget_get_width (page) > 0);
}

static inline void
ui_close_window (UiFixture *self)
{
  /* A tooltip that is about to be shown would ask a destroyed window where the pointer is. */
  if (self->window != NULL)
    {
      gtk_widget_set_visible (self->window, FALSE);
      ui_rest (20);
      gtk_window_destroy (GTK_WINDOW (self->window));
    }
  self->window = self->page = NULL;
  g_clear_pointer (&self->told, g_free);
  g_clear_pointer (&self->told_whole, g_free);
  g_clear_pointer (&self->asked, g_free);
  ui_rest (20);
}

static inline gboolean
ui_try_shortcuts (GtkWidget *widget, GListModel *shortcuts, guint key, GdkModifierType mods)
{
  for (guint i = 0; i < g_list_model_get_n_items (shortcuts); i++)
    {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, i);
      GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

      if (GTK_IS_KEYVAL_TRIGGER (trigger) && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key &&
          gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == mods &&
          gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                        gtk_shortcut_get_arguments (shortcut)))
        return TRUE;
    }
  return FALSE;
}

/* Presses a key where the focus is: the bindings of the widget, then of those around it, as GTK itself goes. */
static inline gboolean
ui_press (UiFixture *self, guint key, GdkModifierType mods)
{
  GtkWidget *widget = gtk_root_get_focus (GTK_ROOT (self->window));

  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

      for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
        {
          g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

          if (GTK_IS_SHORTCUT_CONTROLLER (controller) &&
              ui_try_shortcuts (widget, G_LIST_MODEL (controller), key, mods))
            return TRUE;
        }
    }
  return FALSE;
}

typedef gboolean (*UiMatch) (GtkWidget *widget, gconstpointer data);

/* The first widget at or under @widget that matches. */
static inline GtkWidget *
ui_find (GtkWidget *widget, UiMatch match, gconstpointer data)
{
  if (match (widget, data))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_find (child, match, data);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static inline gboolean
ui_is_type (GtkWidget *widget, gconstpointer data)
{
  return G_TYPE_CHECK_INSTANCE_TYPE (widget, *(const GType *) data);
}

static inline GtkWidget *
ui_find_type (GtkWidget *widget, GType type)
{
  return ui_find (widget, ui_is_type, &type);
}

/* Not owned: the question takes itself away when it is answered. */
static inline GtkWidget *
ui_find_question (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data))
      return l->data;
  return NULL;
}

/* What is kept as a draft under @what, NULL for nothing. */
static inline char *
ui_read_draft (UiFixture *self, const char *what)
{
  g_auto (CtAwait) await = { NULL };
  char *text;

  ct_clinic_read_draft_async (self->base.clinic, what, ct_await_done, &await);
  text = ct_clinic_finish (self->base.clinic, ct_await_result (&await), NULL);
  if (text != NULL && *text == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

static inline gboolean
ui_has_draft (UiFixture *self, const char *what)
{
  g_autofree char *text = ui_read_draft (self, what);

  return text != NULL;
}

static inline gboolean
ui_has_id (GtkWidget *widget, gconstpointer id)
{
  return g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), id) == 0;
}

static inline gboolean
ui_says (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
}
