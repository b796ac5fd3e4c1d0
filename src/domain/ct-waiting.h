/* Somebody who waits for a place, or for something sooner than what they have. */
#pragma once

#include "domain/ct-record.h"

G_BEGIN_DECLS

#define CT_WAITING_WAITING "waiting"
#define CT_WAITING_SERVED  "served"   /* got a place */
#define CT_WAITING_REMOVED "removed"

CT_DECLARE_RECORD (CtWaiting, ct_waiting, CT_WAITING)
#define CT_TYPE_WAITING (ct_waiting_get_type ())

/**
 * CtWaiting:
 *
 * What somebody waits for, and when they could come.
 */
struct _CtWaiting
{
  CtRecord  parent_instance;
  gint64   patient_id;
  gint64   site_id;
  gint64   appointment_id; /* what they would give up for something sooner, or 0 */
  char    *kind;
  int      minutes;
  int      weekdays;       /* a mask with Monday at bit 0; 0: any */
  int      from_minute;
  int      to_minute;      /* 0: any time */
  CtDate   since;
  CtDate   until;          /* the last day that is of use, or none */
  gboolean urgent;
  char    *note;
  char    *status;
};

G_END_DECLS
