/* One booking with all that can be done to it: beside the calendar where there is room, else in a popover. */
#pragma once

#include <gtk/gtk.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_BOOKING_PANEL (ct_booking_panel_get_type ())
G_DECLARE_FINAL_TYPE (CtBookingPanel, ct_booking_panel, CT, BOOKING_PANEL, GtkWidget)

/*
 * Signals, each with the visit that is shown:
 *   status (CtVisit *, char *status), edited (CtVisit *, CtAppointment *), move (CtVisit *), cancel (CtVisit *),
 *   open-patient (CtVisit *), close ()
 */
GtkWidget *ct_booking_panel_new       (CtClinic *clinic);
void       ct_booking_panel_set_visit (CtBookingPanel *self, CtVisit *visit);
CtVisit   *ct_booking_panel_get_visit (CtBookingPanel *self);

G_END_DECLS
