/* One-time codes and emergencies on a server. */
#include "base/ct-place.h"
#include "store/ct-server-private.h"
#include "store/ct-server.h"
#include "store/ct-unit-private.h"

#define READ_SQL  "SELECT codes FROM one_time_code WHERE user_id = ct_own_id ()"
#define WRITE_SQL "INSERT INTO one_time_code (user_id, codes) VALUES (ct_own_id (), $1) " \
                  "ON CONFLICT (user_id) DO UPDATE SET codes = excluded.codes"
#define READ_ANY_SQL  "SELECT codes FROM one_time_code JOIN app_user ON id = user_id WHERE login = $1"
#define TAKE_ANY_SQL  "DELETE FROM one_time_code WHERE user_id = (SELECT id FROM app_user WHERE login = $1)"
#define WRITE_ANY_SQL "INSERT INTO one_time_code (user_id, codes) SELECT id, $2 FROM app_user WHERE login = $1 " \
                      "ON CONFLICT (user_id) DO UPDATE SET codes = excluded.codes"

/**
 * ct_server_has_codes:
 * @database: a connection of somebody
 * @login: a user name
 *
 * Returns: whether that user needs a one-time code to come in.
 */
gboolean
ct_server_has_codes (CtDatabase *database, const char *login)
{
  const CtValue param = ct_value_text (login);
  gint64 has = 0;

  g_return_val_if_fail (database != NULL && login != NULL, FALSE);
  return ct_database_number (database, NULL, "SELECT ct_has_codes ($1)", &param, 1, &has, NULL) && has > 0;
}

/**
 * ct_server_read_codes:
 * @database: a connection of somebody
 * @error: what went wrong
 *
 * Returns: (transfer full) (nullable): the secret of their own codes; %NULL without @error set where there is none.
 */
char *
ct_server_read_codes (CtDatabase *database, GError **error)
{
  g_autoptr (CtCursor) row = NULL;

  g_return_val_if_fail (database != NULL, NULL);
  row = ct_database_query (database, NULL, READ_SQL, NULL, 0, error);
  return row != NULL && ct_cursor_next (row, error) > 0 ? g_strdup (ct_cursor_value (row, 0).text) : NULL;
}

/**
 * ct_server_write_codes:
 * @database: a connection of somebody
 * @codes: the secret of their own codes
 * @error: what went wrong
 *
 * Returns: whether it is kept.
 */
gboolean
ct_server_write_codes (CtDatabase *database, const char *codes, GError **error)
{
  const CtValue param = ct_value_text (codes);

  g_return_val_if_fail (database != NULL && codes != NULL, FALSE);
  return ct_database_run (database, NULL, WRITE_SQL, &param, 1, error) >= 0;
}

/**
 * ct_server_read_codes_of:
 * @keeper: a connection that acts as the keeper, or one to a backup of a clinic on a server
 * @login: a user name
 * @codes: (out) (nullable): the secret of their codes; %NULL where they need none
 * @error: what went wrong
 *
 * Returns: whether it is known.
 */
gboolean
ct_server_read_codes_of (CtDatabase *keeper, const char *login, char **codes, GError **error)
{
  const CtValue param = ct_value_text (login);
  g_autoptr (CtCursor) row = NULL;
  int more;

  g_return_val_if_fail (keeper != NULL && login != NULL && codes != NULL, FALSE);
  *codes = NULL;
  row = ct_database_query (keeper, NULL, READ_ANY_SQL, &param, 1, error);
  if (row == NULL || (more = ct_cursor_next (row, error)) < 0)
    return FALSE;
  if (more > 0)
    *codes = g_strdup (ct_cursor_value (row, 0).text);
  return TRUE;
}

/**
 * ct_server_take_codes_of:
 * @unit: a unit that writes, of a clinic in a file
 * @login: a user name
 * @codes: (out) (nullable): the secret of their codes; %NULL where none was left
 * @error: what went wrong
 *
 * A backup of a clinic on a server holds the codes of everybody, and boxes only of owners: put back in a file, they lie
 * where they lay, until whoever needs them has a box in the keyring again. They are taken out.
 *
 * Returns: whether it is known.
 */
gboolean
ct_server_take_codes_of (CtUnit *unit, const char *login, char **codes, GError **error)
{
  const CtValue param = ct_value_text (login);

  g_return_val_if_fail (unit != NULL && login != NULL && codes != NULL, FALSE);
  return ct_server_read_codes_of (unit->database, login, codes, error) &&
         (*codes == NULL || ct_database_run (unit->database, NULL, TAKE_ANY_SQL, &param, 1, error) >= 0);
}

/**
 * ct_server_write_codes_of:
 * @keeper: a connection that acts as the keeper
 * @login: a user name
 * @codes: the secret of their codes
 * @error: what went wrong
 *
 * Returns: whether it is kept.
 */
gboolean
ct_server_write_codes_of (CtDatabase *keeper, const char *login, const char *codes, GError **error)
{
  const CtValue params[] = { ct_value_text (login), ct_value_text (codes) };

  g_return_val_if_fail (keeper != NULL && login != NULL && codes != NULL, FALSE);
  return ct_database_run (keeper, NULL, WRITE_ANY_SQL, params, G_N_ELEMENTS (params), error) >= 0;
}

/**
 * ct_server_set_codes:
 * @unit: a unit of an owner, or of the user
 * @login: whose
 * @codes: (nullable): the secret, which everybody sets for themselves; %NULL for none, which an owner may do for others
 * @error: what went wrong
 *
 * Returns: whether it holds, once the unit is committed.
 */
gboolean
ct_server_set_codes (CtUnit *unit, const char *login, const char *codes, GError **error)
{
  const CtValue param = ct_value_text (login);
  g_autofree char *own = NULL;
  g_autoptr (CtCursor) row = NULL;

  g_return_val_if_fail (unit != NULL && login != NULL, FALSE);
  if (codes != NULL)
    return ct_server_write_codes (unit->database, codes, error);
  row = ct_database_query (unit->database, NULL, "SELECT ct_own_login ()", NULL, 0, error);
  if (row == NULL || ct_cursor_next (row, error) <= 0)
    return FALSE;
  own = g_strdup (ct_cursor_value (row, 0).text);
  return g_strcmp0 (own, login) == 0
           ? ct_database_run (unit->database, NULL, "DELETE FROM one_time_code WHERE user_id = ct_own_id ()", NULL, 0, error) >= 0
           : ct_database_run (unit->database, NULL, "SELECT ct_forget_codes ($1)", &param, 1, error) >= 0;
}

/**
 * ct_server_enter_chart:
 * @unit: a unit of somebody who may not see charts, with an emergency that goes on
 * @place: the clinic
 * @error: what went wrong
 *
 * Until the unit ends it sees all of that patient, and no other.
 *
 * Returns: whether it does.
 */
gboolean
ct_server_enter_chart (CtUnit *unit, const char *place, GError **error)
{
  g_autofree char *sql = NULL;

  g_return_val_if_fail (unit != NULL && place != NULL, FALSE);
  sql = ct_server_expand ("SET LOCAL ROLE @EMERGENCY@", place, NULL);
  return ct_database_script (unit->database, sql, error);
}
