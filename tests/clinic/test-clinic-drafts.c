/* What was typed outlives a clinic that can't be reached: kept on this desk, sealed, and handed in on return. */
#define _GNU_SOURCE
#include "clinic-fixture.h"

#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/ct-desk-box.h"

static char *
read_draft (Fixture *self, const char *what)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_read_draft_async (self->clinic, what, ct_await_done, &await);
  return fixture_take (self, &await);
}

static void
save_draft (Fixture *self, const char *what, const char *text)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_save_draft_async (self->clinic, what, text, ct_await_done, &await);
  g_assert_true (fixture_take (self, &await) == CT_CLINIC_DONE);
}

static void
wait_online (Fixture *self, gboolean online)
{
  gint64 end_us = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  ct_clinic_try_now (self->clinic);
  while (ct_clinic_is_online (self->clinic) != online && g_get_monotonic_time () < end_us)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (ct_clinic_is_online (self->clinic) == online);
}

static char *
pull_out (Fixture *self)
{
  char *away = g_strconcat (self->path, ".away", NULL);

  g_assert_cmpint (g_rename (self->path, away), ==, 0);
  return away;
}

/* ---- The clinic is away ---- */

static void
test_nothing_is_written_into_a_clinic_that_is_not_there (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) patient = ct_patient_new ();
  g_autoptr (GError) refusal = NULL;
  g_autofree char *away = pull_out (self);

  patient->family_name = g_strdup ("Reyes");
  ct_clinic_save_patient_async (self->clinic, patient, ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  g_assert_error (refusal, CT_ERROR, CT_ERROR_OFFLINE);
  g_assert_false (ct_clinic_is_online (self->clinic));
  /* Another file at the same place is another clinic. */
  g_assert_true (g_file_set_contents (self->path, "something else", -1, NULL));
  wait_online (self, FALSE);
  g_remove (self->path);
  g_assert_cmpint (g_rename (away, self->path), ==, 0);
  wait_online (self, TRUE);
  ct_clinic_save_patient_async (self->clinic, patient, ct_await_done, &await);
  g_object_unref (fixture_take (self, &await));
}

static void
test_what_was_read_stays_readable (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) patient = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autofree char *away = pull_out (self);
  g_autoptr (CtPatientFile) file = NULL;

  wait_online (self, FALSE);
  file = fixture_read (self, CT_RECORD (patient)->id);
  g_assert_cmpstr (file->patient->family_name, ==, "Reyes");
  g_assert_cmpint (g_rename (away, self->path), ==, 0);
}

static void
test_tries_come_ever_less_often_and_can_be_made_at_once (Fixture *self, gconstpointer data)
{
  g_autofree char *away = pull_out (self);
  int longest = 0;

  for (int i = 0; i < 8; i++)
    {
      gint64 end_us = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

      ct_clinic_try_now (self->clinic);
      while (ct_clinic_seconds_to_try (self->clinic) == 0 && g_get_monotonic_time () < end_us)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (ct_clinic_seconds_to_try (self->clinic), >=, longest);
      longest = ct_clinic_seconds_to_try (self->clinic);
    }
  g_assert_cmpint (longest, ==, 30);
  g_assert_cmpint (g_rename (away, self->path), ==, 0);
  wait_online (self, TRUE);
  g_assert_cmpint (ct_clinic_seconds_to_try (self->clinic), ==, 0);
}

/* ---- The clinic comes back as another file ---- */

static void
copy_file (const char *from, const char *to)
{
  g_autoptr (GFile) source = g_file_new_for_path (from), target = g_file_new_for_path (to);
  g_autoptr (GError) error = NULL;

  g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* As on a disk that was read into another computer: every file is another one, with what the first has in it. */
static char *
copy_folder (Fixture *self, const char *ending)
{
  char *copy = g_strconcat (self->folder, ending, NULL);
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  g_assert_cmpint (g_mkdir (copy, 0700), ==, 0);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *from = g_build_filename (self->folder, name, NULL);
      g_autofree char *to = g_build_filename (copy, name, NULL);

      copy_file (from, to);
    }
  return copy;
}

/* The disk is unplugged, and what is plugged in afterwards is another device. */
static char *
swap_disk (Fixture *self, const char *other)
{
  char *away = g_strconcat (self->folder, ".away", NULL);

  g_assert_cmpint (g_rename (self->folder, away), ==, 0);
  wait_online (self, FALSE);
  g_assert_cmpint (g_rename (other, self->folder), ==, 0);
  return away;
}

static void
wait_why_away (Fixture *self, const char *words)
{
  gint64 end_us = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  const char *why;

  do
    {
      ct_clinic_try_now (self->clinic);
      g_main_context_iteration (NULL, TRUE);
      why = ct_clinic_why_away (self->clinic);
    }
  while ((why == NULL || strstr (why, words) == NULL) && g_get_monotonic_time () < end_us);
  g_assert_nonnull (why);
  g_assert_nonnull (strstr (why, words));
  g_assert_false (ct_clinic_is_online (self->clinic));
}

static void
assert_stores (Fixture *self, const char *family)
{
  g_autoptr (CtPatient) patient = fixture_add_patient (self, family, "Marisol", "1985-03-12");

  g_autoptr (CtPatientFile) file = NULL;

  fixture_close (self);
  fixture_open (self);
  file = fixture_read (self, CT_RECORD (patient)->id);
  g_assert_cmpstr (file->patient->family_name, ==, family);
}

static void
test_a_disk_that_comes_back_as_another_device_is_gone_on_with (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autofree char *copy = copy_folder (self, ".copy");
  g_autofree char *away = swap_disk (self, copy);
  g_autofree char *text = NULL;

  save_draft (self, "patient/1", "half a sen");
  wait_online (self, TRUE);
  g_assert_null (ct_clinic_why_away (self->clinic));
  text = read_draft (self, "patient/1");
  g_assert_cmpstr (text, ==, "half a sen");
  assert_stores (self, "Okafor");
  fixture_remove_folder (away);
}

static void
test_an_older_copy_is_not_taken_for_the_clinic (Fixture *self, gconstpointer data)
{
  g_autofree char *copy = copy_folder (self, ".copy");
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autofree char *away = swap_disk (self, copy);
  g_autoptr (CtPatientFile) file = NULL;
  g_autofree char *text = NULL;
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GError) refusal = NULL;

  wait_why_away (self, "an older copy of this clinic");
  /* What was read stays readable, what is typed is kept, and nothing goes into the copy. */
  file = fixture_read (self, CT_RECORD (reyes)->id);
  g_assert_cmpstr (file->patient->family_name, ==, "Reyes");
  save_draft (self, "patient/1", "half a sen");
  ct_clinic_save_patient_async (self->clinic, reyes, ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  g_assert_error (refusal, CT_ERROR, CT_ERROR_OFFLINE);
  /* The newer disk is plugged in again. */
  g_assert_cmpint (g_rename (self->folder, copy), ==, 0);
  g_assert_cmpint (g_rename (away, self->folder), ==, 0);
  wait_online (self, TRUE);
  text = read_draft (self, "patient/1");
  g_assert_cmpstr (text, ==, "half a sen");
  fixture_remove_folder (copy);
}

/* A copy in which somebody has worked, while this desk has gone on elsewhere. */
static void
test_a_copy_that_went_its_own_way_is_not_taken_for_the_clinic (Fixture *self, gconstpointer data)
{
  g_autofree char *copy = copy_folder (self, ".copy");
  g_autofree char *there = g_build_filename (copy, "harbor.chairtime", NULL);
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  Fixture other = { .folder = copy, .path = there, .now_us = self->now_us };
  g_autofree char *away = NULL;

  fixture_open (&other);
  for (int i = 0; i < 4; i++)
    g_object_unref (fixture_add_patient (&other, "Okafor", "Ngozi", "1979-11-02"));
  fixture_close (&other);
  away = swap_disk (self, copy);
  wait_why_away (self, "not this clinic as it was left");
  fixture_remove_folder (away);
}

static void
test_another_clinic_at_the_same_place_is_told_apart (Fixture *self, gconstpointer data)
{
  Fixture other = { 0 };
  g_autofree char *away = NULL;

  fixture_set_up (&other, NULL);
  fixture_close (&other);
  away = swap_disk (self, other.folder);
  wait_why_away (self, "it is another clinic");
  fixture_remove_folder (away);
  fixture_tear_down (&other, NULL);
}

/* Whoever copies a clinic and puts the copy in its place, and leaves the log that was beside it. */
static void
replace_file (Fixture *self, const char *with)
{
  g_autofree char *ready = g_strconcat (self->path, ".new", NULL);

  copy_file (with, ready);
  g_assert_cmpint (g_rename (ready, self->path), ==, 0);
}

static void
test_a_file_that_was_replaced_by_an_older_one_is_told (Fixture *self, gconstpointer data)
{
  g_autofree char *kept = g_strconcat (self->path, ".kept", NULL);
  g_autofree char *log = g_strconcat (self->path, "-wal.before", NULL);

  /* All is in the file when the clinic is closed; who comes in is noted in the log first. */
  fixture_close (self);
  copy_file (self->path, kept);
  fixture_open (self);
  replace_file (self, kept);
  wait_why_away (self, "an older copy of this clinic");
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

static void
wait_file (Fixture *self, const char *path)
{
  gint64 end_us = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  ct_clinic_try_now (self->clinic);
  while (!g_file_test (path, G_FILE_TEST_EXISTS) && g_get_monotonic_time () < end_us)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_a_copy_with_all_of_the_log_in_it_is_gone_on_with (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autofree char *copy = copy_folder (self, ".copy");
  g_autofree char *there = g_build_filename (copy, "harbor.chairtime", NULL);
  g_autofree char *log = g_strconcat (self->path, "-wal.before", NULL);
  Fixture other = { .folder = copy, .path = there, .now_us = self->now_us };

  /* Whoever opens a copy and closes it has all of it in one file, and an entry of their own at its end. */
  fixture_open (&other);
  fixture_close (&other);
  replace_file (self, there);
  wait_file (self, log);
  wait_online (self, TRUE);
  assert_stores (self, "Okafor");
  fixture_remove_folder (copy);
}

/* ---- Drafts ---- */

static void
test_a_draft_of_a_bad_moment_is_there_after_a_crash (Fixture *self, gconstpointer data)
{
  g_autofree char *away = pull_out (self);
  g_autofree char *text = NULL, *handed_in = NULL;

  wait_online (self, FALSE);
  save_draft (self, "patient/1", "half a sen");
  /* The program is gone without a word; the clinic is there again when the same person comes in. */
  g_assert_cmpint (g_rename (away, self->path), ==, 0);
  fixture_close (self);
  fixture_open (self);
  text = read_draft (self, "patient/1");
  g_assert_cmpstr (text, ==, "half a sen");
  /* And it is in the clinic by then or soon, for the other desks of this person. */
  for (int i = 0; i < 200; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (5000);
    }
  handed_in = read_draft (self, "patient/1");
  g_assert_cmpstr (handed_in, ==, "half a sen");
  save_draft (self, "patient/1", NULL);
  g_clear_pointer (&handed_in, g_free);
  handed_in = read_draft (self, "patient/1");
  g_assert_cmpstr (handed_in, ==, "");
}

static void
change_passphrase (Fixture *self, const char *before, const char *after)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_change_passphrase_async (self->clinic, before, after, ct_await_done, &await);
  g_assert_true (fixture_take (self, &await) == CT_CLINIC_DONE);
}

static void
test_a_new_passphrase_opens_what_was_typed_before_and_after_it (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "one.drafts", NULL);
  g_autoptr (CtDeskBox) box = ct_desk_box_new (path, PASSPHRASE);
  g_autoptr (CtDeskBox) again = ct_desk_box_new (path, "another passphrase");
  g_autoptr (CtDeskBox) old = ct_desk_box_new (path, PASSPHRASE);
  g_autofree char *before = NULL, *after = NULL, *nothing = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (ct_desk_box_set (box, "patient/1", "before", &error));
  g_assert_true (ct_desk_box_change_passphrase (box, "another passphrase", &error));
  g_assert_true (ct_desk_box_set (box, "patient/2", "after", &error));
  g_assert_no_error (error);
  before = ct_desk_box_get (again, "patient/1", &error);
  after = ct_desk_box_get (again, "patient/2", &error);
  g_assert_cmpstr (before, ==, "before");
  g_assert_cmpstr (after, ==, "after");
  nothing = ct_desk_box_get (old, "patient/1", &error);
  g_assert_cmpstr (nothing, ==, "");
}

static void
test_a_draft_after_a_change_of_passphrase_is_there_after_a_crash (Fixture *self, gconstpointer data)
{
  g_autofree char *away = NULL, *text = NULL;

  change_passphrase (self, PASSPHRASE, "evening tide");
  away = pull_out (self);
  wait_online (self, FALSE);
  save_draft (self, "patient/1", "half a sen");
  g_assert_cmpint (g_rename (away, self->path), ==, 0);
  fixture_close (self);
  fixture_open_with (self, "evening tide");
  text = read_draft (self, "patient/1");
  g_assert_cmpstr (text, ==, "half a sen");
}

/* In another process: types into the clinic of the first, and is killed. */
static void
type_and_die (Fixture *self, const char *place)
{
  g_free (self->path);
  self->path = g_strdup (place);
  fixture_open (self);
  save_draft (self, "score/1", "typed and not saved");
  kill (getpid (), SIGKILL);
}

static void
test_a_draft_is_there_after_the_program_was_killed (Fixture *self, gconstpointer data)
{
  g_autofree char *text = NULL;

  fixture_close (self);
  if (g_test_subprocess ())
    {
      fixture_remove_folder (self->folder);
      type_and_die (self, g_getenv ("CHAIRTIME_TEST_PLACE"));
    }
  g_setenv ("CHAIRTIME_TEST_PLACE", self->path, TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  fixture_open (self);
  text = read_draft (self, "score/1");
  g_assert_cmpstr (text, ==, "typed and not saved");
}

/* ---- The box itself ---- */

static void
test_the_box_tells_nobody_else_anything (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "one.drafts", NULL);
  g_autofree char *aside = g_strconcat (path, ".1", NULL);
  g_autofree char *bytes = NULL, *text = NULL, *of_other = NULL;
  g_autoptr (CtDeskBox) box = ct_desk_box_new (path, PASSPHRASE);
  g_autoptr (CtDeskBox) again = ct_desk_box_new (path, PASSPHRASE);
  g_autoptr (CtDeskBox) other = ct_desk_box_new (path, "another passphrase");
  g_autoptr (GError) error = NULL;
  struct stat info;
  gsize length;

  g_assert_true (ct_desk_box_set (box, "patient/1", "Reyes has migraine", &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_null (g_strstr_len (bytes, (gssize) length, "migraine"));
  g_assert_null (memmem (bytes, length, "migraine", 8));
  g_assert_null (memmem (bytes, length, "patient/1", 9));
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  text = ct_desk_box_get (again, "patient/1", &error);
  g_assert_cmpstr (text, ==, "Reyes has migraine");
  /* Another passphrase opens nothing; what is there is put aside, not written over. */
  of_other = ct_desk_box_get (other, "patient/1", &error);
  g_assert_cmpstr (of_other, ==, "");
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
}

static void
test_an_empty_box_leaves_no_file (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "two.drafts", NULL);
  g_autoptr (CtDeskBox) box = ct_desk_box_new (path, PASSPHRASE);

  g_assert_true (ct_desk_box_set (box, "a", "1", NULL));
  g_assert_true (ct_desk_box_set (box, "b", "2", NULL));
  g_assert_true (ct_desk_box_set (box, "a", NULL, NULL));
  g_assert_true (ct_desk_box_exists (box));
  g_assert_true (ct_desk_box_set (box, "b", NULL, NULL));
  g_assert_false (ct_desk_box_exists (box));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  FIXTURE_TEST ("offline/no-write", test_nothing_is_written_into_a_clinic_that_is_not_there);
  FIXTURE_TEST ("offline/reads-stay", test_what_was_read_stays_readable);
  FIXTURE_TEST ("offline/tries", test_tries_come_ever_less_often_and_can_be_made_at_once);
  FIXTURE_TEST ("offline/another-device", test_a_disk_that_comes_back_as_another_device_is_gone_on_with);
  FIXTURE_TEST ("offline/older-copy", test_an_older_copy_is_not_taken_for_the_clinic);
  FIXTURE_TEST ("offline/own-way", test_a_copy_that_went_its_own_way_is_not_taken_for_the_clinic);
  FIXTURE_TEST ("offline/another-clinic", test_another_clinic_at_the_same_place_is_told_apart);
  FIXTURE_TEST ("offline/replaced-by-older", test_a_file_that_was_replaced_by_an_older_one_is_told);
  FIXTURE_TEST ("offline/replaced", test_a_copy_with_all_of_the_log_in_it_is_gone_on_with);
  FIXTURE_TEST ("drafts/crash", test_a_draft_of_a_bad_moment_is_there_after_a_crash);
  FIXTURE_TEST ("drafts/killed", test_a_draft_is_there_after_the_program_was_killed);
  FIXTURE_TEST ("drafts/new-passphrase", test_a_new_passphrase_opens_what_was_typed_before_and_after_it);
  FIXTURE_TEST ("drafts/crash-after-new-passphrase", test_a_draft_after_a_change_of_passphrase_is_there_after_a_crash);
  FIXTURE_TEST ("drafts/sealed", test_the_box_tells_nobody_else_anything);
  FIXTURE_TEST ("drafts/empty", test_an_empty_box_leaves_no_file);
  return g_test_run ();
}
