/* Many bookings moved in one act: those whose place another one needs are lifted out first. */
#include "clinic/ct-clinic-rules.h"

#include <glib/gi18n.h>

/* Makes a move of a booking that must still be as @before. */
CtBookingMove *
ct_booking_move_new (CtAppointment *before, const CtReplanned *after)
{
  CtBookingMove *self = g_new0 (CtBookingMove, 1);

  self->before = g_object_ref (before);
  self->after = ct_record_copy (before);
  self->after->day = after->at.date;
  self->after->minute = after->at.minute;
  self->after->chair_id = after->chair_id;
  self->after->clinician_id = after->clinician_id;
  return self;
}

/* Frees a move. */
void
ct_booking_move_free (gpointer data)
{
  CtBookingMove *self = data;

  g_object_unref (self->before);
  g_object_unref (self->after);
  g_free (self);
}

static gboolean
stands_in_the_way (const CtAppointment *there, const CtAppointment *wanted)
{
  return there->day == wanted->day && (there->chair_id == wanted->chair_id || there->patient_id == wanted->patient_id) &&
         ct_minutes_overlap ((CtMinutes) { there->minute, there->minute + there->minutes },
                             (CtMinutes) { wanted->minute, wanted->minute + wanted->minutes });
}

/* Whether some other booking goes where this one is now. */
static gboolean
must_be_lifted (GPtrArray *moves, const CtBookingMove *move)
{
  for (guint i = 0; i < moves->len; i++)
    {
      const CtBookingMove *other = g_ptr_array_index (moves, i);

      if (other != move && stands_in_the_way (move->before, other->after))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_as_before (CtUnit *unit, const CtBookingMove *move, GError **error)
{
  g_autoptr (CtAppointment) now = ct_unit_get (unit, CT_TYPE_APPOINTMENT, CT_RECORD (move->before)->id, error);

  if (now == NULL)
    return FALSE;
  if (CT_RECORD (now)->revision == CT_RECORD (move->before)->revision)
    return TRUE;
  g_set_error_literal (error, CT_ERROR, CT_ERROR_CONFLICT,
                       _("One of these visits was changed meanwhile. Look at the proposal again."));
  return FALSE;
}

/* Takes a booking off its chair for the moment; its revision goes on. */
static gboolean
lift (CtUnit *unit, CtBookingMove *move, CtUndo *undo, GError **error)
{
  g_autoptr (CtAppointment) lifted = ct_record_copy (move->before);

  g_object_set (lifted, "status", CT_APPOINTMENT_CANCELLED, "cancel-reason", _("Moved together with others"), NULL);
  if (!ct_unit_update_from (unit, move->before, lifted, error))
    return FALSE;
  ct_undo_add (undo, move->before, lifted);
  g_object_unref (move->before);
  move->before = g_object_ref (lifted);
  CT_RECORD (move->after)->revision = CT_RECORD (lifted)->revision;
  return TRUE;
}

static gboolean
put_down (CtUnit *unit, CtBookingMove *move, CtUndo *undo, GError **error)
{
  if (!ct_unit_update_from (unit, move->before, move->after, error))
    return FALSE;
  ct_undo_add (undo, move->before, move->after);
  return ct_clinic_take_session_along (unit, move->after, undo, error);
}

/* Moves all bookings, or fails and moves none: the unit is given up. */
gboolean
ct_clinic_move_together (CtUnit *unit, GPtrArray *moves, CtUndo *undo, GError **error)
{
  g_autofree gboolean *lifts = g_new0 (gboolean, MAX (moves->len, 1));

  for (guint i = 0; i < moves->len; i++)
    {
      if (!is_as_before (unit, g_ptr_array_index (moves, i), error))
        return FALSE;
      lifts[i] = must_be_lifted (moves, g_ptr_array_index (moves, i));
    }
  for (guint i = 0; i < moves->len; i++)
    if (lifts[i] && !lift (unit, g_ptr_array_index (moves, i), undo, error))
      return FALSE;
  for (guint i = 0; i < moves->len; i++)
    if (!put_down (unit, g_ptr_array_index (moves, i), undo, error))
      return FALSE;
  return TRUE;
}
