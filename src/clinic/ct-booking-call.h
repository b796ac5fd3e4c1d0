/* Private to the clinic: what the use cases share that book a visit, change it, or step it on its way. */
#pragma once

#include "clinic/ct-clinic-rules.h"
#include "domain/ct-way.h"

G_BEGIN_DECLS

/**
 * CtBookingCall:
 * @appointment: as it shall be
 * @reason: (nullable): why rules shall give way
 * @may: a bit for every #CtPermission of who asks
 * @back: whether it goes back on its way
 * @undo: (nullable): the way back, once it is done
 *
 * A wish about one booking.
 */
typedef struct
{
  CtAppointment *appointment;
  char          *reason;
  guint          may;
  gboolean       back;
  CtRuleTools    tools;
  CtUndo        *undo;
} CtBookingCall;

CtBookingCall *ct_booking_call_new    (CtClinic *self, CtAppointment *appointment, const char *reason);
void           ct_booking_call_free   (gpointer data);
gboolean       ct_booking_call_check  (const CtBookingCall *call, GError **error);
gboolean       ct_booking_call_check_place (CtUnit *unit, const CtBookingCall *call, const CtAppointment *before,
                                            GError **error);
gpointer       ct_booking_call_change (CtUnit *unit, CtBookingCall *call, const char *label_format, GError **error);

/* ---- Stamps: ct-clinic-way.c ---- */
gboolean ct_clinic_stamp (CtUnit *unit, const CtAppointment *before, const CtAppointment *after, gboolean back,
                          GError **error);

G_END_DECLS
