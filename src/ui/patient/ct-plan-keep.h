/* The sessions of a plan that were moved by hand, in a draft. */
#pragma once

#include "clinic/ct-plan-draft.h"

G_BEGIN_DECLS

void    ct_plan_keep_write    (GKeyFile *file, CtPlanDraft *draft);
GArray *ct_plan_keep_read     (GKeyFile *file);
char   *ct_plan_keep_put_back (CtPlanDraft *draft, GArray *places);

G_END_DECLS
