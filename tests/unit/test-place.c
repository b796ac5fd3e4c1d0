/* Where a clinic is: files and databases, as people write them. */
#include <glib.h>

#include "base/ct-error.h"
#include "base/ct-place.h"

static void
test_a_path_is_a_file_and_an_address_is_a_server (void)
{
  g_assert_false (ct_place_is_server ("/srv/harbor.chairtime"));
  g_assert_false (ct_place_is_server ("postgresql"));
  g_assert_true (ct_place_is_server ("postgresql://db.example.org/harbor"));
  g_assert_true (ct_place_is_server ("postgres://db.example.org/harbor"));
  g_assert_true (ct_place_is_server ("service=harbor"));
}

static void
test_an_address_is_written_one_way (void)
{
  static const struct
  {
    const char *typed, *place, *host, *database, *user;
    int         port;
  } cases[] = {
    { "postgres://db.example.org/harbor", "postgresql://db.example.org/harbor", "db.example.org", "harbor", NULL, 0 },
    { "postgresql://admin@db.example.org:5433/harbor?sslmode=verify-full",
      "postgresql://admin@db.example.org:5433/harbor?sslmode=verify-full", "db.example.org", "harbor", "admin", 5433 },
    { "postgresql:///harbor?host=/run/postgresql", "postgresql:///harbor?host=/run/postgresql", "/run/postgresql", "harbor",
      NULL, 0 },
    { "postgresql://%2Frun%2Fpostgresql/harbor", "postgresql://%2Frun%2Fpostgresql/harbor", "/run/postgresql", "harbor",
      NULL, 0 },
    { "postgresql://[fd00::7]:5432/harbor_2", "postgresql://[fd00::7]:5432/harbor_2", "fd00::7", "harbor_2", NULL, 5432 },
    { "service=harbor", "postgresql:///harbor?service=harbor", "", "harbor", NULL, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *place = ct_place_check (cases[i].typed, &error);
      g_autofree char *again = NULL, *host = NULL, *database = NULL, *user = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (place, ==, cases[i].place);
      again = ct_place_check (place, NULL);
      g_assert_cmpstr (again, ==, place);
      host = ct_place_host (place);
      g_assert_cmpstr (host, ==, cases[i].host);
      database = ct_place_database (place);
      g_assert_cmpstr (database, ==, cases[i].database);
      user = ct_place_user (place);
      g_assert_cmpstr (user, ==, cases[i].user);
      g_assert_cmpint (ct_place_port (place), ==, cases[i].port);
    }
}

static void
test_an_address_with_a_passphrase_is_refused (void)
{
  static const char *const typed[] = { "postgresql://ana:harbor@db.example.org/harbor",
                                       "postgresql://db.example.org/harbor?password=x",
                                       "postgresql://db.example.org/harbor?sslmode=require&password=x" };

  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ct_place_check (typed[i], &error));
      g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, "passphrase"));
    }
}

static void
test_what_is_no_address_is_refused (void)
{
  static const char *const typed[] = { "postgresql://", "postgresql://db.example.org", "postgresql://db.example.org/",
                                       "postgresql://db.example.org/Harbor", "postgresql://db.example.org/har__bor",
                                       "postgresql://db.example.org/harbor_", "postgresql://db.example.org/har%22bor",
                                       "postgresql://db.example.org:99999999/harbor", "postgresql://%/harbor", "service=",
                                       "postgresql://db/a23456789012345678901" };

  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ct_place_check (typed[i], &error));
      g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
    }
}

static void
test_a_place_is_gone_to_as_somebody (void)
{
  g_autofree char *as = ct_place_with_user ("postgresql://admin@db.example.org/harbor?sslmode=require", "harbor_ana.b");
  g_autofree char *nobody = ct_place_with_user (as, NULL);
  g_autofree char *other = ct_place_with_database (as, "postgres");
  g_autofree char *made = ct_place_on_server ("db.example.org", 5433, "harbor");
  g_autofree char *local = ct_place_on_server (NULL, 0, "harbor");
  g_autofree char *label = ct_place_label (as);

  g_assert_cmpstr (as, ==, "postgresql://harbor_ana.b@db.example.org/harbor?sslmode=require");
  g_assert_cmpstr (nobody, ==, "postgresql://db.example.org/harbor?sslmode=require");
  g_assert_cmpstr (other, ==, "postgresql://harbor_ana.b@db.example.org/postgres?sslmode=require");
  g_assert_cmpstr (made, ==, "postgresql://db.example.org:5433/harbor");
  g_assert_cmpstr (local, ==, "postgresql:///harbor");
  g_assert_cmpstr (label, ==, "harbor on db.example.org");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/place/a-path-is-a-file-and-an-address-is-a-server", test_a_path_is_a_file_and_an_address_is_a_server);
  g_test_add_func ("/place/an-address-is-written-one-way", test_an_address_is_written_one_way);
  g_test_add_func ("/place/an-address-with-a-passphrase-is-refused", test_an_address_with_a_passphrase_is_refused);
  g_test_add_func ("/place/what-is-no-address-is-refused", test_what_is_no_address_is_refused);
  g_test_add_func ("/place/a-place-is-gone-to-as-somebody", test_a_place_is_gone_to_as_somebody);
  return g_test_run ();
}
