/* What a clinic carries along when it moves or is put back from a backup: signed documents, and the codes of people's phones. */
#include "clinic/ct-clinic-move.h"
#include "server-fixture.h"

/** A clinic in a file, with two documents that its owner has signed and codes on her phone. */
typedef struct
{
  Server       server;
  char        *folder;
  char        *file;
  char        *backups;
  CtCodeOffer *offer;   /* her codes; those on paper are used up from the first on */
  CtCodeOffer *rita;    /* those of the desk, who is no owner */
  guint        n_used;
  char        *sums[2]; /* of what she signed */
} Luggage;

static gpointer
answer (CtClinic *clinic, CtAwait *await)
{
  g_autoptr (GError) error = NULL;
  gpointer result = ct_clinic_finish (clinic, ct_await_result (await), &error);

  g_assert_no_error (error);
  ct_await_clear (await);
  return result;
}

/* With the next code on paper; the phone's would only do every half minute. */
static CtClinic *
come_in_with_code (Luggage *self, const char *place)
{
  g_autoptr (GError) error = NULL;
  CtClinic *clinic = ct_clinic_log_in (place, "ana", PASSPHRASE, self->offer->backup[self->n_used++],
                                       ct_clock_fixed (&self->server.now_us), &error);

  g_assert_no_error (error);
  return clinic;
}

static void
assert_out (Luggage *self, const char *place, const char *code, int why)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ct_clinic_log_in (place, "ana", PASSPHRASE, code, ct_clock_fixed (&self->server.now_us), &error));
  g_assert_error (error, CT_ERROR, why);
}

static char *
sign_a_summary (CtClinic *clinic, const char *family)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) patient = ct_patient_new (), stored = NULL;
  g_autoptr (CtPages) pages = NULL;
  g_autoptr (CtSigned) paper = NULL;
  CtPaperWish wish = { .kind = "summary" };

  patient->family_name = g_strdup (family);
  ct_clinic_save_patient_async (clinic, patient, ct_await_done, &await);
  stored = answer (clinic, &await);
  wish.patient_id = CT_RECORD (stored)->id;
  ct_clinic_make_summary_async (clinic, wish.patient_id, ct_await_done, &await);
  wish.pages = pages = answer (clinic, &await);
  ct_clinic_sign_pages_async (clinic, &wish, CT_SIGNED_AUTHOR, PASSPHRASE, ct_await_done, &await);
  paper = answer (clinic, &await);
  return g_strdup (paper->signature->sha256);
}

static CtCodeOffer *
set_up_codes (Luggage *self, CtClinic *clinic)
{
  g_auto (CtAwait) await = { NULL };
  Fixture now = { .now_us = self->server.now_us };
  CtCodeOffer *offer = ct_clinic_offer_codes (clinic);
  g_autofree char *code = fixture_phone_code (&now, offer->secret);

  ct_clinic_accept_codes_async (clinic, offer, code, ct_await_done, &await);
  answer (clinic, &await);
  return offer;
}

static void
set_up (Luggage *self, gconstpointer data)
{
  g_autofree char *key = NULL;
  g_autoptr (GError) error = NULL;
  CtClinic *clinic;

  server_init (&self->server);
  self->folder = g_dir_make_tmp ("chairtime-carried-XXXXXX", NULL);
  self->file = g_build_filename (self->folder, "harbor.chairtime", NULL);
  self->backups = g_build_filename (self->folder, "backups", NULL);
  g_mkdir (self->backups, 0700);
  key = make_clinic (&self->server, self->file);
  clinic = come_in (&self->server, self->file, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  add_person (clinic, "rita", "reception");
  self->sums[0] = sign_a_summary (clinic, "Synth");
  self->sums[1] = sign_a_summary (clinic, "Other");
  self->offer = set_up_codes (self, clinic);
  leave (clinic);
  clinic = come_in (&self->server, self->file, "rita", PASSPHRASE, &error);
  g_assert_no_error (error);
  self->rita = set_up_codes (self, clinic);
  leave (clinic);
}

static void
tear_down (Luggage *self, gconstpointer data)
{
  server_clear (&self->server);
  fixture_remove_folder (self->backups);
  fixture_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->file);
  g_free (self->backups);
  g_free (self->sums[0]);
  g_free (self->sums[1]);
  g_clear_pointer (&self->offer, ct_code_offer_free);
  g_clear_pointer (&self->rita, ct_code_offer_free);
}

static void
travel (Luggage *self, const char *from, const char *to)
{
  const CtClinicMove move = { .from = from, .to = to, .login = "ana", .passphrase = PASSPHRASE,
                              .code = self->offer->backup[self->n_used++], .server_password = BOSS_PASSWORD,
                              .clock = ct_clock_fixed (&self->server.now_us), .light_keys = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (CtMoved) moved = ct_clinic_move (&move, &error);

  g_assert_no_error (error);
}

/* Both documents say what was signed, byte for byte, and so does the audit of who signed them. */
static void
assert_still_signed (Luggage *self, CtClinic *clinic)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) sealed = NULL;
  g_autoptr (CtAuditCheck) check = NULL;

  ct_clinic_check_signatures_async (clinic, 0, ct_await_done, &await);
  sealed = answer (clinic, &await);
  g_assert_cmpuint (sealed->len, ==, 2);
  for (guint i = 0; i < sealed->len; i++)
    {
      const CtSealed *paper = sealed->pdata[i];
      const CtSignature *signature = g_ptr_array_index (paper->signatures, 0);

      g_assert_cmpint (paper->seal, ==, CT_SEAL_UNCHANGED);
      g_assert_true (g_str_equal (paper->sha256, self->sums[0]) || g_str_equal (paper->sha256, self->sums[1]));
      g_assert_cmpstr (signature->user_name, ==, "Ana Ruiz");
      g_assert_cmpstr (signature->sha256, ==, paper->sha256);
    }
  ct_clinic_verify_audit_async (clinic, NULL, NULL, NULL, NULL, ct_await_done, &await);
  check = answer (clinic, &await);
  g_assert_cmpint (check->broken_id, ==, 0);
}

/* She comes in by a code that was printed before, and by none that is used up. */
static CtClinic *
assert_codes_are_asked (Luggage *self, const char *place)
{
  assert_out (self, place, NULL, CT_ERROR_CODE);
  assert_out (self, place, self->offer->backup[0], CT_ERROR_PASSPHRASE);
  return come_in_with_code (self, place);
}

static void
test_signatures_and_codes_come_along_to_a_server_and_back (Luggage *self, gconstpointer data)
{
  g_autofree char *back = NULL;
  CtClinic *clinic;

  travel (self, self->file, self->server.admin);
  clinic = assert_codes_are_asked (self, self->server.place);
  assert_still_signed (self, clinic);
  leave (clinic);
  back = g_build_filename (self->folder, "back.chairtime", NULL);
  travel (self, self->server.place, back);
  clinic = assert_codes_are_asked (self, back);
  assert_still_signed (self, clinic);
  leave (clinic);
}

static CtBackupInfo *
back_up (Luggage *self, CtClinic *clinic)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_back_up_async (clinic, self->backups, ct_await_done, &await);
  return answer (clinic, &await);
}

static CtUser *
find_user (CtClinic *clinic, const char *login)
{
  GPtrArray *users = ct_clinic_get_users (clinic);

  for (guint i = 0; i < users->len; i++)
    if (g_str_equal (((CtUser *) users->pdata[i])->login, login))
      return g_object_ref (users->pdata[i]);
  g_assert_not_reached ();
}

/* An owner gives the desk a passphrase; what was printed for her phone's loss still fits, and without a code she stays out. */
static void
assert_rita_needs_her_code (Luggage *self, CtClinic *clinic, const char *place)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (CtUser) rita = find_user (clinic, "rita"), stored = NULL;

  ct_clinic_set_passphrase_async (clinic, rita, "a morning by the bay", ct_await_done, &await);
  stored = answer (clinic, &await);
  g_assert_null (ct_clinic_log_in (place, "rita", "a morning by the bay", NULL, ct_clock_fixed (&self->server.now_us), &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_CODE);
  g_clear_error (&error);
  leave (ct_clinic_log_in (place, "rita", "a morning by the bay", self->rita->backup[0], ct_clock_fixed (&self->server.now_us),
                           &error));
  g_assert_no_error (error);
}

static void
put_back (Luggage *self, const char *backup, const char *to)
{
  const CtRestoreWish wish = { .backup = backup, .to = to, .login = "ana", .passphrase = PASSPHRASE,
                               .server_password = BOSS_PASSWORD, .light_keys = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (CtRestored) restored = ct_clinic_restore (&wish, ct_clock_fixed (&self->server.now_us), &error);

  g_assert_no_error (error);
}

/* In a file of its own and on a server of its own. */
static void
assert_put_back (Luggage *self, const char *backup, const char *name)
{
  g_autofree char *file = g_strdup_printf ("%s/%s.chairtime", self->folder, name);
  Server other = { NULL };
  CtClinic *clinic;

  put_back (self, backup, file);
  clinic = assert_codes_are_asked (self, file);
  assert_still_signed (self, clinic);
  assert_rita_needs_her_code (self, clinic, file);
  leave (clinic);
  server_init (&other);
  put_back (self, backup, other.admin);
  self->n_used--;
  clinic = assert_codes_are_asked (self, other.place);
  assert_still_signed (self, clinic);
  assert_rita_needs_her_code (self, clinic, other.place);
  leave (clinic);
  server_clear (&other);
}

static void
test_signatures_and_codes_are_in_the_backup_of_a_file (Luggage *self, gconstpointer data)
{
  g_autoptr (CtBackupInfo) info = NULL;
  CtClinic *clinic;

  clinic = come_in_with_code (self, self->file);
  info = back_up (self, clinic);
  leave (clinic);
  assert_put_back (self, info->path, "of-a-file");
}

static void
test_signatures_and_codes_are_in_the_backup_of_a_server (Luggage *self, gconstpointer data)
{
  g_autoptr (CtBackupInfo) info = NULL;
  CtClinic *clinic;

  travel (self, self->file, self->server.admin);
  clinic = come_in_with_code (self, self->server.place);
  info = back_up (self, clinic);
  leave (clinic);
  assert_put_back (self, info->path, "of-a-server");
}

#define LUGGAGE_TEST(path, function) g_test_add (path, Luggage, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *state = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  state = g_dir_make_tmp ("chairtime-state-XXXXXX", NULL);
  g_setenv ("XDG_STATE_HOME", state, TRUE);
  if (ct_test_server_is_there ("carried"))
    {
      LUGGAGE_TEST ("/carried/signatures-and-codes-come-along-to-a-server-and-back",
                    test_signatures_and_codes_come_along_to_a_server_and_back);
      LUGGAGE_TEST ("/carried/signatures-and-codes-are-in-the-backup-of-a-file",
                    test_signatures_and_codes_are_in_the_backup_of_a_file);
      LUGGAGE_TEST ("/carried/signatures-and-codes-are-in-the-backup-of-a-server",
                    test_signatures_and_codes_are_in_the_backup_of_a_server);
    }
  result = g_test_run ();
  fixture_remove_folder (state);
  return result;
}
