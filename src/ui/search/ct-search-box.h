/* The one search box: finds people while typing, and offers to make a new one. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_SEARCH_BOX (ct_search_box_get_type ())
G_DECLARE_FINAL_TYPE (CtSearchBox, ct_search_box, CT, SEARCH_BOX, AdwBin)

GtkWidget  *ct_search_box_new        (CtClinic *clinic);
void        ct_search_box_open       (CtSearchBox *self);
void        ct_search_box_close      (CtSearchBox *self);
void        ct_search_box_dismiss    (CtSearchBox *self);
GtkEditable *ct_search_box_get_entry (CtSearchBox *self);
GtkListBox *ct_search_box_get_list   (CtSearchBox *self);
gboolean    ct_search_box_is_open    (CtSearchBox *self);

G_END_DECLS
