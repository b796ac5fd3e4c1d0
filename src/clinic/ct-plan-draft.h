/* A plan on the table: what was asked, what is proposed, what else would do. Nothing is booked yet. */
#pragma once

#include <glib-object.h>

#include "domain/ct-planner.h"

G_BEGIN_DECLS

#define CT_TYPE_PLAN_DRAFT (ct_plan_draft_get_type ())
G_DECLARE_FINAL_TYPE (CtPlanDraft, ct_plan_draft, CT, PLAN_DRAFT, GObject)

/**
 * CtPlanDraft:
 * @plan: the plan as it stands, nudges included
 * @alternatives: (element-type CtPlan): the nearest other plans, each with what it breaks
 *
 * It keeps the calendar as it was when the plan was made; booking checks again.
 */
struct _CtPlanDraft
{
  GObject       parent_instance;
  gint64        patient_id;
  gint64        site_id;
  CtProtocol   *protocol;
  CtHours      *hours;
  CtDesk       *desk;
  CtOccupancy  *occupancy;
  GArray       *previous;      /* of CtSpacingSession */
  CtPlanRequest request;
  CtPlan       *plan;
  GPtrArray    *alternatives;
};

/** Where a session of a plan was put by hand. */
typedef struct
{
  CtWall at;
  gint64 chair_id;
} CtPlanPlace;

gboolean ct_plan_draft_nudge  (CtPlanDraft *self, const CtNudge *nudge, GError **error);
void     ct_plan_draft_choose (CtPlanDraft *self, guint alternative);
GArray  *ct_plan_draft_put_back (CtPlanDraft *self, const CtPlanPlace *places, guint n_places);

G_END_DECLS
