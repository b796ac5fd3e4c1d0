/* Every use case by every role: allowed or refused exactly as the file of rights says, and every refusal written down. */
#include "clinic-fixture.h"
#include "clinic/ct-clinic-private.h"

/* What each use case needs, said a second time and by hand; a new one gets its line here. */
static const struct
{
  const char  *name;
  CtPermission permission;
} wanted[] = {
  { "ct_clinic_accept_codes_async", CT_MAY_NOTHING_SPECIAL },
  { "ct_clinic_drop_codes_async", CT_MAY_NOTHING_SPECIAL },
  { "ct_clinic_list_audit_async", CT_MAY_SEE_AUDIT },
  { "ct_clinic_search_audit_async", CT_MAY_SEE_AUDIT },
  { "ct_clinic_group_audit_async", CT_MAY_SEE_AUDIT },
  { "ct_clinic_list_audit_words_async", CT_MAY_SEE_AUDIT },
  { "verify_piece", CT_MAY_SEE_AUDIT },
  { "read_piece", CT_MAY_SEE_AUDIT },
  { "write_down", CT_MAY_SEE_AUDIT },
  { "ct_clinic_read_audit_head_async", CT_MAY_SEE_AUDIT },
  { "ct_clinic_plan_course_async", CT_MAY_PLAN_COURSE },
  { "ct_clinic_book_course_async", CT_MAY_PLAN_COURSE },
  { "ct_clinic_stop_course_async", CT_MAY_PLAN_COURSE },
  { "ct_clinic_complete_session_async", CT_MAY_RECORD_SESSION },
  { "save_in_store", CT_MAY_NOTHING_SPECIAL },
  { "read_from_store", CT_MAY_NOTHING_SPECIAL },
  { "ct_clinic_begin_emergency_async", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_end_emergency_async", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_list_emergencies_async", CT_MAY_ADMINISTER },
  { "ct_clinic_acknowledge_emergency_async", CT_MAY_ADMINISTER },
  { "on_document_read_cb", CT_MAY_IMPORT },
  { "ct_clinic_accept_import_async", CT_MAY_IMPORT },
  { "ct_clinic_read_sections_async", CT_MAY_SEE_CHART },
  { "ct_clinic_read_original_async", CT_MAY_PRINT },
  { "ct_clinic_list_patient_ids_async", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_read_hits_async", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_list_recent_async", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_make_summary_async", CT_MAY_PRINT },
  { "ct_clinic_issue_async", CT_MAY_PRINT },
  { "ct_clinic_read_issued_async", CT_MAY_SEE_CHART },
  { "note_paper", CT_MAY_PRINT },
  { "ct_clinic_sign_async", CT_MAY_SIGN },
  { "ct_clinic_sign_pages_async", CT_MAY_SIGN },
  { "ct_clinic_renew_recovery_async", CT_MAY_ADMINISTER },
  { "ct_clinic_check_signatures_async", CT_MAY_SEE_CHART },
  { "ct_clinic_search_patients_async", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_open_patient_async", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_read_patient_async", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_save_patient_async", CT_MAY_EDIT_PATIENTS },
  { "ct_clinic_find_duplicates_async", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_save_fact_async", CT_MAY_EDIT_CHART },
  { "ct_clinic_add_user_async", CT_MAY_ADMINISTER },
  { "ct_clinic_save_user_async", CT_MAY_ADMINISTER },
  { "ct_clinic_set_passphrase_async", CT_MAY_ADMINISTER },
  { "ct_clinic_reset_codes_async", CT_MAY_ADMINISTER },
  { "ct_clinic_lift_lock_async", CT_MAY_ADMINISTER },
  { "ct_clinic_require_code_async", CT_MAY_ADMINISTER },
  { "ct_clinic_list_people_async", CT_MAY_ADMINISTER },
  { "ct_clinic_find_places_async", CT_MAY_BOOK },
  { "rival_of_the_desk", CT_MAY_SEE_PATIENTS },
  { "rival_of_the_set_up", CT_MAY_ADMINISTER },
  { "rival_of_the_chart", CT_MAY_SEE_CHART },
  { "ct_clinic_list_visits_async", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_list_visits_and_cancelled_async", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_read_visit_async", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_list_visits_of_async", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_count_visits_async", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_recount_visits_async", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_list_views_async", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_save_view_async", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_book_async", CT_MAY_BOOK },
  { "ct_clinic_book_over_async", CT_MAY_OVERRIDE },
  { "ct_clinic_find_slots_async", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_save_waiting_async", CT_MAY_BOOK },
  { "ct_clinic_offer_place_async", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_read_list_async", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_count_lists_async", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_put_off_async", CT_MAY_BOOK },
  { "ct_clinic_save_consent_async", CT_MAY_EDIT_PATIENTS },
  { "ct_clinic_list_consents_async", CT_MAY_SEE_PATIENTS },
  { "write_list_down", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_save_enquiry_async", CT_MAY_EDIT_PATIENTS },
  { "ct_clinic_admit_enquiry_async", CT_MAY_EDIT_PATIENTS },
  { "ct_clinic_list_enquiries_async", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_count_enquiries_async", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_sum_enquiries_async", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_take_offer_async", CT_MAY_BOOK },
  { "ct_clinic_plan_series_move_async", CT_MAY_BOOK },
  { "ct_clinic_plan_missed_async", CT_MAY_BOOK },
  { "ct_clinic_book_series_async", CT_MAY_BOOK },
  { "ct_clinic_plan_leave_async", CT_MAY_BOOK },
  { "ct_clinic_book_leave_async", CT_MAY_BOOK },
  { "ct_clinic_move_appointment_async", CT_MAY_BOOK },
  { "ct_clinic_move_over_async", CT_MAY_OVERRIDE },
  { "step_by_the_desk", CT_MAY_RECEIVE },
  { "step_by_those_who_treat", CT_MAY_RUN_VISIT },
  { "step_by_whoever_gives_the_drug", CT_MAY_RECORD_SESSION },
  { "ct_clinic_confirm_async", CT_MAY_RECEIVE },
  { "ct_clinic_list_steps_async", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_list_readiness_async", CT_MAY_SEE_PATIENTS },
  { "tick_by_the_desk", CT_MAY_RECEIVE },
  { "tick_by_those_who_treat", CT_MAY_RUN_VISIT },
  { "ct_clinic_edit_appointment_async", CT_MAY_BOOK },
  { "ct_clinic_save_assessment_async", CT_MAY_RECORD_SCORE },
  { "update_assessment", CT_MAY_RECORD_SCORE },
  { "ct_clinic_save_setup_async", CT_MAY_ADMINISTER },
  { "ct_clinic_save_colors_async", CT_MAY_ADMINISTER },
  { "go", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_list_pins_async", CT_MAY_SEE_PATIENTS },
  { "ct_clinic_pin_async", CT_MAY_BOOK },
  { "ct_clinic_save_hold_async", CT_MAY_BOOK },
  { "ct_clinic_unpin_async", CT_MAY_BOOK },
  { "drop_act", CT_MAY_NOTHING_SPECIAL },
  { "ct_clinic_read_past_async", CT_MAY_SEE_PAST },
  { "ct_clinic_read_reminders_async", CT_MAY_PRINT_DESK },
  { "ct_clinic_count_reminders_async", CT_MAY_PRINT_DESK },
  { "ct_clinic_note_reminder_async", CT_MAY_PRINT_DESK },
  { "ct_clinic_set_reminder_days_async", CT_MAY_ADMINISTER },
  { "ct_clinic_save_template_async", CT_MAY_ADMINISTER },
  { "ct_clinic_export_calendar_async", CT_MAY_PRINT_DESK },
  { "ct_clinic_import_busy_async", CT_MAY_BOOK },
  { "ct_clinic_forget_busy_async", CT_MAY_BOOK },
  { "ct_clinic_make_schedule_async", CT_MAY_PRINT_DESK },
  { "ct_clinic_make_tags_async", CT_MAY_PRINT_DESK },
  { "ct_clinic_make_series_sheet_async", CT_MAY_PRINT_DESK },
  { "ct_clinic_note_sheet_async", CT_MAY_PRINT_DESK },
  { "ct_clinic_read_backup_state_async", CT_MAY_NOTHING_SPECIAL },
  { "ct_clinic_set_backup_plan_async", CT_MAY_ADMINISTER },
  { "ct_clinic_back_up_async", CT_MAY_ADMINISTER },
  { "ct_clinic_list_backups_async", CT_MAY_ADMINISTER },
  { "ct_clinic_read_move_begun_async", CT_MAY_ADMINISTER },
  { "ct_clinic_verify_backup_async", CT_MAY_ADMINISTER },
  { "ct_clinic_examine_async", CT_MAY_ADMINISTER },
};

static void
test_every_use_case_asks_for_the_permission_it_should (Fixture *self, gconstpointer data)
{
  guint n;
  const CtUseCase *const *cases = ct_clinic_use_cases (&n);

  for (guint i = 0; i < n; i++)
    {
      gsize at = 0;

      while (at < G_N_ELEMENTS (wanted) && strcmp (wanted[at].name, cases[i]->name) != 0)
        at++;
      if (at == G_N_ELEMENTS (wanted))
        g_error ("%s is a use case without a line in tests/clinic/test-clinic-rights.c.", cases[i]->name);
      g_assert_cmpint (cases[i]->permission, ==, wanted[at].permission);
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (wanted));
}

static void
add_person (Fixture *self, const char *role)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) user = ct_user_new ();
  g_autoptr (CtUser) stored = NULL;

  user->login = g_strconcat ("a-", role, NULL);
  user->full_name = g_strdup (role);
  user->role = g_strdup (role);
  ct_clinic_add_user_async (self->clinic, user, "seven green ladders", ct_await_done, &await);
  stored = fixture_take (self, &await);
}

static void
log_in_as (Fixture *self, const char *role)
{
  g_autofree char *login = g_strconcat ("a-", role, NULL);
  g_autoptr (GError) error = NULL;

  fixture_close (self);
  self->clinic = ct_clinic_open (self->path, login, "seven green ladders", ct_clock_fixed (&self->now_us), &error);
  g_assert_no_error (error);
}

static gpointer
do_nothing (CtUnit *unit, gpointer data, GError **error)
{
  return CT_WORK_DONE;
}

/* Knocks at the door with the use case's own permission; behind it nothing happens. */
static gboolean
is_let_in (Fixture *self, const CtUseCase *use_case)
{
  g_auto (CtAwait) await = { NULL };
  CtUseCase probe = { use_case->permission, use_case->writes, do_nothing };
  g_autoptr (GError) error = NULL;
  gpointer result;

  ct_clinic_call (self->clinic, &probe, NULL, NULL, ct_await_done, &await);
  result = ct_clinic_finish (self->clinic, ct_await_result (&await), &error);
  if (result == NULL)
    g_assert_error (error, CT_ERROR, CT_ERROR_DENIED);
  return result != NULL;
}

static guint
count_refusals (Fixture *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) rows = NULL;
  guint n = 0;

  ct_clinic_list_audit_async (self->clinic, 0, 0, 5000, ct_await_done, &await);
  rows = fixture_take (self, &await);
  for (guint i = 0; i < rows->len; i++)
    n += strcmp (((CtAuditRow *) g_ptr_array_index (rows, i))->act, "refused") == 0;
  return n;
}

static void
test_every_role_may_what_the_matrix_says_and_refusals_are_written_down (Fixture *self, gconstpointer data)
{
  const char *const *roles = ct_permission_list_roles ();
  guint n_cases, n_refused = 0;
  const CtUseCase *const *cases = ct_clinic_use_cases (&n_cases);

  for (guint r = 0; roles[r] != NULL; r++)
    add_person (self, roles[r]);
  for (guint r = 0; roles[r] != NULL; r++)
    {
      log_in_as (self, roles[r]);
      for (guint i = 0; i < n_cases; i++)
        {
          gboolean may = ct_permission_of_role (roles[r], cases[i]->permission);

          if (is_let_in (self, cases[i]) != may)
            g_error ("%s by %s is not as the matrix says.", cases[i]->name, roles[r]);
          n_refused += !may;
        }
    }
  fixture_close (self);
  fixture_open (self);
  g_assert_cmpuint (n_refused, >, 50);
  g_assert_cmpuint (count_refusals (self), ==, n_refused);
}

static void
assert_denied (Fixture *self, CtAwait *await)
{
  g_autoptr (GError) refusal = fixture_refusal (self, await);

  g_assert_error (refusal, CT_ERROR, CT_ERROR_DENIED);
}

static void
test_reception_sees_the_patient_and_not_the_chart (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtProblem) problem = ct_problem_new ();
  g_autoptr (CtRecord) stored = NULL;
  g_autoptr (CtPatientFile) file = NULL;
  g_autoptr (CtPatient) moved = NULL;

  add_person (self, CT_ROLE_RECEPTION);
  problem->patient_id = CT_RECORD (reyes)->id;
  problem->text = g_strdup ("Depression");
  ct_clinic_save_fact_async (self->clinic, CT_RECORD (problem), ct_await_done, &await);
  stored = fixture_take (self, &await);
  log_in_as (self, CT_ROLE_RECEPTION);
  file = fixture_read (self, CT_RECORD (reyes)->id);
  g_assert_false (file->clinical);
  g_assert_cmpuint (file->problems->len, ==, 0);
  g_assert_cmpint (file->patient->weight_g, ==, 0);
  g_object_set (file->patient, "city", "Lakewood", NULL);
  ct_clinic_save_patient_async (self->clinic, file->patient, ct_await_done, &await);
  moved = fixture_take (self, &await);
  ct_clinic_save_fact_async (self->clinic, CT_RECORD (problem), ct_await_done, &await);
  assert_denied (self, &await);
  ct_clinic_read_sections_async (self->clinic, 1, ct_await_done, &await);
  assert_denied (self, &await);
  ct_clinic_make_summary_async (self->clinic, CT_RECORD (reyes)->id, ct_await_done, &await);
  assert_denied (self, &await);
  fixture_close (self);
  fixture_open (self);
  g_clear_object (&file);
  file = fixture_read (self, CT_RECORD (reyes)->id);
  g_assert_cmpstr (file->patient->city, ==, "Lakewood");
  g_assert_cmpint (file->patient->weight_g, ==, 70000);
  g_assert_cmpuint (count_refusals (self), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_TEST ("rights/every-use-case-asks-for-the-permission-it-should",
                test_every_use_case_asks_for_the_permission_it_should);
  FIXTURE_TEST ("rights/every-role-may-what-the-matrix-says-and-refusals-are-written-down",
                test_every_role_may_what_the_matrix_says_and_refusals_are_written_down);
  FIXTURE_TEST ("rights/reception-sees-the-patient-and-not-the-chart", test_reception_sees_the_patient_and_not_the_chart);
  return g_test_run ();
}
