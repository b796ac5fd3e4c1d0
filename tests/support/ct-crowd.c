#include "ct-crowd.h"

#include <errno.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/ct-error.h"
#include "domain/ct-appointment.h"
#include "domain/ct-desk-records.h"
#include "domain/ct-patient.h"
#include "domain/ct-site.h"
#include "store/ct-database.h"
#include "store/ct-visit-claims.h"

#define FIRST_DAY    22000
#define SLOT_MINUTES 30
#define SLOTS_A_DAY  40
/* A change of the one record that all of them change, for so many bookings. */
#define EDIT_EVERY   8

/* What a desk tells when it goes home; its durations follow. */
typedef struct
{
  guint tried, won, taken, edits, conflicts, n_us;
  char  failure[200];
} Report;

typedef struct
{
  const CtCrowd *crowd;
  guint          me;
  CtStore       *store;
  CtDatabase    *database;
  Report         report;
  GArray        *us;
} Desk;

/* ---- The clinic ---- */

static gint64
add_patient (CtUnit *unit, const char *given)
{
  g_autoptr (CtPatient) patient = ct_patient_new ();

  patient->family_name = g_strdup ("Crowd");
  patient->given_names = g_strdup (given);
  patient->note = g_strdup ("0");
  g_assert_true (ct_unit_insert (unit, patient, NULL));
  return CT_RECORD (patient)->id;
}

static gpointer
furnish_work (CtUnit *unit, gpointer data, GError **error)
{
  CtCrowd *self = data;
  g_autoptr (CtSite) site = ct_site_new ();
  g_autoptr (CtSiteFloor) floor = ct_site_floor_new ();

  g_object_set (site, "name", "Downtown", "zone", "America/Los_Angeles", "active", TRUE, NULL);
  g_assert_true (ct_unit_insert (unit, site, error));
  self->site_id = CT_RECORD (site)->id;
  g_object_set (floor, "site-id", self->site_id, "pumps", self->pumps, NULL);
  g_assert_true (ct_unit_insert (unit, floor, error));
  for (guint i = 0; i < CT_CROWD_CHAIRS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Chair %u", i + 1);
      g_autoptr (CtChair) chair = ct_chair_new ();

      g_object_set (chair, "site-id", self->site_id, "name", name, "kind", "chair", "active", TRUE, NULL);
      g_assert_true (ct_unit_insert (unit, chair, error));
      self->chair_id[i] = CT_RECORD (chair)->id;
    }
  for (guint i = 0; i < self->n_desks * CT_CROWD_CHAIRS; i++)
    self->patient_id[i / CT_CROWD_CHAIRS][i % CT_CROWD_CHAIRS] = add_patient (unit, "Desk");
  self->edited_id = add_patient (unit, "Edited");
  return CT_WORK_DONE;
}

/**
 * ct_crowd_furnish:
 * @self: a crowd, with its number of desks
 * @store: its clinic
 *
 * Puts a site, chairs, and patients of each desk into the clinic.
 */
void
ct_crowd_furnish (CtCrowd *self, CtStore *store)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (self->n_desks, <=, CT_CROWD_MAX_DESKS);
  ct_store_write (store, furnish_work, self, &error);
  g_assert_no_error (error);
}

/* ---- A desk ---- */

/* The n-th place in the calendar: all desks want it, each some minutes beside the others. */
static CtAppointment *
make_wish (Desk *self, guint n)
{
  const CtCrowd *crowd = self->crowd;
  guint chair = n % CT_CROWD_CHAIRS;
  guint slot = n / CT_CROWD_CHAIRS;
  CtAppointment *wish = ct_appointment_new ();

  wish->site_id = crowd->site_id;
  wish->chair_id = crowd->chair_id[chair];
  wish->patient_id = crowd->patient_id[self->me][chair];
  wish->kind = g_strdup (CT_VISIT_TREATMENT);
  wish->status = g_strdup (CT_APPOINTMENT_BOOKED);
  wish->day = FIRST_DAY + (CtDate) (slot / SLOTS_A_DAY);
  wish->minute = (int) (slot % SLOTS_A_DAY * SLOT_MINUTES + self->me % 8);
  wish->minutes = 20;
  return wish;
}

/* A pump, all through. */
static gboolean
find_claims (CtUnit *unit, CtAppointment *booking, GArray *claims, gpointer data, GError **error)
{
  const CtClaim claim = { CT_CLAIM_PUMP, booking->site_id, booking->day,
                          { booking->minute, booking->minute + booking->minutes } };

  g_array_append_val (claims, claim);
  return TRUE;
}

static gpointer
book_work (CtUnit *unit, gpointer data, GError **error)
{
  return ct_unit_insert (unit, data, error) ? CT_WORK_DONE : NULL;
}

static gpointer
book_with_pump_work (CtUnit *unit, gpointer data, GError **error)
{
  ct_visit_claims_go_by (unit, find_claims, NULL);
  return book_work (unit, data, error);
}

static gboolean
book_bare (Desk *self, const CtAppointment *wish, GError **error)
{
  const CtValue params[] = { ct_value_int (wish->patient_id), ct_value_int (wish->site_id), ct_value_int (wish->chair_id),
                             ct_value_int (wish->day), ct_value_int (wish->minute), ct_value_int (wish->minutes) };

  if (ct_database_begin (self->database, TRUE, error) &&
      ct_database_run (self->database, "bare-booking",
                       "INSERT INTO appointment (revision, patient_id, site_id, chair_id, session_number, kind, day, minute,"
                       " minutes, status) VALUES (1, $1, $2, $3, 0, 'treatment', $4, $5, $6, 'booked')",
                       params, G_N_ELEMENTS (params), error) >= 0 &&
      ct_database_commit (self->database, error))
    return TRUE;
  ct_database_rollback (self->database);
  return FALSE;
}

static void
fail (Desk *self, const GError *error)
{
  if (self->report.failure[0] == '\0')
    g_strlcpy (self->report.failure, error->message, sizeof self->report.failure);
}

/* Past our program somebody has to try again themselves, where the engine could not decide who was first. */
static gboolean
try_to_book (Desk *self, CtAppointment *wish, GError **error)
{
  if (!self->crowd->bare)
    return ct_store_write (self->store, self->crowd->pumps > 0 ? book_with_pump_work : book_work, wish, error) != NULL;
  for (guint i = 0; i < 20; i++)
    {
      g_clear_error (error);
      if (book_bare (self, wish, error) || !g_error_matches (*error, CT_ERROR, CT_ERROR_BUSY))
        break;
    }
  return *error == NULL;
}

static void
book (Desk *self, guint n)
{
  g_autoptr (CtAppointment) wish = make_wish (self, n);
  g_autoptr (GError) error = NULL;
  gint64 before_us = g_get_monotonic_time ();
  double us;

  if (try_to_book (self, wish, &error))
    self->report.won++;
  else if (g_error_matches (error, CT_ERROR, CT_ERROR_TAKEN))
    self->report.taken++;
  else
    fail (self, error);
  us = (double) (g_get_monotonic_time () - before_us);
  g_array_append_val (self->us, us);
  self->report.tried = n + 1;
}

static gpointer
read_work (CtUnit *unit, gpointer data, GError **error)
{
  return ct_unit_get (unit, CT_TYPE_PATIENT, *(const gint64 *) data, error);
}

static gpointer
save_work (CtUnit *unit, gpointer data, GError **error)
{
  return ct_unit_update (unit, data, error) ? CT_WORK_DONE : NULL;
}

/* Reads the number, counts it up, and says so; whoever was slower is told, and leaves it. */
static void
edit (Desk *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtPatient) patient = ct_store_read (self->store, read_work, (gpointer) &self->crowd->edited_id, &error);
  gint64 number;

  if (patient == NULL)
    {
      fail (self, error);
      return;
    }
  number = g_ascii_strtoll (patient->note, NULL, 10);
  g_free (patient->note);
  patient->note = g_strdup_printf ("%" G_GINT64_FORMAT, number + 1);
  if (ct_store_write (self->store, save_work, patient, &error) != NULL)
    self->report.edits++;
  else if (g_error_matches (error, CT_ERROR, CT_ERROR_CONFLICT))
    self->report.conflicts++;
  else
    fail (self, error);
}

static gboolean
come_in (Desk *self)
{
  const CtCrowd *crowd = self->crowd;
  g_autoptr (GError) error = NULL;

  if (crowd->bare)
    self->database = ct_database_open (crowd->place, crowd->credentials, CT_DATABASE_WRITE, &error);
  else
    self->store = ct_store_open (crowd->place, crowd->credentials, ct_clock_system (), &error);
  if (error != NULL)
    fail (self, error);
  return error == NULL;
}

static void
write_all (int fd, gconstpointer bytes, gsize length)
{
  for (gsize done = 0; done < length;)
    {
      gssize n = write (fd, (const char *) bytes + done, length - done);

      if (n < 0 && errno != EINTR)
        _exit (1);
      done += n > 0 ? (gsize) n : 0;
    }
}

/* The life of a desk: comes in, says so, waits for the others, works, reports. */
static void
live (const CtCrowd *crowd, guint me, int ready, int start, int report)
{
  Desk self = { .crowd = crowd, .me = me, .us = g_array_new (FALSE, FALSE, sizeof (double)) };
  gboolean in = come_in (&self);
  gint64 until_us;
  char go;

  write_all (ready, "r", 1);
  while (read (start, &go, 1) < 0 && errno == EINTR)
    ;
  until_us = g_get_monotonic_time () + (gint64) (crowd->seconds * G_USEC_PER_SEC);
  for (guint n = crowd->first; in && g_get_monotonic_time () < until_us; n++)
    {
      book (&self, n);
      if (!crowd->bare && n % EDIT_EVERY == 0)
        edit (&self);
    }
  self.report.n_us = self.us->len;
  write_all (report, &self.report, sizeof self.report);
  write_all (report, self.us->data, self.us->len * sizeof (double));
  _exit (0);
}

/* ---- All of them ---- */

static void
read_all (int fd, gpointer bytes, gsize length)
{
  for (gsize done = 0; done < length;)
    {
      gssize n = read (fd, (char *) bytes + done, length - done);

      if (n == 0)
        g_error ("A desk went away without a word.");
      g_assert_true (n > 0 || errno == EINTR);
      done += n > 0 ? (gsize) n : 0;
    }
}

static void
take_report (CtCrowdResult *result, int fd)
{
  Report report;
  guint before = result->us->len;

  read_all (fd, &report, sizeof report);
  g_array_set_size (result->us, before + report.n_us);
  read_all (fd, &g_array_index (result->us, double, before), report.n_us * sizeof (double));
  result->tried = MAX (result->tried, report.tried);
  result->won += report.won;
  result->taken += report.taken;
  result->edits += report.edits;
  result->conflicts += report.conflicts;
  if (report.failure[0] != '\0' && result->failure == NULL)
    result->failure = g_strdup (report.failure);
}

/**
 * ct_crowd_run:
 * @self: a crowd whose clinic is furnished; this process has no threads and no connection to it now
 *
 * Lets all desks in, and then all of them want the same places in the calendar, one after the other, until the time is up.
 *
 * Returns: (transfer full): what became of it; the next crowd goes on behind it in the calendar.
 */
CtCrowdResult
ct_crowd_run (CtCrowd *self)
{
  CtCrowdResult result = { .us = g_array_new (FALSE, FALSE, sizeof (double)) };
  int ready[2], start[2], reports[CT_CROWD_MAX_DESKS][2];
  pid_t desks[CT_CROWD_MAX_DESKS];
  char word;

  g_assert_true (pipe (ready) == 0 && pipe (start) == 0);
  for (guint i = 0; i < self->n_desks; i++)
    {
      g_assert_cmpint (pipe (reports[i]), ==, 0);
      if ((desks[i] = fork ()) == 0)
        {
          close (start[1]);
          live (self, i, ready[1], start[0], reports[i][1]);
        }
      close (reports[i][1]);
    }
  for (guint i = 0; i < self->n_desks; i++)
    read_all (ready[0], &word, 1);
  /* The end of the pipe is the word to begin. */
  close (start[1]);
  close (start[0]);
  for (guint i = 0; i < self->n_desks; i++)
    {
      take_report (&result, reports[i][0]);
      close (reports[i][0]);
      waitpid (desks[i], NULL, 0);
    }
  close (ready[0]);
  close (ready[1]);
  result.tried -= MIN (result.tried, self->first);
  self->first += result.tried;
  return result;
}

/**
 * ct_crowd_result_clear:
 * @self: a result
 */
void
ct_crowd_result_clear (CtCrowdResult *self)
{
  g_clear_pointer (&self->us, g_array_unref);
  g_clear_pointer (&self->failure, g_free);
}
