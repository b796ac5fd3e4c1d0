/* A visit as the calendar shows it: the appointment and the words around it. */
#pragma once

#include "domain/ct-appointment.h"

G_BEGIN_DECLS

#define CT_TYPE_VISIT (ct_visit_get_type ())
G_DECLARE_FINAL_TYPE (CtVisit, ct_visit, CT, VISIT, GObject)

/**
 * CtVisit:
 * @appointment: the record, to be given back to the use cases that change it
 * @patient_name: "Reyes, Marisol"
 * @course_sessions: m of "n of m"; 0 where it belongs to no course
 *
 * @readiness: (nullable) (element-type CtReadyState): how what it needs stands, as far as that is known
 *
 * Immutable but for its readiness, which is read later and tells of itself; a change makes a new one.
 *
 * Signal: readiness ()
 */
struct _CtVisit
{
  GObject        parent_instance;
  CtAppointment *appointment;
  char          *patient_name;
  char          *patient_phone;   /* (nullable) */
  char          *patient_mrn;     /* (nullable) */
  CtDate         patient_born;
  char          *protocol;        /* (nullable): id */
  char          *session_status;  /* (nullable): planned, completed, … */
  gint64         session_id;
  gint64         dose_ug_per_kg;
  int            course_sessions;
  GPtrArray     *readiness;
};

void ct_visit_set_readiness (CtVisit *self, GPtrArray *readiness);

char *ct_visit_desk_words     (const char *kind, int session_number, int course_sessions);
char *ct_visit_dup_desk_words (CtVisit *self);

G_END_DECLS
