/* People come and go: passphrases of their own, one-time codes, being switched off, and emergencies. */
#include "clinic-fixture.h"
#include "domain/ct-totp.h"

#define TEMPORARY "seven green ladders"
#define OWN       "my own little words"

static CtUser *
add_person (Fixture *self, const char *login, const char *role, gboolean must_change)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) user = ct_user_new ();

  user->login = g_strdup (login);
  user->full_name = g_strdup (login);
  user->role = g_strdup (role);
  user->must_change = must_change;
  ct_clinic_add_user_async (self->clinic, user, TEMPORARY, ct_await_done, &await);
  return fixture_take (self, &await);
}

static CtClinic *
log_in (Fixture *self, const char *login, const char *passphrase, const char *code)
{
  g_autoptr (GError) error = NULL;
  CtClinic *clinic =
      ct_clinic_log_in (self->path, login, passphrase, code, ct_clock_fixed (&self->now_us), &error);

  g_assert_no_error (error);
  return clinic;
}

static void
assert_kept_out (Fixture *self, const char *login, const char *passphrase, const char *code, int why)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ct_clinic_log_in (self->path, login, passphrase, code, ct_clock_fixed (&self->now_us), &error));
  g_assert_error (error, CT_ERROR, why);
}

static gpointer
take (CtClinic *clinic, CtAwait *await)
{
  g_autoptr (GError) error = NULL;
  gpointer result = ct_clinic_finish (clinic, ct_await_result (await), &error);

  g_assert_no_error (error);
  ct_await_clear (await);
  return result;
}

static void
assert_refused (CtClinic *clinic, CtAwait *await, int why)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ct_clinic_finish (clinic, ct_await_result (await), &error));
  g_assert_error (error, CT_ERROR, why);
  ct_await_clear (await);
}

static void
close_clinic (CtClinic **clinic)
{
  ct_clinic_close (*clinic);
  g_clear_object (clinic);
}

static guint
count_acts (Fixture *self, const char *act)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) rows = NULL;
  guint n = 0;

  ct_clinic_list_audit_async (self->clinic, 0, 0, 1000, ct_await_done, &await);
  rows = fixture_take (self, &await);
  for (guint i = 0; i < rows->len; i++)
    n += strcmp (((CtAuditRow *) g_ptr_array_index (rows, i))->act, act) == 0;
  return n;
}

/* ---- Passphrases ---- */

static void
test_who_has_a_temporary_passphrase_chooses_one_first (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) rae = add_person (self, "rae", CT_ROLE_RECEPTION, TRUE);
  CtClinic *hers = log_in (self, "rae", TEMPORARY, NULL);

  g_assert_cmpint (ct_clinic_get_duty (hers), ==, CT_DUTY_CHANGE_PASSPHRASE);
  ct_clinic_search_patients_async (hers, "r", 5, NULL, ct_await_done, &await);
  assert_refused (hers, &await, CT_ERROR_DENIED);
  ct_clinic_change_passphrase_async (hers, TEMPORARY, TEMPORARY, ct_await_done, &await);
  assert_refused (hers, &await, CT_ERROR_INVALID);
  ct_clinic_change_passphrase_async (hers, TEMPORARY, "rae-rae-rae-rae", ct_await_done, &await);
  assert_refused (hers, &await, CT_ERROR_INVALID);
  ct_clinic_change_passphrase_async (hers, TEMPORARY, OWN, ct_await_done, &await);
  take (hers, &await);
  g_assert_cmpint (ct_clinic_get_duty (hers), ==, CT_DUTY_NONE);
  close_clinic (&hers);
  assert_kept_out (self, "rae", TEMPORARY, NULL, CT_ERROR_PASSPHRASE);
  hers = log_in (self, "rae", OWN, NULL);
  g_assert_cmpint (ct_clinic_get_duty (hers), ==, CT_DUTY_NONE);
  close_clinic (&hers);
}

static void
test_who_is_switched_off_comes_back_with_a_temporary_passphrase (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) rae = add_person (self, "rae", CT_ROLE_RECEPTION, FALSE);
  g_autoptr (CtUser) off = NULL;
  g_autoptr (CtUser) on = NULL;
  CtClinic *hers;

  rae->active = FALSE;
  ct_clinic_save_user_async (self->clinic, rae, ct_await_done, &await);
  off = fixture_take (self, &await);
  assert_kept_out (self, "rae", TEMPORARY, NULL, CT_ERROR_PASSPHRASE);
  off->active = TRUE;
  ct_clinic_save_user_async (self->clinic, off, ct_await_done, &await);
  assert_refused (self->clinic, &await, CT_ERROR_INVALID);
  ct_clinic_set_passphrase_async (self->clinic, off, "another few green words", ct_await_done, &await);
  on = fixture_take (self, &await);
  g_assert_true (on->active && on->must_change);
  hers = log_in (self, "rae", "another few green words", NULL);
  g_assert_cmpint (ct_clinic_get_duty (hers), ==, CT_DUTY_CHANGE_PASSPHRASE);
  close_clinic (&hers);
}

static void
test_mistakes_under_any_name_reach_the_audit (Fixture *self, gconstpointer data)
{
  assert_kept_out (self, "nobody", "no such passphrase", NULL, CT_ERROR_PASSPHRASE);
  assert_kept_out (self, "ana", "no such passphrase", NULL, CT_ERROR_PASSPHRASE);
  fixture_close (self);
  fixture_open (self);
  g_assert_cmpuint (count_acts (self, "log-in-failed"), ==, 2);
  fixture_close (self);
  fixture_open (self);
  g_assert_cmpuint (count_acts (self, "log-in-failed"), ==, 2);
}

static void
test_a_lock_out_is_written_down (Fixture *self, gconstpointer data)
{
  for (int i = 0; i < 3; i++)
    assert_kept_out (self, "ana", "no such passphrase", NULL, CT_ERROR_PASSPHRASE);
  assert_kept_out (self, "ana", PASSPHRASE, NULL, CT_ERROR_BUSY);
  self->now_us += 60 * G_USEC_PER_SEC;
  fixture_close (self);
  fixture_open (self);
  g_assert_cmpuint (count_acts (self, "log-in-failed"), ==, 3);
  g_assert_cmpuint (count_acts (self, "locked-out"), ==, 1);
}

/* What stands beside the name on the list of people. */
static void
assert_failures (Fixture *self, const char *login, guint n_failures, gboolean locked)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) people = NULL;

  ct_clinic_list_people_async (self->clinic, ct_await_done, &await);
  people = fixture_take (self, &await);
  for (guint i = 0; i < people->len; i++)
    {
      const CtPerson *person = g_ptr_array_index (people, i);
      gboolean is_asked = g_str_equal (person->user->login, login);

      g_assert_cmpuint (person->n_failures, ==, is_asked ? n_failures : 0);
      g_assert_true ((person->locked_until_us != CT_TIME_NONE) == (is_asked && locked));
      if (is_asked && locked)
        g_assert_cmpint (person->locked_until_us, >, self->now_us);
    }
}

static void
test_who_administers_sees_and_lifts_a_lock_out (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) rae = add_person (self, "rae", CT_ROLE_RECEPTION, FALSE);
  CtClinic *hers;

  assert_failures (self, "rae", 0, FALSE);
  for (int i = 0; i < 3; i++)
    assert_kept_out (self, "rae", "no such passphrase", NULL, CT_ERROR_PASSPHRASE);
  assert_kept_out (self, "rae", TEMPORARY, NULL, CT_ERROR_BUSY);
  assert_failures (self, "rae", 3, TRUE);
  ct_clinic_lift_lock_async (self->clinic, rae, ct_await_done, &await);
  take (self->clinic, &await);
  assert_failures (self, "rae", 0, FALSE);
  g_assert_cmpuint (count_acts (self, "lock-lifted"), ==, 1);
  g_assert_cmpuint (count_acts (self, "log-in-failed"), ==, 3);
  g_assert_cmpuint (count_acts (self, "locked-out"), ==, 1);
  hers = log_in (self, "rae", TEMPORARY, NULL);
  close_clinic (&hers);
  g_assert_cmpuint (count_acts (self, "log-in-failed"), ==, 3);
}

static void
test_lifting_one_lock_out_leaves_the_others (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) rae = add_person (self, "rae", CT_ROLE_RECEPTION, FALSE);

  for (int i = 0; i < 3; i++)
    assert_kept_out (self, "ana", "no such passphrase", NULL, CT_ERROR_PASSPHRASE);
  assert_kept_out (self, "rae", "no such passphrase", NULL, CT_ERROR_PASSPHRASE);
  ct_clinic_lift_lock_async (self->clinic, rae, ct_await_done, &await);
  take (self->clinic, &await);
  assert_failures (self, "ana", 3, TRUE);
  assert_kept_out (self, "ana", PASSPHRASE, NULL, CT_ERROR_BUSY);
  /* The wait runs out by itself; the mistakes are kept until a log-in works. */
  self->now_us += 60 * G_USEC_PER_SEC;
  assert_failures (self, "ana", 3, FALSE);
}

/* ---- One-time codes ---- */

static CtCodeOffer *
set_up_codes (Fixture *self, CtClinic *clinic)
{
  g_auto (CtAwait) await = { NULL };
  CtCodeOffer *offer = ct_clinic_offer_codes (clinic);
  g_autofree char *code = fixture_phone_code (self, offer->secret);

  ct_clinic_accept_codes_async (clinic, offer, "123", ct_await_done, &await);
  assert_refused (clinic, &await, CT_ERROR_PASSPHRASE);
  ct_clinic_accept_codes_async (clinic, offer, code, ct_await_done, &await);
  take (clinic, &await);
  g_assert_true (ct_clinic_has_codes (clinic));
  return offer;
}

static void
test_a_code_is_asked_for_and_good_once (Fixture *self, gconstpointer data)
{
  g_autoptr (CtCodeOffer) offer = set_up_codes (self, self->clinic);
  g_autofree char *used = fixture_phone_code (self, offer->secret);
  g_autofree char *code = NULL;
  CtClinic *again;

  assert_kept_out (self, "ana", PASSPHRASE, NULL, CT_ERROR_CODE);
  assert_kept_out (self, "ana", PASSPHRASE, used, CT_ERROR_PASSPHRASE);
  self->now_us += 60 * G_USEC_PER_SEC;
  code = fixture_phone_code (self, offer->secret);
  again = log_in (self, "ana", PASSPHRASE, code);
  close_clinic (&again);
  assert_kept_out (self, "ana", PASSPHRASE, code, CT_ERROR_PASSPHRASE);
  again = log_in (self, "ana", PASSPHRASE, offer->backup[0]);
  close_clinic (&again);
  assert_kept_out (self, "ana", PASSPHRASE, offer->backup[0], CT_ERROR_PASSPHRASE);
}

static void
test_wrong_codes_make_one_wait (Fixture *self, gconstpointer data)
{
  g_autoptr (CtCodeOffer) offer = set_up_codes (self, self->clinic);

  for (int i = 0; i < 3; i++)
    assert_kept_out (self, "ana", PASSPHRASE, "000000", CT_ERROR_PASSPHRASE);
  assert_kept_out (self, "ana", PASSPHRASE, offer->backup[1], CT_ERROR_BUSY);
}

static void
test_a_new_passphrase_keeps_the_codes_and_a_reset_drops_them (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) rae = add_person (self, "rae", CT_ROLE_RECEPTION, FALSE);
  CtClinic *hers = log_in (self, "rae", TEMPORARY, NULL);
  g_autoptr (CtCodeOffer) offer = set_up_codes (self, hers);
  g_autoptr (CtUser) changed = NULL;
  g_autoptr (GPtrArray) people = NULL;
  guint with_codes = 0;

  close_clinic (&hers);
  ct_clinic_set_passphrase_async (self->clinic, rae, "another few green words", ct_await_done, &await);
  changed = fixture_take (self, &await);
  assert_kept_out (self, "rae", "another few green words", NULL, CT_ERROR_CODE);
  ct_clinic_list_people_async (self->clinic, ct_await_done, &await);
  people = fixture_take (self, &await);
  for (guint i = 0; i < people->len; i++)
    with_codes += ((CtPerson *) people->pdata[i])->has_codes;
  g_assert_cmpuint (with_codes, ==, 1);
  ct_clinic_reset_codes_async (self->clinic, changed, ct_await_done, &await);
  fixture_take (self, &await);
  hers = log_in (self, "rae", "another few green words", NULL);
  close_clinic (&hers);
}

static void
test_a_role_that_needs_codes_sets_them_up_first (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) rae = add_person (self, "rae", CT_ROLE_RECEPTION, FALSE);
  g_autoptr (CtCodeOffer) offer = NULL;
  CtClinic *hers;

  ct_clinic_require_code_async (self->clinic, "cook", TRUE, ct_await_done, &await);
  assert_refused (self->clinic, &await, CT_ERROR_INVALID);
  ct_clinic_require_code_async (self->clinic, CT_ROLE_RECEPTION, TRUE, ct_await_done, &await);
  fixture_take (self, &await);
  hers = log_in (self, "rae", TEMPORARY, NULL);
  g_assert_cmpint (ct_clinic_get_duty (hers), ==, CT_DUTY_SET_UP_CODE);
  ct_clinic_search_patients_async (hers, "r", 5, NULL, ct_await_done, &await);
  assert_refused (hers, &await, CT_ERROR_DENIED);
  offer = set_up_codes (self, hers);
  g_assert_cmpint (ct_clinic_get_duty (hers), ==, CT_DUTY_NONE);
  ct_clinic_drop_codes_async (hers, ct_await_done, &await);
  assert_refused (hers, &await, CT_ERROR_DENIED);
  close_clinic (&hers);
  ct_clinic_require_code_async (self->clinic, CT_ROLE_RECEPTION, FALSE, ct_await_done, &await);
  fixture_take (self, &await);
  self->now_us += 60 * G_USEC_PER_SEC;
  hers = log_in (self, "rae", TEMPORARY, offer->backup[4]);
  ct_clinic_drop_codes_async (hers, ct_await_done, &await);
  take (hers, &await);
  close_clinic (&hers);
  hers = log_in (self, "rae", TEMPORARY, NULL);
  close_clinic (&hers);
}

/* ---- Emergencies ---- */

#define WHY "She collapsed in the waiting room."

static CtPatientFile *
open_chart (CtClinic *clinic, CtPatient *patient)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_open_patient_async (clinic, CT_RECORD (patient)->id, ct_await_done, &await);
  return take (clinic, &await);
}

static CtEmergency *
begin_emergency (CtClinic *clinic, CtPatient *patient)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_begin_emergency_async (clinic, CT_RECORD (patient)->id, WHY, ct_await_done, &await);
  return take (clinic, &await);
}

static gboolean
sees_chart (CtClinic *clinic, CtPatient *patient)
{
  g_autoptr (CtPatientFile) file = open_chart (clinic, patient);

  g_assert_cmpint (file->patient->weight_g, ==, file->clinical ? 70000 : 0);
  return file->clinical;
}

static void
test_an_emergency_opens_one_chart_for_an_hour (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) osei = fixture_add_patient (self, "Osei", "Kwame", "1970-01-12");
  g_autoptr (CtUser) rae = add_person (self, "rae", CT_ROLE_RECEPTION, FALSE);
  CtClinic *hers = log_in (self, "rae", TEMPORARY, NULL);
  g_autoptr (CtEmergency) emergency = NULL;

  g_assert_false (sees_chart (hers, reyes));
  ct_clinic_begin_emergency_async (hers, CT_RECORD (reyes)->id, "because", ct_await_done, &await);
  assert_refused (hers, &await, CT_ERROR_INVALID);
  emergency = begin_emergency (hers, reyes);
  g_assert_true (sees_chart (hers, reyes));
  g_assert_false (sees_chart (hers, osei));
  g_assert_nonnull (ct_clinic_get_emergency (hers, CT_RECORD (reyes)->id));
  self->now_us += CT_EMERGENCY_US - 1;
  g_assert_true (sees_chart (hers, reyes));
  self->now_us += 1;
  g_assert_false (sees_chart (hers, reyes));
  g_assert_null (ct_clinic_get_emergency (hers, CT_RECORD (reyes)->id));
  close_clinic (&hers);
}

static void
test_an_emergency_outlives_a_log_in_and_ends_by_a_button (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtUser) rae = add_person (self, "rae", CT_ROLE_RECEPTION, FALSE);
  CtClinic *hers = log_in (self, "rae", TEMPORARY, NULL);
  g_autoptr (CtEmergency) emergency = begin_emergency (hers, reyes);
  g_autoptr (CtEmergency) ended = NULL;

  close_clinic (&hers);
  hers = log_in (self, "rae", TEMPORARY, NULL);
  g_assert_true (sees_chart (hers, reyes));
  ct_clinic_end_emergency_async (hers, emergency, ct_await_done, &await);
  ended = take (hers, &await);
  g_assert_false (sees_chart (hers, reyes));
  close_clinic (&hers);
  hers = log_in (self, "rae", TEMPORARY, NULL);
  g_assert_false (sees_chart (hers, reyes));
  close_clinic (&hers);
}

static guint
count_details (Fixture *self, const char *act, const char *part)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) rows = NULL;
  guint n = 0;

  ct_clinic_list_audit_async (self->clinic, 0, 0, 1000, ct_await_done, &await);
  rows = fixture_take (self, &await);
  for (guint i = 0; i < rows->len; i++)
    {
      const CtAuditRow *row = g_ptr_array_index (rows, i);

      n += strcmp (row->act, act) == 0 && row->detail != NULL && strstr (row->detail, part) != NULL;
    }
  return n;
}

static void
test_the_owner_is_told_and_the_audit_has_the_reason (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtUser) rae = add_person (self, "rae", CT_ROLE_RECEPTION, FALSE);
  CtClinic *hers = log_in (self, "rae", TEMPORARY, NULL);
  g_autoptr (CtEmergency) emergency = begin_emergency (hers, reyes);
  g_autoptr (CtEmergency) seen = NULL;
  g_autoptr (GPtrArray) notices = NULL;
  const CtEmergencyNotice *notice;

  g_assert_true (sees_chart (hers, reyes));
  ct_clinic_list_emergencies_async (hers, ct_await_done, &await);
  assert_refused (hers, &await, CT_ERROR_DENIED);
  close_clinic (&hers);
  g_assert_cmpuint (count_details (self, "opened", WHY), ==, 1);
  g_assert_cmpuint (count_details (self, "emergency-began", WHY), ==, 1);
  ct_clinic_list_emergencies_async (self->clinic, ct_await_done, &await);
  notices = fixture_take (self, &await);
  g_assert_cmpuint (notices->len, ==, 1);
  notice = notices->pdata[0];
  g_assert_cmpstr (notice->who, ==, "rae");
  g_assert_cmpstr (notice->patient_name, ==, "Reyes, Marisol");
  ct_clinic_acknowledge_emergency_async (self->clinic, CT_RECORD (notice->emergency)->id, ct_await_done, &await);
  seen = fixture_take (self, &await);
  g_clear_pointer (&notices, g_ptr_array_unref);
  ct_clinic_list_emergencies_async (self->clinic, ct_await_done, &await);
  notices = fixture_take (self, &await);
  g_assert_cmpuint (notices->len, ==, 0);
}

static void
test_who_may_see_charts_needs_no_emergency (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");

  ct_clinic_begin_emergency_async (self->clinic, CT_RECORD (reyes)->id, WHY, ct_await_done, &await);
  assert_refused (self->clinic, &await, CT_ERROR_INVALID);
}

static void
test_documents_of_other_patients_stay_closed_in_an_emergency (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) osei = fixture_add_patient (self, "Osei", "Kwame", "1970-01-12");
  g_autoptr (CtUser) rae = add_person (self, "rae", CT_ROLE_RECEPTION, FALSE);
  g_autoptr (GBytes) pdf = g_bytes_new_static ("%PDF-1.4", 8);
  g_autoptr (CtIssued) his = NULL;
  g_autoptr (CtIssued) her = NULL;
  g_autoptr (CtEmergency) emergency = NULL;
  g_autoptr (GBytes) read = NULL;
  CtClinic *hers;

  ct_clinic_issue_async (self->clinic, CT_RECORD (osei)->id, "summary", "Summary", pdf, 1, "printed", ct_await_done,
                         &await);
  his = fixture_take (self, &await);
  ct_clinic_issue_async (self->clinic, CT_RECORD (reyes)->id, "summary", "Summary", pdf, 1, "printed", ct_await_done,
                         &await);
  her = fixture_take (self, &await);
  hers = log_in (self, "rae", TEMPORARY, NULL);
  emergency = begin_emergency (hers, reyes);
  ct_clinic_read_issued_async (hers, CT_RECORD (her)->id, ct_await_done, &await);
  read = take (hers, &await);
  ct_clinic_read_issued_async (hers, CT_RECORD (his)->id, ct_await_done, &await);
  assert_refused (hers, &await, CT_ERROR_DENIED);
  close_clinic (&hers);
  g_assert_cmpuint (count_acts (self, "refused"), ==, 1);
}

#define CHECK(name) \
  do \
    { \
      g_autofree char *path = g_strdelimit (g_strdup ("people/" #name), "_", '-'); \
      g_autofree char *full = g_strconcat ("/clinic/", path, NULL); \
      g_test_add (full, Fixture, NULL, fixture_set_up, test_##name, fixture_tear_down); \
    } \
  while (0)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CHECK (who_has_a_temporary_passphrase_chooses_one_first);
  CHECK (who_is_switched_off_comes_back_with_a_temporary_passphrase);
  CHECK (mistakes_under_any_name_reach_the_audit);
  CHECK (a_lock_out_is_written_down);
  CHECK (who_administers_sees_and_lifts_a_lock_out);
  CHECK (lifting_one_lock_out_leaves_the_others);
  CHECK (a_code_is_asked_for_and_good_once);
  CHECK (wrong_codes_make_one_wait);
  CHECK (a_new_passphrase_keeps_the_codes_and_a_reset_drops_them);
  CHECK (a_role_that_needs_codes_sets_them_up_first);
  CHECK (an_emergency_opens_one_chart_for_an_hour);
  CHECK (an_emergency_outlives_a_log_in_and_ends_by_a_button);
  CHECK (the_owner_is_told_and_the_audit_has_the_reason);
  CHECK (who_may_see_charts_needs_no_emergency);
  CHECK (documents_of_other_patients_stay_closed_in_an_emergency);
  return g_test_run ();
}
