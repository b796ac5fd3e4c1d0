/* A booking: somebody has a chair for some minutes of a day. */
#pragma once

#include "domain/ct-record.h"

G_BEGIN_DECLS

/* Kinds of visit. */
#define CT_VISIT_CONSULTATION "consultation"
#define CT_VISIT_TREATMENT    "treatment"
#define CT_VISIT_FOLLOW_UP    "follow-up"
#define CT_VISIT_OTHER        "other"

/* The visit's way. What is cancelled or missed frees its chair. */
#define CT_APPOINTMENT_BOOKED    "booked"
#define CT_APPOINTMENT_CONFIRMED "confirmed"
#define CT_APPOINTMENT_ARRIVED   "arrived"
#define CT_APPOINTMENT_IN_CHAIR  "in-chair"
#define CT_APPOINTMENT_DONE      "done"
#define CT_APPOINTMENT_MISSED    "missed"
#define CT_APPOINTMENT_CANCELLED "cancelled"

CT_DECLARE_RECORD (CtAppointment, ct_appointment, CT_APPOINTMENT)
#define CT_TYPE_APPOINTMENT (ct_appointment_get_type ())

/**
 * CtAppointment:
 *
 * Wall time at its site.
 */
struct _CtAppointment
{
  CtRecord  parent_instance;
  gint64   patient_id;
  gint64   site_id;
  gint64   chair_id;
  gint64   clinician_id;
  gint64   course_id;
  int      session_number;
  char    *kind;
  CtDate   day;
  int      minute;
  int      minutes;
  char    *status;
  char    *cancel_reason;
  char    *note;
};

gboolean    ct_appointment_holds_chair (const CtAppointment *self);
const char *ct_visit_kind_label        (const char *kind);
const char *ct_appointment_status_label (const char *status);

G_END_DECLS
