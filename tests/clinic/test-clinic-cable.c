/* A cable that is pulled: nothing comes through any more, and nobody says so. The desk notices by itself, says that it is
 * offline, and goes on when the cable is in again. Takes as long as it takes to be sure that nobody answers. */
#include "ct-cable.h"
#include "server-fixture.h"

/* So long at most, on however busy a machine; some 15 seconds are what it should take. */
#define PATIENCE_US (120 * G_USEC_PER_SEC)

typedef struct
{
  Server    server;
  CtCable  *cable;
  CtClinic *clinic; /* ana's desk, at the other end of the cable */
} Desk;

static void
set_up (Desk *self, gconstpointer data)
{
  g_autofree char *key = NULL;
  g_autofree char *socket_path = NULL;
  g_autofree char *place = NULL;
  g_autoptr (GError) error = NULL;

  server_init (&self->server);
  key = make_clinic (&self->server, self->server.admin);
  socket_path = ct_test_server_socket ();
  self->cable = ct_cable_lay (socket_path);
  place = ct_place_on_server ("127.0.0.1", ct_cable_port (self->cable), self->server.database);
  self->clinic = come_in (&self->server, place, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Desk *self, gconstpointer data)
{
  leave (self->clinic);
  ct_cable_remove (self->cable);
  server_clear (&self->server);
}

static void
wait_until_online (Desk *self, gboolean online)
{
  gint64 begun_us = g_get_monotonic_time (), end_us = begun_us + PATIENCE_US;

  while (ct_clinic_is_online (self->clinic) != online && g_get_monotonic_time () < end_us)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_assert_true (ct_clinic_is_online (self->clinic) == online);
  g_test_message ("%s after %.1f s", online ? "online" : "offline", (double) (g_get_monotonic_time () - begun_us) / G_USEC_PER_SEC);
}

static CtPatient *
save_patient (Desk *self, const char *family, GError **error)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtPatient) patient = ct_patient_new ();

  gint64 begun_us = g_get_monotonic_time ();
  CtPatient *stored;

  patient->family_name = g_strdup (family);
  ct_clinic_save_patient_async (self->clinic, patient, ct_await_done, &await);
  stored = ct_clinic_finish (self->clinic, ct_await_result (&await), error);
  g_test_message ("%s after %.1f s", stored != NULL ? "stored" : "told", (double) (g_get_monotonic_time () - begun_us) / G_USEC_PER_SEC);
  return stored;
}

static void
assert_saves (Desk *self, const char *family)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtPatient) stored = save_patient (self, family, &error);

  g_assert_no_error (error);
}

static void
test_a_quiet_desk_notices_and_comes_back (Desk *self, gconstpointer data)
{
  assert_saves (self, "Before");
  ct_cable_pull (self->cable);
  g_assert_true (ct_clinic_is_online (self->clinic));
  wait_until_online (self, FALSE);
  ct_cable_plug (self->cable);
  wait_until_online (self, TRUE);
  assert_saves (self, "After");
}

static void
test_what_is_being_saved_is_told_and_stored_once_when_it_is_back (Desk *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assert_saves (self, "Before");
  ct_cable_pull (self->cable);
  g_assert_null (save_patient (self, "Meanwhile", &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_OFFLINE);
  wait_until_online (self, FALSE);
  ct_cable_plug (self->cable);
  wait_until_online (self, TRUE);
  assert_saves (self, "Meanwhile");
  g_assert_cmpint (ct_test_server_number (self->server.database,
                                          "SELECT count(*) FROM chairtime.patient WHERE family_name = 'Meanwhile'"), ==, 1);
}

#define DESK_TEST(path, function) g_test_add (path, Desk, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *state = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  state = g_dir_make_tmp ("chairtime-state-XXXXXX", NULL);
  g_setenv ("XDG_STATE_HOME", state, TRUE);
  if (ct_test_server_is_there ("cable"))
    {
      DESK_TEST ("/cable/a-quiet-desk-notices-and-comes-back", test_a_quiet_desk_notices_and_comes_back);
      DESK_TEST ("/cable/what-is-being-saved-is-told-and-stored-once-when-it-is-back",
                 test_what_is_being_saved_is_told_and_stored_once_when_it_is_back);
    }
  result = g_test_run ();
  fixture_remove_folder (state);
  return result;
}
