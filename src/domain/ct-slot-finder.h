/* Finds the next openings that keep all rules: "90 min with a nurse, afternoons, not Friday, within the protocol's window". */
#pragma once

#include "domain/ct-booking-rules.h"

G_BEGIN_DECLS

/** How many chairs are looked at. */
#define CT_SLOT_MAX_CHAIRS 64

/**
 * CtSlotQuery:
 * @desk: what the desk goes by
 * @occupancy: who sits where from @from to @last, the patient's own visits elsewhere too; without the booking that is to move
 * @from: nothing before
 * @last: nothing after
 * @weekdays: bits, Monday is bit 0; 0: any
 * @times: the visit begins at or after @times.from and before @times.to; from < 0: any time
 * @wanted: what is wanted: patient, clinician, kind, parts; chair 0: any; its date and minutes say nothing
 * @minutes: how long
 * @protocol: (nullable): of the course it is a session of
 * @number: which session, 0: none
 * @sessions: (array length=n_sessions): the patient's other sessions
 * @n_sessions: how many
 * @step_minutes: starts are multiples of this
 * @near: what to be near to; date %CT_DATE_NONE: the earliest first
 * @apart_minutes: two answers on one day are at least so far apart
 * @limit: how many at most
 *
 * Nothing in it is owned.
 */
typedef struct
{
  const CtDesk           *desk;
  const CtOccupancy      *occupancy;
  CtWall                  from;
  CtDate                  last;
  guint                   weekdays;
  CtMinutes               times;
  CtBooking               wanted;
  int                     minutes;
  const CtProtocol       *protocol;
  int                     number;
  const CtSpacingSession *sessions;
  guint                   n_sessions;
  int                     step_minutes;
  CtWall                  near;
  int                     apart_minutes;
  guint                   limit;
} CtSlotQuery;

/**
 * CtSlot:
 * @at: when it begins
 * @chair_id: where: of several chairs the one on which it leaves the least time unused before it
 * @cost: how far it is from what is wanted, smaller is better
 */
typedef struct
{
  CtWall at;
  gint64 chair_id;
  gint64 cost;
} CtSlot;

GArray *ct_slots_find (const CtSlotQuery *query);

G_END_DECLS
