#include "ui/calendar/ct-calendar-colors.h"

#include <adwaita.h>

#include "domain/ct-appointment.h"

/* Okabe and Ito's hues ("Color Universal Design", 2008), told apart by nearly everyone. Their vermillion is left out: red
 * means safety here. */
#define ORANGE  0xE69F00
#define SKY     0x56B4E9
#define GREEN   0x009E73
#define BLUE    0x0072B2
#define PURPLE  0xCC79A7
#define YELLOW  0xD9C400 /* theirs is F0E442: darkened, or it is gone on white */

static GdkRGBA
from_hex (guint hex)
{
  return (GdkRGBA) { (hex >> 16 & 255) / 255.f, (hex >> 8 & 255) / 255.f, (hex & 255) / 255.f, 1.f };
}

static GdkRGBA
theme_color (GtkStyleContext *style, const char *name, guint fallback)
{
  GdkRGBA color;

  if (!gtk_style_context_lookup_color (style, name, &color))
    color = from_hex (fallback);
  return color;
}

static void
read_theme (CtPalette *self, GtkWidget *widget)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkStyleContext *style = gtk_widget_get_style_context (widget);

  self->dark = adw_style_manager_get_dark (manager);
  self->contrast = adw_style_manager_get_high_contrast (manager);
  gtk_style_context_get_color (style, &self->text);
  self->base = theme_color (style, "view_bg_color", self->dark ? 0x1e1e1e : 0xffffff);
  self->accent = theme_color (style, "accent_bg_color", 0x3584e4);
  self->now = theme_color (style, "accent_color", self->dark ? 0x78aeed : 0x1c71d8);
}

/**
 * ct_palette_init:
 * @self: (out): a palette to fill
 * @widget: a widget that is shown
 *
 * Takes the theme's colours.
 */
void
ct_palette_init (CtPalette *self, GtkWidget *widget)
{
  static CtPalette last;
  static GdkFrameClock *last_clock;
  static gint64 last_frame = -1;
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gint64 frame = clock != NULL ? gdk_frame_clock_get_frame_counter (clock) : -1;

  /* Hundreds of blocks are drawn in a frame; the theme is asked once. */
  if (frame < 0 || clock != last_clock || frame != last_frame)
    read_theme (&last, widget);
  last_clock = clock;
  last_frame = frame;
  *self = last;
}

/**
 * ct_palette_mix:
 * @from: a colour
 * @to: another
 * @part: 0 is @from, 1 is @to
 *
 * Returns: the colour between them, opaque where both are.
 */
GdkRGBA
ct_palette_mix (GdkRGBA from, GdkRGBA to, double part)
{
  float p = (float) part;

  return (GdkRGBA) { from.red + (to.red - from.red) * p, from.green + (to.green - from.green) * p,
                     from.blue + (to.blue - from.blue) * p, from.alpha + (to.alpha - from.alpha) * p };
}

/**
 * ct_palette_faint:
 * @self: the theme's colours
 * @part: how much of the text's colour, 0 to 1
 *
 * Returns: the colour of a line or a shade; stronger in high contrast.
 */
GdkRGBA
ct_palette_faint (const CtPalette *self, double part)
{
  GdkRGBA color = self->text;

  color.alpha *= (float) MIN (self->contrast ? part * 2.2 : part, 1);
  return color;
}

/**
 * ct_palette_kind:
 * @self: the theme's colours
 * @kind: a kind of visit
 *
 * Returns: its full hue; mix it with the base for a fill.
 */
GdkRGBA
ct_palette_kind (const CtPalette *self, const char *kind)
{
  static const struct { const char *kind; guint hex; } hues[] = {
    { CT_VISIT_TREATMENT, SKY },
    { CT_VISIT_CONSULTATION, GREEN },
    { CT_VISIT_FOLLOW_UP, PURPLE },
    { CT_VISIT_OTHER, YELLOW },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (hues); i++)
    if (g_strcmp0 (hues[i].kind, kind) == 0)
      return from_hex (hues[i].hex);
  return ct_palette_mix (self->text, self->base, 0.5);
}

/**
 * ct_palette_clinician:
 * @self: the theme's colours
 * @clinician_id: who, 0 for nobody yet
 *
 * Returns: the colour of the bar at the left of the block.
 */
GdkRGBA
ct_palette_clinician (const CtPalette *self, gint64 clinician_id)
{
  static const guint hues[] = { BLUE, ORANGE, GREEN, PURPLE, SKY, YELLOW };

  if (clinician_id <= 0)
    return ct_palette_mix (self->text, self->base, 0.6);
  return from_hex (hues[(clinician_id - 1) % G_N_ELEMENTS (hues)]);
}

/**
 * ct_palette_draw_ring:
 * @cr: where, with its origin in the middle of the ring
 * @faint: of the whole ring
 * @strong: of the part that is filled
 * @radius: to the middle of its line
 * @part: how much is filled, 0 to 1
 *
 * Draws the ring of readiness: empty, a part of it, or all of it with a dot.
 */
void
ct_palette_draw_ring (cairo_t *cr, const GdkRGBA *faint, const GdkRGBA *strong, double radius, double part)
{
  double line = radius * 0.5;

  cairo_set_line_width (cr, line);
  gdk_cairo_set_source_rgba (cr, faint);
  cairo_arc (cr, 0, 0, radius, 0, 2 * G_PI);
  cairo_stroke (cr);
  gdk_cairo_set_source_rgba (cr, strong);
  if (part > 0)
    {
      cairo_arc (cr, 0, 0, radius, -G_PI / 2, -G_PI / 2 + part * 2 * G_PI);
      cairo_stroke (cr);
    }
  if (part >= 1)
    {
      cairo_arc (cr, 0, 0, line, 0, 2 * G_PI);
      cairo_fill (cr);
    }
}
