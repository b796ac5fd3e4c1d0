/* What stands over the columns of the calendar, and stays there while they scroll. */
#pragma once

#include "ui/calendar/ct-time-grid.h"

G_BEGIN_DECLS

#define CT_TYPE_COLUMN_HEADS (ct_column_heads_get_type ())
G_DECLARE_FINAL_TYPE (CtColumnHeads, ct_column_heads, CT, COLUMN_HEADS, GtkWidget)

void ct_column_heads_set_grid (CtColumnHeads *self, CtTimeGrid *grid, GtkAdjustment *across);
void ct_column_heads_update   (CtColumnHeads *self);

G_END_DECLS
