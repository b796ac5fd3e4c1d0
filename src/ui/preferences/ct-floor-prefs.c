/* What each site has for its visits: nurses, prescribers, pumps, rooms, and how many may start at once. */
#include "ui/preferences/ct-preferences.h"

#include <glib/gi18n.h>

#include "ui/preferences/ct-setup-row.h"

static void
add_site (AdwPreferencesPage *page, CtClinic *clinic, GPtrArray *groups, CtSite *site)
{
  static const char *const fields[] = { "nurses", "prescribers", "pumps", "rooms", "starts" };
  CtSiteFloor *floor = ct_clinic_get_floor (clinic, CT_RECORD (site)->id);
  AdwPreferencesGroup *group = ct_prefs_add_group (
      page, groups, site->name,
      _("The calendar counts minute by minute what the parts of each visit need. What is left empty is not counted."));

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    adw_preferences_group_add (group, ct_setup_row_new (clinic, CT_RECORD (floor), fields[i]));
}

static void
fill_page (AdwPreferencesPage *page, CtClinic *clinic, GPtrArray *groups)
{
  GPtrArray *sites = ct_clinic_get_sites (clinic);

  for (guint i = 0; i < sites->len; i++)
    add_site (page, clinic, groups, g_ptr_array_index (sites, i));
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
