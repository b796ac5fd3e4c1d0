/* The year of one patient: a row a month, a place a day, and what was done, is planned or was missed. */
#pragma once

#include "ui/calendar/ct-year-mark.h"

G_BEGIN_DECLS

#define CT_TYPE_YEAR_VIEW (ct_year_view_get_type ())
G_DECLARE_FINAL_TYPE (CtYearView, ct_year_view, CT, YEAR_VIEW, GtkWidget)

/*
 * Signals:
 *   day-chosen (int day, gint64 appointment_id)   Enter or a click on a mark; 0 for an evaluation
 *   read ()                                        another patient or year is shown now
 *   failed (GError *)
 */
GtkWidget  *ct_year_view_new        (CtClinic *clinic);
void        ct_year_view_show       (CtYearView *self, gint64 patient_id, int year, CtDate today);
gint64      ct_year_view_get_patient (CtYearView *self);
const char *ct_year_view_get_title  (CtYearView *self);
guint       ct_year_view_n_marks    (CtYearView *self);
CtYearMark *ct_year_view_get_mark   (CtYearView *self, guint index);
guint       ct_year_view_get_reads  (CtYearView *self);
gboolean    ct_year_view_is_busy    (CtYearView *self);

G_END_DECLS
