/* Boxes that a flow makes and pages are made of; only for ct-flow*.c and ct-pages.c. */
#pragma once

#include "paper/ct-flow.h"

G_BEGIN_DECLS

/** Something to see in a box, its rectangle counted from the box's corner. */
typedef struct
{
  CtRect       rect;
  CtColor      color;
  PangoLayout *layout;     /* (nullable): text: its lines from @first_line on */
  int          first_line;
  int          n_lines;
  CtFlowDraw   draw;       /* (nullable): a drawing */
  gpointer     data;
  GDestroyNotify destroy;
  char        *words;      /* (nullable): of the drawing */
} CtMark;

/** What is never cut by the end of a page. */
typedef struct _CtBox CtBox;
struct _CtBox
{
  double    height;
  double    min_height; /* a drawing may become this low to end a page well; 0: it may not */
  double    before;    /* room above; none at the top of a page */
  gboolean  keep_next; /* on the same page as the next box */
  gboolean  new_page;  /* never below another box */
  CtBox    *repeat;    /* (nullable): shown again above this box where it begins a page */
  GArray   *marks;     /* of CtMark */
};

/** A box in its place. */
typedef struct
{
  const CtBox *box;
  double       y;
} CtPlacedBox;

struct _CtPages
{
  gatomicrefcount  ref_count;
  double           width;
  double           height;
  gboolean         bare;
  double           margin;
  double           size;
  const CtPalette *palette;
  char            *header;
  char            *footer;
  char            *title;
  char            *author;
  char            *subject;
  gint64           created_us;
  CtInk           *ink;
  GPtrArray       *boxes; /* of CtBox, which the pages borrow */
  GPtrArray       *pages; /* of GArray of CtPlacedBox */
  CtBox           *place;  /* (nullable): where a signature goes, one of the boxes */
  CtBox           *signed_place; /* (nullable): what stands there instead once it is signed */
  CtPages         *blank;  /* (nullable): these pages before they were signed, which all the rest is borrowed from */
};

struct _CtFlow
{
  CtPages *pages;  /* on their way */
  CtInk   *headings[3];
  double   width;
  double   page_height; /* between header and footer */
  double   pending;     /* space before the next box */
  gboolean breaking;    /* the next box begins a page */
};

CtBox *ct_box_new       (double height, double before);
void   ct_box_free      (CtBox *box);
CtBox *ct_flow_add_box  (CtFlow *self, double height, double before);
CtMark *ct_box_add_text (CtBox *box, PangoLayout *layout, int first_line, int n_lines, double x, double y, CtColor color);
void   ct_box_add_fill  (CtBox *box, CtRect rect, CtColor color);
void   ct_flow_add_lines (CtFlow *self, PangoLayout *layout, double x, double before, CtColor color, gboolean keep_next);

double ct_pages_get_top    (const CtPages *self);
double ct_pages_get_bottom (const CtPages *self);

G_END_DECLS
