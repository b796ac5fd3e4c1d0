#include "clinic/ct-floor-now.h"

#include <stdlib.h>

/* ---- What the visits say ---- */

static int
since_minute (CtClinic *clinic, const CtAppointment *a)
{
  CtWall since;

  if (a->status_us == CT_TIME_NONE)
    return CT_RUN_UNKNOWN;
  since = ct_wall_from_utc (a->status_us, ct_clinic_get_zone (clinic, a->site_id));
  return (since.date - a->day) * CT_MINUTES_PER_DAY + since.minute;
}

static GPtrArray *
segments_of (CtClinic *clinic, CtVisit *visit)
{
  return ct_knowledge_get_segments (ct_clinic_get_knowledge (clinic), visit->protocol, visit->appointment->kind);
}

static CtMinutes
minutes_of (const CtAppointment *a)
{
  return (CtMinutes) { a->minute, MIN (a->minute + a->minutes, CT_MINUTES_PER_DAY) };
}

/* Those of @day, of CtRunVisit. */
static GArray *
run_visits (CtClinic *clinic, gint64 site_id, GPtrArray *visits, CtDate day)
{
  GArray *run = g_array_new (FALSE, FALSE, sizeof (CtRunVisit));

  for (guint i = 0; i < visits->len; i++)
    {
      CtVisit *visit = g_ptr_array_index (visits, i);
      const CtAppointment *a = visit->appointment;
      CtRunVisit one = { CT_RECORD (visit->appointment)->id, a->chair_id, minutes_of (a), ct_way_of (a), CT_RUN_UNKNOWN,
                         segments_of (clinic, visit) };

      if (a->day != day || a->site_id != site_id)
        continue;
      one.since = since_minute (clinic, a);
      g_array_append_val (run, one);
    }
  return run;
}

/**
 * ct_floor_now:
 * @clinic: a clinic
 * @site_id: one of its sites
 * @visits: (element-type CtVisit): its visits, those of other days among them or not
 * @now: the present there
 *
 * Returns: (transfer full): what is to be expected of the visits of today; empty where there are none.
 */
CtRunOver *
ct_floor_now (CtClinic *clinic, gint64 site_id, GPtrArray *visits, CtWall now)
{
  g_autoptr (GArray) run = NULL;

  g_return_val_if_fail (CT_IS_CLINIC (clinic) && visits != NULL, NULL);
  run = run_visits (clinic, site_id, visits, now.date);
  return ct_run_over_new ((const CtRunVisit *) (gconstpointer) run->data, run->len, now.minute);
}

/* ---- Another chair ---- */

typedef struct
{
  gint64 id;
  int    away; /* how far it is from the visit's own; another kind of place is farther than any chair */
} Candidate;

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  return ((const Candidate *) a)->away - ((const Candidate *) b)->away;
}

/* The chairs of the site, those like its own and near it first. */
static GArray *
list_chairs (CtClinic *clinic, CtVisit *visit)
{
  CtChair *own = ct_clinic_get_chair (clinic, visit->appointment->chair_id);
  GPtrArray *chairs = ct_clinic_get_chairs (clinic);
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < chairs->len; i++)
    {
      CtChair *chair = g_ptr_array_index (chairs, i);
      Candidate candidate = { CT_RECORD (chair)->id, (int) i };

      if (chair->site_id != visit->appointment->site_id)
        continue;
      if (own != NULL)
        candidate.away = abs (chair->position - own->position) + (g_strcmp0 (chair->kind, own->kind) != 0 ? 10000 : 0);
      g_array_append_val (candidates, candidate);
    }
  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < candidates->len; i++)
    g_array_append_val (ids, g_array_index (candidates, Candidate, i).id);
  return ids;
}

/**
 * ct_floor_booking:
 * @clinic: a clinic
 * @visit: a visit
 *
 * Returns: it, as the rules see it; borrows from both.
 */
CtBooking
ct_floor_booking (CtClinic *clinic, CtVisit *visit)
{
  const CtAppointment *a = visit->appointment;
  CtBooking booking = { .appointment_id = CT_RECORD (visit->appointment)->id, .patient_id = a->patient_id,
                       .chair_id = a->chair_id, .date = a->day, .minutes = minutes_of (a), .label = visit->patient_name,
                       .clinician_id = a->clinician_id, .kind = a->kind, .segments = segments_of (clinic, visit) };

  ct_booking_end_at (&booking, a->free_minute);
  return booking;
}

/**
 * ct_floor_occupancy:
 * @clinic: a clinic
 * @site_id: one of its sites
 * @visits: (element-type CtVisit): visits there
 * @day: only of that day; %CT_DATE_NONE: of all of them
 *
 * Returns: (transfer full): who sits where by them.
 */
CtOccupancy *
ct_floor_occupancy (CtClinic *clinic, gint64 site_id, GPtrArray *visits, CtDate day)
{
  CtOccupancy *occupancy = ct_occupancy_new ();
  GPtrArray *chairs = ct_clinic_get_chairs (clinic);

  for (guint i = 0; i < chairs->len; i++)
    {
      CtChair *chair = g_ptr_array_index (chairs, i);

      if (chair->site_id == site_id)
        ct_occupancy_add_chair (occupancy, CT_RECORD (chair)->id, chair->name);
    }
  for (guint i = 0; i < visits->len; i++)
    {
      CtVisit *visit = g_ptr_array_index (visits, i);
      CtBooking booking = ct_floor_booking (clinic, visit);

      if ((day == CT_DATE_NONE || booking.date == day) && ct_appointment_holds_chair (visit->appointment) &&
          booking.minutes.from < booking.minutes.to)
        ct_occupancy_add (occupancy, &booking);
    }
  return occupancy;
}

/**
 * ct_floor_find_reseats:
 * @clinic: a clinic
 * @visit: a visit of today
 * @visits: (element-type CtVisit): all visits of its site today
 * @now: the present there
 *
 * Looks where @visit would begin sooner than in its own chair, by the rules of the desk and as the day really runs. Whoever
 * moves it there is told by the clinic what its course says of it.
 *
 * Returns: (transfer full) (element-type CtReseat): the best first; empty where it need not wait, or no chair is free.
 */
GArray *
ct_floor_find_reseats (CtClinic *clinic, CtVisit *visit, GPtrArray *visits, CtWall now)
{
  g_autoptr (GArray) run = NULL;
  g_autoptr (GArray) chairs = NULL;
  g_autoptr (CtOccupancy) occupancy = NULL;
  CtReseatQuestion question;

  g_return_val_if_fail (CT_IS_CLINIC (clinic) && CT_IS_VISIT (visit) && visits != NULL, NULL);
  run = run_visits (clinic, visit->appointment->site_id, visits, now.date);
  chairs = list_chairs (clinic, visit);
  occupancy = ct_floor_occupancy (clinic, visit->appointment->site_id, visits, visit->appointment->day);
  ct_occupancy_remove (occupancy, CT_RECORD (visit->appointment)->id);
  question = (CtReseatQuestion) { .visits = (const CtRunVisit *) (gconstpointer) run->data, .n_visits = run->len,
                                  .now = now.minute, .chairs = (const gint64 *) (gconstpointer) chairs->data,
                                  .n_chairs = chairs->len };
  question.rules = (CtRulesQuestion) { .desk = ct_clinic_get_desk (clinic, visit->appointment->site_id),
                                       .occupancy = occupancy, .wanted = ct_floor_booking (clinic, visit) };
  return ct_reseat_find (&question);
}
