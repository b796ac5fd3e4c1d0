#include "store/ct-history.h"

#include "domain/ct-image.h"

/* Columns of past.last-change. */
enum
{
  AT_US,
  USER_ID,
  USER_NAME,
};

static gboolean
add_version (CtUnit *unit, CtAppointment *state, gint64 at_us, gint64 user_id, const char *user_name, GError **error)
{
  g_autoptr (GVariant) image = ct_image_of_state (state, state);
  g_autofree char *content = g_variant_print (image, TRUE);

  return ct_unit_run_later (unit, error, "past.add", "iiiniitt", CT_RECORD (state)->id, CT_RECORD (state)->revision,
                            state->site_id, state->day, at_us, user_id, user_name, content);
}

/* A booking that is older than this record of it, or came with many at once, stood as it was since it was changed last. */
static gboolean
add_first (CtUnit *unit, CtAppointment *before, GError **error)
{
  g_autoptr (CtRows) rows = NULL;
  g_autofree char *user_name = NULL;
  gint64 n, at_us = 0, user_id = 0;

  if (!ct_unit_number (unit, &n, error, "past.count", "i", CT_RECORD (before)->id))
    return FALSE;
  if (n > 0)
    return TRUE;
  rows = ct_unit_query (unit, error, "past.last-change", "i", CT_RECORD (before)->id);
  if (rows == NULL)
    return FALSE;
  if (ct_rows_next (rows, NULL))
    {
      at_us = ct_rows_int (rows, AT_US);
      user_id = ct_rows_int (rows, USER_ID);
      user_name = ct_rows_dup_text (rows, USER_NAME);
    }
  g_clear_pointer (&rows, ct_rows_free);
  return add_version (unit, before, at_us, user_id, user_name != NULL ? user_name : "", error);
}

/**
 * ct_history_keep:
 * @unit: the unit of work that changes it
 * @before: (nullable): how the booking stood; %NULL: it is new
 * @after: how it stands now
 * @error: why it could not be kept
 *
 * Keeps how a booking stands from now on.
 *
 * Returns: whether it is kept.
 */
gboolean
ct_history_keep (CtUnit *unit, CtAppointment *before, CtAppointment *after, GError **error)
{
  const CtActor *actor = ct_unit_actor (unit);

  return (before == NULL || add_first (unit, before, error)) &&
         add_version (unit, after, ct_unit_now (unit), actor->user_id, actor->user_name != NULL ? actor->user_name : "",
                      error);
}
