/* What the lists of the desk go by: waits, how far ahead and back they look, consents, and the usual answers. */
#include "ui/preferences/ct-preferences.h"

#include <glib/gi18n.h>

#include "ui/preferences/ct-setup-row.h"

static void
add_rows (AdwPreferencesPage *page, CtClinic *clinic, GPtrArray *groups, const char *title, const char *about,
          const char *const *fields)
{
  AdwPreferencesGroup *group = ct_prefs_add_group (page, groups, title, about);

  for (guint i = 0; fields[i] != NULL; i++)
    adw_preferences_group_add (group, ct_setup_row_new (clinic, CT_RECORD (ct_clinic_get_list_rules (clinic)), fields[i]));
}

static void
fill_page (AdwPreferencesPage *page, CtClinic *clinic, GPtrArray *groups)
{
  static const char *const waits[] = { "wait_soon_minutes", "wait_long_minutes", NULL };
  static const char *const days[] = { "confirm_days", "broken_days", "recall_days", "scale_days", NULL };
  static const char *const consents[] = { "consent_months", "consent_days", NULL };
  static const char *const choices[] = { "heard_choices", "close_reasons", NULL };

  add_rows (page, clinic, groups, _("Waiting room"), _("After how many minutes a wait is marked."), waits);
  add_rows (page, clinic, groups, _("How far the lists look"), _("In days."), days);
  add_rows (page, clinic, groups, _("Consents"), NULL, consents);
  add_rows (page, clinic, groups, _("Enquiries"), _("The usual answers, with a semicolon between them. Others can always be typed."),
            choices);
}

/**
 * ct_lists_prefs_new:
 * @clinic: whose set-up
 *
 * Returns: (transfer floating): the page of what the lists go by.
 */
GtkWidget *
ct_lists_prefs_new (CtClinic *clinic)
{
  return ct_prefs_page_new (clinic, _("Lists"), "object-select-symbolic", fill_page);
}
