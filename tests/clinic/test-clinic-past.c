/* The time machine on a real clinic: what was booked, moved, undone and done again is there at its minute. */
#include "clinic-fixture.h"

#include "clinic/ct-calendar-past.h"

#define MINUTE CT_USEC_PER_MINUTE

static gint64
site_of (Fixture *self)
{
  return CT_RECORD (g_ptr_array_index (ct_clinic_get_sites (self->clinic), 0))->id;
}

static CtPast *
read_past (Fixture *self, const char *day)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_read_past_async (self->clinic, site_of (self), ct_date_parse_iso (day), ct_await_done, &await);
  return fixture_take (self, &await);
}

static char *
words_of (GPtrArray *visits)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < visits->len; i++)
    {
      const CtVisit *visit = g_ptr_array_index (visits, i);
      g_autofree char *time = ct_minute_to_iso (visit->appointment->minute);

      g_string_append_printf (words, "%s%s %s", i > 0 ? ", " : "", time, visit->patient_name);
    }
  return g_string_free (words, FALSE);
}

static void
assert_then (const CtPast *past, gint64 at_us, const char *wanted)
{
  g_autoptr (GPtrArray) visits = ct_past_visits_at (past, at_us);
  g_autofree char *words = words_of (visits);

  g_assert_cmpstr (words, ==, wanted);
}

/* The present as the calendar itself tells it. */
static void
assert_now_is_the_present (Fixture *self, const CtPast *past)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) visits = NULL;
  g_autofree char *words = NULL;

  ct_clinic_list_visits_async (self->clinic, past->site_id, past->day, past->day, NULL, ct_await_done, &await);
  visits = fixture_take (self, &await);
  words = words_of (visits);
  assert_then (past, self->now_us, words);
}

static CtAppointment *
move (Fixture *self, CtAppointment *appointment, const char *day, const char *time)
{
  g_auto (CtAwait) await = { NULL };
  CtWall to = { ct_date_parse_iso (day), ct_minute_parse (time) };

  ct_clinic_move_appointment_async (self->clinic, appointment, appointment->chair_id, to.date, to.minute, 60, ct_await_done, &await);
  return fixture_take (self, &await);
}

static void
redo (Fixture *self)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_redo_async (self->clinic, ct_await_done, &await);
  g_free (fixture_take (self, &await));
}

static void
test_a_day_is_shown_as_it_stood_through_undo_and_redo (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  gint64 start = self->now_us;
  g_autoptr (CtAppointment) booked = NULL;
  g_autoptr (CtAppointment) moved = NULL;
  g_autoptr (CtPast) past = NULL;
  g_autoptr (CtPast) thursday = NULL;
  g_autoptr (GArray) changes = NULL;
  g_autofree char *what = NULL;

  self->now_us = start + 10 * MINUTE;
  booked = fixture_book (self, reyes, "2026-03-04", "10:00", 60);
  self->now_us = start + 20 * MINUTE;
  moved = move (self, booked, "2026-03-05", "11:00");
  self->now_us = start + 30 * MINUTE;
  g_free (fixture_undo (self));
  self->now_us = start + 40 * MINUTE;
  redo (self);
  self->now_us = start + 50 * MINUTE;
  past = read_past (self, "2026-03-04");
  assert_then (past, start, "");
  assert_then (past, start + 10 * MINUTE, "10:00 Reyes, Marisol");
  assert_then (past, start + 20 * MINUTE - 1, "10:00 Reyes, Marisol");
  assert_then (past, start + 20 * MINUTE, "");
  assert_then (past, start + 30 * MINUTE, "10:00 Reyes, Marisol");
  assert_then (past, start + 40 * MINUTE, "");
  assert_now_is_the_present (self, past);
  thursday = read_past (self, "2026-03-05");
  assert_then (thursday, start + 25 * MINUTE, "11:00 Reyes, Marisol");
  assert_then (thursday, start + 35 * MINUTE, "");
  assert_now_is_the_present (self, thursday);
  changes = ct_past_changes_since (past, start + 15 * MINUTE);
  g_assert_cmpuint (changes->len, ==, 3);
  what = ct_clinic_past_change_words (self->clinic, &g_array_index (changes, CtPastChange, 2));
  g_assert_cmpstr (what, ==, "moved from Wed 4 Mar 10:00, Chair 1 to Thu 5 Mar 11:00, Chair 1");
  g_assert_cmpstr (g_array_index (changes, CtPastChange, 0).after->user_name, ==, "ana");
}

static void
test_looking_back_is_written_down (Fixture *self, gconstpointer data)
{
  g_autoptr (CtPast) past = read_past (self, "2026-03-04");
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) rows = NULL;
  const CtAuditRow *row;

  ct_clinic_list_audit_async (self->clinic, 0, 0, 1, ct_await_done, &await);
  rows = fixture_take (self, &await);
  row = g_ptr_array_index (rows, 0);
  g_assert_cmpstr (row->act, ==, "looked-back");
  g_assert_cmpstr (row->detail, ==, "2026-03-04");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_TEST ("past/a-day-is-shown-as-it-stood-through-undo-and-redo",
                test_a_day_is_shown_as_it_stood_through_undo_and_redo);
  FIXTURE_TEST ("past/looking-back-is-written-down", test_looking_back_is_written_down);
  return g_test_run ();
}
