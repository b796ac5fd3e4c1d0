#include "store/ct-claims.h"

#include <glib/gi18n.h>

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
};

/* "T. Okafor" */
static char *
short_name (CtRows *rows)
{
  const char *family = ct_rows_text (rows, FAMILY_NAME);
  const char *given = ct_rows_text (rows, GIVEN_NAMES);
  char initial[7] = "";

  if (given == NULL || given[0] == '\0')
    return g_strdup (family);
  g_unichar_to_utf8 (g_utf8_get_char (given), initial);
  return g_strdup_printf ("%s. %s", initial, family);
}

static char *
describe (CtRows *rows)
{
  g_autofree char *from = ct_minute_format ((int) ct_rows_int (rows, FROM_MINUTE));
  g_autofree char *to = ct_minute_format ((int) ct_rows_int (rows, TO_MINUTE));
  g_autofree char *name = short_name (rows);

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
                        appointment->day, appointment->minute, appointment->minute + appointment->minutes, record->id);
  if (rows == NULL || !ct_rows_next (rows, NULL))
    return;
  message = describe (rows);
  g_clear_error (why);
  g_set_error_literal (why, CT_ERROR, CT_ERROR_TAKEN, message);
}
