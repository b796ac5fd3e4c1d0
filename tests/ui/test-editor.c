/* Filling in a patient: words beside the field, undo, drafts, duplicates, and two people changing the same one. */
#include "ui-fixture.h"

#include <locale.h>
#include <string.h>

#include "ui/form/ct-conflict-view.h"
#include "ui/form/ct-draft.h"
#include "ui/form/ct-field-words.h"
#include "ui/patients/ct-patient-editor.h"
#include "ui/preferences/ct-hours-words.h"

typedef struct
{
  UiFixture        ui;
  CtPatientEditor *editor;
  CtPatient       *saved;
} EditorFixture;

static void
set_up (EditorFixture *self, gconstpointer data)
{
  fixture_set_up (&self->ui.base, NULL);
}

static void
on_saved_cb (EditorFixture *self, CtPatient *patient)
{
  g_set_object (&self->saved, patient);
}

static void
on_gone_cb (gpointer data, GObject *was)
{
  ((EditorFixture *) data)->editor = NULL;
}

static void
open_editor (EditorFixture *self, CtPatient *patient)
{
  self->editor = ct_patient_editor_new (self->ui.base.clinic, patient);
  g_object_weak_ref (G_OBJECT (self->editor), on_gone_cb, self);
  g_signal_connect_swapped (self->editor, "saved", G_CALLBACK (on_saved_cb), self);
  gtk_window_present (GTK_WINDOW (self->editor));
  ui_wait_for (gtk_widget_get_mapped (GTK_WIDGET (self->editor)));
  ui_rest (30);
}

static void
tear_down (EditorFixture *self, gconstpointer data)
{
  if (self->editor != NULL)
    gtk_window_destroy (GTK_WINDOW (self->editor));
  ui_rest (20);
  g_clear_object (&self->saved);
  fixture_tear_down (&self->ui.base, NULL);
}

static CtFieldRow *
row_of (EditorFixture *self, const char *field)
{
  CtFieldRow *row = ct_form_get_row (ct_patient_editor_get_form (self->editor), field);

  g_assert_nonnull (row);
  return row;
}

/* As the keyboard would: the row says that it was edited, and the form can take it back. */
static void
type_into (EditorFixture *self, const char *field, const char *text)
{
  GtkWidget *entry = ui_find_type (GTK_WIDGET (row_of (self, field)), GTK_TYPE_ENTRY);

  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static CtPatient *
typed (EditorFixture *self)
{
  return CT_PATIENT (ct_form_get_record (ct_patient_editor_get_form (self->editor)));
}

/* ---- What stands in a field ---- */

static void
test_weights_are_read_in_pounds_and_heights_in_feet (EditorFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) patient = ct_patient_new ();

  open_editor (self, patient);
  type_into (self, "weight_g", "182 lb");
  g_assert_cmpint (typed (self)->weight_g, ==, 82554);
  type_into (self, "weight_g", "82.5 kg");
  g_assert_cmpint (typed (self)->weight_g, ==, 82500);
  type_into (self, "height_mm", "5'8");
  g_assert_cmpint (typed (self)->height_mm, ==, 1727);
  type_into (self, "height_mm", "172");
  g_assert_cmpint (typed (self)->height_mm, ==, 1720);
}

static void
test_what_is_wrong_is_said_beside_the_field (EditorFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) patient = ct_patient_new ();

  open_editor (self, patient);
  type_into (self, "born", "the other day");
  g_assert_cmpstr (ct_field_row_get_error (row_of (self, "born")), ==,
                   "This is not a date. Write it like 1985-03-12 or 3/12/1985.");
  ct_patient_editor_save (self->editor);
  g_assert_cmpstr (ct_field_row_get_error (row_of (self, "family_name")), ==, "Family name is needed.");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (row_of (self, "family_name")), "ct-wrong"));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (self->editor)),
                                         GTK_WIDGET (row_of (self, "family_name"))));
  ui_rest (50);
  g_assert_null (self->saved);
  type_into (self, "born", "3/12/2085");
  g_assert_cmpstr (ct_field_row_get_error (row_of (self, "born")), ==, "This day is still to come.");
  type_into (self, "born", "3/12/1985");
  g_assert_null (ct_field_row_get_error (row_of (self, "born")));
}

static void
test_search_words_begin_a_new_patient (void)
{
  g_autoptr (CtPatient) one = ct_patient_editor_guess ("marisol reyes 3/12/1985 714-555-0132");
  g_autoptr (CtPatient) two = ct_patient_editor_guess ("reyes-cruz, marisol ana");
  g_autoptr (CtPatient) none = ct_patient_editor_guess ("");

  g_assert_cmpstr (one->family_name, ==, "Reyes");
  g_assert_cmpstr (one->given_names, ==, "Marisol");
  g_assert_cmpint (one->born, ==, ct_date_new (1985, 3, 12));
  g_assert_cmpstr (one->phone, ==, "714-555-0132");
  g_assert_cmpstr (two->family_name, ==, "Reyes-cruz");
  g_assert_cmpstr (two->given_names, ==, "Marisol Ana");
  g_assert_null (none->family_name);
}

/* ---- Undo ---- */

static void
test_typing_is_undone_field_by_field_until_it_is_saved (EditorFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) patient = fixture_add_patient (&self->ui.base, "Reyes", "Marisol", "1985-03-12");
  CtForm *form;

  open_editor (self, patient);
  form = ct_patient_editor_get_form (self->editor);
  g_assert_false (ct_form_can_undo (form));
  type_into (self, "family_name", "Reyes-Cruz");
  type_into (self, "city", "Anaheim");
  g_assert_true (ct_field_row_is_changed (row_of (self, "family_name")));
  gtk_widget_activate_action (GTK_WIDGET (self->editor), "editor.undo", NULL);
  g_assert_null (typed (self)->city);
  g_assert_cmpstr (typed (self)->family_name, ==, "Reyes-Cruz");
  gtk_widget_activate_action (GTK_WIDGET (self->editor), "editor.undo", NULL);
  g_assert_cmpstr (typed (self)->family_name, ==, "Reyes");
  g_assert_false (ct_form_is_changed (form));
  gtk_widget_activate_action (GTK_WIDGET (self->editor), "editor.redo", NULL);
  g_assert_cmpstr (typed (self)->family_name, ==, "Reyes-Cruz");
}

/* ---- Saving ---- */

static void
test_saving_gives_a_new_patient_a_record_number (EditorFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) patient = ct_patient_editor_guess ("okafor, tobe");

  open_editor (self, patient);
  ct_patient_editor_save (self->editor);
  ui_wait_for (self->saved != NULL);
  g_assert_cmpint (CT_RECORD (self->saved)->id, >, 0);
  g_assert_nonnull (self->saved->mrn);
  ui_wait_for (self->editor == NULL);
}

static void
test_likely_duplicates_are_told_while_typing (EditorFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) known = fixture_add_patient (&self->ui.base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) patient = ct_patient_new ();

  open_editor (self, patient);
  type_into (self, "family_name", "Réyes");
  type_into (self, "born", "3/12/1985");
  ui_wait_for (ct_patient_editor_get_duplicates (self->editor) == 1);
  type_into (self, "family_name", "Lindqvist");
  type_into (self, "born", "1/1/1950");
  ui_wait_for (ct_patient_editor_get_duplicates (self->editor) == 0);
}

static gboolean
says (GtkWidget *widget, gconstpointer words)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
         strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL;
}

static gboolean
says_anywhere (GtkWidget *widget, gconstpointer words)
{
  return GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), words) == 0;
}

static void
change_city (EditorFixture *self, CtPatient *patient, const char *city)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) other = ct_record_copy (patient);
  g_autoptr (CtPatient) stored = NULL;

  g_free (other->city);
  other->city = g_strdup (city);
  ct_clinic_save_patient_async (self->ui.base.clinic, other, ct_await_done, &await);
  stored = fixture_take (&self->ui.base, &await);
}

static void
test_what_only_one_of_two_people_changed_merges_by_itself (EditorFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) patient = fixture_add_patient (&self->ui.base, "Reyes", "Marisol", "1985-03-12");

  open_editor (self, patient);
  type_into (self, "phone", "714-555-0132");
  change_city (self, patient, "Anaheim");
  ct_patient_editor_save (self->editor);
  ui_wait_for (self->saved != NULL);
  g_assert_null (ui_find_question ());
  g_assert_cmpstr (self->saved->city, ==, "Anaheim");
  g_assert_cmpstr (self->saved->phone, ==, "714-555-0132");
}

static void
test_two_people_changing_one_field_see_both_versions (EditorFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) patient = fixture_add_patient (&self->ui.base, "Reyes", "Marisol", "1985-03-12");
  GtkWidget *view;

  open_editor (self, patient);
  type_into (self, "city", "Fullerton");
  type_into (self, "phone", "714-555-0132");
  change_city (self, patient, "Anaheim");
  ct_patient_editor_save (self->editor);
  ui_wait_for (ui_find_question () != NULL);
  g_assert_null (self->saved);
  g_assert_nonnull (ui_find (ui_find_question (), says, "Ana Ruiz changed this at 10:00, while you did."));
  view = ui_find_type (ui_find_question (), CT_TYPE_CONFLICT_VIEW);
  ct_conflict_view_choose (CT_CONFLICT_VIEW (view), "city", CT_TAKE_THEIRS);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (ui_find_question ()), "save");
  ui_wait_for (self->saved != NULL);
  g_assert_cmpstr (self->saved->city, ==, "Anaheim");
  g_assert_cmpstr (self->saved->phone, ==, "714-555-0132");
}

static void
test_going_back_from_two_versions_keeps_what_was_typed (EditorFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) patient = fixture_add_patient (&self->ui.base, "Reyes", "Marisol", "1985-03-12");

  open_editor (self, patient);
  type_into (self, "city", "Fullerton");
  change_city (self, patient, "Anaheim");
  ct_patient_editor_save (self->editor);
  ui_wait_for (ui_find_question () != NULL);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (ui_find_question ()), "back");
  ui_rest (50);
  g_assert_null (self->saved);
  g_assert_cmpstr (typed (self)->city, ==, "Fullerton");
}

static GtkWidget *
note_choice (CtConflictView *view, gconstpointer whose)
{
  return ui_find (GTK_WIDGET (view), says_anywhere, whose);
}

static void
test_a_long_text_can_be_taken_from_both_by_a_press (EditorFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) base = ct_patient_new ();
  g_autoptr (CtPatient) mine = ct_patient_new ();
  g_autoptr (CtPatient) theirs = ct_patient_new ();
  g_autoptr (CtPatient) merged = NULL;
  CtConflictView *view;
  GtkWidget *button;

  mine->note = g_strdup ("Brings her sister.");
  theirs->note = g_strdup ("Parks behind.");
  view = CT_CONFLICT_VIEW (g_object_ref_sink (ct_conflict_view_new (self->ui.base.clinic,
                               ct_merge_new (CT_RECORD (base), CT_RECORD (mine), CT_RECORD (theirs)))));
  button = gtk_widget_get_ancestor (note_choice (view, "Parks behind."), GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), TRUE);
  merged = ct_merge_apply (ct_conflict_view_get_merge (view));
  g_assert_cmpstr (merged->note, ==, "Parks behind.");
  g_clear_object (&merged);
  button = gtk_widget_get_ancestor (note_choice (view, "Parks behind.\nBrings her sister."), GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), TRUE);
  merged = ct_merge_apply (ct_conflict_view_get_merge (view));
  g_assert_cmpstr (merged->note, ==, "Parks behind.\nBrings her sister.");
  g_object_unref (view);
}

/* ---- Nothing typed is lost ---- */

static gboolean
is_draft_kept (EditorFixture *self, CtPatient *patient)
{
  g_auto (CtAwait) await = { NULL };
  g_autofree char *what = g_strdup_printf ("patient/%" G_GINT64_FORMAT, CT_RECORD (patient)->id);
  g_autofree char *text = NULL;

  ct_clinic_read_draft_async (self->ui.base.clinic, what, ct_await_done, &await);
  text = fixture_take (&self->ui.base, &await);
  return *text != '\0';
}

static void
test_what_was_typed_before_a_crash_is_offered_again (EditorFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) patient = fixture_add_patient (&self->ui.base, "Reyes", "Marisol", "1985-03-12");

  open_editor (self, patient);
  type_into (self, "city", "Anaheim");
  type_into (self, "born", "12 Ma");
  ui_wait_for (is_draft_kept (self, patient));
  gtk_window_destroy (GTK_WINDOW (self->editor));
  ui_wait_for (self->editor == NULL);
  fixture_close (&self->ui.base);
  fixture_open (&self->ui.base);

  open_editor (self, patient);
  ui_wait_for (ui_find (GTK_WIDGET (self->editor), says, "at another time") != NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->editor), "draft.use", NULL);
  g_assert_cmpstr (typed (self)->city, ==, "Anaheim");
  g_assert_cmpstr (ct_field_row_get_text (row_of (self, "born")), ==, "12 Ma");
}

static void
test_escape_leaves_at_once_where_nothing_would_be_lost (EditorFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) patient = fixture_add_patient (&self->ui.base, "Reyes", "Marisol", "1985-03-12");

  open_editor (self, patient);
  gtk_widget_activate_action (GTK_WIDGET (self->editor), "editor.cancel", NULL);
  ui_wait_for (self->editor == NULL);
}

static void
test_escape_asks_where_something_would_be_lost (EditorFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) patient = fixture_add_patient (&self->ui.base, "Reyes", "Marisol", "1985-03-12");
  GtkWidget *question = NULL;

  open_editor (self, patient);
  type_into (self, "city", "Anaheim");
  gtk_widget_activate_action (GTK_WIDGET (self->editor), "editor.cancel", NULL);
  ui_rest (50);
  g_assert_nonnull (self->editor);
  question = ui_find_question ();
  g_assert_nonnull (question);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "discard");
  ui_wait_for (self->editor == NULL);
}

/* ---- Opening hours as words ---- */

static void
test_opening_hours_are_read_as_people_write_them (void)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (CtMinutes));
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = NULL;

  g_assert_true (ct_hours_words_read ("8:00–12:00, 13:00-17:30", ranges, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (ranges->len, ==, 2);
  g_assert_cmpint (g_array_index (ranges, CtMinutes, 1).to, ==, 17 * 60 + 30);
  shown = ct_hours_words_show ((const CtMinutes *) ranges->data, ranges->len);
  g_assert_true (ct_hours_words_read (shown, ranges, NULL));
  g_assert_cmpuint (ranges->len, ==, 2);
  g_assert_true (ct_hours_words_read ("", ranges, NULL));
  g_assert_cmpuint (ranges->len, ==, 0);
  g_assert_false (ct_hours_words_read ("8 to noon", ranges, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
  g_assert_false (ct_hours_words_read ("8:00-12:00, 11:00-13:00", ranges, NULL));
}

#define TEST(path, function) g_test_add ("/editor/" path, EditorFixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  ui_init ();
  TEST ("weights-are-read-in-pounds-and-heights-in-feet", test_weights_are_read_in_pounds_and_heights_in_feet);
  TEST ("what-is-wrong-is-said-beside-the-field", test_what_is_wrong_is_said_beside_the_field);
  g_test_add_func ("/editor/search-words-begin-a-new-patient", test_search_words_begin_a_new_patient);
  TEST ("typing-is-undone-field-by-field-until-it-is-saved", test_typing_is_undone_field_by_field_until_it_is_saved);
  TEST ("saving-gives-a-new-patient-a-record-number", test_saving_gives_a_new_patient_a_record_number);
  TEST ("likely-duplicates-are-told-while-typing", test_likely_duplicates_are_told_while_typing);
  TEST ("what-only-one-of-two-people-changed-merges-by-itself", test_what_only_one_of_two_people_changed_merges_by_itself);
  TEST ("two-people-changing-one-field-see-both-versions", test_two_people_changing_one_field_see_both_versions);
  TEST ("going-back-from-two-versions-keeps-what-was-typed", test_going_back_from_two_versions_keeps_what_was_typed);
  TEST ("a-long-text-can-be-taken-from-both-by-a-press", test_a_long_text_can_be_taken_from_both_by_a_press);
  TEST ("what-was-typed-before-a-crash-is-offered-again", test_what_was_typed_before_a_crash_is_offered_again);
  TEST ("escape-leaves-at-once-where-nothing-would-be-lost", test_escape_leaves_at_once_where_nothing_would_be_lost);
  TEST ("escape-asks-where-something-would-be-lost", test_escape_asks_where_something_would_be_lost);
  g_test_add_func ("/editor/opening-hours-are-read-as-people-write-them", test_opening_hours_are_read_as_people_write_them);
  return g_test_run ();
}
