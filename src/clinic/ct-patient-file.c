#include "clinic/ct-clinic-private.h"
#include "domain/ct-way.h"

G_DEFINE_FINAL_TYPE (CtPatientFile, ct_patient_file, G_TYPE_OBJECT)

static void
ct_patient_file_finalize (GObject *object)
{
  CtPatientFile *self = CT_PATIENT_FILE (object);
  GPtrArray **const lists[] = { &self->courses,     &self->sessions,  &self->appointments, &self->assessments,
                                &self->problems,    &self->medications, &self->allergies,  &self->measurements,
                                &self->documents,   &self->issued,    &self->signatures,   &self->consents };

  g_clear_object (&self->patient);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    g_clear_pointer (lists[i], g_ptr_array_unref);
  G_OBJECT_CLASS (ct_patient_file_parent_class)->finalize (object);
}

static void
ct_patient_file_class_init (CtPatientFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_patient_file_finalize;
}

static void
ct_patient_file_init (CtPatientFile *self)
{
}

static gboolean
has_course (CtPatientFile *self, gint64 course_id)
{
  for (guint i = 0; i < self->courses->len; i++)
    if (CT_RECORD (g_ptr_array_index (self->courses, i))->id == course_id)
      return TRUE;
  return FALSE;
}

/* A course that was booked and undone is no part of the chart, and neither are its sessions. */
static void
leave_out_undone_sessions (CtPatientFile *self)
{
  for (guint i = self->sessions->len; i > 0; i--)
    if (!has_course (self, CT_SESSION (g_ptr_array_index (self->sessions, i - 1))->course_id))
      g_ptr_array_remove_index (self->sessions, i - 1);
}

/* Reads all of a patient in one transaction, or only who it is and when they come. */
CtPatientFile *
ct_patient_file_read (CtUnit *unit, gint64 patient_id, GError **error)
{
  gboolean clinical = ct_unit_sees_charts (unit);
  g_autoptr (CtPatientFile) self = g_object_new (CT_TYPE_PATIENT_FILE, NULL);
  const struct
  {
    GPtrArray **list;
    GType       type;
    const char *query;
    gboolean    clinical;
  } lists[] = {
    { &self->courses, CT_TYPE_COURSE, "course.of-patient", FALSE },
    { &self->sessions, CT_TYPE_SESSION, "session.of-patient", TRUE },
    { &self->appointments, CT_TYPE_APPOINTMENT, "appointment.of-patient", FALSE },
    { &self->assessments, CT_TYPE_ASSESSMENT, "assessment.of-patient", TRUE },
    { &self->problems, CT_TYPE_PROBLEM, "fact.problems", TRUE },
    { &self->medications, CT_TYPE_MEDICATION, "fact.medications", TRUE },
    { &self->allergies, CT_TYPE_ALLERGY, "fact.allergies", TRUE },
    { &self->measurements, CT_TYPE_MEASUREMENT, "fact.measurements", TRUE },
    { &self->consents, CT_TYPE_CONSENT, "list.consents-of-patient", FALSE },
    { &self->documents, CT_TYPE_DOCUMENT, "document.of-patient", TRUE },
    { &self->issued, CT_TYPE_ISSUED, "document.issued-of-patient", TRUE },
    { &self->signatures, CT_TYPE_SIGNATURE, "signature.of-patient", TRUE },
  };

  self->patient = ct_unit_get (unit, CT_TYPE_PATIENT, patient_id, error);
  if (self->patient == NULL)
    return NULL;
  self->clinical = clinical;
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    if (lists[i].clinical && !clinical)
      *lists[i].list = g_ptr_array_new_with_free_func (g_object_unref);
    else if ((*lists[i].list = ct_unit_list (unit, error, lists[i].type, lists[i].query, "i", patient_id)) == NULL)
      return NULL;
  leave_out_undone_sessions (self);
  return g_steal_pointer (&self);
}

/**
 * ct_patient_file_current_course:
 * @self: a patient's file
 *
 * Returns: (transfer none) (nullable): the newest course under way, else the newest of all.
 */
CtCourse *
ct_patient_file_current_course (CtPatientFile *self)
{
  g_return_val_if_fail (CT_IS_PATIENT_FILE (self), NULL);
  for (guint i = 0; i < self->courses->len; i++)
    if (g_strcmp0 (CT_COURSE (g_ptr_array_index (self->courses, i))->status, CT_COURSE_ACTIVE) == 0)
      return g_ptr_array_index (self->courses, i);
  return self->courses->len > 0 ? g_ptr_array_index (self->courses, 0) : NULL;
}

/**
 * ct_patient_file_next_appointment:
 * @self: a patient's file
 * @now: what the clock on the wall shows
 *
 * Returns: (transfer none) (nullable): the first booking that is still to come or under way.
 */
CtAppointment *
ct_patient_file_next_appointment (CtPatientFile *self, CtWall now)
{
  g_return_val_if_fail (CT_IS_PATIENT_FILE (self), NULL);
  for (guint i = 0; i < self->appointments->len; i++)
    {
      CtAppointment *a = g_ptr_array_index (self->appointments, i);

      if (ct_way_stage (a) != CT_STAGE_OVER &&
          (a->day > now.date || (a->day == now.date && a->minute + a->minutes > now.minute)))
        return a;
    }
  return NULL;
}

/**
 * ct_patient_file_sessions_of:
 * @self: a patient's file
 * @course_id: one of the patient's courses
 *
 * Returns: (transfer container) (element-type CtSession): its sessions, by day.
 */
GPtrArray *
ct_patient_file_sessions_of (CtPatientFile *self, gint64 course_id)
{
  GPtrArray *sessions = g_ptr_array_new ();

  g_return_val_if_fail (CT_IS_PATIENT_FILE (self), sessions);
  for (guint i = 0; i < self->sessions->len; i++)
    if (CT_SESSION (g_ptr_array_index (self->sessions, i))->course_id == course_id)
      g_ptr_array_add (sessions, g_ptr_array_index (self->sessions, i));
  return sessions;
}

/**
 * ct_patient_file_scores_of:
 * @self: a patient's file
 * @instrument: an instrument's id
 *
 * Returns: (transfer container) (element-type CtAssessment): its assessments, by day; those that could not be scored too.
 */
GPtrArray *
ct_patient_file_scores_of (CtPatientFile *self, const char *instrument)
{
  GPtrArray *scores = g_ptr_array_new ();

  g_return_val_if_fail (CT_IS_PATIENT_FILE (self), scores);
  for (guint i = 0; i < self->assessments->len; i++)
    if (g_strcmp0 (CT_ASSESSMENT (g_ptr_array_index (self->assessments, i))->instrument, instrument) == 0)
      g_ptr_array_add (scores, g_ptr_array_index (self->assessments, i));
  return scores;
}

/**
 * ct_patient_file_baseline:
 * @self: a patient's file
 * @instrument: an instrument's id
 * @course: (nullable): the course to measure by
 *
 * The baseline of a series is the last complete score within 14 days before its first session, that day included
 * (Chairtime's clinical reference, decision rules); where there is none, the last complete one before it; without a
 * course, or where all scores are later, the first complete one.
 *
 * Returns: (transfer none) (nullable): the baseline.
 */
CtAssessment *
ct_patient_file_baseline (CtPatientFile *self, const char *instrument, CtCourse *course)
{
  g_autoptr (GPtrArray) scores = ct_patient_file_scores_of (self, instrument);
  CtAssessment *first = NULL, *before = NULL;

  for (guint i = 0; i < scores->len; i++)
    {
      CtAssessment *score = g_ptr_array_index (scores, i);

      if (!score->scorable)
        continue;
      if (first == NULL)
        first = score;
      if (course != NULL && score->taken_on <= course->start_on)
        before = score;
    }
  return before != NULL ? before : first;
}

static gboolean
same_records (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      CtRecord *in_a = g_ptr_array_index (a, i), *in_b = g_ptr_array_index (b, i);

      if (in_a->id != in_b->id || in_a->revision != in_b->revision)
        return FALSE;
    }
  return TRUE;
}

/**
 * ct_patient_file_same:
 * @self: a file
 * @other: one that was read later
 *
 * Returns: whether both say the same, so that what shows one need not be filled anew for the other.
 */
gboolean
ct_patient_file_same (CtPatientFile *self, CtPatientFile *other)
{
  g_return_val_if_fail (CT_IS_PATIENT_FILE (self) && CT_IS_PATIENT_FILE (other), FALSE);
  return self->clinical == other->clinical && CT_RECORD (self->patient)->id == CT_RECORD (other->patient)->id &&
         CT_RECORD (self->patient)->revision == CT_RECORD (other->patient)->revision &&
         same_records (self->courses, other->courses) && same_records (self->sessions, other->sessions) &&
         same_records (self->appointments, other->appointments) && same_records (self->assessments, other->assessments) &&
         same_records (self->problems, other->problems) && same_records (self->medications, other->medications) &&
         same_records (self->allergies, other->allergies) && same_records (self->measurements, other->measurements) &&
         same_records (self->documents, other->documents) && same_records (self->issued, other->issued) &&
         same_records (self->signatures, other->signatures) && same_records (self->consents, other->consents);
}
