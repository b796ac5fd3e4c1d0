/* Several ways to go on with a course, each with its days and what it breaks; Enter takes one. */
#pragma once

#include <adwaita.h>

#include "domain/ct-plan.h"

G_BEGIN_DECLS

#define CT_TYPE_PLAN_CHOICE (ct_plan_choice_get_type ())
G_DECLARE_FINAL_TYPE (CtPlanChoice, ct_plan_choice, CT, PLAN_CHOICE, AdwWindow)

/*
 * Signals:
 *   chosen (guint index)  one of the plans was taken; the window closes
 *   left ()               it was closed without a choice
 */
GtkWindow *ct_plan_choice_new (const char *title, const char *intro, GPtrArray *plans);

G_END_DECLS
