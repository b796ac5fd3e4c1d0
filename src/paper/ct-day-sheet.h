/* A day's bookings, chair by chair, for the wall or the clipboard. */
#pragma once

#include "base/ct-time.h"
#include "paper/ct-flow.h"

G_BEGIN_DECLS

typedef struct
{
  CtMinutes   minutes;
  const char *chair;   /* "Chair 1" */
  const char *patient; /* "Reyes, Marisol" */
  const char *born;    /* (nullable): in words */
  const char *what;    /* "IV ketamine, session 4 of 6" */
  const char *phone;   /* (nullable) */
  const char *status;  /* "confirmed" */
} CtDaySheetBooking;

/** Everything is borrowed for the time of the call. */
typedef struct
{
  CtPaper                  paper;
  const char              *clinic_name;
  const char              *site_name;  /* (nullable) */
  CtDate                   day;
  const CtDaySheetBooking *bookings;   /* in order of chair, then of time */
  guint                    n_bookings;
  const char              *audit_head; /* (nullable): the head of the audit chain, printed at the end */
  const char              *printed_by; /* (nullable) */
  gint64                   created_us;
} CtDaySheetInput;

CtPages *ct_day_sheet_new (const CtDaySheetInput *input);

G_END_DECLS
