/* Two desks at one clinic: what one does the other's page shows, and leaves in peace what is being looked at there. */
#include "ui-fixture.h"

#include <glib/gstdio.h>
#include <locale.h>

#include "ui/calendar/ct-calendar-page.h"
#include "ui/ct-live-list.h"
#include "ui/ct-page.h"
#include "ui/ct-presence-line.h"
#include "ui/ct-window.h"
#include "ui/patient/ct-fact-editor.h"
#include "ui/patient/ct-patient-page.h"
#include "ui/patient/ct-score-entry.h"
#include "ui/patient/ct-score-item.h"
#include "ui/patients/ct-patients-page.h"
#include "ui/today/ct-today-page.h"

#define MONDAY "2026-03-02"

typedef struct
{
  UiFixture ui;
  Fixture   other; /* the other desk: the same clinic, opened once more */
} LiveFixture;

static void
set_up (LiveFixture *self, gconstpointer data)
{
  fixture_set_up (&self->ui.base, NULL);
  self->other = self->ui.base;
  self->other.clinic = NULL;
  fixture_open (&self->other);
}

static void
tear_down (LiveFixture *self, gconstpointer data)
{
  ui_close_window (&self->ui);
  fixture_close (&self->other);
  fixture_tear_down (&self->ui.base, NULL);
}

static gint64
first_site (LiveFixture *self)
{
  return CT_RECORD (g_ptr_array_index (ct_clinic_get_sites (self->ui.base.clinic), 0))->id;
}

static void
open_page (LiveFixture *self, GtkWidget *page)
{
  ui_open_window (&self->ui, page, 1080, 740);
  if (CT_IS_PAGE (page))
    ct_page_open (CT_PAGE (page), "site", g_variant_new_int64 (first_site (self)));
}

/* ---- The calendar ---- */

static CtTimeGrid *
grid_of (LiveFixture *self)
{
  return ct_day_view_get_grid (ct_calendar_page_get_view (CT_CALENDAR_PAGE (self->ui.page)));
}

static CtBlock *
block_of (LiveFixture *self, CtAppointment *booked)
{
  return ct_time_grid_get_columns (grid_of (self)) != NULL ? ct_time_grid_find_block (grid_of (self), CT_RECORD (booked)->id)
                                                           : NULL;
}

static void
test_a_booking_at_another_desk_appears_and_leaves_the_selection_alone (LiveFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->ui.base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (&self->ui.base, "Okafor", "Tunde", "1979-07-01");
  g_autoptr (CtAppointment) mine = fixture_book (&self->ui.base, reyes, MONDAY, "10:00", 60);
  g_autoptr (CtAppointment) theirs = NULL;
  GtkWidget *focus;
  CtBlock *block;
  gint64 began_us;

  open_page (self, ct_calendar_page_new (self->ui.base.clinic));
  ui_wait_for (block_of (self, mine) != NULL);
  g_assert_true (ct_time_grid_select_visit (grid_of (self), CT_RECORD (mine)->id));
  ui_rest (50);
  block = block_of (self, mine);
  focus = gtk_root_get_focus (GTK_ROOT (self->ui.window));
  began_us = g_get_monotonic_time ();
  theirs = fixture_book (&self->other, okafor, MONDAY, "13:00", 60);
  ui_wait_for (block_of (self, theirs) != NULL);
  g_test_message ("shown after %d ms", (int) ((g_get_monotonic_time () - began_us) / 1000));
  g_assert_cmpint (g_get_monotonic_time () - began_us, <, G_USEC_PER_SEC);
  /* The block that was there is the very same, selected and focused as before. */
  g_assert_true (block_of (self, mine) == block);
  g_assert_true (ct_time_grid_get_visit (grid_of (self)) == ct_block_get_visit (block));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->ui.window)) == focus);
}

static void
test_a_cancelled_visit_goes_at_the_other_desk_too (LiveFixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->ui.base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) booked = fixture_book (&self->ui.base, reyes, MONDAY, "10:00", 60);

  open_page (self, ct_calendar_page_new (self->ui.base.clinic));
  ui_wait_for (block_of (self, booked) != NULL);
  ct_clinic_set_appointment_status_async (self->other.clinic, booked, CT_APPOINTMENT_CANCELLED, "Ill", ct_await_done, &await);
  g_object_unref (fixture_take (&self->other, &await));
  ui_wait_for (block_of (self, booked) == NULL);
}

/* ---- Today ---- */

static void
test_todays_list_takes_in_a_visit_and_keeps_the_selected_row (LiveFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->ui.base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (&self->ui.base, "Okafor", "Tunde", "1979-07-01");
  g_autoptr (CtAppointment) mine = fixture_book (&self->ui.base, reyes, MONDAY, "14:00", 60);
  g_autoptr (CtAppointment) theirs = NULL;
  g_autoptr (CtVisit) row = NULL;
  GListModel *visits;

  open_page (self, ct_today_page_new (self->ui.base.clinic));
  visits = ct_today_page_get_visits (CT_TODAY_PAGE (self->ui.page));
  ui_wait_for (g_list_model_get_n_items (visits) == 1);
  row = g_list_model_get_item (visits, 0);
  theirs = fixture_book (&self->other, okafor, MONDAY, "11:00", 60);
  ui_wait_for (g_list_model_get_n_items (visits) == 2);
  {
    g_autoptr (CtVisit) second = g_list_model_get_item (visits, 1);

    g_assert_cmpint (CT_RECORD (second->appointment)->id, ==, CT_RECORD (row->appointment)->id);
  }
}

/* ---- Patients ---- */

static CtLiveRow *
row_at (GListModel *list, guint position)
{
  g_autoptr (CtLiveRow) row = g_list_model_get_item (list, position);

  return row;
}

static void
test_a_new_patient_at_another_desk_moves_nobody_who_is_selected (LiveFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) okafor = fixture_add_patient (&self->ui.base, "Okafor", "Tunde", "1979-07-01");
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->ui.base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) abel = NULL;
  GtkSelectionModel *selection;
  GListModel *list;
  GtkWidget *view;

  open_page (self, GTK_WIDGET (ct_patients_page_new (self->ui.base.clinic)));
  list = ct_patients_page_get_list (CT_PATIENTS_PAGE (self->ui.page));
  ui_wait_for (g_list_model_get_n_items (list) == 2);
  view = ui_find_type (self->ui.page, GTK_TYPE_COLUMN_VIEW);
  selection = gtk_column_view_get_model (GTK_COLUMN_VIEW (view));
  gtk_selection_model_select_item (selection, 1, TRUE);
  ui_wait_for (ct_live_row_get_data (row_at (list, 1)) != NULL);
  abel = fixture_add_patient (&self->other, "Abel", "Rosa", "1990-05-05");
  ui_wait_for (g_list_model_get_n_items (list) == 3);
  g_assert_cmpint (ct_live_row_get_id (row_at (list, 0)), ==, CT_RECORD (abel)->id);
  g_assert_true (gtk_selection_model_is_selected (selection, 2));
  g_assert_false (gtk_selection_model_is_selected (selection, 1));
}

/* ---- The patient page ---- */

static void
test_the_banner_says_who_is_editing_and_when_it_is_over (LiveFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->ui.base, "Reyes", "Marisol", "1985-03-12");
  CtPresenceLine *line;
  g_autofree char *words = NULL;

  open_page (self, g_object_new (CT_TYPE_PATIENT_PAGE, "clinic", self->ui.base.clinic, "patient-id", CT_RECORD (reyes)->id,
                                 NULL));
  ui_wait_for (ct_patient_page_get_file (CT_PATIENT_PAGE (self->ui.page)) != NULL);
  line = CT_PRESENCE_LINE (ui_find_type (self->ui.page, CT_TYPE_PRESENCE_LINE));
  ct_clinic_begin_editing (self->other.clinic, "patient", CT_RECORD (reyes)->id);
  words = g_strdup_printf ("Ana Ruiz is editing this, at %s, since 10:00.", g_get_host_name ());
  ui_wait_for (g_strcmp0 (ct_presence_line_get_text (line), words) == 0);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (line)));
  ct_clinic_end_editing (self->other.clinic, "patient", CT_RECORD (reyes)->id);
  ui_wait_for (!gtk_widget_get_visible (GTK_WIDGET (line)));
}

static void
on_shown_cb (guint *n)
{
  (*n)++;
}

static void
test_news_about_somebody_else_leave_an_open_patient_alone (LiveFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->ui.base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (&self->ui.base, "Okafor", "Tunde", "1979-07-01");
  g_autoptr (CtAppointment) theirs = NULL;
  g_autoptr (CtAppointment) ours = NULL;
  guint n = 0;

  open_page (self, g_object_new (CT_TYPE_PATIENT_PAGE, "clinic", self->ui.base.clinic, "patient-id", CT_RECORD (reyes)->id,
                                 NULL));
  ui_wait_for (ct_patient_page_get_file (CT_PATIENT_PAGE (self->ui.page)) != NULL);
  ui_rest (100);
  g_signal_connect_swapped (self->ui.page, "shown", G_CALLBACK (on_shown_cb), &n);
  theirs = fixture_book (&self->other, okafor, MONDAY, "13:00", 60);
  ui_rest (700);
  g_assert_cmpuint (n, ==, 0);
  ours = fixture_book (&self->other, reyes, MONDAY, "15:00", 60);
  ui_wait_for (n == 1);
}

/* ---- Offline ---- */

static gboolean
says (GtkWidget *widget, gconstpointer words)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
         strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL;
}

static CtFactEditor *
open_fact (LiveFixture *self, CtPatient *patient)
{
  g_autoptr (CtPatientFile) file = fixture_read (&self->ui.base, CT_RECORD (patient)->id);
  g_autoptr (CtProblem) problem = ct_problem_new ();
  CtFactEditor *editor;

  problem->patient_id = CT_RECORD (patient)->id;
  editor = ct_fact_editor_new (self->ui.base.clinic, file, CT_RECORD (problem));
  gtk_window_present (GTK_WINDOW (editor));
  ui_wait_for (gtk_widget_get_mapped (GTK_WIDGET (editor)));
  return editor;
}

static gboolean
has_draft (LiveFixture *self, const char *what, const char *words)
{
  g_auto (CtAwait) await = { NULL };
  g_autofree char *text = NULL;

  ct_clinic_read_draft_async (self->ui.base.clinic, what, ct_await_done, &await);
  text = fixture_take (&self->ui.base, &await);
  return strstr (text, words) != NULL;
}

/* The stick with the clinic is pulled out: what is typed then is kept on this computer, and is offered on return. */
static void
test_what_is_typed_while_the_clinic_is_away_is_kept_and_offered (LiveFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->ui.base, "Reyes", "Marisol", "1985-03-12");
  g_autofree char *away = g_strconcat (self->ui.base.path, ".away", NULL);
  g_autofree char *what = g_strdup_printf ("problem/%" G_GINT64_FORMAT "/0", CT_RECORD (reyes)->id);
  CtFactEditor *editor = open_fact (self, reyes);
  GtkWidget *entry;

  g_assert_cmpint (g_rename (self->ui.base.path, away), ==, 0);
  entry = ui_find_type (GTK_WIDGET (editor), GTK_TYPE_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Migraine since childhood");
  gtk_widget_activate_action (GTK_WIDGET (editor), "editor.save", NULL);
  ui_wait_for (!ct_clinic_is_online (self->ui.base.clinic));
  ui_wait_for (ui_find (GTK_WIDGET (editor), says, "Nothing you typed is lost") != NULL);
  ui_wait_for (has_draft (self, what, "Migraine"));
  gtk_window_destroy (GTK_WINDOW (editor));
  /* It is back: it goes into the clinic by itself, and is there for the next time. */
  g_assert_cmpint (g_rename (away, self->ui.base.path), ==, 0);
  ct_clinic_try_now (self->ui.base.clinic);
  ui_wait_for (ct_clinic_is_online (self->ui.base.clinic));
  ui_rest (300);
  editor = open_fact (self, reyes);
  ui_wait_for (ui_find (GTK_WIDGET (editor), says, "at another time") != NULL);
  gtk_widget_activate_action (GTK_WIDGET (editor), "draft.use", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (ui_find_type (GTK_WIDGET (editor), GTK_TYPE_ENTRY))), ==,
                   "Migraine since childhood");
  gtk_window_destroy (GTK_WINDOW (editor));
}

static void
test_answers_of_a_score_survive_a_crash (LiveFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->ui.base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatientFile) file = fixture_read (&self->ui.base, CT_RECORD (reyes)->id);
  g_autofree char *what = g_strdup_printf ("score/%" G_GINT64_FORMAT, CT_RECORD (reyes)->id);
  CtScoreEntry *entry = ct_score_entry_new (self->ui.base.clinic, file, "gad-7");
  CtScoreItem *item;

  gtk_window_present (GTK_WINDOW (entry));
  ui_rest (50);
  item = CT_SCORE_ITEM (ui_find_type (GTK_WIDGET (entry), CT_TYPE_SCORE_ITEM));
  ct_score_item_set_answer (item, 2);
  ui_wait_for (has_draft (self, what, "gad-7"));
  gtk_window_destroy (GTK_WINDOW (entry));
  entry = ct_score_entry_new (self->ui.base.clinic, file, "phq-9");
  gtk_window_present (GTK_WINDOW (entry));
  ui_wait_for (ui_find (GTK_WIDGET (entry), says, "at another time") != NULL);
  gtk_widget_activate_action (GTK_WIDGET (entry), "draft.use", NULL);
  item = CT_SCORE_ITEM (ui_find_type (GTK_WIDGET (entry), CT_TYPE_SCORE_ITEM));
  g_assert_cmpint (ct_score_item_get_answer (item), ==, 2);
  gtk_window_destroy (GTK_WINDOW (entry));
}

#define LIVE_TEST(path, function) g_test_add ("/live/" path, LiveFixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *state = g_dir_make_tmp ("chairtime-state-XXXXXX", NULL);
  int result;

  /* Before anybody asks where drafts are kept on this computer. */
  g_setenv ("XDG_STATE_HOME", state, TRUE);
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  ui_init ();
  LIVE_TEST ("calendar/booked", test_a_booking_at_another_desk_appears_and_leaves_the_selection_alone);
  LIVE_TEST ("calendar/cancelled", test_a_cancelled_visit_goes_at_the_other_desk_too);
  LIVE_TEST ("today", test_todays_list_takes_in_a_visit_and_keeps_the_selected_row);
  LIVE_TEST ("patients", test_a_new_patient_at_another_desk_moves_nobody_who_is_selected);
  LIVE_TEST ("patient/editing", test_the_banner_says_who_is_editing_and_when_it_is_over);
  LIVE_TEST ("patient/others", test_news_about_somebody_else_leave_an_open_patient_alone);
  LIVE_TEST ("offline", test_what_is_typed_while_the_clinic_is_away_is_kept_and_offered);
  LIVE_TEST ("score-draft", test_answers_of_a_score_survive_a_crash);
  result = g_test_run ();
  {
    g_autofree char *drafts = g_build_filename (state, "chairtime", NULL);

    fixture_remove_folder (drafts);
    g_rmdir (state);
  }
  return result;
}
