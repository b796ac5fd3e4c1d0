/* Finding an opening, and the list of those who wait. */
#include "clinic/ct-clinic-rules.h"

#include <glib/gi18n.h>

#define STEP_MINUTES 15
#define MAX_DAYS 400

/* ---- Finding an opening ---- */

typedef struct
{
  CtSlotWish   wish;
  char        *kind;
  CtRuleTools  tools;
  CtWall       now;
} SlotCall;

static void
slot_call_free (gpointer data)
{
  SlotCall *call = data;

  ct_rule_tools_clear (&call->tools);
  g_free (call->kind);
  g_free (call);
}

/* The booking that is to move says what is wanted, where the wish does not. */
static gboolean
fill_from_booking (CtUnit *unit, const SlotCall *call, CtAppointment *wanted, GError **error)
{
  g_autoptr (CtAppointment) booked = NULL;

  wanted->patient_id = call->wish.patient_id;
  wanted->course_id = call->wish.course_id;
  wanted->session_number = call->wish.number;
  wanted->clinician_id = call->wish.clinician_id;
  wanted->chair_id = call->wish.chair_id;
  wanted->kind = g_strdup (call->kind);
  if (call->wish.appointment_id == 0)
    return TRUE;
  booked = ct_unit_get (unit, CT_TYPE_APPOINTMENT, call->wish.appointment_id, error);
  if (booked == NULL)
    return FALSE;
  CT_RECORD (wanted)->id = CT_RECORD (booked)->id;
  wanted->patient_id = booked->patient_id;
  wanted->course_id = booked->course_id;
  wanted->session_number = booked->session_number;
  return TRUE;
}

static void
fill_query (const SlotCall *call, CtSlotQuery *query, CtAppointment *wanted, const CtRulesQuestion *question)
{
  const CtSlotWish *wish = &call->wish;

  *query = (CtSlotQuery) { .desk = call->tools.desk, .from = { wish->first, 0 }, .last = wish->first + wish->days - 1,
                           .weekdays = wish->weekdays, .times = wish->times, .minutes = wish->minutes,
                           .protocol = question->protocol, .number = question->number, .sessions = question->sessions,
                           .n_sessions = question->n_sessions, .step_minutes = STEP_MINUTES, .near = wish->near,
                           .apart_minutes = wish->apart_minutes, .limit = (guint) wish->limit };
  if (call->now.date >= wish->first)
    query->from = call->now;
  query->wanted = ct_clinic_booking_of (&call->tools, wanted, question->protocol != NULL ? question->protocol->id : NULL);
}

static gpointer
work_find_slots (CtUnit *unit, gpointer data, GError **error)
{
  SlotCall *call = data;
  g_autoptr (CtAppointment) wanted = ct_appointment_new ();
  g_autoptr (CtOccupancy) occupancy = NULL;
  g_autoptr (GArray) series = NULL;
  CtRulesQuestion question = { 0 };
  CtSlotQuery query;

  if (!fill_from_booking (unit, call, wanted, error) ||
      !ct_clinic_read_course (unit, &call->tools, wanted, &question, &series, error))
    return NULL;
  fill_query (call, &query, wanted, &question);
  occupancy = ct_clinic_read_occupancy (unit, &call->tools, call->wish.site_id, wanted->patient_id,
                                        wanted->clinician_id, query.from.date, query.last, error);
  if (occupancy == NULL)
    return NULL;
  ct_occupancy_remove (occupancy, CT_RECORD (wanted)->id);
  query.occupancy = occupancy;
  return ct_slots_find (&query);
}

/**
 * ct_clinic_find_slots_async:
 * @self: a clinic
 * @wish: what is wanted
 * @cancellable: (nullable): to stop waiting
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Looks for openings that keep every rule; of a session of a course, within the days its protocol allows. Nothing is
 * booked. Result: (transfer full) (element-type CtSlot) #GArray, the best first.
 */
void
ct_clinic_find_slots_async (CtClinic *self, const CtSlotWish *wish, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, FALSE, work_find_slots, NULL, slot_call_free,
               (GDestroyNotify) g_array_unref);
  CtSite *site;
  SlotCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && wish != NULL);
  site = ct_clinic_get_site (self, wish->site_id);
  if (site == NULL || wish->minutes < 5 || wish->minutes > CT_MINUTES_PER_DAY || wish->days < 1 || wish->days > MAX_DAYS ||
      wish->limit < 1)
    {
      ct_clinic_refuse (self, g_error_new_literal (CT_ERROR, CT_ERROR_INVALID,
                                                   _("Say at which site, how long the visit is, and until when to look.")),
                        callback, user_data);
      return;
    }
  call = g_new0 (SlotCall, 1);
  call->wish = *wish;
  call->wish.site_id = CT_RECORD (site)->id;
  call->kind = g_strdup (wish->kind != NULL ? wish->kind : CT_VISIT_OTHER);
  call->now = ct_clinic_now_at (self, call->wish.site_id);
  ct_rule_tools_init (&call->tools, self, call->wish.site_id);
  ct_clinic_call (self, &use_case, call, cancellable, callback, user_data);
}

/* ---- Who waits ---- */

typedef struct
{
  CtWaiting *waiting;
  CtUndo    *undo;
} WaitingCall;

static void
waiting_call_free (gpointer data)
{
  WaitingCall *call = data;

  g_object_unref (call->waiting);
  g_clear_pointer (&call->undo, ct_undo_free);
  g_free (call);
}

static gboolean
check_waiting (CtWaiting *waiting, GError **error)
{
  if (!ct_record_check (CT_RECORD (waiting), error))
    return FALSE;
  if (waiting->minutes >= 5 && (waiting->to_minute == 0 || waiting->from_minute + waiting->minutes <= waiting->to_minute))
    return TRUE;
  g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, _("The visit does not fit into the times that suit."));
  return FALSE;
}

static CtUndo *
waiting_undo (CtUnit *unit, CtWaiting *waiting)
{
  g_autoptr (CtPatient) patient = ct_unit_get (unit, CT_TYPE_PATIENT, waiting->patient_id, NULL);
  g_autofree char *name = patient != NULL ? ct_patient_display_name (patient) : g_strdup ("");
  g_autofree char *label = g_strdup_printf (_("Let %s wait for a place"), name);

  return ct_undo_new (label);
}

static gpointer
work_save_waiting (CtUnit *unit, gpointer data, GError **error)
{
  WaitingCall *call = data;
  g_autoptr (CtWaiting) waiting = ct_record_copy (call->waiting);
  g_autoptr (CtWaiting) before = NULL;
  gint64 id = CT_RECORD (waiting)->id;

  g_clear_pointer (&call->undo, ct_undo_free);
  if (!check_waiting (waiting, error) ||
      (id != 0 && (before = ct_unit_get (unit, CT_TYPE_WAITING, id, error)) == NULL) ||
      !(id == 0 ? ct_unit_insert (unit, waiting, error) : ct_unit_update (unit, waiting, error)))
    return NULL;
  call->undo = waiting_undo (unit, waiting);
  if (before != NULL)
    ct_undo_add (call->undo, before, waiting);
  else
    ct_undo_add_new (call->undo, waiting, CT_WAITING_REMOVED, NULL);
  return g_steal_pointer (&waiting);
}

/**
 * ct_clinic_save_waiting_async:
 * @self: a clinic
 * @waiting: who waits for what; id 0 puts them on the list, today where @since is not set
 * @callback: called when it is stored
 * @user_data: for @callback
 *
 * Undoable. Result: (transfer full) the #CtWaiting as stored.
 */
void
ct_clinic_save_waiting_async (CtClinic *self, CtWaiting *waiting, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_BOOK, TRUE, work_save_waiting, NULL, waiting_call_free, g_object_unref,
               .undo_at = G_STRUCT_OFFSET (WaitingCall, undo));
  CtWaiting *wanted;
  WaitingCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && CT_WAITING_IS (waiting));
  wanted = ct_record_copy (waiting);
  if (wanted->status == NULL)
    wanted->status = g_strdup (CT_WAITING_WAITING);
  if (CT_RECORD (wanted)->id == 0 && (wanted->since == CT_DATE_NONE || wanted->since == 0))
    wanted->since = ct_clinic_now_at (self, wanted->site_id).date;
  call = g_new0 (WaitingCall, 1);
  call->waiting = wanted;
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}
