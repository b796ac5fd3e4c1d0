/* What the window can be asked to do, by its name: the pages know the window by these only. */
#include "ui/ct-window-private.h"

#include <glib/gi18n.h>

#include "ui/ct-child-window.h"
#include "ui/ct-notice.h"
#include "ui/ct-settings.h"
#include "ui/enquiries/ct-enquiry-window.h"
#include "ui/preferences/ct-preferences.h"

/* ---- Going places ---- */

static void
go_to_page (GSimpleAction *action, GVariant *target, gpointer data)
{
  ct_window_show_page (data, g_variant_get_string (target, NULL));
}

/* Shows a page and tells it what to open there. */
static void
open_on_page (CtWindow *self, const char *page_name, const char *what, GVariant *target)
{
  CtPage *page = ct_window_show_page (self, page_name);

  if (page != NULL)
    ct_page_open (page, what, target);
}

static void
show_calendar (GSimpleAction *action, GVariant *target, gpointer data)
{
  open_on_page (data, "calendar", "date", target);
}

static void
show_visit (GSimpleAction *action, GVariant *target, gpointer data)
{
  open_on_page (data, "calendar", "visit", target);
}

static void
show_view (GSimpleAction *action, GVariant *target, gpointer data)
{
  open_on_page (data, "calendar", "view", target);
}

static void
show_year (GSimpleAction *action, GVariant *target, gpointer data)
{
  open_on_page (data, "calendar", "year", target);
}

static void
book_for (GSimpleAction *action, GVariant *target, gpointer data)
{
  open_on_page (data, "calendar", "place", target);
}

static void
list_patients (GSimpleAction *action, GVariant *target, gpointer data)
{
  open_on_page (data, "patients", "words", target);
}

static void
show_preferences (GSimpleAction *action, GVariant *target, gpointer data)
{
  ct_child_window_present (GTK_WINDOW (ct_preferences_new (CT_WINDOW (data)->clinic)), GTK_WIDGET (data));
}

static void
show_audit (GSimpleAction *action, GVariant *target, gpointer data)
{
  open_on_page (data, "audit", "patient", target);
}

static void
who_opened (GSimpleAction *action, GVariant *target, gpointer data)
{
  open_on_page (data, "audit", "who-opened", target);
}

static void
what_opened (GSimpleAction *action, GVariant *target, gpointer data)
{
  open_on_page (data, "audit", "what-opened", target);
}

static void
show_patient (GSimpleAction *action, GVariant *target, gpointer data)
{
  ct_window_show_patient (data, g_variant_get_int64 (target));
}

static void
new_patient (GSimpleAction *action, GVariant *target, gpointer data)
{
  ct_window_new_patient (data, g_variant_get_string (target, NULL));
}

static void
new_enquiry (GSimpleAction *action, GVariant *target, gpointer data)
{
  ct_child_window_present (GTK_WINDOW (ct_enquiry_window_new (CT_WINDOW (data)->clinic, NULL)), GTK_WIDGET (data));
}

static void
show_lists (GSimpleAction *action, GVariant *target, gpointer data)
{
  open_on_page (data, "lists", "list", target);
}

static void
edit_patient (GSimpleAction *action, GVariant *target, gpointer data)
{
  ct_window_edit_patient (data, g_variant_get_int64 (target));
}

static void
record_score (GSimpleAction *action, GVariant *target, gpointer data)
{
  const char *instrument;
  gint64 patient_id;

  g_variant_get (target, "(x&s)", &patient_id, &instrument);
  ct_window_record_score (data, patient_id, instrument);
}

static void
plan_course (GSimpleAction *action, GVariant *target, gpointer data)
{
  ct_window_plan_course (data, g_variant_get_int64 (target));
}

static void
show_summary (GSimpleAction *action, GVariant *target, gpointer data)
{
  ct_window_show_summary (data, g_variant_get_int64 (target));
}

static void
import (GSimpleAction *action, GVariant *target, gpointer data)
{
  ct_window_choose_files (data);
}

static void
go_back (GSimpleAction *action, GVariant *target, gpointer data)
{
  CtWindow *self = data;

  g_free (g_queue_pop_head (&self->been));
  while (!g_queue_is_empty (&self->been))
    {
      g_autofree char *name = g_queue_pop_head (&self->been);

      if (gtk_stack_get_child_by_name (self->pages, name) == NULL)
        continue;
      gtk_stack_set_visible_child_name (self->pages, name);
      break;
    }
}

static void
find (GSimpleAction *action, GVariant *target, gpointer data)
{
  ct_search_box_open (CT_WINDOW (data)->search);
}

static void
lock (GSimpleAction *action, GVariant *target, gpointer data)
{
  ct_window_lock (data);
}

static void
choose_site (GSimpleAction *action, GVariant *target, gpointer data)
{
  CtWindow *self = data;
  GtkWidget *page;

  self->site_id = g_variant_get_int64 (target);
  g_simple_action_set_state (action, target);
  ct_sidebar_set_site (self->sidebar, self->site_id);
  ct_window_count_soon (self);
  for (page = gtk_widget_get_first_child (GTK_WIDGET (self->pages)); page != NULL;
       page = gtk_widget_get_next_sibling (page))
    ct_page_open (CT_PAGE (page), "site", target);
}

static void
toggle_sidebar (GSimpleAction *action, GVariant *target, gpointer data)
{
  CtWindow *self = data;
  gboolean collapsed = !ct_sidebar_get_collapsed (self->sidebar);

  ct_sidebar_set_collapsed (self->sidebar, collapsed);
  ct_settings_set_bool ("sidebar-collapsed", collapsed);
}

static void
make_new (GSimpleAction *action, GVariant *target, gpointer data)
{
  CtWindow *self = data;
  CtPage *page = ct_window_get_page (self);
  const char *tooltip;
  const char *detailed = page != NULL ? ct_page_get_new_action (page, &tooltip) : NULL;
  g_autofree char *name = NULL;
  g_autoptr (GVariant) argument = NULL;

  if (detailed != NULL && g_action_parse_detailed_name (detailed, &name, &argument, NULL))
    gtk_widget_activate_action_variant (GTK_WIDGET (page), name, argument);
}

/* ---- Telling ---- */

static void
toast (GSimpleAction *action, GVariant *target, gpointer data)
{
  ct_window_tell (data, g_variant_get_string (target, NULL), FALSE);
}

static void
toast_more (GSimpleAction *action, GVariant *target, gpointer data)
{
  const char *text, *whole;

  g_variant_get (target, "(&s&s)", &text, &whole);
  ct_window_tell_more (data, text, whole);
}

static void
toast_undo (GSimpleAction *action, GVariant *target, gpointer data)
{
  ct_window_tell (data, g_variant_get_string (target, NULL), TRUE);
}

/* ---- Undo ---- */

static void
undo (GSimpleAction *action, GVariant *target, gpointer data)
{
  ct_window_go_back (data, FALSE, 0);
}

static void
undo_to (GSimpleAction *action, GVariant *target, gpointer data)
{
  ct_window_go_back (data, FALSE, g_variant_get_int64 (target));
}

static void
redo (GSimpleAction *action, GVariant *target, gpointer data)
{
  ct_window_go_back (data, TRUE, 0);
}

static void
redo_to (GSimpleAction *action, GVariant *target, gpointer data)
{
  ct_window_go_back (data, TRUE, g_variant_get_int64 (target));
}

static void
restore_backup (GSimpleAction *action, GVariant *target, gpointer data)
{
  const char *path, *passphrase, *to;

  g_variant_get (target, "(&s&s&s)", &path, &passphrase, &to);
  ct_window_restore_backup (data, path, passphrase, to);
}

static const GActionEntry entries[] = {
  { "page", go_to_page, "s", "''" },
  { "show-calendar", show_calendar, "s" },
  { "show-visit", show_visit, "(sx)" },
  { "view", show_view, "i" },
  { "show-year", show_year, "x" },
  { "book-for", book_for, "x" },
  { "list-patients", list_patients, "s" },
  { "show-patient", show_patient, "x" },
  { "audit", show_audit, "x" },
  { "who-opened", who_opened, "x" },
  { "what-opened", what_opened, "x" },
  { "preferences", show_preferences },
  { "new-patient", new_patient, "s" },
  { "new-enquiry", new_enquiry },
  { "show-lists", show_lists, "s" },
  { "edit-patient", edit_patient, "x" },
  { "record-score", record_score, "(xs)" },
  { "plan-course", plan_course, "x" },
  { "show-summary", show_summary, "x" },
  { "import", import },
  { "back", go_back },
  { "find", find },
  { "lock", lock },
  { "site", choose_site, "x", "int64 0" },
  { "toggle-sidebar", toggle_sidebar },
  { "new", make_new },
  { "toast", toast, "s" },
  { "toast-more", toast_more, "(ss)" },
  { "toast-undo", toast_undo, "s" },
  { "undo", undo },
  { "undo-to", undo_to, "x" },
  { "redo", redo },
  { "redo-to", redo_to, "x" },
  { "restore-backup", restore_backup, "(sss)" },
};

/**
 * ct_window_install_actions:
 * @self: a window with its clinic
 *
 * They are actions of the window's action map, not of its class, so that child windows can be given them too
 * (ct_child_window_present()).
 */
void
ct_window_install_actions (CtWindow *self)
{
  static const char *const of_auditors[] = { "audit", "who-opened", "what-opened" };
  gboolean may_audit = ct_clinic_user_may (self->clinic, CT_MAY_SEE_AUDIT);
  GAction *site;

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (of_auditors); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), of_auditors[i])),
                                 may_audit);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "new-enquiry")),
                               ct_clinic_user_may (self->clinic, CT_MAY_EDIT_PATIENTS));
  site = g_action_map_lookup_action (G_ACTION_MAP (self), "site");
  g_simple_action_set_state (G_SIMPLE_ACTION (site), g_variant_new_int64 (self->site_id));
}
