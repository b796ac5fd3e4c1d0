#include "bench-lists.h"

#include "domain/ct-consent.h"
#include "domain/ct-course.h"
#include "domain/ct-desk-list.h"

/* Of a clinic that has a million patients one in twenty had a course in three years, and one in two hundred has one now. */
#define ONE_COURSE_IN  20
#define ONE_ACTIVE_IN  10
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
  g_object_set (course, "protocol", "IV_IND_3PW", "indication", "trd", "status", active ? CT_COURSE_ACTIVE : CT_COURSE_DONE,
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

/* Reads every list once, as the sidebar does. */
gboolean
bench_lists_read (CtUnit *unit, gint64 site_id, CtDate today, guint *rows, GError **error)
{
  g_autoptr (CtListRules) rules = ct_list_rules_new_default ();
  g_autoptr (GPtrArray) no_protocols = g_ptr_array_new ();
  CtListContext context = { { today, 600 }, 0, rules, no_protocols, NULL, NULL };
  guint n_lists;
  const CtDeskList *lists = ct_desk_lists (&n_lists);

  for (guint i = 0; i < n_lists; i++)
    {
      g_autoptr (CtRows) found = NULL;
      CtDate from, to;

      lists[i].bounds (&context, &from, &to);
      found = ct_unit_query (unit, error, lists[i].query, "iiiiii", site_id, (gint64) today, (gint64) from, (gint64) to,
                             (gint64) MAX_ROWS, (gint64) 0);
      while (found != NULL && ct_rows_next (found, error))
        (*rows)++;
      if (found == NULL)
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
