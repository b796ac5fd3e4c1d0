#include "ct-victim.h"

#include <string.h>
#include <unistd.h>

#include "base/ct-text.h"
#include "clinic/ct-await.h"
#include "clinic/ct-clinic.h"
#include "clinic/ct-plan-draft.h"

/* Ten in the morning of Monday 2 March 2026 in California. */
#define NOW_US (G_GINT64_CONSTANT (1772474400) * G_USEC_PER_SEC)

typedef struct
{
  const CtVictimDesk *desk;
  CtClinic           *clinic;
  GRand              *chance;
  CtPatient          *patient;
  CtAppointment      *visit;
  gint64              passphrase;
  int                 pipe_end;
} Victim;

static const gint64 now_us = NOW_US;

/**
 * ct_victim_passphrase:
 * @number: 0 for the one its clinic is made with, then as told by %CT_VICTIM_PASSPHRASE
 *
 * Returns: a passphrase it uses.
 */
const char *
ct_victim_passphrase (gint64 number)
{
  static const char *const passphrases[] = { "correct horse battery", "wrong donkey charger", "idle mule capacitor" };

  return passphrases[number % (gint64) G_N_ELEMENTS (passphrases)];
}

static void
tell (Victim *self, CtVictimAct act, gint64 id, gint64 revision)
{
  const CtVictimWord word = { act, id, revision };

  if (write (self->pipe_end, &word, sizeof word) != sizeof word)
    _exit (0);
}

static void
tell_record (Victim *self, CtVictimAct act, gpointer record)
{
  tell (self, act, CT_RECORD (record)->id, CT_RECORD (record)->revision);
}

/* What may be refused to somebody who tries at random; anything else is a failure of the test. */
static gboolean
is_ordinary (const GError *error)
{
  return error->domain == CT_ERROR &&
         (error->code == CT_ERROR_TAKEN || error->code == CT_ERROR_INVALID || error->code == CT_ERROR_CONFLICT);
}

/* The result of a call, or NULL where it was refused as it may be. */
static gpointer
take (Victim *self, CtAwait *await)
{
  g_autoptr (GError) error = NULL;
  gpointer result = ct_clinic_finish (self->clinic, ct_await_result (await), &error);

  if (result == NULL && !is_ordinary (error))
    g_error ("A victim was told: %s", error->message);
  return result;
}

static char *
new_name (Victim *self)
{
  static const char *const names[] = { "Reyes", "Okafor", "Lindqvist", "O’Brien", "Müller", "Nakamura", "Silva" };

  return g_strdup_printf ("%s-%c%c%c%c", names[g_rand_int_range (self->chance, 0, G_N_ELEMENTS (names))],
                          g_rand_int_range (self->chance, 'A', 'Z'), g_rand_int_range (self->chance, 'a', 'z'),
                          g_rand_int_range (self->chance, 'a', 'z'), g_rand_int_range (self->chance, 'a', 'z'));
}

static void
make_patient (Victim *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) patient = ct_patient_new ();
  CtPatient *stored;

  patient->family_name = new_name (self);
  patient->given_names = g_strdup ("Alex");
  patient->phone = g_strdup_printf ("562-555-%04d", g_rand_int_range (self->chance, 0, 10000));
  patient->born = ct_date_new (1950 + g_rand_int_range (self->chance, 0, 50), 3, 12);
  patient->weight_g = 70000;
  ct_clinic_save_patient_async (self->clinic, patient, ct_await_done, &await);
  stored = take (self, &await);
  tell_record (self, CT_VICTIM_PATIENT, stored);
  g_clear_object (&self->patient);
  self->patient = stored;
}

static void
rename_patient (Victim *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) changed = ct_record_copy (self->patient);
  CtPatient *stored;

  g_free (changed->family_name);
  changed->family_name = new_name (self);
  ct_clinic_save_patient_async (self->clinic, changed, ct_await_done, &await);
  stored = take (self, &await);
  if (stored == NULL)
    return;
  tell_record (self, CT_VICTIM_RENAMED, stored);
  g_clear_object (&self->patient);
  self->patient = stored;
}

static CtDate
some_working_day (Victim *self)
{
  CtDate day = ct_date_new (2026, 3, 2) + g_rand_int_range (self->chance, 1, 400);

  return day - MAX (0, ct_date_get_weekday (day) - 5);
}

static gint64
some_chair (Victim *self)
{
  GPtrArray *chairs = ct_clinic_get_chairs (self->clinic);

  return CT_RECORD (chairs->pdata[g_rand_int_range (self->chance, 0, (gint32) chairs->len)])->id;
}

static void
keep_visit (Victim *self, CtVictimAct act, CtAppointment *stored)
{
  if (stored == NULL)
    return;
  tell_record (self, act, stored);
  g_clear_object (&self->visit);
  self->visit = stored;
}

static void
book (Victim *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAppointment) wish = ct_appointment_new ();

  wish->patient_id = CT_RECORD (self->patient)->id;
  wish->chair_id = some_chair (self);
  wish->kind = g_strdup (CT_VISIT_CONSULTATION);
  wish->day = some_working_day (self);
  wish->minute = 480 + 15 * g_rand_int_range (self->chance, 0, 30);
  wish->minutes = 45;
  ct_clinic_book_async (self->clinic, wish, ct_await_done, &await);
  keep_visit (self, CT_VICTIM_BOOKED, take (self, &await));
}

static void
move (Victim *self)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_move_appointment_async (self->clinic, self->visit, some_chair (self), some_working_day (self),
                                    480 + 15 * g_rand_int_range (self->chance, 0, 30), 60, ct_await_done, &await);
  keep_visit (self, CT_VICTIM_MOVED, take (self, &await));
}

static void
cancel (Victim *self)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_set_appointment_status_async (self->clinic, self->visit, CT_APPOINTMENT_CANCELLED, "Ill", ct_await_done, &await);
  keep_visit (self, CT_VICTIM_CANCELLED, take (self, &await));
  g_clear_object (&self->visit);
}

static void
score (Victim *self)
{
  static const char *const answers[] = { "2", "2", "3", "1", "2", "1", "2", "0", "1", NULL };
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAssessment) stored = NULL;

  ct_clinic_save_assessment_async (self->clinic, CT_RECORD (self->patient)->id, "phq-9", answers,
                                   ct_date_new (2026, 3, 2), ct_await_done, &await);
  stored = take (self, &await);
  tell_record (self, CT_VICTIM_SCORED, stored);
}

/* The same letter about somebody else, with an id of its own. */
static GBytes *
new_referral (Victim *self)
{
  g_autoptr (GString) text = g_string_new (self->desk->referral);
  g_autofree char *name = new_name (self);
  g_autofree char *id = g_strdup_printf ("%08x", g_rand_int (self->chance));

  g_string_replace (text, "Lindqvist", name, 0);
  g_string_replace (text, "0dd360f8", id, 1);
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

static void
import (Victim *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GBytes) bytes = new_referral (self);
  g_autoptr (CtImport) read = NULL;
  g_autoptr (CtImport) stored = NULL;

  ct_clinic_read_document_async (self->clinic, bytes, "referral.xml", NULL, ct_await_done, &await);
  read = take (self, &await);
  ct_await_clear (&await);
  ct_clinic_accept_import_async (self->clinic, read, 0, ct_await_done, &await);
  stored = take (self, &await);
  if (stored != NULL && !stored->already_imported)
    tell (self, CT_VICTIM_IMPORTED, stored->document_id, 1);
}

static void
book_course (Victim *self)
{
  g_auto (CtAwait) await = { NULL };
  CtCourseWish wish = { .patient_id = CT_RECORD (self->patient)->id, .protocol = "IV_IND_3PW", .minute = 600,
                        .start_on = some_working_day (self) };
  g_autoptr (CtPlanDraft) draft = NULL;
  g_autoptr (CtCourse) course = ct_course_new ();
  g_autoptr (CtCourse) stored = NULL;

  ct_clinic_plan_course_async (self->clinic, &wish, ct_await_done, &await);
  draft = take (self, &await);
  ct_await_clear (&await);
  if (draft == NULL || draft->plan == NULL)
    return;
  course->patient_id = wish.patient_id;
  g_object_set (course, "protocol", draft->protocol->id, "indication", "trd", "primary-instrument", "phq-9", NULL);
  ct_clinic_book_course_async (self->clinic, course, draft->plan, ct_await_done, &await);
  stored = take (self, &await);
  if (stored != NULL)
    tell_record (self, CT_VICTIM_COURSE, stored);
}

static void
change_passphrase (Victim *self)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_change_passphrase_async (self->clinic, ct_victim_passphrase (self->passphrase),
                                     ct_victim_passphrase (self->passphrase + 1), ct_await_done, &await);
  if (take (self, &await) == NULL)
    return;
  self->passphrase++;
  tell (self, CT_VICTIM_PASSPHRASE, self->passphrase, 1);
}

static void
do_something (Victim *self)
{
  int choice = g_rand_int_range (self->chance, 0, 20);

  if (self->patient == NULL || choice < 3)
    make_patient (self);
  else if (choice < 5)
    rename_patient (self);
  else if (self->visit == NULL || choice < 9)
    book (self);
  else if (choice < 11)
    move (self);
  else if (choice < 12)
    cancel (self);
  else if (choice < 15)
    score (self);
  else if (choice < 17)
    import (self);
  else if (choice < 19 || !self->desk->changes_passphrase)
    book_course (self);
  else
    change_passphrase (self);
}

/**
 * ct_victim_work:
 * @desk: where it works
 * @passphrase: the number of its passphrase now
 * @seed: what it does
 * @pipe_end: where it tells #CtVictimWord after #CtVictimWord
 *
 * Logs in and books, scores and imports. Never returns.
 */
void
ct_victim_work (const CtVictimDesk *desk, gint64 passphrase, guint32 seed, int pipe_end)
{
  Victim self = { .desk = desk, .chance = g_rand_new_with_seed (seed), .passphrase = passphrase, .pipe_end = pipe_end };
  g_autoptr (GError) error = NULL;

  self.clinic = ct_clinic_open (desk->place, desk->login, ct_victim_passphrase (passphrase), ct_clock_fixed (&now_us), &error);
  if (self.clinic == NULL)
    g_error ("A victim could not come in: %s", error->message);
  tell (&self, CT_VICTIM_READY, 0, 0);
  for (;;)
    do_something (&self);
}
