#include "domain/ct-patient-hit.h"

/**
 * ct_patient_hit_new:
 *
 * Returns: (transfer full): an empty hit.
 */
CtPatientHit *
ct_patient_hit_new (void)
{
  CtPatientHit *self = g_new0 (CtPatientHit, 1);

  self->last_day = CT_DATE_NONE;
  self->next_day = CT_DATE_NONE;
  return self;
}

/**
 * ct_patient_hit_free:
 * @self: (transfer full) (nullable): a hit
 *
 * Frees a hit and lets go of its patient.
 */
void
ct_patient_hit_free (CtPatientHit *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->patient);
  g_free (self);
}
