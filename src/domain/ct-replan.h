/* Putting right what has gone wrong: a missed session, or visits whose clinician is away. */
#pragma once

#include "domain/ct-planner.h"
#include "domain/ct-slot-finder.h"

G_BEGIN_DECLS

/* ---- A missed session: ct-replan-missed.c ---- */

GPtrArray *ct_replan_missed (const CtPlanRequest *request, const CtPlan *rest, guint limit);

/* ---- Visits that can't be as booked: ct-replan-displaced.c ---- */

/**
 * CtDisplaced:
 * @booking: the visit as it is booked
 * @protocol: (nullable): of its course
 * @number: which session, 0: none
 * @sessions: (array length=n_sessions): the patient's other sessions, displaced ones too
 * @n_sessions: how many
 *
 * A visit whose clinician can't be there. Nothing in it is owned.
 */
typedef struct
{
  CtBooking               booking;
  const CtProtocol       *protocol;
  int                     number;
  const CtSpacingSession *sessions;
  guint                   n_sessions;
} CtDisplaced;

typedef enum
{
  CT_REPLAN_SUBSTITUTE, /* somebody else sees them, at the same time on the same chair */
  CT_REPLAN_MOVED,      /* at another time */
  CT_REPLAN_NOWHERE,    /* no place keeps the rules: the desk has to see to it */
} CtReplanHow;

/**
 * CtReplanned:
 * @how: what becomes of it
 * @at: when
 * @chair_id: where
 * @clinician_id: with whom
 */
typedef struct
{
  CtReplanHow how;
  CtWall      at;
  gint64      chair_id;
  gint64      clinician_id;
} CtReplanned;

/**
 * CtReplanQuery:
 * @desk: what the desk goes by, the new absence included
 * @occupancy: who sits where from @from on for @days days, all that is displaced included
 * @displaced: (array length=n_displaced): the visits
 * @n_displaced: how many
 * @clinicians: (array length=n_clinicians): who may stand in, in order of preference
 * @n_clinicians: how many
 * @from: nothing before
 * @days: how far to look
 * @step_minutes: starts are multiples of this
 *
 * Nothing in it is owned.
 */
typedef struct
{
  const CtDesk      *desk;
  const CtOccupancy *occupancy;
  const CtDisplaced *displaced;
  guint              n_displaced;
  const gint64      *clinicians;
  guint              n_clinicians;
  CtWall             from;
  int                days;
  int                step_minutes;
} CtReplanQuery;

CtReplanned *ct_replan_displaced (const CtReplanQuery *query);

G_END_DECLS
