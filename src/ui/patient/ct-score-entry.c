#include "ui/patient/ct-score-entry.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "clinic/ct-progress.h"
#include "ui/ct-keymap.h"
#include "ui/ct-notice.h"
#include "ui/ct-presence-line.h"
#include "ui/form/ct-conflict.h"
#include "ui/form/ct-draft.h"
#include "ui/patient/ct-patient-banner.h"
#include "ui/patient/ct-patient-words.h"
#include "ui/patient/ct-score-item.h"
#include "ui/patient/ct-score-notice.h"
#include "ui/patient/ct-score-result.h"

struct _CtScoreEntry
{
  AdwWindow          parent_instance;
  AdwWindowTitle    *title;
  GtkStack          *stack;
  GtkButton         *cancel_button;
  GtkButton         *save_button;
  GtkDropDown       *instrument_choice;
  GtkLabel          *recall;
  GtkEntry          *day;
  GtkScrolledWindow *scroller;
  GtkBox            *items;
  CtScoreResult     *result;
  GtkLabel          *problem;
  GtkLabel          *licence;
  CtScoreNotice     *notice;
  CtClinic          *clinic;
  CtPatientFile     *file;
  GPtrArray         *instruments; /* of CtInstrument, as in the choice */
  CtInstrument      *instrument;
  GPtrArray         *rows;        /* of CtScoreItem, borrowed */
  CtAssessment      *stored;      /* (nullable): once it is saved */
  CtAssessment      *wanted;      /* (nullable): with the notice's answer, until that is stored */
  char              *merged;      /* (nullable): what somebody else's change left of it, to be told */
  CtDraft           *draft;       /* (nullable): until the questions are there */
  gboolean           saving;
  gboolean           closing;
};

G_DEFINE_FINAL_TYPE (CtScoreEntry, ct_score_entry, ADW_TYPE_WINDOW)

static CtScoreItem *
row_at (CtScoreEntry *self, guint index)
{
  return g_ptr_array_index (self->rows, index);
}

/* ---- Which questions are open ---- */

static gboolean
is_skipped (CtScoreEntry *self, const CtItem *item)
{
  return item->skip_item > 0 &&
         ct_score_item_get_answer (row_at (self, (guint) item->skip_item - 1)) == item->skip_value;
}

static gboolean
is_answered_by_another (CtScoreEntry *self, const CtItem *item)
{
  for (guint i = 0; item->either_group > 0 && i < self->rows->len; i++)
    if (ct_score_item_get_item (row_at (self, i))->either_group == item->either_group &&
        ct_score_item_get_answer (row_at (self, i)) >= 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_open (CtScoreEntry *self, guint index)
{
  CtScoreItem *row = row_at (self, index);
  const CtItem *item = ct_score_item_get_item (row);

  return ct_score_item_is_asked (row) && ct_score_item_get_answer (row) == CT_ANSWER_OPEN && !item->optional &&
         !is_answered_by_another (self, item);
}

static guint
count_open (CtScoreEntry *self)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n += is_open (self, i);
  return n;
}

static gboolean
is_touched (CtScoreEntry *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (ct_score_item_get_answer (row_at (self, i)) != CT_ANSWER_OPEN)
      return TRUE;
  return FALSE;
}

/* ---- What it comes to ---- */

static const char *
drug_of (CtScoreEntry *self)
{
  CtCourse *course = ct_patient_file_current_course (self->file);
  CtProtocol *protocol = course != NULL ? ct_knowledge_get_protocol (ct_clinic_get_knowledge (self->clinic),
                                                                     course->protocol)
                                        : NULL;

  return protocol != NULL ? protocol->drug : NULL;
}

static void
update_result (CtScoreEntry *self)
{
  g_autofree int *answers = g_new (int, MAX (self->rows->len, 1));
  g_autoptr (CtScore) score = NULL;
  CtAssessment *baseline = ct_patient_file_baseline (self->file, self->instrument->id,
                                                     ct_patient_file_current_course (self->file));

  for (guint i = 0; i < self->rows->len; i++)
    answers[i] = MAX (ct_score_item_get_answer (row_at (self, i)), CT_ANSWER_MISSING);
  score = ct_score_new (self->instrument, answers, self->rows->len, NULL);
  if (score != NULL)
    ct_score_result_show (self->result, score, baseline, drug_of (self), count_open (self));
}

static void
complain (CtScoreEntry *self, const char *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
on_answered_cb (CtScoreEntry *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    ct_score_item_set_asked (row_at (self, i), !is_skipped (self, ct_score_item_get_item (row_at (self, i))));
  complain (self, NULL);
  update_result (self);
  if (self->draft != NULL)
    ct_draft_touch (self->draft);
}

/* ---- Going from question to question ---- */

static void
focus_row (CtScoreEntry *self, guint index)
{
  gtk_widget_child_focus (GTK_WIDGET (row_at (self, index)), GTK_DIR_TAB_FORWARD);
  gtk_widget_grab_focus (GTK_WIDGET (row_at (self, index)));
}

static void
on_leave_cb (CtScoreItem *row, int steps, CtScoreEntry *self)
{
  guint index;

  if (!g_ptr_array_find (self->rows, row, &index))
    return;
  for (gint64 i = (gint64) index + steps; i >= 0 && i < self->rows->len; i += steps)
    if (ct_score_item_is_asked (row_at (self, (guint) i)))
      {
        focus_row (self, (guint) i);
        return;
      }
  if (steps > 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->save_button));
}

/* ---- The questionnaire ---- */

static void
add_item (CtScoreEntry *self, const CtItem *item)
{
  GtkWidget *row = ct_score_item_new (item);

  g_signal_connect_object (row, "answered", G_CALLBACK (on_answered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "leave", G_CALLBACK (on_leave_cb), self, 0);
  g_ptr_array_add (self->rows, row);
  gtk_box_append (self->items, row);
}

static void
show_instrument (CtScoreEntry *self, CtInstrument *instrument)
{
  GtkWidget *child;
  g_autofree char *name = g_strdup_printf (_("Record %s"), instrument->abbreviation);
  g_autofree char *licence = NULL;

  self->instrument = instrument;
  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->items))) != NULL)
    gtk_box_remove (self->items, child);
  for (guint i = 0; i < instrument->items->len; i++)
    add_item (self, g_ptr_array_index (instrument->items, i));
  adw_window_title_set_title (self->title, name);
  gtk_window_set_title (GTK_WINDOW (self), name);
  gtk_label_set_text (self->recall, instrument->recall != NULL ? instrument->recall : "");
  licence = ct_words_join (" · ", instrument->name, instrument->copyright != NULL ? instrument->copyright : "",
                           instrument->licensed_form ? _("Read the questions from the licensed form.") : "", NULL);
  gtk_label_set_text (self->licence, licence);
  on_answered_cb (self);
  if (self->rows->len > 0)
    focus_row (self, 0);
}

static void
on_instrument_cb (CtScoreEntry *self)
{
  guint index = gtk_drop_down_get_selected (self->instrument_choice);

  if (index < self->instruments->len && g_ptr_array_index (self->instruments, index) != self->instrument)
    show_instrument (self, g_ptr_array_index (self->instruments, index));
}

static void
add_instrument (CtScoreEntry *self, GtkStringList *names, CtInstrument *instrument)
{
  g_autofree char *name = NULL;

  if (instrument == NULL || g_ptr_array_find (self->instruments, instrument, NULL))
    return;
  name = g_strdup_printf ("%s · %s", instrument->abbreviation, instrument->measures);
  g_ptr_array_add (self->instruments, instrument);
  gtk_string_list_append (names, name);
}

/* The usual three first, then all that is known. */
static void
fill_choice (CtScoreEntry *self, const char *wanted)
{
  static const char *const usual[] = { "phq-9", "gad-7", "pcl-5" };
  CtKnowledge *knowledge = ct_clinic_get_knowledge (self->clinic);
  GPtrArray *all = ct_knowledge_list_instruments (knowledge);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  CtInstrument *first = wanted != NULL ? ct_knowledge_get_instrument (knowledge, wanted) : NULL;
  guint index = 0;

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    add_instrument (self, names, ct_knowledge_get_instrument (knowledge, usual[i]));
  for (guint i = 0; i < all->len; i++)
    add_instrument (self, names, g_ptr_array_index (all, i));
  if (first != NULL)
    g_ptr_array_find (self->instruments, first, &index);
  gtk_drop_down_set_model (self->instrument_choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->instrument_choice, index);
}

/* ---- Saving ---- */

static void
finish (CtScoreEntry *self)
{
  g_autofree char *score = ct_progress_score_words (self->instrument, self->stored);
  g_autofree char *text = g_strdup_printf (_("Recorded: %s"), score);

  ct_notice_tell (GTK_WIDGET (self), self->merged != NULL ? self->merged : text);
  self->closing = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
show_notice (CtScoreEntry *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->cancel_button), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->save_button), FALSE);
  gtk_stack_set_visible_child_name (self->stack, "notice");
  ct_score_notice_show (self->notice, self->file->patient, self->instrument, self->stored);
}

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtScoreEntry) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtAssessment) stored = ct_clinic_finish (CT_CLINIC (source), result, &error);

  self->saving = FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "score.save", TRUE);
  if (stored == NULL)
    {
      complain (self, error->message);
      return;
    }
  g_set_object (&self->stored, stored);
  ct_draft_forget (self->draft);
  ct_draft_stop (self->draft);
  if (ct_assessment_wants_answer (stored))
    show_notice (self);
  else
    finish (self);
}

static GStrv
collect_answers (CtScoreEntry *self)
{
  g_autoptr (GStrvBuilder) answers = g_strv_builder_new ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      int value = ct_score_item_get_answer (row_at (self, i));
      g_autofree char *text = value >= 0 && ct_score_item_is_asked (row_at (self, i)) ? g_strdup_printf ("%d", value)
                                                                                      : g_strdup ("-");

      g_strv_builder_add (answers, text);
    }
  return g_strv_builder_end (answers);
}

static gboolean
is_complete (CtScoreEntry *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (is_open (self, i))
      {
        g_autofree char *text = g_strdup_printf (_("Question %s is not answered yet. Press “-” if it was left out."),
                                                 ct_score_item_get_item (row_at (self, i))->code);

        complain (self, text);
        focus_row (self, i);
        return FALSE;
      }
  return TRUE;
}

static void
save (GtkWidget *widget, const char *name, GVariant *target)
{
  CtScoreEntry *self = CT_SCORE_ENTRY (widget);
  CtDate day = ct_date_parse_any (gtk_editable_get_text (GTK_EDITABLE (self->day)));
  g_auto (GStrv) answers = NULL;

  if (self->stored != NULL || self->saving || !is_complete (self))
    return;
  if (day == CT_DATE_NONE)
    {
      complain (self, _("Write the day it was filled in, like 21 Nov 2026."));
      gtk_widget_grab_focus (GTK_WIDGET (self->day));
      return;
    }
  answers = collect_answers (self);
  self->saving = TRUE;
  gtk_widget_action_set_enabled (widget, "score.save", FALSE);
  ct_clinic_save_assessment_async (self->clinic, CT_RECORD (self->file->patient)->id, self->instrument->id,
                                   (const char *const *) answers, day, on_saved_cb, g_object_ref (self));
}

/* ---- The notice's answer ---- */

static void acknowledge (CtScoreEntry *self, CtAssessment *over, const char *what_was_done);

/* Where their answer alone was taken, there is nothing left to store. */
static void
on_resolved_cb (CtRecord *merged, const char *told, gpointer data)
{
  CtScoreEntry *self = data;
  CtAssessment *answered = (CtAssessment *) merged;

  if (merged == NULL)
    return;
  g_free (self->merged);
  self->merged = g_strdup (told);
  if (answered->acknowledgement != NULL && strstr (answered->acknowledgement, self->wanted->acknowledgement) != NULL)
    {
      acknowledge (self, answered, answered->acknowledgement);
      return;
    }
  g_set_object (&self->stored, answered);
  finish (self);
}

static void
on_noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtScoreEntry) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtAssessment) stored = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (g_error_matches (error, CT_ERROR, CT_ERROR_CONFLICT))
    {
      ct_conflict_resolve (GTK_WIDGET (self), self->clinic, CT_RECORD (self->stored), CT_RECORD (self->wanted),
                           on_resolved_cb, g_object_ref (self), g_object_unref);
      return;
    }
  if (stored == NULL)
    {
      ct_score_notice_complain (self->notice, error->message);
      return;
    }
  g_set_object (&self->stored, stored);
  finish (self);
}

static void
acknowledge (CtScoreEntry *self, CtAssessment *over, const char *what_was_done)
{
  g_clear_object (&self->wanted);
  self->wanted = ct_clinic_acknowledged (self->clinic, over, what_was_done);
  ct_clinic_acknowledge_async (self->clinic, over, what_was_done, on_noted_cb, g_object_ref (self));
}

static void
on_acknowledged_cb (CtScoreEntry *self, const char *what_was_done)
{
  acknowledge (self, self->stored, what_was_done);
}

static void
on_not_yet_cb (CtScoreEntry *self)
{
  finish (self);
}

/* ---- Closing ---- */

static void
on_discard_cb (AdwMessageDialog *dialog, const char *response, CtScoreEntry *self)
{
  if (g_strcmp0 (response, "draft") == 0)
    ct_draft_keep (self->draft);
  else if (g_strcmp0 (response, "discard") == 0)
    ct_draft_forget (self->draft);
  else
    return;
  self->closing = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
ask_to_discard (CtScoreEntry *self)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Leave Without Saving?"),
                                              _("As a draft the answers so far wait here for you, and nobody else sees them."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _("_Stay"), "discard", _("_Discard"), "draft",
                                    _("Keep as _Draft"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_discard_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
ct_score_entry_close_request (GtkWindow *window)
{
  CtScoreEntry *self = CT_SCORE_ENTRY (window);

  if (!self->closing && self->stored != NULL && ct_assessment_wants_answer (self->stored))
    {
      ct_score_notice_complain (self->notice, _("Say what was done about it, or choose “Not yet”."));
      return TRUE;
    }
  if (!self->closing && (self->saving || is_touched (self)))
    {
      if (!self->saving)
        ask_to_discard (self);
      return TRUE;
    }
  return GTK_WINDOW_CLASS (ct_score_entry_parent_class)->close_request (window);
}

/* ---- What is answered and not saved yet ---- */

/* The instrument, the day, and the answers in their order. */
static char *
write_draft (gpointer data)
{
  CtScoreEntry *self = data;
  g_autoptr (GString) text = NULL;

  if (!is_touched (self))
    return NULL;
  text = g_string_new (self->instrument->id);
  g_string_append_printf (text, "\n%s\n", gtk_editable_get_text (GTK_EDITABLE (self->day)));
  for (guint i = 0; i < self->rows->len; i++)
    g_string_append_printf (text, "%d ", ct_score_item_get_answer (row_at (self, i)));
  return g_strdup (text->str);
}

static void
choose_instrument (CtScoreEntry *self, const char *id)
{
  for (guint i = 0; i < self->instruments->len; i++)
    if (g_str_equal (((CtInstrument *) g_ptr_array_index (self->instruments, i))->id, id))
      gtk_drop_down_set_selected (self->instrument_choice, i);
}

static char *
read_draft (const char *text, gpointer data)
{
  CtScoreEntry *self = data;
  g_auto (GStrv) lines = g_strsplit (text, "\n", 3);
  g_auto (GStrv) answers = NULL;

  if (g_strv_length (lines) < 3)
    return NULL;
  choose_instrument (self, lines[0]);
  gtk_editable_set_text (GTK_EDITABLE (self->day), lines[1]);
  answers = g_strsplit (g_strstrip (lines[2]), " ", -1);
  for (guint i = 0; answers[i] != NULL && i < self->rows->len; i++)
    if (atoi (answers[i]) != CT_ANSWER_OPEN)
      ct_score_item_set_answer (row_at (self, i), atoi (answers[i]));
  return NULL;
}

/* ---- The object ---- */

static void
ct_score_entry_dispose (GObject *object)
{
  CtScoreEntry *self = CT_SCORE_ENTRY (object);

  if (self->draft != NULL)
    ct_draft_stop (self->draft);
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (ct_score_entry_parent_class)->dispose (object);
}

static void
ct_score_entry_finalize (GObject *object)
{
  CtScoreEntry *self = CT_SCORE_ENTRY (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->instruments, g_ptr_array_unref);
  g_clear_object (&self->stored);
  g_clear_object (&self->wanted);
  g_clear_pointer (&self->merged, g_free);
  g_clear_object (&self->file);
  g_clear_object (&self->clinic);
  G_OBJECT_CLASS (ct_score_entry_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CtScoreEntry, title);
  gtk_widget_class_bind_template_child (widget_class, CtScoreEntry, stack);
  gtk_widget_class_bind_template_child (widget_class, CtScoreEntry, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, CtScoreEntry, save_button);
  gtk_widget_class_bind_template_child (widget_class, CtScoreEntry, instrument_choice);
  gtk_widget_class_bind_template_child (widget_class, CtScoreEntry, recall);
  gtk_widget_class_bind_template_child (widget_class, CtScoreEntry, day);
  gtk_widget_class_bind_template_child (widget_class, CtScoreEntry, scroller);
  gtk_widget_class_bind_template_child (widget_class, CtScoreEntry, items);
  gtk_widget_class_bind_template_child (widget_class, CtScoreEntry, result);
  gtk_widget_class_bind_template_child (widget_class, CtScoreEntry, problem);
  gtk_widget_class_bind_template_child (widget_class, CtScoreEntry, licence);
  gtk_widget_class_bind_template_child (widget_class, CtScoreEntry, notice);
}

static void
ct_score_entry_class_init (CtScoreEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_score_entry_dispose;
  G_OBJECT_CLASS (klass)->finalize = ct_score_entry_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = ct_score_entry_close_request;
  g_type_ensure (CT_TYPE_SCORE_RESULT);
  g_type_ensure (CT_TYPE_SCORE_NOTICE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/patient/ct-score-entry.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "score.save", NULL, save);
  ct_keymap_bind_class (widget_class, CT_KEY_SCORE);
}

static void
ct_score_entry_init (CtScoreEntry *self)
{
  self->rows = g_ptr_array_new ();
  self->instruments = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->instrument_choice, "notify::selected", G_CALLBACK (on_instrument_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notice, "acknowledged", G_CALLBACK (on_acknowledged_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notice, "not-yet", G_CALLBACK (on_not_yet_cb), self, G_CONNECT_SWAPPED);
}

/**
 * ct_score_entry_new:
 * @clinic: a clinic
 * @file: who answers
 * @instrument: (nullable): the instrument to begin with; %NULL or "": PHQ-9
 *
 * Returns: (transfer none): a window, with today as the day.
 */
CtScoreEntry *
ct_score_entry_new (CtClinic *clinic, CtPatientFile *file, const char *instrument)
{
  CtScoreEntry *self = g_object_new (CT_TYPE_SCORE_ENTRY, NULL);
  g_autofree char *who = ct_patient_banner_title (file, ct_clinic_today (clinic));
  g_autofree char *day = ct_date_format (ct_clinic_today (clinic), "%-d %b %Y");
  g_autofree char *what = NULL;

  self->clinic = g_object_ref (clinic);
  self->file = g_object_ref (file);
  adw_window_title_set_subtitle (self->title, who);
  gtk_editable_set_text (GTK_EDITABLE (self->day), day);
  ct_presence_show_in (ADW_WINDOW (self), clinic, "patient", CT_RECORD (file->patient)->id);
  fill_choice (self, instrument);
  on_instrument_cb (self);
  what = g_strdup_printf ("score/%" G_GINT64_FORMAT, CT_RECORD (file->patient)->id);
  self->draft = ct_draft_new (clinic, what, write_draft, read_draft, self);
  ct_draft_show_in (self->draft, ADW_WINDOW (self));
  return self;
}
