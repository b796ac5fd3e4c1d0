/* The place is taken: by whom, and the nearest free ones as buttons that book with one press. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_OFFER_BOX (ct_offer_box_get_type ())
G_DECLARE_FINAL_TYPE (CtOfferBox, ct_offer_box, CT, OFFER_BOX, AdwBin)

/*
 * Signals:
 *   CtOfferBox::chosen (gint64 chair_id, int day, int minute)  one of the places was pressed
 *   CtOfferBox::shown ()                                       the places are there, or there are none
 */
GtkWidget *ct_offer_box_new   (CtClinic *clinic);
void       ct_offer_box_ask   (CtOfferBox *self, CtAppointment *wanted, const char *name, const char *refusal);
void       ct_offer_box_clear (CtOfferBox *self);
const char *ct_offer_box_get_text (CtOfferBox *self);
GtkWidget *ct_offer_box_get_first (CtOfferBox *self);

G_END_DECLS
