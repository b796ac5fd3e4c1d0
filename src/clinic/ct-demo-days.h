/* Days of a demonstration as full as somebody wants to see them. */
#pragma once

#include "clinic/ct-clinic.h"
#include "store/ct-unit.h"

G_BEGIN_DECLS

/**
 * CtDemoDays:
 * @unit: the unit of work
 * @clinic: whose kinds of visit
 * @occupancy: who sits where already; what is booked is added
 * @hours: when the site is open
 * @site_id: the site
 * @today: today there
 * @minute: what the clock shows there
 * @patients: (element-type gint64): who can be booked
 * @clinicians: (array length=n_clinicians): with whom
 * @n_clinicians: how many
 * @number: the number of the next booking in @occupancy
 */
typedef struct
{
  CtUnit       *unit;
  CtClinic     *clinic;
  CtOccupancy  *occupancy;
  CtHours      *hours;
  gint64        site_id;
  CtDate        today;
  int           minute;
  GArray       *patients;
  const gint64 *clinicians;
  guint         n_clinicians;
  gint64        number;
} CtDemoDays;

gboolean ct_demo_days_fill (CtDemoDays *self, int per_day, gint64 *count, GError **error);

G_END_DECLS
