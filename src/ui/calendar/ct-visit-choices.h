/* The choices a booking has: kind of visit, chair of the site, clinician; as models for drop-downs. */
#pragma once

#include <gtk/gtk.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

const char *ct_visit_kind_at        (guint index);
guint       ct_visit_kind_index     (const char *kind);
int         ct_visit_kind_minutes   (CtClinic *clinic, const char *kind);
void        ct_choices_fill_kinds   (GtkDropDown *list);
GArray     *ct_choices_fill_chairs  (GtkDropDown *list, CtClinic *clinic, gint64 site_id);
GArray     *ct_choices_fill_clinicians (GtkDropDown *list, CtClinic *clinic);
gint64      ct_choices_get          (GtkDropDown *list, GArray *ids);
void        ct_choices_select       (GtkDropDown *list, GArray *ids, gint64 id);

G_END_DECLS
