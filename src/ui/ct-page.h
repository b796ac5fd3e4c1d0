/* What the window asks of every page it shows. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CT_TYPE_PAGE (ct_page_get_type ())
G_DECLARE_INTERFACE (CtPage, ct_page, CT, PAGE, GtkWidget)

/**
 * CtPageInterface:
 * @dup_title: (transfer full): what the window is called while the page is shown
 * @get_header: (nullable) (transfer none): a widget for the start of the header bar, made once by the page
 * @get_new_action: (nullable): the action of the window's ＋, with its tooltip; %NULL hides the button
 * @open: shows something; @what is a word the page knows: "site" (x), "date" (s), "place" (x patient id) …
 *
 * All are optional. Signal CtPage::page-changed: title, header or ＋ are others now.
 */
struct _CtPageInterface
{
  GTypeInterface parent_iface;

  char       *(*dup_title)      (CtPage *self);
  GtkWidget  *(*get_header)     (CtPage *self);
  const char *(*get_new_action) (CtPage *self, const char **tooltip);
  void        (*open)           (CtPage *self, const char *what, GVariant *target);
};

char       *ct_page_dup_title      (CtPage *self);
GtkWidget  *ct_page_get_header     (CtPage *self);
const char *ct_page_get_new_action (CtPage *self, const char **tooltip);
void        ct_page_open           (CtPage *self, const char *what, GVariant *target);
void        ct_page_changed        (CtPage *self);

G_END_DECLS
