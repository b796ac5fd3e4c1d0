/* Signing documents: with the passphrase, in one's own name, and never another byte afterwards. */
#include "clinic-fixture.h"
#include "clinic/ct-door.h"

#define WRONG "a wrong passphrase"

static CtPages *
make_pages (Fixture *self, CtPatient *patient)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_make_summary_async (self->clinic, CT_RECORD (patient)->id, ct_await_done, &await);
  return fixture_take (self, &await);
}

static CtSigned *
sign_pages (Fixture *self, CtPatient *patient, gint64 replaces_id)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPages) pages = make_pages (self, patient);
  const CtPaperWish wish = { CT_RECORD (patient)->id, "summary", pages, 0, replaces_id };

  ct_clinic_sign_pages_async (self->clinic, &wish, CT_SIGNED_AUTHOR, PASSPHRASE, ct_await_done, &await);
  return fixture_take (self, &await);
}

static CtDocumentId
id_of (const CtSigned *paper)
{
  return (CtDocumentId) { CT_RECORD (paper->issued)->id, 0 };
}

static GError *
sign_refused (Fixture *self, CtDocumentId id, const char *meaning, const char *passphrase)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_sign_async (self->clinic, id, meaning, passphrase, ct_await_done, &await);
  return fixture_refusal (self, &await);
}

static void
assert_refused (Fixture *self, CtDocumentId id, const char *meaning, const char *passphrase, int code)
{
  g_autoptr (GError) error = sign_refused (self, id, meaning, passphrase);

  g_assert_error (error, CT_ERROR, code);
}

static GPtrArray *
check (Fixture *self, gint64 patient_id)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_check_signatures_async (self->clinic, patient_id, ct_await_done, &await);
  return fixture_take (self, &await);
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
    n += g_str_equal (((CtAuditRow *) g_ptr_array_index (rows, i))->act, act);
  return n;
}

static void
come_in (Fixture *self, const char *login, const char *passphrase)
{
  g_autoptr (GError) error = NULL;

  fixture_close (self);
  self->clinic = ct_clinic_open (self->path, login, passphrase, ct_clock_fixed (&self->now_us), &error);
  g_assert_no_error (error);
}

static void
add_person (Fixture *self, const char *login, const char *role)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) user = ct_user_new ();

  user->login = g_strdup (login);
  user->full_name = g_strdup ("Ned Olsen");
  user->credentials = g_strdup ("RN");
  user->role = g_strdup (role);
  ct_clinic_add_user_async (self->clinic, user, "seven green ladders", ct_await_done, &await);
  g_object_unref (fixture_take (self, &await));
}

/* ---- Signing ---- */

static void
test_a_summary_is_signed_with_who_when_meaning_and_its_hash (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPages) blank = make_pages (self, reyes);
  g_autoptr (GBytes) unsigned_pdf = ct_pages_to_pdf (blank, NULL);
  g_autofree char *unsigned_sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, unsigned_pdf);
  g_autoptr (CtSigned) paper = sign_pages (self, reyes, 0);
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, paper->issued->content);
  g_autofree char *reference = ct_signature_reference (unsigned_sum);
  g_autofree char *text = ct_pages_get_text (paper->pages, ct_pages_get_n (paper->pages) - 1);
  g_autoptr (CtPatientFile) file = fixture_read (self, CT_RECORD (reyes)->id);
  const CtSignature *kept = g_ptr_array_index (file->signatures, 0);

  g_assert_cmpuint (file->signatures->len, ==, 1);
  g_assert_cmpstr (kept->user_name, ==, "Ana Ruiz");
  g_assert_cmpstr (kept->role, ==, "owner");
  g_assert_cmpstr (kept->meaning, ==, CT_SIGNED_AUTHOR);
  g_assert_cmpint (kept->signed_us, ==, self->now_us);
  g_assert_cmpstr (kept->sha256, ==, sum);
  g_assert_cmpstr (kept->sha256, ==, paper->issued->sha256);
  g_assert_cmpstr (kept->sha256, !=, unsigned_sum);
  g_assert_cmpstr (kept->reference, ==, reference);
  g_assert_nonnull (strstr (text, "Signed by Ana Ruiz (Owner)\nAuthor · Mon 2 Mar 2026, 10:00 PST\nReference "));
  g_assert_nonnull (strstr (text, reference));
  g_assert_cmpuint (count_acts (self, "signed"), ==, 1);
}

static void
test_what_is_kept_is_signed_as_it_is_and_by_several (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtSigned) paper = sign_pages (self, reyes, 0);
  g_autoptr (CtSignature) second = NULL;
  g_autoptr (GPtrArray) found = NULL;
  const CtSealed *sealed;

  assert_refused (self, id_of (paper), CT_SIGNED_CO_SIGNED, PASSPHRASE, CT_ERROR_INVALID);
  assert_refused (self, id_of (paper), CT_SIGNED_AUTHOR, PASSPHRASE, CT_ERROR_INVALID);
  assert_refused (self, id_of (paper), "blessed", PASSPHRASE, CT_ERROR_INVALID);
  assert_refused (self, (CtDocumentId) { 4711, 0 }, CT_SIGNED_REVIEWED, PASSPHRASE, CT_ERROR_NOT_FOUND);
  add_person (self, "ned", CT_ROLE_NURSE);
  come_in (self, "ned", "seven green ladders");
  ct_clinic_sign_async (self->clinic, id_of (paper), CT_SIGNED_CO_SIGNED, "seven green ladders", ct_await_done, &await);
  second = fixture_take (self, &await);
  g_assert_cmpstr (second->user_name, ==, "Ned Olsen, RN");
  g_assert_cmpstr (second->role, ==, "nurse");
  g_assert_cmpstr (second->sha256, ==, paper->issued->sha256);
  found = check (self, CT_RECORD (reyes)->id);
  g_assert_cmpuint (found->len, ==, 1);
  sealed = g_ptr_array_index (found, 0);
  g_assert_cmpint (sealed->seal, ==, CT_SEAL_UNCHANGED);
  g_assert_cmpuint (sealed->signatures->len, ==, 2);
  g_assert_cmpstr (sealed->sha256, ==, paper->issued->sha256);
}

/* ---- The passphrase ---- */

static void
test_a_wrong_passphrase_signs_nothing_and_counts_as_at_log_in (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtSigned) paper = sign_pages (self, reyes, 0);
  g_autoptr (CtPatientFile) file = NULL;
  g_autoptr (CtPatient) written = NULL;
  g_autoptr (CtSignature) signature = NULL;
  g_autoptr (GError) late = NULL;
  guint n_wrong = 0;

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (GError) error = sign_refused (self, id_of (paper), CT_SIGNED_REVIEWED, WRONG);

      g_assert_true (g_error_matches (error, CT_ERROR, CT_ERROR_PASSPHRASE) ||
                     g_error_matches (error, CT_ERROR, CT_ERROR_BUSY));
      n_wrong += g_error_matches (error, CT_ERROR, CT_ERROR_PASSPHRASE);
    }
  /* By now even the right one has to wait, here and at log-in. */
  assert_refused (self, id_of (paper), CT_SIGNED_REVIEWED, PASSPHRASE, CT_ERROR_BUSY);
  g_assert_null (ct_clinic_open (self->path, "ana", PASSPHRASE, ct_clock_fixed (&self->now_us), &late));
  g_assert_error (late, CT_ERROR, CT_ERROR_BUSY);
  /* What is written comes one after the other: this after the failures. */
  written = fixture_add_patient (self, "Okafor", "Tunde", "1990-07-01");
  g_assert_cmpuint (n_wrong, >=, 3);
  g_assert_cmpuint (count_acts (self, "log-in-failed"), ==, n_wrong);
  file = fixture_read (self, CT_RECORD (reyes)->id);
  g_assert_cmpuint (file->signatures->len, ==, 1);
  self->now_us += (gint64) 3600 * G_USEC_PER_SEC;
  ct_clinic_sign_async (self->clinic, id_of (paper), CT_SIGNED_REVIEWED, PASSPHRASE, ct_await_done, &await);
  signature = fixture_take (self, &await);
  g_assert_cmpint (signature->signed_us, ==, self->now_us);
}

static void
test_the_desk_does_not_sign_and_that_is_written_down (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtSigned) paper = sign_pages (self, reyes, 0);

  add_person (self, "ned", CT_ROLE_RECEPTION);
  come_in (self, "ned", "seven green ladders");
  assert_refused (self, id_of (paper), CT_SIGNED_REVIEWED, "seven green ladders", CT_ERROR_DENIED);
  come_in (self, "ana", PASSPHRASE);
  g_assert_cmpuint (count_acts (self, "refused"), ==, 1);
  ct_clinic_lock (self->clinic);
  assert_refused (self, id_of (paper), CT_SIGNED_REVIEWED, PASSPHRASE, CT_ERROR_DENIED);
  g_assert_true (ct_clinic_is_locked (self->clinic));
}

static void
test_a_new_recovery_key_is_made_once_more_and_the_old_one_opens_nothing (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtDoor) door = ct_door_for (self->path);
  g_autoptr (GError) refusal = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;

  ct_clinic_renew_recovery_async (self->clinic, WRONG, ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  g_assert_error (refusal, CT_ERROR, CT_ERROR_PASSPHRASE);
  g_assert_true (ct_door_unlock_recovery (door, self->recovery_key, NULL));
  ct_clinic_renew_recovery_async (self->clinic, PASSPHRASE, ct_await_done, &await);
  key = fixture_take (self, &await);
  g_assert_cmpstr (key, !=, self->recovery_key);
  g_assert_false (ct_door_unlock_recovery (door, self->recovery_key, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_PASSPHRASE);
  g_assert_true (ct_door_unlock_recovery (door, key, NULL));
  g_assert_cmpuint (count_acts (self, "recovery-renewed"), ==, 1);
}

/* ---- Versions, and other bytes ---- */

static void
test_a_new_version_says_which_it_replaces (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtSigned) first = sign_pages (self, reyes, 0);
  gint64 first_id = CT_RECORD (first->issued)->id;
  g_autoptr (CtSigned) second = sign_pages (self, reyes, first_id);
  g_autoptr (CtPages) pages = make_pages (self, reyes);
  const CtPaperWish wish = { CT_RECORD (reyes)->id, "summary", pages, 0, first_id };
  g_autoptr (CtPatientFile) file = fixture_read (self, CT_RECORD (reyes)->id);
  g_autoptr (GError) refusal = NULL;

  g_assert_cmpint (second->issued->replaces_id, ==, first_id);
  g_assert_cmpint (CT_ISSUED (g_ptr_array_index (file->issued, 0))->replaces_id, ==, first_id);
  g_assert_cmpint (CT_ISSUED (g_ptr_array_index (file->issued, 1))->replaces_id, ==, 0);
  ct_clinic_sign_pages_async (self->clinic, &wish, CT_SIGNED_AUTHOR, PASSPHRASE, ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  g_assert_error (refusal, CT_ERROR, CT_ERROR_TAKEN);
}

/* Past every trigger, as somebody might who has the file and its key. */
static void
tamper (Fixture *self, const char *sql)
{
  g_autoptr (CtDoor) door = ct_door_for (self->path);
  g_autoptr (CtDatabase) whole = NULL;
  g_autoptr (GError) error = NULL;

  fixture_close (self);
  g_assert_true (ct_door_unlock (door, "ana", PASSPHRASE, self->now_us, FALSE, &error));
  whole = ct_door_open_whole (door, &error);
  g_assert_no_error (error);
  ct_database_script (whole, sql, &error);
  g_assert_no_error (error);
  g_clear_pointer (&whole, ct_database_close);
  fixture_open (self);
}

static void
test_other_bytes_are_told_and_not_signed_again (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtSigned) paper = sign_pages (self, reyes, 0);
  g_autoptr (CtPatient) okafor = fixture_add_patient (self, "Okafor", "Tunde", "1990-07-01");
  g_autoptr (CtSigned) other = sign_pages (self, okafor, 0);
  g_autofree char *sql = g_strdup_printf ("DROP TRIGGER issued_signed; "
                                          "UPDATE issued SET content = CAST('%%PDF other' AS BLOB) WHERE id = %d",
                                          (int) CT_RECORD (paper->issued)->id);
  g_autoptr (GPtrArray) found = NULL;

  tamper (self, sql);
  found = check (self, 0);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpint (((CtSealed *) g_ptr_array_index (found, 0))->seal, ==, CT_SEAL_ALTERED);
  g_assert_cmpint (((CtSealed *) g_ptr_array_index (found, 1))->seal, ==, CT_SEAL_UNCHANGED);
  assert_refused (self, id_of (paper), CT_SIGNED_REVIEWED, PASSPHRASE, CT_ERROR_CORRUPT);
}

#define CHECK(name) FIXTURE_TEST ("sign/" #name, test_##name)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CHECK (a_summary_is_signed_with_who_when_meaning_and_its_hash);
  CHECK (what_is_kept_is_signed_as_it_is_and_by_several);
  CHECK (a_wrong_passphrase_signs_nothing_and_counts_as_at_log_in);
  CHECK (the_desk_does_not_sign_and_that_is_written_down);
  CHECK (a_new_recovery_key_is_made_once_more_and_the_old_one_opens_nothing);
  CHECK (a_new_version_says_which_it_replaces);
  CHECK (other_bytes_are_told_and_not_signed_again);
  return g_test_run ();
}
