/* Fewer points, the same picture. */
#pragma once

#include "paper/ct-chart-layout.h"

G_BEGIN_DECLS

GArray *ct_chart_decimate (const CtChartSpot *spots, guint n_spots, double column);

G_END_DECLS
