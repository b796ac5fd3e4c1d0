/* What each site has for its visits: nurses, prescribers, pumps, rooms, how many may start at once, and what is held free. */
#include "ui/preferences/ct-preferences.h"

#include <glib/gi18n.h>

#include "ui/calendar/ct-hold-window.h"
#include "ui/calendar/ct-hold-words.h"
#include "ui/ct-child-window.h"
#include "ui/preferences/ct-setup-row.h"

static void
add_site (AdwPreferencesPage *page, CtClinic *clinic, GPtrArray *groups, CtSite *site)
{
  static const char *const fields[] = { "nurses", "prescribers", "pumps", "rooms", "starts" };
  CtSiteFloor *floor = ct_clinic_get_floor (clinic, CT_RECORD (site)->id);
  AdwPreferencesGroup *group = ct_prefs_add_group (
      page, groups, site->name,
      _("The calendar counts minute by minute what the parts of each visit need. What stands at 0 is not counted."));

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    adw_preferences_group_add (group, ct_setup_row_new (clinic, CT_RECORD (floor), fields[i]));
}

/* ---- What is held free ---- */

static void
open_hold (GtkWidget *from, CtClinic *clinic, CtHeldTime *hold)
{
  ct_child_window_present (ct_hold_window_new (clinic, hold, ct_clinic_today (clinic)), from);
}

static void
on_hold_activated_cb (GtkWidget *row, CtClinic *clinic)
{
  open_hold (row, clinic, g_object_get_data (G_OBJECT (row), "hold"));
}

static void
on_new_hold_cb (GtkWidget *button, CtClinic *clinic)
{
  g_autoptr (CtHeldTime) hold = ct_held_time_new ();

  hold->site_id = *(gint64 *) g_object_get_data (G_OBJECT (button), "site");
  hold->first_day = hold->last_day = ct_clinic_today (clinic);
  hold->from_minute = 9 * 60;
  hold->to_minute = 10 * 60;
  open_hold (button, clinic, hold);
}

static void
add_hold (AdwPreferencesGroup *group, CtClinic *clinic, CtHeldTime *hold)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *label = ct_hold_label (hold);
  g_autofree char *when = ct_hold_when_words (hold, clinic);
  g_autofree char *title = g_markup_escape_text (label, -1);
  g_autofree char *subtitle = g_markup_escape_text (when, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "hold", g_object_ref (hold), g_object_unref);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_hold_activated_cb), clinic, 0);
  adw_preferences_group_add (group, row);
}

static void
add_holds (AdwPreferencesPage *page, CtClinic *clinic, GPtrArray *groups, CtSite *site)
{
  GPtrArray *holds = ct_clinic_get_held_times (clinic);
  g_autofree char *title = g_strdup_printf (_("Held free at %s"), site->name);
  AdwPreferencesGroup *group =
      ct_prefs_add_group (page, groups, title, _("Time for visits of one kind only, or for none. H in the calendar holds the place that is selected."));
  GtkWidget *button;

  for (guint i = 0; i < holds->len; i++)
    {
      CtHeldTime *hold = g_ptr_array_index (holds, i);

      if (!hold->removed && hold->site_id == CT_RECORD (site)->id)
        add_hold (group, clinic, hold);
    }
  button = ct_prefs_button (group, _("_Hold Time…"));
  g_object_set_data_full (G_OBJECT (button), "site", g_memdup2 (&CT_RECORD (site)->id, sizeof (gint64)), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_new_hold_cb), clinic, 0);
}

static void
fill_page (AdwPreferencesPage *page, CtClinic *clinic, GPtrArray *groups)
{
  GPtrArray *sites = ct_clinic_get_sites (clinic);

  for (guint i = 0; i < sites->len; i++)
    {
      add_site (page, clinic, groups, g_ptr_array_index (sites, i));
      add_holds (page, clinic, groups, g_ptr_array_index (sites, i));
    }
}

/**
 * ct_floor_prefs_new:
 * @clinic: whose set-up
 *
 * Returns: (transfer floating): the page of the staff and pumps of every site.
 */
GtkWidget *
ct_floor_prefs_new (CtClinic *clinic)
{
  return ct_prefs_page_new (clinic, _("Floor"), "view-grid-symbolic", fill_page);
}
