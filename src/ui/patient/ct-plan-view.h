/* A plan on the table: its sessions with what each date satisfies, what it breaks, and what else would do. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"
#include "clinic/ct-plan-draft.h"

G_BEGIN_DECLS

#define CT_TYPE_PLAN_VIEW (ct_plan_view_get_type ())
G_DECLARE_FINAL_TYPE (CtPlanView, ct_plan_view, CT, PLAN_VIEW, AdwBin)

/** How a session is moved by one step. */
typedef enum
{
  CT_PLAN_STEP_DAY,
  CT_PLAN_STEP_TIME,
  CT_PLAN_STEP_CHAIR,
} CtPlanStep;

/** CtPlanView: signal CtPlanView::changed (): the plan is another one now. */
void         ct_plan_view_set_draft (CtPlanView *self, CtPlanDraft *draft, CtDate today);
CtPlanDraft *ct_plan_view_get_draft (CtPlanView *self);
gboolean     ct_plan_view_step      (CtPlanView *self, guint session, CtPlanStep step, int direction);
void         ct_plan_view_choose    (CtPlanView *self, guint alternative);
void         ct_plan_view_set_mode  (CtPlanView *self, CtNudgeMode mode);
const char  *ct_plan_view_get_problem (CtPlanView *self);

G_END_DECLS
