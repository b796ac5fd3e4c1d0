/* What shows a line of the agenda: one bare widget, since a list makes some hundreds of them. */
#pragma once

#include <gtk/gtk.h>

#include "ui/calendar/ct-agenda-row.h"

G_BEGIN_DECLS

#define CT_TYPE_AGENDA_LINE (ct_agenda_line_get_type ())
G_DECLARE_FINAL_TYPE (CtAgendaLine, ct_agenda_line, CT, AGENDA_LINE, GtkWidget)

GtkWidget *ct_agenda_line_new     (CtClinic *clinic);
void       ct_agenda_line_set_row (CtAgendaLine *self, CtAgendaRow *row);

G_END_DECLS
