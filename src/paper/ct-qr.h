/* A QR code, drawn: for what a phone shall read off the screen or a sheet. */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

gboolean ct_qr_draw (cairo_t *cr, const char *text, double size);

G_END_DECLS
