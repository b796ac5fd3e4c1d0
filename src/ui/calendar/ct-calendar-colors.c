#include "ui/calendar/ct-calendar-colors.h"

#include <adwaita.h>

/* Pixels from one line of a hatch to the next. */
#define HATCH 8

static GdkRGBA
from_rgb (CtRgb rgb)
{
  return (GdkRGBA) { (rgb >> 16 & 255) / 255.f, (rgb >> 8 & 255) / 255.f, (rgb & 255) / 255.f, 1.f };
}

static GdkRGBA
theme_color (GtkStyleContext *style, const char *name, guint fallback)
{
  GdkRGBA color;

  if (!gtk_style_context_lookup_color (style, name, &color))
    color = from_rgb (fallback);
  return color;
}

static CtRgb
to_rgb (const GdkRGBA *color)
{
  return (CtRgb) (color->red * 255 + 0.5f) << 16 | (CtRgb) (color->green * 255 + 0.5f) << 8 |
         (CtRgb) (color->blue * 255 + 0.5f);
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
  self->ground = (CtTintGround) { to_rgb (&self->base), to_rgb (&self->text), (int) (self->text.alpha * 100 + 0.5f),
                                  self->contrast };
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

/* A tint is asked for at every draw of every block, and there are few of them. */
typedef struct
{
  CtTintGround  ground;
  CtRgb         hue;
  int           percent;
  gboolean      known;
  CtPaletteTint tint;
} Remembered;

static gboolean
is_same_ground (const CtTintGround *a, const CtTintGround *b)
{
  return a->base == b->base && a->text == b->text && a->text_percent == b->text_percent && a->contrast == b->contrast;
}

/**
 * ct_palette_tint:
 * @self: the theme's colours
 * @hue: a hue
 * @percent: how much of it the fill has at most
 *
 * Returns: what is painted with it, so that words and marks on it can be read.
 */
CtPaletteTint
ct_palette_tint (const CtPalette *self, CtRgb hue, int percent)
{
  static Remembered remembered[64];
  Remembered *slot = &remembered[(hue * 31 + (guint) percent * 7) % G_N_ELEMENTS (remembered)];
  CtTint tint;

  if (slot->known && slot->hue == hue && slot->percent == percent && is_same_ground (&slot->ground, &self->ground))
    return slot->tint;
  tint = ct_tint_derive (hue, percent, &self->ground);
  *slot = (Remembered) { self->ground, hue, percent, TRUE,
                         { from_rgb (tint.fill), from_rgb (tint.edge), from_rgb (tint.mark) } };
  return slot->tint;
}

/**
 * ct_palette_redraw:
 * @widget: a widget with blocks or days in it
 *
 * Draws it and all within it again, because the colours of the clinic are others now.
 */
void
ct_palette_redraw (GtkWidget *widget)
{
  gtk_widget_queue_draw (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    ct_palette_redraw (child);
}

/**
 * ct_palette_set_dash:
 * @cr: what is drawn on
 * @dense: of a visit that keeps its chair; else of one that will begin later
 *
 * Makes lines dashed as the edges of ghosts are.
 */
void
ct_palette_set_dash (cairo_t *cr, gboolean dense)
{
  static const double wide_dash[] = { 5, 3 }, dense_dash[] = { 2, 2 };

  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, dense ? dense_dash : wide_dash, 2, 0);
}

/**
 * ct_palette_draw_hatch:
 * @self: a palette
 * @snapshot: what is drawn on
 * @area: where
 *
 * Hatches it faintly: what is not to be had, as closed hours, or does not take place.
 */
void
ct_palette_draw_hatch (const CtPalette *self, GtkSnapshot *snapshot, const graphene_rect_t *area)
{
  graphene_rect_t tile = GRAPHENE_RECT_INIT (0, 0, HATCH, HATCH);
  GdkRGBA color = ct_palette_faint (self, 0.10);
  GdkRGBA shade = ct_palette_faint (self, 0.03);
  cairo_t *cr;

  if (area->size.height < 1 || area->size.width < 1)
    return;
  gtk_snapshot_append_color (snapshot, &shade, area);
  gtk_snapshot_push_repeat (snapshot, area, &tile);
  cr = gtk_snapshot_append_cairo (snapshot, &tile);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, -1, HATCH + 1);
  cairo_line_to (cr, HATCH + 1, -1);
  cairo_stroke (cr);
  cairo_destroy (cr);
  gtk_snapshot_pop (snapshot);
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
