/* What can be done on the patient page. Windows about the patient are opened by the main window. */
#include "ui/lists/ct-consent-window.h"
#include "ui/patient/ct-patient-page-private.h"

#include <glib/gi18n.h>

#include "clinic/ct-calendar-files.h"
#include "ui/ct-child-window.h"
#include "ui/ct-notice.h"
#include "ui/form/ct-conflict.h"
#include "ui/paper/ct-desk-printer.h"
#include "ui/paper/ct-save.h"
#include "ui/paper/ct-tag-window.h"
#include "ui/patient/ct-fact-editor.h"
#include "ui/patient/ct-patient-parts.h"
#include "ui/patient/ct-patient-words.h"
#include "ui/patient/ct-reason.h"
#include "ui/patient/ct-session-entry.h"

static gpointer
find_record (GPtrArray *records, gint64 id)
{
  for (guint i = 0; i < records->len; i++)
    if (CT_RECORD (g_ptr_array_index (records, i))->id == id)
      return g_ptr_array_index (records, i);
  return NULL;
}

/* ---- Going places ---- */

static void
show_tab (GSimpleAction *action, GVariant *target, gpointer data)
{
  ct_patient_page_show_tab (data, g_variant_get_string (target, NULL));
}

static void
reload (GSimpleAction *action, GVariant *target, gpointer data)
{
  CtPatientPage *self = data;

  ct_patient_page_show (self, self->patient_id);
}

static void
book (GSimpleAction *action, GVariant *target, gpointer data)
{
  CtPatientPage *self = data;

  gtk_widget_activate_action (GTK_WIDGET (self), "win.book-for", "x", self->patient_id);
}

static void
plan_course (GSimpleAction *action, GVariant *target, gpointer data)
{
  CtPatientPage *self = data;

  gtk_widget_activate_action (GTK_WIDGET (self), "win.plan-course", "x", self->patient_id);
}

static void
record_score (GSimpleAction *action, GVariant *target, gpointer data)
{
  CtPatientPage *self = data;

  gtk_widget_activate_action (GTK_WIDGET (self), "win.record-score", "(xs)", self->patient_id,
                              g_variant_get_string (target, NULL));
}

static void
show_summary (GSimpleAction *action, GVariant *target, gpointer data)
{
  CtPatientPage *self = data;

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-summary", "x", self->patient_id);
}

/* Cards and labels ask for the sheet first; all appointments go on a page at once. */
static void
print (GSimpleAction *action, GVariant *target, gpointer data)
{
  CtPatientPage *self = data;
  const char *what = g_variant_get_string (target, NULL);
  CtTagWish wish = { .use = g_str_equal (what, "card") ? CT_TAG_CARDS : CT_TAG_LABELS, .patient_id = self->patient_id };
  g_autoptr (GError) error = NULL;
  GtkWindow *window;

  if (g_str_equal (what, "series"))
    {
      ct_desk_print_series (GTK_WIDGET (self), self->clinic, self->patient_id);
      return;
    }
  window = ct_tag_window_new (self->clinic, &wish, &error);
  if (window != NULL)
    ct_child_window_present (window, GTK_WIDGET (self));
  else
    ct_notice_error (GTK_WIDGET (self), error);
}

static void
on_calendar_place_cb (GFile *file, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!ct_save_write (file, g_object_get_data (G_OBJECT (data), "calendar-file"), &error))
    ct_notice_error (GTK_WIDGET (data), error);
}

static void
on_calendar_made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtPatientPage) self = data;
  g_autoptr (GError) error = NULL;
  GBytes *bytes = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (bytes == NULL)
    {
      ct_notice_error (GTK_WIDGET (self), error);
      return;
    }
  g_object_set_data_full (G_OBJECT (self), "calendar-file", bytes, (GDestroyNotify) g_bytes_unref);
  ct_save_choose (GTK_WIDGET (self), _("Save Appointments"), "appointments.ics", on_calendar_place_cb, g_object_ref (self),
                  g_object_unref);
}

static void
save_calendar (GSimpleAction *action, GVariant *target, gpointer data)
{
  CtPatientPage *self = data;

  ct_clinic_export_calendar_async (self->clinic, self->patient_id, on_calendar_made_cb, g_object_ref (self));
}

static void
who_opened (GSimpleAction *action, GVariant *target, gpointer data)
{
  CtPatientPage *self = data;

  gtk_widget_activate_action (GTK_WIDGET (self), "win.who-opened", "x", self->patient_id);
}

static void
edit (GSimpleAction *action, GVariant *target, gpointer data)
{
  CtPatientPage *self = data;

  gtk_widget_activate_action (GTK_WIDGET (self), "win.edit-patient", "x", self->patient_id);
}

/* ---- Asking first ---- */

typedef struct _Act Act;

/* How an act is done to a record; @words: what was typed for it. */
typedef void (*Deed) (CtClinic *clinic, CtRecord *record, const char *words, Act *act);

/* A record, and the page that asks about it. */
struct _Act
{
  CtPatientPage *self;
  CtRecord      *record;
  Deed           deed;
  const char    *field;    /* of the record: where the words are kept */
  char          *words;    /* (nullable): until it is asked */
  char          *done;     /* what to tell when it is done */
  gboolean       undoable;
};

static Act *
act_new (CtPatientPage *self, gpointer record, Deed deed, const char *field, char *done, gboolean undoable)
{
  Act *act = g_new0 (Act, 1);

  *act = (Act) { g_object_ref (self), g_object_ref (record), deed, field, NULL, done, undoable };
  return act;
}

static void
act_free (gpointer data)
{
  Act *act = data;

  g_object_unref (act->self);
  g_object_unref (act->record);
  g_free (act->words);
  g_free (act->done);
  g_free (act);
}

/* Over what somebody else has made of the record meanwhile; nothing where their words alone were taken. */
static void
on_resolved_cb (CtRecord *merged, const char *told, gpointer data)
{
  Act *act = data;
  g_autofree char *words = NULL;

  if (merged != NULL && act->words != NULL)
    g_object_get (merged, act->field, &words, NULL);
  if (merged == NULL || (act->words != NULL && (words == NULL || strstr (words, act->words) == NULL)))
    {
      act_free (act);
      return;
    }
  if (told != NULL)
    {
      g_free (act->done);
      act->done = g_strdup (told);
    }
  act->deed (act->self->clinic, merged, words, act);
}

/* The record as the user would have it. */
static CtRecord *
record_wanted (const Act *act)
{
  CtRecord *mine;

  if (g_str_equal (act->field, "acknowledgement"))
    return CT_RECORD (ct_clinic_acknowledged (act->self->clinic, CT_ASSESSMENT (act->record), act->words));
  mine = ct_record_copy (act->record);
  if (act->words != NULL)
    g_object_set (mine, act->field, act->words, NULL);
  else
    g_object_set (mine, act->field, TRUE, NULL);
  return mine;
}

static void
on_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Act *act = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) stored = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (g_error_matches (error, CT_ERROR, CT_ERROR_CONFLICT) && act->deed != NULL)
    {
      g_autoptr (CtRecord) mine = record_wanted (act);

      ct_conflict_resolve (GTK_WIDGET (act->self), act->self->clinic, act->record, mine, on_resolved_cb, act, NULL);
      return;
    }
  if (!ct_notice_error (GTK_WIDGET (act->self), error))
    (act->undoable ? ct_notice_undo : ct_notice_tell) (GTK_WIDGET (act->self), act->done);
  act_free (act);
}

/* The question's copy goes with the question; the call has its own. */
static Act *
act_again (const Act *act, const char *words)
{
  Act *again = act_new (act->self, act->record, act->deed, act->field, g_strdup (act->done), act->undoable);

  again->words = g_strdup (words);
  return again;
}

static void
on_words_cb (const char *words, gpointer data)
{
  Act *act = data;

  act->deed (act->self->clinic, act->record, words, act_again (act, words));
}

static void
withdraw_score (CtClinic *clinic, CtRecord *record, const char *words, Act *act)
{
  ct_clinic_withdraw_assessment_async (clinic, CT_ASSESSMENT (record), words, on_done_cb, act);
}

static void
withdraw (GSimpleAction *action, GVariant *target, gpointer data)
{
  static const char *const suggestions[] = { N_("Entered for the wrong person"), N_("Entered twice"),
                                             N_("Answers mistyped"), NULL };
  CtPatientPage *self = data;
  CtAssessment *score = find_record (self->file->assessments, g_variant_get_int64 (target));
  CtReasonAsk ask = { _("Withdraw This Score?"),
                      _("It leaves charts and summaries, and stays in the record’s history."), _("Why"),
                      _("_Withdraw"), TRUE, suggestions };

  if (score != NULL)
    ct_reason_ask (GTK_WIDGET (self), &ask, on_words_cb,
                   act_new (self, score, withdraw_score, "withdrawn_reason", g_strdup (_("The score is withdrawn.")), FALSE),
                   act_free);
}

static void
consent (GSimpleAction *action, GVariant *target, gpointer data)
{
  CtPatientPage *self = data;
  CtCourse *course = ct_patient_file_current_course (self->file);
  g_autofree char *name = ct_patient_display_name (self->file->patient);

  ct_child_window_present (ct_consent_window_new (self->clinic, self->patient_id, name, course != NULL ? course->site_id : 0,
                                                  course != NULL ? course->protocol : NULL),
                           GTK_WIDGET (self));
}

static void
withdraw_consent (CtClinic *clinic, CtRecord *record, const char *words, Act *act)
{
  g_autoptr (CtConsent) withdrawn = ct_record_copy (record);

  g_object_set (withdrawn, "status", CT_CONSENT_WITHDRAWN, "note", words, NULL);
  ct_clinic_save_consent_async (clinic, withdrawn, on_done_cb, act);
}

static void
end_consent (GSimpleAction *action, GVariant *target, gpointer data)
{
  static const char *const suggestions[] = { N_("The patient withdrew it"), N_("Written down for the wrong person"), NULL };
  CtPatientPage *self = data;
  CtConsent *signed_once = find_record (self->file->consents, g_variant_get_int64 (target));
  CtReasonAsk ask = { _("Withdraw This Consent?"), _("It holds no more, and stays in the record’s history."), _("Why"),
                      _("_Withdraw"), TRUE, suggestions };

  if (signed_once != NULL)
    ct_reason_ask (GTK_WIDGET (self), &ask, on_words_cb,
                   act_new (self, signed_once, withdraw_consent, "note", g_strdup (_("The consent is withdrawn.")), TRUE),
                   act_free);
}

static void
acknowledge_score (CtClinic *clinic, CtRecord *record, const char *words, Act *act)
{
  ct_clinic_acknowledge_async (clinic, CT_ASSESSMENT (record), words, on_done_cb, act);
}

static char *
notice_text (CtPatientPage *self, const CtAssessment *score)
{
  CtInstrument *instrument = ct_knowledge_get_instrument (ct_clinic_get_knowledge (self->clinic), score->instrument);
  g_autoptr (GPtrArray) flags = ct_words_flags (instrument, score->flags);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < flags->len; i++)
    {
      const CtFinding *flag = g_ptr_array_index (flags, i);

      g_string_append_printf (text, "%s%s: %s (%s)", i > 0 ? "\n" : "", flag->label, flag->text, flag->source);
    }
  return g_strdup (text->str);
}

static void
acknowledge (GSimpleAction *action, GVariant *target, gpointer data)
{
  static const char *const suggestions[] = { N_("C-SSRS completed"), N_("Prescriber told"), N_("Safety plan reviewed"),
                                             NULL };
  CtPatientPage *self = data;
  CtAssessment *score = find_record (self->file->assessments, g_variant_get_int64 (target));
  g_autofree char *text = score != NULL ? notice_text (self, score) : NULL;
  CtReasonAsk ask = { _("Safety Notice"), text, _("What was done"), _("_Acknowledge"), FALSE, suggestions };

  if (score != NULL)
    ct_reason_ask (GTK_WIDGET (self), &ask, on_words_cb,
                   act_new (self, score, acknowledge_score, "acknowledgement",
                            g_strdup (_("The safety notice is acknowledged.")), FALSE), act_free);
}

static void
stop (CtClinic *clinic, CtRecord *record, const char *words, Act *act)
{
  ct_clinic_stop_course_async (clinic, CT_COURSE (record), words, on_done_cb, act);
}

static void
stop_course (GSimpleAction *action, GVariant *target, gpointer data)
{
  static const char *const suggestions[] = { N_("Remission"), N_("No response"), N_("Side effects"),
                                             N_("The patient’s wish"), N_("Moved away"), NULL };
  CtPatientPage *self = data;
  CtCourse *course = find_record (self->file->courses, g_variant_get_int64 (target));
  CtReasonAsk ask = { _("Stop This Course?"), _("Sessions that are still booked are cancelled. It can be undone."),
                      _("Why"), _("_Stop the Course"), TRUE, suggestions };

  if (course != NULL)
    ct_reason_ask (GTK_WIDGET (self), &ask, on_words_cb,
                   act_new (self, course, stop, "stop_reason", g_strdup (_("The course is stopped.")), TRUE), act_free);
}

/* ---- Sessions and facts ---- */

static void
record_session (GSimpleAction *action, GVariant *target, gpointer data)
{
  CtPatientPage *self = data;
  CtSession *session = find_record (self->file->sessions, g_variant_get_int64 (target));

  if (session != NULL)
    ct_child_window_present (GTK_WINDOW (ct_session_entry_new (self->clinic, self->file, session)), GTK_WIDGET (self));
}

static CtRecord *
new_fact (CtPatientPage *self, const char *kind)
{
  CtRecord *fact;

  if (g_strcmp0 (kind, "allergy") == 0)
    fact = CT_RECORD (ct_allergy_new ());
  else if (g_strcmp0 (kind, "medication") == 0)
    fact = CT_RECORD (ct_medication_new ());
  else if (g_strcmp0 (kind, "problem") == 0)
    fact = CT_RECORD (ct_problem_new ());
  else
    {
      fact = CT_RECORD (ct_measurement_new ());
      CT_MEASUREMENT (fact)->taken_on = ct_clinic_today (self->clinic);
    }
  g_object_set (fact, "patient-id", self->patient_id, NULL);
  return fact;
}

static CtRecord *
find_fact (CtPatientPage *self, GVariant *target)
{
  const char *kind;
  gint64 id;
  GPtrArray *facts;

  g_variant_get (target, "(&sx)", &kind, &id);
  facts = g_strcmp0 (kind, "allergy") == 0      ? self->file->allergies
          : g_strcmp0 (kind, "medication") == 0 ? self->file->medications
          : g_strcmp0 (kind, "problem") == 0    ? self->file->problems
                                                : self->file->measurements;
  return find_record (facts, id);
}

static void
open_fact (CtPatientPage *self, CtRecord *fact)
{
  ct_child_window_present (GTK_WINDOW (ct_fact_editor_new (self->clinic, self->file, fact)), GTK_WIDGET (self));
}

static void
add_fact (GSimpleAction *action, GVariant *target, gpointer data)
{
  g_autoptr (CtRecord) fact = new_fact (data, g_variant_get_string (target, NULL));

  open_fact (data, fact);
}

static void
edit_fact (GSimpleAction *action, GVariant *target, gpointer data)
{
  CtRecord *fact = find_fact (data, target);

  if (fact != NULL)
    open_fact (data, fact);
}

static void
take_out (CtClinic *clinic, CtRecord *record, const char *words, Act *act)
{
  g_autoptr (CtRecord) removed = ct_record_copy (record);

  g_object_set (removed, "removed", TRUE, NULL);
  ct_clinic_save_fact_async (clinic, removed, on_done_cb, act);
}

static void
on_remove_cb (AdwMessageDialog *dialog, const char *response, Act *act)
{
  if (g_strcmp0 (response, "remove") == 0)
    on_words_cb (NULL, act);
}

static void
remove_fact (GSimpleAction *action, GVariant *target, gpointer data)
{
  CtPatientPage *self = data;
  CtRecord *fact = find_fact (self, target);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *text = NULL;
  GtkWidget *dialog;

  if (fact == NULL)
    return;
  g_object_get (fact, "text", &text, NULL);
  dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _("Remove From the Record?"), NULL);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  _("“%s” is not shown any more. That it was here stays in the history."), text);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "remove", _("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_remove_cb),
                         act_new (self, fact, take_out, "removed", g_strdup (_("Removed from the record.")), FALSE),
                         (GClosureNotify) act_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- Documents ---- */

typedef struct
{
  CtPatientPage *self;
  CtDocumentId   id;
  GFile         *file; /* (nullable): to be shown instead */
} Paper;

static void
paper_free (Paper *paper)
{
  g_object_unref (paper->self);
  g_clear_object (&paper->file);
  g_free (paper);
}

static void
on_original_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Paper *paper = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = ct_clinic_finish (CT_CLINIC (source), result, &error);
  g_autofree char *name = g_file_get_basename (paper->file);
  g_autofree char *text = g_strdup_printf (_("Saved “%s”."), name);

  if (bytes != NULL)
    ct_save_write (paper->file, bytes, &error);
  if (!ct_notice_error (GTK_WIDGET (paper->self), error) && !ct_patient_page_tell_seal (paper->self, paper->id, bytes))
    ct_notice_tell (GTK_WIDGET (paper->self), text);
  paper_free (paper);
}

static void
on_original_chosen_cb (GFile *file, gpointer data)
{
  Act *act = data;
  Paper *paper = g_new0 (Paper, 1);

  paper->self = g_object_ref (act->self);
  paper->id.document_id = act->record->id;
  paper->file = g_object_ref (file);
  ct_clinic_read_original_async (act->self->clinic, act->record->id, on_original_cb, paper);
}

static void
save_original (GSimpleAction *action, GVariant *target, gpointer data)
{
  CtPatientPage *self = data;
  CtDocument *document = find_record (self->file->documents, g_variant_get_int64 (target));

  if (document != NULL)
    ct_save_choose (GTK_WIDGET (self), _("Save the Original"),
                    document->file_name != NULL ? document->file_name : "document.xml", on_original_chosen_cb,
                    act_new (self, document, NULL, NULL, NULL, FALSE), act_free);
}

static void
on_issued_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Paper *paper = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (!ct_notice_error (GTK_WIDGET (paper->self), error))
    {
      ct_patient_page_tell_seal (paper->self, paper->id, bytes);
      ct_save_show (GTK_WIDGET (paper->self), bytes, "pdf");
    }
  paper_free (paper);
}

static void
open_issued (GSimpleAction *action, GVariant *target, gpointer data)
{
  CtPatientPage *self = data;
  Paper *paper = g_new0 (Paper, 1);

  paper->self = g_object_ref (self);
  paper->id.issued_id = g_variant_get_int64 (target);
  ct_clinic_read_issued_async (self->clinic, paper->id.issued_id, on_issued_cb, paper);
}

/* ---- All of them ---- */

static const GActionEntry entries[] = {
  { "tab", show_tab, "s", "'overview'" },
  { "reload", reload },
  { "book", book },
  { "plan-course", plan_course },
  { "record-score", record_score, "s" },
  { "show-summary", show_summary },
  { "print", print, "s" },
  { "save-calendar", save_calendar },
  { "who-opened", who_opened },
  { "edit", edit },
  { "withdraw", withdraw, "x" },
  { "acknowledge", acknowledge, "x" },
  { "consent", consent },
  { "end-consent", end_consent, "x" },
  { "stop-course", stop_course, "x" },
  { "record-session", record_session, "x" },
  { "add-fact", add_fact, "s" },
  { "edit-fact", edit_fact, "(sx)" },
  { "remove-fact", remove_fact, "(sx)" },
  { "save-original", save_original, "x" },
  { "open-issued", open_issued, "x" },
};

/** Actions that not everybody may do; without a file nobody can. */
static const struct
{
  const char  *action;
  CtPermission needs;
} needed[] = {
  { "book", CT_MAY_BOOK },
  { "plan-course", CT_MAY_PLAN_COURSE },
  { "record-score", CT_MAY_RECORD_SCORE },
  { "show-summary", CT_MAY_PRINT },
  { "print", CT_MAY_PRINT_DESK },
  { "save-calendar", CT_MAY_PRINT_DESK },
  { "who-opened", CT_MAY_SEE_AUDIT },
  { "edit", CT_MAY_EDIT_PATIENTS },
  { "withdraw", CT_MAY_RECORD_SCORE },
  { "acknowledge", CT_MAY_RECORD_SCORE },
  { "consent", CT_MAY_EDIT_PATIENTS },
  { "end-consent", CT_MAY_EDIT_PATIENTS },
  { "stop-course", CT_MAY_PLAN_COURSE },
  { "record-session", CT_MAY_RECORD_SESSION },
  { "add-fact", CT_MAY_EDIT_CHART },
  { "edit-fact", CT_MAY_EDIT_CHART },
  { "remove-fact", CT_MAY_EDIT_CHART },
  { "save-original", CT_MAY_PRINT },
  { "open-issued", CT_MAY_SEE_CHART },
  { "sign", CT_MAY_SIGN },
  { "new-version", CT_MAY_SIGN },
  { "show-signatures", CT_MAY_PRINT },
};

/**
 * ct_patient_page_allow_acts:
 * @self: the page
 *
 * Lets through what this user may do with what is shown.
 */
void
ct_patient_page_allow_acts (CtPatientPage *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), needed[i].action);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                                   self->file != NULL && ct_part_may (self->clinic, self->file, needed[i].needs));
    }
}

/**
 * ct_patient_page_install_acts:
 * @self: the page
 *
 * Gives the page its actions.
 */
void
ct_patient_page_install_acts (CtPatientPage *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  ct_patient_page_install_signing (self);
  ct_patient_page_allow_acts (self);
}
