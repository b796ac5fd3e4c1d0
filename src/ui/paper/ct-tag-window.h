/* Asks on which sheet, from which place on, and how many labels or cards to print. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-desk-paper.h"

G_BEGIN_DECLS

#define CT_TYPE_TAG_WINDOW (ct_tag_window_get_type ())
G_DECLARE_FINAL_TYPE (CtTagWindow, ct_tag_window, CT, TAG_WINDOW, AdwWindow)

GtkWindow *ct_tag_window_new  (CtClinic *clinic, const CtTagWish *wish, GError **error);
void       ct_tag_window_show (CtTagWindow *self);

G_END_DECLS
