#include "ui/patient/ct-fact-editor.h"

#include <glib/gi18n.h>

#include "ui/ct-keymap.h"
#include "ui/ct-notice.h"
#include "ui/ct-presence-line.h"
#include "ui/form/ct-conflict.h"
#include "ui/form/ct-draft.h"
#include "ui/form/ct-form.h"

struct _CtFactEditor
{
  AdwWindow            parent_instance;
  AdwWindowTitle      *title;
  AdwPreferencesGroup *group;
  GtkLabel            *problem;
  CtClinic            *clinic;
  CtForm              *form;
  CtDraft             *draft;
  CtRecord            *fact;    /* as it was opened */
  CtRecord            *sent;    /* (nullable): what is being saved */
  char                *merged;  /* (nullable): what merged by itself */
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

static void save_record (CtFactEditor *self, CtRecord *record);

static void
on_resolved_cb (CtRecord *merged, const char *told, gpointer data)
{
  CtFactEditor *self = data;

  if (merged == NULL)
    return;
  g_free (self->merged);
  self->merged = g_strdup (told);
  save_record (self, merged);
}

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtFactEditor) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtRecord) stored = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (g_error_matches (error, CT_ERROR, CT_ERROR_CONFLICT))
    {
      ct_conflict_resolve (GTK_WIDGET (self), self->clinic, self->fact, self->sent, on_resolved_cb, g_object_ref (self),
                           g_object_unref);
      return;
    }
  if (stored == NULL)
    {
      gtk_label_set_text (self->problem, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
      return;
    }
  ct_draft_forget (self->draft);
  ct_notice_tell (GTK_WIDGET (self), self->merged != NULL ? self->merged : _("Saved in the record."));
  self->closing = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
save_record (CtFactEditor *self, CtRecord *record)
{
  g_clear_object (&self->sent);
  self->sent = ct_record_copy (record);
  ct_clinic_save_fact_async (self->clinic, self->sent, on_saved_cb, g_object_ref (self));
}

static void
save (GtkWidget *widget, const char *name, GVariant *target)
{
  CtFactEditor *self = CT_FACT_EDITOR (widget);

  if (ct_form_check (self->form))
    save_record (self, ct_form_get_record (self->form));
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
  if (g_strcmp0 (response, "draft") == 0)
    ct_draft_keep (self->draft);
  else if (g_strcmp0 (response, "discard") == 0)
    ct_draft_forget (self->draft);
  else
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
    {
      ct_draft_stop (self->draft);
      return GTK_WINDOW_CLASS (ct_fact_editor_parent_class)->close_request (window);
    }
  dialog = adw_message_dialog_new (window, _("Leave Without Saving?"),
                                   _("As a draft it waits here for you, and nobody else sees it."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _("_Stay"), "discard", _("_Discard"), "draft",
                                    _("Keep as _Draft"), NULL);
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
  g_clear_object (&self->draft);
  g_clear_object (&self->fact);
  g_clear_object (&self->sent);
  g_free (self->merged);
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
  g_autofree char *what = NULL;

  self->clinic = g_object_ref (clinic);
  self->fact = g_object_ref (fact);
  ct_presence_show_in (ADW_WINDOW (self), clinic, "patient", CT_RECORD (file->patient)->id);
  fill (self, file, fact);
  what = g_strdup_printf ("%s/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, ct_record_table (fact), CT_RECORD (file->patient)->id,
                          fact->id);
  self->draft = ct_draft_new_for_form (clinic, self->form, what);
  ct_draft_show_in (self->draft, ADW_WINDOW (self));
  return self;
}
