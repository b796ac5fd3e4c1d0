/* Desks on one server are killed while they book, and so is the server: whatever was acknowledged is there, and nothing is
 * half done. */
#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ct-test-server.h"
#include "ct-torture.h"
#include "ct-whole.h"
#include "store-test.h"
#include "store/ct-audit.h"

#define VICTIMS 3
/* Of so many rounds, the server itself is killed in one. */
#define ROUNDS_A_SERVER 6
#define FIRST_DAY 23000

typedef struct
{
  const Place *place;
  int          round;
  int          me;
  int          number;
} Visit;

/* A patient in the search index, a booking and its claims, and their audit rows. */
static gpointer
visit_work (CtUnit *unit, gpointer data, GError **error)
{
  const Visit *visit = data;
  g_autofree char *family = g_strdup_printf ("Killed%c%c", 'a' + visit->round % 26, 'a' + visit->number % 26);
  g_autoptr (CtPatient) patient = make_patient (family, "Acknowledged");
  g_autoptr (CtAppointment) booking = NULL;

  if (!ct_unit_insert (unit, patient, error))
    return NULL;
  booking = make_booking (visit->place, 0, 0, FIRST_DAY + visit->round * VICTIMS + visit->me + visit->number / 40 * 10000,
                          480 + visit->number % 40 * 20, 20);
  booking->patient_id = CT_RECORD (patient)->id;
  if (!ct_unit_insert (unit, booking, error))
    return NULL;
  return g_memdup2 (&CT_RECORD (booking)->id, sizeof (gint64));
}

static void
work_until_killed (Clinic *clinic, Visit visit, int pipe_end)
{
  g_autoptr (CtStore) store = NULL;

  /* Also where the test itself is killed. */
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  store = ct_store_open (clinic->path, clinic_credentials (clinic), ct_clock_fixed (&clinic->now_us), NULL);
  for (; store != NULL; visit.number++)
    {
      g_autofree gint64 *id = ct_store_write (store, visit_work, &visit, NULL);

      if (id != NULL && write (pipe_end, id, sizeof *id) != sizeof *id)
        break;
    }
  /* Whoever lost the server waits to be killed. */
  pause ();
  _exit (1);
}

static gboolean
read_id (int pipe_end, gint64 *id)
{
  gssize got;

  while ((got = read (pipe_end, id, sizeof *id)) < 0 && errno == EINTR)
    ;
  return got == sizeof *id;
}

/* Lets them work, and kills them one after the other at a moment of chance. Returns what they were told is done. */
static GArray *
kill_round (Clinic *clinic, const Place *place, int round, gboolean server_too)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  pid_t victims[VICTIMS];
  int ends[VICTIMS][2];
  gint64 id;

  for (int i = 0; i < VICTIMS; i++)
    {
      g_assert_cmpint (pipe (ends[i]), ==, 0);
      if ((victims[i] = fork ()) == 0)
        work_until_killed (clinic, (Visit) { place, round, i, 0 }, ends[i][1]);
      close (ends[i][1]);
    }
  /* The first word says that they are at work. */
  if (read_id (ends[0][0], &id))
    g_array_append_val (ids, id);
  g_usleep ((gulong) g_test_rand_int_range (0, 30000));
  if (server_too)
    ct_test_server_kill ();
  for (int i = 0; i < VICTIMS; i++)
    {
      g_usleep ((gulong) g_test_rand_int_range (0, 5000));
      kill (victims[i], SIGKILL);
      while (read_id (ends[i][0], &id))
        g_array_append_val (ids, id);
      close (ends[i][0]);
      waitpid (victims[i], NULL, 0);
    }
  if (server_too)
    ct_test_server_start ();
  return ids;
}

static gint64
ask (const char *sql, gpointer data)
{
  return clinic_sql_number (data, sql);
}

static void
check_ids (Clinic *clinic, GArray *ids)
{
  g_autoptr (GString) sql = g_string_new ("SELECT count(*) FROM appointment WHERE id IN (0");

  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (sql, ", %" G_GINT64_FORMAT, g_array_index (ids, gint64, i));
  g_string_append_c (sql, ')');
  g_assert_cmpint (clinic_sql_number (clinic, sql->str), ==, ids->len);
}

static gpointer
verify_work (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtAuditCheck) check = ct_audit_verify (unit, error);

  g_assert_no_error (*error);
  g_assert_cmpint (check->broken_id, ==, 0);
  return CT_WORK_DONE;
}

static void
check_all (Clinic *clinic, GArray *ids)
{
  g_autofree char *complaints = NULL;

  check_ids (clinic, ids);
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT (SELECT count(*) FROM patient WHERE given_names = 'Acknowledged')"
                                              " - (SELECT count(*) FROM appointment)"),
                   ==, 0);
  complaints = ct_whole_complaints (ask, clinic);
  g_assert_cmpstr (complaints, ==, NULL);
  clinic_reopen (clinic);
  clinic_read (clinic, verify_work, NULL);
  clinic_close (clinic);
}

static void
test_desks_and_server_that_are_killed_lose_nothing_that_was_acknowledged (Clinic *clinic)
{
  guint rounds = torture_times (170, 8), servers = 0, acknowledged = 0;
  Place place;

  clinic_furnish (clinic, &place);
  clinic_close (clinic);
  for (guint i = 0; i < rounds; i++)
    {
      gboolean server_too = i % ROUNDS_A_SERVER == ROUNDS_A_SERVER - 1;
      g_autoptr (GArray) ids = kill_round (clinic, &place, (int) i, server_too);

      check_all (clinic, ids);
      servers += server_too;
      acknowledged += ids->len;
    }
  g_assert_cmpuint (acknowledged, >, 0);
  torture_figure ("kills of desks, %s", rounds * VICTIMS, clinic->engine->name);
  torture_figure ("kills of the server, %s", servers, clinic->engine->name);
  torture_figure ("visits acknowledged before a kill, %s", acknowledged, clinic->engine->name);
  clinic_reopen (clinic);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  store_test_add_server ("desks_and_server_that_are_killed_lose_nothing_that_was_acknowledged",
                         test_desks_and_server_that_are_killed_lose_nothing_that_was_acknowledged);
  return g_test_run ();
}
