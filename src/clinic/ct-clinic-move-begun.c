/* That a move of the clinic was begun and is not finished: it stands in the clinic itself, for owners at every desk. */
#include "clinic/ct-clinic-move.h"

#include "base/ct-place.h"
#include "clinic/ct-clinic-private.h"

static char *
plain_place (const char *place)
{
  return ct_place_is_server (place) ? ct_place_with_user (place, NULL) : g_strdup (place);
}

/**
 * ct_move_begun_free:
 * @self: (transfer full): a note
 */
void
ct_move_begun_free (CtMoveBegun *self)
{
  if (self == NULL)
    return;
  g_free (self->to);
  g_free (self->desk);
  g_free (self->login);
  g_free (self);
}

static gpointer
work_read_begun (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "move.begun", "");
  g_autoptr (CtMoveBegun) begun = g_new0 (CtMoveBegun, 1);
  GError *local = NULL;

  if (rows == NULL)
    return NULL;
  if (ct_rows_next (rows, &local))
    {
      begun->desk = ct_rows_dup_text (rows, 0);
      begun->login = ct_rows_dup_text (rows, 1);
      begun->to = ct_rows_dup_text (rows, 2);
      begun->at_us = ct_rows_int (rows, 3);
    }
  if (local == NULL)
    return g_steal_pointer (&begun);
  g_propagate_error (error, local);
  return NULL;
}

/**
 * ct_clinic_read_move_begun_async:
 * @self: a clinic
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Reads whether a move out of here was begun, at whichever desk, and not finished. Result: (transfer full) #CtMoveBegun.
 */
void
ct_clinic_read_move_begun_async (CtClinic *self, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_ADMINISTER, FALSE, work_read_begun, NULL, NULL, (GDestroyNotify) ct_move_begun_free);

  g_return_if_fail (CT_IS_CLINIC (self));
  ct_clinic_call (self, &use_case, NULL, NULL, callback, user_data);
}

/**
 * ct_clinic_move_is_of_here:
 * @self: a move that is not finished
 *
 * Returns: whether it can be gone on with at this computer: what goes to a file, only where that is.
 */
gboolean
ct_clinic_move_is_of_here (const CtMoveBegun *self)
{
  g_return_val_if_fail (self != NULL && self->to != NULL, FALSE);
  return ct_place_is_server (self->to) || g_strcmp0 (self->desk, g_get_host_name ()) == 0;
}

/**
 * ct_clinic_move_goes_on:
 * @self: a move that is not finished
 * @to: where the clinic shall go now, as ct_place_check() writes it
 *
 * Returns: whether that is the same place, whoever makes the clinic there.
 */
gboolean
ct_clinic_move_goes_on (const CtMoveBegun *self, const char *to)
{
  g_autofree char *there = NULL;
  g_autofree char *then = NULL;

  g_return_val_if_fail (self != NULL && to != NULL, FALSE);
  there = plain_place (to);
  then = plain_place (self->to);
  return g_strcmp0 (there, then) == 0;
}
