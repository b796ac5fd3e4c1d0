/* Colours as arithmetic: how far they are apart, and what a hue becomes so that words and marks on it can be read. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** An opaque sRGB colour, 0xRRGGBB. */
typedef guint32 CtRgb;

#define CT_TINT_TEXT_CONTRAST 4.5 /* Web Content Accessibility Guidelines 2.1, 1.4.3 */
#define CT_TINT_MARK_CONTRAST 3.0 /* the same, 1.4.11 */

/**
 * CtTintGround:
 * @base: what lies behind everything
 * @text: of words, before it is laid over what is behind them
 * @text_percent: how opaque words are
 * @contrast: whether the desktop asks for high contrast
 *
 * What the theme gives.
 */
typedef struct
{
  CtRgb    base;
  CtRgb    text;
  int      text_percent;
  gboolean contrast;
} CtTintGround;

/**
 * CtTint:
 * @fill: behind words; they have 4.5:1 on it, 7:1 in high contrast
 * @edge: around it, 3:1 on @fill and on what is behind everything
 * @mark: the hue as a mark of its own, 3:1 on @fill and on what is behind everything
 */
typedef struct
{
  CtRgb fill;
  CtRgb edge;
  CtRgb mark;
} CtTint;

double   ct_rgb_contrast  (CtRgb a, CtRgb b);
CtRgb    ct_rgb_mix       (CtRgb from, CtRgb to, int percent);
double   ct_rgb_distance  (CtRgb a, CtRgb b);
gboolean ct_rgb_is_alarm  (CtRgb color);
gboolean ct_rgb_parse     (const char *text, CtRgb *color);
char    *ct_rgb_format    (CtRgb color);

CtRgb    ct_tint_ink      (const CtTintGround *ground, CtRgb behind);
CtTint   ct_tint_derive   (CtRgb hue, int percent, const CtTintGround *ground);

G_END_DECLS
