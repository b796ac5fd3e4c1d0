#include "bench-clinic.h"

#include <glib/gstdio.h>

#include "base/ct-place.h"
#include "bench-server-start.h"
#include "ct-test-server.h"
#include "store/ct-store.h"

#define PASSPHRASE "correct horse battery"
#define N_CHAIRS   12
/* Who makes clinics on the server. */
#define BOSS          "boss"
#define BOSS_PASSWORD "boss of the server"

/* Makes a clinic as @maker and comes into it at @place. */
static CtClinic *
make_and_open (const char *maker, const char *place)
{
  const CtClinicSetup setup = { .clinic_name = "Bench", .zone = "America/Los_Angeles", .n_chairs = N_CHAIRS,
                                .admin_login = "ana", .passphrase = PASSPHRASE, .server_password = BOSS_PASSWORD,
                                .light_keys = TRUE };
  g_autofree char *recovery_key = NULL;
  g_autoptr (GError) error = NULL;
  CtClinic *clinic;

  ct_clinic_create (maker, &setup, ct_clock_system (), &recovery_key, &error);
  g_assert_no_error (error);
  clinic = ct_clinic_open (place, "ana", PASSPHRASE, ct_clock_system (), &error);
  g_assert_no_error (error);
  return clinic;
}

/**
 * bench_clinic_new:
 *
 * Returns: (transfer full): an empty clinic, open, in a folder of its own below the folder for temporary files.
 */
BenchClinic *
bench_clinic_new (void)
{
  BenchClinic *self = g_new0 (BenchClinic, 1);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("chairtime-bench-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->folder, "bench.chairtime", NULL);
  self->clinic = make_and_open (path, path);
  return self;
}

/**
 * bench_clinic_new_on_server:
 *
 * Returns: (transfer full) (nullable): the same on a server of this program's own; %NULL where there can be none.
 */
BenchClinic *
bench_clinic_new_on_server (void)
{
  BenchClinic *self;
  g_autofree char *place = NULL, *maker = NULL;

  if (!bench_server_start ())
    return NULL;
  ct_test_server_add_role (BOSS, BOSS_PASSWORD, "CREATEDB CREATEROLE");
  /* What pgpass would say. */
  g_setenv ("PGPASSWORD", BOSS_PASSWORD, TRUE);
  place = ct_test_server_uri ("bench");
  maker = ct_place_with_user (place, BOSS);
  self = g_new0 (BenchClinic, 1);
  self->clinic = make_and_open (maker, place);
  return self;
}

/**
 * bench_clinic_free:
 * @self: (transfer full): a clinic; its folder is removed, and a server goes with the program
 */
void
bench_clinic_free (BenchClinic *self)
{
  GDir *dir;
  const char *name;

  ct_clinic_close (self->clinic);
  g_object_unref (self->clinic);
  dir = self->folder != NULL ? g_dir_open (self->folder, 0, NULL) : NULL;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_remove (path);
    }
  g_clear_pointer (&dir, g_dir_close);
  if (self->folder != NULL)
    g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self);
}

/**
 * bench_clinic_take:
 * @self: a clinic
 * @await: a call under way, which must go well
 *
 * Returns: (transfer full): its result.
 */
gpointer
bench_clinic_take (BenchClinic *self, CtAwait *await)
{
  g_autoptr (GError) error = NULL;
  gpointer result = ct_clinic_finish (self->clinic, ct_await_result (await), &error);

  g_assert_no_error (error);
  return result;
}

/**
 * bench_clinic_bare_on_server:
 *
 * Returns: (transfer full): a database with nothing but a table "bare" in it, on the server of the clinic.
 */
CtDatabase *
bench_clinic_bare_on_server (void)
{
  return bench_server_bare (BOSS, BOSS_PASSWORD);
}

/**
 * bench_clinic_bare:
 * @self: a clinic in a file
 * @schema: SQL that makes its tables
 *
 * Returns: (transfer full): a database with nothing else in it, beside the clinic's and encrypted and flushed like it.
 */
CtDatabase *
bench_clinic_bare (BenchClinic *self, const char *schema)
{
  static const guint8 key[CT_STORE_KEY_BYTES] = "a key for a bench, for no one";
  g_autofree char *path = g_build_filename (self->folder, "bare.db", NULL);
  g_autoptr (GError) error = NULL;
  CtDatabase *bare = ct_database_open (path, &(CtCredentials){ .key = key }, CT_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  ct_database_script (bare, schema, &error);
  g_assert_no_error (error);
  return bare;
}
