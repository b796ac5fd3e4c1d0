/* The preferences: the clinic, its hours, its people, and this computer. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

GtkWidget *ct_preferences_new      (CtClinic *clinic);

/* One page each; every page keeps itself up to date. */
GtkWidget *ct_clinic_prefs_new     (CtClinic *clinic);
GtkWidget *ct_hours_prefs_new      (CtClinic *clinic);
GtkWidget *ct_floor_prefs_new      (CtClinic *clinic);
GtkWidget *ct_lists_prefs_new      (CtClinic *clinic);
GtkWidget *ct_colors_prefs_new     (CtClinic *clinic);
GtkWidget *ct_people_prefs_new     (CtClinic *clinic);
GtkWidget *ct_backup_prefs_new     (CtClinic *clinic);
GtkWidget *ct_computer_prefs_new   (CtClinic *clinic);

/**
 * CtPrefsFill:
 * @page: an empty page
 * @clinic: whose set-up
 * @groups: (element-type GtkWidget): where to put the groups that were added, so that they can be taken away again
 */
typedef void (*CtPrefsFill) (AdwPreferencesPage *page, CtClinic *clinic, GPtrArray *groups);

void       ct_place_prefs_present_mover (GtkWidget *mover, GtkWidget *from);
void       ct_place_prefs_add      (AdwPreferencesPage *page, CtClinic *clinic, GPtrArray *groups);

GtkWidget *ct_prefs_page_new       (CtClinic *clinic, const char *title, const char *icon, CtPrefsFill fill);
void       ct_prefs_page_follow    (GtkWidget *page, const char *table);
AdwPreferencesGroup *ct_prefs_add_group (AdwPreferencesPage *page, GPtrArray *groups, const char *title,
                                         const char *description);
GtkWidget *ct_prefs_button         (AdwPreferencesGroup *group, const char *label);

G_END_DECLS
