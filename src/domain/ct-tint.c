#include "domain/ct-tint.h"

#include <math.h>

#define HIGH_CONTRAST_TEXT 7.0 /* Web Content Accessibility Guidelines 2.1, 1.4.6 */
#define EDGE_PERCENT       20  /* how much of the words' colour goes into an edge at least */
#define STEP_PERCENT       2

/* Of light, for each value of a channel; the same at every call, so it does not matter who fills it. */
static const double *
light_of_channels (void)
{
  static double light[256];
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      for (int i = 0; i < 256; i++)
        light[i] = i / 255.0 <= 0.04045 ? i / 255.0 / 12.92 : pow ((i / 255.0 + 0.055) / 1.055, 2.4);
      g_once_init_leave (&ready, 1);
    }
  return light;
}

static double
luminance (CtRgb color)
{
  const double *light = light_of_channels ();

  return 0.2126 * light[color >> 16 & 255] + 0.7152 * light[color >> 8 & 255] + 0.0722 * light[color & 255];
}

/**
 * ct_rgb_contrast:
 * @a: a colour
 * @b: another
 *
 * Returns: their contrast as the Web Content Accessibility Guidelines define it, 1 to 21.
 */
double
ct_rgb_contrast (CtRgb a, CtRgb b)
{
  double of_a = luminance (a), of_b = luminance (b);

  return (MAX (of_a, of_b) + 0.05) / (MIN (of_a, of_b) + 0.05);
}

static CtRgb
mix_channel (CtRgb from, CtRgb to, int shift, int percent)
{
  int a = from >> shift & 255, b = to >> shift & 255;

  return (CtRgb) ((a * (100 - percent) + b * percent + 50) / 100) << shift;
}

/**
 * ct_rgb_mix:
 * @from: a colour
 * @to: another
 * @percent: 0 is @from, 100 is @to
 *
 * Returns: the colour between them.
 */
CtRgb
ct_rgb_mix (CtRgb from, CtRgb to, int percent)
{
  int part = CLAMP (percent, 0, 100);

  return mix_channel (from, to, 16, part) | mix_channel (from, to, 8, part) | mix_channel (from, to, 0, part);
}

/* Lightness, and how green-red and blue-yellow it is: Ottosson, "A perceptual color space for image processing", 2020. */
static void
to_oklab (CtRgb color, double *lab)
{
  const double *light = light_of_channels ();
  double r = light[color >> 16 & 255], g = light[color >> 8 & 255], b = light[color & 255];
  double l = cbrt (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  double m = cbrt (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  double s = cbrt (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);

  lab[0] = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
  lab[1] = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
  lab[2] = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
}

/**
 * ct_rgb_distance:
 * @a: a colour
 * @b: another
 *
 * Returns: how different they look in the Oklab space: 0 is the same, some 0.1 is told apart at a glance, 1 is black and white.
 */
double
ct_rgb_distance (CtRgb a, CtRgb b)
{
  double of_a[3], of_b[3];

  to_oklab (a, of_a);
  to_oklab (b, of_b);
  return sqrt ((of_a[0] - of_b[0]) * (of_a[0] - of_b[0]) + (of_a[1] - of_b[1]) * (of_a[1] - of_b[1]) +
               (of_a[2] - of_b[2]) * (of_a[2] - of_b[2]));
}

/**
 * ct_rgb_is_alarm:
 * @color: a colour
 *
 * Returns: whether people take it for the red that means safety.
 */
gboolean
ct_rgb_is_alarm (CtRgb color)
{
  double lab[3], hue;

  to_oklab (color, lab);
  hue = atan2 (lab[2], lab[1]) * 180 / G_PI;
  return hypot (lab[1], lab[2]) > 0.13 && hue > 5 && hue < 42;
}

/**
 * ct_rgb_parse:
 * @text: (nullable): like “#56b4e9”
 * @color: (out): the colour
 *
 * Returns: whether it is one.
 */
gboolean
ct_rgb_parse (const char *text, CtRgb *color)
{
  CtRgb read = 0;

  g_return_val_if_fail (color != NULL, FALSE);
  if (text == NULL || text[0] != '#')
    return FALSE;
  for (int i = 1; i <= 6; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return FALSE;
      read = read << 4 | (CtRgb) g_ascii_xdigit_value (text[i]);
    }
  *color = read;
  return text[7] == '\0';
}

/**
 * ct_rgb_format:
 * @color: a colour
 *
 * Returns: (transfer full): it as ct_rgb_parse() reads it.
 */
char *
ct_rgb_format (CtRgb color)
{
  return g_strdup_printf ("#%06x", color & 0xffffff);
}

/**
 * ct_tint_ink:
 * @ground: what the theme gives
 * @behind: what words stand on
 *
 * Returns: the colour their strokes have there.
 */
CtRgb
ct_tint_ink (const CtTintGround *ground, CtRgb behind)
{
  g_return_val_if_fail (ground != NULL, 0);
  return ct_rgb_mix (behind, ground->text, ground->text_percent);
}

/* As much of the hue as words bear; the base itself at the worst. */
static CtRgb
derive_fill (CtRgb hue, int percent, const CtTintGround *ground)
{
  double wanted = ground->contrast ? HIGH_CONTRAST_TEXT : CT_TINT_TEXT_CONTRAST;

  for (int part = percent; part > 0; part -= STEP_PERCENT)
    {
      CtRgb fill = ct_rgb_mix (ground->base, hue, part);

      if (ct_rgb_contrast (ct_tint_ink (ground, fill), fill) >= wanted)
        return fill;
    }
  return ground->base;
}

/* The hue with as much of the words' colour as it takes to be seen on both. */
static CtRgb
derive_mark (CtRgb hue, int percent, CtRgb fill, const CtTintGround *ground)
{
  CtRgb ink = ct_tint_ink (ground, ground->base);

  for (int part = percent; part < 100; part += STEP_PERCENT)
    {
      CtRgb mark = ct_rgb_mix (hue, ink, part);

      if (ct_rgb_contrast (mark, fill) >= CT_TINT_MARK_CONTRAST &&
          ct_rgb_contrast (mark, ground->base) >= CT_TINT_MARK_CONTRAST)
        return mark;
    }
  return ink;
}

/**
 * ct_tint_derive:
 * @hue: any colour
 * @percent: how much of it the fill has at most
 * @ground: what the theme gives; its words have 4.5:1 (7:1 in high contrast) on its base
 *
 * Returns: what is painted with that hue, so that words on it and marks beside it can be read whatever the hue.
 */
CtTint
ct_tint_derive (CtRgb hue, int percent, const CtTintGround *ground)
{
  CtTint tint = { 0 };

  g_return_val_if_fail (ground != NULL, tint);
  tint.fill = derive_fill (hue, percent, ground);
  tint.edge = ground->contrast ? ct_tint_ink (ground, ground->base) : derive_mark (hue, EDGE_PERCENT, tint.fill, ground);
  tint.mark = derive_mark (hue, 0, tint.fill, ground);
  return tint;
}
