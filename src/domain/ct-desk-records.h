/* What the desk goes by, as it is kept: staff and pumps of a site, leave, time held for visits of one kind. */
#pragma once

#include "domain/ct-record.h"

G_BEGIN_DECLS

CT_DECLARE_RECORD (CtSiteFloor, ct_site_floor, CT_SITE_FLOOR)
#define CT_TYPE_SITE_FLOOR (ct_site_floor_get_type ())

/**
 * CtSiteFloor:
 *
 * How many of everything a site has when everybody is there; 0: not counted. One row a site at most.
 */
struct _CtSiteFloor
{
  CtRecord  parent_instance;
  gint64   site_id;
  int      nurses;
  int      prescribers;
  int      pumps;
  int      rooms;
  int      starts;  /* that may begin in a quarter of an hour */
};

CT_DECLARE_RECORD (CtLeave, ct_leave, CT_LEAVE)
#define CT_TYPE_LEAVE (ct_leave_get_type ())

/**
 * CtLeave:
 *
 * When somebody is away.
 */
struct _CtLeave
{
  CtRecord  parent_instance;
  gint64   user_id;
  CtDate   first_day;
  CtDate   last_day;
  int      from_minute;
  int      to_minute;
  char    *reason;
  gboolean removed;
};

CT_DECLARE_RECORD (CtHeldTime, ct_held_time, CT_HELD_TIME)
#define CT_TYPE_HELD_TIME (ct_held_time_get_type ())

/**
 * CtHeldTime:
 *
 * Time that is held free for visits of one kind, or for none.
 */
struct _CtHeldTime
{
  CtRecord  parent_instance;
  gint64   site_id;
  gint64   chair_id;  /* 0: all */
  int      weekday;   /* 0: every day */
  CtDate   first_day;
  CtDate   last_day;
  int      from_minute;
  int      to_minute;
  char    *kind;      /* (nullable) */
  char    *title;
  gboolean removed;
};

CT_DECLARE_RECORD (CtStaffBusy, ct_staff_busy, CT_STAFF_BUSY)
#define CT_TYPE_STAFF_BUSY (ct_staff_busy_get_type ())

/**
 * CtStaffBusy:
 *
 * When somebody is busy elsewhere, by one of their own calendars. What they do there is not kept.
 */
struct _CtStaffBusy
{
  CtRecord  parent_instance;
  gint64   user_id;
  char    *source;       /* the name of the calendar */
  char    *ranges;       /* (nullable): see ct_busy_parse() */
  gint64   imported_us;
  gboolean removed;
};

CT_DECLARE_RECORD (CtSentVisit, ct_sent_visit, CT_SENT_VISIT)
#define CT_TYPE_SENT_VISIT (ct_sent_visit_get_type ())

/**
 * CtSentVisit:
 *
 * A booking that a patient has in a calendar file.
 */
struct _CtSentVisit
{
  CtRecord  parent_instance;
  gint64   patient_id;
  gint64   appointment_id;
  gint64   sent_us;
};

G_END_DECLS
