/* A progress chart with what one wants to do to it: how far back, as a table, as a file. */
#pragma once

#include "clinic/ct-clinic.h"
#include "ui/patient/ct-chart-view.h"

G_BEGIN_DECLS

/** How far back a chart goes. */
typedef enum
{
  CT_CHART_RANGE_HALF_YEAR,
  CT_CHART_RANGE_YEAR,
  CT_CHART_RANGE_ALL,
} CtChartRange;

#define CT_TYPE_CHART_BOX (ct_chart_box_get_type ())
G_DECLARE_FINAL_TYPE (CtChartBox, ct_chart_box, CT, CHART_BOX, GtkWidget)

GtkWidget   *ct_chart_box_new       (CtClinic *clinic);
void         ct_chart_box_set_file  (CtChartBox *self, CtPatientFile *file);
void         ct_chart_box_set_range (CtChartBox *self, CtChartRange range);
CtChartView *ct_chart_box_get_view  (CtChartBox *self);
void         ct_chart_box_export    (CtChartBox *self, GFile *file);

G_END_DECLS
