#include "ui/patient/ct-reason.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "ui/patient/ct-patient-parts.h"
#include "ui/patient/ct-wrap-layout.h"

typedef struct
{
  AdwMessageDialog *dialog;
  GtkEditable      *entry;
  CtReasonCheck     check; /* (nullable) */
  CtReasonFunc      callback;
  gpointer          data;
  GDestroyNotify    destroy;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  if (question->destroy != NULL)
    question->destroy (question->data);
  g_free (question);
}

static void
on_text_cb (Question *question)
{
  const char *text = gtk_editable_get_text (question->entry);

  adw_message_dialog_set_response_enabled (question->dialog, "act",
                                           !ct_text_is_blank (text) &&
                                             (question->check == NULL || question->check (text, NULL)));
}

static void
on_suggested_cb (GtkButton *button, Question *question)
{
  gtk_editable_set_text (question->entry, gtk_button_get_label (button));
  gtk_widget_grab_focus (GTK_WIDGET (question->entry));
  gtk_editable_set_position (question->entry, -1);
}

static void
on_response_cb (AdwMessageDialog *dialog, const char *response, Question *question)
{
  g_autofree char *reason = ct_text_clean (gtk_editable_get_text (question->entry));

  if (g_strcmp0 (response, "act") == 0)
    question->callback (reason, question->data);
}

static GtkWidget *
create_suggestions (Question *question, const char *const *words)
{
  GtkWidget *line = ct_wrap_new (6, 6);

  for (guint i = 0; words[i] != NULL; i++)
    {
      GtkWidget *button = gtk_button_new_with_label (_(words[i]));

      g_signal_connect (button, "clicked", G_CALLBACK (on_suggested_cb), question);
      gtk_widget_add_css_class (button, "ct-suggestion");
      ct_wrap_append (line, button);
    }
  return line;
}

static GtkWidget *
create_content (Question *question, const CtReasonAsk *ask)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ask->field);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  ct_part_name (row, ask->field);
  ct_part_name (list, ask->field);
  gtk_box_append (GTK_BOX (box), list);
  question->entry = GTK_EDITABLE (row);
  if (ask->suggestions != NULL)
    gtk_box_append (GTK_BOX (box), create_suggestions (question, ask->suggestions));
  g_signal_connect_swapped (row, "changed", G_CALLBACK (on_text_cb), question);
  return box;
}

/**
 * ct_reason_ask:
 * @from: where it is asked
 * @ask: what
 * @callback: called with the answer
 * @data: for @callback
 * @destroy: (nullable): frees @data, whatever the answer is
 *
 * Asks for words without which it is not done.
 *
 * Returns: (transfer none): the window that asks.
 */
GtkWindow *
ct_reason_ask (GtkWidget *from, const CtReasonAsk *ask, CtReasonFunc callback, gpointer data, GDestroyNotify destroy)
{
  GtkRoot *root = gtk_widget_get_root (from);
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, ask->heading, ask->body);
  Question *question = g_new0 (Question, 1);

  question->dialog = ADW_MESSAGE_DIALOG (dialog);
  question->check = ask->check;
  question->callback = callback;
  question->data = data;
  question->destroy = destroy;
  adw_message_dialog_add_responses (question->dialog, "cancel", _("_Cancel"), "act", ask->act, NULL);
  adw_message_dialog_set_response_appearance (question->dialog, "act",
                                              ask->destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (question->dialog, "act");
  adw_message_dialog_set_close_response (question->dialog, "cancel");
  adw_message_dialog_set_extra_child (question->dialog, create_content (question, ask));
  g_object_set_data_full (G_OBJECT (dialog), "question", question, question_free);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response_cb), question);
  on_text_cb (question);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (GTK_WIDGET (question->entry));
  return GTK_WINDOW (dialog);
}
