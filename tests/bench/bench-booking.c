/* What it costs to book a visit through the clinic's door: permission, opening hours, who sits where that day, the
 * booking, its claims, an audit row and the way back, all in one durable transaction; beside one durable insert. In a
 * file, and on a PostgreSQL server where there is one. */
#include "bench-clinic.h"
#include "bench-people.h"
#include "ct-bench.h"

#define ROUNDS     400
#define N_PATIENTS 60
/* A busy day: every chair has a visit in each of these, from eight on. */
#define SLOTS         8
#define SLOT_MINUTES  60
#define VISIT_MINUTES 50
/* A treatment begins with so many minutes of its clinician, who goes from chair to chair. */
#define CLINICIAN_MINUTES 10

typedef struct
{
  BenchClinic *clinic;
  CtDatabase  *bare;
  gint64       patient_id[N_PATIENTS];
  CtDate       monday;
  gint64       clinician_id; /* with whom; 0: nobody, and then nothing but chairs is held */
  guint        n_booked;
  guint        n_inserted;
} Bench;

static void
add_patient (Bench *self, int number)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) patient = ct_patient_new ();
  g_autoptr (CtPatient) stored = NULL;

  patient->family_name = g_strdup_printf ("Bench%c%c", 'a' + number / 26, 'a' + number % 26);
  patient->given_names = g_strdup ("Ada");
  patient->born = ct_date_new (1980, 1, 1) + number;
  ct_clinic_save_patient_async (self->clinic->clinic, patient, ct_await_done, &await);
  stored = bench_clinic_take (self->clinic, &await);
  self->patient_id[number] = CT_RECORD (stored)->id;
}

/* The n-th booking from next Monday on: chair by chair, hour by hour, weekday by weekday; nobody is wanted twice at once. */
static CtAppointment *
make_wish (Bench *self, guint n)
{
  GPtrArray *chairs = ct_clinic_get_chairs (self->clinic->clinic);
  CtAppointment *wish = ct_appointment_new ();
  guint n_chairs = self->clinician_id != 0 ? SLOT_MINUTES / CLINICIAN_MINUTES : chairs->len;
  guint slot = n / n_chairs;
  guint day = slot / SLOTS;

  wish->patient_id = self->patient_id[n % N_PATIENTS];
  wish->chair_id = CT_RECORD (g_ptr_array_index (chairs, n % n_chairs))->id;
  wish->kind = g_strdup (self->clinician_id != 0 ? CT_VISIT_TREATMENT : CT_VISIT_CONSULTATION);
  wish->clinician_id = self->clinician_id;
  wish->day = self->monday + (CtDate) (day / 5 * 7 + day % 5);
  wish->minute = (int) (8 * 60 + slot % SLOTS * SLOT_MINUTES);
  if (self->clinician_id != 0)
    wish->minute += (int) (n % n_chairs) * CLINICIAN_MINUTES;
  wish->minutes = VISIT_MINUTES;
  return wish;
}

static void
book (gpointer data)
{
  Bench *self = data;
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAppointment) wish = make_wish (self, self->n_booked++);
  g_autoptr (CtAppointment) booked = NULL;

  ct_clinic_book_async (self->clinic->clinic, wish, ct_await_done, &await);
  booked = bench_clinic_take (self->clinic, &await);
}

static void
insert (gpointer data)
{
  Bench *self = data;

  bench_insert_bare (self->bare, self->n_inserted++);
}

/* Takes the clinic and the bare database. */
static void
measure (const char *name, const char *name_with, BenchClinic *clinic, CtDatabase *bare)
{
  Bench bench = { .clinic = clinic, .bare = bare };
  const CtBench figure = { name, book, insert, &bench, ROUNDS, 3, 0, 0 };
  const CtBench figure_with = { name_with, book, insert, &bench, ROUNDS, 3, 0, 0 };

  bench.monday = ct_date_monday_of (ct_clinic_today (clinic->clinic)) + 7;
  for (int i = 0; i < N_PATIENTS; i++)
    add_patient (&bench, i);
  ct_bench_run (&figure);
  bench.clinician_id = CT_RECORD (ct_clinic_get_user (clinic->clinic))->id;
  ct_bench_run (&figure_with);
  ct_database_close (bare);
  bench_clinic_free (clinic);
}

int
main (int argc, char **argv)
{
  BenchClinic *clinic = bench_clinic_new ();

  measure ("booking-through-clinic", "booking-with-clinician", clinic,
           bench_clinic_bare (clinic, "CREATE TABLE bare (id INTEGER PRIMARY KEY, number INTEGER, text TEXT)"));
  clinic = bench_clinic_new_on_server ();
  if (clinic != NULL)
    measure ("server-booking-through-clinic", "server-booking-with-clinician", clinic, bench_clinic_bare_on_server ());
  return 0;
}
