#include "store/ct-secrets.h"

#include "base/ct-place.h"

#ifdef CT_HAVE_LIBSECRET
#include <libsecret/secret.h>
#endif

/**
 * ct_secrets_are_kept:
 *
 * Returns: whether this program was built so that it can ask the desktop's keyring.
 */
gboolean
ct_secrets_are_kept (void)
{
#ifdef CT_HAVE_LIBSECRET
  return TRUE;
#else
  return FALSE;
#endif
}

/**
 * ct_secrets_find:
 * @place: a clinic on a server
 * @user: as whom to go there
 *
 * Looks in the desktop's keyring (Secret Service) for a password with the attributes host, port, dbname and user of the
 * schema org.chairtime.Server. May wait for the keyring, so not on the main thread.
 *
 * Returns: (transfer full) (nullable): the password; %NULL leaves it to libpq, which reads its own password file.
 */
char *
ct_secrets_find (const char *place, const char *user)
{
#ifdef CT_HAVE_LIBSECRET
  /* Whoever puts it in by hand, with secret-tool, need not know the name of the schema. */
  static const SecretSchema schema = { "org.chairtime.Server",
                                       SECRET_SCHEMA_DONT_MATCH_NAME,
                                       { { "host", SECRET_SCHEMA_ATTRIBUTE_STRING },
                                         { "port", SECRET_SCHEMA_ATTRIBUTE_STRING },
                                         { "dbname", SECRET_SCHEMA_ATTRIBUTE_STRING },
                                         { "user", SECRET_SCHEMA_ATTRIBUTE_STRING },
                                         { NULL, 0 } } };
  g_autofree char *host = NULL;
  g_autofree char *database = NULL;
  g_autofree char *port = NULL;
  g_autoptr (GError) error = NULL;
  char *found, *password;

  g_return_val_if_fail (place != NULL && user != NULL, NULL);
  host = ct_place_host (place);
  database = ct_place_database (place);
  port = g_strdup_printf ("%d", ct_place_port (place) > 0 ? ct_place_port (place) : 5432);
  found = secret_password_lookup_sync (&schema, NULL, &error, "host", host, "port", port, "dbname", database, "user", user,
                                       NULL);
  if (error != NULL)
    g_info ("The desktop's keyring could not be asked: %s", error->message);
  password = g_strdup (found);
  secret_password_free (found);
  return password;
#else
  return NULL;
#endif
}
