#include "clinic/ct-patient-visits.h"

#include "base/ct-text.h"

static void
visit_free (gpointer data)
{
  g_object_unref (((CtPatientVisit *) data)->appointment);
  g_free (data);
}

/* Frees what ct_patient_visits_read() has read. */
void
ct_patient_visits_free (CtPatientVisits *self)
{
  g_clear_object (&self->patient);
  g_clear_pointer (&self->visits, g_ptr_array_unref);
  g_free (self);
}

static gboolean
add_visit (CtUnit *unit, GPtrArray *visits, CtAppointment *appointment, GError **error)
{
  CtPatientVisit *visit = g_new0 (CtPatientVisit, 1);
  g_autoptr (CtCourse) course = NULL;

  visit->appointment = g_object_ref (appointment);
  g_ptr_array_add (visits, visit);
  if (appointment->course_id == 0)
    return TRUE;
  course = ct_unit_get (unit, CT_TYPE_COURSE, appointment->course_id, error);
  if (course != NULL)
    visit->course_sessions = course->n_sessions;
  return course != NULL;
}

/* Reads a patient and all visits there ever were, cancelled ones too. */
CtPatientVisits *
ct_patient_visits_read (CtUnit *unit, gint64 patient_id, GError **error)
{
  g_autoptr (CtPatientVisits) self = g_new0 (CtPatientVisits, 1);
  g_autoptr (GPtrArray) all = NULL;

  self->visits = g_ptr_array_new_with_free_func (visit_free);
  self->patient = ct_unit_get (unit, CT_TYPE_PATIENT, patient_id, error);
  if (self->patient == NULL ||
      (all = ct_unit_list (unit, error, CT_TYPE_APPOINTMENT, "appointment.of-patient", "i", patient_id)) == NULL)
    return NULL;
  for (guint i = 0; i < all->len; i++)
    if (!add_visit (unit, self->visits, g_ptr_array_index (all, i), error))
      return NULL;
  return g_steal_pointer (&self);
}

/* Whether a booking stands and has not ended, by the clock of its own site. */
gboolean
ct_patient_visit_is_to_come (CtClinic *clinic, const CtAppointment *appointment)
{
  CtWall now = ct_clinic_now_at (clinic, appointment->site_id);

  return ct_appointment_holds_chair (appointment) && g_strcmp0 (appointment->status, CT_APPOINTMENT_DONE) != 0 &&
         (appointment->day > now.date ||
          (appointment->day == now.date && appointment->minute + appointment->minutes > now.minute));
}

/* "1 Pier Road, Long Beach", or "" where none is known. */
char *
ct_site_address (const CtSite *site)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  if (!ct_text_is_blank (site->street))
    g_ptr_array_add (parts, site->street);
  if (!ct_text_is_blank (site->city))
    g_ptr_array_add (parts, site->city);
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (", ", (char **) parts->pdata);
}
