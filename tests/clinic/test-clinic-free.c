/* A visit that is over before its time gives its chair back: it can be booked anew, and undone it has it again or says who has it;
 * on a file and on a server. */
#include "server-fixture.h"

#include <string.h>

#define MONDAY "2026-03-02"

typedef struct
{
  CtClinic      *clinic;
  gint64        *now_us;
  CtPatient     *reyes;
  CtPatient     *okafor;
  CtAppointment *first; /* Reyes, a consultation from 9:00 to 10:00, arrived */
} World;

static gpointer
take (World *self, CtAwait *await)
{
  g_autoptr (GError) error = NULL;
  gpointer result = ct_clinic_finish (self->clinic, ct_await_result (await), &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  ct_await_clear (await);
  return result;
}

static GError *
refusal (World *self, CtAwait *await)
{
  GError *error = NULL;

  g_assert_null (ct_clinic_finish (self->clinic, ct_await_result (await), &error));
  g_assert_nonnull (error);
  ct_await_clear (await);
  return error;
}

static CtPatient *
add_patient (World *self, const char *family, const char *given)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) patient = ct_patient_new ();

  g_object_set (patient, "family-name", family, "given-names", given, NULL);
  ct_clinic_save_patient_async (self->clinic, patient, ct_await_done, &await);
  return take (self, &await);
}

static void
ask (World *self, CtPatient *patient, const char *time, CtAwait *await)
{
  g_autoptr (CtAppointment) wish = ct_appointment_new ();

  wish->patient_id = CT_RECORD (patient)->id;
  wish->chair_id = CT_RECORD (g_ptr_array_index (ct_clinic_get_chairs (self->clinic), 0))->id;
  wish->kind = g_strdup (CT_VISIT_CONSULTATION);
  wish->day = ct_date_parse_iso (MONDAY);
  wish->minute = ct_minute_parse (time);
  wish->minutes = 60;
  ct_clinic_book_async (self->clinic, wish, ct_await_done, await);
}

static CtAppointment *
book (World *self, CtPatient *patient, const char *time)
{
  g_auto (CtAwait) await = { NULL };

  ask (self, patient, time, &await);
  return take (self, &await);
}

static void
step (World *self, const char *utc, const char *code)
{
  g_auto (CtAwait) await = { NULL };
  CtAppointment *stepped;

  *self->now_us = ct_time_parse_iso (utc);
  ct_clinic_set_appointment_status_async (self->clinic, self->first, code, "Felt unwell", ct_await_done, &await);
  stepped = take (self, &await);
  g_set_object (&self->first, stepped);
  g_object_unref (stepped);
}

static char *
undo (World *self, GError **error)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_undo_async (self->clinic, ct_await_done, &await);
  return ct_clinic_finish (self->clinic, ct_await_result (&await), error);
}

/* What is written to leave the chair clean after a consultation. */
static int
turnover (World *self)
{
  return ct_segments_part (ct_knowledge_get_segments (ct_clinic_get_knowledge (self->clinic), NULL, CT_VISIT_CONSULTATION), 60,
                           "turnover");
}

static void
begin (World *self)
{
  self->reyes = add_patient (self, "Reyes", "Marisol");
  self->okafor = add_patient (self, "Okafor", "Tobe");
  self->first = book (self, self->reyes, "09:00");
  step (self, "2026-03-02T17:00:00Z", "arrived");
}

static void
end (World *self)
{
  g_clear_object (&self->reyes);
  g_clear_object (&self->okafor);
  g_clear_object (&self->first);
}

/* ---- The same on both engines ---- */

static void
check_the_chair_is_booked_anew (World *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GError) taken = NULL;
  g_autoptr (CtAppointment) second = NULL;

  ask (self, self->okafor, "09:45", &await);
  taken = refusal (self, &await);
  g_assert_error (taken, CT_ERROR, CT_ERROR_TAKEN);
  step (self, "2026-03-02T17:25:00Z", "done");
  g_assert_cmpint (self->first->free_minute, ==, 9 * 60 + 25 + turnover (self));
  g_assert_cmpint (ct_appointment_held (self->first).to, ==, self->first->free_minute);
  g_assert_cmpint (self->first->minutes, ==, 60);
  second = book (self, self->okafor, "09:45");
  g_assert_cmpint (second->chair_id, ==, self->first->chair_id);
}

static void
check_nobody_is_in_it_before_it_is_clean (World *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GError) taken = NULL;

  step (self, "2026-03-02T17:43:00Z", "done");
  ask (self, self->okafor, "09:40", &await);
  taken = refusal (self, &await);
  g_assert_error (taken, CT_ERROR, CT_ERROR_TAKEN);
}

static void
check_undone_it_has_its_chair_again (World *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) taken = NULL;

  step (self, "2026-03-02T17:25:00Z", "done");
  g_free (undo (self, &error));
  g_assert_no_error (error);
  ask (self, self->okafor, "09:45", &await);
  taken = refusal (self, &await);
  g_assert_error (taken, CT_ERROR, CT_ERROR_TAKEN);
  g_assert_nonnull (strstr (taken->message, "Reyes"));
}

/* Another has the chair by now: neither undo nor a step back takes it from them. */
static void
check_what_was_booked_meanwhile_stays (World *self)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GError) back = NULL;
  g_autoptr (CtAppointment) second = NULL;

  step (self, "2026-03-02T17:25:00Z", "done");
  second = book (self, self->okafor, "09:45");
  ct_clinic_step_back_async (self->clinic, self->first, ct_await_done, &await);
  back = refusal (self, &await);
  g_assert_error (back, CT_ERROR, CT_ERROR_TAKEN);
  g_assert_nonnull (strstr (back->message, "Okafor"));
}

static void
check_who_leaves_late_has_it_to_the_end (World *self)
{
  step (self, "2026-03-02T18:10:00Z", "done");
  g_assert_cmpint (self->first->free_minute, ==, 0);
  g_assert_cmpint (ct_appointment_held (self->first).to, ==, 10 * 60);
}

static void
check_who_is_done_before_their_time_holds_nothing (World *self)
{
  g_autoptr (CtAppointment) second = NULL;

  step (self, "2026-03-02T16:40:00Z", "done");
  g_assert_cmpint (self->first->free_minute, ==, 9 * 60);
  second = book (self, self->okafor, "09:00");
}

/* ---- Where ---- */

typedef void (*Check) (World *self);

static const struct
{
  const char *name;
  Check       check;
} checks[] = {
  { "the-chair-is-booked-anew", check_the_chair_is_booked_anew },
  { "nobody-is-in-it-before-it-is-clean", check_nobody_is_in_it_before_it_is_clean },
  { "undone-it-has-its-chair-again", check_undone_it_has_its_chair_again },
  { "what-was-booked-meanwhile-stays", check_what_was_booked_meanwhile_stays },
  { "who-leaves-late-has-it-to-the-end", check_who_leaves_late_has_it_to_the_end },
  { "who-is-done-before-their-time-holds-nothing", check_who_is_done_before_their_time_holds_nothing },
};

static void
test_on_a_file (Fixture *self, gconstpointer data)
{
  const Check *check = data;
  World world = { .clinic = self->clinic, .now_us = &self->now_us };

  self->now_us = ct_time_parse_iso ("2026-03-02T16:30:00Z");
  begin (&world);
  (*check) (&world);
  end (&world);
}

static void
test_on_a_server (Server *self, gconstpointer data)
{
  const Check *check = data;
  World world = { .now_us = &self->now_us };
  g_autoptr (GError) error = NULL;

  self->now_us = ct_time_parse_iso ("2026-03-02T16:30:00Z");
  world.clinic = come_in (self, self->place, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  begin (&world);
  (*check) (&world);
  end (&world);
  leave (world.clinic);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      g_autofree char *path = g_strdup_printf ("/free/file/%s", checks[i].name);

      g_test_add (path, Fixture, &checks[i].check, fixture_set_up, test_on_a_file, fixture_tear_down);
    }
  for (gsize i = 0; ct_test_server_is_there ("free") && i < G_N_ELEMENTS (checks); i++)
    {
      g_autofree char *path = g_strdup_printf ("/free/server/%s", checks[i].name);

      g_test_add (path, Server, &checks[i].check, server_set_up, test_on_a_server, server_tear_down);
    }
  return g_test_run ();
}
