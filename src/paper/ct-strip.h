/* A course on one line: what was done, what is today, what is planned, gaps to scale. */
#pragma once

#include "base/ct-date.h"
#include "paper/ct-ink.h"

G_BEGIN_DECLS

/** What became of a session. Each has a shape of its own, drawn and not a character of a font. */
typedef enum
{
  CT_STRIP_DONE,       /* a filled disc */
  CT_STRIP_TODAY,      /* a half filled disc */
  CT_STRIP_PLANNED,    /* a ring */
  CT_STRIP_MISSED,     /* a cross: missed or cancelled */
  CT_STRIP_EVALUATION, /* a diamond */
} CtStripKind;

typedef struct
{
  CtStripKind kind;
  CtDate      date;
  gint64      dose_ug; /* 0: none to show */
  char       *label;   /* (nullable): instead of the dose: "then evaluate" */
} CtStripItem;

/** A course as a row of sessions. Reference counted; left alone once it is shown. */
typedef struct
{
  gatomicrefcount ref_count;
  char           *title; /* (nullable): "Induction IV_IND_3PW" */
  GArray         *items; /* of CtStripItem, in any order */
} CtStrip;

/** Where one session of a strip goes; a text that found no room is %NULL. */
typedef struct
{
  guint  index; /* into the strip's items */
  double x;     /* the middle of its mark */
  double y;
  double radius;
  char  *date_text;
  CtRect date_rect;
  char  *label_text;
  CtRect label_rect;
} CtStripSpot;

/** A strip in a place of a size. */
typedef struct
{
  CtStrip *strip;
  CtRect   rect;
  CtRect   title_rect;
  GArray  *spots; /* of CtStripSpot, in order of time */
} CtStripLayout;

CtStrip       *ct_strip_new           (const char *title);
CtStrip       *ct_strip_ref           (CtStrip *self);
void           ct_strip_unref         (CtStrip *self);
void           ct_strip_add           (CtStrip *self, CtStripKind kind, CtDate date, gint64 dose_ug, const char *label);
char          *ct_strip_get_words     (const CtStrip *self);
char          *ct_strip_item_get_words (const CtStripItem *item);
double         ct_strip_get_height    (const CtStrip *self, CtMeasure measure);

CtStripLayout *ct_strip_layout_new    (CtStrip *strip, CtRect rect, CtMeasure measure);
void           ct_strip_layout_free   (CtStripLayout *self);
void           ct_strip_layout_paint  (const CtStripLayout *self, cairo_t *cr, const CtInk *ink,
                                       const CtPalette *palette);
int            ct_strip_layout_nearest (const CtStripLayout *self, double x, double y);
void           ct_strip_paint         (CtStrip *strip, cairo_t *cr, CtRect rect, const CtInk *ink,
                                       const CtPalette *palette);
void           ct_strip_paint_mark    (cairo_t *cr, CtStripKind kind, double x, double y, double radius,
                                       const CtPalette *palette);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtStrip, ct_strip_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtStripLayout, ct_strip_layout_free)

G_END_DECLS
