#include "ui/ct-page.h"

G_DEFINE_INTERFACE (CtPage, ct_page, GTK_TYPE_WIDGET)

static guint page_changed_signal;

static void
ct_page_default_init (CtPageInterface *iface)
{
  page_changed_signal = g_signal_new ("page-changed", CT_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 0);
}

/**
 * ct_page_dup_title:
 * @self: a page
 *
 * Returns: (transfer full) (nullable): what the window is called while the page is shown.
 */
char *
ct_page_dup_title (CtPage *self)
{
  g_return_val_if_fail (CT_IS_PAGE (self), NULL);
  return CT_PAGE_GET_IFACE (self)->dup_title != NULL ? CT_PAGE_GET_IFACE (self)->dup_title (self) : NULL;
}

/**
 * ct_page_get_header:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the page's own widget for the start of the header bar.
 */
GtkWidget *
ct_page_get_header (CtPage *self)
{
  g_return_val_if_fail (CT_IS_PAGE (self), NULL);
  return CT_PAGE_GET_IFACE (self)->get_header != NULL ? CT_PAGE_GET_IFACE (self)->get_header (self) : NULL;
}

/**
 * ct_page_get_new_action:
 * @self: a page
 * @tooltip: (out) (transfer none): what the action makes, in words
 *
 * Returns: (nullable): the detailed action name behind the window's ＋.
 */
const char *
ct_page_get_new_action (CtPage *self, const char **tooltip)
{
  g_return_val_if_fail (CT_IS_PAGE (self), NULL);
  *tooltip = NULL;
  return CT_PAGE_GET_IFACE (self)->get_new_action != NULL ? CT_PAGE_GET_IFACE (self)->get_new_action (self, tooltip)
                                                          : NULL;
}

/**
 * ct_page_open:
 * @self: a page
 * @what: a word the page knows; one it doesn't know is not an error
 * @target: (nullable): which one
 *
 * Asks the page to show something.
 */
void
ct_page_open (CtPage *self, const char *what, GVariant *target)
{
  g_return_if_fail (CT_IS_PAGE (self) && what != NULL);
  if (target != NULL)
    g_variant_ref_sink (target);
  if (CT_PAGE_GET_IFACE (self)->open != NULL)
    CT_PAGE_GET_IFACE (self)->open (self, what, target);
  g_clear_pointer (&target, g_variant_unref);
}

/**
 * ct_page_changed:
 * @self: a page
 *
 * For pages: tells the window that title, header or ＋ are others now.
 */
void
ct_page_changed (CtPage *self)
{
  g_return_if_fail (CT_IS_PAGE (self));
  g_signal_emit (self, page_changed_signal, 0);
}
