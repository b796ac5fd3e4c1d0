#include "clinic/ct-demo-days.h"

#include "clinic/ct-demo-floor.h"
#include "domain/ct-way.h"

#define DAYS_BEFORE 7
#define DAYS_AFTER 21
#define FIRST_MINUTE (8 * 60)
#define STEP 15

/** What is booked in turns. */
static const struct
{
  const char *kind;
  int         minutes;
} visits[] = { { CT_VISIT_FOLLOW_UP, 30 }, { CT_VISIT_CONSULTATION, 45 }, { CT_VISIT_OTHER, 15 }, { CT_VISIT_FOLLOW_UP, 15 } };

static const char *
status_of (const CtDemoDays *self, CtDate day, int n)
{
  if (day < self->today)
    return n % 17 == 0 ? CT_APPOINTMENT_MISSED : CT_APPOINTMENT_DONE;
  return CT_APPOINTMENT_BOOKED;
}

/* Stores one visit wherever there is room; TRUE too where there is none. */
static gboolean
book (CtDemoDays *self, CtDate day, int n, gint64 *count, GError **error)
{
  g_autoptr (CtAppointment) appointment = ct_appointment_new ();
  int minutes = visits[n % G_N_ELEMENTS (visits)].minutes, minute = FIRST_MINUTE + n * 45 % (9 * 60) / STEP * STEP;
  CtBooking booking = { .appointment_id = self->number, .date = day, .minutes = { minute, minute + minutes },
                        .label = "", .patient_id = g_array_index (self->patients, gint64, ((guint) n + (guint) day) %
                                                                  self->patients->len) };

  minute = ct_occupancy_nearest_free (self->occupancy, self->hours, &booking, STEP, &booking.chair_id);
  if (minute < 0)
    return TRUE;
  booking.minutes = (CtMinutes) { minute, minute + minutes };
  ct_occupancy_add (self->occupancy, &booking);
  self->number++;
  appointment->patient_id = booking.patient_id;
  appointment->site_id = self->site_id;
  appointment->chair_id = booking.chair_id;
  appointment->clinician_id = self->clinicians[(guint) n % self->n_clinicians];
  appointment->day = day;
  appointment->minute = minute;
  appointment->minutes = minutes;
  g_object_set (appointment, "kind", visits[n % G_N_ELEMENTS (visits)].kind, "status", status_of (self, day, n),
                "confirmed-how", day >= self->today && n % 3 == 0 ? CT_CONFIRMED_BY_PHONE : NULL, NULL);
  if (day == self->today)
    ct_demo_walk (self->clinic, appointment, NULL, self->minute);
  (*count)++;
  return ct_unit_insert (self->unit, appointment, error);
}

/* How many there are already. */
static gboolean
count_day (CtDemoDays *self, CtDate day, int *n, GError **error)
{
  g_autoptr (CtRows) rows = ct_unit_query (self->unit, error, "visit.by-site-and-days", "inn", self->site_id, day, day);
  g_autoptr (GError) failure = NULL;

  *n = 0;
  if (rows == NULL)
    return FALSE;
  while (ct_rows_next (rows, &failure))
    (*n)++;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * ct_demo_days_fill:
 * @self: where and who
 * @per_day: bookings of each open day
 * @count: counts what is stored
 * @error: what went wrong
 *
 * Books short visits on the days around today until each has so many, or is full.
 *
 * Returns: whether all could be stored.
 */
gboolean
ct_demo_days_fill (CtDemoDays *self, int per_day, gint64 *count, GError **error)
{
  for (CtDate day = self->today - DAYS_BEFORE; day <= self->today + DAYS_AFTER; day++)
    {
      guint n_open;
      int n;

      ct_hours_open_on (self->hours, day, &n_open);
      if (n_open == 0)
        continue;
      if (!count_day (self, day, &n, error))
        return FALSE;
      for (; n < per_day; n++)
        if (!book (self, day, n, count, error))
          return FALSE;
    }
  return TRUE;
}
