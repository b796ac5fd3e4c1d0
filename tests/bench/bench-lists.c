#include "bench-lists.h"

#include "domain/ct-consent.h"
#include "domain/ct-course.h"
#include "domain/ct-desk-list.h"

/* Of a clinic that has a million patients one in twenty had a course in three years, and one in two hundred has one now. */
#define ONE_COURSE_IN  20
#define ONE_ACTIVE_IN  10
#define PROTOCOL       "IV_IND_3PW"
#define N_SESSIONS     6
#define COURSE_SPREAD  1100
#define MAX_ROWS       500

static gboolean
add_sessions (CtUnit *unit, const CtCourse *course, CtDate today, GError **error)
{
  for (int i = 0; i < N_SESSIONS; i++)
    {
      g_autoptr (CtSession) session = ct_session_new ();

      session->patient_id = course->patient_id;
      session->course_id = ((const CtRecord *) course)->id;
      session->number = i + 1;
      session->day = course->start_on + i * 3;
      session->status = g_strdup (session->day < today ? CT_SESSION_COMPLETED : CT_SESSION_PLANNED);
      if (!ct_unit_insert (unit, session, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_scale (CtUnit *unit, const CtCourse *course, CtDate due_on, GError **error)
{
  g_autoptr (CtScaleDue) due = ct_scale_due_new ();

  due->patient_id = course->patient_id;
  due->course_id = ((const CtRecord *) course)->id;
  due->site_id = course->site_id;
  due->due_on = due_on;
  g_object_set (due, "instrument", "phq-9", "status", CT_SCALE_STATUS_DUE, NULL);
  return ct_unit_insert (unit, due, error);
}

static gboolean
add_consent (CtUnit *unit, const CtCourse *course, GError **error)
{
  g_autoptr (CtConsent) consent = ct_consent_new ();

  consent->patient_id = course->patient_id;
  consent->site_id = course->site_id;
  consent->signed_on = course->start_on;
  consent->valid_until = ct_consent_end (course->start_on, 12);
  g_object_set (consent, "status", CT_CONSENT_VALID, NULL);
  return ct_unit_insert (unit, consent, error);
}

static gboolean
add_course (CtUnit *unit, gint64 site_id, gint64 patient_id, guint number, CtDate today, GError **error)
{
  g_autoptr (CtCourse) course = ct_course_new ();
  gboolean active = number % ONE_ACTIVE_IN == 0;

  course->patient_id = patient_id;
  course->site_id = site_id;
  course->n_sessions = N_SESSIONS;
  course->start_on = today - 20 - (active ? (CtDate) (number / ONE_ACTIVE_IN % 20) : (CtDate) (number % COURSE_SPREAD));
  g_object_set (course, "protocol", PROTOCOL, "indication", "trd", "status", active ? CT_COURSE_ACTIVE : CT_COURSE_DONE,
                NULL);
  return ct_unit_insert (unit, course, error) && add_sessions (unit, course, today, error) &&
         add_consent (unit, course, error) && (!active || add_scale (unit, course, today - (CtDate) (number % 9), error));
}

/* Adds the courses of a population. */
gboolean
bench_lists_fill (CtUnit *unit, gint64 site_id, guint patients, CtDate today, GError **error)
{
  ct_unit_load (unit);
  for (guint i = 0; i < patients / ONE_COURSE_IN; i++)
    if (!add_course (unit, site_id, 1 + (gint64) i * ONE_COURSE_IN, i, today, error))
      return FALSE;
  return TRUE;
}

/* ---- Reading them ---- */

static CtProtocol *
make_protocol (const char *id, CtPhase phase, int n_sessions)
{
  CtProtocol *self = ct_protocol_new ();

  self->id = g_strdup (id);
  self->name = g_strdup (id);
  self->drug = g_strdup ("ketamine");
  self->route = g_strdup ("iv");
  self->phase = phase;
  self->n_sessions = n_sessions;
  return self;
}

/* Of what was given, and what it goes on with. */
static GPtrArray *
make_protocols (void)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_protocol_unref);
  CtProtocol *maintenance = make_protocol ("IV_MAINT", CT_PHASE_MAINTENANCE, 0);

  maintenance->every_min_days = 14;
  maintenance->every_max_days = 28;
  g_ptr_array_add (all, make_protocol (PROTOCOL, CT_PHASE_INDUCTION, N_SESSIONS));
  g_ptr_array_add (all, maintenance);
  return all;
}

static gboolean
read_span (CtUnit *unit, const char *query, gint64 site_id, CtDate today, const CtListSpan *span, guint *rows, GError **error)
{
  g_autoptr (CtRows) found = NULL;

  if (span->protocol == NULL)
    found = ct_unit_query (unit, error, query, "iiiiii", site_id, (gint64) today, (gint64) span->from, (gint64) span->to,
                           (gint64) MAX_ROWS, (gint64) 0);
  else
    found = ct_unit_query (unit, error, query, "iiiiiitt", site_id, (gint64) today, (gint64) span->from, (gint64) span->to,
                           (gint64) MAX_ROWS, (gint64) 0, span->protocol, span->stage);
  while (found != NULL && ct_rows_next (found, error))
    (*rows)++;
  return found != NULL;
}

/* Reads every list once, as the sidebar does. */
gboolean
bench_lists_read (CtUnit *unit, gint64 site_id, CtDate today, guint *rows, GError **error)
{
  g_autoptr (CtListRules) rules = ct_list_rules_new_default ();
  g_autoptr (GPtrArray) protocols = make_protocols ();
  CtListContext context = { { today, 600 }, 0, rules, protocols, NULL, NULL };
  guint n_lists;
  const CtDeskList *lists = ct_desk_lists (&n_lists);

  for (guint i = 0; i < n_lists; i++)
    {
      g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (CtListSpan));

      lists[i].spans (&context, spans);
      for (guint j = 0; j < spans->len; j++)
        if (!read_span (unit, lists[i].query, site_id, today, &g_array_index (spans, CtListSpan, j), rows, error))
          return FALSE;
    }
  return TRUE;
}

/* The least it could cost: as many questions that have an index to themselves. */
gboolean
bench_lists_least (CtUnit *unit, gint64 site_id, CtDate today, GError **error)
{
  guint n_lists;
  gint64 n;

  ct_desk_lists (&n_lists);
  for (guint i = 0; i < n_lists; i++)
    if (!ct_unit_number (unit, &n, error, "enquiry.count-due", "ii", site_id, (gint64) today))
      return FALSE;
  return TRUE;
}
