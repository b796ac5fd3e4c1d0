/* A course of treatment and its sessions. */
#pragma once

#include "domain/ct-record.h"

G_BEGIN_DECLS

#define CT_COURSE_ACTIVE  "active"
#define CT_COURSE_DONE    "done"
#define CT_COURSE_STOPPED "stopped"
#define CT_COURSE_UNDONE  "undone"  /* booked and taken back: kept, and no part of the chart */

#define CT_SESSION_PLANNED   "planned"
#define CT_SESSION_COMPLETED "completed"
#define CT_SESSION_CANCELLED "cancelled"
#define CT_SESSION_MISSED    "missed"

CT_DECLARE_RECORD (CtCourse, ct_course, CT_COURSE)
#define CT_TYPE_COURSE (ct_course_get_type ())

/**
 * CtCourse:
 *
 * A series of sessions by one protocol.
 */
struct _CtCourse
{
  CtRecord  parent_instance;
  gint64   patient_id;
  char    *protocol;
  char    *protocol_version;
  char    *indication;
  char    *status;
  CtDate   start_on;
  int      n_sessions;
  gint64   site_id;
  gint64   prescriber_id;
  char    *primary_instrument;
  gint64   dose_ug_per_kg;
  gint64   dose_ug;
  char    *stop_reason;
  char    *note;
};

CT_DECLARE_RECORD (CtSession, ct_session, CT_SESSION)
#define CT_TYPE_SESSION (ct_session_get_type ())

/**
 * CtSession:
 *
 * One administration, planned or done.
 */
struct _CtSession
{
  CtRecord  parent_instance;
  gint64   patient_id;
  gint64   course_id;
  gint64   appointment_id;
  int      number;
  char    *status;
  CtDate   day;
  gint64   dose_ug;
  gint64   dose_ug_per_kg;
  gint64   weight_g;
  char    *note;
};

G_END_DECLS
