/* A place has come free: who fits in, best first. Nobody is booked by this; somebody at the desk decides. */
#pragma once

#include "domain/ct-booking-rules.h"

G_BEGIN_DECLS

/** Why somebody might want a place. */
typedef enum
{
  CT_FIT_CLOSING, /* their course must have its next session by a day, and has none booked */
  CT_FIT_WAITING, /* they asked for something sooner, or for anything at all */
  CT_FIT_RECALL,  /* they are due again */
} CtFitWhy;

/**
 * CtCandidate:
 * @why: why they might want it
 * @wanted: patient, clinician, kind, parts, label; appointment_id: what they have booked and would give up, 0: nothing
 * @minutes: how long it takes
 * @weekdays: the days they can come, a mask with Monday at bit 0; 0: any
 * @times: when they can be there: all of the visit lies within; from < 0: any time
 * @not_before: no day before, %CT_DATE_NONE: any
 * @not_after: the last day that is of use, %CT_DATE_NONE: none
 * @since: since when they wait, or are due
 * @urgent: whether the desk marked them so
 * @booked_on: the day of what they have booked, %CT_DATE_NONE: nothing
 * @protocol: (nullable): of their course
 * @number: which session it would be
 * @sessions: (array length=n_sessions): their other sessions
 * @n_sessions: how many
 *
 * Somebody who might want it. Nothing in it is owned.
 */
typedef struct
{
  CtFitWhy                why;
  CtBooking               wanted;
  int                     minutes;
  guint                   weekdays;
  CtMinutes               times;
  CtDate                  not_before;
  CtDate                  not_after;
  CtDate                  since;
  gboolean                urgent;
  CtDate                  booked_on;
  const CtProtocol       *protocol;
  int                     number;
  const CtSpacingSession *sessions;
  guint                   n_sessions;
} CtCandidate;

/**
 * CtSlotFit:
 * @index: which of the candidates
 * @score: how well they fit, larger is better
 * @minute: when they would begin
 */
typedef struct
{
  guint  index;
  gint64 score;
  int    minute;
} CtSlotFit;

GArray *ct_slot_fits (const CtDesk *desk, const CtOccupancy *occupancy, CtDate date, gint64 chair_id, CtMinutes free,
                      const CtCandidate *candidates, guint n_candidates);

G_END_DECLS
