/* The clinic, its sites and their chairs. */
#include "ui/preferences/ct-preferences.h"

#include <glib/gi18n.h>

#include "ui/preferences/ct-setup-row.h"
#include "ui/preferences/ct-setup-store.h"

static void
add_rows (AdwPreferencesGroup *group, CtClinic *clinic, CtRecord *record, const char *const *fields)
{
  for (guint i = 0; fields[i] != NULL; i++)
    adw_preferences_group_add (group, ct_setup_row_new (clinic, record, fields[i]));
}

/* ---- Chairs ---- */

static void
on_chair_in_use_cb (GtkSwitch *input, GParamSpec *pspec, CtClinic *clinic)
{
  CtRecord *stored = ct_setup_find (clinic, g_object_get_data (G_OBJECT (input), "chair"));
  g_autoptr (CtChair) chair = stored != NULL ? ct_record_copy (stored) : NULL;

  if (chair == NULL || chair->active == gtk_switch_get_active (input))
    return;
  chair->active = gtk_switch_get_active (input);
  ct_setup_store (GTK_WIDGET (input), clinic, CT_RECORD (chair), NULL, NULL);
}

static void
add_chair (AdwPreferencesGroup *group, CtClinic *clinic, CtChair *chair)
{
  GtkWidget *row = ct_setup_row_new (clinic, CT_RECORD (chair), "name");
  GtkWidget *input = gtk_switch_new ();
  g_autofree char *label = g_strdup_printf (_("%s in use"), chair->name);

  gtk_switch_set_active (GTK_SWITCH (input), chair->active);
  gtk_widget_set_valign (input, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (input, _("In use"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (input), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (input), "chair", g_object_ref (chair), g_object_unref);
  g_signal_connect_object (input, "notify::active", G_CALLBACK (on_chair_in_use_cb), clinic, 0);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), input);
  adw_preferences_group_add (group, row);
}

static guint
count_chairs (CtClinic *clinic, gint64 site_id)
{
  GPtrArray *chairs = ct_clinic_get_all_chairs (clinic);
  guint n = 0;

  for (guint i = 0; i < chairs->len; i++)
    if (CT_CHAIR (g_ptr_array_index (chairs, i))->site_id == site_id)
      n++;
  return n;
}

static void
store_chair (GtkButton *button, CtClinic *clinic, const char *kind, const char *name)
{
  CtSite *site = g_object_get_data (G_OBJECT (button), "site");
  g_autoptr (CtChair) chair = ct_chair_new ();

  chair->site_id = CT_RECORD (site)->id;
  chair->position = (int) count_chairs (clinic, chair->site_id) + 1;
  chair->name = g_strdup_printf ("%s %d", name, chair->position);
  chair->kind = g_strdup (kind);
  chair->active = TRUE;
  ct_setup_store (GTK_WIDGET (button), clinic, CT_RECORD (chair), NULL, NULL);
}

static void
on_add_chair_cb (GtkButton *button, CtClinic *clinic)
{
  store_chair (button, clinic, CT_CHAIR_CHAIR, _("Chair"));
}

/* A room is booked as a chair is, and has columns of its own in the calendar. */
static void
on_add_room_cb (GtkButton *button, CtClinic *clinic)
{
  store_chair (button, clinic, CT_CHAIR_ROOM, _("Room"));
}

static void
connect_adding (GtkWidget *button, CtClinic *clinic, CtSite *site, GCallback callback)
{
  g_object_set_data_full (G_OBJECT (button), "site", g_object_ref (site), g_object_unref);
  g_signal_connect_object (button, "clicked", callback, clinic, 0);
}

static void
add_chairs (AdwPreferencesPage *page, CtClinic *clinic, GPtrArray *groups, CtSite *site)
{
  GPtrArray *chairs = ct_clinic_get_all_chairs (clinic);
  g_autofree char *title = g_strdup_printf (_("Chairs of %s"), site->name);
  AdwPreferencesGroup *group = ct_prefs_add_group (page, groups, title, NULL);
  GtkWidget *chair_button = ct_prefs_button (group, _("_Add a Chair"));
  GtkWidget *room_button = ct_prefs_button (group, _("Add a _Room"));

  connect_adding (chair_button, clinic, site, G_CALLBACK (on_add_chair_cb));
  connect_adding (room_button, clinic, site, G_CALLBACK (on_add_room_cb));
  for (guint i = 0; i < chairs->len; i++)
    if (CT_CHAIR (g_ptr_array_index (chairs, i))->site_id == CT_RECORD (site)->id)
      add_chair (group, clinic, g_ptr_array_index (chairs, i));
}

/* ---- Sites ---- */

static void
on_add_site_cb (GtkButton *button, CtClinic *clinic)
{
  GPtrArray *sites = ct_clinic_get_all_sites (clinic);
  g_autoptr (CtSite) site = ct_site_new ();

  site->name = g_strdup_printf (_("Site %u"), sites->len + 1);
  site->zone = g_strdup (sites->len > 0 ? CT_SITE (g_ptr_array_index (sites, 0))->zone : "UTC");
  site->active = TRUE;
  ct_setup_store (GTK_WIDGET (button), clinic, CT_RECORD (site), NULL, NULL);
}

static void
add_site (AdwPreferencesPage *page, CtClinic *clinic, GPtrArray *groups, CtSite *site, gboolean first)
{
  const char *const fields[] = { "name", "street", "city", "region", "postcode", "phone", "zone", NULL };
  g_autofree char *title = g_strdup_printf (_("Site: %s"), site->name);
  AdwPreferencesGroup *group = ct_prefs_add_group (page, groups, title, NULL);

  if (first)
    g_signal_connect_object (ct_prefs_button (group, _("Add a _Site")), "clicked", G_CALLBACK (on_add_site_cb), clinic, 0);
  add_rows (group, clinic, CT_RECORD (site), fields);
  add_chairs (page, clinic, groups, site);
}

static void
fill (AdwPreferencesPage *page, CtClinic *clinic, GPtrArray *groups)
{
  const char *const fields[] = { "name", "phone", "email", "note", NULL };
  GPtrArray *sites = ct_clinic_get_all_sites (clinic);

  add_rows (ct_prefs_add_group (page, groups, _("Clinic"), _("As it stands on letters and summaries.")), clinic,
            CT_RECORD (ct_clinic_get_info (clinic)), fields);
  ct_place_prefs_add (page, clinic, groups);
  for (guint i = 0; i < sites->len; i++)
    add_site (page, clinic, groups, g_ptr_array_index (sites, i), i == 0);
}

/**
 * ct_clinic_prefs_new:
 * @clinic: whose set-up
 *
 * Returns: (transfer floating): a page of the preferences.
 */
GtkWidget *
ct_clinic_prefs_new (CtClinic *clinic)
{
  return ct_prefs_page_new (clinic, _("Clinic"), "go-home-symbolic", fill);
}
