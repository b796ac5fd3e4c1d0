/* A booking: somebody has a chair for some minutes of a day. */
#pragma once

#include "base/ct-time.h"
#include "domain/ct-record.h"

G_BEGIN_DECLS

/* Kinds of visit. */
#define CT_VISIT_CONSULTATION "consultation"
#define CT_VISIT_TREATMENT    "treatment"
#define CT_VISIT_FOLLOW_UP    "follow-up"
#define CT_VISIT_OTHER        "other"

/* The visit's way, as stored; ct-way.h knows more of it. What is cancelled or missed frees its chair. */
#define CT_APPOINTMENT_BOOKED    "booked"
#define CT_APPOINTMENT_ARRIVED   "arrived"
#define CT_APPOINTMENT_READY     "ready"
#define CT_APPOINTMENT_IN_CHAIR  "in-chair"
#define CT_APPOINTMENT_RECOVERY  "recovery"
#define CT_APPOINTMENT_LEAVING   "leaving"   /* ready to leave */
#define CT_APPOINTMENT_DONE      "done"      /* checked out */
#define CT_APPOINTMENT_STOPPED   "stopped"
#define CT_APPOINTMENT_MISSED    "missed"
#define CT_APPOINTMENT_CANCELLED "cancelled"

/* Who called a cancelled one off. */
#define CT_CANCELLED_BY_PATIENT "patient"
#define CT_CANCELLED_BY_CLINIC  "clinic"

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
  gint64   status_us;      /* since when it is there; %CT_TIME_NONE for a booked one */
  gint64   confirmed_us;   /* %CT_TIME_NONE: nobody noted when */
  gint64   confirmed_by;   /* who noted it */
  char    *confirmed_how;  /* (nullable): %NULL: not confirmed */
  char    *cancelled_by;   /* (nullable) */
  gboolean undone;         /* taken back as if it had never been made */
  int      free_minute;    /* of one that was over before its time: from when on its chair is free; 0: not before its end */
};

gboolean    ct_appointment_holds_chair (const CtAppointment *self);
CtMinutes   ct_appointment_held        (const CtAppointment *self);
const char *ct_visit_kind_label        (const char *kind);

G_END_DECLS
