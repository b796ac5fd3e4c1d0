/* Who is due again: whatever was done before, the lists say what the sessions say; on a file and on a server. */
#include "server-fixture.h"

#include "clinic/ct-plan-draft.h"
#include "domain/ct-follow-up.h"
#include "domain/ct-way.h"
#include "knowledge/ct-knowledge.h"

#define N_PATIENTS 4
#define N_DEEDS    80
#define DAY_US     ((gint64) 24 * 3600 * G_USEC_PER_SEC)

/** Ana owns the clinic; Ben is a nurse, who gives what is given. */
typedef struct
{
  CtClinic  *ana;
  CtClinic  *ben;
  gint64    *now_us;
  CtPatient *patients[N_PATIENTS];
} World;

static gpointer
take (CtClinic *clinic, CtAwait *await)
{
  g_autoptr (GError) error = NULL;
  gpointer result = ct_clinic_finish (clinic, ct_await_result (await), &error);

  ct_await_clear (await);
  return result;
}

static CtPatientFile *
read_file (World *self, CtPatient *patient)
{
  g_auto (CtAwait) await = { NULL };
  CtPatientFile *file;

  ct_clinic_read_patient_async (self->ana, CT_RECORD (patient)->id, ct_await_done, &await);
  file = take (self->ana, &await);
  g_assert_nonnull (file);
  return file;
}

static gpointer
any (GPtrArray *of)
{
  return of->len > 0 ? g_ptr_array_index (of, g_test_rand_int_range (0, (int) of->len)) : NULL;
}

/* ---- What is done ---- */

static void
book_course (World *self, CtPatient *patient, CtPatientFile *file)
{
  static const char *const protocols[] = { "IV_IND_3PW", "IV_MAINT", "ESK_TRD_IND" };
  const char *protocol = protocols[g_test_rand_int_range (0, G_N_ELEMENTS (protocols))];
  CtCourseWish wish = { .patient_id = CT_RECORD (patient)->id, .protocol = protocol, .minute = 600,
                        .start_on = ct_clinic_today (self->ana) + g_test_rand_int_range (0, 4) };
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPlanDraft) draft = NULL;
  g_autoptr (CtCourse) course = ct_course_new ();
  gpointer booked;

  if (ct_patient_file_current_course (file) != NULL && g_test_rand_int_range (0, 4) > 0)
    return;
  ct_clinic_plan_course_async (self->ana, &wish, ct_await_done, &await);
  if ((draft = take (self->ana, &await)) == NULL || draft->plan == NULL)
    return;
  course->patient_id = wish.patient_id;
  g_object_set (course, "protocol", protocol, "indication", "trd", NULL);
  ct_clinic_book_course_async (self->ana, course, draft->plan, ct_await_done, &await);
  booked = take (self->ana, &await);
  g_clear_object (&booked);
}

static void
give (World *self, CtPatient *patient, CtPatientFile *file)
{
  CtSession *session = any (file->sessions);
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtSession) given = NULL;
  gpointer done;

  if (session == NULL || g_strcmp0 (session->status, CT_SESSION_PLANNED) != 0)
    return;
  given = ct_record_copy (session);
  given->dose_ug = 35000;
  given->weight_g = 70000;
  ct_clinic_complete_session_async (self->ben, given, ct_await_done, &await);
  done = take (self->ben, &await);
  g_clear_object (&done);
}

/* All that is left of a course, so that some come to their end. */
static void
give_all (World *self, CtPatient *patient, CtPatientFile *file)
{
  for (guint i = 0; i < 3 * file->sessions->len; i++)
    give (self, patient, file);
}

static void
move (World *self, CtPatient *patient, CtPatientFile *file)
{
  CtAppointment *visit = any (file->appointments);
  g_auto (CtAwait) await = { NULL };
  gpointer moved;

  if (visit == NULL)
    return;
  ct_clinic_move_appointment_async (self->ana, visit, visit->chair_id, visit->day + g_test_rand_int_range (-2, 5), visit->minute,
                                    visit->minutes, ct_await_done, &await);
  moved = take (self->ana, &await);
  g_clear_object (&moved);
}

static void
step (World *self, CtPatient *patient, CtPatientFile *file)
{
  static const char *const steps[] = { CT_APPOINTMENT_ARRIVED, CT_APPOINTMENT_MISSED, "cancelled-by-patient",
                                       CT_APPOINTMENT_DONE, CT_APPOINTMENT_BOOKED };
  CtAppointment *visit = any (file->appointments);
  g_auto (CtAwait) await = { NULL };
  gpointer stepped;

  if (visit == NULL)
    return;
  ct_clinic_set_appointment_status_async (self->ana, visit, steps[g_test_rand_int_range (0, G_N_ELEMENTS (steps))], "They rang",
                                          ct_await_done, &await);
  stepped = take (self->ana, &await);
  g_clear_object (&stepped);
}

static void
stop_course (World *self, CtPatient *patient, CtPatientFile *file)
{
  CtCourse *course = ct_patient_file_current_course (file);
  g_auto (CtAwait) await = { NULL };
  gpointer stopped;

  if (course == NULL)
    return;
  ct_clinic_stop_course_async (self->ana, course, "Moves away", ct_await_done, &await);
  stopped = take (self->ana, &await);
  g_clear_object (&stopped);
}

static void
undo (World *self, CtPatient *patient, CtPatientFile *file)
{
  CtClinic *clinic = g_test_rand_int_range (0, 2) == 0 ? self->ana : self->ben;
  g_auto (CtAwait) await = { NULL };

  ct_clinic_undo_async (clinic, ct_await_done, &await);
  g_free (take (clinic, &await));
}

static void
redo (World *self, CtPatient *patient, CtPatientFile *file)
{
  CtClinic *clinic = g_test_rand_int_range (0, 2) == 0 ? self->ana : self->ben;
  g_auto (CtAwait) await = { NULL };

  ct_clinic_redo_async (clinic, ct_await_done, &await);
  g_free (take (clinic, &await));
}

static void
let_days_go_by (World *self, CtPatient *patient, CtPatientFile *file)
{
  *self->now_us += DAY_US * g_test_rand_int_range (1, 12);
}

typedef void (*Deed) (World *self, CtPatient *patient, CtPatientFile *file);

static void
do_something (World *self)
{
  static const Deed deeds[] = { book_course, book_course, book_course, give, give_all, give_all, move, step, step, stop_course, undo, redo,
                                let_days_go_by, let_days_go_by };
  CtPatient *patient = self->patients[g_test_rand_int_range (0, N_PATIENTS)];
  g_autoptr (CtPatientFile) file = read_file (self, patient);

  deeds[g_test_rand_int_range (0, G_N_ELEMENTS (deeds))](self, patient, file);
}

/* ---- What is right ---- */

static CtDate
last_given (CtPatientFile *file, CtCourse *course)
{
  CtDate last = CT_DATE_NONE;

  for (guint i = 0; i < file->sessions->len; i++)
    {
      const CtSession *session = g_ptr_array_index (file->sessions, i);

      if (session->course_id == CT_RECORD (course)->id && g_strcmp0 (session->status, CT_SESSION_COMPLETED) == 0)
        last = MAX (last, session->day);
    }
  return last;
}

static gboolean
comes_again (CtPatientFile *file, CtDate today)
{
  for (guint i = 0; i < file->appointments->len; i++)
    {
      CtAppointment *visit = g_ptr_array_index (file->appointments, i);

      if (visit->day >= today && ct_appointment_holds_chair (visit) && g_strcmp0 (visit->status, CT_APPOINTMENT_DONE) != 0 &&
          g_strcmp0 (visit->status, CT_APPOINTMENT_STOPPED) != 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_later (CtPatientFile *file, CtCourse *course)
{
  for (guint i = 0; i < file->courses->len; i++)
    {
      CtCourse *other = g_ptr_array_index (file->courses, i);

      if (other != course && g_strcmp0 (other->status, CT_COURSE_UNDONE) != 0 &&
          (other->start_on > course->start_on ||
           (other->start_on == course->start_on && CT_RECORD (other)->id > CT_RECORD (course)->id)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_due (World *self, CtPatientFile *file, CtCourse *course)
{
  const GPtrArray *protocols = ct_knowledge_list_protocols (ct_clinic_get_knowledge (self->ana));
  const CtProtocol *protocol = ct_knowledge_get_protocol (ct_clinic_get_knowledge (self->ana), course->protocol);
  gboolean done = g_strcmp0 (course->status, CT_COURSE_DONE) == 0, active = g_strcmp0 (course->status, CT_COURSE_ACTIVE) == 0;
  CtDate today = ct_clinic_today (self->ana);
  CtRecall recall;

  return (done || (active && protocol->n_sessions == 0)) && !has_later (file, course) && !comes_again (file, today) &&
         ct_recall_of (protocol, ct_protocol_find_next (protocols, protocol), done, course->start_on, last_given (file, course),
                       &recall) &&
         recall.from <= today + ct_clinic_get_list_rules (self->ana)->recall_days;
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

/* "7@20515 ": the courses of those who are due, and of which day their last session was. */
static char *
reckon_recalls (World *self)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < N_PATIENTS; i++)
    {
      g_autoptr (CtPatientFile) file = read_file (self, self->patients[i]);

      for (guint j = 0; j < file->courses->len; j++)
        {
          CtCourse *course = g_ptr_array_index (file->courses, j);

          if (is_due (self, file, course))
            g_ptr_array_add (found, g_strdup_printf ("%" G_GINT64_FORMAT "@%d", CT_RECORD (course)->id, last_given (file, course)));
        }
    }
  g_ptr_array_sort (found, compare_words);
  g_ptr_array_add (found, NULL);
  return g_strjoinv (" ", (GStrv) found->pdata);
}

static char *
list_recalls (World *self)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) rows = NULL;
  g_auto (CtAwait) await = { NULL };

  ct_clinic_read_list_async (self->ana, ct_desk_list_find ("recall"), 0, FALSE, NULL, ct_await_done, &await);
  rows = take (self->ana, &await);
  for (guint i = 0; i < rows->len; i++)
    {
      const CtListRow *row = g_ptr_array_index (rows, i);

      g_ptr_array_add (found, g_strdup_printf ("%" G_GINT64_FORMAT "@%d", row->id, row->subject_day));
    }
  g_ptr_array_sort (found, compare_words);
  g_ptr_array_add (found, NULL);
  return g_strjoinv (" ", (GStrv) found->pdata);
}

/* Returns whether anybody is due. */
static gboolean
assert_right (World *self)
{
  g_autofree char *expected = reckon_recalls (self);
  g_autofree char *listed = list_recalls (self);

  g_assert_cmpstr (listed, ==, expected);
  return *expected != '\0';
}

static void
do_much (World *self)
{
  guint seen = 0;

  for (guint i = 0; i < N_DEEDS || !assert_right (self); i++)
    {
      do_something (self);
      seen += assert_right (self);
    }
  g_assert_cmpuint (seen, >, 5);
}

/* ---- Where ---- */

static void
come_to_life (World *self)
{
  static const char *const names[N_PATIENTS] = { "Reyes", "Okafor", "Lind", "Sato" };

  for (guint i = 0; i < N_PATIENTS; i++)
    {
      g_auto (CtAwait) await = { NULL };
      g_autoptr (CtPatient) patient = ct_patient_new ();

      g_object_set (patient, "family-name", names[i], NULL);
      patient->weight_g = 70000;
      ct_clinic_save_patient_async (self->ana, patient, ct_await_done, &await);
      self->patients[i] = take (self->ana, &await);
      g_assert_nonnull (self->patients[i]);
    }
}

static void
go_away (World *self)
{
  for (guint i = 0; i < N_PATIENTS; i++)
    g_object_unref (self->patients[i]);
}

static void
test_whatever_was_done_the_recall_list_of_a_file_is_right (Fixture *self, gconstpointer data)
{
  World world = { .now_us = &self->now_us };
  g_autoptr (GError) error = NULL;

  add_person (self->clinic, "ben", CT_ROLE_NURSE);
  world.ana = self->clinic;
  world.ben = ct_clinic_open (self->path, "ben", PASSPHRASE, ct_clock_fixed (&self->now_us), &error);
  g_assert_no_error (error);
  come_to_life (&world);
  do_much (&world);
  go_away (&world);
  leave (world.ben);
}

static void
test_whatever_was_done_the_recall_list_of_a_server_is_right (Server *self, gconstpointer data)
{
  World world = { .now_us = &self->now_us };
  g_autoptr (GError) error = NULL;

  world.ana = come_in (self, self->place, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  add_person (world.ana, "ben", CT_ROLE_NURSE);
  world.ben = come_in (self, self->place, "ben", PASSPHRASE, &error);
  g_assert_no_error (error);
  come_to_life (&world);
  do_much (&world);
  g_assert_cmpint (ct_test_server_number (self->database,
                                          "SELECT count(*) FROM chairtime.course c WHERE c.last_given IS DISTINCT FROM "
                                          "(SELECT max(s.day) FROM chairtime.session s WHERE s.course_id = c.id "
                                          "AND s.status = 'completed')"), ==, 0);
  /* Who has been coming for years is called as much as who began last month. */
  ct_test_server_sql (self->database, "UPDATE chairtime.course SET start_on = start_on - 800");
  g_assert_true (assert_right (&world));
  go_away (&world);
  leave (world.ben);
  leave (world.ana);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_TEST ("recall/file", test_whatever_was_done_the_recall_list_of_a_file_is_right);
  if (ct_test_server_is_there ("recall"))
    SERVER_TEST ("/clinic/recall/server", test_whatever_was_done_the_recall_list_of_a_server_is_right);
  return g_test_run ();
}
