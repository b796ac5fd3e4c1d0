/* A chair that runs over, as the clinic knows it: what its visits say, and reseating as the one act of moving it is. */
#include <string.h>

#include "clinic-fixture.h"
#include "clinic/ct-floor-now.h"
#include "domain/ct-user.h"

#define MONDAY "2026-03-02"

typedef struct
{
  CtAppointment *seated;  /* in the first chair since 9:25 for 9:00 to 10:00 */
  CtAppointment *waiting; /* due there at 10:00 */
} Floor;

static CtAppointment *
step_to (Fixture *self, CtAppointment *from, const char *code)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_set_appointment_status_async (self->clinic, from, code, NULL, ct_await_done, &await);
  return fixture_take (self, &await);
}

static void
floor_init (Fixture *self, Floor *floor)
{
  g_autoptr (CtPatient) reyes = fixture_add_patient (self, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) okafor = fixture_add_patient (self, "Okafor", "Tobe", "1975-01-12");
  g_autoptr (CtAppointment) booked = fixture_book (self, reyes, MONDAY, "09:00", 60);

  floor->waiting = fixture_book (self, okafor, MONDAY, "10:00", 30);
  self->now_us = ct_time_parse_iso ("2026-03-02T17:25:00Z");
  floor->seated = step_to (self, booked, "in-chair");
  self->now_us = ct_time_parse_iso ("2026-03-02T17:40:00Z");
}

static void
floor_clear (Floor *floor)
{
  g_object_unref (floor->seated);
  g_object_unref (floor->waiting);
}

static GPtrArray *
read_today (Fixture *self)
{
  g_auto (CtAwait) await = { NULL };
  gint64 site_id = CT_RECORD (g_ptr_array_index (ct_clinic_get_sites (self->clinic), 0))->id;
  CtDate today = ct_clinic_today (self->clinic);

  ct_clinic_list_visits_async (self->clinic, site_id, today, today, NULL, ct_await_done, &await);
  return fixture_take (self, &await);
}

static CtVisit *
find_visit (GPtrArray *visits, CtAppointment *appointment)
{
  for (guint i = 0; i < visits->len; i++)
    if (CT_RECORD (CT_VISIT (g_ptr_array_index (visits, i))->appointment)->id == CT_RECORD (appointment)->id)
      return g_ptr_array_index (visits, i);
  g_assert_not_reached ();
}

/* By how many minutes a visit will begin late, as its clinic knows it. */
static int
delay_of (Fixture *self, CtAppointment *appointment)
{
  g_autoptr (GPtrArray) visits = read_today (self);
  g_autoptr (CtRunOver) run = ct_floor_now (self->clinic, appointment->site_id, visits, ct_clinic_now_at (self->clinic, 0));

  return ct_run_entry_delay (ct_run_over_find (run, CT_RECORD (appointment)->id));
}

static GArray *
reseats_of (Fixture *self, CtAppointment *appointment)
{
  g_autoptr (GPtrArray) visits = read_today (self);

  return ct_floor_find_reseats (self->clinic, find_visit (visits, appointment), visits, ct_clinic_now_at (self->clinic, 0));
}

static void
test_what_was_stamped_says_when_the_chair_is_free_by_the_clock_of_the_site (Fixture *self, gconstpointer data)
{
  Floor floor;

  floor_init (self, &floor);
  g_assert_cmpint (delay_of (self, floor.waiting), ==, 25);
  floor_clear (&floor);
}

static void
test_checking_out_frees_the_chair (Fixture *self, gconstpointer data)
{
  Floor floor;
  g_autoptr (CtAppointment) done = NULL;

  floor_init (self, &floor);
  done = step_to (self, floor.seated, "done");
  g_assert_cmpint (delay_of (self, floor.waiting), ==, 0);
  floor_clear (&floor);
}

static guint
count_changes (Fixture *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) rows = NULL;
  guint n = 0;

  ct_clinic_list_audit_async (self->clinic, 0, 0, 1000, ct_await_done, &await);
  rows = fixture_take (self, &await);
  for (guint i = 0; i < rows->len; i++)
    n += strcmp (((CtAuditRow *) g_ptr_array_index (rows, i))->act, "changed") == 0;
  return n;
}

static void
test_reseating_is_one_act_that_is_undone_in_one_and_the_audit_says_both (Fixture *self, gconstpointer data)
{
  Floor floor;
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GArray) reseats = NULL;
  g_autoptr (CtAppointment) moved = NULL;
  g_autoptr (GPtrArray) visits = NULL;
  g_autofree char *undone = NULL;
  const CtReseat *best;
  guint changes;

  floor_init (self, &floor);
  changes = count_changes (self);
  reseats = reseats_of (self, floor.waiting);
  g_assert_cmpuint (reseats->len, ==, 1);
  best = &g_array_index (reseats, CtReseat, 0);
  g_assert_cmpint (best->minute, ==, floor.waiting->minute);
  ct_clinic_move_appointment_async (self->clinic, floor.waiting, best->chair_id, floor.waiting->day, best->minute,
                                    floor.waiting->minutes, ct_await_done, &await);
  moved = fixture_take (self, &await);
  g_assert_cmpint (moved->chair_id, ==, best->chair_id);
  g_assert_cmpint (delay_of (self, moved), ==, 0);
  g_assert_cmpuint (count_changes (self), ==, changes + 1);
  undone = fixture_undo (self);
  g_assert_nonnull (strstr (undone, "Okafor"));
  g_assert_cmpuint (count_changes (self), ==, changes + 2);
  visits = read_today (self);
  g_assert_cmpint (find_visit (visits, moved)->appointment->chair_id, ==, floor.waiting->chair_id);
  g_assert_cmpint (delay_of (self, floor.waiting), ==, 25);
  floor_clear (&floor);
}

static void
test_a_chair_that_somebody_has_is_not_offered (Fixture *self, gconstpointer data)
{
  Floor floor;
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) lind = fixture_add_patient (self, "Lind", "Berta", "1990-07-01");
  g_autoptr (CtAppointment) wish = fixture_wish (self, lind, MONDAY, "10:00", 60);
  g_autoptr (CtAppointment) taken = NULL;
  g_autoptr (GArray) reseats = NULL;

  floor_init (self, &floor);
  wish->chair_id = CT_RECORD (g_ptr_array_index (ct_clinic_get_chairs (self->clinic), 1))->id;
  ct_clinic_book_async (self->clinic, wish, ct_await_done, &await);
  taken = fixture_take (self, &await);
  reseats = reseats_of (self, floor.waiting);
  g_assert_cmpuint (reseats->len, ==, 0);
  floor_clear (&floor);
}

static void
log_in_as_billing (Fixture *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) user = ct_user_new ();
  g_autoptr (CtUser) stored = NULL;
  g_autoptr (GError) error = NULL;

  g_object_set (user, "login", "bo", "full-name", "Bo", "role", CT_ROLE_BILLING, NULL);
  ct_clinic_add_user_async (self->clinic, user, "seven green ladders", ct_await_done, &await);
  stored = fixture_take (self, &await);
  fixture_close (self);
  self->clinic = ct_clinic_open (self->path, "bo", "seven green ladders", ct_clock_fixed (&self->now_us), &error);
  g_assert_no_error (error);
}

static void
test_who_may_not_book_is_refused_with_the_reason (Fixture *self, gconstpointer data)
{
  Floor floor;
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GError) refusal = NULL;

  floor_init (self, &floor);
  log_in_as_billing (self);
  ct_clinic_move_appointment_async (self->clinic, floor.waiting,
                                    CT_RECORD (g_ptr_array_index (ct_clinic_get_chairs (self->clinic), 1))->id,
                                    floor.waiting->day, floor.waiting->minute, floor.waiting->minutes, ct_await_done, &await);
  refusal = fixture_refusal (self, &await);
  g_assert_error (refusal, CT_ERROR, CT_ERROR_DENIED);
  g_assert_nonnull (strstr (refusal->message, "Your role"));
  floor_clear (&floor);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CHECK(function) FIXTURE_TEST (#function, test_##function)
  CHECK (what_was_stamped_says_when_the_chair_is_free_by_the_clock_of_the_site);
  CHECK (checking_out_frees_the_chair);
  CHECK (reseating_is_one_act_that_is_undone_in_one_and_the_audit_says_both);
  CHECK (a_chair_that_somebody_has_is_not_offered);
  CHECK (who_may_not_book_is_refused_with_the_reason);
  return g_test_run ();
}
