/* Signing from the preview and from the documents of a chart, and what the chart says about it afterwards. */
#include "patient-fixture.h"

#include "clinic/ct-door.h"
#include "ui/paper/ct-preview.h"
#include "ui/paper/ct-sign-window.h"
#include "ui/patient/ct-patient-page.h"

static gboolean
label_has (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
}

static GtkWidget *
find_sign_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (CT_IS_SIGN_WINDOW (window))
        return window;
    }
  return NULL;
}

static void
type_passphrase (GtkWidget *window, const char *passphrase)
{
  GtkWidget *row = ui_find_type (window, ADW_TYPE_PASSWORD_ENTRY_ROW);

  gtk_editable_set_text (GTK_EDITABLE (row), passphrase);
  g_assert_true (gtk_widget_activate_action (window, "sign.sign", NULL));
}

static CtPatientPage *
open_documents (PatientFixture *self)
{
  GtkWidget *page = g_object_new (CT_TYPE_PATIENT_PAGE, "clinic", self->ui.base.clinic, "patient-id",
                                  patient_id (self), NULL);

  ui_open_window (&self->ui, page, 1080, 750);
  ui_wait_for (ct_patient_page_get_file (CT_PATIENT_PAGE (page)) != NULL);
  ct_patient_page_show_tab (CT_PATIENT_PAGE (page), "documents");
  return CT_PATIENT_PAGE (page);
}

static gint64
issue (PatientFixture *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GBytes) pdf = g_bytes_new_static ("%PDF-1.7 summary", 16);
  g_autoptr (CtIssued) issued = NULL;

  ct_clinic_issue_async (self->ui.base.clinic, patient_id (self), "summary", "Treatment summary", pdf, 1, "printed",
                         ct_await_done, &await);
  issued = fixture_take (&self->ui.base, &await);
  return CT_RECORD (issued)->id;
}

static void
sign_kept (PatientFixture *self, gint64 issued_id)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_sign_async (self->ui.base.clinic, (CtDocumentId) { issued_id, 0 }, CT_SIGNED_AUTHOR, PASSPHRASE,
                        ct_await_done, &await);
  g_object_unref (fixture_take (&self->ui.base, &await));
}

/* ---- From the preview ---- */

static void
on_issued_cb (CtPreview *preview, CtIssued *issued, CtIssued **kept)
{
  g_set_object (kept, issued);
}

static void
test_a_summary_is_signed_before_it_leaves (PatientFixture *self, gconstpointer data)
{
  g_autoptr (CtPatientFile) file = fixture_read (&self->ui.base, patient_id (self));
  g_autoptr (CtPatientFile) after = NULL;
  g_autoptr (CtIssued) issued = NULL;
  g_autofree char *saved = g_build_filename (self->ui.base.folder, "summary.pdf", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (saved);
  g_autoptr (GBytes) bytes = NULL;
  CtPreview *preview = ct_preview_new_summary (self->ui.base.clinic, file);
  GtkWidget *window;

  patient_open (self, GTK_WIDGET (preview));
  g_signal_connect (preview, "issued", G_CALLBACK (on_issued_cb), &issued);
  ui_wait_for (ct_preview_get_n_pages (preview) > 0);
  g_assert_true (ui_press (&self->ui, GDK_KEY_s, GDK_CONTROL_MASK | GDK_SHIFT_MASK));
  ui_wait_for ((window = find_sign_window ()) != NULL);
  g_assert_nonnull (ui_find (window, label_has, "Signed by Ana Ruiz, Owner"));
  g_assert_null (ui_find (window, label_has, "Co-signed"));
  type_passphrase (window, "a wrong passphrase");
  ui_wait_for (ui_find (window, label_has, "not right") != NULL);
  g_assert_null (issued);
  type_passphrase (window, PASSPHRASE);
  ui_wait_for (issued != NULL && find_sign_window () == NULL);
  ui_wait_for (ct_preview_get_n_pages (preview) > 0);
  /* What is saved now is what was signed, and no other copy is kept. */
  ct_preview_save (preview, target);
  ui_wait_for (g_file_test (saved, G_FILE_TEST_EXISTS));
  bytes = g_file_load_bytes (target, NULL, NULL, NULL);
  g_assert_true (g_bytes_equal (bytes, issued->content));
  after = fixture_read (&self->ui.base, patient_id (self));
  g_assert_cmpuint (after->issued->len, ==, 1);
  g_assert_cmpuint (after->signatures->len, ==, 1);
}

static void
test_a_new_version_leaves_only_when_it_is_signed (PatientFixture *self, gconstpointer data)
{
  gint64 first = issue (self);
  g_autoptr (CtPatientFile) file = NULL;
  g_autoptr (CtPatientFile) after = NULL;
  g_autoptr (CtIssued) issued = NULL;
  CtPreview *preview;
  GtkWidget *window;

  sign_kept (self, first);
  file = fixture_read (&self->ui.base, patient_id (self));
  preview = ct_preview_new_version (self->ui.base.clinic, file, first);
  patient_open (self, GTK_WIDGET (preview));
  g_signal_connect (preview, "issued", G_CALLBACK (on_issued_cb), &issued);
  ui_wait_for (ct_preview_get_n_pages (preview) > 0);
  g_assert_false (gtk_widget_is_sensitive (ui_find (GTK_WIDGET (preview), patient_is_button, "_Save PDF…")));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (preview), "preview.sign", NULL));
  ui_wait_for ((window = find_sign_window ()) != NULL);
  type_passphrase (window, PASSPHRASE);
  ui_wait_for (issued != NULL && find_sign_window () == NULL);
  g_assert_cmpint (issued->replaces_id, ==, first);
  gtk_window_destroy (GTK_WINDOW (self->ui.window));
  self->ui.window = NULL;
  open_documents (self);
  ui_wait_for (ui_find (self->ui.page, label_has, "replaced by the one of") != NULL);
  g_assert_nonnull (ui_find (self->ui.page, label_has, "replaces the one of"));
}

/* ---- From the documents of the chart ---- */

static void
test_what_is_kept_is_signed_and_says_so (PatientFixture *self, gconstpointer data)
{
  gint64 id = issue (self);
  CtPatientPage *page = open_documents (self);
  GtkWidget *tab = GTK_WIDGET (ct_patient_page_get_tab (page));
  GtkWidget *window;

  g_assert_null (ui_find (tab, label_has, "signed"));
  g_assert_true (gtk_widget_activate_action (tab, "patient.sign", "(sx)", "issued", id));
  ui_wait_for ((window = find_sign_window ()) != NULL);
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_find_type (window, ADW_TYPE_COMBO_ROW)), 1);
  g_assert_nonnull (ui_find (window, label_has, "I have read all of it."));
  type_passphrase (window, PASSPHRASE);
  ui_wait_for (find_sign_window () == NULL);
  g_assert_cmpstr (self->ui.told, ==, "The document is signed.");
  ui_wait_for (ui_find (tab, label_has, "unchanged since signed") != NULL);
  g_assert_nonnull (ui_find (tab, label_has, "Reviewed: Ana Ruiz (Owner), Mon 2 Mar 2026, 10:00 PST"));
}

/* As somebody might who has the file and its key. */
static void
tamper (PatientFixture *self)
{
  g_autoptr (CtDoor) door = ct_door_for (self->ui.base.path);
  g_autoptr (CtDatabase) whole = NULL;
  g_autoptr (GError) error = NULL;

  fixture_close (&self->ui.base);
  g_assert_true (ct_door_unlock (door, "ana", PASSPHRASE, self->ui.base.now_us, FALSE, &error));
  whole = ct_door_open_whole (door, &error);
  g_assert_no_error (error);
  ct_database_script (whole, "DROP TRIGGER issued_signed; UPDATE issued SET content = CAST('%PDF other' AS BLOB)", &error);
  g_assert_no_error (error);
  g_clear_pointer (&whole, ct_database_close);
  fixture_open (&self->ui.base);
}

static void
test_other_bytes_are_told_where_they_are_listed (PatientFixture *self, gconstpointer data)
{
  gint64 id = issue (self);
  GtkWidget *tab;

  sign_kept (self, id);
  tamper (self);
  tab = GTK_WIDGET (ct_patient_page_get_tab (open_documents (self)));
  ui_wait_for (ui_find (tab, label_has, "these bytes are not what was signed") != NULL);
  g_assert_null (ui_find (tab, label_has, "unchanged since signed"));
}

#define SIGN_TEST(path, function) \
  g_test_add ("/ui/sign/" path, PatientFixture, NULL, patient_set_up, function, patient_tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  SIGN_TEST ("a summary is signed before it leaves", test_a_summary_is_signed_before_it_leaves);
  SIGN_TEST ("a new version leaves only when it is signed", test_a_new_version_leaves_only_when_it_is_signed);
  SIGN_TEST ("what is kept is signed and says so", test_what_is_kept_is_signed_and_says_so);
  SIGN_TEST ("other bytes are told where they are listed", test_other_bytes_are_told_where_they_are_listed);
  return g_test_run ();
}
