/* A place has come free: who fits in, best first; Enter on one of them books. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_OFFER_WINDOW (ct_offer_window_get_type ())
G_DECLARE_FINAL_TYPE (CtOfferWindow, ct_offer_window, CT, OFFER_WINDOW, AdwWindow)

/*
 * Signal: booked (CtAppointment *, char *name)
 */
GtkWindow *ct_offer_window_new           (CtClinic *clinic, const CtFreePlace *place);
guint      ct_offer_window_get_n_offers  (CtOfferWindow *self);
gboolean   ct_offer_window_is_busy       (CtOfferWindow *self);

G_END_DECLS
