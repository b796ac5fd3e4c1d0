#include "clinic/ct-summary-maker.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "clinic/ct-progress.h"
#include "domain/ct-way.h"

/* Texts are made here and borrowed by the pages' input, so they are kept until the pages are made. */
typedef struct
{
  GPtrArray *texts;
  GArray    *sessions;    /* of CtSummarySession */
  GArray    *scores;      /* of CtSummaryScore */
  GArray    *medications; /* of CtSummaryItem */
  GArray    *allergies;   /* of CtSummaryItem */
  GPtrArray *next_steps;  /* of utf8, NULL at the end */
} Maker;

static const char *
keep (Maker *self, char *text)
{
  g_ptr_array_add (self->texts, text);
  return text;
}

static const char *
session_status_words (const CtSession *session)
{
  if (g_strcmp0 (session->status, CT_SESSION_COMPLETED) == 0)
    return _("completed");
  if (g_strcmp0 (session->status, CT_SESSION_MISSED) == 0)
    return _("missed");
  if (g_strcmp0 (session->status, CT_SESSION_CANCELLED) == 0)
    return _("cancelled");
  return _("planned");
}

static CtStripKind
session_kind (const CtSession *session, CtDate today)
{
  if (g_strcmp0 (session->status, CT_SESSION_COMPLETED) == 0)
    return CT_STRIP_DONE;
  if (g_strcmp0 (session->status, CT_SESSION_PLANNED) != 0)
    return CT_STRIP_MISSED;
  return session->day == today ? CT_STRIP_TODAY : CT_STRIP_PLANNED;
}

static void
add_sessions (Maker *self, CtPatientFile *file, CtCourse *course, CtDate today)
{
  g_autoptr (GPtrArray) sessions = ct_patient_file_sessions_of (file, CT_RECORD (course)->id);

  for (guint i = 0; i < sessions->len; i++)
    {
      CtSession *session = g_ptr_array_index (sessions, i);
      CtSummarySession row = { .number = session->number, .date = session->day, .kind = session_kind (session, today),
                               .status = session_status_words (session), .note = session->note };

      if (g_strcmp0 (session->status, CT_SESSION_COMPLETED) == 0)
        {
          row.dose_ug = session->dose_ug;
          row.dose_ug_per_kg = session->dose_ug_per_kg;
        }
      g_array_append_val (self->sessions, row);
    }
}

/* "18, moderately severe" */
static const char *
total_words (Maker *self, const CtInstrument *instrument, const CtAssessment *score)
{
  const CtBand *band = ct_instrument_get_band (instrument, score->band);
  g_autofree char *name = band != NULL ? g_utf8_strdown (band->label, -1) : NULL;

  return keep (self, g_strdup_printf ("%d%s%s%s", score->total, score->prorated ? "*" : "", name != NULL ? ", " : "",
                                      name != NULL ? name : ""));
}

static void
add_scores (Maker *self, CtPatientFile *file, CtKnowledge *knowledge)
{
  g_auto (GStrv) ids = ct_progress_instruments (file, knowledge);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      CtProgress progress;
      CtSummaryScore row = { .baseline_date = CT_DATE_NONE };

      if (!ct_progress_measure (file, knowledge, ids[i], &progress) || progress.last == NULL)
        continue;
      row.instrument = progress.instrument->abbreviation;
      row.last = total_words (self, progress.instrument, progress.last);
      row.last_date = progress.last->taken_on;
      if (progress.has_change)
        {
          row.baseline = total_words (self, progress.instrument, progress.baseline);
          row.baseline_date = progress.baseline->taken_on;
          row.change = keep (self, ct_progress_change_words (&progress));
          row.status = keep (self, ct_progress_status_words (&progress));
        }
      g_array_append_val (self->scores, row);
    }
}

static void
add_medications (Maker *self, CtPatientFile *file)
{
  for (guint i = 0; i < file->medications->len; i++)
    {
      CtMedication *from = g_ptr_array_index (file->medications, i);
      CtSummaryItem row = { .name = from->text, .since = from->since };
      g_autofree char *status = g_utf8_strdown (from->status != NULL ? from->status : "", -1);

      if (from->negated || from->null_flavor != NULL || g_strcmp0 (status, "completed") == 0 ||
          g_strcmp0 (status, "aborted") == 0 || from->until != NULL)
        continue;
      row.detail = keep (self, g_strjoin (", ", from->dose != NULL ? from->dose : "",
                                          from->route != NULL ? from->route : NULL, from->frequency, NULL));
      while (g_str_has_prefix (row.detail, ", "))
        row.detail += 2;
      g_array_append_val (self->medications, row);
    }
}

static void
add_allergies (Maker *self, CtPatientFile *file)
{
  for (guint i = 0; i < file->allergies->len; i++)
    {
      CtAllergy *from = g_ptr_array_index (file->allergies, i);
      CtSummaryItem row = { .name = from->text, .detail = from->reaction, .since = from->since };

      if (!from->negated && from->null_flavor == NULL)
        g_array_append_val (self->allergies, row);
    }
}

/* "Nobody recorded any" and "there are none" are different things; only a person's "none" is said as none. */
static const char *
none_words (GPtrArray *facts, gboolean (*is_denied) (gpointer), const char *none, const char *not_recorded)
{
  for (guint i = 0; i < facts->len; i++)
    if (is_denied (g_ptr_array_index (facts, i)))
      return none;
  return not_recorded;
}

static gboolean
allergy_is_denied (gpointer allergy)
{
  return CT_ALLERGY (allergy)->negated;
}

static gboolean
medication_is_denied (gpointer medication)
{
  return CT_MEDICATION (medication)->negated;
}

static void
add_next_steps (Maker *self, CtClinic *clinic, CtPatientFile *file, CtCourse *course, CtDate today)
{
  for (guint i = 0, n = 0; i < file->appointments->len && n < 4; i++)
    {
      CtAppointment *a = g_ptr_array_index (file->appointments, i);
      g_autofree char *day = NULL;
      g_autofree char *time = NULL;

      if (ct_way_stage (a) == CT_STAGE_OVER || a->day < today)
        continue;
      day = ct_date_format (a->day, "%a %-d %b %Y");
      time = ct_minute_format (a->minute);
      /* Translators: kind of visit, day, time */
      g_ptr_array_add (self->next_steps, (gpointer) keep (self, g_strdup_printf (_("%s on %s at %s"),
                                                                               ct_visit_kind_label (a->kind), day, time)));
      n++;
    }
  if (course != NULL && g_strcmp0 (course->status, CT_COURSE_DONE) == 0)
    g_ptr_array_add (self->next_steps, (gpointer) _("Consider whether to go on with maintenance. Prescriber decides."));
  g_ptr_array_add (self->next_steps, NULL);
}

static const char *
site_address (Maker *self, const CtSite *site)
{
  g_autofree char *place = g_strjoin (" ", site->region != NULL ? site->region : "", site->postcode, NULL);
  const char *parts[4] = { NULL };
  guint n = 0;

  if (!ct_text_is_blank (site->street))
    parts[n++] = site->street;
  if (!ct_text_is_blank (site->city))
    parts[n++] = site->city;
  if (!ct_text_is_blank (place))
    parts[n++] = g_strstrip (place);
  return n > 0 ? keep (self, g_strjoinv (", ", (char **) parts)) : NULL;
}

static void
describe_course (Maker *self, CtSummaryInput *input, CtClinic *clinic, CtCourse *course)
{
  CtKnowledge *knowledge = ct_clinic_get_knowledge (clinic);
  CtProtocol *protocol = ct_knowledge_get_protocol (knowledge, course->protocol);
  CtIndication *indication = ct_knowledge_get_indication (knowledge, course->indication);
  g_autofree char *start = ct_date_format (course->start_on, "%a %-d %b %Y");
  GPtrArray *users = ct_clinic_get_users (clinic);

  input->indication = indication != NULL ? indication->name : course->indication;
  input->protocol = protocol != NULL ? keep (self, g_strdup_printf ("%s (%s)", protocol->name, protocol->id))
                                     : course->protocol;
  input->course = keep (self, g_strdup_printf (_("started %s"), start));
  for (guint i = 0; i < users->len; i++)
    {
      CtUser *user = g_ptr_array_index (users, i);

      if (CT_RECORD (user)->id == course->prescriber_id)
        input->prescriber = keep (self, g_strjoin (", ", user->full_name, user->credentials, NULL));
    }
}

static void
describe_people (Maker *self, CtSummaryInput *input, CtClinic *clinic, CtPatientFile *file, CtDate today)
{
  CtCourse *course = ct_patient_file_current_course (file);
  CtSite *site = ct_clinic_get_site (clinic, course != NULL ? course->site_id : 0);
  CtPatient *patient = file->patient;

  input->clinic_name = ct_clinic_get_info (clinic)->name;
  if (site != NULL)
    {
      input->clinic_address = site_address (self, site);
      input->clinic_phone = site->phone;
    }
  input->patient_name = keep (self, ct_patient_display_name (patient));
  input->born = patient->born;
  input->age = patient->born != CT_DATE_NONE && patient->born_precision == CT_DATE_PRECISION_DAY
                   ? ct_date_years_between (patient->born, today)
                   : -1;
  input->sex = patient->sex;
  input->mrn = patient->mrn;
  input->prescriber_caption = _("Prescriber");
  input->printed_on = today;
  input->printed_by = ct_clinic_get_user (clinic)->full_name;
  input->created_us = ct_clock_now (ct_clinic_get_clock (clinic));
}

/**
 * ct_summary_make:
 * @clinic: an open clinic
 * @file: whom it is about
 *
 * Returns: (transfer full): the treatment summary, laid out on pages.
 */
CtPages *
ct_summary_make (CtClinic *clinic, CtPatientFile *file)
{
  Maker self = { g_ptr_array_new_with_free_func (g_free), g_array_new (FALSE, FALSE, sizeof (CtSummarySession)),
                 g_array_new (FALSE, FALSE, sizeof (CtSummaryScore)), g_array_new (FALSE, FALSE, sizeof (CtSummaryItem)),
                 g_array_new (FALSE, FALSE, sizeof (CtSummaryItem)), g_ptr_array_new () };
  CtCourse *course = ct_patient_file_current_course (file);
  CtDate today = ct_clinic_now_at (clinic, course != NULL ? course->site_id : 0).date;
  g_autoptr (CtChart) chart = ct_progress_chart (file, ct_clinic_get_knowledge (clinic), NULL, today);
  CtSummaryInput input = { .paper = CT_PAPER_LETTER };
  CtPages *pages;

  describe_people (&self, &input, clinic, file, today);
  if (course != NULL)
    {
      describe_course (&self, &input, clinic, course);
      add_sessions (&self, file, course, today);
    }
  add_scores (&self, file, ct_clinic_get_knowledge (clinic));
  add_medications (&self, file);
  add_allergies (&self, file);
  add_next_steps (&self, clinic, file, course, today);
  input.sessions = (const CtSummarySession *) self.sessions->data;
  input.n_sessions = self.sessions->len;
  input.scores = (const CtSummaryScore *) self.scores->data;
  input.n_scores = self.scores->len;
  input.chart = ct_chart_is_empty (chart) ? NULL : chart;
  input.medications = (const CtSummaryItem *) self.medications->data;
  input.n_medications = self.medications->len;
  input.no_medications = none_words (file->medications, medication_is_denied, _("No known medications"),
                                     _("No medications recorded"));
  input.allergies = (const CtSummaryItem *) self.allergies->data;
  input.n_allergies = self.allergies->len;
  input.no_allergies = none_words (file->allergies, allergy_is_denied, _("No known allergies"),
                                   _("No allergies recorded"));
  input.next_steps = self.next_steps->len > 1 ? (const char *const *) self.next_steps->pdata : NULL;
  pages = ct_summary_new (&input);

  g_ptr_array_unref (self.texts);
  g_array_unref (self.sessions);
  g_array_unref (self.scores);
  g_array_unref (self.medications);
  g_array_unref (self.allergies);
  g_ptr_array_unref (self.next_steps);
  return pages;
}
