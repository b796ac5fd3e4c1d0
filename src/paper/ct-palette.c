#include "paper/ct-palette.h"

#include <math.h>

#define RGB(hex) { ((hex) >> 16 & 255) / 255.0, ((hex) >> 8 & 255) / 255.0, ((hex) & 255) / 255.0 }

/* Okabe-Ito hues, darkened or lightened until a mark stands 3:1 and a word 4.5:1 on the severest band. Bands are
 * shades of one quiet slate: how severe is said by place and name, never by a red or a green. */
static const CtPalette palettes[CT_N_PALETTES] = {
  [CT_PALETTE_LIGHT] = {
    .background = RGB (0xffffff), .text = RGB (0x20242a), .dim_text = RGB (0x545c68), .hairline = RGB (0xaab2bd),
    .band_low = RGB (0xf8fafc), .band_high = RGB (0xdde4ed), .band_edge = RGB (0xffffff),
    .score = RGB (0x0068a8), .infusion = RGB (0x00795a), .reference = RGB (0x67707d),
    .today = RGB (0xa03f78), .safety = RGB (0xc01c28),
  },
  [CT_PALETTE_DARK] = {
    .background = RGB (0x1e1e1e), .text = RGB (0xf4f5f7), .dim_text = RGB (0xb9c0ca), .hairline = RGB (0x5d646e),
    .band_low = RGB (0x232527), .band_high = RGB (0x39414c), .band_edge = RGB (0x1e1e1e),
    .score = RGB (0x6cbcf2), .infusion = RGB (0x35c79e), .reference = RGB (0xa2abb7),
    .today = RGB (0xe9a9cc), .safety = RGB (0xff8078),
  },
  [CT_PALETTE_HIGH_CONTRAST] = {
    .background = RGB (0xffffff), .text = RGB (0x000000), .dim_text = RGB (0x1c1c1c), .hairline = RGB (0x000000),
    .band_low = RGB (0xffffff), .band_high = RGB (0xececec), .band_edge = RGB (0x6a6a6a),
    .score = RGB (0x003d70), .infusion = RGB (0x004d38), .reference = RGB (0x303030),
    .today = RGB (0x6b1f4d), .safety = RGB (0x8f0010),
  },
  [CT_PALETTE_HIGH_CONTRAST_DARK] = {
    .background = RGB (0x000000), .text = RGB (0xffffff), .dim_text = RGB (0xe8e8e8), .hairline = RGB (0xffffff),
    .band_low = RGB (0x000000), .band_high = RGB (0x202020), .band_edge = RGB (0x9a9a9a),
    .score = RGB (0x9fd6ff), .infusion = RGB (0x7ce8c6), .reference = RGB (0xd6d6d6),
    .today = RGB (0xffc9e6), .safety = RGB (0xffa8a0),
  },
  [CT_PALETTE_PAPER] = {
    .background = RGB (0xffffff), .text = RGB (0x1a1d22), .dim_text = RGB (0x4d5560), .hairline = RGB (0xa3abb6),
    .band_low = RGB (0xfbfcfd), .band_high = RGB (0xe1e7ef), .band_edge = RGB (0xffffff),
    .score = RGB (0x00629f), .infusion = RGB (0x007053), .reference = RGB (0x616a77),
    .today = RGB (0x963a70), .safety = RGB (0xb81a26),
  },
  [CT_PALETTE_GREY] = {
    .background = RGB (0xffffff), .text = RGB (0x000000), .dim_text = RGB (0x404040), .hairline = RGB (0x8c8c8c),
    .band_low = RGB (0xffffff), .band_high = RGB (0xe6e6e6), .band_edge = RGB (0xffffff),
    .score = RGB (0x000000), .infusion = RGB (0x3c3c3c), .reference = RGB (0x5a5a5a),
    .today = RGB (0x303030), .safety = RGB (0x000000),
  },
};

/**
 * ct_palette_get:
 * @kind: what is drawn on
 *
 * Returns: (transfer none): its colours.
 */
const CtPalette *
ct_palette_get (CtPaletteKind kind)
{
  g_return_val_if_fail ((guint) kind < CT_N_PALETTES, &palettes[CT_PALETTE_LIGHT]);
  return &palettes[kind];
}

/**
 * ct_palette_get_band:
 * @self: a palette
 * @index: which band, the mildest is 0
 * @n_bands: how many there are
 *
 * Returns: the shade of a severity zone.
 */
CtColor
ct_palette_get_band (const CtPalette *self, guint index, guint n_bands)
{
  g_return_val_if_fail (self != NULL && index < n_bands, (CtColor) { 0 });
  return ct_color_mix (self->band_low, self->band_high, n_bands > 1 ? (double) index / (n_bands - 1) : 0);
}

/**
 * ct_color_mix:
 * @a: a colour
 * @b: a colour
 * @amount_of_b: 0 to 1
 *
 * Returns: the colour between them.
 */
CtColor
ct_color_mix (CtColor a, CtColor b, double amount_of_b)
{
  return (CtColor) { a.red + (b.red - a.red) * amount_of_b, a.green + (b.green - a.green) * amount_of_b,
                     a.blue + (b.blue - a.blue) * amount_of_b };
}

static double
linear (double part)
{
  return part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

static double
luminance (CtColor color)
{
  return 0.2126 * linear (color.red) + 0.7152 * linear (color.green) + 0.0722 * linear (color.blue);
}

/**
 * ct_color_contrast:
 * @a: a colour
 * @b: a colour
 *
 * Returns: their contrast as the Web Content Accessibility Guidelines define it, 1 to 21.
 */
double
ct_color_contrast (CtColor a, CtColor b)
{
  double la = luminance (a), lb = luminance (b);

  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}
