/* What is done for a patient in windows of their own: scores, courses, sessions, the summary. */
#include "patient-fixture.h"

#include "ui/form/ct-conflict-view.h"
#include "ui/paper/ct-preview.h"
#include "ui/patient/ct-course-planner.h"
#include "ui/patient/ct-score-entry.h"
#include "ui/patient/ct-score-item.h"
#include "ui/patient/ct-score-notice.h"
#include "ui/patient/ct-score-result.h"
#include "ui/patient/ct-session-entry.h"

static void
forget_window (PatientFixture *self)
{
  self->ui.window = NULL;
}

static void
open_window (PatientFixture *self, GtkWidget *window)
{
  g_signal_connect_swapped (window, "destroy", G_CALLBACK (forget_window), self);
  patient_open (self, window);
}

/* ---- Scores ---- */

static GtkWidget *
open_score (PatientFixture *self, const char *instrument)
{
  g_autoptr (CtPatientFile) file = fixture_read (&self->ui.base, patient_id (self));

  open_window (self, GTK_WIDGET (ct_score_entry_new (self->ui.base.clinic, file, instrument)));
  return self->ui.window;
}

static CtScoreItem *
focused_item (GtkWidget *window)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

  g_assert_true (CT_IS_SCORE_ITEM (focus));
  return CT_SCORE_ITEM (focus);
}

static void
type_answers (GtkWidget *window, const char *keys)
{
  for (; *keys != '\0'; keys++)
    g_assert_true (patient_press (GTK_WIDGET (focused_item (window)), (guint) *keys));
}

static const char *
result_words (GtkWidget *window)
{
  return ct_score_result_get_words (CT_SCORE_RESULT (ui_find_type (window, CT_TYPE_SCORE_RESULT)));
}

static void
save_score (PatientFixture *self)
{
  gtk_widget_activate_action (self->ui.window, "score.save", NULL);
}

static void
test_digits_answer_and_go_on (PatientFixture *self, gconstpointer data)
{
  GtkWidget *window = open_score (self, "phq-9");
  g_autoptr (CtPatientFile) file = NULL;

  type_answers (window, "22");
  g_assert_cmpint (ct_score_item_get_item (focused_item (window))->number, ==, 3);
  patient_press (GTK_WIDGET (focused_item (window)), GDK_KEY_BackSpace);
  g_assert_cmpint (ct_score_item_get_item (focused_item (window))->number, ==, 2);
  type_answers (window, "12221110");
  g_assert_cmpstr (result_words (window), ==, "PHQ-9 12, moderate");
  save_score (self);
  ui_wait_for (self->ui.window == NULL);
  file = fixture_read (&self->ui.base, patient_id (self));
  g_assert_cmpuint (file->assessments->len, ==, 1);
  g_assert_cmpint (CT_ASSESSMENT (g_ptr_array_index (file->assessments, 0))->total, ==, 12);
  g_assert_cmpstr (self->ui.told, ==, "Recorded: PHQ-9 12, moderate");
}

static void
test_open_questions_are_not_guessed (PatientFixture *self, gconstpointer data)
{
  GtkWidget *window = open_score (self, "gad-7");
  g_autoptr (CtPatientFile) file = NULL;

  type_answers (window, "111");
  save_score (self);
  ui_rest (200);
  g_assert_true (self->ui.window == window);
  file = fixture_read (&self->ui.base, patient_id (self));
  g_assert_cmpuint (file->assessments->len, ==, 0);
  type_answers (window, "222");
  patient_press (GTK_WIDGET (focused_item (window)), GDK_KEY_Delete);
  g_assert_true (g_str_has_prefix (result_words (window), "GAD-7 "));
  g_assert_nonnull (strchr (result_words (window), '*'));
}

static void
test_change_since_baseline_shows_at_once (PatientFixture *self, gconstpointer data)
{
  GtkWidget *window;

  g_object_unref (patient_answer (self, "phq-9", "3 3 3 3 3 3 1 1 0", "2026-02-01"));
  window = open_score (self, "phq-9");
  type_answers (window, "111111110");
  g_assert_cmpstr (result_words (window), ==, "PHQ-9 8, mild");
  g_assert_nonnull (ui_find (window, patient_has_label, "60 % better than baseline · response"));
}

static GtkWidget *
answer_with_a_flag (PatientFixture *self)
{
  GtkWidget *window = open_score (self, "phq-9");

  type_answers (window, "111111112");
  save_score (self);
  ui_wait_for (gtk_widget_get_mapped (ui_find_type (window, CT_TYPE_SCORE_NOTICE)));
  gtk_window_close (GTK_WINDOW (window));
  ui_rest (100);
  g_assert_true (self->ui.window == window);
  return ui_find_type (window, CT_TYPE_SCORE_NOTICE);
}

static void
test_a_safety_notice_is_answered_before_it_closes (PatientFixture *self, gconstpointer data)
{
  GtkWidget *notice = answer_with_a_flag (self);
  GtkWidget *button = ui_find (notice, patient_is_button, "_Acknowledge");
  g_autoptr (CtPatientFile) file = NULL;
  CtAssessment *score;

  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_editable_set_text (GTK_EDITABLE (ui_find_type (notice, ADW_TYPE_ENTRY_ROW)), "C-SSRS completed, low risk");
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  ui_wait_for (self->ui.window == NULL);
  file = fixture_read (&self->ui.base, patient_id (self));
  score = g_ptr_array_index (file->assessments, 0);
  g_assert_cmpstr (score->acknowledgement, ==, "C-SSRS completed, low risk");
  g_assert_cmpint (score->acknowledged_us, !=, CT_TIME_NONE);
}

static void
test_not_yet_is_said_in_words_and_waits (PatientFixture *self, gconstpointer data)
{
  GtkWidget *notice = answer_with_a_flag (self);
  g_autoptr (CtPatientFile) file = NULL;
  CtAssessment *score;

  g_signal_emit_by_name (ui_find (notice, patient_is_button, "_Not Yet: Keep It on the Overview"), "clicked");
  ui_wait_for (self->ui.window == NULL);
  file = fixture_read (&self->ui.base, patient_id (self));
  score = g_ptr_array_index (file->assessments, 0);
  g_assert_cmpstr (score->flags, ==, "item-9");
  g_assert_null (score->acknowledgement);
}

/* Another desk answers the notice of the one score that is there. */
static void
acknowledge_elsewhere (PatientFixture *self, const char *words)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatientFile) file = fixture_read (&self->ui.base, patient_id (self));

  ct_clinic_acknowledge_async (self->ui.base.clinic, g_ptr_array_index (file->assessments, 0), words, ct_await_done, &await);
  g_object_unref (fixture_take (&self->ui.base, &await));
}

/* The question that comes when two people have answered one notice. */
static CtConflictView *
answer_after_another (PatientFixture *self, const char *words)
{
  GtkWidget *notice = answer_with_a_flag (self);

  acknowledge_elsewhere (self, "Prescriber told");
  gtk_editable_set_text (GTK_EDITABLE (ui_find_type (notice, ADW_TYPE_ENTRY_ROW)), words);
  g_signal_emit_by_name (ui_find (notice, patient_is_button, "_Acknowledge"), "clicked");
  ui_wait_for (ui_find_question () != NULL);
  g_assert_nonnull (self->ui.window);
  return CT_CONFLICT_VIEW (ui_find_type (ui_find_question (), CT_TYPE_CONFLICT_VIEW));
}

static void
check_acknowledgement (PatientFixture *self, const char *words)
{
  g_autoptr (CtPatientFile) file = fixture_read (&self->ui.base, patient_id (self));
  CtAssessment *score = g_ptr_array_index (file->assessments, 0);

  g_assert_cmpstr (score->acknowledgement, ==, words);
  g_assert_cmpint (score->acknowledged_us, !=, CT_TIME_NONE);
  g_assert_cmpint (score->acknowledged_by, >, 0);
}

static void
test_two_people_answering_one_notice_may_both_be_kept (PatientFixture *self, gconstpointer data)
{
  answer_after_another (self, "C-SSRS completed");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (ui_find_question ()), "save");
  ui_wait_for (self->ui.window == NULL);
  check_acknowledgement (self, "Prescriber told; C-SSRS completed");
}

static void
test_one_answer_to_a_notice_can_be_taken_instead_of_the_other (PatientFixture *self, gconstpointer data)
{
  CtConflictView *view = answer_after_another (self, "C-SSRS completed");

  ct_conflict_view_choose (view, "acknowledgement", CT_TAKE_THEIRS);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (ui_find_question ()), "save");
  ui_wait_for (self->ui.window == NULL);
  check_acknowledgement (self, "Prescriber told");
}

static void
test_going_back_from_two_answers_keeps_the_notice_open (PatientFixture *self, gconstpointer data)
{
  GtkWidget *row;

  answer_after_another (self, "C-SSRS completed");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (ui_find_question ()), "back");
  ui_rest (50);
  g_assert_nonnull (self->ui.window);
  row = ui_find_type (ui_find_type (self->ui.window, CT_TYPE_SCORE_NOTICE), ADW_TYPE_ENTRY_ROW);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "C-SSRS completed");
  check_acknowledgement (self, "Prescriber told");
  g_signal_emit_by_name (ui_find_type (self->ui.window, CT_TYPE_SCORE_NOTICE), "not-yet");
  ui_wait_for (self->ui.window == NULL);
}

static void
test_every_instrument_can_be_filled_in (PatientFixture *self, gconstpointer data)
{
  GPtrArray *all = ct_knowledge_list_instruments (ct_clinic_get_knowledge (self->ui.base.clinic));

  for (guint i = 0; i < all->len; i++)
    {
      CtInstrument *instrument = g_ptr_array_index (all, i);
      GtkWidget *window = open_score (self, instrument->id);

      g_assert_nonnull (strstr (gtk_window_get_title (GTK_WINDOW (window)), instrument->abbreviation));
      gtk_window_destroy (GTK_WINDOW (window));
      g_assert_null (self->ui.window);
    }
}

/* ---- Courses ---- */

static void
on_planned_cb (CtCoursePlanner *planner, guint *n_plans)
{
  (*n_plans)++;
}

static CtCoursePlanner *
open_planner (PatientFixture *self, guint *n_plans)
{
  g_autoptr (CtPatientFile) file = fixture_read (&self->ui.base, patient_id (self));
  CtCoursePlanner *planner = ct_course_planner_new (self->ui.base.clinic, file);

  *n_plans = 0;
  g_signal_connect (planner, "planned", G_CALLBACK (on_planned_cb), n_plans);
  open_window (self, GTK_WIDGET (planner));
  ui_wait_for (*n_plans > 0);
  return planner;
}

static void
test_plan_nudge_book_undo (PatientFixture *self, gconstpointer data)
{
  guint n_plans;
  CtCoursePlanner *planner = open_planner (self, &n_plans);
  CtPlanView *view = ct_course_planner_get_plan (planner);
  g_autoptr (CtPatientFile) booked = NULL;
  g_autoptr (CtPatientFile) undone = NULL;
  CtDate day;

  g_assert_cmpuint (ct_protocol_list_get_n (ct_course_planner_get_protocols (planner)), ==, 12);
  ct_protocol_list_choose (ct_course_planner_get_protocols (planner), "IV_IND_3PW");
  ct_course_planner_set_wish (planner, ct_date_parse_iso ("2026-03-04"), 0, 10 * 60);
  n_plans = 0;
  ui_wait_for (n_plans > 0);
  g_assert_cmpuint (ct_plan_get_size (ct_plan_view_get_draft (view)->plan), ==, 6);
  day = ct_plan_get_session (ct_plan_view_get_draft (view)->plan, 5)->date;
  g_assert_true (ct_plan_view_step (view, 5, CT_PLAN_STEP_DAY, 1));
  g_assert_cmpint (ct_plan_get_session (ct_plan_view_get_draft (view)->plan, 5)->date, >, day);
  day = ct_plan_get_session (ct_plan_view_get_draft (view)->plan, 5)->date;
  ct_course_planner_book (planner);
  ui_wait_for (self->ui.window == NULL);
  g_assert_true (self->ui.undo_offered);
  g_assert_cmpstr (self->ui.told, ==, "6 sessions booked for Reyes, Marisol.");
  booked = fixture_read (&self->ui.base, patient_id (self));
  g_assert_cmpuint (booked->sessions->len, ==, 6);
  g_assert_cmpint (CT_SESSION (g_ptr_array_index (booked->sessions, 5))->day, ==, day);
  g_free (fixture_undo (&self->ui.base));
  undone = fixture_read (&self->ui.base, patient_id (self));
  for (guint i = 0; i < undone->sessions->len; i++)
    g_assert_cmpstr (CT_SESSION (g_ptr_array_index (undone->sessions, i))->status, ==, CT_SESSION_CANCELLED);
}

static const CtPlanSession *
session_at (CtPlanView *view, guint index)
{
  return ct_plan_get_session (ct_plan_view_get_draft (view)->plan, index);
}

/* ---- A plan that was not booked ---- */

static const char *
typed_time (PatientFixture *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (ui_find (self->ui.window, ui_has_id, "time")));
}

static void
test_wishes_that_were_not_booked_are_offered_again (PatientFixture *self, gconstpointer data)
{
  g_autofree char *what = g_strdup_printf ("plan/%" G_GINT64_FORMAT, patient_id (self));
  guint n_plans;
  CtCoursePlanner *planner = open_planner (self, &n_plans);
  CtDate monday = ct_date_parse_iso ("2026-03-16");

  g_assert_false (ui_has_draft (&self->ui, what));
  ct_course_planner_set_wish (planner, monday, CT_WEEKDAY_BIT (1) | CT_WEEKDAY_BIT (4), 14 * 60);
  ui_wait_for (ui_has_draft (&self->ui, what));
  /* As when the program dies: nobody closes the window. */
  ui_close_window (&self->ui);
  planner = open_planner (self, &n_plans);
  g_assert_cmpstr (typed_time (self), ==, "");
  ui_wait_for (ui_find (self->ui.window, ui_says, "You began to fill this in at another time") != NULL);
  n_plans = 0;
  gtk_widget_activate_action (self->ui.window, "draft.use", NULL);
  g_assert_cmpstr (typed_time (self), ==, "14:00");
  ui_wait_for (n_plans > 0 && ct_plan_view_get_draft (ct_course_planner_get_plan (planner)) != NULL);
  g_assert_cmpint (session_at (ct_course_planner_get_plan (planner), 0)->date, >=, monday);
  g_assert_cmpint (session_at (ct_course_planner_get_plan (planner), 0)->minute, ==, 14 * 60);
  ct_course_planner_book (planner);
  ui_wait_for (self->ui.window == NULL);
  ui_wait_for (!ui_has_draft (&self->ui, what));
}

static gboolean
keeps_sessions (PatientFixture *self, const char *what)
{
  g_autofree char *text = ui_read_draft (&self->ui, what);

  return text != NULL && strstr (text, "[sessions]") != NULL;
}

static CtAppointment *
take_chair (PatientFixture *self, CtPatient *patient, const CtPlanSession *session)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAppointment) wish = fixture_wish (&self->ui.base, patient, "2026-03-16", "10:00", session->minutes);

  wish->chair_id = session->chair_id;
  wish->day = session->date;
  wish->minute = session->minute;
  ct_clinic_book_async (self->ui.base.clinic, wish, ct_await_done, &await);
  return fixture_take (&self->ui.base, &await);
}

static void
use_the_plan_of_another_time (PatientFixture *self, guint *n_plans)
{
  ui_wait_for (ui_find (self->ui.window, ui_says, "You began to fill this in at another time") != NULL);
  *n_plans = 0;
  gtk_widget_activate_action (self->ui.window, "draft.use", NULL);
  ui_wait_for (*n_plans > 0);
}

/* The last session a day later, the second on the other chair; the program dies before they are booked. */
static void
test_sessions_that_were_moved_by_hand_are_where_they_were (PatientFixture *self, gconstpointer data)
{
  g_autofree char *what = g_strdup_printf ("plan/%" G_GINT64_FORMAT, patient_id (self));
  guint n_plans;
  CtCoursePlanner *planner = open_planner (self, &n_plans);
  CtPlanView *view = ct_course_planner_get_plan (planner);
  g_autoptr (CtPatient) other = fixture_add_patient (&self->ui.base, "Okafor", "Ngozi", "1979-11-02");
  g_autoptr (CtAppointment) taken = NULL;
  CtPlanSession last, second;

  ct_protocol_list_choose (ct_course_planner_get_protocols (planner), "IV_IND_3PW");
  ct_course_planner_set_wish (planner, ct_date_parse_iso ("2026-03-16"), 0, 10 * 60);
  n_plans = 0;
  ui_wait_for (n_plans > 0);
  g_assert_true (ct_plan_view_step (view, 5, CT_PLAN_STEP_DAY, 1));
  g_assert_true (ct_plan_view_step (view, 1, CT_PLAN_STEP_CHAIR, 1));
  last = *session_at (view, 5);
  second = *session_at (view, 1);
  ui_wait_for (keeps_sessions (self, what));
  ui_close_window (&self->ui);
  planner = open_planner (self, &n_plans);
  view = ct_course_planner_get_plan (planner);
  use_the_plan_of_another_time (self, &n_plans);
  g_assert_cmpint (session_at (view, 5)->date, ==, last.date);
  g_assert_cmpint (session_at (view, 1)->chair_id, ==, second.chair_id);
  g_assert_null (ct_course_planner_get_problem (planner));
  /* Meanwhile somebody has one of the places. */
  ui_close_window (&self->ui);
  taken = take_chair (self, other, &second);
  planner = open_planner (self, &n_plans);
  view = ct_course_planner_get_plan (planner);
  use_the_plan_of_another_time (self, &n_plans);
  g_assert_cmpint (session_at (view, 5)->date, ==, last.date);
  g_assert_cmpint (session_at (view, 1)->chair_id, !=, second.chair_id);
  g_assert_nonnull (strstr (ct_course_planner_get_problem (planner), "Session 2 is not where you had put it"));
}

static void
test_the_rest_moves_along (PatientFixture *self, gconstpointer data)
{
  guint n_plans;
  CtCoursePlanner *planner = open_planner (self, &n_plans);
  CtPlanView *view = ct_course_planner_get_plan (planner);
  CtDate second = session_at (view, 1)->date, last = session_at (view, 5)->date;

  ct_plan_view_set_mode (view, CT_NUDGE_SHIFT_REST);
  g_assert_true (ct_plan_view_step (view, 1, CT_PLAN_STEP_DAY, 1));
  g_assert_cmpint (session_at (view, 1)->date, >, second);
  g_assert_cmpint (session_at (view, 5)->date, >, last);
  g_assert_null (ct_plan_view_get_problem (view));
}

static gboolean
is_session_list (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_LIST_BOX (widget) && gtk_list_box_get_row_at_index (GTK_LIST_BOX (widget), 5) != NULL;
}

static void
test_sessions_move_by_keys (PatientFixture *self, gconstpointer data)
{
  guint n_plans;
  CtCoursePlanner *planner = open_planner (self, &n_plans);
  CtPlanView *view = ct_course_planner_get_plan (planner);
  GtkWidget *list = ui_find (GTK_WIDGET (view), is_session_list, NULL);
  int minute = session_at (view, 5)->minute;
  gint64 chair_id = session_at (view, 5)->chair_id;

  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 5)));
  g_assert_true (patient_press (list, GDK_KEY_plus));
  g_assert_cmpint (session_at (view, 5)->minute, >, minute);
  g_assert_true (patient_press (list, GDK_KEY_c));
  g_assert_cmpint (session_at (view, 5)->chair_id, !=, chair_id);
  g_assert_true (patient_press (list, GDK_KEY_minus));
  g_assert_cmpint (session_at (view, 5)->minute, ==, minute);
}

static void
test_a_move_that_cannot_be_says_why (PatientFixture *self, gconstpointer data)
{
  guint n_plans;
  CtCoursePlanner *planner = open_planner (self, &n_plans);
  CtPlanView *view = ct_course_planner_get_plan (planner);
  CtDate first = session_at (view, 0)->date;

  while (ct_plan_view_step (view, 0, CT_PLAN_STEP_DAY, -1))
    first = session_at (view, 0)->date;
  g_assert_cmpint (session_at (view, 0)->date, ==, first);
  g_assert_nonnull (ct_plan_view_get_problem (view));
}

static void
test_a_new_plan_comes_while_typing (PatientFixture *self, gconstpointer data)
{
  guint n_plans;
  CtCoursePlanner *planner = open_planner (self, &n_plans);
  gint64 begin_us = g_get_monotonic_time ();

  n_plans = 0;
  ct_course_planner_set_wish (planner, ct_date_parse_iso ("2026-03-09"), CT_WEEKDAY_BIT (1) | CT_WEEKDAY_BIT (3), -1);
  ui_wait_for (n_plans > 0);
  g_test_message ("planned again after %.1f ms, 40 of them waiting for more typing",
                  (double) (g_get_monotonic_time () - begin_us) / 1000);
  g_assert_cmpuint (n_plans, ==, 1);
}

static void
test_what_cannot_be_planned_says_why (PatientFixture *self, gconstpointer data)
{
  guint n_plans;
  CtCoursePlanner *planner = open_planner (self, &n_plans);

  n_plans = 0;
  ct_protocol_list_choose (ct_course_planner_get_protocols (planner), "PO_INFO");
  ui_wait_for (n_plans > 0);
  g_assert_cmpstr (ct_course_planner_get_problem (planner), ==,
                   "This one is for information: it names no sessions to plan.");
  n_plans = 0;
  ct_protocol_list_choose (ct_course_planner_get_protocols (planner), "IV_IND_3PW");
  ct_course_planner_set_wish (planner, ct_date_parse_iso ("2020-01-01"), 0, -1);
  ui_wait_for (n_plans > 0);
  g_assert_cmpstr (ct_course_planner_get_problem (planner), ==, "The day to start on is past.");
  n_plans = 0;
  ct_course_planner_set_wish (planner, ct_date_parse_iso ("2026-03-09"), CT_WEEKDAY_BIT (7), -1);
  ui_wait_for (n_plans > 0);
  g_assert_true (ct_course_planner_get_problem (planner) != NULL ||
                 ct_plan_get_n_broken (ct_plan_view_get_draft (ct_course_planner_get_plan (planner))->plan) > 0);
}

static void
test_a_session_is_recorded_with_mg_per_kg (PatientFixture *self, gconstpointer data)
{
  guint n_plans;
  CtCoursePlanner *planner = open_planner (self, &n_plans);
  g_autoptr (CtPatientFile) file = NULL;
  g_autoptr (CtPatientFile) after = NULL;
  GtkWidget *window;
  CtSession *session;

  ct_course_planner_book (planner);
  ui_wait_for (self->ui.window == NULL);
  file = fixture_read (&self->ui.base, patient_id (self));
  window = GTK_WIDGET (ct_session_entry_new (self->ui.base.clinic, file, g_ptr_array_index (file->sessions, 0)));
  open_window (self, window);
  g_assert_nonnull (ui_find (window, patient_has_label, "0.5 mg/kg, reckoned by 70.0 kg (154.3 lb)"));
  gtk_editable_set_text (GTK_EDITABLE (ui_find_type (window, ADW_TYPE_ENTRY_ROW)), "42");
  g_assert_nonnull (ui_find (window, patient_has_label, "0.6 mg/kg, reckoned by 70.0 kg (154.3 lb)"));
  gtk_widget_activate_action (window, "session.save", NULL);
  ui_wait_for (self->ui.window == NULL);
  after = fixture_read (&self->ui.base, patient_id (self));
  session = g_ptr_array_index (after->sessions, 0);
  g_assert_cmpstr (session->status, ==, CT_SESSION_COMPLETED);
  g_assert_cmpint (session->dose_ug, ==, 42000);
  g_assert_cmpint (session->dose_ug_per_kg, ==, 600);
}

/* ---- The summary ---- */

static void
on_issued_cb (CtPreview *preview, CtIssued *issued, CtIssued **place)
{
  g_set_object (place, issued);
}

static void
test_what_leaves_is_kept_as_issued (PatientFixture *self, gconstpointer data)
{
  g_autoptr (CtPatientFile) file = NULL;
  g_autoptr (CtPatientFile) after = NULL;
  g_autoptr (CtIssued) issued = NULL;
  g_autofree char *saved = g_build_filename (self->ui.base.folder, "summary.pdf", NULL);
  g_autofree char *printed = g_build_filename (self->ui.base.folder, "printed.pdf", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (saved);
  g_autofree char *content = NULL;
  g_autofree char *sum = NULL;
  gsize length;
  CtPreview *preview;

  g_object_unref (patient_answer (self, "phq-9", "3 3 3 2 2 2 2 1 0", "2026-02-01"));
  file = fixture_read (&self->ui.base, patient_id (self));
  preview = ct_preview_new_summary (self->ui.base.clinic, file);
  open_window (self, GTK_WIDGET (preview));
  g_signal_connect (preview, "issued", G_CALLBACK (on_issued_cb), &issued);
  ui_wait_for (ct_preview_get_n_pages (preview) > 0);
  ui_rest (200);
  g_assert_cmpfloat (ct_preview_get_zoom (preview), >, 0.8);
  ct_preview_save (preview, target);
  ui_wait_for (issued != NULL);
  g_assert_true (g_file_get_contents (saved, &content, &length, NULL));
  sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) content, length);
  g_assert_cmpstr (issued->sha256, ==, sum);
  g_assert_cmpint (issued->pages, ==, (int) ct_preview_get_n_pages (preview));
  g_clear_object (&issued);
  ct_preview_print (preview, GTK_PRINT_OPERATION_ACTION_EXPORT, printed);
  ui_wait_for (issued != NULL);
  g_assert_true (g_file_test (printed, G_FILE_TEST_EXISTS));
  after = fixture_read (&self->ui.base, patient_id (self));
  g_assert_cmpuint (after->issued->len, ==, 2);
}

#define PATIENT_TEST(path, function) \
  g_test_add ("/ui/patient/" path, PatientFixture, NULL, patient_set_up, function, patient_tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  PATIENT_TEST ("digits answer and go on to the next question", test_digits_answer_and_go_on);
  PATIENT_TEST ("open questions are asked for, not guessed", test_open_questions_are_not_guessed);
  PATIENT_TEST ("band and change since baseline show at once", test_change_since_baseline_shows_at_once);
  PATIENT_TEST ("a safety notice is answered before its window closes",
                test_a_safety_notice_is_answered_before_it_closes);
  PATIENT_TEST ("not yet is said in so many words, and the notice waits", test_not_yet_is_said_in_words_and_waits);
  PATIENT_TEST ("two people answering one notice may both be kept", test_two_people_answering_one_notice_may_both_be_kept);
  PATIENT_TEST ("one answer to a notice can be taken instead of the other",
                test_one_answer_to_a_notice_can_be_taken_instead_of_the_other);
  PATIENT_TEST ("going back from two answers keeps the notice open", test_going_back_from_two_answers_keeps_the_notice_open);
  PATIENT_TEST ("every questionnaire can be filled in", test_every_instrument_can_be_filled_in);
  PATIENT_TEST ("plan, move one, book the lot, undo", test_plan_nudge_book_undo);
  PATIENT_TEST ("wishes that were not booked are offered again", test_wishes_that_were_not_booked_are_offered_again);
  PATIENT_TEST ("sessions that were moved by hand are where they were", test_sessions_that_were_moved_by_hand_are_where_they_were);
  PATIENT_TEST ("the rest of a plan moves along where that is wanted", test_the_rest_moves_along);
  PATIENT_TEST ("sessions of a plan move by keys", test_sessions_move_by_keys);
  PATIENT_TEST ("a move that can't be says why", test_a_move_that_cannot_be_says_why);
  PATIENT_TEST ("a new plan comes once for a burst of changes", test_a_new_plan_comes_while_typing);
  PATIENT_TEST ("what can't be planned says why", test_what_cannot_be_planned_says_why);
  PATIENT_TEST ("a session is recorded with its dose by weight", test_a_session_is_recorded_with_mg_per_kg);
  PATIENT_TEST ("what is saved or printed is kept as issued", test_what_leaves_is_kept_as_issued);
  return g_test_run ();
}
