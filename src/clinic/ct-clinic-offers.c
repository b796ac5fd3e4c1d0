/* A place has come free: who fits, best first, and booking one of them into it. */
#include "clinic/ct-clinic-rules.h"

#include <glib/gi18n.h>

#include "clinic/ct-offer.h"

typedef struct
{
  CtFreePlace  place;
  CtRuleTools  tools;
  CtDate       today;
  GPtrArray   *offers; /* of CtOffer: all that might want it, in the order of @candidates */
  GArray      *candidates;
  GPtrArray   *series;     /* of GArray: what the candidates point at */
} OfferCall;

static void
offer_call_free (gpointer data)
{
  OfferCall *call = data;

  ct_rule_tools_clear (&call->tools);
  g_clear_pointer (&call->offers, g_ptr_array_unref);
  g_clear_pointer (&call->candidates, g_array_unref);
  g_clear_pointer (&call->series, g_ptr_array_unref);
  g_free (call);
}

static void
start_over (OfferCall *call)
{
  g_clear_pointer (&call->offers, g_ptr_array_unref);
  g_clear_pointer (&call->candidates, g_array_unref);
  g_clear_pointer (&call->series, g_ptr_array_unref);
  call->offers = g_ptr_array_new_with_free_func (g_object_unref);
  call->candidates = g_array_new (FALSE, FALSE, sizeof (CtCandidate));
  call->series = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
}

static char *
name_of (CtRows *rows, int first)
{
  g_autoptr (CtPatient) patient = ct_patient_new ();

  patient->family_name = ct_rows_dup_text (rows, first);
  patient->given_names = ct_rows_dup_text (rows, first + 1);
  patient->preferred_name = ct_rows_dup_text (rows, first + 2);
  return ct_patient_display_name (patient);
}

/* What an offer wants, as the rules ask for it. What it points at belongs to @offer and the call. */
static CtCandidate
candidate_of (OfferCall *call, CtOffer *offer, const char *protocol)
{
  CtCandidate candidate = { .why = offer->why, .minutes = offer->minutes, .times = { -1, -1 }, .not_before = CT_DATE_NONE,
                            .not_after = CT_DATE_NONE, .since = CT_DATE_NONE, .booked_on = CT_DATE_NONE };

  candidate.wanted = (CtBooking) { .appointment_id = offer->appointment_id, .patient_id = offer->patient_id,
                                   .label = offer->patient_name, .clinician_id = offer->clinician_id, .kind = offer->kind,
                                   .segments = ct_knowledge_get_segments (call->tools.knowledge, protocol, offer->kind) };
  return candidate;
}

/* Takes @offer; adds the course's sessions to what the rules look at. */
static gboolean
add_candidate (CtUnit *unit, OfferCall *call, CtOffer *offer, CtCandidate *candidate, GError **error)
{
  g_autoptr (CtAppointment) wanted = ct_appointment_new ();
  CtRulesQuestion question = { 0 };
  GArray *series = NULL;

  g_ptr_array_add (call->offers, offer);
  CT_RECORD (wanted)->id = offer->appointment_id;
  wanted->patient_id = offer->patient_id;
  wanted->course_id = offer->course_id;
  wanted->session_number = offer->number;
  if (!ct_clinic_read_course (unit, &call->tools, wanted, &question, &series, error))
    return FALSE;
  if (series != NULL)
    g_ptr_array_add (call->series, series);
  candidate->protocol = question.protocol;
  candidate->number = question.number;
  candidate->sessions = question.sessions;
  candidate->n_sessions = question.n_sessions;
  g_array_append_vals (call->candidates, candidate, 1);
  return TRUE;
}

/* ---- Those on the waiting list ---- */

enum
{
  WAIT_FAMILY,
  WAIT_PHONE = 3,
  WAIT_BOOKED_ON,
  WAIT_CLINICIAN,
  WAIT_COURSE,
  WAIT_NUMBER,
  WAIT_N_COLUMNS,
};

static gboolean
add_waiting (CtUnit *unit, OfferCall *call, CtRows *rows, GError **error)
{
  g_autoptr (CtWaiting) waiting = ct_rows_record (rows, CT_TYPE_WAITING);
  int base = ct_rows_n_columns (rows) - WAIT_N_COLUMNS;
  CtOffer *offer = g_object_new (CT_TYPE_OFFER, NULL);
  g_autofree char *since = ct_date_format (waiting->since, "%-d %b");
  CtCandidate candidate;

  offer->why = CT_FIT_WAITING;
  offer->patient_id = waiting->patient_id;
  offer->patient_name = name_of (rows, base + WAIT_FAMILY);
  offer->patient_phone = ct_rows_dup_text (rows, base + WAIT_PHONE);
  offer->kind = g_strdup (waiting->kind);
  offer->minutes = waiting->minutes;
  offer->waiting_id = CT_RECORD (waiting)->id;
  offer->appointment_id = waiting->appointment_id;
  offer->clinician_id = ct_rows_int (rows, base + WAIT_CLINICIAN);
  offer->course_id = ct_rows_int (rows, base + WAIT_COURSE);
  offer->number = (int) ct_rows_int (rows, base + WAIT_NUMBER);
  /* Translators: a day: "Waiting since 3 Mar" */
  offer->reason = g_strdup_printf (waiting->urgent ? _("Urgent, waiting since %s") : _("Waiting since %s"), since);
  candidate = candidate_of (call, offer, NULL);
  candidate.weekdays = (guint) waiting->weekdays;
  if (waiting->to_minute > 0)
    candidate.times = (CtMinutes) { waiting->from_minute, waiting->to_minute };
  candidate.not_after = waiting->until;
  candidate.since = waiting->since;
  candidate.urgent = waiting->urgent;
  if (waiting->appointment_id != 0)
    candidate.booked_on = (CtDate) ct_rows_int (rows, base + WAIT_BOOKED_ON);
  return add_candidate (unit, call, offer, &candidate, error);
}

/* ---- Courses without a next session ---- */

enum
{
  OPEN_COURSE,
  OPEN_PATIENT,
  OPEN_PROTOCOL,
  OPEN_N_SESSIONS,
  OPEN_PRESCRIBER,
  OPEN_FAMILY,
  OPEN_PHONE = 8,
};

/* The last session given, and how many there were. */
static CtDate
last_session (CtUnit *unit, gint64 course_id, int *n_given, GError **error)
{
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "slot.given", "i", course_id);
  CtDate last = CT_DATE_NONE;

  if (rows == NULL || !ct_rows_next (rows, error))
    return last;
  *n_given = (int) ct_rows_int (rows, 0);
  return *n_given > 0 ? (CtDate) ct_rows_int (rows, 1) : CT_DATE_NONE;
}

/* The last day on which the next session still keeps the protocol's rhythm. */
static CtDate
closing_day (const CtProtocol *protocol, int number, CtDate last)
{
  int usual = ct_spacing_due_day (protocol, number, 0) - ct_spacing_due_day (protocol, number - 1, 0);
  int most = protocol->every_max_days > 0 ? protocol->every_max_days : usual + 2;

  for (guint i = 0; i < protocol->spacing->len; i++)
    {
      const CtSpacingRule *rule = g_ptr_array_index (protocol->spacing, i);

      if (rule->kind == CT_SPACING_MAX_GAP)
        most = MIN (most, rule->days);
    }
  return last + most;
}

static gboolean
add_open_course (CtUnit *unit, OfferCall *call, CtRows *rows, GError **error)
{
  CtProtocol *protocol = ct_knowledge_get_protocol (call->tools.knowledge, ct_rows_text (rows, OPEN_PROTOCOL));
  gint64 course_id = ct_rows_int (rows, OPEN_COURSE);
  int n_sessions = (int) ct_rows_int (rows, OPEN_N_SESSIONS), n_given = 0;
  g_autoptr (GError) failure = NULL;
  CtDate last = last_session (unit, course_id, &n_given, &failure);
  g_autofree char *day = NULL;
  CtCandidate candidate;
  CtOffer *offer;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (protocol == NULL || n_given == 0 || (protocol->n_sessions > 0 && n_given >= n_sessions))
    return TRUE;
  offer = g_object_new (CT_TYPE_OFFER, NULL);
  offer->why = protocol->every_min_days > 0 ? CT_FIT_RECALL : CT_FIT_CLOSING;
  offer->patient_id = ct_rows_int (rows, OPEN_PATIENT);
  offer->patient_name = name_of (rows, OPEN_FAMILY);
  offer->patient_phone = ct_rows_dup_text (rows, OPEN_PHONE);
  offer->clinician_id = ct_rows_int (rows, OPEN_PRESCRIBER);
  offer->kind = g_strdup (CT_VISIT_TREATMENT);
  offer->minutes = ct_protocol_minutes (protocol);
  offer->course_id = course_id;
  offer->number = n_given + 1;
  candidate = candidate_of (call, offer, protocol->id);
  candidate.since = last + MAX (protocol->every_min_days, 1);
  candidate.not_before = protocol->every_min_days > 0 ? candidate.since : CT_DATE_NONE;
  if (offer->why == CT_FIT_CLOSING)
    candidate.not_after = MAX (closing_day (protocol, offer->number, last), call->place.date);
  day = ct_date_format (offer->why == CT_FIT_CLOSING ? closing_day (protocol, offer->number, last) : candidate.since,
                        "%a %-d %b");
  if (offer->why == CT_FIT_CLOSING)
    /* Translators: which session, of how many, by which day */
    offer->reason = g_strdup_printf (_("Session %d of %d, due by %s"), offer->number, n_sessions, day);
  else
    /* Translators: since which day */
    offer->reason = g_strdup_printf (_("Due again since %s"), day);
  return add_candidate (unit, call, offer, &candidate, error);
}

/* ---- Who fits ---- */

typedef gboolean (*AddRow) (CtUnit *unit, OfferCall *call, CtRows *rows, GError **error);

static gboolean
add_rows (CtUnit *unit, OfferCall *call, CtRows *rows, AddRow add, GError **error)
{
  g_autoptr (CtRows) mine = rows;
  g_autoptr (GError) failure = NULL;

  if (mine == NULL)
    return FALSE;
  while (ct_rows_next (mine, &failure))
    if (!add (unit, call, mine, error))
      return FALSE;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* From when until when nobody has the chair around the minutes that have come free, within opening hours. */
static CtMinutes
free_time (const CtOccupancy *occupancy, const CtRuleTools *tools, const CtFreePlace *place)
{
  CtMinutes free = place->minutes;
  guint n, n_open;
  const CtBooking *day = ct_occupancy_get_day (occupancy, place->date, &n);
  const CtMinutes *open = ct_hours_open_on (ct_desk_get_hours (tools->desk), place->date, &n_open);

  for (guint i = 0; i < n_open; i++)
    if (ct_minutes_overlap (open[i], free))
      free.to = MAX (free.to, open[i].to);
  for (guint i = 0; i < n; i++)
    if (day[i].chair_id == place->chair_id && day[i].minutes.to > free.from)
      free.to = MIN (free.to, MAX (free.from, day[i].minutes.from));
  return free;
}

static GPtrArray *
rank (OfferCall *call, const CtOccupancy *occupancy)
{
  CtMinutes free = free_time (occupancy, &call->tools, &call->place);
  g_autoptr (GArray) fits = ct_slot_fits (call->tools.desk, occupancy, call->place.date, call->place.chair_id, free,
                                          (const CtCandidate *) (gpointer) call->candidates->data,
                                          call->candidates->len);
  GPtrArray *ranked = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < fits->len; i++)
    {
      const CtSlotFit *fit = &g_array_index (fits, CtSlotFit, i);
      CtOffer *offer = g_ptr_array_index (call->offers, fit->index);

      offer->minute = fit->minute;
      g_ptr_array_add (ranked, g_object_ref (offer));
    }
  return ranked;
}

static gpointer
work_offer (CtUnit *unit, gpointer data, GError **error)
{
  OfferCall *call = data;
  g_autoptr (CtOccupancy) occupancy = NULL;

  start_over (call);
  occupancy = ct_clinic_read_occupancy (unit, &call->tools, call->place.site_id, 0, 0, call->place.date,
                                        call->place.date, error);
  if (occupancy == NULL ||
      !add_rows (unit, call, ct_unit_query (unit, error, "slot.waiting", "i", call->place.site_id), add_waiting, error) ||
      !add_rows (unit, call, ct_unit_query (unit, error, "slot.open-courses", "in", call->place.site_id, call->today),
                 add_open_course, error))
    return NULL;
  return rank (call, occupancy);
}

/**
 * ct_clinic_offer_place_async:
 * @self: a clinic
 * @place: what has come free
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Says who fits into a place: those whose course needs its next session soon, those who wait, those who are due again;
 * only against whom no rule stands. Nobody is booked. Result: (transfer full) (element-type CtOffer) #GPtrArray, the best
 * first.
 */
void
ct_clinic_offer_place_async (CtClinic *self, const CtFreePlace *place, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, FALSE, work_offer, NULL, offer_call_free,
               (GDestroyNotify) g_ptr_array_unref);
  OfferCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && place != NULL);
  if (ct_clinic_get_site (self, place->site_id) == NULL || place->minutes.from >= place->minutes.to)
    {
      ct_clinic_refuse (self, g_error_new_literal (CT_ERROR, CT_ERROR_NOT_FOUND, _("There is no such place to offer.")),
                        callback, user_data);
      return;
    }
  call = g_new0 (OfferCall, 1);
  call->place = *place;
  call->today = ct_clinic_now_at (self, place->site_id).date;
  ct_rule_tools_init (&call->tools, self, place->site_id);
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}

/* ---- Taking it ---- */

typedef struct
{
  CtFreePlace  place;
  CtOffer     *offer;
  CtRuleTools  tools;
  CtUndo      *undo;
} TakeCall;

static void
take_call_free (gpointer data)
{
  TakeCall *call = data;

  ct_rule_tools_clear (&call->tools);
  g_object_unref (call->offer);
  g_clear_pointer (&call->undo, ct_undo_free);
  g_free (call);
}

static void
put_into_place (const TakeCall *call, CtAppointment *appointment)
{
  appointment->site_id = call->place.site_id;
  appointment->chair_id = call->place.chair_id;
  appointment->day = call->place.date;
  appointment->minute = call->offer->minute;
}

/* What they had is moved; nothing new is made. */
static CtAppointment *
move_booking (CtUnit *unit, TakeCall *call, GError **error)
{
  g_autoptr (CtAppointment) before = ct_unit_get (unit, CT_TYPE_APPOINTMENT, call->offer->appointment_id, error);
  g_autoptr (CtAppointment) moved = before != NULL ? ct_record_copy (before) : NULL;

  if (before == NULL)
    return NULL;
  put_into_place (call, moved);
  if (!ct_clinic_check_place (unit, &call->tools, moved, NULL, error) || !ct_unit_update (unit, moved, error))
    return NULL;
  ct_undo_add (call->undo, before, moved);
  if (!ct_clinic_take_session_along (unit, moved, call->undo, error))
    return NULL;
  return g_steal_pointer (&moved);
}

static CtAppointment *
make_booking (CtUnit *unit, TakeCall *call, GError **error)
{
  g_autoptr (CtAppointment) appointment = ct_appointment_new ();
  const CtOffer *offer = call->offer;

  put_into_place (call, appointment);
  appointment->patient_id = offer->patient_id;
  appointment->clinician_id = offer->clinician_id;
  appointment->course_id = offer->course_id;
  appointment->session_number = offer->number;
  appointment->kind = g_strdup (offer->kind);
  appointment->minutes = offer->minutes;
  appointment->status = g_strdup (CT_APPOINTMENT_BOOKED);
  if (!ct_clinic_check_place (unit, &call->tools, appointment, NULL, error) ||
      !ct_unit_insert (unit, appointment, error))
    return NULL;
  if (offer->course_id != 0 && !ct_clinic_add_session (unit, appointment, call->undo, error))
    return NULL;
  ct_undo_add_new (call->undo, appointment, CT_APPOINTMENT_CANCELLED, "cancel-reason");
  return g_steal_pointer (&appointment);
}

/* Who got a place waits no more. */
static gboolean
serve (CtUnit *unit, TakeCall *call, GError **error)
{
  g_autoptr (CtWaiting) waiting = NULL;
  g_autoptr (CtWaiting) served = NULL;

  if (call->offer->waiting_id == 0)
    return TRUE;
  waiting = ct_unit_get (unit, CT_TYPE_WAITING, call->offer->waiting_id, error);
  if (waiting == NULL)
    return FALSE;
  if (g_strcmp0 (waiting->status, CT_WAITING_WAITING) != 0)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_CONFLICT, _("%s does not wait any more: somebody has seen to it."),
                   call->offer->patient_name);
      return FALSE;
    }
  served = ct_record_copy (waiting);
  g_object_set (served, "status", CT_WAITING_SERVED, NULL);
  if (!ct_unit_update (unit, served, error))
    return FALSE;
  ct_undo_add (call->undo, waiting, served);
  return TRUE;
}

static gpointer
work_take (CtUnit *unit, gpointer data, GError **error)
{
  TakeCall *call = data;
  g_autoptr (CtAppointment) booked = NULL;
  g_autofree char *label = NULL;

  g_clear_pointer (&call->undo, ct_undo_free);
  call->undo = ct_undo_new (NULL);
  booked = call->offer->appointment_id != 0 ? move_booking (unit, call, error) : make_booking (unit, call, error);
  if (booked == NULL || !serve (unit, call, error))
    return NULL;
  label = ct_clinic_act_label (unit, _("Book %s on %s"), booked);
  ct_undo_set_label (call->undo, label);
  return g_steal_pointer (&booked);
}

/**
 * ct_clinic_take_offer_async:
 * @self: a clinic
 * @place: what has come free
 * @offer: who shall have it
 * @callback: called when they are booked, or not
 * @user_data: for @callback
 *
 * Books somebody into a free place: what they had moves there, or a new visit is made, with its session where it is one of a
 * course; undoable. Result: (transfer full) the #CtAppointment as stored.
 */
void
ct_clinic_take_offer_async (CtClinic *self, const CtFreePlace *place, CtOffer *offer, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_BOOK, TRUE, work_take, NULL, take_call_free, g_object_unref,
               .undo_at = G_STRUCT_OFFSET (TakeCall, undo));
  TakeCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && place != NULL && CT_IS_OFFER (offer));
  call = g_new0 (TakeCall, 1);
  call->place = *place;
  call->offer = g_object_ref (offer);
  ct_rule_tools_init (&call->tools, self, place->site_id);
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}
