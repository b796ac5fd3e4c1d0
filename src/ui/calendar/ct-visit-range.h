/* The visits of the days that are shown: read when they are shown, and again when something changed. */
#pragma once

#include "clinic/ct-clinic.h"
#include "domain/ct-view-state.h"

G_BEGIN_DECLS

#define CT_TYPE_VISIT_RANGE (ct_visit_range_get_type ())
G_DECLARE_FINAL_TYPE (CtVisitRange, ct_visit_range, CT, VISIT_RANGE, GObject)

/*
 * Signals:
 *   changed ()        ct_visit_range_get_visits() says something else now
 *   failed (GError *) they could not be read; what was read before stays
 */
CtVisitRange *ct_visit_range_new        (CtClinic *clinic);
void          ct_visit_range_show       (CtVisitRange *self, gint64 site_id, CtDate first, CtDate last);
void          ct_visit_range_set_filter (CtVisitRange *self, const CtVisitFilter *filter);
void          ct_visit_range_read_again (CtVisitRange *self);
void          ct_visit_range_refresh    (CtVisitRange *self, gint64 appointment_id);
GPtrArray    *ct_visit_range_get_visits (CtVisitRange *self);
guint         ct_visit_range_get_reads  (CtVisitRange *self);

G_END_DECLS
