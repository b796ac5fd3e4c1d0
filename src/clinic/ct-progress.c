#include "clinic/ct-progress.h"

#include <glib/gi18n.h>

#include "base/ct-units.h"

static const char *
course_drug (CtCourse *course, CtKnowledge *knowledge)
{
  CtProtocol *protocol = course != NULL ? ct_knowledge_get_protocol (knowledge, course->protocol) : NULL;

  return protocol != NULL ? protocol->drug : NULL;
}

static CtAssessment *
last_score (CtPatientFile *file, const char *instrument)
{
  g_autoptr (GPtrArray) scores = ct_patient_file_scores_of (file, instrument);

  for (guint i = scores->len; i > 0; i--)
    if (CT_ASSESSMENT (g_ptr_array_index (scores, i - 1))->scorable)
      return g_ptr_array_index (scores, i - 1);
  return NULL;
}

/**
 * ct_progress_measure:
 * @file: a patient's file, which must outlive @progress
 * @knowledge: what the clinic knows
 * @instrument: an instrument's id
 * @progress: (out): baseline, last score and the change between them
 *
 * Returns: whether there is such an instrument.
 */
gboolean
ct_progress_measure (CtPatientFile *file, CtKnowledge *knowledge, const char *instrument, CtProgress *progress)
{
  CtCourse *course = ct_patient_file_current_course (file);

  *progress = (CtProgress) { .instrument = ct_knowledge_get_instrument (knowledge, instrument) };
  if (progress->instrument == NULL)
    return FALSE;
  progress->baseline = ct_patient_file_baseline (file, instrument, course);
  progress->last = last_score (file, instrument);
  if (progress->baseline != NULL && progress->last != NULL && progress->last != progress->baseline)
    progress->has_change = ct_change_compute (progress->instrument, progress->baseline->total, progress->last->total,
                                              course_drug (course, knowledge), &progress->change, NULL);
  return TRUE;
}

/* The course's own measure first, then what was used most lately. */
static void
add_once (GPtrArray *ids, const char *id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_strcmp0 (g_ptr_array_index (ids, i), id) == 0)
      return;
  g_ptr_array_add (ids, g_strdup (id));
}

/**
 * ct_progress_instruments:
 * @file: a patient's file
 * @knowledge: what the clinic knows
 *
 * Returns: (transfer full): ids of the instruments this patient has totals of: the course's primary measure first, then in
 * the order in which they were first used.
 */
GStrv
ct_progress_instruments (CtPatientFile *file, CtKnowledge *knowledge)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  CtCourse *course = ct_patient_file_current_course (file);

  if (course != NULL && course->primary_instrument != NULL && last_score (file, course->primary_instrument) != NULL)
    add_once (ids, course->primary_instrument);
  for (guint i = 0; i < file->assessments->len; i++)
    {
      CtAssessment *score = g_ptr_array_index (file->assessments, i);

      if (score->scorable && ct_knowledge_get_instrument (knowledge, score->instrument) != NULL)
        add_once (ids, score->instrument);
    }
  g_ptr_array_add (ids, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&ids), FALSE);
}

/* ---- The chart ---- */

static char *
flag_words (const CtInstrument *instrument, const char *flags)
{
  g_auto (GStrv) ids = g_strsplit (flags != NULL ? flags : "", " ", -1);

  for (guint i = 0; i < instrument->findings->len; i++)
    {
      const CtFinding *finding = g_ptr_array_index (instrument->findings, i);

      if (finding->kind == CT_FINDING_FLAG && g_strv_contains ((const char *const *) ids, finding->id))
        return g_strdup (finding->label);
    }
  return NULL;
}

static void
add_points (CtChartPanel *panel, CtPatientFile *file, const CtInstrument *instrument)
{
  g_autoptr (GPtrArray) scores = ct_patient_file_scores_of (file, instrument->id);

  for (guint i = 0; i < scores->len; i++)
    {
      CtAssessment *score = g_ptr_array_index (scores, i);
      CtChartPoint *point;

      if (!score->scorable)
        continue;
      point = ct_chart_panel_add_point (panel, score->taken_on, score->total);
      point->prorated = score->prorated;
      point->flag = flag_words (instrument, score->flags);
    }
}

static void
add_thresholds (CtChartPanel *panel, const CtProgress *progress, const char *drug)
{
  const CtThreshold *response = ct_instrument_get_threshold (progress->instrument, CT_THRESHOLD_RESPONSE, drug);
  const CtThreshold *remission = ct_instrument_get_threshold (progress->instrument, CT_THRESHOLD_REMISSION, drug);

  if (remission != NULL)
    panel->remission = remission->value;
  if (progress->baseline == NULL)
    return;
  ct_chart_panel_set_baseline (panel, progress->baseline->total);
  if (response != NULL && response->unit == CT_UNIT_PERMILLE && !progress->instrument->higher_is_better)
    panel->response_tenths = (int) ct_div_round ((gint64) progress->baseline->total * (1000 - response->value), 100);
  else
    panel->response_tenths = CT_CHART_NO_LINE;
}

static void
add_panel (CtChart *chart, CtPatientFile *file, CtKnowledge *knowledge, const char *id)
{
  CtCourse *course = ct_patient_file_current_course (file);
  CtProgress progress;
  CtChartPanel *panel;

  if (!ct_progress_measure (file, knowledge, id, &progress) || progress.instrument->max_total <= 0)
    return;
  panel = ct_chart_add_panel (chart, progress.instrument->abbreviation, progress.instrument->max_total);
  panel->min = progress.instrument->min_total;
  panel->higher_is_better = progress.instrument->higher_is_better;
  for (guint i = 0; i < progress.instrument->bands->len; i++)
    {
      const CtBand *band = g_ptr_array_index (progress.instrument->bands, i);

      ct_chart_panel_add_band (panel, band->min, band->max, band->label);
    }
  add_thresholds (panel, &progress, course_drug (course, knowledge));
  add_points (panel, file, progress.instrument);
}

/**
 * ct_progress_chart:
 * @file: a patient's file
 * @knowledge: what the clinic knows
 * @instruments: (nullable) (array zero-terminated): ids of instruments, a panel each; %NULL: all that have totals
 * @today: for the line of today, and to tell given from planned
 *
 * Returns: (transfer full): scores over time with bands, baseline, response and remission lines, and every infusion.
 */
CtChart *
ct_progress_chart (CtPatientFile *file, CtKnowledge *knowledge, const char *const *instruments, CtDate today)
{
  g_auto (GStrv) all = instruments == NULL ? ct_progress_instruments (file, knowledge) : NULL;
  const char *const *ids = instruments != NULL ? instruments : (const char *const *) all;
  CtChart *chart = ct_chart_new ();

  chart->today = today;
  for (guint i = 0; ids[i] != NULL; i++)
    add_panel (chart, file, knowledge, ids[i]);
  for (guint i = 0; i < file->sessions->len; i++)
    {
      CtSession *session = g_ptr_array_index (file->sessions, i);
      gboolean done = g_strcmp0 (session->status, CT_SESSION_COMPLETED) == 0;

      if (done || (g_strcmp0 (session->status, CT_SESSION_PLANNED) == 0 && session->day >= today))
        ct_chart_add_infusion (chart, session->day, session->dose_ug, session->dose_ug_per_kg, !done);
    }
  return chart;
}

/* ---- The strip ---- */

static CtStripKind
strip_kind (const CtSession *session, CtDate today)
{
  if (g_strcmp0 (session->status, CT_SESSION_COMPLETED) == 0)
    return CT_STRIP_DONE;
  if (g_strcmp0 (session->status, CT_SESSION_PLANNED) != 0 || session->day < today)
    return CT_STRIP_MISSED;
  return session->day == today ? CT_STRIP_TODAY : CT_STRIP_PLANNED;
}

/**
 * ct_progress_strip:
 * @file: a patient's file
 * @knowledge: what the clinic knows
 * @course: one of the patient's courses
 * @today: the present day
 *
 * Returns: (transfer full): the course on one line; an induction ends with its evaluation.
 */
CtStrip *
ct_progress_strip (CtPatientFile *file, CtKnowledge *knowledge, CtCourse *course, CtDate today)
{
  CtProtocol *protocol = ct_knowledge_get_protocol (knowledge, course->protocol);
  g_autoptr (GPtrArray) sessions = ct_patient_file_sessions_of (file, CT_RECORD (course)->id);
  CtStrip *strip = ct_strip_new (protocol != NULL ? protocol->name : course->protocol);
  CtDate last = CT_DATE_NONE;

  for (guint i = 0; i < sessions->len; i++)
    {
      CtSession *session = g_ptr_array_index (sessions, i);

      if (g_strcmp0 (session->status, CT_SESSION_CANCELLED) == 0)
        continue;
      ct_strip_add (strip, strip_kind (session, today), session->day,
                    g_strcmp0 (session->status, CT_SESSION_COMPLETED) == 0 ? session->dose_ug : 0, NULL);
      last = MAX (last, session->day);
    }
  if (last != CT_DATE_NONE && protocol != NULL && protocol->phase == CT_PHASE_INDUCTION)
    ct_strip_add (strip, CT_STRIP_EVALUATION, last + 2, 0, _("then evaluate"));
  return strip;
}

/* ---- Words ---- */

/**
 * ct_progress_score_words:
 * @instrument: the instrument
 * @score: a score of it
 *
 * Returns: (transfer full): "PHQ-9 9, mild"; a prorated total bears an asterisk.
 */
char *
ct_progress_score_words (const CtInstrument *instrument, const CtAssessment *score)
{
  const CtBand *band = ct_instrument_get_band (instrument, score->band);
  g_autofree char *total = g_strdup_printf ("%s %d%s", instrument->abbreviation, score->total,
                                            score->prorated ? "*" : "");
  g_autofree char *name = band != NULL ? g_utf8_strdown (band->label, -1) : NULL;

  if (!score->scorable)
    return g_strdup_printf (_("%s not scorable"), instrument->abbreviation);
  return name != NULL ? g_strdup_printf ("%s, %s", total, name) : g_steal_pointer (&total);
}

/**
 * ct_progress_change_words:
 * @progress: a measured progress with a change
 *
 * Returns: (transfer full): "55 % better than baseline", or the points where the baseline is 0.
 */
char *
ct_progress_change_words (const CtProgress *progress)
{
  const CtChange *change = &progress->change;
  int percent;

  if (!progress->has_change)
    return g_strdup (_("no change to measure yet"));
  if (!change->has_percent)
    return g_strdup_printf (ngettext ("%d point since baseline", "%d points since baseline", ABS (change->points)),
                            change->points);
  percent = (int) ct_div_round (ABS (change->permille), 10);
  if (change->permille == 0)
    return g_strdup (_("as at baseline"));
  return g_strdup_printf (change->permille > 0 ? _("%d %% better than baseline") : _("%d %% worse than baseline"),
                          percent);
}

/**
 * ct_progress_status_words:
 * @progress: a measured progress
 *
 * Returns: (transfer full) (nullable): "response, remission", "worse beyond the error of measurement"; %NULL where there is
 * nothing to say.
 */
char *
ct_progress_status_words (const CtProgress *progress)
{
  const CtChange *change = &progress->change;

  if (!progress->has_change)
    return NULL;
  if (change->reliable_worsening)
    return g_strdup (_("worse beyond the error of measurement"));
  if (change->status == CT_CHANGE_RESPONSE)
    return g_strdup (change->remission ? _("response, remission") : _("response"));
  if (change->remission)
    return g_strdup (_("remission"));
  return change->status == CT_CHANGE_PARTIAL ? g_strdup (_("partial response")) : NULL;
}
