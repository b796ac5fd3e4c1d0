#include "ui/today/ct-today-columns.h"

#include <glib/gi18n.h>

#include "ui/calendar/ct-step-menu.h"
#include "ui/ct-appearance.h"
#include "ui/today/ct-today-words.h"

/* What a cell says; the row dims when the visit is over. */
typedef char *(*CellWords) (CtTodayContext *context, CtVisit *visit);

typedef void (*ShowCell) (GtkListItemFactory *factory, GtkListItem *item);

/* Letters that stay to be read however large the text, besides a name's: a time, how late. */
#define MIN_TIME 6
#define MIN_NEEDS 5

static char *
time_words (CtTodayContext *context, CtVisit *visit)
{
  return ct_minutes_text (visit->appointment->minute, visit->appointment->minutes);
}

static char *
what_words (CtTodayContext *context, CtVisit *visit)
{
  g_autofree char *what = ct_visit_what (visit, ct_clinic_get_knowledge (context->clinic));
  g_autofree char *progress = ct_visit_progress (visit);

  return progress != NULL ? g_strdup_printf ("%s · %s", what, progress) : g_steal_pointer (&what);
}

static char *
chair_words (CtTodayContext *context, CtVisit *visit)
{
  CtChair *chair = ct_clinic_get_chair (context->clinic, visit->appointment->chair_id);

  return g_strdup (chair != NULL ? chair->name : "");
}

static char *
clinician_words (CtTodayContext *context, CtVisit *visit)
{
  GPtrArray *users = ct_clinic_get_users (context->clinic);

  for (guint i = 0; i < users->len; i++)
    if (CT_RECORD (g_ptr_array_index (users, i))->id == visit->appointment->clinician_id)
      return g_strdup (((CtUser *) g_ptr_array_index (users, i))->full_name);
  return g_strdup ("");
}

/* Who has to wait for a chair is told for how long, before all else. */
static char *
needs_words (CtTodayContext *context, CtVisit *visit)
{
  gint64 id = CT_RECORD (visit->appointment)->id;
  const CtRunEntry *entry = context->run != NULL ? ct_run_over_find (context->run, id) : NULL;
  g_autofree char *needs = ct_visit_needs (visit, context->now);
  g_autofree char *time = NULL;
  g_autofree char *waits = NULL;

  if (entry == NULL || !ct_run_entry_is_told (entry))
    return g_steal_pointer (&needs);
  time = ct_expected_time (entry->expected.from);
  /* Translators: about when: "Chair free ≈14:25" */
  waits = g_strdup_printf (_("Chair free %s"), time);
  return *needs != '\0' ? g_strdup_printf ("%s · %s", waits, needs) : g_steal_pointer (&waits);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static CtTodayContext *
context_of (GtkListItemFactory *factory)
{
  return g_object_get_data (G_OBJECT (factory), "context");
}

/* ---- Cells of words ---- */

static void
on_words_setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), GPOINTER_TO_INT (g_object_get_data (G_OBJECT (factory), "letters")));
  gtk_widget_add_css_class (label, "ct-tabular");
  gtk_list_item_set_child (item, label);
}

static void
show_words (GtkListItemFactory *factory, GtkListItem *item)
{
  CellWords words_of = (CellWords) g_object_get_data (G_OBJECT (factory), "words");
  CtTodayContext *context = context_of (factory);
  CtVisit *visit = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_list_item_get_child (item);
  g_autofree char *words = words_of (context, visit);

  gtk_label_set_text (GTK_LABEL (label), words);
  gtk_widget_set_tooltip_text (label, *words != '\0' ? words : NULL);
  set_class (label, "dim-label", ct_visit_is_over (visit));
  set_class (label, "ct-late", words_of == needs_words && ct_visit_late_by (visit, context->now) > 0);
}

/* ---- The patient, with the mark of who is next ---- */

static void
on_patient_setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *next = gtk_label_new (_("Next"));

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (name), CT_NAME_LETTERS);
  gtk_widget_add_css_class (name, "ct-name");
  gtk_widget_add_css_class (next, "ct-next");
  gtk_widget_set_valign (next, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), next);
  gtk_list_item_set_child (item, box);
}

static void
show_patient (GtkListItemFactory *factory, GtkListItem *item)
{
  CtTodayContext *context = context_of (factory);
  CtVisit *visit = gtk_list_item_get_item (item);
  GtkWidget *name = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  gtk_label_set_text (GTK_LABEL (name), visit->patient_name);
  gtk_widget_set_tooltip_text (name, visit->patient_phone);
  set_class (name, "dim-label", ct_visit_is_over (visit));
  gtk_widget_set_visible (gtk_widget_get_next_sibling (name), CT_RECORD (visit->appointment)->id == context->next_id);
}

/* ---- Status: a mark and a word ---- */

static void
on_status_setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_item_set_child (item, box);
}

static void
show_status (GtkListItemFactory *factory, GtkListItem *item)
{
  CtTodayContext *context = context_of (factory);
  CtVisit *visit = gtk_list_item_get_item (item);
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *image = gtk_widget_get_first_child (box);
  CtStep step = ct_way_shown (visit->appointment, context->now);

  gtk_image_set_from_icon_name (GTK_IMAGE (image), ct_way_get (step)->icon);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (image)), ct_way_label (step));
  set_class (box, "dim-label", ct_visit_is_over (visit));
}

/* ---- The next step, and the others in a menu ---- */

static GMenuModel *
other_steps (CtClinic *clinic, CtVisit *visit)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) go = g_menu_new ();
  g_autoptr (GMenu) steps = g_menu_new ();
  g_autoptr (GMenuItem) patient = g_menu_item_new (_("Open the patient"), NULL);
  g_autoptr (GMenuItem) calendar = g_menu_item_new (_("Show in the calendar"), NULL);
  g_autofree char *day = ct_date_to_iso (visit->appointment->day);

  ct_step_menu_fill (steps, clinic, visit, "today");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (steps));
  g_menu_item_set_action_and_target (patient, "win.show-patient", "x", visit->appointment->patient_id);
  g_menu_item_set_action_and_target (calendar, "win.show-visit", "(sx)", day, CT_RECORD (visit->appointment)->id);
  g_menu_append_item (go, patient);
  g_menu_append_item (go, calendar);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (go));
  return G_MENU_MODEL (menu);
}

/* The step of an ordinary day, where the user may set it. */
static CtStep
next_step (CtClinic *clinic, CtVisit *visit)
{
  CtStep next = ct_way_next (visit->appointment);

  return next != CT_N_STEPS && ct_clinic_user_may (clinic, ct_way_get (next)->permission) ? next : CT_N_STEPS;
}

static void
on_step_setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *step = gtk_button_new ();
  GtkWidget *more = gtk_menu_button_new ();

  gtk_widget_set_hexpand (step, TRUE);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (more), "view-more-symbolic");
  gtk_widget_add_css_class (more, "flat");
  gtk_box_append (GTK_BOX (box), step);
  gtk_box_append (GTK_BOX (box), more);
  gtk_list_item_set_child (item, box);
}

static void
show_step (GtkListItemFactory *factory, GtkListItem *item)
{
  CtTodayContext *context = context_of (factory);
  CtVisit *visit = gtk_list_item_get_item (item);
  CtStep next = next_step (context->clinic, visit);
  GtkWidget *step = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *more = gtk_widget_get_next_sibling (step);
  g_autoptr (GMenuModel) steps = other_steps (context->clinic, visit);
  g_autofree char *more_words = g_strdup_printf (_("More for %s"), visit->patient_name);

  /* Opacity keeps the column's width where there is no next step. */
  gtk_widget_set_opacity (step, next != CT_N_STEPS ? 1 : 0);
  gtk_widget_set_can_target (step, next != CT_N_STEPS);
  gtk_widget_set_focusable (step, next != CT_N_STEPS);
  /* A name without its target, even for a moment, is a warning. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (step), NULL);
  set_class (step, "suggested-action", CT_RECORD (visit->appointment)->id == context->next_id);
  if (next != CT_N_STEPS)
    {
      g_autofree char *words = g_strdup_printf ("%s: %s", visit->patient_name, ct_step_verb (next));

      gtk_button_set_label (GTK_BUTTON (step), ct_step_verb (next));
      gtk_accessible_update_property (GTK_ACCESSIBLE (step), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (step), "(xs)", CT_RECORD (visit->appointment)->id,
                                      ct_way_get (next)->code);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (step), "today.set-status");
    }
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (more), steps);
  gtk_accessible_update_property (GTK_ACCESSIBLE (more), GTK_ACCESSIBLE_PROPERTY_LABEL, more_words, -1);
}

/* ---- All of them ---- */

/* A list does not bind an item anew because its words are others now, so every column keeps the items it has bound. */
static GPtrArray *
bound_of (GtkListItemFactory *factory)
{
  return g_object_get_data (G_OBJECT (factory), "bound");
}

static void
on_bound_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  g_ptr_array_add (bound_of (factory), item);
}

static void
on_unbound_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  g_ptr_array_remove_fast (bound_of (factory), item);
}

static GtkColumnViewColumn *
add_column (GtkColumnView *list, CtTodayContext *context, const char *title, GCallback setup, ShowCell show)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column = gtk_column_view_column_new (title, factory);

  g_object_set_data (G_OBJECT (factory), "context", context);
  g_object_set_data (G_OBJECT (factory), "show", (gpointer) show);
  g_object_set_data_full (G_OBJECT (factory), "bound", g_ptr_array_new (), (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect (factory, "setup", setup, NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bound_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (show), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbound_cb), NULL);
  gtk_column_view_append_column (list, column);
  g_object_unref (column);
  return column;
}

static GtkColumnViewColumn *
add_words (GtkColumnView *list, CtTodayContext *context, const char *title, CellWords words, int letters)
{
  GtkColumnViewColumn *column =
    add_column (list, context, title, G_CALLBACK (on_words_setup_cb), show_words);
  GObject *factory = G_OBJECT (gtk_column_view_column_get_factory (column));

  g_object_set_data (factory, "words", (gpointer) words);
  g_object_set_data (factory, "letters", GINT_TO_POINTER (letters));
  return column;
}

/* The clinician can be done without; the calendar tells. */
static void
on_text_size_cb (GtkColumnViewColumn *clinician)
{
  gtk_column_view_column_set_visible (clinician, !ct_appearance_text_is_large ());
}

/**
 * ct_today_columns_show_again:
 * @list: a list with columns
 *
 * Shows every row anew, since what the cells look at is other than before; the widgets stay, and the focus with them.
 */
void
ct_today_columns_show_again (GtkColumnView *list)
{
  GListModel *columns = gtk_column_view_get_columns (list);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      GtkListItemFactory *factory = gtk_column_view_column_get_factory (column);
      ShowCell show = (ShowCell) g_object_get_data (G_OBJECT (factory), "show");
      GPtrArray *bound = bound_of (factory);

      for (guint j = 0; j < bound->len; j++)
        show (factory, g_ptr_array_index (bound, j));
    }
}

/**
 * ct_today_columns_add:
 * @list: an empty list
 * @context: what the cells look at
 *
 * Adds the columns.
 */
void
ct_today_columns_add (GtkColumnView *list, CtTodayContext *context)
{
  GtkColumnViewColumn *patient, *clinician;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (list) && context != NULL);
  add_words (list, context, _("Time"), time_words, MIN_TIME);
  patient = add_column (list, context, _("Patient"), G_CALLBACK (on_patient_setup_cb), show_patient);
  gtk_column_view_column_set_expand (patient, TRUE);
  add_words (list, context, _("Visit"), what_words, -1);
  add_words (list, context, _("Chair"), chair_words, -1);
  clinician = add_words (list, context, _("Clinician"), clinician_words, -1);
  g_signal_connect_object (gtk_settings_get_default (), "notify::gtk-xft-dpi", G_CALLBACK (on_text_size_cb), clinician,
                           G_CONNECT_SWAPPED);
  on_text_size_cb (clinician);
  add_column (list, context, _("Status"), G_CALLBACK (on_status_setup_cb), show_status);
  gtk_column_view_column_set_expand (add_words (list, context, _("Needs"), needs_words, MIN_NEEDS), TRUE);
  add_column (list, context, _("Next step"), G_CALLBACK (on_step_setup_cb), show_step);
}
