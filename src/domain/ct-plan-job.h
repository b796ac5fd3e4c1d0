/* Private to the planner: a request made ready to search in. */
#pragma once

#include "domain/ct-planner.h"

G_BEGIN_DECLS

/* What a plan costs. The steps between the first three are so wide that no sum of lesser ones reaches the next: one
 * warning more is worse than any number of notes, and so on. The rest is weighed against each other: a day more or less
 * between two sessions costs as much as starting four hours off. */
#define CT_COST_IMPOSSIBLE G_MAXINT64
#define CT_COST_WARN       G_GINT64_CONSTANT (100000000000000) /* each spacing rule of level WARN that is broken */
#define CT_COST_NOTE       G_GINT64_CONSTANT (100000000000)    /* each of level NOTE */
#define CT_COST_DAY_WISH   G_GINT64_CONSTANT (1000000000)      /* each session that is not on a preferred day */
#define CT_COST_START_DAY  5000 /* each day that the first session is away from the start asked for */
#define CT_COST_LENGTH     3000 /* a course that takes longer than the protocol's window: better than to start later */
#define CT_COST_GAP_DAY    240  /* each day by which a gap differs from that of the offsets */
#define CT_COST_DRIFT_DAY  60   /* each day that a session is away from its due day, counted from the first session */
#define CT_COST_TIME_WISH  60   /* each session that does not start within the preferred time */
#define CT_COST_MINUTE     1    /* each minute from the time the plan as a whole settles on */

/** One day, with the chairs that are free at each start: bit i for the i-th chair of the job. */
typedef struct
{
  gboolean wished;    /* a preferred day */
  gboolean any_free;
  guint64  chairs[];  /* for each start of the job */
} CtPlanDay;

/** Where a session goes. */
typedef struct
{
  CtDate  date;
  int     minute;
  guint64 chairs;  /* those free then */
} CtPlace;

/** How far a search may go from the due days. */
typedef struct
{
  int      early_days;
  int      late_days;
  gboolean wished_days_only;
  gboolean thorough;  /* also starts that only serve to keep the hours between sessions */
} CtPlanReach;

typedef struct
{
  const CtPlanRequest *request;
  int               n;             /* sessions to place */
  int               first_number;
  int               minutes;       /* of each visit */
  const CtDesk     *desk;          /* where it asks more than hours; else NULL */
  CtMinutes         wish;          /* as CtPlanRequest.preferred */
  guint             weekdays;      /* 0: any */
  CtDate           *due;           /* n of them */
  int              *anchors;       /* the minute each session is drawn to; n of them */
  CtDate            earliest;      /* no session before this day */
  CtDate            end;           /* none on or after this one */
  GPtrArray        *rules;         /* of CtSpacingRule */
  CtSpacingSession *previous;      /* what lies before the plan, by date */
  guint             n_previous;
  CtSpacingSession *others;        /* of other courses, from the start date on, by date */
  guint             n_others;
  guint             memory;        /* how many sessions back a rule looks */
  const gint64     *chairs;
  guint             n_chairs;
  GArray           *starts;        /* of int: the minutes a visit may begin at, in order */
  CtPlanDay       **days;          /* made when asked for; from earliest to end */
} CtPlanJob;

CtPlanJob       *ct_plan_job_new       (const CtPlanRequest *request, const CtDate *due, GError **error);
void             ct_plan_job_free      (CtPlanJob *self);
void             ct_plan_job_add_start (CtPlanJob *self, int minute);
void             ct_plan_job_set_anchor (CtPlanJob *self, int minute);
GArray          *ct_plan_job_anchors   (CtPlanJob *self);
const CtPlanDay *ct_plan_job_day       (CtPlanJob *self, CtDate date);
CtBooking        ct_plan_job_booking   (const CtPlanJob *self, gint64 chair_id, CtDate date, int minute);
guint64          ct_plan_job_chairs    (CtPlanJob *self, CtDate date, int minute);
int              ct_plan_job_start_near (CtPlanJob *self, CtDate date, int anchor, int not_before);
CtDate           ct_plan_job_due       (const CtPlanJob *self, int index, CtDate first_date);
gint64           ct_plan_job_step_cost (const CtPlanJob *self, int index, CtDate date, int minute,
                                        const CtSpacingSession *recent, guint n_recent, CtDate first_date);
GArray          *ct_plan_job_sessions  (const CtPlanJob *self, const CtPlace *places, int n_places);
gint64           ct_plan_job_cost      (const CtPlanJob *self, const CtPlace *places);
gint64           ct_plan_search        (CtPlanJob *self, CtPlanReach reach, gint64 below, CtPlace *places);
gboolean         ct_plan_job_find      (CtPlanJob *self, CtPlace *places, GError **error);
gboolean         ct_plan_job_find_around (CtPlanJob *self, CtPlace *places, GError **error);
void             ct_plan_job_seat      (const CtPlanJob *self, const CtPlace *places, const gint64 *wanted_chairs,
                                        gint64 *chairs);
char            *ct_plan_weekdays_text (guint weekdays);
CtPlan          *ct_plan_job_write     (CtPlanJob *self, const CtPlace *places, const gint64 *chairs);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtPlanJob, ct_plan_job_free)

G_END_DECLS
