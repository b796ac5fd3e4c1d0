/* A referral arrives: who it is about, what it says, somebody decides, and only then is it in a chart. */
#include "ui-fixture.h"

#include <locale.h>
#include <string.h>

#include "ui/import/ct-document-view.h"
#include "ui/import/ct-fact-list.h"
#include "ui/import/ct-import-window.h"

#define CODES "codeSystem=\"2.16.840.1.113883.6.96\""
#define TEMPLATE "2.16.840.1.113883.10.20.22.4."

/* A made-up person with one problem, one that is denied, and one allergy. */
static const char referral[] =
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
  "<ClinicalDocument xmlns=\"urn:hl7-org:v3\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
  "<id root=\"1.2.3.4\" extension=\"R-1\"/><code code=\"57133-1\" codeSystem=\"2.16.840.1.113883.6.1\"/>"
  "<title>Referral</title><effectiveTime value=\"20260220\"/>"
  "<recordTarget><patientRole><id root=\"1.2.3\" extension=\"A-17\"/><telecom value=\"tel:714-555-0132\" use=\"HP\"/>"
  "<patient><name><given>Marisol</given><family>Reyes</family></name>"
  "<administrativeGenderCode code=\"F\" codeSystem=\"2.16.840.1.113883.5.1\"/><birthTime value=\"19850312\"/></patient>"
  "</patientRole></recordTarget><component><structuredBody>"
  "<component><section><code code=\"11450-4\" codeSystem=\"2.16.840.1.113883.6.1\"/><title>Problems</title>"
  "<text><paragraph>Depression for four years. Denies mania.</paragraph></text>"
  "<entry><observation classCode=\"OBS\" moodCode=\"EVN\"><templateId root=\"" TEMPLATE "4\"/>"
  "<statusCode code=\"completed\"/><value xsi:type=\"CD\" code=\"370143000\" " CODES
  " displayName=\"Major depressive disorder\"/></observation></entry>"
  "<entry><observation classCode=\"OBS\" moodCode=\"EVN\" negationInd=\"true\"><templateId root=\"" TEMPLATE "4\"/>"
  "<statusCode code=\"completed\"/><value xsi:type=\"CD\" code=\"231494001\" " CODES
  " displayName=\"Mania\"/></observation></entry>"
  "</section></component></structuredBody></component></ClinicalDocument>";

typedef struct
{
  UiFixture       ui;
  CtImportWindow *window;
} ImportFixture;

static void
on_gone_cb (gpointer data, GObject *was)
{
  ((ImportFixture *) data)->window = NULL;
}

static void
set_up (ImportFixture *self, gconstpointer data)
{
  fixture_set_up (&self->ui.base, NULL);
  self->window = ct_import_window_new (self->ui.base.clinic);
  g_object_weak_ref (G_OBJECT (self->window), on_gone_cb, self);
  gtk_window_present (GTK_WINDOW (self->window));
  ui_wait_for (gtk_widget_get_mapped (GTK_WIDGET (self->window)));
}

static void
tear_down (ImportFixture *self, gconstpointer data)
{
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  ui_rest (20);
  fixture_tear_down (&self->ui.base, NULL);
}

static void
add (ImportFixture *self, const char *text, const char *name)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  ct_import_window_add_bytes (self->window, bytes, name);
}

static gboolean
is_at (ImportFixture *self, CtImportState state)
{
  return self->window != NULL && ct_import_window_get_state (self->window) == state;
}

static gboolean
says (GtkWidget *widget, gconstpointer words)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL;
}

static gboolean
window_says (ImportFixture *self, const char *words)
{
  return ui_find (GTK_WIDGET (self->window), says, words) != NULL;
}

static guint
count_patients (ImportFixture *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GArray) ids = NULL;

  ct_clinic_list_patient_ids_async (self->ui.base.clinic, NULL, ct_await_done, &await);
  ids = fixture_take (&self->ui.base, &await);
  return ids->len;
}

static void
test_a_referral_shows_who_and_what_before_it_is_stored (ImportFixture *self, gconstpointer data)
{
  CtDocumentView *document;

  add (self, referral, "referral.xml");
  ui_wait_for (is_at (self, CT_IMPORT_REVIEW));
  g_assert_true (window_says (self, "Reyes, Marisol"));
  g_assert_true (window_says (self, "12 Mar 1985"));
  g_assert_true (window_says (self, "Major depressive disorder"));
  g_assert_true (window_says (self, "stated as absent"));
  g_assert_true (window_says (self, "does not say that there are none"));
  document = CT_DOCUMENT_VIEW (ui_find_type (GTK_WIDGET (self->window), CT_TYPE_DOCUMENT_VIEW));
  g_assert_cmpuint (ct_document_view_get_n_lines (document), ==, 2);
  g_assert_cmpuint (count_patients (self), ==, 0);
}

static void
test_somebody_new_gets_a_chart_with_the_document (ImportFixture *self, gconstpointer data)
{
  g_autoptr (CtPatientFile) file = NULL;

  add (self, referral, "referral.xml");
  ui_wait_for (is_at (self, CT_IMPORT_REVIEW));
  g_assert_cmpint (ct_match_list_get_chosen (ct_import_window_get_choice (self->window)), ==, 0);
  ct_import_window_accept (self->window);
  ui_wait_for (self->window == NULL);
  g_assert_cmpuint (count_patients (self), ==, 1);
  file = fixture_read (&self->ui.base, 1);
  g_assert_cmpstr (file->patient->family_name, ==, "Reyes");
  g_assert_cmpuint (file->documents->len, ==, 1);
}

static void
test_somebody_who_looks_alike_is_never_merged_silently (ImportFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) known = fixture_add_patient (&self->ui.base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatientFile) file = NULL;
  CtMatchList *choice;

  add (self, referral, "referral.xml");
  ui_wait_for (is_at (self, CT_IMPORT_REVIEW));
  choice = ct_import_window_get_choice (self->window);
  g_assert_cmpint (ct_match_list_get_chosen (choice), ==, CT_MATCH_NONE);
  ct_import_window_accept (self->window);
  ui_rest (100);
  g_assert_true (is_at (self, CT_IMPORT_REVIEW));

  ct_match_list_choose (choice, CT_RECORD (known)->id);
  g_assert_true (window_says (self, "Chart here"));
  ct_import_window_accept (self->window);
  ui_wait_for (self->window == NULL);
  g_assert_cmpuint (count_patients (self), ==, 1);
  file = fixture_read (&self->ui.base, CT_RECORD (known)->id);
  g_assert_cmpuint (file->documents->len, ==, 1);
}

static void
test_the_same_document_again_is_recognised (ImportFixture *self, gconstpointer data)
{
  add (self, referral, "referral.xml");
  add (self, referral, "the same, by mail.xml");
  ui_wait_for (is_at (self, CT_IMPORT_REVIEW));
  ct_import_window_accept (self->window);
  ui_wait_for (is_at (self, CT_IMPORT_ALREADY));
  g_assert_true (window_says (self, "Nothing was added"));
  ct_import_window_skip (self->window);
  ui_wait_for (self->window == NULL);
  g_assert_cmpuint (count_patients (self), ==, 1);
}

static void
test_a_broken_file_is_refused_in_one_sentence_and_the_next_goes_on (ImportFixture *self, gconstpointer data)
{
  add (self, "<ClinicalDocument xmlns=\"urn:hl7-org:v3\">", "broken.xml");
  add (self, referral, "referral.xml");
  ui_wait_for (is_at (self, CT_IMPORT_REFUSED));
  g_assert_true (g_str_has_suffix (ct_import_window_get_reason (self->window), "."));
  g_assert_cmpuint (count_patients (self), ==, 0);
  ct_import_window_skip (self->window);
  ui_wait_for (is_at (self, CT_IMPORT_REVIEW));
  ct_import_window_skip (self->window);
  ui_wait_for (self->window == NULL);
  g_assert_cmpuint (count_patients (self), ==, 0);
}

static void
test_a_file_that_is_not_there_is_refused (ImportFixture *self, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/referral.xml");

  ct_import_window_add_file (self->window, file);
  ui_wait_for (is_at (self, CT_IMPORT_REFUSED));
  g_assert_nonnull (ct_import_window_get_reason (self->window));
}

#define TEST(path, function) g_test_add ("/import/" path, ImportFixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  ui_init ();
  TEST ("a-referral-shows-who-and-what-before-it-is-stored", test_a_referral_shows_who_and_what_before_it_is_stored);
  TEST ("somebody-new-gets-a-chart-with-the-document", test_somebody_new_gets_a_chart_with_the_document);
  TEST ("somebody-who-looks-alike-is-never-merged-silently", test_somebody_who_looks_alike_is_never_merged_silently);
  TEST ("the-same-document-again-is-recognised", test_the_same_document_again_is_recognised);
  TEST ("a-broken-file-is-refused-and-the-next-goes-on", test_a_broken_file_is_refused_in_one_sentence_and_the_next_goes_on);
  TEST ("a-file-that-is-not-there-is-refused", test_a_file_that_is_not_there_is_refused);
  return g_test_run ();
}
