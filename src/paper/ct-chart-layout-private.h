/* The parts a chart's layout is made of; only for ct-chart-layout*.c. */
#pragma once

#include "paper/ct-chart-layout.h"

G_BEGIN_DECLS

/** What every step of a layout needs. */
typedef struct
{
  CtChartLayout      *layout;
  CtChartPanelLayout *panel;
  const CtChartPanel *model;
  CtMeasure           measure;
  double              unit;
} CtChartStep;

/** Room kept around the scores, the same for every panel so that days and scores line up. */
typedef struct
{
  double  left;
  double  right;
  double  header;       /* height of the words above */
  double  event_row;
  double  lane;         /* under the scores */
  double  axis;         /* height of the dates */
  gboolean one_line;    /* headline and change share a line */
} CtChartMargins;

CtRect   ct_chart_text_size   (CtMeasure measure, CtTextRole role, const char *text);
void     ct_chart_add_text    (const CtChartStep *step, CtChartTextKind kind, CtTextRole role, CtChartInkKind ink,
                               CtRect rect, const char *text);
gboolean ct_chart_rects_touch (CtRect a, CtRect b);
gboolean ct_chart_text_fits   (const CtChartPanelLayout *panel, CtRect rect);

double   ct_chart_score_axis_width (const CtChartStep *step, double height);
void     ct_chart_place_score_axis (const CtChartStep *step);
void     ct_chart_place_date_axis  (const CtChartStep *step, gboolean with_labels);

void     ct_chart_place_zones  (const CtChartStep *step, gboolean with_names);
void     ct_chart_place_lines  (const CtChartStep *step);
void     ct_chart_place_lane   (const CtChartStep *step, gboolean with_name);
void     ct_chart_place_events (const CtChartStep *step, double row);
void     ct_chart_place_today  (const CtChartStep *step);

double   ct_chart_panel_x (const CtChartLayout *self, const CtChartPanelLayout *panel, CtDate date, int minute);
double   ct_chart_panel_y (const CtChartPanel *model, const CtChartPanelLayout *panel, int total_tenths);

G_END_DECLS
