/* The audit page: what it answers, what leaves by it, and that the record can be proved later. */
#include "ui-fixture.h"

#include <locale.h>
#include <string.h>

#include "paper/ct-pages.h"
#include "ui/audit/ct-audit-filters.h"
#include "ui/audit/ct-audit-item.h"
#include "ui/audit/ct-audit-page.h"
#include "ui/audit/ct-head-window.h"
#include "ui/paper/ct-preview.h"

typedef struct
{
  UiFixture      ui;
  CtAuditPage   *page;
  CtAuditFilters *filters;
  gint64         reyes;
  gint64         okafor;
} AuditFixture;

static void
open_chart (AuditFixture *self, gint64 patient_id)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatientFile) file = NULL;

  ct_clinic_open_patient_async (self->ui.base.clinic, patient_id, ct_await_done, &await);
  file = fixture_take (&self->ui.base, &await);
  g_assert_nonnull (file);
}

static gint64
add_patient (AuditFixture *self, const char *family, const char *given)
{
  g_autoptr (CtPatient) patient = fixture_add_patient (&self->ui.base, family, given, "1985-03-12");

  return CT_RECORD (patient)->id;
}

static void
show_page (AuditFixture *self)
{
  ui_open_window (&self->ui, ct_audit_page_new (self->ui.base.clinic), 1060, 720);
  self->page = CT_AUDIT_PAGE (self->ui.page);
  self->filters = CT_AUDIT_FILTERS (ui_find_type (self->ui.page, CT_TYPE_AUDIT_FILTERS));
}

static void
set_up (AuditFixture *self, gconstpointer data)
{
  fixture_set_up (&self->ui.base, NULL);
  self->reyes = add_patient (self, "Reyes", "Marisol");
  self->okafor = add_patient (self, "Okafor", "Tobe");
  open_chart (self, self->reyes);
  self->ui.base.now_us += 24 * 60 * CT_USEC_PER_MINUTE;
  open_chart (self, self->reyes);
  self->ui.base.now_us += CT_USEC_PER_MINUTE;
  open_chart (self, self->okafor);
  show_page (self);
}

static void
tear_down (AuditFixture *self, gconstpointer data)
{
  ui_close_window (&self->ui);
  fixture_tear_down (&self->ui.base, NULL);
}

static guint
n_rows (AuditFixture *self)
{
  return g_list_model_get_n_items (ct_audit_page_get_list (self->page));
}

static guint
n_groups (AuditFixture *self)
{
  return g_list_model_get_n_items (ct_audit_page_get_groups (self->page));
}

static void
wait_for_question (AuditFixture *self, const char *text)
{
  gint64 end_us = g_get_monotonic_time () + UI_PATIENCE_US;

  while (strstr (ct_audit_page_get_question (self->page), text) == NULL && g_get_monotonic_time () < end_us)
    ui_turn ();
  if (strstr (ct_audit_page_get_question (self->page), text) == NULL)
    g_error ("“%s” does not say “%s”", ct_audit_page_get_question (self->page), text);
}

/* ---- Asking ---- */

static void
test_every_act_is_listed_with_its_patient (AuditFixture *self, gconstpointer data)
{
  g_autoptr (CtAuditItem) latest = NULL;
  const CtAuditRow *row;

  ui_wait_for (n_rows (self) > 4);
  latest = g_list_model_get_item (ct_audit_page_get_list (self->page), 0);
  row = ct_audit_item_get_row (latest);
  g_assert_cmpstr (row->act, ==, "opened");
  g_assert_cmpstr (row->patient_name, ==, "Okafor, Tobe");
  g_assert_cmpstr (ct_audit_page_get_question (self->page), ==, "All acts");
}

static void
test_what_is_done_meanwhile_comes_on_top (AuditFixture *self, gconstpointer data)
{
  g_autoptr (CtAuditItem) latest = NULL;
  guint before;

  ui_wait_for (n_rows (self) > 4);
  before = n_rows (self);
  self->ui.base.now_us += CT_USEC_PER_MINUTE;
  open_chart (self, self->reyes);
  ui_wait_for (n_rows (self) > before);
  latest = g_list_model_get_item (ct_audit_page_get_list (self->page), 0);
  g_assert_cmpstr (ct_audit_item_get_row (latest)->patient_name, ==, "Reyes, Marisol");
}

static void
test_who_opened_a_chart_is_said_in_words (AuditFixture *self, gconstpointer data)
{
  g_autoptr (CtAuditItem) who = NULL;

  ct_audit_page_ask (self->page, self->reyes, 0, "opened");
  wait_for_question (self, "Who opened the chart of Reyes, Marisol: 2 times, by 1 person, since 2 Mar 2026");
  ui_wait_for (n_rows (self) == 2);
  g_assert_cmpuint (n_groups (self), ==, 1);
  who = g_list_model_get_item (ct_audit_page_get_groups (self->page), 0);
  g_assert_cmpstr (ct_audit_item_get_group (who)->name, ==, "ana");
  g_assert_cmpint (ct_audit_item_get_group (who)->n, ==, 2);
  g_assert_cmpint (ct_audit_item_get_group (who)->last_us, ==, self->ui.base.now_us - CT_USEC_PER_MINUTE);
}

static void
test_what_a_user_opened_is_said_by_chart (AuditFixture *self, gconstpointer data)
{
  g_autoptr (CtAuditItem) chart = NULL;

  ct_audit_page_ask (self->page, 0, 1, "opened");
  wait_for_question (self, "What ana opened: 3 times, 2 charts, since 2 Mar 2026");
  ui_wait_for (n_rows (self) == 3);
  g_assert_cmpuint (n_groups (self), ==, 2);
  chart = g_list_model_get_item (ct_audit_page_get_groups (self->page), 0);
  g_assert_cmpstr (ct_audit_item_get_group (chart)->name, ==, "Okafor, Tobe");
}

static void
test_filters_work_together (AuditFixture *self, gconstpointer data)
{
  ct_audit_page_ask (self->page, self->reyes, 1, "opened");
  ui_wait_for (n_rows (self) == 2);
  ct_audit_filters_set_period (self->filters, "3 Mar 2026", "");
  ui_wait_for (n_rows (self) == 1);
  wait_for_question (self, "1 time, by 1 person, since 3 Mar 2026");
  ct_audit_filters_set_period (self->filters, "", "2 Mar 2026");
  ui_wait_for (n_rows (self) == 1);
  ct_audit_page_ask (self->page, 0, 0, NULL);
  ct_audit_filters_set_text (self->filters, "marisol");
  ui_wait_for (n_rows (self) == 1);
}

static void
test_nothing_found_is_said (AuditFixture *self, gconstpointer data)
{
  ct_audit_page_ask (self->page, self->okafor, 0, "exported");
  wait_for_question (self, "Acts about Okafor, Tobe: never");
  ui_wait_for (n_rows (self) == 0);
  g_assert_cmpuint (n_groups (self), ==, 0);
}

/* ---- Proving ---- */

static void
test_the_chain_verifies (AuditFixture *self, gconstpointer data)
{
  ct_audit_page_verify (self->page, NULL);
  ui_wait_for (ct_audit_page_get_verdict (self->page) != NULL);
  g_assert_nonnull (strstr (ct_audit_page_get_verdict (self->page), "fit together"));
}

static void
note_head (const CtAuditHead *head, gpointer data)
{
  ct_audit_page_verify (((AuditFixture *) data)->page, head);
}

static void
type_into (GtkWindow *window, const char *text)
{
  GtkWidget *view = ui_find_type (GTK_WIDGET (window), GTK_TYPE_TEXT_VIEW);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
  gtk_widget_activate_action (GTK_WIDGET (window), "head.look", NULL);
}

static void
test_a_head_that_was_printed_is_found_again (AuditFixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAuditHead) head = NULL;
  g_autofree char *text = NULL;
  GtkWindow *window;

  ct_clinic_read_audit_head_async (self->ui.base.clinic, ct_await_done, &await);
  head = fixture_take (&self->ui.base, &await);
  text = ct_audit_head_to_text (head, "Harbor", ct_clinic_get_zone (self->ui.base.clinic, 0));
  open_chart (self, self->okafor);
  window = ct_head_window_new (note_head, self, NULL);
  gtk_window_present (window);
  type_into (window, "812 ab12");
  g_assert_null (ct_audit_page_get_verdict (self->page));
  type_into (window, text);
  ui_wait_for (ct_audit_page_get_verdict (self->page) != NULL);
  g_assert_true (g_str_has_prefix (ct_audit_page_get_verdict (self->page), "Yes: this was the head after row"));
}

/* ---- Leaving ---- */

static void
note_many (AuditFixture *self, int n)
{
  for (int i = 0; i < n; i++)
    {
      g_auto (CtAwait) await = { NULL };

      ct_clinic_note_export_async (self->ui.base.clinic, self->reyes, "chart.png", ct_await_done, &await);
      fixture_take (&self->ui.base, &await);
    }
}

static int
count_lines (const char *text)
{
  int n = 0;

  for (const char *p = strstr (text, "\r\n"); p != NULL; p = strstr (p + 2, "\r\n"))
    n++;
  return n;
}

/* More than a page of the list, so that most were never loaded. */
static void
test_a_table_has_all_acts_that_fit (AuditFixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->ui.base.folder, "audit.csv", NULL);
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autofree char *text = NULL;
  g_autoptr (CtAuditItem) latest = NULL;

  note_many (self, 230);
  ct_audit_page_ask (self->page, self->reyes, 0, "exported");
  ui_wait_for (n_rows (self) == 200);
  ct_audit_page_export (self->page, path);
  ui_wait_for (self->ui.told != NULL);
  g_assert_cmpstr (self->ui.told, ==, "230 acts were saved as a table.");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpint (count_lines (text), ==, 231);
  g_assert_nonnull (strstr (text, "\"Reyes, Marisol\""));
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  ct_audit_page_ask (self->page, 0, 0, "exported");
  ui_wait_for (n_rows (self) == 200);
  latest = g_list_model_get_item (ct_audit_page_get_list (self->page), 0);
  g_assert_cmpstr (ct_audit_item_get_row (latest)->table, ==, "audit");
  g_assert_nonnull (strstr (ct_audit_item_get_row (latest)->detail, "230 acts, audit.csv\nabout Reyes, Marisol; Exported"));
}

static void
test_an_export_that_cannot_be_written_leaves_nothing (AuditFixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->ui.base.folder, "no-such-folder", "audit.csv", NULL);

  ct_audit_page_export (self->page, path);
  ui_wait_for (self->ui.told != NULL);
  g_assert_true (g_str_has_prefix (self->ui.told, "The file could not be written"));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static CtPreview *
find_preview (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (CT_IS_PREVIEW (l->data))
      return l->data;
  return NULL;
}

static void
test_what_is_printed_is_an_act_itself (AuditFixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->ui.base.folder, "audit.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (CtAuditItem) latest = NULL;

  ct_audit_page_ask (self->page, self->reyes, 0, "opened");
  wait_for_question (self, "2 times");
  ct_audit_page_print (self->page);
  ui_wait_for (find_preview () != NULL);
  g_assert_cmpuint (ct_preview_get_n_pages (find_preview ()), ==, 1);
  ct_preview_save (find_preview (), file);
  ui_wait_for (g_file_test (path, G_FILE_TEST_EXISTS));
  gtk_window_destroy (GTK_WINDOW (find_preview ()));
  ct_audit_page_ask (self->page, self->reyes, 0, "exported");
  ui_wait_for (n_rows (self) == 1);
  latest = g_list_model_get_item (ct_audit_page_get_list (self->page), 0);
  g_assert_cmpstr (ct_audit_item_get_row (latest)->detail, ==, "about Reyes, Marisol; Opened");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP there is no display\n");
      return 0;
    }
  ui_init ();
#define TEST(path, function) g_test_add ("/audit/" path, AuditFixture, NULL, set_up, function, tear_down)
  TEST ("every-act-is-listed-with-its-patient", test_every_act_is_listed_with_its_patient);
  TEST ("what-is-done-meanwhile-comes-on-top", test_what_is_done_meanwhile_comes_on_top);
  TEST ("who-opened-a-chart-is-said-in-words", test_who_opened_a_chart_is_said_in_words);
  TEST ("what-a-user-opened-is-said-by-chart", test_what_a_user_opened_is_said_by_chart);
  TEST ("filters-work-together", test_filters_work_together);
  TEST ("nothing-found-is-said", test_nothing_found_is_said);
  TEST ("the-chain-verifies", test_the_chain_verifies);
  TEST ("a-head-that-was-printed-is-found-again", test_a_head_that_was_printed_is_found_again);
  TEST ("a-table-has-all-acts-that-fit", test_a_table_has_all_acts_that_fit);
  TEST ("an-export-that-cannot-be-written-leaves-nothing", test_an_export_that_cannot_be_written_leaves_nothing);
  TEST ("what-is-printed-is-an-act-itself", test_what_is_printed_is_an_act_itself);
  return g_test_run ();
}
