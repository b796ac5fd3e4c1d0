/* The keys of a server clinic's backups. The server keeps the clinic as it is, so the key lies there too, where the keeper
 * alone reads it; in each backup it goes along wrapped for the owners and the recovery key, like that of a file. */
#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"
#include "domain/ct-permission.h"
#include "store/ct-server-private.h"
#include "store/ct-server.h"
#include "store/ct-unit-private.h"

#define IS_THERE_SQL "SELECT count(*) FROM pg_class WHERE relname = 'backup_key' AND relnamespace = to_regnamespace ('chairtime')"
#define LOCK_SQL     "LOCK TABLE backup_key IN SHARE ROW EXCLUSIVE MODE"
#define READ_SQL     "SELECT secret, keyring FROM backup_key WHERE id = 1"
#define WRITE_SQL    "INSERT INTO backup_key (id, secret, keyring) VALUES (1, $1, $2) " \
                     "ON CONFLICT (id) DO UPDATE SET keyring = excluded.keyring"
#define OWNERS_SQL   "SELECT role FROM app_user WHERE login = $1 AND active <> 0"
#define CODES_SQL    "SELECT login, codes FROM one_time_code JOIN app_user ON id = user_id"
#define KEY_BYTES    32

/* Where the schema is older than the table, and as long as there was no backup, there are none: %NULL without @error. */
static CtKeyring *
read_keys (CtDatabase *keeper, GError **error)
{
  g_autoptr (CtCursor) row = NULL;
  CtKeyring *keyring;
  gint64 there = 0;

  if (!ct_database_number (keeper, NULL, IS_THERE_SQL, NULL, 0, &there, error) || there == 0)
    return NULL;
  row = ct_database_query (keeper, NULL, READ_SQL, NULL, 0, error);
  if (row == NULL || ct_cursor_next (row, error) <= 0)
    return NULL;
  keyring = ct_keyring_parse (ct_cursor_value (row, 1).text);
  if (keyring != NULL && ct_cursor_value (row, 0).length == KEY_BYTES)
    {
      ct_keyring_unlock_with_key (keyring, ct_cursor_value (row, 0).bytes);
      return keyring;
    }
  ct_keyring_free (keyring);
  g_set_error_literal (error, CT_ERROR, CT_ERROR_CORRUPT, _("The keys of the clinic's backups are damaged; restore a backup."));
  return NULL;
}

static gboolean
write_keys (CtDatabase *keeper, CtKeyring *keyring, GError **error)
{
  g_autofree char *text = ct_keyring_to_text (keyring);
  const CtValue params[] = { { .kind = CT_VALUE_BYTES, .bytes = ct_keyring_key (keyring), .length = KEY_BYTES },
                             ct_value_text (text) };

  return ct_database_run (keeper, NULL, WRITE_SQL, params, G_N_ELEMENTS (params), error) >= 0;
}

static CtKeyring *
read_or_make (CtDatabase *keeper, CtKeyringCost cost, GError **error)
{
  GError *local = NULL;
  CtKeyring *keyring = read_keys (keeper, &local);

  if (local != NULL)
    g_propagate_error (error, local);
  return keyring != NULL || local != NULL ? keyring : ct_keyring_create (cost);
}

/* ---- Whom they open for ---- */

typedef struct
{
  const char *login;
  const char *passphrase;
} Owner;

/* Tried on a keyring of its own, since a passphrase that fits puts its key into it. */
static gboolean
has_slot (CtKeyring *keyring, const Owner *owner)
{
  g_autofree char *text = ct_keyring_to_text (keyring);
  g_autoptr (CtKeyring) locked = ct_keyring_parse (text);

  return ct_keyring_unlock (locked, owner->login, owner->passphrase, NULL) &&
         memcmp (ct_keyring_key (locked), ct_keyring_key (keyring), KEY_BYTES) == 0;
}

static gboolean
is_owner (CtDatabase *keeper, const char *login, gboolean *is, GError **error)
{
  const CtValue param = ct_value_text (login);
  g_autoptr (CtCursor) row = ct_database_query (keeper, NULL, OWNERS_SQL, &param, 1, error);
  int more;

  if (row == NULL || (more = ct_cursor_next (row, error)) < 0)
    return FALSE;
  *is = more > 0 && ct_permission_of_role (ct_cursor_value (row, 0).text, CT_MAY_ADMINISTER);
  return TRUE;
}

/* Whoever is no owner any more opens no backup that is made from now on. */
static gboolean
drop_others (CtDatabase *keeper, CtKeyring *keyring, const Owner *owner, GError **error)
{
  g_auto (GStrv) logins = ct_keyring_list_users (keyring);

  for (guint i = 0; logins[i] != NULL; i++)
    {
      gboolean is = FALSE;

      if (!is_owner (keeper, logins[i], &is, error))
        return FALSE;
      if (!is && strcmp (logins[i], owner->login) != 0)
        ct_keyring_remove_user (keyring, logins[i]);
    }
  return TRUE;
}

static gboolean
let_owner_in (CtDatabase *keeper, CtKeyring *keyring, gpointer data, GError **error)
{
  const Owner *owner = data;

  return drop_others (keeper, keyring, owner, error) &&
         (has_slot (keyring, owner) || ct_keyring_set_user (keyring, owner->login, owner->passphrase, error));
}

static gboolean
let_paper_in (CtDatabase *keeper, CtKeyring *keyring, gpointer data, GError **error)
{
  return ct_keyring_set_recovery (keyring, data, error);
}

typedef gboolean (*Edit) (CtDatabase *keeper, CtKeyring *keyring, gpointer data, GError **error);

/* In a transaction; two who change them come one after the other. */
static CtKeyring *
edit_keys (CtDatabase *keeper, CtKeyringCost cost, Edit edit, gpointer data, GError **error)
{
  g_autoptr (CtKeyring) keyring = NULL;
  gint64 there = 0;

  if (!ct_database_number (keeper, NULL, IS_THERE_SQL, NULL, 0, &there, error) ||
      (there > 0 && !ct_database_script (keeper, LOCK_SQL, error)))
    return NULL;
  keyring = read_or_make (keeper, cost, error);
  return keyring != NULL && edit (keeper, keyring, data, error) && (there == 0 || write_keys (keeper, keyring, error))
             ? g_steal_pointer (&keyring)
             : NULL;
}

static CtKeyring *
edit_keys_alone (CtDatabase *keeper, CtKeyringCost cost, Edit edit, gpointer data, GError **error)
{
  CtKeyring *keyring;

  if (!ct_database_begin (keeper, TRUE, error))
    return NULL;
  keyring = edit_keys (keeper, cost, edit, data, error);
  if (keyring != NULL && ct_database_commit (keeper, error))
    return keyring;
  ct_keyring_free (keyring);
  ct_database_rollback (keeper);
  return NULL;
}

/* What a file keeps in its keyring and a server in a table: without it, one code fewer would be asked for after a restore. */
static gboolean
add_codes (CtDatabase *keeper, CtKeyring *keyring, GError **error)
{
  g_autoptr (CtCursor) rows = ct_database_query (keeper, NULL, CODES_SQL, NULL, 0, error);
  g_auto (GStrv) logins = ct_keyring_list_users (keyring);
  int more = -1;

  while (rows != NULL && (more = ct_cursor_next (rows, error)) > 0)
    if (g_strv_contains ((const char *const *) logins, ct_cursor_value (rows, 0).text) &&
        !ct_keyring_set_codes (keyring, ct_cursor_value (rows, 0).text, ct_cursor_value (rows, 1).text, error))
      return FALSE;
  return more == 0;
}

/**
 * ct_server_backup_keys:
 * @keeper: a connection that acts as the keeper, in no transaction
 * @login: an owner, who makes a backup
 * @passphrase: theirs
 * @error: what went wrong
 *
 * Makes the keys at the first backup. Afterwards this passphrase opens every backup made with them; those of who is no
 * owner any more do not.
 *
 * Returns: (transfer full) (nullable): the keyring that goes into the backup, unlocked.
 */
CtKeyring *
ct_server_backup_keys (CtDatabase *keeper, const char *login, const char *passphrase, GError **error)
{
  Owner owner = { login, passphrase };
  g_autoptr (CtKeyring) keyring = NULL;

  g_return_val_if_fail (keeper != NULL && login != NULL && passphrase != NULL, NULL);
  keyring = edit_keys_alone (keeper, CT_KEYRING_STRONG, let_owner_in, &owner, error);
  return keyring != NULL && add_codes (keeper, keyring, error) ? g_steal_pointer (&keyring) : NULL;
}

/**
 * ct_server_read_backup_keys:
 * @keeper: a connection that acts as the keeper
 * @error: what went wrong
 *
 * Returns: (transfer full) (nullable): the keyring of the backups, unlocked; %NULL without @error set where none was made yet.
 */
CtKeyring *
ct_server_read_backup_keys (CtDatabase *keeper, GError **error)
{
  g_return_val_if_fail (keeper != NULL, NULL);
  return read_keys (keeper, error);
}

/**
 * ct_server_begin_backup_keys:
 * @keeper: a connection to a new clinic that acts as the keeper
 * @login: its first owner
 * @passphrase: theirs
 * @recovery_key: as it is printed
 * @cost: how hard the passphrase shall be to guess
 * @error: what went wrong
 *
 * Returns: whether the passphrase and the recovery key will open the clinic's backups.
 */
gboolean
ct_server_begin_backup_keys (CtDatabase *keeper, const char *login, const char *passphrase, const char *recovery_key,
                             CtKeyringCost cost, GError **error)
{
  Owner owner = { login, passphrase };
  g_autoptr (CtKeyring) with_owner = NULL;
  g_autoptr (CtKeyring) with_paper = NULL;

  g_return_val_if_fail (keeper != NULL && login != NULL && passphrase != NULL && recovery_key != NULL, FALSE);
  with_owner = edit_keys_alone (keeper, cost, let_owner_in, &owner, error);
  with_paper = with_owner != NULL ? edit_keys_alone (keeper, cost, let_paper_in, (gpointer) recovery_key, error) : NULL;
  return with_paper != NULL;
}

/**
 * ct_server_renew_backup_recovery:
 * @unit: a unit of an owner
 * @place: the clinic
 * @recovery_key: the new key
 * @error: what went wrong
 *
 * Returns: whether this key opens the backups made from now on, once the unit is committed.
 */
gboolean
ct_server_renew_backup_recovery (CtUnit *unit, const char *place, const char *recovery_key, GError **error)
{
  g_autofree char *sql = NULL;
  g_autoptr (CtKeyring) keyring = NULL;

  g_return_val_if_fail (unit != NULL && place != NULL && recovery_key != NULL, FALSE);
  sql = ct_server_expand ("SET LOCAL ROLE @KEEPER@", place, NULL);
  if (!ct_database_script (unit->database, sql, error))
    return FALSE;
  keyring = edit_keys (unit->database, CT_KEYRING_STRONG, let_paper_in, (gpointer) recovery_key, error);
  return keyring != NULL && ct_database_script (unit->database, "RESET ROLE", error);
}
