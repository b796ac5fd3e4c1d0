/* How long people wait for the program, and what it holds in memory, beside an empty libadwaita window.
 *
 * Three clinics' worth of waiting: none, the demo clinic, and one with a million patients and half a million bookings
 * (CHAIRTIME_BENCH_PATIENTS makes it smaller), whose making is measured too. Each start is a process of its own; it
 * says when what was drawn, see start-probe.c.
 *
 * A passphrase is made slow to try on purpose; that cost is measured by itself, and is the bare cost of a log-in. What
 * the program itself makes people wait is all of it but that. */
#include "ct-bench.h"
#include "store/ct-keyring.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS        7
#define DEMO_PATIENTS "200"
/* A Wednesday, ten in the morning in California: a day with bookings, whenever this runs. */
#define NOW           "2026-03-04T18:00:00Z"
#define PASSPHRASE    "correct horse battery"
#define WORDS         "nguyen aa"
#define MINUTE_US     (60.0 * G_USEC_PER_SEC)
#define IDLE_SECONDS  3
#define MEGABYTE_KB   1024.0
#define SKIPPED       77

typedef struct
{
  char   *folder;
  char   *demo;
  char   *million;
  GArray *bare_us;       /* exec to the empty window */
  GArray *log_in_us;     /* exec to the log-in page */
  GArray *demo_day_us;   /* Enter to the day view */
  GArray *day_us;        /* the same, with all those people */
  GArray *key_us;        /* the key from the passphrase */
  GArray *all_us;        /* both waits but for the key */
} Bench;

/** A program that was started. */
typedef struct
{
  GSubprocess      *process;
  GDataInputStream *output;
  double            began_us;
} Run;

static GArray *
samples_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (double));
}

static void
add (GArray *samples, double value)
{
  g_array_append_val (samples, value);
}

/* ---- Running programs ---- */

/* Nothing of this computer's user is read or written, and all draw alike. */
static GSubprocessLauncher *
launcher_new (Bench *self, const char *clinic)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);

  g_subprocess_launcher_setenv (launcher, "GSK_RENDERER", "cairo", TRUE);
  g_subprocess_launcher_setenv (launcher, "GSETTINGS_BACKEND", "memory", TRUE);
  g_subprocess_launcher_setenv (launcher, "ADW_DISABLE_PORTAL", "1", TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", self->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_STATE_HOME", self->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", self->folder, TRUE);
  if (clinic != NULL)
    g_subprocess_launcher_setenv (launcher, "CHAIRTIME_CLINIC", clinic, TRUE);
  g_subprocess_launcher_unsetenv (launcher, "CHAIRTIME_PASSPHRASE");
  return launcher;
}

static Run *
run_new (Bench *self, const char *clinic, const char *words)
{
  g_autoptr (GSubprocessLauncher) launcher = launcher_new (self, clinic);
  g_autoptr (GError) error = NULL;
  Run *run = g_new0 (Run, 1);

  run->began_us = (double) g_get_monotonic_time ();
  if (clinic == NULL)
    run->process = g_subprocess_launcher_spawn (launcher, &error, START_BARE, NULL);
  else
    run->process = g_subprocess_launcher_spawn (launcher, &error, START_PROBE, NOW, words, NULL);
  g_assert_no_error (error);
  run->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (run->process));
  return run;
}

static void
run_free (Run *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_object_unref (self->output);
  g_object_unref (self->process);
  g_free (self);
}

/* Reads on to the next mark. */
static char *
next_mark (Run *self, double *at_us)
{
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (self->output, NULL, NULL, NULL);
      g_auto (GStrv) words = line != NULL ? g_strsplit (line, " ", 3) : NULL;

      if (line == NULL)
        g_error ("A program ended before its window was drawn.");
      if (g_strv_length (words) != 3 || strcmp (words[0], "mark") != 0)
        continue;
      *at_us = g_ascii_strtod (words[2], NULL);
      return g_strdup (words[1]);
    }
}

static double
await_mark (Run *self, const char *name)
{
  for (;;)
    {
      double at_us;
      g_autofree char *mark = next_mark (self, &at_us);

      if (strcmp (mark, name) == 0)
        return at_us;
    }
}

/* ---- Clinics to open ---- */

static void
must_run (Bench *self, const char *const *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher = launcher_new (self, NULL);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_setenv (launcher, "CHAIRTIME_PASSPHRASE", PASSPHRASE, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, arguments, &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, NULL, NULL, NULL, NULL, NULL);
  if (!g_subprocess_get_successful (process))
    g_error ("%s did not make a clinic.", arguments[0]);
}

/* Returns: how long filling it took. */
static double
make_clinic (Bench *self, const char *path, const char *patients)
{
  const char *create[] = { CHAIRTIMECTL, "--clinic", path, "--now", NOW, "create", "--name", "Bench", "--zone",
                           "America/Los_Angeles", "--chairs", "12", "--admin", "ana", NULL };
  const char *fill[] = { CHAIRTIMECTL, "--clinic", path, "--user", "ana", "--now", NOW, "demo", "--patients", patients,
                         NULL };
  gint64 began_us;

  must_run (self, create);
  began_us = g_get_monotonic_time ();
  must_run (self, fill);
  return (double) (g_get_monotonic_time () - began_us);
}

static void
make_clinics (Bench *self)
{
  const CtBench figure = { .name = "demo-1m-patients", .median_limit_us = 5 * MINUTE_US };
  const char *patients = g_getenv ("CHAIRTIME_BENCH_PATIENTS");
  g_autoptr (GArray) took = samples_new ();
  g_autoptr (GArray) none = samples_new ();

  self->demo = g_build_filename (self->folder, "demo.chairtime", NULL);
  self->million = g_build_filename (self->folder, "million.chairtime", NULL);
  make_clinic (self, self->demo, DEMO_PATIENTS);
  add (took, make_clinic (self, self->million, patients != NULL ? patients : "1000000"));
  ct_bench_report (&figure, took, none);
}

/* ---- Measuring ---- */

static double
start_bare (Bench *self)
{
  Run *run = run_new (self, NULL, NULL);
  double shown_us = await_mark (run, "shown") - run->began_us;

  run_free (run);
  return shown_us;
}

/* What a log-in has to cost: the key of the clinic from the passphrase. */
static double
derive_key (Bench *self)
{
  g_autofree char *path = ct_keyring_path_for (self->million);
  g_autoptr (GError) error = NULL;
  g_autoptr (CtKeyring) keyring = ct_keyring_load (path, &error);
  double began_us = (double) g_get_monotonic_time ();

  g_assert_no_error (error);
  ct_keyring_unlock (keyring, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  return (double) g_get_monotonic_time () - began_us;
}

static void
start_chairtime (Bench *self, const char *clinic, double *log_in_us, double *day_us)
{
  Run *run = run_new (self, clinic, NULL);

  *log_in_us = await_mark (run, "shown") - run->began_us;
  *day_us = -await_mark (run, "entered");
  *day_us += await_mark (run, "day");
  run_free (run);
}

static void
measure_starts (Bench *self, gboolean count)
{
  double bare_us = start_bare (self), key_us = derive_key (self), log_in_us, demo_day_us, day_us;

  start_chairtime (self, self->demo, &log_in_us, &demo_day_us);
  start_chairtime (self, self->million, &log_in_us, &day_us);
  if (!count)
    return;
  add (self->bare_us, bare_us);
  add (self->log_in_us, log_in_us);
  add (self->demo_day_us, demo_day_us);
  add (self->day_us, day_us);
  add (self->key_us, key_us);
  add (self->all_us, log_in_us + day_us - key_us);
}

static void
report_starts (Bench *self)
{
  const CtBench log_in = { .name = "start-to-log-in", .ratio_limit = 1.5 };
  const CtBench demo_day = { .name = "log-in-to-day-demo" };
  const CtBench day = { .name = "log-in-to-day-1m" };
  const CtBench all = { .name = "start-to-day-1m", .ratio_limit = 1.5 };

  ct_bench_report (&log_in, self->log_in_us, self->bare_us);
  ct_bench_report (&demo_day, self->demo_day_us, self->key_us);
  ct_bench_report (&day, self->day_us, self->key_us);
  ct_bench_report (&all, self->all_us, self->bare_us);
}

/* The memory of a process, what it shares with others counted by its share. */
static double
read_pss_kb (const char *pid)
{
  g_autofree char *path = g_build_filename ("/proc", pid, "smaps_rollup", NULL);
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents (path, &text, NULL, NULL) || (line = strstr (text, "\nPss:")) == NULL)
    return 0;
  return g_ascii_strtod (line + strlen ("\nPss:"), NULL);
}

static double
measure_idle_kb (Bench *self, const char *clinic)
{
  Run *run = run_new (self, clinic, NULL);
  double kb;

  await_mark (run, "day");
  g_usleep (IDLE_SECONDS * G_USEC_PER_SEC);
  kb = read_pss_kb (g_subprocess_get_identifier (run->process));
  run_free (run);
  return kb;
}

static void
measure_memory (Bench *self)
{
  const CtBench figure = { .name = "idle-memory", .median_limit_us = 90 * MEGABYTE_KB, .memory = TRUE };
  g_autoptr (GArray) bare = samples_new ();
  g_autoptr (GArray) idle = samples_new ();

  for (int i = 0; i < 3; i++)
    {
      add (bare, measure_idle_kb (self, NULL));
      add (idle, measure_idle_kb (self, self->million));
    }
  ct_bench_report (&figure, idle, bare);
}

static void
measure_search (Bench *self)
{
  const CtBench figure = { .name = "search-to-rows", .median_limit_us = 16000 };
  g_autoptr (GArray) rows = samples_new ();
  g_autoptr (GArray) none = samples_new ();

  for (int i = 0; i < 5; i++)
    {
      Run *run = run_new (self, self->million, WORDS);
      double stroke_us = 0, at_us;
      g_autofree char *mark = next_mark (run, &at_us);

      while (strcmp (mark, "done") != 0)
        {
          if (strcmp (mark, "rows") == 0)
            add (rows, at_us - stroke_us);
          stroke_us = at_us;
          g_free (mark);
          mark = next_mark (run, &at_us);
        }
      run_free (run);
    }
  ct_bench_report (&figure, rows, none);
}

/* ---- All of it ---- */

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_remove (path);
    }
  g_rmdir (folder);
}

static void
bench_init (Bench *self)
{
  const char *build = g_getenv ("G_TEST_BUILDDIR");

  self->folder = g_build_filename (build != NULL ? build : g_get_tmp_dir (), "start-clinics", NULL);
  remove_folder (self->folder);
  g_mkdir_with_parents (self->folder, 0700);
  self->bare_us = samples_new ();
  self->log_in_us = samples_new ();
  self->demo_day_us = samples_new ();
  self->day_us = samples_new ();
  self->key_us = samples_new ();
  self->all_us = samples_new ();
}

static void
bench_clear (Bench *self)
{
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->demo);
  g_free (self->million);
  g_array_unref (self->bare_us);
  g_array_unref (self->log_in_us);
  g_array_unref (self->demo_day_us);
  g_array_unref (self->day_us);
  g_array_unref (self->key_us);
  g_array_unref (self->all_us);
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };

  if (g_getenv ("DISPLAY") == NULL && g_getenv ("WAYLAND_DISPLAY") == NULL)
    {
      g_print ("# There is no display, so no start was measured.\n");
      return SKIPPED;
    }
  bench_init (&bench);
  make_clinics (&bench);
  for (int i = 0; i <= ROUNDS; i++)
    measure_starts (&bench, i > 0);
  report_starts (&bench);
  measure_memory (&bench);
  measure_search (&bench);
  bench_clear (&bench);
  return 0;
}
