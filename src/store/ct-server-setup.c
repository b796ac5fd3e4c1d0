/* Setting a server up: roles, database, schema, rights. Done once, by an administrator of the server. */
#include <glib/gi18n.h>

#include "base/ct-error.h"
#include "base/ct-place.h"
#include "domain/ct-permission.h"
#include "store/ct-migrations.h"
#include "store/ct-server-private.h"
#include "store/ct-server.h"

#define IS_THERE_SQL  "SELECT count(*) FROM pg_class WHERE relname = 'schema_migration' AND relnamespace = to_regnamespace ('chairtime')"
#define OWNER_SQL     "SELECT pg_get_userbyid (datdba) FROM pg_database WHERE datname = $1"
#define ROLES_SQL     "SELECT count(*) FROM pg_roles WHERE rolname = $1"
/* The order of texts is by their bytes, as in a file, on every server. */
#define DATABASE_SQL  "CREATE DATABASE @DATABASE@ OWNER @KEEPER@ TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
#define ADOPT_SQL     "ALTER DATABASE @DATABASE@ OWNER TO @KEEPER@"
/* People first: from PostgreSQL 16 on only the steward who made them may drop them, and so may who is the steward too. */
#define OWN_ROLES_SQL "SELECT rolname FROM pg_roles WHERE starts_with (rolname, $1 || '_') ORDER BY starts_with (rolname, $1 || '__'), rolname"
#define DROP_SQL      "DROP DATABASE IF EXISTS @DATABASE@ WITH (FORCE)"
#define DROP_ROLE_SQL "DROP ROLE IF EXISTS @GROUP@"
#define RESIGN_SQL    "REVOKE @KEEPER@, @STEWARD@ FROM CURRENT_USER"
#define TAKE_UP_SQL   "GRANT @KEEPER@, @STEWARD@ TO CURRENT_USER"

static gboolean
run_text (CtDatabase *database, const char *text, const char *place, const char *group, GError **error)
{
  g_autofree char *sql = ct_server_expand (text, place, group);

  return ct_database_script (database, sql, error);
}

static gboolean
count (CtDatabase *database, const char *sql, const char *name, gint64 *number, GError **error)
{
  const CtValue param = ct_value_text (name);

  return ct_database_number (database, NULL, sql, &param, name != NULL ? 1 : 0, number, error);
}

/* Roles belong to the whole server: those of a clinic that was dropped, or half made, are used again. */
static gboolean
make_roles (CtDatabase *server, const char *place, gboolean *made, GError **error)
{
  const char *const *roles = ct_permission_list_roles ();
  g_autofree char *keeper = ct_server_group (place, "keeper");
  gint64 there = 0;

  if (!count (server, ROLES_SQL, keeper, &there, error))
    return FALSE;
  if (there > 0)
    {
      g_set_error (error, CT_ERROR, CT_ERROR_TAKEN,
                   _("The server has the role “%s” already, of another clinic. Choose another name for the database."),
                   keeper);
      return FALSE;
    }
  if (!ct_database_begin (server, TRUE, error))
    return FALSE;
  *made = ct_server_script (server, "roles.sql", place, NULL, error);
  for (guint i = 0; *made && roles[i] != NULL; i++)
    {
      g_autofree char *group = ct_server_group (place, roles[i]);

      *made = ct_server_script (server, "group.sql", place, group, error);
    }
  *made = *made && ct_database_commit (server, error);
  if (!*made)
    ct_database_rollback (server);
  return *made;
}

static gboolean
find_owner (CtDatabase *server, const char *place, char **owner, GError **error)
{
  g_autofree char *name = ct_place_database (place);
  const CtValue param = ct_value_text (name);
  g_autoptr (CtCursor) row = ct_database_query (server, NULL, OWNER_SQL, &param, 1, error);
  int more = row != NULL ? ct_cursor_next (row, error) : -1;

  *owner = more > 0 ? g_strdup (ct_cursor_value (row, 0).text) : NULL;
  return more >= 0;
}

/* A database that is there and empty is taken: some servers' administrators make them for others. */
static gboolean
make_database (CtDatabase *server, const char *place, gboolean *made, char **adopted, GError **error)
{
  if (!find_owner (server, place, adopted, error))
    return FALSE;
  *made = run_text (server, *adopted != NULL ? ADOPT_SQL : DATABASE_SQL, place, NULL, error);
  return *made;
}

static gboolean
check_empty (CtDatabase *database, const char *place, GError **error)
{
  g_autofree char *label = ct_place_label (place);
  gint64 there = 0;

  if (!count (database, IS_THERE_SQL, NULL, &there, error))
    return FALSE;
  if (there == 0)
    return TRUE;
  g_set_error (error, CT_ERROR, CT_ERROR_TAKEN, _("There is a clinic at “%s” already. Choose another place."), label);
  return FALSE;
}

static gboolean
in_transaction (CtDatabase *database, const char *file, const char *place, GError **error)
{
  if (!ct_database_begin (database, TRUE, error))
    return FALSE;
  if ((file != NULL ? ct_server_script (database, file, place, NULL, error) : ct_server_grant (database, place, error)) &&
      ct_database_commit (database, error))
    return TRUE;
  ct_database_rollback (database);
  return FALSE;
}

/* The tables are the keeper's from the first on. */
static gboolean
fill_database (const char *place, const CtCredentials *access, CtClock clock, GError **error)
{
  g_autofree char *keeper_place = ct_server_keeper_place (place);
  g_autoptr (CtDatabase) administrator = ct_database_open (place, access, CT_DATABASE_BARE, error);
  g_autoptr (CtDatabase) keeper = NULL;

  return administrator != NULL && check_empty (administrator, place, error) &&
         in_transaction (administrator, "database.sql", place, error) &&
         (keeper = ct_database_open (keeper_place, access, CT_DATABASE_WRITE, error)) != NULL &&
         ct_migrations_apply (keeper, ct_clock_now (&clock), error) &&
         in_transaction (administrator, "steward.sql", place, error) && in_transaction (keeper, NULL, place, error);
}

static CtDatabase *
open_server (const char *place, const CtCredentials *access, GError **error)
{
  g_autofree char *maintenance = ct_place_with_database (place, "postgres");

  return ct_database_open (maintenance, access, CT_DATABASE_BARE, error);
}

static GPtrArray *
list_roles (CtDatabase *server, const char *place)
{
  GPtrArray *roles = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *name = ct_place_database (place);
  const CtValue param = ct_value_text (name);
  g_autoptr (CtCursor) rows = ct_database_query (server, NULL, OWN_ROLES_SQL, &param, 1, NULL);

  while (rows != NULL && ct_cursor_next (rows, NULL) > 0)
    g_ptr_array_add (roles, g_strdup (ct_cursor_value (rows, 0).text));
  return roles;
}

static gboolean
clear_database (const char *place, const CtCredentials *access, const char *owner)
{
  g_autoptr (CtDatabase) administrator = ct_database_open (place, access, CT_DATABASE_BARE, NULL);

  return administrator != NULL && ct_server_script (administrator, "clear.sql", place, owner, NULL);
}

/**
 * ct_server_drop:
 * @place: a clinic on a server, gone to as an administrator of it
 * @access: (nullable): what opens it
 * @adopted: (nullable): whose database it was, as ct_server_create() said: that is emptied and theirs again
 *
 * Takes away the database of a clinic that was only half made, and its roles.
 */
void
ct_server_drop (const char *place, const CtCredentials *access, const char *adopted)
{
  g_autoptr (CtDatabase) server = NULL;
  g_autoptr (GPtrArray) roles = NULL;

  g_return_if_fail (place != NULL);
  if ((server = open_server (place, access, NULL)) == NULL ||
      !(adopted != NULL ? clear_database (place, access, adopted) : run_text (server, DROP_SQL, place, NULL, NULL)))
    return;
  roles = list_roles (server, place);
  for (guint i = 0; i < roles->len; i++)
    run_text (server, DROP_ROLE_SQL, place, roles->pdata[i], NULL);
}

/* Nothing is taken away that this did not make. */
static void
undo (CtDatabase *server, const char *place, const CtCredentials *access, gboolean made_database, const char *adopted)
{
  g_autoptr (GPtrArray) roles = NULL;

  if (made_database)
    {
      ct_server_drop (place, access, adopted);
      return;
    }
  roles = list_roles (server, place);
  for (guint i = 0; i < roles->len; i++)
    run_text (server, DROP_ROLE_SQL, place, roles->pdata[i], NULL);
}

/**
 * ct_server_create:
 * @place: where the clinic shall be, gone to as a role that may make databases and roles
 * @access: (nullable): what opens it
 * @clock: the time to go by
 * @adopted: (out) (transfer full) (nullable): who owned the empty database that was there already, for ct_server_drop()
 * @error: TAKEN where there is a clinic already, DENIED where the role may not, OFFLINE
 *
 * Makes the database, the roles and the empty schema, and gives each role what the matrix says. The administrator acts
 * as the keeper from here on, until ct_server_resign().
 *
 * Returns: whether all of it is there; if not, nothing is left behind.
 */
gboolean
ct_server_create (const char *place, const CtCredentials *access, CtClock clock, char **adopted, GError **error)
{
  g_autoptr (CtDatabase) server = NULL;
  gboolean made_roles = FALSE, made_database = FALSE;

  g_return_val_if_fail (place != NULL && adopted != NULL, FALSE);
  *adopted = NULL;
  if ((server = open_server (place, access, error)) == NULL)
    return FALSE;
  if (make_roles (server, place, &made_roles, error) && make_database (server, place, &made_database, adopted, error) &&
      fill_database (place, access, clock, error))
    return TRUE;
  if (made_roles)
    undo (server, place, access, made_database, *adopted);
  g_clear_pointer (adopted, g_free);
  return FALSE;
}

/**
 * ct_server_resign:
 * @place: a clinic on a server, gone to as who made it
 * @access: (nullable): what opens it
 * @error: what went wrong
 *
 * The administrator who set up is no longer the clinic's keeper and steward.
 *
 * Returns: whether that is so.
 */
gboolean
ct_server_resign (const char *place, const CtCredentials *access, GError **error)
{
  g_autoptr (CtDatabase) server = NULL;

  g_return_val_if_fail (place != NULL, FALSE);
  server = open_server (place, access, error);
  return server != NULL && run_text (server, RESIGN_SQL, place, NULL, error);
}

/**
 * ct_server_take_up:
 * @place: a clinic on a server that was begun to be made, gone to as who made it
 * @access: (nullable): what opens it
 * @error: DENIED where somebody else made it
 *
 * The administrator who has resigned is its keeper and steward once more, to make it to the end.
 *
 * Returns: whether that is so.
 */
gboolean
ct_server_take_up (const char *place, const CtCredentials *access, GError **error)
{
  g_autoptr (CtDatabase) server = NULL;

  g_return_val_if_fail (place != NULL, FALSE);
  server = open_server (place, access, error);
  return server != NULL && run_text (server, TAKE_UP_SQL, place, NULL, error);
}

/**
 * ct_server_look:
 * @place: a clinic on a server
 * @access: (nullable): what opens it
 * @state: (out): what has to be done before this program works in it
 * @error: DENIED where a newer program was there
 *
 * Returns: whether that could be found out.
 */
gboolean
ct_server_look (const char *place, const CtCredentials *access, CtServerState *state, GError **error)
{
  g_autoptr (CtDatabase) database = NULL;
  gboolean current = FALSE, granted = FALSE;

  g_return_val_if_fail (place != NULL && state != NULL, FALSE);
  database = ct_database_open (place, access, CT_DATABASE_READ, error);
  if (database == NULL || !ct_migrations_are_applied (database, &current, error) ||
      (current && !ct_server_has_rights (database, &granted, error)))
    return FALSE;
  *state = !current ? CT_SERVER_OLDER : granted ? CT_SERVER_CURRENT : CT_SERVER_UNGRANTED;
  return TRUE;
}

/**
 * ct_server_upgrade:
 * @place: a clinic on a server
 * @access: (nullable): what opens it, of an owner
 * @clock: the time to go by
 * @error: DENIED to everybody else, and where a newer program was there
 *
 * Brings the schema and the rights of the roles up to date. Where it is killed in between, it goes on the next time.
 *
 * Returns: whether they are up to date.
 */
gboolean
ct_server_upgrade (const char *place, const CtCredentials *access, CtClock clock, GError **error)
{
  g_autofree char *keeper_place = NULL;
  g_autoptr (CtDatabase) keeper = NULL;

  g_return_val_if_fail (place != NULL, FALSE);
  keeper_place = ct_server_keeper_place (place);
  keeper = ct_database_open (keeper_place, access, CT_DATABASE_WRITE, error);
  return keeper != NULL && ct_migrations_apply (keeper, ct_clock_now (&clock), error) &&
         in_transaction (keeper, NULL, place, error);
}
