/* Backups as an owner meets them: on demand, by the schedule, thinned out, and put back. */
#include "clinic-fixture.h"

#include <string.h>

static void
set_up (Fixture *self, gconstpointer data)
{
  fixture_set_up (self, data);
  g_object_unref (fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12"));
}

static char *
backup_folder (Fixture *self)
{
  return g_build_filename (self->folder, "harbor-backups", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = backup_folder (self);

  fixture_close (self);
  fixture_remove_folder (folder);
  fixture_tear_down (self, data);
}

static CtBackupInfo *
back_up (Fixture *self)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_back_up_async (self->clinic, NULL, ct_await_done, &await);
  return fixture_take (self, &await);
}

static CtBackupInfo *
back_up_if_due (Fixture *self)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_back_up_if_due_async (self->clinic, ct_await_done, &await);
  return fixture_take (self, &await);
}

static CtBackupState *
read_state (Fixture *self)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_read_backup_state_async (self->clinic, ct_await_done, &await);
  return fixture_take (self, &await);
}

static void
set_plan (Fixture *self, const char *times, const char *folder, int keep_last)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtBackupPlan) plan = ct_backup_plan_new ();

  g_assert_true (ct_backup_plan_set_times (plan, times, NULL));
  plan->folder = g_strdup (folder);
  plan->keep_last = keep_last;
  plan->keep_weeks = plan->keep_months = 0;
  ct_clinic_set_backup_plan_async (self->clinic, plan, ct_await_done, &await);
  fixture_take (self, &await);
}

static GPtrArray *
list (Fixture *self)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_list_backups_async (self->clinic, ct_await_done, &await);
  return fixture_take (self, &await);
}

static void
assert_words (Fixture *self, const char *expected, const char *warning)
{
  g_autoptr (CtBackupState) state = read_state (self);
  GTimeZone *zone = ct_clinic_get_zone (self->clinic, 0);
  g_autofree char *words = ct_backup_state_words (state, self->now_us, zone);
  g_autofree char *warns = ct_backup_state_warning (state, self->now_us);

  g_assert_cmpstr (words, ==, expected);
  g_assert_cmpstr (warns, ==, warning);
}

static void
test_the_owner_sees_when_the_last_good_backup_was_made (Fixture *self, gconstpointer data)
{
  g_autoptr (CtBackupInfo) made = NULL;
  g_autofree char *words = NULL;

  assert_words (self, "There is no backup yet. Choose a folder on another disk, then back up.", NULL);
  self->now_us += 3 * G_TIME_SPAN_DAY;
  assert_words (self, "There is no backup yet. Choose a folder on another disk, then back up.",
                "This clinic has never been backed up.");
  made = back_up (self);
  g_assert_cmpint (ct_backup_info_count (made, "patient"), ==, 1);
  assert_words (self, "Last good backup: today 10:00, verified", NULL);
  words = g_strconcat (made->path, ".txt", NULL);
  g_assert_true (g_file_test (words, G_FILE_TEST_EXISTS));
  self->now_us += G_TIME_SPAN_DAY;
  assert_words (self, "Last good backup: yesterday 10:00, verified", NULL);
  self->now_us += 2 * G_TIME_SPAN_DAY;
  assert_words (self, "Last good backup: 5 Mar 2026 10:00, verified", "The last good backup is 3 days old.");
}

static void
test_a_backup_is_made_once_when_its_time_has_come (Fixture *self, gconstpointer data)
{
  g_autoptr (CtBackupInfo) without_plan = back_up_if_due (self);
  g_autoptr (CtBackupInfo) missed = NULL;
  g_autoptr (CtBackupInfo) again = NULL;
  g_autoptr (CtBackupInfo) tomorrow = NULL;

  g_assert_null (without_plan->path);
  set_plan (self, "18:00", NULL, 14);
  /* It is ten in the morning: yesterday's was missed, and is made up for. */
  missed = back_up_if_due (self);
  g_assert_nonnull (missed->path);
  g_assert_cmpstr (missed->kind, ==, CT_BACKUP_SCHEDULED);
  again = back_up_if_due (self);
  g_assert_null (again->path);
  self->now_us += 8 * G_TIME_SPAN_HOUR;
  tomorrow = back_up_if_due (self);
  g_assert_nonnull (tomorrow->path);
}

static void
test_the_schedule_goes_on_while_the_window_is_locked (Fixture *self, gconstpointer data)
{
  g_autoptr (CtBackupInfo) made = NULL;

  set_plan (self, "9:00", NULL, 14);
  ct_clinic_lock (self->clinic);
  made = back_up_if_due (self);
  g_assert_nonnull (made->path);
}

static void
test_two_desks_make_one_backup (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) one = { NULL };
  g_auto (CtAwait) two = { NULL };
  g_autoptr (CtClinic) other = NULL;
  g_autoptr (CtBackupInfo) first = NULL;
  g_autoptr (CtBackupInfo) second = NULL;
  g_autoptr (GError) error = NULL;

  set_plan (self, "9:00", NULL, 14);
  other = ct_clinic_open (self->path, "ana", PASSPHRASE, ct_clock_fixed (&self->now_us), &error);
  g_assert_no_error (error);
  ct_clinic_back_up_if_due_async (self->clinic, ct_await_done, &one);
  ct_clinic_back_up_if_due_async (other, ct_await_done, &two);
  first = fixture_take (self, &one);
  second = ct_clinic_finish (other, ct_await_result (&two), &error);
  g_assert_no_error (error);
  g_assert_true ((first->path != NULL) != (second->path != NULL));
  ct_clinic_close (other);
}

static void
test_a_folder_that_is_not_there_is_told_until_it_is (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autofree char *stick = g_build_filename (self->folder, "stick", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CtBackupState) state = NULL;
  g_autoptr (CtBackupInfo) soon = NULL;
  g_autoptr (CtBackupInfo) later = NULL;

  set_plan (self, "9:00", stick, 14);
  ct_clinic_back_up_if_due_async (self->clinic, ct_await_done, &await);
  error = fixture_refusal (self, &await);
  g_assert_error (error, CT_ERROR, CT_ERROR_NOT_FOUND);
  state = read_state (self);
  g_assert_cmpstr (state->trouble, ==, error->message);
  /* Not at every minute: but again after a while, when the disk may have been connected. */
  soon = back_up_if_due (self);
  g_assert_null (soon->path);
  g_mkdir (stick, 0700);
  self->now_us += 31 * CT_USEC_PER_MINUTE;
  later = back_up_if_due (self);
  g_assert_nonnull (later->path);
  assert_words (self, "Last good backup: today 10:31, verified", NULL);
  fixture_remove_folder (stick);
}

static void
test_old_backups_are_removed_by_the_plan (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) left = NULL;
  g_autofree char *folder = backup_folder (self);
  g_autofree char *holiday = g_build_filename (folder, "holiday.ctbackup", NULL);

  set_plan (self, "", NULL, 2);
  for (guint i = 0; i < 4; i++)
    {
      ct_backup_info_free (back_up (self));
      self->now_us += G_TIME_SPAN_HOUR;
      g_file_set_contents (holiday, "pictures", -1, NULL);
    }
  left = list (self);
  g_assert_cmpuint (left->len, ==, 2);
  g_assert_cmpint (((CtBackupInfo *) left->pdata[0])->made_us, ==, self->now_us - G_TIME_SPAN_HOUR);
  g_assert_true (g_file_test (holiday, G_FILE_TEST_EXISTS));
}

static void
test_a_backup_is_restored_by_its_owner_and_says_so (Fixture *self, gconstpointer data)
{
  g_autoptr (CtBackupInfo) made = back_up (self);
  CtRestoreWish wish = { made->path, self->path, "ana", PASSPHRASE, NULL };
  g_autoptr (CtPatient) later = fixture_add_patient (self, "Okafor", "Chinedu", "1979-11-30");
  g_autoptr (CtRestored) back = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (CtBackupState) state = NULL;
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (ct_clinic_restore (&wish, ct_clock_fixed (&self->now_us), &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_BUSY);
  g_clear_error (&error);
  fixture_close (self);
  back = ct_clinic_restore (&wish, ct_clock_fixed (&self->now_us), &error);
  g_assert_no_error (error);
  g_assert_nonnull (back->aside);
  g_assert_cmpuint (g_strv_length (back->outside), ==, 0);
  fixture_open (self);
  ct_clinic_list_audit_async (self->clinic, 0, 0, 2, ct_await_done, &await);
  rows = fixture_take (self, &await);
  g_assert_cmpstr (((CtAuditRow *) rows->pdata[1])->act, ==, "restored");
  state = read_state (self);
  g_assert_null (state->running_desk);
  g_assert_cmpstr (state->good_path, ==, made->path);
}

static void
test_the_recovery_key_restores_where_every_passphrase_is_lost (Fixture *self, gconstpointer data)
{
  g_autoptr (CtBackupInfo) made = back_up (self);
  CtRestoreWish wish = { made->path, self->path, NULL, NULL, self->recovery_key };
  g_autoptr (CtRestored) back = NULL;
  g_autoptr (GError) error = NULL;

  fixture_close (self);
  back = ct_clinic_restore (&wish, ct_clock_fixed (&self->now_us), &error);
  g_assert_no_error (error);
  fixture_open (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/clinic/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("the-owner-sees-when-the-last-good-backup-was-made", test_the_owner_sees_when_the_last_good_backup_was_made);
  ADD ("a-backup-is-made-once-when-its-time-has-come", test_a_backup_is_made_once_when_its_time_has_come);
  ADD ("the-schedule-goes-on-while-the-window-is-locked", test_the_schedule_goes_on_while_the_window_is_locked);
  ADD ("two-desks-make-one-backup", test_two_desks_make_one_backup);
  ADD ("a-folder-that-is-not-there-is-told-until-it-is", test_a_folder_that_is_not_there_is_told_until_it_is);
  ADD ("old-backups-are-removed-by-the-plan", test_old_backups_are_removed_by_the_plan);
  ADD ("a-backup-is-restored-by-its-owner-and-says-so", test_a_backup_is_restored_by_its_owner_and_says_so);
  ADD ("the-recovery-key-restores-where-every-passphrase-is-lost",
       test_the_recovery_key_restores_where_every_passphrase_is_lost);
  return g_test_run ();
}
