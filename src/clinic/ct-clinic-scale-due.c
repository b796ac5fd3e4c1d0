/* Keeps by hand what the desk may know of scores: which scale of a course is due, and when. */
#include "clinic/ct-clinic-private.h"
#include "domain/ct-follow-up.h"

/* What the course is measured by: its own scale, else the one of what it is for. */
static const CtInstrument *
scale_of (CtKnowledge *knowledge, const CtCourse *course)
{
  const CtIndication *indication = ct_knowledge_get_indication (knowledge, course->indication);
  const char *id = course->primary_instrument;

  if (id == NULL && indication != NULL)
    id = indication->primary_instrument;
  return id != NULL ? ct_knowledge_get_instrument (knowledge, id) : NULL;
}

/* The day of the last score, or %CT_DATE_NONE. */
static gboolean
last_taken (CtUnit *unit, gint64 patient_id, const char *instrument, CtDate *day, GError **error)
{
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "list.score-taken", "it", patient_id, instrument);

  *day = CT_DATE_NONE;
  if (rows == NULL)
    return FALSE;
  if (!ct_rows_next (rows, error))
    return FALSE;
  if (!ct_rows_is_null (rows, 0))
    *day = (CtDate) ct_rows_int (rows, 0);
  return TRUE;
}

static gboolean
store_due (CtUnit *unit, CtScaleDue *wanted, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (CtScaleDue) before = ct_unit_first (unit, &failure, CT_TYPE_SCALE_DUE, "list.scale-of-course", "i",
                                                 wanted->course_id);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (before == NULL)
    return g_str_equal (wanted->status, CT_SCALE_STATUS_ENDED) || ct_unit_insert (unit, wanted, error);
  CT_RECORD (wanted)->id = CT_RECORD (before)->id;
  CT_RECORD (wanted)->revision = CT_RECORD (before)->revision;
  return ct_record_equal (CT_RECORD (before), CT_RECORD (wanted)) || ct_unit_update (unit, wanted, error);
}

/* Reckons anew when the scale of a course is due; to be called by those who see scores, after what it follows from. */
gboolean
ct_clinic_keep_scale_due (CtUnit *unit, CtKnowledge *knowledge, gint64 course_id, GError **error)
{
  g_autoptr (CtCourse) course = ct_unit_get (unit, CT_TYPE_COURSE, course_id, error);
  g_autoptr (CtScaleDue) wanted = NULL;
  const CtProtocol *protocol;
  const CtInstrument *instrument;
  CtDate taken;

  if (course == NULL)
    return FALSE;
  protocol = ct_knowledge_get_protocol (knowledge, course->protocol);
  instrument = scale_of (knowledge, course);
  if (protocol == NULL || instrument == NULL)
    return TRUE;
  if (!last_taken (unit, course->patient_id, instrument->id, &taken, error))
    return FALSE;
  wanted = ct_scale_due_new ();
  wanted->patient_id = course->patient_id;
  wanted->course_id = course_id;
  wanted->site_id = course->site_id;
  wanted->due_on = ct_scale_due_on (protocol, instrument->min_days_apart, course->start_on, taken);
  g_object_set (wanted, "instrument", instrument->id, "status",
                wanted->due_on != CT_DATE_NONE ? CT_SCALE_STATUS_DUE : CT_SCALE_STATUS_ENDED, NULL);
  if (wanted->due_on == CT_DATE_NONE)
    wanted->due_on = course->start_on;
  return store_due (unit, wanted, error);
}
