#include "clinic/ct-demo.h"

#include <glib/gi18n.h>

#include "base/ct-units.h"
#include "clinic/ct-booking-call.h"
#include "clinic/ct-claim-tools.h"
#include "clinic/ct-demo-days.h"
#include "clinic/ct-demo-floor.h"
#include "clinic/ct-demo-people.h"
#include "domain/ct-score.h"
#include "domain/ct-visit-records.h"
#include "store/ct-search.h"

#define MAX_PATIENTS 2000000
#define MAX_A_DAY 2000
/* Those whose course can be looked at; all others only have a name and perhaps a past visit. */
#define MAX_COURSES 90
/* Which courses came to a halt. */
#define BROKEN_OFF   3
#define NOT_REBOOKED 8
/* Those on the waiting list. */
#define N_WAITING 6
#define ROWS_A_TRANSACTION 20000

/* How a course went, so that charts tell different stories. */
typedef enum
{
  STORY_REMISSION,
  STORY_RESPONSE,
  STORY_PARTIAL,
  STORY_NO_CHANGE,
  STORY_WORSE,
} Story;

typedef struct
{
  CtClinic     *clinic;
  CtUnit       *unit;
  GRand        *chance;
  CtDate        today;
  int           minute;     /* of today */
  CtSite       *site;
  CtHours      *hours;
  CtOccupancy  *occupancy;
  gint64        prescribers[2];
  gint64        prescriber_id; /* of whom is being made */
  gint64        appointment_number; /* of those in the occupancy */
  GArray       *patients;   /* of gint64: who can have more visits */
  CtClaimTools *claims;
  CtDemoCounts *counts;
} Demo;

typedef struct
{
  CtPatient  *patient;
  CtProtocol *protocol;
  CtCourse   *course;
  CtPlan     *plan;
  Story       story;
  gboolean    ptsd;
  guint       kept;   /* how many of its sessions were ever booked; the others are not made */
  gboolean    missed; /* the last of them was missed, and nobody put it elsewhere */
} DemoCourse;

static gboolean
insert (Demo *self, gpointer record, gint64 *count, GError **error)
{
  if (!ct_unit_insert (self->unit, record, error))
    return FALSE;
  if (count != NULL)
    (*count)++;
  return TRUE;
}

/* ---- Scores ---- */

/* The share of the baseline left after @done of @of sessions, in permille. */
static int
share_left (Story story, int done, int of)
{
  static const int at_the_end[] = { 160, 420, 650, 930, 1220 };
  int end = at_the_end[story];

  return 1000 + (end - 1000) * MIN (done, of) / MAX (of, 1);
}

static gboolean
insert_score (Demo *self, const DemoCourse *course, const char *instrument_id, CtDate day, int total, GError **error)
{
  CtInstrument *instrument = ct_knowledge_get_instrument (self->clinic->knowledge, instrument_id);
  g_autofree int *answers = ct_demo_answers (self->chance, instrument, total);
  g_autoptr (CtScore) score = ct_score_new (instrument, answers, instrument->items->len, error);
  g_autoptr (CtAssessment) assessment = NULL;

  if (score == NULL)
    return FALSE;
  assessment = ct_assessment_from_score (CT_RECORD (course->patient)->id, score, answers, instrument->items->len, day);
  assessment->course_id = CT_RECORD (course->course)->id;
  assessment->recorded_us = day * G_TIME_SPAN_DAY + 17 * G_TIME_SPAN_HOUR;
  if (assessment->flags != NULL && day < self->today)
    {
      assessment->acknowledged_us = assessment->recorded_us + 5 * G_TIME_SPAN_MINUTE;
      assessment->acknowledged_by = self->prescriber_id;
      assessment->acknowledgement = g_strdup ("Talked with the patient: passive thoughts, no plan. Safety plan reviewed.");
    }
  return insert (self, assessment, &self->counts->assessments, error);
}

static gboolean
insert_scores_of_day (Demo *self, const DemoCourse *course, CtDate day, int done, const int *baselines, GError **error)
{
  static const char *const ids[] = { "phq-9", "gad-7", "pcl-5" };
  int n = course->ptsd ? 3 : 2;

  for (int i = 0; i < n; i++)
    {
      CtInstrument *instrument = ct_knowledge_get_instrument (self->clinic->knowledge, ids[i]);
      int share = share_left (course->story, done, (int) ct_plan_get_size (course->plan));
      int total = baselines[i] * share / 1000 + (done > 0 ? g_rand_int_range (self->chance, -1, 2) : 0);

      if (!insert_score (self, course, ids[i], day, CLAMP (total, 0, instrument->max_total), error))
        return FALSE;
    }
  return TRUE;
}

/* Before the first session, then before every second one, then a week after the last. */
static gboolean
insert_scores (Demo *self, const DemoCourse *course, GError **error)
{
  const int baselines[] = { g_rand_int_range (self->chance, 15, 25), g_rand_int_range (self->chance, 10, 19),
                            g_rand_int_range (self->chance, 42, 66) };
  guint n = ct_plan_get_size (course->plan);
  CtDate last = ct_plan_get_session (course->plan, n - 1)->date;

  if (!insert_scores_of_day (self, course, MIN (course->course->start_on - 3, self->today), 0, baselines, error))
    return FALSE;
  for (guint i = 2; i < n; i += 2)
    {
      CtDate day = ct_plan_get_session (course->plan, i)->date;

      if (day <= self->today && i < course->kept && !insert_scores_of_day (self, course, day, (int) i, baselines, error))
        return FALSE;
    }
  return last + 7 > self->today || course->kept < n || insert_scores_of_day (self, course, last + 7, (int) n, baselines, error);
}

/* ---- Courses ---- */

/* Its step, since about when it should be there; most of today's have confirmed, and some of the days to come. */
static void
put_on_its_way (Demo *self, CtAppointment *a, const char *protocol, gboolean missed)
{
  int minute = missed ? a->minute + 15 : a->minute + a->minutes;
  CtWall since = { a->day, MIN (minute, CT_MINUTES_PER_DAY - 1) };

  if (a->day == self->today)
    ct_demo_walk (self->clinic, a, protocol, self->minute);
  else if (a->day > self->today)
    ct_way_set (a, CT_STEP_BOOKED, NULL, CT_TIME_NONE);
  else
    ct_way_set (a, missed ? CT_STEP_MISSED : CT_STEP_DONE, NULL,
                ct_wall_to_utc (since, ct_clinic_get_zone (self->clinic, a->site_id)));
  if (a->day == self->today || (a->day > self->today && g_rand_int_range (self->chance, 0, 3) == 0))
    a->confirmed_how = g_strdup (CT_CONFIRMED_BY_PHONE);
}

/* Most have signed; who is to come soon has named an escort more often than not. */
static gboolean
insert_tick (Demo *self, const DemoCourse *course, const char *item, gint64 course_id, gint64 appointment_id, GError **error)
{
  g_autoptr (CtVisitCheck) check = ct_visit_check_new ();

  check->patient_id = CT_RECORD (course->patient)->id;
  check->course_id = course_id;
  check->appointment_id = appointment_id;
  check->item = g_strdup (item);
  check->met = TRUE;
  check->at_us = ct_unit_now (self->unit);
  return insert (self, check, NULL, error);
}

static gboolean
insert_session (Demo *self, const DemoCourse *course, const CtPlanSession *planned, gint64 *dose_ug_per_kg, GError **error)
{
  g_autoptr (CtAppointment) appointment = ct_appointment_new ();
  g_autoptr (CtSession) session = ct_session_new ();
  gboolean by_chance = g_rand_int_range (self->chance, 0, 40) == 0;
  gboolean missed = course->missed ? planned->number == (int) course->kept : by_chance;

  appointment->patient_id = CT_RECORD (course->patient)->id;
  appointment->site_id = CT_RECORD (self->site)->id;
  appointment->chair_id = planned->chair_id;
  appointment->clinician_id = self->prescriber_id;
  appointment->course_id = CT_RECORD (course->course)->id;
  appointment->session_number = planned->number;
  appointment->kind = g_strdup (CT_VISIT_TREATMENT);
  appointment->day = planned->date;
  appointment->minute = planned->minute;
  appointment->minutes = planned->minutes;
  put_on_its_way (self, appointment, course->protocol->id, missed);
  if (!insert (self, appointment, &self->counts->appointments, error))
    return FALSE;
  session->patient_id = appointment->patient_id;
  session->course_id = appointment->course_id;
  session->appointment_id = CT_RECORD (appointment)->id;
  session->number = planned->number;
  session->day = planned->date;
  session->weight_g = course->patient->weight_g;
  if (course->protocol->dose_ug > 0)
    session->dose_ug = planned->number == 1 ? course->protocol->dose_ug : course->protocol->later_dose_ug;
  else
    {
      session->dose_ug_per_kg = *dose_ug_per_kg;
      session->dose_ug = ct_div_round (ct_dose_ug (session->weight_g, *dose_ug_per_kg), 500) * 500;
    }
  if (ct_way_of (appointment) == CT_STEP_DONE)
    session->status = g_strdup (CT_SESSION_COMPLETED);
  else
    session->status = g_strdup (ct_way_of (appointment) == CT_STEP_MISSED ? CT_SESSION_MISSED : CT_SESSION_PLANNED);
  if (planned->date >= self->today && planned->date <= self->today + 1 && appointment->patient_id % 3 != 0 &&
      !insert_tick (self, course, "escort", 0, CT_RECORD (appointment)->id, error))
    return FALSE;
  if (planned->number == 3 && course->story >= STORY_PARTIAL)
    *dose_ug_per_kg = 600;
  return insert (self, session, &self->counts->sessions, error);
}

static gboolean
insert_course_record (Demo *self, DemoCourse *course, GError **error)
{
  guint n = ct_plan_get_size (course->plan);
  CtDate last = ct_plan_get_session (course->plan, n - 1)->date;
  CtCourse *record = course->course;

  record->patient_id = CT_RECORD (course->patient)->id;
  record->protocol = g_strdup (course->protocol->id);
  record->protocol_version = g_strdup (course->protocol->version);
  record->indication = g_strdup (course->ptsd ? "ptsd" : "trd");
  record->status = g_strdup (last < self->today && course->kept == n ? CT_COURSE_DONE : CT_COURSE_ACTIVE);
  record->start_on = ct_plan_get_session (course->plan, 0)->date;
  record->n_sessions = (int) n;
  record->site_id = CT_RECORD (self->site)->id;
  record->prescriber_id = self->prescriber_id;
  record->primary_instrument = g_strdup (course->ptsd ? "pcl-5" : "phq-9");
  record->dose_ug_per_kg = course->protocol->dose_ug_per_kg;
  record->dose_ug = course->protocol->dose_ug;
  return insert (self, record, &self->counts->courses, error);
}

static gboolean
insert_facts (Demo *self, const DemoCourse *course, GError **error)
{
  gint64 id = CT_RECORD (course->patient)->id;
  g_autoptr (CtRecord) problem = ct_demo_problem (self->chance, id, course->ptsd);
  g_autoptr (CtRecord) medication = ct_demo_medication (self->chance, id);
  g_autoptr (CtRecord) allergy = ct_demo_allergy (self->chance, id);

  return insert (self, problem, NULL, error) && insert (self, medication, NULL, error) &&
         insert (self, allergy, NULL, error);
}

static gboolean
insert_course (Demo *self, DemoCourse *course, GError **error)
{
  gint64 dose_ug_per_kg = course->protocol->dose_ug_per_kg;

  if (!insert_course_record (self, course, error) || !insert_facts (self, course, error))
    return FALSE;
  for (guint i = 0; i < course->kept; i++)
    if (!insert_session (self, course, ct_plan_get_session (course->plan, i), &dose_ug_per_kg, error))
      return FALSE;
  if (CT_RECORD (course->patient)->id % 6 != 0 &&
      !insert_tick (self, course, "consent", CT_RECORD (course->course)->id, 0, error))
    return FALSE;
  return insert_scores (self, course, error) &&
         ct_clinic_keep_scale_due (self->unit, self->clinic->knowledge, CT_RECORD (course->course)->id, error) &&
         ct_demo_add_consent (self->unit, course->patient, CT_RECORD (self->site)->id, course->protocol->id,
                              course->course->start_on - 1 - (course->ptsd ? 330 : 0), error);
}

/* One in every clinic is broken off after a few sessions, and one was missed last week and not put elsewhere: somebody should
 * ring them. */
static void
break_off (Demo *self, DemoCourse *course, int n)
{
  guint of = ct_plan_get_size (course->plan);

  course->kept = of;
  if (n != BROKEN_OFF && n != NOT_REBOOKED)
    return;
  while (course->kept > 1 && ct_plan_get_session (course->plan, course->kept - 1)->date >= self->today - 3)
    course->kept--;
  course->kept = MIN (course->kept, 3);
  course->missed = n == NOT_REBOOKED;
}

/* Plans with the real planner on the calendar as it has filled so far, so that nobody sits on anybody's lap. */
static gboolean
make_course (Demo *self, CtPatient *patient, int n, GError **error)
{
  static const char *const protocols[] = { "IV_IND_3PW", "IV_IND_2PW", "IV_IND_3PW", "ESK_TRD_IND", "IV_IND_2PW", "IM_IND" };
  DemoCourse course = { .patient = patient, .ptsd = n % 5 == 4, .story = (Story) (n * 7 % 10 < 4 ? n % 2 : n % 5) };
  g_autoptr (CtCourse) record = ct_course_new ();
  g_autoptr (CtPlan) plan = NULL;
  g_autofree char *name = ct_patient_display_name (patient);
  CtPlanRequest request;
  gboolean done;

  course.course = record;
  course.protocol = ct_knowledge_get_protocol (self->clinic->knowledge, protocols[n % G_N_ELEMENTS (protocols)]);
  g_return_val_if_fail (course.protocol != NULL, FALSE);
  ct_plan_request_init (&request, course.protocol, self->hours, self->occupancy,
                        self->today - 34 + n * 40 / MAX_COURSES);
  request.patient_id = CT_RECORD (patient)->id;
  request.preferred = (CtMinutes) { 8 * 60 + n % 8 * 60, 8 * 60 + n % 8 * 60 };
  plan = ct_planner_plan (&request, NULL);
  if (plan == NULL)
    return TRUE; /* the demo clinic is full: this one has no course */
  course.plan = plan;
  break_off (self, &course, n);
  done = insert_course (self, &course, error);
  ct_planner_occupy (self->occupancy, plan, request.patient_id, name, self->appointment_number);
  self->appointment_number += ct_plan_get_size (plan);
  return done;
}

/* ---- Other visits ---- */

static gboolean
insert_visit (Demo *self, gint64 patient_id, const char *kind, gint64 chair_id, CtDate day, int minute, int minutes,
              GError **error)
{
  g_autoptr (CtAppointment) appointment = ct_appointment_new ();

  appointment->patient_id = patient_id;
  appointment->site_id = CT_RECORD (self->site)->id;
  appointment->chair_id = chair_id;
  appointment->clinician_id = self->prescriber_id;
  appointment->kind = g_strdup (kind);
  appointment->day = day;
  appointment->minute = minute;
  appointment->minutes = minutes;
  g_object_set (appointment, "status", day < self->today ? CT_APPOINTMENT_DONE : CT_APPOINTMENT_BOOKED, NULL);
  if (day == self->today)
    ct_demo_walk (self->clinic, appointment, NULL, self->minute);
  return insert (self, appointment, &self->counts->appointments, error);
}

/* A consultation on one of the days around today, wherever there is room. */
static gboolean
make_consultation (Demo *self, CtPatient *patient, int n, GError **error)
{
  g_autofree char *name = ct_patient_display_name (patient);
  int minute = 9 * 60 + n * 37 % 420 / 15 * 15;
  CtBooking booking = { .appointment_id = self->appointment_number, .patient_id = CT_RECORD (patient)->id,
                        .date = self->today - 4 + n % 14, .minutes = { minute, minute + 45 }, .label = name };

  minute = ct_occupancy_nearest_free (self->occupancy, self->hours, &booking, 15, &booking.chair_id);
  if (minute < 0)
    return TRUE;
  self->appointment_number++;
  booking.minutes = (CtMinutes) { minute, minute + 45 };
  ct_occupancy_add (self->occupancy, &booking);
  return insert_visit (self, booking.patient_id, n % 3 == 0 ? CT_VISIT_FOLLOW_UP : CT_VISIT_CONSULTATION,
                       booking.chair_id, booking.date, minute, 45, error);
}

/* The n-th past hour of a chair, counted back from two months ago: never two the same. */
static gboolean
make_past_visit (Demo *self, gint64 patient_id, gint64 n, GError **error)
{
  GPtrArray *chairs = ct_clinic_get_chairs (self->clinic);
  gint64 slots = (gint64) chairs->len * 8;
  CtDate day = ct_date_monday_of (self->today) - 70 - (CtDate) (n / slots / 5) * 7 + (CtDate) (n / slots % 5);
  CtChair *chair = g_ptr_array_index (chairs, (guint) (n % slots / 8));

  return insert_visit (self, patient_id, CT_VISIT_CONSULTATION, CT_RECORD (chair)->id, day, 8 * 60 + (int) (n % 8) * 60,
                       60, error);
}

/* ---- People ---- */

/* Who works there. They have no key of their own: only whoever made the clinic logs in. */
static gboolean
make_staff (Demo *self, GError **error)
{
  static const struct
  {
    const char *login, *name, *credentials, *role;
  } staff[] = {
    { "demo.haddad", "Leila Haddad", "MD", CT_ROLE_PRESCRIBER },
    { "demo.moreau", "Felix Moreau", "PMHNP", CT_ROLE_PRESCRIBER },
    { "demo.park", "Joan Park", "RN", CT_ROLE_NURSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (staff); i++)
    {
      g_autoptr (CtUser) user = ct_user_new ();

      g_object_set (user, "login", staff[i].login, "full-name", staff[i].name, "credentials", staff[i].credentials,
                    "role", staff[i].role, "active", TRUE, NULL);
      if (!insert (self, user, NULL, error))
        return FALSE;
      if (i < G_N_ELEMENTS (self->prescribers))
        self->prescribers[i] = CT_RECORD (user)->id;
    }
  return TRUE;
}

typedef struct
{
  Demo          demo;
  const CtDemoWish *wish;
  gint64        first;
  gint64        next;
} Batch;

/* Some have no visit yet and wait for one. */
static gboolean
make_waiting (Demo *self, gint64 patient_id, int n, GError **error)
{
  g_autoptr (CtWaiting) waiting = ct_waiting_new ();

  waiting->patient_id = patient_id;
  waiting->site_id = CT_RECORD (self->site)->id;
  waiting->minutes = 30;
  waiting->since = self->today - 1 - n;
  waiting->until = CT_DATE_NONE;
  waiting->urgent = n == 0;
  g_object_set (waiting, "kind", CT_VISIT_FOLLOW_UP, "status", CT_WAITING_WAITING, NULL);
  return insert (self, waiting, NULL, error);
}

static gboolean
make_person (Demo *self, const CtDemoWish *wish, gint64 n, GError **error)
{
  g_autoptr (CtPatient) patient = ct_demo_patient (self->chance, 20000 + n, self->today);
  int n_courses = MIN (MAX_COURSES, wish->n_patients * 3 / 5 + 1);

  self->prescriber_id = self->prescribers[n % G_N_ELEMENTS (self->prescribers)];
  if (!insert (self, patient, &self->counts->patients, error))
    return FALSE;
  g_array_append_val (self->patients, CT_RECORD (patient)->id);
  if (n < n_courses)
    return make_course (self, patient, (int) n, error);
  if (n < n_courses + 40)
    return make_consultation (self, patient, (int) n, error);
  if (n < n_courses + 40 + N_WAITING)
    return make_waiting (self, CT_RECORD (patient)->id, (int) n - n_courses - 40, error);
  return n % 2 != 0 || make_past_visit (self, CT_RECORD (patient)->id, n / 2, error);
}

/* The days that somebody looks at, as full as they were wished. */
static gboolean
fill_days (Demo *self, const CtDemoWish *wish, GError **error)
{
  CtDemoDays days = { .unit = self->unit, .clinic = self->clinic, .occupancy = self->occupancy, .hours = self->hours,
                      .site_id = CT_RECORD (self->site)->id, .today = self->today, .minute = self->minute, .patients = self->patients,
                      .clinicians = self->prescribers, .n_clinicians = G_N_ELEMENTS (self->prescribers),
                      .number = self->appointment_number };

  return (wish->per_day == 0 || ct_demo_days_fill (&days, wish->per_day, &self->counts->appointments, error)) &&
         ct_demo_run_over (&days, &self->counts->appointments, error);
}

static gpointer
work_batch (CtUnit *unit, gpointer data, GError **error)
{
  Batch *batch = data;
  gint64 last = MIN (batch->first + ROWS_A_TRANSACTION, batch->wish->n_patients);

  batch->demo.unit = unit;
  ct_unit_load (unit);
  ct_claim_tools_use (batch->demo.claims, unit);
  for (CtClaimKind kind = 0; kind < CT_CLAIM_N; kind++)
    ct_visit_claims_yield (unit, kind);
  if (batch->first == 0 && (!make_staff (&batch->demo, error) ||
                            !ct_demo_add_enquiries (unit, CT_RECORD (batch->demo.site)->id, batch->demo.today, error)))
    return NULL;
  for (gint64 n = batch->first; n < last; n++)
    if (!make_person (&batch->demo, batch->wish, n, error))
      return NULL;
  batch->next = last;
  if (last == batch->wish->n_patients && (!fill_days (&batch->demo, batch->wish, error) || !ct_search_rebuild (unit, error)))
    return NULL;
  return CT_WORK_DONE;
}

static void
demo_init (Demo *self, CtClinic *clinic, const CtDemoWish *wish, CtDemoCounts *counts)
{
  CtWall now = ct_clinic_now_at (clinic, 0);
  GPtrArray *chairs = ct_clinic_get_chairs (clinic);

  *self = (Demo) { .clinic = clinic, .today = now.date, .minute = now.minute, .counts = counts, .appointment_number = 1 };
  self->chance = g_rand_new_with_seed (wish->seed);
  self->site = ct_clinic_get_site (clinic, 0);
  self->hours = ct_clinic_get_hours (clinic, 0);
  self->occupancy = ct_occupancy_new ();
  self->patients = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->claims = ct_claim_tools_new (ct_clinic_get_knowledge (clinic));
  ct_claim_tools_set_first (self->claims, self->today);
  for (guint i = 0; i < chairs->len; i++)
    ct_occupancy_add_chair (self->occupancy, CT_RECORD (g_ptr_array_index (chairs, i))->id,
                            CT_CHAIR (g_ptr_array_index (chairs, i))->name);
}

static gboolean
check_wish (CtClinic *self, const CtDemoWish *wish, GError **error)
{
  if (wish->n_patients < 1 || wish->n_patients > MAX_PATIENTS)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("A demo clinic has 1 to %d patients."), MAX_PATIENTS);
      return FALSE;
    }
  if (wish->per_day < 0 || wish->per_day > MAX_A_DAY)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("A demo clinic has at most %d bookings a day."), MAX_A_DAY);
      return FALSE;
    }
  if (ct_clinic_user_may (self, CT_MAY_ADMINISTER))
    return TRUE;
  g_set_error_literal (error, CT_ERROR, CT_ERROR_DENIED, _("Only the owner of a clinic fills it with demo patients."));
  return FALSE;
}

/* Made-up people never go among real ones. */
static gpointer
work_count_patients (CtUnit *unit, gpointer data, GError **error)
{
  gint64 n;

  if (!ct_unit_number (unit, &n, error, "patient.count", ""))
    return NULL;
  if (n == 0)
    return CT_WORK_DONE;
  g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID,
                       _("This clinic has patients. Demo patients only go into an empty one."));
  return NULL;
}

/**
 * ct_clinic_fill_demo:
 * @self: an open clinic without patients
 * @wish: how many people, and which seed
 * @progress: (nullable): told after every batch
 * @user_data: for @progress
 * @counts: (out): what was made
 * @error: what went wrong; batches that were stored stay
 *
 * Fills a clinic with synthetic people: some dozens at believable points of their courses around today, with scores and
 * facts, and the others with at most one visit in the past. Blocks until done; for commands.
 *
 * Returns: whether all were made.
 */
gboolean
ct_clinic_fill_demo (CtClinic *self, const CtDemoWish *wish, CtDemoProgress progress, gpointer user_data,
                     CtDemoCounts *counts, GError **error)
{
  Batch batch = { .wish = wish };
  gboolean done;

  g_return_val_if_fail (CT_IS_CLINIC (self) && wish != NULL && counts != NULL, FALSE);
  *counts = (CtDemoCounts) { 0 };
  if (!check_wish (self, wish, error) || ct_store_read (self->store, work_count_patients, NULL, error) == NULL)
    return FALSE;
  demo_init (&batch.demo, self, wish, counts);
  do
    {
      batch.first = batch.next;
      done = ct_store_write (self->store, work_batch, &batch, error) != NULL;
      if (done && progress != NULL)
        progress (batch.next, wish->n_patients, user_data);
    }
  while (done && batch.next < wish->n_patients);
  g_rand_free (batch.demo.chance);
  ct_occupancy_free (batch.demo.occupancy);
  ct_claim_tools_free (batch.demo.claims);
  g_array_unref (batch.demo.patients);
  return done;
}
