#include "domain/ct-occupancy.h"

typedef struct
{
  gint64 id;
  char  *name;
} Chair;

struct _CtOccupancy
{
  GArray     *chairs;      /* of Chair, in the site's order */
  GArray     *chair_ids;   /* of gint64, likewise */
  GHashTable *days;        /* CtDate -> GArray of CtBooking, in an order of their own */
  GHashTable *dates;       /* appointment id -> CtDate */
  GHashTable *floors;      /* CtDate -> CtFloorDay: what the bookings on chairs need */
};

static void
clear_chair (gpointer data)
{
  g_free (((Chair *) data)->name);
}

static void
clear_booking (gpointer data)
{
  CtBooking *booking = data;

  g_free ((char *) booking->label);
  g_free ((char *) booking->kind);
  g_clear_pointer (&booking->segments, g_ptr_array_unref);
  g_free ((char *) booking->taken_by);
}

static void
day_unref (gpointer data)
{
  g_array_unref (data);
}

/**
 * ct_occupancy_new:
 *
 * Returns: (transfer full): a site without chairs or bookings.
 */
CtOccupancy *
ct_occupancy_new (void)
{
  CtOccupancy *self = g_new0 (CtOccupancy, 1);

  self->chairs = g_array_new (FALSE, FALSE, sizeof (Chair));
  g_array_set_clear_func (self->chairs, clear_chair);
  self->chair_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->days = g_hash_table_new_full (NULL, NULL, NULL, day_unref);
  self->dates = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->floors = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) ct_floor_day_free);
  return self;
}

/**
 * ct_occupancy_copy:
 * @self: an occupancy
 *
 * Returns: (transfer full): another one with the same chairs and bookings, to try something out on.
 */
CtOccupancy *
ct_occupancy_copy (const CtOccupancy *self)
{
  CtOccupancy *copy = ct_occupancy_new ();
  GHashTableIter iter;
  gpointer day;

  g_return_val_if_fail (self != NULL, copy);
  for (guint i = 0; i < self->chairs->len; i++)
    {
      const Chair *chair = &g_array_index (self->chairs, Chair, i);

      ct_occupancy_add_chair (copy, chair->id, chair->name);
    }
  g_hash_table_iter_init (&iter, self->days);
  while (g_hash_table_iter_next (&iter, NULL, &day))
    for (guint i = 0; i < ((GArray *) day)->len; i++)
      ct_occupancy_add (copy, &g_array_index ((GArray *) day, CtBooking, i));
  return copy;
}

/**
 * ct_occupancy_free:
 * @self: (transfer full): an occupancy
 *
 * Frees it with everything in it.
 */
void
ct_occupancy_free (CtOccupancy *self)
{
  g_return_if_fail (self != NULL);
  g_array_unref (self->chairs);
  g_array_unref (self->chair_ids);
  g_hash_table_unref (self->days);
  g_hash_table_unref (self->dates);
  g_hash_table_unref (self->floors);
  g_free (self);
}

/**
 * ct_occupancy_add_chair:
 * @self: an occupancy
 * @chair_id: the chair, not 0, not there yet
 * @name: what it is called: "Chair 2"
 *
 * Adds a chair behind those that are there.
 */
void
ct_occupancy_add_chair (CtOccupancy *self, gint64 chair_id, const char *name)
{
  Chair chair = { chair_id, NULL };

  g_return_if_fail (self != NULL && name != NULL);
  g_return_if_fail (chair_id != 0 && ct_occupancy_get_chair_name (self, chair_id) == NULL);
  chair.name = g_strdup (name);
  g_array_append_val (self->chairs, chair);
  g_array_append_val (self->chair_ids, chair_id);
}

/**
 * ct_occupancy_get_chairs:
 * @self: an occupancy
 * @n_chairs: (out): how many
 *
 * Returns: (array length=n_chairs) (transfer none): ids of the chairs in the site's order.
 */
const gint64 *
ct_occupancy_get_chairs (const CtOccupancy *self, guint *n_chairs)
{
  g_return_val_if_fail (self != NULL, NULL);
  *n_chairs = self->chair_ids->len;
  return (const gint64 *) (gpointer) self->chair_ids->data;
}

/**
 * ct_occupancy_get_chair_name:
 * @self: an occupancy
 * @chair_id: a chair
 *
 * Returns: (nullable) (transfer none): its name; %NULL where it is not one of the site's.
 */
const char *
ct_occupancy_get_chair_name (const CtOccupancy *self, gint64 chair_id)
{
  g_return_val_if_fail (self != NULL, NULL);
  for (guint i = 0; i < self->chairs->len; i++)
    if (g_array_index (self->chairs, Chair, i).id == chair_id)
      return g_array_index (self->chairs, Chair, i).name;
  return NULL;
}

static int
compare_bookings (const CtBooking *a, const CtBooking *b)
{
  if (a->minutes.from != b->minutes.from)
    return a->minutes.from < b->minutes.from ? -1 : 1;
  if (a->chair_id != b->chair_id)
    return a->chair_id < b->chair_id ? -1 : 1;
  return a->appointment_id < b->appointment_id ? -1 : a->appointment_id > b->appointment_id;
}

/* Where a booking belongs: bookings keep one order whatever order they came in. */
static guint
place_of (GArray *day, const CtBooking *booking)
{
  guint low = 0, high = day->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (compare_bookings (&g_array_index (day, CtBooking, middle), booking) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* A visit elsewhere keeps the patient busy, but nobody here. */
static gboolean
needs_floor (const CtBooking *booking)
{
  return booking->chair_id != 0 && booking->segments != NULL;
}

static CtMinutes
as_booked (const CtBooking *booking)
{
  return (CtMinutes) { booking->minutes.from, MAX (booking->booked_to, booking->minutes.to) };
}

static void
add_to_floor (CtOccupancy *self, const CtBooking *booking)
{
  CtFloorDay *floor = g_hash_table_lookup (self->floors, GINT_TO_POINTER (booking->date));

  if (floor == NULL)
    {
      floor = ct_floor_day_new ();
      g_hash_table_insert (self->floors, GINT_TO_POINTER (booking->date), floor);
    }
  ct_floor_day_add (floor, booking->segments, as_booked (booking), booking->minutes.to);
}

/**
 * ct_occupancy_add:
 * @self: an occupancy
 * @booking: a booking that is not there yet; copied
 *
 * Adds a booking, also where its place is taken: what is booked twice in the records shows so here.
 */
void
ct_occupancy_add (CtOccupancy *self, const CtBooking *booking)
{
  CtBooking mine;
  GArray *day;

  g_return_if_fail (self != NULL && booking != NULL);
  g_return_if_fail (booking->appointment_id != 0 && booking->date != CT_DATE_NONE);
  g_return_if_fail (booking->minutes.from < booking->minutes.to);
  g_return_if_fail (!g_hash_table_contains (self->dates, &booking->appointment_id));
  day = g_hash_table_lookup (self->days, GINT_TO_POINTER (booking->date));
  if (day == NULL)
    {
      day = g_array_new (FALSE, FALSE, sizeof (CtBooking));
      g_array_set_clear_func (day, clear_booking);
      g_hash_table_insert (self->days, GINT_TO_POINTER (booking->date), day);
    }
  mine = *booking;
  mine.label = g_strdup (booking->label);
  mine.kind = g_strdup (booking->kind);
  mine.segments = booking->segments != NULL ? g_ptr_array_ref (booking->segments) : NULL;
  if (needs_floor (booking))
    add_to_floor (self, booking);
  mine.taken_by = g_strdup (booking->taken_by);
  g_array_insert_val (day, place_of (day, &mine), mine);
  g_hash_table_insert (self->dates, g_memdup2 (&booking->appointment_id, sizeof (gint64)),
                       GINT_TO_POINTER (booking->date));
}

static CtBooking *
find_booking (const CtOccupancy *self, gint64 appointment_id)
{
  gpointer date;
  GArray *day;

  if (!g_hash_table_lookup_extended (self->dates, &appointment_id, NULL, &date))
    return NULL;
  day = g_hash_table_lookup (self->days, date);
  for (guint i = 0; i < day->len; i++)
    if (g_array_index (day, CtBooking, i).appointment_id == appointment_id)
      return &g_array_index (day, CtBooking, i);
  return NULL;
}

/**
 * ct_occupancy_set_taken_by:
 * @self: an occupancy
 * @appointment_id: a booking of it
 * @name: (nullable): who booked it a moment ago
 *
 * Lets the sentence about a taken place name who was faster.
 */
void
ct_occupancy_set_taken_by (CtOccupancy *self, gint64 appointment_id, const char *name)
{
  CtBooking *booking;

  g_return_if_fail (self != NULL);
  booking = find_booking (self, appointment_id);
  g_return_if_fail (booking != NULL);
  g_free ((char *) booking->taken_by);
  booking->taken_by = g_strdup (name);
}

/**
 * ct_occupancy_remove:
 * @self: an occupancy
 * @appointment_id: a booking
 *
 * Takes a booking out: to see what would be free without it.
 *
 * Returns: whether it was there.
 */
gboolean
ct_occupancy_remove (CtOccupancy *self, gint64 appointment_id)
{
  gpointer date;
  GArray *day;

  g_return_val_if_fail (self != NULL, FALSE);
  if (!g_hash_table_lookup_extended (self->dates, &appointment_id, NULL, &date))
    return FALSE;
  day = g_hash_table_lookup (self->days, date);
  for (guint i = 0; i < day->len; i++)
    if (g_array_index (day, CtBooking, i).appointment_id == appointment_id)
      {
        const CtBooking *booking = &g_array_index (day, CtBooking, i);

        if (needs_floor (booking))
          ct_floor_day_remove (g_hash_table_lookup (self->floors, date), booking->segments, as_booked (booking),
                               booking->minutes.to);
        g_array_remove_index (day, i);
        break;
      }
  return g_hash_table_remove (self->dates, &appointment_id);
}

/**
 * ct_occupancy_get_day:
 * @self: an occupancy
 * @date: a day
 * @n_bookings: (out): how many
 *
 * Returns: (array length=n_bookings) (transfer none) (nullable): that day's bookings by time, chair and id.
 */
const CtBooking *
ct_occupancy_get_day (const CtOccupancy *self, CtDate date, guint *n_bookings)
{
  GArray *day;

  g_return_val_if_fail (self != NULL, NULL);
  day = g_hash_table_lookup (self->days, GINT_TO_POINTER (date));
  *n_bookings = day != NULL ? day->len : 0;
  return day != NULL ? (const CtBooking *) (gpointer) day->data : NULL;
}

/**
 * ct_occupancy_get_floor:
 * @self: an occupancy
 * @date: a day
 *
 * Returns: (transfer none) (nullable): what that day's bookings on the site's chairs need; %NULL where nobody needs
 *   anything.
 */
const CtFloorDay *
ct_occupancy_get_floor (const CtOccupancy *self, CtDate date)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_hash_table_lookup (self->floors, GINT_TO_POINTER (date));
}

/* Whether a booking keeps a chair (or, for 0, no chair) or a patient from being there in @minutes. */
static gboolean
stands_against (const CtBooking *booking, gint64 chair_id, gint64 patient_id, CtMinutes minutes)
{
  return ct_minutes_overlap (booking->minutes, minutes) &&
         ((chair_id != 0 && booking->chair_id == chair_id) || (patient_id != 0 && booking->patient_id == patient_id));
}

static gboolean
nobody_stands_against (const CtOccupancy *self, gint64 chair_id, gint64 patient_id, CtDate date, CtMinutes minutes)
{
  guint n;
  const CtBooking *day = ct_occupancy_get_day (self, date, &n);

  for (guint i = 0; i < n && day[i].minutes.from < minutes.to; i++)
    if (stands_against (&day[i], chair_id, patient_id, minutes))
      return FALSE;
  return TRUE;
}

/**
 * ct_occupancy_is_free:
 * @self: an occupancy
 * @chair_id: a chair
 * @date: a day
 * @minutes: from when until when
 *
 * Returns: whether nobody has the chair in any of these minutes.
 */
gboolean
ct_occupancy_is_free (const CtOccupancy *self, gint64 chair_id, CtDate date, CtMinutes minutes)
{
  g_return_val_if_fail (self != NULL && chair_id != 0, FALSE);
  return nobody_stands_against (self, chair_id, 0, date, minutes);
}

/**
 * ct_occupancy_free_chairs:
 * @self: an occupancy
 * @date: a day
 * @minutes: from when until when
 *
 * Returns: (transfer full) (element-type gint64): the chairs nobody has in any of these minutes, in the site's order.
 */
GArray *
ct_occupancy_free_chairs (const CtOccupancy *self, CtDate date, CtMinutes minutes)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_return_val_if_fail (self != NULL, found);
  for (guint i = 0; i < self->chair_ids->len; i++)
    {
      gint64 chair_id = g_array_index (self->chair_ids, gint64, i);

      if (ct_occupancy_is_free (self, chair_id, date, minutes))
        g_array_append_val (found, chair_id);
    }
  return found;
}
