/* Where else a visit could go that found its place taken: the nearest free times. */
#pragma once

#include "domain/ct-occupancy.h"

G_BEGIN_DECLS

/**
 * CtNearby:
 * @chair_id: the chair
 * @date: the day
 * @minute: the time of day
 *
 * A place that is free.
 */
typedef struct
{
  gint64 chair_id;
  CtDate date;
  int    minute;
} CtNearby;

/**
 * CtNearbyFit:
 * @place: a free place
 * @data: the caller's data
 *
 * Returns: whether the rules of the clinic allow the visit there.
 */
typedef gboolean (*CtNearbyFit) (const CtBooking *place, gpointer data);

GArray *ct_nearby_find (const CtOccupancy *occupancy, const CtHours *hours, const CtBooking *wanted, CtWall now,
                        CtDate last_day, CtNearbyFit fits, gpointer data);

G_END_DECLS
