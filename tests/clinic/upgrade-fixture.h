/* A clinic that a newer program upgrades while this one has it open. */
#pragma once

#include "clinic-fixture.h"
#include "store/ct-database.h"
#include "store/ct-keyring.h"
#include "store/ct-store.h"

/* Past the clinic's own door. */
static inline CtDatabase *
open_raw_file (Fixture *self)
{
  g_autofree char *path = ct_keyring_path_for (self->path);
  g_autoptr (GError) error = NULL;
  g_autoptr (CtKeyring) keyring = ct_keyring_load (path, &error);
  CtDatabase *database;

  g_assert_no_error (error);
  ct_keyring_unlock (keyring, "ana", PASSPHRASE, &error);
  g_assert_no_error (error);
  database = ct_database_open (self->path, &(CtCredentials){ .key = ct_store_can_encrypt () ? ct_keyring_key (keyring) : NULL },
                               CT_DATABASE_WRITE, &error);
  g_assert_no_error (error);
  return database;
}

/* What a newer program does to the schema, as far as an older one can know. */
static inline void
upgrade_elsewhere (CtDatabase *database)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ct_database_begin (database, TRUE, &error));
  ct_database_run (database, NULL, "INSERT INTO schema_migration (number, name, sha256, applied_us) VALUES (9000, '9000-later.sql', 'x', 0)",
                   NULL, 0, &error);
  g_assert_no_error (error);
  if (ct_database_has_server (database))
    ct_database_tell (database, "schema_migration 0\n", &error);
  g_assert_no_error (error);
  ct_database_commit (database, &error);
  g_assert_no_error (error);
}
