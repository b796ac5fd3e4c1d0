/* Who gets in, and who does not. */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/ct-error.h"
#include "ct-small-disk.h"
#include "store/ct-keyring.h"

#define MOMENT G_GINT64_CONSTANT (1790000000000000)

typedef struct
{
  char      *folder;
  char      *path;
  CtKeyring *keyring;
  char      *recovery_key;
} Keys;

static void
set_up (Keys *keys, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  keys->folder = g_dir_make_tmp ("chairtime-keys-XXXXXX", NULL);
  keys->path = g_build_filename (keys->folder, "clinic.chairtime.keys", NULL);
  keys->keyring = ct_keyring_create (CT_KEYRING_LIGHT);
  g_assert_true (ct_keyring_set_user (keys->keyring, "ana", "correct horse battery", &error));
  g_assert_true (ct_keyring_set_user (keys->keyring, "Dr. Okafor", "Åsa’s staple", &error));
  keys->recovery_key = ct_keyring_make_recovery (keys->keyring, &error);
  g_assert_no_error (error);
  g_assert_true (ct_keyring_save (keys->keyring, keys->path, &error));
  g_assert_no_error (error);
}

static void
tear_down (Keys *keys, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (keys->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (keys->folder, name, NULL);

      g_remove (file);
    }
  g_rmdir (keys->folder);
  ct_keyring_free (keys->keyring);
  g_free (keys->recovery_key);
  g_free (keys->path);
  g_free (keys->folder);
}

static CtKeyring *
load (Keys *keys)
{
  g_autoptr (GError) error = NULL;
  CtKeyring *keyring = ct_keyring_load (keys->path, &error);

  g_assert_no_error (error);
  return keyring;
}

static void
assert_same_key (Keys *keys, CtKeyring *keyring)
{
  g_assert_nonnull (ct_keyring_key (keyring));
  g_assert_cmpmem (ct_keyring_key (keyring), 32, ct_keyring_key (keys->keyring), 32);
}

static void
test_each_user_opens_it_with_their_own_passphrase (Keys *keys, gconstpointer data)
{
  g_autoptr (CtKeyring) ana = load (keys);
  g_autoptr (CtKeyring) okafor = load (keys);
  g_auto (GStrv) users = ct_keyring_list_users (ana);

  g_assert_null (ct_keyring_key (ana));
  g_assert_true (ct_keyring_unlock (ana, "ana", "correct horse battery", NULL));
  assert_same_key (keys, ana);
  g_assert_true (ct_keyring_unlock (okafor, "Dr. Okafor", "A\xcc\x8asa’s staple", NULL));
  assert_same_key (keys, okafor);
  g_assert_cmpint (g_strv_length (users), ==, 2);
  g_assert_cmpstr (users[0], ==, "ana");
}

static char *
refusal (CtKeyring *keyring, const char *login, const char *passphrase)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ct_keyring_unlock (keyring, login, passphrase, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_PASSPHRASE);
  g_assert_null (ct_keyring_key (keyring));
  return g_strdup (error->message);
}

static void
test_a_wrong_passphrase_and_an_unknown_name_sound_alike (Keys *keys, gconstpointer data)
{
  g_autoptr (CtKeyring) keyring = load (keys);
  g_autofree char *wrong = refusal (keyring, "ana", "correct horse batter");
  g_autofree char *empty = refusal (keyring, "ana", "");
  g_autofree char *other = refusal (keyring, "ana", "Åsa’s staple");
  g_autofree char *nobody = refusal (keyring, "nobody", "correct horse battery");

  g_assert_cmpstr (wrong, ==, nobody);
  g_assert_cmpstr (wrong, ==, empty);
  g_assert_cmpstr (wrong, ==, other);
}

static void
test_a_new_passphrase_replaces_the_old_one (Keys *keys, gconstpointer data)
{
  g_autoptr (CtKeyring) keyring = load (keys);
  g_autoptr (CtKeyring) again = NULL;

  g_assert_false (ct_keyring_set_user (keyring, "ana", "tr0ub4dor", NULL));
  g_assert_true (ct_keyring_unlock (keyring, "ana", "correct horse battery", NULL));
  g_assert_true (ct_keyring_set_user (keyring, "ana", "tr0ub4dor", NULL));
  g_assert_true (ct_keyring_save (keyring, keys->path, NULL));
  again = load (keys);
  g_assert_false (ct_keyring_unlock (again, "ana", "correct horse battery", NULL));
  g_assert_true (ct_keyring_unlock (again, "ana", "tr0ub4dor", NULL));
  assert_same_key (keys, again);
}

static void
test_who_is_taken_off_stays_out (Keys *keys, gconstpointer data)
{
  g_autoptr (CtKeyring) again = NULL;

  g_assert_true (ct_keyring_remove_user (keys->keyring, "ana"));
  g_assert_false (ct_keyring_remove_user (keys->keyring, "ana"));
  g_assert_true (ct_keyring_save (keys->keyring, keys->path, NULL));
  again = load (keys);
  g_assert_false (ct_keyring_unlock (again, "ana", "correct horse battery", NULL));
  g_assert_true (ct_keyring_unlock (again, "Dr. Okafor", "Åsa’s staple", NULL));
}

static void
assert_recovers (Keys *keys, const char *typed)
{
  g_autoptr (CtKeyring) keyring = load (keys);
  g_autoptr (GError) error = NULL;

  g_assert_true (ct_keyring_unlock_recovery (keyring, typed, &error));
  g_assert_no_error (error);
  assert_same_key (keys, keyring);
}

static void
test_the_printed_key_opens_it_however_it_is_typed (Keys *keys, gconstpointer data)
{
  g_autofree char *lower = g_ascii_strdown (keys->recovery_key, -1);
  g_autofree char *alike = g_strdup (keys->recovery_key);
  g_autofree char *blanks = g_strdelimit (g_strdup (keys->recovery_key), "-", ' ');

  assert_recovers (keys, keys->recovery_key);
  assert_recovers (keys, lower);
  assert_recovers (keys, blanks);
  for (char *p = alike; *p != '\0'; p++)
    *p = *p == '0' ? 'o' : *p == '1' ? 'l' : *p;
  assert_recovers (keys, alike);
}

static void
test_any_one_mistyped_character_of_the_printed_key_is_noticed (Keys *keys, gconstpointer data)
{
  g_autoptr (CtKeyring) keyring = load (keys);

  for (gsize i = 0; i < strlen (keys->recovery_key); i++)
    {
      g_autofree char *typed = g_strdup (keys->recovery_key);
      g_autoptr (GError) error = NULL;

      if (typed[i] == '-')
        continue;
      typed[i] = typed[i] == '7' ? '8' : '7';
      g_assert_false (ct_keyring_unlock_recovery (keyring, typed, &error));
      g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
    }
  g_assert_null (ct_keyring_key (keyring));
}

static void
test_the_printed_key_of_another_clinic_opens_nothing (Keys *keys, gconstpointer data)
{
  g_autoptr (CtKeyring) other = ct_keyring_create (CT_KEYRING_LIGHT);
  g_autofree char *recovery_key = ct_keyring_make_recovery (other, NULL);
  g_autoptr (CtKeyring) keyring = load (keys);
  g_autoptr (GError) error = NULL;
  const char *const nonsense[] = { "", "-", "hello", "0000-0000-0000-0000-0000-0000-0000-0000", "🙂" };

  g_assert_false (ct_keyring_unlock_recovery (keyring, recovery_key, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_PASSPHRASE);
  for (gsize i = 0; i < G_N_ELEMENTS (nonsense); i++)
    {
      g_clear_error (&error);
      g_assert_false (ct_keyring_unlock_recovery (keyring, nonsense[i], &error));
      g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
    }
}

static void
test_another_name_on_a_slot_does_not_make_another_user (Keys *keys, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autoptr (GString) forged = NULL;
  g_autoptr (CtKeyring) keyring = NULL;

  g_file_get_contents (keys->path, &text, NULL, NULL);
  forged = g_string_new (text);
  g_assert_cmpint (g_string_replace (forged, "login=ana", "login=owner", 0), ==, 1);
  g_file_set_contents (keys->path, forged->str, -1, NULL);
  keyring = load (keys);
  g_free (refusal (keyring, "owner", "correct horse battery"));
}

static void
test_mistakes_make_one_wait_longer_and_longer (Keys *keys, gconstpointer data)
{
  const gint64 second = G_USEC_PER_SEC;
  const gint64 waits[] = { 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900 };

  for (gsize i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      gint64 now_us = MOMENT + (gint64) i * 3600 * second;

      ct_keyring_note_failure (keys->keyring, "ana", now_us, FALSE);
      g_assert_cmpint (ct_keyring_blocked_until (keys->keyring, "ana"), ==,
                       waits[i] > 0 ? now_us + waits[i] * second : 0);
    }
  g_assert_cmpint (ct_keyring_blocked_until (keys->keyring, "Dr. Okafor"), ==, 0);
}

static void
test_mistakes_are_remembered_until_somebody_can_write_them_down (Keys *keys, gconstpointer data)
{
  g_autoptr (CtKeyring) again = NULL;
  g_autoptr (GPtrArray) told = NULL;
  g_autoptr (GPtrArray) left = NULL;

  ct_keyring_note_failure (keys->keyring, "ana", MOMENT, FALSE);
  ct_keyring_note_failure (keys->keyring, "mallory\n[user 9]\n\xff", MOMENT + 1, FALSE);
  ct_keyring_note_failure (keys->keyring, "ana", MOMENT + 2, FALSE);
  g_assert_true (ct_keyring_save (keys->keyring, keys->path, NULL));
  again = load (keys);
  g_assert_cmpint (ct_keyring_failures (again, "ana"), ==, 2);
  told = ct_keyring_list_failures (again);
  g_assert_cmpint (told->len, ==, 3);
  g_assert_cmpint (((CtFailedLogin *) told->pdata[2])->at_us, ==, MOMENT + 2);
  ct_keyring_note_failure (again, "ana", MOMENT + 3, FALSE);
  ct_keyring_settle_failures (again, "ana", told);
  left = ct_keyring_list_failures (again);
  g_assert_cmpint (left->len, ==, 2);
  g_assert_true (g_str_has_prefix (((CtFailedLogin *) left->pdata[0])->login, "mallory\n"));
  g_assert_true (((CtFailedLogin *) left->pdata[0])->in_audit);
  g_assert_cmpint (((CtFailedLogin *) left->pdata[1])->at_us, ==, MOMENT + 3);
  g_assert_false (((CtFailedLogin *) left->pdata[1])->in_audit);
}

#define N_WRITERS  4
#define N_MISTAKES 25

static gboolean
note_one (CtKeyring *keyring, gpointer data, GError **error)
{
  const int *moment = data;

  ct_keyring_note_failure (keyring, "ana", MOMENT + *moment, FALSE);
  return TRUE;
}

static void
make_mistakes (const char *path, int writer)
{
  for (int i = 0; i < N_MISTAKES; i++)
    {
      int moment = writer * N_MISTAKES + i;

      if (!ct_keyring_edit (path, NULL, note_one, &moment, NULL))
        _exit (1);
    }
  _exit (0);
}

static void
test_programs_that_write_at_once_lose_nothing (Keys *keys, gconstpointer data)
{
  pid_t writers[N_WRITERS];
  g_autoptr (CtKeyring) again = NULL;

  for (int i = 0; i < N_WRITERS; i++)
    if ((writers[i] = fork ()) == 0)
      make_mistakes (keys->path, i);
  for (int i = 0; i < N_WRITERS; i++)
    {
      int status;

      g_assert_cmpint (waitpid (writers[i], &status, 0), ==, writers[i]);
      g_assert_cmpint (status, ==, 0);
    }
  again = load (keys);
  g_assert_cmpint (ct_keyring_failures (again, "ana"), ==, N_WRITERS * N_MISTAKES);
  g_assert_true (ct_keyring_unlock (again, "ana", "correct horse battery", NULL));
}

static gboolean
think_better_of_it (CtKeyring *keyring, gpointer data, GError **error)
{
  ct_keyring_remove_user (keyring, "ana");
  g_set_error_literal (error, CT_ERROR, CT_ERROR_DENIED, "no");
  return FALSE;
}

static void
test_a_change_that_is_refused_leaves_the_file_alone (Keys *keys, gconstpointer data)
{
  g_autoptr (CtKeyring) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (ct_keyring_edit (keys->path, NULL, think_better_of_it, NULL, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_DENIED);
  again = load (keys);
  g_assert_true (ct_keyring_unlock (again, "ana", "correct horse battery", NULL));
}

static void
test_endless_mistakes_do_not_fill_the_disk (Keys *keys, gconstpointer data)
{
  GStatBuf info;

  for (guint i = 0; i < 5000; i++)
    ct_keyring_note_failure (keys->keyring, "ana", MOMENT + i, FALSE);
  g_assert_true (ct_keyring_save (keys->keyring, keys->path, NULL));
  g_stat (keys->path, &info);
  g_assert_cmpint (info.st_size, <, 200000);
}

static void
assert_damaged (Keys *keys, const char *text, gssize length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (keys->path, text, length, NULL);
  g_assert_null (ct_keyring_load (keys->path, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "damaged"));
}

static void
test_a_damaged_key_file_is_said_to_be (Keys *keys, gconstpointer data)
{
  assert_damaged (keys, "", 0);
  assert_damaged (keys, "\x7f" "ELF\0\0\0", 7);
  assert_damaged (keys, "[keyring]\nversion=1\n", -1);
  assert_damaged (keys, "[keyring]\nversion=2\npasses=3\nmemory=67108864\n", -1);
  assert_damaged (keys, "[keyring]\nversion=1\npasses=3\nmemory=99999999999999\n", -1);
  assert_damaged (keys, "[keyring]\nversion=1\npasses=3\nmemory=67108864\n[user 1]\nlogin=ana\nsalt=zz\n", -1);
}

static void
test_no_damage_lets_anybody_in_or_crashes (Keys *keys, gconstpointer data)
{
  g_autofree char *text = NULL;
  gsize length;

  g_file_get_contents (keys->path, &text, &length, NULL);
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *damaged = g_memdup2 (text, length + 1);
      g_autoptr (CtKeyring) keyring = NULL;

      damaged[g_test_rand_int_range (0, (gint32) length)] = (char) g_test_rand_int_range (1, 256);
      g_file_set_contents (keys->path, damaged, i % 3 == 0 ? g_test_rand_int_range (0, (gint32) length) : (gssize) length,
                           NULL);
      keyring = ct_keyring_load (keys->path, NULL);
      if (keyring != NULL)
        g_assert_false (ct_keyring_unlock (keyring, "ana", "wrong", NULL));
      if (keyring != NULL && ct_keyring_unlock (keyring, "ana", "correct horse battery", NULL))
        assert_same_key (keys, keyring);
    }
}

static void
test_a_missing_key_file_is_said_to_be (Keys *keys, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_remove (keys->path);
  g_assert_null (ct_keyring_load (keys->path, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_NOT_FOUND);
}

static void
test_only_its_owner_can_read_the_key_file (Keys *keys, gconstpointer data)
{
  GStatBuf info;

  g_chmod (keys->path, 0644);
  g_assert_true (ct_keyring_save (keys->keyring, keys->path, NULL));
  g_stat (keys->path, &info);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
save_until_killed (Keys *keys)
{
  for (guint i = 0;; i++)
    {
      ct_keyring_note_failure (keys->keyring, "ana", MOMENT + i, FALSE);
      ct_keyring_save (keys->keyring, keys->path, NULL);
    }
}

static void
test_whoever_is_killed_while_saving_leaves_a_good_key_file (Keys *keys, gconstpointer data)
{
  for (guint i = 0; i < 10; i++)
    {
      pid_t child = fork ();
      g_autoptr (CtKeyring) keyring = NULL;

      if (child == 0)
        save_until_killed (keys);
      g_usleep ((gulong) g_test_rand_int_range (1000, 30000));
      kill (child, SIGKILL);
      waitpid (child, NULL, 0);
      keyring = load (keys);
      g_assert_true (ct_keyring_unlock (keyring, "ana", "correct horse battery", NULL));
      assert_same_key (keys, keyring);
    }
}

static void
test_there_is_no_key_in_the_key_file (Keys *keys, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autoptr (GString) hex = g_string_new (NULL);

  for (guint i = 0; i < 32; i++)
    g_string_append_printf (hex, "%02x", ct_keyring_key (keys->keyring)[i]);
  g_file_get_contents (keys->path, &text, NULL, NULL);
  g_assert_null (strstr (text, hex->str));
  g_assert_null (strstr (text, keys->recovery_key));
  g_assert_null (strstr (text, "horse"));
}

static void
test_a_passphrase_is_slow_to_try (void)
{
  g_autoptr (CtKeyring) keyring = ct_keyring_create (CT_KEYRING_STRONG);
  gint64 began_us;

  g_assert_true (ct_keyring_set_user (keyring, "ana", "correct horse battery", NULL));
  began_us = g_get_monotonic_time ();
  g_assert_false (ct_keyring_unlock (keyring, "ana", "wrong", NULL));
  g_assert_cmpint (g_get_monotonic_time () - began_us, >, 20000);
}

static void
test_a_full_disk_leaves_the_keys_as_they_were (Keys *keys, gconstpointer data)
{
  g_autoptr (CtKeyring) before = load (keys);
  g_autoptr (CtKeyring) after = NULL;
  g_autoptr (GError) error = NULL;
  struct rlimit limit;

  g_assert_true (ct_keyring_unlock (before, "ana", "correct horse battery", &error));
  g_assert_true (ct_keyring_set_user (before, "ben", "a new passphrase", &error));
  ct_small_disk_begin (&limit, 100);
  g_assert_false (ct_keyring_save (before, keys->path, &error));
  ct_small_disk_end (&limit);
  g_assert_nonnull (strstr (error->message, "it is as it was"));
  after = load (keys);
  g_assert_false (ct_keyring_unlock (after, "ben", "a new passphrase", NULL));
  g_assert_true (ct_keyring_unlock (after, "ana", "correct horse battery", NULL));
  assert_same_key (keys, after);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CHECK(function) g_test_add ("/keyring/" #function, Keys, NULL, set_up, test_##function, tear_down)
  CHECK (each_user_opens_it_with_their_own_passphrase);
  CHECK (a_wrong_passphrase_and_an_unknown_name_sound_alike);
  CHECK (a_new_passphrase_replaces_the_old_one);
  CHECK (who_is_taken_off_stays_out);
  CHECK (the_printed_key_opens_it_however_it_is_typed);
  CHECK (any_one_mistyped_character_of_the_printed_key_is_noticed);
  CHECK (the_printed_key_of_another_clinic_opens_nothing);
  CHECK (another_name_on_a_slot_does_not_make_another_user);
  CHECK (mistakes_make_one_wait_longer_and_longer);
  CHECK (mistakes_are_remembered_until_somebody_can_write_them_down);
  CHECK (programs_that_write_at_once_lose_nothing);
  CHECK (a_change_that_is_refused_leaves_the_file_alone);
  CHECK (endless_mistakes_do_not_fill_the_disk);
  CHECK (a_damaged_key_file_is_said_to_be);
  CHECK (no_damage_lets_anybody_in_or_crashes);
  CHECK (a_missing_key_file_is_said_to_be);
  CHECK (only_its_owner_can_read_the_key_file);
  CHECK (a_full_disk_leaves_the_keys_as_they_were);
  CHECK (whoever_is_killed_while_saving_leaves_a_good_key_file);
  CHECK (there_is_no_key_in_the_key_file);
  g_test_add_func ("/keyring/a_passphrase_is_slow_to_try", test_a_passphrase_is_slow_to_try);
  return g_test_run ();
}
