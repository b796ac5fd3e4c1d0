/* Cancelling a visit with a reason: the usual ones at a keystroke, any other in words. */
#pragma once

#include <gtk/gtk.h>

#include "clinic/ct-visit.h"

G_BEGIN_DECLS

#define CT_TYPE_CANCEL_POPOVER (ct_cancel_popover_get_type ())
G_DECLARE_FINAL_TYPE (CtCancelPopover, ct_cancel_popover, CT, CANCEL_POPOVER, GtkPopover)

/*
 * Signal: chosen (CtVisit *, char *code, char *reason): the step of the way says by whom
 */
GtkWidget *ct_cancel_popover_new       (void);
void       ct_cancel_popover_set_visit (CtCancelPopover *self, CtVisit *visit);

G_END_DECLS
