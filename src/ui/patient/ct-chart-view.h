/* A progress chart in a window: what is under the pointer or the keyboard's cursor is said in words. */
#pragma once

#include <gtk/gtk.h>

#include "paper/ct-chart-layout.h"

G_BEGIN_DECLS

#define CT_TYPE_CHART_VIEW (ct_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (CtChartView, ct_chart_view, CT, CHART_VIEW, GtkWidget)

/**
 * CtChartView:
 *
 * Property "words" (notify): what is under the pointer or the cursor, %NULL for nothing.
 */
GtkWidget  *ct_chart_view_new       (void);
void        ct_chart_view_set_chart (CtChartView *self, CtChart *chart);
CtChart    *ct_chart_view_get_chart (CtChartView *self);
const char *ct_chart_view_get_words (CtChartView *self);

G_END_DECLS
