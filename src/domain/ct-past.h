/* How the bookings of a day stood at any moment, from all versions that were kept of them. */
#pragma once

#include "domain/ct-appointment.h"

G_BEGIN_DECLS

/**
 * CtPastVersion:
 * @appointment_id: which booking
 * @number: its revision: a later one has a higher number, whatever the clocks said
 * @at_us: from when on it stood like this, UTC microseconds; 0: as long as is known
 * @user_name: (nullable): who made it so
 * @patient_name: whose booking it is
 * @state: what it said
 */
typedef struct
{
  gint64         appointment_id;
  int            number;
  gint64         at_us;
  char          *user_name;
  char          *patient_name;
  CtAppointment *state;
} CtPastVersion;

/** One change of a booking: @before is %NULL where it was made. */
typedef struct
{
  const CtPastVersion *before;
  const CtPastVersion *after;
} CtPastChange;

/**
 * CtPast:
 * @site_id: a site
 * @day: a day
 * @versions: (element-type CtPastVersion): every version of every booking that was ever on that day there, in any order
 */
typedef struct
{
  gint64     site_id;
  CtDate     day;
  GPtrArray *versions;
} CtPast;

CtPast    *ct_past_new           (gint64 site_id, CtDate day);
void       ct_past_free          (CtPast *self);
CtPastVersion *ct_past_add       (CtPast *self, CtAppointment *state, int number, gint64 at_us, const char *user_name,
                                  const char *patient_name);
GPtrArray *ct_past_at            (const CtPast *self, gint64 at_us);
GArray    *ct_past_moments       (const CtPast *self);
GArray    *ct_past_changes_since (const CtPast *self, gint64 at_us);
gboolean   ct_past_is_here       (const CtPast *self, const CtAppointment *state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtPast, ct_past_free)

G_END_DECLS
