/* One screen: what for, how far, whether it works, what is due, what to mind. Everything in it leads to its tab. */
#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "clinic/ct-progress.h"
#include "domain/ct-way.h"
#include "paper/ct-chart-words.h"
#include "ui/patient/ct-chart-view.h"
#include "ui/patient/ct-patient-parts.h"
#include "ui/patient/ct-patient-tabs.h"
#include "ui/patient/ct-patient-words.h"
#include "ui/patient/ct-strip-view.h"

#define N_VISITS    3
#define N_DOCUMENTS 3
#define N_MEDICINES 5

typedef CtPatientTab CtOverviewTab;
typedef CtPatientTabClass CtOverviewTabClass;

G_DEFINE_TYPE (CtOverviewTab, ct_overview_tab, CT_TYPE_PATIENT_TAB)

static GtkWidget *
row_to_tab (const char *icon, const char *title, const char *subtitle, const char *tab)
{
  GtkWidget *row = ct_part_fact_row (icon, title, subtitle);

  ct_part_row_go (row, "patient.tab", g_variant_new_string (tab));
  return row;
}

/* ---- What to mind ---- */

static guint
add_notices (CtPatientTab *self, GtkWidget *card)
{
  CtPatientFile *file = ct_patient_tab_get_file (self);
  CtKnowledge *knowledge = ct_clinic_get_knowledge (ct_patient_tab_get_clinic (self));
  guint n = 0;

  for (guint i = file->assessments->len; i > 0; i--)
    {
      CtAssessment *score = g_ptr_array_index (file->assessments, i - 1);
      CtInstrument *instrument = ct_knowledge_get_instrument (knowledge, score->instrument);
      g_autoptr (GPtrArray) flags = ct_words_flags (instrument, score->flags);
      g_autofree char *day = ct_words_day (score->taken_on, ct_patient_tab_get_today (self));

      if (!ct_assessment_wants_answer (score) || flags->len == 0)
        continue;
      for (guint j = 0; j < flags->len; j++, n++)
        {
          const CtFinding *flag = g_ptr_array_index (flags, j);
          g_autofree char *title = g_strdup_printf ("%s, %s: %s", instrument->abbreviation, day, flag->label);
          GtkWidget *row = ct_part_fact_row ("dialog-warning-symbolic", title, flag->text);
          GtkWidget *button = ct_part_button (_("_Acknowledge…"), "patient.acknowledge",
                                              g_variant_new_int64 (CT_RECORD (score)->id));

          gtk_widget_add_css_class (row, "ct-safety");
          adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
          ct_part_card_add (card, row);
        }
    }
  return n;
}

static guint
add_unrecorded (CtPatientTab *self, GtkWidget *card)
{
  CtPatientFile *file = ct_patient_tab_get_file (self);
  CtDate today = ct_patient_tab_get_today (self);
  guint n = 0;

  for (guint i = 0; i < file->sessions->len; i++)
    {
      CtSession *session = g_ptr_array_index (file->sessions, i);
      g_autofree char *day = ct_words_day (session->day, today);
      g_autofree char *title = NULL;

      if (g_strcmp0 (session->status, CT_SESSION_PLANNED) != 0 || session->day >= today)
        continue;
      title = g_strdup_printf (_("Session %d of %s is not recorded"), session->number, day);
      ct_part_card_add (card, row_to_tab ("dialog-question-symbolic", title, NULL, "course"));
      n++;
    }
  return n;
}

static guint
add_worsening (CtPatientTab *self, GtkWidget *card)
{
  CtPatientFile *file = ct_patient_tab_get_file (self);
  CtKnowledge *knowledge = ct_clinic_get_knowledge (ct_patient_tab_get_clinic (self));
  g_auto (GStrv) ids = ct_progress_instruments (file, knowledge);
  guint n = 0;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      CtProgress progress;
      g_autofree char *title = NULL;

      if (!ct_progress_measure (file, knowledge, ids[i], &progress) || !progress.has_change ||
          !progress.change.reliable_worsening)
        continue;
      title = g_strdup_printf (_("%s is worse than baseline beyond the error of measurement"),
                               progress.instrument->abbreviation);
      ct_part_card_add (card, row_to_tab ("dialog-warning-symbolic", title, NULL, "scores"));
      n++;
    }
  return n;
}

static GtkWidget *
create_mind (CtPatientTab *self)
{
  CtPatientFile *file = ct_patient_tab_get_file (self);
  GtkWidget *card = ct_part_card (_("To mind"), NULL);
  guint n = add_notices (self, card);

  n += add_worsening (self, card);
  n += add_unrecorded (self, card);
  if (!ct_text_is_blank (file->patient->note))
    {
      ct_part_card_add (card, row_to_tab ("document-edit-symbolic", file->patient->note, NULL, "contact"));
      n++;
    }
  if (n == 0)
    ct_part_card_add (card, ct_part_fact_row ("object-select-symbolic", _("Nothing waits for anyone."), NULL));
  return card;
}

/* ---- What for, and how far ---- */

static GtkWidget *
create_course (CtPatientTab *self)
{
  CtPatientFile *file = ct_patient_tab_get_file (self);
  CtKnowledge *knowledge = ct_clinic_get_knowledge (ct_patient_tab_get_clinic (self));
  CtDate today = ct_patient_tab_get_today (self);
  CtCourse *course = ct_patient_file_current_course (file);
  GtkWidget *card = ct_part_card (_("Course"), NULL);
  CtIndication *indication;
  g_autoptr (CtStrip) strip = NULL;
  g_autofree char *name = NULL;
  g_autofree char *progress = NULL;
  g_autofree char *state = NULL;
  GtkWidget *view;

  if (course == NULL)
    {
      GtkWidget *row = ct_part_fact_row ("list-add-symbolic", _("No course yet. Plan the first one."), NULL);

      ct_part_row_go (row, "patient.plan-course", NULL);
      ct_part_card_add (card, row);
      return card;
    }
  indication = ct_knowledge_get_indication (knowledge, course->indication);
  name = ct_words_course (knowledge, course);
  progress = ct_words_progress (file, course);
  state = ct_words_join (" · ", progress, ct_words_course_status (course->status),
                         course->stop_reason != NULL ? course->stop_reason : "", NULL);
  ct_part_card_add (card, row_to_tab (NULL, indication != NULL ? indication->name : _("Indication not recorded"), name,
                                      "course"));
  ct_part_card_add (card, row_to_tab (NULL, state, NULL, "sessions"));
  strip = ct_progress_strip (file, knowledge, course, today);
  g_clear_pointer (&strip->title, g_free);
  view = ct_strip_view_new (strip);
  gtk_widget_set_margin_top (view, 12);
  if (strip->items->len > 0)
    ct_part_card_add (card, view);
  return card;
}

/* ---- Is it working ---- */

static GtkWidget *
create_progress (CtPatientTab *self)
{
  CtPatientFile *file = ct_patient_tab_get_file (self);
  CtKnowledge *knowledge = ct_clinic_get_knowledge (ct_patient_tab_get_clinic (self));
  g_auto (GStrv) ids = ct_progress_instruments (file, knowledge);
  const char *first[] = { ids[0], NULL };
  GtkWidget *card = ct_part_card (_("Is it working?"), NULL);
  g_autoptr (CtChart) chart = NULL;
  GtkWidget *view;

  if (ids[0] == NULL)
    {
      GtkWidget *row = ct_part_fact_row ("list-add-symbolic", _("No score yet. Record the first one."), NULL);

      ct_part_row_go (row, "patient.record-score", g_variant_new_string (""));
      ct_part_card_add (card, row);
      return card;
    }
  for (guint i = 0; i < 3 && ids[i] != NULL; i++)
    {
      CtProgress progress;
      g_autofree char *score = NULL;
      g_autofree char *change = NULL;
      g_autofree char *status = NULL;
      g_autofree char *words = NULL;

      if (!ct_progress_measure (file, knowledge, ids[i], &progress) || progress.last == NULL)
        continue;
      score = ct_progress_score_words (progress.instrument, progress.last);
      change = ct_progress_change_words (&progress);
      status = ct_progress_status_words (&progress);
      words = ct_words_join (" · ", change, status != NULL ? status : "", NULL);
      ct_part_card_add (card, row_to_tab (NULL, score, words, "scores"));
    }
  chart = ct_progress_chart (file, knowledge, first, ct_patient_tab_get_today (self));
  view = ct_chart_view_new ();
  ct_chart_view_set_chart (CT_CHART_VIEW (view), chart);
  gtk_widget_set_margin_top (view, 12);
  gtk_widget_set_name (view, "overview-chart");
  ct_part_card_add (card, view);
  return card;
}

/* ---- What is due ---- */

static guint
add_visits (CtPatientTab *self, GtkWidget *card)
{
  CtPatientFile *file = ct_patient_tab_get_file (self);
  CtClinic *clinic = ct_patient_tab_get_clinic (self);
  CtDate today = ct_patient_tab_get_today (self);
  guint n = 0;

  for (guint i = 0; i < file->appointments->len && n < N_VISITS; i++)
    {
      CtAppointment *visit = g_ptr_array_index (file->appointments, i);
      g_autofree char *when = ct_words_visit (clinic, visit, today);
      g_autofree char *iso = ct_date_to_iso (visit->day);
      GtkWidget *row;

      if (visit->day < today || ct_way_stage (visit) == CT_STAGE_OVER)
        continue;
      row = ct_part_fact_row ("x-office-calendar-symbolic", when, ct_visit_kind_label (visit->kind));
      ct_part_row_go (row, "win.show-calendar", g_variant_new_string (iso));
      ct_part_card_add (card, row);
      n++;
    }
  return n;
}

static guint
add_score_due (CtPatientTab *self, GtkWidget *card)
{
  CtPatientFile *file = ct_patient_tab_get_file (self);
  CtKnowledge *knowledge = ct_clinic_get_knowledge (ct_patient_tab_get_clinic (self));
  CtDate today = ct_patient_tab_get_today (self);
  CtCourse *course = ct_patient_file_current_course (file);
  CtIndication *indication = course != NULL ? ct_knowledge_get_indication (knowledge, course->indication) : NULL;
  const char *id = course == NULL ? NULL
                   : course->primary_instrument != NULL ? course->primary_instrument
                   : indication != NULL ? indication->primary_instrument : NULL;
  CtProgress progress;
  g_autofree char *title = NULL;
  g_autofree char *day = NULL;
  GtkWidget *row;

  if (id == NULL || !ct_progress_measure (file, knowledge, id, &progress))
    return 0;
  if (progress.last != NULL && today - progress.last->taken_on < MAX (progress.instrument->min_days_apart, 7))
    return 0;
  day = progress.last != NULL ? ct_words_day (progress.last->taken_on, today) : NULL;
  title = day != NULL ? g_strdup_printf (_("%s, last on %s"), progress.instrument->abbreviation, day)
                      : g_strdup_printf (_("%s, the first one"), progress.instrument->abbreviation);
  row = ct_part_fact_row ("document-edit-symbolic", title, progress.instrument->when);
  ct_part_row_go (row, "patient.record-score", g_variant_new_string (id));
  ct_part_card_add (card, row);
  return 1;
}

static GtkWidget *
create_due (CtPatientTab *self)
{
  CtPatientFile *file = ct_patient_tab_get_file (self);
  CtCourse *course = ct_patient_file_current_course (file);
  GtkWidget *card = ct_part_card (_("Due"), NULL);
  guint n = add_visits (self, card);

  n += add_score_due (self, card);
  if (course != NULL && g_strcmp0 (course->status, CT_COURSE_DONE) == 0)
    {
      GtkWidget *row = ct_part_fact_row ("dialog-question-symbolic", _("Consider whether to go on with maintenance."),
                                         _("Prescriber decides."));

      ct_part_row_go (row, "patient.plan-course", NULL);
      ct_part_card_add (card, row);
      n++;
    }
  if (n == 0)
    {
      GtkWidget *row = ct_part_fact_row ("list-add-symbolic", _("Nothing is booked. Book a visit."), NULL);

      ct_part_row_go (row, "patient.book", NULL);
      ct_part_card_add (card, row);
    }
  return card;
}

/* ---- Medicines and documents ---- */

static GtkWidget *
create_medicines (CtPatientTab *self)
{
  CtPatientFile *file = ct_patient_tab_get_file (self);
  GtkWidget *card = ct_part_card (_("Takes"), NULL);
  guint n = 0, current = 0;

  for (guint i = 0; i < file->medications->len; i++)
    {
      CtMedication *medication = g_ptr_array_index (file->medications, i);
      g_autofree char *detail = NULL;
      g_autofree char *name = ct_words_medication (medication, &detail);

      if (ct_words_is_past (medication->status, medication->until))
        continue;
      if (current++ < N_MEDICINES && ++n > 0)
        ct_part_card_add (card, row_to_tab (NULL, name, detail, "facts"));
    }
  if (current > n)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("%u more", "%u more", current - n), current - n);

      ct_part_card_add (card, row_to_tab (NULL, more, NULL, "facts"));
    }
  if (n == 0)
    ct_part_card_add (card, row_to_tab (NULL, _("No medications recorded"), NULL, "facts"));
  return card;
}

static GtkWidget *
create_documents (CtPatientTab *self)
{
  CtPatientFile *file = ct_patient_tab_get_file (self);
  GTimeZone *zone = ct_clinic_get_zone (ct_patient_tab_get_clinic (self), 0);
  GtkWidget *card = ct_part_card (_("Last documents"), NULL);
  guint n = 0;

  for (guint i = 0; i < file->documents->len && n < N_DOCUMENTS; i++, n++)
    {
      CtDocument *document = g_ptr_array_index (file->documents, i);
      g_autofree char *when = ct_words_moment (document->received_us, zone);
      g_autofree char *detail
          = ct_words_join (" · ", _ ("received"), when, document->author ? document->author : "", NULL);

      ct_part_card_add (card, row_to_tab ("mail-unread-symbolic", document->title, detail, "documents"));
    }
  for (guint i = 0; i < file->issued->len && n < N_DOCUMENTS; i++, n++)
    {
      CtIssued *issued = g_ptr_array_index (file->issued, i);
      g_autofree char *when = ct_words_moment (issued->issued_us, zone);
      g_autofree char *detail = ct_words_join (" · ", _("issued"), when, NULL);

      ct_part_card_add (card, row_to_tab ("printer-symbolic", issued->title, detail, "documents"));
    }
  if (n == 0)
    ct_part_card_add (card, row_to_tab (NULL, _("No documents yet"), NULL, "documents"));
  return card;
}

static void
ct_overview_tab_fill (CtPatientTab *self, GtkWidget *box)
{
  gtk_box_append (GTK_BOX (box), create_course (self));
  gtk_box_append (GTK_BOX (box), create_mind (self));
  gtk_box_append (GTK_BOX (box), create_due (self));
  gtk_box_append (GTK_BOX (box), create_progress (self));
  gtk_box_append (GTK_BOX (box), create_medicines (self));
  gtk_box_append (GTK_BOX (box), create_documents (self));
}

static void
ct_overview_tab_class_init (CtPatientTabClass *klass)
{
  klass->fill = ct_overview_tab_fill;
}

static void
ct_overview_tab_init (CtPatientTab *self)
{
}
