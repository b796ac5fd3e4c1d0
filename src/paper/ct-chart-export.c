/* A progress chart as a picture for a letter, a slide or a file. */
#include "paper/ct-chart-paint.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <string.h>

#include "paper/ct-paper-file.h"

/* A chart on its way into a file. */
typedef struct
{
  CtChart         *chart;
  double           width;
  double           height;
  const CtPalette *palette;
} Picture;

/* Small type in small pictures, and never too small to read. */
static double
text_size (double width, double height)
{
  return CLAMP (sqrt (width * height) / 50, 9, 13);
}

static void
draw_picture (cairo_t *cr, gpointer data)
{
  const Picture *picture = (const Picture *) data;
  double size = text_size (picture->width, picture->height);
  g_autoptr (CtInk) ink = ct_ink_new (NULL, size);
  CtRect rect = { size, size * 0.8, picture->width - 2 * size, picture->height - 1.6 * size };

  ct_chart_paint (picture->chart, cr, rect, ink, picture->palette);
}

static void
draw_page (cairo_surface_t *surface, const Picture *picture, double scale)
{
  cairo_t *cr = cairo_create (surface);

  ct_ink_set_color (cr, picture->palette->background);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  draw_picture (cr, (gpointer) picture);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
}

/**
 * ct_chart_to_png:
 * @chart: what to show
 * @width: in pixels before scaling, 1 to 32767
 * @height: the same
 * @scale: pixels of the picture for each of those: 2 for a fine screen
 * @palette: the colours
 * @error: %CT_ERROR_INVALID for a size that can't be drawn
 *
 * Returns: (transfer full) (nullable): a PNG.
 */
GBytes *
ct_chart_to_png (CtChart *chart, int width, int height, double scale, const CtPalette *palette, GError **error)
{
  Picture picture = { chart, width, height, palette };

  g_return_val_if_fail (chart != NULL && palette != NULL && scale > 0, NULL);
  return ct_paper_to_png (width, height, scale, palette->background, draw_picture, &picture, error);
}

/* Cairo numbers the surfaces of a process; a picture should not depend on what was drawn before it. */
static GBytes *
renumber_surfaces (GByteArray *bytes)
{
  g_autoptr (GString) out = g_string_sized_new (bytes->len);
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *p, *found;

  g_byte_array_append (bytes, (const guint8 *) "", 1);
  for (p = (const char *) bytes->data; (found = strstr (p, "surface")) != NULL;)
    {
      const char *digits = found + strlen ("surface");
      gsize n = strspn (digits, "0123456789");
      g_autofree char *number = g_strndup (digits, n);

      g_string_append_len (out, p, digits - p);
      if (n > 0 && !g_hash_table_contains (numbers, number))
        g_hash_table_insert (numbers, g_strdup (number), GUINT_TO_POINTER (g_hash_table_size (numbers) + 1));
      if (n > 0)
        g_string_append_printf (out, "%u", GPOINTER_TO_UINT (g_hash_table_lookup (numbers, number)));
      p = digits + n;
    }
  g_string_append (out, p);
  return g_string_free_to_bytes (g_steal_pointer (&out));
}

/**
 * ct_chart_to_svg:
 * @chart: what to show
 * @width: in pixels before scaling, above 0
 * @height: the same
 * @scale: how much larger the picture is
 * @palette: the colours
 * @error: why it could not be drawn
 *
 * Returns: (transfer full) (nullable): an SVG; the same bytes for the same chart.
 */
GBytes *
ct_chart_to_svg (CtChart *chart, int width, int height, double scale, const CtPalette *palette, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  Picture picture = { chart, width, height, palette };
  cairo_surface_t *surface;
  cairo_status_t status;

  g_return_val_if_fail (chart != NULL && palette != NULL && scale > 0 && width > 0 && height > 0, NULL);
  surface = cairo_svg_surface_create_for_stream (ct_paper_collect, bytes, width * scale, height * scale);
  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  draw_page (surface, &picture, scale);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return ct_paper_check (status, error) ? renumber_surfaces (bytes) : NULL;
}

/**
 * ct_chart_to_pdf:
 * @chart: what to show
 * @width: in points before scaling, above 0
 * @height: the same
 * @scale: how much larger the page is
 * @palette: the colours
 * @created_us: when it was made, UTC microseconds
 * @error: why it could not be drawn
 *
 * Returns: (transfer full) (nullable): a PDF of one page; the same bytes for the same chart and moment.
 */
GBytes *
ct_chart_to_pdf (CtChart *chart, int width, int height, double scale, const CtPalette *palette, gint64 created_us,
                 GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  Picture picture = { chart, width, height, palette };
  cairo_surface_t *surface;
  cairo_status_t status;

  g_return_val_if_fail (chart != NULL && palette != NULL && scale > 0 && width > 0 && height > 0, NULL);
  surface = cairo_pdf_surface_create_for_stream (ct_paper_collect, bytes, width * scale, height * scale);
  ct_paper_describe_pdf (surface, NULL, NULL, NULL, created_us);
  draw_page (surface, &picture, scale);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (!ct_paper_check (status, error))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/**
 * ct_chart_write_png:
 * @chart: what to show
 * @path: the file, replaced whole or not at all
 * @width: in pixels before scaling
 * @height: the same
 * @scale: pixels of the picture for each of those
 * @palette: the colours
 * @error: why it could not be written
 *
 * Returns: whether it is there.
 */
gboolean
ct_chart_write_png (CtChart *chart, const char *path, int width, int height, double scale, const CtPalette *palette,
                    GError **error)
{
  g_autoptr (GBytes) bytes = ct_chart_to_png (chart, width, height, scale, palette, error);

  return bytes != NULL && ct_paper_write_file (path, bytes, error);
}

/**
 * ct_chart_write_svg:
 * @chart: what to show
 * @path: the file, replaced whole or not at all
 * @width: in pixels before scaling
 * @height: the same
 * @scale: how much larger the picture is
 * @palette: the colours
 * @error: why it could not be written
 *
 * Returns: whether it is there.
 */
gboolean
ct_chart_write_svg (CtChart *chart, const char *path, int width, int height, double scale, const CtPalette *palette,
                    GError **error)
{
  g_autoptr (GBytes) bytes = ct_chart_to_svg (chart, width, height, scale, palette, error);

  return bytes != NULL && ct_paper_write_file (path, bytes, error);
}

/**
 * ct_chart_write_pdf:
 * @chart: what to show
 * @path: the file, replaced whole or not at all
 * @width: in points before scaling
 * @height: the same
 * @scale: how much larger the page is
 * @palette: the colours
 * @created_us: when it was made, UTC microseconds
 * @error: why it could not be written
 *
 * Returns: whether it is there.
 */
gboolean
ct_chart_write_pdf (CtChart *chart, const char *path, int width, int height, double scale, const CtPalette *palette,
                    gint64 created_us, GError **error)
{
  g_autoptr (GBytes) bytes = ct_chart_to_pdf (chart, width, height, scale, palette, created_us, error);

  return bytes != NULL && ct_paper_write_file (path, bytes, error);
}
