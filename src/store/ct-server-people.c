/* Passphrases on a server. What goes to it is a verifier made here; the passphrase itself never leaves the desk. */
#include <glib/gi18n.h>
#include <libpq-fe.h>
#include <sodium.h>

#include "base/ct-error.h"
#include "store/ct-recovery-key.h"
#include "store/ct-server.h"
#include "store/ct-unit-private.h"

/**
 * ct_server_verifier:
 * @passphrase: what somebody types
 * @error: that it can't be used
 *
 * Returns: (transfer full) (nullable): what the server compares it with, by which it can't be found out (RFC 5803).
 */
char *
ct_server_verifier (const char *passphrase, GError **error)
{
  /* libpq makes one only for a connection; one that leads nowhere does. */
  PGconn *nowhere = PQconnectStart ("host=/dev/null");
  char *made = PQencryptPasswordConn (nowhere, passphrase, "", "scram-sha-256");
  char *verifier = g_strdup (made);

  PQfreemem (made);
  PQfinish (nowhere);
  if (verifier == NULL)
    g_set_error_literal (error, CT_ERROR, CT_ERROR_INVALID, _("The server can't take this passphrase; choose another."));
  return verifier;
}

/**
 * ct_server_make_recovery_key:
 *
 * Returns: (transfer full): a new key, as it is printed.
 */
char *
ct_server_make_recovery_key (void)
{
  guint8 bytes[CT_RECOVERY_KEY_BYTES];
  char *key;

  randombytes_buf (bytes, sizeof bytes);
  key = ct_recovery_key_format (bytes);
  sodium_memzero (bytes, sizeof bytes);
  return key;
}

/**
 * ct_server_read_recovery_key:
 * @typed: what somebody typed from the paper
 * @key: (out): the key as it was printed
 * @error: INVALID for a typing mistake
 *
 * Returns: whether it is a key.
 */
gboolean
ct_server_read_recovery_key (const char *typed, char **key, GError **error)
{
  guint8 bytes[CT_RECOVERY_KEY_BYTES];

  g_return_val_if_fail (typed != NULL && key != NULL, FALSE);
  if (!ct_recovery_key_parse (typed, bytes, error))
    return FALSE;
  *key = ct_recovery_key_format (bytes);
  sodium_memzero (bytes, sizeof bytes);
  return TRUE;
}

static gboolean
set_verifier (CtDatabase *database, const char *sql, const char *login, const char *passphrase, GError **error)
{
  g_autofree char *verifier = ct_server_verifier (passphrase, error);
  CtValue params[2];
  guint n = 0;

  if (verifier == NULL)
    return FALSE;
  if (login != NULL)
    params[n++] = ct_value_text (login);
  params[n++] = ct_value_text (verifier);
  return ct_database_run (database, sql, sql, params, n, error) >= 0;
}

/**
 * ct_server_prepare_person:
 * @keeper: a connection that acts as the keeper
 * @login: of the first owner, who is not in the table of people yet
 * @passphrase: theirs
 * @error: what went wrong
 *
 * Returns: whether the passphrase opens the clinic once they are in the table.
 */
gboolean
ct_server_prepare_person (CtDatabase *keeper, const char *login, const char *passphrase, GError **error)
{
  g_return_val_if_fail (keeper != NULL && login != NULL && passphrase != NULL, FALSE);
  return set_verifier (keeper, "SELECT ct_prepare_person ($1, $2)", login, passphrase, error);
}

/**
 * ct_server_set_passphrase:
 * @unit: a unit of an owner, of the keeper, or of the recovery key
 * @login: whose
 * @passphrase: the new one
 * @error: DENIED for everybody else, NOT_FOUND
 *
 * Returns: whether it is set, once the unit is committed.
 */
gboolean
ct_server_set_passphrase (CtUnit *unit, const char *login, const char *passphrase, GError **error)
{
  g_return_val_if_fail (unit != NULL && login != NULL && passphrase != NULL, FALSE);
  return set_verifier (unit->database, "SELECT ct_set_passphrase ($1, $2)", login, passphrase, error);
}

/**
 * ct_server_set_own_passphrase:
 * @database: a connection of somebody
 * @passphrase: their new one
 * @error: what went wrong
 *
 * Returns: whether it is set.
 */
gboolean
ct_server_set_own_passphrase (CtDatabase *database, const char *passphrase, GError **error)
{
  g_return_val_if_fail (database != NULL && passphrase != NULL, FALSE);
  return set_verifier (database, "SELECT ct_set_own_passphrase ($1)", NULL, passphrase, error);
}

/**
 * ct_server_set_recovery_key:
 * @keeper: a connection that acts as the keeper
 * @recovery_key: the key that is printed
 * @error: what went wrong
 *
 * Returns: whether the key opens the clinic now.
 */
gboolean
ct_server_set_recovery_key (CtDatabase *keeper, const char *recovery_key, GError **error)
{
  g_return_val_if_fail (keeper != NULL && recovery_key != NULL, FALSE);
  return set_verifier (keeper, "SELECT ct_set_recovery_key ($1)", NULL, recovery_key, error);
}

/**
 * ct_server_renew_recovery_key:
 * @unit: a unit of an owner
 * @recovery_key: the new key
 * @error: what went wrong
 *
 * Returns: whether this key, and no older one, opens the clinic once the unit is committed.
 */
gboolean
ct_server_renew_recovery_key (CtUnit *unit, const char *recovery_key, GError **error)
{
  g_return_val_if_fail (unit != NULL && recovery_key != NULL, FALSE);
  return set_verifier (unit->database, "SELECT ct_set_recovery_key ($1)", NULL, recovery_key, error);
}
