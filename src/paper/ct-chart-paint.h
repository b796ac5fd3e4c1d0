/* Draws a progress chart: the same strokes on a window, a page, a PDF, a PNG and an SVG. */
#pragma once

#include "paper/ct-chart-layout.h"

G_BEGIN_DECLS

void     ct_chart_layout_paint (const CtChartLayout *self, cairo_t *cr, const CtInk *ink, const CtPalette *palette);
void     ct_chart_layout_paint_hit (const CtChartLayout *self, cairo_t *cr, const CtPalette *palette,
                                    const CtChartHit *hit);
void     ct_chart_paint     (CtChart *chart, cairo_t *cr, CtRect rect, const CtInk *ink, const CtPalette *palette);

GBytes  *ct_chart_to_png    (CtChart *chart, int width, int height, double scale, const CtPalette *palette,
                             GError **error);
GBytes  *ct_chart_to_svg    (CtChart *chart, int width, int height, double scale, const CtPalette *palette,
                             GError **error);
GBytes  *ct_chart_to_pdf    (CtChart *chart, int width, int height, double scale, const CtPalette *palette,
                             gint64 created_us, GError **error);
gboolean ct_chart_write_png (CtChart *chart, const char *path, int width, int height, double scale,
                             const CtPalette *palette, GError **error);
gboolean ct_chart_write_svg (CtChart *chart, const char *path, int width, int height, double scale,
                             const CtPalette *palette, GError **error);
gboolean ct_chart_write_pdf (CtChart *chart, const char *path, int width, int height, double scale,
                             const CtPalette *palette, gint64 created_us, GError **error);

G_END_DECLS
