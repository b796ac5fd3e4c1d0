#include "ui/paper/ct-screen.h"

/**
 * ct_screen_get_kind:
 *
 * Returns: which colours the desktop asks for: light or dark, high contrast or not.
 */
CtPaletteKind
ct_screen_get_kind (void)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (style);

  if (adw_style_manager_get_high_contrast (style))
    return dark ? CT_PALETTE_HIGH_CONTRAST_DARK : CT_PALETTE_HIGH_CONTRAST;
  return dark ? CT_PALETTE_DARK : CT_PALETTE_LIGHT;
}

/**
 * ct_screen_get_palette:
 *
 * Returns: (transfer none): the colours of ct_screen_get_kind().
 */
const CtPalette *
ct_screen_get_palette (void)
{
  return ct_palette_get (ct_screen_get_kind ());
}

/**
 * ct_screen_create_ink:
 * @widget: where it will be drawn
 *
 * Returns: (transfer full): the widget's own font at its own size, the desktop's text scale included.
 */
CtInk *
ct_screen_create_ink (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;
  double dpi = pango_cairo_context_get_resolution (context);

  if (!pango_font_description_get_size_is_absolute (font))
    size *= (dpi > 0 ? dpi : 96) / 72;
  return ct_ink_new (pango_font_description_get_family (font), size > 0 ? size : 14);
}

/**
 * ct_screen_follow:
 * @widget: something that is drawn with these colours and fonts
 *
 * Draws it anew when the desktop changes to dark, to high contrast or to larger text.
 */
void
ct_screen_follow (GtkWidget *widget)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  GtkSettings *settings = gtk_widget_get_settings (widget);
  static const char *const font_settings[] = { "notify::gtk-xft-dpi", "notify::gtk-font-name" };

  g_signal_connect_object (style, "notify::dark", G_CALLBACK (gtk_widget_queue_resize), widget, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_resize), widget,
                           G_CONNECT_SWAPPED);
  for (gsize i = 0; settings != NULL && i < G_N_ELEMENTS (font_settings); i++)
    g_signal_connect_object (settings, font_settings[i], G_CALLBACK (gtk_widget_queue_resize), widget,
                             G_CONNECT_SWAPPED);
}
