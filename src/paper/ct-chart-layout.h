/* Where everything of a progress chart goes: pure numbers, tested without drawing. */
#pragma once

#include "paper/ct-chart.h"
#include "paper/ct-ink.h"

G_BEGIN_DECLS

/** What a placed text is coloured as. */
typedef enum
{
  CT_CHART_INK_TEXT,
  CT_CHART_INK_DIM,
  CT_CHART_INK_INFUSION,
  CT_CHART_INK_TODAY,
} CtChartInkKind;

/** What a placed text says. */
typedef enum
{
  CT_CHART_TEXT_HEADLINE, /* "PHQ-9 9, mild" */
  CT_CHART_TEXT_CHANGE,   /* "55 % better than baseline · response" */
  CT_CHART_TEXT_SCORE_TICK,
  CT_CHART_TEXT_DATE_TICK,
  CT_CHART_TEXT_BAND,
  CT_CHART_TEXT_LINE,     /* the name of a dashed line */
  CT_CHART_TEXT_DOSE,
  CT_CHART_TEXT_EVENT,
  CT_CHART_TEXT_TODAY,
  CT_CHART_TEXT_EMPTY,
} CtChartTextKind;

/** One line of text and its room. */
typedef struct
{
  CtChartTextKind kind;
  CtTextRole      role;
  CtChartInkKind  ink;
  CtRect          rect;
  gboolean        halo; /* something goes through it: to be lifted off */
  char           *text;
} CtChartText;

/** A severity zone in its panel. */
typedef struct
{
  CtRect rect;
  guint  index; /* from the mildest */
} CtChartZone;

typedef enum
{
  CT_CHART_LINE_BASELINE,
  CT_CHART_LINE_RESPONSE,
  CT_CHART_LINE_REMISSION,
} CtChartLineKind;

/** A dashed line across the panel. */
typedef struct
{
  CtChartLineKind kind;
  double          y;
} CtChartLine;

/** Where one answer is. */
typedef struct
{
  double x;
  double y;
  guint  index; /* into the panel's points */
} CtChartSpot;

/** Where one infusion or event is. */
typedef struct
{
  CtRect rect;
  guint  index; /* into the chart's infusions or events */
} CtChartBar;

/** One instrument, laid out. */
typedef struct
{
  CtRect   frame;     /* all of it */
  CtRect   scores;    /* where scores are drawn; empty without any */
  CtRect   blank;     /* where there would be scores; only without any */
  CtRect   lane;      /* where infusions are drawn, under the scores; of no height without any */
  GArray  *zones;     /* of CtChartZone */
  GArray  *lines;     /* of CtChartLine */
  GArray  *date_ticks; /* of double: x */
  GArray  *spots;     /* of CtChartSpot, every answer in view, in order of time */
  GArray  *path;      /* of CtChartSpot, the line to draw: at most four a pixel column */
  GArray  *bars;      /* of CtChartBar */
  GArray  *events;    /* of CtChartBar */
  GArray  *texts;     /* of CtChartText */
  double   today_x;   /* negative: not in view */
  gboolean marks;     /* room for a mark per answer */
  double   mark_size; /* radius */
} CtChartPanelLayout;

/**
 * CtChartLayout:
 *
 * A chart in a place of a size. Keeps the chart alive.
 */
typedef struct
{
  CtChart   *chart;
  CtRect     rect;
  CtDate     from;
  CtDate     to;
  double     unit;   /* the height of a line of small text: what distances are measured in */
  GPtrArray *panels; /* of CtChartPanelLayout */
} CtChartLayout;

typedef enum
{
  CT_CHART_HIT_NOTHING,
  CT_CHART_HIT_POINT,
  CT_CHART_HIT_INFUSION,
  CT_CHART_HIT_EVENT,
} CtChartHitKind;

/** What is under the pointer or the keyboard's cursor. */
typedef struct
{
  CtChartHitKind kind;
  guint          panel;
  guint          index; /* into the panel's points, or the chart's infusions or events */
  double         x;     /* the middle of its mark */
  double         y;
} CtChartHit;

CtChartLayout *ct_chart_layout_new  (CtChart *chart, CtRect rect, CtMeasure measure);
void           ct_chart_layout_free (CtChartLayout *self);
double         ct_chart_layout_x    (const CtChartLayout *self, guint panel, CtDate date, int minute);
double         ct_chart_layout_y    (const CtChartLayout *self, guint panel, int total_tenths);
CtDate         ct_chart_layout_date (const CtChartLayout *self, double x, double y);

gboolean       ct_chart_nearest     (const CtChartLayout *self, double x, double y, double reach, CtChartHit *hit);
gboolean       ct_chart_step        (const CtChartLayout *self, CtChartHit *hit, int steps);
char          *ct_chart_hit_get_words (const CtChartLayout *self, const CtChartHit *hit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtChartLayout, ct_chart_layout_free)

G_END_DECLS
