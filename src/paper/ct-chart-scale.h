/* Where ticks go: round scores, and dates as a calendar counts them. */
#pragma once

#include "base/ct-date.h"

G_BEGIN_DECLS

typedef enum
{
  CT_DATE_UNIT_DAY,
  CT_DATE_UNIT_WEEK, /* from Monday to Monday */
  CT_DATE_UNIT_MONTH,
  CT_DATE_UNIT_YEAR,
} CtDateUnit;

/** A distance between ticks: every @count units. */
typedef struct
{
  CtDateUnit unit;
  int        count;
} CtDateStep;

GArray           *ct_scale_score_ticks (int min, int max, int max_ticks);
const CtDateStep *ct_scale_date_steps  (guint *n_steps);
int               ct_scale_step_days   (CtDateStep step);
GArray           *ct_scale_date_ticks  (CtDate from, CtDate to, CtDateStep step);
char             *ct_scale_date_label  (CtDate tick, CtDate previous, CtDateStep step);

G_END_DECLS
