/* Plans a course: indication, protocol, wishes, and all sessions at once on free chairs. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"
#include "ui/patient/ct-plan-view.h"
#include "ui/patient/ct-protocol-list.h"

G_BEGIN_DECLS

#define CT_TYPE_COURSE_PLANNER (ct_course_planner_get_type ())
G_DECLARE_FINAL_TYPE (CtCoursePlanner, ct_course_planner, CT, COURSE_PLANNER, AdwWindow)

/** CtCoursePlanner: signal CtCoursePlanner::planned (): the last wish is answered, by a plan or a sentence. */
CtCoursePlanner *ct_course_planner_new            (CtClinic *clinic, CtPatientFile *file);
CtProtocolList  *ct_course_planner_get_protocols  (CtCoursePlanner *self);
CtPlanView      *ct_course_planner_get_plan       (CtCoursePlanner *self);
const char      *ct_course_planner_get_problem    (CtCoursePlanner *self);
void             ct_course_planner_set_wish       (CtCoursePlanner *self, CtDate start_on, guint weekdays, int minute);
void             ct_course_planner_book           (CtCoursePlanner *self);

G_END_DECLS
