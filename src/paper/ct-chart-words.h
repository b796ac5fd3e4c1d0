/* A progress chart in words: the line above it, what is under the pointer, and a table for those who can't see it. */
#pragma once

#include "paper/ct-chart.h"

G_BEGIN_DECLS

/** A chart as rows of text: every row has as many cells as there are columns. */
typedef struct
{
  GStrv      columns;
  GPtrArray *rows;     /* of GStrv, in order of time */
} CtChartTable;

char         *ct_chart_panel_get_headline (const CtChartPanel *self);
char         *ct_chart_panel_get_change   (const CtChartPanel *self);
char         *ct_chart_panel_get_words    (const CtChartPanel *self);
char         *ct_chart_panel_get_empty    (const CtChartPanel *self);
char         *ct_chart_point_get_words    (const CtChartPanel *panel, const CtChartPoint *point);
char         *ct_chart_infusion_get_words (const CtChartInfusion *infusion);
char         *ct_chart_event_get_words    (const CtChartEvent *event);

CtChartTable *ct_chart_get_table  (const CtChart *self);
void          ct_chart_table_free (CtChartTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtChartTable, ct_chart_table_free)

G_END_DECLS
