#include "ui/ct-ui.h"

#include <adwaita.h>

#include "ct-ui-resources.h"

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
  g_once_init_leave (&done, 1);
}
