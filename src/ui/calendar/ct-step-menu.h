/* What may become of a visit next, as a menu; and what is asked before it does. */
#pragma once

#include "ui/calendar/ct-visit-words.h"
#include "ui/patient/ct-reason.h"

G_BEGIN_DECLS

void ct_step_ask_why_stopped (GtkWidget *from, CtVisit *visit, CtReasonFunc callback, gpointer data,
                              GDestroyNotify destroy);
void ct_step_menu_fill (GMenu *menu, CtClinic *clinic, CtVisit *visit, const char *page);

G_END_DECLS
