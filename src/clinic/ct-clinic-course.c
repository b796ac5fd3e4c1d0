/* Courses: planning all sessions at once, booking them in one act, recording what was given. */
#include "clinic/ct-booking-call.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "base/ct-units.h"
#include "clinic/ct-plan-draft.h"

#define PLAN_HORIZON_DAYS 400
#define N_ALTERNATIVES 3

/* ---- Planning ---- */

typedef struct
{
  CtCourseWish wish;
  CtPlanDraft *draft;
  CtRuleTools tools;
  CtWall       now;
} PlanCall;

static void
plan_call_free (gpointer data)
{
  PlanCall *call = data;

  g_object_unref (call->draft);
  ct_rule_tools_clear (&call->tools);
  g_free (call);
}

/* Sessions given or booked before count for the spacing: of the same drug, whatever the course. */
static gboolean
read_previous (CtUnit *unit, PlanCall *call, GError **error)
{
  g_autoptr (CtPatient) patient = ct_unit_get (unit, CT_TYPE_PATIENT, call->wish.patient_id, error);
  g_autoptr (GPtrArray) sessions = NULL;

  if (patient == NULL || (sessions = ct_unit_list (unit, error, CT_TYPE_SESSION, "session.of-patient", "i",
                                                   call->wish.patient_id)) == NULL)
    return FALSE;
  for (guint i = 0; i < sessions->len; i++)
    {
      CtSession *session = g_ptr_array_index (sessions, i);
      CtSpacingSession earlier = { 0, session->day, -1 };

      if (g_strcmp0 (session->status, CT_SESSION_COMPLETED) == 0 ||
          g_strcmp0 (session->status, CT_SESSION_PLANNED) == 0)
        g_array_append_val (call->draft->previous, earlier);
    }
  return TRUE;
}

static void
fill_request (PlanCall *call)
{
  CtPlanDraft *draft = call->draft;
  CtPlanRequest *request = &draft->request;

  ct_plan_request_init (request, draft->protocol, draft->hours, draft->occupancy, call->wish.start_on);
  request->desk = draft->desk;
  request->patient_id = call->wish.patient_id;
  request->clinician_id = call->wish.prescriber_id;
  request->weekdays = call->wish.weekdays;
  request->n_sessions = call->wish.n_sessions;
  if (call->wish.minute >= 0)
    request->preferred = (CtMinutes) { call->wish.minute, call->wish.minute };
  if (call->wish.start_on == call->now.date && !call->wish.empty_calendar)
    request->start_minute = call->now.minute;
  request->previous = (const CtSpacingSession *) draft->previous->data;
  request->n_previous = draft->previous->len;
}

/* Where nothing can be planned as wished, the nearest plan is proposed, and says first what could not be. */
static gboolean
take_nearest_plan (CtPlanDraft *draft, const GError *refusal)
{
  if (draft->alternatives->len == 0)
    return FALSE;
  draft->plan = g_ptr_array_steal_index (draft->alternatives, 0);
  ct_plan_add_broken (draft->plan, "start-date", CT_LEVEL_WARN, g_strdup (refusal->message), NULL, 0);
  return TRUE;
}

static gpointer
work_plan (CtUnit *unit, gpointer data, GError **error)
{
  PlanCall *call = data;
  CtPlanDraft *draft = call->draft;
  CtDate last = call->wish.start_on + PLAN_HORIZON_DAYS;
  g_autoptr (GError) refusal = NULL;

  g_clear_pointer (&draft->occupancy, ct_occupancy_free);
  g_clear_pointer (&draft->plan, ct_plan_unref);
  g_clear_pointer (&draft->alternatives, g_ptr_array_unref);
  g_array_set_size (draft->previous, 0);
  if (call->wish.empty_calendar)
    last = call->wish.start_on - 1;
  else if (call->wish.patient_id != 0 && !read_previous (unit, call, error))
    return NULL;
  draft->occupancy = ct_clinic_read_occupancy (unit, &call->tools, draft->site_id, call->wish.patient_id,
                                               call->wish.prescriber_id, call->wish.start_on, last, error);
  if (draft->occupancy == NULL)
    return NULL;
  fill_request (call);
  draft->plan = ct_planner_plan (&draft->request, &refusal);
  draft->alternatives = ct_planner_alternatives (&draft->request, draft->plan, N_ALTERNATIVES);
  if (draft->plan == NULL && !take_nearest_plan (draft, refusal))
    {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return NULL;
    }
  return g_object_ref (draft);
}

/**
 * ct_clinic_plan_course_async:
 * @self: a clinic
 * @wish: what is asked of the plan
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Places all sessions of a protocol on free chairs; nothing is booked. Result: (transfer full) #CtPlanDraft.
 */
void
ct_clinic_plan_course_async (CtClinic *self, const CtCourseWish *wish, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_PLAN_COURSE, FALSE, work_plan, NULL, plan_call_free, g_object_unref);
  CtSite *site = ct_clinic_get_site (self, wish->site_id);
  CtProtocol *protocol = ct_knowledge_get_protocol (self->knowledge, wish->protocol);
  PlanCall *call;

  g_return_if_fail (CT_IS_CLINIC (self));
  if (protocol == NULL || site == NULL)
    {
      ct_clinic_refuse (self,
                        g_error_new (CT_ERROR, CT_ERROR_NOT_FOUND,
                                     protocol == NULL ? _("There is no protocol “%s”.") : _("There is no such site."),
                                     wish->protocol != NULL ? wish->protocol : ""),
                        callback, user_data);
      return;
    }
  call = g_new0 (PlanCall, 1);
  call->wish = *wish;
  call->wish.protocol = protocol->id;
  ct_rule_tools_init (&call->tools, self, CT_RECORD (site)->id);
  call->now = ct_clinic_now_at (self, CT_RECORD (site)->id);
  call->draft = g_object_new (CT_TYPE_PLAN_DRAFT, NULL);
  call->draft->patient_id = wish->patient_id;
  call->draft->site_id = CT_RECORD (site)->id;
  call->draft->protocol = ct_protocol_ref (protocol);
  call->draft->desk = ct_desk_ref (call->tools.desk);
  call->draft->hours = ct_hours_ref (ct_clinic_get_hours (self, CT_RECORD (site)->id));
  call->draft->previous = g_array_new (FALSE, FALSE, sizeof (CtSpacingSession));
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}

/* ---- Booking the lot ---- */

typedef struct
{
  CtCourse    *course;
  CtPlan      *plan;
  CtProtocol  *protocol;
  CtKnowledge *knowledge;
  CtUndo      *undo;
  gint64       site_id;
} CourseCall;

static void
course_call_free (gpointer data)
{
  CourseCall *call = data;

  g_clear_object (&call->course);
  g_clear_pointer (&call->plan, ct_plan_unref);
  g_clear_pointer (&call->protocol, ct_protocol_unref);
  g_clear_pointer (&call->knowledge, ct_knowledge_unref);
  g_clear_pointer (&call->undo, ct_undo_free);
  g_free (call);
}

/* The planned dose of one session: by weight where the protocol says so and the weight is known, else by amount. */
static void
plan_dose (CtSession *session, const CtCourse *course, const CtProtocol *protocol, const CtPatient *patient)
{
  if (course->dose_ug_per_kg > 0)
    {
      session->dose_ug_per_kg = course->dose_ug_per_kg;
      session->weight_g = patient->weight_g;
      session->dose_ug = ct_dose_ug (patient->weight_g, course->dose_ug_per_kg);
    }
  else if (course->dose_ug > 0)
    session->dose_ug =
        session->number == 1 || protocol->later_dose_ug == 0 ? course->dose_ug : protocol->later_dose_ug;
}

/* Makes the session of a booking that is one of a course. Whoever may not see charts leaves the dose to who may. */
gboolean
ct_clinic_add_session (CtUnit *unit, CtAppointment *a, CtUndo *undo, GError **error)
{
  g_autoptr (CtCourse) course = ct_unit_get (unit, CT_TYPE_COURSE, a->course_id, error);
  g_autoptr (CtSession) session = ct_session_new ();

  if (course == NULL)
    return FALSE;
  session->patient_id = a->patient_id;
  session->course_id = a->course_id;
  session->appointment_id = CT_RECORD (a)->id;
  session->number = a->session_number;
  session->status = g_strdup (CT_SESSION_PLANNED);
  session->day = a->day;
  session->dose_ug_per_kg = course->dose_ug_per_kg;
  session->dose_ug = course->dose_ug;
  if (!ct_unit_insert (unit, session, error))
    return FALSE;
  ct_undo_add_new (undo, session, CT_SESSION_CANCELLED, NULL);
  return TRUE;
}

static gboolean
book_session (CtUnit *unit, CourseCall *call, CtCourse *course, CtPatient *patient, const CtPlanSession *planned,
              GError **error)
{
  g_autoptr (CtAppointment) appointment = ct_appointment_new ();
  g_autoptr (CtSession) session = ct_session_new ();

  appointment->patient_id = course->patient_id;
  appointment->site_id = course->site_id;
  appointment->chair_id = planned->chair_id;
  appointment->clinician_id = course->prescriber_id;
  appointment->course_id = CT_RECORD (course)->id;
  appointment->session_number = planned->number;
  appointment->kind = g_strdup (CT_VISIT_TREATMENT);
  appointment->day = planned->date;
  appointment->minute = planned->minute;
  appointment->minutes = planned->minutes;
  appointment->status = g_strdup (CT_APPOINTMENT_BOOKED);
  if (!ct_unit_insert (unit, appointment, error))
    return FALSE;
  session->patient_id = course->patient_id;
  session->course_id = CT_RECORD (course)->id;
  session->appointment_id = CT_RECORD (appointment)->id;
  session->number = planned->number;
  session->status = g_strdup (CT_SESSION_PLANNED);
  session->day = planned->date;
  plan_dose (session, course, call->protocol, patient);
  if (!ct_unit_insert (unit, session, error))
    return FALSE;
  ct_undo_add_new (call->undo, session, CT_SESSION_CANCELLED, NULL);
  ct_undo_add_new (call->undo, appointment, CT_APPOINTMENT_CANCELLED, "cancel-reason");
  return TRUE;
}

/* Protocols that carry on "with the last effective dose" take it from the last session given. */
static gboolean
take_last_dose (CtUnit *unit, CtCourse *course, GError **error)
{
  g_autoptr (GPtrArray) sessions = NULL;

  if (course->dose_ug_per_kg > 0 || course->dose_ug > 0)
    return TRUE;
  if ((sessions = ct_unit_list (unit, error, CT_TYPE_SESSION, "session.of-patient", "i", course->patient_id)) == NULL)
    return FALSE;
  for (guint i = sessions->len; i > 0; i--)
    {
      CtSession *last = g_ptr_array_index (sessions, i - 1);

      if (g_strcmp0 (last->status, CT_SESSION_COMPLETED) != 0)
        continue;
      course->dose_ug_per_kg = last->dose_ug_per_kg;
      course->dose_ug = last->dose_ug_per_kg > 0 ? 0 : last->dose_ug;
      break;
    }
  return TRUE;
}

static void
fill_course (CtCourse *course, const CourseCall *call)
{
  const CtProtocol *protocol = call->protocol;

  g_object_set (course, "protocol", protocol->id, "protocol-version", protocol->version, "status", CT_COURSE_ACTIVE,
                NULL);
  course->site_id = call->site_id;
  course->start_on = ct_plan_get_session (call->plan, 0)->date;
  course->n_sessions = (int) ct_plan_get_size (call->plan);
  if (course->dose_ug_per_kg == 0 && course->dose_ug == 0)
    {
      course->dose_ug_per_kg = protocol->dose_ug_per_kg;
      course->dose_ug = protocol->dose_ug;
    }
}

static gpointer
work_book_course (CtUnit *unit, gpointer data, GError **error)
{
  CourseCall *call = data;
  g_autoptr (CtCourse) course = ct_record_copy (call->course);
  g_autoptr (CtPatient) patient = NULL;
  g_autofree char *name = NULL;
  g_autofree char *label = NULL;

  g_clear_pointer (&call->undo, ct_undo_free);
  patient = ct_unit_get (unit, CT_TYPE_PATIENT, course->patient_id, error);
  if (patient == NULL)
    return NULL;
  fill_course (course, call);
  if (!take_last_dose (unit, course, error) || !ct_record_check (CT_RECORD (course), error) ||
      !ct_unit_insert (unit, course, error))
    return NULL;
  name = ct_patient_display_name (patient);
  label = g_strdup_printf (_("Book the course of %s"), name);
  call->undo = ct_undo_new (label);
  ct_undo_add_new (call->undo, course, CT_COURSE_UNDONE, "stop-reason");
  for (guint i = 0; i < ct_plan_get_size (call->plan); i++)
    if (!book_session (unit, call, course, patient, ct_plan_get_session (call->plan, i), error))
      return NULL;
  return ct_clinic_keep_scale_due (unit, call->knowledge, CT_RECORD (course)->id, error) ? g_steal_pointer (&course) : NULL;
}

/**
 * ct_clinic_book_course_async:
 * @self: a clinic
 * @course: patient, protocol and indication; prescriber, primary measure and dose where known
 * @plan: what to book; its sessions must be at one site
 * @callback: called when all is booked, or nothing
 * @user_data: for @callback
 *
 * Books a whole course in one undoable act. %CT_ERROR_TAKEN: a chair was booked by somebody meanwhile; plan again.
 * Result: (transfer full) the #CtCourse as stored.
 */
void
ct_clinic_book_course_async (CtClinic *self, CtCourse *course, CtPlan *plan, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_PLAN_COURSE, TRUE, work_book_course, NULL, course_call_free, g_object_unref,
               .undo_at = G_STRUCT_OFFSET (CourseCall, undo));
  CtProtocol *protocol = ct_knowledge_get_protocol (self->knowledge, course->protocol);
  CtChair *chair;
  CourseCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && plan != NULL && ct_plan_get_size (plan) > 0);
  chair = ct_clinic_get_chair (self, ct_plan_get_session (plan, 0)->chair_id);
  if (protocol == NULL || chair == NULL)
    {
      ct_clinic_refuse (self,
                        g_error_new_literal (CT_ERROR, CT_ERROR_NOT_FOUND,
                                             _("The protocol or the chair of this plan is not in use any more.")),
                        callback, user_data);
      return;
    }
  call = g_new0 (CourseCall, 1);
  call->course = ct_record_copy (course);
  call->plan = ct_plan_ref (plan);
  call->protocol = ct_protocol_ref (protocol);
  call->knowledge = ct_knowledge_ref (self->knowledge);
  call->site_id = chair->site_id;
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}

/* ---- Stopping ---- */

typedef struct
{
  CtCourse *course;
  CtDate    today;
  CtUndo   *undo;
} StopCall;

static void
stop_call_free (gpointer data)
{
  StopCall *call = data;

  g_object_unref (call->course);
  g_clear_pointer (&call->undo, ct_undo_free);
  g_free (call);
}

static gboolean
cancel_session (CtUnit *unit, CtSession *session, const char *reason, CtUndo *undo, GError **error)
{
  g_autoptr (CtSession) before = ct_record_copy (session);
  g_autoptr (CtAppointment) appointment = NULL;
  g_autoptr (CtAppointment) booked = NULL;

  g_object_set (session, "status", CT_SESSION_CANCELLED, NULL);
  if (!ct_unit_update (unit, session, error))
    return FALSE;
  ct_undo_add (undo, before, session);
  if (session->appointment_id == 0)
    return TRUE;
  appointment = ct_unit_get (unit, CT_TYPE_APPOINTMENT, session->appointment_id, error);
  if (appointment == NULL)
    return FALSE;
  if (!ct_appointment_holds_chair (appointment))
    return TRUE;
  booked = ct_record_copy (appointment);
  ct_way_set (appointment, CT_STEP_CANCELLED_BY_CLINIC, reason, ct_unit_now (unit));
  if (!ct_unit_update (unit, appointment, error) || !ct_clinic_stamp (unit, booked, appointment, FALSE, error))
    return FALSE;
  ct_undo_add (undo, booked, appointment);
  return TRUE;
}

static gpointer
work_stop_course (CtUnit *unit, gpointer data, GError **error)
{
  StopCall *call = data;
  g_autoptr (CtCourse) course = ct_record_copy (call->course);
  g_autoptr (CtCourse) before = ct_unit_get (unit, CT_TYPE_COURSE, CT_RECORD (course)->id, error);
  g_autoptr (GPtrArray) sessions = NULL;

  g_clear_pointer (&call->undo, ct_undo_free);
  if (before == NULL || !ct_unit_update (unit, course, error) ||
      (sessions = ct_unit_list (unit, error, CT_TYPE_SESSION, "session.of-course", "i", CT_RECORD (course)->id)) == NULL)
    return NULL;
  call->undo = ct_undo_new (_("Stop the course"));
  ct_undo_add (call->undo, before, course);
  for (guint i = 0; i < sessions->len; i++)
    {
      CtSession *session = g_ptr_array_index (sessions, i);

      if (g_strcmp0 (session->status, CT_SESSION_PLANNED) == 0 && session->day >= call->today &&
          !cancel_session (unit, session, course->stop_reason, call->undo, error))
        return NULL;
    }
  return g_steal_pointer (&course);
}

/**
 * ct_clinic_stop_course_async:
 * @self: a clinic
 * @course: the course as last read
 * @reason: why; needed
 * @callback: called when it is stopped, or not
 * @user_data: for @callback
 *
 * Stops a course and cancels what is still booked of it, in one undoable act.
 * Result: (transfer full) the #CtCourse as stored.
 */
void
ct_clinic_stop_course_async (CtClinic *self, CtCourse *course, const char *reason, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_PLAN_COURSE, TRUE, work_stop_course, NULL, stop_call_free, g_object_unref,
               .undo_at = G_STRUCT_OFFSET (StopCall, undo));
  StopCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && CT_COURSE_IS (course));
  if (ct_text_is_blank (reason))
    {
      ct_clinic_refuse (self, g_error_new_literal (CT_ERROR, CT_ERROR_INVALID, _("Say why the course is stopped.")),
                        callback, user_data);
      return;
    }
  call = g_new0 (StopCall, 1);
  call->course = ct_record_copy (course);
  call->today = ct_clinic_now_at (self, course->site_id).date;
  g_object_set (call->course, "status", CT_COURSE_STOPPED, "stop-reason", reason, NULL);
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}

/* ---- What was given ---- */

/* A booking is done with its session; a session without a booking stands alone. */
static gboolean
finish_appointment (CtUnit *unit, const CtSession *session, GError **error)
{
  g_autoptr (CtAppointment) appointment = NULL;
  g_autoptr (CtAppointment) before = NULL;

  if (session->appointment_id == 0)
    return TRUE;
  appointment = ct_unit_get (unit, CT_TYPE_APPOINTMENT, session->appointment_id, error);
  if (appointment == NULL)
    return FALSE;
  if (ct_way_of (appointment) == CT_STEP_DONE || ct_way_of (appointment) == CT_STEP_STOPPED)
    return TRUE;
  before = ct_record_copy (appointment);
  ct_way_set (appointment, CT_STEP_DONE, NULL, ct_unit_now (unit));
  return ct_unit_update (unit, appointment, error) && ct_clinic_stamp (unit, before, appointment, FALSE, error);
}

static gboolean
course_is_finished (CtUnit *unit, gint64 course_id, GError **error)
{
  gint64 left;

  return ct_unit_number (unit, &left, error, "session.count-planned", "i", course_id) && left == 0;
}

static gboolean
finish_course (CtUnit *unit, gint64 course_id, GError **error)
{
  g_autoptr (CtCourse) course = ct_unit_get (unit, CT_TYPE_COURSE, course_id, error);

  if (course == NULL)
    return FALSE;
  if (g_strcmp0 (course->status, CT_COURSE_ACTIVE) != 0)
    return TRUE;
  g_object_set (course, "status", CT_COURSE_DONE, NULL);
  return ct_unit_update (unit, course, error);
}

static gpointer
work_complete_session (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtSession) session = ct_record_copy (data);
  g_autoptr (GError) failure = NULL;

  if (session->dose_ug <= 0)
    {
      g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, _("Write the dose that was given, in mg."));
      return NULL;
    }
  if (session->weight_g > 0)
    session->dose_ug_per_kg = ct_dose_ug_per_kg (session->dose_ug, session->weight_g);
  g_object_set (session, "status", CT_SESSION_COMPLETED, NULL);
  if (!ct_record_check (CT_RECORD (session), error) || !ct_unit_update (unit, session, error) ||
      !finish_appointment (unit, session, error))
    return NULL;
  if (course_is_finished (unit, session->course_id, &failure) ? !finish_course (unit, session->course_id, &failure)
                                                              : failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return g_steal_pointer (&session);
}

/**
 * ct_clinic_complete_session_async:
 * @self: a clinic
 * @session: the session as last read, with the dose in µg that was given and the weight in g it was reckoned by
 * @callback: called when it is stored, or not
 * @user_data: for @callback
 *
 * Records that a session was given; mg/kg follows from dose and weight. With the last one the course is done.
 * Result: (transfer full) the #CtSession as stored.
 */
void
ct_clinic_complete_session_async (CtClinic *self, CtSession *session, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_RECORD_SESSION, TRUE, work_complete_session, NULL, g_object_unref, g_object_unref);

  g_return_if_fail (CT_IS_CLINIC (self) && CT_SESSION_IS (session));
  ct_clinic_call (self, &use_case, ct_record_copy (session), NULL, callback, user_data);
}
