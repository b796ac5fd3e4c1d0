/* Every score: the chart, and the list of what was filled in. */
#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "clinic/ct-progress.h"
#include "ui/patient/ct-chart-box.h"
#include "ui/patient/ct-patient-parts.h"
#include "ui/patient/ct-patient-tabs.h"
#include "ui/patient/ct-patient-words.h"
#include "ui/patient/ct-wrap-layout.h"

typedef struct
{
  CtPatientTab parent_instance;
  GtkWidget   *chart; /* kept over refills: its range and its reader stay */
} CtScoresTab;
typedef CtPatientTabClass CtScoresTabClass;

G_DEFINE_TYPE (CtScoresTab, ct_scores_tab, CT_TYPE_PATIENT_TAB)

/* ---- What can be recorded ---- */

static void
add_record_button (GtkWidget *tools, CtInstrument *instrument, gboolean first)
{
  g_autofree char *label = g_strdup_printf (_("Record %s…"), instrument->abbreviation);
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "patient.record-score");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", instrument->id);
  gtk_widget_set_name (button, label);
  if (first)
    gtk_widget_add_css_class (button, "suggested-action");
  ct_wrap_append (tools, button);
}

static GtkWidget *
create_tools (CtPatientTab *self)
{
  static const char *const usual[] = { "phq-9", "gad-7", "pcl-5" };
  CtKnowledge *knowledge = ct_clinic_get_knowledge (ct_patient_tab_get_clinic (self));
  CtCourse *course = ct_patient_file_current_course (ct_patient_tab_get_file (self));
  const char *primary = course != NULL ? course->primary_instrument : NULL;
  CtInstrument *instrument = primary != NULL ? ct_knowledge_get_instrument (knowledge, primary) : NULL;
  GtkWidget *tools = ct_wrap_new (6, 6);

  if (instrument != NULL)
    add_record_button (tools, instrument, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    {
      CtInstrument *other = ct_knowledge_get_instrument (knowledge, usual[i]);

      if (other != NULL && other != instrument)
        add_record_button (tools, other, instrument == NULL && i == 0);
    }
  ct_wrap_append (tools, ct_part_button (_("_Other…"), "patient.record-score", g_variant_new_string ("")));
  return tools;
}

/* ---- What was recorded ---- */

static char *
change_words (CtPatientTab *self, CtInstrument *instrument, CtAssessment *score)
{
  CtPatientFile *file = ct_patient_tab_get_file (self);
  CtCourse *course = ct_patient_file_current_course (file);
  CtProgress progress = { .instrument = instrument, .last = score };
  g_autofree char *change = NULL;
  g_autofree char *status = NULL;

  progress.baseline = ct_patient_file_baseline (file, instrument->id, course);
  if (progress.baseline == score)
    return g_strdup (_("baseline"));
  if (progress.baseline == NULL || !score->scorable || score->taken_on < progress.baseline->taken_on)
    return g_strdup ("");
  progress.has_change = ct_change_compute (instrument, progress.baseline->total, score->total, NULL, &progress.change,
                                           NULL);
  if (!progress.has_change)
    return g_strdup ("");
  change = ct_progress_change_words (&progress);
  status = ct_progress_status_words (&progress);
  return ct_words_join (" · ", change, status != NULL ? status : "", NULL);
}

static char *
flag_words (CtPatientTab *self, CtInstrument *instrument, CtAssessment *score)
{
  g_autoptr (GPtrArray) flags = ct_words_flags (instrument, score->flags);
  g_autofree char *day = NULL;
  const CtFinding *flag;

  if (flags->len == 0)
    return g_strdup ("");
  flag = g_ptr_array_index (flags, 0);
  if (ct_assessment_wants_answer (score))
    return g_strdup_printf (_("%s: not acknowledged yet"), flag->label);
  day = ct_words_moment (score->acknowledged_us, ct_clinic_get_zone (ct_patient_tab_get_clinic (self), 0));
  /* Translators: the notice, what was done, who did it, when */
  return g_strdup_printf (_("%s: %s (%s, %s)"), flag->label, score->acknowledgement,
                          ct_words_user (ct_patient_tab_get_clinic (self), score->acknowledged_by), day);
}

static void
add_row_buttons (GtkWidget *row, CtAssessment *score, const char *title)
{
  gint64 id = CT_RECORD (score)->id;
  g_autofree char *name = g_strdup_printf ("withdraw-%" G_GINT64_FORMAT, id);
  g_autofree char *spoken = g_strdup_printf (_("Withdraw %s"), title);
  GtkWidget *withdraw = ct_part_icon_button ("edit-delete-symbolic", spoken, "patient.withdraw",
                                             g_variant_new_int64 (id));

  if (ct_assessment_wants_answer (score))
    {
      gtk_widget_add_css_class (row, "ct-safety");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), ct_part_button (_("_Acknowledge…"), "patient.acknowledge",
                                                                       g_variant_new_int64 (id)));
    }
  gtk_widget_set_name (withdraw, name);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), withdraw);
}

static GtkWidget *
create_row (CtPatientTab *self, CtAssessment *score)
{
  CtKnowledge *knowledge = ct_clinic_get_knowledge (ct_patient_tab_get_clinic (self));
  CtInstrument *instrument = ct_knowledge_get_instrument (knowledge, score->instrument);
  g_autofree char *day = ct_words_day (score->taken_on, ct_patient_tab_get_today (self));
  g_autofree char *words
      = instrument != NULL ? ct_progress_score_words (instrument, score) : g_strdup (score->instrument);
  g_autofree char *title = g_strdup_printf ("%s · %s", day, words);
  g_autofree char *change = instrument != NULL ? change_words (self, instrument, score) : g_strdup ("");
  g_autofree char *flag = flag_words (self, instrument, score);
  g_autofree char *detail = ct_words_join (" · ", change, score->prorated ? _("* missing answers estimated") : "", flag,
                                           NULL);
  GtkWidget *row = ct_part_fact_row (ct_text_is_blank (score->flags) ? NULL : "dialog-warning-symbolic", title, detail);

  gtk_widget_add_css_class (row, "ct-tabular");
  add_row_buttons (row, score, title);
  return row;
}

static void
ct_scores_tab_fill (CtPatientTab *tab, GtkWidget *box)
{
  CtScoresTab *self = (CtScoresTab *) tab;
  CtPatientFile *file = ct_patient_tab_get_file (tab);
  GtkWidget *card;

  if (self->chart == NULL)
    self->chart = g_object_ref_sink (ct_chart_box_new (ct_patient_tab_get_clinic (tab)));
  gtk_box_append (GTK_BOX (box), create_tools (tab));
  if (file->assessments->len == 0)
    {
      gtk_box_append (GTK_BOX (box), ct_part_empty ("utilities-system-monitor-symbolic", _("No Score Yet"),
                                                    _("Record the first one: later ones are measured by it.")));
      return;
    }
  ct_chart_box_set_file (CT_CHART_BOX (self->chart), file);
  gtk_box_append (GTK_BOX (box), self->chart);
  card = ct_part_card (_("Recorded"), NULL);
  for (guint i = file->assessments->len; i > 0; i--)
    ct_part_card_add (card, create_row (tab, g_ptr_array_index (file->assessments, i - 1)));
  gtk_box_append (GTK_BOX (box), card);
}

static void
ct_scores_tab_dispose (GObject *object)
{
  g_clear_object (&((CtScoresTab *) object)->chart);
  G_OBJECT_CLASS (ct_scores_tab_parent_class)->dispose (object);
}

static void
ct_scores_tab_class_init (CtPatientTabClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ct_scores_tab_dispose;
  klass->fill = ct_scores_tab_fill;
  klass->columns = 1;
}

static void
ct_scores_tab_init (CtScoresTab *self)
{
}
