/* Words on a surface: which font, how large a text is, and putting it there. */
#pragma once

#include <pango/pangocairo.h>

#include "paper/ct-palette.h"

G_BEGIN_DECLS

/** A place on a page or a window, in pixels or points; y grows downwards. */
typedef struct
{
  double x;
  double y;
  double width;
  double height;
} CtRect;

/**
 * CtTextRole:
 * @CT_TEXT_TITLE: what it is: larger and bold
 * @CT_TEXT_STRONG: bold
 * @CT_TEXT_BODY: the size of the desk
 * @CT_TEXT_SMALL: ticks and names of lines
 */
typedef enum
{
  CT_TEXT_TITLE,
  CT_TEXT_STRONG,
  CT_TEXT_BODY,
  CT_TEXT_SMALL,
  CT_N_TEXT_ROLES,
} CtTextRole;

typedef enum
{
  CT_ALIGN_START,
  CT_ALIGN_CENTER,
  CT_ALIGN_END,
} CtAlign;

/**
 * CtMeasure:
 * @measure: tells how much room one line of @text takes
 *
 * How large a text is. A layout only asks this, so that it can be tested without any font.
 */
typedef struct
{
  void (*measure) (gconstpointer data, CtTextRole role, const char *text, double *width, double *height);
  gconstpointer data;
} CtMeasure;

/**
 * CtInk:
 *
 * A family of fonts at a size, ready to measure and to draw. Belongs to the thread that made it.
 */
typedef struct _CtInk CtInk;

CtInk       *ct_ink_new         (const char *family, double size);
void         ct_ink_free        (CtInk *self);
double       ct_ink_get_size    (const CtInk *self);
CtMeasure    ct_ink_get_measure (const CtInk *self);
PangoLayout *ct_ink_layout      (const CtInk *self, CtTextRole role, const char *text);
void         ct_ink_show        (const CtInk *self, cairo_t *cr, CtTextRole role, const char *text, double x, double y,
                                 double max_width);
void         ct_ink_set_color   (cairo_t *cr, CtColor color);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtInk, ct_ink_free)

G_END_DECLS
