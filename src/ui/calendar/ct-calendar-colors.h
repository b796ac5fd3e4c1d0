/* The calendar's colours: hues that colour-blind people tell apart, lightened for fills; never the only sign. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CtPalette:
 * @text: words and lines
 * @base: what is behind
 * @accent: selection and today
 * @now: the line of the present moment
 * @dark: whether @base is dark
 * @contrast: whether the desktop asks for high contrast
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
} CtPalette;

void    ct_palette_init      (CtPalette *self, GtkWidget *widget);
GdkRGBA ct_palette_kind      (const CtPalette *self, const char *kind);
GdkRGBA ct_palette_clinician (const CtPalette *self, gint64 clinician_id);
GdkRGBA ct_palette_mix       (GdkRGBA from, GdkRGBA to, double part);
GdkRGBA ct_palette_faint     (const CtPalette *self, double part);

void    ct_palette_draw_ring (cairo_t *cr, const GdkRGBA *faint, const GdkRGBA *strong, double radius, double part);

G_END_DECLS
