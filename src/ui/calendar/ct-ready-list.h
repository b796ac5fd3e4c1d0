/* What a visit needs, as a list: what is there, what is missing, and ticks for what the user may tick. */
#pragma once

#include <gtk/gtk.h>

#include "ui/calendar/ct-visit-words.h"

G_BEGIN_DECLS

#define CT_TYPE_READY_LIST (ct_ready_list_get_type ())
G_DECLARE_FINAL_TYPE (CtReadyList, ct_ready_list, CT, READY_LIST, GtkWidget)

/*
 * Ticking activates "calendar.tick" with the booking's id, the item and whether it is there.
 */
GtkWidget *ct_ready_list_new       (void);
void       ct_ready_list_set_visit (CtReadyList *self, CtClinic *clinic, CtVisit *visit);

G_END_DECLS
