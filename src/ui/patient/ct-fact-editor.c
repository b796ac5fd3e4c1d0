#include "ui/patient/ct-fact-editor.h"

#include <glib/gi18n.h>

#include "ui/ct-keymap.h"
#include "ui/ct-notice.h"
#include "ui/form/ct-form.h"

struct _CtFactEditor
{
  AdwWindow            parent_instance;
  AdwWindowTitle      *title;
  AdwPreferencesGroup *group;
  GtkLabel            *problem;
  CtClinic            *clinic;
  CtForm              *form;
  gboolean             closing;
};

G_DEFINE_FINAL_TYPE (CtFactEditor, ct_fact_editor, ADW_TYPE_WINDOW)

/* Fields that are for machines, or say where the fact comes from, are not typed by people. */
static gboolean
is_for_people (const CtField *field)
{
  static const char *const hidden[] = { "patient_id", "document_id", "code_system", "null_flavor", "taken", "removed",
                                        NULL };

  return (field->flags & CT_PLAIN) == 0 && !g_strv_contains (hidden, field->name);
}

static const char *
kind_title (CtRecord *fact)
{
  if (CT_ALLERGY_IS (fact))
    return _("Allergy");
  if (CT_MEDICATION_IS (fact))
    return _("Medication");
  return CT_PROBLEM_IS (fact) ? _("Problem") : _("Vital sign");
}

static void
update_actions (CtFactEditor *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.save", ct_form_is_changed (self->form));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.undo", ct_form_can_undo (self->form));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.redo", ct_form_can_redo (self->form));
}

static void
fill (CtFactEditor *self, CtPatientFile *file, CtRecord *fact)
{
  g_autofree char *name = ct_patient_display_name (file->patient);
  guint n_fields;
  const CtField *fields = ct_record_fields (fact, &n_fields);

  adw_window_title_set_title (self->title, kind_title (fact));
  adw_window_title_set_subtitle (self->title, name);
  gtk_window_set_title (GTK_WINDOW (self), kind_title (fact));
  for (guint i = 0; i < n_fields; i++)
    if (is_for_people (&fields[i]))
      {
        GtkWidget *row = ct_field_row_new (fields[i].name);

        ct_form_add (self->form, CT_FIELD_ROW (row));
        adw_preferences_group_add (self->group, row);
      }
  ct_form_set_record (self->form, fact);
  ct_field_row_edit (ct_form_get_row (self->form, "text"));
}

/* ---- Saving ---- */

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtFactEditor) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtRecord) stored = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (stored == NULL)
    {
      gtk_label_set_text (self->problem, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
      return;
    }
  ct_notice_tell (GTK_WIDGET (self), _("Saved in the record."));
  self->closing = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
save (GtkWidget *widget, const char *name, GVariant *target)
{
  CtFactEditor *self = CT_FACT_EDITOR (widget);

  if (ct_form_check (self->form))
    ct_clinic_save_fact_async (self->clinic, ct_form_get_record (self->form), on_saved_cb, g_object_ref (self));
}

static void
undo (GtkWidget *widget, const char *name, GVariant *target)
{
  ct_form_undo (CT_FACT_EDITOR (widget)->form);
}

static void
redo (GtkWidget *widget, const char *name, GVariant *target)
{
  ct_form_redo (CT_FACT_EDITOR (widget)->form);
}

static void
cancel (GtkWidget *widget, const char *name, GVariant *target)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
on_discard_cb (AdwMessageDialog *dialog, const char *response, CtFactEditor *self)
{
  if (g_strcmp0 (response, "discard") != 0)
    return;
  self->closing = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
ct_fact_editor_close_request (GtkWindow *window)
{
  CtFactEditor *self = CT_FACT_EDITOR (window);
  GtkWidget *dialog;

  if (self->closing || !ct_form_is_changed (self->form))
    return GTK_WINDOW_CLASS (ct_fact_editor_parent_class)->close_request (window);
  dialog = adw_message_dialog_new (window, _("Leave Without Saving?"), _("What you wrote here would be lost."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _("_Stay"), "discard", _("_Discard"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_discard_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  return TRUE;
}

static void
ct_fact_editor_finalize (GObject *object)
{
  CtFactEditor *self = CT_FACT_EDITOR (object);

  g_clear_object (&self->clinic);
  g_clear_object (&self->form);
  G_OBJECT_CLASS (ct_fact_editor_parent_class)->finalize (object);
}

static void
ct_fact_editor_class_init (CtFactEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ct_fact_editor_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = ct_fact_editor_close_request;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/patient/ct-fact-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, CtFactEditor, title);
  gtk_widget_class_bind_template_child (widget_class, CtFactEditor, group);
  gtk_widget_class_bind_template_child (widget_class, CtFactEditor, problem);
  gtk_widget_class_install_action (widget_class, "editor.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "editor.undo", NULL, undo);
  gtk_widget_class_install_action (widget_class, "editor.redo", NULL, redo);
  gtk_widget_class_install_action (widget_class, "editor.cancel", NULL, cancel);
  ct_keymap_bind_class (widget_class, CT_KEY_EDITOR);
}

static void
ct_fact_editor_init (CtFactEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->form = ct_form_new ();
  g_signal_connect_object (self->form, "changed", G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
}

/**
 * ct_fact_editor_new:
 * @clinic: a clinic
 * @file: whose fact
 * @fact: a #CtProblem, #CtMedication, #CtAllergy or #CtMeasurement; with id 0 it is a new one
 *
 * Returns: (transfer none): a window.
 */
CtFactEditor *
ct_fact_editor_new (CtClinic *clinic, CtPatientFile *file, CtRecord *fact)
{
  CtFactEditor *self = g_object_new (CT_TYPE_FACT_EDITOR, NULL);

  self->clinic = g_object_ref (clinic);
  fill (self, file, fact);
  return self;
}
