/* Scores: answers in, total and band at once, safety notices to be acknowledged. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "domain/ct-score.h"

typedef struct
{
  gint64        patient_id;
  CtInstrument *instrument;
  CtKnowledge  *knowledge;
  GArray       *answers;
  CtDate        taken_on;
} ScoreCall;

static void
score_call_free (gpointer data)
{
  ScoreCall *call = data;

  ct_instrument_unref (call->instrument);
  ct_knowledge_unref (call->knowledge);
  g_array_unref (call->answers);
  g_free (call);
}

/* The course under way on that day, which the score then belongs to. */
static gboolean
find_course (CtUnit *unit, const ScoreCall *call, gint64 *course_id, GError **error)
{
  g_autoptr (GPtrArray) courses =
      ct_unit_list (unit, error, CT_TYPE_COURSE, "course.of-patient", "i", call->patient_id);

  if (courses == NULL)
    return FALSE;
  for (guint i = 0; i < courses->len && *course_id == 0; i++)
    {
      CtCourse *course = g_ptr_array_index (courses, i);

      if (g_strcmp0 (course->status, CT_COURSE_ACTIVE) == 0)
        *course_id = CT_RECORD (course)->id;
    }
  return TRUE;
}

/* What is due next follows from the scores of the course under way. */
static gboolean
keep_due (CtUnit *unit, CtKnowledge *knowledge, const CtAssessment *assessment, GError **error)
{
  return assessment->course_id == 0 || ct_clinic_keep_scale_due (unit, knowledge, assessment->course_id, error);
}

static gpointer
work_save_assessment (CtUnit *unit, gpointer data, GError **error)
{
  const ScoreCall *call = data;
  g_autoptr (CtScore) score = ct_score_new (call->instrument, (const int *) call->answers->data, call->answers->len, error);
  g_autoptr (CtAssessment) assessment = NULL;
  g_autoptr (CtPatient) patient = NULL;

  if (score == NULL || (patient = ct_unit_get (unit, CT_TYPE_PATIENT, call->patient_id, error)) == NULL)
    return NULL;
  assessment = ct_assessment_from_score (call->patient_id, score, (const int *) call->answers->data, call->answers->len,
                                         call->taken_on);
  assessment->recorded_us = ct_unit_now (unit);
  if (!find_course (unit, call, &assessment->course_id, error) ||
      !ct_record_check (CT_RECORD (assessment), error) || !ct_unit_insert (unit, assessment, error) ||
      !keep_due (unit, call->knowledge, assessment, error))
    return NULL;
  return g_steal_pointer (&assessment);
}

static ScoreCall *
score_call_new (CtClinic *self, const char *instrument_id, const char *const *answers, CtDate taken_on, GError **error)
{
  CtInstrument *instrument = ct_knowledge_get_instrument (self->knowledge, instrument_id);
  g_autoptr (GArray) parsed = NULL;
  ScoreCall *call;

  if (instrument == NULL)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("There is no instrument “%s”."), instrument_id);
      return NULL;
    }
  if (taken_on == CT_DATE_NONE || taken_on > ct_clinic_latest_today (self))
    {
      g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, _("The day of a score is today or earlier."));
      return NULL;
    }
  if ((parsed = ct_instrument_parse_answers (instrument, answers, error)) == NULL)
    return NULL;
  call = g_new0 (ScoreCall, 1);
  call->instrument = ct_instrument_ref (instrument);
  call->knowledge = ct_knowledge_ref (self->knowledge);
  call->answers = g_steal_pointer (&parsed);
  call->taken_on = taken_on;
  return call;
}

/**
 * ct_clinic_save_assessment_async:
 * @self: a clinic
 * @patient_id: who answered
 * @instrument: an instrument's id: "phq-9"
 * @answers: (array zero-terminated): one a question, in order: "0" … "4", "y", or "-" for a missing one
 * @taken_on: the day, not in the future
 * @callback: called when it is stored, or not
 * @user_data: for @callback
 *
 * Scores and stores; also what can't be scored is kept. `flags` names the safety notices to be acknowledged.
 * Result: (transfer full) #CtAssessment.
 */
void
ct_clinic_save_assessment_async (CtClinic *self, gint64 patient_id, const char *instrument, const char *const *answers,
                                 CtDate taken_on, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_RECORD_SCORE, TRUE, work_save_assessment, NULL, score_call_free, g_object_unref);
  GError *error = NULL;
  ScoreCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && instrument != NULL && answers != NULL);
  call = score_call_new (self, instrument, answers, taken_on, &error);
  if (call == NULL)
    {
      ct_clinic_refuse (self, error, callback, user_data);
      return;
    }
  call->patient_id = patient_id;
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}

/* ---- Afterwards ---- */

typedef struct
{
  CtAssessment *assessment;
  CtKnowledge  *knowledge;
} UpdateCall;

static void
update_call_free (gpointer data)
{
  UpdateCall *call = data;

  g_object_unref (call->assessment);
  ct_knowledge_unref (call->knowledge);
  g_free (call);
}

static gpointer
work_update_assessment (CtUnit *unit, gpointer data, GError **error)
{
  const UpdateCall *call = data;
  g_autoptr (CtAssessment) assessment = ct_record_copy (call->assessment);

  if (assessment->acknowledgement != NULL && assessment->acknowledged_us == CT_TIME_NONE)
    {
      assessment->acknowledged_us = ct_unit_now (unit);
      assessment->acknowledged_by = ct_unit_actor (unit)->user_id;
    }
  if (!ct_record_check (CT_RECORD (assessment), error) || !ct_unit_update (unit, assessment, error) ||
      !keep_due (unit, call->knowledge, assessment, error))
    return NULL;
  return g_steal_pointer (&assessment);
}

static void
update_assessment (CtClinic *self, CtAssessment *assessment, const char *field, const char *text, const char *missing,
                   GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_RECORD_SCORE, TRUE, work_update_assessment, NULL, update_call_free, g_object_unref);
  UpdateCall *call;

  if (ct_text_is_blank (text))
    {
      ct_clinic_refuse (self, g_error_new_literal (CT_ERROR, CT_ERROR_INVALID, missing), callback, user_data);
      return;
    }
  call = g_new0 (UpdateCall, 1);
  call->assessment = ct_record_copy (assessment);
  call->knowledge = ct_knowledge_ref (self->knowledge);
  g_object_set (call->assessment, field, text, NULL);
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}

/**
 * ct_clinic_acknowledged:
 * @self: a clinic
 * @assessment: one with a safety notice
 * @what_was_done: in words
 *
 * Returns: (transfer full): the score as it would be once the user of @self has acknowledged its notice now; nothing is
 *   stored.
 */
CtAssessment *
ct_clinic_acknowledged (CtClinic *self, CtAssessment *assessment, const char *what_was_done)
{
  CtAssessment *mine;

  g_return_val_if_fail (CT_IS_CLINIC (self) && CT_ASSESSMENT_IS (assessment), NULL);
  mine = ct_record_copy (assessment);
  g_object_set (mine, "acknowledgement", what_was_done, NULL);
  mine->acknowledged_us = ct_wall_to_utc (ct_clinic_now_at (self, 0), ct_clinic_get_zone (self, 0));
  mine->acknowledged_by = CT_RECORD (ct_clinic_get_user (self))->id;
  return mine;
}

/**
 * ct_clinic_acknowledge_async:
 * @self: a clinic
 * @assessment: one with a safety notice
 * @what_was_done: in words; needed
 * @callback: called when it is stored, or not
 * @user_data: for @callback
 *
 * Writes down who saw a safety notice, when, and what was done; over an earlier acknowledgement too, whose words are then
 * the caller's to keep. Result: (transfer full) #CtAssessment.
 */
void
ct_clinic_acknowledge_async (CtClinic *self, CtAssessment *assessment, const char *what_was_done,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (CtAssessment) unstamped = NULL;

  g_return_if_fail (CT_IS_CLINIC (self) && CT_ASSESSMENT_IS (assessment));
  unstamped = ct_record_copy (assessment);
  unstamped->acknowledged_us = CT_TIME_NONE;
  update_assessment (self, unstamped, "acknowledgement", what_was_done, _("Say what was done about it."), callback,
                     user_data);
}

/**
 * ct_clinic_withdraw_assessment_async:
 * @self: a clinic
 * @assessment: one entered by mistake
 * @reason: why; needed
 * @callback: called when it is stored, or not
 * @user_data: for @callback
 *
 * Takes a score out of charts and summaries; it stays in the store. Result: (transfer full) #CtAssessment.
 */
void
ct_clinic_withdraw_assessment_async (CtClinic *self, CtAssessment *assessment, const char *reason,
                                     GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (CtAssessment) withdrawn = NULL;

  g_return_if_fail (CT_IS_CLINIC (self) && CT_ASSESSMENT_IS (assessment));
  withdrawn = ct_record_copy (assessment);
  g_object_set (withdrawn, "status", CT_ASSESSMENT_WITHDRAWN, NULL);
  update_assessment (self, withdrawn, "withdrawn-reason", reason, _("Say why the score is withdrawn."), callback,
                     user_data);
}
