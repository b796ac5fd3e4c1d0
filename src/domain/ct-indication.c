#include "domain/ct-indication.h"

/**
 * ct_indication_new:
 *
 * Returns: (transfer full): an empty indication with one reference, to be filled by a reader and then left alone.
 */
CtIndication *
ct_indication_new (void)
{
  CtIndication *self = g_new0 (CtIndication, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->reviewed_on = CT_DATE_NONE;
  return self;
}

/**
 * ct_indication_ref:
 * @self: an indication
 *
 * Returns: (transfer full): @self, with one reference more.
 */
CtIndication *
ct_indication_ref (CtIndication *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ct_indication_unref:
 * @self: (transfer full): an indication
 *
 * Gives one reference back.
 */
void
ct_indication_unref (CtIndication *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->version);
  g_free (self->source);
  g_free (self->note);
  g_free (self->note_source);
  g_free (self->primary_instrument);
  g_strfreev (self->instruments);
  g_strfreev (self->protocols);
  g_strfreev (self->approved_drugs);
  g_strfreev (self->icd10);
  g_free (self);
}
