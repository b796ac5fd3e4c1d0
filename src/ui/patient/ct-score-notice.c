#include "ui/patient/ct-score-notice.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "ui/patient/ct-patient-parts.h"
#include "ui/patient/ct-patient-words.h"
#include "ui/patient/ct-wrap-layout.h"

struct _CtScoreNotice
{
  AdwBin       parent_instance;
  GtkLabel    *who;
  GtkBox      *findings;
  AdwEntryRow *done;
  GtkBox      *suggestions;
  GtkLabel    *problem;
  GtkButton   *not_yet;
  GtkButton   *acknowledge;
};

enum
{
  ACKNOWLEDGED,
  NOT_YET,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtScoreNotice, ct_score_notice, ADW_TYPE_BIN)

static const char *const suggestions[] = { N_("C-SSRS completed"), N_("Prescriber told"), N_("Safety plan reviewed"),
                                           N_("Emergency services called") };

static void
on_suggested_cb (GtkButton *button, CtScoreNotice *self)
{
  const char *before = gtk_editable_get_text (GTK_EDITABLE (self->done));
  g_autofree char *text = ct_words_join (", ", before, gtk_button_get_label (button), NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->done), text);
  gtk_widget_grab_focus (GTK_WIDGET (self->done));
  gtk_editable_set_position (GTK_EDITABLE (self->done), -1);
}

static void
on_text_cb (CtScoreNotice *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->acknowledge),
                            !ct_text_is_blank (gtk_editable_get_text (GTK_EDITABLE (self->done))));
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
}

static void
on_acknowledge_cb (CtScoreNotice *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->done));

  if (!ct_text_is_blank (text))
    g_signal_emit (self, signals[ACKNOWLEDGED], 0, text);
}

static void
on_not_yet_cb (CtScoreNotice *self)
{
  g_signal_emit (self, signals[NOT_YET], 0);
}

static void
ct_score_notice_class_init (CtScoreNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[ACKNOWLEDGED] = g_signal_new ("acknowledged", CT_TYPE_SCORE_NOTICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[NOT_YET]
      = g_signal_new ("not-yet", CT_TYPE_SCORE_NOTICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/patient/ct-score-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, CtScoreNotice, who);
  gtk_widget_class_bind_template_child (widget_class, CtScoreNotice, findings);
  gtk_widget_class_bind_template_child (widget_class, CtScoreNotice, done);
  gtk_widget_class_bind_template_child (widget_class, CtScoreNotice, suggestions);
  gtk_widget_class_bind_template_child (widget_class, CtScoreNotice, problem);
  gtk_widget_class_bind_template_child (widget_class, CtScoreNotice, not_yet);
  gtk_widget_class_bind_template_child (widget_class, CtScoreNotice, acknowledge);
}

static void
ct_score_notice_init (CtScoreNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->suggestions), ct_wrap_layout_new (6, 6));
  for (guint i = 0; i < G_N_ELEMENTS (suggestions); i++)
    {
      GtkWidget *button = gtk_button_new_with_label (_(suggestions[i]));

      gtk_widget_add_css_class (button, "ct-suggestion");
      g_signal_connect (button, "clicked", G_CALLBACK (on_suggested_cb), self);
      ct_wrap_append (GTK_WIDGET (self->suggestions), button);
    }
  g_signal_connect_swapped (self->done, "changed", G_CALLBACK (on_text_cb), self);
  g_signal_connect_swapped (self->done, "entry-activated", G_CALLBACK (on_acknowledge_cb), self);
  g_signal_connect_swapped (self->acknowledge, "clicked", G_CALLBACK (on_acknowledge_cb), self);
  g_signal_connect_swapped (self->not_yet, "clicked", G_CALLBACK (on_not_yet_cb), self);
  on_text_cb (self);
}

/**
 * ct_score_notice_show:
 * @self: a notice
 * @patient: whom it is about
 * @instrument: what was filled in
 * @assessment: the score as stored, with its flags
 */
void
ct_score_notice_show (CtScoreNotice *self, CtPatient *patient, CtInstrument *instrument, CtAssessment *assessment)
{
  g_autoptr (GPtrArray) flags = ct_words_flags (instrument, assessment->flags);
  g_autofree char *name = ct_patient_display_name (patient);
  g_autofree char *who = g_strdup_printf (_("Safety notice: %s"), name);

  g_return_if_fail (CT_IS_SCORE_NOTICE (self));
  gtk_label_set_text (self->who, who);
  ct_part_clear (GTK_WIDGET (self->findings));
  for (guint i = 0; i < flags->len; i++)
    {
      const CtFinding *flag = g_ptr_array_index (flags, i);

      gtk_box_append (self->findings, ct_part_label (flag->label, "heading"));
      gtk_box_append (self->findings, ct_part_label (flag->text, NULL));
      gtk_box_append (self->findings, ct_part_label (flag->source, "dim-label"));
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->done));
}

/**
 * ct_score_notice_complain:
 * @self: a notice
 * @text: what is in the way, in a sentence
 */
void
ct_score_notice_complain (CtScoreNotice *self, const char *text)
{
  g_return_if_fail (CT_IS_SCORE_NOTICE (self));
  gtk_label_set_text (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->done));
}
