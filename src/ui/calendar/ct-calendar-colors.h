/* The calendar's colours: hues that colour-blind people tell apart, lightened for fills; never the only sign. */
#pragma once

#include <gtk/gtk.h>

#include "domain/ct-tint.h"

G_BEGIN_DECLS

/**
 * CtPalette:
 * @text: words and lines
 * @base: what is behind
 * @accent: selection and today
 * @now: the line of the present moment
 * @dark: whether @base is dark
 * @contrast: whether the desktop asks for high contrast
 * @ground: @base, @text and @contrast once more, for ct_palette_tint()
 *
 * What the theme gives, taken once a snapshot.
 */
typedef struct
{
  GdkRGBA  text;
  GdkRGBA  base;
  GdkRGBA  accent;
  GdkRGBA  now;
  gboolean dark;
  gboolean contrast;
  CtTintGround ground;
} CtPalette;

/** What is painted with a hue: a fill, the edge around it, and the hue as a mark of its own. */
typedef struct
{
  GdkRGBA fill;
  GdkRGBA edge;
  GdkRGBA mark;
} CtPaletteTint;

void    ct_palette_init      (CtPalette *self, GtkWidget *widget);
CtPaletteTint ct_palette_tint (const CtPalette *self, CtRgb hue, int percent);
GdkRGBA ct_palette_mix       (GdkRGBA from, GdkRGBA to, double part);
GdkRGBA ct_palette_faint     (const CtPalette *self, double part);

void    ct_palette_redraw    (GtkWidget *widget);
void    ct_palette_set_dash  (cairo_t *cr, gboolean dense);
void    ct_palette_draw_hatch (const CtPalette *self, GtkSnapshot *snapshot, const graphene_rect_t *area);
void    ct_palette_draw_ring (cairo_t *cr, const GdkRGBA *faint, const GdkRGBA *strong, double radius, double part);

G_END_DECLS
