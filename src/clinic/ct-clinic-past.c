/* How the calendar stood, from the versions that are kept with every change. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>

#include "clinic/ct-calendar-past.h"
#include "domain/ct-image.h"
#include "domain/ct-way.h"

/* More changes of one day than anybody makes; then the oldest are read. */
#define MAX_VERSIONS 20000

/* ---- Reading ---- */

typedef struct
{
  gint64 site_id;
  CtDate day;
} PastCall;

/* Columns of past.versions. */
enum
{
  ROW_APPOINTMENT,
  ROW_NUMBER,
  ROW_AT_US,
  ROW_USER,
  ROW_CONTENT,
  ROW_FAMILY,
};

/* Columns of past.present that follow the booking's own. */
enum
{
  PRESENT_FAMILY,
  PRESENT_GIVEN,
  PRESENT_PREFERRED,
  PRESENT_AT_US,
  PRESENT_USER,
  PRESENT_N_COLUMNS,
};

static char *
name_at (CtRows *rows, int column)
{
  return ct_patient_name (ct_rows_text (rows, column), ct_rows_text (rows, column + 1), ct_rows_text (rows, column + 2));
}

/* What another version of Chairtime kept more is passed over, what it kept less stays empty. */
static CtAppointment *
state_of (CtRows *rows)
{
  CtAppointment *state = ct_appointment_new ();
  g_autoptr (GVariant) image =
      g_variant_parse (G_VARIANT_TYPE_VARDICT, ct_rows_text (rows, ROW_CONTENT), NULL, NULL, NULL);

  CT_RECORD (state)->id = ct_rows_int (rows, ROW_APPOINTMENT);
  CT_RECORD (state)->revision = ct_rows_int (rows, ROW_NUMBER);
  if (image != NULL)
    ct_image_apply (image, state, NULL);
  return state;
}

static gboolean
read_versions (CtUnit *unit, CtPast *past, GError **error)
{
  g_autoptr (CtRows) rows =
      ct_unit_query (unit, error, "past.versions", "ini", past->site_id, past->day, (gint64) MAX_VERSIONS);
  g_autoptr (GError) failure = NULL;

  if (rows == NULL)
    return FALSE;
  while (ct_rows_next (rows, &failure))
    {
      g_autoptr (CtAppointment) state = state_of (rows);
      g_autofree char *name = name_at (rows, ROW_FAMILY);

      ct_past_add (past, state, (int) ct_rows_int (rows, ROW_NUMBER), ct_rows_int (rows, ROW_AT_US),
                   ct_rows_text (rows, ROW_USER), name);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
read_present (CtUnit *unit, CtPast *past, GError **error)
{
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "past.present", "in", past->site_id, past->day);
  g_autoptr (GError) failure = NULL;

  if (rows == NULL)
    return FALSE;
  while (ct_rows_next (rows, &failure))
    {
      int base = ct_rows_n_columns (rows) - PRESENT_N_COLUMNS;
      g_autoptr (CtAppointment) state = ct_rows_record (rows, CT_TYPE_APPOINTMENT);
      g_autofree char *name = name_at (rows, base + PRESENT_FAMILY);
      gint64 at_us = ct_rows_is_null (rows, base + PRESENT_AT_US) ? 0 : ct_rows_int (rows, base + PRESENT_AT_US);

      ct_past_add (past, state, (int) CT_RECORD (state)->revision, at_us, ct_rows_text (rows, base + PRESENT_USER), name);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gpointer
work_read_past (CtUnit *unit, gpointer data, GError **error)
{
  const PastCall *call = data;
  g_autoptr (CtPast) past = ct_past_new (call->site_id, call->day);
  g_autofree char *day = ct_date_to_iso (call->day);

  if (!read_versions (unit, past, error) || !read_present (unit, past, error) ||
      !ct_unit_audit (unit, "looked-back", "appointment", 0, 0, day, error))
    return NULL;
  return g_steal_pointer (&past);
}

/**
 * ct_clinic_read_past_async:
 * @self: a clinic
 * @site_id: one of its sites
 * @day: a day
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Reads all that is known of a day once; any moment of it is then reckoned by ct_past_visits_at(). Written into the audit.
 * Result: (transfer full) #CtPast.
 */
void
ct_clinic_read_past_async (CtClinic *self, gint64 site_id, CtDate day, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PAST, TRUE, work_read_past, NULL, g_free, (GDestroyNotify) ct_past_free);
  PastCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && day != CT_DATE_NONE);
  call = g_new0 (PastCall, 1);
  call->site_id = site_id;
  call->day = day;
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}

/* ---- Showing ---- */

/**
 * ct_past_visits_at:
 * @past: a day's past
 * @at_us: a moment, UTC microseconds
 *
 * Returns: (transfer full) (element-type CtVisit): what the calendar showed then.
 */
GPtrArray *
ct_past_visits_at (const CtPast *past, gint64 at_us)
{
  g_autoptr (GPtrArray) versions = ct_past_at (past, at_us);
  GPtrArray *visits = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < versions->len; i++)
    {
      const CtPastVersion *version = g_ptr_array_index (versions, i);
      CtVisit *visit = g_object_new (CT_TYPE_VISIT, NULL);

      visit->appointment = g_object_ref (version->state);
      visit->patient_name = g_strdup (version->patient_name);
      g_ptr_array_add (visits, visit);
    }
  return visits;
}

static char *
place_words (CtClinic *self, const CtAppointment *a)
{
  CtChair *chair = ct_clinic_get_chair (self, a->chair_id);
  g_autofree char *day = ct_date_format (a->day, _("%a %-d %b"));
  g_autofree char *time = ct_minute_format (a->minute);

  return g_strdup_printf ("%s %s, %s", day, time, chair != NULL ? chair->name : "");
}

static gboolean
has_moved (const CtAppointment *a, const CtAppointment *b)
{
  return a->day != b->day || a->minute != b->minute || a->chair_id != b->chair_id;
}

static void
add_words (GPtrArray *words, char *more)
{
  g_ptr_array_add (words, more);
}

static void
add_differences (CtClinic *self, const CtAppointment *before, const CtAppointment *after, GPtrArray *words)
{
  g_autofree char *from = place_words (self, before);
  g_autofree char *to = place_words (self, after);

  if (has_moved (before, after))
    /* Translators: day, time and chair before and after */
    add_words (words, g_strdup_printf (_("moved from %s to %s"), from, to));
  if (before->minutes != after->minutes)
    add_words (words, g_strdup_printf (_("%d instead of %d minutes"), after->minutes, before->minutes));
  if (g_strcmp0 (before->status, after->status) != 0)
    add_words (words, g_strdup_printf (_("%s instead of %s"), ct_way_label (ct_way_of (after)),
                                       ct_way_label (ct_way_of (before))));
  if (before->clinician_id != after->clinician_id)
    add_words (words, g_strdup (_("another clinician")));
  if (words->len == 0)
    add_words (words, g_strdup (_("details changed")));
}

/**
 * ct_clinic_past_change_words:
 * @self: a clinic
 * @change: a change of a booking
 *
 * Returns: (transfer full): what was done: "moved from Mon 23 Nov 10:00, Chair 1 to Tue 24 Nov 09:00, Chair 2".
 */
char *
ct_clinic_past_change_words (CtClinic *self, const CtPastChange *change)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *place = NULL;

  g_return_val_if_fail (CT_IS_CLINIC (self) && change != NULL, NULL);
  if (change->before == NULL)
    {
      place = place_words (self, change->after->state);
      /* Translators: day, time and chair */
      return g_strdup_printf (_("booked for %s"), place);
    }
  add_differences (self, change->before->state, change->after->state, words);
  g_ptr_array_add (words, NULL);
  return g_strjoinv ("; ", (char **) words->pdata);
}
