#include "ui/ct-appearance.h"

#include <adwaita.h>

#include "ui/ct-settings.h"

/* 1024 × dots per inch from which on text counts as large: half as large again as usual. */
#define LARGE_DPI (96 * 1024 * 3 / 2)

static int desktop_dpi; /* 1024 × dots per inch, as the desktop says; 0 until it was asked */

static void
apply_colours (void)
{
  g_autofree char *scheme = ct_settings_get_text ("colour-scheme", "system");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      g_strcmp0 (scheme, "light") == 0  ? ADW_COLOR_SCHEME_FORCE_LIGHT
                                      : g_strcmp0 (scheme, "dark") == 0 ? ADW_COLOR_SCHEME_FORCE_DARK
                                                                        : ADW_COLOR_SCHEME_DEFAULT);
}

static void
apply_text_size (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int percent = ct_settings_get_int ("text-percent", 100);

  if (desktop_dpi == 0)
    g_object_get (settings, "gtk-xft-dpi", &desktop_dpi, NULL);
  if (desktop_dpi > 0)
    g_object_set (settings, "gtk-xft-dpi", desktop_dpi * percent / 100, NULL);
}

/**
 * ct_appearance_follow_settings:
 *
 * From now on colours and text size are as the preferences say.
 */
void
ct_appearance_follow_settings (void)
{
  GSettings *settings = ct_settings_get ();

  apply_colours ();
  apply_text_size ();
  if (settings == NULL)
    return;
  g_signal_connect (settings, "changed::colour-scheme", G_CALLBACK (apply_colours), NULL);
  g_signal_connect (settings, "changed::text-percent", G_CALLBACK (apply_text_size), NULL);
}

/**
 * ct_appearance_text_is_large:
 *
 * Whether a list had better show less, so that what it shows can be read. Follows notify::gtk-xft-dpi of the display's
 * #GtkSettings.
 */
gboolean
ct_appearance_text_is_large (void)
{
  int dpi = 0;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  return dpi >= LARGE_DPI;
}
