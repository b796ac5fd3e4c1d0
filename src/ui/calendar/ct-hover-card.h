/* What shows when the pointer rests on a booking: phone, birth date, course, note. */
#pragma once

#include <gtk/gtk.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

GtkWidget *ct_hover_card_new (CtClinic *clinic, CtVisit *visit, const char *expected);

G_END_DECLS
