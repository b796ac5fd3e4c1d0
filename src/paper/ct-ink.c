#include "paper/ct-ink.h"

/* Families of the desktops of the day first, then what every system has. */
#define DEFAULT_FAMILY "Adwaita Sans, Cantarell, Noto Sans, Sans"

/* A text is measured before it is shown: keeping it set halves the work. */
#define MAX_KEPT 512

struct _CtInk
{
  double                size;
  GHashTable           *kept[CT_N_TEXT_ROLES]; /* text to PangoLayout */
  PangoContext         *context;
  PangoFontDescription *fonts[CT_N_TEXT_ROLES];
};

static const struct
{
  double      scale;
  PangoWeight weight;
} roles[CT_N_TEXT_ROLES] = {
  [CT_TEXT_TITLE] = { 1.15, PANGO_WEIGHT_BOLD },
  [CT_TEXT_STRONG] = { 1.0, PANGO_WEIGHT_BOLD },
  [CT_TEXT_BODY] = { 1.0, PANGO_WEIGHT_NORMAL },
  [CT_TEXT_SMALL] = { 0.88, PANGO_WEIGHT_NORMAL },
};

/* The same shapes on a window, on paper and in a file: nothing is fitted to a grid of pixels. */
static void
use_ideal_shapes (PangoContext *context)
{
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  cairo_font_options_destroy (options);
}

/**
 * ct_ink_new:
 * @family: (nullable): font families to try, separated by commas; %NULL: a quiet sans serif
 * @size: of body text, in pixels or points of the surface, above 0
 *
 * Returns: (transfer full): fonts to measure and draw with, in this thread.
 */
CtInk *
ct_ink_new (const char *family, double size)
{
  CtInk *self;

  g_return_val_if_fail (size > 0, NULL);
  self = g_new0 (CtInk, 1);
  self->size = size;
  self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  use_ideal_shapes (self->context);
  for (guint i = 0; i < CT_N_TEXT_ROLES; i++)
    {
      self->kept[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
      self->fonts[i] = pango_font_description_new ();
      pango_font_description_set_family (self->fonts[i], family != NULL ? family : DEFAULT_FAMILY);
      pango_font_description_set_weight (self->fonts[i], roles[i].weight);
      pango_font_description_set_absolute_size (self->fonts[i], size * roles[i].scale * PANGO_SCALE);
    }
  return self;
}

/**
 * ct_ink_free:
 * @self: (transfer full): ink
 */
void
ct_ink_free (CtInk *self)
{
  g_return_if_fail (self != NULL);
  for (guint i = 0; i < CT_N_TEXT_ROLES; i++)
    {
      g_hash_table_unref (self->kept[i]);
      pango_font_description_free (self->fonts[i]);
    }
  g_object_unref (self->context);
  g_free (self);
}

/**
 * ct_ink_get_size:
 * @self: ink
 *
 * Returns: the size of body text.
 */
double
ct_ink_get_size (const CtInk *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->size;
}

/**
 * ct_ink_layout:
 * @self: ink
 * @role: what the text is
 * @text: what it says
 *
 * Returns: (transfer full): the text set in its font, to be given a width, measured or shown.
 */
PangoLayout *
ct_ink_layout (const CtInk *self, CtTextRole role, const char *text)
{
  PangoLayout *layout;

  g_return_val_if_fail (self != NULL && text != NULL && (guint) role < CT_N_TEXT_ROLES, NULL);
  layout = pango_layout_new (self->context);
  pango_layout_set_font_description (layout, self->fonts[role]);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

/* A text as long as it is, set once. */
static PangoLayout *
kept_layout (const CtInk *self, CtTextRole role, const char *text)
{
  PangoLayout *layout = (PangoLayout *) g_hash_table_lookup (self->kept[role], text);

  if (layout != NULL)
    return layout;
  if (g_hash_table_size (self->kept[role]) >= MAX_KEPT)
    g_hash_table_remove_all (self->kept[role]);
  layout = ct_ink_layout (self, role, text);
  g_hash_table_insert (self->kept[role], g_strdup (text), layout);
  return layout;
}

static void
measure_text (gconstpointer data, CtTextRole role, const char *text, double *width, double *height)
{
  int w, h;

  pango_layout_get_size (kept_layout ((const CtInk *) data, role, text), &w, &h);
  *width = (double) w / PANGO_SCALE;
  *height = (double) h / PANGO_SCALE;
}

/**
 * ct_ink_get_measure:
 * @self: ink, which must outlive what is returned
 *
 * Returns: how large texts are in it.
 */
CtMeasure
ct_ink_get_measure (const CtInk *self)
{
  return (CtMeasure) { measure_text, self };
}

/**
 * ct_ink_show:
 * @self: ink
 * @cr: where to, with the colour set
 * @role: what the text is
 * @text: what it says
 * @x: left edge
 * @y: top edge
 * @max_width: shortened with an ellipsis beyond this; 0: as long as it is
 *
 * Shows one line of text.
 */
void
ct_ink_show (const CtInk *self, cairo_t *cr, CtTextRole role, const char *text, double x, double y, double max_width)
{
  g_autoptr (PangoLayout) shortened = NULL;
  PangoLayout *layout;
  int natural;

  g_return_if_fail (self != NULL && cr != NULL && text != NULL && (guint) role < CT_N_TEXT_ROLES);
  layout = kept_layout (self, role, text);
  pango_layout_get_size (layout, &natural, NULL);
  if (max_width > 0 && natural > max_width * PANGO_SCALE + PANGO_SCALE / 2)
    {
      layout = shortened = ct_ink_layout (self, role, text);
      pango_layout_set_width (layout, (int) (max_width * PANGO_SCALE));
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_single_paragraph_mode (layout, TRUE);
    }
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

/**
 * ct_ink_set_color:
 * @cr: a drawing
 * @color: the colour of what is drawn next
 */
void
ct_ink_set_color (cairo_t *cr, CtColor color)
{
  cairo_set_source_rgb (cr, color.red, color.green, color.blue);
}
