/* Drawings as bytes, and bytes as whole files. */
#pragma once

#include <cairo.h>
#include <glib.h>

#include "paper/ct-ink.h"

G_BEGIN_DECLS

typedef void (*CtPaperDraw) (cairo_t *cr, gpointer data);

cairo_status_t ct_paper_collect    (void *bytes, const unsigned char *data, unsigned int length);
GBytes        *ct_paper_to_png     (double width, double height, double scale, CtColor background, CtPaperDraw draw,
                                    gpointer data, GError **error);
gboolean       ct_paper_check      (cairo_status_t status, GError **error);
void           ct_paper_describe_pdf (cairo_surface_t *pdf, const char *title, const char *author,
                                      const char *subject, gint64 created_us);
gboolean       ct_paper_write_file (const char *path, GBytes *bytes, GError **error);

G_END_DECLS
