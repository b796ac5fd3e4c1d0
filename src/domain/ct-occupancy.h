/* Who sits where and when: the bookings of some days, ready to be asked which chair is free. */
#pragma once

#include "domain/ct-floor.h"
#include "domain/ct-hours.h"

G_BEGIN_DECLS

/**
 * CtBooking:
 * @appointment_id: not 0, different for each booking
 * @patient_id: whose visit it is, 0 for a hold that is nobody's
 * @chair_id: the chair it takes, 0 for none (then it only keeps the patient busy)
 * @date: the day
 * @minutes: from when until when, not empty
 * @label: (nullable): who it is, as the desk may read it: "T. Okafor"
 * @clinician_id: who treats them, 0 for nobody yet
 * @kind: (nullable): the kind of visit
 * @segments: (nullable) (element-type CtSegment): the parts of the visit; %NULL: it needs the chair and nothing else
 * @taken_by: (nullable): somebody else at a desk who booked it a moment ago: "Ben Ode"
 * @booked_to: of one that was over before its time, until when it was booked: its parts are laid out by that; else 0
 *
 * One visit as it takes up a day.
 */
typedef struct
{
  gint64      appointment_id;
  gint64      patient_id;
  gint64      chair_id;
  CtDate      date;
  CtMinutes   minutes;
  const char *label;
  gint64      clinician_id;
  const char *kind;
  GPtrArray  *segments;
  const char *taken_by;
  int         booked_to;
} CtBooking;

/**
 * CtOccupancy:
 *
 * The chairs of a site in their order, and the bookings of the days somebody wants to look at. What it answers does not
 * depend on the order in which the bookings came in. Not for two threads at once.
 */
typedef struct _CtOccupancy CtOccupancy;

CtOccupancy *ct_occupancy_new             (void);
CtOccupancy *ct_occupancy_copy            (const CtOccupancy *self);
void         ct_occupancy_free            (CtOccupancy *self);
void         ct_occupancy_add_chair       (CtOccupancy *self, gint64 chair_id, const char *name);
const gint64 *ct_occupancy_get_chairs     (const CtOccupancy *self, guint *n_chairs);
const char  *ct_occupancy_get_chair_name  (const CtOccupancy *self, gint64 chair_id);
void         ct_occupancy_add             (CtOccupancy *self, const CtBooking *booking);
gboolean     ct_occupancy_remove          (CtOccupancy *self, gint64 appointment_id);
void         ct_occupancy_set_taken_by    (CtOccupancy *self, gint64 appointment_id, const char *name);
const CtBooking *ct_occupancy_get_day     (const CtOccupancy *self, CtDate date, guint *n_bookings);
void         ct_booking_end_at            (CtBooking *self, int minute);
guint        ct_booking_lay               (const CtBooking *self, CtMinutes *spans);
CtMinutes    ct_booking_clinician_minutes (const CtBooking *self);
gboolean     ct_bookings_share_clinician  (const CtBooking *a, const CtBooking *b);
const CtBooking *ct_occupancy_clinician_busy (const CtOccupancy *self, const CtBooking *wanted);
const CtFloorDay *ct_occupancy_get_floor  (const CtOccupancy *self, CtDate date);
gboolean     ct_occupancy_is_free         (const CtOccupancy *self, gint64 chair_id, CtDate date, CtMinutes minutes);
GArray      *ct_occupancy_free_chairs     (const CtOccupancy *self, CtDate date, CtMinutes minutes);
int          ct_occupancy_first_free      (const CtOccupancy *self, const CtHours *hours, const CtBooking *wanted,
                                           gint64 *found_chair_id);
int          ct_occupancy_nearest_free    (const CtOccupancy *self, const CtHours *hours, const CtBooking *wanted,
                                           int step, gint64 *found_chair_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtOccupancy, ct_occupancy_free)

G_END_DECLS
