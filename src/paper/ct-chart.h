/* What a progress chart shows: scores over time, what was given, and the lines they are judged by. No drawing here. */
#pragma once

#include "base/ct-date.h"

G_BEGIN_DECLS

/** CT_CHART_NO_LINE: a panel without this line. */
#define CT_CHART_NO_LINE G_MININT

/** A severity zone: scores @from to @to, both included. */
typedef struct
{
  int   from;
  int   to;
  char *label;
} CtChartBand;

/** One answer to an instrument. */
typedef struct
{
  CtDate   date;
  int      minute;   /* of the day, 0 to 1439; 0 where only the day is known */
  int      total;
  gboolean prorated; /* missing answers were filled in: drawn hollow */
  char    *label;    /* (nullable): its band in words; %NULL: taken from the panel's bands */
  char    *flag;     /* (nullable): a safety notice in words: "Item 9 above 0"; drawn with a sign of its own */
} CtChartPoint;

/** Something given to the patient on a day. */
typedef struct
{
  CtDate   date;
  gint64   dose_ug;
  gint64   dose_ug_per_kg; /* 0 where unknown */
  gboolean planned;        /* not given yet: drawn as an outline */
} CtChartInfusion;

/** Something that happened: "Sertraline stopped". */
typedef struct
{
  CtDate date;
  char  *label;
} CtChartEvent;

/**
 * CtChartPanel:
 *
 * One instrument. Fill in what is known; lines that are %CT_CHART_NO_LINE are left out.
 */
typedef struct
{
  char    *name;             /* "PHQ-9" */
  int      min;              /* usually 0 */
  int      max;
  gboolean higher_is_better; /* WHO-5 */
  int      baseline;         /* score, or CT_CHART_NO_LINE */
  int      response_tenths;  /* tenths of a score: 85 = 8.5, half of a baseline of 17; or CT_CHART_NO_LINE */
  int      remission;        /* the last score that counts: 4 for "below 5"; or CT_CHART_NO_LINE */
  char    *words;            /* (nullable): the words above the panel; %NULL: composed from the numbers */
  GArray  *bands;            /* of CtChartBand, from the lowest score up */
  GArray  *points;           /* of CtChartPoint, in any order */
} CtChartPanel;

/**
 * CtChartArrangement:
 * @CT_CHART_AUTO: side by side where that leaves each panel wide enough, else stacked
 * @CT_CHART_SIDE_BY_SIDE: panels in a row
 * @CT_CHART_STACKED: panels one under the other, one time axis at the bottom
 */
typedef enum
{
  CT_CHART_AUTO,
  CT_CHART_SIDE_BY_SIDE,
  CT_CHART_STACKED,
} CtChartArrangement;

/**
 * CtChart:
 *
 * Reference counted; left alone once it is shown. All panels share the time axis, the infusions and the events.
 */
typedef struct
{
  gatomicrefcount    ref_count;
  CtChartArrangement arrangement;
  CtDate             from;      /* first day shown; CT_DATE_NONE: as the data ask */
  CtDate             to;        /* last day shown; CT_DATE_NONE: as the data ask */
  CtDate             today;     /* CT_DATE_NONE: no line for today */
  GPtrArray         *panels;    /* of CtChartPanel */
  GArray            *infusions; /* of CtChartInfusion */
  GArray            *events;    /* of CtChartEvent */
} CtChart;

CtChart         *ct_chart_new          (void);
CtChart         *ct_chart_ref          (CtChart *self);
void             ct_chart_unref        (CtChart *self);
CtChartPanel    *ct_chart_add_panel    (CtChart *self, const char *name, int max);
void             ct_chart_add_infusion (CtChart *self, CtDate date, gint64 dose_ug, gint64 dose_ug_per_kg,
                                        gboolean planned);
void             ct_chart_add_event    (CtChart *self, CtDate date, const char *label);
void             ct_chart_panel_add_band  (CtChartPanel *self, int from, int to, const char *label);
CtChartPoint    *ct_chart_panel_add_point (CtChartPanel *self, CtDate date, int total);
void             ct_chart_panel_set_baseline (CtChartPanel *self, int baseline);

CtChartPanel    *ct_chart_get_panel    (const CtChart *self, guint index);
gboolean         ct_chart_is_empty     (const CtChart *self);
void             ct_chart_get_span     (const CtChart *self, CtDate *from, CtDate *to);

const CtChartPoint *ct_chart_panel_get_last  (const CtChartPanel *self);
const char         *ct_chart_panel_get_label (const CtChartPanel *self, const CtChartPoint *point);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtChart, ct_chart_unref)

G_END_DECLS
