/* A clinic on a server: made, come into, and moved to and fro. */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clinic/ct-clinic-move.h"
#include "clinic/ct-demo.h"
#include "server-fixture.h"
#include "store/ct-database.h"
#include "store/ct-keyring.h"
#include "store/ct-store.h"

/* Who comes in with what: that they do, or the error. */
static void
assert_in (Server *self, const char *place, const char *login, const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  CtClinic *clinic = come_in (self, place, login, passphrase, &error);

  g_assert_no_error (error);
  leave (clinic);
}

static void
assert_out (Server *self, const char *place, const char *login, const char *passphrase, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (come_in (self, place, login, passphrase, &error));
  g_assert_error (error, CT_ERROR, code);
}

/* ---- Coming in ---- */

static void
test_a_clinic_is_made_on_a_server_and_opened (Server *self, gconstpointer data)
{
  g_auto (GStrv) logins = NULL;
  g_autoptr (GError) error = NULL;
  CtClinic *clinic;

  g_assert_nonnull (self->recovery_key);
  clinic = come_in (self, self->place, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ct_clinic_get_info (clinic)->name, ==, "Harbor");
  g_assert_cmpuint (ct_clinic_get_chairs (clinic)->len, ==, 2);
  leave (clinic);
  /* Strangers are not told who works here. */
  logins = ct_clinic_list_logins (self->place, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (logins), ==, 0);
}

static void
test_wrong_passphrases_are_counted_at_this_desk_and_told (Server *self, gconstpointer data)
{
  g_autofree char **count = NULL;

  for (int i = 0; i < 12 && ct_clinic_seconds_to_wait (self->place, "ana", ct_clock_fixed (&self->now_us)) == 0; i++)
    assert_out (self, self->place, "ana", "not this one", CT_ERROR_PASSPHRASE);
  g_assert_cmpint (ct_clinic_seconds_to_wait (self->place, "ana", ct_clock_fixed (&self->now_us)), >, 0);
  assert_out (self, self->place, "ana", PASSPHRASE, CT_ERROR_BUSY);
  self->now_us += G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC;
  assert_in (self, self->place, "ana", PASSPHRASE);
  g_assert_cmpint (ct_test_server_number (self->database,
                                          "SELECT count(*) FROM chairtime.audit WHERE act = 'log-in-failed'"), >, 0);
}

/* Of the only person who works here. */
static guint
failures_shown (CtClinic *clinic, gboolean *locked)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = NULL;
  const CtPerson *person;

  ct_clinic_list_people_async (clinic, ct_await_done, &await);
  people = ct_clinic_finish (clinic, ct_await_result (&await), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (people->len, ==, 1);
  person = g_ptr_array_index (people, 0);
  *locked = person->locked_until_us != CT_TIME_NONE;
  return person->n_failures;
}

static void
test_a_lock_out_at_this_desk_is_shown_and_lifted (Server *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (CtAwait) await = { NULL };
  gboolean locked = FALSE;
  CtClinic *clinic;

  clinic = come_in (self, self->place, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  for (int i = 0; i < 3; i++)
    assert_out (self, self->place, "ana", "not this one", CT_ERROR_PASSPHRASE);
  assert_out (self, self->place, "ana", PASSPHRASE, CT_ERROR_BUSY);
  g_assert_cmpuint (failures_shown (clinic, &locked), ==, 3);
  g_assert_true (locked);
  ct_clinic_lift_lock_async (clinic, ct_clinic_get_user (clinic), ct_await_done, &await);
  g_assert_nonnull (ct_clinic_finish (clinic, ct_await_result (&await), &error));
  g_assert_cmpuint (failures_shown (clinic, &locked), ==, 0);
  g_assert_false (locked);
  leave (clinic);
  assert_in (self, self->place, "ana", PASSPHRASE);
  g_assert_cmpint (ct_test_server_number (self->database, "SELECT count(*) FROM chairtime.audit "
                                                           "WHERE act IN ('log-in-failed', 'locked-out', 'lock-lifted')"), ==, 5);
}

static void
test_the_recovery_key_gives_a_new_passphrase_and_nothing_else (Server *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  ct_clinic_reset_passphrase (self->place, self->recovery_key, "ana", "an evening at sea", ct_clock_fixed (&self->now_us), &error);
  g_assert_no_error (error);
  assert_out (self, self->place, "ana", PASSPHRASE, CT_ERROR_PASSPHRASE);
  assert_in (self, self->place, "ana", "an evening at sea");
  g_assert_false (ct_clinic_reset_passphrase (self->place, self->recovery_key, "nobody", "an evening at sea",
                                              ct_clock_fixed (&self->now_us), &error));
  g_clear_error (&error);
  self->recovery_key[0] = self->recovery_key[0] == 'A' ? 'B' : 'A';
  g_assert_false (ct_clinic_reset_passphrase (self->place, self->recovery_key, "ana", "another evening", ct_clock_fixed (&self->now_us),
                                              &error));
  g_assert_cmpint (ct_test_server_number (self->database,
                                          "SELECT count(*) FROM chairtime.audit WHERE act = 'passphrase-reset'"), ==, 1);
}

static void
test_a_passphrase_is_changed_by_its_owner (Server *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (CtAwait) await = { NULL };
  CtClinic *clinic;

  clinic = come_in (self, self->place, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  ct_clinic_change_passphrase_async (clinic, "not the old one", "an evening at sea", ct_await_done, &await);
  g_assert_null (ct_clinic_finish (clinic, ct_await_result (&await), &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_PASSPHRASE);
  g_clear_error (&error);
  ct_await_clear (&await);
  ct_clinic_change_passphrase_async (clinic, PASSPHRASE, "an evening at sea", ct_await_done, &await);
  ct_clinic_finish (clinic, ct_await_result (&await), &error);
  g_assert_no_error (error);
  leave (clinic);
  assert_in (self, self->place, "ana", "an evening at sea");
}

static void
test_a_person_is_added_and_works_within_their_role (Server *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtPatient) patient = ct_patient_new (), stored = NULL;
  g_auto (CtAwait) await = { NULL };
  CtClinic *clinic;

  clinic = come_in (self, self->place, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  add_person (clinic, "rita", "reception");
  leave (clinic);
  clinic = come_in (self, self->place, "rita", PASSPHRASE, &error);
  g_assert_no_error (error);
  patient->family_name = g_strdup ("Synth");
  patient->given_names = g_strdup ("Ada");
  ct_clinic_save_patient_async (clinic, patient, ct_await_done, &await);
  stored = ct_clinic_finish (clinic, ct_await_result (&await), &error);
  g_assert_no_error (error);
  leave (clinic);
}

/* ---- What a desk goes on by while it is open ---- */

static CtPatient *
save_patient (CtClinic *clinic, const char *family, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) patient = ct_patient_new ();

  patient->family_name = g_strdup (family);
  patient->given_names = g_strdup ("Ada");
  ct_clinic_save_patient_async (clinic, patient, ct_await_done, &await);
  return ct_clinic_finish (clinic, ct_await_result (&await), error);
}

static void
test_an_open_desk_comes_back_by_the_new_passphrase (Server *self, gconstpointer data)
{
  g_autofree char *cut = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtPatient) stored = NULL;
  g_auto (CtAwait) await = { NULL };
  gint64 until_us;
  CtClinic *clinic;

  clinic = come_in (self, self->place, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  ct_clinic_change_passphrase_async (clinic, PASSPHRASE, "an evening at sea", ct_await_done, &await);
  ct_clinic_finish (clinic, ct_await_result (&await), &error);
  g_assert_no_error (error);
  /* As when the cable was out for a moment. */
  cut = g_strdup_printf ("SELECT pg_terminate_backend (pid) FROM pg_stat_activity WHERE usename = '%s_ana'", self->database);
  ct_test_server_sql ("postgres", cut);
  until_us = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  while (stored == NULL && g_get_monotonic_time () < until_us)
    {
      g_clear_error (&error);
      stored = save_patient (clinic, "Synth", &error);
      g_assert_false (g_error_matches (error, CT_ERROR, CT_ERROR_PASSPHRASE));
      g_main_context_iteration (NULL, FALSE);
    }
  g_assert_nonnull (stored);
  g_assert_true (ct_clinic_is_online (clinic));
  leave (clinic);
}

static void
test_a_new_recovery_key_is_asked_for_on_a_server (Server *self, gconstpointer data)
{
  g_autofree char *fresh = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (CtAwait) await = { NULL };
  CtClinic *clinic;

  clinic = come_in (self, self->place, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  ct_clinic_renew_recovery_async (clinic, PASSPHRASE, ct_await_done, &await);
  fresh = ct_clinic_finish (clinic, ct_await_result (&await), &error);
  g_assert_no_error (error);
  leave (clinic);
  g_assert_false (ct_clinic_reset_passphrase (self->place, self->recovery_key, "ana", "an evening at sea", ct_clock_fixed (&self->now_us), &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_PASSPHRASE);
  g_clear_error (&error);
  ct_clinic_reset_passphrase (self->place, fresh, "ana", "an evening at sea", ct_clock_fixed (&self->now_us), &error);
  g_assert_no_error (error);
  assert_in (self, self->place, "ana", "an evening at sea");
}

/* ---- Signing ---- */

static gpointer
answer (CtClinic *clinic, CtAwait *await)
{
  g_autoptr (GError) error = NULL;
  gpointer result = ct_clinic_finish (clinic, ct_await_result (await), &error);

  g_assert_no_error (error);
  ct_await_clear (await);
  return result;
}

static void
test_a_document_is_signed_and_stays_signed (Server *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) wrong = NULL;
  g_autoptr (CtPatient) patient = NULL;
  g_autoptr (CtPages) pages = NULL;
  g_autoptr (CtSigned) paper = NULL;
  g_autoptr (GPtrArray) sealed = NULL;
  g_auto (CtAwait) await = { NULL };
  CtPaperWish wish = { .kind = "summary" };
  CtClinic *clinic;

  clinic = come_in (self, self->place, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  patient = save_patient (clinic, "Synth", &error);
  g_assert_no_error (error);
  ct_clinic_make_summary_async (clinic, CT_RECORD (patient)->id, ct_await_done, &await);
  wish.pages = pages = answer (clinic, &await);
  wish.patient_id = CT_RECORD (patient)->id;
  ct_clinic_sign_pages_async (clinic, &wish, CT_SIGNED_AUTHOR, "not hers", ct_await_done, &await);
  g_assert_null (ct_clinic_finish (clinic, ct_await_result (&await), &wrong));
  g_assert_error (wrong, CT_ERROR, CT_ERROR_PASSPHRASE);
  ct_await_clear (&await);
  ct_clinic_sign_pages_async (clinic, &wish, CT_SIGNED_AUTHOR, PASSPHRASE, ct_await_done, &await);
  paper = answer (clinic, &await);
  ct_clinic_check_signatures_async (clinic, 0, ct_await_done, &await);
  sealed = answer (clinic, &await);
  g_assert_cmpuint (sealed->len, ==, 1);
  g_assert_cmpint (((CtSealed *) sealed->pdata[0])->seal, ==, CT_SEAL_UNCHANGED);
  leave (clinic);
}

/* ---- Rights that are not what was noted ---- */

static void
test_the_owners_log_in_grants_anew_what_the_matrix_says (Server *self, gconstpointer data)
{
  g_autofree char *take_away = NULL;
  g_autofree char *may = NULL;
  g_autoptr (GError) error = NULL;
  CtClinic *clinic;

  clinic = come_in (self, self->place, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  add_person (clinic, "rita", "reception");
  leave (clinic);
  /* As a program left it that went by another matrix. */
  take_away = g_strdup_printf ("REVOKE INSERT ON chairtime.waiting FROM %s__reception; "
                               "COMMENT ON SCHEMA chairtime IS 'rights of another matrix'", self->database);
  may = g_strdup_printf ("SELECT has_table_privilege ('%s__reception', 'chairtime.waiting', 'INSERT')::int", self->database);
  ct_test_server_sql (self->database, take_away);
  assert_in (self, self->place, "rita", PASSPHRASE);
  g_assert_cmpint (ct_test_server_number (self->database, may), ==, 0);
  assert_in (self, self->place, "ana", PASSPHRASE);
  g_assert_cmpint (ct_test_server_number (self->database, may), ==, 1);
}

static void
test_an_older_program_leaves_the_rights_of_a_newer_one (Server *self, gconstpointer data)
{
  g_autofree char *take_away = NULL;
  g_autofree char *may = NULL;

  /* As a newer program of the same schema left it. */
  take_away = g_strdup_printf ("REVOKE INSERT ON chairtime.waiting FROM %s__reception; "
                               "COMMENT ON SCHEMA chairtime IS 'rights 9000 newer'", self->database);
  may = g_strdup_printf ("SELECT has_table_privilege ('%s__reception', 'chairtime.waiting', 'INSERT')::int", self->database);
  ct_test_server_sql (self->database, take_away);
  assert_in (self, self->place, "ana", PASSPHRASE);
  g_assert_cmpint (ct_test_server_number (self->database, may), ==, 0);
}

/* ---- An emergency ---- */

static gboolean
sees_problems (CtClinic *clinic, gint64 patient_id)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatientFile) file = NULL;

  ct_clinic_open_patient_async (clinic, patient_id, ct_await_done, &await);
  file = answer (clinic, &await);
  return file->clinical && file->problems->len == 1;
}

static void
test_an_emergency_opens_a_chart_on_a_server_and_ends_at_every_desk (Server *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtPatient) patient = NULL;
  g_autoptr (CtProblem) problem = ct_problem_new ();
  g_autoptr (CtEmergency) emergency = NULL;
  g_autoptr (GObject) stored = NULL;
  g_autoptr (GObject) ended = NULL;
  g_auto (CtAwait) await = { NULL };
  gint64 id, until_us;
  CtClinic *clinic, *other;

  self->now_us = g_get_real_time (); /* the server goes by its own clock */
  clinic = come_in (self, self->place, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  add_person (clinic, "rita", "reception");
  patient = save_patient (clinic, "Synth", &error);
  g_assert_no_error (error);
  id = problem->patient_id = CT_RECORD (patient)->id;
  problem->text = g_strdup ("Depression");
  ct_clinic_save_fact_async (clinic, CT_RECORD (problem), ct_await_done, &await);
  stored = answer (clinic, &await);
  leave (clinic);
  clinic = come_in (self, self->place, "rita", PASSPHRASE, &error);
  g_assert_no_error (error);
  other = come_in (self, self->place, "rita", PASSPHRASE, &error);
  g_assert_no_error (error);
  g_assert_false (sees_problems (clinic, id));
  ct_clinic_begin_emergency_async (clinic, id, "She fainted in the waiting room", ct_await_done, &await);
  emergency = answer (clinic, &await);
  g_assert_true (sees_problems (clinic, id));
  /* The other desk of the same person hears of it, and of its end. */
  until_us = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  while (ct_clinic_get_emergency (other, id) == NULL && g_get_monotonic_time () < until_us)
    g_main_context_iteration (NULL, FALSE);
  g_assert_nonnull (ct_clinic_get_emergency (other, id));
  ct_clinic_end_emergency_async (other, ct_clinic_get_emergency (other, id), ct_await_done, &await);
  ended = answer (other, &await);
  while (ct_clinic_get_emergency (clinic, id) != NULL && g_get_monotonic_time () < until_us)
    g_main_context_iteration (NULL, FALSE);
  g_assert_null (ct_clinic_get_emergency (clinic, id));
  g_assert_false (sees_problems (clinic, id));
  leave (clinic);
  leave (other);
}

static void
test_errors_say_what_is_wrong (Server *self, gconstpointer data)
{
  g_autofree char *nowhere = NULL, *missing = NULL;

  assert_out (self, "postgresql:///harbor?host=/nowhere", "ana", PASSPHRASE, CT_ERROR_OFFLINE);
  assert_out (self, "postgresql://db/Har bor", "ana", PASSPHRASE, CT_ERROR_INVALID);
  assert_out (self, "postgresql://ana:secret@db/harbor", "ana", PASSPHRASE, CT_ERROR_INVALID);
}

/* ---- Moving ---- */

typedef struct
{
  Server server;
  char  *folder;
  char  *file;
  char  *back;
} Journey;

static void
journey_set_up (Journey *self, gconstpointer n_patients)
{
  CtDemoWish wish = { .n_patients = GPOINTER_TO_INT (n_patients), .seed = 7 };
  CtDemoCounts counts;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;
  CtClinic *clinic;

  server_init (&self->server);
  self->folder = g_dir_make_tmp ("chairtime-move-XXXXXX", NULL);
  self->file = g_build_filename (self->folder, "harbor.chairtime", NULL);
  self->back = g_build_filename (self->folder, "back.chairtime", NULL);
  key = make_clinic (&self->server, self->file);
  clinic = come_in (&self->server, self->file, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  add_person (clinic, "rita", "reception");
  ct_clinic_fill_demo (clinic, &wish, NULL, NULL, &counts, &error);
  g_assert_no_error (error);
  leave (clinic);
}

static void
journey_tear_down (Journey *self, gconstpointer n_patients)
{
  server_clear (&self->server);
  fixture_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->file);
  g_free (self->back);
}

#define JOURNEY_TEST(path, n_patients, function) \
  g_test_add (path, Journey, GINT_TO_POINTER (n_patients), journey_set_up, function, journey_tear_down)

static CtMoved *
travel (Journey *self, const char *from, const char *to, GError **error)
{
  const CtClinicMove move = { .from = from, .to = to, .login = "ana", .passphrase = PASSPHRASE,
                              .server_password = BOSS_PASSWORD, .clock = ct_clock_fixed (&self->server.now_us), .light_keys = TRUE };

  return ct_clinic_move (&move, error);
}

static void
assert_good_audit (Server *self, const char *place)
{
  g_autoptr (GError) error = NULL;
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAuditCheck) check = NULL;
  CtClinic *clinic = come_in (self, place, "ana", PASSPHRASE, &error);

  g_assert_no_error (error);
  ct_clinic_verify_audit_async (clinic, NULL, NULL, NULL, NULL, ct_await_done, &await);
  check = ct_clinic_finish (clinic, ct_await_result (&await), &error);
  g_assert_no_error (error);
  g_assert_cmpint (check->broken_id, ==, 0);
  g_assert_cmpint (check->rows, >, 0);
  leave (clinic);
}

static guint
count_found (Server *self, const char *place, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) hits = NULL;
  CtClinic *clinic = come_in (self, place, "ana", PASSPHRASE, &error);
  guint n;

  g_assert_no_error (error);
  ct_clinic_search_patients_async (clinic, words, 50, NULL, ct_await_done, &await);
  hits = ct_clinic_finish (clinic, ct_await_result (&await), &error);
  g_assert_no_error (error);
  n = hits->len;
  leave (clinic);
  return n;
}

/* Something that can be undone. */
static void
hold_time (Server *self, const char *place)
{
  g_autoptr (GError) error = NULL;
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtHeldTime) hold = ct_held_time_new (), stored = NULL;
  CtClinic *clinic = come_in (self, place, "ana", PASSPHRASE, &error);

  g_assert_no_error (error);
  hold->site_id = CT_RECORD (g_ptr_array_index (ct_clinic_get_sites (clinic), 0))->id;
  hold->first_day = hold->last_day = ct_clinic_today (clinic);
  hold->from_minute = 540;
  hold->to_minute = 600;
  hold->title = g_strdup ("cleaning");
  ct_clinic_save_hold_async (clinic, hold, ct_await_done, &await);
  stored = ct_clinic_finish (clinic, ct_await_result (&await), &error);
  g_assert_no_error (error);
  leave (clinic);
}

/* What was done before a move is undone, or done again, after it. */
static void
assert_undone (Server *self, const char *place, gboolean again)
{
  g_autoptr (GError) error = NULL;
  g_auto (CtAwait) await = { NULL };
  g_autofree char *label = NULL;
  CtClinic *clinic = come_in (self, place, "ana", PASSPHRASE, &error);

  g_assert_no_error (error);
  if (again)
    ct_clinic_redo_async (clinic, ct_await_done, &await);
  else
    ct_clinic_undo_async (clinic, ct_await_done, &await);
  label = ct_clinic_finish (clinic, ct_await_result (&await), &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (label, "cleaning"));
  leave (clinic);
}

static gint64
count_in_file (Server *self, const char *path, const char *sql)
{
  g_autofree char *keys = ct_keyring_path_for (path);
  g_autoptr (CtKeyring) keyring = ct_keyring_load (keys, NULL);
  g_autoptr (CtDatabase) database = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  ct_keyring_unlock (keyring, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  database = ct_database_open (path, &(CtCredentials){ .key = ct_store_can_encrypt () ? ct_keyring_key (keyring) : NULL },
                               CT_DATABASE_WRITE, &error);
  g_assert_no_error (error);
  ct_database_number (database, NULL, sql, NULL, 0, &n, &error);
  g_assert_no_error (error);
  return n;
}

/* How many rows each list of the desk has. */
static char *
count_lists (Server *self, const char *place)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GArray) counts = NULL;
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  CtClinic *clinic = come_in (self, place, "ana", PASSPHRASE, &error);

  g_assert_no_error (error);
  ct_clinic_count_lists_async (clinic, 0, NULL, ct_await_done, &await);
  counts = ct_clinic_finish (clinic, ct_await_result (&await), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < counts->len; i++)
    g_string_append_printf (words, "%u ", g_array_index (counts, guint, i));
  leave (clinic);
  return g_strdup (words->str);
}

static void
test_the_lists_of_the_desk_are_the_same_on_a_server (Journey *self, gconstpointer data)
{
  g_autoptr (CtMoved) there = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *in_file = NULL, *on_server = NULL;

  in_file = count_lists (&self->server, self->file);
  there = travel (self, self->file, self->server.admin, &error);
  g_assert_no_error (error);
  on_server = count_lists (&self->server, self->server.place);
  g_assert_cmpstr (on_server, ==, in_file);
}

/* A pump was sold since it was booked: what is booked stays so on the way, too. */
static void
test_a_clinic_that_moves_takes_along_what_its_visits_hold (Journey *self, gconstpointer data)
{
  static const char all[] = "SELECT count(*) + sum(from_minute * day + to_minute * appointment_id) FROM visit_claim";
  static const char on_server[] =
    "SELECT count(*) + sum(from_minute * day + to_minute * appointment_id) FROM chairtime.visit_claim";
  g_autoptr (CtMoved) there = NULL, back = NULL;
  g_autoptr (GError) error = NULL;
  gint64 before;

  count_in_file (&self->server, self->file,
                 "INSERT INTO site_floor (revision, site_id, nurses, prescribers, pumps, rooms, starts)"
                 " SELECT 1, id, 0, 0, 1, 0, 0 FROM site RETURNING id");
  g_assert_cmpint (count_in_file (&self->server, self->file,
                                  "SELECT count(*) FROM visit_claim AS a JOIN visit_claim AS b ON a.kind = 'pump' AND b.kind = 'pump'"
                                  " AND a.day = b.day AND a.from_minute < b.to_minute AND b.from_minute < a.to_minute"
                                  " AND a.appointment_id < b.appointment_id"), >, 0);
  before = count_in_file (&self->server, self->file, all);
  there = travel (self, self->file, self->server.admin, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ct_test_server_number (self->server.database, on_server), ==, before);
  back = travel (self, self->server.place, self->back, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_in_file (&self->server, self->back, all), ==, before);
}

static void
test_a_clinic_moves_to_a_server_and_back (Journey *self, gconstpointer data)
{
  g_autoptr (CtMoved) there = NULL, back = NULL;
  g_autoptr (GError) error = NULL;
  const CtMovedPerson *rita = NULL;
  guint found;

  found = count_found (&self->server, self->file, "a");
  g_assert_cmpuint (found, >, 0);
  hold_time (&self->server, self->file);
  there = travel (self, self->file, self->server.admin, &error);
  g_assert_no_error (error);
  assert_out (&self->server, self->file, "ana", PASSPHRASE, CT_ERROR_DENIED);
  assert_good_audit (&self->server, self->server.place);
  g_assert_cmpuint (count_found (&self->server, self->server.place, "a"), ==, found);
  for (guint i = 0; i < there->people->len; i++)
    if (g_strcmp0 ((rita = there->people->pdata[i])->login, "rita") == 0)
      break;
  g_assert_cmpstr (rita->login, ==, "rita");
  assert_in (&self->server, self->server.place, "rita", rita->passphrase);
  assert_undone (&self->server, self->server.place, FALSE);
  /* New numbers go on after the old ones. */
  {
    CtClinic *clinic = come_in (&self->server, self->server.place, "ana", PASSPHRASE, &error);
    g_autoptr (CtPatient) patient = ct_patient_new (), stored = NULL;
    g_auto (CtAwait) await = { NULL };

    patient->family_name = g_strdup ("Latecomer");
    ct_clinic_save_patient_async (clinic, patient, ct_await_done, &await);
    stored = ct_clinic_finish (clinic, ct_await_result (&await), &error);
    g_assert_no_error (error);
    leave (clinic);
  }
  back = travel (self, self->server.place, self->back, &error);
  g_assert_no_error (error);
  assert_out (&self->server, self->server.place, "ana", PASSPHRASE, CT_ERROR_DENIED);
  assert_good_audit (&self->server, self->back);
  assert_undone (&self->server, self->back, TRUE);
  g_assert_cmpuint (count_found (&self->server, self->back, "latecomer"), ==, 1);
}

/* In a child, which is killed when so many steps are told. */
static void
kill_after (const CtClinicMoveStep *step, gpointer data)
{
  int *left = data;

  if (--*left <= 0)
    kill (getpid (), SIGKILL);
}

static gboolean
travel_and_be_killed (Journey *self, const char *from, const char *to, int steps)
{
  int status = 0;
  pid_t child = fork ();

  if (child == 0)
    {
      int left = steps;
      const CtClinicMove move = { .from = from, .to = to, .login = "ana", .passphrase = PASSPHRASE,
                                  .server_password = BOSS_PASSWORD, .clock = ct_clock_fixed (&self->server.now_us), .light_keys = TRUE,
                                  .progress = kill_after, .progress_data = &left };
      g_autoptr (GError) error = NULL;
      g_autoptr (CtMoved) moved = ct_clinic_move (&move, &error);

      if (moved == NULL)
        g_printerr ("# %s\n", error->message);
      _exit (moved != NULL ? 0 : 1);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  if (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL)
    return TRUE;
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  return FALSE;
}

/* Killed again and again, each time a little later, until it comes through. */
static void
check_journey_with_kills (Journey *self, const char *from, const char *to, const char *arrived)
{
  int kills = 0;

  for (int steps = 1; travel_and_be_killed (self, from, to, steps); steps += 11)
    {
      g_autoptr (GError) error = NULL;

      kills++;
      /* Nobody works in half a clinic, and everybody in the old place. */
      g_assert_null (come_in (&self->server, arrived, "ana", PASSPHRASE, &error));
      g_assert_nonnull (error);
    }
  g_assert_cmpint (kills, >=, 3);
  assert_out (&self->server, from, "ana", PASSPHRASE, CT_ERROR_DENIED);
  assert_good_audit (&self->server, arrived);
}

static void
test_a_move_that_was_killed_goes_on (Journey *self, gconstpointer data)
{
  check_journey_with_kills (self, self->file, self->server.admin, self->server.place);
  check_journey_with_kills (self, self->server.place, self->back, self->back);
}

static void
test_work_after_a_broken_move_is_not_lost (Journey *self, gconstpointer data)
{
  g_autoptr (CtMoved) moved = NULL;
  g_autoptr (GError) error = NULL;
  CtClinic *clinic;

  g_assert_true (travel_and_be_killed (self, self->file, self->server.admin, 12));
  clinic = come_in (&self->server, self->file, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  add_person (clinic, "ned", "nurse");
  leave (clinic);
  moved = travel (self, self->file, self->server.admin, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ct_test_server_number (self->server.database,
                                          "SELECT count(*) FROM chairtime.app_user WHERE login = 'ned'"), ==, 1);
  assert_good_audit (&self->server, self->server.place);
}

static void
stop_when_copying (const CtClinicMoveStep *step, gpointer data)
{
  if (g_str_equal (step->table, "appointment"))
    g_cancellable_cancel (data);
}

static void
travel_and_be_stopped (Journey *self, const char *from, const char *to)
{
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  const CtClinicMove move = { .from = from, .to = to, .login = "ana", .passphrase = PASSPHRASE,
                              .server_password = BOSS_PASSWORD, .clock = ct_clock_fixed (&self->server.now_us),
                              .light_keys = TRUE, .progress = stop_when_copying, .progress_data = stop,
                              .cancellable = stop };
  g_autoptr (GError) error = NULL;

  g_assert_null (ct_clinic_move (&move, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_a_move_that_was_stopped_goes_on (Journey *self, gconstpointer data)
{
  g_autoptr (CtMoved) there = NULL, back = NULL;
  g_autoptr (GError) error = NULL;

  travel_and_be_stopped (self, self->file, self->server.admin);
  /* It is gone on with, and not begun anew. */
  ct_test_server_sql (self->server.database, "CREATE SCHEMA left_over");
  there = travel (self, self->file, self->server.admin, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ct_test_server_number (self->server.database,
                                          "SELECT count(*) FROM pg_namespace WHERE nspname = 'left_over'"), ==, 1);
  travel_and_be_stopped (self, self->server.place, self->back);
  back = travel (self, self->server.place, self->back, &error);
  g_assert_no_error (error);
  assert_good_audit (&self->server, self->back);
}

/* The stick with the clinic's file is put into another computer, where it has another path. */
static void
carry_to_another_desk (Journey *self)
{
  g_autofree char *folder = g_strconcat (self->folder, "-elsewhere", NULL);

  g_assert_cmpint (g_rename (self->folder, folder), ==, 0);
  g_free (self->folder);
  g_free (self->file);
  self->folder = g_strdup (folder);
  self->file = g_build_filename (folder, "harbor.chairtime", NULL);
}

static void
test_a_move_that_was_begun_at_one_desk_goes_on_at_another (Journey *self, gconstpointer data)
{
  g_autoptr (CtMoved) moved = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (travel_and_be_killed (self, self->file, self->server.admin, 12));
  /* Whoever opens what has arrived is told who has to go on. */
  g_assert_null (come_in (&self->server, self->server.place, "ana", PASSPHRASE, &error));
  g_assert_nonnull (strstr (error->message, "ana began to move it at the computer"));
  g_clear_error (&error);
  /* It is gone on with, and not begun anew. */
  ct_test_server_sql (self->server.database, "CREATE SCHEMA left_over");
  carry_to_another_desk (self);
  moved = travel (self, self->file, self->server.admin, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ct_test_server_number (self->server.database,
                                          "SELECT count(*) FROM pg_namespace WHERE nspname = 'left_over'"), ==, 1);
  assert_good_audit (&self->server, self->server.place);
}

static CtMoveBegun *
read_begun (Journey *self, const char *place)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GError) error = NULL;
  CtClinic *clinic = come_in (&self->server, place, "ana", PASSPHRASE, &error);
  CtMoveBegun *begun;

  g_assert_no_error (error);
  ct_clinic_read_move_begun_async (clinic, ct_await_done, &await);
  begun = ct_clinic_finish (clinic, ct_await_result (&await), &error);
  g_assert_no_error (error);
  leave (clinic);
  return begun;
}

static void
test_owners_at_every_desk_are_told_of_a_move_that_was_begun (Journey *self, gconstpointer data)
{
  g_autoptr (CtMoved) there = NULL, back = NULL;
  g_autoptr (CtMoveBegun) none = NULL, here = NULL, elsewhere = NULL;
  g_autoptr (GError) error = NULL;

  none = read_begun (self, self->file);
  g_assert_null (none->to);
  there = travel (self, self->file, self->server.admin, &error);
  g_assert_no_error (error);
  g_assert_true (travel_and_be_killed (self, self->server.place, self->back, 12));
  here = read_begun (self, self->server.place);
  g_assert_cmpstr (here->to, ==, self->back);
  g_assert_cmpstr (here->login, ==, "ana");
  g_assert_true (ct_clinic_move_is_of_here (here));
  /* As another desk sees it: the file is not here. */
  ct_test_server_sql (self->server.database, "UPDATE chairtime.move SET place = 'front-desk' WHERE id = 2");
  elsewhere = read_begun (self, self->server.place);
  g_assert_cmpstr (elsewhere->desk, ==, "front-desk");
  g_assert_false (ct_clinic_move_is_of_here (elsewhere));
  back = travel (self, self->server.place, self->back, &error);
  g_assert_no_error (error);
}

static void
test_only_an_owner_moves_and_only_to_a_free_place (Journey *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;
  CtClinicMove move = { .login = "rita", .passphrase = PASSPHRASE };

  move.from = self->file;
  move.to = self->server.admin;
  move.clock = ct_clock_fixed (&self->server.now_us);
  g_assert_null (ct_clinic_move (&move, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_DENIED);
  g_clear_error (&error);
  key = make_clinic (&self->server, self->server.admin);
  g_assert_null (travel (self, self->file, self->server.admin, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_TAKEN);
  assert_in (&self->server, self->file, "ana", PASSPHRASE);
  assert_in (&self->server, self->server.place, "ana", PASSPHRASE);
}

int
main (int argc, char **argv)
{
  g_autofree char *state = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  state = g_dir_make_tmp ("chairtime-state-XXXXXX", NULL);
  g_setenv ("XDG_STATE_HOME", state, TRUE);
  if (ct_test_server_is_there ("server"))
    {
      SERVER_TEST ("/server/a-clinic-is-made-on-a-server-and-opened", test_a_clinic_is_made_on_a_server_and_opened);
      SERVER_TEST ("/server/wrong-passphrases-are-counted-at-this-desk-and-told",
                   test_wrong_passphrases_are_counted_at_this_desk_and_told);
      SERVER_TEST ("/server/a-lock-out-at-this-desk-is-shown-and-lifted", test_a_lock_out_at_this_desk_is_shown_and_lifted);
      SERVER_TEST ("/server/the-recovery-key-gives-a-new-passphrase-and-nothing-else",
                   test_the_recovery_key_gives_a_new_passphrase_and_nothing_else);
      SERVER_TEST ("/server/a-passphrase-is-changed-by-its-owner", test_a_passphrase_is_changed_by_its_owner);
      SERVER_TEST ("/server/a-person-is-added-and-works-within-their-role",
                   test_a_person_is_added_and_works_within_their_role);
      SERVER_TEST ("/server/an-open-desk-comes-back-by-the-new-passphrase",
                   test_an_open_desk_comes_back_by_the_new_passphrase);
      SERVER_TEST ("/server/a-new-recovery-key-is-asked-for", test_a_new_recovery_key_is_asked_for_on_a_server);
      SERVER_TEST ("/server/an-older-program-leaves-the-rights-of-a-newer-one",
                   test_an_older_program_leaves_the_rights_of_a_newer_one);
      SERVER_TEST ("/server/a-document-is-signed-and-stays-signed", test_a_document_is_signed_and_stays_signed);
      SERVER_TEST ("/server/the-owners-log-in-grants-anew-what-the-matrix-says",
                   test_the_owners_log_in_grants_anew_what_the_matrix_says);
      SERVER_TEST ("/server/an-emergency-opens-a-chart-and-ends-at-every-desk",
                   test_an_emergency_opens_a_chart_on_a_server_and_ends_at_every_desk);
      SERVER_TEST ("/server/errors-say-what-is-wrong", test_errors_say_what_is_wrong);
      JOURNEY_TEST ("/move/a-clinic-moves-to-a-server-and-back", 60, test_a_clinic_moves_to_a_server_and_back);
      JOURNEY_TEST ("/move/the-lists-of-the-desk-are-the-same-on-a-server", 60,
                    test_the_lists_of_the_desk_are_the_same_on_a_server);
      JOURNEY_TEST ("/move/a-clinic-that-moves-takes-along-what-its-visits-hold", 60,
                    test_a_clinic_that_moves_takes_along_what_its_visits_hold);
      JOURNEY_TEST ("/move/a-move-that-was-killed-goes-on", 30, test_a_move_that_was_killed_goes_on);
      JOURNEY_TEST ("/move/a-move-that-was-stopped-goes-on", 30, test_a_move_that_was_stopped_goes_on);
      JOURNEY_TEST ("/move/a-move-that-was-begun-at-one-desk-goes-on-at-another", 30,
                    test_a_move_that_was_begun_at_one_desk_goes_on_at_another);
      JOURNEY_TEST ("/move/owners-at-every-desk-are-told-of-a-move-that-was-begun", 30,
                    test_owners_at_every_desk_are_told_of_a_move_that_was_begun);
      JOURNEY_TEST ("/move/work-after-a-broken-move-is-not-lost", 30, test_work_after_a_broken_move_is_not_lost);
      JOURNEY_TEST ("/move/only-an-owner-moves-and-only-to-a-free-place", 5,
                    test_only_an_owner_moves_and_only_to_a_free_place);
    }
  result = g_test_run ();
  {
    g_autofree char *inner = g_build_filename (state, "chairtime", NULL);

    fixture_remove_folder (inner);
    fixture_remove_folder (state);
  }
  return result;
}
