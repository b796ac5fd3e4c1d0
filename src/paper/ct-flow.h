/* Lays headings, paragraphs, key-value blocks, tables and drawings into pages. */
#pragma once

#include "paper/ct-ink.h"
#include "paper/ct-pages.h"

G_BEGIN_DECLS

/**
 * CtFlowSetup:
 * @paper: the paper
 * @landscape: whether it lies on its long side
 * @bare: nothing but what is drawn: no margin, header, footer or number of the page
 * @margin: points on every side; 0: 54
 * @family: (nullable): fonts to try, separated by commas; %NULL: a quiet sans serif
 * @size: of body text in points; 0: 10
 * @palette: (nullable): %NULL: colours for white paper
 * @header: (nullable): at the top of every page but the first
 * @footer: (nullable): at the foot of every page, before "Page x of y"
 * @title: (nullable): of the document
 * @author: (nullable): of the document
 * @subject: (nullable): of the document
 * @created_us: when it was made, UTC microseconds: written into a PDF instead of the clock's time
 *
 * Texts are copied.
 */
typedef struct
{
  CtPaper          paper;
  gboolean         landscape;
  gboolean         bare;
  double           margin;
  const char      *family;
  double           size;
  const CtPalette *palette;
  const char      *header;
  const char      *footer;
  const char      *title;
  const char      *author;
  const char      *subject;
  gint64           created_us;
} CtFlowSetup;

typedef enum
{
  CT_PARAGRAPH_PLAIN,
  CT_PARAGRAPH_DIM,
  CT_PARAGRAPH_STRONG,
  CT_PARAGRAPH_SMALL,
} CtParagraph;

/** A name and what it says: "Born", "12 Mar 1985". */
typedef struct
{
  const char *key;
  const char *value; /* (nullable): shown as a dash */
} CtFlowPair;

/** A column of a table. */
typedef struct
{
  const char *title;
  CtAlign     align;
} CtFlowColumn;

/** Draws into @rect of a page; what it needs is in @data. */
typedef void (*CtFlowDraw) (cairo_t *cr, CtRect rect, const CtInk *ink, const CtPalette *palette, gpointer data);

typedef struct _CtFlow CtFlow;

CtFlow  *ct_flow_new         (const CtFlowSetup *setup);
void     ct_flow_free        (CtFlow *self);
const CtInk *ct_flow_get_ink (const CtFlow *self);

void     ct_flow_heading     (CtFlow *self, int level, const char *text);
void     ct_flow_paragraph   (CtFlow *self, CtParagraph style, const char *text);
void     ct_flow_bullets     (CtFlow *self, const char *const *texts);
void     ct_flow_pairs       (CtFlow *self, const CtFlowPair *pairs, guint n_pairs, guint columns);
void     ct_flow_table       (CtFlow *self, const CtFlowColumn *columns, guint n_columns, const char *const *cells,
                              guint n_rows);
void     ct_flow_marked_table (CtFlow *self, const CtFlowColumn *columns, guint n_columns, const char *const *cells,
                              guint n_rows, const CtColor *marks);
void     ct_flow_drawing     (CtFlow *self, double height, const char *words, CtFlowDraw draw, gpointer data,
                              GDestroyNotify destroy);
void     ct_flow_space       (CtFlow *self, double points);
void     ct_flow_rule        (CtFlow *self);
void     ct_flow_new_page    (CtFlow *self);
double   ct_flow_page_height (const CtFlow *self);
void     ct_flow_signature   (CtFlow *self, const char *name, const char *caption);
CtPages *ct_flow_finish      (CtFlow *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtFlow, ct_flow_free)

G_END_DECLS
