/* The pinboard: a strip of bookings that somebody keeps at hand, to put them on another day, week or view. */
#pragma once

#include <gtk/gtk.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_PINBOARD (ct_pinboard_get_type ())
G_DECLARE_FINAL_TYPE (CtPinboard, ct_pinboard, CT, PINBOARD, GtkWidget)

/*
 * Signals:
 *   CtPinboard::taken (CtVisit *)    pressed: it is to be moved
 *   CtPinboard::removed (CtVisit *)  it shall be on the board no more
 *   CtPinboard::dragged (CtVisit *, double x, double y)  dragged off the board to there, seen from the board
 *   CtPinboard::let-go (CtVisit *, double x, double y)   and let go of there
 */
GtkWidget *ct_pinboard_new        (CtClinic *clinic);
void       ct_pinboard_set_clinic (CtPinboard *self, CtClinic *clinic);
void       ct_pinboard_set_pins   (CtPinboard *self, GPtrArray *visits);
guint      ct_pinboard_get_n_pins (CtPinboard *self);
CtVisit   *ct_pinboard_get_chosen (CtPinboard *self);
CtVisit   *ct_pinboard_find       (CtPinboard *self, gint64 appointment_id);
void       ct_pinboard_set_hot    (CtPinboard *self, gboolean hot);

G_END_DECLS
