/* Undo: what somebody did at the calendar is taken back exactly or not at all, after a restart, at another desk, beside others. */
#include "clinic-fixture.h"

#include <string.h>

#include "base/ct-place.h"
#include "clinic/ct-plan-draft.h"
#include "ct-test-server.h"
#include "domain/ct-image.h"

#define PATIENCE_US (20 * G_USEC_PER_SEC)
#define N_PATIENTS  4
#define N_ACTS      30

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

/* The file and the server are both a fixture; ben is a nurse at another desk. */
typedef struct
{
  Fixture    ana;
  Fixture    ben;
  char      *database; /* (nullable): of a clinic on a server */
  CtPatient *patients[N_PATIENTS];
  GPtrArray *before;   /* of GHashTable: what there was before each act of Ana's */
} World;

static void
open_as (Fixture *self, const char *login)
{
  g_autoptr (GError) error = NULL;

  self->clinic = ct_clinic_open (self->path, login, PASSPHRASE, ct_clock_fixed (&self->now_us), &error);
  g_assert_no_error (error);
}

static void
reopen (Fixture *self, const char *login)
{
  fixture_close (self);
  open_as (self, login);
}

static void
add_person (World *self, const char *login, const char *name, const char *role)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) user = ct_user_new ();
  g_autoptr (CtUser) stored = NULL;

  g_object_set (user, "login", login, "full-name", name, "role", role, "active", TRUE, NULL);
  ct_clinic_add_user_async (self->ana.clinic, user, PASSPHRASE, ct_await_done, &await);
  stored = fixture_take (&self->ana, &await);
}

static void
people_come_in (World *self)
{
  static const char *const names[N_PATIENTS][2] = { { "Reyes", "Marisol" }, { "Okafor", "Tunde" }, { "Lind", "Eva" }, { "Sato", "Ken" } };

  add_person (self, "ben", "Ben Ode", CT_ROLE_NURSE);
  self->ben.path = g_strdup (self->ana.path);
  self->ben.now_us = self->ana.now_us;
  open_as (&self->ben, "ben");
  for (guint i = 0; i < N_PATIENTS; i++)
    self->patients[i] = fixture_add_patient (&self->ana, names[i][0], names[i][1], "1985-03-12");
  self->before = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
}

static void
world_set_up (World *self, gconstpointer data)
{
  fixture_set_up (&self->ana, NULL);
  people_come_in (self);
}

static void
server_set_up (World *self, gconstpointer data)
{
  const CtClinicSetup setup = { .clinic_name = "Harbor", .zone = "America/Los_Angeles", .n_chairs = 2, .admin_login = "ana",
                                .admin_name = "Ana Ruiz", .passphrase = PASSPHRASE, .server_password = "boss of the server",
                                .light_keys = TRUE };
  g_autofree char *admin = NULL;
  g_autoptr (GError) error = NULL;
  static guint n;

  if (ct_test_server_missing () != NULL)
    return;
  ct_test_server_start ();
  ct_test_server_add_role ("boss", "boss of the server", "CREATEDB CREATEROLE");
  g_setenv ("PGPASSWORD", "boss of the server", TRUE);
  self->database = g_strdup_printf ("undo%u", ++n);
  self->ana.path = ct_test_server_uri (self->database);
  self->ana.now_us = ct_time_parse_iso ("2026-03-02T18:00:00Z");
  admin = ct_place_with_user (self->ana.path, "boss");
  ct_clinic_create (admin, &setup, ct_clock_fixed (&self->ana.now_us), &self->ana.recovery_key, &error);
  g_assert_no_error (error);
  open_as (&self->ana, "ana");
  people_come_in (self);
}

static void
world_tear_down (World *self, gconstpointer data)
{
  fixture_close (&self->ben);
  fixture_close (&self->ana);
  if (self->database != NULL)
    ct_test_server_drop (self->database);
  if (self->ana.folder != NULL)
    fixture_remove_folder (self->ana.folder);
  for (guint i = 0; i < N_PATIENTS; i++)
    g_clear_object (&self->patients[i]);
  g_clear_pointer (&self->before, g_ptr_array_unref);
  g_free (self->database);
  g_free (self->ana.folder);
  g_free (self->ana.path);
  g_free (self->ana.recovery_key);
  g_free (self->ben.path);
}

static gboolean
is_there (World *self)
{
  if (self->ana.clinic != NULL)
    return TRUE;
  g_test_skip (ct_test_server_missing ());
  return FALSE;
}

/* ---- What there is: every record of every chart, word for word, but those that count no more since they were undone ---- */

static void
picture_add (GHashTable *picture, gpointer record)
{
  g_autoptr (GVariant) image = ct_image_of_state (record, record);

  g_hash_table_insert (picture, g_strdup_printf ("%s %" G_GINT64_FORMAT, ct_record_table (record), CT_RECORD (record)->id),
                       g_variant_print (image, TRUE));
}

static gboolean
is_void (const CtAppointment *a)
{
  return g_strcmp0 (a->status, CT_APPOINTMENT_CANCELLED) == 0 && a->undone;
}

static void
picture_add_file (GHashTable *picture, CtPatientFile *file)
{
  g_autoptr (GHashTable) voids = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < file->appointments->len; i++)
    {
      CtAppointment *a = g_ptr_array_index (file->appointments, i);

      if (is_void (a))
        g_hash_table_add (voids, &CT_RECORD (a)->id);
      else
        picture_add (picture, a);
    }
  for (guint i = 0; i < file->sessions->len; i++)
    {
      CtSession *session = g_ptr_array_index (file->sessions, i);

      if (!g_hash_table_contains (voids, &session->appointment_id))
        picture_add (picture, session);
    }
  for (guint i = 0; i < file->courses->len; i++)
    if (g_strcmp0 (CT_COURSE (g_ptr_array_index (file->courses, i))->status, CT_COURSE_UNDONE) != 0)
      picture_add (picture, g_ptr_array_index (file->courses, i));
}

static GHashTable *
take_picture (World *self)
{
  GHashTable *picture = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < N_PATIENTS; i++)
    {
      g_autoptr (CtPatientFile) file = fixture_read (&self->ana, CT_RECORD (self->patients[i])->id);

      picture_add_file (picture, file);
    }
  return picture;
}

/* Where both say something else; empty where nothing differs. */
static char *
difference (GHashTable *a, GHashTable *b)
{
  GString *text = g_string_new (NULL);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_strcmp0 (g_hash_table_lookup (b, key), value) != 0)
      g_string_append_printf (text, "%s: %s\n  ≠ %s\n", (char *) key, (char *) value, (char *) g_hash_table_lookup (b, key));
  g_hash_table_iter_init (&iter, b);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!g_hash_table_contains (a, key))
      g_string_append_printf (text, "%s: nothing\n  ≠ %s\n", (char *) key, (char *) value);
  return g_string_free (text, FALSE);
}

#define assert_same(a, b) \
  G_STMT_START { \
    g_autofree char *difference_ = difference (a, b); \
    g_assert_cmpstr (difference_, ==, ""); \
  } G_STMT_END

/* ---- Acts by chance; what the rules refuse does not count ---- */

/* Whether it went well. */
static gboolean
end_act (Fixture *desk, CtAwait *await)
{
  g_autoptr (GError) error = NULL;
  gpointer out = ct_clinic_finish (desk->clinic, ct_await_result (await), &error);

  ct_await_clear (await);
  if (out != NULL)
    g_object_unref (out);
  else
    g_assert_true (error->domain == CT_ERROR);
  return out != NULL;
}

/* Some booking that counts. */
static CtAppointment *
some_booking (World *self, CtPatient *patient)
{
  g_autoptr (CtPatientFile) file = fixture_read (&self->ana, CT_RECORD (patient)->id);
  guint n = file->appointments->len;
  guint from = n > 0 ? (guint) g_test_rand_int_range (0, (int) n) : 0;

  for (guint i = 0; i < n; i++)
    {
      CtAppointment *a = g_ptr_array_index (file->appointments, (from + i) % n);

      if (ct_appointment_holds_chair (a))
        return g_object_ref (a);
    }
  return NULL;
}

static CtAppointment *
some_wish (World *self, CtPatient *patient)
{
  CtAppointment *wish = fixture_wish (&self->ana, patient, "2026-03-03", "10:00", 60);
  GPtrArray *chairs = ct_clinic_get_chairs (self->ana.clinic);

  wish->chair_id = CT_RECORD (g_ptr_array_index (chairs, g_test_rand_int_range (0, (int) chairs->len)))->id;
  wish->day += g_test_rand_int_range (0, 4);
  wish->minute = 9 * 60 + 15 * g_test_rand_int_range (0, 24);
  wish->minutes = 30 + 15 * g_test_rand_int_range (0, 4);
  return wish;
}

static gboolean
book (World *self, Fixture *desk, CtPatient *patient)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAppointment) wish = some_wish (self, patient);

  ct_clinic_book_async (desk->clinic, wish, ct_await_done, &await);
  return end_act (desk, &await);
}

static gboolean
move (World *self, Fixture *desk, CtPatient *patient)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAppointment) booking = some_booking (self, patient);
  g_autoptr (CtAppointment) wish = some_wish (self, patient);

  if (booking == NULL)
    return FALSE;
  ct_clinic_move_appointment_async (desk->clinic, booking, wish->chair_id, wish->day, wish->minute, booking->minutes,
                                    ct_await_done, &await);
  return end_act (desk, &await);
}

static gboolean
lengthen (World *self, Fixture *desk, CtPatient *patient)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAppointment) booking = some_booking (self, patient);

  if (booking == NULL)
    return FALSE;
  ct_clinic_move_appointment_async (desk->clinic, booking, booking->chair_id, booking->day, booking->minute,
                                    booking->minutes + 15, ct_await_done, &await);
  return end_act (desk, &await);
}

static gboolean
step_on (World *self, Fixture *desk, CtPatient *patient)
{
  static const char *const steps[] = { CT_APPOINTMENT_ARRIVED, CT_APPOINTMENT_MISSED, CT_APPOINTMENT_IN_CHAIR };
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAppointment) booking = some_booking (self, patient);

  if (booking == NULL)
    return FALSE;
  ct_clinic_set_appointment_status_async (desk->clinic, booking, steps[g_test_rand_int_range (0, G_N_ELEMENTS (steps))], NULL,
                                          ct_await_done, &await);
  return end_act (desk, &await);
}

static gboolean
cancel (World *self, Fixture *desk, CtPatient *patient)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAppointment) booking = some_booking (self, patient);

  if (booking == NULL)
    return FALSE;
  ct_clinic_set_appointment_status_async (desk->clinic, booking, CT_APPOINTMENT_CANCELLED, "Has the flu", ct_await_done, &await);
  return end_act (desk, &await);
}

static gboolean
edit (World *self, Fixture *desk, CtPatient *patient)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAppointment) booking = some_booking (self, patient);
  g_autofree char *note = g_strdup_printf ("Brings “%d” {'x': <%%s>}\n\\u0001", g_test_rand_int_range (0, 100));

  if (booking == NULL)
    return FALSE;
  g_object_set (booking, "note", note, NULL);
  ct_clinic_edit_appointment_async (desk->clinic, booking, ct_await_done, &await);
  return end_act (desk, &await);
}

static gboolean
book_course (World *self, Fixture *desk, CtPatient *patient)
{
  g_auto (CtAwait) await = { NULL };
  g_auto (CtAwait) booked = { NULL };
  CtCourseWish wish = { .patient_id = CT_RECORD (patient)->id, .protocol = "IV_IND_2PW", .minute = 600 };
  g_autoptr (CtPlanDraft) draft = NULL;
  g_autoptr (CtCourse) course = ct_course_new ();
  g_autoptr (GError) error = NULL;

  wish.start_on = ct_date_parse_iso ("2026-03-09");
  ct_clinic_plan_course_async (desk->clinic, &wish, ct_await_done, &await);
  draft = ct_clinic_finish (desk->clinic, ct_await_result (&await), &error);
  if (draft == NULL || draft->plan == NULL)
    return FALSE;
  course->patient_id = CT_RECORD (patient)->id;
  g_object_set (course, "protocol", "IV_IND_2PW", "indication", "trd", NULL);
  ct_clinic_book_course_async (desk->clinic, course, draft->plan, ct_await_done, &booked);
  return end_act (desk, &booked);
}

static gboolean
shift_series (World *self, Fixture *desk, CtPatient *patient)
{
  g_auto (CtAwait) await = { NULL };
  g_auto (CtAwait) booked = { NULL };
  g_autoptr (CtAppointment) booking = some_booking (self, patient);
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (GError) error = NULL;

  if (booking == NULL || booking->course_id == 0)
    return FALSE;
  ct_clinic_plan_series_move_async (desk->clinic, booking, booking->chair_id, (CtWall) { booking->day + 1, booking->minute },
                                    ct_await_done, &await);
  plans = ct_clinic_finish (desk->clinic, ct_await_result (&await), &error);
  if (plans == NULL || plans->len == 0)
    return FALSE;
  ct_clinic_book_series_async (desk->clinic, booking,
                               g_ptr_array_index (plans, g_test_rand_int_range (0, (int) plans->len)), ct_await_done, &booked);
  return end_act (desk, &booked);
}

static gboolean
call_in_sick (World *self, Fixture *desk, CtPatient *patient)
{
  g_auto (CtAwait) await = { NULL };
  g_auto (CtAwait) booked = { NULL };
  g_autoptr (CtLeave) leave = ct_leave_new ();
  g_autoptr (CtReplanDraft) draft = NULL;
  g_autoptr (GError) error = NULL;

  leave->user_id = CT_RECORD (ct_clinic_get_user (self->ana.clinic))->id;
  leave->first_day = leave->last_day = ct_date_parse_iso ("2026-03-03") + g_test_rand_int_range (0, 4);
  leave->to_minute = CT_MINUTES_PER_DAY;
  leave->reason = g_strdup ("Ill");
  ct_clinic_plan_leave_async (desk->clinic, leave, ct_await_done, &await);
  draft = ct_clinic_finish (desk->clinic, ct_await_result (&await), &error);
  if (draft == NULL)
    return FALSE;
  ct_clinic_book_leave_async (desk->clinic, draft, ct_await_done, &booked);
  return end_act (desk, &booked);
}

static gboolean
stop_course (World *self, Fixture *desk, CtPatient *patient)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatientFile) file = fixture_read (&self->ana, CT_RECORD (patient)->id);
  CtCourse *course = ct_patient_file_current_course (file);

  if (course == NULL)
    return FALSE;
  ct_clinic_stop_course_async (desk->clinic, course, "Moves away", ct_await_done, &await);
  return end_act (desk, &await);
}

typedef gboolean (*Deed) (World *self, Fixture *desk, CtPatient *patient);

static gboolean
do_something (World *self, Fixture *desk)
{
  static const Deed deeds[] = { book, book, move, move, lengthen, step_on, cancel, edit, book_course, shift_series, call_in_sick, stop_course };

  return deeds[g_test_rand_int_range (0, G_N_ELEMENTS (deeds))](self, desk,
                                                                self->patients[g_test_rand_int_range (0, N_PATIENTS)]);
}

/* Acts of Ana's until so many can be undone, each with what there was before it. */
static void
do_much (World *self, gboolean with_ben)
{
  while (self->before->len < N_ACTS)
    {
      g_autoptr (GHashTable) before = take_picture (self);
      guint n = ct_clinic_get_acts (self->ana.clinic)->len;

      if (do_something (self, &self->ana) && ct_clinic_get_acts (self->ana.clinic)->len > n)
        g_ptr_array_add (self->before, g_steal_pointer (&before));
      if (with_ben && g_test_rand_int_range (0, 3) == 0)
        do_something (self, &self->ben);
    }
}

/* ---- The properties ---- */

static void
test_undoing_all_is_the_beginning_and_doing_all_again_the_end (World *self, gconstpointer data)
{
  g_autoptr (GHashTable) begin = NULL;
  g_autoptr (GHashTable) end = NULL;
  g_autoptr (GHashTable) back = NULL;
  g_autoptr (GHashTable) again = NULL;

  if (!is_there (self))
    return;
  begin = take_picture (self);
  do_much (self, FALSE);
  end = take_picture (self);
  reopen (&self->ana, "ana");
  g_assert_cmpuint (ct_clinic_get_acts (self->ana.clinic)->len, ==, N_ACTS);
  for (guint i = N_ACTS; i > 0; i--)
    {
      g_autofree char *label = fixture_undo (&self->ana);
      g_autoptr (GHashTable) now = take_picture (self);

      g_assert_nonnull (label);
      assert_same (now, g_ptr_array_index (self->before, i - 1));
    }
  g_assert_null (ct_clinic_get_undo_label (self->ana.clinic));
  back = take_picture (self);
  assert_same (back, begin);
  reopen (&self->ana, "ana");
  while (ct_clinic_get_redo_label (self->ana.clinic) != NULL)
    {
      g_auto (CtAwait) await = { NULL };

      ct_clinic_redo_async (self->ana.clinic, ct_await_done, &await);
      g_free (fixture_take (&self->ana, &await));
    }
  again = take_picture (self);
  assert_same (again, end);
}

/* What an undo changed says again what it said before the act; nothing else is touched. */
static void
assert_restored (GHashTable *before_undo, GHashTable *after_undo, GHashTable *before_act)
{
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, before_undo);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (keys, key);
  g_hash_table_iter_init (&iter, after_undo);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (keys, key);
  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (g_strcmp0 (g_hash_table_lookup (before_undo, key), g_hash_table_lookup (after_undo, key)) != 0)
      g_assert_cmpstr (g_hash_table_lookup (after_undo, key), ==, g_hash_table_lookup (before_act, key));
}

static void
test_beside_somebody_else_an_act_is_undone_exactly_or_not_at_all (World *self, gconstpointer data)
{
  guint undone = 0;

  if (!is_there (self))
    return;
  do_much (self, TRUE);
  for (guint i = N_ACTS; i > 0; i--)
    {
      g_auto (CtAwait) await = { NULL };
      g_autoptr (GHashTable) before = take_picture (self);
      g_autoptr (GHashTable) after = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *label = NULL;

      ct_clinic_undo_async (self->ana.clinic, ct_await_done, &await);
      label = ct_clinic_finish (self->ana.clinic, ct_await_result (&await), &error);
      after = take_picture (self);
      if (label != NULL)
        {
          undone++;
          assert_restored (before, after, g_ptr_array_index (self->before, i - 1));
          continue;
        }
      g_assert_true (g_error_matches (error, CT_ERROR, CT_ERROR_CONFLICT) || g_error_matches (error, CT_ERROR, CT_ERROR_TAKEN));
      assert_same (before, after);
    }
  g_assert_cmpuint (undone, >, 0);
  g_assert_null (ct_clinic_get_undo_label (self->ana.clinic));
}

/* ---- One at a time ---- */

static void
test_two_moves_of_one_booking_are_undone_one_after_the_other (World *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAppointment) booked = NULL, once = NULL, twice = NULL;
  g_autoptr (GHashTable) before = NULL, after = NULL;

  if (!is_there (self))
    return;
  booked = fixture_book (&self->ana, self->patients[0], "2026-03-03", "10:00", 60);
  before = take_picture (self);
  ct_clinic_move_appointment_async (self->ana.clinic, booked, booked->chair_id, booked->day, 660, 60, ct_await_done, &await);
  once = fixture_take (&self->ana, &await);
  ct_clinic_move_appointment_async (self->ana.clinic, once, booked->chair_id, booked->day, 780, 60, ct_await_done, &await);
  twice = fixture_take (&self->ana, &await);
  reopen (&self->ana, "ana");
  g_free (fixture_undo (&self->ana));
  g_free (fixture_undo (&self->ana));
  after = take_picture (self);
  assert_same (before, after);
}

static void
test_a_refusal_says_who_changed_what_and_when (World *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAppointment) booked = NULL, moved = NULL;
  g_autoptr (GError) refusal = NULL;

  if (!is_there (self))
    return;
  booked = fixture_book (&self->ana, self->patients[0], "2026-03-03", "10:00", 60);
  self->ben.now_us += 12 * CT_USEC_PER_MINUTE;
  ct_clinic_move_appointment_async (self->ben.clinic, booked, booked->chair_id, booked->day, 660, 60, ct_await_done, &await);
  moved = fixture_take (&self->ben, &await);
  ct_clinic_undo_async (self->ana.clinic, ct_await_done, &await);
  refusal = fixture_refusal (&self->ana, &await);
  g_assert_error (refusal, CT_ERROR, CT_ERROR_CONFLICT);
  g_assert_cmpstr (refusal->message, ==,
                   "“Book Reyes, Marisol on Tue 3 Mar 10:00” can't be undone: Ben Ode changed it on Mon 2 Mar 10:12 "
                   "(Time: 10:00 → 11:00).");
  g_assert_null (ct_clinic_get_undo_label (self->ana.clinic));
}

static void
test_everybody_undoes_only_what_they_did (World *self, gconstpointer data)
{
  g_autoptr (CtAppointment) mine = NULL, hers = NULL;
  g_autofree char *undone = NULL;

  if (!is_there (self))
    return;
  hers = fixture_book (&self->ana, self->patients[0], "2026-03-03", "10:00", 60);
  g_assert_null (ct_clinic_get_undo_label (self->ben.clinic));
  mine = fixture_book (&self->ben, self->patients[1], "2026-03-03", "12:00", 60);
  undone = fixture_undo (&self->ben);
  g_assert_cmpstr (undone, ==, "Book Okafor, Tunde on Tue 3 Mar 12:00");
  g_assert_null (ct_clinic_get_undo_label (self->ben.clinic));
  g_assert_cmpstr (ct_clinic_get_undo_label (self->ana.clinic), ==, "Book Reyes, Marisol on Tue 3 Mar 10:00");
}

static void
test_what_one_does_at_another_desk_can_be_undone_here (World *self, gconstpointer data)
{
  g_autoptr (CtAppointment) booked = NULL;
  g_autofree char *undone = NULL;

  if (!is_there (self))
    return;
  reopen (&self->ben, "ana");
  booked = fixture_book (&self->ben, self->patients[0], "2026-03-03", "10:00", 60);
  wait_for (ct_clinic_get_undo_label (self->ana.clinic) != NULL);
  undone = fixture_undo (&self->ana);
  g_assert_cmpstr (undone, ==, "Book Reyes, Marisol on Tue 3 Mar 10:00");
  wait_for (ct_clinic_get_redo_label (self->ben.clinic) != NULL);
}

static void
test_undoing_takes_the_permission_that_doing_took (World *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) users = NULL;
  g_autoptr (CtUser) ben = NULL, stored = NULL;
  g_autoptr (GError) refusal = NULL;

  if (!is_there (self))
    return;
  g_assert_true (book_course (self, &self->ben, self->patients[0]));
  ben = ct_record_copy (ct_clinic_get_user (self->ben.clinic));
  g_object_set (ben, "role", CT_ROLE_RECEPTION, NULL);
  ct_clinic_save_user_async (self->ana.clinic, ben, ct_await_done, &await);
  stored = fixture_take (&self->ana, &await);
  reopen (&self->ben, "ben");
  g_assert_nonnull (ct_clinic_get_undo_label (self->ben.clinic));
  ct_clinic_undo_async (self->ben.clinic, ct_await_done, &await);
  refusal = fixture_refusal (&self->ben, &await);
  g_assert_error (refusal, CT_ERROR, CT_ERROR_DENIED);
  g_assert_nonnull (ct_clinic_get_undo_label (self->ben.clinic));
}

static void
test_an_act_can_be_undone_for_thirty_days (World *self, gconstpointer data)
{
  g_autoptr (CtAppointment) booked = NULL, other = NULL;

  if (!is_there (self))
    return;
  booked = fixture_book (&self->ana, self->patients[0], "2026-03-03", "10:00", 60);
  self->ana.now_us += 31 * (gint64) CT_MINUTES_PER_DAY * CT_USEC_PER_MINUTE;
  other = fixture_book (&self->ana, self->patients[1], "2026-04-06", "10:00", 60);
  reopen (&self->ana, "ana");
  g_assert_cmpuint (ct_clinic_get_acts (self->ana.clinic)->len, ==, 1);
}

static void
test_two_hundred_acts_are_kept (World *self, gconstpointer data)
{
  g_autoptr (CtAppointment) booked = NULL;

  if (!is_there (self))
    return;
  booked = fixture_book (&self->ana, self->patients[0], "2026-03-03", "10:00", 60);
  for (guint i = 0; i < 205; i++)
    {
      g_auto (CtAwait) await = { NULL };
      CtAppointment *moved;

      ct_clinic_confirm_async (self->ana.clinic, booked, i % 2 == 0 ? "phone" : NULL, ct_await_done, &await);
      moved = fixture_take (&self->ana, &await);
      g_object_unref (booked);
      booked = moved;
    }
  reopen (&self->ana, "ana");
  g_assert_cmpuint (ct_clinic_get_acts (self->ana.clinic)->len, ==, 200);
}

/* ---- The pinboard and held time ---- */

static guint
count_pins (Fixture *desk)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) pins = NULL;

  ct_clinic_list_pins_async (desk->clinic, ct_await_done, &await);
  pins = fixture_take (desk, &await);
  return pins->len;
}

static void
test_a_pin_is_ones_own_and_falls_off_when_its_booking_moves (World *self, gconstpointer data)
{
  g_auto (CtAwait) pinned = { NULL }, moving = { NULL }, unpinned = { NULL };
  g_autoptr (CtAppointment) booked = NULL, moved = NULL;

  if (!is_there (self))
    return;
  booked = fixture_book (&self->ana, self->patients[0], "2026-03-03", "10:00", 60);
  ct_clinic_pin_async (self->ana.clinic, CT_RECORD (booked)->id, ct_await_done, &pinned);
  g_assert_true (fixture_take (&self->ana, &pinned) == CT_CLINIC_DONE);
  g_assert_cmpuint (count_pins (&self->ana), ==, 1);
  g_assert_cmpuint (count_pins (&self->ben), ==, 0);
  reopen (&self->ana, "ana");
  g_assert_cmpuint (count_pins (&self->ana), ==, 1);
  ct_clinic_move_appointment_async (self->ben.clinic, booked, booked->chair_id, booked->day + 7, 600, 60, ct_await_done, &moving);
  moved = fixture_take (&self->ben, &moving);
  g_assert_cmpuint (count_pins (&self->ana), ==, 0);
  g_free (fixture_undo (&self->ben));
  g_assert_cmpuint (count_pins (&self->ana), ==, 1);
  ct_clinic_unpin_async (self->ana.clinic, CT_RECORD (booked)->id, ct_await_done, &unpinned);
  g_assert_true (fixture_take (&self->ana, &unpinned) == CT_CLINIC_DONE);
  g_assert_cmpuint (count_pins (&self->ana), ==, 0);
}

static CtHeldTime *
hold_a_morning (World *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtHeldTime) hold = ct_held_time_new ();

  hold->site_id = CT_RECORD (g_ptr_array_index (ct_clinic_get_sites (self->ben.clinic), 0))->id;
  hold->first_day = hold->last_day = ct_date_parse_iso ("2026-03-03");
  hold->from_minute = 540;
  hold->to_minute = 720;
  hold->title = g_strdup ("staff meeting");
  ct_clinic_save_hold_async (self->ben.clinic, hold, ct_await_done, &await);
  return fixture_take (&self->ben, &await);
}

static gboolean
is_refused (World *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtAppointment) wish = fixture_wish (&self->ben, self->patients[0], "2026-03-03", "10:00", 60);
  g_autoptr (CtAppointment) booked = NULL;
  g_autoptr (GError) error = NULL;

  ct_clinic_book_async (self->ben.clinic, wish, ct_await_done, &await);
  booked = ct_clinic_finish (self->ben.clinic, ct_await_result (&await), &error);
  if (booked != NULL)
    {
      g_free (fixture_undo (&self->ben));
      return FALSE;
    }
  g_assert_error (error, CT_ERROR, CT_ERROR_RULE);
  g_assert_nonnull (strstr (error->message, "staff meeting"));
  return TRUE;
}

static guint
count_holds (World *self)
{
  GPtrArray *holds = ct_clinic_get_held_times (self->ben.clinic);
  guint n = 0;

  for (guint i = 0; i < holds->len; i++)
    n += !((CtHeldTime *) g_ptr_array_index (holds, i))->removed;
  return n;
}

static void
test_time_is_held_let_go_and_both_undone (World *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtHeldTime) hold = NULL, gone = NULL;
  g_autofree char *label = NULL;

  if (!is_there (self))
    return;
  hold = hold_a_morning (self);
  wait_for (count_holds (self) == 1);
  g_assert_true (is_refused (self));
  hold->removed = TRUE;
  ct_clinic_save_hold_async (self->ben.clinic, hold, ct_await_done, &await);
  gone = fixture_take (&self->ben, &await);
  wait_for (count_holds (self) == 0);
  g_assert_false (is_refused (self));
  /* What was booked and undone between is not in the way. */
  g_assert_cmpstr (ct_clinic_get_undo_label (self->ben.clinic), ==, "Hold “staff meeting” (09:00 to 12:00) no more");
  g_free (fixture_undo (&self->ben));
  wait_for (count_holds (self) == 1);
  label = fixture_undo (&self->ben);
  g_assert_cmpstr (label, ==, "Hold “staff meeting” (09:00 to 12:00)");
  wait_for (count_holds (self) == 0);
}

#define UNDO_TEST(path, function) \
  G_STMT_START { \
    g_test_add ("/undo/file/" path, World, NULL, world_set_up, function, world_tear_down); \
    g_test_add ("/undo/server/" path, World, NULL, server_set_up, function, world_tear_down); \
  } G_STMT_END

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  UNDO_TEST ("undoing all is the beginning, doing all again the end", test_undoing_all_is_the_beginning_and_doing_all_again_the_end);
  UNDO_TEST ("beside somebody else an act is undone exactly or not at all",
             test_beside_somebody_else_an_act_is_undone_exactly_or_not_at_all);
  UNDO_TEST ("two moves of one booking are undone one after the other",
             test_two_moves_of_one_booking_are_undone_one_after_the_other);
  UNDO_TEST ("a refusal says who changed what and when", test_a_refusal_says_who_changed_what_and_when);
  UNDO_TEST ("everybody undoes only what they did", test_everybody_undoes_only_what_they_did);
  UNDO_TEST ("what one does at another desk can be undone here", test_what_one_does_at_another_desk_can_be_undone_here);
  UNDO_TEST ("undoing takes the permission that doing took", test_undoing_takes_the_permission_that_doing_took);
  UNDO_TEST ("an act can be undone for thirty days", test_an_act_can_be_undone_for_thirty_days);
  UNDO_TEST ("a pin is one's own and falls off when its booking moves",
             test_a_pin_is_ones_own_and_falls_off_when_its_booking_moves);
  UNDO_TEST ("time is held, let go, and both undone", test_time_is_held_let_go_and_both_undone);
  g_test_add ("/undo/file/two hundred acts are kept", World, NULL, world_set_up, test_two_hundred_acts_are_kept, world_tear_down);
  return g_test_run ();
}
