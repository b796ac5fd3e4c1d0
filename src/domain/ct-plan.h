/* A planned course: every session with its day, time and chair, and what the plan could not keep. */
#pragma once

#include "base/ct-time.h"
#include "domain/ct-level.h"

G_BEGIN_DECLS

/**
 * CtPlanSession:
 * @number: which session of the course, from 1
 * @date: the day
 * @minute: when it starts
 * @minutes: how long it takes the chair
 * @chair_id: the chair
 * @chair_name: its name
 * @due_date: the day the protocol asks for: of the first session the start asked for, of others counted from the first
 * @moved_days: @date minus @due_date
 * @satisfies: what is right about this date, one short text each: "Day 2, as the protocol says"
 */
typedef struct
{
  int    number;
  CtDate date;
  int    minute;
  int    minutes;
  gint64 chair_id;
  char  *chair_name;
  CtDate due_date;
  int    moved_days;
  GStrv  satisfies;
} CtPlanSession;

/**
 * CtBrokenRule:
 * @rule_id: a spacing rule of the protocol, or "preferred-days", "preferred-time", "interval", "course-length",
 *   "session-count"
 * @level: how strongly it speaks; a plan never breaks a %CT_LEVEL_HOLD or %CT_LEVEL_BLOCK
 * @text: what is broken, with dates
 * @source: (nullable): where the rule comes from; %NULL for the patient's wishes
 * @session: the session it is about, 0 for the whole plan
 */
typedef struct
{
  char   *rule_id;
  CtLevel level;
  char   *text;
  char   *source;
  int     session;
} CtBrokenRule;

/**
 * CtPlan:
 *
 * Reference counted; left alone once made.
 */
typedef struct
{
  gatomicrefcount ref_count;
  char      *title;         /* (nullable): of an alternative: "Start Tue 3 Mar" */
  char      *refused;       /* (nullable): why this way can't be gone; it has no sessions then */
  GPtrArray *sessions;      /* of CtPlanSession, in order */
  GPtrArray *broken_rules;  /* of CtBrokenRule, in order of session */
  gint64     cost;          /* smaller is better; see ct-planner.c */
} CtPlan;

CtPlan              *ct_plan_new         (void);
CtPlan              *ct_plan_ref         (CtPlan *self);
void                 ct_plan_unref       (CtPlan *self);
guint                ct_plan_get_size    (const CtPlan *self);
const CtPlanSession *ct_plan_get_session (const CtPlan *self, guint index);
guint                ct_plan_get_n_broken (const CtPlan *self);
const CtBrokenRule  *ct_plan_get_broken  (const CtPlan *self, guint index);
gboolean             ct_plan_same_places (const CtPlan *a, const CtPlan *b);
CtPlanSession       *ct_plan_add_session (CtPlan *self);
CtBrokenRule        *ct_plan_add_broken  (CtPlan *self, const char *rule_id, CtLevel level, char *text,
                                          const char *source, int session);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtPlan, ct_plan_unref)

G_END_DECLS
