#include "ui/ct-ui.h"

#include <adwaita.h>

#include "ct-ui-resources.h"
#include "ui/compat/ct-button-names.h"
#include "ui/compat/ct-tooltips.h"

/* Where nothing blends windows (many remote desktops), the shadow of a popover would be a black frame. */
static void
do_without_shadows (GdkDisplay *display)
{
  g_autoptr (GtkCssProvider) provider = NULL;

  if (gdk_display_is_composited (display))
    return;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_data (provider,
                                   "popover > contents { box-shadow: none; border-radius: 0; margin: 0;"
                                   " border: 1px solid alpha(currentColor, 0.3); }"
                                   "popover > arrow { background: none; border: none; }",
                                   -1);
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

/**
 * ct_ui_init:
 *
 * Makes the templates known and starts libadwaita. A static library's resources are left out unless somebody asks for
 * them, so programs and tests call this first.
 */
void
ct_ui_init (void)
{
  static gsize done;

  if (!g_once_init_enter (&done))
    return;
  g_resources_register (ct_ui_get_resource ());
  adw_init ();
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/org/chairtime/Chairtime/icons");
  ct_button_names_mend ();
  ct_tooltips_mend ();
  do_without_shadows (gdk_display_get_default ());
  g_once_init_leave (&done, 1);
}
