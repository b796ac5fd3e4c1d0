/* What the list of the day says of a visit: late, next, and what it still needs. */
#pragma once

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

/**
 * CtTodayCounts:
 * @to_come: expected, not here yet
 * @here: arrived or in the chair
 * @done: done
 * @missed: did not come
 */
typedef struct
{
  guint to_come;
  guint here;
  guint done;
  guint missed;
} CtTodayCounts;

gboolean      ct_visit_is_to_come (CtVisit *visit);
gboolean      ct_visit_is_over    (CtVisit *visit);
int           ct_visit_late_by    (CtVisit *visit, CtWall now);
char         *ct_visit_needs      (CtVisit *visit, CtWall now);
CtTodayCounts ct_today_count      (GPtrArray *visits);
char         *ct_today_summary    (const CtTodayCounts *counts);
CtVisit      *ct_today_next       (GPtrArray *visits, CtWall now);

G_END_DECLS
