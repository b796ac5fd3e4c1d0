/* Places all sessions of a course at once: protocol, opening hours, free chairs and the patient's wishes. */
#pragma once

#include "domain/ct-desk.h"
#include "domain/ct-occupancy.h"
#include "domain/ct-plan.h"
#include "domain/ct-protocol.h"
#include "domain/ct-spacing.h"

G_BEGIN_DECLS

#define CT_PLANNER_MAX_SESSIONS 60
#define CT_PLANNER_MAX_CHAIRS 64
/** How many sessions of an open-ended protocol are planned when nobody says. */
#define CT_PLANNER_OPEN_SESSIONS 3

/** Bits of #CtPlanRequest.weekdays: Monday is bit 0. */
#define CT_WEEKDAY_BIT(weekday) (1u << ((weekday) - 1))

/**
 * CtPlanRequest:
 * @protocol: what to plan
 * @hours: when the site is open
 * @desk: (nullable): what else the desk goes by: staff and pumps, leave, time held for others; %NULL: nothing else. Its hours
 *   are @hours
 * @clinician_id: who is to treat, 0 for nobody yet
 * @occupancy: chairs and bookings of the days in question: @start_date up to six weeks after the last session. The patient's
 *   own bookings must be in it (those without a chair here have chair 0); bookings that the plan shall replace must not
 * @patient_id: whose course it is; 0 for a dry run
 * @start_date: no session is before this day; offsets are counted from it
 * @start_minute: on @start_date nothing starts before this (the present, when planning today); else 0
 * @weekdays: the patient's days, a mask of CT_WEEKDAY_BIT(); 0: any
 * @preferred: starts are wanted from @preferred.from to @preferred.to inclusive; equal: exactly then; from < 0: any time
 * @n_sessions: how many to place; 0: what the protocol says, %CT_PLANNER_OPEN_SESSIONS where it is open ended
 * @first_number: number of the first session to place, 1 unless earlier ones are given in @previous
 * @interval_days: days between sessions of an open-ended protocol; 0: its shortest interval
 * @minutes: how long each takes its chair; 0: what the protocol's segments add up to
 * @step_minutes: starts are multiples of this (and the exact preferred minute); 5 to 240
 * @chairs: (array length=n_chairs): chairs allowed, in order of preference; none: all of @occupancy
 * @preferred_chair_id: 0: none
 * @previous: (array length=n_previous): sessions already given or booked: of this course (numbers below @first_number), which
 *   all lie before the plan, and of other courses of the same treatment (number 0), before, between or after its sessions
 *
 * Nothing in it is owned; ct_plan_request_init() sets the usual values.
 */
typedef struct
{
  const CtProtocol       *protocol;
  const CtHours          *hours;
  const CtDesk           *desk;
  gint64                  clinician_id;
  const CtOccupancy      *occupancy;
  gint64                  patient_id;
  CtDate                  start_date;
  int                     start_minute;
  guint                   weekdays;
  CtMinutes               preferred;
  int                     n_sessions;
  int                     first_number;
  int                     interval_days;
  int                     minutes;
  int                     step_minutes;
  const gint64           *chairs;
  guint                   n_chairs;
  gint64                  preferred_chair_id;
  const CtSpacingSession *previous;
  guint                   n_previous;
} CtPlanRequest;

/** What becomes of the later sessions when one is moved. */
typedef enum
{
  CT_NUDGE_ONLY,        /* they stay */
  CT_NUDGE_SHIFT_REST,  /* they move by as many days, each to the nearest free place */
  CT_NUDGE_REPLAN_REST, /* they are planned anew from the moved one by the protocol's offsets */
} CtNudgeMode;

/**
 * CtNudge:
 * @index: which session of the plan, from 0
 * @to: where to
 * @chair_id: the chair there; 0: the one it has if free, else any free one
 * @mode: what becomes of the later ones
 * @accept_warnings: also where a %CT_LEVEL_WARN or %CT_LEVEL_NOTE of the gaps to its neighbours is broken (it is then named in the plan)
 */
typedef struct
{
  guint       index;
  CtWall      to;
  gint64      chair_id;
  CtNudgeMode mode;
  gboolean    accept_warnings;
} CtNudge;

void       ct_plan_request_init    (CtPlanRequest *self, const CtProtocol *protocol, const CtHours *hours,
                                    const CtOccupancy *occupancy, CtDate start_date);
CtPlan    *ct_planner_plan         (const CtPlanRequest *request, GError **error);
GPtrArray *ct_planner_alternatives (const CtPlanRequest *request, const CtPlan *plan, guint limit);
CtPlan    *ct_planner_nudge        (const CtPlanRequest *request, const CtPlan *plan, const CtNudge *nudge,
                                    GError **error);
void       ct_planner_occupy       (CtOccupancy *occupancy, const CtPlan *plan, gint64 patient_id, const char *label,
                                    gint64 first_appointment_id);

G_END_DECLS
