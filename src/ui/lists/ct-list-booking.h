/* From a row of a list to a booking: looks for a place, and books what the row is about into it. */
#pragma once

#include <gtk/gtk.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

void ct_list_booking_begin (GtkWidget *from, CtClinic *clinic, const CtDeskList *list, const CtListRow *row);
void ct_list_booking_again (GtkWidget *from, CtClinic *clinic, CtVisit *visit);

G_END_DECLS
