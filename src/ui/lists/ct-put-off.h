/* Asks until when a row is put off, and why. */
#pragma once

#include <gtk/gtk.h>

#include "base/ct-date.h"

G_BEGIN_DECLS

#define CT_TYPE_PUT_OFF (ct_put_off_get_type ())
G_DECLARE_FINAL_TYPE (CtPutOff, ct_put_off, CT, PUT_OFF, GtkPopover)

/*
 * Signal: chosen (int until, const char *note): a day as a count of days; %CT_DATE_NONE where it is handled for good
 */
GtkWidget  *ct_put_off_new     (void);
void        ct_put_off_ask     (CtPutOff *self, CtDate today, gboolean handled);
void        ct_put_off_set     (CtPutOff *self, const char *day, const char *note);
void        ct_put_off_answer  (CtPutOff *self);

G_END_DECLS
