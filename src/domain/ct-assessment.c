#include "domain/ct-assessment.h"

#include <glib/gi18n.h>

static const CtField assessment_fields[] = {
  CT_FIELD_REF (CtAssessment, patient_id, N_("Patient"), CT_REQUIRED),
  CT_FIELD_REF (CtAssessment, course_id, N_("Course"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtAssessment, instrument, N_("Instrument"), CT_REQUIRED, 40),
  CT_FIELD_TEXT (CtAssessment, instrument_version, N_("Version"), CT_FIELD_DEFAULT, 40),
  CT_FIELD_DATE (CtAssessment, taken_on, N_("Day"), CT_REQUIRED),
  CT_FIELD_TIME (CtAssessment, recorded_us, N_("Recorded"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtAssessment, answers, N_("Answers"), CT_REQUIRED, 400),
  CT_FIELD_INT (CtAssessment, total, N_("Total"), CT_FIELD_DEFAULT, 9999),
  CT_FIELD_BOOL (CtAssessment, scorable, N_("Complete enough"), CT_FIELD_DEFAULT),
  CT_FIELD_BOOL (CtAssessment, prorated, N_("Prorated"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtAssessment, band, N_("Band"), CT_FIELD_DEFAULT, 60),
  CT_FIELD_TEXT (CtAssessment, flags, N_("Flags"), CT_FIELD_DEFAULT, 200),
  CT_FIELD_TIME (CtAssessment, acknowledged_us, N_("Safety notice acknowledged"), CT_FIELD_DEFAULT),
  CT_FIELD_REF (CtAssessment, acknowledged_by, N_("Acknowledged by"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtAssessment, acknowledgement, N_("What was done"), CT_ADDED, 400),
  CT_FIELD_TEXT (CtAssessment, status, N_("Status"), CT_REQUIRED, 16),
  CT_FIELD_TEXT (CtAssessment, withdrawn_reason, N_("Withdrawn because"), CT_FIELD_DEFAULT, 400),
};
CT_DEFINE_RECORD (CtAssessment, ct_assessment, "assessment", assessment_fields)

static char *
answers_to_text (const int *answers, gsize n_answers)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n_answers; i++)
    {
      if (i > 0)
        g_string_append_c (text, ' ');
      if (answers[i] == CT_ANSWER_MISSING)
        g_string_append_c (text, '-');
      else
        g_string_append_printf (text, "%d", answers[i]);
    }
  return g_string_free (text, FALSE);
}

static char *
flags_to_text (const CtScore *score)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < score->flags->len; i++)
    g_ptr_array_add (ids, ((const CtFinding *) g_ptr_array_index (score->flags, i))->id);
  g_ptr_array_add (ids, NULL);
  return ids->len > 1 ? g_strjoinv (" ", (char **) ids->pdata) : NULL;
}

/**
 * ct_assessment_from_score:
 * @patient_id: who answered
 * @score: what the answers came to
 * @answers: (array length=n_answers): the answers, %CT_ANSWER_MISSING for none
 * @n_answers: how many
 * @taken_on: the day
 *
 * Returns: (transfer full): the record to store, without a course and a moment. What can't be scored is kept with its
 * answers and without a total.
 */
CtAssessment *
ct_assessment_from_score (gint64 patient_id, const CtScore *score, const int *answers, gsize n_answers, CtDate taken_on)
{
  CtAssessment *self = ct_assessment_new ();

  g_return_val_if_fail (score != NULL && answers != NULL, self);
  self->patient_id = patient_id;
  self->instrument = g_strdup (score->instrument->id);
  self->instrument_version = g_strdup (score->instrument->version);
  self->taken_on = taken_on;
  self->answers = answers_to_text (answers, n_answers);
  self->total = score->has_total ? score->total : 0;
  self->scorable = score->scorable && score->has_total;
  self->prorated = score->prorated;
  self->band = score->band != NULL ? g_strdup (score->band->id) : NULL;
  self->flags = flags_to_text (score);
  self->status = g_strdup (CT_ASSESSMENT_VALID);
  return self;
}
