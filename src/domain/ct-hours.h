/* When a site is open: hours of each weekday, and the days it is closed all the same. */
#pragma once

#include "base/ct-time.h"

G_BEGIN_DECLS

/**
 * CtClosedDays:
 * @from: the first closed day
 * @to: the last closed day
 * @reason: (nullable): what to tell people: "Thanksgiving"
 */
typedef struct
{
  CtDate from;
  CtDate to;
  char  *reason;
} CtClosedDays;

/**
 * CtHours:
 *
 * A site's opening hours. Reference counted; filled once and then left alone, so that any thread may read it.
 */
typedef struct _CtHours CtHours;

CtHours         *ct_hours_new         (const char *site_name);
CtHours         *ct_hours_ref         (CtHours *self);
void             ct_hours_unref       (CtHours *self);
const char      *ct_hours_get_name    (const CtHours *self);
gboolean         ct_hours_add_range   (CtHours *self, int weekday, CtMinutes range, GError **error);
gboolean         ct_hours_add_closure (CtHours *self, CtDate from, CtDate to, const char *reason, GError **error);
const CtMinutes *ct_hours_get_ranges  (const CtHours *self, int weekday, guint *n_ranges);
const CtMinutes *ct_hours_open_on     (const CtHours *self, CtDate date, guint *n_ranges);
const CtClosedDays *ct_hours_get_closure (const CtHours *self, CtDate date);
gboolean         ct_hours_fits        (const CtHours *self, CtDate date, CtMinutes minutes, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtHours, ct_hours_unref)

G_END_DECLS
