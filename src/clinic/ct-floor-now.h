/* The floor as it is now: what the visits of today say of each chair, and where somebody who would wait can go. */
#pragma once

#include "clinic/ct-clinic.h"
#include "domain/ct-reseat.h"

G_BEGIN_DECLS

CtRunOver   *ct_floor_now          (CtClinic *clinic, gint64 site_id, GPtrArray *visits, CtWall now);
CtBooking    ct_floor_booking      (CtClinic *clinic, CtVisit *visit);
CtOccupancy *ct_floor_occupancy    (CtClinic *clinic, gint64 site_id, GPtrArray *visits, CtDate day);
GArray      *ct_floor_find_reseats (CtClinic *clinic, CtVisit *visit, GPtrArray *visits, CtWall now);

G_END_DECLS
