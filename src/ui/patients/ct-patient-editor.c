#include "ui/patients/ct-patient-editor.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-text.h"
#include "ui/ct-banner.h"
#include "ui/ct-keymap.h"
#include "ui/ct-notice.h"
#include "ui/ct-presence-line.h"
#include "ui/form/ct-conflict.h"
#include "ui/form/ct-draft.h"
#include "ui/search/ct-hit-row.h"

#define DUPLICATES_DELAY_MS 250

struct _CtPatientEditor
{
  AdwWindow       parent_instance;
  AdwWindowTitle *title;
  GtkButton      *save_button;
  GtkBox         *banners;
  GtkFlowBox     *groups;
  CtFieldRow     *sex;
  CtBanner       *problem;     /* what the clinic had against saving */
  GtkWidget      *duplicates;  /* a box of those who may be the same */
  CtClinic       *clinic;
  CtPatient      *patient;     /* as it was opened */
  CtRecord       *sent;        /* (nullable): what is being saved */
  char           *merged;      /* (nullable): what merged by itself, to be told once it is saved */
  CtForm         *form;
  CtDraft        *draft;
  guint           looking;     /* the timer before looking for duplicates */
  guint           n_duplicates;
  gboolean        saving;
  gboolean        closing;     /* asked and answered */
};

static guint saved_signal;

G_DEFINE_FINAL_TYPE (CtPatientEditor, ct_patient_editor, ADW_TYPE_WINDOW)

static gboolean
is_new (CtPatientEditor *self)
{
  return CT_RECORD (self->patient)->id == 0;
}

/* ---- What is shown of the form ---- */

static void
update_title (CtPatientEditor *self)
{
  CtPatient *patient = CT_PATIENT (ct_form_get_record (self->form));
  g_autofree char *name = ct_patient_display_name (patient);
  g_autofree char *person = ct_hit_describe_person (patient, ct_clinic_today (self->clinic));
  const char *title = is_new (self) ? _("New patient") : name;

  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, is_new (self) ? NULL : person);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
update_actions (CtPatientEditor *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.undo", ct_form_can_undo (self->form));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.redo", ct_form_can_redo (self->form));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.save",
                                 !self->saving && (is_new (self) || ct_form_is_changed (self->form)));
}

static void
check_birth_date (CtPatientEditor *self)
{
  CtFieldRow *row = ct_form_get_row (self->form, "born");
  CtDate born = CT_PATIENT (ct_form_get_record (self->form))->born;

  ct_field_row_set_complaint (row, born != CT_DATE_NONE && born > ct_clinic_latest_today (self->clinic)
                                       ? _("This day is still to come.")
                                       : NULL);
}

/* ---- Who may be the same ---- */

static void
clear_duplicates (CtPatientEditor *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->duplicates)) != NULL)
    gtk_box_remove (GTK_BOX (self->duplicates), child);
}

static void
add_duplicate (CtPatientEditor *self, const CtPatientHit *hit)
{
  g_autofree char *name = ct_patient_display_name (hit->patient);
  g_autofree char *person = ct_hit_describe_person (hit->patient, ct_clinic_today (self->clinic));
  /* Translators: a name, then sex, age, birth date, record number and phone */
  g_autofree char *text = g_strdup_printf (_("Perhaps here already: %s (%s)"), name, person);
  g_autofree char *action = g_strdup_printf ("win.show-patient(int64 %" G_GINT64_FORMAT ")", CT_RECORD (hit->patient)->id);
  GtkWidget *banner = ct_banner_new ("dialog-warning-symbolic", text);

  ct_banner_set_action (CT_BANNER (banner), _("Open"), action);
  gtk_box_append (GTK_BOX (self->duplicates), banner);
}

static void
on_duplicates_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtPatientEditor) self = data;
  g_autoptr (GPtrArray) hits = ct_clinic_finish (CT_CLINIC (source), result, NULL);

  if (hits == NULL || self->duplicates == NULL)
    return;
  clear_duplicates (self);
  self->n_duplicates = hits->len;
  for (guint i = 0; i < hits->len && i < 3; i++)
    add_duplicate (self, g_ptr_array_index (hits, i));
}

static gboolean
on_look_cb (gpointer data)
{
  CtPatientEditor *self = data;

  self->looking = 0;
  ct_clinic_find_duplicates_async (self->clinic, CT_PATIENT (ct_form_get_record (self->form)), on_duplicates_cb,
                                   g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static gboolean
identity_changed (CtPatientEditor *self)
{
  const char *const identity[] = { "family_name", "given_names", "preferred_name", "born", "phone", "phone_other" };

  for (guint i = 0; i < G_N_ELEMENTS (identity); i++)
    if (ct_field_row_is_changed (ct_form_get_row (self->form, identity[i])))
      return TRUE;
  return is_new (self);
}

static void
on_form_changed_cb (CtPatientEditor *self)
{
  check_birth_date (self);
  update_title (self);
  update_actions (self);
  ct_banner_set_text (self->problem, NULL);
  if (self->looking == 0 && identity_changed (self))
    self->looking = g_timeout_add (DUPLICATES_DELAY_MS, on_look_cb, self);
}

/* ---- Saving ---- */

static void
close_saved (CtPatientEditor *self, CtPatient *stored)
{
  g_autofree char *name = ct_patient_display_name (stored);
  /* Translators: a name and a record number */
  g_autofree char *text = is_new (self) ? g_strdup_printf (_("Added: %s (%s)"), name, stored->mrn)
                                        : g_strdup_printf (_("Saved: %s"), name);

  ct_draft_forget (self->draft);
  ct_notice_tell (GTK_WIDGET (self), self->merged != NULL ? self->merged : text);
  if (is_new (self))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-patient", "x", CT_RECORD (stored)->id);
  self->closing = TRUE;
  g_signal_emit (self, saved_signal, 0, stored);
  gtk_window_close (GTK_WINDOW (self));
}

static void save_record (CtPatientEditor *self, CtRecord *record);

static void
on_resolved_cb (CtRecord *merged, const char *told, gpointer data)
{
  CtPatientEditor *self = data;

  if (merged == NULL || self->duplicates == NULL)
    return;
  g_free (self->merged);
  self->merged = g_strdup (told);
  save_record (self, merged);
}

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtPatientEditor) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtPatient) stored = ct_clinic_finish (CT_CLINIC (source), result, &error);

  self->saving = FALSE;
  update_actions (self);
  if (stored != NULL)
    close_saved (self, stored);
  else if (g_error_matches (error, CT_ERROR, CT_ERROR_CONFLICT))
    ct_conflict_resolve (GTK_WIDGET (self), self->clinic, CT_RECORD (self->patient), self->sent, on_resolved_cb,
                         g_object_ref (self), g_object_unref);
  else
    ct_banner_set_text (self->problem, error->message);
}

static void
save_record (CtPatientEditor *self, CtRecord *record)
{
  self->saving = TRUE;
  g_clear_object (&self->sent);
  self->sent = ct_record_copy (record);
  update_actions (self);
  ct_clinic_save_patient_async (self->clinic, CT_PATIENT (record), on_saved_cb, g_object_ref (self));
}

/**
 * ct_patient_editor_save:
 * @self: the editor
 *
 * Saves what stands in the form, unless something in it is wrong: then the cursor goes there.
 */
void
ct_patient_editor_save (CtPatientEditor *self)
{
  g_return_if_fail (CT_IS_PATIENT_EDITOR (self));
  if (!self->saving && ct_form_check (self->form))
    save_record (self, ct_form_get_record (self->form));
}

/* ---- Leaving ---- */

static gboolean
on_close_later_cb (gpointer data)
{
  gtk_window_close (GTK_WINDOW (data));
  return G_SOURCE_REMOVE;
}

static void
on_leave_answer_cb (CtPatientEditor *self, const char *answer)
{
  if (g_strcmp0 (answer, "save") == 0)
    {
      ct_patient_editor_save (self);
      return;
    }
  if (g_strcmp0 (answer, "stay") == 0)
    return;
  if (g_strcmp0 (answer, "draft") == 0)
    ct_draft_keep (self->draft);
  else
    ct_draft_forget (self->draft);
  self->closing = TRUE;
  /* The question is above this window and must be gone first. */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_close_later_cb, g_object_ref (self), g_object_unref);
}

static void
ask_to_leave (CtPatientEditor *self)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Save Changes?"),
                                              _("As a draft it waits here for you, and nobody else sees it."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _("_Go On"), "discard", _("_Discard"), "draft",
                                    _("Keep as _Draft"), "save", _("_Save"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_leave_answer_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
ct_patient_editor_close_request (GtkWindow *window)
{
  CtPatientEditor *self = CT_PATIENT_EDITOR (window);

  if (!self->closing && ct_form_is_changed (self->form))
    {
      ask_to_leave (self);
      return TRUE;
    }
  ct_draft_stop (self->draft);
  return GTK_WINDOW_CLASS (ct_patient_editor_parent_class)->close_request (window);
}

/* ---- Actions ---- */

static void
on_action_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  CtPatientEditor *self = CT_PATIENT_EDITOR (widget);

  if (strcmp (name, "editor.undo") == 0)
    ct_form_undo (self->form);
  else if (strcmp (name, "editor.redo") == 0)
    ct_form_redo (self->form);
  else if (strcmp (name, "editor.save") == 0)
    ct_patient_editor_save (self);
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* ---- What others ask of it ---- */

/**
 * ct_patient_editor_get_form:
 * @self: the editor
 *
 * Returns: (transfer none): what is filled in.
 */
CtForm *
ct_patient_editor_get_form (CtPatientEditor *self)
{
  g_return_val_if_fail (CT_IS_PATIENT_EDITOR (self), NULL);
  return self->form;
}

/**
 * ct_patient_editor_get_duplicates:
 * @self: the editor
 *
 * Returns: how many people may be the same.
 */
guint
ct_patient_editor_get_duplicates (CtPatientEditor *self)
{
  g_return_val_if_fail (CT_IS_PATIENT_EDITOR (self), 0);
  return self->n_duplicates;
}

static void
append_word (char **to, const char *word)
{
  g_autofree char *first = g_utf8_substring (word, 0, 1);
  g_autofree char *big = g_utf8_strup (first, -1);
  g_autofree char *named = g_strconcat (big, g_utf8_next_char (word), NULL);
  g_autofree char *before = *to;

  *to = before != NULL ? g_strjoin (" ", before, named, NULL) : g_steal_pointer (&named);
}

/**
 * ct_patient_editor_guess:
 * @words: (nullable): what was typed into the search
 *
 * Reads a name ("Reyes, Marisol" or "Marisol Reyes"), a date of birth and a phone number out of it.
 *
 * Returns: (transfer full): a new patient, not stored.
 */
CtPatient *
ct_patient_editor_guess (const char *words)
{
  CtPatient *patient = ct_patient_new ();
  const char *comma = words != NULL ? strchr (words, ',') : NULL;
  g_auto (GStrv) parts = g_strsplit_set (words != NULL ? words : "", " ,", -1);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint family;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *digits = ct_text_digits (parts[i]);
      CtDate born = ct_date_parse_any (parts[i]);

      if (born != CT_DATE_NONE)
        patient->born = born;
      else if (strlen (digits) >= 7 && patient->phone == NULL)
        patient->phone = g_strdup (parts[i]);
      else if (*parts[i] != '\0' && *digits == '\0')
        g_ptr_array_add (names, parts[i]);
    }
  family = comma != NULL || names->len == 0 ? 0 : names->len - 1;
  for (guint i = 0; i < names->len; i++)
    append_word (i == family ? &patient->family_name : &patient->given_names, g_ptr_array_index (names, i));
  return patient;
}

/* ---- The object ---- */

static void
ct_patient_editor_dispose (GObject *object)
{
  CtPatientEditor *self = CT_PATIENT_EDITOR (object);

  g_clear_handle_id (&self->looking, g_source_remove);
  if (self->draft != NULL)
    ct_draft_stop (self->draft);
  if (self->form != NULL)
    g_signal_handlers_disconnect_by_data (self->form, self);
  self->duplicates = NULL;
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (ct_patient_editor_parent_class)->dispose (object);
}

static void
ct_patient_editor_finalize (GObject *object)
{
  CtPatientEditor *self = CT_PATIENT_EDITOR (object);

  g_clear_object (&self->form);
  g_clear_object (&self->patient);
  g_clear_object (&self->sent);
  g_clear_object (&self->clinic);
  g_free (self->merged);
  G_OBJECT_CLASS (ct_patient_editor_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  const char *const names[] = { "editor.save", "editor.undo", "editor.redo", "editor.cancel" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_class_install_action (widget_class, names[i], NULL, on_action_cb);
  ct_keymap_bind_class (widget_class, CT_KEY_EDITOR);
}

static void
ct_patient_editor_class_init (CtPatientEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_patient_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = ct_patient_editor_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = ct_patient_editor_close_request;
  saved_signal = g_signal_new ("saved", CT_TYPE_PATIENT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                               CT_TYPE_PATIENT);
  g_type_ensure (CT_TYPE_FIELD_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/chairtime/Chairtime/ui/patients/ct-patient-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, CtPatientEditor, title);
  gtk_widget_class_bind_template_child (widget_class, CtPatientEditor, save_button);
  gtk_widget_class_bind_template_child (widget_class, CtPatientEditor, banners);
  gtk_widget_class_bind_template_child (widget_class, CtPatientEditor, groups);
  gtk_widget_class_bind_template_child (widget_class, CtPatientEditor, sex);
  install_actions (widget_class);
}

static void
ct_patient_editor_init (CtPatientEditor *self)
{
  const char *const sexes[] = { "", "female", "male", "other", "unknown", NULL };
  const char *const labels[] = { _("not said"), _("female"), _("male"), _("other"), _("unknown"), NULL };

  gtk_widget_init_template (GTK_WIDGET (self));
  ct_field_row_set_choices (self->sex, sexes, labels);
  self->problem = CT_BANNER (ct_banner_new ("dialog-error-symbolic", NULL));
  self->duplicates = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (self->banners, GTK_WIDGET (self->problem));
  gtk_box_append (self->banners, self->duplicates);
  self->form = ct_form_new ();
  ct_form_add_all (self->form, GTK_WIDGET (self->groups));
}

/**
 * ct_patient_editor_new:
 * @clinic: where the patient is kept
 * @patient: a stored patient, or one with id 0 and what is known already
 *
 * Returns: (transfer none): the editor, not shown yet.
 */
CtPatientEditor *
ct_patient_editor_new (CtClinic *clinic, CtPatient *patient)
{
  CtPatientEditor *self;
  g_autofree char *what = NULL;
  CtFieldRow *mrn;

  g_return_val_if_fail (CT_IS_CLINIC (clinic) && CT_PATIENT_IS (patient), NULL);
  self = g_object_new (CT_TYPE_PATIENT_EDITOR, NULL);
  self->clinic = g_object_ref (clinic);
  self->patient = g_object_ref (patient);
  what = is_new (self) ? g_strdup ("patient/new") : g_strdup_printf ("patient/%" G_GINT64_FORMAT, CT_RECORD (patient)->id);
  g_signal_connect_swapped (self->form, "changed", G_CALLBACK (on_form_changed_cb), self);
  ct_form_set_record (self->form, CT_RECORD (patient));
  mrn = ct_form_get_row (self->form, "mrn");
  if (is_new (self))
    ct_field_row_set_hint (mrn, _("given when it is saved"));
  ct_field_row_set_hint (ct_form_get_row (self->form, "born"), _("3/12/1985"));
  self->draft = ct_draft_new_for_form (clinic, self->form, what);
  ct_draft_show_in (self->draft, ADW_WINDOW (self));
  ct_presence_show_in (ADW_WINDOW (self), clinic, "patient", CT_RECORD (patient)->id);
  ct_field_row_edit (ct_form_get_row (self->form, "family_name"));
  return self;
}
