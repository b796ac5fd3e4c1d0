#include "ui/patient/ct-score-result.h"

#include <glib/gi18n.h>

#include "clinic/ct-progress.h"
#include "ui/patient/ct-patient-parts.h"
#include "ui/patient/ct-patient-words.h"
#include "ui/patient/ct-wrap-layout.h"

struct _CtScoreResult
{
  AdwBin     parent_instance;
  GtkLabel  *total;
  GtkLabel  *change;
  GtkWidget *details; /* subscales and findings */
};

G_DEFINE_FINAL_TYPE (CtScoreResult, ct_score_result, ADW_TYPE_BIN)

static char *
total_words (const CtScore *score, guint n_open)
{
  const char *name = score->instrument->abbreviation;
  g_autofree char *band = score->band != NULL ? g_utf8_strdown (score->band->label, -1) : NULL;
  g_autofree char *total = NULL;

  if (n_open > 0)
    return g_strdup_printf (ngettext ("%s: %u question to go", "%s: %u questions to go", n_open), name, n_open);
  if (!score->scorable)
    return g_strdup_printf (_("%s can’t be scored"), name);
  if (!score->has_total)
    return g_strdup_printf ("%s: %s", name, band != NULL ? band : "–");
  total = g_strdup_printf ("%s %d%s", name, score->total, score->prorated ? "*" : "");
  return ct_words_join (", ", total, band != NULL ? band : "", NULL);
}

static char *
change_words (const CtScore *score, CtAssessment *baseline, const char *drug)
{
  CtProgress progress = { .instrument = score->instrument, .baseline = baseline };
  g_autofree char *change = NULL;
  g_autofree char *status = NULL;

  if (!score->has_total)
    return g_strdup ("");
  if (baseline == NULL)
    return g_strdup (_("The first one: later ones are measured by it."));
  progress.has_change
      = ct_change_compute (score->instrument, baseline->total, score->total, drug, &progress.change, NULL);
  change = ct_progress_change_words (&progress);
  status = ct_progress_status_words (&progress);
  return ct_words_join (" · ", change, status != NULL ? status : "", NULL);
}

static void
add_subscales (CtScoreResult *self, const CtScore *score)
{
  for (guint i = 0; i < score->subscales->len; i++)
    {
      const CtSubscaleScore *part = &g_array_index (score->subscales, CtSubscaleScore, i);
      g_autofree char *text = part->scorable ? g_strdup_printf ("%s %d%s", part->subscale->label, part->value,
                                                                part->prorated ? "*" : "")
                                             : g_strdup_printf ("%s –", part->subscale->label);

      ct_wrap_append (self->details, ct_part_chip (NULL, text, "ct-tabular"));
    }
}

static void
add_findings (CtScoreResult *self, const CtScore *score)
{
  for (guint i = 0; i < score->findings->len; i++)
    {
      const CtFindingResult *result = &g_array_index (score->findings, CtFindingResult, i);
      const CtFinding *finding = result->finding;
      gboolean flag = finding->kind == CT_FINDING_FLAG;
      GtkWidget *chip;
      g_autofree char *tooltip = NULL;

      if (result->truth != CT_TRUTH_YES || finding->kind == CT_FINDING_TRIAGE)
        continue;
      chip = ct_part_chip (flag ? "dialog-warning-symbolic" : "dialog-information-symbolic", finding->label,
                           flag ? "ct-chip-safety" : NULL);
      tooltip = g_strdup_printf ("%s\n%s", finding->text, finding->source);
      gtk_widget_set_tooltip_text (chip, tooltip);
      ct_wrap_append (self->details, chip);
    }
}

/**
 * ct_score_result_show:
 * @self: a result
 * @score: what the answers come to; those not given yet count as missing
 * @baseline: (nullable): what to measure by
 * @drug: (nullable): what the course gives
 * @n_open: how many questions still wait for an answer
 */
void
ct_score_result_show (CtScoreResult *self, const CtScore *score, CtAssessment *baseline, const char *drug, guint n_open)
{
  g_autofree char *total = NULL;
  g_autofree char *change = NULL;
  g_autoptr (GString) notes = g_string_new (NULL);

  g_return_if_fail (CT_IS_SCORE_RESULT (self) && score != NULL);
  total = total_words (score, n_open);
  change = n_open == 0 ? change_words (score, baseline, drug) : g_strdup ("");
  for (guint i = 0; n_open == 0 && i < score->notes->len; i++)
    g_string_append_printf (notes, "%s%s", notes->len > 0 || *change != '\0' ? "\n" : "",
                            (const char *) g_ptr_array_index (score->notes, i));
  if (n_open == 0 && score->prorated && score->notes->len == 0)
    g_string_append_printf (notes, "\n%s", _("* missing answers estimated"));
  g_string_prepend (notes, change);
  gtk_label_set_text (self->total, total);
  gtk_label_set_text (self->change, notes->str);
  gtk_widget_set_visible (GTK_WIDGET (self->change), notes->len > 0);
  ct_part_clear (self->details);
  if (n_open == 0)
    add_subscales (self, score);
  add_findings (self, score);
}

/** ct_score_result_get_words: Returns: the headline: "PHQ-9 14, moderate". */
const char *
ct_score_result_get_words (CtScoreResult *self)
{
  g_return_val_if_fail (CT_IS_SCORE_RESULT (self), "");
  return gtk_label_get_text (self->total);
}

static void
ct_score_result_class_init (CtScoreResultClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
ct_score_result_init (CtScoreResult *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->total = GTK_LABEL (ct_part_label ("", "title-2"));
  self->change = GTK_LABEL (ct_part_label ("", NULL));
  self->details = ct_wrap_new (6, 6);
  gtk_widget_add_css_class (GTK_WIDGET (self->total), "ct-tabular");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->total));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->change));
  gtk_box_append (GTK_BOX (box), self->details);
  adw_bin_set_child (ADW_BIN (self), box);
  ct_part_name (GTK_WIDGET (self), _("Result"));
}
