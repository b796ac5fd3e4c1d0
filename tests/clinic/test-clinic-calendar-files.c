/* Calendar files: what a patient gets, and how somebody's own calendar keeps visits away from them. */
#include "clinic-fixture.h"

#include <string.h>

#include "clinic/ct-calendar-files.h"

static char *
export_text (Fixture *self, CtPatient *patient)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GBytes) bytes = NULL;
  gsize size;
  const char *data;

  ct_clinic_export_calendar_async (self->clinic, CT_RECORD (patient)->id, ct_await_done, &await);
  bytes = fixture_take (self, &await);
  data = g_bytes_get_data (bytes, &size);
  return g_strndup (data, size);
}

static char *
line_of (const char *text, const char *name)
{
  const char *at = strstr (text, name);

  g_assert_nonnull (at);
  return g_strndup (at, strcspn (at, "\r\n"));
}

static CtAppointment *
set_status (Fixture *self, CtAppointment *appointment, const char *status)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_set_appointment_status_async (self->clinic, appointment, status, "Called", ct_await_done, &await);
  return fixture_take (self, &await);
}

static void
test_a_booking_that_was_sent_and_cancelled_is_sent_as_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) first = fixture_book (self, reyes, "2026-03-06", "10:00", 90);
  g_autoptr (CtAppointment) second = fixture_book (self, reyes, "2026-03-09", "10:00", 90);
  g_autoptr (CtAppointment) never = fixture_book (self, reyes, "2026-03-11", "10:00", 90);
  g_autoptr (CtAppointment) gone = set_status (self, never, CT_APPOINTMENT_CANCELLED);
  g_autoptr (CtAppointment) cancelled = NULL;
  g_autofree char *before = export_text (self, reyes);
  g_autofree char *after = NULL;
  g_autofree char *uid = line_of (before, "UID:");
  g_autofree char *sequence = line_of (before, "SEQUENCE:");
  g_autofree char *risen = NULL;
  const char *again;

  /* Both nights: ten stays ten. */
  g_assert_nonnull (strstr (before, "DTSTART;TZID=America/Los_Angeles:20260306T100000\r\n"));
  g_assert_nonnull (strstr (before, "DTSTART;TZID=America/Los_Angeles:20260309T100000\r\n"));
  g_assert_null (strstr (before, "CANCELLED"));
  g_assert_null (strstr (before, "20260311"));
  g_assert_null (strstr (before, "Ketamine"));
  g_assert_null (strstr (before, "Reyes"));
  cancelled = set_status (self, first, CT_APPOINTMENT_CANCELLED);
  after = export_text (self, reyes);
  again = strstr (after, uid);
  g_assert_nonnull (again);
  g_assert_nonnull (strstr (again, "STATUS:CANCELLED"));
  risen = line_of (again, "SEQUENCE:");
  g_assert_cmpstr (risen, >, sequence);
  g_assert_null (strstr (after, "20260311"));
}

static void
test_nothing_to_come_is_said_plainly (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GError) refusal = NULL;

  ct_clinic_export_calendar_async (self->clinic, CT_RECORD (reyes)->id, ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  g_assert_error (refusal, CT_ERROR, CT_ERROR_NOT_FOUND);
}

/* ---- Busy elsewhere ---- */

static gint64
ana (Fixture *self)
{
  return CT_RECORD (ct_clinic_get_user (self->clinic))->id;
}

static void
import (Fixture *self, const char *times)
{
  g_auto (CtAwait) await = { NULL };
  g_autofree char *text = g_strdup_printf ("BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:Hospital\n%sEND:VCALENDAR\n", times);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (CtStaffBusy) busy = NULL;

  ct_clinic_import_busy_async (self->clinic, ana (self), bytes, NULL, "mine.ics", ct_await_done, &await);
  busy = fixture_take (self, &await);
  g_assert_cmpstr (busy->source, ==, "Hospital");
}

static void
settle (Fixture *self)
{
  for (guint i = 0; i < 50; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (2000);
    }
}

/* Whether Ana may be booked; where not, what stands against it. */
static char *
try_ana (Fixture *self, CtPatient *patient, const char *day, const char *time)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAppointment) wish = fixture_wish (self, patient, day, time, 60);
  g_autoptr (CtAppointment) booked = NULL;
  g_autoptr (GError) error = NULL;

  settle (self);
  wish->clinician_id = ana (self);
  ct_clinic_book_async (self->clinic, wish, ct_await_done, &await);
  booked = ct_clinic_finish (self->clinic, ct_await_result (&await), &error);
  return booked == NULL ? g_strdup (error->message) : NULL;
}

static void
test_nobody_is_booked_over_their_own_calendar_and_undo_frees_them (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autofree char *why = NULL;
  g_autofree char *free_then = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *after_undo = NULL;

  import (self, "BEGIN:VEVENT\nUID:1\nDTSTART;TZID=America/Los_Angeles:20260304T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=4\n"
                "SUMMARY:Secret\nEND:VEVENT\n");
  why = try_ana (self, reyes, "2026-03-11", "10:30");
  g_assert_cmpstr (why, ==, "Ana Ruiz is busy elsewhere from 10:00 to 11:00 (Hospital).");
  free_then = try_ana (self, reyes, "2026-03-11", "11:00");
  g_assert_null (free_then);
  undone = fixture_undo (self); /* the booking */
  g_clear_pointer (&undone, g_free);
  undone = fixture_undo (self);
  g_assert_cmpstr (undone, ==, "Busy times of Ana Ruiz from “Hospital”");
  after_undo = try_ana (self, reyes, "2026-03-11", "10:30");
  g_assert_null (after_undo);
}

static void
test_reading_a_calendar_again_replaces_what_it_said (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autofree char *moved_from = NULL;
  g_autofree char *moved_to = NULL;
  g_autofree char *forgotten = NULL;
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtStaffBusy) busy = NULL;

  import (self, "BEGIN:VEVENT\nUID:1\nDTSTART:20260304T180000Z\nDURATION:PT1H\nEND:VEVENT\n");
  import (self, "BEGIN:VEVENT\nUID:1\nDTSTART:20260304T200000Z\nDURATION:PT1H\nEND:VEVENT\n");
  settle (self);
  g_assert_cmpuint (ct_clinic_get_busy (self->clinic)->len, ==, 1);
  moved_from = try_ana (self, reyes, "2026-03-04", "10:00");
  g_assert_null (moved_from);
  moved_to = try_ana (self, reyes, "2026-03-04", "12:00");
  g_assert_nonnull (moved_to);
  ct_clinic_forget_busy_async (self->clinic, ana (self), "Hospital", ct_await_done, &await);
  busy = fixture_take (self, &await);
  forgotten = try_ana (self, reyes, "2026-03-04", "12:00");
  g_assert_null (forgotten);
}

static void
test_a_file_that_is_no_calendar_leaves_everything_as_it_was (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GBytes) bytes = g_bytes_new_static ("%PDF-1.7", 8);
  g_autoptr (GError) refusal = NULL;

  ct_clinic_import_busy_async (self->clinic, ana (self), bytes, NULL, NULL, ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  g_assert_cmpstr (refusal->message, ==, "This is not a calendar file (.ics).");
  settle (self);
  g_assert_cmpuint (ct_clinic_get_busy (self->clinic)->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_TEST ("calendar-files/a-booking-that-was-sent-and-cancelled-is-sent-as-cancelled",
                test_a_booking_that_was_sent_and_cancelled_is_sent_as_cancelled);
  FIXTURE_TEST ("calendar-files/nothing-to-come-is-said-plainly", test_nothing_to_come_is_said_plainly);
  FIXTURE_TEST ("calendar-files/nobody-is-booked-over-their-own-calendar-and-undo-frees-them",
                test_nobody_is_booked_over_their_own_calendar_and_undo_frees_them);
  FIXTURE_TEST ("calendar-files/reading-a-calendar-again-replaces-what-it-said",
                test_reading_a_calendar_again_replaces_what_it_said);
  FIXTURE_TEST ("calendar-files/a-file-that-is-no-calendar-leaves-everything-as-it-was",
                test_a_file_that_is_no_calendar_leaves_everything_as_it_was);
  return g_test_run ();
}
