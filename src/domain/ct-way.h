/* The way of a visit, as data: its steps, what may follow what, who may set it, and how each is shown. */
#pragma once

#include "base/ct-time.h"
#include "domain/ct-appointment.h"
#include "domain/ct-permission.h"
#include "domain/ct-segment.h"

G_BEGIN_DECLS

/**
 * CtStep:
 * @CT_STEP_CANCELLED: nobody noted by whom: by undoing, or before the clinic kept it
 * @CT_STEP_CONFIRMED: no step, but what a booked visit is shown as once it is confirmed
 * @CT_STEP_LATE: no step either: what the clock makes of a booked visit
 */
typedef enum
{
  CT_STEP_BOOKED,
  CT_STEP_ARRIVED,
  CT_STEP_READY,
  CT_STEP_IN_CHAIR,
  CT_STEP_RECOVERY,
  CT_STEP_LEAVING,
  CT_STEP_DONE,
  CT_STEP_STOPPED,
  CT_STEP_MISSED,
  CT_STEP_CANCELLED_BY_PATIENT,
  CT_STEP_CANCELLED_BY_CLINIC,
  CT_STEP_CANCELLED,
  CT_STEP_CONFIRMED,
  CT_STEP_LATE,
  CT_N_STEPS,
} CtStep;

/**
 * CtStage:
 * @CT_STAGE_TO_COME: expected, not here yet
 * @CT_STAGE_HERE: in the house
 * @CT_STAGE_OVER: nothing more is to happen
 */
typedef enum
{
  CT_STAGE_TO_COME,
  CT_STAGE_HERE,
  CT_STAGE_OVER,
} CtStage;

/**
 * CtWayStep:
 * @code: what a step is called where it is stored, on the command line and in actions
 * @status: (nullable): what a booking in it says; %NULL where it is no step but a look
 * @cancelled_by: (nullable): and who called it off
 * @label: its name, marked for translation
 * @icon: the symbolic icon that tells it without colour
 * @after: a bit for every step it may follow, going on; going back is always to where one came from
 * @permission: what it takes to set it, and to take it back
 * @stage: where the patient is
 * @treatment: whether only treatments have it on an ordinary day
 * @moves: whether a booking in it may be moved
 * @solidity: how solid its block is, in hundredths of the hue; 0: grey
 */
typedef struct
{
  CtStep       step;
  const char  *code;
  const char  *status;
  const char  *cancelled_by;
  const char  *label;
  const char  *icon;
  guint        after;
  CtPermission permission;
  CtStage      stage;
  gboolean     treatment;
  gboolean     moves;
  int          solidity;
} CtWayStep;

/* How somebody confirmed, as stored. */
#define CT_CONFIRMED_BY_PHONE   "phone"
#define CT_CONFIRMED_BY_EMAIL   "email"
#define CT_CONFIRMED_BY_MESSAGE "message"
#define CT_CONFIRMED_IN_PERSON  "in-person"
#define CT_CONFIRMED_SOMEHOW    "none"

/* Stamps that are no steps. */
#define CT_STAMP_CONFIRMED   "confirmed"
#define CT_STAMP_UNCONFIRMED "unconfirmed"

const CtWayStep *ct_way_get          (CtStep step);
const CtWayStep *ct_way_find         (const char *code);
CtStep           ct_way_of           (const CtAppointment *appointment);
CtStep           ct_way_shown        (const CtAppointment *appointment, CtWall now);
CtStep           ct_way_next         (const CtAppointment *appointment);
gboolean         ct_way_may_follow   (CtStep step, CtStep before);
const char      *ct_way_label        (CtStep step);
int              ct_way_late_by      (const CtAppointment *appointment, CtWall now);
gboolean         ct_way_is_off       (CtStep step);
gboolean         ct_way_is_confirmed (const CtAppointment *appointment);
CtStage          ct_way_stage        (const CtAppointment *appointment);
void             ct_way_set          (CtAppointment *appointment, CtStep step, const char *reason, gint64 at_us);
void             ct_way_free_chair   (CtAppointment *appointment, int since, const GPtrArray *segments);
CtStep           ct_way_before       (GPtrArray *stamps, CtStep now, gint64 *since_us);
const char *const *ct_way_list_hows  (void);
const char      *ct_way_how_label    (const char *how);

G_END_DECLS
