/* A program is killed while it books, scores and imports: whatever it was told is done is there, and nothing is half done. */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clinic/ct-clinic.h"
#include "ct-torture.h"
#include "ct-victim.h"
#include "ct-whole.h"
#include "store/ct-audit.h"
#include "store/ct-database.h"
#include "store/ct-keyring.h"
#include "store/ct-search.h"
#include "store/ct-store.h"

/* A clinic is used for so many kills; then it is full, and a new one is made. */
#define KILLS_PER_CLINIC 50
#define MAX_WORDS        4096

/** A clinic, and all that was acknowledged in it. */
typedef struct
{
  char        *folder;
  char        *path;
  char        *keys_path;
  CtVictimDesk desk;
  gint64       passphrase;
  guint        acts[CT_VICTIM_N_ACTS];
  CtDatabase  *database; /* while it is looked at */
} Scene;

/* ---- The clinic ---- */

static int
wait_for (pid_t child)
{
  int status = 0;

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  return status;
}

/* In a process of its own: this one must have no threads when it forks. */
static void
create_clinic (const char *path)
{
  const CtClinicSetup setup = { .clinic_name = "Harbor", .zone = "America/Los_Angeles", .n_chairs = 4,
                                .admin_login = "ana", .passphrase = ct_victim_passphrase (0), .light_keys = TRUE };
  pid_t child = fork ();

  if (child == 0)
    _exit (ct_clinic_create (path, &setup, ct_clock_system (), NULL, NULL) ? 0 : 1);
  g_assert_cmpint (wait_for (child), ==, 0);
}

static void
scene_set (Scene *self, const char *referral)
{
  self->folder = g_dir_make_tmp ("chairtime-kill-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "harbor.chairtime", NULL);
  self->keys_path = ct_keyring_path_for (self->path);
  self->desk = (CtVictimDesk) { self->path, "ana", referral, TRUE };
  self->passphrase = 0;
  create_clinic (self->path);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      remove_tree (inside);
    }
  g_remove (path);
}

static void
scene_strike (Scene *self)
{
  remove_tree (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->keys_path, g_free);
}

/* ---- The kill ---- */

static gboolean
read_word (int pipe_end, CtVictimWord *word)
{
  gssize got;

  while ((got = read (pipe_end, word, sizeof *word)) < 0 && errno == EINTR)
    ;
  return got == sizeof *word;
}

/* After some words and a moment more, so that it hits every kind of act, the log-in too. Returns what was told. */
static GArray *
kill_once (Scene *self)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (CtVictimWord));
  guint patience = (guint) g_test_rand_int_range (0, 10);
  guint32 seed = (guint32) g_test_rand_int ();
  CtVictimWord word;
  int ends[2];
  pid_t child;

  g_assert_cmpint (pipe (ends), ==, 0);
  fflush (NULL);
  if ((child = fork ()) == 0)
    ct_victim_work (&self->desk, self->passphrase, seed, ends[1]);
  close (ends[1]);
  for (guint i = 0; i < patience && read_word (ends[0], &word); i++)
    g_array_append_val (words, word);
  g_usleep ((gulong) g_test_rand_int_range (0, patience == 0 ? 20000 : 3000));
  kill (child, SIGKILL);
  while (read_word (ends[0], &word))
    g_array_append_val (words, word);
  close (ends[0]);
  g_assert_cmpint (WTERMSIG (wait_for (child)), ==, SIGKILL);
  return words;
}

/* ---- What is there afterwards ---- */

static gint64
ask (const char *sql, gpointer data)
{
  Scene *self = data;
  g_autoptr (GError) error = NULL;
  gint64 number = -1;

  ct_database_number (self->database, NULL, sql, NULL, 0, &number, &error);
  g_assert_no_error (error);
  return number;
}

static void
assert_said (Scene *self, const char *what, gint64 id, const char *sql)
{
  g_autofree char *query = g_strdup_printf (sql, id);

  if (ask (query, self) < 1)
    g_error ("%s %" G_GINT64_FORMAT " was acknowledged and is not there.", what, id);
}

static void
check_word (Scene *self, const CtVictimWord *word)
{
  static const char *const tables[CT_VICTIM_N_ACTS] = {
    [CT_VICTIM_PATIENT] = "patient",       [CT_VICTIM_RENAMED] = "patient",     [CT_VICTIM_BOOKED] = "appointment",
    [CT_VICTIM_MOVED] = "appointment",     [CT_VICTIM_CANCELLED] = "appointment", [CT_VICTIM_SCORED] = "assessment",
    [CT_VICTIM_IMPORTED] = "document",     [CT_VICTIM_COURSE] = "course",
  };
  g_autofree char *sql = NULL;

  self->acts[word->act]++;
  if (tables[word->act] == NULL)
    return;
  sql = g_strdup_printf ("SELECT count(*) FROM %s WHERE id = %%" G_GINT64_FORMAT " AND revision >= %" G_GINT64_FORMAT,
                         tables[word->act], word->revision);
  assert_said (self, tables[word->act], word->id, sql);
}

/* The passphrase is the one that was told last, or the one it was being changed to. */
static CtKeyring *
open_keyring (Scene *self)
{
  for (guint later = 0; later < 2; later++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CtKeyring) keyring = ct_keyring_load (self->keys_path, &error);

      g_assert_no_error (error);
      if (!ct_keyring_unlock (keyring, "ana", ct_victim_passphrase (self->passphrase + later), NULL))
        continue;
      self->passphrase += later;
      return g_steal_pointer (&keyring);
    }
  g_error ("Neither the old nor the new passphrase opens the clinic.");
}

static gpointer
verify_work (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtAuditCheck) check = ct_audit_verify (unit, error);

  g_assert_nonnull (check);
  g_assert_cmpint (check->broken_id, ==, 0);
  return CT_WORK_DONE;
}

static gpointer
rebuild_work (CtUnit *unit, gpointer data, GError **error)
{
  return ct_search_rebuild (unit, error) ? CT_WORK_DONE : NULL;
}

static void
check_engine (Scene *self)
{
  g_autoptr (CtCursor) integrity = ct_database_query (self->database, NULL, "PRAGMA integrity_check", NULL, 0, NULL);
  g_autoptr (CtCursor) keys = ct_database_query (self->database, NULL, "PRAGMA foreign_key_check", NULL, 0, NULL);

  g_assert_cmpint (ct_cursor_next (integrity, NULL), ==, 1);
  g_assert_cmpstr (ct_cursor_value (integrity, 0).text, ==, "ok");
  g_assert_cmpint (ct_cursor_next (keys, NULL), ==, 0);
}

static void
check_rules (Scene *self)
{
  g_autofree char *complaints = ct_whole_complaints (ask, self);

  if (complaints != NULL)
    g_error ("After the kill:\n%s", complaints);
}

static void
check_index (Scene *self, CtStore *store)
{
  gint64 kept = ask (CT_WHOLE_INDEX, self);
  g_autoptr (GError) error = NULL;

  ct_store_write (store, rebuild_work, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ask (CT_WHOLE_INDEX, self), ==, kept);
}

static void
check_all (Scene *self, GArray *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtKeyring) keyring = NULL;
  g_autoptr (CtStore) store = NULL;

  for (guint i = 0; i < words->len; i++)
    if (g_array_index (words, CtVictimWord, i).act == CT_VICTIM_PASSPHRASE)
      self->passphrase = g_array_index (words, CtVictimWord, i).id;
  keyring = open_keyring (self);
  store = ct_store_open (self->path, &(CtCredentials){ .key = ct_keyring_key (keyring) }, ct_clock_system (), &error);
  g_assert_no_error (error);
  self->database = ct_database_open (self->path, &(CtCredentials){ .key = ct_keyring_key (keyring) },
                                     CT_DATABASE_WRITE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < words->len; i++)
    check_word (self, &g_array_index (words, CtVictimWord, i));
  check_engine (self);
  check_rules (self);
  ct_store_read (store, verify_work, NULL, &error);
  g_assert_no_error (error);
  check_index (self, store);
  g_clear_pointer (&self->database, ct_database_close);
  ct_store_close (store);
}

/* ---- All of it ---- */

static void
tell_figures (const Scene *self, guint kills)
{
  static const char *const names[CT_VICTIM_N_ACTS] = { "log-ins", "patients", "new names", "bookings", "moves", "cancellations",
                                                       "scores", "imports", "courses", "new passphrases" };

  torture_figure ("kills, %s", kills, "file");
  for (guint i = 0; i < CT_VICTIM_N_ACTS; i++)
    torture_figure ("acknowledged before a kill: %s", self->acts[i], names[i]);
}

static void
test_whoever_is_killed_at_any_moment_loses_nothing_that_was_acknowledged (void)
{
  g_autofree char *referral = NULL;
  guint kills = torture_times (500, 40);
  Scene scene = { 0 };

  g_assert_true (g_file_get_contents (REFERRAL, &referral, NULL, NULL));
  for (guint i = 0; i < kills; i++)
    {
      g_autoptr (GArray) words = NULL;

      if (i % KILLS_PER_CLINIC == 0)
        {
          g_clear_pointer (&scene.folder, g_free);
          scene_set (&scene, referral);
        }
      words = kill_once (&scene);
      check_all (&scene, words);
      if ((i + 1) % KILLS_PER_CLINIC == 0 || i + 1 == kills)
        scene_strike (&scene);
    }
  g_assert_cmpuint (scene.acts[CT_VICTIM_BOOKED] + scene.acts[CT_VICTIM_SCORED] + scene.acts[CT_VICTIM_IMPORTED], >, 0);
  tell_figures (&scene, kills);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kill/whoever_is_killed_at_any_moment_loses_nothing_that_was_acknowledged",
                   test_whoever_is_killed_at_any_moment_loses_nothing_that_was_acknowledged);
  return g_test_run ();
}
