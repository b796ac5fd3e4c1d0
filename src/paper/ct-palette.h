/* The colours of what is drawn, for light and dark windows, high contrast, paper and grey paper. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** An opaque sRGB colour, each part 0 to 1. Opaque, so that its contrast can be computed. */
typedef struct
{
  double red;
  double green;
  double blue;
} CtColor;

/**
 * CtPalette:
 * @background: what lies under everything
 * @text: words to read first; 4.5:1 and better on @background and on every band
 * @dim_text: lesser words, 4.5:1 as well
 * @hairline: axes, rules and frames
 * @band_low: the zone of the mildest scores
 * @band_high: the zone of the severest; those between are mixed
 * @band_edge: between two zones
 * @score: the score line and its marks, 3:1 and better
 * @infusion: bars and dots of what was given, 3:1
 * @reference: dashed lines: baseline, response, remission, 3:1
 * @today: the line and ring of today, 3:1
 * @safety: a mark with a safety notice; red, and a shape of its own
 */
typedef struct
{
  CtColor background;
  CtColor text;
  CtColor dim_text;
  CtColor hairline;
  CtColor band_low;
  CtColor band_high;
  CtColor band_edge;
  CtColor score;
  CtColor infusion;
  CtColor reference;
  CtColor today;
  CtColor safety;
} CtPalette;

/**
 * CtPaletteKind:
 * @CT_PALETTE_LIGHT: a light window
 * @CT_PALETTE_DARK: a dark window
 * @CT_PALETTE_HIGH_CONTRAST: a light window in high contrast
 * @CT_PALETTE_HIGH_CONTRAST_DARK: a dark window in high contrast
 * @CT_PALETTE_PAPER: white paper, colour ink
 * @CT_PALETTE_GREY: white paper, black ink
 */
typedef enum
{
  CT_PALETTE_LIGHT,
  CT_PALETTE_DARK,
  CT_PALETTE_HIGH_CONTRAST,
  CT_PALETTE_HIGH_CONTRAST_DARK,
  CT_PALETTE_PAPER,
  CT_PALETTE_GREY,
  CT_N_PALETTES,
} CtPaletteKind;

const CtPalette *ct_palette_get       (CtPaletteKind kind);
CtColor          ct_palette_get_band  (const CtPalette *self, guint index, guint n_bands);
CtColor          ct_color_mix         (CtColor a, CtColor b, double amount_of_b);
double           ct_color_contrast    (CtColor a, CtColor b);

G_END_DECLS
