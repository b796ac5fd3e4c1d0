#include "paper/ct-paper-tint.h"

#include <math.h>

/* How much of a hue lies behind words. */
#define FILL_PERCENT 22

static CtRgb
to_rgb (CtColor color)
{
  return (CtRgb) lround (color.red * 255) << 16 | (CtRgb) lround (color.green * 255) << 8 | (CtRgb) lround (color.blue * 255);
}

static CtColor
from_rgb (CtRgb color)
{
  return (CtColor) { (color >> 16 & 255) / 255.0, (color >> 8 & 255) / 255.0, (color & 255) / 255.0 };
}

/* As light as it is, without its colour: what a printer without colours makes of it. */
static CtRgb
to_grey (CtRgb color)
{
  CtColor parts = from_rgb (color);
  CtRgb level = (CtRgb) lround ((0.2126 * parts.red + 0.7152 * parts.green + 0.0722 * parts.blue) * 255);

  return level << 16 | level << 8 | level;
}

/**
 * ct_paper_tint:
 * @hue: a colour of the clinic's choosing
 * @palette: of the paper
 *
 * Returns: what it becomes there, so that words and marks can be read whatever was chosen.
 */
CtPaperTint
ct_paper_tint (CtRgb hue, const CtPalette *palette)
{
  CtTintGround ground;
  CtTint tint;

  g_return_val_if_fail (palette != NULL, ((CtPaperTint) { { 0 }, { 0 }, { 0 } }));
  ground = (CtTintGround) { to_rgb (palette->background), to_rgb (palette->dim_text), 100, FALSE };
  tint = ct_tint_derive (palette == ct_palette_get (CT_PALETTE_GREY) ? to_grey (hue) : hue, FILL_PERCENT, &ground);
  return (CtPaperTint) { from_rgb (tint.fill), from_rgb (tint.edge), from_rgb (tint.mark) };
}
