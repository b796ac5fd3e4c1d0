/* The throw-away server itself: it checks log-ins, survives being killed, and is gone with the program. */
#include <gio/gio.h>
#include <libpq-fe.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ct-test-server.h"

static gboolean
needs_server (void)
{
  if (ct_test_server_missing () != NULL)
    {
      g_test_skip (ct_test_server_missing ());
      return FALSE;
    }
  ct_test_server_start ();
  return TRUE;
}

static gboolean
logs_in (const char *database, const char *user, const char *password)
{
  g_autofree char *uri = ct_test_server_uri (database);
  const char *const keywords[] = { "dbname", "user", "password", NULL };
  const char *const values[] = { uri, user, password, NULL };
  PGconn *connection = PQconnectdbParams (keywords, values, 1);
  gboolean in = PQstatus (connection) == CONNECTION_OK;

  PQfinish (connection);
  return in;
}

static void
test_a_wrong_password_does_not_log_in (void)
{
  g_autofree char *name = NULL;

  if (!needs_server ())
    return;
  name = ct_test_server_new_database (NULL, NULL);
  ct_test_server_add_role ("harbor_ana", "harbor morning", NULL);
  g_assert_true (logs_in (name, "harbor_ana", "harbor morning"));
  g_assert_false (logs_in (name, "harbor_ana", "harbor evening"));
  g_assert_false (logs_in (name, "harbor_ana", NULL));
  g_assert_false (logs_in (name, "harbor_bob", "harbor morning"));
  ct_test_server_drop (name);
}

static void
test_a_killed_server_keeps_what_was_committed (void)
{
  g_autofree char *name = NULL;

  if (!needs_server ())
    return;
  name = ct_test_server_new_database (NULL, NULL);
  ct_test_server_sql (name, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");
  ct_test_server_kill ();
  ct_test_server_start ();
  g_assert_cmpint (ct_test_server_number (name, "SELECT n FROM kept"), ==, 7);
  ct_test_server_stop ();
  ct_test_server_start ();
  g_assert_cmpint (ct_test_server_number (name, "SELECT n FROM kept"), ==, 7);
  ct_test_server_drop (name);
}

static void
test_a_copy_has_what_its_template_has (void)
{
  g_autofree char *first = NULL, *second = NULL;

  if (!needs_server ())
    return;
  first = ct_test_server_new_database (NULL, NULL);
  ct_test_server_sql (first, "CREATE TABLE kept AS SELECT 3 AS n");
  second = ct_test_server_new_database (first, NULL);
  g_assert_cmpint (ct_test_server_number (second, "SELECT n FROM kept"), ==, 3);
}

/* Says where its server is, and is then killed. */
static void
be_killed (int pipe_end)
{
  g_autofree char *uri = NULL;
  ssize_t written;

  ct_test_server_start ();
  uri = ct_test_server_uri ("postgres");
  written = write (pipe_end, uri, strlen (uri));
  kill (written > 0 ? getpid () : 0, SIGKILL);
}

static void
test_the_server_is_gone_when_its_program_was_killed (void)
{
  char uri[200] = "";
  const char *folder;
  gint64 began_us = g_get_monotonic_time ();
  int ends[2];
  pid_t child;

  if (ct_test_server_missing () != NULL)
    {
      g_test_skip (ct_test_server_missing ());
      return;
    }
  g_assert_cmpint (pipe (ends), ==, 0);
  if ((child = fork ()) == 0)
    be_killed (ends[1]);
  close (ends[1]);
  waitpid (child, NULL, 0);
  g_assert_cmpint (read (ends[0], uri, sizeof uri - 1), >, 0);
  close (ends[0]);
  folder = strstr (uri, "host=") + strlen ("host=");
  while (g_file_test (folder, G_FILE_TEST_EXISTS) && g_get_monotonic_time () - began_us < 30 * G_USEC_PER_SEC)
    g_usleep (10000);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* First, while this program has no server of its own. */
  g_test_add_func ("/server/the-server-is-gone-when-its-program-was-killed",
                   test_the_server_is_gone_when_its_program_was_killed);
  g_test_add_func ("/server/a-wrong-password-does-not-log-in", test_a_wrong_password_does_not_log_in);
  g_test_add_func ("/server/a-killed-server-keeps-what-was-committed", test_a_killed_server_keeps_what_was_committed);
  g_test_add_func ("/server/a-copy-has-what-its-template-has", test_a_copy_has_what_its_template_has);
  return g_test_run ();
}
