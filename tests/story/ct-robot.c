/* The robot's desk: a screen, a bus, a home folder, and the program on it. */
#include "ct-robot-private.h"

#include <X11/extensions/XTest.h>
#include <glib/gstdio.h>
#include <glib-unix.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

#define SERVICES "/usr/share/dbus-1/services"

/* A child must not outlive a test that dies. */
static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

GSubprocess *
ct_robot_spawn (GSubprocessLauncher *launcher, const char *const *words)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *child;

  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  child = g_subprocess_launcher_spawnv (launcher, words, &error);
  g_assert_no_error (error);
  return child;
}

/* Xvfb chooses a free display itself and writes its number when it is ready to serve. */
static void
start_screen (CtRobot *self, int width, int height)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *size = g_strdup_printf ("%dx%dx24", width, height);
  const char *words[] = { "Xvfb", "-displayfd", "3", "-screen", "0", size, "-nolisten", "tcp", NULL };
  g_autoptr (GError) error = NULL;
  char number[16] = "";
  int ends[2];

  g_assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, &error));
  g_subprocess_launcher_take_fd (launcher, ends[1], 3);
  self->screen = ct_robot_spawn (launcher, words);
  g_clear_object (&launcher);
  for (gsize n = 0; n < sizeof number - 1 && read (ends[0], number + n, 1) == 1 && number[n] != '\n'; n++)
    ;
  close (ends[0]);
  self->display_name = g_strdup_printf (":%s", g_strstrip (number));
  g_setenv ("DISPLAY", self->display_name, TRUE);
  self->display = XOpenDisplay (self->display_name);
  g_assert_nonnull (self->display);
}

/* What the bus and its services print is kept off the test's own standard output, which is read by a machine. */
static void
bring_bus_up (GTestDBus *bus)
{
  int out = dup (STDOUT_FILENO);

  fflush (stdout);
  dup2 (STDERR_FILENO, STDOUT_FILENO);
  g_test_dbus_up (bus);
  dup2 (out, STDOUT_FILENO);
  close (out);
}

/* Only the accessibility bus can be started from this bus: no portal, no settings daemon, no network mounts. */
static void
start_bus (CtRobot *self)
{
  g_autofree char *services = g_build_filename (self->folder, "services", NULL);
  g_autofree char *service = g_build_filename (services, "org.a11y.Bus.service", NULL);

  g_assert_cmpint (g_mkdir_with_parents (services, 0700), ==, 0);
  g_assert_cmpint (symlink (SERVICES "/org.a11y.Bus.service", service), ==, 0);
  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_add_service_dir (self->bus, services);
  bring_bus_up (self->bus);
  g_setenv ("DISPLAY", self->display_name, TRUE);
}

static void
make_home (CtRobot *self)
{
  const struct { const char *variable, *folder; } places[] = {
    { "HOME", "home" },
    { "XDG_CONFIG_HOME", "home/.config" },
    { "XDG_DATA_HOME", "home/.local/share" },
    { "XDG_STATE_HOME", "home/.local/state" },
    { "XDG_CACHE_HOME", "home/.cache" },
    { "XDG_RUNTIME_DIR", "runtime" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *folder = g_build_filename (self->folder, places[i].folder, NULL);

      g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
      g_setenv (places[i].variable, folder, TRUE);
      ct_robot_set_variable (self, places[i].variable, folder);
    }
}

/* Nothing moves by itself: no blinking cursor, no sliding pages. */
static void
quieten (CtRobot *self)
{
  g_autofree char *folder = g_build_filename (self->folder, "home", ".config", "gtk-4.0", NULL);
  g_autofree char *path = g_build_filename (folder, "settings.ini", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "[Settings]\ngtk-cursor-blink=0\ngtk-enable-animations=0\n", -1, NULL));
}

/* libatspi warns when a program comes or goes while it looks; that says nothing about what is tested. */
static gboolean
warning_is_fatal (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  return g_strcmp0 (domain, "dbind") != 0;
}

/* The same look and manners on every machine; a critical warning ends the program, and so the test. */
static void
set_manners (CtRobot *self)
{
  ct_robot_set_variable (self, "GTK_A11Y", "atspi");
  ct_robot_set_variable (self, "GSK_RENDERER", "cairo");
  ct_robot_set_variable (self, "GDK_BACKEND", "x11");
  ct_robot_set_variable (self, "GSETTINGS_BACKEND", "keyfile");
  ct_robot_set_variable (self, "GIO_USE_VFS", "local");
  ct_robot_set_variable (self, "GTK_USE_PORTAL", "0");
  ct_robot_set_variable (self, "ADW_DISABLE_PORTAL", "1");
  ct_robot_set_variable (self, "G_DEBUG", "fatal-criticals");
  ct_robot_set_variable (self, "LC_ALL", "C.UTF-8");
  ct_robot_set_variable (self, "DISPLAY", self->display_name);
  ct_robot_set_variable (self, "DBUS_SESSION_BUS_ADDRESS", g_test_dbus_get_bus_address (self->bus));
}

/**
 * ct_robot_new:
 * @width: of the screen, in pixels
 * @height: of the screen, in pixels
 *
 * Sets up a desk: a virtual screen, a session bus with accessibility, and an empty home folder.
 *
 * Returns: (transfer full): the robot, or %NULL after g_test_skip() where the machine has no Xvfb
 */
CtRobot *
ct_robot_new (int width, int height)
{
  g_autofree char *xvfb = g_find_program_in_path ("Xvfb");
  g_autoptr (GError) error = NULL;
  CtRobot *self;

  if (!xvfb || !g_file_test (SERVICES "/org.a11y.Bus.service", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("Xvfb or at-spi2-core is not installed");
      return NULL;
    }
  setlocale (LC_ALL, "C.UTF-8");
  self = g_new0 (CtRobot, 1);
  self->patience = 20;
  self->variables = g_ptr_array_new_with_free_func (g_free);
  self->folder = g_dir_make_tmp ("ct-robot-XXXXXX", &error);
  g_assert_no_error (error);
  make_home (self);
  quieten (self);
  start_screen (self, width, height);
  start_bus (self);
  set_manners (self);
  g_test_log_set_fatal_handler (warning_is_fatal, NULL);
  g_assert_cmpint (atspi_init (), <=, 1);
  atspi_set_timeout (4000, 20000);
  return self;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (folder && (name = g_dir_read_name (folder)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

/**
 * ct_robot_free:
 *
 * Stops the program and clears the desk, with all that the program left in its home folder.
 */
void
ct_robot_free (CtRobot *self)
{
  if (!self)
    return;
  ct_robot_stop (self);
  XCloseDisplay (self->display);
  g_test_dbus_stop (self->bus);
  g_object_unref (self->bus);
  g_subprocess_force_exit (self->screen);
  g_subprocess_wait (self->screen, NULL, NULL);
  g_object_unref (self->screen);
  remove_tree (self->folder);
  g_ptr_array_unref (self->variables);
  g_free (self->display_name);
  g_free (self->folder);
  g_free (self);
}

/**
 * ct_robot_get_folder:
 *
 * Returns: the folder of this desk; its subfolder `home` is the program's home
 */
const char *
ct_robot_get_folder (CtRobot *self)
{
  return self->folder;
}

/**
 * ct_robot_set_patience:
 * @seconds: how long any wait may last
 */
void
ct_robot_set_patience (CtRobot *self, int seconds)
{
  self->patience = seconds;
}

/**
 * ct_robot_set_variable:
 * @name: an environment variable
 * @value: its value in programs started from now on
 */
void
ct_robot_set_variable (CtRobot *self, const char *name, const char *value)
{
  g_ptr_array_add (self->variables, g_strdup_printf ("%s=%s", name, value));
}

static char *
log_path (CtRobot *self)
{
  return g_build_filename (self->folder, "program.log", NULL);
}

static void
apply_variables (CtRobot *self, GSubprocessLauncher *launcher)
{
  for (guint i = 0; i < self->variables->len; i++)
    {
      g_auto (GStrv) pair = g_strsplit (g_ptr_array_index (self->variables, i), "=", 2);

      g_subprocess_launcher_setenv (launcher, pair[0], pair[1], TRUE);
    }
}

/**
 * ct_robot_start:
 * @program: what to run
 * @...: its arguments, ended by %NULL
 *
 * Starts the program and waits until its first window can be seen.
 */
void
ct_robot_start (CtRobot *self, const char *program, ...)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (AtspiAccessible) window = NULL;
  g_autofree char *log = log_path (self);
  const char *word;
  va_list rest;

  g_return_if_fail (!ct_robot_is_running (self));
  g_ptr_array_add (words, (char *) program);
  va_start (rest, program);
  while ((word = va_arg (rest, const char *)))
    g_ptr_array_add (words, (char *) word);
  va_end (rest);
  g_ptr_array_add (words, NULL);

  apply_variables (self, launcher);
  g_subprocess_launcher_set_stdout_file_path (launcher, log);
  g_clear_object (&self->program);
  self->program = ct_robot_spawn (launcher, (const char *const *) words->pdata);
  window = ct_robot_find (self, CT_ROBOT_ANY, NULL);
}

/**
 * ct_robot_stop:
 *
 * Kills the program at once, as a power cut would, and waits until it is gone.
 */
void
ct_robot_stop (CtRobot *self)
{
  if (!self->program)
    return;
  g_subprocess_force_exit (self->program);
  g_subprocess_wait (self->program, NULL, NULL);
  g_clear_object (&self->program);
}

/**
 * ct_robot_is_running:
 *
 * Returns: whether a program was started and has not ended
 */
gboolean
ct_robot_is_running (CtRobot *self)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  return self->program && g_subprocess_get_identifier (self->program);
}

static gboolean
has_ended (CtRobot *self, gpointer data)
{
  return !ct_robot_is_running (self);
}

/**
 * ct_robot_await_end:
 *
 * Waits until the program has ended by itself, and well: any exit status but 0 fails the test.
 */
void
ct_robot_await_end (CtRobot *self)
{
  if (!ct_robot_wait (self, has_ended, NULL))
    ct_robot_fail (self, "the program is still running");
  if (!g_subprocess_get_successful (self->program))
    ct_robot_fail (self, "the program ended badly");
  g_clear_object (&self->program);
}

/**
 * ct_robot_get_output:
 *
 * Returns: (transfer full): what the program has printed so far
 */
char *
ct_robot_get_output (CtRobot *self)
{
  g_autofree char *log = log_path (self);
  char *text = NULL;

  return g_file_get_contents (log, &text, NULL, NULL) ? text : g_strdup ("");
}

/* Looks again soon at first, then a little less often; a slow machine only costs patience. */
gboolean
ct_robot_wait (CtRobot *self, CtRobotCheck check, gpointer data)
{
  gint64 deadline = g_get_monotonic_time () + self->patience * G_USEC_PER_SEC;
  gulong pause_us = 5000;

  while (!check (self, data))
    {
      if (g_get_monotonic_time () > deadline)
        return FALSE;
      g_usleep (pause_us);
      pause_us = MIN (pause_us * 3 / 2, 150000);
    }
  return TRUE;
}

static gboolean
file_is_there (CtRobot *self, gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/**
 * ct_robot_await_file:
 * @path: a file the program is to write
 */
void
ct_robot_await_file (CtRobot *self, const char *path)
{
  if (!ct_robot_wait (self, file_is_there, (gpointer) path))
    ct_robot_fail (self, "%s was not written", path);
}

static void
print_as_comment (const char *title, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint count = g_strv_length (lines);

  g_printerr ("# %s\n", title);
  if (count > 400)
    g_printerr ("#   (%u lines before these)\n", count - 400);
  for (guint i = count > 400 ? count - 400 : 0; i < count; i++)
    g_printerr ("#   %s\n", lines[i]);
}

/* Where pictures of failures outlive the desk. */
static char *
failure_picture (void)
{
  const char *folder = g_getenv ("CHAIRTIME_STORY_PICTURES");
  g_autofree char *test = g_path_get_basename (g_get_prgname ());

  return g_strdup_printf ("%s/%s-failed.png", folder ? folder : g_get_tmp_dir (), test);
}

/**
 * ct_robot_fail:
 * @format: what was expected, in words
 *
 * Ends the test, showing the window as assistive technology sees it, what the program printed, and where a picture is.
 */
void
ct_robot_fail (CtRobot *self, const char *format, ...)
{
  g_autofree char *output = ct_robot_get_output (self);
  g_autofree char *picture = failure_picture ();
  g_autofree char *message = NULL;
  va_list rest;

  va_start (rest, format);
  message = g_strdup_vprintf (format, rest);
  va_end (rest);
  if (ct_robot_is_running (self))
    {
      g_autofree char *tree = ct_robot_tree (self);

      print_as_comment ("on the screen:", tree);
    }
  else if (self->program && g_subprocess_get_if_signaled (self->program))
    g_printerr ("# the program was ended by signal %d\n", g_subprocess_get_term_sig (self->program));
  else
    g_printerr ("# the program is not running\n");
  print_as_comment ("it printed:", output);
  ct_robot_shoot (self, picture);
  g_printerr ("# picture: %s\n", picture);
  ct_robot_free (self);
  g_error ("%s", message);
}
