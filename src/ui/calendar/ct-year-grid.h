/* The months and days of a year, and the marks in them. */
#pragma once

#include "ui/calendar/ct-year-mark.h"

G_BEGIN_DECLS

#define CT_TYPE_YEAR_GRID (ct_year_grid_get_type ())
G_DECLARE_FINAL_TYPE (CtYearGrid, ct_year_grid, CT, YEAR_GRID, GtkWidget)

/*
 * Signals:
 *   chosen (CtYearMark *)   Enter or a click on a mark
 *   pointed (CtYearMark *)  the focus came to a mark
 */
GtkWidget  *ct_year_grid_new      (void);
void        ct_year_grid_show     (CtYearGrid *self, int year, CtDate today);
void        ct_year_grid_clear    (CtYearGrid *self);
void        ct_year_grid_add      (CtYearGrid *self, GtkWidget *mark);
guint       ct_year_grid_n_marks  (CtYearGrid *self);
CtYearMark *ct_year_grid_get_mark (CtYearGrid *self, guint index);

G_END_DECLS
