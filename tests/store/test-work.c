/* Work is done whole or not at all, in order, off the main thread, and its news arrive once. */
#include <gio/gio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/ct-error.h"
#include "store-test.h"
#include "store/ct-database.h"

typedef struct
{
  gboolean done;
  gpointer result;
  GError  *error;
} Answer;

static void
on_done_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->result = ct_store_finish (CT_STORE (object), result, &answer->error);
  answer->done = TRUE;
}

static void
on_timeout_cb (gboolean *done)
{
  *done = TRUE;
}

static void
wait_ms (guint ms)
{
  gboolean done = FALSE;

  g_timeout_add_once (ms, (GSourceOnceFunc) on_timeout_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static gpointer
thread_work (CtUnit *unit, gpointer data, GError **error)
{
  return g_thread_self ();
}

static void
test_work_runs_off_the_main_thread_and_answers_on_it (Clinic *clinic)
{
  Answer written = { FALSE }, read = { FALSE };

  ct_store_write_async (clinic->store, thread_work, NULL, NULL, NULL, NULL, on_done_cb, &written);
  ct_store_read_async (clinic->store, thread_work, NULL, NULL, NULL, NULL, on_done_cb, &read);
  g_assert_false (written.done);
  run_until (&written.done);
  run_until (&read.done);
  g_assert_no_error (written.error);
  g_assert_nonnull (written.result);
  g_assert_true (written.result != g_thread_self ());
  g_assert_true (read.result != written.result);
}

static gpointer
failing_work (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtPatient) kept = make_patient ("Okafor", "Tunde");

  g_assert_true (ct_unit_insert (unit, kept, error));
  g_assert_true (ct_unit_insert (unit, data, error));
  g_assert_cmpint (CT_RECORD (data)->id, >, 0);
  g_set_error_literal (error, CT_ERROR, CT_ERROR_DENIED, "No.");
  return NULL;
}

static void
test_work_that_fails_half_way_leaves_nothing (Clinic *clinic)
{
  g_autoptr (CtPatient) patient = make_patient ("Reyes", "Marisol");

  clinic_write_fails (clinic, failing_work, patient, CT_ERROR_DENIED);
  g_assert_cmpint (clinic_number (clinic, "patient.count"), ==, 0);
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT count(*) FROM search_name"), ==, 0);
  g_assert_cmpint (CT_RECORD (patient)->id, ==, 0);
  g_assert_cmpint (CT_RECORD (patient)->revision, ==, 0);
  clinic_write (clinic, insert_work, patient);
}

typedef struct
{
  guint      runs;
  guint      busy_runs;
  CtPatient *patient;
} Rerun;

static gpointer
busy_work (CtUnit *unit, gpointer data, GError **error)
{
  Rerun *rerun = data;

  if (!ct_unit_insert (unit, rerun->patient, error))
    return NULL;
  if (++rerun->runs > rerun->busy_runs)
    return CT_WORK_DONE;
  g_set_error_literal (error, CT_ERROR, CT_ERROR_BUSY, "Busy.");
  return NULL;
}

static void
test_busy_work_runs_again_from_the_start (Clinic *clinic)
{
  g_autoptr (CtPatient) patient = make_patient ("Reyes", "Marisol");
  Rerun rerun = { 0, 3, patient };

  clinic_write (clinic, busy_work, &rerun);
  g_assert_cmpint (rerun.runs, ==, 4);
  g_assert_cmpint (clinic_number (clinic, "patient.count"), ==, 1);
}

static void
test_work_that_stays_busy_gives_up_and_says_so (Clinic *clinic)
{
  g_autoptr (CtPatient) patient = make_patient ("Reyes", "Marisol");
  Rerun rerun = { 0, G_MAXUINT, patient };

  clinic_write_fails (clinic, busy_work, &rerun, CT_ERROR_BUSY);
  g_assert_cmpint (rerun.runs, <, 20);
  g_assert_cmpint (CT_RECORD (patient)->id, ==, 0);
}

typedef struct
{
  GCancellable *cancellable;
  gint          started;
} Endless;

/* Never ends by itself. */
static gpointer
endless_work (CtUnit *unit, gpointer data, GError **error)
{
  Endless *endless = data;
  gint64 number;

  g_atomic_int_set (&endless->started, 1);
  for (;;)
    if (!ct_unit_number (unit, &number, error, "patient.count", ""))
      return NULL;
}

static void
test_cancelled_work_ends_soon_and_leaves_nothing (Clinic *clinic)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Endless endless = { cancellable, 0 };
  Answer answer = { FALSE };

  ct_store_write_async (clinic->store, endless_work, &endless, NULL, NULL, cancellable, on_done_cb, &answer);
  while (!g_atomic_int_get (&endless.started))
    g_usleep (1000);
  g_cancellable_cancel (cancellable);
  run_until (&answer.done);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&answer.error);
  g_assert_null (answer.result);
}

static void
test_cancelling_does_not_wait_for_another_program (Clinic *clinic)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (CtPatient) patient = make_patient ("Reyes", "Marisol");
  g_autoptr (CtDatabase) other = ct_database_open (clinic->path, clinic_credentials (clinic), CT_DATABASE_WRITE, NULL);
  Answer answer = { FALSE };
  gint64 began_us = g_get_monotonic_time ();

  /* What every unit of work that leaves a trace waits for in the end. */
  g_assert_true (ct_database_begin (other, TRUE, NULL));
  g_assert_true (ct_database_script (other, "UPDATE audit_head SET last_id = last_id", NULL));
  ct_store_write_async (clinic->store, insert_work, patient, NULL, NULL, cancellable, on_done_cb, &answer);
  wait_ms (50);
  g_assert_false (answer.done);
  g_cancellable_cancel (cancellable);
  run_until (&answer.done);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&answer.error);
  g_assert_cmpint (g_get_monotonic_time () - began_us, <, 5 * G_USEC_PER_SEC);
  ct_database_rollback (other);
  clinic_write (clinic, insert_work, patient);
}

static void
test_work_cancelled_before_its_turn_never_runs (Clinic *clinic)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (CtPatient) patient = make_patient ("Reyes", "Marisol");
  Answer answer = { FALSE };

  g_cancellable_cancel (cancellable);
  ct_store_write_async (clinic->store, insert_work, patient, NULL, NULL, cancellable, on_done_cb, &answer);
  run_until (&answer.done);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&answer.error);
  g_assert_cmpint (clinic_number (clinic, "patient.count"), ==, 0);
}

static void
count_freed (gpointer data)
{
  g_atomic_int_inc ((gint *) data);
}

static gpointer
same_work (CtUnit *unit, gpointer data, GError **error)
{
  return data;
}

static gpointer
refused_work (CtUnit *unit, gpointer data, GError **error)
{
  g_set_error_literal (error, CT_ERROR, CT_ERROR_DENIED, "No.");
  return NULL;
}

static void
test_data_is_freed_once_whatever_happens (Clinic *clinic)
{
  gint freed = 0;
  Answer good = { FALSE }, bad = { FALSE }, late = { FALSE };

  ct_store_read_async (clinic->store, same_work, &freed, count_freed, NULL, NULL, on_done_cb, &good);
  run_until (&good.done);
  ct_store_read_async (clinic->store, refused_work, &freed, count_freed, NULL, NULL, on_done_cb, &bad);
  run_until (&bad.done);
  g_assert_error (bad.error, CT_ERROR, CT_ERROR_DENIED);
  ct_store_close (clinic->store);
  ct_store_read_async (clinic->store, same_work, &freed, count_freed, NULL, NULL, on_done_cb, &late);
  run_until (&late.done);
  g_assert_error (late.error, CT_ERROR, CT_ERROR_FAILED);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (freed, ==, 3);
  g_clear_error (&bad.error);
  g_clear_error (&late.error);
}

static void
test_work_that_was_asked_for_is_done_before_the_clinic_closes (Clinic *clinic)
{
  g_autoptr (GPtrArray) patients = g_ptr_array_new_with_free_func (g_object_unref);
  Answer answers[20] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_ptr_array_add (patients, make_patient ("Reyes", "Marisol"));
      ct_store_write_async (clinic->store, insert_work, patients->pdata[i], NULL, NULL, NULL, on_done_cb, &answers[i]);
    }
  ct_store_close (clinic->store);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      run_until (&answers[i].done);
      g_assert_no_error (answers[i].error);
    }
  clinic_reopen (clinic);
  g_assert_cmpint (clinic_number (clinic, "patient.count"), ==, 20);
}

typedef struct
{
  GString *text;
  gboolean some;
  guint    acts; /* how often it was told that the audit has more */
} News;

static void
on_changed_cb (CtStore *store, const char *table, gint64 id, News *news)
{
  if (g_str_equal (table, "audit"))
    {
      news->acts++;
      return;
    }
  g_string_append_printf (news->text, "%s %" G_GINT64_FORMAT "; ", table, id);
  news->some = TRUE;
}

static void
assert_news (News *news, const char *table, gint64 id)
{
  g_autofree char *text = g_strdup_printf ("%s %" G_GINT64_FORMAT "; ", table, id);

  g_assert_cmpstr (news->text->str, ==, text);
}

static gpointer
twice_work (CtUnit *unit, gpointer record, GError **error)
{
  CtPatient *patient = record;

  if (!ct_unit_insert (unit, patient, error))
    return NULL;
  patient->weight_g = 70000;
  return ct_unit_update (unit, patient, error) ? CT_WORK_DONE : NULL;
}

static void
test_each_row_is_news_once_and_only_when_it_is_stored (Clinic *clinic)
{
  g_autoptr (CtPatient) patient = make_patient ("Reyes", "Marisol");
  g_autoptr (CtPatient) lost = make_patient ("Lost", NULL);
  News news = { g_string_new (NULL), FALSE };

  g_signal_connect (clinic->store, "changed", G_CALLBACK (on_changed_cb), &news);
  clinic_write_fails (clinic, failing_work, lost, CT_ERROR_DENIED);
  clinic_write (clinic, twice_work, patient);
  g_assert_cmpstr (news.text->str, ==, "");
  wait_ms (900);
  assert_news (&news, "patient", CT_RECORD (patient)->id);
  g_assert_cmpuint (news.acts, ==, 1);
  g_string_free (news.text, TRUE);
}

static gpointer
touch_work (CtUnit *unit, gpointer data, GError **error)
{
  if (ct_unit_run (unit, error, "setting.set", "tt", "colour", "green") < 0)
    return NULL;
  ct_unit_touch (unit, "setting", 0);
  return CT_WORK_DONE;
}

static gpointer
load_work (CtUnit *unit, gpointer data, GError **error)
{
  ct_unit_load (unit);
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (CtPatient) patient = make_patient ("Reyes", "Marisol");

      if (!ct_unit_insert (unit, patient, error))
        return NULL;
    }
  return CT_WORK_DONE;
}

static void
test_what_another_program_changes_is_news_within_a_second (Clinic *clinic)
{
  CtStore *other = clinic_open_again (clinic);
  g_autoptr (CtPatient) patient = make_patient ("Reyes", "Marisol");
  News news = { g_string_new (NULL), FALSE };
  gint64 began_us = g_get_monotonic_time ();

  g_signal_connect (clinic->store, "changed", G_CALLBACK (on_changed_cb), &news);
  ct_store_write (other, insert_work, patient, NULL);
  run_until (&news.some);
  assert_news (&news, "patient", CT_RECORD (patient)->id);
  g_assert_cmpint (g_get_monotonic_time () - began_us, <, 3 * G_USEC_PER_SEC);
  g_string_truncate (news.text, 0);
  news.some = FALSE;
  ct_store_write (other, touch_work, NULL, NULL);
  run_until (&news.some);
  g_assert_cmpstr (news.text->str, ==, "setting 0; ");
  g_string_truncate (news.text, 0);
  news.some = FALSE;
  ct_store_write (other, load_work, NULL, NULL);
  run_until (&news.some);
  g_assert_cmpstr (news.text->str, ==, "patient 0; ");
  g_string_free (news.text, TRUE);
  ct_store_close (other);
  g_object_unref (other);
}

static void
on_changed_close_cb (CtStore *store, const char *table, gint64 id, gboolean *done)
{
  ct_store_close (store);
  *done = TRUE;
}

static void
test_a_listener_may_close_the_clinic (Clinic *clinic)
{
  Place place;
  gboolean done = FALSE;

  g_signal_connect (clinic->store, "changed", G_CALLBACK (on_changed_close_cb), &done);
  clinic_furnish (clinic, &place);
  run_until (&done);
}

static void
test_a_reader_sees_one_state_while_others_write (Clinic *clinic)
{
  CtStore *other = clinic_open_again (clinic);
  g_autoptr (CtPatient) patient = make_patient ("Reyes", "Marisol");
  g_autoptr (CtDatabase) reader = ct_database_open (clinic->path, clinic_credentials (clinic), CT_DATABASE_READ, NULL);
  gint64 before = -1, during = -1, after = -1;

  g_assert_true (ct_database_begin (reader, FALSE, NULL));
  g_assert_true (ct_database_number (reader, NULL, "SELECT count(*) FROM patient", NULL, 0, &before, NULL));
  ct_store_write (other, insert_work, patient, NULL);
  g_assert_true (ct_database_number (reader, NULL, "SELECT count(*) FROM patient", NULL, 0, &during, NULL));
  ct_database_rollback (reader);
  g_assert_true (ct_database_number (reader, NULL, "SELECT count(*) FROM patient", NULL, 0, &after, NULL));
  g_assert_cmpint (before, ==, 0);
  g_assert_cmpint (during, ==, 0);
  g_assert_cmpint (after, ==, 1);
  ct_store_close (other);
  g_object_unref (other);
}

static gpointer
write_in_read_work (CtUnit *unit, gpointer data, GError **error)
{
  return ct_unit_run (unit, error, "setting.set", "tt", "a", "b") >= 0 ? CT_WORK_DONE : NULL;
}

static void
test_a_reader_can_not_write (Clinic *clinic)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ct_store_read (clinic->store, write_in_read_work, NULL, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_DENIED);
}

/* What a second desk of the clinic does in its own process: books whatever it can. */
static int
book_all (Clinic *clinic, const Place *place, int me)
{
  g_autoptr (CtStore) store = ct_store_open (clinic->path, clinic_credentials (clinic), ct_clock_fixed (&clinic->now_us), NULL);
  int booked = 0;

  for (int i = 0; store != NULL && i < 30; i++)
    {
      g_autoptr (CtAppointment) booking = make_booking (place, 0, me % 3, 20000, 480 + i * 15 + me % 5, 20);
      g_autoptr (GError) error = NULL;

      if (ct_store_write (store, insert_work, booking, &error) != NULL)
        booked++;
      else if (!g_error_matches (error, CT_ERROR, CT_ERROR_TAKEN))
        return 255;
    }
  return store != NULL ? booked : 255;
}

static void
test_desks_that_book_at_once_never_share_a_chair (Clinic *clinic)
{
  Place place;
  pid_t desks[4];
  int status, booked = 0;

  clinic_furnish (clinic, &place);
  clinic_close (clinic);
  for (guint i = 0; i < G_N_ELEMENTS (desks); i++)
    if ((desks[i] = fork ()) == 0)
      _exit (book_all (clinic, &place, (int) i));
  for (guint i = 0; i < G_N_ELEMENTS (desks); i++)
    {
      waitpid (desks[i], &status, 0);
      g_assert_true (WIFEXITED (status));
      g_assert_cmpint (WEXITSTATUS (status), !=, 255);
      booked += WEXITSTATUS (status);
    }
  g_assert_cmpint (booked, >, 10);
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT count(*) FROM appointment"), ==, booked);
  g_assert_cmpint (clinic_sql_number (clinic, "SELECT count(*) FROM appointment a JOIN appointment b ON a.id < b.id AND"
                                              " a.day = b.day AND a.chair_id = b.chair_id AND"
                                              " a.minute < b.minute + b.minutes AND b.minute < a.minute + a.minutes"),
                   ==, 0);
  clinic_reopen (clinic);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CHECK(function) store_test_add (#function, test_##function)
  /* First, while there is but one thread to fork. */
  CHECK (desks_that_book_at_once_never_share_a_chair);
  CHECK (work_runs_off_the_main_thread_and_answers_on_it);
  CHECK (work_that_fails_half_way_leaves_nothing);
  CHECK (busy_work_runs_again_from_the_start);
  CHECK (work_that_stays_busy_gives_up_and_says_so);
  CHECK (cancelled_work_ends_soon_and_leaves_nothing);
  CHECK (cancelling_does_not_wait_for_another_program);
  CHECK (work_cancelled_before_its_turn_never_runs);
  CHECK (data_is_freed_once_whatever_happens);
  CHECK (work_that_was_asked_for_is_done_before_the_clinic_closes);
  CHECK (each_row_is_news_once_and_only_when_it_is_stored);
  CHECK (what_another_program_changes_is_news_within_a_second);
  CHECK (a_listener_may_close_the_clinic);
  CHECK (a_reader_sees_one_state_while_others_write);
  CHECK (a_reader_can_not_write);
  return g_test_run ();
}
