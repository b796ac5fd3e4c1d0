#include "paper/ct-qr.h"

#include <qrencode.h>

/* Phones want so many light modules around the dark ones. */
#define QUIET 4

static void
draw_modules (cairo_t *cr, const QRcode *code, double module)
{
  for (int y = 0; y < code->width; y++)
    for (int x = 0; x < code->width; x++)
      if (code->data[y * code->width + x] & 1)
        cairo_rectangle (cr, (x + QUIET) * module, (y + QUIET) * module, module, module);
  cairo_fill (cr);
}

/**
 * ct_qr_draw:
 * @cr: where to draw
 * @text: what the phone shall read
 * @size: side of the square, in the units of @cr
 *
 * Draws black on white, whatever the colours around it, for that is what phones read.
 *
 * Returns: whether the text fits into a QR code.
 */
gboolean
ct_qr_draw (cairo_t *cr, const char *text, double size)
{
  QRcode *code;

  g_return_val_if_fail (cr != NULL && text != NULL && size > 0, FALSE);
  code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);
  if (code == NULL)
    return FALSE;
  cairo_save (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_rectangle (cr, 0, 0, size, size);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  draw_modules (cr, code, size / (code->width + 2 * QUIET));
  cairo_restore (cr);
  QRcode_free (code);
  return TRUE;
}
