#include "ui/today/ct-today-words.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "ui/calendar/ct-visit-words.h"

/**
 * ct_visit_is_to_come:
 * @visit: a visit
 *
 * Returns: whether the patient is expected and not here yet.
 */
gboolean
ct_visit_is_to_come (CtVisit *visit)
{
  return ct_way_stage (visit->appointment) == CT_STAGE_TO_COME;
}

/**
 * ct_visit_is_over:
 * @visit: a visit
 *
 * Returns: whether nothing more is to happen in it.
 */
gboolean
ct_visit_is_over (CtVisit *visit)
{
  return ct_way_stage (visit->appointment) == CT_STAGE_OVER;
}

/**
 * ct_visit_late_by:
 * @visit: a visit
 * @now: the present at the site
 *
 * Returns: for how many minutes the patient should have been here; 0 where nobody is waited for.
 */
int
ct_visit_late_by (CtVisit *visit, CtWall now)
{
  return ct_way_late_by (visit->appointment, now);
}

static void
add_need (GString *needs, const char *words)
{
  if (needs->len > 0)
    g_string_append (needs, " · ");
  g_string_append (needs, words);
}

/**
 * ct_visit_needs:
 * @visit: a visit
 * @now: the present at the site
 *
 * Returns: (transfer full): what somebody should see to, in words; empty where all is well.
 */
char *
ct_visit_needs (CtVisit *visit, CtWall now)
{
  GString *needs = g_string_new (NULL);
  int late = ct_visit_late_by (visit, now);

  if (late > 0)
    {
      g_autofree char *length = ct_length_text (late);
      /* Translators: a length: "Late by 12 min" */
      g_autofree char *words = g_strdup_printf (_("Late by %s"), length);

      add_need (needs, words);
    }
  if (late == 0 && ct_visit_is_to_come (visit) && !ct_way_is_confirmed (visit->appointment))
    add_need (needs, _("Not confirmed"));
  if (!ct_visit_is_over (visit))
    {
      if (ct_text_is_blank (visit->patient_phone))
        add_need (needs, _("No phone number"));
      if (visit->patient_born == CT_DATE_NONE)
        add_need (needs, _("No birth date"));
      if (visit->appointment->clinician_id == 0)
        add_need (needs, _("No clinician"));
      if (g_strcmp0 (visit->appointment->kind, CT_VISIT_TREATMENT) == 0 && visit->appointment->course_id == 0)
        add_need (needs, _("No course"));
    }
  return g_string_free (needs, FALSE);
}

/**
 * ct_today_count:
 * @visits: (nullable) (element-type CtVisit): the visits of a day
 *
 * Returns: how they stand.
 */
CtTodayCounts
ct_today_count (GPtrArray *visits)
{
  CtTodayCounts counts = { 0 };

  for (guint i = 0; visits != NULL && i < visits->len; i++)
    {
      CtVisit *visit = g_ptr_array_index (visits, i);
      CtStep step = ct_way_of (visit->appointment);

      counts.to_come += ct_visit_is_to_come (visit);
      counts.here += ct_way_stage (visit->appointment) == CT_STAGE_HERE;
      counts.done += step == CT_STEP_DONE || step == CT_STEP_STOPPED;
      counts.missed += step == CT_STEP_MISSED;
    }
  return counts;
}

static void
add_count (GString *words, const char *format, guint n)
{
  if (n == 0)
    return;
  if (words->len > 0)
    g_string_append (words, " · ");
  g_string_append_printf (words, format, n);
}

/**
 * ct_today_summary:
 * @counts: how the visits of a day stand
 *
 * Returns: (transfer full): "4 to come · 2 here · 6 done"; empty where there is nobody.
 */
char *
ct_today_summary (const CtTodayCounts *counts)
{
  GString *words = g_string_new (NULL);

  add_count (words, _("%u to come"), counts->to_come);
  add_count (words, _("%u here"), counts->here);
  add_count (words, _("%u done"), counts->done);
  add_count (words, _("%u did not come"), counts->missed);
  return g_string_free (words, FALSE);
}

/**
 * ct_today_next:
 * @visits: (nullable) (element-type CtVisit): the visits of a day, by time
 * @now: the present at the site
 *
 * Returns: (transfer none) (nullable): who is expected next; when only late ones are left, the first of them.
 */
CtVisit *
ct_today_next (GPtrArray *visits, CtWall now)
{
  CtVisit *late = NULL;

  for (guint i = 0; visits != NULL && i < visits->len; i++)
    {
      CtVisit *visit = g_ptr_array_index (visits, i);

      if (!ct_visit_is_to_come (visit))
        continue;
      if (ct_visit_late_by (visit, now) == 0)
        return visit;
      late = late != NULL ? late : visit;
    }
  return late;
}
