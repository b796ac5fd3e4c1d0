/* Looking for a free place, and saying what is in the way of one. */
#include "domain/ct-occupancy.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"

static gboolean
is_in_the_way (const CtBooking *booking, gint64 chair_id, const CtBooking *wanted)
{
  return booking->appointment_id != wanted->appointment_id &&
         (booking->chair_id == chair_id || (wanted->patient_id != 0 && booking->patient_id == wanted->patient_id));
}

/* The first start at or after @wanted's on one chair, or -1: within some opening, behind all that is in the way. */
static int
first_free_on_chair (const CtOccupancy *self, const CtHours *hours, gint64 chair_id, const CtBooking *wanted)
{
  guint n_ranges, n;
  int length = wanted->minutes.to - wanted->minutes.from;
  const CtMinutes *ranges = ct_hours_open_on (hours, wanted->date, &n_ranges);
  const CtBooking *day = ct_occupancy_get_day (self, wanted->date, &n);

  for (guint r = 0; r < n_ranges; r++)
    {
      int start = MAX (wanted->minutes.from, ranges[r].from);

      /* Bookings come by their beginning: one that is in the way moves the start behind it, and those before stay
       * out of the way. */
      for (guint i = 0; i < n && day[i].minutes.from < start + length; i++)
        if (day[i].minutes.to > start && is_in_the_way (&day[i], chair_id, wanted))
          start = day[i].minutes.to;
      if (start + length <= ranges[r].to)
        return start;
    }
  return -1;
}

/**
 * ct_occupancy_first_free:
 * @self: an occupancy
 * @hours: when the site is open
 * @wanted: what is wanted: chair (0: any), day, not before when and how long, whose visit (0: anybody's), and its own id where
 *   it is booked already and would move
 * @found_chair_id: (out) (optional): the chair it is on, 0 where there is none
 *
 * Returns: the first minute at or after @wanted's beginning with that much time on the chair, within opening hours and while
 *   the patient is nowhere else; of several chairs the first; -1 where there is none that day.
 */
int
ct_occupancy_first_free (const CtOccupancy *self, const CtHours *hours, const CtBooking *wanted,
                         gint64 *found_chair_id)
{
  const gint64 *chairs;
  gint64 found = 0;
  int best = -1;
  guint n;

  g_return_val_if_fail (self != NULL && hours != NULL && wanted != NULL && wanted->date != CT_DATE_NONE, -1);
  g_return_val_if_fail (wanted->minutes.from < wanted->minutes.to, -1);
  chairs = ct_occupancy_get_chairs (self, &n);
  for (guint i = 0; i < n; i++)
    if (wanted->chair_id == 0 || chairs[i] == wanted->chair_id)
      {
        int start = first_free_on_chair (self, hours, chairs[i], wanted);

        if (start >= 0 && (best < 0 || start < best))
          {
            best = start;
            found = chairs[i];
          }
      }
  if (found_chair_id != NULL)
    *found_chair_id = found;
  return best;
}

/**
 * ct_occupancy_nearest_free:
 * @self: an occupancy
 * @hours: when the site is open
 * @wanted: as for ct_occupancy_first_free(), but beginning as near as can be to its beginning, before or after
 * @step: minutes between the starts that are tried, 1 or more
 * @found_chair_id: (out) (optional): the chair it is on, 0 where there is none
 *
 * Returns: the nearest start with that much time, the earlier of two; -1 where there is none that day.
 */
int
ct_occupancy_nearest_free (const CtOccupancy *self, const CtHours *hours, const CtBooking *wanted, int step,
                           gint64 *found_chair_id)
{
  CtBooking tried;

  g_return_val_if_fail (self != NULL && hours != NULL && wanted != NULL && step >= 1, -1);
  tried = *wanted;
  for (int away = 0; away < CT_MINUTES_PER_DAY; away += step)
    for (int side = away == 0 ? 1 : -1; side <= 1; side += 2)
      {
        tried.minutes.from = wanted->minutes.from + side * away;
        tried.minutes.to = wanted->minutes.to + side * away;
        if (tried.minutes.from >= 0 && tried.minutes.to <= CT_MINUTES_PER_DAY &&
            ct_occupancy_first_free (self, hours, &tried, found_chair_id) == tried.minutes.from)
          return tried.minutes.from;
      }
  if (found_chair_id != NULL)
    *found_chair_id = 0;
  return -1;
}

static void
conflict_free (gpointer data)
{
  CtConflict *self = data;

  g_free (self->text);
  g_free (self);
}

static void
add_conflict (GPtrArray *conflicts, CtConflictKind kind, const CtBooking *booking, CtMinutes minutes, char *text)
{
  CtConflict *conflict = g_new0 (CtConflict, 1);

  conflict->kind = kind;
  conflict->appointment_id = booking != NULL ? booking->appointment_id : 0;
  conflict->minutes = minutes;
  conflict->text = text;
  g_ptr_array_add (conflicts, conflict);
}

static char *
chair_sentence (const CtOccupancy *self, const CtBooking *booking, int wanted_from)
{
  const char *name = ct_occupancy_get_chair_name (self, booking->chair_id);
  const char *label = booking->label != NULL ? booking->label : _("another booking");
  g_autofree char *at = ct_minute_format (MAX (wanted_from, booking->minutes.from));
  g_autofree char *until = ct_minute_format (booking->minutes.to);

  if (name == NULL)
    name = _("That chair");
  /* Translators: chair, time, who and until when: "Chair 2 is taken at 10:00 (T. Okafor until 10:50)." */
  return g_strdup_printf (_("%s is taken at %s (%s until %s)."), name, at, label, until);
}

static char *
patient_sentence (const CtOccupancy *self, const CtBooking *booking)
{
  const char *chair = ct_occupancy_get_chair_name (self, booking->chair_id);
  const char *label = booking->label != NULL ? booking->label : _("The patient");
  g_autofree char *from = ct_minute_format (booking->minutes.from);
  g_autofree char *until = ct_minute_format (booking->minutes.to);

  if (chair == NULL)
    /* Translators: who, from when, until when */
    return g_strdup_printf (_("%s has another visit from %s to %s."), label, from, until);
  /* Translators: who, from when, until when, on which chair */
  return g_strdup_printf (_("%s has another visit from %s to %s (%s)."), label, from, until, chair);
}

static void
add_booking_conflicts (const CtOccupancy *self, const CtBooking *wanted, GPtrArray *conflicts)
{
  guint n;
  const CtBooking *day = ct_occupancy_get_day (self, wanted->date, &n);

  for (guint i = 0; i < n; i++)
    {
      if (day[i].appointment_id == wanted->appointment_id || !ct_minutes_overlap (day[i].minutes, wanted->minutes))
        continue;
      if (wanted->patient_id != 0 && day[i].patient_id == wanted->patient_id)
        add_conflict (conflicts, CT_CONFLICT_PATIENT, &day[i], day[i].minutes, patient_sentence (self, &day[i]));
      else if (wanted->chair_id != 0 && day[i].chair_id == wanted->chair_id)
        add_conflict (conflicts, CT_CONFLICT_CHAIR, &day[i], day[i].minutes,
                      chair_sentence (self, &day[i], wanted->minutes.from));
    }
}

/**
 * ct_occupancy_conflicts:
 * @self: an occupancy
 * @hours: (nullable): when the site is open; %NULL: don't ask
 * @wanted: the booking somebody wants; its own id, if it is booked already, is not in its way
 *
 * Returns: (transfer full) (element-type CtConflict): everything that stands against it, hours first, then by time; empty
 *   where nothing does.
 */
GPtrArray *
ct_occupancy_conflicts (const CtOccupancy *self, const CtHours *hours, const CtBooking *wanted)
{
  GPtrArray *conflicts = g_ptr_array_new_with_free_func (conflict_free);
  g_autoptr (GError) closed = NULL;

  g_return_val_if_fail (self != NULL && wanted != NULL, conflicts);
  if (hours != NULL && !ct_hours_fits (hours, wanted->date, wanted->minutes, &closed))
    add_conflict (conflicts, CT_CONFLICT_HOURS, NULL, wanted->minutes, g_strdup (closed->message));
  add_booking_conflicts (self, wanted, conflicts);
  return conflicts;
}

/* "Chair 4" within a sentence is "chair 4", and "Room A" is "room A"; other names stay as they are. */
static char *
name_within_sentence (const char *name)
{
  const char *space = strrchr (name, ' ');
  g_autofree char *first = NULL;

  if (space == NULL || space[1] == '\0' ||
      (space[2] != '\0' && strspn (space + 1, "0123456789") != strlen (space + 1)))
    return g_strdup (name);
  first = g_utf8_strdown (name, (gssize) (g_utf8_next_char (name) - name));
  return g_strconcat (first, g_utf8_next_char (name), NULL);
}

/* The first other chair that is free at the time wanted, or 0. */
static gint64
other_chair (const CtOccupancy *self, const CtHours *hours, const CtBooking *wanted)
{
  CtBooking elsewhere = *wanted;
  gint64 chair_id;

  elsewhere.chair_id = 0;
  return ct_occupancy_first_free (self, hours, &elsewhere, &chair_id) == wanted->minutes.from ? chair_id : 0;
}

/* Where else @wanted might go that day: later on its chair, or at its time on another; %NULL where nowhere. */
static char *
free_next_sentence (const CtOccupancy *self, const CtHours *hours, const CtBooking *wanted)
{
  int later = ct_occupancy_first_free (self, hours, wanted, NULL);
  gint64 chair_id = other_chair (self, hours, wanted);
  g_autofree char *start = later >= 0 ? ct_minute_format (later) : NULL;
  g_autofree char *now = ct_minute_format (wanted->minutes.from);
  g_autofree char *chair = NULL;

  if (chair_id != 0)
    chair = name_within_sentence (ct_occupancy_get_chair_name (self, chair_id));
  if (start != NULL && chair != NULL)
    /* Translators: a time, another chair, the time wanted: "Free next: 10:50, chair 4 at 10:00." */
    return g_strdup_printf (_("Free next: %s, %s at %s."), start, chair, now);
  if (start != NULL)
    return g_strdup_printf (_("Free next: %s."), start);
  if (chair != NULL)
    return g_strdup_printf (_("Free: %s at %s."), chair, now);
  return NULL;
}

static gboolean
has_kind (GPtrArray *conflicts, CtConflictKind kind)
{
  for (guint i = 0; i < conflicts->len; i++)
    if (((const CtConflict *) g_ptr_array_index (conflicts, i))->kind == kind)
      return TRUE;
  return FALSE;
}

/**
 * ct_occupancy_check:
 * @self: an occupancy
 * @hours: (nullable): when the site is open; %NULL: don't ask
 * @wanted: the booking somebody wants
 * @error: return location
 *
 * Returns: whether nothing stands against it; else an error that says everything that does and where it might go:
 *   "Chair 2 is taken at 10:00 (T. Okafor until 10:50). Free next: 10:50, chair 4 at 10:00.";
 *   %CT_ERROR_TAKEN where a chair or the patient is taken, %CT_ERROR_INVALID where it is only the hours.
 */
gboolean
ct_occupancy_check (const CtOccupancy *self, const CtHours *hours, const CtBooking *wanted, GError **error)
{
  g_autoptr (GPtrArray) conflicts = ct_occupancy_conflicts (self, hours, wanted);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *next = NULL;
  gboolean chair_taken = has_kind (conflicts, CT_CONFLICT_CHAIR);
  gboolean patient_taken = has_kind (conflicts, CT_CONFLICT_PATIENT);

  if (conflicts->len == 0)
    return TRUE;
  for (guint i = 0; i < conflicts->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            ((const CtConflict *) g_ptr_array_index (conflicts, i))->text);
  if (hours != NULL && chair_taken)
    next = free_next_sentence (self, hours, wanted);
  if (next != NULL)
    g_string_append_printf (text, " %s", next);
  g_set_error_literal (error, CT_ERROR, chair_taken || patient_taken ? CT_ERROR_TAKEN : CT_ERROR_INVALID, text->str);
  return FALSE;
}
