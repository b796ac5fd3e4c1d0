#include "domain/ct-appointment.h"

#include <glib/gi18n.h>

static const CtField appointment_fields[] = {
  CT_FIELD_REF (CtAppointment, patient_id, N_("Patient"), CT_REQUIRED),
  CT_FIELD_REF (CtAppointment, site_id, N_("Site"), CT_REQUIRED),
  CT_FIELD_REF (CtAppointment, chair_id, N_("Chair"), CT_REQUIRED),
  CT_FIELD_REF (CtAppointment, clinician_id, N_("Clinician"), CT_FIELD_DEFAULT),
  CT_FIELD_REF (CtAppointment, course_id, N_("Course"), CT_FIELD_DEFAULT),
  CT_FIELD_INT (CtAppointment, session_number, N_("Session"), CT_FIELD_DEFAULT, 999),
  CT_FIELD_TEXT (CtAppointment, kind, N_("Kind of visit"), CT_REQUIRED, 24),
  CT_FIELD_DATE (CtAppointment, day, N_("Day"), CT_REQUIRED),
  CT_FIELD_MINUTE (CtAppointment, minute, N_("Time"), CT_FIELD_DEFAULT),
  CT_FIELD_INT (CtAppointment, minutes, N_("Length"), CT_FIELD_DEFAULT, 1440),
  CT_FIELD_TEXT (CtAppointment, status, N_("Status"), CT_REQUIRED, 24),
  CT_FIELD_TEXT (CtAppointment, cancel_reason, N_("Reason"), CT_FIELD_DEFAULT, 200),
  CT_FIELD_TEXT (CtAppointment, note, N_("Note"), CT_LONG, 1000),
  CT_FIELD_TIME (CtAppointment, status_us, N_("Since"), CT_PLAIN),
  CT_FIELD_TIME (CtAppointment, confirmed_us, N_("Confirmed on"), CT_PLAIN),
  CT_FIELD_REF (CtAppointment, confirmed_by, N_("Confirmed with"), CT_PLAIN),
  CT_FIELD_TEXT (CtAppointment, confirmed_how, N_("Confirmed"), CT_FIELD_DEFAULT, 16),
  CT_FIELD_TEXT (CtAppointment, cancelled_by, N_("Cancelled by"), CT_FIELD_DEFAULT, 16),
  CT_FIELD_BOOL (CtAppointment, undone, N_("Undone"), CT_PLAIN),
  CT_FIELD_MINUTE (CtAppointment, free_minute, N_("Chair free from"), CT_PLAIN),
};
CT_DEFINE_RECORD (CtAppointment, ct_appointment, "appointment", appointment_fields)

/**
 * ct_appointment_holds_chair:
 * @self: a booking
 *
 * Returns: whether nobody else can have its chair at that time: not once it is cancelled or missed.
 */
gboolean
ct_appointment_holds_chair (const CtAppointment *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return g_strcmp0 (self->status, CT_APPOINTMENT_CANCELLED) != 0 &&
         g_strcmp0 (self->status, CT_APPOINTMENT_MISSED) != 0;
}

/**
 * ct_appointment_held:
 * @self: a booking
 *
 * Returns: from when until when it has its chair, and its patient: until the end of what is booked, or until it was over and its
 *   chair clean. Empty where it was over before its time had come.
 */
CtMinutes
ct_appointment_held (const CtAppointment *self)
{
  g_return_val_if_fail (self != NULL, ((CtMinutes) { 0, 0 }));
  return (CtMinutes) { self->minute, self->free_minute != 0 ? self->free_minute
                                                            : MIN (self->minute + self->minutes, CT_MINUTES_PER_DAY) };
}

typedef struct
{
  const char *id;
  const char *label;
} CtLabel;

static const char *
find_label (const CtLabel *labels, gsize n, const char *id)
{
  for (gsize i = 0; i < n; i++)
    if (g_strcmp0 (labels[i].id, id) == 0)
      return _(labels[i].label);
  return id;
}

/**
 * ct_visit_kind_label:
 * @kind: a kind of visit, as stored
 *
 * Returns: its name for people; @kind itself where it is an unknown one.
 */
const char *
ct_visit_kind_label (const char *kind)
{
  static const CtLabel labels[] = {
    { CT_VISIT_CONSULTATION, N_("Consultation") },
    { CT_VISIT_TREATMENT, N_("Treatment") },
    { CT_VISIT_FOLLOW_UP, N_("Follow-up") },
    { CT_VISIT_OTHER, N_("Other visit") },
  };

  return find_label (labels, G_N_ELEMENTS (labels), kind);
}
