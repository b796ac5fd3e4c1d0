#include "ct-test-server.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* PostgreSQL's own super-user there, who needs no password; everybody else does. */
#define STEWARD       "postgres"
#define OLDEST        15
/* A kernel that is short of room has taken longer than half a minute to give back what a killed server shared. */
#define PATIENCE_US   (180 * G_USEC_PER_SEC)

/* The one server of this program. */
static struct
{
  char *missing;  /* why there can be none */
  char *programs; /* the folder of initdb and pg_ctl */
  char *folder;   /* the socket is here; the data below */
  char *data;
  int   watcher;  /* closing it, which the end of this process does, ends the server */
  guint n_databases;
} server;

static int
version_in (const char *folder)
{
  g_autofree char *initdb = g_build_filename (folder, "initdb", NULL);
  g_autofree char *out = NULL;
  const char *argv[] = { initdb, "--version", NULL };
  const char *digits;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out, NULL, NULL, NULL))
    return 0;
  digits = strchr (out, ')');
  return digits != NULL ? atoi (digits + 1) : 0;
}

static void
consider (char **best, int *version, char *folder)
{
  int found = version_in (folder);

  if (found <= *version)
    {
      g_free (folder);
      return;
    }
  g_free (*best);
  *best = folder;
  *version = found;
}

/* The newest there is: where Debian keeps them, or in the path. */
static int
find_programs (char **best)
{
  const char *root = "/usr/lib/postgresql";
  g_autoptr (GDir) dir = g_dir_open (root, 0, NULL);
  g_autofree char *in_path = g_find_program_in_path ("initdb");
  const char *name;
  int version = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    consider (best, &version, g_build_filename (root, name, "bin", NULL));
  if (in_path != NULL)
    consider (best, &version, g_path_get_dirname (in_path));
  return version;
}

static void
look_around (void)
{
  int version = find_programs (&server.programs);

  if (version == 0)
    server.missing = g_strdup ("PostgreSQL is not installed here.");
  else if (version < OLDEST)
    server.missing = g_strdup_printf ("PostgreSQL is version %d here; it must be %d or newer.", version, OLDEST);
  else if (geteuid () == 0 && getpwnam (STEWARD) == NULL)
    server.missing = g_strdup ("PostgreSQL does not run as root, and there is no user “" STEWARD "” here.");
}

/**
 * ct_test_server_missing:
 *
 * Returns: (nullable): why there can be no server here, in a sentence; %NULL where there can be.
 */
const char *
ct_test_server_missing (void)
{
  static gsize looked;

  if (g_once_init_enter (&looked))
    {
      look_around ();
      g_once_init_leave (&looked, 1);
    }
  return server.missing;
}

/* In the child, between fork and exec: PostgreSQL refuses to run as root. */
static void
become_steward (gpointer data)
{
  const struct passwd *user = data;

  if (user != NULL && (setgroups (0, NULL) != 0 || setgid (user->pw_gid) != 0 || setuid (user->pw_uid) != 0))
    _exit (126);
}

static const struct passwd *
steward (void)
{
  return geteuid () == 0 ? getpwnam (STEWARD) : NULL;
}

static gboolean
run (gboolean must, const char *program, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *path = g_build_filename (server.programs, program, NULL);
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;
  const char *word;
  va_list args;
  int status = 0;

  g_ptr_array_add (argv, path);
  va_start (args, program);
  do
    g_ptr_array_add (argv, (gpointer) (word = va_arg (args, const char *)));
  while (word != NULL);
  va_end (args);
  if (g_spawn_sync (server.folder, (char **) argv->pdata, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, become_steward,
                    (gpointer) steward (), NULL, &said, &status, &error) &&
      g_spawn_check_wait_status (status, &error))
    return TRUE;
  if (must)
    g_error ("%s: %s\n%s", program, error->message, said != NULL ? said : "");
  return FALSE;
}

/* Waits for the end of this program, however it comes, and takes everything away. */
static void
start_watcher (void)
{
  const char *script = "cat; pid=$(head -n 1 \"$1/data/postmaster.pid\" 2>/dev/null) && kill -QUIT \"$pid\";"
                       "while [ -n \"$pid\" ] && kill -0 \"$pid\"; do sleep 0.05; done; rm -rf \"$1\"";
  const char *argv[] = { "setsid", "sh", "-c", script, "sh", server.folder, NULL };
  g_autoptr (GError) error = NULL;

  if (!g_spawn_async_with_pipes ("/", (char **) argv, NULL,
                                 G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                                 NULL, NULL, &server.watcher, NULL, NULL, &error))
    g_error ("The server would stay behind: %s", error->message);
}

/* A killed process is safe without fsync: what it wrote, the kernel has. */
static void
configure (void)
{
  g_autofree char *hba = g_build_filename (server.data, "pg_hba.conf", NULL);
  g_autofree char *conf = g_build_filename (server.data, "postgresql.auto.conf", NULL);
  g_autofree char *text = g_strdup_printf ("listen_addresses = ''\nunix_socket_directories = '%s'\nfsync = off\n"
                                           "full_page_writes = off\nmax_connections = 300\nshared_buffers = 16MB\n"
                                           "password_encryption = 'scram-sha-256'\nautovacuum_naptime = 5min\n"
                                           "log_min_messages = warning\n",
                                           server.folder);
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (hba, "local all " STEWARD " trust\nlocal all all scram-sha-256\n", -1,
                            G_FILE_SET_CONTENTS_NONE, 0644, &error);
  g_assert_no_error (error);
  g_file_set_contents_full (conf, text, -1, G_FILE_SET_CONTENTS_NONE, 0644, &error);
  g_assert_no_error (error);
}

/* Newer GLib gives each test a folder for its files that nobody else may enter; the server's user has to pass through. */
static void
let_through (void)
{
  g_autofree char *own = g_path_get_dirname (server.folder);

  if (!g_str_equal (own, "/tmp") && geteuid () == 0)
    g_assert_cmpint (g_chmod (own, 0711), ==, 0);
}

static void
make_cluster (void)
{
  const struct passwd *user = steward ();

  /* The server is a child of a child; what is left of it when it was killed is to be cleared away here, and at once. */
  prctl (PR_SET_CHILD_SUBREAPER, 1);
  server.folder = g_dir_make_tmp ("chairtime-server-XXXXXX", NULL);
  g_assert_nonnull (server.folder);
  let_through ();
  if (user != NULL)
    g_assert_cmpint (chown (server.folder, user->pw_uid, user->pw_gid), ==, 0);
  server.data = g_build_filename (server.folder, "data", NULL);
  start_watcher ();
  run (TRUE, "initdb", "--pgdata", server.data, "--username", STEWARD, "--encoding", "UTF8", "--locale", "C", "--no-sync",
       NULL);
  configure ();
}

static void
test_no_server (void)
{
  g_test_skip (ct_test_server_missing ());
}

/**
 * ct_test_server_is_there:
 * @suite: tests that need a server
 *
 * To be asked before they are added: where there can be none, one test says why they are left out.
 *
 * Returns: whether to add them.
 */
gboolean
ct_test_server_is_there (const char *suite)
{
  g_autofree char *path = g_strdup_printf ("/%s/there-is-a-server", suite);

  if (ct_test_server_missing () == NULL)
    return TRUE;
  g_test_add_func (path, test_no_server);
  return FALSE;
}

/**
 * ct_test_server_start:
 *
 * Starts the server of this program, if it does not run: makes it the first time, and starts it again after
 * ct_test_server_stop() and ct_test_server_kill(). It ends with this program, even if that is killed.
 */
void
ct_test_server_start (void)
{
  g_autofree char *log = NULL;

  g_assert_null (ct_test_server_missing ());
  /* A machine that has much else to do is slow to let somebody in. */
  g_setenv ("PGCONNECT_TIMEOUT", "90", FALSE);
  if (server.folder == NULL)
    make_cluster ();
  log = g_build_filename (server.folder, "log", NULL);
  if (!run (FALSE, "pg_ctl", "status", "--pgdata", server.data, NULL))
    run (TRUE, "pg_ctl", "start", "--wait", "--silent", "--pgdata", server.data, "--log", log, NULL);
}

/**
 * ct_test_server_stop:
 *
 * Stops the server as its administrator does, at once for whoever is connected.
 */
void
ct_test_server_stop (void)
{
  run (TRUE, "pg_ctl", "stop", "--wait", "--silent", "--mode", "fast", "--pgdata", server.data, NULL);
}

static GArray *
list_processes (void)
{
  g_autofree char *file = g_build_filename (server.data, "postmaster.pid", NULL);
  g_autofree char *text = NULL;
  g_autofree char *children_file = NULL;
  g_autofree char *children = NULL;
  GArray *pids = g_array_new (FALSE, FALSE, sizeof (int));
  int pid;

  if (!g_file_get_contents (file, &text, NULL, NULL) || (pid = atoi (text)) <= 0)
    return pids;
  g_array_append_val (pids, pid);
  children_file = g_strdup_printf ("/proc/%d/task/%d/children", pid, pid);
  if (g_file_get_contents (children_file, &children, NULL, NULL))
    for (char *at = children; (pid = (int) strtol (at, &at, 10)) > 0;)
      g_array_append_val (pids, pid);
  return pids;
}

/* Until it is gone from the table of processes: "pg_ctl" takes what is dead but there for a server that runs. */
static void
await_gone (pid_t pid, gint64 until_us)
{
  while (waitpid (pid, NULL, WNOHANG) == 0 || kill (pid, 0) == 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until_us);
      g_usleep (1000);
    }
}

/**
 * ct_test_server_kill:
 *
 * Kills the server and every process of it in the middle of what they do.
 */
void
ct_test_server_kill (void)
{
  g_autoptr (GArray) pids = list_processes ();
  gint64 until_us = g_get_monotonic_time () + PATIENCE_US;

  for (guint i = 0; i < pids->len; i++)
    kill (g_array_index (pids, int, i), SIGKILL);
  for (guint i = 0; i < pids->len; i++)
    await_gone (g_array_index (pids, int, i), until_us);
}

/* A connection of the super-user. */
static PGconn *
connect_to (const char *database)
{
  const char *const keywords[] = { "host", "dbname", "user", "options", NULL };
  const char *const values[] = { server.folder, database, STEWARD, "-c client_min_messages=warning", NULL };
  PGconn *connection = PQconnectdbParams (keywords, values, 0);

  if (PQstatus (connection) != CONNECTION_OK)
    g_error ("%s", PQerrorMessage (connection));
  return connection;
}

static PGresult *
execute (const char *database, const char *sql)
{
  PGconn *connection = connect_to (database);
  PGresult *result = PQexec (connection, sql);

  if (PQresultStatus (result) != PGRES_COMMAND_OK && PQresultStatus (result) != PGRES_TUPLES_OK)
    g_error ("%s: %s", sql, PQerrorMessage (connection));
  PQfinish (connection);
  return result;
}

/**
 * ct_test_server_sql:
 * @database: a database
 * @sql: statements
 *
 * Does what the server's administrator may.
 */
void
ct_test_server_sql (const char *database, const char *sql)
{
  PQclear (execute (database, sql));
}

/**
 * ct_test_server_number:
 * @database: a database
 * @sql: a query
 *
 * Returns: the first column of its first row, 0 for none.
 */
gint64
ct_test_server_number (const char *database, const char *sql)
{
  PGresult *result = execute (database, sql);
  gint64 number = PQntuples (result) > 0 ? g_ascii_strtoll (PQgetvalue (result, 0, 0), NULL, 10) : 0;

  PQclear (result);
  return number;
}

/**
 * ct_test_server_add_role:
 * @role: a name
 * @password: what it logs in with
 * @options: (nullable): more of CREATE ROLE, "CREATEDB CREATEROLE"
 *
 * Makes a role that may log in; where there is one of the name, it gets these instead.
 */
void
ct_test_server_add_role (const char *role, const char *password, const char *options)
{
  g_autofree char *find = g_strdup_printf ("SELECT count(*) FROM pg_roles WHERE rolname = '%s'", role);
  const char *act = ct_test_server_number (STEWARD, find) > 0 ? "ALTER" : "CREATE";
  g_autofree char *sql = g_strdup_printf ("%s ROLE \"%s\" LOGIN PASSWORD '%s' %s", act, role, password,
                                          options != NULL ? options : "");

  ct_test_server_sql (STEWARD, sql);
}

/**
 * ct_test_server_new_database:
 * @template_name: (nullable): a database nobody is connected to, to copy
 * @owner: (nullable): the role it belongs to
 *
 * Returns: (transfer full): the name of a new database.
 */
char *
ct_test_server_new_database (const char *template_name, const char *owner)
{
  char *name = g_strdup_printf ("clinic%u", ++server.n_databases);
  g_autofree char *sql = g_strdup_printf ("CREATE DATABASE %s TEMPLATE %s OWNER %s", name,
                                          template_name != NULL ? template_name : "template0",
                                          owner != NULL ? owner : STEWARD);

  ct_test_server_sql (STEWARD, sql);
  return name;
}

/**
 * ct_test_server_program:
 * @name: a program of the server's: "pg_dump"
 *
 * Returns: (transfer full): its path.
 */
char *
ct_test_server_program (const char *name)
{
  return g_build_filename (server.programs, name, NULL);
}

/**
 * ct_test_server_drop:
 * @database: a database
 *
 * Takes it away, and who is connected to it.
 */
void
ct_test_server_drop (const char *database)
{
  g_autofree char *sql = g_strdup_printf ("DROP DATABASE IF EXISTS %s WITH (FORCE)", database);

  ct_test_server_sql (STEWARD, sql);
}

/**
 * ct_test_server_uri:
 * @database: a database
 *
 * Returns: (transfer full): where it is, as the program takes it; without a user.
 */
char *
ct_test_server_uri (const char *database)
{
  return g_strdup_printf ("postgresql:///%s?host=%s", database, server.folder);
}

/**
 * ct_test_server_socket:
 *
 * Returns: (transfer full): the path of the socket that it listens on.
 */
char *
ct_test_server_socket (void)
{
  return g_build_filename (server.folder, ".s.PGSQL.5432", NULL);
}
