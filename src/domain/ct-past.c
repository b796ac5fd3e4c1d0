#include "domain/ct-past.h"

static void
version_free (gpointer data)
{
  CtPastVersion *version = data;

  g_free (version->user_name);
  g_free (version->patient_name);
  g_object_unref (version->state);
  g_free (version);
}

/**
 * ct_past_new:
 * @site_id: a site
 * @day: a day
 *
 * Returns: (transfer full): a past of which nothing is known yet.
 */
CtPast *
ct_past_new (gint64 site_id, CtDate day)
{
  CtPast *self = g_new0 (CtPast, 1);

  self->site_id = site_id;
  self->day = day;
  self->versions = g_ptr_array_new_with_free_func (version_free);
  return self;
}

/**
 * ct_past_free:
 * @self: (transfer full): a past
 */
void
ct_past_free (CtPast *self)
{
  g_return_if_fail (self != NULL);
  g_ptr_array_unref (self->versions);
  g_free (self);
}

/**
 * ct_past_add:
 * @self: a past that is being filled
 * @state: what a booking said
 * @number: its revision then
 * @at_us: from when on
 * @user_name: (nullable): who made it so
 * @patient_name: whose booking it is
 *
 * Returns: (transfer none): the version, as it was added.
 */
CtPastVersion *
ct_past_add (CtPast *self, CtAppointment *state, int number, gint64 at_us, const char *user_name, const char *patient_name)
{
  CtPastVersion *version = g_new0 (CtPastVersion, 1);

  version->appointment_id = CT_RECORD (state)->id;
  version->number = number;
  version->at_us = at_us;
  version->user_name = g_strdup (user_name);
  version->patient_name = g_strdup (patient_name);
  version->state = g_object_ref (state);
  g_ptr_array_add (self->versions, version);
  return version;
}

/**
 * ct_past_is_here:
 * @self: a past
 * @state: what a booking said
 *
 * Returns: whether the calendar showed it on this day at this site.
 */
gboolean
ct_past_is_here (const CtPast *self, const CtAppointment *state)
{
  return state->site_id == self->site_id && state->day == self->day &&
         g_strcmp0 (state->status, CT_APPOINTMENT_CANCELLED) != 0;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const CtPastVersion *x = *(CtPastVersion *const *) a, *y = *(CtPastVersion *const *) b;

  if (x->state->minute != y->state->minute)
    return x->state->minute - y->state->minute;
  if (x->state->chair_id != y->state->chair_id)
    return x->state->chair_id < y->state->chair_id ? -1 : 1;
  return (x->appointment_id > y->appointment_id) - (x->appointment_id < y->appointment_id);
}

/* Of each booking the version that stood at a moment: booking -> version. */
static GHashTable *
standing_at (const CtPast *self, gint64 at_us)
{
  GHashTable *standing = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < self->versions->len; i++)
    {
      CtPastVersion *version = g_ptr_array_index (self->versions, i);
      CtPastVersion *other = g_hash_table_lookup (standing, &version->appointment_id);

      if (version->at_us <= at_us && (other == NULL || version->number > other->number))
        g_hash_table_replace (standing, &version->appointment_id, version);
    }
  return standing;
}

/**
 * ct_past_at:
 * @self: a past
 * @at_us: a moment, UTC microseconds
 *
 * Returns: (transfer container) (element-type CtPastVersion): what stood in the calendar on that day at that moment, by
 *   minute and chair.
 */
GPtrArray *
ct_past_at (const CtPast *self, gint64 at_us)
{
  g_autoptr (GHashTable) standing = NULL;
  GPtrArray *here = g_ptr_array_new ();
  GHashTableIter iter;
  CtPastVersion *version;

  g_return_val_if_fail (self != NULL, here);
  standing = standing_at (self, at_us);
  g_hash_table_iter_init (&iter, standing);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &version))
    if (ct_past_is_here (self, version->state))
      g_ptr_array_add (here, version);
  g_ptr_array_sort (here, compare_places);
  return here;
}

/* ---- Changes ---- */

static int
compare_moments (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/* The version before, or NULL. */
static const CtPastVersion *
version_before (const CtPast *self, const CtPastVersion *version)
{
  const CtPastVersion *before = NULL;

  for (guint i = 0; i < self->versions->len; i++)
    {
      const CtPastVersion *other = g_ptr_array_index (self->versions, i);

      if (other->appointment_id == version->appointment_id && other->number < version->number &&
          (before == NULL || other->number > before->number))
        before = other;
    }
  return before;
}

/* A change of a booking that was here before it or is here after it. What is as old as is known is no change. */
static gboolean
concerns (const CtPast *self, const CtPastVersion *before, const CtPastVersion *after)
{
  return after->at_us > 0 &&
         (ct_past_is_here (self, after->state) || (before != NULL && ct_past_is_here (self, before->state)));
}

/**
 * ct_past_moments:
 * @self: a past
 *
 * Returns: (transfer full) (element-type gint64): when something on that day changed, in order, each moment once.
 */
GArray *
ct_past_moments (const CtPast *self)
{
  GArray *moments = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n = 0;

  g_return_val_if_fail (self != NULL, moments);
  for (guint i = 0; i < self->versions->len; i++)
    {
      const CtPastVersion *version = g_ptr_array_index (self->versions, i);

      if (concerns (self, version_before (self, version), version))
        g_array_append_val (moments, version->at_us);
    }
  g_array_sort (moments, compare_moments);
  for (guint i = 0; i < moments->len; i++)
    if (n == 0 || g_array_index (moments, gint64, i) != g_array_index (moments, gint64, n - 1))
      g_array_index (moments, gint64, n++) = g_array_index (moments, gint64, i);
  g_array_set_size (moments, n);
  return moments;
}

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  const CtPastVersion *x = ((const CtPastChange *) a)->after, *y = ((const CtPastChange *) b)->after;

  if (x->at_us != y->at_us)
    return x->at_us < y->at_us ? 1 : -1;
  if (x->appointment_id != y->appointment_id)
    return x->appointment_id < y->appointment_id ? 1 : -1;
  return y->number - x->number;
}

/**
 * ct_past_changes_since:
 * @self: a past
 * @at_us: a moment
 *
 * Returns: (transfer full) (element-type CtPastChange): what was changed on that day after the moment, the latest first;
 *   it borrows from @self.
 */
GArray *
ct_past_changes_since (const CtPast *self, gint64 at_us)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (CtPastChange));

  g_return_val_if_fail (self != NULL, changes);
  for (guint i = 0; i < self->versions->len; i++)
    {
      const CtPastVersion *version = g_ptr_array_index (self->versions, i);
      CtPastChange change = { version_before (self, version), version };

      if (version->at_us > at_us && concerns (self, change.before, version))
        g_array_append_val (changes, change);
    }
  g_array_sort (changes, compare_changes);
  return changes;
}
