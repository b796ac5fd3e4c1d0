/* Booking where one stands: a few letters of a name, Enter, booked. */
#pragma once

#include "ui/calendar/ct-time-grid.h"

G_BEGIN_DECLS

#define CT_TYPE_QUICK_BOOKING (ct_quick_booking_get_type ())
G_DECLARE_FINAL_TYPE (CtQuickBooking, ct_quick_booking, CT, QUICK_BOOKING, GtkPopover)

/*
 * Signal: booked (CtAppointment *, char *name)
 */
GtkWidget *ct_quick_booking_new         (CtClinic *clinic);
void       ct_quick_booking_set_place   (CtQuickBooking *self, gint64 site_id, const CtPlace *place,
                                         const CtOccupancy *occupancy);
void       ct_quick_booking_set_kind    (CtQuickBooking *self, const char *kind);
void       ct_quick_booking_set_walk_in (CtQuickBooking *self);
void       ct_quick_booking_set_patient (CtQuickBooking *self, gint64 patient_id, const char *name);
const char *ct_quick_booking_get_problem (CtQuickBooking *self);

G_END_DECLS
