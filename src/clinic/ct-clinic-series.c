/* Courses in the calendar: what moving or missing one session does to the rest, and booking what is chosen in one act. */
#include "clinic/ct-clinic-rules.h"

#include <glib/gi18n.h>

#include "domain/ct-replan.h"

#define HORIZON_DAYS 200
#define N_REPAIRS 3

/* ---- The series as it is ---- */

typedef struct
{
  gint64       appointment_id; /* of the session it is about */
  CtRuleTools  tools;
  CtWall       now;
  CtNudge      nudge;
  CtPlan      *plan;           /* to be booked */
  CtUndo      *undo;
} SeriesCall;

static void
series_call_free (gpointer data)
{
  SeriesCall *call = data;

  ct_rule_tools_clear (&call->tools);
  g_clear_pointer (&call->plan, ct_plan_unref);
  g_clear_pointer (&call->undo, ct_undo_free);
  g_free (call);
}

/* A course, the session in question, and those behind it that are still to come. */
typedef struct
{
  CtAppointment *mine;
  CtCourse      *course;
  CtProtocol    *protocol;
  GPtrArray     *coming;   /* of CtAppointment, by number: those that may move */
  GArray        *previous; /* of CtSpacingSession */
  CtOccupancy   *occupancy;
} Series;

static void
series_clear (Series *self)
{
  g_clear_object (&self->mine);
  g_clear_object (&self->course);
  g_clear_pointer (&self->coming, g_ptr_array_unref);
  g_clear_pointer (&self->previous, g_array_unref);
  g_clear_pointer (&self->occupancy, ct_occupancy_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Series, series_clear)

static gboolean
may_still_move (const CtAppointment *a)
{
  return g_strcmp0 (a->status, CT_APPOINTMENT_BOOKED) == 0;
}

static gboolean
read_coming (CtUnit *unit, Series *self, GError **error)
{
  g_autoptr (GPtrArray) all = ct_unit_list (unit, error, CT_TYPE_APPOINTMENT, "replan.of-course", "i",
                                            CT_RECORD (self->course)->id);

  if (all == NULL)
    return FALSE;
  self->coming = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < all->len; i++)
    {
      CtAppointment *a = g_ptr_array_index (all, i);

      if (may_still_move (a) && a->session_number >= self->mine->session_number)
        g_ptr_array_add (self->coming, g_object_ref (a));
    }
  return TRUE;
}

static gboolean
is_coming (const Series *self, gint64 appointment_id)
{
  for (guint i = 0; i < self->coming->len; i++)
    if (CT_RECORD (g_ptr_array_index (self->coming, i))->id == appointment_id)
      return TRUE;
  return FALSE;
}

/* What was given or stays: of this course below the session in question, of other courses wherever. */
static gboolean
read_previous (CtUnit *unit, Series *self, GError **error)
{
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "visit.series", "i", self->mine->patient_id);
  g_autoptr (GError) failure = NULL;

  if (rows == NULL)
    return FALSE;
  self->previous = g_array_new (FALSE, FALSE, sizeof (CtSpacingSession));
  while (ct_rows_next (rows, &failure))
    {
      gboolean ours = ct_rows_int (rows, 1) == CT_RECORD (self->course)->id;
      CtSpacingSession session = { ours ? (int) ct_rows_int (rows, 0) : 0, (CtDate) ct_rows_int (rows, 2),
                                   ct_rows_is_null (rows, 3) ? -1 : (int) ct_rows_int (rows, 3) };

      if (!is_coming (self, ct_rows_int (rows, 4)) && (!ours || session.number < self->mine->session_number))
        g_array_append_val (self->previous, session);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
read_series (CtUnit *unit, const SeriesCall *call, Series *self, GError **error)
{
  self->mine = ct_unit_get (unit, CT_TYPE_APPOINTMENT, call->appointment_id, error);
  if (self->mine == NULL)
    return FALSE;
  if (self->mine->course_id == 0 || self->mine->session_number == 0)
    {
      g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, _("This visit is no session of a course."));
      return FALSE;
    }
  self->course = ct_unit_get (unit, CT_TYPE_COURSE, self->mine->course_id, error);
  if (self->course == NULL)
    return FALSE;
  self->protocol = ct_knowledge_get_protocol (call->tools.knowledge, self->course->protocol);
  if (self->protocol == NULL)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("There is no protocol “%s”."), self->course->protocol);
      return FALSE;
    }
  if (!read_coming (unit, self, error) || !read_previous (unit, self, error))
    return FALSE;
  self->occupancy = ct_clinic_read_occupancy (unit, &call->tools, self->mine->site_id, self->mine->patient_id,
                                              self->mine->clinician_id, call->now.date, call->now.date + HORIZON_DAYS, error);
  for (guint i = 0; self->occupancy != NULL && i < self->coming->len; i++)
    ct_occupancy_remove (self->occupancy, CT_RECORD (g_ptr_array_index (self->coming, i))->id);
  return self->occupancy != NULL;
}

static void
fill_request (const SeriesCall *call, const Series *series, CtPlanRequest *request)
{
  ct_plan_request_init (request, series->protocol, ct_desk_get_hours (call->tools.desk), series->occupancy,
                        call->now.date);
  request->desk = call->tools.desk;
  request->clinician_id = series->mine->clinician_id;
  request->start_minute = call->now.minute;
  request->patient_id = series->mine->patient_id;
  request->minutes = series->mine->minutes;
  request->first_number = series->mine->session_number;
  request->preferred_chair_id = series->mine->chair_id;
  request->previous = (const CtSpacingSession *) (gpointer) series->previous->data;
  request->n_previous = series->previous->len;
}

static void
add_to_plan (CtPlan *plan, const CtAppointment *a, int number, const CtOccupancy *occupancy)
{
  CtPlanSession *session = ct_plan_add_session (plan);
  const char *chair = ct_occupancy_get_chair_name (occupancy, a->chair_id);

  session->number = number;
  session->date = session->due_date = a->day;
  session->minute = a->minute;
  session->minutes = a->minutes;
  session->chair_id = a->chair_id;
  session->chair_name = g_strdup (chair != NULL ? chair : "");
  session->satisfies = g_new0 (char *, 1);
}

/* ---- Moving one ---- */

static const char *
mode_title (CtNudgeMode mode)
{
  switch (mode)
    {
    case CT_NUDGE_SHIFT_REST:
      return _("Shift the rest");
    case CT_NUDGE_REPLAN_REST:
      return _("Plan the rest anew");
    case CT_NUDGE_ONLY:
    default:
      return _("Move only this one");
    }
}

static gboolean
is_among (GPtrArray *plans, const CtPlan *plan)
{
  for (guint i = 0; i < plans->len; i++)
    if (ct_plan_same_places (g_ptr_array_index (plans, i), plan))
      return TRUE;
  return FALSE;
}

static void
add_nudged (GPtrArray *plans, const CtPlanRequest *request, const CtPlan *plan, const CtNudge *nudge, CtNudgeMode mode)
{
  CtNudge wanted = *nudge;
  g_autoptr (CtPlan) moved = NULL;
  g_autoptr (GError) why_not = NULL;

  wanted.mode = mode;
  wanted.accept_warnings = TRUE;
  moved = ct_planner_nudge (request, plan, &wanted, &why_not);
  if (moved == NULL)
    {
      moved = ct_plan_new ();
      moved->refused = g_strdup (why_not->message);
    }
  else if (is_among (plans, moved))
    return;
  g_free (moved->title);
  moved->title = g_strdup (mode_title (mode));
  g_ptr_array_add (plans, g_steal_pointer (&moved));
}

static gpointer
work_plan_move (CtUnit *unit, gpointer data, GError **error)
{
  SeriesCall *call = data;
  g_auto (Series) series = { NULL };
  g_autoptr (CtPlan) plan = ct_plan_new ();
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_plan_unref);
  CtPlanRequest request;

  if (!read_series (unit, call, &series, error))
    return NULL;
  if (series.coming->len < 2)
    return g_steal_pointer (&plans);
  fill_request (call, &series, &request);
  for (guint i = 0; i < series.coming->len; i++)
    add_to_plan (plan, g_ptr_array_index (series.coming, i), request.first_number + (int) i, series.occupancy);
  for (int mode = CT_NUDGE_ONLY; mode <= CT_NUDGE_REPLAN_REST; mode++)
    add_nudged (plans, &request, plan, &call->nudge, (CtNudgeMode) mode);
  return g_steal_pointer (&plans);
}

static SeriesCall *
series_call_new (CtClinic *self, CtAppointment *appointment)
{
  SeriesCall *call = g_new0 (SeriesCall, 1);

  call->appointment_id = CT_RECORD (appointment)->id;
  call->now = ct_clinic_now_at (self, appointment->site_id);
  ct_rule_tools_init (&call->tools, self, appointment->site_id);
  return call;
}

/**
 * ct_clinic_plan_series_move_async:
 * @self: a clinic
 * @appointment: a session of a course
 * @chair_id: where to; at its site
 * @to: when
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Says what moving one session does to those behind it: only this one moves, the rest is shifted, the rest is planned anew,
 * each with what it breaks. Nothing is booked. Result: (transfer full) (element-type CtPlan) #GPtrArray; of ways that can't be
 * gone it says why, and it is empty where no session comes behind.
 */
void
ct_clinic_plan_series_move_async (CtClinic *self, CtAppointment *appointment, gint64 chair_id, CtWall to,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_BOOK, FALSE, work_plan_move, NULL, series_call_free,
               (GDestroyNotify) g_ptr_array_unref);
  SeriesCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && CT_APPOINTMENT_IS (appointment) && to.date != CT_DATE_NONE);
  call = series_call_new (self, appointment);
  call->nudge = (CtNudge) { 0, to, chair_id, CT_NUDGE_ONLY, TRUE };
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}

/* ---- Missing one ---- */

static gpointer
work_plan_missed (CtUnit *unit, gpointer data, GError **error)
{
  SeriesCall *call = data;
  g_auto (Series) series = { NULL };
  g_autoptr (CtPlan) rest = ct_plan_new ();
  CtPlanRequest request;

  if (!read_series (unit, call, &series, error))
    return NULL;
  fill_request (call, &series, &request);
  add_to_plan (rest, series.mine, request.first_number, series.occupancy);
  for (guint i = 0; i < series.coming->len; i++)
    if (CT_RECORD (g_ptr_array_index (series.coming, i))->id != call->appointment_id)
      add_to_plan (rest, g_ptr_array_index (series.coming, i), request.first_number + (int) ct_plan_get_size (rest),
                   series.occupancy);
  return ct_replan_missed (&request, rest, N_REPAIRS);
}

/**
 * ct_clinic_plan_missed_async:
 * @self: a clinic
 * @appointment: a session of a course that was missed or cancelled
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Offers up to three ways to go on with a course after a missed session, each with what it breaks. Nothing is booked.
 * Result: (transfer full) (element-type CtPlan) #GPtrArray, empty where there is none.
 */
void
ct_clinic_plan_missed_async (CtClinic *self, CtAppointment *appointment, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_BOOK, FALSE, work_plan_missed, NULL, series_call_free,
               (GDestroyNotify) g_ptr_array_unref);

  g_return_if_fail (CT_IS_CLINIC (self) && CT_APPOINTMENT_IS (appointment));
  ct_clinic_call (self, &use_case, series_call_new (self, appointment), NULL, callback, user_data);
}

/* ---- Booking what was chosen ---- */

static gboolean
is_at (const CtAppointment *a, const CtPlanSession *session)
{
  return a->day == session->date && a->minute == session->minute && a->chair_id == session->chair_id;
}

/* Which booking becomes which session: one that is there already stays, the others follow in order. */
static CtAppointment **
match (const Series *series, const CtPlan *plan)
{
  guint n = ct_plan_get_size (plan), next = n;
  CtAppointment **matched = g_new0 (CtAppointment *, n);
  g_autofree gboolean *used = g_new0 (gboolean, MAX (series->coming->len, 1));

  for (guint i = 0; i < n; i++)
    for (guint b = 0; b < series->coming->len && matched[i] == NULL; b++)
      if (!used[b] && is_at (g_ptr_array_index (series->coming, b), ct_plan_get_session (plan, i)))
        {
          matched[i] = g_ptr_array_index (series->coming, b);
          used[b] = TRUE;
        }
  /* From the end: where there is one booking less than sessions, the missed one is made anew. */
  for (guint b = series->coming->len; b > 0; b--)
    {
      if (used[b - 1])
        continue;
      while (next > 0 && matched[next - 1] != NULL)
        next--;
      if (next > 0)
        matched[next - 1] = g_ptr_array_index (series->coming, b - 1);
    }
  return matched;
}

static CtBookingMove *
move_to (CtAppointment *booked, const CtPlanSession *session)
{
  CtReplanned after = { CT_REPLAN_MOVED, { session->date, session->minute }, session->chair_id, booked->clinician_id };
  CtBookingMove *move = ct_booking_move_new (booked, &after);

  move->after->session_number = session->number;
  return move;
}

/* A session that counts another number now. */
static gboolean
renumber (CtUnit *unit, const CtAppointment *a, CtUndo *undo, GError **error)
{
  g_autoptr (CtSession) session =
      ct_unit_first (unit, error, CT_TYPE_SESSION, "session.of-appointment", "i", CT_RECORD ((gpointer) a)->id);
  g_autoptr (CtSession) before = NULL;

  if (session == NULL)
    return *error == NULL;
  if (session->number == a->session_number)
    return TRUE;
  before = ct_record_copy (session);
  session->number = a->session_number;
  if (!ct_unit_update (unit, session, error))
    return FALSE;
  ct_undo_add (undo, before, session);
  return TRUE;
}

static gboolean
make_session (CtUnit *unit, const Series *series, const CtPlanSession *planned, CtUndo *undo, GError **error)
{
  g_autoptr (CtAppointment) a = ct_appointment_new ();

  a->patient_id = series->mine->patient_id;
  a->site_id = series->mine->site_id;
  a->chair_id = planned->chair_id;
  a->clinician_id = series->mine->clinician_id;
  a->course_id = CT_RECORD (series->course)->id;
  a->session_number = planned->number;
  a->kind = g_strdup (series->mine->kind);
  a->day = planned->date;
  a->minute = planned->minute;
  a->minutes = planned->minutes;
  a->status = g_strdup (CT_APPOINTMENT_BOOKED);
  if (!ct_unit_insert (unit, a, error) || !ct_clinic_add_session (unit, a, undo, error))
    return FALSE;
  ct_undo_add_new (undo, a, CT_APPOINTMENT_CANCELLED, "cancel-reason");
  return TRUE;
}

static gboolean
book_plan (CtUnit *unit, const SeriesCall *call, const Series *series, GError **error)
{
  g_autofree CtAppointment **matched = match (series, call->plan);
  g_autoptr (GPtrArray) moves = g_ptr_array_new_with_free_func (ct_booking_move_free);
  g_autoptr (GError) failure = NULL;
  guint n = ct_plan_get_size (call->plan);

  for (guint i = 0; i < n; i++)
    {
      const CtPlanSession *session = ct_plan_get_session (call->plan, i);

      if (matched[i] != NULL && (!is_at (matched[i], session) || matched[i]->session_number != session->number))
        g_ptr_array_add (moves, move_to (matched[i], session));
    }
  if (!ct_clinic_move_together (unit, moves, call->undo, error))
    return FALSE;
  for (guint i = 0; i < moves->len; i++)
    if (!renumber (unit, ((CtBookingMove *) g_ptr_array_index (moves, i))->after, call->undo, &failure))
      {
        g_propagate_error (error, g_steal_pointer (&failure));
        return FALSE;
      }
  for (guint i = 0; i < n; i++)
    if (matched[i] == NULL && !make_session (unit, series, ct_plan_get_session (call->plan, i), call->undo, error))
      return FALSE;
  return TRUE;
}

static gpointer
work_book_series (CtUnit *unit, gpointer data, GError **error)
{
  SeriesCall *call = data;
  g_auto (Series) series = { NULL };
  g_autoptr (CtPatient) patient = NULL;
  g_autofree char *name = NULL;
  g_autofree char *label = NULL;

  g_clear_pointer (&call->undo, ct_undo_free);
  if (!read_series (unit, call, &series, error) ||
      (patient = ct_unit_get (unit, CT_TYPE_PATIENT, series.mine->patient_id, error)) == NULL)
    return NULL;
  name = ct_patient_display_name (patient);
  label = g_strdup_printf (_("Move the sessions of %s"), name);
  call->undo = ct_undo_new (label);
  return book_plan (unit, call, &series, error) ? g_steal_pointer (&series.course) : NULL;
}

/**
 * ct_clinic_book_series_async:
 * @self: a clinic
 * @appointment: the session it was about
 * @plan: what was chosen
 * @callback: called when all is booked, or nothing
 * @user_data: for @callback
 *
 * Books one of the ways that ct_clinic_plan_series_move_async() or ct_clinic_plan_missed_async() offered, in one undoable act.
 * %CT_ERROR_TAKEN: somebody booked one of the places meanwhile. Result: (transfer full) the #CtCourse.
 */
void
ct_clinic_book_series_async (CtClinic *self, CtAppointment *appointment, CtPlan *plan, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_BOOK, TRUE, work_book_series, NULL, series_call_free, g_object_unref,
               .undo_at = G_STRUCT_OFFSET (SeriesCall, undo));
  SeriesCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && CT_APPOINTMENT_IS (appointment) && plan != NULL);
  call = series_call_new (self, appointment);
  call->plan = ct_plan_ref (plan);
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}
