#include "store/ct-claims.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"
#include "domain/ct-patient.h"

/* Rows of claim.blocking. */
enum
{
  KIND,
  FROM_MINUTE,
  TO_MINUTE,
  FAMILY_NAME,
  GIVEN_NAMES,
  CHAIR,
  APPOINTMENT,
};

/* Rows of audit.last-change. */
enum
{
  USER_ID,
  USER_NAME,
  AT_US,
  FULL_NAME,
  ACT,
  AUDIT_ID,
};

/* What was taken longer ago was not taken "just now", whatever the desks' clocks say. */
#define JUST_US (10 * CT_USEC_PER_MINUTE)

/**
 * ct_claims_short_name:
 * @given: (nullable): given names
 * @family: family name
 *
 * Returns: (transfer full): short enough for a sentence: "T. Okafor".
 */
char *
ct_claims_short_name (const char *given, const char *family)
{
  char initial[7] = "";

  if (given == NULL || given[0] == '\0')
    return g_strdup (family);
  g_unichar_to_utf8 (g_utf8_get_char (given), initial);
  return g_strdup_printf ("%s. %s", initial, family);
}

/* A change that only confirmed a visit or added a note did not take its place. */
static gboolean
changed_place (CtUnit *unit, gint64 audit_id)
{
  const char *const labels[] = { _("Chair"), _("Clinician"), _("Day"), _("Time"), _("Length") };
  g_autoptr (CtRows) rows = ct_unit_query (unit, NULL, "audit.detail", "i", audit_id);
  g_auto (GStrv) lines = NULL;

  if (rows == NULL || !ct_rows_next (rows, NULL) || ct_rows_is_null (rows, 0))
    return FALSE;
  lines = g_strsplit (ct_rows_text (rows, 0), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    for (guint k = 0; k < G_N_ELEMENTS (labels); k++)
      if (g_str_has_prefix (lines[i], labels[k]) && lines[i][strlen (labels[k])] == ':')
        return TRUE;
  return FALSE;
}

/**
 * ct_claims_taken_by:
 * @unit: a unit of work
 * @appointment_id: a booking that is in the way
 *
 * Looks up whether somebody else booked it, or moved it there, a moment ago.
 *
 * Returns: (transfer full) (nullable): who: "Ben Ode"; %NULL where it has been there for longer.
 */
char *
ct_claims_taken_by (CtUnit *unit, gint64 appointment_id)
{
  g_autoptr (CtRows) rows = ct_unit_query (unit, NULL, "audit.last-change", "ti", "appointment", appointment_id);
  g_autofree char *name = NULL;
  gint64 audit_id;
  gboolean created;

  if (rows == NULL || !ct_rows_next (rows, NULL) || ct_rows_int (rows, USER_ID) == ct_unit_actor (unit)->user_id ||
      ABS (ct_unit_now (unit) - ct_rows_int (rows, AT_US)) > JUST_US)
    return NULL;
  name = ct_rows_dup_text (rows, ct_rows_is_null (rows, FULL_NAME) ? USER_NAME : FULL_NAME);
  audit_id = ct_rows_int (rows, AUDIT_ID);
  created = g_strcmp0 (ct_rows_text (rows, ACT), "created") == 0;
  return created || changed_place (unit, audit_id) ? g_steal_pointer (&name) : NULL;
}

static char *
describe (CtUnit *unit, CtRows *rows)
{
  g_autofree char *by = ct_claims_taken_by (unit, ct_rows_int (rows, APPOINTMENT));
  g_autofree char *from = ct_minute_format ((int) ct_rows_int (rows, FROM_MINUTE));
  g_autofree char *to = ct_minute_format ((int) ct_rows_int (rows, TO_MINUTE));
  g_autofree char *name = ct_claims_short_name (ct_rows_text (rows, GIVEN_NAMES), ct_rows_text (rows, FAMILY_NAME));

  if (g_strcmp0 (ct_rows_text (rows, KIND), "chair") == 0 && by != NULL)
    /* Translators: chair, time, by whom at another desk, for whom and until when */
    return g_strdup_printf (_("%s was just taken at %s by %s (%s until %s)."), ct_rows_text (rows, CHAIR), from, by, name,
                            to);
  if (g_strcmp0 (ct_rows_text (rows, KIND), "chair") == 0)
    return g_strdup_printf (_("%s is taken at %s (%s until %s)."), ct_rows_text (rows, CHAIR), from, name, to);
  return g_strdup_printf (_("%s has another visit at %s, until %s (%s)."), name, from, to, ct_rows_text (rows, CHAIR));
}

/**
 * ct_claims_explain:
 * @unit: the unit of work in which the database refused
 * @appointment: the booking it refused
 * @why: (inout): the refusal; its message is replaced by one that names who has the place until when
 *
 * Finds the booking that is in the way.
 */
void
ct_claims_explain (CtUnit *unit, CtAppointment *appointment, GError **why)
{
  g_autoptr (CtRows) rows = NULL;
  g_autofree char *message = NULL;
  CtRecord *record;

  g_return_if_fail (unit != NULL && appointment != NULL && why != NULL && *why != NULL);
  record = CT_RECORD (appointment);
  rows = ct_unit_query (unit, NULL, "claim.blocking", "iinnni", appointment->chair_id, appointment->patient_id,
                        appointment->day, appointment->minute, ct_appointment_held (appointment).to, record->id);
  if (rows == NULL || !ct_rows_next (rows, NULL))
    return;
  message = describe (unit, rows);
  g_clear_error (why);
  g_set_error_literal (why, CT_ERROR, CT_ERROR_TAKEN, message);
}
