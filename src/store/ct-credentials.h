/* What opens a clinic. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CtCredentials:
 * @key: (nullable): for a file: its key, %CT_STORE_KEY_BYTES; %NULL for one that is not encrypted
 * @user: (nullable): for a server: the role to log in as; %NULL for the one the address or the system names
 * @password: (nullable): for a server: the role's password; %NULL to have it looked up in the password file of libpq
 *
 * Borrowed for the length of a call; each engine takes what it needs.
 */
typedef struct
{
  const guint8 *key;
  const char   *user;
  const char   *password;
} CtCredentials;

G_END_DECLS
