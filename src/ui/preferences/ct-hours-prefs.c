/* When the sites are open, and the days on which they are closed all the same. */
#include "ui/preferences/ct-preferences.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "ui/preferences/ct-hours-words.h"
#include "ui/preferences/ct-setup-store.h"

/* ---- Opening hours ---- */

static GPtrArray *
openings_of (CtClinic *clinic, gint64 site_id, int weekday)
{
  GPtrArray *all = ct_clinic_get_openings (clinic);
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      CtOpening *opening = g_ptr_array_index (all, i);

      if (opening->site_id == site_id && opening->weekday == weekday && !opening->removed)
        g_ptr_array_add (found, opening);
    }
  return found;
}

static char *
show_hours (CtClinic *clinic, gint64 site_id, int weekday)
{
  g_autoptr (GPtrArray) openings = openings_of (clinic, site_id, weekday);
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (CtMinutes));

  for (guint i = 0; i < openings->len; i++)
    {
      const CtOpening *opening = g_ptr_array_index (openings, i);
      CtMinutes range = { opening->from_minute, opening->to_minute };

      g_array_append_val (ranges, range);
    }
  return ct_hours_words_show ((const CtMinutes *) ranges->data, ranges->len);
}

/* Ranges that are there already are changed, further ones made, those too many removed. */
static void
store_hours (GtkWidget *row, CtClinic *clinic, gint64 site_id, int weekday, GArray *ranges)
{
  g_autoptr (GPtrArray) openings = openings_of (clinic, site_id, weekday);

  for (guint i = 0; i < MAX (openings->len, ranges->len); i++)
    {
      g_autoptr (CtOpening) opening =
          i < openings->len ? ct_record_copy (g_ptr_array_index (openings, i)) : ct_opening_new ();

      opening->site_id = site_id;
      opening->weekday = weekday;
      opening->removed = i >= ranges->len;
      if (!opening->removed)
        {
          opening->from_minute = g_array_index (ranges, CtMinutes, i).from;
          opening->to_minute = g_array_index (ranges, CtMinutes, i).to;
        }
      if (i >= openings->len || !ct_record_equal (CT_RECORD (opening), g_ptr_array_index (openings, i)))
        ct_setup_store (row, clinic, CT_RECORD (opening), NULL, NULL);
    }
}

static void
on_hours_apply_cb (AdwEntryRow *row, CtClinic *clinic)
{
  gint64 site_id = CT_RECORD (g_object_get_data (G_OBJECT (row), "site"))->id;
  int weekday = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "weekday"));
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (CtMinutes));
  g_autoptr (GError) error = NULL;

  if (ct_hours_words_read (gtk_editable_get_text (GTK_EDITABLE (row)), ranges, &error))
    {
      gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
      store_hours (GTK_WIDGET (row), clinic, site_id, weekday, ranges);
    }
  else
    {
      gtk_widget_add_css_class (GTK_WIDGET (row), "error");
      ct_setup_tell (GTK_WIDGET (row), error->message);
    }
}

static void
add_weekday (AdwPreferencesGroup *group, CtClinic *clinic, CtSite *site, int weekday)
{
  GtkWidget *row = adw_entry_row_new ();
  /* 1970-01-05 was a Monday. */
  g_autofree char *name = ct_date_format (ct_date_new (1970, 1, 4 + weekday), "%A");
  g_autofree char *hours = show_hours (clinic, CT_RECORD (site)->id, weekday);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  gtk_editable_set_text (GTK_EDITABLE (row), hours);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "site", g_object_ref (site), g_object_unref);
  g_object_set_data (G_OBJECT (row), "weekday", GINT_TO_POINTER (weekday));
  g_signal_connect_object (row, "apply", G_CALLBACK (on_hours_apply_cb), clinic, 0);
  adw_preferences_group_add (group, row);
}

/* ---- Closures ---- */

static void
on_remove_closure_cb (GtkButton *button, CtClinic *clinic)
{
  CtRecord *stored = ct_setup_find (clinic, g_object_get_data (G_OBJECT (button), "closure"));
  g_autoptr (CtClosure) closure = stored != NULL ? ct_record_copy (stored) : NULL;

  if (closure == NULL)
    return;
  closure->removed = TRUE;
  ct_setup_store (GTK_WIDGET (button), clinic, CT_RECORD (closure), NULL, NULL);
}

static void
add_closure_row (AdwPreferencesGroup *group, CtClinic *clinic, CtClosure *closure)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *reason = g_markup_escape_text (closure->reason, -1);
  g_autofree char *first = ct_date_format (closure->first_day, "%a %-d %b %Y");
  g_autofree char *last = ct_date_format (closure->last_day, "%a %-d %b %Y");
  g_autofree char *days = closure->first_day == closure->last_day ? g_strdup (first) : g_strdup_printf ("%s – %s", first, last);
  g_autofree char *label = g_strdup_printf (_("Remove %s"), closure->reason);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), reason);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), days);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), "closure", g_object_ref (closure), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove_closure_cb), clinic, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (group, row);
}

static const char *
text_of (gpointer from, const char *name)
{
  return gtk_editable_get_text (GTK_EDITABLE (g_object_get_data (from, name)));
}

static void
on_add_closure_cb (GtkButton *button, CtClinic *clinic)
{
  CtSite *site = g_object_get_data (G_OBJECT (button), "site");
  g_autoptr (CtClosure) closure = ct_closure_new ();

  closure->site_id = CT_RECORD (site)->id;
  closure->first_day = ct_date_parse_any (text_of (button, "first"));
  closure->last_day =
      ct_text_is_blank (text_of (button, "last")) ? closure->first_day : ct_date_parse_any (text_of (button, "last"));
  closure->reason = ct_text_clean (text_of (button, "reason"));
  ct_setup_store (GTK_WIDGET (button), clinic, CT_RECORD (closure), NULL, NULL);
}

static GtkWidget *
add_entry (AdwPreferencesGroup *group, GtkWidget *button, const char *name, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_object_set_data (G_OBJECT (button), name, row);
  adw_preferences_group_add (group, row);
  return row;
}

static void
add_closures (AdwPreferencesPage *page, CtClinic *clinic, GPtrArray *groups, CtSite *site)
{
  GPtrArray *closures = ct_clinic_get_closures (clinic);
  CtDate today = ct_clinic_today (clinic);
  g_autofree char *title = g_strdup_printf (_("Closed days of %s"), site->name);
  AdwPreferencesGroup *group = ct_prefs_add_group (page, groups, title, NULL);
  GtkWidget *button = ct_prefs_button (group, _("_Add These Days"));

  for (guint i = 0; i < closures->len; i++)
    {
      CtClosure *closure = g_ptr_array_index (closures, i);

      if (closure->site_id == CT_RECORD (site)->id && !closure->removed && closure->last_day >= today)
        add_closure_row (group, clinic, closure);
    }
  add_entry (group, button, "reason", _("Reason: Thanksgiving"));
  add_entry (group, button, "first", _("First day"));
  add_entry (group, button, "last", _("Last day, if there are more"));
  g_object_set_data_full (G_OBJECT (button), "site", g_object_ref (site), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_add_closure_cb), clinic, 0);
}

static void
fill (AdwPreferencesPage *page, CtClinic *clinic, GPtrArray *groups)
{
  GPtrArray *sites = ct_clinic_get_sites (clinic);

  for (guint i = 0; i < sites->len; i++)
    {
      CtSite *site = g_ptr_array_index (sites, i);
      g_autofree char *title = g_strdup_printf (_("Opening hours of %s"), site->name);
      AdwPreferencesGroup *group =
          ct_prefs_add_group (page, groups, title, _("Write 8:00–12:00, 13:00–17:00; nothing for a closed day."));

      for (int weekday = 1; weekday <= 7; weekday++)
        add_weekday (group, clinic, site, weekday);
      add_closures (page, clinic, groups, site);
    }
}

/**
 * ct_hours_prefs_new:
 * @clinic: whose set-up
 *
 * Returns: (transfer floating): a page of the preferences.
 */
GtkWidget *
ct_hours_prefs_new (CtClinic *clinic)
{
  return ct_prefs_page_new (clinic, _("Hours"), "preferences-system-time-symbolic", fill);
}
