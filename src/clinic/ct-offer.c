#include "clinic/ct-offer.h"

G_DEFINE_FINAL_TYPE (CtOffer, ct_offer, G_TYPE_OBJECT)

static void
ct_offer_finalize (GObject *object)
{
  CtOffer *self = CT_OFFER (object);

  g_free (self->patient_name);
  g_free (self->patient_phone);
  g_free (self->reason);
  g_free (self->kind);
  G_OBJECT_CLASS (ct_offer_parent_class)->finalize (object);
}

static void
ct_offer_class_init (CtOfferClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_offer_finalize;
}

static void
ct_offer_init (CtOffer *self)
{
}
