#include <glib/gi18n.h>
#include <locale.h>

#include "ui/ct-application.h"

int
main (int argc, char **argv)
{
  g_autoptr (CtApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, CT_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  application = ct_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
