/* Going to a day: typed in a few letters, or picked in the month. */
#pragma once

#include <gtk/gtk.h>

#include "base/ct-date.h"

G_BEGIN_DECLS

#define CT_TYPE_GO_TO (ct_go_to_get_type ())
G_DECLARE_FINAL_TYPE (CtGoTo, ct_go_to, CT, GO_TO, GtkPopover)

/*
 * Signal: chosen (int date)
 */
GtkWidget *ct_go_to_new (void);
void       ct_go_to_set (CtGoTo *self, CtDate shown, CtDate today, const char *typed);

G_END_DECLS
