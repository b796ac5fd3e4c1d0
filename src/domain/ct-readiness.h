/* What has to be there before a visit can begin, and whether it is: the readiness of a visit. */
#pragma once

#include "base/ct-date.h"
#include "domain/ct-appointment.h"
#include "domain/ct-permission.h"
#include "domain/ct-visit-records.h"

G_BEGIN_DECLS

/**
 * CtReadyMoment:
 *
 * When an item should be there, and is asked for from then on.
 */
typedef enum
{
  CT_READY_AT_BOOKING,
  CT_READY_AT_CONFIRMING,
  CT_READY_AT_ARRIVAL,
} CtReadyMoment;

/**
 * CtReadyScope:
 *
 * How far a tick reaches.
 */
typedef enum
{
  CT_READY_FOR_VISIT,
  CT_READY_FOR_COURSE,
  CT_READY_FOR_PATIENT,
} CtReadyScope;

/**
 * CtReadyItem:
 * @id: "escort"
 * @label: for people: "Escort named"
 * @fact: (nullable): what in the record meets it by itself: "weight", "score", "prescriber"; %NULL: somebody ticks it
 * @care: whether those who treat tick it, and not the desk
 * @scope: how far a tick reaches
 * @moment: when it should be there
 * @first_only: whether only the first session of a course needs it
 * @later_only: whether only the sessions after the first need it
 * @within_days: how many days before the visit it may be of; 0: any
 *
 * One thing a visit needs, as a knowledge file says. Immutable.
 */
typedef struct
{
  char         *id;
  char         *label;
  char         *fact;
  gboolean      care;
  CtReadyScope  scope;
  CtReadyMoment moment;
  gboolean      first_only;
  gboolean      later_only;
  int           within_days;
} CtReadyItem;

/** CtReadyFact: that something is in the record, and of which day; never what it says. */
typedef struct
{
  gint64 patient_id;
  gint64 course_id;  /* 0: whatever the course */
  char  *fact;
  CtDate day;
} CtReadyFact;

/**
 * CtReadyState:
 * @id: of the item; "rule" for a rule that is broken
 * @label: for people
 * @tickable: whether somebody ticks it
 * @permission: and what it takes
 * @scope: how far a tick reaches
 * @moment: when it should be there
 * @met: whether it is
 * @check: (nullable): the tick, made or taken back
 *
 * How one thing stands.
 */
typedef struct
{
  char         *id;
  char         *label;
  gboolean      tickable;
  CtPermission  permission;
  CtReadyScope  scope;
  CtReadyMoment moment;
  gboolean      met;
  CtVisitCheck *check;
} CtReadyState;

CtReadyItem *ct_ready_item_new   (void);
void         ct_ready_item_free  (gpointer data);
void         ct_ready_fact_clear (gpointer data);

GPtrArray   *ct_readiness_judge  (const GPtrArray *items, const CtAppointment *appointment, const GPtrArray *checks,
                                  const GArray *facts);
void         ct_readiness_add_rule (GPtrArray *states, const char *sentence);
guint        ct_readiness_n_met  (const GPtrArray *states);
char        *ct_readiness_missing (const GPtrArray *states, CtReadyMoment moment, guint at_most);
gboolean     ct_readiness_same   (const GPtrArray *a, const GPtrArray *b);

G_END_DECLS
