/* The time machine: a day of the calendar as it stood at any minute of the past, to look at only. */
#pragma once

#include <gtk/gtk.h>

#include "clinic/ct-clinic.h"
#include "domain/ct-view-state.h"

G_BEGIN_DECLS

#define CT_TYPE_PAST_VIEW (ct_past_view_get_type ())
G_DECLARE_FINAL_TYPE (CtPastView, ct_past_view, CT, PAST_VIEW, GtkWidget)

/** As many sites can be side by side. */
#define CT_PAST_SITES 2

/*
 * Signals:
 *   left ()   back to the present
 */
GtkWidget  *ct_past_view_new         (CtClinic *clinic);
void        ct_past_view_show        (CtPastView *self, const gint64 *site_ids, guint n_sites, CtDate day);
void        ct_past_view_set_columns (CtPastView *self, CtViewColumns columns);
CtViewColumns ct_past_view_get_columns (CtPastView *self);
gboolean    ct_past_view_is_ready    (CtPastView *self);
void        ct_past_view_set_moment  (CtPastView *self, gint64 at_us);
gint64      ct_past_view_get_moment  (CtPastView *self);
const char *ct_past_view_get_title   (CtPastView *self);
guint       ct_past_view_get_n_visits (CtPastView *self);
guint       ct_past_view_get_n_changes (CtPastView *self);

G_END_DECLS
