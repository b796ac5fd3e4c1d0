#include "base/ct-place.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"

#define SCHEME  "postgresql"
#define SERVICE "service="
/* With a user name of 40 letters and the letters between, what PostgreSQL takes for the name of a role. */
#define MAX_DATABASE 20

/* A host may be a folder, written with %2F, and a user name may have any letters; the rest is left as it was typed. */
#define FLAGS (G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_NON_DNS | G_URI_FLAGS_ENCODED_QUERY | G_URI_FLAGS_ENCODED_PATH)

/**
 * ct_place_is_server:
 * @place: where a clinic is
 *
 * Returns: whether that is on a server, and not a file.
 */
gboolean
ct_place_is_server (const char *place)
{
  g_return_val_if_fail (place != NULL, FALSE);
  return g_str_has_prefix (place, "postgresql://") || g_str_has_prefix (place, "postgres://") ||
         g_str_has_prefix (place, SERVICE);
}

/* "service=harbor" is the database of that name, reached as the service file says. */
static GUri *
parse (const char *place, GError **error)
{
  const char *service = place + strlen (SERVICE);

  if (g_str_has_prefix (place, SERVICE))
    {
      g_autofree char *path = g_strconcat ("/", service, NULL);

      return g_uri_build (FLAGS, SCHEME, NULL, "", -1, path, place, NULL);
    }
  return g_uri_parse (place, FLAGS, error);
}

static char *
database_of (GUri *uri)
{
  const char *path = g_uri_get_path (uri);

  return g_uri_unescape_string (path[0] == '/' ? path + 1 : path, NULL);
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, sentence);
  return FALSE;
}

/* The names of roles are made of it. */
static gboolean
check_database (const char *name, GError **error)
{
  gsize n = name != NULL ? strlen (name) : 0;

  if (n == 0)
    return refuse (error, _("Say which database of the server: postgresql://host/database."));
  if (n > MAX_DATABASE || !g_ascii_islower (name[0]) || name[n - 1] == '_' || strstr (name, "__") != NULL ||
      strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789_-") != n)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_INVALID,
                   _("A clinic's database has a name of at most %d small letters, digits and dashes, like “harbor”."),
                   MAX_DATABASE);
      return FALSE;
    }
  return TRUE;
}

/* libpq takes a password from there as well. */
static gboolean
has_password (GUri *uri)
{
  const char *query = g_uri_get_query (uri);

  return g_uri_get_password (uri) != NULL ||
         (query != NULL && (g_str_has_prefix (query, "password=") || strstr (query, "&password=") != NULL));
}

/**
 * ct_place_check:
 * @text: what was typed
 * @error: what is wrong with it
 *
 * Returns: (transfer full) (nullable): the place, in the one way it is written, so that it can be remembered and shown.
 */
char *
ct_place_check (const char *text, GError **error)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *database = NULL;

  g_return_val_if_fail (text != NULL, NULL);
  if (!ct_place_is_server (text))
    return g_canonicalize_filename (text, NULL);
  if ((uri = parse (text, NULL)) == NULL)
    {
      refuse (error, _("This is not the address of a database. Write it like postgresql://host/database."));
      return NULL;
    }
  if (has_password (uri))
    {
      refuse (error, _("Leave the passphrase out of the address: addresses are remembered and shown."));
      return NULL;
    }
  database = database_of (uri);
  if (!check_database (database, error))
    return NULL;
  return ct_place_with_user (text, g_uri_get_user (uri));
}

static char *
build (GUri *uri, const char *user, const char *database)
{
  g_autofree char *host = g_uri_escape_string (g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : "", ":", FALSE);
  g_autofree char *name = g_uri_escape_string (database, NULL, FALSE);
  g_autoptr (GString) text = g_string_new (SCHEME "://");

  if (user != NULL && *user != '\0')
    {
      g_string_append_uri_escaped (text, user, NULL, FALSE);
      g_string_append_c (text, '@');
    }
  /* Only an address of version 6 has colons. */
  g_string_append_printf (text, strchr (host, ':') != NULL ? "[%s]" : "%s", host);
  if (g_uri_get_port (uri) > 0)
    g_string_append_printf (text, ":%d", g_uri_get_port (uri));
  g_string_append_printf (text, "/%s", name);
  if (g_uri_get_query (uri) != NULL)
    g_string_append_printf (text, "?%s", g_uri_get_query (uri));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * ct_place_on_server:
 * @host: (nullable): the server's name, a folder with its socket, or nothing for this computer
 * @port: its port; 0 for the usual one
 * @database: the clinic's database
 *
 * Returns: (transfer full): the place.
 */
char *
ct_place_on_server (const char *host, int port, const char *database)
{
  g_autofree char *path = NULL;
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (database != NULL, NULL);
  uri = g_uri_build (FLAGS, SCHEME, NULL, host != NULL ? host : "", port > 0 ? port : -1, "/", NULL, NULL);
  return build (uri, NULL, database);
}

/**
 * ct_place_database:
 * @place: a place on a server
 *
 * Returns: (transfer full): the name of the database.
 */
char *
ct_place_database (const char *place)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (place != NULL, NULL);
  uri = parse (place, NULL);
  return uri != NULL ? database_of (uri) : g_strdup ("");
}

/**
 * ct_place_user:
 * @place: a place on a server
 *
 * Returns: (transfer full) (nullable): as whom to go there, if it says.
 */
char *
ct_place_user (const char *place)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (place != NULL, NULL);
  uri = parse (place, NULL);
  return uri != NULL ? g_strdup (g_uri_get_user (uri)) : NULL;
}

static char *
query_value (GUri *uri, const char *key)
{
  g_autoptr (GHashTable) values =
    g_uri_get_query (uri) != NULL ? g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE, NULL) : NULL;

  return values != NULL ? g_strdup (g_hash_table_lookup (values, key)) : NULL;
}

/**
 * ct_place_host:
 * @place: a place on a server
 *
 * Returns: (transfer full): the server's name, or the folder of its socket; "" for this computer.
 */
char *
ct_place_host (const char *place)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *host = NULL;

  g_return_val_if_fail (place != NULL, NULL);
  if ((uri = parse (place, NULL)) == NULL)
    return g_strdup ("");
  if (g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0')
    return g_strdup (g_uri_get_host (uri));
  host = query_value (uri, "host");
  return host != NULL ? g_steal_pointer (&host) : g_strdup ("");
}

/**
 * ct_place_port:
 * @place: a place on a server
 *
 * Returns: the server's port; 0 for the usual one.
 */
int
ct_place_port (const char *place)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *port = NULL;

  g_return_val_if_fail (place != NULL, 0);
  if ((uri = parse (place, NULL)) == NULL)
    return 0;
  if (g_uri_get_port (uri) > 0)
    return g_uri_get_port (uri);
  port = query_value (uri, "port");
  return port != NULL ? (int) g_ascii_strtoll (port, NULL, 10) : 0;
}

/**
 * ct_place_with_user:
 * @place: a place on a server
 * @user: (nullable): as whom to go there
 *
 * Returns: (transfer full): the same place for that user, or for nobody in particular.
 */
char *
ct_place_with_user (const char *place, const char *user)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *database = NULL;

  g_return_val_if_fail (place != NULL, NULL);
  if ((uri = parse (place, NULL)) == NULL)
    return g_strdup (place);
  database = database_of (uri);
  return build (uri, user, database);
}

/**
 * ct_place_with_database:
 * @place: a place on a server
 * @database: another database there
 *
 * Returns: (transfer full): that place, for the same user.
 */
char *
ct_place_with_database (const char *place, const char *database)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (place != NULL && database != NULL, NULL);
  uri = parse (place, NULL);
  return uri != NULL ? build (uri, g_uri_get_user (uri), database) : g_strdup (place);
}

/**
 * ct_place_label:
 * @place: where a clinic is
 *
 * Returns: (transfer full): that, for people: "harbor on db.example.org", or the file.
 */
char *
ct_place_label (const char *place)
{
  g_autofree char *database = NULL;
  g_autofree char *host = NULL;

  g_return_val_if_fail (place != NULL, NULL);
  if (!ct_place_is_server (place))
    return g_filename_display_name (place);
  database = ct_place_database (place);
  host = ct_place_host (place);
  if (*host == '\0' || *host == '/')
    return g_strdup_printf (_("%s on the server of this computer"), database);
  /* Translators: the name of a database, and of the computer it is on */
  return g_strdup_printf (_("%s on %s"), database, host);
}
