/* Two desks at one clinic: who is editing what, whose version is stored, who had the chair first, and how soon it is known. */
#include "clinic-fixture.h"

#include <gio/gio.h>

#include "clinic/ct-clinic-private.h"

#define PATIENCE_US (20 * G_USEC_PER_SEC)

#define wait_for(condition) \
  G_STMT_START { \
    gint64 end_us_ = g_get_monotonic_time () + PATIENCE_US; \
    while (!(condition) && g_get_monotonic_time () < end_us_) \
      { \
        g_main_context_iteration (NULL, FALSE); \
        g_usleep (500); \
      } \
    g_assert_true (condition); \
  } G_STMT_END

typedef struct
{
  Fixture   base;
  CtClinic *other; /* Ben's desk */
} DesksFixture;

static CtClinic *
open_as (const char *path, const char *login, gint64 *now_us)
{
  g_autoptr (GError) error = NULL;
  CtClinic *clinic = ct_clinic_open (path, login, PASSPHRASE, ct_clock_fixed (now_us), &error);

  g_assert_no_error (error);
  return clinic;
}

static void
set_up (DesksFixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) ben = ct_user_new ();
  g_autoptr (CtUser) stored = NULL;

  fixture_set_up (&self->base, NULL);
  g_object_set (ben, "login", "ben", "full-name", "Ben Ode", "role", CT_ROLE_OWNER, "active", TRUE, NULL);
  ct_clinic_add_user_async (self->base.clinic, ben, PASSPHRASE, ct_await_done, &await);
  stored = fixture_take (&self->base, &await);
  self->other = open_as (self->base.path, "ben", &self->base.now_us);
}

static void
tear_down (DesksFixture *self, gconstpointer data)
{
  if (self->other != NULL)
    ct_clinic_close (self->other);
  g_clear_object (&self->other);
  fixture_tear_down (&self->base, NULL);
}

static gpointer
take (CtClinic *clinic, CtAwait *await)
{
  g_autoptr (GError) error = NULL;
  gpointer result = ct_clinic_finish (clinic, ct_await_result (await), &error);

  g_assert_no_error (error);
  ct_await_clear (await);
  return result;
}

/* ---- Who is editing ---- */

static char *
editors (CtClinic *clinic, const char *table, gint64 id)
{
  g_autoptr (GPtrArray) rows = ct_clinic_get_editors (clinic, table, id);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", ((CtPresence *) g_ptr_array_index (rows, i))->user_name);
  return g_string_free (names, FALSE);
}

static gboolean
edited_by (CtClinic *clinic, const char *table, gint64 id, const char *names)
{
  g_autofree char *now = editors (clinic, table, id);

  return g_strcmp0 (now, names) == 0;
}

static void
test_the_other_desk_sees_who_is_editing_and_that_it_is_over (DesksFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) patient = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  gint64 id = CT_RECORD (patient)->id;

  g_assert_true (edited_by (self->other, "patient", id, ""));
  ct_clinic_begin_editing (self->base.clinic, "patient", id);
  ct_clinic_begin_editing (self->base.clinic, "patient", id);
  wait_for (edited_by (self->other, "patient", id, "Ana Ruiz"));
  g_assert_true (edited_by (self->other, "appointment", id, ""));
  g_assert_true (edited_by (self->base.clinic, "patient", id, ""));
  ct_clinic_end_editing (self->base.clinic, "patient", id);
  ct_clinic_end_editing (self->base.clinic, "patient", id);
  wait_for (edited_by (self->other, "patient", id, ""));
}

static void
test_a_desk_that_closes_leaves_nothing_behind (DesksFixture *self, gconstpointer data)
{
  g_assert_true (edited_by (self->base.clinic, "patient", 1, ""));
  ct_clinic_begin_editing (self->other, "patient", 1);
  wait_for (edited_by (self->base.clinic, "patient", 1, "Ben Ode"));
  ct_clinic_close (self->other);
  wait_for (edited_by (self->base.clinic, "patient", 1, ""));
}

static gpointer
work_count_presences (CtUnit *unit, gpointer data, GError **error)
{
  g_autoptr (CtRows) rows = ct_unit_query (unit, error, "presence.list", "");
  gint64 *n = g_new0 (gint64, 1);

  while (rows != NULL && ct_rows_next (rows, error))
    (*n)++;
  return n;
}

static gint64
count_presences (CtClinic *clinic)
{
  g_autofree gint64 *n = ct_store_read (clinic->store, work_count_presences, NULL, NULL);

  return *n;
}

static gboolean
is_dead_in_a_minute (CtClinic *clinic)
{
  ct_clinic_look_around (clinic, g_get_monotonic_time () + 61 * G_USEC_PER_SEC);
  return edited_by (clinic, "patient", 1, "");
}

/* What a killed program leaves is told for a minute at most, and then is taken away. */
static void
test_what_a_dead_desk_left_vanishes (DesksFixture *self, gconstpointer data)
{
  g_assert_true (edited_by (self->base.clinic, "patient", 1, ""));
  ct_clinic_begin_editing (self->other, "patient", 1);
  wait_for (edited_by (self->base.clinic, "patient", 1, "Ben Ode"));
  /* Its heart stops. */
  g_clear_handle_id (&self->other->beat_id, g_source_remove);
  ct_clinic_look_around (self->base.clinic, g_get_monotonic_time () + 59 * G_USEC_PER_SEC);
  wait_for (is_dead_in_a_minute (self->base.clinic));
  wait_for (count_presences (self->base.clinic) == 0);
}

/* The other desk's clock is set a year back, then two years ahead: it is neither gone nor there for ever. */
static void
test_a_jumping_clock_makes_nobody_vanish (DesksFixture *self, gconstpointer data)
{
  gint64 their_us = self->base.now_us - 365 * G_TIME_SPAN_DAY;
  CtClinic *third = open_as (self->base.path, "ben", &their_us);

  g_assert_true (edited_by (self->base.clinic, "patient", 1, ""));
  ct_clinic_begin_editing (third, "patient", 1);
  wait_for (edited_by (self->base.clinic, "patient", 1, "Ben Ode"));
  their_us += 3 * 365 * G_TIME_SPAN_DAY;
  self->base.now_us -= 100 * G_TIME_SPAN_DAY;
  ct_clinic_look_around (self->base.clinic, g_get_monotonic_time () + 30 * G_USEC_PER_SEC);
  for (int i = 0; i < 50; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_true (edited_by (self->base.clinic, "patient", 1, "Ben Ode"));
  ct_clinic_close (third);
  g_object_unref (third);
  wait_for (edited_by (self->base.clinic, "patient", 1, ""));
}

static gpointer
work_last_audit_id (CtUnit *unit, gpointer data, GError **error)
{
  gint64 *id = g_new0 (gint64, 1);

  g_assert_true (ct_unit_number (unit, id, error, "audit.last-id", ""));
  return id;
}

static void
test_editing_is_no_act_for_the_audit (DesksFixture *self, gconstpointer data)
{
  g_autofree gint64 *before = ct_store_read (self->base.clinic->store, work_last_audit_id, NULL, NULL);
  g_autofree gint64 *after = NULL;

  ct_clinic_begin_editing (self->base.clinic, "patient", 1);
  wait_for (edited_by (self->other, "patient", 1, "Ana Ruiz"));
  after = ct_store_read (self->base.clinic->store, work_last_audit_id, NULL, NULL);
  g_assert_cmpint (*before, ==, *after);
}

/* ---- Two versions ---- */

static void
test_the_other_version_comes_with_who_and_when (DesksFixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) patient = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtPatient) mine = ct_record_copy (patient);
  g_autoptr (CtPatient) theirs = ct_record_copy (patient);
  g_autoptr (CtPatient) stored = NULL;
  g_autoptr (CtRival) rival = NULL;
  g_autoptr (GError) error = NULL;

  self->base.now_us += G_TIME_SPAN_HOUR;
  g_object_set (theirs, "phone", "562-555-0199", NULL);
  ct_clinic_save_patient_async (self->other, theirs, ct_await_done, &await);
  stored = take (self->other, &await);
  g_object_set (mine, "email", "marisol@example.org", NULL);
  ct_clinic_save_patient_async (self->base.clinic, mine, ct_await_done, &await);
  error = fixture_refusal (&self->base, &await);
  g_assert_error (error, CT_ERROR, CT_ERROR_CONFLICT);
  ct_clinic_read_rival_async (self->base.clinic, CT_RECORD (mine), ct_await_done, &await);
  rival = fixture_take (&self->base, &await);
  g_assert_cmpstr (rival->who, ==, "Ben Ode");
  g_assert_cmpint (rival->at_us, ==, self->base.now_us);
  g_assert_cmpstr (CT_PATIENT (rival->theirs)->phone, ==, "562-555-0199");
}

/* ---- The last chair ---- */

static CtAppointment *
wish_of (DesksFixture *self, CtClinic *clinic, CtPatient *patient, const char *time)
{
  Fixture at = self->base;

  at.clinic = clinic;
  return fixture_wish (&at, patient, "2026-03-03", time, 50);
}

static void
test_the_slower_desk_is_told_by_whom_and_what_is_free_near (DesksFixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) okafor = fixture_add_patient (&self->base, "Okafor", "Tunde", "1979-01-02");
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) theirs = wish_of (self, self->other, okafor, "10:00");
  g_autoptr (CtAppointment) mine = wish_of (self, self->base.clinic, reyes, "10:00");
  g_autoptr (CtAppointment) booked = NULL;
  g_autoptr (CtAppointment) instead = NULL;
  g_autoptr (CtFreePlaces) places = NULL;
  g_autoptr (GError) error = NULL;
  const CtNearby *offer;

  ct_clinic_book_async (self->other, theirs, ct_await_done, &await);
  booked = take (self->other, &await);
  ct_clinic_book_async (self->base.clinic, mine, ct_await_done, &await);
  error = fixture_refusal (&self->base, &await);
  g_assert_error (error, CT_ERROR, CT_ERROR_TAKEN);
  g_assert_true (g_str_has_prefix (error->message, "Chair 1 was just taken at 10:00 by Ben Ode (T. Okafor until 10:50)."));
  ct_clinic_find_places_async (self->base.clinic, mine, ct_await_done, &await);
  places = fixture_take (&self->base, &await);
  g_assert_cmpstr (places->taken, ==, "Chair 1 was just taken at 10:00 by Ben Ode (T. Okafor until 10:50).");
  g_assert_cmpuint (places->offers->len, ==, 5);
  offer = &g_array_index (places->offers, CtNearby, 0);
  g_assert_cmpint (offer->minute, ==, 600);
  g_assert_cmpint (offer->chair_id, !=, mine->chair_id);
  mine->chair_id = offer->chair_id;
  ct_clinic_book_async (self->base.clinic, mine, ct_await_done, &await);
  instead = fixture_take (&self->base, &await);
  g_assert_cmpint (instead->chair_id, ==, offer->chair_id);
}

static void
test_what_was_booked_long_ago_was_not_just_taken (DesksFixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) okafor = fixture_add_patient (&self->base, "Okafor", "Tunde", "1979-01-02");
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");
  g_autoptr (CtAppointment) theirs = wish_of (self, self->other, okafor, "10:00");
  g_autoptr (CtAppointment) mine = wish_of (self, self->base.clinic, reyes, "10:00");
  g_autoptr (CtAppointment) booked = NULL;
  g_autoptr (CtAppointment) confirmed = NULL;
  g_autoptr (GError) error = NULL;

  ct_clinic_book_async (self->other, theirs, ct_await_done, &await);
  booked = take (self->other, &await);
  self->base.now_us += G_TIME_SPAN_HOUR;
  /* Confirming it does not take the place anew. */
  ct_clinic_confirm_async (self->other, booked, "phone", ct_await_done, &await);
  confirmed = take (self->other, &await);
  ct_clinic_book_async (self->base.clinic, mine, ct_await_done, &await);
  error = fixture_refusal (&self->base, &await);
  g_assert_true (g_str_has_prefix (error->message, "Chair 1 is taken at 10:00 (T. Okafor until 10:50)."));
}

typedef struct
{
  gboolean done;
  gboolean won;
  GError  *error;
} Try;

static void
on_tried_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Try *try = data;
  g_autoptr (CtAppointment) stored = ct_clinic_finish (CT_CLINIC (source), result, &try->error);

  try->won = stored != NULL;
  try->done = TRUE;
}

static void
test_of_two_who_book_the_last_chair_at_once_one_wins (DesksFixture *self, gconstpointer data)
{
  g_autoptr (CtPatient) okafor = fixture_add_patient (&self->base, "Okafor", "Tunde", "1979-01-02");
  g_autoptr (CtPatient) reyes = fixture_add_patient (&self->base, "Reyes", "Marisol", "1985-03-12");

  for (int hour = 9; hour < 16; hour++)
    {
      g_autofree char *time = g_strdup_printf ("%02d:00", hour);
      g_autoptr (CtAppointment) theirs = wish_of (self, self->other, okafor, time);
      g_autoptr (CtAppointment) mine = wish_of (self, self->base.clinic, reyes, time);
      Try tries[2] = { { FALSE, FALSE, NULL }, { FALSE, FALSE, NULL } };

      ct_clinic_book_async (self->base.clinic, mine, on_tried_cb, &tries[0]);
      ct_clinic_book_async (self->other, theirs, on_tried_cb, &tries[1]);
      wait_for (tries[0].done && tries[1].done);
      g_assert_true (tries[0].won != tries[1].won);
      g_assert_error (tries[tries[0].won ? 1 : 0].error, CT_ERROR, CT_ERROR_TAKEN);
      g_assert_nonnull (strstr (tries[tries[0].won ? 1 : 0].error->message, tries[0].won ? "by Ana Ruiz" : "by Ben Ode"));
      g_clear_error (&tries[0].error);
      g_clear_error (&tries[1].error);
    }
}

/* ---- How soon the other desk knows ---- */

#define N_BOOKINGS 12

/* Another program on the same file: books, and says when each booking was acknowledged. */
static int
be_the_other_desk (const char *path)
{
  gint64 now_us = ct_time_parse_iso ("2026-03-02T18:00:00Z");
  Fixture self = { .path = (char *) path, .clinic = open_as (path, "ben", &now_us) };
  g_autoptr (CtPatient) patient = fixture_add_patient (&self, "Okafor", "Tunde", "1979-01-02");

  for (int i = 0; i < N_BOOKINGS; i++)
    {
      g_autofree char *time = g_strdup_printf ("%02d:%02d", 9 + i / 2, i % 2 * 30);
      g_autoptr (CtAppointment) stored = fixture_book (&self, patient, "2026-03-04", time, 30);

      g_print ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", CT_RECORD (stored)->id, g_get_monotonic_time ());
      g_usleep ((gulong) (70 + 53 * i % 200) * 1000);
    }
  fixture_close (&self);
  return 0;
}

static void
on_booking_seen_cb (GHashTable *seen, const char *table, gint64 id)
{
  if (g_strcmp0 (table, "appointment") != 0 || g_hash_table_contains (seen, GINT_TO_POINTER (id)))
    return;
  g_hash_table_insert (seen, GINT_TO_POINTER (id), g_memdup2 (&(gint64) { g_get_monotonic_time () }, sizeof (gint64)));
}

static const char *own_program;

static void
test_a_booking_of_another_program_is_known_within_a_second (DesksFixture *self, gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr (GSubprocess) desk = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  g_auto (GStrv) lines = NULL;
  gint64 worst_us = 0, sum_us = 0;

  g_signal_connect_swapped (self->base.clinic, "changed", G_CALLBACK (on_booking_seen_cb), seen);
  desk = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, own_program, "--desk", self->base.path, NULL);
  g_assert_no_error (error);
  wait_for (g_hash_table_size (seen) == N_BOOKINGS);
  g_assert_true (g_subprocess_communicate_utf8 (desk, NULL, NULL, &said, NULL, &error));
  g_assert_true (g_subprocess_get_successful (desk));
  lines = g_strsplit (g_strstrip (said), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, N_BOOKINGS);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *rest;
      gint64 id = g_ascii_strtoll (lines[i], &rest, 10), acknowledged_us = g_ascii_strtoll (rest, NULL, 10);
      gint64 *seen_us = g_hash_table_lookup (seen, GINT_TO_POINTER (id));

      g_assert_nonnull (seen_us);
      worst_us = MAX (worst_us, *seen_us - acknowledged_us);
      sum_us += *seen_us - acknowledged_us;
    }
  g_signal_handlers_disconnect_by_data (self->base.clinic, seen);
  g_test_message ("known after %d ms on average, %d ms at worst", (int) (sum_us / N_BOOKINGS / 1000), (int) (worst_us / 1000));
  g_assert_cmpint (worst_us, <, G_USEC_PER_SEC);
}

#define DESKS_TEST(path, function) \
  g_test_add ("/desks/" path, DesksFixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  own_program = argv[0];
  if (argc == 3 && g_str_equal (argv[1], "--desk"))
    return be_the_other_desk (argv[2]);
  g_test_init (&argc, &argv, NULL);
  DESKS_TEST ("editing/seen", test_the_other_desk_sees_who_is_editing_and_that_it_is_over);
  DESKS_TEST ("editing/closed", test_a_desk_that_closes_leaves_nothing_behind);
  DESKS_TEST ("editing/dead", test_what_a_dead_desk_left_vanishes);
  DESKS_TEST ("editing/clock", test_a_jumping_clock_makes_nobody_vanish);
  DESKS_TEST ("editing/audit", test_editing_is_no_act_for_the_audit);
  DESKS_TEST ("versions/rival", test_the_other_version_comes_with_who_and_when);
  DESKS_TEST ("chair/told", test_the_slower_desk_is_told_by_whom_and_what_is_free_near);
  DESKS_TEST ("chair/long-ago", test_what_was_booked_long_ago_was_not_just_taken);
  DESKS_TEST ("chair/at-once", test_of_two_who_book_the_last_chair_at_once_one_wins);
  DESKS_TEST ("live/within-a-second", test_a_booking_of_another_program_is_known_within_a_second);
  return g_test_run ();
}
