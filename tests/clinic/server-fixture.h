/* A server with an administrator, and clinics on it. */
#pragma once

#include "base/ct-place.h"
#include "clinic-fixture.h"
#include "ct-test-server.h"

#define BOSS          "boss"
#define BOSS_PASSWORD "boss of the server"

typedef struct
{
  char  *database;
  char  *place; /* for people */
  char  *admin; /* for who sets up */
  char  *recovery_key; /* (nullable): of the clinic that is there */
  gint64 now_us;
} Server;

static inline void
server_init (Server *self)
{
  static guint n;

  ct_test_server_start ();
  ct_test_server_add_role (BOSS, BOSS_PASSWORD, "CREATEDB CREATEROLE");
  /* What pgpass would say. */
  g_setenv ("PGPASSWORD", BOSS_PASSWORD, TRUE);
  self->now_us = ct_time_parse_iso ("2026-03-02T18:00:00Z");
  self->database = g_strdup_printf ("harbor%u", ++n);
  self->place = ct_test_server_uri (self->database);
  self->admin = ct_place_with_user (self->place, BOSS);
}

static inline void
server_clear (Server *self)
{
  ct_test_server_drop (self->database);
  g_free (self->database);
  g_free (self->place);
  g_free (self->admin);
  g_free (self->recovery_key);
}

static inline char *
make_clinic (Server *self, const char *place)
{
  const CtClinicSetup setup = { .clinic_name = "Harbor", .zone = "America/Los_Angeles", .n_chairs = 2,
                                .admin_login = "ana", .admin_name = "Ana Ruiz", .passphrase = PASSPHRASE,
                                .server_password = BOSS_PASSWORD, .light_keys = TRUE };
  g_autoptr (GError) error = NULL;
  char *key = NULL;

  ct_clinic_create (place, &setup, ct_clock_fixed (&self->now_us), &key, &error);
  g_assert_no_error (error);
  return key;
}

/* A server with ana's clinic on it. */
static inline void
server_set_up (Server *self, gconstpointer data)
{
  server_init (self);
  self->recovery_key = make_clinic (self, self->admin);
}

static inline void
server_tear_down (Server *self, gconstpointer data)
{
  server_clear (self);
}

/* To be added where ct_test_server_is_there(). */
#define SERVER_TEST(path, function) g_test_add (path, Server, NULL, server_set_up, function, server_tear_down)

static inline CtClinic *
come_in (Server *self, const char *place, const char *login, const char *passphrase, GError **error)
{
  return ct_clinic_open (place, login, passphrase, ct_clock_fixed (&self->now_us), error);
}

static inline void
leave (CtClinic *clinic)
{
  ct_clinic_close (clinic);
  g_object_unref (clinic);
}

static inline void
add_person (CtClinic *clinic, const char *login, const char *role)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (CtUser) user = ct_user_new ();
  g_autoptr (CtUser) stored = NULL;
  g_autoptr (GError) error = NULL;

  user->login = g_strdup (login);
  user->full_name = g_strdup (login);
  user->role = g_strdup (role);
  user->active = TRUE;
  ct_clinic_add_user_async (clinic, user, PASSPHRASE, ct_await_done, &await);
  stored = ct_clinic_finish (clinic, ct_await_result (&await), &error);
  g_assert_no_error (error);
}
